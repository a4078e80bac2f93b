"""`Network.summary`: layers, shapes, params, memory, floating-point operations, and where and how a network computes."""

# ruff: noqa: SLF001 - of the network that is described

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs
from bpnet._checks import check_integer
from bpnet._html import html_table
from bpnet._messages import error_summary, one_line
from bpnet.arrays import Tree, leaves, map_tree
from bpnet.backprop import activated_outputs
from bpnet.compiler import trace
from bpnet.compiler.plan import example, numpy_dtype
from bpnet.step import training_step
from bpnet.training.shape_draw import ShapeDraw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpnet.backprop import Layer

HEADER = ("layer", "outputs", "params", "state")
WIDEST = 40
"""Maximum width of the name of a layer."""
INSIDE = {"layer", "layers", "n_out", "params", "state", "where", "to", "inputs"}
"""Arguments of factories that are not part of the name of a layer here: layers within are lines of their own."""


@dataclass(frozen=True)
class LayerSummary:
    """One layer: its name, the depth of layers around it, outputs (None if not known), and numbers of params and state."""

    name: str
    depth: int
    n_out: int | None
    n_params: int
    n_state: int
    is_group: bool = False
    """True for a layer of layers, whose numbers are those of the lines below it."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of a table."""
        name = "  " * self.depth + self.name
        counts = ("", "") if self.is_group else (f"{self.n_params:,}", f"{self.n_state:,}" if self.n_state else "")
        return name, "?" if self.n_out is None else f"(n, {self.n_out})", *counts


@dataclass(frozen=True, repr=False)
class Summary:
    """What `Network.summary` returns: prints as a table, and shows as one in a notebook.

    Attributes
    ----------
    title
        The network in a line.
    layers
        A `LayerSummary` for each layer.
    facts
        All other lines: names and texts.
    n_params
        Number of params; of a group those of all networks.
    flops
        Floating-point operations of a training step on ``batch_size`` samples, and ``predict_flops`` those of the outputs of as
        many: 2 m k n of a product of matrices (m, k) and (k, n), 1 for each element of another operation, such as a sum or an
        exponential. None if the step cannot be traced.
    """

    title: str
    layers: tuple[LayerSummary, ...]
    facts: dict[str, str]
    n_params: int
    batch_size: int
    flops: int | None
    predict_flops: int | None

    def __str__(self) -> str:
        lines = [HEADER, *(layer.cells for layer in self.layers)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(HEADER))]
        rows = [_row(line, widths) for line in lines]
        rule = "-" * max(len(row) for row in rows)
        name = max(map(len, self.facts))
        return "\n".join([self.title, "", rows[0], rule, *rows[1:], rule, *(f"{k:{name}}  {v}" for k, v in self.facts.items())])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        cells = [layer.cells for layer in self.layers]
        indented = [(name.replace("  ", "\N{NO-BREAK SPACE}" * 4), *rest) for name, *rest in cells]
        return html_table(HEADER, indented, self.title) + html_table((), list(self.facts.items()))


def _row(line: Sequence[str], widths: Sequence[int]) -> str:
    name, outputs, *numbers = line
    counts = (f"{text:>{width}}" for text, width in zip(numbers, widths[2:], strict=True))
    return "  ".join([f"{name:{widths[0]}}", f"{outputs:{widths[1]}}", *counts]).rstrip()


def summarize(net: Any, batch_size: int) -> Summary:
    """Return the summary of a network."""
    size, group = check_integer("batch_size", batch_size), net.replicas
    params, state, opt_state = (_shapes(tree, stacked=group is not None) for tree in net.training[:3])
    layers = tuple(_layers(net.layer, params, state, net.n_in, net.dtype, 0, named=False))
    each = f"of each of {group} networks: " if group else ""
    facts = {"params": f"{each}{_counted(params)}"}
    facts |= {"state": _counted(state)} if _count(state) else {}
    facts |= {"opt_state": f"{_counted(opt_state)}, {_name(net._optimizer)}, rate {_rate(net.learning_rate)}"}
    facts |= {"loss": f"{_name(net._loss)}, predict applies {_name(net.output_activation)}"}
    counts: tuple[int | None, int | None] = (None, None)
    try:
        counts = _flops(net, params, state, opt_state, size)
        of_step, of_outputs = counts
        formulas = " of the formulas, which exact arithmetic exceeds" if net.arithmetic == "exact" else ""
        facts["FLOPs"] = f"{_short(of_step)} a step on {size} samples, {_short(of_step / size)} a sample"
        facts["to predict"] = f"{_short(of_outputs / size)} a sample{formulas}"
    except Exception as error:  # noqa: BLE001 - of a custom layer or loss, which need not be traceable
        facts["FLOPs"] = f"not counted: {error_summary(error, 54)}"
    compiled = "compiled" if net._steps.chooses_compiled(None) and net._steps._keeps_bits else "not compiled"
    facts["computes"] = f"on {net.backend.spec} ({net.device}), {net.dtype}, {net.arithmetic} arithmetic"
    facts["steps"] = f"{compiled} by default"
    return Summary(repr(net).strip("<>"), layers, facts, net.n_params, size, *counts)


def _shapes(tree: Tree, *, stacked: bool) -> Tree:
    """Return arrays without memory, with the shapes and dtypes of one network."""
    return map_tree(lambda leaf: example(leaf, tuple(leaf.shape)[stacked:]), tree)


def _layers(
    layer: Layer, params: Tree, state: Tree, n_in: int, dtype: str, depth: int, *, named: bool = True
) -> Iterator[LayerSummary]:
    """Yield the lines of a layer; a chain that is not ``named``, the only one where it stands, has none of its own."""
    spec = layer.spec if isinstance(layer.spec, _specs.Spec) else None
    kind, inside = _specs.factory_name(layer), spec.arguments if spec else {}
    if kind == "chain" and isinstance(params, tuple) and len(params) == len(inside.get("layers", ())):
        if named:
            yield LayerSummary("chain", depth, _n_out(layer, n_in, dtype), 0, 0, is_group=True)
            depth += 1
        for each, p, s in zip(inside["layers"], params, state, strict=True):
            yield from _layers(each, p, s, n_in, dtype, depth)
            n_in = _n_out(each, n_in, dtype) or n_in
        return
    one = LayerSummary(_label(layer), depth, _n_out(layer, n_in, dtype), _count(params), _count(state))
    within = _within(kind, inside, params, state, n_in)
    if not within:
        yield one
        return
    yield LayerSummary(one.name, depth, one.n_out, 0, 0, is_group=True)
    for each, p, s, n in within:
        yield from _layers(each, p, s, n, dtype, depth + 1, named=len(within) > 1)


def _within(kind: str, inside: dict[str, Any], params: Tree, state: Tree, n_in: int) -> list[tuple[Any, Tree, Tree, int]]:
    """Return the layers within a layer, each with its params, state and inputs; nothing for a layer that is one line."""
    if kind == "parallel":
        layers = inside["layers"]
        nothing: list[Tree] = [()] * len(layers)
        widths = inside.get("inputs") or [n_in] * len(layers)
        return list(zip(layers, params or nothing, state or nothing, widths, strict=True))
    if kind in {"residual", "tied"}:
        return [(inside["layer"], params, state, n_in)]
    return []


def _label(layer: Layer) -> str:
    """Return the name of a layer's factory, and its arguments but for the layers in it."""
    if not isinstance(layer.spec, _specs.Spec):
        return "custom layer"
    arguments = {key: value for key, value in layer.spec.arguments.items() if key not in INSIDE}
    words = []
    for key, value in arguments.items():
        if key == "activation":
            name = value if isinstance(value, str) else _name(value)
            words += [name] if name != "identity" else []
        else:
            words.append(f"{key}={one_line(_specs.to_text(_specs.to_json(value, whole=False)), 16)}")
    inner = layer.spec.arguments.get("layer")
    words += [_specs.factory_name(inner)] if _specs.factory_name(layer) == "frozen" else []
    return one_line(f"{_specs.factory_name(layer)}({', '.join(words)})" if words else _specs.factory_name(layer), WIDEST)


def _n_out(layer: Layer, n_in: int, dtype: str) -> int | None:
    """Return the number of outputs of a layer; None if its ``init`` needs more than shapes."""
    try:
        return int(layer.init(ShapeDraw(dtype, (0, 0)), n_in)[2])
    except Exception:  # noqa: BLE001 - of a custom layer
        return None


def _count(tree: Tree) -> int:
    return sum(math.prod(leaf.shape) for leaf in leaves(tree))


def _counted(tree: Tree) -> str:
    """Return the number of elements, and their memory."""
    size = sum(math.prod(leaf.shape) * numpy_dtype(leaf).itemsize for leaf in leaves(tree))
    return f"{_count(tree):,} numbers, {_bytes(size)}"


def _bytes(size: float) -> str:
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":  # noqa: PLR2004 - the next unit
            break
        size /= 1024
    return f"{size:,.3g} {unit}" if size < 1000 else f"{size:,.0f} {unit}"  # noqa: PLR2004 - no exponent


def _short(number: float) -> str:
    """Return a count with three digits, and a unit of 1000."""
    for unit in ("", " k", " M", " G"):
        if number < 999.5 or unit == " G":  # noqa: PLR2004 - what rounds to 1000
            break
        number /= 1000
    return f"{number:.3g}{unit}" if number < 999.5 else f"{number:,.0f}{unit}"  # noqa: PLR2004 - as above


def _name(part: Any) -> str:
    return one_line(_specs.factory_name(part), WIDEST) if isinstance(part.spec, _specs.Spec) else "custom"


def _rate(rate: Any) -> str:
    if type(rate) is tuple:
        return "of each network"
    return f"{rate:g}" if isinstance(rate, int | float) else one_line(_specs.to_text(_specs.to_json(rate, whole=False)), 30)


def _flops(net: Any, params: Tree, state: Tree, opt_state: Tree, size: int) -> tuple[int, int]:
    """Return the operations of a training step on some samples, and of their outputs, as the plans of both count them."""
    like = next(leaves(params))
    x, rate = example(like, (size, net.n_in)), example(like, ())
    labels = np.broadcast_to(np.zeros((), np.int64), (size,))
    target = labels if net._loss.labels else example(like, (size, net._loss.width_of_targets(net.n_out)))
    step = training_step(np, net.layer, net._loss, net._optimizer, value_and_grad=net._value_and_grad)
    outputs = activated_outputs(net.layer, net.output_activation)
    many = net.replicas or 1
    of_step = trace(step, params, state, opt_state, x, target, rate).flops
    return many * of_step, many * trace(outputs, params, state, x).flops
