"""Tables as raw input: JSON in every layout, CSV and TSV, Parquet; a row at a time, memory flat."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from analysis.errors import InputError
from analysis.loader.columns import Columns, find_columns
from analysis.loader.decode import decode
from analysis.loader.files import CHUNK, MAX_PAGE_BYTES, has_columns
from analysis.loader.parquet_child import ParquetError, parquet_batches
from analysis.loader.raw_page import RawFault, RawIssue, RawPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Row = Mapping[str, object] | RawFault

_SAMPLE = 100
"""Rows whose keys together are the columns of a JSON table; an optional key may miss in the first."""

_LISTS = ("articles", "items", "results", "data", "posts", "entries", "news", "rows", "documents", "docs")
_GAP = re.compile(r"[\s,]*")


def read_table(
    stream: BinaryIO, form: str, shown: str, mapping: Mapping[str, str] | None = None
) -> Iterator[RawPage | RawIssue]:
    """Yield each row of a table as a raw page, or as a finding when it cannot be one.

    Args:
        stream: the file's bytes, unzipped.
        form: ``json``, ``jsonl``, ``csv`` or ``parquet``.
        shown: the path that raw paths begin with; row N (from 1) is ``shown#N``.
        mapping: field -> column; goes before the guesses.

    Raises:
        InputError: the mapping names a column that the table does not have.
        RawFault: the file as a whole cannot be read, or breaks off.
    """
    rows = enumerate(_READERS[form](stream), start=1)
    head, fault = _take(rows)
    names = dict.fromkeys(name for _, row in head if not isinstance(row, RawFault) for name in row)
    columns = find_columns(names, mapping, shown) if names else Columns({})
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
    if fault or not head:
        raise fault or RawFault("empty", "the table holds no row.")


def _take(rows: Iterator[tuple[int, Row]]) -> tuple[list[tuple[int, Row]], RawFault | None]:
    """Return the first rows, and the fault that ended them, so that rows before a fault are not lost."""
    head: list[tuple[int, Row]] = []
    try:
        head.extend(islice(rows, _SAMPLE))
    except RawFault as fault:
        return head, fault
    return head, None


# Text of a table


def _text(stream: BinaryIO) -> io.TextIOWrapper:
    """Decode a stream by what its first megabyte is; stray bytes survive for `safe_text` to repair."""
    head = stream.peek(CHUNK)[:CHUNK]  # type: ignore[attr-defined]
    if not head.strip():
        raise RawFault("empty", "the file holds nothing but white space.")
    encoding = "utf-8-sig"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif not _is_utf8(head):
        try:
            encoding = decode(head).encoding
        except InputError as error:
            raise RawFault("binary", str(error)) from error
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True


def _lines(text: io.TextIOBase) -> Iterator[str | None]:
    """Yield each line; None stands for a line that is too long."""
    while line := text.readline(MAX_PAGE_BYTES):
        if len(line) == MAX_PAGE_BYTES and not line.endswith("\n"):
            while (rest := text.readline(CHUNK)) and not rest.endswith("\n"):
                pass
            yield None
        else:
            yield line


def _too_long() -> RawFault:
    return RawFault("too_large", f"the line has more than {MAX_PAGE_BYTES // 2**20} million characters.")


# JSON


def _loads(text: str) -> object:
    """Return the value, or a fault that says what is wrong."""
    try:
        return json.loads(text)
    except RecursionError:
        return RawFault("deep_json", "objects and lists are nested too deep.")
    except ValueError as error:
        return RawFault("malformed", f"not valid JSON: {str(error)[:120]}.")


def _row(value: object) -> Row:
    if isinstance(value, dict | RawFault):
        return value
    return RawFault("wrong_type", f"a row is a JSON object, this is a {type(value).__name__}.")


def _jsonl_rows(stream: BinaryIO) -> Iterator[Row]:
    """One row is one line."""
    for line in _lines(_text(stream)):
        if line is None:
            yield _too_long()
        elif line.strip():
            yield _row(_loads(line))


def _json_rows(stream: BinaryIO) -> Iterator[Row]:
    """One row is an element of the list, a line, or the whole file when it is one object."""
    text = _text(stream)
    head = text.read(CHUNK).lstrip()
    if head.startswith("["):
        yield from _elements(head[1:], text)
        return
    whole = head + text.read(MAX_PAGE_BYTES)
    value = _loads(whole)
    if not isinstance(value, RawFault):
        yield from map(_row, _rows_of(value))
    elif not isinstance(_loads(head.partition("\n")[0]), RawFault):
        yield from map(_row, map(_loads, filter(str.strip, chain(_whole_lines(whole, text)))))
    else:
        raise value


def _whole_lines(whole: str, text: io.TextIOBase) -> Iterator[str]:
    first, _, last = whole.rpartition("\n")
    yield from first.split("\n")
    yield last + text.readline(MAX_PAGE_BYTES)
    yield from (line or "" for line in _lines(text))


def _rows_of(value: object) -> list[object]:
    """Return the list of objects that an answer of a news service holds, or the object itself."""
    if isinstance(value, dict):
        for name in _LISTS:
            if isinstance(rows := value.get(name), list) and rows and isinstance(rows[0], dict):
                return rows
    return [value]


def _elements(buffer: str, text: io.TextIOBase) -> Iterator[Row]:
    """Yield the elements of a JSON list; the buffer doubles until one fits, so that time stays linear."""
    decoder, position = json.JSONDecoder(), 0
    while True:
        position = _GAP.match(buffer, position).end()  # type: ignore[union-attr]
        if buffer[position : position + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(buffer, position)
        except RecursionError as error:
            raise RawFault("deep_json", "objects and lists are nested too deep.") from error
        except ValueError as error:
            if len(buffer) - position > MAX_PAGE_BYTES or _is_wrong(error, buffer):
                raise RawFault("malformed", f"not valid JSON: {str(error)[:120]}.") from error
            if not (more := text.read(max(CHUNK, len(buffer) - position))):
                raise RawFault("truncated", "the file ends inside its JSON list.") from error
            buffer, position = buffer[position:] + more, 0
            continue
        yield _row(value)
        position = end


def _is_wrong(error: ValueError, buffer: str) -> bool:
    """Tell a mistake from an element that goes on beyond the buffer."""
    place = getattr(error, "pos", 0)
    return place < len(buffer) - 16 and not str(error).startswith("Unterminated string")


# CSV


def _csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """One row is one record after the header."""
    text = _text(stream)
    csv.field_size_limit(MAX_PAGE_BYTES)
    head = text.readline(MAX_PAGE_BYTES)
    lines = _Lines(chain([head], _lines(text)))
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
    repeated = sorted({name for name in header if name and header.count(name) > 1})
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
                raise _too_long()
            self.quotes += line.count('"')
            return line
        self.ended = True
        raise StopIteration


# Parquet


def _parquet_rows(stream: BinaryIO) -> Iterator[Row]:
    """One row is one row of the table; an unzipped stream is laid down as a file first."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as spool:
        path = getattr(stream, "name", None)
        if not isinstance(path, str):
            shutil.copyfileobj(stream, spool, CHUNK)
            spool.flush()
            path = spool.name
        try:
            for batch in parquet_batches(path):
                yield from batch.iter_rows(named=True)
        except ParquetError as error:
            raise RawFault("malformed", f"no readable Parquet table: {error}.") from error


_READERS: Mapping[str, Callable[[BinaryIO], Iterator[Row]]] = {
    "json": _json_rows,
    "jsonl": _jsonl_rows,
    "csv": _csv_rows,
    "parquet": _parquet_rows,
}
