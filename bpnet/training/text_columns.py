"""Columns of data frames that are not numbers, or not those of the training: which expression makes them so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from bpnet._messages import short_repr
from bpnet.training.hints import AS_TRAINED, DROPPED, DUMMIES, PARSED, hint

if TYPE_CHECKING:
    from collections.abc import Sequence

READ = 10_000
"""The values of a column that are looked at."""
LISTED = 70
"""Maximum length of a list of columns in an error."""
WITH_COMMAS: dict[str, str] = {}
"""No expression mends text that is numbers with decimal commas."""
FEW = 20
"""Text of more different values, in more than half of the rows, is that of names or dates, not of categories."""


def refuse_columns(frame: Any, name: str, columns: Sequence[tuple[Any, Any]]) -> NoReturn:
    """Raise for columns, with their labels, that are not numbers; those of one kind together.

    The label of a series that is no column of a data frame is None.
    """
    kind, words = _describe(columns[0][1])
    same: list[Any] = []
    dtypes = set()
    for label, column in columns:
        if _describe(column)[0] is kind and (not same or len(repr([*same, label])) <= LISTED):
            same.append(label)
            dtypes.add(str(column.dtype))
    dtype = f"dtype {short_repr(', '.join(sorted(dtypes)), 40)[1:-1]}, not real numbers"
    if same == [None]:
        raise ValueError(f"{name} has {dtype}: {words}")
    subject = f"column {short_repr(same[0], 40)} of {name} has" if len(same) == 1 else f"columns {same} of {name} have"
    remedy = hint(name, kind, frame).replace("COLUMNS", repr(same)) if len(repr(same)) <= LISTED else ""
    raise ValueError(f"{subject} {dtype}: {words}{remedy}")


def check_columns(x: Any, validation: Any) -> None:
    """Raise if the data frames of a training and of its validation have as many columns, and others or in another order."""
    if not isinstance(validation, tuple | list) or not validation:
        return
    pairs = (
        zip(x, validation[0], strict=False) if isinstance(x, tuple) and isinstance(validation[0], tuple) else [(x, validation[0])]
    )
    for one, other in pairs:
        ours, theirs = (_labels(frame) for frame in (one, other))
        if len(ours) != len(theirs) or ours == theirs:
            continue
        here, there = next(pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1])
        remedy = hint("x_val", AS_TRAINED, other).replace("x_train", "x")
        found = f"{short_repr(there, 40)} where x has {short_repr(here, 40)}"
        raise ValueError(f"validation x has other columns than x, or in another order, {found}; take those of x{remedy}")


def _labels(frame: Any) -> list[str]:
    """Return the labels of the columns of a data frame, if all are text."""
    labels = [*getattr(frame, "columns", ())] if hasattr(frame, "dtypes") else []
    return labels if all(isinstance(label, str) for label in labels) else []


def _describe(column: Any) -> tuple[dict[str, str], str]:
    """Return the expressions that mend a column, and what they do."""
    dtype = str(column.dtype).lower()
    if any(word in dtype for word in ("date", "time", "duration", "period")):
        return DROPPED, "leave out times, or make numbers of them first"
    mixed = np.asarray(column)[:READ].tolist()
    values = [value for value in mixed if isinstance(value, str)]
    if not values:
        return DROPPED, "leave it out"
    others = [value for value in values if not is_number(value)]
    numbers = [value for value in mixed if isinstance(value, int | float) and value == value]  # noqa: PLR0124 - not NaN
    if len(others) <= (len(values) + len(numbers)) // 2:
        found = f"such as {short_repr(others[0], 20)}, becomes missing" if others else "becomes numbers"
        return PARSED, f"text among numbers, {found}" if others else f"text of numbers {found}"
    if sum(is_number(value.replace(",", ".")) for value in values) > len(values) // 2:
        return WITH_COMMAS, "numbers have a decimal comma: read the file with decimal=',' (pandas) or decimal_comma=True (polars)"
    if len(set(values)) > max(FEW, len(values) // 2):
        return DROPPED, f"nearly each row has another text, such as {short_repr(values[0], 20)}; leave it out"
    return DUMMIES, "make a column of each category"


def is_number(text: str) -> bool:
    """Return True for text that is written as a number is."""
    try:
        float(text)
    except ValueError:
        return False
    return True
