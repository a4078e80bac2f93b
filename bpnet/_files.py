"""Atomic writing of files: a temporary file beside the target is written, forced to the disk, and renamed.

A reader finds either the complete old file or the complete new one, also if several processes write it.
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
    fcntl = None  # type: ignore[assignment]  # the module is missing there

ATTEMPTS = 100
"""Maximum number of attempts of a system call that signals interrupt, beyond Python's own retries."""
LONGEST_NAME = 150
"""Maximum length in bytes of a name that is part of a temporary name; file systems allow 255."""
UNSUPPORTED_SYNC = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP}
"""Errors of systems that cannot force a folder to the disk, or do not permit opening it."""
GRACE_PERIOD = 60.0
"""Seconds during which another process may be about to lock an empty temporary file."""


def expand_user(path: str | Path) -> Path:
    """Return the path with ``~`` replaced by the home directory, if there is one."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - pathlib raises for file names that begin with ~


def exists(path: Path) -> bool:
    """Return True if the path exists; unlike `Path.exists`, raise if a folder cannot be accessed."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def check(path: str | Path) -> None:
    """Raise if `write` would fail.

    Raises
    ------
    FileNotFoundError
        If the path is a folder, or in a folder that does not exist.
    OSError
        If the system does not permit writing there.
    """
    target = _resolve(expand_user(path))
    if not _is_device(target):
        _write_beside(target, b"", lambda _: None)


def write(path: str | Path, content: bytes) -> None:
    """Write a file atomically, or raise and leave the old one unchanged; devices and pipes are written directly.

    Symbolic links are followed, and the file mode is kept. Temporary files of processes that no longer exist are removed.
    """
    target = _resolve(expand_user(path))
    if _is_device(target):
        with _name_in_errors(target):
            target.write_bytes(content)
        return
    _write_beside(target, content, lambda beside: _retry(os.replace, beside, target))


def create(path: str | Path, content: bytes) -> None:
    """Write a new file atomically.

    Raises
    ------
    FileExistsError
        If the file exists, also if another process created it meanwhile.
    """
    target = _resolve(expand_user(path))
    if os.path.lexists(target):
        raise FileExistsError(f"{one_line(str(target))} exists and is not replaced: name a new file")

    def link(beside: Path) -> None:
        try:
            _retry(os.link, beside, target)  # unlike renaming, linking fails if the file exists
        except FileExistsError:
            raise
        except OSError:  # the file system has no links
            os.close(_retry(os.open, target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))  # fails if the file exists, as linking does
            _retry(os.replace, beside, target)

    _write_beside(target, content, link)


def _resolve(path: Path) -> Path:
    """Follow symbolic links; raise if nothing can be written there."""
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
    """Return True for a stream, such as /dev/stdout or a pipe, which must be written and not replaced."""
    if path.parts[:2] in {("/", "dev"), ("/", "proc")} and path.parts[2:3] != ("shm",):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


def _write_beside(target: Path, content: bytes, put: Callable[[Path], None]) -> None:
    """Write a temporary file, and call ``put`` to move it to the target."""
    _remove_leftovers(target)
    with _name_in_errors(target):
        with _temporary_file(target, content) as beside:
            put(beside)
        _sync(target.parent)


@contextlib.contextmanager
def _name_in_errors(target: Path) -> Iterator[None]:
    """Context manager in which an `OSError` names the target instead of the temporary file."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            error.filename = str(target)
            del error.filename2  # None would appear in the message
        raise


@contextlib.contextmanager
def _temporary_file(target: Path, content: bytes) -> Iterator[Path]:
    """Context manager that writes a temporary file with the mode of ``target``, and removes it unless it was renamed.

    The file is locked while in use, so that other processes, also in other containers, do not remove it as a leftover.
    """
    beside = _temporary_path(target)
    with contextlib.ExitStack() as stack:
        stack.callback(_retry, _unlink, beside)
        mode = None
        with contextlib.suppress(FileNotFoundError):
            mode = stat.S_IMODE(target.stat().st_mode)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = _retry(os.open, beside, flags, 0o666 if mode is None else 0o600)
        closing = stack.enter_context(contextlib.ExitStack())
        closing.callback(os.close, descriptor)
        if fcntl is not None:
            with contextlib.suppress(OSError):  # the file system has no locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        if mode is not None:
            beside.chmod(mode)
        _write_all(descriptor, content)
        _retry(os.fsync, descriptor)
        if fcntl is None:
            closing.close()  # Windows does not rename open files
        yield beside


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)


def _retry(call: Callable[..., Any], *arguments: Any) -> Any:
    """Return the result of a system call, repeated while signals interrupt it."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(InterruptedError):
            return call(*arguments)
    return call(*arguments)


def _write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes, also if the system accepts only some at a time."""
    rest = memoryview(content)
    while rest:
        taken = _retry(os.write, descriptor, rest)
        if taken < 1:
            raise OSError(errno.EIO, "nothing more can be written")
        rest = rest[taken:]


def _sync(folder: Path) -> None:
    """Force a renaming to the disk, if the system supports it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = _retry(os.open, folder, os.O_DIRECTORY)
        try:
            _retry(os.fsync, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in UNSUPPORTED_SYNC:
            raise


def _stem(target: Path) -> str:
    """Return the common prefix of the temporary names of a file."""
    name = os.fsencode(target.name)
    return f".{target.name if len(name) <= LONGEST_NAME else hashlib.sha256(name).hexdigest()}."


def _temporary_path(target: Path) -> Path:
    """Return a unique temporary name: process, machine and a random part."""
    return target.with_name(f"{_stem(target)}{os.getpid()}-{_machine()}-{secrets.token_hex(4)}.partial")


def _machine() -> str:
    """Return a short name of this machine; locks of another machine on a shared disk may not be visible."""
    return hashlib.sha256(os.uname().nodename.encode() if hasattr(os, "uname") else b"").hexdigest()[:6]


def _remove_leftovers(target: Path) -> None:
    """Delete temporary files of processes of this machine that no longer exist."""
    pattern = re.compile(rf"{re.escape(_stem(target))}\d{{1,9}}-{_machine()}-[0-9a-f]+\.partial")
    with contextlib.suppress(OSError):  # the folder cannot be listed
        for name in filter(pattern.fullmatch, os.listdir(target.parent)):  # noqa: PTH208 - only names are needed
            with contextlib.suppress(OSError):
                if _is_leftover(target.with_name(name)):
                    target.with_name(name).unlink()


def _is_leftover(path: Path) -> bool:
    """Return True if no process is writing a temporary file: it is not locked, and not just created."""
    if fcntl is None:
        return False
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        info = os.fstat(descriptor)
        return info.st_size > 0 or time.time() - info.st_mtime > GRACE_PERIOD
    finally:
        os.close(descriptor)
