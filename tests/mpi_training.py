"""Programs of `test_mpi`, run by mpiexec: ``python mpi_training.py NAME FOLDER``."""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path

import numpy as np
from mpi4py import MPI
from test_distributed import ROWS, bits, everything, network, own_rows, samples

import bpnet
from bpnet import optimizers
from bpnet.callbacks import Checkpoint
from bpnet.distributed.rows import CopiedRows

WORLD, FOLDER = MPI.COMM_WORLD, Path(sys.argv[2])


def say(name, content):
    """Leave the results of every rank in the folder."""
    (FOLDER / f"{name}-{WORLD.Get_rank()}.json").write_text(json.dumps(content))


def readable(found):
    digest, *others = found
    return [digest, *(other.hex() for other in others)]


def hashes():
    """Every kind of batch, with dropout, batch norm and weights."""
    found = {}
    for rows in ROWS[1:]:
        x, y, w = samples(rows)
        for name, options in {"all": {}, "batches": {"batch_size": 33 if rows % 33 != 1 else 31}}.items():
            if (rows % options.get("batch_size", rows)) == 1:
                continue
            net = everything(dtype="float32" if rows == 65 else "float64")
            history = net.fit(x, y, sample_weight=w, epochs=3, comm=WORLD, **options)
            found[f"{rows} {name}"] = readable(bits(net, history))
    x, y, _ = samples(1)
    net = network()
    found["1 all"] = readable(bits(net, net.fit(x, y, epochs=2, comm=WORLD)))
    n = WORLD.Get_size()
    sharded = own_rows(120, [120 * r // n for r in range(n + 1)], everything, weighted=True, batch_size=33)
    found["own rows"] = readable(sharded(WORLD))
    say("hashes", found)


def library():
    """A training on one backend."""
    x, y, w = samples(97)
    net = everything(backend=sys.argv[3])
    history = net.fit(x, y, sample_weight=w, epochs=2, batch_size=65, comm=WORLD, compile=False)
    say("library", readable(bits(net, history)))


def note_failure():
    """Leave the time at which rank 1 fails."""
    (FOLDER / "failed").write_text("now")


def failing(run):
    """What goes wrong on rank 1 after the second epoch."""
    how = sys.argv[3]
    if run.epoch == 2 and WORLD.Get_rank() == 1:
        note_failure()
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "interrupt":
            raise KeyboardInterrupt
        raise OSError("the disk of rank 1 is full")


def untraceable():
    """A layer that fails on rank 1 alone."""

    def forward(xp, params, x):
        if WORLD.Get_rank() == 1:
            note_failure()
            raise ValueError("a bad layer on rank 1")
        return x, ()

    return bpnet.stateless(forward, lambda xp, p, r, dy: ((), dy))


def fails():
    """A training in which one rank fails; the others would wait for it."""
    say("pid", os.getpid())
    how, second = sys.argv[3], WORLD.Get_rank() == 1
    x, y, _ = samples(100)
    network().fit(x, y, epochs=2, comm=WORLD)
    if second and how in {"data", "caught", "between", "alone", "inside", "seed"}:
        note_failure()
    if second and how == "between":
        raise OSError("no such file on rank 1")
    if second and how == "alone":
        network(optimizer=optimizers.sgd(1e30), arithmetic="native").fit(x, y, epochs=500)
    if second and how == "inside":
        CopiedRows.take = lambda *_: (_ for _ in ()).throw(MemoryError("no memory on rank 1"))
    if second and how in {"data", "caught"}:
        x[7] = np.nan
    net = network(*([untraceable()] if how == "trace" else []), seed=WORLD.Get_rank() if how == "seed" else 3)
    rules = [failing] if how in {"kill", "callback", "interrupt"} else []
    if how == "caught":
        with contextlib.suppress(ValueError):  # which rank 1 has, but the others have a RankError
            net.fit(x, y, epochs=3, comm=WORLD)
    net.fit(x, y, epochs=100_000, comm=WORLD, callbacks=rules)


def checkpointed():
    """A training with checkpoints, of which rank 2 is killed; or its continuation, if the file is there."""
    x, y, w = samples(97)
    path = FOLDER / "run.safetensors"

    def kill(run):
        if run.epoch == 4 and WORLD.Get_rank() == 2 and sys.argv[3] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)

    net = everything()
    options = {"batch_size": 65, "sample_weight": w, "epochs": 7, "resume": path}
    history = net.fit(x, y, comm=WORLD, callbacks=[kill, Checkpoint(path)], **options)
    say("checkpointed", readable(bits(net, history)))


if __name__ == "__main__":
    {"hashes": hashes, "library": library, "fails": fails, "checkpointed": checkpointed}[sys.argv[1]]()
