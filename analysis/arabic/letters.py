"""The Arabic script as data: which printed signs stand for the same letter, and which are only dress.

Letters, digits and punctuation are pairs (printed, plain); marks and invisible signs are code point ranges.
Nothing here depends on the Unicode version of the interpreter.
"""

from __future__ import annotations

TATWEEL = "\u0640"
HAMZA_ABOVE = "\u0654"

LETTERS = {
    **dict.fromkeys("ٱ\u0672\u0673", "ا"),  # wasla and the wavy hamzas, which have no canonical decomposition
    **dict.fromkeys("ىی", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةۃەہھۀۂ", "ه"),
}
"""Letters that newsrooms print for one another; applied before a loose hamza joins its seat."""

ALEF_SEATS = dict.fromkeys("أإآ", "ا")
"""Alef with hamza or madda, applied after loose marks have joined their seats (ا + U+0654 = أ)."""

DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))

PUNCTUATION = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "۔": "."}


def span(*ranges: tuple[int, int]) -> str:
    """Return the signs of some ranges of code points, first and last included."""
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


HARAKAT = span((0x064B, 0x0652), (0x0670, 0x0670))
"""Tanwin, short vowels, shadda, sukun and the superscript alef: what vowelled news text is printed with."""

QURANIC_MARKS = span(
    (0x0610, 0x061A),
    (0x0656, 0x065F),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0897, 0x089F),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
    (0x10EFA, 0x10EFF),
)
"""Honorific and recitation signs and the vowel marks of other languages in Arabic script."""

MARKS = HARAKAT + QURANIC_MARKS
"""Every mark above or below a letter but the seat marks."""

SEAT_MARKS = span((0x0653, 0x0655))
"""Madda and hamza that join the letter before them where such a letter exists, and else are dropped."""

ISOLATED_MARKS = span((0xFC5E, 0xFC63), (0xFCF2, 0xFCF4), (0xFE70, 0xFE7F))
"""Presentation forms of bare marks: compatibility mapping would leave a space or a tatweel in their place."""

BIDI_CONTROLS = span((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))

ZERO_WIDTH = span((0x00AD, 0x00AD), (0x200B, 0x200D), (0x2060, 0x2060), (0xFEFF, 0xFEFF))
"""Soft hyphen, zero width space, (non-)joiner, word joiner and byte order mark."""

VARIATION_SELECTORS = span((0x034F, 0x034F), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
"""Combining grapheme joiner and the selectors that choose a glyph (an emoji is often followed by U+FE0F)."""

SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x20\x85\xa0\u1680" + span((0x2000, 0x200A)) + "\u2028\u2029\u202f\u205f\u3000"
)
"""White space of any kind, as str.isspace() has it."""

DROPPED = MARKS + ISOLATED_MARKS + BIDI_CONTROLS + ZERO_WIDTH + VARIATION_SELECTORS

FOLD_TABLE = {
    **LETTERS,
    **DIGITS,
    **PUNCTUATION,
    **dict.fromkeys(DROPPED, ""),
    **dict.fromkeys(SPACES, " "),
}
"""Every sign the fold knows by name but hamza seats and tatweel; the rest is Unicode's NFKC."""

ORDINARY = (
    (0x0000, 0x000A),
    (0x000D, 0x000D),
    (0x0020, 0x007F),
    (0x00A0, 0x00A7),  # the signs of Latin-1 that NFKC leaves alone, and its lower case
    (0x00A9, 0x00A9),
    (0x00AB, 0x00AE),
    (0x00B0, 0x00B1),
    (0x00B6, 0x00B7),
    (0x00BB, 0x00BB),
    (0x00BF, 0x00BF),
    (0x00D7, 0x00D7),
    (0x00DF, 0x00FF),
    (0x0430, 0x045F),  # Cyrillic lower case
    (0x060C, 0x060C),
    (0x061B, 0x061C),
    (0x061F, 0x0652),
    (0x0660, 0x0674),
    (0x0679, 0x06D4),
    (0x06F0, 0x06FF),
    (0x200B, 0x2010),
    (0x2012, 0x2016),
    (0x2018, 0x2023),
    (0x2026, 0x202E),
    (0x2030, 0x2032),
    (0x2039, 0x203B),
    (0x20A0, 0x20A7),
    (0x20A9, 0x20C0),
    (0x2190, 0x21FF),
    (0x2500, 0x27BF),
    (0x4E00, 0x9FFF),
    (0xFE0F, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
    (0x1F1E6, 0x1F1FF),
    (0x1F300, 0x1F6FF),
    (0x1F900, 0x1F9FF),
)
"""Signs of everyday news that fold one by one, whatever stands beside them: text of these folds fast."""
