import numpy as np
import pytest

import bpnet
from bpnet import datasets, plotting
from bpnet.cli import main
from bpnet.plotting import surface
from bpnet.plotting.files import check_plot

pytest.importorskip("matplotlib", reason="pictures are matplotlib's")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:matplotlib", "ignore::DeprecationWarning:dateutil")


@pytest.fixture
def trained():
    x, y = datasets.xor()
    net = bpnet.MLP((2, 4, 1), output="sigmoid", hidden="tanh", loss="binary_cross_entropy", seed=1, backend="numpy")
    return net, net.fit(x, y, epochs=300, validation=(x, y)), x, y


def axes():
    from matplotlib.figure import Figure

    return Figure().subplots()


def test_both_losses_are_drawn(trained):
    ax = plotting.losses(trained[1], axes())
    assert [(line.get_label(), line.get_linestyle()) for line in ax.lines] == [("training", "-"), ("validation", "--")]
    assert len({line.get_color() for line in ax.lines}) == 1
    assert np.array_equal(ax.lines[0].get_ydata(), trained[1].loss)
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == ("epoch", "loss", "linear")


def test_the_surface_is_that_of_the_network(bpnet_backend, trained):
    net = trained[0].to(bpnet_backend)
    ax = plotting.decision_surface(net, *trained[2:], axes())
    values = ax.collections[0].get_array()
    assert values.size == surface.GRID**2
    assert 0.0 <= values.min() < 0.5 < values.max() <= 1.0
    corner = bpnet_backend.to_host(net.predict(np.asarray([[ax.get_xlim()[0], ax.get_ylim()[0]]])))
    np.testing.assert_allclose(np.ravel(values)[0], corner[0, 0], rtol=1e-12)


def test_a_surface_needs_two_inputs(trained):
    with pytest.raises(ValueError, match=r"a decision surface needs two inputs: x has shape \(4, 3\)"):
        plotting.decision_surface(trained[0], np.zeros((4, 3)), np.zeros(4), axes())


def test_a_surface_shows_one_network(trained):
    with pytest.raises(ValueError, match="a decision surface shows one network, this is a group of 2: pass one of them"):
        plotting.decision_surface(bpnet.MLP((2, 1), seed=[1, 2], backend="numpy"), *trained[2:], axes())


def test_the_losses_of_many_networks_are_drawn(tmp_path, capsys):
    file = tmp_path / "all.png"
    assert main(["xor", "--replicas", "3", "--epochs", "20", "--plot", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "0 of 3 networks learned XOR in 20 epochs"
    assert file.read_bytes()[:4] == b"\x89PNG"


def test_each_network_of_a_group_has_a_colour_and_its_validation_loss_is_dashed(trained):
    group = bpnet.MLP((2, 3, 1), seed=[1, 2], backend="numpy")
    history = group.fit(*trained[2:], epochs=3, validation=trained[2:])
    ax = plotting.losses(history, axes())
    assert [line.get_linestyle() for line in ax.lines] == ["-", "-", "--", "--"]
    assert [line.get_color() for line in ax.lines[:2]] == [line.get_color() for line in ax.lines[2:]]
    np.testing.assert_array_equal(ax.lines[3].get_ydata(), history.validation_loss[:, 1])
    plotting.losses(trained[1], ax)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["training", "validation", "training", "validation"]


def test_the_command_draws_a_picture(tmp_path, capsys):
    assert main(["xor", "--epochs", "50", "--plot", str(tmp_path / "xor.png")]) == 0
    assert (tmp_path / "xor.png").read_bytes().startswith(b"\x89PNG")
    assert main(["xor", "--epochs", "5", "--plot", str(tmp_path / "xor.nonsense")]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_the_command_draws_a_dark_picture(tmp_path, capsys):
    from matplotlib.image import imread

    assert main(["xor", "--epochs", "5", "--dark"]) == 2
    assert "--dark sets the background of the figure of --plot: name its file too" in capsys.readouterr().err
    assert main(["xor", "--epochs", "5", "--dark", "--plot", str(tmp_path / "dark.png")]) == 0
    assert imread(tmp_path / "dark.png")[0, 0, :3].max() < 0.3


def test_the_surface_of_the_textbooks_network_is_drawn(bpnet_backend, tmp_path, capsys):
    x, y = datasets.xor()
    nn = bpnet.NeuralNetwork(2, 4, 1, seed=0, backend=bpnet_backend)
    history = nn.train(x, y, 3, 0.1)
    own = bpnet_backend.from_host(x)
    drawn = plotting.decision_surface(nn, own, y, axes()).collections[0].get_array()
    expected = plotting.decision_surface(nn.network, x, y[:, 0], axes()).collections[0].get_array()
    assert np.array_equal(drawn, expected)
    assert len(plotting.losses(history, axes()).lines[0].get_ydata()) == 3


def test_a_picture_is_written_below_a_home_with_any_ending(trained, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    plotting.write("~/both.PNG", *trained)
    assert (tmp_path / "both.PNG").read_bytes().startswith(b"\x89PNG")
    check_plot(tmp_path / "both.SVG", dark=False)
    assert main(["xor", "--epochs", "5", "--plot", "~/xor.Png"]) == 0
    assert (tmp_path / "xor.Png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda net, h, x, y: plotting.losses(net, axes()), "expected a History, .* got <MLP 2-1"),
        (
            lambda net, h, x, y: plotting.decision_surface(h, x, y, axes()),
            "expected a Network, an MLP or a NeuralNetwork, got <Hist",
        ),
        (
            lambda net, h, x, y: plotting.decision_surface(net, x, y[:3], axes()),
            r"y has shape \(3, 1\) beside x of shape \(4, 2\)",
        ),
        (lambda net, h, x, y: plotting.decision_surface(net, x[:0], y[:0], axes()), r"expected \(n,\) or \(n, 1\), n > 0"),
        (lambda net, h, x, y: plotting.decision_surface(net, x, ["a"] * 4, axes()), "y has 1 class, a; this network tells 2"),
        (lambda net, h, x, y: plotting.decision_surface(net, x * np.nan, y, axes()), "x contains NaN or infinity"),
        (
            lambda net, h, x, y: plotting.decision_surface(bpnet.MLP((3, 1)), x, y, axes()),
            r"two inputs, this network has 3: .* draw curves\(history\)",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told(trained, draw, words):
    with pytest.raises((TypeError, ValueError), match=words):
        draw(*trained)


def test_an_estimator_is_no_network(trained):
    sklearn = pytest.importorskip("bpnet.sklearn", reason="estimators are scikit-learn's")
    with pytest.raises(TypeError, match="expected a Network, an MLP or a NeuralNetwork, got MLPRegressor"):
        plotting.decision_surface(sklearn.MLPRegressor(), *trained[2:], axes())


def test_samples_in_one_column_of_values_have_a_surface(trained):
    x = np.array([[1.0, 0.0], [1.0, 2.0]])
    ax = plotting.decision_surface(trained[0], x, [0, 1], axes())
    assert ax.get_xlim()[0] < 1.0 < ax.get_xlim()[1]
