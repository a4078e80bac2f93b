"""Expressions that mend what a user passed, for error messages: each works for the kind of data that came."""

from __future__ import annotations

import re
from typing import Any

from bpnet._messages import type_name

VARIABLE = re.compile(r"(?:validation )?([A-Za-z_]\w*(?:\[\d+\])*)")
"""Names of arguments in errors that are also expressions."""


def kind_of(given: Any) -> str:
    """Return "list" for any data of the host but "numpy", "pandas" and "polars", and for arrays "methods" or "array".

    Those called "methods" have NumPy's.
    """
    if isinstance(given, list | tuple):
        return "list"
    package = type_name(given).partition(".")[0]
    if package in {"numpy", "pandas", "polars"}:
        return package
    if hasattr(given, "reshape"):
        return "methods"
    return "array" if hasattr(given, "__dlpack__") or hasattr(given, "__array_namespace__") else "list"


def hint(name: str, expressions: dict[str, str], given: Any) -> str:
    """Return ``": expression"`` for the kind of data, with the argument in place of ``{}``, or "" if there is none."""
    variable, expression = VARIABLE.fullmatch(name), expressions.get(kind_of(given))
    return "" if variable is None or expression is None else f": {expression.replace('{}', variable[1])}"


def _of_each(listed: str, frame: str, methods: str, **others: str) -> dict[str, str]:
    kinds = {"numpy": methods, "pandas": frame, "polars": frame, "methods": methods, "array": methods}
    return {"list": listed} | kinds | others


COLUMN = _of_each(
    "numpy.reshape({}, (-1, 1))", "{}.to_numpy().reshape(-1, 1)", "{}.reshape(-1, 1)", array="net.xp.reshape({}, (-1, 1))"
)
"""A vector as a column, (n, 1)."""
ROW = _of_each("[{}]", "{}.to_numpy()[None, :]", "{}[None, :]")
"""A vector as a row, (1, n): one sample."""
TRANSPOSED = _of_each("numpy.transpose({})", "{}.T", "{}.T", polars="{}.transpose()")
VECTOR = _of_each("numpy.ravel({})", "{}.iloc[:, 0]", "{}[:, 0]", polars="{}.to_series()")
"""A column as a vector, (n,)."""
FLOATS = _of_each(
    "numpy.asarray({}, float)",
    "{}.astype(float)",
    "net.xp.astype({}, net.params[0][0].dtype)",
    polars="{}.cast(float)",
    numpy="{}.astype(float)",
)
"""One-hot columns as numbers."""
INTEGERS = _of_each(
    "numpy.asarray({}, int)", "{}.astype(int)", "net.xp.astype({}, net.xp.int64)", polars="{}.cast(int)", numpy="{}.astype(int)"
)
"""Labels that are whole numbers in a dtype of floats."""
NUMBERED = _of_each(
    "numpy.unique({}, return_inverse=True)[1]",
    "numpy.unique({}, return_inverse=True)[1]",
    "net.xp.unique_inverse({})[1]",
    numpy="numpy.unique({}, return_inverse=True)[1]",
    array="numpy.unique(net.backend.to_host({}), return_inverse=True)[1]",
)
"""Any numbers of classes as those from 0."""
FILLED = {
    "list": "numpy.nan_to_num(numpy.asarray({}, float))",
    "numpy": "numpy.nan_to_num(numpy.asarray({}, float))",
    "pandas": "{}.fillna({}.mean())",
    "polars": '{}.fill_nan(None).fill_null(strategy="mean")',
}
"""Numbers with others in place of the missing ones."""
PRESENT = {
    "list": "keep = [v is not None and v == v for v in {}]",
    "numpy": "keep = [v is not None and v == v for v in {}]",
    "pandas": "keep = {}.notna()",
    "polars": "keep = {}.is_not_null()",
}
"""The rows in which nothing is missing."""
PRESENT_ROWS = {
    "list": "keep = numpy.isfinite({}).all(axis=1)",
    "numpy": "keep = numpy.isfinite({}).all(axis=1)",
    "pandas": "keep = {}.notna().all(axis=1)",
}
"""The same of several columns."""
