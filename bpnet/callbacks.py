"""Callbacks of `Network.fit`: functions of a `Run`, called after each epoch, which may stop the training."""

from typing import TYPE_CHECKING

from bpnet._suggestions import missing_name
from bpnet.checkpoint.callback import Checkpoint
from bpnet.training.callbacks import Callback, EarlyStopping
from bpnet.training.run import Run

__all__ = ["Callback", "Checkpoint", "EarlyStopping", "Run"]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
