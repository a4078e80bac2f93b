"""A network that trains by backpropagation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._suggestions import explain_methods
from bpnet.checkpoint.restore import restore_snapshot, resume_snapshot
from bpnet.checkpoint.save import save_snapshot
from bpnet.training.fit import fit
from bpnet.training.fit_settings import FitSettings
from bpnet.training.stepped_network import SteppedNetwork
from bpnet.training.summary import Summary, summarize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bpnet.minimizers import Minimizer
    from bpnet.training.history import History
    from bpnet.training.run import Run


@explain_methods
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
    n_out
        Number of outputs of ``layer``.
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
        metrics: Any = (),
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
            Whether to show a progress bar, on a terminal or in a notebook, or elsewhere lines on standard error.
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
        metrics
            Names of `bpnet.metrics.METRICS`, such as ``["accuracy"]``, and functions ``(y_true, y_pred) -> float`` of NumPy
            arrays: values after each epoch, on the training and the validation data, are in the history. See docs/metrics.md.

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
        settings = FitSettings(
            x,
            y,
            epochs,
            optimizer=optimizer,
            batch_size=batch_size,
            shuffle=shuffle,
            order=order,
            sample_weight=sample_weight,
            class_weight=class_weight,
            validation=validation,
            callbacks=callbacks,
            progress=progress,
            compile=compile,
            threads=threads,
            resume=resume,
            comm=comm,
            sharded=sharded,
            metrics=metrics,
        )
        return fit(self, settings)

    def summary(self, *, batch_size: int = 32) -> Summary:
        """Return layers, shapes, params, memory, floating-point operations of a step, and where the network computes.

        Print it, or show it in a notebook; of a group, params are those of each network, and operations those of all.
        ``batch_size`` is the number of samples in the step.

        Examples
        --------
        >>> import bpnet
        >>> summary = bpnet.MLP((784, 100, 10), hidden="relu", backend="numpy").summary()
        >>> summary.n_params
        79510
        >>> str(summary).splitlines()[4]
        'dense(relu)  (n, 100)  78,500'
        """
        return summarize(self, batch_size)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()

    def _resume(self, run: Run, settings: FitSettings) -> bool:
        """Continue the training run of a file, if there is one; return True then."""
        path = settings.resume
        if path is None or not _files.exists(_files.expand_user(path)):
            return False
        own, place = self._device_snapshot(), self._trees.from_file
        snapshot, history = resume_snapshot(
            path, own, place, run.callbacks, validated=settings.validated, metrics=tuple(run.metrics)
        )
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
