"""The truths that were planted in data/raw come out of the tables built from it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analysis import count_pairs
from analysis.tables import ZONES

pytestmark = pytest.mark.xdist_group("sample")

TRENDING = {"قطاع غزة", "الانتخابات البلدية"}


@pytest.fixture(scope="module")
def articles(sample) -> pl.DataFrame:
    frame = pl.read_parquet(sample / "articles.parquet")
    return frame.with_columns(file=pl.col("raw_path").str.split("/").list.last()).sort("file")


@pytest.fixture(scope="module")
def topics(sample) -> pl.DataFrame:
    return pl.read_parquet(sample / "article_topics.parquet")


@pytest.fixture(scope="module")
def tags(sample, articles) -> pl.DataFrame:
    frame = pl.read_parquet(sample / "article_tags.parquet")
    return frame.join(articles.select("article_id", "file"), on="article_id").sort("file", "zone", "position")


def test_the_generator_writes_the_committed_pages(root, tmp_path):
    for part in ("sample/make_sample.py", "sample/sentences.toml"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        (tmp_path / part).write_bytes((root / "data" / part).read_bytes())
    subprocess.run([sys.executable, tmp_path / "sample/make_sample.py"], check=True)
    made = {p.name: p.read_bytes() for p in (tmp_path / "raw").glob("*.txt")}
    assert len(made) >= 240
    assert made == {p.name: p.read_bytes() for p in (root / "data/raw").glob("*.txt")}
    truths = (root / "data/sample/truths.jsonl").read_bytes()
    assert (tmp_path / "sample/truths.jsonl").read_bytes() == truths


@pytest.mark.parametrize("field", ["title", "published", "source"])
def test_every_page_has_its_true_field(articles, truths, field):
    got = dict(articles.select("file", pl.col(field).cast(pl.String)).rows())
    assert {t["file"]: got.get(t["file"]) for t in truths} == {t["file"]: t[field] for t in truths}


@pytest.mark.parametrize(("zone", "floor"), [("tags", 0.99), ("site_tags", 0.97)])
def test_tags_are_cut_as_planted(tags, truths, zone, floor):
    got = {file[0]: set(group["tag"]) for file, group in tags.filter(zone=zone).group_by("file")}
    want = {t["file"]: set(t[zone]) for t in truths}
    hits = sum(len(got.get(file, set()) & expected) for file, expected in want.items())
    assert 2 * hits / (sum(map(len, want.values())) + sum(map(len, got.values()))) >= floor


def test_topics_of_every_article_are_as_planted(articles, topics, truths):
    found = topics.filter(pl.col("zone").is_in(["title", "body"])).join(articles, on="article_id")
    got = {file[0]: set(group["topic"]) for file, group in found.group_by("file")}
    assert {t["file"]: got.get(t["file"], set()) for t in truths} == {
        t["file"]: set(t["topics"]) for t in truths
    }


def test_rise_russia_and_iran_stand_together_more_in_2024(sample):
    pairs = pl.read_parquet(sample / "topic_pairs.parquet").filter(topic_a="iran", topic_b="russia")
    by_year = dict(pairs.group_by(pl.col("period").dt.year()).agg(pl.col("n_ab").sum()).rows())
    assert by_year[2024] >= 4 * by_year[2023] > 0


def test_widget_gaza_and_elections_meet_only_in_site_tags(articles, topics):
    def together(zones) -> int:
        pairs = count_pairs(topics.lazy(), articles.lazy(), zones=zones, every=None)
        return pairs.filter(topic_a="elections", topic_b="gaza").select("n_ab").collect().item()

    site = articles.filter(pl.col("source") == "شبكة الندى", pl.col("published") >= date(2024, 1, 1)).height
    assert together(["title", "body", "tags"]) == 0
    assert together(["title", "body", "tags", "site_tags"]) >= 0.95 * site > 30
    assert together(list(ZONES)) >= together(["title", "body", "tags", "site_tags"])


def test_burst_elections_fill_march_and_april_2024(sample):
    counts = pl.read_parquet(sample / "topic_counts.parquet").filter(topic="elections")
    top = counts.drop_nulls("share").sort("share", descending=True)["period"].head(2)
    assert set(top) == {date(2024, 3, 1), date(2024, 4, 1)}


def test_gap_august_2023_is_a_row_without_a_share(sample):
    counts = pl.read_parquet(sample / "topic_counts.parquet")
    gap = counts.filter(pl.col("period") == date(2023, 8, 1))
    assert gap["n_total"].to_list() == [0] * gap.height != []
    assert gap["share"].null_count() == gap.height
    assert counts["period"].n_unique() == 24


def test_reprints_share_their_story_and_nothing_else_does(articles, truths):
    story = dict(articles.select("file", "story_id").rows())
    pairs = [(t["file"], t["reprint_of"]) for t in truths if t["reprint_of"]]
    assert len(pairs) == 24
    assert [p for p in pairs if story[p[0]] != story[p[1]]] == []
    assert articles["story_id"].n_unique() == articles.height - len(pairs)


def test_the_report_is_told_that_the_sample_is_made(sample):
    assert "made sample" in (Path(sample) / "manifest.json").read_text(encoding="utf-8")
