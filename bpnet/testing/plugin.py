"""The pytest plug-in: a test that asks for ``bpnet_backend`` runs on every backend; what cannot run is a visible row.

Options: ``--bpnet-backend SPEC`` (repeatable; by default every known backend), ``--bpnet-require NAME`` (repeatable, or a list
with commas, also in ``BPNET_TEST_REQUIRE``): a required backend that cannot run fails its tests in place of skipping them.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bpnet.backend import Backend

FIXTURE = "bpnet_backend"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("bpnet", "tests on every bpnet backend")
    group.addoption("--bpnet-backend", action="append", metavar="SPEC", help="run bpnet's tests on this backend only")
    group.addoption("--bpnet-require", action="append", metavar="NAME", help="fail where this backend cannot run")


def required(config: pytest.Config) -> set[str]:
    """Names of the backends that must run."""
    given = [*(config.getoption("--bpnet-require") or []), os.environ.get("BPNET_TEST_REQUIRE", "")]
    return {name.strip() for words in given for name in words.split(",") if name.strip()}


def specs(config: pytest.Config) -> list[str]:
    """Specifications of the backends to run on."""
    from bpnet.parity.matrix import default_backends
    from bpnet.registry import known_backends

    chosen: list[str] = config.getoption("--bpnet-backend") or list(default_backends())
    for spec in chosen:
        if spec.partition(":")[0] not in known_backends():
            raise pytest.UsageError(f"--bpnet-backend {spec}: no backend has this name; known are {', '.join(known_backends())}")
    return chosen + sorted(required(config) - {spec.partition(":")[0] for spec in chosen} - set(chosen))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per backend."""
    if FIXTURE in metafunc.fixturenames:
        metafunc.parametrize(FIXTURE, specs(metafunc.config), indirect=True, scope="session")


@pytest.fixture(scope="session")
def bpnet_backend(request: pytest.FixtureRequest) -> Backend:
    """A usable backend; its test is skipped with the probe's reason, or failed where the backend is required."""
    from bpnet.errors import BackendError
    from bpnet.registry import get_backend

    try:
        backend = get_backend(request.param)
    except BackendError as error:
        reason = error
    else:
        backend.own_process()
        return backend
    if required(request.config) & {request.param, request.param.partition(":")[0]}:
        pytest.fail(f"required backend {request.param}: {reason}", pytrace=False)
    pytest.skip(f"{request.param}: {reason.message}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One row per backend: how many of its tests passed, failed and were skipped, and why."""
    rows: dict[str, Counter[str]] = {}
    reasons: dict[str, str] = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            for spec in _specs_of(report):
                rows.setdefault(spec, Counter())[outcome] += 1
                if outcome == "skipped" and isinstance(report.longrepr, tuple) and spec in report.longrepr[2]:
                    reasons[spec] = report.longrepr[2].removeprefix("Skipped: ")
    if rows:
        terminalreporter.section("bpnet backends")
    for spec, counts in rows.items():
        counted = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "error", "skipped"))
        terminalreporter.write_line(f"{spec:26} {counted}" + (f"  {reasons[spec]}" if spec in reasons else ""))


def _specs_of(report: pytest.TestReport) -> list[str]:
    properties = getattr(report, "user_properties", ())  # the report of a collection has none
    return [str(value) for key, value in properties if key == FIXTURE]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note for the summary which backend a test is for."""
    callspec = getattr(item, "callspec", None)
    if callspec is not None and FIXTURE in callspec.params:
        item.user_properties.append((FIXTURE, callspec.params[FIXTURE]))
