"""CUDA kernels as a GPU would run them, without one: compiled for sm_90, and read as machine code."""

import ast
import re
import subprocess
from collections import Counter
from importlib import metadata
from pathlib import Path

import pytest
from bpnet_cupy import kernels

ROOT = Path(__file__).parent.parent
ARCHITECTURE = "--gpu-architecture=sm_90"
CUPYS = ("-ftz=true",)  # what CuPy adds to the options of every kernel
MAKERS = {"RawKernel", "RawModule", "ElementwiseKernel", "ReductionKernel", "fuse"}
INSTRUCTION = re.compile(r"/\*[0-9a-f]{4,}\*/\s+(?:@!?U?P\w+\s+)?([A-Z][A-Z0-9_]*)([^;]*);")


@pytest.fixture(scope="module")
def machine_code(tmp_path_factory, lacking):
    """A function that compiles a source for sm_90 and disassembles it."""
    try:
        from cupy.cuda import nvrtc

        nvrtc.getVersion()
        tool = next(file.locate() for file in metadata.files("nvidia-cuda-nvdisasm") or () if file.name == "nvdisasm")
    except Exception as error:  # noqa: BLE001 - whatever is missing is the reason
        lacking("nvrtc", f"pip install '.[cuda-compile]' ({type(error).__name__}: {str(error).partition(':')[0]})")

    def compile_(source, *options):
        program = nvrtc.createProgram(source, "kernel.cu", (), ())
        try:
            nvrtc.compileProgram(program, (ARCHITECTURE, *CUPYS, *options))
            code = nvrtc.getCUBIN(program) + b"\0"  # CuPy 14.2 leaves the last byte out
        except nvrtc.NVRTCError:
            pytest.fail(nvrtc.getProgramLog(program), pytrace=False)
        file = tmp_path_factory.mktemp("code") / "kernel.cubin"
        file.write_bytes(code)
        return subprocess.run([tool, "-c", file], capture_output=True, text=True, check=True).stdout

    return compile_


def instructions(code):
    """How often each instruction occurs, by the first part of its name."""
    return Counter(name for name, _ in INSTRUCTION.findall(code))


def fused(code):
    """Instructions that multiply and add floating-point numbers with one rounding."""
    found = [(name, rest) for name, rest in INSTRUCTION.findall(code) if re.search(r"FMA|MMA", name)]
    return [name for name, rest in found if not re.match(r"\S* R\d+, -RZ, RZ, ", rest)]  # so that a constant is loaded


@pytest.mark.parametrize("name", kernels.SOURCES)
def test_kernels_compile_for_a_gpu_and_fuse_no_product_with_a_sum(machine_code, name):
    code = machine_code(kernels.SOURCES[name], *kernels.OPTIONS)
    counts = instructions(code)
    assert fused(code) == []
    assert counts["DADD"] + counts["FADD"] >= 1
    assert counts["DMUL"] + counts["FMUL"] >= 1


@pytest.mark.parametrize("name", kernels.SOURCES)
def test_the_same_kernels_without_the_option_are_seen_to_fuse(machine_code, name):
    assert set(fused(machine_code(kernels.SOURCES[name], "--fmad=true"))) == {"DFMA" if "float64" in name else "FFMA"}


def test_a_constant_is_not_taken_for_a_fused_product():
    line = "        /*0270*/              @!P0 {} ;\n"
    code = [line.format(text) for text in ("HFMA2.MMA R4, -RZ, RZ, 0, 0", "IMAD R0, R1, R2, R3", "FFMA.FTZ R0, R1, R2, R3")]
    assert fused("".join(code)) == ["FFMA"]
    assert fused(line.format("HFMA2 R0, R1, R2, R3")) == ["HFMA2"]
    assert instructions("".join(code)) == {"HFMA2": 1, "IMAD": 1, "FFMA": 1}


def makers_of_kernels(text):
    """Calls that make a kernel of anything but a source in the list, compiled by the options."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    calls = [ast.unparse(call) for call in calls if re.split(r"\W", ast.unparse(call.func))[-1] in MAKERS]
    return [call for call in calls if not re.fullmatch(r"cupy\.RawKernel\(SOURCES\[.*\], \w+, options=OPTIONS\)", call)]


@pytest.mark.parametrize("file", sorted((ROOT / "backends").rglob("*.py")), ids=lambda file: f"{file.parent.name}.{file.stem}")
def test_no_kernel_is_outside_of_the_list(file):
    assert makers_of_kernels(file.read_text()) == []


def test_the_search_for_kernels_finds_them():
    assert makers_of_kernels("k = cupy.RawKernel(TEXT, 'f', options=OPTIONS)") != []
    assert makers_of_kernels("k = cupy.RawKernel(SOURCES['f'], name)") != []
    assert makers_of_kernels("k = ElementwiseKernel('T x', 'T y', 'y = x', 'copy')") != []
    assert makers_of_kernels((ROOT / "backends" / "bpnet_cupy" / "kernels.py").read_text().replace("SOURCES[", "OTHERS[")) != []


def test_the_backend_offers_the_kernels_and_compiles_nothing_before_they_are_used():
    pytest.importorskip("cupy")
    from bpnet_cupy import CupyBackend

    kernels.compiled.cache_clear()
    assert set(CupyBackend().exact_kernels()) == {"matmul", "sum"}
    assert kernels.compiled.cache_info().currsize == 0
