"""Tag lists that no marker tells: known by their form, and by their words standing in the article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.lists import items
from analysis.loader.zones.ahead import claimed
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.marks import mark_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.marks import Lookup

LABEL_WORDS = 4
"""Words of the longest label over a list of tags."""

ITEM_WORDS = 5
MOST = 30
"""Items of the longest list of tags."""

RUN_WORDS = 80
"""Words of the longest undelimited run of tags behind a marker without a colon."""

ABOVE = 10_000
"""Characters above a list in which its items are looked for."""

FOUND = 0.6
"""Share of the items that must stand in the text above; tags are mostly words of their article."""

OPENING = 40
"""Characters of a label that are folded to see what it names."""

_LABEL = re.compile(r"[^:|،,؛;#]{2,40}[:：]\s*+")
_OPEN = frozenset({"line", "related", "tags", "prose"})


def with_unmarked_tags(text: str, pieces: Sequence[Piece], look: Lookup) -> list[Piece]:
    """Return the pieces with the lists of tags that no marker made into tag lines.

    A list stands behind the prose of its article, and the next piece is no prose. It has a label that is not
    known, or bars between its items, and most of its items stand in the text above it; or it has a label that
    names topics (المواضيع المتعلقة), and its items are short; or a marker of tags without a colon opens it.

    Args:
        text: the page.
        pieces: its pieces in order.
        look: markers and phrases.
    """
    above = next((piece.start for piece in pieces if piece.kind == "prose"), len(text))
    owned = claimed(text, pieces)
    return [
        _as_tags(text, pieces, i, look)
        if piece.kind in _OPEN and piece.start > above and i not in owned
        else piece
        for i, piece in enumerate(pieces)
    ]


def _as_tags(text: str, pieces: Sequence[Piece], i: int, look: Lookup) -> Piece:
    piece = pieces[i]
    if (piece.kind == "tags" and piece.joint != "free") or ends_sentence(text, piece.start, piece.end):
        return piece
    following = pieces[i + 1].kind if i + 1 < len(pieces) else ""
    if following != "prose" and (value := _sure(text, pieces, i, look)):
        return replace(piece, kind="tags", value=value, joint="colon")
    label = _LABEL.match(text, piece.start, piece.end)
    value = label.end() if label else piece.value
    if piece.kind == "prose" or (label and len(label.group().split()) > LABEL_WORDS):
        return piece
    if label is None and piece.kind == "line" and _is_heading_of_tags(text, pieces, i):
        return replace(piece, kind="tags", value=piece.end, joint="alone")
    if value == piece.end:
        found, following = _lines_below(text, pieces, i)
    else:
        found = _listed(text[value : piece.end])
    if following == "prose" or not found or len(found) > MOST:
        return piece
    if not _are_tags(text, piece, found, following if value == piece.end else "", bool(label), look):
        return piece
    return replace(piece, kind="tags", value=value, joint="colon")


def _is_heading_of_tags(text: str, pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether a short line that is not in the text stands over two lines or more that all are in it."""
    piece = pieces[i]
    found, following = _lines_below(text, pieces, i)
    if piece.words > LABEL_WORDS or following == "prose" or len(found) < 2:
        return False
    above = text[max(0, piece.start - ABOVE) : piece.start]
    return not _is_in(text[piece.start : piece.end], above) and all(
        _is_in(item, above) for item in found[:-1]
    )


def _listed(line: str) -> list[str]:
    return [line[a:b] for a, b in items(line)[0]] or [line.strip()]


def _sure(text: str, pieces: Sequence[Piece], i: int, look: Lookup) -> int:
    """Return where the tags behind a marker without a colon start, or 0 when they are none.

    They are when no sentence opens with the marker (كلمات البحث), or when they are a list of words that the
    text holds.
    """
    piece = pieces[i]
    mark = mark_at(text, piece.start, piece.end, look) if piece.kind in ("line", "prose") else None
    if mark is None or mark.kind != "tags":
        return 0
    label = _LABEL.match(text, mark.value, piece.end)
    value = label.end() if label and len(label.group().split()) <= LABEL_WORDS else mark.value
    rest, above = text[value : piece.end], text[max(0, piece.start - ABOVE) : piece.start]
    found = _listed(rest)
    known = sum(_is_in(item, above) for item in found) >= FOUND * len(found)
    if look.keyword.isdisjoint(mark.words.split()):
        return value if len(found) > 1 and known and all(len(x.split()) <= ITEM_WORDS for x in found) else 0
    if len(rest.split()) < LABEL_WORDS - 1 and not known and _lines_below(text, pieces, i)[0]:
        return piece.end  # الوسوم المرتبطة: all of the line is the heading
    return value if 0 < len(rest.split()) <= RUN_WORDS else 0


def _is_in(item: str, text: str) -> bool:
    return item.replace("_", " ").strip(" #") in text


def _lines_below(text: str, pieces: Sequence[Piece], i: int) -> tuple[list[str], str]:
    """Return the short lines under a label, and the kind of the piece after them."""
    found: list[str] = []
    for piece in pieces[i + 1 : i + 2 + MOST]:
        if piece.kind not in ("line", "name") or piece.words > ITEM_WORDS:
            return found, piece.kind
        found.append(text[piece.start : piece.end])
    return found, ""


def _are_tags(
    text: str, piece: Piece, found: Sequence[str], following: str, labelled: bool, look: Lookup
) -> bool:
    """Tell whether items under a label are tags: short, and of the article or under a label of topics."""
    if any(len(item.split()) > ITEM_WORDS for item in found) or found[-1].endswith("."):
        return False
    opening = fold(text[piece.start : min(piece.end, piece.start + OPENING)]).split()[:1]
    topics = (labelled or piece.kind == "related") and not look.topic.isdisjoint(opening)
    if topics and following != "line":  # a line as long as a headline behind them makes them headlines
        return True
    above = text[max(0, piece.start - ABOVE) : piece.start]
    known = sum(_is_in(item, above) for item in found)
    listed = topics or (piece.kind == "line" and (labelled or "|" in text[piece.start : piece.end]))
    return listed and len(found) > 1 and known >= FOUND * len(found)
