"""The arguments of `Network.fit` as one object, and the beginning of a training run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bpnet._checks import check_bool, check_integer
from bpnet.distributed.ranks import ALONE, Ranks
from bpnet.training.callbacks import begin, check_callbacks
from bpnet.training.chosen_metrics import choose_metrics
from bpnet.training.metric_values import heads_of
from bpnet.training.progress import ProgressBar
from bpnet.training.run import Run
from bpnet.training.subnormals import warn_if_flushed
from bpnet.training.text_columns import check_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bpnet.minimizers import Minimizer
    from bpnet.training.history import History


@dataclass(frozen=True)
class FitSettings:
    """The arguments of one call of `bpnet.Network.fit`, which documents them."""

    x: Any
    y: Any
    epochs: int
    optimizer: str | Minimizer | None = None
    batch_size: int | None = None
    shuffle: bool = True
    order: Any = None
    sample_weight: Any = None
    class_weight: Any = None
    validation: tuple[Any, Any] | float | None = None
    callbacks: Sequence[Callable[[Run], Any]] = ()
    progress: bool = False
    compile: bool | None = None
    threads: int | None = None
    resume: str | Path | None = None
    comm: Any = None
    sharded: bool = False
    metrics: Any = ()

    @property
    def validated(self) -> bool:
        """True if the training has validation data."""
        return self.validation is not None

    def begin(
        self, net: Any, history: History, ranks: Ranks = ALONE, *, more_callbacks: Sequence[Callable[[Run], Any]] = ()
    ) -> Run:
        """Return the training run of a network, of which its callbacks know."""
        check_columns(self.x, self.validation)
        listeners = [*check_callbacks(self.callbacks), *more_callbacks]
        listeners += [ProgressBar()] if check_bool("progress", self.progress) else []
        chosen = choose_metrics(self.metrics, heads_of(net))
        history.begin_metrics(tuple(chosen), validated=self.validated)
        run = Run(net, history, check_integer("epochs", self.epochs), listeners, metrics=chosen, ranks=ranks)
        begin(run)
        if net.arithmetic == "exact":
            warn_if_flushed()
        return run
