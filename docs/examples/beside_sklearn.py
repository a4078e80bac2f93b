"""Compare fits by bpnet's estimators and scikit-learn's on one core: ``OMP_NUM_THREADS=1 python docs/examples/beside_sklearn.py``."""

import importlib.util
import statistics
import time
import warnings

from scipy.sparse import random
from sklearn import neural_network as theirs
from sklearn.datasets import load_digits, load_iris

from bpnet import sklearn as ours

DIGITS, IRIS = load_digits(return_X_y=True), load_iris(return_X_y=True)
SPARSE = random(2000, 5000, 0.01, format="csr", random_state=0), [i % 5 for i in range(2000)]
TORCH = {"backend": "torch"} if importlib.util.find_spec("torch") else {}
CASES = {
    "digits, 1 epoch": (DIGITS, {"max_iter": 1}, {}),
    "digits, lbfgs": (DIGITS, {"solver": "lbfgs"}, {}),
    "iris, lbfgs": (IRIS, {"solver": "lbfgs"}, {}),
    "sparse, 3 epochs": (SPARSE, {"max_iter": 3}, {}),
    f"digits, 30 epochs{', torch' if TORCH else ''}": (DIGITS, {"max_iter": 30}, TORCH),
}


def seconds(act):
    """Return the duration of a call in seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


warnings.simplefilter("ignore")
print(f"{'':24} {'sklearn, s':>11} {'bpnet, s':>9} {'ratio':>6}   first fit of bpnet, s")
for name, ((x, y), settings, own) in CASES.items():
    makers = [lambda s=settings: theirs.MLPClassifier(random_state=0, **s)]
    makers += [lambda s=settings | own: ours.MLPClassifier(random_state=0, **s)]
    first = [seconds(lambda make=make: make().fit(x, y)) for make in makers][1]
    turns = [[seconds(lambda make=make: make().fit(x, y)) for make in makers] for _ in range(7)]
    a, b = (statistics.median(column) for column in zip(*turns, strict=True))
    print(f"{name:24} {a:11.3f} {b:9.3f} {statistics.median(b / a for a, b in turns):6.2f}   {first:.3f}")
fitted = [module.MLPClassifier(max_iter=1, random_state=0).fit(*SPARSE) for module in (theirs, ours)]
turns = [[seconds(lambda est=est: est.predict(SPARSE[0])) for est in fitted] for _ in range(7)]
a, b = (statistics.median(column) for column in zip(*turns, strict=True))
print(f"{'sparse, predictions':24} {a:11.4f} {b:9.4f} {statistics.median(b / a for a, b in turns):6.2f}")
