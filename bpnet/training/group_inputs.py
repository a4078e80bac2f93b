"""Validation of the data of a group of networks: shared by all, or with an axis of replicas in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.losses import Target
from bpnet.training.group_batches import split_each
from bpnet.training.host_arrays import check_shape, check_within, host_numbers, is_host

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.arrays import Array
    from bpnet.training.inputs import Inputs, Samples


class GroupInputs:
    """Validation of data for a group; the methods are those of `bpnet.training.inputs.Inputs`.

    Each array is as for one network, and shared, or has ``replicas`` of them, stacked along a first axis.

    Parameters
    ----------
    one
        Validation for one network.
    replicas
        Number of networks.
    """

    def __init__(self, one: Inputs, replicas: int) -> None:
        self.one, self.replicas, self.backend = one, replicas, one.backend
        self.check_not_traced, self.check_library = one.check_not_traced, one.check_library

    def x(self, x: Any, *, check_values: bool, name: str = "") -> Array:
        """Convert inputs, (batch, n_in) or (replicas, batch, n_in)."""
        if np.ndim(x) < 3:  # noqa: PLR2004 - shared: a matrix
            return self.one.x(x, check_values=check_values, name=name)
        flat, shape = self._flat(x, f"{name}x", ("batch", self.one.n_in))
        return self._stacked(self.one.x(flat, check_values=check_values, name=name), shape)

    def batch(self, x: Any, y: Any, weight: Any = None, *, check_values: bool, name: str = "") -> Samples:
        """Convert inputs and targets, with a weight per sample if there are any; errors begin with ``name``."""
        own = self.x(x, check_values=check_values, name=name)
        n = int(own.shape[-2])
        target = self._targets(y, n, check_values=check_values, name=f"{name}y")
        if weight is None:
            return own, target
        return own, Target(target, self._weights(weight, n, check_values=check_values))

    def own_batch(self, x: Any, y: Any, weight: Any = None) -> Samples:
        """Return arrays of the backend; their values are not checked."""
        return self.batch(x, y, weight, check_values=False)

    def _targets(self, y: Any, n: int, *, check_values: bool, name: str) -> Array:
        labels = self.one.loss.labels and self._is_integral(y)
        if np.ndim(y) < (2 if labels else 3):
            return self.one.targets(y, n, check_values=check_values, name=name)
        flat, shape = self._flat(y, name, (n,) if labels else (n, self.one.n_out))
        return self._stacked(self.one.targets(flat, self.replicas * n, check_values=check_values, name=name), shape)

    def _is_integral(self, y: Any) -> bool:
        if is_host(self.backend, y):
            return host_numbers(y, "y").dtype.kind in "iu"
        return bool(self.backend.owns(y) and self.backend.xp.isdtype(y.dtype, "integral"))

    def _weights(self, weight: Any, n: int, *, check_values: bool) -> Array:
        if np.ndim(weight) < 2:  # noqa: PLR2004 - shared: a vector
            return self.one.weights(weight, n, check_values=check_values)
        flat, shape = self._flat(weight, "sample_weight", (n,))
        own = self._stacked(self.one.floats(flat, "sample_weight", (self.replicas * n,), check_values=check_values), shape)
        if check_values or is_host(self.backend, weight):
            host = self.backend.to_host(own)
            check_within("sample_weight", host, np, 0.0, np.inf)
            for index, total in enumerate(np.sum(host, axis=1).tolist()):
                self.one.check_sum(total, f"every sample of replica {index}")
        return own

    def _flat(self, array: Any, name: str, shape: tuple[int | str, ...]) -> tuple[Any, tuple[int, ...]]:
        """Return the arrays of all networks end to end, and their stacked shape."""
        array = host_numbers(array, name) if is_host(self.backend, array) else array
        check_shape(name, array, (self.replicas, *shape))
        stacked = tuple(int(n) for n in array.shape)
        xp = np if is_host(self.backend, array) else self.backend.xp
        return xp.reshape(array, (stacked[0] * stacked[1], *stacked[2:])), stacked

    def _stacked(self, flat: Array, shape: tuple[int, ...]) -> Array:
        stacked: Array = self.backend.xp.reshape(flat, shape)
        return stacked

    def row_orders(self, order: Any, epochs: int, n: int) -> NDArray[np.int64]:
        """Convert orders of rows, (n,) or (epochs, n) for all networks, or (replicas, epochs, n), to three axes."""
        if np.ndim(order) < 3:  # noqa: PLR2004 - the same for all
            return self.one.row_orders(order, epochs, np.empty((n, 1)))[None]
        if len(order) != self.replicas:
            raise ValueError(f"order has shape {np.shape(order)}, expected ({self.replicas}, {epochs}, {n})")
        return np.stack([self.one.row_orders(one, epochs, np.empty((n, 1))) for one in order])

    def row_order(self, order: Any, n: int) -> Array | None:
        """Convert the order of the rows in one epoch: (n,) for all networks, or (replicas, n)."""
        if order is None or np.ndim(order) < 2:  # noqa: PLR2004 - the same for all
            return self.one.row_order(order, n)
        if len(order) != self.replicas:
            raise ValueError(f"order has shape {np.shape(order)}, expected ({self.replicas}, {n})")
        return self.backend.xp.stack([self.one.row_order(one, n) for one in order])

    def split_validation(self, samples: Samples, validation: Any, seeds: tuple[int, ...]) -> tuple[Samples, Samples | None]:
        """Return the samples to train on, and those for validation; a fraction is chosen for each network by its seed."""
        if validation is None:
            return samples, None
        if isinstance(validation, tuple | list):
            if len(validation) != 2:  # noqa: PLR2004 - inputs and targets
                raise ValueError(f"validation must be (x, y) or a fraction, got a sequence of length {len(validation)}")
            return samples, self.batch(*validation, check_values=True, name="validation ")
        parts = split_each(self.backend, seeds, samples, validation)
        for name, (_, target) in zip(("the training part", "the validation part"), parts, strict=True):
            if isinstance(target, Target):
                for index, total in enumerate(self.backend.to_host(self.backend.xp.sum(target.weight, axis=1)).tolist()):
                    self.one.check_sum(total, f"{name} of replica {index}")
        return parts
