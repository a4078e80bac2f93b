"""Stages and parts of a plan that is split over rows, and what is refused."""

import re

import numpy as np
import pytest
from row_cases import BATCHES, KINDS, RATE, XP, arguments, bits, check_parts, of_samples, planned, staged

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves
from bpnet.compiler import TraceError, row_parts, trace
from bpnet.compiler.plan import Value, apply
from bpnet.compiler.row_axes import reshaped_rows
from bpnet.compiler.row_parts import part_operations, run_in_parts
from bpnet.compiler.rows import Rows, RowsError, split_rows


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
    assert [words_of(part.plan.operations) for part in parts] == [rounds * 128 * 4, rounds * 128 * 4, rounds * 77 * 4]
    assert words_of(plan.operations) == rounds * 333 * 4
    assert words_of([*split.stages[0].whole, *split.last]) == 0
    counters = [next(c for c in part.plan.constants.values() if c.dtype == np.int64) for part in parts]
    assert [(c[0], c[-1]) for c in counters] == [(0, 511), (512, 1023), (1024, 1331)]


def masks(split, given, rows, first):
    """The masks of dropout in one part of the rows."""
    part = part_operations(split, 0, rows, first)
    arrays = dict(zip(leaves(split.plan.inputs), leaves(given), strict=True)) | part.plan.constants
    for op in (*split.stages[0].whole, *part.plan.operations):
        if all(x in arrays for x in op.values):
            arrays[op.result] = apply(np, op, [arrays[x] if isinstance(x, Value) else x for x in op.operands])
    return [arrays[op.result] for op in part.plan.operations if op.name == "greater_equal"]


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


MIXING = {
    "getitem": [lambda xp, x, t: xp.sum(x[::-1, :], axis=0), lambda xp, x, t: x[1:, 0] * 1.0, lambda xp, x, t: xp.sum(x[:2])],
    "matmul": [lambda xp, x, t: xp.sum(x @ x.T), lambda xp, x, t: xp.sum(x @ (x.T @ x) @ x.T)],
    "reshape": [lambda xp, x, t: xp.sum(xp.reshape(x, (3, 65)), axis=0), lambda xp, x, t: xp.sum(xp.reshape(x, (5, 39)))],
    "sum": [lambda xp, x, t: xp.sum(xp.reshape(x, (-1,)))],
    "concat": [lambda xp, x, t: xp.sum(xp.concat([x, t], axis=0))],
    "argsort": [
        lambda xp, x, t: xp.sum(x * xp.argsort(t, axis=0)),
        lambda xp, x, t: xp.sum(xp.reshape(xp.argsort(xp.arange(65)), (65, 1)) * x),
    ],
    "take": [lambda xp, x, t: xp.sum(xp.take(x, xp.asarray([0, 1]), axis=0))],
    "subtract": [lambda xp, x, t: xp.sum(x[:, :1] - xp.matrix_transpose(x[:, :1]))],
    "multiply": [lambda xp, x, t: xp.sum(x * (t.T @ xp.ones((65, 65))).T)],
}


@pytest.mark.parametrize(("name", "function"), [(name, function) for name, given in MIXING.items() for function in given])
def test_an_operation_that_mixes_rows_is_refused_by_its_name(name, function):
    given = (), (), (), np.empty((65, 3)), np.empty((65, 3)), RATE
    with pytest.raises(RowsError) as caught:
        split_rows(trace(of_samples(function), *given))
    message = str(caught.value)
    assert re.match(rf"the step cannot be split over rows: xp.{name} \(.*\) -> \(.*\): ", message)
    assert len(message) <= 300
    assert isinstance(caught.value, TraceError)


@pytest.mark.parametrize(
    ("at", "old", "new", "expected"),
    [
        (Rows(0), (4, 3), (12,), Rows(0, 3)),
        (Rows(0, 3), (12,), (1, 4, 3), Rows(1)),
        (Rows(0), (4, 6), (8, 3), Rows(0, 2)),
        (Rows(0), (4, 3), (3, 4), None),
        (Rows(0), (4, 3), (2, 6), None),
        (Rows(1), (2, 4, 3), (24,), Rows(0, 3, 2)),
        (Rows(0, 3, 2), (24,), (2, 4, 3), Rows(1)),
        (Rows(1), (2, 4, 3), (8, 3), Rows(0, 1, 2)),
        (Rows(1), (2, 4, 3), (4, 6), None),
        (Rows(1), (3, 4), (4, 3), None),
    ],
)
def test_a_reshape_keeps_rows_where_an_axis_has_whole_rows(at, old, new, expected):
    assert reshaped_rows(at, old, new, 4) == expected


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


def test_a_maximum_over_rows_is_refused_where_it_was_traced_as_slices():
    def over(xp, *trees):
        kernels = {"sum": lambda x, axis: xp.sum(x, axis=axis, keepdims=True), "matmul": xp.matmul}
        return step.over(bpnet.exact(xp, kernels), *trees)

    for layer, stages in ((layers.softmax(), 1), (layers.batch_norm(), None)):
        net = bpnet.chain(layers.affine(3), layer)
        step = bpnet.training_step(np, net, losses.squared_error(), optimizers.sgd())
        plan = trace(over, *arguments(net, optimizers.sgd(), 33))
        if stages:
            assert len(split_rows(plan).stages) == stages
        else:
            with pytest.raises(RowsError, match=r"xp.getitem \(33, 3\) -> \(16, 3\)"):
                split_rows(plan)


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
        assert all(333 not in x.shape for op in part.plan.operations for x in (*op.values, op.result))
        assert all(64 in x.shape for x in (*part.plan.inputs[1], *part.plan.outputs[1]))
        assert all(64 not in x.shape for x in (*part.plan.inputs[0], *part.plan.outputs[0]))
        assert {op.name for op in part.plan.operations} == {op.name for op in split.stages[number].operations} - {"getitem"}


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
