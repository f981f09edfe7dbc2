"""The strategic diagram against plain loops."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from analysis.aggregate.themes import strategic_diagram
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
