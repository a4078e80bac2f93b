"""scikit-learn's own tests of its networks, with bpnet's classes in their place."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

sklearn = pytest.importorskip("sklearn", minversion="1.9", reason="the tests are scikit-learn's")

SUITE = Path(sklearn.__file__).parent / "neural_network" / "tests" / "test_mlp.py"
IMPORT = "from sklearn.neural_network import MLPClassifier, MLPRegressor"
PRIVATE = {"test_gradient": "calls _loss_grad_lbfgs with buffers of scikit-learn's own backpropagation"}


def suite(folder, line):
    """Run the suite with another import line: how many passed, and the names of those that failed."""
    text = SUITE.read_text()
    assert text.count(IMPORT) == 1
    (folder / "test_mlp.py").write_text(text.replace(IMPORT, line))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "sklearn.conftest", "-p", "no:cacheprovider", "--tb=no", "test_mlp.py"]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTEST_ADDOPTS": ""},
        check=False,
    )
    passed = re.search(r"(\d+) passed", done.stdout)
    return (
        int(passed[1]) if passed else 0,
        set(re.findall(r"^FAILED test_mlp\.py::(\w+)", done.stdout, re.MULTILINE)),
        done.stdout,
    )


def test_the_suite_passes_but_for_what_reads_private_attributes(tmp_path):
    passed, failed, said = suite(tmp_path, "from bpnet.sklearn import MLPClassifier, MLPRegressor")
    assert failed == set(PRIVATE), said
    assert passed >= 55, said


def test_classes_that_do_not_train_fail_the_suite(tmp_path):
    line = "from sklearn.dummy import DummyClassifier as MLPClassifier, DummyRegressor as MLPRegressor"
    passed, failed, _ = suite(tmp_path, line)
    assert len(failed) > 30 > passed
