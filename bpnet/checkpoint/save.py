"""Writing a snapshot of a network to a file, which is replaced in one step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bpnet import _files, _specs
from bpnet.checkpoint import container, description
from bpnet.checkpoint.file import TREES, check_numbers, map_named, pack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bpnet.training.state import Snapshot

INSTALL = "checkpoints need safetensors: pip install safetensors (the extra: bpnet-array[checkpoint])"


def save_snapshot(path: str | Path, snapshot: Snapshot) -> None:
    """Write a snapshot, whose arrays are NumPy's.

    Raises
    ------
    ValueError
        For a snapshot that a file cannot contain, or that could not be read from it again.
    """
    arrays, about = _content(snapshot)
    _files.write(path, _safetensors().save(arrays, {container.KEY: json.dumps(about)}))


def check_snapshot(path: str | Path, snapshot: Snapshot) -> None:
    """Raise where `save_snapshot` would, and write nothing."""
    _safetensors()
    _files.check(path)
    _content(snapshot)


def _content(snapshot: Snapshot) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return arrays and description, which can be read again."""
    arrays: dict[str, NDArray[Any]] = {}
    training = snapshot.training
    about: dict[str, Any] = {
        "format": description.FORMAT,
        "network": {key: _specs.to_json(value, whole=False) for key, value in snapshot.architecture.items()},
        "training": pack(arrays, tuple(training[:3]), "training"),
        "learning_rate": _specs.to_json(snapshot.learning_rate, whole=False),
        "epoch": training.epoch,
        "updates": training.updates,
        "dtype": snapshot.dtype,
        "arithmetic": snapshot.arithmetic,
        "seed": snapshot.seed,
        "provenance": snapshot.provenance,
    }
    if snapshot.given_rate is not None:
        about["given_rate"] = _specs.to_json(snapshot.given_rate, whole=False)
    if snapshot.history is not None:
        losses = (snapshot.history.loss, snapshot.history.validation_loss)
        about["history"] = {"losses": pack(arrays, losses, "history"), "stopped_at": snapshot.history.stopped_at}
        about["callbacks"] = [[state.name, state.data, pack(arrays, state.arrays, state.name)] for state in snapshot.callbacks]
    _check_readable(about, arrays, tuple(training[:3]))
    return arrays, about


def _check_readable(about: dict[str, Any], arrays: dict[str, NDArray[Any]], training: tuple[Any, ...]) -> None:
    """Raise ValueError for content that could not be restored: it must not replace a file that can."""
    entries = {name: container.Entry(array.dtype, array.shape, 0) for name, array in arrays.items()}
    try:
        container.within_limits(json.dumps(about), entries)
        description.check(about, entries)
        for name, tree in zip(TREES, training, strict=True):
            map_named(check_numbers, tree, name)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this cannot be written to a file: {error}") from error


def _safetensors() -> Any:
    try:
        import safetensors.numpy
    except ImportError as error:
        raise ImportError(INSTALL) from error
    return safetensors.numpy
