"""Derivatives beyond the gradient: Jacobians, gradients of each sample, and products with Jacobians and Hessians."""

from bpnet.derivatives.samples import jacobian, per_sample_gradients

__all__ = ["jacobian", "per_sample_gradients"]


def __dir__() -> list[str]:
    return __all__
