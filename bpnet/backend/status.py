"""The state of every known backend: installed, usable, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bpnet._html import html_table
from bpnet._messages import error_summary
from bpnet._suggestions import explain_calls
from bpnet.backend.contract import STAND_IN, Backend
from bpnet.backend.registry import known_backends, make_backend
from bpnet.errors import BackendLoadError

if TYPE_CHECKING:
    from bpnet.backend.contract import Probe


HEADER = ("backend", "installed", "usable", "device", "version")


class BackendStatus(NamedTuple):
    """Row of `available_backends`; ``reason`` says why it is not usable, or names the emulator of its device."""

    name: str
    installed: bool
    usable: bool
    device: str
    version: str
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Texts below `HEADER`."""
        installed, usable = ("yes" if value else "no" for value in (self.installed, self.usable))
        return self.name, installed, usable, self.device or "-", self.version or "-"


class BackendTable(tuple[BackendStatus, ...]):
    """Rows of `available_backends`, which are printed, and shown in notebooks, as a table."""

    __slots__ = ()

    def __repr__(self) -> str:
        lines = [HEADER, *(row.cells for row in self)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        table = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        return "\n".join([*table, *(f"{row.name}: {row.reason}" for row in self if row.reason)])

    def _repr_html_(self) -> str:
        return html_table((*HEADER, ""), [(*row.cells, row.reason) for row in self])


@explain_calls
def available_backends() -> BackendTable:
    """Return one row per known backend: whether it is installed and usable, its device and version, and why it is not usable."""
    return BackendTable(_status(name) for name in known_backends())


def _status(name: str) -> BackendStatus:
    try:
        backend = make_backend(name, None, "available_backends()")
    except BackendLoadError as error:
        return BackendStatus(name, installed=False, usable=False, device="", version="", reason=error.message)
    try:
        probe = backend.probe()
        return BackendStatus(
            name,
            installed=probe.step != "find",
            usable=probe.ok,
            device=_shown_device(backend) if probe.ok else "",
            version=backend.version(),
            reason=_remark(backend, probe),
        )
    except Exception as error:  # noqa: BLE001 - a broken plug-in affects only its own row
        return BackendStatus(name, installed=True, usable=False, device="", version="", reason=error_summary(error))


def _shown_device(backend: Backend) -> str:
    return f"{backend.device_name} ({STAND_IN})" if backend.stand_in else backend.device_name


def _remark(backend: Backend, probe: Probe) -> str:
    """Return why a backend does not compute, with a remedy; or the stand-in that computes in place of its device."""
    if probe.ok:
        return f"computes on {backend.stand_in}" if backend.stand_in else ""
    return probe.reason if probe.step == "find" else f"{probe.reason}: {probe.remedy or backend.remedy}"
