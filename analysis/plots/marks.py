"""Vowel marks where they belong, for matplotlib below 3.11, which draws every mark at one height.

There a label may use the font ``Wusum Marks``: private code points, one for each form of a letter and each
cluster of marks on it, drawn without width where the letter stands.
"""

from __future__ import annotations

import re
import unicodedata

MARKS_FAMILY = "Wusum Marks"

_SHADDA = "\u0651"
_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0670"
LETTERS = (
    "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B)))) + "\u067e\u0686\u0698\u06a9\u06af\u06cc"
)
CLUSTERS = (*_VOWELS, "\u0652", _SHADDA, *(_SHADDA + vowel for vowel in _VOWELS))
_NUMBER = {frozenset(cluster): number for number, cluster in enumerate(CLUSTERS)}
_ROOM = 16  # code points of a letter form; a ligature has as many again for the marks on its alef
_FIRST_LETTER, _FIRST_FORM, _PRIVATE = 0x600, 0xFB50, 0xF0000

# Marks on the alef of lam-alef pass the joining and ordering of letters as marks that news never prints.
_MARKS = "".join(sorted(set("".join(CLUSTERS))))
_ON_ALEF = dict(zip(map(ord, _MARKS), "\u08e4\u08e5\u08e6\u08e7\u08e8\u08e9\u08ea\u08eb\u08ec", strict=True))
_OF_ALEF = {ord(stand_in): chr(mark) for mark, stand_in in _ON_ALEF.items()}
_STAND_INS = "".join(_ON_ALEF.values())
_LAM_ALEF = re.compile(f"(\u0644[{_MARKS}]*[\u0622\u0623\u0625\u0627])([{_MARKS}]+)")
_MARKED = re.compile(f"([{_MARKS}{_STAND_INS}]+)([\u0621-\u06d3\ufb50-\ufbff\ufe80-\ufefc])")


def code_of(form: int, cluster: str, *, on_alef: bool = False) -> int:
    """Return the private code point of a cluster of marks on a form of a letter.

    Args:
        form: code point of the letter or of its presentation form.
        cluster: one of ``CLUSTERS``, in any order.
        on_alef: the marks stand on the alef of lam-alef.

    >>> hex(code_of(0x628, "\u064e"))
    '0xf0503'
    """
    row = form - _FIRST_LETTER if form < _FIRST_FORM else form - _FIRST_FORM + 0x100
    return _PRIVATE + (2 * row + on_alef) * _ROOM + _NUMBER[frozenset(cluster)]


def tell_apart(line: str) -> str:
    """Return the line with stand-ins for the marks on the alef of lam-alef, which becomes one letter."""
    return _LAM_ALEF.sub(lambda found: found[1] + found[2].translate(_ON_ALEF), line)


def placed(line: str) -> str:
    """Return a joined line in visual order with each cluster of marks as the one of its letter's form."""
    return _MARKED.sub(lambda found: _placed(found[1], found[2]), line)


def _placed(marks: str, form: str) -> str:
    letters = unicodedata.normalize("NFKC", form)
    own = marks.translate(dict.fromkeys(_OF_ALEF))
    alef = "".join(_OF_ALEF[ord(mark)] for mark in marks if ord(mark) in _OF_ALEF)
    if alef and len(letters) == 1:  # lam and alef stayed two letters
        own, alef = own + alef, ""
    if not set(letters) <= set(LETTERS):
        return own + form
    return _glyph(own, form) + _glyph(alef, form, on_alef=True) + form


def _glyph(cluster: str, form: str, *, on_alef: bool = False) -> str:
    known = frozenset(cluster) in _NUMBER
    return chr(code_of(ord(form), cluster, on_alef=on_alef)) if known else cluster
