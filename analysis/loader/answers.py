"""What all pages teach, as far as cutting asks for it; and which pages it would tell otherwise than before.

While a page is cut, its questions are noted with the answers. While these stay the same, so does its cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.arrays import stand_in
from analysis.loader.tags import sketch
from analysis.loader.tags.asked import BLOCK, FACT, GAP, KINDS, LINE, LISTED, OPENS, OWN, Asked, Noted
from analysis.loader.tags.cut import cut_block
from analysis.loader.tags.evidence import Facts, TagEvidence
from analysis.loader.tags.gaps import gap_between
from analysis.loader.zones.line_evidence import SiteLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_COUNTED = {OPENS: sketch.OPEN, LISTED: sketch.TAG}

_ASKED = {"kind": pl.UInt8, "key": pl.UInt64, "own": pl.UInt32, "answer": pl.UInt16}

TOLD = {"raw_path": pl.String, **_ASKED}
"""One row is a question that a page asked (see `Asked`), with the answer."""

BLOCKS = {"words": pl.String, "block": pl.UInt64, **_ASKED}
"""One row is a question that the cut of a site's block asked, once for all pages that print it; ``block`` is
the key of its own question (`BLOCK`), which says what words are cut and how."""

_NONE = np.empty(0, np.uint64)

_KEY = (1 << OWN) - 1

_BETWEEN = "\n"
"""Stands between the words of a block; in none of them."""

KNOWN = {"kind": pl.UInt8, "key": pl.UInt64}
"""One row is a line that stands on many pages (`LINE`), or something that tag lines share (`FACT`)."""


@dataclass(frozen=True, eq=False)
class Answers:
    """What all pages teach, ready for questions.

    Attributes:
        counts: hashed counters of all channels of ``sketch``.
        facts: what tag lines share, sorted.
        lines: hashes of the lines that stand on many pages, sorted.
    """

    counts: np.ndarray
    facts: np.ndarray
    lines: np.ndarray

    @staticmethod
    def of_frame(counts: np.ndarray, known: pl.DataFrame) -> Answers:
        """Return what `to_frame` has written down, with the counters beside it."""
        facts, lines = (known.filter(kind=kind)["key"].to_numpy() for kind in (FACT, LINE))
        return Answers(counts, facts, lines)

    def to_frame(self) -> pl.DataFrame:
        """Return lines and facts as a table of `KNOWN`."""
        kinds = np.repeat([LINE, FACT], [len(self.lines), len(self.facts)])
        return pl.DataFrame({"kind": kinds, "key": np.concatenate([self.lines, self.facts])}, schema=KNOWN)

    @cached_property
    def _tags(self) -> TagEvidence:
        return TagEvidence(self.counts, {}, Facts({}, self.facts))

    @cached_property
    def _common(self) -> frozenset[int]:
        return frozenset(self.lines.tolist())

    def for_page(self, asked: Asked) -> tuple[TagEvidence, SiteLines]:
        """Return what one page is cut with; its questions are noted.

        Args:
            asked: of this page.
        """
        return self._tags.asked_by(asked), SiteLines(Noted(self._common, asked.told[LINE]))

    def cut_again(self, blocks: Iterable[str]) -> pl.DataFrame:
        """Return `BLOCKS` of some blocks as they are cut now.

        Args:
            blocks: the ``words`` of each.
        """
        asked = Asked()
        for words in blocks:
            self._tags.asked_by(asked).cut_once(tuple(words.split(_BETWEEN)), cut_block)
        return blocks_frame([asked])

    def told_otherwise(
        self, told: pl.DataFrame, of: Sequence[str] = ("raw_path",), blocks: np.ndarray = _NONE
    ) -> pl.DataFrame:
        """Return the pages that would get another answer to some question, each once.

        Args:
            told: `TOLD` or `BLOCKS`, the questions of some pages or blocks with the answers that they got.
            of: columns that tell the pages apart.
            blocks: blocks that are cut so now, sorted.
        """
        kinds, asked = told["kind"].to_numpy(), told.select("key", "own", "answer")
        other = [np.empty(0, np.int64)]
        for kind in KINDS:  # rows of other columns are long, and few of them are wanted
            rows = np.flatnonzero(kinds == kind)
            part = asked[rows]
            other.append(rows[(self._answers(kind, part, blocks) != part["answer"]).to_numpy()])
        return told.select(of)[np.concatenate(other)].unique()

    def _answers(self, kind: int, part: pl.DataFrame, blocks: np.ndarray) -> pl.Series:
        key, count = part["key"].to_numpy(), partial(sketch.counted, self.counts)
        if kind == LINE:
            found = stand_in(self.lines, key)
        elif kind == BLOCK:
            found = stand_in(blocks, key)
        elif kind == FACT:
            found = stand_in(self.facts, key)
        elif kind in _COUNTED:
            found = count(_COUNTED[kind], key) > 0
        else:
            own = part["own"].to_numpy().astype(np.int64)
            words = key >> np.uint64(32), key & np.uint64(0xFFFFFFFF)
            found = gap_between(*words, (own >> 16, own >> 8 & 255, own & 255), count)
        return pl.Series(found.astype(np.uint16))


def told_frame(pages: Sequence[tuple[str, Asked]]) -> pl.DataFrame:
    """Return the questions of some pages as a table of `TOLD`.

    Args:
        pages: the ``raw_path`` of each, and what it asked.

    >>> told_frame([]).height
    0
    """
    paths = pl.DataFrame({"raw_path": [path for path, _ in pages]}, {"raw_path": pl.String})
    return _questions(paths, [asked for _, asked in pages])


def blocks_frame(pages: Iterable[Asked]) -> pl.DataFrame:
    """Return the questions of the blocks of some pages, each block once, as a table of `BLOCKS`.

    >>> blocks_frame([]).height
    0
    """
    blocks = {key: block for asked in pages for key, block in asked.blocks.items()}
    named = {"words": [_BETWEEN.join(words) for words, _ in blocks.values()], "block": list(blocks)}
    schema = {name: BLOCKS[name] for name in named}
    return _questions(pl.DataFrame(named, schema), [asked for _, asked in blocks.values()])


def _questions(of: pl.DataFrame, asked: Sequence[Asked]) -> pl.DataFrame:
    """Return questions with their answers, each beside the row of who asked it."""
    return pl.concat([_asked(of, kind, [one.told[kind] for one in asked]) for kind in KINDS])


def _asked(of: pl.DataFrame, kind: int, told: Sequence[Mapping[int, int]]) -> pl.DataFrame:
    """Return the questions of one kind, those of a page or block for each row."""
    sizes = [len(one) for one in told]
    keys = list(chain.from_iterable(told))
    own = [key >> OWN for key in keys] if kind == GAP else np.zeros(len(keys))
    keys = [key & _KEY for key in keys] if kind == GAP else keys
    answers = np.fromiter(chain.from_iterable(one.values() for one in told), dtype=np.uint16)
    columns = {"kind": np.full(len(keys), kind), "key": np.array(keys, dtype=np.uint64), "own": own}
    who = of[np.repeat(np.arange(len(told)), sizes)]
    return who.hstack(pl.DataFrame({**columns, "answer": answers}, schema=_ASKED))
