"""Whether everything stays on its device: training steps in which every way to the host is closed."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

from bpnet._messages import type_name
from bpnet.arrays import leaves
from bpnet.backend.registry import get_backend
from bpnet.parity.cases import adam_dropout_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.backend import Backend
    from bpnet.backend.registry import BackendSpec

WAYS = ("from_host", "to_host", "read", "synchronize")
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
"""Of Python's protocols, and those that PyTorch and CuPy add."""

_one_at_a_time = threading.RLock()


class HostCopyError(AssertionError):
    """A training step went to the host, or left arrays of another library or device behind."""


def check_residence(backend: BackendSpec, dtype: str = "float32", arithmetic: str = "native") -> int:
    """Train an epoch of mini-batches, and return how many arrays were looked at, all of which the backend owns.

    Raises
    ------
    HostCopyError
        If a step called a transfer of the backend or converted an array to NumPy or Python, or if a leaf of what went into the
        step or came out of it is not on the device. NumPy's own numbers are Python's: there only the backend's ways are closed.
    """
    case, host = adam_dropout_case(epochs=1), get_backend(backend)
    net = case.build(host, dtype, arithmetic)
    step, seen = net._steps.plain, 0  # noqa: SLF001 - the step itself is what is watched

    def watched(*values: Any) -> Any:
        nonlocal seen
        with closed(host):
            results = step(*values)
        for leaf in leaves((values, results)):
            seen += 1
            if not host.owns(leaf):
                left = f"{type_name(leaf)} on {host.device_of(leaf)}"
                raise HostCopyError(f"a step left a {left}, expected arrays of {host.name} on {host.device_name}")
        return results

    net._steps.plain = watched  # noqa: SLF001 - as above
    net.fit(case.x, case.y, epochs=1, batch_size=case.batch_size, compile=False)
    return seen


@contextlib.contextmanager
def closed(backend: Backend) -> Iterator[None]:
    """While this is entered, every way to the host that can be closed raises: the backend's, the array's, NumPy's.

    An array type that is NumPy's own, or that takes no attributes, is left open; so is code in C that reads a buffer. The doors
    are those of the whole process: other threads that are inside wait, and those that train meanwhile fail.
    """
    with backend.scope():
        kind = type(backend.from_host([1.0], "float32"))

    def refuse(way: str) -> Callable[..., Any]:
        def refused(*_: object, **__: object) -> Any:
            raise HostCopyError(f"{way} was called inside a training step, which must not go to the host")

        return refused

    def guarded(way: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def through(*arguments: Any, **options: Any) -> Any:
            return refuse(way)() if arguments and isinstance(arguments[0], kind) else function(*arguments, **options)

        return through

    with _one_at_a_time, contextlib.ExitStack() as stack:
        for name in WAYS:
            stack.enter_context(mock.patch.object(type(backend), name, refuse(f"backend.{name}")))
        if not issubclass(kind, np.ndarray | np.generic):
            for name in CONVERSIONS & set(dir(kind)):
                with contextlib.suppress(TypeError, AttributeError):  # a type of a C extension may be closed to changes
                    stack.enter_context(mock.patch.object(kind, name, refuse(f"an array's {name}")))
            for name in ("asarray", "array", "from_dlpack"):  # they take a buffer without asking the array
                stack.enter_context(mock.patch.object(np, name, guarded(f"numpy.{name}", getattr(np, name))))
        yield
