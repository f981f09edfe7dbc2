"""Dumps that earlier builds cut: which of them would be cut the same now, and which must be cut again.

A part of cut dumps stays as it is. Pages that are told otherwise by now are cut again into a new part, and
their rows in the old one are stale; a part of which more than half is stale is cut again whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from analysis.engine.blocks import blocks_now
from analysis.loader.answers import BLOCKS, TOLD
from analysis.loader.arrays import distinct, stand_in
from analysis.loader.brief import BRIEFS, TEXTS, Known
from analysis.loader.corpus import PAGE, SETTLED
from analysis.loader.tags.asked import BLOCK, LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analysis.engine.parts import Parts
    from analysis.loader.answers import Answers

STAGE = "cut-"
"""Stages of cut dumps: their names end with the evidence that they were cut with."""

MANY = 32
"""Small parts that many builds may leave; then what they cover is worked on again, in few large ones."""

ASKED = 12_500
"""Pages whose questions are in memory at a time: 500,000, 40 MB."""

TOGETHER = 50
"""Parts that are searched for the outlines of some dumps at a time."""

_NOWHERE = pl.lit(None, dtype=pl.String)

_OTHERWISE = {"part": pl.String, "raw_path": pl.String, "kind": pl.UInt8}
"""One row is a kind of question of which a page would get another answer now."""

_TEXTS = dict.fromkeys(("raw_path", *TEXTS), pl.String)

STALE = {"part": pl.String, **dict.fromkeys(PAGE, pl.String), "whole": pl.Boolean}
"""One row is a page whose rows in a part are not to be taken; ``whole`` unless another page of the part, with
the same text, is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is taken over of the dumps that are cut already.

    Attributes:
        names: parts of cut dumps.
        stale: `STALE`, what of them is not to be taken.
        missing: the dumps that must be cut; ``part`` has the outline of a dump that only its tag lines are
            told otherwise about, or is null.
        blocks: `BLOCKS` that pages of earlier builds print, as they are cut now.
    """

    names: Sequence[str]
    stale: pl.DataFrame
    missing: pl.DataFrame
    blocks: pl.DataFrame


def all_but_many_small(sizes: Mapping[str, int], least: int) -> list[str]:
    """Return the parts that are worth keeping: all, or the large ones when there are `MANY` small ones.

    Args:
        sizes: what each part covers, as a number.
        least: size from which a part is large.

    >>> len(all_but_many_small({str(n): n for n in range(40)}, least=10))
    40
    >>> len(all_but_many_small({str(n): n for n in range(40)}, least=35))
    5
    """
    small = {name for name, size in sizes.items() if size < least}
    return [name for name in sizes if name not in small or len(small) < MANY]


def take_over(
    parts: Parts, wanted: pl.DataFrame, answers: Callable[[], Answers], stage: str, least: int
) -> Kept:
    """Return what of the dumps is cut already as it would be cut now.

    Args:
        parts: where parts are kept.
        wanted: `SETTLED` of all dumps, and any other columns.
        answers: returns what all pages teach; called when earlier builds cut some.
        stage: of the dumps that were cut with just that.
        least: dumps from which a part is large.
    """
    found = sorted(parts.whole(STAGE), key=lambda name: (not name.startswith(f"{stage}/"), name))
    held = parts.labelled(found, "settled", SETTLED)
    sizes = dict(held.group_by("part", maintain_order=True).len().iter_rows())
    names = all_but_many_small(sizes, least)
    if not names:
        missing = wanted.with_columns(part=_NOWHERE)
        return Kept([], pl.DataFrame(schema=STALE), missing, pl.DataFrame(schema=BLOCKS))
    pages = held.filter(pl.col("part").is_in(names))
    others = {name: sizes[name] for name in names if not name.startswith(f"{stage}/")}
    otherwise, blocks = _otherwise(parts, others, answers)
    mine = _half_of(pages, _once(_but(pages, otherwise), wanted))
    walked = _once(_but(pages, otherwise.filter(kind=LINE)), wanted)
    missing = wanted.join(mine, on=list(SETTLED), how="anti", maintain_order="left").join(
        walked.select(*SETTLED, "part"), on=list(SETTLED), how="left", maintain_order="left"
    )
    kept = mine["part"].unique(maintain_order=True).to_list()
    return Kept(kept, _stale(pages, mine), missing, blocks)


def _otherwise(
    parts: Parts, sizes: Mapping[str, int], answers: Callable[[], Answers]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return `_OTHERWISE` of some parts, and `BLOCKS` of their pages, as they are cut now."""
    blocks = blocks_now(parts, answers()) if sizes else pl.DataFrame(schema=BLOCKS)
    right = distinct(blocks["block"].to_numpy())
    found, printed = [pl.DataFrame(schema=_OTHERWISE)], [right[:0]]
    batch = [before // ASKED for before in accumulate(sizes.values(), initial=0)]
    for _, some in groupby(zip(batch, sizes, strict=False), itemgetter(0)):
        told = parts.labelled([name for _, name in some], "told", TOLD)
        otherwise = answers().told_otherwise(told, list(_OTHERWISE), right)
        found.append(otherwise.cast(pl.Schema(_OTHERWISE)))
        printed.append(distinct(told.filter(kind=BLOCK)["key"].to_numpy()))
    held = stand_in(distinct(np.concatenate(printed)), blocks["block"].to_numpy())
    return pl.concat(found), blocks.filter(pl.Series(held))


def _but(pages: pl.DataFrame, otherwise: pl.DataFrame) -> pl.DataFrame:
    """Return the pages but those that are told otherwise."""
    return pages.join(otherwise, on=["part", "raw_path"], how="anti", maintain_order="left")


def outlined(parts: Parts, piece: pl.DataFrame) -> dict[str, Known]:
    """Return by ``raw_path`` the outlines of dumps that only their tag lines must be cut of.

    Args:
        parts: where parts are kept.
        piece: ``raw_path``, ``article_id``, and the ``part`` with the outline, or null.
    """
    known: dict[str, Known] = {}
    wanted = piece.drop_nulls("part").sort("part")
    for some in wanted.with_columns(at=pl.col("part").rank("dense") // TOGETHER).partition_by("at"):
        texts, briefs = _of(parts, some, "articles", _TEXTS), _of(parts, some, "briefs", BRIEFS)
        lines = _of(parts, some, "told", TOLD).filter(kind=LINE).group_by("raw_path").agg("key", "answer")
        found = texts.join(briefs, on="raw_path").join(lines, on="raw_path", how="left")
        for row in found.iter_rows(named=True):
            told = dict(zip(row["key"] or (), row["answer"] or (), strict=True))
            known[row["raw_path"]] = Known(row["brief"], row, told)
    return known


def _of(parts: Parts, some: pl.DataFrame, table: str, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Return what stands of some dumps in a table of the part that is named with each."""
    rows = parts.labelled(some["part"].unique(maintain_order=True), table, schema, some["raw_path"])
    mine = rows.join(some, on=["part", "raw_path"], how="semi", maintain_order="left")
    return mine.select(list(schema))


def _once(right: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return each of the wanted pages from the first part that has it right."""
    found = right.join(wanted, on=list(SETTLED), how="semi", maintain_order="left")
    return found.unique(list(SETTLED), keep="first", maintain_order=True)


def _half_of(pages: pl.DataFrame, mine: pl.DataFrame) -> pl.DataFrame:
    """Return the pages that are taken of parts of which half is taken at least."""
    sizes = mine.group_by("part").len().join(pages.group_by("part").len("of"), on="part")
    kept = sizes.filter(2 * pl.col("len") >= pl.col("of"))
    return mine.join(kept, on="part", how="semi", maintain_order="left")


def _stale(pages: pl.DataFrame, mine: pl.DataFrame) -> pl.DataFrame:
    """Return `STALE` of the parts of which some pages are taken."""
    rest = pages.join(mine, on="part", how="semi").join(mine, on=["part", *SETTLED], how="anti")
    texts = mine.select("part", "article_id", whole=pl.lit(False)).unique()
    told = rest.join(texts, on=["part", "article_id"], how="left")
    return told.select("part", *PAGE, pl.col("whole").fill_null(True))


def packed(missing: pl.DataFrame, most: int) -> Iterator[pl.DataFrame]:
    """Yield the dumps that must be cut in pieces of so many, all of one file together.

    Args:
        missing: `SETTLED` and ``file``, where a dump waits.
        most: pages of a piece; a file with more is a piece of its own.
    """
    held: list[pl.DataFrame] = []
    for _, pages in missing.group_by("file", maintain_order=True):
        if held and sum(one.height for one in held) + pages.height > most:
            yield pl.concat(held)
            held = []
        held.append(pages)
    if held:
        yield pl.concat(held)
