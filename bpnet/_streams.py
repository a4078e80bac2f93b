"""Standard streams of the commands: broken pipes, full disks and closed streams end a command with one clear error."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bpnet import _files
from bpnet._messages import WIDTH, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutputError(Exception):
    """Standard output cannot be written; ``reason`` is the system's error. Not an `OSError`, which some libraries suppress."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(f"cannot write standard output: {reason.strerror or reason}")
        self.reason = reason


class Output:
    """Text stream that raises `OutputError` if it cannot be written, and then discards its buffer.

    Parameters
    ----------
    stream
        Underlying text stream.
    needed
        If False, errors are ignored, as on standard error, where they cannot be reported.
    """

    def __init__(self, stream: TextIO, *, needed: bool = True) -> None:
        self._stream = stream
        self._needed = needed

    def write(self, text: str) -> int:
        """Write text; characters that the encoding lacks are escaped."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        with self._convert_errors():
            self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        return len(text)

    def flush(self) -> None:
        """Write the buffer."""
        with self._convert_errors():
            self._stream.flush()

    @contextlib.contextmanager
    def _convert_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _discard(self._stream)
            if self._needed:
                raise OutputError(error) from error
        except ValueError:  # a closed stream
            if self._needed:
                raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _discard(stream: TextIO) -> None:
    """Discard the buffer of a stream, which Python would otherwise try to write again at exit."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
        stream.flush()


@contextlib.contextmanager
def guard_streams() -> Iterator[Output]:
    """Context manager that replaces standard output and standard error by `Output`, and returns standard output.

    Closed streams are opened on the null device. Otherwise the next file that is opened would get their descriptor, and receive
    what libraries print.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    stdin, stdout, stderr = (stream or _open_null(number) for number, stream in enumerate(before))
    out = Output(stdout)
    sys.stdin, sys.stdout, sys.stderr = stdin, out, Output(stderr, needed=False)
    try:
        yield out
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _open_null(number: int) -> TextIO:
    """Open the null device as a closed stream: input is empty, and writing output fails as on a closed descriptor."""
    flags = os.O_WRONLY if number == 2 else os.O_RDONLY  # noqa: PLR2004 - standard error, whose errors cannot be reported
    return open(os.open(os.devnull, flags), "w" if number else "r", encoding="utf-8")  # noqa: PTH123 - stays open until exit


def print_errors(*messages: str) -> None:
    """Print messages on standard error, each of one or more lines."""
    for message in messages:
        print("bpnet: " + "\n".join(one_line(line, WIDTH) for line in message.splitlines()), file=sys.stderr)


def to_json(content: dict[str, Any]) -> str:
    """Return results as JSON text."""
    return json.dumps(content, indent=1) + "\n"


def write_json(target: Path | Output, content: dict[str, Any]) -> None:
    """Write results as JSON to a file or to standard output."""
    text = to_json(content)
    if isinstance(target, Path):
        _files.write(target, text.encode())
    else:
        target.write(text)
