"""Write docs/gpu.md from the records: ``python docs/gpu_page.py``. The page is never written by hand."""

from pathlib import Path

from bpnet.parity import records

ROOT = Path(__file__).parent.parent
HEAD = """# On a GPU

This page is made from the records in `tests/records` by `python docs/gpu_page.py`. Each was written by `bpnet parity --record` on
the machine that it names.
"""
NONE = """
**There is no record of a GPU yet.** The CuPy backend has been imported, asked for devices and refused without one, and its kernels
are compiled for sm_90 in CI; nothing of bpnet has computed on a GPU so far. With one at hand:

```sh
pip install '.[cuda13,test]'       # or cuda12
pytest --bpnet-backend cupy --bpnet-require cupy
bpnet parity --backend cupy --controls --record tests/records/YYYY-MM-DD-parity-cupy.json
python docs/gpu_page.py
```
"""


def on_gpu(row):
    """Whether a row ran on a GPU: the record says on which."""
    device = row["provenance"].get("device", "")
    return "gpu" in row["provenance"] or device.startswith(("cuda", "gpu"))


def page(folder):
    """The text of the page."""
    found = [held for held in records.newest(folder) if any(on_gpu(row) for row in held.rows)]
    return HEAD + ("".join(section(held.path, held.content, held.rows) for held in found) or NONE)


def section(path, content, held):
    """What one record says."""
    rows = [row for row in held if on_gpu(row)]
    about = rows[0]["provenance"]
    lines = [f"\n## {path.name}\n\nMade {content['made']} with NumPy {content['numpy']}: "]
    lines[0] += ", ".join(f"{key} {value}" for key, value in about.items()) + ".\n\n"
    lines.append("| backend | dtype | arithmetic | step | case | outcome | worst error, eps | allowed |\n|---|---|---|---|---|---|---|---|\n")
    for row in rows:
        error, allowed = (f"{v:.3g}" if v is not None else "" for v in (row["error"], row["tolerance"]))
        cells = [row[key] for key in ("backend", "dtype", "arithmetic", "step", "case", "outcome")]
        lines.append(f"| {' | '.join([*cells, error, allowed])} |\n")
    return "".join(lines)


if __name__ == "__main__":
    (ROOT / "docs" / "gpu.md").write_text(page(ROOT / "tests" / "records"), encoding="utf-8")
