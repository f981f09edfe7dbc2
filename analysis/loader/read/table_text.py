"""The text of a table file: decoded as it comes, a line at a time, within bounds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.read.files import CHUNK, MAX_PAGE_BYTES
from analysis.loader.read.raw_page import RawFault

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_text(stream: BinaryIO, encoding: str | None = None) -> io.TextIOWrapper:
    """Decode a stream by what its first megabyte is, or as one encoding.

    Stray bytes become surrogates, which `columns.repaired` reads again cell by cell.
    """
    encoding = encoding or _encoding(stream)
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def _encoding(stream: BinaryIO) -> str:
    head = stream.peek(CHUNK)[:CHUNK]  # type: ignore[attr-defined]
    if not head.strip():
        raise RawFault("empty", "the file holds nothing but white space.")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if _is_utf8(head):
        return "utf-8-sig"
    try:
        return decode(head).encoding
    except InputError as error:
        raise RawFault("binary", str(error)) from error


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True


def bounded_lines(text: io.TextIOBase) -> Iterator[str | None]:
    """Yield each line; None stands for a line that is too long."""
    while line := text.readline(MAX_PAGE_BYTES):
        if len(line) == MAX_PAGE_BYTES and not line.endswith("\n"):
            while (rest := text.readline(CHUNK)) and not rest.endswith("\n"):
                pass
            yield None
        else:
            yield line


def too_long() -> RawFault:
    """Return the fault of a line that is too long."""
    return RawFault("too_large", f"the line has more than {MAX_PAGE_BYTES // 2**20} million characters.")
