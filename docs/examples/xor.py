"""Learn XOR on the backend that the environment chooses: ``BPNET_BACKEND=torch python xor.py``."""

import bpnet
from bpnet.datasets import xor

x, y = xor()
adam = bpnet.optimizers.adam(learning_rate=0.05)
net = bpnet.MLP((2, 4, 1), hidden="tanh", output="sigmoid", loss="binary_cross_entropy", optimizer=adam, seed=1)
history = net.fit(x, y, epochs=500)

print(net)
for epoch in range(0, 500, 100):
    print(f"epoch {epoch:3}: loss {history.loss[epoch]:.4f}")
for (a, b), (output,) in zip(x, net.backend.to_host(net.predict(x)), strict=True):
    print(f"{a:.0f} xor {b:.0f} = {output:.4f}")
