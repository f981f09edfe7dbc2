"""The date of a page, out of the pieces that may hold it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.loader.dates import parse_date
from analysis.loader.zones.dates import dateline
from analysis.loader.zones.plain import FILLER, shown

if TYPE_CHECKING:
    from datetime import date

    from analysis.loader.zones.walk import Walk

Issue = tuple[str, str]

_parsed = lru_cache(maxsize=1 << 12)(parse_date)  # the pages of a day print it alike


def read_date(walk: Walk, reference: date | None) -> tuple[date | None, str | None, str, tuple[Issue, ...]]:
    """Return the first day among the pieces that may hold it: marked, by itself, in a line, updated.

    A month or a year is taken when no piece holds a day; without these, the dateline of the first paragraph.

    Args:
        walk: a page.
        reference: the day relative dates count from; None leaves them unread.

    Returns:
        The day, as printed, its precision, and what is to be told about it.
    """
    coarse: tuple[date, str, str] | None = None
    unread = ""
    for _, i in sorted(walk.dates):
        raw = walk.text[walk.pieces[i].value : walk.pieces[i].end].replace(FILLER, "").strip()
        parsed = _parsed(raw, reference=reference)
        if parsed.value is None:
            unread = unread or raw
        elif parsed.precision == "day":
            return parsed.value, raw, parsed.precision, ()
        else:
            coarse = coarse or (parsed.value, raw, parsed.precision or "")
    if coarse:
        return *coarse, ()
    if raw := _dateline(walk):
        parsed = _parsed(raw, reference=reference)
        if parsed.value is not None and parsed.precision == "day":
            return parsed.value, raw, parsed.precision, ()
    if unread:
        return None, unread, "", (("date_unread", shown(unread[:80])),)
    return None, None, "", (("no_date", "no line of the page is a date"),)


def _dateline(walk: Walk) -> str:
    """Return the date that the first paragraph opens with behind its place; empty without one."""
    labelled = zip(walk.pieces, walk.labels, strict=True)
    first = next((p for p, (zone, _) in labelled if zone == "body" and p.kind == "prose"), None)
    span = dateline(walk.text, first.start, first.end) if first else None
    return walk.text[slice(*span)] if span else ""
