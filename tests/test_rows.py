"""The axis of rows of a plan: stages, joins, and parts of a batch with the bits of the whole."""

import re

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.compiler import TraceError, row_parts, trace
from bpnet.compiler.plan import Value, apply
from bpnet.compiler.row_parts import part_operations, run_in_parts
from bpnet.compiler.rows import RowsError, split_rows

BATCHES = (1, 31, 32, 33, 65, 333)
KINDS = ("native", "exact")
RATE = np.asarray(0.1)


def sum_in_blocks(x, axis):
    """The second edition of exact sums along an axis that is kept: blocks of 32 terms in turn, then their tree."""
    terms = np.moveaxis(x, axis, 0)
    nodes = []
    for first in range(0, len(terms), 32):
        node = terms[first]
        for term in terms[first + 1 : first + 32]:
            node = node + term
        nodes.append(node)
    while len(nodes) > 1:
        pairs = [left + right for left, right in zip(nodes[::2], nodes[1::2], strict=False)]
        nodes = pairs + nodes[2 * len(pairs) :]
    return np.expand_dims(nodes[0], axis=axis)


XP = bpnet.exact(np, {"sum": sum_in_blocks})


def record(step):
    """The step with exact arithmetic, whose sums, products and maxima are single operations of the plan."""

    def over(xp, *trees):
        kernels = {
            "sum": lambda x, axis: xp.sum(x, axis=axis, keepdims=True),
            "matmul": xp.matmul,
            "max": xp.max,
            "min": xp.min,
        }
        return step.over(bpnet.exact(xp, kernels), *trees)

    return over


def arguments(layer, optimizer, rows, target=None, dtype=np.float64, n_in=3):
    """Trees of a step; a target is a function of a generator and the shape of the outputs."""
    draw = bpnet.random.Draw(np, bpnet.random.key_of(1))
    params, state, n_out = layer.init(draw, n_in)
    rng = np.random.default_rng(rows)
    params = map_tree(lambda p: (p + 0.1 * rng.normal(size=p.shape)).astype(dtype), params)
    state = map_tree(lambda s: s.astype(dtype) if s.dtype.kind == "f" else s, state)
    t = rng.uniform(0.1, 0.9, (rows, n_out)).astype(dtype) if target is None else target(rng, (rows, n_out))
    x = rng.normal(size=(rows, n_in)).astype(dtype)
    return params, state, optimizer.init(np, params), x, t, RATE.astype(dtype)


def planned(kind, layer, loss, optimizer, given):
    step = bpnet.training_step(np, layer, loss, optimizer)
    return trace(step if kind == "native" else record(step), *given)


def divisions(rows):
    """Parts of a batch: all rows, blocks, and some unequal parts."""
    blocks = [32] * (rows // 32) + [rows % 32] * (rows % 32 > 0)
    yield [rows]
    if len(blocks) > 1:
        yield blocks
    if rows == 333:
        yield from ([192, 141], [128, 128, 77], [96, 96, 96, 45], [32, 256, 45])


def bits(tree):
    return [np.asarray(leaf).tobytes() for leaf in leaves(tree)]


def check_parts(plan, given, axes=0):
    """Compare a plan in parts with the whole, and return its stages."""
    split = split_rows(plan, axes)
    expected = bits(plan.run(XP, *given))
    for sizes in divisions(split.rows):
        assert bits(run_in_parts(split, XP, given, sizes)) == expected, sizes
    return split


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
    net = layers.dense(3, "sigmoid" if loss.squashed else "identity")
    has_weights, has_mean = target in {weighted, weighted_labels}, reduction == "mean"
    for rows in BATCHES:
        given = arguments(net, optimizers.sgd(), rows, target)
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
    split = split_rows(trace(record(step), *given))
    for sizes in divisions(333):
        assert bits(run_in_parts(split, XP, given, sizes)) == bits(step.over(XP, *given))


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


def staged(net, loss=None, rows=333, target=None, kind="native"):
    given = arguments(net, optimizers.sgd(), rows, target)
    return split_rows(planned(kind, net, loss or losses.squared_error(), optimizers.sgd(), given))


@pytest.mark.parametrize("kind", KINDS)
def test_batch_norm_cuts_after_the_first_row_the_largest_number_the_mean_the_variance_and_the_backward_means(kind):
    split = staged(bpnet.chain(layers.affine(3), layers.batch_norm()), kind=kind)
    kinds = [sorted({join.kind for join in stage.joins}) for stage in split.stages]
    assert kinds == [["pick"], ["max"], ["sum"], ["sum"], ["sum"], ["sum"]]


def test_each_batch_norm_adds_four_stages_before_the_loss_and_one_after_it():
    pair = bpnet.chain(layers.affine(3), layers.batch_norm())
    assert [len(staged(net).stages) for net in (layers.affine(3), pair, bpnet.chain(pair, pair))] == [1, 6, 11]
    first = bpnet.chain(layers.batch_norm(), layers.affine(3))  # the gradient by the samples is not computed
    assert len(staged(first).stages) == 5


def test_a_plain_network_is_one_stage_that_keeps_nothing_and_joins_gradients_and_loss():
    (stage,) = staged(bpnet.chain(layers.dense(4, "tanh"), layers.dropout(), layers.affine(2))).stages
    assert (stage.kept, [join.kind for join in stage.joins]) == ((), ["sum"] * 5)
    shapes = [join.operation.result.shape for join in stage.joins]
    assert sorted(shapes) == [(1, 1), (2,), (3, 4), (4,), (4, 2)]


def test_a_mean_in_parts_divides_by_the_rows_of_the_whole_batch():
    split = staged(bpnet.chain(layers.affine(3), layers.batch_norm()))
    whole = [op for stage in split.stages for op in stage.whole] + list(split.last)
    numbers = [x for op in whole for x in op.operands if isinstance(x, float)]
    assert numbers.count(333.0) == 4
    assert 333 / 332 in numbers
    values = [x for op in split.stages[4].operations for x in op.operands if isinstance(x, float)]
    assert 1.0 / 333 in values


def words_of(operations):
    return sum(op.result.size for op in operations if op.name == "bitwise_left_shift")


def test_a_part_computes_its_own_random_words_alone():
    net = bpnet.chain(layers.affine(4), layers.dropout())
    given = arguments(net, optimizers.sgd(), 333)
    plan = planned("native", net, losses.squared_error(), optimizers.sgd(), given)
    split = split_rows(plan)
    parts = [part_operations(split, 0, rows, first) for first, rows in [(0, 128), (128, 128), (256, 77)]]
    rounds = 19  # of 20: the second word of the last is not used
    assert [words_of(part.operations) for part in parts] == [rounds * 128 * 4, rounds * 128 * 4, rounds * 77 * 4]
    assert words_of(plan.operations) == rounds * 333 * 4
    assert words_of([*split.stages[0].whole, *split.last]) == 0
    counters = [next(c for c in part.constants.values() if c.dtype == np.int64) for part in parts]
    assert [(c[0], c[-1]) for c in counters] == [(0, 511), (512, 1023), (1024, 1331)]


def masks(split, given, rows, first):
    """The masks of dropout in one part of the rows."""
    part = part_operations(split, 0, rows, first)
    arrays = dict(zip(leaves(split.plan.inputs), leaves(given), strict=True)) | part.constants
    for op in (*split.stages[0].whole, *part.operations):
        if all(x in arrays for x in op.values):
            arrays[op.result] = apply(np, op, [arrays[x] if isinstance(x, Value) else x for x in op.operands])
    return [arrays[op.result] for op in part.operations if op.name == "greater_equal"]


def test_masks_of_parts_are_the_rows_of_the_mask_of_the_whole():
    net = bpnet.chain(layers.dropout(), layers.affine(4))
    given = arguments(net, optimizers.sgd(), 333)
    split = split_rows(planned("native", net, losses.squared_error(), optimizers.sgd(), given))
    (whole,) = masks(split, given, 333, 0)
    parts = [masks(split, given, rows, first)[0] for first, rows in [(0, 96), (96, 160), (256, 77)]]
    assert np.array_equal(np.concatenate(parts), whole)
    assert 0 < whole.sum() < whole.size


def test_a_part_that_starts_its_counter_at_0_is_seen(monkeypatch):
    net = bpnet.chain(layers.dropout(), layers.affine(4))
    given = arguments(net, optimizers.sgd(), 65)
    plan = planned("native", net, losses.squared_error(), optimizers.sgd(), given)
    expected, split = bits(plan.run(XP, *given)), split_rows(plan)
    slice_of = row_parts._slice
    monkeypatch.setattr(row_parts, "_slice", lambda array, at, rows, first, n: slice_of(array, at, rows, 0, n))
    assert bits(run_in_parts(split, XP, given, [65])) == expected
    assert bits(run_in_parts(split, XP, given, [32, 33])) != expected


def test_the_nodes_of_a_worker_added_to_one_number_are_seen(monkeypatch):
    net = layers.affine(4)
    given = arguments(net, optimizers.sgd(), 333)
    plan = planned("native", net, losses.squared_error(), optimizers.sgd(), given)
    split = split_rows(plan)
    assert bits(run_in_parts(split, XP, given, [192, 141])) == bits(plan.run(XP, *given))

    class InTurn:
        def __init__(self, n_blocks, combine):
            self.values, self.combine = {}, combine

        def add(self, level, index, value):
            self.values[index << level] = value

        @property
        def root(self):
            first, second, third, fourth = (self.values[block] for block in (0, 4, 6, 8))
            return self.combine(self.combine(first, second), self.combine(third, fourth))

    monkeypatch.setattr(row_parts, "Nodes", InTurn)
    assert bits(run_in_parts(split, XP, given, [192, 141])) != bits(plan.run(XP, *given))


def of_samples(function):
    """A step that returns a function of x and t."""
    return lambda xp, params, state, opt_state, x, t, rate: function(xp, x, t)


def square(rng):
    return rng.normal(size=(65, 65))


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


MIXING = {
    "getitem": [lambda xp, x, t: xp.sum(x[::-1, :], axis=0), lambda xp, x, t: x[1:, 0] * 1.0, lambda xp, x, t: xp.sum(x[:2])],
    "matmul": [lambda xp, x, t: xp.sum(x @ x.T), lambda xp, x, t: xp.sum(x @ (x.T @ x) @ x.T)],
    "reshape": [lambda xp, x, t: xp.sum(xp.reshape(x, (3, 65)), axis=0), lambda xp, x, t: xp.sum(xp.reshape(x, (5, 39)))],
    "sum": [lambda xp, x, t: xp.sum(xp.reshape(x, (-1,)))],
    "concat": [lambda xp, x, t: xp.sum(xp.concat([x, t], axis=0))],
    "argsort": [lambda xp, x, t: xp.sum(x * xp.argsort(t, axis=0))],
    "take": [lambda xp, x, t: xp.sum(xp.take(x, xp.asarray([0, 1]), axis=0))],
    "subtract": [lambda xp, x, t: xp.sum(x - xp.sum(x, axis=1)[None, :], axis=0)],
    "multiply": [lambda xp, x, t: xp.sum(x * xp.take(x, xp.argsort(xp.arange(65)), axis=1))],
}
MIXING["subtract"] = [lambda xp, x, t: xp.sum(x[:, :1] - xp.matrix_transpose(x[:, :1]))]
MIXING["multiply"] = [lambda xp, x, t: xp.sum(x * (t.T @ xp.ones((65, 65))).T)]
MIXING["argsort"] += [lambda xp, x, t: xp.sum(xp.reshape(xp.argsort(xp.arange(65)), (65, 1)) * x)]


@pytest.mark.parametrize(("name", "function"), [(name, function) for name, given in MIXING.items() for function in given])
def test_an_operation_that_mixes_rows_is_refused_by_its_name(name, function):
    given = (), (), (), np.empty((65, 3)), np.empty((65, 3)), RATE
    with pytest.raises(RowsError) as caught:
        split_rows(trace(of_samples(function), *given))
    message = str(caught.value)
    assert re.match(rf"the step cannot be split over rows: xp.{name} \(.*\) -> \(.*\): ", message)
    assert len(message) <= 300
    assert isinstance(caught.value, TraceError)


def bare(forward, backward):
    return bpnet.backprop.stateless(forward, backward)


CENTRE = bare(
    lambda xp, params, x: (x - xp.mean(x, axis=-2, keepdims=True), ()),
    lambda xp, params, residuals, dy: ((), dy - xp.mean(dy, axis=-2, keepdims=True)),
)
FLIP = bare(lambda xp, params, x: (x[..., ::-1, :], ()), lambda xp, params, residuals, dy: ((), dy[..., ::-1, :]))


def attend(xp, x):
    return bpnet.special.softmax(xp, xp.matmul(x, xp.matrix_transpose(x)))


ATTENTION = bare(
    lambda xp, params, x: (xp.matmul(attend(xp, x), x), attend(xp, x)),
    lambda xp, params, p, dy: ((), xp.matmul(xp.matrix_transpose(p), dy)),
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_that_centres_over_the_batch_needs_a_cut_before_and_after_the_loss(kind):
    net = bpnet.chain(layers.affine(3), CENTRE, layers.affine(2))
    for rows in BATCHES:
        given = arguments(net, optimizers.sgd(), rows)
        split = check_parts(planned(kind, net, losses.squared_error(), optimizers.sgd(), given), given)
        assert len(split.stages) == (3 if rows > 1 else 0)


@pytest.mark.parametrize(("layer", "words"), [(FLIP, "xp.getitem .* reorders rows"), (ATTENTION, "xp.matmul .* different axes")])
def test_a_layer_that_mixes_rows_is_refused(layer, words):
    with pytest.raises(RowsError, match=words):
        staged(bpnet.chain(layers.affine(3), layer, layers.affine(2)))


def test_a_result_with_single_rows_is_refused():
    given = (), (), (), np.empty((65, 3)), np.empty((65, 3)), RATE
    with pytest.raises(RowsError, match="its result .* of shape .* has elements of single rows"):
        split_rows(trace(of_samples(lambda xp, x, t: x + t), *given))


def test_params_with_an_element_per_row_are_refused():
    given = np.empty((65, 3)), (), (), np.empty((65, 3)), np.empty((65, 3)), RATE
    step = trace(lambda xp, params, state, opt_state, x, t, rate: xp.sum(params * x * t), *given)
    with pytest.raises(RowsError, match=r"xp.multiply .*neither a sample nor made of constants"):
        split_rows(step)


def test_samples_of_different_numbers_of_rows_are_refused():
    given = (), (), (), np.empty((65, 3)), np.empty((64, 3)), RATE
    with pytest.raises(RowsError, match=r"the samples have \[64, 65\] rows"):
        split_rows(trace(of_samples(lambda xp, x, t: xp.sum(x) + xp.sum(t)), *given))


def test_the_axis_of_each_sample_can_be_given():
    rng = np.random.default_rng(0)
    given = (), (), (), rng.normal(size=(3, 65)), rng.normal(size=(65, 2)), RATE
    plan = trace(of_samples(lambda xp, x, t: x @ t), *given)
    x, t = leaves(plan.inputs[3:5])
    check_parts(plan, given, {x: -1, t: 0})


@pytest.mark.parametrize("sizes", [[31, 34], [32, 32], [32, 34], [65, 0], [64, 0, 1], []])
def test_parts_are_multiples_of_32_rows_and_all_of_the_batch(sizes):
    net = layers.affine(2)
    given = arguments(net, optimizers.sgd(), 65)
    split = split_rows(planned("native", net, losses.squared_error(), optimizers.sgd(), given))
    with pytest.raises(ValueError, match="parts"):
        run_in_parts(split, XP, given, sizes)


def test_a_part_outside_of_the_batch_is_refused():
    with pytest.raises(ValueError, match="expected some of 333 rows, got rows 320 to 351"):
        part_operations(staged(layers.affine(2)), 0, 32, 320)


def test_values_of_a_part_have_its_rows_and_whole_values_stay():
    split = staged(bpnet.chain(layers.dense(4, "tanh"), layers.batch_norm()))
    for number in range(len(split.stages)):
        part = part_operations(split, number, 64, 32)
        assert all(333 not in x.shape for op in part.operations for x in (*op.values, op.result))
        assert all(64 in x.shape for x in part.values.values())
        assert {op.name for op in part.operations} == {op.name for op in split.stages[number].operations} - {"getitem"}


def test_only_the_part_that_has_a_picked_row_gives_it():
    split = staged(bpnet.chain(layers.affine(4), layers.batch_norm()))
    assert [join.kind for join in part_operations(split, 0, 32, 0).joins] == ["pick"]
    assert part_operations(split, 0, 32, 32).joins == ()


def test_random_words_are_computed_in_the_stage_that_reads_them():
    split = staged(bpnet.chain(layers.dense(4, "tanh"), layers.batch_norm(), layers.dropout()))
    assert [words_of(stage.operations) > 0 for stage in split.stages] == [False] * 4 + [True, False]


def test_a_row_plan_prints_its_stages():
    text = str(staged(bpnet.chain(layers.affine(3), CENTRE), rows=33))
    assert text.startswith("33 rows, 3 stages\nbefore stage 0\n")
    assert re.search(r"\n  join %\d+ by sum\n  keep %\d+\nbefore stage 1\n", text)
    assert "\nat the end\n" in text
