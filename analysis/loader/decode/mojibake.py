"""Mojibake: UTF-8 that was read as a one-byte encoding and saved again, undone where that is certain.

ftfy does not know windows-1256 as the wrong reading, which is the usual one for Arabic.
"""

from __future__ import annotations

import re

from analysis.loader.decode.legacy import legacy_encoding, rarity


def _has_latin(text: str) -> bool:
    """Tell whether a text holds a letter of Latin-1: in UTF-8 they all open with one byte."""
    return b"\xc3" in text.encode("utf-8", "surrogatepass")


class Misreading:
    """One wrong reading of UTF-8: how to know it and how to undo it.

    A run is a row of UTF-8 sequences in their misread form, with ASCII between. Real Arabic text does not
    hold runs of three letters: ط or ظ would have to stand before a symbol three times.

    Args:
        name: what the repair is called.
        encodings: the wrong readings, the likelier first; together they cover all 128 upper bytes.
        at_least: Arabic letters that make a run certain.
    """

    def __init__(self, name: str, *encodings: str, at_least: int) -> None:
        self.name, self._at_least = name, at_least
        self._bytes = {chr(code): code for code in range(0x80)}
        for encoding in encodings:
            for code in range(0x80, 0x100):
                sign = bytes([code]).decode(encoding, "ignore")
                if sign:
                    self._bytes.setdefault(sign, code)
        tail, gap = self._signs(0x80, 0xBF), r"[\x00-\x09\x0b-\x7f]*+"
        pair, triple = self._signs(0xC2, 0xDF) + tail, self._signs(0xE0, 0xEF) + tail * 2
        sequence = f"(?:{pair}|{triple}|{self._signs(0xF0, 0xF4)}{tail * 3})"
        self._two = re.compile(f"{tail}{gap}{self._signs(0xC2, 0xF4)}{tail}")  # opens with rare signs: fast
        opening = [sign for sign, code in self._bytes.items() if 0xC2 <= code <= 0xF4]
        self._opens_latin = all(map(_has_latin, opening))
        self._run = re.compile(f"{sequence}(?:{gap}{sequence}){{{at_least - 1},}}")
        self._line = re.compile(f"^{gap}{sequence}(?:{gap}{sequence})*{gap}$", re.MULTILINE)

    def _signs(self, first: int, last: int) -> str:
        return (
            "["
            + "".join(re.escape(sign) for sign, code in self._bytes.items() if first <= code <= last)
            + "]"
        )

    def as_bytes(self, text: str) -> bytes:
        """Return the bytes that were misread as this text.

        Raises:
            KeyError: a sign that the wrong encoding does not have.
        """
        return bytes(self._bytes[sign] for sign in text)

    def undo(self, text: str) -> str:
        """Return the text with its misread runs read again, or as it is when none is certain.

        Once one run is certain, every line that is misread from end to end is read again, however short.
        """
        if (self._opens_latin and not _has_latin(text)) or not self._two.search(text):
            return text  # every run has two sequences at least
        repaired = self._run.sub(lambda run: self._reread(run[0], certain=False), text)
        if repaired == text:
            return text
        for _ in range(2):  # some text was misread twice
            repaired = self._line.sub(lambda line: self._reread(line[0], certain=True), repaired)
        return repaired

    def _reread(self, run: str, *, certain: bool) -> str:
        try:
            text = self.undo(self.as_bytes(run).decode())
        except UnicodeDecodeError:
            return run
        n_letters = sum("\u0621" <= sign <= "\u064a" for sign in text)
        n_high = sum(sign > "\x7f" for sign in text)
        return text if certain or (n_letters >= self._at_least and 2 * n_letters >= n_high) else run


_AS_LATIN = Misreading("mojibake-cp1252", "cp1252", "latin-1", at_least=2)
MISREADINGS = (_AS_LATIN, Misreading("mojibake-cp1256", "cp1256", at_least=3))
"""Windows-1252 with its five holes filled as browsers do, which covers Latin-1 too; and windows-1256."""

_LATIN_WORD = re.compile("[A-Za-z\xc0-\xff]+")


def undo_latin(text: str) -> str:
    """Return the text with its lines of Arabic in a one-byte encoding, read as windows-1252, read again.

    >>> undo_latin("الانتخابات".encode("cp1256").decode("cp1252"))
    'الانتخابات'
    """
    if not _has_latin(text):  # most pages: a hundredth of looking at the words of each line
        return text
    lines = text.split("\n")
    certain = [data for line in lines if (data := _latin_bytes(line, at_least=7))]
    if not certain:
        return text
    encoding = legacy_encoding(b"\n".join(certain))
    found = (_latin_bytes(line, at_least=1) for line in lines)
    return "\n".join(
        line if data is None else data.decode(encoding, "replace")
        for line, data in zip(lines, found, strict=True)
    )


def _latin_bytes(line: str, *, at_least: int) -> bytes | None:
    """Return the bytes of a line whose words of Latin-1 letters alone are Arabic in a one-byte encoding."""
    words = [word for word in _LATIN_WORD.findall(line) if min(word) >= "\xc0"]
    if sum(map(len, words)) < at_least:
        return None
    try:
        data = _AS_LATIN.as_bytes(line)
    except KeyError:
        return None
    return data if rarity(data, legacy_encoding(data)) < 18 else None
