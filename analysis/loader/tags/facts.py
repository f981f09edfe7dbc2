"""What tag lines share with others of their source or week, as hashed facts: worked out for all at once.

What the facts are for, and how a line is held against them, stands in ``shared``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.arrays import distinct
from analysis.loader.tags.shared import (
    ANY,
    COMMON,
    EDGE,
    ENOUGH,
    FACTOR,
    KINDS,
    SHORTEST,
    TURNS,
    key_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from analysis.loader.tags.shared import Key, Line

WORDS = 1 << 18
"""Words of lines whose pairs are counted at a time; 30 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Hashed tag lines, each source and week's side by side.

    Attributes:
        keys: sources and weeks.
        hashes: what they are hashed to.
        owner: for each line the number of its key, rising.
        sizes: for each line the number of its words.
        words: the words of all lines.
    """

    keys: Sequence[Key]
    hashes: np.ndarray
    owner: np.ndarray
    sizes: np.ndarray
    words: np.ndarray

    @staticmethod
    def of(lines: Mapping[Key, Sequence[Line]]) -> Lines:
        """Return lines by source and week as arrays."""
        every = [line for found in lines.values() for line in found]
        sizes = np.fromiter(map(len, every), dtype=np.int64, count=len(every))
        words = np.fromiter(chain.from_iterable(every), dtype=np.uint64, count=sizes.sum())
        counts = [len(found) for found in lines.values()]
        return Lines(list(lines), _hashes(lines), np.repeat(np.arange(len(counts)), counts), sizes, words)

    @staticmethod
    def of_frame(frame: pl.DataFrame) -> Lines:
        """Return the lines of a table with ``source``, ``week`` and ``values``."""
        ordered = frame.sort("source", "week", maintain_order=True)
        keys = ordered.select("source", "week").unique(maintain_order=True).rows()
        counts = ordered.select(pl.struct("source", "week").rle())["source"].struct.field("len").to_numpy()
        sizes = ordered["values"].list.len().to_numpy().astype(np.int64)
        words = ordered["values"].filter(sizes > 0).explode().to_numpy().astype(np.uint64)
        return Lines(keys, _hashes(keys), np.repeat(np.arange(len(counts)), counts), sizes, words)

    @property
    def starts(self) -> np.ndarray:
        """For each line the place of its first word."""
        return np.cumsum(self.sizes) - self.sizes

    def gather(self, rows: np.ndarray) -> Lines:
        """Return some of the lines."""
        sizes = self.sizes[rows]
        first = np.cumsum(sizes) - sizes
        at = np.arange(sizes.sum()) + np.repeat(self.starts[rows] - first, sizes)
        return Lines(self.keys, self.hashes, self.owner[rows], sizes, self.words[at])


def _hashes(keys: Iterable[Key]) -> np.ndarray:
    return np.fromiter((key_of(*key) for key in keys), dtype=np.uint64)


def all_facts(lines: Mapping[Key, Sequence[Line]]) -> np.ndarray:
    """Return all facts about some lines, sorted.

    Args:
        lines: hashed words of lines by source and week, no two alike.

    >>> from analysis.loader.tags.shared import shared_runs
    >>> lines = [(1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 6)]
    >>> facts = set(all_facts({("s", "w"): lines}).tolist())
    >>> shared_runs((9, 1, 2, 3, 4, 5), "s", "w", facts)
    [(1, 5)]
    """
    return facts_of(Lines.of(lines))


def facts_of(lines: Lines) -> np.ndarray:
    """Return all facts about some lines, sorted.

    Args:
        lines: no two of a source and week alike.
    """
    weeks = _place("week", lines.hashes)
    sources = _place("source", _hashes((source, "") for source, _ in lines.keys))
    known = weeks[np.bincount(lines.owner, minlength=len(lines.keys)) >= ENOUGH]
    named = np.array([source not in ("", ANY) for source, _ in lines.keys], dtype=bool)
    of_a_source = lines.gather(np.flatnonzero(named[lines.owner])) if len(named) else lines
    return distinct(
        np.concatenate(
            [
                known,
                *_edge_facts(lines),
                *_block_facts(lines),
                *_pairs_of_most(lines, weeks),
                *_pairs_of_most(of_a_source, sources),
            ]
        )
    )


def _place(kind: str, hashes: np.ndarray) -> np.ndarray:
    """Return the place of each of some keys, as ``shared.place_of`` does of one."""
    return _next(hashes, np.uint64(KINDS.index(kind)))


def _next(place: np.ndarray, word: np.ndarray | np.uint64) -> np.ndarray:
    """Return the facts that words stand at places, as ``shared.fact`` does of one."""
    key = ((place ^ (place >> np.uint64(29))) + word) * np.uint64(FACTOR)
    return key ^ (key >> np.uint64(32))


class _Openings:
    """Some lines, read word by word from an end; those that open like too few others are left out."""

    def __init__(self, lines: Lines, rows: np.ndarray, turn: int, facts: np.ndarray) -> None:
        """Begin before the first word.

        Args:
            lines: any.
            rows: which of them.
            turn: 1 from the first word on, -1 from the last.
            facts: the place of each row.
        """
        self.words, self.turn, self.size = lines.words, turn, 0
        self.sizes, self.facts = lines.sizes[rows], facts
        self.first = lines.starts[rows] + (0 if turn == 1 else self.sizes - 1)

    def read(self) -> None:
        """Read one word more; lines that end here are left out."""
        self.keep(self.sizes > self.size)
        self.facts = _next(self.facts, self.words[self.first + self.turn * self.size])
        self.size += 1

    def keep(self, rows: np.ndarray) -> None:
        """Leave out all lines but some."""
        self.sizes, self.first, self.facts = self.sizes[rows], self.first[rows], self.facts[rows]

    def shared_by(self) -> np.ndarray:
        """Return for each line how many open like it."""
        _, which, times = np.unique(self.facts, return_inverse=True, return_counts=True)
        return times[which]


def _edge_facts(lines: Lines) -> Iterator[np.ndarray]:
    """Yield the openings that lines of a week share, word by word from `EDGE` on, and so their closings."""
    weeks = np.array([source == ANY for source, _ in lines.keys], dtype=bool)
    rows = np.flatnonzero(weeks[lines.owner] & (lines.sizes >= EDGE)) if len(weeks) else lines.owner
    for kind, turn in (("opening", 1), ("closing", -1)):
        read = _Openings(lines, rows, turn, _place(kind, lines.hashes)[lines.owner[rows]])
        for _ in range(EDGE):
            read.read()
        alike = read.shared_by()
        least = np.maximum(ENOUGH, COMMON * alike)
        while len(read.facts):
            held = read.shared_by() >= (ENOUGH if read.size == EDGE else least)
            read.keep(held)
            yield read.facts
            longer = read.sizes > read.size
            least = least[held][longer]
            read.read()


def _block_facts(lines: Lines) -> Iterator[np.ndarray]:
    """Yield what opens or closes enough lines, of which no two are alike: all but one are longer."""
    for kind, turn in TURNS:
        read = _Openings(lines, np.arange(len(lines.owner)), turn, _place(kind, lines.hashes)[lines.owner])
        while len(read.facts):
            read.read()
            read.keep(read.shared_by() >= ENOUGH)
            if read.size >= SHORTEST:
                yield read.facts


def _pairs_of_most(lines: Lines, place: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the facts about word pairs that most lines of a place print, about `WORDS` words at a time.

    Args:
        lines: any; a place of fewer than `ENOUGH` is passed over.
        place: of each key.
    """
    of_line = place[lines.owner]
    order = np.argsort(of_line, kind="stable")
    begins = np.flatnonzero(np.diff(of_line[order], prepend=of_line[order][:1] ^ np.uint64(1)))
    counts = np.diff(begins, append=len(order))
    words = np.add.reduceat(lines.sizes[order], begins) if len(begins) else counts
    for _, some in _batches(words[counts >= ENOUGH], begins[counts >= ENOUGH], counts[counts >= ENOUGH]):
        yield _common_pairs(lines.gather(order[some]), of_line[order[some]])


def _batches(words: np.ndarray, begins: np.ndarray, counts: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Yield the rows of runs that hold about `WORDS` words together, each run whole."""
    batch = np.cumsum(words) // WORDS
    for one in distinct(batch):
        mine = batch == one
        first = np.cumsum(counts[mine]) - counts[mine]
        yield int(one), np.arange(counts[mine].sum()) + np.repeat(begins[mine] - first, counts[mine])


def _common_pairs(lines: Lines, place: np.ndarray) -> np.ndarray:
    """Return the facts about the pairs that most lines of their place print."""
    number = np.repeat(np.arange(len(place)), lines.sizes)
    inner = number[1:] == number[:-1]
    pairs = (lines.words[:-1] << np.uint64(32) | lines.words[1:])[inner]
    printed = pl.DataFrame({"line": number[1:][inner], "pair": pairs}).unique()
    counted = printed.select("pair", place=place[printed["line"]]).group_by("place", "pair").len().to_dict()
    of, pair, times = (counted[name].to_numpy() for name in ("place", "pair", "len"))
    held, size = np.unique(place, return_counts=True)
    most = times >= np.maximum(ENOUGH, COMMON * size)[np.searchsorted(held, of)]
    first, second = pair[most] >> np.uint64(32), pair[most] & np.uint64(0xFFFFFFFF)
    return _next(_next(of[most], first), second)
