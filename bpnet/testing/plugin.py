"""The pytest plug-in: a test that asks for ``bpnet_backend`` runs on every backend; what cannot run is a visible row.

Options: ``--bpnet-backend SPEC`` (repeatable; by default every known backend), ``--bpnet-require NAME`` (repeatable, or a list
with commas, also in ``BPNET_TEST_REQUIRE``): a required backend that cannot run fails its tests in place of skipping them, and
one that no test ran on fails the session. ``pytest.mark.parametrize("bpnet_backend", [...], indirect=True)`` decides for its
test.
"""

from __future__ import annotations

import difflib
import os
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpnet.backend import Backend

FIXTURE = "bpnet_backend"
USED = "bpnet_backend_used"
"""Property of a report: the backend that a chain, or a fixture without a parameter, led to."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("bpnet", "tests on every bpnet backend")
    group.addoption(
        "--bpnet-backend",
        action="append",
        metavar="SPEC",
        help="run bpnet's tests on this backend only: a name, name:device, auto, or a chain such as cupy,numpy",
    )
    group.addoption("--bpnet-require", action="append", metavar="NAME", help="fail where this backend cannot run, or did not")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse unknown names in one line, and watch which backends run."""
    for spec in config.getoption("--bpnet-backend") or []:
        for link in spec.split(","):
            _known(link.strip(), f"--bpnet-backend {spec}", chains=True)
    for name, source in _required(config).items():
        _known(name, source, chains=False)
    config.pluginmanager.register(_Session(config), "bpnet-session")


def _known(spec: str, source: str, *, chains: bool) -> None:
    """Raise unless a specification names a known backend."""
    from bpnet.backend.registry import known_backends

    name = spec.partition(":")[0]
    if name in known_backends() or (chains and name == "auto"):
        return
    close = difflib.get_close_matches(name.lower(), known_backends(), n=1)
    suggestion = f"did you mean {close[0]!r}? " if close else ""
    raise pytest.UsageError(f"{source}: unknown backend {name!r}; {suggestion}known are {', '.join(known_backends())}")


def _required(config: pytest.Config) -> dict[str, str]:
    """Names of the backends that must run, and who says so."""
    given = [(words, "--bpnet-require") for words in config.getoption("--bpnet-require") or []]
    given.append((os.environ.get("BPNET_TEST_REQUIRE", ""), "BPNET_TEST_REQUIRE"))
    return {name.strip(): f"{source} {words}" for words, source in given for name in words.split(",") if name.strip()}


def specs(config: pytest.Config) -> list[str]:
    """Specifications of the backends to run on."""
    from bpnet.parity.matrix import default_backends

    chosen: list[str] = config.getoption("--bpnet-backend") or list(default_backends())
    alone = [spec for spec in chosen if "," not in spec]
    return chosen + sorted(set(_required(config)) - {spec.partition(":")[0] for spec in alone} - set(alone))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per backend, unless a mark or another fixture of this name decides."""
    if FIXTURE not in metafunc.fixturenames or _is_marked(metafunc.definition) or _is_overridden(metafunc):
        return
    metafunc.parametrize(FIXTURE, specs(metafunc.config), indirect=True, scope="session")


def _is_marked(definition: Any) -> bool:
    """Whether a test's own ``parametrize`` names the fixture."""
    for mark in definition.iter_markers("parametrize"):
        names = mark.args[0] if mark.args else mark.kwargs.get("argnames", ())
        if FIXTURE in ([name.strip() for name in names.split(",")] if isinstance(names, str) else names):
            return True
    return False


def _is_overridden(metafunc: pytest.Metafunc) -> bool:
    """Whether a suite has a fixture of this name itself."""
    found: Any = getattr(metafunc, "_arg2fixturedefs", {}).get(FIXTURE)
    return bool(found) and found[-1].func.__module__ != __name__


@pytest.fixture(scope="session")
def bpnet_backend(request: pytest.FixtureRequest) -> Backend:
    """A usable backend; its test is skipped with the probe's reason, or failed where the backend is required.

    Without a parameter, as from ``request.getfixturevalue``, it is the first one of ``--bpnet-backend``, else the one that
    `bpnet.get_backend` gives.
    """
    from bpnet.backend.selection import get_backend
    from bpnet.errors import BackendError, BackendFallbackWarning, UnknownBackendError

    chosen = request.config.getoption("--bpnet-backend")
    spec = getattr(request, "param", chosen[0] if chosen else None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BackendFallbackWarning)  # the summary says what a chain led to
            backend = get_backend(spec)
    except BackendError as error:
        reason = error
    else:
        backend.configure_process()
        _session(request.config).used[_label(spec)] = backend.spec
        return backend
    name = _label(spec)
    if isinstance(reason, UnknownBackendError):
        pytest.fail(f"{name}: {reason}", pytrace=False)
    if set(_required(request.config)) & {name, name.partition(":")[0]}:
        pytest.fail(f"required backend {name}: {reason}", pytrace=False)
    pytest.skip(f"{name}: {reason.message}")


def _label(spec: Any) -> str:
    """What a backend's row is called."""
    return spec if isinstance(spec, str) else "default" if spec is None else str(getattr(spec, "spec", spec))


def _session(config: pytest.Config) -> _Session:
    found: Any = config.pluginmanager.get_plugin("bpnet-session")
    return found


class _Session:
    """What is known of a session: which backends its fixtures made, and which of them tests ran on."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.used: dict[str, str] = {}
        """The backend that each label led to, in this process."""
        self.told: set[str] = set()
        self.ran: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> Any:
        """Note in a report which backend its test ran on; a report is what reaches the first process of several."""
        report = yield
        labels = {str(value) for key, value in report.user_properties if key == FIXTURE}
        if call.when == "call":
            labels |= set(self.used) - self.told  # of fixtures that were asked for by name
        self.told |= labels
        report.user_properties.extend((USED, self.used[label]) for label in sorted(labels) if label in self.used)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the backends that tests ran on; a test that was skipped ran on none."""
        if report.when == "call" and report.outcome != "skipped":
            for spec in (str(value) for key, value in report.user_properties if key == USED):
                self.ran |= {spec, spec.partition(":")[0]}

    @property
    def idle(self) -> list[str]:
        """Required backends that no test ran on."""
        if hasattr(self.config, "workerinput") or self.config.getoption("collectonly", default=False):
            return []
        return sorted(set(_required(self.config)) - self.ran)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail where a required backend did not run."""
        if self.idle and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """One row per backend: how many of its tests passed, failed and were skipped, and why."""
        rows, notes = _rows(terminalreporter)
        if rows or self.idle:
            terminalreporter.section("bpnet backends")
        for spec, counts in rows.items():
            counted = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "error", "skipped"))
            terminalreporter.write_line(f"{spec:26} {counted}" + (f"  {notes[spec]}" if spec in notes else ""))
        for spec, slow in _slow(terminalreporter).items():
            terminalreporter.write_line(f"{spec:26} slow: {', '.join(slow)}")
        for name in self.idle:
            terminalreporter.write_line(f"required backend {name}: no test ran on it", red=True)


def _rows(terminalreporter: pytest.TerminalReporter) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """Outcomes by backend; and what a chain led to, or why most of the tests that were skipped were."""
    rows: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    notes: dict[str, str] = {}
    for outcome, report, properties in _reports(terminalreporter, ("passed", "failed", "error", "skipped")):
        for spec in (value for key, value in properties if key == FIXTURE):
            rows.setdefault(spec, Counter())[outcome] += 1
            if outcome == "skipped" and isinstance(report.longrepr, tuple) and spec in report.longrepr[2]:
                reasons.setdefault(spec, Counter())[report.longrepr[2].removeprefix("Skipped: ")] += 1
            if "," in spec or spec == "auto":
                notes.update((spec, f"on {value}") for key, value in properties if key == USED)
    return rows, {spec: found.most_common(1)[0][0] for spec, found in reasons.items()} | notes


def _slow(terminalreporter: pytest.TerminalReporter) -> dict[str, list[str]]:
    """Rows of the conformance kit that took long, by backend."""
    slow: dict[str, list[str]] = {}
    for _, _, properties in _reports(terminalreporter, ("passed", "failed", "skipped")):
        found = dict(properties)
        if "bpnet_slow" in found:
            slow.setdefault(found.get(FIXTURE, "default"), []).append(found["bpnet_slow"])
    return slow


def _reports(
    terminalreporter: pytest.TerminalReporter, outcomes: tuple[str, ...]
) -> Iterator[tuple[str, Any, list[tuple[str, str]]]]:
    """Reports of some outcomes, with their properties as text; a report of a collection has none."""
    for outcome in outcomes:
        for report in terminalreporter.stats.get(outcome, []):
            yield outcome, report, [(key, str(value)) for key, value in getattr(report, "user_properties", ())]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note for the summary which backend a test is for."""
    callspec = getattr(item, "callspec", None)
    if callspec is not None and FIXTURE in callspec.params:
        item.user_properties.append((FIXTURE, _label(callspec.params[FIXTURE])))
