"""Small data sets, as NumPy arrays ``x`` (n, n_in) and ``y`` (n, n_out)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bpnet._checks import check_integer
from bpnet._messages import short_repr
from bpnet._suggestions import explain_calls, missing_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["encoder", "parity", "two_spirals", "xor"]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)


MOST_BITS = 30


@explain_calls
def xor() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the four pairs of bits and their exclusive or: the smallest problem that no single layer solves.

    Source: Minsky, Papert, "Perceptrons", 1969.

    Examples
    --------
    >>> x, y = xor()
    >>> x.tolist(), y.ravel().tolist()
    ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0])
    """
    return parity(2)


@explain_calls
def parity(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return all ``2**n`` patterns of n bits, (2**n, n), and the parity of the number of ones, (2**n, 1).

    Source: Rumelhart, Hinton, Williams, "Learning internal representations by error propagation", 1986.

    Examples
    --------
    >>> parity(3)[1].ravel().tolist()
    [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0]
    """
    n = check_integer("n", n)
    if n > MOST_BITS:
        raise ValueError(f"n must be at most {MOST_BITS}, since there are 2**n patterns; got {short_repr(n)}")
    x = (np.arange(2**n)[:, None] >> np.arange(n - 1, -1, -1)) & 1
    return x.astype(np.float64), (np.sum(x, axis=1, keepdims=True) % 2).astype(np.float64)


@explain_calls
def encoder(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the encoder problem for n-m-n networks: n one-hot patterns (n, n), and the same array as targets.

    Source: Ackley, Hinton, Sejnowski, "A learning algorithm for Boltzmann machines", 1985.

    Examples
    --------
    >>> encoder(2)[0].tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    x = np.eye(check_integer("n", n))
    return x, x.copy()


@explain_calls
def two_spirals(n: int = 97) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return two interlocked spirals of three turns with n points each, (2 n, 2), and the class 1 or 0, (2 n, 1).

    Point i of the first is at the angle ``pi i / 16`` and the radius ``6.5 (104 - i) / 104``, scaled to n points; the second
    is the first, rotated by half a turn.

    Source: Lang, Witbrock, "Learning to tell two spirals apart", 1988, whose data set is the default.

    Examples
    --------
    >>> x, y = two_spirals()
    >>> x.shape, y.sum()
    ((194, 2), np.float64(97.0))
    """
    i = np.linspace(0.0, 96.0, check_integer("n", n))
    angle, radius = np.pi * i / 16.0, 6.5 * (104.0 - i) / 104.0
    first = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    return np.concatenate([first, -first]), np.repeat([[1.0], [0.0]], i.size, axis=0)
