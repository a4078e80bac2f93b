"""The page on how a step is compiled: its way of a batch is the one that calls take, and its outputs are the ones printed."""

import contextlib
import io
import re
import sys
from pathlib import Path

import pytest

import bpnet.cli

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "how-a-step-is-compiled.md").read_text()
WAY = re.findall(r"^\| `((?:bpnet|backends)/\S+\.py)` \| `[\w.]+` \|", PAGE, re.MULTILINE)


@pytest.fixture
def executor():
    """The module of Numba's compiled epochs."""
    pytest.importorskip("numba", reason="its compiled epochs are what the page follows")
    from bpnet_numba import executor

    return executor


def files_on_the_way(train, executor, monkeypatch):
    """Files of bpnet from a call to the compiled epoch, as the call stack has them; repeats in a row are one."""
    run, stacks = executor.NumbaEpochs.loop, []

    def loop(*args):
        frame, stack = sys._getframe(), []
        while frame is not None:
            stack.append(frame.f_code.co_filename)
            frame = frame.f_back
        stacks.append(stack[:0:-1])
        run(*args)

    monkeypatch.setattr(executor.NumbaEpochs, "loop", loop)
    train()
    package = Path(bpnet.__file__).parent
    names = [f"bpnet/{Path(name).relative_to(package)}" for name in stacks[-1] if Path(name).is_relative_to(package)]
    names = [name for name in names if name != "bpnet/_suggestions.py"]  # a decorator
    return [*(name for i, name in enumerate(names) if name not in names[i - 1 : i]), "bpnet_numba/executor.py"]


def test_the_way_of_a_batch_passes_the_files_of_the_page_once(executor, monkeypatch):
    net = bpnet.MLP((2, 3, 1), optimizer="sgd", backend="numba")
    way = files_on_the_way(lambda: net.fit([[0.0, 1.0]] * 4, [[1.0]] * 4, epochs=2, batch_size=2), executor, monkeypatch)
    assert way == [name.removeprefix("backends/") for name in WAY]
    assert len(set(way)) == len(way) <= 8


def test_the_command_xor_has_two_files_in_place_of_the_first(executor, monkeypatch, capsys):
    way = files_on_the_way(lambda: bpnet.cli.main(["xor", "--backend", "numba", "--epochs", "2"]), executor, monkeypatch)
    assert way == ["bpnet/cli.py", "bpnet/training/textbook.py", *(name.removeprefix("backends/") for name in WAY[1:])]
    assert len(set(way)) == len(way) <= 8


def test_the_page_shows_what_its_programs_print():
    pairs = re.findall(r"(?:<!-- needs: (\w+) -->\n)?```python\n(.*?)```\n\n(?:```text\n(.*?)```)?", PAGE, re.DOTALL)
    namespace, shown = {}, 0
    for needs, program, expected in pairs:
        if "print(" not in program:
            continue
        if needs:
            pytest.importorskip(needs, reason="the page needs it (what is above it was compared)")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(program, namespace)  # noqa: S102 - our own document
        assert printed.getvalue().rstrip() == expected.rstrip()
        shown += 1
    assert shown == 2


def test_the_loop_on_the_page_is_part_of_the_source(executor, monkeypatch):
    sources, compile_source = [], executor.compile_source
    monkeypatch.setattr(executor, "compile_source", lambda text, *rest: sources.append(text) or compile_source(text, *rest))
    (program,) = (block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "import trace" in block)
    namespace = {"NumbaEpochs": executor.NumbaEpochs}
    exec(f"{program}\nNumbaEpochs.build(step, (net.params, net.state, ()), (x, y), 4)", namespace)  # noqa: S102
    (loop,) = re.findall(r"```text\n(for i0 .*?)```", PAGE, re.DOTALL)
    assert "".join(f"    {line}\n" for line in loop.splitlines()) in sources[-1]
