"""The files round the code say what is so: constraints, workflows, pre-commit, citation and the steps of a release."""

import pkgutil
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bpnet

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = ("cuda-compile", "torch", "jax", "numba", "sklearn", "checkpoint", "plot", "onnx", "test", "docs", "dev")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = re.compile(r"[\w-]+/[\w-]+@v\d+(\.\d+\.\d+)?")
PUBLISHES = {("pages", "deploy"): {"pages": "write", "id-token": "write"}, ("release", "publish"): {"id-token": "write"}}
"""Jobs that may write, with what: by the names of their workflow and of the job."""


def constraints():
    lines = (ROOT / ".ci" / "constraints.txt").read_text().splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def read(path):
    return pytest.importorskip("yaml", reason="PyYAML comes with '.[dev]'").safe_load(path.read_text())


def commands(workflow):
    return [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("extra", ["", *EXTRAS])
def test_ci_has_one_version_of_each_requirement_and_it_fits(extra):
    required = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    versions = constraints()
    for requirement in map(Requirement, required):
        if requirement.name != PROJECT["name"]:
            assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_the_test_of_constraints_sees_a_version_that_does_not_fit():
    assert not Requirement("scikit-learn>=1.9,<1.10").specifier.contains("1.10.0")
    assert Requirement("torch==2.13.0").specifier.contains("2.13.0")


@pytest.mark.parametrize("script", [".ci/run", ".ci/constraints", "tests/cpu_cuda/build"])
def test_versions_in_scripts_are_those_of_the_constraints(script):
    text, versions = (ROOT / script).read_text(), constraints()
    pinned = re.findall(r"(?<![\w-])([A-Za-z][\w-]*)==([\d.]+\*?)", text.replace("$version", versions["cupy-cuda13x"]))
    assert pinned
    for name, version in pinned:
        found = versions["cupy-cuda13x" if name == "cupy" else canonicalize_name(name)]
        assert Requirement(f"{name}=={version}").specifier.contains(found), (name, version, found)


def test_scikit_learn_is_bound_to_the_minor_versions_that_were_tried():
    named = [r for extra in PROJECT["optional-dependencies"].values() for r in extra if r.startswith("scikit-learn")]
    assert set(named) == {"scikit-learn>=1.9,<1.10"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_may_only_read_and_end(path):
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for name, job in workflow["jobs"].items():
        more = {"permissions", "environment"} if (path.stem, name) in PUBLISHES else set()
        assert set(job) <= {"name", "needs", "runs-on", "timeout-minutes", "strategy", "env", "steps"} | more
        assert job.get("permissions") == PUBLISHES.get((path.stem, name))
        assert job["timeout-minutes"] <= 180
        assert not any("runner." in str(value) for value in job.get("env", {}).values()), "known to steps only"
        for step in job["steps"]:
            assert len({"run", "uses"} & set(step)) == 1
            assert "uses" not in step or ACTION.fullmatch(step["uses"])


def test_a_release_is_uploaded_by_a_job_that_is_trusted_and_runs_nothing_of_the_project():
    workflow = read(ROOT / ".github/workflows/release.yml")
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    assert workflow[True] == {"release": {"types": ["published"]}}  # YAML's `on`
    assert "permissions" not in build
    assert (publish["permissions"], publish["environment"], publish["needs"]) == ({"id-token": "write"}, "pypi", "build")
    assert not any("run" in step for step in publish["steps"])
    assert publish["steps"][-1]["uses"].startswith("pypa/gh-action-pypi-publish@v")
    assert all(word in (ROOT / "RELEASING.md").read_text() for word in ("release.yml", "environment\n   `pypi`", "0.0.0"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_commands_of_workflows_are_bash(path):
    for command in commands(read(path)):
        script = re.sub(r"\$\{\{.*?\}\}", "value", command)
        done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, check=False)  # noqa: S607 - any bash
        assert done.returncode == 0, done.stderr


def test_the_matrix_has_options_for_each_of_its_backends():
    matrix = read(ROOT / ".github/workflows/ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert [row["backends"] for row in matrix["include"]] == matrix["backends"]
    known = set(PROJECT["entry-points"]["bpnet.backends"])
    for row in matrix["include"]:
        required = row["require"].split(",")
        assert set(required) <= known
        assert [word for word in row["options"].split() if word in known][: len(required)] == required


def test_every_install_of_ci_is_constrained():
    for name in ("ci", "pages"):
        workflow = read(ROOT / f".github/workflows/{name}.yml")
        assert workflow["env"]["PIP_CONSTRAINT"] == workflow["env"]["PIP_BUILD_CONSTRAINT"]
        assert workflow["env"]["PIP_CONSTRAINT"].endswith(".ci/constraints.txt")
    assert "/.ci/constraints.txt" in (ROOT / ".ci/run").read_text()


def test_pre_commit_runs_the_versions_of_the_constraints():
    config = read(ROOT / ".pre-commit-config.yaml")
    revisions = {repo["repo"].rpartition("/")[2]: repo.get("rev") for repo in config["repos"]}
    assert revisions["ruff-pre-commit"] == f"v{constraints()['ruff']}"
    hooks = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert hooks == {"ruff-check", "ruff-format", "typos", "mypy", "import-linter"}


def test_the_citation_names_this_version():
    citation = read(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == bpnet.__version__
    assert citation["license"] == PROJECT["license"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in PROJECT["authors"]]


def test_the_steps_of_a_release_name_files_that_are_there():
    words = re.findall(r"`([^`\n]+)`", (ROOT / "RELEASING.md").read_text())
    named = [word.split()[0] for word in words if re.match(r"\.?\w+/|[A-Z]\w+\.(md|cff)|pyproject", word)]
    assert len(named) > 10
    assert [name for name in named if "X.Y.Z" not in name and not (ROOT / name).exists() and name != "expected.json"] == []


NOTES = [*sorted((ROOT / "docs" / "design").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "RELEASING.md"]
NOT_MODULES = {"bpnet.backends", "bpnet/numba"}  # the group of entry points, and a folder in the user's cache
FORMER = {"bpnet.functions", "bpnet.initial", "bpnet.normal", "bpnet.tracing"}  # which decision 28 lists


def is_there(name):
    """True if a path exists, or a module or what is in it, under a name of today."""
    if "/" in name:
        return (ROOT / name).exists()
    try:
        return name not in FORMER and bool(pkgutil.resolve_name(name))
    except AttributeError:
        return False
    except ImportError as error:  # a library that is not installed is another matter
        return not (error.name or "bpnet").startswith("bpnet")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_what_a_note_names_is_there_today(note):
    named = set(re.findall(r"`(bpnet(?:\.\w+)+|(?:bpnet|tests|docs|backends)/[\w./-]+)`", note.read_text()))
    allowed = NOT_MODULES | (FORMER if note.stem.startswith("0028") else set()) | {"tests/data/files-X.Y.Z"}
    assert sorted(name for name in named - allowed if not is_there(name)) == []


def test_the_version_is_where_the_steps_of_a_release_say():
    (path,) = re.findall(r"The version is `__version__` in `([\w/.]+)`", (ROOT / "RELEASING.md").read_text())
    assert re.search(r'^__version__ = "', (ROOT / path).read_text(), re.MULTILINE)
