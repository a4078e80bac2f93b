"""Checks of training: its random bits, its gradients, and its trajectory beside NumPy's, native, compiled and exact."""

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
from bpnet.testing.claims import NotApplicable, best_dtype, claim, hosts, needs, same
from bpnet.testing.functions import Function, call
from bpnet.testing.layers import check_layer
from bpnet.testing.losses import check_loss
from bpnet.training.mlp import MLP

ONE_OPERATION = "each of + - * / must be one IEEE operation: nothing fused, no reciprocal in place of a quotient"


def gradients_are_right(backend: Backend) -> None:
    """Each backward is the derivative of its forward, by differences in float64."""
    needs(backend, "float64")
    for layer in (layers.dense(4, layers.tanh()), layers.batch_norm(), layers.softmax(), layers.gelu()):
        check_layer(layer, n_in=3, batch=3, backend=backend)
    y, target = np.random.default_rng(0).standard_normal((2, 5, 3))
    check_loss(losses.squared_error(), target, y, backend=backend)
    check_loss(losses.softmax_cross_entropy(), np.asarray([0, 2, 1, 0, 2]), y, backend=backend)


def random_bits_are_numpys(backend: Backend) -> None:
    """Threefry gives its published answers; uniform numbers and permutations have NumPy's bits."""
    xp, device, do = backend.xp, backend.device, "int64 must wrap, shift and mask as two's complement; argsort must be stable"
    known = {
        ((0, 0), (0, 0)): (0x6B200159, 0x99BA4EFE),
        ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3)): (0xC4923A9C, 0x483DF7A0),
    }
    with backend.scope():
        for (key, counter), answer in known.items():
            words = random.threefry2x32(key, tuple(backend.from_host([word], "int64") for word in counter))
            same(f"Threefry of {key}, {counter}", np.concatenate(hosts(backend, words)), np.asarray(answer), do=do)
        key = random.key_of(12345678901234567890)
        for dtype in ("float64", "float32"):
            if dtype in backend.capabilities:
                got = backend.to_host(random.uniform(xp, key, (40, 3), dtype=getattr(xp, dtype), device=device))
                same(f"uniform {dtype}", got, np.asarray(random.uniform(np, key, (40, 3), dtype=np.dtype(dtype))), do=do)
        order = backend.to_host(random.permutation(xp, key, 7, 500, device=device))
        same("permutation", order, np.asarray(random.permutation(np, key, 7, 500)), do=do)


@cache
def reference(hidden: str, dtype: str) -> tuple[parity.Case, Any, Any]:
    """A case, NumPy's trajectory, and how far rounding alone may lead from it."""
    case = parity.xor_case(hidden)
    trajectory = parity.run(case, "numpy", dtype)
    return case, trajectory, parity.tolerances(case, dtype, trajectory)


def training_follows_numpy(dtype: str, backend: Backend) -> None:
    """500 epochs of XOR keep to NumPy's trajectory within what its own sensitivity to rounding allows."""
    needs(backend, dtype)
    for hidden in ("sigmoid", "tanh"):
        case, trajectory, allowed = reference(hidden, dtype)
        followed(f"the training of {case.name}", parity.run(case, backend, dtype, compile=False), trajectory, dtype, allowed)


def compiled_training_follows_plain(backend: Backend) -> None:
    """The compiled step keeps to the trajectory of the plain one, within the same bounds."""
    if type(backend).compile is Backend.compile:
        raise NotApplicable(f"backend {backend.spec!r} does not compile: its step is the plain one")
    dtype = best_dtype(backend)
    case, _, allowed = reference("tanh", dtype)
    plain = parity.run(case, backend, dtype, compile=False)
    followed("compiled training", parity.run(case, backend, dtype), plain, dtype, allowed)


def followed(what: str, trajectory: Any, expected: Any, dtype: str, allowed: Any) -> None:
    """Claim that a trajectory keeps to another."""
    result = parity.compare(expected, trajectory, dtype, allowed)
    came = f"{what} is off by {result.error:.3g} eps, first at {result.first}"
    claim(
        result.passed, came=came, expected="rounding alone", do="look at the rows of functions first; then at float32 precision"
    )


def exact_functions_have_numpys_bits(dtype: str, backend: Backend) -> None:
    """Quotients, products, sums and functions in exact arithmetic have NumPy's bits, in 600 elements each."""
    needs(backend, dtype)
    a, b = np.random.default_rng(2).standard_normal((2, 30, 20))
    host = {"a": a.astype(dtype), "b": (np.abs(b) + 0.01).astype(dtype)}
    functions: dict[str, Function] = {
        "divide": lambda xp, v: xp.divide(v.a, v.b),
        "divide by a row": lambda xp, v: xp.divide(v.a, v.b[0, :]),
        "product and sum": lambda _, v: (v.a * 0.1 + 0.3) * v.b - v.a * v.b,
        "matmul": lambda xp, v: xp.matmul(v.a, xp.matrix_transpose(v.b)),
        "sum": lambda xp, v: xp.sum(v.a, axis=0),
        **{name: call(name, "a") for name in ("exp", "expm1", "tanh")},
        **{name: call(name, "b") for name in ("log", "log1p", "sqrt")},
    }
    xp = exact(backend.xp, backend.exact_kernels(), backend.compile_exact)
    for name, function in functions.items():
        with backend.scope(), np.errstate(all="ignore"):
            there = SimpleNamespace(**{key: backend.from_host(value) for key, value in host.items()})
            got, expected = backend.to_host(function(xp, there)), function(exact(np), SimpleNamespace(**host))
        same(name, got, expected, do=ONE_OPERATION)


def exact_training_has_numpys_bits(dtype: str, backend: Backend) -> None:
    """50 epochs of XOR in exact arithmetic have NumPy's bits, in every loss and every param."""
    needs(backend, dtype)
    x, y = xor()

    def trained(backend: BackendSpec) -> list[Any]:
        options: dict[str, Any] = {
            "output": "sigmoid",
            "optimizer": optimizers.sgd(4.0),
            "seed": 1,
            "dtype": dtype,
            "arithmetic": "exact",
        }
        net = MLP((2, 4, 1), hidden="tanh", backend=backend, **options)
        history = net.fit(x, y, epochs=50)
        return [history.loss, *hosts(net.backend, net.params)]

    for number, (ours, numpys) in enumerate(zip(trained(backend), trained("numpy"), strict=True)):
        same("the loss" if number == 0 else f"param {number - 1}", ours, numpys, do=ONE_OPERATION)


TRAINING: dict[str, Callable[[Backend], None]] = {
    "random_bits_are_numpys": random_bits_are_numpys,
    "gradients_are_right": gradients_are_right,
    "compiled_training_follows_plain": compiled_training_follows_plain,
    **{f"training_follows_numpy_in_{dtype}": partial(training_follows_numpy, dtype) for dtype in DTYPES},
    **{f"exact_functions_have_numpys_bits_in_{dtype}": partial(exact_functions_have_numpys_bits, dtype) for dtype in DTYPES},
    **{f"exact_training_has_numpys_bits_in_{dtype}": partial(exact_training_has_numpys_bits, dtype) for dtype in DTYPES},
}
