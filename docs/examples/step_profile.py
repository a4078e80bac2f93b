"""Profile NumPy's compiled step: ``python docs/examples/step_profile.py medium``, on an idle core.

Each prepared call of a step is timed separately, as the shortest of many times; then a step in a whole training.
"""

import os
import sys
import time

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")

import numpy as np

from bpnet.arrays import leaves
from bpnet.bench import cases
from bpnet.bench.peers import bpnet_backend, handwritten, products
from bpnet.compiler.blockwise import blocks
from bpnet.compiler.flattening import lengths_in_flat
from bpnet.compiler.library import Library
from bpnet.training.network import Network

PEERS = (("bpnet numpy", bpnet_backend, "numpy"), ("handwritten", handwritten, ""), ("products", products, ""))
KINDS = {"matmul": "products", "dot": "products", "reduce": "sums and maxima"}


def kind(function, arguments, n_flat):
    """Return the kind of a call: products, sums, updates of all params, or operations on activations."""
    name = getattr(function, "__qualname__", str(function)).rpartition(".")[2]
    vectors = {x.size for x in arguments if isinstance(x, np.ndarray) and x.ndim == 1}
    return KINDS.get(name) or ("params" if vectors & parameter_blocks(n_flat) else "activations")


def parameter_blocks(n_flat):
    """Lengths of the blocks in which the vector of all params is gone through."""
    return {rows.stop - rows.start for _, rows in blocks((n_flat,), 4, Library.block)} | {n_flat}


def profile(case, times=200):
    """Return the microseconds of a step by kind of call."""
    nets, task = [], cases.make_task(case, 0, "numpy")
    fit, Network.fit = Network.fit, lambda net, *data, **options: nets.append(net) or fit(net, *data, **options)
    try:
        bpnet_backend.prepare(task)()(1)
    finally:
        Network.fit = fit
    (program,) = nets[0]._steps.compiled.programs.values()
    calls, n_flat = program.batches[0].calls, sum(lengths_in_flat(list(leaves(nets[0].params))))
    best = [np.inf] * len(calls)
    with np.errstate(all="ignore"):
        for _ in range(times):
            for i, call in enumerate(calls):
                began = time.perf_counter()
                call()
                best[i] = min(best[i], time.perf_counter() - began)
    found = {}
    for call, seconds in zip(calls, best, strict=True):
        name = kind(call.func, call.args, n_flat)
        count, sofar = found.get(name, (0, 0.0))
        found[name] = count + 1, sofar + 1e6 * seconds
    return found


def whole(case, peer, spec="", times=5):
    """Return the microseconds of a step in a whole training, the shortest of several."""
    start, best = peer.prepare(cases.make_task(case, 0, spec)), np.inf
    for _ in range(times):
        train = start()
        began = time.perf_counter()
        train(case.epochs)
        best = min(best, time.perf_counter() - began)
    return 1e6 * best / (case.epochs * case.steps)


def main(name):
    """Print the profile, then the time of a step in a training of each peer."""
    (case,) = (case for case in cases.CASES if case.name == name)
    for what, (calls, us) in sorted(profile(case).items(), key=lambda pair: -pair[1][1]):
        print(f"{what:16} {calls:4} calls {us:10,.0f} us")
    for label, peer, spec in PEERS:
        print(f"{label:16} a step in a training {whole(case, peer, spec):10,.0f} us")


if __name__ == "__main__":
    main(sys.argv[1])
