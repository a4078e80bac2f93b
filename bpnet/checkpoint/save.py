"""Writing a snapshot of a network to a file, which is replaced atomically."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bpnet import _files, _specs
from bpnet.arithmetic import EDITION
from bpnet.checkpoint import container, description, replicas
from bpnet.checkpoint.file import TREES, check_numbers, map_named, pack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bpnet.training.state import Snapshot

INSTALL = "checkpoints need safetensors: pip install safetensors"


def save_snapshot(path: str | Path, snapshot: Snapshot) -> None:
    """Write a snapshot, whose arrays are NumPy arrays.

    Raises
    ------
    ValueError
        If a file cannot contain the snapshot, or if the snapshot could not be read from it.
    """
    arrays, about = _file_content(snapshot)
    _files.write(path, _import_safetensors().save(arrays, {container.KEY: json.dumps(about)}))


def check_snapshot(path: str | Path, snapshot: Snapshot) -> None:
    """Raise if `save_snapshot` would; write nothing."""
    _import_safetensors()
    _files.check(path)
    _file_content(snapshot)


def _file_content(snapshot: Snapshot) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return the arrays and the description of a file, after checking that they can be read."""
    arrays: dict[str, NDArray[Any]] = {}
    training = snapshot.training
    about: dict[str, Any] = {
        "format": description.FORMAT,
        "network": {key: _specs.to_json(value, whole=False) for key, value in snapshot.architecture.items()},
        "training": pack(arrays, tuple(training[:3]), "training"),
        "learning_rate": _specs.to_json(snapshot.learning_rate, whole=False),
        "dtype": snapshot.dtype,
        "arithmetic": snapshot.arithmetic,
        "provenance": snapshot.provenance,
    } | replicas.describe(snapshot)
    if snapshot.arithmetic == "exact":
        about["edition"] = EDITION
    if snapshot.classes is not None:
        about["classes"] = snapshot.classes.tolist()
    if snapshot.given_rate is not None:
        about["given_rate"] = _specs.to_json(snapshot.given_rate, whole=False)
    if snapshot.history is not None:
        losses = (snapshot.history.loss, snapshot.history.validation_loss)
        about["history"] = {"losses": pack(arrays, losses, "history"), "stopped_at": _stopped_at(snapshot.history)}
        if snapshot.history.metrics:
            trees = (tuple(snapshot.history.metrics.values()), tuple(snapshot.history.validation_metrics.values()))
            values = [pack(arrays, tree, "metrics") for tree in trees]
            about["history"]["metrics"] = {"names": list(snapshot.history.metrics), "values": values}
        about["callbacks"] = [[state.name, state.data, pack(arrays, state.arrays, state.name)] for state in snapshot.callbacks]
    _check_readable(about, arrays, tuple(training[:3]))
    return arrays, about


def _stopped_at(history: Any) -> int | None:
    """Return the epoch at which the training stopped; None for a group, which describes that of each network elsewhere."""
    return None if isinstance(history.stopped_at, tuple) else history.stopped_at


def _check_readable(about: dict[str, Any], arrays: dict[str, NDArray[Any]], training: tuple[Any, ...]) -> None:
    """Raise ValueError for content that could not be restored; it must not replace a file that can be."""
    entries = {name: container.Entry(array.dtype, array.shape, 0) for name, array in arrays.items()}
    try:
        container.check_limits(json.dumps(about), entries)
        description.check(about, entries)
        for name, tree in zip(TREES, training, strict=True):
            map_named(check_numbers, tree, name)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the network cannot be written to a file: {error}") from error


def _import_safetensors() -> Any:
    try:
        import safetensors.numpy
    except ImportError as error:
        raise ImportError(INSTALL) from error
    return safetensors.numpy
