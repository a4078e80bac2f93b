"""Checks of the description of a backend: names, capabilities, probe, devices, errors and scopes."""

from __future__ import annotations

import copy
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from bpnet._processes import safe_environment
from bpnet.backend import DTYPES, Backend, Probe
from bpnet.backend.registry import known_backends, names_of
from bpnet.backend.selection import get_backend
from bpnet.errors import BackendMismatchError, UnsupportedDTypeError
from bpnet.testing.claims import NotApplicable, best_dtype, claim
from bpnet.training.mlp import MLP

CAPABILITIES = {*DTYPES, "compile", "compile-exact", "cuda-buffers", "dlpack"}
NO_DEVICE = "nosuchdevice"


def it_says_what_it_is(backend: Backend) -> None:
    """Names, install command, capabilities and description have the types that the contract requires."""
    words = {"name": backend.name, "library": backend.library, "install": backend.install, "device_name": backend.device_name}
    for what, word in words.items():
        claim(isinstance(word, str) and word, came=f"{what} is {word!r}", expected="a nonempty string", do=f"set `{what}`")
    claim(
        not set(backend.name) & set(",: "), came=f"name is {backend.name!r}", expected="no comma, colon or space", do="rename it"
    )
    kinds = backend.capabilities
    known = isinstance(kinds, frozenset) and kinds <= CAPABILITIES and kinds & set(DTYPES)
    claim(known, came=f"capabilities are {kinds!r}", expected=f"a frozenset of {sorted(CAPABILITIES)}", do="include a dtype")
    about = backend.describe()
    said = {"backend": backend.name, "device": backend.device_name, backend.library: backend.version()}
    claim(said.items() <= about.items(), came=f"describe() is {about}", expected=said, do="extend super().describe()")
    texts = all(isinstance(value, str) for value in about.values())
    claim(texts, came=f"describe() is {about}", expected="only strings", do="a record of a run keeps it as JSON")


def its_spec_selects_it_again(backend: Backend) -> None:
    """``.spec``, a pickle and a copy lead to the same backend on the same device."""
    kind, arguments = backend.__reduce__()
    again = kind(*arguments)
    came = type(again), again.spec, again.device_name
    expected = type(backend), backend.spec, backend.device_name
    claim(came == expected, came=f"a pickle gives {came}", expected=expected, do="`__reduce__` returns class and device")
    claim(copy.deepcopy(backend) is backend, came="a deep copy is another backend", expected="itself", do="keep `__deepcopy__`")
    if backend.name in known_backends():
        found = type(get_backend(backend.spec)), get_backend(backend.spec).spec
        do = "register it under the name that its class has"
        claim(found == expected[:2], came=f"get_backend({backend.spec!r}) is {found}", expected=expected[:2], do=do)


def its_name_is_the_registered_one(backend: Backend) -> None:
    """The class has the name under which it is registered, since errors, files and records contain it."""
    names = names_of(type(backend))
    if not names:
        raise NotApplicable(f"backend {backend.spec!r} is not registered")
    do = "use one name in the class and in its registration or entry point"
    came = f"a backend named {backend.name!r} is registered as {', '.join(map(repr, names))}"
    claim(backend.name in names and len(names) == 1, came=came, expected="one name", do=do)


def making_it_imports_nothing(backend: Backend) -> None:
    """Importing its module, making an instance and asking whether it is installed do not import the library."""
    kind = type(backend)
    if backend.library == "numpy" or "." in kind.__qualname__ or kind.__module__ == "__main__":
        why = "bpnet imports NumPy itself" if backend.library == "numpy" else f"{kind.__qualname__} cannot be imported by name"
        raise NotApplicable(f"backend {backend.spec!r}: {why}")
    code = f"""
import importlib, sys
try:
    module = importlib.import_module({kind.__module__!r})
except ModuleNotFoundError as error:
    if error.name != {kind.__module__!r}:
        raise
    print("absent")
    sys.exit()
module.{kind.__qualname__}({backend.requested_device!r}).installed()
print({backend.library!r} in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], env=safe_environment(), capture_output=True, text=True, check=False)  # noqa: S603 - runs this Python with code from above
    if done.stdout.strip() == "absent":
        raise NotApplicable(f"backend {backend.spec!r}: its module {kind.__module__} is not on sys.path")
    came = f"{backend.library} is imported at once" if done.returncode == 0 else (done.stderr.splitlines() or ["nothing"])[-1]
    claim(done.stdout.strip() == "False", came=came, expected="no import before `xp` is used", do="import it inside of `xp`")


def its_probe_is_honest(backend: Backend) -> None:
    """``probe`` succeeds here, and fails if the library is missing, cannot be imported, or computes wrong numbers."""
    probe, kind = backend.probe(), type(backend)
    claim(probe == Probe(ok=True, step="compute", reason=""), came=f"probe() is {probe}", expected="success", do="see its reason")
    claim(backend.installed(), came="installed() is false", expected="true, since it computes", do="`library` must be found")

    def broken(*_: object) -> Any:
        raise OSError("broken on purpose")

    def wrong(self: Backend, array: Any) -> Any:
        return np.asarray(kind.to_host(self, array)) + 1

    cases: dict[str, dict[str, Any]] = {
        "find": {"library": "no_such_library_of_bpnet"},
        "import": {"xp": property(broken)},
        "compute": {"to_host": wrong},
    }
    for step, change in cases.items():
        came = type(kind.__name__, (kind,), change)(backend.requested_device).probe()
        do = "do not override `probe`"
        claim(
            came[:2] == (False, step),
            came=f"with a broken {next(iter(change))}, probe() is {came}",
            expected=f"a failure at {step!r}",
            do=do,
        )


def a_device_that_does_not_exist_is_refused(backend: Backend) -> None:
    """An unknown device name fails in the probe's step "device", with a message that contains it."""
    probe = type(backend)(NO_DEVICE).probe()
    honest = not probe.ok and probe.step == "device" and NO_DEVICE in probe.reason
    do = "raise in `find_device`, with the name of the device in the message"
    claim(honest, came=f"on device {NO_DEVICE!r} probe() is {probe}", expected="a failure at 'device'", do=do)


class Stranger:
    """Array of an unknown library."""

    shape, ndim, dtype = (1, 3), 2, "float64"

    def __dlpack__(self) -> None:
        raise BufferError("this array has no library")


def arrays_that_do_not_fit_are_refused(backend: Backend) -> None:
    """An array of another library or dtype raises `BackendMismatchError` with a hint, and is never converted silently."""
    net = MLP((3, 1), backend=backend, dtype=best_dtype(backend))
    with backend.scope():
        labels = backend.from_host([[1, 2, 3]], "int64")
    cases: list[tuple[Any, str]] = [(Stranger(), "from_dlpack")]
    if not isinstance(labels, np.ndarray):  # NumPy arrays are host data, which are converted
        cases.append((labels, "astype"))
    for array, hint in cases:
        came: object = "predict accepts it"
        try:
            net.predict(array)
        except Exception as error:  # noqa: BLE001 - libraries may raise any exception
            came = error
        refused = isinstance(came, BackendMismatchError) and came.backend == backend.name and hint in came.hint
        said = f"{type(came).__name__}: {came}" if isinstance(came, Exception) else came
        kind = f"for a {type(array).__name__} of dtype {array.dtype}: {said}"
        claim(
            refused,
            came=kind,
            expected=f"BackendMismatchError with {hint} in its hint",
            do="`device_of` must recognize its own arrays, and no others",
        )


def a_dtype_it_lacks_is_refused(backend: Backend) -> None:
    """``bind`` takes the dtypes of ``capabilities``, and raises `UnsupportedDTypeError` for any other."""
    for dtype in (*DTYPES, "float16"):
        taken, hint = True, ""
        try:
            backend.bind(dtype)
        except UnsupportedDTypeError as error:
            taken, hint = False, error.hint
        came = f"bind({dtype!r}) {'passes' if taken else 'refuses'}"
        do = "call super().bind(dtype) first"
        claim(taken == (dtype in backend.capabilities), came=came, expected=f"capabilities {set(backend.capabilities)}", do=do)
        claim(taken or hint, came=f"{came} without a hint", expected="what to do next", do=do)


def foreign_things_are_not_owned(backend: Backend) -> None:
    """``device_of`` is None and ``owns`` is False for objects that are not arrays of the library."""
    things: list[Any] = [None, 1.0, [1.0], "x", object(), Stranger()]
    with backend.scope():
        numpys = isinstance(backend.from_host([1.0], "float32"), np.ndarray)
    if not numpys:
        things += [np.ones(2), np.float64(1.0)]
    for thing in things:
        came = backend.device_of(thing), backend.owns(thing)
        do = "`device_of` must check the type first"
        claim(
            came == (None, False),
            came=f"(device_of, owns) of a {type(thing).__name__} are {came}",
            expected="(None, False)",
            do=do,
        )


def a_scope_leaves_nothing_behind(backend: Backend) -> None:
    """``scope()`` is reentrant, propagates errors, and restores every setting."""
    with np.errstate(all="warn"):  # independent of settings that an earlier scope may have left
        _enter_and_leave(backend)


def _enter_and_leave(backend: Backend) -> None:
    before = surroundings(backend)
    for _ in range(2):
        with backend.scope(), backend.scope():
            backend.from_host([1.0], "float32")
    came: object = "none"
    try:
        with backend.scope():
            [].pop()
    except IndexError as error:
        came = error
    claim(isinstance(came, IndexError), came="a scope suppresses errors", expected="them to propagate", do="do not return True")
    after = surroundings(backend)
    claim(after == before, came=f"after scope() {after}", expected=before, do="restore in `finally`, from what this scope saved")


def scopes_of_threads_overlap(backend: Backend) -> None:
    """A scope that ends in one thread does not change settings within the scope of another thread, or after it."""

    def single() -> dict[str, object]:
        with backend.scope():
            return surroundings(backend)

    with ThreadPoolExecutor(1) as pool:  # a new thread has NumPy's default settings
        expected = pool.submit(single).result()
    before = surroundings(backend)
    first_is_in, second_is_in = threading.Event(), threading.Event()

    def first() -> None:
        try:
            with backend.scope():
                first_is_in.set()
                second_is_in.wait()
        finally:
            first_is_in.set()

    def second() -> dict[str, object]:
        first_is_in.wait()
        try:
            with backend.scope():
                second_is_in.set()
                ended.result()
                return surroundings(backend)
        finally:
            second_is_in.set()

    with ThreadPoolExecutor(2) as pool:
        ended = pool.submit(first)
        came = pool.submit(second).result()
    do = "save a setting of the process when the first scope begins, and restore it when the last one ends"
    claim(came == expected, came=f"after the scope of another thread ended, {came}", expected=expected, do=do)
    after = surroundings(backend)
    claim(after == before, came=f"after overlapping scopes, {after}", expected=before, do=do)


def surroundings(backend: Backend) -> dict[str, object]:
    """Return dtype and device of a new array, and NumPy's handling of floating-point errors."""
    array = backend.xp.zeros(1)
    return {"dtype": str(array.dtype), "device": backend.device_of(array), "numpy.geterr()": np.geterr()}


CONTRACT = {
    check.__name__: check
    for check in (
        it_says_what_it_is,
        its_spec_selects_it_again,
        its_name_is_the_registered_one,
        making_it_imports_nothing,
        its_probe_is_honest,
        a_device_that_does_not_exist_is_refused,
        arrays_that_do_not_fit_are_refused,
        a_dtype_it_lacks_is_refused,
        foreign_things_are_not_owned,
        a_scope_leaves_nothing_behind,
        scopes_of_threads_overlap,
    )
}
