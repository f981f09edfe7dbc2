"""What can be a list of tags: its items, what stands behind it, and what is known of its items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

from analysis.arabic.fold import fold
from analysis.loader.tags.lexicon import lexicon
from analysis.loader.tags.lists import items
from analysis.loader.tags.text import light
from analysis.loader.zones.title import stems

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.marks import Lookup

LABEL_WORDS = 4
"""Words of the longest label over a list of tags."""

ITEM_WORDS = 5
MOST = 30
"""Items of the longest list of tags."""

NAMED = 3
"""Letters of the shortest item that can be looked for in a text."""

TEXT = 20_000
"""Characters of a page's text in which items are looked for."""

_LABEL = re.compile(r"[^:|،,؛;#]{2,40}[:：]\s*+")
_SIGNS = " \t#-–—•*·▪■◦.،,|/[]()"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list on a page that may be one of tags.

    Attributes:
        value: where its items start; the end of its label's line when they stand on the lines below.
        items: folded.
        sign: what parts the items (see `items`): ``line breaks`` for lines below, empty for one item.
        after: kind of the piece behind the list.
    """

    value: int
    items: tuple[str, ...]
    sign: str
    after: str

    @property
    def fits(self) -> bool:
        """Whether it is as long as a list of tags, and its items as short as tags."""
        short = all(len(item.split()) <= ITEM_WORDS for item in self.items)
        return 0 < len(self.items) <= MOST and short


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of the items of one page's lists.

    Attributes:
        text, pieces: the page.
        look: markers and phrases.
        common: hashes of lines that stand on many pages.
    """

    text: str
    pieces: Sequence[Piece]
    look: Lookup
    common: Container[int]

    @cached_property
    def told(self) -> str:
        """The folded paragraphs of the page."""
        prose = (self.text[p.start : min(p.end, p.start + TEXT)] for p in self.pieces if p.kind == "prose")
        return fold("\n".join(prose)[:TEXT])

    @cached_property
    def _stems(self) -> set[str]:
        return stems(self.told)

    def _names(self, item: str) -> bool:
        if len(item) < NAMED:
            return False
        return item in self.told or (bool(words := stems(item)) and words <= self._stems)

    def named(self, found: Sequence[str]) -> float:
        """Return the share of items that the text of the page names: as they are, or all their words."""
        return sum(map(self._names, found)) / max(1, len(found))

    def is_menu(self, found: Sequence[str]) -> bool:
        """Tell whether a list is one of sections or networks."""
        return 2 * sum(item in self.look.names for item in found) > len(found)

    def fitting(self, found: Sequence[str]) -> float:
        """Return the share of items that the text names or that are common tags."""
        return sum(self._names(item) or self._is_common(item) for item in found) / max(1, len(found))

    def common_tags(self, found: Sequence[str]) -> float:
        """Return the share of items that the lexicon of common tags holds."""
        return sum(map(self._is_common, found)) / max(1, len(found))

    def _is_common(self, item: str) -> bool:
        return " ".join(light(item).split()) in lexicon().whole

    def stands_often(self, key: str) -> bool:
        """Tell whether a folded line stands on many pages."""
        return crc32(key.encode("utf-8", "replace")) in self.common

    def below(self, i: int) -> Listed:
        """Return the short lines under a piece."""
        found: list[str] = []
        after = ""
        for piece in self.pieces[i + 1 : i + 2 + MOST]:
            if piece.kind not in ("line", "name") or piece.words > ITEM_WORDS:
                after = piece.kind
                break
            found.append(_bare(piece.key))
        return Listed(self.pieces[i].end, tuple(found), "line breaks", after)

    def beside(self, i: int, value: int) -> Listed:
        """Return the items on the line of a piece from ``value`` on."""
        line = self.text[value : self.pieces[i].end]
        spans, sign = items(line)
        found = [line[a:b] for a, b in spans] or [line]
        after = self.pieces[i + 1].kind if i + 1 < len(self.pieces) else ""
        return Listed(value, tuple(_bare(fold(item)) for item in found), sign, after)


def label_end(text: str, start: int, end: int) -> int:
    """Return where the text behind a short label and its colon starts; 0 when none opens the line.

    >>> label_end("الأكثر ارتباطا: سد، ماء", 0, 22)
    16
    """
    label = _LABEL.match(text, start, end)
    return label.end() if label and len(label.group().split()) <= LABEL_WORDS else 0


def _bare(key: str) -> str:
    return key.replace("_", " ").strip(_SIGNS)
