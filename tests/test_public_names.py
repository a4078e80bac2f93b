"""dir() and help() show the public names of a module, and nothing else."""

import ast
import functools
import importlib
import inspect
import pydoc
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import bpnet

MODULES = sorted({"backend", *(name for name in bpnet.__all__ if isinstance(getattr(bpnet, name), ModuleType))})
OPTIONAL = {"sklearn": "sklearn"}
HEADING = re.compile(r"^([A-Z][A-Z ]+)$", re.MULTILINE)
ENTRY = re.compile(r"^    (?:class (\w+)\(|(\w+)\(|(\w+) = |class (\w+)$)", re.MULTILINE)


@pytest.fixture(params=["", *MODULES, *OPTIONAL])
def module(request):
    if request.param in OPTIONAL:
        pytest.importorskip(OPTIONAL[request.param])
    return importlib.import_module(f"bpnet.{request.param}" if request.param else "bpnet")


def in_help(module):
    """Names of the classes, functions and values that help() shows."""
    _, *parts = HEADING.split(pydoc.render_doc(module, renderer=pydoc.plaintext))
    text = dict(zip(parts[::2], parts[1::2], strict=True))
    entries = ENTRY.findall("".join(text.get(heading, "") for heading in ("CLASSES", "FUNCTIONS", "DATA")))
    return {name for entry in entries for name in entry if name}


def test_dir_shows_the_public_names_and_nothing_else(module):
    assert [name for name in dir(module) if not name.startswith("__")] == sorted(module.__all__)
    assert len(set(module.__all__)) == len(module.__all__)


def test_public_names_are_there_and_not_private(module):
    for name in module.__all__:
        assert hasattr(module, name), name
        assert not name.startswith("_")


def test_help_shows_public_names_and_nothing_else(module):
    assert in_help(module) == {name for name in module.__all__ if not inspect.ismodule(getattr(module, name))}


def test_every_public_function_and_class_has_a_docstring(module):
    for name in module.__all__:
        thing = getattr(module, name)
        if inspect.isfunction(thing) or inspect.isclass(thing) or inspect.ismodule(thing):
            assert (thing.__doc__ or "").strip(), name
            assert not thing.__doc__.startswith(f"{name}("), f"{name} has the docstring that Python writes"


def documented(file):
    """Names to which a file assigns a value that a string after it documents."""
    for statement, after in pairwise(ast.parse(file.read_text()).body):
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


@functools.cache
def all_documented():
    return {name for file in Path(bpnet.__file__).parent.rglob("*.py") for name in documented(file)}


def test_every_other_public_name_is_documented_where_it_is_assigned(module):
    def is_value(thing):
        return not (inspect.isroutine(thing) or inspect.isclass(thing) or inspect.ismodule(thing))

    assert {name for name in module.__all__ if is_value(getattr(module, name))} <= all_documented()


def test_the_check_of_help_sees_what_is_not_public(monkeypatch):
    module = ModuleType("leaky", "A module without a list of its names.")
    monkeypatch.setitem(sys.modules, "leaky", module)
    exec("def helper():\n    'Private, and shown.'\nclass Helper:\n    pass\nLIMIT = 3\n", vars(module))  # noqa: S102 - a module of the test's own
    assert in_help(module) == {"helper", "Helper", "LIMIT"}


def run(program):
    return subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)


def test_modules_under_former_names_are_not_imported_by_who_only_looks_at_them():
    program = "import bpnet, inspect, sys; inspect.stack(); inspect.getmodule(inspect.currentframe()); "
    done = run(program + "print('numpy' in sys.modules, 'bpnet.special' in sys.modules)")
    assert done.stdout.split() == ["False", "False"], done.stderr


@pytest.mark.parametrize("name", ["functions", "initial", "normal", "tracing"])
def test_modules_under_former_names_are_found(name):
    done = run(f"import importlib.util, bpnet; print(importlib.util.find_spec('bpnet.{name}').name)")
    assert done.stdout.strip() == f"bpnet.{name}", done.stderr


@pytest.mark.parametrize(
    "program",
    [
        "import bpnet.tracing; from bpnet.compiler import trace; assert bpnet.tracing.trace is trace",
        "import bpnet; from bpnet.compiler import trace; assert bpnet.tracing.trace is trace",
        "from bpnet.functions import sigmoid; from bpnet.special import sigmoid as today; assert sigmoid is today",
        "from bpnet.initial import *; he_normal()",
        "from bpnet.normal import normal_cdf, magnitude",
    ],
)
def test_former_names_of_modules_still_work(program):
    done = run(program)
    assert done.returncode == 0, done.stderr
