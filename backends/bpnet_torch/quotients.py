"""Products and quotients that a sum follows, as one call of ``addcdiv``: ``a + (k x) / z``, each operation rounded.

PyTorch has no other function of several operations that rounds each: ``addcmul``, ``lerp`` and ``add(..., alpha=)`` have fused
multiply-adds on the CPU. A product with a number is a quotient by one: ``(k x) / 1 == k x``.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bpnet.compiler.plan import Operation, Value

if TYPE_CHECKING:
    from collections.abc import Collection

FUSED = "addcdiv"
"""Name of the operation ``a + (k x) / z`` in a run; its operands are a, x, z, and k, of which a and z may be numbers."""


@lru_cache(maxsize=8)
def rounds_each(torch: Any, dtype: Any) -> bool:
    """Return True if ``addcdiv`` rounds the product, the quotient and the sum in a trial, as other functions do."""
    generator = torch.Generator().manual_seed(0)
    a, x, z = (torch.randn(1007, generator=generator, dtype=dtype) for _ in range(3))
    one = torch.ones((), dtype=dtype)
    for k in (0.3, -0.7):
        by_one, quotient = torch.addcdiv(a, x, one, value=k), torch.addcdiv(a, x, z, value=k)
        if not (torch.equal(by_one, a + k * x) and torch.equal(quotient, a + k * x / z)):
            return False
    return True


def fuse_quotients(run: list[Operation], local: Collection[Value]) -> list[Operation]:
    """Return a run of elementwise operations with one operation for each sum with a product or a quotient that only it reads."""
    reads = Counter(x for op in run for x in op.operands if isinstance(x, Value))
    made: dict[Value, Operation] = {}
    fused: dict[Value, Operation] = {}
    gone: set[Value] = set()
    for op in run:
        for place in (1, 0) if op.name == "add" else (1,) if op.name == "subtract" else ():
            term, rest = op.operands[place], op.operands[1 - place]
            source = made.get(term) if isinstance(term, Value) and term in local and reads[term] == 1 else None
            parts = _parts(source, op.result) if source is not None else None
            if parts is None or not _fits(rest, op.result):
                continue
            fused[op.result] = Operation(FUSED, (rest, *parts), (("negative", op.name == "subtract"),), op.result)
            gone.add(term)
            break
        made[op.result] = op
    return [fused.get(op.result, op) for op in run if op.result not in gone]


def _parts(op: Operation, result: Value) -> tuple[Any, Any, Any] | None:
    """Return x, z and k of a product with a number, or of a quotient; None for any other operation."""
    if op.result.dtype.kind != "f" or op.result.dtype != result.dtype or any(x.dtype != result.dtype for x in op.values):
        return None
    if op.name == "divide" and _is_whole(op.operands[0], result):
        return op.operands[0], op.operands[1], 1.0
    if op.name == "multiply":
        for k, x in (op.operands, op.operands[::-1]):
            if _is_whole(x, result) and not (isinstance(k, Value) and k.shape):
                return x, 1.0, k
    return None


def _is_whole(x: Any, result: Value) -> bool:
    return isinstance(x, Value) and x.shape == result.shape


def _fits(rest: Any, result: Value) -> bool:
    """Return True for a number, or an array of the shape and dtype of the result."""
    return not isinstance(rest, Value) or (rest.shape == result.shape and rest.dtype == result.dtype)
