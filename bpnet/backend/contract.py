"""The contract of a backend: arrays, devices, transfers and compilation. All mathematics goes through ``xp``."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, runtime_checkable

import numpy as np

from bpnet._html import html_table
from bpnet._messages import LONGEST, error_summary, type_name
from bpnet.errors import BackendMismatchError, UnsupportedDTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace, Tree

DTYPES = ("float64", "float32")
"""Dtypes that networks compute in; the first is the default."""
STAND_IN = "stand-in"
"""Key of `Backend.describe` that names an emulator which computed in place of the device; records with it are refused."""


class Probe(NamedTuple):
    """Result of `Backend.probe`: whether the backend works; if not, the step that failed, the library's error and a remedy."""

    ok: bool
    """Whether the backend works."""
    step: str
    """What failed, if it does not."""
    reason: str
    """The library's error."""
    remedy: str = ""
    """What to do about it, if that is known."""


@runtime_checkable
class Step(Protocol):
    """A training step as a pure function: the argument of `Backend.compile`. `bpnet.training_step` makes one."""

    @property
    def xp(self) -> Namespace:
        """Namespace that the step computes with."""

    def __call__(self, params: Tree, state: Tree, opt_state: Tree, x: Any, target: Tree, learning_rate: Any) -> tuple[Any, ...]:
        """Return ``value, params, state, opt_state``: the loss before the update, and the updated trees."""

    def over(self, xp: Namespace, *values: Any) -> tuple[Any, ...]:
        """Run the step with the functions of another namespace; `bpnet.compiler.trace` calls it."""


class Function(Protocol):
    """A pure function of arrays: the argument of `Backend.compile_function`.

    Two optional attributes, False if they are missing, say more of it: ``is_inference`` is True for outputs and for a loss in
    inference, which are called with batches of many lengths; ``of_rows`` is True if its last tree is an array of inputs, so that
    the rows of its result may be independent.
    """

    @property
    def xp(self) -> Namespace:
        """Namespace that the function computes with."""

    def __call__(self, *trees: Tree) -> Any:
        """Return a tree of arrays."""

    def over(self, xp: Namespace, *trees: Any) -> Any:
        """Run the function with those of another namespace; `bpnet.compiler.trace` calls it."""


@runtime_checkable
class EpochStep(Protocol):
    """A compiled step that also runs whole epochs of steps; `Backend.compile` may return one."""

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """Run the step on every batch of some epochs; return ``training, values``.

        Parameters
        ----------
        training
            ``(params, state, opt_state)``.
        samples
            All ``(x, target)``.
        orders
            For each epoch the row numbers in their order, or None for the rows in their stored order.
        size
            Number of samples in a batch; the last batch of an epoch may be short.
        rates
            Learning rate of each step.

        Returns
        -------
        training, values
            The updated ``training``, and a vector of the backend, or of NumPy, with the value of each step.
        """


class Backend(ABC):
    """An array library on one device.

    A subclass names its library and implements `xp`, `find_device`, `from_host`, `to_host` and `device_of`. Creating an instance
    imports nothing; the library is imported when `xp` is first used.

    Parameters
    ----------
    device
        Device part of ``"name:device"``, or None for the library's default; an attribute as ``.requested_device``.
    """

    name: ClassVar[str]
    """Name by which users choose the backend."""
    library: ClassVar[str]
    """Import name of the array library."""
    install: ClassVar[str]
    """Command that installs the library."""
    remedy: ClassVar[str] = "fix that"
    """Advice for a library that is installed but does not compute; `remedy_of` may be more specific."""
    capabilities: ClassVar[frozenset[str]] = frozenset({"float64", "float32"})
    """Dtypes that it computes in; "compile" if it compiles steps; "compile-exact" if those give the bits of the uncompiled
    steps; "dlpack" if it imports arrays through DLPack; "cuda-buffers" if an MPI library may read and write its CUDA arrays."""
    compile_by_default: ClassVar[bool] = True
    """Compile steps unless ``compile`` is passed. False if the first step is slow, or if no real device was tested."""

    def __init__(self, device: str | None = None) -> None:
        self.requested_device = device

    @property
    @abstractmethod
    def xp(self) -> Namespace:
        """Array API namespace of the library."""

    @abstractmethod
    def find_device(self) -> Any:
        """Return the library's device object for ``requested_device``; raise the library's error if there is none."""

    @abstractmethod
    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        """Copy a host array to this device, converted to ``dtype`` if one is given."""

    @abstractmethod
    def to_host(self, array: Any) -> NDArray[Any]:
        """Convert an array of this backend to NumPy; waits until it is computed."""

    def to_pinned_host(self, array: Any) -> NDArray[Any]:
        """Convert an array like `to_host`, for a library that reads it next: to page-locked memory where there is a device."""
        return self.to_host(array)

    @abstractmethod
    def device_of(self, array: object) -> str | None:
        """Return the device name of an array of this library, and None for any other object."""

    @cached_property
    def device(self) -> Any:
        """Device object of the library, for ``device=``."""
        return self.find_device()

    @property
    def device_name(self) -> str:
        """Name of the device, in the form of `device_of`."""
        return str(self.device)

    @property
    def spec(self) -> str:
        """Specification that selects this backend again: ``"torch"``, ``"cupy:1"``."""
        return self.name if self.requested_device is None else f"{self.name}:{self.requested_device}"

    @property
    def stand_in(self) -> str:
        """Name of an emulator that computes in place of the device; "" for the device itself."""
        return ""

    def installed(self) -> bool:
        """Return True if the library can be found; imports nothing."""
        return importlib.util.find_spec(self.library) is not None

    def probe(self) -> Probe:
        """Compute a small example and check the result; never raises. The result is cached."""
        return self._probe

    @cached_property
    def _probe(self) -> Probe:
        if not self.installed():
            return Probe(ok=False, step="find", reason=f"{self.library} is not installed")
        steps: dict[str, Callable[[], object]] = {
            "import": lambda: self.xp,
            "device": lambda: self.device,
            "compute": self._compute,
        }
        for step, run in steps.items():
            try:
                run()
            except Exception as error:  # noqa: BLE001 - any error of the library is the reason
                reason = error_summary(error, 160 if len(self.spec) <= LONGEST else LONGEST)
                return Probe(ok=False, step=step, reason=reason, remedy=self.remedy_of(error))
        return Probe(ok=True, step="compute", reason="")

    def remedy_of(self, error: Exception) -> str:
        """Return advice about an error of the library that `probe` met."""
        del error
        return self.remedy

    def _compute(self) -> None:
        """Allocate, multiply, tanh, sum, synchronize, read back and compare."""
        host = np.asarray([[0.5, -0.25], [0.125, 1.0]], dtype=np.float32)
        expected = np.sum(np.tanh(host @ host), axis=0)
        with self.scope():
            x = self.from_host(host, "float32")
            y = self.xp.sum(self.xp.tanh(self.xp.matmul(x, x)), axis=0)
            self.synchronize()
            got = self.to_host(y)
        if not self.owns(x):
            raise ArithmeticError(f"device_of returned {self.device_of(x)!r} for an array created on {self.device_name!r}")
        if not (got.dtype == np.float32 and np.allclose(got, expected, rtol=1e-5)):
            raise ArithmeticError(f"sum(tanh(x x)) gave {got.dtype} {got.tolist()} in place of float32 {expected.tolist()}")

    def scope(self) -> contextlib.AbstractContextManager[Any]:
        """Context manager entered around every call into the library: sets device and precision, disables gradient tracking."""
        return contextlib.nullcontext()

    def is_tracer(self, array: object) -> bool:
        """Return True if ``array`` is a tracer (for example inside ``jax.jit``), which must not be stored."""
        del array
        return False

    def owns(self, array: object) -> bool:
        """Return True if ``array`` is an array of this library on this device."""
        return self.device_of(array) == self.device_name

    def from_dlpack(self, array: Any) -> Any:
        """Import an array of another library to this device through DLPack; shares memory where the libraries can."""
        return self.xp.from_dlpack(array)

    def astype(self, array: Any, dtype: str) -> Any:
        """Convert an array of this backend to a dtype, within `scope`: outside of it JAX may stay at 32 bits."""
        if not (self.owns(array) or self.is_tracer(array)):
            raise self.mismatch(array, "array", dtype)
        with self.scope():
            return self.xp.astype(array, getattr(self.xp, dtype))

    def read(self, scalars: Sequence[Any]) -> NDArray[Any]:
        """Copy 0-d arrays of this backend to one NumPy vector, in one transfer."""
        return self.to_host(self.xp.stack(list(scalars)))

    def synchronize(self) -> None:  # noqa: B027 - a synchronous library has nothing to wait for
        """Wait until all work queued on this device is done."""

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """Compile a step; by default, return the step itself.

        Parameters
        ----------
        step
            A `Step`; any other function is returned as it is.

        Returns
        -------
        step
            A pure function with the same arguments and results; it may be an `EpochStep`.
        """
        return step

    def compile_function(self, function: Function) -> Callable[..., Any]:
        """Compile another pure function than a step, such as the loss of a network; by default, return the function itself."""
        return function

    def compile_replicas(self, step: Step) -> Callable[..., Any] | None:
        """Compile a step of one network for many at once; None, the default, leaves it to `compile`: see docs/design/0033."""
        del step
        return None

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        """Return faster functions for `bpnet.exact`, keyed by their names there; they give the same bits."""
        return {}

    def compile_exact(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Compile a function without changing its bits; exact arithmetic calls this where no product is followed by a sum."""
        return function

    def random_kernels(self) -> dict[str, Callable[..., Any]]:
        """Return faster functions for `bpnet.random` with the same results: ``{"permutation": f}`` for ``f(key, stream, n)``."""
        return {}

    def bind(self, dtype: str) -> None:
        """Check that the backend computes in ``dtype``; each network calls this once when it is built."""
        if dtype not in self.capabilities:
            offered = " or ".join(repr(d) for d in DTYPES if d in self.capabilities)
            raise UnsupportedDTypeError(
                f"backend {self.name!r} does not compute in {dtype}",
                backend=self.name,
                hint=f"pass dtype={offered}, or choose another backend",
            )

    def configure_process(self) -> None:  # noqa: B027 - most libraries have nothing to set
        """Set global options of the library; only bpnet's commands, which own their process, call this."""

    def version(self) -> str:
        """Return the version of the library, once it is imported."""
        return str(getattr(sys.modules.get(self.library), "__version__", ""))

    def describe(self) -> dict[str, str]:
        """Return the facts that records of a run need: backend, device, versions, and every setting that changes numbers."""
        facts = {"backend": self.name, "device": self.device_name, self.library: self.version()}
        return facts | ({STAND_IN: self.stand_in} if self.stand_in else {})

    def mismatch(self, array: object, name: str, dtype: str) -> BackendMismatchError:
        """Build the error for an array that this backend, computing in ``dtype``, does not accept."""
        came = f"{name} is a {type_name(array)}" + (f" of dtype {array.dtype}" if hasattr(array, "dtype") else "")
        device, word = self.device_of(array), name.rpartition(" ")[2]  # "validation x" is not an expression
        tree, leaf, _ = word.partition("[")  # "grads[0][1]" is in a tuple, whose items cannot be assigned
        if device is not None and device != self.device_name:
            came += f" on device {device}"
            moved = "" if "," in device else f", or move the network: net = net.to('{self.name}:{device}')"
            all_of_it = f"bpnet.arrays.map_tree(net.backend.from_dlpack, {tree})"
            hint = f"move it first: {tree} = {all_of_it if leaf else f'net.backend.from_dlpack({word})'}{moved}"
        else:  # other leaves may be right, or have another dtype
            call = self._conversion(array, word, dtype, ours=device is not None)
            hint = f"convert that leaf first: {call}" if leaf else f"convert it first: {word} = {call}"
        expected = f"expected a {self.name} array of dtype {dtype} on device {self.device_name}"
        return BackendMismatchError(f"{came}; {expected}", backend=self.name, hint=hint)

    def _conversion(self, array: object, word: str, dtype: str, *, ours: bool) -> str:
        """Return, as source, the call that converts an array to this backend; integers keep their dtype: they may be labels."""
        if ours:
            is_complex = "complex" in str(getattr(array, "dtype", ""))
            return f"net.backend.astype({f'net.backend.xp.real({word})' if is_complex else word}, '{dtype}')"
        if isinstance(array, np.ndarray | np.generic) or not hasattr(array, "__dlpack__"):
            integers = isinstance(array, np.ndarray | np.generic) and array.dtype.kind in "iu"
            return f"net.backend.from_host({word})" if integers else f"net.backend.from_host({word}, '{dtype}')"
        return f"net.backend.from_dlpack({word}{'.detach()' if getattr(array, 'requires_grad', False) else ''})"

    def __deepcopy__(self, memo: dict[int, Any]) -> Backend:
        """Return the backend itself: it represents a device, which copies of its users share."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.requested_device,)

    def __repr__(self) -> str:
        return f"<backend {self.spec}>"

    def _repr_html_(self) -> str:
        facts = self.describe() if (probe := self.probe()).ok else {"backend": self.spec, "unusable": probe.reason}
        return html_table((), list(facts.items()))
