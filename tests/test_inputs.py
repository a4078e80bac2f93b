"""What users pass in: dtypes of params and state, data frames, views, and hints that work when they are followed."""

import tracemalloc
from functools import partial

import numpy as np
import pytest

import bpnet
from bpnet import layers, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import Layer
from bpnet.callbacks import Checkpoint, EarlyStopping
from bpnet.losses import squared_error
from bpnet.training.host_arrays import dtype_name
from bpnet.training.inputs import Inputs

X, Y = np.ones((4, 3)), np.ones((4, 1))
KINDS = ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64")


def pick(xp, state, x):
    return xp.where(xp.astype(state[0], xp.bool), x, xp.zeros_like(x))


def mask(kind):
    """A layer that lets two of three inputs through, as a state of this dtype says."""
    return Layer(
        init=lambda draw, n: ((), (np.array([1, 0, 1]).astype(kind),), n),
        forward=lambda xp, params, state, x: (pick(xp, state, x), state, state),
        backward=lambda xp, params, state, dy: ((), pick(xp, state, dy)),
        inference=lambda xp, params, state, x: pick(xp, state, x),
    )


def masked(backend, kind, **options):
    return bpnet.Network([mask(kind), layers.affine(1)], n_in=3, loss="squared_error", backend=backend, **options)


def host(net, tree):
    with net.backend.scope():
        return [net.backend.to_host(leaf) for leaf in leaves(tree)]


def same(a, b):
    return all(
        p.dtype == q.dtype and np.array_equal(p, q) for p, q in zip(host(a, a.training[:3]), host(b, b.training[:3]), strict=True)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_of_any_dtype_keeps_it_wherever_it_goes(bpnet_backend, kind, tmp_path):
    whole, first, second = (masked(bpnet_backend, kind) for _ in range(3))
    whole.fit(X, Y, epochs=4, compile=False)
    first.fit(X, Y, epochs=2, callbacks=[Checkpoint(tmp_path / "run")], compile=False)
    second.fit(X, Y, epochs=4, resume=tmp_path / "run", compile=False)
    assert same(whole, second)

    rule = EarlyStopping(5)
    second.fit(X, Y, epochs=2, callbacks=[rule], compile=False)  # puts params and state back at its end
    second.state = second.state
    second.state = map_tree(second.backend.to_host, second.state)
    second.state = [[np.array([1, 0, 1]).astype(kind).tolist()], ()]
    moved = second.to("numpy")
    loaded = masked(bpnet_backend, kind)
    moved.save(tmp_path / "moved")
    loaded.restore(tmp_path / "moved")
    for net in (whole, first, second, moved, loaded, moved.to(bpnet_backend)):
        assert dtype_name(net.state[0][0]) == kind
        assert host(net, net.state)[0].tolist() == np.array([1, 0, 1]).astype(kind).tolist()
    assert moved.to(bpnet_backend).step(X, Y, compile=False) is not None


@pytest.mark.parametrize("kind", ["bool", "int32"])
def test_a_state_of_any_dtype_trains_compiled_as_plain(bpnet_backend, kind):
    plain, compiled = masked(bpnet_backend, kind), masked(bpnet_backend, kind)
    history = compiled.fit(X, Y, epochs=5)
    assert np.allclose(history.loss, plain.fit(X, Y, epochs=5, compile=False).loss, rtol=1e-12, atol=0.0)
    assert dtype_name(compiled.state[0][0]) == kind


@pytest.mark.parametrize("made", ["float32", "float16", "int64", "bool"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_params_are_in_the_dtype_of_the_network_whoever_made_them(bpnet_backend, made, dtype):
    first = np.ones(3).astype(made)
    scale = bpnet.stateless(
        lambda xp, params, x: (x * params[0], x),
        lambda xp, params, x, dy: ((xp.sum(dy * x, axis=0),), dy * params[0]),
        lambda draw, n: ((first,), n),
    )
    net = bpnet.Network([scale, layers.affine(1)], n_in=3, loss="squared_error", backend=bpnet_backend, dtype=dtype)
    net.fit(X, Y, epochs=2, compile=False)
    assert all(dtype_name(leaf) == dtype for leaf in leaves(net.params))


def test_an_optimizers_memory_keeps_its_dtypes(bpnet_backend, tmp_path):
    def update(xp, params, grads, memory, rate):
        count, seen = memory
        return map_tree(lambda p, g: p - rate * g, params, grads), (xp.astype(count + 1, xp.int32), seen)

    def init(xp, params):
        device = bpnet_backend.device
        return xp.asarray(0, dtype=xp.int32, device=device), xp.asarray(1, dtype=xp.bool, device=device)

    def new():
        optimizer = bpnet.Optimizer(init, update, learning_rate=0.1)
        return bpnet.MLP((3, 1), optimizer=optimizer, backend=bpnet_backend)

    net, other = new(), new()
    net.fit(X, Y, epochs=3, compile=False)
    net.save(tmp_path / "net")
    other.restore(tmp_path / "net")
    for one in (net, other, net.to("numpy").to(bpnet_backend)):
        assert [dtype_name(leaf) for leaf in leaves(one.training.opt_state)] == ["int32", "bool"]
        assert host(one, one.training.opt_state)[0] == 3


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("uint8", [1, 0, 300], r"state\[0\]\[0\] must be integers that uint8 can hold, got dtype int64"),
        ("uint8", [1, 0, -1], "that uint8 can hold"),
        ("int32", [1.0, 0.5, 0.0], "must be integers that int32 can hold, got dtype float64"),
        ("bool", [2, 0, 1], "must be booleans that bool can hold"),
        ("bool", [True, False], r"has shape \(2,\), expected \(3,\)"),
    ],
)
def test_values_that_a_state_cannot_hold_are_refused(kind, value, words):
    net = masked("numpy", kind)
    before = net.state
    with pytest.raises(ValueError, match=words):
        net.state = [[value], ()]
    assert net.state is before


@pytest.mark.parametrize("params", [[np.ones(3)], {"w": np.ones(3)}, None, (np.ones(3), [1.0])])
def test_first_values_that_are_no_tuples_of_arrays_get_one_clear_error(bpnet_backend, params):
    came = "list" if isinstance(params, tuple) else type(params).__name__
    own = bpnet.stateless(lambda xp, p, x: (x, ()), lambda xp, p, r, dy: (p, dy), lambda draw, n: (params, n))
    state = Layer(lambda draw, n: ((np.ones(3),), params, n), own.forward, own.backward, own.inference)
    for layer, name in ((own, "params"), (state, "state")):
        with pytest.raises(ValueError, match=rf"layer 0 of the chain: its {name}.* is a {came}, expected an array, or nested"):
            bpnet.Network([layer, layers.affine(1)], n_in=3, loss="squared_error", backend=bpnet_backend)
        with pytest.raises(
            (TypeError, ValueError), match=rf"init of the layers: {name}.* is a {came}, expected an array, or nested"
        ):
            bpnet.Network(layer, n_in=3, loss="squared_error", backend=bpnet_backend)


def test_numbers_of_python_are_no_params():
    own = bpnet.stateless(lambda xp, p, x: (x, ()), lambda xp, p, r, dy: (p, dy), lambda draw, n: ((2.0,), n))
    with pytest.raises((TypeError, ValueError), match="float"):
        bpnet.Network([own, layers.affine(1)], n_in=3, loss="squared_error")


@pytest.mark.parametrize("bad", [np.full(3, np.nan), np.full(3, 1e300), np.full(3, 1j)])
def test_first_values_that_are_not_finite_real_numbers_of_the_dtype_are_refused(bad):
    own = bpnet.stateless(lambda xp, p, x: (x, ()), lambda xp, p, r, dy: (p, dy), lambda draw, n: ((bad,), n))
    with pytest.raises(ValueError, match=r"params\[0\]\[0\]"):
        bpnet.Network([own, layers.affine(1)], n_in=3, loss="squared_error", dtype="float32")


def test_a_layer_that_writes_to_its_input_cannot_change_the_users_arrays():
    def double(xp, params, x):
        x *= 2.0
        return x, ()

    inplace = bpnet.stateless(double, lambda xp, params, r, dy: ((), 2.0 * dy))
    for backend in ("numpy", "numba"):
        if backend == "numba":
            pytest.importorskip("numba")
        x = np.ones((4, 2))
        net = bpnet.Network([inplace, layers.affine(1)], n_in=2, loss="squared_error", backend=backend)
        calls = (
            lambda net=net, x=x: net.predict(x, compile=False),
            lambda net=net, x=x: net.loss(x, Y, compile=False),
            lambda net=net, x=x: net.step(x, Y, compile=False),
            lambda net=net, x=x: net.value_and_grad(x, Y, compile=False),
            lambda net=net, x=x: net.fit(x, Y, epochs=1, compile=False),
            lambda net=net, x=x: net.fit(x, Y, epochs=1, batch_size=2, shuffle=False, compile=False),
            lambda net=net, x=x: net.epoch(x, Y, batch_size=4, compile=False),
        )
        for call in calls:
            with pytest.raises(ValueError, match=r"a layer writes to its input .*: return a new array"):
                call()
            assert np.array_equal(x, np.ones((4, 2)))


def test_a_loss_that_writes_to_its_target_cannot_change_the_users_arrays():
    right = bpnet.losses.squared_error()

    def forward(xp, target, y):
        target -= 1.0
        return right.forward(xp, target, y)

    net = bpnet.MLP((3, 1), loss=right._replace(forward=forward), backend="numpy")
    y = Y.copy()
    for call in (net.loss, net.value_and_grad, partial(net.fit, epochs=1)):
        with pytest.raises(ValueError, match="read-only"):
            call(X, y, compile=False)
        assert np.array_equal(y, Y)


def in_place(change):
    """A layer that does to its param and its state what ``change`` does, and otherwise multiplies by its param."""

    def forward(xp, params, state, x):
        change(params[0], state[0])
        return x * params[0], x, state

    return Layer(
        lambda draw, n: ((draw.full((n,), 1.0),), (np.zeros(n),), n),
        forward,
        lambda xp, params, x, dy: ((xp.sum(dy * x, axis=0),), dy * params[0]),
        lambda xp, params, state, x: forward(xp, params, state, x)[0],
    )


def add_one(array):
    array += 1.0


@pytest.mark.parametrize("backend", ["numpy", "numba"])
@pytest.mark.parametrize("change", [lambda param, _: add_one(param), lambda _, state: add_one(state)], ids=["params", "state"])
def test_a_layer_cannot_write_to_params_or_state(backend, change):
    """Their arrays are also those that `EarlyStopping` keeps, and that a caller took before the update."""
    pytest.importorskip("numba" if backend == "numba" else "numpy", reason="the backend's library")
    net = bpnet.Network([in_place(change), layers.affine(1)], n_in=3, loss="squared_error", backend=backend)
    before = [leaf.copy() for leaf in leaves(net.training[:2])]
    x = np.ones((4, 3))
    calls = (
        lambda: net.predict(x, compile=False),
        lambda: net.loss(x, Y[:4], compile=False),
        lambda: net.value_and_grad(x, Y[:4], compile=False),
        lambda: net.step(x, Y[:4], compile=False),
        lambda: net.fit(x, Y[:4], epochs=2, batch_size=2, compile=False),
    )
    for call in calls:
        with pytest.raises(ValueError, match="a layer writes to its input"):
            call()
    with pytest.warns(RuntimeWarning, match="falling back"), pytest.raises(ValueError, match="a layer writes to its input"):
        net.fit(x, Y[:4], epochs=2, compile=True)
    assert all(np.array_equal(a, b) for a, b in zip(leaves(net.training[:2]), before, strict=True))


def test_an_inference_that_writes_to_the_state_is_refused_in_validation():
    right = in_place(lambda param, state: None)

    def inference(xp, params, state, x):
        add_one(state[0])
        return x * params[0]

    def forward(xp, params, state, x):
        return x * params[0], x, (xp.zeros(3),)

    own = right._replace(forward=forward, inference=inference)
    net = bpnet.Network([own, layers.affine(1)], n_in=3, loss="squared_error", backend="numpy")
    with pytest.raises(ValueError, match="a layer writes to its input"):
        net.fit(X, Y, epochs=1, validation=(X, Y), compile=False)
    assert np.array_equal(net.state[0][0], np.zeros(3))


def test_a_layer_cannot_write_to_what_the_layer_before_it_kept():
    """A tanh keeps its output for its slope: doubled in place, the gradient would be wrong in silence."""

    def double(xp, params, x):
        x *= 2.0
        return x, ()

    doubled = bpnet.stateless(double, lambda xp, params, r, dy: ((), 2.0 * dy))
    net = bpnet.Network(
        [layers.affine(2), layers.tanh(), doubled, layers.affine(1)], n_in=3, loss="squared_error", backend="numpy"
    )
    for call in (
        lambda: net.value_and_grad(X, Y, compile=False),
        lambda: net.fit(X, Y, epochs=1, batch_size=2, compile=False),
        lambda: net.loss(X, Y, compile=False),
    ):
        with pytest.raises(ValueError, match="a layer writes to its input"):
            call()


@pytest.mark.parametrize("what", ["params", "memory"])
def test_an_optimizer_cannot_write_to_params_or_memory(what):
    def update(xp, params, grads, memory, rate):
        if what == "params":
            map_tree(lambda param, grad: np.subtract(param, rate * grad, out=param), params, grads)
        else:
            add_one(memory)
        return params, memory

    optimizer = bpnet.optimizers.Optimizer(lambda xp, params: xp.zeros(2), update, 0.1)
    net = bpnet.MLP((3, 1), optimizer=optimizer, backend="numpy")
    before = [leaf.copy() for leaf in leaves(net.training[:3])]

    def pair():
        _, grads = net.value_and_grad(X, Y)
        net.update(grads, compile=False)

    for call in (lambda: net.step(X, Y, compile=False), lambda: net.fit(X, Y, epochs=1, compile=False), pair):
        with pytest.raises(ValueError, match="the optimizer writes to its input"):
            call()
    assert all(np.array_equal(a, b) for a, b in zip(leaves(net.training[:3]), before, strict=True))


@pytest.mark.parametrize(
    "last",
    [(), (layers.identity(),), (layers.dropout(0.5),), (bpnet.stateless(lambda xp, p, x: (xp.reshape(x, x.shape), ()), None),)],
    ids=["affine", "identity", "dropout", "a view"],
)
def test_outputs_are_the_users_own_arrays_whatever_layer_is_the_last(last):
    """What a layer is handed is read-only, and some layers return it."""
    net = bpnet.Network([layers.affine(1), *last], n_in=3, loss="squared_error", backend="numpy")
    x = np.zeros((2, 3))
    y = net.predict(x)
    y += 1.0
    assert np.array_equal(y, net.predict(x) + 1.0)
    assert not np.any(x)


def test_labels_of_the_backend_are_used_as_they_are(bpnet_backend):
    net = bpnet.MLP((2, 3), output="identity", loss="softmax_cross_entropy", backend=bpnet_backend)
    labels = bpnet_backend.from_host(np.array([0, 2]), "int64")
    others = bpnet_backend.from_host(np.array([0, 2]), "int32")
    with bpnet_backend.scope():
        made, cast = (net._inputs.targets(y, 2, check_values=False) for y in (labels, others))
    assert made is labels or np.shares_memory(made, labels)
    assert str(cast.dtype).endswith("int64")


def test_gradients_whose_tuples_have_another_type_are_those_of_the_params(bpnet_backend):
    nets = [bpnet.MLP((2, 3, 1), backend=bpnet_backend) for _ in range(2)]
    for net, other in zip(nets, (lambda grads: grads, list), strict=True):
        with net.backend.scope():
            x, y = (net.backend.from_host(array, net.dtype) for array in (np.ones((2, 2)), np.ones((2, 1))))
        _, grads = net.value_and_grad(x, y, compile=False)
        net.update(other(grads), compile=False)
    ours, theirs = ([net.backend.to_host(leaf).tolist() for leaf in leaves(net.params)] for net in nets)
    assert ours == theirs
    assert map_tree(type, nets[0].params) == map_tree(type, nets[1].params)


def test_what_a_layer_and_an_optimizer_hand_on_can_be_written_to_after_each_way_of_training():
    """They are given read-only views of params, state and memory, and a mask, or a param at rest, is handed on as it came."""
    mask = Layer(
        lambda draw, n: ((draw.full((n,), 1.0),), (np.ones(n, dtype=bool),), n),
        lambda xp, params, state, x: (xp.where(state[0], x * params[0], 0.0 * x), (state[0], x), state),
        lambda xp, params, r, dy: ((xp.sum(xp.where(r[0], dy * r[1], 0.0 * dy), axis=0),), dy),
        lambda xp, params, state, x: xp.where(state[0], x * params[0], 0.0 * x),
    )
    rests = bpnet.Optimizer(lambda xp, params: xp.zeros(2), lambda xp, params, grads, memory, rate: (params, memory), 0.1)
    net = bpnet.Network(mask, n_in=3, loss="squared_error", optimizer=rests, backend="numpy")
    ways = (
        lambda: net.step(X, X, compile=False),
        lambda: net.update(net.value_and_grad(X, X)[1]),
        lambda: net.fit(X, X, epochs=1, compile=False),
        lambda: net.fit(X[:2], X[:2], epochs=1),
        lambda: net.epoch(X, X, batch_size=1),
    )
    for way in ways:
        way()
        for array in leaves(net.training[:3]):
            array[...] = 1


def test_an_output_that_is_the_input_is_a_copy_of_it():
    first = bpnet.stateless(lambda xp, p, x: (x, ()), None, lambda draw, n: ((draw.full((n,), 1.0),), n))
    x = np.zeros((2, 3))
    y = bpnet.Network(first, n_in=3, loss="squared_error", backend="numpy").predict(x)
    y += 1.0
    assert np.array_equal((x, y), (np.zeros((2, 3)), np.ones((2, 3))))


def test_the_output_of_a_vjp_may_be_written_to_where_no_layer_keeps_it():
    net = bpnet.MLP((3, 4, 1), backend="numpy")
    y, pullback, _ = bpnet.vjp(np, net.layer, net.params, net.state, X)
    y -= Y  # a loop of the user's own, which ends in an identity
    assert pullback(y)[1].shape == X.shape


@pytest.mark.parametrize("batch_size", [None, 2])
def test_a_loss_that_writes_to_labels_or_batches_of_targets_is_refused(batch_size):
    """It would train on other labels in each epoch."""
    right = bpnet.losses.softmax_cross_entropy()

    def forward(xp, target, y):
        target[...] = 0
        return right.forward(xp, target, y)

    net = bpnet.Network([layers.affine(2)], n_in=3, loss=right._replace(forward=forward), backend="numpy")
    labels = np.ones(X.shape[0], dtype="int64")
    for y in (labels, np.eye(2)[labels]):
        with pytest.raises(ValueError, match="the loss writes to its input"):
            net.fit(X, y, epochs=1, batch_size=batch_size, compile=False)
    with pytest.raises(ValueError, match="read-only"):
        net.loss(X, labels)


def test_sparse_matrices_are_named_with_the_remedy():
    sparse = pytest.importorskip("scipy.sparse", reason="the matrices are SciPy's")
    net = bpnet.MLP((3, 1))
    for kind in (sparse.csr_matrix, sparse.csr_array):
        with pytest.raises(TypeError, match=r"x is a sparse csr_.*; pass x\.toarray\(\)"):
            net.predict(kind(X))
        assert net.predict(kind(X).toarray()).shape == (X.shape[0], 1)


def frames():
    pd = pytest.importorskip("pandas", reason="data frames are pandas'")
    frame = pd.get_dummies(pd.DataFrame({"age": [1.0, 2.0, 3.0], "town": ["a", "b", "a"]}))
    return pd, frame, np.array([[1.0, 1.0, 0.0], [2.0, 0.0, 1.0], [3.0, 1.0, 0.0]])


def test_columns_of_numbers_truths_and_nullable_dtypes_are_cast():
    pd, frame, expected = frames()
    net = bpnet.MLP((3, 2, 1))
    for kind in (
        frame,
        frame.convert_dtypes(),
        frame.astype({"age": "Int64"}),
        frame.astype(object),
        frame.astype({"age": "Float32"}),
    ):
        assert np.array_equal(net.predict(kind), net.predict(expected))
        net.fit(kind, pd.DataFrame({"y": pd.array([0, 1, 0], dtype="Int64")}), epochs=1)
    classes = bpnet.MLP((3, 4, 3), output="softmax", loss="softmax_cross_entropy")
    for labels in (pd.Series([0, 1, 2], dtype="Int64"), pd.Series([0, 1, 2], dtype="UInt8"), pd.Series([0, 1, 2])):
        assert float(classes.loss(frame, labels)) == float(classes.loss(expected, [0, 1, 2]))
    weight = pd.Series([1.0, 2.0, 0.5], dtype="Float64")
    assert float(net.loss(frame, Y[:3], sample_weight=weight)) == float(net.loss(expected, Y[:3], sample_weight=[1.0, 2.0, 0.5]))


def test_a_column_that_cannot_be_cast_is_named_with_its_remedy():
    pd, frame, _ = frames()
    net = bpnet.MLP((3, 2, 1))
    missing = frame.convert_dtypes()
    missing.loc[0, "age"] = pd.NA
    with pytest.raises(ValueError, match="column 'age' of x contains NaN or infinity; drop or fill"):
        net.predict(missing)
    with pytest.raises(ValueError, match="column 'town' of x has dtype .*, not real numbers: .*get_dummies"):
        net.predict(pd.DataFrame({"age": [1.0, 2.0], "town": ["a", "b"], "height": [1, 2]}))
    with pytest.raises(ValueError, match="column 'day' of x has dtype datetime64"):
        net.predict(pd.DataFrame({"a": [1.0], "b": [True], "day": pd.to_datetime(["2020-01-01"])}))
    with pytest.raises(ValueError, match="y has text"):
        net.loss(frame, pd.Series(["a", "b", "a"], dtype="category"))


def test_hints_for_columns_work_when_they_are_followed(bpnet_backend):
    pd, *_ = frames()
    with bpnet_backend.scope():
        there = bpnet_backend.from_host(np.arange(4.0))
    net = bpnet.MLP((1, 1), backend=bpnet_backend)
    for x in ([0.0, 1.0, 2.0, 3.0], (0.0, 1.0, 2.0, 3.0), np.arange(4.0), pd.Series(np.arange(4.0)), there):
        with pytest.raises(ValueError, match=r"x has shape \(4,\), expected \(batch, 1\): ") as caught:
            net.predict(x)
        with bpnet_backend.scope():
            column = eval(str(caught.value).rpartition(": ")[2], {"x": x, "numpy": np, "net": net})  # noqa: S307 - our hint
        assert net.predict(column).shape == (4, 1)


def test_arrays_of_a_backend_that_look_like_host_data_stay_its_own():
    class Chunked:
        """An array of a library without DLPack, such as dask's; it can be converted, and must not be in silence."""

        def __init__(self, values):
            self.values = np.asarray(values)
            self.shape, self.dtype, self.ndim = self.values.shape, self.values.dtype, self.values.ndim

        def __array__(self, dtype=None, copy=None):
            raise AssertionError("converted in silence")

    class Plugin(type(bpnet.get_backend("numpy"))):
        def device_of(self, array):
            return "cpu" if isinstance(array, Chunked) else super().device_of(array)

    from bpnet.training.host_arrays import is_host

    assert not is_host(Plugin(), Chunked(X))
    assert is_host(Plugin(), X)
    assert is_host(Plugin(), X.tolist())


def test_lazy_arrays_are_refused_in_place_of_computed_in_silence():
    class Lazy:
        __dask_graph__ = None

        def __array__(self, dtype=None, copy=None):
            raise AssertionError("computed in silence")

    with pytest.raises(TypeError, match=r"x is a Lazy that is computed lazily; pass x\.compute\(\)"):
        bpnet.MLP((3, 1)).predict(Lazy())


@pytest.mark.parametrize("kind", ["uint8", "int16", "uint16", "int32", "uint64"])
def test_labels_of_any_integer_dtype_are_the_same_labels(bpnet_backend, kind):
    net = bpnet.MLP(
        (3, 300), output="softmax", loss="softmax_cross_entropy", optimizer=optimizers.sgd(0.1), backend=bpnet_backend
    )
    labels = np.array([5, 100, 0, 250 if kind == "uint8" else 299])
    expected = float(net.backend.to_host(net.loss(X, labels)))
    assert float(net.backend.to_host(net.loss(X, labels.astype(kind)))) == expected
    with bpnet_backend.scope():
        there = bpnet_backend.from_host(labels.astype(kind))
    assert float(net.backend.to_host(net.loss(X, there))) == expected


def host_bytes(function):
    """The most bytes that NumPy's arrays took at once while a function ran, its result included."""
    tracemalloc.start()
    try:
        made = function()
        return made, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("given", "wanted"), [("float64", "float64"), ("float64", "float32"), ("float32", "float64")])
def test_a_memory_mapped_file_is_copied_once_on_its_way_to_the_device(bpnet_backend, given, wanted, tmp_path):
    np.save(tmp_path / "x.npy", np.random.default_rng(0).standard_normal((50_000, 8)).astype(given))
    mapped = np.load(tmp_path / "x.npy", mmap_mode="r")
    backend = bpnet.get_backend(bpnet_backend)
    with backend.scope():
        Inputs(backend, wanted, 8, 1, squared_error()).x(mapped[:1], check_values=True)  # what a library allocates once
        own, most = host_bytes(lambda: Inputs(backend, wanted, 8, 1, squared_error()).x(mapped, check_values=True))
        assert np.array_equal(backend.to_host(own), np.asarray(mapped, wanted))
        twice, more = host_bytes(lambda: backend.from_host(np.array(mapped, wanted), wanted))
    once = mapped.size * np.dtype(wanted).itemsize
    assert most < 1.1 * once
    assert more > 1.9 * once, twice.shape  # the control: a copy before the copy is counted


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3.5e38, -3.5e38])
@pytest.mark.parametrize("row", [0, 1, 3])
def test_one_number_that_a_dtype_cannot_hold_is_found_wherever_it_is(bpnet_backend, value, row):
    x = np.ones((4, 3))
    x[row, 1] = value
    words = "too large for float32" if np.isfinite(value) else "contains NaN or infinity"
    with pytest.raises(ValueError, match=words):
        bpnet.MLP((3, 1), dtype="float32", backend=bpnet_backend).predict(x)


def test_the_largest_number_that_rounds_into_a_dtype_is_taken():
    largest = float(np.finfo("float32").max)
    beyond = largest + 2.0**103  # half a unit in the last place: rounds to infinity; anything less rounds down
    backend = bpnet.get_backend("numpy")
    below = np.nextafter(beyond, 0.0)
    inputs = Inputs(backend, "float32", 2, 1, squared_error())
    assert inputs.x([[below, -below]], check_values=True).tolist() == [[largest, -largest]]
    with pytest.raises(ValueError, match="too large for float32"):
        inputs.x([[beyond, 0.0]], check_values=True)


def test_arrays_in_columns_reach_the_device_in_rows(bpnet_backend):
    backend, x = bpnet.get_backend(bpnet_backend), np.asfortranarray(np.arange(12.0).reshape(4, 3))
    with backend.scope():
        own = Inputs(backend, "float64", 3, 1, squared_error()).x(x, check_values=True)
        host = backend.to_host(own)
    assert host.flags.c_contiguous
    assert host.tolist() == x.tolist()
