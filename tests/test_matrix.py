"""The command ``bpnet parity``: its rows, its verdicts, its exit codes, its records."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet._records import write_record
from bpnet.backend import STAND_IN
from bpnet.cli import main
from bpnet.parity import command, figure, matrix, results
from bpnet.parity.controls import host_copy_control, missing_row_control, plain_step_control, run_control
from bpnet.parity.report import Report, hash_lines

FAST = ("--case", "softmax-digits", "--dtype", "float32")


def parity(*arguments, **options):
    program = [sys.executable, "-m", "bpnet", "parity", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False, timeout=300, **options)


@pytest.fixture
def inside(tmp_path, monkeypatch, capsys):
    """The command in this process, which has its libraries and has trained the references: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: (main(["parity", *map(str, arguments)]), *capsys.readouterr())


def test_numpy_passes_and_says_what_ran(tmp_path):
    done = parity(*FAST, "--backend", "numpy", "--json", tmp_path / "rows.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "  float32 native plain    softmax-digits    25 epochs  0 of 128 eps (floor)\n" in done.stdout
    assert "  float32 native compiled softmax-digits    25 epochs  0 of 128 eps (floor)\n" in done.stdout
    assert "rows: 6 passed" in done.stdout
    assert "no record to compare with" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    content = json.loads((tmp_path / "rows.json").read_text())
    assert content["schema"] == "bpnet.parity/1"
    assert content["passed"]
    exact = next(row for row in content["rows"] if row["arithmetic"] == "exact" and row["outcome"] == "passed")
    assert f"  {exact['sha256']}\n" in done.stdout
    assert len(exact["losses"]) == 11


def test_two_processes_give_the_rows_of_one(inside):
    options = (*FAST, "--dtype", "float64", "--backend", "numpy")  # each dtype is a task
    one, two = (inside(*options, "--jobs", n) for n in (1, 2))
    assert one == two
    assert one[0] == 0


def test_the_command_draws_the_differences(inside, tmp_path):
    pytest.importorskip("matplotlib", reason="it draws")
    code, out, err = inside(*FAST, "--backend", "numpy", "--plot", tmp_path / "parity.svg", "--dark")
    assert (code, err) == (0, "")
    assert b"<svg" in (tmp_path / "parity.svg").read_bytes()
    code, out, err = inside(*FAST, "--backend", "numpy", "--plot", tmp_path / "parity.txt")
    assert (code, out) == (2, "")
    assert "--plot takes a file that ends in .png, .svg, .pdf" in err


def test_a_figure_of_nothing_is_not_written_and_that_is_said(inside, tmp_path, monkeypatch):
    pytest.importorskip("matplotlib", reason="it draws")
    absent = matrix.Row("numpy", "float64", "native", "plain", "softmax-digits", "not run", reason="no driver")
    monkeypatch.setattr(command, "_run", lambda *_: iter([absent]))
    _, _, err = inside(*FAST, "--backend", "numpy", "--plot", "nothing.svg")
    assert [*tmp_path.iterdir()] == []
    assert "bpnet: nothing.svg is not written: no trajectory was compared\n" in err


def drawn_row(backend, errors, arithmetic="native", outcome="passed", step="plain"):
    """A row with these differences after epochs 0, 10 and 20, and the tolerances 128, 128 and 2000."""
    course = tuple(zip((0, 10, 20), errors, (128.0, 128.0, 2000.0), strict=True)) if max(errors) or arithmetic == "native" else ()
    return matrix.Row(backend, "float64", arithmetic, step, "xor-tanh", outcome, epochs=20, error=max(errors), course=course)


def test_a_figure_has_a_line_for_each_backend_the_tolerance_and_a_place_for_zero():
    pytest.importorskip("matplotlib", reason="it draws")
    exact = drawn_row("numba", (0.0, 0.0, 0.0), "exact")
    wrong = drawn_row("jax", (0.0, 3.0, 5e6), "exact", "failed")
    wrong = wrong._replace(provenance={STAND_IN: "an emulator"})
    rows = [drawn_row("numpy", (0.0, 0.0, 0.0)), drawn_row("numba", (0.0, 2.0, 30.0), step="compiled"), exact, wrong]
    (ax,) = (drawn := figure.draw(rows)).axes
    assert (ax.get_title(loc="center"), ax.get_xlabel(), ax.get_ylabel()) == ("xor-tanh, float64", "epoch", "difference, eps")
    tolerance, same, numpy, numba, jax = ax.lines
    assert list(tolerance.get_ydata()) == [128.0, 128.0, 2000.0]
    assert list(same.get_ydata()) == [0.0, 0.0]
    assert [list(line.get_ydata()) for line in (numpy, numba, jax)] == [[0.0] * 3, [0.0, 2.0, 30.0], [0.0, 3.0, 5e6]]
    assert len({line.get_color() for line in (numpy, numba, jax)}) == 3
    assert (numpy.get_linestyle(), numba.get_linestyle()) == ("-", "--")
    assert ax.get_yscale() == "symlog"
    low, high = ax.get_ylim()
    assert low < 0.0
    assert high > 5e6
    words = [text.get_text() for text in drawn.legends[0].get_texts()]
    assert words == [
        "numpy",
        "numba",
        "jax (stand-in)",
        "plain",
        "compiled",
        "above the tolerance",
        "exact arithmetic: same bits (1 rows)",
    ]
    with pytest.raises(ValueError, match="no trajectory was compared: there is nothing to draw"):
        figure.draw([])


def test_the_course_of_a_row_ends_with_its_error_and_is_in_no_record():
    row = matrix.run_cell("array_api_strict", "float32", "native", "plain", "softmax-digits")
    if row.outcome == "not run":
        pytest.skip(row.reason)
    epochs, errors, allowed = zip(*row.course, strict=True)
    assert (epochs[0], epochs[-1], len(epochs)) == (0, 25, 21)
    assert max(errors) == row.error == 0.0
    assert row.tolerance in allowed
    assert matrix.run_cell("numpy", "float32", "exact", "plain", "softmax-digits").course == ()
    recorded = results.record_content([row], matrix.verdict([row.cell], [row]), matrix.DEFAULT)["rows"]
    assert "course" not in recorded[0]
    far = matrix.reference("softmax-digits", "float32", "native")[0]
    far = far._replace(losses=far.losses + np.where(np.arange(25) == 11, 0.5, 0.0))
    course = matrix.judge(row.cell, matrix.reference("softmax-digits", "float32", "native")[0], far, np.full(21, 128.0)).course
    assert [epoch for epoch, error, _ in course if error] == [12]


def deadly(task, run_options):
    """Stands for a library that crashes."""
    if task[0][0] == "array_api_strict":
        os._exit(1)
    return [matrix.run_cell(*cell, run_options=run_options) for cell in task]


def test_a_library_that_kills_its_process_fails_its_own_rows_alone(monkeypatch):
    case = [case for case in bpnet.parity.CASES if case.name == "softmax-digits"]
    wanted = matrix.cells(["array_api_strict", "numpy"], ["float32"], cases=case)
    monkeypatch.setattr(command, "_run_task", deadly)
    rows = list(command._run(wanted, matrix.DEFAULT, 2))
    assert [row.cell for row in rows] == wanted
    for row in rows:
        if row.backend == "numpy":
            assert row.outcome in {"passed", "no such step"}
        else:
            assert (row.outcome, row.reason) == ("failed", "the process in which the backend ran died")


def test_ctrl_c_ends_all_processes():
    pytest.importorskip("array_api_strict")
    options = ["--case", "adam-dropout", "--dtype", "float32", "--backend", "numpy,array_api_strict", "--jobs", "2"]
    heeded = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a job in the background ignores it
    program = f"{heeded}; from bpnet.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = [sys.executable, "-c", program, "parity", *options]
    run = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout.readline().startswith("numpy on cpu")  # array_api_strict takes ten times as long
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in errors


@pytest.mark.every_environment
def test_a_required_backend_that_cannot_run_is_missing(inside):
    code, out, err = inside(*FAST, "--backend", "numpy", "--require", "torch:nowhere", "--jobs", "1")
    assert code == 3
    assert "bpnet: required backend torch:nowhere did not run\n" in err
    assert "not run: backend 'torch" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--backend", "nunpy"], "unknown backend 'nunpy'; did you mean 'numpy'?"),
        (["--case", "xor"], "there is no case 'xor'; expected one of xor-sigmoid, xor-tanh, xor-relu, adam-dropout"),
        (["--require", "auto"], "expected the name of one backend, got 'auto'; known are numpy"),
        (["--backend", ""], "expected the name of one backend, got ''"),
        (["--json", "a.json", "--record", "a.json"], "--json and --record both name a.json: name two files"),
        (["--record", "a.txt"], "--record takes a file that ends in .json, got a.txt"),
        (["--jobs", "0"], "--jobs must be at least 1, got 0"),
        (["--seed", "-1"], "seed must be an integer from 0 to 2**64 - 1, got -1"),
        (["--record", "no/such/folder.json"], "cannot write no/such/folder.json"),
        (["--records", "nowhere"], "--records nowhere: there is no such folder"),
    ],
)
def test_bad_arguments_are_told_before_the_work(arguments, words, inside):
    code, out, err = inside(*arguments)
    assert code == 2
    assert words in err
    assert out == ""


def test_a_record_is_written_once_and_held_against_numpy_of_today(inside, tmp_path):
    folder = tmp_path / "records"
    folder.mkdir()
    file = folder / "2026-parity-numpy.json"
    options = (*FAST, "--backend", "numpy", "--records", folder)
    assert inside(*options, "--record", file)[0] == 0
    code, _, err = inside(*options, "--record", file)
    assert code == 2
    assert "exists, and a record is not replaced: name a new file" in err
    _, out, _ = inside(*options)
    assert "record 2026-parity-numpy.json, 0 days old: 4 rows compared with NumPy" in out
    content = json.loads(file.read_text())
    for row in content["rows"]:
        row["sha256"] = row["sha256"][::-1]
    file.write_text(json.dumps(content))
    code, _, err = inside(*options)
    assert code == 1
    assert "record 2026-parity-numpy.json: numpy float32 exact softmax-digits: recorded" in err
    file.write_text("{}")
    code, out, err = inside(*options)
    assert code == 2
    assert "is not a parity record: KeyError: 'schema'" in err
    assert out == ""


@pytest.fixture
def content():
    """A record of rows that ran here."""
    cells = matrix.cells(["numpy"], ["float32"], cases=[case for case in bpnet.parity.CASES if case.name == "softmax-digits"])
    rows = [matrix.run_cell(*cell) for cell in cells]
    return results.record_content(rows, matrix.verdict(cells, rows), matrix.DEFAULT)


def record_of(content):
    return results.Record(Path("made.json"), content, tuple(content["rows"]))


def test_losses_of_a_record_are_held_within_the_tolerance(content):
    assert results.compare_record(record_of(content)) == (4, [])
    native = next(row for row in content["rows"] if row["outcome"] == "passed" and row["arithmetic"] == "native")
    native["losses"] = [loss * (1 + 1e-3) for loss in native["losses"]]
    _, (problem,) = results.compare_record(record_of(content))
    assert "eps from those of NumPy now, allowed 128" in problem
    native["losses"] = native["losses"][:-1]
    assert "recorded 10 losses" in results.compare_record(record_of(content))[1][0]


def test_a_record_of_older_formulas_is_not_compared_where_a_loss_has_another_one_since(content):
    assert content["formulas"] == bpnet.losses.FORMULAS == 2
    rows = [row | {"sha256": "f" * 64, "losses": [1.0]} for row in content["rows"] if row["losses"]]
    rows.append(next(row for row in rows if row["arithmetic"] == "native") | {"case": "xor-tanh"})
    older = record_of({key: value for key, value in content.items() if key != "formulas"} | {"rows": rows})
    assert older.formulas == 1
    assert older.outdated == ("softmax-digits",)
    assert older.remark == "; not softmax-digits, whose loss formula has changed (formulas 1, now 2)"
    compared, (problem,) = results.compare_record(older)
    assert compared == 1
    assert "native xor-tanh: recorded 1 losses" in problem
    same = record_of(content | {"rows": rows})
    assert (same.outdated, same.remark) == ((), "")
    compared, problems = results.compare_record(same)
    assert compared == len(problems) == len(rows)


def test_a_record_of_a_run_that_failed_is_a_problem(content):
    assert results.compare_record(record_of(content | {"passed": False}))[1] == ["the run that was recorded did not pass"]


def test_the_newest_record_of_each_kind_counts(tmp_path, content):
    exact = [row for row in content["rows"] if row["arithmetic"] == "exact"]
    for name, made, rows in (
        ("old", "2026-01-01T00:00:00+00:00", content["rows"]),
        ("narrow", "2026-03-01T00:00:00+00:00", exact),
        ("elsewhere", "2026-04-01T00:00:00+00:00", [row | {"provenance": {"device": "gpu:0"}} for row in exact]),
    ):
        write_record(tmp_path / f"{name}.json", content | {"made": made, "rows": rows})
    ran = {one.path.stem: {row["arithmetic"] for row in one.rows} for one in results.newest_records(tmp_path)}
    assert ran == {"elsewhere": {"exact"}, "narrow": {"exact"}, "old": {"native"}}
    assert all(one.age >= 0 for one in results.newest_records(tmp_path))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "bpnet.xor/1"}', '{"schema": "bpnet.parity/1", "made": "2026-01-01"}']
)
def test_what_is_no_record_is_told(tmp_path, text):
    file = tmp_path / "parity.json"
    file.write_text(text)
    with pytest.raises(ValueError, match="parity.json is not a parity record"):
        results.read(file)


def cell(**changes):
    made = {"backend": "numpy", "dtype": "float64", "arithmetic": "native", "step": "plain", "case": "xor-tanh"}
    return matrix.Row(**(made | {"outcome": "passed", "arrays": 3} | changes))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([], "0 rows, expected one"),
        ([cell(), cell()], "2 rows, expected one"),
        ([cell(outcome="failed", reason="far")], "failed: far"),
        ([cell(outcome="rejected", reason="wild")], "rejected: wild"),
        ([cell(arrays=0)], "nothing was compared"),
    ],
)
def test_a_matrix_that_proves_nothing_fails(rows, problem):
    wanted = [cell().cell]
    judged = matrix.verdict(wanted, rows)
    assert not judged.passed
    assert any(line.endswith(problem) for line in judged.problems)
    assert matrix.verdict(wanted, [cell()]).passed


def test_a_file_for_json_is_written_through_and_not_replaced(inside, tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    assert inside(*FAST, "--backend", "numpy", "--json", link)[0] == 0
    assert link.is_symlink()
    assert json.loads(real.read_text())["passed"]


def test_backends_that_are_absent_fail_only_where_they_are_required():
    absent = cell(backend="cupy", outcome="not run", reason="no driver", arrays=0)
    wanted = [cell().cell, absent.cell]
    assert matrix.verdict(wanted, [cell(), absent]).passed
    assert matrix.verdict(wanted, [cell(), absent], ["cupy"]).missing == ("cupy",)
    ran = cell(backend="cupy", dtype="float32")
    assert matrix.verdict([*wanted, ran.cell], [cell(), absent, ran], ["cupy"]).missing == ("cupy",)
    assert matrix.verdict([absent.cell], [absent]).problems == ("no backend ran",)


def test_a_backend_that_raises_is_a_row_and_not_a_crash():
    class Broken(type(bpnet.get_backend("numpy"))):
        name = "broken-now"

        def from_host(self, array, dtype=None):
            raise OSError("the cable is out")

    bpnet.register_backend("broken-now", Broken)
    try:
        row = matrix.run_cell("broken-now", "float32", "native", "plain", "xor-tanh")
    finally:
        del bpnet.backend.registry._registered["broken-now"]
    assert row.outcome == "not run"
    assert "the cable is out" in row.reason
    assert "".join(Report().lines(row)).startswith("broken-now  not run: ")


def test_a_backend_without_float64_says_so():
    class Single(type(bpnet.get_backend("numpy"))):
        name = "single-now"
        capabilities = frozenset({"float32"})

    bpnet.register_backend("single-now", Single)
    try:
        assert (
            matrix.run_cell("single-now", "float64", "native", "plain", "xor-tanh").reason
            == "single-now does not compute in float64"
        )
        assert matrix.run_cell("single-now", "float32", "native", "plain", "softmax-digits").outcome == "passed"
    finally:
        del bpnet.backend.registry._registered["single-now"]


def test_what_differs_is_shown_with_its_place():
    row = cell(
        outcome="failed",
        reason="epoch 3, params[0][0][1, 2]: got 1.0, expected 2.0",
        error=1e9,
        tolerance=128.0,
        rule="floor",
        epochs=5,
    )
    shown = list(Report().lines(row))
    assert shown[1].endswith("5 epochs  1e+09 of 128 eps (floor)")
    assert shown[2] == "    FAILED: epoch 3, params[0][0][1, 2]: got 1.0, expected 2.0"


def test_hashes_that_differ_are_lines_of_their_own():
    rows = [cell(sha256="aa"), cell(backend="jax", sha256="bb"), cell(backend="torch", sha256="aa", step="compiled")]
    assert list(hash_lines(rows)) == [
        *("xor-tanh, float64, 0 epochs", "  aa", "  numpy, torch (0 compiled steps)"),
        *("xor-tanh, float64, 0 epochs", "  bb", "  jax"),
    ]


def test_the_controls_of_the_matrix_itself_are_caught():
    caught = [missing_row_control(), host_copy_control(), plain_step_control()]
    for control in caught:
        assert control.caught, control
    assert caught[2].by == "100 uncompiled steps ran in place of compiled ones"


def test_a_compiled_row_passes_where_its_steps_were_compiled():
    compiled = type("Compiled", (type(bpnet.get_backend("numpy")),), {"compile": lambda self, step: Counted(step)})()
    assert matrix.run_cell(compiled, "float64", "native", "compiled", "softmax-digits").outcome == "passed"


def test_an_exact_compiled_row_needs_compiled_steps():
    """Its bits alone would be those of the plain step."""
    kind = type(bpnet.get_backend("numpy"))
    for counts, outcome in ((True, "passed"), (False, "failed")):
        compiled = type("Compiled", (kind,), {"compile": lambda self, step, c=counts: Counted(step) if c else step})()
        row = matrix.run_cell(compiled, "float64", "exact", "compiled", "softmax-digits")
        assert (row.outcome, row.compiled_steps) == (outcome, 100 if counts else 0)
        assert row.reason == ("" if counts else "the backend counts no compiled step")


class Counted:
    """A step that counts as compiled."""

    def __init__(self, step):
        self.step, self.compiled_steps, self.plain_steps = step, 0, 0

    def __call__(self, *values):
        self.compiled_steps += 1
        return self.step(*values)


@pytest.mark.parametrize("arithmetic", matrix.ARITHMETICS)
def test_a_control_without_its_fault_is_not_caught(arithmetic):
    case = bpnet.parity.CASES[4]
    assert not run_control("none", case, "float32", arithmetic, case, "numpy").caught


def test_the_tests_of_the_matrix_take_rows_of_a_file_and_fail_with_a_failed_one(tmp_path):
    """So that CI computes each row once: ``--parity-rows``, in conftest; rows of a stand-in too, which no record may have."""
    made_on = {STAND_IN: "cpu_cuda"}
    rows = [
        matrix.Row("numpy", dtype, "native", "plain", "xor-relu", outcome, "made up", 500, 104, 0.0, provenance=made_on)
        for dtype, outcome in [("float32", "passed"), ("float64", "failed")]
    ]
    rows += [row._replace(arithmetic="exact", rule="bit for bit") for row in rows]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(results.record_content(rows, matrix.verdict([], rows), matrix.DEFAULT)))
    tests = Path(__file__).with_name("test_parity.py")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--bpnet-backend", "numpy", str(tests)]
    words += ["--parity-rows", str(file), "-k", "relu and not compiled"]
    inside = {name: value for name, value in os.environ.items() if name not in {"BPNET_TEST_REQUIRE", "PYTEST_ADDOPTS"}}
    done = subprocess.run(words, env=inside, capture_output=True, text=True, check=False)
    failed = sorted(line.split("::")[1].split(" - ")[0] for line in done.stdout.splitlines() if line.startswith("FAILED"))
    native, exact = "test_native_trajectories_are_numpys", "test_exact_trajectories_are_numpys_bit_for_bit"
    assert failed == [f"{exact}[numpy-xor-relu-float64]", f"{native}[numpy-xor-relu-float64-plain]"], done.stdout
    assert sum(line.startswith("E ") for line in done.stdout.splitlines() if "AssertionError: made up" in line) == 2
