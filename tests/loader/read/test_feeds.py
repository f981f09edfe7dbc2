"""Feeds: RSS, Atom and news sitemaps, sound, damaged and hostile."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from analysis.loader.read.raw import RawIssue, RawPage, read_file

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>صحيفة النهر</title><link>https://nahr.example</link><language>ar</language>
<item><title><![CDATA[قمة "بغداد" &amp; نتائجها]]></title><link>https://nahr.example/1</link>
<pubDate>Thu, 07 Mar 2024 23:40:00 +0300</pubDate>
<category><![CDATA[العراق]]></category><category>قمم عربية</category>
<guid isPermaLink="false">77</guid><description>ملخص قصير</description>
<content:encoded><![CDATA[<p>بدأت القمة.</p>
<p>وانتهت.</p><p>ظهرت المقالة قمة أولاً على صحيفة النهر.</p>]]></content:encoded>
<media:content url="x.jpg"><media:title>صورة</media:title></media:content></item>
<item><title>أمطار على الساحل</title><description>هطلت أمطار.</description></item>
</channel></rss>"""
FIRST = {
    "title": 'قمة "بغداد" & نتائجها', "body": "بدأت القمة.\nوانتهت.", "url": "https://nahr.example/1",
    "source_id": "77", "source": "صحيفة النهر", "language": "ar",
    "published": "Thu, 07 Mar 2024 23:40:00 +0300",
    "tags": ["العراق", "قمم عربية"],
}  # fmt: skip
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>موقع النهر</title><entry><title>قمة</title>
<link rel="edit" href="https://nahr.example/edit"/><link rel="alternate" href="https://nahr.example/1"/><id>tag:1</id>
<updated>2024-05-02T00:00:00Z</updated><published>2024-05-01T00:00:00Z</published><category term="غزة"/>
<content type="html">&lt;p&gt;متن الخبر&lt;/p&gt;</content></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://nahr.example/1</loc><lastmod>2024-05-03</lastmod><news:news><news:publication><news:name>النهر</news:name>
<news:language>ar</news:language></news:publication><news:publication_date>2024-05-01</news:publication_date>
<news:title>قمة</news:title><news:keywords>غزة, مصر</news:keywords></news:news></url></urlset>"""


def read(folder: Path, name: str, data: str | bytes) -> list[RawPage | RawIssue]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_file(str(folder / name)))


def fields(found: list[RawPage | RawIssue]) -> list[dict[str, object]]:
    return [dict(page.fields) for page in found if isinstance(page, RawPage)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", RSS),
        ("a.rss", RSS),
        ("a.xml.gz", gzip.compress(RSS.encode())),
        ("windows.xml", RSS.replace("UTF-8", "windows-1256").encode("cp1256")),
        ("utf16.xml", RSS.replace("UTF-8", "UTF-16").encode("utf-16")),
    ],
    ids=["xml", "rss", "gz", "windows-1256", "utf-16"],
)
def test_rss(tmp_path: Path, name: str, data: str | bytes) -> None:
    found = read(tmp_path, name, data)
    assert fields(found)[0] == FIRST
    assert fields(found)[1] == {
        "title": "أمطار على الساحل", "body": "هطلت أمطار.", "source": "صحيفة النهر", "language": "ar"
    }  # fmt: skip
    assert [page.raw_path.rpartition("#")[2] for page in found] == ["1", "2"]


def test_atom(tmp_path: Path) -> None:
    assert fields(read(tmp_path, "a.atom", ATOM)) == [
        {"title": "قمة", "body": "متن الخبر", "url": "https://nahr.example/1", "source_id": "tag:1",
         "source": "موقع النهر", "published": "2024-05-01T00:00:00Z", "tags": ["غزة"]}
    ]  # fmt: skip


def test_update_is_taken_only_without_a_publication(tmp_path: Path) -> None:
    (only,) = fields(
        read(tmp_path, "a.atom", ATOM.replace("<published>2024-05-01T00:00:00Z</published>", ""))
    )
    assert only["published"] == "2024-05-02T00:00:00Z"


def test_news_sitemap(tmp_path: Path) -> None:
    assert fields(read(tmp_path, "a.xml", SITEMAP)) == [
        {"title": "قمة", "body": "", "url": "https://nahr.example/1", "source": "النهر", "language": "ar",
         "published": "2024-05-01", "tags": ["غزة", "مصر"]}
    ]  # fmt: skip


BAD = [
    ("other root", "<catalog><x/></catalog>", [("a.xml", "unknown_format")]),
    ("no xml", "خبر عادي", [("a.xml", "malformed")]),
    (
        "item without text",
        "<rss><channel><item><guid>1</guid></item></channel></rss>",
        [("a.xml#1", "no_text")],
    ),
    ("binary", b"\x89PNG\r\n" + bytes(range(256)), [("a.xml", "binary")]),
    ("empty", "", [("a.xml", "empty")]),
    ("broken off", RSS[: RSS.index("<description>هطلت")], [("a.xml", "truncated")]),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_feed_is_a_finding(tmp_path: Path, data: str | bytes, expected: list[tuple[str, str]]) -> None:
    found = read(tmp_path, "a.xml", data)
    assert [(r.raw_path.rpartition("/")[2], r.issue) for r in found if isinstance(r, RawIssue)] == expected


def test_items_before_a_break_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xml", RSS[: RSS.index("<description>هطلت")])
    assert fields(found)[0] == FIRST


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    doctype = f'<!DOCTYPE r [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt"><!ENTITY a "{"x" * 1000}">'
    doctype += (
        "".join(f'<!ENTITY a{i} "{"&a;" * 10 if not i else f"&a{i - 1};" * 10}">' for i in range(9)) + "]>"
    )
    start = time.process_time()
    found = read(
        tmp_path, "a.xml", f"{doctype}<rss><channel><item><title>قمة &s;&a8;</title></item></channel></rss>"
    )
    assert time.process_time() - start < 2
    assert "secret" not in str(found)
    assert len(str(found)) < 2_000
