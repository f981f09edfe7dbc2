"""What pages teach about each other, as tables: written down piece by piece, added up in any order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.answers import Answers
from analysis.loader.tags import sketch
from analysis.loader.tags.evidence import TagEvidence, room, sample
from analysis.loader.zones.line_evidence import LineEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analysis.loader.tags.evidence import Key, Line

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "source": pl.String,
    "week": pl.String,
    "values": pl.List(pl.UInt32),
}
"""``values`` are, by ``kind``: ``gaps`` between counters that are not 0 and their ``counts``; the number of
``pages`` with a tag line; the hashed words of a ``tags`` line of a source and week; the hash of each
``page``, those of the pages ``of`` each ``line``, and of the lines."""

_ROOM = 4
"""Times a sample of lines may grow before it is cut back."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What pages teach about each other: ``tags`` about tag lines, ``lines`` about repeated lines."""

    tags: TagEvidence
    lines: LineEvidence

    def merge(self, other: Evidence) -> Evidence:
        """Return what both have learned; the order does not matter."""
        return Evidence(self.tags.merge(other.tags), self.lines.merge(other.lines))

    def to_frame(self) -> pl.DataFrame:
        """Return it as a table, from which `all_evidence` makes it again."""
        return to_frame(self.tags, self.lines)

    def answers(self) -> Answers:
        """Return what pages are cut with."""
        return Answers.of(self.tags, self.lines)


def all_evidence(frames: Iterable[pl.DataFrame]) -> Evidence:
    """Return what all of some tables of evidence teach; the order does not matter.

    Args:
        frames: from `Evidence.to_frame`; read once, and not held.
    """
    return Evidence(*add_up(frames))


def to_frame(tags: TagEvidence, lines: LineEvidence) -> pl.DataFrame:
    """Return evidence as a table of `SCHEMA`, the same for the same evidence.

    Args:
        tags: evidence about tag lines.
        lines: evidence about repeated lines.
    """
    counters = np.flatnonzero(tags.counts != 0)  # of truth values it takes a fifth of the time
    one = {
        "gaps": np.diff(counters, prepend=0),
        "counts": tags.counts[counters],
        "pages": np.array([tags.pages]),
        "page": lines.pages,
        "of": lines.lines >> np.uint64(32),
        "line": lines.lines & np.uint64(0xFFFFFFFF),
    }
    values = pl.concat([pl.Series(held.astype(np.uint32)).implode() for held in one.values()])
    arrays = pl.DataFrame({"kind": list(one), "values": values})
    nowhere = pl.lit("")
    whole = arrays.select("kind", source=nowhere, week=nowhere, values="values")
    return pl.concat([whole, _tags_frame(tags.lines)])


def _tags_frame(lines: Mapping[Key, Sequence[Line]]) -> pl.DataFrame:
    """Return the sampled tag lines; all words are put side by side first, which is the quick way."""
    rows = [(*key, line) for key, kept in sorted(lines.items()) for line in kept]
    sizes = [len(line) for *_, line in rows]
    words = np.fromiter(chain.from_iterable(line for *_, line in rows), dtype=np.uint32, count=sum(sizes))
    flat = pl.DataFrame({"row": np.repeat(np.arange(len(rows)), sizes), "values": words})
    lists = flat.group_by("row").agg("values")
    sources, weeks = ([row[at] for row in rows] for at in range(2))
    told = pl.DataFrame({"row": np.arange(len(rows)), "source": sources, "week": weeks})
    joined = told.join(lists, on="row", how="left", maintain_order="left")
    named = joined.with_columns(pl.col("values").fill_null([]), kind=pl.lit("tags"))
    return named.select(*SCHEMA).cast(pl.Schema(SCHEMA))


def add_up(frames: Iterable[pl.DataFrame]) -> tuple[TagEvidence, LineEvidence]:
    """Return what all of some tables have learned; the order does not matter, and memory does not grow.

    Args:
        frames: from `to_frame`; read once.

    >>> nothing = to_frame(*add_up([]))
    >>> tags, lines = add_up([nothing, nothing])
    >>> tags.pages, len(lines.pages)
    (0, 0)
    """
    total = _Total()
    lines = LineEvidence.add_up(map(total.take, frames))
    kept = {key: sample(key, found) for key, found in sorted(total.lines.items())}
    return TagEvidence(total.counts, kept, total.pages), lines


def add_counts(total: np.ndarray, gaps: np.ndarray, counts: np.ndarray) -> None:
    """Add the ``counts`` of a table to others, in place; ``gaps`` says where each stands."""
    total[np.cumsum(gaps.astype(np.int64))] += counts


def counts_of(frame: pl.DataFrame) -> np.ndarray:
    """Return the counters of a table from `to_frame`."""
    total = np.zeros(sketch.SIZE, dtype=np.uint32)
    add_counts(total, *(frame.filter(kind=kind)["values"][0].to_numpy() for kind in ("gaps", "counts")))
    return total


class _Total:
    """Tag evidence while it is added up."""

    def __init__(self) -> None:
        self.counts = np.zeros(sketch.SIZE, dtype=np.uint32)
        self.lines: dict[Key, dict[Line, None]] = {}
        self.pages = 0

    def take(self, frame: pl.DataFrame) -> LineEvidence:
        """Add one table, and return what it says about repeated lines."""
        one = {kind: part["values"] for (kind,), part in frame.group_by("kind", maintain_order=True)}
        add_counts(self.counts, one["gaps"][0].to_numpy(), one["counts"][0].to_numpy())
        self.pages += one["pages"][0][0]
        tags = frame.filter(kind="tags")
        for source, week, line in tags.select("source", "week", "values").iter_rows():
            self._keep((source, week), tuple(line))
        page, of, line = (one[kind][0].to_numpy().astype(np.uint64) for kind in ("page", "of", "line"))
        return LineEvidence(page, of << np.uint64(32) | line)

    def _keep(self, key: Key, line: Line) -> None:
        kept = self.lines.setdefault(key, {})
        kept[line] = None
        if len(kept) > _ROOM * room(key):
            self.lines[key] = dict.fromkeys(sample(key, kept))
