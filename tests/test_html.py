"""What notebooks show: histories, backends and their list, in HTML without scripts and colours."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from bpnet_numpy import NumpyBackend

import bpnet
from bpnet.backend import status
from bpnet.backend.status import BackendStatus, BackendTable
from bpnet.training.group_history import GroupHistory
from bpnet.training.history import History

NAME = "<script>&'\""
FALLING = np.geomspace(1, 1e-4, 1000)


def texts(html):
    """Texts between tags, after a check that the tags are closed and are none that runs anything."""
    ET.fromstring(f"<all>{html}</all>")  # noqa: S314 - our own
    assert not re.search(r"<script|javascript|\bon\w+=|#[0-9a-fA-F]{3}|rgb\(", html)
    found = []
    parser = HTMLParser()
    parser.handle_data = found.append
    parser.feed(html)
    return found


def paths(html):
    return re.findall(r"<path d='([^']*)'[^>]*stroke-width", html)


def points(path):
    return [tuple(map(float, pair.split())) for pair in re.findall(r"[ML](\S+ [0-9.]+)", path)]


def history():
    return History(
        FALLING,
        FALLING[::-1],
        1000,
        {"backend": "numpy", "step": NAME},
        metrics={NAME: np.linspace(0.5, 1, 1000)},
        validation_metrics={"auc": np.full(1000, 0.5)},
    )


def test_a_history_has_a_row_and_a_curve_for_the_loss_and_each_metric():
    html = history()._repr_html_()
    seen = texts(html)
    rows = seen[seen.index("loss") :]
    assert rows[:10] == [
        *("loss", "1", "0.0001", "0.0001 (epoch 1000)", "1 (epoch 1)"),
        *("loss, validation", "0.0001", "1", "0.0001 (epoch 1)", "1 (epoch 1000)"),
    ]
    assert rows[10] == NAME
    assert "auc, validation" in rows
    assert "loss: 0.0001 to 1 in 1000 epochs, logarithmic" in rows
    assert f"{NAME}: 0.5 to 1 in 1000 epochs" in rows
    assert any(f"backend numpy, step {NAME}" in text for text in seen)
    assert len(paths(html)) == 4
    assert html.count("stroke-dasharray") == 2
    assert len(html) < 20_000


def test_a_logarithmic_curve_falls_as_a_straight_line():
    line = np.asarray(points(paths(History(FALLING)._repr_html_())[0]))
    assert line[0].tolist() == [2, 2]
    assert line[-1].tolist() == [218, 78]
    np.testing.assert_allclose(line[:, 1], 2 + (line[:, 0] - 2) * 76 / 216, atol=0.1)


def test_peaks_of_a_long_curve_are_not_lost_and_nan_is_a_gap():
    losses = np.ones(10_000)
    losses[7_777] = 2
    line = points(paths(History(losses)._repr_html_())[0])
    assert (170.0, 2.0) in line
    assert len(line) <= 202
    losses = np.asarray([1.0, 2.0, np.nan, 3.0, np.inf, 2.0])
    assert paths(History(losses)._repr_html_())[0].count("M") == 3


@pytest.mark.parametrize("losses", [[], [0.5], [np.nan, np.nan], [0.0, 0.0]])
def test_short_and_odd_histories_are_shown(losses):
    html = History(np.asarray(losses, dtype=np.float64))._repr_html_()
    texts(html)
    assert ("<svg" in html) == (losses == [0.0, 0.0])


def test_a_group_shows_medians_quartiles_and_the_spread_of_the_end():
    losses = np.linspace(1, 0.5, 20)[:, None] * np.asarray([1.0, 2.0, 3.0, 4.0, 5.0])
    losses[10:, 4] = np.nan
    group = GroupHistory(losses, stopped_at=(None, None, None, None, 10), diverged=(4,), replicas=5)
    html = group._repr_html_()
    seen = texts(html)
    assert seen[seen.index("median loss") :][:5] == ["median loss", "3", "1.5", "0.5", f"{losses[9, 4]:.6g}"]
    assert "median loss 3 to 1.5" in seen[0]
    assert "1 diverged" in seen[0]
    assert html.count("opacity='0.2'") == 1
    texts(GroupHistory(replicas=3)._repr_html_())


def test_a_trained_group_is_shown():
    net = bpnet.MLP((2, 1), seed=range(40), backend="numpy")
    seen = texts(net.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=3, validation=0.5)._repr_html_())
    assert "median loss, validation" in seen
    assert "seeds 0 to 39" in seen[-1]
    some = bpnet.MLP((2, 1), seed=range(0, 40, 2), backend="numpy").fit(np.ones((4, 2)), np.ones((4, 1)), epochs=1)
    assert "seeds 0, 2, 4, 6, 8, 10, ..., step" in texts(some._repr_html_())[-1]


def test_the_list_of_backends_is_a_table_in_text_and_html(monkeypatch):
    monkeypatch.setattr(status, "known_backends", lambda: ["numpy"])
    (row,) = rows = bpnet.available_backends()
    absent = BackendStatus(NAME, installed=False, usable=False, device="", version="", reason="it & its library are missing")
    rows = BackendTable((*rows, absent))
    assert repr(rows).splitlines() == [
        "backend      installed  usable  device  version",
        f"numpy        yes        yes     cpu     {row.version}",
        f"{NAME}  no         no      -       -",
        f"{NAME}: it & its library are missing",
    ]
    assert (isinstance(rows, tuple), rows) == (True, (row, absent))
    assert texts(rows._repr_html_())[-6:] == [NAME, "no", "no", "-", "-", "it & its library are missing"]


def test_a_backend_shows_its_facts_or_why_it_cannot_be_used():
    backend = bpnet.get_backend("numpy")
    assert texts(backend._repr_html_()) == ["backend", "numpy", "device", "cpu", "numpy", np.__version__]

    class Absent(NumpyBackend):
        name, library = "absent", "no_such_library"

    assert texts(Absent()._repr_html_()) == ["backend", "absent", "unusable", "no_such_library is not installed"]


def test_the_check_of_html_sees_what_is_not_escaped():
    """Negative control."""
    for text in ("<b>", "<script>1</script>", "<p style='color: #fff'>x</p>"):
        with pytest.raises((AssertionError, ET.ParseError)):
            texts(text)
