"""For tests of one's own layers, losses and backends: gradient checks, and a pytest plug-in that runs tests on every backend."""

from bpnet.testing.gradients import check_layer, check_loss

__all__ = ["check_layer", "check_loss"]
