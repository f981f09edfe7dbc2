"""What tag lines share with others of their source or week: hashed facts that a line is held against.

A fact is a place (some lines of a source and week) and words; a page asks for those of its own words only.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    Key = tuple[str, str]
    Line = tuple[int, ...]
    Span = tuple[int, int]

ENOUGH = 3
"""Lines of one source and week from which it can be told what they share."""
COMMON = 0.6
"""Share of the kept lines of a source and week that must print a word pair for it to be the site's."""
SHORTEST = 4
LISTED = 2
"""Words of the shortest shared run, without signs between tags and between signs."""
ANY = "\n"
"""Stands for all sources together in the sample of lines: an aggregator's block stands under many."""
EDGE = 5
"""Words of the shortest run at the edge of a line that is shared whatever the source."""

TURNS = (("opens", 1), ("closes", -1))
KINDS = ("week", "source", "opening", "closing", "opens", "closes")
"""Kinds of facts; each has its own place for the lines of a source and week."""
FACTOR, _MASK = 0xFF51AFD7ED558CCD, 0xFFFFFFFFFFFFFFFF


@lru_cache(maxsize=1 << 12)
def key_of(source: str, week: str) -> int:
    """Return what a source and week are hashed to."""
    named = f"{source}\0{week}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "big")


def place_of(kind: str, source: str, week: str = "") -> int:
    """Return the place where facts about the lines of a source, or of a source and week, stand."""
    return _fact(key_of(source, week), KINDS.index(kind))


def _fact(place: int, word: int) -> int:
    """Return the fact that a word stands at a place; it is the place of a fact about the next word."""
    key = ((place ^ (place >> 29)) + word) * FACTOR & _MASK
    return key ^ (key >> 32)


def shared_runs(
    line: Line, source: str, week: str, facts: Container[int], shortest: int = SHORTEST
) -> list[Span] | None:
    """Return the runs of a line that most other lines of its source and week print too.

    Args:
        line: its hashed words.
        source, week: where the page came from; empty when unknown.
        facts: from `facts.all_facts`.
        shortest: words of the shortest run.

    Returns:
        Ranges in printed order; None when too few lines are known to tell.
    """
    place = place_of("week", source, week)
    return _runs_of(line, place, facts, shortest) if place in facts else None


def standing_runs(line: Line, source: str, facts: Container[int]) -> list[Span]:
    """Return the runs of a line that most lines of its source print, in whatever week."""
    return _runs_of(line, place_of("source", source), facts, SHORTEST)


def edge_runs(line: Line, week: str, facts: Container[int]) -> list[Span]:
    """Return what opens or closes a line as it opens or closes other lines of the week."""
    opened = _common_opening(line, place_of("opening", ANY, week), facts)
    closed = _common_opening(line[::-1], place_of("closing", ANY, week), facts)
    runs = [(0, opened)] if opened else []
    runs += [(len(line) - closed, len(line))] if closed else []
    return runs if opened + closed < len(line) else []


def is_edge(line: Line, source: str, week: str, facts: Container[int]) -> bool:
    """Tell whether lines of its source and week, or of any source, open or close with all of a line."""
    known = place_of("week", source, week) in facts
    places = ((place_of(kind, source if known else ANY, week), turn) for kind, turn in TURNS)
    return len(line) >= SHORTEST and any(
        reduce(_fact, line[::turn], place) in facts for place, turn in places
    )


def _runs_of(line: Line, place: int, facts: Container[int], shortest: int) -> list[Span]:
    """Return the runs of a line, of ``shortest`` words at least, whose neighbours are all common pairs."""
    common = [_fact(_fact(place, a), b) in facts for a, b in pairwise(line)]
    runs: list[Span] = []
    start = 0
    for at, together in enumerate([*common, False], 1):
        if not together:
            runs += [(start, at)] if at - start >= shortest else []
            start = at
    return runs


def _common_opening(line: Line, place: int, facts: Container[int]) -> int:
    """Return how many words at the start most lines with the same opening share; 0 when too few have it."""
    opening = reduce(_fact, line[:EDGE], place)
    size = EDGE if len(line) >= EDGE and opening in facts else 0
    while 0 < size < len(line) and (opening := _fact(opening, line[size])) in facts:
        size += 1
    return size
