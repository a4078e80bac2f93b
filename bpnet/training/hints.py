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


def fill(name: str, given: Any, *, bounded: bool = True) -> str:
    """Return the hint that fills missing values, or makes infinite ones missing if numbers are not ``bounded``."""
    if not bounded:
        return hint(name, BOUNDED, given)
    kind = kind_of(given)
    dtypes = [*getattr(given, "dtypes", ())] if hasattr(given, "columns") else [getattr(given, "dtype", "")]
    holds = all(HOLDS_MEANS[kind].fullmatch(str(dtype)) for dtype in dtypes) if kind in HOLDS_MEANS else True
    return hint(name, FILLED if holds else CAST_AND_FILLED, given)


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
AS_FRAME = {"list": "pandas.DataFrame({})"}
"""Rows that are mappings, or a mapping of columns."""
ONE_ROW = {"list": "pandas.DataFrame([{}])"}
"""The only row, a mapping."""
READ = {"list": "pandas.read_csv({})"}
"""The path of a file."""
AS_TRAINED = {
    "pandas": "{}.reindex(columns=x_train.columns, fill_value=0)",
    "polars": "{}.select(polars.col(c) if c in {}.columns else polars.lit(0).alias(c) for c in x_train.columns)",
}
"""A data frame with the columns of another one, zeros for those that it lacks."""
DUMMIES = {"pandas": "pandas.get_dummies({}, columns=COLUMNS)", "polars": "{}.to_dummies(COLUMNS)"}
"""Categories as columns of zeros and ones; COLUMNS is the list of their labels."""
PARSED = {
    "pandas": "{}.assign(**{}[COLUMNS].apply(pandas.to_numeric, errors='coerce'))",
    "polars": "{}.with_columns(polars.col(COLUMNS).cast(float, strict=False))",
}
"""Text as the numbers that it is, and as missing values where it is none."""
DROPPED = {"pandas": "{}.drop(columns=COLUMNS)", "polars": "{}.drop(COLUMNS)"}
"""A data frame without these columns."""
STRINGS = {"list": "list(map(str, {}))", "numpy": "{}.astype(str)", "pandas": "{}.astype(str)", "polars": "{}.cast(str)"}
"""Numbers as text, which names classes."""
FILLED = {
    "list": "numpy.nan_to_num(numpy.asarray({}, float))",
    "numpy": "numpy.nan_to_num(numpy.asarray({}, float))",
    "pandas": "{}.fillna({}.mean())",
    "polars": '{}.fill_nan(None).fill_null(strategy="mean")',
}
"""Numbers with others in place of the missing ones."""
CAST_AND_FILLED = {
    "list": FILLED["list"],
    "numpy": "numpy.nan_to_num({}.astype(float))",
    "pandas": "{}.astype(float).fillna({}.astype(float).mean())",
    "polars": '{}.cast(float).fill_nan(None).fill_null(strategy="mean")',
}
"""The same of columns of which one cannot hold a mean."""
HOLDS_MEANS = {
    "numpy": re.compile(r"(?!object).*"),
    "pandas": re.compile(r"[Ff]loat\d+|u?int\d+|bool"),
    "polars": re.compile(r"Float\d+|U?Int\d+"),
}
"""The dtypes that hold a mean, or cannot have missing values."""
BOUNDED = {
    "list": "numpy.nan_to_num(numpy.asarray({}, float), posinf=0.0, neginf=0.0)",
    "numpy": "numpy.nan_to_num({}, posinf=0.0, neginf=0.0)",
    "pandas": "{}.replace([numpy.inf, -numpy.inf], numpy.nan)",
    "polars": "{}.cast(float).select(polars.when(polars.all().is_finite()).then(polars.all()))",
}
"""Numbers with zeros, or in data frames missing values, in place of infinities."""
PRESENT = {
    "list": "keep = [v is not None and v == v for v in {}]",
    "numpy": "keep = [v is not None and v == v for v in {}]",
    "pandas": "keep = {}.notna()",
    "polars": "keep = {}.is_not_null()",
}
"""The rows in which nothing is missing."""
FINITE = PRESENT | {"polars": "keep = {}.is_finite().fill_null(False)"}
"""The same of numbers: polars has NaN beside missing values."""
PRESENT_ROWS = {
    "list": "keep = numpy.isfinite({}).all(axis=1)",
    "numpy": "keep = numpy.isfinite({}).all(axis=1)",
    "pandas": "keep = {}.notna().all(axis=1)",
    "polars": "keep = {}.select(polars.all_horizontal(polars.all().is_finite().fill_null(False))).to_series()",
}
"""The same of several columns."""
