"""The records of this project: NumPy of today trains as it did when they were made, and the page of GPUs is made of them."""

import importlib.util
import json
from pathlib import Path

import pytest

from bpnet.parity import results

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "records"
NEWEST = results.newest_records(FOLDER)


def gpu_page():
    spec = importlib.util.spec_from_file_location("gpu_page", ROOT / "docs" / "gpu_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    assert (ROOT / "docs" / "gpu.md").read_text() == gpu_page().page(FOLDER), "run `python docs/gpu_page.py`"


def test_a_record_of_a_gpu_gets_its_section(tmp_path):
    content = NEWEST[0].content
    rows = [
        row | {"backend": "cupy", "provenance": {"device": "0", "gpu": "a test's"}}
        for row in content["rows"]
        if row["backend"] == "numpy"
    ]
    (tmp_path / "x-parity.json").write_text(json.dumps(content | {"rows": rows}))
    text = gpu_page().page(tmp_path)
    assert "There is no record" not in text
    assert "| cupy | float64 | exact | plain | xor-tanh | passed | 0 | 0 |" in text
    assert "gpu a test's" in text
