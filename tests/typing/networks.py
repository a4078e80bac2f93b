"""Networks, trainings, histories and files, as programs write them."""

from pathlib import Path
from typing import assert_type

import numpy as np
from numpy.typing import NDArray

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.backend import Backend
from bpnet.training.network import Network

x, y = np.zeros((2, 2)), np.ones((2, 1))

net = bpnet.MLP(
    (2, 4, 1),
    hidden="tanh",
    output=layers.sigmoid(),
    loss=losses.binary_cross_entropy(),
    optimizer="adam",
    initial=bpnet.initializers.he_normal(),
    seed=None,
    backend="numpy",
    dtype="float32",
    arithmetic="exact",
)
assert_type(net, bpnet.MLP)
bpnet.MLP([2, 1], hidden=layers.relu())
deep = bpnet.Network([layers.affine(3), layers.dropout(0.5), layers.affine(1)], n_in=2, loss="squared_error")
bpnet.Network(bpnet.chain(layers.affine(3), layers.softmax()), n_in=2, loss=losses.squared_error(reduction="sum"))

history = net.fit(x, y, epochs=3)
assert_type(history, bpnet.History)
assert_type(history.loss, NDArray[np.float64])
assert_type(history.validation_loss, NDArray[np.float64])
assert_type(history.stopped_at, int | None)
assert_type(float(history.loss[-1]), float)
net.fit([[0, 1]], [[1]], epochs=3, batch_size=1, sample_weight=[1.0], validation=(x, y), compile=False, resume=Path("run"))
net.fit(x, y, epochs=3, validation=0.25, progress=True, order=[1, 0])
net.fit(x, y, epochs=3, optimizer="lbfgs")
net.fit(x, y, epochs=3, optimizer=bpnet.minimizers.levenberg_marquardt(damping=0.1))

net.save("net.safetensors")
net.restore(Path("net.safetensors"))
assert_type(bpnet.load("net.safetensors", backend="numpy"), Network)
assert_type(net.to("numpy"), bpnet.MLP)
assert_type(net.n_params, int)
assert_type(net.seed, int)
assert_type(net.replicas, int | None)
assert_type(bpnet.MLP((2, 1), seed=range(3))[0], bpnet.MLP)
assert_type(bpnet.MLP((2, 1), seed=[3, 1, 2])[[0, 2]], bpnet.MLP)
assert_type(net.device, str)
assert_type(net.backend, Backend)
((w1, b1), (w2, b2)) = net.params
net.params = [[w1, b1], [w2, b2]]

with bpnet.use_backend("numpy"):
    assert_type(bpnet.get_backend(), Backend)
assert_type([row.usable for row in bpnet.available_backends()], list[bool])

bpnet.MLP(2, 4, 1)  # type: ignore[arg-type, call-arg]  # sizes are one tuple
bpnet.MLP((2, 4, 1), activation="tanh")  # type: ignore[call-arg]  # it is called hidden
bpnet.MLP((2, 4, 1), optimizer=optimizers.adam)  # type: ignore[arg-type]  # the factory itself: call it
bpnet.MLP((2, 4, 1), hidden=losses.huber())  # type: ignore[arg-type]  # a loss is no layer
bpnet.Network([layers.affine], n_in=2, loss="huber")  # type: ignore[list-item]  # the factory itself
net.fit(x, y, epochs=3, optimizer=bpnet.optimizers.adam())  # type: ignore[arg-type]  # of steps, not a minimizer
net.fit(x, y)  # type: ignore[call-arg]  # for how many epochs?
net.fit(x, y, 3)  # type: ignore[call-arg]  # a bare number says nothing
net.fit(x, y, epochs=3, compile="yes")  # type: ignore[arg-type]
layers.dropout("half")  # type: ignore[arg-type]
bpnet.nonsense  # type: ignore[attr-defined]
