"""Translation of descriptions in files of earlier versions to current names."""

from __future__ import annotations

from typing import Any

from bpnet._specs import MAKE

NAMES = {"backprop.chain": "chain"}
"""Current name of each factory by its former name."""
SWITCHES = {
    "losses.squared_error": "reported_mean",
    "losses.binary_cross_entropy": "held",
    "losses.softmax_cross_entropy": "held",
    "losses.poisson": "deviance",
    "optimizers.sgd": "rate_in_velocity",
    "optimizers.adam": "eps_hat",
}
"""Former arguments of factories that selected scikit-learn's formula; today each is a factory in `bpnet.sklearn.formulas`."""


def in_todays_names(data: Any) -> Any:
    """Return the same description, with the current name of every factory and class."""
    if isinstance(data, list):
        return [in_todays_names(item) for item in data]
    if not isinstance(data, dict):
        return data
    today = {key: in_todays_names(value) for key, value in data.items()}
    if today.get("kind") == "Network" and "penalty" in today:
        today["kind"] = "PenalizedNetwork"
    if not isinstance(name := today.get(MAKE), str):
        return today
    return _replace_switch(today | {MAKE: NAMES.get(name, name)})


def _replace_switch(data: dict[str, Any]) -> dict[str, Any]:
    """Replace an argument of `SWITCHES` by the name of scikit-learn's formula."""
    switch = SWITCHES.get(data[MAKE], "")
    rest = {key: value for key, value in data.items() if key != switch}
    if data.get(switch) is not True:
        return rest if data.get(switch) is False else data
    rest[MAKE] = f"sklearn.{data[MAKE].rpartition('.')[2]}"
    rest.pop("dampening", None)  # always 0 with this switch
    decay, biases = rest.pop("weight_decay", 0.0), rest.pop("decay_biases", True)
    return {MAKE: "optimizers.l2", "optimizer": rest, "weight_decay": decay, "decay_biases": biases} if decay else rest
