"""Who a page says it is from: behind its marker, beside its date, in brackets; and the names of its site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.dates import dated_parts, first_date
from analysis.loader.zones.marks import mark_at
from analysis.loader.zones.repeats import site_hash
from analysis.loader.zones.sitename import apart, is_outlet

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.walk import Walk

FOOT, FOOT_WORDS = 80, 12
"""Characters of a footer, and words of the last line, that tell a site from others."""

PLACE_WORDS = 2
"""Words of the longest place before an agency: ``أبو ظبي - رويترز``."""

_NAMING = frozenset({"line", "repeated"})
_CLOSING = frozenset({"line", "ui", "name"})
_PLACED = re.compile(r"\s[-–/]\s")
_NUMBERS = re.compile(r"\d+")
_AROUND = " \t[]()-–—|:•·"
_BRACKETS = re.compile(r"\(([^()]{3,60})\)\Z")


def foot_of(text: str, pieces: Sequence[Piece]) -> str:
    """Return what pages of one site close with: their footer, else the last line; folded, without numbers.

    Args:
        text: the page.
        pieces: its pieces in order, before other pages tell anything of them.
    """
    last = [piece for piece in pieces[-1:] if piece.kind in _CLOSING and piece.words <= FOOT_WORDS]
    found = next((piece for piece in pieces if piece.kind == "footer"), last[0] if last else None)
    return _NUMBERS.sub("", fold(text[found.start : found.end][:FOOT])).strip() if found else ""


def printed_source(walk: Walk, look: Lookup) -> str:
    """Return what stands behind the marker of a source, without the place before it; empty without one."""
    for piece, (name, _) in zip(walk.pieces, walk.labels, strict=True):
        if name == "source" and piece.value < piece.end:
            said = walk.text[piece.value : piece.end]
            place, *named = _PLACED.split(said)
            sent = len(named) == 1 and len(place.split()) <= PLACE_WORDS and not is_outlet(fold(place), look)
            known = sent and (look.agency.match(fold(named[0])) or is_outlet(fold(named[0]), look))
            return named[0] if known else said
    return ""


def outlet(walk: Walk, look: Lookup) -> str:
    """Return an outlet that stands beside the date, or alone in brackets or behind a bare marker."""
    for piece, (name, _) in zip(walk.pieces, walk.labels, strict=True):
        if name in ("published", "chrome"):
            for said in _named(walk.text, piece, name, look):
                if is_outlet(fold(said), look):
                    return said
    return ""


def _named(text: str, piece: Piece, zone: str, look: Lookup) -> Iterator[str]:
    if zone == "published":
        parts = dated_parts(text, piece.value, piece.end)
        yield from (_beside_date(text, a, b) for a, b, dated in parts if not dated)
    elif piece.kind == "line" and (found := _BRACKETS.match(text, piece.start, piece.end)):
        yield found.group(1)
    elif piece.kind == "line" and (mark := mark_at(text, piece.start, piece.end, look)):
        yield from [text[mark.value : piece.end]] if mark.kind == "source" else []


def _beside_date(text: str, start: int, end: int) -> str:
    """Return what stands before a date on its line, without brackets: ``[جريدة الضحى] 07/03/2021``."""
    date = first_date(text, start, end - start)
    return text[start : date[0] if date else end].strip(_AROUND)


def site_names(walk: Walk, source: str, common: Container[int]) -> set[str]:
    """Return, folded, the source, the short lines of the site, and what stands behind many headlines."""
    labelled = zip(walk.pieces, walk.labels, strict=True)
    names = {piece.key for piece, (name, _) in labelled if name == "chrome" and piece.kind in _NAMING}
    title = walk.pieces[walk.title].key if walk.title is not None else ""
    names |= {tail for tail in apart(title)[1:] if site_hash(tail) in common}
    return {name for name in (*names, fold(source)) if name}
