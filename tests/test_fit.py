"""The training loop: order, weights, validation, callbacks, Ctrl-C, progress."""

import itertools
import os
import re
import subprocess
import sys
import warnings

import numpy as np
import pytest

import bpnet
from bpnet import losses, optimizers
from bpnet.arrays import leaves
from bpnet.callbacks import Callback, EarlyStopping
from bpnet.training import epochs, loop
from bpnet.training.loop import next_chunk

X = np.random.default_rng(0).standard_normal((24, 3))
Y = np.stack([X[:, 0] * X[:, 1], X[:, 2] ** 2], axis=1)


def regressor(backend="numpy", **options):
    return bpnet.MLP((3, 8, 2), hidden="tanh", seed=1, backend=backend, **options)


def host(net):
    return [net.backend.to_host(leaf) for leaf in bpnet.arrays.leaves(net.params)]


def same(a, b):
    return all(np.array_equal(p, q) for p, q in zip(host(a), host(b), strict=True))


def test_batches_come_in_the_order_that_the_user_supplies(bpnet_backend):
    order = np.stack([np.random.default_rng(epoch).permutation(24) for epoch in range(3)])
    fitted, stepped = regressor(bpnet_backend), regressor(bpnet_backend)
    fitted.fit(X, Y, epochs=3, batch_size=8, order=order)
    for row in order:
        for start in range(0, 24, 8):
            stepped.step(X[row[start : start + 8]], Y[row[start : start + 8]])
    assert same(fitted, stepped)


def test_one_order_serves_every_epoch_also_for_the_full_batch():
    a, b = regressor(), regressor()
    a.fit(X, Y, epochs=3, order=np.arange(24)[::-1])
    b.fit(X[::-1], Y[::-1], epochs=3)
    assert same(a, b)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (np.arange(23), r"order has shape \(23,\), expected \(24,\) or \(2, 24\)"),
        (np.zeros((3, 24), int), r"order has shape \(3, 24\)"),
        (np.arange(1, 25), "order must be between 0 and 23, got values from 1 to 24"),
        (np.arange(24.0), r"order must contain row numbers \(integers\), got dtype float64"),
    ],
)
def test_an_order_that_does_not_fit_is_refused(order, words):
    with pytest.raises(ValueError, match=words):
        regressor().fit(X, Y, epochs=2, order=order)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_weights_count_like_repeated_samples(bpnet_backend, reduction):
    counts = np.random.default_rng(1).permutation(np.repeat([0, 1, 3], 8))
    loss = losses.squared_error(reduction)
    weighted, repeated = (regressor(bpnet_backend, loss=loss, optimizer=optimizers.sgd(0.01)) for _ in range(2))
    a = weighted.fit(X, Y, epochs=5, sample_weight=counts)
    b = repeated.fit(np.repeat(X, counts, axis=0), np.repeat(Y, counts, axis=0), epochs=5)
    np.testing.assert_allclose(a.loss, b.loss, rtol=1e-12)
    for p, q in zip(host(weighted), host(repeated), strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-10, atol=1e-13)


def test_a_batch_whose_weights_are_all_zero_counts_for_nothing(bpnet_backend):
    weight = np.ones(24)
    weight[:8] = 0.0
    a, b = (regressor(bpnet_backend, optimizer=optimizers.sgd(0.1)) for _ in range(2))
    first = a.fit(X, Y, epochs=1, batch_size=8, shuffle=False, sample_weight=weight)
    second = b.fit(X[8:], Y[8:], epochs=1, batch_size=8, shuffle=False, sample_weight=weight[8:])
    np.testing.assert_allclose(first.loss, second.loss, rtol=1e-12)
    assert same(a, b)


def test_equal_weights_change_nothing_in_mini_batches():
    a, b = regressor(optimizer=optimizers.sgd(0.1)), regressor(optimizer=optimizers.sgd(0.1))
    weighted = a.fit(X, Y, epochs=3, batch_size=16, sample_weight=np.full(24, 2.0))
    np.testing.assert_allclose(weighted.loss, b.fit(X, Y, epochs=3, batch_size=16).loss, rtol=1e-12)


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (np.ones(23), r"sample_weight has shape \(23,\), expected \(24,\)"),
        (-np.ones(24), "sample_weight must be between 0 and inf, got values from -1 to -1"),
        (np.zeros(24), "sample_weight sums to zero over every sample"),
        (np.full(24, np.nan), "sample_weight contains NaN"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weight, words):
    with pytest.raises(ValueError, match=words):
        regressor().fit(X, Y, epochs=1, sample_weight=weight)


def test_validation_data_are_watched_and_not_trained_on(bpnet_backend):
    watched, plain = regressor(bpnet_backend), regressor(bpnet_backend)
    history = watched.fit(X, Y, epochs=4, validation=(X[:8] + 1, Y[:8]))
    plain.fit(X, Y, epochs=4)
    assert same(watched, plain)
    assert history.validation_loss.shape == (4,)
    assert history.validation_loss[-1] == pytest.approx(float(plain.backend.to_host(plain.loss(X[:8] + 1, Y[:8]))), rel=1e-12)


def test_a_fraction_is_set_apart_by_the_seed(bpnet_backend):
    a, b = regressor(bpnet_backend), regressor("numpy")
    first, second = (net.fit(X, Y, epochs=3, validation=1 / 3, batch_size=8) for net in (a, b))
    np.testing.assert_allclose(first.validation_loss, second.validation_loss, rtol=1e-12)
    assert len(first.validation_loss) == 3
    for fraction in (0.0, 1.0, 0.001, -1):
        with pytest.raises(ValueError, match="a fraction that leaves samples on both sides"):
            regressor().fit(X, Y, epochs=1, validation=fraction)


def test_any_function_may_stop_a_training(bpnet_backend):
    epochs = []
    net = regressor(bpnet_backend)
    history = net.fit(X, Y, epochs=50, callbacks=[lambda run: epochs.append(run.epoch), lambda run: run.history.loss[-1] < 1e9])
    assert (epochs, history.stopped_at, history.loss.shape) == ([1], 1, (1,))
    assert net.fit(X, Y, epochs=3).stopped_at is None


def test_early_stopping_gives_the_best_params_back(bpnet_backend):
    net = regressor(bpnet_backend, optimizer=optimizers.sgd(0.3))
    kept = []
    rule = EarlyStopping(patience=4)
    history = net.fit(
        X[:8], Y[:8], epochs=300, validation=(X[8:], Y[8:]), callbacks=[rule, lambda run: kept.append(run.net.params)]
    )
    best = int(np.argmin(history.validation_loss))
    assert rule.best_epoch == best + 1
    assert history.stopped_at == best + 1 + 4 == len(history.loss)
    for a, b in zip(host(net), bpnet.arrays.leaves(kept[best]), strict=True):
        assert np.array_equal(a, net.backend.to_host(b))


def test_early_stopping_may_leave_the_last_params():
    net, twin = regressor(), regressor()
    history = net.fit(X, Y, epochs=9, callbacks=[EarlyStopping(patience=1, threshold=1e9, restore_best=False)])
    twin.fit(X, Y, epochs=2)
    assert history.stopped_at == 2
    assert same(net, twin)


def test_an_early_stopping_may_serve_again():
    rule = EarlyStopping(3)
    first, second = (regressor().fit(X, Y, epochs=5, callbacks=[rule]).loss for _ in range(2))
    assert np.array_equal(first, second)
    assert rule.best_epoch == 5


def test_callbacks_are_told_when_a_training_ends_however_it_ends():
    ends = []

    class Ending(Callback):
        def __call__(self, run):
            if run.epoch == 3:
                raise KeyboardInterrupt

        def finish(self, run):
            ends.append(run.epoch)

    with pytest.warns(UserWarning, match="interrupted after epoch 3") as told:
        history = regressor().fit(X, Y, epochs=9, callbacks=[Ending()])
    assert told[0].filename == __file__
    assert (ends, history.stopped_at) == ([3], 3)
    with pytest.raises(bpnet.TrainingDivergedError):
        bpnet.MLP((3, 2), optimizer=optimizers.sgd(1e200), backend="numpy").fit(X, Y, epochs=9, callbacks=[Ending()])
    assert len(ends) == 2


def test_a_ctrl_c_while_one_callback_finishes_leaves_the_others_to_finish():
    class Interrupted(Callback):
        def finish(self, run):
            raise KeyboardInterrupt

    net, rule = regressor(), EarlyStopping(100, threshold=1e9)
    seen = []
    with pytest.raises(KeyboardInterrupt):
        net.fit(X, Y, epochs=3, callbacks=[Interrupted(), rule, lambda run: seen.append(run.net.params)])
    assert rule.best_epoch == 1
    assert np.array_equal(net.params[0][0], seen[0][0][0])


@pytest.mark.parametrize("option", ["no", None, 1])
def test_whether_the_best_params_are_restored_is_true_or_false(option):
    with pytest.raises(ValueError, match="restore_best must be True or False"):
        EarlyStopping(restore_best=option)


@pytest.mark.parametrize("epochs_before", [0, 3])
def test_a_training_that_diverges_while_callbacks_listen_keeps_the_last_finite_params(epochs_before):
    told = []
    net = bpnet.MLP((3, 2), optimizer=optimizers.sgd(lambda update: 0.01 if update < epochs_before else 1e300), backend="numpy")
    callbacks = [EarlyStopping(100, restore_best=False), lambda run: told.append((run.epoch, len(run.history.validation_loss)))]
    with pytest.raises(bpnet.TrainingDivergedError) as caught:
        net.fit(X, Y, epochs=9, callbacks=callbacks, validation=(X, Y))
    assert told == [(epoch, epoch) for epoch in range(1, caught.value.epoch + 1)]
    assert caught.value.epoch in {epochs_before, epochs_before + 1}
    assert net.training.epoch == caught.value.epoch
    assert all(np.all(np.isfinite(leaf)) for leaf in host(net))


def test_dropout_and_batch_norm_train_alike_everywhere(bpnet_backend):
    """Each epoch ends with a short batch."""
    from bpnet import layers

    def build(backend):
        stack = [layers.affine(8), layers.batch_norm(), layers.relu(), layers.dropout(0.3), layers.affine(2)]
        return bpnet.Network(stack, n_in=3, loss="huber", seed=4, backend=backend)

    a, b = build(bpnet_backend), build("numpy")
    first, second = (net.fit(X, Y, epochs=15, batch_size=16) for net in (a, b))
    np.testing.assert_allclose(first.loss, second.loss, rtol=1e-11)
    assert int(a.backend.to_host(a.state[3][2])) == 30


def test_chunks_grow_while_they_are_short_and_shrink_when_they_are_long():
    assert [next_chunk(8, seconds) for seconds in (0.0, 0.001, 0.025, 0.1, 0.2)] == [512, 512, 32, 8, 4]
    assert next_chunk(1, 5.0) == 1


PROGRESS = """
import bpnet
bpnet.MLP((2, 1), backend="numpy").fit([[1, 2]], [[1]], epochs=3, progress=True)
"""


def test_progress_is_lines_on_standard_error_where_there_is_no_terminal():
    done = subprocess.run([sys.executable, "-c", PROGRESS], capture_output=True, text=True, check=True)
    first, *_, last = [line for line in done.stderr.splitlines() if "compiling" not in line]
    assert done.stdout == ""
    assert first.startswith("epoch 1/3  loss ")
    assert last.startswith("epoch 3/3  loss ")
    assert last.endswith("in 0:00")


SLOW_BUILD = """
import sys, time
import bpnet
from bpnet.compiler.compiled_step import CompiledFunction
from bpnet_numpy import NumpyBackend

class Slow(NumpyBackend):
    name = "slow"

    def compile(self, step):
        compiled = super().compile(step)
        if isinstance(compiled, CompiledFunction):
            build = compiled.build
            compiled.build = lambda *values: time.sleep(float(sys.argv[1])) or build(*values)
        return compiled

bpnet.register_backend("slow", Slow)
seed = 1 if sys.argv[2] == "network" else [1, 2]
bpnet.MLP((2, 1), backend="slow", seed=seed).fit([[1, 2]], [[1]], epochs=3, progress=True, compile=True)
"""


def shown_on_a_terminal(code, *arguments):
    """What a program writes to a terminal of 80 columns."""
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    done = subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=slave, env=environment)
    done.wait()
    os.close(slave)
    shown = os.read(master, 65536).decode()
    os.close(master)
    assert done.returncode == 0
    return shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX's")
def test_progress_on_a_terminal_of_80_columns_shows_epoch_and_loss():
    shown = shown_on_a_terminal(PROGRESS)
    assert "3/3" in shown
    assert "loss 0." in shown or "loss 1." in shown
    assert "/s" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX's")
@pytest.mark.parametrize(("seconds", "what"), [(0.5, "network"), (0.5, "group"), (0, "network")])
def test_progress_says_while_the_step_is_being_compiled(seconds, what):
    shown = shown_on_a_terminal(SLOW_BUILD, str(seconds), what)
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line) for line in re.split(r"[\r\n]+", shown)]
    assert max(map(len, lines)) <= 80
    compiling = [line for line in lines if "compiling the step" in line]
    assert all("0/3" in line for line in compiling)
    assert bool(compiling) == bool(seconds)
    assert [line for line in lines if "3/3" in line and "loss" in line]


def split_of(seed, held):
    """Row numbers that a fraction sets apart, and the others."""
    order = bpnet.random.permutation(np, bpnet.random.child(bpnet.random.key_of(seed), 2), 0, 24)
    return order[:held], order[held:]


WEIGHTS = np.r_[np.ones(10), np.zeros(14)]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_part_without_weight_is_refused_in_place_of_a_loss_of_zero(bpnet_backend, dtype):
    def fit(**options):
        net = regressor(bpnet_backend, dtype=dtype)
        before = net.params
        with pytest.raises(ValueError, match="sample_weight") as caught:
            net.fit(X, Y, epochs=3, **options)
        assert net.params is before
        return str(caught.value)

    held = np.isin(np.arange(24), split_of(1, 3)[0])
    assert fit(validation=0.125, sample_weight=1.0 - held).startswith("sample_weight sums to zero over the validation part")
    assert fit(validation=0.125, sample_weight=1.0 * held).startswith("sample_weight sums to zero over the training part")
    assert "zero over the samples of order[0]" in fit(order=np.arange(10, 24).repeat(2)[:24], sample_weight=WEIGHTS)
    rows = np.stack([np.arange(24), np.full(24, 23), np.arange(24)])
    assert "zero over the samples of order[1]" in fit(order=rows, sample_weight=WEIGHTS)


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (1e-50, "sample_weight sums to zero over every sample, in float32"),
        (1e-41, "sample_weight adds up to .* in float32 over every sample: scale the weights"),
        (3e38, "sample_weight adds up to inf in float32 over every sample: scale the weights"),
    ],
)
def test_weights_that_leave_the_range_of_float32_are_refused(bpnet_backend, weight, words):
    net = regressor(bpnet_backend, dtype="float32")
    for call in (net.fit, net.loss, net.step):
        with pytest.raises(ValueError, match=words):
            call(X, Y, sample_weight=np.full(24, weight), **({"epochs": 1} if call == net.fit else {}))
    with bpnet_backend.scope():
        there = bpnet_backend.from_host(np.full(24, weight), "float32")
    if weight > 1e-38:  # JAX makes the others zero as they arrive, which is refused in other words
        with pytest.raises(ValueError, match=words):
            net.loss(X, Y, sample_weight=there)


def test_the_weights_of_a_split_follow_their_rows(bpnet_backend):
    """The mean over the validation part, by hand: the rows are found by their targets."""
    y = np.arange(24.0)[:, None]
    weight = np.linspace(0.1, 3.0, 24)
    net = bpnet.MLP((3, 1), optimizer=optimizers.sgd(1e-300), backend=bpnet_backend, seed=5)
    history = net.fit(X, y, epochs=1, validation=0.25, sample_weight=weight)
    held, rest = split_of(5, 6)
    errors = 0.5 * (net.backend.to_host(net.predict(X)) - y)[:, 0] ** 2
    for rows, loss in ((held, history.validation_loss[0]), (rest, history.loss[0])):
        assert loss == pytest.approx(np.sum(weight[rows] * errors[rows]) / np.sum(weight[rows]), rel=1e-12)


def test_the_best_loss_is_that_of_the_params_that_are_restored():
    """By hand: each update of y = w x + b at x = 1 multiplies the loss by (1 - 1.2 * 2)**2 = 1.96."""
    net = bpnet.MLP((1, 1), optimizer=optimizers.sgd(1.2))
    start = float(net.loss([[1.0]], [[3.0]]))
    rule = EarlyStopping(3)
    history = net.fit([[1.0]], [[3.0]], epochs=20, callbacks=[rule])
    assert history.loss == pytest.approx(start * 1.96 ** np.arange(4), rel=1e-12)
    assert (rule.best_epoch, history.stopped_at) == (1, 4)
    assert rule.best == float(net.loss([[1.0]], [[3.0]])) == pytest.approx(1.96 * start, rel=1e-12)


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("batch_size", [None, 16])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_network_ends_with_the_best_loss_that_a_rule_saw(bpnet_backend, seed, batch_size):
    parts = [
        bpnet.layers.affine(8),
        bpnet.layers.batch_norm(),
        bpnet.layers.tanh(),
        bpnet.layers.dropout(0.2),
        bpnet.layers.affine(2),
    ]
    net = bpnet.Network(parts, n_in=3, loss="squared_error", optimizer=optimizers.sgd(0.9), backend=bpnet_backend, seed=seed)
    rule, seen = EarlyStopping(4), []
    history = net.fit(
        X, Y, epochs=12, batch_size=batch_size, callbacks=[rule, lambda run: seen.append(run.loss_after())], compile=False
    )
    last = float(net.backend.to_host(net.loss(X, Y, compile=False)))
    assert rule.best == min(seen) == seen[rule.best_epoch - 1] == last
    assert len(history.loss) == len(seen)


def test_a_diverged_training_with_a_rule_ends_with_its_best_loss():
    net = bpnet.MLP((1, 1), optimizer=optimizers.sgd(1e30), seed=2)
    rule = EarlyStopping(50)
    with pytest.raises(bpnet.TrainingDivergedError):
        net.fit([[1.0]], [[2.0]], epochs=50, callbacks=[rule])
    assert float(net.loss([[1.0]], [[2.0]])) == rule.best


def test_an_interrupted_training_with_a_rule_ends_with_its_best_loss():
    net, rule = regressor(optimizer=optimizers.sgd(0.5)), EarlyStopping(50)

    def interrupt(run):
        if run.epoch == 7:
            raise KeyboardInterrupt

    with pytest.warns(UserWarning, match="interrupted after epoch 7"):
        net.fit(X, Y, epochs=50, callbacks=[rule, interrupt])
    assert float(net.loss(X, Y)) == rule.best


@pytest.mark.parametrize("ends", ["diverges", "interrupted"])
def test_a_rule_used_twice_gives_no_network_the_params_of_another(ends):
    """The second training ends before its first epoch does."""
    rule, first = EarlyStopping(3), bpnet.MLP((1, 1), seed=1)
    first.fit([[1.0]], [[3.0]], epochs=2, callbacks=[rule])
    assert rule.best_epoch == 2
    second = bpnet.MLP((1, 1), seed=2, optimizer=optimizers.sgd(1e300))
    before = [np.copy(leaf) for leaf in leaves(second.params)]

    def interrupt(_):
        raise KeyboardInterrupt

    if ends == "diverges":
        with pytest.raises(bpnet.TrainingDivergedError):
            second.fit([[1.0]], [[1e10]], epochs=2, callbacks=[rule])
    else:
        second.learning_rate = interrupt
        with pytest.warns(UserWarning, match="interrupted after epoch 0"):
            second.fit([[1.0]], [[3.0]], epochs=2, callbacks=[rule])
    assert all(np.array_equal(a, b) for a, b in zip(leaves(second.params), before, strict=True))
    assert (rule.best, rule.best_epoch) == (np.inf, 0)


@pytest.mark.parametrize("validation", [None, (X, Y)])
def test_the_best_loss_is_that_of_params_which_another_callback_changed(validation):
    net, rule = regressor(optimizer=optimizers.sgd(0.01)), EarlyStopping(50)

    def halve(run):
        run.net.set_params_and_state(tuple((0.5 * w, b) for w, b in run.net.params), run.net.state)

    net.fit(X, Y, epochs=3, validation=validation, callbacks=[halve, rule])
    assert rule.best == float(net.loss(X, Y))


def test_a_loss_is_computed_once_for_the_same_params():
    calls = []
    right = bpnet.losses.squared_error()

    def forward(xp, target, y):
        calls.append(1)
        return right.forward(xp, target, y)

    net = regressor(loss=right._replace(forward=forward))
    net.fit(X, Y, epochs=2, validation=(X, Y), callbacks=[EarlyStopping(5), EarlyStopping(6)], compile=False)
    assert len(calls) == 4  # a step and a validation in each epoch


def test_a_rules_loss_and_params_belong_together_wherever_ctrl_c_comes():
    code, at = EarlyStopping.__call__.__code__, 0
    while True:
        net, rule, count = regressor(optimizer=optimizers.sgd(0.05)), EarlyStopping(50), itertools.count()

        def look(frame, event, arg, count=count, at=at):
            if event == "line" and frame.f_code is code and next(count) == at:
                raise KeyboardInterrupt
            return look

        tracer = sys.gettrace()
        sys.settrace(lambda frame, *_, look=look: look if frame.f_code is code else None)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                net.fit(X, Y, epochs=3, callbacks=[rule])
        finally:
            sys.settrace(tracer)
        assert rule.best_epoch == 0 or rule.best == float(net.loss(X, Y)), at
        if next(count) <= at:
            break
        at += 1
    assert at > 12


@pytest.mark.parametrize("compile_", [False, True])
def test_history_and_network_agree_wherever_ctrl_c_comes(compile_):
    """An interrupt at each line that the loop runs, one after the other, with and without validation."""
    files = {loop.__file__, epochs.__file__}

    net = regressor()
    start = net.training

    def interrupted(at, options):
        count = 0

        def trace(frame, event, _):
            nonlocal count
            if frame.f_code.co_filename not in files and frame.f_code.co_name != "append":
                return None
            if event == "line":
                count += 1
                if count == at:
                    raise KeyboardInterrupt
            return trace

        net.training = start
        before, errors = sys.gettrace(), np.geterr()  # a trace may also raise before a scope is left, where no signal comes
        sys.settrace(trace)
        try:
            return net.fit(X, Y, epochs=2, compile=compile_, **options), count < at
        finally:
            sys.settrace(before)
            np.seterr(**errors)

    for options in ({"callbacks": [lambda run: None]}, {"validation": (X, Y), "batch_size": 20}):
        seen = set()
        for at in range(1, 1000):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", UserWarning)
                    history, through = interrupted(at, options)
            except KeyboardInterrupt:  # before the training began, or after its end
                continue
            assert history.loss.size == net.training.epoch
            assert history.validation_loss.size == (net.training.epoch if "validation" in options else 0)
            seen.add(net.training.epoch)
            if through:
                break
        assert seen == {0, 1, 2}


def test_a_chunk_is_an_epoch_where_something_looks_at_each_for_however_many():
    epochs = []
    regressor().fit(X, Y, epochs=400, validation=(X, Y), callbacks=[lambda run: epochs.append(run.epoch)])
    assert epochs == [*range(1, 401)]


def test_provenance_says_how_the_steps_ran():
    net = regressor()
    assert net.fit(X, Y, epochs=2).provenance["step"] == "compiled"
    assert net.fit(X, Y, epochs=2, compile=False).provenance["step"] == "plain"

    class Counting(type(bpnet.get_backend("numpy"))):
        def compile(self, step):
            def half(*values):
                half.compiled_steps += half.plain_steps >= half.plain_until
                half.plain_steps += half.plain_steps < half.plain_until
                return step(*values)

            half.compiled_steps, half.plain_steps, half.plain_until = 0, 0, 3
            return half

    net = regressor(Counting())
    assert [net.fit(X, Y, epochs=2).provenance["step"] for _ in range(3)] == ["plain", "compiled and plain", "compiled"]
