"""Random networks, settings and data for `test_properties`: each part is the text of a program, so that a failure prints one."""

from __future__ import annotations

import math
import os
from typing import Any, NamedTuple

import hypothesis
import numpy as np
from hypothesis import strategies as st

import bpnet
from bpnet import layers, losses, optimizers, random, schedules
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import Layer
from bpnet.parity.tolerance import FACTOR, FLOOR, TOO_SENSITIVE, drift, nudge
from bpnet.random import key_of
from bpnet.sklearn import formulas
from bpnet.training import batches

LONGER = int(os.environ.get("BPNET_PROPERTIES", "0"))
"""How many times as many examples, drawn afresh, and shrunk where they fail; without it a few, and always the same."""
INTEGERS = ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64")
STATES = ("bool", "int32", "uint8", "int64", "float64")


def examples(count):
    """Settings of a property that is tried ``count`` times."""
    return hypothesis.settings(
        max_examples=count * max(LONGER, 1),
        derandomize=not LONGER,
        database=None,
        deadline=None,
        print_blob=bool(LONGER),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate, *([hypothesis.Phase.shrink] if LONGER else [])],
        suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.filter_too_much],
    )


def on(backend, count, strategy, *, compiled=False, **options):
    """A decorator that tries a property of a backend ``count`` times; on one case, where each shape takes seconds to compile."""
    slow = not LONGER and (backend.name == "jax" or (compiled and backend.name == "numba"))
    given = hypothesis.given(strategy(**options, slow=slow))
    return lambda holds: examples(1 + (not compiled) if slow else count)(given(holds))()


def remembers(dtype):
    """A layer whose state, (n,) of a dtype, says which features are halved, and changes with each batch."""

    def init(draw, n):
        first = draw.xp.arange(n) % 2
        return (), (draw.xp.astype(first + 254 if dtype == "uint8" else first, getattr(draw.xp, dtype)),), n

    def factor(xp, state, x):
        full = xp.ones_like(x)
        odd = state[0] if dtype == "bool" else state[0] > 0 if dtype == "float64" else (state[0] & 1) == 1
        return xp.where(odd, full, 0.5 * full)

    def forward(xp, params, state, x):
        (s,), by = state, factor(xp, state, x)
        new = s == xp.zeros_like(s) if dtype == "bool" else -0.9 * s + 0.1 if dtype == "float64" else s + 1
        return x * by, by, (new,)

    return Layer(init, forward, lambda xp, p, by, dy: ((), dy * by), lambda xp, p, s, x: x * factor(xp, s, x))


def gain():
    """A layer whose params are one bare array, not a tuple."""
    forward = lambda xp, p, x: (x * xp.expand_dims(p, axis=-2), x)  # noqa: E731 - beside its backward
    backward = lambda xp, p, x, dy: (xp.sum(dy * x, axis=-2), dy * xp.expand_dims(p, axis=-2))  # noqa: E731
    return bpnet.stateless(forward, backward, lambda draw, n: (draw.full((n,), 1.25), n))


def square():
    """A layer of a plain pair."""
    return bpnet.stateless(lambda xp, _, x: (x * x, x), lambda xp, _, x, dy: ((), 2.0 * x * dy))


NAMES = {
    "F": formulas,
    "L": layers,
    "O": optimizers,
    "S": schedules,
    "losses": losses,
    "chain": bpnet.chain,
    "remembers": remembers,
    "gain": gain,
    "square": square,
}


def made(text):
    """What a text of `NAMES` stands for."""
    return eval(text, NAMES)


def close_to(low, high):
    """Numbers with few digits, which shrink well and print short."""
    return st.integers(round(low * 100), round(high * 100)).map(lambda hundredths: hundredths / 100)


def activations():
    plain = [f"L.{name}()" for name in layers.ACTIVATIONS if name != "exp"]
    return st.sampled_from([*plain, "L.elu(0.7)", "L.leaky_relu(0.2)", "L.gelu('tanh')"])


def parts(*, own=True):
    """Texts of layers, chains within chains among them."""
    units = st.integers(1, 4)
    single = st.one_of(
        st.builds("L.affine({}, bias={})".format, units, st.booleans()),
        st.builds("L.dense({}, {})".format, units, activations()),
        activations(),
        st.sampled_from(["L.batch_norm()", "L.batch_norm(0.5)", "L.layer_norm()", "L.dropout(0.3)", "L.dropout(0.0)"]),
        *([st.sampled_from(["gain()", "square()", *(f"remembers({d!r})" for d in STATES)])] if own else []),
    )

    def chained(inner):
        several = st.lists(inner, min_size=1, max_size=3)
        told = several.filter(lambda texts: len(texts) == 1 or set(texts) != {"gain()"})  # bare arrays alone look like (w, b)
        return told.map(lambda texts: f"chain({', '.join(texts)})")

    return st.recursive(single, chained, max_leaves=4)


def rates():
    low = st.sampled_from([0.001, 0.01, 0.05])
    return st.one_of(
        low.map(repr),
        st.builds("S.cosine({}, steps=7, final=0.001)".format, low),
        st.builds("S.warm_up(S.step({}, every=3, factor=0.5), steps=4)".format, low),
        st.builds("S.exponential({}, decay=0.9)".format, low),
        st.builds("S.inverse_scaling({})".format, low),
    )


SMOOTH = (
    "O.sgd({rate}{decay})",
    "O.sgd({rate}, momentum=0.9{decay})",
    "O.sgd({rate}, momentum=0.5, dampening=0.3{decay})",
    "O.sgd({rate}, momentum=0.9, nesterov=True{decay})",
    "F.sgd({rate}, momentum=0.9, nesterov=True)",
    "O.adagrad({rate}, initial_accumulator_value=0.1{decay})",
    "O.rmsprop({rate}, alpha=0.9{decay})",
    "O.rmsprop({rate}, momentum=0.5, centered=True, eps=1e-3{decay})",
    "O.adam({rate}, eps=1e-4{decay})",
    "O.adam({rate}, betas=(0.5, 0.9), amsgrad=True, eps=1e-4{decay})",
    "F.adam({rate}, eps=1e-3)",
    "O.adamw({rate}, weight_decay=0.1, eps=1e-4)",
    "O.nadam({rate}, eps=1e-4, momentum_decay=0.1{decay})",
    "O.radam({rate}, betas=(0.8, 0.95), eps=1e-4{decay})",
    "O.adamax({rate}, eps=1e-4{decay})",
    "O.adadelta({rate}, eps=1e-4{decay})",
)
BY_SIGN = (
    "O.rprop(0.02)",
    "O.rprop(0.02, backtracking='weight')",
    "O.rprop(0.02, backtracking='none')",
    "O.quickprop({rate})",
    "O.adagrad({rate})",
    "O.adam({rate})",
)
AROUND = (
    "{}",
    "{}",
    "O.l2({}, 0.01, decay_biases=False)",
    "O.decoupled({}, 0.1)",
    "O.clip_value({}, 0.1)",
    "O.clip_norm({}, 0.5)",
)


@st.composite
def optimizer_texts(draw, *, smooth=False):
    decay = draw(st.sampled_from(["", ", weight_decay=0.01", ", weight_decay=0.1, decay_biases=False"]))
    inner = draw(st.sampled_from(SMOOTH if smooth else SMOOTH + BY_SIGN)).format(rate=draw(rates()), decay=decay)
    return draw(st.sampled_from(AROUND)).format(inner)


class Case(NamedTuple):
    """A training: everything that `fit` is given, as texts and numbers."""

    layers: tuple[str, ...]
    loss: str
    targets: str
    """Kind and dtype: "labels uint8", "quantities float32", ..."""
    n_in: int
    n_out: int
    optimizer: str
    penalty: float
    dtype: str
    seed: int
    n: int
    epochs: int
    batch_size: int | None
    shuffle: bool
    order: str
    """"" for none, "one" or "each epoch": row numbers that may name rows several times."""
    weighted: str
    """"" for no weights, "some" or "zeros"."""
    compile: bool | None = None

    def network(self, backend="numpy", **options):
        parts = [made(text) for text in self.layers]
        settings = {"seed": self.seed, "dtype": self.dtype, "penalty": self.penalty} | options
        return formulas.PenalizedNetwork(
            parts, n_in=self.n_in, loss=made(self.loss), optimizer=made(self.optimizer), backend=backend, **settings
        )

    def data(self):
        """Inputs, targets, and weights or None."""
        draws = np.random.default_rng(self.seed)
        kind, dtype = self.targets.split()
        x = draws.standard_normal((self.n, self.n_in))
        y = {
            "labels": lambda: draws.integers(0, min(self.n_out, np.iinfo(dtype).max + 1), self.n),
            "quantities": lambda: 2 * draws.standard_normal((self.n, self.n_out)),
            "counts": lambda: draws.poisson(2.0, (self.n, self.n_out)),
            "shares": lambda: draws.uniform(size=(self.n, self.n_out)),
            "classes": lambda: np.eye(self.n_out)[draws.integers(0, self.n_out, self.n)],
        }[kind]()
        weight = draws.uniform(0.25, 4.0, self.n)
        if self.weighted == "zeros":
            weight = weight * (draws.random(self.n) < 0.5)
            weight[draws.integers(self.n)] = 1.0
        return x, y.astype(dtype), weight if self.weighted else None

    def rows(self):
        """The order that `fit` is given, or None."""
        if not self.order:
            return None
        draws = np.random.default_rng(self.seed + 1)
        return draws.integers(0, self.n, (self.epochs, self.n) if self.order == "each epoch" else self.n)

    def orders(self, n=None):
        """Row numbers of each epoch, as `fit` is documented to take them."""
        n = self.n if n is None else n
        given = self.rows()
        if given is not None:
            return list(np.broadcast_to(given, (self.epochs, n)))
        if not self.shuffle or (self.batch_size or n) >= n:
            return [np.arange(n)] * self.epochs
        key = random.child(key_of(self.seed), batches.SHUFFLES)
        return [np.asarray(random.permutation(np, key, epoch, n)) for epoch in range(self.epochs)]

    def fit(self, net, **options):
        """The history of the training."""
        x, y, weight = self.data()
        settings = {
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "shuffle": self.shuffle,
            "order": self.rows(),
            "sample_weight": weight,
            "compile": self.compile,
        }
        return net.fit(x, y, **settings | options)


ONE = Case(
    ("L.dense(3, 'tanh')", "L.batch_norm()", "L.dropout(0.3)", "remembers('bool')", "L.affine(3)"),
    "losses.softmax_cross_entropy('mean')",
    "labels uint8",
    n_in=3,
    n_out=3,
    optimizer="O.clip_norm(O.adam(S.cosine(0.01, steps=7), eps=1e-4), 0.5)",
    penalty=0.1,
    dtype="float64",
    seed=0,
    n=8,
    epochs=2,
    batch_size=4,
    shuffle=True,
    order="",
    weighted="some",
)
"""A training with every kind of layer."""

LOSSES = {
    "losses.squared_error({})": ("quantities", ("float64", "float32", "float16", "int8", "int64")),
    "losses.absolute_error({})": ("quantities", ("float64", "float32")),
    "losses.huber({}, delta=0.5)": ("quantities", ("float64", "float32")),
    "losses.poisson({})": ("counts", ("float64", "uint8", "int32")),
    "F.poisson({})": ("counts", ("float64", "uint16")),
    "losses.binary_cross_entropy({})": ("shares", ("float64", "float32")),
    "losses.cross_entropy_on_probabilities({})": ("shares", ("float64", "float32")),
    "losses.softmax_cross_entropy({})": ("labels", INTEGERS),
    "losses.softmax_cross_entropy({}) ": ("classes", ("float64", "float32")),
}
SMOOTH_LOSSES = tuple(text for text in LOSSES if "absolute" not in text)


@st.composite
def cases(draw, *, smooth=False, own=True, weighted=("", "some", "zeros"), epochs=4, orders=True, slow=False):
    """Random trainings; ``smooth`` ones have no signs, which rounding may turn, ``slow`` ones the shapes of `ONE`."""
    if slow:
        return ONE._replace(seed=draw(st.integers(0, 99)), targets=f"labels {draw(st.sampled_from(INTEGERS))}")
    body = draw(st.lists(parts(own=own), max_size=3))
    loss = draw(st.sampled_from(SMOOTH_LOSSES if smooth else tuple(LOSSES)))
    kind, target_dtypes = LOSSES[loss]
    target_dtype = draw(st.sampled_from(target_dtypes))
    n_out = draw(st.sampled_from([2, 3, 5, 300] if kind == "labels" else [2, 3] if kind == "classes" else [1, 2, 3]))
    last = [f"L.dense({n_out}, 'sigmoid')" if "probabilities" in loss else f"L.affine({n_out})"]
    n = draw(st.integers(2, 9))
    sizes = [
        size
        for size in (None, *range(1, n + 2))
        if not (any("batch_norm" in b for b in body) and 1 in {size, n % (size or n + 1)})
    ]
    case = Case(
        layers=(*body, *last),
        loss=loss.strip().format(draw(st.sampled_from(["'mean'", "'sum'"]))),
        targets=f"{kind} {target_dtype}",
        n_in=draw(st.integers(1, 3)),
        n_out=n_out,
        optimizer=draw(optimizer_texts(smooth=smooth)),
        penalty=draw(st.sampled_from([0.0, 0.0, 0.1])),
        dtype=draw(st.sampled_from(["float64", "float32"])),
        seed=draw(st.integers(0, 2**20)),
        n=n,
        epochs=draw(st.integers(1, epochs)),
        batch_size=draw(st.sampled_from(sizes)),
        shuffle=draw(st.booleans()),
        order=draw(st.sampled_from(["", "one", "each epoch"])) if orders else "",
        weighted=draw(st.sampled_from(weighted)),
        compile=draw(st.sampled_from([None, True, False])),
    )
    weight = case.data()[2]  # an epoch whose weights are all zero is refused, which is a property of its own
    hypothesis.assume(weight is None or all(weight[order].any() for order in case.orders()))
    return case


class Outcome(NamedTuple):
    """What a training leaves, on the host."""

    losses: Any
    trees: Any
    """Params, state and memory."""
    sizes: Any = 0.0
    """Of the terms of which the losses are sums."""


def outcome(net, values):
    with net.backend.scope():
        return Outcome(np.asarray(values, dtype=np.float64), map_tree(net.backend.to_host, tuple(net.training[:3])))


def by_steps(case, net, start=None, step=None):
    """The training as a loop of `bpnet.training_step`, written by hand; the loss of an epoch is the mean over its samples."""
    x, y, weight = case.data()
    loss, optimizer, backend = made(case.loss), made(case.optimizer), net.backend
    step = step or bpnet.training_step(net.xp, net.layer, loss, optimizer, value_and_grad=formulas.penalized(case.penalty))
    rate_of = optimizer.learning_rate if callable(optimizer.learning_rate) else lambda _: optimizer.learning_rate
    epochs, sizes, updates = [], [], 0
    with backend.scope():
        params, state, memory = net.training[:3]
        if start is not None:
            params = map_tree(backend.from_host, start)
        for order in case.orders():
            values, shares = [], []
            for first in range(0, case.n, case.batch_size or case.n):
                rows = order[first : first + (case.batch_size or case.n)]
                target = backend.from_host(y[rows], "int64" if case.targets.startswith("labels") else case.dtype)
                share = len(rows) if weight is None else math.fsum(weight[rows].astype(case.dtype))
                if weight is not None:
                    target = target, backend.from_host(weight[rows], case.dtype)
                rate = backend.from_host(np.asarray(rate_of(updates)), case.dtype)
                there = backend.from_host(x[rows], case.dtype)
                value, params, state, memory = step(params, state, memory, there, target, rate)
                values.append(float(backend.to_host(value)))
                shares.append(share)
                updates += 1
            whole = math.fsum(shares) if "'mean'" in case.loss else 1.0
            by = shares if "'mean'" in case.loss else [1.0] * len(values)
            terms = [v * s / whole for v, s in zip(values, by, strict=True)]
            epochs.append(math.fsum(terms))
            sizes.append(sum(map(abs, terms)))
        trees = map_tree(backend.to_host, (params, state, memory))
    return Outcome(np.asarray(epochs), trees, np.asarray(sizes))


def finite(result):
    """Whether all numbers are."""
    return all(np.all(np.isfinite(leaf)) for leaf in (result.losses, *leaves(result.trees)))


def same_bits(one, other):
    """Whether two trees on the host have the same structure, dtypes, shapes and bits."""
    ours, theirs = list(leaves(one)), list(leaves(other))
    alike = map_tree(lambda _: (), one) == map_tree(lambda _: (), other) and len(ours) == len(theirs)
    return alike and all(
        np.asarray(a).dtype == np.asarray(b).dtype
        and np.shape(a) == np.shape(b)
        and np.ascontiguousarray(a).tobytes() == np.ascontiguousarray(b).tobytes()
        for a, b in zip(ours, theirs, strict=True)
    )


def assert_same_bits(one, other):
    assert same_bits(one, other), f"{one}\n{other}"


def apart(one, other, dtype):
    """How far two outcomes are from one another, in eps of a dtype; infinitely where integers differ."""
    pairs = zip(leaves((one.losses, one.trees)), leaves((other.losses, other.trees)), strict=True)
    return max(_apart(a, b, dtype) for a, b in pairs)


def _apart(a, b, dtype):
    if a.dtype.kind != "f":
        return 0.0 if a.dtype == b.dtype and np.array_equal(a, b) else np.inf
    return float(np.max(drift(a, b, dtype), initial=0.0))


LARGEST = 1e6
"""Growth of the loss beyond which a training diverges: exponentials then enlarge the rounding errors of a late step, of which a
nudge of the first weights knows nothing. (In long double, PyTorch's outcome of such a training was further off than ours.)"""


def believed(fact):
    """Go on where this holds: of what is drawn it is a condition, of a case that a test names an assertion."""
    if hypothesis.currently_in_test_context():
        hypothesis.assume(fact)
    assert fact


def allowed(case):
    """NumPy's outcome, and how far rounding alone may lead from it, in eps; too sensitive cases are given up."""
    net = case.network()
    with np.errstate(all="ignore"):
        base = by_steps(case, net)
        believed(finite(base))
        believed(float(np.max(np.abs(base.losses))) <= LARGEST * max(1.0, abs(float(base.losses[0]))))
        ways = [by_steps(case, net, map_tree(lambda w, how=how: nudge(w, how), net.params)) for how in ("up", "down", "mixed")]
        drifts = [apart(base, way, case.dtype) for way in ways]
    believed(FACTOR * max(drifts) * float(np.finfo(case.dtype).eps) <= TOO_SENSITIVE[case.dtype])
    return base, max(FLOOR, FACTOR * max(drifts))
