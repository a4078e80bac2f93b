import numpy as np
import pytest

from bpnet import optimizers
from bpnet.arrays import leaves, map_tree

RANDOM = np.random.default_rng(7)
START = ((RANDOM.standard_normal((4, 3)), RANDOM.standard_normal(3)), (), (RANDOM.standard_normal((3, 1)),))
GRADS = [map_tree(lambda p: RANDOM.standard_normal(p.shape) * p, START) for _ in range(50)]
PAIRS = {
    "sgd": (optimizers.sgd(0.1), lambda torch, p: torch.optim.SGD(p, lr=0.1)),
    "momentum": (optimizers.sgd(0.1, momentum=0.9), lambda torch, p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    "adam": (optimizers.adam(0.01), lambda torch, p: torch.optim.Adam(p, lr=0.01)),
    "adam-betas": (
        optimizers.adam(0.01, betas=(0.5, 0.9), eps=1e-3),
        lambda torch, p: torch.optim.Adam(p, lr=0.01, betas=(0.5, 0.9), eps=1e-3),
    ),
}


def train(backend, optimizer, dtype="float64"):
    """50 updates from fixed gradients: host params after each."""
    trajectory = []
    with backend.scope():
        params = map_tree(lambda p: backend.from_host(p, dtype), START)
        rate = backend.from_host(np.asarray(optimizer.learning_rate), dtype)
        memory = optimizer.init(backend.xp, params)
        for grads in GRADS:
            device = map_tree(lambda g: backend.from_host(g, dtype), grads)
            params, memory = optimizer.update(backend.xp, params, device, memory, rate)
            assert all(backend.owns(leaf) for leaf in leaves((params, memory)))
            trajectory.append([backend.to_host(leaf) for leaf in leaves(params)])
    return trajectory


@pytest.mark.parametrize("name", PAIRS)
def test_fifty_steps_follow_pytorch_on_every_backend(bpnet_backend, name):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    ours, make = PAIRS[name]
    theirs = [torch.tensor(p, requires_grad=True) for p in leaves(START)]
    optimizer = make(torch, theirs)
    for params, grads in zip(train(bpnet_backend, ours), GRADS, strict=True):
        for p, g in zip(theirs, leaves(grads), strict=True):
            p.grad = torch.tensor(g)
        optimizer.step()
        for a, b in zip(params, theirs, strict=True):
            np.testing.assert_allclose(a, b.detach().numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", PAIRS)
def test_float32_stays_float32(bpnet_backend, name):
    assert all(p.dtype == np.float32 for p in train(bpnet_backend, PAIRS[name][0], "float32")[-1])


def test_a_wrong_learning_rate_is_caught():
    from bpnet.registry import get_backend  # noqa: PLC0415 - this test alone

    right, wrong = (train(get_backend("numpy"), optimizers.sgd(rate))[-1] for rate in (0.1, 0.1 * (1 + 1e-6)))
    assert max(np.max(np.abs(a - b)) for a, b in zip(right, wrong, strict=True)) > 1e-7


@pytest.mark.parametrize("rate", [0, -1.0, float("nan"), float("inf")])
def test_a_learning_rate_must_be_positive(rate):
    with pytest.raises(ValueError, match="learning_rate must be a positive finite number, got"):
        optimizers.sgd(rate)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: optimizers.sgd(momentum=1.0), "momentum must be from 0"),
        (lambda: optimizers.adam(betas=(0.9, 1.5)), r"betas\[1\] must be from 0"),
        (lambda: optimizers.adam(eps=0.0), "eps must be positive, got 0.0"),
    ],
)
def test_settings_out_of_range_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
