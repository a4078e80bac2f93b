"""How layers, losses, optimizers and schedules remember what they were made of, so that a file can say it.

A recipe is the name of a factory and its arguments: data, which another process makes the same object from.
"""

from __future__ import annotations

import functools
import inspect
import numbers
from collections.abc import Callable
from typing import Any, NamedTuple, ParamSpec, TypeVar

from bpnet.wording import line, shown

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

FACTORIES: dict[str, Callable[..., Any]] = {}


class Recipe(NamedTuple):
    """``name`` is a key of `FACTORIES`, such as "layers.affine"."""

    name: str
    arguments: dict[str, Any]


def recorded(*without: str) -> Callable[[Callable[Arguments, Made]], Callable[Arguments, Made]]:
    """Decorate a factory: what it makes, a named tuple with a field ``recipe``, remembers name and arguments.

    An argument whose default is True or False must be one of the two.
    Arguments named in ``without`` are left out: what matters for first values alone.
    """

    def decorate(factory: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
        name = f"{factory.__module__.split('.')[1]}.{factory.__name__}"
        signature = inspect.signature(factory)
        switches = [key for key, parameter in signature.parameters.items() if isinstance(parameter.default, bool)]

        @functools.wraps(factory)
        def made(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
            for key in switches:
                if not isinstance(kwargs.get(key, False), bool):
                    raise ValueError(f"{key} must be True or False, got {shown(kwargs[key])}")  # noqa: TRY004 - as all wrong settings
            thing: Any = factory(*args, **kwargs)
            arguments = signature.bind(*args, **kwargs).arguments
            recipe = Recipe(name, {key: value for key, value in arguments.items() if key not in without})
            return thing._replace(recipe=recipe)

        FACTORIES[name] = made
        return made

    return decorate


def of_functions(kind: type[Made]) -> type[Made]:
    """Decorate a named tuple of functions, which are values: its copies are the same, and what a factory made is not pickled.

    Its functions have no names that pickle could write; a tuple of the user's own functions has no recipe, and is tried.
    """

    def reduce(self: Any, protocol: Any) -> Any:
        if self.recipe is None:
            return tuple.__reduce_ex__(self, protocol)
        what = f"{self.recipe.name}(...) is made of functions, which pickle cannot write"
        raise TypeError(f"{what}: call it where it is needed, and write networks with net.save(path)")

    methods = {"__copy__": lambda self: self, "__deepcopy__": lambda self, _memo: self, "__reduce_ex__": reduce}
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind


def name_of(thing: Any) -> str:
    """The factory's own name for what it made, such as "tanh"; a type's name for anything else."""
    recipe = getattr(thing, "recipe", None)
    return recipe.name.partition(".")[2] if isinstance(recipe, Recipe) else type(thing).__name__


def last_name(thing: Any) -> str:
    """`name_of` the last layer of a chain, or of the activation of a dense layer."""
    inner = thing.recipe.arguments if isinstance(getattr(thing, "recipe", None), Recipe) else {}
    if inner.get("layers"):
        return last_name(inner["layers"][-1])
    activation = inner.get("activation")
    return activation if isinstance(activation, str) else name_of(thing) if activation is None else last_name(activation)


def write(value: Any) -> Any:
    """A recorded object as data for JSON.

    Raises
    ------
    TypeError
        If something within was not made by a recorded factory, such as a layer of the user's own.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, numbers.Integral):  # Python's, and NumPy's
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    recipe = getattr(value, "recipe", None)
    if isinstance(recipe, Recipe):
        return {"make": recipe.name, **{key: write(argument) for key, argument in recipe.arguments.items()}}
    if type(value) in {tuple, list}:
        return [write(item) for item in value]
    raise TypeError(f"a {type(value).__name__} of one's own cannot be written to a file")


def read(data: Any) -> Any:
    """The object that `write` wrote: calls factories of `FACTORIES`, and nothing else.

    Raises
    ------
    ValueError
        If the data name something else, or arguments that the factory refuses.
    """
    if isinstance(data, list):
        return tuple(read(item) for item in data)
    if not isinstance(data, dict):
        return data
    name, arguments = data.get("make"), {key: read(value) for key, value in data.items() if key != "make"}
    if not isinstance(name, str) or name not in FACTORIES:
        raise ValueError(f"nothing here is called {shown(name)}")
    try:
        bound = inspect.BoundArguments(inspect.signature(FACTORIES[name]), arguments)
        return FACTORIES[name](*bound.args, **bound.kwargs)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{name} cannot be made of {shown(arguments)}: {line(str(error))}") from error
