"""CUDA sources as machine code of a GPU, without one: compiled for sm_90, and disassembled."""

import re
from collections import Counter

ARCHITECTURE = "--gpu-architecture=sm_90"
CUPYS = ("-ftz=true",)  # what CuPy adds to the options of every kernel
INSTRUCTION = re.compile(r"/\*[0-9a-f]{4,}\*/\s+(?:@!?U?P\w+\s+)?([A-Z][A-Z0-9_]*)([^;]*);")


def instructions(code):
    """How often each instruction occurs, by the first part of its name."""
    return Counter(name for name, _ in INSTRUCTION.findall(code))


def fused(code):
    """Instructions that multiply and add floating-point numbers with one rounding."""
    found = [(name, rest) for name, rest in INSTRUCTION.findall(code) if re.search(r"FMA|MMA", name)]
    return [name for name, rest in found if not re.match(r"\S* R\d+, -RZ, RZ, ", rest)]  # so that a constant is loaded
