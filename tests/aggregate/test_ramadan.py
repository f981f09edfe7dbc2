"""Ramadan against plain loops over days, and its calendar against dates printed elsewhere."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from scipy import stats

from analysis.aggregate.ramadan import ramadan_profile, ramadans

# First days of Ramadan by the Umm al-Qura calendar as Saudi Arabia published them.
FIRST_DAYS = [date(2015, 6, 18), date(2019, 5, 6), date(2020, 4, 24), date(2021, 4, 13), date(2022, 4, 2)]


def test_the_calendar_is_umm_al_qura():
    table = ramadans().collect()
    assert set(FIRST_DAYS) <= set(table["start"])
    assert table.filter(start=date(2022, 4, 2)).row(0) == (
        1443,
        date(2022, 4, 2),
        date(2022, 5, 1),
        date(2022, 3, 4),
        date(2022, 5, 30),
    )


def corpus(first: date, n_days: int, share_of, size: int = 20, seed: int = 0):
    """Articles of every day, of which a drawn part names the topic."""
    rng = np.random.default_rng(seed)
    days = [first + timedelta(i) for i in range(n_days)]
    rows = [(day, int(rng.binomial(size, share_of(day)))) for day in days]
    articles = [(f"{day}-{i}", day) for day, _ in rows for i in range(size)]
    named = [f"{day}-{i}" for day, k in rows for i in range(k)]
    frame = pl.LazyFrame(articles, schema={"article_id": pl.String, "published": pl.Date}, orient="row")
    mentions = pl.LazyFrame({"article_id": named, "zone": "title", "topic": "food"})
    return mentions, frame, dict(rows)


def by_hand(rows: dict[date, int], size: int) -> dict[str, float]:
    """The same estimate by loops: Mantel-Haenszel over years, dispersion over weeks."""
    weight = gap = spread = excess = chance = chi = freedom = years = 0.0
    for _, first, last, before, after in ramadans().collect().rows():
        fasting, around = {}, {}
        for day, k in rows.items():
            if before <= day <= after:
                month = before if day < first else first if day <= last else last + timedelta(1)
                side = fasting if first <= day <= last else around
                week = (month, (day - month).days // 7)
                got = side.setdefault(week, [0, 0])
                got[0], got[1] = got[0] + k, got[1] + size
        if not fasting or not around:
            continue
        years += 1
        (a, n), (c, m) = ([sum(x) for x in zip(*side.values(), strict=True)] for side in (fasting, around))
        w = n * m / (n + m)
        weight, gap = weight + w, gap + w * (a / n - c / m)
        spread += w * w * (a * (n - a) / n**3 + c * (m - c) / m**3)
        excess += a - (a + c) * n / (n + m)
        chance += (a + c) * (n + m - a - c) * n * m / ((n + m) ** 2 * (n + m - 1))
        for side, share in ((fasting, a / n), (around, c / m)):
            chi += sum((k - t * share) ** 2 / (t * share * (1 - share)) for k, t in side.values())
            freedom += len(side) - 1
    phi = max(1.0, chi / freedom)
    width = stats.t.ppf(0.975, freedom) * math.sqrt(spread * phi) / weight
    return {
        "n_years": years,
        "effect": gap / weight,
        "effect_low": gap / weight - width,
        "effect_high": gap / weight + width,
        "dispersion": phi,
        "p": stats.f.sf(excess**2 / chance / phi, 1, freedom),
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_effect_is_that_of_loops_over_days(seed: int):
    shares = np.random.default_rng(seed).beta(3, 9, 900)
    first = date(2021, 3, 1)
    mentions, articles, rows = corpus(first, 900, lambda day: shares[(day - first).days], seed=seed)
    got = ramadan_profile(mentions, articles).collect()
    want = by_hand(rows, 20)
    for name, value in want.items():
        assert got[name].n_unique() == 1
        assert got[name][0] == pytest.approx(value, rel=1e-9), name
    assert got["hijri_year"].to_list() == [1442, 1443, 1444]


def test_one_year_without_dispersion_is_the_test_of_mantel_and_haenszel():
    mentions, articles, rows = corpus(date(2024, 2, 11), 88, lambda day: 0.3)
    got = ramadan_profile(mentions, articles).collect().row(0, named=True)
    a = sum(k for day, k in rows.items() if date(2024, 3, 11) <= day <= date(2024, 4, 9))
    assert (got["n_ramadan"], got["n_total_ramadan"]) == (a, 600)
    table = [[a, 600 - a], [got["n_around"], got["n_total_around"] - got["n_around"]]]
    pearson = stats.chi2_contingency(table, correction=False).statistic
    total = 600 + got["n_total_around"]
    assert got["difference"] == pytest.approx(got["effect"])
    weeks = 5 + 5 + 5 - 2
    if got["dispersion"] == 1:
        assert got["p"] == pytest.approx(stats.f.sf(pearson * (total - 1) / total, 1, weeks))


def test_a_planted_effect_is_found_and_a_trend_is_not_one():
    fasting = {day for _, a, b, *_ in ramadans().collect().rows() for day in pl.date_range(a, b, eager=True)}
    food = corpus(date(2021, 3, 1), 1000, lambda day: 0.4 if day in fasting else 0.2)
    row = ramadan_profile(*food[:2]).collect().row(0, named=True)
    assert row["n_years_higher"] == row["n_years"] == 3
    assert row["effect"] == pytest.approx(0.2, abs=0.04)
    assert row["q"] < 0.001
    rising = corpus(date(2021, 3, 1), 1000, lambda day: 0.1 + 0.6 * (day - date(2021, 3, 1)).days / 1000)
    assert ramadan_profile(*rising[:2]).collect()["p"][0] > 0.05


def test_a_year_with_pages_on_one_side_alone_is_shown_and_not_tested():
    mentions, articles, _ = corpus(date(2024, 3, 20), 10, lambda day: 0.5)
    row = ramadan_profile(mentions, articles).collect().row(0, named=True)
    assert (row["n_total_ramadan"], row["n_total_around"], row["difference"]) == (200, 0, None)
    assert (row["effect"], row["p"], row["q"]) == (None, None, None)
