"""Markers inside a run of tags: a line of the site's tags and the article's own, each behind its label."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from analysis.loader.tags.lists import WORD, is_parted
from analysis.loader.zones.marks import mark_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.marks import Mark
    from analysis.loader.zones.piece import Piece

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
    if (mark := next(_inside(text, piece, look), None)) is None:
        return [piece]
    stop = piece.start + len(text[piece.start : mark.start].rstrip())
    other = replace(piece, kind=mark.kind, start=mark.start, value=mark.value, joint="colon", key=mark.words)
    return [replace(piece, end=stop), other]


def _inside(text: str, piece: Piece, look: Lookup) -> Iterator[Mark]:
    for word in islice(WORD.finditer(text, piece.value, piece.end), 1, None):
        mark = mark_at(text, word.start(), piece.end, look)
        if mark and mark.kind == _OTHER[piece.kind] and " " in mark.words and mark.value < piece.end:
            yield mark
