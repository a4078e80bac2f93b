"""Restoring a network, and resuming its training, from a file of a network with the same structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs
from bpnet._checks import check_nonnegative
from bpnet._messages import one_line, short_repr, warn
from bpnet.arithmetic import EDITION
from bpnet.arrays import map_tree
from bpnet.checkpoint.callback_states import load_states
from bpnet.checkpoint.container import Container, checkpoint_error
from bpnet.checkpoint.file import convert_errors, open_checkpoint, read_training, unpack
from bpnet.checkpoint.replicas import is_finite, kind_of, make_history, seed_of
from bpnet.optimizers import positive_rate
from bpnet.schedules import as_schedule
from bpnet.training.history import History
from bpnet.training.labels import check_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bpnet.optimizers import Rate
    from bpnet.training.state import Snapshot

CUSTOM = {_specs.OWN: ""}
"""Description of any custom function."""


def restore_snapshot(path: str | Path, own: Snapshot, place: Callable[..., Any]) -> Snapshot:
    """Read the training, the seed and the learning rate of a network.

    Parameters
    ----------
    path
        Path of the file.
    own
        Snapshot of a network of the same structure, with arrays of any kind.
    place
        As in `bpnet.checkpoint.file.read_training`.
    """
    with open_checkpoint(path) as file:
        _check_structure(file, own)
        rate = _choose_rate(file, own)
        training = read_training(file, tuple(own.training[:3]), place)
        rate = own.learning_rate if rate is None else make_rate(file, rate)
        return own._replace(training=training, learning_rate=rate, seed=seed_of(file), classes=make_classes(file, own))


def resume_snapshot(
    path: str | Path,
    own: Snapshot,
    place: Callable[..., Any],
    callbacks: Sequence[Any],
    *,
    validated: bool,
    metrics: Sequence[str] = (),
) -> tuple[Snapshot, History]:
    """Read what `restore_snapshot` reads, and the history; set the states of the callbacks.

    ``validated`` is True if the training has validation data; ``metrics`` are the names of its metrics.
    """
    with open_checkpoint(path) as file:
        _check_structure(file, own)
        _check_validation(file, validated=validated)
        _check_metrics(file, metrics)
        rate = _choose_rate(file, own)
        training = read_training(file, tuple(own.training[:3]), place)
        rate = own.learning_rate if rate is None else make_rate(file, rate)
        history = _read_history(file)
        load_states(file, callbacks, tuple(own.training[:2]))
        classes = make_classes(file, own)
        if classes is not None and own.classes is not None and not np.array_equal(classes, own.classes):
            came, theirs = (short_repr(each.tolist(), 80) for each in (own.classes, classes))
            raise checkpoint_error(file.path, f"was trained on the classes {theirs}, y has {came}")
        return own._replace(training=training, learning_rate=rate, seed=seed_of(file), classes=classes), history


def make_classes(file: Container, own: Snapshot) -> NDArray[Any] | None:
    """Return the classes of a file, or None; there must be as many as the network can have."""
    with convert_errors(file):
        return check_classes(file.about.get("classes"), own.n_classes)


def make_rate(file: Container, data: Any) -> Rate:
    """Return a learning rate made from data, which must have a valid value after the updates of the file."""
    with convert_errors(file):
        rate: Rate = positive_rate(_specs.from_json(data))
        for one in rate if type(rate) is tuple else (rate,):
            if callable(one):
                check_nonnegative("its learning rate", as_schedule(one)(file.about["updates"], ()))
    return rate


def _choose_rate(file: Container, own: Snapshot) -> Any:
    """Return the file's learning rate, as data, or None to keep that of the network, with a warning if they differ.

    The network's rate is kept if the file's is a custom function, or if the user has chosen the network's since: if it is neither
    the rate with which the training of the file began, nor that of its optimizer.
    """
    if "learning_rate" not in file.about:
        return None
    theirs, ours = _normalize_rate(file.about["learning_rate"]), _normalize_rate(_specs.to_json(own.learning_rate, whole=False))
    if theirs == ours:
        return None
    if theirs != CUSTOM and not _is_chosen(own, ours, file.about):
        return file.about["learning_rate"]
    words = [one_line(_specs.to_text(rate)) for rate in (ours, theirs)]
    warn(f"the network keeps its learning rate, {words[0]}; {one_line(str(file.path), 100)} was written with {words[1]}")
    return None


def _is_chosen(own: Snapshot, ours: Any, about: dict[str, Any]) -> bool:
    """Return True if the user has chosen the network's learning rate since the training of the file began."""
    if "given_rate" not in about:
        return own.rate_assigned
    if _normalize_rate(about["given_rate"]) == ours:
        return False
    optimizer = own.architecture["optimizer"]
    compared = _specs.find_custom(_specs.to_json(optimizer, whole=False), "") is None  # otherwise its rate may be another
    return own.rate_assigned or not (compared or optimizer.learning_rate != own.learning_rate)


def _normalize_rate(rate: Any) -> Any:
    """Return a learning rate as data for comparison; custom functions, and schedules that contain one, are all equal."""
    data = CUSTOM if rate is None else _specs.with_defaults(rate)  # None is a custom function in older files
    return CUSTOM if _specs.find_custom(data, "") is not None else data


def _check_structure(file: Container, own: Snapshot) -> None:
    """Raise `CheckpointError` unless the file is of a network with the same structure."""
    about, kinds = file.about, (kind_of(seed_of(file)), kind_of(own.seed))
    if kinds[0] != kinds[1]:
        raise checkpoint_error(file.path, f"has {kinds[0]}, this is {kinds[1]}; bpnet.load makes the network of the file")
    if about["dtype"] != own.dtype:
        raise checkpoint_error(file.path, f"was trained in {about['dtype']}, this network computes in {own.dtype}")
    arithmetic = about.get("arithmetic", "native")
    if arithmetic != own.arithmetic:
        raise checkpoint_error(file.path, f"was trained in {one_line(str(arithmetic))} arithmetic, not in {own.arithmetic}")
    edition = about.get("edition", 1)
    if arithmetic == "exact" and edition != EDITION:
        went_on = f"and would go on with other bits in edition {EDITION}; bpnet.load reads the network all the same"
        raise checkpoint_error(file.path, f"was trained in edition {edition} of exact arithmetic, {went_on}")
    for part in ("layer", "n_in", "loss", "link", "optimizer", "penalty") if about["network"] else ():
        absent = 0.0 if part == "penalty" else None
        ours = _specs.with_defaults(_specs.to_json(own.architecture.get(part, absent), whole=False))
        theirs = _specs.with_defaults(about["network"].get(part, absent))
        if found := _specs.first_difference(ours, theirs, part):
            place, ours, theirs = found
            within = "" if place == part else f"different: {one_line(place)} is "
            words = f"its {part} is {within}{short_repr(theirs, 40)}, this network's is {short_repr(ours, 40)}"
            raise checkpoint_error(file.path, f"does not fit: {words}")


def _check_validation(file: Container, *, validated: bool) -> None:
    """Raise `CheckpointError` if validation data are added or omitted: a history has them for all epochs or for none."""
    losses = (file.about.get("history") or {}).get("losses")
    epochs, validations = (file.entries[name].shape[0] for name in losses) if losses else (0, 0)
    if epochs and bool(validations) != validated:
        then, now = ("with", "without") if validations else ("without", "with")
        raise checkpoint_error(file.path, f"was written {then} validation data, and is resumed {now}")


def _check_metrics(file: Container, metrics: Sequence[str]) -> None:
    """Raise `CheckpointError` for other metrics than those of the file: a history has them for all epochs or for none."""
    history = file.about.get("history") or {}
    written = list(history.get("metrics", {"names": []})["names"])
    if history and sorted(written) != sorted(metrics):
        then, now = (f"the metrics {short_repr(sorted(names), 50)}" if names else "no metrics" for names in (written, metrics))
        raise checkpoint_error(file.path, f"was written with {then}, and is resumed with {now}: pass the same")


def _read_history(file: Container) -> History:
    """Read the losses of the epochs so far."""
    kept = file.about.get("history")
    if kept is None:
        raise checkpoint_error(file.path, "holds a network, but no training to resume: bpnet.load reads it")
    with convert_errors(file):
        loss, validation_loss = map_tree(file.read, unpack(kept["losses"]))
    if not is_finite(file, loss):
        raise checkpoint_error(file.path, "does not fit: its losses contain NaN or infinity")
    history = make_history(file, loss, validation_loss, kept["stopped_at"])
    if "metrics" in kept:
        names = kept["metrics"]["names"]
        with convert_errors(file):
            training, validation = (map_tree(file.read, unpack(part)) for part in kept["metrics"]["values"])
        history.metrics = dict(zip(names, training, strict=True))
        history.validation_metrics = dict(zip(names, validation, strict=False))  # there are none without validation
    return history
