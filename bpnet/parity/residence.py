"""Whether everything stays on its device: training steps in which every way to the host is closed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import leaves
from bpnet.parity.cases import adam_dropout_case
from bpnet.registry import get_backend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.backend import Backend
    from bpnet.registry import Spec

WAYS = ("from_host", "to_host", "read", "synchronize")
CONVERSIONS = ("__array__", "__float__", "__int__", "__bool__", "item", "tolist")


class HostCopyError(AssertionError):
    """A training step went to the host, or left arrays of another library or device behind."""


def check_residence(backend: Spec, dtype: str = "float32", arithmetic: str = "native") -> int:
    """Train an epoch of mini-batches, and return how many arrays were looked at, all of which the backend owns.

    Raises
    ------
    HostCopyError
        If a step called a transfer of the backend or converted an array to NumPy or Python, or if a leaf of what went into the
        step or came out of it is not on the device. NumPy's own numbers are Python's: there only the backend's ways are closed.
    """
    case, host = adam_dropout_case(epochs=1), get_backend(backend)
    net = case.build(host, dtype, arithmetic)
    step, seen = net._plain_step, 0  # noqa: SLF001 - the step itself is what is watched

    def watched(*values: Any) -> Any:
        nonlocal seen
        with closed(host):
            results = step(*values)
        for leaf in leaves((values, results)):
            seen += 1
            if not host.owns(leaf):
                place = f"{type(leaf).__module__.partition('.')[0]}.{type(leaf).__name__} on {host.device_of(leaf)}"
                raise HostCopyError(f"a step left a {place}, expected arrays of {host.name} on {host.device_name}")
        return results

    net.__dict__["_plain_step"] = watched
    net.fit(case.x, case.y, epochs=1, batch_size=case.batch_size, compile=False)
    return seen


@contextlib.contextmanager
def closed(backend: Backend) -> Iterator[None]:
    """While this is entered, whatever takes numbers of a backend to the host raises."""
    array = type(backend.xp.zeros(1))
    places: list[tuple[Any, str]] = [(type(backend), name) for name in WAYS]
    if array is not np.ndarray:
        places += [(array, name) for name in CONVERSIONS if hasattr(array, name)]
    own = [(place, name, vars(place).get(name)) for place, name in places]
    try:
        for place, name in places:
            setattr(place, name, _forbidden(name))
        yield
    finally:
        for place, name, method in own:
            if method is None:
                delattr(place, name)
            else:
                setattr(place, name, method)


def _forbidden(name: str) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise HostCopyError(f"{name} was called inside a training step, which must not go to the host")

    return refuse
