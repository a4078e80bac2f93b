import json
import struct
import subprocess
import sys
import textwrap

import numpy as np
import pytest

import bpnet
from bpnet import _specs, layers, losses, optimizers, schedules
from bpnet.arrays import leaves
from bpnet.callbacks import Checkpoint, EarlyStopping
from bpnet.errors import CheckpointError

pytest.importorskip("safetensors", reason="checkpoints are safetensors files")

X = np.random.default_rng(0).standard_normal((24, 3))
LABELS = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)


def classifier(backend="numpy", **options):
    options = {"optimizer": "adam", "hidden": layers.leaky_relu(0.2), **options}
    return bpnet.MLP((3, 8, 3), output="softmax", loss="softmax_cross_entropy", seed=1, backend=backend, **options)


def deep(backend="numpy"):
    stack = [layers.affine(8), layers.batch_norm(), layers.gelu("tanh"), layers.dropout(0.3), layers.affine(3, bias=False)]
    optimizer = optimizers.clip_norm(optimizers.sgd(schedules.warm_up(0.1, steps=9), momentum=0.9, dampening=0.1), 2.0)
    return bpnet.Network(stack, n_in=3, loss=losses.softmax_cross_entropy(), optimizer=optimizer, seed=5, backend=backend)


def host(net):
    return [net.backend.to_host(leaf) for leaf in leaves(net.training[:3])]


def same(a, b):
    return all(np.array_equal(p, q) for p, q in zip(host(a), host(b), strict=True))


@pytest.mark.parametrize("make", [classifier, deep])
def test_a_network_trained_on_one_backend_goes_on_on_another(bpnet_backend, make, tmp_path):
    file = tmp_path / "net.safetensors"
    there = make(bpnet_backend)
    options = {"epochs": 3, "batch_size": 8}  # of one size, since jax and numba compile each
    there.fit(X, LABELS, **options)
    there.save(file)
    here, again = bpnet.load(file), bpnet.load(file, backend=bpnet_backend)
    assert (here.backend.name, again.backend.name, type(here)) == ("numpy", bpnet_backend.name, type(there))
    assert same(here, there)
    assert same(again, there)
    assert (here.training.epoch, here.training.updates, here.seed) == (3, 9, there.seed)
    losses_ = [net.fit(X, LABELS, **options).loss for net in (there, here, again)]
    assert np.array_equal(losses_[0], losses_[2])
    np.testing.assert_allclose(losses_[0], losses_[1], rtol=1e-11)
    np.testing.assert_allclose(here.predict(X), there.backend.to_host(there.predict(X)), rtol=1e-10)


def test_float32_networks_stay_float32(tmp_path):
    net = classifier(dtype="float32")
    net.save(tmp_path / "net")
    assert bpnet.load(tmp_path / "net").dtype == "float32"
    assert same(bpnet.load(tmp_path / "net"), net)


def test_the_provenance_is_in_the_file(tmp_path):
    from safetensors import safe_open

    classifier().save(tmp_path / "net")
    with safe_open(tmp_path / "net", framework="numpy") as file:
        about = json.loads(file.metadata()["bpnet"])
    assert about["provenance"]["numpy"] == np.__version__
    assert about["network"]["layer"]["make"] == "chain"


@pytest.mark.parametrize("make", [classifier, deep])
def test_a_resumed_training_ends_with_the_same_bits(make, tmp_path):
    file = tmp_path / "run.safetensors"
    options = {"batch_size": 7, "validation": 0.2}
    whole = make()
    expected = whole.fit(X, LABELS, epochs=12, callbacks=[Checkpoint(tmp_path / "other"), EarlyStopping(1000)], **options)
    first = make()
    stop = [Checkpoint(file, every=5), EarlyStopping(1000)]
    first.fit(X, LABELS, epochs=7, callbacks=stop, **options)
    second = make()
    got = second.fit(X, LABELS, epochs=12, callbacks=[Checkpoint(file), EarlyStopping(1000)], resume=file, **options)
    assert np.array_equal(expected.loss, got.loss)
    assert np.array_equal(expected.validation_loss, got.validation_loss)
    assert same(whole, second)


def test_a_plateau_is_resumed_too(tmp_path):
    file = tmp_path / "run"
    rate = schedules.reduce_on_plateau(0.5, factor=0.5, patience=1, threshold=0.1)
    nets = [classifier(optimizer=optimizers.rmsprop(rate)) for _ in range(3)]
    expected = nets[0].fit(X, LABELS, epochs=20, batch_size=7)
    nets[1].fit(X, LABELS, epochs=9, batch_size=7, callbacks=[Checkpoint(file)])
    got = nets[2].fit(X, LABELS, epochs=20, batch_size=7, callbacks=[Checkpoint(file)], resume=file)
    assert np.array_equal(expected.loss, got.loss)
    assert same(nets[0], nets[2])


def test_a_training_that_has_stopped_stays_stopped(tmp_path):
    file = tmp_path / "run"
    stop = [Checkpoint(file), lambda run: run.epoch == 4]
    net, again = classifier(), classifier()
    net.fit(X, LABELS, epochs=9, callbacks=stop)
    history = again.fit(X, LABELS, epochs=9, callbacks=stop, resume=file)
    assert (history.stopped_at, history.loss.size) == (4, 4)
    assert same(net, again)


def test_resuming_from_no_file_starts_anew(tmp_path):
    net, twin = classifier(), classifier()
    a = net.fit(X, LABELS, epochs=3, resume=tmp_path / "none").loss
    assert np.array_equal(a, twin.fit(X, LABELS, epochs=3).loss)


KILLED = """
    import os, random, signal, sys, time
    import numpy as np, bpnet
    from bpnet.callbacks import Checkpoint

    x = np.random.default_rng(0).standard_normal((40, 5))

    def make():
        return bpnet.MLP((5, 16, 5), hidden="tanh", optimizer="adam", seed=3, backend="numpy")

    def start(name, epochs, every=1):
        # a process of its own, which has imported all already, and is about to train
        ready, said = os.pipe()
        process = os.fork()
        if process:
            os.close(said)
            os.read(ready, 1)
            os.close(ready)
            return process
        net = make()
        os.write(said, b".")
        history = net.fit(x, x, epochs=epochs, batch_size=10, callbacks=[Checkpoint(name, every=every)], resume=name)
        net.save(name + ".end")
        np.save(name + ".npy", history.loss)
        os._exit(0)

    make().save("imports all that a training with a file does")
    chance = random.Random(1)
    for _ in range(50):
        training = start("killed", 100_000)  # far more than 50 lives can do: each of them ends by a kill
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(training, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(training, 0)[1]) == -signal.SIGKILL
    epochs = bpnet.load("killed").training.epoch + 10
    assert epochs > 10
    for name, every in (("killed", 1), ("whole", epochs)):
        assert os.waitpid(start(name, epochs, every), 0)[1] == 0
"""


def test_fifty_kills_lose_nothing_and_resume_to_the_same_bits(tmp_path):
    command = [sys.executable, "-c", textwrap.dedent(KILLED)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert np.array_equal(np.load(tmp_path / "whole.npy"), np.load(tmp_path / "killed.npy"))
    assert same(bpnet.load(tmp_path / "whole.end"), bpnet.load(tmp_path / "killed.end"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "net.safetensors"
    classifier().save(path)
    return path


def rewritten(file, change):
    """The same file with other metadata."""
    content = file.read_bytes()
    (size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    about = json.loads(header["__metadata__"]["bpnet"])
    header["__metadata__"]["bpnet"] = json.dumps(change(about))
    text = json.dumps(header).encode()
    file.write_bytes(struct.pack("<Q", len(text)) + text + content[8 + size :])


@pytest.mark.parametrize("keep", [0, 4, 8, 100, -1])
def test_a_truncated_file_is_told_as_damaged(file, keep):
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(CheckpointError, match="is damaged, or not a file of bpnet"):
        bpnet.load(file)


def test_every_flipped_byte_of_the_header_is_an_error_or_harmless(file):
    content = file.read_bytes()
    (size,) = struct.unpack("<Q", content[:8])
    for position in [*range(8), *range(8, 8 + size, 23)]:
        file.write_bytes(content[:position] + bytes([content[position] ^ 0x15]) + content[position + 1 :])
        try:
            bpnet.load(file)
        except CheckpointError:
            continue
        except (bpnet.BackendError, OSError) as error:
            pytest.fail(f"byte {position}: {error!r}")


def test_a_foreign_file_is_no_checkpoint(tmp_path):
    from safetensors.numpy import save_file

    (tmp_path / "text").write_text("hello, this is a text of some length that is not a checkpoint")
    with pytest.raises(CheckpointError, match="not a file of bpnet"):
        bpnet.load(tmp_path / "text")
    save_file({"w": np.ones(3)}, tmp_path / "foreign")
    with pytest.raises(CheckpointError, match="is not a checkpoint of bpnet: its metadata lack"):
        bpnet.load(tmp_path / "foreign")
    with pytest.raises(FileNotFoundError, match="there is no file"):
        bpnet.load(tmp_path / "missing")


def put(about, value, *path):
    for key in path[:-1]:
        about = about[key]
    about[path[-1]] = value


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("format",), 99, "has format 99; this version of bpnet reads 1"),
        (("network", "layer", "make"), "os.system", "no factory is called 'os.system'"),
        (("network", "layer", "make"), ["x"], "no factory is called"),
        (("network", "layer", "layers", 0, "n_out"), 10**12, "other shapes than its layers"),
        (("network", "layer", "layers", 0, "n_out"), "many", "does not fit"),
        (("network", "layer", "layers", 0, "activation"), None, "does not fit"),
        (("network", "loss"), {"make": "layers.tanh"}, "its loss is not of type Loss"),
        (("network", "kind"), "__import__", "does not fit"),
        (("network", "n_in"), 4, "other shapes than its layers"),
        (("network", "optimizer"), {"make": "optimizers.rprop"}, "does not fit"),
        (("training",), [["0"]], "does not fit"),
        (("training",), "17", "does not fit|lacks the array"),
        (("training",), {"a": 1}, "does not fit|lacks the array"),
        (("epoch",), "soon", "does not fit"),
        (("seed",), -1, "does not fit"),
        (("dtype",), "float16", "is damaged: it has the dtype 'float16'"),
        (("dtype",), "float32", "does not fit: .* is float64, expected float32"),
    ],
)
def test_a_hostile_description_is_one_clear_error_and_runs_nothing(file, path, value, words):
    def change(about):
        put(about, value, *path)
        return about

    rewritten(file, change)
    with pytest.raises(CheckpointError, match=words):
        bpnet.load(file)


def test_a_description_nested_without_end_is_an_error(file):
    rewritten(file, lambda about: about | {"network": about["network"] | {"layer": "NEST"}})
    content = file.read_bytes().replace(b'\\"NEST\\"', b"[" * 50_000 + b"]" * 50_000)
    (size,) = struct.unpack("<Q", content[:8])
    grown = len(content) - file.stat().st_size
    file.write_bytes(struct.pack("<Q", size + grown) + content[8:])
    with pytest.raises(CheckpointError):
        bpnet.load(file)


def test_layers_of_ones_own_are_saved_and_restored_into_the_same_network(tmp_path):
    file = tmp_path / "own"
    square = bpnet.stateless(lambda xp, _, x: (x * x, x), lambda xp, _, x, dy: ((), 2.0 * x * dy))

    def make():
        return bpnet.Network([layers.affine(3), square], n_in=3, loss="squared_error", backend="numpy")

    net = make()
    net.fit(X, X, epochs=3)
    net.save(file)
    with pytest.raises(CheckpointError, match="holds a network with custom parts"):
        bpnet.load(file)
    again = make()
    again.restore(file)
    assert same(net, again)


def test_a_file_of_another_network_changes_nothing(file):
    net = deep()
    before = net.training
    with pytest.raises(CheckpointError, match="does not fit"):
        net.restore(file)
    with pytest.raises(CheckpointError, match="holds a network, but no training to resume"):
        classifier().fit(X, LABELS, epochs=3, resume=file)
    with pytest.raises(CheckpointError, match="was trained in float64, this network computes in float32"):
        classifier(dtype="float32").restore(file)
    assert net.training is before


def test_an_assigned_learning_rate_is_kept(file):
    net = classifier()
    net.learning_rate = schedules.step(0.5, every=3)
    net.save(file)
    again = bpnet.load(file)
    assert [again.learning_rate(step) for step in (0, 3)] == pytest.approx([0.5, 0.05])


def test_a_progress_bar_does_not_matter_to_a_resumed_training(tmp_path):
    path = tmp_path / "run"
    classifier().fit(X, LABELS, epochs=2, callbacks=[Checkpoint(path), EarlyStopping(9)], progress=True)
    history = classifier().fit(X, LABELS, epochs=3, callbacks=[EarlyStopping(9)], resume=path)
    assert history.loss.size == 3
    with pytest.raises(CheckpointError, match=r"was written with the callbacks \['EarlyStopping'\], and is resumed with \[\]"):
        classifier().fit(X, LABELS, epochs=3, resume=path)


def test_a_training_of_another_seed_or_network_is_not_mixed_up(tmp_path):
    path = tmp_path / "run"
    whole, first = classifier(), classifier()
    expected = whole.fit(X, LABELS, epochs=6, batch_size=7, validation=0.2)
    first.fit(X, LABELS, epochs=3, batch_size=7, validation=0.2, callbacks=[Checkpoint(path)])
    other = bpnet.MLP(
        (3, 8, 3), hidden=layers.leaky_relu(0.2), output="softmax", loss="softmax_cross_entropy", optimizer="adam", seed=None
    )
    got = other.fit(X, LABELS, epochs=6, batch_size=7, validation=0.2, resume=path)
    assert np.array_equal(expected.loss, got.loss)
    assert np.array_equal(expected.validation_loss, got.validation_loss)
    assert (other.seed, got.provenance["seed"]) == (1, 1)
    with pytest.raises(CheckpointError, match="does not fit: its layer is"):
        classifier(hidden="relu").fit(X, LABELS, epochs=6, resume=path)
    with pytest.raises(CheckpointError, match="does not fit: its optimizer is"):
        classifier(optimizer="adamw").fit(X, LABELS, epochs=6, resume=path)
    with pytest.raises(ValueError, match="was written after 3 epochs, more than epochs=2"):
        classifier().fit(X, LABELS, epochs=2, validation=0.2, resume=path)


def test_numbers_of_numpy_are_written_as_numbers(tmp_path):
    net = bpnet.Network(
        layers.affine(np.int64(2)),
        n_in=np.int64(3),
        loss="squared_error",
        optimizer=optimizers.sgd(np.float32(0.5)),
        seed=np.int64(3),
        backend="numpy",
    )
    net.save(tmp_path / "net")
    assert bpnet.load(tmp_path / "net").learning_rate == 0.5


def test_an_infinite_number_in_a_file_is_given_back(tmp_path):
    net = classifier()
    net.training = net.training._replace(opt_state=bpnet.arrays.map_tree(lambda m: m + np.inf, net.training.opt_state))
    net.save(tmp_path / "net")
    assert same(bpnet.load(tmp_path / "net"), net)


def test_a_link_stays_a_link_and_a_file_keeps_its_mode(tmp_path):
    (tmp_path / "net").write_bytes(b"")
    (tmp_path / "net").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "net")
    classifier().save(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "net").stat().st_mode & 0o777 == 0o640
    assert same(bpnet.load(tmp_path / "net"), classifier())


@pytest.mark.parametrize("place", ["folder", "missing/net"])
def test_a_place_that_cannot_be_written_is_told(tmp_path, place):
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileNotFoundError, match="cannot write .*: it is"):
        classifier().save(tmp_path / place)


def test_an_unknown_backend_is_no_damage(file):
    with pytest.raises(bpnet.UnknownBackendError, match="unknown backend 'nmupy'"):
        bpnet.load(file, backend="nmupy")


def test_a_failed_write_leaves_the_old_file(file, monkeypatch):
    old = file.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("no space left on device")))
    with pytest.raises(OSError, match="no space left"):
        deep().save(file)
    assert file.read_bytes() == old
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_every_factory_is_made_again_from_its_recipe():
    things = [
        *(make() for make in layers.ACTIVATIONS.values()),
        *(make() for make in losses.LOSSES.values()),
        *(make() for make in optimizers.OPTIMIZERS.values()),
        optimizers.l2(optimizers.decoupled(optimizers.clip_value(optimizers.adamw(betas=(0.5, 0.6)), 1.0), 0.1), 0.2),
        optimizers.per_layer(optimizers.sgd(), (0.1, (1, 0.0))),
        optimizers.sgd(schedules.reduce_on_plateau(0.1, patience=3)),
        bpnet.chain(layers.dense(3, layers.elu(0.5)), layers.layer_norm(), layers.dropout(0.1)),
    ]
    for thing in things:
        data = json.loads(json.dumps(_specs.to_json(thing)))
        again = _specs.from_json(data)
        assert type(again) is type(thing)
        assert json.loads(json.dumps(_specs.to_json(again))) == data
