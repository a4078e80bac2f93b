"""`Network.fit` of a group of networks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from bpnet._checks import check_bool, check_integer
from bpnet._threads import use_threads
from bpnet.arithmetic.namespace import exact
from bpnet.compiler.exact import is_exact
from bpnet.training.class_weights import class_weights, weigh_classes
from bpnet.training.evaluation import loss_in_memory
from bpnet.training.group_batches import group_batches, rows
from bpnet.training.group_epochs import GroupEpochs
from bpnet.training.group_history import GroupHistory
from bpnet.training.group_loop import GroupLoop, WatchedLosses
from bpnet.training.run import Run
from bpnet.training.steps import count_steps, describe_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.training.evaluation import DataLoss
    from bpnet.training.inputs import Samples


def fit_group(
    run: Run,
    data: tuple[Any, Any, Any, Any],
    *,
    class_weight: Any,
    batch_size: int | None,
    shuffle: bool,
    order: Any,
    compile: bool | None,  # noqa: A002 - as in `Network.fit`
    threads: int | None,
    resume: Callable[[], bool],
) -> GroupHistory:
    """Train a group, and return its history; the arguments are those of `Network.fit`.

    ``run`` has begun, ``data`` is ``(x, y, sample_weight, validation)``, and ``resume()`` continues the training run of a file.
    """
    net: Any = run.net
    on_threads, shuffle = use_threads(threads), check_bool("shuffle", shuffle)
    with net.backend.scope():
        samples, held_out = _samples(net, *data, class_weight)
        n = int(samples[0].shape[-2])
        size = n if batch_size is None else check_integer("batch_size", batch_size)
        resume()
        orders = None if order is None else net._inputs.row_orders(order, run.epochs, n)  # noqa: SLF001 - of the network that calls
        first = net.training.epoch - run.epoch
        batches = group_batches(
            net.backend, samples, min(size, n), net.seed, shuffle=shuffle and size < n, given=orders, first=first
        )
    _train(net, run, batches, compile, on_threads, (samples, held_out))
    return cast("GroupHistory", run.history)  # which a group's run has


def _samples(net: Any, x: Any, y: Any, weight: Any, validation: Any, class_weight: Any) -> tuple[Samples, Samples | None]:
    """Return the samples to train on, and those for validation."""
    inputs = net._inputs  # noqa: SLF001 - of the network that calls
    inputs.find_classes(y)
    samples = inputs.batch(x, y, weight, check_values=True)
    samples = weigh_classes(class_weights(inputs.one, net.xp, class_weight), samples)
    parts: tuple[Samples, Samples | None] = inputs.split_validation(samples, validation, net.seed)
    return parts


def _train(net: Any, run: Run, batches: Any, compile: bool | None, on_threads: Any, data: Any) -> None:  # noqa: A002, FBT001 - as in `Network.fit`
    samples, held_out = data
    steps = net._steps  # noqa: SLF001 - of the network that calls
    step = steps.choose(compile)
    before = count_steps(step)
    run.history.provenance = net._provenance() | {"step": describe_steps(step, before)}  # noqa: SLF001 - as above
    net._new_state = None  # noqa: SLF001 - it would keep the arrays of the training before
    watched: Any = WatchedLosses(net, partial(group_loss, net, compile=compile), held_out or samples)
    inside = _epochs(net, step, batches)
    with on_threads:
        GroupLoop(run._replace(watched_loss=watched), inside, watched if held_out else None).train()
    run.history.provenance["step"] = describe_steps(step, before)


def group_loss(net: Any, samples: Samples, *, compile: bool | None) -> DataLoss:  # noqa: A002 - as in `Network.fit`
    """Return the losses of a group on samples, in inference."""
    steps = net._steps  # noqa: SLF001 - of the network that calls
    return loss_in_memory(net.backend, steps, steps.choose_function(steps.inference_loss, compile), samples, rows=rows)


def group_epochs(net: Any, step: Any, samples: Samples, size: int, order: Any) -> GroupEpochs:
    """Return epochs over samples in the stored order, or in one order (n,), or one for each network (replicas, n)."""
    given = None if order is None else np.atleast_2d(net.backend.to_host(order))[:, None]
    batches = group_batches(
        net.backend, samples, size, net.seed, shuffle=False, given=given, first=None if given is None else net.training.epoch
    )
    return _epochs(net, step, batches)


def _epochs(net: Any, step: Any, batches: Any) -> GroupEpochs:
    steps, rates = net._steps, net._learning_rate  # noqa: SLF001 - of the network that calls
    sums = exact(np).sum if is_exact(steps) else np.sum
    return GroupEpochs(net.backend, step, batches, rates, steps.loss.reduction == "mean", np.arange(net.replicas), sums)
