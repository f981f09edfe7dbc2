"""Tags are counted by key and shown as printed."""

from __future__ import annotations

import polars as pl

from analysis.aggregate.tags import count_tags, printed_forms

TAGS = pl.LazyFrame(
    {
        "article_id": ["1", "2", "3", "3", "4"],
        "zone": ["tags", "tags", "tags", "site_tags", "tags"],
        "tag": ["غزّة", "غزة", "غزة", "روسيا", "إيران"],
        "tag_key": ["غزه", "غزه", "غزه", "روسيا", "ايران"],
    }
)
ARTICLES = pl.LazyFrame({"article_id": ["1", "2", "3", "4"], "story_id": ["1", "1", "3", None]})


def test_spellings_of_one_tag_count_together_under_the_commonest_form():
    got = count_tags(TAGS, ARTICLES).collect()
    assert got.rows() == [("غزة", "غزه", 3, 2, 4), ("إيران", "ايران", 1, 1, 4)]


def test_site_tags_count_only_when_asked_for():
    assert count_tags(TAGS, ARTICLES, zones=["site_tags"]).collect()["tag"].to_list() == ["روسيا"]


def test_articles_outside_the_corpus_do_not_count():
    assert count_tags(TAGS, ARTICLES.filter(pl.col("article_id") == "4")).collect()[
        "n_articles"
    ].to_list() == [1]


def test_a_tie_between_forms_is_settled_by_order():
    tie = pl.LazyFrame({"tag": ["ب", "ا"], "tag_key": ["k", "k"]})
    assert printed_forms(tie).collect()["tag"].to_list() == ["ا"]


def test_no_tags_give_an_empty_typed_table():
    got = count_tags(TAGS.clear(), ARTICLES).collect()
    assert got.height == 0
    assert got.columns == ["tag", "tag_key", "n_articles", "n_stories", "n_total"]
