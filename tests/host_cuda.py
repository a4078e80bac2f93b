"""CUDA sources compiled for the host, with NumPy in CuPy's place: the same source, whose threads run one after another."""

import ctypes
import subprocess
from typing import ClassVar

import numpy as np
from bpnet_cupy import kernels

HOST = """
#include <cmath>
using namespace std;
struct Index { unsigned x; };
extern "C" { Index blockIdx, threadIdx, blockDim; }
#define __global__
#define __device__
#define __forceinline__ inline
typedef long long word;
typedef void (*function)(word, word, word, word, word, word, word, word);
extern "C" void run(function f, unsigned blocks, unsigned threads, const word *w)
{
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++)
        for (threadIdx.x = 0; threadIdx.x < (blockDim.x = threads); threadIdx.x++)
            f(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
}
"""


class HostKernel:
    """`cupy.RawKernel`, compiled for the host: the threads run one after another."""

    def __init__(self, library, name):
        self.run, self.function = library.run, getattr(library, name)

    def __call__(self, grid, block, args):
        """As CuPy passes arguments: the address of an array, an int as 64 bits."""
        for array in args:
            assert isinstance(array, int) or array.flags.c_contiguous
        words = (ctypes.c_longlong * 8)(*(arg if isinstance(arg, int) else arg.ctypes.data for arg in args))
        (blocks,), (threads,) = grid, block
        assert blocks > 0  # CUDA refuses none
        self.run(self.function, blocks, threads, words)


class HostCupy:
    """What the kernels' launchers ask of CuPy, on NumPy."""

    ascontiguousarray = staticmethod(np.ascontiguousarray)
    broadcast_to = staticmethod(np.broadcast_to)

    def __init__(self, folder, compiler, change=lambda source: source):
        self.folder, self.compiler, self.change = folder, compiler, change
        self.launches = []
        self.cuda = HostCuda

    def empty(self, shape, dtype):
        return np.full(shape, 99, dtype)

    def __getattr__(self, name):
        return getattr(np, name)

    def RawKernel(self, source, name, options):  # noqa: N802 - CuPy's name
        return self.RawModule(source, options).get_function(name)

    def RawModule(self, code, options):  # noqa: N802 - CuPy's name
        assert options == ("--fmad=false",)
        number = len(list(self.folder.iterdir()))
        text, library = self.folder / f"{number}.cpp", self.folder / f"{number}.so"
        text.write_text(HOST + self.change(code))
        command = [self.compiler, "-O1", "-w", "-ffp-contract=off", "-shared", "-fPIC", text, "-o", library]
        subprocess.run(command, check=True, capture_output=True, text=True)
        return HostModule(ctypes.CDLL(str(library)), self.launches)

    def kernels(self):
        return {
            "matmul": lambda a, b: kernels.matmul(self, a, b),
            "sum": lambda x, axis: kernels.total(self, x, axis),
        }


class HostEvent:
    """`cupy.cuda.Event`, which says in which order it was used."""

    used: ClassVar[list[str]] = []

    def __init__(self, *, disable_timing):
        assert disable_timing

    def record(self):
        self.used.append("record")

    def wait_event(self, event):
        assert isinstance(event, HostEvent)
        self.used.append("wait")


class HostCuda:
    """`cupy.cuda`."""

    Event = HostEvent

    @staticmethod
    def get_current_stream():
        return HostEvent(disable_timing=True)


class HostModule:
    """`cupy.RawModule`, compiled for the host; what it launches is noted."""

    def __init__(self, library, launches):
        self.library, self.launches = library, launches

    def get_function(self, name):
        kernel = HostKernel(self.library, name)

        def launched(grid, block, args):
            self.launches.append((name, grid, block, args[-1]))
            kernel(grid, block, args)

        return launched
