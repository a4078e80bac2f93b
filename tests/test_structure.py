"""What must hold of the house itself: written once, layered, and cheap to enter."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import bpnet
from bpnet import layers, losses, optimizers

ROOT = Path(__file__).parent.parent
ALGORITHM = (
    "arithmetic",
    "arrays",
    "backprop",
    "elementary",
    "functions",
    "initial",
    "layers",
    "losses",
    "normal",
    "optimizers",
    "random",
    "recipes",
    "schedules",
    "settings",
    "step",
    "wording",
)
FILES = sorted(
    file for name in ALGORITHM for file in [ROOT / "bpnet" / f"{name}.py", *(ROOT / "bpnet" / name).glob("*.py")] if file.exists()
)
HOST_QUOTIENTS = {
    "2.0 * gain ** 2 / (n_in + n_out)",
    "gain ** 2 / n_in",
    "1.0 / y.shape[-2]",
    "1.0 / y.shape[-1]",
    "1.0 / (1.0 - rate)",
    "batch / (batch - 1)",
    "2.0 / math.pi",
    "1.0 / (2 * k + 1)",
    "growth / (1.0 + growth)",
    "1.0 / LOG2",
    "1.0 / math.factorial(k)",
    "2.0 / (2 * k + 1)",
}
"""Of Python numbers; quotients of arrays go through xp."""
LIBRARIES = ("numpy", "cupy", "torch", "jax", "array_api_strict", "array_api_compat")


def imports(path):
    """Top-level packages that a file imports, and the modules of bpnet."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ([f"bpnet.{alias.name}" for alias in node.names] if node.module == "bpnet" else [node.module])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_algorithm_imports_itself_and_the_standard_library_alone(file):
    for name in imports(file):
        package, _, rest = name.partition(".")
        assert package in sys.stdlib_module_names or (package == "bpnet" and rest.partition(".")[0] in ALGORITHM), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_algorithm_names_no_library_and_takes_no_short_cut(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Name):
            assert node.id not in LIBRARIES
        if isinstance(node, ast.BinOp):  # products and quotients go through xp, so that a wrapped namespace can change them
            assert not isinstance(node.op, ast.MatMult)
            if isinstance(node.op, ast.Div) and file.stem != "schedules":  # schedules are functions of numbers
                assert ast.unparse(node) in HOST_QUOTIENTS
        if isinstance(node, ast.keyword):
            assert node.arg != "out"
        if isinstance(node, ast.AugAssign):
            assert isinstance(node.target, ast.Name)


def test_the_check_of_short_cuts_sees_them():
    quotients = [
        ast.unparse(n) for n in ast.walk(ast.parse("y = x / s")) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div)
    ]
    assert quotients == ["x / s"]
    assert not set(quotients) & HOST_QUOTIENTS


ALLOWED = ("arrays", "backend", "children", "errors", "files", "pieces", "places", "programs", "tracing", "wording")
"""Modules that a backend may import."""


@pytest.mark.parametrize("file", sorted((ROOT / "backends").rglob("*.py")), ids=lambda file: file.parent.name)
def test_backends_know_no_word_of_the_algorithm(file):
    words = [*layers.ACTIVATIONS, *losses.LOSSES, *optimizers.OPTIMIZERS, "affine", "dense", "momentum", "gradient_of", "loss"]
    text = file.read_text()
    for word in words:
        assert not re.search(rf"\b{word}\b", text), word
    for name in imports(file):
        own = name.partition(".")[0] == file.parent.name
        assert own or not name.startswith("bpnet") or name in {f"bpnet.{word}" for word in ALLOWED}, name


@pytest.mark.parametrize(
    "file",
    sorted({*(ROOT / "bpnet").rglob("*.py"), *(ROOT / "backends").rglob("*.py")} - {*(ROOT / "bpnet/bench/peers").glob("*.py")}),
    ids=lambda file: file.stem,
)
def test_other_engines_differentiate_in_tests_and_in_peers_of_the_benchmark_alone(file):
    assert not re.search(r"\bautograd\b|jax\.(grad|vjp|jvp)\b|\.backward\(\)", file.read_text())


def test_folders_wheel_and_entry_points_list_the_same_backends():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    folders = {folder.name for folder in (ROOT / "backends").iterdir() if (folder / "__init__.py").exists()}
    wheel = {Path(path).name for path in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]} - {"bpnet"}
    points = project["project"]["entry-points"]["bpnet.backends"]
    assert folders == wheel == {value.partition(":")[0] for value in points.values()}
    found = {point.name: point.value for point in entry_points(group="bpnet.backends")}
    assert points.items() <= found.items(), "bpnet is installed from another state: install it again"


@pytest.mark.every_environment
def test_import_loads_no_array_library_and_no_tool():
    heavy = (
        "cupy",
        "torch",
        "jax",
        "array_api_strict",
        "array_api_compat",
        "rich",
        "sklearn",
        "scipy",
        "matplotlib",
        "importlib.metadata",
    )
    code = f"import bpnet, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.every_environment
def test_numpy_networks_load_no_other_array_library():
    others = ("cupy", "torch", "jax", "array_api_compat", "array_api_strict")
    train = "import bpnet, sys; bpnet.MLP((2, 1)).fit([[1, 2]], [[1]], epochs=1)"
    code = f"{train}; print([name for name in {others} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", bpnet.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(bpnet, name).__doc__
    assert name in dir(bpnet)


def test_public_names_have_one_home():
    assert set(bpnet._HOME) | set(bpnet._MODULES) == set(bpnet.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'bpnet' has no attribute 'nonsense'"):
        bpnet.nonsense  # noqa: B018 - the access is the test


def test_the_page_of_all_names_has_all_names():
    page = (ROOT / "docs" / "all-of-bpnet.md").read_text()
    modules = (layers, losses, optimizers)
    factories = [*bpnet.initializers.INITIALS, *(name for module in modules for name in module.__all__ if name.islower())]
    missing = [name for name in [*bpnet.__all__, *factories] if not re.search(rf"\b{name}\b", page)]
    assert missing == []
    assert len(page.splitlines()) <= 150


def test_no_file_names_a_place_on_one_machine():
    places = re.compile("/" + r"(work|root|home|tmp)/")
    for file in ROOT.rglob("*"):
        if file.suffix in {".py", ".md", ".toml"} and not {".git", ".venv"} & set(file.parts):
            assert not places.search(file.read_text()), file
