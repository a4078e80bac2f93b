"""Validation of the description of a network and of its training, before any object is made from it.

A description is a dictionary for JSON. A tree of arrays is nested lists of their names, and every array of a file occurs once.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from bpnet._checks import MAX_LENGTH
from bpnet._messages import short_repr
from bpnet._specs import MAKE, OWN
from bpnet.checkpoint import replicas

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bpnet.checkpoint.container import Entry

FORMAT = 1
MAX_PARTS = 2_000
"""Maximum number of layers, losses, optimizers and schedules in a network."""
MAX_COUNT = 1 << 53
NEEDED = ("format", "network", "training", "epoch", "updates", "dtype", "seed")
KEYS = {
    *NEEDED,
    "learning_rate",
    "given_rate",
    "arithmetic",
    "edition",
    "provenance",
    "history",
    "callbacks",
    "replicas",
    "classes",
}
NETWORK = {"kind", "layer", "n_in", "loss", "optimizer", "link"}


def check(about: dict[str, Any], entries: Mapping[str, Entry]) -> None:
    """Raise ValueError for a description that is not valid, or that does not name exactly these arrays."""
    _check_keys("its description", about, KEYS, NEEDED)
    for key in ("epoch", "updates"):
        _check_count(f"its {key}", about[key])
    _check_count("its seed", about["seed"], (1 << 64) - 1)
    replicas.check(about)
    _check_count("the edition of its arithmetic", about.get("edition", 1))
    _check_network(about["network"])
    for key in ("learning_rate", "given_rate"):
        _count_parts(f"its {key}", about.get(key))
    _check_provenance(about.get("provenance", {}))
    _check_classes(about.get("classes", [""]))
    names = [*_iter_names(about["training"], "its training"), *_iter_history_names(about, entries)]
    _check_names(names, entries)


def _check_keys(name: str, data: Any, known: Collection[str], needed: Collection[str]) -> None:
    if not isinstance(data, dict):
        raise ValueError(f"{name} is {short_repr(data)}, expected a dictionary")  # noqa: TRY004 - the file is wrong, as in all errors here
    if missing := [key for key in needed if key not in data]:
        raise ValueError(f"{name} lacks {', '.join(missing)}")
    if unknown := [key for key in data if key not in known]:
        raise ValueError(f"{name} has {short_repr(unknown[0])}, which is unknown here")


def _check_count(name: str, value: Any, most: int = MAX_COUNT) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{name} is {short_repr(value)}, expected an integer from 0 to {most}")
    return value


def _check_network(network: Any) -> None:
    if network is None:  # a network with custom parts, in older files
        return
    _check_keys("its network", network, NETWORK | {"penalty"}, NETWORK)
    parts = sum(_count_parts(f"its {key}", value) for key, value in network.items())
    if parts > MAX_PARTS:
        raise ValueError(f"its network has {parts} parts, more than {MAX_PARTS}")


def _count_parts(name: str, data: Any) -> int:
    """Return the number of objects that data describe; raise ValueError for an object without a factory."""
    if isinstance(data, dict):
        if not any(isinstance(data.get(key), str) for key in (MAKE, OWN)):
            raise ValueError(f"{name} does not name its factory: no factory is called {short_repr(data.get(MAKE))}")
        return 1 + sum(_count_parts(name, value) for value in data.values())
    if isinstance(data, list):
        return sum(_count_parts(name, item) for item in data)
    if isinstance(data, str) and len(data) > MAX_LENGTH:
        raise ValueError(f"{name} has a string of {len(data)} characters, more than {MAX_LENGTH}")
    if isinstance(data, int | float) and not (math.isfinite(data) and abs(data) < 1 << 64):
        raise ValueError(f"{name} has the number {short_repr(data)}")
    return 0


def _check_provenance(about: Any) -> None:
    if not isinstance(about, dict) or not all(isinstance(value, str | int) for value in about.values()):
        raise ValueError(f"its provenance is {short_repr(about)}")


def _check_classes(classes: Any) -> None:
    if not isinstance(classes, list) or not all(
        isinstance(name, str | bool) and len(str(name)) <= MAX_LENGTH for name in classes
    ):
        raise ValueError(f"its classes are {short_repr(classes)}, expected texts of up to {MAX_LENGTH} characters, or booleans")


def _iter_names(packed: Any, name: str) -> Iterator[str]:
    """Yield the names of the arrays of a packed tree, in order."""
    if isinstance(packed, list):
        for branch in packed:
            yield from _iter_names(branch, name)
        return
    if not isinstance(packed, str):
        raise ValueError(f"{name} lacks the array {short_repr(packed)}")  # noqa: TRY004 - a damaged file
    yield packed


def _iter_history_names(about: dict[str, Any], entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield the names of the arrays of the history and of the callbacks."""
    if about.get("history") is None:
        return
    history = about["history"]
    _check_keys("its history", history, ("losses", "stopped_at", "metrics"), ("losses", "stopped_at"))
    losses = history["losses"]
    is_pair = isinstance(losses, list) and len(losses) == 2  # noqa: PLR2004 - of training and validation
    if not is_pair or not all(name in entries for name in _iter_names(losses, "its history")):
        raise ValueError(f"its history is {short_repr(losses)}, expected two arrays")
    vectors = [entries[name] for name in losses if isinstance(name, str)]
    group = "replicas" in about
    if len(vectors) < 2 or any(entry.dtype != "f8" or len(entry.shape) != 1 + group for entry in vectors):  # noqa: PLR2004 - a pair
        raise ValueError("its losses are not vectors of float64")
    if group:
        replicas.check_losses(about, vectors)
    n, validated = (entry.shape[0] for entry in vectors)
    if n > about["epoch"] or validated > n:
        raise ValueError(f"its history has {n} and {validated} losses after {about['epoch']} epochs")
    if history["stopped_at"] is not None:
        _check_count("the epoch it stopped at", history["stopped_at"], n)
    yield from _iter_names(losses, "its history")
    if "metrics" in history:
        yield from _iter_metric_names(history["metrics"], vectors, entries)
    for callback in _check_callbacks(about.get("callbacks")):
        yield from _iter_names(callback[2], f"its callback {short_repr(callback[0])}")


def _iter_metric_names(metrics: Any, losses: list[Entry], entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield the names of the arrays of metrics, which have the shape of the losses, and those of validation of its losses."""
    _check_keys("its metrics", metrics, ("names", "values"), ("names", "values"))
    names, values = metrics["names"], metrics["values"]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and len(name) <= MAX_LENGTH for name in names):
        raise ValueError(f"the names of its metrics are {short_repr(names)}")
    if len(set(names)) < len(names):
        raise ValueError(f"two of its metrics have the same name: {short_repr(names)}")
    lists = isinstance(values, list) and len(values) == 2 and all(isinstance(part, list) for part in values)  # noqa: PLR2004 - as losses
    if not lists or len(values[0]) != len(names) or len(values[1]) not in {0, len(names)}:
        raise ValueError(f"its metrics have the arrays {short_repr(values)}, expected one for each of {len(names)} names")
    for part, like in zip(values, losses, strict=True):
        for name in part:
            array = entries.get(name) if isinstance(name, str) else None
            if array is None or array.dtype != like.dtype or array.shape != like.shape:
                raise ValueError(f"its metrics are not arrays of float64 as its losses are: {short_repr(name)}")
            yield name


def _check_callbacks(data: Any) -> list[Any]:
    for callback in data if isinstance(data, list) else [None]:
        if not isinstance(callback, list) or [type(part) for part in callback[:2]] != [str, dict] or len(callback) != 3:  # noqa: PLR2004 - a triple
            raise ValueError(f"its callbacks are {short_repr(data)}, expected a name, a dictionary and arrays of each")
    return list(data)


def _check_names(names: list[str], entries: Mapping[str, Entry]) -> None:
    """Raise ValueError unless every array is named once."""
    if missing := next((name for name in names if name not in entries), None):
        raise ValueError(f"it lacks the array {short_repr(missing)}")
    if len(set(names)) < len(names):
        raise ValueError("it names an array twice")
    if len(names) < len(entries):
        raise ValueError(f"it has {len(entries) - len(names)} arrays that it does not name")
