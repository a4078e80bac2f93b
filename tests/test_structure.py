"""Rules of the source itself: written once, layered, without circles, and cheap to import."""

import ast
import graphlib
import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import bpnet
from bpnet import layers, losses, minimizers, optimizers
from bpnet.backend.registry import BUILT_IN
from bpnet.compiler.captures import OWN_PACKAGES

ROOT = Path(__file__).parent.parent
ALGORITHM = (
    "_checks",
    "_alone",
    "_messages",
    "_specs",
    "_suggestions",
    "_synonyms",
    "arithmetic",
    "arrays",
    "backprop",
    "derivatives",
    "initializers",
    "layers",
    "losses",
    "minimizers",
    "optimizers",
    "random",
    "schedules",
    "special",
    "step",
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
    "2.0 / (1.0 - b2)",
    "longest / ((longest - 4.0) * (longest - 2.0))",
    "1.0 / LOG2",
    "1.0 / math.factorial(k)",
    "2.0 / (2 * k + 1)",
    "m / factor",
    "1.0 / math.sqrt(-origin.slope)",
}
"""Of Python numbers; quotients of arrays go through xp."""
OF_NUMBERS = {"schedules", "line_search"}
"""Modules of functions of Python numbers."""
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
        assert package in {*sys.stdlib_module_names, "bpnet_array"} or (
            package == "bpnet" and rest.partition(".")[0] in ALGORITHM
        ), name


def short_cuts(text, *, of_numbers=False):
    """What the algorithm may not have; products and quotients go through xp, so that a wrapped namespace can change them."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name) if name in LIBRARIES:
                yield name
            case ast.BinOp(op=ast.MatMult()) | ast.keyword(arg="out"):
                yield ast.unparse(node)
            case ast.BinOp(op=ast.Div()) if not of_numbers and ast.unparse(node) not in HOST_QUOTIENTS:
                yield ast.unparse(node)
            case ast.AugAssign(target=target) if not isinstance(target, ast.Name):
                yield ast.unparse(node)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_algorithm_names_no_library_and_takes_no_short_cut(file):
    assert list(short_cuts(file.read_text(), of_numbers=file.stem in OF_NUMBERS)) == []


def test_the_algorithm_is_short_enough_to_be_read(monkeypatch, capsys):
    """Layers, losses, optimizers, backpropagation and the step: what a stranger reads."""
    monkeypatch.chdir(ROOT)
    sizes = runpy.run_path(ROOT / ".ci" / "size.py")["sizes"]
    core = ("layers", "losses", "optimizers", "backprop.py", "step.py")
    assert 1_000 < sum(size for size, path in sizes if path.parts[0] == "bpnet" and path.parts[1] in core) <= 1_900


def test_every_name_in_the_list_of_the_algorithm_is_a_file_or_a_folder():
    assert {file.relative_to(ROOT / "bpnet").parts[0].removesuffix(".py") for file in FILES} == set(ALGORITHM)


@pytest.mark.parametrize("text", ["x / s", "x @ w", "numpy", "xp.add(x, 1.0, out=x)", "x[0] += 1.0", "x.a *= 2.0"])
def test_the_check_of_short_cuts_sees_them(text):
    assert list(short_cuts(f"def f(xp, x, s, w):\n    {text}"))


def test_the_check_of_short_cuts_lets_others_be():
    allowed = ["x * s", "x += 1.0", "1.0 / y.shape[-1]", "xp.add(x, 1.0)"]
    assert [found for text in allowed for found in short_cuts(text)] == []
    assert list(short_cuts("x / s", of_numbers=True)) == []


ALLOWED = {"_files", "arithmetic", "_messages", "_processes", "_threads", "arrays", "backend", "compiler", "errors"}
"""Parts of bpnet that a backend may import; of `bpnet.backend`, nothing of the choice of a backend."""
CHOICE = {"bpnet.backend.registry", "bpnet.backend.selection", "bpnet.backend.status"}


@pytest.mark.parametrize("file", sorted((ROOT / "backends").rglob("*.py")), ids=lambda file: file.parent.name)
def test_backends_know_no_word_of_the_algorithm(file):
    words = [*layers.ACTIVATIONS, *losses.LOSSES, *optimizers.OPTIMIZERS, "affine", "dense", "momentum", "gradient_of", "loss"]
    text = file.read_text()
    for word in words:
        assert not re.search(rf"\b{word}\b", text), word
    for name in imports(file):
        own = name.partition(".")[0] == file.parent.name
        part = name.split(".")[1:2]
        assert own or not name.startswith("bpnet") or (part and part[0] in ALLOWED and name not in CHOICE), name


def test_warnings_name_the_users_line():
    """`bpnet._messages.warn` finds it."""
    files = {*(ROOT / "bpnet").rglob("*.py"), *(ROOT / "backends").rglob("*.py")}
    assert {file.name for file in files if "warnings.warn(" in file.read_text()} == {"_messages.py"}


@pytest.mark.parametrize(
    "file",
    sorted({*(ROOT / "bpnet").rglob("*.py"), *(ROOT / "backends").rglob("*.py")} - {*(ROOT / "bpnet/bench/peers").glob("*.py")}),
    ids=lambda file: file.stem,
)
def test_other_engines_differentiate_in_tests_and_in_peers_of_the_benchmark_alone(file):
    assert not re.search(r"\bautograd\b|jax\.(grad|vjp|jvp)\b|\.backward\(\)", file.read_text())


def module_files():
    """Each file of bpnet and of the backends, by the name of its module."""
    found = {}
    for root in (ROOT, ROOT / "backends"):
        for file in sorted(file for folder in root.glob("bpnet*") if folder.is_dir() for file in folder.rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def import_graph(sources):
    """The modules that each module imports: also in functions, and for type checkers only."""
    graph = {}
    for name, source in sources.items():
        found = set()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                members = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= members & sources.keys() or {node.module}
        graph[name] = found & sources.keys()
    return graph


def circle(graph):
    """The modules of one circle of imports; empty if there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


MODULES = module_files()
GRAPH = import_graph({name: file.read_text() for name, file in MODULES.items()})
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
(LAYERS,) = (contract for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == "layers")


def test_no_files_import_one_another_in_a_circle():
    assert circle(GRAPH) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("import b", "import a"),
        ("from b import x", "if TYPE_CHECKING:\n    from a import y"),
        ("import b", "def late():\n    import a"),
        ("import a", ""),
    ],
)
def test_the_check_of_circles_sees_them(first, second):
    assert circle(import_graph({"a": first, "b": second}))
    assert not circle(import_graph({"a": first.replace("import a", ""), "b": ""}))


def test_the_check_of_circles_knows_a_module_from_its_package():
    sources = {"p": "from p.m import x", "p.m": "from p import n", "p.n": ""}
    assert import_graph(sources) == {"p": {"p.m"}, "p.m": {"p.n"}, "p.n": set()}
    assert circle(import_graph(sources | {"p.n": "from p import x"}))


MOST_LINES = {"bpnet.training.network": 300, "bpnet.sklearn.classifier": 400, "bpnet.sklearn.regressor": 400}
"""Of scikit-learn's classes more than a half is the documentation of their parameters."""


@pytest.mark.parametrize("name", MODULES)
def test_no_file_is_long(name):
    assert len(MODULES[name].read_text().splitlines()) <= MOST_LINES.get(name, 350)


def layer_of(module):
    """The number of a module's layer in the contract, from the top; None for what is above all layers."""
    for number, layer in enumerate(LAYERS["layers"]):
        for part in layer.split(" | "):
            if module == part or module.startswith(f"{part}."):
                return number, part
    return None


def arrows_upwards(graph):
    """Pairs of parts of which the first imports the second from its own layer or from one above it."""
    found = set()
    for module, imported in graph.items():
        for other in imported:
            (here, part), (there, target) = layer_of(module), layer_of(other)
            if part != target and there <= here:
                found.add((part, target))
    return found


def test_every_module_has_a_layer_but_the_front_doors():
    assert {module for module in MODULES if layer_of(module) is None} == {"bpnet", "bpnet.__main__"}


def test_at_most_one_arrow_points_upwards():
    inside = {module: imported for module, imported in GRAPH.items() if layer_of(module)}
    assert arrows_upwards(inside) == {("bpnet.training", "bpnet.checkpoint")}
    assert [line.partition(" -> ")[2] for line in LAYERS["ignore_imports"]] == ["bpnet.checkpoint.*"]


def test_the_check_of_arrows_sees_them():
    assert arrows_upwards({"bpnet.errors": {"bpnet.cli"}}) == {("bpnet.errors", "bpnet.cli")}
    assert arrows_upwards({"bpnet_numpy": {"bpnet_cupy.batch"}}) == {("bpnet_numpy", "bpnet_cupy")}
    assert arrows_upwards({"bpnet.cli": {"bpnet.errors"}, "bpnet.layers.linear": {"bpnet.layers.activations"}}) == set()


def test_folders_wheel_and_entry_points_list_the_same_backends():
    folders = {folder.name for folder in (ROOT / "backends").iterdir() if (folder / "__init__.py").exists()}
    wheel = {Path(path).name for path in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]} - {
        "bpnet",
        "bpnet_array",
    }
    points = PROJECT["project"]["entry-points"]["bpnet.backends"]
    assert folders == wheel == {value.partition(":")[0] for value in points.values()}
    found = {point.name: point.value for point in entry_points(group="bpnet.backends")}
    assert points.items() <= found.items(), "bpnet is installed from another state: install it again"


def keys_of(file, name):
    """Names that a literal dictionary of a test file has."""
    for statement in ast.parse((ROOT / "tests" / file).read_text()).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name:
            literal = [node for node in ast.walk(statement.value) if isinstance(node, ast.Dict)]
            return {key.value for node in literal for key in node.keys if isinstance(key, ast.Constant)}
    raise LookupError(f"{file} has no {name}")


LISTS = [
    ("test_layers.py", "LAYERS", layers.ACTIVATIONS, set()),
    ("test_layers.py", "TORCH", layers.ACTIVATIONS, {"identity", "exp"}),  # nothing to compare, and no module of PyTorch
    ("test_precision.py", "SHAPES", layers.ACTIVATIONS, {"identity", "softmax", "log_softmax"}),  # functions of one number
    ("test_precision.py", "ENDS", layers.ACTIVATIONS, {"identity", "softmax", "log_softmax"}),
    ("test_recipes.py", "AT_ZERO", layers.ACTIVATIONS, {"softmax", "log_softmax"}),
    ("test_torch_twins.py", "ACTIVATIONS", layers.ACTIVATIONS, {"exp"}),  # PyTorch has no module of it
    ("test_losses.py", "TARGETS", losses.LOSSES, set()),
    ("test_torch_twins.py", "LOSSES", losses.LOSSES, set()),
    ("test_optimizers.py", "PAIRS", optimizers.OPTIMIZERS, {"quickprop"}),  # PyTorch has none
    ("test_torch_twins.py", "OPTIMIZERS", optimizers.OPTIMIZERS, {"quickprop"}),
    ("test_checkers.py", "OPTIMIZERS", optimizers.OPTIMIZERS, {"rprop"}),  # under the names of its two kinds
]


@pytest.mark.parametrize(
    ("file", "name", "public", "exceptions"), LISTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_has_a_name_is_in_every_list_of_the_tests(file, name, public, exceptions):
    """A new activation, loss or optimizer that is missing in one of these lists would be tested less than the others."""
    assert set(public) - keys_of(file, name) == exceptions


def test_every_backend_is_built_in_and_known_to_tracing():
    points = PROJECT["project"]["entry-points"]["bpnet.backends"]
    assert set(points) == set(BUILT_IN)
    assert {value.partition(":")[0] for value in points.values()} | {"bpnet"} == OWN_PACKAGES


@pytest.mark.every_environment
def test_import_loads_no_array_library_and_no_tool():
    heavy = (
        "cupy",
        "torch",
        "jax",
        "array_api_strict",
        "array_api_compat",
        "ndonnx",
        "onnx",
        "onnxruntime",
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
    assert set(bpnet._MODULE_OF) <= set(bpnet.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'bpnet' has no attribute 'nonsense'"):
        bpnet.nonsense  # noqa: B018 - the access is the test


def test_the_page_of_all_names_has_all_names():
    page = (ROOT / "docs" / "all-of-bpnet.md").read_text()
    modules = (layers, losses, minimizers, optimizers)
    factories = [*bpnet.initializers.INITIALS, *(name for module in modules for name in module.__all__ if name.islower())]
    missing = [name for name in [*bpnet.__all__, *factories] if not re.search(rf"\b{name}\b", page)]
    assert missing == []
    assert len(page.splitlines()) <= 150


def test_no_file_names_a_place_on_one_machine():
    places = re.compile("/" + r"(work|root|home|tmp)/")
    for file in ROOT.rglob("*"):
        if file.suffix in {".py", ".md", ".toml"} and not {".git", ".venv"} & set(file.parts):
            assert not places.search(file.read_text()), file


def test_the_list_of_slow_tests_names_tests():
    names = (ROOT / "tests" / "slow.txt").read_text().splitlines()
    assert names == sorted(set(names))
    for name in names:
        file, _, test = name.partition("::")
        text = (
            ROOT / ("bpnet/testing/test_conformance.py" if test == "test_the_backend_conforms" else f"tests/{file}")
        ).read_text()
        assert f"\ndef {test}(" in text, name
