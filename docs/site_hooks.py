"""Hooks of the site (mkdocs.yml): pages from files outside docs/, links, and errors for undocumented names and foreign assets."""

import html
import json
import logging
import posixpath
import re
from pathlib import Path

import site_names
from mkdocs.structure.files import File

ROOT = Path(__file__).parent.parent
PROJECT = {
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "RELEASING.md": "project/releasing.md",
    "tests/cpu_cuda/README.md": "project/cpu-cuda.md",
}
"""Files outside docs/, and the page of each."""
WEIGHTS = {"reference/networks": 4, "reference/": 2, "design/": 0.5, "project/": 0.5, "examples/": 0.5}
"""Weights in a search, by the first letters of addresses."""
LINK = re.compile(r"(?<!\!)\[([^\]]+)\]\(([^)\s]+)\)")
FENCE = re.compile(r"(^```.*?^```)", re.DOTALL | re.MULTILINE)
CODE = re.compile(
    r"(<pre.*?</pre>|<a [^>]*>.*?</a>|<autoref .*?</autoref>|<h\d.*?</h\d>)|<code>([\w.]+)(\(\))?</code>", re.DOTALL
)
FOREIGN = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\ssrc(?:set)?=["']?\s*(?:https?:)?//|"""
    r"""<link\b(?![^>]*\srel=["']?canonical)[^>]*?\shref=["']?\s*(?:https?:)?//"""
)

log = logging.getLogger("mkdocs.plugins.bpnet")
seen: set[str] = set()  # the anchors of the reference
names: dict[str, str] = {}  # of the API, with their anchors


def on_config(config):
    """Put the pages of a folder where the navigation names it, and start again."""
    seen.clear()
    names.clear()
    names.update(site_names.anchors(site_names.package()))
    config.nav = [fill(entry) for entry in config.nav]


def fill(entry):
    """Return an entry of the navigation with the pages of a folder in place of its name, in the order of its index."""
    ((title, value),) = entry.items()
    if isinstance(value, list):
        return {title: [fill(each) for each in value]}
    if not value.endswith("/"):
        return entry
    folder = ROOT / "docs" / value
    index = (folder / "index.md").read_text() if (folder / "index.md").exists() else ""
    pages = sorted((index.find(f"({path.name})"), path.name) for path in folder.glob("*.md") if path.name != "index.md")
    return {title: [f"{value}{name}" for name in ["index.md", *(name for _, name in pages)]]}


def on_files(files, config):
    """Add the pages that are made of other files."""
    made = {page: (ROOT / path).read_text() for path, page in PROJECT.items()}
    made["design/index.md"] = list_of_notes(sorted((ROOT / "docs" / "design").glob("0*.md")))
    for path in sorted((ROOT / "docs" / "examples").glob("*.py")):
        made[f"examples/{path.stem}.md"] = f"# {path.name}\n\n```python\n{path.read_text()}```\n"
    for path in sorted((ROOT / "docs").glob("*.ipynb")):
        made[f"{path.stem}.md"] = notebook(json.loads(path.read_text()), path.name)
    for page, text in made.items():
        files.append(File.generated(config, page, content=text))
    return files


def list_of_notes(paths):
    """Return the page with a link to each design note."""
    lines = ["# Design notes\n", "One decision per page: what was decided, why, and what was rejected.\n"]
    for path in paths:
        title = path.read_text().partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({path.name})")
    return "\n".join(lines) + "\n"


def notebook(content, name):
    """Return a notebook as Markdown, with its stored outputs."""
    parts = []
    for cell in content["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            parts += [f"```python\n{source}\n```", *map(output, cell["outputs"])]
        else:
            parts.append(source)
    first, _, rest = parts[0].partition("\n")
    note = f'This page is a notebook, run from top to bottom: <a href="{name}" download>download it</a>.'
    return "\n\n".join([first, note, rest.strip(), *parts[1:]]) + "\n"


def output(stored):
    """Return an output of a notebook's cell as Markdown: the richest form that a page can show."""
    if stored["output_type"] == "error":
        stored = {"text": f"{stored['ename']}: {stored['evalue']}"}
    data = stored.get("data", {"text/plain": stored.get("text", "")})
    if "text/html" in data:
        return '<div class="output">' + re.sub(r"\n\s*\n", "\n", "".join(data["text/html"])) + "</div>"
    if "image/svg+xml" in data:
        return '<div class="output">' + re.sub(r"\n\s*\n", "\n", "".join(data["image/svg+xml"])) + "</div>"
    if "image/png" in data:
        image = "".join(data["image/png"]).replace("\n", "")
        return f'<div class="output picture"><img alt="Output of the cell" src="data:image/png;base64,{image}"></div>'
    text = re.sub(r"\x1b\[[0-9;]*m", "", "".join(data["text/plain"]))  # without the colours of terminals
    return f'<pre class="output">{html.escape(text)}</pre>'


def on_page_markdown(markdown, page, config, **_):
    """Rewrite the links to files that are no pages in docs/."""
    if weight := next((WEIGHTS[folder] for folder in WEIGHTS if page.file.src_uri.startswith(folder)), None):
        page.meta["search"] = {"boost": weight}
    source = {made: path for path, made in PROJECT.items()}.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    parts = FENCE.split(markdown)
    parts[::2] = [LINK.sub(lambda link: rewrite(link, source, page.file.src_uri, config.repo_url), part) for part in parts[::2]]
    return "".join(parts)


def rewrite(link, source, page, repo_url):
    """Return a link for the site: to the page of a file, to the file in the repository, or its path if there is none."""
    text, target = link.groups()
    path, _, anchor = target.partition("#")
    if re.match(r"\w+:|/", target) or not path:
        return link[0]
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    there = path_of_page(path)
    if there is not None:
        there = posixpath.relpath(there, posixpath.dirname(page) or ".")
        return f"[{text}]({there}{'#' * bool(anchor)}{anchor})"
    if path.startswith("docs/"):
        return link[0]  # of which MkDocs says whether it is there
    if not (ROOT / path).exists():
        log.warning("%s links to %s, which does not exist", source, path)
    if repo_url:
        return f"[{text}]({repo_url.rstrip('/')}/blob/main/{path})"
    return f"`{path}`" if text.strip("`") == path else f"{text} (`{path}`)"


def path_of_page(path):
    """Return the page that shows a file of the repository under another name, or None."""
    if path in PROJECT:
        return PROJECT[path]
    if path == "README.md":
        return "install.md"  # has what others link to in it
    if path == "docs/design":
        return "design/index.md"
    if re.fullmatch(r"docs/examples/\w+\.py", path):
        return f"{path.removeprefix('docs/').removesuffix('.py')}.md"
    if path.startswith("docs/") and path.endswith((".md", ".ipynb")):
        return path.removeprefix("docs/").replace(".ipynb", ".md")
    return None


def on_page_content(content, page, **_):
    """Link the names of the API to the reference, and note which anchors it has."""
    if page.file.src_uri.startswith("reference/"):
        seen.update(re.findall(r'\sid="(bpnet[\w.]*)"', content))
        content = content.replace('<div class="doc-signature', '<div data-search-exclude class="doc-signature')
    return CODE.sub(linked, content)


def linked(code):
    """Return a name of the API in code as a reference, which mkdocs-autorefs resolves."""
    anchor = names.get(code[2] or "")
    if anchor is None:
        return code[0]
    return f'<autoref identifier="{anchor}" optional><code>{code[2]}{code[3] or ""}</code></autoref>'


def on_post_page(output, page, **_):
    """Report what a page would load from another host."""
    for tag in FOREIGN.findall(output):
        log.warning("%s loads from another host: %s", page.file.src_uri, tag)
    return output


def on_post_build(**_):
    """Report the public names that are missing in the reference, or that have no docstring."""
    for problem in site_names.problems(site_names.package(), seen):
        log.warning(problem)
