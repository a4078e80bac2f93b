"""Write docs/gpu.md from the records: ``python docs/gpu_page.py``. The page is never written by hand."""

from pathlib import Path

from bpnet.parity import results

ROOT = Path(__file__).parent.parent
HEAD = """# On a GPU

This page is made from the records in `tests/records` by `python docs/gpu_page.py`. Each was written by `bpnet parity --record` on
the machine that it names.
"""
NONE = """
**There is no record of a GPU yet.** On every commit the real CuPy computes on a
[stand-in for CUDA on the CPU](../tests/cpu_cuda/README.md): the whole matrix of tests and of trainings, the exact rows with
NumPy's bits, two devices, and the counts of launches, copies and waits. Its kernels are also compiled for sm_90, and their machine
code is read. That shows whether the code is right; a GPU's own functions, CUB, cuBLAS and speed it cannot show, and its runs are
refused as records. With a GPU at hand:

```sh
pip install '.[cuda13,test]'       # or cuda12; torch and jax too, for their times
.ci/gpu OUT                        # in stages, each under nine minutes; the same command goes on where it was interrupted
cp OUT/*-parity-*.json OUT/*-bench-*.json tests/records
python docs/gpu_page.py
```

Where CuPy does not compute, `bpnet backends` says what is missing and what to do: a driver, a newer one, CUDA's toolkit (the
extras bring it; without them, `pip install 'cupy-cuda13x[ctk]'` or a system installation that `CUDA_PATH` names), a device that is
visible, memory.
"""


def on_gpu(row):
    """Whether a row ran on a GPU: the record says on which."""
    device = row["provenance"].get("device", "")
    return "gpu" in row["provenance"] or device.startswith(("cuda", "gpu"))


def page(folder):
    """The text of the page."""
    found = [record for record in results.newest_records(folder) if any(on_gpu(row) for row in record.rows)]
    return HEAD + ("".join(section(record.path, record.content, record.rows) for record in found) or NONE)


def section(path, content, recorded):
    """What one record says."""
    rows = [row for row in recorded if on_gpu(row)]
    about = rows[0]["provenance"]
    lines = [f"\n## {path.name}\n\nMade {content['made']} with NumPy {content['numpy']}: "]
    lines[0] += ", ".join(f"{key} {value}" for key, value in about.items()) + ".\n\n"
    lines.append(
        "| backend | dtype | arithmetic | step | case | outcome | worst error, eps | allowed |\n|---|---|---|---|---|---|---|---|\n"
    )
    for row in rows:
        error, allowed = (f"{v:.3g}" if v is not None else "" for v in (row["error"], row["tolerance"]))
        cells = [row[key] for key in ("backend", "dtype", "arithmetic", "step", "case", "outcome")]
        lines.append(f"| {' | '.join([*cells, error, allowed])} |\n")
    return "".join(lines)


if __name__ == "__main__":
    (ROOT / "docs" / "gpu.md").write_text(page(ROOT / "tests" / "records"), encoding="utf-8")
