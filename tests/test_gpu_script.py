"""The script for the first GPU, .ci/gpu, from its first stage to its table, on the stand-in for CUDA: no record is written."""

import json
import subprocess
import sys
from pathlib import Path

from on_cuda import counters

counters()
SCRIPT = Path(__file__).parent.parent / ".ci" / "gpu"


def run(out, *options):
    return subprocess.run([sys.executable, SCRIPT, out, *options], capture_output=True, text=True, check=False, timeout=600)


def test_every_stage_runs_and_no_record_of_the_stand_in_is_written(tmp_path):
    done = run(tmp_path, "--short")
    rows = {row["stage"]: row for row in json.loads((tmp_path / "stages.json").read_text())}
    assert list(rows) == ["device", "tests", "scikit-learn", "parity, float64", "parity, float32", "bench, xor-gpu"]
    assert [row["code"] for row in rows.values()] == [3, 0, 0, 2, 2, 0], done.stdout
    for dtype in ("float64", "float32"):
        assert rows[f"parity, {dtype}"]["last"].startswith("bpnet: not recorded: it has rows of cpu_cuda, a stand-in for CUDA")
        assert "rows: " in (tmp_path / f"parity-{dtype}.txt").read_text()
    assert "cpu_cuda, a stand-in for CUDA on the CPU" in (tmp_path / "device.txt").read_text()
    assert not list(tmp_path.glob("20*.json"))
    assert done.returncode == 1
    assert done.stdout.splitlines()[-6].startswith("device               code 3")

    (tmp_path / "tests.txt").unlink()
    (tmp_path / "scikit-learn.txt").unlink()
    again = run(tmp_path, "--short", "--seconds", "-1")
    assert "run the same command again" in again.stdout  # what has not passed would be run
    assert not (tmp_path / "tests.txt").exists()  # what has passed is not run twice


def test_nothing_is_run_where_no_gpu_computes(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 1
    assert "no GPU computes here: nothing else is run" in done.stdout
    assert [row["stage"] for row in json.loads((tmp_path / "stages.json").read_text())] == ["device"]
