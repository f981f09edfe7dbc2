"""The choices of the page to explore with, as widgets in JupyterLab: a figure and two tables follow."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.aggregate.counts import count_pairs, count_topics, place
from analysis.aggregate.measures import add_measures
from analysis.plots.html_table import column_names, table
from analysis.report.make import topic_labels
from analysis.report.phrases import words
from analysis.tables import EVIDENCE, ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analysis.plots.words import Lang

MEASURES = ("n_ab", "lift", "npmi", "jaccard")
SHOWN = ("topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total")
MOST_TOPICS = 6
WIDTH = 730
"""Pixels of the figure where there is room."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is counted: topics and sources by name, first and last month, zones, and the unit of pairs."""

    topics: Sequence[str]
    sources: Sequence[str | None]
    span: tuple[date, date] | None
    undated: bool = True
    zones: Sequence[str] = EVIDENCE
    unit: str = "article"


@dataclass(frozen=True, slots=True)
class Counted:
    """The tables of one choice: ``topics`` in all, ``months`` for each, and ``pairs`` with every measure."""

    topics: pl.DataFrame
    months: pl.DataFrame
    pairs: pl.DataFrame


def count_choice(tables: str | Path, choice: Choice) -> Counted:
    """Count the topics and pairs of a part of the corpus.

    Args:
        tables: folder that ``wusum build`` filled.
        choice: which part, and how.
    """
    folder = Path(tables)
    every = pl.scan_parquet(folder / "articles.parquet")
    months = place(every, "1mo").select("article_id", month="period")
    inside = pl.col("month").is_null() & pl.lit(choice.undated)
    if choice.span:
        inside |= pl.col("month").is_between(*choice.span)
    chosen = pl.col("source").is_in(list(choice.sources), nulls_equal=True) & inside.fill_null(False)
    articles = every.join(months, on="article_id").filter(chosen).drop("month").collect().lazy()
    found = pl.scan_parquet(folder / "article_topics.parquet")
    how: dict[str, Any] = {"zones": choice.zones, "topics": choice.topics}
    pairs = count_pairs(found, articles, every=None, unit=choice.unit, **how)  # type: ignore[arg-type]
    return Counted(
        count_topics(found, articles, every=None, **how).drop("period").collect(),
        count_topics(found, articles, **how).collect(),
        add_measures(pairs).drop("period").collect(),
    )


def explore(tables: str | Path, *, lang: Lang = "ar") -> Any:
    """Return widgets to choose topics, sources, months, zones and measure; the figure and tables follow.

    Args:
        tables: folder that ``wusum build`` filled.
        lang: ``ar`` or ``en``, the language of words and labels.

    Raises:
        InputError: there is no build in ``tables``.
    """
    from ipywidgets import HTML, Box, Layout, VBox

    labels = topic_labels(tables, lang)
    controls, shown = _controls(Path(tables), labels, lang), HTML(layout=Layout(width="100%"))

    def follow(change: object = None) -> None:
        shown.value = _shown(tables, controls, labels, lang)

    for control in controls.values():
        control.observe(follow, names="value")
    follow()
    wrapped = Layout(flex_flow="row wrap")
    return VBox([Box(list(controls.values()), layout=wrapped), shown])


def _controls(folder: Path, labels: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    from ipywidgets import Checkbox, Dropdown, Layout, SelectionRangeSlider, SelectMultiple

    from analysis.plots.words import month_name

    w, zones = words(lang)["explore"], column_names(lang)["zones"]
    articles = pl.scan_parquet(folder / "articles.parquet")
    sources = articles.select(pl.col("source").unique().sort(nulls_last=True)).collect().to_series().to_list()
    months = pl.scan_parquet(folder / "topic_counts.parquet").select("period").unique().drop_nulls()
    days = months.sort("period").collect()["period"].to_list()
    counts = (
        pl.scan_parquet(folder / "topic_counts.parquet").group_by("topic").agg(pl.col("n_articles").sum())
    )
    largest = (
        counts.sort("n_articles", "topic", descending=[True, False]).head(MOST_TOPICS).collect()["topic"]
    )
    names = column_names(lang)
    controls: dict[str, Any] = {
        "topics": SelectMultiple(
            options=[(label, topic) for topic, label in labels.items()],
            value=[topic for topic in labels if topic in largest],
            description=w["topics"],
        ),
        "sources": SelectMultiple(
            options=[(name or w["unknown"], name) for name in sources],
            value=sources,
            description=w["sources"],
        ),
        "zones": SelectMultiple(
            options=[(zones[zone], zone) for zone in ZONES], value=EVIDENCE, description=w["zones"]
        ),
        "unit": Dropdown(
            options=[(w["by_article"], "article"), (w["by_story"], "story")], description=w["unit"]
        ),
        "measure": Dropdown(options=[(names.get(m, m), m) for m in MEASURES], description=w["measure"]),
        "undated": Checkbox(value=True, description=w["undated"]),
    }
    if days:
        options = [(month_name(day, lang), day) for day in days]
        controls["span"] = SelectionRangeSlider(
            options=options,
            index=(0, len(days) - 1),
            description=w["period"],
            continuous_update=False,
            layout=Layout(width="560px"),
        )
    return controls


def _shown(tables: str | Path, controls: Mapping[str, Any], labels: Mapping[str, str], lang: Lang) -> str:
    """Return figure and tables of what is chosen now, as HTML."""
    from analysis.plots import draw_shares, figure_png
    from analysis.plots.display import whole

    value = {name: control.value for name, control in controls.items()}
    measure = value.pop("measure")
    choice = Choice(span=value.pop("span", None), **value)
    if not choice.topics or not choice.zones:
        return f"<p>{escape(words(lang)['explore']['nothing'])}</p>"
    counted = count_choice(tables, choice)
    drawn = draw_shares(counted.months, labels=labels, lang=lang)
    png = base64.b64encode(figure_png(drawn)).decode("ascii")
    alt = escape(str(whole(drawn).get_label()))
    # A cell of JupyterLab cuts off what is wider than it is.
    picture = f'<img style="width:100%;max-width:{WIDTH}px" alt="{alt}" src="data:image/png;base64,{png}">'
    topics = counted.topics.drop("is_gap").sort("n_articles", "topic", descending=[True, False])
    columns = list(dict.fromkeys([*SHOWN, measure]))
    pairs = counted.pairs.sort(
        measure, "topic_a", "topic_b", descending=[True, False, False], nulls_last=True
    )
    tables_shown = [table(one, lang=lang, labels=labels).html for one in (topics, pairs.select(columns))]
    direction = "rtl" if lang == "ar" else "ltr"
    # The class is JupyterLab's for what a cell shows: without it a table has no space between its columns.
    return f'<div class="jp-RenderedHTMLCommon" dir="{direction}">{picture}{"".join(tables_shown)}</div>'
