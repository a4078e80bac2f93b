"""CUDA kernels as a GPU would run them, without one: compiled for sm_90, and read as machine code."""

import ast
import re
from pathlib import Path

import pytest
from bpnet_cupy import kernels
from sm_90 import fused, instructions, resources

ROOT = Path(__file__).parent.parent
EXACT = [name for name in kernels.SOURCES if name.startswith("exact")]
"""The others work on integers."""
MAKERS = {"RawKernel", "RawModule", "ElementwiseKernel", "ReductionKernel", "fuse"}


@pytest.mark.parametrize("name", EXACT)
def test_kernels_compile_for_a_gpu_and_fuse_no_product_with_a_sum(machine_code, name):
    code = machine_code(kernels.SOURCES[name], *kernels.OPTIONS)
    counts = instructions(code)
    assert fused(code) == []
    assert counts["DADD"] + counts["FADD"] >= 1
    assert counts["DMUL"] + counts["FMUL"] >= 1


@pytest.mark.parametrize("name", EXACT)
def test_the_same_kernels_without_the_option_are_seen_to_fuse(machine_code, name):
    assert set(fused(machine_code(kernels.SOURCES[name], "--fmad=true"))) == {"DFMA" if "float64" in name else "FFMA"}


@pytest.mark.parametrize("name", EXACT)
def test_kernels_fit_on_a_multiprocessor_and_spill_no_register(machine_code, name):
    machine_code(kernels.SOURCES[name], *kernels.OPTIONS)  # skips, or fails with the compiler's words
    used = resources(kernels.SOURCES[name], *kernels.OPTIONS)
    assert set(used) == {"total", "join", "matmul_thin", *(f"matmul_{size}" for size in kernels.TILES)}
    itemsize = 8 if "float64" in name else 4
    for size in kernels.TILES:
        tile = used[f"matmul_{size}"]
        assert tile["smem"] == 2 * kernels.BLOCK * (size + 1) * itemsize <= 48 << 10
        assert tile["stack"] == kernels.LEVELS * (size // kernels.SIDE) ** 2 * itemsize
        assert 2 * tile["registers"] * kernels.SIDE**2 <= 65536  # two tiles at a time, at least
    assert [kernel for kernel, found in used.items() if found["spilled"]] == []


def test_a_spilled_register_is_seen(machine_code):
    machine_code(kernels.SOURCES[EXACT[0]], *kernels.OPTIONS)
    used = resources(kernels.SOURCES[EXACT[0]], *kernels.OPTIONS, "--maxrregcount=24")
    assert any(found["spilled"] for found in used.values())


@pytest.mark.parametrize("name", sorted(set(kernels.SOURCES) - set(EXACT)))
def test_kernels_of_integers_compile_for_a_gpu_and_round_nothing(machine_code, name):
    counts = instructions(machine_code(kernels.SOURCES[name], *kernels.OPTIONS))
    assert sum(counts.values()) > 0
    assert [code for code in counts if code[:2] in {"DA", "DM", "DF", "FA", "FM", "FF"}] == []


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
    calls = [call for call in calls if not call.startswith("fuse(")]  # of bpnet.compiler.fusion; CuPy's is an attribute
    listed = r"cupy\.RawKernel\(SOURCES\[.*\], \w+, options=OPTIONS\)"
    # of plans: tests/test_cupy_executor.py, tests/test_cupy_grid.py
    generated = r"cupy\.RawModule\(code=text, options=OPTIONS(, enable_cooperative_groups=[\w.> ]+)?\)"
    return [call for call in calls if not re.fullmatch(f"{listed}|{generated}", call)]


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

    kernels.get_kernel.cache_clear()
    assert set(CupyBackend().exact_kernels()) == {"matmul", "power_of_two", "split", "sqrt", "sum"}
    assert kernels.get_kernel.cache_info().currsize == 0
