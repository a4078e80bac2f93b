"""The order in which a sum adds its terms: as bpnet defines it, and as it is seen in the results of any function that sums."""

import itertools

import numpy as np

BLOCK = 32
BIG = {"float64": 2.0**120, "float32": 2.0**60}  # adding up to 2**20 ones to it changes nothing
EPS = {"float64": 2.0**-27, "float32": 2.0**-13}  # (1 + eps)**2 is rounded to 1 + 2 eps; the rest, eps**2, is a normal number


def ordered(terms, add, block=BLOCK):
    """Edition 2 of exact arithmetic, as docs/one-order.md defines it, of one term or more; ``add`` is any function of two."""
    blocks = []
    for start in range(0, len(terms), block):
        total, *others = terms[start : start + block]
        for term in others:
            total = add(total, term)
        blocks.append(total)

    def node(level, i):
        if level == 0:
            return blocks[i]
        left, right = node(level - 1, 2 * i), (2 * i + 1) * 2 ** (level - 1)  # the right child's first block
        return add(left, node(level - 1, 2 * i + 1)) if right < len(blocks) else left

    return node((len(blocks) - 1).bit_length(), 0)


def ordered_tree(n, block=BLOCK):
    """The tree of edition 2 as pairs of pairs of numbers of terms: ``((0, 1), 2)`` for three terms."""
    return ordered(range(n), lambda a, b: (a, b), block)


def revealed_tree(total, n, dtype):
    """The tree in which ``total`` adds n terms, found from its results only.

    ``total`` takes a host array (n, n) and returns the n sums of its rows, each in the same order; for a function of one
    vector, pass ``lambda rows: np.asarray([function(row) for row in rows])``.

    The method is FPRev's (Xie et al., USENIX ATC 2025). One term is huge, another its negative, the others are ones: those that
    are added to either before the two meet are lost, so the result is the number of terms outside the smallest subtree that has
    both. Term 0 with each other one gives the subtrees along its path to the root; each of them is then a sum of its own.
    A call has a row for each pair that is not known yet, and there are as many calls as subtrees within one another.

    What it does not see: fused multiply-adds (`contractions` does), added zeros and wider accumulators (the known answers do),
    and which of two operands is the left one.
    """
    sizes, groups = {}, [list(range(n))]

    def parts(group):
        """The subtrees that are added to the first term of a group, in turn."""
        first, *others = group
        reached = sorted({sizes[first, j] for j in others})
        found = [[j for j in others if sizes[first, j] == size] for size in reached]
        if reached != list(itertools.accumulate(map(len, found), initial=1))[1:]:
            raise AssertionError(f"this is no sum of two terms at a time: term {first} meets the others in {reached} terms")
        return found

    while groups:
        pairs = [(group[0], j) for group in groups for j in group[1:]]
        sizes.update(zip(pairs, subtree_sizes(total, n, pairs, dtype), strict=True))
        groups = [part for group in groups for part in parts(group)]

    def tree(group):
        node = group[0]
        for part in parts(group):
            node = node, tree(part)
        return node

    return tree(list(range(n)))


def subtree_sizes(total, n, pairs, dtype):
    """The number of terms in the smallest subtree that has both terms of each pair, in calls with n rows each."""
    sizes = []
    for start in range(0, len(pairs), n):
        some, rows = pairs[start : start + n], np.ones((n, n), dtype)
        for row, (i, j) in zip(rows, some, strict=False):
            row[i], row[j] = BIG[dtype], -BIG[dtype]
        sizes += (n - total(rows)[: len(some)]).tolist()
    return sizes


def tree_sizes(tree):
    """The same numbers, read off a tree: ``{(i, j): size}`` for i < j."""
    sizes = {}

    def members(node):
        if not isinstance(node, tuple):
            return [node]
        left, right = map(members, node)
        sizes.update({(min(i, j), max(i, j)): len(left) + len(right) for i in left for j in right})
        return left + right

    members(tree)
    return sizes


def contractions(products, k, dtype):
    """Pairs of terms that are not both rounded before they are added: of fused multiply-adds, or products of a wider dtype.

    ``products`` takes host arrays (rows, k) and (k,) and returns the sums over k of the products. In each row all terms are
    zeros but two: ``(1 + eps)**2``, which is rounded to ``1 + 2 eps``, and ``-(1 + 2 eps)``. Their sum is 0, but ``eps**2`` if
    the square is not rounded. The square's factor in the vector is at even positions first, then at odd ones.
    """
    eps, found = EPS[dtype], []
    for parity in range(2):
        vector = np.where(np.arange(k) % 2 == parity, 1.0 + eps, 1.0).astype(dtype)
        pairs = [(i, j) for i in range(parity, k, 2) for j in range(1 - parity, k, 2)]
        rows = np.zeros((len(pairs), k), dtype)
        for row, (i, j) in zip(rows, pairs, strict=True):
            row[i], row[j] = 1.0 + eps, -(1.0 + 2.0 * eps)
        found += [pair for pair, result in zip(pairs, products(rows, vector).tolist(), strict=True) if result != 0.0]
    return sorted(found)
