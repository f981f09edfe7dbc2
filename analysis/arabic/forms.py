"""The printed forms of a dictionary word: particles, gender, number, possessives, and words glued to it.

A form is a needle for a spaced text: a blank at an end says that a word ends there. Without the blank the
word may run on, which is how words that lost the blank between them are found.
"""

from __future__ import annotations

from itertools import product

from analysis.arabic.fold import fold
from analysis.arabic.words import ARTICLE, CONJUNCTIONS, GAP, PREPOSITIONS, words

GLUED = ("في", "من", "علي", "الي", "عن", "مع", "بين", "حول", "بعد", "قبل", "خلال", "ان", "هذه", "هذا", "يا")
"""Function words that newsrooms glue to a name or a definite word."""

_ALEF = "ا"
"""Glued only to a word in alef, as the particle that asks or an alef typed twice: اايران, but not اعراق."""

POSSESSIVES = ("ه", "ها", "هم", "هن", "هما", "نا", "كم", "ك", "ي")

TATWEEL = "ـ"

_COMPANY = ("", "و", "ف", "ب", "ل", "وب", "ول")
"""Particles before the company of a homograph. The lists are long, and all twelve particles would make the
automaton a quarter larger for words that are evidence only."""

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


def company_forms(phrase: str) -> tuple[str, ...]:
    """Return the forms of a phrase that stands beside a mention, under the usual particles.

    >>> f" وللقدم{GAP}اليمني " in company_forms("القدم اليمنى"), len(company_forms("قدم"))
    (True, 7)
    """
    first, *rest = words(phrase)
    heads = [particles + first for particles in _COMPANY]
    if first.startswith(ARTICLE):
        heads += [conjunction + "لل" + first.removeprefix(ARTICLE) for conjunction in ("", "و")]
    return tuple(f" {GAP.join((head, *rest))} " for head in heads)


def behind_forms(word: str, form: str) -> tuple[str, ...]:
    """Return a form as it stands right behind a word, or behind any word with an ending (written ـين).

    >>> f"ين{GAP}روس " in behind_forms("ـين", "روس"), f" لجنود{GAP}روس " in behind_forms("جنود", "روس")
    (True, True)
    """
    if not word.startswith(TATWEEL):
        return company_forms(f"{word} {form}")
    tail = GAP.join(words(form))
    return tuple(f"{fold(word)}{GAP}{conjunction}{tail} " for conjunction in CONJUNCTIONS)


def name_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a name: as a phrase, behind a glued function word, and without its blanks.

    >>> " للحرسالثوري " in name_forms("الحرس الثوري"), " فيطهران " in name_forms("طهران")
    (True, True)
    """
    first, *rest = words(name)
    forms = list(phrase_forms(name))
    if len(first) >= _LONG_NAME:
        forms += [f" {GAP.join((head, *rest))} " for head in _behind_glued(first)]
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


def _behind_glued(word: str) -> list[str]:
    glued = (*GLUED, _ALEF) if word.startswith(_ALEF) else GLUED
    return [head + word for head in glued]


def _owned(stem: str) -> list[str]:
    return [stem + possessive for possessive in POSSESSIVES]


def _inflected(shared: list[str], bare: list[str]) -> tuple[str, ...]:
    definite = [ARTICLE + word for word in shared]
    forms = [f" {form} " for word in (*shared, *definite, *bare) for form in attached(word)]
    forms += [f" {head} " for word in definite for head in _behind_glued(word)]
    forms += [f"{word} " for word in definite if len(word) >= _LONG_LEFT]
    forms += open_forms(definite[0]) if len(definite[0]) >= _LONG_RIGHT else ()
    return tuple(dict.fromkeys(forms))
