"""One loss of several heads, whose outputs and targets lie side by side."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from functools import reduce

from bpnet._checks import check_integer, check_nonnegative, check_sequence
from bpnet._messages import one_line, short_repr, sums_to
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, columns
from bpnet.losses.base import Head, Loss, Target, check_losses, split_target


@factory("losses.joint")
def joint(losses: Sequence[Loss], widths: Sequence[int], *, weights: Sequence[float] | None = None) -> Loss:
    """``sum of a_i L_i(t_i, y_i)``: each loss has its columns of the outputs and of the target; ``dy`` is side by side.

    With this loss a `bpnet.Network` takes y as a tuple, with an array or labels for each head, and returns outputs as a tuple.
    In calls of the pure functions labels are one-hot columns, see `bpnet.losses.one_hot`.

    Source: Caruana, "Multitask learning", 1997.

    Parameters
    ----------
    losses
        One for each head, all with the same reduction.
    widths
        Number of outputs of each head.
    weights
        The factors a, not negative; by default 1.

    Examples
    --------
    A class of ten, and a number:

    >>> from bpnet import losses
    >>> loss = joint((losses.softmax_cross_entropy(), losses.squared_error()), widths=(10, 1), weights=(1.0, 0.5))
    """
    if isinstance(losses, Loss) or not isinstance(losses, list | tuple) or not losses:
        raise TypeError(f"joint: expected losses, such as (bpnet.losses.squared_error(),), got {short_repr(losses)}")
    check_losses(losses)
    factors = _check_weights(len(losses), widths, weights)
    if len({loss.reduction for loss in losses}) > 1:
        raise ValueError(
            f"joint: the reductions are {one_line(', '.join(loss.reduction for loss in losses))}, expected one for all losses"
        )
    output_widths = [check_integer(f"widths[{i}]", n) for i, n in enumerate(widths)]
    heads = tuple(map(Head, losses, output_widths))
    target_widths = [loss.width_of_targets(n) for loss, n in heads]

    def targets(target: Tree) -> Iterator[Tree]:
        values, weight = split_target(target)
        for index in columns(target_widths):
            yield values[index] if weight is None else Target(values[index], weight)

    def forward(xp: Namespace, target: Tree, y: Array) -> tuple[Array, Tree]:
        outputs = (y[index] for index in columns(output_widths))
        made = [loss.forward(xp, t, part) for loss, t, part in zip(losses, targets(target), outputs, strict=True)]
        values, residuals = zip(*made, strict=True)
        return reduce(operator.add, [a * value for a, value in zip(factors, values, strict=True)]), residuals

    def backward(xp: Namespace, target: Tree, residuals: Tree) -> Array:
        made = zip(factors, losses, targets(target), residuals, strict=True)
        return xp.concat([a * loss.backward(xp, t, r) for a, loss, t, r in made], axis=-1)

    def width(n_out: int) -> int:
        if n_out != sum(output_widths):
            raise ValueError(f"joint: its heads have {sums_to(output_widths)} outputs, the layers have {n_out}")
        return sum(target_widths)

    return Loss(forward, backward, losses[0].reduction, target_width=width, heads=heads)


def _check_weights(count: int, widths: Sequence[int], weights: Sequence[float] | None) -> list[float]:
    """Return the weights of some losses, 1 by default, or raise ValueError unless there is one of both for each loss."""
    given: Sequence[float] = [1.0] * count if weights is None else weights
    for name, numbers in (("widths", widths), ("weights", given)):
        check_sequence(f"joint: {name}", numbers, "a sequence, with a number for each loss")
    if not count == len(widths) == len(given):
        raise ValueError(f"joint: got {count} losses, {len(widths)} widths and {len(given)} weights, expected equal numbers")
    return [check_nonnegative(f"weights[{i}]", a) for i, a in enumerate(given)]
