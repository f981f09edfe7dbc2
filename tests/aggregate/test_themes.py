"""The strategic diagram against plain loops."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from analysis.aggregate.themes import strategic_diagram, theme_evolution
from analysis.errors import TableError

PAIR = {"topic_a": pl.String, "topic_b": pl.String, "equivalence": pl.Float64}
MEMBER = {"topic": pl.String, "community": pl.UInt32}


def random_network(seed: int, n: int = 20) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    rng = np.random.default_rng(seed)
    names = [f"t{i:02}" for i in range(n)]
    rows = [
        (a, b, float(rng.random() * (rng.random() < 0.3)))
        for i, a in enumerate(names)
        for b in names[i + 1 :]
    ]
    members = pl.LazyFrame({"topic": names, "community": rng.integers(1, 5, n)}, schema=MEMBER)
    return pl.LazyFrame(rows, schema=PAIR, orient="row"), members


@pytest.mark.parametrize("seed", range(3))
def test_centrality_and_density_are_callons(seed: int):
    pairs, members = random_network(seed)
    of = dict(members.collect().rows())
    table = strategic_diagram(pairs, members).collect()
    assert table["community"].to_list() == sorted(set(of.values()))
    links = pairs.collect().rows()
    for row in table.rows(named=True):
        inside = [w for a, b, w in links if of[a] == of[b] == row["community"]]
        across = [w for a, b, w in links if (of[a] == row["community"]) != (of[b] == row["community"])]
        size = sum(group == row["community"] for group in of.values())
        assert row["n_members"] == size
        assert row["centrality"] == pytest.approx(10 * sum(across))
        assert row["density"] == pytest.approx(100 * sum(inside) / size)


NETWORK = pl.LazyFrame(
    [("a", "b", 0.9), ("a", "c", 0.5), ("d", "e", 0.8), ("f", "g", 0.1), ("b", "f", 0.4), ("h", "i", 0.1)],
    schema=PAIR,
    orient="row",
)
MEMBERS = pl.LazyFrame({"topic": list("abcdefghi"), "community": [1, 1, 1, 2, 2, 3, 3, 4, 4]}, schema=MEMBER)


def test_a_theme_is_named_by_its_strongest_member_and_stands_in_its_quadrant():
    columns = ("theme", "n_members", "quadrant")
    assert strategic_diagram(NETWORK, MEMBERS).select(columns).collect().rows() == [
        ("a", 3, "motor"),
        ("d", 2, "niche"),
        ("f", 2, "basic"),
        ("h", 2, "emerging"),
    ]


def test_a_member_without_links_is_a_member():
    pairs = pl.LazyFrame([("a", "b", 0.5)], schema=PAIR, orient="row")
    members = pl.LazyFrame({"topic": ["a", "b", "z"], "community": [1, 1, 1]}, schema=MEMBER)
    table = strategic_diagram(pairs, members).collect()
    assert table.rows() == [(1, "a", 3, 0.0, pytest.approx(50 / 3), None)]


def test_each_period_is_a_diagram_of_its_own():
    months = [date(2024, 1, 1), date(2024, 2, 1)]
    networks = [random_network(seed) for seed in (0, 1)]
    pairs, members = (
        pl.concat([part.with_columns(period=pl.lit(m)) for part, m in zip(parts, months, strict=True)])
        for parts in zip(*networks, strict=True)
    )
    table = strategic_diagram(pairs, members).collect()
    for (pairs, members), month in zip(networks, months, strict=True):
        assert table.filter(period=month).drop("period").equals(strategic_diagram(pairs, members).collect())


def test_both_engines_and_any_order_of_rows_give_the_same_bytes():
    pairs, members = random_network(7)
    table = strategic_diagram(pairs, members).collect()
    assert strategic_diagram(pairs, members).collect(engine="streaming").equals(table)
    assert strategic_diagram(pairs.reverse(), members.reverse()).collect().equals(table)


def test_nothing_gives_a_typed_empty_table():
    table = strategic_diagram(NETWORK.head(0), MEMBERS.head(0)).collect()
    assert table.is_empty()
    assert (table.schema["density"], table.schema["quadrant"]) == (pl.Float64, pl.String)


def test_a_table_without_the_weight_is_refused():
    with pytest.raises(TableError, match="the weight 'lift'"):
        strategic_diagram(NETWORK, MEMBERS, weight="lift")


YEARS = [date(2020, 1, 1), date(2021, 1, 1), date(2023, 1, 1)]


def evolving(seed: int) -> tuple[pl.LazyFrame, pl.LazyFrame, dict]:
    """Random communities of three years, and the same as sets."""
    rng = np.random.default_rng(seed)
    rows = [
        (year, name, int(rng.integers(1, 4))) for year in YEARS for name in "abcdefghij" if rng.random() < 0.7
    ]
    schema = {"period": pl.Date, "topic": pl.String, "community": pl.UInt32}
    found = pl.LazyFrame(rows, schema=schema, orient="row")
    sets: dict = {}
    for year, name, community in rows:
        sets.setdefault((year, community), set()).add(name)
    themes = pl.LazyFrame(
        [(year, community, min(names)) for (year, community), names in sets.items()],
        schema={"period": pl.Date, "community": pl.UInt32, "theme": pl.String},
        orient="row",
    )
    return found, themes, sets


@pytest.mark.parametrize("seed", range(4))
def test_evolution_is_the_overlap_of_sets(seed: int):
    found, themes, sets = evolving(seed)
    want = set()
    for year, later in pairwise(YEARS):
        before, after = ({c: s for (y, c), s in sets.items() if y == one} for one in (year, later))
        for c, s in before.items():
            for d, t in after.items():
                if s & t:
                    common, least = len(s & t), min(len(s), len(t))
                    nexus = min(t) in s or min(s) in t
                    jaccard = common / len(s | t)
                    want.add((year, c, len(s), later, d, len(t), common, common / least, jaccard, nexus))
        want |= {(year, c, len(s)) for c, s in before.items() if not any(s & t for t in after.values())}
        want |= {(later, d, len(t)) for d, t in after.items() if not any(s & t for s in before.values())}
    keys = ("period", "community", "n_members", "period_next", "community_next", "n_members_next")
    overlap = ("n_common", "inclusion", "jaccard", "same_theme")
    got = set()
    for row in theme_evolution(found, themes).select(*keys, *overlap).collect().rows():
        there = row if row[6] else row[:3] if row[0] else row[3:6]
        got.add(there)
    assert got == want


def test_a_theme_that_ends_and_one_that_begins_have_rows_of_their_own():
    schema = {"period": pl.Date, "topic": pl.String, "community": pl.UInt32}
    rows = [(YEARS[0], "a", 1), (YEARS[0], "b", 2), (YEARS[1], "a", 1), (YEARS[1], "c", 2)]
    found = pl.LazyFrame(rows, schema=schema, orient="row")
    themes = found.rename({"topic": "theme"})
    columns = ("theme", "theme_next", "n_common", "inclusion")
    assert theme_evolution(found, themes).select(columns).collect().rows() == [
        ("a", "a", 1, 1.0),
        ("b", None, 0, None),
        (None, "c", 0, None),
    ]


def test_evolution_needs_periods():
    found, themes, _ = evolving(0)
    with pytest.raises(TableError, match="communities without period"):
        theme_evolution(found.drop("period"), themes)
