"""Run the command ``bpnet`` as ``python -m bpnet``."""

import sys
from pathlib import Path

if not sys.flags.safe_path and not Path(__file__).is_relative_to(sys.path[0]):
    del sys.path[0]  # the current folder: the command ``bpnet`` does not import from it either

from bpnet_array import main

sys.exit(main())
