"""Functions as JAX traces them, and their content, by which networks share compiled programs."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.captures import is_own
from bpnet.compiler.compiled_step import new_function, signature
from bpnet.compiler.operations import NOT_REPEATABLE, TraceError
from bpnet.compiler.surroundings import tracing

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from bpnet.arrays import Tree


EXECUTABLE = 1 << 22
"""Size in bytes of a small executable of XLA on a CPU, measured for compiled steps; JAX does not tell it."""


NUMBERS_AND_TEXT = frozenset({type(None), bool, int, float, complex, str, bytes})
"""Types of parameters that are compared by their text."""


class TracedFunction:
    """A pure function as JAX traced it for the shapes of some values: calls run what was traced, never the function itself.

    It is traced twice, unless all of it is bpnet's, and refused if the traces differ: it would repeat its first call forever.

    Attributes
    ----------
    key
        Content of what was traced: functions with equal keys do the same. None if it has parts that cannot be compared, such as
        a callback that is created anew each time.
    nbytes
        Size in bytes of its constants, and of an executable.
    """

    def __init__(self, jax: Any, function: Callable[..., Any], *values: Any) -> None:
        from jax.extend.core import jaxpr_as_fun

        self.jax = jax
        with trace_errors(jax), tracing():
            closed, result = jax.make_jaxpr(new_function(function), return_shape=True)(*values)
            content = again = Content(jax, closed)
            if not is_own(function):
                again = Content(jax, jax.make_jaxpr(new_function(function))(*values))
        if not content.agrees_with(again):
            raise TraceError(NOT_REPEATABLE)
        self.run, self.structure, self.nbytes = jaxpr_as_fun(closed), jax.tree.structure(result), EXECUTABLE + content.nbytes
        self.key: Hashable = None
        if content.objects == again.objects:
            self.key = content.digest, tuple(content.objects), jax.tree.structure(values), self.structure

    def __call__(self, *values: Any) -> Any:
        """Run what was traced."""
        return self.jax.tree.unflatten(self.structure, self.run(*self.jax.tree.leaves(values)))


class Content:
    """The content of a jaxpr: its equations as text, with digests of arrays, and the objects that have no text of their own.

    The text that JAX prints leaves out some parameters.
    """

    def __init__(self, jax: Any, closed: Any) -> None:
        self.arrays = jax.Array, np.ndarray, np.generic
        self.words: list[str] = []
        self.numbers: dict[Any, int] = {}
        """Numbers of variables, and of objects in ``objects``, which compare by value if they can."""
        self.objects: list[Any] = []
        self.nbytes = 0
        self._add(closed)

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256("\n".join(self.words).encode()).hexdigest()

    def agrees_with(self, other: Content) -> bool:
        """Return True for the trace of a function that does the same; addresses of objects are left out."""
        pairs = zip(self.objects, other.objects, strict=False)
        alike = self.words == other.words and len(self.objects) == len(other.objects)
        return alike and all(a == b or _without_address(a) == _without_address(b) for a, b in pairs)

    def _add(self, part: Any) -> None:
        """Add a jaxpr, or a parameter of an equation."""
        kind = type(part)
        if kind in NUMBERS_AND_TEXT:
            self.words.append(f"{kind.__name__} {part!r}")  # as text, NaN equals NaN, and True differs from 1
        elif isinstance(part, tuple | list):
            self.words.append(f"{kind.__name__} {len(part)}")
            for item in part:
                self._add(item)
        elif isinstance(part, self.arrays):
            self._add_array(part)
        elif hasattr(part, "jaxpr") and hasattr(part, "consts"):
            self._add(part.jaxpr)
            self._add(tuple(part.consts))
        elif hasattr(part, "eqns") and hasattr(part, "constvars"):
            self._add_jaxpr(part)
        else:
            self._add_object(part)

    def _add_jaxpr(self, jaxpr: Any) -> None:
        self._define(jaxpr.constvars)
        self._define(jaxpr.invars)
        for eqn in jaxpr.eqns:
            self._add_object(eqn.primitive)
            self._add_object(eqn.ctx)
            self._read(eqn.invars)
            for name, value in sorted(eqn.params.items()):
                self.words.append(name)
                self._add(value)
            self._define(eqn.outvars)
        self._read(jaxpr.outvars)

    def _define(self, variables: Any) -> None:
        self.words.append(f"{len(variables)} made")
        for x in variables:
            self.numbers[x] = len(self.numbers)
            self._add_object(x.aval)

    def _read(self, variables: Any) -> None:
        self.words.append(f"{len(variables)} read")
        for x in variables:
            if hasattr(x, "val"):
                self._add_array(x.val)
                self._add_object(x.aval)
            else:
                self.words.append(f"%{self.numbers[x]}")

    def _add_object(self, thing: Any) -> None:
        try:
            known = thing in self.numbers
        except TypeError:  # it cannot be hashed
            thing, known = Unhashable(thing), False
        if not known:
            self.numbers[thing] = len(self.numbers)
            self.objects.append(thing)
        self.words.append(f"object {self.numbers[thing]}")

    def _add_array(self, array: Any) -> None:
        host = np.asarray(array)
        self.nbytes += host.nbytes
        self.words.append(f"array {host.dtype} {host.shape} {hashlib.sha256(host.tobytes()).hexdigest()}")
        self._add(getattr(array, "sharding", None))


class Unhashable:
    """An object without a hash, which is equal only to itself."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __repr__(self) -> str:
        return repr(self.thing)


def _without_address(thing: Any) -> tuple[type, str]:
    return type(thing), re.sub(r" at 0x[0-9a-f]+", "", str(thing))


@contextmanager
def trace_errors(jax: Any) -> Iterator[None]:
    """Context manager that converts JAX's tracing errors, raised where a function needs numbers, to `TraceError`."""
    try:
        yield
    except (jax.errors.JAXTypeError, jax.errors.JAXIndexError) as error:
        raise TraceError(str(error).partition("\n")[0]) from error


class BatchFunctions:
    """Functions of values of which the last are ``x``, ``target`` and a rate, one for each batch size, as one function."""

    def __init__(self, functions: Mapping[Any, Callable[..., Any]]) -> None:
        self.functions = functions

    def __call__(self, *values: Any) -> Any:
        """Call the function for the shapes of ``x`` and ``target``."""
        return self.functions[signature(values[-3:-1])](*values)


def typed_signature(jax: Any, tree: Tree) -> Any:
    """Return the structure of a tree and JAX's types of its arrays: shapes, dtypes, and whether a dtype is known only weakly."""
    arrays, structure = jax.tree.flatten(tree)
    return structure, *[x.aval if hasattr(x, "aval") else (x.shape, x.dtype) for x in arrays]
