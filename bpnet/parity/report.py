"""Output of the command, in 80 columns: one line per row, and one per reason for which rows could not run."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from bpnet._messages import one_line
from bpnet.parity.matrix import ABSENT, NOT_YET, PASSED, TRANSFERS, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpnet.parity.controls import Control


class Report:
    """Lines of rows in the order of their completion; text that rows share is printed once."""

    def __init__(self) -> None:
        self.printed: set[tuple[str, str]] = set()

    def lines(self, row: Row) -> Iterator[str]:
        """Yield the lines of one row."""
        if (row.backend, "") not in self.printed:
            self.printed.add((row.backend, ""))
            yield f"{one_line(row.backend)}{_versions(row)}"
        if row.outcome in {ABSENT, NOT_YET}:
            if (row.backend, row.reason) not in self.printed:
                self.printed.add((row.backend, row.reason))
                yield f"  {row.outcome}: {row.reason}"
            return
        yield f"  {row.dtype} {row.arithmetic:6} {row.step:8} {row.case:14} {_figures(row)}"
        if row.outcome != PASSED:
            yield f"    {row.outcome.upper()}: {row.reason}"


def _versions(row: Row) -> str:
    about = row.provenance
    library = {key: value for key, value in about.items() if key not in {"backend", "device"}}
    return f" on {about.get('device', '?')}, " + ", ".join(f"{key} {value}" for key, value in library.items()) if about else ""


def _figures(row: Row) -> str:
    if row.case == TRANSFERS:
        return f"{row.arrays} arrays of its steps checked" if row.outcome == PASSED else ""
    if row.error is None or row.tolerance is None:
        return ""
    if row.arithmetic == "exact":
        what = f"same bits {row.sha256[:12]}" if row.error == 0.0 else f"{row.error:.3g} eps off"
    else:
        what = f"{row.error:.3g} of {row.tolerance:.4g} eps ({row.rule})"
    return f"{row.epochs:5} epochs  {what}"


def hash_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the SHA-256 digest of each exact trajectory, and the backends that have it, with the number of compiled steps."""
    by: dict[tuple[str, str, int, str], list[str]] = {}
    for row in rows:
        if row.sha256:
            by.setdefault((row.case, row.dtype, row.epochs, row.sha256), []).append(f"{row.backend}{_mark(row)}")
    for (case, dtype, epochs, digest), backends in by.items():
        yield f"{case}, {dtype}, {epochs} epochs"
        yield f"  {digest}"
        yield from wrap(", ".join(backends), 78, initial_indent="  ", subsequent_indent="  ")


def _mark(row: Row) -> str:
    if row.step.endswith(("rank", "ranks")):
        return f" on {row.step}"
    return f" ({row.compiled_steps} compiled steps)" if row.step == "compiled" else ""


def control_lines(control: Control) -> Iterator[str]:
    """Yield the lines of one negative control."""
    caught = "caught" if control.caught else "NOT CAUGHT"
    yield f"  {control.dtype} {control.arithmetic:6} {control.case:14} {caught}: {control.fault}"
    yield f"    by {control.by}"
