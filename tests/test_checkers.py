"""The checks of layers, losses and optimizers: right ones pass, and each kind of fault is caught in words that name it."""

import numpy as np
import pytest
from test_layers import LAYERS, N_IN, SAMPLES
from test_losses import OUTPUTS, TARGETS, Y, make

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.backprop import Backward, Layer
from bpnet.testing import GradientError, check_layer, check_loss, check_optimizer

TANH, AFFINE = layers.tanh(), layers.affine(2)
SCALES = {"tiny": 1e-8, "small": 1e-2, "large": 30.0, "huge": 1e8}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", LAYERS)
def test_right_layers_pass_wherever_they_are_checked(name, scale):
    x = np.random.default_rng(3).standard_normal((3, 3)) * SCALES[scale]
    assert check_layer(LAYERS[name](), 3, x=x) < 1e-8


@pytest.mark.parametrize("x", [0.0, -0.0, 1.0, 12.0, -700.0, 1e8])
@pytest.mark.parametrize("name", ["relu", "leaky_relu", "softmax", "layer_norm", "batch_norm", "gelu", "exp"])
def test_kinks_and_saturated_places_are_no_false_alarm(name, x):
    assert check_layer(LAYERS[name](), 2, x=np.full((3, 2), x)) < 1e-8


@pytest.mark.parametrize("name", ["softmax", "layer_norm", "batch_norm"])
def test_equal_inputs_far_from_zero_are_no_false_alarm(name):
    assert check_layer(LAYERS[name](), 4, x=np.full((4, 4), 1e8)) < 1e-8


@pytest.mark.parametrize("scale", [1e2, 1e8])
def test_gradients_that_cancel_are_no_false_alarm(scale):
    x = np.random.default_rng(3).standard_normal((2, 4)) * scale  # of two samples, batch_norm makes 1 and -1: dx is nearly 0
    assert check_layer(LAYERS["batch_norm"](), 4, x=x) < 1e-8


@pytest.mark.parametrize("y", [20.0, 30.0, 36.0])
def test_a_backward_that_rounds_beside_one_is_no_false_alarm(y):
    loss = losses.from_samples(
        lambda xp, t, y: xp.sum(xp.log1p(xp.exp(-y)), axis=-1), lambda xp, t, y: 1.0 / (1.0 + xp.exp(-y)) - 1.0
    )
    assert check_loss(loss, np.ones((1, 1)), np.full((1, 1), y)) < 1e-8


@pytest.mark.parametrize("scale", [1e-8, 1e-3, 30.0, 1e4, 1e8])
@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"poisson", "gaussian_nll", "cross_entropy_on_probabilities"}))
def test_right_losses_pass_wherever_they_are_checked(name, scale):
    assert check_loss(make(name), TARGETS[name], OUTPUTS.get(name, Y / 3) * scale) < 1e-8


def test_a_loss_at_its_kink_and_beside_its_pole_passes():
    t = np.asarray([[0.5, -1.0]])
    assert check_loss(losses.absolute_error(), t, t.copy()) < 1e-8
    assert check_loss(losses.huber(delta=1.0), t, t + np.asarray([[1.0, -1.0]])) < 1e-7
    y = np.asarray([[1e-8, 1.0 - 1e-8, 1e-12]])
    assert check_loss(losses.cross_entropy_on_probabilities(), np.asarray([[1.0, 0.0, 0.5]]), y) < 1e-8


@pytest.mark.parametrize("name", ["affine", "dropout", "batch_norm", "softmax", "chain"])
def test_built_in_layers_keep_replicas_apart(bpnet_backend, name):
    assert check_layer(LAYERS[name](), N_IN, batch=SAMPLES, backend=bpnet_backend, replicas=True) < 1e-8


def slope(factor):
    """Tanh with its slope times a factor."""
    return TANH._replace(backward=lambda xp, p, y, dy: ((), factor * TANH.backward(xp, p, y, dy)[1]))


@pytest.mark.parametrize(("factor", "x"), [(0.0, 8.0), (0.0, 12.0), (0.0, 14.0), (1.01, 12.0), (1 + 1e-6, 0.5), (1 + 1e-6, 3.0)])
def test_a_small_gradient_that_is_wrong_is_caught(factor, x):
    with pytest.raises(
        GradientError, match=r"^array 0 \(x\), element \(\d, \d\): backward gives .*, differences of forward give"
    ):
        check_layer(slope(factor), 3, x=np.full((5, 3), x))


def test_a_small_gradient_beside_large_ones_is_caught():
    def backward(xp, _, y, dy):
        return (), xp.where(y > 0.999, xp.zeros_like(y), TANH.backward(xp, (), y, dy)[1])

    with pytest.raises(GradientError, match=r"element \(0, 1\): backward gives 0, differences"):
        check_layer(TANH._replace(backward=backward), 2, x=np.asarray([[0.1, 12.0], [0.3, 0.2]]))


@pytest.mark.parametrize("factor", [1e-8, 1.0, 1e8])
def test_a_wrong_loss_is_caught_whatever_its_scale(factor):
    def made(slope):
        return losses.from_samples(
            lambda xp, t, y: factor * xp.sum((y - t) ** 2, axis=-1), lambda xp, t, y: factor * slope * (y - t)
        )

    t, y = np.zeros((4, 2)), np.ones((4, 2))
    assert check_loss(made(2.0), t, y) < 1e-8
    for wrong in (-7.0, 0.0, 2.0 + 1e-5):
        with pytest.raises(GradientError, match=r"^array 0 \(y\), element \(0, 0\): backward gives"):
            check_loss(made(wrong), t, y)


def test_forwards_that_give_nan_are_told():
    nan = bpnet.stateless(lambda xp, _, x: (xp.sqrt(x), x), lambda xp, _, x, dy: ((), dy))
    with pytest.raises(GradientError, match="forward gives NaN for finite inputs"):
        check_layer(nan, 2, x=np.full((2, 2), -1.0))


def in_place(x, by):
    """Writes as a library lets one write."""
    if hasattr(x, "at"):
        pytest.skip("arrays of this library cannot be written to")
    x *= by
    return x


def writing(to):
    """A layer, right but for a write into one of the arrays that it is given."""
    scale = bpnet.stateless(
        lambda xp, p, x: (x * p[0], x),
        lambda xp, p, x, dy: ((xp.sum(dy * x, axis=0),), dy * p[0]),
        lambda draw, n: ((draw.full((n,), 1.0),), n),
    )

    def forward(xp, params, state, x):
        y, residuals, _ = scale.forward(xp, params, state, x)
        return y, residuals, state

    changes = {
        "x": {"forward": lambda xp, p, s, x: forward(xp, p, s, in_place(x, 2.0))},
        "params": {"forward": lambda xp, p, s, x: forward(xp, (in_place(p[0], 0.5),), s, x)},
        "state": {"forward": lambda xp, p, s, x: (forward(xp, p, s, x)[0], x, (in_place(s[0], 2),))},
        "residuals": {"backward": lambda xp, p, x, dy: scale.backward(xp, p, in_place(x, 0.5), dy)},
        "dy": {"backward": lambda xp, p, x, dy: scale.backward(xp, p, x, in_place(dy, 0.5))},
        "inference": {"inference": lambda xp, p, s, x: in_place(x, 2.0) * p[0]},
    }
    state = (np.asarray([1, 2], dtype=np.int32),)
    layer = scale._replace(init=lambda draw, n: ((draw.full((n,), 1.0),), state, n), forward=forward)
    return layer._replace(**changes[to])


@pytest.mark.parametrize("to", ["x", "params", "state", "residuals", "dy", "inference"])
def test_a_layer_that_writes_into_what_it_is_given_is_caught(bpnet_backend, to):
    function = {"residuals": "backward", "dy": "backward", "inference": "inference"}.get(to, "forward")
    with pytest.raises(GradientError, match=rf"^{function} writes into its argument"):
        check_layer(writing(to), N_IN, batch=SAMPLES, backend=bpnet_backend)


def test_a_loss_that_writes_into_what_it_is_given_is_caught(bpnet_backend):
    right = losses.squared_error()
    first = right._replace(forward=lambda xp, t, y: right.forward(xp, t, in_place(y, 2.0)))
    last = right._replace(backward=lambda xp, t, r: right.backward(xp, in_place(t, 2.0), r))
    for wrong, function in ((first, "forward"), (last, "backward")):
        with pytest.raises(GradientError, match=f"^{function} writes into its argument"):
            check_loss(wrong, np.ones_like(Y), np.full_like(Y, 0.5), backend=bpnet_backend)


def test_a_buffer_that_is_used_again_is_caught():
    kept = {}

    def forward(xp, _, x):
        y = kept.setdefault((x.shape, x.dtype), np.empty_like(x))
        y[...] = np.tanh(x)
        return y, y

    reused = bpnet.stateless(forward, lambda xp, p, y, dy: TANH.backward(xp, (), y, dy))
    with pytest.raises(GradientError, match="forward changes its earlier result"):
        check_layer(reused, 2)


def noisy():
    random = np.random.default_rng(0)
    return bpnet.stateless(
        lambda xp, _, x: (x + xp.asarray(random.standard_normal(x.shape), dtype=x.dtype), ()), lambda xp, p, r, dy: ((), dy)
    )


def counting():
    calls = []

    def forward(xp, _, x):
        calls.append(1)
        return x * float(len(calls) // 3 + 1), float(len(calls) // 3 + 1)

    return bpnet.stateless(forward, lambda xp, p, r, dy: ((), dy * r))


@pytest.mark.parametrize("make_layer", [noisy, counting])
def test_draws_and_counters_outside_of_the_state_are_caught(make_layer):
    with pytest.raises(GradientError, match="forward gives different numbers when called again with the same values: draw from"):
        check_layer(make_layer(), 3)


def test_first_values_from_a_generator_of_the_layer_are_caught():
    random = np.random.default_rng(0)
    with pytest.raises(GradientError, match=r"init: params\[0\] differs in a second call"):
        check_layer(AFFINE._replace(init=lambda draw, n: ((random.standard_normal((n, 2)), np.zeros(2)), (), 2)), 3)


def with_state(new):
    """A layer that is right but for its new state."""
    state = (np.asarray([True, False]), np.asarray(7, dtype=np.uint8))

    def forward(xp, params, state, x):
        return x + 0.0, (), new(xp, state)

    return Layer(lambda _, n: ((), state, n), forward, lambda xp, p, r, dy: ((), dy + 0.0), lambda xp, p, s, x: x + 0.0)


def test_a_state_of_any_dtype_is_checked_and_passes(bpnet_backend):
    assert check_layer(with_state(lambda xp, s: s), N_IN, batch=SAMPLES, backend=bpnet_backend) < 1e-8


def test_an_optimizers_memory_of_any_dtype_passes(bpnet_backend):
    def update(xp, params, grads, memory, rate):
        flags, count = memory
        return bpnet.arrays.map_tree(lambda p, g: p - rate * g, params, grads), (flags, count + 1)

    def init(xp, params):
        return bpnet_backend.from_host(np.asarray([True])), bpnet_backend.from_host(np.asarray(0, dtype=np.int32))

    check_optimizer(optimizers.Optimizer(init, update, 0.1), backend=bpnet_backend)


CONTRACTS = [
    (with_state(lambda xp, s: (s[0] * 1.0, s[1])), r"new state\[0\] is float64, expected bool: .* \(that of state\[0\]\)"),
    (with_state(lambda xp, s: (s[0], s[1].astype("int64"))), r"new state\[1\] is int64, expected uint8"),
    (with_state(lambda xp, s: s[:1]), "new state is a tuple of 1, expected a tuple of 2, as state"),
    (with_state(lambda xp, s: (s[0][None], s[1])), r"new state\[0\] has shape \(1, 2\), expected \(2,\)"),
    (AFFINE._replace(init=lambda draw, n: (*AFFINE.init(draw, n)[:2], 3)), r"forward: y has shape \(5, 2\), expected \(5, 3\)"),
    (AFFINE._replace(init=lambda draw, n: (*AFFINE.init(draw, n)[:2], 2.0)), "n_out is 2.0, expected a positive integer"),
    (AFFINE._replace(init=lambda draw, n: (*AFFINE.init(draw, n)[:2], 0)), "n_out is 0, expected a positive integer"),
    (AFFINE._replace(init=lambda draw, n: ([1.0], (), 2)), "params is a list, expected nested tuples of NumPy arrays"),
    (AFFINE._replace(init=lambda draw, n: ((np.full((3, 2), np.nan), np.zeros(2)), (), 2)), r"params\[0\] is not finite"),
    (AFFINE._replace(inference=lambda xp, p, s, x: xp.sum(x, axis=-1)), r"inference: y has shape \(5,\), expected \(5, 2\)"),
    (AFFINE._replace(forward=lambda xp, p, s, x: AFFINE.forward(xp, p, s, x)[:2]), "a tuple of 2, expected y, residuals, state"),
    (AFFINE._replace(backward=lambda xp, p, x, dy: AFFINE.backward(xp, p, x, dy)[0]), r"dparams is a NoneType|dx|dparams"),
    (
        AFFINE._replace(backward=lambda xp, p, x, dy: ((AFFINE.backward(xp, p, x, dy)[0][0],), x)),
        "dparams is a tuple of 1, expected",
    ),
    (
        AFFINE._replace(backward=Backward(AFFINE.backward, lambda xp, p, x, dy: (x.T @ dy, xp.sum(dy, axis=-2) * 1.001))),
        "backward.dparams returns different gradients than backward",
    ),
    (AFFINE._replace(backward=Backward(AFFINE.backward, AFFINE.backward)), r"dparams is a tuple|dparams\[0\]"),
    (TANH._replace(backward=lambda xp, p, y, dy: ((), xp.sum(dy, axis=0))), r"dx has shape \(3,\), expected \(5, 3\)"),
    (TANH._replace(inference=lambda xp, p, s, x: np.tanh(x).astype("f8")), "inference: y is float64, expected float32"),
    (TANH._replace(inference=lambda xp, p, s, x: [x]), "inference: y is a builtins.list, expected an array of numpy"),
    (
        TANH._replace(forward=lambda xp, p, s, x: (xp.broadcast_to(xp.tanh(x[:1]), x.shape), xp.tanh(x), s)),
        "array 0",
    ),
]


@pytest.mark.parametrize(("layer", "words"), CONTRACTS, ids=range(len(CONTRACTS)))
def test_a_layer_that_breaks_its_contract_is_caught(layer, words):
    with pytest.raises(GradientError, match=words):
        check_layer(layer, 3)


def test_a_layer_that_cannot_be_replicated_is_caught_where_that_is_asked_for():
    flat = bpnet.stateless(lambda xp, p, x: (x - xp.mean(x), x), lambda xp, p, x, dy: ((), dy - xp.mean(dy)))
    assert check_layer(flat, 3) < 1e-8
    with pytest.raises(GradientError, match="with a leading axis of replicas: array 0 of outputs, state and gradients differs"):
        check_layer(flat, 3, replicas=True)


SQUARED = losses.squared_error()


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (
            SQUARED._replace(forward=lambda xp, t, y: (xp.sum((y - t) ** 2, axis=-1), y)),
            r"the value has shape \(4,\), expected \(\)",
        ),
        (SQUARED._replace(backward=lambda xp, t, y: xp.sum(y - t, axis=-1)), r"dy has shape \(4,\), expected \(4, 2\)"),
        (SQUARED._replace(backward=lambda xp, t, y: (y - t).astype("f8") / len(y)), "dy is float64, expected float32"),
        (SQUARED._replace(forward=lambda xp, t, y: SQUARED.forward(xp, t, y)[0]), "forward returns a float64, expected value"),
    ],
)
def test_a_loss_that_breaks_its_contract_is_caught(loss, words):
    with pytest.raises(GradientError, match=words):
        check_loss(loss, np.zeros((4, 2)), np.ones((4, 2)))


OPTIMIZERS = {
    "sgd": lambda: optimizers.sgd(0.1, momentum=0.9, nesterov=True, weight_decay=0.1),
    "adagrad": optimizers.adagrad,
    "rmsprop": lambda: optimizers.rmsprop(centered=True, momentum=0.9),
    "adam": lambda: optimizers.adam(amsgrad=True),
    "adamw": optimizers.adamw,
    "quickprop": optimizers.quickprop,
    "nadam": optimizers.nadam,
    "radam": optimizers.radam,
    "adamax": optimizers.adamax,
    "adadelta": optimizers.adadelta,
    "clip_norm": lambda: optimizers.clip_norm(optimizers.adam(), 1.0),
    "per_layer": lambda: optimizers.per_layer(optimizers.adam(weight_decay=0.1, decay_biases=False), ((0.5, 1, (2.0, 0.0)),)),
    "l2": lambda: optimizers.l2(optimizers.sgd(), 0.1, decay_biases=False),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_built_in_optimizers_keep_their_contract(bpnet_backend, name):
    check_optimizer(OPTIMIZERS[name](), backend=bpnet_backend)


def test_an_optimizer_that_does_not_use_the_rate_is_told_unless_it_says_so():
    check_optimizer(optimizers.rprop(), uses_rate=False)
    with pytest.raises(GradientError, match="update gives the same params for the learning rates 0.01 and 0.02"):
        check_optimizer(optimizers.rprop())


def descending(change=lambda p, g, rate: p - rate * g, init=lambda xp, params: (), memory=lambda m: m):
    def update(xp, params, grads, kept, rate):
        return bpnet.arrays.map_tree(lambda p, g: change(p, g, rate), params, grads), memory(kept)

    return optimizers.Optimizer(init, update, 0.1)


def momentum_in_place(p, g, rate):
    g *= rate
    return p - g


GENERATOR = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("optimizer", "words"),
    [
        (descending(momentum_in_place), "update writes into its arguments"),
        (
            descending(lambda p, g, rate: p - rate * g * GENERATOR.uniform(size=p.shape).astype(p.dtype)),
            "update gives different numbers",
        ),
        (
            descending(lambda p, g, rate: p - np.float64(0.5) * np.float64(rate) * g),
            r"params\[0\]\[0\]\[0\] is float64, expected float32",
        ),
        (descending(lambda p, g, rate: (p - rate * g).ravel()), r"params\[0\]\[0\]\[0\] has shape \(12,\), expected \(4, 3\)"),
        (descending(lambda p, g, rate: p - 0.1 * g), "the same params for the learning rates"),
        (descending(lambda p, g, rate: p), "params do not change"),
        (descending(lambda p, g, rate: p - rate * g / 0.0), "params are not finite after update 1"),
        (descending(init=lambda xp, params: [0.0]), "opt_state is a list, expected nested tuples of arrays"),
        (
            descending(init=lambda xp, p: (np.asarray([3]),), memory=lambda m: (m[0] * 0.9,)),
            r"opt_state\[0\] is float64, expected int64",
        ),
        (
            descending(init=lambda xp, p: (np.asarray([3]),), memory=lambda m: (*m, *m)),
            "opt_state is a tuple of 2, expected a tuple of 1",
        ),
    ],
)
def test_an_optimizer_that_breaks_its_contract_is_caught(optimizer, words):
    with pytest.raises(GradientError, match=words):
        check_optimizer(optimizer)


@pytest.mark.parametrize("wrong", [1, 4])
def test_a_layer_that_is_wrong_for_one_size_of_batch_is_caught(wrong):
    def backward(xp, params, x, dy):
        return (), (2.5 if x.shape[-2] == wrong else 2.0) * x * dy

    square = bpnet.stateless(lambda xp, params, x: (x * x, x), backward)
    with pytest.raises(GradientError, match=r"array 0 \(x\), element \(0, 0\): backward gives"):
        check_layer(square, 3, batch=4)


@pytest.mark.parametrize("wrong", [1, 4])
def test_a_loss_that_is_wrong_for_one_size_of_batch_is_caught(wrong):
    loss = losses.from_samples(
        lambda xp, t, y: xp.sum((y - t) ** 2, axis=-1), lambda xp, t, y: (2.5 if y.shape[-2] == wrong else 2.0) * (y - t)
    )
    with pytest.raises(GradientError, match=r"array 0 \(y\), element \(0, 0\): backward gives"):
        check_loss(loss, np.zeros((4, 2)), np.ones((4, 2)))


def reusing(right):
    """The same function, which returns the arrays of its last result again with other numbers in them."""
    kept = {}

    def again(*values):
        made = right(*values)
        shapes = [(leaf.shape, leaf.dtype) for leaf in bpnet.arrays.leaves(made)]
        buffers = kept.setdefault(tuple(shapes), [np.empty(*shape) for shape in shapes])
        for buffer, leaf in zip(buffers, bpnet.arrays.leaves(made), strict=True):
            buffer[...] = leaf
        numbered = iter(buffers)
        return bpnet.arrays.map_tree(lambda _: next(numbered), made)

    return again


@pytest.mark.parametrize("name", ["forward", "backward", "inference"])
def test_a_buffer_that_a_layer_uses_again_is_caught(name):
    with pytest.raises(GradientError, match=f"^{name} changes its earlier result"):
        check_layer(AFFINE._replace(**{name: reusing(getattr(AFFINE, name))}), 3)


@pytest.mark.parametrize("name", ["forward", "backward"])
def test_a_buffer_that_a_loss_uses_again_is_caught(name):
    y = np.random.default_rng(0).standard_normal((4, 2))
    with pytest.raises(GradientError, match=f"^{name} changes its earlier result"):
        check_loss(SQUARED._replace(**{name: reusing(getattr(SQUARED, name))}), np.zeros((4, 2)), y)


def test_a_buffer_that_an_optimizer_uses_again_is_caught():
    right = optimizers.adam()
    with pytest.raises(GradientError, match="^update changes its earlier result"):
        check_optimizer(right._replace(update=reusing(right.update)))


def wrong_in_float32(backward):
    return lambda xp, *values: bpnet.arrays.map_tree(
        lambda leaf: leaf * (2.0 if "float32" in str(leaf.dtype) else 1.0), backward(xp, *values)
    )


@pytest.mark.parametrize("x", [None, np.full((5, 3), 1e-3)])
@pytest.mark.parametrize("right", [AFFINE, layers.dense(2, "tanh"), layers.batch_norm(), layers.dropout(0.3)])
def test_a_layer_whose_gradients_are_wrong_in_float32_alone_is_caught(right, x):
    with pytest.raises(GradientError, match=r"array 0 \(x\), element .*: backward gives .* in float32, .* in float64"):
        check_layer(right._replace(backward=wrong_in_float32(right.backward)), 3, x=x)


def test_a_loss_whose_gradient_is_wrong_in_float32_alone_is_caught(bpnet_backend):
    wrong = SQUARED._replace(backward=wrong_in_float32(SQUARED.backward))
    with pytest.raises(GradientError, match=r"array 0 \(y\), element .*: backward gives .* in float32, .* in float64"):
        check_loss(wrong, np.zeros_like(Y), np.ones_like(Y), backend=bpnet_backend)


def differences():
    """A loss of neighbouring samples, which one sample alone does not have."""

    def forward(xp, t, y):
        if y.shape[0] < 2:
            raise ValueError("two samples at least")
        d = (y - t)[1:, :] - (y - t)[:-1, :]
        return xp.sum(d * d), d

    def backward(xp, _, d):
        zero = xp.zeros_like(d[:1, :])
        return 2.0 * (xp.concat([zero, d], axis=0) - xp.concat([d, zero], axis=0))

    return SQUARED._replace(forward=forward, backward=backward)


def test_a_loss_may_refuse_one_sample(bpnet_backend):
    assert check_loss(differences(), np.zeros_like(Y), Y, backend=bpnet_backend) < 1e-8


def test_weights_of_a_loss_may_be_integers_as_in_fit(bpnet_backend):
    assert check_loss(SQUARED, (np.zeros_like(Y), [1, 0, 2, 1]), Y, backend=bpnet_backend) < 1e-8


def test_what_a_layer_keeps_need_not_be_copied():
    keeps = bpnet.stateless(lambda xp, p, x: (x + 0.0, (letter for letter in "ab")), lambda xp, p, r, dy: ((), dy + 0.0))
    assert check_layer(keeps, 3) < 1e-8


def test_an_optimizer_may_gather_gradients_of_several_updates(bpnet_backend):
    right = optimizers.sgd(0.1)

    def init(xp, params):
        return bpnet.arrays.map_tree(xp.zeros_like, params), bpnet_backend.from_host(np.asarray(0))

    def update(xp, params, grads, memory, rate):
        sums, count = bpnet.arrays.map_tree(lambda s, g: s + g, memory[0], grads), memory[1] + 1
        moves = count % 3 == 0
        moved = bpnet.arrays.map_tree(lambda p, s: xp.where(moves, p - rate * s, p), params, sums)
        return moved, (bpnet.arrays.map_tree(lambda s: xp.where(moves, xp.zeros_like(s), s), sums), count)

    check_optimizer(right._replace(init=init, update=update), backend=bpnet_backend)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: check_layer(layers.tanh, 3), r"expected a Layer, got <function tanh"),
        (lambda: check_layer("tanh", 3), "expected a Layer, got 'tanh'"),
        (lambda: check_loss("squared_error", np.ones((2, 1)), np.ones((2, 1))), "expected a Loss, got 'squared_error'"),
        (lambda: check_optimizer(optimizers.sgd), "expected an Optimizer, got <function sgd"),
        (lambda: check_layer(TANH, 3, batch=0), "batch must be a positive integer, got 0"),
        (lambda: check_layer(TANH, 0), "n_in must be a positive integer, got 0"),
        (lambda: check_layer(TANH, 3, x=np.ones((4, 2))), r"x has shape \(4, 2\), expected \(samples, 3\)"),
        (lambda: check_layer(TANH, 3, x=np.ones((0, 3))), r"x has shape \(0, 3\), expected \(samples, 3\)"),
        (lambda: check_layer(TANH, 3, x=np.full((4, 3), np.nan)), "x contains NaN: no gradient can be checked there"),
        (lambda: check_loss(SQUARED, np.ones((2, 1)), np.full((2, 1), np.nan)), "y contains NaN"),
        (lambda: check_loss(SQUARED, np.ones(2), np.ones(2)), r"y has shape \(2,\), expected \(samples, outputs\)"),
        (lambda: check_loss(SQUARED, np.ones((3, 1)), np.ones((2, 1))), r"target has shape \(3, 1\) beside y of shape \(2, 1\)"),
        (lambda: check_loss(SQUARED, None, np.ones((2, 1))), r"target has shape \(\) beside y of shape \(2, 1\)"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_words(call, words):
    with pytest.raises((TypeError, ValueError), match=words):
        call()
