"""Progress of a training: on a terminal, in a notebook and in a log, by a clock that the tests turn."""

import io
import math
import re
import sys
from types import SimpleNamespace

import numpy as np
import pytest

import bpnet
from bpnet.training import progress_displays
from bpnet.training.callbacks import Callback
from bpnet.training.history import History
from bpnet.training.progress import ProgressBar
from bpnet.training.progress_displays import Log, Notebook, Nowhere, choose_display
from bpnet.training.progress_report import Report, Value, format_time

X, Y = np.ones((4, 2)), np.ones((4, 1))


class Clock:
    """A clock that stands still until it is turned."""

    now = 100.0

    def __call__(self):
        return self.now


class Seen(Nowhere):
    """A display that keeps its reports."""

    def __init__(self, clock, seconds=1.0, cost=0.0):
        self.clock, self.seconds, self.cost, self.reports = clock, seconds, cost, []

    def interval(self, seconds):
        return self.seconds

    def show(self, report):
        self.clock.now += self.cost
        self.reports.append(report)

    compiling = compiled = close = show


def run_of(epochs, *, history=None, rank=0, rate=0.1):
    """A training as progress sees it."""
    history = history or History()
    net = SimpleNamespace(replicas=None if history.loss.ndim == 1 else history.loss.shape[1])
    return SimpleNamespace(net=net, history=history, epochs=epochs, rank=rank, epoch=0, learning_rate=rate)


def train(bar, clock, run, seconds=1.0, until=None):
    """Epochs of some seconds each."""
    bar.begin(run)
    for epoch in range(1, (until or run.epochs) + 1):
        clock.now += seconds
        run.epoch = epoch
        run.history.loss = np.append(run.history.loss, 1 / epoch)
        bar(run)
    bar.finish(run)


def log_of(epochs, seconds=1.0, **settings):
    clock, stream = Clock(), io.StringIO()
    until = settings.pop("until", None)
    train(ProgressBar(Log(stream), clock), clock, run_of(epochs, **settings), seconds, until)
    return stream.getvalue().splitlines()


def test_a_log_has_a_line_after_the_first_epoch_every_few_seconds_and_at_the_end():
    lines = log_of(12)
    assert [line.split()[1] for line in lines] == ["1/12", "6/12", "11/12", "12/12"]
    assert lines[0] == "epoch 1/12  loss 1  rate 0.1  1/s  0:11 left"
    assert lines[-1] == "epoch 12/12  loss 0.0833333  rate 0.1  1/s  in 0:12"


def test_lines_become_rarer_in_a_training_of_hours_and_one_a_minute_stays():
    log = Log(io.StringIO())
    assert [log.interval(seconds) for seconds in (0, 150, 600, 1e5)] == [5, 5, 20, 60]


def test_the_last_line_says_that_a_training_was_stopped_or_failed():
    early = History(stopped_at=2)
    assert log_of(9, until=2, history=early)[-1] == "epoch 2/9  stopped  loss 0.5  rate 0.1  1/s  in 0:02"
    assert "  failed  " in log_of(9, until=2)[-1]


def test_ranks_after_the_first_are_silent():
    assert log_of(3, rank=1) == []


def test_nothing_is_shown_before_the_first_epoch_has_ended():
    clock, stream = Clock(), io.StringIO()
    bar = ProgressBar(Log(stream), clock)
    bar.begin(run_of(3))
    bar.finish(run_of(3))
    assert stream.getvalue() == ""


def test_the_time_left_follows_the_last_half_minute():
    """The first 10 epochs take 1 s each, the next 4 s."""
    clock = Clock()
    bar, run = ProgressBar(seen := Seen(clock), clock), run_of(100)
    bar.begin(run)
    for epoch in range(1, 31):
        clock.now += 1 if epoch <= 10 else 4
        run.epoch, run.history.loss = epoch, np.append(run.history.loss, 0.5)
        bar(run)
    assert seen.reports[8].left == pytest.approx(91)
    assert seen.reports[-1].left == pytest.approx(70 * 4)


def test_compilation_does_not_count_as_an_epoch():
    clock, run = Clock(), run_of(3)
    bar = ProgressBar(seen := Seen(clock), clock)
    bar.begin(run)
    with bar.compiling(run):
        assert seen.reports[-1].state == "compiling the step"
        clock.now += 60
    assert seen.reports[-1].state == ""
    clock.now += 2
    run.epoch, run.history.loss = 1, np.ones(1)
    bar(run)
    assert (seen.reports[-1].speed, seen.reports[-1].left) == (0.5, 4.0)


def test_a_slow_display_takes_a_twentieth_of_the_time_at_most():
    clock = Clock()
    bar, run = ProgressBar(seen := Seen(clock, seconds=0.2, cost=1.0), clock), run_of(1000)
    train(bar, clock, run, seconds=0.1)
    assert len(seen.reports) * 1.0 < 0.08 * (clock.now - Clock.now)


class Timer:
    """A timer that rings at once, or never."""

    rings = True

    def __init__(self, seconds, function, arguments):
        self.call, self.cancelled = lambda: function(*arguments), False

    def start(self):
        if self.rings:
            self.call()

    def cancel(self):
        self.cancelled = True


@pytest.mark.parametrize("rings", [True, False])
def test_a_log_mentions_a_compilation_that_takes_long(monkeypatch, rings):
    monkeypatch.setattr(Timer, "rings", rings)
    stream, clock = io.StringIO(), Clock()
    bar, run = ProgressBar(Log(stream, timer=Timer), clock), run_of(3)
    bar.begin(run)
    with bar.compiling(run):
        pass
    assert stream.getvalue() == ("epoch 0/3  compiling the step\n" if rings else "")


REPORT = Report(
    37,
    100,
    (Value("loss", 0.123456789, 0.2345678), Value("accuracy", 0.98125, 0.972222), Value("f1", 0.9, None), Value("r2", None, 0.5)),
    rate=0.01,
    speed=123.4,
    left=61.2,
)


def test_a_line_loses_fields_in_order_as_the_terminal_gets_narrower():
    assert REPORT.line() == (
        "epoch 37/100  loss 0.123457, validation 0.234568  accuracy 0.98125, validation 0.972222  f1 0.9  r2 validation 0.5  "
        "rate 0.01  123/s  1:01 left"
    )
    shown = {width: REPORT.fit(width) for width in (157, 150, 128, 111, 104, 92, 80, 60, 40, 9)}
    for width, (head, bar, rest) in shown.items():
        assert len(head) + (bar + 2 if bar else 0) + (2 + len(rest) if rest else 0) <= width
    four = "loss 0.1235, val 0.2346  accuracy 0.9812, val 0.9722"
    three = "loss 0.123, val 0.235  accuracy 0.981, val 0.972"
    assert [f"{bar} {rest}".strip() for _, bar, rest in shown.values()] == [
        REPORT.line().replace("epoch 37/100 ", "12"),
        f"12 {four}  f1 0.9  r2 val 0.5  rate 0.01  123/s  1:01 left".replace("val", "validation"),
        f"6 {four}  f1 0.9  r2 val 0.5  rate 0.01  123/s  1:01 left",
        f"6 {four}  f1 0.9  r2 val 0.5  1:01 left",
        f"0 {four}  f1 0.9  r2 val 0.5  1:01 left",
        f"0 {three}  f1 0.9  +1  1:01 left",
        f"0 {three}  +2  1:01 left",
        "0 loss 0.123, val 0.235  +3  1:01 left",
        "0 loss 0.123, val 0.235",
        "0",
    ]


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0:00"), (59.6, "1:00"), (3723, "1:02:03"), (90061, "25:01:01")])
def test_times_are_hours_minutes_and_seconds(seconds, text):
    assert format_time(seconds) == text


@pytest.mark.parametrize(("speed", "text"), [(12345.6, "12,346/s"), (99.94, "99.9/s"), (1.0, "1/s"), (0.1, "10 s/epoch")])
def test_slow_epochs_are_told_in_seconds(speed, text):
    assert text in Report(1, 2, speed=speed).fields()


def test_a_group_shows_medians_of_the_networks_that_train():
    clock = Clock()
    history = History(np.asarray([[1.0, np.nan, 3.0]]), metrics={"accuracy": np.asarray([[0.5, np.nan, 0.7]])})
    bar, run = ProgressBar(seen := Seen(clock), clock), run_of(2, history=history, rate=np.asarray([0.1, 0.2, 0.9]))
    bar.begin(run)
    run.epoch = 1
    bar(run)
    assert seen.reports[0].line() == "epoch 1/2  median loss 2  accuracy 0.6  rate 0.2"
    history.loss = np.full((1, 3), np.nan)
    bar.finish(run)
    assert math.isnan(seen.reports[-1].values[0].training)


def test_the_rate_of_a_schedule_that_fails_is_left_out():
    net = bpnet.MLP((2, 1), seed=0, optimizer=bpnet.optimizers.sgd(lambda update: [0.5, 0.25][update]))
    net.fit(X, Y, epochs=2, callbacks=[], progress=True)
    clock = Clock()
    bar, run = ProgressBar(seen := Seen(clock), clock), bpnet.callbacks.Run(net, History(np.ones(1)), 3)
    bar.begin(run)
    bar(run)
    assert (seen.reports[0].epoch, seen.reports[0].rate) == (1, None)


def test_a_minimizer_shows_no_rate(capsys):
    bpnet.MLP((2, 1), seed=0).fit(X, Y, epochs=2, optimizer="lbfgs", progress=True)
    shown = capsys.readouterr().err
    assert "epoch 1/2  loss " in shown
    assert "rate" not in shown


@pytest.mark.parametrize("seed", [0, range(3)])
def test_progress_leaves_the_chunks_of_a_training_long(seed, capsys):
    """Negative control: another callback, which must be called after each epoch."""
    net, calls = bpnet.MLP((2, 1), seed=seed), []

    class Rare(Callback):
        every_epoch = False

        def __call__(self, run):
            calls.append(run.epoch)

    net.fit(X, Y, epochs=2000, callbacks=[Rare()], progress=True)
    assert calls[0] == 1
    assert calls[-1] == 2000
    assert len(calls) < 200
    calls.clear()
    net.fit(X, Y, epochs=20, callbacks=[Rare(), lambda run: None], progress=True)
    assert calls == list(range(1, 21))
    assert "epoch 20/20" in capsys.readouterr().err


def test_a_rare_callback_may_stop_a_training():
    class Stop(Callback):
        every_epoch = False

        def __call__(self, run):
            return run.epoch >= 1

    assert bpnet.MLP((2, 1), seed=0).fit(X, Y, epochs=50, callbacks=[Stop()]).stopped_at == 1


class Shell:
    """What IPython says of a kernel."""

    kernel = object()


@pytest.fixture
def notebook(monkeypatch):
    """A process that is the kernel of a notebook; the outputs that it would show."""
    shown = {}

    class Handle:
        def update(self, bundle, raw):
            assert raw
            shown["updates"] = shown.get("updates", 0) + 1
            shown["last"] = bundle

    def display(bundle, raw, display_id):
        assert raw
        assert display_id
        assert "last" not in shown
        shown["last"] = bundle
        return Handle()

    parts = SimpleNamespace(display=display)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=Shell, display=parts))
    monkeypatch.setitem(sys.modules, "IPython.display", parts)
    return shown


def test_in_a_notebook_one_output_is_updated_and_its_last_state_stays(notebook, capsys):
    bpnet.MLP((2, 1), seed=0).fit(X, Y, epochs=3000, progress=True)
    assert capsys.readouterr().err == ""
    assert re.fullmatch(r"epoch 3000/3000  loss \S+  rate 0.001  .+  in \d:\d\d", notebook["last"]["text/plain"])
    assert "<progress value='3000' max='3000'" in notebook["last"]["text/html"]


def test_a_notebook_is_updated_five_times_a_second_at_most(notebook):
    clock = Clock()
    train(ProgressBar(Notebook(), clock), clock, run_of(1000), seconds=0.01)
    assert 40 < notebook["updates"] <= 51


def test_the_html_of_progress_is_escaped():
    text = Report(1, 2, (Value("<b>&", 0.5),)).html()
    assert "&lt;b&gt;&amp; 0.5" in text
    assert "<b>" not in text


def test_the_display_is_that_of_the_process(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(sys, "stderr", None)
    assert isinstance(choose_display(clock), Nowhere)
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    display = choose_display(clock)
    display.show(REPORT)  # which a closed stream does not end
    assert isinstance(display, Log)
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(choose_display(clock), progress_displays.Terminal)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(choose_display(clock), Log)


@pytest.mark.parametrize("where", ["isatty", "write", "flush"])
@pytest.mark.parametrize("error", [OSError(5, "gone"), ValueError("I/O operation on closed file")], ids=repr)
def test_a_terminal_that_fails_ends_no_training(where, error, monkeypatch):
    def fail(*_):
        raise error

    stream = io.StringIO()
    stream.isatty = lambda: True
    setattr(stream, where, fail)
    monkeypatch.setattr(sys, "stderr", stream)
    history = bpnet.MLP((2, 1), backend="numpy").fit(np.zeros((4, 2)), np.zeros(4), epochs=3, progress=True)
    assert len(history.loss) == 3
