"""Loop nests over the elements of values, and the source of the elements that they visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.compiler.memory import Slot


def element(slot: Slot, indices: list[str], strides: tuple[int, ...] | None = None) -> str:
    """Return one element of a buffer as source: ``float64_[128 + 4 * i + j]``."""
    strides = slot.strides if strides is None else strides
    terms = [name if stride == 1 else f"{stride} * {name}" for name, stride in zip(indices, strides, strict=True) if stride]
    index = " + ".join([*([str(slot.start)] if slot.start or not terms else []), *terms])
    return f"{slot.buffer}_[{f'np.uint64({index})' if isinstance(slot.start, str) else index}]"


class LoopNest:
    """A nest of loops over a shape; adjacent axes become one loop where the strides of all slots allow it.

    Parameters
    ----------
    shape
        Shape over which the loops run.
    slots
        Slots of the values that are read or written, under any keys.
    """

    def __init__(self, shape: tuple[int, ...], slots: dict[Any, Slot]) -> None:
        full = {key: (0,) * (len(shape) - len(slot.strides)) + slot.strides for key, slot in slots.items()}
        self.slots = slots
        self.shape: list[int] = []
        columns: list[list[int]] = []
        for axis in (i for i, n in enumerate(shape) if n != 1):
            strides = [each[axis] for each in full.values()]
            if columns and all(outer == inner * shape[axis] for outer, inner in zip(columns[-1], strides, strict=True)):
                self.shape[-1] *= shape[axis]
                columns[-1] = strides
            else:
                self.shape.append(shape[axis])
                columns.append(strides)
        self.strides = {key: tuple(column[k] for column in columns) for k, key in enumerate(full)}

    @property
    def names(self) -> list[str]:
        """Loop variables, the outermost first."""
        return [f"i{axis}" for axis in range(len(self.shape))]

    def split(self, least: int, most: int) -> int:
        """Split the innermost loop into two; return the length of the new innermost one, at most ``most``, or 0."""
        n = self.shape[-1] if self.shape else 1
        inner = next((size for size in range(min(n, most), least - 1, -1) if n % size == 0), 0)
        if inner:
            self.shape[-1:] = [n // inner, inner]
            self.strides = {key: (*each[:-1], each[-1] * inner, each[-1]) for key, each in self.strides.items()}
        return inner

    def element(self, key: Any) -> str:
        """Return the current element of a slot as source."""
        return element(self.slots[key], self.names, self.strides[key])

    def level(self, key: Any) -> int:
        """Return the number of loops, from the outermost, on which the element of a slot depends."""
        return max((axis + 1 for axis, stride in enumerate(self.strides[key]) if stride), default=0)
