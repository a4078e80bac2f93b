"""Detection of transfers to the host: training steps during which every conversion of an array to the host raises."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

from bpnet._messages import type_name
from bpnet.arrays import leaves
from bpnet.backend.selection import get_backend
from bpnet.parity.cases import adam_dropout_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.backend import Backend
    from bpnet.backend.selection import BackendSpec

TRANSFERS = ("from_host", "to_host", "read", "synchronize")
"""Methods of a backend that access the host."""
CONVERSIONS = {
    "__array__",
    "__float__",
    "__int__",
    "__bool__",
    "__index__",
    "__dlpack__",
    "item",
    "tolist",
    "cpu",
    "get",
    "numpy",
}
"""Methods that convert an array to the host: Python's protocols, and those of PyTorch and CuPy."""

_lock = threading.RLock()


class HostCopyError(AssertionError):
    """A training step accessed the host, or produced arrays of another library or device."""


def check_transfers(backend: BackendSpec, dtype: str = "float32", arithmetic: str = "native") -> int:
    """Train one epoch of mini-batches without transfers, and return the number of arrays checked to be on the device.

    One step is taken before: exact arithmetic transfers its tables, once for each device.

    Raises
    ------
    HostCopyError
        If a step calls a transfer method of the backend or converts an array to NumPy or Python, or if an argument or a result
        of the step is not on the device. Conversions of NumPy arrays are not detected, only the backend's methods.
    """
    case, host = adam_dropout_case(epochs=1), get_backend(backend)
    case.build(host, dtype, arithmetic).step(case.x[: case.batch_size], case.y[: case.batch_size], compile=False)
    net = case.build(host, dtype, arithmetic)
    step, checked = net._steps.plain, 0  # noqa: SLF001 - the step itself is checked

    def checked_step(*values: Any) -> Any:
        nonlocal checked
        with forbid_host_transfers(host):
            results = step(*values)
        for leaf in leaves((values, results)):
            checked += 1
            if not host.owns(leaf):
                got = f"{type_name(leaf)} on {host.device_of(leaf)}"
                raise HostCopyError(f"a step has a {got}, expected arrays of {host.name} on {host.device_name}")
        return results

    net._steps.plain = checked_step  # noqa: SLF001 - as above
    net.fit(case.x, case.y, epochs=1, batch_size=case.batch_size, compile=False)
    return checked


@contextlib.contextmanager
def forbid_host_transfers(backend: Backend) -> Iterator[None]:
    """Context manager in which transfers to the host raise `HostCopyError`: methods of the backend, the array and NumPy.

    Not detected are conversions of NumPy arrays and of types without settable attributes, and C code that reads a buffer. The
    functions are replaced for the whole process: a second thread that enters waits, and one that trains meanwhile fails.
    """
    with backend.scope():
        kind = type(backend.from_host([1.0], "float32"))

    def forbid(what: str) -> Callable[..., Any]:
        def forbidden(*_: object, **__: object) -> Any:
            raise HostCopyError(f"{what} was called inside a training step, which must not access the host")

        return forbidden

    def forbid_for_kind(what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def checked_function(*arguments: Any, **options: Any) -> Any:
            return forbid(what)() if arguments and isinstance(arguments[0], kind) else function(*arguments, **options)

        return checked_function

    with _lock, contextlib.ExitStack() as stack:
        for name in TRANSFERS:
            stack.enter_context(mock.patch.object(type(backend), name, forbid(f"backend.{name}")))
        if not issubclass(kind, np.ndarray | np.generic):
            for name in CONVERSIONS & set(dir(kind)):
                with contextlib.suppress(TypeError, AttributeError):  # types of C extensions may be immutable
                    stack.enter_context(mock.patch.object(kind, name, forbid(f"an array's {name}")))
            for name in ("asarray", "array", "from_dlpack"):  # they read the buffer protocol, without a method of the array
                stack.enter_context(mock.patch.object(np, name, forbid_for_kind(f"numpy.{name}", getattr(np, name))))
        yield
