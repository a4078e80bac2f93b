"""What the description of a network and of its training may say, held against limits before anything is made of it.

It is a dictionary for JSON. Trees of arrays stand in it as nested lists of names, and every array of a file has one place.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from bpnet._messages import short_repr
from bpnet._specs import MAKE, OWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bpnet.checkpoint.container import Entry

FORMAT = 1
PARTS = 2_000
"""Layers, losses, optimizers and schedules in a network."""
WORD = 200
"""Characters of a name or an argument in a network."""
COUNT = 1 << 53
NEEDED = ("format", "network", "training", "epoch", "updates", "dtype", "seed")
KEYS = {*NEEDED, "learning_rate", "given_rate", "arithmetic", "provenance", "history", "callbacks"}
NETWORK = {"kind", "layer", "n_in", "loss", "optimizer", "link"}


def check(about: dict[str, Any], entries: Mapping[str, Entry]) -> None:
    """Raise ValueError for a description that is none, or that names other arrays than these."""
    _keys("its description", about, KEYS, NEEDED)
    for key in ("epoch", "updates"):
        _count(f"its {key}", about[key])
    _count("its seed", about["seed"], (1 << 64) - 1)
    _network(about["network"])
    for key in ("learning_rate", "given_rate"):
        _data(f"its {key}", about.get(key))
    _provenance(about.get("provenance", {}))
    names = [*_names(about["training"], "its training"), *_training(about, entries)]
    _every(names, entries)


def _keys(name: str, data: Any, known: Collection[str], needed: Collection[str]) -> None:
    if not isinstance(data, dict):
        raise ValueError(f"{name} is {short_repr(data)}, expected a dictionary")  # noqa: TRY004 - a file's fault, as all here
    if missing := [key for key in needed if key not in data]:
        raise ValueError(f"{name} lacks {', '.join(missing)}")
    if unknown := [key for key in data if key not in known]:
        raise ValueError(f"{name} has {short_repr(unknown[0])}, which is unknown here")


def _count(name: str, value: Any, most: int = COUNT) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{name} is {short_repr(value)}, expected an integer from 0 to {most}")
    return value


def _network(network: Any) -> None:
    if network is None:  # of a network with custom parts, in older files
        return
    _keys("its network", network, NETWORK | {"penalty"}, NETWORK)
    parts = sum(_data(f"its {key}", value) for key, value in network.items())
    if parts > PARTS:
        raise ValueError(f"its network has {parts} parts, more than {PARTS}")


def _data(name: str, data: Any) -> int:
    """Return the number of objects that data describe; raise ValueError for one without a factory."""
    if isinstance(data, dict):
        if not any(isinstance(data.get(key), str) for key in (MAKE, OWN)):
            raise ValueError(f"{name} does not say what makes it: no factory is called {short_repr(data.get(MAKE))}")
        return 1 + sum(_data(name, value) for value in data.values())
    if isinstance(data, list):
        return sum(_data(name, item) for item in data)
    if isinstance(data, str) and len(data) > WORD:
        raise ValueError(f"{name} has a word of {len(data)} characters, more than {WORD}")
    if isinstance(data, int | float) and not (math.isfinite(data) and abs(data) < 1 << 64):
        raise ValueError(f"{name} has the number {short_repr(data)}")
    return 0


def _provenance(about: Any) -> None:
    if not isinstance(about, dict) or not all(isinstance(value, str | int) for value in about.values()):
        raise ValueError(f"its provenance is {short_repr(about)}")


def _names(packed: Any, name: str) -> Iterator[str]:
    """The arrays of a packed tree, in order."""
    if isinstance(packed, list):
        for branch in packed:
            yield from _names(branch, name)
        return
    if not isinstance(packed, str):
        raise ValueError(f"{name} lacks the array {short_repr(packed)}")  # noqa: TRY004
    yield packed


def _training(about: dict[str, Any], entries: Mapping[str, Entry]) -> Iterator[str]:
    """The arrays of the history and of the callbacks."""
    if about.get("history") is None:
        return
    history = about["history"]
    _keys("its history", history, ("losses", "stopped_at"), ("losses", "stopped_at"))
    losses = history["losses"]
    if not isinstance(losses, list) or len(losses) != 2 or not all(name in entries for name in _names(losses, "its history")):  # noqa: PLR2004
        raise ValueError(f"its history is {short_repr(losses)}, expected two arrays")
    vectors = [entries[name] for name in losses if isinstance(name, str)]
    if len(vectors) < 2 or any(entry.dtype != "f8" or len(entry.shape) != 1 for entry in vectors):  # noqa: PLR2004
        raise ValueError("its losses are no vectors of float64")
    n, validated = (entry.shape[0] for entry in vectors)
    if n > about["epoch"] or validated > n:
        raise ValueError(f"its history has {n} and {validated} losses after {about['epoch']} epochs")
    if history["stopped_at"] is not None:
        _count("the epoch it stopped at", history["stopped_at"], n)
    yield from _names(losses, "its history")
    for callback in _callbacks(about.get("callbacks")):
        yield from _names(callback[2], f"its callback {short_repr(callback[0])}")


def _callbacks(data: Any) -> list[Any]:
    for callback in data if isinstance(data, list) else [None]:
        if not isinstance(callback, list) or [type(part) for part in callback[:2]] != [str, dict] or len(callback) != 3:  # noqa: PLR2004
            raise ValueError(f"its callbacks are {short_repr(data)}, expected a name, a dictionary and arrays of each")
    return list(data)


def _every(names: list[str], entries: Mapping[str, Entry]) -> None:
    """Raise unless every array has one place."""
    if missing := next((name for name in names if name not in entries), None):
        raise ValueError(f"it lacks the array {short_repr(missing)}")
    if len(set(names)) < len(names):
        raise ValueError("it names an array twice")
    if len(names) < len(entries):
        raise ValueError(f"it has {len(entries) - len(names)} arrays that it does not name")
