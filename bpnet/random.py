"""Random numbers that are the same bits on every array library: the counter-based generator Threefry-2x32-20.

The generators of array libraries differ from one another. This one is a pure function of a key and a counter, written in integer
operations that every library has. A 32-bit word is stored as an int64, since PyTorch's uint32 lacks operations.

Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
"""

from __future__ import annotations

import math
import operator
from typing import Any, NamedTuple, TypeAlias

from bpnet._messages import short_repr
from bpnet.arithmetic.namespace import exact
from bpnet.arrays import Array, Namespace
from bpnet.special import normal_quantile

__all__ = ["Draw", "Key", "Word", "child", "key_of", "permutation", "threefry2x32", "uniform", "words"]


def __dir__() -> list[str]:
    return __all__


Word: TypeAlias = Any
"""32 bits: a Python int, or an int64 array of them."""
Key: TypeAlias = tuple[Word, Word]
"""Two words; all numbers drawn with a key are a function of it."""

MASK = 0xFFFFFFFF
KEY_CONSTANT = 0x1BD11BDA
ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))

VALUES, CHILDREN = 0, 1  # streams: the first word of a counter


def threefry2x32(key: Key, counter: tuple[Word, Word]) -> tuple[Word, Word]:
    """Two random words for a key and a counter, by 20 rounds of add, rotate and exclusive or.

    Parameters
    ----------
    key, counter
        Two words each: Python ints or int64 arrays, which broadcast.

    Examples
    --------
    >>> [f"{word:08x}" for word in threefry2x32((0, 0), (0, 0))]
    ['6b200159', '99ba4efe']
    """
    (k0, k1), (x0, x1) = key, counter
    schedule = (k0, k1, k0 ^ k1 ^ KEY_CONSTANT)
    x0, x1 = (x0 + k0) & MASK, (x1 + k1) & MASK
    for block in range(5):
        for bits in ROTATIONS[block % 2]:
            x0 = (x0 + x1) & MASK
            x1 = (((x1 << bits) | (x1 >> (32 - bits))) & MASK) ^ x0
        x0 = (x0 + schedule[(block + 1) % 3]) & MASK
        x1 = (x1 + schedule[(block + 2) % 3] + (block + 1)) & MASK
    return x0, x1


def key_of(seed: int) -> Key:
    """Return the key of a seed, ``(seed mod 2**32, seed >> 32)``.

    Raises
    ------
    ValueError
        Unless ``0 <= seed < 2**64``.
    """
    try:
        number = operator.index(seed)
    except TypeError:
        number = -1
    if not 0 <= number < 1 << 64 or isinstance(seed, bool):
        raise ValueError(f"seed must be an integer from 0 to 2**64 - 1, got {short_repr(seed)}")
    return number & MASK, number >> 32


def child(key: Key, index: int) -> Key:
    """Return the key of the ``index``-th child: independent numbers for each layer, however deeply chains are nested."""
    return threefry2x32(key, (CHILDREN, index))


def words(xp: Namespace, key: Key, stream: Word, n: int, *, device: Any = None) -> tuple[Word, Word]:
    """Two int64 arrays of ``n`` words, for the counters ``(stream, 0), ..., (stream, n - 1)``."""
    index = xp.arange(n, dtype=xp.int64, device=device)
    return threefry2x32(key, (index * 0 + stream, index))


def uniform(
    xp: Namespace, key: Key, shape: tuple[int, ...], *, dtype: Any = None, stream: Word = VALUES, device: Any = None
) -> Array:
    """Numbers from [0, 1): ``(x0 << 21 | x1 >> 11) * 2**-53`` in float64, ``(x0 >> 8) * 2**-24`` in float32.

    Parameters
    ----------
    xp
        Namespace of the result.
    key
        Key of the generator, from `key_of` or `child`.
    shape
        Shape of the result.
    dtype
        ``xp.float64`` (default) or ``xp.float32``.
    stream
        First word of the counter; the second is the index of the element.
    device
        Device of the result, as the namespace names it.
    """
    dtype = xp.float64 if dtype is None else dtype
    x0, x1 = words(xp, key, stream, math.prod(shape), device=device)
    if dtype == xp.float64:
        values = xp.astype((x0 << 21) | (x1 >> 11), dtype) * 2.0**-53
    elif dtype == xp.float32:
        values = xp.astype(x0 >> 8, dtype) * 2.0**-24
    else:
        raise ValueError(f"dtype must be float64 or float32, got {dtype}")
    return xp.reshape(values, shape)


def permutation(xp: Namespace, key: Key, stream: Word, n: int, *, device: Any = None) -> Array:
    """An int64 permutation of ``0, ..., n - 1``: the stable order of ``n`` random integers of 63 bits."""
    x0, x1 = words(xp, key, stream, n, device=device)
    return xp.argsort((x0 << 31) | (x1 >> 1), stable=True)


class Draw(NamedTuple):
    """Source of initial values for ``Layer.init``: a namespace and a key, a different one for each layer.

    A draw is a value: drawing twice gives the same numbers twice. A layer with two random arrays takes ``draw.child(0)`` and
    ``draw.child(1)``. Networks draw initial values on the host in float64 and transfer them, so they are the same on
    every backend.
    """

    xp: Namespace
    """The namespace that draws."""
    key: Key
    """The key of its numbers."""

    def child(self, index: int) -> Draw:
        """Return the draw of the ``index``-th layer within this one."""
        return Draw(self.xp, child(self.key, index))

    def uniform(self, shape: tuple[int, ...], limit: float) -> Array:
        """Uniform numbers from [-limit, limit), float64."""
        return (uniform(self.xp, self.key, shape) * 2.0 - 1.0) * limit

    def normal(self, shape: tuple[int, ...], deviation: float) -> Array:
        """Normal numbers with mean 0 and standard deviation ``deviation``, float64.

        A number is a sign bit, and the quantile of an odd multiple of ``2**-54`` below 0.5.
        """
        x0, x1 = words(self.xp, self.key, VALUES, math.prod(shape))
        p = self.xp.astype(((x0 << 20) | (x1 >> 12)) * 2 + 1, self.xp.float64) * 2.0**-54
        z = normal_quantile(exact(self.xp), p)
        return self.xp.reshape(self.xp.where((x1 & 1) == 1, z, -z) * deviation, shape)

    def full(self, shape: tuple[int, ...], value: float) -> Array:
        """An array of one value, float64."""
        return self.xp.full(shape, value, dtype=self.xp.float64)

    def counter(self) -> tuple[Array, Array, Array]:
        """Return the key and the step 0 as three int64 scalars: the state of a layer that draws in training."""
        k0, k1, step = (self.xp.asarray(word, dtype=self.xp.int64) for word in (*self.key, 0))
        return k0, k1, step
