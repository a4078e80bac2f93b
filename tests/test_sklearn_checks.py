"""scikit-learn's own checks of estimators, those of the array API among them (``SCIPY_ARRAY_API=1`` is set in conftest)."""

import pytest

pytest.importorskip("sklearn", minversion="1.9", reason="what is checked is scikit-learn's interface")

from sklearn.utils.estimator_checks import parametrize_with_checks

import bpnet
from bpnet.sklearn import MLPClassifier, MLPRegressor

ESTIMATORS = [MLPClassifier(max_iter=50), MLPRegressor(max_iter=50)]


@pytest.fixture(autouse=True)
def _flags_of_strict():
    """scikit-learn's own labels need shapes that depend on data, which other tests here do without."""
    strict = pytest.importorskip("array_api_strict", reason="its flags are set")
    kept = strict.get_array_api_strict_flags()
    strict.set_array_api_strict_flags(boolean_indexing=True, data_dependent_shapes=True)
    yield
    strict.set_array_api_strict_flags(**kept)


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks(ESTIMATORS)
def test_estimators_pass_the_checks_of_scikit_learn(estimator, check):
    if getattr(check, "keywords", {}).get("array_namespace") == "cupy":
        probe = next(row for row in bpnet.available_backends() if row.name == "cupy")
        if not probe.usable:
            pytest.skip(f"cupy: {probe.reason}")
    check(estimator)
