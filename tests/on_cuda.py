"""CuPy where it computes, on a GPU or on the stand-in for CUDA (tests/cpu_cuda); elsewhere, who imports this is skipped."""

import pytest
from bpnet_cupy import block

from bpnet.backend import registry

cp = pytest.importorskip("cupy", reason="CuPy is what is tested")
BACKEND = registry.make_backend("cupy", None, "the tests of CuPy")
if not BACKEND.probe().ok:
    pytest.skip(f"CuPy does not compute here: {BACKEND.probe().reason}", allow_module_level=True)


def counters():
    """The module that counts launches, copies and waits; a GPU has none."""
    cpu_cuda = pytest.importorskip("cpu_cuda", reason="a GPU counts no launches")
    if not hasattr(cpu_cuda, "counting"):  # the folder beside this file, not the built package
        pytest.skip("a GPU counts no launches", allow_module_level=True)
    return cpu_cuda


def in_launches(monkeypatch):
    """No step is small: each is several launches."""
    for name in ("FLOPS", "GRID_FLOPS"):
        monkeypatch.setattr(block, name, 0)
