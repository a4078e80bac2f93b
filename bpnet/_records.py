"""Records of runs: dated JSON files with the versions and the machine, written once and never replaced."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import platform
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files
from bpnet._messages import error_summary, one_line
from bpnet._streams import to_json, write_json
from bpnet._version import __version__
from bpnet.arithmetic import EDITION
from bpnet.backend import STAND_IN, Backend
from bpnet.backend.selection import backends_named
from bpnet.errors import BackendError
from bpnet.losses import FORMULAS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST = 64 * 2**20
"""Maximum size of a record in bytes."""
KINDS = ("parity", "bench", "estimators")


def header(schema: str) -> dict[str, Any]:
    """Return the schema, such as "bpnet.parity/1", the time, the versions of software and formulas, and the machine."""
    return {
        "schema": schema,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "bpnet": __version__,
        "formulas": FORMULAS,
        "edition": EDITION,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
    }


def write_record(path: Path, content: dict[str, Any]) -> None:
    """Write a record to a new file, atomically.

    Raises
    ------
    FileExistsError
        If the file exists.
    ValueError
        If a row ran on a stand-in for its device.
    """
    _refuse_stand_ins("not recorded", content)
    _files.create(path, to_json(content).encode())


def write_results(options: argparse.Namespace, content: dict[str, Any]) -> None:
    """Write the results of a command to the outputs of ``--json`` and ``--record``."""
    if options.json:
        write_json(options.json, content)
    if options.record:
        write_record(options.record, content)


def read_json(path: Path) -> dict[str, Any]:
    """Read the content of a record.

    Raises
    ------
    ValueError
        If the file is not a JSON object, is larger than `LARGEST`, or has rows of a stand-in for a device.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{one_line(str(path))} is not a record: it has more than {LARGEST} bytes")
    try:
        data = json.loads(content)
    except (RecursionError, ValueError) as error:
        raise ValueError(f"{one_line(str(path))} is not a record: {error_summary(error)}") from error
    if not isinstance(data, dict):
        raise ValueError(f"{one_line(str(path))} is not a record: expected a JSON object")  # noqa: TRY004 - the file is wrong
    _refuse_stand_ins(f"{one_line(str(path))} is not a record", data)
    return data


def refuse_stand_ins(specs: Iterable[str]) -> None:
    """Raise before the work if a record of these backends would be refused after it; unusable backends are ignored.

    Raises
    ------
    ValueError
        If a backend computes on a stand-in for its device.
    """
    for spec in specs:
        with contextlib.suppress(BackendError):
            for backend in backends_named(spec, "--record"):
                # import no other library: the process that waits for the others would hold memory of their GPU
                if type(backend).stand_in is not Backend.stand_in and backend.probe().ok:
                    _refuse_stand_ins("not recorded", {STAND_IN: backend.stand_in})


def _refuse_stand_ins(message: str, content: dict[str, Any]) -> None:
    found = next(_iter_stand_ins(content), None)
    if found is not None:
        raise ValueError(f"{message}: it has rows of {one_line(str(found))}, and a record must come from the device itself")


def _iter_stand_ins(tree: Any) -> Iterator[Any]:
    """Yield the names of all stand-ins in a record."""
    if isinstance(tree, dict):
        if tree.get(STAND_IN):
            yield tree[STAND_IN]
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _iter_stand_ins(part)


def record_files(folder: Path, kind: str) -> Iterator[Path]:
    """Yield the JSON files of a folder, except records of other kinds; ``kind`` is one of `KINDS`."""
    for path in sorted(file for file in folder.iterdir() if file.suffix.lower() == ".json"):
        try:
            schema = read_json(path)["schema"]
        except (OSError, ValueError, KeyError, TypeError):
            schema = ""  # the error is raised where the file is used
        if not any(str(schema).startswith(f"bpnet.{other}/") for other in KINDS if other != kind):
            yield path
