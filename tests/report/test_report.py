"""The report: complete, self-contained, right to left, safe, and the same bytes again."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from analysis.engine.build import build
from analysis.errors import InputError
from analysis.report import report, topic_labels

pytestmark = pytest.mark.xdist_group("report")
PAGES = ["01_corpus.html", "02_topics.html", "03_cooccurrence.html", "04_trends.html", "index.html"]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) $x$ \"'&"

PAGE = """خبر رقم {n} عن {what} {hostile}
تاريخ النشر: {day}/{month}/2024
نص الخبر رقم {n} يذكر {what} في جملة كاملة لا تشبه غيرها كثيرا. وفيه رقم آخر هو {n}{n}.
المصدر: وكالة {hostile}
الوسوم: {what}، {hostile}
"""


class Outline(HTMLParser):
    """Collect the tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Path:
    raw = tmp_path_factory.mktemp("raw")
    for n in range(24):
        what = ["روسيا وإيران", "غزة", "الانتخابات في روسيا"][n % 3]
        text = PAGE.format(n=n, what=what, day=n + 1, month=n % 9 + 1, hostile=HOSTILE)
        (raw / f"{n}.txt").write_text(text, encoding="utf-8")
    return build([raw], tmp_path_factory.mktemp("tables")).folder


@pytest.fixture(scope="module")
def pages(tables, tmp_path_factory) -> dict[str, str]:
    index = report(tables, tmp_path_factory.mktemp("report"))
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(index.parent.iterdir())}


def test_there_is_a_page_for_every_notebook_and_an_index(pages):
    assert list(pages) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_page_is_right_to_left_and_fetches_nothing(pages, name):
    outline = Outline(pages[name])
    assert outline.tags[0] == ("html", {"lang": "ar", "dir": "rtl"})
    links = [a.get(k, "") for _, a in outline.tags for k in ("src", "href") if a.get(k)]
    assert [link for link in links if not re.match(r"data:|#|[\w]+\.html$", link)] == []
    assert "default-src 'none'" in pages[name]
    assert not re.search(r"@import|url\((?!data:)", pages[name])


@pytest.mark.parametrize("name", PAGES)
def test_text_of_pages_stays_text(pages, name):
    outline = Outline(pages[name])
    assert not {"script", "iframe", "object", "embed", "link"} & {tag for tag, _ in outline.tags}
    assert [a for _, a in outline.tags if any(k.startswith("on") for k in a)] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_has_words_in_its_place(pages, name):
    alts = [a.get("alt", "") for tag, a in Outline(pages[name]).tags if tag == "img"]
    assert alts
    assert all(len(alt) > 20 and "description has been provided" not in alt for alt in alts)


def test_code_reads_left_to_right(pages):
    boxes = [a for tag, a in Outline(pages["02_topics.html"]).tags if a.get("class") == "highlight-box"]
    assert boxes
    assert all(a["dir"] == "ltr" for a in boxes)


def test_the_index_leads_to_the_chapters_and_names_the_inputs(pages, tables):
    assert all(f'href="{name}"' in pages["index.html"] for name in PAGES[:-1])
    assert re.search(r"inputs\.sha256.*?[0-9a-f]{64}", pages["index.html"], re.DOTALL)


def test_a_finished_report_is_not_made_again(tables, tmp_path, monkeypatch):
    index = report(tables, tmp_path)
    monkeypatch.setattr("analysis.report.make.execute", lambda *a: 1 / 0)
    assert report(tables, tmp_path) == index
    with pytest.raises(ZeroDivisionError):
        report(tables, tmp_path, lang="en")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_same_tables_give_the_same_bytes(tables, tmp_path, lang):
    first, again = (report(tables, tmp_path / n, lang=lang).parent for n in ("first", "again"))
    assert {p.name: p.read_bytes() for p in first.iterdir()} == {
        p.name: p.read_bytes() for p in again.iterdir()
    }


def test_english_edition_is_left_to_right(tables, tmp_path):
    index = report(tables, tmp_path, lang="en")
    assert '<html lang="en" dir="ltr">' in index.read_text(encoding="utf-8")


def test_a_folder_without_tables_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match=r"no readable manifest\.json.*run `wusum build"):
        report(tmp_path, tmp_path / "out")


def test_the_lead_names_the_days_once(pages):
    assert "بين 1 يناير 2024 و18 سبتمبر 2024" in pages["index.html"]


def test_topic_labels_come_from_the_build(tables):
    assert topic_labels(tables, "en")["gaza"] == "Gaza"


def test_a_corpus_without_topics_dates_or_tags_has_a_report(tmp_path):
    (tmp_path / "a.txt").write_text(
        "عنوان قصير عن الطقس\nيتوقع خبراء هطول المطر في المدينة غدا.\n", encoding="utf-8"
    )
    tables = build([tmp_path / "a.txt"], tmp_path / "tables").folder
    assert pl.read_parquet(tables / "article_topics.parquet").is_empty()
    assert report(tables, tmp_path / "out").exists()
