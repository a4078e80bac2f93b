"""Process of one peer: ``python -P -m bpnet.bench.child`` reads requests from standard input, and answers each in JSON."""

from __future__ import annotations

import gc
import importlib
import json
import math
import os
import signal
import sys
import time
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from bpnet._messages import WIDTH, error_summary, one_line
from bpnet.bench.measurement import peak_memory, reset_peak_memory, time_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.bench.cases import Case, Task
    from bpnet.bench.peers import Start

LIBRARIES = ("numpy", "sklearn", "keras", "torch", "jax", "jaxlib", "numba", "cupy", "array_api_strict")
OVERHEAD_STEPS = 200


class Child:
    """A peer with its data, ready to be timed.

    Parameters
    ----------
    request
        ``case`` and ``peer``, the fields of a `Case` and of a `Peer`, ``seed`` and ``cores``.
    """

    def __init__(self, request: dict[str, Any]) -> None:
        if request["cores"]:
            os.sched_setaffinity(0, request["cores"])  # before any library starts threads
        import_seconds = time_call(lambda: self._import(request["peer"]["module"], request["peer"]["spec"]))

        from bpnet.bench import cases, peers, programs

        self.cases, self.peer = cases, peers.Peer(**request["peer"])
        self.case: Case = cases.Case(**request["case"] | {"sizes": tuple(request["case"]["sizes"])})
        self.prepare: Callable[[Task], Start] = programs.program(self.peer, self.case)
        self.seed = request["seed"]
        self.task = self._task(self.case)
        self.before = reset_peak_memory()
        first_step = time_call(lambda: self.prepare(self.task.one_batch())()(1))
        self.ready = {"import_seconds": import_seconds, "first_step": first_step}
        reset_peak_memory()  # measure the peak of the whole training only
        self.start: Start = self.prepare(self.task)
        self.warm = 0

    def _import(self, module: str, spec: str) -> None:
        importlib.import_module(module)
        if spec:
            from bpnet.backend.selection import get_backend

            get_backend(spec)  # imports the library, and computes once

    def _task(self, case: Case) -> Task:
        return self.cases.make_task(case, self.seed, self.peer.spec, self.peer.arithmetic, self.peer.way)

    def train(self, epochs: int, times: int) -> dict[str, Any]:
        """Train several times from the initial weights; return the mean time of a training run, and its losses.

        ``seconds`` is wall time, and ``cpu_seconds`` the CPU time of all threads of this process.
        """
        if epochs != self.warm:  # the number of epochs may be compiled in
            self.start()(epochs)
            self.warm = epochs
        seconds, cpu_seconds, losses = 0.0, 0.0, []
        gc.collect()
        for _ in range(times):
            train = self.start()
            began, cpu_began = time.perf_counter(), time.process_time()
            losses = list(train(epochs))
            seconds += time.perf_counter() - began
            cpu_seconds += time.process_time() - cpu_began
        times_spent = {"seconds": seconds / times, "cpu_seconds": cpu_seconds / times}
        return times_spent | {"losses": [float(loss) for loss in losses]}

    def finish(self) -> dict[str, Any]:
        """Return the peak of memory, the overhead of a step, and versions."""
        memory = peak_memory() - self.before
        # a fresh case is the overhead of networks: it has none of steps
        overhead = None if self.case.style == "fresh" else self._overhead(self.cases.shrink(self.case))
        return {"memory": memory, "overhead": overhead, "provenance": provenance(self.task.spec, self.task.arithmetic)}

    def _overhead(self, case: Case) -> float:
        start, epochs = self.prepare(self._task(case)), math.ceil(OVERHEAD_STEPS / case.steps)
        start()(epochs)
        return min(time_call(start(), epochs) for _ in range(3)) / (epochs * case.steps)


def provenance(spec: str, arithmetic: str = "native") -> dict[str, Any]:
    """Return versions of libraries, devices, and settings that change numbers."""
    found: dict[str, Any] = {name: getattr(sys.modules[name], "__version__", "") for name in LIBRARIES if name in sys.modules}
    if spec:
        from bpnet.arithmetic import EDITION
        from bpnet.backend.selection import get_backend

        edition = {"edition": EDITION} if arithmetic == "exact" else {}
        return found | get_backend(spec).describe() | edition
    if "torch" in found:
        torch: Any = sys.modules["torch"]
        found["float32 products"] = "tf32" if torch.get_float32_matmul_precision() != "highest" else "ieee"
        if torch.cuda.is_available():
            found |= {"cuda": str(torch.version.cuda), "gpu": torch.cuda.get_device_name()}
    if "jax" in found:
        jax: Any = sys.modules["jax"]
        found |= {"matmul precision": str(jax.config.jax_default_matmul_precision), "device": str(jax.devices()[0])}
    return found


def main() -> None:
    """Answer requests until the input ends. Output of libraries goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    child = None
    for request in _requests():
        try:
            if child is None:
                child = Child(request)
                answer: dict[str, Any] = child.ready
            else:
                answer = child.train(**request) if "epochs" in request else child.finish()
        except Exception as error:  # noqa: BLE001 - libraries may raise any exception
            absent = _is_absent(error)
            message = one_line(getattr(error, "message", "") or str(error), WIDTH) if absent else ""
            answer = {"error": message or error_summary(error), "absent": absent}
        print(json.dumps(answer), file=answers, flush=True)


def _requests() -> Iterator[dict[str, Any]]:
    """Yield the requests of the parent; when it ends, this process ends too, even during a training run."""
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        os._exit(0)

    Thread(target=read, daemon=True).start()
    while True:
        yield json.loads(lines.get())


def _is_absent(error: Exception) -> bool:
    """Return True if something is missing on this machine."""
    from bpnet.bench.peers import NotHereError
    from bpnet.errors import BackendError

    return isinstance(error, ImportError | NotHereError | BackendError)


if __name__ == "__main__":
    main()
