"""Benchmark: the same training runs in bpnet and in other libraries (peers), each in its own process, on the same cores."""
