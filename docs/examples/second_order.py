"""Loss and CPU time of Adam, L-BFGS and Levenberg-Marquardt on one small regression."""

import time

import numpy as np

import bpnet

TRAININGS = [(None, 500), (None, 5000), ("lbfgs", 50), ("lbfgs", 500), ("levenberg_marquardt", 20), ("levenberg_marquardt", 100)]


def main(factor: float = 1.0) -> dict[tuple[str, int], float]:
    """Print a row for each training; return the losses. Epochs are multiplied by ``factor``."""
    rng, losses = np.random.default_rng(0), {}
    x = rng.uniform(-1, 1, (400, 2))
    y = np.sin(3 * x[:, :1]) * x[:, 1:]
    for optimizer, epochs in TRAININGS:
        net = bpnet.MLP((2, 12, 1), hidden="tanh", seed=1)
        net.learning_rate = 0.02
        began = time.process_time()
        history = net.fit(x, y, epochs=max(1, round(factor * epochs)), optimizer=optimizer)
        seconds, name = time.process_time() - began, optimizer or "adam"
        losses[name, epochs] = float(net.loss(x, y))
        print(f"{name:20} {len(history.loss):5} epochs  loss {losses[name, epochs]:.2e}  {seconds:.2f} s of CPU")
    return losses


if __name__ == "__main__":
    main()
