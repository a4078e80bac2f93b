"""Many networks, each of another shape and settings, trained and deleted: how the process grows, as one line of JSON.

Run as a program: ``python tests/soak.py BACKEND NETWORKS [--face] [--leak] [--each]``.
"""

import argparse
import ctypes
import gc
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np

import bpnet
from bpnet import layers, optimizers
from bpnet.callbacks import EarlyStopping

SHARED = {"jax": 20, "numba": 10}
"""So many networks have one shape, since each shape is compiled; ``--each`` gives every network its own."""
OPTIMIZERS = (
    lambda i: optimizers.clip_value(optimizers.adam(0.01), 1.0 + i / 1000),
    lambda i: optimizers.clip_norm(optimizers.sgd(0.01, momentum=0.5 + i / 10000), 1.0 + i),
    lambda i: optimizers.l2(optimizers.rmsprop(0.01), 0.1 / (1 + i)),
    lambda i: optimizers.adagrad(0.001 * (1 + i % 7)),
)


def rss():
    """MB of the process that are in memory, after what nobody has any more went back to the system."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # glibc keeps freed memory for itself: that is no growth
        trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cleared():
    """MB without programs for networks to come, and without what JAX keeps of each operation on each shape."""
    bpnet.clear_caches()
    if "jax" in sys.modules:
        sys.modules["jax"].clear_caches()
    return rss()


def trained(backend, i, shape, *, constant):
    """A network of its own shape and, unless each setting is compiled, of its own settings too."""
    every = i % 25 == 0
    rows = 16 if every else 12  # of 16 rows 4 are held out: every network trains on 12, for which one step is compiled
    data = np.random.default_rng(i).standard_normal((rows, 3 + shape // 200))
    hidden = layers.tanh() if shape % 2 else layers.relu()
    width = (4 if constant else 200) + shape % 200
    optimizer = OPTIMIZERS[shape % 4](shape if constant else i)
    made = [layers.affine(width), hidden, layers.affine(1)]
    some = {
        "n_in": data.shape[1],
        "loss": "squared_error",
        "backend": backend,
        "dtype": "float32" if shape % 3 == 0 else "float64",
    }
    net = bpnet.Network(made, optimizer=optimizer, seed=i, **some)
    net.learning_rate = 0.001 * (1 + i % 50)
    more = {"validation": 0.25, "callbacks": [EarlyStopping(5)]} if every else {}
    net.fit(data, data[:, :1], epochs=2, **more)
    net.predict(data[:12])
    if every:
        with tempfile.TemporaryDirectory() as folder:
            net.save(Path(folder, "a.st"))
            net = bpnet.load(Path(folder, "a.st"), backend=backend)
            net.fit(data[:12], data[:12, :1], epochs=3)
    return net


def estimated(backend, i):
    """A fit of scikit-learn's face, of its own shape."""
    from bpnet.sklearn import MLPRegressor

    data = np.random.default_rng(i).standard_normal((12, 3))
    return MLPRegressor(hidden_layer_sizes=(4 + i,), alpha=0.001 * (1 + i), max_iter=2, backend=backend, random_state=0).fit(
        data, data[:, 0]
    )


def soak(make, n):
    """MB after half of ``n`` calls, and what the other half added."""
    for i in range(n // 2):
        make(i)
    held, half = rss(), cleared()
    for i in range(n // 2, n):
        make(i)
    more, end = rss(), cleared()
    slope = (more - half) / (n - n // 2)
    return {"networks": n, "half": half, "end": end, "growth": end - half, "slope": slope, "with library": [held, more]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("backend")
    parser.add_argument("networks", type=int)
    for flag in ("face", "leak", "each"):
        parser.add_argument(f"--{flag}", action="store_true")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    shared = 1 if asked.each else SHARED.get(asked.backend, 1)
    constant = asked.backend in SHARED and not asked.each
    leaked = []

    def make(i):
        result = estimated(asked.backend, i) if asked.face else trained(asked.backend, i, i // shared, constant=constant)
        if asked.leak:
            leaked.append(result)

    print(json.dumps(soak(make, asked.networks)))


if __name__ == "__main__":
    main()
