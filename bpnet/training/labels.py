"""Classes of targets: text and booleans, also as categories, become the numbers of their classes, from 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

from bpnet._checks import MAX_LENGTH
from bpnet._messages import one_line, short_repr
from bpnet.arrays import read_only
from bpnet.training.hints import FLOATS, NUMBERED, hint
from bpnet.training.host_arrays import MISSING, host_array, host_numbers, is_missing, refuse_missing
from bpnet.training.text_columns import is_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.losses import Loss

BOOLEANS = (False, True)


class Found(NamedTuple):
    """What the targets of a process are."""

    values: tuple[Any, ...] | None
    """The classes that occur, or None if targets are numbers."""
    categories: tuple[Any, ...] = ()
    """The classes that a dtype of categories names, whether they occur or not."""
    rows: int = 0


def count_classes(loss: Loss, n_out: int) -> int:
    """Return the number of classes of a network's targets: of labels n_out, of the probability of a one 2, otherwise 0."""
    if loss.labels:
        return n_out
    return 2 if (loss.lowest, loss.highest) == (0.0, 1.0) and loss.width_of_targets(n_out) == 1 else 0


class Classes:
    """The classes of a network, if its targets have come as text or booleans.

    Parameters
    ----------
    count
        Number of classes that the loss takes; 0 for a loss of other targets.
    values
        Classes in the order of their numbers.

    Attributes
    ----------
    pending
        True if they were found at the beginning of a training that has changed nothing yet.
    """

    def __init__(self, count: int, values: NDArray[Any] | None = None) -> None:
        self.count, self.values, self.pending = count, values, False

    @property
    def known(self) -> NDArray[Any] | None:
        """The classes, once a training has used them."""
        return None if self.pending else self.values

    def read(self, y: Any, name: str) -> NDArray[Any]:
        """Convert targets of the host to NumPy's numbers; text, and booleans for a loss of classes, to numbers of classes."""
        if type(y) is np.ndarray and y.dtype.kind in "fiu" and y.size:
            return y
        labels = find_labels(y, name)
        if labels is not None and (self.count or labels.dtype.kind != "b"):
            return self.encode(labels, name) if self.count else self._refuse(labels, name, y)
        host = host_numbers(y, name)
        return host.astype(np.int64) if not host.size and self.values is not None else host  # rows of a rank that has none

    def encode(self, labels: NDArray[Any], name: str) -> NDArray[np.int64]:
        """Return the number of the class of each label."""
        if not labels.size and self.values is None:  # with known classes, a rank may have no rows
            raise ValueError(f"{name} is empty: its shape is {labels.shape}")
        if labels.ndim == 2 and labels.shape[1] == 1:  # noqa: PLR2004 - a data frame of one column
            labels = labels[:, 0]
        known = BOOLEANS if self.values is None and labels.dtype.kind == "b" and self.count == len(BOOLEANS) else self.values
        if known is None:
            listed = short_repr(_occurring(labels), 80)
            raise ValueError(
                f"{name} has the classes {listed}, and their order is not known: fit finds it. Before the first fit, "
                "assign all of them: net.classes_ = [...]"
            )
        numbers = {value: number for number, value in enumerate(np.asarray(known).tolist())}
        flat = [numbers.get(value, -1) for value in labels.ravel().tolist()]
        codes = np.asarray(flat, np.int64).reshape(labels.shape)
        if -1 in flat:
            new = [value for value in _occurring(labels) if value not in numbers]
            raise ValueError(
                f"{name} has {'a new class' if len(new) == 1 else 'new classes'}, {short_repr(new, 80)}, beside those of "
                f"net.classes_, {short_repr(list(numbers), 80)}: leave out these rows, or build "
                f"MLP((..., {len(new) + len(numbers)}), ...), and name all before its first fit: net.classes_ = [...]"
            )
        return codes

    def find(self, y: Any, name: str, exchange: Callable[[Found], Sequence[Found]]) -> None:
        """Find the classes of the targets that a training begins with, unless they are known; ``exchange`` gathers all ranks'."""
        if self.pending:  # of a training that has failed
            self.values, self.pending = None, False
        everywhere = exchange(_found(y, name) if self.values is None and self.count else Found(None))
        kinds = [found for found in everywhere if found.values is not None and (found.rows or found.values)]
        if not kinds:
            return
        numbers = [rank for rank, found in enumerate(everywhere) if found.values is None and found.rows]
        if numbers:
            raise ValueError(f"{name} has numbers on rank {numbers[0]}, and text or booleans on another: pass the same kind")
        values = {value for found in kinds for value in found.values or ()}
        if any(isinstance(value, bool) for value in values):
            values |= {*BOOLEANS}
        named = {value for found in kinds for value in found.categories}
        if len(values) != self.count == len(named):
            values = named
        if len({isinstance(value, bool) for value in values}) > 1:
            raise ValueError(f"{name} has booleans on one rank, and text on another: pass the same kind")
        self.values, self.pending = self._check(sorted(values), name), True

    def accept(self, values: Any) -> None:
        """Set the classes that a user assigns, or those of a file."""
        self.values, self.pending = check_classes(values, self.count), False

    def _check(self, values: list[Any], name: str) -> NDArray[Any]:
        """Return the classes of targets as an array, if there are as many as the loss takes."""
        k, count = len(values), self.count
        if k == count:
            return _as_array(values, name)
        words = f"{name} has {k} {'class' if k == 1 else 'classes'}, {short_repr(values, 70)}"
        if k == 1:
            raise ValueError(f"{words}: a second is needed. Name all {count} in their order: net.classes_ = [...]")
        several = ", output='softmax', loss='softmax_cross_entropy'"
        remedy = f"build MLP((..., {k}){several})"
        own = f"and this network {count} outputs" if count > 2 else "and this network takes two"  # noqa: PLR2004 - a yes and a no
        more = ", or name all classes, net.classes_ = [...]" if k < count else ""
        raise ValueError(f"{words}, {own}: {remedy}{more}")

    def _refuse(self, labels: NDArray[Any], name: str, y: Any) -> NoReturn:
        """Raise for text that a loss of numbers does not take."""
        listed = _occurring(labels)
        words, k = f"{name} has text, {short_repr(listed, 60)}", len(listed)
        others = [value for value in listed if not is_number(value)]
        if not others:
            raise ValueError(f"{words}: make numbers of it{hint(name, FLOATS, y)}")
        if len(others) <= k // 2:
            raise ValueError(f"{words}, among numbers: leave out the rows with text such as {short_repr(others[0], 20)}")
        if k == 1:
            raise ValueError(f"{words}, and this loss takes numbers; for classes a second is needed")
        if k == 2:  # noqa: PLR2004 - a yes and a no
            build = "MLP((..., 1), output='sigmoid', loss='binary_cross_entropy')"
        else:
            build = f"MLP((..., {k}), output='softmax', loss='softmax_cross_entropy')"
        raise ValueError(
            f"{words}, and this loss takes numbers. For classes, build {build}; to number them{hint(name, NUMBERED, y)}"
        )


def check_classes(values: Any, count: int) -> NDArray[Any] | None:
    """Return classes as an array: distinct, all text or all booleans, as many as a loss takes; None for None."""
    if values is None:
        return None
    given = values.tolist() if hasattr(values, "tolist") else [*values] if isinstance(values, list | tuple) else None
    listed = [_plain(value) for value in given] if isinstance(given, list) else []
    kinds = {type(value) for value in listed}
    if kinds not in ({str}, {bool}) or len({*listed}) < len(listed) or (kinds == {bool} and (*listed,) != BOOLEANS):
        raise ValueError(f"classes_ must be distinct texts, or False and True, got {short_repr(values)}")
    if len(listed) != count:
        expected = f"{count} classes" if count else "no classes: its targets are numbers"
        raise ValueError(f"classes_ has {len(listed)} classes, {short_repr(listed)}; this network has {expected}")
    return _as_array(listed, "classes_")


def _plain(value: Any) -> Any:
    """Return text and booleans of NumPy, and text of other subclasses, as those of Python."""
    if isinstance(value, str):
        return str.__str__(value)
    return bool(value) if isinstance(value, np.bool_) else value


def _as_array(values: list[Any], name: str) -> NDArray[Any]:
    """Return classes as an array that nobody can change, of what NumPy and files can have."""
    if wrong := [v for v in values if isinstance(v, str) and (len(v) > MAX_LENGTH or v.endswith("\0"))]:
        raise ValueError(
            f"{name} has the class {short_repr(wrong[0])}, of {len(wrong[0])} characters: "
            f"a class is a text of up to {MAX_LENGTH}, which does not end with NUL"
        )
    return read_only(np.asarray(values))


def find_labels(y: Any, name: str) -> NDArray[Any] | None:
    """Return targets of the host that are text, as objects, or booleans (n,) or (n, 1); None for numbers.

    Raises
    ------
    ValueError
        If values are missing, or text is mixed with anything else.
    """
    host = host_array(y, name)
    if host.ndim == 0 and host.dtype.kind in "OUT":
        raise ValueError(f"{name} must have a target for each sample, got {short_repr(y)}: pass the column itself, table['name']")
    if not host.ndim:
        return None
    if isinstance(y, list | tuple) and host.dtype.kind == "U":  # numbers and NaN among text have become text
        host = np.asarray(y, object)
    if host.dtype.kind == "U":
        return host.astype(object)
    if host.dtype.kind == "T":  # of NumPy, which may have missing values
        host = host.astype(object)
    if host.dtype.kind == "b":
        return host if host.ndim == 1 or host.shape[1:] == (1,) else None
    return _labels_of_objects(host, y, name) if host.dtype.kind == "O" else None


def _labels_of_objects(host: NDArray[Any], y: Any, name: str) -> NDArray[Any] | None:
    """Return objects that are text as Python's, and booleans as NumPy's; None for others."""
    kinds = {type(value) for value in host.flat}
    if {kind.__name__ for kind in kinds} & {*MISSING, "float"}:
        missing = np.asarray([is_missing(value) for value in host.flat]).reshape(host.shape)
        if missing.any():
            refuse_missing(name, host, y, missing, "None")
    text = {kind for kind in kinds if issubclass(kind, str)}
    if text and kinds - text:
        others = ", ".join(sorted(kind.__name__ for kind in kinds - text))
        raise ValueError(f"{name} has text and {one_line(others)} in one column: make all text, or all numbers")
    if text or not host.size:
        return host if text <= {str} else np.frompyfunc(str.__str__, 1, 1)(host)
    return host.astype(bool) if kinds <= {bool, np.bool_} else None


def _occurring(labels: NDArray[Any]) -> list[Any]:
    """Return the different labels, sorted."""
    return sorted({*labels.ravel().tolist()})


def _found(y: Any, name: str) -> Found:
    """Return the classes of targets, if these are host data that are text or booleans."""
    labels = find_labels(y, name)
    if labels is None:
        return Found(None, rows=(*np.shape(y), 0)[0])
    if labels.dtype.kind == "b":
        return Found(BOOLEANS if labels.size else (), rows=len(labels))
    return Found((*_occurring(labels),), _categories(y), len(labels))


def _categories(y: Any) -> tuple[Any, ...]:
    """Return the categories of a column of pandas or polars, if they are text."""
    if hasattr(y, "columns") and len(y.columns) == 1:
        y = y[y.columns[0]]
    try:
        named = (*getattr(getattr(y, "dtype", None), "categories", ()),)
    except TypeError:  # of a dtype whose categories are those of all columns
        return ()
    return named if all(isinstance(value, str) for value in named) else ()
