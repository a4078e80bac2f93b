"""scikit-learn's multi-layer perceptrons on any array library: the same constructors, attributes and numbers.

The estimators translate and delegate: forward, backward, losses and updates are bpnet's.
"""

try:
    import sklearn as _sklearn  # noqa: F401 - whether it is there
except ImportError as error:
    raise ImportError("bpnet.sklearn needs scikit-learn: pip install scikit-learn (the extra: bpnet-array[sklearn])") from error

from bpnet.sklearn.classifier import MLPClassifier
from bpnet.sklearn.regressor import MLPRegressor

__all__ = ["MLPClassifier", "MLPRegressor"]
