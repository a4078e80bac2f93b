"""Files of groups: the seeds, the counts and the end of each network, which those of one network do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr
from bpnet.training.group_history import GroupHistory
from bpnet.training.history import History

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bpnet.checkpoint.container import Container, Entry
    from bpnet.training.state import Snapshot

MOST = 1 << 53
NEEDED, ENDS = ("seeds", "epochs", "updates"), ("stopped_at", "diverged")


def describe(snapshot: Snapshot) -> dict[str, Any]:
    """Return seed, counts and, of a group, a description of its networks, for the description of a file."""
    seeds: Any = snapshot.seed
    epoch, updates = snapshot.training.epoch, snapshot.training.updates
    if not isinstance(seeds, tuple):
        return {"epoch": epoch, "updates": updates, "seed": seeds}
    group = {"seeds": list(seeds), "epochs": epoch.tolist(), "updates": updates.tolist()}
    if isinstance(snapshot.history, GroupHistory):
        group |= {"stopped_at": list(snapshot.history.stopped_at), "diverged": list(snapshot.history.diverged)}
    return {"epoch": max(group["epochs"]), "updates": max(group["updates"]), "seed": seeds[0], "replicas": group}


def check(about: Mapping[str, Any]) -> None:
    """Raise ValueError for the description of a group that is not valid."""
    if "replicas" not in about:
        return
    group = about["replicas"]
    if not isinstance(group, dict) or not {*NEEDED} <= group.keys() <= {*NEEDED, *ENDS}:
        raise ValueError(f"its replicas are {short_repr(group)}, expected {', '.join(NEEDED)}")
    n = len(group["seeds"]) if isinstance(group["seeds"], list) else 0
    for key, most in (("seeds", (1 << 64) - 1), ("epochs", about["epoch"]), ("updates", about["updates"])):
        _check_counts(f"the {key} of its replicas", group[key], most, n)
    if group["seeds"][0] != about["seed"]:
        raise ValueError("its seed is not that of its first replica")
    stopped = group.get("stopped_at", [None] * n)
    _check_counts(
        "the ends of its replicas", [0 if one is None else one for one in stopped] if isinstance(stopped, list) else 0, MOST, n
    )
    diverged = group.get("diverged", [])
    _check_counts("its diverged replicas", diverged, n - 1, len(diverged) if isinstance(diverged, list) else -1, least=0)


def _check_counts(name: str, values: Any, most: int, n: int, least: int = 1) -> None:
    fits = isinstance(values, list) and least <= len(values) == n
    if not fits or not all(type(one) is int and 0 <= one <= most for one in values):
        raise ValueError(f"{name} are {short_repr(values)}, expected {n} integers from 0 to {most}")


def check_losses(about: Mapping[str, Any], entries: list[Entry]) -> None:
    """Raise ValueError unless the losses of a group have a column for each network."""
    replicas = len(about["replicas"]["seeds"])
    if any(len(entry.shape) != 2 or entry.shape[1] != replicas for entry in entries):  # noqa: PLR2004 - epochs and networks
        raise ValueError(f"its losses are not matrices with {replicas} columns")


def seed_of(file: Container) -> Any:
    """Return the seed of the network of a file, or the seeds of a group."""
    group = file.about.get("replicas")
    return file.about["seed"] if group is None else tuple(group["seeds"])


def kind_of(seed: Any) -> str:
    """Return what has this seed, or these seeds, in words."""
    return f"a group of {len(seed)}" if isinstance(seed, tuple) else "one network"


def counts_of(file: Container) -> tuple[Any, Any]:
    """Return the numbers of epochs and updates; of a group, vectors."""
    group = file.about.get("replicas")
    if group is None:
        return file.about["epoch"], file.about["updates"]
    return np.asarray(group["epochs"], np.int64), np.asarray(group["updates"], np.int64)


def make_history(file: Container, loss: NDArray[Any], validation_loss: NDArray[Any], stopped_at: int | None) -> History:
    """Return the history of the training of a file."""
    group = file.about.get("replicas")
    if group is None:
        return History(loss, validation_loss, stopped_at)
    ends, diverged = tuple(group.get("stopped_at", ())), tuple(group.get("diverged", ()))
    return GroupHistory(loss, validation_loss, ends, diverged=diverged, replicas=len(group["seeds"]))


def is_finite(file: Container, losses: NDArray[Any]) -> bool:
    """Return True if losses are finite; those of a group are NaN after a network has stopped."""
    return bool(np.all(np.isfinite(losses) | np.isnan(losses)) if "replicas" in file.about else np.all(np.isfinite(losses)))
