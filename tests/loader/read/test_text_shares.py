"""Shares of long CSV and JSONL files: together they are what one reader of the whole file gives."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.loader.read import Share, files, read_file, text_shares
from analysis.loader.read.raw_page import RawIssue, RawPage

if TYPE_CHECKING:
    from pathlib import Path

TITLES = ("قمة في بغداد", 'قال "نعم"', '"أول" خبر', "سطر\nوسطر", "", "a,b;c\td", '""', '"')


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let shares begin at every line."""
    monkeypatch.setattr(text_shares, "BLOCK", 1)


def in_shares(path: Path, of: int) -> list[RawPage | RawIssue]:
    """Return what all shares of a file give, what they say of the whole file once and last."""
    text_shares.places.cache_clear()
    found = [one for number in range(of) for one in read_file(Share(str(path), number, of))]
    rows = [one for one in found if one.raw_path != str(path)]
    return [*rows, *dict.fromkeys(one for one in found if isinstance(one, RawIssue) and one not in rows)]


def rows_in(path: Path, of: int) -> list[int]:
    """Return how many rows each share of a file has."""
    text_shares.places.cache_clear()
    return [len(list(read_file(Share(str(path), number, of)))) for number in range(of)]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def csv_of(cell: str, sign: str = ",", end: str = "\n") -> str:
    """Return a table of 130 records, each cell written by a function of its text."""
    write = {"quoted": quoted, "bare": lambda text: text.replace(sign, " ").replace("\n", " ")}[cell]
    lines = [sign.join(map(write, (TITLES[n % 8], f"نص {n}"))) for n in range(130)]
    return end.join([f"title{sign}body", *lines, ""])


def jsonl_of(end: str = "\n") -> str:
    lines = [json.dumps({"title": TITLES[n % 8], "body": f"نص {n}"}, ensure_ascii=False) for n in range(130)]
    return end.join([*lines, ""])


SOUND = {
    "lines.jsonl": jsonl_of().encode(),
    "bom.jsonl": b"\xef\xbb\xbf \n" + jsonl_of().encode(),
    "crlf.jsonl": jsonl_of("\r\n").encode(),
    "blank.jsonl": jsonl_of("\n\u00a0\u3000\n\n \t\n\x1c\n").encode(),
    "indented.jsonl": jsonl_of("\n  ").encode(),
    "no_last_end.jsonl": jsonl_of().rstrip().encode(),
    "windows.jsonl": jsonl_of().encode("cp1256"),
    "iso.jsonl": jsonl_of("\n\x85\n").replace("\u00a0", " ").encode("iso8859_6"),
    "broken.jsonl": jsonl_of('\n{"title\n7\n[]\n\ufeff\n').encode() + b'{"title": "x',
    "stray_bytes.jsonl": jsonl_of().encode().replace("نص".encode(), "نص".encode("cp1256")),
    "some_ends_are_cr.jsonl": jsonl_of().replace("\n", "\r", 7).encode() * 2,
    "quoted.csv": csv_of("quoted").encode(),
    "bom.csv": b"\xef\xbb\xbf" + csv_of("quoted").encode().replace(b"title", b'"title"', 1),
    "crlf.csv": csv_of("quoted", end="\r\n").encode(),
    "blank.csv": csv_of("quoted", end='\n\n""\n\r\n').encode(),
    "bare.csv": csv_of("bare").encode(),
    "bare.tsv": csv_of("bare", "\t").encode(),
    "semicolon.csv": csv_of("quoted", ";").encode(),
    "bar.csv": csv_of("bare", "|").encode(),
    "windows.csv": csv_of("quoted").encode("cp1256"),
    "twice.csv": csv_of("quoted").replace("body", "title", 1).encode(),
    "wide_header.csv": csv_of("quoted").replace("body", '"body\n\n,"""', 1).encode(),
    "rows_of_other_lengths.csv": csv_of("bare", end="\na,b,c\n,\nd\n \n").encode(),
    "goes_on_after_quotes.csv": csv_of("bare", end='\n"a"b"c,d\n"e""f"",g"\n""h,"i"\n').encode(),
    "line_ends_in_quotes.csv": csv_of("quoted", end='\n"\n"\n').encode(),
    "open_quote.csv": csv_of("quoted").encode() + b'"a,b\nc,d\n' * 3,
    "no_last_end.csv": csv_of("quoted").rstrip().encode(),
}


@pytest.mark.parametrize("of", [2, 5, 31])
@pytest.mark.parametrize("name", SOUND)
def test_shares_together_are_the_whole_file(tmp_path: Path, name: str, of: int) -> None:
    path = tmp_path / name
    path.write_bytes(SOUND[name])
    whole = list(read_file(str(path)))
    assert in_shares(path, of) == whole
    assert len(whole) >= 30
    assert sum(count > 1 for count in rows_in(path, of)) > 1


WHOLE = {
    "wide.jsonl": jsonl_of().encode("utf-16"),
    "wide.csv": csv_of("quoted").encode("utf-16"),
    "old_mac.jsonl": jsonl_of("\r").encode(),
    "no_header.csv": b"\n" + csv_of("quoted").encode(),
    "sign_named.csv": b"SEP=;\r\n" + csv_of("quoted", ";").encode(),
    "empty_header.csv": b'""\n' + csv_of("quoted").encode(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_bytes_do_not_tell_is_read_by_the_first_share(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WHOLE[name])
    assert in_shares(path, 4) == list(read_file(str(path)))
    assert rows_in(path, 4)[1:] == [0, 0, 0]


@pytest.mark.parametrize("name", ["long.jsonl", "long.csv", "long_cell.csv"])
def test_lines_beyond_the_bound_are_left_as_one_reader_leaves_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for module in ("table_text", "csv_in", "text_shares"):
        monkeypatch.setattr(f"analysis.loader.read.{module}.MAX_PAGE_BYTES", 300)
    long = "x" * 400 if name != "long_cell.csv" else quoted("x\n" * 300)
    table = jsonl_of() if name == "long.jsonl" else csv_of("quoted")
    path = tmp_path / name
    path.write_text(table + long + "\n" + table, encoding="utf-8")
    whole = list(read_file(str(path)))
    assert in_shares(path, 3) == whole
    assert [one for one in whole if isinstance(one, RawIssue) and one.issue in ("too_large", "malformed")]


NO_PAGES = {
    "blank.jsonl": "\n" * 99,
    "header.csv": "title,body\n\n\n\n\n",
    "unknown.csv": "x,y\n1,2\n3,4\n5,6\n",
    "binary.csv": "\0\1\2" * 99,
}


@pytest.mark.parametrize("name", NO_PAGES)
def test_a_table_without_pages_is_one_finding(tmp_path: Path, name: str) -> None:
    text = {
        "blank.jsonl": "x" * 0 + "\n" * 99,
        "header.csv": "title,body\n\n\n\n\n",
        "binary.csv": "\0\1\2" * 99,
    }
    path = tmp_path / name
    path.write_text(text.get(name, "x,y\n1,2\n3,4\n5,6\n"), encoding="utf-8")
    assert in_shares(path, 3) == list(read_file(str(path)))
    assert len(in_shares(path, 3)) == 1


LINES = st.lists(st.text(st.sampled_from('",;\t\r\n a\u00a0\x85ب{}'), max_size=12), max_size=30).map("".join)


@given(
    LINES,
    st.sampled_from(["a.csv", "a.jsonl", "a.tsv"]),
    st.integers(2, 9),
    st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_no_text_is_parted_where_the_reader_does_not(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str, of: int, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(("title,body\n" * name.endswith("sv") + text).encode(encoding))
    assert in_shares(path, of) == list(read_file(str(path)))


def test_shares_are_about_as_long_as_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_shares, "BLOCK", 2**12)
    draw = random.Random(7)
    rows = (f"{n},{quoted('سطر من النص' + chr(10) * draw.randrange(3))}" for n in range(20_000))
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["title,body", *rows]), encoding="utf-8")
    monkeypatch.setattr(files, "SHARE_BYTES", path.stat().st_size // 6)
    shares = files.shares(str(path), path.stat().st_size)
    counts = rows_in(path, len(shares))
    assert len(counts) == 6
    assert sum(counts) == 20_000
    assert max(counts) < 1.2 * min(counts)
