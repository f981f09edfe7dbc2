"""Words for matching: the text form that matching runs on, and the printed forms of a dictionary word.

Particles are added to the words of a dictionary and never stripped from a text: a stripped و or ب turns
فيروس and بروتين into something else, while a word with every particle it can take is still one exact word.
"""

from __future__ import annotations

import re
from itertools import product

import polars as pl

from analysis.arabic.fold import fold, fold_expr

GAP = "  "
"""Between two words of a spaced text: one blank for each neighbour, so that patterns never share one."""

BARRIER = "|"
"""Stands in a spaced text where a sentence, a clause or a list item ends; no phrase crosses it."""

LETTER = r"\x{621}-\x{64A}\x{66E}-\x{6D3}\x{6D5}\x{6FA}-\x{6FF}\x{750}-\x{77F}"
"""Letters of the script, for a regular expression's class, after folding."""

_STOPS = rf"[^{LETTER}]*[.,;:?!|][^{LETTER}]*"
_BETWEEN = rf"[^{LETTER}|]+"
_WORD = re.compile("[" + re.sub(r"\\x\{(\w+)\}", lambda m: chr(int(m[1], 16)), LETTER) + "]+")

CONJUNCTIONS = ("", "و", "ف")
PREPOSITIONS = ("", "ب", "ك", "ل")
ARTICLE = "ال"


def spaced_expr(expr: pl.Expr) -> pl.Expr:
    """Return texts as matching reads them: folded words, two blanks between them, one at either end.

    Whatever is no letter of the script (digits, Latin, hyphens, underscores, line breaks) parts words, and so
    does ة, which only ever ends one. Stops, commas and the bar become `BARRIER`.

    Args:
        expr: an expression of strings.

    Returns:
        An expression of strings, null for null.

    >>> pl.DataFrame({"t": ["غزةُ_الآن، RT"]}).select(spaced_expr(pl.col("t"))).item()
    ' غزه  الان  |  '
    """
    parted = fold_expr(expr.str.replace_all("ة", "ة ", literal=True))
    stopped = parted.str.replace_all(_STOPS, f"{GAP}{BARRIER}{GAP}").str.replace_all(_BETWEEN, GAP)
    return pl.format(" {} ", stopped)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a dictionary phrase.

    >>> len(words("الحرس-الثوري"))
    2
    """
    return tuple(_WORD.findall(fold(text)))
