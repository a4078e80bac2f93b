"""Errors name what came on one line of printable characters, however large it is, whoever raises them."""

import numpy as np
import pytest

import bpnet
from bpnet import callbacks, datasets, initializers, layers, losses, optimizers, schedules
from bpnet._messages import error_summary, one_line, short_repr
from bpnet.backend.selection import resolve_dtype
from bpnet.sklearn import formulas


class Unrepresentable:
    def __repr__(self):
        raise RuntimeError("no words")


class Fake(list):
    """Has the name of no list, and the length of none."""

    def __len__(self):
        raise RuntimeError("no length")


Fake.__name__ = "list"
LONG = "x" * 240_000
HUGE = [
    LONG,
    "a\nb\x1b[31m\u202e" * 1000,
    10**5000,
    -(10**5000),
    b"x" * 240_000,
    list(range(20_000)),
    tuple([LONG] * 100),
    {LONG: LONG},
    np.full((300, 300), 1e300),
    np.array([LONG] * 3, dtype=object),
    Unrepresentable(),
    Fake("abc"),
    [[[[[[[LONG]]]]]]],
    type(LONG, (), {}),
]


@pytest.mark.parametrize("value", HUGE, ids=lambda value: type(value).__name__)
def test_values_are_shown_on_a_short_line(value):
    for most in (20, 60):
        words = short_repr(value, most)
        assert 0 < len(words) <= most
        assert words.isprintable()


def test_short_values_are_shown_as_they_are():
    for value in ("numpy", 3, -0.5, (2, 4, 1), [1, 2], None, True, {"a": 1}, np.float32(0.5), "\N{GREEK SMALL LETTER ALPHA}"):
        assert short_repr(value) == repr(value)
    assert short_repr(10**50) == str(10**50)
    assert short_repr(-(10**5000)) == "an integer of 16,610 bits"  # 5000 log2(10) = 16609.6
    assert short_repr("ab" * 100, 21) == "'abababab...abababab'"
    assert one_line("one\ttwo \n three\x00", 80) == "one\\ttwo three\\x00"
    assert error_summary(ValueError("first\nsecond")) == "ValueError: first"
    assert error_summary(ValueError()) == "ValueError:"


CALLS = {
    "backend": bpnet.get_backend,
    "backend:device": lambda v: bpnet.get_backend(f"array_api_strict:{v}"),
    "chain": lambda v: bpnet.get_backend(f"numpy,{v}"),
    "use_backend": lambda v: bpnet.use_backend(v).__enter__(),
    "register_backend": lambda v: bpnet.register_backend(v, len),
    "factory": lambda v: bpnet.register_backend("mine", v),
    "dtype": resolve_dtype,
    "sizes": bpnet.MLP,
    "a size": lambda v: bpnet.MLP((2, v, 1)),
    "seed": lambda v: bpnet.MLP((2, 1), seed=v),
    "hidden": lambda v: bpnet.MLP((2, 3, 1), hidden=v),
    "output": lambda v: bpnet.MLP((2, 3, 1), output=v),
    "loss": lambda v: bpnet.MLP((2, 1), loss=v),
    "optimizer": lambda v: bpnet.MLP((2, 1), optimizer=v),
    "penalty": formulas.penalized,
    "layers": lambda v: bpnet.Network(v, n_in=2, loss="squared_error"),
    "a layer": lambda v: bpnet.Network([v], n_in=2, loss="squared_error"),
    "arithmetic": lambda v: bpnet.MLP((2, 1), arithmetic=v),
    "affine": layers.affine,
    "initial": lambda v: layers.affine(2, initial=v),
    "bias": lambda v: layers.affine(2, bias=v),
    "dropout": layers.dropout,
    "gelu": lambda v: layers.gelu(approximate=v),
    "leaky_relu": layers.leaky_relu,
    "reduction": lambda v: losses.squared_error(reduction=v),
    "huber": losses.huber,
    "sgd": optimizers.sgd,
    "momentum": lambda v: optimizers.sgd(momentum=v),
    "nesterov": lambda v: optimizers.sgd(nesterov=v),
    "clip_norm": lambda v: optimizers.clip_norm(v, 1.0),
    "schedule": schedules.constant,
    "exponential": lambda v: schedules.exponential(0.1, decay=v),
    "uniform": initializers.uniform,
    "patience": callbacks.EarlyStopping,
    "every": lambda v: callbacks.Checkpoint("x", every=v),
    "callbacks": lambda v: fit(callbacks=v),
    "epochs": lambda v: fit(epochs=v),
    "batch_size": lambda v: fit(batch_size=v),
    "validation": lambda v: fit(validation=v),
    "compile": lambda v: fit(compile=v),
    "learning_rate": lambda v: setattr(bpnet.MLP((2, 1)), "learning_rate", v),
    "input_size": lambda v: bpnet.NeuralNetwork(v, 2, 1),
    "textbook's seed": lambda v: bpnet.NeuralNetwork(2, 2, 1, seed=v),
    "parity": datasets.parity,
    "two_spirals": datasets.two_spirals,
    "encoder": datasets.encoder,
    "an attribute": lambda v: getattr(bpnet, v),
}


def fit(**settings):
    return bpnet.MLP((2, 1)).fit(np.ones((2, 2)), np.ones((2, 1)), **{"epochs": 1} | settings)


@pytest.mark.parametrize("name", CALLS)
def test_no_error_echoes_a_huge_value(name):
    told = 0
    for value in HUGE:
        if isinstance(value, int) and value > 0 and name in {"a size", "affine", "input_size", "patience", "every", "epochs"}:
            continue  # a whole number, if a large one
        if isinstance(value, type) and name in {"factory", "callbacks", "initial"}:
            continue
        words = words_of(CALLS[name], value)
        told += bool(words)
        assert len(words) < 300, (name, words[:400])
        assert len(words.splitlines()) <= 2, (name, words)
        assert all(part.isprintable() for part in words.splitlines()), (name, words)
    assert told


def words_of(call, value):
    try:
        call(value)
    except MemoryError:
        return ""
    except Exception as error:  # noqa: BLE001 - its length counts, not its kind
        return str(error)
    return ""
