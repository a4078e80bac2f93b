"""Compare calls of PyTorch that compute the same: ``python docs/examples/pytorch_calls.py``, on one idle core.

For each pair it prints the shortest time of a call in microseconds, and in how many elements the results differ. Decision 35
(docs/design/0035-replay-on-any-library.md) rests on these numbers.
"""

import timeit

import torch

N = 131_072
PAIRS = []


def pair(function):
    """Add a function that returns two calls, each of which returns a tensor."""
    PAIRS.append(function)
    return function


@pair
def a_comparison_as_booleans_and_as_floats_that_are_copied(x, y, _):
    booleans, copied, floats = torch.empty(N, dtype=torch.bool), torch.empty(N, dtype=torch.bool), torch.empty(N)
    return lambda: torch.gt(x, y, out=booleans), lambda: copied.copy_(torch.gt(x, y, out=floats))


@pair
def a_choice_by_where_and_by_bit_masks(x, y, z):
    mask = z > 0.0
    whole, out, made = torch.empty(N, dtype=torch.int32), torch.empty(N), torch.empty(N, dtype=torch.int32)
    narrow, a, b = mask.view(torch.int8), x.view(torch.int32), y.view(torch.int32)

    def by_bits():
        whole.copy_(torch.neg(narrow)).bitwise_and_(torch.bitwise_xor(a, b, out=made))
        return torch.bitwise_xor(b, whole, out=made).view(torch.float32)

    return lambda: torch.where(mask, x, y, out=out), by_bits


@pair
def a_product_and_a_sum_in_two_calls_and_by_addcmul(x, y, z):
    return lambda: x + y * z, lambda: torch.addcmul(x, y, z)


@pair
def a_product_and_a_sum_in_two_calls_and_by_add(x, y, _):
    return lambda: x + 0.1 * y, lambda: torch.add(x, y, alpha=0.1)


@pair
def two_products_and_a_sum_in_three_calls_and_by_lerp(x, y, _):
    return lambda: 0.9 * x + 0.1 * y, lambda: torch.lerp(x, y, 0.1)


@pair
def a_quotient_and_a_sum_in_three_calls_and_by_addcdiv(x, y, z):
    return lambda: x + 0.1 * y / z, lambda: torch.addcdiv(x, y, z, value=0.1)


@pair
def a_product_with_10_columns_and_by_transposes(x, y, _):
    a, b = x[: 200 * 300].reshape(200, 300), y[:3000].reshape(300, 10)
    return lambda: a @ b, lambda: (b.T @ a.T).T


@pair
def adam_in_13_passes_over_blocks_and_fused(x, y, _):
    fused, m, v, p = torch.nn.Parameter(x.clone()), torch.zeros(N), torch.zeros(N), x.clone()
    fused.grad, updates = y.clone(), [0]
    optimizer = torch.optim.Adam([fused], lr=0.001, fused=True)
    s, t = torch.empty(N), torch.empty(N)
    blocks = [tuple(array[at : at + 16_384] for array in (p, m, v, y, s, t)) for at in range(0, N, 16_384)]

    def thirteen():
        updates[0] += 1
        first, second = 1.0 - 0.9 ** updates[0], (1.0 - 0.999 ** updates[0]) ** 0.5
        for params, mean, square, grads, s, t in blocks:
            torch.mul(mean, 0.9, out=mean).add_(torch.mul(grads, 0.1, out=s))
            torch.mul(square, 0.999, out=square).add_(torch.mul(grads, grads, out=s).mul_(0.001))
            torch.sqrt(square, out=t).div_(second).add_(1e-8)
            params.sub_(torch.mul(mean, 0.001 / first, out=s).div_(t))
        return p

    def one():
        optimizer.step()
        return fused.detach()

    return thirteen, one


def main(number=100):
    """Print a line for each pair: two times, and the number of elements that differ."""
    arrays = torch.randn(3, N, generator=torch.Generator().manual_seed(0))
    for function in PAIRS:
        calls = function(*arrays)
        results = [call().clone() for call in calls]
        first, second = (1e6 * min(timeit.repeat(call, number=number, repeat=7)) / number for call in calls)
        name, differ = function.__name__.replace("_", " "), int((results[0] != results[1]).sum())
        print(f"{name}: {first:.0f} and {second:.0f} us, {differ:,} of {results[0].numel():,} differ")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
