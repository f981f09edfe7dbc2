"""What other pages teach about tags: running text, delimited lists, blocks of a source and week."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.loader.tags import sketch as sketch
from analysis.loader.tags.asked import BLOCK, FACT, GAP, LISTED, OPENS, OWN, Asked, Noted
from analysis.loader.tags.facts import all_facts
from analysis.loader.tags.gaps import gap_between
from analysis.loader.tags.records import key_batches, sample, sampled, site_key
from analysis.loader.tags.shared import LISTED as SHORTEST_LISTED
from analysis.loader.tags.shared import (
    SHORTEST,
    edge_runs,
    is_edge,
    shared_runs,
    standing_runs,
)
from analysis.loader.tags.text import word_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from analysis.loader.tags.records import Held, Key, Line, Span, TagRecord
    from analysis.loader.tags.segment import RunCut

MEMORY = 4_000
"""Cuts of blocks that are remembered at most, with what they asked; 60 MB."""
KNOWN = 1 << 15
"""Counts that are remembered at most: the words of tags are few, and asked for on page after page; 8 MB."""


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
        facts: what the lines share.
        memo: cuts of blocks that were worked out already, each with what it asked.
        asked: where questions are noted; None notes none.
        known: counts that were looked up already.
    """

    counts: np.ndarray
    lines: dict[Key, tuple[Line, ...]]
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

        >>> from analysis.loader.tags import TagRecord
        >>> TagEvidence.learn([TagRecord("s", "2024-W01", "قال", "غزة، مصر")]).listed(word_hash("مصر"))
        True
        """
        counts = np.zeros(sketch.SIZE, dtype=np.uint32)
        lines: Held = {}
        for keys in key_batches(records, lines):
            sketch.add(counts, keys)
        return TagEvidence(counts, sampled(lines))

    def merge(self, other: TagEvidence) -> TagEvidence:
        """Return what both have learned; the order does not matter."""
        keys = sorted({*self.lines, *other.lines})
        both = {key: {*self.lines.get(key, ()), *other.lines.get(key, ())} for key in keys}
        lines = {key: sample(key, found) for key, found in both.items()}
        return TagEvidence(self.counts + other.counts, lines)

    def asked_by(self, asked: Asked) -> TagEvidence:
        """Return the same evidence, which notes what it is asked."""
        return TagEvidence(self.counts, self.lines, self.facts, self.memo, asked, self.known)

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
        return self._noted(OPENS, word, self.count(sketch.OPEN, word) > 0) > 0

    def listed(self, tag: int) -> bool:
        """Tell whether delimited lists have a tag, given as hash."""
        return self._noted(LISTED, tag, self.count(sketch.TAG, tag) > 0) > 0

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
        if not found and (site := site_key(foot)):
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
