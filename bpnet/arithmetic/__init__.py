"""Exact arithmetic: a namespace with the same bits on every array library."""

from bpnet.arithmetic.namespace import EDITION, TERMS, exact

__all__ = ["EDITION", "TERMS", "exact"]
