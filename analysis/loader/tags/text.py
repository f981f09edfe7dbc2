"""Words of tag lines and of running text, in the light comparison form that all tag statistics share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count
from typing import TYPE_CHECKING
from unicodedata import normalize
from zlib import crc32

from analysis.arabic.signs import SIGNS, SignMap

if TYPE_CHECKING:
    from collections.abc import Iterable

TOKEN = re.compile(r"\w+|[^\w\s]")
"""A word, or one mark of punctuation: words on its two sides do not stand side by side."""

PARTICLES = ("و", "ف", "ب", "ل", "ك")
LONGEST = 12
"""Words of the longest run that is looked for in running text."""
MAX_PLACES = 64
"""Places in the running text that are looked at for one word; keeps a hostile page linear."""

_DROP = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u200e\u200f\u200c\u200d\ufeff"
_SAME = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ی", "ي"), ("ک", "ك"))
_UPON = " علۍ "
"""The word "upon" beside other words: without its dotless yeh it would be the most common given name."""
_LIGHT = {
    **dict.fromkeys(_DROP, ""),
    **dict(_SAME),
    **{sign: sign.lower() for sign in SIGNS if sign.lower() != sign},
}
_FORMS = {
    code: letters
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
    if " " not in (letters := normalize("NFKC", chr(code)))
}
"""Letters of presentation forms, as old systems print them; what stands for several words is left."""
_light = SignMap(_LIGHT, {" على ": _UPON})


def light(text: str) -> str:
    """Return a quick comparison form: no marks, one letter for the forms of alef, yeh, teh and kaf.

    Ten times faster on running text than the full ``fold``; used for statistics, never for shown text.

    >>> light("الإماراتُ"), light("اﻹﻣﺎﺭﺍﺕ")
    ('الامارات', 'الامارات')
    """
    key = _light(text)
    return _any_light(text) if key is None else key


def _any_light(text: str) -> str:
    text = text.translate(_FORMS)
    for sign in _DROP:
        text = text.replace(sign, "")
    text = text.replace(" على ", _UPON)
    for sign, plain in _SAME:
        text = text.replace(sign, plain)
    return text.lower()


@lru_cache(maxsize=1 << 16)
def particle_forms(word: str) -> tuple[str, ...]:
    """Return the word with each particle that running text may write before it.

    >>> particle_forms("الامم")[:3]
    ('والامم', 'فالامم', 'بالامم')
    """
    forms = [particle + word for particle in PARTICLES]
    forms += ["و" + particle + word for particle in ("ب", "ل", "ك")]
    if word.startswith("ال"):
        forms += ["لل" + word[2:], "ولل" + word[2:]]
    return tuple(forms)


def hash_of(word: str) -> int:
    """Return the same 32-bit number for a word on every machine."""
    return crc32(word.encode("utf-8", "replace"))


word_hash = lru_cache(maxsize=1 << 16)(hash_of)
"""The same for words of tags, which are few; it remembers them."""


@dataclass(frozen=True, slots=True)
class InText:
    """How the words of one run stand in running text.

    Attributes:
        seen: for each word of the run, how often it occurs (with particles too).
        runs: for each word and place, how many words of the run stand side by side from there, longest first.
    """

    seen: tuple[int, ...]
    runs: tuple[tuple[int, ...], ...]

    def together(self, start: int, end: int) -> int:
        """Return how often words ``start`` to ``end`` (exclusive) stand side by side in the text."""
        size, times = end - start, 0
        for length in self.runs[start]:
            if length < size:
                break
            times += 1
        return times


def tokens(running_text: str) -> list[str]:
    """Return words and punctuation marks of a text in light form.

    >>> tokens("في غزة، ومصر")
    ['في', 'غزه', '،', 'ومصر']
    """
    words = _light.words(running_text)
    return TOKEN.findall(_any_light(running_text)) if words is None else words


@dataclass(frozen=True, slots=True)
class TextIndex:
    """Where the words of one line stand in a tokenised text, with or without particles."""

    text: list[str]
    places: dict[str, list[int]]

    def run(self, words: tuple[str, ...]) -> InText:
        """Return how a run of the line's words stands in the text."""
        seen = tuple([len(self.places[word]) for word in words])
        runs = tuple([self._lengths(words, at) for at in range(len(words))])
        return InText(seen, runs)

    def _lengths(self, words: tuple[str, ...], start: int) -> tuple[int, ...]:
        text, longest = self.text, len(words) - start
        found = []
        for place in self.places[words[start]]:
            size, top = 1, min(longest, len(text) - place, LONGEST)
            while size < top and words[start + size] == text[place + size]:
                size += 1
            found.append(size)
        return tuple(sorted(found, reverse=True))


def index_text(words: Iterable[str], text: list[str]) -> TextIndex:
    """Look the words of a line up in a text, in one scan.

    Args:
        words: words in light form.
        text: what :func:`tokens` made of the running text.

    >>> index_text(["ايران"], tokens("روسيا وإيران، إيران")).places
    {'ايران': [1, 3]}
    """
    places: dict[str, list[int]] = {word: [] for word in words}
    forms = {form: word for word in places for form in particle_forms(word)}
    forms |= {word: word for word in places}
    for at in compress(count(), map(forms.__contains__, text)):
        found = places[forms[text[at]]]
        if len(found) < MAX_PLACES:
            found.append(at)
    return TextIndex(text, places)
