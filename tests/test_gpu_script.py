"""The script for the first GPU, .ci/gpu, from its first stage to its table, on the stand-in for CUDA: no record is written."""

import importlib.machinery
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from on_cuda import counters

counters()
SCRIPT = Path(__file__).parent.parent / ".ci" / "gpu"


def run(out, *options):
    outside = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "BPNET_TEST_"))}
    command = [sys.executable, SCRIPT, out, *options]
    return subprocess.run(command, env=outside, capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture
def script():
    """The script as a module."""
    loader = importlib.machinery.SourceFileLoader("gpu", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("gpu", loader))
    loader.exec_module(module)
    return module


def test_every_stage_runs_and_what_passed_is_not_run_again(tmp_path):
    done = run(tmp_path, "--short")
    out = tmp_path / "short"
    rows = {row["stage"]: row for row in json.loads((out / "stages.json").read_text())}
    assert list(rows) == ["device", "tests", "scikit-learn", "pages", "parity, float64", "parity, float32", "bench, xor-gpu"]
    assert [row["code"] for row in rows.values()] == [3, 0, 0, 0, 0, 0, 0], done.stdout
    assert "cpu_cuda, a stand-in for CUDA on the CPU" in (out / "device.txt").read_text()
    assert "rows: " in (out / "parity-float64.txt").read_text()
    assert done.returncode == 1
    assert done.stdout.splitlines()[-7].startswith("device               code 3")

    again = run(tmp_path, "--short", "--seconds", "0")
    assert [line.split("  ")[0] for line in again.stdout.splitlines() if "run the same command again" in line] == ["device"]


def test_nothing_is_run_where_no_gpu_computes(tmp_path):
    for _ in range(2):  # a try that failed changes nothing
        done = run(tmp_path)
        assert done.returncode == 1
        assert "no GPU computes here: nothing else is run" in done.stdout
        assert [row["stage"] for row in json.loads((tmp_path / "stages.json").read_text())] == ["device"]


@pytest.mark.parametrize(("options", "words"), [(["out", "--seconds", "nan"], "--seconds must be"), (["file"], "OUT: ")])
def test_bad_options_are_errors_of_usage(tmp_path, options, words):
    (tmp_path / "file").touch()
    done = subprocess.run([sys.executable, SCRIPT, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr


def test_the_full_run_writes_records_and_requires_cupy(script, tmp_path, monkeypatch):
    monkeypatch.setattr(script, "_runs", lambda code: "torch" not in code)
    for name, command in script.stages(tmp_path, short=False).items():
        if not name.startswith(("parity", "bench")):
            continue
        assert command[command.index("--record") + 1].startswith(str(tmp_path))
        required = [word for option, word in pairwise(command) if option == "--require"]
        assert required == (["cupy"] if name.startswith("parity") else ["cupy", "jax:gpu"])


def test_a_stage_that_failed_leaves_its_files_and_is_tried_after_those_never_run(script, tmp_path, monkeypatch):
    record, order = tmp_path / "record.json", []
    code = (
        f"import pathlib, sys; p = pathlib.Path({str(record)!r}); assert not p.exists(); "
        "p.write_text('x'); print('said'); sys.exit(1)"
    )
    commands = {name: [sys.executable, "-c", code, "--record", str(record)] for name in ("first", "second")}
    monkeypatch.setattr(script, "DEVICE", "")
    monkeypatch.setattr(script, "stages", lambda *_, **__: commands)
    monkeypatch.setattr(script, "run", lambda name, command, out, run=script.run: order.append(name) or run(name, command, out))
    monkeypatch.setattr(sys, "argv", ["gpu", str(tmp_path)])
    del commands["second"]
    assert script.main() == 1
    commands["second"] = commands["first"]
    assert script.main() == 1
    assert order == ["device", "first", "second", "first"]
    assert sorted(file.name for file in tmp_path.glob("record*")) == [f"record.json.failed-{n}" for n in (1, 2, 3)]
    assert "said" in (tmp_path / "first.txt.failed-1").read_text()


SLOW = (
    "import subprocess, sys, time; sleep = [sys.executable, '-c', 'import time; time.sleep(60)']; "
    "print(subprocess.Popen(sleep).pid, flush=True); time.sleep(60)"
)


def until(true, what):
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    pytest.fail(what)


def ended(process):
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_stage_that_takes_too_long_leaves_no_process_behind(script, tmp_path, monkeypatch):
    monkeypatch.setattr(script, "LIMIT", 2)
    row = script.run("slow", [sys.executable, "-c", SLOW], tmp_path)
    assert script.outcome(row) == "too long"
    child = int((tmp_path / "slow.txt").read_text())
    until(lambda: ended(child), f"process {child} is still there")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_script_that_is_ended_ends_its_stage(tmp_path, number):
    code = (
        f"import runpy, sys; sys.argv = ['gpu', {str(tmp_path)!r}]; script = runpy.run_path({str(SCRIPT)!r}); "
        "names = script['main'].__globals__; names['DEVICE'] = ''; "
        f"names['stages'] = lambda *_, **__: {{'slow': [sys.executable, '-c', {SLOW!r}]}}; script['main']()"
    )
    process, text = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL), tmp_path / "slow.txt"
    until(lambda: text.exists() and text.read_text().endswith("\n"), "the stage did not start")
    process.send_signal(number)
    assert process.wait(timeout=30) != 0
    child = int(text.read_text())
    until(lambda: ended(child), f"process {child} is still there")


def test_only_records_are_set_aside(script, tmp_path):
    """The interpreter may lie in OUT as well."""
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    assert script.run("device", [str(python), "-c", "print(1)", str(tmp_path)], tmp_path)["passed"]
    assert python.exists()
