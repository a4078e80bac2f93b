import copy
import pickle
import sys

import numpy as np
import pytest

import bpnet
from bpnet.training import textbook as module


def textbook(x, y, w1, w2, epochs, rate):
    """The textbook's loop, written out in NumPy as a reference."""
    b1, b2, losses = np.zeros((1, w1.shape[1])), np.zeros((1, w2.shape[1])), []
    for _ in range(epochs):
        h = 1 / (1 + np.exp(-(x @ w1 + b1)))
        o = 1 / (1 + np.exp(-(h @ w2 + b2)))
        losses.append(np.mean((y - o) ** 2))
        d2 = (y - o) * o * (1 - o)
        d1 = (d2 @ w2.T) * h * (1 - h)
        w2, b2 = w2 + rate * (h.T @ d2), b2 + rate * d2.sum(axis=0, keepdims=True)
        w1, b1 = w1 + rate * (x.T @ d1), b1 + rate * d1.sum(axis=0, keepdims=True)
    return np.asarray(losses), (w1, b1, w2, b2), h, o


def weights(nn):
    arrays = (nn.weights_input_hidden, nn.bias_hidden, nn.weights_hidden_output, nn.bias_output)
    return [nn.network.backend.to_host(array) for array in arrays]


@pytest.mark.parametrize("seed", [0, 1, 2, 42])
def test_ten_thousand_epochs_are_the_textbooks_from_a_seed(xor_data, seed, capsys):
    np.random.seed(seed)  # noqa: NPY002 - the textbook's generator
    w1, w2 = np.random.randn(2, 4), np.random.randn(4, 1)  # noqa: NPY002
    losses, expected, h, o = textbook(*xor_data, w1, w2, 10_000, 0.1)
    nn = bpnet.NeuralNetwork(2, 4, 1, seed=seed)
    history = nn.train(*xor_data, 10_000, 0.1)
    np.testing.assert_allclose(history.loss, losses, rtol=0, atol=1e-12)
    for a, b in zip(weights(nn), expected, strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)
    np.testing.assert_allclose(nn.hidden_output, h, rtol=0, atol=1e-12)
    np.testing.assert_allclose(nn.predicted_output, o, rtol=0, atol=1e-12)
    lines = [f"Epoch {epoch}, Loss:{losses[epoch]:.10f}" for epoch in (0, 4000, 8000)]
    assert capsys.readouterr().out.splitlines() == lines


def test_a_loop_of_ones_own_from_given_weights_is_the_textbooks(bpnet_backend, xor_data):
    random = np.random.default_rng(3)
    w1, w2 = random.standard_normal((2, 4)), random.standard_normal((4, 1))
    _, expected, _, _ = textbook(*xor_data, w1, w2, 200, 0.5)
    nn = bpnet.NeuralNetwork(2, 4, 1, backend=bpnet_backend)
    nn.weights_input_hidden, nn.weights_hidden_output = w1, w2.tolist()
    nn.bias_hidden, nn.bias_output = np.zeros((1, 4)), [[0.0]]
    for _ in range(200):
        o = nn.feedforward(xor_data[0])
        nn.backward(*xor_data, 0.5)
    assert bpnet_backend.owns(o)
    for a, b in zip(weights(nn), expected, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)


@pytest.mark.parametrize("epochs", [1, 2, 5, 6, 7])
def test_training_is_a_loop_of_feedforward_and_backward(xor_data, epochs, capsys):
    trained, looped = (bpnet.NeuralNetwork(2, 3, 1, seed=5) for _ in range(2))
    history = trained.train(*xor_data, epochs, 0.3, log_every=5)
    for _ in range(epochs):
        looped.feedforward(xor_data[0])
        looped.backward(*xor_data, 0.3)
    assert all(np.array_equal(a, b) for a, b in zip(weights(trained), weights(looped), strict=True))
    assert np.array_equal(trained.predicted_output, looped.predicted_output)
    assert history.loss.shape == (epochs,)
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()] == [f"Epoch {e}" for e in range(0, epochs, 5)]


def test_sigmoid_and_its_derivative(bpnet_backend):
    nn = bpnet.NeuralNetwork(2, 4, 1, seed=0, backend=bpnet_backend)
    y = bpnet_backend.to_host(nn.sigmoid([-1.0, 0.0, 2.0]))
    np.testing.assert_allclose(y, 1 / (1 + np.exp([1.0, 0.0, -2.0])), rtol=1e-14)
    np.testing.assert_allclose(bpnet_backend.to_host(nn.sigmoid_derivative(y)), y * (1 - y), rtol=1e-14)


def test_backward_needs_a_feedforward_of_the_same_batch(xor_data):
    nn = bpnet.NeuralNetwork(2, 4, 1, seed=0)
    with pytest.raises(RuntimeError, match=r"call feedforward\(X\) first"):
        nn.backward(*xor_data, 0.1)
    nn.feedforward(xor_data[0])
    with pytest.raises(ValueError, match=r"X has shape \(3, 2\), expected \(4, 2\)"):
        nn.backward(xor_data[0][:3], xor_data[1], 0.1)
    with pytest.raises(ValueError, match=r"y has shape \(3, 1\), expected \(4, 1\): x has 4 rows"):
        nn.backward(xor_data[0], xor_data[1][:3], 0.1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda x, y: bpnet.NeuralNetwork(0, 4, 1), "input_size must be a positive integer, got 0"),
        (lambda x, y: bpnet.NeuralNetwork(2, -4, 1), "hidden_size must be a positive integer, got -4"),
        (lambda x, y: bpnet.NeuralNetwork(2, 4, 1.5), "output_size must be a positive integer, got 1.5"),
        (lambda x, y: bpnet.NeuralNetwork(2, 4, 1, seed=1 << 32), r"from 0 to 2\*\*32 - 1"),
        (lambda x, y: bpnet.NeuralNetwork(2, 4, 1).train(x, y, 0, 0.1), "epochs must be a positive integer, got 0"),
        (lambda x, y: bpnet.NeuralNetwork(2, 4, 1).train(x, y, 5, -0.1), "learning_rate must be a positive finite number"),
        (lambda x, y: bpnet.NeuralNetwork(2, 4, 1).train(x, y, 5, 0.1, log_every=0), "log_every must be a positive integer"),
        (lambda x, y: bpnet.NeuralNetwork(3, 4, 1).train(x, y, 5, 0.1), r"X has shape \(4, 2\), expected \(batch, 3\)"),
        (lambda x, y: setattr(bpnet.NeuralNetwork(2, 4, 1), "bias_hidden", [1, 2]), r"bias has shape \(2,\), expected \(1, 4\)"),
    ],
)
def test_bad_input_gets_one_clear_error(xor_data, call, words):
    with pytest.raises(ValueError, match=words):
        call(*xor_data)


def test_a_fresh_seed_is_recorded(xor_data, capsys):
    nn = bpnet.NeuralNetwork(2, 4, 1)
    history = nn.train(*xor_data, 3, 0.1)
    assert history.provenance["seed"] == nn.seed
    assert np.array_equal(bpnet.NeuralNetwork(2, 4, 1, seed=nn.seed).train(*xor_data, 3, 0.1).loss, history.loss)


def test_a_last_epoch_that_diverges_is_told_and_undone(capsys):
    nn = bpnet.NeuralNetwork(1, 1, 1, seed=0)
    before = nn.network.params
    with pytest.raises(bpnet.TrainingDivergedError, match="training diverged in epoch 0"):
        nn.train([[1e10]], [[1e290]], 1, 1e30)
    assert nn.network.params is before


def by_hand(nn, x, y, rate):
    """The textbook's backward, from the outputs and the weights that the network has now."""
    w1, b1, w2, b2 = weights(nn)
    h, o = (nn.network.backend.to_host(array) for array in (nn.hidden_output, nn.predicted_output))
    d2 = (y - o) * o * (1 - o)
    d1 = (d2 @ w2.T) * h * (1 - h)
    return w1 + rate * x.T @ d1, b1 + rate * d1.sum(0, keepdims=True), w2 + rate * h.T @ d2, b2 + rate * d2.sum(0, keepdims=True)


def test_backward_takes_its_inputs_todays_weights_and_the_last_outputs_as_the_textbook_does(bpnet_backend, xor_data):
    x, y = xor_data
    nn = bpnet.NeuralNetwork(2, 3, 1, seed=1, backend=bpnet_backend)
    nn.feedforward(x)
    for given in (x, x, 1.0 - 0.5 * x):  # again from the same outputs, and with other inputs
        expected = by_hand(nn, given, y, 0.7)
        nn.backward(given, y, 0.7)
        for a, b in zip(weights(nn), expected, strict=True):
            np.testing.assert_allclose(a, b, rtol=0, atol=1e-14)
    nn.feedforward(x)
    nn.weights_hidden_output = [[2.0], [-1.0], [0.5]]
    nn.predicted_output = bpnet_backend.from_host(np.full((4, 1), 0.25))
    expected = by_hand(nn, x, y, 0.7)
    nn.backward(x, y, 0.7)
    for a, b in zip(weights(nn), expected, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-14)


def test_a_copy_is_a_network_of_its_own(bpnet_backend, xor_data):
    for copied in (copy.deepcopy, copy.copy):
        nn = bpnet.NeuralNetwork(2, 3, 1, seed=1, backend=bpnet_backend)
        nn.feedforward(xor_data[0])
        other, before = copied(nn), weights(nn)
        nn.backward(*xor_data, 0.5)
        after = weights(nn)
        assert all(np.array_equal(a, b) for a, b in zip(weights(other), before, strict=True))
        other.backward(*xor_data, 0.5)
        assert all(np.array_equal(a, b) for a, b in zip(weights(other), after, strict=True))
        assert other.network.backend is bpnet_backend
        assert repr(other) == f"<NeuralNetwork 2-3-1, 13 params, {bpnet_backend.spec}, float64>"


def test_pickle_says_what_there_is_instead(tmp_path, xor_data):
    pytest.importorskip("safetensors", reason="files are its")
    nn = bpnet.NeuralNetwork(2, 3, 1, seed=1)
    with pytest.raises(TypeError, match=r"nn\.network\.save\(path\), and nn\.network\.restore\(path\) or bpnet\.load\(path\)"):
        pickle.dumps(nn)
    path, other = tmp_path / "nn.safetensors", bpnet.NeuralNetwork(2, 3, 1, seed=2)
    nn.network.save(path)
    other.network.restore(path)
    assert all(np.array_equal(a, b) for a, b in zip(weights(other), weights(nn), strict=True))
    assert np.array_equal(bpnet.load(path).predict(xor_data[0]), nn.feedforward(xor_data[0]))


def interrupted_at(nn, call, line):
    """What a call returns in which Ctrl-C comes before the given line of `train` and of what it calls in its file."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if frame.f_code.co_filename != module.__file__:
            return None
        if event == "line":
            count += 1
            if count == line:
                raise KeyboardInterrupt
        return trace

    before, errors = sys.gettrace(), np.geterr()
    sys.settrace(trace)
    try:
        return call()
    except KeyboardInterrupt:
        return None
    finally:
        sys.settrace(before)
        np.seterr(**errors)  # a trace may also raise before a scope is left, where no signal comes


@pytest.mark.filterwarnings("ignore:training was interrupted")
def test_history_and_network_belong_together_whenever_ctrl_c_comes(xor_data, capsys):
    expected = bpnet.NeuralNetwork(2, 2, 1, seed=5).train(*xor_data, 7, 0.3, log_every=2).loss
    returned = {}
    for line in range(1, 200):
        nn = bpnet.NeuralNetwork(2, 2, 1, seed=5)
        history = interrupted_at(nn, lambda nn=nn: nn.train(*xor_data, 7, 0.3, log_every=2), line)
        if history is None:
            continue
        returned[history.loss.size] = line
        assert history.loss.size == nn.network.training.epoch
        assert np.array_equal(history.loss, expected[: history.loss.size])
        assert history.stopped_at == (history.loss.size if history.loss.size < 7 else None)
        assert np.array_equal(nn.predicted_output, nn.feedforward(xor_data[0])) or history.stopped_at is None
        updates = nn.network.training.updates
        assert updates == history.loss.size
    assert {0, 1, 3, 5, 6, 7} <= {*returned}


def test_epochs_are_counted_from_one_training_to_the_next(xor_data, capsys):
    nn = bpnet.NeuralNetwork(2, 2, 1, seed=5)
    for epochs in (1, 4):
        nn.train(*xor_data, epochs, 0.3)
    assert nn.network.training.epoch == 5
    nn.weights_input_hidden = 1e290 * np.ones((2, 2))
    nn.train(*xor_data, 3, 0.3)
    with pytest.raises(bpnet.TrainingDivergedError, match="training diverged in epoch 3"):
        nn.train([[1e300, 1e300]], [[1e200]], 1, 1e30)


@pytest.mark.parametrize("seed", [-1, 2**32, 2**64, 1.5, True])
def test_a_seed_that_numpy_does_not_take_is_refused_with_the_range(seed):
    with pytest.raises(ValueError, match=r"^seed must be an integer from 0 to 2\*\*32 - 1"):
        bpnet.NeuralNetwork(2, 4, 1, seed=seed)
