"""What pages teach about each other, as tables: written down piece by piece, added up in any order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.answers import Answers
from analysis.loader.tags import sketch
from analysis.loader.tags.evidence import sample
from analysis.loader.tags.facts import Lines, facts_of
from analysis.loader.zones.line_evidence import LineEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analysis.loader.tags.evidence import Key, Line, TagEvidence

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "source": pl.String,
    "week": pl.String,
    "values": pl.List(pl.UInt32),
}
"""``values`` are, by ``kind``: ``gaps`` between counters that are not 0 and their ``counts``; the number of
``pages`` with a tag line; the hashed words of a ``tags`` line of a source and week; the hash of each
``page``, those of the pages ``of`` each ``line``, and of the lines."""

COUNTERS: dict[str, pl.DataType | type[pl.DataType]] = {
    "low": pl.Binary,
    "places": pl.List(pl.UInt32),
    "high": pl.List(pl.UInt32),
}
"""One row is all counters in the order of ``sketch``: a byte of each, and the places of those that are larger
with what these have above a byte."""

BYTE = 8

TAGS = {name: SCHEMA[name] for name in ("source", "week", "values")}
"""One row is a sampled tag line."""

STEP = 1 << 19
"""Counters that are added at a time: their places take eight bytes each."""

ROOM = 50_000
"""Tag lines that may wait to be sampled; or as many as are kept, if these are more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What pages teach about each other.

    Attributes:
        counts: hashed counters of all channels of ``sketch``.
        pages: number of pages with a tag line.
        tags: `TAGS`, a sample of tag lines by source and week, in this order.
        lines: what they teach about repeated lines.
    """

    counts: np.ndarray
    pages: int
    tags: pl.DataFrame
    lines: LineEvidence

    @staticmethod
    def of(tags: TagEvidence, lines: LineEvidence) -> Evidence:
        """Return what was learned about tag lines and about repeated lines."""
        return Evidence(tags.counts, tags.pages, _tags_frame(tags.lines), lines)

    def counters(self) -> pl.DataFrame:
        """Return all counters as `COUNTERS`: quicker by far than as a column, or as what is not 0."""
        places = np.flatnonzero(self.counts >= 1 << BYTE)
        low, high = self.counts.astype(np.uint8).tobytes(), self.counts[places] >> BYTE
        return pl.DataFrame({"low": [low], "places": [places], "high": [high]}, schema=COUNTERS)

    def to_frame(self, *, counters: bool = True) -> pl.DataFrame:
        """Return it as a table of `SCHEMA`, the same for the same evidence.

        Args:
            counters: False leaves them out.
        """
        one = {
            **(self._counted() if counters else {}),
            "pages": np.array([self.pages]),
            "page": self.lines.pages,
            "of": self.lines.lines >> np.uint64(32),
            "line": self.lines.lines & np.uint64(0xFFFFFFFF),
        }
        held = (found.astype(np.uint32, copy=False) for found in one.values())
        values = pl.concat([pl.Series(found).implode() for found in held])
        arrays = pl.DataFrame({"kind": list(one), "values": values})
        nowhere = pl.lit("")
        whole = arrays.select("kind", source=nowhere, week=nowhere, values="values")
        return pl.concat([whole, self.tags.select(pl.lit("tags").alias("kind"), *TAGS)])

    def _counted(self) -> dict[str, np.ndarray]:
        # Of truth values it takes a fifth of the time; half of the bytes are enough.
        places = np.flatnonzero(self.counts != 0).astype(np.uint32)
        return {"gaps": np.diff(places, prepend=np.uint32(0)), "counts": self.counts[places]}

    def answers(self) -> Answers:
        """Return what pages are cut with."""
        return Answers(self.counts, facts_of(Lines.of_frame(self.tags)), self.lines.repeated)


def counts_of(counters: pl.DataFrame) -> np.ndarray:
    """Return the counters of a table from `Evidence.counters`.

    >>> int(counts_of(all_evidence([]).counters()).sum())
    0
    """
    counts = np.frombuffer(counters["low"][0], dtype=np.uint8).astype(np.uint32)
    places, high = (counters[name][0].to_numpy() for name in ("places", "high"))
    counts[places] += high << BYTE
    return counts


def all_evidence(frames: Iterable[pl.DataFrame]) -> Evidence:
    """Return what all of some tables of evidence teach; the order does not matter, and memory does not grow.

    Args:
        frames: from `Evidence.to_frame`; read once, and not held.

    >>> nothing = all_evidence([])
    >>> nothing.pages, all_evidence([nothing.to_frame()] * 2).tags.height
    (0, 0)
    """
    total = _Total()
    lines = LineEvidence.add_up(map(total.take, frames))
    return Evidence(total.counts, total.pages, _sampled(total.tags), lines)


def add_counts(total: np.ndarray, gaps: np.ndarray, counts: np.ndarray) -> None:
    """Add the ``counts`` of a table to others, in place; ``gaps`` says where each stands."""
    at = 0
    for start in range(0, len(gaps), STEP):
        places = at + np.cumsum(gaps[start : start + STEP], dtype=np.int64)
        total[places] += counts[start : start + STEP]
        at = int(places[-1])


class _Total:
    """Evidence while it is added up; ``tags`` are tables of lines, each sampled by itself."""

    def __init__(self) -> None:
        self.counts = np.zeros(sketch.SIZE, dtype=np.uint32)
        self.tags = [pl.DataFrame(schema=TAGS)]
        self.pages = 0

    def take(self, frame: pl.DataFrame) -> LineEvidence:
        """Add one table, and return what it says about repeated lines."""
        whole = frame.filter(pl.col("kind") != "tags")
        one = {kind: held.to_numpy() for kind, held in zip(whole["kind"], whole["values"], strict=True)}
        if "gaps" in one:
            add_counts(self.counts, one["gaps"], one["counts"])
        self.pages += int(one["pages"][0])
        self.tags.append(frame.filter(kind="tags").select(*TAGS))
        if sum(held.height for held in self.tags[1:]) > max(ROOM, self.tags[0].height):
            self.tags = [_sampled(self.tags)]
        page, of, line = (one[kind].astype(np.uint64) for kind in ("page", "of", "line"))
        return LineEvidence(page, of << np.uint64(32) | line)


def _sampled(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the tag lines of some tables that are kept.

    Of a source and week that one table alone knows, it has no more than are kept.
    """
    every = pl.concat([table.with_columns(table=pl.lit(number)) for number, table in enumerate(tables)])
    known = every.with_columns(alone=pl.col("table").n_unique().over("source", "week") == 1).drop("table")
    lines: dict[Key, dict[Line, None]] = {}
    for source, week, line in known.filter(~pl.col("alone")).select(*TAGS).iter_rows():
        lines.setdefault((source, week), {})[tuple(line)] = None
    again = _tags_frame({key: sample(key, found) for key, found in lines.items()})
    kept = pl.concat([known.filter("alone").select(*TAGS), again])
    return kept.sort("source", "week", maintain_order=True)


def _tags_frame(lines: Mapping[Key, Sequence[Line]]) -> pl.DataFrame:
    """Return sampled tag lines as `TAGS`; all words are put side by side first, which is the quick way."""
    rows = [(*key, line) for key, kept in sorted(lines.items()) for line in kept]
    sizes = [len(line) for *_, line in rows]
    words = np.fromiter(chain.from_iterable(line for *_, line in rows), dtype=np.uint32, count=sum(sizes))
    flat = pl.DataFrame({"row": np.repeat(np.arange(len(rows)), sizes), "values": words})
    lists = flat.group_by("row").agg("values")
    sources, weeks = ([row[at] for row in rows] for at in range(2))
    told = pl.DataFrame({"row": np.arange(len(rows)), "source": sources, "week": weeks})
    joined = told.join(lists, on="row", how="left", maintain_order="left")
    return joined.with_columns(pl.col("values").fill_null([])).select(*TAGS).cast(pl.Schema(TAGS))
