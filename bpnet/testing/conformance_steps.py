"""Checks of steps on a network with every kind of layer: pure, on the device, in one or several threads."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

from bpnet import layers, losses, optimizers
from bpnet.arrays import Tree, device_of, leaves, map_tree
from bpnet.backend import Backend
from bpnet.backprop import Layer, chain, stateless
from bpnet.compiler.operations import TraceError
from bpnet.parity.transfers import forbid_host_transfers
from bpnet.random import Draw, key_of
from bpnet.step import training_step, value_and_grad
from bpnet.testing.claims import NotApplicable, best_dtype, claim, claim_same, host_leaves
from bpnet.training.mlp import MLP
from bpnet.training.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

X = np.random.default_rng(0).standard_normal((16, 3))
LABELS = (X[:, 0] > 0).astype(np.int64) + (X[:, 1] > 0)
THREADS = 3


def network(backend: Backend, **options: Any) -> Network:
    """Return a small classifier with every kind of layer: parameters, running statistics, random masks."""
    parts = [layers.affine(8), layers.batch_norm(), layers.tanh(), layers.dropout(0.2), layers.affine(3)]
    dtype = best_dtype(backend)
    return Network(parts, n_in=3, loss="softmax_cross_entropy", backend=backend, dtype=dtype, **options)


def step_of(backend: Backend) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """Return the pure step of that classifier, and its arguments: params, state, opt_state, x, labels, learning rate."""
    net, loss, optimizer = network(backend), losses.softmax_cross_entropy(), optimizers.adam()
    step = training_step(backend.xp, net.layer, loss, optimizer)
    with backend.scope():
        x, labels, rate = (backend.from_host(X, net.dtype), backend.from_host(LABELS), backend.from_host(0.1, net.dtype))
        return step, (net.params, net.state, optimizer.init(backend.xp, net.params), x, labels, rate)


def a_step_changes_nothing_passed_in(backend: Backend) -> None:
    """Params, state, opt_state, data and rate have the same bits after a step, plain or compiled, as before."""
    step, values = step_of(backend)
    before = host_leaves(backend, values)
    for kind in (step, backend.compile(step)):
        with backend.scope():
            kind(*values)
        for number, (now, then) in enumerate(zip(host_leaves(backend, values), before, strict=True)):
            claim_same(f"leaf {number} of the arguments of the step", now, then, do="`xp` and `compile` must not write in place")


def a_step_stays_on_the_device(backend: Backend) -> None:
    """No array goes to the host inside a step, plain or compiled, and the backend owns every leaf, in the right dtype."""
    step, values = step_of(backend)
    for kind in (step, backend.compile(step)):
        with backend.scope():
            if kind is not step:
                kind(*values)  # the first call may compile, and read the step's constants
            with forbid_host_transfers(backend):
                results = kind(*values)
        claim_owned(backend, "what a step returns", (values, results))


def gradients_and_residuals_are_owned(backend: Backend) -> None:
    """The backend owns every output, residual and gradient, in the network's dtype or int64."""
    net = network(backend)
    with backend.scope():
        x, labels = backend.from_host(X, net.dtype), backend.from_host(LABELS)
        made = net.layer.forward(backend.xp, net.params, net.state, x)
        loss = losses.softmax_cross_entropy()
        value, grads, state = value_and_grad(backend.xp, net.layer, loss, net.params, net.state, x, labels)
    claim_owned(backend, "the forward pass", made)
    claim_owned(backend, "the backward pass", (value, grads, state))


def claim_owned(backend: Backend, where: str, tree: Tree) -> None:
    """Claim that the backend owns all leaves, and that their dtype is the best one, int64 or bool."""
    kinds = {best_dtype(backend), "int64", "bool"}
    for number, leaf in enumerate(leaves(tree)):
        claim(
            backend.owns(leaf),
            came=f"leaf {number} of {where} is a {type(leaf)}",
            expected="an array of the backend",
            do="see `device_of`",
        )
        with backend.scope():
            dtype = str(backend.to_host(leaf).dtype)
        claim(dtype in kinds, came=f"leaf {number} of {where} is {dtype}", expected=sorted(kinds), do="see the rows of functions")


def threads_train_alike(backend: Backend) -> None:
    """Networks that train in three threads at the same time end with the same bits as a single one."""

    def train(barrier: threading.Barrier | None = None) -> list[Any]:
        if barrier is not None:
            barrier.wait()
        options: dict[str, Any] = {
            "output": "identity",
            "loss": "softmax_cross_entropy",
            "optimizer": "sgd",
            "backend": backend,
            "dtype": best_dtype(backend),
        }
        net = MLP((3, 8, 3), hidden="tanh", **options)
        history = net.fit(X, LABELS, epochs=4, batch_size=8)
        return [history.loss, *host_leaves(backend, net.params)]

    single = train()
    barrier = threading.Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        for together in pool.map(train, [barrier] * THREADS):
            for number, (ours, expected) in enumerate(zip(together, single, strict=True)):
                what = "the loss" if number == 0 else f"param {number - 1}"
                claim_same(
                    f"{what} from a thread",
                    ours,
                    expected,
                    do="set options that the library keeps per thread in `scope()`, and share no buffers",
                )


def its_own_arrays_are_taken_as_they_are(backend: Backend) -> None:
    """Arrays of the backend are not treated as host data: a network does not transfer them."""
    net = network(backend)
    with backend.scope():
        x, target = backend.from_host(X, net.dtype), backend.from_host(np.eye(3)[LABELS], net.dtype)
    net.step(x, target, compile=False)  # transfers the learning rate to the device

    def forbid(*_: object, **__: object) -> Any:
        claim(holds=False, came="from_host is called", expected="the array itself", do="`owns` and `device_of` must know it")

    with mock.patch.object(type(backend), "from_host", forbid):
        net.step(x, target, compile=False)
        y = net.predict(x)
    claim(backend.owns(y), came=f"predict gives a {type(y)}", expected="an array of the backend", do="see `device_of`")


FLAGS, SMALL = np.asarray([True, False, True]), np.asarray([3, 200, 255], dtype=np.uint8)
"""State of a layer without floating-point numbers."""


def _apply_mask(state: Tree, xp: Any, x: Any) -> Any:
    return xp.where(state[0], x, xp.zeros_like(x))


MASK = Layer(
    lambda _, n: ((), (FLAGS, SMALL, np.asarray(0, dtype=np.int32)), n),
    lambda xp, _, state, x: (_apply_mask(state, xp, x), state, (*state[:2], state[2] + 1)),
    lambda xp, _, state, dy: ((), _apply_mask(state, xp, dy)),
    lambda xp, _, state, x: _apply_mask(state, xp, x),
)
"""Layer whose state is bool, uint8 and int32."""


def pure_step(backend: Backend, first: Layer) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """Return a step of gradient descent with a layer followed by an affine one, and its arguments."""
    dtype, optimizer = best_dtype(backend), optimizers.sgd()
    layer = chain(first, layers.affine(1))
    params, state, _ = layer.init(Draw(np, key_of(1)), X.shape[1])
    step = training_step(backend.xp, layer, losses.squared_error(), optimizer)
    with backend.scope():
        trees = map_tree(lambda leaf: backend.from_host(leaf, dtype), params), map_tree(backend.from_host, state)
        data = backend.from_host(X, dtype), backend.from_host(X[:, :1], dtype), backend.from_host(0.1, dtype)
        return step, (*trees, optimizer.init(backend.xp, trees[0]), *data)


def a_state_keeps_its_dtypes(backend: Backend) -> None:
    """A state of bool, uint8 and int32 keeps its dtypes, and has the correct values, after plain and compiled steps."""
    step, values = pure_step(backend, MASK)
    for kind in (step, backend.compile(step)):
        state = values[1]
        with backend.scope():
            for _ in range(2):
                _, _, state, _ = kind(values[0], state, *values[2:])
        expected: tuple[NDArray[Any], ...] = FLAGS, SMALL, np.asarray(2, dtype=np.int32)
        for number, (ours, right) in enumerate(zip(host_leaves(backend, state), expected, strict=True)):
            claim_same(f"leaf {number} of the state", ours, right, do="a step must not change the dtype of a state")


def draws_are_not_frozen(backend: Backend) -> None:
    """A compiled step whose layer has its own generator gives different numbers in each call, as the plain one, or raises."""
    if type(backend).compile is Backend.compile:
        raise NotApplicable(f"backend {backend.spec!r} does not compile: its step is the plain one")
    random = np.random.default_rng(0)

    def noise(xp: Any, _: Tree, x: Any) -> tuple[Any, Tree]:
        return x + xp.asarray(random.standard_normal(tuple(x.shape)), dtype=x.dtype, device=device_of(x)), ()

    step, values = pure_step(backend, stateless(noise, lambda _, __, ___, dy: ((), dy)))
    compiled = backend.compile(step)
    with backend.scope(), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the fallback to the plain step
        try:
            got = {float(backend.to_host(compiled(*values)[0])) for _ in range(4)}
        except TraceError:
            return
    do = "trace a step twice, and run the plain step if the traces differ"
    claim(len(got) == 4, came=f"{len(got)} losses in 4 calls", expected="4", do=do)  # noqa: PLR2004 - one per call


def compiled_steps_count_what_ran(backend: Backend) -> None:
    """``compiled_steps`` and ``plain_steps``, if a compiled step has them, count the steps that ran compiled code."""
    step, values = pure_step(backend, layers.tanh())  # a small step: some compilers take a minute for larger ones
    compiled: Any = backend.compile(step)
    if "compile" not in backend.capabilities or not hasattr(compiled, "plain_steps"):
        raise NotApplicable(f"backend {backend.spec!r} counts no compiled steps")
    with backend.scope():
        for _ in range(3):
            compiled(*values)
    came = compiled.compiled_steps, compiled.plain_steps
    do = "count each step where it runs, or do not claim 'compile'"
    claim(came == (3, 0), came=f"(compiled_steps, plain_steps) are {came} after 3 calls", expected="(3, 0)", do=do)


def a_network_moves_here_and_back(backend: Backend) -> None:
    """A network that is moved to NumPy and back keeps its bits, and continues training from them."""
    net = network(backend, seed=2)
    net.fit(X, LABELS, epochs=2, compile=False)
    again = net.to("numpy").to(backend)
    do = "`from_host` and `to_host` must keep bits, and a backend must store nothing that belongs to a network"
    pairs = zip(host_leaves(backend, again.training[:3]), host_leaves(backend, net.training[:3]), strict=True)
    for number, (ours, expected) in enumerate(pairs):
        claim_same(f"leaf {number} of params, state and opt_state", ours, expected, do=do)
    after = [moved.fit(X, LABELS, epochs=2, compile=False).loss for moved in (again, net)]
    claim_same("the loss that follows", after[0], after[1], do=do)


STEPS = {
    check.__name__: check
    for check in (
        gradients_and_residuals_are_owned,
        a_step_changes_nothing_passed_in,
        a_step_stays_on_the_device,
        its_own_arrays_are_taken_as_they_are,
        a_state_keeps_its_dtypes,
        draws_are_not_frozen,
        compiled_steps_count_what_ran,
        a_network_moves_here_and_back,
        threads_train_alike,
    )
}
