"""The gallery: its commands parse, and each picture is there in both themes and small (its Python is run by test_docs.py)."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from bpnet.cli import _parser

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "gallery.md"
FOLDER = ROOT / "docs" / "pictures"


@pytest.fixture(scope="module")
def pictures():
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_each_picture_light_and_dark_with_the_same_words_and_no_file_is_left_over():
    links = re.findall(r"!\[([^]]+)\]\(pictures/([\w-]+)-(light|dark)\.png#only-(light|dark)\)", PAGE.read_text())
    assert len(links) == PAGE.read_text().count("![") >= 16
    assert all(theme == only for _, _, theme, only in links)
    assert [(words, name) for words, name, theme, _ in links if theme == "light"] == [
        (words, name) for words, name, theme, _ in links if theme == "dark"
    ]
    assert {f"{name}-{theme}.png" for _, name, theme, _ in links} == {file.name for file in FOLDER.glob("*")}


def test_pictures_are_small_and_of_one_size_in_both_themes(pictures):
    size = {}
    for file in FOLDER.glob("*.png"):
        content = file.read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) <= pictures.LARGEST, file.name
        size[file.stem] = content[16:24]  # width and height
    assert {name: size[f"{name}-dark"] for name in {stem.rpartition("-")[0] for stem in size}} == {
        name: size[f"{name}-light"] for name in {stem.rpartition("-")[0] for stem in size}
    }


def test_each_picture_follows_the_lines_that_make_it(pictures):
    blocks = pictures.blocks(PAGE.read_text())
    assert {name for *_, name in blocks if name} == {file.stem.rpartition("-")[0] for file in FOLDER.glob("*.png")}
    for kind, code, name in blocks:
        if kind == "sh":
            program, *words = shlex.split(code)
            assert program == "bpnet"
            assert _parser().parse_args(words).plot is not None, name
        elif name:
            assert "plotting." in code, name
