"""The benchmark's corpus is the same for the same seed; what is counted in it is what a plain loop counts."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import corpora
    import rivals

    yield corpora, rivals
    for name in ("corpora", "rivals", "reprints", "tag_pairs"):
        sys.modules.pop(name, None)


def test_the_same_seed_is_the_same_corpus_and_another_is_not(bench):
    corpora, _ = bench
    one, again, other = (pl.concat(corpora.articles(50, seed)) for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)


def test_a_larger_corpus_begins_with_the_smaller(bench):
    corpora, _ = bench
    assert [batch.height for batch in corpora.articles(corpora.BATCH + 5)] == [corpora.BATCH, 5]


@pytest.mark.parametrize("topics", [20, 60])
def test_pairs_are_those_of_a_plain_loop(bench, tmp_path, topics):
    corpora, rivals = bench
    folder = corpora.write_articles(tmp_path, 400)
    rivals.wusum(folder, tmp_path / "ours.parquet", topics)
    rivals._loop(folder, tmp_path / "loop.parquet", rivals._by_words(rivals.plain, topics))
    ours, loop = (
        pl.read_parquet(tmp_path / f"{n}.parquet").sort(list(rivals.SCHEMA)) for n in ("ours", "loop")
    )
    assert ours.height > 300
    assert ours.equals(loop)


def test_pages_of_every_layout_are_cut_with_title_date_and_tags(bench, tmp_path):
    from analysis import parse_page

    corpora, _ = bench
    folder = corpora.write_pages(tmp_path, 6)
    for file in sorted(folder.rglob("*.txt")):
        page = parse_page(file.read_text(encoding="utf-8"))
        assert (page.title != "", page.published_precision, len(page.tags) >= 3) == (True, "day", True)


def test_planted_reprints_are_found_and_nothing_else(bench, tmp_path, monkeypatch):
    from analysis.loader.reprints import story_ids

    corpora, _ = bench
    import reprints

    whole = pl.read_parquet(corpora.write_reprints(tmp_path, 300))
    found = reprints.score(story_ids(whole))
    assert found == {"recall": 1.0, "precision": 1.0, "planted": 30}
    apart = reprints.score(whole.select("article_id", story_id="article_id"))
    assert apart["recall"] == 0


def test_both_ways_to_pair_tags_count_the_same(bench, tmp_path):
    corpora, _ = bench
    import tag_pairs

    file = corpora.write_tags(tmp_path, 400, 50)
    ours, theirs = tag_pairs.wusum(file), tag_pairs.scipy_named(file)
    columns = ["tag_a", "tag_b", "n_a", "n_b", "n_ab"]
    assert ours.height > 1_000
    assert ours.select(columns).equals(theirs.select(columns))
