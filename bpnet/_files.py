"""Files that people keep: written beside their place, forced to the disk, and renamed into their place.

Whoever reads such a file at any moment finds the old one or the new one, whole, however many processes write it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpnet._messages import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ATTEMPTS = 100
"""How often a system call that a signal interrupts is made; Python's own retries come before it."""
LONGEST_NAME = 150
"""Bytes of a name that a temporary name repeats; file systems take 255."""
NO_FOLDERS = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP}
"""What systems say that cannot force a folder to the disk, or do not let this user open it."""
FRESH = 60.0
"""Seconds in which an empty temporary file may be one that another process is about to lock."""


def place(path: str | Path) -> Path:
    """The path that somebody names; ``~`` is a home, where there is one."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - pathlib raises for a file whose own name begins with ~


def exists(path: Path) -> bool:
    """Whether there is something; a folder that may not be looked into is an error, not an answer."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def check(path: str | Path) -> None:
    """Raise where `write` would fail: better known before the work than after it.

    Raises
    ------
    FileNotFoundError
        If the path is a folder, or in a folder that does not exist.
    OSError
        If the system does not let this user write there.
    """
    target = _target(place(path))
    if not _is_device(target):
        _written(target, b"", lambda _: None)


def write(path: str | Path, content: bytes) -> None:
    """Write a file in one step, or raise and leave the old one whole; a device or a pipe is written as it is.

    A link stays a link, and a file keeps its mode. What processes that no longer exist have left beside it is removed.
    """
    target = _target(place(path))
    if _is_device(target):
        with _named(target):
            target.write_bytes(content)
        return
    _written(target, content, lambda beside: _again(os.replace, beside, target))


def create(path: str | Path, content: bytes) -> None:
    """Write a new file in one step.

    Raises
    ------
    FileExistsError
        If there is one, also one that another process has made meanwhile.
    """
    target = _target(place(path))
    if os.path.lexists(target):
        raise FileExistsError(f"there is a file {one_line(str(target))} already, which is not replaced: name a new one")

    def link(beside: Path) -> None:
        try:
            _again(os.link, beside, target)  # unlike renaming, this fails where there is a file
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            os.close(_again(os.open, target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))  # fails as a link does
            _again(os.replace, beside, target)

    _written(target, content, link)


def _target(path: Path) -> Path:
    """Where a path leads to, or the error that says why nothing can be written there."""
    if _is_device(path):
        return path
    try:
        path = path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if path.is_dir() or not path.parent.is_dir():
        reason = "is a folder" if path.is_dir() else "is in a folder that does not exist"
        raise FileNotFoundError(f"cannot write {one_line(str(path))}: it {reason}")
    return path


def _is_device(path: Path) -> bool:
    """Whether this is a stream, such as /dev/stdout or a pipe, which must be written, not replaced."""
    if path.parts[:2] in {("/", "dev"), ("/", "proc")} and path.parts[2:3] != ("shm",):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


def _written(target: Path, content: bytes, put: Callable[[Path], None]) -> None:
    """Write a temporary file, and put it into its place."""
    _remove_leftovers(target)
    with _named(target):
        with _temporary(target, content) as beside:
            put(beside)
        _sync(target.parent)


@contextlib.contextmanager
def _named(target: Path) -> Iterator[None]:
    """A context whose errors name the file itself."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            error.filename = str(target)
            del error.filename2  # None would be written out
        raise


@contextlib.contextmanager
def _temporary(target: Path, content: bytes) -> Iterator[Path]:
    """A file of this content and of the mode of ``target``; it is gone afterwards, unless it has got another name.

    It is locked while it is used: that says to other processes, also of other containers, that it is no leftover.
    """
    beside = _beside(target)
    with contextlib.ExitStack() as stack:
        stack.callback(_again, _unlink, beside)
        mode = None
        with contextlib.suppress(FileNotFoundError):
            mode = stat.S_IMODE(target.stat().st_mode)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = _again(os.open, beside, flags, 0o666 if mode is None else 0o600)
        closing = stack.enter_context(contextlib.ExitStack())
        closing.callback(os.close, descriptor)
        if fcntl is not None:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        if mode is not None:
            beside.chmod(mode)
        _write_all(descriptor, content)
        _again(os.fsync, descriptor)
        if fcntl is None:
            closing.close()  # Windows renames no open file
        yield beside


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)


def _again(call: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a system call, made again where a signal has interrupted it."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(InterruptedError):
            return call(*arguments)
    return call(*arguments)


def _write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes, also where the system takes some of them at a time."""
    rest = memoryview(content)
    while rest:
        taken = _again(os.write, descriptor, rest)
        if taken < 1:
            raise OSError(errno.EIO, "nothing more can be written")
        rest = rest[taken:]


def _sync(folder: Path) -> None:
    """Force a renaming to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = _again(os.open, folder, os.O_DIRECTORY)
        try:
            _again(os.fsync, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in NO_FOLDERS:
            raise


def _stem(target: Path) -> str:
    """What the temporary names of a file begin with."""
    name = os.fsencode(target.name)
    return f".{target.name if len(name) <= LONGEST_NAME else hashlib.sha256(name).hexdigest()}."


def _beside(target: Path) -> Path:
    """A name that no other process or thread takes: the process, the machine and a random part."""
    return target.with_name(f"{_stem(target)}{os.getpid()}-{_machine()}-{secrets.token_hex(4)}.partial")


def _machine() -> str:
    """A short name of this machine: locks of another one, which may write to the same disk, may not be seen here."""
    return hashlib.sha256(os.uname().nodename.encode() if hasattr(os, "uname") else b"").hexdigest()[:6]


def _remove_leftovers(target: Path) -> None:
    """Delete temporary files that processes of this machine were writing when they died."""
    pattern = re.compile(rf"{re.escape(_stem(target))}\d{{1,9}}-{_machine()}-[0-9a-f]+\.partial")
    with contextlib.suppress(OSError):  # a folder that cannot be listed
        for name in filter(pattern.fullmatch, os.listdir(target.parent)):  # noqa: PTH208 - names are all that is needed
            with contextlib.suppress(OSError):
                if _is_left(target.with_name(name)):
                    target.with_name(name).unlink()


def _is_left(path: Path) -> bool:
    """Whether nobody is writing a temporary file: its lock can be taken, and it is not just about to be."""
    if fcntl is None:
        return False
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        about = os.fstat(descriptor)
        return about.st_size > 0 or time.time() - about.st_mtime > FRESH
    finally:
        os.close(descriptor)
