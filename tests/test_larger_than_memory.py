"""Samples in memory-mapped files train as the same samples in memory, and stay on disk."""

import mmap
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from thread_ranks import run_on

import bpnet
from bpnet import losses, optimizers, schedules
from bpnet.arrays import leaves
from bpnet.callbacks import Checkpoint, EarlyStopping
from bpnet.training import disk_samples, evaluation
from bpnet.training.disk_samples import mapped_file
from bpnet.training.evaluation import portions

N = 50  # in batches of 8: six full ones, and a short one of two
ROWS = np.random.default_rng(0)
X, WEIGHT = ROWS.standard_normal((N, 3)), ROWS.random(N)
Y = np.stack([X[:, 0] * X[:, 1], X[:, 2] ** 2], axis=1)
LABELS = ROWS.integers(0, 4, N)
ORDERS = np.stack([np.random.default_rng(epoch).integers(0, N, N) for epoch in range(4)])


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    """Two batches of 8 are in memory at once, and losses are computed 16 rows at a time: here as for data of many gigabytes."""
    monkeypatch.setattr(disk_samples, "PORTION", 2 * 8 * 5 * 4)
    monkeypatch.setattr(evaluation, "MOST_ROWS", 16)


@pytest.fixture
def on_disk(tmp_path):
    """A function that writes an array to a file, and maps it."""
    count = iter(range(1000))

    def write(array, mode="r"):
        path = tmp_path / f"{next(count)}.npy"
        np.save(path, array)
        return np.load(path, mmap_mode=mode)

    return write


def regressor(backend="numpy", **options):
    return bpnet.MLP((3, 8, 2), hidden="tanh", seed=1, backend=backend, **options)


def classifier(backend="numpy", **options):
    return bpnet.MLP(
        (3, 8, 4), hidden="tanh", output="identity", loss="softmax_cross_entropy", seed=1, backend=backend, **options
    )


def bits(net, history):
    """All that a training has made, as bytes."""
    with net.backend.scope():
        arrays = [net.backend.to_host(leaf) for leaf in leaves(net.training[:3])]
    return [array.tobytes() for array in (*arrays, history.loss, history.validation_loss)], history.provenance["step"]


def fit(net, *data, epochs=4, batch_size=8, **options):
    return bits(net, net.fit(*data, epochs=epochs, batch_size=batch_size, **options))


class Placed:
    """The most bytes that were sent to a backend at once."""

    def __init__(self, backend, monkeypatch):
        self.most, original = 0, type(backend).from_host

        def from_host(own, array, dtype=None):
            made = original(own, array, dtype)
            self.most = max(self.most, np.size(array) * np.dtype(dtype or np.asarray(array).dtype).itemsize)
            return made

        monkeypatch.setattr(type(backend), "from_host", from_host)


@pytest.mark.parametrize("case", ["shuffled, weights, a fraction", "stored order, a pair", "orders that are given, resumed"])
def test_samples_on_disk_train_to_the_bits_of_those_in_memory(bpnet_backend, case, on_disk, tmp_path, monkeypatch):
    whole = case.startswith("orders")

    def train(place, name):
        x, y, weight = place(X), place(Y), place(WEIGHT)
        net = regressor(bpnet_backend)
        if case.startswith("shuffled"):
            return fit(net, x, y, sample_weight=weight, validation=0.2, callbacks=[EarlyStopping(50)])
        if case.startswith("stored"):
            return fit(net, x, y, shuffle=False, validation=(x[10:45], y[10:45]))
        rules = [Checkpoint(tmp_path / name)]
        fit(net, x, y, epochs=2, order=ORDERS[:2], callbacks=rules)
        return fit(regressor(bpnet_backend), x, y, order=ORDERS, callbacks=rules, resume=tmp_path / name)

    expected = train(np.asarray, "memory")
    placed = Placed(bpnet_backend, monkeypatch)
    assert train(on_disk, "disk") == expected
    assert placed.most <= (8 * N if whole else 0) + 18 * 6 * 8  # the order, and three batches with their weights
    placed.most = 0
    train(np.asarray, "control")
    if not isinstance(bpnet_backend.xp.zeros(1), np.ndarray):  # NumPy's arrays are used where they are
        assert placed.most >= X.nbytes


def test_another_order_or_one_other_number_is_another_training(on_disk):
    """The control of the comparison of bits."""
    trained = fit(regressor(), on_disk(X), on_disk(Y))
    assert trained != fit(regressor(), on_disk(X), on_disk(Y), shuffle=False)
    assert trained != fit(regressor(), on_disk(with_value(X, X[-1, 0] + 1e-9)), on_disk(Y))


@pytest.mark.parametrize("options", [{"compile": False}, {"arithmetic": "exact"}, {"dtype": "float32"}])
def test_plain_and_exact_steps_and_float32_keep_their_bits_on_disk(options, on_disk):
    compiled = {name: options[name] for name in options if name == "compile"}
    made = {name: options[name] for name in options if name != "compile"}
    results = [
        fit(regressor(**made), place(X), place(Y), sample_weight=place(WEIGHT), callbacks=[EarlyStopping(50)], **compiled)
        for place in (np.asarray, on_disk)
    ]
    assert results[0] == results[1]


SHAPES = {
    "bytes": lambda place: place((100 * np.abs(X)).astype("uint8")),
    "float16": lambda place: place(X.astype("float16")),
    "float32": lambda place: place(X.astype("float32")),
    "big-endian": lambda place: place(X.astype(">f8")),
    "booleans": lambda place: place(X > 0),
    "columns": lambda place: place(np.asfortranarray(X)),
    "a slice": lambda place: place(np.repeat(np.repeat(X, 2, axis=0), 2, axis=1))[::2, 1::2],
    "backwards": lambda place: place(X)[::-1],
    "windows": lambda place: np.lib.stride_tricks.sliding_window_view(place(X.reshape(-1)[: N + 2]), 3),
    "an ndarray": lambda place: np.asarray(place(X)),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_maps_of_any_dtype_and_layout_train_as_arrays(shape, dtype, on_disk, monkeypatch):
    expected = fit(classifier(dtype=dtype), SHAPES[shape](np.asarray), LABELS)
    monkeypatch.setattr(disk_samples, "PORTION", 2 * 8 * 4 * np.dtype(dtype).itemsize)
    monkeypatch.setattr(disk_samples.Inputs, "place", no_more_than(18))
    assert fit(classifier(dtype=dtype), SHAPES[shape](on_disk), on_disk(LABELS.astype("int16"))) == expected


def no_more_than(rows):
    """`Inputs.place` of at most so many rows."""
    place = disk_samples.Inputs.place

    def checked(self, host, dtype):
        assert len(host) <= rows
        return place(self, host, dtype)

    return checked


def test_losses_and_predictions_come_from_the_disk_in_portions(bpnet_backend, on_disk, monkeypatch):
    net = regressor(bpnet_backend)
    to_host = net.backend.to_host
    loss, weighted = to_host(net.loss(X, Y)), to_host(net.loss(X, Y, sample_weight=WEIGHT))
    outputs = to_host(net.predict(X))
    x, y, weight = on_disk(X), on_disk(Y), on_disk(WEIGHT)
    monkeypatch.setattr(disk_samples.Inputs, "place", no_more_than(16))
    assert to_host(net.loss(x, y)) == loss
    assert to_host(net.loss(x, y, sample_weight=weight)) == weighted
    np.testing.assert_allclose(to_host(net.predict(x)), outputs, rtol=1e-13)
    with pytest.raises(AssertionError):  # the control
        net.loss(X, Y)


def test_targets_of_several_heads_and_several_inputs_may_be_beside_maps(on_disk):
    def train(x, y, n_in=3):
        loss = losses.joint([losses.softmax_cross_entropy(), losses.squared_error()], (4, 1))
        stack = [bpnet.layers.dense(8, "tanh"), bpnet.layers.affine(5)]
        net = bpnet.Network(stack, n_in=n_in, loss=loss, seed=1, backend="numpy")
        return fit(net, x, y, epochs=2, validation=0.3, metrics=["accuracy", "r2"])

    y = LABELS, Y[:, 0]
    assert train(on_disk(X), y) == train(X, y)
    assert train(on_disk(X), (on_disk(LABELS), on_disk(Y[:, :1]))) == train(X, y)
    parts = X[:, :2], X[:, 2:]

    def train_two(x, y):
        net = bpnet.Network([bpnet.layers.affine(2)], n_in=(2, 1), loss="squared_error", seed=1, backend="numpy")
        return fit(net, x, y, epochs=2)

    assert train_two((on_disk(parts[0]), on_disk(parts[1])), on_disk(Y)) == train_two(parts, Y)


def test_a_full_batch_is_loaded_and_small_maps_are(on_disk, monkeypatch):
    assert fit(regressor(), on_disk(X), on_disk(Y), batch_size=None) == fit(regressor(), X, Y, batch_size=None)
    assert fit(regressor(), on_disk(X), on_disk(Y), batch_size=N) == fit(regressor(), X, Y, batch_size=N)
    monkeypatch.setattr(disk_samples, "PORTION", (X.size + Y.size) * 8)
    monkeypatch.setattr(disk_samples, "disk_samples", None)
    assert fit(regressor(), on_disk(X), on_disk(Y)) == fit(regressor(), X, Y)


def test_rates_that_change_divergence_and_ctrl_c_are_those_of_samples_in_memory(on_disk):
    x, y = on_disk(X), on_disk(Y)
    for rate in (lambda update: 0.1 / (1 + update), schedules.reduce_on_plateau(0.5, factor=0.5, patience=1)):
        nets = [regressor(optimizer=optimizers.sgd(rate)) for _ in range(2)]
        assert fit(nets[0], x, y, epochs=8) == fit(nets[1], X, Y, epochs=8)
    failed = []
    for data in ((x, y), (X, Y)):
        net = regressor(optimizer=optimizers.sgd(lambda update: 0.01 if update < 17 else 1e200))
        with pytest.raises(bpnet.TrainingDivergedError) as error:
            net.fit(*data, epochs=9, batch_size=8)
        failed.append((error.value.epoch, [leaf.tobytes() for leaf in leaves(net.params)]))
    assert failed[0] == failed[1]
    assert failed[0][0] == 2

    def interrupt(run):
        if run.epoch == 2:
            raise KeyboardInterrupt

    nets = [regressor(), regressor()]
    for net, data in zip(nets, ((x, y), (X, Y)), strict=True):
        with pytest.warns(UserWarning, match="interrupted after epoch 2"):
            net.fit(*data, epochs=9, batch_size=8, callbacks=[interrupt])
    assert fit(nets[0], x, y, epochs=2) == fit(nets[1], X, Y, epochs=2)


def with_value(array, value):
    changed = array.copy()
    changed.reshape(-1)[-3] = value
    return changed


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"x": with_value(X, np.nan)}, "x contains NaN or infinity"),
        ({"x": with_value(X, 1e300), "dtype": "float32"}, "x has values too large for float32"),
        ({"x": X[:, :2]}, r"x has shape \(50, 2\), expected \(batch, 3\)"),
        ({"x": X * 1j}, "x must be an array of real numbers, got dtype complex128"),
        ({"x": X[:0]}, "x is empty"),
        ({"y": LABELS[1:]}, r"y has shape \(49,\), expected \(50,\)"),
        ({"y": with_value(LABELS, 4)}, "labels in y must be between 0 and 3, got values from 0 to 4"),
        ({"y": np.full((N, 4), 1.5)}, "y must be between 0 and 1, got values from 1.5 to 1.5"),
        ({"weight": with_value(WEIGHT, -1.0)}, "sample_weight must be between 0 and inf, got values from -1 to"),
        ({"weight": np.zeros(N)}, "sample_weight sums to zero over every sample"),
        ({"weight": np.full(N, 1e307)}, "sample_weight adds up to inf"),
        ({"weight": np.eye(1, N, 49)[0], "validation": 0.2}, "sample_weight sums to zero over the validation part"),
        ({"weight": np.eye(1, N)[0], "order": np.ones(N, int)}, r"sample_weight sums to zero over the samples of order\[0\]"),
        ({"order": np.ones(N)}, "order must contain row numbers"),
        ({"order": np.arange(N + 1)}, r"order has shape \(51,\), expected \(50,\)"),
        ({"validation": (with_value(X, np.inf), LABELS)}, "validation x contains NaN"),
        ({"validation": 1.5}, "validation must be"),
    ],
)
def test_values_on_disk_are_checked_with_the_same_errors(given, words, on_disk):
    errors = []
    for place in (np.asarray, on_disk):
        data = {name: place(value) for name, value in given.items() if name in {"x", "y", "weight"}}
        x, y, weight = data.get("x", place(X)), data.get("y", place(LABELS)), data.get("weight")
        options = {name: given[name] for name in ("order", "validation") if name in given}
        if isinstance(given.get("validation"), tuple):
            options["validation"] = tuple(map(place, given["validation"]))
        with pytest.raises(ValueError, match=words) as error:
            classifier(dtype=given.get("dtype")).fit(x, y, sample_weight=weight, epochs=1, batch_size=8, **options)
        errors.append((type(error.value), str(error.value)))
    assert errors[0] == errors[1]


def test_a_file_that_is_truncated_in_training_is_an_error_and_epochs_before_it_are_kept(on_disk):
    x, whole = on_disk(X), regressor()
    whole.fit(X, Y, epochs=2, batch_size=8)

    def truncate(run):
        if run.epoch == 2:
            os.truncate(x.filename, 700)

    net = regressor()
    words = r"the file of x has 700 bytes, of 1328 before: it was truncated after it was mapped\. Restore it"
    with pytest.raises(OSError, match=words):
        net.fit(x, on_disk(Y), epochs=4, batch_size=8, callbacks=[truncate])
    for again in (lambda: net.fit(x, on_disk(Y), epochs=4, batch_size=8), lambda: net.predict(x), lambda: net.loss(x, Y)):
        with pytest.raises(OSError, match=words):
            again()
    assert [leaf.tobytes() for leaf in leaves(net.params)] == [leaf.tobytes() for leaf in leaves(whole.params)]


def test_files_are_not_changed_and_a_step_cannot_write_to_them(on_disk):
    x, y = on_disk(X, "r+"), on_disk(Y, "r+")
    regressor().fit(x, y, epochs=2, batch_size=8, validation=0.2, callbacks=[EarlyStopping(5)])

    def double(xp, params, x):
        x *= 2.0
        return x, ()

    inplace = bpnet.stateless(double, lambda xp, params, r, dy: ((), 2.0 * dy))
    net = bpnet.Network([inplace, bpnet.layers.affine(2)], n_in=3, loss="squared_error", backend="numpy")
    with pytest.raises(ValueError, match="a layer writes to its input"):
        net.fit(x, y, epochs=1, batch_size=8, shuffle=False, compile=False)
    assert np.array_equal(x, X)
    assert np.array_equal(y, Y)


def test_views_of_a_file_are_known_by_their_base(on_disk, tmp_path):
    x = on_disk(X)
    windows = np.lib.stride_tricks.sliding_window_view(x[:, 0], 5)
    (tmp_path / "raw").write_bytes(X.tobytes())
    with (tmp_path / "raw").open("rb") as raw, mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as view:
        for array in (x, x[3:], x.T, np.asarray(x), x[:, 1], windows, np.broadcast_to(x, (2, N, 3))):
            assert mapped_file(array) is x._mmap
        buffer = np.frombuffer(view)
        assert mapped_file(buffer) is view
        del buffer
    memory = np.frombuffer(mmap.mmap(-1, 800))
    for array in (x.copy(), x + 1.0, x[[1, 2]], x.astype("float32"), X, memory, [1.0], None):
        assert mapped_file(array) is None


# --- losses in portions


@pytest.mark.parametrize(("n", "n_in", "expected"), [(40, 3, [16, 16, 8]), (16, 3, [16]), (1, 3, [1]), (5, 1 << 24, [1] * 5)])
def test_a_portion_has_a_power_of_two_rows(n, n_in, expected):
    assert [stop - start for start, stop in portions(n, n_in)] == expected


def test_portions_are_limited_by_rows_and_by_numbers(monkeypatch):
    monkeypatch.undo()
    assert portions(1 << 20, 2)[0] == (0, 1 << 16)
    assert portions(1 << 20, 784)[0] == (0, 8192)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("weight", [None, WEIGHT, np.where(np.arange(N) < 20, 0.0, WEIGHT)])
def test_the_loss_in_portions_is_that_of_all_rows_at_once(reduction, weight, bpnet_backend, monkeypatch):
    net = regressor(bpnet_backend, loss=losses.squared_error(reduction))
    in_portions = float(net.backend.to_host(net.loss(X, Y, sample_weight=weight)))
    monkeypatch.setattr(evaluation, "MOST_ROWS", 64)
    assert in_portions == pytest.approx(float(net.backend.to_host(net.loss(X, Y, sample_weight=weight))), rel=1e-14)


def test_a_sum_of_losses_that_overflows_is_infinite():
    net = regressor(loss=losses.squared_error("sum"))
    with np.errstate(over="ignore"):
        assert float(net.loss(np.full((N, 3), 1.0), np.full((N, 2), 1e153))) < np.inf
        assert float(net.loss(np.full((N, 3), 1.0), np.full((N, 2), 3e153))) == np.inf


def test_exact_losses_in_portions_are_the_same_bits_in_groups_and_on_ranks():
    options = {"epochs": 2, "batch_size": 8, "sample_weight": WEIGHT, "callbacks": [EarlyStopping(9)]}
    make = partial(bpnet.MLP, (3, 8, 2), arithmetic="exact", backend="numpy")
    alone = [make(seed=seed).fit(X, Y, validation=0.5, **options).validation_loss for seed in (1, 2)]
    group = make(seed=(1, 2)).fit(X, Y, validation=0.5, **options).validation_loss
    assert group.T.tolist() == [values.tolist() for values in alone]
    ranks = run_on(2, lambda ranks: make(seed=1).fit(X, Y, validation=0.5, comm=ranks, **options).validation_loss)
    assert [values.tolist() for values in ranks] == [alone[0].tolist()] * 2


def test_the_pages_have_the_limits_of_portions(monkeypatch):
    monkeypatch.undo()
    page = (Path(__file__).parent.parent / "docs" / "training.md").read_text()
    for words in (
        f"together {disk_samples.PORTION >> 20} MiB",
        f"at most {evaluation.MOST_ROWS:,}",
        f"{evaluation.MOST_NUMBERS:,} inputs",
    ):
        assert words in page


# --- memory

PROGRAM = """
import resource, sys
import numpy as np
import bpnet
from bpnet import layers

x, y = (np.load(f"{sys.argv[1]}/{name}.npy", mmap_mode="r") for name in "xy")
net = bpnet.Network([layers.affine(2), layers.tanh(), layers.affine(4)], n_in=256, loss="softmax_cross_entropy", backend="numpy")
net.fit(np.ones((64, 256)), np.zeros(64, int), epochs=1, batch_size=32)  # what a process loads once
size = int(next(line for line in open("/proc/self/status") if line.startswith("VmData")).split()[1]) << 10
resource.setrlimit(resource.RLIMIT_DATA, (size + (256 << 20),) * 2)
if sys.argv[2] == "loaded":
    x = np.array(x, dtype="float64")
net.fit(x, y, epochs=1, batch_size=1024, validation=0.25, callbacks=[bpnet.callbacks.EarlyStopping(3)])
net.loss(x, y)
"""


def test_a_training_on_disk_takes_the_memory_of_batches_and_not_of_the_data(tmp_path):
    """Half a gigabyte in float64 is 64 MiB of bytes on disk; the process may have 256 MiB more than for a small training."""
    if not os.path.exists("/proc/self/status"):  # noqa: PTH110 - a file of Linux
        pytest.skip("the memory of a process is read from /proc/self/status")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
    for name, shape, kind in (("x", (1 << 18, 256), "uint8"), ("y", (1 << 18,), "uint8")):
        np.lib.format.open_memmap(tmp_path / f"{name}.npy", "w+", kind, shape)  # a file of holes, which are zeros
    done = {
        how: subprocess.run([sys.executable, "-c", PROGRAM, tmp_path, how], capture_output=True, text=True, check=False, env=env)
        for how in ("map", "loaded")
    }
    assert done["map"].returncode == 0, done["map"].stderr
    assert "MemoryError" in done["loaded"].stderr  # the control
