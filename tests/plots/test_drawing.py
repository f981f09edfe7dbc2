"""What each figure shows of its frame, one behaviour at a time."""

from __future__ import annotations

from datetime import date
from functools import cache
from inspect import getdoc
from itertools import combinations
from random import Random
from typing import Any

import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from plots_examples import ARABIC as NAMES
from plots_examples import (
    GAP,
    articles,
    by_source,
    changes,
    counts,
    figures,
    keyness,
    lags,
    linked,
    mentions,
    months,
    page_pairs,
    pairs,
    ramadan,
    tags,
    themes,
    topic_sets,
)

import analysis.plots
from analysis.errors import AnalysisError, InputError, TableError
from analysis.plots import (
    context_table,
    draw_artefact,
    draw_calendar,
    draw_changes,
    draw_context,
    draw_coverage,
    draw_keyness,
    draw_lags,
    draw_network,
    draw_pair_matrices,
    draw_pair_matrix,
    draw_pair_trend,
    draw_ramadan,
    draw_ranks,
    draw_share_panels,
    draw_shares,
    draw_source_panels,
    draw_tag_bars,
    draw_themes,
    draw_topic_bars,
    draw_topic_sets,
    render,
    size,
)
from analysis.plots.labels import label
from analysis.plots.lines import set_percent_ticks
from analysis.plots.network import backbone


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
        lambda: draw_source_panels(by_source(("أ", "ب")).clear()),
        lambda: draw_ranks(counts(2).clear()),
        lambda: draw_ramadan(ramadan(3).clear()),
        lambda: draw_ramadan(ramadan(3).with_columns(effect=pl.lit(None, pl.Float64))),
        lambda: draw_changes(changes(3).clear()),
        lambda: draw_keyness(keyness(())),
        lambda: draw_lags(lags(("أ",))),
        lambda: draw_calendar(articles(("أ",)).clear()),
        lambda: draw_topic_sets(topic_sets(2).clear()),
        lambda: draw_topic_sets(topic_sets(3).head(4)),
        lambda: draw_pair_matrices(page_pairs(4).clear()),
        lambda: draw_network(linked(4)[0].clear()),
        lambda: draw_network(linked(4)[0].with_columns(n_ab=pl.lit(0))),
        lambda: draw_themes(themes(()).clear()),
        lambda: draw_themes(themes(("أ",)).with_columns(quadrant=pl.lit(None, pl.String))),
        lambda: draw_context(mentions().clear()),
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
        draw_source_panels,
        draw_ranks,
        draw_ramadan,
        draw_changes,
        draw_keyness,
        draw_lags,
        draw_calendar,
        draw_topic_sets,
        draw_pair_matrices,
        draw_network,
        draw_themes,
        draw_context,
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


@pytest.mark.parametrize("one", [True, False], ids=["point", "line"])
def test_a_point_without_a_neighbour_has_its_interval_as_a_bar(one: bool) -> None:
    frame = counts(1).filter(pl.col("period").is_in(months(1 if one else 2)))
    ax = draw_shares(frame, lang="en")
    bars = [path.vertices[:, 1].tolist() for c in ax.collections for path in c.get_paths() if len(path) == 2]
    drawn = [bar for bar in bars if not any(end != end for end in bar)]
    assert drawn == ([list(frame.select("share_low", "share_high").row(0))] if one else [])


def test_one_month_alone_is_drawn() -> None:
    one = counts(2).filter(pl.col("period") == date(2023, 1, 1))
    assert isinstance(draw_shares(one, lang="en"), Axes)


def _marks(axes: Axes, marker: str) -> list[float]:
    return [float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() == marker]


def test_a_change_of_level_is_a_triangle_that_points_the_way_it_goes() -> None:
    rows = {
        "topic": ["rail", "water"],
        "period": [date(2024, 3, 1), date(2023, 5, 1)],
        "difference": [0.1, -0.2],
    }
    axes = draw_shares(counts(2), changes=pl.DataFrame(rows), lang="en")
    assert [len(_marks(axes, "^")), len(_marks(axes, "v"))] == [1, 1]
    assert "triangle: change of level" in axes.get_xlabel().replace("\n", " ")


def test_periods_with_hardly_an_article_are_left_out_and_said() -> None:
    thin = counts(2).with_columns(
        pl.when(pl.col("period") < date(2023, 4, 1)).then(2).otherwise("n_total").alias("n_total")
    )
    axes = draw_shares(thin, lang="en")
    assert len(axes.lines[0].get_ydata()) == 21
    assert "not drawn: periods with fewer than 10 articles" in axes.get_xlabel().replace("\n", " ")


def test_a_corpus_of_hardly_any_articles_is_drawn_all_the_same() -> None:
    small = counts(2).filter(pl.col("period").is_not_null()).with_columns(n_total=pl.lit(3))
    assert len(draw_shares(small, lang="en").lines[0].get_ydata()) == 24


def test_ranks_follow_the_shares_and_open_points_say_what_may_be_chance() -> None:
    rows = [
        (date(2023, 1, 1), topic, n, 1000) for topic, n in (("water", 500), ("rail", 101), ("wheat", 100))
    ]
    frame = pl.DataFrame(rows, schema=["period", "topic", "n_articles", "n_total"], orient="row")
    axes = draw_ranks(frame, lang="en", labels={"water": "Water", "rail": "Rail", "wheat": "Wheat"})
    points = {
        line.get_ydata()[0]: line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"
    }
    assert [points[rank] == "#ffffff" for rank in (1, 2, 3)] == [False, True, True]
    names = [text.get_text() for text in axes.texts if not text.get_text().isdigit()]
    assert names[:3] == ["Water", "Rail", "Wheat"]


def test_an_effect_of_ramadan_that_may_be_chance_is_open_and_every_ramadan_is_a_tick() -> None:
    frame = ramadan(6)
    axes = draw_ramadan(frame, lang="en")
    topics = frame.unique("topic").sort("effect", descending=True)
    assert [text.get_text() for text in axes.get_yticklabels()] == topics["topic"].to_list()
    points = [line for line in axes.lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in points] == topics["effect"].to_list()
    opened = [line.get_markerfacecolor() == "#ffffff" for line in points]
    assert opened == [q >= 0.05 for q in topics["q"]]
    ticks = sorted(x for line in axes.lines if line.get_marker() == "|" for x in line.get_xdata())
    assert ticks == sorted(frame["difference"])
    assert "open circle: may be chance among so many topics" in axes.get_xlabel()
    certain = draw_ramadan(frame.with_columns(q=0.001), lang="en").get_xlabel()
    assert "may be chance" not in certain


def test_sure_effects_of_ramadan_come_first_where_there_is_no_room_for_all() -> None:
    frame = ramadan(12)
    sure = {topic for topic, q in frame.select("topic", "q").iter_rows() if q < 0.05}
    drawn = draw_ramadan(frame, lang="en", most=len(sure))
    assert {text.get_text() for text in drawn.get_yticklabels()} == sure


def test_a_change_that_may_be_chance_is_grey_and_the_largest_rise_stands_on_top() -> None:
    frame = changes(6)
    axes = draw_changes(frame, lang="en")
    order = frame.sort("difference", descending=True)
    assert [text.get_text() for text in axes.get_yticklabels()] == order["topic"].to_list()
    unsure = [low <= 0 <= high for low, high in order.select("difference_low", "difference_high").iter_rows()]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2 and line.get_linewidth() == 2.2]
    assert [line.get_color() == "#a6a6a6" for line in lines] == unsure


@pytest.mark.parametrize(("low", "said"), [(-0.1, True), (0.01, False)])
def test_a_mark_is_explained_where_it_is_drawn(low: float, said: bool) -> None:
    frame = changes(3).with_columns(difference_low=pl.lit(low), difference_high=pl.lit(0.2))
    assert ("grey: may be chance" in draw_changes(frame, lang="en").get_xlabel()) is said


@pytest.mark.parametrize("draw", [draw_shares, draw_share_panels, draw_ranks], ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("topics", [["water", "raill"], "water"], ids=repr)
def test_topics_that_the_table_does_not_have_are_named(draw, topics) -> None:
    with pytest.raises(TableError, match=r"topics (raill|water): expected a list .* rail, water"):
        draw(counts(2), topics=topics)


def test_every_figure_has_an_example_in_its_help() -> None:
    drawn = [name for name in analysis.plots.__all__ if name.startswith("draw_")]
    assert [name for name in drawn if f">>> {name}(" not in getdoc(getattr(analysis.plots, name))] == []


def test_what_cannot_be_rendered_says_what_can() -> None:
    axes = draw_shares(counts(2))
    with pytest.raises(InputError, match="not Axes"):
        render(axes, "png")
    with pytest.raises(InputError, match="kind 'jpg': expected one of svg, pdf, png"):
        render(axes.figure, "jpg")


def test_keyness_puts_nothing_on_the_side_that_names_it_less_often() -> None:
    """5 of 935 against 0 of 40: with half an article more on both sides the smaller side seems to lead."""
    frame = (
        keyness(("water", "rail"))
        .with_columns(
            n_target=pl.lit(5),
            n_total_target=pl.lit(935),
            n_reference=pl.Series([0, 4]),
            n_total_reference=pl.lit(40),
        )
        .with_columns(log_ratio=pl.Series([-1.07, -4.2]), lrc=pl.Series([0.0, -1.0]))
    )
    ax = draw_keyness(frame, lang="en")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["rail"]
    assert "1 of 2" in ax.get_xlabel()


def test_keyness_keeps_both_sides() -> None:
    axes = draw_keyness(keyness(tuple("abcdefgh")), lang="en", most=4, sides=("North", "South"))
    assert [text.get_text() for text in axes.get_yticklabels()] == ["a", "b", "g", "h"]


def test_lags_name_the_leader_first() -> None:
    flipped = lags(("a", "b")).with_columns(
        share_first_a=pl.lit(0.2), share_first_a_low=pl.lit(0.1), share_first_a_high=pl.lit(0.3)
    )
    axes = draw_lags(flipped, lang="en")
    assert [text.get_text() for text in axes.get_yticklabels()] == ["b before a"]
    assert [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"] == [0.8]


@pytest.mark.parametrize(("lang", "row"), [("ar", 0), ("en", 5)])
def test_a_printed_week_begins_on_saturday_in_arabic_and_on_monday_in_english(lang, row) -> None:
    from analysis.plots.calendar import _place

    assert _place(date(2024, 6, 1), lang)[1] == row  # a Saturday


def test_calendar_draws_every_day_of_the_corpus_once_and_names_empty_years() -> None:
    days = [date(2020, 3, 1), date(2022, 2, 1)]
    axes = draw_calendar(pl.DataFrame({"published": days}), lang="en")
    squares = sum(len(collection.get_paths()) for collection in axes.collections)
    assert squares == (date(2020, 12, 31) - days[0]).days + 1 + (days[1] - date(2022, 1, 1)).days + 1
    assert "years without articles: 2021" in axes.get_xlabel().replace("\n", " ")


def test_sets_shown_share_no_article_and_the_rest_is_counted() -> None:
    frame = topic_sets(3)
    axes = draw_topic_sets(frame, lang="en")
    heights = [int(number) for text in axes.texts if (number := text.get_text().replace(",", "")).isdigit()]
    together = frame.filter(pl.col("topics").list.len() > 1)
    assert heights == together["n_articles"].sort(descending=True).to_list()
    alone = frame.filter(pl.col("topics").list.len() == 1)["n_articles"].sum()
    rest = 9000 - sum(heights) - alone
    assert f"without any topic: {rest:,}" in axes.get_xlabel().replace("\n", " ")


def test_both_matrices_have_one_order_and_one_scale() -> None:
    frame = page_pairs(6)
    first, second = draw_pair_matrices(frame, lang="en").axes
    names = [[text.get_text() for text in ax.get_yticklabels()] for ax in (first, second)]
    assert names[0] == names[1]


@pytest.mark.parametrize("kind", ["column", "page", "card"])
def test_boxes_of_a_network_stand_apart(kind) -> None:
    import numpy as np

    from analysis.plots.layout import apart, that_fit

    random = np.random.default_rng(3)
    room = {"column": (240.0, 150.0), "page": (440.0, 280.0), "card": (420.0, 150.0)}[kind]
    boxes = np.stack([random.uniform(15, 70, 60), random.uniform(14, 30, 60)], axis=1)
    boxes = boxes[: that_fit([tuple(box) for box in boxes], room)]
    places = apart(random.uniform(0, 150, boxes.shape), boxes, room)
    for i in range(len(boxes)):
        assert (places[i] >= boxes[i] / 2 - 0.1).all()
        assert (places[i] <= np.array(room) - boxes[i] / 2 + 0.1).all()
        for j in range(i):
            gap = np.abs(places[i] - places[j]) - (boxes[i] + boxes[j]) / 2
            assert gap.max() >= -0.1


def test_of_many_links_the_strongest_are_drawn_all_names_joined_and_it_is_said() -> None:
    import networkx as nx

    random = Random(4)
    names = [f"n{k:02}" for k in range(30)]
    rows = [(a, b, 90, 90, random.randint(1, 80), 900) for a, b in combinations(names, 2)]
    frame = pl.DataFrame(
        rows, schema=["topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total"], orient="row"
    ).rename({"topic_a": "a", "topic_b": "b"})
    kept = backbone(frame, "n_ab")
    whole, drawn = nx.Graph(), nx.Graph()
    whole.add_weighted_edges_from(frame.select("a", "b", "n_ab").iter_rows())
    drawn.add_weighted_edges_from(kept.select("a", "b", "n_ab").iter_rows())
    heaviest = nx.maximum_spanning_tree(whole).size("weight")
    assert kept.height == 60
    assert nx.is_connected(drawn)
    assert nx.maximum_spanning_tree(drawn).size("weight") == heaviest
    assert backbone(frame.sample(fraction=1, shuffle=True, seed=1), "n_ab").equals(kept)

    axes = draw_network(frame.rename({"a": "topic_a", "b": "topic_b"}), lang="en")
    assert "lines drawn: the strongest 60 of 435" in axes.get_xlabel()
    assert "lines drawn" not in draw_network(linked(6)[0], lang="en").get_xlabel()


def test_ranks_across_periods_that_are_left_out_are_joined_by_a_thin_line_only() -> None:
    days = [date(2018, 1, 1), date(2018, 2, 1), date(2023, 1, 1)]
    rows = [(day, topic, n, 1000) for day in days for topic, n in (("water", 500), ("rail", 100))]
    frame = pl.DataFrame(rows, schema=["period", "topic", "n_articles", "n_total"], orient="row")
    axes = draw_ranks(frame, lang="en")
    widths = {
        tuple(line.get_xdata()): line.get_linewidth() for line in axes.lines if len(line.get_xdata()) == 2
    }
    assert widths == {(0, 1): 1.8, (1, 2): 0.8}
    assert sum(patch.get_hatch() is not None for patch in axes.patches) == 1


def test_years_of_coverage_without_articles_have_no_column_but_a_note() -> None:
    frame = pl.DataFrame({"source": ["a", "b"], "published": [date(2012, 5, 1), date(2024, 5, 1)]})
    axes = draw_coverage(frame, lang="en")
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["2012", "2024"]
    assert "years without articles: 2013–2023" in axes.get_xlabel().replace("\n", " ")


def test_numbers_too_wide_for_their_cells_stand_upright() -> None:
    days = [date(2000 + k, 1, 1) for k in range(20)]
    frame = pl.DataFrame({"source": ["a"] * 20, "published": days})
    many = pl.concat([frame] * 1500)
    with size("column"):
        drawn = [draw_coverage(one, lang="en").texts for one in (frame, many)]
    turned = [{text.get_rotation() for text in texts if text.get_text()[0].isdigit()} for texts in drawn]
    assert turned == [{0.0}, {90.0}]


def test_panels_of_sources_have_room_for_the_share_in_all_sources() -> None:
    figure = draw_source_panels(by_source(("a", "b", "c")), most=1, lang="en")
    axes = figure.axes[0]
    heights = [y for line in axes.lines for y in line.get_ydata() if y == y]
    assert max(heights) <= axes.get_ylim()[1]


def test_a_difference_of_nothing_has_no_sign() -> None:
    frame = changes(3).with_columns(difference=pl.lit(-0.0001), difference_low=-0.02, difference_high=0.02)
    printed = [text.get_text() for text in draw_changes(frame, lang="en").texts]
    assert "0.0 [\u22122.0, +2.0]" in printed


def test_a_part_that_no_bar_has_is_not_in_the_key() -> None:
    plain = page_pairs(4).with_columns(n_ab_page=pl.col("n_ab_site_tags"))
    key = draw_artefact(plain, lang="en").get_legend()
    assert [text.get_text() for text in key.get_texts()] == ["the article itself", "the site's tags"]
    alone = plain.with_columns(n_ab_site_tags=pl.col("n_ab"), n_ab_page=pl.col("n_ab"))
    assert draw_artefact(alone, lang="en").get_legend() is None


@pytest.mark.parametrize("top", [0.012, 0.07, 0.1, 0.34, 0.8, 1.0])
def test_percent_ticks_are_the_values_they_stand_at(top: float) -> None:
    axes = Figure().subplots()
    set_percent_ticks(axes, top)
    printed = [float(tick.get_text().rstrip("%")) / 100 for tick in axes.get_yticklabels()]
    assert printed == pytest.approx(list(axes.get_yticks()))


def test_network_without_igraph_says_what_to_install(monkeypatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(InputError, match=r"need igraph: pip install 'wusum\[network\]'"):
        draw_network(linked(4)[0])


def test_context_puts_the_text_before_the_term_at_its_right() -> None:
    axes = draw_context(mentions(), lang="ar")
    terms = [text for text in axes.texts if text.get_fontweight() == "bold"]
    before = [
        text
        for text in axes.texts
        if text.get_ha() == "left" and text.get_text() == label("ارتفعت كلفة تحلية")
    ]
    assert before[0].get_position()[0] > terms[2].get_position()[0]
    assert len({term.get_position()[0] for term in terms}) == 1


def test_context_table_escapes_and_runs_from_right_to_left() -> None:
    html = context_table(mentions().with_columns(keyword=pl.lit("<b>")), lang="en", rows=2)._repr_html_()
    assert html.startswith('<table dir="rtl"')
    assert html.count("<strong><bdi>&lt;b&gt;</bdi></strong>") == 2
    assert "rows not shown: 2" in html


def test_figures_have_the_sizes_they_are_asked_for() -> None:
    found = {}
    for kind in ("column", "page", "card"):
        with size(kind):
            found[kind] = tuple(draw_topic_bars(counts(20), lang="en").figure.get_size_inches())
    assert (found["column"][0], found["page"][0], found["card"]) == (3.5, 6.3, (6.0, 3.15))


def test_unknown_size_is_refused() -> None:
    with pytest.raises(InputError, match="size 'poster': expected one of column, page, card"), size("poster"):
        pass


def test_a_long_gap_is_shortened_and_named_with_its_years() -> None:
    axes = _drawn("en", "shares around a long gap").axes[0]
    assert len(axes.lines[0].get_ydata()) == 24 + 4
    assert "no articles 2024–2028" in [text.get_text() for text in axes.texts]
