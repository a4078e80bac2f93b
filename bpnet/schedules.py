"""Learning rates that change: functions of the number of updates so far, run on the host.

The value enters the training step as an array. A function of one's own, ``step -> rate``, does as well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bpnet.recipes import Recipe, of_functions, recorded
from bpnet.settings import fraction, not_negative, positive, whole
from bpnet.wording import shown


@of_functions
class Schedule(NamedTuple):
    """The learning rate as a function of ``(step, losses)``.

    ``step`` counts updates from 0; ``losses`` are those of the epochs so far, of the validation data where there are some.
    """

    rate: Callable[[int, Sequence[float]], float]
    watches: bool = False
    """Whether the losses matter: the training loop then looks at them after every epoch."""
    recipe: Recipe | None = None

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """The learning rate of the update number ``step``."""
        return self.rate(step, losses)


@recorded()
def constant(rate: float) -> Schedule:
    """``rate``."""
    r = positive("rate", rate)
    return Schedule(lambda _step, _losses: r)


def as_schedule(rate: Schedule | Callable[[int], float] | float) -> Schedule:
    """A schedule as it is, or one made of a function of the step, or of a number."""
    if isinstance(rate, Schedule):
        return rate
    return Schedule(lambda step, _: rate(step)) if callable(rate) else constant(rate)


@recorded()
def step(rate: float, *, every: int, factor: float = 0.1) -> Schedule:
    """``rate factor**(step // every)``."""
    r, n, f = positive("rate", rate), whole("every", every), positive("factor", factor)
    return Schedule(lambda step, _: r * f ** (step // n))


@recorded()
def exponential(rate: float, *, decay: float) -> Schedule:
    """``rate decay**step``, 0 < decay <= 1."""
    r, d = positive("rate", rate), positive("decay", decay)
    if d > 1.0:
        raise ValueError(f"decay must be at most 1, got {shown(decay)}")
    return Schedule(lambda step, _: r * d**step)


@recorded()
def cosine(rate: float, *, steps: int, final: float = 0.0) -> Schedule:
    """``final + (rate - final) (1 + cos(pi step / steps)) / 2``, and ``final`` after ``steps``.

    Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
    """
    r, n, final = positive("rate", rate), whole("steps", steps), not_negative("final", final)
    return Schedule(lambda step, _: final + 0.5 * (r - final) * (1.0 + math.cos(math.pi * min(step, n) / n)))


@recorded()
def inverse_scaling(rate: float, *, power: float = 0.5) -> Schedule:
    """``rate / (step + 1)**power``."""
    r, p = positive("rate", rate), positive("power", power)
    return Schedule(lambda step, _: r / (step + 1) ** p)


@recorded()
def warm_up(after: Schedule | Callable[[int], float] | float, *, steps: int) -> Schedule:
    """``after``'s rate times ``(step + 1) / steps`` in the first ``steps`` updates; it begins at once, not after them.

    Source: Goyal et al., "Accurate, large minibatch SGD", 2017.
    """
    n = whole("steps", steps)
    schedule = as_schedule(after)
    rate = schedule.rate
    return Schedule(lambda step, losses: rate(step, losses) * min(1.0, (step + 1) / n), watches=schedule.watches)


@recorded()
def reduce_on_plateau(
    rate: float, *, factor: float = 0.1, patience: int = 10, threshold: float = 1e-4, least: float = 0.0
) -> Schedule:
    """``rate``, times ``factor`` each time that the loss has not fallen for ``patience`` epochs, but at least ``least``.

    The loss has fallen if it is below ``(1 - threshold)`` times the best so far, as PyTorch's ReduceLROnPlateau has it. It goes
    by the epochs of one `Network.fit`, with those that were resumed.
    """
    first, f, least = positive("rate", rate), fraction("factor", factor), not_negative("least", least)
    patience, threshold = whole("patience", patience, least=0), fraction("threshold", threshold)

    def reduced(_step: int, losses: Sequence[float]) -> float:
        r, best, waited = first, math.inf, 0
        for loss in losses:
            waited = 0 if loss < best * (1.0 - threshold) else waited + 1
            best = loss if waited == 0 else best
            if waited > patience:
                r, waited = max(r * f, least), 0
        return r

    return Schedule(reduced, watches=True)
