"""The tutorial, docs/tutorial.ipynb: its cells run, and print what is stored in it."""

import copy
import importlib.util
import re
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="notebooks are executed where nbconvert is installed (the extra docs)")
client = pytest.importorskip("nbclient", reason="notebooks are executed where nbconvert is installed (the extra docs)")

PATH = Path(__file__).parent.parent / "docs" / "tutorial.ipynb"
LARGEST = 300_000
CHOICE = '("torch", "numba", "array_api_strict", "numpy")'
REMEDY = "jupyter nbconvert --execute --inplace --ExecutePreprocessor.record_timing=False docs/tutorial.ipynb"
NOT_STORED = r"(?:/tmp|/home|/root|/Users)/|[A-Z]:\\|\d\d:\d\d:\d\d|\b\d+\.\d+\.\d+\b"
"""Paths, times and versions, which would change with the machine and the day."""


def stored():
    return nbformat.read(PATH, as_version=4)


def shown(cell):
    """Texts of a cell's outputs, and where a picture stands; of a cell whose texts vary only the kinds of outputs."""
    made = []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "error":
            made.append(f"{output.ename}: {output.evalue}")
        elif "varies" in cell.metadata.get("tags", []):
            made.append(sorted(data) or output.name)
        elif "image/png" in data:
            made.append("a picture")
        elif output.output_type == "stream" and made and isinstance(made[-1], str) and output.name == "stdout":
            made[-1] += output.text  # prints may come in one output or in several
        else:
            made.append(output.text if output.output_type == "stream" else data["text/plain"])
    return made


def differences(before, after):
    """Ids of the cells whose outputs differ."""
    return [a.id for a, b in zip(before.cells, after.cells, strict=True) if a.cell_type == "code" and shown(a) != shown(b)]


def test_the_tutorial_prints_what_is_stored(monkeypatch):
    for library in ("matplotlib", "pandas", "sklearn", "ipykernel", "array_api_strict"):
        if importlib.util.find_spec(library) is None:
            pytest.skip(f"the tutorial needs {library}")
    monkeypatch.delenv("BPNET_BACKEND", raising=False)
    notebook = stored()
    executed = copy.deepcopy(notebook)
    choice = next(cell for cell in executed.cells if CHOICE in cell.source)
    choice.source = choice.source.replace(CHOICE, '("array_api_strict",)')  # PyTorch takes 5 s of CPU, and prints the same
    client.NotebookClient(
        executed, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(PATH.parent)}}
    ).execute()
    assert differences(notebook, executed) == [], f"if this is right, store the new outputs: {REMEDY}"
    changed = copy.deepcopy(executed)  # negative control
    cell = next(cell for cell in changed.cells if cell.id == "xor-predict")
    cell.outputs[0].text = cell.outputs[0].text.replace("0", "1", 1)
    assert differences(notebook, changed) == ["xor-predict"]


def test_the_tutorial_is_small_and_stores_nothing_of_a_day_or_a_machine():
    assert PATH.stat().st_size < LARGEST
    notebook = stored()
    assert [cell.id for cell in notebook.cells if cell.cell_type == "code" and not cell.execution_count] == []
    assert not any("execution" in cell.metadata for cell in notebook.cells), REMEDY
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not [text for text in shown(cell) if isinstance(text, str) and re.search(NOT_STORED, text)], cell.id
    assert re.search(NOT_STORED, "numpy 2.4.6")  # negative controls
    assert re.search(NOT_STORED, "saved in /Users/x")


def test_the_tutorial_links_to_pages_that_are_there():
    texts = [cell.source for cell in stored().cells if cell.cell_type == "markdown"]
    links = [link for text in texts for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text)]
    assert links
    assert [link for link in links if not (PATH.parent / link).exists()] == []
