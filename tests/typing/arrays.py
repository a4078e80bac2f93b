"""What networks return is an array: operators, NumPy's functions and indexing apply, and words that no library has do not."""

from typing import Any, assert_type

import numpy as np
from numpy.typing import ArrayLike, NDArray

import bpnet
from bpnet.arrays import Array
from bpnet.backend import BackendArray

x, y = np.zeros((2, 2)), np.ones((2, 1))
net = bpnet.MLP((2, 4, 1), backend="numpy")

p = net.predict(x)
assert_type(p, BackendArray)
assert_type(net.predict([[0, 1], [1, 1]]), BackendArray)
assert_type(p + 1, BackendArray)
assert_type(1 - p, BackendArray)
assert_type(p * p, BackendArray)
assert_type(p / 2, BackendArray)
assert_type(1 / p, BackendArray)
assert_type(p**2, BackendArray)
assert_type(2**p, BackendArray)
assert_type(p @ p, BackendArray)
assert_type(abs(-p), BackendArray)
assert_type(p[:, 0], BackendArray)
assert_type(p[0, 0], BackendArray)
assert_type(p - y, BackendArray)
assert_type(p.shape, tuple[int, ...])
assert_type(len(p), int)
assert_type(np.sqrt(p), NDArray[Any])
assert_type(np.asarray(p), NDArray[Any])
assert_type(np.asarray(p, dtype=np.float32), NDArray[np.float32])
np.mean((p > 0.5) == y)
np.testing.assert_allclose(p, y)
like: ArrayLike = p
strict: Array = p
[f"{q:.4f}" for q in p[:, 0].tolist()]
[float(row[0]) for row in p]

assert_type(net.backend.to_host(p), NDArray[Any])
assert_type(float(net.loss(x, y)), float)
assert_type(float(net.step(x, y)), float)
value, grads = net.value_and_grad(x, y)
assert_type(value, BackendArray)
if value > 0.5 and float(value) < 1e3:
    net.update(grads)
assert_type(net.epoch(x, y, batch_size=2), NDArray[np.float64])

if isinstance(p, np.ndarray):
    p.reshape(-1)

p.detach()  # type: ignore[attr-defined]  # PyTorch's alone: narrow it first
p.requires_grad = True  # type: ignore[attr-defined]
host: NDArray[np.float64] = net.predict(x)  # type: ignore[assignment]  # it may be on a device: np.asarray, or backend.to_host


def pure(a: Array) -> None:
    """The algorithm's own arrays stay strict: what is no operator of all of them goes through the namespace."""
    assert_type(2.0 * a - a * a, Array)
    a / 2.0  # type: ignore[operator]
    a @ a  # type: ignore[operator]
    a**2  # type: ignore[operator]
    float(a)  # type: ignore[arg-type]
    np.sqrt(a)  # type: ignore[call-overload]
    bpnet.special.sigmoid(np, a)
