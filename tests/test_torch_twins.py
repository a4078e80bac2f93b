"""Fifty steps of whole networks beside PyTorch: every optimizer, loss and activation that it has too, within 1e-9."""

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves

torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
nn, functional = torch.nn, torch.nn.functional

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((40, 3))
QUANTITIES, SHARES = RANDOM.standard_normal((40, 2)), RANDOM.uniform(size=(40, 2))
COUNTS, LABELS = RANDOM.poisson(2.0, (40, 2)).astype(float), RANDOM.integers(0, 2, 40)
BATCHES = pytest.mark.parametrize("batch_size", [None, 16], ids=["full", "mini"])

ACTIVATIONS = {
    "identity": (layers.identity(), nn.Identity()),
    "sigmoid": (layers.sigmoid(), nn.Sigmoid()),
    "tanh": (layers.tanh(), nn.Tanh()),
    "relu": (layers.relu(), nn.ReLU()),
    "leaky_relu": (layers.leaky_relu(0.2), nn.LeakyReLU(0.2)),
    "elu": (layers.elu(0.7), nn.ELU(0.7)),
    "silu": (layers.silu(), nn.SiLU()),
    "gelu": (layers.gelu(), nn.GELU()),
    "gelu-tanh": (layers.gelu("tanh"), nn.GELU("tanh")),
    "softplus": (layers.softplus(), nn.Softplus()),
    "softsign": (layers.softsign(), nn.Softsign()),
    "softmax": (layers.softmax(), nn.Softmax(dim=1)),
    "log_softmax": (layers.log_softmax(), nn.LogSoftmax(dim=1)),
    "selu": (layers.selu(), nn.SELU()),
}
LOSSES = {
    "squared_error": (losses.squared_error, lambda y, t: 0.5 * functional.mse_loss(y, t, reduction="sum"), QUANTITIES),
    "absolute_error": (losses.absolute_error, lambda y, t: functional.l1_loss(y, t, reduction="sum"), QUANTITIES),
    "huber": (losses.huber, lambda y, t: functional.huber_loss(y, t, reduction="sum"), QUANTITIES),
    "poisson": (losses.poisson, lambda y, t: functional.poisson_nll_loss(y, t, reduction="sum"), COUNTS),
    "binary_cross_entropy": (
        losses.binary_cross_entropy,
        lambda y, t: functional.binary_cross_entropy_with_logits(y, t, reduction="sum"),
        SHARES,
    ),
    "softmax_cross_entropy": (losses.softmax_cross_entropy, lambda y, t: functional.cross_entropy(y, t, reduction="sum"), SHARES),
    "softmax_cross_entropy-labels": (
        losses.softmax_cross_entropy,
        lambda y, t: functional.cross_entropy(y, t, reduction="sum"),
        LABELS,
    ),
    "cross_entropy_on_probabilities": (
        losses.cross_entropy_on_probabilities,
        lambda y, t: functional.binary_cross_entropy(torch.sigmoid(y), t, reduction="sum"),
        SHARES,
    ),
    "gaussian_nll": (
        losses.gaussian_nll,
        lambda y, t: functional.gaussian_nll_loss(y[:, :1], t, y[:, 1:].exp(), reduction="sum"),
        QUANTITIES[:, :1],
    ),
    "quantile": (
        lambda: losses.quantile(quantiles=(0.25, 0.9)),
        lambda y, t: sum(torch.maximum(q * (t - y[:, [i]]), (q - 1) * (t - y[:, [i]])).sum() for i, q in enumerate((0.25, 0.9))),
        QUANTITIES[:, :1],
    ),
}
OPTIMIZERS = {
    "sgd": (optimizers.sgd(0.1), "SGD", {"lr": 0.1}),
    "momentum": (optimizers.sgd(0.05, momentum=0.9), "SGD", {"lr": 0.05, "momentum": 0.9}),
    "dampening": (
        optimizers.sgd(0.1, momentum=0.9, dampening=0.3, weight_decay=0.01),
        "SGD",
        {"lr": 0.1, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.01},
    ),
    "nesterov": (optimizers.sgd(0.05, momentum=0.9, nesterov=True), "SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    "adagrad": (optimizers.adagrad(0.1), "Adagrad", {"lr": 0.1}),
    "rmsprop": (optimizers.rmsprop(0.01), "RMSprop", {"lr": 0.01}),
    "rmsprop-all": (
        optimizers.rmsprop(0.01, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.01),
        "RMSprop",
        {"lr": 0.01, "alpha": 0.9, "momentum": 0.5, "centered": True, "weight_decay": 0.01},
    ),
    "adam": (optimizers.adam(0.01), "Adam", {"lr": 0.01}),
    "adam-amsgrad": (
        optimizers.adam(0.01, amsgrad=True, weight_decay=0.1),
        "Adam",
        {"lr": 0.01, "amsgrad": True, "weight_decay": 0.1},
    ),
    "adamw": (optimizers.adamw(0.01, weight_decay=0.1), "AdamW", {"lr": 0.01, "weight_decay": 0.1}),
    "rprop": (optimizers.rprop(0.02), "Rprop", {"lr": 0.02}),
    "nadam": (optimizers.nadam(0.01), "NAdam", {"lr": 0.01}),
    "radam": (optimizers.radam(0.01, weight_decay=0.1), "RAdam", {"lr": 0.01, "weight_decay": 0.1}),
    "adamax": (optimizers.adamax(0.01), "Adamax", {"lr": 0.01}),
    "adadelta": (optimizers.adadelta(), "Adadelta", {}),
}


@pytest.fixture(autouse=True)
def float64_by_default():
    """In the default dtype PyTorch keeps the product of NAdam's momenta, whatever the params' dtype."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


def apart(batch_size, *, activation="tanh", loss="squared_error", optimizer="sgd", rate=None):
    """How far, relatively, the params are from PyTorch's after 50 updates."""
    (ours_a, theirs_a), (make, theirs_l, target), (ours_o, kind, options) = (
        ACTIVATIONS[activation],
        LOSSES[loss],
        OPTIMIZERS[optimizer],
    )
    output = "sigmoid" if loss == "cross_entropy_on_probabilities" else "identity"
    net = bpnet.MLP((3, 8, 2), hidden=ours_a, output=output, loss=make(), optimizer=ours_o, seed=3, backend="numpy")
    w1, b1, w2, b2 = (torch.tensor(leaf, requires_grad=True) for leaf in leaves(net.params))
    theirs = getattr(torch.optim, kind)([w1, b1, w2, b2], **options)
    size = batch_size or 40
    starts = [start for _ in range(50) for start in range(0, 40, size)][:50]
    if rate is not None:
        net.learning_rate = rate
    for start in starts:
        rows = slice(start, start + size)
        net.step(X[rows], target[rows])
        xb, tb = torch.tensor(X[rows]), torch.tensor(target[rows])
        theirs.zero_grad()
        (theirs_l(theirs_a(xb @ w1 + b1) @ w2 + b2, tb) / len(xb)).backward()
        theirs.step()
    pairs = zip(leaves(net.params), (w1, b1, w2, b2), strict=True)
    return max(np.max(np.abs(a - b.detach().numpy()) / np.maximum(1.0, np.abs(a))) for a, b in pairs)


@BATCHES
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizers(name, batch_size):
    assert apart(batch_size, optimizer=name) < 1e-9


@BATCHES
@pytest.mark.parametrize("name", LOSSES)
def test_losses(name, batch_size):
    assert apart(batch_size, loss=name) < 1e-9


@BATCHES
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations(name, batch_size):
    assert apart(batch_size, activation=name, optimizer="adam") < 1e-9


def test_a_learning_rate_off_by_a_millionth_is_caught():
    assert apart(None, rate=0.1 * (1 + 1e-6)) > 1e-9
