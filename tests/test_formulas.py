"""bpnet.sklearn and its formulas where scikit-learn is not installed, or in a version that is not known."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bpnet
import bpnet.sklearn
from bpnet._specs import FACTORIES, from_json, to_json
from bpnet.checkpoint.former import in_todays_names
from bpnet.sklearn import formulas

MISSING = "import sys; sys.modules['sklearn'] = None\n"
OTHER = "import sys, types; sys.modules['sklearn'] = types.ModuleType('sklearn'); sys.modules['sklearn'].__version__ = {!r}\n"
REMEDY = "pip install 'scikit-learn>=1.9,<1.10'"


def run(program):
    return subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)


def test_the_formulas_need_no_scikit_learn():
    program = "from bpnet._specs import from_json; print(from_json({'make': 'sklearn.poisson'}).spec.name)"
    done = run(MISSING + program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "sklearn.poisson"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (MISSING, "ImportError: bpnet.sklearn needs scikit-learn: "),
        (OTHER.format("1.8.2"), "needs scikit-learn 1.9, of which it uses private helpers, found 1.8.2: "),
        (OTHER.format("1.10.0"), "needs scikit-learn 1.9, of which it uses private helpers, found 1.10.0: "),
    ],
    ids=["missing", "old", "new"],
)
@pytest.mark.parametrize("program", ["from bpnet.sklearn import MLPClassifier", "import bpnet; bpnet.sklearn.MLPRegressor"])
def test_an_estimator_says_which_scikit_learn_it_needs(start, words, program):
    done = run(start + program)
    assert done.stderr.strip().endswith(words + REMEDY)


def test_the_extra_installs_the_versions_that_are_taken():
    extras = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert all("scikit-learn>=1.9,<1.10" in extras[extra] for extra in ("sklearn", "test"))


def test_the_module_shows_its_estimators_and_names_what_it_has_not():
    assert dir(bpnet.sklearn) == bpnet.sklearn.__all__
    assert set(bpnet.sklearn.__all__) == {"MLPClassifier", "MLPRegressor", "from_sklearn", "to_network", "to_sklearn"}
    with pytest.raises(AttributeError, match="module 'bpnet.sklearn' has no attribute 'MLPCluster'"):
        bpnet.sklearn.MLPCluster  # noqa: B018 - the error is what is looked at


@pytest.mark.parametrize("name", [name for name in FACTORIES if name.startswith("sklearn.")])
def test_every_formula_has_a_spec_that_makes_it(name):
    thing = getattr(formulas, name.removeprefix("sklearn."))()
    assert to_json(thing) == to_json(from_json(to_json(thing))) == {"make": name}


def test_a_penalty_of_nothing_is_the_plain_objective():
    assert formulas.penalized(0.0) is bpnet.value_and_grad


def test_the_penalty_of_a_network_is_read_and_not_assigned():
    net = formulas.PenalizedNetwork(bpnet.layers.affine(2), n_in=3, loss="squared_error", penalty=0.25, backend="numpy")
    with pytest.raises(AttributeError, match="penalty"):
        net.penalty = 0.5
    assert net.penalty == net.to("numpy").penalty == net.architecture["penalty"] == 0.25


def test_a_file_of_a_penalized_network_loads_in_a_process_without_scikit_learn(tmp_path):
    pytest.importorskip("safetensors", reason="files are safetensors")
    loss, optimizer = formulas.softmax_cross_entropy(), formulas.adam()
    net = formulas.PenalizedNetwork(bpnet.layers.affine(2), n_in=3, loss=loss, optimizer=optimizer, penalty=0.25, backend="numpy")
    net.save(tmp_path / "net")
    program = f"import bpnet; net = bpnet.load({str(tmp_path / 'net')!r}, backend='numpy'); "
    program += "print(net.penalty, net.architecture['loss'].spec.name)"
    done = run(MISSING + program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0.25", "sklearn.softmax_cross_entropy"]


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ({"make": "losses.squared_error", "reduction": "sum", "reported_mean": True}, formulas.squared_error("sum")),
        ({"make": "losses.binary_cross_entropy", "held": True}, formulas.binary_cross_entropy()),
        ({"make": "losses.softmax_cross_entropy", "held": True}, formulas.softmax_cross_entropy()),
        ({"make": "losses.poisson", "deviance": True}, formulas.poisson()),
        ({"make": "losses.poisson", "deviance": False}, bpnet.losses.poisson()),
        ({"make": "losses.huber", "delta": 2.0}, bpnet.losses.huber(delta=2.0)),
        (
            {"make": "optimizers.sgd", "momentum": 1.0, "dampening": 0.0, "nesterov": True, "rate_in_velocity": True},
            formulas.sgd(momentum=1.0, nesterov=True),
        ),
        ({"make": "optimizers.sgd", "momentum": 0.5, "rate_in_velocity": False}, bpnet.optimizers.sgd(momentum=0.5)),
        (
            {"make": "optimizers.sgd", "momentum": 0.5, "rate_in_velocity": True, "weight_decay": 0.1, "decay_biases": False},
            bpnet.optimizers.l2(formulas.sgd(momentum=0.5), 0.1, decay_biases=False),
        ),
        (
            {"make": "optimizers.adam", "eps_hat": True, "amsgrad": True, "weight_decay": 0.1},
            bpnet.optimizers.l2(formulas.adam(amsgrad=True), 0.1, decay_biases=True),
        ),
        (
            {"make": "optimizers.clip_norm", "optimizer": {"make": "optimizers.adam", "eps_hat": True}, "limit": 1.0},
            bpnet.optimizers.clip_norm(formulas.adam(), limit=1.0),
        ),
    ],
)
def test_what_files_of_former_versions_call_by_an_argument_has_its_own_name_today(former, today):
    translated = in_todays_names(former)
    assert translated == to_json(today)
    assert to_json(from_json(translated)) == translated


def test_a_former_network_with_a_penalty_is_a_penalized_one():
    assert in_todays_names({"kind": "Network", "penalty": 0.5}) == {"kind": "PenalizedNetwork", "penalty": 0.5}
    assert in_todays_names({"kind": "Network"}) == {"kind": "Network"}


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_a_former_argument_that_was_never_valid_is_refused(value):
    with pytest.raises(ValueError, match="losses.poisson has no argument 'deviance'"):
        from_json(in_todays_names({"make": "losses.poisson", "deviance": value}))
