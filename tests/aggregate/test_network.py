"""Backbone and centralities against networkx, an integral and plain loops."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from analysis.aggregate import network
from analysis.aggregate.network import backbone, centralities
from analysis.errors import InputError, TableError

needs_igraph = pytest.mark.skipif(find_spec("igraph") is None, reason="extra `network`")
PAIR = {"topic_a": pl.String, "topic_b": pl.String, "n_ab": pl.Float64}


def pairs_of(*rows: tuple[str, str, float | None]) -> pl.LazyFrame:
    return pl.LazyFrame(list(rows), schema=PAIR, orient="row")


def random_pairs(seed: int, n: int = 25, share: float = 0.3) -> pl.LazyFrame:
    rng = np.random.default_rng(seed)
    ends = [(f"t{i:02}", f"t{j:02}") for i in range(n) for j in range(i + 1, n)]
    weights = np.where(rng.random(len(ends)) < share, rng.exponential(10, len(ends)), 0)
    return pairs_of(*((a, b, float(w)) for (a, b), w in zip(ends, weights, strict=True)))


def graph_of(pairs: pl.LazyFrame) -> nx.Graph:
    graph = nx.Graph()
    for a, b, w in pairs.collect().rows():
        graph.add_nodes_from([a, b])
        if w:
            graph.add_edge(a, b, weight=w, distance=1 / w)
    return graph


def chance(weight: float, strength: float, k: int) -> float:
    """The probability as Serrano et al. write it: one minus an integral."""
    share = weight / strength
    return 1 - (k - 1) * quad(lambda x: (1 - x) ** (k - 2), 0, share)[0] if k > 1 else 1.0


@pytest.mark.parametrize("seed", range(3))
def test_the_disparity_is_the_integral_of_serrano(seed: int):
    pairs = random_pairs(seed)
    graph = graph_of(pairs)
    degree, strength = dict(graph.degree()), dict(graph.degree(weight="weight"))
    for row in backbone(pairs, alpha=0.1).collect().rows(named=True):
        a, b, w = row["topic_a"], row["topic_b"], row["n_ab"]
        if not w:
            assert (row["disparity"], row["in_backbone"]) == (None, False)
            continue
        expected = min(chance(w, strength[end], degree[end]) for end in (a, b))
        assert row["disparity"] == pytest.approx(expected, abs=1e-10)
        assert row["in_backbone"] == (expected < 0.1)


def test_a_heavy_link_stays_and_even_links_do_not():
    hub = [("hub", f"t{i}", 1.0) for i in range(9)]
    table = backbone(pairs_of(("friend", "hub", 30.0), *hub)).collect()
    assert table.filter("in_backbone")["topic_a"].to_list() == ["friend"]
    assert not backbone(pairs_of(*hub)).collect()["in_backbone"].any()


def test_the_only_link_of_both_ends_is_no_more_than_chance():
    assert backbone(pairs_of(("a", "b", 500.0))).collect().row(0)[3:] == (1.0, False)


def test_each_period_is_a_network_of_its_own():
    months = [date(2024, 1, 1), date(2024, 2, 1), None]
    parts = [
        random_pairs(seed).with_columns(period=pl.lit(month, pl.Date)) for seed, month in enumerate(months)
    ]
    table = backbone(pl.concat(parts)).collect()
    for seed, month in enumerate(months):
        alone = backbone(random_pairs(seed)).collect()
        assert table.filter(pl.col("period").eq_missing(month)).drop("period").equals(alone)


@needs_igraph
@pytest.mark.parametrize("seed", range(3))
def test_centralities_are_those_of_networkx(seed: int):
    pairs = random_pairs(seed, share=0.15)
    graph = graph_of(pairs)
    between = nx.betweenness_centrality(graph, weight="distance")
    rows = centralities(pairs, weight="n_ab").collect().rows(named=True)
    assert [row["topic"] for row in rows] == sorted(graph)
    for row in rows:
        assert row["degree"] == graph.degree(row["topic"])
        assert row["strength"] == pytest.approx(graph.degree(row["topic"], weight="weight"))
        assert row["betweenness"] == pytest.approx(between[row["topic"]], abs=1e-12)


@needs_igraph
def test_a_bridge_lies_between_and_two_names_have_nothing_between():
    bridge = centralities(pairs_of(("a", "b", 2.0), ("b", "c", 1.0), ("c", "d", 1.0)), weight="n_ab")
    assert bridge.collect()["betweenness"].to_list() == pytest.approx([0, 2 / 3, 2 / 3, 0])
    assert centralities(pairs_of(("a", "b", 1.0)), weight="n_ab").collect().rows() == [
        ("a", 1, 1.0, None),
        ("b", 1, 1.0, None),
    ]


@needs_igraph
def test_a_name_without_a_link_is_a_row_of_zeros():
    table = centralities(
        pairs_of(("a", "b", 1.0), ("b", "c", 0.0), ("a", "c", None)), weight="n_ab"
    ).collect()
    assert table.row(2) == ("c", 0, 0.0, 0.0)


@needs_igraph
def test_tags_give_tags_and_periods_give_periods():
    pairs = random_pairs(1).rename({"topic_a": "tag_a", "topic_b": "tag_b"})
    months = [date(2024, 2, 1), date(2024, 1, 1)]
    both = pl.concat([pairs.with_columns(period=pl.lit(month)) for month in months])
    table = centralities(both, weight="n_ab").collect()
    assert table.columns[:2] == ["period", "tag"]
    assert table["period"].unique(maintain_order=True).to_list() == sorted(months)
    assert table.filter(period=months[0]).drop("period").equals(centralities(pairs, weight="n_ab").collect())


@needs_igraph
@settings(max_examples=15, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_rows_and_of_ends_decides_nothing(order: list[int]):
    pairs = random_pairs(5, n=12).collect()
    turned = pairs.select(topic_a="topic_b", topic_b="topic_a", n_ab="n_ab")
    mixed = pl.concat([pairs[order], turned[12:]])
    assert (
        centralities(mixed.lazy(), weight="n_ab")
        .collect()
        .equals(centralities(pairs.lazy(), weight="n_ab").collect())
    )


@needs_igraph
@pytest.mark.parametrize("key", [{}, {"period": pl.Date}])
def test_nothing_gives_typed_empty_tables(key: dict[str, Any]):
    empty = pl.LazyFrame(schema={**key, **PAIR})
    assert backbone(empty).collect().schema["in_backbone"] == pl.Boolean
    table = centralities(empty, weight="n_ab").collect()
    assert table.is_empty()
    assert table.schema == {
        **key,
        "topic": pl.String,
        "degree": pl.UInt32,
        "strength": pl.Float64,
        "betweenness": pl.Float64,
    }


REFUSED = {
    "a pair of topics stands twice": [("a", "b", 1.0), ("b", "a", 1.0)],
    "a weight is below 0": [("a", "b", -0.5)],
}


@needs_igraph
@pytest.mark.parametrize("message", REFUSED)
def test_what_is_no_network_is_refused(message: str):
    with pytest.raises(TableError, match=message):
        centralities(pairs_of(*REFUSED[message]), weight="n_ab").collect()


@pytest.mark.parametrize("columns", [["topic_a", "n_ab"], ["topic_a", "topic_b"], []])
def test_a_table_without_pairs_or_weight_is_refused(columns: list[str]):
    with pytest.raises(TableError, match=r"expected topic_a and topic_b .* the weight 'n_ab'"):
        backbone(pairs_of(("a", "b", 1.0)).select(columns))


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    def missing(package: str) -> None:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(network, "import_module", missing)
    with pytest.raises(InputError, match=r"need the package igraph: pip install 'wusum\[network\]'"):
        centralities(pairs_of(("a", "b", 1.0)), weight="n_ab")


def test_keyphrases_make_a_network_as_topics_do():
    pairs = pl.LazyFrame(
        {"topic_a": ["a", "a"], "topic_b": ["b", "c"], "n_a": [2, 2], "n_b": [1, 1], "n_ab": [9, 1]}
    )
    keys = pairs.rename({"topic_a": "key_a", "topic_b": "key_b"})
    assert backbone(keys).collect()["disparity"].equals(backbone(pairs).collect()["disparity"])
    assert centralities(keys, weight="n_ab").collect().columns[0] == "key"


def test_links_of_two_sources_are_not_one_network():
    by_source = pl.LazyFrame(
        {"source": ["s", "t"], "topic_a": ["a"] * 2, "topic_b": ["b"] * 2, "n_ab": [1, 2]}
    )
    with pytest.raises(TableError, match=r"^pairs: a pair of topics stands twice in one network"):
        backbone(by_source).collect()
    assert backbone(by_source.filter(source="s")).collect()["disparity"].to_list() == [1.0]
