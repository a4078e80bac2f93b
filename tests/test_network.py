import contextlib
import copy
import pickle
import threading

import numpy as np
import pytest
from pairwise import FULL

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.errors import BackendMismatchError, TrainingDivergedError
from bpnet.parity.transfers import HostCopyError, forbid_host_transfers
from bpnet.sklearn.formulas import PenalizedNetwork

X = np.random.default_rng(0).standard_normal((24, 3))
Y = np.stack([X[:, 0] * X[:, 1], X[:, 2] ** 2], axis=1)
LABELS = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)


def host(net, tree):
    with net.backend.scope():
        return [net.backend.to_host(leaf) for leaf in leaves(tree)]


def same(net, a, b):
    return all(np.array_equal(p, q) for p, q in zip(host(net, a), host(net, b), strict=True))


def regressor(backend, **options):
    return bpnet.MLP((3, 8, 2), hidden="tanh", seed=1, backend=backend, **options)


def test_training_lowers_the_loss_on_every_backend(bpnet_backend):
    net = regressor(bpnet_backend)
    before = float(net.backend.to_host(net.loss(X, Y)))
    history = net.fit(X, Y, epochs=60, batch_size=8)
    assert history.loss.shape == (60,)
    assert history.loss.dtype == np.float64
    assert float(net.backend.to_host(net.loss(X, Y))) < 0.7 * before
    assert history.provenance["backend"] == bpnet_backend.name
    assert history.provenance["seed"] == 1


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_results_stay_where_the_data_lives(bpnet_backend, dtype):
    net = regressor(bpnet_backend, dtype=dtype)
    with bpnet_backend.scope():
        x, y, more_x, more_y = (bpnet_backend.from_host(a[:n], dtype) for n in (8, 16) for a in (X, Y))
    results = [net.predict(x), net.predict(X[:8]), net.loss(x, y), net.step(x, y), net.value_and_grad(x, y), net.params]
    net.fit(more_x, more_y, epochs=2, batch_size=8)
    for leaf in leaves((*results, net.params, net.training[:3])):
        assert bpnet_backend.owns(leaf)
        assert leaf.dtype == getattr(bpnet_backend.xp, dtype)


def test_fits_in_parts_are_one_fit(bpnet_backend):
    for batch_size in (None, 24, 9, 16, 8, 1, 100) if bpnet_backend.name in FULL else (None, 16, 1):  # each is compiled elsewhere
        once, parts = regressor(bpnet_backend), regressor(bpnet_backend)
        whole = once.fit(X, Y, epochs=5, batch_size=batch_size).loss
        pieces = [parts.fit(X, Y, epochs=n, batch_size=batch_size).loss for n in (1, 3, 1)]
        assert same(once, once.params, parts.params)
        assert np.array_equal(whole, np.concatenate(pieces))


def test_a_full_batch_is_a_loop_of_steps(bpnet_backend):
    fitted, stepped = regressor(bpnet_backend), regressor(bpnet_backend)
    history = fitted.fit(X, Y, epochs=4)
    values = [float(stepped.backend.to_host(stepped.step(X, Y))) for _ in range(4)]
    assert same(fitted, fitted.params, stepped.params)
    assert history.loss.tolist() == values


def test_the_order_of_samples_is_a_pure_function_of_seed_and_epoch():
    net = regressor("numpy")
    shuffled = net.fit(X, Y, epochs=3, batch_size=8)
    again = regressor("numpy").fit(X, Y, epochs=3, batch_size=8)
    ordered = regressor("numpy").fit(X, Y, epochs=3, batch_size=8, shuffle=False)
    assert np.array_equal(shuffled.loss, again.loss)
    assert not np.array_equal(shuffled.loss, ordered.loss)


def test_an_epoch_shows_every_sample_once_and_weighs_a_short_batch_by_its_samples():
    seen = []

    def forward(xp, target, y):
        seen.append(target[:, 0])
        return losses.squared_error().forward(xp, target, y)

    watching = losses.squared_error()._replace(forward=forward)
    net = bpnet.Network(layers.affine(1), n_in=1, loss=watching, optimizer=optimizers.sgd(1e-300), backend="numpy")
    x = np.arange(10.0)[:, None]
    history = net.fit(x, x, epochs=2, batch_size=4, compile=False)  # a compiled step shows none
    assert [len(batch) for batch in seen] == [4, 4, 2, 4, 4, 2]
    for epoch in (0, 1):
        assert np.array_equal(np.sort(np.concatenate(seen[3 * epoch : 3 * epoch + 3])), np.arange(10))
    expected = 0.5 * np.mean((np.asarray(net.predict(x)) - x) ** 2)
    np.testing.assert_allclose(history.loss, expected, rtol=1e-12)


def test_losses_with_reduction_sum_add_up_over_an_epoch():
    net = bpnet.MLP((3, 2), loss=losses.squared_error("sum"), optimizer=optimizers.sgd(1e-300), backend="numpy")
    loss = net.fit(X, Y, epochs=1, batch_size=16).loss[0]
    assert loss == pytest.approx(float(net.loss(X, Y)))


@contextlib.contextmanager
def guarded(backend, monkeypatch):
    """Close every way to the host inside compiled steps, look at every leaf that they make, and count them."""
    steps = []

    def watch(_, step):
        def watched(*values):
            with forbid_host_transfers(backend):
                results = step(*values)
            assert all(backend.owns(leaf) for leaf in leaves((values, results)))
            steps.append(step)
            return results

        return watched

    monkeypatch.setattr(type(backend), "compile", watch)
    yield steps


def classifier(backend, loss="softmax_cross_entropy"):
    return bpnet.MLP((3, 8, 3), hidden="relu", output="softmax", loss=loss, seed=1, backend=backend)


def test_no_host_copy_hides_inside_the_step(bpnet_backend, monkeypatch):
    with guarded(bpnet_backend, monkeypatch) as steps:
        classifier(bpnet_backend).fit(X, LABELS, epochs=3, batch_size=16, compile=True)
    assert len(steps) == 6


def test_gradients_and_residuals_are_owned_too(bpnet_backend):
    net = classifier(bpnet_backend)
    with bpnet_backend.scope():
        x = bpnet_backend.from_host(X)
        y, residuals, _ = net.layer.forward(bpnet_backend.xp, net.params, net.state, x)
        _, grads = net.value_and_grad(x, bpnet_backend.from_host(LABELS))
    assert all(bpnet_backend.owns(leaf) for leaf in leaves((y, residuals, grads)))


@pytest.mark.parametrize("how", ["to_host", "float", "if"])
def test_a_host_copy_inside_the_step_is_caught(bpnet_backend, monkeypatch, how):
    right = losses.softmax_cross_entropy()

    def forward(xp, target, y):
        value, _ = right.forward(xp, target, y)
        if (how == "to_host" and bpnet_backend.to_host(y) is None) or (how == "float" and float(value) < 0):
            return right.forward(xp, target, y)
        return value if how == "if" and value < 0 else right.forward(xp, target, y)

    if how != "to_host" and bpnet_backend.xp is np:
        pytest.skip("NumPy's own numbers are Python's: only the ways of the backend can be guarded")
    with guarded(bpnet_backend, monkeypatch), pytest.raises(HostCopyError, match="was called inside a training step"):
        classifier(bpnet_backend, right._replace(forward=forward)).fit(X, LABELS, epochs=1, compile=True)


def test_params_are_assigned_from_numpy_lists_and_arrays(bpnet_backend):
    net, other = regressor(bpnet_backend), regressor(bpnet_backend, initial="zeros")
    lists = [[leaf.tolist() for leaf in pair] for pair in map_tree(net.backend.to_host, net.params)]
    for params in (net.params, map_tree(net.backend.to_host, net.params), lists):
        other.params = params
        assert same(net, net.params, other.params)


def test_assigned_params_are_copies_and_start_the_optimizer_afresh():
    net = regressor("numpy")
    start = map_tree(np.copy, net.params)
    first = net.fit(X, Y, epochs=3, batch_size=8).loss
    net.params = start
    start[0][0][...] = np.nan
    assert np.array_equal(net.fit(X, Y, epochs=3, batch_size=8).loss, first)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (
            [np.ones((2, 3)), np.ones(3), np.ones((3, 1)), np.ones(1)],
            r"params is 4 entries, expected a tuple of 2 .*: bpnet.arrays.from_leaves\(net.params, params\) nests them",
        ),
        ((1, 2, 3), "params is 3 entries, expected a tuple of 2 with the shapes"),
        (
            ((np.zeros((3, 8)), np.zeros(8)), (np.zeros((8, 3)), np.zeros(2))),
            r"params\[1\]\[0\] has shape \(8, 3\), expected \(8, 2\)",
        ),
        (((np.full((3, 8), np.nan), np.zeros(8)), (np.zeros((8, 2)), np.zeros(2))), r"params\[0\]\[0\] contains NaN"),
        (5, "params is a int, expected"),
    ],
)
def test_params_of_wrong_structure_shape_or_value_are_refused(params, words):
    net = regressor("numpy")
    before = net.params
    with pytest.raises(ValueError, match=words):
        net.params = params
    assert net.params is before


def test_state_is_assigned_from_numpy_too(bpnet_backend):
    counting = bpnet.Layer(
        init=lambda draw, n: ((), (draw.full((n,), 0.0), np.asarray(3)), n),
        forward=lambda xp, params, state, x: (x, (), state),
        backward=lambda xp, params, residuals, dy: ((), dy),
        inference=lambda xp, params, state, x: x + state[0],
    )
    doubling = layers.affine(2, initial=bpnet.initializers.values([[2, 0], [0, 2]]))
    net = bpnet.Network([counting, doubling], n_in=2, loss="squared_error", backend=bpnet_backend, dtype="float32")
    net.state = (([1.0, 2.0], 7), ())
    floats, count = map_tree(bpnet_backend.to_host, net.state[0])
    assert (floats.dtype, floats.tolist(), count.dtype, int(count)) == (np.float32, [1.0, 2.0], np.int64, 7)
    assert net.backend.to_host(net.predict([[0, 0]])).tolist() == [[2.0, 4.0]]
    with pytest.raises(ValueError, match=r"state\[0\]\[0\] has shape \(3,\), expected \(2,\)"):
        net.state = (([1.0, 2.0, 3.0], 7), ())


def test_a_network_moves_between_backends_and_goes_on(bpnet_backend):
    here = regressor("numpy")
    here.fit(X, Y, epochs=3, batch_size=8)
    there = here.to(bpnet_backend)
    assert there.backend is bpnet_backend
    assert all(np.array_equal(a, b) for a, b in zip(host(here, here.training[:3]), host(there, there.training[:3]), strict=True))
    ours, theirs = here.fit(X, Y, epochs=3, batch_size=8).loss, there.fit(X, Y, epochs=3, batch_size=8).loss
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_fused_outputs_are_probabilities_and_identity_gives_logits(bpnet_backend):
    fused = bpnet.MLP((3, 8, 3), output="softmax", loss="softmax_cross_entropy", backend=bpnet_backend)
    logits = bpnet.MLP((3, 8, 3), output="identity", loss="softmax_cross_entropy", backend=bpnet_backend)
    p, z = (net.backend.to_host(net.predict(X)) for net in (fused, logits))
    np.testing.assert_allclose(p, np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True), rtol=1e-12)
    a, b = (float(net.backend.to_host(net.loss(X, LABELS))) for net in (fused, logits))
    assert a == b == pytest.approx(-np.mean(np.log(p[np.arange(24), LABELS])))


@pytest.mark.parametrize(
    ("output", "loss"),
    [("softmax", "binary_cross_entropy"), ("sigmoid", "softmax_cross_entropy"), ("tanh", "binary_cross_entropy")],
)
def test_an_output_that_would_be_squashed_twice_is_refused(output, loss):
    with pytest.raises(ValueError, match=f"or 'identity', got '{output}'"):
        bpnet.MLP((2, 1), output=output, loss=loss)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: bpnet.MLP((3,)), r"at least two of them, got \(3,\)"),
        (lambda: bpnet.MLP((3, 0, 1)), r"sizes\[1\] must be a positive integer, got 0"),
        (lambda: bpnet.MLP((3, 2.5)), r"sizes\[1\] must be a positive integer, got 2.5"),
        (lambda: bpnet.MLP((3, 1), hidden="sigmoyd"), "unknown activation 'sigmoyd'; did you mean 'sigmoid'"),
        (lambda: bpnet.MLP((3, 1), loss="mse"), "unknown loss 'mse'"),
        (lambda: bpnet.MLP((3, 1), optimizer="adm"), "unknown optimizer 'adm'; did you mean 'adam'"),
        (lambda: bpnet.MLP((3, 1), initial="xavier"), "unknown initial 'xavier'"),
        (lambda: bpnet.MLP((3, 1), hidden=5), "unknown activation 5"),
        (lambda: bpnet.MLP((3, 1), seed=-1), "seed must be an integer from 0"),
        (lambda: bpnet.Network(layers.tanh(), n_in=2, loss="squared_error"), "these layers have no params"),
        (lambda: bpnet.MLP((3, 1), loss="cross_entropy_on_probabilities"), "this loss takes probabilities: output must be"),
        (
            lambda: bpnet.Network([layers.affine(2), layers.softmax()], n_in=2, loss="softmax_cross_entropy"),
            "applies softmax itself: leave out the last softmax",
        ),
        (lambda: bpnet.MLP((3, 1), output="softmax", loss="softmax_cross_entropy"), "softmax of one output is always 1"),
        (lambda: bpnet.MLP((3, 1), hidden="Relu"), "unknown activation 'Relu'; did you mean 'relu'"),
        (lambda: bpnet.MLP((3, 1), optimizer=optimizers.sgd), "the factory sgd was not called: call it"),
        (lambda: bpnet.MLP(None), "at least two of them, got None"),
        (lambda: bpnet.MLP((3, 1), seed="a"), "seed must be an integer from 0"),
        (lambda: bpnet.MLP((3, 1), seed=True), "seed must be an integer from 0"),
        (lambda: bpnet.MLP((3, 1), initial=lambda *_: np.zeros((9, 9))), r"initial values of w have shape \(9, 9\)"),
        (lambda: bpnet.MLP((3, 1), optimizer=""), "unknown optimizer ''"),
        (lambda: bpnet.Network([], n_in=0, loss="squared_error"), "n_in must be a positive integer, got 0"),
    ],
)
def test_a_network_that_cannot_be_built_says_why(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def fit(net, x=X, y=Y, **options):
    return net.fit(x, y, **{"epochs": 1, **options})


def spoiled(array, value):
    array = np.array(array, dtype=float)
    array[1, 0] = value
    return array


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"x": X[:, :2]}, r"x has shape \(24, 2\), expected \(batch, 3\)"),
        ({"x": X[0]}, r"x has shape \(3,\), expected \(batch, 3\)"),
        ({"y": Y[:5]}, r"y has shape \(5, 2\), expected \(24, 2\)"),
        ({"y": Y[:, 0]}, r"y has shape \(24,\), expected \(24, 2\)"),
        ({"x": np.empty((0, 3)), "y": np.empty((0, 2))}, r"x is empty: its shape is \(0, 3\)"),
        ({"x": spoiled(X, np.nan)}, "x contains NaN or infinity"),
        ({"y": spoiled(Y, np.inf)}, "y contains NaN or infinity"),
        ({"x": [[1, 2, 3], [4, 5]]}, "x is not a rectangular array of numbers"),
        ({"x": [["a", "b", "c"]]}, "x must be an array of real numbers, got text"),
        ({"y": np.array(["no", "yes"] * 5)}, r"y has text, \['no', 'yes'\], .* numpy\.unique\(y, return_inverse=True\)\[1\]$"),
        ({"y": np.array(["no", "yes"] * 5, dtype=object)}, r"y has text, \['no', 'yes'\]"),
        ({"x": X + 1j}, "x must be an array of real numbers, got dtype complex128"),
        ({"y": Y[:, :1].ravel()}, r"y has shape \(24,\), expected \(24, 2\)"),
        ({"x": None}, "x must be an array of real numbers, got a NoneType"),
        ({"validation": (X,)}, "validation must be \\(x, y\\) or a fraction, got a sequence of length 1"),
        ({"validation": (X, Y[:, :1])}, r"validation y has shape \(24, 1\), expected \(24, 2\)"),
        ({"epochs": 0}, "epochs must be a positive integer, got 0"),
        ({"epochs": 2.5}, "epochs must be a positive integer, got 2.5"),
        ({"batch_size": -1}, "batch_size must be a positive integer, got -1"),
        ({"shuffle": "no"}, "shuffle must be True or False, got 'no'"),
        ({"progress": None}, "progress must be True or False, got None"),
        ({"validation": X}, r"validation must be \(x, y\), or a fraction that leaves samples on both sides, got array"),
    ],
)
def test_bad_data_gets_one_clear_error_and_changes_nothing(bpnet_backend, options, words):
    net = regressor(bpnet_backend)
    before = net.params
    with pytest.raises(ValueError, match=words):
        fit(net, **options)
    assert net.params is before


@pytest.mark.parametrize("name", ["layer", "loss", "optimizer", "backend", "dtype", "n_in", "n_out"])
def test_parts_of_a_network_that_training_would_ignore_cannot_be_assigned(name):
    net = regressor("numpy")
    before = getattr(net, name, None)
    with pytest.raises(AttributeError, match=f"the {name} of a network cannot be changed: build another network"):
        setattr(net, name, "other")
    assert getattr(net, name, None) == before
    assert net.to("numpy").predict(X).shape == Y.shape


def test_numbers_too_large_for_float32_are_told(bpnet_backend):
    net = regressor(bpnet_backend, dtype="float32")
    for call in (net.predict, lambda x: net.fit(x, Y, epochs=1), lambda x: setattr(net, "params", ((x[:3, :1], 0), 0))):
        with pytest.raises(ValueError, match="too large for float32|has shape"):
            call(X * 1e300)


def test_outputs_may_be_given_as_layers(bpnet_backend):
    a, b = (
        bpnet.MLP((3, 3), output=output, loss="softmax_cross_entropy", backend=bpnet_backend)
        for output in ("softmax", layers.softmax())
    )
    assert np.array_equal(*(net.backend.to_host(net.predict(X)) for net in (a, b)))


def test_a_network_is_deep_copied_and_not_pickled(bpnet_backend):
    net = regressor(bpnet_backend)
    net.fit(X, Y, epochs=2)
    twin = copy.deepcopy(net)
    assert twin.backend is net.backend
    twin.fit(X, Y, epochs=1)
    assert not same(net, net.params, twin.params)
    with pytest.raises(TypeError, match=r"use net.save\(path\) and bpnet.load\(path\)"):
        pickle.dumps(net)
    assert pickle.loads(pickle.dumps(bpnet_backend)).spec == bpnet_backend.spec  # noqa: S301 - our own


def test_state_goes_on_with_gradients_of_ones_own(bpnet_backend):
    stack = [layers.affine(8), layers.dropout(0.5), layers.affine(2)]
    ours, theirs = (bpnet.Network(stack, n_in=3, loss="squared_error", seed=2, backend=bpnet_backend) for _ in range(2))
    theirs._steps.compiled = theirs._steps.plain
    loss = losses.squared_error()
    for _ in range(3):
        with bpnet_backend.scope():
            x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
            _, grads, state = bpnet.value_and_grad(bpnet_backend.xp, ours.layer, loss, ours.params, ours.state, x, y)
        ours.update(grads, state=state, compile=False)
        theirs.step(X, Y)
    assert same(ours, ours.training[:3], theirs.training[:3])


def stateful(backend):
    parts = [layers.affine(8), layers.batch_norm(), layers.tanh(), layers.dropout(0.5), layers.affine(2)]
    return bpnet.Network(parts, n_in=3, loss="squared_error", seed=2, backend=backend)


def test_value_and_grad_and_update_are_a_step_for_a_network_with_state(bpnet_backend):
    pair, stepped = stateful(bpnet_backend), stateful(bpnet_backend)
    with bpnet_backend.scope():
        x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
    for _ in range(4):
        value, grads = pair.value_and_grad(x, y, compile=False)
        again, _ = pair.value_and_grad(x, y, compile=False)  # changes nothing
        pair.update(grads, compile=False)
        expected = stepped.step(x, y, compile=False)
        assert float(pair.backend.to_host(value)) == float(pair.backend.to_host(again)) == float(pair.backend.to_host(expected))
    assert same(pair, pair.training[:3], stepped.training[:3])
    assert host(pair, pair.state)[2].min() >= 0.0


def test_an_update_without_the_state_of_its_gradients_is_refused(bpnet_backend):
    net = stateful(bpnet_backend)
    with bpnet_backend.scope():
        x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
    _, grads = net.value_and_grad(x, y)

    def forgets():
        net.update(grads)

    changes = (
        forgets,
        lambda: net.step(x, y, compile=False),
        lambda: net.fit(x, y, epochs=1, compile=False),
        lambda: net.epoch(x, y, batch_size=8, compile=False),
        lambda: setattr(net, "params", net.params),
    )
    for change in changes:
        net.value_and_grad(x, y)
        change()
        before = net.training
        with pytest.raises(ValueError, match="this network has state, which each update must renew: call net.value_and_grad"):
            net.update(grads)
        assert net.training is before
    with pytest.raises(ValueError, match="has state"):
        stateful(bpnet_backend).to("numpy").update(map_tree(net.backend.to_host, grads))
    net.update(grads, state=net.state)
    net.state = net.state  # as a recipe with `bpnet.vjp` may do
    net.update(grads)


def test_callbacks_run_outside_of_the_backends_scope():
    torch = pytest.importorskip("torch", reason="its tape is off inside the scope")
    tapes = []
    regressor("torch").fit(X, Y, epochs=2, callbacks=[lambda run: tapes.append(torch.is_grad_enabled())])
    assert tapes == [True, True]


def test_params_that_a_callback_assigns_are_trained_on():
    def reset(run):
        if run.epoch == 2:
            run.net.params = map_tree(np.zeros_like, run.net.params)

    net, twin = regressor("numpy"), regressor("numpy")
    net.fit(X, Y, epochs=3, callbacks=[reset])
    twin.params = map_tree(np.zeros_like, twin.params)
    twin.fit(X, Y, epochs=1)
    assert same(net, net.params, twin.params)


@pytest.mark.parametrize("callbacks", [None, print, [3], "abc", [bpnet.callbacks.EarlyStopping]])
def test_what_is_no_callback_is_told(callbacks):
    with pytest.raises(TypeError, match="callbacks must be a list of functions of a Run, or of Callback objects, as in"):
        regressor("numpy").fit(X, Y, epochs=1, callbacks=callbacks)


def test_a_masked_array_is_refused():
    with pytest.raises(TypeError, match="x is a masked array"):
        fit(regressor("numpy"), x=np.ma.masked_array(X, mask=X > 1))


def test_values_of_arrays_on_the_device_are_looked_at_by_fit(bpnet_backend):
    net = regressor(bpnet_backend)
    with bpnet_backend.scope():
        x, y = bpnet_backend.from_host(spoiled(X, np.nan)), bpnet_backend.from_host(Y)
    with pytest.raises(ValueError, match="x contains NaN"):
        fit(net, x=x, y=y)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([0, 3], "labels in y must be between 0 and 2, got values from 0 to 3"),
        ([-1, 0], "got values from -1 to 0"),
        ([0, 1, 2], r"y has shape \(3,\), expected \(2,\)"),
        ([[0, 0, 1], [1, 0, 0]], r"labels of shape \(2,\), got \(2, 3\); make one-hot targets float"),
        ([[0.5, 0.5, 1.5], [0, 0, 0]], "y must be between 0 and 1, got values from 0 to 1.5"),
    ],
)
@pytest.mark.parametrize("on_device", [False, True])
def test_labels_are_checked(bpnet_backend, labels, words, on_device):
    net = classifier(bpnet_backend)
    if on_device:
        with bpnet_backend.scope():
            labels = bpnet_backend.from_host(np.asarray(labels))
    x = bpnet_backend.from_host(X[:2]) if on_device else X[:2]
    with pytest.raises(ValueError, match=words):
        fit(net, x=x, y=labels)


def foreign(name):
    if name == "torch":
        return pytest.importorskip("torch", reason="its tensor is the foreign array").zeros((24, 3), dtype=float)
    return pytest.importorskip("array_api_strict", reason="its array is the foreign one").zeros((24, 3))


@pytest.mark.parametrize("name", ["torch", "array_api_strict"])
def test_an_array_of_another_library_is_refused(bpnet_backend, name):
    if bpnet_backend.name == name:
        name = "array_api_strict" if name == "torch" else "torch"
    net = regressor(bpnet_backend)
    for call in (net.predict, lambda x: net.step(x, Y), lambda x: net.fit(x, Y, epochs=1), lambda x: net.loss(X, x)):
        with pytest.raises(
            BackendMismatchError, match=rf"(?s)expected a {bpnet_backend.name} array of dtype float64.*from_dlpack"
        ):
            call(foreign(name))


def test_an_array_of_another_dtype_is_refused(bpnet_backend):
    net = regressor(bpnet_backend)
    with bpnet_backend.scope():
        x = bpnet_backend.from_host(X, "float32")
    if bpnet_backend.xp is np:  # NumPy's arrays are everybody's input, and converted
        assert net.predict(x).dtype == np.float64
        return
    with pytest.raises(BackendMismatchError, match=r"(?s)x is a .*float32.*expected .* float64.*astype"):
        net.predict(x)


def test_an_array_on_another_device_is_refused():
    strict = pytest.importorskip("array_api_strict", reason="it has a second device")
    net = regressor("array_api_strict:device1")
    with pytest.raises(BackendMismatchError, match=r"(?s)on device CPU_DEVICE; expected .* on device device1.*\.to\("):
        net.predict(strict.asarray(X))


def test_value_and_grad_takes_arrays_of_the_backend_alone(bpnet_backend):
    if bpnet_backend.xp is not np:
        with pytest.raises(BackendMismatchError, match="x is a numpy.ndarray"):
            regressor(bpnet_backend).value_and_grad(X, Y)
    with pytest.raises(BackendMismatchError, match="x is a builtins.list"):
        regressor(bpnet_backend).value_and_grad(X.tolist(), Y)


def test_gradients_of_ones_own_update_the_network(bpnet_backend):
    ours, theirs = regressor(bpnet_backend), regressor(bpnet_backend)
    with bpnet_backend.scope():
        x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
    ours.update(ours.value_and_grad(x, y, compile=False)[1], compile=False)
    theirs.step(x, y, compile=False)
    assert same(ours, ours.params, theirs.params)


def test_gradients_that_do_not_fit_are_refused(bpnet_backend):
    net = regressor(bpnet_backend)
    with bpnet_backend.scope():
        grads = map_tree(lambda p: p + p, net.params)
        short = ((grads[0][0][:1, :], grads[0][1]), grads[1])
        other = map_tree(lambda g: bpnet_backend.xp.astype(g, bpnet_backend.xp.float32), grads)
    for bad, kind, words in (
        (short, ValueError, r"grads\[0\]\[0\] has shape \(1, 8\), expected \(3, 8\)"),
        (grads[:1], ValueError, "grads is 1 entries, expected a tuple of 2"),
        (other, BackendMismatchError, r"grads\[0\]\[0\] is a .* of dtype .*float32"),
    ):
        with pytest.raises(kind, match=words):
            net.update(bad)


def test_a_network_does_not_train_inside_a_trace():
    jax = pytest.importorskip("jax", reason="the trace is JAX's")
    bpnet.get_backend("jax").configure_process()
    net = regressor("jax")
    for call in (net.step, lambda x, y: net.fit(x, y, epochs=1)):
        with pytest.raises(TypeError, match=r"use the pure bpnet.training_step there"):
            jax.jit(call)(X, Y)
    np.testing.assert_allclose(jax.jit(net.predict)(X), net.predict(X), rtol=1e-12)


def test_reversed_and_read_only_data_are_taken(bpnet_backend, readonly):
    net = regressor(bpnet_backend)
    y = net.backend.to_host(net.predict(X))
    np.testing.assert_allclose(net.backend.to_host(net.predict(readonly(X)[::-1])), y[::-1], rtol=1e-13)


def test_data_frames_and_other_host_data_are_converted():
    class Frame:
        def __array__(self, dtype=None, copy=None):
            return np.asarray(X, dtype=dtype)

    assert np.array_equal(regressor("numpy").predict(Frame()), regressor("numpy").predict(X))


def test_a_diverging_training_names_the_epoch_and_keeps_the_last_finite_params(bpnet_backend):
    def linear():
        return bpnet.MLP((1, 1), optimizer=optimizers.sgd(1e60), backend=bpnet_backend, seed=2)

    with pytest.raises(TrainingDivergedError, match=r"training diverged in epoch \d+: .*Lower the learning rate") as caught:
        net = linear()
        net.fit([[1.0]], [[2.0]], epochs=50)
    epoch = caught.value.epoch
    assert epoch > 0
    assert all(np.all(np.isfinite(leaf)) for leaf in host(net, net.params))
    good = linear()
    good.fit([[1.0]], [[2.0]], epochs=epoch)
    assert same(net, net.params, good.params)


def test_ctrl_c_leaves_a_usable_network_and_its_history(monkeypatch):
    calls = iter(range(100))

    class Interrupting(type(bpnet.get_backend("numpy"))):
        def compile(self, step):
            def interrupted(*values):
                if next(calls) == 7:
                    raise KeyboardInterrupt
                return step(*values)

            return interrupted

    net, twin = regressor(Interrupting()), regressor("numpy")
    with pytest.warns(UserWarning, match="interrupted after epoch 2"):
        history = net.fit(X, Y, epochs=50, batch_size=8)
    twin_history = twin.fit(X, Y, epochs=2, batch_size=8)
    assert history.stopped_at == 2
    assert np.array_equal(history.loss, twin_history.loss)
    assert same(net, net.params, twin.params)


def test_losses_are_read_once_per_chunk(monkeypatch):
    numpy = type(bpnet.get_backend("numpy"))
    reads, read = [], numpy.read
    monkeypatch.setattr(numpy, "read", lambda self, scalars: reads.append(len(scalars)) or read(self, scalars))
    regressor("numpy").fit(X, Y, epochs=200, compile=False)
    assert sum(reads) == 200
    assert len(reads) < 20


def test_a_fresh_seed_is_kept():
    net = bpnet.MLP((2, 1), seed=None, backend="numpy")
    again = bpnet.MLP((2, 1), seed=net.seed, backend="numpy")
    assert same(net, net.params, again.params)
    assert bpnet.MLP((2, 1), seed=None, backend="numpy").seed != net.seed


def test_a_history_shows_its_course_in_a_line():
    history = regressor("numpy").fit(X, Y, epochs=3, validation=(X, Y))
    assert repr(history).startswith("<History of 3 epochs, loss ")
    assert "validation loss" in repr(history)
    assert "\n" not in repr(history)


def test_a_network_shows_what_it_is():
    assert repr(regressor("numpy")) == "<MLP 3-2, 50 params, numpy, float64>"
    assert (regressor("numpy").device, regressor("numpy").n_params) == ("cpu", 50)


def test_float32_networks_are_the_rounded_float64_ones(bpnet_backend):
    small, large = (host(net, net.params) for net in (regressor(bpnet_backend, dtype="float32"), regressor("numpy")))
    assert all(np.array_equal(a, b.astype(np.float32)) for a, b in zip(small, large, strict=True))


def test_threads_train_undisturbed(bpnet_backend):
    expected = regressor(bpnet_backend).fit(X, Y, epochs=5, batch_size=8).loss
    results = {}

    def train(number):
        results[number] = regressor(bpnet_backend).fit(X, Y, epochs=5, batch_size=8).loss

    threads = [threading.Thread(target=train, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(results[number], expected) for number in range(3))


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("batch_size", [16, 24, 100])
def test_epochs_of_ones_own_are_a_fit_in_that_order(bpnet_backend, batch_size, weighted):
    weight = np.linspace(0.5, 2.0, 24) if weighted else None
    order = np.random.default_rng(3).permutation(24)
    fitted, own = (regressor(bpnet_backend) for _ in range(2))
    history = fitted.fit(X, Y, epochs=3, batch_size=batch_size, order=order, sample_weight=weight)
    with own.backend.scope():
        x, y, w = (a if a is None else own.backend.from_host(a) for a in (X, Y, weight))
    losses_of = [own.epoch(x, y, batch_size=batch_size, order=order, sample_weight=w) for _ in range(3)]
    assert same(own, own.params, fitted.params)
    assert own.training.epoch == 3
    if not weighted:
        counts = np.minimum(batch_size, 24 - np.arange(0, 24, batch_size))
        np.testing.assert_allclose(np.dot(losses_of, counts) / 24, history.loss, rtol=1e-12)


def test_an_epoch_of_ones_own_does_not_raise_where_it_diverges(bpnet_backend):
    net = regressor(bpnet_backend, optimizer=optimizers.sgd(1e300))
    with net.backend.scope():
        x, y = net.backend.from_host(X), net.backend.from_host(Y)
    values = [net.epoch(x, y, batch_size=24) for _ in range(4)]
    assert not np.all(np.isfinite(values))


def test_an_epoch_of_ones_own_takes_arrays_of_the_backend_alone(bpnet_backend):
    with pytest.raises(BackendMismatchError, match="x is a builtins.list"):
        regressor(bpnet_backend).epoch([[1.0, 2.0, 3.0]], [[1.0, 2.0]], batch_size=1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"batch_size": 0}, "batch_size must be a positive integer, got 0"),
        ({"batch_size": 2.0}, "batch_size must be a positive integer, got 2.0"),
        ({"order": [0] * 5}, r"order has shape \(5,\), expected \(24,\)"),
        ({"order": [24] * 24}, "order must be between 0 and 23, got values from 24 to 24"),
        ({"order": [0.5] * 24}, r"order must contain row numbers \(integers\), got dtype float64"),
        ({"compile": []}, r"compile must be True, False or None .*got \[\]"),
        ({"x": X[:, :2]}, r"x has shape \(24, 2\), expected \(batch, 3\)"),
        ({"y": Y[:5]}, r"y has shape \(5, 2\), expected \(24, 2\)"),
        ({"sample_weight": np.ones(5)}, r"sample_weight has shape \(5,\), expected \(24,\)"),
        ({"x": X.astype("float32")}, "x is a numpy.ndarray of dtype float32"),
    ],
)
def test_an_epoch_of_ones_own_says_what_is_wrong(changes, words):
    with pytest.raises((ValueError, BackendMismatchError), match=words):
        regressor("numpy").epoch(**{"x": X, "y": Y, "batch_size": 5} | changes)


def test_labels_of_an_epoch_of_ones_own_are_int64():
    net = bpnet.Network([layers.affine(3)], n_in=3, loss="softmax_cross_entropy", backend="numpy")
    with pytest.raises(BackendMismatchError, match=r"y is a .*of dtype float64.*expected a numpy array of dtype int64"):
        net.epoch(X, np.zeros(24), batch_size=5)


def test_value_and_grad_takes_weights_of_samples(bpnet_backend):
    net, weight = regressor(bpnet_backend), np.linspace(0.5, 2.0, 24)
    with net.backend.scope():
        x, y, w = (net.backend.from_host(a) for a in (X, Y, weight))
    value, _ = net.value_and_grad(x, y, sample_weight=w)
    assert float(net.backend.to_host(value)) == pytest.approx(
        float(net.backend.to_host(net.loss(X, Y, sample_weight=weight))), rel=1e-12
    )


@pytest.mark.parametrize("compile_", [False, None])
def test_a_penalty_holds_weights_down_and_is_in_the_loss_of_training(bpnet_backend, compile_):
    def net(penalty):
        parts = [layers.affine(8), layers.tanh(), layers.affine(2)]
        options = {"backend": bpnet_backend, "optimizer": "sgd", "penalty": penalty}
        return PenalizedNetwork(parts, n_in=3, loss="squared_error", **options)

    plain, decayed = net(0.0), net(20.0)
    weights = host(decayed, decayed.params)[::2]
    first = decayed.fit(X, Y, epochs=1, compile=compile_).loss[0] - plain.fit(X, Y, epochs=1, compile=compile_).loss[0]
    assert first == pytest.approx(20.0 / 2 / 24 * sum(float(np.sum(w * w)) for w in weights), rel=1e-9)
    decayed.fit(X, Y, epochs=30, compile=compile_)
    assert sum(np.sum(w * w) for w in host(decayed, decayed.params)[::2]) < 0.1 * sum(np.sum(w * w) for w in weights)


def test_a_penalty_goes_with_a_file(tmp_path):
    pytest.importorskip("safetensors", reason="files are safetensors")
    net = PenalizedNetwork(layers.affine(1), n_in=2, loss="squared_error", penalty=0.5)
    net.save(tmp_path / "net")
    again = bpnet.load(tmp_path / "net")
    other = bpnet.Network(layers.affine(1), n_in=2, loss="squared_error")
    with pytest.raises(bpnet.CheckpointError, match="its penalty is 0.5, this network's is 0.0"):
        other.restore(tmp_path / "net")
    data = np.ones((3, 2)), np.ones((3, 1))
    assert again.fit(*data, epochs=2).loss.tolist() == net.fit(*data, epochs=2).loss.tolist()


def test_one_sample_without_a_batch_is_taken_under_vmap(monkeypatch):
    jax = pytest.importorskip("jax")
    monkeypatch.setattr(type(bpnet.get_backend("jax")), "_warned", True)  # of float64, which is no matter here
    net = bpnet.MLP((3, 4, 2), backend="jax")
    with net.backend.scope():
        x = net.backend.from_host(np.linspace(-1.0, 1.0, 15).reshape(5, 3))
        one_by_one = jax.vmap(lambda sample: net.layer.inference(net.xp, net.params, net.state, sample))(x)
        all_at_once = net.layer.inference(net.xp, net.params, net.state, x)
    np.testing.assert_allclose(np.reshape(one_by_one, (5, 2)), all_at_once, rtol=1e-14)


def test_an_output_of_another_width_is_refused_also_for_one_sample():
    wrong = bpnet.stateless(lambda xp, p, x: (x[..., :1], ()), lambda xp, p, r, dy: ((), dy), lambda _, n: ((), 2))
    net = bpnet.Network([bpnet.layers.affine(3), wrong], n_in=2, loss="squared_error", backend="numpy")
    for shape in ((2,), (1, 2), (5, 2)):
        with pytest.raises(ValueError, match=r"expected \(batch, 2\)"):
            net.layer.inference(np, net.params, net.state, np.ones(shape))
