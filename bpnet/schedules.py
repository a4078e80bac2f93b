"""Learning rates that change: functions of the number of updates so far, run on the host.

The value enters the training step as an array. A function of one's own, ``step -> rate``, does as well.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from bpnet._checks import check_fraction, check_integer, check_nonnegative, check_positive
from bpnet._messages import short_repr
from bpnet._specs import Spec, immutable_functions, recorded

__all__ = ["Rate", "Schedule", "constant", "cosine", "exponential", "inverse_scaling", "reduce_on_plateau", "step", "warm_up"]


def __dir__() -> list[str]:
    return __all__


@immutable_functions
class Schedule(NamedTuple):
    """The learning rate as a function of ``(step, losses)``.

    ``step`` counts updates from 0; ``losses`` are those of the epochs so far, of the validation data where there are some.
    """

    rate: Callable[[int, Sequence[float]], float]
    watches: bool = False
    """Whether the losses matter: the training loop then looks at them after every epoch."""
    spec: Spec | None = None

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """The learning rate of the update number ``step``."""
        return self.rate(step, losses)


Rate: TypeAlias = float | Callable[[int], float] | Schedule
"""A learning rate: a number, a function of the number of updates so far, or a schedule."""


@recorded("schedules.constant")
def constant(rate: float) -> Schedule:
    """``rate``."""
    r = check_positive("rate", rate)
    return Schedule(lambda _step, _losses: r)


def as_schedule(rate: Rate) -> Schedule:
    """A schedule as it is, or one made of a function of the step, or of a number."""
    if isinstance(rate, Schedule):
        return rate
    return Schedule(lambda step, _: rate(step)) if callable(rate) else constant(rate)


@recorded("schedules.step")
def step(rate: float, *, every: int, factor: float = 0.1) -> Schedule:
    """``rate factor**(step // every)``."""
    r, n, f = check_positive("rate", rate), check_integer("every", every), check_positive("factor", factor)
    return Schedule(lambda step, _: r * f ** (step // n))


@recorded("schedules.exponential")
def exponential(rate: float, *, decay: float) -> Schedule:
    """``rate decay**step``, 0 < decay <= 1."""
    r, d = check_positive("rate", rate), check_positive("decay", decay)
    if d > 1.0:
        raise ValueError(f"decay must be at most 1, got {short_repr(decay)}")
    return Schedule(lambda step, _: r * d**step)


@recorded("schedules.cosine")
def cosine(rate: float, *, steps: int, final: float = 0.0) -> Schedule:
    """``final + (rate - final) (1 + cos(pi step / steps)) / 2``, and ``final`` after ``steps``.

    Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
    """
    r, n, final = check_positive("rate", rate), check_integer("steps", steps), check_nonnegative("final", final)
    return Schedule(lambda step, _: final + 0.5 * (r - final) * (1.0 + math.cos(math.pi * min(step, n) / n)))


@recorded("schedules.inverse_scaling")
def inverse_scaling(rate: float, *, power: float = 0.5) -> Schedule:
    """``rate / (step + 1)**power``."""
    r, p = check_positive("rate", rate), check_positive("power", power)
    return Schedule(lambda step, _: r / (step + 1) ** p)


@recorded("schedules.warm_up")
def warm_up(after: Rate, *, steps: int) -> Schedule:
    """``after``'s rate times ``(step + 1) / steps`` in the first ``steps`` updates; it begins at once, not after them.

    Source: Goyal et al., "Accurate, large minibatch SGD", 2017.
    """
    n = check_integer("steps", steps)
    schedule = as_schedule(after)
    rate = schedule.rate
    return Schedule(lambda step, losses: rate(step, losses) * min(1.0, (step + 1) / n), watches=schedule.watches)


@recorded("schedules.reduce_on_plateau")
def reduce_on_plateau(
    rate: float, *, factor: float = 0.1, patience: int = 10, threshold: float = 1e-4, least: float = 0.0
) -> Schedule:
    """``rate``, times ``factor`` each time that the loss has not fallen for ``patience`` epochs, but at least ``least``.

    The loss has fallen if it is below ``(1 - threshold)`` times the best so far, as PyTorch's ReduceLROnPlateau has it. It goes
    by the epochs of one `Network.fit`, with those that were resumed.
    """
    first, f, least = check_positive("rate", rate), check_fraction("factor", factor), check_nonnegative("least", least)
    patience, threshold = check_integer("patience", patience, least=0), check_fraction("threshold", threshold)

    start = first, math.inf, 0
    known: tuple[bytes, tuple[float, float, int]] = b"", start
    # the losses of the last call, and where they led: an epoch later they begin those of the next one

    def reduced(_step: int, losses: Sequence[float]) -> float:
        nonlocal known
        plain = losses if str(getattr(losses, "dtype", "")) == "float64" else array("d", losses)
        now: bytes = plain.tobytes()  # type: ignore[attr-defined]
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

    return Schedule(reduced, watches=True)
