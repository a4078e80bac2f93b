"""Validation of the data of a group of networks: shared by all, or with an axis of replicas in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.losses import Target
from bpnet.training.group_batches import split_each
from bpnet.training.heads import join
from bpnet.training.host_arrays import Shape, check_within, fits, host_numbers, is_host
from bpnet.training.inputs import one_hot_columns, row_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.arrays import Array
    from bpnet.losses.base import Head
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
        self.find_classes = one.find_classes

    def x(self, x: Any, *, check_values: bool, name: str = "") -> Array:
        """Convert inputs, (batch, n_in) or (replicas, batch, n_in)."""

        def convert(array: Any, name: str, n_in: int) -> Array:
            shape, own, floats = ("batch", n_in), self._numbers(array, name), partial(self.one.floats, check_values=check_values)
            if not self._is_stacked(own, name, shape):
                return floats(array if own.ndim < len(shape) else own, name, shape)
            return self._each(own, name, lambda part, name: floats(part, name, shape))

        if isinstance(x, tuple) and self.one.widths:
            return join(self.backend.xp, x, f"{name}x", self.one.widths, convert)
        return convert(x, f"{name}x", self.one.n_in)

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
        if isinstance(y, tuple) and self.one.loss.heads:
            return join(self.backend.xp, y, name, self.one.loss.heads, partial(self._head, n=n, check_values=check_values))
        own = self.one.numbers(y, name)
        if tuple(own.shape) == (self.replicas, n) != (n, 1):
            own = self.one.column(own, 2)
        labels = self.one.loss.labels and self._is_integral(own)
        shape = (n,) if labels else (n, self.one.width)
        if not labels:
            self.one.check_width(name, own.shape)
        else:
            self._check_one_hot(own, n, name, check_values=check_values)
        if not self._is_stacked(own, name, shape):
            return self.one.targets(y if own.ndim < len(shape) else own, n, check_values=check_values, name=name)
        return self._each(
            own, name, lambda part, name: self.one.targets(part, part.shape[0], check_values=check_values, name=name)
        )

    def _head(self, y: Any, name: str, head: Head, *, n: int, check_values: bool) -> Array:
        """Convert the targets of one head; labels become one-hot columns."""
        group = GroupInputs(self.one._replace(loss=head.loss, n_out=head.width), self.replicas)
        own = group._targets(y, n, check_values=check_values, name=name)
        return one_hot_columns(self.backend.xp, own, self.one.dtype, head.width)

    def _is_integral(self, own: Any) -> bool:
        return own.dtype.kind in "iu" if is_host(self.backend, own) else bool(self.backend.xp.isdtype(own.dtype, "integral"))

    def _check_one_hot(self, own: Any, n: int, name: str, *, check_values: bool) -> None:
        """Raise ValueError for one-hot targets that are integers: they may have the shape of the labels of all networks."""
        shape, classes = tuple(own.shape), self.one.n_out
        mistaken = shape in {(n, classes), (self.replicas, n, classes)}
        if mistaken and shape == (self.replicas, n):  # no labels of a training are the matrix of a permutation, with n > 2
            mistaken = check_values and n > 2 and _is_permutation(self.backend.to_host(own))  # noqa: PLR2004 - as it says
        if mistaken:
            expected = f"({n},) for all {self.replicas} networks, or ({self.replicas}, {n}) with those of each"
            raise ValueError(f"integer {name} are labels, {expected}; got one-hot targets, {shape}: make them float")

    def _weights(self, weight: Any, n: int, *, check_values: bool) -> Array:
        own = self._numbers(weight, "sample_weight")
        if not self._is_stacked(own, "sample_weight", (n,)):
            return self.one.weights(own, n, check_values=check_values)
        stacked = self._each(
            own, "sample_weight", lambda part, name: self.one.floats(part, name, ("batch",), check_values=check_values)
        )
        if check_values or is_host(self.backend, weight):
            host = self.backend.to_host(stacked)
            check_within("sample_weight", host, np, 0.0, np.inf)
            for index, total in enumerate(np.sum(host, axis=1).tolist()):
                self.one.check_sum(total, f"every sample of network {index}")
        return stacked

    def _numbers(self, array: Any, name: str) -> Any:
        """Return an array of the host as numbers, or one of the backend as it is."""
        if is_host(self.backend, array):
            return host_numbers(array, name)
        if not self.backend.owns(array):
            raise self.backend.mismatch(array, name, self.one.dtype)
        return array

    def _is_stacked(self, own: Any, name: str, shape: Shape) -> bool:
        """Return True for an array with a part for each network, and False for one that all share, by its shape."""
        given, stacked = tuple(own.shape), (self.replicas, *shape)
        if fits(given, shape) or len(given) < len(shape):  # too few axes: the check for one network has a hint
            return False
        if not fits(given, stacked):
            raise ValueError(f"{name} has shape {given}, expected {self._either(shape)}")
        if 0 in given:
            raise ValueError(f"{name} is empty: its shape is {given}")
        return True

    def _either(self, *shapes: Shape) -> str:
        """Return the shapes of an array that all networks share, and of one with a part for each, for an error."""
        shared = " or ".join(map(str, shapes))
        of_each = (self.replicas, *shapes[-1])
        return f"{shared} for all {self.replicas} networks, or {of_each} with one for each".replace("'", "")

    def _each(self, own: Any, name: str, convert: Callable[[Any, str], Array]) -> Array:
        """Convert the parts of all networks end to end; an error names the first network whose part is at fault."""
        shape = tuple(int(n) for n in own.shape)
        xp, error = np if is_host(self.backend, own) else self.backend.xp, None
        try:
            flat = convert(xp.reshape(own, (shape[0] * shape[1], *shape[2:])), name)
        except ValueError as found:
            error = found
        if error is not None:
            for index in range(self.replicas):
                convert(own[index, ...], f"{name} of network {index}")
            raise error
        stacked: Array = self.backend.xp.reshape(flat, shape)
        return stacked

    def row_orders(self, order: Any, epochs: int, n: int) -> NDArray[np.int64]:
        """Convert orders of rows, (n,) or (epochs, n) for all networks, or (replicas, epochs, n), to three axes."""
        shape = np.shape(order)
        if shape[-1:] != (n,) or shape[:-1] not in {(), (1,), (epochs,), (self.replicas, 1), (self.replicas, epochs)}:
            raise ValueError(f"order has shape {shape}, expected {self._either((n,), (epochs, n))}")
        if len(shape) < 3:  # noqa: PLR2004 - the same for all
            return row_numbers(order, epochs, n)[None]
        return np.stack([row_numbers(one, epochs, n) for one in order])

    def row_order(self, order: Any, n: int) -> Array | None:
        """Convert the order of the rows in one epoch: (n,) for all networks, or (replicas, n)."""
        shape = (n,) if order is None else np.shape(order)
        if shape not in {(n,), (1, n), (self.replicas, n)}:
            raise ValueError(f"order has shape {shape}, expected {self._either((n,))}")
        if order is None or len(shape) < 2 or shape[0] == 1 < self.replicas:  # noqa: PLR2004 - the same for all
            return self.one.row_order(order, n)
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


def _is_permutation(matrix: NDArray[Any]) -> bool:
    ones, sums = np.isin(matrix, (0, 1)), (matrix.sum(axis=0), matrix.sum(axis=1))
    return bool(np.all(ones) and np.all(np.concatenate(sums) == 1))
