"""Every reader under every damage: pages, and findings of one line; never a traceback, never nothing."""

from __future__ import annotations

import time

import pytest
from hostile_formats import DAMAGES, REWRITES, SOUND, N, inside

from analysis.loader.corpus import cut, learn
from analysis.loader.read import RawIssue, RawPage, raw, read_file

BINARY = ("rows.parquet", "rows.parquet.gz")


def read(tmp_path, name: str, data: bytes) -> list[RawPage | RawIssue]:
    file = tmp_path / name
    file.write_bytes(data)
    start = time.process_time()
    found = list(read_file(str(file)))
    assert time.process_time() - start < 5
    return found


def issues_of(found: list[RawPage | RawIssue]) -> set[str]:
    for one in found:
        if isinstance(one, RawIssue):
            assert one.detail
            assert one.detail.splitlines() == [one.detail]
    return {one.issue for one in found if isinstance(one, RawIssue)}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_gives_all_of_its_pages(name, tmp_path):
    found = read(tmp_path, name, SOUND[name])
    assert issues_of(found) == set()
    assert len(found) == (1 if name.startswith("page.") else N)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_gives_pages_or_findings(name, damage, tmp_path):
    found = read(tmp_path, name, DAMAGES[damage](SOUND[name]))
    assert found
    assert "page_fault" not in issues_of(found)


@pytest.mark.parametrize("rewrite", REWRITES)
@pytest.mark.parametrize("name", [name for name in SOUND if name not in BINARY])
def test_a_text_of_another_kind_gives_articles_or_findings(name, rewrite, tmp_path):
    data = inside(name, REWRITES[rewrite])(SOUND[name])
    found = read(tmp_path, name, data)
    assert found
    assert "page_fault" not in issues_of(found)
    files = [str(tmp_path / name)]
    parts = cut(files, learn(files))
    assert parts.articles.height + parts.page_issues["raw_path"].n_unique() >= len(found)
    assert "page_fault" not in set(parts.page_issues["issue"])


@pytest.mark.parametrize(
    "name", ["rows.jsonl", "rows.csv", "rows.tsv", "web.wet", "rows.jsonl.gz", "web.warc"]
)
def test_what_stands_before_the_damage_is_kept(name, tmp_path):
    found = read(tmp_path, name, inside(name, lambda data: data[: 2 * len(data) // 3 + 9])(SOUND[name]))
    assert sum(isinstance(one, RawPage) for one in found) >= N // 2
    assert issues_of(found) or name[-4:] in (".csv", ".tsv")  # a cell that ends early is a cell


EMPTY = {
    "rows.jsonl": b"{}\n" * 500,
    "rows.csv": b"title,body\n" + b",\n" * 500,
    "rows.json": b"[" + b"{}," * 499 + b"{}]",
    "feed.rss": b"<rss><channel>" + b"<item/>" * 500 + b"</channel></rss>",
    "web.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1\r\n\r\nx\r\n\r\n" * 500,
}


@pytest.mark.parametrize("name", EMPTY)
def test_rows_without_end_that_give_no_page_are_left_with_one_finding(name, tmp_path, monkeypatch):
    assert len(read(tmp_path, name, EMPTY[name])) == 500
    monkeypatch.setattr(raw, "MAX_BARREN", 100)
    found = read(tmp_path, name, EMPTY[name])
    assert (len(found), found[-1].issue, found[-1].raw_path) == (101, "too_large", str(tmp_path / name))
    assert found[-1].detail.startswith("100 rows")


def test_rows_without_a_page_between_pages_are_read_on(tmp_path, monkeypatch):
    monkeypatch.setattr(raw, "MAX_BARREN", 3)
    found = read(tmp_path, "rows.jsonl", (b"{}\n" * 2 + b'{"title": "x"}\n') * 9)
    assert sum(isinstance(one, RawPage) for one in found) == 9
