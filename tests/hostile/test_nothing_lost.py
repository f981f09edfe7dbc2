"""Files in, and rows in, are articles and findings out: on the sample and on every corpus at hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.engine.build import build
from analysis.loader.read import list_raw, read_file

CORPORA = {
    "pages": 1,
    "gold/pages/pages": 300,
    "gold/pages/pages.jsonl": 300,
    "corpora/almayadeen.jsonl": 600,
    "corpora/almayadeen.parquet": 600,
    "corpora/aljazeera_headlines.csv": 4_000,
    "html": 8,
    "encodings": 2,
}
"""What lies there, and how many pages it gives at least."""


def lost(raw: Path, out: Path, least: int) -> set[str]:
    """Return what was read and is neither article nor finding of a build."""
    read = {one.raw_path: None for path in list_raw([raw]) for one in read_file(path)}
    assert len(read) >= least
    files = {path.rpartition("#")[0] or path for path in read} | set(read)
    assert not {path for path in map(str, list_raw([raw])) if path.replace("\\", "/") not in files}
    build([raw], out)
    tables = (pl.read_parquet(out / f"{name}.parquet") for name in ("articles", "page_issues"))
    return set(read) - {path for table in tables for path in table["raw_path"]}


def test_nothing_of_the_sample_is_lost(root, tmp_path):
    assert lost(root / "data/raw", tmp_path / "out", 100) == set()


@pytest.mark.parametrize("name", CORPORA)
def test_nothing_of_a_real_corpus_is_lost(shared: Path, name: str, tmp_path):
    if not (shared / name).exists():
        pytest.skip(f"no {name} there")
    assert lost(shared / name, tmp_path / "out", CORPORA[name]) == set()


def test_an_article_counted_once_is_told_of_as_often_as_it_stands(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(5):
        (raw / f"{n}.txt").write_text("عنوان خبر عن روسيا\nنص الخبر كاملا.\n", encoding="utf-8")
    build([raw], tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 1
    issues = pl.read_parquet(tmp_path / "out/page_issues.parquet")
    assert issues.filter(pl.col("issue") == "duplicate").height == 4
