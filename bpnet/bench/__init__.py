"""Benchmark: the same trainings by bpnet and by other libraries, its peers, each in its own process, on the same cores."""
