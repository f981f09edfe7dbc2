"""The report's tables as files beside it: CSV for programs, one workbook for people with spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.counts import count_pairs, count_topics
from analysis.aggregate.measures import add_measures
from analysis.aggregate.tags import count_tags
from analysis.aggregate.trends import share_by_source, trend_test
from analysis.export.sheets import csv_bytes, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from analysis.plots.words import Lang

MOST_ROWS = 20_000
"""Rows of a table in the report; whole tables are what ``wusum export`` is for."""

WORKBOOK = "tables.xlsx"

PAIR_KEY = ("topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total")
MEASURES = ("jaccard", "lift", "npmi", "odds_ratio")
"""Measures of pairs that the report offers; ``measures`` of the build has them all."""

DIGITS = 6
"""Leading digits of real numbers in the report's tables."""


def report_tables(tables: Path, topics: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Return every table that the report offers, by its file name without ending.

    Args:
        tables: folder that ``wusum build`` filled.
        topics: every topic of its dictionary.
    """
    articles, tags, found, counts = (
        pl.scan_parquet(tables / f"{name}.parquet")
        for name in ("articles", "article_tags", "article_topics", "topic_counts")
    )
    pairs = count_pairs(found, articles, every=None, unit="story", topics=topics)
    frames = {
        "topics": count_topics(found, articles, every=None, topics=topics).drop("period"),
        "topics_by_month": counts,
        "topics_by_source": share_by_source(found, articles, every=None, topics=topics).drop("period"),
        "pairs": add_measures(pairs).select(*PAIR_KEY, *_bounded(MEASURES), "p", "q"),
        "pairs_by_month": pl.scan_parquet(tables / "topic_pairs.parquet").filter(pl.col("n_ab") > 0),
        "artefact": pl.scan_parquet(tables / "artefact.parquet"),
        "trends": trend_test(counts),
        "bursts": find_bursts(counts),
        "sources": sources(articles),
        "tags": count_tags(tags, articles),
        "page_issues": pl.scan_parquet(tables / "page_issues.parquet"),
    }
    rounded = pl.col(pl.Float64).round_sig_figs(DIGITS)
    return {name: frame.head(MOST_ROWS).with_columns(rounded).collect() for name, frame in frames.items()}


def _bounded(measures: Sequence[str]) -> list[str]:
    return [f"{name}{end}" for name in measures for end in ("", "_low", "_high")]


def sources(articles: pl.LazyFrame) -> pl.LazyFrame:
    """Return, one row a source, its articles and stories and its first and last day."""
    return (
        articles.group_by("source")
        .agg(
            n_articles=pl.len(),
            n_stories=pl.col("story_id").n_unique(),
            first=pl.col("published").min(),
            last=pl.col("published").max(),
        )
        .sort("n_articles", "source", descending=[True, False])
    )


def table_files(frames: Mapping[str, pl.DataFrame], lang: Lang) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file; text in them is never a formula, and Excel reads the Arabic.

    Args:
        frames: from :func:`report_tables`.
        lang: ``ar`` or ``en``, the direction of the sheets.
    """
    for name, frame in frames.items():
        yield f"{name}.csv", csv_bytes(frame, bom=True)
    yield WORKBOOK, workbook(dict(frames), right_to_left=lang == "ar")
