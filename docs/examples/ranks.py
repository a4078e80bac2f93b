"""Train one network on all ranks: mpiexec -n 4 python -m mpi4py ranks.py."""

import numpy as np
from mpi4py import MPI

import bpnet

comm = MPI.COMM_WORLD
rng = np.random.default_rng(0)
x = rng.uniform(-1, 1, (4000, 8))
y = x[:, :1] * x[:, 1:2]

net = bpnet.MLP((8, 32, 1), hidden="tanh", arithmetic="exact", seed=1)
history = net.fit(x, y, epochs=3, batch_size=512, comm=comm)
if comm.Get_rank() == 0:
    print(comm.Get_size(), "ranks:", history.loss[-1].hex())
