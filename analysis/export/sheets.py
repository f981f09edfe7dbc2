"""Tables for people with spreadsheets: CSV and XLSX in which no text can act as a formula."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from itertools import chain, count
from math import isfinite
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.errors import TableError
from analysis.export.read import read_cells, table_names
from analysis.tables import CONTRACTS, without_formulas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAX_ROWS, MAX_TEXT = 1_048_575, 32_767
"""What a sheet of Excel holds: rows below the header, and UTF-16 units in a cell."""

_CREATED = datetime(2000, 1, 1)
_MOST_DIGITS = 10**15  # Excel keeps 15 digits of a number
_FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year, so that days before are off by one


def csv_files(folder: Path, *, bom: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield every table of a folder as CSV (UTF-8), one file a table."""
    for name in table_names(folder):
        yield f"{name}.csv", csv_bytes(read_cells(folder, name), bom=bom)


def csv_bytes(frame: pl.DataFrame, *, bom: bool = False) -> bytes:
    """Return a table as CSV: null is an empty cell, and text that starts like a formula has ``'`` before it.

    >>> csv_bytes(pl.DataFrame({"tag": ["=1+1", "غزة", None], "pmi": [-1.0, 0.5, None]})).decode()
    "tag,pmi\\n'=1+1,-1.0\\nغزة,0.5\\n,\\n"
    """
    safe = frame.with_columns(without_formulas(pl.col(pl.String)))
    return safe.write_csv(include_bom=bom).encode()


def xlsx_file(folder: Path, *, lang: str = "ar") -> Iterator[tuple[str, bytes]]:
    """Yield ``tables.xlsx``: a sheet a table, and before them one that says what a row of each is.

    Sheets run from right to left when ``lang`` is ``ar``. Text is never read as a formula, number or link,
    and stays so when the cell is edited. Text longer than a cell holds is cut; the first sheet counts cuts.

    Raises:
        TableError: a table has more rows than a sheet holds.
    """
    frames = {name: read_cells(folder, name) for name in table_names(folder)}
    for name, frame in frames.items():
        if frame.height > MAX_ROWS:
            raise TableError(
                f"table '{name}' has {frame.height} rows; a sheet holds {MAX_ROWS}. Use --format csv."
            )
    yield "tables.xlsx", workbook(frames, right_to_left=lang == "ar")


def workbook(frames: dict[str, pl.DataFrame], *, right_to_left: bool) -> bytes:
    """Return frames as one workbook, a sheet each, behind a first sheet that lists them.

    Args:
        frames: by the name of their sheet.
        right_to_left: whether sheets begin at the right.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": _CREATED})
    styles = {"bold": book.add_format({"bold": True}), "text": book.add_format({"quote_prefix": True})}
    listed = {"tables": _about(frames), **frames}
    for name, frame in zip(_sheet_names(listed), listed.values(), strict=True):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        if right_to_left:
            sheet.right_to_left()
        _fill(sheet, frame, styles)
    book.close()
    return content.getvalue()


def _sheet_names(tables: Iterable[str]) -> list[str]:
    """Return names that Excel takes: 31 signs, without some of them, different in more than their case."""
    names = dict[str, str]()
    for table in tables:
        kept = re.sub(r"[\[\]:*?/\\']", "_", table)
        numbered = (f"{kept[: 31 - len(end)]}{end}" for end in map(" ({})".format, count(2)))
        name = next(one for one in chain([kept[:31]], numbered) if one.lower() not in names)
        names[name.lower()] = name
    return list(names.values())


def _about(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row a table: what its row is, how many there are, how many texts had to be cut."""
    rows = [
        (name, CONTRACTS[name].row if name in CONTRACTS else None, frame.height, _n_cut(frame))
        for name, frame in frames.items()
    ]
    return pl.DataFrame(rows, schema=["table", "one row is", "rows", "texts cut"], orient="row")


def _n_cut(frame: pl.DataFrame) -> int:
    texts = frame.select(pl.col(pl.String))
    return sum(_units(text) > MAX_TEXT for column in texts for text in column.drop_nulls())


def _fill(sheet: Any, frame: pl.DataFrame, styles: dict[str, Any]) -> None:
    sheet.write_row(0, 0, frame.columns, styles["bold"])
    for column, given in enumerate(frame):
        series = _shown(given)
        text = series.dtype == pl.String
        sheet.set_column(column, column, 40 if text else 14)
        for row, value in enumerate(series, 1):
            if text and value is not None:
                sheet.write_string(row, column, _cut(value), styles["text"])
            elif value is not None:
                _write(sheet, row, column, value)


def _shown(series: pl.Series) -> pl.Series:
    """Return a column as numbers, days, or yes and no, as a cell has them; what else there is, as text."""
    if series.dtype.is_decimal():
        return series.cast(pl.Float64)
    known = series.dtype.is_numeric() or series.dtype in (pl.Boolean, pl.Date, pl.Null)
    return series if known else series.cast(pl.String)


def _write(sheet: Any, row: int, column: int, value: bool | float | date) -> None:
    """Write a value as what it is, or as text where no cell holds it: infinity, 16 digits, a day of 1899."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, value)
    elif (
        isfinite(value) if isinstance(value, float) else isinstance(value, int) and abs(value) < _MOST_DIGITS
    ):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    """Return the text as far as a cell holds it, with an ellipsis where it was cut."""
    if _units(text) <= MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
