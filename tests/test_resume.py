"""What a file cannot hold is said, what a user has chosen is kept, and what would fail later fails before the training."""

import json
import os
import struct
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet import _specs, layers, losses, optimizers, schedules
from bpnet.arrays import leaves
from bpnet.backprop import Layer
from bpnet.callbacks import Callback, Checkpoint, EarlyStopping
from bpnet.errors import CheckpointError
from bpnet.losses import Loss
from bpnet.optimizers import Optimizer

pytest.importorskip("safetensors", reason="checkpoints are safetensors files")

DATA = Path(__file__).parent / "data"
X = np.random.default_rng(0).standard_normal((20, 3))
Y = X[:, :1] * X[:, 1:2]


def network(rate=0.1, **options):
    return bpnet.MLP((3, 4, 1), optimizer=optimizers.sgd(rate, momentum=0.5), seed=1, backend="numpy", **options)


def fit(net, file, epochs, *more, resume=True):
    return net.fit(X, Y, epochs=epochs, batch_size=7, callbacks=[*more, Checkpoint(file)], resume=file if resume else None)


def bits(net):
    return [net.backend.to_host(leaf).tobytes() for leaf in leaves(net.training[:3])]


def described(file):
    content = file.read_bytes()
    (size,) = struct.unpack("<Q", content[:8])
    return json.loads(json.loads(content[8 : 8 + size])["__metadata__"]["bpnet"])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "run.safetensors"


# What a file cannot hold


def square(update):
    return 0.2 / (update + 1) ** 2


OWN_RATES = {
    "a function": square,
    "a schedule of a function": schedules.as_schedule(square),
    "a warm-up before a function": schedules.warm_up(square, steps=3),
    "an object": type("Rate", (), {"__call__": lambda self, update: square(update)})(),
}


@pytest.mark.parametrize("name", OWN_RATES)
@pytest.mark.parametrize("given", ["assigned", "to the optimizer"])
def test_a_custom_rate_is_refused_by_load_and_kept_by_restore(file, name, given):
    def make():
        net = network() if given == "assigned" else network(OWN_RATES[name])
        if given == "assigned":
            net.learning_rate = OWN_RATES[name]
        return net

    net = make()
    fit(net, file, 2, resume=False)
    words = "learning rate that is a function" if given == "assigned" else r"custom parts \(its optimizer.learning_rate"
    with pytest.raises(CheckpointError, match=words):
        bpnet.load(file)
    again = make()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again.restore(file)
    assert again.learning_rate is OWN_RATES[name]
    whole, resumed = make(), make()
    expected = whole.fit(X, Y, epochs=6, batch_size=7)
    got = fit(resumed, file, 6)
    assert np.array_equal(expected.loss, got.loss)
    assert bits(whole) == bits(resumed)


def test_a_custom_rate_that_the_network_lacks_is_said(file):
    net = network()
    net.learning_rate = square
    net.save(file)
    with pytest.warns(UserWarning, match="keeps its learning rate, 0.1; .* was written with a custom function"):
        network().restore(file)


def squared(xp, _, x):
    return x * x, x


CUSTOM = {
    "layer.layers[1]": {"layers": [layers.affine(1), bpnet.stateless(squared, lambda xp, _, x, dy: ((), 2.0 * x * dy))]},
    "loss": {"loss": Loss(*losses.squared_error()[:2])},
    "optimizer": {"optimizer": Optimizer(*optimizers.sgd(0.1)[:3])},
    "layer.layers[0].activation": {
        "layers": [layers.dense(2, layers.tanh()._replace(inference=layers.elu().inference)), layers.affine(1)]
    },
    "loss ": {"loss": losses.huber()._replace(lowest=-99.0)},
    "optimizer ": {"optimizer": optimizers.sgd(0.1)._replace(learning_rate=0.2)},
    "optimizer.optimizer": {"optimizer": optimizers.clip_norm(Optimizer(*optimizers.sgd(0.1)[:3]), 1.0)},
    "optimizer.learning_rate": {"optimizer": optimizers.adam(square)},
}


def custom(**parts):
    parts = {"layers": [layers.affine(2), layers.tanh(), layers.affine(1)], "loss": "squared_error", **parts}
    return bpnet.Network(parts.pop("layers"), n_in=3, backend="numpy", **parts)


@pytest.mark.parametrize("place", CUSTOM)
def test_a_custom_part_is_named_by_load_and_restored_into_the_same_network(file, place):
    net = custom(**CUSTOM[place])
    fit(net, file, 2, resume=False)
    with pytest.raises(CheckpointError, match="with custom parts") as caught:
        bpnet.load(file)
    assert f"(its {place.strip()})" in str(caught.value)
    again = custom(**CUSTOM[place])
    again.restore(file)
    assert bits(again) == bits(net)


@pytest.mark.parametrize("place", [place for place in CUSTOM if not place.startswith("layer")])
def test_beside_a_custom_part_the_others_are_compared(file, place):
    custom(**CUSTOM[place]).save(file)
    other = custom(**CUSTOM[place], layers=[layers.affine(2), layers.relu(), layers.affine(1)])
    words = r"its layer is different: layer.layers\[1\] is 'layers.tanh', this .* 'layers.relu'"
    with pytest.raises(CheckpointError, match=words):
        other.restore(file)


def test_a_link_or_a_class_that_is_custom_is_told(file):
    net = network()
    net.output_activation = Layer(*layers.identity()[:4])
    net.save(file)
    with pytest.raises(CheckpointError, match=r"custom parts \(its link\)"):
        bpnet.load(file)
    type("Mine", (bpnet.MLP,), {})((3, 1), backend="numpy").save(file)
    with pytest.raises(CheckpointError, match="its kind is 'Mine', expected one of Network, MLP"):
        bpnet.load(file)


def test_numbers_of_any_library_are_settings_that_a_file_holds(file):
    for rate in (np.float32(0.5), np.asarray(0.5), np.int64(1)):
        network(rate).save(file)
        assert bpnet.load(file, backend="numpy").learning_rate == float(rate)


class Remembers(Callback):
    def __init__(self, data, arrays=()):
        self.kept = data, arrays

    def state_dict(self):
        return self.kept

    def load_state_dict(self, data, arrays):
        self.kept = data, arrays


@pytest.mark.parametrize(
    ("data", "arrays", "words"),
    [
        ({"a": {1, 2}}, (), "the state_dict of Remembers must be data for JSON: .*set"),
        ({"a": {1: 2}}, (), "the state_dict of Remembers must be data for JSON: a key must be a string, got 1"),
        ({"a": square}, (), "the state_dict of Remembers must be data for JSON"),
        ({}, (np.asarray(["a"]),), r"Remembers\[0\] is <U1"),
        ({}, np.asarray([1j]), "Remembers is complex128"),
        ({"a": "x" * 2**24}, (), "large data belong in arrays"),
    ],
)
def test_a_state_that_a_file_would_change_is_told_before_the_training(file, data, arrays, words):
    net = network()
    with pytest.raises((TypeError, ValueError), match=words):
        fit(net, file, 3, Remembers(data, arrays))
    assert net.training.epoch == 0
    assert not file.exists()


def test_a_state_of_any_numbers_comes_back(file):
    arrays = (
        *(np.asarray([1, 0, 1], dtype) for dtype in ("bool", "int8", "uint64", "float16", ">f8", ">i4")),
        *(np.ones((0, 3)), np.asarray(7, "uint8"), np.arange(12.0).reshape(3, 4)[:, ::2]),
    )
    fit(network(), file, 1, Remembers({"n": np.int64(3), "x": np.float32(0.5), "t": (1, 2)}, (arrays, ())))
    again = Remembers({"n": 0})
    fit(network(), file, 2, again)
    data, (got, rest) = again.kept
    assert (data, rest) == ({"n": 3, "x": 0.5, "t": [1, 2]}, ())
    for a, b in zip(arrays, got, strict=True):
        assert (a.dtype.newbyteorder("="), a.shape) == (b.dtype, b.shape)
        assert np.array_equal(a, b)
    got[1][0] = 5  # it can be written to, as any array of one's own
    one = Remembers({}, np.arange(3))
    fit(network(), file, 1, one, resume=False)
    back = Remembers({}, np.zeros(1))
    fit(network(), file, 1, back)
    assert np.array_equal(back.kept[1], np.arange(3))


def counted(dtype):
    """A layer with a state of another dtype."""
    init = lambda draw, n: ((), (np.asarray([0, 1, 1], dtype),), n)  # noqa: E731 - four of them
    forward = lambda xp, p, s, x: (x, (), s)  # noqa: E731
    return Layer(init, forward, lambda xp, p, r, dy: ((), dy), lambda xp, p, s, x: x)


def test_a_state_of_any_dtype_is_resumed(bpnet_backend, file):
    dtypes = ["bool", "int32", "uint8", "int64", "float64"]

    def make():
        stack = [*map(counted, dtypes), layers.affine(1)]  # one network, since each is compiled
        return bpnet.Network(stack, n_in=3, loss="squared_error", backend=bpnet_backend)

    whole, first, second = make(), make(), make()
    expected = whole.fit(X, Y, epochs=4)
    fit_ = {"callbacks": [Checkpoint(file)]}
    first.fit(X, Y, epochs=2, **fit_)
    got = second.fit(X, Y, epochs=4, resume=file, **fit_)
    assert np.array_equal(expected.loss, got.loss)
    assert [second.backend.to_host(leaf).dtype for leaf in leaves(second.state)] == dtypes
    for leaf in leaves(second.state):
        assert np.array_equal(second.backend.to_host(leaf), [0, 1, 1])


# What a user has chosen


@pytest.mark.parametrize("other", [1e-4, schedules.step(0.3, every=2), square])
def test_a_rate_that_was_assigned_is_kept_and_said(file, other):
    fit(network(), file, 2)
    net = network()
    net.learning_rate = other
    with pytest.warns(UserWarning, match=r"keeps its learning rate, .*; .*run.safetensors was written with 0.1$") as told:
        fit(net, file, 3)
    assert [each.filename for each in told] == [__file__]
    assert net.learning_rate is other or net.learning_rate == other
    again = network()
    again.learning_rate = 0.7
    with pytest.warns(UserWarning, match="keeps its learning rate"):
        again.restore(file)
    assert again.learning_rate == 0.7


def lowers(run):
    if run.epoch % 2 == 0:
        run.net.learning_rate *= 0.5


@pytest.mark.parametrize("assigned", [None, 0.1, 0.3])
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
@pytest.mark.filterwarnings("error")
def test_the_same_program_goes_on_with_the_rate_that_a_callback_changed(file, assigned, cut):
    def make():
        net = network()
        if assigned is not None:
            net.learning_rate = assigned
        return net

    whole = make()
    expected = whole.fit(X, Y, epochs=7, batch_size=7, callbacks=[lowers])
    fit(make(), file, cut, lowers)
    fit(make(), file, 5, lowers)
    resumed = make()
    got = fit(resumed, file, 7, lowers)
    assert np.array_equal(expected.loss, got.loss)
    assert (bits(whole), whole.learning_rate) == (bits(resumed), resumed.learning_rate)


@pytest.mark.filterwarnings("error")
def test_a_network_that_a_callback_left_with_another_rate_takes_that_of_the_file(file):
    net = network()
    net.fit(X, Y, epochs=2, callbacks=[lowers, Checkpoint(file)])
    net.fit(X, Y, epochs=2, callbacks=[lowers])
    assert net.learning_rate == 0.025
    net.restore(file)
    assert net.learning_rate == 0.05


@pytest.mark.filterwarnings("error")
def test_a_rate_of_the_file_goes_to_a_network_that_nobody_gave_another(file):
    net = network()
    net.learning_rate = 0.05
    fit(net, file, 1)
    other = network()
    other.restore(file)
    assert (other.learning_rate, bpnet.load(file, backend="numpy").learning_rate) == (0.05, 0.05)


def test_another_rate_of_a_custom_optimizer_is_kept_and_said(file):
    def make(rate):
        return bpnet.MLP((3, 1), optimizer=Optimizer(*optimizers.sgd(0.1)[:2], rate), backend="numpy")

    fit(make(0.1), file, 1)
    with pytest.warns(UserWarning, match="keeps its learning rate, 0.01; .* was written with 0.1"):
        fit(make(0.01), file, 2)


SAME = [
    ("adam", optimizers.adam(0.001)),
    ("sgd", optimizers.sgd(0.1, momentum=0.0, nesterov=False)),
    (optimizers.clip_norm(optimizers.adamw(), 1.0), optimizers.clip_norm(optimizers.adamw(0.001, betas=[0.9, 0.999]), limit=1)),
    (optimizers.sgd(schedules.warm_up(0.1, steps=3)), optimizers.sgd(schedules.warm_up(schedules.constant(0.1), steps=3))),
    (
        optimizers.sgd(schedules.reduce_on_plateau(0.1)),
        optimizers.sgd(schedules.reduce_on_plateau(0.1, factor=0.1, patience=10, threshold=1e-4, least=0.0)),
    ),
    (optimizers.l2(optimizers.rmsprop(), 0.1), optimizers.l2(optimizers.rmsprop(0.01, alpha=0.99), 0.1, decay_biases=True)),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_arguments_that_are_the_defaults_are_no_difference(file, a, b):
    for first, second in ((a, b), (b, a)):
        bpnet.MLP((3, 4, 1), optimizer=first, backend="numpy").save(file)
        bpnet.MLP((3, 4, 1), optimizer=second, backend="numpy").restore(file)


FACTORIES = [
    *(make for make in layers.ACTIVATIONS.values()),
    *(make for make in losses.LOSSES.values()),
    *(make for make in optimizers.OPTIMIZERS.values()),
    *(layers.layer_norm, layers.batch_norm, layers.dropout),
]


@pytest.mark.parametrize("make", FACTORIES, ids=lambda make: make.__name__)
def test_the_defaults_of_every_factory_are_filled_in(make):
    import inspect

    defaults = {key: p.default for key, p in inspect.signature(make).parameters.items() if p.default is not p.empty}
    short, long = _specs.with_defaults(_specs.to_json(make())), _specs.with_defaults(_specs.to_json(make(**defaults)))
    assert short == long
    assert _specs.first_difference(short, long, "") is None
    for key, value in defaults.items():  # the control: another argument is seen
        if isinstance(value, float) and 0.0 < value < 1.0:
            other = _specs.with_defaults(_specs.to_json(make(**{key: value / 2})))
            assert _specs.first_difference(short, other, "it") == (f"it.{key}", value, value / 2)


def test_a_layer_by_name_is_the_layer_by_factory(file):
    stack = [layers.dense(4, "tanh"), layers.dropout(), layers.affine(1)]
    same = [layers.dense(4, layers.tanh(), bias=True), layers.dropout(0.5), layers.affine(1, initial="zeros")]
    custom(layers=stack, loss=losses.huber()).save(file)
    custom(layers=same, loss=losses.huber("mean", delta=1)).restore(file)
    with pytest.raises(CheckpointError, match="its loss is different: loss.delta is 1.0, this network's is 2.0"):
        custom(layers=same, loss=losses.huber(delta=2.0)).restore(file)
    with pytest.raises(CheckpointError, match=r"its layer is different: layer.layers\[0\].activation is 'layers.tanh'"):
        custom(layers=[layers.dense(4, "elu"), *stack[1:]], loss="huber").restore(file)


# What would fail later


class Watches(Callback):
    def __init__(self):
        self.begun = []

    def begin(self, run):
        self.begun.append((run.epoch, run.epochs, run.net.training.epoch))

    def finish(self, run):
        self.begun.append("finished")


def test_begin_is_called_once_before_the_file_is_read(file):
    fit(network(), file, 2)
    watches = Watches()
    fit(network(), file, 5, watches)
    assert watches.begun == [(0, 5, 0), "finished"]


@pytest.mark.parametrize("place", ["missing/run", "."])
def test_a_checkpoint_that_could_not_be_written_is_told_before_the_training(tmp_path, place):
    net = network()
    with pytest.raises(FileNotFoundError, match="cannot write .*: it is"):
        net.fit(X, Y, epochs=3, callbacks=[Checkpoint(tmp_path / place, every=1000)])
    assert net.training.epoch == 0
    with pytest.raises(OSError, match="sys"):
        net.fit(X, Y, epochs=3, callbacks=[Checkpoint("/sys/kernel/run", every=1000)])
    assert net.training.epoch == 0


def test_a_missing_library_is_told_before_the_training(file, monkeypatch):
    monkeypatch.setitem(sys.modules, "safetensors.numpy", None)
    net = network()
    with pytest.raises(ImportError, match="pip install safetensors"):
        fit(net, file, 3)
    assert net.training.epoch == 0


def test_a_tilde_is_a_home_in_every_path(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    net = network()
    net.save("~/net")
    assert bits(bpnet.load("~/net", backend="numpy")) == bits(net)
    network().restore("~/net")
    net.fit(X, Y, epochs=2, callbacks=[Checkpoint("~/run")])
    history = network().fit(X, Y, epochs=3, callbacks=[Checkpoint(Path("~/run"))], resume="~/run")
    assert history.loss.size == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net", "run"]


def test_a_file_that_may_not_be_looked_at_is_no_reason_to_start_anew(file, monkeypatch):
    def denied(self, **_):
        raise PermissionError(13, "Permission denied", str(self))

    net = network()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", denied)
        with pytest.raises(PermissionError):
            net.fit(X, Y, epochs=1, resume=file)
    assert net.training.epoch == 0


# Files of earlier versions


def test_a_training_of_an_earlier_version_is_loaded_and_resumed(tmp_path):
    old = DATA / "training-0.1.0.safetensors"
    labels = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)

    def make():
        stack = [
            layers.affine(4),
            layers.batch_norm(),
            layers.dense(4, "tanh"),
            layers.dropout(0.3),
            layers.affine(3, bias=False),
        ]
        return bpnet.Network(
            stack, n_in=3, loss="softmax_cross_entropy", optimizer=optimizers.adam(1e-3), seed=0, backend="numpy"
        )

    net, other = bpnet.load(old, backend="numpy"), make()
    other.restore(old)
    assert bits(net) == bits(other)
    assert (net.training.epoch, net.training.updates, net.seed, net.n_params) == (4, 12, 5, 56)
    assert [leaf.dtype.name for leaf in leaves(net.state[3])] == ["int64"] * 3
    callbacks = [EarlyStopping(99), Checkpoint(tmp_path / "new")]
    history = make().fit(X, labels, epochs=6, batch_size=10, callbacks=callbacks, resume=old)
    assert history.loss.size == 6
    assert "given_rate" not in described(old)


def test_a_custom_rate_in_a_file_of_an_earlier_version_is_refused(file):
    old = DATA / "own-rate-0.1.0.safetensors"
    with pytest.raises(CheckpointError, match="learning rate that is a function"):
        bpnet.load(old)
    net = bpnet.MLP((3, 2, 1), backend="numpy")
    net.learning_rate = square
    net.restore(old)
    assert (net.learning_rate, net.seed) == (square, 1)


def test_a_relative_path_stays_where_it_was_when_the_training_began(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    net = network()
    net.fit(X, Y, epochs=2, callbacks=[lambda run: os.chdir(tmp_path / "elsewhere"), Checkpoint("run")])
    assert (tmp_path / "run").is_file()
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(("then", "now", "words"), [(None, 0.25, "without, with"), (0.25, None, "with, without")])
def test_validation_that_comes_or_goes_is_told_for_the_history_has_one_loss_of_every_epoch(file, then, now, words):
    network().fit(X, Y, epochs=2, validation=then, callbacks=[Checkpoint(file)])
    before, after = words.split(", ")
    with pytest.raises(CheckpointError, match=f"was written {before} validation data, and is resumed {after}$"):
        network().fit(X, Y, epochs=4, validation=now, resume=file)
    history = network().fit(X, Y, epochs=4, validation=then, resume=file)
    assert history.validation_loss.size == (0 if then is None else 4)


@pytest.mark.parametrize("kept", [None, [1], {"a": 1}, ([1], ())])
def test_a_state_dict_that_is_no_pair_is_told_in_words(file, kept):
    rule = type("Mine", (Callback,), {"state_dict": lambda self: kept})()
    with pytest.raises(TypeError, match="the state_dict of Mine must be a pair of a dictionary and a tree of arrays, got "):
        network().fit(X, Y, epochs=1, callbacks=[rule, Checkpoint(file)])
