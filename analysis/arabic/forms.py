"""The printed forms of a dictionary word: particles, gender, number, possessives, and words glued to it.

A form is a needle for a spaced text: a blank at an end says that a word ends there. Without the blank the
word may run on, which is how words that lost the blank between them are found.
"""

from __future__ import annotations

from itertools import product

from analysis.arabic.fold import fold
from analysis.arabic.words import ARTICLE, CONJUNCTIONS, GAP, PREPOSITIONS, words

GLUED = ("في", "من", "علي", "الي", "عن", "مع", "بين", "حول", "بعد", "قبل", "خلال", "ان", "هذه", "هذا", "يا", "ا")
"""Function words that newsrooms glue to a name or a definite word; the last is the particle that asks, and an
alef typed twice."""

POSSESSIVES = ("ه", "ها", "هم", "هن", "هما", "نا", "كم", "ك", "ي")

_SHARED = ("", "ه", "ان", "ين", "ون", "تان", "تين", "ات")
"""Endings with and without article: gender, dual, sound plurals."""

_LONG_LEFT, _LONG_RIGHT = 7, 8
"""Letters, article included, from which a definite word is known when another runs into it. In 33 MB of news
the look-alikes are shorter: السوريالية holds السوري, الفرنسيسكانية holds الفرنسي, العراقيل holds العراقي."""

_LONG_NAME, _LONG_PHRASE = 4, 7
"""Letters from which a name is known behind a glued function word (فيروس is not في روس), and a phrase when
its blanks are lost."""


def attached(word: str) -> tuple[str, ...]:
    """Return a folded word under every particle it can carry; a word with the article contracts after ل.

    >>> "وللحرس" in attached("الحرس"), "لايران" in attached("ايران")
    (True, True)
    """
    heads = [preposition + word for preposition in PREPOSITIONS]
    if word.startswith(ARTICLE):
        heads.append("لل" + word.removeprefix(ARTICLE))
    return tuple(conjunction + head for conjunction, head in product(CONJUNCTIONS, heads))


def phrase_forms(phrase: str) -> tuple[str, ...]:
    """Return the forms of a phrase as printed: every particle before its first word, nothing after.

    >>> f" والحرس{GAP}الثوري " in phrase_forms("الحرس الثوري")
    True
    """
    first, *rest = words(phrase)
    return tuple(f" {GAP.join((head, *rest))} " for head in attached(first))


def name_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a name: as a phrase, behind a glued function word, and without its blanks.

    >>> " للحرسالثوري " in name_forms("الحرس الثوري"), " فيطهران " in name_forms("طهران")
    (True, True)
    """
    first, *rest = words(name)
    forms = list(phrase_forms(name))
    if len(first) >= _LONG_NAME:
        forms += [f" {GAP.join((glued + first, *rest))} " for glued in GLUED]
    if rest and len(first + "".join(rest)) >= _LONG_PHRASE:
        forms += [f" {''.join((head, *rest))} " for head in attached(first)]
    return tuple(dict.fromkeys(forms))


def open_forms(word: str) -> tuple[str, ...]:
    """Return the forms of a word into which another may run: every particle before it, no blank behind it.

    >>> " لايران" in open_forms("إيران")
    True
    """
    return tuple(f" {head}" for head in attached(fold(word)))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Return the forms of a common noun: article, gender, number, accusative, possessives.

    >>> forms = noun_forms("حكومة")
    >>> " والحكومه " in forms, " لحكومتها " in forms, " للحكومات " in forms
    (True, True, True)
    """
    plain = fold(noun)
    if noun.endswith("ة"):
        stem, plural = plain[:-1] + "ت", plain[:-1] + "ات"
        shared = [plain, stem + "ان", stem + "ين", plural]
        return _inflected(shared, [*_owned(stem), *_owned(plural)])
    shared = [plain + ending for ending in _SHARED]
    return _inflected(
        shared, [plain + "ا", plain + "و", *_owned(plain), *_owned(plain + "ي"), *_owned(plain + "ات")]
    )


def nisba_forms(nisba: str) -> tuple[str, ...]:
    """Return the forms of a nisba adjective (given in the masculine singular): gender, number, definiteness.

    The definite plural in one ي (الايرانين) is a common misspelling; indefinite (مصرين) it is another word.

    >>> forms = nisba_forms("إيراني")
    >>> " للايرانيين " in forms, " وايرانيتان " in forms, " ايرانيا " in forms
    (True, True, True)
    """
    plain = fold(nisba)
    shared = [plain + ending for ending in _SHARED]
    bare = [plain + "ا", plain + "و", plain + "ي", *_owned(plain + "ت")]
    return (*_inflected(shared, bare), *(f" {form} " for form in attached(f"{ARTICLE}{plain}ن")))


def _owned(stem: str) -> list[str]:
    return [stem + possessive for possessive in POSSESSIVES]


def _inflected(shared: list[str], bare: list[str]) -> tuple[str, ...]:
    definite = [ARTICLE + word for word in shared]
    forms = [f" {form} " for word in (*shared, *definite, *bare) for form in attached(word)]
    forms += [f" {glued}{word} " for word in definite for glued in GLUED]
    forms += [f"{word} " for word in definite if len(word) >= _LONG_LEFT]
    forms += open_forms(definite[0]) if len(definite[0]) >= _LONG_RIGHT else ()
    return tuple(dict.fromkeys(forms))
