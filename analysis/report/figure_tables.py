"""What figures of a build need beside its tables: spans of time, topic sets, links, marks, a source line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.engine.manifest import read_manifest
from analysis.errors import InputError
from analysis.plots.names import BY_TOPIC
from analysis.plots.words import month_name, word
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from datetime import date

    from analysis.plots.words import Lang

SURE = 0.05
"""Bursts and changes with a larger q are not drawn."""

NODES = 40
"""Names whose pairs make a network: more have no room on a page."""

NAMED_SOURCES = 3
"""Sources that the line of notes names; more are counted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: a build, a language, topics (none: the figure chooses), and a source line."""

    tables: Path
    lang: Lang
    topics: tuple[str, ...] = ()
    source: str = ""
    title: str | None = None

    def scan(self, table: str) -> pl.LazyFrame:
        """Return a table of the build."""
        return pl.scan_parquet(self.tables / f"{table}.parquet")

    def read(self, table: str) -> pl.DataFrame:
        """Return the rows of a table of the build."""
        return self.scan(table).collect()

    @property
    def labels(self) -> dict[str, str]:
        """The shown name of every topic of the build."""
        topics = read_manifest(self.tables)["dictionary"]["topics"]
        return {name: both[self.lang] for name, both in topics.items()}

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The topics asked for, or None."""
        return self.topics or None

    @property
    def text(self) -> dict[str, Any]:
        """Options that every figure takes."""
        return {"lang": self.lang, "source": self.source, "title": self.title}


def source_line(tables: str | Path, lang: Lang) -> str:
    """Return the largest sources of a build and how many more there are, for the notes of a figure.

    Args:
        tables: folder that ``wusum build`` filled.
        lang: ``ar`` or ``en``.
    """
    articles = pl.scan_parquet(Path(tables) / "articles.parquet")
    names = by_size(articles)
    comma = "، " if lang == "ar" else ", "
    shown = comma.join(names[:NAMED_SOURCES])
    more = len(names) - NAMED_SOURCES
    return word("and others", lang, shown, more) if more > 0 else shown


def by_size(articles: pl.LazyFrame) -> list[str]:
    """Return the sources, the one with most articles first."""
    sizes = articles.drop_nulls("source").group_by("source").agg(n=pl.len())
    return sizes.sort("n", "source", descending=[True, False]).collect()["source"].to_list()


def keyed(wanted: Wanted) -> tuple[pl.LazyFrame, pl.LazyFrame, str, dict[str, str]]:
    """Return what sources can be compared by: articles, what they name, the column, and shown names.

    Tags of the articles that have any, where two sources print tags and there are more of them than topics;
    else topics of all articles.
    """
    articles, tags = wanted.scan("articles"), wanted.scan("article_tags").filter(pl.col("zone") == "tags")
    tagged, names = articles.join(tags, on="article_id", how="semi"), tag_names(wanted)
    if len(names) > len(wanted.labels) and len(by_size(tagged)) > 1:
        return tagged, tags, "tag_key", names
    return articles, wanted.scan("article_topics"), "topic", wanted.labels


def check_topics(wanted: Wanted, name: str) -> None:
    """Raise ``InputError`` for topics that the build does not know or the figure does not take."""
    known = wanted.labels
    if wanted.topics and name not in BY_TOPIC:
        raise InputError(f"figure '{name}' takes no topics; {', '.join(BY_TOPIC)} do.")
    if missing := [topic for topic in wanted.topics if topic not in known]:
        raise InputError(
            f"there is no topic '{missing[0]}' in {wanted.tables}. It has {', '.join(sorted(known))}."
        )


def topic_sets(article_topics: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Count, one row a set of topics, the articles that name exactly these in title, body and own tags.

    Args:
        article_topics: mentions with the zone they stood in.
        articles: the corpus; its articles are the denominator.

    Returns:
        ``topics`` (sorted; empty: articles without any), ``n_articles``, ``n_total``; the largest set first.

    >>> mentions = {"article_id": ["1", "1", "2"], "zone": ["body"] * 3, "topic": ["b", "a", "a"]}
    >>> sets = topic_sets(pl.LazyFrame(mentions), pl.LazyFrame({"article_id": ["1", "2", "3"]}))
    >>> sets.collect().rows()
    [([], 1, 3), (['a'], 1, 3), (['a', 'b'], 1, 3)]
    """
    own = article_topics.filter(pl.col("zone").is_in(list(EVIDENCE))).select("article_id", "topic").unique()
    named = own.group_by("article_id").agg(topics=pl.col("topic").sort())
    sets = articles.select("article_id").join(named, on="article_id", how="left")
    return (
        sets.with_columns(pl.col("topics").fill_null([]), n_total=pl.len())
        .group_by("topics")
        .agg(n_articles=pl.len(), n_total=pl.col("n_total").first())
        .sort("n_articles", pl.col("topics").list.join("\n"), descending=[True, False])
    )


def marks(wanted: Wanted) -> dict[str, Any]:
    """Return the bursts and change points that chance does not explain."""
    from analysis.aggregate.bursts import find_bursts
    from analysis.aggregate.change_points import change_points

    counts = wanted.scan("topic_counts")
    found = {"bursts": find_bursts(counts), "changes": change_points(counts)}
    return {name: frame.filter(pl.col("q") < SURE).collect() for name, frame in found.items()}


def halves(counts: pl.LazyFrame) -> tuple[tuple[date, date], tuple[date, date]] | None:
    """Return the first and last period of two spans with about as many articles each, if there are two."""
    totals = counts.drop_nulls("period").group_by("period").agg(n=pl.col("n_total").max()).sort("period")
    periods = totals.filter(pl.col("n") > 0).collect()
    if periods.height < 2:
        return None
    passed = (periods["n"].cum_sum() * 2 < periods["n"].sum()).sum() + 1
    cut = min(max(int(passed), 1), periods.height - 1)
    days = periods["period"]
    return (days[0], days[cut - 1]), (days[cut], days[-1])


def span_name(span: tuple[date, date], lang: Lang) -> str:
    """Return how a span of months is printed."""
    first, last = (month_name(day, lang) for day in span)
    return first if first == last else f"{first} – {last}"


def most_named(wanted: Wanted) -> str:
    """Return the topic that most articles name."""
    counts = wanted.scan("topic_counts").group_by("topic").agg(pl.col("n_articles").sum())
    names = counts.sort("n_articles", "topic", descending=[True, False]).collect()["topic"]
    return names[0] if len(names) else next(iter(wanted.labels), "")


def tag_names(wanted: Wanted) -> dict[str, str]:
    """Return the printed form of each of the articles' own tags."""
    from analysis.aggregate.tags import printed_forms

    own = wanted.scan("article_tags").filter(pl.col("zone") == "tags")
    return dict(printed_forms(own).select("tag_key", "tag").collect().iter_rows())


def linked(wanted: Wanted, most: int | None = NODES) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, str]]:
    """Return the pairs of tags, or of topics where more of these are named, with communities and names."""
    from analysis.aggregate.communities import communities
    from analysis.aggregate.counts import count_pairs
    from analysis.aggregate.measures import add_measures

    topics, tags = wanted.labels, wanted.scan("tag_pairs")
    pairs, key, labels = tags, "tag", tag_names(wanted)
    if tags.select(pl.col("tag_a").n_unique()).collect().item() < len(topics):
        pairs = count_pairs(wanted.scan("article_topics"), wanted.scan("articles"), every=None)
        key, labels = "topic", topics
    named = pairs.drop("period").filter(pl.col("n_ab") > 0)
    if most is not None:
        ends = [named.select(end=f"{key}_{side}", n=f"n_{side}") for side in "ab"]
        largest = (
            pl.concat(ends).group_by("end").agg(pl.col("n").max()).sort("n", "end", descending=[True, False])
        )
        kept = largest.head(most).collect()["end"].to_list()
        named = named.filter(pl.col(f"{key}_a").is_in(kept) & pl.col(f"{key}_b").is_in(kept))
    measured = add_measures(named).collect()
    groups = communities(measured.lazy()).collect()
    return measured, groups, labels
