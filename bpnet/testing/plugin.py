"""Pytest plug-in: tests with the fixture ``bpnet_backend`` run on every backend; the summary lists those that cannot run.

Options: ``--bpnet-backend SPEC`` (repeatable; by default every known backend), ``--bpnet-require NAME`` (repeatable, or a list
with commas, also in ``BPNET_TEST_REQUIRE``): tests of a required backend that cannot run fail instead of being skipped, and the
session fails if no test ran on it. ``pytest.mark.parametrize("bpnet_backend", [...], indirect=True)`` overrides the options for a
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
"""Property of a report: the backend selected by a chain, or by a fixture without a parameter."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("bpnet", "tests on every bpnet backend")
    group.addoption(
        "--bpnet-backend",
        action="append",
        metavar="SPEC",
        help="run bpnet's tests on this backend only: a name, name:device, auto, or a chain such as cupy,numpy",
    )
    group.addoption("--bpnet-require", action="append", metavar="NAME", help="fail if this backend cannot run, or did not run")


def pytest_configure(config: pytest.Config) -> None:
    """Raise for unknown names, and register the plug-in that records which backends run."""
    for spec in config.getoption("--bpnet-backend") or []:
        for link in spec.split(","):
            _check_known(link.strip(), f"--bpnet-backend {spec}", chains=True)
    for name, source in _required_backends(config).items():
        _check_known(name, source, chains=False)
    config.pluginmanager.register(_Session(config), "bpnet-session")


def _check_known(spec: str, source: str, *, chains: bool) -> None:
    """Raise unless a specification names a known backend."""
    from bpnet.backend.registry import known_backends

    name = spec.partition(":")[0]
    if name in known_backends() or (chains and name == "auto"):
        return
    close = difflib.get_close_matches(name.lower(), known_backends(), n=1)
    suggestion = f"did you mean {close[0]!r}? " if close else ""
    raise pytest.UsageError(f"{source}: unknown backend {name!r}; {suggestion}known are {', '.join(known_backends())}")


def _required_backends(config: pytest.Config) -> dict[str, str]:
    """Return the names of required backends, with the option or variable that requires each."""
    given = [(words, "--bpnet-require") for words in config.getoption("--bpnet-require") or []]
    given.append((os.environ.get("BPNET_TEST_REQUIRE", ""), "BPNET_TEST_REQUIRE"))
    return {name.strip(): f"{source} {words}" for words, source in given for name in words.split(",") if name.strip()}


def specs(config: pytest.Config) -> list[str]:
    """Return the specifications of the backends to run on."""
    from bpnet.parity.matrix import default_backends

    chosen: list[str] = config.getoption("--bpnet-backend") or list(default_backends())
    single = [spec for spec in chosen if "," not in spec]
    return chosen + sorted(set(_required_backends(config)) - {spec.partition(":")[0] for spec in single} - set(single))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Generate one test per backend, unless a mark or another fixture of this name overrides it."""
    if FIXTURE not in metafunc.fixturenames or _is_marked(metafunc.definition) or _is_overridden(metafunc):
        return
    metafunc.parametrize(FIXTURE, specs(metafunc.config), indirect=True, scope="session")


def _is_marked(definition: Any) -> bool:
    """Return True if ``parametrize`` of a test names the fixture."""
    for mark in definition.iter_markers("parametrize"):
        names = mark.args[0] if mark.args else mark.kwargs.get("argnames", ())
        if FIXTURE in ([name.strip() for name in names.split(",")] if isinstance(names, str) else names):
            return True
    return False


def _is_overridden(metafunc: pytest.Metafunc) -> bool:
    """Return True if a test suite defines another fixture of this name."""
    found: Any = getattr(metafunc, "_arg2fixturedefs", {}).get(FIXTURE)
    return bool(found) and found[-1].func.__module__ != __name__


@pytest.fixture(scope="session")
def bpnet_backend(request: pytest.FixtureRequest) -> Backend:
    """Return a usable backend, or skip the test with the reason of the probe; if the backend is required, the test fails.

    Without a parameter, as from ``request.getfixturevalue``, it is the first one of ``--bpnet-backend``, or otherwise that of
    `bpnet.get_backend`.
    """
    from bpnet.backend.selection import get_backend
    from bpnet.errors import BackendError, BackendFallbackWarning, UnknownBackendError

    chosen = request.config.getoption("--bpnet-backend")
    spec = getattr(request, "param", chosen[0] if chosen else None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BackendFallbackWarning)  # the summary shows which backend a chain selected
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
    if set(_required_backends(request.config)) & {name, name.partition(":")[0]}:
        pytest.fail(f"required backend {name}: {reason}", pytrace=False)
    pytest.skip(f"{name}: {reason.message}")


def _label(spec: Any) -> str:
    """Return the label of a backend's row."""
    return spec if isinstance(spec, str) else "default" if spec is None else str(getattr(spec, "spec", spec))


def _session(config: pytest.Config) -> _Session:
    found: Any = config.pluginmanager.get_plugin("bpnet-session")
    return found


class _Session:
    """State of a session: the backends that fixtures returned, and those on which tests ran."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.used: dict[str, str] = {}
        """Specification of the backend returned for each label, in this process."""
        self.reported: set[str] = set()
        self.ran: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> Any:
        """Add the backend of a test to its report; of several processes, the first one receives only reports."""
        report = yield
        labels = {str(value) for key, value in report.user_properties if key == FIXTURE}
        if call.when == "call":
            labels |= set(self.used) - self.reported  # from fixtures requested by name
        self.reported |= labels
        report.user_properties.extend((USED, self.used[label]) for label in sorted(labels) if label in self.used)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record the backends on which tests ran, except skipped tests."""
        if report.when == "call" and report.outcome != "skipped":
            for spec in (str(value) for key, value in report.user_properties if key == USED):
                self.ran |= {spec, spec.partition(":")[0]}

    @property
    def idle(self) -> list[str]:
        """Required backends on which no test ran."""
        if hasattr(self.config, "workerinput") or self.config.getoption("collectonly", default=False):
            return []
        return sorted(set(_required_backends(self.config)) - self.ran)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail if no test ran on a required backend."""
        if self.idle and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print one row per backend: the numbers of tests that passed, failed and were skipped, and the reason."""
        rows, notes = _count_outcomes(terminalreporter)
        if rows or self.idle:
            terminalreporter.section("bpnet backends")
        for spec, counts in rows.items():
            counted = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "error", "skipped"))
            terminalreporter.write_line(f"{spec:26} {counted}" + (f"  {notes[spec]}" if spec in notes else ""))
        for spec, slow in _slow_checks(terminalreporter).items():
            terminalreporter.write_line(f"{spec:26} slow: {', '.join(slow)}")
        for name in self.idle:
            terminalreporter.write_line(f"required backend {name}: no test ran on it", red=True)


def _count_outcomes(terminalreporter: pytest.TerminalReporter) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """Return outcomes by backend, and notes: the backend that a chain selected, or the most common reason of skips."""
    rows: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    notes: dict[str, str] = {}
    for outcome, report, properties in _iter_reports(terminalreporter, ("passed", "failed", "error", "skipped")):
        for spec in (value for key, value in properties if key == FIXTURE):
            rows.setdefault(spec, Counter())[outcome] += 1
            if outcome == "skipped" and isinstance(report.longrepr, tuple) and spec in report.longrepr[2]:
                reasons.setdefault(spec, Counter())[report.longrepr[2].removeprefix("Skipped: ")] += 1
            if "," in spec or spec == "auto":
                notes.update((spec, f"on {value}") for key, value in properties if key == USED)
    return rows, {spec: found.most_common(1)[0][0] for spec, found in reasons.items()} | notes


def _slow_checks(terminalreporter: pytest.TerminalReporter) -> dict[str, list[str]]:
    """Return the slow rows of the conformance kit, by backend."""
    slow: dict[str, list[str]] = {}
    for _, _, properties in _iter_reports(terminalreporter, ("passed", "failed", "skipped")):
        found = dict(properties)
        if "bpnet_slow" in found:
            slow.setdefault(found.get(FIXTURE, "default"), []).append(found["bpnet_slow"])
    return slow


def _iter_reports(
    terminalreporter: pytest.TerminalReporter, outcomes: tuple[str, ...]
) -> Iterator[tuple[str, Any, list[tuple[str, str]]]]:
    """Yield reports of some outcomes, with their properties as text; reports of a collection have none."""
    for outcome in outcomes:
        for report in terminalreporter.stats.get(outcome, []):
            yield outcome, report, [(key, str(value)) for key, value in getattr(report, "user_properties", ())]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Store the label of a test's backend for the summary."""
    callspec = getattr(item, "callspec", None)
    if callspec is not None and FIXTURE in callspec.params:
        item.user_properties.append((FIXTURE, _label(callspec.params[FIXTURE])))
