"""Small data sets, as NumPy arrays ``x`` (n, n_in) and ``y`` (n, n_out)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def xor() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The four pairs of bits and their exclusive or: the least problem that no single layer solves.

    Source: Minsky, Papert, "Perceptrons", 1969.

    Examples
    --------
    >>> x, y = xor()
    >>> x.shape, y.ravel().tolist()
    ((4, 2), [0.0, 1.0, 1.0, 0.0])
    """
    x = np.asarray([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return x, np.asarray([[0.0], [1.0], [1.0], [0.0]])
