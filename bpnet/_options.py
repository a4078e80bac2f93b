"""Options shared by the commands: files, backends and names, validated before the work begins."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpnet import _files
from bpnet._messages import one_line, short_repr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bpnet._streams import Output

STDOUT: Literal["-"] = "-"


def parse_path(text: str) -> Path:
    """Return the path of a file; ``~`` is the home directory."""
    return _files.expand_user(text)


def parse_output(text: str) -> Path | Literal["-"]:
    """Return the path of a file, or ``-`` for standard output; ``./-`` names a file."""
    return STDOUT if text == STDOUT else parse_path(text)


def parse_specs(given: Iterable[str] | None) -> list[str]:
    """Return the backend specifications of an option that can be repeated or have commas.

    Raises
    ------
    ValueError
        If a specification does not name exactly one known backend.
    """
    from bpnet.backend.registry import known_backends
    from bpnet.backend.selection import get_backend

    specs = [spec.strip() for text in given or () for spec in text.split(",")]
    for spec in specs:
        if spec in {"", "auto"}:
            raise ValueError(f"expected the name of one backend, got {short_repr(spec)}; known are {', '.join(known_backends())}")
        if spec.partition(":")[0] not in known_backends():
            get_backend(spec)  # raises UnknownBackendError, with close matches
    return specs


def unique(*groups: Iterable[str]) -> list[str]:
    """Return the items of all groups, each once, in order."""
    return list(dict.fromkeys(itertools.chain(*groups)))


def check_names(kind: str, given: Iterable[str] | None, known: Sequence[str], hint: str = "") -> None:
    """Raise ValueError for a name that is not known."""
    for name in given or ():
        if name not in known:
            raise ValueError(f"there is no {kind} {short_repr(name)}; expected one of {', '.join(known)}{hint}")


def check_at_least_one(**values: int | None) -> None:
    """Raise ValueError for an option, given by its name, that is less than 1."""
    for name, value in values.items():
        if value is not None and value < 1:
            raise ValueError(f"--{name} must be at least 1, got {short_repr(value)}")


def is_folder(path: Path) -> bool:
    """Return True if the path is an existing folder; False also for names that the system does not accept."""
    try:
        return path.is_dir()
    except OSError:
        return False


def check_files(named: Mapping[str, Path | Output | None]) -> None:
    """Raise if a file, given by the name of its option, cannot be written.

    Raises
    ------
    ValueError
        If a file is a folder or in a folder that does not exist, if a record exists or does not end in .json, or if two options
        name the same file.
    OSError
        If the system does not permit writing there.
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
    if file.is_file() or not file.exists():  # neither a device nor a pipe
        with tempfile.TemporaryFile(dir=file.parent):
            pass  # raises in a folder that is not writable


def _check_record(record: Path) -> None:
    if record.suffix.lower() != ".json":
        raise ValueError(f"--record takes a file that ends in .json, got {one_line(str(record))}")
    if record.exists() or record.is_symlink():
        raise ValueError(f"{one_line(str(record))} exists, and a record is not replaced: name a new file")
