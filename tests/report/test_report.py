"""The report: complete, self-contained, right to left, safe, readable by all, and the same bytes again."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from itertools import pairwise

import openpyxl
import polars as pl
import pytest
from lxml import html

from analysis.engine.build import build
from analysis.errors import InputError
from analysis.report import report, topic_labels
from analysis.report.notebooks import notebook_files

pytestmark = pytest.mark.xdist_group("report")
CHAPTERS = [f"{file.stem}.html" for file in notebook_files()]
PAGES = [*CHAPTERS, "index.html"]


@pytest.fixture(scope="module")
def pages(arabic) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(arabic.glob("*.html"))}


@pytest.fixture(scope="module")
def trees(pages) -> dict[str, html.HtmlElement]:
    return {name: html.document_fromstring(text.encode()) for name, text in pages.items()}


def test_there_is_a_page_for_every_notebook_and_an_index(pages):
    assert list(pages) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_page_is_right_to_left_and_fetches_nothing(name, trees, pages, arabic):
    root = trees[name]
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    links = [
        link for link in root.xpath("//@src | //@href | //@srcset") if not link.startswith(("data:", "#"))
    ]
    assert [link for link in links if not (arabic / link.partition("#")[0]).is_file()] == []
    assert not re.search(r"@import|url\((?!data:)", pages[name])


@pytest.mark.parametrize("name", PAGES)
def test_only_its_own_style_and_script_may_run(name, trees):
    root = trees[name]
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for element, rule in (("style", "style-src"), ("script[not(@type)]", "script-src")):
        for text in root.xpath(f"//{element}/text()"):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{rule} 'sha256-{digest}'" in policy
    assert root.xpath("//*[@style]") == []


@pytest.mark.parametrize("name", PAGES)
def test_text_of_pages_stays_text(name, trees):
    root = trees[name]
    assert root.xpath("//iframe | //object | //embed | //link | //base") == []
    assert [a for a in root.xpath("//@*") if a.attrname.startswith("on")] == []
    assert root.xpath("//a[starts-with(@href, 'javascript')]") == []
    assert "alert(1)" not in "".join(root.xpath("//script[not(@type)]/text()"))


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_has_words_in_its_place(name, trees):
    alts = [image.get("alt", "") for image in trees[name].xpath("//img")]
    assert alts or name.endswith("explore.html")
    assert all(len(alt) > 20 or "لا بيانات" in alt for alt in alts)
    assert not any("description has been provided" in alt for alt in alts)


@pytest.mark.parametrize("name", PAGES)
def test_phones_get_every_figure_in_the_width_of_a_column(name, trees):
    figures = trees[name].xpath("//img")
    assert all(image.xpath("ancestor::picture") for image in figures)
    narrow = [source.get("srcset") for source in trees[name].xpath("//picture//source")]
    assert all(data.startswith("data:image/png;base64,") for data in narrow)
    assert {*narrow}.isdisjoint(image.get("src") for image in figures)


@pytest.mark.parametrize("name", PAGES)
def test_headings_stand_in_order_under_one_title(name, trees):
    levels = [int(heading.tag[1]) for heading in trees[name].xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_headers_with_a_scope_in_a_box_that_scrolls(name, trees):
    root = trees[name]
    assert root.xpath("//th[not(@scope)]") == []
    for table in root.xpath("//table[.//td]"):
        assert table.xpath("ancestor::*[@tabindex='0'][@aria-label!='']")


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_comes_to_the_content_first(name, trees):
    first = trees[name].xpath("//body//a")[0]
    assert trees[name].xpath(f"//*[@id='{first.get('href')[1:]}']")[0].tag == "main"


def test_code_reads_left_to_right_and_is_folded_away(trees):
    boxes = trees["02_topics.html"].xpath("//details[not(@open)]/div[@class='highlight-box']")
    assert boxes
    assert all(box.get("dir") == "ltr" for box in boxes)


def test_the_index_leads_to_the_chapters_and_names_the_inputs(pages):
    assert all(f'href="{name}"' in pages["index.html"] for name in CHAPTERS)
    assert re.search(r"inputs\.sha256.*?[0-9a-f]{64}", pages["index.html"], re.DOTALL)
    assert re.search(r"dictionary\.sha256.*?[0-9a-f]{64}", pages["index.html"], re.DOTALL)


def test_a_finished_report_is_not_made_again(tables, arabic, monkeypatch):
    monkeypatch.setattr("analysis.report.make.execute", lambda *a: 1 / 0)
    assert report(tables, arabic) == arabic / "index.html"
    with pytest.raises(ZeroDivisionError):
        report(tables, arabic, lang="en")
    assert (arabic / "index.html").is_file()


AGAIN = """
import sys
from analysis.engine import build, spread
from analysis.report import report
if __name__ == "__main__":
    spread.FILES = 5
    report(build.build(sys.argv[2:], f"{sys.argv[1]}/tables", jobs=2).folder, f"{sys.argv[1]}/report")
"""


def test_hash_seed_workers_and_order_of_the_raw_files_change_no_byte(tables, arabic, tmp_path):
    raw = json.loads((tables / "manifest.json").read_text(encoding="utf-8"))["raw"]
    (tmp_path / "again.py").write_text(AGAIN)
    command = [sys.executable, tmp_path / "again.py", tmp_path, *reversed(raw)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    first, again = (
        {p.name: p.read_bytes() for p in folder.iterdir()} for folder in (arabic, tmp_path / "report")
    )
    assert len(raw) == 24
    assert [name for name in first if first[name] != again.get(name)] == []
    assert set(first) == set(again)


def test_english_edition_is_left_to_right_and_holds_no_arabic_prose(english):
    root = html.document_fromstring((english / "02_topics.html").read_bytes())
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    assert (
        re.search(r"[\u0620-\u064a]", "".join(root.xpath("//h1/text() | //h2/text() | //p/text()"))) is None
    )


def test_a_folder_without_tables_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match=r"no readable manifest\.json.*run `wusum build"):
        report(tmp_path, tmp_path / "out")


def test_tables_without_an_article_are_one_clear_line(tmp_path):
    (tmp_path / "raw.txt").write_bytes(b"")
    folder = build([tmp_path / "raw.txt"], tmp_path / "tables").folder
    with pytest.raises(InputError, match="tables: no article to report on"):
        report(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_tables_without_a_topic_are_one_clear_line(tmp_path):
    (tmp_path / "raw.txt").write_text("عنوان قصير عن الطقس\nمطر غدا.\n", encoding="utf-8")
    (tmp_path / "none.toml").write_text("on = []", encoding="utf-8")
    folder = build([tmp_path / "raw.txt"], tmp_path / "tables", topics=tmp_path / "none.toml").folder
    with pytest.raises(InputError, match="tables: no topic to report on"):
        report(folder, tmp_path / "out")


def test_the_lead_names_the_days_once_and_counts_as_arabic_does(pages):
    assert "من 1 يناير 2024 إلى 18 سبتمبر 2024" in pages["index.html"]
    assert "على 24 مقالا" in pages["index.html"]


def test_topic_labels_come_from_the_build(tables):
    assert topic_labels(tables, "en")["gaza"] == "Gaza"


def test_tables_beside_the_report_hold_no_formula(arabic, trees):
    offered = trees["index.html"].xpath("//section[@id='tables']//a/@href")
    assert all((arabic / name).is_file() for name in offered)
    book = openpyxl.load_workbook(arabic / "tables.xlsx")
    assert {f"{sheet}.csv" for sheet in book.sheetnames[1:]} == {n for n in offered if n.endswith(".csv")}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert book["topics"].sheet_view.rightToLeft
    tags = pl.read_csv(arabic / "tags.csv")
    assert any("alert(1)" in str(value) for row in tags.rows() for value in row)


def test_a_corpus_without_topics_dates_or_tags_has_a_report(tmp_path):
    (tmp_path / "a.txt").write_text(
        "عنوان قصير عن الطقس\nيتوقع خبراء هطول المطر في المدينة غدا.\n", encoding="utf-8"
    )
    tables = build([tmp_path / "a.txt"], tmp_path / "tables").folder
    assert pl.read_parquet(tables / "article_topics.parquet").is_empty()
    index = report(tables, tmp_path / "out").read_text(encoding="utf-8")
    assert index.count('<article class="finding unsure">') == 3
