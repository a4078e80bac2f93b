"""Checks of training: random bits, gradients, and trajectories compared with NumPy, native, compiled and exact."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from bpnet import layers, losses, optimizers, parity, random
from bpnet.arithmetic.namespace import exact
from bpnet.backend import DTYPES, Backend
from bpnet.backend.selection import BackendSpec
from bpnet.datasets import xor
from bpnet.testing.claims import NotApplicable, best_dtype, claim, claim_same, host_leaves, require_capability
from bpnet.testing.functions import Function, unary
from bpnet.testing.layers import check_layer
from bpnet.testing.losses import check_loss
from bpnet.training.mlp import MLP

ONE_OPERATION = "each of + - * / must be one IEEE operation: no fused operations, no reciprocal instead of a quotient"


def gradients_are_right(backend: Backend) -> None:
    """Each backward pass is the derivative of its forward pass, by differences in float64."""
    require_capability(backend, "float64")
    check_layer(layers.dense(4, layers.tanh()), n_in=3, batch=6, backend=backend)
    for layer in (layers.batch_norm(), layers.softmax(), layers.gelu()):
        check_layer(layer, n_in=4, batch=6, backend=backend)
    y, target = np.random.default_rng(0).standard_normal((2, 6, 4))
    check_loss(losses.squared_error(), target, y, backend=backend)
    check_loss(losses.softmax_cross_entropy(), np.asarray([0, 2, 1, 3, 2, 1]), y, backend=backend)


def random_bits_are_numpys(backend: Backend) -> None:
    """Threefry gives its published known answers; uniform numbers and permutations have NumPy's bits."""
    xp, device, do = backend.xp, backend.device, "int64 must wrap, shift and mask as two's complement; argsort must be stable"
    known = {
        ((0, 0), (0, 0)): (0x6B200159, 0x99BA4EFE),
        ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3)): (0xC4923A9C, 0x483DF7A0),
    }
    with backend.scope():
        for (key, counter), answer in known.items():
            words = random.threefry2x32(key, tuple(backend.from_host([word], "int64") for word in counter))
            claim_same(f"Threefry of {key}, {counter}", np.concatenate(host_leaves(backend, words)), np.asarray(answer), do=do)
        key = random.key_of(12345678901234567890)
        for dtype in ("float64", "float32"):
            if dtype in backend.capabilities:
                got = backend.to_host(random.uniform(xp, key, (40, 3), dtype=getattr(xp, dtype), device=device))
                claim_same(f"uniform {dtype}", got, np.asarray(random.uniform(np, key, (40, 3), dtype=np.dtype(dtype))), do=do)
        order = backend.to_host(random.permutation(xp, key, 7, 500, device=device))
        claim_same("permutation", order, np.asarray(random.permutation(np, key, 7, 500)), do=do)


@cache
def reference(hidden: str, dtype: str) -> tuple[parity.Case, Any, Any]:
    """Return a case, NumPy's trajectory, and its tolerances."""
    case = parity.xor_case(hidden)
    trajectory = parity.run(case, "numpy", dtype)
    return case, trajectory, parity.tolerances(case, dtype, trajectory)


def training_follows_numpy(dtype: str, backend: Backend) -> None:
    """500 epochs of XOR follow NumPy's trajectory within tolerances measured from its sensitivity to rounding."""
    require_capability(backend, dtype)
    for hidden in ("sigmoid", "tanh"):
        case, trajectory, allowed = reference(hidden, dtype)
        claim_follows(f"the training of {case.name}", parity.run(case, backend, dtype, compile=False), trajectory, dtype, allowed)


def compiled_training_follows_plain(backend: Backend) -> None:
    """The compiled step follows the trajectory of the plain step, within the same tolerances."""
    if type(backend).compile is Backend.compile:
        raise NotApplicable(f"backend {backend.spec!r} does not compile: its step is the plain one")
    dtype = best_dtype(backend)
    case, _, allowed = reference("tanh", dtype)
    plain = parity.run(case, backend, dtype, compile=False)
    claim_follows("compiled training", parity.run(case, backend, dtype), plain, dtype, allowed)


def claim_follows(what: str, trajectory: Any, expected: Any, dtype: str, allowed: Any) -> None:
    """Claim that a trajectory follows another."""
    result = parity.compare(expected, trajectory, dtype, allowed)
    came = f"{what} is off by {result.error:.3g} eps, first at {result.first}"
    claim(
        result.passed,
        came=came,
        expected="a difference by rounding only",
        do="correct failed rows of functions first, then check the precision of float32",
    )


def exact_functions_have_numpys_bits(dtype: str, backend: Backend) -> None:
    """Quotients, products, sums and functions in exact arithmetic have NumPy's bits, in 600 elements each."""
    require_capability(backend, dtype)
    a, b = np.random.default_rng(2).standard_normal((2, 30, 20))
    host = {"a": a.astype(dtype), "b": (np.abs(b) + 0.01).astype(dtype)}
    functions: dict[str, Function] = {
        "divide": lambda xp, v: xp.divide(v.a, v.b),
        "divide by a row": lambda xp, v: xp.divide(v.a, v.b[0, :]),
        "product and sum": lambda _, v: (v.a * 0.1 + 0.3) * v.b - v.a * v.b,
        "matmul": lambda xp, v: xp.matmul(v.a, xp.matrix_transpose(v.b)),
        "sum": lambda xp, v: xp.sum(v.a, axis=0),
        **{name: unary(name, "a") for name in ("exp", "expm1", "tanh")},
        **{name: unary(name, "b") for name in ("log", "log1p", "sqrt")},
    }
    xp = exact(backend.xp, backend.exact_kernels(), backend.compile_exact)
    for name, function in functions.items():
        with backend.scope(), np.errstate(all="ignore"):
            there = SimpleNamespace(**{key: backend.from_host(value) for key, value in host.items()})
            got, expected = backend.to_host(function(xp, there)), function(exact(np), SimpleNamespace(**host))
        claim_same(name, got, expected, do=ONE_OPERATION)


def exact_training_has_numpys_bits(dtype: str, backend: Backend) -> None:
    """50 epochs of XOR in exact arithmetic have NumPy's bits, in every loss and every param."""
    require_capability(backend, dtype)
    x, y = xor()

    def train(backend: BackendSpec) -> list[Any]:
        options: dict[str, Any] = {
            "output": "sigmoid",
            "optimizer": optimizers.sgd(4.0),
            "seed": 1,
            "dtype": dtype,
            "arithmetic": "exact",
        }
        net = MLP((2, 4, 1), hidden="tanh", backend=backend, **options)
        history = net.fit(x, y, epochs=50)
        return [history.loss, *host_leaves(net.backend, net.params)]

    for number, (ours, numpys) in enumerate(zip(train(backend), train("numpy"), strict=True)):
        claim_same("the loss" if number == 0 else f"param {number - 1}", ours, numpys, do=ONE_OPERATION)


TRAINING: dict[str, Callable[[Backend], None]] = {
    "random_bits_are_numpys": random_bits_are_numpys,
    "gradients_are_right": gradients_are_right,
    "compiled_training_follows_plain": compiled_training_follows_plain,
    **{f"training_follows_numpy_in_{dtype}": partial(training_follows_numpy, dtype) for dtype in DTYPES},
    **{f"exact_functions_have_numpys_bits_in_{dtype}": partial(exact_functions_have_numpys_bits, dtype) for dtype in DTYPES},
    **{f"exact_training_has_numpys_bits_in_{dtype}": partial(exact_training_has_numpys_bits, dtype) for dtype in DTYPES},
}
