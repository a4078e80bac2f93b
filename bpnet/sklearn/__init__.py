"""scikit-learn's multi-layer perceptrons on any array library: the same constructors, attributes and numbers.

The estimators translate and delegate: forward, backward, losses and updates are bpnet's.
"""

try:
    import sklearn as _sklearn
except ImportError as error:
    raise ImportError("bpnet.sklearn needs scikit-learn: pip install scikit-learn (the extra: bpnet-array[sklearn])") from error

if tuple(int(part) for part in _sklearn.__version__.split(".")[:2]) < (1, 9):
    raise ImportError(f"bpnet.sklearn needs scikit-learn 1.9 or newer, found {_sklearn.__version__}: pip install -U scikit-learn")

from bpnet.sklearn.classifier import MLPClassifier
from bpnet.sklearn.regressor import MLPRegressor

__all__ = ["MLPClassifier", "MLPRegressor"]


def __dir__() -> list[str]:
    return __all__
