"""What the lines of many pages teach: which lines stand on page after page, as sorted arrays of hashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from analysis.loader.arrays import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.loader.tags.asked import Hashes

    Lines = tuple[int, ...]

PAGES = 20_000
"""Pages that are kept at most: those with the smallest hashes, so that any order keeps the same."""

COMMON = 3
"""Different pages from which a line is the site's."""

_HALF, _LINE = np.uint64(32), np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, eq=False)
class LineEvidence:
    """Hashed lines by page, of bounded size, that add up in any order.

    Attributes:
        pages: hashes of the longest paragraphs of up to `PAGES` pages, sorted: one article counts once in
            however many reprints.
        lines: their lines, sorted: the hash of the page in the high half, that of the line in the low.
    """

    pages: np.ndarray
    lines: np.ndarray

    @staticmethod
    def learn(pages: Iterable[tuple[int, Lines]]) -> LineEvidence:
        """Return what some pages teach, in one pass over them.

        Args:
            pages: what `line_hashes` gives of each.

        >>> evidence = LineEvidence.learn([(1, (7, 8)), (2, (7,)), (3, (7, 9))])
        >>> sorted(evidence.common)
        [7]
        """
        left = iter(pages)
        return LineEvidence.add_up(map(_noted, iter(lambda: list(islice(left, PAGES)), [])))

    @staticmethod
    def add_up(parts: Iterable[LineEvidence]) -> LineEvidence:
        """Return what all of some evidence teaches; the order does not matter, and memory does not grow."""
        held: list[LineEvidence] = []
        for part in parts:
            held.append(part)
            if sum(len(one.pages) for one in held) > 2 * PAGES:
                held = [_smallest(held)]
        return _smallest(held)

    def merge(self, other: LineEvidence) -> LineEvidence:
        """Return what both have learned; the order does not matter."""
        return LineEvidence.add_up([self, other])

    @property
    def repeated(self) -> np.ndarray:
        """Hashes of the lines that stand on `COMMON` pages or more, sorted."""
        lines, counts = np.unique(self.lines & _LINE, return_counts=True)
        return lines[counts >= COMMON]

    @cached_property
    def common(self) -> frozenset[int]:
        """The same, to look some up."""
        return frozenset(self.repeated.tolist())


def _noted(pages: Sequence[tuple[int, Lines]]) -> LineEvidence:
    hashes = np.array([page for page, _ in pages], dtype=np.uint64)
    lines = np.fromiter(chain.from_iterable(found for _, found in pages), dtype=np.uint64)
    of = np.repeat(hashes, [len(found) for _, found in pages])
    return _smallest([LineEvidence(hashes, of << _HALF | lines)])


def _smallest(parts: Sequence[LineEvidence]) -> LineEvidence:
    """Return the pages with the smallest hashes, each with the lines that any of its prints has."""
    if not parts:
        return LineEvidence(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64))
    pages = distinct(np.concatenate([part.pages for part in parts]))
    lines = distinct(np.concatenate([part.lines for part in parts]))
    kept = pages[:PAGES]
    return LineEvidence(kept, lines[lines >> _HALF <= kept[-1]] if len(kept) < len(pages) else lines)


@dataclass(frozen=True, slots=True)
class SiteLines:
    """Nothing but the hashes of the lines that stand on `COMMON` pages or more."""

    common: Hashes
