from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import polars as pl
import pytest
from export_tables import HOSTILE, pairs, write
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from analysis.errors import TableError
from analysis.export import export, sheets
from analysis.export.sheets import csv_bytes

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def read_xlsx(folder, **options):
    ((_, data),) = export(folder, "xlsx", **options)
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_csv_text_comes_back_and_no_cell_starts_a_formula(text):
    (_, (cell,)) = read_csv(csv_bytes(pl.DataFrame({"tag": [text]})))
    assert not cell.lstrip(" ").startswith(FORMULA_STARTS)
    assert cell in (text, "'" + text)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_csv_of_any_text_has_a_row_for_each(texts):
    frame = pl.DataFrame({"n": range(len(texts)), "text": texts})
    rows = read_csv(csv_bytes(frame))[1:]
    assert [int(n) for n, _ in rows] == list(range(len(texts)))
    assert all(cell in (text, "'" + text) for (_, cell), text in zip(rows, texts, strict=True))
    assert not any(cell.startswith(FORMULA_STARTS) for _, cell in rows)


def test_csv_leaves_ordinary_text_negative_numbers_and_nulls_alone():
    frame = pl.DataFrame({"text": ["غزة - رفح", "a=b", None], "pmi": [-1.5, 0.0, None]})
    assert csv_bytes(frame).decode() == "text,pmi\nغزة - رفح,-1.5\na=b,0.0\n,\n"


def test_csv_tells_an_empty_text_from_no_text():
    assert csv_bytes(pl.DataFrame({"text": ["", None]})) == b'text\n""\n\n'


def test_csv_starts_with_a_byte_order_mark_when_asked(folder):
    plain, marked = dict(export(folder, "csv")), dict(export(folder, "csv", bom=True))
    assert all(data == b"\xef\xbb\xbf" + plain[name] for name, data in marked.items())


def test_csv_has_every_table_of_the_folder(tmp_path):
    write(tmp_path, measures=pl.DataFrame({"pmi": [1.5]}))
    files = dict(export(tmp_path, "csv"))
    assert {"articles.csv", "topic_pairs.csv", "measures.csv"} <= set(files)
    assert files["measures.csv"] == b"pmi\n1.5\n"


def test_sheets_run_from_right_to_left_in_arabic_only(folder):
    assert all(sheet.sheet_view.rightToLeft for sheet in read_xlsx(folder))
    assert not any(sheet.sheet_view.rightToLeft for sheet in read_xlsx(folder, lang="en"))


def test_sheets_hold_real_dates_and_numbers(folder):
    rows = list(read_xlsx(folder)["topic_pairs"].iter_rows(values_only=True))
    assert rows[0][:3] == ("period", "topic_a", "topic_b")
    assert rows[1] == (datetime(2024, 1, 1), "gaza", "iran", 4, 5, 2, 50)
    assert rows[7][0] is None


def test_date_cells_show_as_dates(folder):
    assert read_xlsx(folder)["topic_pairs"]["A2"].number_format == "yyyy-mm-dd"


def test_first_sheet_says_what_a_row_is(folder):
    rows = list(read_xlsx(folder)["tables"].iter_rows(values_only=True))
    assert rows[0] == ("table", "one row is", "rows", "texts cut")
    assert ("articles", "one article", 0, 0) in rows


def test_hostile_text_is_text_in_a_sheet_and_stays_so_when_edited(hostile):
    sheet = read_xlsx(hostile)["page_issues"]
    cells = {sheet.cell(i, 1).value[:2]: sheet.cell(i, 2) for i in range(2, sheet.max_row + 1)}
    for i, text in enumerate(HOSTILE[:10]):
        cell = cells[f"{i:02}"]
        assert (cell.data_type, cell.quotePrefix, cell.hyperlink) == ("s", True, None)
        assert unescape(cell.value) == text


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_numbers_that_no_cell_holds_become_text(tmp_path, value):
    write(tmp_path, measures=pl.DataFrame({"lift": [value, 2.0], "exact": [True, False]}))
    rows = list(read_xlsx(tmp_path)["measures"].iter_rows(min_row=2, values_only=True))
    assert rows == [(str(value), True), (2, False)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("خ" * 32_767, "خ" * 32_767),
        ("خ" * 32_768, "خ" * 32_766 + "…"),
        ("خ" * 32_765 + "😀😀", "خ" * 32_765 + "…"),
    ],
    ids=["fits", "one too long", "cut inside a pair"],
)
def test_text_longer_than_a_cell_is_cut_with_a_mark_and_counted(tmp_path, text, shown):
    issue = pl.DataFrame({"raw_path": ["أ"], "issue": ["x"], "detail": [text]})
    book = read_xlsx(write(tmp_path, page_issues=issue))
    assert book["page_issues"]["C2"].value == shown
    row = ("page_issues", "one finding about one raw file", 1, int(text != shown))
    assert row in book["tables"].iter_rows(values_only=True)


def test_table_with_more_rows_than_a_sheet_says_so(folder, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 8)
    with pytest.raises(TableError) as error:
        list(export(folder, "xlsx"))
    assert str(error.value) == "table 'article_tags' has 10 rows; a sheet holds 8. Use --format csv."


def test_workbook_bears_no_date_of_its_making(folder):
    ((_, data),) = export(folder, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert openpyxl.load_workbook(io.BytesIO(data)).properties.created.date() == date(2000, 1, 1)


def test_dates_before_1900_do_not_stop_a_sheet(tmp_path):
    old = pairs("topic", [(date(1850, 1, 1), "gaza", "iran", 1, 1, 1)])
    rows = list(
        read_xlsx(write(tmp_path, topic_pairs=old))["topic_pairs"].iter_rows(min_row=2, values_only=True)
    )
    assert rows[0][0] == "1850-01-01"


def test_columns_of_ones_own_table_are_cells_and_no_formula(tmp_path):
    moment = datetime(2024, 2, 1, 0, 30)
    mine = pl.DataFrame(
        {"text": ["=1+1"], "at": [moment], "id": [2**60], "part": [Decimal("1.5")], "none": [None]}
    )
    mine = mine.with_columns(
        kind=pl.col("text").cast(pl.Categorical), there=pl.col("at").dt.replace_time_zone("Asia/Riyadh")
    )
    folder = write(tmp_path, mine=mine)
    files = dict(export(folder, "csv"))
    row = next(csv.DictReader(io.StringIO(files["mine.csv"].decode())))
    assert (row["kind"], row["id"]) == ("'=1+1", str(2**60))
    sheet = openpyxl.load_workbook(io.BytesIO(dict(export(folder, "xlsx"))["tables.xlsx"]))["mine"]
    cells = dict(zip(*(row for row in sheet.iter_rows()), strict=True))
    shown = {name.value: (cell.value, cell.data_type) for name, cell in cells.items()}
    assert shown["kind"] == ("=1+1", "s")
    assert shown["id"] == (str(2**60), "s")
    assert shown["part"] == (1.5, "n")
    assert shown["there"][0].startswith("2024-02-01 00:30")


def test_sheets_have_names_that_excel_takes(tmp_path):
    long = "a_table_with_a_name_longer_than_a_sheet_"
    names = [f"{long}one", f"{long}two", f"{long.upper()}three", "we[i]rd"]
    folder = write(tmp_path, **{name: pl.DataFrame({"x": [1]}) for name in names})
    book = openpyxl.load_workbook(io.BytesIO(dict(export(folder, "xlsx"))["tables.xlsx"]))
    assert book.sheetnames[-4:] == [long.upper()[:31], f"{long[:27]} (2)", f"{long[:27]} (3)", "we_i_rd"]
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "datapackage"])
@pytest.mark.parametrize("value", [[1, 2], {"a": 1}, b"x", timedelta(1)])
def test_what_fits_into_no_cell_is_one_clear_line(tmp_path, kind, value):
    folder = write(tmp_path, mine=pl.DataFrame({"x": [value]}))
    with pytest.raises(TableError, match=r"^table 'mine', column 'x': .* does not fit into a cell\. Use"):
        dict(export(folder, kind))
