"""What stands by a title: sections, places and outlets, captions over a byline, dates of different worth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.lines import Piece

PARTED = (" - ", " – ", " | ", " / ", "/ ")
"""Signs between a place and an outlet, a name and its office: ``أبوظبي - سكاي نيوز عربية``."""

NAME = 3
"""Words of the longest name that stands alone on its line."""

_PARTS = re.compile(r"\s?[/|•()]\s?|\s[-–—]\s")


def is_short(piece: Piece) -> bool:
    """Tell whether a line by the title is a section, a name or a place and an outlet, not text."""
    if piece.words <= 4 + 2 * any(sign in piece.key for sign in PARTED):
        return True
    parts = [part for part in _PARTS.split(piece.key) if part]
    return len(parts) > 2 and all(len(part.split()) <= 4 for part in parts)


def is_over_name(pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether a line stands over a byline, or over a bare name that the text follows."""
    following = pieces[i + 1]
    if following.kind in ("byline", "agency"):
        return True
    named = following.kind == "line" and 1 < following.words <= NAME and following.key.isascii() is False
    return named and pieces[i + 2].kind == "prose" and not any(map(str.isdigit, following.key))


def date_rank(piece: Piece, state: str, *, above: bool, head: bool) -> int:
    """Return the place of a piece among the dates of a page; the lowest is the best.

    Args:
        piece: the piece with the date.
        state: of the walk; behind the end of the text other articles have dates too.
        above: it stands over the title, where the clock of the page may stand too.
        head: it stands before the text.
    """
    if piece.joint == "part" and not above:
        return 3
    match piece.kind:
        case "published":
            return 2 if above or state not in ("head", "body") else 0
        case "updated":
            return 5
        case _:
            return (3 if above else 1) if head else 4
