"""Version of bpnet."""

__version__ = "0.1.0"
