"""Curves, fans, surfaces of classes, and their colours: what is drawn, not pixels."""

import numpy as np
import pytest

import bpnet
from bpnet import plotting
from bpnet.plotting import overview, samples, style, surface

ContourSet = pytest.importorskip("matplotlib.contour", reason="pictures are matplotlib's").ContourSet
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:matplotlib", "ignore::DeprecationWarning:dateutil")


def axes():
    from matplotlib.figure import Figure

    return Figure().subplots()


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def with_metrics(history):
    history.metrics["balanced_accuracy"] = np.linspace(0.5, 1.0, len(history.loss))
    history.validation_metrics["balanced_accuracy"] = np.linspace(0.4, 0.9, len(history.loss))
    history.validation_metrics["r2"] = np.linspace(-1.0, 0.9, len(history.loss))
    return history


FALLING, HELD_OUT = np.linspace(1.0, 0.1, 10), np.asarray([9.0, 7.0, 5.0, 3.0, 2.0, 4.0, 6.0, 6.0, 6.0, 6.0])


def test_each_metric_has_a_panel_with_training_solid_and_validation_dashed():
    history = with_metrics(bpnet.History(FALLING, HELD_OUT))
    panels = plotting.curves(history, [axes() for _ in range(3)])
    assert [ax.get_ylabel() for ax in panels] == ["loss", "balanced accuracy", "r2"]
    assert [[line.get_linestyle() for line in ax.lines] for ax in panels] == [["-", "--"], ["-", "--"], ["--"]]
    assert [len({line.get_color() for line in ax.lines}) for ax in panels] == [1, 1, 1]
    np.testing.assert_array_equal(panels[1].lines[1].get_ydata(), history.validation_metrics["balanced_accuracy"])
    (only,) = plotting.curves(history, axes(), names=["r2"])
    assert only.get_ylabel() == "r2"


def test_the_lowest_validation_loss_is_marked_if_the_training_stopped_early():
    panels = plotting.curves(with_metrics(bpnet.History(FALLING, HELD_OUT, stopped_at=10)), [axes() for _ in range(3)])
    assert "lowest: epoch 5" in legend(panels[0])
    assert [list(line.get_xdata()) for line in panels[0].lines[2:]] == [[5, 5], [5]]
    assert legend(panels[1])[-1] == "epoch 5"
    assert len(plotting.curves(bpnet.History(FALLING, HELD_OUT), axes())[0].lines) == 2


def test_a_scale_is_logarithmic_if_losses_span_much_and_one_epoch_is_a_point():
    assert plotting.losses(bpnet.History(np.asarray([1.0, 0.01])), axes()).get_yscale() == "log"
    assert plotting.losses(bpnet.History(np.asarray([1.0, 0.5])), axes()).get_yscale() == "linear"
    assert plotting.losses(bpnet.History(np.asarray([1.0, -0.01])), axes()).get_yscale() == "linear"
    assert plotting.losses(bpnet.History(np.asarray([1.0])), axes()).lines[0].get_marker() == "o"


def group_history():
    """Twenty networks: one is an outlier, one has stopped after two epochs, one has diverged."""
    loss = np.linspace(1.0, 0.1, 4)[:, None] * np.linspace(1.0, 1.1, 20)
    loss[:, 3] *= 1e3
    loss[2:, 4] = np.nan
    loss[1:, 5] = np.nan
    stopped = tuple(2 if i == 4 else 1 if i == 5 else None for i in range(20))
    return bpnet.GroupHistory(loss, np.empty((0, 20)), stopped, {}, (5,), 20)


def test_a_fan_has_bands_of_all_but_outliers_and_of_those_that_diverged():
    history = group_history()
    history.loss[1, 4] = 0.105  # so that it is no outlier, since it counts with its last loss
    ax = plotting.fan(history, ax=axes())
    assert legend(ax) == ["all but 1", "middle half", "median of 19", "1 outlier", "1 diverged, not shown"]
    kept = np.delete(history.loss, [3, 5], axis=1)
    kept[2:, 3] = 0.105
    np.testing.assert_allclose(ax.lines[0].get_ydata(), np.median(kept, axis=1))
    band = ax.collections[0].get_paths()[0].vertices
    assert (band[:, 1].min(), band[:, 1].max()) == (kept.min(), kept.max())
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), history.loss[:, 3])


def test_a_fan_draws_metrics_and_the_median_of_validation_and_curves_draws_fans():
    history = group_history()
    history.metrics["accuracy"] = history.validation_metrics["accuracy"] = np.clip(1.0 - history.loss, 0.0, 1.0)
    ax = plotting.fan(history, "accuracy", axes())
    assert ax.get_ylabel() == "accuracy"
    assert legend(ax)[-2:] == ["median, validation", "1 diverged, not shown"]
    panels = plotting.curves(history, [axes(), axes()])
    assert [panel.get_ylabel() for panel in panels] == ["loss", "accuracy"]
    assert len(panels[1].collections) == 2


def test_networks_that_have_not_learned_are_lines_above_the_fan(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(overview, "write_figure", lambda figure, path: drawn.append(figure))
    history = bpnet.MLP((2, 1), seed=range(3), backend="numpy").fit(*bpnet.datasets.xor(), epochs=2)
    overview.write_many(tmp_path / "all.png", history, np.asarray([False, True, True]))
    (ax,) = drawn[0].axes
    assert legend(ax) == ["all", "middle half", "median of 2 learned", "1 not learned"]
    median, other = ax.lines
    assert other.get_color() != median.get_color()
    assert other.get_zorder() > median.get_zorder()
    assert ax.get_title() == "seeds 0 to 2, numpy, float64, 2 of 3 learned in 2 epochs"
    np.testing.assert_array_equal(other.get_ydata(), history.loss[:, 0])


def classifier(n_out, *, output="identity", loss="softmax_cross_entropy"):
    """A linear network whose class is the sign of the first input, or of three the largest of x, -x and 0."""
    net = bpnet.MLP((2, n_out), output=output, loss=loss, backend="numpy")
    w = [4.0, -4.0, 0.0] if n_out == 3 else [4.0]
    net.params = ((np.asarray([w, [0.0] * n_out]), np.zeros(n_out)),)
    return net


POINTS = np.asarray([[-2.0, 0.0], [2.0, 1.0], [1.0, -1.0], [-1.0, 0.0]])
WRONG = "1 misclassified"


def ringed(ax):
    return next(c for c in ax.collections if c.get_label() == WRONG).get_offsets().tolist()


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_samples_on_the_wrong_side_are_ringed_and_logits_have_their_threshold_at_zero(output):
    ax = plotting.decision_surface(classifier(1, output=output, loss="binary_cross_entropy"), POINTS, [0, 1, 0, 0], axes())
    assert legend(ax) == ["0", "1", WRONG]
    assert ringed(ax) == [[1.0, -1.0]]
    values = ax.collections[0].get_array()
    assert 0.0 <= values.min() < 0.5 < values.max() <= 1.0
    line = next(c for c in ax.collections if isinstance(c, ContourSet))
    assert np.abs(line.get_paths()[0].vertices[:, 0]).max() < 1e-6
    assert ax.figure.axes[1].get_ylabel() == "probability of 1"


@pytest.mark.parametrize("shape", ["labels", "column", "one-hot", "text"])
def test_classes_are_regions_with_a_colour_and_a_mark_each(shape):
    labels, names, net = np.asarray([1, 0, 0, 0]), ("0", "1", "2"), classifier(3)
    y = {"labels": labels, "column": labels[:, None], "one-hot": np.eye(3)[labels]}.get(shape)
    if shape == "text":
        names = ("east", "west", "none")
        net.classes_ = np.asarray(names)
        y = np.asarray(names, dtype=object)[labels]
    ax = plotting.decision_surface(net, POINTS, y, axes())
    assert legend(ax) == [*names, WRONG]
    assert ringed(ax) == [[-1.0, 0.0]]
    regions = ax.collections[0].get_array()
    assert regions.shape == (surface.GRID, surface.GRID, 3)
    certain = style.mix(style.color(ax, 0), style.background(ax), surface.STRENGTH)
    np.testing.assert_allclose(regions[0, -1], certain, atol=1e-2)
    east, west = (next(c for c in ax.collections if c.get_label() == name) for name in names[:2])
    assert tuple(east.get_facecolor()[0][:3]) != tuple(west.get_facecolor()[0][:3])
    assert np.abs(east.get_facecolor()[0][:3] - regions[0, -1]).max() > 0.2  # a sample can be seen where the network is right
    assert len(east.get_paths()[0].vertices) != len(west.get_paths()[0].vertices)


def test_names_of_columns_are_those_of_the_axes_and_signs_have_their_threshold_at_zero():
    pandas = pytest.importorskip("pandas", reason="it reads a data frame")
    net, frame = classifier(1, loss="squared_error"), pandas.DataFrame(POINTS, columns=["width", "height"])
    ax = plotting.decision_surface(net, frame, [-1, 1, 1, -1], axes())
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("width", "height")
    assert legend(ax) == ["-1", "1"]


def test_targets_that_are_no_classes_have_the_colours_of_the_outputs():
    ax = plotting.decision_surface(classifier(1, loss="squared_error"), POINTS, POINTS[:, 0], axes())
    mesh, points = ax.collections
    assert mesh.get_clim() == points.get_clim()
    np.testing.assert_array_equal(points.get_array(), POINTS[:, 0])


def test_an_unknown_class_is_told_and_numbers_of_classes_have_their_names():
    net = classifier(3)
    net.classes_ = np.asarray(["a", "b", "c"])
    with pytest.raises(ValueError, match="y has the class 'd', the network knows a, b, c"):
        plotting.decision_surface(net, POINTS, ["a", "b", "c", "d"], axes())
    assert samples.samples_of(net, POINTS, [0, 1, 2, 0]).names == ("a", "b", "c")
    one = classifier(1, output="sigmoid", loss="binary_cross_entropy")
    assert samples.samples_of(one, POINTS, np.asarray([True, False, True, False], dtype=object)).labels.tolist() == [1, 0, 1, 0]


def test_colours_are_those_of_the_users_style_and_of_okabe_and_ito_in_place_of_the_defaults():
    from matplotlib import pyplot as plt

    assert style.palette(axes()) == style.ON_LIGHT
    with plt.style.context("dark_background"):
        ax = axes()
        assert style.is_dark(ax)
        assert plotting.losses(bpnet.History(np.ones(3)), ax).lines[0].get_color() == "#8dd3c7"
    with plotting.theme("dark"):
        ax = axes()
        assert style.color(ax, 0) == style.ON_DARK[0]
        assert style.ink(ax) == style.INKS["dark"][1]
    assert not style.is_dark(axes())


def contrast(one, other):
    """Contrast of two colours, as WCAG 2 defines it."""
    from matplotlib.colors import to_rgb

    def light(color):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "colors"), [("light", style.ON_LIGHT), ("dark", style.ON_DARK)])
def test_the_colours_of_a_theme_can_be_seen_on_its_background(name, colors):
    paper, ink, *_ = style.INKS[name]
    assert contrast(paper, ink) > 12.0
    assert min(contrast(paper, color) for color in colors) > 2.0
    assert min(contrast(paper, color) for color in colors[:3]) > 3.0
    assert contrast("#ffffff", "#f0e442") < 2.0  # a yellow that could not be seen


def test_the_title_of_a_picture_has_seed_backend_dtype_and_loss(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(overview, "write_figure", lambda figure, path: drawn.append(figure))
    net, (x, y) = bpnet.MLP((2, 1), output="sigmoid", loss="binary_cross_entropy", seed=1), bpnet.datasets.xor()
    history = net.fit(x, y, epochs=2)
    plotting.write(tmp_path / "both.png", net, history, x, y)
    assert drawn[0].get_suptitle() == f"seed 1, numpy, float64, loss {history.loss[-1]:.3g} after 2 epochs"
    assert drawn[0].axes[0].get_ylabel() == "loss (binary cross entropy)"


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (
            lambda h: plotting.decision_surface(classifier(3), POINTS, [0, 1, 2, 3], axes()),
            "y must be labels from 0 to 2, or one",
        ),
        (
            lambda h: plotting.decision_surface(classifier(3), POINTS, [0, 1, 2, 1], "here"),
            "ax must be matplotlib axes, .* 'here'",
        ),
        (lambda h: plotting.decision_surface(classifier(3), POINTS[:, :1], [0] * 4, axes()), r"inputs: x has shape \(4, 1\)"),
        (lambda h: plotting.decision_surface(classifier(3), POINTS, [["a", "b"]] * 4, axes()), r"y has shape \(4, 2\) beside x"),
        (lambda h: plotting.decision_surface(classifier(3), POINTS, [1j] * 4, axes()), "y must be an array of real numbers"),
        (
            lambda h: plotting.decision_surface(classifier(1, loss="squared_error"), POINTS, [0, 1, 0, np.nan], axes()),
            "y contains NaN .* in 1 of 4 rows",
        ),
        (
            lambda h: plotting.decision_surface(classifier(1, loss="squared_error"), POINTS, [0, 1, 0, np.inf], axes()),
            "y contains NaN .* in 1 of 4 rows",
        ),
        (
            lambda h: plotting.decision_surface(classifier(1, loss="squared_error"), POINTS, ["a", "a", "b", None], axes()),
            "y contains NaN or None",
        ),
        (
            lambda h: plotting.decision_surface(classifier(1, loss="squared_error"), POINTS, ["a", "a", "b", 1], axes()),
            "y has text and int in one",
        ),
        (
            lambda h: plotting.decision_surface(
                classifier(1, loss="binary_cross_entropy", output="sigmoid"), POINTS, [-1, 1, -1, 1], axes()
            ),
            "y must be between 0 and 1, got values from -1 to 1",
        ),
        (lambda h: plotting.curves(h, axes(), names=5), "names has 5, expected some of loss"),
        (lambda h: plotting.curves(h, axes(), names=["loss", None]), "names has None, expected some of loss"),
        (
            lambda h: plotting.write("curves.gif", classifier(1, loss="squared_error"), h, POINTS, [0] * 4),
            "a figure ends in .png, .svg, .pdf, got curves",
        ),
        (
            lambda h: plotting.write("curves", classifier(1, loss="squared_error"), h, POINTS, [0] * 4),
            "a figure ends in .png, .svg, .pdf, got curves",
        ),
        (lambda h: plotting.curves(classifier(3)), "expected a History, .* got <MLP 2-3"),
        (lambda h: plotting.curves(h, axes(), names=["f1"]), "this history has no metric 'f1', it has loss"),
        (lambda h: plotting.curves(h, axes(), names=[]), "names is empty, expected some of loss"),
        (lambda h: plotting.curves(h, [axes(), axes()]), "ax must be 1 axes, one for each of loss, got 2"),
        (lambda h: plotting.fan(h, ax=axes()), "this is the history of one: draw it with losses or curves"),
        (lambda h: plotting.fan(group_history(), "f1", axes()), "this history has no metric 'f1'"),
        (lambda h: plotting.fan(bpnet.GroupHistory(replicas=2), ax=axes()), "no epochs with a loss: there is nothing to draw"),
        (lambda h: plotting.theme("blue"), "theme must be 'light' or 'dark', got 'blue'"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_error(draw, words):
    with pytest.raises((TypeError, ValueError), match=words):
        draw(bpnet.History(FALLING))


def test_names_are_shown_as_they_are():
    history, names = bpnet.History(FALLING), ("$0-$50", "_hidden", r"$\frac")
    history.metrics = dict.fromkeys(names, FALLING)
    net = classifier(3, output="softmax", loss="softmax_cross_entropy")
    net.classes_ = names
    panels = plotting.curves(history)
    assert [ax.yaxis.label._preprocess_math(ax.get_ylabel()) for ax in panels[1:]] == [
        ("$0-$50", False),
        ("hidden", False),
        (r"$\frac", False),
    ]
    ax = plotting.decision_surface(net, POINTS, [*names, names[0]], axes())
    shown = [text._preprocess_math(text.get_text())[0].strip() for text in ax.get_legend().get_texts()]
    assert shown[:3] == list(names)


def test_of_many_classes_the_legend_names_some_and_keeps_within_the_figure():
    net = bpnet.MLP((2, 50), output="softmax", loss="softmax_cross_entropy", backend="numpy")
    x = np.random.default_rng(0).normal(size=(50, 2))
    net.classes_ = [f"a class with a long name, {index}" for index in range(50)]
    ax = plotting.decision_surface(net, x, np.arange(50), plotting.files.new_axes(1)[0])
    ax.figure.draw_without_rendering()
    assert len(shown := legend(ax)) == 14
    assert shown[-2] == "38 more classes"
    box, figure = ax.get_legend().get_window_extent(), ax.figure.bbox
    assert figure.x0 <= box.x0
    assert box.x1 <= figure.x1
    assert box.y1 <= figure.y1
