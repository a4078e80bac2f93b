"""Negative controls: training runs and parity results with a deliberate fault, which the checks must detect."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet import layers
from bpnet._specs import last_layer_name
from bpnet.arithmetic.namespace import exact
from bpnet.backend import DTYPES
from bpnet.backend.selection import get_backend
from bpnet.compiler.operations import TraceError
from bpnet.parity.cases import ALL_CASES, CASES, Case
from bpnet.parity.matrix import TRANSFERS, RunOptions, cells, judge, reference, run_cell, verdict
from bpnet.parity.trajectory import run
from bpnet.parity.transfers import HostCopyError, check_transfers
from bpnet.training.steps import ARITHMETICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bpnet.backend import Backend
    from bpnet.backend.selection import BackendSpec
    from bpnet.backprop import Layer

RATE_ERRORS = {("float64", "native"): 1e-6, ("float32", "native"): 1e-3, ("float64", "exact"): 1e-6, ("float32", "exact"): 1e-6}
"""Relative errors of the learning rate that must be detected."""


class Control(NamedTuple):
    """Result of one negative control."""

    fault: str
    case: str
    dtype: str
    arithmetic: str
    caught: bool
    by: str
    """Description of the check that detected the fault, with its figures."""


def run_controls(cases: Sequence[Case] = ALL_CASES, dtypes: Sequence[str] = DTYPES, seed: int = 1) -> Iterator[Control]:
    """Run every control on NumPy, and yield its result; in exact arithmetic cases have their default length."""
    for case, dtype, arithmetic in itertools.product(cases, dtypes, ARITHMETICS):
        right = case._replace(seed=seed)
        for fault, make_wrong in FAULTS.items():
            wrong = make_wrong(right, dtype, arithmetic)
            if wrong is not None:
                yield run_control(fault, right, dtype, arithmetic, *wrong)
    yield missing_row_control()
    yield host_copy_control()
    yield plain_step_control()


def run_control(fault: str, case: Case, dtype: str, arithmetic: str, wrong: Case, backend: BackendSpec) -> Control:
    """Train the faulty case, and compare it with the correct one."""
    expected, allowed = reference(case.name, dtype, arithmetic, RunOptions(case.seed))
    try:
        got = run(wrong, backend, dtype, arithmetic=arithmetic, compile=False)
        found = judge(("control", dtype, arithmetic, "plain", case.name), expected, got, allowed)
    except (ValueError, TraceError) as error:  # raised by the training or by the comparison
        by = f"{type(error).__name__}: {error}".splitlines()[0]
        return Control(fault, case.name, dtype, arithmetic, caught=True, by=by)
    by = f"{found.error:.3g} eps, allowed {found.tolerance:.3g}"
    return Control(fault, case.name, dtype, arithmetic, found.outcome == "failed", by)


def _perturb_learning_rate(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec]:
    """Multiply the learning rate by a number close to 1."""
    rate = case.optimizer.learning_rate
    assert not callable(rate)  # noqa: S101 - the default cases have constant rates
    return case._replace(optimizer=case.optimizer._replace(learning_rate=rate * (1.0 + RATE_ERRORS[dtype, arithmetic]))), "numpy"


def _round_products(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec]:
    """Round the factors of matrix products as TF32 does."""
    del dtype
    matmul = exact(np).matmul if arithmetic == "exact" else np.matmul  # the order of sums is correct; only the rounding is wrong
    return case, _numpy_with(matmul=lambda a, b: matmul(_round_to_tf32(a), _round_to_tf32(b)))


def _round_to_tf32(x: Any) -> Any:
    """Round to the 10-bit mantissa of NVIDIA's TensorFloat-32."""
    bits = np.asarray(x, dtype=np.float32).view(np.int32)
    return ((bits + (1 << 12)) & ~((1 << 13) - 1)).view(np.float32).astype(x.dtype)


def _numpy_with(**functions: Callable[..., Any]) -> Backend:
    """Return a NumPy backend with some functions of its namespace replaced."""

    class Changed:
        def __getattr__(self, name: str) -> Any:
            return functions.get(name) or getattr(np, name)

    class ChangedBackend(type(get_backend("numpy"))):  # type: ignore[misc]  # the base class is known at run time
        xp = Changed()

        def exact_kernels(self) -> dict[str, Callable[..., Any]]:
            return functions

    changed: Backend = ChangedBackend()
    return changed


def _perturb_gradient(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec]:
    """Change the gradient of the first layer's output by 1e-4, positive and negative elements in opposite directions."""
    del dtype, arithmetic
    first, *rest = case.layers

    def backward(xp: Any, params: Any, residuals: Any, dy: Any) -> Any:
        return first.backward(xp, params, residuals, dy + 1e-4 * xp.abs(dy))

    return case._replace(layers=(first._replace(backward=backward), *rest)), "numpy"


def _use_native_random(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Draw dropout masks from NumPy's own generator."""
    del dtype, arithmetic
    generator = np.random.default_rng(case.seed)
    right = layers.dropout(0.2)

    def forward(xp: Any, params: Any, state: Any, x: Any) -> Any:
        _, _, state = right.forward(xp, params, state, x)
        mask = (generator.random(x.shape) >= 0.2).astype(x.dtype) * 1.25  # noqa: PLR2004 - the case has rate 0.2
        return x * mask, mask, state

    wrong = tuple(right._replace(forward=forward) if last_layer_name(layer) == "dropout" else layer for layer in case.layers)
    return None if wrong == case.layers else (case._replace(layers=wrong), "numpy")


def _replace_first_layer(case: Case, layer: Layer) -> tuple[Case, BackendSpec]:
    """Replace the first layer, and copy the data, so that the layer may write to them."""
    return case._replace(layers=(layer, *case.layers[1:]), x=case.x.copy()), "numpy"


def _write_into_input(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Let the first layer write into its input after computing the correct output."""
    del dtype
    right = case.layers[0].forward

    def forward(xp: Any, params: Any, state: Any, x: Any) -> Any:
        made = right(xp, params, state, x)
        x += 0.1
        return made

    return _replace_first_layer(case, case.layers[0]._replace(forward=forward)) if arithmetic == "native" else None


def _zero_small_gradients(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Set the gradient of the first layer's output to 0 where it is below a hundredth of its maximum."""
    del dtype
    right = case.layers[0].backward

    def backward(xp: Any, params: Any, residuals: Any, dy: Any) -> Any:
        size = xp.abs(dy)
        return right(xp, params, residuals, xp.where(size < 0.01 * xp.max(size), xp.zeros_like(dy), dy))

    return _replace_first_layer(case, case.layers[0]._replace(backward=backward)) if arithmetic == "native" else None


def _broadcast_gradient(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Replace the gradient of the first layer's biases by its sum: one number, which broadcasts to any shape."""
    del dtype
    right = case.layers[0].backward

    def backward(xp: Any, params: Any, residuals: Any, dy: Any) -> Any:
        (dw, db), dx = right(xp, params, residuals, dy)
        return (dw, xp.sum(db, axis=0, keepdims=True)), dx

    return _replace_first_layer(case, case.layers[0]._replace(backward=backward)) if arithmetic == "native" else None


def _replace_dropout_state(case: Case, change: Callable[[Any, Any, Any], Any]) -> tuple[Case, BackendSpec] | None:
    """Replace the new state of dropout by ``change(xp, old, new)``; None if the case has no dropout."""

    def change_layer(layer: Layer) -> Layer:
        def forward(xp: Any, params: Any, state: Any, x: Any) -> Any:
            y, mask, new = layer.forward(xp, params, state, x)
            return y, mask, change(xp, state, new)

        return layer._replace(forward=forward) if last_layer_name(layer) == "dropout" else layer

    wrong = tuple(map(change_layer, case.layers))
    return None if wrong == case.layers else (case._replace(layers=wrong), "numpy")


def _freeze_draws(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Draw the same dropout mask in every step, as if a compiler had recorded its numbers as constants."""
    del dtype, arithmetic
    return _replace_dropout_state(case, lambda _, old, __: old)


def _narrow_state(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Change the counter of dropout to int32; its masks are the same for two billion steps."""
    del dtype, arithmetic
    return _replace_dropout_state(case, lambda xp, _, new: (*new[:2], xp.astype(new[2], xp.int32)))


def _mix_networks(case: Case, dtype: str, arithmetic: str) -> tuple[Case, BackendSpec] | None:
    """Let each network of a group see a little of its neighbour, in all products."""
    if not case.replicas:
        return None
    matmul = exact(np).matmul if arithmetic == "exact" else np.matmul
    part = RATE_ERRORS[dtype, arithmetic]

    def mixed(a: Any, b: Any) -> Any:
        made: Any = matmul(a, b)
        return made + part * (np.roll(made, 1, axis=0) - made) if made.ndim > 2 else made  # noqa: PLR2004 - a stack of matrices

    return case, _numpy_with(matmul=mixed)


FAULTS: dict[str, Callable[[Case, str, str], tuple[Case, BackendSpec] | None]] = {
    "products rounded as by TF32": _round_products,
    "a learning rate that is off": _perturb_learning_rate,
    "a wrong gradient": _perturb_gradient,
    "a native random generator": _use_native_random,
    "a layer that writes into its input": _write_into_input,
    "small gradients that are zero": _zero_small_gradients,
    "a gradient that is broadcast": _broadcast_gradient,
    "a draw that is frozen": _freeze_draws,
    "a state of another dtype": _narrow_state,
    "networks that see one another": _mix_networks,
}


def missing_row_control() -> Control:
    """Check that a matrix without one of its rows fails; those of one case are enough."""
    wanted = cells(["numpy"], ["float64"], ["exact"], CASES[-1:])
    found = [run_cell(*cell) for cell in wanted]
    whole, lacking = verdict(wanted, found), verdict(wanted, found[1:])
    return Control(
        "a dropped row", found[0].case, "float64", "exact", whole.passed and not lacking.passed, "; ".join(lacking.problems)
    )


def host_copy_control() -> Control:
    """Check that a backend that computes products on the host is detected."""
    host = get_backend("numpy")

    def matmul(a: Any, b: Any) -> Any:
        return changed.from_host(host.xp.matmul(changed.to_host(a), changed.to_host(b)))

    changed = _numpy_with(matmul=matmul)
    try:
        check_transfers(changed)
    except HostCopyError as error:
        return Control("a backend that computes on the host", TRANSFERS, "float32", "native", caught=True, by=str(error))
    return Control("a backend that computes on the host", TRANSFERS, "float32", "native", caught=False, by="nothing")


class _UncompiledStep:
    """Compiled step that runs the plain step, and counts its calls."""

    def __init__(self, step: Callable[..., Any]) -> None:
        self.step, self.compiled_steps, self.plain_steps = step, 0, 0

    def __call__(self, *values: Any) -> Any:
        self.plain_steps += 1
        return self.step(*values)


def plain_step_control() -> Control:
    """Check that a compiled row fails if its steps were not compiled, although its numbers are correct."""
    host = type(get_backend("numpy"))
    changed = type("FallbackBackend", (host,), {"compile": lambda _, step: _UncompiledStep(step)})()
    found = run_cell(changed, "float64", "native", "compiled", "softmax-digits")
    return Control("a compiled row that ran plain", found.case, "float64", "native", found.outcome == "failed", found.reason)
