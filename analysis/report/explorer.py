"""What the page to explore with carries: every article, folded to what any choice must count.

A choice of topics, sources, months and zones has to give the numbers that ``count_topics`` and
``count_pairs`` give for the same articles. Articles of one month and source that name the same topics in the
same zones are alike for every choice, so they are one row with their number; only reprinted ones keep their
story.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.aggregate.counts import place
from analysis.plots.html_table import column_names
from analysis.report.pages import fragment
from analysis.report.phrases import words
from analysis.tables import EVIDENCE, ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analysis.plots.words import Lang

EVERY = "1mo"


def explore_data(tables: Path, labels: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    """Return what the page's script counts from, ready for JSON.

    Args:
        tables: folder that ``wusum build`` filled.
        labels: every topic of its dictionary with its shown name.
        lang: ``ar`` or ``en``.

    Returns:
        ``topics``, ``sources`` and ``zones`` (name and shown name), ``periods`` (first days), ``words``,
        ``named`` (lists of topic and zones, flat; zones as bits in the order of ``ZONES``) and ``rows`` by
        column: place in ``periods`` (-1: no month known), in ``sources`` and in ``named``, the number of
        articles, and a story that other rows share (0: its own).
    """
    articles = pl.scan_parquet(tables / "articles.parquet")
    placed = place(articles, EVERY).select("article_id", "period", "source", "story_id").collect()
    found = pl.scan_parquet(tables / "article_topics.parquet")
    topics, sources = _by_size(found, labels), placed["source"].unique().sort(nulls_last=True).to_list()
    months = placed.select(first=pl.col("period").min(), last=pl.col("period").max())
    periods = months.select(pl.date_ranges("first", "last", EVERY)).to_series().explode().drop_nulls()
    rows = _folded(placed, found, topics)
    named = rows["named"].unique().sort()
    codes = rows.select(
        pl.col("period").replace_strict(periods, range(len(periods)), default=-1, return_dtype=pl.Int32),
        _code("source", sources),
        _code("named", named.to_list()),
        "n",
        "story",
    )
    shown_zones = column_names(lang)["zones"]
    return {
        "lang": lang,
        "topics": [[name, labels[name]] for name in topics],
        "sources": [[name, name or words(lang)["explore"]["unknown"]] for name in sources],
        "zones": [[zone, shown_zones[zone], zone in EVIDENCE] for zone in ZONES],
        "periods": [day.isoformat() for day in periods],
        "months": _month_names(periods, lang),
        "words": words(lang)["explore"],
        "named": [[int(part) for part in one.split()] for one in named],
        "rows": codes.to_dict(as_series=False),
    }


def _folded(placed: pl.DataFrame, article_topics: pl.LazyFrame, topics: list[str]) -> pl.DataFrame:
    """Return one row a kind of article in a month of a source: ``named``, ``n`` of them, and ``story``."""
    bit = pl.col("zone").replace_strict(
        list(ZONES), [1 << i for i in range(len(ZONES))], return_dtype=pl.Int64
    )
    zones = (
        article_topics.filter(pl.col("topic").is_in(topics))
        .group_by("article_id", "topic")
        .agg(zones=bit.unique().sum())
        .with_columns(number=_code("topic", topics))
    )
    pair = pl.format("{} {}", "number", "zones").sort_by("number")
    signatures = zones.group_by("article_id").agg(named=pair.str.join(" ")).collect()
    reprinted = placed.group_by("story_id").len().filter(pl.col("len") > 1).sort("story_id")
    stories = reprinted.select("story_id").with_row_index("story", offset=1)
    return (
        placed.join(signatures, on="article_id", how="left")
        .join(stories, on="story_id", how="left")
        .with_columns(pl.col("named").fill_null(""), pl.col("story").fill_null(0))
        .group_by("period", "source", "named", "story")
        .agg(n=pl.len())
        .sort("period", "source", "named", "story", nulls_last=True)
    )


def _by_size(article_topics: pl.LazyFrame, labels: Mapping[str, str]) -> list[str]:
    """Return the topics, those named most first; those never named last, in the order of the dictionary."""
    sizes = article_topics.group_by("topic").agg(n=pl.col("article_id").n_unique()).collect()
    n = dict(sizes.iter_rows())
    return sorted(labels, key=lambda topic: -n.get(topic, 0))


def _code(column: str, values: list[Any]) -> pl.Expr:
    return pl.col(column).replace_strict(values, range(len(values)), return_dtype=pl.Int64)


def _month_names(periods: pl.Series, lang: Lang) -> list[str]:
    from analysis.plots.words import month_name

    return [month_name(day, lang) for day in periods]


def explore_body(tables: Path, labels: Mapping[str, str], lang: Lang) -> str:
    """Return the HTML that lets a reader choose and see: controls, empty tables, and the data they count.

    Args:
        tables: folder that ``wusum build`` filled.
        labels: every topic of its dictionary with its shown name.
        lang: ``ar`` or ``en``.
    """
    data = packed(explore_data(tables, labels, lang))
    return fragment("explore.html.j2", e=words(lang)["explore"], data=data)


def packed(data: Mapping[str, Any]) -> str:
    """Return data as gzipped JSON in base64: the same text on every run, and no sign that could end a script.

    100,000 articles with 76 topics are 6.0 MB as JSON.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")
