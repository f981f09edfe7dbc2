"""Words and pairs of some pages on their way into the counters of `sketch`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.loader.tags import sketch
from analysis.loader.tags.text import light, tokens, word_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.tags.records import Span, TagRecord

LINE_WORDS = 400
"""Words of a line that are kept or counted."""
LINE_CHANNELS = (sketch.TAG, sketch.OPEN, sketch.JOINED, sketch.PARTED)


@dataclass(frozen=True, slots=True)
class Batch:
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

    def keys(self) -> np.ndarray:
        """Return the counters of all words and pairs, which are forgotten."""
        found = sketch.text_keys(self.words)
        found += [sketch.keys(channel, one, two) for channel, (one, two) in self.pairs.items()]
        self.words.clear()
        for one, two in self.pairs.values():
            one.clear()
            two.clear()
        return np.concatenate(found)
