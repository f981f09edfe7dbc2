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
GLUED = ("في", "من", "علي", "الي", "عن", "مع", "بين", "ان", "حول", "بعد", "قبل", "هذه", "هذا")
"""Function words that newsrooms glue to a definite word by a missing blank."""

POSSESSIVES = ("ه", "ها", "هم", "هن", "هما", "نا", "كم", "ك", "ي")
_DUAL = ("ان", "ين")


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


def attached(word: str) -> tuple[str, ...]:
    """Return a folded word under every particle it can carry; a word with the article contracts after ل.

    >>> "وللحرس" in attached("الحرس"), "لايران" in attached("ايران")
    (True, True)
    """
    heads = [preposition + word for preposition in PREPOSITIONS]
    if word.startswith(ARTICLE):
        heads.append("لل" + word.removeprefix(ARTICLE))
    return tuple(conjunction + head for conjunction, head in product(CONJUNCTIONS, heads))


def definite(word: str) -> tuple[str, ...]:
    """Return a folded word with the article, under every particle, and behind a glued function word."""
    with_article = ARTICLE + word
    return (*attached(with_article), *(glued + with_article for glued in GLUED))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Return the forms of a common noun: with and without article, dual, accusative, possessives.

    >>> forms = noun_forms("حكومة")
    >>> "والحكومه" in forms, "لحكومتها" in forms, "للحكومتين" in forms
    (True, True, True)
    """
    plain = fold(noun)
    stem = plain[:-1] + "ت" if noun.endswith("ة") else plain
    dual = [stem + ending for ending in _DUAL]
    bare = [plain, *dual, *(stem + ending for ending in POSSESSIVES)]
    if stem == plain:
        bare.append(plain + "ا")
    return _every(bare, [plain, *dual])


def nisba_forms(nisba: str) -> tuple[str, ...]:
    """Return the forms of a nisba adjective (given in the masculine singular): gender, number, definiteness.

    >>> forms = nisba_forms("إيراني")
    >>> "للايرانيين" in forms, "وايرانيتان" in forms, "ايرانيا" in forms
    (True, True, True)
    """
    plain = fold(nisba)
    shared = [plain + ending for ending in ("", "ه", "ان", "ين", "ون", "تان", "تين", "ات")]
    bare = [*shared, plain + "ا", plain + "و", *(f"{plain}ت{ending}" for ending in POSSESSIVES)]
    return _every(bare, shared)


def _every(bare: list[str], with_article: list[str]) -> tuple[str, ...]:
    forms = [form for word in bare for form in attached(word)]
    forms += [form for word in with_article for form in definite(word)]
    return tuple(dict.fromkeys(forms))


def phrase_forms(term: str) -> tuple[str, ...]:
    """Return the forms of a name or phrase as printed: every particle before its first word, nothing after.

    >>> f"والحرس{GAP}الثوري" in phrase_forms("الحرس الثوري")
    True
    """
    first, *rest = words(term)
    return tuple(GAP.join((form, *rest)) for form in dict.fromkeys(attached(first)))
