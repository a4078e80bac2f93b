import numpy as np
import pytest

import bpnet
from bpnet import datasets, plotting
from bpnet.cli import main

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
    assert [line.get_label() for line in ax.lines] == ["training", "validation"]
    assert np.array_equal(ax.lines[0].get_ydata(), trained[1].loss)
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == ("epoch", "loss", "log")


def test_the_surface_is_that_of_the_network(bpnet_backend, trained):
    net = trained[0].to(bpnet_backend)
    ax = plotting.decision_surface(net, *trained[2:], axes())
    surface = ax.collections[0].get_array()
    assert surface.size == 120 * 120
    assert 0.0 <= surface.min() < 0.5 < surface.max() <= 1.0


def test_a_surface_needs_two_inputs(trained):
    with pytest.raises(ValueError, match=r"a decision surface needs two inputs: x has shape \(4, 3\)"):
        plotting.decision_surface(trained[0], np.zeros((4, 3)), np.zeros(4), axes())


def test_a_surface_shows_one_output(trained):
    net = bpnet.MLP((2, 3), backend="numpy")
    with pytest.raises(ValueError, match="shows one output, this network has 3"):
        plotting.decision_surface(net, *trained[2:], axes())


def test_the_command_draws_a_picture(tmp_path, capsys):
    assert main(["xor", "--epochs", "50", "--plot", str(tmp_path / "xor.png")]) == 0
    assert (tmp_path / "xor.png").read_bytes().startswith(b"\x89PNG")
    assert main(["xor", "--epochs", "5", "--plot", str(tmp_path / "xor.nonsense")]) == 2
    assert "nonsense" in capsys.readouterr().err
