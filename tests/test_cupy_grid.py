"""Steps of CuPy that several blocks run in one launch: which ones, bits, launches, barriers, and their machine code."""

import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from bpnet_cupy import block, block_kernel, executor, kernels
from bpnet_cupy.barriers import Order
from bpnet_cupy.reductions import NODES, Parts
from executor_cases import NETS, assert_chunks_do_not_matter, assert_follows_plain, assert_pure
from on_cuda import counters, cp
from sm_90 import resources

import bpnet
from bpnet import layers, losses, optimizers, parity
from bpnet.arrays import leaves, map_tree
from bpnet.compiler.memory import BufferPool, trace_batch
from bpnet.parity.cases import Case

ORDERS = ("forward", "reverse", "random:1", "random:2")
ISSUE = {"output": "identity", "loss": "softmax_cross_entropy", "optimizer": "adam"}
GPU = 132
"""Number of multiprocessors of an H100."""


@pytest.fixture
def four_blocks(monkeypatch):
    """The device has four multiprocessors, as the stand-in has."""
    monkeypatch.setattr(executor, "count_resident_blocks", lambda _: 4)


@pytest.fixture
def on_blocks(monkeypatch, four_blocks):
    """Each small step runs on several blocks of few threads."""
    for module, name, value in ((block, "FLOPS", 0), (block, "WARP", 2), (block_kernel, "WARP", 2), (block_kernel, "MOST", 8)):
        monkeypatch.setattr(module, name, value)


def batch_of(sizes, rows, dtype="float32", **settings):
    """The plan of a batch of a classifier as stages, without memory for its arrays."""
    small = (*(2, 3, 5)[: len(sizes) - 1], sizes[-1])
    net = bpnet.MLP(small, backend="numpy", dtype=dtype, **ISSUE | settings)
    length = dict(zip(small, sizes, strict=True))
    training = map_tree(lambda a: np.broadcast_to(a.dtype.type(0), tuple(length[n] for n in a.shape)), net.training[:3])
    samples = np.broadcast_to(np.dtype(dtype).type(0), (rows, sizes[0])), np.broadcast_to(np.int64(0), (rows,))
    return block.BlockBatch(trace_batch(net._steps.plain, tuple(training), samples, rows, np.dtype(dtype)))


def kernel_of(sizes, rows, most=GPU, **settings):
    """The kernel of one full batch, without a device."""
    return block_kernel.BlockKernel([batch_of(sizes, rows, **settings)], rows, rows, BufferPool(np, line=executor.LINE), most)


def test_a_step_runs_in_several_launches_where_cooperative_ones_cannot_be_compiled(on_blocks, monkeypatch):
    compile_ = block_kernel.BlockKernel.compile

    def without_header(kernel):
        if kernel.blocks > 1:
            raise cp.cuda.compiler.CompileException("cannot open source file\n cooperative_groups.h", "", "epochs", ())
        compile_(kernel)

    def fit():
        net = bpnet.MLP((2, 4, 1), backend="cupy", arithmetic="exact", seed=0)
        net.fit(*bpnet.datasets.xor(), epochs=3, compile=True)
        return [cp.asnumpy(a).tobytes() for a in leaves(net.params)]

    expected = fit()
    monkeypatch.setattr(block_kernel.BlockKernel, "compile", without_header)
    with pytest.warns(RuntimeWarning, match=r"in several launches.*CompileException.*pip install nvidia-cuda-runtime"):
        found = fit()
    assert found == expected


@pytest.fixture(scope="module")
def of_the_issue():
    """The kernel of 64-100-10 in batches of 200 on a large GPU."""
    return kernel_of((64, 100, 10), 200)


def program_of(net):
    """The program that CuPy built for a network."""
    (program,) = net._steps.compiled.programs.values()
    return program


def trained(backend, sizes=(64, 100, 10), arithmetic="exact", n=50, size=20, **settings):
    """A function that trains a classifier for two epochs, each in an order of its own, and returns all bits; and its network."""
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    net = bpnet.MLP(sizes, backend=backend, arithmetic=arithmetic, dtype="float64", seed=0, **ISSUE | settings)
    samples = net._inputs.batch(x, y if sizes[-1] > 1 else x[:, :1], check_values=False)
    orders = [net.backend.from_host(rng.permutation(n)) for _ in range(2)]

    def bits():
        steps = [0.01] * (2 * -(-n // size))
        after, values = net._steps.compiled.epochs(tuple(net.training[:3]), samples, orders, size, steps)
        return [net.backend.to_host(array).tobytes() for array in (values, *leaves(after))]

    return bits, net


def test_one_launch_and_no_copy_with_numpys_bits_in_exact_arithmetic_and_a_short_last_batch(four_blocks):
    cpu_cuda, (bits, net) = counters(), trained("cupy")
    expected = bits()
    kernel = program_of(net).block
    assert (kernel.blocks, kernel.threads, len(kernel.batches)) == (4, 256, 2)
    with cpu_cuda.counting() as counts:
        bits_again = bits()
    assert (counts.launches, counts.library, counts.threads) == (1, 0, 4 * 256)
    assert counts.to_device == counts.on_device == counts.sets == 0
    assert bits_again == expected == trained("numpy")[0]()
    for order in ORDERS[1:]:
        with cpu_cuda.order(order):
            assert bits() == expected


def test_of_steps_that_one_block_is_too_small_for_those_with_few_operations_run_on_several(of_the_issue):
    assert not of_the_issue.full.is_within(block.FLOPS, block.SHARED)
    assert of_the_issue.full.is_within(block.GRID_FLOPS, block.WORKSPACE)
    assert of_the_issue.fits
    for rows in (8, 128):
        assert not batch_of((784, 512, 512, 10), rows).is_within(block.GRID_FLOPS, block.WORKSPACE)


def test_a_step_of_the_issues_network_waits_for_other_blocks_twice(of_the_issue):
    """Rows stay in a block: blocks wait before sums over rows, and for the new params. A deeper network waits no more often."""
    assert (of_the_issue.blocks, of_the_issue.threads) == (GPU, 256)
    for kernel in (of_the_issue, kernel_of((24, 24, 24, 10), 60, most=20, hidden="tanh")):
        before = kernel.barriers().before
        assert [flags.count(Order.GRID) for flags in before] == [0, 2, 1]
        assert before[1][0] == Order.GRID
    assert of_the_issue.barriers().count(Order.BLOCK) == 11


def test_each_index_is_taken_once_by_the_thread_that_barriers_are_computed_from():
    kernel = kernel_of((24, 24, 24, 10), 60, most=20)
    for batch, stages in kernel.sequences():
        for stage in stages:
            first, more = kernel._range(batch.share(stage), stage.size).split(";")
            taken = np.full(stage.size, -1)
            for number in range(kernel.blocks):
                names = {"blockIdx": SimpleNamespace(x=number), "threadIdx": SimpleNamespace(x=np.arange(kernel.threads))}
                at, threads = eval(first, names), number * kernel.threads + np.arange(kernel.threads)  # noqa: S307 - our own
                while (goes_on := eval(f"({more})".replace("&&", ") & ("), names | {"at": at})).any():  # noqa: S307
                    assert (taken[at[goes_on]] == -1).all()
                    taken[at[goes_on]] = threads[goes_on]
                    at = at + kernel.threads
            assert np.array_equal(taken, batch.thread(stage, np.arange(stage.size)))


def altered(kernel):
    """Sources of a kernel, each without one of its barriers, or with one of a block in place of one of all blocks."""
    text, (of_block, of_grid) = kernel.source(), block_kernel.BARRIERS.values()
    for found in re.finditer("|".join(map(re.escape, (of_block, of_grid))), text):
        for less in ("", of_block)[: 2 if found[0] == of_grid else 1]:
            yield text[: found.start()] + less + text[found.end() :]


def test_each_barrier_is_needed_and_with_all_of_them_the_order_of_threads_and_blocks_changes_nothing(on_blocks):
    settings = {"loss": "squared_error", "optimizer": "sgd", "hidden": "tanh"}
    cpu_cuda, (bits, net) = counters(), trained("cupy", (3, 6, 1), "native", n=14, size=8, **settings)
    expected, kernel = bits(), program_of(net).block

    def found():
        for order in ORDERS:
            with cpu_cuda.order(order):
                yield bits()

    assert kernel.blocks == 4
    assert all(each == expected for each in found())
    barriers = kernel.barriers()
    assert (barriers.count(Order.BLOCK), barriers.count(Order.GRID)) == (6, 5)
    for number, text in enumerate(altered(kernel)):
        module = cp.RawModule(code=text, options=kernels.OPTIONS, enable_cooperative_groups=True)
        kernel.function = module.get_function("epochs")
        assert any(each != expected for each in found()), number


def issue():
    """The issue's network on few samples."""
    rng = np.random.default_rng(1)
    parts = (layers.affine(100), layers.relu(), layers.affine(10))
    x, labels = rng.standard_normal((50, 64)), rng.integers(0, 10, 50)
    return Case("issue", parts, losses.softmax_cross_entropy(), optimizers.adam(), x, labels, 4, 4, batch_size=20)


@pytest.mark.parametrize(("name", "dtype"), [("everything", "float64"), ("stranger", "float64"), ("issue", "float32")])
def test_training_on_several_blocks_follows_plain(on_blocks, name, dtype):
    case = NETS[name] if name in NETS else issue()
    assert_follows_plain(bpnet.get_backend("cupy"), case._replace(epochs=min(case.epochs, 12)), dtype)


def test_nothing_passed_in_changes_and_chunks_of_any_length_have_the_same_bits(on_blocks):
    backend = bpnet.get_backend("cupy")
    assert_pure(backend)
    assert_chunks_do_not_matter(backend)


def test_xor_on_several_blocks_has_the_published_hash(on_blocks):
    page = (Path(__file__).parent.parent / "docs" / "parity.md").read_text()
    published = re.search(r"xor-sigmoid, float64, 500 epochs\n\s+(\w{64})", page)[1]
    assert parity.run(NETS["xor-sigmoid"], "cupy", "float64", arithmetic="exact", compile=True).sha256 == published


@pytest.mark.parametrize(("n", "kinds"), [(24, ""), (300, "parts"), (9000, "parts, divided among all blocks, of parts")])
def test_sums_of_any_number_of_terms_have_numpys_bits(on_blocks, n, kinds):
    """There are sums in one thread, in parts of a block, in parts of all blocks, and in parts of parts."""
    bits, net = trained("cupy", (2, 3, 2), n=n, size=n, optimizer="sgd")
    assert bits() == trained("numpy", (2, 3, 2), n=n, size=n, optimizer="sgd")[0]()
    kernel = program_of(net).block
    assert kernel.blocks == 4
    parts = [stage for stage in kernel.full.stages if isinstance(stage, Parts)]
    found = {"parts": bool(parts), "divided": any(x.run > 1 for x in parts), "of parts": any(x.parts > NODES for x in parts)}
    assert found == {kind: kind in kinds for kind in found}


def test_kernels_fit_on_each_multiprocessor_of_a_gpu(machine_code, header_options, of_the_issue):
    """As ptxas says. What other blocks write is not read by loads of the cache that keeps constants."""
    options = (*kernels.OPTIONS, *header_options)
    code = machine_code(kernel_of((4, 8, 7), 8).source(), *options)
    assert "LDG" in code
    assert "CONSTANT" not in code
    control = 'extern "C" __global__ void copy(float *y, const float *__restrict__ x) { y[threadIdx.x] = x[threadIdx.x]; }'
    assert "CONSTANT" in machine_code(control, *options)
    used = resources(of_the_issue.source(), *options)["epochs"]
    assert used["smem"] == used["spilled"] == 0
    assert used["registers"] * of_the_issue.threads <= 65536
