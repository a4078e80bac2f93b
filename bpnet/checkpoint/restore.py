"""Restoring a network, and resuming its training, from a file that a network like it wrote."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs
from bpnet._checks import check_nonnegative
from bpnet._messages import one_line, short_repr
from bpnet.arrays import map_tree
from bpnet.checkpoint.callback_states import load_states
from bpnet.checkpoint.container import Container, refusal
from bpnet.checkpoint.file import open_checkpoint, read_training, refusing_errors, unpack
from bpnet.optimizers import positive_rate
from bpnet.schedules import as_schedule
from bpnet.training.history import History

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bpnet.optimizers import Rate
    from bpnet.training.state import Snapshot

CUSTOM = {_specs.OWN: ""}
"""The description of a custom function, whichever it is."""


def restore_snapshot(path: str | Path, own: Snapshot, place: Callable[..., Any]) -> Snapshot:
    """Read the training, the seed and the learning rate of a network.

    Parameters
    ----------
    path
        The file.
    own
        A snapshot of a network of the same structure, with arrays of any kind.
    place
        As in `bpnet.checkpoint.file.read_training`.
    """
    with open_checkpoint(path) as file:
        _compare(file, own)
        rate = _choose_rate(file, own)
        training = read_training(file, tuple(own.training[:3]), place)
        rate = own.learning_rate if rate is None else make_rate(file, rate)
        return own._replace(training=training, learning_rate=rate, seed=file.about["seed"])


def resume_snapshot(
    path: str | Path, own: Snapshot, place: Callable[..., Any], callbacks: Sequence[Any], *, validated: bool
) -> tuple[Snapshot, History]:
    """Read all that `restore_snapshot` does, and the history; set the states of the callbacks.

    ``validated`` says whether the training has validation data.
    """
    with open_checkpoint(path) as file:
        _compare(file, own)
        _compare_validation(file, validated=validated)
        rate = _choose_rate(file, own)
        training = read_training(file, tuple(own.training[:3]), place)
        rate = own.learning_rate if rate is None else make_rate(file, rate)
        history = _read_history(file)
        load_states(file, callbacks, tuple(own.training[:2]))
        return own._replace(training=training, learning_rate=rate, seed=file.about["seed"]), history


def make_rate(file: Container, data: Any) -> Rate:
    """Make a learning rate from data; it must have a value after as many updates as the file has."""
    with refusing_errors(file):
        rate: Rate = positive_rate(_specs.from_json(data))
        if callable(rate):
            check_nonnegative("its learning rate", as_schedule(rate)(file.about["updates"], ()))
    return rate


def _choose_rate(file: Container, own: Snapshot) -> Any:
    """Return the file's learning rate, as data, or None to keep the network's; a warning says so if it is another one.

    The file's is taken unless the user has chosen another since: then the network has the rate that the training of the file
    began with, or that of its optimizer.
    """
    if "learning_rate" not in file.about:
        return None
    theirs, ours = _comparable(file.about["learning_rate"]), _comparable(_specs.to_json(own.learning_rate, whole=False))
    if theirs == ours:
        return None
    if theirs != CUSTOM and not _is_chosen(own, ours, file.about):
        return file.about["learning_rate"]
    words = [one_line(_specs.to_text(rate)) for rate in (ours, theirs)]
    warnings.warn(
        f"the network keeps its learning rate, {words[0]}; {one_line(str(file.path), 100)} was written with {words[1]}",
        stacklevel=4,
    )
    return None


def _is_chosen(own: Snapshot, ours: Any, about: dict[str, Any]) -> bool:
    """Return True if the user has chosen the network's learning rate after the training of the file began."""
    if "given_rate" not in about:
        return own.rate_assigned
    if _comparable(about["given_rate"]) == ours:
        return False
    optimizer = own.architecture["optimizer"]
    compared = _specs.find_custom(_specs.to_json(optimizer, whole=False), "") is None  # otherwise its rate may be another
    return own.rate_assigned or not (compared or optimizer.learning_rate != own.learning_rate)


def _comparable(rate: Any) -> Any:
    """Return a learning rate as data; all custom functions are equal, and so is any schedule with one in it."""
    data = CUSTOM if rate is None else _specs.with_defaults(rate)  # None is a custom function in older files
    return CUSTOM if _specs.find_custom(data, "") is not None else data


def _compare(file: Container, own: Snapshot) -> None:
    """Raise unless the file was written by a network like this one."""
    about = file.about
    if about["dtype"] != own.dtype:
        raise refusal(file.path, f"was trained in {about['dtype']}, this network computes in {own.dtype}")
    arithmetic = about.get("arithmetic", "native")
    if arithmetic != own.arithmetic:
        raise refusal(file.path, f"was trained in {one_line(str(arithmetic))} arithmetic, not in {own.arithmetic}")
    for part in ("layer", "n_in", "loss", "link", "optimizer", "penalty") if about["network"] else ():
        ours = _specs.with_defaults(_specs.to_json(own.architecture.get(part), whole=False))
        theirs = _specs.with_defaults(about["network"].get(part))
        if found := _specs.first_difference(ours, theirs, part):
            place, ours, theirs = found
            within = "" if place == part else f"another: {one_line(place)} is "
            words = f"its {part} is {within}{short_repr(theirs, 40)}, this network's is {short_repr(ours, 40)}"
            raise refusal(file.path, f"does not fit: {words}")


def _compare_validation(file: Container, *, validated: bool) -> None:
    """Raise where validation data come or go: a history has a validation loss of every epoch, or of none."""
    losses = (file.about.get("history") or {}).get("losses")
    epochs, validations = (file.entries[name].shape[0] for name in losses) if losses else (0, 0)
    if epochs and bool(validations) != validated:
        then, now = ("with", "without") if validations else ("without", "with")
        raise refusal(file.path, f"was written {then} validation data, and is resumed {now}")


def _read_history(file: Container) -> History:
    """Read the losses of the epochs so far."""
    kept = file.about.get("history")
    if kept is None:
        raise refusal(file.path, "holds a network, but no training to resume: bpnet.load reads it")
    with refusing_errors(file):
        loss, validation_loss = map_tree(file.read, unpack(kept["losses"]))
    if not np.all(np.isfinite(loss)):
        raise refusal(file.path, "does not fit: its losses contain NaN or infinity")
    return History(loss, validation_loss, kept["stopped_at"])
