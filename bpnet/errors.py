"""The errors of choosing and using a backend: one class per remedy, each with ``.backend``, ``.source`` and ``.hint``."""

from __future__ import annotations

__all__ = [
    "BackendError",
    "BackendFallbackWarning",
    "BackendLoadError",
    "BackendMismatchError",
    "BackendNotInstalledError",
    "BackendUnavailableError",
    "CheckpointError",
    "TrainingDivergedError",
    "UnknownBackendError",
    "UnsupportedDTypeError",
]


def __dir__() -> list[str]:
    return __all__


class BackendError(Exception):
    """Something is wrong with a backend.

    Parameters
    ----------
    message
        What came, and what was expected.
    backend
        Name of the backend, as it was asked for.
    source
        Where the choice came from: ``"the argument backend='cupy'"``, ``"BPNET_BACKEND='cupy'"``, ...
    hint
        What to do next.
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
    """The library is installed, but does not compute here: mend the machine, or choose another backend."""


class BackendLoadError(BackendError, RuntimeError):
    """A plug-in could not be loaded: mend or uninstall the plug-in."""


class BackendMismatchError(BackendError, TypeError):
    """An array of another library, device or dtype came: convert it first."""


class UnsupportedDTypeError(BackendError, ValueError):
    """A dtype that bpnet, or this backend, does not compute in: choose another dtype."""


class TrainingDivergedError(FloatingPointError):
    """The loss, or a param, became NaN or infinite: lower the learning rate, or scale the data.

    The network keeps its last finite params.

    Parameters
    ----------
    message
        What happened.
    epoch
        The epoch, counted from 0, in which it happened.
    """

    def __init__(self, message: str, *, epoch: int) -> None:
        super().__init__(message)
        self.epoch = epoch


class CheckpointError(ValueError):
    """A file is no checkpoint of bpnet's, is damaged, or does not fit: use another file, or the network it was written from."""


class BackendFallbackWarning(UserWarning):
    """A chain of backends passed over one that could not be used."""
