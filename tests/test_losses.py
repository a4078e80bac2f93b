import numpy as np
import pytest

from bpnet import losses
from bpnet.testing import check_loss
from bpnet.testing.gradients import GradientError

RANDOM = np.random.default_rng(5)
Y = RANDOM.standard_normal((6, 3)) * 3
TARGETS = {
    "squared_error": RANDOM.standard_normal((6, 3)),
    "binary_cross_entropy": RANDOM.uniform(size=(6, 3)),
    "softmax_cross_entropy": RANDOM.uniform(size=(6, 3)),
    "softmax_cross_entropy-labels": np.asarray([0, 2, 1, 1, 0, 2]),
}


def make(name, reduction="mean"):
    return getattr(losses, name.partition("-")[0])(reduction)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", TARGETS)
def test_backward_is_the_derivative_of_forward_on_every_backend(bpnet_backend, name, reduction):
    assert check_loss(make(name, reduction), TARGETS[name], Y, backend=bpnet_backend) < 1e-8


def torch_loss(name, torch, y, t):
    functions = torch.nn.functional
    if name == "squared_error":
        return 0.5 * functions.mse_loss(y, t, reduction="sum")
    if name == "binary_cross_entropy":
        return functions.binary_cross_entropy_with_logits(y, t, reduction="sum")
    return functions.cross_entropy(y, t, reduction="sum")


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", TARGETS)
def test_values_and_gradients_follow_pytorch(name, reduction):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    y = torch.tensor(Y, requires_grad=True)
    scale = 1 / len(Y) if reduction == "mean" else 1
    theirs = torch_loss(name, torch, y, torch.tensor(TARGETS[name])) * scale
    theirs.backward()
    value, residuals = make(name, reduction).forward(np, TARGETS[name], Y)
    np.testing.assert_allclose(value, theirs.item(), rtol=1e-13)
    np.testing.assert_allclose(
        make(name, reduction).backward(np, TARGETS[name], residuals), y.grad.numpy(), rtol=1e-12, atol=1e-15
    )


@pytest.mark.parametrize("name", ["binary_cross_entropy", "softmax_cross_entropy"])
def test_cross_entropies_are_finite_and_right_at_huge_logits(bpnet_backend, name):
    y, t = np.asarray([[1e4, -1e4], [-1e4, 1e4]]), np.asarray([[1.0, 0.0], [1.0, 0.0]])
    expected = {"binary_cross_entropy": 2e4, "softmax_cross_entropy": 2e4}[name]
    with bpnet_backend.scope():
        value, residuals = make(name, "sum").forward(bpnet_backend.xp, bpnet_backend.from_host(t), bpnet_backend.from_host(y))
        dy = make(name, "sum").backward(bpnet_backend.xp, bpnet_backend.from_host(t), residuals)
        assert float(bpnet_backend.to_host(value)) == pytest.approx(expected)
        np.testing.assert_allclose(bpnet_backend.to_host(dy), [[0, 0], [-1, 1]], atol=1e-12)


def test_labels_are_one_hot_targets(bpnet_backend):
    labels = TARGETS["softmax_cross_entropy-labels"]
    with bpnet_backend.scope():
        y = bpnet_backend.from_host(Y)
        got = bpnet_backend.to_host(losses.one_hot(bpnet_backend.xp, bpnet_backend.from_host(labels), y))
    assert np.array_equal(got, np.eye(3)[labels])
    assert got.dtype == np.float64


def test_integer_targets_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"labels of shape \(6,\), got shape \(6, 3\)"):
        losses.softmax_cross_entropy().forward(np, np.ones((6, 3), dtype=int), Y)


@pytest.mark.parametrize("name", TARGETS)
def test_a_loss_keeps_a_leading_axis_of_replicas(bpnet_backend, name):
    t, y = np.stack([TARGETS[name]] * 2), np.stack([Y, Y + 1])
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
