"""Changes between times against plain sums and scipy."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from scipy import stats

from analysis.aggregate.changes import month_changes, share_changes, weekday_profile
from analysis.errors import TableError

MONTHS = [date(2024, month, 1) for month in range(1, 13)]
PAIR = {
    "period": pl.Date,
    "topic_a": pl.String,
    "topic_b": pl.String,
    "n_ab": pl.UInt32,
    "n_total": pl.UInt32,
}


def pairs_of(*rows: tuple) -> pl.LazyFrame:
    return pl.LazyFrame([(MONTHS[m], *rest) for m, *rest in rows], schema=PAIR, orient="row")


PAIRS = pairs_of(
    (0, "gaza", "iran", 2, 40),
    (1, "gaza", "iran", 20, 50),
    (2, "gaza", "iran", 0, 0),
    (3, "gaza", "iran", 21, 60),
    (0, "gaza", "oil", 5, 40),
    (1, "gaza", "oil", 6, 50),
    (2, "gaza", "oil", 0, 0),
    (3, "gaza", "oil", 7, 60),
)


def test_spans_add_up_their_periods():
    table = share_changes(PAIRS, (MONTHS[0], MONTHS[1]), (date(2024, 2, 15), MONTHS[3])).collect()
    row = table.row(0, named=True)
    counts = [row[f"n_{name}"] for name in ("before", "total_before", "after", "total_after")]
    assert counts == [22, 90, 21, 60]
    assert row["difference"] == pytest.approx(21 / 60 - 22 / 90)
    assert table["topic_b"].to_list() == ["iran", "oil"]
    assert table["q"].to_list() == pytest.approx(list(stats.false_discovery_control(table["p"])))


def test_each_month_stands_against_the_one_before_and_a_gap_has_no_test():
    table = month_changes(PAIRS).collect()
    rows = {(r["period"].month, r["topic_b"]): r for r in table.rows(named=True)}
    assert sorted(rows) == [(2, "iran"), (2, "oil"), (3, "iran"), (3, "oil"), (4, "iran"), (4, "oil")]
    risen = rows[2, "iran"]
    assert (risen["n_before"], risen["n_after"], risen["period_before"]) == (2, 20, MONTHS[0])
    expected = stats.chi2_contingency([[20, 30], [2, 38]], correction=False, lambda_="log-likelihood")
    assert risen["p"] == pytest.approx(expected.pvalue)
    assert {rows[month, "iran"]["p"] for month in (3, 4)} == {None}
    assert rows[4, "iran"]["share_before"] is None


def test_q_is_over_all_months():
    table = month_changes(PAIRS).collect().drop_nulls("p")
    assert table["q"].to_list() == pytest.approx(list(stats.false_discovery_control(table["p"])))


def test_a_month_in_which_a_pair_of_tags_does_not_occur_is_a_zero_of_that_months_pages():
    sparse = PAIRS.filter(pl.col("n_ab") != 6).rename({"topic_a": "tag_a", "topic_b": "tag_b"})
    row = month_changes(sparse).filter(tag_b="oil").collect().row(0, named=True)
    assert (row["n_before"], row["n_after"], row["n_total_after"]) == (5, 0, 50)


def test_topics_by_source_are_compared_within_their_source():
    table = pl.LazyFrame(
        {
            "source": ["s", "s", "t", "t"],
            "period": MONTHS[:2] * 2,
            "topic": ["gaza"] * 4,
            "n_articles": [1, 2, 3, 4],
            "n_total": [10, 20, 30, 40],
        }
    )
    columns = ("source", "n_before", "n_total_before", "n_after", "n_total_after")
    expected = [("s", 1, 10, 2, 20), ("t", 3, 30, 4, 40)]
    assert month_changes(table).select(columns).collect().rows() == expected
    spans = (MONTHS[0], MONTHS[0]), (MONTHS[1], MONTHS[1])
    assert share_changes(table, *spans).select(columns).collect().rows() == expected


def test_undated_articles_are_left_out():
    undated = PAIRS.with_columns(period=pl.lit(None, pl.Date)).head(1)
    assert month_changes(pl.concat([PAIRS, undated])).collect().equals(month_changes(PAIRS).collect())


@pytest.mark.parametrize("rows", [[], [(0, "a", "b", 1, 2)]])
def test_fewer_than_two_months_give_a_typed_empty_table(rows: list[tuple]):
    table = month_changes(pairs_of(*rows)).collect()
    assert table.is_empty()
    assert (table.schema["period_before"], table.schema["p"], table.schema["q"]) == (
        pl.Date,
        pl.Float64,
        pl.Float64,
    )


def test_a_span_without_pages_has_no_share():
    row = share_changes(PAIRS, (MONTHS[0], MONTHS[0]), (MONTHS[7], MONTHS[8])).collect().row(0, named=True)
    assert (row["n_total_after"], row["share_after"], row["p"], row["q"]) == (0, None, None, None)


@pytest.mark.parametrize("spans", [((0, 2), (2, 3)), ((1, 0), (2, 3)), ((0, 1), (3, 2))])
def test_spans_that_overlap_or_run_backwards_are_refused(spans: tuple):
    before, after = (tuple(MONTHS[m] for m in span) for span in spans)
    with pytest.raises(TableError, match="expected two that do not overlap"):
        share_changes(PAIRS, before, after)


@pytest.mark.parametrize(
    "columns", [["period", "n_ab", "n_total"], ["period", "topic_a", "topic_b", "n_total"], []]
)
def test_a_table_that_counts_nothing_is_refused(columns: list[str]):
    with pytest.raises(TableError, match="expected period, the key of topics or pairs"):
        month_changes(PAIRS.select(columns))


def test_planted_changes_are_found_and_chance_seldom_is():
    rng = np.random.default_rng(3)
    rows = []
    for i in range(150):
        share = rng.uniform(0.02, 0.3)
        for month in (0, 1):
            lifted = share * (2 if i < 10 and month else 1)
            rows.append((month, "a", f"t{i:03}", int(rng.binomial(600, min(lifted, 1))), 600))
    found = month_changes(pairs_of(*rows)).filter(pl.col("q") < 0.05).collect()["topic_b"].to_list()
    true = [name for name in found if name < "t010"]
    assert len(true) >= 8
    assert len(found) - len(true) <= 2


def daily(counts: dict[int, tuple[int, int]]) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Return mentions and articles of four weeks: weekday -> (articles that name the topic, articles)."""
    monday = date(2024, 5, 6)
    rows = [
        (f"{day}-{i}", monday + timedelta(day - 1 + i % 4 * 7))
        for day, (_, n) in counts.items()
        for i in range(n)
    ]
    named = [f"{day}-{i}" for day, (k, _) in counts.items() for i in range(k)]
    articles = pl.LazyFrame(rows, schema={"article_id": pl.String, "published": pl.Date}, orient="row")
    text = {"article_id": pl.String, "zone": pl.String, "topic": pl.String}
    return pl.LazyFrame([(a, "body", "gaza") for a in named], schema=text, orient="row"), articles


WEEKS = {
    "all weekdays": {1: (10, 50), 2: (30, 60), 3: (12, 50), 4: (20, 70), 5: (25, 50), 6: (9, 50), 7: (9, 40)},
    "no pages on Friday": {1: (10, 50), 2: (30, 60), 4: (20, 70), 7: (9, 40)},
    "the same share": {1: (10, 50), 5: (10, 50)},
}


@pytest.mark.parametrize("week", WEEKS)
def test_the_test_of_the_week_is_pearsons_by_the_noise_of_days(week: str):
    counts = WEEKS[week]
    table = weekday_profile(*daily(counts)).collect()
    days = [(len(range(w, k, 4)), len(range(w, n, 4)), k / n) for k, n in counts.values() for w in range(4)]
    between, within = len(counts) - 1, 3 * len(counts)
    noise = max(1, sum((k - n * p) ** 2 / (n * p * (1 - p)) for k, n, p in days) / within)
    cells = np.array([[k, n - k] for k, n in counts.values()])
    expected = stats.chi2_contingency(cells, correction=False)
    assert table["weekday"].to_list() == list(range(1, 8))
    assert set(table["p"]) == {table["p"][0]}
    assert table["dispersion"][0] == pytest.approx(noise)
    tail = stats.f.sf(expected.statistic / between / noise, between, within)
    assert table["p"][0] == pytest.approx(tail, rel=1e-9)
    assert table["q"][0] == table["p"][0]
    assert table["cramers_v"][0] == pytest.approx(stats.contingency.association(cells, method="cramer"))
    for row in table.rows(named=True):
        k, n = counts.get(row["weekday"], (0, 0))
        assert (row["n_articles"], row["n_total"], row["share"]) == (k, n, k / n if n else None)
        if n:
            interval = stats.binomtest(k, n).proportion_ci(method="wilson")
            assert (row["share_low"], row["share_high"]) == pytest.approx((interval.low, interval.high))


UNTESTED = {
    "expected counts too small": {1: (1, 4), 2: (2, 4)},
    "most expected counts below 5": {1: (2, 12), 2: (1, 12), 3: (3, 12)},
    "one weekday": {3: (5, 20)},
    "never": {1: (0, 50), 2: (0, 50)},
    "always": {1: (50, 50), 2: (50, 50)},
}


@pytest.mark.parametrize("case", UNTESTED)
def test_where_the_test_is_not_to_be_trusted_there_is_none(case: str):
    table = weekday_profile(*daily(UNTESTED[case]), topics=["gaza"]).collect()
    assert set(table["p"]) == {None}
    assert set(table["q"]) == {None}
    assert table.height == 7


def test_one_large_event_on_one_friday_is_no_friday_effect():
    days = [(date(2024, 5, 6) + timedelta(i), 80 if i == 32 else 7 + i // 7 % 3 * 3) for i in range(84)]
    articles = [(f"{day}-{i}", day) for day, _ in days for i in range(100)]
    named = [f"{day}-{i}" for day, k in days for i in range(k)]
    frame = pl.LazyFrame(articles, schema={"article_id": pl.String, "published": pl.Date}, orient="row")
    mentions = pl.LazyFrame({"article_id": named, "zone": "body", "topic": "gaza"})
    table = weekday_profile(mentions, frame).collect()
    cells = [[k, n - k] for k, n in table.select("n_articles", "n_total").rows()]
    alone = stats.chi2_contingency(cells).pvalue  # as if its articles were independent
    assert alone < 0.001
    assert table["p"][0] > 0.05


def test_without_a_second_day_of_any_weekday_there_is_no_test():
    articles = {"article_id": [str(i) for i in range(100)], "published": [date(2024, 5, 6)] * 50}
    articles["published"] += [date(2024, 5, 10)] * 50
    mentions = {"article_id": [str(i) for i in (*range(10), *range(50, 70))], "zone": "body", "topic": "a"}
    table = weekday_profile(pl.LazyFrame(mentions), pl.LazyFrame(articles)).collect()
    assert set(table["p"]) == {None}
    assert table["cramers_v"][0] == pytest.approx(math.sqrt(100 / 21) / 10)


def test_a_day_that_is_not_known_is_left_out():
    mentions, articles = daily(WEEKS["all weekdays"])
    coarse = articles.with_columns(published_precision=pl.lit("month"))
    assert weekday_profile(mentions, coarse).collect().is_empty()


def test_nothing_gives_a_typed_empty_table():
    table = weekday_profile(*daily({})).collect()
    assert table.is_empty()
    assert (table.schema["weekday"], table.schema["p"]) == (pl.Int8, pl.Float64)


def test_any_column_may_be_counted_within_and_any_name_compared():
    rows = [(month, section, "x", n) for month, section, n in ((0, "s", 5), (1, "s", 15), (1, "t", 9))]
    months = [date(2024, 1, 1), date(2024, 2, 1)]
    table = pl.LazyFrame(
        [(section, months[month], name, n, 50) for month, section, name, n in rows],
        schema=["section", "period", "tag_key", "n_articles", "n_total"],
        orient="row",
    )
    changes = month_changes(table).collect()
    assert changes.select("section", "tag_key", "n_before", "n_after").rows() == [("s", "x", 5, 15)]
