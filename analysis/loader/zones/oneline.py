"""A page that was printed on one line, parted where its lines must have been."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.dates import first_date
from analysis.loader.zones.kinds import HEADLINE
from analysis.loader.zones.marks import joints, printed_start
from analysis.loader.zones.plain import LINE

if TYPE_CHECKING:
    from analysis.loader.zones.lookup import Lookup

Span = tuple[int, int]

_BYLINE = re.compile(r"\s(\S{2,12})\s?[:/]\s?[^:/\n]{3,40}\Z")
_GAP = re.compile(r"\S+(?:(?:\u2009*[^\S\t\u2009]\u2009*|\u2009+)\S+)*")
_TABBED = re.compile(r"[^\s][^\t]*")
NARROW = 8
"""Mean words between gaps below which wide gaps are no lines but how the page prints its blanks."""


def one_line(text: str, look: Lookup) -> list[Span]:
    """Part a page of one line at tabs and wide gaps; without them, at its first date."""
    (start, end), *others = _between_gaps(text)
    marked = any(mark.kind == "published" for mark in joints(text, 0, min(len(text), 3 * HEADLINE), look))
    date = None if marked or end - start <= HEADLINE else first_date(text, start, 2 * HEADLINE)
    if date is None or date[1] > end:  # none, or one behind the gap
        return [(start, end), *others]
    cuts = [start, _title_end(text, start, date[0], look), *date, end]
    return [*(span for a, b in pairwise(cuts) if (span := trimmed(text, a, b))), *others]


def _between_gaps(text: str) -> list[Span]:
    """Return the parts of a page between tabs and wide gaps; gaps all over its paragraphs part nothing."""
    spans = [found.span() for found in _GAP.finditer(text)]
    long = sum(b - a for a, b in spans if b - a > HEADLINE)
    if 2 * long > len(text) or len(text.split()) >= NARROW * len(spans):
        return spans
    parts = (trimmed(text, *found.span()) for found in _TABBED.finditer(text))
    return [span for span in parts if span]


def _title_end(text: str, start: int, end: int, look: Lookup) -> int:
    """Return where a title on the line of its date ends: before ``نشر في``, before ``بقلم: فلان``."""
    for _ in range(2):
        key = fold(text[max(start, end - 40) : end])
        words = next((words for words in look.published if key.endswith(" " + words)), "")
        end = printed_start(text, start, start + len(text[start:end].rstrip()), words) if words else end
        named = _BYLINE.search(text, max(start, end - 60), end)
        end = named.start() if named and fold(named.group(1)) in look.bylines else end
    return end


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a span without the white space around it; None when nothing else is in it."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return start, end
    found = LINE.search(text, start, end)
    return found.span() if found else None
