"""Columns of tables: the names that are known, what a row becomes, and the facts file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analysis.loader.read import columns
from analysis.loader.read.columns import FIELDS, Columns, find_columns, guess_columns, name_key, repaired
from analysis.loader.read.raw_page import RawFault
from analysis.loader.read.tag_fields import split_tags

GUESSES = [
    (["id", "url", "source", "title", "body", "tags", "published"],
     {"source_id": "id", "url": "url", "source": "source", "title": "title", "body": "body", "tags": "tags",
      "published": "published"}),
    (["Headline", "Article Text", "Publish_Date", "Link"],
     {"title": "Headline", "body": "Article Text", "published": "Publish_Date", "url": "Link"}),
    (["العنوان", "النص", "تاريخ النشر", "الوسوم", "المصدر", "الرابط"],
     {"title": "العنوان", "text": "النص", "published": "تاريخ النشر", "tags": "الوسوم", "source": "المصدر",
      "url": "الرابط"}),
    (["عُنوان الخبر", "محتوى_الخبر", "الكلمات المفتاحيّة"],
     {"title": "عُنوان الخبر", "body": "محتوى_الخبر", "tags": "الكلمات المفتاحيّة"}),
    (["published_text", "published"], {"published": "published"}),
    (["published_text", "title"], {"published": "published_text", "title": "title"}),
    (["updated_at", "pubDate"], {"published": "pubDate"}),
    (["content", "article"], {"body": "article", "text": "content"}),
    (["hashtags", "section"], {"tags": "hashtags"}),
    (["x", "y"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), GUESSES, ids=[",".join(row[0][:2]) for row in GUESSES])
def test_names_are_guessed(names: list[str], expected: dict[str, str]) -> None:
    assert guess_columns(names) == expected


def test_facts_file_holds_known_fields_and_no_name_twice() -> None:
    listed = tomllib.loads(
        Path(columns.__file__).parents[2].joinpath("dictionaries/columns.toml").read_text("utf-8")
    )
    assert set(listed) == {*FIELDS, "summary"}
    keys = [name_key(name) for names in listed.values() for name in names]
    assert len(keys) == len(set(keys))


KINDS = [
    ("title and body", {"title": "ع", "body": "ن"}, ("record", "ن")),
    ("title and text", {"title": "ع", "text": "ن"}, ("record", "ن")),
    ("headline alone", {"title": "ع"}, ("record", "")),
    ("body alone", {"body": "ن"}, ("record", "ن")),
    ("text alone is a dump", {"text": "ع\nن", "url": "u"}, ("dump", "ع\nن")),
    ("title column that is empty here", {"title": "", "text": "ن"}, ("record", "ن")),
    ("summary when there is no body", {"title": "ع", "description": "م"}, ("record", "م")),
    ("body before summary", {"title": "ع", "description": "م", "body": "ن"}, ("record", "ن")),
    ("markup column", {"title": "ع", "html": "<p>ن"}, ("html", "<p>ن")),
    ("a page of markup in a text column", {"text": "<!doctype html><p>ن"}, ("html", "<!doctype html><p>ن")),
    (
        "a body with markup",
        {"title": "ع", "content": "<p>أول</p><p>ثان &amp; ثالث</p>"},
        ("record", "أول\nثان & ثالث"),
    ),
    (
        "a body with entities alone",
        {"title": "ع", "body": "&#8220;أول&#8221;\n\nAT&T"},
        ("record", "“أول”\n\nAT&T"),
    ),
    ("a list of paragraphs", {"title": "ع", "body": ["أول", "ثان"]}, ("record", "أول\nثان")),
    ("rendered fields", {"title": {"rendered": "ع"}, "content": {"rendered": "<p>ن</p>"}}, ("record", "ن")),
]


@pytest.mark.parametrize(("row", "expected"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_kind_of_a_row(row: dict[str, object], expected: tuple[str, str]) -> None:
    page = find_columns(row, None, "a").page("a#1", row)
    assert (page.kind, page.text) == expected


def test_a_headline_is_without_markup_and_entities() -> None:
    row = {"title": {"rendered": "قال &#8220;نعم&#8221; <b>أمس</b>"}, "body": "نص"}
    assert find_columns(row, None, "a").page("a#1", row).fields["title"] == "قال “نعم” أمس"


def test_row_without_text_is_a_fault() -> None:
    with pytest.raises(RawFault, match=r"the row has neither title, body, text nor markup\.") as caught:
        Columns({"title": "t", "url": "u"}).page("a#1", {"t": "  ", "u": "http://a.example"})
    assert caught.value.issue == "no_text"


def test_table_without_known_columns_is_a_fault_that_lists_them() -> None:
    with pytest.raises(
        RawFault, match="no column is known as title, body, text or html among a, b; name them with --map"
    ):
        find_columns(["a", "b"], None, "x")
    with pytest.raises(RawFault, match=r"n0, .*, n19 \.\.\.; name them"):
        find_columns([f"n{i}" for i in range(500)], None, "x")


TAG_FIELDS = [
    ("{غزة,مصر}", ["غزة", "مصر"]),
    ('{"غزة","الأمم المتحدة"}', ["غزة", "الأمم المتحدة"]),
    (float("nan"), []),
    ("NaN", []),
    ("غزة&nbsp;، R&amp;D", ["غزة", "R&D"]),
    ("<a href='/t'>غزة</a>, <a>مصر</a>", ["غزة", "مصر"]),
    (["<b>غزة</b>", "R&amp;D"], ["غزة", "R&D"]),
    ("[غزة] [مصر]", ["غزة", "مصر"]),
    (None, []),
    ("", []),
    ("غزة", ["غزة"]),
    ("غزة، مصر ,لبنان", ["غزة", "مصر", "لبنان"]),
    ("غزة;مصر؛لبنان|سوريا", ["غزة", "مصر", "لبنان", "سوريا"]),
    ("غزة\nالأمم المتحدة\n", ["غزة", "الأمم المتحدة"]),
    ("#غزة #الأمم_المتحدة", ["غزة", "الأمم المتحدة"]),
    ("#غزة، #مصر", ["غزة", "مصر"]),
    ("['غزة', 'الأمم المتحدة']", ["غزة", "الأمم المتحدة"]),
    ('["غزة", "مصر"]', ["غزة", "مصر"]),
    ("[غزة, مصر]", ["غزة", "مصر"]),
    (["غزة", "غزة", " مصر "], ["غزة", "مصر"]),
    ([{"id": 3, "name": "غزة"}, {"label": "مصر"}, {}], ["غزة", "مصر"]),
    ({"name": "غزة"}, ["غزة"]),
    ("،،; ,", []),
    ("«زادة»..,طهران", ["«زادة»", "طهران"]),
    ([["غزة"], ["مصر"]], ["غزة", "مصر"]),
    ([3, 4.0, "غزة"], ["غزة"]),
    (5, ["5"]),
]


@pytest.mark.parametrize(("value", "expected"), TAG_FIELDS, ids=[repr(row[0])[:30] for row in TAG_FIELDS])
def test_tag_fields(value: object, expected: list[str]) -> None:
    assert split_tags(value) == expected


@pytest.mark.parametrize("text", ["خبر عادي", "طقس «حار»", "حفظ… ثم", "Zürich", "a b", ""])
def test_sound_text_is_not_touched(text: str) -> None:
    assert repaired(text) == (text, ())
