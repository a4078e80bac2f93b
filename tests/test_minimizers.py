"""Second-order training: the minimizers as pure functions, and `Network.fit` with them."""

import warnings
from itertools import pairwise

import numpy as np
import pytest

import bpnet
from bpnet import callbacks, layers, losses
from bpnet.arrays import leaves
from bpnet.minimizers import MINIMIZERS, Iterate, Objective, lbfgs, levenberg_marquardt
from bpnet.minimizers.lbfgs import times_inverse
from bpnet.minimizers.levenberg_marquardt import eliminate, solve
from bpnet.minimizers.line_search import CURVATURE, DECREASE, Point, between, search
from bpnet.training import minimization

GENERATOR = np.random.default_rng(17)
X = GENERATOR.standard_normal((24, 3))
Y = np.sin(X @ GENERATOR.standard_normal((3, 2)))


def make(backend="numpy", loss="squared_error", **options):
    return bpnet.MLP((3, 8, 2), hidden="tanh", **{"output": "identity"} | options, loss=loss, seed=5, backend=backend)


def rosenbrock(p):
    a, b = p[:-1], p[1:]
    slope = np.zeros_like(p)
    slope[:-1] = -400.0 * a * (b - a * a) - 2.0 * (1.0 - a)
    slope[1:] += 200.0 * (b - a * a)
    return np.sum(100.0 * (b - a * a) ** 2 + (1.0 - a) ** 2), slope


def iterates(function, start, minimizer, most=1000):
    """All iterates of a function of one vector, and the number of evaluations."""
    count = 0

    def value_and_grad(params):
        nonlocal count
        count += 1
        value, slope = function(params[0])
        return np.asarray(value), (slope,)

    objective = Objective(value_and_grad)
    found = [minimizer.start(np, objective, (start,), ())]
    while not found[-1].stopped and len(found) < most:
        found.append(minimizer.iterate(np, objective, found[-1]))
    return found, count


# L-BFGS


@pytest.mark.parametrize("n", [2, 10, 50])
def test_lbfgs_takes_about_as_many_evaluations_as_scipys(n):
    optimize = pytest.importorskip("scipy.optimize", reason="one of the engines to compare with")
    start = np.tile([-1.2, 1.0], n // 2)
    options = {"maxiter": 1000, "maxcor": 10, "gtol": 1e-8, "ftol": 0.0}
    theirs = optimize.minimize(rosenbrock, start, jac=True, method="L-BFGS-B", options=options)
    found, count = iterates(rosenbrock, start, lbfgs(tolerance=1e-8))
    assert found[-1].stopped == "the gradient is below the tolerance"
    assert np.max(np.abs(rosenbrock(found[-1].params[0])[1])) <= 1e-8
    assert found[-1].value < 1e-15
    assert count <= 1.1 * theirs.nfev


def test_lbfgs_lowers_the_loss_of_a_network_about_as_fast_as_torchs():
    """Losses of the same iterations; PyTorch's line search has other rules for the next step, so they differ."""
    torch = pytest.importorskip("torch", reason="the engine to compare with")
    net = make()
    params = [torch.tensor(np.array(leaf), requires_grad=True) for leaf in leaves(net.params)]
    x, y = torch.tensor(X), torch.tensor(Y)

    def closure():
        optimizer.zero_grad()
        w1, b1, w2, b2 = params
        loss = 0.5 * torch.mean(torch.sum((torch.tanh(x @ w1 + b1) @ w2 + b2 - y) ** 2, dim=1))
        loss.backward()
        return loss

    settings = {"lr": 1, "history_size": 10, "tolerance_grad": 0, "tolerance_change": 0, "line_search_fn": "strong_wolfe"}
    optimizer = torch.optim.LBFGS(params, max_iter=40, max_eval=1000, **settings)
    first = float(optimizer.step(closure).detach())
    history = net.fit(X, Y, epochs=40, optimizer="lbfgs")
    assert history.loss[0] == pytest.approx(first, rel=1e-14)
    assert float(net.loss(X, Y)) <= 1.5 * float(closure().detach()) < 0.04 * first


def dense_inverse(pairs, n):
    """H of BFGS as a matrix: ``(I - rho s y') H (I - rho y s') + rho s s'`` for each pair."""
    s, y, _ = pairs[-1]
    h = np.eye(n) * (s @ y) / (y @ y)
    for s, y, _ in pairs:
        rho = 1.0 / (s @ y)
        v = np.eye(n) - rho * np.outer(y, s)
        h = v.T @ h @ v + rho * np.outer(s, s)
    return h


def test_the_two_loops_are_a_product_with_the_matrix_of_bfgs():
    n, generator = 7, np.random.default_rng(1)
    pairs = []
    for _ in range(4):
        s = generator.standard_normal(n)
        y = s + 0.3 * generator.standard_normal(n)
        pairs.append((s, y, np.asarray(1.0 / (s @ y))))
    g = generator.standard_normal(n)
    split = [((s[:3], s[3:]), (y[:3], (y[3:],)), rho) for s, y, rho in pairs]
    split = [((s[0], (s[1],)), y, rho) for s, y, rho in split]
    made = np.concatenate(list(leaves(times_inverse(np, (g[:3], (g[3:],)), tuple(split)))))
    assert made == pytest.approx(dense_inverse(pairs, n) @ g, rel=1e-12)
    assert made != pytest.approx(dense_inverse(pairs[::-1], n) @ g, rel=1e-3)  # the control: pairs in the wrong order


def is_wolfe(function, before, after):
    """True for a step that has the strong Wolfe conditions."""
    (f0, g0), (f1, g1), s = function(before), function(after), after - before
    return f1 <= f0 + DECREASE * (g0 @ s) and abs(g1 @ s) <= CURVATURE * abs(g0 @ s)


def test_every_step_has_the_wolfe_conditions():
    found, _ = iterates(rosenbrock, np.tile([-1.2, 1.0], 5), lbfgs(tolerance=1e-6))
    points = [at.params[0] for at in found[:-1]]
    assert len(points) > 50
    for before, after in pairwise(points):
        assert is_wolfe(rosenbrock, before, after)
        assert not is_wolfe(rosenbrock, before, before + 1e-3 * (after - before))  # the controls: too short, and too long
        assert not is_wolfe(rosenbrock, before, before + 50.0 * (after - before))


def line(function, slope):
    return lambda step: Point(step, function(step), slope(step), (), ())


@pytest.mark.parametrize("first", [1e-6, 0.3, 1.0, 40.0, 1e6])
@pytest.mark.parametrize(
    ("function", "slope"),
    [
        (lambda t: (t - 1.0) ** 2, lambda t: 2.0 * (t - 1.0)),
        (lambda t: -t / (t * t + 2.0), lambda t: (t * t - 2.0) / (t * t + 2.0) ** 2),  # More and Thuente's first
        (lambda t: t - np.log1p(2.0 * t), lambda t: 1.0 - 2.0 / (1.0 + 2.0 * t)),
        (
            lambda t: (t - 1.0) ** 2 if t < 3.0 else np.inf,
            lambda t: 2.0 * (t - 1.0) if t < 3.0 else np.nan,
        ),  # a loss that overflows
    ],
)
def test_the_line_search_finds_a_wolfe_point_from_any_first_step(function, slope, first):
    at = line(function, slope)
    start, found = at(0.0), search(at, at(0.0), first, 40)
    assert found.value <= start.value + DECREASE * found.step * start.slope
    assert abs(found.slope) <= -CURVATURE * start.slope


def test_the_line_search_returns_its_start_where_nothing_is_lower():
    rises = line(abs, lambda t: -1.0 if t == 0.0 else 1.0)  # a gradient that does not belong to its loss
    start = rises(0.0)
    assert search(rises, start, 1.0, 25) is start
    falls = line(lambda t: -t, lambda t: -1.0)  # without a minimum: steps grow
    assert search(falls, falls(0.0), 1.0, 3).step == 16.0


@pytest.mark.parametrize("kink", GENERATOR.uniform(0.0, 1.0, 20))
def test_the_line_search_ends_at_a_kink(kink):
    """Slopes are 1 in size everywhere: the bracket shrinks until its ends are neighbours."""
    steps = []
    at = line(lambda t: steps.append(t) or abs(t - kink), lambda t: -1.0 if t < kink else 1.0)
    assert search(at, at(0.0), 1.0, 100_000).step == pytest.approx(kink, rel=1e-15)
    assert len(steps) < 200


@pytest.mark.parametrize("first", np.linspace(0.1, 12.0, 40))
def test_the_line_search_returns_the_lowest_point_it_has_tried(first):
    tried = []
    at = line(
        lambda t: tried.append(0.05 * (t - 6.0) ** 2 - 1.8 - np.sin(4.0 * t)) or tried[-1],
        lambda t: 0.1 * (t - 6.0) - 4.0 * np.cos(4.0 * t),
    )
    assert search(at, at(0.0), float(first), 30).value == min(tried)


def test_a_loss_that_is_not_a_number_is_no_lower():
    """The second step leads out of the domain of the logarithm."""
    tried = []

    def barrier(p):
        tried.append(p[0])
        with np.errstate(invalid="ignore"):
            return np.sum(p - np.log(p)), 1.0 - 1.0 / p

    found, _ = iterates(barrier, np.asarray([30.0]), lbfgs(tolerance=1e-8), most=99)
    assert min(tried) < 0.0
    assert found[-1].params[0] == pytest.approx(1.0, abs=1e-8)


def test_lbfgs_stops_where_no_step_lowers_the_loss():
    found, _ = iterates(lambda p: (np.sum(np.abs(p)), np.where(p < 0.0, -1.0, 1.0)), np.asarray([3.3, -0.8]), lbfgs())
    assert found[-1].stopped == "no step lowers the loss"
    assert found[-1].value < 1e-6 < found[1].value
    with np.errstate(over="ignore"):
        steep, _ = iterates(lambda p: (np.sum(p * p), np.full(2, 1e200)), np.ones(2), lbfgs())
    assert steep[-1].stopped == "no step lowers the loss"


def test_steps_within_a_bracket_are_those_of_the_cubic():
    a, b, c, d = 2.0, -3.0, -4.0, 1.0  # of t**3, ...: its minimum is at (3 + sqrt(33)) / 6
    at = line(lambda t: ((a * t + b) * t + c) * t + d, lambda t: (3.0 * a * t + 2.0 * b) * t + c)
    minimum = (3.0 + np.sqrt(33.0)) / 6.0
    assert between(at(0.5), at(2.0)) == pytest.approx(minimum, rel=1e-14)
    assert between(at(2.0), at(0.5)) == pytest.approx(minimum, rel=1e-14)
    assert between(at(0.0), at(1.5)) == pytest.approx(0.9 * 1.5)  # too close to the end
    assert between(at(0.0), at(4.0)._replace(value=np.inf)) == 2.0


def test_a_pair_without_positive_curvature_is_not_kept():
    """Along -cos, from a point near its maximum, slopes fall first."""
    found, _ = iterates(lambda p: (np.sum(-np.cos(p)), np.sin(p)), np.asarray([3.0]), lbfgs(max_evaluations=1), most=8)
    kept = [len(at.memory) for at in found]
    assert kept[1] == 0
    for at in found:
        for s, y, rho in at.memory:
            assert s[0] @ y[0] > 0.0
            assert rho == pytest.approx(1.0 / (s[0] @ y[0]))


def test_the_first_step_to_try_has_at_most_length_one():
    tried = []

    def bowl(p, scale=1e4):
        tried.append(p)
        return 0.5 * scale * np.sum(p * p), scale * p

    iterates(bowl, np.asarray([30.0, 40.0]), lbfgs(), most=2)
    assert np.linalg.norm(tried[1] - tried[0]) == pytest.approx(1.0)
    tried.clear()
    iterates(lambda p: bowl(p, 1e-4), np.asarray([30.0, 40.0]), lbfgs(), most=2)
    assert tried[1] == pytest.approx(0.9999 * tried[0], rel=1e-12)  # -g itself, which is shorter


def test_pairs_along_which_nothing_falls_are_dropped():
    start = np.tile([-1.2, 1.0], 2)
    objective = Objective(lambda params: (np.asarray(rosenbrock(params[0])[0]), (rosenbrock(params[0])[1],)))
    bad = (start,), (start,), np.asarray(-1.0 / (start @ start))  # as if the curvature were negative
    minimizer = lbfgs()
    at = minimizer.start(np, objective, (start,), (bad, bad))
    after, fresh = (minimizer.iterate(np, objective, each) for each in (at, at._replace(memory=())))
    assert after.value == fresh.value < at.value
    assert len(after.memory) == 1


def test_lbfgs_keeps_as_many_pairs_as_it_is_told():
    found, _ = iterates(rosenbrock, np.tile([-1.2, 1.0], 5), lbfgs(history=3), most=12)
    assert [len(at.memory) for at in found[:6]] == [0, 1, 2, 3, 3, 3]


# Levenberg-Marquardt


def handwritten(params, x, y, epochs, damping=0.01, factor=10.0):
    """Hagan and Menhaj's algorithm for a tanh layer and a linear one, by NumPy: the losses, and the params."""
    shapes, m, found = [p.shape for p in params], damping, []
    v = np.concatenate([p.ravel() for p in params])

    def split(v):
        parts = np.split(v, np.cumsum([np.prod(s) for s in shapes])[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]

    def errors(v):
        w1, b1, w2, b2 = split(v)
        return (np.tanh(x @ w1 + b1) @ w2 + b2 - y).ravel()

    def derivatives(v):
        w1, b1, w2, _ = split(v)
        h = np.tanh(x @ w1 + b1)
        rows = []
        for i, k in np.ndindex(y.shape):
            back = w2[:, k] * (1.0 - h[i] ** 2)
            column = np.arange(y.shape[1]) == k
            rows.append(np.concatenate([np.outer(x[i], back).ravel(), back, np.outer(h[i], column).ravel(), column]))
        return np.asarray(rows)

    for _ in range(epochs):
        e, j = errors(v), derivatives(v)
        found.append(0.5 * (e @ e) / len(x))
        while True:
            new = v - np.linalg.solve(j.T @ j + m * np.eye(len(v)), j.T @ e)
            if np.sum(errors(new) ** 2) < e @ e:
                break
            m *= factor
        v, m = new, m / factor
    return np.asarray(found), split(v)


@pytest.mark.parametrize("options", [{}, {"damping": 3.0, "factor": 4.0}])
def test_iterates_are_those_of_a_handwritten_program(options):
    net = make()
    expected, params = handwritten(list(leaves(net.params)), X, Y, 12, **options)
    history = net.fit(X, Y, epochs=12, optimizer=levenberg_marquardt(**options))
    assert history.loss == pytest.approx(expected, rel=1e-9)
    for got, want in zip(leaves(net.params), params, strict=True):
        assert got == pytest.approx(want, rel=1e-6, abs=1e-6)
    control, _ = handwritten(list(leaves(make().params)), X, Y, 12, damping=0.25)
    assert history.loss != pytest.approx(control, rel=1e-3)


MISRA1A = np.asarray(
    """10.07 77.6 14.73 114.9 17.94 141.1 23.93 190.8 29.61 239.9 35.18 289.0 40.02 332.8 44.82 378.4 50.76 434.8 55.05 477.3
    61.01 536.8 66.40 593.1 75.47 689.1 81.78 760.0""".split(),  # noqa: SIM905 - the table of NIST
    dtype=np.float64,
).reshape(14, 2)
"""y and x of NIST's reference problem Misra1a, ``y = b1 (1 - exp(-b2 x))``, with certified solutions."""


def misra(scale):
    """The model as a layer with the params b1 and ``scale b2``."""

    def forward(xp, params, x):
        b1, b2 = params
        e = xp.exp(-x * b2 * (1.0 / scale))
        return b1 * (1.0 - e), (x, e)

    def backward(xp, params, residuals, dy):
        (b1, b2), (x, e) = params, residuals
        by_x = dy * b1 * e * (1.0 / scale)
        return (xp.sum(dy * (1.0 - e), axis=-2), xp.sum(by_x * x, axis=-2)), by_x * b2

    return bpnet.stateless(forward, backward, lambda draw, n: ((draw.full((1,), 500.0), draw.full((1,), scale * 1e-4)), n))


def test_a_reference_problem_of_nist_is_solved_to_its_certified_digits():
    optimize = pytest.importorskip("scipy.optimize", reason="the engine to compare with")
    y, x = MISRA1A[:, :1], MISRA1A[:, 1:]
    net = bpnet.Network(misra(1e5), n_in=1, loss=losses.squared_error("sum"), backend="numpy")
    history = net.fit(x, y, epochs=200, optimizer=levenberg_marquardt(tolerance=0.0))
    b1, b2 = net.params[0][0], net.params[1][0] / 1e5
    assert history.provenance["stopped"] == "no step lowers the loss"
    assert 2.0 * history.loss[-1] == pytest.approx(1.2455138894e-01, rel=1e-10)
    assert [b1, b2] == pytest.approx([2.3894212918e02, 5.5015643181e-04], rel=1e-7)
    theirs = optimize.least_squares(
        lambda b: b[0] * (1.0 - np.exp(-b[1] * x[:, 0])) - y[:, 0], [500.0, 1e-4], method="lm", x_scale=[1.0, 1e-5], xtol=1e-12
    )
    assert history.loss[-1] == pytest.approx(theirs.cost, rel=1e-9)


def test_a_network_reaches_the_minimum_of_scipys_least_squares():
    optimize = pytest.importorskip("scipy.optimize", reason="the engine to compare with")
    net = bpnet.MLP((3, 1), output="tanh", backend="numpy", seed=2)
    y = Y[:, :1]
    w, b = (np.array(leaf) for leaf in leaves(net.params))
    theirs = optimize.least_squares(
        lambda v: np.tanh(X @ v[:3] + v[3]) - y[:, 0], np.concatenate([w[:, 0], b]), method="lm", xtol=1e-12, ftol=1e-12
    )
    history = net.fit(X, y, epochs=100, optimizer=levenberg_marquardt(tolerance=1e-9))
    assert history.stopped_at == len(history.loss) < 100
    assert len(X) * history.loss[-1] == pytest.approx(theirs.cost, rel=1e-10)
    assert np.concatenate([leaf.ravel() for leaf in leaves(net.params)]) == pytest.approx(theirs.x, rel=1e-5)


def test_xor_takes_tens_of_iterations():
    x, y = bpnet.datasets.xor()
    solved = 0
    for seed in range(10):
        net = bpnet.MLP((2, 4, 1), hidden="tanh", seed=seed, backend="numpy")
        solved += net.fit(x, y, epochs=40, optimizer="levenberg_marquardt").loss[-1] < 1e-6
    assert solved >= 9


def test_steps_do_not_depend_on_the_reduction_of_the_loss():
    both = [make(loss=losses.squared_error(reduction)) for reduction in ("mean", "sum")]
    mean, total = (net.fit(X, Y, epochs=8, optimizer=levenberg_marquardt(tolerance=0.0)).loss for net in both)
    assert mean * len(X) == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize("name", MINIMIZERS)
def test_a_sample_of_weight_two_counts_twice(name):
    weight = np.where(np.arange(24) < 6, 2.0, 1.0)
    one, other = make(), make()
    weighted = one.fit(X, Y, epochs=8, optimizer=name, sample_weight=weight)
    repeated = other.fit(np.concatenate([X, X[:6]]), np.concatenate([Y, Y[:6]]), epochs=8, optimizer=name)
    assert weighted.loss == pytest.approx(repeated.loss, rel=1e-9)


def test_portions_of_the_samples_give_the_same_steps(monkeypatch):
    whole = make().fit(X, Y, epochs=6, optimizer="levenberg_marquardt")
    monkeypatch.setattr(minimization, "PORTION", 2 * 51 * 7)  # 7 samples with 2 outputs and 50 params
    parts = make().fit(X, Y, epochs=6, optimizer="levenberg_marquardt", sample_weight=np.ones(24))
    assert parts.loss == pytest.approx(whole.loss, rel=1e-9)


def test_a_network_that_does_not_fit_into_memory_is_refused():
    with pytest.raises(ValueError, match=r"needs 120,000 bytes for matrices of 50 params, more than memory=119,999"):
        make().fit(X, Y, epochs=1, optimizer=levenberg_marquardt(memory=119_999))
    make().fit(X, Y, epochs=1, optimizer=levenberg_marquardt(memory=120_000))
    make(dtype="float32").fit(X, Y, epochs=1, optimizer=levenberg_marquardt(memory=60_000))


@pytest.mark.parametrize("arithmetic", ["native", "exact"])
def test_systems_are_solved_or_found_to_be_indefinite_on_every_backend(bpnet_backend, arithmetic):
    if arithmetic == "native" and bpnet_backend.stand_in:
        pytest.skip("the stand-in for CUDA has no cuSOLVER")
    generator = np.random.default_rng(3)
    root = generator.standard_normal((12, 9))
    a, g = root.T @ root, generator.standard_normal((9, 1))
    with bpnet_backend.scope():
        xp = bpnet_backend.xp if arithmetic == "native" else bpnet.exact(bpnet_backend.xp)
        matrix, right = (bpnet_backend.from_host(array, "float64") for array in (a, g))
        made = bpnet_backend.to_host(solve(xp, matrix, right, 0.5))
        assert solve(xp, matrix, right, -1.5 * float(np.linalg.eigvalsh(a)[0])) is None
    assert made == pytest.approx(np.linalg.solve(a + 0.5 * np.eye(9), g), rel=1e-10)


def test_elimination_of_a_singular_matrix_finds_it():
    with np.errstate(all="ignore"):
        assert eliminate(np, np.ones((3, 3)), np.ones((3, 1))) is None


def test_an_error_that_is_not_of_the_matrix_is_raised():
    class Namespace:
        def __getattr__(self, name):
            return getattr(np, name)

        class linalg:  # noqa: N801 - its name
            @staticmethod
            def cholesky(a):
                raise MemoryError

    with pytest.raises(MemoryError):
        solve(Namespace(), np.eye(3), np.ones((3, 1)), 1.0)


def test_least_squares_need_more_than_a_gradient():
    objective = Objective(lambda params: (np.asarray(1.0), params))
    with pytest.raises(TypeError, match="its Objective needs value and squares"):
        levenberg_marquardt().start(np, objective, (np.ones(3),), ())


# Both, on every backend


@pytest.mark.parametrize("name", MINIMIZERS)
def test_every_backend_trains_like_numpy(bpnet_backend, name):
    if name == "levenberg_marquardt" and bpnet_backend.stand_in:
        pytest.skip("the stand-in for CUDA has no cuSOLVER")
    expected = make().fit(X, Y, epochs=10, optimizer=name)
    net = make(bpnet_backend)
    history = net.fit(X, Y, epochs=10, optimizer=name)
    assert history.loss == pytest.approx(expected.loss, rel=1e-6)
    assert float(net.loss(net.backend.from_host(X), net.backend.from_host(Y))) < history.loss[-1] < 0.4 * history.loss[0]


@pytest.mark.parametrize("name", MINIMIZERS)
def test_exact_arithmetic_has_numpys_bits_on_every_backend(bpnet_backend, name):
    """Also plain and compiled: decisions are made from the same numbers."""
    expected, reference = make(arithmetic="exact"), None
    reference = expected.fit(X, Y, epochs=8, optimizer=name, compile=False)
    net = make(bpnet_backend, arithmetic="exact")
    assert net.fit(X, Y, epochs=8, optimizer=name).loss.tolist() == reference.loss.tolist()
    for got, want in zip(leaves(net.params), leaves(expected.params), strict=True):
        assert np.array_equal(net.backend.to_host(got), want)


@pytest.mark.parametrize("name", MINIMIZERS)
def test_float32_networks_train(name):
    history = make(dtype="float32").fit(X, Y, epochs=10, optimizer=name)
    assert history.loss[:6] == pytest.approx(make().fit(X, Y, epochs=6, optimizer=name).loss, rel=1e-3)


# Network.fit


@pytest.mark.parametrize("name", MINIMIZERS)
def test_a_training_ends_when_it_has_converged_and_says_so(name):
    net = bpnet.MLP((3, 2), backend="numpy")
    before = net.training
    history = net.fit(X, Y, epochs=100, optimizer=name)
    assert history.stopped_at == len(history.loss) < 100
    assert history.provenance["stopped"] == "the gradient is below the tolerance"
    assert history.provenance["minimizer"] == f"{name}()"
    value, grads = net.value_and_grad(X, Y)
    assert history.loss[-1] == pytest.approx(float(value), rel=1e-14)  # the last epoch has changed nothing
    assert max(np.max(np.abs(leaf)) for leaf in leaves(grads)) <= 1e-5
    assert net.training.epoch == history.stopped_at
    assert net.training[2] is before[2]  # of the network's own optimizer, whose updates are not counted either
    assert net.training.updates == before.updates
    assert len(net.fit(X, Y, epochs=5, optimizer=name).loss) == 1  # already there
    again = net.fit(X, Y, epochs=2)  # by the network's own optimizer
    assert len(again.loss) == 2


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", MINIMIZERS)
def test_the_tolerance_is_that_of_the_gradient_of_the_loss(name, reduction):
    net = make(loss=losses.squared_error(reduction))
    steepest = max(float(np.max(np.abs(leaf))) for leaf in leaves(net.value_and_grad(X, Y)[1]))
    for factor, epochs in ((1.001, 1), (0.999, 2)):
        history = make(loss=losses.squared_error(reduction)).fit(
            X, Y, epochs=2, optimizer=MINIMIZERS[name](tolerance=factor * steepest)
        )
        assert len(history.loss) == epochs


@pytest.mark.parametrize("name", MINIMIZERS)
def test_the_gradient_of_a_weighted_mean_is_compared_with_the_tolerance(name):
    weight = np.linspace(0.0, 0.2, 24)  # its sum is far from the number of samples
    steepest = max(float(np.max(np.abs(leaf))) for leaf in leaves(make().value_and_grad(X, Y, sample_weight=weight)[1]))
    for factor, epochs in ((1.001, 1), (0.999, 2)):
        minimizer = MINIMIZERS[name](tolerance=factor * steepest)
        assert len(make().fit(X, Y, epochs=2, optimizer=minimizer, sample_weight=weight).loss) == epochs


def test_weights_of_classes_are_weights_of_samples():
    labels = np.arange(24) % 3 // 2
    weighted = make(loss="softmax_cross_entropy").fit(X, labels, epochs=5, optimizer="lbfgs", class_weight={0: 1.0, 1: 3.0})
    same, other = (
        make(loss="softmax_cross_entropy").fit(X, labels, epochs=5, optimizer="lbfgs", sample_weight=weight)
        for weight in (np.where(labels == 1, 3.0, 1.0), np.ones(24))
    )
    assert weighted.loss == pytest.approx(same.loss, rel=1e-12)
    assert weighted.loss != pytest.approx(other.loss, rel=1e-3)


@pytest.mark.parametrize("minimizer", [lbfgs(history=4), levenberg_marquardt(damping=1.0, factor=3.0)], ids=MINIMIZERS)
def test_a_training_in_two_parts_is_resumed_with_the_same_bits(minimizer, tmp_path):
    whole = make().fit(X, Y, epochs=12, optimizer=minimizer, validation=(X, Y))
    pytest.importorskip("safetensors", reason="files need it")

    def train(epochs):
        net, rules = make(), [callbacks.EarlyStopping(50), callbacks.Checkpoint(tmp_path / "run")]
        return net.fit(X, Y, epochs=epochs, optimizer=minimizer, validation=(X, Y), callbacks=rules, resume=tmp_path / "run")

    train(5)
    history = train(12)
    assert history.loss.tolist() == whole.loss.tolist()
    assert history.validation_loss.tolist() == whole.validation_loss.tolist()
    other = next(name for name in MINIMIZERS if name not in minimizer.spec.name)
    for optimizer, words in ((other, "its minimizer is"), (None, "by a minimizer, and is resumed by another kind: pass it")):
        rules = [callbacks.EarlyStopping(50)]
        with pytest.raises(bpnet.CheckpointError, match=words):
            make().fit(X, Y, epochs=20, optimizer=optimizer, validation=(X, Y), callbacks=rules, resume=tmp_path / "run")
    assert bpnet.load(tmp_path / "run").n_params == 50
    make().fit(X, Y, epochs=1, callbacks=[callbacks.Checkpoint(tmp_path / "steps")])
    with pytest.raises(bpnet.CheckpointError, match="by steps, and is resumed by another kind: leave out optimizer="):
        make().fit(X, Y, epochs=2, optimizer=minimizer, resume=tmp_path / "steps")


@pytest.mark.parametrize("minimizer", [lbfgs(), levenberg_marquardt(damping=100.0)], ids=MINIMIZERS)
def test_a_training_whose_params_a_callback_assigns_is_resumed_with_the_same_bits(minimizer, tmp_path):
    pytest.importorskip("safetensors", reason="files need it")

    def decay(run):
        if run.epoch == 4:
            run.net.set_params_and_state(tuple((0.9 * w, b) for w, b in run.net.params), run.net.state)

    def train(epochs, *more, **options):
        return make().fit(X, Y, epochs=epochs, optimizer=minimizer, callbacks=[decay, *more], **options).loss.tolist()

    for epochs in (4, 6, 8):
        made = train(epochs, callbacks.Checkpoint(tmp_path / "run"), resume=tmp_path / "run")
        assert made == train(epochs)


def test_a_file_with_other_settings_or_with_a_wrong_memory_is_refused(tmp_path):
    pytest.importorskip("safetensors", reason="files need it")
    rules = [callbacks.Checkpoint(tmp_path / "run")]
    make().fit(X, Y, epochs=3, optimizer=lbfgs(history=4), callbacks=rules)
    with pytest.raises(bpnet.CheckpointError, match=r"its minimizer.history is 4, this training's is 10"):
        make().fit(X, Y, epochs=9, optimizer="lbfgs", resume=tmp_path / "run")
    kept = minimization.MinimizerState(make(), lbfgs())
    data, _ = kept.state_dict()
    for arrays in (((np.zeros(3),),), ((make().params, make().params, np.zeros(2)),)):
        with pytest.raises(ValueError, match="the memory of the minimizer"):
            kept.load_state_dict(data, arrays)


def test_callbacks_see_each_epoch_and_may_stop_or_assign():
    seen = []

    def halve(run):
        seen.append((run.epoch, float(run.history.loss[-1]), run.loss_after()))
        if run.epoch == 3:
            run.net.set_params_and_state(make().params, run.net.state)  # the beginning
        return run.epoch == 6

    history = make().fit(X, Y, epochs=50, optimizer="lbfgs", callbacks=[halve])
    assert history.stopped_at == 6
    assert [epoch for epoch, _, _ in seen] == [1, 2, 3, 4, 5, 6]
    assert history.loss[3:].tolist() == history.loss[:3].tolist()
    assert seen[0][2] == pytest.approx(history.loss[1], rel=1e-12)
    assert "stopped" not in history.provenance


def test_ctrl_c_keeps_complete_epochs():
    def press(run):
        if run.epoch == 4:
            raise KeyboardInterrupt

    net = make()
    with pytest.warns(UserWarning, match="interrupted after epoch 4"):
        history = net.fit(X, Y, epochs=50, optimizer="lbfgs", callbacks=[press])
    assert history.stopped_at == 4
    assert float(net.loss(X, Y)) < history.loss[-1]


@pytest.mark.parametrize("name", MINIMIZERS)
def test_ctrl_c_within_an_iteration_keeps_those_before(name, monkeypatch):
    net, calls = make(), []
    minimizer = MINIMIZERS[name]()

    def iterate(*given):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return minimizer.iterate(*given)

    with pytest.warns(UserWarning, match="interrupted after epoch 3"):
        history = net.fit(X, Y, epochs=50, optimizer=minimizer._replace(iterate=iterate))
    expected = make()
    expected.fit(X, Y, epochs=3, optimizer=name)
    assert len(history.loss) == 3
    assert all(np.array_equal(a, b) for a, b in zip(leaves(net.params), leaves(expected.params), strict=True))


@pytest.mark.parametrize("name", MINIMIZERS)
def test_a_loss_that_is_not_finite_is_a_divergence(name):
    net = make()
    net.params = [[np.full_like(w, 1e200), b] for w, b in net.params]
    kept = net.params
    with pytest.raises(bpnet.TrainingDivergedError, match="epoch 0"):
        net.fit(X, Y, epochs=5, optimizer=name)
    assert net.params is kept


def test_every_loss_is_minimized_by_lbfgs():
    labels = (X[:, 0] * X[:, 1] > 0).astype(np.int64)
    for loss in ("softmax_cross_entropy", "huber"):
        net = make(loss=loss)
        history = net.fit(X, labels if loss.startswith("soft") else Y, epochs=40, optimizer="lbfgs", validation=0.25)
        assert history.loss[-1] < 0.1 * history.loss[0]
        assert len(history.validation_loss) == len(history.loss)


def test_mapped_samples_are_loaded(tmp_path):
    np.save(tmp_path / "x.npy", X)
    x = np.load(tmp_path / "x.npy", mmap_mode="r")
    one, other = (make().fit(x_, Y, epochs=3, optimizer="lbfgs") for x_ in (x, X))
    assert one.loss.tolist() == other.loss.tolist()


def counting(state):
    """A layer with a state that training leaves as it is."""
    return bpnet.Layer(
        lambda draw, n: ((), (draw.full((n,), 2.0),), n),
        lambda xp, params, state, x: (x * state[0], state, state),
        lambda xp, params, residuals, dy: ((), dy * residuals[0]),
        lambda xp, params, state, x: x * state[0],
    )


def doubling():
    """A layer without state whose inference is not its forward."""
    return bpnet.Layer(
        lambda draw, n: ((), (), n),
        lambda xp, params, state, x: (2.0 * x, (), state),
        lambda xp, params, residuals, dy: ((), 2.0 * dy),
        lambda xp, params, state, x: x,
    )


@pytest.mark.parametrize("name", MINIMIZERS)
@pytest.mark.parametrize("layer", [doubling(), layers.dropout(0.5), layers.batch_norm(), layers.batch_norm(momentum=0.0)])
def test_layers_that_training_changes_are_refused(name, layer):
    net = bpnet.Network([layers.affine(8), layer, layers.affine(2)], n_in=3, loss="squared_error", backend="numpy")
    with pytest.raises(ValueError, match="as dropout and batch_norm do: leave such layers out"):
        net.fit(X, Y, epochs=1, optimizer=name)


@pytest.mark.parametrize("name", MINIMIZERS)
def test_layers_whose_state_stays_are_trained(name):
    net = bpnet.Network([layers.affine(8), counting(2.0), layers.tanh(), layers.affine(2)], n_in=3, loss="squared_error")
    history = net.fit(X, Y, epochs=10, optimizer=name)
    assert history.loss[-1] < 0.5 * history.loss[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"batch_size": 8}, "leave out batch_size"),
        ({"order": np.arange(24)}, "leave out order"),
        ({"comm": object()}, "leave out comm"),
        ({"sharded": True}, "leave out sharded"),
        ({"batch_size": False}, "leave out batch_size"),
        ({"order": False}, "leave out order"),
        ({"shuffle": "no"}, "shuffle must be True or False"),
        ({"sharded": 0}, "sharded must be True or False"),
        ({"optimizer": "adam"}, "adam is an optimizer of steps: pass it where the network is built"),
        ({"optimizer": bpnet.optimizers.sgd()}, "sgd is an optimizer of steps"),
        ({"optimizer": "lbfg"}, "did you mean 'lbfgs'"),
        ({"optimizer": lbfgs}, "was not called"),
        ({"sample_weight": -np.ones(24)}, "sample_weight"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        make().fit(X, Y, epochs=1, **({"optimizer": "lbfgs"} | options))


@pytest.mark.parametrize("loss", ["huber", losses.squared_error()._replace(reduction="sum")])
def test_levenberg_marquardt_refuses_other_losses(loss):
    with pytest.raises(ValueError, match="the loss must be 'squared_error'; take 'lbfgs'"):
        make(loss=loss).fit(X, Y, epochs=1, optimizer="levenberg_marquardt")


def test_levenberg_marquardt_refuses_scikit_learns_squared_error():
    """Of the same name, but its gradient is not that of its value."""
    pytest.importorskip("sklearn", reason="the formulas are for its networks")
    from bpnet.sklearn import formulas

    with pytest.raises(ValueError, match="the loss must be 'squared_error'"):
        make(loss=formulas.squared_error()).fit(X, Y, epochs=1, optimizer="levenberg_marquardt")


def test_a_group_and_a_network_of_a_minimizer_are_refused():
    group = bpnet.MLP((3, 2), seed=range(2), backend="numpy")
    with pytest.raises(ValueError, match=r"call fit of net\[i\]"):
        group.fit(X, Y, epochs=1, optimizer="lbfgs")
    assert len(group[1].fit(X, Y, epochs=2, optimizer="lbfgs").loss) == 2
    for given in ("lbfgs", lbfgs(history=3)):
        with pytest.raises(ValueError, match=r"pass it to net.fit\(x, y, epochs=100, optimizer='lbfgs'\)"):
            bpnet.MLP((3, 2), optimizer=given)


@pytest.mark.parametrize(
    ("factory", "options", "words"),
    [
        (lbfgs, {"history": 0}, "history must be a positive integer"),
        (lbfgs, {"tolerance": -1.0}, "tolerance must be"),
        (lbfgs, {"max_evaluations": 1.5}, "max_evaluations must be"),
        (levenberg_marquardt, {"damping": 0.0}, "damping must be"),
        (levenberg_marquardt, {"damping": 1e-16}, "damping must be a number from 1e-15 to 1e"),
        (levenberg_marquardt, {"damping": 1e11}, "damping must be"),
        (levenberg_marquardt, {"factor": 1.0}, "factor must be larger than 1"),
        (levenberg_marquardt, {"memory": -1}, "memory must be"),
    ],
)
def test_settings_that_make_no_sense_are_refused(factory, options, words):
    with pytest.raises(ValueError, match=words):
        factory(**options)


@pytest.mark.parametrize("damping", [0.0, -1e-300])
def test_a_damping_that_cannot_grow_ends_too(damping):
    """Files can hold any finite number."""
    tries = iter(range(100))

    def value(params):
        next(tries)  # raises StopIteration if it goes on
        return 1.0

    objective = Objective(None, value, lambda params: np.ones((3, 3)) + np.eye(3))
    params = (np.zeros(2),)
    found = levenberg_marquardt().iterate(np, objective, Iterate(params, 1.0, (), (np.asarray(damping),)))
    assert found.stopped == "no step lowers the loss"
    assert found.params is params


def test_the_step_that_ran_is_recorded():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert make().fit(X, Y, epochs=3, optimizer="lbfgs").provenance["step"] == "compiled"
        assert make().fit(X, Y, epochs=3, optimizer="lbfgs", compile=False).provenance["step"] == "plain"
