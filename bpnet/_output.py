"""What the commands share: files that people name, checked before the work, and results that are written after it."""

from __future__ import annotations

import itertools
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpnet import _files
from bpnet._messages import WIDTH, one_line
from bpnet._streams import Output

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARD_OUTPUT: Literal["-"] = "-"


def complain(*words: str) -> None:
    """Print what is wrong on standard error, each as one message of a line or more."""
    for one in words:
        print("bpnet: " + "\n".join(one_line(part, WIDTH) for part in one.splitlines()), file=sys.stderr)


def path(words: str) -> Path:
    """A file that somebody names; ``~`` is a home."""
    return _files.place(words)


def result(words: str) -> Path | Literal["-"]:
    """A file for results, or ``-`` for standard output, as in other programs; a file of that name is ``./-``."""
    return STANDARD_OUTPUT if words == STANDARD_OUTPUT else path(words)


def is_folder(named: Path) -> bool:
    """Whether there is such a folder; a name that the system does not take is none."""
    try:
        return named.is_dir()
    except OSError:
        return False


def check_files(named: Mapping[str, Path | Output | None]) -> None:
    """Raise for files, by the names of their options, that could not be written, which is better known before the work.

    Raises
    ------
    ValueError
        If a file is a folder or lies in none, if a record exists or does not end in .json, if two options name one file.
    OSError
        If the system does not let anybody write there.
    """
    files = {option: file for option, file in named.items() if isinstance(file, Path)}
    for file in files.values():
        _check_folder(file)
    for one, other in itertools.combinations(files, 2):
        if files[one].resolve() == files[other].resolve():
            raise ValueError(f"--{one} and --{other} both name {one_line(str(files[one]))}: name two files")
    if record := files.get("record"):
        _check_record(record)


def _check_folder(file: Path) -> None:
    try:
        fits = not file.is_dir() and file.parent.is_dir()
    except OSError as error:
        raise ValueError(f"cannot write {one_line(str(file))}: {error.strerror}") from error
    if not fits:
        raise ValueError(f"cannot write {one_line(str(file))}: it is a folder, or in one that does not exist")
    if file.is_file() or not file.exists():  # no device, and no pipe
        with tempfile.TemporaryFile(dir=file.parent):
            pass  # a folder in which nothing can be written says so


def _check_record(record: Path) -> None:
    if record.suffix.lower() != ".json":
        raise ValueError(f"--record takes a file that ends in .json, got {one_line(str(record))}")
    if record.exists() or record.is_symlink():
        raise ValueError(f"{one_line(str(record))} exists, and a record is not replaced: name a new file")


def deliver(target: Path | Output, words: str) -> None:
    """Write results to a file, or to standard output."""
    if isinstance(target, Path):
        _files.write(target, words.encode())
    else:
        target.write(words)
