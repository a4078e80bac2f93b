"""The textbook's NumPy program: one hidden layer of sigmoids, and all four samples in each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from bpnet.bench.peers import Start, Task, Train


class NeuralNetwork:
    """The textbook's class, except that losses are returned instead of printed, and initial weights are given."""

    def __init__(self, weights: list[tuple[Any, Any]]) -> None:
        (self.weights_input_hidden, b1), (self.weights_hidden_output, b2) = weights
        self.bias_hidden = b1.reshape(1, -1)
        self.bias_output = b2.reshape(1, -1)

    def sigmoid(self, x: Any) -> Any:
        return 1 / (1 + np.exp(-x))

    def sigmoid_derivative(self, x: Any) -> Any:
        return x * (1 - x)

    def feedforward(self, X: Any) -> Any:  # noqa: N803 - the textbook's name
        self.hidden_activation = np.dot(X, self.weights_input_hidden) + self.bias_hidden
        self.hidden_output = self.sigmoid(self.hidden_activation)
        self.output_activation = np.dot(self.hidden_output, self.weights_hidden_output) + self.bias_output
        self.predicted_output = self.sigmoid(self.output_activation)
        return self.predicted_output

    def backward(self, X: Any, y: Any, learning_rate: float) -> None:  # noqa: N803 - the textbook's name
        output_error = y - self.predicted_output
        output_delta = output_error * self.sigmoid_derivative(self.predicted_output)
        hidden_error = np.dot(output_delta, self.weights_hidden_output.T)
        hidden_delta = hidden_error * self.sigmoid_derivative(self.hidden_output)
        self.weights_hidden_output += np.dot(self.hidden_output.T, output_delta) * learning_rate
        self.bias_output += np.sum(output_delta, axis=0, keepdims=True) * learning_rate
        self.weights_input_hidden += np.dot(X.T, hidden_delta) * learning_rate
        self.bias_hidden += np.sum(hidden_delta, axis=0, keepdims=True) * learning_rate

    def train(self, X: Any, y: Any, epochs: int, learning_rate: float) -> list[float]:  # noqa: N803 - the textbook's name
        losses = []
        for _ in range(epochs):
            output = self.feedforward(X)
            self.backward(X, y, learning_rate)
            losses.append(np.mean(np.square(y - output)))
        return losses


def prepare(task: Task) -> Start:
    """Prepare the program; its mean squared error is converted to ``0.5 sum((y - o)**2)``."""

    def start() -> Train:
        net = NeuralNetwork(task.copy_weights())
        return lambda epochs: [0.5 * task.y.size * loss for loss in net.train(task.x, task.y, epochs, task.case.rate)]

    return start
