"""Steps by ``torch.compile``, which a training takes only when asked."""

import numpy as np
import pytest
from executor_cases import NETS, X, Y, assert_follows_plain

import bpnet
from bpnet import losses

pytest.importorskip("torch", reason="its compiled steps are what is tested")


@pytest.mark.parametrize("name", ["adam-dropout", "stranger"])
def test_compiled_training_follows_plain(name, compiler):
    assert_follows_plain("torch", NETS[name], "float64")


def test_nothing_is_compiled_unless_asked(compiler):
    net = bpnet.MLP((3, 1), optimizer="sgd", backend="torch")
    net.fit(X, Y, epochs=1)
    net.step(*(net.backend.from_host(array) for array in (X, Y)))
    assert "compiled" not in vars(net._steps)
    net.fit(X, Y, epochs=1, validation=(X, Y), compile=True)
    assert len(net._steps.compiled.programs) == len(net._steps.compiled_loss.programs) == 1


def test_a_step_that_cannot_be_traced_runs_as_it_is_and_says_so():
    right = losses.squared_error()

    def forward(xp, target, y):
        value, residuals = right.forward(xp, target, y)
        return (value, residuals) if float(value) >= 0.0 else None

    loss = right._replace(forward=forward, spec=None)
    net, plain = (bpnet.MLP((3, 2, 1), loss=loss, backend=name) for name in ("torch", "numpy"))
    with pytest.warns(RuntimeWarning, match="falling back to the uncompiled step"):
        one = net.fit(X, Y, epochs=2, compile=True).loss
    np.testing.assert_allclose(one, plain.fit(X, Y, epochs=2, compile=False).loss, rtol=1e-12)
