"""Markers of a line: which words open it, where they end in the printed text, and what follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.tile import Endings

NAME_WORDS = 6
"""Words of the longest name of a source at the end of a line, with the colon before it."""

OPENING = 70
"""Characters of a line that are folded to look for a marker; the longest marker has 42."""

_WORD = re.compile(r"\w+|©|\(c\)")
_LATIN = re.compile(r"[a-z]+")
_LEAD = re.compile(r"[\s\-–—•·*▪■●◄►»«|>›/\\#📌🔴📷⏱.,،:]*+")
_OPENING = re.compile(rf"{_LEAD.pattern}([^\s:|،,]{{1,24}})")
_GLUED = ("المصدر", "المرجع", "الوسوم")
_COLON = ":：﹕|–—-/"
_COUNT = re.compile(r"\(\s?\d{1,4}\s?\)\s*\Z")
"""How many items stand under a heading."""

_LINKS = ("related", "box")
"""Kinds of markers that dots of omission stand behind for a colon: ``شاهد.. سد الوادي``."""

_ARROWS = "»«>›‹←=•*~"

_PRONOUNS = frozenset(("ه", "ها", "هم", "هن", "هما", "نا", "كم", "ك", "ي"))
"""What is glued to a word that is no label: its words, their tags."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker found on a line.

    Attributes:
        kind: one of `analysis.sources.KINDS`.
        words: the marker as folded.
        joint: ``colon``, ``alone`` (nothing follows) or ``free`` (text follows without a colon).
        start: where the marker starts in the page, bullets before it included.
        value: where what it marks starts in the page.
    """

    kind: str
    words: str
    joint: str
    start: int
    value: int


def printed_end(text: str, start: int, key: str) -> int:
    """Return where ``key`` (folded, found at ``start``) ends in the printed text, marks included."""
    at, position, size, stop = 0, start, len(key), len(text)
    while at < size and position < stop:
        width = _widths[text[position]]
        at += width if width != _BLANK else key[at] == " "
        position += 1
    while position < stop and not _widths[text[position]]:
        position += 1
    return position


class _Widths(dict[str, int]):
    """How many signs of a key a printed sign makes, 0 for a mark; `_BLANK` for white space."""

    def __missing__(self, sign: str) -> int:
        self[sign] = width = _BLANK if sign.isspace() else len(fold(sign))
        return width


_widths, _BLANK = _Widths(), -1


def skip_lead(text: str, start: int, end: int) -> int:
    """Return the position after bullets and other signs that a line opens with."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def mark_at(text: str, start: int, end: int, look: Lookup) -> Mark | None:
    """Return the marker that the line ``text[start:end]`` opens with, if any."""
    opening = _OPENING.match(text, start, end)
    rows = _rows(opening.group(1), look) if opening else ()
    if not opening or not rows:
        return None
    begin = opening.start(1)
    key = fold(text[begin : min(end, begin + OPENING)])
    for words, kind in rows:
        if key.startswith(words) and (kind == "share" or _is_whole(text, begin, key, words)):
            return _mark(text, begin, end, words, kind, start)
    return None


def _is_whole(text: str, begin: int, key: str, words: str) -> bool:
    """Tell whether the marker that a key starts with ends with a word."""
    after = key[len(words) : len(words) + 1]
    return not _is_letter(after) or _is_ended(text, begin, words)


def keyword_at(text: str, start: int, end: int, look: Lookup) -> Mark | None:
    """Return the word for tags at ``start``, also when the first tag is glued to it: ``وسومسد``."""
    key = fold(text[start : min(end, start + OPENING)])
    words = max((word for word in look.keyword if key.startswith(word)), key=len, default="")
    first = key[len(words) :].split(" ")[0]
    return _mark(text, start, end, words, "tags", start) if words and first not in _PRONOUNS else None


@lru_cache(maxsize=1 << 15)
def _rows(opening: str, look: Lookup) -> tuple[tuple[str, str], ...]:
    """Return the markers that open with a printed word, each with its kind."""
    word = _WORD.match(fold(opening))
    rows = look.by_word.get(word.group()) if word else None
    if word and rows is None and (latin := _LATIN.match(word.group())):  # shortcutsشارك: glued scripts
        rows = look.by_word.get(latin.group())
    glued = look.buttons.match(word.group()) if word else None
    return (*(rows or ()), (glued.group(), "share")) if glued else rows or ()


def _is_ended(text: str, begin: int, words: str) -> bool:
    """Tell whether a marker of two words ends as no word goes on: ``كلمات دلاليةسد``, ``اقرأ أيضاسد``."""
    if " " not in words:
        return False
    also = words.endswith(" ايضا")
    return also or (words.endswith("ه") and text[printed_end(text, begin, words) - 1] == "ة")


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _mark(text: str, begin: int, end: int, words: str, kind: str, start: int) -> Mark:
    value = printed_end(text, begin, words)
    joint = "free"
    while value < end and (text[value].isspace() or text[value] in _COLON or _is_arrow(text, value)):
        if not text[value].isspace():
            joint = "colon"
        value += 1
    if kind in _LINKS and text.startswith("..", value):
        joint, value = "colon", value + 2
    count = _COUNT.match(text, value, end)
    value = end if count else value
    return Mark(kind, words, "alone" if value >= end and joint == "free" else joint, start, value)


def _is_arrow(text: str, at: int) -> bool:
    """Tell whether a sign apart from the words around it stands for a colon; close to one it is a quote."""
    return text[at] in _ARROWS and text[at - 1].isspace() and text[at + 1 : at + 2].isspace()


def joints(text: str, start: int, end: int, look: Lookup) -> Iterator[Mark]:
    """Yield the markers before a colon inside a line, also when a word is glued to them (روسياالمصدر:)."""
    colon = text.find(":", start, end)
    while colon != -1:
        mark = _before_colon(text, start, colon, end, look)
        if mark is not None:
            yield mark
        colon = text.find(":", colon + 1, end)


def last_source(text: str, start: int, end: int, look: Lookup) -> Mark | None:
    """Return the marker of one word before the last colon of a line that opens with buttons: ``سدعن: بوابة``.

    Args:
        text: the page.
        start, end: the line behind its buttons.
        look: markers and phrases.
    """
    colon = text.rfind(":", start, end)
    if colon < 0 or len(text[colon:end].split()) > NAME_WORDS:
        return None
    key = fold(text[max(start, colon - 40) : colon])
    words = max((word for word in look.sources if key.endswith(word)), key=len, default="")
    begin = printed_start(text, start, colon, words) if words else start
    return _mark(text, begin, end, words, "source", begin) if begin > start else None


def ends_like(text: str, start: int, end: int, words: Endings) -> bool:
    """Tell whether the last word of a text ends with one of some folded words; a cheap first look."""
    if text[end - 1] == "." and not words.may_stop:
        return False  # most paragraphs
    tail = text[max(start, end - 48) : end].rsplit(None, 1)
    return bool(tail) and words.match(fold_word(tail[-1][-40:]))


def _before_colon(text: str, start: int, colon: int, end: int, look: Lookup) -> Mark | None:
    if not ends_like(text, start, colon, look.last_words):
        return None
    key = fold(text[max(start, colon - 40) : colon])
    words = next((words for words in look.endings.get(key[-2:], ()) if key.endswith(words)), "")
    if not words:
        return None
    begin = printed_start(text, start, colon, words)
    glued = begin > start and fold_word(text[begin - 1]).isalpha() and not _is_joint(text, begin)
    if glued and " " not in words and words not in _GLUED:
        return None  # the end of another word: الموسم: is no وسم:
    return _mark(text, begin, end, words, look.joints[words], begin) if begin > start else None


def _is_joint(text: str, at: int) -> bool:
    """Tell whether Latin letters start behind others, or a capital behind small ones: ``سويسراSource``."""
    return text[at].isascii() and (
        not text[at - 1].isascii() or (text[at].isupper() and text[at - 1].islower())
    )


def printed_start(text: str, start: int, end: int, words: str) -> int:
    """Return where the marker that ends at ``end`` starts in the printed text."""
    for begin in range(end - 1, max(start - 1, end - 60), -1):
        if fold(text[begin:end]) == words and not text[begin].isspace() and fold_word(text[begin]):
            return begin
    return start
