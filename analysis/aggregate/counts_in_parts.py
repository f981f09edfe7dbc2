"""Counts of topics of a corpus that is read some articles at a time: memory does not grow with their number.

Counts of articles add up, part for part. So do those of stories, where no story has prints in two parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.artefact import added, believed
from analysis.aggregate.counts import counted_names, every_pair, shares
from analysis.aggregate.measures import add_measures
from analysis.aggregate.together import pairs_together
from analysis.aggregate.units import names_of, totals_of
from analysis.tables import EVIDENCE, TOPIC_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EVERY = "1mo"
"""Length of a period."""

_KEYS = {
    "topic_counts": ["period", "topic"],
    "topic_pairs": ["period", "a", "b"],
    "artefact": ["topic_a", "topic_b"],
    "found": ["topic"],
}


def topic_tables(
    parts: Iterable[pl.DataFrame], periods: pl.DataFrame, topics: Sequence[str]
) -> dict[str, pl.DataFrame]:
    """Return ``topic_counts``, ``topic_pairs``, ``measures`` and ``artefact`` of a whole corpus.

    They are those that ``count_topics``, ``count_pairs``, ``add_measures`` and ``artefact`` make.

    Args:
        parts: ``article_id`` (a number below 2**32), ``story_id``, ``period``, ``zone``, ``topic``: the
            mentions of some stories each, with all their prints.
        periods: ``period`` and ``n``, the articles of it; a period may have several rows.
        topics: names of the topics to count, found or not.

    >>> mentions = {"article_id": [0, 1], "story_id": [0, 0], "zone": ["body"] * 2, "topic": ["a", "a"]}
    >>> part = pl.DataFrame(mentions).with_columns(period=pl.date(2024, 1, 1)).cast({"article_id": pl.UInt32})
    >>> counted = topic_tables([part], part.select("period", n=pl.lit(1)), ["a"])["topic_counts"]
    >>> counted.select("n_articles", "n_stories", "n_total").row(0)
    (2, 1, 2)
    """
    sums = _summed(parts)
    names = pl.LazyFrame({"topic": list(topics)}, schema={"topic": pl.String})
    totals = totals_of(periods.lazy(), pl.col("n").sum(), EVERY, ["period"])
    pairs = every_pair(sums["topic_pairs"].lazy(), totals, names)
    pairs = pairs.rename({"a": "topic_a", "b": "topic_b"}).select(list(TOPIC_PAIRS.columns))
    topic_pairs = pairs.collect(engine="streaming")
    tables = {
        "topic_counts": shares(sums["topic_counts"].lazy(), totals, names),
        "measures": add_measures(topic_pairs.lazy()),
        "artefact": added(_pairs_of(sums["found"], periods), sums["artefact"].lazy()),
    }
    counted = {name: table.collect(engine="streaming") for name, table in tables.items()}
    return {"topic_pairs": topic_pairs, **counted}


def _pairs_of(found: pl.DataFrame, periods: pl.DataFrame) -> pl.LazyFrame:
    """Return every pair of topics, with the number of all articles."""
    a, b = (found.lazy().select(pl.col("topic").alias(side)) for side in ("topic_a", "topic_b"))
    pairs = a.join(b, how="cross").filter(pl.col("topic_a") < pl.col("topic_b"))
    return pairs.with_columns(n_total=pl.lit(periods["n"].sum(), pl.UInt32))


def _summed(parts: Iterable[pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the counts of all parts, added up whenever as many rows wait as there are sums."""
    held = {name: [none] for name, none in _of_part(_no_mention()).items()}
    for part in parts:
        for name, counted in _of_part(part).items():
            held[name].append(counted)
            if sum(one.height for one in held[name][1:]) > held[name][0].height:
                held[name] = [_added(held[name], name)]
    return {name: _added(frames, name) for name, frames in held.items()}


def _added(frames: Sequence[pl.DataFrame], name: str) -> pl.DataFrame:
    return pl.concat(frames).group_by(_KEYS[name]).agg(pl.all().sum())


def _of_part(part: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return what is counted of some mentions, a frame each of `_KEYS`."""
    mentions = part.lazy()
    named = names_of(mentions, "topic", EVIDENCE, "story_id", "period").unique()
    units = named.select("period", "topic", unit="article_id", n_total=pl.lit(0, pl.UInt32))
    pairs = pairs_together(units, ["period"], "topic", alone=True)
    counted = {
        "topic_counts": counted_names(named, ["period"], "topic"),
        "topic_pairs": pairs.select("period", "a", "b", "n_a", "n_b", "n_ab"),
        "artefact": believed(mentions),
        "found": mentions.select("topic").unique(),
    }
    return {name: frame.collect(engine="in-memory") for name, frame in counted.items()}


def _no_mention() -> pl.DataFrame:
    schema = {"article_id": pl.UInt32, "story_id": pl.UInt32, "period": pl.Date}
    return pl.DataFrame(schema={**schema, "zone": pl.String, "topic": pl.String})
