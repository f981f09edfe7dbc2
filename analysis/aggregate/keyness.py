"""Keyness: what one part of a corpus is about and another is not, by the articles that name it.

Document frequencies and not word counts: an article that names a topic twenty times counts once, so that one
long article makes nothing key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.compare import compare_shares
from analysis.aggregate.intervals import adjust
from analysis.aggregate.log_ratio import conservative_log_ratio
from analysis.aggregate.units import names_of, place
from analysis.errors import TableError
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.aggregate.units import Unit

_SIDES = ("reference", "target")
K, N = pl.col("n_target").cast(pl.Float64), pl.col("n_total_target").cast(pl.Float64)
K2, N2 = pl.col("n_reference").cast(pl.Float64), pl.col("n_total_reference").cast(pl.Float64)


def keyness(
    named: pl.LazyFrame,
    target: pl.LazyFrame,
    reference: pl.LazyFrame,
    *,
    name: str = "topic",
    zones: Sequence[str] = EVIDENCE,
    unit: Unit = "article",
    min_articles: int = 1,
    prior: float = 10.0,
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Compare, one row a name, how many articles of two sub-corpora name it, the target's most key first.

    Args:
        named: ``article_id`` and a column of names: ``article_topics``, ``article_tags``, phrases.
        target: articles of the one sub-corpus: a source, the time after an event.
        reference: articles of the other. One that stands in both counts in both, which the tests do not
            expect.
        name: the column of names: ``topic``, ``tag_key``, ``phrase``.
        zones: zones that count, where ``named`` has them.
        unit: ``article``, or ``story`` to count reprints once in each sub-corpus.
        min_articles: leave out names with fewer articles (or stories) in both together; they are then not
            part of the family that ``lrc`` and ``q`` correct for.
        prior: how many articles the common share of both weighs against the counts of each; above 0.
        confidence: coverage of every interval.

    Returns:
        ``name``; ``n_target``, ``n_total_target``, ``n_reference``, ``n_total_reference``; the columns of
        ``compare_shares``, with ``g2`` negative where the reference names it more; ``log_odds`` (natural
        logarithm, 0: equal shares) and its ``z`` with the informative Dirichlet prior of Monroe, Colaresi
        and Quinn (2008); ``log_ratio`` (bits) after Walter (1975); ``lrc``, the bound of the log ratio
        nearest to 0 (Evert 2022; 0: no difference that is sure); ``q`` over all names. Where a sub-corpus is
        empty all are null.

    Raises:
        TableError: ``unit``, ``zones`` or ``name`` names something that does not exist, or
            ``prior`` is not above 0.

    >>> named = pl.LazyFrame({"article_id": ["1", "2", "3"], "topic": ["gaza", "gaza", "iran"]})
    >>> target, reference = pl.LazyFrame({"article_id": ["1", "2"]}), pl.LazyFrame({"article_id": ["3", "4"]})
    >>> keyness(named, target, reference).select("topic", "n_target", "n_reference").collect().rows()
    [('gaza', 2, 0), ('iran', 0, 1)]
    """
    if unit not in ("article", "story"):
        raise TableError(f"unit '{unit}': expected 'article' or 'story'.")
    if not prior > 0:
        raise TableError(f"prior {prior}: expected a number of articles above 0.")
    counted = _counts(
        names_of(named, name, zones).unique(), {"target": target, "reference": reference}, name, unit
    )
    kept = counted.filter(pl.col("n_target") + pl.col("n_reference") >= min_articles)
    return (
        compare_shares(kept, *_SIDES, confidence=confidence)
        .with_columns(g2=pl.col("g2") * pl.col("difference").sign(), log_odds=_log_odds(prior))
        .with_columns(z=pl.col("log_odds") / _log_odds_variance(prior).sqrt(), log_ratio=_log_ratio())
        # Bonferroni over all names compared, as Evert has it.
        .with_columns(
            lrc=conservative_log_ratio(K, N, K2, N2, (1 - confidence) / 2 / pl.len()), q=adjust(pl.col("p"))
        )
        .sort("z", name, descending=[True, False], nulls_last=True)
    )


def _counts(named: pl.LazyFrame, sides: dict[str, pl.LazyFrame], name: str, unit: str) -> pl.LazyFrame:
    """Return one row a name with its count and the denominator on each side."""
    units = {side: place(part, None).select("article_id", unit=f"{unit}_id") for side, part in sides.items()}
    found = [
        named.join(units[side], on="article_id")
        .group_by(name)
        .agg(pl.col("unit").n_unique().alias(f"n_{side}"))
        for side in sides
    ]
    table = found[0].join(found[1], on=name, how="full", coalesce=True)
    for side in sides:
        total = units[side].select(pl.col("unit").n_unique().alias(f"n_total_{side}"))
        table = table.join(total, how="cross").with_columns(pl.col(f"n_{side}").fill_null(0))
    counts = [f"n_{kind}{side}" for side in sides for kind in ("", "total_")]
    return table.select(name, pl.col(counts).cast(pl.UInt32))


def _cells(prior: float) -> tuple[pl.Expr, ...]:
    """Return articles that name it and that do not, of the target and of the reference, with the prior's."""
    share = (K + K2) / (N + N2)
    yes, no = prior * share, prior * (1 - share)
    return K + yes, N - K + no, K2 + yes, N2 - K2 + no


def _varies() -> pl.Expr:
    return pl.col("g2").is_not_null()


def _log_odds(prior: float) -> pl.Expr:
    yes, no, yes2, no2 = _cells(prior)
    return pl.when(_varies()).then((yes / no).log() - (yes2 / no2).log())


def _log_odds_variance(prior: float) -> pl.Expr:
    # Monroe et al. go on to drop the second and fourth term, which are small for one word in a thousand and
    # are not for a topic that a third of the articles name.
    return pl.sum_horizontal(*(1 / cell for cell in _cells(prior)))


def _log_ratio() -> pl.Expr:
    ratio = ((K + 0.5) / (N + 0.5)).log(2) - ((K2 + 0.5) / (N2 + 0.5)).log(2)
    return pl.when((N > 0) & (N2 > 0)).then(ratio)
