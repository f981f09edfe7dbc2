"""Blocks of sites that earlier builds cut: which of them would be cut the same now.

A site prints one block on page after page, so what its cut asks is noted once, and a page notes only that
the block is cut so. A block that is told otherwise is cut again by itself; most are cut the same, and then
none of its pages has to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.loader.answers import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.engine.parts import Parts
    from analysis.loader.answers import Answers

STAGE = "blocks"
"""Parts with all blocks of a corpus, as they were cut when it was built."""


def blocks_now(parts: Parts, answers: Answers) -> pl.DataFrame:
    """Return `BLOCKS` of the blocks that earlier builds cut, as they are cut now.

    Args:
        parts: where parts are kept.
        answers: what all pages teach.
    """
    known = parts.frame(parts.whole(STAGE), "blocks", BLOCKS)
    other = answers.told_otherwise(known, ["words"])
    again = answers.cut_again(other["words"].sort())
    return pl.concat([known.join(other, on="words", how="anti"), again])


def note_blocks(parts: Parts, known: pl.DataFrame, cut: Sequence[str]) -> list[str]:
    """Keep all blocks as they are cut now; return the part with them, if there are any.

    Args:
        parts: where to.
        known: `BLOCKS` of the dumps that were taken over.
        cut: parts of the dumps that were cut with what all pages teach now.
    """
    every = pl.concat([known, parts.frame(cut, "blocks", BLOCKS)]).unique().sort(list(BLOCKS))
    return [parts.note(STAGE, "blocks", every)] if every.height else []
