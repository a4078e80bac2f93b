from functools import cache

import numpy as np
import pytest

import bpnet
from bpnet import optimizers, schedules
from bpnet.arrays import leaves, map_tree
from bpnet.sklearn import formulas

RANDOM = np.random.default_rng(7)
START = ((RANDOM.standard_normal((4, 3)), RANDOM.standard_normal(3)), (), (RANDOM.standard_normal((3, 2)),))
"""Of shapes that `check_optimizer` has, too: JAX compiles each operation for each shape."""
GRADS = [map_tree(lambda p: RANDOM.standard_normal(p.shape) * p, START) for _ in range(50)]
RATE = schedules.exponential(0.02, decay=0.95)
PAIRS = {
    "sgd": (optimizers.sgd(0.1), "SGD", {"lr": 0.1}),
    "momentum": (optimizers.sgd(0.1, momentum=0.9), "SGD", {"lr": 0.1, "momentum": 0.9}),
    "dampening": (
        optimizers.sgd(0.1, momentum=0.9, dampening=0.3, weight_decay=0.01),
        "SGD",
        {"lr": 0.1, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.01},
    ),
    "nesterov": (optimizers.sgd(0.1, momentum=0.9, nesterov=True), "SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    "adagrad": (optimizers.adagrad(0.1), "Adagrad", {"lr": 0.1}),
    "adagrad-start": (
        optimizers.adagrad(0.1, initial_accumulator_value=0.5, eps=1e-3, weight_decay=0.1),
        "Adagrad",
        {"lr": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3, "weight_decay": 0.1},
    ),
    "rmsprop": (optimizers.rmsprop(0.01), "RMSprop", {"lr": 0.01}),
    "rmsprop-all": (
        optimizers.rmsprop(0.01, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.01),
        "RMSprop",
        {"lr": 0.01, "alpha": 0.9, "momentum": 0.5, "centered": True, "weight_decay": 0.01},
    ),
    "adam": (optimizers.adam(0.01), "Adam", {"lr": 0.01}),
    "adam-all": (
        optimizers.adam(0.01, betas=(0.5, 0.9), eps=1e-3, amsgrad=True, weight_decay=0.1),
        "Adam",
        {"lr": 0.01, "betas": (0.5, 0.9), "eps": 1e-3, "amsgrad": True, "weight_decay": 0.1},
    ),
    "adamw": (optimizers.adamw(0.01, weight_decay=0.1), "AdamW", {"lr": 0.01, "weight_decay": 0.1}),
    "adamw-amsgrad": (optimizers.adamw(0.01, amsgrad=True), "AdamW", {"lr": 0.01, "amsgrad": True}),
    "rprop": (optimizers.rprop(0.02), "Rprop", {"lr": 0.02}),
    "rprop-all": (
        optimizers.rprop(0.02, etas=(0.4, 1.5), step_sizes=(1e-3, 0.1)),
        "Rprop",
        {"lr": 0.02, "etas": (0.4, 1.5), "step_sizes": (1e-3, 0.1)},
    ),
    "nadam": (optimizers.nadam(), "NAdam", {}),
    "nadam-all": (
        optimizers.nadam(RATE, betas=(0.8, 0.95), eps=1e-3, momentum_decay=0.3, weight_decay=0.1),
        "NAdam",
        {"betas": (0.8, 0.95), "eps": 1e-3, "momentum_decay": 0.3, "weight_decay": 0.1},
    ),
    "nadam-decoupled": (
        optimizers.decoupled(optimizers.nadam(0.01), 0.1),
        "NAdam",
        {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True},
    ),
    "radam": (optimizers.radam(), "RAdam", {}),
    "radam-all": (
        optimizers.radam(RATE, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
        "RAdam",
        {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1},
    ),
    "radam-decoupled": (
        optimizers.decoupled(optimizers.radam(0.01), 0.1),
        "RAdam",
        {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True},
    ),
    "adamax": (optimizers.adamax(), "Adamax", {}),
    "adamax-all": (
        optimizers.adamax(RATE, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
        "Adamax",
        {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1},
    ),
    "adadelta": (optimizers.adadelta(), "Adadelta", {}),
    "adadelta-all": (
        optimizers.adadelta(RATE, rho=0.8, eps=1e-3, weight_decay=0.1),
        "Adadelta",
        {"rho": 0.8, "eps": 1e-3, "weight_decay": 0.1},
    ),
}
OTHERS = {
    "rprop-none": optimizers.rprop(0.02, backtracking="none"),
    "rprop-weight": optimizers.rprop(0.02, backtracking="weight"),
    "quickprop": optimizers.quickprop(0.05),
    "clip_value": optimizers.clip_value(optimizers.sgd(0.1), 0.5),
    "clip_norm": optimizers.clip_norm(optimizers.sgd(0.1), 0.5),
    "scikit-learn's sgd": formulas.sgd(0.1, momentum=0.9),
    "scikit-learn's sgd, nesterov": formulas.sgd(0.1, momentum=0.9, nesterov=True),
    "scikit-learn's adam": formulas.adam(0.01, eps=1e-3),
    "epsilon hat, amsgrad": formulas.adam(0.01, betas=(0.5, 0.9), eps=1e-3, amsgrad=True),
    "decoupled": optimizers.decoupled(optimizers.sgd(0.1), 0.1),
    "per_layer": optimizers.clip_norm(optimizers.per_layer(optimizers.adamw(0.01, decay_biases=False), (0.5, 2.0, 0.0)), 1.0),
}
ALL = {name: optimizer for name, (optimizer, _, _) in PAIRS.items()} | OTHERS


def rate_at(optimizer, number):
    rate = optimizer.learning_rate
    return rate(number) if callable(rate) else rate


def train(backend, optimizer, dtype="float64", steps=GRADS, start=START):
    """Updates from given gradients: host params after each."""
    trajectory = []
    with backend.scope():
        params = map_tree(lambda p: backend.from_host(p, dtype), start)
        memory = optimizer.init(backend.xp, params)
        for number, grads in enumerate(steps):
            rate = backend.from_host(np.asarray(rate_at(optimizer, number)), dtype)
            device = map_tree(lambda g: backend.from_host(g, dtype), grads)
            params, memory = optimizer.update(backend.xp, params, device, memory, rate)
            assert all(backend.owns(leaf) for leaf in leaves((params, memory)))
            trajectory.append([backend.to_host(leaf) for leaf in leaves(params)])
    return trajectory


@pytest.fixture
def torch64():
    """PyTorch with float64 as its default, in which it keeps the product of NAdam's momenta, whatever the params' dtype."""
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield torch
    torch.set_default_dtype(before)


@pytest.mark.parametrize("name", PAIRS)
def test_fifty_steps_follow_pytorch(torch64, name):
    """Those of NumPy, which those of every backend follow."""
    torch = torch64
    ours, kind, options = PAIRS[name]
    theirs = [torch.tensor(p, requires_grad=True) for p in leaves(START)]
    optimizer = getattr(torch.optim, kind)(theirs, **options)
    for number, (params, grads) in enumerate(zip(train(bpnet.get_backend("numpy"), ours), GRADS, strict=True)):
        optimizer.param_groups[0]["lr"] = rate_at(ours, number)
        for p, g in zip(theirs, leaves(grads), strict=True):
            p.grad = torch.tensor(g)
        optimizer.step()
        for a, b in zip(params, theirs, strict=True):
            np.testing.assert_allclose(a, b.detach().numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("nesterov", [False, True])
def test_a_rate_in_the_velocity_does_not_reach_back_to_older_gradients(nesterov):
    ours = formulas.sgd(0.1, momentum=0.9, nesterov=nesterov)
    memory, params = ours.init(np, (np.asarray(1.0),)), (np.asarray(1.0),)
    v, p = 0.0, 1.0
    for rate, g in [(0.1, 2.0), (0.1, -1.0), (0.02, 3.0)]:
        params, memory = ours.update(np, params, (np.asarray(g),), memory, np.asarray(rate))
        v = 0.9 * v + rate * g
        p -= rate * g + 0.9 * v if nesterov else v
        assert float(params[0]) == pytest.approx(p, rel=1e-14)


def test_both_places_of_the_rate_are_one_while_it_stays():
    here, there = (module.sgd(0.1, momentum=0.9) for module in (optimizers, formulas))
    numpy = bpnet.get_backend("numpy")
    for a, b in zip(train(numpy, here)[-1], train(numpy, there)[-1], strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def test_momentum_may_be_one_where_the_rate_is_in_the_velocity():
    assert follow(formulas.sgd(0.5, momentum=1.0), [1.0, 1.0]) == [0.5, -0.5]


@pytest.mark.parametrize(
    ("kind", "ours", "options"),
    [
        (
            "Adam",
            formulas.adam(0.01, betas=(0.8, 0.99), eps=1e-2),
            {"beta_1": 0.8, "beta_2": 0.99, "epsilon": 1e-2},
        ),
        ("SGD", formulas.sgd(0.01, momentum=0.9, nesterov=True), {}),
        ("SGD", formulas.sgd(0.01, momentum=0.9), {"nesterov": False}),
    ],
)
def test_fifty_steps_follow_scikit_learn(kind, ours, options):
    module = pytest.importorskip("sklearn.neural_network._stochastic_optimizers", reason="it is the independent engine here")
    theirs = [p.copy() for p in leaves(START)]
    optimizer = getattr(module, f"{kind}Optimizer")(theirs, 0.01, **options)
    for params, grads in zip(train(bpnet.get_backend("numpy"), ours), GRADS, strict=True):
        optimizer.update_params(theirs, list(leaves(grads)))
        for a, b in zip(params, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-13)


@cache
def numpys(name):
    return train(bpnet.get_backend("numpy"), ALL[name], steps=GRADS[:20])


@pytest.mark.parametrize("name", ALL)
def test_every_backend_follows_numpy(bpnet_backend, name):
    for ours, theirs in zip(train(bpnet_backend, ALL[name], steps=GRADS[:20]), numpys(name), strict=True):
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ALL)
def test_float32_stays_float32(bpnet_backend, name):
    assert all(p.dtype == np.float32 for p in train(bpnet_backend, ALL[name], "float32", GRADS[:4])[-1])


def scalars(trajectory):
    return [float(params[0]) for params in trajectory]


def follow(optimizer, gradients, start=1.0):
    """Params of one number after each of some gradients."""
    steps = [(np.asarray(g),) for g in gradients]
    return scalars(train(bpnet.get_backend("numpy"), optimizer, steps=steps, start=(np.asarray(start),)))


def test_rprop_without_backtracking_steps_on_after_a_turn():
    got = follow(optimizers.rprop(0.1, backtracking="none"), [1.0, 2.0, -1.0, -1.0], start=0.0)
    np.testing.assert_allclose(got, np.cumsum([-0.1, -0.12, 0.06, 0.072]))


def test_rprop_with_weight_backtracking_takes_the_step_back_and_forgets_the_turn():
    got = follow(optimizers.rprop(0.1, backtracking="weight"), [1.0, 2.0, -1.0, -1.0, -1.0], start=0.0)
    np.testing.assert_allclose(got, np.cumsum([-0.1, -0.12, 0.12, 0.06, 0.072]))


def test_rprop_starts_each_weight_with_a_step_of_its_own():
    start = map_tree(lambda p: np.abs(p) + 0.1, START)
    optimizer = optimizers.rprop(start=start)
    (after,) = train(bpnet.get_backend("numpy"), optimizer, steps=GRADS[:1])
    for a, p, g, h in zip(after, leaves(START), leaves(GRADS[0]), leaves(start), strict=True):
        np.testing.assert_allclose(a, p - np.sign(g) * h)


def quickprop_by_hand(gradients, rate, growth, w):
    """Fahlman's rule for one weight, case by case."""
    b = m = 0.0
    for g in gradients:
        if m == 0.0:
            new = -rate * g
        else:
            same = (g > 0) == (b > 0)
            grew = same and abs(g) >= abs(b)
            new = growth * m if grew or abs(g / (b - g)) > growth else m * g / (b - g)
            new -= rate * g if same else 0.0
        w, b, m = w + new, g, new
        yield w


def test_quickprop_follows_its_rule_case_by_case():
    for seed in range(20):
        random = np.random.default_rng(seed)
        gradients = random.standard_normal(30) * np.exp(random.standard_normal(30))
        expected = list(quickprop_by_hand(gradients.tolist(), 0.05, 1.75, 1.0))
        np.testing.assert_allclose(follow(optimizers.quickprop(0.05), gradients), expected, rtol=1e-12)


def test_quickprop_finds_the_minimum_of_a_parabola_by_its_secant():
    w = 5.0
    optimizer, numpy = optimizers.quickprop(0.3), bpnet.get_backend("numpy")
    params, memory = (np.asarray(w),), optimizer.init(np, (np.asarray(w),))
    for _ in range(30):
        params, memory = optimizer.update(numpy.xp, params, (2.0 * (params[0] - 3.0),), memory, np.asarray(0.3))
    assert float(params[0]) == pytest.approx(3.0, abs=1e-6)


def test_decay_may_leave_biases_alone_told_by_position():
    params = ((np.ones((2, 2)), np.ones(2)), (), ((np.ones(3), np.ones((3, 1))), np.ones(4)))  # the last is all its layer has
    zeros = map_tree(np.zeros_like, params)
    for make in (optimizers.l2, optimizers.decoupled):
        for biases, expected in ((True, [0.95] * 5), (False, [0.95, 1.0, 0.95, 1.0, 0.95])):
            optimizer = make(optimizers.sgd(0.5), 0.1, decay_biases=biases)
            (after,) = train(bpnet.get_backend("numpy"), optimizer, steps=[zeros], start=params)
            np.testing.assert_allclose([leaf.ravel()[0] for leaf in after], expected)


def test_clipping_follows_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    for make, clip in (
        (optimizers.clip_value, torch.nn.utils.clip_grad_value_),
        (optimizers.clip_norm, torch.nn.utils.clip_grad_norm_),
    ):
        for limit in (0.1, 100.0):
            tensors = [torch.tensor(p, requires_grad=True) for p in leaves(START)]
            for p, g in zip(tensors, leaves(GRADS[0]), strict=True):
                p.grad = torch.tensor(g)
            clip(tensors, limit)
            (after,) = train(bpnet.get_backend("numpy"), make(optimizers.sgd(1.0), limit), steps=GRADS[:1])
            for a, p in zip(after, tensors, strict=True):
                np.testing.assert_allclose(a, (p - p.grad).detach().numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ALL)
def test_an_update_changes_nothing_passed_in(name, readonly):
    optimizer = ALL[name]
    params, grads = map_tree(readonly, START), map_tree(readonly, GRADS[0])
    memory = map_tree(readonly, optimizer.init(np, params))
    once = optimizer.update(np, params, grads, memory, readonly(0.1))
    twice = optimizer.update(np, params, grads, memory, readonly(0.1))
    assert all(np.array_equal(a, b) for a, b in zip(leaves(once), leaves(twice), strict=True))


@pytest.mark.parametrize("rate", [0, -1.0, float("nan"), float("inf")])
def test_a_learning_rate_must_be_positive(rate):
    with pytest.raises(ValueError, match="learning_rate must be a positive finite number, got"):
        optimizers.sgd(rate)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: optimizers.sgd(momentum=1.0), "momentum must be from 0"),
        (lambda: optimizers.sgd(nesterov=True), "nesterov needs momentum and no dampening, got momentum=0.0"),
        (lambda: formulas.sgd(momentum=0.0), "momentum must be above 0 and at most 1, got 0.0"),
        (lambda: formulas.sgd(momentum=1.5), "momentum must be above 0 and at most 1, got 1.5"),
        (lambda: formulas.adam(eps=0.0), "eps must be a positive finite number, got 0.0"),
        (lambda: optimizers.sgd(weight_decay=-1.0), "weight_decay must be a finite number of at least 0, got -1.0"),
        (lambda: optimizers.adam(betas=(0.9, 1.5)), r"betas\[1\] must be from 0"),
        (lambda: optimizers.adam(eps=0.0), "eps must be a positive finite number, got 0.0"),
        (lambda: optimizers.rmsprop(alpha=-0.1), "alpha must be from 0"),
        (lambda: optimizers.rprop(etas=(1.2, 0.5)), "etas must be a factor below and one above 1"),
        (lambda: optimizers.rprop(backtracking="yes"), "backtracking must be one of none, gradient, weight, got 'yes'"),
        (lambda: optimizers.quickprop(growth=1.0), "growth must be above 1, got 1.0"),
        (lambda: optimizers.clip_norm(optimizers.sgd(), 0.0), "limit must be a positive finite number, got 0.0"),
    ],
)
def test_settings_out_of_range_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("value", [0, None, "False", np.True_])
def test_switches_are_true_or_false(value):
    for make, name in ((optimizers.sgd, "nesterov"), (optimizers.adam, "amsgrad"), (formulas.sgd, "nesterov")):
        with pytest.raises(ValueError, match=f"{name} must be True or False, got"):
            make(**{name: value})


def updated(backend, optimizer, grads, dtype="float64", *, start=1.0):
    """Params that began as ``start``, after one update by each gradient, on the host."""
    with backend.scope(), np.errstate(all="ignore"):
        params = map_tree(lambda g: backend.from_host(np.full(np.shape(g), start), dtype), grads[0])
        memory = optimizer.init(backend.xp, params)
        rate = backend.from_host(np.asarray(optimizer.learning_rate), dtype)
        for g in grads:
            gradient = map_tree(lambda g: backend.from_host(np.asarray(g), dtype), g)
            params, memory = optimizer.update(backend.xp, params, gradient, memory, rate)
        return map_tree(backend.to_host, params)


@pytest.mark.parametrize("scale", [1e-30, 1e-12, 1.0, 1e20, 3e37])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_norm_of_a_gradient_neither_overflows_nor_underflows(bpnet_backend, dtype, scale):
    """(3, 4) has the norm 5, of which 2 is left: (1.2, 1.6); a norm of 5e-30 is not clipped, and 1e-6 is added to it."""
    gradient = (np.asarray([3.0 * scale, 0.0, 0.0]), (np.asarray([[0.0, 4.0 * scale], [0.0, 0.0], [0.0, 0.0]]), ()))
    a, (b, ()) = updated(bpnet_backend, optimizers.clip_norm(optimizers.sgd(1.0), 2.0), [gradient], dtype, start=0.0)
    factor = min(1.0, 2.0 / (5.0 * scale + 1e-6))
    for moved, g in ((a, gradient[0]), (b, gradient[1][0])):
        np.testing.assert_allclose(moved, -g * factor, rtol=4 * np.finfo(dtype).eps)


def test_a_norm_beyond_the_largest_number_is_clipped(bpnet_backend):
    (moved,) = updated(bpnet_backend, optimizers.clip_norm(optimizers.sgd(1.0), 2.0), [(np.full(3, 3e38),)], "float32", start=0.0)
    np.testing.assert_allclose(moved, -np.full(3, 2.0 / np.sqrt(3.0)), rtol=1e-6)


@pytest.mark.parametrize("values", [[0.0, 0.0], [np.inf, 1.0], [np.nan, 1.0], [1e-44, 0.0]])
def test_norms_of_what_is_not_normal_are_pytorchs(bpnet_backend, values):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    p = torch.zeros(2, requires_grad=True)
    p.grad = torch.tensor(values)
    torch.nn.utils.clip_grad_norm_([p], 2.0)
    (moved,) = updated(
        bpnet_backend, optimizers.clip_norm(optimizers.sgd(1.0), 2.0), [(np.asarray(values),)], "float32", start=0.0
    )
    np.testing.assert_allclose(-moved, p.grad.numpy(), rtol=1e-6, atol=2e-38)


def test_a_gradient_that_is_not_clipped_keeps_its_bits():
    gradient = (RANDOM.standard_normal((5, 3)), RANDOM.standard_normal(3))
    moved = updated(bpnet.get_backend("numpy"), optimizers.clip_norm(optimizers.sgd(1.0), 100.0), [gradient], start=0.0)
    assert all(np.array_equal(-m, g) for m, g in zip(moved, gradient, strict=True))


def test_the_root_of_centered_rmsprop_is_of_no_negative_number(bpnet_backend):
    optimizer = optimizers.rmsprop(1e-6, centered=True)
    for gradient, dtype in ((0.1, "float64"), (1.0, "float32"), (0.3, "float32")):
        (p,) = updated(bpnet_backend, optimizer, [(np.full(3, gradient),)] * 40, dtype)
        assert np.all(np.isfinite(p))
    memory = (np.asarray([1.0]),), (np.asarray([1.0 + 2.0**-50]),), ()  # where the difference is negative
    (p,), _ = optimizers.rmsprop(1e-6, centered=True).update(np, (np.ones(1),), (np.ones(1),), memory, np.asarray(1e-6))
    np.testing.assert_allclose(p, 1.0 - 1e-6 / 1e-8, rtol=1e-6)  # p - r g / (0 + eps)


def test_training_with_centered_rmsprop_goes_on_where_gradients_stay():
    optimizer = optimizers.rmsprop(1e-6, centered=True)
    net = bpnet.Network([bpnet.layers.affine(1)], n_in=1, loss="absolute_error", optimizer=optimizer, backend="numpy")
    assert np.all(np.isfinite(net.fit([[0.1]], [[1e6]], epochs=3500).loss))


EXTREME = {name: make() for name, make in optimizers.OPTIMIZERS.items()} | {
    "amsgrad": optimizers.adam(amsgrad=True),
    "centered": optimizers.rmsprop(centered=True, momentum=0.5),
}


@pytest.mark.parametrize("name", EXTREME)
def test_no_optimizer_makes_nan_of_numbers(bpnet_backend, name):
    sizes = [0.0, 1e-38, 1e-30, 1e-10, 1.0, 1e20, 1e38][: -1 if name == "quickprop" else None]  # whose steps grow by 1.75
    gradients = [(np.asarray([[a, b], [-a, 1e-30], [-b, -1e-30]]),) for a in sizes for b in sizes]
    for order in (gradients, gradients[::-1]):
        (p,) = updated(bpnet_backend, EXTREME[name], order, "float32")
        assert not np.any(np.isnan(p))


@pytest.mark.parametrize("size", [0.0, 1e-30, 1e-20, 1e18])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("adam", "Adam"),
        ("adamw", "AdamW"),
        ("adagrad", "Adagrad"),
        ("rmsprop", "RMSprop"),
        ("nadam", "NAdam"),
        ("radam", "RAdam"),
        ("adamax", "Adamax"),
        ("adadelta", "Adadelta"),
    ],
)
def test_extreme_gradients_move_params_as_in_pytorch(name, kind, size):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    p = torch.ones(2, requires_grad=True)
    theirs = getattr(torch.optim, kind)([p])
    for sign in (1.0, -1.0, 1.0):
        p.grad = torch.tensor([size, -size]) * sign
        theirs.step()
    ours = optimizers.OPTIMIZERS[name]()
    gradients = [(np.asarray([size, -size]) * sign,) for sign in (1.0, -1.0, 1.0)]
    (q,) = updated(bpnet.get_backend("numpy"), ours, gradients, "float32")
    np.testing.assert_allclose(q, p.detach().numpy(), rtol=1e-6)


LATE = 0.8, 0.95, 0.3
"""Both betas and the momentum decay of `after_updates`."""


def after_updates(name, n, m, v):
    """The opt_state of an optimizer after n updates, by sums and products over them, and PyTorch's."""
    (b1, b2, decay), steps = LATE, np.arange(1.0, n + 1.0)
    product = np.prod(b1 * (1.0 - 0.5 * 0.96 ** (steps * decay)))
    age = (1.0 - b2) * np.sum((steps - 1.0) * b2 ** (steps - 1.0))
    c1, c2 = 1.0 - b1**n, 1.0 - b2**n
    step = {"step": float(n), "exp_avg": m, "exp_avg_sq": v, "exp_inf": v, "mu_product": product}
    return {
        "nadam": ((m,), (v,), 1.0 - product, c2, 0.96 ** (n * decay)),
        "radam": (((m,), (v,), (), c1, c2), age),
        "adamax": ((m,), (v,), c1),
    }[name], {key: step[key] for key in KEYS[name]}


KEYS = {
    "nadam": ("step", "exp_avg", "exp_avg_sq", "mu_product"),
    "radam": ("step", "exp_avg", "exp_avg_sq"),
    "adamax": ("step", "exp_avg", "exp_inf"),
}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("t", [1, 5, 6, 7, 1000, 100_000])
@pytest.mark.parametrize(("name", "kind"), [("nadam", "NAdam"), ("radam", "RAdam"), ("adamax", "Adamax")])
def test_the_update_after_many_is_that_of_pytorch(name, kind, t, dtype):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    g, m, v = np.asarray([0.5, -2.0, 1e-3], dtype), np.asarray([0.1, 1.5, 0.0], dtype), np.asarray([0.3, 2.0, 1e-4], dtype)
    m, v = (m, v) if t > 1 else (0.0 * m, 0.0 * v)
    mine, state = after_updates(name, t - 1, m, v)
    p, options = torch.zeros(3, dtype=getattr(torch, dtype), requires_grad=True), {}
    if name == "nadam":
        options["momentum_decay"] = LATE[2]
    theirs = getattr(torch.optim, kind)([p], betas=LATE[:2], **options)
    theirs.state[p] = {key: torch.tensor(value, dtype=None if np.ndim(value) else torch.float64) for key, value in state.items()}
    p.grad = torch.tensor(g)
    theirs.step()
    optimizer = getattr(optimizers, name)(betas=LATE[:2], **options)
    memory = map_tree(lambda leaf: np.asarray(leaf, dtype), mine)
    (moved,), _ = optimizer.update(np, (np.zeros(3, dtype),), (g,), memory, np.asarray(optimizer.learning_rate, dtype))
    assert moved.dtype == dtype
    np.testing.assert_allclose(moved, p.detach().numpy(), rtol=32 * np.finfo(dtype).eps)


@pytest.mark.parametrize("name", KEYS)
def test_the_numbers_in_place_of_the_number_of_updates_come_to_rest(name):
    """In float32, where what is constant after 600,000 updates cannot become NaN after more."""
    optimizer, rate = getattr(optimizers, name)(), np.float32(1e-3)
    memory = optimizer.init(np, (np.float32(0.0),))
    if name == "nadam":
        memory = (*memory[:-1], np.float32(1e-41))  # the power after 580,000 updates
    for _ in range(40_000):
        before = memory
        (p,), memory = optimizer.update(np, (np.float32(0.0),), (np.float32(0.0),), memory, rate)
        if memory == before:
            break
    assert memory == before
    assert p == 0.0
    (p,), _ = optimizer.update(np, (np.float32(0.0),), (np.float32(1.0),), memory, rate)
    assert np.isfinite(p)
