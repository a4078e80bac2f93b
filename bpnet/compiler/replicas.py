"""The plan of one network as the plan of many: an axis of replicas in front of every value that differs between them.

Each operation is mapped by one rule, so any step becomes the step of many independent networks: no element of a result depends
on two replicas. Values that are the same for all, such as shared data and constants, have no such axis.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from bpnet.arrays import leaves, map_tree
from bpnet.compiler.operations import ELEMENTWISE, REDUCTIONS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from numpy.typing import NDArray


def replicate(plan: Plan, mapped: Collection[Value], replicas: int) -> Plan:
    """Return the plan of ``replicas`` networks that run at once.

    Parameters
    ----------
    plan
        Plan of one network.
    mapped
        Inputs that differ between replicas: their shape becomes ``(replicas, *shape)``.
    replicas
        Number of replicas.

    Returns
    -------
    plan
        Its outputs all have the axis of replicas in front. Replica r of each of them is what the given plan computes from
        replica r of the inputs; in exact arithmetic, where each operation is defined element by element, to the bit.

    Raises
    ------
    TraceError
        If an operation has no rule; the error names it.

    Examples
    --------
    >>> import numpy as np
    >>> from bpnet.compiler import trace
    >>> plan = trace(lambda xp, x, w: xp.matmul(x, w), np.empty((4, 2)), np.empty((2, 3)))
    >>> print(replicate(plan, [plan.inputs[1]], 5).operations[0])
    %2 = matmul(%0, %1)  (5, 4, 3) float64
    """
    return _Replicas(plan, mapped, replicas).plan()


class _Replicas:
    """The operations of a plan, with an axis of replicas.

    Attributes
    ----------
    new
        For each value of the plan, its value here.
    has_axis
        Values of the plan that have the axis here.
    """

    def __init__(self, given: Plan, mapped: Collection[Value], replicas: int) -> None:
        self.given, self.replicas, self.count = given, replicas, given.next_number
        self.has_axis = set(mapped)
        self.operations: list[Operation] = []
        self.constants: dict[Value, NDArray[Any]] = dict(given.constants)
        self.new: dict[Value, Value] = {x: x for x in given.constants}
        for x in leaves(given.inputs):
            self.new[x] = Value(x.number, (replicas, *x.shape), x.dtype) if x in self.has_axis else x

    def plan(self) -> Plan:
        """Return the plan with the axis."""
        for op in self.given.operations:
            if any(x in self.has_axis for x in op.values):
                self.new[op.result] = self._operation(op)
                self.has_axis.add(op.result)
            else:
                self.operations.append(op)
                self.new[op.result] = op.result
        outputs = map_tree(self._with_axis, self.given.outputs)
        return Plan(map_tree(self.new.__getitem__, self.given.inputs), tuple(self.operations), self.constants, outputs)

    def _operation(self, op: Operation) -> Value:
        if op.name in ELEMENTWISE | {"where", "astype", "copy"}:
            operands = tuple(self._aligned(x, len(op.result.shape)) for x in op.operands)
            return self._add(op.name, operands, dict(op.options), op.result, op.result.number)
        rule = _RULES.get("reduction" if op.name in REDUCTIONS else op.name)
        if rule is None:
            shapes = ", ".join(str(x.shape) for x in op.values)
            raise TraceError(f"a step with xp.{op.name} {shapes} cannot run for many networks at once: it has no rule")
        return rule(self, op)

    def _add(self, name: str, operands: Iterable[Any], options: dict[str, Any], like: Value, number: int | None = None) -> Value:
        """Add an operation whose result is ``like`` a value of the plan, with the axis."""
        return self._add_shape(name, operands, options, (self.replicas, *like.shape), like.dtype, number)

    def _add_shape(
        self,
        name: str,
        operands: Iterable[Any],
        options: dict[str, Any],
        shape: tuple[int, ...],
        dtype: Any,
        number: int | None = None,
    ) -> Value:
        if number is None:
            number, self.count = self.count, self.count + 1
        result = Value(number, shape, dtype)
        self.operations.append(Operation(name, tuple(operands), tuple(options.items()), result))
        return result

    def _reshape(self, x: Value, shape: tuple[int, ...]) -> Value:
        """Return a value of the new plan in another shape."""
        return x if x.shape == shape else self._add_shape("reshape", (x,), {"shape": shape}, shape, x.dtype)

    def _permute(self, x: Value, axes: tuple[int, ...]) -> Value:
        shape = tuple(x.shape[i] for i in axes)
        return x if axes == tuple(range(len(axes))) else self._add_shape("permute_dims", (x,), {"axes": axes}, shape, x.dtype)

    def _aligned(self, x: Any, ndim: int) -> Any:
        """Return an operand that broadcasts to ``(replicas, ...)`` with ``ndim`` axes behind the first."""
        if not isinstance(x, Value) or x not in self.has_axis:
            return self.new[x] if isinstance(x, Value) else x
        ones = (1,) * (ndim - len(x.shape))
        return self._reshape(self.new[x], (self.replicas, *ones, *x.shape))

    def _with_axis(self, x: Value) -> Value:
        """Return a value with the axis, repeated if it is the same for all replicas."""
        if x in self.has_axis:
            return self.new[x]
        shape = (self.replicas, *x.shape)
        return self._add_shape("broadcast_to", (self.new[x],), {"shape": shape}, shape, x.dtype)

    def reduction(self, op: Operation) -> Value:
        options, (x,) = dict(op.options), op.operands
        if not x.shape:  # of one number: the same number
            single = self._reshape(self.new[x], (self.replicas, 1))
            return self._add(op.name, (single,), options | {"axis": 1, "keepdims": False}, op.result, op.result.number)
        axis, n = options["axis"], len(x.shape)
        if isinstance(axis, int):
            options["axis"] = axis % n + 1
        else:
            options["axis"] = tuple(i + 1 for i in (range(n) if axis is None else normalize_axis_tuple(axis, n)))
        return self._add(op.name, (self.new[x],), options, op.result, op.result.number)

    def broadcast_to(self, op: Operation) -> Value:
        x, shape = self._aligned(op.operands[0], len(op.result.shape)), (self.replicas, *op.result.shape)
        return self._add(op.name, (x,), {"shape": shape}, op.result, op.result.number)

    def reshape(self, op: Operation) -> Value:
        shape = (self.replicas, *op.result.shape)
        return self._add(op.name, (self.new[op.operands[0]],), {"shape": shape}, op.result, op.result.number)

    def shifted(self, op: Operation) -> Value:
        """Shift the axes of an operation with one operand, counted from the front, behind that of the replicas."""
        options = dict(op.options)
        for name in options.keys() & {"axis", "axes"}:
            axes = options[name]
            options[name] = axes + (axes >= 0) if isinstance(axes, int) else tuple(i + (i >= 0) for i in axes)
        if op.name == "permute_dims":
            options["axes"] = (0, *options["axes"])
        return self._add(op.name, (self.new[op.operands[0]],), options, op.result, op.result.number)

    def getitem(self, op: Operation) -> Value:
        key = dict(op.options)["key"]
        key = (slice(None), *(key if isinstance(key, tuple) else (key,)))
        return self._add(op.name, (self.new[op.operands[0]],), {"key": key}, op.result, op.result.number)

    def matmul(self, op: Operation) -> Value:
        ndim = len(op.result.shape)
        return self._add(op.name, (self._aligned(x, ndim) for x in op.operands), {}, op.result, op.result.number)

    def join(self, op: Operation) -> Value:
        axis = dict(op.options)["axis"]
        if axis is None:
            raise TraceError("a step with xp.concat(axis=None) cannot run for many networks at once: flatten the arrays before")
        operands = [self._with_axis(x) for x in op.operands]
        return self._add(op.name, operands, {"axis": axis + (axis >= 0)}, op.result, op.result.number)

    def take(self, op: Operation) -> Value:
        """Take elements along an axis; numbers that differ between replicas choose from all replicas, laid end to end."""
        (x, indices), axis = op.operands, dict(op.options)["axis"]
        if indices not in self.has_axis:
            return self._add(op.name, (self.new[x], self.new[indices]), {"axis": axis + 1}, op.result, op.result.number)
        n, others = x.shape[axis], x.shape[:axis] + x.shape[axis + 1 :]
        if x in self.has_axis:
            front = (0, axis + 1, *(i for i in range(1, len(x.shape) + 1) if i != axis + 1))
            rows = self._reshape(self._permute(self.new[x], front), (self.replicas * n, *others))
            first = np.arange(self.replicas, dtype=indices.dtype).reshape(-1, *(1,) * len(indices.shape)) * n
            start = Value(self.count, first.shape, first.dtype)
            self.count, self.constants[start] = self.count + 1, first
            chosen = self._add("add", (self.new[indices], start), {}, indices)
        else:
            rows = self._permute(self.new[x], (axis, *(i for i in range(len(x.shape)) if i != axis)))
            chosen = self.new[indices]
        flat = self._reshape(chosen, (chosen_size := math.prod(chosen.shape),))
        taken = self._add_shape("take", (rows, flat), {"axis": 0}, (chosen_size, *others), x.dtype)
        taken = self._reshape(taken, (*chosen.shape, *others))
        k = len(indices.shape)  # axes are now: replicas, those of the indices, those before the axis, those behind it
        back = (0, *range(1 + k, 1 + k + axis), *range(1, 1 + k), *range(1 + k + axis, len(taken.shape)))
        return self._permute(taken, back)


_RULES: dict[str, Callable[[_Replicas, Operation], Value]] = {
    "reduction": _Replicas.reduction,
    "broadcast_to": _Replicas.broadcast_to,
    "reshape": _Replicas.reshape,
    **dict.fromkeys(("argsort", "expand_dims", "matrix_transpose", "permute_dims", "squeeze"), _Replicas.shifted),
    "getitem": _Replicas.getitem,
    "matmul": _Replicas.matmul,
    "take": _Replicas.take,
    "concat": _Replicas.join,
    "stack": _Replicas.join,
}
"""The rules of all operations that do not compute element by element."""
