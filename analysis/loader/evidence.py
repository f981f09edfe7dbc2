"""What other pages teach about tags: running text, delimited lists, own runs, and blocks of a source and week."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import numpy as np

from analysis.loader import tag_sketch as sketch
from analysis.loader.segment import cut_run
from analysis.loader.tag_lists import items
from analysis.loader.tag_runs import own_run
from analysis.loader.tag_text import index_text, light, tokens, word_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SAMPLE = 12
"""Lines that are kept of one source and week: those with the smallest hashes, so that any order keeps the same."""
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
SURE = 0.7
"""Probability from which a tag of an own run is counted as cut."""
BATCH = 64
"""Pages whose counters are added up at once."""

Key = tuple[str, str]
Line = tuple[int, ...]
Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TagRecord:
    """One page as evidence: ``running_text`` is title, body and related body, never a tag or headline line."""

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
        counts = np.zeros(sketch.WIDTH, dtype=np.uint32)
        lines: dict[Key, dict[Line, None]] = {}
        pages = 0
        batch: list[np.ndarray] = []
        for record in records:
            pages += 1
            text = tokens(record.running_text)
            batch += [sketch.text_cells(text), np.fromiter(_line_cells(record, text), np.uint64)]
            if len(batch) >= 2 * BATCH:
                _add(counts, batch)
            if record.source:
                _keep(lines, (record.source, record.week or ""), record.line)
        _add(counts, batch)
        return TagEvidence(counts, {key: _smallest(kept) for key, kept in sorted(lines.items())}, pages)

    def merge(self, other: TagEvidence) -> TagEvidence:
        """Return what both have learned; the order does not matter."""
        keys = sorted({*self.lines, *other.lines})
        lines = {key: _smallest({*self.lines.get(key, ()), *other.lines.get(key, ())}) for key in keys}
        return TagEvidence(self.counts + other.counts, lines, self.pages + other.pages)

    def count(self, channel: int, first: int, second: int = 0) -> int:
        """Return how often a word or pair was counted in one channel of ``tag_sketch``.

        Args:
            channel: what was counted.
            first: hash of the word, or of the pair's first word.
            second: hash of the pair's second word.
        """
        return int(self.counts.item(sketch.cell(channel, first, second)))

    def remember(self, words: tuple[str, ...], work: Callable[[tuple[str, ...], TagEvidence], T]) -> T:
        """Return what ``work`` makes of some words, worked out once."""
        if words not in self.memo:
            if len(self.memo) > MEMORY:
                self.memo.clear()
            self.memo[words] = work(words, self)
        return self.memo[words]  # type: ignore[return-value]

    def shared(self, words: tuple[str, ...], source: str | None, week: str | None) -> list[Span] | None:
        """Return the runs of a line, as word ranges, that most other lines of this source and week print too.

        Args:
            words: the line's words in light form.
            source: where the page came from.
            week: ISO week, as in ``2024-W36``.

        Returns:
            Ranges in printed order; None when too few lines are known to tell.
        """
        if len(self.lines.get((source or "", week or ""), ())) < ENOUGH:
            return None
        common = self.remember((source or "", week or "", "lines"), _common_pairs)
        hashes = [word_hash(word) for word in words]
        runs: list[Span] = []
        start = 0
        for at in range(1, len(words) + 1):
            if at == len(words) or (hashes[at - 1], hashes[at]) not in common:
                runs += [(start, at)] if at - start >= SHORTEST else []
                start = at
        return runs


def _common_pairs(key: tuple[str, ...], evidence: TagEvidence) -> frozenset[tuple[int, int]]:
    lines = evidence.lines[key[0], key[1]]
    seen: dict[tuple[int, int], int] = {}
    for line in lines:
        for pair in dict.fromkeys(zip(line, line[1:], strict=False)):
            seen[pair] = seen.get(pair, 0) + 1
    return frozenset(pair for pair, times in seen.items() if times >= max(ENOUGH, COMMON * len(lines)))


def _add(counts: np.ndarray, batch: list[np.ndarray]) -> None:
    if batch:
        np.add.at(counts, np.concatenate(batch), 1)
        batch.clear()


def _keep(lines: dict[Key, dict[Line, None]], key: Key, line: str) -> None:
    kept = lines.setdefault(key, {})
    kept[_hashed(line)] = None
    if len(kept) > 4 * SAMPLE:
        lines[key] = dict.fromkeys(_smallest(kept))


def _smallest(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (crc32(repr(line).encode()), line))[:SAMPLE])


def _hashed(line: str) -> Line:
    listed, _ = items(line)
    printed = " ".join(line[a:b] for a, b in listed) if listed else line
    return tuple(word_hash(word) for word in light(printed.replace("_", " ")).split()[:LINE_WORDS])


def _line_cells(record: TagRecord, text: list[str]) -> Iterator[int]:
    listed, _ = items(record.line)
    if listed:
        tags = [light(record.line[a:b]).replace("_", " ").split() for a, b in listed[:LINE_WORDS]]
        return _list_cells([tag for tag in tags if tag])
    words = light(record.line).split()[:LINE_WORDS]
    return _run_cells(tuple(own_run(words, light(record.before_source).split()[-LINE_WORDS:])), text)


def _list_cells(tags: list[list[str]]) -> Iterator[int]:
    before = 0
    for tag in tags:
        hashes = [word_hash(word) for word in tag]
        yield sketch.cell(sketch.TAG, word_hash(" ".join(tag)))
        yield sketch.cell(sketch.OPEN, hashes[0])
        yield from (sketch.cell(sketch.JOINED, a, b) for a, b in zip(hashes, hashes[1:], strict=False))
        if before:
            yield sketch.cell(sketch.PARTED, before, hashes[0])
        before = hashes[-1]


def _run_cells(words: tuple[str, ...], text: list[str]) -> Iterator[int]:
    """The neighbours in an own run, and the tags that it is cut into by its page alone."""
    hashes = [word_hash(word) for word in words]
    for first, second in zip(hashes, hashes[1:], strict=False):
        yield sketch.cell(sketch.RUN_PAIR, first, second)
        yield sketch.cell(sketch.RUN_WORD, first)
    cut = cut_run(words, index_text(words, text).run(words))
    for (start, end), sure in zip(cut.tags, cut.certainty, strict=True):
        if sure >= SURE:
            yield sketch.cell(sketch.CUT_TAG, word_hash(" ".join(words[start:end])))
            yield sketch.cell(sketch.OPEN, hashes[start])
