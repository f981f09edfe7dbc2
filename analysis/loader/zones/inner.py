"""Markers inside a run of tags: a line of the site's tags and the article's own, each behind its label."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.lists import WORD, is_parted
from analysis.loader.zones.marks import mark_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.marks import Mark
    from analysis.loader.zones.piece import Piece

_WORD = re.compile(r"[a-z]+|\w+")
_OTHER = {"tags": "site_tags", "site_tags": "tags"}


def at_label(text: str, piece: Piece, look: Lookup) -> list[Piece]:
    """Return a run of tags in two pieces when a marker of two words inside it leads to the other kind.

    Args:
        text: the page.
        piece: any.
        look: markers and phrases.
    """
    if piece.kind not in _OTHER or is_parted(text[piece.value : piece.end]):
        return [piece]
    if _openings(look).isdisjoint(_WORD.findall(fold(text[piece.value : piece.end]))):
        return [piece]  # most runs
    if (mark := next(_inside(text, piece, look), None)) is None:
        return [piece]
    stop = piece.start + len(text[piece.start : mark.start].rstrip())
    other = replace(piece, kind=mark.kind, start=mark.start, value=mark.value, joint="colon", key=mark.words)
    return [replace(piece, end=stop), other]


@lru_cache(maxsize=8)
def _openings(look: Lookup) -> frozenset[str]:
    """Return the words that open a marker of two words for tags."""
    rows = ((word, words, kind) for word, rows in look.by_word.items() for words, kind in rows)
    return frozenset(word for word, words, kind in rows if kind in _OTHER and " " in words)


def _inside(text: str, piece: Piece, look: Lookup) -> Iterator[Mark]:
    for word in islice(WORD.finditer(text, piece.value, piece.end), 1, None):
        mark = mark_at(text, word.start(), piece.end, look)
        if mark and mark.kind == _OTHER[piece.kind] and " " in mark.words and mark.value < piece.end:
            yield mark
