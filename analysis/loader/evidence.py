"""What all pages teach about each other: the lessons of a sample of them, added up in any order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.answers import Answers
from analysis.loader.lessons import ALL, TAGS, array_rows, tag_rows, tags_frame
from analysis.loader.tags import sketch
from analysis.loader.tags.facts import Lines, facts_of
from analysis.loader.tags.records import sample
from analysis.loader.zones.line_evidence import LineEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.loader.tags.records import Key, Line

COUNTERS: dict[str, pl.DataType | type[pl.DataType]] = {
    "low": pl.Binary,
    "places": pl.List(pl.UInt32),
    "high": pl.List(pl.UInt32),
}
"""One row is all counters in the order of ``sketch``: a byte of each, and the places of those that are larger
with what these have above a byte."""

BYTE = 8

STEP = 1 << 19
"""Counters that are added at a time: their places take eight bytes each."""

ROOM = 50_000
"""Tag lines that may wait to be sampled; or as many as are kept, if these are more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What pages teach about each other.

    Attributes:
        counts: hashed counters of all channels of ``sketch``.
        tags: `TAGS`, a sample of tag lines by source and week, in this order.
        lines: what they teach about repeated lines.
    """

    counts: np.ndarray
    tags: pl.DataFrame
    lines: LineEvidence

    def counters(self) -> pl.DataFrame:
        """Return all counters as `COUNTERS`: quicker by far than as a column, or as what is not 0."""
        places = np.flatnonzero(self.counts >= 1 << BYTE)
        low, high = self.counts.astype(np.uint8).tobytes(), self.counts[places] >> BYTE
        return pl.DataFrame({"low": [low], "places": [places], "high": [high]}, schema=COUNTERS)

    def to_frame(self) -> pl.DataFrame:
        """Return all but the counters as a table of `SCHEMA`, the same for the same evidence."""
        return pl.concat([array_rows(ALL, self.lines.arrays()), tag_rows(self.tags)])

    def answers(self) -> Answers:
        """Return what pages are cut with."""
        return Answers(self.counts, facts_of(Lines.of_frame(self.tags)), self.lines.repeated)


def counts_of(counters: pl.DataFrame) -> np.ndarray:
    """Return the counters of a table from `Evidence.counters`.

    >>> int(counts_of(all_evidence([], 0).counters()).sum())
    0
    """
    counts = np.frombuffer(counters["low"][0], dtype=np.uint8).astype(np.uint32)
    places, high = (counters[name][0].to_numpy() for name in ("places", "high"))
    counts[places] += high << BYTE
    return counts


def all_evidence(frames: Iterable[pl.DataFrame], deep: int) -> Evidence:
    """Return what all of some lessons teach; the order does not matter.

    Args:
        frames: of `SCHEMA`; read once, and not held.
        deep: pages of less depth are left out, from `least_depth`.

    >>> all_evidence([], 0).tags.height
    0
    """
    total = _Total(deep)
    lines = LineEvidence.add_up(chain.from_iterable(map(total.take, frames)))
    return Evidence(total.counts, _sampled(total.tags), lines)


def add_counts(total: np.ndarray, gaps: np.ndarray, counts: np.ndarray) -> None:
    """Add the ``counts`` of a table to others, in place; ``gaps`` says where each stands."""
    at = 0
    for start in range(0, len(gaps), STEP):
        places = at + np.cumsum(gaps[start : start + STEP], dtype=np.int64)
        total[places] += counts[start : start + STEP]
        at = int(places[-1])


class _Total:
    """Lessons while they are added up; ``tags`` are tables of lines, each sampled by itself."""

    def __init__(self, deep: int) -> None:
        self.deep = deep
        self.counts = np.zeros(sketch.SIZE, dtype=np.uint32)
        self.tags = [pl.DataFrame(schema=TAGS)]

    def take(self, frame: pl.DataFrame) -> list[LineEvidence]:
        """Add one table, and return what it says about repeated lines."""
        self.tags.append(frame.filter(kind="tags").select(*TAGS))
        if sum(held.height for held in self.tags[1:]) > max(ROOM, self.tags[0].height):
            self.tags = [_sampled(self.tags)]
        sample = frame.filter(pl.col("kind") != "tags", pl.col("depth") >= self.deep)
        return [self._take(rows) for _, rows in sample.group_by("depth")]

    def _take(self, rows: pl.DataFrame) -> LineEvidence:
        one = {kind: held.to_numpy() for kind, held in zip(rows["kind"], rows["values"], strict=True)}
        if "gaps" in one:
            add_counts(self.counts, one["gaps"], one["counts"])
        return LineEvidence.of_arrays(one["of"], one["line"])


def _sampled(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the tag lines of some tables that are kept.

    Of a source and week that one table alone knows, it has no more than are kept.
    """
    every = pl.concat([table.with_columns(table=pl.lit(number)) for number, table in enumerate(tables)])
    known = every.with_columns(alone=pl.col("table").n_unique().over("source", "week") == 1).drop("table")
    lines: dict[Key, dict[Line, None]] = {}
    for source, week, line in known.filter(~pl.col("alone")).select(*TAGS).iter_rows():
        lines.setdefault((source, week), {})[tuple(line)] = None
    again = tags_frame({key: sample(key, found) for key, found in lines.items()})
    kept = pl.concat([known.filter("alone").select(*TAGS), again])
    return kept.sort("source", "week", maintain_order=True)
