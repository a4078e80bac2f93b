"""Networks in the formats of other libraries: files of ONNX; `Network.to_torch` and `Network.to_jax` are beside it."""

from bpnet.export.onnx_model import onnx

__all__ = ["onnx"]


def __dir__() -> list[str]:
    return __all__
