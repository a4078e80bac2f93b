"""The stand-in for CUDA (tests/cpu_cuda): whether CuPy computes on it, and whether it refuses what a GPU refuses."""

import ctypes
import os
import re
import subprocess
import sys

import numpy as np
import pytest

cp = pytest.importorskip("cupy", reason="the stand-in is for CuPy")
cpu_cuda = pytest.importorskip("cpu_cuda")
if not hasattr(cpu_cuda, "counting"):  # the folder beside this file, not the built package
    pytest.skip("CuPy's stand-in is not built: tests/cpu_cuda/build VENV", allow_module_level=True)

ORDERS = ("forward", "reverse", "random:1")
TOLERANCE = {"float64": 1e-12, "float32": 2e-5, "int64": 0, "complex128": 1e-12}

EXPRESSIONS = """
a @ b; a.T @ a; a @ b[:, 0]; xp.dot(a[0], a[1]); xp.outer(a[0], a[1]); s @ s.transpose(0, 2, 1)
xp.tensordot(s, s, axes=([0, 1], [0, 1]))
xp.linalg.norm(a); xp.matmul(a, b, out=xp.empty((37, 11), a.dtype))
a[:, None, :] * b.T; a + a[0]; a ** 2; xp.abs(a) ** 0.3
a.sum(); a.sum(axis=0); a.sum(axis=1); a.sum(axis=(0, 1)); a.mean(axis=0); a.std(axis=0); a.max(axis=1); a.argmax(axis=1)
a.prod(axis=1); xp.cumsum(xp.abs(a), axis=1); xp.where(a > 0, a, 0); xp.maximum(a, 0); xp.clip(a, -1, 1)
xp.logaddexp(a, 2 * a); xp.isfinite(a)
xp.sign(a); xp.exp(a); xp.tanh(a); xp.sqrt(abs(a)); xp.log1p(abs(a)); xp.expm1(a); xp.sin(a); xp.floor(a); xp.ceil(a); xp.rint(a)
xp.square(a); a.astype("float32"); a.astype("int32"); a.astype("float16"); a.astype(bool); xp.take(a, i, axis=0); a[i]; a[a > 0.5]
xp.concatenate([a, a]); xp.stack([a, a], axis=1); xp.argsort(q, kind="stable"); xp.sort(a, axis=0)
xp.lexsort(xp.stack([q, q[::-1]]))
xp.unique(q); xp.searchsorted(xp.sort(q), q); xp.argsort(a, axis=1)
"""
INTEGERS = """
x + y; x * y; x ^ y; x & y; x << (y % 7); x >> (y % 7); x // y; x % y; x < y; x.astype("float64"); x.sum()
x[:, None] @ y[None, :]
"""
OF_SIGN_AND_SIZE = "x * y; x >> (y % 7); x // y; x.astype('float64')"


def parts(text):
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def assert_equal(got, expected, tolerance=0.0):
    got, expected = cp.asnumpy(got), np.asarray(expected)
    assert (got.dtype, got.shape) == (expected.dtype, expected.shape)
    if tolerance:
        np.testing.assert_allclose(got, expected, rtol=tolerance, atol=tolerance)
    else:
        np.testing.assert_array_equal(got, expected)


def values(dtype):
    rng = np.random.default_rng(0)
    arrays = {"a": rng.normal(size=(37, 53)), "b": rng.normal(size=(53, 11)), "s": rng.normal(size=(5, 6, 7))}
    arrays |= {"q": rng.integers(0, 5, 1000)}
    return {name: array.astype(dtype) for name, array in arrays.items()} | {"i": rng.integers(0, 37, 20)}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("expression", parts(EXPRESSIONS))
def test_cupy_computes_what_numpy_computes(expression, dtype):
    host = values(dtype)
    device = {name: cp.asarray(array) for name, array in host.items()}
    got, expected = eval(expression, {"xp": cp} | device), eval(expression, {"xp": np} | host)  # noqa: S307 - the table above
    assert_equal(got, expected, 2e-3 if got.dtype == "float16" else TOLERANCE[dtype] if got.dtype == dtype else 0.0)


@pytest.mark.parametrize("dtype", ["int64", "uint8", "int32", "uint32", "uint64"])
def test_integers_are_computed_as_by_numpy(dtype):
    """All of the widest and the narrowest; of the others, what depends on sign and size: each is a kernel to compile."""
    rng = np.random.default_rng(1)
    most = np.iinfo(dtype).max
    x, y = rng.integers(0, most, 200, dtype=dtype, endpoint=True), rng.integers(1, most, 200, dtype=dtype, endpoint=True)
    with np.errstate(over="ignore"):
        for expression in parts(INTEGERS if dtype in {"int64", "uint8"} else OF_SIGN_AND_SIZE):
            got = eval(expression, {"x": cp.asarray(x), "y": cp.asarray(y)})  # noqa: S307 - the table above
            assert_equal(got, eval(expression, {"x": x, "y": y}))  # noqa: S307


def test_complex_numbers():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(4, 5)) + 1j * rng.normal(size=(4, 5))
    on_device = cp.asarray(x)
    assert_equal(on_device @ on_device.T.conj(), x @ x.T.conj(), 1e-12)
    assert_equal(cp.exp(on_device), np.exp(x), 1e-12)


def test_templates_constants_warps_and_namespaces():
    module = cp.RawModule(
        code=r"""
template <typename T> __global__ void add(T *x, T a) { x[threadIdx.x] += a; }
__constant__ float constants[4];
extern "C" __global__ void copy(float *y) { y[threadIdx.x] = constants[threadIdx.x]; }
namespace inner { __global__ void warp_sum(int *y) {
    int v = threadIdx.x;
    for (int d = 16; d; d /= 2) v += __shfl_xor_sync(0xffffffff, v, d);
    y[threadIdx.x] = v;
} }
""",
        name_expressions=["add<float>", "add<double>", "inner::warp_sum"],
    )
    x, y, sums = cp.ones(4, "float32"), cp.empty(4, "float32"), cp.empty(64, "int32")
    module.get_function("add<float>")((1,), (4,), (x, np.float32(2)))
    assert_equal(x, np.full(4, 3, "float32"))
    cp.ndarray(4, "float32", module.get_global("constants"))[:] = cp.arange(4, dtype="float32")
    module.get_function("copy")((1,), (4,), (y,))
    assert_equal(y, np.arange(4, dtype="float32"))
    module.get_function("inner::warp_sum")((1,), (64,), (sums,))
    assert_equal(sums, np.repeat(np.array([496, 1520], "int32"), 32))


def test_a_variable_of_the_device_is_found_by_its_name():
    code = '__device__ int counts[4] = {1, 2, 3, 4}; extern "C" __global__ void add(int n) { counts[threadIdx.x] += n; }'
    module = cp.RawModule(code=code)
    counts = cp.ndarray(4, "int32", module.get_global("counts"))
    module.get_function("add")((1,), (4,), (np.int32(10),))
    assert_equal(counts, np.arange(11, 15, dtype="int32"))


def test_a_header_of_the_current_folder_is_included(tmp_path, monkeypatch):
    (tmp_path / "own_header.h").write_text("#define STEP 3")
    monkeypatch.chdir(tmp_path)
    code = '#include "own_header.h"\nextern "C" __global__ void stride(int *y) { y[threadIdx.x] = STEP * threadIdx.x; }'
    y = cp.zeros(4, "int32")
    cp.RawKernel(code, "stride")((1,), (4,), (y,))
    assert_equal(y, np.arange(0, 12, 3, dtype="int32"))


def test_cupys_kinds_of_kernels():
    x = np.arange(5.0)
    assert_equal(
        cp.ElementwiseKernel("T x, T y", "T z", "z = x * y + T(1)", "multiply_add")(cp.asarray(x), cp.asarray(x)), x**2 + 1
    )
    norm = cp.ReductionKernel("T x", "T y", "x * x", "a + b", "y = sqrt(a)", "0", "norm")
    assert_equal(norm(cp.asarray(x)), np.sqrt(30.0), 1e-14)

    @cp.fuse()
    def length(a, b):
        return cp.sqrt(a * a + b * b)

    assert_equal(length(cp.asarray(x), cp.asarray(x)), np.sqrt(2 * x**2), 1e-15)
    with pytest.raises(cp.cuda.compiler.CompileException, match="undeclared"):
        cp.RawKernel('extern "C" __global__ void f(float *x) { x[0] = undeclared; }', "f").compile()


def test_denormal_floats_are_flushed_as_by_cupy_on_a_gpu():
    assert_equal(cp.asarray([1e-39], "float32") * cp.float32(1), np.zeros(1, "float32"))


def test_counters():
    x = cp.arange(4)
    with cpu_cuda.counting() as counts:
        (x + 1).get()
    assert (counts.launches, counts.to_host, counts.to_device) == (1, 1, 0)


# Orders of threads: a kernel that forgets a barrier gives wrong numbers in one of three.

KERNELS = {
    "tree sum": r"""
extern "C" __global__ void kernel(const double *x, double *y) {
    __shared__ double s[128];
    int t = threadIdx.x;
    s[t] = x[blockIdx.x * 128 + t];
    __syncthreads();
    for (int width = 64; width; width /= 2) {
        if (t < width) s[t] += s[t + width];
        __syncthreads();
    }
    if (t == 0) y[blockIdx.x] = s[0];
}""",
    "tiled product": r"""
extern "C" __global__ void kernel(const double *x, double *y) {
    __shared__ double a[8][8], b[8][8];
    int row = threadIdx.x / 8, column = threadIdx.x % 8;
    double sum = 0;
    for (int tile = 0; tile < 64; tile += 8) {
        a[row][column] = x[row * 64 + tile + column];
        b[row][column] = x[512 + (tile + row) * 8 + column];
        __syncthreads();
        for (int k = 0; k < 8; k++) sum += a[row][k] * b[k][column];
        __syncthreads();
    }
    y[threadIdx.x] = sum;
}""",
    "scan with dynamic memory": r"""
extern "C" __global__ void kernel(const double *x, double *y) {
    extern __shared__ double s[];
    int t = threadIdx.x;
    s[t] = x[t];
    __syncthreads();
    for (int d = 1; d < 64; d *= 2) {
        double left = t >= d ? s[t - d] : 0;
        __syncthreads();
        s[t] += left;
        __syncthreads();
    }
    y[t] = s[t];
}""",
    "exchange in a warp": r"""
extern "C" __global__ void kernel(const double *x, double *y) {
    __shared__ double s[32];
    int t = threadIdx.x;
    s[t] = x[t];
    __syncwarp();
    double other = s[31 - t];
    __syncwarp();
    s[t] = other;
    __syncwarp();
    y[t] = s[t ^ 1];
}""",
    "blocks of a grid": r"""
#include <cooperative_groups.h>
extern "C" __global__ void kernel(const double *x, double *y) {
    __shared__ double s[32];
    int t = threadIdx.x, from = (blockIdx.x + 1) % gridDim.x * 32 + t;
    s[t] = x[blockIdx.x * 32 + t];
    __syncthreads();
    y[blockIdx.x * 32 + t] = s[31 - t];
    cooperative_groups::this_grid().sync();
    double other = y[from];
    cooperative_groups::this_grid().sync();
    y[blockIdx.x * 32 + t] = other + s[t];
}""",
}
SHAPES = {"tree sum": (6, 128), "tiled product": (1, 64), "scan with dynamic memory": (1, 64), "exchange in a warp": (1, 32)}
BARRIER = re.compile(r"__syncthreads\(\);|__syncwarp\(\);|cooperative_groups::this_grid\(\)\.sync\(\);")


def results(source, blocks, threads):
    """What a kernel writes, in each of the orders."""
    x = cp.asarray(np.random.default_rng(3).integers(1, 1000, 1024).astype(float))
    kernel = cp.RawKernel(source, "kernel", enable_cooperative_groups="cooperative" in source)
    found = []
    for order in ORDERS:
        y = cp.zeros(128)
        with cpu_cuda.order(order):
            kernel((blocks,), (threads,), (x, y), shared_mem=8 * threads)
            found.append(y.get())
    return found


@pytest.mark.parametrize("name", KERNELS)
def test_the_order_of_threads_changes_nothing_where_all_barriers_are_there(name):
    first, *others = results(KERNELS[name], *SHAPES.get(name, (4, 32)))
    for other in others:
        np.testing.assert_array_equal(other, first)


@pytest.mark.parametrize(
    ("name", "number"), [(name, i) for name, source in KERNELS.items() for i in range(len(BARRIER.findall(source)))]
)
def test_each_barrier_that_is_deleted_is_missed(name, number):
    source, shape = KERNELS[name], SHAPES.get(name, (4, 32))
    start, end = list(BARRIER.finditer(source))[number].span()
    expected = results(source, *shape)[0]
    assert any(not np.array_equal(found, expected) for found in results(source[:start] + source[end:], *shape))


@pytest.mark.parametrize("number", [0, 1])
def test_a_barrier_of_each_block_in_place_of_one_of_all_blocks_is_seen(number):
    source = KERNELS["blocks of a grid"]
    start, end = [found for found in BARRIER.finditer(source) if "grid" in found[0]][number].span()
    expected, altered = results(source, 4, 32)[0], f"{source[:start]}__syncthreads();{source[end:]}"
    assert any(not np.array_equal(found, expected) for found in results(altered, 4, 32))


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match="forward, reverse or random:SEED, got 'sideways'"), cpu_cuda.order("sideways"):
        pass
    assert "got 'random:'" in run("cp.zeros(1) + 1", CPU_CUDA_ORDER="random:")


# Limits of compute capability 9.0

FILL = r'extern "C" __global__ void fill(double *x) { x[0] = 1; }'


@pytest.mark.parametrize("block", [(1025,), (32, 33), (1, 1, 65)])
def test_blocks_that_are_too_large_are_refused(block):
    with pytest.raises(cp.cuda.driver.CUDADriverError, match="INVALID_VALUE"):
        cp.RawKernel(FILL, "fill")((1,), block, (cp.zeros(1),))


def test_more_threads_than_the_launch_bounds_are_refused():
    kernel = cp.RawKernel(FILL.replace("void fill", "void __launch_bounds__(64) fill"), "fill")
    assert kernel.max_threads_per_block == 64
    kernel((1,), (64,), (cp.zeros(1),))
    with pytest.raises(cp.cuda.driver.CUDADriverError, match="INVALID_VALUE"):
        kernel((1,), (65,), (cp.zeros(1),))


def test_shared_memory_that_is_too_large_is_refused():
    static = r'extern "C" __global__ void f(double *x) { __shared__ double s[SIZE]; s[threadIdx.x] = x[0]; x[0] = s[0]; }'
    kernel = cp.RawKernel(static.replace("SIZE", "6144"), "f")
    assert kernel.shared_size_bytes == 48 << 10
    kernel((1,), (1,), (cp.zeros(1),))
    with pytest.raises(cp.cuda.compiler.CompileException, match="too much shared data"):
        cp.RawKernel(static.replace("SIZE", "6145"), "f").compile()
    with pytest.raises(cp.cuda.driver.CUDADriverError, match="INVALID_VALUE"):
        kernel((1,), (1,), (cp.zeros(1),), shared_mem=1)
    kernel = cp.RawKernel(
        r'extern "C" __global__ void f(double *x) { extern __shared__ double s[]; s[0] = 1; x[0] = s[0]; }', "f"
    )
    kernel((1,), (1,), (cp.zeros(1),), shared_mem=48 << 10)
    with pytest.raises(cp.cuda.driver.CUDADriverError, match="INVALID_VALUE"):
        kernel((1,), (1,), (cp.zeros(1),), shared_mem=(48 << 10) + 1)
    kernel.max_dynamic_shared_size_bytes = 227 << 10
    kernel((1,), (1,), (cp.zeros(1),), shared_mem=227 << 10)
    with pytest.raises(cp.cuda.driver.CUDADriverError, match="INVALID_VALUE"):
        kernel.max_dynamic_shared_size_bytes = (227 << 10) + 1


@pytest.mark.parametrize(("threads", "shared", "most"), [(1024, 0, 8), (64, 0, 128), (32, 40 << 10, 20)])
def test_a_cooperative_grid_beyond_the_occupancy_is_refused(threads, shared, most):
    """Four multiprocessors, each of 2,048 threads, 32 blocks and 228 KiB of shared memory, of which a block takes 1 KiB more."""
    kernel, x = cp.RawKernel("#include <cooperative_groups.h>\n" + FILL, "fill", enable_cooperative_groups=True), cp.zeros(1)
    kernel((most,), (threads,), (x,), shared_mem=shared)
    with pytest.warns(UserWarning, match=f"reduced from {most + 1} to {most}"):  # CuPy asks first, and cuts the grid
        kernel((most + 1,), (threads,), (x,), shared_mem=shared)
    pointer = ctypes.c_void_p(x.data.ptr)
    arguments = (ctypes.c_void_p * 1)(ctypes.addressof(pointer))
    launch = ctypes.CDLL("libcuda.so.1").cuLaunchCooperativeKernel
    found = [
        launch(ctypes.c_void_p(kernel.kernel.ptr), n, 1, 1, threads, 1, 1, shared, None, arguments) for n in (most, most + 1)
    ]
    assert found == [0, 720]  # CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE


# Mistakes that a GPU reports, or that show as wrong numbers; each in a process of its own


def run(code, **environment):
    code = "import numpy as np, cupy as cp\n" + code
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=False, timeout=300
    )
    return done.stdout + done.stderr


KERNEL = "k = cp.RawKernel('extern \"C\" __global__ void f(%s *x) { %s }', 'f'); "
STREAMS = (
    "a, b = (cp.cuda.Stream(non_blocking=True) for _ in range(2)); x = cp.zeros(1); y = cp.empty(1)\n"
    "cp.cuda.Device().synchronize()\n"
    "with a: x += 1\n%swith b: cp.add(x, 0, out=y)\nb.synchronize(); print('seen', y.get(stream=b)[0])"
)
FAILURES = {
    "memory of another device": (
        KERNEL % ("double", "x[0] = 1;") + "\nwith cp.cuda.Device(1): x = cp.zeros(4)\nk((1,), (1,), (np.uint64(x.data.ptr),))",
        {"CPU_CUDA_DEVICES": "2"},
        "CUDA_ERROR_ILLEGAL_ADDRESS",
    ),
    "memory of another device in an array": (
        (
            "with cp.cuda.Device(1): x = cp.zeros(4)\n"
            "lie = cp.cuda.UnownedMemory(x.data.ptr, x.nbytes, x, device_id=0)\n"
            "cp.ndarray(4, memptr=cp.cuda.MemoryPointer(lie, 0)) + 1"
        ),
        {"CPU_CUDA_DEVICES": "2"},
        "CUDA_ERROR_ILLEGAL_ADDRESS",
    ),
    "a number that is an address of another device": (
        "with cp.cuda.Device(1): x = cp.zeros(4)\nprint('seen', (cp.zeros(2, 'i8') ^ x.data.ptr) == x.data.ptr)",
        {"CPU_CUDA_DEVICES": "2"},
        "seen [ True  True]",
    ),
    "memory of the host": (
        KERNEL % ("double", "x[0] = 1;") + "x = np.zeros(4); k((1,), (1,), (np.uint64(x.ctypes.data),))",
        {},
        "CUDA_ERROR_ILLEGAL_ADDRESS",
    ),
    "threads at two barriers": (
        KERNEL % ("int", "if (threadIdx.x) __syncthreads(); else __syncwarp();")
        + "k((1,), (64,), (cp.zeros(1, 'i4'),)); cp.cuda.Device().synchronize()",
        {},
        "cudaErrorLaunchFailure",
    ),
    "a failed assertion": (
        KERNEL % ("int", "assert(x[0] == 1);") + "k((1,), (64,), (cp.zeros(1, 'i4'),)); cp.cuda.Device().synchronize()",
        {},
        "assertion failed: x[0] == 1",
    ),
    "a missing wait between streams": (STREAMS % "", {"CPU_CUDA_LAZY": "1"}, "seen 0.0"),
    "streams with the wait": (STREAMS % "b.wait_event(a.record())\n", {"CPU_CUDA_LAZY": "1"}, "seen 1.0"),
    "a stream that is gone before its work": (  # the default stream still waits for it, unless it is non-blocking
        (
            "x = cp.arange(9.0); cp.cuda.Device().synchronize(); seen = []\n"
            "for options in ({}, {'non_blocking': True}):\n"
            "    s = cp.cuda.Stream(**options)\n"
            "    with s: y = x * 2 + 1\n"
            "    del s\n"
            "    seen += [bool((y.get() == np.arange(9.0) * 2 + 1).all())]\n"
            "print('seen', seen)"
        ),
        {"CPU_CUDA_LAZY": "1"},
        "seen [True, False]",
    ),
    "no device": ("cp.zeros(1)", {"CPU_CUDA_DEVICES": "0"}, "cudaErrorNoDevice"),
    "no driver": ("cp.zeros(1)", {"CPU_CUDA_DRIVER": "none"}, "cudaErrorInsufficientDriver"),
    "an old driver": ("cp.zeros(1)", {"CPU_CUDA_DRIVER": "old"}, "cudaErrorInsufficientDriver"),
    "no toolkit": ("cp.zeros(1) + 1", {"CPU_CUDA_TOOLKIT": "none", "CUPY_CACHE_IN_MEMORY": "1"}, "libnvrtc.so"),
    "a setting that is none": ("cp.zeros(1)", {"CPU_CUDA_DRIVER": "non"}, "CPU_CUDA_DRIVER must be none or old, got 'non'"),
    "an empty setting": ("print('seen', cp.ones(1))", {"CPU_CUDA_LAZY": "", "CPU_CUDA_DRIVER": ""}, "seen [1.]"),
    "a number that is none": ("cp.zeros(1)", {"CPU_CUDA_DEVICES": "two"}, "CPU_CUDA_DEVICES must be a number, got 'two'"),
    "a generator of the wheel": (
        "cp.random.default_rng(0).random(3)",
        {},
        "NotImplementedError: cpu_cuda has no cupy.random.default_rng",
    ),
    "no memory": ("cp.zeros(1 << 20)", {"CPU_CUDA_MEMORY_MIB": "1"}, "OutOfMemoryError"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures_are_those_of_a_gpu(name):
    code, environment, expected = FAILURES[name]
    assert expected in run(code, **environment)


def test_another_version_of_cupy_is_refused(tmp_path):
    """By the build and by the import; the environment is a stub whose Python says which CuPy it has."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").write_text("#!/bin/sh\necho cupy-cuda13x==14.1.0\n")
    (tmp_path / "bin" / "python").chmod(0o755)
    build = os.path.join(os.path.dirname(__file__), "cpu_cuda", "build")  # noqa: PTH118, PTH120 - a path for a program
    done = subprocess.run([build, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cupy-cuda13x 14.2.0 only" in done.stderr
    assert "has cupy-cuda13x 14.1.0" in done.stderr
    lie = "import importlib.metadata as m, sys; m.version = lambda name: '14.3.0'; import cupy"
    done = subprocess.run([sys.executable, "-c", lie], capture_output=True, text=True, check=False)
    assert "was built for CuPy 14.2.0, and this environment has 14.3.0" in done.stderr
