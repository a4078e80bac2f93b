"""Write docs/gpu.md from the records: ``python docs/gpu_page.py``. Do not edit the page by hand."""

from pathlib import Path

from bpnet.parity import results

ROOT = Path(__file__).parent.parent
HEAD = """# On a GPU

This page is written by `python docs/gpu_page.py` from the records in `tests/records`, which `bpnet parity --record` wrote on
the machines that they name.

## Launches and bytes of a compiled step

These are counted without a GPU, on the stand-in for CUDA or from the plan of the step, and held by `pytest tests/test_cupy_block.py
tests/test_cupy_grid.py tests/test_cupy_launches.py`. A chunk of epochs of a small network is 1 launch and 0 copies: of one block for XOR,
of several for 64-100-10 in batches of 200, which wait for one another twice per step. A step of 784-512-512-10
(relu, softmax cross-entropy, Adam) is 6 kernels and 8 products. In float32, with batches of 128, these read and write 1.012 times the
bytes that the same products and one pass over each array between them must; 4096-4096-4096-10 with batches of 4,096 1.026 times
([decision 36](design/0036-one-launch-and-few-launches.md)).

## Results
"""
NONE = """
**There is no record of a GPU yet.** On every commit the real CuPy runs on a
[stand-in for CUDA on the CPU](../tests/cpu_cuda/README.md): all training runs of [parity](parity.md) (in exact arithmetic
with NumPy's bits), the tests of every backend on the second of two devices, and counts of launches, copies and waits. The
kernels are also compiled for sm_90, and their machine code is checked. These checks test the code, but not a GPU's own functions, CUB, cuBLAS or speed;
runs on the stand-in are not accepted as records. To make a record, with a GPU:

```sh
pip install '.[cuda13,test]'       # or cuda12; torch and jax too, for their times
.ci/gpu OUT                        # in stages, each under nine minutes; the same command resumes an interrupted run
cp OUT/*-parity-*.json OUT/*-bench-*.json tests/records
python docs/gpu_page.py
```

If CuPy does not work, `bpnet backends` names the cause and the remedy: no driver or an old one, no CUDA toolkit (the
extras install it; without them, `pip install 'cupy-cuda13x[ctk]'` or a system installation that `CUDA_PATH` names), no visible
device, or too little memory.
"""


def on_gpu(row):
    """Return True if a row ran on a GPU, by its provenance."""
    device = row["provenance"].get("device", "")
    return "gpu" in row["provenance"] or device.startswith(("cuda", "gpu"))


def page(folder):
    """Return the text of the page."""
    found = [record for record in results.newest_records(folder) if any(on_gpu(row) for row in record.rows)]
    return HEAD + ("".join(section(record.path, record.content, record.rows) for record in found) or NONE)


def section(path, content, recorded):
    """Return the section of one record."""
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
