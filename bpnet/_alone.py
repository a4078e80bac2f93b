"""Raise ImportError if the genomics package ``bpnet`` has installed its files into this folder: its ``cli`` hides ours."""

from os.path import dirname, isfile

if isfile(f"{dirname(__file__)}/cli/__init__.py"):  # noqa: PTH113, PTH120 - pathlib would be most of what `import bpnet` takes
    from bpnet_array import refuse

    raise refuse(dirname(__file__))  # noqa: PTH120 - as above
