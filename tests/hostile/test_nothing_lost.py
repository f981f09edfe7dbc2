"""Files in, and rows in, are articles and findings out: on the sample and on every corpus at hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.loader.corpus import cut, learn, merge
from analysis.loader.read import list_raw, read_file

CORPORA = {
    "pages": 1,
    "gold/pages/pages": 300,
    "gold/pages/pages.jsonl": 300,
    "corpora/almayadeen.jsonl": 600,
    "corpora/almayadeen.parquet": 600,
    "corpora/aljazeera_headlines.csv": 4_000,
    "html": 10,
    "encodings": 2,
}
"""What lies there, and how many pages it gives at least."""


def lost(raw: list[str], least: int) -> set[str]:
    """Return what was read and is neither article nor finding, before and after parts are merged."""
    read = [one.raw_path for path in raw for one in read_file(path)]
    assert len(read) >= least
    part = cut(raw, learn(raw))
    whole = merge([part])
    told = [set(one.articles["raw_path"]) | set(one.page_issues["raw_path"]) for one in (part, whole)]
    files = {path.rpartition("#")[0] or path for path in read} | set(read)
    assert not {path for path in map(str, raw) if path.replace("\\", "/") not in files}
    return (set(read) - told[0]) | (set(read) - told[1])


def test_nothing_of_the_sample_is_lost(root):
    assert lost(list_raw([root / "data/raw"]), 100) == set()


@pytest.mark.parametrize("name", CORPORA)
def test_nothing_of_a_real_corpus_is_lost(shared: Path, name: str):
    if not (shared / name).exists():
        pytest.skip(f"no {name} there")
    assert lost(list_raw([shared / name]), CORPORA[name]) == set()


def test_an_article_counted_once_is_told_of_as_often_as_it_stands(tmp_path):
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text("عنوان خبر عن روسيا\nنص الخبر كاملا.\n", encoding="utf-8")
    raw = list_raw([tmp_path])
    whole = merge([cut(raw[:2], None), cut(raw[2:], None)])
    assert whole.articles.height == 1
    assert whole.page_issues.filter(pl.col("issue") == "duplicate").height == 4
