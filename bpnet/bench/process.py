"""Child processes of peers: started on given cores with a given number of threads, and sent requests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from bpnet._messages import short_repr
from bpnet._processes import safe_environment
from bpnet.bench.cases import Case
from bpnet.bench.peers import Peer

TIMEOUT = 600.0
"""Maximum number of seconds for one answer."""
THREADS = ("BPNET", "OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "NUMEXPR_NUM", "NUMBA_NUM", "VECLIB_MAXIMUM")

JAX_CACHE = "JAX_COMPILATION_CACHE_DIR"
"""Variable with the folder in which JAX keeps what it compiled; JAX has none by default."""


class PeerError(Exception):
    """A peer failed.

    Parameters
    ----------
    message
        Reason.
    absent
        True if something is missing on this machine, False if the peer is at fault.
    """

    def __init__(self, message: str, *, absent: bool = False) -> None:
        super().__init__(message)
        self.absent = absent


def cores_for(threads: int) -> list[int]:
    """Return the last cores that this process may use, one per thread; empty if the system cannot pin processes."""
    if not hasattr(os, "sched_getaffinity"):
        return []
    usable = sorted(os.sched_getaffinity(0))
    if threads > len(usable):
        raise ValueError(f"--threads {short_repr(threads)}: this process may use {len(usable)} cores")
    return usable[-threads:]


def environment(threads: int, cache: str = "") -> dict[str, str]:
    """Return environment variables that limit the threads of every library, and put compiler caches into a folder."""
    limits = {f"{name}_THREADS": str(threads) for name in THREADS}
    flags = os.environ.get("XLA_FLAGS", "")
    if threads == 1:
        flags += " --xla_cpu_multi_thread_eigen=false"
    folders = {"TORCHINDUCTOR_CACHE_DIR": "torch", "KERAS_HOME": "keras"}  # Keras reads settings there, and writes them
    caches = {"XDG_CACHE_HOME": cache, **{name: str(Path(cache, folder)) for name, folder in folders.items()}} if cache else {}
    kept = safe_environment()
    kept.pop(JAX_CACHE, None)
    # otherwise JAX allocates most of a GPU's memory
    return {**kept, **limits, **caches, "XLA_FLAGS": flags.strip(), "XLA_PYTHON_CLIENT_PREALLOCATE": "false"}


class Process:
    """Process of a peer on a case; a context manager that ends it."""

    def __init__(self, peer: Peer, case: Case, *, seed: int, cores: Sequence[int], threads: int) -> None:
        self.cache = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # compilers must not reuse caches of other runs
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed in __exit__
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bpnet.bench.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=environment(peer.threads or threads, self.cache.name),
            text=True,
        )
        self.request: dict[str, Any] = {
            "case": case._asdict(),
            "peer": peer._asdict(),
            "seed": seed,
            "cores": list(cores),
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        self.errors.close()
        self.cache.cleanup()

    def ready(self) -> dict[str, Any]:
        """Wait for the first training step, and return its times."""
        return self._ask(self.request)

    def train(self, epochs: int, times: int = 1) -> dict[str, Any]:
        """Return the seconds and the CPU seconds of a training run, and its losses."""
        return self._ask({"epochs": epochs, "times": times})

    def finish(self) -> dict[str, Any]:
        """Return memory, overhead and provenance."""
        return self._ask({"finish": True})

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request, and return its answer."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018 - both are pipes
        timer = threading.Timer(TIMEOUT, self.process.kill)
        timer.start()
        try:
            print(json.dumps(request), file=self.process.stdin, flush=True)
            answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        except (BrokenPipeError, ValueError) as error:  # the process died, perhaps within an answer
            raise PeerError(self._describe_exit()) from error
        finally:
            timer.cancel()
        if "error" in answer:
            raise PeerError(answer["error"], absent=answer["absent"])
        return answer

    def _describe_exit(self) -> str:
        """Describe the end of the process: its exit code (-9 after a timeout, or if memory ran out), and its last line."""
        code = self.process.wait()
        self.errors.seek(0)
        last = self.errors.read().strip().splitlines()[-1:]
        return ": ".join([f"its process ended with code {code}", *last])
