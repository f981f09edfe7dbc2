"""What many pages print before a list: labels that no list of markers knows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

from analysis.arabic.fold import fold_word
from analysis.loader.tags.lists import items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup

WORDS = 4
"""Words of the longest label."""

UNSIGNED = 3
"""Words of the longest label without a sign behind it."""

KINDS = 4
"""Kinds of words that are told apart behind a label without a sign; behind a tag there is always one."""

SIGNED = 41
"""Characters of the longest label with its colon."""

ITEM_WORDS = 10
"""Words of the longest item of a list in a paragraph."""

LONGEST = 400
"""Characters of the longest line whose opening can be a label."""

TREND_WORDS = 7
"""Words of the longest label that says what visitors seek."""

_WORD = re.compile(r"\S+")
_TREND_WORD = re.compile(r"[^\s:：]+(\s*[:：])?")
_JOINTS = ":：–—-"
_SIGN = re.compile(r"\s*[^\w\s،,.؟?!\"'()]")
_SIGNS = " :：|–—-•·،,;؛#»«>[]().←→▪■●◦►▶"
_ENDS = '.؟?!»"'
_LABEL = re.compile(r"[^:|،,؛;#]{2,40}[:：]\s*+")
_LISTED = re.compile(r"[،,؛;|#:]|\s[^\w\s\"'(]+\s")


def label_key(key: str) -> str:
    """Return a folded label without the signs around it.

    >>> label_key("حديث القراء:")
    'حديث القراء'
    """
    return key.strip(_SIGNS)


@lru_cache(maxsize=1 << 14)  # menus and headlines recur from page to page, and each line is asked for twice
def openings(key: str) -> tuple[tuple[str, int], ...]:
    """Return what can be the label of a folded line, the longest first, and where what it marks starts.

    One word is a label only before a sign.

    >>> openings("حديث القراء: سد، ماء")
    (('حديث القراء', 13),)
    """
    return tuple(_openings(key))


def _openings(key: str) -> Iterator[tuple[str, int]]:
    ends = [found.end() for found in islice(_WORD.finditer(key, 0, 80), WORDS)]
    for size in range(len(ends), 0, -1):
        end = ends[size - 1]
        label = key[:end].rstrip(_SIGNS)
        if not (1 < size <= UNSIGNED or _SIGN.match(key, len(label))):
            continue
        if not label or label[-1].isdigit() or _LISTED.search(label):
            continue
        start = len(key) - len(key[end:].lstrip(_SIGNS))
        if start < len(key):
            yield label_key(label), start


def is_signed(text: str, start: int, end: int) -> bool:
    """Tell whether a colon or a dash closes a label with the blank behind it."""
    return text[start:end].rstrip()[-1:] in _JOINTS


def label_hash(label: str) -> int:
    """Return the hash of a label before a list (folded)."""
    return crc32(f"{label} :".encode("utf-8", "replace"))


@lru_cache(maxsize=1 << 12)  # a site prints two thirds of its lines on every page
def label_hashes(key: str, words: int) -> frozenset[int]:
    """Return the hashes of what can be the label of a folded line: all of a short one, and its openings.

    Args:
        key: the line, or its opening.
        words: its number of words.
    """
    whole = {label_hash(label_key(key))} if words <= WORDS else set()
    return frozenset(whole.union(label_hash(label) for label, _ in openings(key)))


@lru_cache(maxsize=1 << 12)
def learned_hashes(key: str, words: int) -> frozenset[int]:
    """Return the same, and what stands behind labels without a sign: what one line teaches others."""
    unsigned = ((label, key[at:]) for label, at in openings(key) if not is_signed(key, 0, at))
    followed = (followed_by(label, behind.split(maxsplit=1)[0]) for label, behind in unsigned)
    return label_hashes(key, words).union(map(label_hash, followed)) if key else frozenset()


def followed_by(label: str, word: str) -> str:
    """Return a label (folded) with one of `KINDS` kinds of words behind it."""
    return _with_kind(label, crc32(word.encode("utf-8", "replace")) % KINDS)


def all_followed_by(label: str) -> list[str]:
    """Return a label with each kind of word behind it."""
    return [_with_kind(label, kind) for kind in range(KINDS)]


def _with_kind(label: str, kind: int) -> str:
    return f"{label} + {kind}"


def learnable(text: str, piece: Piece) -> bool:
    """Tell whether a label can open a piece: a line, or a long one that ends no sentence."""
    if piece.kind == "line":
        return True
    return piece.kind == "prose" and piece.end - piece.start <= LONGEST and text[piece.end - 1] not in _ENDS


def label_end(text: str, start: int, end: int) -> int:
    """Return where the text behind a short label and its colon starts; 0 when none opens the line.

    >>> label_end("الأكثر ارتباطا: سد، ماء", 0, 22)
    16
    """
    if text.find(":", start, start + SIGNED) < 0 and text.find("：", start, start + SIGNED) < 0:
        return 0
    label = _LABEL.match(text, start, end)
    return label.end() if label and len(label.group().split()) <= WORDS else 0


def first_list(sites: Sequence[bool]) -> int:
    """Return how many short lines belong to the first of two lists with a heading between them.

    Args:
        sites: for each line, whether many pages print it and the text does not name it; so is a heading.

    >>> first_list([False, False, True, True, True, True])
    2
    """
    total, least = len(sites), sum(sites)
    best, size = min(least, total - least) - 1, total
    for at in range(1, total):
        own_first = sum(sites[:at]) + (total - at - sum(sites[at:]))
        if total - at > 1 and own_first < best:
            best, size = own_first, at
        if at > 1 and total - own_first < best:
            best, size = total - own_first, at - 1
    return size


def trend_end(text: str, start: int, end: int, look: Lookup) -> int:
    """Return where a label that says what visitors seek ends, its colon included; 0 without such a label.

    It closes with a colon, or it is made of nothing but the words of such labels.

    Args:
        text: the page.
        start, end: a line of it.
        look: markers and phrases.
    """
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        opening = _TREND_WORD.search(text, start, end)
        if opening is None or not _may_open(opening.group(), look):
            return 0  # most lines
    said: list[str] = []
    pure = 0
    for size, found in enumerate(islice(_TREND_WORD.finditer(text, start, end), TREND_WORDS), start=1):
        said.append(_said(found))
        if found.group(1):
            return found.end() if _is_trend(said, look) else 0
        pure = size if pure == size - 1 and _fills(said[-1], look) else pure
    if not _is_trend(said[:pure], look):
        return 0
    return next(islice(_TREND_WORD.finditer(text, start, end), pure - 1, None)).end()


@lru_cache(maxsize=1 << 12)  # few words open a line
def _may_open(printed: str, look: Lookup) -> bool:
    return _fills(fold_word(printed).strip(_SIGNS), look)


def _said(word: re.Match[str]) -> str:
    return fold_word(word.group()).strip(_SIGNS)


def _fills(word: str, look: Lookup) -> bool:
    return (
        word.isdigit()
        or word in look.trend
        or word in look.public
        or word in look.sought
        or word in look.filler
    )


def _is_trend(said: Sequence[str], look: Lookup) -> bool:
    """Tell whether a label names what spreads, or that the public seeks."""
    sought = not look.public.isdisjoint(said) and not look.sought.isdisjoint(said)
    return sought or not look.trend.isdisjoint(said)


def is_list(paragraph: str) -> bool:
    """Tell whether a long line is a list of short items."""
    labelled = label_end(paragraph, 0, len(paragraph)) > 0
    if len(paragraph) > LONGEST or paragraph[-1] in "؟?!" or (paragraph[-1] == "." and not labelled):
        return False
    found, sign = items(paragraph)
    return (
        (sign == "،" if labelled else sign not in ("", "،"))
        and len(found) > 2
        and all(len(paragraph[a:b].split()) <= ITEM_WORDS for a, b in found)
    )
