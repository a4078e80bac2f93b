"""`Network.summary`: layers, counts, memory and operations, as text of 80 columns and as HTML."""

from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves
from bpnet.layers import affine, batch_norm, dense, dropout, frozen, parallel, relu, residual, tanh, tied

CUBE = bpnet.stateless(lambda xp, params, x: (x * x * x, x), lambda xp, params, x, dy: ((), 3.0 * x * x * dy))


def branches(**options):
    block = residual(bpnet.chain(affine(64), batch_norm(), relu(), dropout(0.2), affine(64)))
    ends = parallel(affine(3), bpnet.chain(affine(4), tanh(), affine(2)))
    loss = losses.joint((losses.softmax_cross_entropy(), losses.squared_error()), widths=(3, 2))
    return bpnet.Network([dense(64, "tanh"), block, ends], n_in=(3, 5), loss=loss, **{"backend": "numpy"} | options)


def test_a_perceptron():
    net = bpnet.MLP((784, 100, 10), hidden="relu", output="softmax", loss="softmax_cross_entropy", backend="numpy")
    page = (Path(__file__).parent.parent / "docs" / "metrics.md").read_text()
    assert f"```text\n{net.summary()}\n```" in page
    assert str(net.summary()) == (
        "MLP 784-10, 79510 params, numpy, float64\n"
        "\n"
        "layer        outputs   params  state\n"
        "------------------------------------\n"
        "dense(relu)  (n, 100)  78,500\n"
        "dense        (n, 10)    1,010\n"
        "------------------------------------\n"
        "params      79,510 numbers, 621 KiB\n"
        "opt_state   159,022 numbers, 1.21 MiB, adam, rate 0.001\n"
        "loss        softmax_cross_entropy, predict applies softmax\n"
        "FLOPs       11.3 M a step on 32 samples, 353 k a sample\n"
        "to predict  159 k a sample\n"
        "computes    on numpy (cpu), float64, native arithmetic\n"
        "steps       compiled by default"
    )


def test_layers_of_layers_are_indented():
    summary = branches().summary()
    assert [(layer.depth, layer.name, layer.n_out) for layer in summary.layers] == [
        (0, "dense(tanh)", 64),
        (0, "residual", 64),
        (1, "affine", 64),
        (1, "batch_norm", 64),
        (1, "relu", 64),
        (1, "dropout(rate=0.2)", 64),
        (1, "affine", 64),
        (0, "parallel", 5),
        (1, "affine", 3),
        (1, "chain", 2),
        (2, "affine", 4),
        (2, "tanh", 4),
        (2, "affine", 2),
    ]


@pytest.mark.parametrize("seed", [0, range(3)])
@pytest.mark.parametrize(
    "make",
    [
        branches,
        lambda **options: bpnet.Network(
            [tied(bpnet.chain(affine(5), tanh(), affine(8)), where=(2, 0), to=(0, 0), transposed=True), frozen(affine(2))],
            n_in=8, loss="squared_error", **options,
        ),
        lambda **options: bpnet.MLP((2, 4, 1), hidden=CUBE, **options),
    ],
)  # fmt: skip
def test_the_counts_of_the_layers_are_those_of_the_network(make, seed):
    net = make(seed=seed, backend="numpy")
    summary, many = net.summary(), net.replicas or 1
    assert many * sum(layer.n_params for layer in summary.layers) == net.n_params == summary.n_params
    assert many * sum(layer.n_state for layer in summary.layers) == sum(leaf.size for leaf in leaves(net.state))
    assert max(map(len, str(summary).splitlines())) <= 80
    assert net.n_out == [layer.n_out for layer in summary.layers if layer.depth == 0][-1]


def test_operations_are_those_counted_by_hand():
    """``y = x w + b``, from 2 inputs to 3 outputs, on n samples."""
    net, n = bpnet.Network([affine(3)], n_in=2, loss="squared_error", optimizer="sgd", backend="numpy"), 7
    outputs = 2 * 2 * 3 + 3  # a product and a sum
    loss = 3 + 2 * 3 + 3 + 2  # errors, a half of their squares, the sum over outputs; the factor and the sum over samples
    gradient = 3 + 2 * 2 * 3 + 3  # dy, x' dy, the sum of dy
    update = 2 * (2 * 3 + 3)
    summary = net.summary(batch_size=n)
    assert (summary.predict_flops, summary.flops) == (n * outputs, n * (outputs + loss + gradient) + update)
    assert summary.batch_size == n


def test_operations_of_a_group_are_those_of_all_its_networks():
    one, many = (branches(seed=seed).summary() for seed in (0, range(4)))
    assert (many.flops, many.predict_flops) == (4 * one.flops, 4 * one.predict_flops)
    assert many.facts["params"].startswith("of each of 4 networks: 9,489 numbers, 74.1 KiB")


def test_where_it_computes(bpnet_backend):
    net = bpnet.MLP((2, 4, 1), backend=bpnet_backend, dtype="float32", arithmetic="exact")
    facts = net.summary().facts
    assert facts["computes"] == f"on {net.backend.spec} ({net.device}), float32, exact arithmetic"
    assert "of the formulas" in facts["to predict"]
    assert facts["params"] == "17 numbers, 68 bytes"
    assert facts["steps"].endswith("compiled by default")


def test_a_step_that_cannot_be_traced_is_not_counted():
    def forward(xp, params, x):
        return x * float(xp.sum(x) > 0), x

    net = bpnet.MLP((2, 4, 1), hidden=bpnet.stateless(forward, lambda xp, params, x, dy: ((), dy)), backend="numpy")
    summary = net.summary()
    assert summary.flops is summary.predict_flops is None
    assert summary.facts["FLOPs"].startswith("not counted: ")


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("division"), KeyError("x"), RuntimeError("long " * 99), StopIteration()], ids=repr
)
def test_a_network_is_shown_whatever_its_parts_raise(error):
    def forward(xp, params, x):
        raise error

    net = bpnet.MLP((2, 4, 1), hidden=bpnet.stateless(forward, lambda xp, params, x, dy: ((), dy)), backend="numpy")
    assert net.summary().facts["FLOPs"].startswith(f"not counted: {type(error).__name__}")
    assert max(map(len, str(net.summary()).splitlines())) <= 80
    assert "not counted" in net._repr_html_()


def test_custom_parts_have_names():
    def init(draw, n_in):
        return (draw.uniform((n_in, 2), 1.0),), 2

    def backward(xp, params, x, dy):
        return (xp.matmul(xp.matrix_transpose(x), dy),), xp.matmul(dy, xp.matrix_transpose(params[0]))

    layer = bpnet.stateless(lambda xp, params, x: (xp.matmul(x, params[0]), x), backward, init)
    optimizer = optimizers.sgd()._replace(spec=None)
    net = bpnet.Network([layer, layers.tanh()], n_in=3, loss="squared_error", optimizer=optimizer, backend="numpy")
    net.learning_rate = bpnet.schedules.step(0.1, every=5, factor=0.5)
    text = str(net.summary())
    assert "custom layer  (n, 2)" in text
    assert "custom, rate step(" in text


def test_in_a_notebook():
    net = bpnet.MLP((2, 4, 1), backend="numpy")
    html = net._repr_html_()
    assert html == net.summary()._repr_html_()
    assert html.count("<table") == html.count("</table>") == 2
    assert "color" not in html  # the page's own, dark or light
    assert repr(net) == "<MLP 2-1, 17 params, numpy, float64>"
    assert repr(net.summary()) == str(net.summary())


def test_bad_batch_sizes():
    with pytest.raises(ValueError, match="batch_size must be a positive integer"):
        bpnet.MLP((2, 1), backend="numpy").summary(batch_size=0)


def test_it_trains_nothing():
    net = branches()
    before = [np.copy(leaf) for leaf in leaves(tuple(net.training[:3]))]
    net.summary()
    assert all(np.array_equal(a, b) for a, b in zip(before, leaves(tuple(net.training[:3])), strict=True))
