"""Profile a custom loop: ``taskset -c 0 python docs/examples/loop_profile.py jax``, on an idle core.

It prints CPU microseconds for each batch of 64-100-10, the median of rounds in which all take turns, and their ratio to
`net.step`. On JAX also those of the compiled programs alone, and what it costs that Adam's begins with twelve kernels.
"""

import os
import resource
import statistics
import sys
import time

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")

import numpy as np

import bpnet
from bpnet.bench.peers.own_loop import WAYS, cross_entropy

CALLS = 60
"""Batches in a row, for each row of a round."""


def network(spec):
    """Return a network and a batch on its device."""
    net = bpnet.MLP((64, 100, 10), output="identity", loss="softmax_cross_entropy", backend=spec, dtype="float32")
    x = np.random.default_rng(0).standard_normal((200, 64))
    return net, net.backend.from_host(x, "float32"), net.backend.from_host(np.arange(200) % 10, "int64")


def own_function(net):
    """The way ``vjp`` with a function outside of bpnet, whose variables are watched."""

    def objective(xp, params, state, x, y):
        logits, pullback, state = bpnet.vjp(xp, net.layer, params, state, x)
        value, dy = cross_entropy(xp, logits, y)
        return value, pullback(dy)[0], state

    compiled = net.compile(objective)

    def advance(x, y):
        value, grads, state = compiled(net.params, net.state, x, y)
        net.update(grads, state=state)
        return value

    return advance


def programs(spec):
    """Return calls of JAX's programs alone: of a step, and of the gradient and the update in turns."""
    net, x, y = network(spec)
    net.step(x, y)
    net.update(net.value_and_grad(x, y)[1])
    parts = net._steps.compiled, net._steps.gradient.compiled, net._steps.update.compiled
    step, gradient, update = (next(iter(part.programs.values())) for part in parts)
    params, state, opt_state = net.training[:3]
    rate = net._learning_rate.on_device(0.001)
    kept = [params, opt_state]

    def both():
        value, grads, _ = gradient(kept[0], state, x, y)
        kept[:] = update(kept[0], grads, kept[1], rate)
        return value

    return {"program of a step": lambda: step(params, state, opt_state, x, y, rate), "programs of a loop": both}


def adams():
    """Return Adam on four arrays as JAX compiles it, with twelve kernels that are ready at once, and with eight."""
    import jax
    import jax.numpy as jnp

    shapes = (64, 100), (100,), (100, 10), (10,)
    given = [[jnp.full(shape, value, "float32") for shape in shapes] for value in (0.5, 0.1, 0.2, 0.3)]

    def update(params, grads, m, v, size, root):
        m = [0.9 * m + 0.1 * g for m, g in zip(m, grads, strict=True)]
        v = [0.999 * v + 0.001 * (g * g) for v, g in zip(v, grads, strict=True)]
        return [p - size * (m / (jnp.sqrt(v) / root + 1e-8)) for p, m, v in zip(params, m, v, strict=True)], m, v

    def with_corrections(*arrays):
        c1, c2 = 0.9 * arrays[4] + 0.1, 0.999 * arrays[5] + 0.001
        return update(*arrays[:4], 0.001 / c1, jnp.sqrt(c2)), c1, c2

    numbers = jnp.float32(0.1), jnp.float32(0.001)
    ready = {"Adam, 12 kernels ready": jax.jit(with_corrections), "Adam, 8 kernels ready": jax.jit(update)}
    return {name: lambda call=call: jax.block_until_ready(call(*given, *numbers)) for name, call in ready.items()}


def main(spec, rounds=40):
    """Print the times."""
    rows = {}
    for name, way in (("step", WAYS["fit"]), ("value_and_grad + update", WAYS["loop"]), ("vjp + update", own_function)):
        net, x, y = network(spec)
        advance = way(net) if way is own_function else way(net, None)
        rows[name] = lambda advance=advance, x=x, y=y: advance(x, y)
    backend = net.backend
    if backend.name == "jax":
        backend.configure_process()
        with backend.scope():
            rows |= programs(spec) | adams()
    times, switches = {name: [] for name in rows}, {}
    for _ in range(rounds + 1):  # the first one compiles
        for name, call in rows.items():
            call()
            backend.synchronize()
            began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
            for _ in range(CALLS):
                value = call()
            backend.synchronize()
            times[name].append(1e6 * (time.process_time() - began) / CALLS)
            switches[name] = (resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw - before) / CALLS
            del value
    for name, all_us in times.items():
        us = all_us[1:]
        ratio = statistics.median(a / b for a, b in zip(us, times["step"][1:], strict=True))
        print(f"{name:24} {statistics.median(us):6.0f} us  {ratio:5.2f} of a step  {switches[name]:4.1f} waits of a thread")


if __name__ == "__main__":
    main(sys.argv[1])
