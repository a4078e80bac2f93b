import inspect
import itertools
import json
import re
from pathlib import Path

import numpy as np
import pytest
from thread_ranks import run_on

import bpnet
from bpnet import _specs, layers, losses, optimizers
from bpnet.sklearn import formulas
from bpnet.testing import GradientError, check_loss

RANDOM = np.random.default_rng(5)
Y = RANDOM.standard_normal((4, 3)) * 3
TARGETS = {
    "squared_error": RANDOM.standard_normal((4, 3)),
    "absolute_error": RANDOM.standard_normal((4, 3)),
    "huber": RANDOM.standard_normal((4, 3)),
    "poisson": RANDOM.poisson(3.0, size=(4, 3)).astype(float),
    "cross_entropy_on_probabilities": RANDOM.uniform(size=(4, 3)),
    "binary_cross_entropy": RANDOM.uniform(size=(4, 3)),
    "softmax_cross_entropy": RANDOM.uniform(size=(4, 3)),
    "softmax_cross_entropy-labels": np.asarray([0, 2, 1, 1]),
    "gaussian_nll": RANDOM.standard_normal((4, 3)),
    "quantile": RANDOM.standard_normal((4, 3)),
}


OUTPUTS = {
    "cross_entropy_on_probabilities": RANDOM.uniform(0.05, 0.95, size=(4, 3)),
    "gaussian_nll": RANDOM.standard_normal((4, 6)),
    "quantile": 2.0 * RANDOM.standard_normal((4, 9)),
}
WEIGHT = np.asarray([1.0, 0.0, 2.0, 0.5])


def make(name, reduction="mean"):
    return getattr(losses, name.partition("-")[0])(reduction)


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", TARGETS)
def test_backward_is_the_derivative_of_forward_on_every_backend(bpnet_backend, name, reduction):
    assert check_loss(make(name, reduction), TARGETS[name], OUTPUTS.get(name, Y), backend=bpnet_backend) < 1e-8
    weighted = (TARGETS[name], WEIGHT)
    assert check_loss(make(name, reduction), weighted, OUTPUTS.get(name, Y), backend=bpnet_backend) < 1e-8


OPTIONS = {
    "reduction": ["mean", "sum"],
    "delta": [0.25, 1.0, 3.0],
    "label_smoothing": [0.0, 0.2],
    "quantiles": [(0.1, 0.5, 0.9), [0.75]],
}
"""Values of every argument that a loss has; a new one must be listed."""


def all_losses():
    """Every loss of `bpnet.losses` with every combination of its options."""
    for name, factory in losses.LOSSES.items():
        keys = list(inspect.signature(factory).parameters)
        for values in itertools.product(*(OPTIONS[key] for key in keys)):
            yield pytest.param(name, dict(zip(keys, values, strict=True)), id="-".join([name, *map(str, values)]))


def targets(name, loss):
    """Targets of every kind that the loss takes."""
    yield TARGETS[name]
    yield TARGETS[name].astype(np.float32)
    if loss.labels:
        yield from (TARGETS[f"{name}-labels"], TARGETS[f"{name}-labels"].astype("uint8"), TARGETS[f"{name}-labels"] == 1)


def weighted(values, leading):
    """A target without weights, with some, as a plain pair, and with weights that are all zero."""
    weight = np.broadcast_to(WEIGHT, (*leading, 4))
    return values, losses.Target(values, weight), (values, weight), losses.Target(values, 0.0 * weight)


def assert_gradient_is_true(loss, target, y, step=1e-5):
    """Central differences of the sum of the values of all replicas, each element in turn."""
    value, residuals = loss.forward(np, target, y)
    assert value.shape == y.shape[:-2]
    numeric = np.empty_like(y)
    for index in np.ndindex(y.shape):
        ends = []
        for sign in (1.0, -1.0):
            moved = y.copy()
            moved[index] += sign * step
            ends.append(np.sum(loss.forward(np, target, moved)[0]))
        numeric[index] = (ends[0] - ends[1]) / (2.0 * step)
    np.testing.assert_allclose(loss.backward(np, target, residuals), numeric, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("leading", [(), (2,), (2, 1)], ids=["one", "replicas", "replicas of replicas"])
@pytest.mark.parametrize(("name", "options"), list(all_losses()))
def test_every_loss_with_all_its_options_has_its_true_gradient(name, options, leading):
    loss = losses.LOSSES[name](**options)
    y = OUTPUTS.get(name, Y)
    y = y[:, : 3 * len(options["quantiles"])] if "quantiles" in options else y
    y = np.stack([y, 0.9 * y]).reshape(*leading, *y.shape) if leading else y
    for values in targets(name, loss):
        for target in weighted(np.broadcast_to(values, (*leading, *values.shape)), leading):
            assert_gradient_is_true(loss, target, y)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", ["squared_error", "binary_cross_entropy", "softmax_cross_entropy"])
def test_a_reported_value_that_its_gradient_does_not_belong_to_is_noticed(name, reduction):
    """scikit-learn's formulas: a mean over the features, and probabilities that are clipped."""
    y = 20.0 * Y
    assert_gradient_is_true(make(name, reduction), TARGETS[name], y)
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        assert_gradient_is_true(getattr(formulas, name)(reduction), TARGETS[name], y)


def test_a_plain_pair_and_a_target_are_one(bpnet_backend):
    with bpnet_backend.scope():
        t, w, y = (bpnet_backend.from_host(a) for a in (TARGETS["squared_error"], WEIGHT, Y))
        loss = losses.squared_error()
        for function, last in ((loss.forward, y), (loss.backward, loss.forward(bpnet_backend.xp, t, y)[1])):
            one, other = (function(bpnet_backend.xp, target, last) for target in ((t, w), losses.Target(t, w)))
            one, other = (a[0] if isinstance(a, tuple) else a for a in (one, other))
            assert np.array_equal(bpnet_backend.to_host(one), bpnet_backend.to_host(other))


def torch_loss(name, torch, y, t):
    """Of each sample."""
    functions = torch.nn.functional
    return {
        "squared_error": lambda: 0.5 * functions.mse_loss(y, t, reduction="none").sum(1),
        "absolute_error": lambda: functions.l1_loss(y, t, reduction="none").sum(1),
        "huber": lambda: functions.huber_loss(y, t, reduction="none").sum(1),
        "poisson": lambda: functions.poisson_nll_loss(y, t, reduction="none").sum(1),
        "binary_cross_entropy": lambda: functions.binary_cross_entropy_with_logits(y, t, reduction="none").sum(1),
        "cross_entropy_on_probabilities": lambda: functions.binary_cross_entropy(y, t, reduction="none").sum(1),
        "softmax_cross_entropy": lambda: functions.cross_entropy(y, t, reduction="none"),
        "gaussian_nll": lambda: functions.gaussian_nll_loss(y[:, :3], t, y[:, 3:].exp(), reduction="none").sum(1),
        "quantile": lambda: sum(
            torch.maximum(q * (t - part), (q - 1.0) * (t - part)).sum(1)
            for q, part in zip((0.1, 0.5, 0.9), y.chunk(3, dim=1), strict=True)
        ),
    }[name.partition("-")[0]]()


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", TARGETS)
def test_values_and_gradients_follow_pytorch(name, reduction, weighted):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    host = OUTPUTS.get(name, Y)
    y = torch.tensor(host, requires_grad=True)
    w = torch.tensor(WEIGHT if weighted else np.ones(4))
    samples = torch_loss(name, torch, y, torch.tensor(TARGETS[name]))
    theirs = (w * samples).sum() / (w.sum() if reduction == "mean" else 1)
    theirs.backward()
    target = (TARGETS[name], WEIGHT) if weighted else TARGETS[name]
    value, residuals = make(name, reduction).forward(np, target, host)
    np.testing.assert_allclose(value, theirs.item(), rtol=1e-13)
    np.testing.assert_allclose(make(name, reduction).backward(np, target, residuals), y.grad.numpy(), rtol=1e-11, atol=1e-15)


def test_cross_entropy_on_probabilities_is_finite_where_outputs_have_rounded_to_0_and_1(bpnet_backend):
    loss = losses.cross_entropy_on_probabilities("sum")
    with bpnet_backend.scope():
        y, t = bpnet_backend.from_host([[0.0, 1.0, 0.0, 1.0]]), bpnet_backend.from_host([[0.0, 1.0, 1.0, 0.0]])
        value, residuals = loss.forward(bpnet_backend.xp, t, y)
        dy = bpnet_backend.to_host(loss.backward(bpnet_backend.xp, t, residuals))
        assert float(bpnet_backend.to_host(value)) == pytest.approx(708.4 + 36.7, abs=0.1)
    assert np.all(np.isfinite(dy))
    assert dy[0, :2].tolist() == [0.0, 0.0]


def test_huber_with_a_wide_delta_is_the_squared_error():
    a, b = (loss.forward(np, TARGETS["huber"], Y)[0] for loss in (losses.huber(delta=100.0), losses.squared_error()))
    assert a == pytest.approx(b)
    with pytest.raises(ValueError, match="delta must be a positive finite number, got -1"):
        losses.huber(delta=-1)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "softmax_cross_entropy"])
def test_cross_entropies_are_finite_and_right_at_huge_logits(bpnet_backend, name):
    y, t = np.tile([[1e4, -1e4, -1e4], [-1e4, 1e4, -1e4]], (2, 1)), np.tile([1.0, 0.0, 0.0], (4, 1))
    with bpnet_backend.scope():
        value, residuals = make(name, "sum").forward(bpnet_backend.xp, bpnet_backend.from_host(t), bpnet_backend.from_host(y))
        dy = make(name, "sum").backward(bpnet_backend.xp, bpnet_backend.from_host(t), residuals)
        assert float(bpnet_backend.to_host(value)) == pytest.approx(4e4)  # 2e4 of each second sample, by either loss
        np.testing.assert_allclose(bpnet_backend.to_host(dy), np.tile([[0, 0, 0], [-1, 1, 0]], (2, 1)), atol=1e-12)


def test_labels_are_one_hot_targets(bpnet_backend):
    labels = TARGETS["softmax_cross_entropy-labels"]
    with bpnet_backend.scope():
        y = bpnet_backend.from_host(Y)
        got = bpnet_backend.to_host(losses.one_hot(bpnet_backend.xp, bpnet_backend.from_host(labels), y))
    assert np.array_equal(got, np.eye(3)[labels])
    assert got.dtype == np.float64


def test_integer_targets_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"labels of shape \(4,\), got shape \(4, 3\)"):
        losses.softmax_cross_entropy().forward(np, np.ones((4, 3), dtype=int), Y)


@pytest.mark.parametrize("name", TARGETS)
def test_a_loss_keeps_a_leading_axis_of_replicas(bpnet_backend, name):
    host = OUTPUTS.get(name, Y)
    t, y = np.stack([TARGETS[name]] * 2), np.stack([host, host * 0.9])
    with bpnet_backend.scope():
        value, residuals = make(name).forward(bpnet_backend.xp, bpnet_backend.from_host(t), bpnet_backend.from_host(y))
        dy = make(name).backward(bpnet_backend.xp, bpnet_backend.from_host(t), residuals)
        value, dy = bpnet_backend.to_host(value), bpnet_backend.to_host(dy)
    for i in range(2):
        alone, r = make(name).forward(np, t[i], y[i])
        np.testing.assert_allclose(value[i], alone, rtol=1e-13)
        np.testing.assert_allclose(dy[i], make(name).backward(np, t[i], r), rtol=1e-12, atol=1e-15)


def test_a_wrong_gradient_is_caught():
    right = losses.squared_error()
    wrong = right._replace(backward=lambda xp, t, y: 2.0 * right.backward(xp, t, y))
    with pytest.raises(GradientError, match="backward gives"):
        check_loss(wrong, TARGETS["squared_error"], Y, backend="numpy")


def test_an_unknown_reduction_is_refused():
    with pytest.raises(ValueError, match="reduction must be 'mean' or 'sum', got 'max'"):
        losses.squared_error("max")


def test_the_poisson_deviance_is_zero_at_its_best_and_differs_by_a_constant():
    t = TARGETS["poisson"]
    best = np.log(np.maximum(t, 1e-300))
    deviance, plain = formulas.poisson(), losses.poisson()
    assert float(deviance.forward(np, t, best)[0]) == pytest.approx(0.0, abs=1e-12)
    y = np.asarray(Y)
    gaps = [float(deviance.forward(np, t, a)[0] - plain.forward(np, t, a)[0]) for a in (y, y - 1.0)]
    assert gaps[0] == pytest.approx(gaps[1], rel=1e-10)
    np.testing.assert_array_equal(deviance.backward(np, t, y), plain.backward(np, t, y))


@pytest.mark.parametrize(("name", "t"), [("binary_cross_entropy", 0.0), ("softmax_cross_entropy", 1.0)])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_loss_of_clipped_probabilities_ends_at_eps_and_keeps_its_gradient(name, t, dtype):
    y, target = np.asarray([[300.0, 0.0]], dtype), np.asarray([[0.0, t]], dtype)
    clipped, plain = getattr(formulas, name)(), getattr(losses, name)()
    eps = float(np.finfo(dtype).eps)
    rest = -np.log(0.5) if name == "binary_cross_entropy" else 0.0  # of the second output
    assert float(clipped.forward(np, target, y)[0]) == pytest.approx(-np.log(eps) + rest, rel=1e-5)
    assert float(plain.forward(np, target, y)[0]) == pytest.approx(300.0 + rest, rel=1e-5)
    np.testing.assert_array_equal(clipped.backward(np, target, y), plain.backward(np, target, y))


@pytest.mark.parametrize("name", ["binary_cross_entropy", "softmax_cross_entropy"])
def test_a_loss_of_clipped_probabilities_is_the_plain_one_where_nothing_is_clipped(name):
    clipped, plain = (getattr(module, name)().forward(np, TARGETS[name], Y)[0] for module in (formulas, losses))
    assert float(clipped) == pytest.approx(float(plain), rel=1e-13)


@pytest.mark.parametrize("t", [0.0, 0.25, 1.0])
def test_the_derivative_that_a_library_takes_of_binary_cross_entropy_at_the_logit_0_is_one_half_minus_t(bpnet_backend, t):
    """A network whose last weights start at zero has all its logits there."""
    xp, loss = bpnet_backend.xp, losses.binary_cross_entropy()
    if bpnet_backend.name not in {"torch", "jax"}:
        pytest.skip(f"{bpnet_backend.name} takes no derivatives")
    with bpnet_backend.scope():
        target, y = (bpnet_backend.from_host(np.full((1, 1), number)) for number in (t, 0.0))
        if bpnet_backend.name == "torch":
            with bpnet_backend.torch.enable_grad():
                y.requires_grad_()
                loss.forward(xp, target, y)[0].backward()
                slope = y.grad
        else:
            slope = bpnet_backend.jax.grad(lambda y: loss.forward(xp, target, y)[0])(y)
        assert float(slope[0, 0]) == 0.5 - t
        assert float(loss.backward(xp, target, loss.forward(xp, target, y)[1])[0, 0]) == 0.5 - t


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", ["squared_error", "huber", "poisson"])
def test_a_sample_of_weight_zero_counts_for_nothing_though_its_cost_overflows(name, reduction, bpnet_backend):
    """Zero times infinity is NaN: the training would be said to diverge, by a sample that was left out."""
    loss = losses.huber(reduction, delta=1e200) if name == "huber" else getattr(losses, name)(reduction)
    y, t, w = np.asarray([[0.5], [1e3], [-0.25]]), np.asarray([[1.0], [1e200], [2.0]]), np.asarray([1.0, 0.0, 3.0])
    backend = bpnet_backend
    xp = backend.xp
    with backend.scope():
        outputs, target, weight = (backend.from_host(a, "float64") for a in (y, t, w))
        value, residuals = loss.forward(xp, (target, weight), outputs)
        dy = backend.to_host(loss.backward(xp, (target, weight), residuals))
        kept = [backend.from_host(a[[0, 2]], "float64") for a in (y, t, w)]
        expected, residuals = loss.forward(xp, (kept[1], kept[2]), kept[0])
        rows = backend.to_host(loss.backward(xp, (kept[1], kept[2]), residuals))
    assert float(value) == float(expected)
    assert np.array_equal(dy, [rows[0], [0.0], rows[1]])


def test_a_training_leaves_out_samples_of_weight_zero_though_their_cost_overflows(bpnet_backend):
    x, y, w = np.asarray([[0.5], [1.0], [-1.0]]), np.asarray([[1.0], [2.0], [1e200]]), np.asarray([1.0, 1.0, 0.0])

    def trained(rows, batch_size=None):
        net = bpnet.MLP((1, 3, 1), seed=1, optimizer=optimizers.sgd(0.1), backend=bpnet_backend)
        return net.fit(x[rows], y[rows], epochs=3, shuffle=False, batch_size=batch_size, sample_weight=w[rows])

    np.testing.assert_allclose(trained([0, 1, 2]).loss, trained([0, 1]).loss, rtol=1e-14)
    np.testing.assert_allclose(trained([0, 1, 2], 2).loss, trained([0, 1]).loss, rtol=1e-14)


@pytest.mark.parametrize("name", losses.LOSSES)
def test_a_target_of_another_shape_is_refused_and_not_broadcast(name, bpnet_backend):
    """A vector beside a column makes a square: n**2 costs, in silence."""
    loss = losses.LOSSES[name]()
    with bpnet_backend.scope():
        outputs = {"gaussian_nll": 2, "quantile": 3}.get(name, 1)
        y, t = (bpnet_backend.from_host(np.full(shape, 0.5)) for shape in ((3, outputs), (3,)))
        with pytest.raises(ValueError, match=r"the target has shape \(3,\), expected \(3, 1\)"):
            loss.forward(bpnet_backend.xp, t, y)
        with pytest.raises(ValueError, match=r"the target has shape \(3,\), expected \(3, 1\)"):
            loss.backward(bpnet_backend.xp, t, y)


def engine(loss, t, host):
    """Value and gradient by PyTorch's tape, of a loss written with PyTorch's functions."""
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    y = torch.tensor(host, requires_grad=True)
    value = loss(torch, y, torch.tensor(t))
    value.backward()
    return value.item(), y.grad.numpy()


def assert_follows(loss, theirs, t, y, rtol=1e-12):
    value, gradient = engine(theirs, t, y)
    ours, residuals = loss.forward(np, t, y)
    np.testing.assert_allclose(ours, value, rtol=rtol)
    np.testing.assert_allclose(loss.backward(np, t, residuals), gradient, rtol=rtol, atol=1e-15)


@pytest.mark.parametrize("a", [0.1, 0.5])
@pytest.mark.parametrize("name", ["softmax_cross_entropy", "softmax_cross_entropy-labels"])
def test_label_smoothing_is_pytorchs(name, a):
    def theirs(torch, y, t):
        return torch.nn.CrossEntropyLoss(label_smoothing=a)(y, t)

    assert_follows(losses.softmax_cross_entropy(label_smoothing=a), theirs, TARGETS[name], Y)


def test_label_smoothing_of_binary_targets_moves_them_half_way_to_one_half():
    t = TARGETS["binary_cross_entropy"]

    def theirs(torch, y, t):
        return torch.nn.functional.binary_cross_entropy_with_logits(y, 0.75 * t + 0.125, reduction="sum")  # Keras's formula

    assert_follows(losses.binary_cross_entropy("sum", label_smoothing=0.25), theirs, t, Y)
    assert_follows(losses.binary_cross_entropy("sum", label_smoothing=0.25), theirs, np.round(t), Y)


def test_smoothed_binary_targets_keep_the_digits_of_a_small_share():
    loss, far, ones = losses.binary_cross_entropy("sum", label_smoothing=1e-8), np.full((1, 1), 90.0, np.float32), np.ones((1, 1))
    for sign, t in ((1.0, ones), (-1.0, 1.0 - ones)):
        y, target = sign * far, t.astype(np.float32)
        value, residuals = loss.forward(np, target, y)
        np.testing.assert_allclose([value, sign * loss.backward(np, target, residuals)[0, 0]], [4.5e-7, 5e-9], rtol=1e-6)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_gaussian_nll_is_pytorchs_loss_of_means_and_variances(dtype):
    t, y = TARGETS["gaussian_nll"].astype(dtype), OUTPUTS["gaussian_nll"].astype(dtype)

    def theirs(torch, y, t):
        return 3.0 * torch.nn.GaussianNLLLoss()(y[:, :3], t, y[:, 3:].exp())  # its mean is also over the 3 targets

    assert_follows(losses.gaussian_nll(), theirs, t, y, rtol=1e-12 if dtype == "float64" else 1e-5)


def test_gaussian_nll_and_its_constant_are_the_density_of_the_normal_distribution():
    stats = pytest.importorskip("scipy.stats", reason="SciPy is the independent engine here")
    t, (m, s) = TARGETS["gaussian_nll"], np.split(OUTPUTS["gaussian_nll"], 2, axis=1)
    ours = losses.gaussian_nll("sum").forward(np, t, OUTPUTS["gaussian_nll"])[0]
    np.testing.assert_allclose(ours + 6.0 * np.log(2.0 * np.pi), -np.sum(stats.norm.logpdf(t, m, np.exp(s / 2.0))), rtol=1e-13)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_gaussian_nll_is_finite_at_tiny_and_huge_variances(bpnet_backend, dtype):
    """A target that is its mean costs ``s / 2``, whatever ``exp(-s)`` is."""
    loss, t = losses.gaussian_nll("sum"), np.asarray([[1.0], [1.0], [3.0]])
    y = np.asarray([[1.0, -3000.0], [1.0, 3000.0], [1.0, 80.0]])
    with bpnet_backend.scope():
        t, y = (bpnet_backend.from_host(a, dtype) for a in (t, y))
        value, residuals = loss.forward(bpnet_backend.xp, t, y)
        dy = bpnet_backend.to_host(loss.backward(bpnet_backend.xp, t, residuals))
    assert float(value) == 40.0
    np.testing.assert_allclose(dy, [[0.0, 0.5], [0.0, 0.5], [0.0, 0.5]], atol=1e-30)


def test_quantile_is_scikit_learns_pinball_loss():
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is the independent engine here")
    t, y = TARGETS["quantile"], OUTPUTS["quantile"]
    for weight in (None, WEIGHT):
        parts = zip((0.1, 0.5, 0.9), np.split(y, 3, axis=1), strict=True)
        wanted = sum(3.0 * metrics.mean_pinball_loss(t, part, alpha=q, sample_weight=weight) for q, part in parts)
        ours = losses.quantile().forward(np, t if weight is None else (t, weight), y)[0]
        np.testing.assert_allclose(ours, wanted, rtol=1e-13)


def test_the_quantile_of_one_half_is_half_of_the_absolute_error_and_has_its_slope_0_at_0():
    t, y = TARGETS["absolute_error"], np.where(np.eye(4, 3) > 0.0, TARGETS["absolute_error"], Y)
    for one, other in zip(
        (
            f(losses.quantile(quantiles=[0.5]))
            for f in (lambda loss: loss.forward(np, t, y)[0], lambda loss: loss.backward(np, t, y))
        ),
        (f(losses.absolute_error()) for f in (lambda loss: loss.forward(np, t, y)[0], lambda loss: loss.backward(np, t, y))),
        strict=True,
    ):
        np.testing.assert_allclose(2.0 * one, other, rtol=1e-13)


def test_a_constant_that_is_trained_on_quantiles_ends_at_the_quantiles(bpnet_backend):
    y = np.arange(1.0, 12.0)[:, None] * [1.0, 10.0]
    net = bpnet.MLP((1, 4), loss=losses.quantile(quantiles=(0.25, 0.75)), optimizer=optimizers.sgd(1.0), backend=bpnet_backend)
    net.fit(np.zeros((11, 1)), y, epochs=1000)
    found = bpnet_backend.to_host(net.predict([[0.0]])).reshape(2, 2)  # quantiles, targets
    np.testing.assert_allclose(found, np.quantile(y, [0.25, 0.75], axis=0, method="inverted_cdf"), atol=0.5)


FIELDS = {
    "forward": (None, "forward must be a function"),
    "backward": ("x", "backward must be a function"),
    "reduction": ("max", "reduction must be 'mean' or 'sum', got 'max'"),
    "labels": (1, "labels must be True or False"),
    "squashed": (None, "squashed must be True or False"),
    "output_activation": (["softmax"], "output_activation must be the name of an activation or None"),
    "lowest": (np.nan, "lowest and highest must be numbers"),
    "highest": ("1", "lowest and highest must be numbers"),
    "target_width": (3, "target_width must be a function n_out -> width"),
    "heads": ((losses.squared_error(),), "heads must be a tuple of Head"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_fields_of_a_loss_are_checked_when_it_is_built_and_when_a_network_is(field):
    value, words = FIELDS[field]
    loss = losses.huber()._replace(**{field: value})
    calls = [lambda: bpnet.Network(bpnet.layers.affine(1), n_in=2, loss=loss)]
    if field not in {"forward", "backward", "squashed", "heads"}:
        calls.append(lambda: losses.from_samples(lambda xp, t, y: y, lambda xp, t, y: y, **{field: value}))
    for call in calls:
        with pytest.raises(ValueError, match=words) as caught:
            call()
        assert len(str(caught.value)) <= 300


def test_functions_and_ranges_of_ones_own_loss_are_checked():
    def function(xp, t, y):
        return y

    for wrong in ({"value": None}, {"slope": 3}):
        with pytest.raises(ValueError, match=rf"{next(iter(wrong))} must be a function \(xp, t, y\)"):
            losses.from_samples(**{"value": function, "slope": function} | wrong)
    with pytest.raises(ValueError, match=r"lowest and highest must be numbers, of which highest is not lower, got \(1.0, 0.0\)"):
        losses.from_samples(function, function, lowest=1.0, highest=0.0)
    loss = losses.from_samples(function, function, output_activation="softmx")
    with pytest.raises(ValueError, match=r"the loss has output_activation='softmx', expected None or a name"):
        bpnet.MLP((2, 1), loss=loss)


def test_numbers_in_an_array_are_written_to_files():
    array = np.asarray([0.25, 0.75])
    for loss in (losses.quantile(quantiles=array), losses.joint([losses.squared_error()] * 2, np.asarray([1, 2]), weights=array)):
        again = _specs.from_json(json.loads(json.dumps(_specs.to_json(loss))))
        assert _specs.to_json(again) == _specs.to_json(loss)


@pytest.mark.parametrize("quantiles", [0.5, (), (0.0, 0.5), (0.5, 1.0), "0.5", [[0.5]], {0.5: 1}, {0.5}])
def test_what_are_no_quantiles_are_refused(quantiles):
    with pytest.raises(ValueError, match="quantiles must be a sequence of numbers between 0 and 1"):
        losses.quantile(quantiles=quantiles)


def documented_focal_loss():
    """The example of docs/training.md."""
    page = (Path(__file__).parent.parent / "docs" / "training.md").read_text()
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def focal" in block)
    names = {}
    exec(code[: code.index("labels = ")], names)  # noqa: S102 - our own document
    return names["focal"]()


@pytest.mark.parametrize("kind", ["softmax_cross_entropy-labels", "one-hot"])
def test_the_focal_loss_of_the_documents_has_pytorchs_gradient(kind):
    labels = TARGETS["softmax_cross_entropy-labels"]

    def theirs(torch, y, t):
        log_p = torch.log_softmax(y, dim=1)[torch.arange(4), torch.tensor(labels)]
        return (-((1 - log_p.exp()) ** 2) * log_p).mean()

    assert_follows(documented_focal_loss(), theirs, np.eye(3)[labels] if kind == "one-hot" else labels, Y)


def test_the_focal_loss_of_the_documents_trains_on_labels_and_predicts_probabilities(bpnet_backend):
    loss = documented_focal_loss()
    assert check_loss(loss, (TARGETS["softmax_cross_entropy-labels"], WEIGHT), Y, backend=bpnet_backend) < 1e-7
    net = bpnet.MLP((3, 4, 3), output="softmax", loss=loss, backend=bpnet_backend, seed=1)
    net.fit(Y, TARGETS["softmax_cross_entropy-labels"], epochs=2, class_weight=[1.0, 2.0, 3.0])
    np.testing.assert_allclose(bpnet_backend.to_host(net.predict(Y)).sum(axis=1), 1.0)
    with pytest.raises(ValueError, match="labels in y must be between 0 and 2"):
        net.fit(Y, [0, 1, 2, 3], epochs=1)
    with pytest.raises(ValueError, match="y must be between 0 and 1"):
        net.fit(Y, 2.0 * np.ones((4, 3)), epochs=1)
    with pytest.raises(ValueError, match="this loss applies softmax itself: leave out the last softmax"):
        bpnet.Network([bpnet.layers.dense(3, "softmax")], n_in=3, loss=loss)


@pytest.mark.parametrize("setting", ["labels", "output_activation", "target_width"])
def test_what_are_no_properties_of_a_loss_are_refused(setting):
    with pytest.raises(ValueError, match=f"{setting} must be"):
        losses.from_samples(lambda xp, t, y: y, lambda xp, t, y: y, **{setting: 3})


@pytest.mark.parametrize(
    ("value", "words"), [(lambda xp, t, y: (y - t) ** 2, r"has shape \(4, 3\)"), (lambda xp, t, y: 0.0, "is a float")]
)
def test_a_value_that_is_not_one_number_per_sample_is_named(value, words):
    net = bpnet.MLP((3, 3), loss=losses.from_samples(value, lambda xp, t, y: 2.0 * (y - t)), backend="numpy")
    with pytest.raises(ValueError, match=rf"from_samples: the value {words}, expected \(4,\): one number per sample"):
        net.fit(Y, Y, epochs=1)


def test_an_output_activation_is_one_that_there_is():
    loss = losses.from_samples(lambda xp, t, y: y, lambda xp, t, y: y, output_activation="soft")
    for each in (loss, losses.joint((loss,), widths=(3,))):
        with pytest.raises(ValueError, match="output_activation='soft', expected None or a name of bpnet.layers.ACTIVATIONS"):
            bpnet.MLP((3, 3), loss=each, backend="numpy")
    net = bpnet.MLP((3, 3), backend="numpy")
    with pytest.raises(ValueError, match="unknown activation 'soft'; did you mean 'softmax'"):
        net.output_activation = "soft"
    wrong = [layers.parallel(layers.softmax(), inputs=(2,)), layers.parallel(layers.softmax(), layers.identity(), inputs=(3, 1))]
    for layer in [*wrong, layers.affine(3), layers.batch_norm(), layers.parallel(layers.identity(), layers.identity())]:
        with pytest.raises(ValueError, match=r"columns, got 3|of 3 inputs and outputs, got"):
            net.output_activation = layer
    net.output_activation = "softmax"
    np.testing.assert_allclose(np.sum(net.predict(Y), axis=1), 1.0)


def test_an_output_activation_of_ones_own_is_left_out_of_the_layers():
    loss = losses.from_samples(lambda xp, t, y: y, lambda xp, t, y: y, output_activation="tanh")
    with pytest.raises(ValueError, match="this loss applies tanh itself: leave out the last tanh"):
        bpnet.Network([bpnet.layers.dense(3, "tanh")], n_in=3, loss=loss)
    net = bpnet.MLP((3, 1), output="tanh", loss=loss, backend="numpy")
    np.testing.assert_array_equal(net.predict(Y), np.tanh(bpnet.MLP((3, 1), backend="numpy").predict(Y)))


WIDE = {"gaussian_nll": (losses.gaussian_nll(), 4, 2), "quantile": (losses.quantile(), 6, 2)}
"""Losses, outputs and targets."""


@pytest.mark.parametrize("name", WIDE)
def test_targets_of_another_width_than_the_outputs_are_trained_on_everywhere(bpnet_backend, name, tmp_path, monkeypatch):
    """In memory, from arrays of the backend, compiled, in a group, and from the disk."""
    from bpnet.training import disk_samples

    loss, n_out, k = WIDE[name]
    x, y = RANDOM.standard_normal((24, 3)), RANDOM.standard_normal((24, k))
    maps = []
    for word, array in (("x", x), ("y", y)):
        np.save(tmp_path / f"{word}.npy", array)
        maps.append(np.load(tmp_path / f"{word}.npy", mmap_mode="r"))

    def params(net, data, **settings):
        net.fit(*data, epochs=2, batch_size=8, **settings)
        return [bpnet_backend.to_host(leaf) for leaf in bpnet.arrays.leaves(net.params)]

    def make(seed=1):
        return bpnet.MLP((3, 8, n_out), hidden="tanh", loss=loss, seed=seed, backend=bpnet_backend)

    wanted = params(make(), (x, y))
    with bpnet_backend.scope():
        own = bpnet_backend.from_host(x), bpnet_backend.from_host(y)
    net = make()
    assert net.epoch(*own, batch_size=8).shape == (3,)
    assert bpnet_backend.to_host(net.predict(own[0])).shape == (24, n_out)
    assert np.isfinite(float(net.loss(x, y)))
    group = params(make([1, 2]), (x, y))
    plain = params(make(), own, compile=False)
    monkeypatch.setattr(disk_samples, "PORTION", 16 * 5 * 8)
    disk = params(make(), maps)
    for a, b, c, d in zip(wanted, plain, disk, group, strict=True):
        np.testing.assert_allclose(b, a, rtol=1e-9)
        np.testing.assert_array_equal(c, a)
        np.testing.assert_allclose(d[0], a, rtol=1e-9)


@pytest.mark.parametrize("name", WIDE)
def test_exact_trainings_on_targets_of_another_width_have_the_same_bits_everywhere(bpnet_backend, name):
    loss, n_out, k = WIDE[name]
    x, y = np.linspace(-1.0, 1.0, 72).reshape(24, 3), np.linspace(0.0, 2.0, 24 * k).reshape(24, k)
    made = []
    for backend in ("numpy", bpnet_backend):
        net = bpnet.MLP((3, 8, n_out), hidden="tanh", loss=loss, seed=1, backend=backend, arithmetic="exact")
        made.append(net.fit(x, y, epochs=2, batch_size=8, sample_weight=np.arange(24.0) + 1.0).loss)
    assert np.array_equal(*made)


@pytest.mark.parametrize("name", WIDE)
def test_ranks_train_on_targets_of_another_width_to_the_same_bits(name):
    loss, n_out, k = WIDE[name]
    x, y = RANDOM.standard_normal((40, 3)), RANDOM.standard_normal((40, k))

    def train(ranks=None, *, sharded=False):
        rows = slice(None) if ranks is None or not sharded else slice(25 * ranks.rank, 25 + 15 * ranks.rank)
        net = bpnet.MLP((3, 8, n_out), loss=loss, seed=1, backend="numpy", arithmetic="exact")
        return net.fit(x[rows], y[rows], epochs=2, batch_size=33, comm=ranks, sharded=sharded, compile=False).loss.tobytes()

    for sharded in (False, True):
        assert set(run_on(2, lambda ranks, sharded=sharded: train(ranks, sharded=sharded))) == {train()}


@pytest.mark.parametrize("seed", [0, [0, 1]], ids=["one", "group"])
def test_targets_of_a_wrong_width_are_refused_with_both_widths(bpnet_backend, seed):
    net = bpnet.MLP((3, 4), loss="gaussian_nll", seed=seed, backend=bpnet_backend)
    with bpnet_backend.scope():
        x, wide = bpnet_backend.from_host(np.ones((8, 3))), bpnet_backend.from_host(np.ones((8, 4)))
    message = r"y has shape \(8, 4\), of width 4: this loss takes targets of width 2 for outputs of width 4"
    for call in (net.step, net.loss, lambda x, y: net.fit(x, y, epochs=1), lambda x, y: net.epoch(x, y, batch_size=4)):
        with pytest.raises(ValueError, match=message):
            call(x, wide)
    with pytest.raises(ValueError, match=message):
        net.fit(np.ones((8, 3)), np.ones((8, 4)), epochs=1)
    with pytest.raises(ValueError, match=r"the target has shape \(8, 4\), expected \(8, 2\) beside outputs of shape \(8, 4\)"):
        net._loss.forward(np, np.ones((8, 4)), np.ones((8, 4)))


def test_a_number_of_outputs_that_cannot_be_is_refused_when_the_network_is_built():
    with pytest.raises(ValueError, match=r"gaussian_nll has 2 outputs for each target .*: n_out must be a multiple of it, got 3"):
        bpnet.MLP((3, 3), loss="gaussian_nll")
    with pytest.raises(ValueError, match=r"quantile has 3 outputs for each target \(the quantiles 0.1, 0.5, 0.9\)"):
        bpnet.Network([bpnet.layers.affine(4)], n_in=2, loss="quantile")
    for width, came in ((0, "0"), (1.5, "1.5"), (None, "None")):
        loss = losses.squared_error()._replace(target_width=lambda n_out, width=width: width)
        with pytest.raises(ValueError, match=f"the width of targets, which .* must be a positive integer, got {came}"):
            bpnet.MLP((3, 3), loss=loss)


def test_losses_with_targets_of_another_width_are_in_files(tmp_path):
    pytest.importorskip("safetensors", reason="files are written")
    for loss, n_out, k in WIDE.values():
        net = bpnet.MLP((3, n_out), loss=loss, backend="numpy")
        net.save(tmp_path / "net.safetensors")
        again = bpnet.load(tmp_path / "net.safetensors", backend="numpy")
        assert float(again.loss(Y, np.ones((4, k)))) == float(net.loss(Y, np.ones((4, k))))


@pytest.mark.parametrize("name", WIDE)
def test_a_gradient_has_the_dtype_of_the_outputs_whatever_that_of_the_targets(name):
    loss, n_out, k = WIDE[name]
    for dtype, other in (("float64", "float32"), ("float64", "int8"), ("float32", "bool")):
        value, residuals = loss.forward(np, np.ones((4, k), other), np.zeros((4, n_out), dtype))
        assert (value.dtype, loss.backward(np, np.ones((4, k), other), residuals).dtype) == (dtype, dtype)
