"""Which line of a page's head is its title."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.arabic.signs import SIGNS, SignMap
from analysis.loader.zones.dates import is_dated_line, is_hour, is_stamped
from analysis.loader.zones.kinds import DATELINE, TITLE_WORDS, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup

SAMPLE = 1500
"""Characters of the text that the words of a line are looked for in."""

FIRST = 0.25
"""Start the first line, and the first that is longer than a kicker, have over later ones."""

LONG_TITLE = 15
"""Words above which a line is rather a first sentence: 99 in 100 titles of the corpora have 14 or fewer."""

KICKER = 4
"""Words of the longest line over a title; a longer one over another is the title over its subtitle."""

TICKER = 8
"""Characters in which the word before a bar names a ticker (عاجل | ...) rather than a programme."""

REMEMBERED = 1 << 16
"""Words whose stems are remembered at most."""

CANDIDATES = 30
"""Lines of a head that are weighed as titles; a menu above the title is mostly of shorter lines."""

MENU = 3
"""Names of sections side by side that no headline has."""

_SPACED = re.compile(r"[^\W\d_]\S+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_letters = SignMap({sign: " " for sign in SIGNS if not re.match(r"[^\W\d_]", sign)})
BARS = ("|", "-", "–", "—")
"""Signs that part a headline from the name of its site."""

LISTED = re.compile(r"(?:(?:[\[|•#]|\s[-–.;*~>←→/]\s).*){3}|\A#.*\s#")
"""Signs of a menu or of a list of tags, which no headline has so many of; two are enough behind #."""
NUMBERED = re.compile(r"\d{1,2}\s?[).-]\s")
"""Opens the item of a numbered list."""
_PARTICLE = re.compile(r"^(?:[وفبلك]?ال|لل|[وفبلك](?=\w{4}))")


def stems(key: str) -> set[str]:
    """Return the content words of a folded text, without article and particles, cut to five letters."""
    letters = _letters(key)
    found = set(map(_stem.__getitem__, _WORD.findall(key) if letters is None else letters.split()))
    found.discard(_SHORT)
    return found


_SHORT = " "
"""What stands for the stem of a word of two letters."""


class _Stems(dict[str, str]):
    """The stem of a word, worked out when it is first met; lru_cache would take twice the time."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = stem = _PARTICLE.sub("", word)[:5] if len(word) > 2 else _SHORT
        return stem


_stem = _Stems()


def overlap(first: set[str], second: set[str], least: int = 1) -> float:
    """Return the share of the first set, taken as ``least`` at the smallest, that is in the second."""
    return len(first & second) / max(len(first), least)


def menu_end(title: str, look: Lookup) -> int:
    """Return where a headline starts behind the menu that runs on in its line; 0 when none does.

    Args:
        title: as printed.
        look: markers and phrases.
    """
    words = list(_SPACED.finditer(title))
    at = min(len(words) - TITLE_WORDS, CANDIDATES)
    while at >= MENU:
        names = range(at - MENU, at)
        other = next((i for i in names if not look.tile.match(fold(words[i].group()))), None)
        if other is None:
            return words[at - 1].end()
        at = other  # no menu reaches over it
    return 0


def find_title(text: str, pieces: Sequence[Piece], owned: Container[int]) -> int | None:
    """Return the index of the title among the pieces, or None.

    Args:
        text: the page.
        pieces: its pieces in order.
        owned: indices of the pieces that a marker claims.
    """
    start = next((i for i, p in enumerate(pieces) if p.kind == "prose" and i not in owned), len(pieces))
    if (own := _behind_story(pieces, start)) is not None:
        return own
    named = next((i for i in range(start) if pieces[i].kind == "title" and pieces[i].words), None)
    if named is not None:
        return named
    lines = (i for i in range(start) if i not in owned and pieces[i].kind == "line")
    head = [i for i in lines if not NUMBERED.match(pieces[i].key)]
    long = [i for i in head if pieces[i].words >= TITLE_WORDS and not _is_score(pieces[i].key)]
    first = long[0] if long else start
    marked = [i for i in range(first) if i not in owned and _opens_headline(pieces[i])]
    linked = (i for i in range(first, start) if pieces[i].kind == "related" and i not in owned)
    marked += [i for i in linked if _opens_headline(pieces[i]) and _is_dateline(pieces, i + 1)]
    if start < len(pieces) and not long and not marked and _is_long_title(pieces, start):
        return start
    head = (sorted(marked + long) or head)[:CANDIDATES]
    head = [i for i in head if not LISTED.search(pieces[i].key)] or head
    head = [i for i in head if not _is_dated(text[pieces[i].start : pieces[i].end])] or head
    if len(head) < 2:
        return head[0] if head else _below_notice(pieces, start)
    return _best(text, pieces, head, start)


def _is_dated(line: str) -> bool:
    return is_stamped(line) or is_dated_line(line) or (":" in line and is_hour(fold(line)))


def title_key(text: str, piece: Piece) -> str:
    """Return the folded headline of a title, without its marker."""
    return piece.key if piece.value == piece.start else fold(text[piece.value : piece.end])


def _below_notice(pieces: Sequence[Piece], start: int) -> int | None:
    """Return the line with a date beside it that stands under a text at the very top of the page, or None."""
    for i in range(start + 1, min(len(pieces), start + CANDIDATES)):
        if pieces[i].kind == "prose":
            return None
        if pieces[i].kind == "line" and pieces[i].words >= TITLE_WORDS and _is_dateline(pieces, i + 1):
            return i
    return None


def _behind_story(pieces: Sequence[Piece], start: int) -> int | None:
    """Return the dated headline behind a story that opens the page under a marker of other articles."""
    led = any(p.kind == "related" and p.value == p.end for p in pieces[:start])
    if not led or any(p.kind in DATELINE for p in pieces[:start]):
        return None
    later = range(start + 1, len(pieces) - 2)
    dated = (i for i in later if pieces[i].kind == "line" and _is_dateline(pieces, i + 1))
    return next((i for i in dated if pieces[i].words >= TITLE_WORDS and pieces[i + 2].kind == "prose"), None)


def _is_score(key: str) -> bool:
    """Tell whether a short line is numbers between names: of a match, its hour, a table."""
    return any(map(str.isdigit, key)) and len(_WORD.findall(key)) < TITLE_WORDS


def _opens_headline(piece: Piece) -> bool:
    """Tell whether a piece opens with a marker but may be a headline: ``شاهد: ...``, ``تقرير: ...``."""
    return piece.kind in ("related", "caption", "byline", "box") and piece.words >= 4


def _is_long_title(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the first paragraph is a title that ends like a sentence: what follows it says so."""
    if pieces[at].end - pieces[at].start > 220 or at + 1 == len(pieces):
        return False
    return pieces[at + 1].kind in DATELINE | {"prose"}


def _is_dateline(pieces: Sequence[Piece], i: int) -> bool:
    return 0 <= i < len(pieces) and pieces[i].kind in DATELINE


def _dated(pieces: Sequence[Piece], i: int) -> float:
    """Return what a date or byline beside a line is worth; a subtitle or a name and office may be between."""
    between = pieces[i + 1 : i + 3] if pieces[i].words > KICKER else ()
    lines = len([*takewhile(lambda piece: piece.kind == "line", between)])
    lines = min(lines, 1 + all(piece.words <= KICKER for piece in between))
    below = any(_is_dateline(pieces, i + 1 + at) for at in range(lines + 1))
    above = _is_dateline(pieces, i - 1) and not (i > 1 and pieces[i - 2].words > KICKER)
    return 0.4 * below + 0.2 * above


def _best(text: str, pieces: Sequence[Piece], head: list[int], prose: int) -> int:
    keys = [fold(text[pieces[i].start : pieces[i].end]) for i in head]

    lead = pieces[prose].start if prose < len(pieces) else pieces[head[0]].end
    told_text = fold(text[lead : lead + SAMPLE])
    told = stems(told_text)
    opening = next((at for at, i in enumerate(head) if pieces[i].words > KICKER), 0)

    def worth(position: int) -> float:
        i, key = head[position], keys[position]
        again = any(other.startswith(key) for other in keys[position + 1 :])
        bare = any(other.startswith(key + " ") and other[len(key) + 1] in BARS for other in keys[:position])
        sentence = ends_sentence(text, pieces[i].start, pieces[i].end) or pieces[i].words > LONG_TITLE
        over = pieces[i].words <= TITLE_WORDS and i + 1 in head
        teaser = pieces[i].words > KICKER and told_text.startswith(key)
        worse = 0.5 * teaser + 0.3 * sentence + 0.4 * ("|" in key[:TICKER]) + 0.2 * over
        twice = (0.5 if pieces[i].words > KICKER else -0.2) * again
        first = FIRST * (position in (0, opening))
        return overlap(stems(key), told, KICKER) + first + twice + bare + _dated(pieces, i) - worse

    best = max(range(len(head)), key=lambda position: (worth(position), -position))
    printed = (i for i, key in zip(head, keys, strict=True) if key == keys[best])
    return max(printed, key=lambda i: (_dated(pieces, i), -i))  # a ticker may print it too
