"""CuPy's compiled steps where CuPy computes, and their kernels as the machine code of a GPU."""

import re
from functools import cache

import numpy as np
import pytest
from bpnet_cupy import executor, kernels, source
from bpnet_cupy.batch import CupyBatch
from bpnet_cupy.exact import ExactCupyBatch
from bpnet_cupy.launches import Kernel
from executor_cases import (
    NETS,
    X,
    Y,
    assert_chunks_do_not_matter,
    assert_follows_plain,
    assert_operations_are_numpys,
    assert_pure,
)
from on_cuda import cp, in_launches
from sm_90 import INSTRUCTION, fused

import bpnet
from bpnet import layers, parity
from bpnet.compiler.memory import BufferPool, trace_batch
from bpnet.compiler.operations import Domain
from bpnet.parity.cases import Case


@pytest.fixture
def backend():
    return bpnet.get_backend("cupy")


@pytest.fixture
def in_calls(monkeypatch):
    """No step is small, so that each runs as kernels and calls."""
    in_launches(monkeypatch)


@pytest.fixture(params=["one launch", "kernels and calls"])
def way(request):
    """Both ways to run a small step."""
    if request.param != "one launch":
        request.getfixturevalue("in_calls")


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NETS)
def test_compiled_training_follows_plain(backend, way, name, dtype):
    case = NETS[name]
    few = min(case.epochs, 12)  # the stand-in is slow, and a wrong kernel shows in the first ones
    assert_follows_plain(backend, case._replace(epochs=few), dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adagrad", "rmsprop"])
def test_with_products_in_one_order_kernels_have_the_bits_of_exact_arithmetic(backend, in_calls, monkeypatch, optimizer, dtype):
    """Their sums have that order, in native arithmetic too; products are cuBLAS's there."""
    made = getattr(bpnet.optimizers, optimizer)(0.01)
    parts = (layers.affine(4), layers.relu(), layers.dropout(0.2), layers.affine(1))
    case = Case("bits", parts, bpnet.losses.squared_error(), made, X, Y, 12, 12, batch_size=16)
    exact, by_cublas = (parity.run(case, backend, dtype, arithmetic=how, compile=True) for how in ("exact", "native"))
    monkeypatch.setattr(CupyBatch, "library_call", ExactCupyBatch.library_call)
    native = parity.run(case, backend, dtype, compile=True)
    assert native.sha256 == exact.sha256 != by_cublas.sha256


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_one_launch_without_functions_of_the_library_has_the_bits_of_exact_arithmetic(backend, dtype):
    """Its sums and products have the same order, in native arithmetic too."""
    parts, loss = (layers.affine(4), layers.relu(), layers.affine(1)), bpnet.losses.squared_error(reduction="sum")
    case = Case("bits", parts, loss, bpnet.optimizers.sgd(0.01, momentum=0.5), X, Y, 12, 12, batch_size=16)
    native, exact = (parity.run(case, backend, dtype, arithmetic=how, compile=True) for how in ("native", "exact"))
    assert native.sha256 == exact.sha256
    assert parity.run(case, backend, dtype, compile=False).sha256 != native.sha256


def test_nothing_passed_in_changes(backend, way):
    assert_pure(backend)


def test_chunks_of_any_length_have_the_same_bits(backend, way):
    assert_chunks_do_not_matter(backend)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_each_operation_computes_what_numpy_computes(backend, dtype):
    assert_operations_are_numpys(backend, dtype)


def batch_of(case, dtype, size=None):
    """The plan of one batch of a case, as CuPy's executor lays it out."""
    net = case.build(bpnet.get_backend("numpy"), dtype)
    x, y = net._inputs.batch(case.x, case.y, check_values=False)
    samples = (x[:size], y[:size])
    plan = trace_batch(net._steps.plain, tuple(net.training[:3]), samples, len(samples[0]), x.dtype)
    return CupyBatch(plan, BufferPool(np, line=executor.LINE))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_generated_kernels_compile_for_a_gpu(machine_code, dtype):
    """Those of all nets in one source: the compiler takes most of a second for any."""
    sources, names = [], []
    for number, case in enumerate(NETS.values()):
        text, order = batch_of(case, dtype).source()
        own = {kernel.name: f"net_{number}_{kernel.name}" for kernel in order if isinstance(kernel, Kernel)}
        text = re.sub(rf"\b({'|'.join(own)})\b", lambda found, own=own: own[found[1]], text)
        sources.append(f"namespace net_{number} {{\n{text}}}\n")
        names += own.values()
    code = machine_code("\n".join(sources), *kernels.OPTIONS)
    assert len(names) > 4 * len(NETS)
    for name in names:
        assert f".text.{name}," in code


def test_a_product_and_a_sum_stay_two_roundings_on_a_gpu(machine_code):
    """Of a step without division and without functions, which have fused instructions of their own."""
    parts = (layers.affine(4), layers.relu(), layers.affine(1))
    case = Case("plain", parts, bpnet.losses.squared_error(reduction="sum"), bpnet.optimizers.sgd(0.01), X, Y, 1, 1)
    text, _ = batch_of(case, "float32").source()
    assert fused(machine_code(text, *kernels.OPTIONS)) == []
    assert set(fused(machine_code(text, "--fmad=true"))) == {"FFMA"}  # the control


CONTRACTED = {"log", "log1p", "pow"}
"""Functions of float64 whose code has a product and a sum that are fused without the option."""
FUNCTIONS = ("exp", "expm1", "log", "log1p", "tanh", "sqrt", "pow", "divide", "floor", "abs")


@pytest.fixture(scope="module")
def of_functions(machine_code):
    """The instructions of a kernel for each function, by dtype and options: kernels that are compiled together."""

    @cache
    def compiled(dtype, *options):
        kind, written = source.TYPES[dtype], []
        for name in FUNCTIONS:
            call = source.EXPRESSIONS.get(name, f"{name}({{0}}{', {1}' if name == 'pow' else ''})").format("x[i]", "y[i]")
            kernel = f"void of_{name}({kind} *x, {kind} *y) {{ int i = threadIdx.x; x[i] = {call}; }}"
            written.append(f'extern "C" __global__ {kernel}')
        sections = re.split(r"\.section\s+\.text\.of_(\w+),", machine_code("\n".join(written), *options))
        return {name: INSTRUCTION.findall(renumbered(code)) for name, code in zip(sections[1::2], sections[2::2], strict=True)}

    def renumbered(code):  # the labels of a kernel, which are counted through all kernels of a source
        labels = {}
        return re.sub(r"\.L_x_\d+", lambda found: labels.setdefault(found[0], f".L{len(labels)}"), code)

    return compiled


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_functions_are_the_same_machine_code_with_the_option_as_without(of_functions, function, dtype):
    """CuPy's own ufuncs are compiled without ``--fmad=false``: what is one function of CUDA's has the same bits all the same."""
    same = dtype == "float32" or function not in CONTRACTED
    with_option, without = (of_functions(dtype, *options)[function] for options in (kernels.OPTIONS, ()))
    assert with_option
    assert (with_option == without) is same


OF_CUPY = {"divide": "true_divide", "abs": "absolute", "pow": "power"}


@pytest.mark.parametrize("name", sorted(source.IN_LOOPS - {"where", "astype", "copy", "sign"}))
def test_expressions_are_those_of_cupys_ufuncs(name):
    ufunc = getattr(cp, OF_CUPY.get(name, name.removeprefix("bitwise_") if "shift" in name else name))
    count = ufunc.nin
    ours = source.EXPRESSIONS.get(name, f"{name}({', '.join(f'{{{i}}}' for i in range(count))})")
    ours = ours.format("in0", "in1").replace("not_a_number", "out0_type(NAN)")
    theirs = {}
    for op in ufunc._ops.ops:
        kinds = {np.dtype(kind).char for kind in op.in_types}
        for dtype in "dfq":
            if kinds == {dtype} and isinstance(op.routine, str):
                theirs[dtype] = op.routine.removeprefix("out0 = ")
    for dtype, routine in theirs.items():
        plain = re.sub(r"static_cast<out0_type>\((\w+)\)", r"\1", routine)
        plain = re.sub(r"out0_type\(((?:max|min)\(.*?\))\)", r"f\1", plain).replace("fabsf", "fabs").replace("powf", "pow")
        if dtype != "q" or source.DOMAINS[name] in {Domain.INTEGERS, Domain.SHIFTS}:
            assert plain == ours
    assert theirs
