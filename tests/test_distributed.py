"""Training on several ranks, which are threads here (`thread_ranks`): bits, rows, messages, data, refusals and errors."""

import contextlib
import dataclasses
import functools
import math
import pickle

import numpy as np
import pytest
from thread_ranks import ThreadRanks, run_on

import bpnet
from bpnet import layers, losses, optimizers, parity
from bpnet.arrays import leaves
from bpnet.callbacks import Checkpoint, EarlyStopping
from bpnet.compiler.nodes import combine, count_blocks
from bpnet.compiler.plan import Operation, Value
from bpnet.compiler.row_split import Join
from bpnet.distributed import joins, program
from bpnet.distributed.agreement import digest
from bpnet.distributed.ranks import SingleRank, Traffic, ranks_of
from bpnet.distributed.shards import parts_of, shards
from bpnet.errors import RankError, TrainingDivergedError

ROWS = (1, 31, 32, 33, 65, 333)
RANKS = (2, 3, 4, 8)


def samples(n, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 5))
    return x, np.stack([x[:, 0] * x[:, 1], np.abs(x[:, 2])], axis=1), rng.uniform(0.5, 2.0, n)


def network(*between, backend="numpy", arithmetic="exact", **options):
    parts = [layers.dense(6, "tanh"), *between, layers.affine(2)]
    options = {"loss": "squared_error", "optimizer": optimizers.adam(0.01), "seed": 3} | options
    return bpnet.Network(parts, n_in=5, backend=backend, arithmetic=arithmetic, **options)


def everything(**options):
    return network(layers.batch_norm(), layers.dropout(0.3), **options)


def bits(net, history):
    return digest(net.backend.to_host, net.training[:3]), history.loss.tobytes(), history.validation_loss.tobytes()


def train(make, n, ranks=None, *, weighted=False, **options):
    """Bits of a network after some epochs."""
    x, y, w = samples(n)
    net = make()
    options = {"epochs": 2, "compile": False} | options
    history = net.fit(x, y, sample_weight=w if weighted else None, comm=ranks, **options)
    return bits(net, history)


def all_train(size, make, n, **options):
    return run_on(size, lambda ranks: train(make, n, ranks, **options))


# --- shards


@pytest.mark.parametrize("ranks", [1, *RANKS])
@pytest.mark.parametrize("rows", [*ROWS, 1000, 4096, 60_000])
def test_shards_cover_a_batch_and_are_as_equal_as_their_blocks_allow(rows, ranks):
    for blocks in (False, True):
        found = shards(rows, ranks, blocks=blocks)
        if rows == 1:
            assert found == [(0, 1)] * ranks
            continue
        assert [row for first, stop in found for row in range(first, stop)] == list(range(rows))
        lengths = [stop - first for first, stop in found]
        if blocks:
            fewest = 32 * math.ceil(count_blocks(rows) / ranks)
            assert max(lengths) <= 1.25 * fewest
            assert all(first % 32 == 0 for first, stop in found if first < rows)
        else:
            assert max(lengths) - min(lengths) <= 1


def test_shards_and_nodes_of_333_rows():
    """Worked by hand: 11 blocks, of which the last has 13 rows."""
    nodes = {2: [[(2, 0), (1, 2)], [(1, 3), (2, 2)]], 3: [[(2, 0)], [(2, 1)], [(2, 2)]]}
    nodes[4] = [[(1, 0), (0, 2)], [(0, 3), (1, 2)], [(1, 3), (0, 8)], [(0, 9), (0, 10)]]
    lengths = {2: [192, 141], 3: [128, 128, 77], 4: [96, 96, 96, 45]}
    for ranks, expected in nodes.items():
        found = shards(333, ranks, blocks=True)
        assert [stop - first for first, stop in found] == lengths[ranks]
        assert [[part.node for part in parts_of(shard, 333, blocks=True)] for shard in found] == expected


def test_units_larger_than_a_block_make_fewer_nodes():
    assert [len(parts_of(shard, 60_000, blocks=True)) for shard in shards(60_000, 4, blocks=True)] == [1, 1, 1, 1]


# --- one hash for any number of ranks


@pytest.mark.parametrize(("rows", "weighted"), [(333, False), *((rows, True) for rows in ROWS)])
def test_exact_training_has_the_same_bits_on_any_number_of_ranks(rows, weighted):
    make = everything if rows > 1 else functools.partial(network, layers.dropout(0.3))
    expected = train(make, rows, weighted=weighted)
    for size in RANKS:
        assert set(all_train(size, make, rows, weighted=weighted)) == {expected}, size


@pytest.mark.parametrize(("n", "size", "ranks"), [(65, 31, 3), (198, 65, 2), (198, 65, 4), (40, 32, 2)])
def test_mini_batches_with_a_short_last_one_have_the_same_bits(n, size, ranks):
    options = {"weighted": True, "batch_size": size, "epochs": 2}
    assert set(all_train(ranks, everything, n, **options)) == {train(everything, n, **options)}


@pytest.mark.parametrize("compiled", [False, True])
def test_every_backend_has_numpys_bits_on_ranks(bpnet_backend, compiled):
    make = functools.partial(network, layers.dropout(0.3)) if compiled else everything  # fewer stages to compile
    options = {"weighted": True, "batch_size": 65, "epochs": 2}
    made = functools.partial(make, backend=bpnet_backend)
    assert set(all_train(2, made, 97, compile=compiled, **options)) == {train(make, 97, **options)}


def test_ranks_of_different_libraries_have_the_same_bits():
    pytest.importorskip("array_api_strict")
    expected = train(everything, 97)
    backends = ("numpy", "array_api_strict", "numpy")
    made = run_on(3, lambda ranks: train(functools.partial(everything, backend=backends[ranks.rank]), 97, ranks))
    assert set(made) == {expected}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_native_training_is_within_the_calibrated_rule(dtype):
    case = parity.CASES[-1]
    reference, allowed = parity.matrix.reference(case.name, dtype, "native")
    case = case._replace(seed=1)
    for got in run_on(3, lambda ranks: parity.run(case, "numpy", dtype, compile=False, comm=ranks)):
        compared = parity.compare(reference, got, dtype, allowed)
        assert compared.passed, compared.first
    assert got.losses.tobytes() != reference.losses.tobytes(), "the sums of ranks are others, or nothing was divided"


@pytest.mark.parametrize("rows", ROWS[1:])
def test_native_batches_of_any_size_are_within_the_calibrated_rule(rows):
    x, y, _ = samples(rows)
    parts = (layers.dense(6, "tanh"), layers.batch_norm(), layers.dropout(0.3), layers.affine(2))
    case = parity.Case("ranks", parts, losses.squared_error(), optimizers.sgd(0.1), x, y, epochs=3, full_epochs=3)
    expected = parity.run(case, "numpy", "float64", compile=False)
    allowed = parity.tolerances(case, "float64", expected)
    for got in run_on(3, lambda ranks: parity.run(case, "numpy", "float64", compile=False, comm=ranks)):
        compared = parity.compare(expected, got, "float64", allowed)
        assert compared.passed, compared.first


# --- negative controls


def one_number_per_rank(self, received, width, kind):
    """Add the nodes in turn, as a reduction would."""
    count = sum(len(parts) for parts in self.parts)
    add = combine(self.transfer.xp, kind)
    return functools.reduce(add, [received[i * width : (i + 1) * width] for i in range(count)])


def test_another_order_of_the_same_nodes_is_seen(monkeypatch):
    expected = train(network, 333)
    monkeypatch.setattr(joins.Joiner, "_root", one_number_per_rank)
    assert expected not in all_train(2, network, 333)


def test_random_words_counted_within_a_shard_are_seen(monkeypatch):
    make = functools.partial(network, layers.dropout(0.3))
    expected = train(make, 333)
    original = program.part_operations
    first_rows = lambda split, stage, rows, first=0: original(split, stage, rows, 0)  # noqa: E731
    monkeypatch.setattr(program, "part_operations", first_rows)
    assert expected not in all_train(2, make, 333)


def test_sums_of_negative_zeros_stay_negative():
    """A rank that began with 0.0, or an idle one that sent zeros, would turn them."""
    parts = [parts_of(shard, 65, blocks=True) for shard in shards(65, 4, blocks=True)]
    assert [len(each) for each in parts] == [1, 1, 1, 0]
    value = Value(0, (2,), np.dtype("float64"))
    made = Join(Operation("sum", (), (), value), "sum")

    def join(ranks):
        joiner = joins.Joiner(bpnet.get_backend("numpy"), ranks, bpnet.exact(np), 65, parts, [made], tree=True)
        return joiner([{value: np.full(2, -0.0)} for _ in parts[ranks.rank]])[value]

    assert all(np.all(np.signbit(joined)) for joined in run_on(4, join))


# --- what is computed and what is sent


@dataclasses.dataclass
class Count:
    rows: int
    products: int
    traffic: Traffic


def counted(n, size, ranks, arithmetic, **options):
    """Rows that a rank computes in one epoch, by its own count, and what it sends."""
    x, y, _ = samples(n)
    net = network(arithmetic=arithmetic)
    made = []
    on_ranks = net._steps.on_ranks
    net._steps.on_ranks = lambda *given: made.append(on_ranks(*given)) or made[0]
    before = dataclasses.replace(ranks.traffic)
    net.fit(x, y, epochs=1, batch_size=size, comm=ranks, compile=False, **options)
    traffic = Traffic(*(getattr(ranks.traffic, f) - getattr(before, f) for f in ("calls", "messages", "bytes")))
    return Count(made[0].rows, sum(leaf.size for leaf in leaves(net.params)), traffic)


@pytest.mark.parametrize(("n", "size"), [(333, None), (333, 65), (64, 32)])
def test_each_rank_computes_its_shard_and_sends_its_nodes(n, size):
    for ranks in (2, 4):
        lengths = [min(size or n, n - start) for start in range(0, n, size or n)]
        for rank, count in enumerate(run_on(ranks, lambda comm: counted(n, size, comm, "exact"))):
            mine = [shards(rows, ranks, blocks=True)[rank] for rows in lengths]
            assert count.rows == sum(stop - first for first, stop in mine)
            elements = count.products + 1  # the gradient and the loss, in one vector
            ends = [elements * r // ranks for r in range(ranks + 1)]
            own = ends[rank + 1] - ends[rank]
            nodes = [len(parts_of(shard, rows, blocks=True)) for shard, rows in zip(mine, lengths, strict=True)]
            assert count.traffic.calls == 2 * len(lengths)
            assert count.traffic.messages == sum((ranks - 1) * (1 + (k > 0)) for k in nodes)
            assert count.traffic.bytes == sum(8 * (k * (elements - own) + (ranks - 1) * own) for k in nodes)


def test_native_arithmetic_sends_one_vector_per_step():
    for count in run_on(3, lambda comm: counted(100, 10, comm, "native")):
        assert (count.traffic.calls, count.traffic.messages) == (10, 10)
        assert count.traffic.bytes == 10 * 8 * (count.products + 1)
        assert count.rows in {40, 30}


def test_products_have_the_rows_of_the_shard_only(monkeypatch):
    """The shapes that NumPy itself is given, not our own count."""
    seen = []
    product = np.matmul
    monkeypatch.setattr(np, "matmul", lambda a, b, **options: seen.append((a.shape, b.shape)) or product(a, b, **options))
    run_on(2, lambda comm: counted(90, None, comm, "native"))
    rows = {shape[0] for pair in seen for shape in pair if max(shape) > 6}
    assert rows <= {45, 5, 6, 2}
    assert 45 in rows


# --- rows of its own


def own_rows(n, bounds, make, *, weighted=False, **options):
    """A function of ranks that trains on the rows between two bounds."""
    x, y, w = samples(n)

    def work(ranks):
        part = slice(bounds[ranks.rank], bounds[ranks.rank + 1])
        net = make()
        weight = w[part] if weighted else None
        history = net.fit(
            x[part], y[part], sample_weight=weight, comm=ranks, sharded=True, **({"epochs": 2, "compile": False} | options)
        )
        return bits(net, history)

    return work


@pytest.mark.parametrize("bounds", [(0, 50, 99, 120), (0, 0, 120, 120), (0, 64, 65, 120)])
def test_own_rows_train_as_all_rows_do(bounds):
    """Also where a rank has no rows, and with a shuffle, whose rows are exchanged."""
    for options in ({}, {"batch_size": 33}, {"batch_size": 40, "shuffle": False}, {"validation": 0.2, "batch_size": 50}):
        expected = train(everything, 120, weighted=True, **options)
        assert set(run_on(3, own_rows(120, bounds, everything, weighted=True, **options))) == {expected}


def test_own_rows_on_every_backend(bpnet_backend):
    expected = train(network, 70, batch_size=33, epochs=2)
    made = functools.partial(network, backend=bpnet_backend)
    assert set(run_on(2, own_rows(70, (0, 30, 70), made, batch_size=33, epochs=2))) == {expected}


def test_own_rows_of_a_given_order_and_of_validation_data():
    x, y, _ = samples(90)
    order = np.random.default_rng(1).permutation(90)
    expected = train(network, 90, batch_size=32, order=order, validation=(x[:40], y[:40]))

    def work(ranks):
        part, held_out = (
            slice(45 * ranks.rank, 45 * ranks.rank + 45),
            slice(39 * ranks.rank, 39 * ranks.rank + 39 - 38 * ranks.rank),
        )
        net = network()
        pair = x[:40][held_out], y[:40][held_out]
        options = {"batch_size": 32, "order": order, "validation": pair, "epochs": 2, "compile": False}
        return bits(net, net.fit(x[part], y[part], comm=ranks, sharded=True, **options))

    assert set(run_on(2, work)) == {expected}


def test_labels_and_weights_travel_with_their_rows():
    x, _, w = samples(64)
    labels = np.arange(64) % 2

    def fit(ranks, part, **options):
        net = network(loss="softmax_cross_entropy")
        given = {"epochs": 2, "batch_size": 10, "compile": False}
        return bits(net, net.fit(x[part], labels[part], sample_weight=w[part], comm=ranks, **given, **options))

    expected = fit(None, slice(None))
    assert set(run_on(2, lambda ranks: fit(ranks, slice(40 * ranks.rank, 40 + 24 * ranks.rank), sharded=True))) == {expected}


def test_rows_that_are_where_they_are_needed_are_not_sent():
    def work(ranks):
        part = slice(*shards(333, ranks.size, blocks=True)[ranks.rank])
        x, y, _ = samples(333)
        net = network()
        before = ranks.traffic.calls
        net.fit(x[part], y[part], epochs=2, comm=ranks, sharded=True, compile=False)
        return ranks.traffic.calls - before

    assert run_on(3, work) == [4, 4, 4]  # the nodes alone


def test_rows_that_are_exchanged_are_counted():
    x, y, _ = samples(64)
    order = np.arange(64).reshape(2, 32).T.reshape(-1)  # every other row is on the other rank

    def work(ranks):
        part = slice(32 * ranks.rank, 32 * ranks.rank + 32)
        net = network()
        net.fit(x[part], y[part], epochs=1, order=order, comm=ranks, sharded=True, compile=False)
        return ranks.traffic, sum(leaf.size for leaf in leaves(net.params)) + 1

    for traffic, elements in run_on(2, work):
        assert traffic.messages == 3
        assert traffic.bytes == 16 * (5 + 2) * 8 + 8 * elements  # half of the rows; a node and a root, half a vector each


def test_memory_mapped_rows_stay_on_disk(tmp_path):
    x, y, _ = samples(96)
    for rank in range(2):
        np.save(tmp_path / f"x{rank}.npy", x[48 * rank : 48 * rank + 48])
        np.save(tmp_path / f"y{rank}.npy", y[48 * rank : 48 * rank + 48])

    def work(ranks):
        mapped = [np.load(tmp_path / f"{name}{ranks.rank}.npy", mmap_mode="r") for name in "xy"]
        net = network()
        history = net.fit(*mapped, epochs=2, batch_size=33, comm=ranks, sharded=True, compile=False)
        assert np.shares_memory(net._inputs.x(mapped[0], check_values=False), mapped[0])
        return bits(net, history)

    assert set(run_on(2, work)) == {train(network, 96, batch_size=33)}


def test_all_rows_missing_and_weights_that_vanish_are_refused_on_all_ranks():
    x, y, _ = samples(10)
    with pytest.raises(ValueError, match="x is empty on all ranks"):
        run_on(2, lambda ranks: network().fit(x[:0], y[:0], epochs=1, comm=ranks, sharded=True))
    with pytest.raises(ValueError, match="sums to zero over every sample of all ranks"):
        run_on(2, lambda ranks: network().fit(x, y, sample_weight=np.zeros(10), epochs=1, comm=ranks, sharded=True))
    order = np.zeros(20, np.int64)
    with pytest.raises(ValueError, match=r"sums to zero over the samples of order\[0\]"):
        run_on(
            2,
            lambda r: network().fit(
                x, y, sample_weight=np.arange(10.0) * (1 - r.rank), order=order, epochs=1, comm=r, sharded=True
            ),
        )
    for validation in ((x, y, y), (x,)):
        with pytest.raises(ValueError, match=r"validation must be \(x, y\) or a fraction, got a sequence of length"):
            run_on(2, lambda r, v=validation: network().fit(x, y, validation=v, epochs=1, comm=r, sharded=True))


# --- CUDA arrays


@pytest.mark.parametrize("aware", [False, True])
def test_cupys_arrays_go_through_pinned_memory_or_stay_on_the_device(aware, monkeypatch):
    import on_cuda  # noqa: F401 - skips where CuPy does not compute

    kinds = set()
    monkeypatch.setattr(ThreadRanks, "takes_device_buffers", aware)
    for name in ("_exchange", "_collect", "_reduce"):
        original = getattr(ThreadRanks, name)

        def noted(self, sent, *rest, original=original):
            kinds.add(type(sent).__module__.partition(".")[0])
            return original(self, sent, *rest)

        monkeypatch.setattr(ThreadRanks, name, noted)
    expected = train(everything, 97)
    assert set(all_train(2, functools.partial(everything, backend="cupy"), 97)) == {expected}
    all_train(2, functools.partial(everything, backend="cupy", arithmetic="native"), 97, epochs=1)
    assert kinds == {"cupy" if aware else "numpy"}


# --- refusals


def scaled(factor):
    return bpnet.stateless(lambda xp, p, x: (factor * x, ()), lambda xp, p, r, dy: ((), factor * dy))


DIFFERENT = {
    "layers": ({"between": [layers.relu()]}, {"between": [layers.tanh()]}, "layer.layers[1] is 'layers.relu' on rank 0"),
    "a layer of one's own": ({"between": [scaled(1.0)]}, {"between": [scaled(2.0)]}, "the SHA-256 of the operations of a step"),
    "dtypes": ({"dtype": "float64"}, {"dtype": "float32"}, "dtype is 'float64' on rank 0, 'float32' on rank 1"),
    "seeds": ({"seed": 1}, {"seed": 2}, "seed is 1 on rank 0, 2 on rank 1"),
    "losses": (
        {"loss": losses.huber(delta=1.0)},
        {"loss": losses.huber(delta=2.0)},
        "loss.delta is 1.0 on rank 0, 2.0 on rank 1",
    ),
    "arithmetics": ({"arithmetic": "native"}, {"arithmetic": "exact"}, "arithmetic is 'native' on rank 0, 'exact' on rank 1"),
    "rates": (
        {"optimizer": optimizers.sgd(0.1)},
        {"optimizer": optimizers.sgd(0.2)},
        "optimizer.learning_rate is 0.1 on rank 0, 0.2 on rank 1",
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_different_networks_are_refused_on_every_rank_with_both_values(name):
    x, y, _ = samples(40)

    def work(ranks):
        options = dict(DIFFERENT[name][ranks.rank == 1])
        net = network(*options.pop("between", []), **options)
        with pytest.raises(ValueError, match="the ranks differ: ") as caught:
            net.fit(x, y, epochs=1, comm=ranks, compile=False)
        return str(caught.value)

    for message in run_on(3, work):
        assert DIFFERENT[name][2] in message
        assert "on rank 0" in message
        assert "on rank 1" in message
        assert len(message) <= 300


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({"batch_size": 8}, {"batch_size": 16}, "batch_size is 8 on rank 0, 16 on rank 1"),
        ({"epochs": 2}, {"epochs": 3}, "epochs is 2 on rank 0, 3 on rank 1"),
        ({"shuffle": True}, {"shuffle": False}, "shuffle is True on rank 0, False on rank 1"),
        ({"validation": 0.2}, {"validation": 0.1}, "validation is 0.2 on rank 0, 0.1 on rank 1"),
        ({"order": np.arange(40)}, {"order": np.arange(40)[::-1]}, "order is"),
        ({"sample_weight": np.ones(40)}, {}, "the shape of sample_weight"),
        ({"callbacks": [EarlyStopping()]}, {}, "callbacks is ['EarlyStopping'] on rank 0, [] on rank 1"),
        ({"callbacks": [EarlyStopping(2)]}, {"callbacks": [EarlyStopping(3)]}, "patience is 2 on rank 0, 3 on rank 1"),
        ({"compile": True}, {"compile": False}, "compile is True on rank 0, False on rank 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_different_arguments_are_refused_on_every_rank(one, other, words):
    x, y, _ = samples(40)

    def work(ranks):
        with pytest.raises(ValueError, match="the ranks differ: ") as caught:
            network().fit(x, y, **({"epochs": 1, "comm": ranks} | (other if ranks.rank == 1 else one)))
        return str(caught.value)

    assert all(words in message for message in run_on(2, work))


def test_different_data_and_params_are_refused_on_every_rank():
    x, y, _ = samples(40)

    def of_data(ranks):
        with pytest.raises(ValueError, match="the SHA-256 of x is .* on rank 0, .* on rank 1; pass all data on every rank, or"):
            network().fit(x + ranks.rank, y, epochs=1, comm=ranks)

    def of_params(ranks):
        net = network()
        net.step(x[: 10 + ranks.rank], y[: 10 + ranks.rank], compile=False)
        with pytest.raises(ValueError, match="the SHA-256 of the params is"):
            net.fit(x, y, epochs=1, comm=ranks)

    def of_epochs(ranks):
        """Equal params after one update, but the next shuffle is another."""
        net = network()
        net.step(x, y, compile=False)
        net.training = net.training._replace(epoch=ranks.rank)
        with pytest.raises(ValueError, match="epochs so far is 0 on rank 0, 1 on rank 1"):
            net.fit(x, y, epochs=1, comm=ranks)

    for work in (of_data, of_params, of_epochs):
        run_on(2, work)


def rate_of(rank):
    return lambda update: 0.1 if update < 3 or rank == 0 else 0.2


def test_rates_and_params_that_part_later_are_seen_at_once():
    x, y, _ = samples(40)

    def of_schedules(ranks):
        net = network(optimizer=optimizers.sgd(rate_of(ranks.rank)))
        with pytest.raises(ValueError, match="the learning rates of the next updates are those of rank 1|0.1 on rank 0, 0.2"):
            net.fit(x, y, epochs=9, batch_size=20, comm=ranks, callbacks=[lambda run: None], compile=False)
        return net.training.epoch

    def of_callbacks(ranks):
        def assign(run):
            if run.epoch == 2 and run.rank == 1:
                run.net.learning_rate = 0.5

        net = network()
        with pytest.raises(ValueError, match="the learning rates of the next updates are 0.01 on rank 0, 0.5 on rank 1"):
            net.fit(x, y, epochs=9, comm=ranks, callbacks=[assign], compile=False)
        return net.training.epoch

    def of_params(ranks):
        def assign(run):
            if run.epoch == 2 and run.rank == 1:
                run.net.params = run.net.params

        net = network()
        with pytest.raises(ValueError, match="the SHA-256 of what callbacks assigned is"):
            net.fit(x, y, epochs=9, comm=ranks, callbacks=[assign], compile=False)
        return net.training.epoch

    assert run_on(2, of_schedules) == [1, 1]
    assert run_on(2, of_callbacks) == [2, 2]
    assert run_on(2, of_params) == [2, 0]  # assigning params begins anew


def test_a_refusal_is_repeated():
    x, y, _ = samples(40)

    def work(ranks):
        net = network(scaled(1.0 + ranks.rank))
        for _ in range(2):
            with pytest.raises(
                ValueError, match="the SHA-256 of the operations of a step is .*; does a layer, loss or optimizer"
            ):
                net.fit(x, y, epochs=1, comm=ranks, compile=False)

    run_on(2, work)


def test_sharded_needs_a_communicator():
    x, y, _ = samples(10)
    with pytest.raises(ValueError, match="sharded=True is for training on several ranks: pass comm"):
        network().fit(x, y, epochs=1, sharded=True)


def test_versions_and_editions_are_compared(monkeypatch):
    from bpnet.distributed import agreement

    backend = bpnet.get_backend("numpy")
    facts = agreement.facts_of_software(backend, "float64", "exact")
    assert set(facts) == {"version of bpnet", "dtype", "arithmetic", "edition"}
    assert {"backend", "version of numpy"} <= set(agreement.facts_of_software(backend, "float64", "native"))

    def work(ranks):
        with pytest.raises(ValueError, match="edition is 2 on rank 0, 3 on rank 1"):
            ranks.check_same(facts | {"edition": 2 + ranks.rank})

    run_on(2, work)


def reversed_rows():
    """A layer that mixes the rows of a batch."""
    return bpnet.stateless(lambda xp, p, x: (x[::-1, :], ()), lambda xp, p, r, dy: ((), dy[::-1, :]))


def looking():
    """A layer that looks at numbers, and so cannot be traced."""
    return bpnet.stateless(lambda xp, p, x: (x * float(x[0, 0]), ()), lambda xp, p, r, dy: ((), dy))


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (reversed_rows, r"cannot be trained on several ranks: the step cannot be split over rows: xp.getitem"),
        (looking, r"cannot be trained on several ranks: cannot convert a traced array"),
    ],
)
def test_a_step_that_cannot_be_divided_is_refused_by_name(layer, words):
    x, y, _ = samples(40)

    def work(ranks):
        with pytest.raises(ValueError, match=words):
            network(layer(), arithmetic="native").fit(x, y, epochs=1, comm=ranks, compile=False)

    run_on(2, work)


def test_a_batch_of_one_row_for_batch_norm_is_refused_on_every_rank():
    x, y, _ = samples(33)

    def work(ranks):
        with pytest.raises(ValueError, match="a batch in training needs at least 2 samples"):
            everything().fit(x, y, epochs=1, batch_size=32, comm=ranks, compile=False)

    run_on(2, work)


@pytest.mark.parametrize("comm", [7, "world", object()])
def test_what_is_no_communicator_is_refused(comm):
    pytest.importorskip("mpi4py")
    with pytest.raises(TypeError, match="comm must be an intracommunicator of mpi4py, such as MPI.COMM_WORLD, got"):
        network().fit(*samples(4)[:2], epochs=1, comm=comm)


def test_one_rank_trains_as_without_a_communicator():
    assert isinstance(ranks_of(None), SingleRank)
    assert run_on(1, lambda ranks: train(everything, 40, ranks, sharded=True)) == [train(everything, 40)]


# --- callbacks, errors, checkpoints


def test_errors_in_the_data_of_one_rank_end_all():
    x, y, _ = samples(20)

    def work(ranks):
        with pytest.raises(ValueError if ranks.rank == 1 else RankError) as caught:
            network().fit(np.where(ranks.rank == 1, np.nan, x), y, epochs=1, comm=ranks)
        return str(caught.value), getattr(caught.value, "rank", None)

    first, second, third = run_on(3, work)
    assert second[0].startswith("column 0 of x contains NaN or infinity")
    assert first == third == (f"rank 1 failed: ValueError: {second[0]}", 1)


@pytest.mark.parametrize("last", [False, True])
def test_an_error_of_a_callback_on_one_rank_ends_all(last):
    x, y, _ = samples(20)

    class Failing(bpnet.callbacks.Callback):
        runs_last = last

        def __call__(self, run):
            if run.epoch == 2 and run.rank == 1:
                raise OSError("disk full")

    def work(ranks):
        net = network()
        with pytest.raises(OSError if ranks.rank == 1 else RankError, match="disk full"):
            net.fit(x, y, epochs=5, comm=ranks, callbacks=[Failing()], compile=False)
        return net.training.epoch

    assert run_on(2, work) == [2, 2]


def test_an_error_that_others_cannot_know_of_ends_all_before_callbacks_finish(monkeypatch):
    from bpnet.distributed.rows import CopiedRows

    x, y, _ = samples(20)
    original = CopiedRows.take
    given, events = [], []

    def take(self, *rest):
        given.append(self.rank)
        if self.rank == 1 and given.count(1) > 1:
            raise MemoryError("no memory")
        return original(self, *rest)

    def abort(self):
        events.append(("abort", self.rank, type(self.error).__name__))
        self.meeting.barrier.abort()
        raise self.error

    class Finishing(bpnet.callbacks.Callback):
        def finish(self, run):
            events.append(("finish", run.rank))

    monkeypatch.setattr(CopiedRows, "take", take)
    monkeypatch.setattr(ThreadRanks, "abort", abort)
    with pytest.raises(MemoryError, match="no memory"):
        run_on(2, lambda ranks: network().fit(x, y, epochs=5, comm=ranks, callbacks=[Finishing()], compile=False))
    assert events[0] == ("abort", 1, "MemoryError")  # which does not return, but here


def failing(rank, kind):
    """A layer that fails on rank 1 alone, while it is traced."""

    def forward(xp, params, x):
        if rank == 1:
            raise kind("a bad layer")
        return x, ()

    return bpnet.stateless(forward, lambda xp, p, r, dy: ((), dy))


@pytest.mark.parametrize("kind", [ValueError, MemoryError])
def test_a_layer_that_fails_on_one_rank_ends_all(kind):
    x, y, _ = samples(20)

    def work(ranks):
        with pytest.raises(kind if ranks.rank == 1 else RankError, match="a bad layer"):
            network(failing(ranks.rank, kind), arithmetic="native").fit(x, y, epochs=1, comm=ranks, compile=False)

    run_on(2, work)


class UnspeakableError(Exception):
    def __str__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize("on_ranks", [False, True])
def test_an_error_without_words_is_raised_as_it_is(on_ranks):
    x, y, _ = samples(20)

    def raising(run):
        if run.rank == on_ranks:
            raise UnspeakableError

    def work(ranks):
        with pytest.raises(RankError if on_ranks and ranks.rank == 0 else UnspeakableError) as caught:
            network().fit(x, y, epochs=2, comm=ranks, callbacks=[raising], compile=False)
        return str(caught.value) if caught.type is RankError else ""

    assert run_on(2, work)[0] == "rank 1 failed: UnspeakableError" if on_ranks else work(None) == ""


def test_a_callback_of_one_rank_alone_does_not_change_the_chunks(tmp_path):
    x, y, _ = samples(20)

    def work(ranks):
        written = [Checkpoint(tmp_path / "run.safetensors")] if ranks.rank == 0 else []
        return network().fit(x, y, epochs=30, comm=ranks, callbacks=written, compile=False).loss.tobytes()

    assert len(set(run_on(2, work))) == 1


def test_a_loss_that_one_rank_alone_asks_for_is_named():
    x, y, _ = samples(20)

    def work(ranks):
        with pytest.raises(
            RuntimeError, match="rank 0 is at .*loss.*, rank 1 at the end of the callbacks: fit, and run.loss_after"
        ):
            network().fit(x, y, epochs=3, comm=ranks, callbacks=[lambda run: run.rank == 0 and run.loss_after() and None])

    run_on(2, work)


def test_errors_of_training_survive_pickling():
    for error in (RankError("rank 1 failed", rank=1), TrainingDivergedError("diverged", epoch=7)):
        copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(copied), str(copied), vars(copied)) == (type(error), str(error), vars(error))


def test_programs_do_not_pile_up():
    def work(ranks):
        net = network()
        for n in range(40, 48):
            x, y, _ = samples(n)
            net.fit(x, y, epochs=1, comm=ranks, compile=False)
        return len(net._steps.on_ranks(ranks, compile=False).programs)

    assert run_on(2, work) == [4, 4]


def test_the_history_says_how_each_training_ran():
    x, y, w = samples(40)

    def work(ranks):
        net = network()
        return [
            net.fit(x, y, epochs=1, comm=ranks, compile=compiled, sample_weight=weight).provenance["step"]
            for compiled, weight in ((True, None), (True, w), (False, None), (False, w))
        ]

    assert run_on(2, work) == [["compiled", "compiled", "plain", "plain"]] * 2


def test_divergence_is_the_same_on_all_ranks():
    x, y, _ = samples(40)

    def work(ranks):
        net = network(optimizer=optimizers.sgd(1e30))
        with pytest.raises(TrainingDivergedError) as caught:
            net.fit(x, y, epochs=50, comm=ranks, compile=False)
        return caught.value.epoch, digest(net.backend.to_host, net.params)

    with np.errstate(all="ignore"):
        alone = network(optimizer=optimizers.sgd(1e30))
        with pytest.raises(TrainingDivergedError) as caught:
            alone.fit(x, y, epochs=50, compile=False)
        assert set(run_on(2, work)) == {(caught.value.epoch, digest(alone.backend.to_host, alone.params))}


def test_a_callback_on_any_rank_stops_all():
    x, y, _ = samples(20)

    def work(ranks):
        stop = lambda run: run.epoch == 4 and run.rank == 2  # noqa: E731
        history = network().fit(x, y, epochs=50, comm=ranks, callbacks=[stop], compile=False)
        return len(history.loss), history.stopped_at

    assert run_on(3, work) == [(4, 4)] * 3


def test_early_stopping_sees_the_same_losses_on_all_ranks():
    x, y, _ = samples(64)
    options = {"epochs": 30, "validation": (x[:33], -y[:33]), "compile": False}

    def work(ranks):
        net = network()
        history = net.fit(x, y, comm=ranks, callbacks=[EarlyStopping(3)], **options)
        return bits(net, history), history.stopped_at

    alone = work(None)
    assert alone[1] is not None
    assert set(run_on(2, work)) == {alone}


def test_rank_0_writes_the_checkpoint_and_another_number_of_ranks_goes_on(tmp_path):
    x, y, w = samples(97)
    path = tmp_path / "run.safetensors"
    options = {"batch_size": 65, "sample_weight": w, "compile": False}

    def begin(ranks):
        written = Checkpoint(path if ranks.rank == 0 else tmp_path / "nobody" / "x.safetensors")
        everything().fit(x, y, epochs=3, comm=ranks, callbacks=[written], **options)

    def go_on(ranks):
        net = everything()
        history = net.fit(x, y, epochs=7, comm=ranks, resume=path, callbacks=[Checkpoint(path, every=100)], **options)
        return bits(net, history)

    run_on(4, begin)
    alone = everything()
    expected = bits(alone, alone.fit(x, y, epochs=7, **options))
    content = path.read_bytes()
    for size in (2, 3):
        path.write_bytes(content)
        assert set(run_on(size, go_on)) == {expected}


def test_a_file_that_only_one_rank_sees_is_refused(tmp_path):
    x, y, _ = samples(20)
    path = tmp_path / "run.safetensors"
    network().fit(x, y, epochs=2, callbacks=[Checkpoint(path)])

    def work(ranks):
        with pytest.raises(ValueError, match="the file of resume= is 'there' on rank 0, 'not there' on rank 1"):
            network().fit(x, y, epochs=4, comm=ranks, resume=path if ranks.rank == 0 else tmp_path / "none")

    run_on(2, work)


def test_the_history_names_the_number_of_ranks():
    x, y, _ = samples(20)
    (first, _) = run_on(2, lambda ranks: network().fit(x, y, epochs=1, comm=ranks, compile=True).provenance)
    assert (first["ranks"], first["step"]) == (2, "compiled")


def test_rows_of_ranks_say_what_is_missing(monkeypatch, capsys):
    from bpnet.cli import main
    from bpnet.parity import ranks

    monkeypatch.setattr(ranks.shutil, "which", lambda *_, **__: None)
    assert main(["parity", "--ranks", "2", "--case", "batch-norm", "--dtype", "float64"]) == 3
    captured = capsys.readouterr()
    assert "mpiexec: pip install mpi4py mpich" in captured.out
    assert "required backend numpy did not run" in captured.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ranks", "0"], "--ranks must be at least 1, got 0"),
        (
            ["--ranks", "2", "--case", "xor-tanh"],
            "there is no case 'xor-tanh'; expected one of adam-dropout, softmax-digits, batch-norm",
        ),
        (["--ranks", "two"], "invalid int value: 'two'"),
    ],
)
def test_wrong_options_for_ranks_are_named(arguments, words, capsys):
    from bpnet.cli import main

    with pytest.raises(SystemExit) if arguments[-1] == "two" else contextlib.nullcontext():
        assert main(["parity", *arguments]) == 2
    assert words in capsys.readouterr().err
