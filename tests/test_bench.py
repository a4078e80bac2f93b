"""The command ``bpnet bench``: its rows, ratios, fairness, exit codes and records. No time is asserted."""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bpnet._records import write_record
from bpnet.bench import cases, command, peers, process, records, report, rounds, rows, targets
from bpnet.bench.cases import FRESH, LOOP, MEDIUM, SMALL, TALL, XOR
from bpnet.bench.programs import fresh, program

ROOT = Path(__file__).parent.parent
FAST = ("--quick", "--peer", "products", "--peer", "handwritten")


def bench(*arguments, **options):
    program = [sys.executable, "-m", "bpnet", "bench", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False, timeout=300, **options)


def losses_of(peer, case, seed=0):
    task = cases.make_task(case, seed, peer.spec, peer.arithmetic, peer.way)
    return program(peer, case)(task)()(case.epochs)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """One run of the command, and its record."""
    folder = tmp_path_factory.mktemp("bench")
    record = folder / "2026-bench-cpu.json"
    chosen = [word for name in ("xor", "small", "fresh", "loop") for word in ("--case", name)]
    done = bench(*FAST, "--peer", "textbook", *chosen, "--backend", "numpy", "--json", record)
    return done, json.loads(record.read_text()), record


def test_a_run_shows_a_table_for_each_case_in_80_columns(ran):
    done, content, _ = ran
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "xor: 2-4-1, float64, batches of 4 of 4, sgd, 200 epochs" in lines
    assert "small: 64-100-10, float32, batches of 200 of 400, adam, 2 epochs" in lines
    assert "fresh: 64-100-10, float32, batches of 200 of 400, adam, 2 epochs" in lines
    assert [line.split("/s")[0].split()[-1] for line in lines if "/s  " in line] == ["epochs", "samples", "networks", "samples"]
    assert lines.count("  no limit: products has no program for this case") == 1
    assert lines[-1] == "rows: 16 passed"
    assert "quick: the times mean nothing" in lines[0]
    shown = [line.split()[0] for line in lines if line.startswith("  ")]
    for row in content["rows"]:
        assert row["peer"].split()[0] in shown


def test_a_record_has_what_another_run_must_know(ran):
    _, content, _ = ran
    assert content["schema"] == "bpnet.bench/1"
    assert {"made", "bpnet", "numpy", "python", "machine", "processor", "load", "seed", "threads", "cores"} <= content.keys()
    assert [row["peer"] for row in content["rows"]] == [
        *("products", "textbook", "handwritten", "bpnet numpy", "bpnet numpy exact"),
        *("products", "handwritten", "bpnet numpy", "bpnet numpy exact"),
        *("handwritten", "bpnet numpy"),
        *("products", "handwritten", "bpnet numpy fit", "bpnet numpy loop", "bpnet numpy vjp"),
    ]
    assert [row["arithmetic"] for row in content["rows"]] == [*["native"] * 4, "exact", *["native"] * 3, "exact", *["native"] * 7]
    assert [case["unit"] for case in content["cases"]] == ["epochs", "samples", "networks", "samples"]
    for row in content["rows"]:
        assert row["outcome"] == "passed"
        assert len(row["rates"]) == len(row["cpu_rates"]) == content["repeat"] == 2
        assert (row["threads"], "edition" in row["provenance"]) == (1, row["arithmetic"] == "exact")
        assert min(row["rate"], row["first_step"], row["import_seconds"], row["of_fastest"]) > 0.0
        assert (row["overhead"] is None) == (row["of_limit"] is None) == (row["case"] == "fresh")
        assert row["case"] == "fresh" or min(row["overhead"], row["of_limit"]) > 0.0
        assert row["memory"] >= 0.0
        assert row["provenance"]["numpy"] == np.__version__
        assert (row["apart"] is None) == (row["losses"] == []) == (row["peer"] == "products")
    assert {"case": "xor", "backend": "numpy", "factor": 1.5, "peer": "textbook"}.items() <= content["targets"][0].items()
    assert content["targets"][0]["measured"] > 0.0
    assert [(cost["case"], cost["backend"], cost["against"], cost["most"]) for cost in content["costs"]] == [
        ("xor", "numpy", "native", 8.0),
        ("small", "numpy", "native", 15.0),
    ]
    assert all(min(cost["seconds"], cost["exact_seconds"], cost["ratio"], cost["wall_ratio"]) > 0.0 for cost in content["costs"])


def test_a_record_is_not_replaced(ran):
    done = bench("--record", ran[2])
    assert done.returncode == 2
    assert "exists, and a record is not replaced: name a new file" in done.stderr


@pytest.mark.every_environment
def test_a_missing_peer_is_a_row_and_a_required_one_fails_the_run(tmp_path):
    options = (*FAST, "--case", "xor", "--backend", "numpy", "--json", tmp_path / "rows.json")
    done = bench(*options, "--require", "torch:nowhere")
    assert done.returncode == 3
    assert "  bpnet torch:nowhere    not run: backend 'torch" in done.stdout
    assert "bpnet: required backend torch:nowhere did not run\n" in done.stderr
    row = json.loads((tmp_path / "rows.json").read_text())["rows"][-1]
    assert (row["outcome"], row["rates"]) == ("not run", [])


@pytest.mark.every_environment
def test_the_case_for_a_gpu_is_rows_with_reasons_where_there_is_none():
    hidden = os.environ | {"CUDA_VISIBLE_DEVICES": "", "CPU_CUDA_DEVICES": "0"}  # also from those who have one
    done = bench("--quick", "--case", "large", "--peer", "jax-scan", "--backend", "cupy", env=hidden)
    assert "bpnet cupy             not run: backend 'cupy' " in done.stdout
    assert "  jax-scan               not run: " in done.stdout
    assert "bpnet: nothing was timed" in done.stderr
    assert done.returncode == 3


PROGRAMS = ["textbook", "sklearn_mlp", "keras_fit", "torch_eager", "jax_scan", "jax_shared_jit", "jax_step"]


@pytest.mark.parametrize("module", PROGRAMS)
@pytest.mark.parametrize("case", [XOR, TALL, SMALL, FRESH, LOOP], ids=lambda case: case.name)
def test_every_peer_computes_what_the_reference_does(module, case, monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))  # where it writes its settings
    (peer,) = (peer for peer in peers.PEERS if peer.module.endswith(module))
    if not peer.can_train(case):
        return
    pytest.importorskip(module.partition("_")[0], reason="it is the peer") if module != "textbook" else None
    case = cases.shorten(case)
    losses = losses_of(peer, case)
    if module == "keras_fit":
        config = importlib.import_module("keras").config
        config.set_floatx("float32")  # as it was, for other tests of this process
        config.set_dtype_policy("float32")
    reason, apart = rows.check_fairness(case, peer, losses, losses_of(peers.REFERENCE, case))
    assert reason == ""
    assert apart is None or apart <= case.tolerance


@pytest.mark.parametrize("arithmetic", peers.ARITHMETICS)
@pytest.mark.parametrize("case", [XOR, TALL, SMALL], ids=lambda case: case.name)
def test_bpnet_computes_what_the_reference_does_in_each_arithmetic(case, arithmetic):
    case, peer = cases.shorten(case), peers.bpnet_peer("numpy", arithmetic)
    losses = losses_of(peer, case)
    assert rows.check_fairness(case, peer, losses, losses_of(peers.REFERENCE, case))[0] == ""
    assert arithmetic == "native" or losses == losses_of(peers.bpnet_peer("array_api_strict", "exact"), case)


@pytest.mark.parametrize(
    ("spec", "way", "case"),
    [
        ("numpy", "", FRESH),
        ("numpy", "plain", SMALL),
        ("numpy", "fit", LOOP),
        ("numpy", "fit plain", LOOP),
        ("numpy", "loop", LOOP),
        ("numpy", "vjp", LOOP),
        ("array_api_strict", "fit", LOOP),
        ("array_api_strict", "vjp", LOOP),
    ],
)
def test_bpnet_computes_what_the_reference_does_in_each_way(spec, way, case):
    pytest.importorskip(spec, reason="it is the backend") if spec != "numpy" else None
    case, peer = cases.shorten(case), peers.bpnet_peer(spec, way=way)
    assert peer.can_train(case)
    assert rows.check_fairness(case, peer, losses_of(peer, case), losses_of(peers.REFERENCE, case))[0] == ""


def test_each_way_has_a_program():
    from bpnet.bench.peers import own_loop

    assert set(own_loop.WAYS) == {*peers.LOOP_WAYS, f"{peers.LOOP_WAYS[0]} {peers.PLAIN}"}


def test_a_loop_with_a_wrong_gradient_fails(monkeypatch):
    from bpnet.bench.peers import own_loop

    right = own_loop.cross_entropy
    monkeypatch.setattr(own_loop, "cross_entropy", lambda xp, *of: (right(xp, *of)[0], xp.abs(right(xp, *of)[1])))
    case, peer = cases.shorten(LOOP), peers.bpnet_peer("numpy", way="vjp")
    assert rows.check_fairness(case, peer, losses_of(peer, case), losses_of(peers.REFERENCE, case))[0]


def test_rows_of_plain_steps_run_plain_or_say_that_the_other_row_does(monkeypatch):
    from bpnet.training.steps import Steps

    monkeypatch.setattr(Steps, "compiled", property(lambda steps: pytest.fail("it is compiled")))
    for way, case in (("plain", SMALL), ("fit plain", LOOP)):
        assert losses_of(peers.bpnet_peer("numpy", way=way), cases.shorten(case))
    pytest.importorskip("array_api_strict", reason="it does not compile")
    with pytest.raises(peers.NotHereError, match="steps on array_api_strict are plain by default, as in the other row"):
        losses_of(peers.bpnet_peer("array_api_strict", way="plain"), cases.shorten(SMALL))


def test_a_fresh_case_makes_a_network_of_its_own_weights_and_seed_for_each():
    from bpnet.bench.peers import handwritten

    task, made = cases.make_task(cases.shorten(FRESH), 0), []

    def prepare(one):
        made.append(one)
        return lambda: lambda epochs: [1.0] * epochs

    start = fresh(prepare)(task)
    assert start()(2) == start()(2) == [1.0, 1.0]
    assert len({one.seed for one in made}) == 4
    first, second, again = (one.weights[0][0] for one in made[:3])
    assert np.array_equal(first, again)
    assert not np.array_equal(first, second)
    kept = handwritten.prepare(task._replace(weights=made[0].weights))()
    losses = fresh(lambda _: lambda: kept)(task)()(2)  # one network all the time
    expected = losses_of(peers.REFERENCE, task.case)
    assert losses[0] == expected[0]
    assert "it trains differently" in rows.check_fairness(task.case, peers.REFERENCE, losses, expected)[0]


def test_an_exact_row_with_other_bits_fails():
    ours = peers.bpnet_peer("numpy", "exact")
    other = peers.REFERENCE._replace(arithmetic="exact")
    case = cases.shorten(TALL)
    right, wrong = rounds.run(case, [ours, other], rounds.Setting(repeat=1, quick=True), list)
    assert (right.outcome, right.arithmetic) == ("passed", "exact")
    assert (wrong.outcome, wrong.rates) == ("failed", ())
    assert wrong.reason.startswith("its bits are not those of the first exact row: from epoch ")
    assert rows.check_bits([0.5, 0.25], [[0.5, 0.25]]) == ""
    assert "from epoch 2 on" in rows.check_bits([0.5, 0.25000000000000006], [[0.5, 0.25]])


def test_an_exact_step_that_runs_plain_fails(monkeypatch):
    from bpnet.training.steps import Steps

    monkeypatch.setattr(Steps, "choose", lambda steps, compile: steps.plain)  # noqa: A006 - its argument
    with pytest.raises(RuntimeError, match="its exact steps are not compiled: plain"):
        losses_of(peers.bpnet_peer("numpy", "exact"), cases.shorten(TALL))
    assert losses_of(peers.bpnet_peer("numpy"), cases.shorten(TALL))


WRONG = """
from bpnet.bench.peers import handwritten
def prepare(task):
    return handwritten.prepare(task._replace(case=task.case._replace(rate=1.05 * task.case.rate)))
"""
CRASH = """
import os
def prepare(task):
    os._exit(7)
"""
ABSENT = """
import a_library_that_nobody_has
"""


def test_a_peer_that_computes_something_else_or_dies_fails_and_a_missing_one_does_not(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    made = []
    for name, text in {"wrong": WRONG, "crash": CRASH, "absent": ABSENT}.items():
        (tmp_path / f"{name}_peer.py").write_text(text)
        made.append(peers.Peer(name, f"{name}_peer"))
    told = []
    wrong, crash, absent, right = rounds.run(
        cases.shorten(SMALL), [*made, peers.REFERENCE], rounds.Setting(repeat=1, quick=True), told.append
    )
    assert (wrong.outcome, wrong.rates) == ("failed", ())
    assert wrong.reason.startswith("it trains differently: a loss differs from the reference by ")
    assert wrong.apart > SMALL.tolerance
    assert (crash.outcome, crash.reason) == ("failed", "its process ended with code 7")
    assert (absent.outcome, absent.reason) == ("not run", "No module named 'a_library_that_nobody_has'")
    assert (right.outcome, len(right.rates)) == ("passed", 1)
    assert told[-1] == "small: round 1 of 1"


@pytest.mark.parametrize("case", [TALL, SMALL, MEDIUM, FRESH], ids=lambda case: case.name)
def test_a_learning_rate_that_is_off_by_one_percent_is_another_training(case):
    case = case._replace(epochs=min(case.epochs, case.checked))
    expected = losses_of(peers.REFERENCE, case)
    other = losses_of(peers.REFERENCE, case._replace(rate=1.01 * case.rate))
    assert "it trains differently" in rows.check_fairness(case, peers.REFERENCE, other, expected)[0]


def test_losses_that_are_missing_rise_or_are_not_finite_are_unfair():
    case = XOR._replace(epochs=3)
    expected = [0.5, 0.4, 0.3]
    assert rows.check_fairness(case, peers.REFERENCE, expected, expected) == ("", 0.0)
    assert rows.check_fairness(case, peers.REFERENCE, [0.5], expected)[0] == "got 1 losses in 3 epochs"
    assert "it did not learn" in rows.check_fairness(case, peers.REFERENCE, [0.3, 0.4, 0.5], expected)[0]
    assert "it did not learn" in rows.check_fairness(case, peers.REFERENCE, [0.5, 0.4, float("nan")], expected)[0]
    assert "differently" in rows.check_fairness(case, peers.REFERENCE, [0.5, float("nan"), 0.3], expected)[0]


def made_up():
    """Peers of known speed: in the second round the machine was half as fast."""
    slow = np.asarray([1.0, 0.5, 1.0])

    def row(peer, rate, **more):
        return rows.Row("xor", peer, rates=tuple(rate * slow), losses=(2.0, 1.0), epochs=10, **more)

    limit = row("products", 400.0)._replace(losses=())
    return [limit, row("textbook", 50.0), row("jax-scan", 100.0), row("bpnet numpy", 300.0, backend="numpy")]


def test_ratios_are_medians_of_rounds():
    limit, textbook, jax, ours = made_up()
    assert rows.fastest(made_up()) == jax
    assert rows.limit(made_up()) == limit
    assert ours.rate == 300.0
    assert ours.spread == 0.25
    assert ours.ratio(jax) == 3.0
    assert ours.ratio(limit) == 0.75
    assert dict(targets.measure_targets(made_up()))[targets.TARGETS[0]] == ours.ratio(textbook) == 6.0


def test_targets_compare_rows_of_one_backend_rates_and_numbers_of_threads():
    def row(case, peer, rate, **more):
        return rows.Row(case, peer, "numba", rates=(rate, rate), losses=(2.0, 1.0), **more)

    timed = [
        row("loop", "bpnet numba fit", 200.0),
        row("loop", "bpnet numba loop", 100.0),
        row("fresh", "bpnet jax", 25.0),
        row("medium", "bpnet numba", 300.0, threads=2),
        row("medium", "bpnet numba 1 thread", 200.0),
        row("medium", "products", 600.0, threads=2),
    ]
    found = {(*target[:2], target.peer): factor for target, factor in targets.measure_targets(timed)}
    assert {key: factor for key, factor in found.items() if factor is not None} == {
        ("loop", "numba", "fit"): 0.5,
        ("fresh", "jax", "per second"): 25.0,
        ("medium", "numba", "1 thread"): 1.5,
    }
    assert found["medium", "numba", "products"] is None  # a target of one thread
    lines = report.targets(timed)[1]
    assert lines[-1].split() == ["medium", "bpnet", "numba", ":", "1", "thread", "target", "1.7", "measured", "1.5"]
    long = rows.Row("loop", "bpnet array_api_strict loop", rates=(1.0 / 3.0,), losses=(1.0,))
    timed = [long, long._replace(peer="bpnet array_api_strict fit")]
    assert max(map(len, report.targets(timed)[1])) <= 80


def made_up_exact():
    """Rows whose CPU time is half of the wall time, and whose second round was half as fast."""

    def row(peer, rate, arithmetic="native", case="xor", **more):
        timed = {"rates": (rate, rate / 2.0), "cpu_rates": (2.0 * rate, rate), "losses": (2.0, 1.0)}
        return rows.Row(case, peer, backend="numba", arithmetic=arithmetic, epochs=10, **timed, **more)

    return [
        row("bpnet numba", 1000.0),
        row("bpnet numba exact", 500.0, "exact"),
        row("bpnet numba", 1000.0, case="medium", threads=2),
        row("bpnet numba exact", 500.0, "exact", case="medium", threads=2),
        row("bpnet numba exact 1 thread", 250.0, "exact", case="medium"),
        row("jax-scan", 400.0, case="tall"),
        row("bpnet numba exact", 200.0, "exact", case="tall"),
        rows.Row("small", "bpnet numba exact", "numba", "exact", outcome="not run", reason="not here"),
    ]


def test_exact_rows_are_compared_with_native_ones_with_one_thread_and_with_those_that_have_targets():
    native, other, threads, jax = targets.measure_costs([XOR, MEDIUM, TALL, SMALL], made_up_exact())
    assert (native.against, native.ratio, native.wall_ratio, native.most, native.met) == ("native", 2.0, 2.0, 2.0, True)
    assert (native.seconds, native.exact_seconds) == pytest.approx((1.0 / 1500.0, 1.0 / 750.0))
    assert (other.case, other.against, other.ratio, other.most, other.met) == ("medium", "native", 2.0, None, None)
    assert (threads.against, threads.ratio, threads.most, threads.met) == ("1 thread", 0.5, 1.0 / 1.7, True)
    assert (threads.seconds, threads.exact_seconds) == pytest.approx((256.0 / 187.5, 256.0 / 375.0))  # wall time
    assert (jax.case, jax.against, jax.ratio, jax.most, jax.met) == ("tall", "jax-scan", 2.0, 1.0, False)
    assert list(targets.measure_costs([XOR], made_up())) == []  # no exact row


def test_targets_of_exact_arithmetic_are_of_rows_that_the_default_run_has():
    for case, backend, against in targets.MOST:
        assert case in peers.EXACT[backend]
        assert against in {"native", "1 thread", *(peer.name for peer in peers.PEERS)}
    assert all({*names} <= {case.name for case in cases.CASES} for names in peers.EXACT.values())


def test_the_table_of_costs_has_80_columns():
    title, lines = report.costs([XOR, MEDIUM, TALL, SMALL], made_up_exact())
    assert [line.split() for line in lines[2:]] == [
        ["xor", "numba", "native", "667", "1,333", "2.00", "2.00", "2", "yes"],
        ["medium", "numba", "native", "170,700", "341,300", "2.00", "2.00", "-", "-"],
        ["medium", "numba", "1", "thread", "1,365,000", "682,700", "0.500", "0.500", "0.59", "yes"],
        ["tall", "numba", "jax-scan", "1,667", "3,333", "2.00", "2.00", "1", "no"],
    ]
    widest = targets.Cost("medium-sgd", "array_api_strict", "jax-scan", 0.4335, 1.23456, 1361.2, 1400.9, 1.0 / 1.7)
    assert max(map(len, [title, *lines, report.COST_LINE.format(*report.format_cost(widest))])) <= 80
    assert report.costs([XOR], made_up())[1] == []
    wide = made_up()[-1]._replace(peer="bpnet array_api_strict exact", arithmetic="exact")
    assert list(report.table(XOR, [wide], set()))[-1].startswith("  array_api_strict exact       300 ")
    wider = report.table(LOOP, [wide._replace(peer="bpnet array_api_strict exact loop", losses=(1.0,))], set())
    assert [line[:34].rstrip() for line in wider][-2:] == ["  array_api_strict exact loop", f"{'':31}300"]


def test_the_table_of_made_up_timings():
    lines = list(report.table(XOR, made_up(), set()))
    assert [line.split() for line in lines[3:]] == [
        ["products", "400", "25", "%", "4", "1", "-", "-", "-"],
        ["textbook", "50", "25", "%", "0.5", "0.125", "-", "-", "-"],
        ["jax-scan", "100", "25", "%", "1", "0.25", "-", "-", "-"],
        ["bpnet", "numpy", "300", "25", "%", "3", "0.75", "-", "-", "-"],
    ]
    assert [report.format_number(value) for value in (0.01234, 12.34, 999.4, 1234.0, 1_234_567.0)] == [
        *("0.0123", "12.3", "999"),
        *("1,234", "1,235,000"),
    ]


def test_cost_that_grows_linearly_is_one():
    timed = [rows.Row(case.name, "bpnet numpy", "numpy", rates=(1000.0,), losses=(2.0, 1.0)) for case in cases.SAMPLES]
    timed.append(rows.Row(cases.PARAMS[0].name, "bpnet numpy", "numpy", rates=(256.0,), losses=(2.0, 1.0)))
    timed.append(rows.Row(cases.PARAMS[2].name, "bpnet numpy", "numpy", rates=(64.0,), losses=(2.0, 1.0)))
    shares = [float(line.split()[-3]) for line in report.growth(timed)[1]]
    assert shares[:4] == [1.0] * 4
    ratio = cases.PARAMS[2].n_params / cases.PARAMS[0].n_params
    assert shares[4] == pytest.approx(4.0 / ratio, abs=0.01)


@pytest.mark.parametrize("series", [cases.SAMPLES, cases.PARAMS])
def test_three_sizes_double(series):
    sizes = [case.n if series is cases.SAMPLES else case.n_params for case in series]
    assert all(1.9 < b / a < 2.3 for a, b in pairwise(sizes))


def test_every_case_has_whole_batches_and_the_same_ones_for_everybody():
    for case in (*cases.CASES, *cases.SCALING):
        assert case.n == case.steps * case.batch
        assert cases.shorten(case).n % cases.shorten(case).batch == 0
        assert cases.shrink(case).n % cases.shrink(case).batch == 0
    for case in (XOR, TALL, SMALL):
        one, two = (cases.make_task(case, 3) for _ in range(2))
        assert all(np.array_equal(a, b) for a, b in zip(one.weights[0], two.weights[0], strict=True))
        assert one.x.dtype == one.weights[0][0].dtype == case.dtype
        assert not np.array_equal(cases.make_task(case, 4).weights[0][0], one.weights[0][0])


def test_threads_are_held_and_xla_keeps_its_flags(monkeypatch):
    monkeypatch.setenv("XLA_FLAGS", "--xla_dump_to=here")
    monkeypatch.setenv("JAX_COMPILATION_CACHE_DIR", "here")  # what others compiled would be found in it
    held = process.environment(1)
    assert (
        held["BPNET_THREADS"] == held["OMP_NUM_THREADS"] == held["OPENBLAS_NUM_THREADS"] == held["VECLIB_MAXIMUM_THREADS"] == "1"
    )
    assert "JAX_COMPILATION_CACHE_DIR" not in held
    assert held["XLA_FLAGS"] == "--xla_dump_to=here --xla_cpu_multi_thread_eigen=false"
    assert process.environment(2)["XLA_FLAGS"] == "--xla_dump_to=here"
    assert process.environment(1, "cache")["KERAS_HOME"] == str(Path("cache", "keras"))  # not the user's settings


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--backend", "nunpy"], "unknown backend 'nunpy'; did you mean 'numpy'?"),
        (["--case", "tiny"], "there is no case 'tiny'"),
        (["--peer", "theano"], "there is no peer 'theano'"),
        (["--arithmetic", "native,fast"], "there is no arithmetic 'fast'; expected one of native, exact"),
        (["--threads", "0"], "--threads must be at least 1, got 0"),
        (["--threads", "100000"], "--threads 100000: this process may use "),
        (["--repeat", "0"], "--repeat must be at least 1, got 0"),
        (["--seed", "-1"], "--seed must be from 0 to 2**32 - 1, got -1"),
        (["--scaling", "--case", "xor"], "--scaling has its own cases: leave out --case"),
        (["--estimators", "--plain"], "--estimators has its own table: leave out --plain"),
        (["--json", "no/such/folder.json"], "cannot write no/such/folder.json"),
        (["--quick", "--record", "new.json"], "--record cannot be combined with --quick, whose times mean nothing"),
        (["--json", "one.json", "--record", "one.json"], "--json and --record both name one.json: name two files"),
        (["--plot", "picture.txt"], "--plot takes a file that ends in .png, .svg, .pdf, got picture.txt"),
    ],
)
def test_bad_arguments_are_told_before_the_work(arguments, words, capsys):
    if arguments[0] == "--threads" and arguments[1] != "0" and not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system cannot pin")
    from bpnet.cli import main

    try:
        code = main(["bench", *arguments])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert code == 2
    assert words in err
    assert out == ""


def test_the_picture_of_made_up_timings_is_written(tmp_path):
    pytest.importorskip("matplotlib", reason="it draws")
    from bpnet.bench import figure

    absent = rows.Row("small", "torch-eager", outcome="not run", reason="not here")
    caption = figure.caption("a processor", rounds.Setting(repeat=3, threads=2))
    assert caption == "a processor, 2 threads, 3 rounds"
    figure.write(tmp_path / "bench.png", [XOR, SMALL], [*made_up(), absent], caption, dark=True)
    assert (tmp_path / "bench.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="no case has times: there is nothing to draw"):
        figure.draw([SMALL], [absent])


def test_bars_are_sorted_begin_at_one_and_name_peer_and_machine():
    pytest.importorskip("matplotlib", reason="it draws")
    from bpnet.bench import figure

    exact = made_up()[3]._replace(peer="bpnet numpy exact", arithmetic="exact", rates=(30.0, 15.0, 30.0))
    drawn = figure.draw([XOR], [*made_up(), exact], "a processor")
    (ax,) = drawn.axes
    ratios = {"products": 4.0, "bpnet numpy": 3.0, "jax-scan": 1.0, "textbook": 0.5, "bpnet numpy exact": 0.3}
    assert [text.get_text() for text in ax.get_yticklabels()] == list(ratios)
    assert [bar.get_x() + bar.get_width() for bar in ax.patches] == pytest.approx(list(ratios.values()))
    assert {bar.get_x() for bar in ax.patches} == {1.0}
    assert [text.get_text() for text in ax.texts] == ["4", "3", "1", "0.5", "0.3"]
    assert ax.get_title().endswith("\n1 = jax-scan: 100 epochs per second")
    assert drawn.get_supxlabel().endswith("on a logarithmic scale\na processor")
    key = [text.get_text() for text in drawn.legends[0].get_texts()]
    assert key == ["bpnet", "bpnet, exact arithmetic", "other libraries", "matrix products only: the limit"]
    assert len({bar.get_facecolor() for bar in ax.patches}) == 4
    assert ax.lines[0].get_xdata()[0] == 1.0


def performance_page():
    spec = importlib.util.spec_from_file_location("performance_page", ROOT / "docs" / "performance_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["performance", "comparison", "which-backend"])
def test_the_pages_of_figures_are_made_of_the_records(name):
    text, made = (ROOT / "docs" / f"{name}.md").read_text(), performance_page()
    assert text == made.page(text, ROOT / "tests" / "records", made.PAGES[name]), "run `python docs/performance_page.py`"


def test_a_figure_on_a_page_that_is_not_of_the_record_is_noticed():
    made = performance_page()
    for name, figures in made.PAGES.items():
        text = (ROOT / "docs" / f"{name}.md").read_text()
        head, middle, rest = text.partition("<!-- measured -->")
        place = re.search(r"\| (\d)", rest).start(1)
        other = head + middle + rest[:place] + str(9 - int(rest[place])) + rest[place + 1 :]
        assert other != text == made.page(other, ROOT / "tests" / "records", figures)


def of_all(peer, rate, **more):
    """A row of `xor` and one of `small`, of known CPU time."""
    told = {"losses": (2.0, 1.0), "first_step": 0.5, "memory": 2.0, "import_seconds": 1.0, "apart": 1e-7}
    return [rows.Row(case, peer, rates=(rate,), cpu_rates=(2.0 * rate,), **{**told, **more}) for case in ("xor", "small")]


def test_rows_of_keras_get_beside_bpnets_from_a_record_of_their_own(tmp_path):
    made, xor_and_small = performance_page(), [XOR, SMALL]
    numpy = of_all("bpnet numpy", 100.0, backend="numpy")
    full = records.record(xor_and_small, [*of_all("handwritten", 50.0), *numpy], rounds.Setting())
    write_record(tmp_path / "full-bench.json", full | {"made": "2026-01-01"})
    text = made.comparison(tmp_path)
    assert "| handwritten | 0.5 | 0.5 |" in text
    assert "| *the best of bpnet, in times of the best other* | 2.00 | 2.00 |" in text
    assert "**There is no record of Keras yet.**" in text
    one = records.record([SMALL], [row for row in (*of_all("keras-jax", 25.0), *numpy) if row.case == "small"], rounds.Setting())
    write_record(tmp_path / "one-bench.json", one | {"made": "2026-02-01"})
    assert records.newest(tmp_path)["cpu"][0].name == "full-bench.json"  # which has more cases
    assert list(records.newest_of_peer(tmp_path, "keras-jax")) == ["small"]
    text = made.comparison(tmp_path)
    assert "| handwritten | 0.5 |  |" in text
    assert "| keras-jax |  | 0.25 |" in text
    assert "\n`xor`: full-bench.json, made 2026-01-01 on " in text
    assert "\n`small`: one-bench.json, made 2026-02-01 on " in text
    assert "| keras-jax | 1.0 | 0.50 | 2 | 1e-07 |  |" in text
    assert "There is no record of Keras" not in text


def test_a_record_gets_its_figures_on_the_page(tmp_path):
    content = records.record([XOR], made_up(), rounds.Setting())
    for row in content["rows"]:
        row.update(overhead=1e-6, first_step=0.5, memory=2.0)
    write_record(tmp_path / "x-bench.json", content)
    text = performance_page().page("<!-- measured -->\nold\n<!-- end -->\n", tmp_path)
    assert "| xor | numpy | textbook | 1.5 | 6.00 |" in text
    assert "| xor | numba | textbook | 60 |  |" in text
    assert "| bpnet numpy | 300 | 25 % | 3 | 0.75 | 1 | 0.500 | 2.0 |" in text
    assert "**There is no record of a GPU yet.**" in text
    assert "old" not in text


def test_the_newest_record_of_a_device_counts_and_others_are_refused(tmp_path):
    content = records.record([XOR], made_up(), rounds.Setting())
    for name, made in (("a", "2026-01-01"), ("b", "2026-03-01"), ("c", "2026-02-01")):
        write_record(tmp_path / f"{name}-bench.json", content | {"made": made})
    assert records.newest(tmp_path)["cpu"][0].name == "b-bench.json"
    (tmp_path / "parity.json").write_text('{"schema": "bpnet.parity/1"}')
    assert len(records.newest(tmp_path)) == 1
    (tmp_path / "d-bench.json").write_text('{"schema": "bpnet.xor/1"}')
    with pytest.raises(ValueError, match="d-bench.json is a record of kind bpnet.xor/1, expected bpnet.bench/1"):
        records.newest(tmp_path)


def test_the_cost_of_exact_arithmetic_gets_on_the_page(tmp_path):
    text = "<!-- measured -->\n<!-- end -->\n"
    old = records.record([XOR], [], rounds.Setting())
    del old["costs"]
    write_record(tmp_path / "old-bench.json", old | {"made": "2026-01-01"})
    assert "**There is no record of exact arithmetic yet.**" in performance_page().page(text, tmp_path)
    told = {"overhead": 1e-6, "first_step": 0.5, "memory": 2.0}
    timed = [row._replace(**told) for row in made_up_exact()]
    content = records.record([XOR, TALL, SMALL], timed[:2] + timed[5:], rounds.Setting())
    write_record(tmp_path / "one-bench.json", content | {"made": "2026-02-01"})
    write_record(tmp_path / "two-bench.json", records.record([MEDIUM], timed[2:5], rounds.Setting(threads=2)))
    assert [path.name for path, _ in records.newest(tmp_path).values()] == ["one-bench.json", "two-bench.json"]
    made = performance_page().page(text, tmp_path)
    assert "### What exact arithmetic costs\n\none-bench.json, made 2026-02-01 on " in made
    assert "| xor | numba | native | 667 | 1,333 | 2.00 | 2.00 | 2 | yes |" in made
    assert "| tall | numba | jax-scan | 1,667 | 3,333 | 2.00 | 2.00 | 1 | no |" in made
    assert "2 threads, 5 rounds" in made
    assert "| medium | numba | 1 thread | 1,365,000 | 682,700 | 0.500 | 0.500 | 0.59 | yes |" in made


def test_a_record_of_scaling_stands_beside_that_of_the_cases(tmp_path):
    timed = [rows.Row(case.name, "bpnet numpy", "numpy", rates=(1000.0,) * 3, losses=(1.0,)) for case in cases.SCALING]
    told = {"overhead": 1e-6, "first_step": 0.5, "memory": 2.0}
    write_record(tmp_path / "a.json", records.record([XOR], [row._replace(**told) for row in made_up()], rounds.Setting()))
    write_record(tmp_path / "b.json", records.record(cases.SCALING, timed, rounds.Setting()))
    assert {kind: path.name for kind, (path, _) in records.newest(tmp_path).items()} == {"cpu": "a.json", "scaling": "b.json"}
    text = performance_page().page("<!-- measured --><!-- end -->".replace("--><", "-->\n<"), tmp_path)
    assert "bpnet numpy                8000 samples      8e+03 ms   1.00 of linear" in text


def test_peers_that_have_no_program_for_a_case_are_no_rows():
    def chosen(case, *named, arithmetic=None, threads=1, plain=False):
        options = argparse.Namespace(peer=None, scaling=False, arithmetic=arithmetic, threads=threads, plain=plain)
        return [peer.name for peer in command._peers(case, named, [], options)]

    assert chosen(XOR, "numpy")[:3] == ["products", "textbook", "handwritten"]
    assert "textbook" not in chosen(SMALL, "numpy")
    assert chosen(cases.LARGE, "numpy", "cupy:1")[-1] == "bpnet cupy:1"
    assert chosen(cases.LARGE)[-3:] == ["bpnet cupy", "bpnet torch:cuda", "bpnet jax:gpu"]
    assert {"textbook", "sklearn"}.isdisjoint(chosen(TALL))
    assert chosen(TALL, "numba", "torch")[-4:] == ["bpnet numba", "bpnet numba exact", "bpnet torch", "bpnet torch plain"]
    assert chosen(SMALL, "numpy", plain=True)[-3:] == ["bpnet numpy", "bpnet numpy plain", "bpnet numpy exact"]
    assert chosen(TALL, "torch", arithmetic=["exact"])[-2:] == ["jax-scan", "bpnet torch exact"]
    assert chosen(XOR, "numpy", arithmetic=["exact,native"])[-2:] == ["bpnet numpy exact", "bpnet numpy"]
    assert chosen(MEDIUM, "numba", "numpy", threads=2)[-7:] == [
        *("bpnet numba", "bpnet numba 1 thread", "bpnet numba exact", "bpnet numba exact 1 thread"),
        *("bpnet numpy", "bpnet numpy 1 thread", "bpnet numpy exact"),
    ]
    assert chosen(FRESH, "jax") == [
        *("handwritten", "sklearn", "keras-jax", "torch-eager", "jax-scan", "jax-shared-jit", "bpnet jax"),
    ]
    assert chosen(LOOP, "torch") == [
        *("products", "handwritten", "torch-eager", "jax-step"),
        *("bpnet torch fit", "bpnet torch fit plain", "bpnet torch loop", "bpnet torch vjp"),
    ]
    assert chosen(LOOP._replace(device="gpu"), "numpy", "cupy")[-4:] == [
        *("jax-step", "bpnet cupy fit", "bpnet cupy loop", "bpnet cupy vjp"),
    ]
    assert chosen(cases.SAMPLES[0], "numba")[-2:] == ["jax-scan", "bpnet numba"]


def test_whole_fits_stand_beside_scikit_learns(capsys, tmp_path):
    pytest.importorskip("sklearn", minversion="1.9", reason="it is what is compared with")
    from bpnet.cli import main

    file = tmp_path / "fits.json"
    assert main(["bench", "--estimators", "--case", "digits", "--quick", "--backend", "numpy", "--json", str(file)]) == 0
    said = capsys.readouterr().out
    assert "digits: 1797 x 64, float64" in said
    assert said.index("sklearn ") < said.index("bpnet numpy")
    assert max(map(len, said.splitlines())) <= 80
    content = json.loads(file.read_text())
    theirs, ours = content["rows"]
    assert (ours["accuracy"], ours["epochs"]) == (theirs["accuracy"], 2)
    assert ours["loss"] == pytest.approx(theirs["loss"], rel=1e-9)
    assert len(ours["seconds"]) == 2
    assert (content["schema"], content["backends"]["numpy"]["backend"]) == ("bpnet.estimators/1", "numpy")


def test_a_fit_that_is_not_as_accurate_is_a_failure():
    from bpnet.bench.estimators import Fit, problems

    fits = [Fit("digits", "sklearn", seconds=(1.0,), accuracy=0.97), Fit("digits", "bpnet x", "x", seconds=(1.0,), accuracy=0.96)]
    assert list(problems(fits)) == ["digits: bpnet x is not as accurate"]


def test_data_that_are_not_here_are_told(capsys, monkeypatch, tmp_path):
    pytest.importorskip("sklearn", minversion="1.9", reason="it is what is compared with")
    monkeypatch.setenv("BPNET_DATA", str(tmp_path))
    from bpnet.cli import main

    assert main(["bench", "--estimators", "--case", "mnist"]) == 1
    assert "set BPNET_DATA to the folder that has it" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"a": 1}, "must have the arrays x_train, y_train, x_test, y_test: KeyError"),
        (
            {"x_train": np.ones((3, 2)), "y_train": np.ones(2), "x_test": np.ones((1, 2)), "y_test": np.ones(1)},
            "do not fit: x_train (3, 2)",
        ),
        (None, "must have the arrays"),
    ],
)
def test_a_damaged_file_is_a_row_that_says_so(arrays, words, capsys, monkeypatch, tmp_path):
    pytest.importorskip("sklearn", minversion="1.9", reason="it is what is compared with")
    monkeypatch.setenv("BPNET_DATA", str(tmp_path))
    (tmp_path / "mnist.npz").write_text("none")
    if arrays:
        np.savez(tmp_path / "mnist.npz", **arrays)
    from bpnet.cli import main

    assert main(["bench", "--estimators", "--case", "mnist", "--json", str(tmp_path / "o.json")]) == 1
    assert words in " ".join(capsys.readouterr().out.split())
    assert json.loads((tmp_path / "o.json").read_text())["rows"][0]["outcome"] == "not run"


@pytest.mark.parametrize("name", ["bpnet_backend", "one_by_one", "jax_vmap", "torch_func"])
def test_peers_train_many_networks_alike(name):
    if name[0] in "jt":
        pytest.importorskip(name.partition("_")[0], reason="the peer is written in it")
    for case in cases.REPLICAS:
        small = case._replace(replicas=3, epochs=3, n=2 * case.batch if case.steps > 1 else case.n)
        task = cases.make_task(small, 0, "numpy")
        losses, expected = (
            importlib.import_module(f"bpnet.bench.peers.{module}").prepare(task)()(3) for module in (name, "handwritten")
        )
        assert rows.relative_distance(losses, expected) < small.tolerance
