"""Parts of a batch have the bits of the whole, for all layers, losses and optimizers."""

import numpy as np
import pytest
from row_cases import BATCHES, KINDS, RATE, XP, arguments, bits, check_parts, divisions, of_samples, planned

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.compiler import trace
from bpnet.compiler.exact import ExactStep
from bpnet.compiler.row_parts import run_in_parts
from bpnet.compiler.rows import split_rows

LAYERS = {
    **{name: make() for name, make in layers.ACTIVATIONS.items()},
    "leaky_relu of 0.1": layers.leaky_relu(0.1),
    "gelu by tanh": layers.gelu("tanh"),
    "affine": layers.affine(4),
    "affine without bias": layers.affine(4, bias=False),
    "dense": layers.dense(4, "tanh"),
    "layer_norm": layers.layer_norm(),
    "batch_norm": layers.batch_norm(),
    "dropout": layers.dropout(),
    "two of dropout": bpnet.chain(layers.dropout(0.1), layers.dense(4, "relu"), layers.dropout(0.3)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_in_parts_has_the_bits_of_the_whole(name, kind):
    net = bpnet.chain(layers.affine(3), LAYERS[name], layers.affine(2))
    for rows in BATCHES[name == "batch_norm" :]:
        given = arguments(net, optimizers.sgd(), rows)
        check_parts(planned(kind, net, losses.squared_error(), optimizers.sgd(), given), given)


def weighted(rng, shape):
    return rng.uniform(0.1, 0.9, shape), rng.integers(0, 3, shape[:1]) * 0.5


def labels(rng, shape):
    return rng.integers(0, shape[1], shape[:1])


def weighted_labels(rng, shape):
    return losses.Target(labels(rng, shape), rng.uniform(size=shape[:1]))


TARGETS = [
    *((name, target) for name in losses.LOSSES for target in (None, weighted)),
    *(("softmax_cross_entropy", target) for target in (labels, weighted_labels)),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize(("name", "target"), TARGETS)
def test_every_loss_in_parts_has_the_bits_of_the_whole(name, target, reduction, kind):
    loss = getattr(losses, name)(reduction)
    net = layers.dense(3 if loss.target_width is None else 6, "sigmoid" if loss.squashed else "identity")
    has_weights, has_mean = target in {weighted, weighted_labels}, reduction == "mean"

    def of_width(rng, shape):
        shape = (shape[0], loss.width_of_targets(shape[1]))
        return rng.uniform(0.1, 0.9, shape) if target is None else target(rng, shape)

    for rows in BATCHES:
        given = arguments(net, optimizers.sgd(), rows, of_width)
        split = check_parts(planned(kind, net, loss, optimizers.sgd(), given), given)
        assert rows == 1 or len(split.stages) == 1 + (has_weights and has_mean)


OPTIMIZERS = {
    **{name: make() for name, make in optimizers.OPTIMIZERS.items()},
    "nesterov": optimizers.sgd(0.1, momentum=0.9, nesterov=True),
    "dampening": optimizers.sgd(0.1, momentum=0.9, dampening=0.1),
    "rprop with weights": optimizers.rprop(backtracking="weight"),
    "l2": optimizers.l2(optimizers.adam(), 0.01, decay_biases=False),
    "decoupled": optimizers.decoupled(optimizers.sgd(), 0.01),
    "clip_value": optimizers.clip_value(optimizers.sgd(), 0.01),
    "clip_norm": optimizers.clip_norm(optimizers.rmsprop(), 0.01),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_in_parts_has_the_bits_of_the_whole(name, kind):
    net, optimizer = layers.dense(3, "tanh"), OPTIMIZERS[name]
    for rows in BATCHES:
        given = arguments(net, optimizer, rows)
        split = check_parts(planned(kind, net, losses.squared_error(), optimizer, given), given)
        assert len(split.stages) == (rows > 1)
        assert not split.where.keys() & {op.result for op in split.last}


MIXED = bpnet.chain(layers.dense(4, "tanh"), layers.batch_norm(), layers.dropout(0.3), layers.dense(4, "gelu"), layers.affine(2))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_step_in_parts_has_the_bits_of_the_step_itself(dtype):
    optimizer = optimizers.clip_norm(optimizers.adam(), 1.0)
    given = arguments(MIXED, optimizer, 333, dtype=dtype)
    step = bpnet.training_step(np, MIXED, losses.squared_error(), optimizer)
    split = split_rows(trace(ExactStep(step), *given))
    for sizes in divisions(333):
        assert bits(run_in_parts(split, XP, given, sizes)) == bits(step.over(XP, *given))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["softmax", "layer_norm", "batch_norm", "dropout", "gelu"])
def test_as_many_features_as_rows_are_not_taken_for_rows(name, kind):
    net, loss = bpnet.chain(layers.affine(64), LAYERS[name], layers.affine(64)), losses.softmax_cross_entropy()
    for target in (None, weighted_labels):
        given = arguments(net, optimizers.adam(), 64, target, n_in=64)
        check_parts(planned(kind, net, loss, optimizers.adam(), given), given)


@pytest.mark.parametrize("kind", KINDS)
def test_replicas_have_their_rows_on_the_second_axis(kind):
    single = arguments(MIXED, optimizers.adam(), 65)
    rng = np.random.default_rng(0)

    def stack(leaf):
        return np.stack([leaf, leaf + rng.normal(size=leaf.shape)] if leaf.dtype.kind == "f" else [leaf, leaf + 7])

    params, state = (map_tree(stack, tree) for tree in single[:2])
    x, t = map(stack, single[3:5])
    given = params, state, optimizers.adam().init(np, params), x, t, RATE
    plan = planned(kind, MIXED, losses.squared_error(), optimizers.adam(), given)
    split = check_parts(plan, given, axes=1)
    assert len(split.stages) == 6
    assert dict.fromkeys(leaves(plan.inputs[3:5]), 1).items() <= {x: at.axis for x, at in split.where.items()}.items()


ACCEPTED = {
    "centred over the batch": lambda xp, x, t: xp.sum(xp.square(x - xp.mean(x, axis=0)), axis=0),
    "all axes": lambda xp, x, t: (xp.sum(x), xp.mean(x), xp.max(x), xp.min(x)),
    "several axes": lambda xp, x, t: xp.mean(xp.expand_dims(x, axis=1) * xp.expand_dims(t, axis=2), axis=(0, 2)),
    "several kept axes": lambda xp, x, t: x.shape[0] * xp.sum(x, axis=(0, 1), keepdims=True),
    "axes before the rows": lambda xp, x, t: xp.sum(xp.permute_dims(xp.stack([x, t]), (0, 2, 1)), axis=None),
    "all and any": lambda xp, x, t: (xp.all(x < 9.0, axis=0), xp.any(x > 2.0, axis=0), xp.sum(xp.astype(x > t, xp.int64))),
    "least and largest": lambda xp, x, t: xp.sum((x - xp.min(x, axis=0)) * xp.max(t, axis=0, keepdims=True), axis=0),
    "fixed rows": lambda xp, x, t: (x[-1, :], x[40, ...], x[5:6, 1:], x[None, 64], xp.sum(x * t[33], axis=0)),
    "slices of features": lambda xp, x, t: xp.sum(x[:, ::-1] * t[:65, 2:3], axis=0),
    "transposed": lambda xp, x, t: xp.sum(xp.permute_dims(x, (1, 0)), axis=-1) + xp.sum(t.T, axis=1),
    "products of a constant": lambda xp, x, t: (xp.ones((1, 65)) @ x, x.T @ (xp.ones((65, 1)) * 0.1), x.T @ t),
    "products in each row": lambda xp, x, t: xp.sum(xp.expand_dims(x, axis=1) @ xp.expand_dims(t, axis=2), axis=(0, 1, 2)),
    "a constant of single rows": lambda xp, x, t: xp.sum(x * xp.reshape(xp.arange(65 * 3) * 0.5, (65, 3)), axis=0),
    "a whole constant that rows read too": lambda xp, x, t: (xp.sum(x * xp.ones((65, 3)), axis=0), xp.ones((65, 3)) + 1.0),
    "flat": lambda xp, x, t: xp.sum(xp.reshape(xp.reshape(x, (-1,)) * xp.reshape(t, (-1,)), (65, 3)), axis=0),
    "more axes": lambda xp, x, t: xp.sum(xp.reshape(x, (1, 65, 3, 1)) * 2.0, axis=(1, 3)),
    "taken features": lambda xp, x, t: xp.sum(xp.take(x, xp.asarray([2, 0, 0]), axis=1), axis=0),
    "taken by rows": lambda xp, x, t: xp.sum(xp.take(xp.asarray([1.0, 3.0]), xp.astype(x > t, xp.int64), axis=0), axis=0),
    "sorted features": lambda xp, x, t: xp.sum(xp.argsort(x, axis=1), axis=0),
    "joined features": lambda xp, x, t: xp.sum(xp.concat([x, t, xp.zeros((65, 2))], axis=1), axis=0),
    "stacked": lambda xp, x, t: xp.sum(xp.stack([x, t], axis=1), axis=0) + xp.sum(xp.stack([x, t]), axis=1),
    "a broadcast join": lambda xp, x, t: xp.sum(xp.broadcast_to(xp.expand_dims(xp.sum(x, axis=0), axis=0), (65, 3)) * t, axis=0),
    "squeezed": lambda xp, x, t: xp.sum(xp.squeeze(xp.expand_dims(x, axis=0), axis=0), axis=0),
    "an integer mask of constants": lambda xp, x, t: xp.sum(xp.where(xp.reshape(xp.arange(65), (65, 1)) > 40, x, t), axis=0),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_function_of_the_samples_in_parts_has_the_bits_of_the_whole(name):
    rng = np.random.default_rng(0)
    given = (), (), (), rng.normal(size=(65, 3)), rng.normal(size=(65, 3)), RATE
    check_parts(trace(of_samples(ACCEPTED[name]), *given), given)
