"""Tags a line each, with the same button behind every one: a name, a button to follow it, the next name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.loader.zones.listed import ITEM_WORDS, MOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known

NAMED = 0.5
"""Share of the lines that the text names from which they are tags."""


def followed(known: Known, i: int) -> Sequence[int]:
    """Return the short lines from a piece on that the same button follows, when the text names them."""
    found: list[int] = []
    for j in range(i, i + 2 * MOST, 2):
        if not (_is_item(known, j) and _button(known, j + 1) == _button(known, i + 1) != ""):
            break
        found.append(j)
    named = len(found) > 1 and known.named([known.pieces[j].key for j in found]) >= NAMED
    return found if named else ()


def _is_item(known: Known, i: int) -> bool:
    piece = known.pieces[i] if i + 1 < len(known.pieces) else None
    return piece is not None and piece.kind in ("line", "name") and 0 < piece.words <= ITEM_WORDS


def _button(known: Known, i: int) -> str:
    """Return a button as printed; empty for what is none."""
    piece = known.pieces[i] if i < len(known.pieces) else None
    return known.text[piece.start : piece.end] if piece is not None and piece.kind == "ui" else ""
