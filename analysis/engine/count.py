"""Topics of a corpus, counted from the mentions as they are written: no table is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.aggregate.counts_in_parts import EVERY, topic_tables
from analysis.aggregate.units import place
from analysis.loader.arrays import Bins
from analysis.tables import ZONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

AT_ONCE = 50_000
"""Articles whose mentions are counted at a time."""

_NEVER = -(2**31)
"""Stands for no period."""

_KINDS = {"article_id": "u4", "story_id": "u4", "period": "i4", "zone": "u1", "topic": "u4"}
_MENTION = np.dtype(list(_KINDS.items()))


class Mentions:
    """Mentions that wait in files to be counted, those of a story together."""

    def __init__(self, first: NDArray[np.uint32], topics: Sequence[str], folder: Path) -> None:
        """Wait for the mentions of a corpus.

        Args:
            first: for each row of the corpus the first one of its story.
            topics: all that may be mentioned.
            folder: for files that are needed meanwhile.
        """
        self._first = first
        self._topics = list(topics)
        self._bins = Bins(folder / "mentions", len(first) // AT_ONCE + 1, _MENTION)
        self._seen = 0
        self._periods = [pl.DataFrame(schema={"period": pl.Date, "n": pl.UInt32})]

    def note(self, about: pl.DataFrame, mentions: pl.DataFrame) -> None:
        """Take the next articles of the corpus.

        Args:
            about: what is known of them beside their texts, in order.
            mentions: ``article_topics`` of them.
        """
        rows = np.arange(self._seen, self._seen + about.height, dtype=np.uint32)
        self._seen += about.height
        placed = place(about.lazy(), EVERY).select("article_id", "period").collect()
        self._periods.append(placed.group_by("period").agg(n=pl.len()))
        told = placed.with_columns(row=pl.Series(rows), story_id=pl.Series(self._first[rows]))
        columns = mentions.join(told, on="article_id").select(
            "story_id",
            pl.col("period").to_physical().fill_null(_NEVER),
            pl.col("zone").cast(pl.Enum(ZONES)).to_physical(),
            pl.col("topic").cast(pl.Enum(self._topics)).to_physical(),
            article_id="row",
        )
        found = np.empty(columns.height, _MENTION)
        for name in _KINDS:
            found[name] = columns[name].to_numpy()
        self._bins.add(found["story_id"] // AT_ONCE, found)

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return `topic_tables` of all that was noted."""
        return topic_tables(self._parts(), pl.concat(self._periods), self._topics)

    def _parts(self) -> Iterator[pl.DataFrame]:
        for found in self._bins:
            part = pl.DataFrame({name: np.ascontiguousarray(found[name]) for name in _KINDS})
            yield part.with_columns(
                pl.col("period").replace(_NEVER, None).cast(pl.Date),
                zone=pl.Series(ZONES).gather(found["zone"]),
                topic=pl.Series(self._topics, dtype=pl.String).gather(found["topic"]),
            )
