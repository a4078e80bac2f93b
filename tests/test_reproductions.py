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


def test_mnist_is_read_right():
    data("mnist.npz").close()
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "examples" / "mnist.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert float(done.stdout.split("test accuracy ")[1].split(",")[0]) >= 0.978
