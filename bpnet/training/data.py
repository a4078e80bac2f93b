"""The samples of a training: converted, divided into those to train on and those held out, and given to the step in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.arrays import Array, Namespace, Tree
from bpnet.losses.base import split_target
from bpnet.training.batches import Batches, StepBatches
from bpnet.training.evaluation import DataLoss, loss_in_memory
from bpnet.training.predictions import Predictions, predictions_in_memory

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from bpnet.random import Key
    from bpnet.training.inputs import Inputs
    from bpnet.training.labels import Found
    from bpnet.training.steps import Steps


class Data:
    """Samples of one process, ``(x, target)``; subclasses have those of several ranks.

    Parameters
    ----------
    inputs
        Converts what users pass.
    finds
        Whether the samples are those of a training, whose classes are found if targets are text or booleans.
    """

    def __init__(self, inputs: Inputs, *, finds: bool = False) -> None:
        self.inputs, self.finds = inputs, finds

    def convert(self, x: Any, y: Any, weight: Any = None, *, name: str = "") -> Any:
        """Return ``(x, target)`` as arrays of the backend; errors begin with ``name``."""
        if self.finds and not name:
            self.inputs.find_classes(y, self._exchange)
        return self._convert(x, y, weight, name)

    def _convert(self, x: Any, y: Any, weight: Any, name: str) -> Any:
        return self.inputs.batch(x, y, weight, check_values=True, name=name)

    def _exchange(self, found: Found) -> list[Found]:
        """Return what the targets of all processes are that have samples of their own."""
        return [found]

    def settings(self, order: Any, validation: Any) -> dict[str, Any]:
        """Return the arguments that must be the same on all ranks."""
        del order, validation
        return {}

    def facts(self, samples: Tree, validation: Any) -> dict[str, Any]:
        """Return the properties of the data that must be the same on all ranks."""
        del samples, validation
        return {}

    def place(self, samples: Tree, validation: Any) -> Any:
        """Return the samples, once all ranks have exchanged what they must know of one another's."""
        del validation
        return samples

    def split(self, placed: Any, validation: Any, key: Key) -> tuple[Any, Any]:
        """Return the samples to train on, and those for validation or None, by the argument of `bpnet.Network.fit`."""
        return self.inputs.split_validation(placed, validation, key)

    def count(self, samples: Any) -> int:
        """Return the number of samples."""
        return int(samples[0].shape[0])

    def orders(self, order: Any, epochs: int, samples: Any) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n)."""
        values, weight = split_target(samples[1])
        host = None if weight is None else self.inputs.backend.to_host(weight)
        return self.inputs.row_orders(order, epochs, values.shape[0], host)

    def batches(
        self,
        xp: Namespace,
        steps: Steps,
        samples: Any,
        size: int,
        order: Callable[[int], Array | None],
        *,
        compile: bool | None,  # noqa: A002 - as in `Network.fit`
    ) -> tuple[Any, Batches | StepBatches]:
        """Return the training step, and the batches that it takes."""
        x, target = samples
        return steps.choose(compile), Batches(xp, x, target, size, order)

    def loss(self, steps: Steps, samples: Any, *, compile: bool | None) -> DataLoss:  # noqa: A002 - as above
        """Return the loss on samples, in inference."""
        return loss_in_memory(self.inputs.backend, steps, steps.choose_function(steps.inference_loss, compile), samples)

    def predictions(self, function: Callable[..., Array], samples: Any) -> Predictions:
        """Return the outputs, of a function ``(params, state, x) -> y``, and the targets of samples."""
        return predictions_in_memory(self.inputs.backend, function, samples)
