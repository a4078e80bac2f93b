"""The process of one peer: ``python -P -m bpnet.bench.child`` reads requests from its input, and answers each in JSON."""

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpnet.bench.cases import Case, Task
    from bpnet.bench.peers import Start

LIBRARIES = ("numpy", "sklearn", "torch", "jax", "jaxlib", "numba", "cupy", "array_api_strict")
OVERHEAD_STEPS = 200


class Child:
    """A peer with its data, ready to be timed.

    Parameters
    ----------
    request
        ``case``, ``module``, ``spec``, ``seed``, ``cores``.
    """

    def __init__(self, request: dict[str, Any]) -> None:
        if request["cores"]:
            os.sched_setaffinity(0, request["cores"])  # before any library starts its threads
        began = time.perf_counter()
        self.peer = importlib.import_module(request["module"])
        if request["spec"]:
            from bpnet.backend.registry import get_backend

            get_backend(request["spec"])  # imports its library, and computes once
        import_seconds = time.perf_counter() - began

        from bpnet.bench import cases, memory

        self.memory, self.cases, self.seed = memory, cases, request["seed"]
        self.case: Case = cases.Case(**request["case"] | {"sizes": tuple(request["case"]["sizes"])})
        self.task: Task = cases.make(self.case, self.seed, request["spec"])
        self.before = memory.start()
        began = time.perf_counter()
        self.peer.prepare(self.task.one_batch())()(1)
        self.ready = {"import_seconds": import_seconds, "first_step": time.perf_counter() - began}
        memory.start()  # the peak is that of the whole training alone
        self.start: Start = self.peer.prepare(self.task)
        self.warm = 0

    def train(self, epochs: int, times: int) -> dict[str, Any]:
        """Train from the first weights, some times over: the mean seconds of one training, and its losses."""
        if epochs != self.warm:  # the number of epochs may be compiled in
            self.start()(epochs)
            self.warm = epochs
        seconds, losses = 0.0, []
        gc.collect()
        for _ in range(times):
            train = self.start()
            began = time.perf_counter()
            losses = list(train(epochs))
            seconds += time.perf_counter() - began
        return {"seconds": seconds / times, "losses": [float(loss) for loss in losses]}

    def finish(self) -> dict[str, Any]:
        """The peak of memory, then what a step costs in which there is next to nothing to compute, and who did all this."""
        memory = self.memory.peak() - self.before
        case = self.cases.narrow(self.case)
        start = self.peer.prepare(self.cases.make(case, self.seed, self.task.spec))
        epochs = math.ceil(OVERHEAD_STEPS / case.steps)
        start()(epochs)
        seconds = []
        for _ in range(3):
            train = start()
            began = time.perf_counter()
            train(epochs)
            seconds.append((time.perf_counter() - began) / (epochs * case.steps))
        return {"memory": memory, "overhead": min(seconds), "provenance": provenance(self.task.spec)}


def provenance(spec: str) -> dict[str, Any]:
    """Versions of the libraries in use, devices, and the switches that change numbers."""
    found: dict[str, Any] = {name: getattr(sys.modules[name], "__version__", "") for name in LIBRARIES if name in sys.modules}
    if spec:
        from bpnet.backend.registry import get_backend

        return found | get_backend(spec).describe()
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
    """Answer until the input ends. What libraries print goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    child = None
    for request in _requests():
        try:
            if child is None:
                child = Child(request)
                answer: dict[str, Any] = child.ready
            elif "epochs" in request:
                answer = child.train(**request)
            else:
                answer = child.finish()
        except Exception as error:  # noqa: BLE001 - whatever a library raises is the reason
            absent = _absent(error)
            words = one_line(getattr(error, "message", "") or str(error), WIDTH) if absent else ""
            answer = {"error": words or error_summary(error), "absent": absent}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _requests() -> Iterator[dict[str, Any]]:
    """What the parent asks for; when it is gone this process ends at once, also in the middle of a training."""
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        for asked in sys.stdin:
            lines.put(asked)
        os._exit(0)

    Thread(target=read, daemon=True).start()
    while True:
        yield json.loads(lines.get())


def _absent(error: Exception) -> bool:
    """Whether something is missing here, rather than wrong."""
    from bpnet.bench.peers import NotHereError
    from bpnet.errors import BackendError

    return isinstance(error, ImportError | NotHereError | BackendError)


if __name__ == "__main__":
    main()
