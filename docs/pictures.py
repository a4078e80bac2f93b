"""Run docs/gallery.md and write its pictures, light and dark, to docs/pictures: ``python docs/pictures.py [NAME ...]``.

The picture of the benchmark is drawn from the newest record, since its times need a quiet machine.
"""

import contextlib
import io
import re
import shlex
import sys
import tempfile
from functools import cache
from pathlib import Path

from bpnet import cli, plotting
from bpnet.bench import figure, records
from bpnet.bench.cases import Case
from bpnet.bench.rounds import Setting
from bpnet.bench.rows import Row
from bpnet.parity import figure as parity_figure
from bpnet.parity import matrix

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "gallery.md"
FOLDER = ROOT / "docs" / "pictures"
BLOCK = re.compile(
    r"```(?P<kind>python|sh)\n(?P<code>.*?)```\n(?:\n!\[[^]]*\]\(pictures/(?P<name>[\w-]+)-light\.png)?", re.DOTALL
)
LARGEST = 60_000
"""Maximum size of a picture in bytes."""
DPI = 100


def blocks(text):
    """Return (kind, code, name of the picture that follows or None) of each block of a page."""
    return [(found["kind"], found["code"], found["name"]) for found in BLOCK.finditer(text)]


def main(names):
    """Write the pictures with these names, by default all."""
    import matplotlib

    matplotlib.use("Agg")
    made = blocks(PAGE.read_text(encoding="utf-8"))
    if unknown := set(names) - {name for _, _, name in made}:
        sys.exit(f"the page has no picture {', '.join(sorted(unknown))}")
    for theme in ("light", "dark"):
        namespace = {}
        for kind, code, name in made:
            path = FOLDER / f"{name}-{theme}.png"
            if kind == "python":
                run(code, namespace, theme, path if name and (not names or name in names) else None)
            elif not names or name in names:
                command(code, theme, path)


def run(code, namespace, theme, path):
    """Run a block of Python in a theme, and write the last figure."""
    from matplotlib import pyplot as plt

    with plotting.theme(theme), tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        plt.close("all")
        exec(code, namespace)
        if path:
            buffer = io.BytesIO()
            plt.gcf().savefig(buffer, dpi=DPI)
            write(path, buffer)


def command(code, theme, path):
    """Run a command of bpnet, with its own file and theme."""
    words = shlex.split(code)[1:]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / words[words.index("--plot") + 1]
        if words[0] == "bench":
            draw_record(options(words, "--case"), file, theme)
        elif words[0] == "parity":
            parity_figure.write(file, parity_rows(options(words, "--case")), dark=theme == "dark")
        elif code := cli.main([*(str(file) if word == file.name else word for word in words), *["--dark"] * (theme == "dark")]):
            sys.exit(code)
        write(path, io.BytesIO(file.read_bytes()))


def options(words, name):
    """Return the values of an option."""
    return tuple(value for option, value in zip(words, words[1:]) if option == name)


@cache
def parity_rows(names):
    """Return the rows of ``bpnet parity`` for these cases, which are trained once for both themes."""
    cases = [case for case in matrix.ALL_CASES if case.name in names]
    wanted = [cell for cell in matrix.cells(matrix.default_backends(), cases=cases) if cell[-1] != matrix.TRANSFERS]
    return [matrix.run_cell(*cell) for cell in wanted]


def draw_record(names, file, theme):
    """Draw these cases of the newest record of a CPU."""
    content = records.newest(ROOT / "tests" / "records")["cpu"][1]
    cases = [read(Case, case) for case in content["cases"] if case["name"] in names]
    rows = [read(Row, row) for row in content["rows"]]
    caption = f"{figure.caption(content['processor'], read(Setting, content))}, {content['made'][:10]}"
    figure.write(file, cases, rows, caption, dark=theme == "dark")


def read(kind, row):
    """Return the named tuple that a record has as a dictionary."""
    return kind(**{name: row[name] for name in kind._fields if name in row})


def write(path, buffer):
    """Write a picture with a palette of 256 colours, which is a third of the size."""
    from PIL import Image

    image = Image.open(buffer).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small = io.BytesIO()
    image.save(small, "png", optimize=True)
    if small.tell() > LARGEST:
        sys.exit(f"{path.name} has {small.tell()} bytes, at most {LARGEST} are allowed")
    path.write_bytes(small.getvalue())
    print(f"{path.name}: {image.width} x {image.height}, {small.tell():,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
