"""Time all peers of a case side by side: their processes stay alive, and each round asks every one for one training."""

from __future__ import annotations

import importlib
import math
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.bench.cases import Case, make
from bpnet.bench.peers import LIMIT, REFERENCE, Peer
from bpnet.bench.process import PeerError, Process
from bpnet.bench.rows import ABSENT, FAILED, Row, unfair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHORTEST, LONGEST, MOST = 0.2, 5.0, 100
"""Seconds of a timed run, which is several trainings if they are short, and fewer epochs if they are long."""


class Setting(NamedTuple):
    """How to time."""

    seed: int = 0
    repeat: int = 5
    """Rounds."""
    threads: int = 1
    cores: tuple[int, ...] = ()
    quick: bool = False


class Runner:
    """One peer on its way through a case, up to its row."""

    def __init__(self, peer: Peer, case: Case, process: Process) -> None:
        self.peer, self.case, self.process = peer, case, process
        self.row = Row(case.name, peer.name, peer.spec)
        self.times = 1

    def attempt(self, action: Callable[[], None]) -> None:
        """Do something; a peer that cannot has its row with the reason, and is not asked again."""
        if self.row.outcome in {ABSENT, FAILED}:
            return
        try:
            action()
        except PeerError as error:
            self.row = self.row._replace(outcome=ABSENT if error.absent else FAILED, reason=str(error), rates=())
            self.process.__exit__()

    def warm_up(self, expected: Callable[[], Sequence[float]], *, quick: bool) -> None:
        """The first step, a whole training whose losses are held against the reference's, and how long a timed run is to be."""
        ready, first = self.process.ready(), self.process.train(self.case.epochs)
        losses, epochs, seconds = first["losses"], self.case.epochs, first["seconds"]
        if self.peer.module != LIMIT.module:
            reason, apart = unfair(self.case, self.peer, losses, expected())
            self.row = self.row._replace(apart=apart, losses=(losses[0], losses[-1]) if losses else ())
            if reason:
                raise PeerError(reason)
        if seconds > LONGEST:
            epochs = max(1, math.floor(epochs * LONGEST / seconds))
        elif not quick:
            self.times = min(MOST, math.ceil(SHORTEST / max(seconds, 1e-9)))
        self.row = self.row._replace(epochs=epochs, **ready)

    def time(self) -> None:
        """One round."""
        seconds = self.process.train(self.row.epochs, self.times)["seconds"]
        rate = self.row.epochs * self.case.counted / seconds
        self.row = self.row._replace(rates=(*self.row.rates, rate))

    def finish(self) -> None:
        """The last figures, and the end of the process."""
        self.row = self.row._replace(**self.process.finish())
        self.process.__exit__()


def run(case: Case, peers: Sequence[Peer], setting: Setting, tell: Callable[[str], Any] = print) -> list[Row]:
    """The rows of a case, one for each peer; ``tell`` is told what is going on."""
    losses: list[float] = []

    def expected() -> Sequence[float]:
        """The reference's losses, in this process."""
        if not losses:
            module = importlib.import_module(REFERENCE.module)
            losses.extend(module.prepare(make(case, setting.seed))()(min(case.checked, case.epochs)))
        return losses

    with ExitStack() as stack:
        runners = []
        for peer in peers:
            tell(f"{case.name}: {peer.name}")
            process = Process(peer, case, seed=setting.seed, cores=setting.cores, threads=setting.threads)
            runner = Runner(peer, case, stack.enter_context(process))
            runners.append(runner)
            runner.attempt(lambda runner=runner: runner.warm_up(expected, quick=setting.quick))  # type: ignore[misc]
        for i in range(setting.repeat):
            tell(f"{case.name}: round {i + 1} of {setting.repeat}")
            turn = i % max(1, len(runners))
            for runner in runners[turn:] + runners[:turn]:  # nobody is always the first
                runner.attempt(runner.time)
        for runner in runners:
            runner.attempt(runner.finish)
    return [runner.row for runner in runners]
