"""A learning rate is a number, a plain function or a schedule, everywhere that one goes."""

from typing import assert_type

import bpnet
from bpnet import optimizers, schedules
from bpnet.optimizers import Optimizer, Rate
from bpnet.schedules import Schedule


def halved(step: int) -> float:
    return 0.1 * 0.5**step


cosine = schedules.cosine(0.1, steps=10)
assert_type(cosine, Schedule)
assert_type(cosine(3), float)
assert_type(cosine(3, [0.5, 0.4]), float)
assert_type(schedules.warm_up(cosine, steps=3), Schedule)
assert_type(schedules.warm_up(halved, steps=3), Schedule)
assert_type(schedules.warm_up(1, steps=3), Schedule)

assert_type(optimizers.adam(cosine), Optimizer)
assert_type(optimizers.adam(0.1, betas=(0.9, 0.99)), Optimizer)
assert_type(optimizers.adamw(halved), Optimizer)
assert_type(optimizers.per_layer(optimizers.nadam(halved), (0.1, (1.0, 0.0))), Optimizer)
assert_type(optimizers.sgd(lambda step: 0.1 / (step + 1), momentum=0.9), Optimizer)
assert_type(optimizers.rmsprop(learning_rate=1), Optimizer)
assert_type(optimizers.adagrad(schedules.reduce_on_plateau(0.1, patience=3)), Optimizer)
assert_type(optimizers.quickprop(schedules.constant(0.1)), Optimizer)
assert_type(optimizers.clip_norm(optimizers.l2(optimizers.sgd(cosine), 1e-3), 1.0), Optimizer)

rates: list[Rate] = [0.1, 1, halved, cosine, lambda step: 0.1]

net = bpnet.MLP((2, 4, 1), optimizer=optimizers.sgd(cosine))
net.learning_rate = 0.1
net.learning_rate = halved
net.learning_rate = cosine

optimizers.adam("0.1")  # type: ignore[arg-type]  # a word is no rate
optimizers.adam(lambda: 0.1)  # type: ignore[arg-type, misc]  # a rate depends on the step
optimizers.adam(lr=0.1)  # type: ignore[call-arg]  # PyTorch's word
schedules.cosine(0.1)  # type: ignore[call-arg]  # in how many steps?
schedules.warm_up("cosine", steps=3)  # type: ignore[arg-type]
net.learning_rate = "fast"  # type: ignore[assignment]
