"""Derivatives beyond the gradient: Jacobians, gradients of each sample, and products with Jacobians and Hessians."""

from bpnet.derivatives.dual import pushforward
from bpnet.derivatives.products import gauss_newton_vector_product, hessian_vector_product, jvp
from bpnet.derivatives.samples import jacobian, per_sample_gradients

__all__ = ["gauss_newton_vector_product", "hessian_vector_product", "jacobian", "jvp", "per_sample_gradients", "pushforward"]


def __dir__() -> list[str]:
    return __all__
