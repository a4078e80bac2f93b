"""Networks and trainings in files: arrays in the safetensors format, everything else as JSON in its metadata.

No file can run code: a network is made again from the names and arguments of bpnet's own factories.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import inputs, recipes
from bpnet.arrays import map_tree
from bpnet.backend import DTYPES
from bpnet.errors import BackendError, CheckpointError
from bpnet.fit import Training
from bpnet.history import History, provenance
from bpnet.optimizers import positive_rate
from bpnet.random import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.network import Network

FORMAT = 1
INSTALL = "checkpoints need safetensors: pip install safetensors (the extra: bpnet-array[checkpoint])"


def save(path: str | Path, net: Network, history: History | None = None, callbacks: Sequence[Any] = ()) -> None:
    """Write a network, and the history and callbacks of its training, to a file that is replaced in one step."""
    tensors: dict[str, NDArray[Any]] = {}
    training = map_tree(net.backend.to_host, net.training[:3])
    about: dict[str, Any] = {
        "format": FORMAT,
        "network": _architecture(net),
        "training": _pack(tensors, training),
        "learning_rate": _rate(net),
        "epoch": net.training.epoch,
        "updates": net.training.updates,
        "dtype": net.dtype,
        "arithmetic": net.arithmetic,
        "seed": net.seed,
        "provenance": provenance(net),
    }
    if history is not None:
        losses = (history.loss, history.validation_loss)
        about["history"] = {"losses": _pack(tensors, losses), "stopped_at": history.stopped_at}
        about["callbacks"] = [
            [type(c).__name__, c.memory()[0], _pack(tensors, c.memory()[1])] for c in callbacks if _remembers(c)
        ]
    _write(Path(path), _safetensors().save(tensors, {"bpnet": json.dumps(about)}))


def restore(path: str | Path, net: Network, history: History | None = None, callbacks: Sequence[Any] = ()) -> None:
    """Put a network of the same structure, and a history and callbacks, where they were when the file was written."""
    about, tensors = read(Path(path))
    _compare(path, about, net)
    values = unpack(path, about["training"], tensors)
    with net.backend.scope():
        trees = guarded(path, lambda: inputs.bits(net.backend, values, tuple(net.training[:3]), "training"))
    counts = guarded(path, lambda: (int(about["epoch"]), int(about["updates"])))
    rate = guarded(path, lambda: recipes.read(about.get("learning_rate")))
    seed = guarded(path, lambda: (key_of(about["seed"]), about["seed"])[1])
    if history is not None:
        _recall(path, about, tensors, history, callbacks)
    if rate is not None:
        net.learning_rate = guarded(path, lambda: positive_rate(rate))
    net.seed = seed
    net.training = Training(*trees, *counts)


def _compare(path: str | Path, about: dict[str, Any], net: Network) -> None:
    """Raise unless a file was written by a network like this one."""
    if about["dtype"] != net.dtype:
        raise CheckpointError(f"{path} was trained in {about['dtype']}, this network computes in {net.dtype}")
    if about.get("arithmetic", "native") != net.arithmetic:
        raise CheckpointError(f"{path} was trained in {about.get('arithmetic', 'native')} arithmetic, not in {net.arithmetic}")
    ours, theirs = _architecture(net), about["network"]
    for part in ("layer", "n_in", "loss", "link", "optimizer", "penalty") if ours and theirs else ():
        if ours.get(part) != theirs.get(part):
            raise CheckpointError(f"{path} does not fit: its {part} is {theirs.get(part)}, this network's is {ours.get(part)}")


def _recall(
    path: str | Path, about: dict[str, Any], tensors: dict[str, NDArray[Any]], history: History, callbacks: Sequence[Any]
) -> None:
    """Give a history and callbacks back what the file keeps of them."""
    kept = about.get("history")
    if kept is None:
        raise CheckpointError(f"{path} holds a network, but no training to resume: bpnet.load({str(path)!r}) reads it")
    listeners = [callback for callback in callbacks if _remembers(callback)]
    names, written = [type(listener).__name__ for listener in listeners], [name for name, _, _ in about["callbacks"]]
    if names != written:
        raise CheckpointError(f"{path} was written with callbacks that remember {written}, and is resumed with {names}")
    history.loss, history.validation_loss = unpack(path, kept["losses"], tensors)
    history.stopped_at = kept["stopped_at"]
    for listener, (_, data, arrays) in zip(listeners, about["callbacks"], strict=True):
        guarded(path, lambda c=listener, d=data, a=arrays: c.recall(d, unpack(path, a, tensors)))  # type: ignore[misc]


def _remembers(callback: Any) -> bool:
    """Whether a callback has something to keep: it then says so by ``memory``."""
    return hasattr(callback, "memory") and callback.memory() != ({}, ())


def _rate(net: Network) -> Any:
    """The learning rate as data; None if it is a function of the user's own."""
    try:
        return recipes.write(net.learning_rate)
    except TypeError:
        return None


def _architecture(net: Network) -> Any:
    """What the network is made of; None if layers of the user's own are in it."""
    try:
        return {key: recipes.write(value) for key, value in net.architecture.items()}
    except TypeError:
        return None


def _pack(tensors: dict[str, NDArray[Any]], tree: Tree) -> Any:
    """Put the leaves of a tree among the tensors, and return the tree with their names in their places."""
    if isinstance(tree, tuple):
        return [_pack(tensors, branch) for branch in tree]
    name = str(len(tensors))
    tensors[name] = np.array(tree, order="C")
    return name


def unpack(path: str | Path, packed: Any, tensors: dict[str, NDArray[Any]]) -> Tree:
    """The tree that `_pack` packed."""
    if isinstance(packed, list):
        return tuple(unpack(path, branch, tensors) for branch in packed)
    if not isinstance(packed, str) or packed not in tensors:
        raise CheckpointError(f"{path} is damaged: it lacks the array {packed!r}")
    return tensors[packed]


def guarded(path: str | Path, make: Callable[[], Any]) -> Any:
    """What a damaged or hostile description makes is one kind of error."""
    try:
        return make()
    except BackendError:
        raise
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError) as error:
        raise CheckpointError(f"{path} does not fit: {error}") from error


def read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Metadata and arrays of a file."""
    _safetensors()
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise FileNotFoundError(f"{path} is a folder, no file" if path.is_dir() else f"there is no file {path}")
    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {}).get("bpnet", "null"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (SafetensorError, ValueError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        raise CheckpointError(f"{path} is damaged, or no file of bpnet's: {error}") from error
    needed = {"format", "network", "training", "epoch", "updates", "dtype", "seed"}
    if not isinstance(about, dict) or not needed <= about.keys():
        raise CheckpointError(f"{path} is no checkpoint of bpnet's: its metadata lack {', '.join(sorted(needed))}")
    if about["format"] != FORMAT:
        raise CheckpointError(f"{path} has format {about['format']!r}; this version of bpnet reads {FORMAT}")
    if about["dtype"] not in DTYPES:
        raise CheckpointError(f"{path} is damaged: it has the dtype {about['dtype']!r}")
    return about, tensors


def _write(path: Path, content: bytes) -> None:
    """Write a file beside its place, force it to the disk, and rename it into its place: never half a file.

    A link stays a link, a file keeps its mode, and what a killed writing left behind is used again.
    """
    path = path.resolve()
    if path.is_dir() or not path.parent.is_dir():
        reason = "is a folder" if path.is_dir() else "is in a folder that does not exist"
        raise FileNotFoundError(f"cannot write {path}: it {reason}")
    beside = path.with_name(f".{path.name}.partial")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if hasattr(os, "O_DIRECTORY"):  # the renaming itself must reach the disk
        folder = os.open(path.parent, os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)


def _safetensors() -> Any:
    try:
        import safetensors.numpy
    except ImportError as error:
        raise ImportError(INSTALL) from error
    return safetensors.numpy
