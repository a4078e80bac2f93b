"""Checks of arrays: transfers keep dtype and bits, results stay on the device, and functions agree with NumPy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bpnet.backend import DTYPES, Backend
from bpnet.testing.claims import claim, claim_same, require_capability
from bpnet.testing.functions import FUNCTIONS, NAMES, OPERATORS

ROUNDING = 32.0
"""Tolerance of functions in eps, relative to ``max(1, |expected|)``: libraries differ by less, a narrower format by far more."""
MAX_PROBLEMS = 5
"""Maximum number of problems in one reason."""

VALUES: dict[str, list[Any]] = {
    "float64": [0.1, -1.0 / 3.0, 1.0 + 2.0**-52, 1e300, 2.0**-1022, -0.0, np.inf, 2.0**53 + 2],
    "float32": [0.1, -1.0 / 3.0, 1.0 + 2.0**-23, 1e38, 2.0**-126, -0.0, np.inf, 2.0**24 + 2],
    "int64": [0, -1, 2**31, -(2**31) - 1, 2**53 + 1, 2**62 + 1, -(2**62) - 1, 7],
    "bool": [True, False, False, True, True, False, True, False],
}
"""Values that a narrower dtype cannot represent; no subnormal numbers, which some libraries flush to zero."""


def dtype_is_kept(dtype: str, backend: Backend) -> None:
    """Values of a dtype come back with their dtype, shape and bits, whether the dtype is named or not."""
    if dtype in {"float64", "float32"}:
        require_capability(backend, dtype)
    host = np.asarray(VALUES[dtype], dtype=dtype)
    do = f"pass {dtype} explicitly, or remove it from `capabilities`"
    for array in (host, host.reshape(2, 4), host[0].reshape(()), host[:0]):
        for named in (None, dtype):
            with backend.scope():
                there = backend.from_host(array, named)
                kind = getattr(backend.xp, dtype, None)
                right = dtype == "bool" or there.dtype == kind
                claim(right, came=f"from_host of {dtype} gives {there.dtype}", expected=f"xp.{dtype}", do=do)
                claim_same(f"to_host(from_host(array, {named!r}))", backend.to_host(there), array, do=do)
    if dtype == "float32" or "float64" in backend.capabilities:
        numbers = [1, 2.5, -3] if dtype.startswith("float") else [1, 0, 1]
        with backend.scope():
            claim_same(
                f"from_host(list, {dtype!r})", backend.to_host(backend.from_host(numbers, dtype)), np.array(numbers, dtype), do=do
            )


def integers_of_every_width_are_kept(backend: Backend) -> None:
    """A state of any integer dtype that the namespace has comes back with its dtype and values."""
    for dtype in (f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)):
        if not hasattr(backend.xp, dtype):
            continue
        ends = np.iinfo(dtype)
        host = np.asarray([[ends.min, 0, 1], [5, ends.max - 1, ends.max]], dtype=dtype)
        for named in (None, dtype):
            with backend.scope():
                got = backend.to_host(backend.from_host(host, named))
            claim_same(f"to_host(from_host(array, {named!r}))", got, host, do=f"a layer's state may be {dtype}: keep its dtype")


def any_layout_arrives(backend: Backend) -> None:
    """Reversed, transposed, strided, broadcast and read-only host arrays arrive with their values."""
    host = np.arange(24.0, dtype=np.float32).reshape(4, 6)
    fixed = host.copy()
    fixed.flags.writeable = False
    layouts = {
        "reversed": host[::-1, ::-1],
        "transposed": host.T,
        "strided": host[::2, 1::3],
        "broadcast": np.broadcast_to(host[0], (3, 6)),
        "read-only": fixed,
    }
    for name, array in layouts.items():
        with backend.scope():
            got = backend.to_host(backend.from_host(array))
        claim_same(
            f"a {name} array", got, np.ascontiguousarray(array), do="begin with numpy.array(array, dtype, order='C'), a copy"
        )


def from_host_copies(backend: Backend) -> None:
    """Writes to a host array after ``from_host`` do not change the device array, nor does the device change the host array."""
    for dtype in (None, "float32"):
        host = np.ones((64, 64), dtype=np.float32)
        with backend.scope():
            there = backend.from_host(host, dtype)
            backend.synchronize()
            host[...] = 7.0
            claim_same(
                "the array on the device", backend.to_host(there), np.ones_like(host), do="copy in `from_host`: networks keep it"
            )


def arguments(dtype: str) -> SimpleNamespace:
    """Return host arrays as arguments: ``a`` (6, 4) of both signs, ``b > 0``, flags, ties and 63-bit integers."""
    random = np.random.default_rng(5)
    a, b = random.standard_normal((2, 6, 4))
    return SimpleNamespace(
        a=a.astype(dtype),
        b=(np.abs(b) + 0.25).astype(dtype),
        flags=a > 0.0,
        ties=random.integers(0, 5, 200),
        lanes=random.integers(0, 2**62, 50),
        rows=np.asarray([3, 0, 0, 2]),
        zero=np.asarray(0.5, dtype=dtype),
    )


Inspect: TypeAlias = Callable[[Any, NDArray[Any], dict[str, Any]], str]
"""Function of the result on the device, NumPy's result and the arguments: returns a problem, or an empty string."""


def run_functions(backend: Backend, dtype: str, inspect: Inspect, *, expected: str) -> None:
    """Inspect the result of each function, and claim that none has a problem."""
    hosts = vars(arguments(dtype))
    problems = []
    for name, function in {**FUNCTIONS, **OPERATORS}.items():
        with backend.scope(), np.errstate(all="ignore"):
            numpys = np.asarray(function(np, SimpleNamespace(**hosts, device="cpu")))
            there = {key: backend.from_host(value) for key, value in hosts.items()}
            try:
                problem = inspect(function(backend.xp, SimpleNamespace(**there, device=backend.device)), numpys, there)
            except Exception as error:  # noqa: BLE001 - libraries may raise any exception
                problem = f"{type(error).__name__}: {error}".splitlines()[0]
        if problem:
            problems.append(f"{name}: {problem}")
    more = f"; and {len(problems) - MAX_PROBLEMS} more" if len(problems) > MAX_PROBLEMS else ""
    do = "wrap the namespace in the plug-in where the library differs from the array API standard"
    claim(not problems, came="; ".join(problems[:MAX_PROBLEMS]) + more, expected=expected, do=do)


def functions_are_right(dtype: str, backend: Backend) -> None:
    """Every function gives NumPy's dtype, shape and values to rounding."""
    require_capability(backend, dtype)
    eps = float(np.finfo(dtype).eps)

    def inspect(result: Any, expected: Any, _: object) -> str:
        got = backend.to_host(result)
        if (got.dtype, got.shape) != (expected.dtype, expected.shape):
            return f"gives {got.dtype} {got.shape} in place of {expected.dtype} {expected.shape}"
        if expected.dtype.kind != "f":
            wrong = np.count_nonzero(got != expected)
            return f"{wrong} of {expected.size} elements are wrong" if wrong else ""
        error = np.max(np.abs(got.astype(float) - expected) / np.maximum(1.0, np.abs(expected)), initial=0.0) / eps
        return "" if error <= ROUNDING else f"is off by {error:.3g} eps"

    run_functions(backend, dtype, inspect, expected=f"NumPy's dtypes and shapes, and values to {ROUNDING:g} eps")


def results_stay_on_the_device(backend: Backend) -> None:
    """The backend owns the result of every function, and names its device as it names its own."""

    def inspect(result: Any, _: object, __: object) -> str:
        owned = backend.owns(result) and backend.device_of(result) == backend.device_name
        return "" if owned else f"gives a {type(result).__name__} on device {backend.device_of(result)!r}"

    run_functions(backend, "float32", inspect, expected=f"arrays that the backend owns, on device {backend.device_name!r}")


def functions_change_nothing_passed_in(backend: Backend) -> None:
    """No function writes to its arguments."""
    hosts = vars(arguments("float32"))

    def inspect(_: object, __: object, there: dict[str, Any]) -> str:
        changed = [key for key, array in there.items() if not np.array_equal(backend.to_host(array), hosts[key])]
        return f"writes to its argument {', '.join(changed)}" if changed else ""

    run_functions(backend, "float32", inspect, expected="only new arrays")


def every_function_is_there(backend: Backend) -> None:
    """The namespace has every name that bpnet uses."""
    missing = [name for name in NAMES if not hasattr(backend.xp, name)]
    claim(
        not missing, came=f"xp has no {', '.join(missing)}", expected="every name that bpnet uses", do="add it to the namespace"
    )


def scalars_are_read_at_once(backend: Backend) -> None:
    """``read`` gives several 0-d arrays as one NumPy vector of their dtype."""
    with backend.scope():
        scalars = [backend.xp.sum(backend.from_host([float(i), 0.5], "float32")) for i in range(3)]
        for n in (3, 1):
            claim_same(
                "read(scalars)",
                backend.read(scalars[:n]),
                np.asarray([0.5, 1.5, 2.5][:n], np.float32),
                do="stack, then `to_host`",
            )


def arrays_come_through_dlpack(backend: Backend) -> None:
    """``from_dlpack`` takes an array with its dtype and values, and owns the result."""
    require_capability(backend, "dlpack")
    for dtype in (*(dtype for dtype in DTYPES if dtype in backend.capabilities), "int64"):
        host = np.asarray([1.0, 2.5, -3.0]).astype(dtype)
        with backend.scope():
            there = backend.from_dlpack(backend.from_host(host))
            claim(
                backend.owns(there),
                came="from_dlpack gives an array that the backend does not own",
                expected="one that it owns",
                do="move it to `device`",
            )
            claim_same(
                "from_dlpack(array)",
                backend.to_host(there),
                host,
                do="remove 'dlpack' from `capabilities`, or correct `from_dlpack`",
            )


ARRAYS: dict[str, Callable[[Backend], None]] = {
    **{f"{dtype}_is_kept": partial(dtype_is_kept, dtype) for dtype in VALUES},
    "integers_of_every_width_are_kept": integers_of_every_width_are_kept,
    "any_layout_arrives": any_layout_arrives,
    "from_host_copies": from_host_copies,
    "scalars_are_read_at_once": scalars_are_read_at_once,
    "arrays_come_through_dlpack": arrays_come_through_dlpack,
    "every_function_is_there": every_function_is_there,
    "functions_are_right_in_float32": partial(functions_are_right, "float32"),
    "functions_are_right_in_float64": partial(functions_are_right, "float64"),
    "functions_change_nothing_passed_in": functions_change_nothing_passed_in,
    "results_stay_on_the_device": results_stay_on_the_device,
}
