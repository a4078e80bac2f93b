"""Damaged and hostile checkpoints: one kind of error, short, at once, for little memory, wherever a file is read.

``BPNET_FUZZ_SECONDS=600 pytest tests/test_hostile_files.py -k mutation`` looks for longer.
"""

import json
import os
import random
import struct
import subprocess
import sys
import textwrap
import time
import warnings
from functools import partial

import numpy as np
import pytest

import bpnet
from bpnet import callbacks, container, layers, optimizers, recipes, schedules
from bpnet.arrays import leaves
from bpnet.errors import CheckpointError

pytest.importorskip("safetensors", reason="checkpoints are safetensors files")

X = np.random.default_rng(0).standard_normal((12, 3))
Y = np.asarray([0, 1, 2] * 4)


class Counter(callbacks.Callback):
    """A callback of a user, which trusts its data."""

    def __init__(self):
        self.seen = 0

    def __call__(self, run):
        self.seen += 1

    def memory(self):
        return {"seen": self.seen, "names": ["a", "b"]}, np.arange(self.seen)

    def recall(self, data, arrays):
        self.seen = sum([data["seen"], len(data["names"]) - 2]) + 0 * int(arrays.sum())


def network(backend="numpy"):
    stack = [layers.affine(4), layers.batch_norm(), layers.dense(4, layers.elu(0.5)), layers.dropout(0.3), layers.affine(3)]
    rate = schedules.warm_up(schedules.reduce_on_plateau(0.1, patience=2), steps=9)
    optimizer = optimizers.clip_norm(optimizers.sgd(rate, momentum=0.9, dampening=0.1), 2.0)
    return bpnet.Network(stack, n_in=3, loss="softmax_cross_entropy", optimizer=optimizer, seed=5, backend=backend)


def perceptron(backend="numpy"):
    return bpnet.MLP((3, 4, 3), output="softmax", loss="softmax_cross_entropy", optimizer="adam", backend=backend)


MAKERS = {"network": network, "mlp": perceptron}


def rules(file):
    return [callbacks.EarlyStopping(50), Counter(), callbacks.Checkpoint(file.with_name("out"))]


def written(folder, name):
    file = folder / name
    net = MAKERS[name]()
    net.fit(X, Y, epochs=3, batch_size=6, callbacks=[*rules(file)[:2], callbacks.Checkpoint(file)])
    return file


@pytest.fixture(scope="module", params=list(MAKERS))
def sound(request, tmp_path_factory):
    """A file of a training, and what makes its network."""
    file = written(tmp_path_factory.mktemp("sound"), request.param)
    return file.read_bytes(), MAKERS[request.param]


def parts(content):
    """Header, description and arrays of a file."""
    (size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    return header, json.loads(header["__metadata__"]["bpnet"]), content[8 + size :]


def joined(header, about, data):
    header = header | {"__metadata__": {"bpnet": about if isinstance(about, str) else json.dumps(about)}}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def readings(file, make):
    """All that reads a file; the training goes on for an epoch."""

    def load():
        net = bpnet.load(file, backend="numpy")
        net.predict(X)
        net.step(X, Y)

    yield load
    yield lambda: make().restore(file)
    yield lambda: make().fit(X, Y, epochs=200, batch_size=6, callbacks=[*rules(file), lambda _: True], resume=file)


def answers(file, make, allowed=(CheckpointError,)):
    """The errors of all that reads a file, each held against what a user may see."""
    for read in readings(file, make):
        began = time.perf_counter()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                read()
            yield None
        except allowed as error:
            assert len(str(error)) < 300
            assert "\n" not in str(error)
            yield error
        assert time.perf_counter() - began < 20.0  # far from the seconds or hours that a file without limits takes


def test_a_sound_file_is_read(sound, tmp_path):
    content, make = sound
    (tmp_path / "net").write_bytes(joined(*parts(content)))
    assert list(answers(tmp_path / "net", make)) == [None] * 3


def places(data, place=()):
    """The paths to all values of a description."""
    yield place
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*place, key))


def at(data, place):
    for key in place:
        data = data[key]
    return data


VALUES = [
    *(None, True, False, 0, 1, -1, 2, 3, 5, 2**31, 2**53 + 1, 2**63, 2**64, 10**30, -(10**30), 0.5, -0.5, 1.0, 1e308, -1e308, 1e-320),
    *(float("nan"), float("inf"), -float("inf"), "", "0", "1", "17", "adam", "tanh", "softmax", "x" * 5000, "\ud800", "\x00"),
    *([], [[]], {}, ["0"], ["0", "0"], [[[]]], {"make": None}, {"make": "os.system"}, {"own": "function"}, {"a": 1}, [1, 2], [None]),
    [[] for _ in range(3000)],
]


def changed(data, chance):
    """A copy of some data with one to three values changed, moved, copied or removed."""
    data = json.loads(json.dumps(data))
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        all_places = [place for place in places(data) if place]
        place = chance.choice(all_places)
        holder, key = at(data, place[:-1]), place[-1]
        kind = chance.randrange(8)
        if kind < 3:
            holder[key] = json.loads(json.dumps(chance.choice(VALUES)))
        elif kind == 3:
            holder[key] = json.loads(json.dumps(at(data, chance.choice(all_places))))
        elif kind == 4:
            del holder[key]
        elif kind == 5 and isinstance(holder, list):
            holder.insert(key, json.loads(json.dumps(holder[key])))
        elif kind == 6:
            holder[key] = {"make": chance.choice(sorted(recipes.FACTORIES))}
        elif isinstance(holder, dict):
            holder[chance.choice(["make", "layers", "seed", "rate", key + "x"])] = holder[key]
        if not data:
            break
    return data


def mutated(content, chance):
    """A damaged or hostile variant of a file, and whether its arrays are those that were written."""
    header, about, data = parts(content)
    kind = chance.randrange(6)
    if kind < 3:
        return joined(header, changed(about, chance), data), True
    if kind == 3:
        header = {key: value for key, value in header.items() if key != "__metadata__"}
        return joined(changed(header, chance), about, data), False
    damaged = bytearray(content)
    if kind == 4:
        for _ in range(chance.choice([1, 2, 10])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    else:
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(40)] = chance.randbytes(chance.randrange(40))
    return bytes(damaged), False


def test_every_mutation_of_a_file_is_one_kind_of_error_or_harmless(sound, tmp_path):
    content, make = sound
    seconds = float(os.environ.get("BPNET_FUZZ_SECONDS", "0"))
    end, seed, refused = time.monotonic() + seconds, 0, 0
    file = tmp_path / "net"
    while seed < 100 or time.monotonic() < end:
        damaged, same_arrays = mutated(content, random.Random(seed))  # noqa: S311 - mutations
        file.write_bytes(damaged)
        (tmp_path / "out").unlink(missing_ok=True)
        allowed = (CheckpointError,) if same_arrays else (CheckpointError, bpnet.TrainingDivergedError)
        try:
            refused += sum(error is not None for error in answers(file, make, allowed))
        except Exception as error:
            error.add_note(f"mutation {seed} of {make.__name__}")
            raise
        seed += 1
    assert refused > seed  # of three readings each
