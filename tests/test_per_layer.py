"""A rate per layer: beside PyTorch's parameter groups, in every arithmetic, compiled, and in groups of networks."""

import json

import numpy as np
import pytest

import bpnet
from bpnet import _specs, layers, optimizers, schedules
from bpnet.arrays import leaves, map_tree

RANDOM = np.random.default_rng(7)
START = (
    (RANDOM.standard_normal((4, 3)), RANDOM.standard_normal(3)),
    (),
    ((RANDOM.standard_normal((3, 2)), RANDOM.standard_normal(2)), (RANDOM.standard_normal(2),)),
)
GRADS = [map_tree(lambda p: RANDOM.standard_normal(p.shape) * p, START) for _ in range(50)]
X = RANDOM.standard_normal((24, 3))
Y = np.sin(X[:, :1]) * X[:, 1:2]
FACTORS = (0.1, 7.0, (2.0, 0.0))


def train(optimizer, grads=GRADS, start=START):
    params, memory = start, optimizer.init(np, start)
    for number, g in enumerate(grads):
        rate = optimizer.learning_rate
        params, memory = optimizer.update(np, params, g, memory, np.asarray(rate(number) if callable(rate) else rate))
    return params, memory


RATE = schedules.exponential(0.01, decay=0.9)
PAIRS = {
    "sgd": (optimizers.sgd(RATE, momentum=0.9, weight_decay=0.1), "SGD", {"momentum": 0.9, "weight_decay": 0.1}),
    "adam": (optimizers.adam(RATE, weight_decay=0.1), "Adam", {"weight_decay": 0.1}),
    "adamw": (optimizers.adamw(RATE, weight_decay=0.1), "AdamW", {"weight_decay": 0.1}),
    "radam": (optimizers.radam(RATE, betas=(0.8, 0.95)), "RAdam", {"betas": (0.8, 0.95)}),
}


@pytest.mark.parametrize("factors", [FACTORS, (3.0, 0.0, 0.5)], ids=["nested", "flat"])
@pytest.mark.parametrize("name", PAIRS)
def test_fifty_steps_follow_the_parameter_groups_of_pytorch(name, factors):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    ours, kind, options = PAIRS[name]
    theirs = [torch.tensor(p, requires_grad=True) for p in leaves(START)]
    of_last = factors[2] if isinstance(factors[2], tuple) else (factors[2],) * 2
    groups = [(factors[0], theirs[:2]), (of_last[0], theirs[2:4]), (of_last[1], theirs[4:])]
    optimizer = getattr(torch.optim, kind)([{"params": params} for _, params in groups], lr=1.0, **options)
    for number, grads in enumerate(GRADS):
        for (factor, _), group in zip(groups, optimizer.param_groups, strict=True):
            group["lr"] = factor * RATE(number)
        for p, g in zip(theirs, leaves(grads), strict=True):
            p.grad = torch.tensor(g)
        optimizer.step()
    params, _ = train(optimizers.per_layer(ours, factors))
    for a, b in zip(leaves(params), theirs, strict=True):
        np.testing.assert_allclose(a, b.detach().numpy(), rtol=1e-9, atol=1e-12)


def test_equal_factors_are_a_factor_of_the_rate_and_other_factors_are_not():
    made = [train(optimizers.per_layer(optimizers.adam(0.1), f))[0] for f in (0.5, (0.5, 0.5, 0.5), (0.5, 0.5, (0.5, 0.6)))]
    whole, _ = train(optimizers.adam(0.05))
    same = [all(map(np.array_equal, leaves(whole), leaves(params))) for params in made]
    assert same == [True, True, False]


def test_the_opt_state_is_one_of_each_branch_and_nothing_of_one_that_stays():
    params, memory = train(optimizers.per_layer(optimizers.adam(), FACTORS))
    assert memory[1] == memory[2][1] == ()
    assert [leaf.shape for leaf in leaves(memory[0])] == [(4, 3), (3,), (4, 3), (3,), (), ()]
    assert params[1] == ()
    assert params[2][1][0] is START[2][1][0]
    assert not np.array_equal(params[2][0][0], START[2][0][0])


@pytest.mark.parametrize("make", [optimizers.l2, optimizers.decoupled])
def test_decay_of_weights_only_is_that_of_the_weights_of_each_layer(make):
    params = ((np.ones((2, 2)), np.ones(2)), (), ((np.ones(3), np.ones((3, 1))), np.ones(4)))  # the last is all its layer has
    zeros = map_tree(np.zeros_like, params)
    optimizer = make(optimizers.sgd(0.5), 0.1, decay_biases=False)
    for factors in ((1.0, 1.0, 1.0), (1.0, 1.0, (1.0, 1.0))):
        ours, _ = train(optimizers.per_layer(optimizer, factors), [zeros], params)
        assert [float(leaf.ravel()[0]) for leaf in leaves(ours)] == pytest.approx([0.95, 1.0, 0.95, 1.0, 0.95])


def test_the_norm_inside_is_that_of_a_branch_and_outside_that_of_the_whole():
    grads = ((np.full((4, 3), 3.0), np.zeros(3)), (), ((np.zeros((3, 2)), np.zeros(2)), (np.asarray([4.0, 0.0]),)))
    sizes = []
    for make in (
        lambda f: optimizers.per_layer(optimizers.clip_norm(optimizers.sgd(1.0), 1.0), f),
        lambda f: optimizers.clip_norm(optimizers.per_layer(optimizers.sgd(1.0), f), 1.0),
    ):
        params, _ = train(make((1.0, 1.0, (1.0, 1.0))), [grads])
        sizes.append([float(np.linalg.norm(a - b)) for a, b in zip(leaves(params), leaves(START), strict=True)])
    whole = np.sqrt(12 * 9.0 + 16.0)
    np.testing.assert_allclose(sizes[0], [1.0, 0.0, 0.0, 0.0, 1.0], atol=1e-6)
    np.testing.assert_allclose(sizes[1], [np.sqrt(108.0) / whole, 0.0, 0.0, 0.0, 4.0 / whole], atol=1e-6)


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        ((1.0, 1.0), r"factors must be a tuple of 3, one for each entry of the params \(empty ones too\), got \(1.0, 1.0\)"),
        ((), r"factors must be a tuple of 3"),
        (
            (1.0, 1.0, (1.0,) * 3),
            r"factors\[2\] must be a tuple of 2, one for each entry of the params \(empty ones too\), got \(1.0, 1.0, 1.0\)",
        ),
        (((1.0, 2.0), 1.0, 1.0), r"factors\[0\] must be a number, as it is for one layer, got \(1.0, 2.0\)"),
        ((1.0, (1.0,), 1.0), r"factors\[1\] must be a number, as it is for one layer, got \(1.0,\)"),
        ((1.0, -1.0, 1.0), r"factors\[1\] must be a finite number of at least 0, got -1.0"),
        ((1.0, 1.0, (np.nan, 1.0)), r"factors\[2\]\[0\] must be a finite number of at least 0, got nan"),
        ((1.0, "1", 1.0), r"factors\[1\] must be a finite number of at least 0, got '1'"),
        ((1.0, True, 1.0), r"factors\[1\] must be a finite number of at least 0, got True"),
        (None, r"factors must be a finite number of at least 0, got None"),
    ],
)
def test_factors_that_do_not_fit_are_refused(factors, words):
    with pytest.raises(ValueError, match=words):
        optimizers.per_layer(optimizers.sgd(), factors).init(np, START)


def test_a_layer_with_a_shared_weight_has_one_factor_and_its_bias_does_not_decay():
    def network(factors):
        optimizer = optimizers.per_layer(optimizers.adamw(0.1, decay_biases=False), factors)
        both = bpnet.chain(layers.affine(2), layers.affine(3))
        tied = layers.tied(both, (1, 0), to=(0, 0), transposed=True)
        return bpnet.Network(tied, n_in=3, loss="squared_error", optimizer=optimizer, backend="numpy")

    with pytest.raises(ValueError, match=r"factors\[1\] must be a number, as it is for one layer, got \(1.0, 1.0\)"):
        network((1.0, (1.0, 1.0)))
    net = network((1.0, 1.0))
    net.params = before = map_tree(np.ones_like, net.params)
    net.update(map_tree(np.zeros_like, before))
    assert [bool(np.all(leaf == 1.0)) for leaf in leaves(net.params)] == [False, True, True]


def test_what_is_not_an_optimizer_is_refused():
    with pytest.raises(TypeError, match="expected an optimizer, such as bpnet.optimizers.sgd"):
        optimizers.per_layer(optimizers.sgd, (1.0,))


def test_a_network_refuses_the_factors_of_another():
    with pytest.raises(
        ValueError, match=r"factors must be a tuple of 2, one for each entry of the params \(empty ones too\), got \(1.0,\)"
    ):
        bpnet.MLP((3, 4, 1), optimizer=optimizers.per_layer(optimizers.sgd(), (1.0,))).step(X, Y)


def test_factors_are_in_files(tmp_path):
    pytest.importorskip("safetensors", reason="files need it")
    optimizer = optimizers.per_layer(optimizers.radam(0.05), [1, (0.5, np.float64(2.0))])
    again = _specs.from_json(json.loads(json.dumps(_specs.to_json(optimizer))))
    assert again.spec.arguments["factors"] == (1, (0.5, 2.0))
    net = mlp(3, "numpy")
    net.fit(X, Y, epochs=2, batch_size=8)
    net.save(tmp_path / "net")
    loaded = bpnet.load(tmp_path / "net", backend="numpy")
    for each in (net, loaded):
        each.fit(X, Y, epochs=2, batch_size=8)
    assert all(map(np.array_equal, leaves(net.params), leaves(loaded.params)))


def mlp(seed, backend, **options):
    optimizer = optimizers.clip_norm(optimizers.per_layer(optimizers.radam(0.05, betas=(0.5, 0.9)), (0.5, 1.0, 0.0)), 1.0)
    return bpnet.MLP((3, 8, 8, 1), hidden="selu", optimizer=optimizer, seed=seed, backend=backend, **options)


def test_groups_train_as_networks_alone(bpnet_backend):
    fit = {"epochs": 4, "batch_size": 8}
    group = mlp([11, 3], bpnet_backend).fit(X, Y, **fit, compile=True if "compile" in bpnet_backend.capabilities else None)
    for index, seed in enumerate((11, 3)):
        np.testing.assert_allclose(group[index].loss, mlp(seed, "numpy").fit(X, Y, **fit, compile=False).loss, rtol=1e-9)


def each_its_own(*parts):
    """An optimizer for each branch of the params."""

    def update(xp, params, grads, opt_state, learning_rate):
        made = [part.update(xp, *trees, learning_rate) for part, *trees in zip(parts, params, grads, opt_state, strict=True)]
        return tuple(p for p, _ in made), tuple(s for _, s in made)

    def init(xp, params):
        return tuple(part.init(xp, p) for part, p in zip(parts, params, strict=True))

    return optimizers.Optimizer(init, update, 0.05)


def test_a_rate_per_layer_and_the_family_of_adam_have_the_same_bits_everywhere_in_exact_arithmetic(bpnet_backend):
    slower = optimizers.per_layer(optimizers.radam(betas=(0.5, 0.9)), (0.5, 0.0))
    optimizer = each_its_own(optimizers.nadam(), slower, optimizers.adamax(), optimizers.adadelta())
    made = []
    for backend, compile_ in (("numpy", False), (bpnet_backend, None)):
        two = bpnet.chain(layers.dense(8, "selu"), layers.dense(8, "selu"))
        stack = [layers.dense(8, "selu"), two, layers.dense(8, "selu"), layers.affine(1)]
        options = {"n_in": 3, "loss": "squared_error", "optimizer": optimizer, "seed": 3, "backend": backend}
        net = bpnet.Network(stack, arithmetic="exact", **options)
        net.fit(X, Y, epochs=4, batch_size=8, compile=compile_)
        made.append([net.backend.to_host(leaf).tobytes() for leaf in leaves((net.params, net.training.opt_state))])
    assert made[0] == made[1]
