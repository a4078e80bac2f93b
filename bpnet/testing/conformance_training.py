"""Checks of training: pure, on the device, in threads, with the right gradients and random bits, and along NumPy's trajectory."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from types import SimpleNamespace
from typing import Any
from unittest import mock

import numpy as np

from bpnet import layers, losses, optimizers, parity, random
from bpnet.arithmetic import exact
from bpnet.arrays import Tree, leaves
from bpnet.backend import DTYPES, Backend
from bpnet.datasets import xor
from bpnet.mlp import MLP
from bpnet.network import Network
from bpnet.registry import Spec
from bpnet.step import training_step, value_and_grad
from bpnet.testing.claims import best_dtype, claim, needs, same
from bpnet.testing.functions import Function, call
from bpnet.testing.gradients import check_layer, check_loss

X = np.random.default_rng(0).standard_normal((17, 3))
LABELS = (X[:, 0] > 0).astype(np.int64) + (X[:, 1] > 0)
THREADS = 3
ONE_OPERATION = "each of + - * / must be one IEEE operation: nothing fused, no reciprocal in place of a quotient"
WAYS_OUT = ("__array__", "__float__", "__int__", "__bool__", "__index__", "__dlpack__", "item", "tolist")


def network(backend: Backend, **options: Any) -> Network:
    """A small classifier with every kind of layer: params, running statistics, random masks."""
    parts = [layers.affine(5), layers.batch_norm(), layers.tanh(), layers.dropout(0.2), layers.affine(3)]
    dtype = best_dtype(backend)
    return Network(parts, n_in=3, loss="softmax_cross_entropy", backend=backend, dtype=dtype, **options)


def step_of(backend: Backend) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """The pure step of that classifier, and what it is called with: params, state, memory, x, labels, learning rate."""
    net, loss, optimizer = network(backend), losses.softmax_cross_entropy(), optimizers.adam()
    step = training_step(backend.xp, net.layer, loss, optimizer)
    with backend.scope():
        x, labels, rate = (backend.from_host(X, net.dtype), backend.from_host(LABELS), backend.from_host(0.1, net.dtype))
        return step, (net.params, net.state, optimizer.init(backend.xp, net.params), x, labels, rate)


def hosts(backend: Backend, tree: Tree) -> list[Any]:
    """Copies of all leaves on the host."""
    with backend.scope():
        return [np.array(backend.to_host(leaf)) for leaf in leaves(tree)]


def a_step_changes_nothing_passed_in(backend: Backend) -> None:
    """Params, state, memory, data and rate have the same bits after a step, plain or compiled, as before."""
    step, values = step_of(backend)
    before = hosts(backend, values)
    for kind in (step, backend.compile(step)):
        with backend.scope():
            kind(*values)
        for number, (now, then) in enumerate(zip(hosts(backend, values), before, strict=True)):
            same(f"leaf {number} of what the step is given", now, then, do="`xp` and `compile` must not write in place")


@contextlib.contextmanager
def closed_host(backend: Backend) -> Iterator[None]:
    """Make every way from the device to the host raise that can be closed: the backend's, the array's own, and NumPy's.

    An array type that is NumPy's own, or that takes no attributes, is left open.
    """

    def refuse(way: str) -> Callable[..., Any]:
        def refused(*_: object, **__: object) -> Any:
            raise AssertionError(f"{way} was called inside the step")

        return refused

    def guarded(way: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def through(*arguments: Any, **options: Any) -> Any:
            return refuse(way)() if arguments and isinstance(arguments[0], kind) else function(*arguments, **options)

        return through

    with backend.scope():
        kind = type(backend.from_host([1.0], "float32"))
    with contextlib.ExitStack() as stack:
        for name in ("from_host", "to_host", "read", "synchronize"):
            stack.enter_context(mock.patch.object(type(backend), name, refuse(f"backend.{name}")))
        if not issubclass(kind, np.ndarray | np.generic):
            for name in set(WAYS_OUT) & set(dir(kind)):
                with contextlib.suppress(TypeError, AttributeError):  # a type of a C extension may be closed to changes
                    stack.enter_context(mock.patch.object(kind, name, refuse(f"an array's {name}")))
            for name in ("asarray", "array", "from_dlpack"):  # they take a buffer without asking the array
                stack.enter_context(mock.patch.object(np, name, guarded(f"numpy.{name}", getattr(np, name))))
        yield


def a_step_stays_on_the_device(backend: Backend) -> None:
    """No array goes to the host inside a step, plain or compiled, and the backend owns every leaf, in the right dtype."""
    step, values = step_of(backend)
    for kind in (step, backend.compile(step)):
        with backend.scope(), closed_host(backend):
            results = kind(*values)
        all_owned(backend, "what a step returns", (values, results))


def gradients_and_residuals_are_owned(backend: Backend) -> None:
    """The backend owns every output, residual and gradient, in the network's dtype or int64."""
    net = network(backend)
    with backend.scope():
        x, labels = backend.from_host(X, net.dtype), backend.from_host(LABELS)
        made = net.layer.forward(backend.xp, net.params, net.state, x)
        loss = losses.softmax_cross_entropy()
        value, grads, state = value_and_grad(backend.xp, net.layer, loss, net.params, net.state, x, labels)
    all_owned(backend, "the forward pass", made)
    all_owned(backend, "the backward pass", (value, grads, state))


def all_owned(backend: Backend, where: str, tree: Tree) -> None:
    """Claim that the backend owns all leaves, and that they are of the best dtype, integers or booleans."""
    kinds = {best_dtype(backend), "int64", "bool"}
    for number, leaf in enumerate(leaves(tree)):
        claim(backend.owns(leaf), came=f"leaf {number} of {where} is a {type(leaf)}", expected="its own", do="see `device_of`")
        with backend.scope():
            dtype = str(backend.to_host(leaf).dtype)
        claim(dtype in kinds, came=f"leaf {number} of {where} is {dtype}", expected=sorted(kinds), do="see the rows of functions")


def threads_train_alike(backend: Backend) -> None:
    """Networks that train in three threads at once end with the bits of one that trains alone."""

    def trained(barrier: threading.Barrier | None = None) -> list[Any]:
        if barrier is not None:
            barrier.wait()
        net = network(backend, seed=3)
        history = net.fit(X, LABELS, epochs=4, batch_size=5)
        return [history.loss, *hosts(backend, net.params)]

    alone = trained()
    barrier = threading.Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        for together in pool.map(trained, [barrier] * THREADS):
            for number, (ours, expected) in enumerate(zip(together, alone, strict=True)):
                what = "the loss" if number == 0 else f"param {number - 1}"
                same(
                    f"{what} from a thread",
                    ours,
                    expected,
                    do="set in `scope()` what the library keeps per thread; share no buffer",
                )


def gradients_are_right(backend: Backend) -> None:
    """Each backward is the derivative of its forward, by differences in float64."""
    needs(backend, "float64")
    for layer in (layers.dense(4, layers.tanh()), layers.batch_norm(), layers.softmax(), layers.gelu()):
        check_layer(layer, n_in=3, backend=backend)
    check_loss(losses.squared_error(), X[:5], X[5:10], backend=backend)
    check_loss(losses.softmax_cross_entropy(), LABELS[:5], X[:5], backend=backend)


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
    """400 epochs of XOR keep to NumPy's trajectory within what its own sensitivity to rounding allows."""
    needs(backend, dtype)
    for hidden in ("sigmoid", "tanh"):
        case, trajectory, allowed = reference(hidden, dtype)
        followed(f"the training of {case.name}", parity.run(case, backend, dtype, compile=False), trajectory, dtype, allowed)


def compiled_training_follows_plain(backend: Backend) -> None:
    """The compiled step keeps to the trajectory of the plain one, within the same bounds."""
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
    """50 epochs of XOR by Adam in exact arithmetic have NumPy's bits, in every loss and every param."""
    needs(backend, dtype)
    x, y = xor()

    def trained(backend: Spec) -> list[Any]:
        net = MLP((2, 4, 1), hidden="tanh", output="sigmoid", seed=1, backend=backend, dtype=dtype, arithmetic="exact")
        history = net.fit(x, y, epochs=50)
        return [history.loss, *hosts(net.backend, net.params)]

    for number, (ours, numpys) in enumerate(zip(trained(backend), trained("numpy"), strict=True)):
        same("the loss" if number == 0 else f"param {number - 1}", ours, numpys, do=ONE_OPERATION)


def a_network_moves_here_and_back(backend: Backend) -> None:
    """A network taken to NumPy and back has the bits it had, and goes on from them."""
    net = network(backend, seed=2)
    net.fit(X, LABELS, epochs=2, batch_size=5)
    again = net.to("numpy").to(backend)
    do = "`from_host` and `to_host` must keep bits, and a backend must keep nothing of a network's"
    pairs = zip(hosts(backend, again.training[:3]), hosts(backend, net.training[:3]), strict=True)
    for number, (ours, expected) in enumerate(pairs):
        same(f"leaf {number} of params, state and memory", ours, expected, do=do)
    after = [moved.fit(X, LABELS, epochs=2, batch_size=5).loss for moved in (again, net)]
    same("the loss that follows", after[0], after[1], do=do)


TRAINING: dict[str, Callable[[Backend], None]] = {
    "random_bits_are_numpys": random_bits_are_numpys,
    "gradients_are_right": gradients_are_right,
    "gradients_and_residuals_are_owned": gradients_and_residuals_are_owned,
    "a_step_changes_nothing_passed_in": a_step_changes_nothing_passed_in,
    "a_step_stays_on_the_device": a_step_stays_on_the_device,
    "a_network_moves_here_and_back": a_network_moves_here_and_back,
    "threads_train_alike": threads_train_alike,
    "compiled_training_follows_plain": compiled_training_follows_plain,
    **{f"training_follows_numpy_in_{dtype}": partial(training_follows_numpy, dtype) for dtype in DTYPES},
    **{f"exact_functions_have_numpys_bits_in_{dtype}": partial(exact_functions_have_numpys_bits, dtype) for dtype in DTYPES},
    **{f"exact_training_has_numpys_bits_in_{dtype}": partial(exact_training_has_numpys_bits, dtype) for dtype in DTYPES},
}
