"""Container of a checkpoint, in the safetensors format; the header is validated before any array is read.

A file is 8 bytes with the length of the header, the header as JSON, and the arrays one after another. The size of each part is
limited, so that a damaged or hostile file raises one short error, immediately and with little memory.
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

MAX_HEADER = 16 * 2**20
"""Maximum size of the header in bytes."""
MAX_ARRAYS = 50_000
"""Maximum number of arrays."""
MAX_NODES = 500_000
"""Maximum number of numbers, strings, lists and dictionaries in a description."""
MAX_DEPTH = 64
"""Maximum depth of nested lists and dictionaries."""
MAX_DIMENSIONS = 32
PREFIX = 8
"""Size in bytes of the length of the header."""
KEY = "bpnet"
"""Key of the description in the metadata of the header."""
NAMES = {
    "bool": "BOOL",
    **{f"int{8 * size}": f"I{8 * size}" for size in (1, 2, 4, 8)},
    **{f"uint{8 * size}": f"U{8 * size}" for size in (1, 2, 4, 8)},
    **{f"float{8 * size}": f"F{8 * size}" for size in (2, 4, 8)},
}
"""Name in the format of each dtype that a file can contain."""
KINDS = {name: np.dtype(dtype).newbyteorder("<") for dtype, name in NAMES.items()}


class Entry(NamedTuple):
    """Array of a file, as described in the header."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    begin: int
    """Position of its first byte, counted from the end of the header."""

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self.dtype.itemsize * math.prod(self.shape)


class Container(NamedTuple):
    """Open file; ``about`` is its description, or None if another program wrote the file."""

    path: Path
    about: Any
    entries: dict[str, Entry]
    stream: BufferedReader
    start: int
    """Position of the first array."""

    def read(self, name: str) -> NDArray[Any]:
        """Read an array."""
        entry = self.entries[name]
        array = np.empty(entry.shape, entry.dtype)
        raw: Any = array.reshape(-1).view(np.uint8)
        self.stream.seek(self.start + entry.begin)
        if self.stream.readinto(memoryview(raw)) != entry.size:
            raise ValueError(f"the file ends within the array {short_repr(name)}")
        if entry.dtype == np.bool_ and np.any(raw > 1):
            raise ValueError(f"the array {short_repr(name)} has values that are not booleans")
        return array.astype(entry.dtype.newbyteorder("="), copy=False)


def checkpoint_error(path: Path, words: str) -> CheckpointError:
    """Return an error about a file, which is short whatever the file contains."""
    return CheckpointError(f"{one_line(str(path), 100)} {one_line(words, 180)}")


@contextlib.contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """Context manager that opens a file and validates its header.

    Raises
    ------
    CheckpointError
        If the file has another format, is damaged, or exceeds the limits.
    FileNotFoundError
        If the file does not exist.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{one_line(str(path))} is a folder, not a file" if path.is_dir() else f"there is no file {one_line(str(path))}"
        )
    with path.open("rb") as stream:
        try:
            about, entries, start = _read_header(stream)
        except (ValueError, RecursionError) as error:
            raise checkpoint_error(path, f"is damaged, or not a file of bpnet: {error}") from error
        yield Container(path, about, entries, stream, start)


def _read_header(stream: BufferedReader) -> tuple[Any, dict[str, Entry], int]:
    """Return the description, the arrays, and the position of the first one."""
    size = os.fstat(stream.fileno()).st_size
    length = int.from_bytes(stream.read(PREFIX), "little")
    if size < PREFIX or length > size - PREFIX:
        raise ValueError(f"it has {size} bytes, fewer than its header says")
    if length > MAX_HEADER:
        raise ValueError(f"its header has {length} bytes, more than {MAX_HEADER}")
    header = _parse_json(stream.read(length).decode("utf-8"))
    if not isinstance(header, dict):
        raise ValueError("its header is not a dictionary")  # noqa: TRY004 - the file is wrong
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict):
        raise ValueError("its metadata are not a dictionary")  # noqa: TRY004 - a damaged file
    about = metadata.get(KEY)
    about = _parse_json(about) if isinstance(about, str) else None
    return about, _parse_entries(header, size - PREFIX - length), PREFIX + length


def _parse_json(text: str) -> Any:
    """Return the data of a JSON text; raise ValueError if it exceeds the limits, or if a dictionary has a key twice."""
    if sum(map(text.count, "[{,")) > 2 * MAX_NODES:
        raise ValueError(f"its description has more than {MAX_NODES} parts")
    data = json.loads(text, object_pairs_hook=_to_dict)
    _check_data(data)
    return data


def _to_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a key occurs twice in it")
    return data


def _check_data(data: Any) -> None:
    """Raise ValueError for data that have more parts, or are nested more deeply, than a file may."""
    level, nodes = [data], 1
    for _ in range(MAX_DEPTH):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        nodes += len(level)
        if nodes > MAX_NODES:
            raise ValueError(f"its description has more than {MAX_NODES} parts")
        if not level:
            return
    raise ValueError(f"its description is nested more than {MAX_DEPTH} deep")


def check_limits(text: str, entries: dict[str, Entry]) -> None:
    """Raise ValueError if the header of a file with this description and these arrays would exceed the limits."""
    size = len(json.dumps(text)) + sum(100 + len(name) + 20 * len(entry.shape) for name, entry in entries.items())
    if size > MAX_HEADER:
        raise ValueError(f"its description takes about {size} bytes, more than {MAX_HEADER}: large data belong in arrays")
    if len(entries) > MAX_ARRAYS:
        raise ValueError(f"it has {len(entries)} arrays, more than {MAX_ARRAYS}")
    _parse_json(text)


def _parse_entries(header: dict[str, Any], size: int) -> dict[str, Entry]:
    """Return the arrays of a header, which must fill ``size`` bytes one after another."""
    if len(header) > MAX_ARRAYS:
        raise ValueError(f"it has {len(header)} arrays, more than {MAX_ARRAYS}")
    entries = {name: _parse_entry(name, about) for name, about in header.items()}
    end = 0
    for name, entry in sorted(entries.items(), key=lambda pair: (pair[1].begin, pair[1].size)):
        if entry.begin != end:
            raise ValueError(f"its array {short_repr(name)} does not begin where another ends")
        end += entry.size
    if end != size:
        raise ValueError(f"its arrays take {end} bytes, it has {size}")
    return entries


def _parse_entry(name: str, about: Any) -> Entry:
    keys = {"dtype", "shape", "data_offsets"}
    if not isinstance(about, dict) or about.keys() != keys:
        raise ValueError(f"its array {short_repr(name)} is described by {short_repr(about)}, expected {', '.join(sorted(keys))}")
    dtype, shape, offsets = about["dtype"], about["shape"], about["data_offsets"]
    if not isinstance(dtype, str) or dtype not in KINDS:
        raise ValueError(f"its array {short_repr(name)} is of the dtype {short_repr(dtype)}; expected one of {', '.join(KINDS)}")
    if not _is_counts(shape) or len(shape) > MAX_DIMENSIONS or not _is_counts(offsets) or len(offsets) != 2:  # noqa: PLR2004 - from, to
        raise ValueError(f"its array {short_repr(name)} has the shape {short_repr(shape)} and the offsets {short_repr(offsets)}")
    entry = Entry(KINDS[dtype], tuple(shape), offsets[0])
    if offsets[1] - offsets[0] != entry.size:
        raise ValueError(
            f"its array {short_repr(name)} has {offsets[1] - offsets[0]} bytes, its shape and dtype take {entry.size}"
        )
    return entry


def _is_counts(data: Any) -> bool:
    """Return True if ``data`` is a list of integers from 0 to 2**53."""
    return isinstance(data, list) and all(type(n) is int and 0 <= n <= 1 << 53 for n in data)
