"""Validation of the data of a group of networks: shared by all, or with an axis of replicas in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.losses import Target
from bpnet.training.group_batches import split_each
from bpnet.training.host_arrays import Shape, check_within, fits, host_numbers, is_host

if TYPE_CHECKING:
    from collections.abc import Callable

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
        shape = ("batch", self.one.n_in)
        if not self._is_stacked(x, f"{name}x", shape):
            return self.one.x(x, check_values=check_values, name=name)
        return self._each(x, f"{name}x", lambda part, name: self.one.floats(part, name, shape, check_values=check_values))

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
        self.check_library(x, y, weight)
        return self.batch(x, y, weight, check_values=False)

    def _targets(self, y: Any, n: int, *, check_values: bool, name: str) -> Array:
        labels = self.one.loss.labels and self._is_integral(y)
        if labels:
            self._check_labels(y, n, name)
        if not self._is_stacked(y, name, (n,) if labels else (n, self.one.n_out)):
            return self.one.targets(y, n, check_values=check_values, name=name)
        return self._each(y, name, lambda part, name: self.one.targets(part, part.shape[0], check_values=check_values, name=name))

    def _is_integral(self, y: Any) -> bool:
        if is_host(self.backend, y):
            return host_numbers(y, "y").dtype.kind in "iu"
        return bool(self.backend.owns(y) and self.backend.xp.isdtype(y.dtype, "integral"))

    def _check_labels(self, y: Any, n: int, name: str) -> None:
        """Raise ValueError for integers that are no labels; one-hot targets may have the shape of the labels of all networks."""
        shape, fits = tuple(np.shape(y)), {(n,), (self.replicas, n)}
        if shape in fits and shape == (n, self.one.n_out):
            host = host_numbers(y, name) if is_host(self.backend, y) else self.backend.to_host(y)
            if np.all(np.sort(host, axis=1) == (np.arange(n) == n - 1)):
                fits.remove(shape)
        if shape not in fits:
            expected = f"({n},) for all {self.replicas} networks, or ({self.replicas}, {n}) with those of each"
            raise ValueError(f"integer {name} are labels, {expected}; got {shape}: make one-hot targets float")

    def _weights(self, weight: Any, n: int, *, check_values: bool) -> Array:
        if not self._is_stacked(weight, "sample_weight", (n,)):
            return self.one.weights(weight, n, check_values=check_values)
        own = self._each(
            weight, "sample_weight", lambda part, name: self.one.floats(part, name, ("batch",), check_values=check_values)
        )
        if check_values or is_host(self.backend, weight):
            host = self.backend.to_host(own)
            check_within("sample_weight", host, np, 0.0, np.inf)
            for index, total in enumerate(np.sum(host, axis=1).tolist()):
                self.one.check_sum(total, f"every sample of network {index}")
        return own

    def _is_stacked(self, array: Any, name: str, shape: Shape) -> bool:
        """Return True for an array with a part for each network, and False for one that all share, by its shape."""
        if not is_host(self.backend, array) and not self.backend.owns(array):
            raise self.backend.mismatch(array, name, self.one.dtype)
        given = tuple((host_numbers(array, name) if is_host(self.backend, array) else array).shape)
        if fits(given, shape) or len(given) < len(shape):  # too few axes: the check for one network has a hint
            return False
        stacked = (self.replicas, *shape)
        if not fits(given, stacked):
            expected = f"expected {shape} for all {self.replicas} networks, or {stacked} with one for each".replace("'", "")
            raise ValueError(f"{name} has shape {given}, {expected}")
        return True

    def _each(self, array: Any, name: str, convert: Callable[[Any, str], Array]) -> Array:
        """Convert the parts of all networks end to end; an error names the first network whose part is at fault."""
        array = host_numbers(array, name) if is_host(self.backend, array) else array
        shape = tuple(int(n) for n in array.shape)
        xp = np if is_host(self.backend, array) else self.backend.xp
        try:
            flat = convert(xp.reshape(array, (shape[0] * shape[1], *shape[2:])), name)
        except ValueError:
            for index in range(self.replicas):
                convert(array[index, ...], f"{name} of network {index}")
            raise
        stacked: Array = self.backend.xp.reshape(flat, shape)
        return stacked

    def row_orders(self, order: Any, epochs: int, n: int) -> NDArray[np.int64]:
        """Convert orders of rows, (n,) or (epochs, n) for all networks, or (replicas, epochs, n), to three axes."""
        whole = np.empty((n, 1))
        if np.ndim(order) < 3:  # noqa: PLR2004 - the same for all
            return self.one.row_orders(order, epochs, whole)[None]
        if np.shape(order) not in {(self.replicas, 1, n), (self.replicas, epochs, n)}:
            expected = f"({n},) or ({epochs}, {n}) for all {self.replicas} networks, or ({self.replicas}, {epochs}, {n})"
            raise ValueError(f"order has shape {np.shape(order)}, expected {expected}")
        return np.stack([self.one.row_orders(one, epochs, whole) for one in order])

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
                    self.one.check_sum(total, f"{name} of network {index}")
        return parts
