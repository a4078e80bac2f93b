"""Layers as modules of PyTorch, and modules as layers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from bpnet._messages import short_repr
from bpnet._specs import FACTORIES, factory_name, find_factory, has_own_spec
from bpnet.arrays import Tree
from bpnet.backprop import Layer, chain
from bpnet.export.parts import Parts
from bpnet.layers import ACTIVATIONS, affine, batch_norm, identity, layer_norm, parallel, residual

try:
    import torch
    from torch import nn
except ImportError as error:
    raise ImportError("to_torch and from_torch need PyTorch: pip install torch") from error

from bpnet.export.torch_graphs import Parallel, Residual


class Exp(nn.Module):
    """``exp(x)``, of which PyTorch has no module."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return ``exp(x)``."""
        return torch.exp(x)


class Pair(NamedTuple):
    """A module without params, and how its settings and those of the layer correspond."""

    module: type[nn.Module]
    settings: dict[str, str] = {}  # noqa: RUF012 - a default of a named tuple
    """The layer's argument for each of the module's."""
    fixed: dict[str, Any] = {}  # noqa: RUF012 - as above
    """Settings of the module that the layer does not have."""
    accepts: Callable[[Any], bool] = lambda _: True
    """Whether the layer computes what a module with these settings does."""


PAIRS = {
    "identity": Pair(nn.Identity),
    "sigmoid": Pair(nn.Sigmoid),
    "tanh": Pair(nn.Tanh),
    "relu": Pair(nn.ReLU),
    "leaky_relu": Pair(nn.LeakyReLU, {"negative_slope": "negative_slope"}),
    "elu": Pair(nn.ELU, {"alpha": "alpha"}),
    "selu": Pair(nn.SELU),
    "silu": Pair(nn.SiLU),
    "gelu": Pair(nn.GELU, {"approximate": "approximate"}),
    "exp": Pair(Exp),
    # above the threshold PyTorch returns x: from 40 on the rest, exp(-40), is below the rounding of float64
    "softplus": Pair(nn.Softplus, {}, {"beta": 1.0, "threshold": 40.0}, lambda m: m.beta == 1 and m.threshold >= 20),  # noqa: PLR2004 - PyTorch's default
    "softsign": Pair(nn.Softsign),
    "softmax": Pair(nn.Softmax, {}, {"dim": -1}, lambda m: m.dim in {-1, 1}),
    "log_softmax": Pair(nn.LogSoftmax, {}, {"dim": -1}, lambda m: m.dim in {-1, 1}),
    "dropout": Pair(nn.Dropout, {"p": "rate"}),
}
"""Layers without params, by the last word of their factory's name."""
LAYERS = {pair.module: name for name, pair in PAIRS.items()}
WITH_PARAMS = {nn.Linear: "affine", nn.LayerNorm: "layer_norm", nn.BatchNorm1d: "batch_norm"}
DTYPES = {torch.float64: "float64", torch.float32: "float32"}


def to_torch(parts: Parts, device: Any) -> nn.Sequential:
    """Return the modules of a network, in inference mode, with copies of its params and running statistics.

    Raises
    ------
    ValueError
        For a layer that no module computes, such as a custom one.
    """
    made = _modules(parts.layer, parts.params, parts.state, device, "layer")
    first = made[0] if made and isinstance(made[0], nn.Sequential) else nn.Sequential(*made)
    first.extend(_activation(parts.output_activation, device, "output_activation"))
    return first.eval()


def _activation(layer: Layer, device: Any, place: str) -> list[nn.Module]:
    """Return the module of an activation after a layer; none of the identity."""
    return [module for module in _modules(layer, (), (), device, place) if not isinstance(module, nn.Identity)]


def _modules(layer: Layer, params: Tree, state: Tree, device: Any, place: str) -> list[nn.Module]:
    """Return the modules of a layer: two of a dense one, otherwise one."""
    if not has_own_spec(layer):
        raise _without_module(place, "a custom layer")
    name, arguments = factory_name(layer), _arguments(layer)
    if name == "chain":
        each = zip(arguments["layers"], params, state, strict=True)
        parts = [_modules(one, p, s, device, f"{place}.layers[{i}]") for i, (one, p, s) in enumerate(each)]
        return [nn.Sequential(*(module for part in parts for module in part))]
    if name == "dense":
        activation = arguments["activation"]
        last = ACTIVATIONS[activation]() if isinstance(activation, str) else activation
        return [_linear(params, device), *_activation(last, device, f"{place}.activation")]
    if name in {"residual", "parallel", "frozen"}:
        return _graph(name, arguments, params, state, device, place)
    if name in WITH_PARAMS.values():
        return [_module_of(name, arguments, params, state, device)]
    if name not in PAIRS:
        raise _without_module(place, f"{layer.spec.name}(...)" if layer.spec else name)
    pair = PAIRS[name]
    return [pair.module(**{theirs: arguments[ours] for theirs, ours in pair.settings.items()}, **pair.fixed)]


def _module_of(name: str, arguments: dict[str, Any], params: Tree, state: Tree, device: Any) -> nn.Module:
    """Return the module of an affine layer or a normalization."""
    if name == "affine":
        return _linear(params, device)
    n, arrays = params[0].shape[0], {"weight": params[0], "bias": params[1]}
    if name == "layer_norm":
        return _filled(nn.LayerNorm(n, arguments["eps"], device="meta"), device, **arrays)
    arrays |= {"running_mean": state[0], "running_var": state[1], "num_batches_tracked": np.asarray(0)}
    return _filled(nn.BatchNorm1d(n, arguments["eps"], arguments["momentum"], device="meta"), device, **arrays)


def _graph(name: str, arguments: dict[str, Any], params: Tree, state: Tree, device: Any, place: str) -> list[nn.Module]:
    """Return the module of a layer that is made of layers; of a frozen one, whose params are in its state, those of the layer."""
    if name == "frozen":
        fixed, rest = state
        made = _modules(arguments["layer"], fixed, rest, device, f"{place}.layer")
        return [module.requires_grad_(requires_grad=False) for module in made]
    if name == "residual":
        return [Residual(_one(_modules(arguments["layer"], params, state, device, f"{place}.layer")))]
    parts = arguments["layers"]
    each = zip(parts, params or [()] * len(parts), state or [()] * len(parts), strict=True)
    branches = [_one(_modules(one, p, s, device, f"{place}.layers[{i}]")) for i, (one, p, s) in enumerate(each)]
    return [Parallel(branches, arguments["inputs"], arguments["merge"])]


def _one(modules: list[nn.Module]) -> nn.Module:
    return modules[0] if len(modules) == 1 else nn.Sequential(*modules)


def _arguments(layer: Layer) -> dict[str, Any]:
    """Return the arguments of a layer's factory, with its defaults."""
    assert layer.spec is not None  # noqa: S101 - the caller has checked it
    signature = inspect.signature(FACTORIES[layer.spec.name])
    bound = inspect.BoundArguments(signature, dict(layer.spec.arguments))
    bound.apply_defaults()
    return dict(bound.arguments)


def _linear(params: Tree, device: Any) -> nn.Module:
    w, *b = params
    module = nn.Linear(w.shape[0], w.shape[1], bias=bool(b), device="meta")
    return _filled(module, device, weight=w.T, **({"bias": b[0]} if b else {}))


def _filled(module: nn.Module, device: Any, **arrays: Any) -> nn.Module:
    """Return a module, made on the device "meta" without random numbers, with copies of arrays as its tensors."""
    tensors = {name: torch.tensor(np.ascontiguousarray(array), device=device) for name, array in arrays.items()}
    module.load_state_dict(tensors, assign=True)
    return module


def _without_module(place: str, what: str) -> ValueError:
    remedy = "build the network of layers that have one, or use net.to_jax() or bpnet.export.onnx, which take any"
    return ValueError(f"no module of PyTorch computes {place}, {what}: {remedy}")


class Found(NamedTuple):
    """A module as a layer."""

    layer: Layer
    params: Tree
    state: Tree
    """None for the initial state."""
    width: int | None
    """Number of features of the outputs; None as long as no module has said it."""


def dtype_of(module: nn.Module) -> str | None:
    """Return the dtype of a module's tensors, or None if it has none.

    Raises
    ------
    TypeError
        If the module is not a Sequential.
    ValueError
        If bpnet does not compute in it, or if there are several.
    """
    found = {p.dtype for p in module.parameters()}
    if len(found) > 1 or not found <= DTYPES.keys():
        names = ", ".join(sorted(map(str, found)))
        raise ValueError(
            f"the module has params of {names}, expected torch.float32 or torch.float64: pass dtype=, such as 'float32'"
        )
    return DTYPES[found.pop()] if found else None


def from_modules(module: Any, n_in: int | None, dtype: str | None) -> tuple[list[Found], int]:
    """Return the modules of a Sequential as layers, in their order, and the number of inputs.

    Raises
    ------
    ValueError
        For a module that no layer computes, and if the number of inputs is not known or differs.
    """
    _check_plain(module)
    width = n_in if n_in is not None else _first_width(module)
    found = _found_in(module, 1 if width is None else width, dtype, "")  # which names modules that no layer computes
    if width is None:
        raise ValueError("no module says how many inputs there are: pass n_in=, the number of features of a sample")
    return found, width


def check_sequential(module: Any) -> None:
    """Raise TypeError unless a module is a Sequential, whose modules run one after another."""
    if type(module) is nn.Sequential:
        return
    known = type(module) in WITH_PARAMS or type(module) in LAYERS
    remedy = ": pass torch.nn.Sequential(module)" if known else ": pass a Sequential of the modules that forward calls in turn"
    raise TypeError(
        f"from_torch expects a torch.nn.Sequential, got {short_repr(module)}{remedy if isinstance(module, nn.Module) else ''}"
    )


def _check_plain(module: nn.Module) -> None:
    """Raise for what may change what modules compute, for params that several modules share, and for complex ones."""
    for name, part in module.named_modules():
        if part._forward_hooks or part._forward_pre_hooks or "forward" in vars(part):  # noqa: SLF001 - PyTorch has no public name
            raise _without_layer(name or "itself", part, "with hooks or a forward of its own: remove them")
    seen: dict[int, str] = {}
    for name, tensor in module.named_parameters(remove_duplicate=False):
        if not tensor.is_floating_point():
            raise ValueError(f"from_torch: {name} is a tensor of {tensor.dtype}, expected real numbers, such as torch.float32")
        if seen.setdefault(id(tensor), name) != name:
            raise ValueError(
                f"from_torch: {seen[id(tensor)]} and {name} are one tensor, and layers share no params: copy the module"
            )


def _first_width(module: nn.Module) -> int | None:
    """Return the number of features that the first module with params takes."""
    for part in module.modules():
        if isinstance(part, Parallel) and part.inputs is not None:
            return sum(part.inputs)
        for name in ("in_features", "num_features"):
            if isinstance(getattr(part, name, None), int):
                return int(getattr(part, name))
        if isinstance(part, nn.LayerNorm):
            return int(part.normalized_shape[-1])
    return None


def _found_in(module: Any, width: int, dtype: str | None, place: str) -> list[Found]:
    found = []
    for name, part in module._modules.items():  # noqa: SLF001 - named_children leaves out a module that is there twice
        one = _layer(part, width, dtype, f"{place}{name}")
        width = width if one.width is None else one.width
        found.append(one)
    return found


def _layer(module: nn.Module, width: int, dtype: str | None, place: str) -> Found:
    """Return a module as a layer."""
    kind = type(module)
    if kind is nn.Sequential:
        return joined(_found_in(module, width, dtype, f"{place}."))
    if kind in WITH_PARAMS:
        return _with_params(module, width, dtype, place)
    if isinstance(module, Residual):
        inner = _layer(module.inner, width, dtype, f"{place}.inner")
        return inner._replace(layer=residual(inner.layer))
    if isinstance(module, Parallel):
        return _branches(module, width, dtype, place)
    if isinstance(module, nn.Flatten) and (module.start_dim, module.end_dim) == (1, -1):
        return Found(identity(), (), (), None)  # a sample is a row here
    make = find_factory(f"layers.{LAYERS[kind]}") if kind in LAYERS else None
    if make is None:
        raise _without_layer(place, module, "a module without a counterpart in bpnet.layers")
    pair = PAIRS[LAYERS[kind]]
    if not pair.accepts(module):
        raise _without_layer(place, module, "with settings that the layer does not have")
    layer = _made(place, module, make, **{ours: getattr(module, theirs) for theirs, ours in pair.settings.items()})
    return Found(layer, (), None if kind is nn.Dropout else (), None)


def _branches(module: Parallel, width: int, dtype: str | None, place: str) -> Found:
    """Return modules side by side as a layer."""
    widths = [width] * len(module) if module.inputs is None else list(module.inputs)
    found = [_layer(part, n, dtype, f"{place}.{i}") for i, (part, n) in enumerate(zip(module, widths, strict=True))]
    outputs = [n if each.width is None else each.width for each, n in zip(found, widths, strict=True)]
    layer = parallel(*(each.layer for each in found), inputs=module.inputs, merge=module.merge)
    params, state = (
        tuple(values) if any(v != () for v in values) else () for values in zip(*(f[1:3] for f in found), strict=True)
    )
    return Found(layer, params, state, outputs[0] if module.merge == "sum" else sum(outputs))


def joined(found: list[Found]) -> Found:
    """Return the chain of some layers as one."""
    widths = [each.width for each in found if each.width is not None]
    return Found(
        chain(*(each.layer for each in found)),
        tuple(each.params for each in found),
        tuple(each.state for each in found),
        widths[-1] if widths else None,
    )


def _with_params(module: Any, width: int, dtype: str | None, place: str) -> Found:
    """Return a linear layer or a normalization."""

    def array(tensor: torch.Tensor) -> Any:
        if tensor.is_meta:
            raise _without_layer(place, module, "on the device meta, with no numbers in its tensors")
        tensor = tensor.detach().cpu()
        return (tensor if dtype is None else tensor.to(getattr(torch, dtype))).numpy()

    linear = isinstance(module, nn.Linear)
    n = module.in_features if linear else module.num_features if isinstance(module, nn.BatchNorm1d) else module.normalized_shape
    if n not in (width, (width,)):
        raise _without_layer(place, module, f"after {width} features")
    if linear:
        params = array(module.weight).T, *(() if module.bias is None else (array(module.bias),))
        return Found(
            _made(place, module, affine, n_out=module.out_features, bias=module.bias is not None), params, (), module.out_features
        )
    if module.weight is None or module.bias is None:
        raise _without_layer(place, module, "without scale or shift, which the layer trains: give it both")
    params = array(module.weight), array(module.bias)
    if isinstance(module, nn.LayerNorm):
        return Found(_made(place, module, layer_norm, eps=module.eps), params, (), width)
    if module.running_mean is None or module.running_var is None or module.momentum is None:
        raise _without_layer(place, module, "without running statistics of a fixed momentum")
    layer = _made(place, module, batch_norm, momentum=module.momentum, eps=module.eps)
    return Found(layer, params, (array(module.running_mean), array(module.running_var)), width)


def _made(place: str, module: nn.Module, make: Callable[..., Layer], **settings: Any) -> Layer:
    """Return a layer; an error about its settings names the module."""
    try:
        return make(**settings)
    except ValueError as error:
        raise _without_layer(place, module, f"and {error}") from error


def _without_layer(place: str, module: nn.Module, why: str) -> ValueError:
    return ValueError(f"from_torch: module {place} is {short_repr(module)}, {why}")
