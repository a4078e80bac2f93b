"""Register tiles for Numba: LLVM code that adds the terms of a tile of outputs in the order of exact arithmetic.

A sum of terms 0 .. k - 1 is cut into blocks of `BLOCK` consecutive terms. A block starts with its first term and adds the
others in turn. Blocks are joined by a binary tree: node (level, i) = (level - 1, 2 i) + (level - 1, 2 i + 1), or the left one
unchanged if there is no right one. Lanes of vector instructions hold different outputs, never terms of the same output, so
neither the width of a vector nor the size of a tile has any influence on the bits. Multiplications and additions are separate
instructions without fast-math flags, which LLVM does not contract.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from llvmlite import ir
from numba.core import types
from numba.core.registry import cpu_target
from numba.extending import intrinsic

from bpnet.arithmetic.namespace import TERMS
from bpnet_numba.intrinsics import REALIGNED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BLOCK = TERMS
"""Number of terms of a block."""
INDEX = ir.IntType(64)


class Registers(NamedTuple):
    """Size of a vector register in bytes; rows of a tile of a product whose sums fit into the registers, and vectors in a row."""

    width: int
    rows: int
    vectors: int


def registers(features: str) -> Registers:
    """Return the registers of a processor by its features, as LLVM writes them: ``+avx2,-avx512f``."""
    names = set(features.split(","))
    if "+avx512f" in names:
        return Registers(64, 8, 1)
    return Registers(32, 4, 2) if "+avx" in names else Registers(16, 8 if "+neon" in names else 4, 2)


FEATURES = str(cpu_target.target_context.codegen().magic_tuple()[2])
"""Features of the processor for which Numba compiles, as LLVM writes them."""
WIDTH, ROWS, VECTORS = registers(FEATURES)


class Shape(NamedTuple):
    """Shape of a tile: rows, vectors in a row, and lanes of a vector."""

    rows: int
    vectors: int
    lanes: int

    @property
    def size(self) -> int:
        """Number of vectors."""
        return self.rows * self.vectors


def tile_shapes(itemsize: int, vectors: int) -> list[Shape]:
    """Return the shapes of tiles of a dtype, large ones first; two vectors of half a register cover any narrower rows."""
    lanes = [WIDTH // itemsize >> i for i in range((WIDTH // itemsize).bit_length())]
    most = [vectors, *(2 for _ in lanes[1:-1]), 1]
    return [
        Shape(rows, count, n)
        for n, m in zip(lanes, most, strict=True)
        for count in range(m, 0, -1)
        for rows in (ROWS, ROWS // 2, 1)
    ]


def number(x: int) -> ir.Constant:
    """Return an index."""
    return ir.Constant(INDEX, x)


def choose(builder: ir.IRBuilder, *sources: tuple[ir.Block, Sequence[ir.Value]]) -> list[Any]:
    """Return values that depend on the block from which the program comes."""
    result = [builder.phi(x.type) for x in sources[0][1]]
    for block, values in sources:
        for phi, x in zip(result, values, strict=True):
            phi.add_incoming(x, block)
    return result


def while_loop(
    builder: ir.IRBuilder,
    values: list[Any],
    condition: Callable[[list[Any]], ir.Value],
    body: Callable[[list[Any]], list[Any]],
) -> list[Any]:
    """Emit ``while condition(values): values = body(values)`` and return the values at its end."""
    before, first = builder.block, builder.append_basic_block("loop")
    after = builder.append_basic_block("after")
    builder.cbranch(condition(values), first, after)
    builder.position_at_end(first)
    current = choose(builder, (before, values))
    new = body(current)
    last = builder.block
    for phi, x in zip(current, new, strict=True):
        phi.add_incoming(x, last)
    builder.cbranch(condition(new), first, after)
    builder.position_at_end(after)
    return choose(builder, (before, values), (last, new))


def load(builder: ir.IRBuilder, kind: ir.VectorType, pointer: ir.Value) -> ir.Value:
    """Load a vector from consecutive elements."""
    return builder.load(builder.bitcast(pointer, kind.as_pointer()), align=itemsize(kind.element))


def store(builder: ir.IRBuilder, x: ir.Value, pointer: ir.Value) -> None:
    """Store a vector in consecutive elements."""
    builder.store(x, builder.bitcast(pointer, x.type.as_pointer()), align=itemsize(x.type.element))


def broadcast(builder: ir.IRBuilder, kind: ir.VectorType, pointer: ir.Value) -> ir.Value:
    """Load one element into all lanes of a vector."""
    empty, lanes = ir.Constant(kind, ir.Undefined), ir.VectorType(ir.IntType(32), kind.count)
    vector = builder.insert_element(empty, builder.load(pointer), ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(vector, empty, ir.Constant(lanes, [0] * kind.count))


def itemsize(kind: ir.Type) -> int:
    """Return the size of an element in bytes."""
    return 4 if isinstance(kind, ir.FloatType) else 8


def tree_sum(
    builder: ir.IRBuilder,
    zeros: list[Any],
    terms: Callable[..., list[Any]],
    pointers: list[Any],
    strides: list[ir.Value],
    k: ir.Value,
    stack: ir.Value,
) -> list[Any]:
    """Emit sums of k terms in the order of exact arithmetic, of several vectors at once.

    Parameters
    ----------
    zeros
        Vectors of zeros, the sums of no terms.
    terms
        Function that emits the vectors of a term, for pointers to it.
    pointers
        Pointers to the first term.
    strides
        Distances between two terms in elements, for each pointer.
    k
        Number of terms.
    stack
        Pointer to memory for one vector of each sum for each level of the tree.
    """
    kind, n = zeros[0].type, len(pointers)

    def slots(level: ir.Value) -> list[Any]:
        first = builder.gep(stack, [builder.mul(level, number(len(zeros) * kind.count))])
        return [builder.gep(first, [number(i * kind.count)]) for i in range(len(zeros))]

    def following(current: list[Any]) -> list[Any]:
        return [builder.gep(x, [stride]) for x, stride in zip(current, strides, strict=True)]

    def add_term(values: list[Any]) -> list[Any]:
        left, current, sums = values[0], values[1 : n + 1], values[n + 1 :]
        new = [builder.fadd(x, y) for x, y in zip(sums, terms(*current), strict=True)]
        return [builder.sub(left, number(1)), *following(current), *new]

    def join(values: list[Any]) -> list[Any]:
        nodes, *sums = values
        level = builder.cttz(nodes, ir.Constant(ir.IntType(1), 1))
        new = [builder.fadd(load(builder, kind, slot), x) for slot, x in zip(slots(level), sums, strict=True)]
        return [builder.and_(nodes, builder.sub(nodes, number(1))), *new]

    def add_block(values: list[Any]) -> list[Any]:
        left, index, current = values[0], values[1], values[2 : n + 2]
        more = builder.icmp_signed(">", left, number(BLOCK))
        count = builder.select(more, number(BLOCK), left)
        first = [builder.sub(count, number(1)), *following(current), *terms(*current)]
        _, *rest = while_loop(builder, first, lambda x: builder.icmp_signed(">", x[0], number(0)), add_term)
        current, sums = rest[:n], rest[n:]
        # The bits of the index are the levels of the nodes on the stack. A block that completes nodes is joined to these,
        # its trailing ones; the last block is joined to all.
        after = builder.add(index, number(1))
        nodes = builder.select(more, builder.and_(index, builder.not_(after)), index)
        _, *sums = while_loop(builder, [nodes, *sums], lambda x: builder.icmp_signed("!=", x[0], number(0)), join)
        with builder.if_then(more):
            for slot, x in zip(slots(builder.cttz(after, ir.Constant(ir.IntType(1), 1))), sums, strict=True):
                store(builder, x, slot)
        return [builder.sub(left, count), after, *current, *sums]

    values = [k, number(0), *pointers, *zeros]
    return while_loop(builder, values, lambda x: builder.icmp_signed(">", x[0], number(0)), add_block)[n + 2 :]


def add_function(builder: ir.IRBuilder, name: str, kinds: Sequence[ir.Type], emit: Callable[..., None]) -> ir.Function:
    """Add a function without result to the module, whose code is emitted for its arguments."""
    if name in builder.module.globals:
        return builder.module.globals[name]
    function = ir.Function(builder.module, ir.FunctionType(ir.VoidType(), kinds), name)
    function.linkage = "internal"
    function.attributes.add("noinline")
    set.add(function.attributes, REALIGNED)
    inside = ir.IRBuilder(function.append_basic_block("entry"))
    emit(inside, *function.args)
    inside.ret_void()
    return function


def overlapping(builder: ir.IRBuilder, n: ir.Value, step: int, body: Callable[[ir.Value], None]) -> None:
    """Emit a loop over 0, step, 2 step, .. < n, whose last index is n - step: the last steps overlap, with the same results."""
    last = builder.sub(n, number(step))

    def one(values: list[Any]) -> list[Any]:
        (i,) = values
        body(builder.select(builder.icmp_signed("<", i, last), i, last))
        return [builder.add(i, number(step))]

    while_loop(builder, [number(0)], lambda x: builder.icmp_signed("<", x[0], n), one)


def vector_columns(builder: ir.IRBuilder, shape: Shape, width: ir.Value) -> list[ir.Value]:
    """Return the first column of each vector; the last vector ends at the last column, and may overlap the one before it."""
    return [*(number(i * shape.lanes) for i in range(shape.vectors - 1)), builder.sub(width, number(shape.lanes))]


def product_tile(shape: Shape, builder: ir.IRBuilder, *arguments: ir.Value) -> None:
    """Emit the product of rows with one or more vectors of columns, a few rows at a time."""
    rows, width, a, a_row, a_column, b, b_row, _, out, out_row, _, k, stack = arguments
    kind = ir.VectorType(a.type.pointee, shape.lanes)
    zeros = [ir.Constant(kind, [0.0] * shape.lanes)] * shape.size
    columns = vector_columns(builder, shape, width)
    left = [builder.mul(number(i), a_row) for i in range(shape.rows)]
    targets = [builder.mul(number(i), out_row) for i in range(shape.rows)]

    def terms(x: ir.Value, y: ir.Value) -> list[Any]:
        right = [load(builder, kind, builder.gep(y, [j])) for j in columns]
        return [builder.fmul(broadcast(builder, kind, builder.gep(x, [i])), v) for i in left for v in right]

    def tile(i: ir.Value) -> None:
        x, y = builder.gep(a, [builder.mul(i, a_row)]), builder.gep(out, [builder.mul(i, out_row)])
        sums = iter(tree_sum(builder, zeros, terms, [x, b], [a_column, b_row], k, stack))
        for target in targets:
            for j in columns:
                store(builder, next(sums), builder.gep(builder.gep(y, [target]), [j]))

    overlapping(builder, rows, shape.rows, tile)


def fits(builder: ir.IRBuilder, shape: Shape, rows: ir.Value, width: ir.Value) -> ir.Value:
    """Return a condition: there are at least as many rows and columns as in a tile."""
    columns = number(shape.lanes + (shape.vectors - 1))
    return builder.and_(builder.icmp_signed(">=", width, columns), builder.icmp_signed(">=", rows, number(shape.rows)))


def sum_tile(shape: Shape, builder: ir.IRBuilder, *arguments: ir.Value) -> None:
    """Emit sums of k terms, in rows with one or two vectors of columns, a few rows at a time."""
    rows, width, x, x_row, x_term, out, out_row, _, k, stack = arguments
    kind = ir.VectorType(x.type.pointee, shape.lanes)
    zeros = [ir.Constant(kind, [0.0] * shape.lanes)] * shape.size
    columns = vector_columns(builder, shape, width)
    sources = [builder.mul(number(i), x_row) for i in range(shape.rows)]
    targets = [builder.mul(number(i), out_row) for i in range(shape.rows)]

    def terms(current: ir.Value) -> list[Any]:
        return [load(builder, kind, builder.gep(builder.gep(current, [i]), [j])) for i in sources for j in columns]

    def tile(i: ir.Value) -> None:
        first, y = builder.gep(x, [builder.mul(i, x_row)]), builder.gep(out, [builder.mul(i, out_row)])
        sums = iter(tree_sum(builder, zeros, terms, [first], [x_term], k, stack))
        for target in targets:
            for j in columns:
                store(builder, next(sums), builder.gep(builder.gep(y, [target]), [j]))

    overlapping(builder, rows, shape.rows, tile)


def emit_tiles(builder: ir.IRBuilder, name: str, emit: Callable[..., None], vectors: int, values: list[ir.Value]) -> None:
    """Emit a call of the function of the largest tile that fits.

    Parameters
    ----------
    name
        Name of the functions in LLVM, before the shape of their tile.
    emit
        Function that emits the code of a shape.
    vectors
        Maximum number of vectors in a row.
    values
        Arguments of the function: the numbers of rows and columns, a pointer to elements, and others.
    """
    kinds, done = [x.type for x in values], builder.append_basic_block("done")
    for shape in tile_shapes(itemsize(kinds[2].pointee), vectors):
        function = add_function(builder, f"{name}_{shape.rows}x{shape.vectors}x{shape.lanes}", kinds, partial(emit, shape))
        case, following = builder.append_basic_block("case"), builder.append_basic_block("following")
        builder.cbranch(fits(builder, shape, *values[:2]), case, following)
        builder.position_at_end(case)
        builder.call(function, values)
        builder.branch(done)
        builder.position_at_end(following)
    builder.branch(done)
    builder.position_at_end(done)


def flatten(context: Any, builder: ir.IRBuilder, kind: Any, value: ir.Value) -> list[ir.Value]:
    """Return an argument as LLVM values: an integer, a pointer to an array, or a pointer to a matrix and its strides."""
    if isinstance(kind, types.Array):
        return [context.make_array(kind)(context, builder, value).data]
    if not isinstance(kind, types.NamedTuple):
        return [value]
    array, start, row, column = (builder.extract_value(value, i) for i in range(4))
    (pointer,) = flatten(context, builder, kind[0], array)
    return [builder.gep(pointer, [start]), row, column]


def tiles(name: str, emit: Callable[..., None], vectors: int, kinds: tuple[Any, ...]) -> tuple[Any, Callable[..., Any]]:
    """Return the signature and the code of an intrinsic function for arguments of some types: a loop over tiles."""

    def code(context: Any, builder: ir.IRBuilder, signature: Any, values: Sequence[ir.Value]) -> Any:
        given = zip(signature.args, values, strict=True)
        emit_tiles(builder, name, emit, vectors, [x for kind, value in given for x in flatten(context, builder, kind, value)])
        return context.get_dummy_value()

    integer = types.int64
    return types.void(*(integer if isinstance(kind, types.Integer) else kind for kind in kinds)), code


def _multiply(_: Any, rows: Any, columns: Any, a: Any, b: Any, out: Any, k: Any, stack: Any) -> Any:
    """Multiply ``rows`` rows of a by ``columns`` columns of b, at most `VECTORS`; columns of b and of out are adjacent."""
    return tiles("product", product_tile, VECTORS, (rows, columns, a, b, out, k, stack))


def _sum(_: Any, rows: Any, columns: Any, x: Any, out: Any, k: Any, stack: Any) -> Any:
    """Add k terms in ``rows`` rows of ``columns`` adjacent columns, at most two vectors; ``x.column`` leads to the next term."""
    return tiles("sum", sum_tile, 2, (rows, columns, x, out, k, stack))


multiply_tiles: Any = intrinsic(_multiply)
sum_tiles: Any = intrinsic(_sum)
