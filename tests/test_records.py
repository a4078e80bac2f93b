"""The records of this project: NumPy of today trains as it did when they were made, and the page of GPUs is made of them."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from bpnet.parity import results

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "records"
NEWEST = results.newest_records(FOLDER)


def page_of(name):
    sys.path.insert(0, str(ROOT / "docs"))  # one of these programs imports the other
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


@pytest.mark.parametrize("record", NEWEST, ids=lambda record: record.path.stem)
def test_numpy_of_today_is_that_of_the_record(record, request):
    # what `record_property` does, without its warning for files of the schema xunit2
    request.node.user_properties.append(("bpnet_record", f"{record.path.name} is {record.age} days old"))
    compared, problems = results.compare_record(record, full=False)
    assert compared >= 2 or not record.rows  # of an old record, newer ones may have all rows
    assert problems == []


def test_there_is_a_record():
    assert any(record.rows for record in NEWEST)


def test_the_page_of_gpus_is_made_of_the_records():
    assert (ROOT / "docs" / "gpu.md").read_text() == page_of("gpu_page").page(FOLDER), "run `python docs/gpu_page.py`"


def test_the_page_of_parity_has_the_newest_record():
    text = (ROOT / "docs" / "parity.md").read_text()
    assert text == page_of("parity_page").page(text, FOLDER), "run `python docs/parity_page.py`"


def test_a_record_gets_its_rows_on_the_page_of_parity(tmp_path):
    rows = [row for row in NEWEST[0].content["rows"] if row["backend"] == "numpy" and row["case"] == "xor-tanh"]
    rows[0] = rows[0] | {"error": 3.25}
    (tmp_path / "x-parity.json").write_text(json.dumps(NEWEST[0].content | {"rows": rows}))
    text = page_of("parity_page").page("before\n<!-- measured -->\nold\n<!-- end -->\nafter\n", tmp_path)
    assert "| numpy, plain | float64 | 3.25 of 128 |" in text
    assert "| xor-tanh | float64 | `279941abecf3` | numpy |" in text
    assert "old" not in text
    assert text.startswith("before")
    assert text.endswith("after\n")


def test_a_record_of_a_gpu_gets_its_section(tmp_path):
    content = NEWEST[0].content
    rows = [
        row | {"backend": "cupy", "provenance": {"device": "0", "gpu": "a test's"}}
        for row in content["rows"]
        if row["backend"] == "numpy"
    ]
    (tmp_path / "x-parity.json").write_text(json.dumps(content | {"rows": rows}))
    text = page_of("gpu_page").page(tmp_path)
    assert "There is no record" not in text
    assert "| cupy | float64 | exact | plain | xor-tanh | passed | 0 | 0 |" in text
    assert "gpu a test's" in text
