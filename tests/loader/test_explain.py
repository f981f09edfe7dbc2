"""What explain prints: every zone, in an order a terminal can show, and nothing that could steer it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.loader.explain import explain, explain_record
from analysis.loader.page import parse_page

TEXT = "\n".join(
    [
        "وزير الزراعة يفتتح سد الوادي الأخضر",
        "نشر في: 7 مارس 2021",
        "افتتح الوزير السد صباح الأحد بحضور سفراء ثلاث دول مانحة.",
        "المصدر: وكالات",
        "الوسوم: سد، قمح",
        "وسوم شائعة: مطر",
    ]
)


def test_every_zone_is_a_line_with_its_span_name_and_reason() -> None:
    lines = explain(TEXT).splitlines()
    for zone in parse_page(TEXT).zones:
        opening = rf"\s*{zone.start}-{zone.end}\s+{zone.name}\s+\u2068{re.escape(zone.reason[:20])}"
        assert any(re.match(opening, line) for line in lines), zone


def test_the_facts_come_first_and_the_proof_last() -> None:
    lines = explain(TEXT).splitlines()
    assert lines[0] == "published  2021-03-07  (day)"
    assert [line.split()[0] for line in lines[1:5]] == ["source", "title", "tags", "site"]
    zones = len(parse_page(TEXT).zones)
    assert lines[-1] == f"{len(TEXT)} of {len(TEXT)} characters in {zones} zones"


def test_the_text_of_the_page_stands_last_on_its_line_and_isolated() -> None:
    for line in explain(TEXT).splitlines():
        if re.match(r"\s*\d+-\d+", line):
            assert line.endswith("\u2069")
            assert line.count("\u2068") == line.count("\u2069") == 2
            assert not re.search(r"[\u0600-\u06ff]", line.rpartition("\u2068")[0].partition("\u2068")[0])


def test_large_counts_are_grouped() -> None:
    text = TEXT + "\n" + "وأضاف الوزير أن العمل في السد مستمر حتى الخريف. " * 40
    assert explain(text).splitlines()[-1].startswith(f"{len(text):,} of {len(text):,} characters")
    assert "," in explain(text).splitlines()[-1]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("اب \n\x1b[31m\x07\x00\x7f\x9b\u202e\u2066\u200f\ufeff\r\t"), max_size=80
    )
)
def test_nothing_of_the_page_can_steer_the_terminal(text: str) -> None:
    shown = explain(TEXT + "\n" + text + "\n" + text)
    left = {sign for sign in shown if not sign.isprintable()}
    assert left <= {"\n", "\u200e", "\u2068", "\u2069"}
    for line in shown.splitlines():
        assert line.count("\u2068") == line.count("\u2069")


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert "␛[31m" in explain("\x1b[31mوزير الزراعة يفتتح سد الوادي الأخضر\n" + TEXT)


def test_issues_are_listed() -> None:
    assert "issue: no_date" in explain("وزير الزراعة يفتتح سد الوادي الأخضر\nافتتح الوزير السد.")
    assert "published  unknown" in explain("")


def test_a_relative_date_needs_its_reference() -> None:
    text = TEXT.replace("نشر في: 7 مارس 2021", "منذ 3 ساعات")
    assert "published  unknown" in explain(text)
    assert "published  2024-05-02" in explain(text, reference=date(2024, 5, 2))


def test_a_raw_file_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT.encode("cp1256"))
    assert explain(path) == explain(TEXT)


MARKUP = (
    "<head><meta property='article:published_time' content='2021-03-07'></head><h1>افتتاح سد الوادي</h1>"
    "<p>افتتح الوزير السد صباح الأحد بحضور سفراء ثلاث دول مانحة من الشمال.</p>"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.html", MARKUP), ("a.htm", f"<html>{MARKUP}"), ("a.txt", f"<!doctype html>{MARKUP}")],
)
def test_a_page_with_markup_is_explained_as_it_is_built(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    lines = explain(path).splitlines()
    assert lines[0] == "published  2021-03-07  (day)"
    assert "افتتاح سد الوادي" in lines[1]
    assert any(line.startswith("body") and "افتتح الوزير" in line for line in lines)
    assert lines[-1] == "markup: each field is read from elements of the page, and has no span"
    record = explain_record(path)
    assert (record["title"], record["zones"]) == ("افتتاح سد الوادي", ())


def test_a_table_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("title,body\nخبر,نص\n", encoding="utf-8")
    for call in (explain, explain_record):
        with pytest.raises(InputError, match=r"rows\.csv: is read as csv, a page a row"):
            call(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "page.txt: cannot be read (No such file or directory). Give a file of raw text."),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_that_is_no_page_is_one_clear_line(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "page.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        explain(path)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
