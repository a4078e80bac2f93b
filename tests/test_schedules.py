from array import array

import numpy as np
import pytest

import bpnet
from bpnet import optimizers, schedules
from bpnet.arrays import map_tree

TORCH = {
    "step": (schedules.step(0.1, every=7, factor=0.5), lambda s, o: s.StepLR(o, 7, 0.5)),
    "exponential": (schedules.exponential(0.1, decay=0.9), lambda s, o: s.ExponentialLR(o, 0.9)),
    "cosine": (schedules.cosine(0.1, steps=40, final=0.01), lambda s, o: s.CosineAnnealingLR(o, 40, 0.01)),
    "constant": (schedules.constant(0.1), lambda s, o: s.ConstantLR(o, factor=1.0)),
    "warm_up": (schedules.warm_up(0.1, steps=8), lambda s, o: s.LinearLR(o, 1 / 8, 1.0, 7)),
    "inverse_scaling": (schedules.inverse_scaling(0.1, power=0.5), lambda s, o: s.LambdaLR(o, lambda t: (t + 1) ** -0.5)),
}


@pytest.mark.filterwarnings("ignore:Detected call of `lr_scheduler.step")  # there is nothing to optimize here
@pytest.mark.parametrize("name", TORCH)
def test_rates_follow_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    ours, make = TORCH[name]
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    theirs = make(torch.optim.lr_scheduler, optimizer)
    for step in range(40):
        assert ours(step) == pytest.approx(theirs.get_last_lr()[0], rel=1e-12)
        theirs.step()


def test_a_plateau_reduces_as_pytorch_does():
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    losses = np.abs(np.random.default_rng(0).standard_normal(80)) + np.linspace(2, 0, 80)
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=3, min_lr=0.01)
    ours = schedules.reduce_on_plateau(0.1, factor=0.5, patience=3, least=0.01)
    for epoch in range(80):
        theirs.step(losses[epoch])
        assert ours(0, losses[: epoch + 1].tolist()) == pytest.approx(theirs.get_last_lr()[0])
    assert ours(0, losses.tolist()) == 0.01


def test_schedules_can_be_put_round_one_another():
    schedule = schedules.warm_up(schedules.step(0.4, every=10, factor=0.5), steps=4)
    assert [schedule(step) for step in (0, 1, 3, 9, 10)] == pytest.approx([0.1, 0.2, 0.4, 0.4, 0.2])


@pytest.mark.parametrize("rate", [schedules.exponential(0.2, decay=0.5), lambda step: 0.2 * 0.5**step])
def test_the_rate_of_each_update_is_the_schedules(bpnet_backend, rate):
    data = {"x": [[1.0], [1.0]], "y": [[0.0], [0.0]]}
    net = bpnet.MLP((1, 1), optimizer=optimizers.sgd(rate), backend=bpnet_backend, initial="zeros")
    net.params = (([[0.0]], [1.0]),)
    net.fit(**data, epochs=2, batch_size=1, shuffle=False)
    by_hand = np.asarray([0.0, 1.0])  # w, b: the gradient of 0.5 (w + b)**2 by each is w + b
    for update in range(4):
        by_hand -= 0.2 * 0.5**update * by_hand.sum()
    w, b = (float(net.backend.to_host(leaf).ravel()[0]) for leaf in net.params[0])
    np.testing.assert_allclose([w, b], by_hand, rtol=1e-12)


def test_a_plateau_lowers_the_rate_of_a_training():
    schedule = schedules.reduce_on_plateau(0.1, factor=0.1, patience=1)
    net = bpnet.MLP((1, 1), optimizer=optimizers.sgd(schedule), backend="numpy")
    rates = []
    net.fit([[1.0]], [[1e-3]], epochs=40, callbacks=[lambda run: rates.append(net._learning_rate._placed[0])])
    assert rates[0] == 0.1
    net2 = bpnet.MLP((1, 1), optimizer=optimizers.sgd(schedules.reduce_on_plateau(1.5, factor=0.1, patience=1)), backend="numpy")
    seen = []
    net2.fit([[1.0]], [[1.0]], epochs=10, callbacks=[lambda run: seen.append(net2._learning_rate._placed[0])])
    assert min(seen) < 1.5


def test_a_function_of_ones_own_can_be_warmed_up():
    schedule = schedules.warm_up(lambda step: 0.1 * (step + 1), steps=2)
    assert [schedule(step) for step in (0, 1, 2)] == pytest.approx([0.05, 0.2, 0.3])


def test_a_cosine_may_end_at_zero():
    net = bpnet.MLP((1, 1), optimizer=optimizers.sgd(schedules.cosine(0.1, steps=2)), backend="numpy")
    net.fit([[1.0]], [[1.0]], epochs=2)
    before = net.params
    net.fit([[1.0]], [[1.0]], epochs=2)
    assert all(np.array_equal(a, b) for a, b in zip(before[0], net.params[0], strict=True))


def test_a_schedule_that_gives_nonsense_is_told():
    net = bpnet.MLP((1, 1), optimizer=optimizers.sgd(lambda step: -1.0), backend="numpy")
    with pytest.raises(ValueError, match="the schedule's learning rate must be a finite number of at least 0, got -1.0"):
        net.fit([[1.0]], [[1.0]], epochs=1)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: schedules.constant(0.0), "rate must be a positive finite number, got 0.0"),
        (lambda: schedules.step(0.1, every=0), "every must be a positive integer, got 0"),
        (lambda: schedules.warm_up(-1.0, steps=3), "rate must be a positive finite number, got -1.0"),
        (lambda: optimizers.rprop(schedules.constant(0.1)), "learning_rate must be a positive finite number, got Schedule"),
        (lambda: schedules.cosine(0.1, steps=-3), "steps must be a positive integer, got -3"),
    ],
)
def test_settings_out_of_range_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_a_rate_that_a_callback_replaces_counts_from_then_on():
    x = np.random.default_rng(0).standard_normal((20, 3))

    def change(run):
        if run.epoch == 2:
            run.net.learning_rate = schedules.exponential(0.1, decay=0.9)

    def trained(*, compiled):
        return bpnet.MLP((3, 4, 3), seed=1).fit(x, x, epochs=5, batch_size=5, callbacks=[change], compile=compiled).loss

    assert np.array_equal(trained(compiled=False), trained(compiled=True))


@pytest.mark.parametrize("held", [False, True], ids=["loss", "validation loss"])
def test_a_schedule_that_a_callback_assigns_receives_the_losses(bpnet_backend, held):
    x, seen = np.random.default_rng(0).standard_normal((20, 3)), []
    validation = (x, x) if held else None  # not a fraction: the steps are those of the other row, and are compiled once

    def rate(_step, losses):
        seen.append(list(losses))
        return 0.01

    def change(run):
        if run.epoch == 2:
            run.net.learning_rate = schedules.Schedule(rate, watches=True)

    history = bpnet.MLP((3, 4, 3), seed=1, backend=bpnet_backend).fit(x, x, epochs=5, validation=validation, callbacks=[change])
    watched = (history.validation_loss if held else history.loss).tolist()
    assert [losses for losses in seen if losses] == seen
    assert {tuple(losses) for losses in seen} == {tuple(watched[:epochs]) for epochs in (2, 3, 4)}


def test_a_plateau_looks_at_each_loss_once_and_remembers_nothing_else():
    """The rate is a function of the losses alone, whatever was asked before."""
    losses = np.abs(np.random.default_rng(1).standard_normal(300)) + np.linspace(2, 0, 300)

    def make():
        return schedules.reduce_on_plateau(0.1, factor=0.5, patience=3, least=1e-9)

    alone = [make()(0, losses[:n]) for n in range(301)]
    asked = make()
    assert [asked(0, losses[:n]) for n in range(301)] == alone
    order = np.random.default_rng(2).permutation(301)
    assert [asked(0, losses[:n].tolist()) for n in order] == [alone[n] for n in order]
    changed = losses.copy()
    asked(0, changed)
    changed[:50] = 9.0
    assert asked(0, changed) == make()(0, changed)
    assert asked(0) == 0.1


def test_a_plateau_walks_through_the_losses_once_in_a_training(monkeypatch):
    steps = []

    class Counted(array):
        def __iter__(self):
            for value in super().__iter__():
                steps.append(value)
                yield value

    monkeypatch.setattr(schedules, "array", Counted)
    schedule, losses = schedules.reduce_on_plateau(0.1), np.linspace(2.0, 1.0, 100)
    for n in range(1, 101):
        for update in range(3):
            schedule(update, losses[:n])
    assert steps == losses.tolist()


def test_a_training_hands_losses_to_a_schedule_without_making_numbers_of_them():
    """A list of all epochs' losses in each update would take longer than the updates do."""
    seen = []

    def rate(step, losses):
        seen.append(memoryview(losses).tolist())
        return 0.1

    net = bpnet.MLP((1, 1), optimizer=bpnet.optimizers.sgd(schedules.Schedule(rate, watches=True)))
    history = net.fit([[1.0], [2.0]], [[0.0], [1.0]], epochs=3, batch_size=1)
    assert seen == [history.loss[:epoch].tolist() for epoch in (0, 0, 1, 1, 2, 2)]


PLATEAU = schedules.reduce_on_plateau(0.5, factor=0.5, patience=0, threshold=0.5)


@pytest.mark.parametrize("validation", [None, 0.25])
@pytest.mark.parametrize("rates", [(0.1,), (lambda update: 0.1 / (1 + update),), (PLATEAU,), (0.1, PLATEAU, lambda update: 0.2)])
def test_a_run_knows_the_rate_of_the_next_update(rates, validation):
    """The optimizer notes the rate that it gets; an epoch is one update."""

    def update(xp, params, grads, opt_state, learning_rate):
        new = map_tree(lambda p, g: p - learning_rate * g, params, grads)
        return new, opt_state * 0.0 + learning_rate

    noting = bpnet.Optimizer(lambda xp, params: xp.zeros_like(params[0][1][0]), update, rates if len(rates) > 1 else rates[0])
    net = bpnet.MLP((3, 1), optimizer=noting, seed=range(len(rates)) if len(rates) > 1 else 0)
    x = np.random.default_rng(0).standard_normal((24, 3))
    said, got = [], []
    rules = [lambda run: said.append(run.learning_rate), lambda run: got.append(np.asarray(run.net.training.opt_state))]
    net.fit(x, x[:, :1], epochs=6, validation=validation, callbacks=rules)
    np.testing.assert_array_equal(said[:-1], got[1:])
    assert (rates == (0.1,)) == (len(np.unique(said)) == 1)
