"""Classify handwritten digits: scikit-learn's 1,797 images of 8 x 8 pixels, a quarter of them for the test.

``BPNET_BACKEND`` and ``BPNET_DTYPE`` choose backend and dtype: ``BPNET_DTYPE=float32 python digits.py``.
"""

import numpy as np
from sklearn.datasets import load_digits

import bpnet
from bpnet.random import key_of, permutation

SEED, REQUIRED = 0, 0.96

pixels, labels = load_digits(return_X_y=True)
x = pixels / 16.0  # from 0 to 1
order = permutation(np, key_of(SEED), 0, len(x))  # the same split on every machine
held_out, train = order[: len(x) // 4], order[len(x) // 4 :]

net = bpnet.MLP(
    (64, 64, 10),
    hidden="relu",
    output="softmax",
    loss="softmax_cross_entropy",
    optimizer=bpnet.optimizers.adam(learning_rate=0.005),
    initial="he_uniform",
    seed=SEED,
)
history = net.fit(x[train], labels[train], epochs=20, batch_size=32)

probabilities = net.backend.to_host(net.predict(x[held_out]))
accuracy = float(np.mean(np.argmax(probabilities, axis=1) == labels[held_out]))
print(f"{net}: loss {history.loss[0]:.3f} -> {history.loss[-1]:.4f}, test accuracy {accuracy:.4f}")
if accuracy < REQUIRED:
    raise SystemExit(f"test accuracy {accuracy:.4f} is below {REQUIRED}")
