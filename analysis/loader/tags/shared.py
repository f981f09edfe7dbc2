"""What tag lines share with others of their source or week: hashed facts that a line is held against.

A fact is a place (some lines of a source and week) and words; a page asks for those of its own words only.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from hashlib import blake2b
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    Key = tuple[str, str]
    Line = tuple[int, ...]
    Span = tuple[int, int]

ENOUGH = 3
"""Lines of one source and week from which it can be told what they share."""
COMMON = 0.6
"""Share of the kept lines of a source and week that must print a word pair for it to be the site's."""
SHORTEST = 4
"""Words of the shortest shared run."""
ANY = "\n"
"""Stands for all sources together in the sample of lines: an aggregator's block stands under many."""
EDGE = 5
"""Words of the shortest run at the edge of a line that is shared whatever the source."""
WORDS = 1 << 18
"""Words of lines whose pairs are counted at a time; 30 MB."""

_TURNS = (("opens", 1), ("closes", -1))
_FACTOR, _MASK = 0xFF51AFD7ED558CCD, 0xFFFFFFFFFFFFFFFF


@lru_cache(maxsize=1 << 12)
def _place(kind: str, source: str, week: str = "") -> int:
    named = "\0".join((kind, source, week)).encode("utf-8", "replace")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "big")


def _fact(place: int, word: int) -> int:
    """Return the fact that a word stands at a place; it is the place of a fact about the next word."""
    key = ((place ^ (place >> 29)) + word) * _FACTOR & _MASK
    return key ^ (key >> 32)


def _pair_facts(places: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return the facts that pairs of words, first in the high half, stand at places."""
    key = places
    for word in (pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)):
        key = ((key ^ (key >> np.uint64(29))) + word) * np.uint64(_FACTOR)
        key = key ^ (key >> np.uint64(32))
    return key


def shared_runs(line: Line, source: str, week: str, facts: Container[int]) -> list[Span] | None:
    """Return the runs of a line that most other lines of its source and week print too.

    Args:
        line: its hashed words.
        source, week: where the page came from; empty when unknown.
        facts: from `all_facts`.

    Returns:
        Ranges in printed order; None when too few lines are known to tell.
    """
    place = _place("week", source, week)
    return _runs_of(line, place, facts) if place in facts else None


def standing_runs(line: Line, source: str, facts: Container[int]) -> list[Span]:
    """Return the runs of a line that most lines of its source print, in whatever week."""
    return _runs_of(line, _place("source", source), facts)


def edge_runs(line: Line, week: str, facts: Container[int]) -> list[Span]:
    """Return what opens or closes a line as it opens or closes other lines of the week."""
    opened = _common_opening(line, _place("opening", ANY, week), facts)
    closed = _common_opening(line[::-1], _place("closing", ANY, week), facts)
    runs = [(0, opened)] if opened else []
    runs += [(len(line) - closed, len(line))] if closed else []
    return runs if opened + closed < len(line) else []


def is_edge(line: Line, source: str, week: str, facts: Container[int]) -> bool:
    """Tell whether lines of its source and week, or of any source, open or close with all of a line."""
    known = _place("week", source, week) in facts
    places = ((_place(kind, source if known else ANY, week), turn) for kind, turn in _TURNS)
    return len(line) >= SHORTEST and any(
        reduce(_fact, line[::turn], place) in facts for place, turn in places
    )


def _runs_of(line: Line, place: int, facts: Container[int]) -> list[Span]:
    """Return the runs of a line, of `SHORTEST` words at least, whose neighbours are all common pairs."""
    common = [_fact(_fact(place, a), b) in facts for a, b in pairwise(line)]
    runs: list[Span] = []
    start = 0
    for at, together in enumerate([*common, False], 1):
        if not together:
            runs += [(start, at)] if at - start >= SHORTEST else []
            start = at
    return runs


def _common_opening(line: Line, place: int, facts: Container[int]) -> int:
    """Return how many words at the start most lines with the same opening share; 0 when too few have it."""
    opening = reduce(_fact, line[:EDGE], place)
    size = EDGE if len(line) >= EDGE and opening in facts else 0
    while 0 < size < len(line) and (opening := _fact(opening, line[size])) in facts:
        size += 1
    return size


def all_facts(lines: Mapping[Key, Sequence[Line]]) -> np.ndarray:
    """Return all facts about some lines, sorted.

    Args:
        lines: hashed words of lines by source and week.

    >>> lines = [(1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 6)]
    >>> facts = set(all_facts({("s", "w"): lines}).tolist())
    >>> shared_runs((9, 1, 2, 3, 4, 5), "s", "w", facts)
    [(1, 5)]
    """
    known = [(_place("week", *key), found) for key, found in lines.items() if len(found) >= ENOUGH]
    sources: dict[int, list[Line]] = {}
    for (source, _), found in lines.items():
        if source and source != ANY:
            sources.setdefault(_place("source", source), []).extend(found)
    weeks = [(week, found) for (source, week), found in lines.items() if source == ANY]
    edges = chain(
        chain.from_iterable(_edge_facts(week, found) for week, found in weeks),
        chain.from_iterable(_block_facts(*key, found) for key, found in lines.items()),
    )
    pairs = _counted([*known, *((place, found) for place, found in sources.items() if len(found) >= ENOUGH)])
    told = np.fromiter(chain((place for place, _ in known), edges), dtype=np.uint64)
    return np.unique(np.concatenate([told, *pairs]))


def _edge_facts(week: str, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the openings that lines of a week share, word by word from `EDGE` on, and so their closings."""
    for kind, turn in (("opening", 1), ("closing", -1)):
        alike: dict[int, list[Line]] = {}
        for line in lines:
            if len(line) >= EDGE:
                opening = reduce(_fact, line[::turn][:EDGE], _place(kind, ANY, week))
                alike.setdefault(opening, []).append(line[::turn])
        for opening, found in alike.items():
            if len(found) >= ENOUGH:
                yield opening
                least = max(ENOUGH, COMMON * len(found))
                yield from (longer for _, longer in _longer(opening, found, least, EDGE))


def _block_facts(source: str, week: str, lines: Sequence[Line]) -> Iterator[int]:
    """Yield what opens or closes enough lines, of which no two are alike: all but one are longer."""
    for kind, turn in _TURNS:
        turned = [line[::turn] for line in lines]
        openings = _longer(_place(kind, source, week), turned, ENOUGH, 0)
        yield from (opening for size, opening in openings if size >= SHORTEST)


def _longer(opening: int, lines: Sequence[Line], least: float, size: int) -> Iterator[tuple[int, int]]:
    """Yield the openings longer than one of ``size`` words that enough of the lines with it share."""
    held = {opening: list(lines)}
    while held:
        longer: dict[int, list[Line]] = {}
        for start, found in held.items():
            for line in found:
                if len(line) > size:
                    longer.setdefault(_fact(start, line[size]), []).append(line)
        size, held = size + 1, {key: found for key, found in longer.items() if len(found) >= least}
        yield from ((size, key) for key in held)


def _counted(places: Iterable[tuple[int, Sequence[Line]]]) -> Iterator[np.ndarray]:
    """Yield the facts about word pairs that most lines of a place print, `WORDS` words at a time."""
    held: list[tuple[int, Sequence[Line]]] = []
    words = 0
    for place, lines in places:
        held.append((place, lines))
        words += sum(map(len, lines))
        if words >= WORDS:
            yield _pairs_of_most(held)
            held, words = [], 0
    if held:
        yield _pairs_of_most(held)


def _pairs_of_most(places: Sequence[tuple[int, Sequence[Line]]]) -> np.ndarray:
    lines = [line for _, found in places for line in found]
    sizes = [len(line) for line in lines]
    words = np.fromiter(chain.from_iterable(lines), dtype=np.uint64, count=sum(sizes))
    number = np.repeat(np.arange(len(lines)), sizes)
    inner = number[1:] == number[:-1]
    pairs = (words[:-1] << np.uint64(32) | words[1:])[inner]
    printed = pl.DataFrame({"line": number[1:][inner], "pair": pairs}).unique()
    owner = np.repeat(np.arange(len(places)), [len(found) for _, found in places])
    counted = printed.select("pair", owner=owner[printed["line"]]).group_by("owner", "pair").len().to_dict()
    of, pair, times = (counted[name].to_numpy() for name in ("owner", "pair", "len"))
    least = np.maximum(ENOUGH, COMMON * np.array([len(found) for _, found in places]))
    most = times >= least[of]
    return _pair_facts(np.array([place for place, _ in places], dtype=np.uint64)[of[most]], pair[most])
