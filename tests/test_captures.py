"""What compiled steps of all backends notice: draws and counts of their own, and variables that change after they were read."""

import itertools
import os
import random
import threading
import time
import types
import warnings
from contextlib import nullcontext
from functools import partial
from threading import Timer

import numpy as np
import pytest

import bpnet
from bpnet import layers, optimizers
from bpnet.arrays import map_tree
from bpnet.compiler import captures, compiled_step
from bpnet.compiler.captures import Captures, fingerprint
from bpnet.compiler.compiled_step import CompiledFunction

X, Y = np.linspace(-1.0, 1.0, 12).reshape(6, 2), np.zeros((6, 1))
RUNS_PLAIN = "falling back to the uncompiled step"
scale = 1.0


def asks_for_compilation(backend):
    """CuPy compiles when asked."""
    if "compile" not in backend.capabilities:
        pytest.skip(f"{backend.name} has no compiled step")
    return None if backend.compile_by_default else True


def linear(backend, layer, optimizer=None, loss="squared_error"):
    optimizer = optimizers.sgd(1e-12) if optimizer is None else optimizer
    return bpnet.Network([layer, layers.affine(1)], n_in=2, loss=loss, optimizer=optimizer, backend=backend)


def times(read):
    """A layer ``y = read() x``."""
    return bpnet.stateless(lambda xp, params, x: (x * read(), ()), lambda xp, params, r, dy: ((), dy * read()))


def draws():
    rng = np.random.default_rng(0)

    def noise(xp, params, x):
        return x + xp.asarray(rng.standard_normal(tuple(x.shape)), dtype=x.dtype), ()

    return bpnet.stateless(noise, lambda xp, params, r, dy: ((), dy))


def drawing_loss():
    rng, right = np.random.default_rng(0), bpnet.losses.squared_error()

    def forward(xp, target, y):
        value, residuals = right.forward(xp, target, y)
        return value * float(rng.random()), residuals

    return right._replace(forward=forward)


def counting_optimizer():
    count = itertools.count(1)

    def update(xp, params, grads, memory, rate):
        n = next(count)
        return map_tree(lambda p, g: p - rate * (0.1 / n) * g, params, grads), memory

    return bpnet.Optimizer(lambda xp, params: (), update, learning_rate=1.0)


FROZEN = {
    "a layer draws": lambda backend: linear(backend, draws()),
    "a layer counts": lambda backend: linear(backend, times(partial(next, itertools.count(1)))),
    "a layer reads the system's numbers": lambda backend: linear(backend, times(lambda: os.urandom(1)[0] + os.urandom(6)[0] / 7)),
    "a loss draws": lambda backend: linear(backend, layers.tanh(), loss=drawing_loss()),
    "an optimizer counts": lambda backend: linear(backend, layers.tanh(), counting_optimizer()),
}


@pytest.mark.parametrize("kind", FROZEN)
def test_what_draws_or_counts_by_itself_is_not_frozen(bpnet_backend, kind):
    compile_ = asks_for_compilation(bpnet_backend)
    net = FROZEN[kind](bpnet_backend)
    with pytest.warns(RuntimeWarning, match=f"{RUNS_PLAIN}.*tracing it twice gave different operations"):
        history = net.fit(X + 1.0, Y, epochs=5, compile=compile_)
    assert history.provenance["step"] == "plain"
    assert len(set(history.loss.tolist())) == 5
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the warning comes once
        net.fit(X, Y, epochs=2, compile=compile_)
        net.step(X, Y, compile=compile_)


def test_a_draw_in_inference_is_not_frozen_in_the_validation_loss(bpnet_backend):
    asks_for_compilation(bpnet_backend)
    own, rng = layers.tanh(), np.random.default_rng(0)
    net = linear(bpnet_backend, own._replace(inference=lambda xp, p, s, x: x * float(rng.random())))
    with warnings.catch_warnings(), bpnet_backend.scope():
        warnings.simplefilter("ignore", RuntimeWarning)
        x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
        losses = [float(bpnet_backend.to_host(net._steps.inference_loss.compiled(net.params, net.state, x, y))) for _ in range(4)]
    assert len(set(losses)) == 4


def test_what_does_the_same_twice_is_compiled_without_a_warning(bpnet_backend):
    """The control: the same layers with their numbers in the state, or with constants of their own."""
    compile_ = asks_for_compilation(bpnet_backend)
    net = linear(bpnet_backend, bpnet.chain(layers.dropout(0.5), times(lambda: 1.5)), optimizers.adam())
    assert net.fit(X, Y, epochs=5, batch_size=4, compile=compile_).provenance["step"] == "compiled"


def changed(backend, change, epochs=6, optimizer=None):
    """A training during which a callback changes ``y = alpha x``, with the losses that a plain one has."""

    def train(compile_):
        reader, setter = change()
        net = linear(backend, times(reader), optimizer)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            history = net.fit(X, Y, epochs=epochs, compile=compile_, callbacks=[lambda run: setter(run.epoch)])
        return history, [str(w.message) for w in caught]

    return train(asks_for_compilation(backend)), train(False)[0]  # noqa: FBT003


def closure():
    alpha = 1.0

    def set_(epoch):
        nonlocal alpha
        alpha = 1.0 + epoch

    return lambda: alpha, set_


def global_variable():
    def read():
        return scale

    def set_(epoch):
        global scale  # noqa: PLW0603 - that is what is tried
        scale = 1.0 + epoch

    set_(0)
    return read, set_


def attribute():
    class Settings:
        alpha = 1.0

    settings = Settings()
    settings.alpha = 1.0
    return lambda: settings.alpha, lambda epoch: setattr(settings, "alpha", 1.0 + epoch)


class Reader:
    def __init__(self):
        self.alpha = 1.0

    def read(self):
        return self.alpha


def method():
    reader = Reader()
    return reader.read, lambda epoch: setattr(reader, "alpha", 1.0 + epoch)


def entry():
    settings = {"alpha": 1.0, "more": [1, 2]}
    return lambda: settings["alpha"], lambda epoch: settings.update(alpha=1.0 + epoch)


def array():
    alpha = np.ones(1)
    return lambda: float(alpha[0]), lambda epoch: alpha.__setitem__(0, 1.0 + epoch)


def class_attribute():
    class Settings:
        alpha = 1.0

    return lambda: Settings.alpha, lambda epoch: setattr(Settings, "alpha", 1.0 + epoch)


def inherited_attribute():
    class Settings:
        alpha = 1.0

    settings = Settings()
    return lambda: settings.alpha, lambda epoch: setattr(Settings, "alpha", 1.0 + epoch)


def attribute_that_hides_one_of_the_class():
    class Settings:
        alpha = 1.0

    settings = Settings()
    return lambda: settings.alpha, lambda epoch: setattr(settings, "alpha", 1.0 + epoch)


def attribute_of_a_module():
    settings = types.ModuleType("settings_of_a_user")
    settings.alpha = 1.0
    return lambda: settings.alpha, lambda epoch: setattr(settings, "alpha", 1.0 + epoch)


def attribute_of_an_attribute():
    settings = types.SimpleNamespace(layer=types.SimpleNamespace(alpha=1.0))
    return lambda: settings.layer.alpha, lambda epoch: setattr(settings.layer, "alpha", 1.0 + epoch)


def slot():
    class Settings:
        __slots__ = ("alpha",)

    settings = Settings()
    settings.alpha = 1.0
    return lambda: settings.alpha, lambda epoch: setattr(settings, "alpha", 1.0 + epoch)


def property_():
    class Settings:
        def __init__(self):
            self.kept = 1.0

        @property
        def alpha(self):
            return self.kept

    settings = Settings()
    return lambda: settings.alpha, lambda epoch: setattr(settings, "kept", 1.0 + epoch)


def method_of_an_object():
    reader = Reader()
    return lambda: reader.read(), lambda epoch: setattr(reader, "alpha", 1.0 + epoch)  # noqa: PLW0108 - that is what is tried


def method_of_a_class():
    class Reader:
        alpha = 1.0

        @classmethod
        def read(cls):
            return cls.alpha

    return lambda: Reader.read(), lambda epoch: setattr(Reader, "alpha", 1.0 + epoch)  # noqa: PLW0108 - that is what is tried


def keyword_default():
    alpha = [1.0]

    def read(*, alpha=alpha):
        return alpha[0]

    return read, lambda epoch: read.__kwdefaults__["alpha"].__setitem__(0, 1.0 + epoch)


@pytest.mark.parametrize("change", [closure, global_variable, attribute, method, entry, array, class_attribute])
def test_a_variable_that_a_callback_changes_has_its_effect_in_compiled_steps(bpnet_backend, change):
    if bpnet_backend.name == "torch" and change is not closure:
        pytest.skip("one compilation by PyTorch is enough: what is noticed is the same for all backends")
    (history, said), plain = changed(bpnet_backend, change)
    assert np.allclose(history.loss, plain.loss, rtol=1e-12, atol=0.0)
    assert history.loss[-1] > 20.0 * history.loss[0]
    assert history.provenance["step"] == "compiled and plain"
    assert len(said) == 1
    assert "keeps changing" in said[0]


@pytest.mark.parametrize(
    "change",
    [
        inherited_attribute,
        attribute_that_hides_one_of_the_class,
        attribute_of_a_module,
        attribute_of_an_attribute,
        slot,
        property_,
        method_of_an_object,
        method_of_a_class,
        keyword_default,
    ],
)
def test_an_attribute_that_a_callback_changes_has_its_effect_wherever_it_is_kept(change):
    (history, said), plain = changed(bpnet.get_backend("numpy"), change)
    assert np.array_equal(history.loss, plain.loss)
    assert history.loss[-1] > 20.0 * history.loss[0]
    assert (history.provenance["step"], len(said)) == ("compiled and plain", 1)


def test_a_property_is_not_run_to_see_whether_it_changed():
    class Settings:
        asked = 0

        @property
        def alpha(self):
            Settings.asked += 1
            return 1.0

    settings = Settings()
    seen = Captures(lambda x: x * settings.alpha)
    seen.record()
    assert not seen.find_change()
    assert settings.asked == 0


def test_methods_that_call_one_another_are_looked_through_once():
    class Reader:
        def one(self):
            return self.other

        def other(self):
            return self.one

    reader = Reader()
    assert [name for _, name, _ in captures.captured_variables(lambda: reader.one)] == ["reader", "one", "other", "one"]


def test_what_a_schedule_writes_down_is_no_change_of_the_step():
    """It runs on the host, outside of what is compiled; so does ``init``."""
    seen = []

    def rate(step):
        seen.append(step)
        return 0.1

    net = linear("numpy", layers.tanh(), optimizers.sgd(rate))
    assert net.fit(X, Y, epochs=4, callbacks=[lambda run: None]).provenance["step"] == "compiled"
    assert seen == [0, 1, 2, 3]


def test_a_variable_that_changes_once_is_compiled_again(bpnet_backend):
    def once():
        alpha = [1.0]
        return lambda: alpha[0], lambda epoch: alpha.__setitem__(0, 1.0 if epoch < 3 else 2.0)

    (history, said), plain = changed(bpnet_backend, once)
    assert np.allclose(history.loss, plain.loss, rtol=1e-12, atol=0.0)
    assert (history.provenance["step"], said) == ("compiled", [])


def test_a_layer_may_write_down_that_it_was_called(bpnet_backend):
    """What its own traces change is no change from outside."""
    compile_ = asks_for_compilation(bpnet_backend)
    seen = []

    def forward(xp, params, x):
        seen.append(tuple(x.shape))
        return x, ()

    net = linear(bpnet_backend, bpnet.stateless(forward, lambda xp, params, r, dy: ((), dy)))
    for options in ({}, {"batch_size": 4}, {"batch_size": 4, "callbacks": [lambda run: None]}, {}):
        assert net.fit(X, Y, epochs=3, compile=compile_, **options).provenance["step"] == "compiled"
        net.step(X, Y, compile=compile_)
    assert seen


def test_compiled_steps_count_what_ran(bpnet_backend):
    compile_ = asks_for_compilation(bpnet_backend)
    if bpnet_backend.name == "torch":
        pytest.skip("seen in the tests above, without another compilation")
    net = bpnet.MLP((2, 3, 1), backend=bpnet_backend)
    net.fit(X, Y, epochs=3, batch_size=4, compile=compile_)
    net.step(X, Y, compile=compile_)
    step = net._steps.compiled
    assert (step.compiled_steps, step.plain_steps) == (3 * 2 + 1, 0)


def test_a_step_that_changes_what_it_is_given_runs_plain():
    """While it is traced, ``x *= 2`` would only name a new value; NumPy writes to the array."""

    def forward(xp, params, x):
        view = x[:, :1]
        view *= 2.0
        return x, ()

    own = bpnet.stateless(forward, lambda xp, params, r, dy: ((), dy))
    with (
        pytest.warns(RuntimeWarning, match="changes its input in place"),
        pytest.raises(ValueError, match="a layer writes to its input"),
    ):
        linear("numpy", own).fit(X, Y, epochs=1)


def test_a_value_of_the_steps_own_may_be_changed_in_place():
    def forward(xp, params, x):
        y = x * 2.0
        y += 1.0
        return y, ()

    own = bpnet.stateless(forward, lambda xp, params, r, dy: ((), dy))
    a, b = linear("numpy", own), linear("numpy", own)
    history = a.fit(X, Y, epochs=3)
    assert history.provenance["step"] == "compiled"
    assert np.array_equal(history.loss, b.fit(X, Y, epochs=3, compile=False).loss)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (0.0, -0.0),
        (1, 1.0),
        (True, 1),
        ("a", b"a"),
        ([1, 2], (1, 2)),
        ({"a": 1}, {"a": 2}),
        (np.ones(2), np.ones(3)),
        (np.zeros(1), -np.zeros(1)),
    ],
)
def test_values_that_a_trace_tells_apart_are_not_the_same(value, other):
    assert fingerprint(value) != fingerprint(other)
    assert fingerprint(value) == fingerprint(value)


def test_nan_is_the_same_as_nan():
    assert fingerprint([float("nan"), np.full(2, np.nan)]) == fingerprint([float("nan"), np.full(2, np.nan)])


def test_layers_losses_and_optimizers_of_bpnet_read_nothing_that_changes():
    """So that compiled steps of built-in parts have nothing to look at."""
    parts = [
        layers.affine(4),
        layers.batch_norm(),
        layers.gelu(),
        layers.dropout(0.2),
        layers.dense(3, "tanh"),
        layers.layer_norm(),
    ]
    optimizer = optimizers.clip_norm(optimizers.adamw(0.1), 1.0)
    for loss in ("softmax_cross_entropy", "poisson"):
        net = bpnet.Network(parts, n_in=2, loss=loss, optimizer=optimizer, backend="numpy")
        reads = Captures(net._steps.plain)
        reads.record()
        assert not reads.fingerprints


def test_a_nest_of_lists_is_looked_through_up_to_a_number_of_entries_in_all():
    """It is read before every step: 2,000 rows of 784 numbers took 19 seconds each time."""

    class Counted(float):
        seen = 0

        def __repr__(self):
            Counted.seen += 1
            return super().__repr__()

    table = [[Counted(i)] * 784 for i in range(2000)]
    assert fingerprint(table) == fingerprint(table)
    assert Counted.seen <= 2 * captures.MAX_ENTRIES


def test_an_array_of_ten_thousand_numbers_that_a_callback_writes_to_has_its_effect():
    def losses(*, compiled):
        mask = np.ones((100, 100))
        net = linear("numpy", times(lambda: float(mask[7, 7])), optimizers.sgd(0.01))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # that it runs plain from the second change on
            return net.fit(
                X, Y, epochs=4, compile=compiled, callbacks=[lambda _: mask.__setitem__((7, 7), mask[7, 7] + 1.0)]
            ).loss

    assert np.array_equal(losses(compiled=None), losses(compiled=False))


def read_by_a_function(value):
    """What is seen of a variable that a function reads."""
    seen = Captures(lambda x: x * value)
    seen.record()
    return seen


@pytest.mark.parametrize(
    "value", [1, 0.5, "a", (1, (2.0, "b")), layers.affine(2), (layers.affine(2), np), np.ones, print, object(), (0,) * 5000]
)
def test_a_variable_that_cannot_change_is_not_looked_through_before_each_step(value, monkeypatch):
    seen = read_by_a_function(value)
    monkeypatch.setattr(captures, "fingerprint", lambda *_: pytest.fail("it has been looked through"))
    assert not seen.find_change()


class Named(float):  # its text may change
    text = "a"

    def __repr__(self):
        return Named.text


@pytest.mark.parametrize(
    ("value", "change"),
    [
        ([1, 2], lambda value: value.append(3)),
        ((1, [2]), lambda value: value[1].append(3)),
        ((0, {"a": 1}), lambda value: value[1].update(a=2)),
        ([0] * (captures.MAX_ENTRIES + 1), lambda value: value.clear()),
        ((np.zeros(2),), lambda value: value[0].fill(1.0)),
        ((np.zeros((), "i4, f4")[()],), lambda value: value[0].__setitem__("f0", 7)),
        (Named(1.0), lambda _: setattr(Named, "text", "b")),
        (optimizers.sgd()._replace(learning_rate=np.array(0.1)), lambda value: value.learning_rate.fill(0.5)),
    ],
    ids=["list", "in a tuple", "dict", "long list", "array", "record", "text of a subclass", "learning rate"],
)
def test_a_variable_that_can_change_is_looked_at_before_each_step(value, change):
    seen = read_by_a_function(value)
    assert not seen.find_change()
    change(value)
    assert seen.find_change() == "value"


def test_a_tensor_in_a_tuple_that_changes_is_noticed():
    torch = pytest.importorskip("torch", reason="its tensors are changed in place")
    value = (torch.zeros(2),)
    seen = read_by_a_function(value)
    value[0].add_(1.0)
    assert seen.find_change() == "value"


def test_an_object_in_the_place_of_one_that_is_gone_is_another():
    before = fingerprint(object())
    assert all(fingerprint(object()) != before for _ in range(100))


def test_a_global_that_has_the_name_of_a_function_of_the_namespace_is_not_read():
    space = {"mean": 0, "factor": 0}
    exec("def function(xp, x): return xp.mean(x) * factor\n", space)  # noqa: S102 - a module whose global is called mean
    seen = Captures(space["function"])
    seen.record()
    assert [name for _, name in seen.fingerprints] == ["factor"]


@pytest.mark.parametrize(
    ("module", "file", "read"),
    [
        ("bpnet_run", "bpnet_run.py", True),
        ("bpnet_torch.executor", "executor.py", False),
        ("other", "/usr/lib/python3/dist-packages/other.py", False),
        ("other", "/srv/me/dist-packages.py", True),
    ],
)
def test_variables_of_libraries_are_not_looked_at_and_those_of_users_are(module, file, read):
    space = {"__name__": module, "factor": 0}
    exec(compile("def function(x): return x * factor", file, "exec"), space)  # noqa: S102 - a function of some file
    seen = Captures(space["function"])
    seen.record()
    assert bool(seen.fingerprints) is read


def test_a_thread_that_compiles_again_leaves_others_their_way_through_what_was_noted():
    factor = [1.0]
    step = CompiledFunction(lambda x: x * factor[0], lambda function, *values: function)
    assert step(np.ones(1)) == 1.0
    before = step.captures.fingerprints
    factor[0] = 2.0
    assert step(np.ones(1)) == 2.0
    assert step.recompiled
    assert before
    assert step.captures.fingerprints is not before


class Times:
    """A callable object of a user."""

    def __call__(self, xp, params, x):
        return x * 2.0, ()


class OfUser(bpnet.Network):
    @property
    def _value_and_grad(self):
        return partial(random.choice, [bpnet.value_and_grad])


NOT_OWN = {
    "a layer": lambda: linear("numpy", times(lambda: 1.0)),
    "a callable object": lambda: linear("numpy", bpnet.stateless(Times(), layers.tanh().backward)),
    "a function of C": lambda: linear("numpy", layers.tanh()._replace(inference=random.random)),
    "a partial function": lambda: linear("numpy", layers.tanh()._replace(forward=partial(next, itertools.count()))),
    "an iterator in an object of bpnet": lambda: linear("numpy", layers.tanh()._replace(forward=(itertools.count(),))),
    "a loss": lambda: linear("numpy", layers.tanh(), loss=drawing_loss()),
    "an optimizer": lambda: linear("numpy", layers.tanh(), counting_optimizer()),
    "an objective": lambda: OfUser([layers.affine(1)], n_in=2, loss="squared_error", backend="numpy"),
}


@pytest.mark.parametrize("kind", NOT_OWN)
def test_a_step_with_a_part_of_the_user_is_traced_twice(kind):
    assert not captures.is_own(NOT_OWN[kind]()._steps.plain)


@pytest.mark.parametrize("hidden", layers.ACTIVATIONS)
@pytest.mark.parametrize("optimizer", optimizers.OPTIMIZERS)
def test_a_step_of_bpnet_alone_is_traced_once(hidden, optimizer):
    made = optimizers.l2(optimizers.clip_norm(optimizers.OPTIMIZERS[optimizer](), 1.0), 0.1)
    net = bpnet.MLP((2, 3, 1), hidden=hidden, optimizer=made, backend="numpy")
    assert captures.is_own(net._steps.plain)
    assert captures.is_own(net._steps.inference_loss.plain)


@pytest.mark.parametrize("slow", [True, False])
def test_a_step_that_takes_long_to_compile_says_so_meanwhile(bpnet_backend, slow, monkeypatch, caplog):
    compiled = asks_for_compilation(bpnet_backend)
    monkeypatch.setattr(compiled_step, "SLOW", 0.0 if slow else 1e6)

    def forward(xp, params, x):
        for _ in range(6000 if slow else 0):  # while it is traced: until the word comes
            if caplog.records:
                break
            time.sleep(0.01)
        return (x * 2.0 if bool(xp.all(x < 9.0)) else x), ()  # which no backend traces, so that none goes on to compile

    net = linear(bpnet_backend, bpnet.stateless(forward, lambda xp, params, r, dy: ((), dy * 2.0)))
    with pytest.warns(RuntimeWarning, match=RUNS_PLAIN):
        net.fit(X, Y, epochs=1, compile=compiled)
    said = [record.getMessage() for record in caplog.records if record.name == "bpnet"]
    assert [words.startswith("bpnet: compiling the step has taken 0 s so far") for words in said] == [True] * slow


def test_a_compilation_within_another_is_logged_once_and_the_next_one_too(monkeypatch):
    started = []
    monkeypatch.setattr(Timer, "start", lambda timer: started.append(timer))  # noqa: PLW0108 - a method gets its object
    for _ in range(2):
        with compiled_step.log_if_slow(), compiled_step.log_if_slow():
            pass
    assert len(started) == 2


@pytest.mark.parametrize("made", [True, False])
def test_no_timer_is_left_after_a_compilation(bpnet_backend, made, monkeypatch):
    """Neither of one that worked, nor of one that did not; and steps that are compiled start none."""
    compile_ = asks_for_compilation(bpnet_backend)
    started = []

    def fails():
        raise ArithmeticError

    monkeypatch.setattr(compiled_step.threading, "Timer", lambda *of: started.append(of) or Timer(*of))
    net = linear(bpnet_backend, layers.tanh() if made else times(fails))
    for _ in range(3):
        with nullcontext() if made else pytest.raises(ArithmeticError):
            net.fit(X, Y, epochs=2, compile=compile_)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, Timer)]
    if made:
        assert len(started) <= 2


def test_a_layer_in_the_middle_that_writes_to_its_input_is_no_other_compiled_than_plain(bpnet_backend):
    """docs/training.md: it changes what it is given in place (NumPy and Numba)."""
    if bpnet_backend.name not in {"numpy", "numba"}:
        pytest.skip("NumPy's arrays alone can be locked")

    def double(xp, params, x):
        x *= 2.0
        return x, ()

    def network():
        parts = [layers.affine(3), bpnet.stateless(double, lambda xp, p, r, dy: ((), 2.0 * dy)), layers.affine(1)]
        return bpnet.Network(parts, n_in=2, loss="squared_error", backend=bpnet_backend)

    with pytest.warns(RuntimeWarning, match=RUNS_PLAIN), pytest.raises(ValueError, match="writes to its input"):
        network().fit(X, Y, epochs=1)
    for call in (lambda net: net.fit(X, Y, epochs=1, compile=False), lambda net: net.predict(X)):
        with pytest.raises(ValueError, match="writes to its input"):
            call(network())
