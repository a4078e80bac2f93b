"""Metrics that cannot be: one error at the beginning of a training, or one that names the metric."""

import numpy as np
import pytest

import bpnet
from bpnet.callbacks import Checkpoint, EarlyStopping
from bpnet.metrics import METRICS, HostMetric, of_outputs

X = np.random.default_rng(6).standard_normal((8, 2))
Y = X[:, :1]


def regressor(**options):
    return bpnet.MLP((2, 3, 1), backend="numpy", **options)


@pytest.mark.parametrize(
    "metric",
    [
        {"x" * 201: "r2"},
        {"a\nb": "r2"},
        {"\x1b[31m": "r2"},
        {"loss": "r2"},
        [METRICS["r2"]._replace(name=None)],
        [HostMetric(5, len)],
        [HostMetric("", len)],
    ],
    ids=["long", "a line break", "an escape", "loss", "None", "a number", "empty"],
)
def test_names_that_a_history_or_a_file_cannot_have_are_refused_before_the_training(metric, tmp_path):
    net = regressor()
    with pytest.raises(
        ValueError, match="^the name of a metric must be a text of up to 200 characters in one line, and not "
    ) as caught:
        net.fit(X, Y, epochs=1, metrics=metric, callbacks=[Checkpoint(tmp_path / "file")])
    assert len(str(caught.value)) <= 300
    assert (net.training.epoch, [*tmp_path.iterdir()]) == (0, [])
    net.fit(X, Y, epochs=1, metrics={"x" * 200: "r2"}, callbacks=[Checkpoint(tmp_path / "file")])


def test_a_value_too_large_for_a_float_is_no_number():
    with pytest.raises(ValueError, match=r"^the metric 'large' must return a number, got an integer of"):
        regressor().fit(X, Y, epochs=1, metrics={"large": lambda *_: 10**400})


@pytest.mark.parametrize("options", [{}, {"seed": [1, 2]}], ids=["one", "group"])
def test_a_metric_that_is_not_defined_does_not_keep_a_training_going(options):
    values = iter([np.nan, np.nan, 3.0, 2.0] if not options else np.repeat([np.nan, np.nan, 3.0, 2.0], 2))
    stopping = EarlyStopping(3, monitor="m", restore_best=False)
    regressor(**options).fit(
        X, Y, epochs=4, metrics=[of_outputs(lambda *_: next(values), name="m", highest_is_best=True)], callbacks=[stopping]
    )
    assert (np.all(stopping.best == 3.0), np.all(stopping.best_epoch == 3)) == (True, True)  # a number is better than none
    never = of_outputs(lambda *_: np.nan, name="m", highest_is_best=True)
    history = regressor(**options).fit(X, Y, epochs=9, metrics=[never], callbacks=[EarlyStopping(2, monitor="m")])
    assert len(history.loss) == 3
