"""PyTorch's buffers, and its prepared calls with ``out=``: see `bpnet.compiler.library`."""

from __future__ import annotations

import contextlib
import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.library import Call, Library, Spare
from bpnet.compiler.operations import COMPARISONS, ELEMENTWISE, OPERATIONS
from bpnet.compiler.plan import Operation, apply, numpy_dtype

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Namespace

NAMES = {"divide": "true_divide", "equal": "eq", "not_equal": "ne", "max": "amax", "min": "amin", "concat": "cat"}
"""PyTorch's names of operations, where they are others."""
OWN = frozenset({"isfinite", "isinf", "isnan", "sign"})
"""Elementwise operations that are no function of PyTorch with ``out=``, or are another one."""
IN_FLAT = COMPARISONS | {"where", "maximum", "minimum"} | {row.name for row in OPERATIONS.values() if row.rounds_once}
"""Operations whose bits do not depend on the place of an element in its array; `pow` has other bits in the last few elements."""
MANY = 4096
"""Number of elements from which on several passes of vector instructions are faster than PyTorch's comparisons and `where`."""


class TorchLibrary(Library):
    """PyTorch on one device.

    Parameters
    ----------
    torch, xp
        The module, and its namespace of array-api-compat.
    device
        The device.
    """

    def __init__(self, torch: Any, xp: Namespace, device: Any) -> None:
        self.torch, self.xp, self.device = torch, xp, device
        self.on_cpu = device.type == "cpu"
        self.functions: dict[str, Callable[..., Any]] = {}
        for name in ELEMENTWISE | {"sum", "mean", "max", "min", "concat"}:
            function = getattr(torch, NAMES.get(name, name), None)
            if function is not None and name not in OWN:
                self.functions[name] = function

    @property
    def block(self) -> int:  # type: ignore[override]  # an attribute of the base class
        """Size of a block in bytes: of each thread as many as fit into its core's cache."""
        return Library.block * self.torch.get_num_threads() if self.on_cpu else 0

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Context manager in which buffers are made: nothing could write to those of an inference mode outside of it."""
        with self.torch.inference_mode(mode=False), self.torch.no_grad():
            yield

    def allocate(self, nbytes: int) -> Any:
        return self.torch.zeros(nbytes, dtype=self.torch.uint8, device=self.device)  # PyTorch aligns to 64 bytes or more

    def view(self, block: Any, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Any:
        return block[: math.prod(shape) * dtype.itemsize].view(self.dtype(dtype)).reshape(shape)

    def dtype(self, dtype: np.dtype[Any]) -> Any:
        """Return PyTorch's dtype of the same name."""
        return getattr(self.torch, str(dtype))

    def constant(self, array: NDArray[Any]) -> Any:
        return self.torch.tensor(array, device=self.device)

    def to_host(self, array: Any) -> NDArray[Any]:
        host: NDArray[Any] = array.cpu().numpy()
        return host

    def number(self, value: Any, dtype: np.dtype[Any]) -> Any:
        return self.torch.tensor(np.asarray(value).item(), dtype=self.dtype(dtype), device=self.device)

    def has_buffer_layout(self, array: Any) -> bool:
        whole: bool = array.is_contiguous() and type(array) is self.torch.Tensor and array.device == self.device
        return whole and not (array.is_conj() or array.is_neg() or array.requires_grad)

    def is_array(self, x: Any) -> bool:
        return isinstance(x, self.torch.Tensor)

    def overlap(self, a: Any, b: Any) -> bool:
        first, last = ((x.data_ptr(), x.data_ptr() + _extent(x)) for x in (a, b))
        return first[0] < last[1] and last[0] < first[1]

    def write(self, into: Any, array: Any) -> None:
        if isinstance(array, self.torch.Tensor):
            into.copy_(array)
        else:
            into.fill_(array)

    def duplicate(self, array: Any) -> Any:
        return array.clone()

    def keeps_bits_in_flat(self, name: str) -> bool:
        return name in IN_FLAT

    def take(self, array: Any, rows: Any, into: Any) -> None:
        self.torch.index_select(array, 0, rows, out=into)

    def empty(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
        return self.torch.empty(shape, dtype=self.dtype(dtype), device=self.device)

    def in_order(self, array: Any) -> Any:
        return array.clone(memory_format=self.torch.contiguous_format)

    def copy(self, into: Any, array: Any) -> Call:
        return into.copy_, (array,)

    def calls(self, op: Operation, out: Any, operands: list[Any], spare: Spare) -> list[Call]:
        dtypes = {x.dtype for x in operands if self.is_array(x)}
        if op.name == "where" and dtypes == {self.torch.bool, out.dtype}:
            return self._where_calls(out, operands, spare)
        if op.name in ELEMENTWISE and op.name in self.functions and len(dtypes) == 1:
            return self._elementwise_calls(op, out, operands, spare)
        return [self._single_call(op, out, operands, dtypes)]

    def _single_call(self, op: Operation, out: Any, operands: list[Any], dtypes: set[Any]) -> Call:
        options = dict(op.options)
        if op.name == "astype":
            return self.copy(out, operands[0])
        if op.name == "reshape":
            return self.copy(out.reshape(operands[0].shape), operands[0])
        if op.name == "matmul" and len(dtypes) == 1 and all(x.ndim == 2 for x in operands):  # noqa: PLR2004 - matrices
            return partial(self.torch.mm, *operands, out=out), ()
        if op.name == "concat" and len(dtypes) == 1:
            return partial(self.torch.cat, operands, options["axis"], out=out), ()
        if op.name in {"sum", "mean", "max", "min"} and dtypes == {out.dtype} and options["axis"] not in {None, ()}:
            words = {"dim": options["axis"], "keepdim": options["keepdims"]}
            return partial(self.functions[op.name], operands[0], **words, out=out), ()
        return self._compute_and_copy, (op, out, operands)

    def _compute_and_copy(self, op: Operation, out: Any, operands: list[Any]) -> None:
        """Compute an operation that has no ``out=``, and copy its result."""
        out.copy_(apply(self.xp, op, operands))

    def _elementwise_calls(self, op: Operation, out: Any, operands: list[Any], spare: Spare) -> list[Call]:
        function, (dtype,) = self.functions[op.name], {numpy_dtype(x) for x in operands if self.is_array(x)}
        if np.broadcast_shapes(*(x.shape for x in operands if self.is_array(x))) != out.shape:  # of constants only
            operands = [x.expand(out.shape) if self.is_array(x) else x for x in operands]
        numbers = [x for x in operands if not self.is_array(x)]
        if any(np.result_type(dtype, x) != dtype for x in numbers) or (numbers and op.name == "pow"):
            return [(self._compute_and_copy, (op, out, operands))]  # PyTorch has special cases for some exponents
        if self.on_cpu:  # a 0-d tensor takes less time; on a GPU, a quotient by a number is a product with its reciprocal
            operands = [x if self.is_array(x) else self.number(x, dtype) for x in operands]
        elif numbers and not self.is_array(operands[0]):
            return [(self._compute_and_copy, (op, out, operands))]
        if op.name in COMPARISONS and self.on_cpu and dtype.kind == "f" and out.numel() >= MANY:
            as_float = spare(0, out, dtype)  # a vector instruction, unlike a comparison that writes booleans
            return [(partial(function, *operands, out=as_float), ()), self.copy(out, as_float)]
        return [(partial(function, *operands, out=out), ())]

    def _where_calls(self, out: Any, operands: list[Any], spare: Spare) -> list[Call]:
        """Return the calls of ``where(condition, a, b)``; of long arrays on the CPU by bit masks: branches are slow."""
        torch, dtype = self.torch, numpy_dtype(out)
        condition, a, b = (x if self.is_array(x) else self.number(x, dtype) for x in operands)
        if np.broadcast_shapes(condition.shape, a.shape, b.shape) != out.shape:  # of constants only
            condition = condition.expand(out.shape)
        fits = condition.shape == out.shape and {a.shape, b.shape} in ({out.shape}, {out.shape, self.torch.Size()})
        if not (fits and self.on_cpu and out.numel() >= MANY and dtype.kind == "f"):
            return [(partial(torch.where, condition, a, b, out=out), ())]
        whole = np.dtype(f"int{8 * dtype.itemsize}")
        c, a, b, bits = condition.view(torch.int8), *(x.view(self.dtype(whole)) for x in (a, b, out))
        narrow, mask = spare(0, out, np.dtype("int8")), spare(1, out, whole)
        if a.ndim == 0 and a.item() == 0:  # the mask is set where the condition does not hold
            first = partial(torch.sub, c, self.number(1, np.dtype("int8")), out=narrow)
            return [(first, ()), self.copy(mask, narrow), (partial(torch.bitwise_and, b, mask, out=bits), ())]
        either = spare(2, out, whole)
        return [
            (partial(torch.neg, c, out=narrow), ()),
            self.copy(mask, narrow),
            (partial(torch.bitwise_xor, a, b, out=either), ()),
            (partial(torch.bitwise_and, either, mask, out=mask), ()),
            (partial(torch.bitwise_xor, b, mask, out=bits), ()),
        ]


def _extent(x: Any) -> int:
    """Return the number of bytes from the first element of a tensor to the end of the last one."""
    if x.numel() == 0:
        return 0
    return int(x.itemsize * (1 + sum((n - 1) * stride for n, stride in zip(x.shape, x.stride(), strict=True))))
