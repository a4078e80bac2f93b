"""Exact arithmetic: a namespace with the same bits on every array library."""

from bpnet.arithmetic.namespace import exact

__all__ = ["exact"]
