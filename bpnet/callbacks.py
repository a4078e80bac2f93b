"""Callbacks of `Network.fit`: functions of a `Run`, called after each epoch, which may stop the training."""

from bpnet.checkpoint.callback import Checkpoint
from bpnet.training.callbacks import Callback, EarlyStopping
from bpnet.training.run import Run

__all__ = ["Callback", "Checkpoint", "EarlyStopping", "Run"]


def __dir__() -> list[str]:
    return __all__
