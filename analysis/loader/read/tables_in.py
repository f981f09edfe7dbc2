"""Tables as raw input: JSON in every layout, CSV and TSV, Parquet, Arrow; a row at a time, memory flat."""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from analysis.errors import InputError
from analysis.loader.read.columns import Columns, find_columns
from analysis.loader.read.file_lists import refuse_file_list
from analysis.loader.read.files import CHUNK, MAX_PAGE_BYTES, has_columns
from analysis.loader.read.json_in import json_rows, jsonl_rows
from analysis.loader.read.parquet_child import ParquetError, parquet_batches
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage
from analysis.loader.read.table_text import bounded_lines, open_text, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Row = Mapping[str, object] | RawFault

_SAMPLE = 100
"""Rows whose keys together are the columns of a JSON table; an optional key may miss in the first."""


def read_table(
    stream: BinaryIO,
    form: str,
    shown: str,
    mapping: Mapping[str, str] | None = None,
    share: tuple[int, int] = (0, 1),
) -> Iterator[RawPage | RawIssue]:
    """Yield each row of a table as a raw page, or as a finding when it cannot be one.

    Args:
        stream: the file's bytes, unzipped.
        form: ``json``, ``jsonl``, ``csv``, ``parquet`` or ``arrow``.
        shown: the path that raw paths begin with; row N (from 1) is ``shown#N``.
        mapping: field -> column; goes before the guesses.
        share: which of how many shares of a Parquet table.

    Raises:
        InputError: the mapping names a column that the table does not have.
        RawFault: the file as a whole cannot be read, or breaks off.
    """
    packed = form not in _READERS
    rows = _parquet_rows(stream, *share) if packed else enumerate(_READERS[form](stream), start=1)
    head, fault = _take(rows)
    names = dict.fromkeys(name for _, row in head if not isinstance(row, RawFault) for name in row)
    columns = find_columns(names, mapping, shown) if names else Columns({})
    if names and not mapping and not fault:
        refuse_file_list([row for _, row in head if not isinstance(row, RawFault)], columns.field_of, shown)
    for number, row in chain(head, () if fault else rows):
        where = f"{shown}#{number}"
        try:
            if isinstance(row, RawFault):
                raise row
            yield columns.page(where, row)
        except RawFault as error:
            yield RawIssue(where, error.issue, str(error))
        except InputError as error:
            yield RawIssue(where, "binary", str(error))
    if fault or not (head or share[1] > 1):
        raise fault or RawFault("empty", "the table holds no row.")


def _take(rows: Iterator[tuple[int, Row]]) -> tuple[list[tuple[int, Row]], RawFault | None]:
    """Return the first rows, and the fault that ended them, so that rows before a fault are not lost."""
    head: list[tuple[int, Row]] = []
    try:
        head.extend(islice(rows, _SAMPLE))
    except RawFault as fault:
        return head, fault
    return head, None


def _csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """One row is one record after the header."""
    text = open_text(stream)
    csv.field_size_limit(MAX_PAGE_BYTES)
    head = text.readline(MAX_PAGE_BYTES)
    lines = _Lines(chain([head], bounded_lines(text)))
    reader = csv.reader(lines, delimiter=_delimiter(head))
    try:
        header = [name.strip() for name in next(reader, [])]
        yield from _records(header, reader, lines)
    except csv.Error as error:
        raise RawFault("malformed", f"line {reader.line_num}: {error}.") from error


def _delimiter(header: str) -> str:
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


def _parquet_rows(stream: BinaryIO, number: int, count: int) -> Iterator[tuple[int, Row]]:
    """One row is one row of the table, with its number; an unzipped stream is laid down as a file first."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as spool:
        path = getattr(stream, "name", None)
        if not isinstance(path, str):
            shutil.copyfileobj(stream, spool, CHUNK)
            spool.flush()
            path = spool.name
        try:
            for first, batch in parquet_batches(path, number, count):
                yield from enumerate(batch.iter_rows(named=True), start=first)
        except ParquetError as error:
            raise RawFault("malformed", f"no readable Parquet or Arrow table: {error}.") from error


_READERS: Mapping[str, Callable[[BinaryIO], Iterator[Row]]] = {
    "json": json_rows,
    "jsonl": jsonl_rows,
    "csv": _csv_rows,
}
