"""``python -m bpnet`` is the command ``bpnet``."""

import sys

from bpnet.cli import main

sys.exit(main())
