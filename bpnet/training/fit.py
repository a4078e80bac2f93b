"""`Network.fit`: training of one network, on one process or on several ranks, and the way to groups and minimizers."""

# ruff: noqa: SLF001 - of the network that is trained

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet._checks import check_bool, check_integer
from bpnet._threads import use_threads
from bpnet.distributed.agreement import describe, describe_callback, digest, facts_of_software
from bpnet.distributed.ranks import Ranks, ranks_of
from bpnet.random import key_of
from bpnet.training.batches import row_order
from bpnet.training.class_weights import class_weights, weigh_classes
from bpnet.training.distributed_data import data_of
from bpnet.training.epoch_metrics import fit_metrics
from bpnet.training.group_fit import fit_group
from bpnet.training.history import History
from bpnet.training.loop import Loop, WatchedLoss
from bpnet.training.minimization import minimize
from bpnet.training.progress import ProgressBar
from bpnet.training.steps import count_steps, describe_steps

if TYPE_CHECKING:
    from bpnet.training.fit_settings import FitSettings
    from bpnet.training.run import Run

CHANGED = "has a callback or a schedule done something else on one rank?"


def fit(net: Any, settings: FitSettings) -> History:
    """Train a network, and return its history."""
    if settings.optimizer is not None:
        return minimize(net, settings)
    if net.replicas is not None:
        return fit_group(net, settings)
    return _fit_one(net, settings)


def _fit_one(net: Any, settings: FitSettings) -> History:
    """Train one network by its own optimizer."""
    compile, validation = settings.compile, settings.validation  # noqa: A001 - as in `Network.fit`
    ranks = ranks_of(settings.comm)
    with ranks.abort_on_error():
        with ranks.together(), net.backend.scope():
            net._inputs.check_not_traced(settings.x, settings.y)
            on_threads = use_threads(settings.threads)
            data = data_of(net._inputs, ranks, settings.comm, sharded=check_bool("sharded", settings.sharded))
            run = settings.begin(net, History(), ranks)
            compiled = net._steps.chooses_compiled(compile)
            samples = data.convert(settings.x, settings.y, settings.sample_weight)
            shuffle = check_bool("shuffle", settings.shuffle)
            classes = class_weights(data.inputs, net.xp, settings.class_weight)
            size = None if settings.batch_size is None else check_integer("batch_size", settings.batch_size)
            found = net._resume(run, settings)
            facts: dict[str, Any] = {
                "the file of resume=": "there" if found else "not there",
                "batch_size": size,
                "shuffle": shuffle,
            }
            facts |= {
                "metrics": list(run.metrics),
                "compile": compiled,
                "class_weight": None if classes is None else str(classes.given or "balanced"),
            }
            facts |= data.settings(settings.order, validation)
            facts_of_data = data.facts(samples, validation)
        if ranks.size > 1:
            _check_same(run, facts, facts_of_data)
        placed = data.place(weigh_classes(classes, samples, ranks), validation)
        with ranks.together(), net.backend.scope():
            training, held_out = data.split(placed, validation, key_of(net.seed))
            orders = None if settings.order is None else data.orders(settings.order, settings.epochs, training)
        n, first = data.count(training), net.training.epoch - run.epoch
        size = n if size is None else min(size, n)
        rows = row_order(net.backend, key_of(net.seed), n, shuffle=shuffle and size < n, given=orders, first=first)
        step, batches = data.batches(net.xp, net._steps, training, size, rows, compile=compile)
        before = count_steps(step)
        run.history.provenance = net._provenance() | {"step": describe_steps(step, before)} | ranks.describe()
        net._new_state = None  # which would keep the arrays of the training before
        watched = WatchedLoss(net, data.loss(net._steps, held_out or training, compile=compile), ranks)
        metrics = fit_metrics(run, settings, data, training, held_out)
        with on_threads:
            epochs_of = net._epochs(step, batches, ranks)
            Loop(run._replace(watched_loss=watched), epochs_of, watched if held_out else None, metrics).train()
        ranks.check_same({"the SHA-256 of the params after the training": _digest(net, ranks)}, CHANGED)
    run.history.provenance["step"] = describe_steps(step, before)
    return run.history


def _may_differ(callback: Any) -> bool:
    """Return True for callbacks that need not be on all ranks: those that write files, and the progress bar."""
    return getattr(callback, "runs_last", False) or isinstance(callback, ProgressBar)


def _check_same(run: Run, settings: dict[str, Any], facts_of_data: dict[str, Any]) -> None:
    """Raise ValueError unless networks, settings and data are the same on all ranks."""
    net: Any = run.net
    facts = facts_of_software(net.backend, net.dtype, net.arithmetic) | {"seed": net.seed}
    facts |= {name: describe(part) for name, part in net.architecture.items()}
    facts |= {"learning_rate": describe(net.learning_rate), "epochs": run.epochs} | settings
    facts |= {"epochs so far": net.training.epoch, "updates so far": net.training.updates}
    callbacks = [describe_callback(each) for each in run.callbacks if not _may_differ(each)]
    facts |= {"callbacks": [each["name"] for each in callbacks], "settings of callbacks": callbacks}
    run.ranks.check_same(facts | {"the SHA-256 of the params": _digest(net, run.ranks)})
    run.ranks.check_same(facts_of_data, "pass all data on every rank, or with sharded=True only the rows of its own")


def _digest(net: Any, ranks: Ranks) -> str:
    return digest(net.backend.to_host, net.training[:3]) if ranks.size > 1 else ""
