"""The conformance kit: bpnet's own backends pass it, and each of its checks catches a backend that is broken on purpose."""

import ast
import contextlib
import re
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet.arrays import map_tree
from bpnet.backend import Probe
from bpnet.testing import ConformanceError, check_backend
from bpnet.testing.conformance import CHECKS, run_check
from bpnet.testing.functions import NAMES
from bpnet.testing.test_conformance import *  # noqa: F403 - the kit itself, on every backend

ROOT = Path(__file__).parent.parent
MAIN = threading.get_ident()
Numpy = type(bpnet.get_backend("numpy"))
strict = pytest.importorskip("array_api_strict", reason="broken backends are made of it")
Strict = type(bpnet.get_backend("array_api_strict"))


class Changed:
    """A namespace with some functions of one's own; None takes one away."""

    def __init__(self, xp, **functions):
        self.xp, self.functions = xp, functions

    def __getattr__(self, name):
        if self.functions.get(name, self) is None:
            raise AttributeError(name)
        return self.functions.get(name) or getattr(self.xp, name)


def broken(base, device=None, **attributes):
    """A backend with some attributes of one's own."""
    return type("Broken", (base,), attributes)(device)


def changed(base, **functions):
    """A backend whose namespace has some functions of one's own."""
    return broken(base, xp=Changed(base().xp, **functions))


def narrowed(self, array, dtype=None):
    host = np.array(array, dtype=dtype)
    return host.astype(np.float32) if host.dtype == np.float64 else host


def through_doubles(self, array, dtype=None):
    host = np.array(array, dtype=dtype)
    return host.astype(np.float64).astype(np.int64) if host.dtype == np.int64 else host


def bytes_as_they_lie(self, array, dtype=None):
    host = np.array(array, dtype=dtype, order="K")
    return np.frombuffer(host.tobytes("A"), dtype=host.dtype).reshape(host.shape)


def rounded(to):
    """Rounds as a narrower format does: to some bits of a float32, as NVIDIA's TensorFloat-32 does to 10."""

    def round_to(x):
        bits = np.asarray(x, dtype=np.float32).view(np.int32)
        lost = 23 - to
        return (((bits + (1 << lost >> 1)) >> lost) << lost).view(np.float32).astype(x.dtype)

    return lambda a, b: np.matmul(round_to(a), round_to(b))


def emptying_sum(x, /, **options):
    y = np.sum(x, **options)
    x[...] = 0
    return y


def ties_reversed(x, /, *, stable=True):
    return len(x) - 1 - np.argsort(x[::-1], stable=True)


def on_the_host(x):
    return strict.asarray(np.exp(np.asarray(x)))


def by_elements(x):
    return strict.reshape(strict.asarray(np.exp([float(e) for e in strict.reshape(x, (-1,))]), dtype=x.dtype), x.shape)


def by_the_thread(x):
    return np.tanh(x) if threading.get_ident() == MAIN else np.tanh(x) * (1 + 2.0**-50)


def overwriting(self, step):
    def in_place(params, *others):
        value, new, *rest = step(params, *others)
        params[0][0][...] = new[0][0]
        return (value, new, *rest)

    return in_place


def faster_learning(self, step):
    return lambda *values: step(*values[:-1], values[-1] * 1.001)


def reciprocal(a, b, /):
    return np.multiply(a, np.divide(1.0, b))


@contextlib.contextmanager
def leaking(self):
    np.seterr(all="ignore")
    yield


@contextlib.contextmanager
def swallowing(self):
    with contextlib.suppress(IndexError):
        yield


def arrays_alone(self, array):
    return isinstance(array, np.ndarray)


def through_singles(self, array):
    return np.asarray(array).astype("f4").astype(array.dtype)


def claiming_exact():
    return broken(Numpy, capabilities=frozenset({"float64", "float32", "compile-exact"}), compile=faster_learning)


def one_setting():
    """A setting of the process that each scope saves and restores for itself, as if scopes could not overlap."""
    default = ["f4"]

    @contextlib.contextmanager
    def scope(self):
        default[0], before = "f8", default[0]
        yield
        default[0] = before

    zeros = Changed(np, zeros=lambda shape, dtype=None, **_: np.zeros(shape, dtype or default[0]))
    return broken(Numpy, scope=scope, xp=zeros)


def unenterable():
    @contextlib.contextmanager
    def scope(self):
        if threading.get_ident() != MAIN:
            raise LookupError("no scope in a thread")
        yield

    return broken(Numpy, scope=scope)


def once_made():
    @contextlib.contextmanager
    def made():
        yield

    one = made()
    return broken(Numpy, scope=lambda self: one)


def fetching():
    backend = broken(Numpy)
    backend.compile = lambda step: lambda *values: (backend.to_host(values[0][0][0]), step(*values))[1]
    return backend


def own_types_only(self, array):
    """Takes arrays of one shape, that of the data, for somebody else's."""
    return "cpu" if isinstance(array, np.ndarray | np.generic) and array.shape != (16, 3) else None


def widened(self, array, dtype=None):
    host = np.array(array, dtype=dtype)
    return host.astype(np.int64) if host.dtype.kind in "iu" and host.dtype.itemsize < 4 else host


def floats_alone(self, step):
    """A step whose state becomes float, as in a program that has one dtype."""

    def run(*values):
        value, params, state, memory = step(*values)
        return value, params, map_tree(lambda leaf: leaf.astype(float), state), memory

    return run


def frozen(self, step):
    """A step that a library has recorded once, with the numbers that were drawn meanwhile."""
    recorded = []

    def run(*values):
        recorded.append(step(*values))
        return recorded[0]

    return run


class Counting:
    """A step that is said to be compiled, and runs as it is."""

    def __init__(self, step):
        self.step, self.compiled_steps, self.plain_steps = step, 0, 0

    def __call__(self, *values):
        self.plain_steps += 1
        return self.step(*values)


def claiming_to_compile():
    return broken(Numpy, capabilities=frozenset({"float64", "float32", "compile"}), compile=lambda self, step: Counting(step))


class Misnamed(Numpy):
    name = "other"


@pytest.fixture(autouse=True)
def _registration():
    """A class that names itself otherwise than it is registered."""
    bpnet.register_backend("misnamed", Misnamed)
    yield
    del bpnet.backend.registry._registered["misnamed"]


CONTROLS = [
    ("its_name_is_the_registered_one", Misnamed, "named 'other' is registered as 'misnamed'"),
    ("integers_of_every_width_are_kept", lambda: broken(Numpy, from_host=widened), "is int64 (2, 3); expected int8 (2, 3)"),
    ("its_own_arrays_are_taken_as_they_are", lambda: broken(Numpy, device_of=own_types_only), "from_host is called; expected"),
    (
        "a_state_keeps_its_dtypes",
        lambda: broken(Numpy, compile=floats_alone),
        "leaf 0 of the state is float64 (3,); expected bool",
    ),
    ("draws_are_not_frozen", lambda: broken(Numpy, compile=frozen), "1 losses in 4 calls; expected 4"),
    ("compiled_steps_count_what_ran", claiming_to_compile, "(compiled_steps, plain_steps) are (0, 3) after 3 calls"),
    ("it_says_what_it_is", lambda: broken(Numpy, capabilities={"float64"}), "capabilities are {'float64'}; expected a frozenset"),
    ("it_says_what_it_is", lambda: broken(Numpy, name="my numpy"), "name is 'my numpy'; expected no comma, colon or space"),
    ("it_says_what_it_is", lambda: broken(Numpy, describe=lambda self: {"backend": "numpy"}), "extend super"),
    ("its_spec_selects_it_again", lambda: broken(Strict, "device1", __reduce__=lambda self: (type(self), ())), "a pickle gives"),
    ("its_spec_selects_it_again", lambda: broken(Numpy), "register it under the name that its class has"),
    ("its_probe_is_honest", lambda: broken(Numpy, probe=lambda self: Probe(True, "compute", "")), "with a broken library"),  # noqa: FBT003 - a probe's own order
    ("its_probe_is_honest", lambda: broken(Numpy, _compute=lambda self: None), "with a broken to_host"),
    ("a_device_that_does_not_exist_is_refused", lambda: broken(Numpy, find_device=lambda self: "cpu"), "a failure at 'device'"),
    ("arrays_that_do_not_fit_are_refused", lambda: broken(Numpy, device_of=lambda self, a: "cpu"), "from_dlpack in its hint"),
    ("arrays_that_do_not_fit_are_refused", lambda: broken(Strict, mismatch=lambda *_: TypeError("no")), "TypeError: no"),
    ("a_dtype_it_lacks_is_refused", lambda: broken(Numpy, bind=lambda self, dtype: None), "bind('float16') passes"),
    (
        "foreign_things_are_not_owned",
        lambda: broken(Numpy, device_of=lambda self, array: "cpu"),
        "of a NoneType are ('cpu', True)",
    ),
    ("foreign_things_are_not_owned", lambda: broken(Numpy, device_of=lambda self, a: a.device), "AttributeError: 'NoneType'"),
    ("a_scope_leaves_nothing_behind", lambda: broken(Numpy, scope=leaking), "after scope() {"),
    ("a_scope_leaves_nothing_behind", lambda: broken(Numpy, scope=swallowing), "a scope suppresses errors"),
    ("a_scope_leaves_nothing_behind", once_made, "AttributeError: '_GeneratorContextManager'"),
    ("scopes_of_threads_overlap", one_setting, "after the scope of another thread ended, {'dtype': 'float32'"),
    ("scopes_of_threads_overlap", unenterable, "LookupError: no scope in a thread"),
    ("float64_is_kept", lambda: broken(Numpy, from_host=narrowed), "from_host of float64 gives float32; expected xp.float64"),
    ("float32_is_kept", lambda: broken(Numpy, from_host=lambda self, array, dtype=None: np.array(array)), "is float64 (3,)"),
    ("int64_is_kept", lambda: broken(Numpy, from_host=through_doubles), "differs in 3 of 8 elements"),
    ("bool_is_kept", lambda: broken(Numpy, to_host=lambda self, array: array * np.int8(1)), "is int8 (8,)"),
    ("any_layout_arrives", lambda: broken(Numpy, from_host=bytes_as_they_lie), "a transposed array differs in"),
    ("from_host_copies", lambda: broken(Numpy, from_host=lambda self, a, dtype=None: np.asarray(a, dtype)), "4096 of 4096"),
    ("scalars_are_read_at_once", lambda: broken(Numpy, read=lambda self, s: np.asarray([float(x) for x in s])), "float64 (3,)"),
    ("scalars_are_read_at_once", lambda: broken(Numpy, read=lambda self, s: [float(x) for x in s]), "read(scalars) is a list"),
    ("arrays_come_through_dlpack", lambda: broken(Numpy, from_dlpack=lambda self, array: array.astype("f4")), "is float32 (3,)"),
    (
        "arrays_come_through_dlpack",
        lambda: broken(Strict, from_dlpack=lambda self, array: np.ones(3)),
        "gives an array that the backend does not own",
    ),
    ("every_function_is_there", lambda: changed(Numpy, expm1=None, take=None), "xp has no expm1, take"),
    ("functions_are_right_in_float32", lambda: changed(Numpy, matmul=rounded(10)), "matmul: is off by"),
    ("functions_are_right_in_float32", lambda: changed(Numpy, argsort=ties_reversed), "argsort: 1"),
    ("functions_are_right_in_float32", lambda: changed(Numpy, sum=lambda x, axis=None: np.sum(x, axis)), "sum: TypeError"),
    (
        "functions_are_right_in_float64",
        lambda: changed(Numpy, exp=lambda x: np.exp(x.astype("f4")).astype(x.dtype)),
        "exp: is off by",
    ),
    (
        "functions_are_right_in_float64",
        lambda: changed(Numpy, zeros=lambda s, **_: np.zeros(s, "f4")),
        "zeros: gives float32 (2, 3) in place of float64",
    ),
    ("functions_change_nothing_passed_in", lambda: changed(Numpy, sum=emptying_sum), "sum: writes to its argument a"),
    (
        "results_stay_on_the_device",
        lambda: broken(Numpy, device_of=lambda self, array: "cpu:0"),
        "arange: gives a ndarray on device 'cpu:0'",
    ),
    (
        "results_stay_on_the_device",
        lambda: changed(Strict, exp=lambda x: np.exp(np.asarray(x))),
        "exp: gives a ndarray on device None",
    ),
    ("random_bits_are_numpys", lambda: changed(Numpy, argsort=lambda x, **_: np.argsort(-x)), "permutation differs in"),
    ("random_bits_are_numpys", lambda: changed(Numpy, int64=np.int32), "OverflowError"),
    ("gradients_are_right", lambda: changed(Numpy, tanh=lambda x: (1 + 1e-6) * np.tanh(x)), "GradientError: array"),
    (
        "gradients_and_residuals_are_owned",
        lambda: broken(Numpy, owns=arrays_alone),
        "of the forward pass is a <class 'numpy.int64'>; expected an array of the backend",
    ),
    (
        "a_step_changes_nothing_passed_in",
        lambda: broken(Numpy, compile=overwriting),
        "leaf 0 of the arguments of the step differs",
    ),
    ("a_step_stays_on_the_device", lambda: changed(Strict, exp=on_the_host), "numpy.asarray was called inside a training step"),
    (
        "a_step_stays_on_the_device",
        lambda: changed(Strict, exp=by_elements),
        "an array's __float__ was called inside a training step",
    ),
    ("a_step_stays_on_the_device", fetching, "backend.to_host was called inside a training step"),
    ("a_network_moves_here_and_back", lambda: broken(Numpy, to_host=through_singles), "the loss that follows differs"),
    ("threads_train_alike", lambda: changed(Numpy, tanh=by_the_thread), "the loss from a thread differs"),
    ("compiled_training_follows_plain", lambda: broken(Numpy, compile=faster_learning), "compiled training is off by"),
    ("training_follows_numpy_in_float32", lambda: changed(Numpy, matmul=rounded(10)), "xor-sigmoid is off by"),
    ("training_follows_numpy_in_float64", lambda: changed(Numpy, matmul=rounded(23)), "xor-sigmoid is off by"),
    ("exact_functions_have_numpys_bits_in_float32", lambda: changed(Numpy, divide=reciprocal), "divide differs in"),
    ("exact_functions_have_numpys_bits_in_float64", lambda: changed(Numpy, divide=reciprocal), "divide differs in"),
    ("exact_training_has_numpys_bits_in_float32", claiming_exact, "the loss differs in"),
    ("exact_training_has_numpys_bits_in_float64", claiming_exact, "the loss differs in"),
]


@pytest.mark.parametrize(("check", "make", "words"), CONTROLS, ids=[f"{row[0]}-{i}" for i, row in enumerate(CONTROLS)])
def test_a_broken_backend_is_caught_by_its_check(check, make, words):
    with np.errstate():  # one of them leaks
        finding = run_check(check, make())
    assert finding.outcome == "failed", finding
    assert words in finding.reason, finding.reason


def test_a_function_that_computes_on_the_host_is_caught_on_every_backend(bpnet_backend):
    if bpnet_backend.xp is np:
        pytest.skip("NumPy's own arrays are on the host")

    def exp(x):
        return bpnet_backend.from_host(np.exp(np.asarray(x)))

    requested, attributes = bpnet_backend.requested_device, {"xp": Changed(bpnet_backend.xp, exp=exp)}
    finding = run_check("a_step_stays_on_the_device", broken(type(bpnet_backend), requested, **attributes))
    assert finding.outcome == "failed"
    assert "numpy.asarray was called inside a training step" in finding.reason


def test_importing_the_library_too_early_is_caught(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    late = "import bpnet_strict\n\n\nclass Late(bpnet_strict.StrictBackend):\n    pass\n"
    (tmp_path / "late_backend.py").write_text(late)
    (tmp_path / "eager_backend.py").write_text("import array_api_strict\n" + late)
    import eager_backend
    import late_backend

    for module, outcome in ((late_backend, "passed"), (eager_backend, "failed")):
        finding = run_check("making_it_imports_nothing", module.Late())
        assert finding.outcome == outcome
    assert "array_api_strict is imported at once; expected no import before `xp` is used" in finding.reason
    sys.modules.pop("eager_backend"), sys.modules.pop("late_backend")


def test_the_kit_runs_nothing_of_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "numpy.py").write_text("open('ran', 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert run_check("making_it_imports_nothing", bpnet.get_backend("array_api_strict")).outcome == "passed"
    assert not (tmp_path / "ran").exists()


def test_every_check_has_its_control_and_a_sentence():
    assert {name for name, _, _ in CONTROLS} | {"making_it_imports_nothing"} == set(CHECKS)
    for check in CHECKS.values():
        assert getattr(check, "func", check).__doc__.splitlines()[0].endswith(".")


def test_all_rows_come_back_and_one_error_names_those_that_failed():
    backend = changed(Numpy, expm1=None)
    rows = check_backend(backend, raise_on_failure=False)
    assert [row.check for row in rows] == list(CHECKS)
    failed = {row.check for row in rows if row.outcome == "failed"}
    names = {"every_function_is_there", "functions_are_right_in_float32", "functions_are_right_in_float64"}
    assert names <= failed
    with pytest.raises(ConformanceError, match=rf"fails {len(failed)} of {len(CHECKS)} checks\n") as caught:
        check_backend(backend)
    assert all(f"\n{name}: " in str(caught.value) for name in failed)


def test_what_a_backend_does_not_claim_is_a_row_that_says_so():
    half = broken(Numpy, name="half", capabilities=frozenset({"float32"}))
    rows = {row.check: row for row in check_backend(half)}
    left_out = {name for name, row in rows.items() if row.outcome == "skipped"}
    assert left_out == {
        "its_name_is_the_registered_one",
        "making_it_imports_nothing",
        "compiled_steps_count_what_ran",
        "float64_is_kept",
        "arrays_come_through_dlpack",
        "functions_are_right_in_float64",
        "gradients_are_right",
        "training_follows_numpy_in_float64",
        "exact_functions_have_numpys_bits_in_float64",
        "exact_training_has_numpys_bits_in_float64",
    }
    assert rows["float64_is_kept"].reason == "backend 'half' does not compute in float64"


def test_a_backend_that_is_chosen_by_a_name_that_its_class_does_not_have_fails():
    rows = {row.check: row for row in check_backend("misnamed", raise_on_failure=False)}
    assert rows["its_name_is_the_registered_one"].outcome == "failed"


def test_a_slow_row_says_so_whatever_its_outcome():
    rows = (run_check(name, bpnet.get_backend("numpy"), slow=0.0) for name in ("it_says_what_it_is", "making_it_imports_nothing"))
    for row, outcome in zip(rows, ("passed", "skipped"), strict=True):
        assert row.outcome == outcome
        assert row.seconds > 0.0
        assert row.reason.startswith(f"slow: {row.seconds:.3g} s")
    assert run_check("it_says_what_it_is", bpnet.get_backend("numpy")).reason == ""


def test_a_backend_that_cannot_be_used_is_the_usual_error():
    with pytest.raises(bpnet.BackendNotInstalledError, match="needs no_such_library"):
        check_backend(broken(Numpy, library="no_such_library"))


def test_the_kit_calls_all_that_bpnet_calls():
    called = set()
    for file in (ROOT / "bpnet").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            named = isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"xp", "self.xp", "self._xp", "backend.xp"}
            if named and not {"testing", "compiler"} & set(file.parts):  # the namespace of the compiler is its own
                called.add(node.attr)
    dual = {"call", "level", "cos", "sin"}  # of dual numbers: two names, and functions that only users call
    assert called - {"from_dlpack", "linalg"} - dual - set(NAMES) == set()


def test_the_page_on_backends_names_the_same_functions():
    page = (ROOT / "docs" / "writing-a-backend.md").read_text()
    listed = re.search(r"bpnet uses:\n\n```text\n(.*?);", page, re.DOTALL).group(1).split()
    assert sorted(listed) == sorted(NAMES)


def test_the_page_on_backends_explains_every_row():
    page = (ROOT / "docs" / "writing-a-backend.md").read_text()
    rows = {re.sub(r"_in_float\d\d$", "_in_float32", name) for name in CHECKS if not name.endswith("_is_kept")}
    assert [name for name in rows if f"| `{name}`" not in page] == []
    assert "| `float64_is_kept`, also `float32`, `int64`, `bool` |" in page
