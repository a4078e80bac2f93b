"""What bpnet's distribution has outside of its package ``bpnet``: the genomics package on PyPI has a package of the same name."""

from __future__ import annotations

import sys
from importlib import import_module

CLASH = (
    "the genomics package bpnet is or was installed beside bpnet-array (backpropagation), and both have a package bpnet: "
    "{} is not bpnet-array's alone. Uninstall both, pip uninstall bpnet bpnet-array, and install each in its own environment"
)
MOST = 60
"""Maximum length of a path in the message."""


def refuse(folder: str) -> ImportError:
    """Return the error for a folder ``bpnet`` that has files of another distribution, or in which ours are missing."""
    short = folder if len(folder) <= MOST else f"...{folder[3 - MOST :]}"
    return ImportError(CLASH.format(short), name="bpnet")  # with a name, `python -m bpnet` shows it on one line


def main() -> int:
    """Run the command ``bpnet``; print one line if the package that Python finds is not ours."""
    try:
        package = import_module("bpnet")  # by name, since another distribution may have it
        if not hasattr(package, "_alone"):
            raise refuse(next(iter(package.__path__)))
    except ImportError as error:
        print(f"bpnet: {error}", file=sys.stderr)
        return 2
    code: int = import_module("bpnet.cli").main()
    return code
