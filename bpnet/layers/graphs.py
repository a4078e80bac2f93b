"""Layers made of layers: residual connections, branches, and params that are shared or fixed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import partial, reduce

from bpnet._checks import check_bool, check_choice, check_integer
from bpnet._messages import short_repr, sums_to
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Shared, Tree, columns, leaves, map_tree, tuple_like
from bpnet.backprop import Backward, Layer, by_params, check_layers, join_values
from bpnet.initializers import real_numbers
from bpnet.random import Draw


@factory("layers.residual")
def residual(layer: Layer) -> Layer:
    """``y = x + f(x)``, with f the layer; backward ``dx = dy + J' dy``, with J the Jacobian of f.

    Params and state are those of the layer, which must have as many outputs as inputs; otherwise `init` raises ValueError.

    Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", 2016.
    """
    check_layers((layer,))

    def init(draw: Draw, n_in: int) -> tuple[Tree, Tree, int]:
        params, state, n_out = layer.init(draw, n_in)
        if n_out != n_in:
            raise ValueError(
                f"residual: the layer has {n_out} outputs for {n_in} inputs, expected as many: end it with affine({n_in})"
            )
        return params, state, n_out

    def forward(xp: Namespace, params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        y, residuals, state = layer.forward(xp, params, state, x)
        return x + y, residuals, state

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        dparams, dx = layer.backward(xp, params, residuals, dy)
        return dparams, dy + dx

    def inference(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        return x + layer.inference(xp, params, state, x)

    return Layer(init, forward, Backward(backward, partial(by_params, layer)), inference)


@factory("layers.parallel")
def parallel(*layers: Layer, inputs: Sequence[int] | None = None, merge: str = "concatenate") -> Layer:
    """``y = (f_1(x), f_2(x), ...)`` side by side, or ``y = f_1(x) + f_2(x) + ...``.

    Backward: each layer gets its columns of dy (of a sum all of it); dx is the sum of theirs. Params and state are tuples with
    one entry per layer; if no layer has any they are ``()``, so that several activations side by side are an activation.

    Source: Szegedy et al., "Going deeper with convolutions", 2015, for branches side by side.

    Parameters
    ----------
    layers
        At least one.
    inputs
        Number of columns of x that each layer takes, from left to right: ``f_1(x_1), f_2(x_2), ...``, and dx is side by side too.
        By default each layer takes all of x.
    merge
        "concatenate" or "sum"; the layers of a sum have equal numbers of outputs.

    Examples
    --------
    Two inputs, of 784 and of 5 features, and two heads:

    >>> import bpnet
    >>> from bpnet.layers import affine, tanh
    >>> layer = bpnet.chain(parallel(affine(50), affine(10), inputs=(784, 5)), tanh(), parallel(affine(10), affine(1)))
    """
    check_layers(layers)
    sums = check_choice("merge", merge, ("concatenate", "sum")) == "sum"
    count, widths = len(layers), _check_inputs(layers, inputs)
    nothing = [()] * count

    def init(draw: Draw, n_in: int) -> tuple[Tree, Tree, int]:
        if widths is not None and sum(widths) != n_in:
            raise ValueError(f"parallel: its inputs have {sums_to(widths)} columns, got {n_in}")
        made = [layer.init(draw.child(i), widths[i] if widths else n_in) for i, layer in enumerate(layers)]
        params, state = join_values("the parallel layers", [values for *values, _ in made])
        outputs = [n for *_, n in made]
        if sums and len(set(outputs)) > 1:
            raise ValueError(f"parallel: the layers of a sum have {short_repr(outputs)} outputs, expected equal numbers")
        return _or_empty(params), _or_empty(state), outputs[0] if sums else sum(outputs)

    def forward(xp: Namespace, params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        each = zip(layers, params or nothing, state or nothing, _divide(x, widths, count), strict=True)
        outputs, residuals, new = zip(*(layer.forward(xp, p, s, part) for layer, p, s, part in each), strict=True)
        return _unite(xp, outputs, add=sums), (residuals, outputs), _or_empty(new)  # backward needs the widths of the outputs

    def inference(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        each = zip(layers, params or nothing, state or nothing, _divide(x, widths, count), strict=True)
        return _unite(xp, [layer.inference(xp, p, s, part) for layer, p, s, part in each], add=sums)

    def apply(function: Callable[..., Tree], params: Tree, residuals: Tree, dy: Array) -> list[Tree]:
        inner, outputs = residuals
        parts = _divide(dy, None if sums else [y.shape[-1] for y in outputs], count)
        return [function(*each) for each in zip(layers, params or nothing, inner, parts, strict=True)]

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        made = apply(lambda layer, *of: layer.backward(xp, *of), params, residuals, dy)
        dparams, dx = zip(*made, strict=True)
        return _or_empty(dparams), _unite(xp, dx, add=widths is None)

    def dparams(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> Tree:
        return _or_empty(tuple(apply(lambda layer, *of: by_params(layer, xp, *of), params, residuals, dy)))

    return Layer(init, forward, Backward(backward, dparams), inference)


def _check_inputs(layers: Sequence[Layer], inputs: Sequence[int] | None) -> tuple[int, ...] | None:
    if not layers or not (inputs is None or (isinstance(inputs, list | tuple) and len(inputs) == len(layers))):
        raise ValueError(f"parallel: got {len(layers)} layers and inputs={short_repr(inputs)}, expected a width for each layer")
    return None if inputs is None else tuple(check_integer(f"inputs[{i}]", n) for i, n in enumerate(inputs))


def _divide(x: Array, widths: Sequence[int] | None, count: int) -> list[Array]:
    """Return the columns of each part, or all of them for each: the transpose of `_unite`."""
    return [x] * count if widths is None else [x[index] for index in columns(widths)]


def _unite(xp: Namespace, parts: Sequence[Array], *, add: bool) -> Array:
    """Return the sum of some arrays, or the arrays side by side: the transpose of `_divide`."""
    if add and len({part.shape for part in parts}) > 1:
        shapes = short_repr([tuple(part.shape) for part in parts])
        raise ValueError(f"parallel: the terms of a sum have the shapes {shapes}, expected the same")
    return reduce(operator.add, parts) if add else xp.concat(list(parts), axis=-1)


def _or_empty(trees: Tree) -> Tree:
    """``()`` for a tuple of nothing but empty tuples."""
    return () if all(type(tree) is tuple and tree == () for tree in trees) else trees


def _at(tree: Tree, path: Sequence[int], word: str) -> Tree:
    """Return the branch or the array of a tree at a path of indices; ``word`` names the path in errors."""
    for index in path:
        if not isinstance(tree, tuple) or index >= len(tree):
            raise ValueError(f"tied: there are no params at {word}={short_repr(tuple(path))}")
        tree = tree[index]
    return tree


def _replace(tree: Tree, path: Sequence[int], branch: Tree) -> Tree:
    """Return a tree with another branch at a path of indices."""
    if not path:
        return branch
    branches = list(tree)
    branches[path[0]] = _replace(branches[path[0]], path[1:], branch)
    return tuple_like(tree, branches)


def _path(name: str, given: int | Sequence[int]) -> tuple[int, ...]:
    path = tuple(given) if isinstance(given, list | tuple) else (given,)
    return tuple(check_integer(f"{name}[{i}]", index, 0) for i, index in enumerate(path))


@factory("layers.tied")
def tied(layer: Layer, where: int | Sequence[int], to: int | Sequence[int], *, transposed: bool = False) -> Layer:
    """The layer with params at the path ``where`` that are those at the path ``to``, or their transposes: they are shared.

    Params have nothing at ``where``; backward adds the gradient there, transposed if the weight is, to that at ``to``.

    Source: Vincent, Larochelle, Lajoie, Bengio, Manzagol, "Stacked denoising autoencoders", 2010, for transposed weights.

    Parameters
    ----------
    layer
        Any, usually a chain.
    where, to
        Indices into its params: ``2`` is ``params[2]``, all those of the third layer of a chain, and ``(2, 0)`` is
        ``params[2][0]``, the weight of an affine layer there.
    transposed
        Whether each shared array is transposed.

    Raises
    ------
    ValueError
        By `init`, if there are no params at a path, or if their shapes differ.

    Examples
    --------
    An autoencoder whose decoder has the transposed weight of the encoder:

    >>> import bpnet
    >>> from bpnet.layers import affine, sigmoid
    >>> layer = tied(bpnet.chain(affine(16), sigmoid(), affine(64)), where=(2, 0), to=(0, 0), transposed=True)
    """
    check_layers((layer,))
    there, source, turned = _path("where", where), _path("to", to), check_bool("transposed", transposed)
    if there[: len(source)] == source or source[: len(there)] == there:
        raise ValueError(f"tied: where={short_repr(where)} and to={short_repr(to)} are not two different places")

    def shared(xp: Namespace, branch: Tree) -> Tree:
        return map_tree(xp.matrix_transpose, branch) if turned else branch

    def whole(xp: Namespace, params: Tree) -> Tree:
        """The params of the layer."""
        return _replace(params, there, shared(xp, _at(params, source, "to")))

    def summed(xp: Namespace, dparams: Tree) -> Tree:
        """The gradient with respect to the params that are left, from that with respect to all."""
        total = map_tree(operator.add, _at(dparams, source, "to"), shared(xp, _at(dparams, there, "where")))
        return _replace(_replace(dparams, source, total), there, Shared())

    def init(draw: Draw, n_in: int) -> tuple[Tree, Tree, int]:
        params, state, n_out = layer.init(draw, n_in)
        _check_shapes(_at(params, there, "where"), _at(params, source, "to"), transposed=turned)
        return _replace(params, there, Shared()), state, n_out

    def forward(xp: Namespace, params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        return layer.forward(xp, whole(xp, params), state, x)

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        dparams, dx = layer.backward(xp, whole(xp, params), residuals, dy)
        return summed(xp, dparams), dx

    def dparams(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> Tree:
        return summed(xp, by_params(layer, xp, whole(xp, params), residuals, dy))

    def inference(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        return layer.inference(xp, whole(xp, params), state, x)

    return Layer(init, forward, Backward(backward, dparams), inference)


def _check_shapes(own: Tree, given: Tree, *, transposed: bool) -> None:
    """Raise ValueError unless ``given`` can stand in the place of ``own``."""
    expected = map_tree(lambda leaf: tuple(leaf.shape), own)
    shapes = map_tree(lambda leaf: tuple(leaf.shape)[:: -1 if transposed else 1], given)
    matrices = all(len(leaf.shape) > 1 for leaf in leaves(given))
    if expected == () or shapes != expected or (transposed and not matrices):
        kind = "their transposes" if transposed else "them"
        raise ValueError(
            f"tied: the params at `where` have shapes {short_repr(expected)}, those at `to` {short_repr(shapes)} for {kind}: "
            "expected the same"
        )


@factory("layers.frozen", "params", "state")
def frozen(layer: Layer, params: Tree = None, state: Tree = None) -> Layer:
    """The layer with params that training does not change: its params are ``()``, its state is ``(params, state)``.

    The state of the layer itself still changes: running statistics of batch norm, the count of dropout's masks.

    Parameters
    ----------
    layer
        Any, such as the ``layer`` of a trained network.
    params, state
        Values in place of initial ones, as trees of NumPy arrays like those of the layer; ``net.snapshot().training`` has such.

    Raises
    ------
    ValueError
        By `init`, if they have another structure or other shapes.
    """
    check_layers((layer,))

    def init(draw: Draw, n_in: int) -> tuple[Tree, Tree, int]:
        first, rest, n_out = layer.init(draw, n_in)
        return (), (_given(draw, "params", params, first), _given(draw, "state", state, rest)), n_out

    def forward(xp: Namespace, _params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        fixed, rest = state
        y, residuals, rest = layer.forward(xp, fixed, rest, x)
        return y, (fixed, residuals), (fixed, rest)

    def backward(xp: Namespace, _params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        fixed, inner = residuals
        return (), layer.backward(xp, fixed, inner, dy)[1]

    def inference(xp: Namespace, _params: Tree, state: Tree, x: Array) -> Array:
        fixed, rest = state
        return layer.inference(xp, fixed, rest, x)

    return Layer(init, forward, Backward(backward, lambda _xp, _params, _residuals, _dy: ()), inference)


def _given(draw: Draw, name: str, values: Tree, first: Tree) -> Tree:
    """Return given values as arrays like the initial ones, or these if there are none."""

    def take(like: Array, value: Array) -> Array:
        own = real_numbers(draw.xp, value, like.dtype)
        if own.shape != like.shape:
            raise ValueError(f"an array has shape {tuple(own.shape)}, expected {tuple(like.shape)}")
        return own

    try:
        return first if values is None else map_tree(take, first, values)
    except ValueError as error:
        raise ValueError(f"frozen: {name} is not like that of the layer: {error}") from error
