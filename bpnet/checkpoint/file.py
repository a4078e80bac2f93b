"""Open checkpoints: arrays in the safetensors format, and everything except arrays as JSON in the metadata.

In the JSON, a tree of arrays is nested lists of the names of its arrays.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files
from bpnet._messages import short_repr
from bpnet.arrays import Tree, map_tree
from bpnet.backend import DTYPES
from bpnet.checkpoint import container, description, former
from bpnet.checkpoint.container import Container, checkpoint_error
from bpnet.checkpoint.replicas import counts_of
from bpnet.errors import BackendError
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

TREES = ("params", "state", "opt_state")


@contextlib.contextmanager
def open_checkpoint(path: str | Path) -> Iterator[Container]:
    """Context manager that opens a file, validates its description, and replaces former names of factories by current ones."""
    with container.open_container(_files.expand_user(path)) as file:
        about = file.about
        missing = [key for key in description.NEEDED if not isinstance(about, dict) or key not in about]
        if missing:
            raise checkpoint_error(file.path, f"is not a checkpoint of bpnet: its metadata lack {', '.join(missing)}")
        if about["format"] != description.FORMAT:
            words = f"has format {short_repr(about['format'])}; this version of bpnet reads {description.FORMAT}"
            raise checkpoint_error(file.path, words)
        if about["dtype"] not in DTYPES:
            raise checkpoint_error(file.path, f"is damaged: it has the dtype {short_repr(about['dtype'])}")
        with convert_errors(file):
            description.check(about, file.entries)
        for part in ("network", "learning_rate", "given_rate"):
            if part in about:
                about[part] = former.in_todays_names(about[part])
        yield file


@contextlib.contextmanager
def convert_errors(file: Container) -> Iterator[None]:
    """Context manager that converts errors of a damaged or hostile description to `CheckpointError`."""
    try:
        yield
    except (BackendError, OSError, MemoryError):
        raise
    except Exception as error:
        raise checkpoint_error(file.path, f"does not fit: {error or type(error).__name__}") from error


def read_training(file: Container, template: Tree, place: Callable[[NDArray[Any], Any, str], Any]) -> TrainingState:
    """Read params, state and opt_state, one array at a time, so that at most one is in memory twice.

    Parameters
    ----------
    file
        Open checkpoint.
    template
        Three trees of objects with shapes and dtypes, which are compared with the file before an array is read.
    place
        Function ``(array, leaf, name) -> array`` that transfers an array to the device.
    """

    def take(name: str, leaf: Any, place_name: str) -> Any:
        array = file.read(name)
        check_numbers(array, place_name)
        return place(array, leaf, place_name)

    packed = file.about["training"]
    with convert_errors(file):
        check_shapes(file, packed, template, "training")
        trees = zip(TREES, unpack(packed), template, strict=True)
        read = [map_tree(lambda _, array: array, part, map_named(take, branch, name, part)) for name, branch, part in trees]
    params, state, opt_state = read
    return TrainingState(params, state, opt_state, *counts_of(file))


def pack(arrays: dict[str, NDArray[Any]], tree: Tree, place: str) -> Any:
    """Add the leaves of a tree to the arrays of a file, and return the tree as nested lists of their names."""
    if isinstance(tree, tuple):
        return [pack(arrays, branch, f"{place}[{i}]") for i, branch in enumerate(tree)]
    array = np.asarray(tree)
    if array.dtype.name not in container.NAMES:
        raise TypeError(f"a file can contain arrays of booleans, integers and floats of up to 64 bits; {place} is {array.dtype}")
    name = str(len(arrays))
    arrays[name] = np.array(array, dtype=array.dtype.newbyteorder("<"), order="C")
    return name


def unpack(packed: Any) -> Tree:
    """Return a packed tree as nested tuples of names."""
    return tuple(map(unpack, packed)) if isinstance(packed, list) else packed


def check_shapes(file: Container, packed: Any, template: Tree, name: str) -> None:
    """Raise ValueError unless a packed tree has the structure and the shapes of a template; no array is read."""
    if isinstance(template, tuple):
        if not isinstance(packed, list) or len(packed) != len(template):
            raise ValueError(f"{name} is {short_repr(packed)}, expected {len(template)} parts")
        for i, (branch, part) in enumerate(zip(packed, template, strict=True)):
            check_shapes(file, branch, part, f"{name}[{i}]")
    elif not isinstance(packed, str) or file.entries[packed].shape != tuple(template.shape):
        came = f"has shape {file.entries[packed].shape}" if isinstance(packed, str) else f"is {short_repr(packed)}"
        raise ValueError(f"{name} {came}, expected shape {tuple(template.shape)}")


def check_numbers(array: NDArray[Any], place: str) -> None:
    """Raise ValueError for NaN, and for infinity in params: training would diverge in the next epoch."""
    if array.dtype.kind == "f" and not (np.isfinite(array).all() if place.startswith("params") else not np.isnan(array).any()):
        raise ValueError(f"{place} contains NaN or infinity")


def map_named(function: Callable[..., Any], tree: Tree, name: str, *others: Tree) -> Tree:
    """Apply ``function(leaf, *other_leaves, name)`` to the corresponding leaves of trees; the name is such as "params[0][1]"."""
    if not isinstance(tree, tuple):
        return function(tree, *others, name)
    branches = enumerate(zip(tree, *others, strict=True))
    return tuple(map_named(function, branch, f"{name}[{i}]", *rest) for i, (branch, *rest) in branches)
