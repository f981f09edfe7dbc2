"""Bytes -> text: which encoding a raw file is in, and the repair of damage that can be repaired for certain.

Strict UTF-8 is trusted before any declaration; what is not UTF-8 is told apart by the bytes themselves.
`clean` makes the shown text: as printed, without what cannot be seen.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

import polars as pl

from analysis.arabic.letters import BIDI_CONTROLS, ISOLATED_MARKS, SPACES
from analysis.arabic.signs import SIGNS, SignMap
from analysis.errors import InputError
from analysis.loader.decode.legacy import legacy_encoding
from analysis.loader.decode.mojibake import MISREADINGS, undo_latin

if TYPE_CHECKING:
    from collections.abc import Callable

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {"utf-32-le": 4, "utf-32-be": 4, "utf-16-le": 2, "utf-16-be": 2}
_BINARY = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "gzip data",
    b"BZh91AY": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"\x28\xb5\x2f\xfd": "zstandard data",
    b"PAR1": "a parquet table",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document",
}
_CONTROLS = bytes((*range(1, 9), *range(14, 26), 0x7F))  # ESC and the separators stand in some old text
_READABLE = re.compile("[\t\n\r -~\xa0-\xff\u0600-\u06ff\u2000-\u206f\ufb50-\ufefc\U0001f300-\U0001faff]")
_UTF8_SIGN = re.compile(
    rb"[\xc2\xc3\xd8-\xdb][\x80-\xbf]|[\xe2\xed\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)
_ASCII = bytes(range(0x80))
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a raw file.

    Attributes:
        text: the text, lines ended by LF alone, without byte order mark, NUL or lone surrogate.
        encoding: Python's name of the codec that read it.
        repairs: short machine names of what was repaired, in the order it was done.
    """

    text: str
    encoding: str
    repairs: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """Return the text of a raw file in UTF-8, UTF-16, UTF-32, windows-1256 or ISO-8859-6, repaired.

    Args:
        data: the whole file, or any piece of it.

    Returns:
        Text, encoding and repairs: ``bom``, ``truncated``, ``invalid-bytes``, ``mixed-encodings``,
        ``surrogates``, ``nul-bytes``, ``line-ends``, ``mojibake-cp1252``, ``mojibake-cp1256``,
        ``mojibake-legacy``.

    Raises:
        InputError: the bytes are not text; the caller knows the path.

    >>> decode("خبر".encode("cp1256"))
    Decoded(text='خبر', encoding='cp1256', repairs=())
    >>> decode("خبر عاجل".encode().decode("cp1256").encode()).repairs
    ('mojibake-cp1256',)
    """
    _refuse_binary(data)
    text, encoding, repairs = _read(data)
    for name, repaired in _REPAIRS:
        before, text = text, repaired(text)
        if text != before and name not in repairs:
            repairs.append(name)
    return Decoded(text, encoding, tuple(repairs))


def _refuse_binary(data: bytes) -> None:
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise InputError(f"holds {kind}, expected text; give the page itself as HTML or plain text.")


def _read(data: bytes) -> tuple[str, str, list[str]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text, encoding, repairs = _read_as(data.removeprefix(bom), encoding)
            return text.removeprefix("\ufeff"), encoding, ["bom", *repairs]
    return _read_as(data, _wide_encoding(data))


def _read_as(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    if encoding == "utf-8":
        return _read_narrow(data)
    rest = len(data) % _WIDE[encoding]
    whole = data[: len(data) - rest]
    try:
        text = whole.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        raise InputError(f"begins as {encoding} text but is not; save the page again as UTF-8.") from None
    return text, encoding, ["truncated"] * bool(rest)


def _wide_encoding(data: bytes) -> str:
    """Tell UTF-16 and UTF-32 by their NULs; Arabic letters in UTF-16 have 0x06, which no text holds."""
    if b"\0" in data or b"\6" in data:
        for encoding, width in _WIDE.items():
            piece = data[: min(len(data) // width * width, _SAMPLE)]
            text = piece.decode(encoding, "replace")
            if text and len(_READABLE.findall(text)) > 0.9 * len(text):
                return encoding
    return "utf-8"


def _read_narrow(data: bytes) -> tuple[str, str, list[str]]:
    n_controls = len(data) - len(data.translate(None, _CONTROLS))
    if n_controls * 50 > len(data) or data.strip(b"\0").count(b"\0") * 4 > len(data):
        raise InputError("holds binary data, expected text; give the page itself as HTML or plain text.")
    try:
        return data.decode(), "utf-8", []
    except UnicodeDecodeError:
        return _read_lines(data)


def _read_lines(data: bytes) -> tuple[str, str, list[str]]:
    """Read what is not UTF-8 as a whole, line by line: dumps are glued together from several sources."""
    lines = data.split(b"\n")
    foreign = {line for line in lines if not _is_utf8(line)}
    legacy = legacy_encoding(b"\n".join(line for line in lines if line in foreign))
    native = any(not line.isascii() and line not in foreign for line in lines)
    repairs = {"mixed-encodings"} if native and foreign else set()
    texts = []
    for number, line in enumerate(lines, start=1):
        encoding = legacy if line in foreign else "utf-8"
        text, repair = _decode_line(line, encoding, is_last=number == len(lines))
        texts.append(text)
        repairs.update(repair)
    return "\n".join(texts), "utf-8" if native else legacy, sorted(repairs)


def _is_utf8(line: bytes) -> bool:
    """Tell whether most bytes beyond ASCII stand in UTF-8 sequences of Arabic text, damaged or not."""
    n_high = len(line.translate(None, _ASCII))
    return 2 * sum(map(len, _UTF8_SIGN.findall(line))) > n_high or n_high == 0


def _decode_line(line: bytes, encoding: str, *, is_last: bool) -> tuple[str, list[str]]:
    try:
        return line.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict"), []
    except UnicodeDecodeError as error:
        if is_last and error.reason == "unexpected end of data":
            return line[: error.start].decode(encoding, "surrogatepass"), ["truncated"]
        return line.decode(encoding, "replace"), ["invalid-bytes"]


def _join_surrogates(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("surrogates", _join_surrogates),
    ("nul-bytes", lambda text: text.replace("\0", "")),
    ("line-ends", lambda text: text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text),
    *((misreading.name, misreading.undo) for misreading in MISREADINGS),
    ("mojibake-legacy", undo_latin),
)
"""What is repaired, in this order."""


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def unescape(text: str) -> str:
    """Return a plain text dump without HTML entities; an ampersand that begins none stays.

    Args:
        text: plain text; markup would change its meaning, so give HTML to the HTML reader.

    Returns:
        The text; what was escaped twice is resolved as well.

    >>> unescape("&quot;خبر&quot; &amp;amp; R&D &copy=1")
    '"خبر" & R&D &copy=1'
    """
    for _ in range(2):
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _shown_sign(code: int) -> str:
    sign = chr(code)
    if sign in ISOLATED_MARKS:
        return normalize("NFKC", sign).lstrip(" ")
    return normalize("NFKC", sign)


_SHOWN = {
    **{chr(code): "" for code in (*range(0x20), *range(0x7F, 0xA0))},
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys("\n\x85\u2028\u2029", "\n"),
    **dict.fromkeys(BIDI_CONTROLS + "\u00ad\u200b\u2060\ufeff", ""),
    **{chr(code): _shown_sign(code) for code in (*range(0xFB50, 0xFDFA), *range(0xFE70, 0xFEFD))},
}
_SHOWN = {sign: shown for sign, shown in _SHOWN.items() if sign != shown}
_SHOWN_TABLE = str.maketrans(_SHOWN | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)})
_everyday = SignMap({sign: shown for sign, shown in _SHOWN.items() if sign in SIGNS})
_DRESSED = "[" + "".join(re.escape(sign) for sign in _SHOWN) + "]"
# The same signs and some more, as a few ranges: searching for these takes a tenth of translating every sign.
_MAYBE_DRESSED = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\xa0\\xad\u061c\u1680\u180e\u2000-\u206f\u3000\ud800-\udfff\ufb50-\ufeff]"
)
_JOINER = "[\u200c\u200d]"
_TIDY = (  # one list for re and polars, all linear; group 1 stays
    f"({_JOINER}){_JOINER}+",
    f"{_JOINER}( |\n|$)",
    f"(^| |\n){_JOINER}",
    "( ) +",
    " ?(\n) ?",
)


def clean(text: str) -> str:
    """Return the text to show: as printed, without what cannot be seen.

    Bidi marks, soft hyphens, zero-width spaces and control signs go; white space becomes one space, or
    stays a line break; presentation forms become plain letters. Vowel marks, tatweel, Farsi letters and
    joiners inside a word stay, for they can be seen.

    Args:
        text: any string; a lone surrogate becomes U+FFFD.

    Returns:
        The shown text, without space at its ends.

    >>> clean("\u200f ﻏـﺰّﺓ\u00a0 اليوم ")
    'غـزّة اليوم'
    """
    everyday = _everyday(text)
    if everyday is not None:
        text = everyday
    elif _MAYBE_DRESSED.search(text):
        text = text.translate(_SHOWN_TABLE)
    if "\u200c" in text or "\u200d" in text:
        for pattern in _TIDY[:3]:
            text = re.sub(pattern, r"\1", text)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace(" \n", "\n").replace("\n ", "\n").strip(" \n")


def clean_expr(expr: pl.Expr) -> pl.Expr:
    """Return the shown text of a string column: `clean` for every row, null for null.

    Args:
        expr: an expression of strings.

    Returns:
        An expression of strings, row by row.

    >>> pl.DataFrame({"title": [" غزة\u200f "]}).select(clean_expr(pl.col("title"))).item()
    'غزة'
    """
    rare = pl.when(expr.str.contains(_DRESSED)).then(expr)
    text = pl.coalesce(rare.str.replace_many(list(_SHOWN), list(_SHOWN.values())), expr)
    for pattern in _TIDY:
        text = text.str.replace_all(pattern, "${1}")
    return text.str.strip_chars(" \n")
