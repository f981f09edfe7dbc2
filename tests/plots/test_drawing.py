"""What each figure shows of its frame, one behaviour at a time."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from plots_examples import ARABIC as NAMES
from plots_examples import GAP, articles, counts, figures, months, page_pairs, pairs, tags

from analysis.errors import AnalysisError, TableError
from analysis.plots import (
    draw_artefact,
    draw_coverage,
    draw_pair_matrix,
    draw_pair_trend,
    draw_share_panels,
    draw_shares,
    draw_tag_bars,
    draw_topic_bars,
)
from analysis.plots.labels import label


@cache
def _drawn(lang: str, name: str) -> Figure:
    return _figure(figures(lang)[name]())


def _figure(result: Any) -> Figure:
    return result if isinstance(result, Figure) else result.figure


def test_gap_in_coverage_breaks_lines_and_is_named() -> None:
    axes = _drawn("en", "shares").axes[0]
    assert all(line.get_ydata()[GAP] != line.get_ydata()[GAP] for line in axes.lines)
    assert "no articles" in [text.get_text() for text in axes.texts]


def test_a_burst_of_one_month_is_seen() -> None:
    month = date(2024, 3, 1)
    burst = pl.DataFrame({"topic": ["rail"], "start": [month], "end": [month]})
    axes = draw_shares(counts(2), bursts=burst, lang="en")
    points = [line for line in axes.lines if line.get_markersize() == 7]
    assert [sum(y == y for y in line.get_ydata()) for line in points] == [1]


def test_words_of_a_figure_are_kept_for_readers_who_cannot_see_it() -> None:
    words = _drawn("ar", "artefact").get_label()
    assert words.startswith("ما يصنعه قالب الصفحة. أزواج تجتمع في المقالات نفسها: 4")


def test_lines_are_named_at_their_ends_and_no_legend_is_needed() -> None:
    axes = _drawn("en", "shares").axes[0]
    assert axes.get_legend() is None
    assert {"Water", "Rail", "Votes"} <= {text.get_text() for text in axes.texts}


def test_denominators_and_source_are_printed() -> None:
    totals = counts(4).select("period", "n_total").unique()
    undated = totals.filter(pl.col("period").is_null())["n_total"].sum()
    total = totals["n_total"].sum() - undated
    notes = _drawn("en", "shares").axes[0].get_xlabel().replace("\n", " ")
    assert f"n = {total:,} articles" in notes
    assert f"undated: {undated}" in notes
    assert "Source: News archive" in notes


def test_arabic_bars_grow_from_the_right_and_are_named_there() -> None:
    arabic, english = (draw_tag_bars(tags(("ا", "ب")), lang=lang) for lang in ("ar", "en"))
    assert arabic.xaxis_inverted()
    assert arabic.yaxis.get_ticks_position() == "right"
    assert not english.xaxis_inverted()


def test_time_runs_from_left_to_right_in_both_languages() -> None:
    assert not any(_drawn(lang, "shares").axes[0].xaxis_inverted() for lang in ("ar", "en"))


def test_artefact_parts_add_up_to_the_whole_page() -> None:
    order = pl.col("n_ab_page").rank("ordinal", descending=True)
    frame = page_pairs(4).filter(pl.col("n_ab_page") > 0).sort(order)
    axes = draw_artefact(frame, lang="en")
    own, tag, related = axes.containers
    ends = [a.get_width() + b.get_width() + c.get_width() for a, b, c in zip(own, tag, related, strict=True)]
    assert ends == frame["n_ab_page"].to_list()
    assert [bar.get_width() for bar in own] == frame["n_ab"].to_list()


def test_matrix_prints_every_value_once() -> None:
    frame = pairs(5, [None])
    axes = draw_pair_matrix(frame, lang="en")
    printed = [text.get_text() for text in axes.texts]
    values = [t for t in printed if t.isdigit()]
    assert sorted(values) == sorted(str(n) for n in frame["n_ab"])


def test_matrix_puts_topics_named_together_side_by_side() -> None:
    names = ["a", "b", "c", "d"]
    close = {("a", "c"), ("b", "d")}
    rows = [(x, y, 50 if (x, y) in close else 1, 100) for i, x in enumerate(names) for y in names[i + 1 :]]
    frame = pl.DataFrame(rows, schema=["topic_a", "topic_b", "n_ab", "n_total"], orient="row")
    order = [text.get_text() for text in draw_pair_matrix(frame, lang="en").get_yticklabels()]
    first = ({*names} - {*order}).pop()
    assert {(min(p), max(p)) for p in ((first, order[0]), (order[1], order[2]))} == close


def test_matrix_of_several_months_is_refused() -> None:
    with pytest.raises(TableError, match="a pair stands in several rows; count with every=None"):
        draw_pair_matrix(pairs(3, [*months(2)]))


def test_matrix_keeps_the_topics_that_stand_with_others_most_and_says_so() -> None:
    axes = draw_pair_matrix(pairs(20, [None]), lang="en", most=5)
    assert len(axes.get_yticklabels()) == 4
    assert "shown: 5 of 20" in axes.get_xlabel()


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_a_measure_that_is_not_defined_is_hatched(value: float | None) -> None:
    frame = pairs(3, [None]).with_columns(lift=pl.Series([value, 1.5, 2.0]))
    axes = draw_pair_matrix(frame, measure="lift", lang="en")
    assert [bool(patch.get_hatch()) for patch in axes.patches].count(True) == 1


def test_pair_trend_takes_pairs_in_either_order() -> None:
    frame = pairs(4, [*months()])
    a, b = frame.select("topic_a", "topic_b").row(0)
    one, other = (draw_pair_trend(frame, pairs=[p], lang="en") for p in ((a, b), (b, a)))
    assert list(one.lines[0].get_ydata()[:5]) == list(other.lines[0].get_ydata()[:5])


def test_coverage_gathers_small_sources_and_counts_the_undated() -> None:
    axes = _drawn("en", "coverage of many").axes[0]
    assert [text.get_text() for text in axes.get_yticklabels()][-1] == "other sources (3)"
    assert "undated: 1" in axes.get_xlabel()


def test_a_figure_can_be_drawn_on_axes_of_ones_own() -> None:
    ax = Figure(layout="constrained").subplots()
    assert draw_tag_bars(tags(("ا", "ب")), ax=ax) is ax


@pytest.mark.parametrize(
    "draw",
    [
        lambda: draw_shares(counts(2).clear()),
        lambda: draw_share_panels(counts(2).clear()),
        lambda: draw_pair_matrix(pairs(3, [None]).clear()),
        lambda: draw_artefact(page_pairs(3).clear()),
        lambda: draw_artefact(page_pairs(3).with_columns(n_ab_page=pl.lit(0))),
        lambda: draw_tag_bars(tags(())),
        lambda: draw_topic_bars(counts(2).clear()),
        lambda: draw_coverage(articles(("أ",)).clear()),
        lambda: draw_coverage(articles(("أ",)).filter(pl.col("published").is_null())),
        lambda: draw_pair_trend(pairs(3, [None])),
    ],
)
def test_nothing_to_draw_is_said_in_words(draw) -> None:
    assert label("لا بيانات") in [text.get_text() for text in _figure(draw()).findobj(Text)]


@pytest.mark.parametrize(
    "draw",
    [
        draw_shares,
        draw_share_panels,
        draw_pair_matrix,
        draw_artefact,
        draw_tag_bars,
        draw_topic_bars,
        draw_coverage,
        draw_pair_trend,
    ],
)
def test_missing_column_is_named(draw) -> None:
    with pytest.raises(TableError, match=rf"{draw.__name__}: column .* is missing; it draws"):
        draw(pl.DataFrame({"a": [1]}))


def test_unknown_language_is_refused() -> None:
    with pytest.raises(AnalysisError, match="lang 'fr': figures speak 'ar' or 'en'"):
        draw_shares(counts(2), lang="fr")


def test_frames_are_not_changed() -> None:
    frame = counts(3)
    before = frame.clone()
    draw_shares(frame, labels=NAMES)
    assert frame.equals(before)


def test_one_month_alone_is_drawn() -> None:
    one = counts(2).filter(pl.col("period") == date(2023, 1, 1))
    assert isinstance(draw_shares(one, lang="en"), Axes)
