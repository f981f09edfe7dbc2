"""Which text is nothing but a date, and where dates start and end in a text."""

from __future__ import annotations

import re

from analysis.arabic.fold import fold, fold_word
from analysis.arabic.letters import MARKS
from analysis.loader.dates.words import LEXICON

LONGEST = 110
"""Characters of the longest line that is looked at as a date: two calendars, a weekday, a time and a zone."""

_MARKED = rf"[^\W\d_A-Za-z](?:[^\W\d_A-Za-z]|[{re.escape(MARKS)}])*+"
_TOKEN = re.compile(rf"[A-Za-z]+|{_MARKED}|\d+")
_NUMBER_WORD = re.compile(r"(\d+)|([^\W\d_]+)")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_HIJRI = re.compile(r"\d{1,2}\s\D{3,20}\s1[34]\d\d\s?(?:هـ?)?\.?\s?(?:الموافق)?")
"""A day of the other calendar beside a date."""
_PLACED_CLOCK = re.compile(r"بتوقيت(?:\s\w+){1,3}")
"""The place whose clock an hour is told by."""
_PART = re.compile(r"[|•·*–—]|\s[-/]\s|\((?=[^()]{6,60}\)\s{0,9}\Z)")
_SIGN = re.compile(r"[|•·*–—/(-]")  # what every separator has
_LED = re.compile(r"[^\d,:\s]+(?:\s[^\d,:\s]+)?\s?[,:]")
"""Opens a date with a place or a label of two words at most."""
_SPACED = re.compile(r"\d{1,4}\s([-/])\s\d{1,2}\s\1\s\d{1,4}(?:\s?[هم])?\Z")
_ON = frozenset(map(fold, ("بتاريخ", "يوم", "في", "on", "ليوم")))
_YEAR = re.compile(r"(?<!\d)(?:19|20|٢٠|١٩)[\d]{2}(?!\d)")
_DASH = re.compile(r"\s*(?:\(?[^()]{0,40}\)\s*)?[-–—:/]\s")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s?(?:[^\W\d_]{1,8}|[ap]\.?m\.?)?\)?\Z", re.I)
_COUNTED = re.compile(
    r"\d+\s(?:تعليق|تعليقا|تعليقات|مشاهدة|مشاهدات|قراءة|قراءات|زيارة|مشاركة|comments?|views?)\b"
)
"""A count beside the date and the author of an article."""

PLACE = 60
"""Characters in which a dateline names its place and its day."""

HOUR = 20
"""Characters of the longest hour with its zone."""

PLACE_WORDS = 4
"""Words of the longest place in a dateline."""

_SEPARATORS = " \t|•·*–—-/"


def _words(letters: str) -> frozenset[str]:
    keys = (key for key, (letter, _) in LEXICON.items() if letter in letters)
    return frozenset(word for key in keys for word in key.split())


_MONTHS = _words("MHL")
_WEEKDAYS = _words("W")
_RELATIVE = frozenset(key for key, (letter, _) in LEXICON.items() if letter in "gAR" and " " not in key)
_ORDINALS = _words("O")
_TIME_ZONE = frozenset(fold(word) for word in ("توقيت", "بتوقيت", "التوقيت", "بالتوقيت"))
_DAYTIME = "ص م صباحا صباح ظهرا ظهر الظهر عصرا عصر مساء مساءا ليلا فجرا فجر ليلة بعد am pm gmt utc t z"
_PLACES = _words("z") - {fold(word) for word in _DAYTIME.split()} - _TIME_ZONE
"""Cities that clocks and datelines are named after: part of a date only behind بتوقيت."""
_LOOSE = _words("ifPr&")
_DATED = frozenset(word for key in LEXICON for word in key.split()) | {"st", "nd", "rd", "th"}


def is_date(key: str) -> bool:
    """Tell whether a folded text is a date and nothing else, by its words alone.

    It needs numbers beside the time, with a month's name or three of them, or a relative word (منذ ساعة), and
    may hold no word that dates are not written with.

    >>> is_date("الاحد, 3 مارس 2019"), is_date("حرب 6 اكتوبر 1973"), is_date("منذ ساعتين")
    (True, False, True)
    """
    if len(key) > LONGEST:
        return False
    numbers = named = relative = ordinal = 0
    for found in _NUMBER_WORD.finditer(_TIME.sub(" ", key) if ":" in key else key):
        word = found.group()
        if found.lastindex == 1:
            numbers += 1
        elif word not in _DATED:
            return False
        else:
            named += word in _MONTHS
            relative += word in _RELATIVE
            ordinal += word in _ORDINALS
    return numbers > 2 or (numbers > 0 and named > 0) or (relative > 0 and not ordinal)


def is_day_only(key: str) -> bool:
    """Tell whether a folded date is a day and a month: a heading of a chronicle, when it stands in a text.

    >>> is_day_only("8 اكتوبر"), is_day_only("8 اكتوبر 2018"), is_day_only("منذ ساعه")
    (True, False, False)
    """
    words = key.split()
    return len(words) <= 3 and any(word in _MONTHS for word in words) and not _YEAR.search(key)


def holds_date(key: str) -> bool:
    """Tell whether one part of a folded line between separators is a date.

    >>> holds_date("القاهره | 3 مارس 2020 | 10:15"), holds_date("فريق يفوز 3 - 1")
    (True, False)
    >>> holds_date("3 / 5 / 2020")
    True
    >>> holds_date("انقره, 3 مارس 2020"), holds_date("في المركز, 3 فرق")
    (True, False)
    """
    if len(key) > LONGEST + 60:
        return False
    parts = _PART.split(key) if _SIGN.search(key) and not _SPACED.match(key) else [key]
    return any(is_date(part) or _is_placed(part) for part in parts if len(part) > 2)


def _is_placed(key: str) -> bool:
    """Tell whether a text is a place or label before a date with its year: ``انقره, 3 مارس 2020``."""
    led = _LED.match(key) if "," in key or ":" in key else None
    return led is not None and bool(_YEAR.search(key, led.end())) and is_date(key[led.end() :])


def dated_parts(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return the parts of a line between separators, each with whether it is a date.

    >>> dated_parts("سد جديد | 3 مارس 2020", 0, 21)
    [(0, 7, False), (10, 21, True)]
    """
    found, at = [], start
    cuts = [match.span() for match in _PART.finditer(text[start:end])]
    for a, b in [*((start + a, start + b) for a, b in cuts), (end, end)]:
        part = text[at:a]
        left = at + len(part) - len(part.lstrip(_SEPARATORS))
        right = at + len(part.rstrip(_SEPARATORS)) if left < a else left
        if left < right:
            found.append((left, right, is_date(fold(text[left:right]))))
        at = b
    return found


def date_end(text: str, start: int, end: int) -> int:
    """Return where the date at the start of a text ends; ``start`` when none stands there.

    >>> date_end("31st, October 2024 GMT أعلن الوزير", 0, 34)
    22
    """
    last, seen, zone = start, False, False
    for token in _TOKEN.finditer(text, start, min(end, start + LONGEST)):
        key = fold_word(token.group())
        if key.isdigit():
            seen, last = True, token.end()
        elif key not in _DATED:
            break
        elif key not in _LOOSE and (zone or key not in _PLACES):
            seen, last = seen or key in _RELATIVE, token.end()
        zone = zone or key in _TIME_ZONE
    return last if seen else start


def first_date(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Return the span of the first date with a year in the opening of a text, or None.

    >>> first_date("افتتاح السد 7 مارس 2021 افتتح الوزير", 0, 100)
    (12, 23)
    """
    for year in _YEAR.finditer(text, start, start + limit):
        begin = _back(text, max(start, year.start() - LONGEST), year.start())
        if begin == year.start() and text[year.end() : year.end() + 1] not in ("-", "/", "."):
            continue
        end = date_end(text, begin, start + limit + LONGEST)
        if is_date(fold(text[begin:end])):
            return begin, end
    return None


def before_on(text: str, start: int, end: int) -> int:
    """Return where a name ends before the "on" of a date: ``نقلا عن الضحى بتاريخ 3 مارس 2020``."""
    words = text[start:end].split()
    on = len(words) > 1 and fold(words[-1]) in _ON
    return text.rfind(words[-1], start, end) if on else end


def behind_date(text: str, start: int, end: int) -> int:
    """Return where the hashtags on the line of a date start; ``end`` without them.

    >>> behind_date("23.07.2018 07:57 #سد #ماء", 0, 25)
    17
    """
    sign = text.find("#", start + 1, min(end, start + LONGEST))
    dated = sign > 0 and is_date(fold(text[start:sign]))
    return sign if dated else end


def dateline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the date in the dateline that a paragraph opens with, or None.

    >>> dateline("الرباط 16 مارس 2021 (وكالات) - افتتح الوزير السد.", 0, 50)
    (7, 27)
    >>> dateline("الرياض 1 شعبان 1442 هـ الموافق 14 مارس 2021 م افتتح الوزير السد.", 0, 70)
    (31, 45)
    """
    span = first_date(text, start, min(PLACE, end - start))
    if span is None:
        return None
    other = _HIJRI.search(text, start, span[0])  # two calendars open no sentence, so they need no dash behind
    twice = other is not None and other.end() + 1 >= span[0]
    placed = len(text[start : other.start() if other and twice else span[0]].split()) <= PLACE_WORDS
    return span if placed and (twice or _DASH.match(text, span[1], end)) else None


def is_stamped(line: str) -> bool:
    """Tell whether a short line ends with a full date and its hour, whatever stands before them.

    >>> is_stamped("سد ماء ألمانيا4 يونيو 2018الساعة 10:16"), is_stamped("حصيلة الحرب حتى 4 يونيو 2018")
    (True, False)
    """
    if len(line) > LONGEST or ":" not in line[-HOUR:] or not _CLOCK.search(line, len(line) - HOUR):
        return False
    span = first_date(line, 0, LONGEST)
    return span is not None and span[1] == len(line)


def is_hour(key: str) -> bool:
    """Tell whether a folded line is an hour of the day and nothing else.

    >>> is_hour("الساعه 04:48 م بتوقيت عدن ,,,"), is_hour("الساعه 04:48 بدا القصف")
    (True, False)
    """
    rest, found = _TIME.subn(" ", _PLACED_CLOCK.sub(" ", key))
    return found == 1 and all(word in _DATED for word in _TOKEN.findall(rest))


def is_dated_line(line: str) -> bool:
    """Tell whether a short line holds one full date and hardly more: an outlet, a desk or a name beside it.

    >>> is_dated_line("موقع الضفاف الاحد 3 مارس 2019"), is_dated_line("حرب 6 مارس 2019 غيرت وجه المدينة كلها")
    (True, False)
    """
    span = first_date(line, 0, LONGEST) if len(line) <= LONGEST else None
    if span is None or line.rstrip()[-1:] in ".!؟?:":
        return False
    rest = line[: span[0]] + " " + line[span[1] :]
    rest = _HIJRI.sub(" ", _COUNTED.sub(" ", rest))
    words = [word for word in rest.split() if word[:1].isalpha() and word not in ("م", "هـ", "ه")]
    return len(words) <= 4 and not any(map(str.isdigit, _TIME.sub(" ", rest)))


def _back(text: str, start: int, end: int) -> int:
    """Return where the month, the day and the weekday before a year start; ``end`` when none stand there."""
    numbers = named = 0
    for token in reversed(list(_TOKEN.finditer(text, start, end))):
        key = fold_word(token.group())
        if key in _WEEKDAYS and numbers:
            return token.start()
        if key.isdigit() and numbers + named < 2:
            numbers += 1
        elif key in _MONTHS and not named and numbers < 2:  # April 2, 2018 as well
            named = 1
        else:
            return end
        end = token.start()
    return end
