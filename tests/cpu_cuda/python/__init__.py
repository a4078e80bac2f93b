"""CuPy on the host's processor: counters of the stand-in's driver, the order of threads, and errors of kernels.

Examples
--------
>>> with cpu_cuda.counting() as counts:  # doctest: +SKIP
...     step()
>>> assert counts.to_host == counts.waits == 0  # doctest: +SKIP
"""

import contextlib
import ctypes
import os
import pathlib
import types

CUPY = "14.2.0"
"""The version of CuPy that the stand-in was built for."""
_COUNTERS = (
    "launches", "threads", "to_device", "to_host", "on_device", "bytes_to_device", "bytes_to_host", "sets", "waits",
    "allocations", "modules", "library",
)  # fmt: skip


def _driver():
    return ctypes.CDLL(str(pathlib.Path(__file__).parent / "lib" / "libcuda.so.1"))


def counts():
    """Return the counters since the process began, by name.

    ``launches`` and ``threads`` of kernels; copies ``to_device``, ``to_host`` and ``on_device``, and their bytes; ``sets`` of
    memory; ``waits`` of the host for a stream, an event or a device; ``allocations`` by the driver (CuPy's pool makes few);
    ``modules`` loaded; ``library``, calls of cuBLAS and cuRAND.
    """
    driver = _driver()
    driver.cpu_cuda_counters.restype = ctypes.POINTER(ctypes.c_ulonglong)
    assert driver.cpu_cuda_counter_count() == len(_COUNTERS)
    return dict(zip(_COUNTERS, driver.cpu_cuda_counters()[: len(_COUNTERS)], strict=True))


@contextlib.contextmanager
def counting():
    """Count what happens in the block; the counters are attributes of the object once the block ends."""
    result, before = types.SimpleNamespace(), counts()
    yield result
    vars(result).update({name: value - before[name] for name, value in counts().items()})


@contextlib.contextmanager
def order(name):
    """Run the threads of kernels launched in the block in another order: "forward", "reverse" or "random:SEED".

    Raises
    ------
    ValueError
        If the order has another name.
    """
    usual = os.environ.get("CPU_CUDA_ORDER") or "forward"
    if not _driver().cpu_cuda_set_order(name.encode()):
        raise ValueError(f"an order is forward, reverse or random:SEED, got {name!r}")
    try:
        yield
    finally:
        _driver().cpu_cuda_set_order(usual.encode())


def failure():
    """Return the last error of a kernel, such as an illegal address or a deadlock, or ``""``."""
    driver = _driver()
    driver.cpu_cuda_failure.restype = ctypes.c_char_p
    return driver.cpu_cuda_failure().decode()


def forget_failure():
    """Allow launches after an error of a kernel; with a GPU this needs a new process."""
    _driver().cpu_cuda_forget_failure()
