"""A network that trains by backpropagation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._checks import check_bool, check_integer
from bpnet._threads import use_threads
from bpnet.checkpoint.restore import restore_snapshot, resume_snapshot
from bpnet.checkpoint.save import save_snapshot
from bpnet.random import key_of
from bpnet.training.batches import Batches, row_order
from bpnet.training.callbacks import begin, check_callbacks
from bpnet.training.group_fit import fit_group
from bpnet.training.history import History
from bpnet.training.loop import Loop, WatchedLoss
from bpnet.training.progress import ProgressBar
from bpnet.training.run import Run
from bpnet.training.stepped_network import SteppedNetwork
from bpnet.training.steps import count_steps, describe_steps
from bpnet.training.subnormals import warn_if_flushed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Network(SteppedNetwork):
    """A feed-forward network that trains by backpropagation on its backend's device.

    Parameters
    ----------
    layers
        A layer, or several that are chained; see `bpnet.layers`.
    n_in
        Number of inputs.
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
        batch_size: int | None = None,
        shuffle: bool = True,
        order: Any = None,
        sample_weight: Any = None,
        validation: tuple[Any, Any] | float | None = None,
        callbacks: Sequence[Callable[[Run], Any]] = (),
        progress: bool = False,
        compile: bool | None = None,  # noqa: A002 - the word that PyTorch and JAX users know
        threads: int | None = None,
        resume: str | Path | None = None,
    ) -> History:
        """Train the network, and return its history; another call continues where this one stopped.

        Ctrl-C ends the training with a warning; complete epochs are kept. A compiled step runs chunks of about 0.1 s, at least
        one epoch, and an interrupted chunk is discarded.

        Parameters
        ----------
        x
            Inputs (n, n_in): an array of the backend and the network's dtype, a NumPy array or a list. Of a group, this and the
            other arrays are shared, or have an axis of replicas in front.
        y
            Targets (n, n_out), or integer labels (n,) for a loss that takes them.
        epochs
            Passes over the data.
        batch_size
            Samples per update, by default all; the last batch of an epoch may be short.
        shuffle
            Whether mini-batches are drawn in a new order each epoch, a pure function of (seed, epoch).
        order
            Order of the samples, whatever `shuffle` is: (n,) or (epochs, n) numbers from 0 to n - 1, of n samples not held out.
        sample_weight
            One weight per sample, (n,), not negative.
        validation
            ``(x, y)``, or the fraction of the samples that is held out, chosen by the seed.
        callbacks
            Functions of a `bpnet.callbacks.Run`, called after each epoch; one that returns a true value stops the training.
        progress
            Whether to show a progress bar on a terminal.
        compile
            Whether to run the step as the backend compiles it; by default on numpy, jax and numba, and not on torch and cupy
            (`Backend.compile_by_default`). Custom layers, losses and optimizers are then traced: see docs/training.md.
        threads
            Threads of a compiled step (numba), by default ``BPNET_THREADS`` or 1. The bits do not depend on it; a warning
            names an operation that prevents it, and a step that would not be faster runs on one thread.
        resume
            A file of `bpnet.callbacks.Checkpoint` from the same training run: continue from it, or begin if there is no file.

        Raises
        ------
        ValueError
            If the data have a wrong shape, are empty, not finite, or out of range.
        TypeError
            For sparse, masked or lazy arrays, and inside a trace.
        BackendMismatchError
            For arrays of another library, device or dtype.
        TrainingDivergedError
            When loss, params, state or opt_state become NaN or infinite; the network keeps those from before that epoch.
        CheckpointError
            If the file to resume from is damaged, or of another network.
        """
        self._inputs.check_not_traced(x, y)
        if self.replicas is not None:
            again = None if resume is None or not _files.exists(_files.expand_user(resume)) else resume
            return fit_group(
                self,
                x,
                y,
                epochs=epochs,
                batch_size=batch_size,
                shuffle=shuffle,
                order=order,
                sample_weight=sample_weight,
                validation=validation,
                callbacks=callbacks,
                progress=progress,
                compile=compile,
                threads=threads,
                resume=None if again is None else partial(self._resume, again, validated=validation is not None),
            )
        on_threads = use_threads(threads)
        listeners: list[Callable[[Run], Any]] = [*check_callbacks(callbacks)]
        listeners += [ProgressBar()] if check_bool("progress", progress) else []
        run, shuffle = Run(self, History(), check_integer("epochs", epochs), listeners), check_bool("shuffle", shuffle)
        begin(run)
        if self.arithmetic == "exact":
            warn_if_flushed()
        with self.backend.scope():
            samples = self._inputs.batch(x, y, sample_weight, check_values=True)
            size = samples[0].shape[0] if batch_size is None else check_integer("batch_size", batch_size)
            if resume is not None and _files.exists(_files.expand_user(resume)):
                run.history.start_from(self._resume(resume, listeners, validated=validation is not None))
            samples, held_out = self._inputs.split_validation(samples, validation, key_of(self.seed))
            orders = None if order is None else self._inputs.row_orders(order, epochs, samples[1])
        if run.epoch > epochs:
            raise ValueError(f"{resume} was written after {run.epoch} epochs, more than epochs={epochs}")
        n, first = samples[0].shape[0], self.training.epoch - run.epoch
        rows = row_order(self.backend, key_of(self.seed), n, shuffle=shuffle and size < n, given=orders, first=first)
        batches = Batches(self.xp, samples[0], samples[1], min(size, n), rows)
        step = self._steps.choose(compile)
        before = count_steps(step)
        run.history.provenance = self._provenance() | {"step": describe_steps(step, before)}
        self._new_state = None  # which would keep the arrays of the training before
        watched = WatchedLoss(self, self._steps.choose_loss(compile), held_out or samples)
        with on_threads:
            Loop(run._replace(watched_loss=watched), self._epochs(step, batches), watched if held_out else None).train()
        run.history.provenance["step"] = describe_steps(step, before)
        return run.history

    def _resume(self, path: str | Path, listeners: Sequence[Any], *, validated: bool) -> History:
        """Restore a training run from a file, and return its history."""
        place = self._trees.from_file
        snapshot, history = resume_snapshot(path, self._device_snapshot(), place, listeners, validated=validated)
        self._load_snapshot(snapshot)
        return history

    def save(self, path: str | Path) -> None:
        """Write the network and the state of its training to a file, which is replaced atomically; see `bpnet.load`."""
        save_snapshot(path, self.snapshot())

    def restore(self, path: str | Path) -> None:
        """Read params, state, opt_state, the counts of epochs and updates, the seed and the learning rate from a file.

        A learning rate that was assigned is kept. CheckpointError: the file is damaged, or of a network of another structure.
        """
        self._load_snapshot(restore_snapshot(path, self._device_snapshot(), self._trees.from_file))
