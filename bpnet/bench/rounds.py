"""Timing of all peers of a case: their processes stay alive, and each trains once in every round."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache, partial
from typing import Any, NamedTuple

from bpnet.bench.cases import Case, make_task
from bpnet.bench.peers import LIMIT, REFERENCE, Peer
from bpnet.bench.process import PeerError, Process
from bpnet.bench.programs import program
from bpnet.bench.rows import ABSENT, FAILED, Row, check_bits, check_fairness

SHORTEST, LONGEST, MOST = 0.2, 5.0, 100
"""Limits of a timed run, in seconds: shorter runs are repeated, at most `MOST` times, and longer ones have fewer epochs."""
SHORTEST_CPU = 1e-9
"""Smallest CPU time, in seconds, that counts: a clock may show none."""


class Setting(NamedTuple):
    """Options of the timing."""

    seed: int = 0
    repeat: int = 5
    """Number of rounds."""
    threads: int = 1
    cores: tuple[int, ...] = ()
    quick: bool = False


class Runner:
    """A peer on a case, and the row that results from it."""

    def __init__(self, peer: Peer, case: Case, process: Process, threads: int) -> None:
        self.peer, self.case, self.process = peer, case, process
        self.row = Row(case.name, peer.name, peer.spec, peer.arithmetic, threads)
        self.times = 1

    def attempt(self, action: Callable[[], None]) -> None:
        """Run an action; if the peer fails, the row has the reason, and further actions are skipped."""
        if self.row.outcome in {ABSENT, FAILED}:
            return
        try:
            action()
        except PeerError as error:
            self.row = self.row._replace(outcome=ABSENT if error.absent else FAILED, reason=str(error), rates=())
            self.process.__exit__()

    def warm_up(self, expected: Callable[[], Sequence[float]], exact: list[Sequence[float]], *, quick: bool) -> None:
        """Train once, compare the losses with the reference, and choose the length of a timed run.

        ``exact`` has the losses of the exact rows so far, whose bits must be the same; those of this row are added.
        """
        ready, first = self.process.ready(), self.process.train(self.case.epochs)
        losses, epochs, seconds = first["losses"], self.case.epochs, first["seconds"]
        if self.peer.module != LIMIT.module:
            reason, apart = check_fairness(self.case, self.peer, losses, expected())
            self.row = self.row._replace(apart=apart, losses=(losses[0], losses[-1]) if losses else ())
            reason = reason or (check_bits(losses, exact) if self.peer.arithmetic == "exact" else "")
            if reason:
                raise PeerError(reason)
        if seconds > LONGEST:
            epochs = max(1, math.floor(epochs * LONGEST / seconds))
        elif not quick:
            self.times = min(MOST, math.ceil(SHORTEST / max(seconds, 1e-9)))
        self.row = self.row._replace(epochs=epochs, **ready)

    def time(self) -> None:
        """Time one round."""
        spent, units = self.process.train(self.row.epochs, self.times), self.row.epochs * self.case.units_per_epoch
        rate, cpu_rate = (units / max(spent[name], SHORTEST_CPU) for name in ("seconds", "cpu_seconds"))
        self.row = self.row._replace(rates=(*self.row.rates, rate), cpu_rates=(*self.row.cpu_rates, cpu_rate))

    def finish(self) -> None:
        """Add the remaining figures to the row, and end the process."""
        self.row = self.row._replace(**self.process.finish())
        self.process.__exit__()


def run(case: Case, peers: Sequence[Peer], setting: Setting, report: Callable[[str], Any] = print) -> list[Row]:
    """Return the rows of a case, one per peer; ``report`` is called with a description of each activity."""

    @cache
    def expected() -> Sequence[float]:
        return program(REFERENCE, case)(make_task(case, setting.seed))()(min(case.checked, case.epochs))

    with ExitStack() as stack:
        runners, exact = [], list[Sequence[float]]()
        for peer in peers:
            report(f"{case.name}: {peer.name}")
            process = Process(peer, case, seed=setting.seed, cores=setting.cores, threads=setting.threads)
            runners.append(Runner(peer, case, stack.enter_context(process), peer.threads or setting.threads))
            runners[-1].attempt(partial(runners[-1].warm_up, expected, exact, quick=setting.quick))
        for i in range(setting.repeat):
            report(f"{case.name}: round {i + 1} of {setting.repeat}")
            turn = i % max(1, len(runners))
            for runner in runners[turn:] + runners[:turn]:  # each round begins with a different peer
                runner.attempt(runner.time)
        for runner in runners:
            runner.attempt(runner.finish)
    return [runner.row for runner in runners]
