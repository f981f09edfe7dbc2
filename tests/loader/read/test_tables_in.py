"""Every table format: what a row becomes, what a damaged table becomes, memory that stays flat."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.loader.read import Share, parquet_child
from analysis.loader.read.raw import RawIssue, RawPage, read_file

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = [
    {
        "id": "7",
        "title": "قمة عربية في بغداد",
        "body": "بدأت القمة.\nوانتهت.",
        "tags": ["بغداد", "قمة"],
        "date": "2024-03-07",
    },
    {"id": "8", "title": "أمطار على الساحل", "body": "هطلت أمطار غزيرة.", "tags": [], "date": "8 آذار 2024"},
]
EXPECTED = [
    {
        "source_id": "7",
        "title": "قمة عربية في بغداد",
        "body": "بدأت القمة.\nوانتهت.",
        "tags": ["بغداد", "قمة"],
        "published": "2024-03-07",
    },
    {"source_id": "8", "title": "أمطار على الساحل", "body": "هطلت أمطار غزيرة.", "published": "8 آذار 2024"},
]


def jsonl(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def delimited(rows: list[dict[str, object]], sign: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=sign)
    writer.writeheader()
    writer.writerows({k: "، ".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows)
    return out.getvalue().encode()


def parquet(rows: list[dict[str, object]]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(rows).write_parquet(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[], bytes]] = {
    "a.jsonl": lambda: jsonl(ROWS),
    "a.ndjson": lambda: jsonl(ROWS),
    "bom.jsonl": lambda: b"\xef\xbb\xbf" + jsonl(ROWS),
    "utf16.jsonl": lambda: jsonl(ROWS).decode().encode("utf-16"),
    "blank_lines.jsonl": lambda: jsonl(ROWS).replace(b"\n", b"\n\n"),
    "crlf.jsonl": lambda: jsonl(ROWS).replace(b"\n", b"\r\n"),
    "list.json": lambda: json.dumps(ROWS, ensure_ascii=False, indent=1).encode(),
    "escaped.json": lambda: json.dumps(ROWS).encode(),
    "answer.json": lambda: json.dumps({"status": "ok", "articles": ROWS}, ensure_ascii=False).encode(),
    "lines.json": lambda: jsonl(ROWS),
    "a.csv": lambda: delimited(ROWS),
    "bom.csv": lambda: b"\xef\xbb\xbf" + delimited(ROWS),
    "semicolon.csv": lambda: delimited(ROWS, ";"),
    "windows.csv": lambda: delimited(ROWS).decode().encode("cp1256"),
    "utf16.csv": lambda: delimited(ROWS).decode().encode("utf-16"),
    "a.tsv": lambda: delimited(ROWS, "\t"),
    "a.parquet": lambda: parquet(ROWS),
}


def read(folder: Path, name: str, data: bytes, **mapping: str) -> list[RawPage | RawIssue]:
    (folder / name).write_bytes(data)
    return list(read_file(str(folder / name), mapping or None))


def findings(results: list[RawPage | RawIssue]) -> list[tuple[str, str]]:
    """Return (place in the file, issue) of each finding."""
    return [(r.raw_path.rpartition("/")[2], r.issue) for r in results if isinstance(r, RawIssue)]


@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_records(tmp_path: Path, name: str, zipped: bool) -> None:
    data = FORMATS[name]()
    found = read(tmp_path, f"{name}.gz", gzip.compress(data)) if zipped else read(tmp_path, name, data)
    assert [dict(page.fields) for page in found] == EXPECTED  # type: ignore[union-attr]
    assert [page.raw_path.rpartition("#")[2] for page in found] == ["1", "2"]
    assert all(isinstance(page, RawPage) and page.kind == "record" for page in found)
    assert [page.text for page in found] == [row["body"] for row in EXPECTED]  # type: ignore[union-attr]


DAMAGED = [
    ("empty.jsonl", b"", [("empty.jsonl", "empty")]),
    ("blank.csv", b" \n \n", [("blank.csv", "empty")]),
    ("empty.json", b"[]", [("empty.json", "empty")]),
    ("no_rows.csv", b"title,body\n", [("no_rows.csv", "empty")]),
    ("magic_alone.parquet", b"PAR1", [("magic_alone.parquet", "malformed")]),
    ("empty.parquet", b"", [("empty.parquet", "empty")]),
    ("cut.jsonl", jsonl(ROWS)[:-20], [("cut.jsonl#2", "malformed")]),
    ("cut.json", json.dumps(ROWS).encode()[:-30], [("cut.json", "truncated")]),
    ("wrong.json", b'[{"title": "a"}, {"title": oops}, {"title": "b"}]', [("wrong.json", "malformed")]),
    ("cut.csv", b'title,body\na,b\n"c,d\ne,f\n', [("cut.csv#2", "truncated")]),
    ("short_row.csv", b"title,body\na,b\nc\nd,e\n", [("short_row.csv#2", "wrong_columns")]),
    ("long_row.csv", b"title,body\na,b,c\nd,e\n", [("long_row.csv#1", "wrong_columns")]),
    ("twice.csv", b"title,title,body\na,b,c\n", [("twice.csv", "duplicate_columns")]),
    ("cut.parquet", parquet(ROWS)[:-40], [("cut.parquet", "malformed")]),
    ("binary.parquet", bytes(range(256)) * 20, [("binary.parquet", "malformed")]),
    ("binary.jsonl", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, [("binary.jsonl", "binary")]),
    ("binary.csv", b"PK\x03\x04" + bytes(range(256)) * 20, [("binary.csv", "binary")]),
    ("prose.json", "خبر عادي".encode(), [("prose.json", "malformed")]),
    ("number.jsonl", b"7\n", [("number.jsonl#1", "wrong_type")]),
    ("numbers.json", b"[1, 2]", [("numbers.json#1", "wrong_type"), ("numbers.json#2", "wrong_type")]),
    ("deep.json", b"[" * 200_000, [("deep.json", "deep_json")]),
    ("deep.jsonl", b'{"title": ' * 200_000 + b"\n" + jsonl(ROWS[:1]), [("deep.jsonl#1", "deep_json")]),
    ("digits.jsonl", b'{"title": ' + b"9" * 5_000 + b"}\n", [("digits.jsonl#1", "malformed")]),
    ("nothing_known.csv", b"x,y\n1,2\n", [("nothing_known.csv", "wrong_columns")]),
    ("nulls.jsonl", b'{"title": null, "body": null}\n', [("nulls.jsonl#1", "no_text")]),
    ("nan.csv", b"title,body\nNaN,null\n", [("nan.csv#1", "no_text")]),
    (
        "types.jsonl",
        b'{"title": {"x": 1}, "body": [], "tags": 5, "date": true}\n',
        [("types.jsonl#1", "no_text")],
    ),
]


@pytest.mark.parametrize(("name", "data", "expected"), DAMAGED, ids=[row[0] for row in DAMAGED])
def test_damaged_table_is_a_finding(
    tmp_path: Path, name: str, data: bytes, expected: list[tuple[str, str]]
) -> None:
    found = read(tmp_path, name, data)
    assert findings(found) == expected
    assert all("\n" not in r.detail and r.detail for r in found if isinstance(r, RawIssue))


@pytest.mark.parametrize(
    ("name", "data", "titles"),
    [
        ("cut.json", json.dumps(ROWS).encode()[:-30], [ROWS[0]["title"]]),
        ("short_row.csv", b"title,body\na,b\nc\nd,e\n", ["a", "d"]),
        ("twice.csv", b"title,title,body\na,b,c\n", ["a"]),
        ("deep.jsonl", b"[" * 200_000 + b"\n" + jsonl(ROWS[:1]), [ROWS[0]["title"]]),
        ("surrogate.jsonl", b'{"title": "a\\ud800b"}\n{"title": "\\ud83d\\ude00"}\n', ["a�b", "😀"]),
        ("nul.jsonl", b'{"title": "a\\u0000b"}\n', ["ab"]),
        ("mojibake.jsonl", jsonl([{"title": "خبر من بغداد".encode().decode("cp1256")}]), ["خبر من بغداد"]),
        ("one_line_cp1256.jsonl", jsonl(ROWS[:1]) + '{"title": "أمطار غزيرة على الساحل"}\n'.encode("cp1256"),
         [ROWS[0]["title"], "أمطار غزيرة على الساحل"]),
        ("line_separator.jsonl", '{"title": "أ\u2028ب"}\n'.encode(), ["أ\u2028ب"]),
        ("keys_vary.jsonl", b'{"body": "x"}\n{"headline": "y", "body": "z"}\n', [None, "y"]),
        ("quotes.csv", b'title,body\n"a ""b"" c","d\ne"\n', ['a "b" c']),
        ("stray_quote.csv", b'title,body\n5" pipe,x\nb,y\n', ['5" pipe', "b"]),
    ],
)  # fmt: skip
def test_sound_rows_beside_damage_are_kept(
    tmp_path: Path, name: str, data: bytes, titles: list[str | None]
) -> None:
    pages = [r for r in read(tmp_path, name, data) if isinstance(r, RawPage)]
    assert [page.fields.get("title") for page in pages] == titles


def test_repairs_are_named(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "a.jsonl", b'{"title": "a\\ud800b", "body": "c\\u0000d"}\n')
    assert isinstance(page, RawPage)
    assert page.repairs == ("surrogates", "nul-bytes")


@pytest.mark.parametrize("name", ["long.jsonl", "long.csv", "long.json"])
def test_gigantic_line_is_a_finding_and_costs_bounded_memory(tmp_path: Path, name: str) -> None:
    start, end = {
        "long.jsonl": (b'{"title": "', b'"}\n{"title": "b"}\n'),
        "long.csv": (b"title,body\na,", b"\nb,c\n"),
        "long.json": (b'[{"title": "', b'"}]'),
    }[name]
    with (tmp_path / name).open("wb") as out:
        out.write(start)
        for _ in range(40):
            out.write(b"x" * 2**20)
        out.write(end)
    tracemalloc.start()
    found = list(read_file(str(tmp_path / name)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {issue for _, issue in findings(found)} <= {"too_large", "malformed", "truncated"}
    assert findings(found)
    assert peak < 130 * 2**20


def test_memory_stays_flat_over_many_rows(tmp_path: Path) -> None:
    row = json.dumps({"title": "عنوان", "body": "نص " * 2_000}).encode() + b"\n"
    (tmp_path / "many.jsonl").write_bytes(row * 2_000)
    tracemalloc.start()
    count = sum(1 for _ in read_file(str(tmp_path / "many.jsonl")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 12 * 2**20


def test_gzip_bomb_is_a_finding(tmp_path: Path) -> None:
    found = read(tmp_path, "bomb.jsonl.gz", gzip.compress(jsonl(ROWS) + b" " * 60 * 2**20))
    assert findings(found) == [("bomb.jsonl.gz", "too_large")]
    assert len(found) == 3


def test_truncated_gzip_keeps_the_rows_before(tmp_path: Path) -> None:
    rows = [{"title": f"خبر {i} {hash((i, 7))}"} for i in range(20_000)]
    found = read(tmp_path, "a.jsonl.gz", gzip.compress(jsonl(rows))[:-50_000])
    assert findings(found) == [("a.jsonl.gz", "truncated")]
    assert len(found) > 100


@pytest.mark.parametrize("of", [1, 2, 3, 7, 9])
def test_shares_of_a_parquet_file_are_together_all_its_rows(tmp_path: Path, of: int) -> None:
    rows = [{"title": f"خبر رقم {n}", "body": "نص"} for n in range(7)]
    (tmp_path / "a.parquet").write_bytes(parquet(rows))
    path = str(tmp_path / "a.parquet")
    found = [page for n in range(of) for page in read_file(Share(path, n, of))]
    assert found == list(read_file(path))
    assert len(found) == 7


def test_typed_parquet_columns_become_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": [1, 2],
            "headline": ["أ", "ب"],
            "published_at": [datetime(2024, 3, 7, 23, 40), None],
            "keywords": [[{"name": "غزة"}], None],
            "content": [b"\xd9\x86\xd8\xb5", None],
        }
    )
    frame.write_parquet(tmp_path / "typed.parquet")
    first, second = read_file(str(tmp_path / "typed.parquet"))
    assert isinstance(first, RawPage)
    assert first.fields == {
        "source_id": "1", "title": "أ", "published": "2024-03-07T23:40:00", "tags": ["غزة"],
        "text": "نص", "body": "نص",
    }  # fmt: skip
    assert isinstance(second, RawPage)
    assert "published" not in second.fields


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1709854800, "2024-03-07T23:40:00+00:00"),
        (1709854800000, "2024-03-07T23:40:00+00:00"),
        ("1709854800", "2024-03-07T23:40:00+00:00"),
        (1709854800.0, "2024-03-07T23:40:00+00:00"),
        (1709854800.25, "2024-03-07T23:40:00+00:00"),
        ("1709854800.0", "2024-03-07T23:40:00+00:00"),
        (1709854800000000, "2024-03-07T23:40:00+00:00"),
        ("1709854800000000000", "2024-03-07T23:40:00+00:00"),
        (202403072340, "202403072340"),
        (20240307, "20240307"),
        ("7/3/2024", "7/3/2024"),
        ("0001-01-01", "0001-01-01"),
    ],
)
def test_seconds_since_1970_are_read_and_all_else_stays_as_written(
    tmp_path: Path, value: object, expected: str
) -> None:
    (page,) = read(tmp_path, "a.jsonl", jsonl([{"title": "x", "date": value}]))
    assert isinstance(page, RawPage)
    assert page.fields["published"] == expected
    assert datetime.fromtimestamp(1709854800, UTC).date() == date(2024, 3, 7)


@pytest.mark.parametrize("before", ["sep=;\r\n", '"sep=;"\n', "\n\r\n \n", "\ufeff\n"], ids=ascii)
def test_what_stands_before_the_header_of_a_csv_table_is_no_header(tmp_path: Path, before: str) -> None:
    table = before.encode() + delimited(ROWS, ";")
    assert [page.fields for page in read(tmp_path, "a.csv", table) if isinstance(page, RawPage)] == EXPECTED


def test_mapping_names_the_columns_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        InputError,
        match=r"--map title=nope: '.*a\.jsonl' has no column 'nope'; it has id, title, body, tags, date\.",
    ):
        read(tmp_path, "a.jsonl", jsonl(ROWS), title="nope")
    with pytest.raises(
        InputError, match=r"--map subject=title: 'subject' is no field; fields are title, body, text"
    ):
        read(tmp_path, "a.jsonl", jsonl(ROWS), subject="title")


def test_mapping_goes_before_the_guess(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "a.csv", b"title,kicker,body\na,b,c\n", title="kicker")
    assert isinstance(page, RawPage)
    assert page.fields["title"] == "b"


def test_very_many_tags_in_one_cell(tmp_path: Path) -> None:
    (page,) = read(
        tmp_path, "a.jsonl", jsonl([{"title": "x", "tags": "،".join(str(i) for i in range(200_000))}])
    )
    assert isinstance(page, RawPage)
    assert len(page.fields["tags"]) == 200_000  # type: ignore[arg-type]


def test_table_without_rows_is_a_finding(tmp_path: Path) -> None:
    pl.DataFrame(schema={"title": pl.String}).write_parquet(tmp_path / "a.parquet")
    assert findings(list(read_file(str(tmp_path / "a.parquet")))) == [("a.parquet", "empty")]


LATE = pl.Series([2**62, 0], dtype=pl.Int64)
UNTOLD = {
    "a day": pl.Series([2**31 - 1, 0], dtype=pl.Int32).cast(pl.Date),
    "a time": LATE.cast(pl.Datetime("ms")),
    "a time of a zone": LATE.cast(pl.Datetime("ms", time_zone="Asia/Gaza")),
    "a duration": LATE.cast(pl.Duration("ms")),
    "days in lists": pl.Series([2**31 - 1, 0], dtype=pl.Int32).cast(pl.Date).reshape((2, 1)).arr.to_list(),
}


@pytest.mark.parametrize("what", UNTOLD)
def test_a_time_that_python_does_not_know_is_none(what: str, tmp_path: Path, capfd) -> None:
    pl.DataFrame({"title": ["a", "b"], "published": UNTOLD[what]}).write_parquet(tmp_path / "a.parquet")
    first, second = read_file(str(tmp_path / "a.parquet"))
    assert isinstance(first, RawPage)
    assert isinstance(second, RawPage)
    assert (first.fields["title"], first.fields.get("published")) == ("a", None)
    assert second.fields["title"] == "b"
    assert what == "days in lists" or second.fields["published"]
    assert capfd.readouterr().err == ""


def test_two_parquet_files_are_read_side_by_side_and_given_up_midway(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        pl.DataFrame({"title": [f"{name} {i}" for i in range(5_000)]}).write_parquet(tmp_path / name)
    one, other = (read_file(str(tmp_path / name)) for name in ("a.parquet", "b.parquet"))
    pairs = [(next(one), next(other)) for _ in range(2_500)]
    assert pairs[-1][0].fields["title"] == "a.parquet 2499"  # type: ignore[union-attr]
    assert pairs[-1][1].fields["title"] == "b.parquet 2499"  # type: ignore[union-attr]
    one.close()  # type: ignore[attr-defined]
    assert len(list(other)) == 2_500


def test_parquet_that_would_end_the_process_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child.py"
    child.write_text("import os, sys\nsys.stdin.readline()\nos.abort()\n")
    monkeypatch.setattr(parquet_child, "__file__", str(child))
    parquet_child._idle().clear()
    found = read(tmp_path, "a.parquet", parquet(ROWS))
    assert findings(found) == [("a.parquet", "malformed")]
    monkeypatch.undo()
    assert len(read(tmp_path, "a.parquet", parquet(ROWS))) == 2


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_damaged_parquet_raises_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: int, patch: bytes
) -> None:
    data = parquet(ROWS)
    place %= len(data)
    path = tmp_path_factory.mktemp("damaged") / "a.parquet"
    path.write_bytes(data[:place] + patch + data[place + len(patch) :])
    for found in read_file(str(path)):
        assert isinstance(found, RawIssue | RawPage)


CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[]), max_size=20)
)
VALUES = st.recursive(
    CELLS,
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["title", "body", "text", "html", "tags", "date", "id", "url", "x"])


@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=5), max_size=6))
def test_every_row_is_a_page_or_a_finding(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = list(read_file(str(path)))
    whole = [r for r in found if r.raw_path == str(path)]
    assert len(found) == len(rows) or (
        len(found) == 1 and [r.issue for r in whole] in (["empty"], ["wrong_columns"])
    )  # type: ignore[union-attr]
    for page in found:
        if isinstance(page, RawPage):
            json.dumps([page.text, dict(page.fields)]).encode()
            page.text.encode()


@given(
    st.binary(max_size=300),
    st.sampled_from(
        ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.xml", "a.warc", "a.html", "a.txt", "a.csv.gz"]
    ),
)
def test_any_bytes_in_any_format_raise_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(data)
    for found in read_file(str(path)):
        assert isinstance(found, RawIssue | RawPage)


LISTS = {
    "manifest.json": {"title": "صفحات", "created": "2024-01-02", "pages": [{"path": "a.html", "size": 9}]},
    "rows.json": [{"file": "a.html", "title": "سد جديد", "url": "https://alduha.example/1"}],
    "addresses.json": [{"title": "سد جديد", "url": "https://alduha.example/2024/a.html?ref=home"}],
    "package.json": {"name": "crawl", "description": "صفحات", "version": "1.0", "scripts": {"test": "run"}},
    "app.json": {"title": "صفحات", "version": "1.0"},
}
REAL = {
    "text.json": [{"file": "a.html", "title": "سد جديد", "body": "افتتح السد."}],
    "headlines.json": [{"title": "سد جديد", "url": "https://alduha.example/1", "rank": 1}],
    "headline.json": {"title": "سد جديد"},
    "one.json": {"headline": "سد جديد", "content": "افتتح السد.", "image": "a.png"},
}


@pytest.mark.parametrize("name", LISTS)
def test_list_of_the_files_beside_it_is_a_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.html").write_text("<p>صفحة</p>", encoding="utf-8")
    found = read(tmp_path, name, json.dumps(LISTS[name]).encode())
    assert findings(found) == [(name, "wrong_columns")]
    assert len(found) == 1


@pytest.mark.parametrize("name", REAL)
def test_table_of_articles_beside_pages_stays_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.html").write_text("<p>صفحة</p>", encoding="utf-8")
    assert findings(read(tmp_path, name, json.dumps(REAL[name]).encode())) == []
