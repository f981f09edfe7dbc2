"""Tables as raw input: JSON in every layout, CSV and TSV, Parquet, Arrow; a row at a time, memory flat."""

from __future__ import annotations

import shutil
import tempfile
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from analysis.errors import InputError
from analysis.loader.read.columns import Columns, find_columns
from analysis.loader.read.file_lists import refuse_file_list
from analysis.loader.read.files import CHUNK
from analysis.loader.read.json_in import json_rows
from analysis.loader.read.parquet_child import ParquetError, StartError, parquet_batches
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage
from analysis.loader.read.table_text import open_text
from analysis.loader.read.text_shares import READERS, share_rows

if TYPE_CHECKING:
    import io
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
        share: which of how many shares of a Parquet, JSONL or CSV table.

    Raises:
        InputError: the mapping names a column that the table does not have; no process can be started.
        RawFault: the file as a whole cannot be read, or breaks off.
    """
    packed = form not in _READERS
    rows = _parquet_rows(stream, *share) if packed else enumerate(_READERS[form](open_text(stream)), start=1)
    head, fault = _take(rows)
    names = dict.fromkeys(name for _, row in head if not isinstance(row, RawFault) for name in row)
    columns = find_columns(names, mapping, shown) if names else Columns({})
    if names and not mapping and not fault:
        refuse_file_list([row for _, row in head if not isinstance(row, RawFault)], columns.field_of, shown)
    is_empty = not head and (share[1] == 1 or not packed)
    if share[1] > 1 and not packed:
        rows = share_rows(stream.name, form, *share)
        head = head if fault and share[0] == 0 else []
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
    if fault or is_empty:
        raise fault or RawFault("empty", "the table holds no row.")


def _take(rows: Iterator[tuple[int, Row]]) -> tuple[list[tuple[int, Row]], RawFault | None]:
    """Return the first rows, and the fault that ended them, so that rows before a fault are not lost."""
    head: list[tuple[int, Row]] = []
    try:
        head.extend(islice(rows, _SAMPLE))
    except RawFault as fault:
        return head, fault
    return head, None


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
        except StartError as error:
            raise InputError(f"the process that reads Parquet does not start: {error}.") from error


_READERS: Mapping[str, Callable[[io.TextIOBase], Iterator[Row]]] = {"json": json_rows, **READERS}
