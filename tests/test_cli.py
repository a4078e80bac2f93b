import json
import os
import subprocess
import sys

import pytest

import bpnet
from bpnet.cli import main


def run(capsys, *arguments):
    """Exit code and the lines on standard output and standard error."""
    try:
        code = main(arguments)
    except SystemExit as stop:  # argparse's
        code = stop.code
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()


def test_xor_learns_and_prints_as_the_textbook_does(capsys):
    code, out, err = run(capsys, "xor")
    assert (code, err) == (0, [])
    assert out[:4] == [
        "Epoch 0, Loss:0.3266821524",
        "Epoch 4000, Loss:0.0144229992",
        "Epoch 8000, Loss:0.0029003781",
        "Predictions after training:",
    ]
    assert out[4:] == ["[[0.0441252723]", " [0.9555969803]", " [0.9593147467]", " [0.0489563040]]"]


def test_xor_prints_the_same_lines_on_every_backend(bpnet_backend, capsys):
    _, expected, _ = run(capsys, "xor", "--epochs", "4500")
    _, got, err = run(capsys, "xor", "--epochs", "4500", "--backend", bpnet_backend.spec)
    assert got == expected
    assert err == []


@pytest.mark.parametrize("name", ["torch", "jax", "array_api_strict"])
def test_xor_in_float32_prints_the_same_lines(name, capsys):
    pytest.importorskip(name, reason="it is the other backend")
    _, expected, _ = run(capsys, "xor", "--dtype", "float32", "--epochs", "500")
    _, got, _ = run(capsys, "xor", "--dtype", "float32", "--epochs", "500", "--backend", name)
    assert got == expected


def test_xor_writes_json(capsys, tmp_path):
    file = tmp_path / "xor.json"
    assert run(capsys, "xor", "--epochs", "10", "--seed", "3", "--json", str(file))[0] == 0
    written = json.loads(file.read_text())
    assert written["schema"] == "bpnet.xor/1"
    assert len(written["losses"]) == 10
    assert written["provenance"]["seed"] == 3
    assert len(written["predictions"]) == 4


def test_backends_shows_the_table_and_the_reasons(capsys, tmp_path):
    file = tmp_path / "backends.json"
    code, out, _ = run(capsys, "backends", "--json", str(file))
    assert code == 0
    assert out[0].split() == ["backend", "installed", "usable", "device", "version"]
    assert max(map(len, out[:6])) <= 80
    rows = json.loads(file.read_text())["backends"]
    assert [row["name"] for row in rows][:2] == ["numpy", "cupy"]
    for row in rows:
        if not row["usable"]:
            assert any(line.startswith(f"{row['name']}: ") for line in out)


@pytest.mark.parametrize(
    ("arguments", "code", "first", "second"),
    [
        (
            ("--backend", "nunpy"),
            2,
            "bpnet: unknown backend 'nunpy'; did you mean 'numpy'? (from the argument",
            "known backends: numpy",
        ),
        (("--dtype", "float16"), 2, "bpnet: dtype must be 'float64' or 'float32', got 'float16'", "choose one"),
        (("--epochs", "0"), 2, "bpnet: epochs must be a positive integer, got 0", None),
        (("--rate", "-1"), 2, "bpnet: learning_rate must be a positive finite number, got -1.0", None),
        (("--seed", "-1"), 2, "bpnet: seed must be an integer from 0", None),
        (("--json", "no/such/folder/file"), 2, "bpnet: cannot write no/such/folder/file: it is a folder, or in one that", None),
        (("--plot", "xor.xyz"), 2, "bpnet: --plot takes a file that ends in .png, .svg, .pdf, got xor.xyz", None),
        (("--rate", "1e39", "--dtype", "float32"), 2, "bpnet: the learning rate 1e+39 is too large for float32", None),
    ],
)
def test_bad_input_is_told_in_one_or_two_lines(capsys, arguments, code, first, second):
    got, out, err = run(capsys, "xor", *arguments)
    assert got == code
    assert err[0].startswith(first)
    assert len(err) == (1 if second is None else 2)
    assert second is None or err[1].startswith(second)
    assert not (out and second)


def test_a_diverging_training_is_told_in_one_line(capsys):
    code, _, err = run(capsys, "xor", "--rate", "1e308", "--dtype", "float32")
    assert code in {1, 2}
    assert len(err) == 1


def test_a_missing_gpu_is_told_in_two_lines_with_an_exit_code(monkeypatch, capsys):
    monkeypatch.setenv("BPNET_BACKEND", "cupy")
    code, out, err = run(capsys, "xor")
    if code == 0:
        pytest.skip("there is a GPU here")
    assert (code, out, len(err)) == (3, [], 2)
    assert "(from BPNET_BACKEND='cupy')" in err[0]
    assert "install it: pip install cupy" in err[1] or "BPNET_BACKEND=cupy,numpy" in err[1]


def test_commands_run_as_programs():
    done = subprocess.run([sys.executable, "-m", "bpnet", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"bpnet {bpnet.__version__}"
    done = subprocess.run([sys.executable, "-m", "bpnet"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage: bpnet" in done.stderr


def test_a_command_prints_no_warnings_on_jax():
    pytest.importorskip("jax", reason="its 64-bit mode is off by default")
    environment = {**os.environ, "BPNET_BACKEND": "jax"}
    command = [sys.executable, "-m", "bpnet", "xor", "--epochs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stderr == ""
