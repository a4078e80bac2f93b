"""Products and sums of exact arithmetic on Numba: the bits of the definition for all shapes and strides, and no FMA."""

import hashlib
import itertools
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

pytest.importorskip("numba", reason="its compiled products are what is tested")
from bpnet_numba import products, sums, tiles
from bpnet_numba.entries import OPTIONS, arguments
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

import bpnet

DTYPES = ["float32", "float64"]
FUSED = re.compile(r"vfn?m(add|sub)|llvm\.fm|\bcontract\b|\breassoc\b|\bfast\b|\bafn\b|svml")
"""What LLVM and assembly would show of a multiplication that is fused with an addition, of a changed order, and of functions of
Intel's library, which replace those of the plan."""


def tree(nodes):
    """Node (l, i) = node (l - 1, 2 i) + node (l - 1, 2 i + 1), or the left one unchanged."""
    while len(nodes) > 1:
        nodes = [sum(pair[1:], start=pair[0]) for pair in (nodes[i : i + 2] for i in range(0, len(nodes), 2))]
    return nodes[0]


def definition(terms):
    """Sum over the first axis by the definition, in NumPy."""
    if not len(terms):
        return np.zeros(terms.shape[1:], terms.dtype)
    return tree([tree_of_one(terms[i : i + 32]) for i in range(0, len(terms), 32)])


def tree_of_one(block):
    """The first term, to which the others are added in turn."""
    return sum(block[1:], start=block[0])


def multiply(a, b, out):
    """Product of views of arrays that own their elements."""
    places = [place(x) for x in (a, b, out)]
    products.product(str(out.dtype))(*itertools.chain(*places), *a.shape, b.shape[1])


def place(x):
    """Buffer, start and strides of a view."""
    base = x if x.base is None else x.base
    start = (x.ctypes.data - base.ctypes.data) // x.itemsize if x.size else 0
    return base.reshape(-1), start, *(stride // x.itemsize for stride in x.strides)


def assert_bits(got, wanted):
    kind = f"u{got.itemsize}"
    np.testing.assert_array_equal(np.ascontiguousarray(got).view(kind), np.ascontiguousarray(wanted).view(kind))


def expect_product(a, b, out=None):
    out = np.full((a.shape[0], b.shape[1]), 7, a.dtype) if out is None else out
    multiply(a, b, out)
    assert_bits(out, definition(a.T[:, :, None] * b[:, None, :]))


def normal(dtype, *shape, seed=0):
    return np.random.default_rng((seed, *shape)).normal(size=shape).astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("m", "n"), [(9, 3), (5, 34)])
def test_products_of_any_number_of_terms_have_the_bits_of_the_definition(dtype, m, n):
    for k in [*range(201), 1000, 2049, 3072, 4097]:
        expect_product(normal(dtype, m, k), normal(dtype, k, n))


@pytest.mark.parametrize("dtype", DTYPES)
def test_rows_and_columns_around_the_size_of_a_tile(dtype):
    for m, n in [*itertools.product(range(1, 19), (1, 2, 7, 33)), *itertools.product((1, 6, 13), range(1, 71))]:
        expect_product(normal(dtype, m, 5), normal(dtype, 5, n))
        expect_product(normal(dtype, 5, m).T, normal(dtype, 5, n))
        expect_product(normal(dtype, m, 40), normal(dtype, n, 40).T)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("layouts", list(itertools.product((False, True), repeat=3)))
def test_matrices_lie_anywhere_in_their_buffers_in_both_orders(dtype, layouts):
    for m, k, n in [(3, 4, 5), (20, 70, 33), (33, 70, 3), (4, 99, 4), (40, 9, 10), (0, 3, 2), (3, 2, 0)]:
        a, b, out = (within(dtype, shape, t) for shape, t in zip(((m, k), (k, n), (m, n)), layouts, strict=True))
        around = out.base.copy()
        expect_product(a, b, out)
        around[7 : 7 + (n if layouts[2] else m), 5 : 5 + (m if layouts[2] else n)] = out.T if layouts[2] else out
        assert_bits(out.base, around)


def within(dtype, shape, transposed):
    """A matrix within a larger one, or the transpose of such a matrix."""
    rows, columns = shape[::-1] if transposed else shape
    view = normal(dtype, rows + 10, columns + 9)[7 : 7 + rows, 5 : 5 + columns]
    return view.T if transposed else view


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("m", "k", "n"), [(40, 300, 230), (37, 1100, 301), (400, 200, 130)])
def test_large_matrices_are_copied_to_panels_with_the_same_bits(dtype, m, k, n):
    # (37, 1100, 301) has several groups of panels, and two parts of terms, in both dtypes.
    assert k * n * 4 > products.NEAR or m * k * 4 > products.NEAR
    expect_product(normal(dtype, m, k), normal(dtype, k, n))
    expect_product(normal(dtype, k, m).T, normal(dtype, k, n))
    expect_product(normal(dtype, m, k), normal(dtype, n, k).T)


@pytest.mark.parametrize("dtype", DTYPES)
def test_sums_of_negative_zeros_are_negative_and_of_no_terms_positive(dtype):
    for m, k, n in itertools.product((1, 9), (0, 1, 31, 32, 33, 70, 96, 2049), (1, 3, 33)):
        expected = -0.0 if k else 0.0
        zeros, ones = np.full((m, k), -0.0, dtype), np.ones((k, n), dtype)
        for left, right in ((zeros, ones), (np.asfortranarray(zeros), np.asfortranarray(ones))):
            out = np.full((m, n), 7, dtype)
            products.product(dtype)(*place_of(left), *place_of(right), *place_of(out), m, k, n)
            assert_bits(out, np.full((m, n), expected, dtype))
        assert_bits(add(np.full((m, k, n), -0.0, dtype)), np.full((m, n), expected, dtype))


def place_of(x):
    """Buffer, start and strides of an array that owns its elements, in the order in which they lie."""
    return x.reshape(-1, order="A"), 0, *(stride // x.itemsize for stride in x.strides)


def test_threads_multiply_rows_of_one_matrix_with_the_same_bits():
    a, b, out, whole = (normal("float32", *shape) for shape in ((200, 300), (300, 230), (200, 230), (200, 230)))
    multiply(a, b, whole)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: multiply(a[i : i + 50], b, out[i : i + 50]), range(0, 200, 50)))
    assert_bits(out, whole)


def test_infinities_and_nan_stay_in_their_rows_and_columns():
    a, b = normal("float32", 10, 40), normal("float32", 40, 21)
    a[3, 5], b[7, 20] = np.inf, np.nan
    out = np.empty((10, 21), "float32")
    multiply(a, b, out)
    assert (np.isnan(out) == (np.arange(21) == 20)).all()
    assert (np.isinf(out[:, :20]) == (np.arange(10)[:, None] == 3)).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_products_are_rounded_before_they_are_added(dtype):
    # (1 + eps) ** 2 - (1 + 2 eps) is 0 if the product is rounded, and eps ** 2 with FMA: in all tiles.
    one, eps = np.ones((), dtype), np.finfo(dtype).eps
    for shape in tiles.tile_shapes(np.dtype(dtype).itemsize, tiles.VECTORS):
        m, n = shape.rows, shape.lanes * shape.vectors
        a = np.tile(np.array([one + eps, -one]), (m, 1))
        b = np.tile(np.array([[one + eps], [one + 2 * eps]]), (1, n))
        assert a.dtype == b.dtype == dtype
        for left, right in ((a, b), (a[:, ::-1].copy(), b[::-1].copy())):
            out = np.ones((m, n), dtype)
            multiply(left, right, out)
            assert not out.any()


def add(x):
    out = np.full((x.shape[0], x.shape[2]), 7, x.dtype)
    sums.axis_sum(str(x.dtype))(x.reshape(-1), 0, out.reshape(-1), 0, *x.shape)
    return out


@pytest.mark.parametrize("dtype", DTYPES)
def test_sums_have_the_bits_of_the_definition(dtype):
    shapes = [(outer, k, inner) for outer in (1, 3, 9) for k in (0, 1, 5, 32, 33, 100) for inner in (1, 2, 3, 5, 10, 31, 100)]
    shapes += [(2, 4097, 1), (1, 1000, 40), (20, 7, 1), (1, 6, 300), (0, 3, 2), (3, 2, 0), *((1, k, 1) for k in range(201))]
    for shape in shapes:
        x = normal(dtype, *shape)
        assert_bits(add(x), definition(x.transpose(1, 0, 2)))


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_sum_starts_anywhere_and_changes_nothing_around(dtype):
    x, out = normal(dtype, 500), np.full(100, 7, dtype)
    sums.axis_sum(dtype)(x, 3, out, 5, 2, 40, 6)
    assert_bits(out[5:17].reshape(2, 6), definition(x[3:483].reshape(2, 40, 6).transpose(1, 0, 2)))
    assert (np.delete(out, np.s_[5:17]) == 7).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_compiled_programs_call_products_and_sums_by_their_symbols(dtype):
    product, total = products.product(dtype), sums.axis_sum(dtype)

    @njit(**OPTIONS)
    def program(x):
        product(x, 0, 40, 1, x, 0, 1, 40, x, 400, 10, 1, 10, 40, 10)
        total(x, 400, x, 600, 1, 10, 10)

    x = normal(dtype, 1000)
    a = x[:400].reshape(10, 40)
    wanted = definition(a.T[:, :, None] * a.T[:, None, :])
    program(x)
    assert_bits(x[400:500].reshape(10, 10), wanted)
    assert_bits(x[600:610], definition(wanted))
    (assembly,) = program.inspect_asm().values()
    assert f"bpnet_multiply_arrays_{dtype}" in assembly
    assert "product_" not in assembly  # LLVM has not compiled the tiles again


def test_neither_llvm_nor_assembly_fuse_or_reorder():
    """Of one dtype: the other has the same source, and its compilation takes many seconds."""
    dtype = "float32"
    array = types.Array(getattr(types, dtype), 1, "C")
    product, total = f"product_{tiles.ROWS}x{tiles.VECTORS}x", f"sum_{tiles.ROWS}x2x"
    for core, kinds, name in ((products.multiply_arrays, products.KINDS, product), (sums.sum_arrays, sums.KINDS, total)):
        text = f"def run({', '.join(arguments(kinds))}):\n    core({', '.join(arguments(kinds))})"
        exec(text, space := {"core": core})  # noqa: S102 - written here
        function = njit(tuple(array if kind == "x" else types.int64 for kind in kinds), **OPTIONS)(space["run"])
        for text in (*function.inspect_llvm().values(), *function.inspect_asm().values()):
            assert name in text
            assert FUSED.search(text) is None


def test_a_step_in_exact_arithmetic_calls_and_fuses_nothing():
    """All that is compiled for it but the products above: loops, sums, the optimizer, and functions of their own."""
    net = bpnet.MLP(
        (3, 40, 3), output="softmax", loss="softmax_cross_entropy", backend="numba", arithmetic="exact", dtype="float32"
    )
    net.fit(normal("float32", 100, 3), np.zeros(100, np.int64), epochs=1)
    ((program,),) = (made.programs for made in net._steps.compiled.programs.values())
    text = "\n".join(program.definitions(program.fused.groups))
    for name in ("exp", "log", "log1p"):
        assert f"def {name}_float32(" in text
        assert f"np.{name}(" not in text
    assert {"call"}.isdisjoint(group.kind for group in program.fused.groups)
    (call,) = program.calls()
    call.func.fresh(*call.args)
    for shown in (*call.func.fresh.inspect_llvm().values(), *call.func.fresh.inspect_asm().values()):
        assert FUSED.search(shown) is None


def test_machine_code_of_another_definition_is_not_used(monkeypatch):
    from bpnet_numba import machine_code

    now = machine_code.revision()
    monkeypatch.setattr(machine_code, "TERMS", 16)
    assert machine_code.revision() != now
    monkeypatch.undo()
    assert machine_code.revision() == now
    monkeypatch.setattr(machine_code, "EDITION", 3)
    assert machine_code.revision() != now


def test_the_search_finds_what_it_must():
    @intrinsic
    def fused(_, x, y, z):
        def code(context, builder, signature, values):
            kind = ir.FunctionType(ir.DoubleType(), [ir.DoubleType()] * 3)
            return builder.call(builder.module.declare_intrinsic("llvm.fma", [ir.DoubleType()], kind), values)

        return x(x, y, z), code

    explicit = njit((types.float64,) * 3)(lambda x, y, z: fused(x, y, z) + x)
    contracted = njit((types.float64,) * 3, fastmath={"contract"})(lambda x, y, z: x * y + z)
    for function in (explicit, contracted):
        assert FUSED.search(*function.inspect_llvm().values())
    if "+fma" in tiles.FEATURES:
        for function in (explicit, contracted):
            assert FUSED.search(*function.inspect_asm().values())


def digest(dtype):
    """Hash of products and sums of many shapes."""
    result = hashlib.sha256()
    for m, k, n in itertools.product((1, 4, 13), (3, 40, 200), (1, 2, 5, 10, 18, 70)):
        for a in (normal(dtype, m, k), normal(dtype, k, m).T):
            out = np.empty((m, n), dtype)
            multiply(a, normal(dtype, k, n), out)
            result.update(out.tobytes())
        result.update(add(normal(dtype, m, k, n)).tobytes())
    return result.hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize(("features", "width"), [("+avx,+avx2,+fma", 32)])
def test_shorter_vectors_have_the_same_bits(features, width):
    code = "import test_numba_products as t; print(t.tiles.WIDTH, t.digest('float32'))"
    env = os.environ | {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": features}
    env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [str(width), digest("float32")]
