"""The strategic diagram: which themes of a corpus hold together, and which link it together."""

from __future__ import annotations

import polars as pl

from analysis.aggregate.network import link_ends, network_key
from analysis.errors import TableError

_NODE = ("community", "theme", "n_members", "members")
_OVERLAP = ("n_common", "inclusion", "jaccard", "same_theme")


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
        TableError: the table has no pairs of topics or tags, or no such weight; a pair twice in a period.

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


def theme_evolution(communities: pl.LazyFrame, themes: pl.LazyFrame) -> pl.LazyFrame:
    """Follow, one row two themes of neighbouring periods with common members, how themes pass into others.

    Cobo et al. (2011), Journal of Informetrics 5: the thematic areas of an evolution map.

    Args:
        communities: ``period`` and ``community`` of each name, as ``communities`` gives it; undated rows are
            left out.
        themes: the same communities as ``strategic_diagram`` places them.

    Returns:
        ``period``, ``community``, ``theme``, ``n_members``; the same of the later theme with ``_next``;
        ``n_common`` members; ``inclusion``, their share of the smaller theme (0: nothing in common, 1: one
        holds the other); ``jaccard``, their share of both together; ``same_theme``, whether one holds the
        name of the other (Cobo's solid line: a conceptual nexus). A theme that ends has one row without a
        later one, ``n_common`` 0 and no overlap; one that begins a row without an earlier one; except in the
        last and first period. The next period is the next one with themes.

    Raises:
        TableError: a table lacks one of these columns.

    >>> from datetime import date
    >>> years = [date(2023, 1, 1)] * 2 + [date(2024, 1, 1)] * 3
    >>> found = pl.LazyFrame({"period": years, "topic": ["a", "b", "a", "b", "c"], "community": [1] * 5})
    >>> themes = pl.LazyFrame({"period": [years[0], years[-1]], "community": [1, 1], "theme": ["a", "c"]})
    >>> passed = theme_evolution(found, themes).collect()
    >>> passed.select("theme", "theme_next", "inclusion", "same_theme").row(0)
    ('a', 'c', 1.0, True)
    """
    nodes, members = _placed(communities, themes)
    later = [pl.col(name).alias(f"{name}_next") for name in ("period", *_NODE)]
    after = nodes.select(*later, place=pl.col("place") - 1)
    passing = members.with_columns(pl.col("place") - 1)
    common = (
        members.join(passing, on=["place", "end"], suffix="_next")
        .group_by("place", "community", "community_next")
        .agg(n_common=pl.len().cast(pl.UInt32))
    )
    linked = nodes.join(common, on=["place", "community"]).join(after, on=["place", "community_next"])
    ended = nodes.filter(pl.col("place") < pl.col("place").max())
    ended = ended.join(common, on=["place", "community"], how="anti")
    begun = after.filter(pl.col("place") > 0).join(common, on=["place", "community_next"], how="anti")
    n, both = pl.col("n_common").fill_null(0), pl.col("n_members") + pl.col("n_members_next")
    return (
        pl.concat([linked, ended, begun], how="diagonal")
        .with_columns(
            n_common=n,
            inclusion=pl.when(n > 0).then(n / pl.min_horizontal("n_members", "n_members_next")),
            jaccard=n / (both - n),
            same_theme=pl.col("members").list.contains(pl.col("theme_next"))
            | pl.col("members_next").list.contains(pl.col("theme")),
        )
        .sort("place", "community", "community_next", nulls_last=True)
        .select("period", *_NODE[:3], *(f"{name}_next" for name in ("period", *_NODE[:3])), *_OVERLAP)
    )


def _placed(communities: pl.LazyFrame, themes: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Return one row a theme and one row a member of it, each with the ``place`` of its period, from 1."""
    columns = communities.collect_schema().names()
    end = next((name for name in ("topic", "tag") if name in columns), "topic")
    for what, frame, needed in (
        ("communities", communities, ("period", "community", end)),
        ("themes", themes, ("period", "community", "theme")),
    ):
        if missing := [name for name in needed if name not in frame.collect_schema()]:
            raise TableError(f"{what} without {', '.join(missing)}: expected {', '.join(needed)}.")
    dated = communities.filter(pl.col("period").is_not_null()).with_columns(
        place=pl.col("period").rank("dense").cast(pl.Int64)
    )
    nodes = dated.group_by("place", "period", "community").agg(
        n_members=pl.len().cast(pl.UInt32), members=pl.col(end).sort()
    )
    named = themes.select("period", "community", "theme")
    members = dated.select("place", "community", end=end)
    return nodes.join(named, on=["period", "community"], how="left"), members
