"""`cupy.random.default_rng` has kernels of its own, compiled into the wheel for GPUs: they do not run on the host."""

_WHAT = "cpu_cuda has no cupy.random.default_rng: draw with cupy.random.RandomState, or on the host"


class Generator:
    def __init__(self, *_):
        raise NotImplementedError(_WHAT)


class FeistelBijection:
    def __init__(self, *_, **__):
        raise NotImplementedError(_WHAT)


def init_curand(*_):
    raise NotImplementedError(_WHAT)


def random_raw(*_):
    raise NotImplementedError(_WHAT)
