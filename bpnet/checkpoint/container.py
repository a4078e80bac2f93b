"""The container of a checkpoint, the safetensors format: its header is held against the file before any array is read.

A file is 8 bytes with the length of the header, the header as JSON, and the arrays one after another. What a header may ask for
is limited, so that a damaged or hostile file is one short error, at once, for little memory.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import one_line, short_repr
from bpnet.errors import CheckpointError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    from numpy.typing import NDArray

HEADER = 16 * 2**20
"""Bytes of a header."""
ARRAYS = 50_000
NODES = 500_000
"""Numbers, words, lists and dictionaries in a description."""
DEPTH = 64
"""Lists and dictionaries in one another."""
DIMENSIONS = 32
PREFIX = 8
KEY = "bpnet"
"""Of the description in the header's metadata."""
NAMES = {
    "bool": "BOOL",
    **{f"int{8 * size}": f"I{8 * size}" for size in (1, 2, 4, 8)},
    **{f"uint{8 * size}": f"U{8 * size}" for size in (1, 2, 4, 8)},
    **{f"float{8 * size}": f"F{8 * size}" for size in (2, 4, 8)},
}
"""The format's name of each dtype that a file holds."""
KINDS = {name: np.dtype(dtype).newbyteorder("<") for dtype, name in NAMES.items()}


class Entry(NamedTuple):
    """An array of a file, as the header has it."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    begin: int
    """Of its bytes, after the header."""

    @property
    def size(self) -> int:
        """In bytes."""
        return self.dtype.itemsize * math.prod(self.shape)


class Container(NamedTuple):
    """An open file; ``about`` is the description in it, or None in a file of another program."""

    path: Path
    about: Any
    entries: dict[str, Entry]
    stream: BufferedReader
    start: int
    """Where the arrays begin."""

    def read(self, name: str) -> NDArray[Any]:
        """An array."""
        entry = self.entries[name]
        array = np.empty(entry.shape, entry.dtype)
        raw: Any = array.reshape(-1).view(np.uint8)
        self.stream.seek(self.start + entry.begin)
        if self.stream.readinto(memoryview(raw)) != entry.size:
            raise ValueError(f"the file ends within the array {short_repr(name)}")
        if entry.dtype == np.bool_ and np.any(raw > 1):
            raise ValueError(f"the array {short_repr(name)} has numbers that are no booleans")
        return array.astype(entry.dtype.newbyteorder("="), copy=False)


def refusal(path: Path, words: str) -> CheckpointError:
    """An error about a file, short whatever the file has in it."""
    return CheckpointError(f"{one_line(str(path), 100)} {one_line(words, 180)}")


@contextlib.contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """Context manager of a file whose header is sound.

    Raises
    ------
    CheckpointError
        If the file is none of this format, is damaged, or asks for more than the limits.
    FileNotFoundError
        If there is none.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{one_line(str(path))} is a folder, no file" if path.is_dir() else f"there is no file {one_line(str(path))}"
        )
    with path.open("rb") as stream:
        try:
            about, entries, start = _header(stream)
        except (ValueError, RecursionError) as error:
            raise refusal(path, f"is damaged, or no file of bpnet's: {error}") from error
        yield Container(path, about, entries, stream, start)


def _header(stream: BufferedReader) -> tuple[Any, dict[str, Entry], int]:
    """The description, the arrays, and where these begin."""
    size = os.fstat(stream.fileno()).st_size
    length = int.from_bytes(stream.read(PREFIX), "little")
    if size < PREFIX or length > size - PREFIX:
        raise ValueError(f"it has {size} bytes, fewer than its header says")
    if length > HEADER:
        raise ValueError(f"its header has {length} bytes, more than {HEADER}")
    header = _parsed(stream.read(length).decode("utf-8"))
    if not isinstance(header, dict):
        raise ValueError("its header is no dictionary")  # noqa: TRY004 - a file's fault
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict):
        raise ValueError("its metadata are no dictionary")  # noqa: TRY004
    about = metadata.get(KEY)
    about = _parsed(about) if isinstance(about, str) else None
    return about, _entries(header, size - PREFIX - length), PREFIX + length


def _parsed(text: str) -> Any:
    """What JSON says; a key may stand once in a dictionary."""
    if sum(map(text.count, "[{,")) > 2 * NODES:
        raise ValueError(f"its description has more than {NODES} parts")
    data = json.loads(text, object_pairs_hook=_unique)
    bounded(data)
    return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a key stands twice in it")
    return data


def bounded(data: Any) -> None:
    """Raise ValueError for data that are larger or deeper than a file may have."""
    level, nodes = [data], 1
    for _ in range(DEPTH):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        nodes += len(level)
        if nodes > NODES:
            raise ValueError(f"its description has more than {NODES} parts")
        if not level:
            return
    raise ValueError(f"its description is nested more than {DEPTH} deep")


def within_limits(text: str, entries: dict[str, Entry]) -> None:
    """Raise ValueError for a description or arrays that would make a header which cannot be read."""
    size = len(json.dumps(text)) + sum(100 + len(name) + 20 * len(entry.shape) for name, entry in entries.items())
    if size > HEADER:
        raise ValueError(f"its description takes about {size} bytes, more than {HEADER}: large data belong into arrays")
    if len(entries) > ARRAYS:
        raise ValueError(f"it has {len(entries)} arrays, more than {ARRAYS}")
    _parsed(text)


def _entries(header: dict[str, Any], size: int) -> dict[str, Entry]:
    """The arrays of a header, which must fill ``size`` bytes one after another."""
    if len(header) > ARRAYS:
        raise ValueError(f"it has {len(header)} arrays, more than {ARRAYS}")
    entries = {name: _entry(name, about) for name, about in header.items()}
    end = 0
    for name, entry in sorted(entries.items(), key=lambda pair: (pair[1].begin, pair[1].size)):
        if entry.begin != end:
            raise ValueError(f"its array {short_repr(name)} does not begin where another ends")
        end += entry.size
    if end != size:
        raise ValueError(f"its arrays take {end} bytes, it has {size}")
    return entries


def _entry(name: str, about: Any) -> Entry:
    keys = {"dtype", "shape", "data_offsets"}
    if not isinstance(about, dict) or about.keys() != keys:
        raise ValueError(f"its array {short_repr(name)} is described by {short_repr(about)}, expected {', '.join(sorted(keys))}")
    dtype, shape, offsets = about["dtype"], about["shape"], about["data_offsets"]
    if not isinstance(dtype, str) or dtype not in KINDS:
        raise ValueError(f"its array {short_repr(name)} is of the dtype {short_repr(dtype)}; expected one of {', '.join(KINDS)}")
    if not _counts(shape) or len(shape) > DIMENSIONS or not _counts(offsets) or len(offsets) != 2:  # noqa: PLR2004
        raise ValueError(f"its array {short_repr(name)} has the shape {short_repr(shape)} and the offsets {short_repr(offsets)}")
    entry = Entry(KINDS[dtype], tuple(shape), offsets[0])
    if offsets[1] - offsets[0] != entry.size:
        raise ValueError(
            f"its array {short_repr(name)} has {offsets[1] - offsets[0]} bytes, its shape and dtype take {entry.size}"
        )
    return entry


def _counts(data: Any) -> bool:
    """Whether this is a list of integers from 0 to 2**53."""
    return isinstance(data, list) and all(type(n) is int and 0 <= n <= 1 << 53 for n in data)
