"""Everyday text mapped sign by sign, through a code of a byte a sign: far faster than str.translate."""

from __future__ import annotations

from codecs import charmap_build, charmap_decode, charmap_encode
from types import MappingProxyType
from typing import TYPE_CHECKING

from analysis.arabic.letters import span

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS = span(
    (0x00, 0x00),  # the codec is fast only when its first sign is this one
    (0x09, 0x0A),
    (0x0D, 0x0D),
    (0x20, 0x7E),
    (0xA0, 0xA0),
    (0xA9, 0xA9),
    (0xAB, 0xAB),
    (0xAD, 0xAE),
    (0xB0, 0xB0),
    (0xB7, 0xB7),
    (0xBB, 0xBB),
    (0xE0, 0xE2),  # the accents of French names
    (0xE7, 0xEB),
    (0xEE, 0xEF),
    (0xF4, 0xF4),
    (0x060C, 0x060C),
    (0x061B, 0x061B),
    (0x061F, 0x0652),
    (0x0660, 0x066C),
    (0x0670, 0x0671),
    (0x0679, 0x0679),
    (0x067E, 0x067E),
    (0x0686, 0x0686),
    (0x0688, 0x0688),
    (0x0691, 0x0691),
    (0x0698, 0x0698),
    (0x06A9, 0x06A9),
    (0x06AF, 0x06AF),
    (0x06BE, 0x06BE),
    (0x06C1, 0x06C1),
    (0x06CC, 0x06CD),
    (0x06D4, 0x06D4),
    (0x06F0, 0x06F9),
    (0x200B, 0x200F),
    (0x2013, 0x2014),
    (0x2018, 0x2019),
    (0x201C, 0x201D),
    (0x2022, 0x2022),
    (0x202A, 0x202C),
    (0x2039, 0x203A),
    (0xFEFF, 0xFEFF),
)
"""The signs of everyday Arabic news, 256 at most."""

_CODES = charmap_build(SIGNS)


class SignMap:
    """A map of signs to one sign or none, for text of `SIGNS`.

    >>> bare = SignMap({"ة": "ه", "\u064e": ""})
    >>> bare("مَدينة"), bare("東京"), bare.words("مدينة، أخرى")
    ('مدينه', None, ['مدينه', '،', 'أخرى'])
    """

    def __init__(self, plain: Mapping[str, str], phrases: Mapping[str, str] = MappingProxyType({})) -> None:
        """Map each sign as ``plain`` says, and leave those that it does not name.

        Args:
            plain: one sign or none for some of `SIGNS`.
            phrases: what is exchanged for what once the signs that become none are gone; of `SIGNS` too.
        """
        self._decoding = "".join(plain.get(sign, sign) or sign for sign in SIGNS)
        self._dropped = bytes(code for code, sign in enumerate(SIGNS) if plain.get(sign) == "")
        self._phrases = [(_coded(old), _coded(new)) for old, new in phrases.items()]

    def __call__(self, text: str) -> str | None:
        """Return the text mapped; None when it holds another sign than `SIGNS`."""
        if (codes := self._codes(text)) is None:
            return None
        return charmap_decode(codes, "strict", self._decoding)[0]

    def words(self, text: str) -> list[str] | None:
        r"""Return what ``re.findall(r"\w+|[^\w\s]", ...)`` finds in the text mapped; None as a call does."""
        codes = self._codes(text)
        if codes is None:
            return None
        for mark in set(codes.translate(None, _IN_WORDS)):
            codes = codes.replace(_ALONE[mark], _APART[mark])
        return charmap_decode(codes, "strict", self._decoding)[0].split()

    def _codes(self, text: str) -> bytes | None:
        try:
            codes = charmap_encode(text, "strict", _CODES)[0].translate(None, self._dropped)
        except UnicodeEncodeError:
            return None
        for old, new in self._phrases:
            codes = codes.replace(old, new)
        return codes


def _coded(text: str) -> bytes:
    return charmap_encode(text, "strict", _CODES)[0]


_ALONE = [_coded(sign) for sign in SIGNS]
_APART = [_coded(f" {sign} ") for sign in SIGNS]
_IN_WORDS = _coded("".join(sign for sign in SIGNS if sign.isalnum() or sign.isspace() or sign == "_"))
