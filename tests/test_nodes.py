"""The tree of a sum over rows, and the nodes that parts of the rows give to it."""

import itertools

import numpy as np
import pytest

from bpnet.arithmetic.namespace import TERMS
from bpnet.compiler.nodes import Nodes, count_blocks, maximal_nodes, rows_of_node

MOST = 70


def added(left, right):
    return f"({left}+{right})"


def tree(first, stop):
    """The sum of blocks as text, from the definition: left and right of the largest power of two below their number."""
    if stop - first == 1:
        return f"b{first}"
    middle = first + (1 << (stop - first - 1).bit_length() - 1)
    return added(tree(first, middle), tree(middle, stop))


def value_of(node, n_blocks):
    level, index = node
    return tree(index << level, min((index + 1) << level, n_blocks))


@pytest.mark.parametrize(
    ("workers", "expected"),
    [
        ([192, 141], [[(2, 0), (1, 2)], [(1, 3), (2, 2)]]),
        ([128, 128, 77], [[(2, 0)], [(2, 1)], [(2, 2)]]),
        ([96, 96, 96, 45], [[(1, 0), (0, 2)], [(0, 3), (1, 2)], [(1, 3), (0, 8)], [(0, 9), (0, 10)]]),
        ([128, 128, 64, 13], [[(2, 0)], [(2, 1)], [(1, 4)], [(0, 10)]]),
        ([333], [[(4, 0)]]),
    ],
)
def test_workers_give_the_nodes_of_the_worked_example(workers, expected):
    ends = np.cumsum([0, *workers])
    ranges = [(int(first) // TERMS, count_blocks(int(stop))) for first, stop in itertools.pairwise(ends)]
    assert [list(maximal_nodes(*blocks, 11)) for blocks in ranges] == expected
    nodes = Nodes(11, added)
    for node in (node for given in reversed(expected) for node in given):
        nodes.add(*node, value_of(node, 11))
    assert nodes.root == "((((b0+b1)+(b2+b3))+((b4+b5)+(b6+b7)))+((b8+b9)+b10))"


def nodes_with_parents(n_blocks):
    """Each node by its lowest name, with the range of its blocks and that of the next larger node."""
    spans = {}
    for level in range(n_blocks.bit_length() + 1):
        for index in range(count_nodes(level, n_blocks)):
            span = index << level, min((index + 1) << level, n_blocks)
            spans.setdefault(span, (level, index))
    for (first, stop), node in spans.items():
        larger = [span for span in spans if span[0] <= first and stop <= span[1] and span != (first, stop)]
        parent = min(larger, key=lambda span: span[1] - span[0], default=(-1, n_blocks + 1))
        yield node, (first, stop), parent


def count_nodes(level, n_blocks):
    return -(-n_blocks // (1 << level))


def test_nodes_of_a_range_are_those_whose_parent_is_not_in_it():
    for n_blocks in range(1, MOST + 1):
        table = sorted(nodes_with_parents(n_blocks), key=lambda entry: entry[1])
        for first in range(n_blocks):
            for stop in range(first, n_blocks + 1):
                inside = [node for node, (a, b), (c, d) in table if first <= a and b <= stop and not (first <= c and d <= stop)]
                assert list(maximal_nodes(first, stop, n_blocks)) == inside, (first, stop, n_blocks)


def test_the_root_is_the_same_for_every_division_of_the_blocks_and_every_order():
    shuffle = np.random.default_rng(0).shuffle
    for n_blocks in range(1, MOST + 1):
        expected = tree(0, n_blocks)
        for cut in range(n_blocks):
            given = [*maximal_nodes(0, cut, n_blocks), *maximal_nodes(cut, n_blocks, n_blocks)]
            shuffle(given)
            nodes = Nodes(n_blocks, added)
            for node in given:
                nodes.add(*node, value_of(node, n_blocks))
            assert nodes.root == expected, (cut, n_blocks)


def test_blocks_alone_give_the_root_in_any_order():
    for n_blocks in (1, 2, 3, 11, 64, 65):
        nodes = Nodes(n_blocks, added)
        for block in np.random.default_rng(n_blocks).permutation(n_blocks):
            nodes.add(0, block, f"b{block}")
        assert nodes.root == tree(0, n_blocks)


def test_the_nodes_of_a_worker_added_to_one_number_are_seen_for_333_rows_on_2_workers():
    values = np.random.default_rng(0).normal(size=(11, 500))
    nodes = Nodes(11)
    for block, value in enumerate(values):
        nodes.add(0, block, value)
    b = values
    first, second = (b[0] + b[1]) + (b[2] + b[3]), b[4] + b[5]
    third, fourth = b[6] + b[7], (b[8] + b[9]) + b[10]
    assert np.array_equal(nodes.root, (first + (second + third)) + fourth)
    assert not np.array_equal(nodes.root, (first + second) + (third + fourth))


@pytest.mark.parametrize(("node", "rows"), [((0, 10), (320, 13)), ((2, 2), (256, 77)), ((4, 0), (0, 333)), ((1, 2), (128, 64))])
def test_a_node_has_consecutive_rows(node, rows):
    assert rows_of_node(*node, 333) == rows


def test_an_array_of_zeros_is_a_node_as_any_other():
    nodes = Nodes(2)
    nodes.add(0, 1, np.zeros(3))
    nodes.add(0, 0, -np.zeros(3))
    assert not np.signbit(nodes.root).any()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([(0, 3)], "has no node"),
        ([(3, 0)], "has no node"),
        ([(0, -1)], "has no node"),
        ([(0, 0), (0, 0)], "block 0 of node .* was added before"),
        ([(0, 1), (1, 0)], "block 1 of node .* was added before"),
    ],
)
def test_a_node_that_does_not_belong_to_the_tree_is_refused(given, words):
    nodes = Nodes(3)
    with pytest.raises(ValueError, match=words):
        for node in given:
            nodes.add(*node, 1.0)


def test_a_root_with_missing_blocks_is_refused():
    nodes = Nodes(3)
    nodes.add(1, 0, 1.0)
    with pytest.raises(ValueError, match="1 of 3 blocks are missing"):
        nodes.root  # noqa: B018 - the access is the test


def test_a_tree_without_blocks_and_a_range_outside_of_it_are_refused():
    with pytest.raises(ValueError, match="at least one block"):
        Nodes(0)
    with pytest.raises(ValueError, match="expected blocks"):
        list(maximal_nodes(2, 4, 3))
