"""The parent's side of a peer's process: start it on some cores with some threads, ask it, end it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bpnet._messages import short_repr
from bpnet._processes import safe_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.bench.cases import Case
    from bpnet.bench.peers import Peer

PATIENCE = 600.0
"""Seconds for one answer."""
THREADS = ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "NUMEXPR_NUM", "NUMBA_NUM", "VECLIB_MAXIMUM")


class PeerError(Exception):
    """A peer that gave no answer.

    Parameters
    ----------
    message
        Why.
    absent
        Whether something is missing here, rather than wrong.
    """

    def __init__(self, message: str, *, absent: bool = False) -> None:
        super().__init__(message)
        self.absent = absent


def cores_for(threads: int) -> list[int]:
    """The last cores that this process may use, one for each thread; none where the system cannot pin."""
    if not hasattr(os, "sched_getaffinity"):
        return []
    mine = sorted(os.sched_getaffinity(0))
    if threads > len(mine):
        raise ValueError(f"--threads {short_repr(threads)}: this process may use {len(mine)} cores")
    return mine[-threads:]


def environment(threads: int, cache: str = "") -> dict[str, str]:
    """The environment of this process, with every library held to a number of threads, and caches of compilers in a folder."""
    held = {f"{name}_THREADS": str(threads) for name in THREADS}
    flags = os.environ.get("XLA_FLAGS", "")
    if threads == 1:
        flags += " --xla_cpu_multi_thread_eigen=false"
    # JAX would take most of a GPU's memory from the other peers.
    kept = {"XDG_CACHE_HOME": cache, "TORCHINDUCTOR_CACHE_DIR": str(Path(cache, "torch"))} if cache else {}
    return {**safe_environment(), **held, **kept, "XLA_FLAGS": flags.strip(), "XLA_PYTHON_CLIENT_PREALLOCATE": "false"}


class Process:
    """A peer on one case; a context, at whose end the process is gone."""

    def __init__(self, peer: Peer, case: Case, *, seed: int, cores: Sequence[int], threads: int) -> None:
        self.cache = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # what compilers keep of other runs is no first step
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed at the exit
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bpnet.bench.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=environment(threads, self.cache.name),
            text=True,
        )
        about = {"module": peer.module, "spec": peer.spec, "seed": seed, "cores": list(cores)}
        self.request: dict[str, Any] = {"case": case._asdict(), **about}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        self.errors.close()
        self.cache.cleanup()

    def ready(self) -> dict[str, Any]:
        """Wait until it has trained a first step: how long that took."""
        return self._ask(self.request)

    def train(self, epochs: int, times: int = 1) -> dict[str, Any]:
        """The seconds of a training, and its losses."""
        return self._ask({"epochs": epochs, "times": times})

    def finish(self) -> dict[str, Any]:
        """Memory, overhead and provenance."""
        return self._ask({"finish": True})

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("this process was started without pipes")
        late = threading.Timer(PATIENCE, self.process.kill)
        late.start()
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            late.cancel()
        if not line:
            raise PeerError(self._death())
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:  # it died with half an answer written
            raise PeerError(self._death()) from error
        if "error" in answer:
            raise PeerError(answer["error"], absent=answer["absent"])
        return answer

    def _death(self) -> str:
        code = self.process.wait()  # -9 if it was killed: by this one's patience, or for want of memory
        self.errors.seek(0)
        last = self.errors.read().strip().splitlines()[-1:]
        return ": ".join([f"its process ended with code {code}", *last])
