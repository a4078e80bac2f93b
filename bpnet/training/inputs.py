"""Validation and conversion of the samples that users pass in: inputs, targets, weights and orders of rows."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from bpnet.arrays import Array, Namespace, Tree, columns, device_of, leaves, map_tree, read_only
from bpnet.backend import Backend
from bpnet.losses import Loss, Target, one_hot
from bpnet.losses.base import Head
from bpnet.training.batches import split_rows
from bpnet.training.heads import are_several, join
from bpnet.training.hints import FLOATS, INTEGERS, NUMBERED, STRINGS, VECTOR, hint
from bpnet.training.host_arrays import (
    Shape,
    check_finite,
    check_shape,
    check_within,
    dtype_name,
    finite_numbers,
    host_numbers,
    in_row_order,
    is_host,
    refuse_missing,
)
from bpnet.training.labels import BOOLEANS, Classes, Found, find_labels
from bpnet.training.trees import all_finite, own_array

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.random import Key

Samples: TypeAlias = tuple[Array, Tree]
"""Inputs, and targets or labels; these are a `Target` if samples have weights."""


class Inputs(NamedTuple):
    """Validation of data for one network, and their conversion to arrays of its backend.

    ``check_values`` is the argument of methods that also check the values of arrays on a device, for which they wait. Host data
    is always checked.
    """

    backend: Backend
    dtype: str
    n_in: int
    n_out: int
    loss: Loss
    part: bool = False
    """True if the samples are only a part of all: there may be none, and their weights may all be zero."""
    widths: tuple[int, ...] = ()
    """The columns of each input, if there are several."""
    classes: Classes = Classes(0)
    """The classes of targets, which the network keeps."""

    @property
    def width(self) -> int:
        """Width of the targets."""
        return self.loss.width_of_targets(self.n_out)

    def check_width(self, name: str, shape: tuple[int, ...]) -> None:
        """Raise ValueError for targets of another width, if it is not that of the outputs."""
        if self.loss.target_width is not None and len(shape) > 1 and shape[-1] != self.width:
            expected = f"this loss takes targets of width {self.width} for outputs of width {self.n_out}"
            raise ValueError(f"{name} has shape {tuple(shape)}, of width {shape[-1]}: {expected}")

    def batch(self, x: Any, y: Any, weight: Any = None, *, check_values: bool, name: str = "") -> Samples:
        """Convert inputs and targets, with a weight per sample if there are any; errors begin with ``name``."""
        own = self.x(x, check_values=check_values, name=name)
        target = self.targets(y, own.shape[0], check_values=check_values, name=f"{name}y")
        if weight is None:
            return own, target
        return own, Target(target, self.weights(weight, own.shape[0], check_values=check_values))

    def own_batch(self, x: Any, y: Any, weight: Any = None) -> Samples:
        """Return inputs and targets that are arrays of the backend already; their values are not checked."""
        if isinstance(x, tuple) or isinstance(y, tuple):
            self.check_library(x, y, weight)
            return self.batch(x, y, weight, check_values=False)
        own = self._own(x, "x", ("batch", self.n_in))
        n = own.shape[0]
        labels = self.loss.labels and np.ndim(y) == 1
        self.check_width("y", np.shape(y))
        target = own_array(self.backend, "int64", y, "y", (n,)) if labels else self._own(self.column(y), "y", (n, self.width))
        return own, target if weight is None else Target(target, self._own(weight, "sample_weight", (n,)))

    def check_library(self, x: Any, y: Any, weight: Any = None) -> None:
        """Raise `BackendMismatchError` unless all are arrays of the backend, of any dtype."""
        for name, given in (("x", x), ("y", y), ("sample_weight", weight)):
            parts = [(f"{name}[{i}]", part) for i, part in enumerate(given)] if isinstance(given, tuple) else [(name, given)]
            for path, array in parts:
                if array is not None and not self.backend.owns(array):
                    raise self.backend.mismatch(array, path, self.dtype)

    def check_not_traced(self, *arrays: Any) -> None:
        """Raise TypeError for tracers, for example inside `jax.jit`, which a network must not store."""
        if any(map(self.backend.is_tracer, leaves(arrays))):
            remedy = "use the pure bpnet.training_step there"
            raise TypeError(f"a network changes when it trains, which is not possible inside a trace: {remedy}")

    def x(self, x: Any, *, check_values: bool, name: str = "") -> Array:
        """Convert inputs, (batch, n_in); several of them, in a tuple, to one array with all columns."""

        def convert(array: Any, name: str, n_in: int) -> Array:
            return self.floats(array, name, ("rows" if self.part else "batch", n_in), check_values=check_values)

        if are_several(x, self.widths, f"{name}x", "several need a network with n_in=(3, 2) or the like"):
            return join(self.backend.xp, x, f"{name}x", self.widths, convert)
        shape = tuple(getattr(x, "shape", ()))
        if self.widths and len(shape) > 1 and shape[-1] != self.n_in:
            raise ValueError(f"{name}x has shape {shape}, expected a tuple of {len(self.widths)} arrays, one for each input")
        return convert(x, f"{name}x", self.n_in)

    def floats(self, array: object, name: str, shape: Shape, *, check_values: bool, given: Any = None) -> Array:
        """Convert to an array of the backend, of the network's dtype and of this shape; ``given`` is what it was made from."""
        if is_host(self.backend, array):
            return self.place(finite_numbers(array, name, shape, self.dtype, given=given), self.dtype)
        own = self._own(array, name, shape)
        if check_values:
            check_finite(name, finite=all_finite(self.backend, own))
        return own

    def place(self, host: NDArray[Any], dtype: str) -> Array:
        """Convert checked numbers to an array of the backend; on a backend of NumPy's arrays it may share their memory."""
        if self.backend.owns(host):
            return read_only(np.asarray(host, dtype, order="C"))
        return self.backend.from_host(in_row_order(host), dtype)  # from_host casts: a cast here would be one more copy

    def _own(self, array: Any, name: str, shape: Shape) -> Array:
        return own_array(self.backend, self.dtype, array, name, shape)

    def targets(self, y: Any, n: int, *, check_values: bool, name: str = "y") -> Array:
        """Convert targets, (n, width) in the network's dtype, or labels, (n,) in int64, for a loss that takes them.

        Those of several heads, in a tuple, become one array with all columns.
        """
        if are_several(y, self.loss.heads, name, "several need the loss bpnet.losses.joint"):
            return join(self.backend.xp, y, name, self.loss.heads, partial(self._head, n=n, check_values=check_values))
        own = self.numbers(y, name)
        host = own if is_host(self.backend, own) else None
        integral = own.dtype.kind in "iu" if host is not None else self.backend.xp.isdtype(own.dtype, "integral")
        if integral and self.loss.labels:
            return self._labels(own, host, n, name, y, check_values=check_values)
        shape = tuple(own.shape)
        if self.loss.labels and len(shape) == 1:
            if host is not None and np.isnan(np.sum(host)):
                refuse_missing(name, host, y, np.isnan(host))
            expected = f"probabilities must have shape {(n, self.width)}, labels must be integers or text"
            remedy = hint(name, INTEGERS, y) if (host is not None or check_values) and self._are_whole(own, host) else ""
            raise ValueError(f"{name} has shape {shape} and dtype {dtype_name(own)}: {expected}{remedy}")
        if self.loss.heads and host is not None and host.ndim == 1:
            raise ValueError(
                f"{name} has shape {host.shape}, expected a tuple of {len(self.loss.heads)} arrays, one for each head"
            )
        own = self.column(own)
        self.check_width(name, tuple(own.shape))
        self._check_rows(own, n, name, integral=integral)
        made = self.floats(own, name, (n, self.width), check_values=check_values, given=y)
        if host is not None or check_values:
            values, xp = (own, np) if host is not None else (made, self.backend.xp)
            _check_bounds(name, values, xp, self.loss)
        return made

    def numbers(self, y: Any, name: str) -> Any:
        """Return targets as numbers, text and booleans as those of their classes: host data as NumPy's, others where they are."""
        if is_host(self.backend, y):
            return self.classes.read(y, name)
        if not self.backend.owns(y):
            raise self.backend.mismatch(y, name, self.dtype)
        xp = self.backend.xp
        if xp.isdtype(y.dtype, "bool"):
            if self.classes.count and (y.ndim == 1 or y.shape[1:] == (1,)):
                self.classes.encode(np.asarray(BOOLEANS), name)  # raises if these are not the classes
                y = y[:, 0] if self.loss.labels and y.ndim > 1 else y
            return xp.astype(y, xp.int64 if self.loss.labels and y.ndim == 1 else getattr(xp, self.dtype))
        return y

    def column(self, y: Any, axes: int = 1) -> Any:
        """Return targets (n,) of one column as (n, 1), and others as they are; ``axes`` is 2 for (replicas, n)."""
        return y[..., None] if self.width == 1 and not self.loss.labels and y.ndim == axes else y

    def find_classes(self, y: Any, exchange: Callable[[Found], Sequence[Found]] = lambda found: [found]) -> None:
        """Find the classes of the targets of a training, those of all ranks; see `bpnet.training.labels.Classes.find`."""
        if not is_host(self.backend, y):
            y = np.zeros(y.shape, bool) if dtype_name(y) == "bool" else np.zeros(y.shape[:1])  # the dtype says it all
        self.classes.find(y, "y", exchange)

    def _are_whole(self, own: Any, host: NDArray[Any] | None) -> bool:
        """Return True for floats that are whole numbers."""
        xp: Any = np if host is not None else self.backend.xp
        is_real = bool(xp.isdtype(own.dtype, "real floating"))
        return is_real and 0 not in own.shape and bool(xp.all(xp.isfinite(own))) and bool(xp.all(own == xp.floor(own)))

    def _check_rows(self, own: Any, n: int, name: str, *, integral: bool) -> None:
        """Raise ValueError for targets whose shape shows what was meant."""
        shape = tuple(own.shape)
        if integral and shape == (n,) and not self.loss.heads:
            remedy = "classes need loss='softmax_cross_entropy', numbers one column for each output"
            raise ValueError(f"{name} has shape {shape}, expected {(n, self.width)}: {remedy}")
        remedy = f"x has {n} rows" if shape[1:] == (self.width,) and shape[0] != n else ""
        if len(shape) == 2 and shape[0] == n and shape[1] != self.width and self.loss.target_width is None:  # noqa: PLR2004 - a matrix
            remedy = f"targets of {shape[1]} columns need as many outputs, MLP((..., {shape[1]}))"
        if remedy and not (shape == (self.width, n) and shape[0] != n):
            raise ValueError(f"{name} has shape {shape}, expected {(n, self.width)}: {remedy}")

    def _head(self, y: Any, name: str, head: Head, *, n: int, check_values: bool) -> Array:
        """Convert the targets of one head, (n, width); labels become one-hot columns."""
        one = self._replace(loss=head.loss, n_out=head.width)
        return one_hot_columns(self.backend.xp, one.targets(y, n, check_values=check_values, name=name), self.dtype, head.width)

    def _labels(self, own: Any, host: NDArray[Any] | None, n: int, name: str, y: Any, *, check_values: bool) -> Array:
        labels, shape = own, tuple(own.shape)
        if len(shape) != 1:
            kind = "integer" if host is None or find_labels(y, name) is None else "text"
            made = hint(name, VECTOR if shape == (n, 1) else FLOATS, y)
            remedy = f"those of a column are a vector{made}" if shape == (n, 1) else f"make one-hot targets float{made}"
            remedy = remedy if kind == "integer" else "pass one column of classes"
            raise ValueError(f"{kind} {name} are labels of shape ({n},), got {shape}; {remedy}")
        if shape != (n,) and n:
            raise ValueError(f"{name} has shape {shape}, expected {(n,)}: x has {n} rows")
        check_shape(name, labels, (n,))
        if host is not None:
            self._check_labels(host, np, name, y)
            return self.place(host, "int64")
        xp = self.backend.xp
        if dtype_name(labels) != "int64":
            own = xp.astype(labels, xp.int64)  # cast first: PyTorch has no max of unsigned integers
        if check_values:
            self._check_labels(own, xp, name, y)
        placed: Array = own
        return placed

    def _check_labels(self, labels: Any, xp: Any, name: str, y: Any) -> None:
        """Raise ValueError for labels that are no class, with the expression that numbers classes from 0."""
        try:
            check_within(f"labels in {name}", labels, xp, 0, self.n_out - 1)
        except ValueError as error:
            named = hint(name, STRINGS, y).replace(": ", "; as names they are ")
            raise ValueError(f"{error}{named}; to number them{hint(name, NUMBERED, y)}") from None

    def weights(self, weight: Any, n: int, *, check_values: bool) -> Array:
        """Convert one weight per sample, (n,); not negative, and with a sum that is finite, not 0 and not subnormal."""
        own = self.floats(weight, "sample_weight", (n,), check_values=check_values)
        if is_host(self.backend, weight):
            check_within("sample_weight", host_numbers(weight, "sample_weight"), np, 0.0, math.inf)
            if self.part:
                return own
            with np.errstate(over="ignore"):
                self.check_sum(float(np.sum(np.asarray(weight, self.dtype))), "every sample")
        elif check_values:
            check_within("sample_weight", own, self.backend.xp, 0.0, math.inf)
            if not self.part:
                self._check_sum_on_device(own, "every sample")
        return own

    def _check_sum_on_device(self, weight: Array, part: str) -> None:
        self.check_sum(float(self.backend.to_host(self.backend.xp.sum(weight))), part)

    def check_sum(self, total: float, part: str) -> None:
        """Raise unless the sum of the weights of some samples, in their dtype, is finite, not 0 and not subnormal."""
        if total == 0.0:
            raise ValueError(f"sample_weight sums to zero over {part}, in {self.dtype}: the weighted mean is undefined")
        if not np.finfo(self.dtype).smallest_normal <= total < math.inf:
            raise ValueError(f"sample_weight adds up to {total:g} in {self.dtype} over {part}: scale the weights")

    def row_orders(self, order: Any, epochs: int, n: int, weight: NDArray[Any] | None) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n); check the sum of the weights in each epoch, if there are any."""
        orders = row_numbers(order, epochs, n)
        if weight is not None:
            with np.errstate(over="ignore"):
                for epoch, rows in enumerate(orders):  # one by one: all at once may take much memory
                    self.check_sum(float(np.sum(weight[rows])), f"the samples of order[{epoch}]")
        return orders

    def row_order(self, order: Any, n: int) -> Array | None:
        """Convert the order of the rows in one epoch, (n,), to an array of the backend; None for rows in their stored order."""
        return None if order is None else self.backend.from_host(row_numbers(order, 1, n)[0], "int64")

    def validation_pair(self, validation: Any) -> tuple[Any, Any] | None:
        """Return validation data ``(x, y)``, or None for a fraction or nothing."""
        if not isinstance(validation, tuple | list):
            return None
        if len(validation) != 2:  # noqa: PLR2004 - inputs and targets
            raise ValueError(f"validation must be (x, y) or a fraction, got a sequence of length {len(validation)}")
        return validation[0], validation[1]

    def split_validation(self, samples: Samples, validation: Any, key: Key) -> tuple[Samples, Samples | None]:
        """Return the samples to train on, and those for validation, by the argument ``validation`` of `bpnet.Network.fit`."""
        if validation is None:
            return samples, None
        pair = self.validation_pair(validation)
        if pair is not None:
            return samples, self.batch(*pair, check_values=True, name="validation ")
        parts = [
            map_tree(lambda a, chosen=chosen: self.backend.xp.take(a, chosen, axis=0), samples)
            for chosen in split_rows(self.backend, key, samples[0].shape[0], validation)
        ]
        for name, (_, target) in zip(("the training part", "the validation part"), parts, strict=True):
            if isinstance(target, Target):
                self._check_sum_on_device(target.weight, name)
        return parts[0], parts[1]


def _check_bounds(name: str, values: Any, xp: Namespace, loss: Loss) -> None:
    """Raise unless targets (n, width) are in the range of a loss, and those of each head in that of its loss."""
    if math.isfinite(loss.lowest) or math.isfinite(loss.highest):
        check_within(name, values, xp, loss.lowest, loss.highest)
    indices = columns([head.loss.width_of_targets(head.width) for head in loss.heads])
    for head, index in zip(loss.heads, indices, strict=True):
        _check_bounds(f"{name}[:, {index[1].start}:{index[1].stop}]", values[index], xp, head.loss)


def one_hot_columns(xp: Namespace, target: Array, dtype: str, n_out: int) -> Array:
    """Return labels (..., n) as one-hot columns (..., n, n_out); other targets are returned as they are."""
    if not xp.isdtype(target.dtype, "integral"):
        return target
    return one_hot(xp, target, xp.zeros((*target.shape, n_out), dtype=getattr(xp, dtype), device=device_of(target)))


def row_numbers(order: Any, epochs: int, n: int) -> NDArray[np.int64]:
    """Convert the order of rows in each epoch, (1, n) or (epochs, n) numbers from 0 to n - 1."""
    numbers = np.atleast_2d(host_numbers(order, "order"))
    if numbers.dtype.kind not in "iu":
        raise ValueError(f"order must contain row numbers (integers), got dtype {numbers.dtype}")
    if numbers.ndim != 2 or numbers.shape[0] not in {1, epochs} or numbers.shape[1] != n:  # noqa: PLR2004 - epochs and rows
        raise ValueError(f"order has shape {np.shape(order)}, expected ({n},) or ({epochs}, {n})")
    check_within("order", numbers, np, 0, n - 1)
    return numbers.astype(np.int64)
