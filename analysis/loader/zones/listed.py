"""What can be a list of tags: its items, what stands behind it, and what is known of its items."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from analysis.arabic.fold import fold
from analysis.loader.tags.lexicon import fame
from analysis.loader.tags.lists import items
from analysis.loader.tags.text import tokens
from analysis.loader.zones.ahead import bare, is_bulleted, is_common, is_counted, is_section
from analysis.loader.zones.labels import (
    first_list,
    is_list,
    label_end,
    trend_end,
)
from analysis.loader.zones.marks import mark_at
from analysis.loader.zones.title import NUMBERED, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.tags.asked import Hashes
    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup

LABEL_WORDS = 4
"""Words of the longest label over a list of tags."""

ITEM_WORDS = 5
MOST = 30
"""Items of the longest list of tags."""

MEAN = 3
"""Mean words of the items of a site's list; those of headlines are more."""

NAMED = 3
"""Letters of the shortest item that can be looked for in a text."""

TEXT = 20_000
"""Characters of a page's text in which items are looked for."""

_DESK = re.compile(r"(?!ال)\w{2,}يه\Z")
"""One adjective without an article: the desks of a menu (وطنية، دولية), hardly ever most of a tag list."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list on a page that may be one of tags.

    Attributes:
        value: where its items start; the end of its label's line when they stand on the lines below.
        items: folded.
        sign: what parts the items (see `items`): ``line breaks`` for lines below, empty for one item.
        after: kind of the piece behind the list.
        lines: indices of the pieces below the label that hold the items.
    """

    value: int
    items: tuple[str, ...]
    sign: str
    after: str
    lines: tuple[int, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether it is as long as a list of tags, and its items as short as tags."""
        short = all(len(item.split()) <= ITEM_WORDS for item in self.items)
        return 0 < len(self.items) <= MOST and short

    @property
    def are_short(self) -> bool:
        """Whether its items are as short as tags are on average; headlines are longer."""
        return sum(len(item.split()) for item in self.items) <= MEAN * len(self.items)


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
    common: Hashes

    @cached_property
    def told(self) -> str:
        """The folded paragraphs of the page."""
        prose = (self.text[p.start : min(p.end, p.start + TEXT)] for p in self.pieces if p.kind == "prose")
        return fold("\n".join(part for part in prose if not is_list(part))[:TEXT]).replace("_", " ")

    @cached_property
    def learned(self) -> dict[int, int]:
        """Where the learned label of each piece ends that was asked for; a piece's neighbours ask again."""
        return {}

    @cached_property
    def tokens(self) -> list[str]:
        """The words and signs of the folded paragraphs."""
        return tokens(self.told)

    @cached_property
    def _stems(self) -> set[str]:
        return stems(self.told)

    @cached_property
    def _named(self) -> dict[str, bool]:
        """What was asked of `_names`: a list is looked at in several ways, and searching a text is slow."""
        return {}

    def _names(self, item: str) -> bool:
        if item not in self._named:
            said = len(item) >= NAMED and item in self.told
            stemmed = stems(item) if len(item) >= NAMED and not said else set()
            self._named[item] = said or (bool(stemmed) and stemmed <= self._stems)
        return self._named[item]

    @cached_property
    def first(self) -> int:
        """Index of the first paragraph."""
        return next((i for i, p in enumerate(self.pieces) if p.kind == "prose"), len(self.pieces))

    @cached_property
    def last(self) -> int:
        """Index of the last paragraph."""
        backwards = range(len(self.pieces) - 1, -1, -1)
        return next((i for i in backwards if self.pieces[i].kind == "prose"), -1)

    def named(self, found: Sequence[str]) -> float:
        """Return the share of items that the text of the page names: as they are, or all their words."""
        return sum(map(self._names, found)) / max(1, len(found))

    def elsewhere(self, i: int) -> str:
        """The folded paragraphs of the page without a piece, where it is one of them."""
        return self.told.replace(fold(self.text[self.pieces[i].start : self.pieces[i].end]), " ")

    def says(self, i: int, words: Sequence[str], size: int) -> bool:
        """Tell whether the text outside a piece says ``size`` of its words side by side in their order."""
        rest, starts = self.elsewhere(i), range(len(words) - size + 1)
        return any(" ".join(words[at : at + size]) in rest for at in starts)

    def named_elsewhere(self, i: int, words: Sequence[str]) -> float:
        """Return the share of words that the text names outside a piece of it."""
        sought = [word for word in words if len(word) >= NAMED]
        return sum(map(self.elsewhere(i).__contains__, sought)) / max(1, len(sought))

    def is_menu(self, i: int, found: Sequence[str]) -> bool:
        """Tell whether a list at a piece is one of sections or networks; two sections do above the text."""
        desks = sum(item in self.look.names or bool(_DESK.match(item)) for item in found)
        above = found if i < self.first else ()
        sections = sum(item in self.look.sections for item in above)
        places = sections and all(" " not in item for item in above)  # countries, and "the world" behind them
        return (
            2 * desks > len(found) or sections > 1 or places or any(item in self.look.home for item in above)
        )

    def is_in_menu(self, i: int) -> bool:
        """Tell whether a line is the name of a section, or stands behind one above the text."""
        behind = 0 < i < self.first and self.pieces[i - 1].kind == "name"
        return self.pieces[i].key in self.look.names or behind

    def fitting(self, found: Sequence[str]) -> float:
        """Return the share of items that the text names or that are common tags."""
        return sum(self._names(item) or is_common(item) for item in found) / max(1, len(found))

    def common_tags(self, found: Sequence[str]) -> float:
        """Return the share of items that the lexicon of common tags holds."""
        return sum(map(is_common, found)) / max(1, len(found))

    def famous(self, words: Sequence[str]) -> float:
        """Return the share of words (in light form) that are common tags or, with a neighbour, in one."""
        return fame(words)

    @cached_property
    def _often(self) -> dict[str, bool]:
        """What was asked of `stands_often`, two times of three again."""
        return {}

    def stands_often(self, key: str) -> bool:
        """Tell whether a folded line stands on many pages."""
        if key not in self._often:
            self._often[key] = crc32(key.encode("utf-8", "replace")) in self.common
        return self._often[key]

    def below(self, i: int) -> Listed:
        """Return the short lines under a piece."""
        end = i + 1
        while end < len(self.pieces) and end <= i + MOST + 1 and self._is_item(end):
            if self._is_sites(end) and self._leads_to_headline(end):
                break
            first, this = self.pieces[i + 1], self.pieces[end]
            if self._is_led(first) > self._is_led(this) or is_counted(first) > is_counted(this):
                break
            if is_counted(this) > is_counted(first):  # behind the heading of another list
                end -= 1
                break
            end += 1
        sites = [self._is_sites(j) for j in range(i + 1, end)]
        end = i + 1 + first_list(sites)
        alone = i >= self.first and sum(sites) == 1 and sites[-1] and end > i + 2
        if alone and not is_common(self.pieces[end - 1].key):
            end -= 1  # a heading that no headline follows
        if end - i > MEAN and i < self.first and is_section(self.text, self.pieces, i, end - 1):
            end -= 1
        after = self.pieces[end].kind if end < len(self.pieces) else ""
        found = tuple(bare(piece.key) for piece in self.pieces[i + 1 : end])
        return Listed(self.pieces[i].end, found, "line breaks", after, tuple(range(i + 1, end)))

    def under(self, i: int) -> Listed:
        """Return the list under a heading: short lines, or the items of the one line below it."""
        found = self.below(i)
        listed = i + 1 < len(self.pieces) and self.pieces[i + 1].kind in ("line", "prose", "hashtags")
        if len(found.items) > 1 or not listed or self._is_labelled(i + 1):
            return found
        line = self.beside(i + 1, self.pieces[i + 1].start)
        return replace(line, value=self.pieces[i].end, lines=(i + 1,)) if line.sign else found

    def _is_led(self, piece: Piece) -> bool:
        """Tell whether a line opens with the sign or the number of a list."""
        return is_bulleted(self.text, piece) or bool(NUMBERED.match(self.text, piece.start, piece.end))

    def _leads_to_headline(self, i: int) -> bool:
        """Tell whether a headline follows a line behind the text; before it the title may."""
        if i < self.first:
            return False
        following = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if following is None or following.kind in ("related", "box"):
            return following is not None
        return following.kind == "line" and following.words >= ITEM_WORDS

    def _is_item(self, i: int) -> bool:
        """Tell whether a line can be an item of a list under a heading."""
        piece = self.pieces[i]
        listed = piece.kind in ("line", "name") or self._is_led(piece)
        warm = "°" in piece.key  # the weather
        return listed and 0 < piece.words <= ITEM_WORDS and not warm and not self._is_labelled(i)

    @cached_property
    def _labelled(self) -> dict[int, bool]:
        """What was asked of `_is_labelled`: the lines below a piece are those below the next one too."""
        return {}

    def _is_labelled(self, i: int) -> bool:
        if i not in self._labelled:
            self._labelled[i] = self._opens_with_label(self.pieces[i])
        return self._labelled[i]

    def _opens_with_label(self, piece: Piece) -> bool:
        """Tell whether a line opens with a label or a marker of tags of its own."""
        mark = mark_at(self.text, piece.start, piece.end, self.look)
        marked = mark is not None and mark.kind in ("tags", "site_tags")
        trend = trend_end(self.text, piece.start, piece.end, self.look) > 0
        return marked or trend or label_end(self.text, piece.start, piece.end) > 0

    def _is_sites(self, j: int) -> bool:
        key = self.pieces[j].key
        return bool(key) and self.stands_often(key) and not self._names(bare(key))

    def beside(self, i: int, value: int) -> Listed:
        """Return the items on the line of a piece from ``value`` on."""
        after = self.pieces[i + 1].kind if i + 1 < len(self.pieces) else ""
        return Listed(value, *_listed(self.text[value : self.pieces[i].end]), after)


@lru_cache(maxsize=1 << 12)  # a line is looked at in several ways, and menus stand on every page
def _listed(line: str) -> tuple[tuple[str, ...], str]:
    spans, sign = items(line)
    return tuple(bare(fold(item)) for item in ([line[a:b] for a, b in spans] or [line])), sign
