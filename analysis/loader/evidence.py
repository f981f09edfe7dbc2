"""What other pages teach about tags: running text, delimited lists, own runs, and blocks of a source and week."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import numpy as np

from analysis.loader.tag_lists import items
from analysis.loader.tag_runs import anchored, block_prints
from analysis.loader.tag_text import light, tokens, word_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WIDTH = 1 << 21
"""Counters of the sketch; 8 MB, whatever the number of pages."""
SAMPLE = 12
"""Lines that are kept of one source and week: those with the smallest hashes, so that any order keeps the same."""
LINE_WORDS = 400
"""Words of a line that are kept or counted."""
TEXT_TOKENS = 4000
"""Words of running text that are counted, of one page."""
MEMORY = 20_000
"""Cuts of blocks that are remembered at most."""
COMMON = 0.6
"""Share of the kept lines of a source and week that must print a word pair for it to be the site's."""
_ODD, _MIX = 0x9E3779B1, 0x85EBCA6B
_MASK = 0xFFFFFFFF

Key = tuple[str, str]
Line = tuple[int, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TagRecord:
    """One page as evidence: ``running_text`` is title, body and related body, never a tag or headline line."""

    source: str | None
    week: str | None
    running_text: str
    line: str
    before_source: str = ""


def _cell(first: int, second: int, channel: int) -> int:
    mixed = ((first * _ODD) ^ (second * _MIX + channel * 0xC2B2AE35)) & _MASK
    mixed ^= mixed >> 15
    return ((mixed * 0x2C1B3C6D & _MASK) >> 7) % WIDTH


TEXT_PAIR, TEXT_WORD, TAG, OPEN, CLOSE, JOINED, PARTED, RUN_PAIR, RUN_WORD = range(1, 10)


@dataclass(frozen=True, slots=True, eq=False)
class TagEvidence:
    """Counts over pages, of fixed size, that add up in any order; and a sample of lines by source and week.

    Attributes:
        counts: hashed counters of all channels (a one-row count-min sketch, Cormode and Muthukrishnan 2005).
        lines: hashed words of up to ``SAMPLE`` tag lines by (source, week).
        pages: number of pages that were learned from.
    """

    counts: np.ndarray
    lines: dict[Key, tuple[Line, ...]]
    pages: int
    memo: dict[object, object] = field(default_factory=dict, repr=False)

    @staticmethod
    def learn(records: Iterable[TagRecord]) -> TagEvidence:
        """Return what some pages teach, in one pass over them.

        Args:
            records: pages with a tag line; any iterable, read once.
        """
        counts = np.zeros(WIDTH, dtype=np.uint32)
        lines: dict[Key, dict[Line, None]] = {}
        pages = 0
        for record in records:
            pages += 1
            _count_text(counts, record.running_text)
            cells = list(_line_cells(record))
            np.add.at(counts, cells, 1)
            if record.source:
                kept = lines.setdefault((record.source, record.week or ""), {})
                kept[_hashed(record.line)] = None
                if len(kept) > 4 * SAMPLE:
                    lines[record.source, record.week or ""] = dict.fromkeys(_smallest(kept))
        return TagEvidence(counts, {key: _smallest(kept) for key, kept in sorted(lines.items())}, pages)

    def merge(self, other: TagEvidence) -> TagEvidence:
        """Return what both have learned; the order does not matter."""
        keys = sorted({*self.lines, *other.lines})
        lines = {key: _smallest({*self.lines.get(key, ()), *other.lines.get(key, ())}) for key in keys}
        return TagEvidence(self.counts + other.counts, lines, self.pages + other.pages)

    def count(self, channel: int, first: int, second: int = 0) -> int:
        """Return how often a word or pair was counted in one channel (never too low, seldom too high).

        Args:
            channel: one of the channels of this module.
            first: hash of the word, or of the pair's first word.
            second: hash of the pair's second word.
        """
        return int(self.counts.item(_cell(first, second, channel)))

    def remember(self, words: tuple[str, ...], cut: Callable[[tuple[str, ...], TagEvidence], T]) -> T:
        """Return what ``cut`` makes of some words, worked out once."""
        if words not in self.memo:
            if len(self.memo) > MEMORY:
                self.memo.clear()
            self.memo[words] = cut(words, self)
        return self.memo[words]  # type: ignore[return-value]

    def shared(self, words: tuple[str, ...], source: str | None, week: str | None) -> list[tuple[int, int]]:
        """Return the runs of a line, as word ranges, that most other lines of this source and week print too.

        Args:
            words: the line's words in light form.
            source: where the page came from.
            week: ISO week, as in ``2024-W36``.
        """
        common = self._common(source or "", week or "")
        if not common:
            return []
        hashes = [word_hash(word) for word in words]
        runs: list[tuple[int, int]] = []
        start = 0
        for at in range(1, len(words) + 1):
            if at == len(words) or (hashes[at - 1], hashes[at]) not in common:
                if at - start >= 4:
                    runs.append((start, at))
                start = at
        return runs

    def _common(self, source: str, week: str) -> frozenset[tuple[int, int]]:
        return self.remember((source, week, "lines"), lambda key, own: _common_pairs(own.lines.get(key[:2], ())))


def _common_pairs(lines: tuple[Line, ...]) -> frozenset[tuple[int, int]]:
    if len(lines) < 3:
        return frozenset()
    seen: dict[tuple[int, int], int] = {}
    for line in lines:
        for pair in dict.fromkeys(zip(line, line[1:], strict=False)):
            seen[pair] = seen.get(pair, 0) + 1
    return frozenset(pair for pair, times in seen.items() if times >= max(3, COMMON * len(lines)))


def _smallest(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (crc32(repr(line).encode()), line))[:SAMPLE])


def _hashed(line: str) -> Line:
    return tuple(word_hash(word) for word in light(line).split()[:LINE_WORDS])


def _count_text(counts: np.ndarray, text: str) -> None:
    words = tokens(text)[:TEXT_TOKENS]
    if not words:
        return
    plain = np.array([word_hash(word) for word in words], dtype=np.uint64)
    bare = np.array([word_hash(_bare(word)) for word in words], dtype=np.uint64)
    zero = np.zeros_like(plain)
    again = bare != plain
    found = [
        _cells(plain, zero, TEXT_WORD),
        _cells(bare[again], zero[again], TEXT_WORD),
        _cells(plain[:-1], plain[1:], TEXT_PAIR),
        _cells(bare[:-1][again[:-1]], plain[1:][again[:-1]], TEXT_PAIR),
    ]
    np.add.at(counts, np.concatenate(found), 1)


def _bare(word: str) -> str:
    """Return a word without the particle it may open with; both readings are counted."""
    if len(word) > 4 and word.startswith("لل"):
        return "ال" + word[2:]
    return word[1:] if len(word) > 3 and word[0] in "وفبلك" else word


def _cells(first: np.ndarray, second: np.ndarray, channel: int) -> np.ndarray:
    mask = np.uint64(_MASK)
    mixed = ((first * np.uint64(_ODD)) ^ (second * np.uint64(_MIX) + np.uint64(channel * 0xC2B2AE35))) & mask
    mixed ^= mixed >> np.uint64(15)
    return (((mixed * np.uint64(0x2C1B3C6D)) & mask) >> np.uint64(7)) % np.uint64(WIDTH)


def _line_cells(record: TagRecord) -> Iterator[int]:
    found, _ = items(record.line)
    if found:
        yield from _list_cells([light(record.line[a:b]).replace("_", " ") for a, b in found][:LINE_WORDS])
        return
    words = light(record.line).split()[:LINE_WORDS]
    own = _own_run(words, record.before_source)
    hashes = [word_hash(word) for word in own]
    for first, second in zip(hashes, hashes[1:], strict=False):
        yield _cell(first, second, RUN_PAIR)
        yield _cell(first, 0, RUN_WORD)


def _own_run(words: list[str], before_source: str) -> list[str]:
    """Return the run that is the article's own, once; nothing when it cannot be told."""
    span = anchored(words, light(before_source).split()[-LINE_WORDS:])
    if span:
        return words[span[0] : span[1]]
    prints = block_prints(words)
    if not prints:
        return words
    gaps = [(a[1], b[0]) for a, b in zip(prints, prints[1:], strict=False) if a[1] < b[0]]
    if gaps:
        return words[gaps[0][0] : gaps[0][1]]
    return words[: prints[0][1]] if prints[-1][1] == len(words) and len(prints) == 2 else []


def _list_cells(tags: list[str]) -> Iterator[int]:
    before = 0
    for tag in tags:
        hashes = [word_hash(word) for word in tag.split()]
        if not hashes:
            continue
        yield _cell(word_hash(" ".join(tag.split())), 0, TAG)
        yield _cell(hashes[0], 0, OPEN)
        yield _cell(hashes[-1], 0, CLOSE)
        yield from (_cell(a, b, JOINED) for a, b in zip(hashes, hashes[1:], strict=False))
        if before:
            yield _cell(before, hashes[0], PARTED)
        before = hashes[-1]
