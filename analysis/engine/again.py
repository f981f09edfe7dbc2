"""Dumps that earlier builds cut: which of them would be cut the same now, and which must be cut again.

A part of cut dumps stays as it is. Pages that are told otherwise by now are cut again into a new part, and
their rows in the old one are stale; a part of which more than half is stale is cut again whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analysis.loader.answers import TOLD
from analysis.loader.corpus import PAGE, SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analysis.engine.parts import Parts
    from analysis.loader.answers import Answers

STAGE = "cut-"
"""Stages of cut dumps: their names end with the evidence that they were cut with."""

MANY = 32
"""Small parts that many builds may leave; then what they cover is worked on again, in few large ones."""

STALE = {"part": pl.String, **dict.fromkeys(PAGE, pl.String), "whole": pl.Boolean}
"""One row is a page whose rows in a part are not to be taken; ``whole`` unless another page of the part, with
the same text, is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is taken over of the dumps that are cut already.

    Attributes:
        names: parts of cut dumps.
        stale: `STALE`, what of them is not to be taken.
        missing: the dumps that must be cut.
    """

    names: Sequence[str]
    stale: pl.DataFrame
    missing: pl.DataFrame


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
    names, stale, missing = [], [pl.DataFrame(schema=STALE)], wanted
    found = sorted(parts.whole(STAGE), key=lambda name: (not name.startswith(f"{stage}/"), name))
    held = {name: parts.frame([name], "settled", SETTLED) for name in found}
    for name in all_but_many_small({name: pages.height for name, pages in held.items()}, least):
        pages = held[name]
        right = pages if name.startswith(f"{stage}/") else _right(parts, name, pages, answers())
        mine = right.join(missing, on=list(SETTLED), how="semi")
        if mine.height and 2 * mine.height >= pages.height:
            names.append(name)
            stale.append(_stale(name, pages, mine))
            missing = missing.join(mine, on=list(SETTLED), how="anti")
    return Kept(names, pl.concat(stale), missing)


def _right(parts: Parts, name: str, pages: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Return the pages of a part that would get the same answers now."""
    changed = answers.told_otherwise(parts.frame([name], "told", TOLD))
    return pages.filter(~pl.col("raw_path").is_in(changed.implode())) if len(changed) else pages


def _stale(name: str, pages: pl.DataFrame, mine: pl.DataFrame) -> pl.DataFrame:
    rest = pages.join(mine, on=list(SETTLED), how="anti")
    whole = ~pl.col("article_id").is_in(mine["article_id"].implode())
    return rest.select(pl.lit(name).alias("part"), *PAGE, whole=whole)


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
