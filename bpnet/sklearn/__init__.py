"""scikit-learn's multi-layer perceptrons on any array library: the same constructors, attributes and numbers.

The estimators translate and delegate: forward, backward, losses and updates are bpnet's. scikit-learn is imported when
an estimator is first accessed; `bpnet.sklearn.formulas` does not need it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.sklearn.classifier import MLPClassifier
    from bpnet.sklearn.conversion import from_sklearn, to_network, to_sklearn
    from bpnet.sklearn.regressor import MLPRegressor

__all__ = ["MLPClassifier", "MLPRegressor", "from_sklearn", "to_network", "to_sklearn"]

_MODULE_OF = {"MLPClassifier": "classifier", "MLPRegressor": "regressor"}
_MODULE_OF |= dict.fromkeys(("from_sklearn", "to_network", "to_sklearn"), "conversion")


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name

    def __getattr__(name: str) -> Any:
        """Import an estimator or a conversion when it is first used (PEP 562)."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module 'bpnet.sklearn' has no attribute {name!r}")
        _check_version()
        value = getattr(import_module(f"bpnet.sklearn.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__


def _check_version() -> None:
    """Raise ImportError unless scikit-learn is installed in a supported version: private helpers of it are used."""
    remedy = "pip install 'scikit-learn>=1.9,<1.10'"
    try:
        import sklearn
    except ImportError as error:
        raise ImportError(f"bpnet.sklearn needs scikit-learn: {remedy}") from error
    if not (1, 9) <= tuple(int(part) for part in sklearn.__version__.split(".")[:2]) < (1, 10):
        words = "scikit-learn 1.9, of which it uses private helpers"
        raise ImportError(f"bpnet.sklearn needs {words}, found {sklearn.__version__}: {remedy}")
