"""The site's run at an edge of a tag line: which tags the article does not name."""

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


def site_edge(named: Sequence[bool], standing: Sequence[bool]) -> tuple[Span, float]:
    """Return the run at one edge of a line that is most likely the site's, and the log of its odds.

    Args:
        named: for each tag of the line, whether the article names all its words.
        standing: for each, whether most lines of the source print it, whatever the week.

    Returns:
        A range of tags, which may be all of them, and the log of the odds that it is the site's; 0.0 and an
        empty range when nothing speaks for one.

    >>> site_edge([True, True, False, False, False], [False] * 5)[0]
    (2, 5)
    >>> site_edge([True, True], [False, False])
    ((0, 0), 0.0)
    """
    odds = [_odds(*tag) for tag in zip(named, standing, strict=True)]
    total = len(odds)
    ahead = [((0, size), sum_) for size, sum_ in enumerate(accumulate(odds), start=1)]
    behind = [((total - size, total), sum_) for size, sum_ in enumerate(accumulate(reversed(odds)), start=1)]
    return max([((0, 0), 0.0), *ahead, *behind], key=lambda found: found[1])


def _odds(named: bool, standing: bool) -> float:
    return SURE if standing else _NAMED if named else _UNNAMED
