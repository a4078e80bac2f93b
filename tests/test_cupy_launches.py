"""Steps of CuPy that are not small: how many launches they are, what these may do at once, and how many bytes they move."""

import numpy as np
import pytest
from bpnet_cupy import executor
from bpnet_cupy.batch import CupyBatch
from bpnet_cupy.constants import with_numbers
from bpnet_cupy.reductions import NODES
from bpnet_cupy.stages import Walk
from executor_cases import NETS, X
from on_cuda import counters, cp, in_launches

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.compiler.memory import BufferPool, trace_batch
from bpnet.compiler.plan import Operation, Value, apply
from bpnet.parity.cases import Case

BARRIER = "__syncthreads();"
ORDERS = ("forward", "reverse", "random:1")
MEDIUM, LARGE = (784, 512, 512, 10), (4096, 4096, 4096, 10)
SETTINGS = {"hidden": "relu", "output": "identity", "loss": "softmax_cross_entropy", "optimizer": "adam", "dtype": "float32"}


def batch_of(sizes, rows, hidden="relu"):
    """The plan of a batch of a classifier, as CuPy's executor lays it out, without memory for its arrays."""
    net = bpnet.MLP((2, 3, 5, 10), backend="numpy", **SETTINGS | {"hidden": hidden})
    length = dict(zip((2, 3, 5, 10), sizes, strict=True))
    training = map_tree(lambda a: np.broadcast_to(a.dtype.type(0), tuple(length[n] for n in a.shape)), net.training[:3])
    samples = np.broadcast_to(np.float32(0), (rows, sizes[0])), np.broadcast_to(np.int64(0), (rows,))
    plan = trace_batch(net._steps.plain, tuple(training), samples, rows, np.dtype("float32"))
    return CupyBatch(plan, BufferPool(np, line=executor.LINE))


def test_a_step_of_a_medium_network_is_six_kernels_and_eight_products():
    cpu_cuda, rng = counters(), np.random.default_rng(0)
    x, labels = rng.standard_normal((40, 784)), rng.integers(0, 10, 40)
    net, reference = (bpnet.MLP(MEDIUM, backend=backend, **SETTINGS | {"dtype": "float64"}) for backend in ("cupy", "numpy"))
    samples, rate = (cp.asarray(x), cp.asarray(labels)), cp.asarray(0.001)
    step, training = net._steps.compiled, tuple(net.training[:3])
    for _ in range(2):
        with cpu_cuda.counting() as counts:
            value, *training = step(*training, *samples, rate)
        expected = reference.step(x, labels)
        np.testing.assert_allclose(value.get(), expected, rtol=1e-12)
    assert (counts.launches, counts.library) == (6, 8)
    assert counts.to_device == counts.on_device == counts.to_host == counts.sets == counts.waits == 0
    for ours, theirs in zip(leaves(training[0]), leaves(reference.params), strict=True):
        np.testing.assert_allclose(ours.get(), theirs, atol=1e-9)


def nbytes(values):
    return sum(x.size * x.dtype.itemsize for x in values)


def bytes_moved(batch):
    """Bytes that a step reads and writes, if each launch reads and writes each array once."""
    total = 0
    for one in batch.order:
        if isinstance(one, Operation):
            total += nbytes({*map(batch.root, one.values), one.result})
        else:
            stages = [stage for task in one for stage in task.stages]
            written = {x for stage in stages for x in stage.writes}
            total += nbytes(written) + nbytes({batch.root(x) for stage in stages for x in stage.reads} - written)
    return total


def fewest_bytes(batch):
    """Bytes that no step with the same products can do without.

    Each product reads its operands and writes its result; between them, each result is read, each operand written, and the
    training and the remaining samples are read and written, once.
    """
    products = [one for one in batch.order if isinstance(one, Operation)]
    made = {op.result for op in products}
    operands = {batch.root(x) for op in products for x in op.values}
    others = operands - made - {*batch.training, *batch.samples}
    least = sum(nbytes({*map(batch.root, op.values), op.result}) for op in products) + nbytes(made) + nbytes(others)
    return least + 2 * nbytes(batch.training) + nbytes(set(batch.samples) - operands)


BYTES = [(MEDIUM, 128, "relu", 1.012), (MEDIUM, 1024, "relu", 1.039), (MEDIUM, 1024, "tanh", 1.07), (LARGE, 4096, "relu", 1.026)]


@pytest.mark.parametrize(("sizes", "rows", "hidden", "most"), BYTES)
def test_a_step_moves_few_more_bytes_than_it_must(sizes, rows, hidden, most):
    batch = batch_of(sizes, rows, hidden)
    assert len(batch.order) == 14
    assert 1.0 < bytes_moved(batch) / fewest_bytes(batch) < most


def test_an_array_of_one_number_is_not_read():
    batch = batch_of(MEDIUM, 64)
    assert [array.shape for array in batch.plan.constants.values()] == [(10,)]  # the numbers of the classes
    net = bpnet.MLP((3, 4, 2), backend="numpy", **SETTINGS)
    x, labels = X[:5].astype("float32"), np.asarray([0, 1, 1, 0, 1])
    given = (*net.training[:3], x, labels, np.float32(0.1))
    plan = trace_batch(net._steps.plain, tuple(net.training[:3]), (x, labels), 5, x.dtype)
    fewer = with_numbers(plan)
    assert len(fewer.constants) < len(plan.constants)
    for ours, theirs in zip(leaves(fewer.run(np, *given)), leaves(plan.run(np, *given)), strict=True):
        assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("name", NETS)
def test_regrouped_operations_compute_the_same_and_read_only_what_is_stored(name):
    case = NETS[name]
    net = case.build(bpnet.get_backend("numpy"), "float64")
    x, y = net._inputs.batch(case.x, case.y, check_values=False)
    given = (*net.training[:3], x, y, np.asarray(0.1))
    plan = trace_batch(net._steps.plain, tuple(net.training[:3]), (x, y), len(x), x.dtype)
    batch = CupyBatch(plan, BufferPool(np, line=executor.LINE))
    arrays = dict(zip(leaves(batch.plan.inputs), leaves(given), strict=True)) | batch.plan.constants
    outside = set(arrays)

    def array(x):
        if x in batch.fused.views and x not in arrays:
            op = batch.fused.views[x]
            arrays[x] = apply(np, op, [array(op.operands[0])])
        return arrays[x] if isinstance(x, Value) else x

    for group in batch.fused.groups:
        made = {op.result for op in group.operations}
        assert {batch.root(x) for x in group.reads()} <= batch.stored | outside | made
        for op in group.operations:
            arrays[op.result] = apply(Copies(), op, [array(x) for x in op.operands])
    for ours, theirs in zip(leaves(batch.plan.outputs), leaves(batch.plan.run(Copies(), *given)), strict=True):
        assert np.array_equal(arrays[ours], theirs)


class Copies:
    """NumPy, with the operation of plans that it has not."""

    copy = staticmethod(np.copy)

    def __getattr__(self, name):
        return getattr(np, name)


def centred():
    """A layer that subtracts the mean of each row twice, the second time of the cubes."""

    def forward(xp, _params, x):
        y = x - xp.mean(x, axis=-1, keepdims=True)
        return y + y * y * y - xp.mean(y * y * y, axis=-1, keepdims=True), y

    def backward(xp, _params, y, dy):
        dy = dy - xp.mean(dy, axis=-1, keepdims=True)
        dx = dy * (1.0 + 3.0 * y * y)
        return (), dx - xp.mean(dx, axis=-1, keepdims=True)

    return bpnet.stateless(forward, backward)


def deep(rows=80):
    """A network with means of rows, sums of columns of more than a block, and a short last batch."""
    x = np.random.default_rng(3).standard_normal((2 * rows - 30, 5))
    parts = (layers.affine(6), centred(), layers.tanh(), layers.affine(2))
    return Case("deep", parts, losses.squared_error(), optimizers.adam(0.01), x, x[:, :2] ** 2, 2, 2, batch_size=rows)


class Training:
    """A case on CuPy, in kernels and calls: the bits after two epochs."""

    def __init__(self, case, arithmetic="native"):
        net = case.build(bpnet.get_backend("cupy"), "float64", arithmetic)
        x, y = net._inputs.batch(case.x, case.y, check_values=False)
        self.step, self.given, self.samples = net._steps.compiled, tuple(net.training[:3]), (x, y)
        self.size, self.steps = case.batch_size, 2 * -(-len(x) // case.batch_size)
        self.expected = self.bits()
        ((_, self.program),) = self.step.programs.items()

    def bits(self):
        after, values = self.step.epochs(self.given, self.samples, [None] * 2, self.size, [0.1] * self.steps)
        return [array.get().tobytes() for array in (values, *leaves(after))]

    def in_each_order(self):
        for order in ORDERS:
            with counters().order(order):
                yield self.bits()


@pytest.mark.parametrize("arithmetic", ["native", "exact"])
def test_the_order_of_threads_and_blocks_changes_nothing_and_each_barrier_is_needed(monkeypatch, arithmetic):
    in_launches(monkeypatch)
    training, write = Training(deep(), arithmetic), CupyBatch.source
    assert training.program.block is None
    assert all(each == training.expected for each in training.in_each_order())
    for number, batch in enumerate(training.program.batches):
        count = batch.source()[0].count(BARRIER)
        assert count > 5
        if number or arithmetic == "exact":
            continue
        for removed in range(count):
            parts = write(batch)[0].split(BARRIER)
            text = "".join([BARRIER.join(parts[: removed + 1]), BARRIER.join(parts[removed + 1 :])])
            monkeypatch.setattr(batch, "source", lambda text=text, batch=batch: (text, write(batch)[1]))
            batch.prepare()
            assert any(each != training.expected for each in training.in_each_order()), removed


class Turned:
    """A step in which elements read what other blocks have written."""

    def __init__(self, xp):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, memory, x, _target, rate):
        y = params[0] * x
        z = y + 2.0 * xp.matrix_transpose(y)
        return xp.sum(z * 0.5), (params[0] + rate,), (z,), memory

    def __call__(self, *values):
        return self.over(self.xp, *values)


def turned():
    """What `Turned` makes of a matrix, in each order of blocks, and by NumPy."""
    p, x, rate = np.arange(4096.0).reshape(64, 64), np.linspace(1.0, 2.0, 4096).reshape(64, 64), np.asarray(0.5)
    backend, found = bpnet.get_backend("cupy"), []
    step = backend.compile(Turned(backend.xp))
    for order in ORDERS:
        with counters().order(order):
            _, _, (made,), _ = step((cp.asarray(p),), (cp.zeros_like(p),), (), cp.asarray(x), (), cp.asarray(rate))
            found.append(made.get())
    return found, Turned.over(np, (p,), (p,), (), x, (), rate)[2][0]


def test_units_that_read_one_another_are_kernels_apart(monkeypatch):
    in_launches(monkeypatch)
    found, expected = turned()
    assert all(np.array_equal(each, expected) for each in found)
    monkeypatch.setattr(Walk, "stays_within", lambda *_: True)  # the control
    found, expected = turned()
    assert not all(np.array_equal(each, expected) for each in found)


def test_a_walk_stays_within_a_unit_where_each_of_its_elements_does():
    rng, found = np.random.default_rng(0), set()
    for _ in range(4000):
        size = int(rng.choice([1, 2, 6, 12, 24]))
        root, shape = Value(0, (size,), np.dtype("float64")), tuple(rng.choice([1, 2, 3, 4], rng.integers(1, 4)).tolist())
        terms = tuple(rng.choice([1, 2, 3], rng.integers(0, 2)).tolist())
        strides = rng.choice([0, 1, 2, 3, 4, 6, 8, 12], len(shape) + len(terms)).tolist()
        start = int(rng.choice([0, 0, 0, 2]))
        walk = Walk(root, start, shape, tuple(strides[: len(shape)]), terms, tuple(strides[len(shape) :]))
        cells = start + sum(np.ogrid[tuple(map(slice, shape + terms))][i] * stride for i, stride in enumerate(strides))
        cells = np.broadcast_to(cells, shape + terms).reshape(int(np.prod(shape)), -1)
        if cells.max() >= size:
            continue  # no array of such strides
        indices = np.arange(len(cells))[:, None]
        identity = len(cells) == size and bool((cells == indices).all())
        if walk.is_identity:
            assert identity
        for units in {n for n in range(1, 25) if size % n == 0 and len(cells) % n == 0}:
            within = bool((cells // (size // units) == indices // (len(cells) // units)).all())
            assert within or not walk.stays_within(units)
            found.add((within, walk.stays_within(units)))
    assert found >= {(True, True), (False, False)}


class Sums:
    """A step whose new state is sums of its sample, of several shapes, with the reductions of `bpnet.exact` if so asked."""

    def __init__(self, xp):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, memory, x, _target, rate):
        views = [x, xp.reshape(x, (-1, 70)), xp.reshape(x, (35, -1)), xp.reshape(x, (2, 5, -1))]
        made = [xp.sum(y * y, axis=axis) for y in views for axis in range(len(y.shape))]
        made += [xp.max(views[1], axis=1), xp.min(views[2], axis=0), xp.mean(views[1], axis=0)]
        return xp.sum(made[1] * 0.5), (params[0] + rate,), tuple(made), memory

    def __call__(self, *values):
        return self.over(self.xp, *values)


@pytest.mark.parametrize("n", [70, 1750, 70 * 4200])
def test_sums_of_any_number_of_terms_have_the_bits_of_exact_arithmetic(n):
    """In native arithmetic too; there are sums in one thread, in parts that one thread joins, and in parts of parts."""
    x, rate = np.random.default_rng(n).standard_normal(n), np.asarray(0.5)
    exact, backend = bpnet.exact(np), bpnet.get_backend("cupy")
    made = Sums.over(exact, (rate,), (), (), x, (), rate)[2]
    expected = Sums.over(exact, (rate,), made, (), x, (), rate)
    with backend.scope():
        step = backend.compile(Sums(backend.xp))
        value, _, state, _ = step(*map_tree(cp.asarray, ((rate,), made, (), x, (), rate)))
    (program,) = step.programs.values()
    stages = [stage for one in program.batches[0].order for task in one for stage in task.stages] if program.block is None else []
    assert (max((getattr(stage, "parts", 0) for stage in stages), default=0) > NODES) is (n > 10_000)
    assert value.get() == expected[0]
    for index, (ours, theirs) in enumerate(zip(state, made, strict=True)):
        assert np.array_equal(ours.get(), theirs), index


def test_more_arrays_than_a_kernel_takes_are_several_kernels(monkeypatch):
    from bpnet_cupy import launches

    in_launches(monkeypatch)
    expected = Training(NETS["everything"]._replace(y=NETS["everything"].y)).expected
    monkeypatch.setattr(launches, "POINTERS", 12)
    fewer = Training(NETS["everything"])
    assert fewer.expected == expected
    pointers = [len(kernel.pointers) for kernel in fewer.program.batches[0].source()[1] if not isinstance(kernel, Operation)]
    assert max(pointers) <= 12
