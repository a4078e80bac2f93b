"""scikit-learn's rules for the learning rate and for when training stops, and its messages."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

from bpnet import schedules

SMALLEST_RATE = 1e-6
CUT = 5.0


def count_epoch(est: Any, score: float | None) -> None:
    """Record the loss of an epoch, or its score on held-out data, and count the epochs without improvement."""
    if score is None:
        loss = est.loss_curve_[-1]
        est._no_improvement_count = est._no_improvement_count + 1 if loss > est.best_loss_ - est.tol else 0
        est.best_loss_ = min(est.best_loss_, loss)
        return
    est.validation_scores_.append(score)
    if est.verbose:
        print(f"Validation score: {score:f}")
    est._no_improvement_count = est._no_improvement_count + 1 if score < est.best_validation_score_ + est.tol else 0


class Schedule(NamedTuple):
    """Settings of the learning rate when the solver was created: later changes have no effect."""

    kind: str
    first: float
    power: float

    @classmethod
    def of(cls, est: Any) -> Self:
        """Return the schedule of an estimator; Adam's rate is constant."""
        return cls(est.learning_rate if est.solver == "sgd" else "constant", float(est.learning_rate_init), float(est.power_t))


def next_rate(est: Any, solver: Any) -> float:
    """Return the learning rate of the next epoch, if it depends on the number of samples seen; otherwise the current one."""
    kind, first, power = solver.schedule
    if kind == "invscaling" and power > 0:
        return schedules.inverse_scaling(first, power=power)(est.t_)
    rate: float = solver.learning_rate
    return rate


def should_stop(est: Any, solver: Any) -> bool:
    """Return True if there was no improvement for more than `n_iter_no_change` epochs; an adaptive rate is lowered first."""
    if est._no_improvement_count <= est.n_iter_no_change:
        return False
    monitored = "Validation score" if est.early_stopping else "Training loss"
    message = f"{monitored} did not improve more than tol={est.tol:f} for {est.n_iter_no_change} consecutive epochs."
    lowers = solver.schedule.kind == "adaptive"
    if lowers and solver.learning_rate > SMALLEST_RATE:
        solver.learning_rate /= CUT
        est._no_improvement_count = 0
        message += f" Setting learning rate to {solver.learning_rate:f}"
    else:
        message += " Learning rate too small. Stopping." if lowers else " Stopping."
        lowers = False
    if est.verbose:
        print(message)
    return not lowers
