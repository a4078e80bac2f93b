"""Published runs, followed (docs/reproductions.md), on data that are not part of bpnet: BPNET_DATA names their folder."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import bpnet

ROOT = Path(__file__).parent.parent


def data(name):
    """A file of the folder that BPNET_DATA names."""
    folder = os.environ.get("BPNET_DATA")
    if folder is None or not (Path(folder) / name).is_file():
        pytest.skip(f"BPNET_DATA must name a folder that has {name}; it is {folder or 'not set'}")
    return np.load(Path(folder) / name)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_stored_run_on_a_thousand_digits_is_followed(bpnet_backend, dtype):
    stored = data("nielsen_mnist_1000.npz")
    x, labels = stored["images"] / 256.0, stored["labels"].astype(np.int64)
    targets = np.eye(10)[labels]
    net = bpnet.MLP(
        (784, 30, 10),
        output="sigmoid",
        loss="cross_entropy_on_probabilities",
        optimizer=bpnet.optimizers.sgd(0.5),
        backend=bpnet_backend,
        dtype=dtype,
    )
    net.params = [(stored["w0"], stored["b0"]), (stored["w1"], stored["b1"])]
    with bpnet_backend.scope():
        x, targets = (bpnet_backend.from_host(a, dtype) for a in (x, targets))
    costs, counts = [], []

    def measure(run):
        costs.append(float(bpnet_backend.to_host(net.loss(x, targets))))
        counts.append(int(np.sum(np.argmax(bpnet_backend.to_host(net.predict(x)), axis=1) == labels)))

    # the others follow NumPy (tests/test_parity.py), array-api-strict bit for bit
    few = {"numpy": 400, "array_api_strict": 8}.get(bpnet_backend.name, 100 if dtype == "float64" else 40)
    epochs = int(os.environ.get("BPNET_EPOCHS", few))
    net.fit(x, targets, epochs=epochs, batch_size=10, order=stored["order"][:epochs], callbacks=[measure])
    assert len(costs) == epochs
    worst = np.max(np.abs(np.asarray(costs) / stored["published_train_cost"][:epochs] - 1.0))
    assert worst < (1e-9 if dtype == "float64" else 1e-3), worst
    if dtype == "float64":
        assert counts == stored["published_train_correct"][:epochs].tolist()


FAHLMAN = {"epsilon": 1.7, "alpha": 0.0, "r": 1.0, "trials": 100, "mean": 129.0, "deviation": 46.0}
"""Row of Fahlman's report (1988) on the 10-5-10 encoder by plain backprop, as docs/reproductions.md quotes it."""


def epochs_to_learn(trials, *, epsilon, alpha, r, limit=600):
    """Epochs that each trial takes until all outputs are within 0.4 of their targets; 0 for one that does not learn."""
    patterns, epochs = np.eye(10), np.zeros(trials, int)
    net = bpnet.MLP(
        (10, 5, 10),
        output="sigmoid",
        loss=bpnet.losses.squared_error(reduction="sum"),
        optimizer=bpnet.optimizers.sgd(epsilon, momentum=alpha),
        seed=range(trials),
        backend="numpy",
    )
    draws = np.random.default_rng(1988)
    net.params = [[draws.uniform(-r, r, leaf.shape) for leaf in layer] for layer in net.params]

    def has_learned(run):
        learned = np.all(np.abs(run.net.predict(patterns) - patterns) < 0.4, axis=(1, 2))
        epochs[learned & (epochs == 0)] = run.epoch
        return learned

    net.fit(patterns, patterns, epochs=limit, callbacks=[has_learned])
    return epochs


def test_the_encoder_is_learned_in_as_many_epochs_as_fahlmans():
    settings = {key: FAHLMAN[key] for key in ("epsilon", "alpha", "r")}
    epochs = epochs_to_learn(400, **settings)
    assert np.all(epochs > 0)
    errors = (FAHLMAN["deviation"] / np.sqrt(FAHLMAN["trials"]), np.std(epochs, ddof=1) / np.sqrt(len(epochs)))
    assert abs(np.mean(epochs) - FAHLMAN["mean"]) < 2.0 * np.hypot(*errors), np.mean(epochs)
    slower = epochs_to_learn(400, **(settings | {"epsilon": 1.0}))  # the comparison sees another rate
    for name, found in (("400 trials", epochs), ("the first 100", epochs[:100]), ("a rate of 1", slower)):
        print(f"{name}: {found.max()} {found.min()} {found.mean():.1f} {np.std(found, ddof=1):.1f}")  # shown by pytest -s
    assert abs(np.mean(slower) - FAHLMAN["mean"]) > 5.0 * np.hypot(*errors)


def test_mnist_is_read_right():
    data("mnist.npz").close()
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "examples" / "mnist.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert float(done.stdout.split("test accuracy ")[1].split(",")[0]) >= 0.978
