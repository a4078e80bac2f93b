"""States of callbacks in files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import one_line, short_repr
from bpnet.arrays import Tree, map_tree
from bpnet.checkpoint.container import Container, checkpoint_error
from bpnet.checkpoint.file import TREES, check_numbers, check_shapes, convert_errors, map_named, unpack
from bpnet.training.host_arrays import dtype_name
from bpnet.training.state import CallbackState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def states_of(callbacks: Sequence[Any]) -> tuple[CallbackState, ...]:
    """Return the state of each callback that has one: its ``state_dict`` is not empty.

    Raises
    ------
    TypeError
        If a state_dict is not a pair of data and arrays, or if JSON would change the data, or cannot contain them.
    """
    states = [_state_of(callback) for callback in callbacks if hasattr(callback, "state_dict")]
    return tuple(state for state in states if state.data or not isinstance(state.arrays, tuple) or state.arrays)


def _state_of(callback: Any) -> CallbackState:
    state, name = callback.state_dict(), type(callback).__name__
    if not (isinstance(state, tuple | list) and len(state) == 2 and isinstance(state[0], dict)):  # noqa: PLR2004 - a pair
        raise TypeError(f"the state_dict of {name} must be a pair of a dictionary and a tree of arrays, got {short_repr(state)}")
    data, arrays = state
    try:
        plain = _to_plain_data(data)
        json.dumps(plain)
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(f"the state_dict of {name} must be data for JSON: {one_line(str(error))}") from error
    return CallbackState(name, plain, arrays)


def _to_plain_data(data: Any) -> Any:
    """Replace NumPy's numbers by Python's; keys must be strings, because JSON would convert them."""
    if isinstance(data, dict):
        if wrong := next((key for key in data if not isinstance(key, str)), None):
            raise TypeError(f"a key must be a string, got {short_repr(wrong)}")
        return {key: _to_plain_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_to_plain_data(item) for item in data]
    return data.item() if isinstance(data, np.generic) else data


def load_states(file: Container, callbacks: Sequence[Any], template: Tree) -> None:
    """Set the states of callbacks to those of a file; ``template`` is the params and the state of the network."""
    listeners = [callback for callback in callbacks if states_of([callback])]
    names, written = [type(listener).__name__ for listener in listeners], [name for name, _, _ in file.about["callbacks"]]
    if names != written:
        if ("MinimizerState" in names) != ("MinimizerState" in written):
            trained, remedy = (
                ("a minimizer", "pass it as optimizer=") if "MinimizerState" in written else ("steps", "leave out optimizer=")
            )
            raise checkpoint_error(file.path, f"was written by a training by {trained}, and is resumed by another kind: {remedy}")
        words = f"was written with the callbacks {short_repr(written)}, and is resumed with {short_repr(names)}"
        raise checkpoint_error(file.path, f"{words} (those that have a state)")
    for listener, (_, data, packed) in zip(listeners, file.about["callbacks"], strict=True):
        with convert_errors(file):
            listener.load_state_dict(data, _read_arrays(file, template, listener, packed))


def _read_arrays(file: Container, template: Tree, callback: Any, packed: Any) -> Tree:
    """Read the arrays of a callback; copies of a network's params and state must have the shapes and dtypes of the template."""
    of_network = packed != [] and getattr(callback, "keeps_network", False)
    if of_network:
        check_shapes(file, packed, template, type(callback).__name__)
    arrays = map_tree(file.read, unpack(packed))
    if of_network:
        for name, tree, leaf in zip(TREES, arrays, template, strict=False):
            map_named(_check_like, tree, name, leaf)
    return arrays


def _check_like(array: NDArray[Any], leaf: Any, place: str) -> None:
    """Raise ValueError unless an array of the network could be replaced by this one."""
    check_numbers(array, place)
    if array.dtype != (dtype := dtype_name(leaf)):
        raise ValueError(f"{place} is {array.dtype}, expected {dtype}")
