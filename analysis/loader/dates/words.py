"""The words of a date line as data, and the cutting of a text into tokens that each carry one letter.

Each token becomes a letter (M a Gregorian month, Y a year, ...), so that the forms of a date are short
patterns over letters (`analysis.loader.dates.patterns`), whatever the spelling. Words are listed as printed
and compared after `fold`; `_` joins the words of a phrase.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.arabic import months
from analysis.arabic.fold import fold
from analysis.arabic.letters import DROPPED, TATWEEL

DAY = 24 * 60
"""Minutes of a day."""

PLAIN_WORDS = {
    "P": """نشر النشر نشرت نشره منشور المنشور أضيف أضيفت الإضافة حرر حررت كتب كتبت
        الإصدار صدر الإنشاء أنشئ الإدراج publish published posted publié publie created issued
        datePublished dateCreated pubDate""",
    "U": """تحيين التحيين تحديث التحديث تحديثه تحديثها حدث حدثت محدث محدثة المحدثة عدل تعديل التعديل معدل
        updated update modified edited revised modifié modifie mis_à_jour mis_a_jour
        مراجعة المراجعة reviewed dateModified lastmod أعيد_نشر أعيد_نشره إعادة_نشر إعادة_النشر republished""",
    "Z": """© copyright copyrights الطباعة طباعة printed print retrieved accessed crawled scraped fetched
        archived downloaded saved imprimé imprime imprimée consulté consulte طبع طبعت حفظت تم_الحفظ الزيارة
        الاسترجاع التحميل expires born مواليد ميلاد الميلاد الاطلاع التصفح الأرشفة الأرشيف
        تاريخ_السحب تاريخ_الجمع تاريخ_الاسترجاع تاريخ_الوصول تاريخ_الزيارة تاريخ_الانتهاء ينتهي_في
        حقوق_النشر الحقوق_محفوظة حقوق_محفوظة حقوق_الطبع all_rights_reserved""",
    "i": "في ليوم تم آخر بتاريخ تاريخ التاريخ وتاريخ الموافق موافق يوافق ل on at in first the le été date",
    "n": """الساعة على_الساعة في_الساعة عند_الساعة في_تمام_الساعة الوقت وقت time
        الخبر للخبر المقال للمقال الموضوع المادة الصفحة للموقع الموقع هذا هذه عليه عليها
        وام واس قنا بترا كونا سانا وفا وكالات رويترز reuters afp أ_ف_ب أ_ش_أ د_ب_أ""",
    "f": "من لشهر لعام لسنة للعام of de du",
    "l": "الماضي الماضية الفائت الفائتة المنصرم المنصرمة last",
    "z": """ص صباحا صباح ظهرا ظهر بعد_الظهر الظهر عصرا عصر مساء مساءا ليلا ليل فجرا فجر ليلة am pm p m
        GMT UTC Z T EST EDT CET CEST EET BST GST AST KSA UAE Standard Arabian جرينتش غرينتش غرينيتش
        توقيت بتوقيت التوقيت المحلي بالتوقيت مكة المكرمة القدس القاهرة بيروت دمشق بغداد الرياض أبوظبي أبو_ظبي
        دبي السعودية الإمارات الدوحة الجزائر تونس الرباط عمان الكويت المنامة مسقط صنعاء طرابلس الخرطوم
        موسكو طهران س سا""",
    "p": "الأسبوع الربع الثلث النصف العشر القرن العقد الفصل العدد",
    "r": "إلى حتى وحتى لغاية ولغاية to until till through thru",
    "&": "و and",
    "E": "م ميلادي ميلادية الميلادي للميلاد ad ce",
    "K": "هـ هجري هجرية الهجري للهجرة ah",
    "q": "ش شمسي شمسية الشمسي",
    "g": """منذ قبل مند منذ_نحو قبل_نحو منذ_حوالي قبل_حوالي منذ_أقل_من قبل_أقل_من منذ_أكثر_من قبل_أكثر_من""",
    "A": "ago مضت مضى خلت",
}
"""Letter -> words.

P, U, Z: labels of a publication, of a change, and of what is never the article's date (print, crawl, birth).
i: stands around a date; n: around a day only (the agencies of datelines); f: inside a date.
z: parts of the day, time zones, and the cities that clocks and datelines are named after.
p: what else than a day an ordinal counts; l: the last; g, A: before and ago; r, &: joints of a range.
E, K, q: Gregorian, Hijri and solar era.
"""

VALUED_WORDS: dict[str, dict[int, str]] = {
    "u": {
        1: "ثانية ثانيتين دقيقة د second sec minute min",
        2: "دقيقتين دقيقتان",
        15: "ربع_ساعة",
        30: "نصف_ساعة",
        60: "ساعة hour hr h",
        120: "ساعتين ساعتان",
        DAY: "يوما day",
        2 * DAY: "يومين يومان",
        7 * DAY: "أسبوع أسبوعا week",
        14 * DAY: "أسبوعين أسبوعان",
    },
    "y": {DAY: "يوم"},
    "s": {
        1: "ثوان ثواني دقائق دقايق seconds secs minutes mins",
        60: "ساعات hours hrs",
        DAY: "أيام days",
        7 * DAY: "أسابيع weeks",
    },
    "v": {1: "شهرا month", 2: "شهرين شهران", 12: "عاما year", 24: "سنتين سنتان عامين عامان"},
    "F": {1: "شهر", 12: "عام سنة"},
    "G": {1: "الشهر", 12: "العام السنة"},
    "S": {1: "أشهر شهور months", 12: "سنوات سنين أعوام years"},
    "Q": {
        1: "واحد واحدة a an one",
        2: "اثنتين two",
        3: "ثلاث ثلاثة three",
        4: "أربع أربعة four",
        5: "خمس خمسة five",
        6: "ست ستة six",
        7: "سبع سبعة seven",
        8: "ثمان ثماني ثمانية eight",
        9: "تسع تسعة nine",
        10: "عشر عشرة ten",
        11: "أحد_عشر إحدى_عشرة eleven",
        12: "اثنا_عشر اثني_عشر اثنتا_عشرة اثنتي_عشرة twelve",
        13: "ثلاثة_عشر ثلاث_عشرة thirteen",
        14: "أربعة_عشر أربع_عشرة fourteen",
        15: "خمسة_عشر خمس_عشرة fifteen",
        16: "ستة_عشر ست_عشرة sixteen",
        17: "سبعة_عشر سبع_عشرة seventeen",
        18: "ثمانية_عشر ثماني_عشرة eighteen",
        19: "تسعة_عشر تسع_عشرة nineteen",
        20: "عشرين عشرون twenty",
        30: "ثلاثين ثلاثون thirty",
        40: "أربعين أربعون forty",
        50: "خمسين خمسون fifty",
    },
    "R": {
        0: "اليوم الليلة الآن today now just_now منذ_قليل قبل_قليل منذ_لحظات قبل_لحظات منذ_دقائق قبل_دقائق",
        1: "أمس الأمس بالأمس البارحة يوم_أمس الليلة_الماضية yesterday last_night",
        2: "أول_أمس أول_من_أمس أمس_الأول قبل_أمس",
    },
}
"""Letter -> value -> words.

u, s: a span in minutes, singular and plural; a plural says nothing without a count. Seconds count as a
minute, for the day is what matters. v, S: a span in months, likewise.
y, F: a span that also stands around or inside a date. G: a month or year that can be the last one.
Q: a count. R: days before the reference.
"""

SIGNS = {
    **dict.fromkeys("/∕⁄／\\", "/"),
    **dict.fromkeys("-‐‑‒–—―−－~", "-"),
    **dict.fromkeys(".٫．", "."),
    **dict.fromkeys(",،", ","),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("_'+", "_"),
    **dict.fromkeys("$€£%٪°#@", "w"),
    "©": "Z",
}
"""Printed sign -> the letter of its token; every other sign is |."""

BEYOND = 10**9
"""The value of every number of more than eight digits: no count of days or years comes near it."""

LONGEST_WORD = 24
"""Longer words are none of the above; they are neither folded nor remembered."""


class Token(NamedTuple):
    """One number, time, word or sign of a text: its letter, what it stands for, and its span in the text."""

    letter: str
    value: int
    start: int
    end: int


def _lexicon() -> dict[str, tuple[str, int]]:
    """Fold every word and phrase to its letter and value; ValueError when one stands for two things."""
    named = {
        "M": months.MONTH_NUMBERS,
        "H": months.HIJRI_NUMBERS,
        "L": months.JALALI_NUMBERS,
        "W": months.WEEKDAY_NUMBERS,
        "O": months.ordinal_days(),
    }
    entries = [(key, letter, value) for letter, words in named.items() for key, value in words.items()]
    entries += [(fold(word), letter, 0) for letter, words in PLAIN_WORDS.items() for word in _words(words)]
    for letter, by_value in VALUED_WORDS.items():
        entries += [
            (fold(word), letter, value) for value, words in by_value.items() for word in _words(words)
        ]
    found: dict[str, tuple[str, int]] = {}
    for key, letter, value in entries:
        if found.setdefault(key, (letter, value)) != (letter, value):
            raise ValueError(f"{key!r} stands for {found[key]} and for {(letter, value)}. Remove one.")
    joined = {"و" + key: entry for key, entry in found.items() if entry[0] in "uyvFsSQ"}
    return joined | found


def _words(table: str) -> list[str]:
    return [word.replace("_", " ") for word in table.split()]


def _one_of(signs: str) -> str:
    """A character class of ranges: 2 microseconds a line where one of single signs takes 250."""
    codes = sorted(map(ord, signs))
    firsts = [code for code in codes if code - 1 not in codes]
    lasts = [code for code in codes if code + 1 not in codes]
    return "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(firsts, lasts, strict=True)) + "]"


LEXICON = _lexicon()
_PHRASES = {tuple(key.split()): entry for key, entry in LEXICON.items() if " " in key}
_OPENERS = frozenset(words[0] for words in _PHRASES)
_UNKNOWN = ("w", 0)

_HIDDEN = str.maketrans(dict.fromkeys(DROPPED + TATWEEL, ""))
_HIDDEN_SIGN = re.compile(_one_of(DROPPED + TATWEEL))
_ENDING = re.compile(r"\D+")
_TOKEN = re.compile(
    r"""(?P<time> (?: (?<!\d)(?<!\d:) | (?<=[-/.](?:19|20)\d\d) )
        \d{1,2}\s?:\s?\d\d (?:\s?:\s?\d\d (?:[.,]\d+)? )? (?!\d) )
      | (?P<number> (?<=[-/.])(?:19|20)\d\d(?=\d\d?:\d\d) | \d+ (?:\s?(?:st|nd|rd|th|er)\b)? )
      | (?P<word> (?<![^\W_]) (?:ت|ك|تشرين|كانون)[12١٢۱۲] (?!\d) | (?:تشرين|كانون)[-_](?:ال)?(?:[أا]ول|ثاني)
        | (?:[^\W\d_]|[\u0653-\u0655])+ )
      | (?P<sign> [^\s\w] | _ )""",
    re.VERBOSE | re.IGNORECASE,
)


def read_tokens(text: str) -> list[Token]:
    """Cut a text into tokens; two- and three-word names (تشرين الأول) become one token.

    Args:
        text: any string. Vowel marks, tatweel and invisible signs are read over.

    Returns:
        Tokens in order, with spans in ``text``. Takes time linear in the text.

    >>> "".join(token.letter for token in read_tokens("الخميس، 31 أكتوبر/تشرين الأول 2024"))
    'W,DM/MY'
    """
    visible = text.translate(_HIDDEN) if _HIDDEN_SIGN.search(text) else text
    keys, tokens = [], []
    for match in _TOKEN.finditer(visible):
        key, letter, value = _read(match.lastgroup or "", match.group()[: LONGEST_WORD + 1])
        keys.append(key)
        tokens.append(Token(letter, value, match.start(), match.end()))
    if not _OPENERS.isdisjoint(keys):
        tokens = _join(keys, tokens)
    if len(visible) == len(text):
        return tokens
    at = [index for index, sign in enumerate(text) if ord(sign) not in _HIDDEN]
    return [token._replace(start=at[token.start], end=at[token.end - 1] + 1) for token in tokens]


@lru_cache(maxsize=8192)
def _read(kind: str, printed: str) -> tuple[str, str, int]:
    """Folded word ('' for what is no word), letter and value of a token."""
    if kind == "time":
        return "", "T", 0
    if kind == "sign":
        return "", SIGNS.get(printed, "|"), 0
    if kind == "number":
        return "", *_read_number(_ENDING.sub("", printed))
    if len(printed) > LONGEST_WORD:
        return "", *_UNKNOWN
    key = fold(printed).replace("_", " ").replace("-", " ")
    return key, *LEXICON.get(key, _UNKNOWN)


def _read_number(digits: str) -> tuple[str, int]:
    """d, D: one, two digits. Y, J: a year of 1900-2100, of 1300-1500. C: 8 or 14 digits. X: the rest."""
    length = len(digits)
    if length > 8:
        return ("C", int(digits[:8])) if length == 14 else ("X", BEYOND)
    value = int(digits)
    if length == 4:
        return "Y" if 1900 <= value <= 2100 else "J" if 1300 <= value <= 1500 else "X", value
    return {1: "d", 2: "D", 8: "C"}.get(length, "X"), value


def _join(keys: list[str], tokens: list[Token]) -> list[Token]:
    joined, index = [], 0
    while index < len(tokens):
        size, entry = _phrase(keys, index)
        start, end = tokens[index].start, tokens[index + size - 1].end
        joined.append(Token(*entry, start, end) if entry else tokens[index])
        index += size
    return joined


def _phrase(keys: list[str], index: int) -> tuple[int, tuple[str, int] | None]:
    if keys[index] in _OPENERS:
        words = tuple(keys[index : index + 3])
        for size in range(len(words), 1, -1):
            if words[:size] in _PHRASES:
                return size, _PHRASES[words[:size]]
    return 1, None
