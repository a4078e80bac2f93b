"""Every backend follows NumPy: within NumPy's own sensitivity to rounding, and bit for bit in exact arithmetic."""

import functools
import math
import re

import numpy as np
import pytest

import bpnet
from bpnet import parity
from bpnet.arrays import map_tree
from bpnet.parity import matrix
from bpnet.parity.controls import FAULTS, run_control
from bpnet.parity.tolerance import nudge
from bpnet.parity.transfers import HostCopyError, check_transfers, forbid_host_transfers

CASES = {case.name: case for case in parity.CASES}
DTYPES = ("float64", "float32")


@functools.cache
def short(name):
    """A case for exact arithmetic, in which any difference shows at once."""
    case = CASES[name]
    return case._replace(epochs=40 if case.batch_size is None else 5)


@functools.cache
def exact_reference(name, dtype):
    return parity.run(short(name), "numpy", dtype, arithmetic="exact")


def held(case, other, dtype):
    trajectory, allowed = matrix.reference(case.name, dtype, "native")
    return parity.compare(trajectory, other, dtype, allowed)


@pytest.mark.parametrize("step", matrix.STEPS)
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", CASES)
def test_native_trajectories_are_numpys(bpnet_backend, name, dtype, step, parity_file):
    cell = bpnet_backend.spec, dtype, "native", step, name
    row = parity_file.get(cell) or matrix.run_cell(*cell)
    if step == "compiled" and "compile" not in bpnet_backend.capabilities:
        assert (row.outcome, row.reason) == ("no such step", f"{bpnet_backend.name} compiles no steps of native arithmetic")
        return
    if step == "compiled" and not bpnet_backend.compile_by_default:
        assert row.outcome == "no such step"
        assert row.reason.endswith(f"does not compile by default: `--backend {bpnet_backend.spec}` runs this row")
        return
    assert row.outcome == "passed", row.reason
    assert row.epochs == CASES[name].epochs
    assert row.arrays == 104
    if bpnet_backend.name in {"numpy", "array_api_strict"}:  # NumPy itself, and NumPy behind another namespace
        assert row.error == 0.0


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", CASES)
def test_exact_trajectories_are_numpys_bit_for_bit(bpnet_backend, name, dtype, parity_file):
    row = parity_file.get((bpnet_backend.spec, dtype, "exact", "plain", name))
    if row:  # of the whole case
        assert row.outcome == "passed", row.reason
        assert (row.epochs, row.rule, row.error) == (CASES[name].epochs, "bit for bit", 0.0)
        return
    expected = exact_reference(name, dtype)
    got = parity.run(short(name), bpnet_backend, dtype, arithmetic="exact")
    result = parity.compare(expected, got, dtype, np.zeros(len(expected.params)))
    assert result.passed, result.first
    assert got.sha256 == expected.sha256
    assert got.subnormals == 0


HASHES = {
    ("xor-tanh", "float64"): "1d2bdeed4d37c898f3284d7e623ff2e74519571f36ca6949fe0fc72f8eb42829",
    ("softmax-digits", "float32"): "680fe899cda36ecd12718a76e3b8cfced55fc42df1b087029d23c0f9748c6394",
}
"""Of the short cases: the bits of today are those of any day, and of any machine."""


@pytest.mark.parametrize(("name", "dtype"), HASHES)
def test_exact_trajectories_are_those_of_any_day(name, dtype):
    assert exact_reference(name, dtype).sha256 == HASHES[name, dtype]


@pytest.mark.parametrize("name", CASES)
def test_the_cases_learn(name):
    losses = matrix.reference(name, "float64", "native")[0].losses
    assert losses[-1] < 0.3 * losses[0]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("arithmetic", matrix.ARITHMETICS)
@pytest.mark.parametrize("name", ["xor-tanh", "adam-dropout"])
@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_caught(fault, name, arithmetic, dtype, parity_file):
    wrong = FAULTS[fault](CASES[name], dtype, arithmetic)
    if wrong is None:
        if fault == "networks that see one another":
            return  # these cases have one network: tests/test_groups.py
        drawn = fault in {"a native random generator", "a draw that is frozen", "a state of another dtype"}
        assert name == "xor-tanh" if drawn else arithmetic == "exact"  # nothing is drawn there, or native training shows it
        return
    found = parity_file.get((fault, name, dtype, arithmetic)) or run_control(fault, CASES[name], dtype, arithmetic, *wrong)
    assert found.caught, found
    assert found.by.partition(",")[0].endswith(" eps") or re.search("dtype|read-only|shape", found.by), found


def test_nan_is_caught():
    trajectory, _ = matrix.reference("xor-tanh", "float64", "native")
    result = held(
        CASES["xor-tanh"], trajectory._replace(losses=np.where(np.arange(500) == 7, np.nan, trajectory.losses)), "float64"
    )
    assert not result.passed
    assert result.error == np.inf
    assert (result.first.epoch, result.first.array) == (7, "loss")


def test_the_first_divergence_is_named():
    trajectory, allowed = matrix.reference("xor-tanh", "float64", "native")
    params = [list(arrays) for arrays in trajectory.params]
    for checkpoint in (3, 5):
        params[checkpoint][2] = params[checkpoint][2] + np.asarray([[0.0], [1e-6], [0.0], [0.0]])
    found = parity.compare(trajectory, trajectory._replace(params=tuple(map(tuple, params))), "float64", allowed)
    assert (found.first.epoch, found.first.array, found.first.element) == (75, "params[1][0]", (1, 0))
    assert found.first.got == params[3][2][1, 0] == found.first.expected + 1e-6
    assert str(found.first).startswith("epoch 75, params[1][0][1, 0]: ")


def test_bit_for_bit_means_the_sign_of_zero_too():
    trajectory, _ = matrix.reference("xor-tanh", "float64", "exact")
    params = [list(arrays) for arrays in trajectory.params]
    params[0][1] = -params[0][1]  # biases, which start at zero
    other = trajectory._replace(params=tuple(map(tuple, params)))
    assert not parity.compare(trajectory, other, "float64", np.zeros(501)).passed
    assert parity.compare(trajectory, other, "float64", np.full(501, 1.0)).passed
    assert other.sha256 != trajectory.sha256


def test_other_trainings_are_not_compared():
    trajectory, allowed = matrix.reference("xor-tanh", "float64", "native")
    with pytest.raises(ValueError, match="trajectories of different runs"):
        parity.compare(
            trajectory, trajectory._replace(params=trajectory.params[:-1], epochs=trajectory.epochs[:-1]), "float64", allowed
        )
    with pytest.raises(ValueError, match=r"the state has dtypes \('int32',\), expected \(\)"):
        parity.compare(trajectory, trajectory._replace(state_dtypes=("int32",)), "float64", allowed)
    with pytest.raises(ValueError, match="zip"):
        parity.compare(trajectory, trajectory._replace(params=trajectory.params[:-1]), "float64", allowed)


def test_a_case_that_is_too_sensitive_is_rejected_and_not_loosened():
    wild = parity.xor_case("sigmoid", learning_rate=60.0, epochs=2000)
    with pytest.raises(
        parity.TooSensitiveError, match="case xor-sigmoid is too sensitive in float32: rounding alone may change it by"
    ):
        parity.tolerances(wild, "float32", parity.run(wild, "numpy", "float32"))


def test_the_tolerance_comes_from_the_reference():
    for name, case in CASES.items():
        trajectory, allowed = matrix.reference(name, "float32", "native")
        drift = parity.sensitivity(case, "float32", trajectory)
        assert np.array_equal(allowed, np.maximum(128, 16 * drift))


def test_nudged_weights_are_one_unit_away():
    w = np.asarray([-1.0, -0.3, 0.2, 1.0, 3.0])
    for how in ("up", "down", "mixed"):
        assert np.all(np.abs(nudge(w, how) - w) <= np.spacing(np.abs(w)))
        assert np.all(nudge(w, how) != w)
    assert nudge(np.zeros(2), "up").tolist() == [0.0, 0.0]


def test_a_run_starts_from_given_params():
    case = CASES["xor-tanh"]
    start = map_tree(lambda w: w + 1.0, case.build("numpy", "float64").params)
    trajectory = parity.run(case._replace(epochs=4), "numpy", "float64", start=start)
    assert np.array_equal(trajectory.params[0][0], start[0][0])


def test_subnormal_numbers_are_counted_and_told():
    case = CASES["xor-tanh"]._replace(epochs=2)
    start = map_tree(lambda w: w * 1e-310, case.build("numpy", "float64").params)
    trajectory = parity.run(case, "numpy", "float64", arithmetic="exact", start=start)
    assert trajectory.subnormals > 0
    cell = ("mine", "float64", "exact", "plain", "xor-tanh")
    row = matrix.judge(cell, trajectory, trajectory, np.zeros(3))
    assert row.outcome == "left the normal range"
    assert "are subnormal; bits are guaranteed only in the normal range" in row.reason
    assert not matrix.verdict([cell], [row]).passed


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("arithmetic", matrix.ARITHMETICS)
def test_steps_stay_on_their_device(bpnet_backend, dtype, arithmetic, parity_file):
    cell = bpnet_backend.spec, dtype, arithmetic, "plain", matrix.TRANSFERS
    row = parity_file.get(cell) or matrix.run_cell(*cell)
    assert row.outcome == "passed", row.reason
    assert row.arrays == 152


def by_method(xp, a, b):
    return xp.asarray(np.matmul(a.cpu().numpy(), b.cpu().numpy()))


def by_buffer(xp, a, b):
    return xp.asarray(np.matmul(np.asarray(a), np.asarray(b)))


@pytest.mark.parametrize(("name", "fetch"), [("torch", by_method), ("jax", by_buffer), ("array_api_strict", by_buffer)])
def test_products_made_on_the_host_are_caught_on_other_libraries(name, fetch):
    try:
        right = bpnet.get_backend(name)
    except bpnet.BackendError as error:
        pytest.skip(error.message)

    class Changed:
        def __getattr__(self, name):
            return (lambda a, b: fetch(right.xp, a, b)) if name == "matmul" else getattr(right.xp, name)

    class Fetching(type(right)):
        xp = Changed()

    with pytest.raises(HostCopyError, match="was called inside a training step"):
        check_transfers(Fetching())


@pytest.mark.parametrize("how", ["to_host", "from_host", "read", "numpy", "float", "if"])
def test_every_way_to_the_host_is_closed_and_opened_again(bpnet_backend, how):
    ways = {
        "to_host": lambda x: bpnet_backend.to_host(x),  # noqa: PLW0108 - looked up when it is called
        "from_host": lambda x: bpnet_backend.from_host(np.zeros(1)),
        "read": lambda x: bpnet_backend.read([x]),
        "numpy": lambda x: np.asarray(x),  # noqa: PLW0108 - as the first
        "float": float,
        "if": bool,
    }
    with bpnet_backend.scope():
        x = bpnet_backend.from_host(np.asarray(1.0))
        if how == "numpy" and (bpnet_backend.name == "cupy" or bpnet_backend.spec.endswith("device1")):
            with pytest.raises((TypeError, RuntimeError)):  # the library itself refuses it
                ways[how](x)
            return
        ways[how](x)
        if how in {"numpy", "float", "if"} and bpnet_backend.xp is np:
            return  # NumPy's own numbers are Python's: only the ways of the backend can be closed
        with forbid_host_transfers(bpnet_backend), pytest.raises(HostCopyError, match="was called inside a training step"):
            ways[how](x)
        assert math.isclose(float(bpnet_backend.to_host(x)), 1.0)


def test_arrays_of_another_library_in_a_step_are_told():
    class Elsewhere(type(bpnet.get_backend("numpy"))):
        def owns(self, array):
            return getattr(array, "shape", None) != (16, 1)

    with pytest.raises(HostCopyError, match="a step has a numpy.ndarray on cpu, expected arrays of numpy on cpu"):
        check_transfers(Elsewhere())
