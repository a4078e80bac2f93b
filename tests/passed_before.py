"""What passed in one environment is not run again in another, of the same state of the tests.

``--write-passed FILE`` writes which tests passed; ``--passed-before FILE`` leaves exactly those out, and says how many. A test is
the same if its name, its file and its params are. Not written: a test with the mark ``every_environment``, and one that looked
for a module which is not installed.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

ADDRESS = re.compile(r" at 0x[0-9a-f]+")
PHASES = ("setup", "call", "teardown")


def pytest_addoption(parser):
    group = parser.getgroup("bpnet")
    group.addoption("--write-passed", metavar="FILE", help="write the tests that passed, whichever libraries are installed")
    group.addoption("--passed-before", metavar="FILE", help="leave out the tests that such a file has")


def pytest_configure(config):
    words = "every_environment: what it says depends on the libraries that are installed, so that it runs wherever the suite does"
    config.addinivalue_line("markers", words)
    if config.getoption("--write-passed"):
        config.pluginmanager.register(Writer(config))
    if config.getoption("--passed-before"):
        config.pluginmanager.register(Chooser(config), "passed-before")


def fingerprint(item):
    """A hash of a test's file and params; "" where a param cannot be shown, which is equal to nothing."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    try:
        text = ADDRESS.sub("", shown(params))
    except Exception:  # noqa: BLE001 - a param of a test may be anything
        return ""
    return hashlib.sha256(item.path.read_bytes() + text.encode()).hexdigest()[:16]


def shown(value):
    """``repr``, with sets and dictionaries in order: that of a set of strings is another one in each process."""
    if isinstance(value, set | frozenset):
        return f"set{sorted(map(shown, value))}"
    if isinstance(value, dict):
        return f"dict{sorted((shown(key), shown(value[key])) for key in value)}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}{[shown(part) for part in value]}"
    return repr(value)


class Missing:
    """The last finder of modules, which is asked for those that are not installed."""

    def __init__(self):
        self.names = set()

    def find_spec(self, name, _path=None, _target=None):
        self.names.add(name.partition(".")[0])


class Writer:
    """Gathers what passed; each test's report says whether it counts anywhere."""

    def __init__(self, config):
        self.file = Path(config.getoption("--write-passed"))
        self.first = not hasattr(config, "workerinput")
        self.missing = Missing()
        self.passed = {}
        sys.meta_path.append(self.missing)

    def pytest_unconfigure(self):
        sys.meta_path.remove(self.missing)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.missing.names.clear()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item):
        report = yield
        everywhere = not self.missing.names and item.get_closest_marker("every_environment") is None
        report.passed_before = fingerprint(item) if everywhere and report.passed else None
        return report

    def pytest_runtest_logreport(self, report):
        self.passed.setdefault(report.nodeid, {})[report.when] = report.passed_before

    def pytest_sessionfinish(self):
        if self.first:
            kept = {name: phases["call"] for name, phases in self.passed.items() if all(map(phases.get, PHASES))}
            self.file.write_text(json.dumps(kept, indent=0))


class Chooser:
    """Leaves out what passed before."""

    def __init__(self, config):
        file = Path(config.getoption("--passed-before"))
        if not file.is_file():
            raise pytest.UsageError(f"--passed-before {file}: there is no such file; --write-passed writes it")
        self.passed = json.loads(file.read_text())
        self.left_out = 0

    def pytest_collection_modifyitems(self, config, items):
        out = [item for item in items if item.nodeid in self.passed and self.passed[item.nodeid] == fingerprint(item)]
        left_out = set(out)
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=out)
        self.left_out = len(out)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left_out"] = self.left_out

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node):
        self.left_out = getattr(node, "workeroutput", {}).get("left_out", self.left_out)

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.write_line(f"{self.left_out} tests passed before and were left out")
