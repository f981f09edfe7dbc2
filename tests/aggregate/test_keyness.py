"""Keyness against plain loops and scipy, and against planted truths."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from scipy import stats

from analysis.aggregate.keyness import keyness
from analysis.errors import TableError


def corpus(target: dict[str, int], reference: dict[str, int], n: int, n2: int) -> tuple:
    """Return mentions and two sub-corpora in which the first articles of each name each topic."""
    rows = [
        (f"{side}{i}", topic)
        for side, part in (("t", target), ("r", reference))
        for topic, k in part.items()
        for i in range(k)
    ]
    mentions = pl.LazyFrame(rows, schema={"article_id": pl.String, "topic": pl.String}, orient="row")
    sides = (
        pl.LazyFrame({"article_id": [f"{s}{i}" for i in range(k)]}, schema={"article_id": pl.String})
        for s, k in (("t", n), ("r", n2))
    )
    return mentions, *sides


def rows_of(*args: object, **options: object) -> dict[str, dict]:
    table = keyness(*corpus(*args), **options).collect()
    return {row["topic"]: row for row in table.rows(named=True)}


TARGET = {"gaza": 30, "iran": 4, "oil": 12, "cup": 0, "vote": 40}
REFERENCE = {"gaza": 10, "iran": 9, "oil": 12, "cup": 6, "vote": 55}


def test_log_odds_and_z_are_those_of_monroe_with_a_common_prior():
    found = rows_of(TARGET, REFERENCE, 60, 90, prior=25.0)
    for topic in TARGET:
        y, y2 = TARGET[topic], REFERENCE[topic]
        a = 25.0 * (y + y2) / 150
        logit = math.log((y + a) / (60 + 25 - y - a)) - math.log((y2 + a) / (90 + 25 - y2 - a))
        variance = 1 / (y + a) + 1 / (85 - y - a) + 1 / (y2 + a) + 1 / (115 - y2 - a)
        assert found[topic]["log_odds"] == pytest.approx(logit, abs=1e-12)
        assert found[topic]["z"] == pytest.approx(logit / math.sqrt(variance), abs=1e-12)


def test_g2_has_the_sign_of_the_side_that_names_it_more():
    found = rows_of(TARGET, REFERENCE, 60, 90)
    for topic, row in found.items():
        y, y2 = TARGET[topic], REFERENCE[topic]
        cells = [[y, 60 - y], [y2, 90 - y2]]
        g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
        assert row["g2"] == pytest.approx(math.copysign(g2, y / 60 - y2 / 90), abs=1e-9)


def lrc(y: int, n: int, y2: int, n2: int, level: float) -> float:
    """Evert's bound: exact interval of the target's part of all mentions, turned into a ratio of shares."""
    interval = stats.binomtest(y, y + y2).proportion_ci(level, method="exact")
    if y / n >= y2 / n2:
        return max(0.0, math.log2(n2 / n * interval.low / (1 - interval.low))) if interval.low else 0.0
    return min(0.0, math.log2(n2 / n * interval.high / (1 - interval.high)))


@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_lrc_is_the_exact_bound_nearest_to_zero_with_bonferroni(confidence: float):
    found = rows_of(TARGET, REFERENCE, 60, 90, confidence=confidence)
    level = 1 - (1 - confidence) / len(TARGET)
    for topic, row in found.items():
        expected = lrc(TARGET[topic], 60, REFERENCE[topic], 90, level)
        assert row["lrc"] == pytest.approx(expected, abs=1e-9)
    assert found["gaza"]["lrc"] > 0
    assert found["oil"]["lrc"] == 0


def test_log_ratio_is_walters_and_exists_where_one_side_never_names_it():
    found = rows_of(TARGET, REFERENCE, 60, 90)
    assert found["cup"]["log_ratio"] == pytest.approx(math.log2((0.5 / 60.5) / (6.5 / 90.5)))
    assert found["gaza"]["log_ratio"] == pytest.approx(math.log2((30.5 / 60.5) / (10.5 / 90.5)))


def test_q_is_the_false_discovery_rate_of_all_names():
    found = rows_of(TARGET, REFERENCE, 60, 90)
    p, q = ([row[name] for row in found.values()] for name in ("p", "q"))
    assert q == pytest.approx(stats.false_discovery_control(p))


def test_exchanging_the_two_turns_every_sign():
    there, back = rows_of(TARGET, REFERENCE, 60, 90), rows_of(REFERENCE, TARGET, 90, 60)
    for topic in TARGET:
        for name in ("difference", "g2", "log_odds", "z", "log_ratio", "lrc"):
            assert there[topic][name] == pytest.approx(-back[topic][name], abs=1e-12)
        assert there[topic]["p"] == pytest.approx(back[topic]["p"])


def test_equal_shares_are_zero():
    row = rows_of({"gaza": 6}, {"gaza": 9}, 60, 90)["gaza"]
    assert row["log_odds"] == pytest.approx(0, abs=1e-12)
    assert (row["lrc"], row["difference"]) == (0, 0)


def test_the_most_key_of_the_target_stands_first():
    assert list(rows_of(TARGET, REFERENCE, 60, 90)) == ["gaza", "oil", "vote", "iran", "cup"]


def test_an_article_counts_once_and_only_in_the_zones_believed():
    mentions = pl.LazyFrame(
        {
            "article_id": ["t0", "t0", "t1", "r0", "x"],
            "zone": ["title", "body", "site_tags", "tags", "body"],
            "topic": ["gaza"] * 5,
        }
    )
    _, target, reference = corpus({}, {}, 4, 5)
    row = keyness(mentions, target, reference).collect().row(0, named=True)
    counts = ("n_target", "n_total_target", "n_reference", "n_total_reference")
    assert [row[name] for name in counts] == [1, 4, 1, 5]


def test_an_article_without_a_name_names_nothing():
    mentions, target, reference = corpus({"gaza": 3}, {"gaza": 2}, 4, 5)
    unnamed = pl.LazyFrame({"article_id": ["t0"], "topic": [None]}, schema=dict(mentions.collect_schema()))
    both = pl.concat([mentions, unnamed])
    assert keyness(both, target, reference).collect()["topic"].to_list() == ["gaza"]


def test_stories_fold_reprints_on_each_side():
    mentions, target, reference = corpus({"gaza": 3}, {"gaza": 2}, 4, 2)
    target = target.with_columns(story_id=pl.Series(["x", "x", "y", None]))
    row = keyness(mentions, target, reference, unit="story").collect().row(0, named=True)
    assert (row["n_target"], row["n_total_target"], row["n_reference"]) == (2, 3, 2)


def test_rare_names_are_left_out_of_the_family():
    found = rows_of(TARGET, REFERENCE, 60, 90, min_articles=14)
    assert sorted(found) == ["gaza", "oil", "vote"]
    assert found["gaza"]["lrc"] > rows_of(TARGET, REFERENCE, 60, 90)["gaza"]["lrc"]


def test_a_name_of_any_kind_can_be_compared():
    mentions, target, reference = corpus({"غزه": 3}, {"نفط": 2}, 4, 4)
    table = keyness(mentions.rename({"topic": "tag_key"}), target, reference, name="tag_key").collect()
    assert table["tag_key"].to_list() == ["غزه", "نفط"]


def test_a_name_of_every_article_and_an_empty_side_have_no_test():
    always = rows_of({"gaza": 4}, {"gaza": 5}, 4, 5)["gaza"]
    assert {always[name] for name in ("g2", "log_odds", "z", "p", "q")} == {None}
    alone = rows_of({"gaza": 4}, {}, 6, 0)["gaza"]
    assert {alone[name] for name in ("difference", "log_odds", "log_ratio", "lrc", "p")} == {None}


@pytest.mark.parametrize("n", [0, 3])
def test_nothing_named_gives_a_typed_empty_table(n: int):
    table = keyness(*corpus({}, {}, n, n)).collect()
    assert table.is_empty()
    assert (table.schema["n_target"], table.schema["lrc"], table.schema["q"]) == (
        pl.UInt32,
        pl.Float64,
        pl.Float64,
    )


REFUSED = {
    "expected 'article' or 'story'": {"unit": "page"},
    "above 0": {"prior": 0.0},
    "mentions without phrase: expected article_id and phrase, got article_id, topic": {"name": "phrase"},
    "zones 'title'": {"zones": "title"},
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_does_not_exist_is_refused(message: str):
    with pytest.raises(TableError, match=message):
        keyness(*corpus({"gaza": 1}, {}, 2, 2), **REFUSED[message])


def test_planted_keys_are_found_and_chance_is_not():
    rng = np.random.default_rng(4)
    shares = rng.uniform(0.01, 0.2, 60)
    lifted = shares * np.where(np.arange(60) < 6, 3.0, 1.0)
    target = {f"t{i:02}": int(k) for i, k in enumerate(rng.binomial(800, lifted))}
    reference = {f"t{i:02}": int(k) for i, k in enumerate(rng.binomial(900, shares))}
    found = rows_of(target, reference, 800, 900)
    planted = [f"t{i:02}" for i in range(6)]
    assert sorted(list(found)[:6]) == planted
    sure = [topic for topic, row in found.items() if row["lrc"] != 0]
    assert set(sure) <= set(planted)
    assert len(sure) >= 5
    assert sum(row["q"] < 0.05 for topic, row in found.items() if topic not in planted) <= 2
