"""Every reader under every damage: pages, and findings of one line; never a traceback, never nothing."""

from __future__ import annotations

import time

import pytest
from hostile_formats import DAMAGES, REWRITES, SOUND, N, inside

from analysis.loader.corpus import cut, learn
from analysis.loader.read import RawIssue, RawPage, read_file

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
    raw = [str(tmp_path / name)]
    parts = cut(raw, learn(raw))
    assert parts.articles.height + parts.page_issues["raw_path"].n_unique() >= len(found)
    assert "page_fault" not in set(parts.page_issues["issue"])


@pytest.mark.parametrize(
    "name", ["rows.jsonl", "rows.csv", "rows.tsv", "web.wet", "rows.jsonl.gz", "web.warc"]
)
def test_what_stands_before_the_damage_is_kept(name, tmp_path):
    found = read(tmp_path, name, inside(name, lambda data: data[: 2 * len(data) // 3 + 9])(SOUND[name]))
    assert sum(isinstance(one, RawPage) for one in found) >= N // 2
    assert issues_of(found) or name[-4:] in (".csv", ".tsv")  # a cell that ends early is a cell
