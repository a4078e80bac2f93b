"""Specs of layers, losses, optimizers and schedules: the name of a factory and its arguments, which files can contain.

A spec is data from which another process makes the same object.
"""

from __future__ import annotations

import functools
import inspect
import numbers
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple, ParamSpec, TypeVar

from bpnet._messages import one_line, short_repr
from bpnet._suggestions import explain_calls

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

MAKE, OWN = "make", "own"
"""Keys of a description: the name of a factory, and the type of a custom object, which no factory made."""
FACTORIES: dict[str, Callable[..., Any]] = {}
LAZY = {"sklearn": "bpnet.sklearn.formulas"}
"""Modules whose factories are known after they are imported, by the first word of the factories' names."""


class Spec(NamedTuple):
    """Name of a factory, a key of `FACTORIES` such as "layers.affine", and its arguments."""

    name: str
    arguments: dict[str, Any]
    made: tuple[Any, ...] = ()
    """Other fields of the object that the factory made: if one of them was replaced, the spec no longer describes the object."""


def factory(name: str, *without: str) -> Callable[[Callable[Arguments, Made]], Callable[Arguments, Made]]:
    """Decorate a factory: name and arguments become the spec of the object that it makes, a named tuple with a field ``spec``.

    The name is the factory's public path without ``bpnet.``, such as "layers.affine": files contain it.

    Arguments whose default is True or False must be one of the two. Arguments named in ``without``, which only affect initial
    values, are not part of the spec.
    """

    def decorate(function: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
        signature, function = inspect.signature(function), explain_calls(function)
        switches = [key for key, parameter in signature.parameters.items() if isinstance(parameter.default, bool)]

        @functools.wraps(function)
        def make(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
            for key in switches:
                if not isinstance(kwargs.get(key, False), bool):
                    raise ValueError(f"{key} must be True or False, got {short_repr(kwargs[key])}")  # noqa: TRY004 - ValueError for all settings
            thing: Any = function(*args, **kwargs)
            arguments = signature.bind(*args, **kwargs).arguments
            spec = Spec(name, {key: value for key, value in arguments.items() if key not in without}, _fields(thing))
            return thing._replace(spec=spec)

        FACTORIES[name] = make
        return make

    return decorate


def find_factory(name: Any) -> Callable[..., Any] | None:
    """Return the factory of this name, or None; its module is imported first if it is one of `LAZY`."""
    if not isinstance(name, str):
        return None
    if name not in FACTORIES and name.partition(".")[0] in LAZY:
        import_module(LAZY[name.partition(".")[0]])
    return FACTORIES.get(name)


def _fields(thing: Any) -> tuple[Any, ...]:
    return tuple(value for field, value in zip(thing._fields, thing, strict=True) if field != "spec")


def has_own_spec(thing: Any) -> bool:
    """Return True if an object is unchanged since its factory made it, so that its spec describes it."""
    spec = getattr(thing, "spec", None)
    return isinstance(spec, Spec) and all(a is b for a, b in zip(_fields(thing), spec.made, strict=True))


def with_spec_of(thing: Made, changed: Any) -> Made:
    """Return a changed copy of an object, which computes the same, with the spec of the object if that describes it."""
    return changed._replace(spec=thing.spec._replace(made=_fields(changed))) if has_own_spec(thing) else changed  # type: ignore[attr-defined]  # has_own_spec: it is a named tuple with a spec


def immutable_functions(kind: type[Made]) -> type[Made]:
    """Decorate a named tuple of functions: copies are the tuple itself, and pickling an object from a factory raises TypeError.

    The functions of factories are closures, which pickle cannot write; a tuple of user functions has no spec, and may be pickled.
    """

    def reduce(self: Any, protocol: Any) -> Any:
        if self.spec is None:
            return tuple.__reduce_ex__(self, protocol)
        what = f"{self.spec.name}(...) cannot be pickled"
        raise TypeError(f"{what}: call the factory where the object is needed; for networks use net.save(path)")

    methods = {"__copy__": lambda self: self, "__deepcopy__": lambda self, _memo: self, "__reduce_ex__": reduce}
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind


def factory_name(thing: Any) -> str:
    """Return the last word of the factory's name, such as "tanh", or the name of the type of a custom object."""
    spec = getattr(thing, "spec", None)
    return spec.name.rpartition(".")[2] if isinstance(spec, Spec) else type(thing).__name__


def last_layer(thing: Any) -> Any:
    """Return the last layer of a chain, or the activation of a dense layer, which may be a name."""
    inner = thing.spec.arguments if isinstance(getattr(thing, "spec", None), Spec) else {}
    if factory_name(thing) == "chain" and inner.get("layers"):
        return last_layer(inner["layers"][-1])
    if factory_name(thing) in {"tied", "frozen"}:
        return last_layer(inner["layer"])
    activation = inner.get("activation")
    return thing if activation is None else activation if isinstance(activation, str) else last_layer(activation)


def last_layer_name(thing: Any) -> str:
    """Return the `factory_name` of the `last_layer`."""
    last = last_layer(thing)
    return last if isinstance(last, str) else factory_name(last)


def to_json(value: Any, *, whole: bool = True) -> Any:
    """Convert an object with a spec to data for JSON.

    Parameters
    ----------
    value
        An object made by a factory, a number, a string, None, or a list, tuple or array of one axis of them.
    whole
        If True, raise for custom parts, which no factory here made; otherwise they become ``{"own": type}``.

    Raises
    ------
    TypeError
        If ``value`` has custom parts and ``whole`` is True.
    """
    if len(getattr(value, "shape", (0, 0))) < 2 and hasattr(value, "tolist"):  # noqa: PLR2004 - a number, or a sequence of them
        value = value.tolist()
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, numbers.Real):
        return int(value) if isinstance(value, numbers.Integral) else float(value)
    if has_own_spec(value):
        spec = value.spec
        return {MAKE: spec.name, **{key: to_json(argument, whole=whole) for key, argument in spec.arguments.items()}}
    if type(value) in {tuple, list}:
        return [to_json(item, whole=whole) for item in value]
    if whole:
        raise TypeError(f"a custom {type(value).__name__} cannot be written to a file")
    return {OWN: type(value).__name__}


def from_json(data: Any) -> Any:
    """Return the object that `to_json` described; only factories of `FACTORIES` are called.

    Raises
    ------
    ValueError
        If the data have another name, or arguments that the factory does not accept.
    """
    if isinstance(data, list):
        return tuple(from_json(item) for item in data)
    if not isinstance(data, dict):
        return data
    name, arguments = data.get(MAKE), {key: from_json(value) for key, value in data.items() if key != MAKE}
    make = find_factory(name)
    if make is None:
        raise ValueError(f"no factory is called {short_repr(name)}")
    try:
        signature = _signature(name)
        if unknown := arguments.keys() - signature.parameters.keys():
            raise ValueError(f"{name} has no argument {short_repr(min(unknown))}")
        bound = inspect.BoundArguments(signature, arguments)
        return make(*bound.args, **bound.kwargs)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{name} does not accept {short_repr(arguments)}: {one_line(str(error))}") from error


def with_defaults(data: Any) -> Any:
    """Normalize data for a comparison: with the defaults of every factory.

    An activation by name becomes its spec, a constant schedule its number, and all custom parts become equal.
    """
    if isinstance(data, list):
        return [with_defaults(item) for item in data]
    if not isinstance(data, dict):
        return data
    if OWN in data:
        return {OWN: ""}
    name = data.get(MAKE)
    if find_factory(name) is None:
        return data
    given = {**_defaults(name), **{key: value for key, value in data.items() if key != MAKE}}
    if isinstance(given.get("activation"), str):
        given["activation"] = {MAKE: f"layers.{given['activation']}"}
    arguments = {key: with_defaults(value) for key, value in given.items()}
    return arguments["rate"] if name == "schedules.constant" and "rate" in arguments else {MAKE: name, **arguments}


def to_text(data: Any) -> str:
    """Return a description in words, such as "step(rate=0.5, every=3)" for a schedule."""
    if not isinstance(data, dict):
        return "[" + ", ".join(map(to_text, data)) + "]" if isinstance(data, list) else repr(data)
    if OWN in data:
        return "a custom function"
    arguments = (f"{key}={to_text(value)}" for key, value in data.items() if key != MAKE)
    return f"{data[MAKE].rpartition('.')[2]}({', '.join(arguments)})"


def find_custom(data: Any, place: str) -> str | None:
    """Return the place of the first custom part, such as "layer.layers[1]", or None."""
    if isinstance(data, dict) and OWN in data:
        return place
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return next(filter(None, (find_custom(part, _within(place, key)) for key, part in parts)), None)


def first_difference(ours: Any, theirs: Any, place: str) -> tuple[str, Any, Any] | None:
    """Return the first place where two complete descriptions differ, and their values there; custom parts are not compared."""
    if any(isinstance(data, dict) and OWN in data for data in (ours, theirs)):
        return None
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = sorted(ours.keys() | theirs.keys(), key=lambda key: (key != MAKE, key))
        pairs = [(_within(place, key), ours.get(key), theirs.get(key)) for key in keys]
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = [(_within(place, i), *pair) for i, pair in enumerate(zip(ours, theirs, strict=True))]
    else:
        same = ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool)
        return None if same else (place, ours, theirs)
    return next(filter(None, (first_difference(a, b, within) for within, a, b in pairs)), None)


def _within(place: str, key: str | int) -> str:
    return f"{place}[{key}]" if isinstance(key, int) else place if key == MAKE else f"{place}.{key}"


@functools.cache
def _signature(name: str) -> inspect.Signature:
    return inspect.signature(FACTORIES[name])


@functools.cache
def _defaults(name: str) -> dict[str, Any]:
    """Return the default of every argument that has one, as data."""
    parameters = _signature(name).parameters.items()
    return {key: to_json(parameter.default) for key, parameter in parameters if parameter.default is not parameter.empty}
