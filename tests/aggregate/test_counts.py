"""Counts against a second road: plain loops over articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analysis.aggregate.counts import count_pairs, count_tag_pairs, count_topics
from analysis.errors import TableError
from analysis.tables import EVIDENCE, TAG_PAIRS, TOPIC_COUNTS, TOPIC_PAIRS, ZONES, check

ARTICLE = {
    "article_id": pl.String,
    "source": pl.String,
    "published": pl.Date,
    "published_precision": pl.String,
    "story_id": pl.String,
}
MENTION = {"article_id": pl.String, "zone": pl.String, "topic": pl.String}
TAG = {"article_id": pl.String, "zone": pl.String, "tag_key": pl.String}


def articles_of(*rows: tuple) -> pl.LazyFrame:
    return pl.LazyFrame(list(rows), schema=ARTICLE, orient="row")


def mentions_of(*rows: tuple) -> pl.LazyFrame:
    return pl.LazyFrame(list(rows), schema=MENTION, orient="row")


CORPUS = articles_of(
    ("1", "s", date(2024, 1, 5), "day", "x"),
    ("2", "s", date(2024, 1, 20), "day", "x"),
    ("3", "t", date(2024, 3, 1), "month", None),
    ("4", "t", date(2024, 1, 1), "year", None),
    ("5", "t", None, None, None),
)
MENTIONS = mentions_of(
    ("1", "title", "gaza"),
    ("1", "body", "gaza"),
    ("1", "body", "iran"),
    ("2", "tags", "gaza"),
    ("2", "site_tags", "iran"),
    ("3", "related", "gaza"),
    ("5", "body", "iran"),
    ("9", "body", "gaza"),
)


def rows_of(table: pl.LazyFrame, *columns: str) -> list[tuple]:
    return table.select(columns).collect().rows()


def test_an_article_counts_once_in_its_evidence_zones_and_an_empty_month_is_a_row():
    got = rows_of(count_topics(MENTIONS, CORPUS), "period", "topic", "n_articles", "n_stories", "n_total")
    assert got == [
        (date(2024, 1, 1), "gaza", 2, 1, 2),
        (date(2024, 1, 1), "iran", 1, 1, 2),
        (date(2024, 2, 1), "gaza", 0, 0, 0),
        (date(2024, 2, 1), "iran", 0, 0, 0),
        (date(2024, 3, 1), "gaza", 0, 0, 1),
        (date(2024, 3, 1), "iran", 0, 0, 1),
        (None, "gaza", 0, 0, 2),
        (None, "iran", 1, 1, 2),
    ]


def test_a_month_without_pages_has_no_share_and_a_month_without_mentions_has_share_zero():
    shares = rows_of(count_topics(MENTIONS, CORPUS), "share", "share_low")
    assert shares[2] == (None, None)
    assert shares[4] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("every", "undated"),
    [
        ("1d", ["3", "4", "5"]),
        ("1w", ["3", "4", "5"]),
        ("1mo", ["4", "5"]),
        ("1q", ["4", "5"]),
        ("1y", ["5"]),
    ],
)
def test_a_date_too_coarse_for_the_period_is_no_date(every: str, undated: list[str]):
    table = count_topics(MENTIONS, CORPUS, every=every).filter(pl.col("period").is_null())
    assert table.select("n_total").collect().to_series().to_list() == [len(undated)] * 2


@pytest.mark.parametrize("every", ["1d", "1w", "2w", "1mo", "3mo", "1q", "1y", None])
def test_periods_add_up_to_the_corpus(every: str | None):
    table = count_topics(MENTIONS, CORPUS, every=every).collect()
    assert table.group_by("topic").agg(pl.col("n_total").sum())["n_total"].to_list() == [5, 5]
    assert table.filter(topic="gaza")["n_articles"].sum() == 2


def test_without_periods_the_corpus_is_one_block():
    got = rows_of(count_topics(MENTIONS, CORPUS, every=None), "period", "topic", "n_articles", "n_total")
    assert got == [(None, "gaza", 2, 5), (None, "iran", 2, 5)]


def test_zones_decide_what_is_evidence():
    got = rows_of(count_topics(MENTIONS, CORPUS, zones=("site_tags", "related"), every=None), "n_articles")
    assert got == [(1,), (1,)]


def test_asked_topics_are_rows_found_or_not():
    table = count_topics(MENTIONS, CORPUS, every=None, topics=["sudan", "iran", "iran"])
    assert rows_of(table, "topic", "n_articles") == [("iran", 2), ("sudan", 0)]


def test_counts_within_a_source_share_one_calendar():
    table = count_topics(MENTIONS, CORPUS, by="source", topics=["iran"]).collect()
    assert table.columns[0] == "source"
    assert table.select("period", "source", "n_articles", "n_total").rows() == [
        (date(2024, 1, 1), "s", 1, 2),
        (date(2024, 1, 1), "t", 0, 0),
        (date(2024, 2, 1), "s", 0, 0),
        (date(2024, 2, 1), "t", 0, 0),
        (date(2024, 3, 1), "s", 0, 0),
        (date(2024, 3, 1), "t", 0, 1),
        (None, "t", 1, 2),
    ]
    whole = count_topics(MENTIONS, CORPUS, by="source", every=None, topics=["iran"])
    assert rows_of(whole, "source", "n_articles", "n_total") == [("s", 1, 2), ("t", 1, 3)]


def test_pairs_take_their_two_mentions_from_any_evidence_zone():
    table = count_pairs(MENTIONS, CORPUS, every=None)
    assert rows_of(table, "topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total") == [
        ("gaza", "iran", 2, 2, 1, 5)
    ]


def test_a_story_is_one_unit_and_names_what_any_print_names():
    table = count_pairs(MENTIONS, CORPUS, every=None, unit="story", zones=ZONES)
    assert rows_of(table, "n_a", "n_b", "n_ab", "n_total") == [(2, 2, 1, 4)]


def test_pairs_stand_in_every_period_of_the_calendar():
    table = count_pairs(MENTIONS, CORPUS, topics=["iran", "gaza", "sudan"]).collect()
    assert table.height == 4 * 3
    assert table.filter(pl.col("period") == date(2024, 2, 1))["n_total"].to_list() == [0, 0, 0]


def test_pairs_within_a_source_share_one_calendar_and_add_up():
    table = count_pairs(MENTIONS, CORPUS, by="source").collect()
    assert table.columns[0] == "source"
    assert table.height == 3 * 2 + 1  # three months of two sources, and the undated articles of one
    whole = count_pairs(MENTIONS, CORPUS).collect()
    names = ("n_a", "n_b", "n_ab", "n_total")
    summed = table.group_by("period").agg(pl.col(names).sum()).sort("period", nulls_last=True)
    assert summed.equals(whole.select("period", *names))


def test_one_engine_counts_topics_tags_and_keyphrases():
    topics = MENTIONS.filter(pl.col("zone").is_in(EVIDENCE))
    pairs = count_pairs(MENTIONS, CORPUS, complete=False).collect()
    for name, stem in (("tag_key", "tag"), ("key", "key")):
        named = topics.select("article_id", pl.col("topic").alias(name))  # keyphrases have no zone
        table = count_topics(named, CORPUS, name=name).collect().rename({name: "topic"})
        assert table.equals(count_topics(MENTIONS, CORPUS).collect())
        renamed = {f"{stem}_{side}": f"topic_{side}" for side in "ab"}
        assert count_pairs(named, CORPUS, name=name, complete=False).collect().rename(renamed).equals(pairs)
    assert pairs.equals(count_pairs(MENTIONS, CORPUS).filter(pl.col("n_ab") > 0).collect())


def test_many_pairs_are_made_in_parts_and_are_those_of_a_sparse_product(monkeypatch):
    monkeypatch.setattr("analysis.aggregate.together._PAIRS_AT_ONCE", 50)
    rng = np.random.default_rng(3)
    carried = rng.random((300, 40)) < rng.random(40) / 4
    rows = [(f"{i}", f"tag {j:02}") for i, j in np.argwhere(carried)]
    tags = pl.LazyFrame(rows, schema={"article_id": pl.String, "tag_key": pl.String}, orient="row")
    articles = pl.LazyFrame({"article_id": [str(i) for i in range(300)]})
    table = count_tag_pairs(tags, articles).collect()
    product = sparse.triu(
        sparse.csr_array(carried.astype(int)).T @ sparse.csr_array(carried.astype(int)), k=1
    )
    product = product.toarray()
    a, b = (table[f"tag_{side}"].str.slice(4).cast(pl.Int64).to_numpy() for side in "ab")
    assert list(zip(a, b, strict=True)) == sorted(zip(*product.nonzero(), strict=True))
    assert (table["n_ab"].to_numpy() == product[a, b]).all()
    assert (table["n_a"].to_numpy() == carried.sum(axis=0)[a]).all()


TAGS = pl.LazyFrame(
    [("1", "tags", "ب"), ("1", "tags", "ا"), ("1", "tags", "ا"), ("2", "tags", "ا"), ("2", "site_tags", "ب")],
    schema=TAG,
    orient="row",
)


def test_tag_pairs_are_those_seen_together_in_the_own_tags():
    table = count_tag_pairs(TAGS, CORPUS)
    assert rows_of(table, "tag_a", "tag_b", "n_a", "n_b", "n_ab", "n_total") == [("ا", "ب", 2, 1, 1, 5)]


def test_tag_pairs_with_the_site_tags_show_what_the_widget_makes():
    table = count_tag_pairs(TAGS, CORPUS, zones=("tags", "site_tags"), every="1mo")
    assert rows_of(table, "period", "n_a", "n_b", "n_ab", "n_total") == [(date(2024, 1, 1), 2, 2, 2, 2)]


def test_rare_tags_are_left_out_by_the_articles_of_the_whole_corpus():
    assert count_tag_pairs(TAGS, CORPUS, min_articles=2).collect().is_empty()
    everywhere = count_tag_pairs(TAGS, CORPUS, zones=("tags", "site_tags"), min_articles=2)
    assert rows_of(everywhere, "n_a", "n_b") == [(2, 2)]


def test_rare_topics_have_no_rows_in_a_complete_table_and_no_zeros():
    mentions = pl.concat([MENTIONS, mentions_of(("3", "title", "rare"))])
    table = count_pairs(mentions, CORPUS, topics=["gaza", "iran", "rare", "none"], min_articles=2)
    assert set(rows_of(table, "topic_a", "topic_b")) == {("gaza", "iran")}
    assert rows_of(table, "n_a", "n_b", "n_ab") == [(2, 1, 1), (0, 0, 0), (0, 0, 0), (0, 1, 0)]


def test_columns_of_the_articles_do_not_get_in_the_way():
    crowded = CORPUS.with_columns(unit=pl.lit("u"), topic=pl.lit("t"), zone=pl.lit("z"), n_total=0, period=0)
    for count in (count_topics, count_pairs):
        assert count(MENTIONS, crowded).collect().equals(count(MENTIONS, CORPUS).collect())


def test_an_article_that_stands_twice_counts_once():
    twice = pl.concat([CORPUS, CORPUS.filter(pl.col("article_id") != "4")])
    for count in (count_topics, count_pairs):
        assert count(MENTIONS, twice).collect().equals(count(MENTIONS, CORPUS).collect())


@pytest.mark.parametrize("zone", ["Asia/Riyadh", "America/New_York", "UTC", None])
def test_a_moment_falls_into_the_day_that_it_was_in_its_own_time_zone(zone: str | None):
    moments = pl.Series("published", [datetime(2024, 1, 31, 23, 30), datetime(2024, 2, 1, 0, 30)])
    articles = pl.LazyFrame({"article_id": ["1", "2"]}).with_columns(moments.dt.replace_time_zone(zone))
    table = count_topics(MENTIONS, articles, topics=["iran"], every="1d")
    assert rows_of(table, "period", "n_total") == [(date(2024, 1, 31), 1), (date(2024, 2, 1), 1)]


def test_columns_without_a_type_or_a_value_count_as_unknown():
    untyped = pl.LazyFrame({"article_id": list("12345"), "published": [None] * 5, "story_id": [None] * 5})
    table = count_topics(MENTIONS, untyped, topics=["gaza"])
    assert rows_of(table, "period", "n_stories", "n_total") == [(None, 2, 5)]


NO_ARTICLES, NO_MENTIONS, NO_TAGS = articles_of(), mentions_of(), pl.LazyFrame(schema=TAG)
UNDATED = CORPUS.with_columns(published=pl.lit(None, pl.Date))
EMPTY_CASES = {
    "topics of nothing": (count_topics(NO_MENTIONS, NO_ARTICLES), TOPIC_COUNTS, 0),
    "topics nobody names": (count_topics(NO_MENTIONS, CORPUS), TOPIC_COUNTS, 0),
    "an asked topic nobody names": (count_topics(NO_MENTIONS, CORPUS, topics=["iran"]), TOPIC_COUNTS, 4),
    "pairs of nothing": (count_pairs(NO_MENTIONS, NO_ARTICLES), TOPIC_PAIRS, 0),
    "pairs of one topic": (count_pairs(MENTIONS, CORPUS, topics=["iran"]), TOPIC_PAIRS, 0),
    "pairs of an empty corpus": (count_pairs(MENTIONS, NO_ARTICLES, every=None), TOPIC_PAIRS, 1),
    "tag pairs of nothing": (count_tag_pairs(NO_TAGS, NO_ARTICLES), TAG_PAIRS, 0),
    "articles without any date": (count_topics(MENTIONS, UNDATED), TOPIC_COUNTS, 2),
}


@pytest.mark.parametrize("case", EMPTY_CASES)
def test_thin_input_gives_a_typed_table(case: str):
    lazy, table, height = EMPTY_CASES[case]
    assert check(lazy.collect(), table).height == height


FAULTS = {
    "unknown zone": (lambda: count_topics(MENTIONS, CORPUS, zones=["headline"]), "zones ['headline']"),
    "one zone as a string": (lambda: count_topics(MENTIONS, CORPUS, zones="title"), "zones 'title'"),
    "unknown length": (lambda: count_topics(MENTIONS, CORPUS, every="1 month"), "period '1 month'"),
    "length without a number": (lambda: count_topics(MENTIONS, CORPUS, every="mo"), "period 'mo'"),
    "length of nothing": (lambda: count_topics(MENTIONS, CORPUS, every="0mo"), "period '0mo'"),
    "unknown column": (lambda: count_topics(MENTIONS, CORPUS, by="paper"), "by 'paper'"),
    "unknown name": (lambda: count_topics(MENTIONS, CORPUS, name="tag_key"), "mentions without tag_key"),
    "pairs by an unknown column": (lambda: count_pairs(MENTIONS, CORPUS, by="paper"), "by 'paper'"),
    "a name that counts have": (lambda: count_topics(MENTIONS, CORPUS, by="story_id"), "by 'story_id'"),
    "one topic as a string": (lambda: count_topics(MENTIONS, CORPUS, topics="gaza"), "topics 'gaza'"),
    "pairs of a string": (lambda: count_pairs(MENTIONS, CORPUS, topics="gaza"), "topics 'gaza'"),
    "unknown unit": (lambda: count_pairs(MENTIONS, CORPUS, unit="page"), "unit 'page'"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_does_not_exist_is_said_in_one_line(case: str):
    call, message = FAULTS[case]
    with pytest.raises(TableError) as caught:
        call()
    assert str(caught.value).startswith(message)
    assert "expected" in str(caught.value)
    assert "\n" not in str(caught.value)


DAYS = st.one_of(st.none(), st.dates(date(2023, 11, 1), date(2024, 3, 31)))
PRECISIONS = st.sampled_from(["day", "month", "year"])
NAMED = st.frozensets(st.tuples(st.sampled_from(ZONES), st.sampled_from("abcd")), max_size=6)
CORPORA = st.lists(st.tuples(DAYS, PRECISIONS, st.sampled_from([None, "x", "y"]), NAMED), max_size=12)


def brute_force(corpus: list[tuple], unit: str) -> tuple[Counter, Counter, Counter]:
    """Count topics, pairs and units by (month, ...) with sets."""
    named: dict[tuple, set] = defaultdict(set)
    for i, (day, precision, story, zones) in enumerate(corpus):
        month = day.replace(day=1) if day and precision != "year" else None
        name = (story or f"#{i}") if unit == "story" else f"#{i}"
        named[month, name] |= {topic for zone, topic in zones if zone in EVIDENCE}
    totals = Counter(month for month, _ in named)
    single = Counter((month, topic) for (month, _), topics in named.items() for topic in topics)
    both = Counter((m, *pair) for (m, _), topics in named.items() for pair in combinations(sorted(topics), 2))
    return totals, single, both


@settings(max_examples=40, deadline=None)
@given(corpus=CORPORA, unit=st.sampled_from(["article", "story"]))
def test_pairs_agree_with_brute_force_and_keep_their_invariants(corpus: list[tuple], unit: str):
    totals, single, both = brute_force(corpus, unit)
    articles = articles_of(*((f"#{i}", "s", d, p, story) for i, (d, p, story, _) in enumerate(corpus)))
    mentions = mentions_of(*((f"#{i}", *m) for i, (*_, zones) in enumerate(corpus) for m in sorted(zones)))
    table = check(count_pairs(mentions, articles, unit=unit, topics=list("abcd")).collect(), TOPIC_PAIRS)
    for period, a, b, n_a, n_b, n_ab, n_total in table.rows():
        assert (n_a, n_b, n_ab) == (single[period, a], single[period, b], both[period, a, b])
        assert n_total == totals[period]
        assert n_ab <= min(n_a, n_b)
        assert n_a + n_b - n_ab <= n_total
    assert set(totals) <= set(table["period"])
    assert table.height % 6 == 0
    tags = mentions.rename({"topic": "tag_key"})
    seen = count_tag_pairs(tags, articles, zones=EVIDENCE, every="1mo", unit=unit).collect()
    assert seen.rows() == table.filter(pl.col("n_ab") > 0).rows()


@settings(max_examples=25, deadline=None)
@given(corpus=CORPORA)
def test_topics_agree_with_brute_force(corpus: list[tuple]):
    totals, single, _ = brute_force(corpus, "article")
    articles = articles_of(*((f"#{i}", "s", d, p, story) for i, (d, p, story, _) in enumerate(corpus)))
    mentions = mentions_of(*((f"#{i}", *m) for i, (*_, zones) in enumerate(corpus) for m in sorted(zones)))
    table = check(count_topics(mentions, articles, topics=list("abcd")).collect(), TOPIC_COUNTS)
    for row in table.rows(named=True):
        assert row["n_articles"] == single[row["period"], row["topic"]]
        assert row["n_total"] == totals[row["period"]]
        assert row["n_stories"] <= row["n_articles"] <= row["n_total"]
        assert (row["share"] is None) == (row["n_total"] == 0) == row["is_gap"]
    assert set(totals) <= set(table["period"])


def test_the_order_of_the_rows_does_not_change_the_table():
    shuffled = MENTIONS.collect().sample(fraction=1, shuffle=True, seed=7).lazy()
    articles = CORPUS.collect().reverse().lazy()
    assert count_pairs(shuffled, articles).collect().equals(count_pairs(MENTIONS, CORPUS).collect())
    assert count_topics(shuffled, articles).collect().equals(count_topics(MENTIONS, CORPUS).collect())


MONTHS = st.dates(date(2000, 1, 31), date(2030, 12, 31))


@settings(max_examples=20, deadline=None)
@given(first=MONTHS, last=MONTHS)
def test_a_calendar_has_every_month_once(first: date, last: date):
    articles = articles_of(("1", "s", first, "day", None), ("2", "s", last, "day", None))
    periods = count_topics(MENTIONS, articles, topics=["x"]).collect()["period"].to_list()
    low, high = min(first, last), max(first, last)
    assert periods == sorted(set(periods))
    assert len(periods) == (high.year - low.year) * 12 + high.month - low.month + 1
