"""Files of version 0.1.0, in former names of factories: they are read, and their trainings go on to the same bits.

Each file in ``data/files-0.1.0`` has a loss, an optimizer or layers with all their options; ``expected.json`` has the data, and
what is computed from each file. All are in exact arithmetic, whose bits are the same everywhere. Version 0.1.0 computed the same
in edition 1 of exact arithmetic; these are the bits of edition 2, which differ from them by at most 1.5 eps in any loss.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet import layers, optimizers, schedules
from bpnet.arrays import leaves
from bpnet.callbacks import Callback, EarlyStopping
from bpnet.sklearn.formulas import PenalizedNetwork

pytest.importorskip("safetensors", reason="checkpoints are safetensors files")

FOLDER = Path(__file__).parent / "data" / "files-0.1.0"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())
DATA = {name: np.asarray(values) for name, values in EXPECTED["data"].items()}
FILES = EXPECTED["files"]
RESUMED = FILES.pop("training")


def digest(*arrays):
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def training_digest(net):
    return digest(*(net.backend.to_host(leaf) for leaf in leaves(net.training[:3])))


def hexadecimal(losses):
    return [float(loss).hex() for loss in losses]


def load(name):
    return bpnet.load(FOLDER / f"{name}.safetensors", backend="numpy")


def test_every_file_is_read():
    assert {file.stem for file in FOLDER.glob("*.safetensors")} == {*FILES, "training"}


@pytest.mark.parametrize("name", FILES)
def test_a_former_file_has_the_same_network(name):
    net, expected = load(name), FILES[name]
    assert (net.dtype, net.n_params, net.training.epoch) == (expected["dtype"], expected["n_params"], expected["epoch"])
    assert net.arithmetic == "exact"
    assert callable(net.learning_rate) if expected["rate"] is None else net.learning_rate == expected["rate"]
    assert training_digest(net) == expected["training"]
    assert float(net.loss(DATA["x"], DATA[expected["target"]])).hex() == expected["loss"]


@pytest.mark.parametrize("name", FILES)
def test_a_former_training_goes_on_to_the_same_bits(name):
    net, expected = load(name), FILES[name]
    history = net.fit(DATA["x"], DATA[expected["target"]], epochs=3, batch_size=4)
    assert hexadecimal(history.loss) == expected["losses"]
    assert training_digest(net) == expected["after"]
    assert digest(net.predict(DATA["x"])) == expected["predict"]


@pytest.mark.parametrize("name", FILES)
def test_a_former_network_is_written_and_read_again(tmp_path, name):
    net = load(name)
    net.save(tmp_path / "net")
    again = bpnet.load(tmp_path / "net", backend="numpy")
    assert type(again) is type(net)
    assert training_digest(again) == FILES[name]["training"]
    other = load(name)
    other.restore(tmp_path / "net")
    assert training_digest(other) == FILES[name]["training"]


@pytest.mark.parametrize("written", [bpnet.Network, PenalizedNetwork])
@pytest.mark.parametrize("restored", [bpnet.Network, PenalizedNetwork])
def test_a_file_without_a_penalty_is_one_of_penalty_0(tmp_path, written, restored):
    """Version 0.1.0 wrote no penalty if it was 0."""
    net, other = (kind([layers.affine(2)], n_in=3, loss="squared_error", backend="numpy") for kind in (written, restored))
    net.fit(DATA["x"], DATA["real"], epochs=1)
    net.save(tmp_path / "net")
    other.restore(tmp_path / "net")
    assert training_digest(other) == training_digest(net)


class Counts(Callback):
    def __init__(self):
        self.n, self.last = 0, np.zeros(2)

    def __call__(self, run):
        self.n += 1
        self.last = np.asarray([run.epoch, run.history.loss[-1]])

    def state_dict(self):
        return {"n": self.n}, (self.last,)

    def load_state_dict(self, data, arrays):
        self.n, (self.last,) = data["n"], arrays


def test_a_former_training_is_resumed_in_its_own_edition_only(monkeypatch):
    with pytest.raises(bpnet.CheckpointError, match="edition 1 of exact arithmetic, and would go on with other bits"):
        resume_former()
    monkeypatch.setattr("bpnet.checkpoint.restore.EDITION", 1)
    resume_former()


def resume_former():
    rate = schedules.reduce_on_plateau(0.02, patience=1)
    net = bpnet.MLP((3, 4, 2), hidden="tanh", optimizer=optimizers.adam(rate), seed=9, backend="numpy", arithmetic="exact")
    counter, rule = Counts(), EarlyStopping(8)
    history = net.fit(
        DATA["x"],
        DATA["real"],
        epochs=12,
        batch_size=4,
        validation=0.2,
        callbacks=[counter, rule],
        resume=FOLDER / "training.safetensors",
    )
    assert hexadecimal(history.loss) == RESUMED["losses"]
    assert hexadecimal(history.validation_loss) == RESUMED["validation"]
    assert training_digest(net) == RESUMED["after"]
    assert (rule.best.hex(), rule.best_epoch) == (RESUMED["best"], RESUMED["best_epoch"])
    assert (counter.n, counter.last.tolist()) == (RESUMED["n"], RESUMED["last"])
