"""The strategic diagram: which themes of a corpus hold together, and which link it together."""

from __future__ import annotations

import polars as pl

from analysis.aggregate.network import link_ends, network_key


def strategic_diagram(
    pairs: pl.LazyFrame, communities: pl.LazyFrame, *, weight: str = "equivalence"
) -> pl.LazyFrame:
    """Place, one row a community (theme), its centrality against its density.

    Callon, Courtial and Laville (1991), Scientometrics 22, with the factors of Cobo et al. (2011), Journal of
    Informetrics 5.

    Args:
        pairs: links of topics or tags; those of one period are one network.
        communities: ``community`` of each name, as ``communities`` gives it from the same pairs.
        weight: column of weights; Callon's is ``equivalence``.

    Returns:
        ``period`` where ``pairs`` has it; ``community``; ``theme``, the member with the strongest links
        inside; ``n_members``; ``centrality``, 10 times the sum of its links to other communities (0: none);
        ``density``, 100 times the sum of its links inside divided by its members (0: none); ``quadrant``
        against the median of all communities: ``motor`` (central and dense), ``basic`` (central), ``niche``
        (dense), ``emerging`` (neither: emerging or declining), null where there is one community alone.

    Raises:
        TableError: the table has no pairs of topics or tags, or no such weight.

    >>> pairs = pl.LazyFrame({"topic_a": ["a", "b"], "topic_b": ["b", "c"], "equivalence": [0.5, 0.25]})
    >>> found = pl.LazyFrame({"topic": ["a", "b", "c"], "community": [1, 1, 2]})
    >>> strategic_diagram(pairs, found).select("theme", "centrality", "density").collect().rows()
    [('a', 2.5, 25.0), ('c', 2.5, 0.0)]
    """
    name, period = network_key(pairs, weight)
    members = communities.select(*period, "community", end=name)
    themes = (
        _inside_and_across(members, link_ends(pairs, weight), period)
        .sort("within", "end", descending=[True, False])
        .group_by(*period, "community", maintain_order=True)
        .agg(
            theme=pl.col("end").first(),
            n_members=pl.len().cast(pl.UInt32),
            within=pl.col("within").sort(),
            across=pl.col("across").sort(),
        )
    )
    placed = themes.select(
        *period,
        "community",
        "theme",
        "n_members",
        centrality=10 * _sum("across"),
        # Each link inside was met from both ends.
        density=100 * _sum("within") / 2 / pl.col("n_members"),
    )
    return placed.with_columns(quadrant=_quadrant(period)).sort(*period, "community", nulls_last=True)


def _inside_and_across(members: pl.LazyFrame, links: pl.LazyFrame, period: list[str]) -> pl.LazyFrame:
    """Return, one row a member, the sums of its links within its community and to others."""
    others = members.rename({"end": "other", "community": "other_community"})
    inside = pl.col("community") == pl.col("other_community")
    return (
        members.join(links, on=[*period, "end"], how="left", nulls_equal=True)
        .join(others, on=[*period, "other"], how="left", nulls_equal=True)
        .group_by(*period, "community", "end")
        .agg(
            within=pl.col("weight").filter(inside).sort(),
            across=pl.col("weight").filter(~inside).sort(),
        )
        .with_columns(within=_sum("within"), across=_sum("across"))
    )


def _sum(name: str) -> pl.Expr:
    """Sum sorted lists, because the order of summing within a group decides the last digit."""
    return pl.col(name).list.sum() + 0.0  # polars sums no number to -0.0


def _quadrant(period: list[str]) -> pl.Expr:
    groups = [pl.col(name) for name in period] or [pl.lit(1)]
    central, dense = (
        pl.col(name) >= pl.col(name).median().over(groups) for name in ("centrality", "density")
    )
    named = (
        pl.when(central & dense)
        .then(pl.lit("motor"))
        .when(central)
        .then(pl.lit("basic"))
        .when(dense)
        .then(pl.lit("niche"))
        .otherwise(pl.lit("emerging"))
    )
    return pl.when(pl.len().over(groups) > 1).then(named)
