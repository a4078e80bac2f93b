"""CUDA sources as machine code of a GPU, without one: compiled for sm_90, and disassembled."""

import re
from collections import Counter
from importlib import metadata

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


def header_options():
    """Options for the folders of CUDA's headers and of CuPy's, which CuPy adds for kernels that include one."""
    files = [
        next(file for file in metadata.files(package) if str(file).endswith(name))
        for package, name in (("nvidia-cuda-runtime", "include/cooperative_groups.h"), ("cupy-cuda13x", "libcudacxx/nv/target"))
    ]
    return f"-I{files[0].locate().parent}", f"-I{files[1].locate().parent.parent}"


def resources(source, *options):
    """What each kernel uses: registers, bytes of its stack, of shared memory and of spilled registers; as ptxas says."""
    from cupy.cuda import nvrtc

    program = nvrtc.createProgram(source, "kernel.cu", (), ())
    nvrtc.compileProgram(program, (ARCHITECTURE, *CUPYS, *options, "--ptxas-options=-v"))
    _, *kernels = re.split(r"Compiling entry function '(\w+)'", nvrtc.getProgramLog(program))
    patterns = {"registers": r"Used (\d+) registers", "stack": r"(\d+) bytes stack frame", "smem": r"(\d+) bytes smem"}
    patterns["spilled"] = r"(\d+) bytes spill stores"
    found = {kind: re.compile(pattern) for kind, pattern in patterns.items()}
    return {
        name: {kind: int(match[1]) if (match := pattern.search(text)) else 0 for kind, pattern in found.items()}
        for name, text in zip(kernels[::2], kernels[1::2], strict=True)
    }
