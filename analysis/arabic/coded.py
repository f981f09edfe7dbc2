"""Texts ready for one pass of an automaton: a byte a letter, the last letter of a word in a shape of its own.

It is the text of `spaced_expr`, made by one look into a table for every two bytes and half as long: in less
than a third of the time. Two words that stand together need no blank each, because a needle begins with the
blank before a word and ends with a last letter.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from analysis.arabic.letters import ORDINARY
from analysis.arabic.words import BARRIER, SPACED, script_letters, spaced
from analysis.errors import DictionaryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_DROP, _BEGIN, _BLANK, _BAR, _OTHER, _FIRST = range(6)
"""Codes of what vanishes, the begin of a text, a blank, a barrier, other letters, and letters of patterns."""

_NEVER = (251, 252, 253, 254)
"""Codes that no text holds. Sought as well, they keep the automaton from leaping ahead to where a pattern may
begin: that is the blank before every word, and to leap from word to word takes twice the time."""

_ODD = 255
"""Code of a sign that the table does not know; of what `encode` returns it is none."""

_MOST = (_NEVER[0] - _OTHER) // 2 - 1
"""Letters of patterns that have codes, in two shapes each."""

_PIECE = 2**19
"""Bytes of texts looked up at a time: what that needs stays in the processor's cache."""

_FAST = 500_000
"""Signs of needles up to which the automaton has a place for every code in every state: it is twice as fast
then, and takes 90 bytes a sign. Two thousand terms have so many."""

_BEFORE = "\n\n"
"""Stands before each text, and becomes its begin and a blank."""

_NOTHING = pl.Series([""])


class Coded(NamedTuple):
    """Some texts in codes, end to end.

    Attributes:
        codes: what the texts are written in.
        starts: where each text begins.
        bars: where a barrier stands.
        rows: the number of each text.
    """

    codes: np.ndarray
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
        inside = self.codes[places] > _BAR
        return self.rows[texts], 2 * (places - starts) + between - inside


class Code:
    """A code for each letter that some patterns of spaced texts hold, and one for all other letters.

    Attributes:
        needles: what the automaton looks for, and the pattern that each stands for.

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
        self._signs = _sign_table(codes, self._last)
        self._pairs = _pair_table(self._signs)
        self._letters = str.maketrans({letter: chr(code) for letter, code in codes.items()})
        # Of two patterns that read the same the one that ends with a word is longer, and wins.
        open_first = sorted(patterns, key=lambda pattern: (pattern.endswith(" "), pattern))
        needles = {needle: one for one in open_first for needle in self._needles(one)}
        self.needles = dict(sorted(needles.items(), key=lambda one: (-len(one[0]), one[0])))
        self._automaton = _automaton(self.needles)

    def _needles(self, pattern: str) -> list[bytes]:
        """Return a pattern in codes; one without a blank at its end may end inside a word or with it."""
        *inner, end = (word.translate(self._letters) for word in pattern.split())
        ends = [self._ended(end)] if pattern.endswith(" ") else [end, self._ended(end)]
        head, gap = chr(_BLANK) * pattern.startswith(" "), chr(_BLANK)
        return [(head + gap.join([*map(self._ended, inner), one])).encode("latin-1") for one in ends]

    def _ended(self, word: str) -> str:
        return word[:-1] + chr(ord(word[-1]) + self._last)

    def find(self, texts: pl.Series) -> Iterator[np.ndarray]:
        """Yield what is found in some texts at a time; null is an empty text.

        Args:
            texts: printed text.

        Yields:
            One row is a needle found: the number of the text, that of the needle, and the bytes before it in
            the spaced text.

        >>> import polars as pl
        >>> [found.tolist() for found in Code([" غزه "]).find(pl.Series(["رفح، غزّة", "ﻏﺰﺓ", None]))]
        [[[0, 0, 11], [1, 0, 0]]]
        """
        for at, end in _pieces(texts):
            coded = self.encode(texts[at:end])
            found = self._automaton.find_matches_as_indexes(coded.codes.tobytes())
            needles, places, _ = np.array(found, dtype=np.int64).reshape(-1, 3).T
            rows, before = coded.placed(places)
            yield np.column_stack([rows + at, needles, before])

    def encode(self, texts: pl.Series) -> Coded:
        """Return texts in codes; those with a sign that is rare stand at the end.

        >>> import polars as pl
        >>> coded = Code([" غزه "]).encode(pl.Series(["غزّة، رفح", "ﻏﺰﺓ", None]))
        >>> len(coded.codes), coded.starts.tolist(), coded.rows.tolist()
        (17, [1, 11, 12, 13], [0, 1, 2, 1])
        """
        texts = texts.fill_null("")
        codes, rows = self._by_bytes(texts), np.arange(len(texts))
        if len(odd := _odd(codes)):
            begins = np.append(np.flatnonzero(codes == _BEGIN), len(codes))
            for begin, end in zip(begins[odd], begins[odd + 1], strict=True):
                codes[begin + 1 : end] = _DROP
            codes = np.append(codes, self._by_signs(texts.gather(odd).to_list()))
            rows = np.append(rows, odd)
        kept = codes.compress(codes != _DROP)  # four times as fast as an index, where every other one is kept
        codes = self._shaped(self._parted(_squeezed(kept)))
        return Coded(codes, np.flatnonzero(codes == _BEGIN) + 1, np.flatnonzero(codes == _BAR), rows)

    def _by_bytes(self, texts: pl.Series) -> np.ndarray:
        """Return codes, one for every two bytes that stand together in texts of UTF-8."""
        raw = pl.concat([_NOTHING, texts]).str.join(_BEFORE).cast(pl.Binary).item()
        codes = np.empty(len(raw), dtype=np.uint8)
        pairs = np.ndarray(len(raw) - 1, "<u2", raw, strides=(1,))
        self._pairs.take(pairs, out=codes[1:], mode="clip")  # faster than to ask whether each is in the table
        return _begun(codes, texts.str.len_bytes().to_numpy())

    def _by_signs(self, texts: list[str]) -> np.ndarray:
        """Return codes, one for every sign; a text that only `fold` knows is folded first."""
        codes = self._looked_up(texts)
        if odd := set(_odd(codes).tolist()):
            return self._looked_up([spaced(text) if n in odd else text for n, text in enumerate(texts)])
        return codes

    def _looked_up(self, texts: list[str]) -> np.ndarray:
        units = np.frombuffer(_BEFORE.join(["", *texts]).encode("utf-32-le"), dtype="<u4")
        return _begun(self._signs[units], np.array([len(text) for text in texts]))

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


def _automaton(needles: Collection[bytes]) -> BytesAhoCorasick:
    fast = sum(map(len, needles)) <= _FAST
    never = [bytes([code]) for code in _NEVER]
    return BytesAhoCorasick(
        [*needles, *never],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.DFA if fast else None,
    )


def _sign_table(codes: dict[str, int], last: int) -> np.ndarray:
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
    return table


def _pair_table(signs: np.ndarray) -> np.ndarray:
    """Return the code of a byte of UTF-8 and the one before it: that of the sign if the byte ends one.

    A first byte tells a rare sign: one of four bytes, or of three but U+2000 to 2AFF and U+FB00 to FFFF. Of
    these the last two bytes are never the same.
    """
    pairs = np.full((256, 256), _ODD, dtype=np.uint8)  # by the byte before, by the byte
    pairs[:, :0x80] = signs[:0x80]
    pairs[:, 0xC2:0xE0] = _DROP
    pairs[0xC2:0xE0, 0x80:0xC0] = signs[0x80:0x800].reshape(-1, 64)
    for first, begin, end in ((0xE2, 0x2000, 0x2B00), (0xEF, 0xFB00, 0x10000)):
        middle = slice(0x80 + begin % 0x1000 // 64, 0x80 + (end - 1) % 0x1000 // 64 + 1)
        pairs[:, first] = pairs[first, middle] = _DROP
        pairs[middle, 0x80:0xC0] = signs[begin:end].reshape(-1, 64)
    return pairs.T.ravel()


def _pieces(texts: pl.Series) -> Iterator[tuple[int, int]]:
    """Yield slices of texts, each of about `_PIECE` bytes or of one text."""
    sizes = texts.str.len_bytes().fill_null(0).cast(pl.Int64) + len(_BEFORE)
    yield from pairwise(accumulate((sizes.cum_sum() // _PIECE).rle().struct.field("len"), initial=0))


def _odd(codes: np.ndarray) -> np.ndarray:
    """Return the numbers of the texts that hold a sign which the table does not know."""
    if not len(there := np.flatnonzero(codes == _ODD)):
        return there
    return np.unique(np.searchsorted(np.flatnonzero(codes == _BEGIN), there) - 1)


def _begun(codes: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return codes with the begin of each text marked; ``sizes`` are the codes of each."""
    codes[np.cumsum(np.append(0, sizes[:-1] + len(_BEFORE)))] = _BEGIN
    return codes


def _squeezed(codes: np.ndarray) -> np.ndarray:
    """Return codes with no blank but one before a letter."""
    kept = codes != _BLANK
    kept[:-1] |= codes[1:] > _BAR
    return codes[kept]
