"""Where the shares of a long CSV or JSONL file begin: its bytes are passed over and its rows counted.

A share begins where the reader of the whole file begins a row, and is told the number of that row. Where
bytes alone do not tell rows apart, the first share is the whole file, and all others are empty.
"""

from __future__ import annotations

import io
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from analysis.loader.read.csv_in import csv_rows, delimiter_of
from analysis.loader.read.files import CHUNK, MAX_PAGE_BYTES
from analysis.loader.read.json_in import jsonl_rows
from analysis.loader.read.table_text import open_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analysis.loader.read.raw_page import RawFault

    Row = Mapping[str, object] | RawFault
    Counted = Iterator[tuple[int, int, bool]]

BLOCK = 2**16
"""Bytes that are passed over at a time; where one of them ends, a share may begin."""

READERS = {"jsonl": jsonl_rows, "csv": csv_rows}
"""The formats that are read in shares here."""

_BOM = b"\xef\xbb\xbf"
_EMPTY = (b"", b'""')
"""Lines that the reader of CSV passes over."""


class Place(NamedTuple):
    """Where a share begins: its first byte, and the number of its first row, from 1 on."""

    start: int
    row: int


class _WholeError(Exception):
    """The file cannot be parted by its bytes."""


def share_rows(path: str, form: str, number: int, count: int) -> Iterator[tuple[int, Row]]:
    """Yield the rows of one share of a file, each with its number in the whole file.

    Args:
        path: the file, not zipped.
        form: one of `READERS`.
        number: which share, from 0 on.
        count: how many shares there are.
    """
    status = os.stat(path)  # noqa: PTH116
    here, after = places(path, form, count, (status.st_size, status.st_mtime_ns))[number : number + 2]
    if here.start == after.start:
        return
    read = READERS[form]
    with Path(path).open("rb", buffering=CHUNK) as whole, _Window(path, here.start, after.start) as window:
        text, share = open_text(whole), io.BufferedReader(window, CHUNK)
        if number == 0:
            rows = read(open_text(share, text.encoding))
        else:
            rows = read(text, open_text(share, text.encoding.removesuffix("-sig")))
        yield from enumerate(rows, start=here.row)


class _Window(io.FileIO):
    """Some of the bytes of a file."""

    def __init__(self, path: str, start: int, end: int) -> None:
        super().__init__(path)
        self.seek(start)
        self._left = end - start

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as there are bytes."""
        found = super().readinto(memoryview(buffer)[: self._left])
        self._left -= found
        return found


@lru_cache(maxsize=1)
def places(path: str, form: str, count: int, seen: tuple[int, int]) -> Sequence[Place]:
    """Return where each share of a file begins, and the end of the last.

    A process that reads several shares of a file passes over it once.

    Args:
        path: the file, not zipped.
        form: one of `READERS`.
        count: how many shares there are.
        seen: size and time of the file.
    """
    end = Place(seen[0], 0)
    edges = [end.start * number // count for number in range(1, count)]
    found = [Place(0, 1)]
    try:
        for place in _places(path, form):
            found += [place] * sum(edge <= place.start for edge in edges[len(found) - 1 :])
            if len(found) == count:
                break
    except _WholeError:
        found = found[:1]
    return [*found, *[end] * (count + 1 - len(found))]


def _places(path: str, form: str) -> Iterator[Place]:
    """Yield the places where blocks of a file end and a row may begin.

    Raises:
        _WholeError: none may, or not all that were found.
    """
    with Path(path).open("rb", buffering=CHUNK) as file:
        encoding = open_text(file).encoding
    if encoding.startswith(("utf-16", "utf-32")):
        raise _WholeError
    with Path(path).open("rb") as file:
        start = len(_BOM) if encoding == "utf-8-sig" and file.read(len(_BOM)) == _BOM else 0
        file.seek(start)
        count, row = (_records, 0) if form == "csv" else (_lines, 1)  # the first record is the header
        for length, rows, is_between in count(_blocks(file), encoding.removesuffix("-sig")):
            start, row = start + length, row + rows
            if is_between:
                yield Place(start, row)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, some `BLOCK` of bytes at a time."""
    while block := file.read(BLOCK):
        rest = file.readline(MAX_PAGE_BYTES)
        if len(rest) > MAX_PAGE_BYTES - BLOCK:  # the reader passes over what is left of such a line
            raise _WholeError
        yield block + rest


def _lines(blocks: Iterator[bytes], encoding: str) -> Counted:
    """Yield for each block of JSONL its bytes, the rows that end in it, whether one may begin after it."""
    for block in blocks:
        yield len(block), sum(_is_row(line, encoding) for line in block.splitlines()), True


def _is_row(line: bytes, encoding: str) -> bool:
    return line[:1] == b"{" or bool(line.decode(encoding, "surrogateescape").strip())


def _records(blocks: Iterator[bytes], encoding: str) -> Counted:
    """Yield for each block of CSV what `_lines` does; lines inside quotes end no row."""
    quoted, inside = None, 0
    for block in blocks:
        if inside + len(block) > MAX_PAGE_BYTES:  # the reader ends at a cell that is too long
            raise _WholeError
        is_first, quoted = quoted is None, quoted or _quoted(block, encoding)
        bare = quoted.sub(b"x", b'"x' + block if inside else block)  # a cell that goes on is not empty
        is_between = bare.endswith((b"\r", b"\n"))
        lines = bare.splitlines()
        if is_first and (lines[0].strip() in _EMPTY or b"sep=" in lines[0][:8].lower()):  # no header
            raise _WholeError
        yield len(block), sum(line not in _EMPTY for line in lines) - (not is_between), is_between
        inside = 0 if is_between else (inside if bare == b"x" else 0) + len(block)


def _quoted(block: bytes, encoding: str) -> re.Pattern[bytes]:
    """Return a pattern of cells that stand in quotes and are not empty, and of one that a block breaks off.

    A quotation mark inside a cell that does not begin with one is a sign as any other.
    """
    first = block.splitlines()[0].decode(encoding, "surrogateescape")
    sign = re.escape(delimiter_of(first).encode())
    return re.compile(rb'"(?<![^%b\r\n]")(?=[^"]|""|\Z)[^"]*+(?:""[^"]*+)*+(?:"|\Z)' % sign)
