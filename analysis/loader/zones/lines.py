"""A page's text -> pieces: its lines, parted where a marker is glued into one, each with its kind."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.behind import STOP, TAIL, glued_share, tail_mark, without_furniture
from analysis.loader.zones.dates import (
    before_on,
    behind_date,
    date_end,
    dated_parts,
    dateline,
    first_date,
    holds_date,
    is_dated_line,
)
from analysis.loader.zones.holds import (
    credit_in_brackets,
    field_end,
    holds,
    is_behind_buttons,
    keyword_behind_buttons,
    name_end,
    parts,
)
from analysis.loader.zones.kinds import (
    HEADLINE,
    SENTENCE,
    ends_sentence,
    hashtags_behind,
    is_notice,
    is_prose,
    kind_of,
)
from analysis.loader.zones.labels import label_end
from analysis.loader.zones.marks import (
    joints,
    last_source,
    mark_at,
    printed_end,
    skip_lead,
)
from analysis.loader.zones.oneline import one_line, trimmed
from analysis.loader.zones.piece import Piece as Piece
from analysis.loader.zones.plain import line_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.marks import Mark

Span = tuple[int, int]

COUNTERS = 60
"""Characters of the longest run of buttons and counters behind tags on one line."""

_BEHIND_STRIP = frozenset({"source", "tags", "site_tags"})
_SKIP = re.compile(r"[A-Za-z][A-Za-z ]{5,40}(?<=[a-z])(?=[ء-ي]|[A-Z])")
"""A button in Latin letters that another one is glued to: ``Skip to contentشارك``, ``contentTweet``."""

_BEFORE_DATE = "0123456789٠١٢٣٤٥٦٧٨٩ \t|/.:-"
_BESIDE = re.compile(r"[\d:]")
"""Signs of lines whose parting may look beyond them: at dates that go on below, at fields."""


def pieces(text: str, look: Lookup) -> list[Piece]:
    """Return the pieces of a page in order; they are disjoint, and only white space is left between them."""
    spans = line_spans(text)
    if len(spans) == 1 and spans[0][1] - spans[0][0] > HEADLINE:
        spans = one_line(text, look)
    found = [piece for start, end in spans for piece in _line(text, start, end, look)]
    if found and found[0].kind == "hashtags" and found[0].words > 1 and found[0].key.count("#") == 1:
        found[0] = replace(found[0], kind="ui")  # the links that text browsers print over a page
    return found


def _line(text: str, start: int, end: int, look: Lookup) -> Iterable[Piece]:
    """Return the pieces of a line."""
    told = _one_piece(text[start:end], look) if end - start <= HEADLINE and end < len(text) else None
    if told is None:
        return _pieces_of_line(text, start, end, look)
    kind, value, joint, key, words = told
    return [Piece(start, end, kind, start + value, joint, key, words)]


@lru_cache(maxsize=1 << 14)  # a site prints two thirds of its short lines on every page
def _one_piece(line: str, look: Lookup) -> tuple[str, int, str, str, int] | None:
    """Return the piece that a line is on any page, all of it; None when it is several, or may depend."""
    if _BESIDE.search(line):
        return None
    found = list(_pieces_of_line(f"{line}\n", 0, len(line), look))
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(line))
    if not whole or found[0].kind in ("tags", "site_tags"):
        return None
    return found[0].kind, found[0].value, found[0].joint, found[0].key, found[0].words


def _pieces_of_line(text: str, start: int, end: int, look: Lookup) -> Iterator[Piece]:
    first = mark_at(text, start, end, look)
    skip = _SKIP.match(text, start, end) if first is None else None
    if skip and mark_at(text, skip.end(), end, look):
        yield Piece(start, skip.end(), "ui", start)
        yield from _pieces_of_line(text, skip.end(), end, look)
        return
    if first is not None and first.kind == "share":
        yield from _share(text, start, end, look)
        return
    marks = [first] if first is not None and holds(text, first, end, look) else []
    inside = list(joints(text, marks[0].value if marks else start, end, look))
    marks += _believed(text, start, marks, inside, end, look) if inside else []
    if not marks and (keyword := keyword_behind_buttons(text, start, end, look)):
        marks = [keyword]
    if not marks or marks[0] is not first:
        yield from _plain(text, start, marks[0].start if marks else end, look)
    if marks:
        yield from _all_marked(text, marks, end, look)


def _believed(
    text: str, start: int, first: list[Mark], inside: list[Mark], end: int, look: Lookup
) -> list[Mark]:
    """Return the marks inside a line, but no link that prose follows: its headline has no known end."""
    kept = list(first)
    for mark, stop in zip(inside, [*(mark.start for mark in inside[1:]), end], strict=False):
        behind_source = kept and kept[-1].kind == "source" and mark.start - kept[-1].value < HEADLINE
        told = (behind_source and mark.kind in ("tags", "site_tags")) or parts(text, mark, end, look)
        if not told and not is_behind_buttons(text, start, mark, look):
            continue
        ended = any(m.kind in ("source", "tags") for m in kept[-3:])
        if ended or mark.kind not in ("related", "box") or stop - mark.value <= HEADLINE + SENTENCE:
            kept.append(mark)
    return kept[len(first) :]


def _share(text: str, start: int, end: int, look: Lookup) -> Iterator[Piece]:
    """Part a line that opens with page furniture from the text glued to it."""
    begin = skip_lead(text, start, end)
    key = fold(text[begin : min(end, begin + 400)])
    words = key[: look.opening.end(key)].rstrip()
    stop = min(end, printed_end(text, begin, words))
    rest = trimmed(text, stop, end)
    if rest is None:
        yield Piece(start, end, "ui", start)
        return
    first = mark_at(text, rest[0], end, look)
    if first is not None and first.kind != "share" and holds(text, first, end, look):
        yield Piece(start, stop, "ui", start)
        yield from _pieces_of_line(text, rest[0], end, look)
        return
    marks = joints(text, rest[0], end, look)
    inside = [m for m in marks if parts(text, m, end, look) or is_behind_buttons(text, start, m, look)]
    inside = inside or list(filter(None, (last_source(text, rest[0], end, look),)))
    glued = rest[0] == stop
    plain = not (glued or words.isascii()) and len(words.split()) < 3
    if not inside and plain and is_prose(text, start, end):
        yield from _plain(text, start, end, look)
    elif not inside and rest[1] - rest[0] < 60 and not ends_sentence(text, *rest):
        counted = start + len(text[start:stop].rstrip(_BEFORE_DATE))  # its day is no counter of the buttons
        dated = trimmed(text, counted, end) if holds_date(fold(text[counted:end])) else None
        yield Piece(start, counted if dated else end, "ui", start)
        yield from _plain(text, *dated, look) if dated else ()
    else:
        yield Piece(start, stop, "ui", start)
        yield from _after_share(text, rest[0], inside, end, look)


def _after_share(text: str, start: int, inside: list[Mark], end: int, look: Lookup) -> Iterator[Piece]:
    """Yield what is glued to share buttons: headlines when the source or nothing follows, else plain text."""
    span = trimmed(text, start, inside[0].start if inside else end)
    tagged = span is not None and text[span[0]] == "#"
    if (
        span
        and not tagged
        and (inside[0].kind in _BEHIND_STRIP if inside else not ends_sentence(text, *span))
    ):
        yield Piece(*span, "strip", span[0])
    elif span:
        yield from _plain(text, *span, look)
    yield from _all_marked(text, inside, end, look)


def _all_marked(text: str, marks: list[Mark], end: int, look: Lookup) -> Iterator[Piece]:
    stops = [*(mark.start for mark in marks[1:]), end]
    for mark, stop in zip(marks, stops, strict=False):
        yield from _marked(text, mark, stop, look)


def _marked(text: str, mark: Mark, end: int, look: Lookup) -> Iterator[Piece]:
    """Yield the piece of a marker, and apart from it what else stands on its line."""
    stop = _stop(text, mark, end, look)
    span = trimmed(text, mark.start, stop)
    if span is None:
        return
    value, joint = min(mark.value, span[1]), mark.joint
    if joint == "free" and mark.kind in ("tags", "site_tags") and (led := label_end(text, value, span[1])):
        value, joint = led, "colon"
    words = len(text[value : min(span[1], value + 400)].split()[:40])
    yield Piece(mark.start, span[1], mark.kind, value, joint, mark.words, words)
    if stop < end and mark.kind == "source":
        yield from _pieces_of_line(text, stop, end, look)
    elif mark.kind in ("tags", "site_tags") and end - stop <= COUNTERS and (rest := trimmed(text, stop, end)):
        yield Piece(*rest, "ui", rest[0])
    elif stop < end and mark.kind in ("tags", "site_tags"):
        yield from _pieces_of_line(text, stop, end, look)
    elif stop < end:
        yield from _plain(text, stop, end, look)


def _stop(text: str, mark: Mark, end: int, look: Lookup) -> int:
    """Return where what a marker marks ends: at the end of its date, before buttons, before a date."""
    match mark.kind:
        case "published" | "updated":
            date = date_end(text, mark.value, end)
            return date if date > mark.value and end - date >= 40 else end
        case "tags" | "site_tags":
            return without_furniture(text, mark.value, field_end(text, mark, end, look), look)
        case "text":
            return mark.value
        case "source":
            if (tagged := text.find(" #", mark.value, end)) > 0:
                return tagged
            end = name_end(text, mark, end, look)
            day = first_date(text, mark.value, min(end - mark.value, HEADLINE))
            cuts = dated_parts(text, mark.value, end)
            if day and len(cuts) == 1 and day[0] > mark.value:
                return before_on(text, mark.value, day[0])
            named = [stop for _, stop, dated in cuts if not dated]
            return named[-1] if named and len(named) < len(cuts) and not cuts[0][2] else end
        case _:
            return end


def _plain(text: str, start: int, end: int, look: Lookup) -> Iterator[Piece]:
    span = trimmed(text, start, end)
    if span is None:
        return
    start, end = span
    if (glued := glued_share(text, start, end, look)) < end:
        yield from _plain(text, start, glued, look)
        yield Piece(glued, end, "ui", glued)
        return
    tagged = "#" in text[start + 1 : end]
    if tagged and (parted := min(behind_date(text, start, end), hashtags_behind(text, start, end))) < end:
        yield from (piece for span in ((start, parted), (parted, end)) for piece in _plain(text, *span, look))
        return
    if not (ended := ends_sentence(text, start, end)) and (mark := tail_mark(text, start, end, look)):
        yield from _plain(text, start, mark.start, look)
        yield from _marked(text, mark, end, look)
        return
    if end - start > HEADLINE:
        yield from _prose(text, start, end, look, ended=ended)
        return
    if text[start] in "([" and (credit := credit_in_brackets(text, start, end, look)):
        yield Piece(start, end, credit, start)
        return
    key = fold(text[start:end])
    words = len(key.split())
    notice = "footer" if is_notice(text, start, end) else ""
    kind = notice or kind_of(key, words, look) or ("prose" if is_prose(text, start, end) else "line")
    if kind == "date" and ended and dateline(text, start, end):
        kind = "prose"
    if kind == "date" and words > 6 and not ended:
        yield from _parted_date(text, start, end, look)
    else:
        yield Piece(start, end, kind, end if kind == "related" else start, "", key, words)


def _prose(text: str, start: int, end: int, look: Lookup, *, ended: bool) -> Iterator[Piece]:
    """Yield a paragraph, and apart from it share words and headlines that run on behind a sentence."""
    if is_notice(text, start, end):
        yield Piece(start, end, "footer", start)
        return
    if not ended:
        for stop in STOP.finditer(text, max(start, end - TAIL) + 1, end):
            mark = mark_at(text, stop.end(), end, look)
            if mark is not None and mark.kind == "share":
                yield Piece(start, stop.end(), "prose", start, words=40)
                yield from _share(text, stop.end(), end, look)
                return
    yield Piece(start, end, "prose", start, words=40)


def _parted_date(text: str, start: int, end: int, look: Lookup) -> Iterator[Piece]:
    """Part a headline from the date on its line; a line of short parts (place | name | date) stays whole."""
    cuts = dated_parts(text, start, end)
    whole = cuts == [(start, end, False)] or all(d or len(text[a:b].split()) <= 4 for a, b, d in cuts)
    if whole or is_dated_line(text[start:end]):
        yield Piece(start, end, "date", start)
        return
    for a, b, dated in cuts:
        for piece in _plain(text, a, b, look) if not dated else [Piece(a, b, "date", a)]:
            yield replace(piece, joint="part")
