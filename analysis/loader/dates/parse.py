"""The publication date that a string prints, in every form of an Arab newsroom, or an honest null.

A wrong date is worse than none. Impossible, contradicting and half-given dates are null; nothing is filled in
from the clock, and nothing is shifted between time zones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from analysis.errors import InputError
from analysis.loader.dates.patterns import SEARCH, Reading, nearest_named, read_form, read_hijri
from analysis.loader.dates.words import Token, read_tokens


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date and what it was read from.

    Attributes:
        value: the day; the first day of the month or year when only that was printed; None when unknown.
        precision: 'day', 'month' or 'year', None with value. Only 'day' is a day of publication.
        evidence: the part of the text that the date was read from, '' with value None.
    """

    value: date | None
    precision: str | None
    evidence: str


NO_DATE = ParsedDate(None, None, "")

AROUND = frozenset("fFGilnyPUETWzKq-/.,:()_|")
"""Letters of tokens that may stand beside a date without telling of anything else."""

SHORT = 40
"""Tokens of the longest text in which a form that needs its surroundings (a year, 'yesterday') is read."""

FEW = 4
"""Unknown words (a source, an author) that may stand beside such a form."""

_RANKS = {
    **dict.fromkeys(("day_name", "day_number", "ago", "day_word", "last"), 1),
    **dict.fromkeys(("hijri_names", "hijri_numbers", "solar_names"), 2),
    **dict.fromkeys(("name_year", "year_name", "month_number", "month_range"), 3),
    **dict.fromkeys(("year", "year_range"), 4),
}
"""Form -> rank, 0 when absent: a form of a lower rank is read first."""


_DIGIT = re.compile(r"\d")
_STRAY = re.compile(r"[dDYJXCO](?![sS])")
_DAY_SIGNS = frozenset("WTzny")
_COARSE = re.compile(r"[vFS]")
_LABELLED = frozenset("WPUT")
_YEARLESS = frozenset(("day_name", "day_number"))
_BARE_ONLY = frozenset(("year", "month_number", "loose_numbers", "compact", "day_number", "last"))
_NEEDS_PLACE = _BARE_ONLY | {"day_name", "ago", "day_word"}


@dataclass(frozen=True, slots=True)
class _Found:
    reading: Reading
    start: int
    end: int
    role: str


def parse_date(text: str, *, reference: date | datetime | str | None = None) -> ParsedDate:
    """Return the publication date that a text prints.

    Args:
        text: a date line, a date field or a sentence that holds a date; any string.
        reference: the moment that relative dates (منذ ساعتين) and days without a year count back from: a date
            (taken at noon), a datetime or an ISO string. Without it such forms are null.

    Returns:
        The labelled publication date; else the only date; else the only date of an update. Null (all of it)
        for ranges, for several dates that no label tells apart, and for impossible or half-given dates.

    Raises:
        InputError: the reference is a string and not an ISO date.

    >>> parse_date("آخر تحديث: 3 مايو 2023 | تاريخ النشر: ١ مايو ٢٠٢٣").value
    datetime.date(2023, 5, 1)
    >>> parse_date("31 فبراير 2023")
    ParsedDate(value=None, precision=None, evidence='')
    """
    moment = _moment(reference)
    if moment is None and not _DIGIT.search(text):
        return NO_DATE
    tokens = read_tokens(text)
    chosen = _choose(_find(tokens, moment))
    if chosen is None or chosen.reading.value is None:
        return NO_DATE
    evidence = text[tokens[chosen.start].start : tokens[chosen.end - 1].end]
    return ParsedDate(chosen.reading.value, chosen.reading.precision, evidence)


def _moment(reference: date | datetime | str | None) -> datetime | None:
    if isinstance(reference, str):
        try:
            reference = datetime.fromisoformat(reference)
        except ValueError:
            raise InputError(
                f"reference: {reference!r} is no ISO date. Write it as 2024-10-31T14:00."
            ) from None
    if isinstance(reference, datetime) or reference is None:
        return reference
    return datetime.combine(reference, time(12))


def _find(tokens: list[Token], moment: datetime | None) -> list[_Found]:
    letters = "".join(token.letter for token in tokens)
    matches = [(match.lastgroup or "", *match.span()) for match in SEARCH.finditer(letters)]
    weak = len(letters) <= SHORT and any(form in _NEEDS_PLACE for form, _, _ in matches)
    rest = SEARCH.sub("_", letters) if weak else ""
    found: list[_Found] = []
    floor = 0
    for form, start, end in matches:
        if form not in _NEEDS_PLACE or (rest and _has_place(form, letters, start, end, rest)):
            role, weekday = _before(tokens, start, floor)
            if not role and found and found[-1].end == floor and _is_pair(found[-1].reading.form, form):
                role = found[-1].role
            reading = _read(form, tokens, start, end, weekday, moment)
            found.append(_Found(reading, start, end, role))
        floor = end
    return _dated_by_hijri([each for each in found if each.role != "Z"], tokens)


def _has_place(form: str, letters: str, start: int, end: int, rest: str) -> bool:
    """A year, a numeric month or 'yesterday' is a date only where little else stands in the text."""
    if form in _YEARLESS and "Y" in letters:
        return False
    unknown = [letter for letter in rest if letter not in AROUND]
    if form == "year":
        return not unknown and _DAY_SIGNS.isdisjoint(rest)
    if not unknown:
        return True
    if form in _BARE_ONLY or len(unknown) > FEW:
        return False
    if form == "ago":
        return (start == 0 or end == len(letters)) and not _COARSE.search(letters[start:end])
    return not _STRAY.search(rest) and (
        "T" in rest or (form == "day_name" and not _LABELLED.isdisjoint(rest))
    )


def _before(tokens: list[Token], start: int, floor: int) -> tuple[str, int | None]:
    """The nearest label and weekday of the run of date words that ends before a form."""
    weekday = None
    for index in range(start - 1, floor - 1, -1):
        letter, value = tokens[index][:2]
        if letter in "PUZ":
            return letter, weekday
        if letter not in AROUND:
            break
        if letter == "W" and weekday is None:
            weekday = value
    return "", weekday


def _is_pair(one: str, other: str) -> bool:
    return one.startswith("hijri") != other.startswith("hijri")


def _read(
    form: str, tokens: list[Token], start: int, end: int, weekday: int | None, moment: datetime | None
) -> Reading:
    if not form.startswith("hijri"):
        return read_form(form, tokens[start:end], moment)
    era = "".join(token.letter for token in tokens[end : end + 3])
    return read_hijri(form, tokens[start:end], era, weekday)


def _dated_by_hijri(found: list[_Found], tokens: list[Token]) -> list[_Found]:
    """27 يناير beside 15 رجب 1445: the Hijri date names the year that the Gregorian one leaves out."""
    hijri = [
        each.reading.value for each in found if each.reading.form.startswith("hijri") and each.reading.value
    ]
    if not hijri:
        return found
    return [
        replace(each, reading=nearest_named(tokens[each.start : each.end], hijri[0]))
        if each.reading.form == "day_name"
        else each
        for each in found
    ]


def _choose(found: list[_Found]) -> _Found | None:
    """The first date of the best role and form, when all of that role and form agree."""
    for role in ("P", "", "U"):
        group = [each for each in found if each.role == role]
        if group:
            rank = min(map(_rank, group))
            best = [each for each in group if _rank(each) == rank]
            return best[0] if len({each.reading.value for each in best}) == 1 else None
    return None


def _rank(found: _Found) -> int:
    return _RANKS.get(found.reading.form, 0)
