"""What a line is by its looks alone: prose, a headline, a date, buttons, a byline, a trail of sections."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.arabic.letters import BIDI_CONTROLS, ZERO_WIDTH
from analysis.loader.zones.dates import holds_date, is_dated_line

if TYPE_CHECKING:
    from analysis.loader.zones.lookup import Lookup

FURNITURE = {
    "ui": "buttons and other page furniture",
    "name": "name of a section or network",
    "crumbs": "trail of sections",
    "footer": "footer or notice",
    "caption": "caption",
    "byline": "byline",
    "agency": "byline of an agency",
    "label": "label of the page",
    "repeated": "stands on many pages",
    "text": "label of the text",
}
"""What the kinds of pieces that belong to no zone are called."""

HEADLINE = 160
"""Characters of the longest headline; of 1,700 in the development corpora none was longer."""

TITLE_WORDS = 3
"""Words of the shortest line that is a title when the head has longer ones."""

DATELINE = frozenset({"date", "published", "updated", "byline", "agency"})
"""Kinds of lines that stand beside a title."""

SENTENCE = 40
"""Characters from which a line that ends with a full stop is a sentence of its own."""

NOTICE = 300
"""Characters of a text in which a notice to the reader says what it is about."""

_COOKIES = ("الارتباط", "الكوكيز", "كوكيز", "cookies")
_READER = (
    "نستخدم",
    "تجربتك",
    "موقعنا",
    "هذا الموقع",
    "استمرارك",
    "متابعتك",
    "تصفحك",
    "your",
    "this site",
    "this website",
)

_VIEWS = ("رأي", "آراء", "اراء", "الرأي", "وجهة", "موقف", "سياسة")
_WHOSE = ("كاتب", "صاحب", "أصحاب", "الموقع", "الصحيفة", "الجريدة", "الشبكة", "الوكالة", "المجلة", "المركز")
_STANDS = ("عبر", "عكس", "مثل")
"""Words of a notice that an article is the opinion of its author."""

SIGNED = 25
"""Words of the longest caption that ends with a credit."""

AGENCY = 12
"""Words of the longest line that ends with the name of an agency and is its byline or a caption."""

COUNTED = 12
NAME = 4
"""Words of the longest line of a name and counters, and of the name."""

MARKED = 5
"""Words, the sign included, of the longest line behind a # that is a tag."""

SKIP = 8
"""Words of the longest link that skips a box."""

MENU = 3
"""Names of sections side by side that make a line a menu."""

TAIL_TAGS = 400
"""Characters at the end of a paragraph in which hashtags are looked for."""

CREDIT = 6
"""Words of the longest credit without a sign before it."""

_CLOSING = "\"'»”’)]}* " + BIDI_CONTROLS + ZERO_WIDTH
_TRAIL = re.compile(r"[>»›←|/•·]")
_ARROW = re.compile(r"[>»›←]")
_SIGNED = re.compile(r"[-–—/|(,:+]")
_RIGHTS = ("الحقوق محفوظه", "all rights reserved", "©")
_HASHTAGS = re.compile(r"(?:#\w[^\s#]*[\s,|]*+)++\Z")
_BEHIND = re.compile(rf"[.؟!][\"'»”’)\]]?\s*({_HASHTAGS.pattern})")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S++\Z")


def is_prose(text: str, start: int, end: int) -> bool:
    """Tell whether a text reads as a paragraph: longer than any headline, or a sentence that ends.

    >>> is_prose("وصل الوزير إلى العاصمة مساء الأحد قادما من باريس.", 0, 49)
    True
    """
    if end - start > HEADLINE:
        return True
    ended = end - start >= SENTENCE and ends_sentence(text, start, end)
    return ended and not text[start:end].isascii()  # what a player or a form says


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether a text closes with a full stop, quotes and brackets aside; dots of omission do not count.

    >>> ends_sentence("قال نعم.", 0, 8), ends_sentence("قال نعم..", 0, 9)
    (True, False)
    """
    if end > start and "\u0621" <= text[end - 1] <= "\u064a":  # a letter, as of most lines
        return False
    if end > start + 1 and text[end - 1] == "." and "\u0621" <= text[end - 2] <= "\u064a":
        return True  # as of most paragraphs
    tail = text[max(start, end - 20) : end]
    body = (html.unescape(tail) if "&" in tail else tail).rstrip(_CLOSING)
    return body.endswith((".", "۔")) and not body.endswith("..")


def is_notice(text: str, start: int, end: int) -> bool:
    """Tell whether a text asks its reader to agree to cookies, or says whose opinion an article is.

    >>> is_notice("نستخدم ملفات تعريف الارتباط لتحسين تجربتك.", 0, 43)
    True
    >>> is_notice("المقال يعبر عن رأي صاحبه ولا يعبر بالضرورة عن رأي الصحيفة", 0, 57)
    True
    """
    opening = text[start : min(end, start + NOTICE)]
    if end - start <= NOTICE and "بالضرورة" in opening:
        return all(any(map(opening.__contains__, words)) for words in (_VIEWS, _WHOSE, _STANDS))
    return any(map(opening.__contains__, _COOKIES)) and any(map(opening.__contains__, _READER))


def hashtags_behind(text: str, start: int, end: int) -> int:
    """Return where the hashtags behind the last sentence of a paragraph start; ``end`` without them.

    >>> hashtags_behind("قال نعم. #سد #ماء", 0, 17)
    9
    """
    begin = max(start, end - TAIL_TAGS)
    found = _BEHIND.search(text, begin, end) if text.find("#", begin, end) > 0 else None
    return found.start(1) if found else end


def is_hashtags(key: str) -> bool:
    """Tell whether a folded line is nothing but hashtags.

    >>> is_hashtags("#غزه #مصر"), is_hashtags("#غزه تحت القصف")
    (True, False)
    """
    return key[:1] == "#" and bool(_HASHTAGS.match(key))


def has_letter(text: str) -> bool:
    """Tell whether a text holds a letter."""
    return any(map(str.isalpha, text))


@lru_cache(maxsize=1 << 12)  # lines with numbers, such as days: `lines` remembers what the others are
def kind_of(key: str, words: int, look: Lookup) -> str:
    """Return what a short line is by its make-up, or an empty string when it is text.

    Args:
        key: the line, folded.
        words: its number of words.
        look: markers and phrases.

    Returns:
        ``date``, ``ui``, ``name`` (of a section or network), ``agency``, ``caption``, ``byline``,
        ``hashtags``, ``related``, ``footer``, ``crumbs`` or nothing.
    """
    if holds_date(key):
        return "date"
    if is_hashtags(key) or (key[:1] == "#" and words <= MARKED and "#" not in key[1:]):
        return "hashtags"
    if look.tile.match(key) or _ADDRESS.match(key):
        return "name" if key in look.names else "ui"
    dated = key[:1].isdigit() and is_dated_line(key)
    if words <= SIGNED and not dated and (signed := _signed_by(key, words, look)):
        return signed
    if words <= SKIP and (look.skip.match(key) or look.ending.match(key) or _ends_box(key, look)):
        return "related"
    if any(map(key.__contains__, _RIGHTS)) or look.invitation.match(key):
        return "footer"
    author = words <= COUNTED and (_is_counted(key, look) or look.mailed.search(key))
    if author and not is_dated_line(key):
        return "byline"
    return "crumbs" if _is_trail(key, look) or _ends_as_menu(key, look) else ""


def _ends_box(key: str, look: Lookup) -> bool:
    """Tell whether a line says that a box ends here, by the marker of the box: ``نهاية قصص مقترحة``."""
    word, _, marker = key.partition(" ")
    return word in look.ends and (marker in look.boxes or look.tile.match(marker))


def _ends_as_menu(key: str, look: Lookup) -> bool:
    """Tell whether the last words of a line are names of sections side by side, which no headline has."""
    names = key.split()[-MENU:]
    return len(names) == MENU and all(map(look.sections.__contains__, names))


def _is_counted(key: str, look: Lookup) -> bool:
    """Tell whether a name and a counter share a line: ``هدى سالم · 3 دقائق للقراءة``."""
    name, *counters = _TRAIL.split(key)
    numbers = all(any(map(str.isdigit, part)) and look.tile.match(part) for part in counters)
    return bool(counters) and numbers and len(name.split()) <= NAME


def _signed_by(key: str, words: int, look: Lookup) -> str:
    """Return what the end of a line names: an agency (``القاهرة/ أ ف ب``), an archive (``لقاء - أرشيف``)."""
    parts = [part for part in _SIGNED.split(key.strip("()[] .")) if part.strip()]
    if not parts or not has_letter(parts[-1]):
        return ""
    agency = words <= AGENCY and look.agency.match(parts[-1])
    if agency or (words <= 4 and look.agency.match(parts[0])):
        return "agency"
    if len(parts) > 1 and look.archive.match(parts[-1]):
        return "caption"
    if len(parts) > 2 and parts[-2].strip() in look.credit_words and len(parts[-1].split()) <= 4:
        return "caption"
    return "caption" if words > 1 and _ends_in_credit(key, look) else ""


def _ends_in_credit(key: str, look: Lookup) -> bool:
    """Tell whether the last words of a line are a credit: ``AP Photo``, ``حقوق النشر رويترز``."""
    words = key.rstrip(")] .").split()
    if not words or words[-1].lstrip("([") not in look.credit_ends:
        return False
    for size in range(min(CREDIT, len(words) - 1), 1, -1):
        credit = " ".join(words[-size:])
        if look.credit.match(credit):
            return any(word.strip("()[]:/-") in look.credit_words for word in words[-size:])
    return False


def _is_trail(key: str, look: Lookup) -> bool:
    """Tell whether a line is a menu or a trail of sections: ``الرئيسية > أخبار > سياسة``."""
    parts = [part.strip() for part in _TRAIL.split(key) if part.strip()] if _TRAIL.search(key) else ()
    if len(parts) < 2:
        return False
    if len(parts) == 2 and parts[0] not in look.home:  # عاجل | ... is a headline
        return parts[0] in look.sections and parts[1] in look.sections
    if parts[0] in look.sections or sum(part in look.sections for part in parts) * 2 >= len(parts):
        return True
    if _ARROW.match(key):  # arrows before every part are the bullets of a list
        return False
    return len(parts) > 2 and bool(_ARROW.search(key)) and all(len(part.split()) <= 3 for part in parts[:-1])
