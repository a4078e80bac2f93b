"""Learning-rate schedules: functions of the number of updates so far, evaluated on the host.

The value enters the training step as an array. Any function ``step -> rate`` is a schedule too.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bpnet._checks import check_fraction, check_integer, check_nonnegative, check_positive
from bpnet._messages import short_repr
from bpnet._specs import Spec, factory, immutable_functions
from bpnet._suggestions import missing_name

__all__ = ["Rate", "Schedule", "constant", "cosine", "exponential", "inverse_scaling", "reduce_on_plateau", "step", "warm_up"]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)


@immutable_functions
class Schedule(NamedTuple):
    """The learning rate as a function of ``(step, losses)``.

    ``step`` counts updates from 0; ``losses`` are those of the epochs so far: validation losses, if there are validation data.
    """

    rate: Callable[[int, Sequence[float]], float]
    watches: bool = False
    """Whether ``rate`` depends on the losses: the training loop then reads them after every epoch."""
    spec: Spec | None = None
    """Factory and arguments, for `Network.save`; a custom schedule needs none."""

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """Return the learning rate of the update number ``step``."""
        return self.rate(step, losses)


Rate: TypeAlias = float | Callable[[int], float] | Schedule
"""A learning rate: a number, a function of the number of updates so far, or a schedule."""


@factory("schedules.constant")
def constant(rate: float) -> Schedule:
    """``rate``."""
    r = check_positive("rate", rate)
    return Schedule(lambda _step, _losses: r)


def as_schedule(rate: Rate) -> Schedule:
    """Return a schedule as it is, or convert a function of the step or a number to one."""
    if isinstance(rate, Schedule):
        return rate
    return Schedule(lambda step, _: rate(step)) if callable(rate) else constant(rate)


@factory("schedules.step")
def step(rate: float, *, every: int, factor: float = 0.1) -> Schedule:
    """``rate factor**(step // every)``."""
    r, n, f = check_positive("rate", rate), check_integer("every", every), check_positive("factor", factor)
    return Schedule(lambda step, _: r * f ** (step // n))


@factory("schedules.exponential")
def exponential(rate: float, *, decay: float) -> Schedule:
    """``rate decay**step``, 0 < decay <= 1."""
    r, d = check_positive("rate", rate), check_positive("decay", decay)
    if d > 1.0:
        raise ValueError(f"decay must be at most 1, got {short_repr(decay)}")
    return Schedule(lambda step, _: r * d**step)


@factory("schedules.cosine")
def cosine(rate: float, *, steps: int, final: float = 0.0) -> Schedule:
    """``final + (rate - final) (1 + cos(pi step / steps)) / 2``, and ``final`` after ``steps``.

    Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
    """
    r, n, final = check_positive("rate", rate), check_integer("steps", steps), check_nonnegative("final", final)
    return Schedule(lambda step, _: final + 0.5 * (r - final) * (1.0 + math.cos(math.pi * min(step, n) / n)))


@factory("schedules.inverse_scaling")
def inverse_scaling(rate: float, *, power: float = 0.5) -> Schedule:
    """``rate / (step + 1)**power``."""
    r, p = check_positive("rate", rate), check_positive("power", power)
    return Schedule(lambda step, _: r / (step + 1) ** p)


@factory("schedules.warm_up")
def warm_up(after: Rate, *, steps: int) -> Schedule:
    """``after``'s rate times ``(step + 1) / steps`` in the first ``steps`` updates; ``after`` counts from 0, not from their end.

    Source: Goyal et al., "Accurate, large minibatch SGD", 2017.
    """
    n = check_integer("steps", steps)
    schedule = as_schedule(after)
    rate = schedule.rate
    return Schedule(lambda step, losses: rate(step, losses) * min(1.0, (step + 1) / n), watches=schedule.watches)


@factory("schedules.reduce_on_plateau")
def reduce_on_plateau(
    rate: float, *, factor: float = 0.1, patience: int = 10, threshold: float = 1e-4, least: float = 0.0
) -> Schedule:
    """``rate``, times ``factor`` whenever the loss has not fallen for more than ``patience`` epochs, but at least ``least``.

    The loss has fallen if it is below ``(1 - threshold)`` times the best so far, as in PyTorch's ReduceLROnPlateau. Epochs are
    those of one `Network.fit`, including those before it was resumed.

    Parameters
    ----------
    rate
        First learning rate.
    factor
        Factor of each reduction, from 0 up to, not including, 1.
    patience
        Number of epochs without improvement that are tolerated.
    threshold
        Relative decrease that the loss must exceed to count as an improvement.
    least
        Lowest learning rate.
    """
    first, f, least = check_positive("rate", rate), check_fraction("factor", factor), check_nonnegative("least", least)
    patience, threshold = check_integer("patience", patience, least=0), check_fraction("threshold", threshold)

    start = first, math.inf, 0
    known: tuple[bytes, tuple[float, float, int]] = b"", start
    # the losses of the last call and their result: the losses of the next epoch start with them

    def reduce(_step: int, losses: Sequence[float]) -> float:
        nonlocal known
        doubles = losses if str(getattr(losses, "dtype", "")) == "float64" else array("d", losses)
        now: bytes = doubles.tobytes()  # type: ignore[attr-defined]  # an array of NumPy or of the standard library
        seen, (r, best, waited) = known
        if not now.startswith(seen):
            seen, (r, best, waited) = b"", start
        for loss in array("d", now[len(seen) :]):
            waited = 0 if loss < best * (1.0 - threshold) else waited + 1
            best = loss if waited == 0 else best
            if waited > patience:
                r, waited = max(r * f, least), 0
        if len(now) > len(seen):
            known = now, (r, best, waited)
        return r

    return Schedule(reduce, watches=True)
