"""Wrong calls, in the words of other libraries, end in an error that says what to write; and what it says runs."""

import copy
import importlib
import inspect
import pickle
import pydoc
import re
import subprocess
import sys
import threading
import warnings
from functools import partial
from types import ModuleType

import numpy as np
import pytest

import bpnet
from bpnet import _suggestions, callbacks, initializers, layers, losses, minimizers, optimizers
from bpnet._suggestions import ExplainsAttributes, explain_calls, explain_methods, missing_name
from bpnet._synonyms import ARGUMENTS, ATTRIBUTES, CHOICES, MODULE_OF, NEEDED, OBJECTS, TOO_MANY, find_choice, normalize
from bpnet.backend import selection
from bpnet.backend.registry import BUILT_IN
from bpnet.errors import BackendFallbackWarning
from bpnet.training.history import History

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
KNOWN = {
    "loss": losses.LOSSES,
    "activation": layers.ACTIVATIONS,
    "optimizer": optimizers.OPTIMIZERS,
    "initial": initializers.INITIALS,
    "minimizer": minimizers.MINIMIZERS,
    "backend": BUILT_IN,
}
VALUES = {
    "activation": "relu",
    "backend": "numpy",
    "callbacks": [],
    "checkpoint": "net.bpnet",
    "classweight": "balanced",
    "clipvalue": 0.5,
    "device": "cpu",
    "dtype": "float32",
    "initial": "zeros",
    "loss": "squared_error",
    "metrics": ["accuracy"],
    "momentum": 0.5,
    "optimizer": "sgd",
    "shuffle": False,
    "sizes": (2, 3, 1),
    "solver": "adam",
    "validationfraction": 0.25,
}
"""What users pass; for all others 1 or 0.5."""


def mlp(**settings):
    return bpnet.MLP((2, 3, 1), output="sigmoid", loss="binary_cross_entropy", backend="numpy", **settings)


def failure(call):
    """The message of the error that a wrong call raises."""
    with pytest.raises((TypeError, AttributeError, ValueError)) as caught:
        call()
    message = str(caught.value)
    assert len(message) <= 300, message
    assert message.isprintable()
    return message


def code_of(message):
    """The program that a message tells to write, with the arguments that it leaves out."""
    code = re.search(r"write ((?!.*write ).*)$", message)[1]
    code = code.replace("MLP(...", "MLP((2, 8, 1)").replace("epochs=1000", "epochs=1").replace("epochs=100", "epochs=1")
    code = code.replace("Network(...", "Network([bpnet.layers.affine(1)], n_in=2, loss='squared_error'")
    return code.replace("n_in,", "2,").replace("n_out)", "1)")


def run(message):
    """Run what a message tells to write."""
    code = code_of(message)
    if re.search(r"save|restore|load\(|Checkpoint", code):
        pytest.importorskip("safetensors", reason="files need safetensors")
        mlp().save("net.bpnet")
    if "plotting" in code:
        pytest.importorskip("matplotlib", reason="plots need matplotlib")
    space = {"bpnet": bpnet, "net": mlp(), "x": X, "y": Y, "nn": bpnet.NeuralNetwork(2, 3, 1, seed=0, backend="numpy")}
    if "history" in code:
        space["history"] = space["net"].fit(X, Y, epochs=1, validation=(X, Y), metrics=["accuracy"], compile=False)
    try:
        exec(code, space)  # noqa: S102 - a line of the package's own table
    except bpnet.BackendError:
        assert "cupy" in code or "cuda" in code  # there may be no GPU


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", [kind for kind in CHOICES if kind in KNOWN])
def test_names_of_other_libraries_are_told_and_not_accepted(kind):
    for name, ours in CHOICES[kind].items():
        assert ours in KNOWN[kind], name
        assert name == normalize(name), name
        assert name not in {normalize(known) for known in KNOWN[kind]} or kind == "activation", name
        assert find_choice(kind, name, tuple(KNOWN[kind])) == ours


@pytest.mark.parametrize(
    ("argument", "name", "ours"),
    [
        ("loss", "mse", "squared_error"),
        ("loss", "MSELoss", "squared_error"),
        ("loss", "BCEWithLogitsLoss", "binary_cross_entropy"),
        ("loss", "cross_entropy", "softmax_cross_entropy"),
        ("loss", "sparse_categorical_crossentropy", "softmax_cross_entropy"),
        ("hidden", "logistic", "sigmoid"),
        ("hidden", "LeakyReLU", "leaky_relu"),
        ("hidden", "relu6", "relu"),
        ("output", "linear", "identity"),
        ("optimizer", "Adam", "adam"),
        ("optimizer", "rmsprop_", "rmsprop"),
        ("optimizer", "AdamW", "adamw"),
        ("initial", "xavier_uniform_", "glorot_uniform"),
        ("initial", "HeNormal", "he_normal"),
        ("initial", "kaiming_normal", "he_normal"),
    ],
)
def test_a_choice_of_another_library_names_ours(argument, name, ours):
    assert f"; did you mean {ours!r}?" in failure(lambda: bpnet.MLP((2, 3, 1), backend="numpy", **{argument: name}))


def test_a_backend_by_the_name_of_its_project_is_told():
    for name, ours in CHOICES["backend"].items():
        with pytest.raises(bpnet.UnknownBackendError, match=f"did you mean '{ours}'"):
            bpnet.get_backend(name)


def test_a_name_that_means_nothing_is_given_no_meaning():
    assert find_choice("loss", "qqq", tuple(losses.LOSSES)) is None
    assert "did you mean" not in failure(lambda: bpnet.MLP((2, 1), loss="qqq"))


FUNCTIONS = {
    "MLP": bpnet.MLP,
    "Network": bpnet.Network,
    "fit": lambda **settings: mlp().fit(**settings),
    "compile": lambda **settings: mlp().compile(**settings),
    "predict": lambda **settings: mlp().predict(**settings),
    "EarlyStopping": callbacks.EarlyStopping,
    "Checkpoint": callbacks.Checkpoint,
}
MODULES = {"backend": ["get_backend"], "checkpoint": ["load"]} | {
    name: [each for each, thing in vars(importlib.import_module(f"bpnet.{name}")).items() if inspect.isfunction(thing)]
    for name in ("layers", "losses", "optimizers", "schedules", "initializers", "datasets")
}


def functions_of(key):
    """The functions that a key of ARGUMENTS stands for, and their signatures."""
    if key in FUNCTIONS:
        kind = getattr(bpnet, key, None) or getattr(callbacks, key, None)
        return [(FUNCTIONS[key], inspect.signature(kind or getattr(bpnet.Network, key)))]
    home = bpnet if key in {"backend", "checkpoint"} else importlib.import_module(f"bpnet.{key}")
    found = [getattr(home, name) for name in MODULES[key] if hasattr(getattr(home, name), "__wrapped__")]
    return [(function, inspect.signature(function)) for function in found]


ROWS = [(key, word) for key, table in ARGUMENTS.items() for word in table]


@pytest.mark.parametrize(("key", "word"), ROWS, ids=lambda value: value)
def test_arguments_of_other_libraries_are_told_and_what_is_told_runs(key, word):
    advice, value = ARGUMENTS[key][word], VALUES.get(word, 0.5 if key in {"optimizers", "schedules"} else 1)
    assert word == normalize(word)
    others = [pair for pair in functions_of(key) if word not in map(normalize, pair[1].parameters)]
    if "{name}()" in advice:
        others = [pair for pair in others if all(p.default is not p.empty for p in pair[1].parameters.values())]
    if advice.isidentifier():
        others = [pair for pair in others if advice in pair[1].parameters]
        assert others, "no function has the argument that is named"
    for function, signature in others[: None if advice.isidentifier() else 1]:
        message = failure(partial(function, **{word: value}))
        assert f"has no argument {word!r}: " in message
        if not advice.isidentifier():
            run(message)
        elif isinstance(signature.parameters[advice].default, bool):
            assert message.endswith(f"write {advice}=True")
        else:
            assert message.endswith((f"write {advice}={value!r}", f"write {advice}=..."))


def test_rows_that_nobody_can_meet_are_seen():
    """The negative control of the test of rows."""
    others = [pair for pair in functions_of("datasets") if "shape" in pair[1].parameters]
    assert not others
    with pytest.raises(NameError):
        run("write no_such_function(1)")


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_call_without_arguments_tells_runs(name):
    call = {"compile": lambda: mlp().compile(), "fit": lambda: mlp().fit(), "dense": layers.dense}.get(name)
    message = failure(call or getattr(bpnet, name))
    assert " needs '" in message
    run(message.replace(", or bpnet.layers.affine(8) without activation", ""))


def test_forgotten_epochs_are_told():
    assert failure(lambda: mlp().fit(X, Y)) == "net.fit needs 'epochs': write net.fit(x, y, epochs=100)"
    assert failure(lambda: mlp().fit()) == "net.fit needs 'x', 'y' and 'epochs': write net.fit(x, y, epochs=100)"


@pytest.mark.parametrize("name", TOO_MANY)
def test_too_many_arguments_by_position_are_told(name):
    call = {"compile": mlp().compile, "optimizers": optimizers.adam}.get(name) or getattr(layers, name)
    message = failure(lambda: call(3, 4, 5, 6))
    assert "by position" in message
    run(message)


def test_sizes_that_are_no_tuple_are_told_as_one():
    message = failure(lambda: bpnet.MLP(4, 8, 1))
    assert message.endswith("the sizes are one tuple: write bpnet.MLP((4, 8, 1))")
    run(message)
    assert failure(lambda: mlp().fit(X, Y, 100)).endswith("pass others by name, such as net.fit(x, y, epochs=100)")
    assert "hidden='relu'" in failure(lambda: bpnet.MLP((2, 3, 1), "relu"))


def test_values_that_were_passed_are_in_what_is_told():
    assert "optimizers.adam(learning_rate=0.3)" in failure(lambda: bpnet.MLP((2, 1), learning_rate=0.3))
    assert "optimizers.sgd(learning_rate=0.3)" in failure(lambda: bpnet.MLP((2, 1), optimizer="sgd", lr=0.3))
    assert "MLP((n_in, 16, 8, n_out))" in failure(lambda: bpnet.MLP(hidden_layer_sizes=(16, 8)))
    assert "backend='torch:cuda:1'" in failure(lambda: bpnet.MLP((2, 1), device="cuda:1"))
    assert "backend='cupy:1'" in failure(lambda: bpnet.MLP((2, 1), device="gpu:1"))
    assert failure(lambda: mlp().cuda()).endswith("write net.to('torch:cuda')")
    assert failure(lambda: mlp().fit(X, Y, verbose=1)).endswith("write progress=True")
    assert failure(lambda: mlp().fit(X, Y, verbose=0)).endswith("write progress=False")
    assert failure(lambda: mlp().fit(X, Y, validation_data=(X, Y))).endswith("write validation=...")
    assert failure(lambda: mlp().fit(X, Y, epoch=3)).endswith("write epochs=3")


def test_an_argument_twice_is_told():
    assert "'x' twice" in failure(lambda: mlp().fit(X, Y, x=X, epochs=1))
    assert "leave it out, epochs is given" in failure(lambda: mlp().fit(X, Y, epochs=1, n_epochs=2))


NETWORKS = {"net": mlp, "nn": lambda: bpnet.NeuralNetwork(2, 3, 1, seed=0, backend="numpy")}
EXPLAINED = NETWORKS | {"history": History}


@pytest.mark.parametrize(("called", "word"), [(called, word) for called, table in ATTRIBUTES.items() for word in table])
def test_attributes_of_other_libraries_are_told_and_what_is_told_runs(called, word):
    net = EXPLAINED[called]()
    if hasattr(type(net), word):
        pytest.fail(f"{called} has {word}: leave it out of the table")
    message = failure(lambda: getattr(net, word))
    assert f"{type(net).__name__} has no attribute {word!r}: " in message
    run(message)


@pytest.mark.parametrize("called", NETWORKS)
def test_a_network_is_not_a_function(called):
    run(failure(lambda: NETWORKS[called]()(X)))


def test_a_history_is_not_a_mapping():
    assert failure(lambda: History()["loss"]) == "History has attributes, not items; got 'loss': write history.loss"
    run(failure(lambda: History()["val_accuracy"]))
    assert failure(lambda: History()["xyzzy"]).endswith("dir(history) lists what there is")
    assert not callable(History())
    assert pickle.loads(pickle.dumps(History())).ended is False  # noqa: S301 - our own


def test_a_slip_in_an_attribute_is_told():
    assert failure(lambda: mlp().learnin_rate).endswith("write net.learning_rate")
    assert failure(lambda: mlp().xyzzy).endswith("dir(net) lists what there is")
    assert failure(lambda: mlp()._no_such) == "'MLP' object has no attribute '_no_such'"
    assert not hasattr(mlp(), "__array__")


def test_a_name_of_another_library_cannot_be_assigned():
    """Training would ignore it."""
    for name, value, told in [("lr", 0.3, "learning_rate = 0.3"), ("weights", X, "params = ..."), ("layers", [], "layer = []")]:
        assert failure(lambda name=name, value=value: setattr(mlp(), name, value)).endswith(f": write net.{told}")
    assert failure(lambda: setattr(mlp(), "classes", ["no", "yes"])).endswith("write net.classes_ = ['no', 'yes']")
    net = mlp()
    net.note, net.history = "my own", net.fit(X, Y, epochs=1)  # negative controls
    net.learning_rate = 0.3
    assert net.note == "my own"


def test_a_history_tells_of_metrics_and_has_no_items():
    history = mlp().fit(X, Y, epochs=1, metrics=["accuracy"], validation=(X, Y))
    for name, path in {
        "accuracy": "metrics['accuracy']",
        "val_accuracy": "validation_metrics['accuracy']",
        "val_loss": "validation_loss",
        "losses": "loss",
    }.items():
        for ask in (lambda name=name: getattr(history, name), lambda name=name: history[name]):
            assert failure(ask).endswith(f": write history.{path}")
            run(f"write history.{path}") if "[" not in path else None
    assert failure(lambda: history["loss"]).endswith("write history.loss")
    group = bpnet.MLP((2, 1), seed=range(2), backend="numpy").fit(X, Y, epochs=1)
    assert failure(lambda: group["loss"]).endswith("write history.loss")
    assert failure(lambda: history[0]).endswith("got 0: dir(history) lists what there is")
    assert failure(lambda: history.xyzzy).endswith("dir(history) lists what there is")
    assert copy.deepcopy(history).metrics["accuracy"].tolist() == history.metrics["accuracy"].tolist()


def test_a_metric_that_is_no_function_is_told():
    assert failure(lambda: bpnet.metrics.accuracy).endswith("write net.score(x, y, metric='accuracy')")
    assert "'mean_squared_error'" in failure(lambda: bpnet.metrics.mse)
    assert failure(lambda: bpnet.metrics.of_class).endswith("write bpnet.metrics.of_classes")
    assert "write" not in failure(lambda: bpnet.metrics.xyzzy_of_nothing)


def test_monitors_of_keras_are_told():
    for word, ours, given in [
        ("val_loss", "loss", []),
        ("val_accuracy", "accuracy", ["accuracy"]),
        ("validation_r2", "r2", ["r2"]),
    ]:
        rule = callbacks.EarlyStopping(monitor=word)
        message = failure(lambda rule=rule, given=given: mlp().fit(X, Y, epochs=1, metrics=given, callbacks=[rule]))
        assert f"write monitor={ours!r}" in message


def test_a_block_of_a_backend_that_was_forgotten_is_told():
    with pytest.warns(UserWarning, match=r"use_backend\('numpy'\) does nothing without .* `with bpnet.use_backend\('numpy'\):`"):
        bpnet.use_backend("numpy")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        block = bpnet.use_backend("array_api_strict,numpy")
        assert "does nothing without a with statement" in repr(block)
        with block as backend:
            assert bpnet.get_backend() is backend
        chosen = bpnet.use_backend(backend)(bpnet.get_backend)
        assert [chosen(), chosen()] == [backend, backend]
        assert bpnet.get_backend().name == "numpy"
        del block, chosen


def test_an_error_of_a_property_is_its_own():
    class Broken(ExplainsAttributes):
        @property
        def value(self):
            return [].no_such

    with pytest.raises(AttributeError, match="'list' object has no attribute 'no_such'"):
        Broken().value  # noqa: B018 - the access itself raises


@pytest.mark.parametrize("word", OBJECTS)
def test_classes_of_other_libraries_are_told(word):
    path = OBJECTS[word]
    if ".sklearn." in path:
        pytest.importorskip("sklearn", reason="estimators need scikit-learn")
    thing = importlib.import_module("bpnet")
    for part in path.split(".")[1:]:
        thing = getattr(thing, part)
    assert failure(lambda: getattr(bpnet, word)).endswith(f"write {path}")


@pytest.mark.parametrize(
    ("module", "name", "path"),
    [
        ("layers", "Dense", "layers.dense"),
        ("layers", "ReLU", "layers.relu"),
        ("layers", "BatchNorm1d", "layers.batch_norm"),
        ("layers", "Adam", "optimizers.adam"),
        ("losses", "MSELoss", "losses.squared_error"),
        ("losses", "CrossEntropyLoss", "losses.softmax_cross_entropy"),
        ("optimizers", "Adam", "optimizers.adam"),
        ("optimizers", "SGD", "optimizers.sgd"),
        ("initializers", "xavier_uniform_", "initializers.glorot_uniform"),
        ("schedules", "ReduceLROnPlateau", "schedules.reduce_on_plateau"),
        ("callbacks", "ModelCheckpoint", "callbacks.Checkpoint"),
        ("minimizers", "LBFGS", "minimizers.lbfgs"),
        ("datasets", "two_spiral", "datasets.two_spirals"),
        ("", "Adam", "optimizers.adam"),
        ("", "Dense", "layers.dense"),
        ("", "Sequential", "Network"),
        ("", "he_normal", "initializers.he_normal"),
        ("", "mlp", "MLP"),
        ("", "load_model", "load"),
        ("plotting", "plot_history", "plotting.curves"),
        ("plotting", "decision_boundary", "plotting.decision_surface"),
    ],
)
def test_a_module_tells_where_a_name_is(module, name, path):
    home = getattr(bpnet, module) if module else bpnet
    assert failure(lambda: getattr(home, name)).endswith(f"has no attribute {name!r}: write bpnet.{path}")


@pytest.mark.parametrize(("module", "name"), [("metrics", "accuracy_score"), ("metrics", "MAE"), ("", "acc"), ("", "f1_score")])
def test_metrics_are_names(module, name):
    home = getattr(bpnet, module) if module else bpnet
    message = failure(lambda: getattr(home, name))
    assert "write net.score(x, y, metric=" in message
    run(message)


def test_metrics_of_scikit_learn_are_told():
    assert failure(lambda: bpnet.metrics.AUC).endswith("write sklearn.metrics.roc_auc_score")


def test_a_module_says_nothing_of_names_that_python_asks_for():
    assert failure(lambda: bpnet.layers.__no_such__) == "module 'bpnet.layers' has no attribute '__no_such__'"
    assert "write" not in failure(lambda: bpnet.xyzzy_of_nothing)
    assert "write" not in failure(lambda: bpnet.trainer)  # which is not tanh
    assert failure(lambda: missing_name("bpnet", bpnet.__all__)("training")).endswith(": write import bpnet.training")


LEFT_OUT = {
    "arrays": "helpers of the algorithm",
    "compiler": "for backends",
    "errors": "exceptions",
    "parity": "for developers",
    "random": "helpers of the algorithm",
    "special": "called within steps",
    "testing": "for developers",
}
"""Modules without suggestions, and why."""


def public_callables():
    """Public functions, and classes with their public methods, by name; functions of ``xp`` run in traces, undecorated."""
    modules = [bpnet, *(thing for name in bpnet.__all__ if isinstance(thing := getattr(bpnet, name), ModuleType))]
    for module in modules:
        if module.__name__.removeprefix("bpnet.") in LEFT_OUT:
            continue
        for name in getattr(module, "__all__", []):
            thing = getattr(module, name)
            if inspect.isfunction(thing) and next(iter(inspect.signature(thing).parameters), "") != "xp":
                yield f"{module.__name__}.{name}", thing, ()
            elif inspect.isclass(thing) and inspect.isfunction(thing.__init__) and not hasattr(thing, "__dataclass_fields__"):
                yield from () if issubclass(thing, BaseException) else methods_of(f"{module.__name__}.{name}", thing)


def methods_of(path, kind):
    yield path, kind, ()
    if issubclass(kind, ExplainsAttributes):
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_"):
                yield f"{path}.{name}", method, (object.__new__(kind),)


CALLABLES = {path: (thing, first) for path, thing, first in public_callables()}


@pytest.mark.parametrize("path", CALLABLES)
def test_every_public_function_tells_of_an_unknown_argument(path):
    thing, first = CALLABLES[path]
    message = failure(lambda: thing(*first, no_such_argument=1))
    assert " has no argument 'no_such_argument': it takes " in message or ": write " in message, message
    message = failure(lambda: thing(*first, **{"x" * 10_000: "y" * 10_000}))
    required = [
        p for p in inspect.signature(thing).parameters.values() if p.default is p.empty and p.kind.name != "VAR_POSITIONAL"
    ]
    if len(required) > len(first) and "self" not in inspect.signature(thing).parameters:
        assert " needs " in failure(thing)


def test_the_list_of_public_functions_is_long():
    assert len(CALLABLES) > 100
    assert {"bpnet.MLP", "bpnet.Network.fit", "bpnet.layers.relu", "bpnet.callbacks.EarlyStopping", "bpnet.load"} <= set(
        CALLABLES
    )


def test_an_error_within_a_callback_is_the_users_own():
    error = TypeError("fit() got an unexpected keyword argument 'verbose'")

    def callback(run):
        raise error

    with pytest.raises(TypeError) as caught:
        mlp().fit(X, Y, epochs=1, callbacks=[callback])
    assert caught.value is error
    assert str(error) == "fit() got an unexpected keyword argument 'verbose'"


@pytest.mark.parametrize("wrong", [lambda run: len(), lambda run: int("1", bas=2), lambda: True, lambda run, more: True])
def test_wrong_calls_within_a_callback_and_of_it_keep_their_words(wrong):
    message = failure(lambda: mlp().fit(X, Y, epochs=1, callbacks=[wrong]))
    assert "net.fit" not in message


def test_a_wrong_call_of_ours_within_a_callback_is_explained():
    message = failure(lambda: mlp().fit(X, Y, epochs=1, callbacks=[lambda run: layers.dense(units=3)]))
    assert message == "dense has no argument 'units': write n_out=3"


def test_a_method_that_is_called_on_its_class_needs_an_object():
    kinds = bpnet.MLP, bpnet.Network, callbacks.EarlyStopping
    calls = [partial(bpnet.MLP.fit, X, Y, epochs=1), bpnet.Network.predict, partial(bpnet.Network.fit, X)]
    for call in (*calls, *(kind.__init__ for kind in kinds), partial(bpnet.MLP.__init__, 5)):
        assert "is a method, and was called on its class" in failure(call)
    assert failure(lambda: bpnet.Network.fit(mlp(), X)).startswith("net.fit needs 'y' and 'epochs'")
    assert failure(lambda: bpnet.MLP.__init__(mlp())).startswith("MLP needs 'sizes'")


def test_a_network_is_no_function_for_those_who_take_one():
    net = mlp()
    calls = [
        lambda: optimizers.adam(net),
        lambda: optimizers.adam([net, net]),
        lambda: setattr(net, "learning_rate", net),
        lambda: net.compile(net),
        lambda: net.fit(X, Y, epochs=1, callbacks=[net]),
        lambda: net.fit(X, Y, epochs=1, metrics=[net]),
        lambda: net.fit(X, Y, epochs=1, metrics=net),
        lambda: bpnet.metrics.of_outputs(net),
    ]
    for call in calls:
        with pytest.raises((TypeError, ValueError), match="learning_rate must be|expect|must be a list of|a metric is"):
            call()
    assert net.training.epoch == 0


def test_a_function_of_another_library_is_no_factory_to_be_called():
    for function in (np.tanh, sum):
        with pytest.raises(ValueError, match="; expected one of identity, ") as caught:
            bpnet.MLP((2, 1), hidden=function, backend="numpy")
        assert "call it" not in str(caught.value)
    with pytest.raises(ValueError, match="the factory relu was not called: call it"):
        bpnet.MLP((2, 1), hidden=layers.relu, backend="numpy")


def test_the_decorator_passes_on_what_the_function_raises():
    @explain_calls
    def inner(a):
        return a + "text"

    @explain_calls
    def outer(a, *, b=1):
        return inner(a, b)

    with pytest.raises(TypeError, match="unsupported operand"):
        inner(1)
    with pytest.raises(TypeError, match="^inner takes 1 argument"):  # not outer
        outer(1)
    assert inner.__wrapped__.__name__ == "inner"


def test_nothing_is_looked_up_for_a_call_that_is_right(monkeypatch):
    monkeypatch.setattr(_suggestions, "_explain", lambda *_: pytest.fail("looked up"))
    net = mlp()
    net.fit(X, Y, epochs=1)
    net.step(X, Y)
    assert {cell.cell_contents for cell in bpnet.Network.fit.__closure__} == {bpnet.Network.fit, bpnet.Network.fit.__wrapped__}


def test_signatures_and_documents_are_kept():
    assert list(inspect.signature(bpnet.MLP).parameters)[:2] == ["sizes", "hidden"]
    assert "epochs" in inspect.signature(mlp().fit).parameters
    assert "epochs: 'int'" in pydoc.render_doc(bpnet.Network.fit, renderer=pydoc.plaintext)
    assert bpnet.Network.fit.__doc__.startswith("Train the network")
    assert inspect.getsource(bpnet.Network.fit).lstrip().startswith("def fit(")


def test_private_methods_and_properties_are_not_decorated():
    class Base:
        def inherited(self, *, number):
            return number

    @explain_methods
    class Some(Base):
        def _private(self):
            return 1

        @property
        def value(self):
            return 2

        def public(self):
            return 3

    assert not hasattr(Some._private, "__wrapped__")
    assert hasattr(Some.public, "__wrapped__")
    assert Some().value == 2
    assert failure(lambda: Some().inherited(numbr=1)) == "Base.inherited has no argument 'numbr': write number=1"
    assert not hasattr(Base.inherited, "__wrapped__")
    assert explain_methods(Some).public.__wrapped__.__name__ == "public"
    assert not hasattr(explain_methods(Some).public.__wrapped__, "__wrapped__"), "twice"


def named(text, argument):
    """Names in double quotes in the paragraph of an argument, up to the word that ends the list."""
    paragraph = re.search(rf"^ *{argument}\n((?: +.*\n)+?)(?= *\w+(?:, \w+)*\n)", inspect.cleandoc(text) + "\n", re.MULTILINE)[1]
    return set(re.findall(r'"(\w+)"', paragraph.partition(" or a")[0]))


@pytest.mark.parametrize(
    ("argument", "kind"), [("hidden", "activation"), ("loss", "loss"), ("optimizer", "optimizer"), ("initial", "initial")]
)
def test_help_of_mlp_names_the_choices_and_the_defaults(argument, kind):
    assert named(bpnet.MLP.__doc__, argument) == set(KNOWN[kind])
    default = inspect.signature(bpnet.MLP).parameters[argument].default
    text = pydoc.render_doc(bpnet.MLP, renderer=pydoc.plaintext)
    assert f"= {default!r}" in text if default else f'by default "{type(mlp()._optimizer.spec.name).__name__ and "adam"}"' in text


def test_the_test_of_help_sees_a_missing_choice():
    assert named(bpnet.MLP.__doc__.replace('"he_normal", ', ""), "initial") != set(initializers.INITIALS)


def test_dir_of_a_network_lists_the_public_names():
    for net in (mlp(), NETWORKS["nn"]()):
        names = dir(net)
        assert not [name for name in names if name.startswith("_") and not name.endswith("__")]
        public = {name for kind in type(net).__mro__[:-1] for name in vars(kind) if not name.startswith("_")}
        assert public <= set(names)
    assert {"fit", "predict", "params", "learning_rate", "backend", "seed", "training"} <= set(dir(mlp()))


COMPLETE = """
import bpnet
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell(user_ns={"bpnet": bpnet, "net": bpnet.MLP((2, 1), backend="numpy")})
for shell.Completer.use_jedi in (False, True):
    for text in ("bpnet.", "bpnet.layers.", "net.", "net.fit(x, "):
        with provisionalcompleter():
            print(*(found.text.lstrip(".") for found in shell.Completer.completions(text, len(text))))
"""


def test_completion_shows_public_names_and_arguments(tmp_path, monkeypatch):
    pytest.importorskip("IPython", reason="completion is IPython's")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    done = subprocess.run([sys.executable, "-c", COMPLETE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [set(line.split()) for line in done.stdout.splitlines()]
    for top, inside, net, call in (lines[:4], lines[4:]):
        assert top == set(bpnet.__all__) | {"__version__"} or top == set(bpnet.__all__)
        assert inside == set(layers.__all__)
        assert {"fit", "predict", "params", "learning_rate"} <= net
        assert not [name for name in net if name.startswith("_")]
        assert call  # jedi alone knows the arguments of methods
    assert {"epochs=", "batch_size=", "callbacks="} <= lines[7]


class Absent(type(bpnet.get_backend("numpy"))):
    """Of a library that is not installed."""

    name, library, install = "absent", "no_such_library", "pip install no-such-library"


@pytest.fixture
def chain(monkeypatch):
    """A chain of backends whose first one is missing, which warns each time."""
    from bpnet.backend import registry

    monkeypatch.setattr(registry, "_registered", {"absent": Absent})
    monkeypatch.setattr(registry, "_made", dict(registry._made))
    monkeypatch.setattr(selection, "_warned", set())
    return "absent,numpy"


def line_of(call, category=UserWarning):
    """The text of the line that a warning names, which must be one of this file."""
    with pytest.warns(category) as records:
        call()
    (record,) = records
    assert record.filename == __file__
    return inspect.getsource(sys.modules[__name__]).splitlines()[record.lineno - 1]


def interrupt(run):
    raise KeyboardInterrupt


def warn_of_the_chain(chain):
    return lambda *_: bool(bpnet.get_backend(chain)) is None  # here


def test_warnings_name_the_users_line_for_backends_and_networks(chain, monkeypatch):
    def build():
        bpnet.MLP((2, 1), backend=chain)  # here

    def network():
        bpnet.Network([layers.affine(1)], n_in=2, loss="squared_error", backend=chain)  # here

    def within():
        with bpnet.use_backend(chain):  # here
            pass

    def variable():
        bpnet.NeuralNetwork(2, 3, 1)  # here

    def copied():
        mlp().to(chain)  # here

    monkeypatch.setenv("BPNET_BACKEND", chain)
    for call in (warn_of_the_chain(chain), build, network, within, variable, copied):
        selection._warned.clear()
        assert line_of(call, BackendFallbackWarning).endswith("# here"), call


def test_warnings_name_the_users_line_for_fit_and_what_it_calls(chain):
    def fit():
        mlp().fit(X, Y, epochs=3, callbacks=[interrupt])  # here

    def group():
        mlp(seed=[0, 1]).fit(X, Y, epochs=3, callbacks=[interrupt])  # here

    def callback():
        mlp().fit(X, Y, epochs=1, callbacks=[warn_of_the_chain(chain)])

    for call in (fit, group, callback):
        assert line_of(call, Warning).endswith("# here"), call


def untraceable(n_out):
    """A layer that no backend can compile: it looks at a value."""
    layer = layers.affine(n_out)

    def forward(xp, params, state, x):
        return layer.forward(xp, params, state, x if float(xp.sum(x)) < 1e9 else 2.0 * x)

    return layer._replace(forward=forward, spec=None)


def test_the_warning_of_a_step_that_cannot_be_compiled_names_the_users_line(bpnet_backend):
    net = bpnet.Network([untraceable(1)], n_in=2, loss="squared_error", backend=bpnet_backend)

    def fit():
        net.fit(X, Y, epochs=1, compile=True)  # here

    if bpnet_backend.name == "array_api_strict":
        pytest.skip("this backend compiles nothing")
    assert line_of(fit, RuntimeWarning).endswith("# here")


def test_warnings_in_a_thread_and_in_a_cell_name_their_line(chain):
    def in_a_thread():
        thread = threading.Thread(target=warn_of_the_chain(chain))
        thread.start()
        thread.join()

    assert line_of(in_a_thread, BackendFallbackWarning).endswith("# here")
    selection._warned.clear()
    cell = compile("\nbpnet.get_backend(chain)", "<ipython-input-3>", "exec")
    with pytest.warns(BackendFallbackWarning) as records:
        exec(cell, {"__name__": "__main__", "bpnet": bpnet, "chain": chain})  # noqa: S102 - as a notebook runs a cell
    assert (records[0].filename, records[0].lineno) == ("<ipython-input-3>", 2)


def test_modules_of_choices_are_there():
    for kind, module in MODULE_OF.items():
        if kind in KNOWN:
            assert set(KNOWN[kind]) <= set(getattr(bpnet, module).__all__)
