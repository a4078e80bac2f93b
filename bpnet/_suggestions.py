"""Suggestions in the errors of wrong calls: which argument or attribute there is instead, and what to write.

Nothing here runs before a call has failed.
"""

from __future__ import annotations

import difflib
import functools
import inspect
import re
import types
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar

from bpnet._messages import LONGEST, one_line, short_repr
from bpnet._synonyms import ARGUMENTS, ATTRIBUTES, CHOICES, MODULE_OF, NEEDED, OBJECTS, TOO_MANY, normalize

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Class = TypeVar("Class", bound=type)

MOST = 300
"""Maximum length of a message."""
SEARCHED = ("layers", "losses", "optimizers", "initializers", "schedules", "callbacks", "metrics", "datasets", "minimizers")
"""Modules in which names are looked up that another module lacks."""


def explain_calls(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Decorate a function: the TypeError of arguments that it does not take says what to write."""

    @functools.wraps(function)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            message = _explain(function, call, error, args, kwargs)
            if message is None:
                raise
        raise TypeError(message)

    return call


_CODE = explain_calls(len).__code__


def explain_methods(kind: Class) -> Class:
    """Decorate a class: as `explain_calls` for its constructor and its public methods, also those of undecorated bases."""
    for name in dir(kind):
        method = inspect.getattr_static(kind, name)
        is_public = isinstance(method, types.FunctionType) and (name == "__init__" or not name.startswith("_"))
        if is_public and method.__code__ is not _CODE:
            setattr(kind, name, explain_calls(method))
    return kind


def _explain(function: Any, call: Any, error: TypeError, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
    """Return what is wrong with the arguments, or None for an error of the function's own, or of what it calls."""
    trace: Any = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
        if trace.tb_frame.f_globals.get("__name__") not in {"contextlib", __name__}:
            return None  # the function has begun: its arguments were accepted
    signature = inspect.signature(function)
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        owner, name = ["", *function.__qualname__.split(".")][-2:]
        if owner not in {"", "<locals>"} and not _is_method_of(call, name, args):
            return f"{name} is a method, and was called on its class: call it on an object of that class"
        return one_line(_Call(function, call, signature, args, kwargs).problem(), MOST)
    return None


def _is_method_of(call: Any, name: str, args: tuple[Any, ...]) -> bool:
    """Return True if the first argument is an object that has this method."""
    return any(vars(kind).get(name) is call for argument in args[:1] for kind in type(argument).__mro__)


class _Call:
    """A call whose arguments do not fit the signature."""

    def __init__(
        self, function: Any, call: Any, signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        parameters = list(signature.parameters.values())
        words = ["", *function.__qualname__.split(".")]
        owner, self.name = words[-2:]
        self.path = self.name
        if owner not in {"", "<locals>"}:  # a method: its object is the first argument
            if self.name == "__init__":
                self.path = self.name = _class_name(args[0], call, owner)
            else:
                self.path = f"{getattr(type(args[0]), '_called', owner)}.{self.name}"
            parameters, args = parameters[1:], args[1:]
        self.group = function.__module__.split(".")[1] if "." in function.__module__ else ""
        self.args, self.kwargs = args, kwargs
        kinds = inspect.Parameter
        self.positional = [p.name for p in parameters if p.kind in {kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD}]
        self.by_name = [p.name for p in parameters if p.kind == kinds.KEYWORD_ONLY]
        self.many = [f"*{p.name}" for p in parameters if p.kind == kinds.VAR_POSITIONAL]
        self.switches = {p.name for p in parameters if isinstance(p.default, bool)}
        self.required = [p.name for p in parameters if p.default is p.empty and p.name in {*self.positional, *self.by_name}]

    def problem(self) -> str:
        """Return the first problem: too many arguments by position, an unknown one, one passed twice, or a missing one."""
        known = [*self.positional, *self.by_name]
        if len(self.args) > len(self.positional) and not self.many:
            return f"{self.path} takes {self._count()}, got {len(self.args)}: {self._by_name()}"
        for argument in self.kwargs:
            if argument not in known:
                return f"{self.path} has no argument {short_repr(argument, 40)}: {self._instead(argument, known)}"
        given = self.positional[: len(self.args)]
        for argument in given:
            if argument in self.kwargs:
                return f"{self.path} got {argument!r} twice, by position and by name: leave out one of them"
        missing = [argument for argument in self.required if argument not in {*given, *self.kwargs}]
        return f"{self.path} needs {_list(missing)}: {NEEDED.get(self.name) or f'write {self._whole()}'}"

    def _count(self) -> str:
        number = len(self.positional)
        if not number:
            return "no arguments by position" if self.by_name else "no arguments"
        return f"{number} argument{'s' * (number > 1)} by position ({', '.join(self.positional)})"

    def _by_name(self) -> str:
        """Return advice to who passed too many arguments by position."""
        count = len(self.positional)
        if self.name == "MLP" and all(isinstance(size, int) for size in self.args):
            return f"the sizes are one tuple: write bpnet.MLP({short_repr(self.args)})"
        if advice := TOO_MANY.get(self.name) or TOO_MANY.get(self.group):
            return self._filled(advice, "", self.args[-1])
        left = [name for name in self.by_name if name not in self.kwargs]
        if not left:
            return f"write {self._whole()}"
        named = [f"{name}={_shown(value)}" for name, value in zip(left, self.args[count:], strict=False)]
        return f"pass others by name, such as {self.path}({', '.join([*self.positional, *named])})"

    def _instead(self, argument: str, known: Sequence[str]) -> str:
        """Return advice to who passed an argument that there is not."""
        value, word = self.kwargs[argument], normalize(argument)
        rename = {normalize(name): name for name in known}.get(word)
        advice = rename or ARGUMENTS.get(self.name, {}).get(word) or ARGUMENTS.get(self.group, {}).get(word)
        if advice and "{name}()" in advice and self.required:
            advice = None  # it is for functions that need no arguments, and not for those around them
        if advice and advice.isidentifier():
            rename, advice = advice if advice in known else None, None
        if advice:
            return self._filled(advice, argument, value)
        if rename is None:
            close = difflib.get_close_matches(argument, known, n=1) if isinstance(argument, str) else []
            rename = close[0] if close else None
        if rename is None:
            return f"it takes {one_line(', '.join([*self.many, *known]), 200) or 'no arguments'}"
        if rename in self.kwargs:
            return f"leave it out, {rename} is given"
        return f"write {rename}={_shown(bool(value) if rename in self.switches else value)}"

    def _filled(self, advice: str, argument: str, value: Any) -> str:
        optimizer = self.kwargs.get("optimizer")
        widths = value if isinstance(value, int | tuple | list) and not isinstance(value, bool) and value else 8
        return advice.format(
            name=self.name if self.group in {"layers", "losses", "optimizers"} else f"bpnet.{self.name}",
            argument=argument,
            value=_shown(value),
            backend=repr(_backend_of(value)),
            widths=", ".join(map(str, widths)) if isinstance(widths, tuple | list) else widths,
            optimizer=optimizer if isinstance(optimizer, str) and optimizer.isidentifier() else "adam",
        )

    def _whole(self) -> str:
        """Return the call with all that it needs."""
        needed = [name if name in self.positional else f"{name}=..." for name in self.required]
        return f"{self.path}({', '.join([*needed, *self.many])})"


def _class_name(thing: Any, call: Any, owner: str) -> str:
    """Return the name of the class that was called, of which a base class may have the constructor."""
    return next((kind.__name__ for kind in type(thing).__mro__ if getattr(kind, "__init__", None) is call), owner)


def _shown(value: Any) -> str:
    """Return a number, a text, or a short tuple or list of them as it is written, and ``...`` for other values."""
    text = short_repr(value)
    return text if _is_literal(value) and len(text) < LONGEST else "..."


def _is_literal(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return len(value) < 10 and all(map(_is_literal, value))  # noqa: PLR2004 - more are not shown
    return value is None or isinstance(value, bool | int | float | str)


def _backend_of(device: Any) -> str:
    """Return the backend that has a device, as PyTorch and JAX name them."""
    kind, _, index = str(device).lower().partition(":")
    if kind == "cpu":
        return "numpy"
    device = f":{index}" if index.isdecimal() else ""
    return f"torch:{kind}{device}" if kind in {"cuda", "mps", "xpu"} else f"cupy{device}"  # PyTorch alone calls a device "cuda"


def _list(names: Sequence[str]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


class ExplainsNames:
    """Base class: an attribute that other libraries' objects have raises AttributeError, which says what to write."""

    _called: ClassVar = ""
    """What an object is called in errors."""

    if not TYPE_CHECKING:  # to a type checker, an object would have every attribute

        def __getattr__(self, name: str) -> Any:
            """Raise AttributeError; called for a name that is not there, or whose property raised AttributeError."""
            if name.startswith("_") or hasattr(type(self), name):
                return object.__getattribute__(self, name)
            advice = self._instead(name)
            if advice is None:
                close = difflib.get_close_matches(name, dir(self), n=1)
                advice = f"write {self._called}.{close[0]}" if close else f"dir({self._called}) lists what there is"
            raise AttributeError(f"{type(self).__name__} has no attribute {short_repr(name, LONGEST)}: {advice}")

    def _instead(self, name: str) -> str | None:
        """Return advice to who asks for a name of another library."""
        return ATTRIBUTES[self._called].get(normalize(name))

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_") or name.endswith("__")]


class ExplainsAttributes(ExplainsNames):
    """Base class of networks: nor can an attribute be assigned that has another name here."""

    _called: ClassVar = "net"

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            """Set an attribute; raise AttributeError for the name that another library has for one of these."""
            if name in self.__dict__ or name.startswith("_") or hasattr(type(self), name):
                return super().__setattr__(name, value)
            told = re.search(rf"write {self._called}\.(\w+)$", self._instead(name) or "")
            ours = told[1] if told else f"{name}_"
            if hasattr(self if told else type(self), ours):
                own = f"write {self._called}.{ours} = {_shown(value)}"
                raise AttributeError(f"{type(self).__name__} has no attribute {short_repr(name, LONGEST)}: {own}")
            return super().__setattr__(name, value)

        def __call__(self, *_: Any, **__: Any) -> Any:
            """Raise TypeError."""
            raise TypeError(f"{type(self).__name__} is not a function: {ATTRIBUTES[self._called]['call']}")


class ExplainsItems(ExplainsNames):
    """Base class of objects that are not mappings, as those of other libraries are."""

    if not TYPE_CHECKING:

        def __getitem__(self, key: Any) -> Any:
            """Raise TypeError."""
            advice = self._instead(str(key)) or f"dir({self._called}) lists what there is"
            if isinstance(key, str) and key.isidentifier() and key in dir(self):
                advice = f"write {self._called}.{key}"
            raise TypeError(f"{type(self).__name__} has attributes, not items; got {short_repr(key, LONGEST)}: {advice}")


def is_function(value: Any) -> bool:
    """Return True for what can be called: not for networks, of which a call only tells what to write."""
    return callable(value) and getattr(type(value), "__call__", None) is not vars(ExplainsAttributes).get("__call__")  # noqa: B004 - which


def missing_name(module: str, known: Sequence[str]) -> Callable[[str], Any]:
    """Return the function ``__getattr__`` of a module: it raises AttributeError, which names what is meant."""

    def raise_attribute_error(name: str) -> Any:
        advice = ""
        if not name.startswith("_"):
            path = f"{module}.{name}"
            found = f"import {path}" if _is_module(path) else find_object(name, module, known)
            advice = f": write {found}" if found else ""
        raise AttributeError(f"module {module!r} has no attribute {short_repr(name)}{advice}")

    return raise_attribute_error


def _is_module(path: str) -> bool:
    try:
        return find_spec(path) is not None
    except (ImportError, ValueError):  # of a module that is not a package
        return False


def find_object(name: str, module: str, known: Sequence[str]) -> str | None:
    """Return the path of the public object that a name means: of this module, of another one, or of another library."""
    word, paths = normalize(name), {normalize(each): f"{module}.{each}" for each in known}
    modules = [part for part in SEARCHED if part in import_module("bpnet").__all__]
    for part in modules:
        for each in import_module(f"bpnet.{part}").__all__:
            paths.setdefault(normalize(each), f"bpnet.{part}.{each}")
    if word in paths or word in OBJECTS:
        return paths.get(word) or OBJECTS[word]
    metrics = import_module("bpnet.metrics")
    if module == metrics.__name__ and (found := metrics.meant_by(name)):
        return found
    for kind, names in CHOICES.items():
        if word in names and MODULE_OF.get(kind) in modules:
            return f"bpnet.{MODULE_OF[kind]}.{names[word]}"
    close = difflib.get_close_matches(word, paths, n=1, cutoff=0.75)
    return paths[close[0]] if close else metrics.meant_by(name)
