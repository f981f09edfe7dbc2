"""Measures of association: each an expression of the four counts of a pair, with its interval, p and q.

``docs/method.md`` gives for each its formula, its source, what 0 means and a worked example.
"""

from __future__ import annotations

import polars as pl

from analysis.aggregate.intervals import (
    adjust,
    chi_square_p,
    fisher_p,
    log_interval,
    ratio,
    wilson,
    z_of,
)
from analysis.aggregate.log_ratio import conservative_log_ratio
from analysis.errors import TableError

Bounds = tuple[pl.Expr, pl.Expr]

COUNTS = ("n_a", "n_b", "n_ab", "n_total")
A, B, AB, N = (pl.col(name).cast(pl.Float64) for name in COUNTS)
SMALLER = pl.min_horizontal(A, B)

CELLS = (AB, A - AB, B - AB, N - A - B + AB)
# What association is about: both are named somewhere, and neither by every article; in counts that can be.
VARIES = (A > 0) & (B > 0) & (A < N) & (B < N) & (pl.min_horizontal(*CELLS) >= 0)
# One topic is named exactly where the other is, or exactly where it is not: a Wald interval then has no
# width, which says more than so many articles can. No bounds there.
AT_AN_END = (pl.max_horizontal(A, B) == AB) | ((AB == 0) & (A + B == N))
EMPTY_CELL = pl.min_horizontal(*CELLS) == 0
# Haldane (1956) and Anscombe (1956): 0.5 in every cell, only where one is empty.
CORRECTED = tuple(cell + pl.when(EMPTY_CELL).then(0.5).otherwise(0.0) for cell in CELLS)
SPREAD = (A * B * (N - A) * (N - B)).sqrt()

_LRC = ("lrc", "lrc_b_given_a", "lrc_a_given_b")

SMALL = 5  # Cochran (1954), Biometrics 10: below this expected count the chi-square tail is not trusted


def add_measures(pairs: pl.LazyFrame, *, confidence: float = 0.95) -> pl.LazyFrame:
    """Add, one row a pair as before, every measure of association with its interval, p and q.

    Args:
        pairs: any table with ``n_a``, ``n_b``, ``n_ab``, ``n_total``: of topics, tags or anything counted.
        confidence: coverage of every interval.

    Returns:
        The columns of ``pairs``; each measure, followed by ``<measure>_low`` and ``<measure>_high``;
        ``lrc_b_given_a`` and ``lrc_a_given_b``, how many times 2 more likely the one is at least where the
        other is (0: nothing that is sure), and ``lrc``, the one nearer to 0; ``odds_corrected`` (whether 0.5
        was added to every cell); ``expected`` (``n_ab`` under independence); ``g2``; ``exact`` (whether ``p``
        is Fisher's and not the chi-square tail of ``g2``); ``p``; ``q``. The
        family of ``q`` is all pairs of one ``period``. What is not defined is null.

    Raises:
        TableError: a count is missing.

    >>> pairs = pl.LazyFrame({"n_a": [20], "n_b": [30], "n_ab": [15], "n_total": [100]})
    >>> add_measures(pairs).select("lift", "jaccard_low", "exact").collect().row(0)
    (2.5, 0.2798456817718069, False)
    """
    columns = pairs.collect_schema().names()
    if missing := [name for name in COUNTS if name not in columns]:
        raise TableError(f"pairs without {', '.join(missing)}: measures need {', '.join(COUNTS)}.")
    family = [name for name in ("period",) if name in columns]
    return (
        pairs.with_columns(**estimates())
        .with_columns(**_columns_of(_bounds(confidence)))
        .select(*columns, *_in_order(), *_test())
        .with_columns(**_conservative(confidence, family), p=_p_value())
        .with_columns(q=adjust(pl.col("p"), family))
        .select(*columns, *_in_order(), *_LRC, pl.col("odds_corrected", "expected", "g2", "exact", "p", "q"))
    )


def estimates() -> dict[str, pl.Expr]:
    """Return each measure that has bounds, by name, as an expression of the four counts."""
    lift = ratio(AB * N, A * B)
    both, only_a, only_b, neither = CORRECTED
    return {
        "jaccard": ratio(AB, A + B - AB),
        "dice": ratio(2 * AB, A + B),
        "simpson": ratio(AB, SMALLER),
        "cosine": ratio(AB, (A * B).sqrt()),
        "equivalence": ratio(AB * AB, A * B),
        "association_strength": ratio(AB, A * B),
        "lift": lift,
        "pmi": pl.when(AB > 0).then(lift.log(2)),
        "npmi": _npmi(lift),
        "phi": pl.when(VARIES).then((AB * N - A * B) / SPREAD),
        "odds_ratio": pl.when(VARIES).then(both * neither / (only_a * only_b)),
    }


def _npmi(lift: pl.Expr) -> pl.Expr:
    never, sometimes = (AB == 0) & (SMALLER > 0), (AB > 0) & (AB < N)
    return pl.when(never).then(-1.0).when(sometimes).then((-lift.log() / (AB / N).log()).clip(-1, 1))


def _bounds(confidence: float) -> dict[str, Bounds]:
    """Return the interval of each measure; functions of one measure alone share its bounds."""
    jaccard = wilson(AB, A + B - AB, confidence)
    cosine = log_interval(pl.when(~AT_AN_END).then("cosine"), delta_variance(1, -0.5, -0.5), confidence)
    cosine = cosine[0], cosine[1].clip(upper_bound=1.0)
    lift = log_interval(pl.when(VARIES).then("lift"), delta_variance(1, -1, -1), confidence)
    log_odds = pl.sum_horizontal(*(1 / cell for cell in CORRECTED))
    return {
        "jaccard": jaccard,
        "dice": (2 * jaccard[0] / (1 + jaccard[0]), 2 * jaccard[1] / (1 + jaccard[1])),
        "simpson": wilson(AB, SMALLER, confidence),
        "cosine": cosine,
        "equivalence": (cosine[0] ** 2, cosine[1] ** 2),
        "association_strength": (lift[0] / N, lift[1] / N),
        "lift": lift,
        "pmi": (lift[0].log(2), lift[1].log(2)),
        "npmi": _wald("npmi", _npmi_variance(), confidence),
        "phi": _wald("phi", _phi_variance(), confidence),
        "odds_ratio": log_interval(pl.col("odds_ratio"), log_odds, confidence),
    }


def delta_variance(u: pl.Expr | float, v: pl.Expr | float, w: pl.Expr | float) -> pl.Expr:
    """Return the large-sample variance of a function of the three shares ``p_ab``, ``p_a`` and ``p_b``.

    Args:
        u, v, w: derivatives of the function by the logarithms of ``p_ab``, ``p_a`` and ``p_b``.

    The articles are a sample of size ``n_total`` from a multinomial of four cells, and the variance is
    that of the delta method (Bishop, Fienberg and Holland 1975, Discrete Multivariate Analysis, 14.6).

    >>> pair = pl.DataFrame({"n_a": [20], "n_b": [30], "n_ab": [15], "n_total": [100]})
    >>> round(pair.select(delta_variance(1, -1, -1)).item(), 6)
    0.023333
    """
    own = pl.when(AB > 0).then(u * u / AB).otherwise(0.0)
    spread = own + (v * v + 2 * u * v) / A + (w * w + 2 * u * w) / B + 2 * v * w * AB / (A * B)
    return spread - (u + v + w) ** 2 / N


def _npmi_variance() -> pl.Expr:
    log_both = (AB / N).log()
    return delta_variance(-((A / N).log() + (B / N).log()) / log_both**2, 1 / log_both, 1 / log_both)


def _phi_variance() -> pl.Expr:
    phi, chance = pl.col("phi"), A * B / SPREAD
    v, w = (-chance - phi * (N - 2 * side) / (2 * (N - side)) for side in (A, B))
    return delta_variance(AB * N / SPREAD, v, w)


def _wald(name: str, variance: pl.Expr, confidence: float) -> Bounds:
    """Return bounds on the scale from -1 to 1, and none at its ends."""
    width = z_of(confidence) * variance.clip(lower_bound=0).sqrt()
    inner = pl.when(VARIES & ~AT_AN_END & (pl.col(name) > -1))
    return inner.then((pl.col(name) - width).clip(-1, 1)), inner.then((pl.col(name) + width).clip(-1, 1))


def _columns_of(bounds: dict[str, Bounds]) -> dict[str, pl.Expr]:
    return {
        f"{name}_{end}": pair[i] for name, pair in bounds.items() for i, end in enumerate(("low", "high"))
    }


def _in_order() -> list[str]:
    """Return the names of the measures, each followed by its bounds."""
    return [f"{name}{end}" for name in estimates() for end in ("", "_low", "_high")]


def log_likelihood_ratio() -> pl.Expr:
    """Return ``g2`` of the four counts, null where a topic does not vary."""
    excess = (AB * N - A * B) / N
    g2 = 2 * pl.sum_horizontal(*map(_surprise, CELLS, expected(), (excess, -excess, -excess, excess)))
    return pl.when(VARIES).then(g2.clip(lower_bound=0))


def expected() -> list[pl.Expr]:
    """Return what independence expects in each of ``CELLS``."""
    return [row * column / N for row in (A, N - A) for column in (B, N - B)]


def _test() -> list[pl.Expr]:
    """Return what the test of independence rests on."""
    return [
        pl.when(VARIES).then(EMPTY_CELL).alias("odds_corrected"),
        ratio(A * B, N).alias("expected"),
        log_likelihood_ratio().alias("g2"),
        pl.when(VARIES).then(pl.min_horizontal(*expected()) < SMALL).alias("exact"),
    ]


def _conservative(confidence: float, family: list[str]) -> dict[str, pl.Expr]:
    """Return the conservative log ratio in both directions, and the one nearer to 0."""
    # Bonferroni over all pairs of a family that can vary, as keyness has it over all names.
    tested = VARIES.sum().over([pl.col(name) for name in family] or [pl.lit(1)])
    tail = (1 - confidence) / 2 / tested
    b_given_a = conservative_log_ratio(AB, A, B - AB, N - A, tail)
    a_given_b = conservative_log_ratio(AB, B, A - AB, N - B, tail)
    nearer = pl.when(b_given_a.abs() <= a_given_b.abs()).then(b_given_a).otherwise(a_given_b)
    one_each = (nearer, b_given_a, a_given_b)
    return {name: pl.when(VARIES).then(one) for name, one in zip(_LRC, one_each, strict=True)}


def _p_value() -> pl.Expr:
    exact = fisher_p(*(pl.when("exact").then(name) for name in COUNTS))
    return pl.when("exact").then(exact).otherwise(chi_square_p(pl.col("g2")))


def _surprise(observed: pl.Expr, expected: pl.Expr, excess: pl.Expr) -> pl.Expr:
    """Return ``O log(O / E) - (O - E)``, which is ``E`` where nothing was observed.

    The differences add up to 0 over the four cells. With them, and the logarithm of 1 plus a small number,
    each term keeps its digits: for 4,000 million articles the plain sum is off by 1e-6.
    """
    seen = observed * (excess / expected).log1p() - excess
    return pl.when(observed > 0).then(seen).otherwise(-excess)
