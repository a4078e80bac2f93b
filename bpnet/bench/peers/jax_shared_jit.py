"""Hand-written JAX as in `jax_scan`, for many networks of a shape: they share the functions that were compiled for the first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bpnet.bench.peers import jax_scan

if TYPE_CHECKING:
    from bpnet.bench.peers import Start, Task

loops = cache(jax_scan.loops)


def prepare(task: Task) -> Start:
    """Prepare `jax_scan` with the loops of its case."""
    return jax_scan.prepare(task, loops)
