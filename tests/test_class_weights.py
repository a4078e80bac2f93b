"""Weights of classes: those of the samples, with the numbers of scikit-learn and PyTorch, wherever the samples are."""

import numpy as np
import pytest
from thread_ranks import run_on

import bpnet
from bpnet import losses, optimizers
from bpnet.arrays import leaves
from bpnet.errors import RankError
from bpnet.training import class_weights, disk_samples, evaluation

RANDOM = np.random.default_rng(8)
N, K = 60, 3
X = RANDOM.standard_normal((N, 3))
LABELS = RANDOM.choice(K, N, p=[0.6, 0.3, 0.1])
WEIGHTS = [0.5, 1.0, 4.0]
TARGETS = {
    "labels": LABELS,
    "one-hot": np.eye(K)[LABELS],
    "probabilities": RANDOM.dirichlet(np.ones(K), N),
    "binary": (LABELS[:, None] == 0).astype(float),
    "probability": RANDOM.uniform(size=(N, 1)),
}
OWN = RANDOM.uniform(0.5, 2.0, N)


def shares(kind):
    """The share of each class in each sample."""
    t = TARGETS[kind]
    return np.eye(K)[t] if t.ndim == 1 else np.concatenate([1.0 - t, t], axis=1) if t.shape[1] == 1 else t


def network(kind, backend="numpy", **settings):
    binary = TARGETS[kind].shape[1:] == (1,)
    loss = "binary_cross_entropy" if binary else "softmax_cross_entropy"
    return bpnet.MLP(
        (3, 8, 1 if binary else K),
        output="identity",
        loss=loss,
        optimizer=optimizers.sgd(0.1),
        backend=backend,
        **{"seed": 3, **settings},
    )


def trained(net, x, y, **settings):
    history = net.fit(x, y, **{"epochs": 3, "batch_size": 16, **settings})
    return [np.asarray(history.loss), *(net.backend.to_host(leaf) for leaf in leaves(net.params))]


def assert_same(one, other, rtol=0.0):
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a, b, rtol=rtol, atol=rtol)


def expected(kind, given):
    """Weights of the samples, by their definition."""
    share = shares(kind)
    weights = N / (share.shape[1] * share.sum(axis=0)) if given == "balanced" else np.asarray(WEIGHTS[: share.shape[1]])
    return share @ weights


def weighed(net, x, y, weight=None, given="balanced"):
    """Weights of the samples of a network or of a group, on the host."""
    with net.backend.scope():
        samples = net._inputs.batch(x, y, weight, check_values=True)
    classes = class_weights.class_weights(getattr(net._inputs, "one", net._inputs), net.xp, given)
    return net.backend.to_host(class_weights.weigh_classes(classes, samples)[1].weight)


@pytest.mark.parametrize("kind", TARGETS)
def test_the_weights_of_samples_are_those_of_their_classes(bpnet_backend, kind):
    net = network(kind, bpnet_backend)
    for given in ("balanced", dict(enumerate(WEIGHTS[: shares(kind).shape[1]]))):
        wanted = expected(kind, given if given == "balanced" else "given")
        np.testing.assert_allclose(weighed(net, X, TARGETS[kind], given=given), wanted, rtol=1e-9)
        np.testing.assert_allclose(weighed(net, X, TARGETS[kind], OWN, given=given), wanted * OWN, rtol=1e-9)


def test_a_training_with_class_weights_is_one_with_these_sample_weights(bpnet_backend):
    one = trained(network("labels", bpnet_backend), X, LABELS, class_weight="balanced", sample_weight=OWN)
    other = trained(network("labels", bpnet_backend), X, LABELS, sample_weight=expected("labels", "balanced") * OWN)
    assert_same(one, other, rtol=1e-9)


@pytest.mark.parametrize("kind", ["labels", "probability"])
def test_arrays_of_the_backend_are_weighed_where_they_are(bpnet_backend, kind, monkeypatch):
    """What is copied to the host are the counts, one number for each class, and the sum of the weights."""
    backend, y = bpnet_backend, TARGETS[kind]
    with backend.scope():
        arrays = backend.from_host(X, "float32"), backend.from_host(y, "int64" if y.ndim == 1 else "float32")
    copied, to_host = [], type(backend).to_host
    net = network(kind, backend, dtype="float32")
    classes = class_weights.class_weights(net._inputs, net.xp, "balanced")
    monkeypatch.setattr(type(backend), "to_host", lambda self, a: copied.append(np.size(to_host(self, a))) or to_host(self, a))
    _, target = class_weights.weigh_classes(classes, arrays)
    assert copied == [classes.classes, 1]
    monkeypatch.undo()
    np.testing.assert_allclose(backend.to_host(target.weight), expected(kind, "balanced"), rtol=1e-6)


def test_balanced_weights_are_scikit_learns():
    utils = pytest.importorskip("sklearn.utils.class_weight", reason="scikit-learn is the independent engine here")
    weight = utils.compute_sample_weight("balanced", LABELS)
    one = trained(network("labels"), X, LABELS, class_weight="balanced")
    assert_same(one, trained(network("labels"), X, LABELS, sample_weight=weight))
    weights = utils.compute_class_weight("balanced", classes=np.arange(K), y=LABELS)
    assert_same(one, trained(network("labels"), X, LABELS, class_weight=weights))
    assert_same(one, trained(network("labels"), X, LABELS, class_weight=list(weights)))


def test_weighted_classes_give_the_loss_of_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    net = network("labels")
    theirs = torch.nn.CrossEntropyLoss(weight=torch.tensor(WEIGHTS, dtype=torch.float64))
    logits = net.layer.inference(np, net.params, net.state, X)
    wanted = theirs(torch.tensor(logits), torch.tensor(LABELS)).item()
    history = net.fit(X, LABELS, epochs=1, class_weight=WEIGHTS)
    np.testing.assert_allclose(history.loss[0], wanted, rtol=1e-13)


OTHER = (LABELS + np.arange(N) % 2) % K


def test_each_network_of_a_group_has_its_own_counts(bpnet_backend):
    group = network("labels", bpnet_backend, seed=[3, 4])
    for y, weight in ((np.stack([LABELS, OTHER]), OWN), (LABELS, np.stack([OWN, OWN[::-1]])), (np.stack([LABELS, OTHER]), None)):
        found = weighed(group, X, y, weight)
        for i in range(2):
            own = None if weight is None else np.broadcast_to(weight, (2, N))[i]
            assert np.array_equal(found[i], weighed(group[i], X, np.broadcast_to(y, (2, N))[i], own))
    assert weighed(group, X, LABELS).shape == (N,)
    soft = np.stack([TARGETS["probabilities"], TARGETS["one-hot"]])
    for i, alone in enumerate(weighed(group, X, soft)):
        np.testing.assert_allclose(alone, weighed(group[i], X, soft[i]), rtol=1e-14)


def test_each_network_of_a_group_trains_as_alone_with_its_weights():
    settings = {"epochs": 2, "batch_size": 16, "class_weight": "balanced", "validation": 0.2, "sample_weight": OWN}
    group = network("labels", seed=[3, 4], arithmetic="exact")
    group.fit(X, np.stack([LABELS, OTHER]), **settings)
    for i, y in enumerate((LABELS, OTHER)):
        alone = network("labels", seed=3 + i, arithmetic="exact")
        alone.fit(X, y, **settings)
        assert_same(leaves(group[i].params), leaves(alone.params))


RANKS = pytest.mark.parametrize("size", [2, 3])


def parts(array, size, rank):
    """Rows of one of several ranks, of which the last has none."""
    ends = [0, *(N * (i + 1) // (size - 1) for i in range(size - 1)), N]
    return array[ends[rank] : ends[rank + 1]]


@RANKS
@pytest.mark.parametrize("sharded", [False, True], ids=["copied", "sharded"])
@pytest.mark.parametrize("kind", ["labels", "probabilities", "probability"])
def test_ranks_count_the_samples_of_all_to_the_same_bits(kind, sharded, size):
    def work(ranks):
        arrays = [parts(a, size, ranks.rank) if sharded else a for a in (X, TARGETS[kind], OWN)]
        net = network(kind, arithmetic="exact")
        more = {"comm": ranks, "sharded": sharded, "validation": 0.2, "compile": False}
        return trained(net, *arrays[:2], sample_weight=arrays[2], class_weight="balanced", **more)

    net, more = network(kind, arithmetic="exact"), {"validation": 0.2, "compile": False}
    alone = trained(net, X, TARGETS[kind], sample_weight=OWN, class_weight="balanced", **more)
    for found in run_on(size, work):
        assert_same(found, alone)


@pytest.mark.parametrize("sharded", [False, True], ids=["copied", "sharded"])
def test_ranks_refuse_a_class_that_none_of_them_has_and_weights_that_differ(sharded):
    def work(ranks):
        y = np.minimum(LABELS, 1)
        x, y = (parts(a, 2, ranks.rank) if sharded else a for a in (X, y))
        more = {"epochs": 1, "comm": ranks, "sharded": sharded}
        with pytest.raises(ValueError, match=r"y has none of \[2\]"):
            network("labels").fit(x, y, class_weight="balanced", **more)
        with pytest.raises(ValueError, match=r"class_weight is '\(1.0, 1.0, 1.0\)' on rank 0, '\(1.0, 1.0, 2.0\)' on rank 1"):
            network("labels").fit(x, y, class_weight=[1.0, 1.0, 1.0 + ranks.rank], **more)
        with pytest.raises((ValueError, RankError), match=r"class_weight has shape|rank 1"):
            network("labels").fit(x, y, class_weight=[1.0, 1.0, 1.0][: 3 - ranks.rank], **more)
        return True

    assert run_on(2, work) == [True, True]


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("own", [None, OWN], ids=["plain", "weighted"])
@pytest.mark.parametrize("kind", ["labels", "probabilities", "probability"])
def test_samples_on_disk_have_the_bits_of_those_in_memory(bpnet_backend, kind, own, tmp_path, monkeypatch):
    maps = []
    for name, array in (("x", X), ("y", TARGETS[kind])):
        np.save(tmp_path / f"{name}.npy", array)
        maps.append(np.load(tmp_path / f"{name}.npy", mmap_mode="r"))
    settings = {"class_weight": "balanced", "sample_weight": own, "validation": 0.25, "epochs": 1}
    memory = trained(network(kind, bpnet_backend), X, TARGETS[kind], **settings)
    monkeypatch.setattr(disk_samples, "PORTION", 16 * 4 * 8)
    assert disk_samples.stay_on_disk(bpnet_backend, "float64", maps)
    assert_same(trained(network(kind, bpnet_backend), *maps, **settings), memory)


@pytest.mark.parametrize("kind", TARGETS)
def test_weights_do_not_depend_on_the_portions_in_which_they_are_computed(bpnet_backend, kind, monkeypatch):
    net = network(kind, bpnet_backend, arithmetic="exact")
    whole = weighed(net, X, TARGETS[kind], OWN)
    monkeypatch.setattr(evaluation, "MOST_NUMBERS", 100)  # 16 rows, and a rest
    assert np.array_equal(weighed(net, X, TARGETS[kind], OWN), whole)


def test_losses_of_held_out_samples_are_weighted_and_those_of_a_pair_are_not():
    net = network("labels")
    net.fit(X, LABELS, epochs=1, class_weight=WEIGHTS, validation=(X, LABELS))
    assert net.fit(X, LABELS, epochs=1, validation=(X, LABELS)).validation_loss[0] == float(net.loss(X, LABELS))
    one = network("labels").fit(X, LABELS, epochs=2, class_weight=WEIGHTS, validation=0.5).validation_loss
    other = network("labels").fit(X, LABELS, epochs=2, sample_weight=np.take(WEIGHTS, LABELS), validation=0.5).validation_loss
    assert np.array_equal(one, other)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("equal", "class_weight must be 'balanced', a dict {class: weight} or a sequence of weights, got 'equal'"),
        ({0: 1.0, 1: 2.0}, r"one weight for each of the classes 0 to 2: there is none for \[2\]"),
        ({0: 1.0, 1: 2.0, 2: 1.0, 3: 1.0}, r"one weight for each of the classes 0 to 2: got one for \[3\]"),
        ({"a": 1.0, 0: 1.0, 1: 1.0, 2: 1.0}, r"got one for \['a'\]"),
        ([1.0, 2.0], r"class_weight has shape \(2,\), expected \(3,\)"),
        ([1.0, -2.0, 1.0], "class_weight must be between 0 and inf, got values from -2 to 1"),
        ([1.0, np.nan, 1.0], "class_weight contains NaN or infinity"),
        ([1.0, None, 1.0], "class_weight must be an array of real numbers"),
        (2.0, r"class_weight has shape \(\), expected \(3,\)"),
        ([0.0, 0.0, 0.0], "sums to zero over every sample, with the weights of the classes"),
    ],
    ids=str,
)
def test_what_are_no_weights_of_classes_is_refused(given, message):
    for seed in (0, [0, 1]):
        with pytest.raises(ValueError, match=message) as caught:
            network("labels", seed=seed).fit(X, LABELS, epochs=1, class_weight=given)
        assert len(str(caught.value)) <= 300


@pytest.mark.parametrize(
    ("loss", "n_out"),
    [
        ("squared_error", 1),
        ("poisson", 1),
        ("binary_cross_entropy", 2),
        ("gaussian_nll", 2),
        (losses.squared_error()._replace(), 1),
    ],
    ids=["squared_error", "poisson", "binary_cross_entropy", "gaussian_nll", "replaced"],
)
def test_a_loss_without_classes_refuses_their_weights(loss, n_out):
    net = bpnet.MLP((3, n_out), output="identity", loss=loss, backend="numpy")
    with pytest.raises(ValueError, match="class_weight is for targets that are classes, .*: use sample_weight") as caught:
        net.fit(X, np.ones((N, net._loss.width_of_targets(n_out))), epochs=1, class_weight="balanced")
    assert len(str(caught.value)) <= 300


def test_a_series_has_the_weights_of_its_index():
    pandas = pytest.importorskip("pandas", reason="its series name the classes")
    found = pandas.Series([3.0, 0.5, 2.0], index=[2, 0, 1])
    loss = [network("labels").fit(X, LABELS, epochs=1, class_weight=w).loss for w in (found, [0.5, 2.0, 3.0])]
    assert loss[0] == loss[1]
    with pytest.raises(ValueError, match="one weight for each of the classes 0 to 2: there is none for"):
        network("labels").fit(X, LABELS, epochs=1, class_weight=found.rename({0: 7}))


def test_a_class_without_samples_has_no_balanced_weight():
    with pytest.raises(ValueError, match=r"class_weight='balanced' needs samples of each class, y has none of \[2\]"):
        network("labels").fit(X, np.minimum(LABELS, 1), epochs=1, class_weight="balanced")
    with pytest.raises(ValueError, match=r"y of network 1 has none of \[2\]"):
        network("labels", seed=[0, 1]).fit(X, np.stack([LABELS, np.minimum(LABELS, 1)]), epochs=1, class_weight="balanced")
    weights = trained(network("labels"), X, np.minimum(LABELS, 1), class_weight=WEIGHTS)  # those that are given need none
    assert all(np.all(np.isfinite(a)) for a in weights)
