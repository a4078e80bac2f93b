"""Networks and trainings in files: arrays in the safetensors format, everything else as JSON in its metadata.

No file can run code: a network is made again from the names and arguments of bpnet's own factories.
"""

from __future__ import annotations

import contextlib
import json
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files, _specs
from bpnet._checks import check_nonnegative
from bpnet._messages import one_line, short_repr
from bpnet.arrays import map_tree
from bpnet.backend import DTYPES
from bpnet.checkpoint import container, description, former
from bpnet.checkpoint.container import Container, refusal
from bpnet.errors import BackendError
from bpnet.optimizers import positive_rate
from bpnet.schedules import as_schedule
from bpnet.training import inputs
from bpnet.training.history import History, provenance
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.training.network import Network

INSTALL = "checkpoints need safetensors: pip install safetensors (the extra: bpnet-array[checkpoint])"
TREES = ("params", "state", "opt_state")
OWN = {_specs.OWN: ""}


def save(
    path: str | Path,
    net: Network,
    history: History | None = None,
    callbacks: Sequence[Any] = (),
    given_rate: Any = None,
) -> None:
    """Write a network, and the history and callbacks of its training, to a file that is replaced in one step.

    ``given_rate`` is the learning rate that the network had when its training began: who resumes with that one takes the file's.

    Raises
    ------
    ValueError
        For what a file cannot hold, or could not be read from it again.
    """
    tensors, about = _content(net, history, callbacks, given_rate)
    _files.write(path, _safetensors().save(tensors, {container.KEY: json.dumps(about)}))


def check(path: str | Path, net: Network, history: History, callbacks: Sequence[Any]) -> None:
    """Raise where `save` would, and write nothing."""
    _safetensors()
    _files.check(path)
    _content(net, history, callbacks, net.learning_rate)


def _content(
    net: Network, history: History | None, callbacks: Sequence[Any], given_rate: Any
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Arrays and description, as they could be read again."""
    tensors: dict[str, NDArray[Any]] = {}
    training = map_tree(net.backend.to_host, net.training[:3])
    about: dict[str, Any] = {
        "format": description.FORMAT,
        "network": {key: _specs.to_json(value, whole=False) for key, value in net.architecture.items()},
        "training": _pack(tensors, training, "training"),
        "learning_rate": _specs.to_json(net.learning_rate, whole=False),
        "epoch": net.training.epoch,
        "updates": net.training.updates,
        "dtype": net.dtype,
        "arithmetic": net.arithmetic,
        "seed": net.seed,
        "provenance": provenance(net),
    }
    if given_rate is not None:
        about["given_rate"] = _specs.to_json(given_rate, whole=False)
    if history is not None:
        losses = (history.loss, history.validation_loss)
        about["history"] = {"losses": _pack(tensors, losses, "history"), "stopped_at": history.stopped_at}
        about["callbacks"] = [[name, data, _pack(tensors, arrays, name)] for name, data, arrays in _memories(callbacks)]
    _readable(about, tensors, training)
    return tensors, about


def _readable(about: dict[str, Any], tensors: Mapping[str, NDArray[Any]], training: Tree) -> None:
    """Raise ValueError for what `restore` would refuse: a file that cannot be read must not replace one that can."""
    entries = {name: container.Entry(tensor.dtype, tensor.shape, 0) for name, tensor in tensors.items()}
    try:
        container.within_limits(json.dumps(about), entries)
        description.check(about, entries)
        for name, tree in zip(TREES, training, strict=True):
            _each(_sound, tree, name)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this cannot be written to a file: {error}") from error


def restore(path: str | Path, net: Network) -> None:
    """Put a network of the same structure where it was when the file was written."""
    with opened(path) as file:
        _compare(file, net)
        fill(file, net, rate=_rate_of(file, net))


def resume(path: str | Path, net: Network, history: History, callbacks: Sequence[Any], *, validated: bool) -> None:
    """Put a network, a history and callbacks where they were; ``validated`` says whether the training has validation data."""
    with opened(path) as file:
        _compare(file, net)
        _same_validation(file, validated=validated)
        fill(file, net, history, callbacks, rate=_rate_of(file, net))


@contextlib.contextmanager
def opened(path: str | Path) -> Iterator[Container]:
    """A file with a sound description."""
    with container.opened(_files.expand_user(path)) as file:
        about = file.about
        missing = [key for key in description.NEEDED if not isinstance(about, dict) or key not in about]
        if missing:
            raise refusal(file.path, f"is no checkpoint of bpnet's: its metadata lack {', '.join(missing)}")
        if about["format"] != description.FORMAT:
            words = f"has format {short_repr(about['format'])}; this version of bpnet reads {description.FORMAT}"
            raise refusal(file.path, words)
        if about["dtype"] not in DTYPES:
            raise refusal(file.path, f"is damaged: it has the dtype {short_repr(about['dtype'])}")
        guarded(file, lambda: description.check(about, file.entries))
        for part in ("network", "learning_rate", "given_rate"):
            if part in about:
                about[part] = former.in_todays_names(about[part])
        yield file


def fill(
    file: Container,
    net: Network,
    history: History | None = None,
    callbacks: Sequence[Any] = (),
    *,
    rate: Any = None,
    template: Tree = None,
) -> None:
    """Give a network, a history and callbacks what the file has of them.

    ``rate`` is a learning rate as data, or None. The arrays must be like those of ``template``, by default like the network's.
    """
    about = file.about
    packed, template = about["training"], tuple(net.training[:3]) if template is None else template
    guarded(file, lambda: _fits(file, packed, template, "training"))
    with net.backend.scope():
        params, state, opt_state = guarded(file, lambda: _taken(file, packed, template, net))
    counts = about["epoch"], about["updates"]
    made = None if rate is None else guarded(file, lambda: _rate(rate, counts[1]))
    if history is not None:
        _recall(file, net, history, callbacks)
    if made is not None:
        net.learning_rate = net.left_rate = made
    net.seed = about["seed"]
    net.training = TrainingState(params, state, opt_state, *counts)


def _rate(data: Any, updates: int) -> Any:
    """A learning rate that has a value after so many updates."""
    rate = positive_rate(_specs.from_json(data))
    if callable(rate):
        check_nonnegative("its learning rate", as_schedule(rate)(updates, ()))
    return rate


def _rate_of(file: Container, net: Network) -> Any:
    """The file's learning rate, as data; None to keep the network's, which is said where it is another one.

    The file's goes on where nobody has chosen another since: the network has the rate that the training of the file began
    with, or that of its optimizer.
    """
    if "learning_rate" not in file.about:
        return None
    theirs, ours = _comparable(file.about["learning_rate"]), _comparable(_specs.to_json(net.learning_rate, whole=False))
    if theirs == ours:
        return None
    if theirs != OWN and _unchosen(file.about, net, ours):
        return file.about["learning_rate"]
    words = [one_line(_specs.to_text(rate)) for rate in (ours, theirs)]
    warnings.warn(
        f"the network keeps its learning rate, {words[0]}; {one_line(str(file.path), 100)} was written with {words[1]}", stacklevel=4
    )
    return None


def _unchosen(about: dict[str, Any], net: Network, ours: Any) -> bool:
    """Whether the network's learning rate says nothing about a choice that was made after the file was begun."""
    assigned = net.learning_rate != net.left_rate
    if "given_rate" not in about:
        return not assigned
    if _comparable(about["given_rate"]) == ours:
        return True
    optimizer = net.architecture["optimizer"]
    compared = _specs.find_custom(_specs.to_json(optimizer, whole=False), "") is None  # else its rate may differ from the file's
    return not assigned and (compared or optimizer.learning_rate != net.learning_rate)


def _comparable(rate: Any) -> Any:
    """A learning rate as data; all custom functions are alike, and so is any schedule with one in it."""
    data = OWN if rate is None else _specs.with_defaults(rate)  # None is how older files have a custom function
    return OWN if _specs.find_custom(data, "") is not None else data


def _compare(file: Container, net: Network) -> None:
    """Raise unless a file was written by a network like this one."""
    about = file.about
    if about["dtype"] != net.dtype:
        raise refusal(file.path, f"was trained in {about['dtype']}, this network computes in {net.dtype}")
    arithmetic = about.get("arithmetic", "native")
    if arithmetic != net.arithmetic:
        raise refusal(file.path, f"was trained in {one_line(str(arithmetic))} arithmetic, not in {net.arithmetic}")
    for part in ("layer", "n_in", "loss", "link", "optimizer", "penalty") if about["network"] else ():
        ours = _specs.with_defaults(_specs.to_json(net.architecture.get(part), whole=False))
        theirs = _specs.with_defaults(about["network"].get(part))
        if found := _specs.first_difference(ours, theirs, part):
            place, ours, theirs = found
            within = "" if place == part else f"another: {one_line(place)} is "
            words = f"its {part} is {within}{short_repr(theirs, 40)}, this network's is {short_repr(ours, 40)}"
            raise refusal(file.path, f"does not fit: {words}")


def _same_validation(file: Container, *, validated: bool) -> None:
    """Raise where validation data come or go: a history has a validation loss of every epoch, or of none."""
    losses = (file.about.get("history") or {}).get("losses")
    epochs, validations = (file.entries[name].shape[0] for name in losses) if losses else (0, 0)
    if epochs and bool(validations) != validated:
        then, now = ("with", "without") if validations else ("without", "with")
        raise refusal(file.path, f"was written {then} validation data, and is resumed {now}")


def _fits(file: Container, packed: Any, template: Tree, name: str) -> None:
    """Raise unless a packed tree has the structure and the shapes of a template: known before anything is read."""
    if isinstance(template, tuple):
        if not isinstance(packed, list) or len(packed) != len(template):
            raise ValueError(f"{name} is {short_repr(packed)}, expected {len(template)} parts")
        for i, (branch, part) in enumerate(zip(packed, template, strict=True)):
            _fits(file, branch, part, f"{name}[{i}]")
    elif not isinstance(packed, str) or file.entries[packed].shape != tuple(template.shape):
        came = f"has shape {file.entries[packed].shape}" if isinstance(packed, str) else f"is {short_repr(packed)}"
        raise ValueError(f"{name} {came}, expected shape {tuple(template.shape)}")


def _taken(file: Container, packed: Any, template: Tree, net: Network) -> Tree:
    """Params, state and opt_state of the file, one array after another, so that none is held twice."""

    def take(name: str, leaf: Any, place: str) -> Any:
        array = file.read(name)
        _sound(array, place)
        return inputs.bits(net.backend, array, leaf, place)

    trees = zip(TREES, unlisted(packed), template, strict=True)
    return tuple(map_tree(lambda _, array: array, part, _each(take, branch, name, part)) for name, branch, part in trees)


def _each(function: Callable[..., Any], tree: Tree, name: str, *others: Tree) -> Tree:
    """``function`` of the corresponding leaves of trees, and of the place where they are."""
    if not isinstance(tree, tuple):
        return function(tree, *others, name)
    return tuple(
        _each(function, branch, f"{name}[{i}]", *rest) for i, (branch, *rest) in enumerate(zip(tree, *others, strict=True))
    )


def unlisted(packed: Any) -> Tree:
    """A packed tree as tuples of names."""
    return tuple(map(unlisted, packed)) if isinstance(packed, list) else packed


def _sound(array: NDArray[Any], place: str) -> None:
    """Raise for NaN, and in params for infinity: a network that trained on would be said to have diverged."""
    if array.dtype.kind == "f" and not (np.isfinite(array).all() if place.startswith("params") else not np.isnan(array).any()):
        raise ValueError(f"{place} contains NaN or infinity")


def _recall(file: Container, net: Network, history: History, callbacks: Sequence[Any]) -> None:
    """Give a history and callbacks back what the file keeps of them."""
    kept = file.about.get("history")
    if kept is None:
        raise refusal(file.path, "holds a network, but no training to resume: bpnet.load reads it")
    listeners = [callback for callback in callbacks if _remembers(callback)]
    names, written = [type(listener).__name__ for listener in listeners], [name for name, _, _ in file.about["callbacks"]]
    if names != written:
        raise refusal(file.path, f"was written with callbacks that remember {short_repr(written)}, and is resumed with {short_repr(names)}")
    losses = guarded(file, lambda: map_tree(file.read, unlisted(kept["losses"])))
    if not np.all(np.isfinite(losses[0])):
        raise refusal(file.path, "does not fit: its losses contain NaN or infinity")
    for listener, (_, data, packed) in zip(listeners, file.about["callbacks"], strict=True):
        guarded(file, lambda c=listener, d=data, p=packed: c.load_state_dict(d, _arrays(file, net, c, p)))  # type: ignore[misc]
    history.loss, history.validation_loss = losses
    history.stopped_at = kept["stopped_at"]


def _arrays(file: Container, net: Network, callback: Any, packed: Any) -> Tree:
    """The arrays that a callback keeps; params and state of the network are held against those that it has."""
    template = (net.params, net.state)
    of_network = packed != [] and getattr(callback, "keeps_network", False)
    if of_network:
        _fits(file, packed, template, type(callback).__name__)
    arrays = map_tree(file.read, unlisted(packed))
    if of_network:
        for name, tree, leaf in zip(TREES, arrays, template, strict=False):
            _each(_like, tree, name, leaf)
    return arrays


def _like(array: NDArray[Any], leaf: Any, place: str) -> None:
    """Raise unless an array of a callback could take the place of one of the network's."""
    _sound(array, place)
    if array.dtype != (kind := inputs.dtype_name(leaf)):
        raise ValueError(f"{place} is {array.dtype}, expected {kind}")


def _remembers(callback: Any) -> bool:
    """Whether a callback has something to keep: it then says so by ``state_dict``."""
    return next(_memories([callback]), None) is not None


def _memories(callbacks: Sequence[Any]) -> Iterator[tuple[str, dict[str, Any], Tree]]:
    """Name, data and arrays of each callback that remembers something.

    Raises
    ------
    TypeError
        For a state_dict that is no such pair, and for data that JSON would change, or cannot hold.
    """
    for callback in callbacks:
        kept, name = callback.state_dict() if hasattr(callback, "state_dict") else ({}, ()), type(callback).__name__
        if not (isinstance(kept, tuple | list) and len(kept) == 2 and isinstance(kept[0], dict)):  # noqa: PLR2004 - a pair
            raise TypeError(f"the state_dict of {name} must be a pair, a dictionary and a tree of arrays, got {short_repr(kept)}")
        data, arrays = kept
        if data or not isinstance(arrays, tuple) or arrays:
            try:
                json.dumps(_json(data))
            except (TypeError, ValueError, RecursionError) as error:
                raise TypeError(f"the state_dict of {name} must be data for JSON: {one_line(str(error))}") from error
            yield name, _json(data), arrays


def _json(data: Any) -> Any:
    """Data with numbers of Python's in place of NumPy's; JSON would turn keys that are no strings into strings."""
    if isinstance(data, dict):
        if wrong := next((key for key in data if not isinstance(key, str)), None):
            raise TypeError(f"a key must be a string, got {short_repr(wrong)}")
        return {key: _json(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_json(item) for item in data]
    return data.item() if isinstance(data, np.generic) else data


def _pack(tensors: dict[str, NDArray[Any]], tree: Tree, place: str) -> Any:
    """Put the leaves of a tree among the tensors, and return the tree with their names in their places."""
    if isinstance(tree, tuple):
        return [_pack(tensors, branch, f"{place}[{i}]") for i, branch in enumerate(tree)]
    array = np.asarray(tree)
    if array.dtype.name not in container.NAMES:
        raise TypeError(f"a file holds arrays of booleans, integers and floats of up to 64 bits; {place} is of {array.dtype}")
    name = str(len(tensors))
    tensors[name] = np.array(array, dtype=array.dtype.newbyteorder("<"), order="C")
    return name


def guarded(file: Container, make: Callable[[], Any]) -> Any:
    """What a damaged or hostile description makes is one kind of error."""
    try:
        return make()
    except (BackendError, OSError, MemoryError):
        raise
    except Exception as error:
        raise refusal(file.path, f"does not fit: {error or type(error).__name__}") from error


def _safetensors() -> Any:
    try:
        import safetensors.numpy
    except ImportError as error:
        raise ImportError(INSTALL) from error
    return safetensors.numpy
