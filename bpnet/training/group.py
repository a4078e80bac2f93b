"""Groups: many networks of the same layers, with a seed each, that train at once."""

from __future__ import annotations

import operator
import secrets
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr
from bpnet._specs import Spec, has_own_spec
from bpnet.arrays import map_tree
from bpnet.optimizers import Optimizer
from bpnet.random import Draw, child, key_of
from bpnet.training.batches import LAYERS
from bpnet.training.group_rates import GroupRates
from bpnet.training.learning_rate import LearningRate
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.arrays import Tree
    from bpnet.backend import Backend
    from bpnet.backprop import Layer
    from bpnet.optimizers import Rate


MOST = 1 << 24
"""Maximum length of a range of seeds."""


def check_seed(seed: Any) -> int:
    """Return a seed; a random one for None."""
    key = key_of(secrets.randbits(32) if seed is None else seed)
    return key[0] | key[1] << 32


def check_seeds(seed: Any) -> int | tuple[int, ...]:
    """Return a seed, or a tuple of seeds if a sequence is passed: a list, a tuple, a range or a vector of integers."""
    is_array = isinstance(seed, np.ndarray) and seed.ndim > 0
    if not (is_array or isinstance(seed, list | tuple | range)):
        return check_seed(seed)
    if isinstance(seed, range) and seed[:MOST] != seed:  # its length may be too large for Python
        raise ValueError(f"seed has more than {MOST} numbers, and a group is in memory at once: train them in parts")
    if not len(seed):
        raise ValueError("seed is an empty sequence: expected one seed for each network, such as seed=range(1000)")
    if any(one is None for one in seed):
        raise ValueError("a sequence of seeds must not contain None: pass numbers, such as seed=range(1000)")
    return tuple(check_seed(one) for one in seed)


def replicas_of(seed: int | tuple[int, ...]) -> int | None:
    """Return the number of networks; None for a single one that is not a group."""
    return len(seed) if isinstance(seed, tuple) else None


def initial_values(layer: Layer, seed: int | tuple[int, ...], n_in: int) -> tuple[Tree, Tree, int]:
    """Return params, state and n_out of a layer; of a group, each array has those of its networks along the first axis."""
    if not isinstance(seed, tuple):
        return layer.init(Draw(np, child(key_of(seed), LAYERS)), n_in)
    drawn = [layer.init(Draw(np, child(key_of(one), LAYERS)), n_in) for one in seed]
    params, state = (
        map_tree(lambda *of: np.stack([np.asarray(a) for a in of]), *trees) for trees in zip(*(d[:2] for d in drawn), strict=True)
    )
    return params, state, drawn[0][2]


def make_rate(rate: Any, dtype: str, backend: Backend, replicas: int | None) -> LearningRate:
    """Return the learning rate of a network, or the learning rates of a group."""
    return LearningRate(rate, dtype, backend) if replicas is None else GroupRates(rate, dtype, backend, replicas)


def first_counts(replicas: int | None) -> Any:
    """Return the number of epochs, or of updates, of a network that has not been trained; of a group, a vector of them."""
    return 0 if replicas is None else np.zeros(replicas, np.int64)


def choose(index: Any, replicas: int | None) -> int | list[int]:
    """Return the number of one network, or the numbers of several, that an index selects.

    Raises
    ------
    TypeError
        If the network is not a group, or the index is neither an integer, a slice nor a sequence of integers.
    IndexError
        If there is no such network.
    ValueError
        If no network is selected.
    """
    if replicas is None:
        raise TypeError("this is one network, not a group: net[i] needs one that was built with a sequence of seeds")
    if isinstance(index, slice):
        chosen: Any = list(range(replicas)[index])
    elif isinstance(index, list | tuple | range) or getattr(index, "ndim", 0) == 1:
        chosen = _numbers(index, replicas)
    else:
        return _number(index, replicas)
    if not chosen:
        raise ValueError(f"the index {short_repr(index)} selects none of the {replicas} networks")
    many: list[int] = chosen
    return many


def _numbers(index: Any, replicas: int) -> list[int]:
    listed = isinstance(index, list | tuple) and len(index) > 0 and all(isinstance(one, bool | np.bool_) for one in index)
    if listed or str(getattr(index, "dtype", "")).rpartition(".")[2] == "bool":
        flags = [bool(one) for one in index]
        if len(flags) != replicas:
            raise IndexError(f"a mask of {len(flags)} booleans does not fit a group of {replicas} networks")
        return [i for i, flag in enumerate(flags) if flag]
    return [_number(one, replicas) for one in index]


def _number(index: Any, replicas: int) -> int:
    try:
        number = operator.index(index)
    except TypeError:
        number = None
    if number is None or isinstance(index, bool):
        raise TypeError(f"a group is indexed by an integer, a slice, a list of integers or a mask, got {short_repr(index)}")
    if not -replicas <= number < replicas:
        raise IndexError(f"there is no network {number} in a group of {replicas}: they are numbered from 0 to {replicas - 1}")
    return number % replicas


def select_training(backend: Backend, training: TrainingState, index: int | list[int]) -> TrainingState:
    """Return copies of the arrays of one network, or of several."""
    xp = backend.xp
    parts: Any
    if isinstance(index, int):
        parts = map_tree(lambda leaf: xp.asarray(leaf[index, ...], copy=True), tuple(training[:3]))
        return TrainingState(parts[0], parts[1], parts[2], int(training.epoch[index]), int(training.updates[index]))
    which = backend.from_host(np.asarray(index), "int64")
    parts = map_tree(lambda leaf: xp.take(leaf, which, axis=0), tuple(training[:3]))
    return TrainingState(parts[0], parts[1], parts[2], training.epoch[index], training.updates[index])


def select_rate(rate: GroupRates, index: int | list[int]) -> LearningRate:
    """Return the learning rate of one network, or the rates of several."""
    if isinstance(index, int):
        return rate.one(index)
    made = GroupRates(_part(rate.rate, index), rate.dtype, rate.backend, len(index))
    made.automatic = _part(rate.automatic, index)
    return made


def _part(rate: Any, index: Sequence[int]) -> Any:
    return tuple(rate[i] for i in index) if type(rate) is tuple else rate


def with_rate(optimizer: Optimizer, index: int | list[int]) -> Optimizer:
    """Return an optimizer with the rate of one network, or the rates of several, in place of those of a group."""
    if type(optimizer.learning_rate) is not tuple:
        return optimizer
    rate: Any = optimizer.learning_rate
    rate = rate[index] if isinstance(index, int) else _part(rate, index)
    return _with_rate(optimizer, rate)


def _with_rate(optimizer: Optimizer, rate: Rate) -> Optimizer:
    """Replace the learning rate, in the optimizer and in its description, also where it is that of an optimizer within."""
    changed, spec = optimizer._replace(learning_rate=rate), optimizer.spec
    if spec is None or not has_own_spec(optimizer):
        return changed
    arguments = {
        key: _with_rate(value, rate) if isinstance(value, Optimizer) else rate if key == "learning_rate" else value
        for key, value in spec.arguments.items()
    }
    made = tuple(value for field, value in zip(changed._fields, changed, strict=True) if field != "spec")
    return changed._replace(spec=Spec(spec.name, arguments, made))
