"""The contract of a backend: arrays, devices, transfers and compilation. All mathematics goes through ``xp``."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, runtime_checkable

import numpy as np

from bpnet._messages import LONGEST, error_summary, short_repr, type_name
from bpnet.errors import BackendMismatchError, UnsupportedDTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace, Tree

DTYPES = ("float64", "float32")
"""The dtypes that networks compute in; the first is the default."""
HOST = frozenset({1, 3, 11})
"""DLPack's numbers of devices whose memory the host reads: its own, pinned memory of CUDA and of ROCm."""
STAND_IN = "stand-in"
"""The key of `Backend.describe` that says what computed in place of a device; records with it are refused."""


def on_host(array: Any) -> bool:
    """Whether an array that DLPack exports has its memory on the host.

    Raises
    ------
    TypeError
        For what DLPack does not export, or not whole.
    """
    if not hasattr(array, "__dlpack_device__"):
        raise TypeError(
            f"from_dlpack takes an array of another library, got {short_repr(array)}; from_host takes numbers and lists"
        )
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError("from_dlpack would lose the mask of a masked array: choose numbers for it first, array.filled(...)")
    return array.__dlpack_device__()[0] in HOST


def export_scope(array: Any) -> contextlib.AbstractContextManager[Any]:
    """The scope to export an array in: CuPy's ``__dlpack__`` waits for the current device, which must be the array's."""
    home: contextlib.AbstractContextManager[Any] = contextlib.nullcontext()
    return array.device if type(array).__module__.partition(".")[0] == "cupy" else home


def dlpack_on_host(array: Any) -> NDArray[Any]:
    """An array of another library as NumPy's: the same memory where that is the host's, a copy of what is on a device."""
    with export_scope(array):
        found: NDArray[Any] = np.from_dlpack(array) if on_host(array) else np.from_dlpack(array, device="cpu")
    return found


class Probe(NamedTuple):
    """Whether a backend computes here; if not, the step that failed, the library's words, and what to do."""

    ok: bool
    step: str
    reason: str
    remedy: str = ""


@runtime_checkable
class Step(Protocol):
    """A training step as a pure function: what `Backend.compile` is given, such as `bpnet.training_step` makes."""

    @property
    def xp(self) -> Namespace:
        """The namespace that the step computes with."""

    def __call__(self, params: Tree, state: Tree, opt_state: Tree, x: Any, target: Tree, learning_rate: Any) -> tuple[Any, ...]:
        """``value, params, state, opt_state``: the loss before the update, and what is new after it."""

    def over(self, xp: Namespace, *values: Any) -> tuple[Any, ...]:
        """The same step with the functions of another namespace, which `bpnet.compiler.trace` calls."""


@runtime_checkable
class EpochStep(Protocol):
    """A compiled step that also runs epochs of steps at once: what `Backend.compile` may return."""

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """The step on every batch of some epochs: ``training, values``.

        Parameters
        ----------
        training
            ``(params, state, opt_state)``.
        samples
            All ``(x, target)``.
        orders
            For each epoch the row numbers in their order, or None for the rows as they are.
        size
            Samples of a batch; the last batch of an epoch may be short.
        rates
            The learning rate of each step.

        Returns
        -------
        training, values
            What ``training`` has become, and a vector of the backend, or of NumPy, with the value of each step.
        """


class Backend(ABC):
    """An array library on one device.

    A subclass names its library, and says how arrays get in and out: `xp`, `find_device`, `from_host`, `to_host` and
    `device_of`. Making an instance imports nothing; the library is imported when `xp` is first used.

    Parameters
    ----------
    device
        As in ``"name:device"``, or None for the library's default.
    """

    name: ClassVar[str]
    """What people write to choose it."""
    library: ClassVar[str]
    """Import name of the array library."""
    install: ClassVar[str]
    """The command that installs the library."""
    remedy: ClassVar[str] = "mend that"
    """What to do where the library is installed, but does not compute; `remedy_of` may say more."""
    capabilities: ClassVar[frozenset[str]] = frozenset({"float64", "float32"})
    """What it can do: the dtypes it computes in, "compile" if it compiles steps, "compile-exact" if
    those give the bits of the plain steps, "dlpack"."""
    compile_by_default: ClassVar[bool] = True
    """Whether training takes the compiled step unless told otherwise: not where a first step is slow, or no device was tried."""

    def __init__(self, device: str | None = None) -> None:
        self.requested_device = device

    @property
    @abstractmethod
    def xp(self) -> Namespace:
        """The library's array API namespace."""

    @abstractmethod
    def find_device(self) -> Any:
        """The library's own object for ``requested_device``; raises in the library's words where there is none."""

    @abstractmethod
    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        """A copy of a host array on this device, converted to ``dtype`` if one is named."""

    @abstractmethod
    def to_host(self, array: Any) -> NDArray[Any]:
        """An array of this backend as a NumPy array; waits until it is computed."""

    @abstractmethod
    def device_of(self, array: object) -> str | None:
        """The name of the device of an array of this library; None for anything else."""

    @cached_property
    def device(self) -> Any:
        """The library's own device object, for ``device=``."""
        return self.find_device()

    @property
    def device_name(self) -> str:
        """The device in one word, as `device_of` gives it."""
        return str(self.device)

    @property
    def spec(self) -> str:
        """What selects this backend again: ``"torch"``, ``"cupy:1"``."""
        return self.name if self.requested_device is None else f"{self.name}:{self.requested_device}"

    @property
    def stand_in(self) -> str:
        """What computes in place of the device that the library is for, such as an emulator; "" for the device itself."""
        return ""

    def installed(self) -> bool:
        """Whether the library can be found; imports nothing."""
        return importlib.util.find_spec(self.library) is not None

    def probe(self) -> Probe:
        """Compute something small and compare; never raises. The answer is kept."""
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
            except Exception as error:  # noqa: BLE001 - whatever a library raises is the reason
                words = error_summary(error, 160 if len(self.spec) <= LONGEST else LONGEST)
                return Probe(ok=False, step=step, reason=words, remedy=self.remedy_of(error))
        return Probe(ok=True, step="compute", reason="")

    def remedy_of(self, error: Exception) -> str:
        """What to do about an error of the library that `probe` met."""
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
            raise ArithmeticError(f"device_of says {self.device_of(x)!r} of an array made on {self.device_name!r}")
        if not (got.dtype == np.float32 and np.allclose(got, expected, rtol=1e-5)):
            raise ArithmeticError(f"sum(tanh(x x)) gave {got.dtype} {got.tolist()} in place of float32 {expected.tolist()}")

    def scope(self) -> contextlib.AbstractContextManager[Any]:
        """What must hold round every call: current device, precision, no tape."""
        return contextlib.nullcontext()

    def is_tracer(self, array: object) -> bool:
        """Whether this stands for an array in a trace of the user's, such as ``jax.jit``; it must not outlive the trace."""
        del array
        return False

    def owns(self, array: object) -> bool:
        """Whether this is an array of this library on this device."""
        return self.device_of(array) == self.device_name

    def from_dlpack(self, array: Any) -> Any:
        """An array of another library, on this device, through DLPack; shares memory where the libraries can."""
        return self.xp.from_dlpack(array)

    def astype(self, array: Any, dtype: str) -> Any:
        """An array of this backend converted to a dtype, in this backend's scope: without it JAX may keep to 32 bits."""
        if not (self.owns(array) or self.is_tracer(array)):
            raise self.mismatch(array, "array", dtype)
        with self.scope():
            return self.xp.astype(array, getattr(self.xp, dtype))

    def read(self, scalars: Sequence[Any]) -> NDArray[Any]:
        """Several 0-d arrays of this backend as one NumPy vector, in one transfer."""
        return self.to_host(self.xp.stack(list(scalars)))

    def synchronize(self) -> None:  # noqa: B027 - nothing to wait for is a valid answer
        """Wait until everything asked of this device is done."""

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The same step, faster; by default the step itself.

        Parameters
        ----------
        step
            A `Step`, or another pure function of arrays, such as the loss of a network.

        Returns
        -------
        step
            A pure function with the same arguments and results; of a `Step` it may be an `EpochStep`.
        """
        return step

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        """Faster functions for `bpnet.exact`, by their names there; they give the same bits."""
        return {}

    def compile_exact(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function with the same bits, faster; exact arithmetic asks for it where no product meets a sum."""
        return function

    def random_kernels(self) -> dict[str, Callable[..., Any]]:
        """Faster functions for `bpnet.random`; they give the same numbers: ``"permutation"``, of ``(key, stream, n)``."""
        return {}

    def bind(self, dtype: str) -> None:
        """Told once by each network that is built on this backend; raises where it cannot compute in ``dtype``."""
        if dtype not in self.capabilities:
            offered = " or ".join(repr(d) for d in DTYPES if d in self.capabilities)
            raise UnsupportedDTypeError(
                f"backend {self.name!r} does not compute in {dtype}",
                backend=self.name,
                hint=f"pass dtype={offered}, or choose another backend",
            )

    def configure_process(self) -> None:  # noqa: B027 - most libraries have nothing to set
        """Told by bpnet's commands, which own their process: global settings may be made here."""

    def version(self) -> str:
        """Of the library, once it is imported."""
        return str(getattr(sys.modules.get(self.library), "__version__", ""))

    def describe(self) -> dict[str, str]:
        """What a record of a run must say: backend, device, versions, and whatever changes numbers."""
        found = {"backend": self.name, "device": self.device_name, self.library: self.version()}
        return found | ({STAND_IN: self.stand_in} if self.stand_in else {})

    def mismatch(self, array: object, name: str, dtype: str) -> BackendMismatchError:
        """The error for an array that this backend, computing in ``dtype``, does not take."""
        came = f"{name} is a {type_name(array)}" + (f" of dtype {array.dtype}" if hasattr(array, "dtype") else "")
        place = self.device_of(array)
        word = name.rpartition(" ")[2]  # "validation x" is no expression
        tree, leaf, _ = word.partition("[")  # "grads[0][1]" is of a tuple, which takes no new leaf
        if place is not None and place != self.device_name:
            came += f" on device {place}"
            moved = "" if "," in place else f", or move the network: net = net.to('{self.name}:{place}')"
            all_of_it = f"bpnet.arrays.map_tree(net.backend.from_dlpack, {tree})"
            hint = f"move it first: {tree} = {all_of_it if leaf else f'net.backend.from_dlpack({word})'}{moved}"
        else:  # other leaves may be right, or have another dtype
            call = self._conversion(array, word, dtype, ours=place is not None)
            hint = f"convert that leaf first: {call}" if leaf else f"convert it first: {word} = {call}"
        expected = f"expected a {self.name} array of dtype {dtype} on device {self.device_name}"
        return BackendMismatchError(f"{came}; {expected}", backend=self.name, hint=hint)

    def _conversion(self, array: object, word: str, dtype: str, *, ours: bool) -> str:
        """The call that makes an array of this backend of one that came; integers stay: they may be labels."""
        if ours:
            real = f"net.backend.xp.real({word})" if "complex" in str(getattr(array, "dtype", "")) else word
            return f"net.backend.astype({real}, '{dtype}')"
        if isinstance(array, np.ndarray | np.generic) or not hasattr(array, "__dlpack__"):
            integers = isinstance(array, np.ndarray | np.generic) and array.dtype.kind in "iu"
            return f"net.backend.from_host({word})" if integers else f"net.backend.from_host({word}, '{dtype}')"
        return f"net.backend.from_dlpack({word}{'.detach()' if getattr(array, 'requires_grad', False) else ''})"

    def __deepcopy__(self, memo: dict[int, Any]) -> Backend:
        """A backend stands for a device: copies of what uses it share it."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.requested_device,)

    def __repr__(self) -> str:
        return f"<backend {self.spec}>"
