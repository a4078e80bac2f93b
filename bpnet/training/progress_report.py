"""The progress of a training as one line of text, or in HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BAR = 12
"""Characters of the bar, if there is room."""


class Value(NamedTuple):
    """Last value of a loss or metric, in training and in validation; None if there is none."""

    name: str
    training: float | None
    validation: float | None = None


class Style(NamedTuple):
    """How much a line says."""

    digits: int = 6
    validation: str = "validation"
    bar: int = BAR
    rate: bool = True
    speed: bool = True
    metrics: int | None = None
    """Number of metrics that are shown; None for all."""


def _shorter(style: Style, *changes: dict[str, Any]) -> Iterator[Style]:
    """Iterate over styles, of which each has one change more."""
    yield style
    for change in changes:
        yield (style := style._replace(**change))


FULL = Style()
SHORTER = tuple(
    _shorter(
        FULL,
        {"digits": 4},
        {"validation": "val"},
        {"bar": 6},
        {"rate": False},
        {"speed": False},
        {"bar": 0},
        {"digits": 3},
    )
)
"""Styles from the longest to those that fit on a narrow terminal; then metrics are left out, the last ones first."""


class Report(NamedTuple):
    """Progress of a training at one moment."""

    epoch: int
    epochs: int
    values: tuple[Value, ...] = ()
    rate: float | None = None
    speed: float | None = None
    """Epochs per second."""
    left: float | None = None
    """Seconds until the end, as estimated at ``at``."""
    at: float = 0.0
    seconds: float = 0.0
    """Seconds since the beginning."""
    state: str = ""
    """What else there is to say, such as "compiling the step"."""
    ended: bool = False

    @property
    def head(self) -> str:
        """The number of epochs."""
        return f"epoch {self.epoch}/{self.epochs}"

    def fields(self, style: Style = FULL) -> list[str]:
        """Return what the line says beside the number of epochs and the bar."""
        known = [value for value in self.values if value.training is not None or value.validation is not None]
        shown = known if style.metrics is None else known[: 1 + style.metrics]
        made = [self.state] if self.state else []
        made += [_format_value(value, style) for value in shown]
        made += [f"+{len(known) - len(shown)}"] if len(known) > len(shown) else []
        made += [f"rate {self.rate:.{style.digits}g}"] if style.rate and self.rate is not None else []
        made += [_format_speed(self.speed)] if style.speed and self.speed else []
        if self.ended:
            return [*made, f"in {format_time(self.seconds)}"]
        return made if self.left is None else [*made, f"{format_time(self.left)} left"]

    def fit(self, width: int) -> tuple[str, int, str]:
        """Return the parts of a line of at most ``width`` characters: the head, the length of the bar, and the rest."""
        fewer = (SHORTER[-1]._replace(metrics=n) for n in range(len(self.values) - 2, -1, -1))
        for style in (*SHORTER, *fewer):
            fields = self.fields(style)
            if len(self.head) + (style.bar + 2 if style.bar else 0) + sum(2 + len(field) for field in fields) <= width:
                return self.head, style.bar, "  ".join(fields)
        first = fields[0] if fields else ""
        return self.head[:width], 0, first if len(self.head) + 2 + len(first) <= width else ""

    def tick(self, now: float) -> Report:
        """Return the report with the time left at another moment."""
        return self if self.left is None else self._replace(left=max(0.0, self.left - (now - self.at)), at=now)

    def line(self) -> str:
        """Return the whole progress as a line of text."""
        return "  ".join([self.head, *self.fields()])

    def html(self) -> str:
        """Return the whole progress in HTML, which takes the colours of the page."""
        spans = "".join(f"<span style='white-space: nowrap'>{escape(each)}</span> " for each in [self.head, *self.fields()])
        return (
            "<div style='display: flex; flex-wrap: wrap; gap: 0 1em; align-items: center'>"
            f"<progress value='{self.epoch}' max='{self.epochs}' aria-label='epochs' style='width: 10em'></progress>{spans}</div>"
        )


def _format_value(value: Value, style: Style) -> str:
    training = "" if value.training is None else f" {value.training:.{style.digits}g}"
    held_out = "" if value.validation is None else f" {style.validation} {value.validation:.{style.digits}g}"
    return f"{value.name}{training}{',' if training and held_out else ''}{held_out}"


def _format_speed(speed: float) -> str:
    if speed < 1:
        return f"{1 / speed:.3g} s/epoch"
    return f"{speed:,.0f}/s" if speed >= 100 else f"{speed:.3g}/s"  # noqa: PLR2004 - three digits


def format_time(seconds: float) -> str:
    """Return a duration as hours, minutes and seconds.

    Examples
    --------
    >>> format_time(3723.4)
    '1:02:03'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
