"""What other pages teach about tags: running text, delimited lists, blocks of a source and week."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from analysis.loader.tags import sketch as sketch
from analysis.loader.tags.asked import BLOCK, FACT, GAP, LISTED, OPENS, OWN, Asked, Noted
from analysis.loader.tags.batch import LINE_CHANNELS, LINE_WORDS, Batch
from analysis.loader.tags.chrome import chrome
from analysis.loader.tags.facts import all_facts
from analysis.loader.tags.levels import gap_between, level
from analysis.loader.tags.lists import items
from analysis.loader.tags.shared import (
    ANY,
    SHORTEST,
    edge_runs,
    is_edge,
    shared_runs,
    standing_runs,
)
from analysis.loader.tags.shared import LISTED as SHORTEST_LISTED
from analysis.loader.tags.text import light, word_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from analysis.loader.tags.segment import RunCut

SAMPLE = 12
"""Lines kept of one source and week: those with the smallest hashes, so that any order keeps the same."""
MEMORY = 4_000
"""Cuts of blocks that are remembered at most, with what they asked; 60 MB."""
KNOWN = 1 << 15
"""Counts that are remembered at most: the words of tags are few, and asked for on page after page; 8 MB."""
ANY_SAMPLE = 48
"""Lines kept of one week."""
BATCH = 64
"""Pages whose counters are added up at once."""

Key = tuple[str, str]
Line = tuple[int, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A page; ``running_text`` is title, body and related body, never a tag or headline line.

    ``more`` are its further tag lines, under markers of their own; ``foot`` is a line that pages of its site
    close with.
    """

    source: str | None
    week: str | None
    running_text: str
    line: str
    before_source: str = ""
    more: tuple[str, ...] = ()
    foot: str = ""


@dataclass(frozen=True, eq=False)
class Facts:
    """What lines share, worked out when it is first asked for, unless it was given."""

    lines: Mapping[Key, Sequence[Line]]
    given: np.ndarray | None = None

    @cached_property
    def sorted(self) -> np.ndarray:
        """Hashed facts, from `all_facts`."""
        return all_facts(self.lines) if self.given is None else self.given

    @cached_property
    def held(self) -> frozenset[int]:
        """The same, to look some up."""
        return frozenset(self.sorted.tolist())


@dataclass(frozen=True, slots=True, eq=False)
class TagEvidence:
    """Counts over pages, of fixed size, that add up in any order; and a sample of lines by source and week.

    Attributes:
        counts: hashed counters of all channels of ``tag_sketch``.
        lines: hashed words of up to ``SAMPLE`` tag lines by (source, week).
        pages: number of pages that were learned from.
        facts: what the lines share.
        memo: cuts of blocks that were worked out already, each with what it asked.
        asked: where questions are noted; None notes none.
        known: counts that were looked up already.
    """

    counts: np.ndarray
    lines: dict[Key, tuple[Line, ...]]
    pages: int
    facts: Facts = None  # type: ignore[assignment]
    memo: dict[tuple[str, ...], tuple[RunCut, int, Asked]] = field(default_factory=dict, repr=False)
    asked: Asked | None = None
    known: dict[tuple[int, int, int], int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Take the facts of the lines, unless others were given."""
        if self.facts is None:
            object.__setattr__(self, "facts", Facts(self.lines))

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
        batch = Batch([], {channel: ([], []) for channel in LINE_CHANNELS})
        for record in records:
            pages += 1
            listed = items(record.line)[0]
            batch.take(record, listed)
            if pages % BATCH == 0:
                batch.count(counts)
            line = _hashed(record.line, listed)
            line = sum((_hashed(other, items(other)[0]) for other in record.more), line)[:LINE_WORDS]
            for source in (record.source, _site(record.foot), record.week and ANY):
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

    def asked_by(self, asked: Asked) -> TagEvidence:
        """Return the same evidence, which notes what it is asked."""
        return TagEvidence(self.counts, self.lines, self.pages, self.facts, self.memo, asked, self.known)

    def count(self, channel: int, first: int, second: int = 0) -> int:
        """Return how often a word or pair was counted in one channel of ``sketch``.

        Args:
            channel: what was counted.
            first: hash of the word, or of the pair's first word.
            second: hash of the pair's second word.
        """
        asked = channel, first, second
        found = self.known.get(asked)
        if found is None:
            if len(self.known) >= KNOWN:
                self.known.clear()
            self.known[asked] = found = sketch.count(self.counts, channel, first, second)
        return found

    def opens(self, word: int) -> bool:
        """Tell whether a word, given as hash, opens a tag of a delimited list."""
        return self._noted(OPENS, word, min(self.count(sketch.OPEN, word), 1)) > 0

    def listed(self, tag: int) -> int:
        """Return the level of how often delimited lists have a tag, given as hash."""
        return self._noted(LISTED, tag, level(self.count(sketch.TAG, tag)))

    def gap(self, first: int, second: int, own: tuple[int, int, int]) -> int:
        """Return what other pages say about two words side by side, as a number for `gap_names`.

        Args:
            first, second: hashes of the words.
            own: how often the page itself has each in its running text, and both side by side.
        """
        found = gap_between(first, second, own, self.count)
        key = (own[0] << 16 | own[1] << 8 | own[2]) << OWN | first << 32 | second
        return self._noted(GAP, key, found)

    def _noted(self, kind: int, key: int, answer: int) -> int:
        if self.asked is not None:
            self.asked.told[kind][key] = answer
        return answer

    @property
    def _facts(self) -> Container[int]:
        facts = self.facts.held
        return facts if self.asked is None else Noted(facts, self.asked.told[FACT])

    def cut_once(
        self, words: tuple[str, ...], work: Callable[[tuple[str, ...], TagEvidence], RunCut]
    ) -> RunCut:
        """Return how ``work`` cuts a block, worked out once; pages note only that it is cut so."""
        if words not in self.memo:
            if len(self.memo) > MEMORY:
                self.memo.clear()
            asked = Asked()
            found = work(words, self.asked_by(asked))
            self.memo[words] = found, found.key(words), asked
        found, key, asked = self.memo[words]
        if self.asked is not None:
            self.asked.told[BLOCK][key] = 1
            self.asked.blocks[key] = words, asked
        return found

    def shared(
        self,
        words: tuple[str, ...],
        source: str | None,
        week: str | None,
        foot: str = "",
        *,
        listed: bool = False,
    ) -> list[Span] | None:
        """Return the runs of a line, as word ranges, that most other lines of this source and week print too.

        Where they share none, those of pages with the same foot; where the source is hardly known, what lines
        of any source in the week share at their edges.

        Args:
            words: the line's words in light form.
            source: where the page came from.
            week: ISO week, as in ``2024-W36``.
            foot: a line that pages of one site close with; empty when unknown.
            listed: signs part the tags of the line.

        Returns:
            Ranges in printed order; None when too few lines are known to tell.
        """
        line = tuple([word_hash(word) for word in words])
        shortest = SHORTEST_LISTED if listed else SHORTEST
        found = shared_runs(line, source or "", week or "", self._facts, shortest)
        if not found and (site := _site(foot)):
            found = shared_runs(line, site, week or "", self._facts, shortest) or found
        return (edge_runs(line, week or "", self._facts) or None) if found is None else found

    def is_edge(self, words: tuple[str, ...], source: str | None, week: str | None) -> bool:
        """Tell whether longer lines of this source and week, or of any source, open or close with a line.

        Args:
            words: the line's words in light form.
            source: where the page came from.
            week: ISO week, as in ``2024-W36``.
        """
        line = tuple([word_hash(word) for word in words])
        return is_edge(line, source or "", week or "", self._facts)

    def standing(self, words: tuple[str, ...], source: str | None) -> list[Span]:
        """Return the runs of a line that most lines of this source print, in whatever week.

        Args:
            words: the line's words in light form.
            source: where the page came from.
        """
        line = tuple([word_hash(word) for word in words])
        return standing_runs(line, source, self._facts) if source else []


def _site(foot: str) -> str:
    """Return what stands for the site of some pages among the sources; no source is named so."""
    return f"\r{foot}" if foot else ""


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
    found = light(printed.replace("_", " ")).split()[:LINE_WORDS]
    return tuple(word_hash(word) for word in found[: len(found) - chrome(found)])
