import json
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

import bpnet
from bpnet import _options, _processes, _records
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
    # a line comes after each 4,000 epochs; where each step is many calls, the predictions after fewer stand for it
    epochs = "1000" if bpnet_backend.name in {"cupy", "array_api_strict"} else "4001"
    _, expected, _ = run(capsys, "xor", "--epochs", epochs)
    _, got, err = run(capsys, "xor", "--epochs", epochs, "--backend", bpnet_backend.spec)
    assert got == expected
    assert err == []


@pytest.mark.parametrize("name", ["torch", "jax", "array_api_strict"])
def test_xor_in_float32_prints_the_same_lines(name, capsys):
    pytest.importorskip(name, reason="it is the other backend")
    _, expected, _ = run(capsys, "xor", "--dtype", "float32", "--epochs", "500")
    _, got, _ = run(capsys, "xor", "--dtype", "float32", "--epochs", "500", "--backend", name)
    assert got == expected


def test_xor_of_many_networks_is_the_textbooks_of_each(capsys, tmp_path):
    file, one = tmp_path / "many.json", tmp_path / "one.json"
    code, out, err = run(capsys, "xor", "--replicas", "3", "--seed", "3", "--epochs", "3000", "--json", str(file))
    assert (code, err) == (0, [])
    assert out[0] == "3 networks train for 3000 epochs on numpy"
    assert out[1:] == ["2 of 3 networks learned XOR in 3000 epochs", "not learned from seeds 4"]
    written = json.loads(file.read_text())
    assert (written["seeds"], written["learned"]) == ([3, 4, 5], [True, False, True])
    run(capsys, "xor", "--seed", "4", "--epochs", "3000", "--json", str(one))
    assert json.loads(one.read_text())["losses"][-1] == pytest.approx(written["losses"][1], rel=1e-9)
    assert run(capsys, "xor", "--replicas", "0")[0] == 2
    code, _, err = run(capsys, "xor", "--replicas", "1000000000")
    assert (code, "--replicas 1000000000 with --epochs 10000 is too much" in err[0]) == (2, True)
    assert run(capsys, "xor", "--replicas", "2", "--seed", str(2**32 - 1))[0] == 2


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


@pytest.mark.every_environment
def test_a_missing_gpu_is_told_in_two_lines_with_an_exit_code():
    hidden = {"CUDA_VISIBLE_DEVICES": "", "CPU_CUDA_DEVICES": "0", "BPNET_BACKEND": "cupy"}  # also where there is one
    done = subprocess.run(
        [sys.executable, "-m", "bpnet", "xor"], capture_output=True, text=True, check=False, env=os.environ | hidden
    )
    err = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(err)) == (3, "", 2)
    assert "(from BPNET_BACKEND='cupy')" in err[0]
    assert "install it: pip install 'cupy-cuda13x[ctk]'" in err[1] or "BPNET_BACKEND=cupy,numpy" in err[1]


def test_commands_run_as_programs():
    done = subprocess.run([sys.executable, "-m", "bpnet", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"bpnet {bpnet.__version__}"
    done = subprocess.run([sys.executable, "-m", "bpnet"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage: bpnet" in done.stderr


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The command as pip installs it: a script in a folder of its own, which Python puts first on the path."""
    script = tmp_path_factory.mktemp("bin") / "bpnet"
    script.write_text("import sys\nfrom bpnet_array import main\nif __name__ == '__main__':\n    sys.exit(main())\n")
    return [sys.executable, str(script)]


PLAIN = [("--help",), ("--version",), ("xor", "--help"), ("xor", "--epochs", "3")]
PATHS = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@pytest.mark.parametrize("arguments", [*PLAIN, pytest.param(("backends",), marks=pytest.mark.every_environment)], ids=" ".join)
def test_a_reader_that_has_gone_ends_a_command_in_silence(program, arguments):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*program, *arguments], stdout=write, stderr=subprocess.PIPE, check=False, env=PATHS)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_full_disk_is_told_in_one_line(program, arguments, unbuffered):
    with Path("/dev/full").open("w") as full:
        environment = PATHS | {"PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(
            [*program, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, text=True, env=environment
        )
    assert (done.returncode, done.stderr) == (1, "bpnet: cannot write standard output: No space left on device\n")


def shell(program, redirection, *arguments):
    """The command with streams as a shell sets them."""
    words = ["bash", "-c", f'exec "$@" {redirection}', "bash", *program, *arguments]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=PATHS)


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_closed_output_is_told_in_one_line(program, arguments):
    done = shell(program, ">&-", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "bpnet: cannot write standard output: Bad file descriptor\n")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "2>&- <&-"])
def test_errors_that_nobody_can_be_told_keep_their_exit_code(program, redirection):
    done = shell(program, redirection, "xor", "--epochs", "0")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")
    assert shell(program, f"{redirection} >&-", "xor", "--epochs", "2").returncode == 1
    done = shell(program, redirection, "xor", "--epochs", "2")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 6)


def test_a_closed_output_takes_no_file_of_a_command(program, tmp_path):
    """The descriptor of a closed stream would be that of the next file that is opened."""
    done = shell(program, ">&-", "xor", "--epochs", "2", "--json", str(tmp_path / "x.json"))
    assert done.returncode == 1
    done = shell(program, "2>&-", "xor", "--epochs", "2", "--json", str(tmp_path / "x.json"))
    assert done.returncode == 0
    assert json.loads((tmp_path / "x.json").read_text())["schema"] == "bpnet.xor/1"


def test_no_stream_of_a_caller_is_changed(capsys):
    before, hook = (sys.stdin, sys.stdout, sys.stderr), warnings.showwarning
    assert run(capsys, "xor", "--epochs", "2")[0] == 0
    assert (sys.stdin, sys.stdout, sys.stderr) == before
    assert warnings.showwarning is hook


@pytest.mark.parametrize(("arguments", "kind"), [(("xor", "--epochs", "3"), "xor"), (("backends",), "backends")])
def test_results_on_standard_output_can_be_parsed(capsys, arguments, kind):
    code, out, err = run(capsys, *arguments, "--json", "-")
    assert code == 0
    assert json.loads("\n".join(out))["schema"] == f"bpnet.{kind}/1"
    assert len(err) > 3  # what people read
    assert not Path("-").exists()


def test_a_file_may_still_be_called_minus(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "xor", "--epochs", "3", "--json", "./-")[0] == 0
    assert json.loads((tmp_path / "-").read_text())["schema"] == "bpnet.xor/1"


def test_a_home_is_found_in_every_file_that_is_named(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run(capsys, "xor", "--epochs", "3", "--json", "~/x.json")[0] == 0
    assert json.loads((tmp_path / "x.json").read_text())["schema"] == "bpnet.xor/1"
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, "parity", "--records", "~/nowhere")
    assert (code, len(err)) == (2, 1)  # the middle of a long path is left out
    assert err[0].startswith(f"bpnet: --records {str(tmp_path)[:20]}")
    assert err[0].endswith("nowhere: there is no such folder")
    for command in ("parity", "bench"):
        code, _, err = run(capsys, command, "--record", "~/no/x.JSON")
        assert (code, len(err)) == (2, 1)
        assert err[0].endswith("no/x.JSON: it is a folder, or in one that does not exist")


def test_endings_count_in_any_case(tmp_path):
    _options.check_files({"record": tmp_path / "x.JSON"})
    with pytest.raises(ValueError, match=r"ends in \.json, got .*x\.txt"):
        _options.check_files({"record": tmp_path / "x.txt"})
    content = '{"schema": "bpnet.bench/1"}'
    (tmp_path / "A.JSON").write_text(content)
    assert [file.name for file in _records.record_files(tmp_path, "bench")] == ["A.JSON"]


LONG = "x" * 240_000
NUMBER = "9" * 4000


@pytest.mark.parametrize(
    "arguments",
    [
        (LONG,),
        ("xor", "--backend", LONG),
        ("xor", "--backend", f"numpy:{LONG}"),
        ("xor", "--backend", f"numpy,{LONG}"),
        ("xor", "--dtype", LONG),
        ("xor", "--seed", NUMBER),
        ("xor", "--seed", NUMBER * 3),
        ("xor", "--epochs", f"-{NUMBER}"),
        ("xor", "--rate", f"-{NUMBER}"),
        ("xor", "--json", f"/nowhere/{LONG}"),
        ("xor", "--json", f"{'y/' * 1000}{LONG}"),
        ("xor", "--plot", LONG),
        ("xor", LONG),
        ("parity", "--backend", LONG),
        ("parity", "--require", f"torch:{LONG},{LONG}"),
        ("parity", "--case", LONG),
        ("parity", "--dtype", LONG),
        ("parity", "--seed", NUMBER),
        ("parity", "--jobs", f"-{NUMBER}"),
        ("parity", "--records", LONG),
        ("parity", "--record", f"{LONG[:200]}.txt"),
        ("bench", "--case", LONG),
        ("bench", "--peer", LONG),
        ("bench", "--backend", LONG),
        ("bench", "--threads", NUMBER),
        ("bench", "--repeat", f"-{NUMBER}"),
        ("bench", "--seed", NUMBER),
        ("bench", "--estimators", "--case", LONG),
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_long_words_are_cut_in_errors(capsys, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert code in {2, 3}
    assert out == []
    lines = [words for words in err if not words.startswith(("usage: ", " "))]
    assert 1 <= len(lines) <= 2
    assert all(len(words) < 300 for words in lines)


@pytest.mark.parametrize("name", ["BPNET_BACKEND", "BPNET_DTYPE"])
@pytest.mark.parametrize("value", [LONG, "a\nb\x1b[31m" * 1000, "\N{GREEK SMALL LETTER ALPHA}" * 10_000])
def test_long_words_of_the_environment_are_cut_in_errors(capsys, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    code, out, err = run(capsys, "xor")
    assert (code, out, len(err)) == (2, [], 2)
    assert all(len(words) < 300 and words.isprintable() for words in err)


def test_a_line_break_in_a_name_stays_on_the_line(capsys, tmp_path):
    code, out, err = run(capsys, "xor", "--json", f"{tmp_path}/a\nb\x07c/x.json")
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].isprintable()


WAITS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background ignores it


@pytest.mark.parametrize("prefix", ["", "-u"])
def test_ctrl_c_ends_a_training_with_one_line(program, prefix):
    code = f"import sys\n{WAITS}from bpnet.cli import main\nsys.exit(main(['xor', '--epochs', '1000000000']))"
    words = [sys.executable, *filter(None, [prefix or "-u"]), "-c", code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=PATHS) as child:
        assert child.stdout.readline().startswith("Epoch 0")
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert len(err.splitlines()) == 1
    assert "interrupted" in err


MODULES = (
    "numpy",
    "json",
    "pickle",
    "random",
    "multiprocessing",
    "bpnet",
    "signal",
    "concurrent",
    "rich",
    "bpnet_numpy",
    "torch",
)
QUICK = {
    "bench": ("bench", "--quick", "--case", "xor", "--peer", "textbook", "--backend", "numpy"),
    "parity": ("parity", "--case", "softmax-digits", "--jobs", "2", "--backend", "numpy"),  # each dtype has a process
}


@pytest.mark.every_environment
@pytest.mark.parametrize("command", QUICK)
def test_no_process_imports_from_the_current_folder(program, tmp_path, command):
    marker = tmp_path / "ran"
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(f"open({str(marker)!r}, 'a').write('{name} ')")
    words = [*program, *QUICK[command], "--json", "-"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path, env=PATHS)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"]
    assert not marker.exists(), marker.read_text()
    control = [sys.executable, "-c", "import numpy"]
    subprocess.run(control, check=True, cwd=tmp_path, env={k: v for k, v in PATHS.items() if k != "PYTHONSAFEPATH"})
    assert marker.read_text() == "numpy "


def test_the_module_leaves_the_current_folder_out_too(tmp_path):
    (tmp_path / "numpy.py").write_text("raise SystemExit('ran')")
    words = [sys.executable, "-m", "bpnet", "xor", "--epochs", "2"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path, env=PATHS)
    assert done.returncode == 0, done.stderr


def test_the_safe_path_of_children_is_set_for_them_alone(monkeypatch):
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    with _processes.safe_path():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert "PYTHONSAFEPATH" not in os.environ
    assert _processes.safe_environment()["PYTHONSAFEPATH"] == "1"


@pytest.mark.parametrize("command", QUICK)
def test_no_process_is_left_where_the_reader_has_gone(program, command):
    assert_nobody_is_left([*program, *QUICK[command]])


SLOW_TO_WAKE = """
import concurrent.futures.process as pool
import sys, time

def wakeup(self):
    if not self._closed:
        time.sleep(0.5)
        self._writer.send_bytes(b"")

pool._ThreadWakeup.wakeup = wakeup
from bpnet.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""
"""At its end Python 3.11.2 may write to a pipe that was open when it looked: always, unless the pool has ended before."""


def test_no_error_is_printed_where_the_reader_has_gone_before_the_pool_ends():
    assert_nobody_is_left([sys.executable, "-c", SLOW_TO_WAKE, *QUICK["parity"]])


def assert_nobody_is_left(words):
    """Run a command whose output nobody reads: it ends as by SIGPIPE, in silence, with all of its processes."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.Popen(words, stdout=write, stderr=subprocess.PIPE, env=PATHS, start_new_session=True)
    os.close(write)
    assert done.communicate(timeout=120)[1] == b""
    assert done.returncode == 141
    assert nobody_in(done.pid)


def nobody_in(group):
    """Whether a group of processes is gone, within some seconds."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return False


def test_a_peer_ends_with_the_process_that_started_it(tmp_path):
    code = """
import sys
from bpnet.bench import cases, peers, process
case = next(case for case in cases.CASES if case.name == "xor")._replace(epochs=10**9)
peer = next(peer for peer in peers.PEERS if peer.name == "textbook")
child = process.Process(peer, case, seed=0, cores=[], threads=1)
child.ready()
print("ready", flush=True)
child.train(10**9)
"""
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=PATHS, start_new_session=True) as parent:
        assert parent.stdout.readline() == "ready\n"
        time.sleep(0.2)
        parent.kill()
        parent.wait()
        assert nobody_in(parent.pid)
