"""Damaged and hostile checkpoints: one kind of error, short, at once, for little memory, wherever a file is read.

``BPNET_FUZZ_SECONDS=600 pytest tests/test_hostile_files.py -k mutation`` looks for longer.
"""

import json
import os
import random
import re
import struct
import subprocess
import sys
import textwrap
import time
import warnings

import numpy as np
import pytest

import bpnet
from bpnet import _specs, callbacks, layers, optimizers, schedules
from bpnet.checkpoint import container, description
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

    def state_dict(self):
        return {"seen": self.seen, "names": ["a", "b"]}, np.arange(3)

    def load_state_dict(self, data, arrays):
        self.seen = sum([data["seen"], len(data["names"]) - 2]) + 0 * int(arrays.sum())


def network(backend="numpy"):
    stack = [layers.affine(4), layers.batch_norm(), layers.dense(4, layers.elu(0.5)), layers.dropout(0.3), layers.affine(3)]
    rate = schedules.warm_up(schedules.reduce_on_plateau(0.1, patience=2), steps=9)
    optimizer = optimizers.clip_norm(optimizers.sgd(rate, momentum=0.9, dampening=0.1), 2.0)
    return bpnet.Network(stack, n_in=3, loss="softmax_cross_entropy", optimizer=optimizer, seed=5, backend=backend)


def perceptron(backend="numpy"):
    return bpnet.MLP((3, 4, 3), output="softmax", loss="softmax_cross_entropy", optimizer="adam", backend=backend)


MAKERS = {"network": network, "mlp": perceptron}
METRICS = {network: (), perceptron: ("accuracy", "recall")}


def rules(file):
    return [callbacks.EarlyStopping(50), Counter(), callbacks.Checkpoint(file.with_name("out"))]


def written(folder, name):
    file = folder / name
    net = MAKERS[name]()
    rest = [*rules(file)[:2], callbacks.Checkpoint(file)]
    net.fit(X, Y, epochs=3, batch_size=6, callbacks=rest, metrics=METRICS[MAKERS[name]])
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
        net.step(X, np.eye(3)[Y])  # which every loss takes

    yield load
    yield lambda: make().restore(file)
    rest = [*rules(file), lambda _: True]
    yield lambda: make().fit(X, Y, epochs=200, batch_size=6, callbacks=rest, resume=file, metrics=METRICS[make])


def answers(file, make, allowed=(CheckpointError,)):
    """The errors of all that reads a file, each held against what a user may see."""
    for read in readings(file, make):
        told = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                read()
            yield None
        except allowed as error:
            told = error
            yield error
        assert told is None or (len(str(told)) < 300 and "\n" not in str(told))


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
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        2,
        3,
        5,
        2**31,
        2**53 + 1,
        2**63,
        2**64,
        10**30,
        -(10**30),
        0.5,
        -0.5,
        1.0,
        1e308,
        -1e308,
        1e-320,
    ),
    *(float("nan"), float("inf"), -float("inf"), "", "0", "1", "17", "adam", "tanh", "softmax", "x" * 5000, "\ud800", "\x00"),
    *(
        [],
        [[]],
        {},
        ["0"],
        ["0", "0"],
        [[[]]],
        {"make": None},
        {"make": "os.system"},
        {"own": "function"},
        {"a": 1},
        [1, 2],
        [None],
    ),
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
            holder[key] = {"make": chance.choice(sorted(_specs.FACTORIES))}
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
    while seed < 60 or time.monotonic() < end:
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


@pytest.fixture
def training(tmp_path):
    """Header, description and arrays of the file of a training, and a function that reads a changed one in every way."""
    parted = parts(written(tmp_path, "network").read_bytes())

    def read(header, about, data):
        (tmp_path / "net").write_bytes(joined(header, about, data))
        return list(answers(tmp_path / "net", network))

    return (*parted, read)


def where(about, *place):
    """The name of an array of the training."""
    return at(about["training"], place)


def filled(header, data, name, value):
    """The arrays with the first number of one of them changed."""
    begin, _ = header[name]["data_offsets"]
    return data[:begin] + struct.pack("<d", value) + data[begin + 8 :]


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ((0, 0, 0), np.nan, r"params\[0\]\[0\] contains NaN or infinity"),
        ((0, 1, 1), np.inf, r"params\[1\]\[1\] contains NaN or infinity"),
        ((1, 1, 0), np.nan, r"state\[1\]\[0\] contains NaN or infinity"),
        ((2, 0, 0, 0), np.nan, r"opt_state\[0\]\[0\]\[0\] contains NaN or infinity"),
    ],
)
def test_a_number_that_is_none_is_told_by_the_name_of_its_array(training, place, value, words):
    header, about, data, read = training
    errors = read(header, about, filled(header, data, where(about, *place), value))
    assert all(re.search(words, str(error)) for error in errors)


def test_a_loss_that_is_none_is_told(training):
    header, about, data, read = training
    errors = read(header, about, filled(header, data, about["history"]["losses"][0], np.nan))
    assert errors[:2] == [None, None]
    assert "its losses contain NaN or infinity" in str(errors[2])


def without(data, key):
    return {name: value for name, value in data.items() if name != key}


@pytest.mark.parametrize("key", description.NEEDED)
def test_one_missing_key_is_told_alone(training, key):
    header, about, data, read = training
    for error in read(header, without(about, key), data):
        assert str(error).endswith(f"is not a checkpoint of bpnet: its metadata lack {key}")


def nested(depth):
    data = 1.0
    for _ in range(depth):
        data = [data]
    return data


CHANGES = {
    "an epoch below 0": (lambda about: about | {"epoch": -3}, "its epoch is -3, expected an integer from 0"),
    "half an update": (lambda about: about | {"updates": 0.5}, "its updates is 0.5, expected an integer"),
    "true epochs": (lambda about: about | {"epoch": True}, "its epoch is True, expected an integer"),
    "a huge epoch": (lambda about: about | {"epoch": 10**300}, "its epoch is an integer of 997 bits"),
    "a seed of words": (lambda about: about | {"seed": "x" * 10**6}, "its seed is 'xxx.*xxx', expected"),
    "an unknown key": (lambda about: about | {"code": "import os"}, "its description has 'code', which is unknown"),
    "lists in lists": (lambda about: about | {"learning_rate": nested(500)}, "nested more than 64 deep"),
    "many layers": (
        lambda about: (
            about
            | {"network": about["network"] | {"layer": {"make": "backprop.chain", "layers": [{"make": "layers.tanh"}] * 10**5}}}
        ),
        "its network has 100007 parts, more than 2000",
    ),
    "many lists": (lambda about: about | {"provenance": [[]] * 600_000}, "has more than 500000 parts"),
    "a rate below 0": (lambda about: about | {"learning_rate": -0.1}, "learning_rate must be a positive finite number"),
    "an infinite rate": (lambda about: about | {"learning_rate": float("inf")}, "its learning_rate has the number inf"),
    "a rate that overflows": (
        lambda about: (
            about | {"updates": 10**6, "learning_rate": {"make": "schedules.step", "rate": 1.0, "every": 1, "factor": 9.0}}
        ),
        "does not fit",
    ),
    "an array twice": (
        lambda about: about | {"training": [*about["training"][:2], about["training"][1]]},
        "it names an array twice|memory",
    ),
    "no training": (lambda about: about | {"training": []}, "it has [0-9]+ arrays that it does not name"),
    "an unknown argument": (
        lambda about: about | {"network": about["network"] | {"loss": {"make": "losses.huber", "delta": 1.0, "evil": 1}}},
        "losses.huber has no argument 'evil'|its loss is '",
    ),
    "a link of several layers": (
        lambda about: (
            about | {"network": about["network"] | {"link": {"make": "backprop.chain", "layers": [{"make": "layers.tanh"}]}}}
        ),
        "its link is not an activation|its link is '",
    ),
    "a link with params": (
        lambda about: about | {"network": about["network"] | {"link": {"make": "layers.affine", "n_out": 3}}},
        "its link is not an activation|its link is '",
    ),
    "provenance of lists": (lambda about: about | {"provenance": {"a": []}}, "its provenance is"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_hostile_description_is_told_in_a_short_line(training, name):
    header, about, data, read = training
    change, words = CHANGES[name]
    for error in read(header, change(about), data):
        assert re.search(words, str(error)), error


TRAININGS = {
    "a stop after the end": (lambda about: put(about, 9, "history", "stopped_at"), "the epoch it stopped at is 9"),
    "more losses than epochs": (lambda about: put(about, 1, "epoch"), "its history has 3 and 0 losses after 1 epochs"),
    "losses of another shape": (
        lambda about: put(about, [where(about, 0, 0, 0), about["history"]["losses"][1]], "history", "losses"),
        "its losses are not vectors of float64",
    ),
    "no callbacks": (lambda about: without(about, "callbacks"), "its callbacks are None"),
    "data of the wrong kind": (lambda about: put(about, {"seen": None, "names": []}, "callbacks", 1, 1), "does not fit: "),
    "data that lack a key": (lambda about: put(about, {}, "callbacks", 1, 1), "does not fit: 'seen'"),
    "a best epoch below 0": (
        lambda about: put(about, -1, "callbacks", 0, 1, "best_epoch"),
        "best_epoch must be an integer of at least 0",
    ),
    "a best loss of words": (lambda about: put(about, "low", "callbacks", 0, 1, "best"), "could not convert"),
    "best params of another shape": (
        lambda about: put(about, about["callbacks"][0][2][::-1], "callbacks", 0, 2),
        r"EarlyStopping\[0\]",
    ),
}


@pytest.mark.parametrize(
    "error", [ValueError("x" * 10**6), ZeroDivisionError(), AssertionError("two\nlines"), KeyError("k" * 999)]
)
def test_whatever_a_callback_raises_is_told_in_a_short_line(tmp_path, monkeypatch, error):
    def load_state_dict(self, data, arrays):
        raise error

    folder = tmp_path.joinpath(*["x" * 100] * 5)
    folder.mkdir(parents=True)
    file = written(folder, "network")
    monkeypatch.setattr(Counter, "load_state_dict", load_state_dict)
    *sound, told = answers(file, network)
    assert sound == [None, None]
    assert "does not fit" in str(told)
    assert told.__cause__ is error


def put(about, value, *place):
    at(about, place[:-1])[place[-1]] = value
    return about


OF_METRICS = {
    "names that are no strings": ("names", [1, "recall"], "the names of its metrics are"),
    "a name twice": ("names", ["recall", "recall"], "two of its metrics have the same name"),
    "a name without values": ("names", ["accuracy", "recall", "f1"], "expected one for each of 3 names"),
    "no arrays": ("values", None, "its metrics have the arrays None"),
    "an array that is not there": ("values", [["1000", "1001"], []], "its metrics are not arrays of float64 as its losses are"),
    "no metrics": ("names", [], "the names of its metrics are"),
}


@pytest.mark.parametrize("name", OF_METRICS)
def test_hostile_metrics_are_told(tmp_path, name):
    key, value, words = OF_METRICS[name]
    header, about, data = parts(written(tmp_path, "mlp").read_bytes())
    (tmp_path / "net").write_bytes(joined(header, put(about, value, "history", "metrics", key), data))
    errors = list(answers(tmp_path / "net", perceptron))
    assert all(words in str(error) for error in errors)


@pytest.mark.parametrize("name", TRAININGS)
def test_a_hostile_training_is_told_before_it_goes_on(training, name):
    header, about, data, read = training
    change, words = TRAININGS[name]
    error = read(header, change(about), data)[2]
    assert re.search(words, str(error)), error


def test_best_params_that_are_no_numbers_are_told_before_the_training(training):
    header, about, data, read = training
    name = at(about["callbacks"][0][2], (0, 0, 0))
    errors = read(header, about, filled(header, data, name, np.nan))
    assert errors[:2] == [None, None]
    assert "params[0][0] contains NaN or infinity" in str(errors[2])


def shared(header):
    """Two arrays of one shape in one place: all sizes are right."""
    shapes = {}
    for name, entry in header.items():
        first = shapes.setdefault(json.dumps(entry["shape"]), name)
        if first != name:
            return put(header, header[first]["data_offsets"], name, "data_offsets")
    raise AssertionError


HEADERS = {
    "arrays in one place": shared,
    "an array beyond the file": lambda header: put(header, [0, 10**15], "0", "data_offsets"),
    "arrays that overlap": lambda header: put(header, header["0"]["data_offsets"], "1", "data_offsets"),
    "a shape of other bytes": lambda header: put(header, [10**9, 10**9], "0", "shape"),
    "a shape below 0": lambda header: put(header, [-3, -4], "0", "shape"),
    "a dtype of another size": lambda header: put(header, "F32", "0", "dtype"),
    "an unknown dtype": lambda header: put(header, "BF16", "0", "dtype"),
    "a dtype that is none": lambda header: put(header, ["F64"], "0", "dtype"),
    "an array that is none": lambda header: put(header, None, "0"),
    "an unknown key": lambda header: put(header, 1, "0", "code"),
    "an array that nothing names": lambda header: header | {"new": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}},
    "another name": lambda header: {("zero" if name == "0" else name): entry for name, entry in header.items()},
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_hostile_header_is_told_in_a_short_line(training, name):
    header, about, data, read = training
    assert None not in read(HEADERS[name](without(header, "__metadata__")), about, data)


def test_a_key_that_stands_twice_is_told(training):
    header, about, data, read = training
    twice = json.dumps(about)[:-1] + ', "epoch": 1}'
    for error in read(header, twice, data):
        assert "a key occurs twice in it" in str(error)


MEMORY = """
    import sys
    from pathlib import Path
    import bpnet
    def peak():  # of this program alone
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    net = bpnet.MLP((3, 4, 1), backend="numpy")
    net.save(sys.argv[1] + ".small")
    bpnet.load(sys.argv[1] + ".small", backend="numpy")
    before, errors = peak(), []
    for read in (lambda: bpnet.load(sys.argv[1], backend="numpy"), lambda: net.restore(sys.argv[1])):
        try:
            read()
        except bpnet.CheckpointError as error:
            errors.append(len(str(error)))
    print(peak() - before, *errors)
"""


def megabytes(file):
    """The memory that reading a file took, and the lengths of the errors of `load` and `restore`."""
    program = [sys.executable, "-c", textwrap.dedent(MEMORY), str(file)]
    kilobytes, *errors = map(int, subprocess.run(program, capture_output=True, text=True, check=True).stdout.split())
    return kilobytes / 1000, errors


@pytest.mark.parametrize("where", ["after the arrays", "in an array"])
def test_a_sparse_file_of_4_gigabytes_is_refused_for_little_memory(tmp_path, where):
    file = tmp_path / "sparse"
    bpnet.MLP((3, 4, 1), backend="numpy").save(file)
    header, about, data = parts(file.read_bytes())
    size = 1 << 32
    if where == "in an array":
        header = without(header, "__metadata__")
        last = max(header, key=lambda name: header[name]["data_offsets"][1])
        begin = header[last]["data_offsets"][0]
        header[last] = {"dtype": "F64", "shape": [size // 8], "data_offsets": [begin, begin + size]}
        data = data[:begin]
    file.write_bytes(joined(header, about, data))
    os.truncate(file, file.stat().st_size + size)
    taken, errors = megabytes(file)
    assert taken < 20
    assert [length < 300 for length in errors] == [True, True]


def test_reading_a_file_holds_its_arrays_and_one_of_them_twice(tmp_path):
    """The control of the test above, too: what is read is seen."""
    file = tmp_path / "sound"
    bpnet.MLP((600, 10_000, 500, 1), optimizer="sgd", initial="zeros", backend="numpy").save(file)  # 48 MB and 40 MB
    taken, errors = megabytes(file)
    assert 88 < taken < 88 + 48 + 30
    assert len(errors) == 1


def test_limits_are_held_when_a_file_is_written(tmp_path):
    def refused(net, words, **options):
        with pytest.raises(ValueError, match=words):
            net.save(tmp_path / "net", **options)
        assert not (tmp_path / "net").exists()

    deep = layers.affine(2)
    for _ in range(40):
        deep = bpnet.chain(deep)
    refused(
        bpnet.Network(deep, n_in=2, loss="squared_error", backend="numpy"), "cannot be written to a file: .* nested more than"
    )
    many = [layers.affine(2), *[layers.tanh()] * description.MAX_PARTS]
    refused(bpnet.Network(many, n_in=2, loss="squared_error", backend="numpy"), "its network has 2005 parts, more than 2000")
    broken = perceptron()
    broken.training = broken.training._replace(params=bpnet.arrays.map_tree(lambda p: p * np.nan, broken.params))
    refused(broken, r"cannot be written to a file: params\[0\]\[0\] contains NaN")


@pytest.mark.parametrize("size", [0, 7, 8, 100])
def test_a_header_longer_than_the_file_is_told(tmp_path, size):
    (tmp_path / "net").write_bytes((struct.pack("<Q", 2**63) + bytes(100))[:size])
    for error in answers(tmp_path / "net", network):
        assert "is damaged, or not a file of bpnet" in str(error)


def test_every_dtype_that_a_file_holds_is_read_as_it_was(tmp_path):
    from safetensors.numpy import load_file, save

    given = {name: np.ones((2, 3), name) for name in container.NAMES} | {"none": np.ones((0, 3)), "one": np.float32(3.0)}
    (tmp_path / "net").write_bytes(save({name: np.asarray(array) for name, array in given.items()}, {"bpnet": "1"}))
    with container.open_container(tmp_path / "net") as file:
        for name, array in load_file(tmp_path / "net").items():
            assert (file.read(name).dtype, file.read(name).shape) == (array.dtype, array.shape)
            assert np.array_equal(file.read(name), array)
