"""The streams of a program: a reader that has gone, a full disk and a closed stream are each one clear end."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutputError(Exception):
    """Standard output could not be written; ``reason`` is the system's error. No `OSError`: libraries pass those over."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(f"cannot write standard output: {reason.strerror or reason}")
        self.reason = reason


class Output:
    """A stream that raises `OutputError` where it cannot be written, and what is left in its buffer is dropped.

    Parameters
    ----------
    stream
        Of text.
    needed
        Whether an error is raised; without it, what cannot be written is lost, as on standard error, where nobody can be told.
    """

    def __init__(self, stream: TextIO, *, needed: bool = True) -> None:
        self._stream = stream
        self._needed = needed

    def write(self, text: str) -> int:
        """Write, with characters escaped that the stream's encoding lacks."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        with self._ending():
            self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        return len(text)

    def flush(self) -> None:
        """Write what is buffered."""
        with self._ending():
            self._stream.flush()

    @contextlib.contextmanager
    def _ending(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _drop(self._stream)
            if self._needed:
                raise OutputError(error) from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _drop(stream: TextIO) -> None:
    """Let what is buffered go nowhere: Python would try to write it again as it ends, and complain."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


@contextlib.contextmanager
def guarded() -> Iterator[Output]:
    """Put `Output` in place of both streams, also of closed ones; gives that of standard output.

    A descriptor that is closed would be taken by the next file that is opened, and what a library prints would go there.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    stdin, stdout, stderr = (stream or _closed(number) for number, stream in enumerate(before))
    out = Output(stdout)
    sys.stdin, sys.stdout, sys.stderr = stdin, out, Output(stderr, needed=False)
    try:
        yield out
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _closed(number: int) -> TextIO:
    """A stream in place of a closed one, which takes its descriptor: input is empty, and writing output fails as if closed."""
    flags = os.O_WRONLY if number == 2 else os.O_RDONLY  # noqa: PLR2004 - standard error, where errors would have nowhere to go
    return open(os.open(os.devnull, flags), "w" if number else "r", encoding="utf-8")  # noqa: PTH123 - as long as the program
