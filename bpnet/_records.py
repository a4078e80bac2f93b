"""What all dated records share: who made them and when, one file each, never replaced."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import platform
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files
from bpnet._messages import error_summary, one_line
from bpnet._version import __version__
from bpnet.backend import STAND_IN, Backend
from bpnet.backend.registry import named
from bpnet.errors import BackendError
from bpnet.losses import FORMULAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST = 64 * 2**20
"""Bytes of a record."""
KINDS = ("parity", "bench", "estimators")


def header(schema: str) -> dict[str, Any]:
    """The kind of a record, such as "bpnet.parity/1", the moment, the versions, that of the formulas too, and the machine."""
    return {
        "schema": schema,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "bpnet": __version__,
        "formulas": FORMULAS,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
    }


def text(content: dict[str, Any]) -> str:
    """As JSON."""
    return json.dumps(content, indent=1) + "\n"


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a record to a new file, in one step.

    Raises
    ------
    FileExistsError
        If there is one: a record is not replaced.
    ValueError
        If something ran on a stand-in for its device.
    """
    _refuse_stand_ins("not recorded", content)
    _files.create(path, text(content).encode())


def read(path: Path) -> dict[str, Any]:
    """What a file of JSON says.

    Raises
    ------
    ValueError
        If it is none, or larger than any record, or of a stand-in for a device.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{one_line(str(path))} has more than {LARGEST} bytes, which no record has")
    try:
        data = json.loads(content)
    except (RecursionError, ValueError) as error:
        raise ValueError(f"{one_line(str(path))} is no record: {error_summary(error)}") from error
    if not isinstance(data, dict):
        raise ValueError(f"{one_line(str(path))} is no record: it is no dictionary")  # noqa: TRY004 - a file's fault
    _refuse_stand_ins(f"{one_line(str(path))} is no record", data)
    return data


def refuse_stand_ins(specs: Iterable[str]) -> None:
    """Say before the work that a record of these backends would be refused after it; those that do not compute are nobody's.

    Raises
    ------
    ValueError
        If one of them computes on a stand-in for its device.
    """
    for spec in specs:
        with contextlib.suppress(BackendError):
            for backend in named(spec, "--record"):
                # no other library is woken: in the process that waits for the others it would hold memory of their GPU
                if type(backend).stand_in is not Backend.stand_in and backend.probe().ok:
                    _refuse_stand_ins("not recorded", {STAND_IN: backend.stand_in})


def _refuse_stand_ins(what: str, content: dict[str, Any]) -> None:
    found = next(_stand_ins(content), None)
    if found is not None:
        raise ValueError(f"{what}: it has rows of {one_line(str(found))}, and a record is of the device itself")


def _stand_ins(tree: Any) -> Iterator[Any]:
    """What any part of a record says of a stand-in."""
    if isinstance(tree, dict):
        if tree.get(STAND_IN):
            yield tree[STAND_IN]
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _stand_ins(part)


def of_kind(folder: Path, kind: str) -> Iterator[Path]:
    """The files of a folder that may be records of a kind, of `KINDS`: all but records of the other kinds."""
    for path in sorted(file for file in folder.iterdir() if file.suffix.lower() == ".json"):
        try:
            schema = read(path)["schema"]
        except (OSError, ValueError, KeyError, TypeError):
            schema = ""  # whoever reads it says what is wrong
        if not any(str(schema).startswith(f"bpnet.{other}/") for other in KINDS if other != kind):
            yield path
