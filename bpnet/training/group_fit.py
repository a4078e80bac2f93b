"""`Network.fit` of a group of networks."""

# ruff: noqa: SLF001 - of the network that is trained

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from bpnet._checks import check_bool, check_integer
from bpnet._threads import use_threads
from bpnet.arithmetic.namespace import exact
from bpnet.compiler.exact import is_exact
from bpnet.training.class_weights import class_weights, weigh_classes
from bpnet.training.epoch_metrics import EpochMetrics, epoch_metrics, outputs_of
from bpnet.training.evaluation import loss_in_memory
from bpnet.training.group_batches import group_batches, rows
from bpnet.training.group_epochs import GroupEpochs
from bpnet.training.group_history import GroupHistory
from bpnet.training.group_loop import GroupLoop, WatchedLosses
from bpnet.training.predictions import Predictions, predictions_in_memory
from bpnet.training.steps import count_steps, describe_steps

if TYPE_CHECKING:
    from bpnet.training.evaluation import DataLoss
    from bpnet.training.fit_settings import FitSettings
    from bpnet.training.inputs import Samples
    from bpnet.training.run import Run


def fit_group(net: Any, settings: FitSettings) -> GroupHistory:
    """Train a group, and return its history."""
    if settings.comm is not None or settings.sharded:
        raise ValueError("a group of networks trains in one process: leave out comm and sharded, or train net[i] on ranks")
    net._inputs.check_not_traced(settings.x, settings.y)
    run = settings.begin(net, GroupHistory(replicas=net.replicas))
    on_threads, shuffle = use_threads(settings.threads), check_bool("shuffle", settings.shuffle)
    with net.backend.scope():
        samples, held_out = _samples(net, settings)
        n = int(samples[0].shape[-2])
        size = n if settings.batch_size is None else check_integer("batch_size", settings.batch_size)
        net._resume(run, settings)
        orders = None if settings.order is None else net._inputs.row_orders(settings.order, run.epochs, n)
        first = net.training.epoch - run.epoch
        batches = group_batches(
            net.backend, samples, min(size, n), net.seed, shuffle=shuffle and size < n, given=orders, first=first
        )
    _train(run, batches, settings, on_threads, (samples, held_out))
    return cast("GroupHistory", run.history)  # which a group's run has


def _samples(net: Any, settings: FitSettings) -> tuple[Samples, Samples | None]:
    """Return the samples to train on, and those for validation."""
    inputs = net._inputs
    inputs.find_classes(settings.y)
    samples = inputs.batch(settings.x, settings.y, settings.sample_weight, check_values=True)
    samples = weigh_classes(class_weights(inputs.one, net.xp, settings.class_weight), samples)
    parts: tuple[Samples, Samples | None] = inputs.split_validation(samples, settings.validation, net.seed)
    return parts


def _train(run: Run, batches: Any, settings: FitSettings, on_threads: Any, data: Any) -> None:
    samples, held_out = data
    net: Any = run.net
    steps, compile = net._steps, settings.compile  # noqa: A001 - as in `Network.fit`
    step = steps.choose(compile)
    before = count_steps(step)
    run.history.provenance = net._provenance() | {"step": describe_steps(step, before)}
    net._new_state = None
    watched: Any = WatchedLosses(net, partial(group_loss, net, compile=compile), held_out or samples)
    inside, metrics = _epochs(net, step, batches), EpochMetrics()
    if run.metrics:
        with net.backend.scope():
            training = group_predictions(net, samples, compile=compile)
            validation = None if held_out is None else group_predictions(net, held_out, compile=compile)
            metrics = epoch_metrics(run, settings, training, validation)
    with on_threads:
        GroupLoop(run._replace(watched_loss=watched), inside, watched if held_out else None, metrics).train()
    run.history.provenance["step"] = describe_steps(step, before)


def group_loss(net: Any, samples: Samples, *, compile: bool | None) -> DataLoss:  # noqa: A002 - as in `Network.fit`
    """Return the losses of a group on samples, in inference."""
    steps = net._steps
    return loss_in_memory(net.backend, steps, steps.choose_function(steps.inference_loss, compile), samples, rows=rows)


def group_predictions(net: Any, samples: Samples, *, compile: bool | None) -> Predictions:  # noqa: A002 - as in `Network.fit`
    """Return outputs and targets of a group on samples, in inference."""
    return predictions_in_memory(net.backend, outputs_of(net, compile=compile), samples, rows=rows)


def group_epochs(net: Any, step: Any, samples: Samples, size: int, order: Any) -> GroupEpochs:
    """Return epochs over samples in the stored order, or in one order (n,), or one for each network (replicas, n)."""
    given = None if order is None else np.atleast_2d(net.backend.to_host(order))[:, None]
    batches = group_batches(
        net.backend, samples, size, net.seed, shuffle=False, given=given, first=None if given is None else net.training.epoch
    )
    return _epochs(net, step, batches)


def _epochs(net: Any, step: Any, batches: Any) -> GroupEpochs:
    steps, rates = net._steps, net._learning_rate
    sums = exact(np).sum if is_exact(steps) else np.sum
    return GroupEpochs(net.backend, step, batches, rates, steps.loss.reduction == "mean", np.arange(net.replicas), sums)
