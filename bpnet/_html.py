"""Tables in HTML, for notebooks: they take the colours of the page, dark or light."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL = "padding: 0.1em 0.8em 0.1em 0; text-align: left"


def html_table(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return a table; all texts are escaped, and ``caption`` stands above it in bold."""
    title = f"<div style='font-weight: bold'>{escape(caption)}</div>" if caption else ""  # a caption wraps at the table's width
    head = _row("th", header) if header else ""
    body = "".join(_row("td", row) for row in rows)
    return f"{title}<table style='border-collapse: collapse'><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(kind: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{kind} style='{CELL}'>{escape(cell)}</{kind}>" for cell in cells) + "</tr>"
