"""Networks: the links of a co-occurrence table that matter, and who stands in the middle.

Every function takes a table of pairs (of topics or of tags) whose column ``weight`` says how strong a link
is; 0 and null are no link. Each period of the table is a network of its own. Names and links are put in
order before anything is drawn or clustered, so that the order of rows decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from analysis.errors import InputError, TableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def backbone(pairs: pl.LazyFrame, *, weight: str = "n_ab", alpha: float = 0.05) -> pl.LazyFrame:
    """Add, one row a pair as before, whether its link is stronger than chance makes it at either end.

    The disparity filter of Serrano, Boguna and Vespignani (2009), PNAS 106: a name deals its strength to its
    ``k`` links at random; ``(1 - weight / strength) ** (k - 1)`` is how often a link gets as much as this
    one.

    Args:
        pairs: as above.
        weight: column of counts (or of another weight that adds up).
        alpha: links with a smaller ``disparity`` stay.

    Returns:
        The columns of ``pairs``; ``disparity``, the smaller of the two ends' probabilities (1: no more than
        chance, and at the only link of a name always; null: no link), and ``in_backbone``.

    Raises:
        TableError: the table has no pairs of topics or tags, or no such weight; a pair twice in a period.

    >>> pairs = {"topic_a": ["a"] * 3, "topic_b": ["b", "c", "d"], "n_ab": [98, 1, 1]}
    >>> backbone(pl.LazyFrame(pairs)).select(pl.col("disparity").round(4), "in_backbone").collect().row(0)
    (0.0004, True)
    """
    name, period = network_key(pairs, weight)
    ends = [f"{name}_a", f"{name}_b"]
    link = pl.col(weight).cast(pl.Float64)
    linked = link_ends(pairs, weight)
    # Sorted lists, because the order of summing within a group decides the last digit.
    weights = linked.group_by(*period, "end").agg(k=pl.len(), strength=pl.col("weight").sort())
    sums = weights.with_columns(pl.col("strength").list.sum())
    found = pairs
    for side in ends:
        one = sums.rename({"end": side, "k": f"_k_{side}", "strength": f"_strength_{side}"})
        found = found.join(one, on=[*period, side], how="left", nulls_equal=True, maintain_order="left")
    chance = [(1 - link / pl.col(f"_strength_{end}")) ** (pl.col(f"_k_{end}") - 1) for end in ends]
    return (
        found.with_columns(disparity=pl.when(link > 0).then(pl.min_horizontal(*chance)))
        .with_columns(in_backbone=(pl.col("disparity") < alpha).fill_null(False))
        .select(*pairs.collect_schema().names(), "disparity", "in_backbone")
    )


def centralities(pairs: pl.LazyFrame, *, weight: str = "equivalence") -> pl.LazyFrame:
    """Return, one row a name in a network, how well it is linked and how often it lies between others.

    Args:
        pairs: as above.
        weight: column of weights; none may be negative.

    Returns:
        ``period`` where ``pairs`` has it; ``topic`` (or ``tag``); ``degree`` (its links); ``strength`` (sum
        of their weights); ``betweenness`` (Freeman 1977): share of the pairs of other names whose shortest
        path runs through it, with ``1 / weight`` as the length of a link (Newman 2001). 0: no link; nothing
        between. With fewer than three names ``betweenness`` is null.

    Raises:
        InputError: igraph is not installed.
        TableError: no pairs, no such weight, a negative one, or a pair twice in a period.

    >>> pairs = {"topic_a": ["a", "b"], "topic_b": ["b", "c"], "equivalence": [0.5, 0.25]}
    >>> centralities(pl.LazyFrame(pairs)).collect().row(1)
    ('b', 2, 0.75, 1.0)
    """
    extra("igraph")
    columns = {"degree": pl.UInt32, "strength": pl.Float64, "betweenness": pl.Float64}
    return each_network(pairs, weight, _centralities, columns)


def network_key(pairs: pl.LazyFrame, weight: str) -> tuple[str, list[str]]:
    """Return what the ends of the links are (such as ``topic``), and ``["period"]`` if there are periods.

    Raises:
        TableError: the table has no pairs of names, or no column ``weight``.
    """
    columns = pairs.collect_schema().names()
    stems = [one.removesuffix("_a") for one in columns if one.endswith("_a") and one != "n_a"]
    name = next((stem for stem in stems if f"{stem}_b" in columns), None)
    if name is None or weight not in columns:
        raise TableError(
            f"pairs with {', '.join(columns) or 'no columns'}: expected topic_a and topic_b (or tag_a "
            f"and tag_b) and the weight '{weight}'; add_measures gives the measures."
        )
    return name, [column for column in ("period",) if column in columns]


def link_ends(pairs: pl.LazyFrame, weight: str) -> pl.LazyFrame:
    """Return each link twice, once from either end: ``end``, ``other``, ``weight``, and the period.

    Raises:
        TableError: as `network_key`, or a pair stands twice in a network.
    """
    name, period = network_key(pairs, weight)
    a, b, w = f"{name}_a", f"{name}_b", pl.col(weight).cast(pl.Float64).alias("weight")

    def once(links: pl.DataFrame) -> pl.DataFrame:
        if links.select(*period, a, b).is_duplicated().any():
            raise _twice(name)
        return links

    links = pairs.filter(pl.col(weight) > 0).select(*period, a, b, weight).map_batches(once)
    sides = [
        links.select(*period, pl.col(x).alias("end"), pl.col(y).alias("other"), w)
        for x, y in ((a, b), (b, a))
    ]
    return pl.concat(sides)


@dataclass(frozen=True, slots=True)
class Network:
    """One network: names in order, links as places of names in order, and their weights."""

    names: pl.Series
    links: np.ndarray
    weights: np.ndarray

    def graph(self) -> Any:
        """Return the network as an igraph graph, without its weights."""
        return extra("igraph").Graph(n=len(self.names), edges=self.links.tolist())


def each_network(
    pairs: pl.LazyFrame, weight: str, measure: Callable[[Network], pl.DataFrame], columns: dict[str, Any]
) -> pl.LazyFrame:
    """Return, one row a name in a network, what ``measure`` says of the network of each period.

    Args:
        pairs: as above.
        weight: column of weights.
        measure: a network to the columns beside its names, in their order.
        columns: those columns and their types.
    """
    name, period = network_key(pairs, weight)
    schema = pairs.collect_schema()
    result: dict[str, Any] = {key: schema[key] for key in period} | {name: schema[f"{name}_a"]} | columns

    def measured(frame: pl.DataFrame) -> pl.DataFrame:
        parts = frame.sort(period).partition_by(period, maintain_order=True) if period else [frame]
        tables = [pl.DataFrame(schema=result)]
        for part in parts:
            network = _network_of(part, name)
            keys = {key: pl.lit(part[key][0], result[key]) for key in period if part.height}
            table = measure(network).with_columns(**keys, **{name: network.names})
            tables.append(table.select(pl.col(key).cast(dtype) for key, dtype in result.items()))
        return pl.concat(tables)

    chosen = pairs.select(
        *period, f"{name}_a", f"{name}_b", weight=pl.col(weight).cast(pl.Float64).fill_null(0)
    )
    return chosen.map_batches(measured, schema=result)


def _network_of(pairs: pl.DataFrame, name: str) -> Network:
    a, b = (pairs[f"{name}_{side}"] for side in "ab")
    names = pl.concat([a.alias(name), b.alias(name)]).unique().sort()
    places = np.stack([names.search_sorted(side).to_numpy() for side in (a, b)], axis=1).astype(np.int64)
    places.sort(axis=1)
    order = np.lexsort((places[:, 1], places[:, 0]))
    links, weights = places[order], pairs["weight"].to_numpy()[order]
    if len(links) and (links[1:] == links[:-1]).all(axis=1).any():
        raise _twice(name)
    if (weights < 0).any():
        raise TableError("pairs: a weight is below 0. Take a measure that has no negative values.")
    return Network(names, links[weights > 0], weights[weights > 0])


def _twice(name: str) -> TableError:
    return TableError(f"pairs: a pair of {name}s stands twice in one network. Filter one part of the corpus.")


def _centralities(network: Network) -> pl.DataFrame:
    graph, n = network.graph(), len(network.names)
    between = np.array(graph.betweenness(weights=(1 / network.weights).tolist()))
    strength = graph.strength(weights=network.weights.tolist())
    paths = (n - 1) * (n - 2) / 2
    return pl.DataFrame(
        {
            "degree": graph.degree(),
            "strength": pl.Series(strength, dtype=pl.Float64),
            "betweenness": pl.Series(between / paths if paths > 0 else [None] * n, dtype=pl.Float64),
        }
    )


def extra(package: str) -> ModuleType:
    """Return a package of the extra ``network``, which only this room needs.

    Raises:
        InputError: it is not installed.
    """
    try:
        return import_module(package)
    except ImportError as error:
        raise InputError(f"networks need the package {package}: pip install 'wusum[network]'.") from error
