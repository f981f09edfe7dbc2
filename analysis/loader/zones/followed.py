"""Tags a line each, with the same button or a count behind every one: a name, "follow", the next name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.loader.zones.listed import ITEM_WORDS, MOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known
    from analysis.loader.zones.runs import Role

COUNT_WORDS = 3
"""Words of the longest count: ``1,852 خبر``."""

NAMED, FAMOUS = 0.5, 0.4
"""Share of the lines that the text names from which they are its own; that are common tags, the site's."""

_NUMBER = re.compile(r"[\d.,]+")


def followed(known: Known, i: int) -> Sequence[int]:
    """Return the short lines from a piece on that the same button, or a count of the same things, follows."""
    found: list[int] = []
    for j in range(i, i + 2 * MOST, 2):
        if not (_is_item(known, j) and _behind(known, j + 1) == _behind(known, i + 1) != ""):
            break
        found.append(j)
    return found if len(found) > 1 else ()


def paired(known: Known, i: int) -> list[tuple[int, Role]]:
    """Return such lines with their role: own tags when the text names them, the site's when well known."""
    lines = followed(known, i)
    found = [known.pieces[j].key for j in lines]
    own = known.named(found) >= NAMED
    zone = "tags" if own else "site_tags"
    return [(j, (zone, known.pieces[j].start)) for j in lines if own or known.common_tags(found) >= FAMOUS]


def _is_item(known: Known, i: int) -> bool:
    piece = known.pieces[i] if i + 1 < len(known.pieces) else None
    return piece is not None and piece.kind in ("line", "name") and 0 < piece.words <= ITEM_WORDS


def _behind(known: Known, i: int) -> str:
    """Return a button or a count without its number; empty for what is neither."""
    piece = known.pieces[i] if i < len(known.pieces) else None
    if piece is None or piece.words > COUNT_WORDS:
        return ""
    if piece.kind in ("line", "agency", "ui") and piece.key[:1].isdigit():
        return _NUMBER.sub("1", piece.key)
    return piece.key if piece.kind == "ui" else ""
