"""Steps in exact arithmetic as one program of XLA, which computes each operation separately.

XLA computes ``a * b + c`` as a fused multiply-add, and rewrites quotients and sums with constants. No option forbids this. But it
cannot simplify what depends on an argument of the program: here z, which is always -0.0, and to which ``x + z == x`` for every x.

- A product is ``a * b + z``: a fused multiply-add of it is the rounded product itself.
- A quotient is ``a / where(a == a, b, 1) + z``: neither the divisor nor the quotient has a form that XLA rewrites.
- A root is ``sqrt(a) + z``: its square is not a.
- A constant c is ``c + z``, and zero is ``-z``: XLA has no constants to combine.

See ``docs/design/0031-jax-exact.md``.
"""

from __future__ import annotations

import math
import operator
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arithmetic.namespace import TERMS, Exact
from bpnet.arrays import leaves, map_tree
from bpnet.compiler.compiled_step import signature
from bpnet.compiler.exact import FUNCTIONS, ON_BITS, ExactStep, formula
from bpnet.compiler.float_bits import BITS
from bpnet.compiler.operations import COMPARISONS, VIEWS, TraceError, result_type
from bpnet.compiler.plan import Value, apply
from bpnet.compiler.store import STORE
from bpnet.compiler.trace import trace
from bpnet_jax.canary import reason_not_to_compile
from bpnet_jax.executor import JaxEpochs, batches
from bpnet_jax.traced import EXECUTABLE, BatchFunctions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.arrays import Array, Tree
    from bpnet.compiler.plan import Operation, Plan

OWN = frozenset({"multiply", "square", "copy"}) | ON_BITS
"""Operations that are methods of `SeparateOperations` and not functions of exact arithmetic."""
BINARY = frozenset({"add", "subtract", "multiply", "divide", "maximum", "minimum", "where"}) | COMPARISONS
"""Operations whose last two operands have a common dtype."""
SEPARATE = (
    OWN | BINARY | FUNCTIONS | VIEWS
    | frozenset("abs all any argsort astype ceil concat floor isfinite isinf isnan matmul max min negative round sqrt".split())  # noqa: SIM905 - fewer quotation marks
    | frozenset("bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor stack sum take trunc".split())  # noqa: SIM905 - as before
)  # fmt: skip
"""Operations with a rule; others are refused."""
LARGE = 1024
"""Minimum number of operations of a result that is computed once, not again in each loop that reads it."""
UNROLLED = 4
"""Maximum number of full blocks of terms that are written one by one."""

STORED = 1 << 26
"""Maximum number of sums of blocks that a matrix product stores at once."""


class SeparateOperations(Exact):
    """Exact arithmetic on tracers of ``jax.jit``, each operation of which XLA computes separately.

    Parameters
    ----------
    jax
        The module.
    z
        An argument of the program that is compiled: -0.0.
    """

    def __init__(self, jax: Any, z: Array) -> None:
        super().__init__(jax.numpy, {}, lambda function: function)
        self.jax, self.lax, self.z = jax, jax.lax, z
        self.constants: dict[tuple[str, bytes], Array] = {}

    def run(self, plan: Plan, *trees: Tree) -> Tree:
        """Compute the outputs of a plan."""
        pairs = zip(leaves(plan.inputs), leaves(trees), strict=True)
        arrays: dict[Value, Any] = {value: self._cast(array, value.dtype) for value, array in pairs}
        arrays |= {value: self.constant(array) for value, array in plan.constants.items()}
        for op in plan.operations:
            made = self.apply(op, [arrays[x] if isinstance(x, Value) else x for x in op.operands])
            arrays[op.result] = self._cast(made, op.result.dtype)  # no longer weakly typed
        return map_tree(arrays.__getitem__, plan.outputs)

    def apply(self, op: Operation, operands: list[Any]) -> Any:
        """Compute one operation of a plan."""
        if op.name in FUNCTIONS:
            plan = formula(op.name, str(op.result.dtype))
            run = lambda x: type(self)(self.jax, self.z).run(plan, x)  # noqa: E731 - a branch has constants of its own
            shape = operands[0].shape
            return self.once(run, shape, 4 * math.prod(shape), *operands)
        if op.name in BINARY:
            dtype = result_type(*op.operands[-2:])
            operands[-2:] = [self._cast(x, op.result.dtype if op.name == "divide" else dtype) for x in operands[-2:]]
        return getattr(self, op.name)(*operands) if op.name in OWN else apply(self, op, operands)

    def _cast(self, x: Any, dtype: np.dtype[Any]) -> Array:
        """Convert an operand, an array or a Python number, to a dtype."""
        return self.lax.convert_element_type(x, dtype) if hasattr(x, "dtype") else self.constant(np.asarray(x, dtype))

    def zero(self, dtype: np.dtype[Any]) -> Array:
        """``z``, in a floating-point dtype."""
        return self.lax.convert_element_type(self.z, dtype)

    def constant(self, array: Any) -> Array:
        """Return a constant that XLA does not recognize as one, if it has a floating-point dtype."""
        if array.dtype.kind != "f":
            return self._xp.asarray(array)
        first = array.reshape(-1)[:1]
        if array.size and array.tobytes() == array.size * first.tobytes():
            key = str(array.dtype), first.tobytes()
            if key not in self.constants:
                self.constants[key] = self._hidden(first[0])
            return self._xp.broadcast_to(self.constants[key], array.shape)
        return self.zero(array.dtype) + array

    def _hidden(self, number: Any) -> Array:
        z = self.zero(number.dtype)
        return z + number if number else z if np.signbit(number) else -z

    def once(self, function: Callable[..., Any], shape: tuple[int, ...], operations: int, *arrays: Array) -> Array:
        """Compute a large result in a branch, which XLA does not copy into each loop that reads the result."""
        if operations < LARGE:
            return function(*arrays)
        skipped = self._xp.zeros(shape, dtype=arrays[0].dtype)
        computed: Array = self.lax.cond(self.z == 0, function, lambda *_: skipped, *arrays)
        return computed

    def copy(self, x: Array) -> Array:
        """``x``."""
        return x

    def multiply(self, a: Any, b: Any) -> Array:
        """``a b``."""
        product = a * b
        return product + self.zero(product.dtype) if product.dtype.kind == "f" else product

    def square(self, x: Array, /) -> Array:
        """``x x``."""
        return self.multiply(x, x)

    def _divide(self, a: Any, b: Any) -> Array:
        a, b = self._xp.broadcast_arrays(a, b)
        return a / self._xp.where(a == a, b, 1) + self.zero(a.dtype)  # noqa: PLR0124 - False for NaN

    def _sqrt(self, x: Array) -> Array:
        return self._xp.sqrt(x) + self.zero(x.dtype)

    def _sum(self, x: Array, axis: int) -> Array:
        if x.shape[axis] == 0:
            return super()._sum(x, axis)
        shape = tuple(1 if i == axis else n for i, n in enumerate(x.shape))
        return self.once(partial(self._sum_blocks, axis=axis), shape, math.prod(x.shape), x)

    def _sum_blocks(self, x: Array, axis: int) -> Array:
        terms = self._xp.moveaxis(x, axis, 0)
        return self._xp.expand_dims(self._add_blocks(lambda i, terms: terms[i], terms), axis=axis)

    def _matmul(self, a: Array, b: Array) -> Array:
        (m, k), n = a.shape[-2:], b.shape[-1]
        if k == 0:
            return super()._matmul(a, b)
        shape = (*np.broadcast_shapes(a.shape[:-2], b.shape[:-2]), m, n)
        rows = max(1, STORED // max(1, math.prod(shape) // max(1, m) * -(-k // TERMS)))
        if rows < m:
            return self._concat_parts(lambda block: self._matmul(block, b), a, rows, -2)
        return self.once(self._multiply_blocks, shape, math.prod(shape) * k, a, b)

    def _multiply_blocks(self, a: Array, b: Array) -> Array:
        def product(i: int, columns: Array, rows: Array) -> Array:
            return self.multiply(columns[i][..., :, None], rows[i][..., None, :])

        return self._add_blocks(product, self._xp.moveaxis(a, -1, 0), self._xp.moveaxis(b, -2, 0))

    def _add_blocks(self, term: Callable[..., Array], *arrays: Array) -> Array:
        """Add ``term(i, *arrays)`` over the first axis: `TERMS` in turn, and the sums of these blocks in pairs."""
        n = arrays[0].shape[0]
        full = n - n % TERMS
        if full <= UNROLLED * TERMS:
            blocks = [_add_terms(term, [x[i : i + TERMS] for x in arrays]) for i in range(0, n, TERMS)]
            return _add_pairs(blocks)
        stacks = [self._xp.reshape(x[:full], (-1, TERMS, *x.shape[1:])) for x in arrays]
        totals = self.lax.map(partial(_add_terms, term), stacks)
        if full < n:
            totals = self._xp.concat([totals, _add_terms(term, [x[full:] for x in arrays])[None]])
        return self._fold_axis(operator.add, totals, 0)[0]

    def power_of_two(self, n: Array) -> Array:
        """``2**n``; see `bpnet.compiler.float_bits`."""
        form = BITS[n.dtype]
        return self._float(self._bits(n + self.constant(form.shift)) << form.fraction)

    def mantissa(self, x: Array) -> Array:
        """Return m of ``x = m 2**e``; see `bpnet.compiler.float_bits`."""
        form = BITS[x.dtype]
        return self._float(self._bits(x) & form.mask | form.one)

    def exponent(self, x: Array) -> Array:
        """Return e of ``x = m 2**e``; see `bpnet.compiler.float_bits`."""
        form = BITS[x.dtype]
        return self._float(self._bits(x) >> form.fraction | form.whole) - self.constant(form.whole_and_bias)

    def _bits(self, x: Array) -> Array:
        bits: Array = self.lax.bitcast_convert_type(x, BITS[x.dtype].integer)
        return bits

    def _float(self, bits: Array) -> Array:
        number: Array = self.lax.bitcast_convert_type(bits, f"float{8 * bits.dtype.itemsize}")
        return number


def _add_terms(term: Callable[..., Array], block: Sequence[Array]) -> Array:
    """Add the terms of one block in turn."""
    return reduce(operator.add, (term(i, *block) for i in range(block[0].shape[0])))


def _add_pairs(blocks: list[Array]) -> Array:
    """Add neighbours until one is left."""
    while len(blocks) > 1:
        blocks = [reduce(operator.add, blocks[i : i + 2]) for i in range(0, len(blocks), 2)]
    return blocks[0]


class SeparatePlan:
    """The plan of a function in exact arithmetic: a function of z and the values of that function."""

    def __init__(self, jax: Any, function: Any, *values: Any) -> None:
        self.jax, self.plan = jax, trace(ExactStep(function, FUNCTIONS).over, *values)
        for name in {op.name: None for op in self.plan.operations}:
            if name not in SEPARATE:
                raise TraceError(f"xp.{name} has no form that XLA computes separately")

    def __call__(self, z: Array, *values: Any) -> Any:
        """Run the step on tracers; return ``value, params, state, opt_state``."""
        return SeparateOperations(self.jax, z).run(self.plan, *values)


def build_epochs(jax: Any, device: Any, step: Any, training: Tree, samples: Tree, size: int) -> JaxEpochs:
    """Return the program of a step in exact arithmetic, and of epochs of it, for such values on a device."""
    dtype = samples[0].dtype
    functions = {signature(batch[:-1]): SeparatePlan(jax, step, *training, *batch) for batch in batches(jax, samples, size)}
    check_device(jax, dtype, device)

    def build() -> JaxEpochs:
        return JaxEpochs(jax, size, BatchFunctions(functions), negative_zero(jax, dtype, device))

    key = SeparatePlan, device, size, signature(samples), *(function.plan.key for function in functions.values())
    program: JaxEpochs = STORE.find(key, build, EXECUTABLE * len(functions))
    return program


def build_function(jax: Any, device: Any, function: Any, *values: Tree) -> Callable[..., Any]:
    """Return the program of another function in exact arithmetic for such values on a device."""
    separate = SeparatePlan(jax, function, *values)
    plan = separate.plan
    dtypes = [x.dtype for x in leaves((plan.inputs, plan.outputs)) if x.dtype.kind == "f"]
    dtype = min(dtypes, key=lambda dtype: dtype.itemsize, default=np.dtype("float64"))
    check_device(jax, dtype, device)
    program: Callable[..., Any] = STORE.find(
        (build_function, device, plan.key),
        lambda: partial(jax.jit(separate), negative_zero(jax, dtype, device)),
        EXECUTABLE,
    )
    return program


def check_device(jax: Any, dtype: Any, device: Any) -> None:
    """Raise `TraceError` where XLA does not compute the operations separately."""
    if reason := reason_not_to_compile(jax, SeparateOperations, dtype, device):
        raise TraceError(reason)


def negative_zero(jax: Any, dtype: Any, device: Any) -> Array:
    """Return z for programs on a device."""
    with jax.ensure_compile_time_eval():
        z: Array = jax.device_put(np.asarray(-0.0, dtype), device)
    return z


def exact_kernels(jax: Any) -> dict[str, Callable[..., Any]]:
    """Return the kernels of `bpnet.exact`; no product meets a sum in them."""

    def operations(x: Array) -> SeparateOperations:
        return SeparateOperations(jax, np.asarray(-0.0, x.dtype))

    return {
        "power_of_two": jax.jit(lambda n: operations(n).power_of_two(n)),
        "split": jax.jit(lambda x: (operations(x).mantissa(x), operations(x).exponent(x))),
    }
