"""A network that trains by backpropagation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._checks import check_bool, check_integer
from bpnet._threads import use_threads
from bpnet.checkpoint.restore import restore_snapshot, resume_snapshot
from bpnet.checkpoint.save import save_snapshot
from bpnet.distributed.agreement import describe, describe_callback, digest, facts_of_software
from bpnet.distributed.ranks import ALONE, Ranks, ranks_of
from bpnet.random import key_of
from bpnet.training.batches import row_order
from bpnet.training.callbacks import begin, check_callbacks
from bpnet.training.class_weights import class_weights, weigh_classes
from bpnet.training.distributed_data import data_of
from bpnet.training.group_fit import fit_group
from bpnet.training.group_history import GroupHistory
from bpnet.training.history import History
from bpnet.training.loop import Loop, WatchedLoss
from bpnet.training.minimization import minimize
from bpnet.training.progress import ProgressBar
from bpnet.training.run import Run
from bpnet.training.stepped_network import SteppedNetwork
from bpnet.training.steps import count_steps, describe_steps
from bpnet.training.subnormals import warn_if_flushed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bpnet.minimizers import Minimizer

CHANGED = "has a callback or a schedule done something else on one rank?"


def _may_differ(callback: Any) -> bool:
    """Return True for callbacks that need not be on all ranks: those that write files, and the progress bar."""
    return getattr(callback, "runs_last", False) or isinstance(callback, ProgressBar)


class Network(SteppedNetwork):
    """A feed-forward network that trains by backpropagation on its backend's device.

    Parameters
    ----------
    layers
        A layer, or several that are chained; see `bpnet.layers`.
    n_in
        Number of inputs; with a tuple the network takes several arrays as x, also in a tuple, and puts them side by side.
    loss
        A name of `bpnet.losses.LOSSES`, or a `Loss`.
    optimizer
        A name of `bpnet.optimizers.OPTIMIZERS`, or an `Optimizer`; by default Adam.
    seed
        Seed of initial values and shuffles: 0 to 2**64 - 1, or None for a random one, stored as ``.seed``. A sequence of seeds
        makes as many networks that train at once: params have an axis ``.replicas`` in front, ``net[i]`` is one of them, as an
        ordinary network, and ``net[[2, 5]]`` a smaller group. Each has the trajectory of the network alone.
    backend
        A specification such as ``"torch"`` or ``"cupy:1"``, or a Backend; by default see `bpnet.get_backend`.
    dtype
        ``"float64"`` or ``"float32"``; by default ``BPNET_DTYPE``, or float64 if it is unset.
    arithmetic
        ``"native"``, the library's own, or ``"exact"``: the same bits on every backend, often slower; see `bpnet.exact`.

    Attributes
    ----------
    layer
        All layers as one, for `bpnet.vjp` and custom loops.
    output_activation
        The activation that `predict` applies to the output of ``layer``, if the loss applies it in training.
    training
        Params, state, opt_state, and the numbers of epochs and updates so far; assignable.

    Examples
    --------
    >>> from bpnet import layers
    >>> net = Network([layers.affine(3), layers.tanh(), layers.affine(1)], n_in=2, loss="squared_error")
    >>> net.n_params
    13
    """

    def fit(
        self,
        x: Any,
        y: Any,
        *,
        epochs: int,
        optimizer: str | Minimizer | None = None,
        batch_size: int | None = None,
        shuffle: bool = True,
        order: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
        validation: tuple[Any, Any] | float | None = None,
        callbacks: Sequence[Callable[[Run], Any]] = (),
        progress: bool = False,
        compile: bool | None = None,  # noqa: A002 - the word that PyTorch and JAX users know
        threads: int | None = None,
        resume: str | Path | None = None,
        comm: Any = None,
        sharded: bool = False,
    ) -> History:
        """Train the network, and return its history (of a group a `GroupHistory`); another call continues where this one stopped.

        Ctrl-C ends the training with a warning; complete epochs are kept. A compiled step runs chunks of about 0.1 s (0.5 s for
        groups), at least one epoch, and an interrupted chunk is discarded.

        Parameters
        ----------
        x
            Inputs (n, n_in): an array of the backend and the network's dtype, a NumPy array or a list; of several inputs a tuple.
            Memory-mapped arrays stay on disk if ``batch_size`` is passed. Of a group, this and the other arrays are shared, or
            have an axis of replicas in front.
        y
            Targets (n, n_out), of one output also (n,); classes as integers from 0, text or booleans (n,) for a loss that takes
            them, see docs/data.md; with a `bpnet.losses.joint` loss, a tuple.
        epochs
            Passes over the data.
        optimizer
            By default the network's own. A name of `bpnet.minimizers.MINIMIZERS`, "lbfgs" or "levenberg_marquardt", or such a
            minimizer: each epoch is one of its iterations, on all samples; see docs/second-order.md.
        batch_size
            Samples per update, by default all; the last batch of an epoch may be short.
        shuffle
            Whether mini-batches are drawn in a new order each epoch, a pure function of (seed, epoch).
        order
            Order of the samples, whatever `shuffle` is: (n,) or (epochs, n) numbers from 0 to n - 1, of n samples not held out;
            of a group also (replicas, epochs, n).
        sample_weight
            One weight per sample, (n,), not negative.
        class_weight
            A weight for each class, ``{class: weight}`` or a sequence, by which the weights of its samples are multiplied; of
            "balanced" ``n / (k count)``, with k classes, of the samples passed. See docs/training.md.
        validation
            ``(x, y)``, or the fraction of the samples that is held out, chosen by the seed.
        callbacks
            Functions of a `bpnet.callbacks.Run`, called after each epoch; one that returns a true value stops the training.
        progress
            Whether to show a progress bar on a terminal.
        compile
            Whether to run the step as the backend compiles it; by default on numpy, jax, numba and torch's CPU, and not on GPUs
            (`Backend.compile_by_default`). Custom layers, losses and optimizers are then traced: see docs/training.md.
        threads
            Threads of a compiled step (numba), by default ``BPNET_THREADS`` or 1. The bits do not depend on it; a warning
            names an operation that prevents it, and a step that would not be faster runs on one thread.
        resume
            A file of `bpnet.callbacks.Checkpoint` from the same training run: continue from it, or begin if there is no file.
        comm
            A communicator of mpi4py, such as ``MPI.COMM_WORLD``, whose ranks train this network together: each computes a shard
            of every batch, and all have the same params. In exact arithmetic the bits do not depend on the number of ranks. All
            arguments must be the same on all ranks, but for the data if ``sharded`` is set.
        sharded
            Whether x, y, ``sample_weight`` and the arrays of ``validation`` are the rows of this rank alone, of which there may
            be none; those of rank 0 are the first. Rows that another rank computes are sent to it.

        Raises
        ------
        ValueError
            If the data have a wrong shape, are empty, not finite, or out of range, or if the ranks of ``comm`` differ.
        RankError
            If another rank of ``comm`` has failed.
        TypeError
            For sparse, masked or lazy arrays, and inside a trace.
        BackendMismatchError
            For arrays of another library, device or dtype.
        TrainingDivergedError
            When loss, params, state or opt_state become NaN or infinite; the network keeps those from before that epoch.
        CheckpointError
            If the file to resume from is damaged, or of another network.
        OSError
            If the file of a memory-mapped array was truncated.
        """
        if optimizer is not None:
            return minimize(
                self,
                optimizer,
                (x, y, sample_weight, validation),
                class_weight=class_weight,
                epochs=epochs,
                callbacks=callbacks,
                progress=progress,
                compile=compile,
                threads=threads,
                resume=resume,
                others={"batch_size": batch_size, "order": order, "comm": comm, "shuffle": shuffle, "sharded": sharded},
            )
        if self.replicas is not None:
            if comm is not None or sharded:
                raise ValueError(
                    "a group of networks trains in one process: leave out comm and sharded, or train net[i] on ranks"
                )
            self._inputs.check_not_traced(x, y)
            run = self._begin(epochs, callbacks, ALONE, GroupHistory(replicas=self.replicas), progress=progress)
            return fit_group(
                run,
                (x, y, sample_weight, validation),
                class_weight=class_weight,
                batch_size=batch_size,
                shuffle=shuffle,
                order=order,
                compile=compile,
                threads=threads,
                resume=partial(self._resume, run, resume, validated=validation is not None),
            )
        ranks = ranks_of(comm)
        with ranks.abort_on_error():
            with ranks.together(), self.backend.scope():
                self._inputs.check_not_traced(x, y)
                on_threads, data = (
                    use_threads(threads),
                    data_of(self._inputs, ranks, comm, sharded=check_bool("sharded", sharded)),
                )
                run = self._begin(epochs, callbacks, ranks, History(), progress=progress)
                compiled = self._steps.chooses_compiled(compile)
                samples, shuffle = data.convert(x, y, sample_weight), check_bool("shuffle", shuffle)
                classes = class_weights(data.inputs, self.xp, class_weight)
                size = None if batch_size is None else check_integer("batch_size", batch_size)
                found = self._resume(run, resume, validated=validation is not None)
                facts = {"the file of resume=": "there" if found else "not there", "batch_size": size, "shuffle": shuffle}
                facts |= {"compile": compiled, "class_weight": None if classes is None else str(classes.given or "balanced")}
                facts |= data.settings(order, validation)
                facts_of_data = data.facts(samples, validation)
            if ranks.size > 1:
                self._check_same(run, facts, facts_of_data)
            placed = data.place(weigh_classes(classes, samples, ranks), validation)
            with ranks.together(), self.backend.scope():
                training, held_out = data.split(placed, validation, key_of(self.seed))
                orders = None if order is None else data.orders(order, epochs, training)
            n, first = data.count(training), self.training.epoch - run.epoch
            size = n if size is None else min(size, n)
            rows = row_order(self.backend, key_of(self.seed), n, shuffle=shuffle and size < n, given=orders, first=first)
            step, batches = data.batches(self.xp, self._steps, training, size, rows, compile=compile)
            before = count_steps(step)
            run.history.provenance = self._provenance() | {"step": describe_steps(step, before)} | ranks.describe()
            self._new_state = None  # which would keep the arrays of the training before
            watched = WatchedLoss(self, data.loss(self._steps, held_out or training, compile=compile), ranks)
            with on_threads:
                epochs_of = self._epochs(step, batches, ranks)
                Loop(run._replace(watched_loss=watched), epochs_of, watched if held_out else None).train()
            ranks.check_same({"the SHA-256 of the params after the training": self._digest(ranks)}, CHANGED)
        run.history.provenance["step"] = describe_steps(step, before)
        return run.history

    def _begin(self, epochs: int, callbacks: Any, ranks: Ranks, history: History, *, progress: bool) -> Run:
        """Return the training run, of which its callbacks know."""
        listeners: list[Callable[[Run], Any]] = [*check_callbacks(callbacks)]
        listeners += [ProgressBar()] if check_bool("progress", progress) else []
        run = Run(self, history, check_integer("epochs", epochs), listeners, ranks=ranks)
        begin(run)
        if self.arithmetic == "exact":
            warn_if_flushed()
        return run

    def _check_same(self, run: Run, settings: dict[str, Any], facts_of_data: dict[str, Any]) -> None:
        """Raise ValueError unless networks, settings and data are the same on all ranks."""
        facts = facts_of_software(self.backend, self.dtype, self.arithmetic) | {"seed": self.seed}
        facts |= {name: describe(part) for name, part in self.architecture.items()}
        facts |= {"learning_rate": describe(self.learning_rate), "epochs": run.epochs} | settings
        facts |= {"epochs so far": self.training.epoch, "updates so far": self.training.updates}
        callbacks = [describe_callback(each) for each in run.callbacks if not _may_differ(each)]
        facts |= {"callbacks": [each["name"] for each in callbacks], "settings of callbacks": callbacks}
        run.ranks.check_same(facts | {"the SHA-256 of the params": self._digest(run.ranks)})
        run.ranks.check_same(facts_of_data, "pass all data on every rank, or with sharded=True only the rows of its own")

    def _digest(self, ranks: Ranks) -> str:
        return digest(self.backend.to_host, self.training[:3]) if ranks.size > 1 else ""

    def _resume(self, run: Run, path: str | Path | None, *, validated: bool) -> bool:
        """Continue the training run of a file, if there is one; return True then."""
        if path is None or not _files.exists(_files.expand_user(path)):
            return False
        own, place = self._device_snapshot(), self._trees.from_file
        snapshot, history = resume_snapshot(path, own, place, run.callbacks, validated=validated)
        self._load_snapshot(snapshot)
        run.history.start_from(history)
        if run.epoch > run.epochs:
            raise ValueError(f"{path} was written after {run.epoch} epochs, more than epochs={run.epochs}")
        return True

    def save(self, path: str | Path) -> None:
        """Write the network and the state of its training to a file, which is replaced atomically; see `bpnet.load`."""
        save_snapshot(path, self.snapshot())

    def restore(self, path: str | Path) -> None:
        """Read params, state, opt_state, the counts of epochs and updates, the seed and the learning rate from a file.

        A learning rate that was assigned is kept. CheckpointError: the file is damaged, or of a network of another structure.
        """
        self._load_snapshot(restore_snapshot(path, self._device_snapshot(), self._trees.from_file))
