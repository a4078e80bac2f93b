"""Small steps of CuPy, which one block of threads runs in one launch: bits, launches, barriers, and what is not small."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from bpnet_cupy import block, block_kernel, executor, kernels
from bpnet_cupy.barriers import Accesses, Barriers, Order, Owners, orders, schedule
from bpnet_cupy.reductions import Join, Parts
from bpnet_cupy.stages import Access
from executor_cases import NETS, X, Y
from on_cuda import counters, cp
from sm_90 import fused, resources

import bpnet
from bpnet import layers, parity
from bpnet.arrays import leaves
from bpnet.compiler.exact import FUNCTIONS, ExactStep
from bpnet.compiler.memory import BufferPool, trace_batch
from bpnet.parity.cases import Case

BARRIER = block_kernel.BARRIERS[Order.BLOCK]
ORDERS = ("forward", "reverse", "random:1")


def kernel_of(case, dtype, arithmetic="native", most=None):
    """The kernel of a case, without a device."""
    net = case.build(bpnet.get_backend("numpy"), dtype, arithmetic)
    x, y = net._inputs.batch(case.x, case.y, check_values=False)
    n, exactly = len(x), arithmetic == "exact"
    size = case.batch_size or n
    step = ExactStep(net._steps.plain, FUNCTIONS) if exactly else net._steps.plain
    lengths = [size, n % size] if n % size else [size]
    plans = [trace_batch(step, tuple(net.training[:3]), (x, y), length, x.dtype) for length in lengths]
    batches = [(block.ExactBlockBatch if exactly else block.BlockBatch)(plan) for plan in plans]
    flops, nbytes = (block.GRID_FLOPS, block.WORKSPACE) if most else (block.FLOPS, block.SHARED)
    assert all(batch.is_within(flops, nbytes) for batch in batches)
    return block_kernel.BlockKernel(batches, n, size, BufferPool(np, line=executor.LINE), most)


class Training:
    """A case on CuPy: its compiled step, its kernel, and its first three epochs."""

    def __init__(self, case, dtype, arithmetic="native"):
        net = case.build(bpnet.get_backend("cupy"), dtype, arithmetic)
        x, y = net._inputs.batch(case.x, case.y, check_values=False)
        n, rng = len(x), np.random.default_rng(0)
        self.step, self.given, self.samples, self.size = (
            net._steps.compiled,
            tuple(net.training[:3]),
            (x, y),
            case.batch_size or n,
        )
        self.orders = [cp.asarray(rng.permutation(n)) for _ in range(3)]
        self.rates = [0.1 / (1 + i) for i in range(3 * -(-n // self.size))]
        self.bits()
        (program,) = self.step.programs.values()
        self.kernel = program.block

    def run(self, orders, rates):
        return self.step.epochs(self.given, self.samples, orders, self.size, rates)

    def bits(self):
        """The values and the training after three epochs in orders of their own, and in the stored order."""
        found = [self.run(orders, self.rates) for orders in (self.orders, [None] * 3)]
        return [array.get().tobytes() for after, values in found for array in (values, *leaves(after))]


def test_xor_has_the_published_hash():
    page = (Path(__file__).parent.parent / "docs" / "parity.md").read_text()
    published = re.search(r"xor-sigmoid, float64, 500 epochs\n\s+(\w{64})", page)[1]
    assert kernel_of(NETS["xor-sigmoid"], "float64", "exact").fits
    trajectory = parity.run(NETS["xor-sigmoid"], "cupy", "float64", arithmetic="exact", compile=True)
    assert trajectory.sha256 == published
    assert trajectory.losses.size == 500


def test_a_chunk_of_epochs_is_one_launch_and_no_copy():
    cpu_cuda, training = counters(), Training(NETS["adam-dropout"], "float64")
    x, y = training.samples
    rate = cp.asarray(0.1)
    calls = {
        "in the stored order": lambda: training.run([None] * 3, [0.1] * 12),
        "shuffled": lambda: training.run(training.orders, [0.1] * 12),
        "a step": lambda: training.step(*training.given, x[:15], y[:15], rate),
    }
    for name, call in calls.items():
        call()
        with cpu_cuda.counting() as counts:
            call()
        assert (counts.launches, counts.library) == (1, 0), name
        assert counts.to_device == counts.on_device == counts.to_host == counts.sets == counts.waits == 0, name
    with cpu_cuda.counting() as counts:
        training.run([None] * 3, training.rates)
    assert (counts.launches, counts.to_device, counts.bytes_to_device) == (1, 1, 12 * 8)  # the rates of a schedule


def test_more_orders_than_a_launch_takes_are_several_launches_with_the_same_bits():
    case, n = NETS["xor-tanh"], block_kernel.ORDERED + 40
    cpu_cuda, training = counters(), Training(case, "float64", "exact")
    net = case.build(bpnet.get_backend("numpy"), "float64", "exact")
    x, y = net._inputs.batch(case.x, case.y, check_values=False)
    orders, rates = [np.random.default_rng(i).permutation(4) for i in range(n)], [1.0 / (1 + i) for i in range(n)]
    expected, values = net._steps.compiled.epochs(tuple(net.training[:3]), (x, y), orders, 4, rates)
    on_device = [cp.asarray(order) for order in orders]
    with cpu_cuda.counting() as counts:
        after, made = training.run(on_device, rates)
    assert counts.launches == 2
    for ours, theirs in zip([made, *leaves(after)], [values, *leaves(expected)], strict=True):
        assert np.array_equal(ours.get(), theirs)


BARRIERS = {"xor-tanh": ("exact", 5), "stranger": ("native", 10)}


@pytest.mark.parametrize("name", BARRIERS)
def test_each_barrier_is_needed_and_with_all_of_them_the_order_of_threads_changes_nothing(name):
    cpu_cuda, (arithmetic, count) = counters(), BARRIERS[name]
    training = Training(NETS[name], "float64", arithmetic)
    expected, kernel = training.bits(), training.kernel
    parts = kernel.source().split(BARRIER)
    assert len(parts) == count + 1

    def found():
        for order in ORDERS:
            with cpu_cuda.order(order):
                yield training.bits()

    assert all(each == expected for each in found())
    for number in range(count):
        halves = (BARRIER.join(half) for half in (parts[: number + 1], parts[number + 1 :]))
        kernel.function = cp.RawModule(code="".join(halves), options=kernels.OPTIONS).get_function("epochs")
        assert any(each != expected for each in found()), number


def random_sequences(rng, threads, size):
    """Sequences of stages, each with random pairs of a cell and an index that reads or writes it."""

    def stage():
        pairs = [rng.integers(0, (size, 2 * threads), (rng.integers(0, 4), 2)) for _ in range(2)]
        return [[Access("b", each[:, 0], each[:, 1])] * bool(len(each)) for each in pairs]

    return [[stage() for _ in range(length)] for length in (1, 6, 3, 1)]


def accesses_of(stage, threads):
    """Pairs of a cell and a thread, and whether it writes."""
    return [(cell, i % threads, w) for w, each in enumerate(stage) for x in each for cell, i in zip(*x[1:], strict=True)]


def unordered(sequences, before, paths, threads, each):
    """Whether on one of the paths two threads meet in a cell, one of them writing, without a barrier for both in between.

    A block has ``each`` of the threads.
    """
    for path in paths:
        since = {kind: [] for kind in (Order.BLOCK, Order.GRID)}
        for number in path:
            for stage, flag in zip(sequences[number], before[number], strict=True):
                now = accesses_of(stage, threads)
                for kind, recent in since.items():
                    if flag >= kind:
                        recent.clear()
                    met = ((a, b) for a in recent for b in now if (a[1] // each != b[1] // each) == (kind is Order.GRID))
                    if any(a[0] == b[0] and a[1] != b[1] and (a[2] or b[2]) for a, b in met):
                        return True
                    recent.extend(now)
    return False


@pytest.mark.parametrize("blocks", [1, 2])
def test_barriers_are_where_two_threads_meet_and_nowhere_else(blocks):
    """Against a search through all pairs of accesses on paths of four batches."""
    threads, size, follow = 4, 5, [(0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (2, 3)]
    each = threads // blocks
    paths = [
        path for path in itertools.product(range(4), repeat=6) if path[0] == 0 and set(itertools.pairwise(path)) <= set(follow)
    ]
    counts = {kind: [] for kind in (Order.BLOCK, Order.GRID)}
    for seed in range(30):
        sequences = random_sequences(np.random.default_rng(seed), threads, size)
        owned = [
            [Accesses(*([Owners.of(x, lambda i: i % threads) for x in kind] for kind in stage)) for stage in one]
            for one in sequences
        ]
        barriers = Barriers(owned, follow, each)
        assert not unordered(sequences, barriers.before, paths, threads, each)
        for kind, found in counts.items():
            found.append(barriers.count(kind))
        for number, flags in enumerate(barriers.before):
            for index in np.flatnonzero(flags):
                for less in range(flags[index] - 1, -1, -2):
                    fewer = [list(each) for each in barriers.before]
                    fewer[number][index] = Order(less)
                    assert unordered(sequences, fewer, paths, threads, each)
        order = schedule(orders(owned[0] + owned[1], each), 1)
        assert order[0] == 0
        assert sorted(order) == list(range(7))
        fixed = [(i, j) for i, j in itertools.combinations(range(6), 2) if touch(sequences[1][i], sequences[1][j])]
        assert all(order.index(i + 1) < order.index(j + 1) for i, j in fixed)
    assert max(counts[Order.BLOCK]) > 1
    assert (max(counts[Order.GRID]) > 5) is (blocks > 1)


def touch(one, other):
    """Whether one of two stages writes a cell that the other one accesses."""
    reads, writes, more_reads, more_writes = (
        {cell for x in kind for cell in x.cells.tolist()} for stage in (one, other) for kind in stage
    )
    return bool(writes & (more_reads | more_writes) or reads & more_writes)


def terms_of(stage):
    """How many terms ``j`` a result of a stage has at most."""
    if isinstance(stage, Parts):
        return stage.span
    return stage.below.parts if isinstance(stage, Join) else getattr(stage, "count", 1)


def evaluated(stage, lines, name):
    """Cells of a buffer and indices that access them, from the source of a stage."""
    at, found = np.arange(stage.size)[:, None], set()
    names = {"at": at, "j": np.arange(terms_of(stage))[None, :]}
    for line in lines:
        if match := re.fullmatch(r"const index (\w+) = (.*)", line):
            names[match[1]] = eval(match[2].replace("/", "//"), names.copy())  # noqa: S307 - of our own making
            continue
        guard = re.match(r"if \(at < (\d+)\) ", line)
        for index in re.findall(rf"\b{name}_\[([^\[\]]*)\]", line):
            cell = eval(index.replace("/", "//"), names.copy())  # noqa: S307 - of our own making
            valid = (at < int(guard[1] if guard else stage.size)) & (
                names["first"] + names["j"] < stage.terms if "first" in index else True
            )
            cell, who, valid = np.broadcast_arrays(cell, at, valid)
            found |= set(zip(cell[valid].tolist(), who[valid].tolist(), strict=True))
    return found


def said(stage, batch, name):
    """The same, as the stage says it."""
    accesses = [each for kind in stage.accesses(batch) for each in kind if each.buffer == name]
    pairs = [np.broadcast_arrays(each.cells, each.indices) for each in accesses]
    return {pair for cells, who in pairs for pair in zip(cells.ravel().tolist(), who.ravel().tolist(), strict=True)}


@pytest.mark.parametrize(("name", "most"), [("everything", None), ("softmax-digits", None), ("softmax-digits", 4), ("tall", 4)])
def test_the_elements_that_a_stage_is_said_to_access_are_those_of_its_source(name, most):
    """Barriers are computed from what is said."""
    x = np.zeros((2100, 2))
    tall = Case("tall", (layers.affine(2),), bpnet.losses.squared_error(), bpnet.optimizers.sgd(0.1), x, x, 1, 1)
    kernel, kinds = kernel_of(NETS.get(name, tall), "float32", most=most), set()
    for batch, stages in kernel.sequences():
        for stage in stages:
            kinds.add(type(stage).__name__)
            for buffer in kernel.sizes:
                assert evaluated(stage, stage.lines(batch), buffer) == said(stage, batch, buffer), (type(stage), buffer)
    assert kinds == {"Loop", "Reduction", "Outside"} | ({"Copy"} if name == "everything" else {"Parts", "Join"})


def test_values_share_memory_only_where_they_must():
    small, large = (kernel_of(NETS[name], "float32") for name in ("adam-dropout", "softmax-digits"))
    for kernel, together in ((small, False), (large, True)):
        assert kernel.fits
        slots = {slot for x, slot in kernel.full.slots.items() if slot.buffer == "float32" and x not in kernel.full.in_place}
        used = sum(x.size for x, slot in kernel.full.slots.items() if slot in slots and x not in kernel.full.in_place)
        assert (used > kernel.sizes["float32"]) is together


def step_of(parts, batch_size=None, x=X, y=Y):
    """The program that CuPy builds for a network."""
    case = Case("own", parts, bpnet.losses.squared_error(), bpnet.optimizers.sgd(0.1), x, y, 1, 1, batch_size=batch_size)
    net = case.build(bpnet.get_backend("cupy"), "float64")
    net.fit(x, y, epochs=1, batch_size=batch_size, compile=True)
    (program,) = net._steps.compiled.programs.values()
    return program


def test_what_is_not_small_runs_on_several_blocks_or_as_several_launches(monkeypatch):
    parts = (layers.affine(8), layers.tanh(), layers.affine(1))
    assert step_of(parts).block.blocks == 1
    assert step_of((layers.affine(64), layers.tanh(), layers.affine(128), layers.affine(1))).block.blocks > 1  # 69 KB of params
    joined = bpnet.stateless(lambda xp, _, x: (xp.concat([x, x], axis=1)[:, :8], ()), lambda xp, _, r, dy: ((), dy))
    assert step_of((*parts[:2], joined, *parts[2:])).block is None  # an operation that is no loop, sum or product
    many = np.ones((4096, 3))
    assert step_of(parts, x=many, y=many[:, :1]).block.blocks > 1  # 98 KB of samples in a batch
    many = np.ones((24_000, 3))
    assert step_of(parts, x=many, y=many[:, :1]).block is None  # more than 4 MiB of values
    monkeypatch.setattr(block, "FLOPS", 1000)
    assert step_of(parts).block.blocks > 1
    with monkeypatch.context() as patch:
        patch.setattr(executor, "count_resident_blocks", lambda _: 0)  # a device without cooperative launches
        assert step_of(parts).block is None
    monkeypatch.setattr(block, "GRID_FLOPS", 1000)
    assert step_of(parts).block is None


class Scaled:
    """A step whose target is one number for all rows."""

    def __init__(self, xp):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, memory, x, target, rate):
        return xp.sum(x * target), (params[0] - rate * xp.sum(x, axis=0),), state, memory

    def __call__(self, *values):
        return self.over(self.xp, *values)


@pytest.mark.parametrize("target", [np.asarray(2.0), np.full((1, 3), 2.0)])
def test_a_target_that_is_no_rows_is_read_as_it_is(target):
    step, rate = bpnet.get_backend("cupy").compile(Scaled(bpnet.get_backend("cupy").xp)), cp.asarray(0.5)
    value, (p,), *_ = step((cp.zeros(3),), (), (), cp.asarray(X), cp.asarray(target), rate)
    np.testing.assert_allclose(value.get(), 2.0 * X.sum(), rtol=1e-12)
    np.testing.assert_allclose(p.get(), -0.5 * X.sum(axis=0), rtol=1e-12)
    (program,) = step.programs.values()
    assert (program.block is None) is (target.ndim == 0)


def test_kernels_fit_on_a_gpu(machine_code):
    """As ptxas says: shared memory, spilled registers; and a product and a sum are two roundings."""
    parts = (layers.affine(4), layers.relu(), layers.affine(1))
    plain = Case("plain", parts, bpnet.losses.squared_error(reduction="sum"), bpnet.optimizers.sgd(0.01), X, Y, 1, 1)
    text = kernel_of(plain, "float32").source()
    assert fused(machine_code(text, *kernels.OPTIONS)) == []
    assert set(fused(machine_code(text, "--fmad=true"))) == {"FFMA"}  # the control
    for name, dtype, arithmetic in (("softmax-digits", "float32", "native"), ("stranger", "float64", "exact")):
        kernel = kernel_of(NETS[name], dtype, arithmetic)
        used = resources(kernel.source(), *kernels.OPTIONS)["epochs"]
        assert 0 < used["smem"] <= 48 << 10
        assert used["spilled"] == 0
        assert used["registers"] * kernel.threads <= 65536
