"""What a notebook shows of a figure, and the same figure for narrow windows."""

from __future__ import annotations

import struct

import pytest
from matplotlib.figure import Figure
from plots_examples import counts

from analysis.plots import draw_shares, draw_topic_bars, show, size
from analysis.plots.shown import NARROW


def _width(png: bytes) -> float:
    """Return the width in inches of a picture of 200 dots an inch."""
    return struct.unpack(">I", png[16:20])[0] / 200


def test_a_figure_is_shown_with_words_and_once_more_in_the_width_of_a_column() -> None:
    shown = show(draw_shares(counts(3), lang="en"), lang="en")
    data, metadata = shown._repr_mimebundle_()
    assert sorted(data) == [NARROW, "image/png"]
    assert metadata["image/png"]["alt"].startswith("Share of coverage by topic")
    assert (_width(shown.data), _width(shown.narrow or b"")) == pytest.approx((6.3, 3.5), abs=0.01)


def test_a_figure_that_was_changed_by_hand_is_shown_as_it_is_only() -> None:
    axes = draw_topic_bars(counts(3), lang="en")
    axes.set_title("a title of my own")
    assert show(axes).narrow is None


def test_a_figure_shown_twice_is_the_same_twice() -> None:
    axes = draw_topic_bars(counts(3), lang="en")
    first, second = show(axes), show(axes)
    assert (first.data, first.narrow) == (second.data, second.narrow)


def test_a_figure_on_axes_of_ones_own_or_in_a_column_has_no_other() -> None:
    assert show(draw_topic_bars(counts(3), lang="en", ax=Figure().subplots())).narrow is None
    with size("column"):
        assert show(draw_topic_bars(counts(3), lang="en")).narrow is None
    assert show(Figure(label="mine")).narrow is None
