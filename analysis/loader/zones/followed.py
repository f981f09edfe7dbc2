"""Tags a line each without a heading: all named by the text, or each with a button or a count behind it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.ahead import bare, is_counted
from analysis.loader.zones.listed import ITEM_WORDS, MOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known
    from analysis.loader.zones.runs import Role

COUNT_WORDS = 3
"""Words of the longest count: ``1,852 خبر``."""

NAMED, FAMOUS = 0.5, 0.4
"""Share of the lines that the text names from which they are its own; that are common tags, the site's."""

LEAST = 3
"""Lines of the shortest list that the text names."""

MOST_TOLD = 0.6
"""Share of its lines that the text must name; the others must be common tags."""

_NUMBER = re.compile(r"[\d.,]+")


def followed(known: Known, i: int) -> Sequence[int]:
    """Return the short lines from a piece on that the same button, or a count of the same things, follows.

    The count may stand in brackets on the line itself.
    """
    if is_counted(known.pieces[i]):
        near = takewhile(lambda j: _is_item(known, j), range(i, i + MOST))
        counted = list(takewhile(lambda j: is_counted(known.pieces[j]), near))
        return counted if len(counted) > 1 else ()
    found: list[int] = []
    for j in range(i, i + 2 * MOST, 2):
        if not (_is_item(known, j) and _behind(known, j + 1) == _behind(known, i + 1) != ""):
            break
        found.append(j)
    return found if len(found) > 1 else ()


def paired(known: Known, i: int) -> list[tuple[int, Role]]:
    """Return such lines with their role: own tags when the text names them, the site's when well known."""
    lines = followed(known, i)
    if not lines:
        return []
    found = [bare(known.pieces[j].key) for j in lines]
    own = known.named(found) >= NAMED
    zone = "tags" if own else "site_tags"
    # sections of a site have counts in brackets too
    told = own or (not is_counted(known.pieces[i]) and known.common_tags(found) >= FAMOUS)
    return [(j, (zone, known.pieces[j].start)) for j in lines if told]


def _is_item(known: Known, i: int) -> bool:
    piece = known.pieces[i] if i < len(known.pieces) else None
    return piece is not None and piece.kind in ("line", "name") and 0 < piece.words <= ITEM_WORDS


def _behind(known: Known, i: int) -> str:
    """Return a button or a count without its number; empty for what is neither."""
    piece = known.pieces[i] if i < len(known.pieces) else None
    if piece is None or piece.words > COUNT_WORDS:
        return ""
    if piece.kind in ("line", "agency", "ui") and piece.key[:1].isdigit():
        return _NUMBER.sub("1", piece.key)
    return piece.key if piece.kind == "ui" else ""


def bare_lines(known: Known, i: int) -> list[int]:
    """Return the short lines behind the text that mostly stand in it: tags a line each without a heading."""
    end = i
    while end < len(known.pieces) and known.pieces[end].kind in ("line", "name"):
        piece = known.pieces[end]
        if not 0 < piece.words <= ITEM_WORDS or not piece.key or end - i == MOST:
            return []
        end += 1
    behind = known.pieces[end].kind if end < len(known.pieces) else ""
    led = i > 0 and known.text[known.pieces[i - 1].end - 1] in ":："
    listed = end - i >= LEAST and behind != "prose" and not led
    if not listed or numbered([piece.key for piece in known.pieces[i:end]]):
        return []
    if are_names(known, range(i, end)):
        return []
    if i and known.pieces[i - 1].kind == "line" and _is_told(known, i - 1):
        return []  # the rest of a list that is longer than one of tags
    told = [_is_told(known, j) for j in range(i, end)]
    fits = all(said or _is_famous(known, j) for said, j in zip(told, range(i, end), strict=True))
    return list(range(i, end)) if fits and sum(told) >= MOST_TOLD * len(told) else []


def are_names(known: Known, lines: Sequence[int]) -> bool:
    """Tell whether all lines are names of networks or sections, which an article on them names too."""
    return len(lines) > 0 and all(known.pieces[j].kind == "name" for j in lines)


def _is_told(known: Known, i: int) -> bool:
    item = known.pieces[i].key.strip(" -•*#»›")
    return item in known.told and light(f" {item} ").strip() not in PREPOSITIONS


def _is_famous(known: Known, i: int) -> bool:
    return known.common_tags([known.pieces[i].key]) == 1


def numbered(found: Sequence[str]) -> bool:
    return 2 * sum(any(map(str.isdigit, item)) for item in found) >= len(found)
