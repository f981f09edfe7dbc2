"""What the page makes of a pair, on a corpus small enough to count by eye."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate.artefact import ZONE_SETS, artefact, artefact_causes, count_artefacts
from analysis.aggregate.counts import count_pairs
from analysis.tables import ZONES

MENTION = {"article_id": pl.String, "zone": pl.String, "topic": pl.String}
ARTICLES = pl.LazyFrame({"article_id": ["1", "2", "3"], "story_id": ["x", "x", None]})
MENTIONS = pl.LazyFrame(
    [
        ("1", "title", "iran"),
        ("1", "body", "russia"),
        ("1", "site_tags", "gaza"),
        ("2", "title", "iran"),
        ("2", "tags", "russia"),
        ("2", "site_tags", "gaza"),
        ("2", "related", "gaza"),
        ("3", "site_tags", "gaza"),
        ("3", "related", "iran"),
    ],
    schema=MENTION,
    orient="row",
)


def pairs(mentions: pl.LazyFrame = MENTIONS) -> dict[tuple, dict]:
    rows = artefact(mentions, ARTICLES).collect().rows(named=True)
    return {(row.pop("topic_a"), row.pop("topic_b")): row for row in rows}


def test_a_pair_of_the_widget_has_no_article_of_its_own():
    assert pairs()["gaza", "russia"] == {
        "n_total": 3,
        "n_ab": 0,
        "n_ab_site_tags": 2,
        "n_ab_related": 1,
        "n_ab_page": 2,
        "n_stories": 0,
        "only_site_tags": 2,
        "only_related": 1,
        "only_page": 2,
        "only_reprints": 0,
        "artefact_share": 1.0,
    }


def test_a_pair_of_the_articles_keeps_its_count_and_its_reprints_fold():
    row = pairs()["iran", "russia"]
    assert (row["n_ab"], row["n_stories"], row["only_page"], row["artefact_share"]) == (2, 1, 0, 0.0)


def test_a_pair_that_needs_widget_and_related_article_counts_for_the_page_alone():
    row = pairs(MENTIONS.filter(pl.col("article_id") == "3"))["gaza", "iran"]
    assert (row["n_ab_site_tags"], row["n_ab_related"], row["only_page"]) == (0, 0, 1)


def test_two_prints_that_name_one_topic_each_are_no_story_of_the_pair():
    apart = pl.LazyFrame([("1", "body", "a"), ("2", "body", "b")], schema=MENTION, orient="row")
    assert pairs(apart)["a", "b"]["n_stories"] == 0


def test_a_pair_that_never_occurs_has_no_share_of_artefact():
    row = pairs(MENTIONS.filter(pl.col("zone") == "title", pl.col("article_id") == "1"))
    assert row == {}
    apart = pl.LazyFrame([("1", "body", "a"), ("2", "body", "b")], schema=MENTION, orient="row")
    assert pairs(apart)["a", "b"]["artefact_share"] is None


def test_the_summary_counts_pairs_by_what_is_believed():
    rows = count_artefacts(artefact(MENTIONS, ARTICLES)).collect().rows()
    assert rows == [
        ("title+body+tags", 1, 2),
        ("title+body+tags+site_tags", 3, 6),
        ("title+body+tags+related", 3, 4),
        ("title+body+tags+site_tags+related", 3, 7),
    ]


def test_nothing_gives_a_typed_empty_table_and_a_summary_of_zeros():
    table = artefact(pl.LazyFrame(schema=MENTION), ARTICLES)
    assert table.collect().is_empty()
    assert count_artefacts(table).collect()["n_pairs"].to_list() == [0, 0, 0, 0]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(ZONES), st.sampled_from("abc")), unique=True)
)
def test_each_column_is_the_count_of_its_zones_and_believing_more_takes_no_pair_away(mentions: list[tuple]):
    table = pl.LazyFrame(mentions, schema=MENTION, orient="row")
    found = artefact(table, ARTICLES).collect()
    for name, zones in ZONE_SETS.items():
        counted = count_pairs(table, ARTICLES, zones=zones, every=None).collect()
        assert found[name].to_list() == counted["n_ab"].to_list()
    for row in pairs(table).values():
        assert row["n_ab"] <= row["n_ab_site_tags"] <= row["n_ab_page"]
        assert row["n_ab"] <= row["n_ab_related"] <= row["n_ab_page"]
        assert min(row["n_ab"], 1) <= row["n_stories"] <= row["n_ab"]


def test_one_table_says_what_site_tags_related_articles_and_reprints_make():
    table = artefact_causes(artefact(MENTIONS, ARTICLES)).collect()
    columns = ("cause", "n_pairs", "n_made", "n_touched", "n_together")
    assert table.select(columns).rows() == [
        ("site_tags", 3, 2, 2, 4),  # gaza-iran and gaza-russia, in articles 1 and 2 each
        ("related", 3, 2, 2, 2),  # the same two, in article 2
        ("page", 3, 2, 2, 5),  # and gaza-iran in article 3, which needs both
        ("reprints", 3, 1, 1, 1),  # iran-russia is one story in two prints
    ]
    shares = table.select("share", "median_share", "largest_share").rows()
    assert shares[0] == (4 / 7, 2 / 3, 1.0)
    assert shares[3] == (1 / 7, 0.0, 0.5)


def test_without_a_pair_there_is_no_share():
    table = artefact_causes(artefact(MENTIONS.head(1), ARTICLES)).collect()
    assert table["n_pairs"].to_list() == [0] * 4
    assert table.select(pl.col("^.*share$").null_count()).row(0) == (4, 4, 4)
