"""What other pages teach about tags: running text, delimited lists, blocks of a source and week."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import numpy as np

from analysis.loader.tags import sketch as sketch
from analysis.loader.tags.lists import items
from analysis.loader.tags.text import light, tokens, word_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SAMPLE = 12
"""Lines kept of one source and week: those with the smallest hashes, so that any order keeps the same."""
LINE_WORDS = 400
"""Words of a line that are kept or counted."""
MEMORY = 20_000
"""Cuts of blocks that are remembered at most."""
ENOUGH = 3
"""Lines of one source and week from which it can be told what they share."""
COMMON = 0.6
"""Share of the kept lines of a source and week that must print a word pair for it to be the site's."""
SHORTEST = 4
"""Words of the shortest shared run."""
ANY = "\n"
"""Stands for all sources together in the sample of lines: an aggregator's block stands under many."""
ANY_SAMPLE = 48
"""Lines kept of one week."""
EDGE = 5
"""Words of the shortest run at the edge of a line that is shared whatever the source."""
BATCH = 64
"""Pages whose counters are added up at once."""

Key = tuple[str, str]
Line = tuple[int, ...]
Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A page; ``running_text`` is title, body and related body, never a tag or headline line."""

    source: str | None
    week: str | None
    running_text: str
    line: str
    before_source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class TagEvidence:
    """Counts over pages, of fixed size, that add up in any order; and a sample of lines by source and week.

    Attributes:
        counts: hashed counters of all channels of ``tag_sketch``.
        lines: hashed words of up to ``SAMPLE`` tag lines by (source, week).
        pages: number of pages that were learned from.
    """

    counts: np.ndarray
    lines: dict[Key, tuple[Line, ...]]
    pages: int
    memo: dict[tuple[str, ...], object] = field(default_factory=dict, repr=False)

    @staticmethod
    def learn(records: Iterable[TagRecord]) -> TagEvidence:
        """Return what some pages teach, in one pass over them.

        Args:
            records: pages with a tag line; any iterable, read once.

        >>> TagEvidence.learn([TagRecord("s", "2024-W01", "قال", "غزة، مصر")]).pages
        1
        """
        counts = np.zeros(sketch.SIZE, dtype=np.uint32)
        lines: dict[Key, dict[Line, None]] = {}
        pages = 0
        batch = _Batch([], {channel: ([], []) for channel in _LINE_CHANNELS})
        for record in records:
            pages += 1
            listed = items(record.line)[0]
            batch.take(record, listed)
            if pages % BATCH == 0:
                batch.count(counts)
            line = _hashed(record.line, listed)
            for source in (record.source, record.week and ANY):
                if source:
                    _keep(lines, (source, record.week or ""), line)
        batch.count(counts)
        kept = {key: sample(key, found) for key, found in sorted(lines.items())}
        return TagEvidence(counts, kept, pages)

    def merge(self, other: TagEvidence) -> TagEvidence:
        """Return what both have learned; the order does not matter."""
        keys = sorted({*self.lines, *other.lines})
        both = {key: {*self.lines.get(key, ()), *other.lines.get(key, ())} for key in keys}
        lines = {key: sample(key, found) for key, found in both.items()}
        return TagEvidence(self.counts + other.counts, lines, self.pages + other.pages)

    def count(self, channel: int, first: int, second: int = 0) -> int:
        """Return how often a word or pair was counted in one channel of ``tag_sketch``.

        Args:
            channel: what was counted.
            first: hash of the word, or of the pair's first word.
            second: hash of the pair's second word.
        """
        return sketch.count(self.counts, channel, first, second)

    def remember(self, words: tuple[str, ...], work: Callable[[tuple[str, ...], TagEvidence], T]) -> T:
        """Return what ``work`` makes of some words, worked out once."""
        if words not in self.memo:
            if len(self.memo) > MEMORY:
                self.memo.clear()
            self.memo[words] = work(words, self)
        return self.memo[words]  # type: ignore[return-value]

    def shared(self, words: tuple[str, ...], source: str | None, week: str | None) -> list[Span] | None:
        """Return the runs of a line, as word ranges, that most other lines of this source and week print too.

        Where the source is hardly known, the runs at the edges that lines of any source in the week share.

        Args:
            words: the line's words in light form.
            source: where the page came from.
            week: ISO week, as in ``2024-W36``.

        Returns:
            Ranges in printed order; None when too few lines are known to tell.
        """
        if len(self.lines.get((source or "", week or ""), ())) < ENOUGH:
            return self._edges(words, week or "") or None
        common = self.remember((source or "", week or "", "lines"), _common_pairs)
        return _runs_of(words, common)

    def standing(self, words: tuple[str, ...], source: str | None) -> list[Span]:
        """Return the runs of a line that most lines of this source print, in whatever week.

        Args:
            words: the line's words in light form.
            source: where the page came from.
        """
        common = self.remember((source or "", "all lines"), _standing_pairs) if source else frozenset()
        return _runs_of(words, common)

    def _edges(self, words: tuple[str, ...], week: str) -> list[Span]:
        """Return what opens or closes a line as it opens or closes other lines of the week."""
        line = tuple([word_hash(word) for word in words])
        opened = _common_opening(line, self.remember((week, "opening"), _openings))
        closed = _common_opening(line[::-1], self.remember((week, "closing"), _closings))
        runs = [(0, opened)] if opened else []
        runs += [(len(line) - closed, len(line))] if closed else []
        return runs if opened + closed < len(line) else []


def _runs_of(words: tuple[str, ...], common: frozenset[tuple[int, int]]) -> list[Span]:
    """Return the runs of a line, of `SHORTEST` words at least, whose neighbours are all common pairs."""
    if not common:
        return []
    hashes = [word_hash(word) for word in words]
    runs: list[Span] = []
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or (hashes[at - 1], hashes[at]) not in common:
            runs += [(start, at)] if at - start >= SHORTEST else []
            start = at
    return runs


def _openings(key: tuple[str, ...], evidence: TagEvidence) -> dict[Line, list[Line]]:
    return _by_opening(evidence.lines.get((ANY, key[0]), ()))


def _closings(key: tuple[str, ...], evidence: TagEvidence) -> dict[Line, list[Line]]:
    return _by_opening([line[::-1] for line in evidence.lines.get((ANY, key[0]), ())])


def _by_opening(lines: Iterable[Line]) -> dict[Line, list[Line]]:
    found: dict[Line, list[Line]] = {}
    for line in lines:
        found.setdefault(line[:EDGE], []).append(line)
    return found


def _common_opening(line: Line, lines: dict[Line, list[Line]]) -> int:
    """Return how many words at the start most lines with the same opening share; 0 when too few have it."""
    alike = lines.get(line[:EDGE], ())
    least = max(ENOUGH, COMMON * len(alike))
    size = EDGE if len(alike) >= ENOUGH and len(line) >= EDGE else 0
    while 0 < size < len(line) and sum(other[: size + 1] == line[: size + 1] for other in alike) >= least:
        size += 1
    return size


def _common_pairs(key: tuple[str, ...], evidence: TagEvidence) -> frozenset[tuple[int, int]]:
    return _pairs_of_most(evidence.lines[key[0], key[1]])


def _standing_pairs(key: tuple[str, ...], evidence: TagEvidence) -> frozenset[tuple[int, int]]:
    return _pairs_of_most([line for of, lines in evidence.lines.items() if of[0] == key[0] for line in lines])


def _pairs_of_most(lines: Sequence[Line]) -> frozenset[tuple[int, int]]:
    """Return the word pairs that most of some lines print, three at least."""
    seen: dict[tuple[int, int], int] = {}
    for line in lines:
        for pair in dict.fromkeys(pairwise(line)):
            seen[pair] = seen.get(pair, 0) + 1
    return frozenset(pair for pair, times in seen.items() if times >= max(ENOUGH, COMMON * len(lines)))


def _keep(lines: dict[Key, dict[Line, None]], key: Key, line: Line) -> None:
    kept = lines.setdefault(key, {})
    kept[line] = None
    if len(kept) > 4 * room(key):
        lines[key] = dict.fromkeys(sample(key, kept))


def room(key: Key) -> int:
    """Return how many lines of a source and week are kept."""
    return ANY_SAMPLE if key[0] == ANY else SAMPLE


def sample(key: Key, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines of a source and week that are kept: those with the smallest hashes."""
    return tuple(sorted(lines, key=lambda line: (crc32(repr(line).encode()), line))[: room(key)])


def _hashed(line: str, listed: Sequence[Span]) -> Line:
    printed = " ".join(line[a:b] for a, b in listed) if listed else line
    return tuple(word_hash(word) for word in light(printed.replace("_", " ")).split()[:LINE_WORDS])


_LINE_CHANNELS = (sketch.TAG, sketch.OPEN, sketch.JOINED, sketch.PARTED)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Words and pairs of some pages on their way into the counters."""

    words: list[str]
    pairs: dict[int, tuple[list[int], list[int]]]

    def take(self, record: TagRecord, listed: Sequence[Span]) -> None:
        self.words.extend(tokens(record.running_text)[: sketch.TEXT_TOKENS])
        self.words.append("")
        tags = [light(record.line[a:b]).replace("_", " ").split() for a, b in listed[:LINE_WORDS]]
        self._take_list([tag for tag in tags if tag])

    def _take_list(self, tags: list[list[str]]) -> None:
        hashes = [[word_hash(word) for word in tag] for tag in tags]
        self._put(sketch.TAG, [word_hash(" ".join(tag)) for tag in tags])
        self._put(sketch.OPEN, [tag[0] for tag in hashes])
        self._put(
            sketch.JOINED, [a for tag in hashes for a in tag[:-1]], [b for tag in hashes for b in tag[1:]]
        )
        self._put(sketch.PARTED, [tag[-1] for tag in hashes[:-1]], [tag[0] for tag in hashes[1:]])

    def _put(self, channel: int, first: list[int], second: list[int] | None = None) -> None:
        one, two = self.pairs[channel]
        one.extend(first)
        two.extend(second if second is not None else [0] * len(first))

    def count(self, counts: np.ndarray) -> None:
        found = sketch.text_keys(self.words)
        found += [sketch.keys(channel, one, two) for channel, (one, two) in self.pairs.items()]
        sketch.add(counts, found)
        self.words.clear()
        for one, two in self.pairs.values():
            one.clear()
            two.clear()
