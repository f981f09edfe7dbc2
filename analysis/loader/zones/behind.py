"""What runs on behind the last sentence of a paragraph, or behind tags: markers, buttons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.holds import holds
from analysis.loader.zones.kinds import has_letter
from analysis.loader.zones.marks import ends_like, keyword_at, mark_at, printed_start

if TYPE_CHECKING:
    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.marks import Mark

_SPACE = re.compile(r"\s")

TAIL = 2000
"""Characters before the end of a paragraph that are searched for share words and headlines running on."""

STOP = re.compile(r"[.؟!](?<=[^\s.].)[\"'»”)]?\s*(?=[^\W\d_])")  # opens with rare signs: found fast
"""The end of a sentence before a letter."""


def tail_mark(text: str, start: int, end: int, look: Lookup) -> Mark | None:
    """Return the marker of tags or of the source behind the last sentence of a paragraph."""
    begin = max(start, end - TAIL) + 1
    *_, last = [start, *(stop.end() for stop in STOP.finditer(text, begin, end - 1))]
    if last == start:
        return None
    mark = mark_at(text, last, end, look)
    if mark and mark.kind in ("tags", "site_tags") and " " in mark.words:
        return mark
    named = mark and mark.kind == "source" and mark.joint == "colon" and mark.words in look.joints
    if mark and named and holds(text, mark, end, look):
        return mark
    return None if text[last - 1].isspace() else keyword_at(text, last, end, look)


def glued_share(text: str, start: int, end: int, look: Lookup) -> int:
    """Return where share words glued to the end of a text start; ``end`` when there are none."""
    if not ends_like(text, start, end, look.share_words) or not (
        key := fold(text[max(start, end - 60) : end])
    ).endswith(look.share):
        return end
    words = next(words for words in look.share if key.endswith(words))
    begin = printed_start(text, start, end, words)
    glued = begin > start and not text[begin - 1].isspace()
    return begin if glued else end


def without_furniture(text: str, start: int, end: int, look: Lookup) -> int:
    """Return where a tag line ends before the words of a video player or of buttons that run on in it."""
    if not ends_like(text, start, end, look.share_words):
        return end
    for space in _SPACE.finditer(text, max(start, end - 60), end):
        if look.furniture.match(key := fold(text[space.start() : end])) and has_letter(key):
            return space.start()
    return end
