"""Communities against planted groups, networkx and brute force."""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("igraph", reason="extra `network`")

from analysis.aggregate.communities import adjusted_rand, communities
from analysis.errors import TableError

PAIR = {"topic_a": pl.String, "topic_b": pl.String, "equivalence": pl.Float64}


def pairs_of(rows: list[tuple[str, str, float]]) -> pl.LazyFrame:
    return pl.LazyFrame(rows, schema=PAIR, orient="row")


def planted(
    sizes: list[int], inside: float, across: float, seed: int = 0
) -> tuple[pl.LazyFrame, dict[str, int]]:
    """Return a network with planted groups, and the group of each name."""
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(len(sizes)), sizes)
    names = [f"t{i:03}" for i in range(len(groups))]
    rows = [
        (names[i], names[j], float(rng.uniform(0.1, 1)))
        for i, j in combinations(range(len(names)), 2)
        if rng.random() < (inside if groups[i] == groups[j] else across)
    ]
    return pairs_of(rows), dict(zip(names, groups.tolist(), strict=True))


def test_planted_groups_are_found_whole_and_every_run_agrees():
    pairs, truth = planted([20, 15, 10], 0.6, 0.02)
    table = communities(pairs).collect()
    found = dict(table.select("topic", "community").rows())
    assert {name: group + 1 for name, group in truth.items()} == found
    assert table["n_members"].to_list() == [20] * 20 + [15] * 15 + [10] * 10
    assert table["stability"][0] == pytest.approx(1.0, abs=0.02)


def test_a_network_without_groups_is_called_unstable():
    clear, _ = planted([20, 20], 0.6, 0.02)
    vague, _ = planted([40], 0.15, 0.15)
    stable, unstable = (communities(pairs).collect()["stability"][0] for pairs in (clear, vague))
    assert stable > 0.95
    assert unstable < 0.7


def test_modularity_is_networkxs():
    pairs, _ = planted([12, 12], 0.5, 0.1)
    table = communities(pairs).collect()
    graph = nx.Graph()
    graph.add_weighted_edges_from(pairs.collect().rows())
    parts = [set(part["topic"]) for part in table.partition_by("community")]
    assert table["modularity"][0] == pytest.approx(nx.community.modularity(graph, parts))
    louvain = nx.community.louvain_communities(graph, seed=1)
    assert table["modularity"][0] >= nx.community.modularity(graph, louvain) - 1e-9


def test_the_order_of_rows_and_of_ends_decides_nothing():
    pairs, _ = planted([15, 15, 15], 0.3, 0.1)
    rows = pairs.collect()
    mixed = rows.sample(fraction=1, shuffle=True, seed=3)
    turned = mixed.select(topic_a="topic_b", topic_b="topic_a", equivalence="equivalence")
    first = communities(pairs).collect()
    assert communities(mixed.lazy()).collect().equals(first)
    assert communities(turned.lazy()).collect().equals(first)
    assert communities(pairs).collect(engine="streaming").equals(first)


def test_consensus_depends_on_the_seed_less_than_a_single_run():
    pairs, _ = planted([15, 15, 15], 0.25, 0.1, seed=2)
    tables = [communities(pairs, seed=1000 * seed).collect() for seed in range(4)]
    labels = [table["community"].to_numpy().astype(int) - 1 for table in tables]
    agreed = np.mean([adjusted_rand(one, other) for one, other in combinations(labels, 2)])
    assert agreed > tables[0]["stability"][0]


def test_the_random_numbers_of_the_program_are_left_alone():
    random.seed(7)
    expected = random.random()
    random.seed(7)
    communities(planted([5, 5], 0.8, 0.1)[0]).collect()
    assert random.random() == expected


def test_names_that_every_run_puts_together_stay_together_at_a_high_resolution():
    pairs, _ = planted([30, 6, 6], 0.5, 0.1, seed=1)
    single = [communities(pairs, resolution=1.6, n_runs=2, seed=seed).collect() for seed in range(0, 40, 2)]
    labels = np.stack([table["community"].to_numpy() for table in single])
    final = communities(pairs, resolution=1.6, n_runs=40).collect()["community"].to_numpy()
    always = [(i, j) for i, j in combinations(range(42), 2) if (labels[:, i] == labels[:, j]).all()]
    assert len(always) > 20
    assert all(final[i] == final[j] for i, j in always)


def test_a_higher_resolution_gives_no_fewer_communities():
    pairs, _ = planted([15, 15, 15], 0.4, 0.1)
    numbers = [communities(pairs, resolution=r).collect()["community"].max() for r in (0.2, 1.0, 3.0)]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]


def test_names_without_a_link_stand_alone_behind_the_others():
    rows = [("a", "b", 0.5), ("b", "c", 0.5), ("c", "y", 0.0), ("c", "z", 0.0)]
    table = communities(pairs_of(rows)).collect()
    assert table.select("topic", "community", "n_members").rows() == [
        ("a", 1, 3),
        ("b", 1, 3),
        ("c", 1, 3),
        ("y", 2, 1),
        ("z", 3, 1),
    ]


def test_the_largest_community_is_the_first_and_names_break_ties():
    rows = [("a", "z", 1.0), ("b", "y", 1.0), ("c", "d", 1.0), ("d", "e", 1.0), ("c", "e", 1.0)]
    table = communities(pairs_of(rows)).collect()
    assert dict(table.select("topic", "community").rows()) == {
        "a": 2, "z": 2, "b": 3, "y": 3, "c": 1, "d": 1, "e": 1,
    }  # fmt: skip


def test_no_link_at_all_has_no_modularity():
    table = communities(pairs_of([("a", "b", 0.0)])).collect()
    assert table["community"].to_list() == [1, 2]
    assert set(table["modularity"]) == {None}


def test_nothing_gives_a_typed_empty_table():
    table = communities(pairs_of([])).collect()
    assert table.is_empty()
    assert list(table.schema.values()) == [pl.String, pl.UInt32, pl.UInt32, pl.Float64, pl.Float64]


@pytest.mark.parametrize("options", [{"n_runs": 1}, {"resolution": 0.0}])
def test_impossible_parameters_are_refused(options: dict):
    with pytest.raises(TableError, match="expected n_runs >= 2"):
        communities(pairs_of([]), **options)


LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)


def by_pairs(one: list[int], other: list[int]) -> float:
    """The adjusted Rand index from its definition: pairs together in both, against their expectation."""
    together = [(one[i] == one[j], other[i] == other[j]) for i, j in combinations(range(len(one)), 2)]
    both, first, second = (
        sum(t) for t in ((a and b for a, b in together), (a for a, _ in together), (b for _, b in together))
    )
    expected, most = first * second / len(together), (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


@settings(max_examples=60, deadline=None)
@given(LABELS)
def test_the_rand_index_is_that_of_counting_pairs(labels: list[tuple[int, int]]):
    one, other = (list(side) for side in zip(*labels, strict=True))
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(by_pairs(one, other))
    assert adjusted_rand(np.array(one), np.array(one)) == 1.0
