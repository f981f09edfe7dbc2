"""The site's runs at the edges of a tag line: which tags the article does not name."""

from __future__ import annotations

from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.tags.blocks import Span

OWN, SITE = 0.9, 0.15
"""Share of its tags whose words all stand in the article, of an article's own run and of a site's."""

SURE = 6.0
"""Log of the odds from which a run is the site's: three tags at the edge that the article does not name. Of
500 lines without such a run 1 in 100 reached it, of 2,000 with one 98 in 100."""

DOUBT = 4.0
"""Log of the odds from which it is doubtful: two such tags."""

_UNNAMED = log((1 - SITE) / (1 - OWN))
_NAMED = log(SITE / OWN)


Edge = tuple["Span", float]
"""A range of tags, and the log of the odds that it is the site's."""


def site_edges(named: Sequence[bool], standing: Sequence[bool]) -> tuple[Edge, Edge]:
    """Return the runs at the two edges of a line that are most likely the site's; they never overlap.

    Args:
        named: for each tag of the line, whether the article names all its words.
        standing: for each, whether most lines of the source print it, whatever the week.

    Returns:
        The run that opens the line and the one that closes it, either of which may be all of it; empty, with
        odds of 0.0, where nothing speaks for one.

    >>> [edge for edge, _ in site_edges([False, False, True, True, False, False, False], [False] * 7)]
    [(0, 2), (4, 7)]
    >>> site_edges([True, True], [False, False])
    (((0, 0), 0.0), ((2, 2), 0.0))
    """
    odds = [_odds(*tag) for tag in zip(named, standing, strict=True)]
    total = len(odds)
    ahead, behind = _openings(odds), _openings(odds[::-1])
    parted = max(range(total + 1), key=lambda at: ahead[at][1] + behind[total - at][1])
    (opening, first), (closing, last) = ahead[parted], behind[total - parted]
    return ((0, opening), first), ((total - closing, total), last)


def _openings(odds: Sequence[float]) -> list[tuple[int, float]]:
    """Return, for the first 0, 1, 2 ... tags, how many of them at the start are likeliest the site's."""
    best = [(0, 0.0)]
    for size, worth in enumerate(accumulate(odds), start=1):
        best.append((size, worth) if worth > best[-1][1] else best[-1])
    return best


def _odds(named: bool, standing: bool) -> float:
    return SURE if standing else _NAMED if named else _UNNAMED
