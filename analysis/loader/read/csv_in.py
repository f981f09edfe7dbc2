"""CSV and TSV as tables: a header, then a record a row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from analysis.loader.read.files import MAX_PAGE_BYTES, has_columns
from analysis.loader.read.raw_page import RawFault
from analysis.loader.read.table_text import bounded_lines, too_long

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

    Row = Mapping[str, object] | RawFault

_SIGN_NAMED = re.compile("sep=([,;\t|])", re.IGNORECASE)


def csv_rows(text: io.TextIOBase, share: io.TextIOBase | None = None) -> Iterator[Row]:
    """One row is one record after the header.

    Args:
        text: the file.
        share: some of its records, which are read in place of all; the header is that of the file.
    """
    csv.field_size_limit(MAX_PAGE_BYTES)
    head, sign = _head(text)
    lines = _Lines(chain([head], bounded_lines(text)))
    reader = csv.reader(lines, delimiter=sign)
    try:
        header = [name.strip() for name in next(reader, [])]
        if share is not None:
            lines = _Lines(bounded_lines(share))
            reader = csv.reader(lines, delimiter=sign)
        yield from _records(header, reader, lines)
    except csv.Error as error:
        raise RawFault("malformed", f"line {reader.line_num}: {error}.") from error


def _head(text: io.TextIOBase) -> tuple[str, str]:
    """Return the line of the header and the sign that parts its cells: what stands before it holds no name.

    Excel takes and writes a first line ``sep=;``.
    """
    head = text.readline(MAX_PAGE_BYTES)
    while head and not head.strip():
        head = text.readline(MAX_PAGE_BYTES)
    if named := _SIGN_NAMED.fullmatch(head.strip("\r\n").strip('"')):
        return text.readline(MAX_PAGE_BYTES), named[1]
    return head, delimiter_of(head)


def delimiter_of(header: str) -> str:
    """Return the sign that parts the cells of a table, by its first line.

    >>> delimiter_of('"title, long";body')
    ';'
    """
    bare = re.sub(r'"[^"]*"', "", header)
    return max(",\t;|", key=bare.count)


def _records(header: list[str], reader: Iterator[list[str]], lines: _Lines) -> Iterator[Row]:
    repeated = sorted(name for name, times in Counter(header).items() if name and times > 1)
    first = {name: place for place, name in reversed(list(enumerate(header)))}
    for cells in reader:
        quotes, lines.quotes = lines.quotes, 0
        if not cells or cells == [""]:
            continue
        if len(cells) != len(header):
            at_end = quotes % 2 and lines.ended
            issue = "truncated" if at_end else "wrong_columns"
            yield RawFault(issue, f"{len(cells)} cells, expected {len(header)}: {has_columns(header)}.")
        else:
            yield {name: cells[place] or None for name, place in first.items()}
    if repeated:
        raise RawFault(
            "duplicate_columns", f"columns stand twice, the first of each was read: {has_columns(repeated)}."
        )


class _Lines:
    """Lines for the csv reader; counts quotes, so that a quote that is never closed is seen."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        """Wrap the lines of a file."""
        self._lines, self.quotes, self.ended = lines, 0, False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            if line is None:
                raise too_long()
            self.quotes += line.count('"')
            return line
        self.ended = True
        raise StopIteration
