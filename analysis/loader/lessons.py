"""What pages teach about each other, as a table: written down piece by piece, in any order.

Of a large corpus only a sample of the pages is learned from: those of some `depth` at least. What they teach
is written down depth by depth, so that pages which come later can make the sample smaller, and none is read
again for it. Of a large corpus what will hardly be asked for is not written down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.tags import sketch
from analysis.loader.tags.records import TagRecord, hold, key_batches, sampled
from analysis.loader.zones.line_evidence import LineEvidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analysis.loader.tags.records import Held, Key, Line
    from analysis.loader.zones.outline import Outline

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "depth": pl.UInt8,
    "source": pl.String,
    "week": pl.String,
    "values": pl.List(pl.UInt32),
}
"""``values`` are, by ``kind``: ``gaps`` between counters that are not 0 and their ``counts``, hashes of each
``line`` and of the pages ``of`` the lines, all these of the pages of one depth; and the hashed words of a
``tags`` line of a source and week, of any page (`ALL`)."""

TAGS = {name: SCHEMA[name] for name in ("source", "week", "values")}
"""One row is a sampled tag line."""

PAGES = 16_000
"""Pages whose lines and running text are learned from at most. Full counters tell nothing, and 10,000 real
articles fill half of those of running text."""

LIKELY = 0.75
"""Share of dumps that repeat no other, as a guess: where they are fewer, a build reads some files twice."""

ALL = 255
"""Depth of what is learned from all pages: tag lines, of which each source and week keeps a few."""

BITS = 32


def depth(article_id: str) -> int:
    """Return the number of zeros that an identifier begins with, as bits: each is met half as often.

    >>> depth("8000000000000000"), depth("1fffffffffffffff"), depth("0000000000000000")
    (0, 3, 32)
    """
    return BITS - int(article_id[: BITS // 4], 16).bit_length()


def least_depth(article_ids: pl.Series) -> int:
    """Return the depth from which pages are learned from: as many pages as can be, but not over `PAGES`.

    Args:
        article_ids: of all pages.

    >>> least_depth(pl.Series(["0000000000000000", "f000000000000000"]))
    0
    """
    first = article_ids.unique().str.head(BITS // 4).str.to_integer(base=16).to_numpy()
    depths = BITS - np.frexp(first.astype(np.float64))[1]
    deeper = np.bincount(depths, minlength=BITS + 2)[::-1].cumsum()[::-1]
    return int(np.argmax(deeper <= PAGES))


def likely_depth(dumps: int) -> int:
    """Return the depth from which so many dumps, with the repeated ones, are learned from at least: a guess.

    >>> likely_depth(20_000), likely_depth(100_000)
    (0, 3)
    """
    return max(0, math.ceil(math.log2(max(LIKELY * dumps, 1) / PAGES)))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one page teaches.

    Attributes:
        depth: of its identifier.
        lines: what `line_hashes` gives of it; None of a page whose lines nobody learns from.
        record: None when it has no tag line.
    """

    depth: int
    lines: tuple[int, tuple[int, ...]] | None
    record: TagRecord | None

    @staticmethod
    def of(article_id: str, outline: Outline, floor: int = 0) -> Lesson:
        """Return what a page teaches, cut by itself.

        Args:
            article_id: of the page.
            outline: the page.
            floor: least depth of pages whose lines and running text are learned from.
        """
        record = TagRecord(
            source=outline.source,
            week=outline.week,
            foot=outline.foot,
            running_text=outline.running_text,
            line=outline.tag_line,
            more=outline.more_lines,
            before_source=outline.before_source,
        )
        deep = depth(article_id)
        return Lesson(deep, outline.lines if deep >= floor else None, record if record.line else None)


def lessons_frame(lessons: Sequence[Lesson]) -> pl.DataFrame:
    """Return what some pages teach as a table of `SCHEMA`, the same in any order."""
    held: Held = {}
    found = []
    for deep, some in groupby(sorted(lessons, key=attrgetter("depth")), attrgetter("depth")):
        pages = list(some)
        records = [page.record for page in pages if page.record]
        if lines := [page.lines for page in pages if page.lines]:
            counted = _counted(key_batches(records, held))
            found.append(array_rows(deep, {**counted, **LineEvidence.learn(lines).arrays()}))
        else:
            hold(records, held)
    return pl.concat([*found, tag_rows(tags_frame(sampled(held)))])


def _counted(batches: Iterator[np.ndarray]) -> dict[str, np.ndarray]:
    """Return the counters of some keys: one batch is sorted, quicker than to look at all counters."""
    first, second = next(batches), next(batches, None)
    if second is None:
        return _gaps(*np.unique(first, return_counts=True))
    total = np.zeros(sketch.SIZE, dtype=np.uint32)
    for keys in chain((first, second), batches):
        sketch.add(total, keys)
    # Of truth values it takes a fifth of the time.
    places = np.flatnonzero(total != 0)
    return _gaps(places, total[places])


def _gaps(places: np.ndarray, counts: np.ndarray) -> dict[str, np.ndarray]:
    return {"gaps": np.diff(places, prepend=0), "counts": counts}


def array_rows(deep: int, arrays: Mapping[str, np.ndarray]) -> pl.DataFrame:
    """Return arrays as rows of `SCHEMA`.

    Args:
        deep: depth of the pages that they tell of.
        arrays: by kind.
    """
    held = (found.astype(np.uint32, copy=False) for found in arrays.values())
    values = pl.concat([pl.Series(found).implode() for found in held])
    rows = pl.DataFrame({"kind": list(arrays), "values": values})
    return rows.select(
        "kind", depth=pl.lit(deep, pl.UInt8), source=pl.lit(""), week=pl.lit(""), values="values"
    )


def tag_rows(tags: pl.DataFrame) -> pl.DataFrame:
    """Return `TAGS` as rows of `SCHEMA`."""
    return tags.select(pl.lit("tags").alias("kind"), pl.lit(ALL, pl.UInt8).alias("depth"), *TAGS)


def tags_frame(lines: Mapping[Key, Sequence[Line]]) -> pl.DataFrame:
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
