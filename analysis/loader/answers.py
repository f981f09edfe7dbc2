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
from analysis.loader.tags.asked import FACT, GAP, KINDS, LINE, LISTED, OPENS, OWN, Noted
from analysis.loader.tags.evidence import Facts, TagEvidence
from analysis.loader.tags.levels import gap_between, level
from analysis.loader.zones.line_evidence import SiteLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.loader.tags.asked import Asked

TOLD = {
    "raw_path": pl.String,
    "kind": pl.UInt8,
    "key": pl.UInt64,
    "own": pl.UInt32,
    "answer": pl.UInt16,
}
"""One row is a question that a page asked (see `Asked`), with the answer."""

_KEY = (1 << OWN) - 1

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
        return TagEvidence(self.counts, {}, 0, Facts({}, self.facts))

    @cached_property
    def _common(self) -> frozenset[int]:
        return frozenset(self.lines.tolist())

    def for_page(self, asked: Asked) -> tuple[TagEvidence, SiteLines]:
        """Return what one page is cut with; its questions are noted.

        Args:
            asked: of this page.
        """
        return self._tags.asked_by(asked), SiteLines(Noted(self._common, asked.told[LINE]))

    def told_otherwise(self, told: pl.DataFrame, of: Sequence[str] = ("raw_path",)) -> pl.DataFrame:
        """Return the pages that would get another answer to some question, each once.

        Args:
            told: `TOLD`, the questions of some pages with the answers that they got.
            of: columns that tell the pages apart.
        """
        kinds = told.partition_by("kind", as_dict=True)
        other = [part.filter(self._answers(kind, part) != part["answer"]) for (kind,), part in kinds.items()]
        return pl.concat([told.clear(), *other]).select(of).unique()

    def _answers(self, kind: int, part: pl.DataFrame) -> pl.Series:
        key, count = part["key"].to_numpy(), partial(sketch.counted, self.counts)
        if kind == LINE:
            found = stand_in(self.lines, key)
        elif kind == FACT:
            found = stand_in(self.facts, key)
        elif kind == OPENS:
            found = np.minimum(count(sketch.OPEN, key), 1)
        elif kind == LISTED:
            found = level(count(sketch.TAG, key))
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
    paths = pl.Series([path for path, _ in pages], dtype=pl.String)
    return pl.concat([_asked(paths, kind, [asked.told[kind] for _, asked in pages]) for kind in KINDS])


def _asked(paths: pl.Series, kind: int, told: Sequence[Mapping[int, int]]) -> pl.DataFrame:
    """Return the questions of one kind, those of a page for each path."""
    sizes = [len(one) for one in told]
    keys = list(chain.from_iterable(told))
    own = [key >> OWN for key in keys] if kind == GAP else np.zeros(len(keys))
    keys = [key & _KEY for key in keys] if kind == GAP else keys
    answers = np.fromiter(chain.from_iterable(one.values() for one in told), dtype=np.uint16)
    columns = {"kind": np.full(len(keys), kind), "key": np.array(keys, dtype=np.uint64), "own": own}
    path = paths[np.repeat(np.arange(len(told)), sizes)]
    return pl.DataFrame({"raw_path": path, **columns, "answer": answers}, schema=TOLD)
