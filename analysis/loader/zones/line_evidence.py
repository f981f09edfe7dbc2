"""What the lines of many pages teach: which lines stand on page after page, as sorted arrays of hashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.loader.arrays import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.loader.tags.asked import Hashes

    Lines = tuple[int, ...]

COMMON = 3
"""Different pages from which a line is the site's."""

_HALF, _LINE = 32, 0xFFFFFFFF


@dataclass(frozen=True, eq=False)
class LineEvidence:
    """Hashed lines by page, that add up in any order.

    Attributes:
        lines: lines, sorted: the hash of the page's longest paragraph in the high half, so that one article
            counts once in however many reprints; that of the line in the low.
    """

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
        noted = [page << _HALF | line for page, lines in pages for line in lines]
        return LineEvidence(distinct(np.array(noted, dtype=np.uint64)))

    @staticmethod
    def add_up(parts: Iterable[LineEvidence]) -> LineEvidence:
        """Return what all of some evidence teaches; the order does not matter."""
        none = np.zeros(0, dtype=np.uint64)
        return LineEvidence(distinct(np.concatenate([none, *(part.lines for part in parts)])))

    def merge(self, other: LineEvidence) -> LineEvidence:
        """Return what both have learned; the order does not matter."""
        return LineEvidence.add_up([self, other])

    def arrays(self) -> dict[str, np.ndarray]:
        """Return hashes of pages and of their lines, side by side, as numbers of 32 bits."""
        return {"of": self.lines >> np.uint64(_HALF), "line": self.lines & np.uint64(_LINE)}

    @staticmethod
    def of_arrays(of: np.ndarray, line: np.ndarray) -> LineEvidence:
        """Return what `arrays` gave as evidence again."""
        return LineEvidence(of.astype(np.uint64) << np.uint64(_HALF) | line.astype(np.uint64))

    @property
    def repeated(self) -> np.ndarray:
        """Hashes of the lines that stand on `COMMON` pages or more, sorted."""
        lines, counts = np.unique(self.lines & np.uint64(_LINE), return_counts=True)
        return lines[counts >= COMMON]

    @cached_property
    def common(self) -> frozenset[int]:
        """The same, to look some up."""
        return frozenset(self.repeated.tolist())


@dataclass(frozen=True, slots=True)
class SiteLines:
    """Nothing but the hashes of the lines that stand on `COMMON` pages or more."""

    common: Hashes
