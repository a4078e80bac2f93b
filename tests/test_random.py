import numpy as np
import pytest

from bpnet import random
from bpnet.training import batches

KNOWN = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
]


@pytest.mark.parametrize(("key", "counter", "expected"), KNOWN)
def test_threefry_gives_the_published_answers_in_python_integers(key, counter, expected):
    assert random.threefry2x32(key, counter) == expected


@pytest.mark.parametrize(("key", "counter", "expected"), KNOWN)
def test_threefry_gives_the_published_answers_on_every_backend(bpnet_backend, key, counter, expected):
    with bpnet_backend.scope():
        lanes = [bpnet_backend.from_host(np.asarray([word, word]), "int64") for word in counter]
        x0, x1 = random.threefry2x32(key, tuple(lanes))
        got = [bpnet_backend.to_host(x).tolist() for x in (x0, x1)]
    assert got == [[expected[0]] * 2, [expected[1]] * 2]


def test_threefry_follows_jax():
    prng = pytest.importorskip("jax.extend.random", reason="JAX is the independent engine here")
    import jax

    counts = np.arange(10, dtype=np.uint32)
    theirs = np.asarray(prng.threefry_2x32(jax.numpy.asarray([7, 9], dtype="uint32"), jax.numpy.asarray(counts)))
    ours = random.threefry2x32((7, 9), (np.arange(5), np.arange(5, 10)))
    assert np.array_equal(np.concatenate(ours), theirs)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_uniform_numbers_are_the_same_bits_on_every_backend(bpnet_backend, dtype):
    key = random.key_of(12345678901234567)
    expected = random.uniform(np, key, (50, 20), dtype=getattr(np, dtype))
    with bpnet_backend.scope():
        xp = bpnet_backend.xp
        got = random.uniform(xp, key, (50, 20), dtype=getattr(xp, dtype), device=bpnet_backend.device)
        assert bpnet_backend.owns(got)
        host = bpnet_backend.to_host(got)
    assert host.dtype == dtype
    assert np.array_equal(host, expected)


def test_uniform_numbers_fill_the_unit_interval_evenly():
    u = random.uniform(np, random.key_of(1), (100_000,))
    counts, _ = np.histogram(u, bins=20, range=(0, 1))
    assert 0 <= u.min() < u.max() < 1
    assert np.max(np.abs(counts - 5000)) < 5 * np.sqrt(5000)


def test_a_permutation_is_the_same_on_every_backend_and_new_in_each_stream(bpnet_backend):
    key = random.key_of(3)
    expected = random.permutation(np, key, 5, 1000)
    with bpnet_backend.scope():
        got = random.permutation(bpnet_backend.xp, key, 5, 1000, device=bpnet_backend.device)
        host = bpnet_backend.to_host(got)
        ours = bpnet_backend.to_host(batches.permutation(bpnet_backend, key, 5, 1000))
    assert np.array_equal(host, expected)
    assert np.array_equal(ours, expected)
    assert np.array_equal(np.sort(host), np.arange(1000))
    assert not np.array_equal(expected, random.permutation(np, key, 6, 1000))


def test_a_foreign_generator_is_told_from_ours():
    ours = random.uniform(np, random.key_of(1), (100,))
    assert not np.any(ours == np.random.default_rng(1).random(100))


def test_children_of_a_key_have_numbers_of_their_own():
    keys = {random.child(random.key_of(seed), index) for seed in range(30) for index in range(30)}
    assert len(keys) == 900


@pytest.mark.parametrize("seed", [-1, 1 << 64])
def test_a_seed_out_of_range_is_refused(seed):
    with pytest.raises(ValueError, match=r"seed must be an integer from 0 to 2\*\*64 - 1, got"):
        random.key_of(seed)


def test_uniform_numbers_of_another_dtype_are_refused():
    with pytest.raises(ValueError, match="dtype must be float64 or float32"):
        random.uniform(np, (0, 0), (2,), dtype=np.int64)
