"""Training on several ranks, processes of an MPI program: each computes a shard of every batch, and all have the same params."""
