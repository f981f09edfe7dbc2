"""Labels that say what a site's visitors seek or spread at the moment, and the site's tags they lead to."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.own import RUN_WORDS
from analysis.loader.zones.runs import LEAST, is_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.listed import Known
    from analysis.loader.zones.marks import Lookup
    from analysis.loader.zones.runs import Role

WORDS = 7
"""Words of the longest label."""

_WORD = re.compile(r"[^\s:：]+(\s*[:：])?")
_SIGNS = "|–—-•·،,؛#»«>[]()"


def trend_end(text: str, start: int, end: int, look: Lookup) -> int:
    """Return where a label that says what visitors seek ends, its colon included; 0 without such a label.

    It closes with a colon, or it is made of nothing but the words of such labels.

    Args:
        text: the page.
        start, end: a line of it.
        look: markers and phrases.
    """
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        opening = _WORD.search(text, start, end)
        if opening is None or not _fills(_said(opening), look):
            return 0  # most lines
    said: list[str] = []
    pure = 0
    for size, found in enumerate(islice(_WORD.finditer(text, start, end), WORDS), start=1):
        said.append(_said(found))
        if found.group(1):
            return found.end() if _is_trend(said, look) else 0
        pure = size if pure == size - 1 and _fills(said[-1], look) else pure
    if not _is_trend(said[:pure], look):
        return 0
    return next(islice(_WORD.finditer(text, start, end), pure - 1, None)).end()


def _said(word: re.Match[str]) -> str:
    return fold(word.group()).strip(_SIGNS + " :：")


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


def trending(known: Known, i: int) -> Iterator[tuple[int, Role]]:
    """Yield a label of what visitors seek and the lines below it, as the site's tags."""
    piece, text = known.pieces[i], known.text
    value = trend_end(text, piece.start, piece.end, known.look)
    if 0 < value < piece.end:
        signed = text[value - 1] in ":："
        if _is_listed(known, i, value) or (_may_be_run if signed else is_run)(known, i, value):
            yield i, ("site_tags", value)
    elif value and (lines := _below(known, i)):
        yield i, ("site_tags", value)
        yield from ((j, ("site_tags", known.pieces[j].start)) for j in lines)


def _below(known: Known, i: int) -> Sequence[int]:
    """Return the short lines below a label, or the one line of a list or a run."""
    below = known.under(i)
    if below.fits and len(below.items) >= LEAST and below.are_short:
        return below.lines
    j = i + 1
    ended = j == len(known.pieces) or ends_sentence(known.text, known.pieces[j].start, known.pieces[j].end)
    plain = not ended and known.pieces[j].kind in ("line", "prose")
    return (j,) if plain and is_run(known, j, known.pieces[j].start) else ()


def _is_listed(known: Known, i: int, value: int) -> bool:
    found = known.beside(i, value)
    return bool(found.sign) and found.fits and found.are_short


def _may_be_run(known: Known, i: int, value: int) -> bool:
    """Tell whether what follows a label with a colon is words enough, and no sentence."""
    words = light(known.text[value : known.pieces[i].end]).split()
    return 1 < len(words) <= RUN_WORDS and words[0] not in PREPOSITIONS
