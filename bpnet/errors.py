"""Exceptions: one class per remedy. Those of backends have ``.backend``, ``.source`` and ``.hint``."""

from __future__ import annotations

from functools import partial
from typing import Any

__all__ = [
    "BackendError",
    "BackendFallbackWarning",
    "BackendLoadError",
    "BackendMismatchError",
    "BackendNotInstalledError",
    "BackendUnavailableError",
    "CheckpointError",
    "RankError",
    "TrainingDivergedError",
    "UnknownBackendError",
    "UnsupportedDTypeError",
]


def __dir__() -> list[str]:
    return __all__


class BackendError(Exception):
    """Base class of errors in choosing or using a backend.

    Parameters
    ----------
    message
        What was passed, and what was expected.
    backend
        Name of the backend, as the user wrote it.
    source
        Source of the choice: ``"the argument backend='cupy'"``, ``"BPNET_BACKEND='cupy'"``, ...
    hint
        Advice: the next thing to do.
    """

    def __init__(self, message: str, *, backend: str = "", source: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.backend = backend
        self.source = source
        self.hint = hint

    def __str__(self) -> str:
        origin = f" (from {self.source})" if self.source else ""
        return f"{self.message}{origin}" + (f"\n{self.hint}" if self.hint else "")


class UnknownBackendError(BackendError, ValueError):
    """No backend has this name, or a specification of backends is malformed: correct the name."""


class BackendNotInstalledError(BackendError, ImportError):
    """The backend's library is not installed: install it."""


class BackendUnavailableError(BackendError, RuntimeError):
    """The library is installed, but cannot be used on this machine: fix the installation, or choose another backend."""


class BackendLoadError(BackendError, RuntimeError):
    """A plug-in could not be loaded: fix or uninstall the plug-in."""


class BackendMismatchError(BackendError, TypeError):
    """An array is of another library, device or dtype: convert it first."""


class UnsupportedDTypeError(BackendError, ValueError):
    """Bpnet, or this backend, does not compute in a dtype: choose another dtype."""


class TrainingDivergedError(FloatingPointError):
    """The loss, params, state or opt_state became NaN or infinite: lower the learning rate, or scale the data.

    The network keeps its last finite params.

    Parameters
    ----------
    message
        Description of the failure.
    epoch
        Epoch of the failure, counted from 0.
    """

    def __init__(self, message: str, *, epoch: int) -> None:
        super().__init__(message)
        self.epoch = epoch

    def __reduce__(self) -> Any:
        return partial(type(self), *self.args, epoch=self.epoch), ()


class CheckpointError(ValueError):
    """A file is not a bpnet checkpoint, is damaged, or does not fit: use another file, or the network that was saved."""


class RankError(RuntimeError):
    """Another rank of the training failed, so that this one cannot go on: see the error of that rank.

    Parameters
    ----------
    message
        The error of that rank.
    rank
        Number of that rank.
    """

    def __init__(self, message: str, *, rank: int) -> None:
        super().__init__(message)
        self.rank = rank

    def __reduce__(self) -> Any:
        return partial(type(self), *self.args, rank=self.rank), ()


class BackendFallbackWarning(UserWarning):
    """A backend of a chain could not be used, and the next one was chosen."""
