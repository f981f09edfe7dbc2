"""Every figure, in both languages: right labels, nothing over anything or cut off, the same bytes."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import features
from plots_examples import ARABIC as NAMES
from plots_examples import GAP, articles, counts, figures, months, page_pairs, pairs, tags
from plots_picture import ARABIC, judge_label

import analysis.plots
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
    render,
)
from analysis.plots.labels import label
from analysis.plots.periods import gaps, set_period_ticks, tick_periods, unit_of
from analysis.plots.style import style

OLD = Path(__file__).parents[2] / ".venv" / "mpl310"
BEFORE = "WUSUM_OLD_MATPLOTLIB" in os.environ
ALL = [("ar", name) for name in figures("ar") if not (BEFORE and "many" in name)]
ALL += [] if BEFORE else [("en", name) for name in figures("en") if "many" not in name]
ON_BOTH = "drawn_right or judge or stands_over or runs_off"
LOGICAL: dict[str, str] = {}


def _remembering(text: str) -> str:
    LOGICAL[label(text)] = text
    return label(text)


@pytest.fixture(scope="module")
def drawn() -> Iterator[Callable[[str, str], Figure]]:
    """Draws a figure once, remembering the logical string of every label."""
    patch = pytest.MonkeyPatch()
    for module in pkgutil.iter_modules(analysis.plots.__path__, "analysis.plots."):
        if hasattr(importlib.import_module(module.name), "label") and not module.name.endswith(".labels"):
            patch.setattr(f"{module.name}.label", _remembering)
    done: dict[tuple[str, str], Figure] = {}

    def draw(lang: str, name: str) -> Figure:
        if (lang, name) not in done:
            done[lang, name] = _figure(figures(lang)[name]())
            with style():
                done[lang, name].draw_without_rendering()
        return done[lang, name]

    yield draw
    patch.undo()


def _figure(result: Any) -> Figure:
    return result if isinstance(result, Figure) else result.figure


def _texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow without raqm: no reference")
@pytest.mark.parametrize("name", [name for lang, name in ALL if lang == "ar" and "hostile" not in name])
def test_every_arabic_label_is_drawn_right(drawn, name: str) -> None:
    seen = {(text.get_text(), text.get_fontproperties()) for text in _texts(drawn("ar", name))}
    wrong = [
        (LOGICAL[handed], verdict.reading)
        for handed, font in sorted(seen, key=lambda pair: pair[0])
        if ARABIC.search(handed)
        for verdict in _judged(LOGICAL[handed], handed, font)
        if not verdict.right
    ]
    assert wrong == []


_VERDICTS: dict[tuple[str, str], list] = {}


def _judged(logical: str, handed: str, font) -> list:
    key = (handed, str(font.get_weight()))
    if key not in _VERDICTS:
        _VERDICTS[key] = judge_label(logical, handed, font)
    return _VERDICTS[key]


@pytest.mark.parametrize(("lang", "name"), ALL)
def test_no_text_stands_over_another(drawn, lang: str, name: str) -> None:
    boxes = [(text.get_text(), text.get_window_extent()) for text in _texts(drawn(lang, name))]
    over = [
        (a, b)
        for k, (a, first) in enumerate(boxes)
        for b, second in boxes[k + 1 :]
        if _shared(first, second) > 0.5
    ]
    assert over == []


def _shared(a, b) -> float:
    """Return the smaller side, in pixels, of what two boxes share."""
    return min(min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0))


@pytest.mark.parametrize(("lang", "name"), ALL)
def test_no_text_runs_off_the_figure(drawn, lang: str, name: str) -> None:
    figure = drawn(lang, name)
    page = figure.bbox
    cut = [
        text.get_text()
        for text in _texts(figure)
        for box in [text.get_window_extent()]
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    assert cut == []


@pytest.mark.parametrize(
    ("name", "kind"), [("shares", "svg"), ("matrix", "png"), ("artefact", "svg"), ("coverage", "pdf")]
)
def test_a_figure_drawn_twice_is_the_same_bytes(name: str, kind: str) -> None:
    first, second = (render(_figure(figures("ar")[name]()), kind) for _ in range(2))
    assert first == second


def test_a_figure_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys, zlib; sys.path.insert(0, sys.argv[1]); from plots_examples import figures;"
        "from analysis.plots import render; print(zlib.crc32(render(figures('ar')['artefact']().figure)))"
    )
    hashes = {
        _run(["-c", code, str(Path(__file__).parent)], PYTHONHASHSEED=seed).stdout for seed in ("1", "2")
    }
    assert len(hashes) == 1


def _run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.skipif(BEFORE, reason="this is the run on the old matplotlib")
def test_labels_and_figures_are_right_on_matplotlib_before_it_shaped() -> None:
    if not OLD.is_dir():
        pytest.skip("no matplotlib 3.10 in .venv/mpl310; `make test` puts it there")
    files = [str(Path(__file__).with_name(name)) for name in ("test_labels.py", "test_figures.py")]
    options = [
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        "-k",
        ON_BOTH,
    ]
    try:
        _run(["-m", "pytest", *options, *files], PYTHONPATH=str(OLD), WUSUM_OLD_MATPLOTLIB="1")
    except subprocess.CalledProcessError as error:
        pytest.fail(error.stdout[-4000:])


def test_gap_in_coverage_breaks_lines_and_is_named(drawn) -> None:
    axes = drawn("en", "shares").axes[0]
    assert all(line.get_ydata()[GAP] != line.get_ydata()[GAP] for line in axes.lines)
    assert "no articles" in [text.get_text() for text in axes.texts]


def test_a_burst_of_one_month_is_seen() -> None:
    month = date(2024, 3, 1)
    burst = pl.DataFrame({"topic": ["rail"], "start": [month], "end": [month]})
    axes = draw_shares(counts(2), bursts=burst, lang="en")
    points = [line for line in axes.lines if line.get_markersize() == 7]
    assert [sum(y == y for y in line.get_ydata()) for line in points] == [1]


def test_words_of_a_figure_are_kept_for_readers_who_cannot_see_it(drawn) -> None:
    words = drawn("ar", "artefact").get_label()
    assert words.startswith("ما يصنعه قالب الصفحة. أزواج تجتمع في المقالات نفسها: 4")


def test_lines_are_named_at_their_ends_and_no_legend_is_needed(drawn) -> None:
    axes = drawn("en", "shares").axes[0]
    assert axes.get_legend() is None
    assert {"Water", "Rail", "Votes"} <= {text.get_text() for text in axes.texts}


def test_denominators_and_source_are_printed(drawn) -> None:
    totals = counts(4).select("period", "n_total").unique()
    undated = totals.filter(pl.col("period").is_null())["n_total"].sum()
    total = totals["n_total"].sum() - undated
    notes = drawn("en", "shares").axes[0].get_xlabel().replace("\n", " ")
    assert f"n = {total:,} articles" in notes
    assert f"undated: {undated}" in notes
    assert "Source: News archive" in notes


def test_arabic_bars_grow_from_the_right_and_are_named_there() -> None:
    arabic, english = (draw_tag_bars(tags(("ا", "ب")), lang=lang) for lang in ("ar", "en"))
    assert arabic.xaxis_inverted()
    assert arabic.yaxis.get_ticks_position() == "right"
    assert not english.xaxis_inverted()


def test_time_runs_from_left_to_right_in_both_languages(drawn) -> None:
    assert not any(drawn(lang, "shares").axes[0].xaxis_inverted() for lang in ("ar", "en"))


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


def test_coverage_gathers_small_sources_and_counts_the_undated(drawn) -> None:
    axes = drawn("en", "coverage of many").axes[0]
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
    assert label("لا بيانات") in [text.get_text() for text in _texts(_figure(draw()))]


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


@pytest.mark.parametrize(
    ("days", "unit"), [(365, "year"), (91, "quarter"), (30, "month"), (7, "week"), (1, "day")]
)
def test_length_of_a_period_is_read_from_its_neighbours(days: int, unit: str) -> None:
    assert unit_of([date(2024, 1, 1), date.fromordinal(date(2024, 1, 1).toordinal() + days)]) == unit


def test_ticks_fall_on_the_first_month_of_a_year_where_they_can() -> None:
    periods = months(30)[4:]
    assert periods[tick_periods(periods, 3)[0]].month == 1


def test_year_is_printed_where_it_changes() -> None:
    ax = Figure().subplots()
    set_period_ticks(ax, months(), list(range(24)), "en", 300)
    years = {text.get_position()[0]: text.get_text() for text in ax.get_xticklabels(minor=True)}
    assert years == {0: "2023", 12: "2024"}


def test_gaps_at_both_ends_and_in_a_row_are_found() -> None:
    m = months(6)
    assert gaps(m, [0, 4, 0, 0, 3, 0]) == [(m[0], m[0]), (m[2], m[3]), (m[5], m[5])]
