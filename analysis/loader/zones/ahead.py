"""What lies ahead of each piece of a page, and which pieces the markers on their own line claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from analysis.loader.tags.lexicon import fame, lexicon
from analysis.loader.tags.lists import is_parted, items
from analysis.loader.tags.text import light
from analysis.loader.zones.dates import is_day_only
from analysis.loader.zones.kinds import DATELINE, HEADLINE, TITLE_WORDS, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.lines import Piece

TAG_WORDS = 6
"""Words of the longest tag on a line of its own."""

HEADLINE_WORDS = 5
"""Words of the shortest line that makes the one before it a headline too."""

FAMOUS = 0.7
"""Share of the words that common tags hold from which such a line is none: 2 of 1,000 headlines pass."""

COUNT_WORDS = 3
"""Words of the longest count under a hashtag."""

LIST = 2
ITEM_WORDS = 4
"""Items, and words of each, above which a line can be a headline with commas."""

ABOVE = 10_000
"""Characters above a block of tags in which its last line is looked for."""

_STOPS = frozenset({"prose", "source", "tags", "site_tags", "hashtags", "box", "comments"})
_OTHERS = frozenset({"related", "box", "comments"})
_IN_LIST = frozenset({"line", "name", "agency", "hashtags", "date"})
_PLAIN = frozenset({"line", "repeated"})
_PROSE = frozenset({"prose"})
_LISTS = frozenset({"tags", "site_tags"})
_BULLETS = "•●▪■◦»›‹◄►▶*#-–"
_SIGNS = " \t#-–—•*·▪■◦‹›◄►▶.،,|/[]()"
_COUNT = re.compile(r"\s?\(\s?\d{1,4}\s?\)\Z")
"""How many articles have a tag, behind it."""
_ALONE = frozenset({"byline", "caption"})


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies ahead, for each piece, counted once from the end of the page.

    Attributes:
        prose: characters of prose from this piece on, up to the next marker of other articles.
        stop: index of the next piece that is prose or a marker other than a link.
        last_prose: index of the last prose of the page; -1 when it has none.
        last_end: index of the last source or tags marker; -1 when it has none.
    """

    prose: tuple[int, ...]
    stop: tuple[int, ...]
    last_prose: int
    last_end: int


def look_ahead(pieces: Sequence[Piece]) -> Ahead:
    """Return what lies ahead of each piece."""
    total, following, last_prose, last_end = 0, len(pieces), -1, -1
    prose, stop = [0] * (len(pieces) + 1), [following] * (len(pieces) + 1)
    for i in range(len(pieces) - 1, -1, -1):
        piece, stop[i] = pieces[i], following
        if piece.kind == "prose":
            total += piece.end - piece.start
            last_prose = max(last_prose, i)
        elif piece.kind in _OTHERS:
            total = 0
        elif piece.kind in ("source", "tags"):
            last_end = max(last_end, i)
        prose[i] = total
        following = i if piece.kind in _STOPS else following
    return Ahead(tuple(prose), tuple(stop), last_prose, last_end)


def claimed(text: str, pieces: Sequence[Piece]) -> dict[int, tuple[str, int]]:
    """Return the pieces that belong to a marker alone on its line: index -> (zone, index of the marker)."""
    found: dict[int, tuple[str, int]] = {}
    head = range(next((i for i, piece in enumerate(pieces) if piece.kind == "prose"), 0))
    titles = [i for i in head if pieces[i].kind in ("line", "title") and pieces[i].words >= TITLE_WORDS]
    only = titles[0] if len(titles) == 1 else -1
    dated = {i for i in titles if _is_kind(pieces, i + 1, DATELINE)}
    for i, piece in enumerate(pieces):
        if i in found or piece.value < piece.end:
            continue
        if piece.kind in ("tags", "site_tags"):
            ends = dated if not titles or i < titles[0] else set()
            listed = [j for j in _items(text, pieces, i) if pieces[j].kind not in _LISTS]
            stop = next((j for j in listed if j in ends), len(pieces))
            found.update((j, (piece.kind, i)) for j in listed if j < stop and j != only)
        elif piece.kind == "source" and i + 1 < len(pieces) and _is_name(pieces[i + 1]):
            found[i + 1] = ("source", i)
    return found


def _is_name(piece: Piece) -> bool:
    return piece.kind in ("line", "agency", "name") and 0 < piece.words <= TAG_WORDS


def _items(text: str, pieces: Sequence[Piece], i: int) -> Iterator[int]:
    """Yield the lines under a tags marker: one long or delimited line, or short lines up to a gap."""
    if i + 1 < len(pieces) and _is_long(pieces[i + 1]):
        if _is_short_list(text[pieces[i + 1].start : pieces[i + 1].end]):
            yield i + 1
            return
        headlines = _is_kind(pieces, i + 2, _PLAIN) and pieces[i + 2].words >= HEADLINE_WORDS
        headlines = headlines and fame(light(text[pieces[i + 1].start : pieces[i + 1].end]).split()) < FAMOUS
        if not headlines and _is_tag_line(text[pieces[i + 1].start : pieces[i + 1].end]):
            yield i + 1
        return
    found = _of_one_form(text, pieces, list(_short_lines(text, pieces, i)))
    if found and found[0] > i + 1:  # numbers tell where the list ends
        yield from found
        return
    following = found[-1] + 1 if found else len(pieces)
    headlines = [piece.kind for piece in pieces[following : following + 2]] == ["line", "line"]
    if found and headlines:  # a heading over headlines is no tag
        last = text[pieces[found[-1]].start : pieces[found[-1]].end]
        kept = last in text[max(0, pieces[i].start - ABOVE) : pieces[i].start]
        found = found if kept or is_common(last) else found[:-1]
    if len(found) > LIST and is_section(text, pieces, i, found[-1]):
        found.pop()
    if found and pieces[found[-1]].words >= TITLE_WORDS and _is_kind(pieces, following, DATELINE):
        found.pop()  # the headline under a block of tags at the top of the page
    if found and _is_kind(pieces, found[-1] + 1, _PROSE) and _is_in_head(text, pieces, found[-1]):
        found.pop()  # the author, over a few words on him
    yield from found


def _is_in_head(text: str, pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether a short line over the text is, or ends with, what a line says: the name of the author."""
    name = text[pieces[i].start : pieces[i].end]
    head = takewhile(lambda piece: piece.kind != "prose", pieces)
    lines = (text[piece.start : piece.end] for piece in head if piece.words <= TAG_WORDS)
    return any(line.endswith(name) for line in lines)


def _of_one_form(text: str, pieces: Sequence[Piece], found: list[int]) -> list[int]:
    """Return the lines of a list, of which the first tells whether signs part the tags of each."""
    listed = [len(items(text[pieces[j].start : pieces[j].end])[0]) for j in found[:1]]
    if not listed or listed[0] < 2 or (listed[0] == 2 and len(found) > LIST):
        return found
    return [*takewhile(lambda j: is_parted(text[pieces[j].start : pieces[j].end]), found)]


def is_section(text: str, pieces: Sequence[Piece], i: int, j: int) -> bool:
    """Tell whether a line over a headline names its section, as the menu above does, and is no tag."""
    titled = j + 1 < len(pieces) and pieces[j + 1].kind == "line" and pieces[j + 1].words > ITEM_WORDS
    printed = text[pieces[j].start : pieces[j].end]
    menu = f"\n{printed}\n" in text[max(0, pieces[i].start - ABOVE) : pieces[i].start]
    return titled and (menu or pieces[j].kind == "name")


def _is_kind(pieces: Sequence[Piece], i: int, kinds: frozenset[str]) -> bool:
    return i < len(pieces) and pieces[i].kind in kinds


def _short_lines(text: str, pieces: Sequence[Piece], i: int) -> Iterator[int]:
    gap = max(_newlines(text, pieces, i), 1)
    numbered = i + 1 < len(pieces) and pieces[i + 1].key.isdigit()
    for j in range(i + 1, len(pieces)):
        piece = pieces[j]
        if numbered and (piece.key.isdigit() or (pieces[j - 1].kind == "hashtags" and _is_count(piece))):
            continue
        if numbered and not pieces[j - 1].key.isdigit():
            return
        alone = piece.kind in _ALONE and piece.joint == "alone" and _is_kind(pieces, j + 1, _IN_LIST)
        listed = piece.kind in _IN_LIST and piece.value == piece.start
        listed = listed and (piece.kind != "date" or is_day_only(piece.key))
        asked = any(sign in text[piece.start : piece.end] for sign in "؟?")  # a form, no tag
        listed = listed or (j > i + 1 and is_bulleted(text, piece) and is_bulleted(text, pieces[i + 1]))
        if _is_long(piece) or asked or not (listed or alone):
            return
        if pieces[i + 1].kind == "hashtags" != piece.kind and not numbered:
            return
        if j > i + 1 and _newlines(text, pieces, j - 1) > gap:
            return
        yield j


def _is_count(piece: Piece) -> bool:
    """Tell whether a line says how often a hashtag was used: ``46.2 ألف تغريدة``."""
    return piece.kind in ("line", "repeated") and piece.key[:1].isdigit() and piece.words <= COUNT_WORDS


def is_bulleted(text: str, piece: Piece) -> bool:
    """Tell whether a line opens with the sign of a list and a blank."""
    return text[piece.start] in _BULLETS and text[piece.start + 1 : piece.start + 2].isspace()


def is_counted(piece: Piece) -> bool:
    """Tell whether the count of its articles closes a line: ``العملات (63)``."""
    return piece.key.endswith(")") and _COUNT.search(piece.key) is not None


@lru_cache(maxsize=1 << 14)  # lists are looked at in several ways
def is_common(key: str) -> bool:
    """Tell whether a folded item of a list is a common tag."""
    return " ".join(light(key).split()) in lexicon().whole


def bare(key: str) -> str:
    """Return a folded item of a list without the signs around it and the count behind it."""
    return _COUNT.sub("", key.replace("_", " ")).strip(_SIGNS)


def _is_long(piece: Piece) -> bool:
    return piece.words > TAG_WORDS or piece.kind == "prose"


def _newlines(text: str, pieces: Sequence[Piece], i: int) -> int:
    following = pieces[i + 1].start if i + 1 < len(pieces) else len(text)
    return text.count("\n", pieces[i].end, following)


def _is_short_list(line: str) -> bool:
    """Tell whether a line is a list of short items, which no headline is."""
    listed = items(line)[0]
    return len(listed) > LIST and all(len(line[a:b].split()) <= ITEM_WORDS for a, b in listed)


def _is_tag_line(line: str) -> bool:
    """Tell whether a long line under a tags marker can be tags: a list, or a run that ends no sentence."""
    return any(sign in line for sign in "،,|;؛#") or not is_prose(line, 0, min(len(line), HEADLINE))
