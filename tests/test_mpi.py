"""Training on ranks of MPI: programs of `mpi_training`, each with a limit of time; not beside others, in pytest-xdist."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from test_distributed import bits, everything, samples

from bpnet._processes import safe_environment
from bpnet.cli import main

PROGRAM = Path(__file__).with_name("mpi_training.py")
EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "ranks.py"
PAGE = Path(__file__).parent.parent / "docs" / "many-machines.md"
SECONDS = 120
"""For a whole program."""
END = 10
"""Seconds in which all ranks must have ended after one has failed."""


@pytest.fixture(scope="module")
def mpiexec(lacking):
    """A function that runs a Python program on a number of ranks."""
    launcher = shutil.which("mpiexec") or shutil.which("mpiexec", path=str(Path(sys.executable).parent))
    if os.environ.get("PYTEST_XDIST_WORKER"):
        pytest.skip("MPI programs need the cores to themselves: run pytest without -n")
    if not launcher or not importlib.util.find_spec("mpi4py"):
        lacking("mpiexec", "pip install '.[mpi]'")

    def start(size, *program):
        environment = {"OMP_NUM_THREADS": "1"} | safe_environment()
        environment["PYTHONPATH"] += os.pathsep + str(PROGRAM.parent)
        command = [launcher, "-n", str(size), sys.executable, *map(str, program)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)

    def run(size, *program):
        with start(size, *program) as running:
            try:
                out, errors = running.communicate(timeout=SECONDS)
            except BaseException:
                running.kill()
                raise
        return subprocess.CompletedProcess(running.args, running.returncode, out, errors)

    run.start = start
    return run


@pytest.fixture
def ranks(mpiexec, tmp_path):
    """A function that runs one of our programs, and returns the process and what each rank has left."""

    def run(size, name, *arguments):
        done = mpiexec(size, PROGRAM, name, tmp_path, *arguments)
        left = {file.stem: json.loads(file.read_text()) for file in tmp_path.glob("*.json")}
        for file in tmp_path.glob("*.json"):
            file.unlink()
        return done, left

    return run


def test_one_hash_for_any_number_of_ranks(ranks, request):
    """1 to 4 ranks, and more with ``--most-ranks``."""
    found = {}
    for size in [1, 2, 3, 4, *([8] if request.config.getoption("--most-ranks") >= 8 else [])]:
        done, left = ranks(size, "hashes")
        assert done.returncode == 0, done.stderr
        assert len(left) == size
        for content in left.values():
            for name, digest in content.items():
                found.setdefault(name, set()).add(tuple(digest))
    assert len(found) >= 10
    assert {name: len(digests) for name, digests in found.items()} == dict.fromkeys(found, 1)


def test_libraries_have_numpys_bits_on_ranks(ranks, bpnet_backend):
    done, left = ranks(2, "library", bpnet_backend.spec)
    assert done.returncode == 0, done.stderr
    x, y, w = samples(97)
    net = everything()
    expected = bits(net, net.fit(x, y, sample_weight=w, epochs=2, batch_size=65))
    assert [content[0] for content in left.values()] == [expected[0]] * 2


FAILURES = {
    "callback": "OSError: the disk of rank 1 is full",
    "kill": "signal 9",
    "interrupt": "KeyboardInterrupt",
    "between": "OSError: no such file on rank 1",
    "inside": "MemoryError: no memory on rank 1",
    "trace": "ValueError: a bad layer on rank 1",
    "alone": "TrainingDivergedError",
    "caught": "rank 1 failed: ValueError: column 0 of x contains NaN or infinity",
    "data": "ValueError: column 0 of x contains NaN or infinity",
    "seed": "seed is 0 on rank 0, 1 on rank 1",
}


@pytest.fixture(scope="module")
def failures(mpiexec, tmp_path_factory):
    """The programs of `FAILURES`, two at a time, since they wait most of the time."""
    with ThreadPoolExecutor(2) as pool:
        yield {how: pool.submit(end, mpiexec, how, tmp_path_factory.mktemp(how)) for how in FAILURES}


@pytest.mark.parametrize("how", FAILURES)
def test_a_failure_of_one_rank_ends_all_with_its_own_error(failures, how):
    code, printed = failures[how].result()
    assert code != 0
    assert FAILURES[how] in printed


def end(mpiexec, how, folder):
    """The exit code of a program in which a rank fails, and what it printed; all ranks must end within `END` seconds of it."""
    with mpiexec.start(3, PROGRAM, "fails", folder, how) as program:
        began = time.monotonic()
        while not (folder / "failed").exists():
            assert program.poll() is None, program.communicate()
            assert time.monotonic() - began < SECONDS, "nothing has failed"
            time.sleep(0.05)
        failed = time.monotonic()
        out, errors = program.communicate(timeout=END)
    pids = [json.loads(file.read_text()) for file in folder.glob("pid-*.json")]
    assert len(pids) == 3
    while any(Path(f"/proc/{pid}").exists() for pid in pids):  # mpiexec kills, and does not wait
        assert time.monotonic() - failed < END, "a process is left"
        time.sleep(0.05)
    return program.returncode, out + errors


def test_a_killed_training_goes_on_with_another_number_of_ranks_to_the_same_bits(ranks):
    done, left = ranks(4, "checkpointed", "kill")
    assert done.returncode != 0
    assert left == {}
    done, left = ranks(2, "checkpointed", "go on")
    assert done.returncode == 0, done.stderr
    x, y, w = samples(97)
    net = everything()
    expected = bits(net, net.fit(x, y, batch_size=65, sample_weight=w, epochs=7))
    assert [content[:2] for content in left.values()] == [[expected[0], expected[1].hex()]] * 2


def test_the_program_of_the_page_prints_the_same_loss_on_any_number_of_ranks(mpiexec):
    assert EXAMPLE.read_text().strip() in PAGE.read_text()
    printed = [mpiexec(size, EXAMPLE).stdout for size in (1, 3)]
    assert printed[0].startswith("1 ranks: 0x1.")
    assert printed[1].startswith("3 ranks: 0x1.")
    assert printed[0].split()[-1] == printed[1].split()[-1]


def test_the_cost_of_the_tree_is_measured_beside_an_allreduce(mpiexec):
    done = mpiexec(2, "-c", "from mpi4py import MPI; from bpnet.bench import ranks; ranks.TURNS = 2; ranks.main(MPI.COMM_WORLD)")
    assert done.returncode == 0, done.stderr
    first, *rows = done.stdout.splitlines()
    assert first == "2 ranks; microseconds, and times the Allreduce"
    assert [int(row.split()[0]) for row in rows[1:]] == [100, 10_000, 100_000, 1_000_000]


def test_rows_of_ranks_and_their_control(mpiexec, capsys, tmp_path):
    del mpiexec
    file = tmp_path / "rows.json"
    given = ["parity", "--ranks", "2", "--case", "batch-norm", "--dtype", "float64", "--controls", "--json", str(file)]
    assert main(given) == 0
    out = capsys.readouterr().out
    assert "float64 exact  2 ranks  batch-norm        10 epochs  same bits" in out
    assert "caught: nodes are added in turn, 2 ranks" in out
    rows = json.loads(file.read_text())["rows"]
    assert [(row["arithmetic"], row["step"], row["outcome"]) for row in rows] == [
        (arithmetic, step, "passed") for step in ("1 rank", "2 ranks") for arithmetic in ("native", "exact")
    ]
    assert len({row["sha256"] for row in rows if row["arithmetic"] == "exact"}) == 1
    assert all(len(line) <= 80 for line in out.splitlines() if "record" not in line)
