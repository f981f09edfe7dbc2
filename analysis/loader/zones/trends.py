"""Labels that say what a site's visitors seek or spread at the moment, and the site's tags they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.followed import followed
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.labels import trend_end
from analysis.loader.zones.listed import LABEL_WORDS
from analysis.loader.zones.own import RUN_WORDS
from analysis.loader.zones.runs import LEAST, is_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.listed import Known
    from analysis.loader.zones.runs import Role

PLACE_WORDS = 3
"""Words of the longest name of a site at the end of a label."""


def trending(known: Known, i: int) -> Iterator[tuple[int, Role]]:
    """Yield a label of what visitors seek and the lines below it, as the site's tags."""
    piece, text = known.pieces[i], known.text
    value = trend_end(text, piece.start, piece.end, known.look)
    if 0 < value < piece.end and _names_place(known, i, value):
        value = piece.end
    if 0 < value < piece.end:
        sure = text[value - 1] in ":：" or known.stands_often(piece.key)
        if _is_listed(known, i, value) or (_may_be_run if sure else is_run)(known, i, value):
            yield i, ("site_tags", value)
    elif value and (lines := _below(known, i)):
        yield i, ("site_tags", value)
        yield from ((j, ("site_tags", known.pieces[j].start)) for j in lines)


def _names_place(known: Known, i: int, value: int) -> bool:
    """Tell whether a label goes on with where it is sought: ``الأكثر بحثا في`` and the name of the site."""
    piece = known.pieces[i]
    words, rest = known.text[piece.start : value].split(), known.text[value : piece.end].split()
    placed = bool(words) and light(f" {words[-1]} ").strip() in PREPOSITIONS and 0 < len(rest) <= PLACE_WORDS
    return placed and known.stands_often(piece.key)


def _below(known: Known, i: int) -> Sequence[int]:
    """Return the short lines below a label, or the one line of a list or a run."""
    if counted := followed(known, i + 1):
        return counted
    below = known.under(i)
    if below.fits and len(below.items) >= LEAST and below.are_short:
        return below.lines
    j = i + 1
    ended = j == len(known.pieces) or ends_sentence(known.text, known.pieces[j].start, known.pieces[j].end)
    plain = not ended and known.pieces[j].kind in ("line", "prose")
    following = known.pieces[j + 1] if j + 1 < len(known.pieces) else None
    plain = plain and not (following and following.kind == "line" and following.words > LABEL_WORDS)
    return (j,) if plain and is_run(known, j, known.pieces[j].start) else ()


def _is_listed(known: Known, i: int, value: int) -> bool:
    found = known.beside(i, value)
    return bool(found.sign) and found.fits and found.are_short


def _may_be_run(known: Known, i: int, value: int) -> bool:
    """Tell whether what follows a sure label is words enough, and opens like a tag."""
    words = light(known.text[value : known.pieces[i].end]).split()
    return 1 < len(words) <= RUN_WORDS and words[0] not in PREPOSITIONS
