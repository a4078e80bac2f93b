"""Properties of any training, tried on random networks, settings and data: beside hand-written loops, PyTorch and mpmath.

A few examples, always the same; ``BPNET_PROPERTIES=50 pytest tests/test_properties.py`` draws 50 times as many.
"""

import contextlib
import math
import warnings

import hypothesis
import mpmath
import numpy as np
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from strategies import allowed, apart, assert_same_bits, by_steps, cases, examples, finite, made, on, outcome, same_bits

import bpnet
from bpnet import callbacks, layers, losses, optimizers, random
from bpnet.arrays import leaves, map_tree
from bpnet.random import key_of
from bpnet.sklearn import formulas
from bpnet.training import batches

EPS = {"float64": 2.0**-52, "float32": 2.0**-23}
pytestmark = pytest.mark.filterwarnings("ignore:.*(overflow|invalid value|divide by zero).*:RuntimeWarning")


def trained(case, net, **options):
    """What `fit` leaves; trainings that diverge are left out, once it is known that the loop's does."""
    try:
        history = case.fit(net, **options)
    except bpnet.TrainingDivergedError:
        assert not finite(by_steps(case, case.network(net.backend)))
        hypothesis.reject()
    return outcome(net, history.loss)


def assert_is_the_loop(case, fitted, loop):
    """The trees have the loop's bits; the losses differ at most by the rounding of their mean."""
    assert_same_bits(fitted.trees, loop.trees)
    assert fitted.losses.shape == loop.losses.shape
    assert np.all(np.abs(fitted.losses - loop.losses) <= 16 * EPS[case.dtype] * loop.sizes), (fitted.losses, loop.losses)


# 1. A fit is a loop of steps


@examples(40)
@given(case=cases())
def test_a_fit_on_numpy_plain_or_compiled_has_the_bits_of_a_loop_of_steps(case):
    fitted = trained(case, case.network())
    assert_is_the_loop(case, fitted, by_steps(case, case.network()))


def test_a_fit_on_any_backend_has_the_bits_of_its_loop_of_steps(bpnet_backend):
    @on(bpnet_backend, 3, cases, epochs=2)
    def _holds(case):
        case = case._replace(compile=False)
        fitted = trained(case, case.network(bpnet_backend))
        assert_is_the_loop(case, fitted, by_steps(case, case.network(bpnet_backend)))


def test_a_training_on_any_backend_keeps_to_numpys(bpnet_backend):
    @on(bpnet_backend, 4, cases, smooth=True, epochs=2)
    def _holds(case):
        base, most = allowed(case)
        net = case.network(bpnet_backend)
        assert apart(base, trained(case._replace(compile=False), net), case.dtype) <= most


def test_a_compiled_training_keeps_to_the_plain_one(bpnet_backend):
    if not (bpnet_backend.compile_by_default or strategies.LONGER):
        pytest.skip("the step is plain unless asked for: in the longer run, which BPNET_PROPERTIES asks for")

    @on(bpnet_backend, 2, cases, compiled=True, smooth=True, epochs=3)
    def _holds(case):
        _, most = allowed(case)
        plain = by_steps(case, case.network(bpnet_backend))
        assert apart(plain, trained(case._replace(compile=True), case.network(bpnet_backend)), case.dtype) <= most


@examples(10)
@given(case=cases(weighted=("", "some")))
def test_the_calls_of_step_by_hand_are_those_of_the_pure_step(case):
    x, y, weight = case.data()
    net = case.network()
    for order in case.orders():
        for first in range(0, case.n, case.batch_size or case.n):
            rows = order[first : first + (case.batch_size or case.n)]
            net.step(x[rows], y[rows], sample_weight=None if weight is None else weight[rows], compile=case.compile)
    loop = by_steps(case, case.network())
    assert same_bits(outcome(net, loop.losses).trees, loop.trees) or not finite(loop)


def wrong_optimizer(inner, factor):
    """The same optimizer, with updates that are off by a factor."""

    def update(xp, params, grads, memory, rate):
        new, memory = inner.update(xp, params, grads, memory, rate)
        return map_tree(lambda p, q: p + factor * (q - p), params, new), memory

    return inner._replace(update=update)


def frozen(layer):
    """The same layer, whose state never changes."""
    return layer._replace(forward=lambda xp, p, s, x: (*layer.forward(xp, p, s, x)[:2], s))


def cast(layer):
    """The same layer, whose state is cast to floats."""

    def forward(xp, p, s, x):
        y, residuals, new = layer.forward(xp, p, s, x)
        return y, residuals, map_tree(lambda leaf: xp.astype(leaf, xp.float64), new)

    return layer._replace(forward=forward)


CONTROL = strategies.ONE._replace(
    layers=("L.dense(4, 'tanh')", "L.dropout(0.3)", "remembers('bool')", "L.affine(2)"),
    loss="losses.squared_error('mean')",
    targets="quantities float64",
    n_out=2,
    optimizer="O.adam(0.01)",
    penalty=0.0,
    n=9,
    epochs=3,
)


@pytest.mark.parametrize("what", ["nothing", "rate", "dropout", "cast", "penalty", "shuffle", "weights"])
def test_the_loop_catches_an_update_that_is_wrong(what):
    net, loss, optimizer = CONTROL.network(), made(CONTROL.loss), made(CONTROL.optimizer)
    parts, penalty, case = [made(text) for text in CONTROL.layers], 0.0, CONTROL
    if what == "rate":
        optimizer = wrong_optimizer(optimizer, 1 + 1e-6)
    elif what == "dropout":
        parts[1] = frozen(parts[1])
    elif what == "cast":
        parts[2] = cast(parts[2])
    elif what == "penalty":
        penalty = 1e-9
    elif what == "shuffle":
        case = case._replace(shuffle=False)
    elif what == "weights":
        case = case._replace(weighted="")
    step = bpnet.training_step(np, bpnet.chain(*parts), loss, optimizer, value_and_grad=formulas.penalized(penalty))
    fitted = trained(CONTROL, net)
    with contextlib.nullcontext() if what == "nothing" else pytest.raises((AssertionError, ValueError)):
        loop = by_steps(case, CONTROL.network(), step=step)  # a state that is cast is refused by the step itself
        assert_is_the_loop(CONTROL, fitted, loop)
    if what == "rate":
        assert apart(fitted, loop, "float64") > allowed(CONTROL)[1]


# 2. PyTorch

TORCH_ACTIVATIONS = {
    "L.identity()": "Identity()", "L.sigmoid()": "Sigmoid()", "L.tanh()": "Tanh()", "L.relu()": "ReLU()",
    "L.leaky_relu(0.2)": "LeakyReLU(0.2)", "L.elu(0.7)": "ELU(0.7)", "L.silu()": "SiLU()", "L.gelu()": "GELU()",
    "L.gelu('tanh')": "GELU('tanh')", "L.softplus()": "Softplus()", "L.softsign()": "Softsign()",
    "L.selu()": "SELU()",
    "L.softmax()": "Softmax(dim=1)", "L.log_softmax()": "LogSoftmax(dim=1)", "L.layer_norm()": "LayerNorm({n})",
    "L.batch_norm()": "BatchNorm1d({n})", "L.batch_norm(0.5)": "BatchNorm1d({n}, momentum=0.5)",
}  # fmt: skip
TORCH_LOSSES = {
    "losses.squared_error('{}')": "0.5 * F.mse_loss(y, t, reduction='none').sum(1)",
    "losses.huber('{}', delta=0.5)": "F.huber_loss(y, t, reduction='none', delta=0.5).sum(1)",
    "losses.poisson('{}')": "F.poisson_nll_loss(y, t, reduction='none').sum(1)",
    "losses.binary_cross_entropy('{}')": "F.binary_cross_entropy_with_logits(y, t, reduction='none').sum(1)",
    "losses.softmax_cross_entropy('{}')": "F.cross_entropy(y, t, reduction='none')",
    "losses.softmax_cross_entropy('{}', label_smoothing=0.3)": "F.cross_entropy(y, t, reduction='none', label_smoothing=0.3)",
}
# The learning rate comes first in both. NAdam, of which PyTorch keeps a product in float32, is in test_torch_twins.
TORCH_OPTIMIZERS = {
    "O.sgd({r}, {w})": "SGD(p, {r}, {w})",
    "O.sgd({r}, momentum=0.9, dampening=0.3, {w})": "SGD(p, {r}, momentum=0.9, dampening=0.3, {w})",
    "O.sgd({r}, momentum=0.8, nesterov=True, {w})": "SGD(p, {r}, momentum=0.8, nesterov=True, {w})",
    "O.adam({r}, betas=(0.8, 0.95), eps=1e-4, amsgrad={a}, {w})": "Adam(p, {r}, betas=(0.8, 0.95), eps=1e-4, amsgrad={a}, {w})",
    "O.adamw({r}, eps=1e-4, amsgrad={a}, {w})": "AdamW(p, {r}, eps=1e-4, amsgrad={a}, {w})",
    "O.rmsprop({r}, alpha=0.9, momentum=0.5, centered={a}, eps=1e-3, {w})": (
        "RMSprop(p, {r}, alpha=0.9, momentum=0.5, centered={a}, eps=1e-3, {w})"
    ),
    "O.adagrad({r}, initial_accumulator_value=0.1, {w})": "Adagrad(p, {r}, initial_accumulator_value=0.1, {w})",
    "O.rprop({r}, etas=(0.4, 1.3), step_sizes=(1e-5, 1.0))": "Rprop(p, {r}, etas=(0.4, 1.3), step_sizes=(1e-5, 1.0))",
    "O.radam({r}, betas=(0.8, 0.95), eps=1e-4, {w})": "RAdam(p, {r}, betas=(0.8, 0.95), eps=1e-4, {w})",
    "O.adamax({r}, eps=1e-4, {w})": "Adamax(p, {r}, eps=1e-4, {w})",
    "O.adadelta({r}, rho=0.8, eps=1e-4, {w})": "Adadelta(p, {r}, rho=0.8, eps=1e-4, {w})",
}


@st.composite
def twins(draw):
    """A case, and the texts of PyTorch's modules, loss and optimizer; each module stands behind the width it is given."""
    body, theirs, width = [], [], (n_in := draw(st.integers(1, 3)))
    n = draw(st.integers(4, 9))
    for _ in range(draw(st.integers(1, 3))):
        units, text = draw(st.integers(2, 5)), draw(st.sampled_from(list(TORCH_ACTIVATIONS)))
        body += [f"L.affine({units})", text]
        theirs += [f"Linear({width}, {units})", TORCH_ACTIVATIONS[text].format(n=units)]
        width = units
    n_out = draw(st.integers(2, 3))
    loss = draw(st.sampled_from(list(TORCH_LOSSES)))
    kind = {"sq": "quantities", "hu": "quantities", "po": "counts", "bi": "shares", "so": "labels"}[loss[7:9]]
    optimizer = draw(st.sampled_from(list(TORCH_OPTIMIZERS)))
    decay = draw(st.sampled_from([0, 0.01, 0.3]))
    settings = {"r": draw(st.sampled_from([0.01, 0.05])), "w": f"weight_decay={decay}", "a": draw(st.booleans())}
    case = strategies.Case(
        (*body, f"L.affine({n_out})"),
        loss.format(draw(st.sampled_from(["mean", "sum"]))),
        f"{kind} {'int64' if kind == 'labels' else 'float64'}",
        n_in,
        n_out,
        optimizer.format(**settings),
        0.0,
        "float64",
        draw(st.integers(0, 2**20)),
        n,
        draw(st.integers(1, 6)),
        draw(st.sampled_from([None, n // 2 + 1 if n % (n // 2 + 1) != 1 else None])),
        draw(st.booleans()),
        draw(st.sampled_from(["", "one"])),
        draw(st.sampled_from(["", "some"])),
        None,
    )
    return case, (*theirs, f"Linear({width}, {n_out})"), TORCH_LOSSES[loss], TORCH_OPTIMIZERS[optimizer].format(**settings)


def torchs(torch, case, modules, loss, optimizer, *, scale=1.0):
    """Params as PyTorch trains them, in our order and layout."""
    net = torch.nn.Sequential(*(eval(f"nn.{text}", {"nn": torch.nn}) for text in modules)).double()
    ours = list(leaves(case.network().params))
    with torch.no_grad():
        for theirs, w in zip(net.parameters(), ours, strict=True):
            theirs.copy_(torch.tensor(np.asarray(w).T.copy()))
    steps = eval(f"optim.{optimizer}", {"optim": torch.optim, "p": net.parameters()})
    of_samples = eval(f"lambda F, y, t: {loss}")
    x, y, weight = case.data()
    for order in case.orders():
        for first in range(0, case.n, case.batch_size or case.n):
            rows = order[first : first + (case.batch_size or case.n)]
            each = of_samples(torch.nn.functional, net(torch.tensor(x[rows])), torch.tensor(y[rows]))
            w = torch.ones(len(rows), dtype=torch.float64) if weight is None else torch.tensor(weight[rows])
            steps.zero_grad()
            (scale * (each * w).sum() / (w.sum() if "'mean'" in case.loss else 1.0)).backward()
            steps.step()
    return [p.detach().numpy().T for p in net.parameters()]


def distance(ours, theirs):
    return max(float(np.max(strategies.drift(np.asarray(a), b, "float64"))) for a, b in zip(ours, theirs, strict=True))


@examples(20)
@given(twin=twins())
def test_any_training_keeps_to_pytorchs(twin):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    case, *theirs = twin
    _, most = allowed(case)
    net = case.network()
    trained(case, net)
    assert distance(leaves(net.params), torchs(torch, case, *theirs)) <= most


def test_pytorch_with_a_loss_that_is_off_by_a_millionth_is_noticed():
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    case = CONTROL._replace(layers=("L.affine(4)", "L.tanh()", "L.affine(2)"), optimizer="O.sgd(0.05)")
    theirs = ("Linear(3, 4)", "Tanh()", "Linear(4, 2)"), TORCH_LOSSES["losses.squared_error('{}')"], "SGD(p, 0.05)"
    net = case.network()
    case.fit(net)
    assert distance(leaves(net.params), torchs(torch, case, *theirs)) <= allowed(case)[1]
    assert distance(leaves(net.params), torchs(torch, case, *theirs, scale=1 + 1e-6)) > allowed(case)[1]


# 3. Resume


class KilledError(Exception):
    """What ends a training from outside."""


def killer(epoch):
    def kill(run):
        if run.epoch == epoch:
            raise KilledError

    return kill


@st.composite
def resumes(draw, **options):
    case = draw(cases(epochs=7, **options))
    batch_norm = any("batch_norm" in text for text in case.layers)
    fraction = draw(
        st.sampled_from(
            [None, "pair"] if case.order or batch_norm or case.n < 4 or case.weighted == "zeros" else [None, "pair", 0.3]
        )
    )
    every, death, patience = draw(st.integers(1, 3)), draw(st.integers(1, 7)), draw(st.sampled_from([None, 1, 2]))
    plateau = "" if options.get("slow") else draw(st.sampled_from(["", "S.reduce_on_plateau(0.05, factor=0.5, patience=1)"]))
    return case, fraction, every, death, patience, plateau


def resumed(plan, backend, path):
    """An uninterrupted training, and one that was killed and resumed: losses, trees, and what the stopping rule remembers."""
    case, validation, every, death, patience, plateau = plan
    x, y, _ = case.data()
    path.unlink(missing_ok=True)

    def run(*more, **options):
        net = case.network(backend)
        if plateau:
            net.learning_rate = made(plateau)
        rule = [] if patience is None else [callbacks.EarlyStopping(patience)]
        held = (x[::-1], y[::-1]) if validation == "pair" else validation
        history = case.fit(net, validation=held, callbacks=[*rule, *more], **options)
        ours = outcome(net, history.loss)
        return (ours, history.validation_loss, history.stopped_at, [(r.best, r.best_epoch) for r in rule], net.training[3:])

    whole = run()
    with contextlib.suppress(KilledError):
        run(callbacks.Checkpoint(path, every=every), killer(death))
    return whole, run(callbacks.Checkpoint(path, every=every), resume=path)


def assert_resumed(pair):
    whole, again = pair
    assert_same_bits(again[0].trees, whole[0].trees)
    for ours, theirs in zip((again[0].losses, *again[1:]), (whole[0].losses, *whole[1:]), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@examples(20)
@given(plan=resumes())
def test_a_training_that_is_killed_and_resumed_has_the_bits_of_the_whole_one(plan, tmp_path_factory):
    with contextlib.suppress(bpnet.TrainingDivergedError):
        assert_resumed(resumed(plan, "numpy", tmp_path_factory.getbasetemp() / "run.safetensors"))


def test_a_training_resumes_to_its_own_bits_on_any_backend(bpnet_backend, tmp_path_factory):
    @on(bpnet_backend, 2, resumes)
    def _holds(plan):
        plan = (plan[0]._replace(compile=False, epochs=min(plan[0].epochs, 3), order=""), *plan[1:])
        with contextlib.suppress(bpnet.TrainingDivergedError):
            assert_resumed(resumed(plan, bpnet_backend, tmp_path_factory.getbasetemp() / "run.safetensors"))


def test_states_of_every_dtype_resume(bpnet_backend, tmp_path):
    states = (f"remembers({dtype!r})" for dtype in strategies.STATES)
    case = strategies.ONE._replace(layers=(*strategies.ONE.layers[:3], *states, "L.affine(3)"), compile=False)
    assert_resumed(resumed((case, None, 1, 2, 1, ""), bpnet_backend, tmp_path / "run.safetensors"))


def test_a_resumed_training_whose_file_is_one_update_off_is_noticed(tmp_path, monkeypatch):
    path = tmp_path / "run.safetensors"
    monkeypatch.setattr(callbacks.Checkpoint, "__call__", lambda self, run: (run.net.save(self.path), None)[1])
    with pytest.raises((AssertionError, bpnet.CheckpointError)):
        assert_resumed(resumed((CONTROL, None, 1, 2, None, ""), "numpy", path))


# 4. Splits and weights


def witness(seen):
    """A layer that notes the first column of every batch it is trained on, and of those it infers from."""

    def note(x, where):
        seen[where].append(np.asarray(x)[:, 0].tolist())
        return x

    return bpnet.Layer(
        lambda draw, n: ((), (), n),
        lambda xp, p, s, x: (note(x, "trained"), (), s),
        lambda xp, p, r, dy: ((), dy),
        lambda xp, p, s, x: note(x, "held"),
    )


def noting(seen):
    """A loss that notes targets and weights beside one another."""
    inner = losses.squared_error()

    def forward(xp, target, y):
        if isinstance(target, tuple):
            seen["pairs"] += zip(np.asarray(target[0])[:, 0].tolist(), np.asarray(target[1]).tolist(), strict=True)
        return inner.forward(xp, target, y)

    return inner._replace(forward=forward)


@examples(25)
@given(
    n=st.integers(3, 20), share=st.floats(0.05, 0.95), size=st.integers(1, 8), seed=st.integers(0, 2**20), weighted=st.booleans()
)
def test_a_validation_fraction_parts_the_rows_and_each_keeps_its_target_and_weight(n, share, size, seed, weighted):
    hypothesis.assume(0 < round(share * n) < n)
    numbers = np.arange(1.0, n + 1)[:, None]
    seen = {"trained": [], "held": [], "pairs": []}
    net = bpnet.Network([witness(seen), layers.affine(1)], n_in=1, loss=noting(seen), optimizer=optimizers.sgd(1e-6), seed=seed)
    weight = 10.0 * numbers[:, 0] if weighted else None
    net.fit(numbers, numbers, epochs=2, batch_size=size, validation=share, sample_weight=weight, compile=False)
    taught, held = (sorted(x for batch in seen[name] for x in batch) for name in ("trained", "held"))
    assert sorted(taught[::2] + held[::2]) == numbers[:, 0].tolist()
    assert taught[::2] == taught[1::2]
    assert held[::2] == held[1::2]
    assert len(held) == 2 * round(share * n)
    assert all(w == 10.0 * t for t, w in seen["pairs"])
    assert len(seen["pairs"]) == 2 * n * weighted


@examples(10)
@given(case=cases(weighted=("", "some"), orders=False), share=st.sampled_from([0.25, 0.4]))
def test_rows_that_are_held_out_change_no_param(case, share):
    hypothesis.assume(case.n >= 4 and not any("batch_norm" in text for text in case.layers))
    x, y, weight = case.data()
    order = np.asarray(random.permutation(np, random.child(key_of(case.seed), batches.VALIDATION), 0, case.n))
    held = order[: round(share * case.n)]
    x2, w2 = x.copy(), None if weight is None else weight.copy()
    x2[held] += 100.0
    if w2 is not None:
        w2[held] = 7.0
    ends = []
    for data, w in ((x, weight), (x2, w2)):
        net = case.network()
        options = {"epochs": case.epochs, "batch_size": case.batch_size, "compile": case.compile, "sample_weight": w}
        try:
            net.fit(data, y, validation=share, **options)
        except bpnet.TrainingDivergedError:
            hypothesis.reject()
        ends.append(outcome(net, []).trees)
    assert_same_bits(*ends)


@st.composite
def zeros(draw):
    """Weights, many of them zero, tiny or huge; and how rows are set apart or ordered."""
    dtype = draw(st.sampled_from(["float64", "float32"]))
    n = draw(st.integers(4, 10))
    some = st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0, 1e-46, 1e-200, 3e38 if dtype == "float32" else 1.7e308])
    weight = draw(st.lists(some, min_size=n, max_size=n))
    how = draw(st.sampled_from(["validation", "pair", "order", "orders", "plain"]))
    rows = draw(st.lists(st.integers(0, n - 1), min_size=n, max_size=n)) if "order" in how else None
    return dtype, weight, how, rows, draw(st.integers(0, 999)), draw(st.sampled_from([None, 1, 2, 3]))


@examples(60)
@given(plan=zeros())
def test_weights_that_count_for_nothing_are_refused_and_others_train(plan):
    dtype, weight, how, rows, seed, size = plan
    weight, n = np.asarray(weight), len(plan[1])
    x = np.random.default_rng(seed).standard_normal((n, 2))
    y = 2.0 * x[:, :1] + 3.0
    net = bpnet.Network([layers.affine(1)], n_in=2, loss="squared_error", optimizer=optimizers.sgd(0.01), seed=seed, dtype=dtype)
    first = outcome(net, []).trees
    cast = weight.astype(dtype)
    options, used = {}, []
    if how == "validation":
        order = np.asarray(random.permutation(np, random.child(key_of(seed), batches.VALIDATION), 0, n))
        options, used = {"validation": 0.3}, [order[: round(0.3 * n)], order[round(0.3 * n) :]]
    elif how == "pair":
        options = {"validation": (x, y)}
    elif how == "order":
        options, used = {"order": rows}, [rows]
    elif how == "orders":
        options, used = {"order": [rows, list(range(n))]}, [rows, np.arange(n)]
    with np.errstate(all="ignore"):
        sums = [cast[part].sum(dtype=dtype) for part in (np.arange(n), *used)]  # the whole is looked at first
    call = lambda: net.fit(x, y, epochs=2, batch_size=size, sample_weight=weight, **options)  # noqa: E731 - called twice below
    if all(0.0 < s < np.inf for s in sums):
        history = call()
        assert np.all(history.loss > 0.0)
        assert np.all(np.isfinite(history.loss))
        assert np.all(history.validation_loss > 0.0)
        assert not same_bits(outcome(net, []).trees, first)
    else:
        with pytest.raises(ValueError, match="weight") as caught:
            call()
        assert len(str(caught.value)) < 300
        assert_same_bits(outcome(net, []).trees, first)


# 5. Files and moves


def test_a_network_keeps_its_bits_on_the_way_to_another_backend_and_back(bpnet_backend):
    @on(bpnet_backend, 6, cases, epochs=2)
    def _holds(case):
        net = case.network()
        trained(case, net)
        there = net.to(bpnet_backend)
        assert_same_bits(outcome(there, []).trees, outcome(net, []).trees)
        back = there.to("numpy")
        assert_same_bits(outcome(back, []).trees, outcome(net, []).trees)
        x, _, _ = case.data()
        assert_same_bits(back.predict(x), net.predict(x))
        ends = [trained(case, each) for each in (back, net)]
        assert_same_bits(*ends)


@examples(12)
@given(case=cases(own=False, epochs=2))
def test_a_network_that_is_saved_and_loaded_is_the_same_and_goes_on_the_same(case, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "net.safetensors"
    net = case.network()
    trained(case, net)
    net.save(path)
    again = bpnet.load(path, backend="numpy")
    assert_same_bits(outcome(again, []).trees, outcome(net, []).trees)
    assert_same_bits(again.predict(case.data()[0]), net.predict(case.data()[0]))
    assert_same_bits(*(trained(case, each) for each in (again, net)))


def test_values_that_are_put_back_are_the_values(bpnet_backend):
    @on(bpnet_backend, 4, cases, epochs=2)
    def _holds(case):
        net = case.network(bpnet_backend)
        case = case._replace(compile=False)
        before = trained(case, net).trees
        net.set_params_and_state(net.params, net.state)
        net.state = net.state
        assert_same_bits(outcome(net, []).trees, before)
        with net.backend.scope():
            host = map_tree(net.backend.to_host, (net.params, net.state))
        net.set_params_and_state(*host)
        assert_same_bits(outcome(net, []).trees, before)
        net.params = net.params
        assert_same_bits(outcome(net, []).trees[:2], before[:2])


# 6. Gradients and updates by hand


def by_gradients(case, net, **state):
    """The training as pairs of `value_and_grad` and `update`."""
    x, y, weight = case.data()
    backend, values = net.backend, []
    for order in case.orders():
        for first in range(0, case.n, case.batch_size or case.n):
            rows = order[first : first + (case.batch_size or case.n)]
            with backend.scope():
                there = backend.from_host(x[rows], case.dtype)
                target = backend.from_host(y[rows], "int64" if case.targets.startswith("labels") else case.dtype)
                w = None if weight is None else backend.from_host(weight[rows], case.dtype)
            value, grads = net.value_and_grad(there, target, sample_weight=w, compile=False)
            values.append(value)
            net.update(grads, compile=False)
    return outcome(net, [float(backend.to_host(value)) for value in values])


def test_a_gradient_and_an_update_are_a_step(bpnet_backend):
    @on(bpnet_backend, 4, cases, epochs=2, weighted=("", "some"))
    def _holds(case):
        loop = by_steps(case, case.network(bpnet_backend))
        hypothesis.assume(finite(loop))
        assert_same_bits(by_gradients(case, case.network(bpnet_backend)).trees, loop.trees)


# 7. Losses


def numbers(dtype, low, high):
    """Floats of a dtype, in all sizes: many of them small, some at the ends."""
    width = 32 if dtype == "float32" else 64
    low, high = (float(np.dtype(dtype).type(v)) for v in (low, high))
    return st.floats(low, high, width=width, allow_subnormal=False)


@st.composite
def binary(draw):
    dtype = draw(st.sampled_from(["float64", "float32"]))
    t = draw(st.one_of(st.sampled_from([0.0, 1.0]), numbers(dtype, 0, 1)))
    return dtype, t, draw(st.one_of(numbers(dtype, -100, 100), numbers(dtype, -1e30, 1e30), numbers(dtype, -1e-3, 1e-3)))


def value_of(loss, dtype, t, y):
    """The value and slope of one sample."""
    t, y = np.asarray([t], dtype=t.dtype if isinstance(t, np.ndarray) else dtype), np.asarray([y], dtype)
    value, residuals = loss.forward(np, t, y)
    return float(value), loss.backward(np, t, residuals)[0]


def assert_near(got, expected, dtype, *, beside=0):
    """Within some roundings of the value, and of a number that the problem itself has beside it."""
    info = np.finfo(dtype)
    bound = 16 * mpmath.mpf(float(info.eps)) * (abs(expected) + abs(beside)) + 4 * mpmath.mpf(float(info.smallest_normal))
    assert abs(mpmath.mpf(got) - expected) <= bound, f"got {got!r}, right is {mpmath.nstr(expected, 17)}"


@examples(150)
@given(plan=binary())
def test_binary_cross_entropy_is_right_to_rounding(plan):
    dtype, t, y = plan
    value, slope = value_of(losses.binary_cross_entropy(), dtype, [t], [y])
    with mpmath.workdps(60):
        z, share = mpmath.mpf(y), mpmath.mpf(t)
        right = share * mpmath.log1p(mpmath.exp(-z)) + (1 - share) * (mpmath.log1p(mpmath.exp(-abs(z))) + max(z, 0))
        p = 1 / (1 + mpmath.exp(-z)) if abs(z) < 1e5 else mpmath.mpf(z > 0)
        right = right if abs(z) < 1e5 else (max(z, 0) * (1 - share) + max(-z, 0) * share)
        assert_near(value, right, dtype, beside=0 if t in {0.0, 1.0} else share * z)
        assert_near(float(slope[0]), p - share, dtype, beside=share)


@st.composite
def logits(draw):
    dtype = draw(st.sampled_from(["float64", "float32"]))
    one = st.one_of(numbers(dtype, -60, 60), numbers(dtype, -3e38, 3e38), st.sampled_from([0.0, 700.0]))
    y = draw(st.lists(one, min_size=2, max_size=4))
    label = draw(st.integers(0, len(y) - 1))
    masked = draw(st.sets(st.integers(0, len(y) - 1), max_size=len(y) - 1)) - {label}
    return (
        dtype,
        np.asarray(label, draw(st.sampled_from(strategies.INTEGERS))),
        [-math.inf if i in masked else v for i, v in enumerate(y)],
    )


@examples(150)
@given(plan=logits())
def test_softmax_cross_entropy_of_labels_is_right_to_rounding(plan):
    dtype, label, y = plan
    value, slope = value_of(losses.softmax_cross_entropy(), dtype, label, y)
    with mpmath.workdps(60):
        logs = [mpmath.mpf(v) - mpmath.mpf(y[label]) for i, v in enumerate(y) if i != label and v != -math.inf]
        top = max([*logs, mpmath.mpf(0)])
        rest = [mpmath.exp(v - top) if v - top > -1e5 else mpmath.mpf(0) for v in logs]
        right = mpmath.log1p(sum(rest)) if top == 0 else top + mpmath.log(sum(rest) + (mpmath.exp(-top) if top < 1e5 else 0))
        if right > np.finfo(dtype).max:
            return
        spread = max([abs(v) for v in logs if v > -1000] or [mpmath.mpf(0)])  # rounding of a difference is a factor of its exp
        assert_near(value, right, dtype, beside=right * min(spread, 1000))
    assert np.all(np.isfinite(slope))
    assert abs(float(np.sum(slope))) <= 16 * EPS[dtype]
    assert all(s == 0.0 for s, v in zip(slope, y, strict=True) if v == -math.inf)


@st.composite
def counts(draw):
    dtype = draw(st.sampled_from(["float64", "float32"]))
    t = draw(st.one_of(st.integers(0, 10).map(float), numbers(dtype, 0, 1e7), st.sampled_from([1e-5, 1e6])))
    near = draw(numbers(dtype, -2, 2).map(lambda d: d + math.log(t))) if t > 0 else draw(numbers(dtype, -50, 10))
    return dtype, float(np.dtype(dtype).type(t)), float(np.dtype(dtype).type(draw(st.sampled_from([near, near, 0.0]))))


@examples(150)
@given(plan=counts(), deviance=st.booleans())
def test_poisson_losses_are_right_to_rounding(plan, deviance):
    dtype, t, y = plan
    value, slope = value_of((formulas if deviance else losses).poisson(), dtype, [t], [y])
    with mpmath.workdps(60):
        count, z = mpmath.mpf(t), mpmath.mpf(y)
        right = mpmath.exp(z) - count * z
        beside = mpmath.exp(z) + abs(count * z)
        if deviance:
            right += count * mpmath.log(count) - count if t else 0
            log = abs(mpmath.log(count)) if t else 0
            beside = (abs(z) + log + 1) * abs(mpmath.exp(z) - count)  # of y and log(t), each moved by a rounding
        assert_near(value, right, dtype, beside=beside)
        assert_near(float(slope[0]), mpmath.exp(z) - count, dtype, beside=mpmath.exp(z) * (1 + abs(z)) + count)


@pytest.mark.parametrize("factor", [1.0, 1.0 + 1e-5])
def test_a_loss_that_is_off_by_more_than_rounding_is_noticed(factor):
    got = factor * float(np.float32(math.log1p(math.exp(-14.0))))
    with contextlib.nullcontext() if factor == 1.0 else pytest.raises(AssertionError, match="right is"):
        assert_near(got, mpmath.log1p(mpmath.exp(-14)), "float32")


# 8. Early stopping


@examples(25)
@given(
    case=cases(epochs=7),
    rate=st.sampled_from([None, 0.5, 1.2]),
    patience=st.integers(1, 3),
    apart=st.sampled_from([None, 0.3, "pair"]),
)
def test_early_stopping_leaves_the_params_whose_loss_was_best(case, rate, patience, apart):
    x, y, weight = case.data()
    if apart == 0.3:
        hypothesis.assume(case.n >= 4 and not case.order and not any("batch_norm" in text for text in case.layers))
        order = np.asarray(random.permutation(np, random.child(key_of(case.seed), batches.VALIDATION), 0, case.n))
        rows = order[: round(0.3 * case.n)]
        hypothesis.assume(weight is None or (weight[rows].sum() > 0.0 and weight.sum() > weight[rows].sum()))
        watched = x[rows], y[rows], None if weight is None else weight[rows]
    else:
        watched = (x, y, weight) if apart is None else (x[::-1] + 0.5, y[::-1], None)
    net, rule = case.network(), callbacks.EarlyStopping(patience)
    if rate is not None:
        net.learning_rate = rate
    with contextlib.suppress(bpnet.TrainingDivergedError):
        history = case.fit(net, callbacks=[rule], validation=watched[:2] if apart == "pair" else apart)
        assert history.stopped_at is None or history.stopped_at == rule.best_epoch + patience
        if apart is not None:
            assert rule.best == min(history.validation_loss)
    if math.isfinite(rule.best):
        reached = float(net.loss(watched[0], watched[1], sample_weight=watched[2]))
        assert reached == pytest.approx(rule.best, rel=16 * EPS[case.dtype], abs=1e-300)


# 9. What changes nothing


@examples(10)
@given(
    case=cases(own=False, weighted=("some", "zeros")),
    power=st.integers(-20, 20),
)
def test_weights_times_a_power_of_two_change_no_bit(case, power):
    case = case._replace(loss=case.loss.replace("'sum'", "'mean'"), penalty=0.0)
    weight = case.data()[2]
    ends = [trained(case, case.network(), sample_weight=w) for w in (weight, weight * 2.0**power)]
    assert_same_bits(*ends)


@examples(10)
@given(case=cases(smooth=True, own=False), units=st.integers(2, 5), hidden=strategies.activations(), seed=st.integers(0, 99))
def test_hidden_units_in_another_order_are_the_same_network(case, units, hidden, seed):
    case = case._replace(layers=(f"L.affine({units})", hidden, case.layers[-1]), weighted="")
    _, most = allowed(case)
    other = np.random.default_rng(seed).permutation(units)
    one, two = case.network(), case.network()
    (w, b), *middle, last = two.params
    two.params = ((w[:, other], b[other]), *middle, (last[0][other, :], *last[1:]))
    trained(case, one)
    trained(case, two)
    assert distance_of(one, two, other, case.dtype) <= most


def distance_of(one, two, other, dtype):
    (w, b), *_, last = one.params
    ours = w[:, other], b[other], last[0][other, :], *last[1:]
    (w, b), *_, last = two.params
    return max(float(np.max(strategies.drift(p, q, dtype))) for p, q in zip(ours, (w, b, *last), strict=True))


@examples(10)
@given(case=cases(own=False), units=st.integers(1, 4), hidden=strategies.activations())
def test_a_dense_layer_is_an_affine_one_and_its_activation(case, units, hidden):
    one = case._replace(layers=(f"L.dense({units}, {hidden})", case.layers[-1]))
    two = case._replace(layers=(f"L.affine({units})", hidden, case.layers[-1]))
    nets = [each.network() for each in (one, two)]
    (first, last), _ = nets[0].params, None
    nets[1].params = (first, (), last)
    ends = [trained(each, net) for each, net in zip((one, two), nets, strict=True)]
    assert_same_bits(ends[0].losses, ends[1].losses)
    assert_same_bits(nets[0].params, (nets[1].params[0], nets[1].params[2]))


@examples(10)
@given(case=cases(smooth=True, own=False, weighted=("zeros",), orders=False))
def test_a_row_of_weight_zero_is_a_row_that_is_not_there(case):
    hypothesis.assume(not any(word in text for text in case.layers for word in ("batch_norm", "dropout")))
    case = case._replace(batch_size=None)
    _, most = allowed(case)
    x, y, weight = case.data()
    kept = weight > 0.0
    nets = [case.network(), case.network()]
    options = {"epochs": case.epochs, "compile": case.compile}
    one = nets[0].fit(x, y, sample_weight=weight, **options)
    two = nets[1].fit(x[kept], y[kept], sample_weight=weight[kept], **options)
    assert apart(outcome(nets[0], one.loss), outcome(nets[1], two.loss), case.dtype) <= most


# 10. Bad input

LONG = "x" * 5_000
NOT_ARRAYS = [
    "abc",
    LONG,
    None,
    {"a": 1},
    [[1.0], [2.0, 3.0]],
    [["a", "b"]],
    object(),
    np.asarray([["a"]]),
    np.asarray(1j),
    [[10**400]],
]
WRONG = {
    "x": [
        *NOT_ARRAYS, np.zeros((5, 4)), np.zeros(3), np.zeros((0, 3)), np.zeros((5, 3, 1)), 1.0, [],
        np.full((5, 3), np.nan), np.full((5, 3), np.inf), np.ma.masked_array(np.zeros((5, 3)), np.ones((5, 3))),
        np.zeros((5, 3), "datetime64[s]"), np.zeros((5, 3), "V4"), np.zeros((5, 3), object),
    ],
    "y": [
        *NOT_ARRAYS, np.zeros((5, 3)), np.zeros(5), np.zeros((4, 2)), np.full((5, 2), np.nan), [],
        np.zeros((5, 2), complex), [0, 1, 2, 0, 1], [0, 1, -1, 0, 1], [[0], [1], [0], [1], [0]],
        np.asarray([0, 1, 2**63, 0, 1], "uint64"), np.full((5, 2), 2.0), np.full((5, 2), -0.5),
    ],
    "sample_weight": [
        "abc", LONG, {"a": 1}, np.zeros(5), np.ones(4), np.ones((5, 1)), -np.ones(5), [1, 1, 1, 1, -1], np.full(5, np.nan),
        [1, 1, 1, 1, np.inf], [], 1.0, object(), np.ones(5, complex), np.full(5, 1e-400),
    ],
    "order": [
        "abc", {"a": 1}, [0, 1], [0, 1, 2, 3, 5], [0, 1, 2, 3, -1], np.arange(5.0), [],
        np.zeros((3, 5), int), np.zeros((1, 1, 5), int),
    ],
    "epochs": [0, -1, 1.5, "3", None, True, np.nan, LONG, [2], 2.0],
    "batch_size": [0, -1, 2.5, "2", True, np.nan, LONG, [2]],
    "validation": [0.0, 1.0, 2, -0.5, np.nan, "abc", LONG, True, (), (1,), (1, 2, 3), ([[1.0]], [[1.0]]), {}, object(), 10**400],
    "callbacks": [
        None, 1, "abc", LONG, [1], [LONG], [callbacks.EarlyStopping], callbacks.EarlyStopping(), [np.zeros((300, 300))],
    ],
    "compile": ["yes", LONG, 1, 0.0, [], np.zeros(100_000)],
}  # fmt: skip
ATTRIBUTES = {
    "params": [(), None, "abc", LONG, 1.0, {}, [[[1.0]]], ((np.zeros((3, 2)), np.zeros(3)),) * 5, (np.zeros(10_000),) * 5],
    "state": ["abc", None, 1.0, {}, (np.zeros(3),), ((), (), ())],
    "learning_rate": [
        -1.0,
        np.nan,
        np.inf,
        "fast",
        LONG,
        None,
        [0.1],
        10**400,
        -(10**400),
        True,
        np.zeros((300, 300)),
        1j,
        object(),
    ],
}


def assert_refused(net, call):
    """The call raises one short ValueError or TypeError, and leaves the network as it was."""
    before, rate = outcome(net, []).trees, net.learning_rate
    with warnings.catch_warnings(), pytest.raises((ValueError, TypeError)) as caught:
        warnings.simplefilter("ignore")
        call()
    assert len(str(caught.value)) < 300, f"{len(str(caught.value))} characters: {str(caught.value)[:400]}"
    assert_same_bits(outcome(net, []).trees, before)
    assert net.learning_rate == rate


def refusing(loss="binary_cross_entropy", backend="numpy"):
    """A network with params of every kind of layer, and data that it takes."""
    draws = np.random.default_rng(0)
    parts = [layers.dense(2, "tanh"), layers.batch_norm(), layers.dropout(0.2), strategies.remembers("bool"), layers.affine(2)]
    net = bpnet.Network(parts, n_in=3, loss=loss, optimizer="adam", backend=backend)
    return net, {"x": draws.standard_normal((5, 3)), "y": np.eye(2)[[0, 1, 1, 0, 1]], "epochs": 2}


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "softmax_cross_entropy"])
@pytest.mark.parametrize("name", WRONG)
def test_bad_arguments_are_refused_in_few_words_and_lose_nothing(name, loss):
    net, good = refusing(loss)
    net.fit(**good)
    for bad in WRONG[name]:
        assert_refused(net, lambda bad=bad: net.fit(**good | {name: bad}))
        if name in {"x", "y", "sample_weight"}:
            data = {"x": good["x"], "y": good["y"], name: bad}
            assert_refused(net, lambda data=data: net.loss(**data))
            assert_refused(net, lambda data=data: net.step(**data))
        if name == "x":
            assert_refused(net, lambda bad=bad: net.predict(bad))


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_bad_values_of_attributes_are_refused_in_few_words_and_lose_nothing(name):
    net, good = refusing()
    net.fit(**good)
    for bad in ATTRIBUTES[name]:
        assert_refused(net, lambda bad=bad: setattr(net, name, bad))


@examples(40)
@given(
    shape=st.lists(st.integers(0, 6), max_size=4),
    kind=st.sampled_from(["x", "y", "sample_weight"]),
    dtype=st.sampled_from(["?", "i4", "f4", "f8", "c8", "O", "U1"]),
)
def test_arrays_of_any_shape_and_dtype_are_taken_or_refused(shape, kind, dtype):
    net, good = refusing()
    bad = np.ones(shape, dtype)
    right = {"x": (5, 3), "y": (5, 2), "sample_weight": (5,)}[kind]
    call = lambda: net.fit(**good | {kind: bad})  # noqa: E731 - refused or made
    if bad.shape == right and dtype in {"?", "i4", "f4", "f8"}:
        call()
    else:
        assert_refused(net, call)


def test_a_call_that_echoes_its_argument_or_moves_the_network_is_noticed():
    net, good = refusing()

    def echo():
        raise ValueError(LONG)

    with pytest.raises(AssertionError, match="characters"):
        assert_refused(net, echo)
    with pytest.raises(AssertionError):
        assert_refused(net, lambda: (net.step(good["x"], good["y"]), echo())[1])
