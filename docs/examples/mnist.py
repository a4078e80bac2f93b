"""Classify MNIST by a 784-300-10 network: at least 0.978 of the 10,000 test images are correct.

BPNET_DATA=folder python mnist.py        the folder has mnist.npz: x_train, y_train, x_test, y_test
"""

import os
import time
from pathlib import Path

import numpy as np

import bpnet

file = Path(os.environ.get("BPNET_DATA", ".")) / "mnist.npz"
if not file.is_file():
    raise SystemExit(f"BPNET_DATA must name the folder that has mnist.npz: there is no file {file}")
with np.load(file) as data:
    x, labels, x_test, labels_test = (data[name] for name in ("x_train", "y_train", "x_test", "y_test"))
x, x_test = (images.reshape(len(images), 784).astype("float32") / 255 for images in (x, x_test))
labels, labels_test = labels.astype("int64"), labels_test.astype("int64")

EPOCHS, BATCH = 12, 128
steps = EPOCHS * -(-len(x) // BATCH)
net = bpnet.MLP(
    (784, 300, 10),
    hidden="relu",
    output="softmax",
    loss="softmax_cross_entropy",
    optimizer=bpnet.optimizers.adam(bpnet.schedules.cosine(0.002, steps=steps)),
    initial="he_uniform",
    seed=0,
    dtype="float32",
)
began = time.perf_counter()
history = net.fit(x, labels, epochs=EPOCHS, batch_size=BATCH, progress=True)
seconds = time.perf_counter() - began
right = net.backend.to_host(net.predict(x_test)).argmax(axis=1) == labels_test
print(f"{net}: loss {history.loss[-1]:.4f}, test accuracy {right.mean():.4f}, {seconds:.0f} s")
if right.mean() < 0.978:
    raise SystemExit("the test accuracy is below 0.978")
