"""Tag lists that no known marker opens: told by their form, and by their words standing in the article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.lines import Piece

LABEL_WORDS = 4
"""Words of the longest label over a list of tags."""

ITEM_WORDS = 5
MOST = 30
"""Items of the longest list of tags."""

ABOVE = 10_000
"""Characters above a list in which its items are looked for."""

FOUND = 0.6
"""Share of the items that must stand in the text above; tags are mostly words of their article."""

_LABEL = re.compile(r"[^:|،,]{2,40}[:：]\s*+")
_BETWEEN = re.compile(r"\s*+[،,|;؛]\s*+|\s*+#")


def with_unmarked_tags(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with lists of tags under a label that is not known made into tag lines.

    A list stands behind the prose of its article (the next piece is no prose), has a label of its own or bars
    between its items, and most of its items stand in the text above it.

    Args:
        text: the page.
        pieces: its pieces in order.
    """
    above = next((piece.start for piece in pieces if piece.kind == "prose"), len(text))
    return [
        _as_tags(text, pieces, i) if piece.kind == "line" and piece.start > above else piece
        for i, piece in enumerate(pieces)
    ]


def _as_tags(text: str, pieces: Sequence[Piece], i: int) -> Piece:
    piece = pieces[i]
    label = _LABEL.match(text, piece.start, piece.end)
    value = label.end() if label else piece.start
    if label and len(label.group().split()) > LABEL_WORDS:
        return piece
    if value == piece.end:
        items, following = _lines_below(text, pieces, i)
    else:
        items = [item for item in _BETWEEN.split(text[value : piece.end]) if item.strip()]
        following = pieces[i + 1].kind if i + 1 < len(pieces) else ""
    listed = bool(label) or "|" in text[piece.start : piece.end]
    if (
        not listed
        or following == "prose"
        or not _are_tags(items, text[max(0, piece.start - ABOVE) : piece.start])
    ):
        return piece
    return replace(piece, kind="tags", value=value, joint="colon")


def _lines_below(text: str, pieces: Sequence[Piece], i: int) -> tuple[list[str], str]:
    """Return the short lines under a label, and the kind of the piece after them."""
    items: list[str] = []
    for piece in pieces[i + 1 : i + 2 + MOST]:
        if piece.kind not in ("line", "name") or piece.words > ITEM_WORDS:
            return items, piece.kind
        items.append(text[piece.start : piece.end])
    return items, ""


def _are_tags(items: Sequence[str], above: str) -> bool:
    if not 1 < len(items) <= MOST or any(len(item.split()) > ITEM_WORDS for item in items):
        return False
    found = sum(item.replace("_", " ").strip(" #") in above for item in items)
    return found >= FOUND * len(items) and items[-1][-1:] != "."
