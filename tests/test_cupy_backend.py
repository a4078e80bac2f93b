"""The CuPy backend on the stand-in for CUDA (tests/cpu_cuda): what it says where CuPy does not compute, devices, and counts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from on_cuda import counters, cp

import bpnet

cpu_cuda = counters()

CAUSES = [
    (
        {"CPU_CUDA_DRIVER": "none"},
        "cupy",
        "cudaErrorInsufficientDriver",
        "no NVIDIA driver is installed, or this container was started",
    ),
    (
        {"CPU_CUDA_DRIVER": "old"},
        "cupy",
        "cudaErrorInsufficientDriver",
        "the driver is for CUDA 12.2 and older than CuPy's CUDA 13: update",
    ),
    ({"CPU_CUDA_DEVICES": "0"}, "cupy", "cudaErrorNoDevice", "the driver finds no GPU: `nvidia-smi` must list one"),
    (
        {"CPU_CUDA_DEVICES": "0", "CUDA_VISIBLE_DEVICES": ""},
        "cupy",
        "cudaErrorNoDevice",
        "CUDA_VISIBLE_DEVICES='' hides the GPUs",
    ),
    ({"CPU_CUDA_TOOLKIT": "none"}, "cupy", "Failure finding", "CuPy finds no CUDA toolkit: pip install 'cupy-cuda13x[ctk]'"),
    (
        {"CPU_CUDA_TOOLKIT": "no-headers"},
        "cupy",
        "Failed to find CUDA headers",
        "CuPy finds no CUDA toolkit: pip install 'cupy-cuda13x[ctk]'",
    ),
    ({"CPU_CUDA_MEMORY_MIB": "0"}, "cupy", "Out of memory", "the GPU's memory is taken: end the processes that hold it"),
    ({}, "cupy:3", "there is no CUDA device 3; CuPy sees 1", "name cupy:0, or choose"),
    (
        {"CPU_CUDA_DEVICES": "2"},
        "cupy:3",
        "there is no CUDA device 3; CuPy sees 2",
        "name a device from cupy:0 to cupy:1, or choose",
    ),
]


@pytest.mark.parametrize(("environment", "spec", "words", "cure"), CAUSES)
def test_each_cause_for_which_cupy_does_not_compute_has_its_cure(environment, spec, words, cure):
    done = subprocess.run(
        [sys.executable, "-m", "bpnet", "xor", "--epochs", "1", "--backend", spec],
        env=os.environ | {"CUPY_CACHE_IN_MEMORY": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 3
    first, second = done.stderr.splitlines()
    assert first.startswith(f"bpnet: backend '{spec}' cannot be used here: ")
    assert words in first
    assert second.startswith(cure)


# Launches, copies and waits: the bounds are those of the table in docs/in-gpu-research-code.md, and may only fall.

COLUMNS = ("launches", "library", "to_device", "on_device", "to_host", "waits", "allocations")
RNG = np.random.default_rng(0)
X, LABELS = RNG.standard_normal((256, 8)), RNG.integers(0, 3, 256)


def documented():
    """The table of the page: bounds by call and kind."""
    page = (Path(__file__).parent.parent / "docs" / "in-gpu-research-code.md").read_text()
    rows = re.findall(r"^\| `?(\w[^|]*?)`? \| (plain|compiled|exact) \| (.*) \|$", page, re.MULTILINE)
    return {(call, kind): dict(zip(COLUMNS, map(int, bounds.split(" | ")), strict=True)) for call, kind, bounds in rows}


def counted(kind):
    """What each call of a network takes, once all is compiled and CuPy's pool has its memory."""
    x, labels = cp.asarray(X), cp.asarray(LABELS)
    net = bpnet.MLP(
        (8, 16, 3),
        hidden="tanh",
        loss="softmax_cross_entropy",
        optimizer="adam",
        backend="cupy",
        arithmetic="exact" if kind == "exact" else "native",
    )

    def fit(epochs):
        net.fit(x, labels, epochs=epochs, batch_size=64, shuffle=True, compile=kind == "compiled", callbacks=[lambda run: None])

    def count(call):
        for _ in range(3):
            call()
        with cpu_cuda.counting() as counts:
            call()
        return np.asarray([getattr(counts, name) for name in COLUMNS])

    step = count(lambda: net.step(x[:64], labels[:64], compile=kind == "compiled"))
    one, two = count(lambda: fit(1)), count(lambda: fit(2))
    return {"predict": count(lambda: net.predict(x)), "step": step, "epoch of fit": two - one, "start of fit": 2 * one - two}


@pytest.mark.parametrize("kind", ["plain", "compiled", "exact"])
def test_no_call_takes_more_launches_copies_and_waits_than_documented(kind):
    bounds = documented()
    assert len(bounds) == 12
    for call, counts in counted(kind).items():
        for name, count in zip(COLUMNS, counts.tolist(), strict=True):
            assert count <= bounds[call, kind][name], (call, kind, name)


def test_a_transfer_that_is_hidden_in_a_layer_is_counted():
    """The control."""
    own = bpnet.stateless(lambda xp, _, x: (xp.asarray(x.get()), ()), lambda xp, _, r, dy: ((), dy))
    net = bpnet.Network([own, bpnet.layers.affine(1)], n_in=8, loss="squared_error", backend="cupy")
    with cpu_cuda.counting() as counts:
        net.predict(cp.asarray(X))
    assert (counts.to_host, counts.to_device) == (1, 2)
