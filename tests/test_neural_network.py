import numpy as np
import pytest

import bpnet


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
    with pytest.raises(ValueError, match=r"y has shape \(4,\), expected \(4, 1\)"):
        nn.backward(xor_data[0], xor_data[1][:, 0], 0.1)


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
