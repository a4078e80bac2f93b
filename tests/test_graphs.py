"""Graphs of layers: residual connections, branches, shared and fixed params; several inputs and heads, on every door."""

import numpy as np
import pytest
from thread_ranks import run_on

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import Shared, leaves, map_tree
from bpnet.random import Draw, key_of
from bpnet.testing import check_loss

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((12, 3)), RANDOM.standard_normal((12, 2))
Y = RANDOM.integers(0, 4, 12), RANDOM.standard_normal((12, 1))
WEIGHT = RANDOM.uniform(0.5, 2.0, 12)
LOSS = losses.joint((losses.softmax_cross_entropy(), losses.squared_error()), widths=(4, 1), weights=(1.0, 0.5))


def graph():
    """Two inputs, a residual connection, a fixed layer, an autoencoder with one weight, two heads."""
    return [
        layers.parallel(layers.affine(4), layers.affine(2), inputs=(3, 2)),
        layers.residual(layers.dense(6, "tanh")),
        layers.frozen(layers.dense(6, "tanh")),
        layers.tied(bpnet.chain(layers.affine(3), layers.tanh(), layers.affine(6)), where=(2, 0), to=(0, 0), transposed=True),
        layers.parallel(layers.affine(4), layers.dense(1, "tanh")),
    ]


def network(backend="numpy", **options):
    return bpnet.Network(graph(), n_in=(3, 2), loss=LOSS, backend=backend, **{"optimizer": optimizers.sgd(0.1)} | options)


def host(net, tree):
    return map_tree(net.backend.to_host, tree)


def test_a_graph_trains_as_in_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    net = network()
    place = lambda tree: map_tree(lambda leaf: torch.tensor(leaf, requires_grad=True), tree)  # noqa: E731 - two lines
    ((w1, b1), (w2, b2)), (w3, b3), (), ((w4, b4), (), (_, b5)), ((w6, b6), (w7, b7)) = params = place(net.params)
    ((w8, b8), _) = map_tree(torch.tensor, net.state[2])
    x1, x2, labels, t = map(torch.tensor, (*X, *Y))
    optimizer = torch.optim.SGD(list(leaves(params)), lr=0.1)
    ours, theirs = net.fit(X, Y, epochs=5).loss, []
    for _ in range(5):
        h = torch.cat([x1 @ w1 + b1, x2 @ w2 + b2], dim=1)
        h = h + torch.tanh(h @ w3 + b3)
        h = torch.tanh(h @ w8 + b8)
        h = torch.tanh(h @ w4 + b4) @ w4.T + b5
        logits, y = h @ w6 + b6, torch.tanh(h @ w7 + b7)
        loss = torch.nn.functional.cross_entropy(logits, labels) + 0.25 * ((y - t) ** 2).sum(1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        theirs.append(loss.item())
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    for ours, theirs in zip(leaves(net.params), leaves(params), strict=True):
        np.testing.assert_allclose(ours, theirs.detach(), rtol=1e-9, atol=1e-12)


def test_a_graph_has_the_same_bits_on_every_backend_in_exact_arithmetic(bpnet_backend):
    one, other = network(arithmetic="exact"), network(bpnet_backend, arithmetic="exact")
    expected, found = (net.fit(X, Y, epochs=2, batch_size=8, sample_weight=WEIGHT).loss for net in (one, other))
    assert np.array_equal(expected, found)
    for a, b in zip(one.predict(X), host(other, other.predict(X)), strict=True):
        assert np.array_equal(a, b)


def test_every_door_takes_several_inputs_and_heads(bpnet_backend):
    net, side_by_side = network(bpnet_backend), np.concatenate(X, axis=1)
    plain = {"compile": False}  # of the doors, not of the programs behind them
    outputs = host(net, net.predict(X, **plain))
    assert [y.shape for y in outputs] == [(12, 4), (12, 1)]
    for a, b in zip(outputs, host(net, net.predict(side_by_side, **plain)), strict=True):
        assert np.array_equal(a, b)
    with net.backend.scope():
        x = tuple(net.backend.from_host(each, net.dtype) for each in X)
        y = net.backend.from_host(Y[0], "int64"), net.backend.from_host(Y[1], net.dtype)
    value, grads = net.value_and_grad(x, y, **plain)
    for other in (net.loss(X, Y, **plain), net.loss(x, y, **plain), net.step(x, y, **plain)):
        np.testing.assert_allclose(float(other), float(value), rtol=1e-14)
    again = network(bpnet_backend)
    again.value_and_grad(x, y, **plain)
    again.update(grads, **plain)
    third = network(bpnet_backend)
    third.epoch(x, y, batch_size=12, **plain)
    for a, b, c in zip(*(leaves(host(each, each.params)) for each in (net, again, third)), strict=True):
        np.testing.assert_allclose(b, a, rtol=1e-12)
        np.testing.assert_allclose(c, a, rtol=1e-12)


def test_validation_groups_and_files_take_them_too(tmp_path):
    group, alone = network(seed=[3, 5]), network(seed=5)
    shifted = X[0], np.stack([X[1], X[1] + 1.0])  # shared, and one for each network
    history = group.fit(shifted, Y, epochs=3, batch_size=8, validation=0.25)
    lone = alone.fit((X[0], X[1] + 1.0), Y, epochs=3, batch_size=8, validation=0.25)
    validated = network(seed=5).fit((X[0], X[1] + 1.0), Y, epochs=3, batch_size=8, validation=(X, Y))
    assert validated.validation_loss.shape == (3,)
    np.testing.assert_allclose(history.loss[:, 1], lone.loss, rtol=1e-12)
    assert [y.shape for y in group.predict(shifted)] == [(2, 12, 4), (2, 12, 1)]
    alone.save(tmp_path / "graph.safetensors")
    again = bpnet.load(tmp_path / "graph.safetensors", backend="numpy")
    for net in (alone, again):
        net.fit(X, Y, epochs=2)
    for a, b in zip(alone.predict(X), again.predict(X), strict=True):
        assert np.array_equal(a, b)
    assert isinstance(again.params[3][2][0], Shared)


def test_ranks_train_a_graph_to_the_same_bits():
    x, y = ([np.concatenate([each] * 6) for each in pair] for pair in (X, Y))
    alone = network(arithmetic="exact")
    expected = alone.fit(tuple(x), tuple(y), epochs=2).loss
    for losses_of_rank in run_on(2, lambda comm: network(arithmetic="exact").fit(tuple(x), tuple(y), epochs=2, comm=comm).loss):
        assert np.array_equal(losses_of_rank, expected)


def test_fixed_params_stay_and_their_gradient_is_not_computed():
    trained = bpnet.MLP((3, 4, 2))
    called = []

    def noted(xp, params, residuals, dy):
        called.append(dy.shape)
        return layers.tanh().backward(xp, params, residuals, dy)

    first = layers.tanh()._replace(backward=noted)
    body = layers.frozen(bpnet.chain(first, trained.layer), params=((), trained.params))
    net = bpnet.Network([body, layers.affine(1)], n_in=3, loss="squared_error")
    assert net.n_params == 3
    before = [leaf.copy() for leaf in leaves(net.state)]
    net.fit(X[0], Y[1], epochs=3)
    assert all(map(np.array_equal, before, leaves(net.state)))
    assert all(map(np.array_equal, before, leaves(trained.params)))
    assert not called
    np.testing.assert_array_equal(net.state[0][0][1][0][0], trained.params[0][0])


def test_statistics_below_fixed_params_still_change():
    net = bpnet.Network([layers.frozen(layers.batch_norm()), layers.affine(1)], n_in=3, loss="squared_error")
    net.fit(X[0], Y[1], epochs=1)
    assert np.all(net.state[0][1][0] != 0.0)
    np.testing.assert_array_equal(net.state[0][0][0], np.ones(3))


def test_fixed_layers_take_given_running_statistics_and_branches_draw_values_of_their_own():
    mean, variance = np.asarray([1.0, 2.0, 3.0]), np.asarray([4.0, 9.0, 16.0])
    body = layers.frozen(layers.batch_norm(eps=0.01), state=(mean, variance))
    net = bpnet.Network([body, layers.parallel(*[layers.affine(2)] * 2)], n_in=3, loss="squared_error", backend="numpy")
    (w1, _), (w2, _) = net.params[1]
    assert not np.array_equal(w1, w2)
    expected = (X[0] - mean) / np.sqrt(variance + 0.01) @ np.concatenate([w1, w2], axis=1)
    np.testing.assert_allclose(net.predict(X[0]), expected, rtol=1e-12, atol=1e-12)


def test_whole_layers_can_be_shared():
    net = bpnet.Network(
        layers.tied(layers.tied(bpnet.chain(*[layers.dense(3, "tanh")] * 3), 1, to=0), 2, to=0), n_in=3, loss="squared_error"
    )
    assert net.n_params == 12
    w, b = net.params[0]
    y = X[0]
    for _ in range(3):
        y = np.tanh(y @ w + b)
    np.testing.assert_allclose(net.predict(X[0]), y, rtol=1e-12)


def test_a_bias_beside_a_shared_weight_is_a_bias():
    net = bpnet.Network(
        layers.tied(bpnet.chain(layers.affine(2), layers.affine(3)), (1, 0), to=(0, 0), transposed=True),
        n_in=3,
        loss="squared_error",
        optimizer=optimizers.l2(optimizers.sgd(0.5), 0.1, decay_biases=False),
    )
    net.params = map_tree(lambda leaf: leaf + 1.0, net.params)
    before = net.params
    net.update(map_tree(np.zeros_like, before))
    assert np.array_equal(net.params[1][1], before[1][1])
    np.testing.assert_allclose(net.params[0][0], before[0][0] * 0.95)


def test_several_activations_side_by_side_are_an_activation():
    heads = layers.parallel(layers.softmax(), layers.identity(), inputs=(4, 1))
    net = network()
    logits, numbers = net.predict(X)
    net.output_activation = heads
    p, same = net.predict(X)
    np.testing.assert_allclose(p, np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), rtol=1e-12)
    assert np.array_equal(same, numbers)
    assert layers.dense(5, heads).init(Draw(np, key_of(0)), 2)[1:] == ((), 5)
    assert bpnet.MLP((2, 5), output=heads).predict([[1.0, 2.0]]).shape == (1, 5)


def test_the_joint_loss_is_the_sum_of_its_heads(bpnet_backend):
    target = np.concatenate([np.eye(4)[Y[0]], Y[1]], axis=1)
    y = RANDOM.standard_normal((12, 5))
    for given in (target, losses.Target(target, WEIGHT)):
        assert check_loss(LOSS, given, y, backend=bpnet_backend) < 1e-8
    entropy, square = losses.softmax_cross_entropy(), losses.squared_error()
    parts = entropy.forward(np, target[:, :4], y[:, :4])[0], square.forward(np, target[:, 4:], y[:, 4:])[0]
    np.testing.assert_allclose(LOSS.forward(np, target, y)[0], parts[0] + 0.5 * parts[1], rtol=1e-15)
    each = [
        -np.log(np.exp(y[i, k]) / np.sum(np.exp(y[i, :4]))) + 0.25 * (y[i, 4] - target[i, 4]) ** 2 for i, k in enumerate(Y[0])
    ]
    weighted = LOSS.forward(np, losses.Target(target, WEIGHT), y)[0]
    np.testing.assert_allclose(weighted, np.average(each, weights=WEIGHT), rtol=1e-12)


def fit(x=X, y=Y):
    network().fit(x, y, epochs=1)


def build(layer, **options):
    bpnet.Network(layer, **{"n_in": 3, "loss": "squared_error"} | options)


two = bpnet.chain(layers.affine(2), layers.affine(3))
WRONG = [
    (lambda: fit(x=X[:1]), r"x is a tuple of 1, expected a tuple of 2 arrays"),
    (lambda: fit(x=X[::-1]), r"x\[0\] has shape \(12, 2\), expected \(batch, 3\)"),
    (lambda: fit(x=list(X)), r"x is a list of 2 arrays, expected a tuple"),
    (lambda: fit(x=(X[0][:5], X[1])), r"the arrays of x have 5, 12 rows, expected equal numbers"),
    (lambda: fit(y=(Y[0] + 1, Y[1])), r"labels in y\[0\] must be between 0 and 3, got values from 1 to 4"),
    (lambda: fit(y=(Y[0], Y[1][:5, 0])), r"y\[1\] has shape \(5, 1\), expected \(12, 1\)"),
    (lambda: fit(y=(Y[0], Y[1] * np.nan)), r"y\[1\] contains NaN"),
    (lambda: fit(y=Y[0]), r"y has shape \(12,\), expected a tuple of 2 arrays, one for each head"),
    (lambda: network().predict(X[0]), r"x has shape \(12, 3\), expected a tuple of 2 arrays, one for each input"),
    (lambda: bpnet.MLP((3, 1)).predict(X), r"x is a tuple of 2 arrays, expected one array; several need .* n_in="),
    (
        lambda: bpnet.MLP((3, 1)).step(X[0], (Y[1], Y[1])),
        r"y is a tuple of 2 arrays, expected one array; .* bpnet\.losses\.joint",
    ),
    (lambda: build(layers.affine(1), n_in=()), r"n_in must be a positive integer, or a tuple"),
    (lambda: build(layers.affine(6), loss=LOSS), r"its heads have 4 \+ 1 outputs, the layers have 6"),
    (lambda: build(layers.affine(2), loss=losses.joint((losses.softmax_cross_entropy(),) * 2, (1, 1))), "softmax of one output"),
    (lambda: build(layers.residual(layers.affine(2))), r"2 outputs for 3 inputs, expected as many: end it with affine\(3\)"),
    (lambda: build(layers.parallel(layers.affine(1), layers.affine(2), merge="sum")), r"\[1, 2\] outputs, expected equal"),
    (lambda: build(layers.parallel(layers.affine(1), layers.affine(2), inputs=(1, 1))), r"have 1 \+ 1 columns, got 3"),
    (lambda: layers.parallel(layers.affine(1), inputs=(1, 2)), r"got 1 layers and inputs=\(1, 2\), expected a width for each"),
    (lambda: layers.tied(two, 0, to=(0, 1)), r"where=0 and to=\(0, 1\) are not two different places"),
    (lambda: build(layers.tied(two, (1, 2), to=(0, 0))), r"there are no params at where=\(1, 2\)"),
    (lambda: build(layers.tied(two, (1, 0), to=(0, 0))), r"shapes \(2, 3\), those at `to` \(3, 2\) for them"),
    (lambda: build(layers.tied(two, (1, 1), to=(0, 1), transposed=True)), r"for their transposes"),
    (
        lambda: build([layers.frozen(layers.affine(2), params=(np.ones((2, 2)), [0.0, 0.0])), two]),
        r"shape \(2, 2\), expected \(3, 2\)",
    ),
    (lambda: build(layers.frozen(two)), r"no params to train"),
    (lambda: build([]), r"no params to train"),
    (lambda: build(layers.tied(bpnet.chain(bpnet.chain()), 0, to=1)), r"there are no params at to=\(1,\)"),
    (lambda: losses.joint((losses.squared_error(),), (1, 2)), r"got 1 losses, 2 widths and 1 weights, expected equal numbers"),
    (lambda: losses.joint((losses.squared_error(), losses.squared_error("sum")), (1, 2)), r"the reductions are mean, sum"),
    (lambda: losses.joint((losses.squared_error(),), 1), r"joint: widths must be a sequence, with a number for each loss, got 1"),
    (lambda: losses.joint((losses.squared_error(),), (1,), weights=2.0), r"joint: weights must be a sequence, .* got 2\.0"),
    (lambda: network().fit(X, np.full((12, 5), 2.0), epochs=1), r"y\[:, 0:4\] must be between 0 and 1, got values from 2 to 2"),
    (lambda: network(seed=[1, 2]).loss(X, np.full((12, 5), -1.0)), r"y\[:, 0:4\] must be between 0 and 1"),
    (
        lambda: build([two, layers.parallel(layers.dense(4, layers.softmax()), layers.affine(1))], loss=LOSS),
        "this loss applies softmax itself: leave out the last softmax",
    ),
    (
        lambda: build(layers.parallel(layers.affine(1), layers.dense(1, "sigmoid")), loss="binary_cross_entropy"),
        "this loss applies sigmoid itself: leave out the last sigmoid",
    ),
    (lambda: losses.joint((losses.squared_error(),), {1}), r"joint: widths must be a sequence, with a number"),
    (lambda: losses.joint((losses.squared_error(),), (1,), weights=iter([1.0])), r"weights must be a sequence"),
    (
        lambda: build_frozen(np.full((3, 2), 1j)),
        r"frozen: params .* an array of real numbers, got dtype complex128",
    ),
    (lambda: build_frozen(np.full((3, 2), "1")), r"expected an array of real numbers, got dtype <U1"),
    (lambda: build_frozen(np.full((3, 2), None)), r"expected an array of real numbers, got dtype object"),
    (lambda: build_frozen([[10**400] * 2] * 3), r"expected an array of real numbers, got dtype object"),
    (lambda: build_frozen(np.ma.masked_array(np.ones((3, 2)), np.eye(3, 2))), r"expected an array of real numbers, got a masked"),
    (lambda: build(layers.frozen(layers.dropout(0.5), state=(0.5, 1, 2))), r"expected integers that int64 can hold, got 0.5"),
    (lambda: build(many(merge="sum")), r"the layers of a sum have \[1, 2, 3, .*\] outputs"),
    (lambda: build(many(inputs=[1] * 200)), r"its inputs have 1 \+ 1 \+ .* columns, got 3"),
    (lambda: build(layers.tied(two, (0,) * 200, to=1)), r"no params at where=\(0, 0, "),
    (lambda: build(layers.tied(bpnet.chain(many(), layers.affine(2)), 0, to=1)), r"those at `to` \(\(20100, 2\), \(2,\)\)"),
    (lambda: build(layers.affine(1), loss=losses.joint([losses.squared_error()] * 200, [1] * 200)), r"heads have 1 \+ 1 "),
    (
        lambda: losses.joint([losses.squared_error(), losses.squared_error("sum")] * 100, [1] * 200),
        r"the reductions are mean, sum, mean",
    ),
    (lambda: build(layers.affine(1), loss=losses.quantile(quantiles=[0.5] * 200)), r"quantile has 200 outputs for each target"),
    (
        lambda: bpnet.MLP((2, 5), output="softmax", loss=LOSS),
        r"output must be 'identity'.*here bpnet.layers.parallel\(softmax\(\), identity\(\), inputs=\(4, 1\)\)",
    ),
]


def test_an_activation_of_the_outputs_keeps_their_number():
    net = network()
    for given, words in (
        (layers.affine(5), "must be an activation, a layer without params and state, of 5 inputs and outputs, got affine"),
        (bpnet.chain(layers.tanh()), "must be an activation, .* got chain"),
        (layers.parallel(layers.softmax(), layers.identity(), inputs=(3, 1)), r"its inputs have 3 \+ 1 columns, got 5"),
    ):
        with pytest.raises(ValueError, match=words):
            net.output_activation = given
    assert net.predict(X)[0].shape == (12, 4)


def many(**options):
    return layers.parallel(*(layers.affine(i + 1) for i in range(200)), **options)


def build_frozen(w):
    build([layers.frozen(layers.affine(2), params=(w, np.zeros(2))), two])


def test_an_activation_of_another_head_is_no_mistake():
    heads = layers.parallel(layers.affine(4), layers.dense(1, "sigmoid"))
    assert build([two, heads], loss=LOSS) is None
    summed = layers.parallel(layers.affine(1), layers.dense(1, "sigmoid"), merge="sum")
    assert build(summed, loss="binary_cross_entropy") is None


@pytest.mark.parametrize(("call", "message"), WRONG, ids=[message[:40] for _, message in WRONG])
def test_mistakes_have_one_clear_error(call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert len(str(caught.value)) <= 300


def test_what_is_no_layer_or_loss_is_a_type_error():
    affine = layers.affine(1)
    for call, words in {
        lambda: layers.residual("tanh"): r"'tanh': a layer is made by calling its factory, such as bpnet.layers.tanh\(\)$",
        lambda: layers.residual([affine, affine]): r": a list is written as bpnet.chain\(\*list\) in sequence",
        lambda: bpnet.chain(affine, layers.tanh): r"<function tanh .*>: a factory is to be called, as tanh is in tanh\(\)$",
        lambda: layers.frozen(network()): r"<Network .*>: of a network pass net.layer, and besides.*its params$",
        lambda: layers.parallel(affine, 3): "got 3$",
        lambda: losses.joint(("squared_error",), (1,)): "expected losses, such as",
        lambda: build(affine, loss=(losses.squared_error(),) * 2): r"loss is 2 losses, expected one: bpnet.losses.joint\(",
    }.items():
        with pytest.raises(TypeError, match=words):
            call()
