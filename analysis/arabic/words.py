"""Words for matching: the text form that matching runs on.

Particles are added to the words of a dictionary (`forms`) and never stripped from a text: a stripped و or ب
turns بروتين into something else, while a word with every particle it can take is still one exact word.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from analysis.arabic.fold import EVERYDAY, RARE, fold

GAP = "  "
"""Between two words of a spaced text: one blank for each neighbour, so that patterns never share one."""

BARRIER = "|"
"""Stands in a spaced text where a sentence, a clause or a list item ends; no phrase crosses it."""

CONJUNCTIONS = ("", "و", "ف")
PREPOSITIONS = ("", "ب", "ك", "ل")
ARTICLE = "ال"

_LETTERS = "ء-ي\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"
_WORD = re.compile(f"[{_LETTERS}]+")
_BETWEEN = f"[^{_LETTERS}{BARRIER}]+"
_ODD = f" *[^{_LETTERS}{BARRIER} ][^{_LETTERS}{BARRIER}]*| {{3,}}"
"""What lies between two words and is not `GAP` yet."""

_ENDS = {"ة": "ة ", **dict.fromkeys(".,;:?!؟،؛۔…|", f" {BARRIER} ")}
_PARTED = str.maketrans(_ENDS)
SPACED = {
    "ة ": "ه" + GAP,
    " ": GAP,
    **{
        sign: key.replace(" ", GAP) for sign, key in EVERYDAY.items() if key in ("", " ") or _WORD.search(key)
    },
    **{sign: end.replace("ة", "ه").replace(" ", GAP) for sign, end in _ENDS.items()},
}
"""What each everyday sign becomes in a spaced text; the rest of the non-letters wait for `_ODD`."""


def script_letters() -> list[str]:
    """Return the letters of the script that the fold leaves as they are.

    >>> "ڤ" in script_letters(), "ی" in script_letters(), "١" in script_letters()
    (True, False, False)
    """
    return [sign for sign in map(chr, range(0x600, 0x780)) if _WORD.fullmatch(sign) and fold(sign) == sign]


def spaced_expr(expr: pl.Expr) -> pl.Expr:
    """Return texts as matching reads them: folded words, two blanks between them, one at either end.

    Whatever is no letter of the script (digits, Latin, hyphens, underscores, line breaks) parts words, and so
    does ة, which only ever ends one. Stops, commas and the bar become `BARRIER`.

    Args:
        expr: an expression of strings.

    Returns:
        An expression of strings, null for null.

    >>> pl.DataFrame({"t": ["غزةُ_الآن، RT"]}).select(spaced_expr(pl.col("t"))).item().split(GAP)
    [' غزه', 'الان', '| ']
    """
    # A regular expression is left with a tenth of the gaps: twice as fast as to fold first and part then.
    signs = expr.str.replace_many(list(SPACED), list(SPACED.values()), leftmost=True)
    parted = signs.str.replace_all(_ODD, GAP).str.strip_chars(" ")
    rare = pl.when(signs.str.contains(RARE)).then(expr).map_elements(spaced, return_dtype=pl.String)
    return pl.coalesce(rare, pl.format(" {} ", parted))


def spaced(text: str) -> str:
    """Return one text as `spaced_expr` does, slowly, and with signs in it that only `fold` itself knows.

    >>> spaced("ﻏﺰﺓ، الآن").split(GAP)
    [' غزه', '|', 'الان ']
    """
    folded = fold(text.translate(_PARTED)).replace(BARRIER, f" {BARRIER} ")  # signs that fold to a bar
    return f" {re.sub(_BETWEEN, GAP, folded).strip(' ')} "


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a dictionary phrase.

    >>> len(words("الحرس-الثوري"))
    2
    """
    return tuple(_WORD.findall(fold(text)))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each word of a spaced text stands in the printed text: first sign, and one past the last.

    >>> [("غزّة2030 الآن"[first:last]) for first, last in word_spans("غزّة2030 الآن")]
    ['غزّة', 'الآن']
    """
    kinds = "".join(map(_kind, text))
    runs = [(run.start(), run.end()) for run in re.finditer("[dl]+e?|e", kinds)]
    return [run for run in runs for _ in words(text[slice(*run)])]


@cache
def _kind(sign: str) -> str:
    """Kind of a sign: d dress (vanishes in the fold), e ends its word, l other letter, s anything else."""
    key = fold(f"ب{sign}ب")
    if key == "بب":
        return "d"
    return "e" if sign == "ة" else "l" if _WORD.fullmatch(key) or (" " in key and words(sign)) else "s"
