"""ONNX models of networks, run by onnxruntime: the outputs are those of `predict`."""

import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.export import onnx_model

onnxruntime = pytest.importorskip("onnxruntime", reason="onnxruntime is the independent engine here")
onnx = pytest.importorskip("onnx", reason="its checker is used")
pytest.importorskip("ndonnx", reason="it writes the models")

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.standard_normal((24, 3)), RANDOM.standard_normal((24, 2))


def run(path, x, names=("x", "y")):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run([names[1]], {names[0]: x})[0]


def apart(net, path, x):
    """How far the outputs of a file are from those of `predict`, in units of rounding of the largest one."""
    x = x.astype(net.dtype)
    ours, theirs = net.backend.to_host(net.predict(x)), run(path, x)
    assert (theirs.dtype, theirs.shape) == (ours.dtype, ours.shape)
    return np.max(np.abs(ours - theirs)) / np.finfo(net.dtype).eps / max(1.0, np.max(np.abs(ours)))


def network(activation, dtype, backend="numpy"):
    parts = [layers.dense(8, activation), layers.batch_norm(), layers.dropout(0.4), layers.affine(4), layers.layer_norm()]
    net = bpnet.Network([*parts, layers.affine(2, bias=False)], n_in=3, loss="squared_error", backend=backend, dtype=dtype)
    net.step(X, Y, compile=False)
    return net


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", layers.ACTIVATIONS)
def test_every_layer_computes_what_predict_does_on_any_number_of_rows(name, dtype, tmp_path):
    net, path = network(name, dtype), tmp_path / "net.onnx"
    bpnet.export.onnx(net, path)
    for rows in (1, 7):
        assert apart(net, path, X[:rows]) < 32
    (x,), (y,) = (getattr(onnx.load(path).graph, way) for way in ("input", "output"))
    for value, width in ((x, 3), (y, 2)):
        assert [axis.dim_param or axis.dim_value for axis in value.type.tensor_type.shape.dim] == ["batch", width]


def test_the_comparison_sees_another_weight(tmp_path):
    net = network("tanh", "float64")
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    w, *rest = net.params[5]
    net.params = (*net.params[:5], (w * (1 + 1e-13), *rest))
    assert apart(net, tmp_path / "net.onnx", X) > 32


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", layers.ACTIVATIONS)
def test_activations_are_precise_from_the_smallest_to_the_largest_inputs(name, dtype, tmp_path):
    """Within 4 eps of each number: `expm1` and `log1p` are computed by formulas, which must not cancel, overflow or drop NaN."""
    limits = np.finfo(dtype)
    sizes = np.concatenate([np.logspace(-12, 1.9, 100), [87, 88, 89, 708, 709, 710, 1e30, 0.9 * limits.max, np.inf]])
    x = np.concatenate([sizes, -sizes, [0.0, -0.0, np.nan]]).astype(dtype)[:, None]
    net = bpnet.Network(
        [layers.affine(1), layers.ACTIVATIONS[name]()], n_in=1, loss="squared_error", backend="numpy", dtype=dtype
    )
    net.params = ((np.ones((1, 1), dtype), np.zeros(1, dtype)), ())
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    with np.errstate(all="ignore"):
        ours, theirs = layers.ACTIVATIONS[name]().inference(np, (), (), x), run(tmp_path / "net.onnx", x)
    np.testing.assert_allclose(theirs, ours, rtol=4 * limits.eps, atol=4 * limits.smallest_normal)


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "layer_norm"])
def test_nan_and_infinity_among_several_features_are_those_of_predict(name, tmp_path):
    layer = getattr(layers, name)()
    net = bpnet.Network([layers.affine(3), layer], n_in=3, loss="squared_error", backend="numpy")
    net.params = ((np.eye(3), np.zeros(3)), net.params[1])
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    x = np.asarray([[np.nan, 1.0, 2.0], [1.0, np.nan, 2.0], [1e100, -1e100, 0.0], [3.0, 3.0, 3.0], [700.0, 0.0, -700.0]])
    np.testing.assert_allclose(run(tmp_path / "net.onnx", x), layer.inference(np, net.params[1], (), x), rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_maximum_is_nan_where_one_feature_is(position, tmp_path):
    """Before any product of matrices, which would spread NaN over all features; ReduceMax of onnxruntime may drop it."""

    def has_nan(xp, _, x):
        return xp.where(xp.isnan(xp.max(x, axis=-1, keepdims=True)), 1.0, xp.zeros_like(x)), x

    layer = bpnet.stateless(has_nan, lambda xp, _, x, dy: ((), xp.zeros_like(dy)))
    net = bpnet.Network([layer, layers.affine(1)], n_in=3, loss="squared_error", backend="numpy")
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    x = np.where((np.arange(3) == position) & (np.arange(2)[:, None] == 1), np.nan, X[:2])
    (w, b), *_ = net.params[1:]
    np.testing.assert_allclose(run(tmp_path / "net.onnx", x), np.asarray([[0.0], [1.0]]) * np.sum(w) + b, rtol=1e-14)


@pytest.mark.parametrize(
    ("output", "loss"),
    [("sigmoid", "binary_cross_entropy"), ("softmax", "softmax_cross_entropy"), ("exp", "poisson")],
)
def test_the_output_activation_is_part_of_the_model_or_left_out(output, loss, tmp_path):
    net = bpnet.MLP((3, 8, 2), output=output, loss=loss, backend="numpy")
    bpnet.export.onnx(net, tmp_path / "whole")
    bpnet.export.onnx(net, tmp_path / "logits", output_activation=False, names=("features", "logits"))
    for name in ("whole", "logits"):
        onnx.checker.check_model(str(tmp_path / name), full_check=True)
    assert apart(net, tmp_path / "whole", X) < 8
    logits = run(tmp_path / "logits", X, ("features", "logits"))
    assert np.allclose(layers.ACTIVATIONS[output]().inference(np, (), (), logits), net.predict(X), rtol=1e-13)


def test_networks_of_every_backend_are_written(bpnet_backend, tmp_path):
    net = bpnet.MLP((3, 8, 2), backend=bpnet_backend, dtype="float32")
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    assert apart(net, tmp_path / "net.onnx", X) < 32


def test_exact_networks_are_written_with_the_runtimes_own_arithmetic(tmp_path):
    net = bpnet.MLP((3, 8, 2), arithmetic="exact", backend="numpy")
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    assert apart(net, tmp_path / "net.onnx", X) < 32


def custom(function):
    layer = bpnet.stateless(lambda xp, _, x: (function(xp, x), x), lambda xp, _, x, dy: ((), dy))
    return bpnet.Network([layers.affine(2), layer], n_in=3, loss="squared_error", backend="numpy")


def test_custom_layers_are_written_if_ndonnx_has_what_they_compute(tmp_path):
    net = custom(
        lambda xp, x: (
            xp.max(xp.sin(x)) * xp.zeros_like(x, dtype=x.dtype)
            + xp.sin(x) * xp.matmul(x, xp.matrix_transpose(xp.asarray([[1.0, 2.0], [3.0, 4.0]], dtype=x.dtype)))
        )
    )
    bpnet.export.onnx(net, tmp_path / "net.onnx")
    assert apart(net, tmp_path / "net.onnx", X) < 32


def test_what_cannot_be_written_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "net.onnx"
    path.write_text("before")
    with pytest.raises(ValueError, match="'atan' is not implemented for 'float64'"):
        bpnet.export.onnx(custom(lambda xp, x: xp.atan(x)), path)
    with pytest.raises(
        ValueError, match=r"ndonnx cannot write what the layers compute \(.*cbrt.*\): use functions of the array API"
    ):
        bpnet.export.onnx(custom(lambda xp, x: xp.cbrt(x)), path)
    with pytest.raises(TypeError, match="expects a bpnet.Network, got"):
        bpnet.export.onnx(bpnet.MLP((3, 2)).layer, tmp_path / "net.onnx")
    with pytest.raises(ValueError, match="a group of 2 networks cannot be converted at once"):
        bpnet.export.onnx(bpnet.MLP((3, 2), seed=(0, 1), backend="numpy"), path)
    net = bpnet.MLP((3, 2), backend="numpy")
    for names in (None, "xy", ("x",), ("x", "y", "z"), ("x", "x"), ("", "y"), (1, 2)):
        with pytest.raises(ValueError, match="names must be two different ones, of the input and of the output, got"):
            bpnet.export.onnx(net, path, names=names)
    for given in (None, "net", net.layer, X):
        with pytest.raises(TypeError, match=r"expects a bpnet\.Network, got"):
            bpnet.export.onnx(given, path)
    monkeypatch.setattr(onnx_model, "LARGEST", 63)
    with pytest.raises(ValueError, match="the arrays of this network take 64 bytes, expected at most 63"):
        bpnet.export.onnx(bpnet.MLP((3, 2), backend="numpy"), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
