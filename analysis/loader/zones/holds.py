"""Whether words that look like a marker are one, by what stands after and before them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold, fold_word
from analysis.loader.zones.dates import date_end, first_date, holds_date, is_date
from analysis.loader.zones.kinds import HEADLINE, ends_sentence
from analysis.loader.zones.marks import joints, keyword_at, mark_at, printed_start

if TYPE_CHECKING:
    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.marks import Mark

SOURCE_WORDS = 8
"""Words of the longest name of a source; what is longer after المصدر: is a quotation."""

FREE_NAME = 4
"""Words of the longest name of an author that follows its marker without a colon."""

REST = 20
"""Characters that may follow a date behind a marker without a colon: an hour, a place."""

BUTTONS = 12
"""Words of the longest row of buttons before a word for tags."""

GLUED = 10
"""Letters of the shortest word that ends with buttons glued to one another."""

_WORD = re.compile(r"\S+")
_PUNCTUATION = re.compile(r"\.\.|[…؟?!:؛«\"]|\d")
_ON = re.compile(r"\s(?:في|بتاريخ|يوم|on)\s")
_LED = frozenset({"related", "box", "tags", "site_tags"})
_BARS = ("|", "•", "·", "/")
_FIELD = re.compile(r"[^\s:|،,.]+(?:\s[^\s:|،,.]+)?\s?:\s")
_COUNTED = re.compile(r"(?<=\s)[^\W\d_]+(?:\s[^\W\d_]+)?\s?:\s*\d")
_GLUED_COUNT = re.compile(r"(?<!\S)(\S{6,60})\s?:\s*\d")
_COUNTER = "(0123456789[٠١٢٣٤٥٦٧٨٩"


def holds(text: str, mark: Mark, end: int, look: Lookup) -> bool:
    """Tell whether the marker at the start of a line that ends at ``end`` is one."""
    if mark.kind == "source":
        end = name_end(text, mark, end, look)
    size = end - mark.value
    ended = ends_sentence(text, mark.value, end)
    words = len(text[mark.value : min(end, mark.value + 400)].split())
    match mark.kind:
        case "published" | "updated":
            return _holds_date(text, mark, end)
        case "source":
            date = first_date(text, mark.value, min(size, HEADLINE))
            words = len(text[mark.value : date[0]].split()) - 1 if date else words
            return words <= _source_words(mark) and not (ended and words > 3)
        case "tags" | "site_tags":
            return mark.joint != "free" or is_listed(text, mark.value, end)
        case "related" | "box":
            if mark.joint == "free":
                long = end - mark.start > HEADLINE
                return " " in mark.words and not ended and (long or mark.kind == "related")
            return size <= HEADLINE + 40 and not (ended and size > 80)
        case "comments":
            short = mark.joint != "free" and size < 40
            led = mark.joint == "colon" and mark.words.count(" ") > 1 and size <= HEADLINE
            return short or led or mark.words.count(" ") > 2 or text[mark.value] in _COUNTER
        case "byline":
            free = words <= FREE_NAME and not _PUNCTUATION.search(text, mark.value, end)
            named = (words <= SOURCE_WORDS if mark.joint == "colon" else free) and not ended
            return named and not holds_date(fold(text[mark.start : min(end, mark.start + 120)]))
        case "caption":
            marked = mark.joint == "colon" or " " in mark.words or size == 0
            return marked and words <= 25 and not ended
        case "label":
            plain = words <= 4 or words == text.count("/", mark.value, end)
            return mark.joint == "colon" and (plain or mark.words.endswith("description"))
        case "title" | "text":
            return mark.joint == "colon" and text[mark.value - 1 : mark.value] != "|"
        case _:
            return size <= 2 * HEADLINE


def credit_in_brackets(text: str, start: int, end: int, look: Lookup) -> str:
    """Return the kind of a line in brackets that is a credit: ``(عدسة: نادر سليم)``; else nothing."""
    mark = mark_at(text, start + 1, end, look) if text[end - 1] in ")]" else None
    credit = mark is not None and mark.kind in ("caption", "byline") and mark.joint == "colon"
    return mark.kind if mark and credit and holds(text, mark, end - 1, look) else ""


def _holds_date(text: str, mark: Mark, end: int) -> bool:
    size = end - mark.value
    if size == 0 or (mark.joint == "colon" and " " in mark.words and size < 60):
        return True
    date = date_end(text, mark.value, end)
    if date == mark.value:
        return _ends_in_date(text, mark.value, end)
    return mark.joint == "colon" or end - date < REST


def _ends_in_date(text: str, start: int, end: int) -> bool:
    """Tell whether a date follows a name and an "in" or "on": ``نشر بواسطة فلان في 5 مايو 2018``."""
    found = list(_ON.finditer(text, start, min(end, start + HEADLINE)))
    return bool(found) and is_date(fold(text[found[-1].end() : end]))


def _source_words(mark: Mark) -> int:
    return SOURCE_WORDS if mark.joint == "colon" else 4 if " " in mark.words else 0


def name_end(text: str, mark: Mark, end: int, look: Lookup) -> int:
    """Return where the name of a source ends: before a marker that headlines or tags follow without a colon.

    >>> from analysis.loader.zones.lookup import lookup
    >>> from analysis.loader.zones.marks import mark_at
    >>> from analysis.sources import read_sources
    >>> look, line = lookup(read_sources()), "المصدر: بوابة السهل أخبار ذات صلة سد الوادي يفتح أبوابه للزوار"
    >>> line[: name_end(line, mark_at(line, 0, len(line), look), len(line), look)]
    'المصدر: بوابة السهل '
    """
    for word in islice(_WORD.finditer(text, mark.value, end), SOURCE_WORDS + 1):
        if word.start() > mark.value and _leads_on(text, word.start(), end, look):
            return word.start()
        if word.group().endswith(":") and (label := _glued_label(fold_word(word.group()[:-1]), look)):
            return printed_start(text, word.start(), word.end() - 1, label)
    return end


def _glued_label(key: str, look: Lookup) -> str:
    """Return the label of tags that is glued to the end of a name: ``السهلوسوم``."""
    return max((label for label in look.labels if key[1:].endswith(label)), key=len, default="")


def _leads_on(text: str, start: int, end: int, look: Lookup) -> bool:
    """Tell whether a marker of two words stands inside a line, with words enough for a headline behind it."""
    mark = mark_at(text, start, end, look)
    if mark is None or mark.kind not in _LED or " " not in mark.words:
        return False
    return len(text[mark.value : end].split()) > FREE_NAME


def run_end(text: str, start: int, end: int, look: Lookup) -> int:
    """Return where a run of tags ends: before words that share a page, glued to the last tag or not.

    >>> from analysis.loader.zones.lookup import lookup
    >>> from analysis.sources import read_sources
    >>> line = "سد ماء قطارشارك هذا المقال مواضيع ذات صلة سد الوادي يفتح أبوابه"
    >>> line[: run_end(line, 0, len(line), lookup(read_sources()))]
    'سد ماء قطار'
    """
    for word in _WORD.finditer(text, start, end):
        key = fold_word(word.group())
        first, glued = _share_words(key, look)
        if not first or (word.start() == start and key == first):
            continue
        begin = printed_start(text, word.start(), word.end(), first) if key != first else word.start()
        if glued or fold(text[begin : begin + HEADLINE]).startswith(look.share_phrases):
            return begin
    return end


@lru_cache(maxsize=1 << 14)  # the words of tags are few
def _share_words(key: str, look: Lookup) -> tuple[str, bool]:
    """Return the end of a word that may be words that share a page, and whether one is glued to another."""
    if glued := look.buttons.search(key) if len(key) >= GLUED else None:
        return key[glued.start() :], True
    return next((first for first in look.share_firsts if key.endswith(first)), ""), False


def is_listed(text: str, start: int, end: int) -> bool:
    """Tell whether a text has the signs of a list: hashtags, or commas and bars."""
    sample = text[start : min(end, start + 2000)]
    return sample.count("#") > 1 or sum(sample.count(sign) for sign in "،,|;؛") > 1


def _after_sentence(text: str, start: int) -> bool:
    """Tell whether a marker is glued to the word before it, or stands behind the end of a sentence."""
    if not text[start - 1].isspace():
        return True
    sign = text[max(0, start - 4) : start].rstrip()[-1:]
    return sign != "" and sign in '.!؟?»")'


def _is_field(text: str, mark: Mark, end: int) -> bool:
    """Tell whether a marker opens a field in a line of fields: ``القسم: تقارير الوسوم: سد ماء``."""
    bound = max(0, mark.start - HEADLINE)
    start = max(text.rfind("\n", bound, mark.start) + 1, bound)
    before = text[start : mark.start].rstrip()
    behind_bar = before.endswith(_BARS)
    return (behind_bar or bool(_FIELD.match(before))) and not ends_sentence(text, mark.value, end)


def field_end(text: str, mark: Mark, end: int, look: Lookup) -> int:
    """Return where a field of tags ends: before buttons and counters behind a bar, or before their label.

    >>> from analysis.loader.zones.lookup import lookup
    >>> from analysis.loader.zones.marks import mark_at
    >>> from analysis.sources import read_sources
    >>> look, line = lookup(read_sources()), "الوسوم: سد ماء عدد القراءات: 4360"
    >>> line[: field_end(line, mark_at(line, 0, len(line), look), len(line), look)]
    'الوسوم: سد ماء '
    """
    end = run_end(text, mark.value, end, look)
    before = text[max(0, mark.start - 3) : mark.start].rstrip()
    if before.endswith(_BARS):
        while (bar := text.rfind(before[-1], mark.value, end)) > 0 and _is_furniture(
            text, bar + 1, end, look
        ):
            end = bar
    counted = _COUNTED.finditer(text, mark.value, end) if text.find(":", mark.value, end) > 0 else ()
    for label in counted:
        if _is_furniture(text, label.start(), label.end(), look):
            return label.start()
    for glued in _GLUED_COUNT.finditer(text, mark.value, end):
        key = fold_word(glued.group(1))
        if word := max(
            (w for w in look.button_words if len(w) > 4 and key[1:].endswith(w)), key=len, default=""
        ):
            return printed_start(text, glued.start(1), glued.end(1), word)
    return end


def _is_furniture(text: str, start: int, end: int, look: Lookup) -> bool:
    return end - start < HEADLINE and bool(look.tile.match(fold(text[start:end])))


def is_behind_buttons(text: str, start: int, mark: Mark, look: Lookup) -> bool:
    """Tell whether nothing but buttons stands on a line before a marker of tags: ``شارك تويتر ملفات: سد``."""
    if mark.kind != "tags" or mark.start - start > HEADLINE:
        return False
    key = fold(text[start : mark.start])
    return any(map(str.isalpha, key)) and bool(look.tile.match(key))


def keyword_behind_buttons(text: str, start: int, end: int, look: Lookup) -> Mark | None:
    """Return the word for tags that stands behind nothing but buttons, without a colon: ``طباعة وسوم سد``."""
    words = _WORD.finditer(text, start, min(end, start + HEADLINE))
    first = next(words, None)
    if first is None or fold_word(first.group()) not in look.button_words:
        return None  # most lines
    for found in islice(words, BUTTONS):
        if fold_word(found.group()) in look.keyword:
            mark = keyword_at(text, found.start(), end, look)
            return mark if mark and is_behind_buttons(text, start, mark, look) else None
    return None


def parts(text: str, mark: Mark, end: int, look: Lookup) -> bool:
    """Tell whether a marker before a colon in the middle of a line parts it."""
    if mark.kind in ("published", "updated"):
        return date_end(text, mark.value, end) > mark.value
    if mark.kind == "tags" and " " not in mark.words and mark.words.isascii() is False:
        listed = is_listed(text, mark.value, min(end, mark.value + 200))
        return (_after_sentence(text, mark.start) and listed) or _is_field(text, mark, end)
    if mark.kind != "source" or _after_sentence(text, mark.start):
        return True
    following = next((m.start for m in joints(text, mark.value, min(end, mark.value + 120), look)), end)
    return following - mark.value < 60 and not ends_sentence(text, mark.value, following)
