"""Three findings, chosen by the data: what a hurried reader should know, with figure and interval.

Four questions are asked, always in this order: which topic's share changed most, which two topics stand
together most, what the site's template would have claimed, and which topic burst. Those with a sure answer
come first; where fewer than three have one, the report says so instead of giving a weaker answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.aggregate.artefact import count_artefacts
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.changes import share_changes
from analysis.aggregate.counts import count_pairs
from analysis.aggregate.intervals import wilson
from analysis.aggregate.measures import add_measures
from analysis.aggregate.units import place
from analysis.dictionary import read_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from matplotlib.axes import Axes

    from analysis.plots.words import Lang

    Draw = Callable[[Lang, Mapping[str, str], str], Axes]

MOST = 3
SURE = 0.05
"""False-discovery rate below which an answer counts as sure."""

FEWEST = 5
"""Fewest stories with both topics of a pair: fewer are an anecdote, whatever their q."""

CHAPTER = {
    "change": "04_trends",
    "pair": "03_cooccurrence",
    "artefact": "03_cooccurrence",
    "burst": "04_trends",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one of the four questions.

    Attributes:
        kind: ``change``, ``pair``, ``artefact`` or ``burst``.
        sure: whether there is an answer that chance does not explain.
        values: the numbers of its sentence, by name; shares between 0 and 1.
        draw: from language, labels and source line to its figure; None where there is nothing to draw.
    """

    kind: str
    sure: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    draw: Draw | None = None

    @property
    def chapter(self) -> str:
        """Name of the notebook that goes into it."""
        return CHAPTER[self.kind]


def findings(tables: Path) -> list[Finding]:
    """Return the three findings of a build, in the order of the questions.

    Args:
        tables: folder that ``wusum build`` filled.
    """
    counts = pl.read_parquet(tables / "topic_counts.parquet")
    stories = by_story(counts, pl.scan_parquet(tables / "articles.parquet"))
    asked = [_change(counts, stories), _pair(tables), _artefact(tables), _burst(counts, stories)]
    first = sorted(asked, key=lambda finding: not finding.sure)[:MOST]
    return [finding for finding in asked if finding in first]


def by_story(counts: pl.DataFrame, articles: pl.LazyFrame) -> pl.DataFrame:
    """Return the counts of months with stories in place of articles: reprints make nothing surer.

    Args:
        counts: the table ``topic_counts``.
        articles: the table of that name.
    """
    totals = place(articles, "1mo").group_by("period").agg(n_total=pl.col("story_id").n_unique())
    told = counts.select("period", "topic", n_articles="n_stories")
    return told.join(totals.collect(), on="period", how="left", nulls_equal=True).with_columns(
        pl.col("n_total").fill_null(0)
    )


def halves(counts: pl.DataFrame) -> tuple[tuple[date, date], tuple[date, date]] | None:
    """Return first and last period of two spans with about as many articles each; None for a single period.

    Args:
        counts: the table ``topic_counts``.
    """
    totals = counts.drop_nulls("period").group_by("period").agg(pl.col("n_total").max())
    known = totals.filter(pl.col("n_total") > 0).sort("period")
    if known.height < 2:
        return None
    reached = known["n_total"].cast(pl.Int64).cum_sum()
    last = min(int((reached < reached[-1] / 2).sum()), known.height - 2)
    periods = known["period"].to_list()
    return (periods[0], periods[last]), (periods[last + 1], periods[-1])


def _change(counts: pl.DataFrame, stories: pl.DataFrame) -> Finding:
    """Which topic's share differs most between the two halves; by story it differs for sure, too."""
    spans = halves(counts)
    if spans is None:
        return Finding("change", sure=False, values={"n_tests": 0})
    held = share_changes(stories.lazy(), *spans).select("topic", q_story="q")
    changes = share_changes(counts.lazy(), *spans).join(held, on="topic").collect().drop_nulls("q")
    changes = changes.with_columns(q=pl.max_horizontal("q", "q_story")).drop("q_story")
    values = {"n_tests": changes.height, "before": spans[0], "after": spans[1]}
    sure = changes.filter(pl.col("q") < SURE).sort(
        pl.col("difference").abs(), "topic", descending=[True, False]
    )
    if sure.is_empty():
        return Finding("change", sure=False, values=values | {"q": changes["q"].min()})
    row = sure.row(0, named=True)

    def draw(lang: Lang, labels: Mapping[str, str], source: str) -> Axes:
        from analysis.plots import draw_shares

        own, title = [row["topic"]], labels[row["topic"]]
        return draw_shares(counts, topics=own, title=title, labels=labels, lang=lang, source=source)

    return Finding("change", sure=True, values=values | row, draw=draw)


def _pair(tables: Path) -> Finding:
    """Which two topics stand together most, counted by story and without what the site added."""
    articles = pl.scan_parquet(tables / "articles.parquet")
    found = pl.scan_parquet(tables / "article_topics.parquet")
    measured = add_measures(_unrelated(count_pairs(found, articles, every=None, unit="story"), tables))
    pairs = measured.collect().drop_nulls("q")
    together = pairs.filter(pl.col("lift") > 1, pl.col("n_ab") >= FEWEST)
    # Two topics that never stand apart have no interval of NPMI; nothing is stronger than that.
    strength = pl.coalesce("npmi_low", "npmi")
    sure = together.filter(pl.col("q") < SURE).sort(
        strength, "topic_a", "topic_b", descending=[True, False, False]
    )
    values = {"n_tests": pairs.height}
    if sure.is_empty():
        return Finding("pair", sure=False, values=values | {"q": together["q"].min()})
    row = sure.row(0, named=True)

    def draw(lang: Lang, labels: Mapping[str, str], source: str) -> Axes:
        from analysis.plots import draw_pair_matrix, draw_pair_trend

        monthly = pl.read_parquet(tables / "topic_pairs.parquet")
        if monthly["period"].n_unique() < 2:
            return draw_pair_matrix(pairs, measure="n_ab", labels=labels, lang=lang, source=source)
        key = (row["topic_a"], row["topic_b"])
        return draw_pair_trend(monthly, pairs=[key], labels=labels, lang=lang, source=source)

    return Finding("pair", sure=True, values=values | row, draw=draw)


def _unrelated(pairs: pl.LazyFrame, tables: Path) -> pl.LazyFrame:
    """Leave out pairs of a topic and one above it: whatever names the one names the other by definition."""
    topics = read_topics(tables / "topics.toml")
    kin = [tuple(sorted((name, above))) for name in topics.labels for above in topics.parents(name)]
    schema = {"topic_a": pl.String, "topic_b": pl.String}
    return pairs.join(pl.LazyFrame(kin, schema=schema, orient="row"), on=["topic_a", "topic_b"], how="anti")


def _artefact(tables: Path) -> Finding:
    """Which pair the page template would have claimed most falsely."""
    frame = pl.read_parquet(tables / "artefact.parquet")
    low, high = wilson(pl.col("only_page"), pl.col("n_ab_page"))
    made = frame.filter(pl.col("only_page") > 0).with_columns(low=low, high=high)
    if made.is_empty():
        return Finding("artefact", sure=False)
    # By the bound and not by the share: 80 of 80 says more than 2 of 2.
    worst = made.sort("low", "topic_a", "topic_b", descending=[True, False, False]).row(0, named=True)
    sums = count_artefacts(frame.lazy()).collect()
    totals = {"own_pairs": sums["n_pairs"][0], "page_pairs": sums["n_pairs"][-1]}

    def draw(lang: Lang, labels: Mapping[str, str], source: str) -> Axes:
        from analysis.plots import draw_artefact

        return draw_artefact(frame, labels=labels, lang=lang, source=source)

    return Finding("artefact", sure=True, values=worst | totals, draw=draw)


def _burst(counts: pl.DataFrame, stories: pl.DataFrame) -> Finding:
    """Which topic rose furthest above its usual share for some time; so its stories did, for sure."""
    bursts = find_bursts(counts.lazy()).collect()
    held = find_bursts(stories.lazy()).filter(pl.col("q") < SURE).collect()["topic"].to_list()
    low, high = wilson(pl.col("n_articles"), pl.col("n_total"))
    sure = bursts.filter(pl.col("q") < SURE, pl.col("topic").is_in(held)).with_columns(low=low, high=high)
    if sure.is_empty():
        return Finding("burst", sure=False)
    row = sure.sort("weight", "topic", "start", descending=[True, False, False]).row(0, named=True)

    def draw(lang: Lang, labels: Mapping[str, str], source: str) -> Axes:
        from analysis.plots import draw_shares

        words: Any = {"labels": labels, "lang": lang, "source": source, "title": labels[row["topic"]]}
        return draw_shares(counts, topics=[row["topic"]], bursts=bursts.filter(topic=row["topic"]), **words)

    return Finding("burst", sure=True, values=row, draw=draw)
