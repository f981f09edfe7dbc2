"""The forms of a date as patterns over token letters, and what each form says.

The letters are those of `analysis.loader.dates.words`. Every part of a pattern is bounded, so that a text of
any kind is searched in linear time. The order of `FORMS` matters: of two forms that open at one token the
earlier is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.loader.dates.words import Token

EARLIEST, LATEST = 1900, 2100
EPOCH = date(1970, 1, 1)
"""What a template prints for a missing number of seconds; never read as a day of publication."""

HIJRI_TOLERANCE = timedelta(days=2)
"""Sighted months differ from the Umm al-Qura calendar by a day or two."""

_N = "[dD]"
_DAY = "(?:[dD]|(?<!p)O)"
_GAP = r"[-/.,_()fFG]{0,4}"
_MONTH = r"M(?:[-/(,._]{0,2}M\)?){0,2}"
_TO = r"[-r&][fFGiW]{0,2}"
_SPAN = "(?:[dDXQ][uyvFsS]|[uyvF])"
_CLOCK = r"(?:T[zE]{0,3})?"


def _by_sign(pattern: str, signs: str) -> str:
    """A numeric form, once for every sign that may part its numbers: all signs of a date are the same."""
    return "|".join(pattern.replace("~", re.escape(sign)) for sign in signs)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one form in a text says.

    Attributes:
        form: name of the form, a key of `FORMS`.
        value: the day, None when the form names no day of the calendar or no single one.
        precision: day, month or year.
    """

    form: str
    value: date | None
    precision: str = "day"


FORMS = {
    "day_range": rf"{_DAY}(?:{_GAP}{_MONTH})?{_TO}{_DAY}{_GAP}{_MONTH}(?:{_GAP}Y)?"
    rf"|{_MONTH}{_GAP}{_N}{_TO}(?:{_MONTH}{_GAP})?{_N}(?![-/.:]?{_N})(?:{_GAP}Y)?"
    rf"|{_N}/{_N}{_TO}{_N}/{_N}/Y",
    "number_range": _by_sign(rf"(?<![dDYJXC]~){_N}-{_N}~{_N}~Y", "/."),
    "year_range": rf"YE?(?:{_TO}|/)Y(?![-/]{_N})",
    "month_range": rf"{_MONTH}(?:{_GAP}Y)?[-r&]f?{_MONTH}{_GAP}Y",
    "year_month_day": _by_sign(rf"(?<![dDYJ]~)Y~{_N}~{_N}", "-/._:"),
    "day_month_year": _by_sign(rf"(?<![dDYJXC]~){_N}~{_N}~Y", "-/._"),
    "hijri_numbers": _by_sign(rf"(?<![dDYJXC]~)(?:J~{_N}~{_N}|{_N}~{_N}~J)", "-/."),
    "day_name_year": rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_CLOCK}{_GAP}Y",
    "name_day_year": rf"{_MONTH}{_GAP}{_N}{_GAP}{_CLOCK}{_GAP}Y",
    "name_year_day": rf"{_MONTH}{_GAP}Y,{_N}(?![-/.:]?{_N})",
    "year_name_day": rf"Y{_GAP}{_MONTH}{_GAP}{_N}(?!{_GAP}M)",
    "year_day_name": rf"Y,?W?,?{_N}{_MONTH}(?!{_GAP}Y)",
    "hijri_names": rf"{_DAY}{_GAP}H(?:{_GAP}J)?|H{_GAP}{_N}{_GAP}J|H{_GAP}J",
    "solar_names": rf"(?:{_N}{_GAP})?L{_GAP}J",
    "name_year": rf"(?<!X){_MONTH}{_GAP}Y",
    "year_name": rf"Y{_GAP}{_MONTH}(?!{_GAP}Y)",
    "short_year": _by_sign(rf"(?<![dDYJXC]~){_N}~{_N}~D(?!~?[dDYJXC])", "-/.")
    + rf"|{_N}[-/]{_MONTH}[-/]D(?![-/:])|{_N}MD(?=T)",
    "loose_numbers": rf"{_N}[-/.]?{_N}[-/.]?Y|Y[-/.]?{_N}[-/.]?{_N}",
    "compact": r"C(?:z[XD]z?)?",
    "month_number": rf"{_N}[-/.]Y|Y[-/]{_N}",
    "day_name": rf"{_DAY}{_GAP}{_MONTH}|{_MONTH}{_GAP}{_N}(?!{_GAP}M)",
    "day_number": rf"{_N}/{_N}",
    "ago": rf"g{_SPAN}Q?(?:&?{_SPAN}){{0,2}}(?![dDYJXMHLWOl])|{_SPAN}(?:&?{_SPAN}){{0,2}}A",
    "day_word": "R",
    "last": r"(?:Wl|lW|Gl|lv)(?![dDOM])",
    "year": "Y",
}
_OPENERS = "(?=[dDOYJCXMHLgQuyvFRWGl])"
SEARCH = re.compile(_OPENERS + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in FORMS.items()) + ")")


def read_form(form: str, tokens: list[Token], reference: datetime | None) -> Reading:
    """Return what the tokens of one form say.

    Args:
        form: a key of `FORMS` that matched the letters of these tokens.
        tokens: the tokens of the match.
        reference: the moment that relative forms count back from.

    Returns:
        The reading; its value is None for ranges, impossible dates and relative forms without a reference.
    """
    if form in _READERS:
        value = _READERS[form](tokens)
        return Reading(form, None if value == EPOCH else value)
    if form in _MONTH_READERS:
        return Reading(form, _MONTH_READERS[form](tokens), "month")
    if form == "year":
        return Reading(form, date(tokens[0].value, 1, 1), "year")
    if form in _RELATIVE_READERS and reference:
        return _RELATIVE_READERS[form](tokens, reference)
    return Reading(form, None)


def _numbers(tokens: list[Token]) -> list[int]:
    return [token.value for token in tokens if token.letter in "dDYOJ"]


def _month(tokens: list[Token]) -> int:
    """The month that all month names of a form agree on, 0 when they do not."""
    named = {token.value for token in tokens if token.letter == "M"}
    return named.pop() if len(named) == 1 else 0


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day of the calendar, None when there is none or its year is not in 1900-2100.

    >>> day_of(2023, 2, 29) is None
    True
    """
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_first(tokens: list[Token]) -> date | None:
    year, month, day = _numbers(tokens)
    return day_of(year, month, day)


def _day_first(tokens: list[Token]) -> date | None:
    day, month, year = _numbers(tokens)
    return day_of(year, month, day)


def _either_first(tokens: list[Token]) -> date | None:
    return _year_first(tokens) if tokens[0].letter == "Y" else _day_first(tokens)


def _numbers_after_dash(tokens: list[Token]) -> date | None:
    """1-3/5/2023 is a range; in 'page 1 - 3/5/2023' the dash stands between spaces."""
    tight = tokens[0].end == tokens[1].start and tokens[1].end == tokens[2].start
    return None if tight else _day_first(tokens[2:])


def _named(tokens: list[Token]) -> date | None:
    first, second = _numbers(tokens)
    day, year = (first, second) if first < EARLIEST else (second, first)
    return day_of(year, _month(tokens), day)


def _short(tokens: list[Token]) -> date | None:
    day, *month, year = _numbers(tokens)
    return day_of(year + (2000 if year <= 68 else 1900), month[0] if month else _month(tokens), day)


def _compact(tokens: list[Token]) -> date | None:
    year, rest = divmod(tokens[0].value, 10_000)
    return day_of(year, *divmod(rest, 100))


def _named_month(tokens: list[Token]) -> date | None:
    years = set(_numbers(tokens))
    return day_of(years.pop(), _month(tokens), 1) if len(years) == 1 else None


def _numbered_month(tokens: list[Token]) -> date | None:
    """2011-12 is a season as well as a month: two years in a row are no date."""
    first, second = _numbers(tokens)
    if second == (first + 1) % 100:
        return None
    return day_of(first, second, 1) if first >= EARLIEST else day_of(second, first, 1)


def _latest(day: int, month: int, reference: datetime) -> date | None:
    """The latest such day that is not after the reference; eight years hold every 29 February."""
    found = (day_of(year, month, day) for year in range(reference.year, reference.year - 9, -1))
    return next((each for each in found if each and each <= reference.date()), None)


def _day_name(tokens: list[Token], reference: datetime) -> Reading:
    (day,) = _numbers(tokens)
    return Reading("day_name", _latest(day, _month(tokens), reference))


def _day_number(tokens: list[Token], reference: datetime) -> Reading:
    """5/11 may be a score, a share or month first; in 31/10 one number can only be a day."""
    day, month = _numbers(tokens)
    return Reading("day_number", _latest(day, month, reference) if day > 12 else None)


def _day_word(tokens: list[Token], reference: datetime) -> Reading:
    return Reading("day_word", reference.date() - timedelta(days=tokens[0].value))


def _last(tokens: list[Token], reference: datetime) -> Reading:
    """The last Thursday lies before today; the last month and year are known as such only."""
    named = next(token for token in tokens if token.letter in "WGv")
    if named.letter != "W":
        return _back(reference, 0, named.value)
    days = (reference.weekday() - named.value - 1) % 7 + 1
    return Reading("last", reference.date() - timedelta(days=days))


def _ago(tokens: list[Token], reference: datetime) -> Reading:
    spans = {"minutes": 0, "months": 0}
    count = 1
    for letter, value, _, _ in tokens:
        if letter in "dDXQ":
            count = value
        elif letter in "uyvFsS":
            spans["minutes" if letter in "uys" else "months"] += count * value
            count = 1
    return _back(reference, **spans)


def _back(reference: datetime, minutes: int, months: int) -> Reading:
    year, month = divmod(reference.year * 12 + reference.month - 1 - months, 12)
    first = day_of(year, month + 1, 1)
    if first is None or minutes > 100 * 366 * 1440:
        return Reading("ago", None)
    if months and not minutes:
        return Reading("ago", first if months % 12 else date(year, 1, 1), "month" if months % 12 else "year")
    day = min(reference.day, 28) if months else reference.day
    moment = reference.replace(year=year, month=month + 1, day=day) - timedelta(minutes=minutes)
    return Reading("ago", moment.date())


def read_hijri(form: str, tokens: list[Token], era: str, weekday: int | None) -> Reading:
    """Return the Gregorian day of a Hijri date by the Umm al-Qura calendar.

    Args:
        form: ``hijri_names`` or ``hijri_numbers``.
        tokens: the tokens of the match.
        era: letters of the tokens that follow; numbers need the Hijri sign, for 1403 is a solar year too.
        weekday: the weekday printed before, 0 for Monday, or None. A date that it contradicts is null.
    """
    solar = "q" in era[: 3 if era[1:2] == "." else 2]
    sure = form == "hijri_names" or era.startswith(("K", ")K", "(K"))
    value = _from_hijri(tokens) if sure and not solar else None
    return Reading(form, value if value and weekday in (None, value.weekday()) else None)


def _from_hijri(tokens: list[Token]) -> date | None:
    from hijridate import Hijri

    numbers = _numbers(tokens)
    months = [token.value for token in tokens if token.letter == "H"]
    if len(numbers) + len(months) != 3:
        return None
    first, *middle, last = numbers
    day, year = (first, last) if last > first else (last, first)
    try:
        found = Hijri(year, (months or middle)[0], day).to_gregorian()
        return date.fromordinal(found.toordinal())  # a plain date, not a class of that package
    except (ValueError, OverflowError):
        return None


def nearest_named(tokens: list[Token], day: date) -> Reading:
    """Return the day of a day and month without a year that lies beside a known day, or None."""
    (number,) = _numbers(tokens)
    found = (day_of(year, _month(tokens), number) for year in range(day.year - 1, day.year + 2))
    near = [each for each in found if each and abs(each - day) <= HIJRI_TOLERANCE]
    return Reading("day_name", near[0] if near else None)


_NAMED_DAYS = ("day_name_year", "name_day_year", "name_year_day", "year_name_day", "year_day_name")
_READERS: dict[str, Callable[[list[Token]], date | None]] = {
    "number_range": _numbers_after_dash,
    "year_month_day": _year_first,
    "day_month_year": _day_first,
    "loose_numbers": _either_first,
    **dict.fromkeys(_NAMED_DAYS, _named),
    "short_year": _short,
    "compact": _compact,
}
_MONTH_READERS = {
    **dict.fromkeys(("name_year", "year_name", "month_range"), _named_month),
    "month_number": _numbered_month,
}
_RELATIVE_READERS = {
    "day_name": _day_name,
    "day_number": _day_number,
    "ago": _ago,
    "day_word": _day_word,
    "last": _last,
}
