"""dir() and help() show the public names of a module, and nothing else."""

import ast
import importlib
import inspect
import pydoc
import re
import sys
from types import ModuleType

import pytest

import bpnet

MODULES = sorted({"backend", *(name for name in bpnet.__all__ if isinstance(getattr(bpnet, name), ModuleType))})
OPTIONAL = {"sklearn": "sklearn"}
HEADING = re.compile(r"^([A-Z ]+)$", re.MULTILINE)


@pytest.fixture(params=["", *MODULES, *OPTIONAL])
def module(request):
    if request.param in OPTIONAL:
        pytest.importorskip(OPTIONAL[request.param])
    return importlib.import_module(f"bpnet.{request.param}" if request.param else "bpnet")


def sections(module):
    """The text of help() by its headings."""
    parts = HEADING.split(pydoc.plain(pydoc.render_doc(module)))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def named(section):
    """Names that begin an entry of a section of help()."""
    return set(re.findall(r"^    (?:class )?(\w+)(?=\(| = |$)", section, re.MULTILINE))


def test_dir_shows_the_public_names_and_nothing_else(module):
    assert [name for name in dir(module) if not name.startswith("__")] == sorted(module.__all__)
    assert len(set(module.__all__)) == len(module.__all__)


def test_public_names_are_there_and_not_private(module):
    for name in module.__all__:
        assert hasattr(module, name), name
        assert not name.startswith("_")


def test_help_shows_public_names_and_nothing_else(module):
    text = sections(module)
    shown = set().union(*(named(text.get(heading, "")) for heading in ("FUNCTIONS", "DATA")))
    shown |= set(re.findall(r"^    class (\w+)\(", text.get("CLASSES", ""), re.MULTILINE))
    shown -= {"__all__"}
    values = {name for name in module.__all__ if not inspect.ismodule(getattr(module, name))}
    assert shown == values


def test_every_public_function_and_class_has_a_docstring(module):
    for name in module.__all__:
        thing = getattr(module, name)
        if inspect.isfunction(thing) or inspect.isclass(thing) or inspect.ismodule(thing):
            assert (thing.__doc__ or "").strip(), name
            assert not thing.__doc__.startswith(f"{name}("), f"{name} has the docstring that Python writes"


def documented(module):
    """Names to which a file assigns a value that a string documents."""
    body = ast.parse(inspect.getsource(module)).body
    for statement, after in zip(body, body[1:], strict=False):
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_every_public_constant_is_documented_where_it_is_assigned(module):
    constants = {name for name in module.__all__ if not hasattr(getattr(module, name), "__module__") or name.isupper()}
    constants = {name for name in constants if not inspect.ismodule(getattr(module, name))}
    files = [file for name, file in sorted(sys.modules.items()) if name.startswith("bpnet.") and hasattr(file, "__file__")]
    found = {name for file in files if file.__name__.startswith(module.__name__) for name in documented(file)}
    assert constants <= found


def test_the_check_of_help_sees_what_is_not_public():
    module = ModuleType("leaky", "A module without a list of its names.")
    exec("import math\n\ndef helper():\n    'Private, and shown.'\nLIMIT = 3\n", vars(module))
    text = sections(module)
    assert "helper" in named(text["FUNCTIONS"])
    assert "LIMIT" in named(text["DATA"])
