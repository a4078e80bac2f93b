"""Every setting of every factory is checked where it is given: one clear ValueError, which names it."""

import inspect
import math

import numpy as np
import pytest

import bpnet
from bpnet import initializers, layers, losses, optimizers, schedules
from bpnet._checks import check_bool, check_choice, check_number

FACTORIES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module, names in (
        (layers, [*layers.ACTIVATIONS, "affine", "dense", "dropout", "layer_norm", "batch_norm"]),
        (losses, list(losses.LOSSES)),
        (optimizers, [*optimizers.OPTIMIZERS, "l2", "decoupled", "clip_norm", "clip_value"]),
        (schedules, ["constant", "step", "exponential", "cosine", "inverse_scaling", "warm_up", "reduce_on_plateau"]),
        (initializers, [name for name in initializers.INITIALS if name != "zeros"]),
    )
    for name in names
}
GIVEN = {
    "n_out": 2, "activation": "tanh", "optimizer": optimizers.sgd(), "weight_decay": 0.1, "limit": 1.0, "rate": 0.1, "every": 3,
    "decay": 0.9, "steps": 5, "after": 0.1,
}  # fmt: skip
"""What factories want that have no defaults."""
OTHERS = {"optimizer", "start"}
"""Settings that are objects of other kinds."""
NEVER = {
    "nan": math.nan, "inf": math.inf, "-inf": -math.inf, "an array": np.ones(2), "a list": [0.5], "None": None, "bytes": b"0.5",
    "text": "0.5", "an array of text": np.asarray("0.5"), "a complex number": 1j, "an object": object(), "a dict": {},
}  # fmt: skip
"""What no setting takes."""


def settings():
    """Each factory with what it wants, one of its settings, and the parameter's default."""
    for name, factory in FACTORIES.items():
        given = {k: v for k, v in GIVEN.items() if k in inspect.signature(factory).parameters}
        if name == "initial.uniform":
            given = {}
        for setting, parameter in inspect.signature(factory).parameters.items():
            if setting not in OTHERS:
                yield pytest.param(factory, given, setting, parameter, id=f"{name}-{setting}")


SETTINGS = list(settings())


@pytest.mark.parametrize("kind", NEVER)
@pytest.mark.parametrize(("factory", "given", "setting", "parameter"), SETTINGS)
def test_what_is_no_setting_is_refused_by_name(factory, given, setting, parameter, kind):
    if (parameter.default is None and kind == "None") or (setting == "quantiles" and kind == "a list"):
        return
    with pytest.raises(ValueError, match=setting if setting != "after" else "rate") as caught:
        made = factory(**given | {setting: NEVER[kind]})
        if setting == "learning_rate" and kind in {"an array", "a list"}:  # one for each network of a group; one network has one
            bpnet.MLP((2, 1), optimizer=made)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(("factory", "given", "setting", "parameter"), SETTINGS)
def test_booleans_and_numbers_do_not_stand_for_one_another(factory, given, setting, parameter):
    wrong = 1 if isinstance(parameter.default, bool) else True
    for value in (wrong, np.asarray(wrong)):
        with pytest.raises(ValueError, match=setting if setting != "after" else "rate"):
            factory(**given | {setting: value})


SIGNED = {"negative_slope", "alpha"}
"""Settings that may be negative: the slope of leaky_relu, and elu's alpha."""


@pytest.mark.parametrize(("factory", "given", "setting", "parameter"), SETTINGS)
def test_negative_numbers_are_refused(factory, given, setting, parameter):
    if setting in SIGNED and factory in {layers.leaky_relu, layers.elu}:
        assert factory(**{setting: -0.5}).spec is not None
        return
    with pytest.raises(ValueError, match=setting if setting != "after" else "rate"):
        factory(**given | {setting: -1})


@pytest.mark.parametrize("value", [0.5, np.float32(0.5), np.asarray(0.5), np.float64(0.5)])
def test_numbers_of_any_library_are_taken(value):
    assert check_number("x", value) == 0.5


def test_flags_and_words_are_taken_as_they_are():
    assert [check_bool("x", v) for v in np.asarray([True, False])] == [True, False]
    assert check_bool("x", value=True)
    assert check_bool("x", np.asarray([True])[0])
    assert check_choice("x", "b", ("a", "b")) == "b"


def test_what_came_is_cut_where_it_is_long():
    with pytest.raises(ValueError, match=r"x must be a finite number, got 'aaa") as caught:
        check_number("x", "a" * 240_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("w", "words"),
    [
        (np.full((2, 2), np.nan), "initial values must be finite"),
        ([[1.0, np.inf], [0.0, 0.0]], "initial values must be finite"),
        ("abc", "initial values must be numbers, got 'abc'"),
        (math.nan, r"initial values have shape \(\), expected \(2, 2\)"),
        ({}, "initial values must be numbers"),
    ],
)
def test_initial_values_that_are_no_finite_matrix_are_refused(w, words):
    from bpnet.random import Draw, key_of

    with pytest.raises(ValueError, match=words):
        initializers.values(w)(Draw(np, key_of(0)), 2, 2)
