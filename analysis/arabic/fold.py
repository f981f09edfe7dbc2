"""Fold: printed Arabic -> comparison key, as a str function and as a polars expression with the same result.

A key is for comparing, never for showing. Two words with one key are taken as one spelling of one name.
ؤ, ئ and ء are kept: in 341,000 word types of news ئ/ي and ؤ/و are mostly different words.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, normalize

import polars as pl

from analysis.arabic.letters import ALEF_SEATS, FOLD_TABLE, HAMZA_ABOVE, ORDINARY, SEAT_MARKS, TATWEEL
from analysis.arabic.signs import SignMap

FOLD_VERSION = 1
"""Raised whenever any key changes; stored keys of another version must be made again."""


class _SignTable(dict[int, str]):
    """What one sign becomes, worked out when it is first met: the named table, else lower-cased NFKC."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(chr(code))
        return plain


def _plain(sign: str) -> str:
    named = FOLD_TABLE.get(sign)
    if named is not None:
        return named
    kind = category(sign)
    if kind == "Cf":
        return ""
    if kind == "Cs":
        return "\ufffd"
    lowered = normalize("NFKC", normalize("NFKC", sign).lower())
    if lowered == sign or lowered[0] == " ":  # spacing accents (´ ¨) would fall apart into space and mark
        return sign
    return "".join(_SIGNS[ord(part)] for part in lowered)


_SIGNS = _SignTable()
_SEATS = str.maketrans({**ALEF_SEATS, **dict.fromkeys(SEAT_MARKS + TATWEEL, "")})


def fold(text: str) -> str:
    """Return the comparison key of a text: one spelling for all the ways newsrooms print a word.

    Compatibility forms are resolved (NFKC); vowel marks, tatweel and invisible signs vanish; the forms of
    alef, final yeh, kaf and heh are one letter each; digits and punctuation become ASCII; capitals are
    lowered; white space of any kind becomes one space. Signs that the table does not know stay. Folding
    twice changes nothing.

    Args:
        text: any string; a lone surrogate becomes U+FFFD.

    Returns:
        The key, in NFC.

    >>> fold("الإنتخاباتُ  الرئاسيّة") == fold("الانتخابات الرئاسية")
    True
    >>> fold("ﻏـﺰﺓ ٢٠٢٤")
    'غزه 2024'
    """
    key = _everyday(text)
    if key is None:
        composed = normalize("NFC", text.translate(_SIGNS)).replace(TATWEEL + HAMZA_ABOVE, "ئ")
        return " ".join(normalize("NFC", composed.translate(_SEATS)).split())
    return " ".join(key.split()) if "  " in key else key.strip(" ")


fold_word = lru_cache(maxsize=1 << 15)(fold)
"""The key of one word or sign, remembered: the words that open and close lines are few, and so are dates'."""

_IDEOGRAPHS = (0x4E00, 0x9FFF)
"""Signs that are themselves; to look at each of them would take every process a fiftieth of a second."""

_ORDINARY = [chr(code) for span in ORDINARY if span != _IDEOGRAPHS for code in range(span[0], span[1] + 1)]
EVERYDAY = {sign: key for sign in _ORDINARY if (key := _plain(sign).translate(_SEATS)) != sign}
"""What each everyday sign becomes when it is not itself; beyond 100 single signs an automaton is slower."""

_everyday = SignMap(EVERYDAY)

RARE = "[^" + "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in ORDINARY) + "]"
"""A sign that only `fold` itself knows, as a regular expression."""


def fold_expr(expr: pl.Expr) -> pl.Expr:
    """Return the comparison keys of a string column: `fold` for every row, null for null.

    Text of everyday signs goes through one automaton of single signs; only rows that hold a rarer one
    (presentation forms, loose hamzas, other scripts) go through `fold` itself.

    Args:
        expr: an expression of strings.

    Returns:
        An expression of strings, row by row.

    >>> pl.DataFrame({"word": ["إيران", "ایران"]}).select(fold_expr(pl.col("word")).n_unique()).item()
    1
    """
    rare = pl.when(expr.str.contains(RARE)).then(expr).map_elements(fold, return_dtype=pl.String)
    plain = expr.str.replace_many(list(EVERYDAY), list(EVERYDAY.values()))
    return pl.coalesce(rare, plain.str.replace_all(" {2,}", " ").str.strip_chars(" "))


def collisions(words: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a key that two or more distinct printed words share, the most frequent key first.

    Args:
        words: column ``word``, one row for each occurrence in the corpus.

    Returns:
        ``key``; ``words``, the distinct printed words, the most frequent first; ``n``, their occurrences.

    >>> found = collisions(pl.LazyFrame({"word": ["غزة", "غزه", "غزة", "موسكو"]})).collect()
    >>> found["n"].to_list(), found["words"].list.len().to_list()
    ([3], [2])
    """
    printed = words.drop_nulls("word").group_by("word").agg(n=pl.len())
    keyed = printed.with_columns(key=fold_expr(pl.col("word"))).sort(["n", "word"], descending=[True, False])
    shared = keyed.group_by("key", maintain_order=True).agg(words=pl.col("word"), n=pl.col("n").sum())
    return shared.filter(pl.col("words").list.len() > 1).sort(["n", "key"], descending=[True, False])
