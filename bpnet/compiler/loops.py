"""Nests of loops over the elements of values, and how source code names those elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.compiler.memory import Slot


def element(slot: Slot, indices: list[str], strides: tuple[int, ...] | None = None) -> str:
    """One element of a buffer as source: ``float64_[128 + 4 * i + j]``."""
    strides = slot.strides if strides is None else strides
    terms = [name if stride == 1 else f"{stride} * {name}" for name, stride in zip(indices, strides, strict=True) if stride]
    return f"{slot.buffer}_[{' + '.join([*([str(slot.start)] if slot.start or not terms else []), *terms])}]"


class LoopNest:
    """A nest of loops over a shape, whose neighbouring axes are one loop where all slots allow it.

    Parameters
    ----------
    shape
        Of the elements that are visited.
    slots
        Where each value that is read or written lies, by any keys.
    """

    def __init__(self, shape: tuple[int, ...], slots: dict[Any, Slot]) -> None:
        full = {key: (0,) * (len(shape) - len(slot.strides)) + slot.strides for key, slot in slots.items()}
        self.slots = slots
        self.shape: list[int] = []
        columns: list[list[int]] = []
        for axis in (i for i, n in enumerate(shape) if n != 1):
            strides = [own[axis] for own in full.values()]
            if columns and all(outer == inner * shape[axis] for outer, inner in zip(columns[-1], strides, strict=True)):
                self.shape[-1] *= shape[axis]
                columns[-1] = strides
            else:
                self.shape.append(shape[axis])
                columns.append(strides)
        self.strides = {key: tuple(column[k] for column in columns) for k, key in enumerate(full)}

    @property
    def names(self) -> list[str]:
        """The variables of the loops, from the outermost."""
        return [f"i{axis}" for axis in range(len(self.shape))]

    def split(self, least: int, most: int) -> int:
        """Make two loops of the innermost one; returns the length of the new innermost one, at most ``most``, or 0."""
        n = self.shape[-1] if self.shape else 1
        inner = next((size for size in range(min(n, most), least - 1, -1) if n % size == 0), 0)
        if inner:
            self.shape[-1:] = [n // inner, inner]
            self.strides = {key: (*own[:-1], own[-1] * inner, own[-1]) for key, own in self.strides.items()}
        return inner

    def element(self, key: Any) -> str:
        """The element of a slot that the loops are at, as source."""
        return element(self.slots[key], self.names, self.strides[key])

    def level(self, key: Any) -> int:
        """Number of loops, from the outermost, that the element depends on."""
        return max((axis + 1 for axis, stride in enumerate(self.strides[key]) if stride), default=0)
