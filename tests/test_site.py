"""The checks of the site see what they must; `.ci/run` builds it, with warnings as errors."""

import importlib
import logging
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("mkdocs", reason="the site is built with '.[docs]'")
griffe = pytest.importorskip("griffe", reason="the site is built with '.[docs]'")


@pytest.fixture(scope="module", name="site")
def modules():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        return SimpleNamespace(hooks=importlib.import_module("site_hooks"), names=importlib.import_module("site_names"))
    finally:
        sys.path.pop(0)


SOURCES = {
    "__init__.py": '''"""A package."""
from bpnet import parts
from bpnet._inside import Thing, work
__all__ = ["Thing", "parts", "work"]
''',
    "_inside.py": '''"""Private."""
class Base:
    """What things share.

    Attributes
    ----------
    size
        Number of parts.
    """
    size: int
    width: int
    def grow(self):
        """Grow."""
    def __call__(self):
        """Raise TypeError."""
    def shrink(self): ...
class Thing(Base):
    """A thing; see `work` and `grow`."""
    @property
    def depth(self): ...
def work():
    """Work on ``size``.

    Parameters
    ----------
    first, second
        Numbers (*replicas, batch).

    Raises
    ------
    ValueError
        Never.
    """
''',
    "parts.py": '''"""Parts."""
from bpnet._inside import work
__all__ = ["LIMIT", "make", "work"]
LIMIT = 3
def make():
    """Make a part."""
''',
}


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up") / "bpnet"
    folder.mkdir()
    for name, source in SOURCES.items():
        (folder / name).write_text(source)
    return griffe.load("bpnet", search_paths=[folder.parent], try_relative_path=False)


def test_undocumented_names_and_names_without_a_place_are_found(site, api):
    ids = {"bpnet.Thing", "bpnet.Thing.grow", "bpnet.parts", "bpnet.parts.work", "bpnet.parts.make"}
    assert sorted(site.names.problems(api, ids)) == [
        "bpnet.Thing.depth has no docstring",
        "bpnet.Thing.shrink has no docstring",
        "bpnet.Thing.width has no docstring, and that of its class does not name it",
        "bpnet.parts.LIMIT has no docstring",
    ]
    found = set(site.names.problems(api, ids - {"bpnet.parts.work", "bpnet.Thing.grow"}))
    assert "bpnet.work is on no page of the reference: bpnet.parts.work is missing" in found
    assert "bpnet.Thing.grow is on no page of the reference: bpnet.Thing.grow is missing" in found


def test_docstrings_have_links_one_parameter_per_entry_and_stars(site, api):
    known, work, thing = site.names.anchors(api), api["parts.work"].target, api["Thing"].target
    text = site.names.changed(work.docstring.value, work, known)
    assert "first\n    Numbers (\\*replicas, batch).\nsecond\n    Numbers (\\*replicas, batch).\n\nRaises" in text
    assert "Work on ``size``." in text
    text = site.names.changed(thing.docstring.value, thing, known)
    assert text == "A thing; see [`work`][bpnet.parts.work] and [`grow`][bpnet.Thing.grow]."


def test_docstrings_keep_their_defaults_beside_choices_and_link_to_pages(site, api):
    text = "Work.\n\nParameters\n----------\nkind : {'a', 'b'}, default='b'\n    See docs/data.md.\n"
    docstring = griffe.Docstring(site.names.changed(text, api["work"].target, {}), lineno=1)
    (parameter,) = griffe.parse_numpy(docstring)[1].value
    assert (str(parameter.annotation), parameter.default) == ("'a', 'b'", "'b'")
    assert parameter.description == "See [docs/data.md](../data.md)."
    call = api["Thing"].target.all_members["__call__"]
    assert site.names.only_raises(call)
    assert not site.names.only_raises(api["Thing.grow"])


@pytest.mark.parametrize(
    ("link", "page", "repository", "shown"),
    [
        ("[a](training.md#compilation)", "index.md", "", "[a](training.md#compilation)"),
        ("[a](../CHANGELOG.md)", "training.md", "", "[a](project/changelog.md)"),
        ("[a](../../README.md#backends)", "design/x.md", "", "[a](../install.md#backends)"),
        ("[a](examples/xor.py)", "training.md", "", "[a](examples/xor.md)"),
        ("[a](tutorial.ipynb)", "index.md", "", "[a](tutorial.md)"),
        ("[the code](../bpnet/step.py)", "training.md", "", "the code (`bpnet/step.py`)"),
        ("[`bpnet/step.py`](../bpnet/step.py)", "training.md", "", "`bpnet/step.py`"),
        ("[the code](../bpnet/step.py)", "training.md", "https://x.org/b", "[the code](https://x.org/b/blob/main/bpnet/step.py)"),
        ("[a](docs/training.md)", "project/changelog.md", "", "[a](../training.md)"),
        ("[a](docs/design/)", "project/contributing.md", "", "[a](../design/index.md)"),
        ("[a](https://x.org/)", "index.md", "", "[a](https://x.org/)"),
        ("```\n[a](../CHANGELOG.md)\n```", "index.md", "", "```\n[a](../CHANGELOG.md)\n```"),
    ],
)
def test_links_to_files_that_are_no_pages_are_rewritten(site, link, page, repository, shown):
    given = SimpleNamespace(file=SimpleNamespace(src_uri=page), meta={})
    assert site.hooks.on_page_markdown(link, given, SimpleNamespace(repo_url=repository)) == shown


def test_a_link_to_nothing_and_an_asset_of_another_host_are_warnings(site, caplog):
    page = SimpleNamespace(file=SimpleNamespace(src_uri="training.md"), meta={})
    with caplog.at_level(logging.WARNING):
        site.hooks.on_page_markdown("[a](../nowhere.py)", page, SimpleNamespace(repo_url=""))
        site.hooks.on_post_page('<script async src="https://x.org/a.js"></script>', page)
        site.hooks.on_post_page('<link rel="stylesheet" href="//x.org/a.css">', page)
        for rel in ("preconnect", "preload", "icon", "dns-prefetch"):
            site.hooks.on_post_page(f'<link rel="{rel}" href="https://x.org/a">', page)
        site.hooks.on_post_page('<img alt="" srcset="https://x.org/a.png 2x">', page)
        site.hooks.on_post_page(
            '<script src="a.js"></script><a href="https://x.org">x</a><link rel="stylesheet" href="a.css">'
            '<link rel="canonical" href="https://x.org/a">',
            page,
        )
    assert [record.args[0] for record in caplog.records] == ["docs/training.md", *["training.md"] * 7]


def test_names_in_code_are_links_to_the_reference(site, monkeypatch):
    monkeypatch.setattr(site.hooks, "names", {"bpnet.vjp": "bpnet.vjp"})
    page = SimpleNamespace(file=SimpleNamespace(src_uri="training.md"))
    link = '<autoref identifier="bpnet.vjp" optional><code>bpnet.vjp</code></autoref>'
    assert (
        site.hooks.on_page_content("<p><code>bpnet.vjp</code>, <code>net.x</code></p>", page)
        == f"<p>{link}, <code>net.x</code></p>"
    )
    for text in (
        "<pre><code>bpnet.vjp</code></pre>",
        '<a href="x"><code>bpnet.vjp</code></a>',
        "<h2><code>bpnet.vjp</code></h2>",
    ):
        assert site.hooks.on_page_content(text, page) == text


def test_a_notebook_is_a_page_with_its_outputs(site):
    outputs = [
        {"output_type": "stream", "text": ["\x1b[31ma < b\x1b[0m\n"]},
        {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []},
        {"output_type": "execute_result", "data": {"text/plain": ["x"], "text/html": ["<p>\n\n</p>"]}},
        {"output_type": "display_data", "data": {"text/plain": ["x"], "image/png": "iVBO\n"}},
    ]
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "\n", "Words."]},
        {"cell_type": "code", "source": ["print('a < b')"], "outputs": outputs},
    ]
    text = site.hooks.notebook({"cells": cells}, "x.ipynb")
    assert text.startswith("# Title\n\n")
    assert '<a href="x.ipynb" download>' in text
    parts = ["```python\nprint('a < b')\n```", ">a &lt; b\n</pre>", "ValueError: no", "<p>\n</p>"]
    assert [part for part in [*parts, 'src="data:image/png;base64,iVBO"'] if part not in text] == []


def test_broken_links_and_anchors_are_errors_and_nothing_comes_from_elsewhere():
    text = (ROOT / "mkdocs.yml").read_text()
    section = re.search(r"^validation:\n((?:  .*\n)+)", text, re.MULTILINE)[1]
    assert {line.strip() for line in section.splitlines()} == {
        f"{what}: warn" for what in ("omitted_files", "absolute_links", "unrecognized_links", "anchors")
    }
    assert "  font: false" in text
    assert "site/" in (ROOT / ".gitignore").read_text().splitlines()  # and so in no distribution
    for script in (".ci/run", ".github/workflows/ci.yml", ".github/workflows/pages.yml"):
        assert "mkdocs build --strict" in (ROOT / script).read_text()
