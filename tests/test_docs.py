"""Everything that the documents show is run: each page's Python from top to bottom, and the examples."""

import ast
import importlib.util
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"(?:<!-- needs: (?P<needs>[\w, ]+) -->\n)?```python\n(?P<code>.*?)```", re.DOTALL)


def usable(name):
    if name in {"keras", "sklearn"}:  # Keras is imported by the page, when its backend has been chosen
        return importlib.util.find_spec(name) or pytest.skip(f"this page needs {name}")
    if name in {"mpi4py", "ndonnx", "onnxruntime", "pandas", "polars"}:
        return pytest.importorskip(name, reason=f"this page needs {name}")
    from bpnet.backend.selection import get_backend
    from bpnet.errors import BackendError

    try:
        return get_backend(name)
    except BackendError as error:
        return pytest.skip(f"this page needs {name}: {error.message}")


@pytest.mark.parametrize("page", [page for page in PAGES if BLOCK.search(page.read_text())], ids=lambda page: page.stem)
def test_the_python_of_a_page_runs_from_top_to_bottom(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))  # where it writes its settings
    namespace, left_out = {"__name__": "__main__"}, []
    for block in BLOCK.finditer(page.read_text()):
        try:
            for name in filter(None, re.split(r"[, ]+", block["needs"] or "")):
                usable(name)
        except pytest.skip.Exception as reason:
            left_out.append(str(reason))
            continue
        line = page.read_text()[: block.start("code")].count("\n")
        exec(compile("\n" * line + block["code"], str(page), "exec"), namespace)  # noqa: S102 - our own documents
        # a sample is 1/450, and other versions and processors of other libraries may see a few otherwise
        if page.stem == "comparison" and (shown := re.findall(r"print\(.*\)  # (0\.\d+)\n", block["code"])):
            assert float(capsys.readouterr().out) == pytest.approx(float(*shown), abs=0.01)
    if left_out:
        pytest.skip("; ".join(sorted(set(left_out))) + " (the other blocks ran)")


def test_the_numbers_that_the_readme_prints_are_right(capsys):
    blocks = [block["code"] for block in BLOCK.finditer((ROOT / "README.md").read_text())]
    expected = re.findall(r"^.*print\(.*\)  # (.*)$", blocks[0], re.MULTILINE)
    exec(blocks[0], {})  # noqa: S102 - our own document
    assert expected
    assert capsys.readouterr().out.splitlines() == expected


@pytest.mark.parametrize("name", ["xor", "digits"])
def test_examples_run(bpnet_backend, name, monkeypatch, capsys):
    """On numpy as programs; elsewhere in this process, which has loaded the library, and the digits for fewer epochs."""
    if name == "digits":
        pytest.importorskip("sklearn", reason="the digits come with scikit-learn")
    file = ROOT / "docs" / "examples" / f"{name}.py"
    monkeypatch.setenv("BPNET_BACKEND", bpnet_backend.spec)
    if bpnet_backend.spec == "numpy":
        done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout
    else:
        code = file.read_text()
        if name == "digits":
            assert code.count("epochs=20") == 1
            code = code.replace("epochs=20", "epochs=8")  # which reach the accuracy that the program requires
        exec(compile(code, str(file), "exec"), {"__name__": "__main__"})  # noqa: S102 - our own program
        assert f", {bpnet_backend.spec}, float64>" in capsys.readouterr().out


def exists(name):
    """True for the dotted name of a module, or of what it defines; also if the module needs a library that is missing."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:count]))
        except ModuleNotFoundError as error:
            if not str(error.name).startswith("bpnet"):
                return True
            continue
        for part in parts[count:]:
            if not hasattr(thing, part) and part not in getattr(thing, "__annotations__", {}):
                return False
            thing = getattr(thing, part, None)
        return True
    return False


NO_NAMES = {"bpnet.backends", "bpnet_example.py"}
"""The group of entry points, and a file."""


def test_what_documents_and_docstrings_refer_to_exists():
    assert not exists("bpnet.training.nothing")
    assert not exists("bpnet.nothing.at_all")
    files = [
        *PAGES,
        ROOT / "CONTRIBUTING.md",
        *(f for part in ("bpnet", "backends", "tests") for f in (ROOT / part).rglob("*.py")),
    ]
    names = {(name, file) for file in files for name in re.findall(r"`(bpnet\w*(?:\.\w+)+)", file.read_text())}
    assert len(names) > 100
    assert [(name, str(file)) for name, file in sorted(names) if name not in NO_NAMES and not exists(name)] == []


def test_what_examples_import_exists():
    for file in sorted((ROOT / "docs" / "examples").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("bpnet"):
                assert [a.name for a in node.names if not exists(f"{node.module}.{a.name}")] == [], file


def test_calls_of_pytorch_that_replace_others_have_their_bits(capsys):
    """Those of the first two pairs do; `lerp`, which no step uses, is the control."""
    pytest.importorskip("torch", reason="its calls are compared")
    runpy.run_path(str(ROOT / "docs" / "examples" / "pytorch_calls.py"))["main"](number=1)
    lines = capsys.readouterr().out.splitlines()
    assert [" us, 0 of " in lines[index] for index in (0, 1, 4)] == [True, True, False]


def test_the_profile_of_a_custom_loop_has_a_row_for_each_way(capsys):
    runpy.run_path(str(ROOT / "docs" / "examples" / "loop_profile.py"))["main"]("numpy", rounds=1)
    rows = [line.partition("  ")[0] for line in capsys.readouterr().out.splitlines()]
    assert rows == ["step", "value_and_grad + update", "vjp + update"]


def test_the_plugin_of_the_tests_is_the_one_of_the_documents():
    shown = [block["code"] for block in BLOCK.finditer((ROOT / "docs" / "writing-a-backend.md").read_text())]
    written = (ROOT / "tests" / "plugins" / "bpnet-example" / "bpnet_example.py").read_text()
    assert any(code.strip() == written.strip() for code in shown)
    assert len(written.splitlines()) <= 45
