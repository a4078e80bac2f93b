"""Losses and activations are as close to the true values as their dtype allows: mpmath's, and at the ends the limits."""

import math
from functools import cache

import mpmath
import numpy as np
import pytest
from pairwise import FULL

from bpnet import get_backend, layers, losses
from bpnet.sklearn import formulas
from bpnet.training.steps import exact_namespace

DTYPES = ("float64", "float32")
ULPS = 8.0
"""Of the true value: an exponential and a logarithm of a library, and a few roundings."""


@pytest.fixture(params=["native", "exact"])
def arithmetic(request, bpnet_backend):
    """A namespace of the backend."""
    return exact_namespace(bpnet_backend) if request.param == "exact" else bpnet_backend.xp


class Step:
    """Values and gradients of samples one by one, as a step that a backend can compile: they are its new state."""

    def __init__(self, xp, loss):
        self.xp, self.loss = xp, loss

    def over(self, xp, params, state, memory, x, target, rate):
        del params, state, memory, rate
        value, residuals = self.loss.forward(xp, target, x)
        return 0.0 * xp.sum(x), (x,), (value, self.loss.backward(xp, target, residuals)), ()

    def __call__(self, *values):
        return self.over(self.xp, *values)


SAMPLES = 304
"""As many as any test has: JAX compiles each operation for each shape."""


def replicas(backend, samples):
    """Samples as replicas of one sample each, from the first on again until they are `SAMPLES`."""
    return backend.from_host(np.resize(samples, (SAMPLES, 1, *samples.shape[1:])), samples.dtype.name)


def evaluated(backend, xp, loss, t, y, *, compiled=False):
    """Value and gradient of each sample, which is a replica of its own."""
    n = len(y)
    with backend.scope(), np.errstate(all="ignore"):
        t, y = (replicas(backend, a) for a in (t, y))
        if compiled:
            one, example = xp.sum(xp.ones_like(y[:1])), (xp.sum(y, axis=(-2, -1)), y)
            value, dy = backend.compile(Step(xp, loss))((y,), example, (), y, t, one)[2]
        else:
            value, residuals = loss.forward(xp, t, y)
            dy = loss.backward(xp, t, residuals)
        return backend.to_host(value)[:n], backend.to_host(dy)[:n, 0]


def assert_close(got, true, dtype, slack=None):
    """Within `ULPS` of each true value, plus what the numbers that came in leave open; below the normal numbers, within one."""
    info = np.finfo(dtype)
    got = np.ravel(got)
    slack = [0.0] * len(true) if slack is None else slack
    for index, (a, b, more) in enumerate(zip(got.tolist(), true, slack, strict=True)):
        if abs(b) > float(info.max):
            assert a == math.copysign(math.inf, b), index
            continue
        allowed = ULPS * float(info.eps) * abs(b) + float(more) * float(info.eps) + float(info.smallest_normal)
        assert abs(mpmath.mpf(a) - b) <= allowed, (index, a, mpmath.nstr(b, 12))


LOGITS = [0.0, 1e-30, 1e-3, 0.5, 1.0, 3.0, 8.0, 12.0, 14.0, 15.0, 16.5, 20.0, 37.0, 60.0, 86.0, 300.0, 1e4, 1e30, 3e38]
PROBABILITIES = [0.0, 1e-30, 1e-6, 0.25, 0.5, 0.75, 1.0 - 2.0**-20, 1.0]


def pairs(ts, ys, dtype):
    t, y = (a.ravel() for a in np.meshgrid(np.asarray(ts, dtype), np.asarray(ys, dtype)))
    return t[:, None], y[:, None]


def binary(t, y):
    """Value, gradient, and in eps what the gradient cancels where p is near t."""
    t, y = mpmath.mpf(float(t)), mpmath.mpf(float(y))
    small = 1 / (1 + mpmath.exp(abs(y)))
    against = 1 - t if y > 0 else t
    d = small - against
    return against * abs(y) + mpmath.log1p(mpmath.exp(-abs(y))), -d if y > 0 else d, 4 * against if 0 < t < 1 else 0


@cache
def binaries(dtype):
    """Targets, outputs, and of each pair what `binary` gives."""
    t, y = pairs(PROBABILITIES, LOGITS + [-v for v in LOGITS], dtype)
    with mpmath.workdps(60):
        return t, y, *zip(*(binary(*pair) for pair in zip(t[:, 0], y[:, 0], strict=True)), strict=True)


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
def test_binary_cross_entropy_is_that_of_mpmath(bpnet_backend, arithmetic, dtype):
    t, y, value, slope, slack = binaries(dtype)
    got = evaluated(bpnet_backend, arithmetic, losses.binary_cross_entropy("sum"), t, y)
    with mpmath.workdps(60):
        assert_close(got[0], value, dtype)
        assert_close(got[1], slope, dtype, slack)


def test_the_binary_cross_entropy_of_a_sure_one_is_small_and_not_zero():
    one, y = np.ones((1, 1), "float32"), np.full((1, 1), 15.0, "float32")
    loss = losses.binary_cross_entropy()
    assert float(loss.forward(np, one, y)[0]) == pytest.approx(3.059022e-07, rel=1e-6)  # log1p(exp(-15))
    assert float(loss.backward(np, one, y)[0, 0]) == pytest.approx(-3.059022e-07, rel=1e-6)  # -1 / (1 + exp(15))


ROWS = [
    ([0.0, 20.0], [0, 1]), ([0.0, 20.0], [1, 0]), ([20.0, 0.0, -3.0], [1, 0, 0]), ([1.0, 1.0, 1.0], [0, 1, 0]),
    ([40.0, 40.0], [1, 0]),
    ([15.0, 15.0, -60.0], [0, 0, 1]), ([3.0, 2.9, -1.0], [1, 0, 0]), ([0.0, -0.1], [1, 0]), ([0.0, 12.0], [0.25, 0.75]),
    ([30.0, 1.0, 2.0], [1 - 2.0**-20, 2.0**-20, 0]), ([1e4, -1e4, 0.0], [0, 1, 0]), ([1e4, -1e4, 0.0], [1, 0, 0]),
    ([3e38, -3e38], [1, 0]), ([3e38, 0.0], [0, 1]), ([85.0, 0.0], [1, 0]), ([0.0, 1.0], [0, 0]), ([2.0, -1.0], [3.0, 0.5]),
    ([7.0], [1]),
]  # fmt: skip


def softmaxed(t, y, dtype):
    """Value, gradients, and in eps what rounding ``y - max(y)``, and gradients that cancel, leave open."""
    t, y = ([mpmath.mpf(float(np.asarray(v, dtype))) for v in a] for a in (t, y))
    m = max(y)
    e = [mpmath.exp(v - m) for v in y]
    p = [v / sum(e) for v in e]
    log_p = [v - m - mpmath.log(sum(e)) for v in y]
    total, n = sum(t), len(t)
    value = -sum(a * b for a, b in zip(t, log_p, strict=True) if a)
    others = [sum(p[:i] + p[i + 1 :]) for i in range(n)]
    slope = [
        total * q - a if q < 0.75 else sum(t[:i] + t[i + 1 :]) - total * r
        for i, (q, a, r) in enumerate(zip(p, t, others, strict=True))
    ]
    moved = sum(a * abs(v - m) for a, v in zip(p, y, strict=True))
    each = [4 * total * q * abs(v - m) + (0 if max(t) == total else 4 * min(total * q, a)) + (4 * total * moved if q > 0.5 else 0)
            for q, a, v in zip(p, t, y, strict=True)]  # fmt: skip
    return value, slope, 4 * total * moved, each


def by_classes(backend, rows):
    """Groups of rows with one number of classes: their numbers, logits and targets.

    On the backends that do not have full crosses all have three: a class with the logit -inf and the target 0 counts for nothing.
    """
    width = 0 if backend.name in FULL else max(len(y) for y, _ in rows)
    groups = {}
    for number, (y, t) in enumerate(rows):
        more = max(0, width - len(y))
        groups.setdefault(len(y) + more, []).append((number, [*y, *[-np.inf] * more], [*t, *[0.0] * more]))
    return [tuple(zip(*group, strict=True)) for group in groups.values()]


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
def test_softmax_cross_entropy_is_that_of_mpmath(bpnet_backend, arithmetic, dtype):
    loss = losses.softmax_cross_entropy("sum")
    for numbers, logits, targets in by_classes(bpnet_backend, ROWS):
        got = evaluated(bpnet_backend, arithmetic, loss, np.asarray(targets, dtype), np.asarray(logits, dtype))
        with mpmath.workdps(60):
            for number, got_value, got_slope in zip(numbers, *got, strict=True):
                y, t = ROWS[number]
                value, slope, slack, each = softmaxed(t, y, dtype)
                assert_close(got_value, [value], dtype, [slack])
                assert_close(got_slope[: len(y)], slope, dtype, each)
                assert not got_slope[len(y) :].any()


def test_the_cross_entropy_of_a_sure_class_is_small_and_not_zero():
    y, loss = np.asarray([[0.0, 20.0]], "float32"), losses.softmax_cross_entropy()
    assert float(loss.forward(np, np.asarray([1]), y)[0]) == pytest.approx(math.log1p(math.exp(-20.0)), rel=1e-6)
    np.testing.assert_allclose(loss.backward(np, np.asarray([1]), y), [[2.0611537e-09, -2.0611537e-09]], rtol=1e-6)


RATES = [-80.0, -5.0, -1.0, -0.3, -1e-3, 0.0, 1e-4, 0.1, 0.49, 1.0, 5.0, 13.8, 13.825511, 40.0]
COUNTS = [0.0, 1e-30, 0.5, 1.0, 2.0, 7.0, 1e6, 1e6 + 1, 1e12]


@cache
def poissons(dtype, deviance):
    """Targets, outputs, values, gradients, and in eps what rounding leaves open of either."""
    t, y = pairs(COUNTS, RATES, dtype)
    value, slope, slack, cancels = [], [], [], []
    with mpmath.workdps(60):
        for a, b in zip(t[:, 0].tolist(), y[:, 0].tolist(), strict=True):
            count, log = mpmath.mpf(a), mpmath.mpf(b)
            rate = mpmath.exp(log)
            best = count * mpmath.log(count) - count if a else mpmath.mpf(0)
            value.append(rate - count * log + (best if deviance else 0))
            slope.append(rate - count)
            cancels.append(4 * rate)
            slack.append(4 * abs((rate - count) * log) + (0 if deviance else 4 * (rate + count * abs(log))))
    return t, y, value, slope, slack, cancels


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("deviance", [False, True])
@pytest.mark.parametrize("dtype", DTYPES)
def test_poisson_is_that_of_mpmath(bpnet_backend, arithmetic, dtype, deviance):
    t, y, value, slope, slack, cancels = poissons(dtype, deviance)
    got = evaluated(bpnet_backend, arithmetic, (formulas if deviance else losses).poisson("sum"), t, y)
    with mpmath.workdps(60):
        assert_close(got[0], value, dtype, slack)
        assert_close(got[1], slope, dtype, cancels)


def test_a_large_count_has_its_deviance():
    t, y = np.full((1, 1), 1e6, "float32"), np.full((1, 1), np.log(1e6) + 0.01, "float32")
    d = float(y[0, 0]) - math.log(1e6)
    assert float(formulas.poisson().forward(np, t, y)[0]) == pytest.approx(1e6 * (math.expm1(d) - d), rel=1e-3)


INSIDE = [1e-38, 1e-20, 1e-3, 0.25, 0.5, 0.75, 1.0 - 2.0**-10, 1.0 - 2.0**-23]


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
def test_cross_entropy_on_probabilities_is_that_of_mpmath(bpnet_backend, arithmetic, dtype):
    t, y = pairs(PROBABILITIES, INSIDE[1 if dtype == "float32" else 0 :], dtype)
    with mpmath.workdps(60):
        numbers = [(mpmath.mpf(float(a)), mpmath.mpf(float(b))) for a, b in zip(t[:, 0], y[:, 0], strict=True)]
        value = [-a * mpmath.log(b) - (1 - a) * mpmath.log1p(-b) for a, b in numbers]
        slope = [(b - a) / (b * (1 - b)) for a, b in numbers]
        got = evaluated(bpnet_backend, arithmetic, losses.cross_entropy_on_probabilities("sum"), t, y)
        assert_close(got[0], value, dtype)
        assert_close(got[1], slope, dtype)


def test_an_output_that_is_its_target_costs_nothing(bpnet_backend, arithmetic):
    ends = np.asarray([[0.0], [1.0]])
    value, dy = evaluated(bpnet_backend, arithmetic, losses.cross_entropy_on_probabilities("sum"), ends, ends)
    assert value.tolist() == [0.0, 0.0]
    assert dy.tolist() == [[0.0], [0.0]]


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
def test_errors_of_quantities_are_those_of_mpmath_and_do_not_overflow_early(bpnet_backend, arithmetic, dtype):
    big = 0.9 * math.sqrt(2.0) * math.sqrt(float(np.finfo(dtype).max))  # half of its square is finite, its square is not
    t, y = pairs([0.0, 1.0, -3.5], [1e-3, 0.25, 1.0, 1.0 + 2.0**-20, 7.0, -big, big], dtype)
    for loss, true in (
        (losses.squared_error("sum"), lambda d: (d * d / 2, d)),
        (losses.absolute_error("sum"), lambda d: (abs(d), mpmath.sign(d))),
        (losses.huber("sum", delta=0.5), lambda d: (d * d / 2 if abs(d) < 0.5 else (abs(d) - 0.25) / 2, max(min(d, 0.5), -0.5))),
        (
            losses.quantile("sum", quantiles=[0.25]),
            lambda d: (0.75 * d if d > 0 else -0.25 * d, mpmath.sign(d) / 2 + abs(mpmath.sign(d)) / 4),
        ),
    ):
        with mpmath.workdps(60):
            numbers = [true(mpmath.mpf(float(b)) - mpmath.mpf(float(a))) for a, b in zip(t[:, 0], y[:, 0], strict=True)]
            value, slope = zip(*numbers, strict=True)
            got = evaluated(bpnet_backend, arithmetic, loss, t, y)
            assert_close(got[0], value, dtype)
            assert_close(got[1], slope, dtype)


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["binary_cross_entropy", "softmax_cross_entropy", "poisson"])
def test_compiled_losses_are_as_precise_as_plain_ones(bpnet_backend, name, dtype):
    if not ("compile" in bpnet_backend.capabilities and bpnet_backend.compile_by_default):
        return  # the step is the plain one
    if name == "softmax_cross_entropy":
        t, y = np.asarray([[0, 1, 0], [1, 0, 0], [0, 0, 1]], dtype), np.asarray([[0, 20, 1], [30, 0, 1], [1, -np.inf, 2]], dtype)
        loss = losses.softmax_cross_entropy("sum")
    else:
        t, y = pairs(PROBABILITIES if name[0] == "b" else COUNTS, [-40.0, -1.0, 0.0, 15.0, 20.0], dtype)
        loss = losses.binary_cross_entropy("sum") if name[0] == "b" else formulas.poisson("sum")
    plain = evaluated(bpnet_backend, bpnet_backend.xp, loss, t, y)
    compiled = evaluated(bpnet_backend, bpnet_backend.xp, loss, t, y, compiled=True)
    for a, b in zip(plain, compiled, strict=True):
        np.testing.assert_allclose(a, b, rtol=16 * np.finfo(dtype).eps, atol=np.finfo(dtype).smallest_normal)


def test_the_measure_sees_a_loss_that_cancels():
    with mpmath.workdps(60), pytest.raises(AssertionError):
        assert_close(
            np.float32(np.logaddexp(np.float32(0), np.float32(14)) - np.float32(14)), [mpmath.log1p(mpmath.exp(-14))], "float32"
        )


MASKED = [
    ([1.0, -np.inf, 2.0], 2), ([1.0, -np.inf, 2.0], 1), ([-np.inf, 0.5], 1), ([-np.inf, -np.inf], 0), ([np.inf, 1.0], 0),
    ([np.inf, 1.0], 1), ([3.0, -np.inf, -np.inf], 0), ([np.nan, 1.0], 1),
]  # fmt: skip


@cache
def torchs(number):
    """Value and gradient of a case by PyTorch."""
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    row, label = MASKED[number]
    y = torch.tensor([row], dtype=torch.float64, requires_grad=True)
    value = torch.nn.functional.cross_entropy(y, torch.tensor([label]), reduction="sum")
    value.backward()
    return value.item(), y.grad.numpy()[0]


@pytest.mark.parametrize("labels", [True, False], ids=["labels", "one-hot"])
def test_masked_logits_have_the_values_and_gradients_of_pytorch(bpnet_backend, arithmetic, labels):
    loss, rows = losses.softmax_cross_entropy("sum"), [(row, np.eye(len(row))[label]) for row, label in MASKED]
    for numbers, logits, targets in by_classes(bpnet_backend, rows):
        t = np.argmax(targets, axis=-1) if labels else np.asarray(targets)
        for number, value, dy in zip(numbers, *evaluated(bpnet_backend, arithmetic, loss, t, np.asarray(logits)), strict=True):
            case, (theirs, slope) = MASKED[number], torchs(number)
            np.testing.assert_allclose(value, theirs, rtol=1e-14, err_msg=str(case))
            np.testing.assert_allclose(dy[: len(slope)], slope, rtol=1e-14, atol=1e-300, err_msg=str(case))


def test_a_masked_logit_costs_what_the_others_do():
    y = np.asarray([[1.0, -np.inf, 2.0]])
    assert float(losses.softmax_cross_entropy().forward(np, np.asarray([2]), y)[0]) == pytest.approx(math.log1p(math.exp(-1.0)))
    b, ends = losses.binary_cross_entropy("sum"), np.asarray([[-np.inf, np.inf]])
    assert float(b.forward(np, np.asarray([[0.0, 1.0]]), ends)[0]) == 0.0
    assert b.backward(np, np.asarray([[0.0, 1.0]]), ends).tolist() == [[0.0, 0.0]]
    assert float(b.forward(np, np.asarray([[1.0, 1.0]]), ends)[0]) == np.inf
    assert float(losses.poisson("sum").forward(np, np.zeros((1, 1)), np.full((1, 1), -np.inf))[0]) == 0.0


@pytest.mark.parametrize("name", ["uint8", "int8", "uint16", "int16", "int32", "uint32", "int64", "uint64"])
def test_labels_of_few_bits_are_compared_with_all_classes(bpnet_backend, name):
    host, y = np.asarray([5, 100], name), np.zeros((2, 300))
    with bpnet_backend.scope():
        kind = getattr(bpnet_backend.xp, name, None)
        if kind is None:
            return  # a dtype that the library does not have
        labels = bpnet_backend.xp.asarray(host, device=bpnet_backend.find_device()) if bpnet_backend.xp is not np else host
        y = bpnet_backend.from_host(y)
        hot = bpnet_backend.to_host(losses.one_hot(bpnet_backend.xp, labels, y))
        value = losses.softmax_cross_entropy().forward(bpnet_backend.xp, labels, y)[0]
        assert np.array_equal(hot, np.eye(300)[[5, 100]])
        assert float(bpnet_backend.to_host(value)) == pytest.approx(math.log(300.0))


def test_negative_labels_of_8_bits_are_of_no_class():
    assert losses.one_hot(np, np.asarray([-56, -1], "int8"), np.zeros((2, 300))).sum() == 0.0


def test_booleans_are_labels_or_one_hot_targets_by_their_shape(bpnet_backend):
    """Two labels would otherwise be broadcast to the targets of two classes, in silence."""
    y = np.asarray([[1.0, 2.0], [3.0, 0.0]])
    expected = (np.log1p(np.exp(-1.0)) + np.log1p(np.exp(-3.0))) / 2
    loss = losses.softmax_cross_entropy()
    for target in (np.asarray([True, False]), np.asarray([[False, True], [True, False]])):
        with bpnet_backend.scope():
            t, outputs = bpnet_backend.from_host(target, "bool"), bpnet_backend.from_host(y, "float64")
            value, residuals = loss.forward(bpnet_backend.xp, t, outputs)
            dy = bpnet_backend.to_host(loss.backward(bpnet_backend.xp, t, residuals))
        assert float(value) == pytest.approx(expected, rel=1e-15)
        assert np.sum(np.abs(dy), axis=1) == pytest.approx([1 / (1 + np.e), 1 / (1 + np.e**3)], rel=1e-14)


@pytest.mark.parametrize("kind", ["uint8", "int8", "int64", "bool"])
@pytest.mark.parametrize("name", ["squared_error", "absolute_error", "huber", "poisson", "binary_cross_entropy"])
def test_targets_that_are_integers_are_cast_before_any_arithmetic(bpnet_backend, name, kind):
    counts = [[0, 3], [7, 0]] if name == "poisson" else [[0, 1], [1, 0]]  # NumPy's logarithm of 8 bits is a float16
    host = np.asarray(counts, kind)
    loss = formulas.poisson() if name == "poisson" else getattr(losses, name)()
    y = np.asarray([[0.3, -2.0], [1.5, 0.25]])
    with bpnet_backend.scope():
        xp = bpnet_backend.xp
        made = [
            xp.asarray(host, device=bpnet_backend.find_device()) if xp is not np else host,
            bpnet_backend.from_host(host * 1.0),
        ]
        for a, b in zip(*(loss.forward(xp, t, bpnet_backend.from_host(y))[:1] for t in made), strict=True):
            assert np.array_equal(bpnet_backend.to_host(a), bpnet_backend.to_host(b))
        slopes = [bpnet_backend.to_host(loss.backward(xp, t, bpnet_backend.from_host(y))) for t in made]
        assert np.array_equal(*slopes)


SLOW = {"float64": [709.0, 1.7e308], "float32": [3.4e38]}
POINTS = [1e-40, 1e-30, 1e-3, 0.5, 1.0, 1.2784645, 3.0, 5.5, 9.0, 20.0, 36.0, 88.0, 104.0, 1e4, 2e19, 1e30, 1e38]


def cdf(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x)) if x > -10000 else mpmath.mpf(0)


def gelu_tanh(x):
    return 2 * mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf(0.044715) * x**3), 2 * mpmath.sqrt(2 / mpmath.pi) * (
        1 + 3 * mpmath.mpf(0.044715) * x**2
    )


def far(function, low, high):
    """A function and its limits."""
    return lambda x: low if x < -20000 else high(x) if x > 20000 else function(x)


def linear(x):
    return x


def one(_):
    return mpmath.mpf(1)


ZERO = mpmath.mpf(0)
with mpmath.workdps(40):
    # The moments of c elu(z), z a normal number, are 0 and 1: equation 14 of Klambauer et al.
    HALF, E = mpmath.erfc(1 / mpmath.sqrt(2)), mpmath.e
    SELU_LOW = -mpmath.sqrt(2 / mpmath.pi) / (HALF * mpmath.sqrt(E) - 1)
    SELU = (
        (1 - HALF * mpmath.sqrt(E))
        * mpmath.sqrt(2 * mpmath.pi)
        / mpmath.sqrt(
            2 * mpmath.erfc(mpmath.sqrt(2)) * E**2
            + mpmath.pi * HALF**2 * E
            - 2 * (2 + mpmath.pi) * HALF * mpmath.sqrt(E)
            + mpmath.pi
            + 2
        )
    )
SHAPES = {
    "sigmoid": (sigmoid, far(lambda x: sigmoid(x) * sigmoid(-x), ZERO, lambda x: ZERO)),
    "tanh": (mpmath.tanh, far(lambda x: 1 - mpmath.tanh(x) ** 2, ZERO, lambda x: ZERO)),
    "relu": (lambda x: max(x, ZERO), lambda x: mpmath.mpf(x > 0)),
    "leaky_relu": (lambda x: max(x, ZERO) + mpmath.mpf(0.01) * min(x, ZERO), lambda x: mpmath.mpf(1 if x > 0 else 0.01)),
    "elu": (lambda x: x if x > 0 else mpmath.expm1(max(x, -20000)), lambda x: one(x) if x > 0 else mpmath.exp(max(x, -20000))),
    "silu": (
        far(lambda x: x * sigmoid(x), ZERO, linear),
        far(lambda x: sigmoid(x) * (1 + x * sigmoid(-x)), ZERO, one),
    ),
    "gelu": (far(lambda x: x * cdf(x), ZERO, linear), far(lambda x: cdf(x) + x * mpmath.npdf(x), ZERO, one)),
    "gelu-tanh": (
        far(lambda x: x * sigmoid(gelu_tanh(x)[0]), ZERO, linear),
        far(
            lambda x: sigmoid(gelu_tanh(x)[0]) + x * sigmoid(gelu_tanh(x)[0]) * sigmoid(-gelu_tanh(x)[0]) * gelu_tanh(x)[1],
            ZERO,
            one,
        ),
    ),
    "softplus": (far(lambda x: mpmath.log1p(mpmath.exp(x)), ZERO, linear), sigmoid),
    "softsign": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2),
    "selu": (
        lambda x: SELU * x if x > 0 else SELU * SELU_LOW * mpmath.expm1(max(x, -20000)),
        lambda x: SELU * one(x) if x > 0 else SELU * SELU_LOW * mpmath.exp(max(x, -20000)),
    ),
    "exp": (far(mpmath.exp, ZERO, lambda x: mpmath.inf), far(mpmath.exp, ZERO, lambda x: mpmath.inf)),
}
ENDS = {
    "sigmoid": (0, 1, 0, 0), "tanh": (-1, 1, 0, 0), "relu": (0, np.inf, 0, 1), "leaky_relu": (-np.inf, np.inf, 0.01, 1),
    "elu": (-1, np.inf, 0, 1), "silu": (0, np.inf, 0, 1), "gelu": (0, np.inf, 0, 1), "gelu-tanh": (0, np.inf, 0, 1),
    "softplus": (0, np.inf, 0, 1), "softsign": (-1, 1, 0, 0), "exp": (0, np.inf, 0, np.inf),
    "selu": (-1.7580993408473766, np.inf, 0, 1.0507009873554805),
}  # fmt: skip
"""The values at -inf and inf, and the slopes."""


def activation(name):
    return getattr(layers, name.partition("-")[0])(*name.split("-")[1:])


def sloped(backend, xp, layer, x):
    """The value of an activation and its slope, at each number."""
    with backend.scope(), np.errstate(all="ignore"):
        own = replicas(backend, x[:, None])
        y, residuals, _ = layer.forward(xp, (), (), own)
        values = y, layer.backward(xp, (), residuals, xp.ones_like(own))[1]
        return [backend.to_host(value)[: len(x), 0, 0] for value in values]


@cache
def known(function, x):
    return function(x)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SHAPES)
def test_activations_are_those_of_mpmath_up_to_the_largest_numbers(bpnet_backend, name, dtype):
    flushes = bpnet_backend.name == "jax" or (bpnet_backend.name, dtype) == ("cupy", "float32")  # takes subnormal numbers for 0
    points = POINTS[1:] if flushes else POINTS
    x = np.asarray([0.0, *points, *SLOW[dtype]], dtype)
    x = np.concatenate([-x, x])
    value, slope = sloped(bpnet_backend, bpnet_backend.xp, activation(name), x)
    with mpmath.workdps(60):
        at = [mpmath.mpf(v) for v in x.tolist()]
        true, slopes = ([known(f, v) for v in at] for f in SHAPES[name])
        near = [abs(v) < 200 for v in at]
        steep = [v * v if n and name.startswith("gelu") else abs(v) if n else 0 for v, n in zip(at, near, strict=True)]
        lost = float(np.finfo(dtype).smallest_normal) / float(np.finfo(dtype).eps)  # a sigmoid may be 0 where it is subnormal
        flushed = [abs(v) if bpnet_backend.name == "jax" and abs(v) < 800 else s for v, s in zip(at, steep, strict=True)]
        each = [  # s: what an exponent's rounding leaves open; XLA takes a sigmoid that is subnormal for 0
            4 * abs(f) * (1 + s) + lost * z for f, s, z in zip(true, steep, flushed, strict=True)
        ]
        turning = [4 * (1 + s) * abs(v) * sigmoid(-abs(v)) for v, s in zip(at, steep, strict=True)]
        cancels = [4.0 if name in {"sigmoid", "tanh"} else t + 2 for t in turning]
        if name in {"sigmoid", "softplus"}:  # a sigmoid ends just above the smallest normal number, not at 0
            held = 2 * np.finfo(dtype).smallest_normal
            true, slopes = (
                [max(v, held) for v in row] if row_is else row for row, row_is in ((true, name == "sigmoid"), (slopes, True))
            )
        assert_close(value, true, dtype, each)
        assert_close(slope, slopes, dtype, cancels)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ENDS)
def test_activations_of_infinities_are_their_limits_and_nan_stays_nan(bpnet_backend, arithmetic, name, dtype):
    value, slope = sloped(bpnet_backend, arithmetic, activation(name), np.asarray([-np.inf, np.inf, np.nan], dtype))
    expected = np.asarray(ENDS[name])
    np.testing.assert_allclose([*value[:2], *slope[:2]], expected, rtol=1e-6, atol=4 * np.finfo(dtype).smallest_normal)
    assert np.isnan(value[2])


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_softmax_layers_are_precise_where_one_class_is_sure_and_take_masks(bpnet_backend, arithmetic, name, dtype):
    row, dy = np.asarray([[0.0, 20.0, -np.inf]], dtype), np.asarray([[0.0, 1.0, 0.0]], dtype)
    e = math.exp(-20.0)
    p = np.asarray([e / (1 + e), 1 / (1 + e), 0.0])
    expected = p if name == "softmax" else [-20.0 - math.log1p(e), -math.log1p(e), -np.inf]
    by_hand = np.asarray([-p[0], p[0], 0.0]) * (p[1] if name == "softmax" else 1.0)
    layer = getattr(layers, name)()
    with bpnet_backend.scope(), np.errstate(all="ignore"):
        y, residuals, _ = layer.forward(arithmetic, (), (), replicas(bpnet_backend, row))
        _, dx = layer.backward(arithmetic, (), residuals, replicas(bpnet_backend, dy))
        y, dx = bpnet_backend.to_host(y)[0, 0], bpnet_backend.to_host(dx)[0, 0]
    np.testing.assert_allclose(y, expected, rtol=1e-5 if dtype == "float32" else 1e-14)
    np.testing.assert_allclose(dx, by_hand, rtol=1e-5 if dtype == "float32" else 1e-14)


N = 7
"""Samples and features, of which sums round."""


def normalized(backend, dtype):
    """Params and state of a batch norm; a layer norm has the params."""
    return (tuple(backend.from_host(np.full(N, v), dtype) for v in pair) for pair in ((1.0, 0.0), (0.0, 1.0)))


@pytest.mark.parametrize("scale", [1e19, 1e30, 5e37])
@pytest.mark.parametrize("name", ["layer_norm", "batch_norm"])
def test_normalizations_of_huge_numbers_are_those_of_their_multiples(bpnet_backend, arithmetic, name, scale):
    random = np.random.default_rng(0)
    layer, (x, dy) = getattr(layers, name)(eps=1e-300), random.standard_normal((2, N, N))
    made = []
    for backend, xp, factor, dtype in ((get_backend("numpy"), np, 1.0, "float64"), (bpnet_backend, arithmetic, scale, "float32")):
        with backend.scope(), np.errstate(all="ignore"):
            params, state = normalized(backend, dtype)
            y, residuals, _ = layer.forward(
                xp, params, state if name == "batch_norm" else (), backend.from_host(factor * x, dtype)
            )
            _, dx = layer.backward(xp, params, residuals, backend.from_host(dy, dtype))
            made.append((backend.to_host(y), backend.to_host(dx).astype("float64") * factor))
    below = scale * float(np.finfo("float32").smallest_normal)  # what a gradient of this size may lose
    for a, b, atol in zip(*made, (1e-5, 1e-5 + below), strict=True):
        np.testing.assert_allclose(b, a, rtol=1e-5, atol=atol)


@pytest.mark.parametrize("constant", [0.1, 1e10, 1e38, 0.0])
@pytest.mark.parametrize("name", ["layer_norm", "batch_norm"])
def test_numbers_that_are_equal_are_normalized_to_zero(bpnet_backend, arithmetic, name, constant):
    layer = getattr(layers, name)()
    with bpnet_backend.scope(), np.errstate(all="ignore"):
        params, state = normalized(bpnet_backend, "float32")
        x = bpnet_backend.from_host(np.full((N, N), constant), "float32")
        y, _, new = layer.forward(arithmetic, params, state if name == "batch_norm" else (), x)
        assert not np.any(bpnet_backend.to_host(y))
        if new:
            np.testing.assert_allclose(bpnet_backend.to_host(new[0]), 0.1 * constant, rtol=1e-6)
            np.testing.assert_allclose(bpnet_backend.to_host(new[1]), 0.9, rtol=1e-6)
