"""Weights of the classes of a classifier, with scikit-learn's meaning."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight

from bpnet._messages import short_repr
from bpnet.sklearn.data import to_numpy


def class_weights(est: Any, y: Any, *, incremental: bool) -> Any:
    """Return the weight of the class of each sample, (n_samples,), of a classifier with `class_weight`.

    ``y`` are indicators of the classes, a NumPy array. Of several labels the weight is the product of those of the columns.
    """
    if incremental and isinstance(est.class_weight, str):
        remedy = "pass a dict of the weights that compute_class_weight('balanced', classes=classes, y=y) returns for all labels"
        raise ValueError(f"class_weight 'balanced' is not supported for partial_fit, which sees a part of the labels: {remedy}")
    expected = "finite weights of at least 0, and a positive one for some sample"
    try:
        weight = _of_samples(est, y)
    except (TypeError, OverflowError) as error:
        raise ValueError(f"class_weight must have {expected}, got {short_repr(est.class_weight)}") from error
    if not np.all(np.isfinite(weight)) or np.any(weight < 0.0) or not np.any(weight):
        raise ValueError(f"class_weight must have {expected}, got {short_repr(est.class_weight)}")
    return weight


def _of_samples(est: Any, y: Any) -> Any:
    kind = est._label_binarizer.y_type_
    if kind.startswith("multilabel"):
        return compute_sample_weight(est.class_weight, y.astype(int))
    classes, index = to_numpy(est.classes_), np.argmax(y, axis=1) if kind == "multiclass" else y.reshape(-1).astype(int)
    return compute_class_weight(est.class_weight, classes=classes, y=classes[index])[index]
