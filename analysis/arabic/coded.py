"""Texts ready for one pass of an automaton: a byte a letter, the last letter of a word in a shape of its own.

It is the text of `spaced_expr`, made by one look into a table for each printed sign and half as long: a third
of the time. Two words that stand together need no blank each, because a needle begins with the blank before a
word and ends with a last letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.arabic.letters import ORDINARY
from analysis.arabic.words import BARRIER, SPACED, script_letters, spaced
from analysis.errors import DictionaryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import polars as pl

_DROP, _BEGIN, _BLANK, _BAR, _OTHER, _FIRST = range(6)
"""Codes of what vanishes, the begin of a text, a blank, a barrier, other letters, and letters of patterns."""

_ODD = 255
"""Code of a sign that only `fold` itself knows; of what `encode` returns it is none."""

_MOST = (128 - _OTHER) // 2 - 1
"""Letters of patterns that have codes: polars finds strings, in which a sign of a byte is ASCII."""

_PIECE = 250
"""Texts looked up at a time: what that needs stays in the processor's cache."""

_BEFORE = "\ud800 "
"""Stands before each text; half of a sign, as this is, is in none."""


class Coded(NamedTuple):
    """Some texts in codes, end to end.

    Attributes:
        text: a sign a code.
        starts: where each text begins.
        bars: where a barrier stands.
        rows: the number of each text.
    """

    text: str
    starts: np.ndarray
    bars: np.ndarray
    rows: np.ndarray

    def placed(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return of each place where a needle begins the number of the text, and the bytes before it there.

        Bytes of the spaced text, in which a letter and a gap are two and a barrier with its gap is three.
        """
        texts = np.searchsorted(self.starts, places, side="right") - 1
        starts = self.starts[texts]
        between = np.searchsorted(self.bars, places) - np.searchsorted(self.bars, starts)
        # Of a needle that begins in a word both blanks before the word are passed, and not the first alone.
        inside = [self.text[place] > chr(_BAR) for place in places.tolist()]
        return self.rows[texts], 2 * (places - starts) + between - np.array(inside, dtype=int)


class Code:
    """A code for each letter that some patterns of spaced texts hold, and one for all other letters.

    Attributes:
        needles: what the automaton looks for, the longest first, and the pattern that each stands for.

    >>> [len(needle) for needle in Code([" غزه ", " لايران"]).needles]
    [7, 7, 4]
    """

    def __init__(self, patterns: Collection[str]) -> None:
        """Give each letter of the patterns a code.

        Raises:
            DictionaryError: the patterns hold more letters than there are codes.
        """
        letters = sorted(set().union(*patterns) - {" "})
        if len(letters) > _MOST:
            raise DictionaryError(
                f"topics: expected terms of at most {_MOST} different letters, got {len(letters)}. "
                "Look topics of different languages up one after the other."
            )
        codes = {letter: code for code, letter in enumerate(letters, start=_FIRST)}
        self._last = 1 + len(letters)
        self._table = _table(codes, self._last)
        self._letters = str.maketrans({letter: chr(code) for letter, code in codes.items()})
        # Of two patterns that read the same the one that ends with a word is longer, and wins.
        open_first = sorted(patterns, key=lambda pattern: (pattern.endswith(" "), pattern))
        needles = {needle: one for one in open_first for needle in self._needles(one)}
        self.needles = dict(sorted(needles.items(), key=lambda one: (-len(one[0]), one[0])))

    def _needles(self, pattern: str) -> list[str]:
        """Return a pattern in codes; one without a blank at its end may end inside a word or with it."""
        *inner, end = (word.translate(self._letters) for word in pattern.split())
        ends = [self._ended(end)] if pattern.endswith(" ") else [end, self._ended(end)]
        head, gap = chr(_BLANK) * pattern.startswith(" "), chr(_BLANK)
        return [head + gap.join([*map(self._ended, inner), one]) for one in ends]

    def _ended(self, word: str) -> str:
        return word[:-1] + chr(ord(word[-1]) + self._last)

    def encode(self, texts: pl.Series) -> Iterator[Coded]:
        """Yield texts in codes, some at a time; null is an empty text.

        >>> import polars as pl
        >>> (coded,) = Code([" غزه "]).encode(pl.Series(["غزّة، رفح", "ﻏﺰﺓ", None]))
        >>> len(coded.text), coded.starts.tolist(), coded.rows.tolist()
        (17, [1, 11, 12, 13], [0, 1, 2, 1])
        """
        for at in range(0, len(texts), _PIECE):
            codes, rows = self._encoded(texts.slice(at, _PIECE))
            starts, bars = np.flatnonzero(codes == _BEGIN) + 1, np.flatnonzero(codes == _BAR)
            yield Coded(str(codes.data, "ascii"), starts, bars, rows + at)

    def _encoded(self, texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
        """Return texts in codes and their numbers; what only `fold` knows is folded and stands at the end."""
        codes, rows = self._looked_up(texts.fill_null("").to_list()), np.arange(len(texts))
        if len(there := np.flatnonzero(codes == _ODD)):
            begins = np.flatnonzero(codes == _BEGIN)
            odd = np.unique(np.searchsorted(begins, there) - 1)
            for begin, end in zip(begins[odd], np.append(begins, len(codes))[odd + 1], strict=True):
                codes[begin + 1 : end] = _DROP
            plain = [spaced(text) for text in texts.gather(odd)]
            codes, rows = np.append(codes, self._looked_up(plain)), np.append(rows, odd)
        return self._shaped(self._parted(_squeezed(codes[codes != _DROP]))), rows

    def _looked_up(self, texts: list[str]) -> np.ndarray:
        units = _units(_BEFORE.join(["", *texts]))
        return self._table.take(units, mode="clip")  # twice as fast as to ask whether each is in the table

    def _parted(self, codes: np.ndarray) -> np.ndarray:
        """Return codes with a blank before every word, also right behind a barrier or a last letter (ة)."""
        behind = (codes[:-1] == _BAR) | (codes[:-1] >= _OTHER + self._last)
        at = np.flatnonzero(behind & (codes[1:] > _BAR)) + 1
        return np.insert(codes, at, _BLANK) if len(at) else codes

    def _shaped(self, codes: np.ndarray) -> np.ndarray:
        """Return codes with the last letter of every word in the shape of a last one."""
        letter = codes > _BAR
        last = letter & (codes < _OTHER + self._last)
        last[:-1] &= ~letter[1:]
        return codes + last.view(np.uint8) * np.uint8(self._last)


def _table(codes: dict[str, int], last: int) -> np.ndarray:
    """Return the code of each sign; of ة it is that of a last letter."""
    table = np.full(0x110000, _ODD, dtype=np.uint8)
    for begin, end in ORDINARY:
        table[begin : end + 1] = _BLANK
    for sign, becomes in {**{letter: letter for letter in script_letters()}, **SPACED}.items():
        word = becomes.strip()
        if word and word != BARRIER:
            table[ord(sign[0])] = codes.get(word, _OTHER) + last * becomes.endswith(" ")
        elif len(sign) == 1:
            table[ord(sign)] = _BAR if word else _BLANK if becomes else _DROP
    table[ord(_BEFORE[0])] = _BEGIN
    return table


def _units(text: str) -> np.ndarray:
    """Return the numbers of the signs of a text, of two bytes each if that is enough."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return np.frombuffer(units, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _squeezed(codes: np.ndarray) -> np.ndarray:
    """Return codes with no blank but one before a letter."""
    kept = codes != _BLANK
    kept[:-1] |= codes[1:] > _BAR
    return codes[kept]
