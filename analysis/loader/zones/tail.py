"""What stands at the edges of a body and is none of it: a teaser or key points that the text says again, and
behind a text that no marker ended, headlines of other articles, names, leftovers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.cut import anchor
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.links import goes_on
from analysis.loader.zones.title import overlap, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.lines import Piece

HEADLINE_WORDS = 5
"""Words from which a line can be a headline; shorter ones are headings and names."""

_EDGES = " -–—•*●▪■◦»›.…\"'"
_BULLETS = "•●▪■◦»›"

UNTOLD = 0.34
"""Share of its words that the text holds up to which a line behind the last sentence is another headline."""

TEXT = 20_000
"""Characters of the text that are looked at."""

LIST = 3
"""Headlines that make a list without a heading."""

RUN = 3
"""Words of the tag line that a text must end with to be read as headlines and tags."""

NAMES = 4
"""Commas of the shortest list of names behind a label."""

OPENING = 12
"""Lines at the beginning of a text that may be a teaser or key points."""

AGAIN = 30
"""Characters of the shortest of them."""


def trim_edges(text: str, pieces: Sequence[Piece], body: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return new labels for the lines at the edges of a body that do not belong to it.

    Args:
        text: the page.
        pieces: its pieces.
        body: indices of the pieces labelled body, in order.
    """
    again = _said_again(text, pieces, body)
    again |= _printed_twice(text, pieces, [i for i in body if i not in again])
    return again | _trim_tail(text, pieces, body)


def _printed_twice(text: str, pieces: Sequence[Piece], body: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return labels for the paragraphs that stood in a body before, and for lines right behind themselves."""
    found, said, last = {}, set(), ""
    for i in body:
        printed = text[pieces[i].start : pieces[i].end]
        if printed == last or (pieces[i].kind == "prose" and printed in said):
            found[i] = ("chrome", "printed before")
        said.add(printed)
        last = printed
    return found


def _said_again(text: str, pieces: Sequence[Piece], body: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return labels for the lines that open a body and stand in it again, and for headings beside them."""
    again = {
        i
        for i in body[:OPENING]
        if len(said := text[pieces[i].start : pieces[i].end].strip(_EDGES)) >= AGAIN
        and text.find(said, pieces[i].end, pieces[body[-1]].end) >= 0
    }
    beside = {i for i in body[:OPENING] if pieces[i].words < HEADLINE_WORDS and again & {i - 1, i + 1}}
    return dict.fromkeys(sorted(again | beside), ("chrome", "said again in the text"))


def _trim_tail(text: str, pieces: Sequence[Piece], body: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return labels for the lines after the last sentence of a body.

    A list whose items are numbered or bulleted, or whose last line ends a sentence, is left to the body;
    so are lines of which one goes on from what was said (وأضاف), and all of a text that ends no sentence.
    """
    last = next((i for i in reversed(body) if pieces[i].kind == "prose"), len(pieces))
    tail = [i for i in body if i > last]
    if not tail:
        return {}
    if _are_links(text, pieces, tail, last):
        return dict.fromkeys(tail, ("related", "headlines with bullets after the last sentence"))
    if all(_is_item(text, pieces[i]) for i in tail) or _are_squads(text, pieces, tail):
        return {}
    if _ended(text, pieces[tail[-1]]):
        return {}
    headlines = [i for i in tail if pieces[i].words >= HEADLINE_WORDS]
    headed = pieces[tail[0]].words < HEADLINE_WORDS and len(headlines) > 1
    if headed or len(headlines) >= LIST:
        if _is_text(text, pieces, body, tail, headed):
            return {}
        labels = dict.fromkeys(tail, ("related", "headlines after the last sentence"))
        return labels | ({tail[0]: ("chrome", "heading over headlines")} if headed else {})
    if headlines and _are_of_others(text, pieces, body, tail):
        return dict.fromkeys(tail, ("related", "headlines that the text does not tell of"))
    short = [i for i in tail if pieces[i].words < HEADLINE_WORDS]
    return dict.fromkeys(short, ("chrome", "short line after the last sentence"))


def _is_text(
    text: str, pieces: Sequence[Piece], body: Sequence[int], tail: Sequence[int], headed: bool
) -> bool:
    """Tell whether lines that look like headlines are text: they go on, or the text ends no sentence."""
    going = sum(goes_on(text[pieces[i].start : pieces[i].end]) for i in tail)
    if headed:
        return 2 * going > len(tail)
    prose = [i for i in body if pieces[i].kind == "prose"]
    return going > 0 or 2 * sum(_ended(text, pieces[i]) for i in prose) < len(prose)


def _are_of_others(text: str, pieces: Sequence[Piece], body: Sequence[int], tail: Sequence[int]) -> bool:
    """Tell whether a few lines are headlines: they do not go on, and the text holds hardly a word of them."""
    if _is_text(text, pieces, body, tail, headed=False):
        return False
    prose = (text[pieces[i].start : pieces[i].end] for i in body if i not in tail)
    told = stems(fold("\n".join(prose)[:TEXT]))
    long = (text[pieces[i].start : pieces[i].end] for i in tail if pieces[i].words >= HEADLINE_WORDS)
    return all(overlap(stems(fold(line)), told) <= UNTOLD for line in long)


def _ended(text: str, piece: Piece) -> bool:
    return ends_sentence(text, piece.start, piece.end)


def _are_links(text: str, pieces: Sequence[Piece], tail: Sequence[int], last: int) -> bool:
    """Tell whether lines with bullets are headlines: as long as such, and no colon led to them."""
    led = last < len(pieces) and text[pieces[last].end - 1] in ":："
    long = all(pieces[i].words >= HEADLINE_WORDS for i in tail)
    return long and not led and len(tail) > 1 and all(text[pieces[i].start] in _BULLETS for i in tail)


def _are_squads(text: str, pieces: Sequence[Piece], tail: Sequence[int]) -> bool:
    """Tell whether two lines name more behind a label than a headline does: teams, members, panels."""
    lines = (text[pieces[i].start : pieces[i].end].partition(":")[2] for i in tail)
    return sum(line.count("،") + line.count(",") >= NAMES for line in lines) > 1


def _is_item(text: str, piece: Piece) -> bool:
    """Tell whether a line is an item of a list in the text: it opens with a bullet or a number."""
    return text[piece.start] in "-–•*●▪" or text[piece.start].isdigit()


def repeats_tags(text: str, pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether a text glued to the source behind it ends with the words of the tag line."""
    piece, following = pieces[i], pieces[i + 1 : i + 3]
    if [p.kind for p in following] != ["source", "tags"] or following[0].start > piece.end:
        return False
    before, line = text[piece.start : piece.end], text[following[1].value : following[1].end]
    return (
        not ends_sentence(text, piece.start, piece.end) and len(before[anchor(before, line) :].split()) >= RUN
    )
