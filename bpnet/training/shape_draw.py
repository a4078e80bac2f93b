"""A draw of initial values that have shapes and dtypes only, for `Layer.init` where no numbers are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.random import Draw

if TYPE_CHECKING:
    from bpnet.arrays import Array


class ShapeDraw(Draw):
    """Draw and namespace whose arrays have the right shapes and dtypes, and take the memory of one number.

    Made with the name of a dtype in place of a namespace, and a key that is not used.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    def child(self, index: int) -> Draw:
        """Return the draw itself."""
        del index
        return self

    def uniform(self, shape: tuple[int, ...], limit: float) -> Any:
        """Return an array of a shape."""
        return self.full(shape, limit)

    def normal(self, shape: tuple[int, ...], deviation: float) -> Any:
        """Return an array of a shape."""
        return self.full(shape, deviation)

    def full(self, shape: tuple[int, ...], value: float, **_: Any) -> Any:
        """Return an array of a shape."""
        return np.broadcast_to(np.asarray(value, dtype=self.xp), shape)

    def full_like(self, array: Any, value: float) -> Any:
        """Return an array of the shape of another one."""
        return self.full(array.shape, value)

    def zeros_like(self, array: Any) -> Any:
        """Return an array of the shape of another one."""
        return self.full(array.shape, 0.0)

    def counter(self) -> tuple[Array, Array, Array]:
        """Return the key and the step 0."""
        return Draw(np, (0, 0)).counter()
