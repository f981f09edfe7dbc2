"""Which topics stand together: a matrix with every value printed."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from analysis.errors import TableError
from analysis.plots.canvas import (
    Labels,
    figure_of,
    largest,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.cells import draw_cells
from analysis.plots.sizes import now
from analysis.plots.style import INK, style
from analysis.plots.text import fit, text_width
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from analysis.plots.cells import Place

NAME_SHARE = 0.28  # of the width that a name may take
CELL = 0.34  # inches a cell is high
TINY = 5.5  # points of numbers in small cells
NARROW = 0.2  # inches that a cell needs to hold its number


def draw_pair_matrix(
    pairs: pl.DataFrame,
    *,
    measure: str = "n_ab",
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 24,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a measure of every pair of topics as half a matrix with its values, topics alike side by side.

    Args:
        pairs: one row a pair: ``topic_a``, ``topic_b``, ``n_ab``, ``n_total`` and the measure's column.
        measure: a count or a measure; one with values below 0 parts its colours at 0.
        lang: language of the words of the figure; in Arabic rows begin at the right.
        labels: from topic to shown name.
        most: how many topics, those that stand with others most often.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing, or a pair stands in several rows.

    >>> from analysis import count_pairs
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> frame = count_pairs(mentions, articles, every=None).collect()
    >>> draw_pair_matrix(frame, lang="en").figure.get_label().split(". ")[0]
    'Which topics stand together'
    """
    need(pairs, ("topic_a", "topic_b", "n_ab", measure), "draw_pair_matrix")
    if pairs.select(pl.struct("topic_a", "topic_b").is_duplicated().any()).item():
        raise TableError("draw_pair_matrix: a pair stands in several rows; count with every=None.")
    with style():
        order = in_order(largest_pairs(pairs, cells_for(most, now().width, largest(pairs, "n_ab"))))
        ax = ax or new_axes(1.4 + CELL * now().scale * max(len(order) - 1, 3))
        if len(order) < 2:
            return no_data(ax, lang, title or word("matrix", lang))
        values = cells_of(pairs, measure, order)
        size = min(now().small, TINY if len(order) > 12 or now().column else 9)
        known = [value for value in values.values() if value is not None]
        reach, signed = max(map(abs, known), default=0), min(known, default=0) < 0
        draw_cells(ax, values, lambda v: _printed(v, measure), size, most=reach, centred=signed)
        room = figure_of(ax).get_figwidth() * 72 * NAME_SHARE
        name_matrix(ax, [shown(topic, labels) for topic in order], lang, room)
        notes = [*_notes(pairs, order, lang), source_note(source, lang)]
        set_text(ax, title or word("matrix", lang), _subtitle(measure, signed, lang), notes, lang)
    return ax


def cells_for(most: int, width: float, largest_count: int, head: float = 0.0) -> int:
    """Return how many topics a matrix of ``width`` inches has room for, with names and numbers."""
    narrow = max(NARROW, (text_width(f"{largest_count:,}", TINY) + 5) / 72)
    wide = int(width * (1 - NAME_SHARE) / narrow) + 1
    high = NARROW * now().scale
    above = round(head / high)
    return max(2, now().fits(high, min(most, wide) + above) - above)


def in_order(pairs: pl.DataFrame) -> list[str]:
    """Return the topics so that those often named together are neighbours.

    Average-linkage clustering on ``1 - n_ab / max(n_ab)`` with optimal leaf order
    (Bar-Joseph, Gifford and Jaakkola 2001, Bioinformatics 17).
    """
    topics = sorted({*pairs["topic_a"], *pairs["topic_b"]})
    most = largest(pairs, "n_ab")
    if len(topics) < 3 or not most:
        return topics
    from scipy.cluster.hierarchy import leaves_list, linkage

    both = {(a, b): n for a, b, n in pairs.select("topic_a", "topic_b", "n_ab").iter_rows()}
    far = [
        1 - both.get((a, b), both.get((b, a), 0)) / most
        for i, a in enumerate(topics)
        for b in topics[i + 1 :]
    ]
    return [topics[i] for i in leaves_list(linkage(far, "average", optimal_ordering=True))]


def largest_pairs(pairs: pl.DataFrame, most: int, by: str = "n_ab") -> pl.DataFrame:
    """Return the pairs of the ``most`` topics that stand with others most often."""
    ends = [pairs.select(topic=side, n=by) for side in ("topic_a", "topic_b")]
    sizes = pl.concat(ends).group_by("topic").agg(pl.col("n").sum())
    topics = sizes.sort(["n", "topic"], descending=[True, False])["topic"].head(most).to_list()
    return pairs.filter(pl.col("topic_a").is_in(topics) & pl.col("topic_b").is_in(topics))


def cells_of(pairs: pl.DataFrame, measure: str, order: list[str]) -> Mapping[Place, float | None]:
    """Return the value of each pair at the place of its two topics, the earlier one as column."""
    at = {topic: k for k, topic in enumerate(order)}
    values: dict[Place, float | None] = {}
    for a, b, value in pairs.select("topic_a", "topic_b", measure).iter_rows():
        if a in at and b in at:
            column, row = sorted((at[a], at[b]))
            values[column, row] = value if value is not None and isfinite(value) else None
    return values


def _subtitle(measure: str, signed: bool, lang: Lang) -> str:
    if measure == "n_ab":
        return word("n_ab", lang)
    name = measure.upper() if len(measure) <= 4 else measure.replace("_", " ")
    return word("signed measure" if signed else "measure", lang, name)


def _printed(value: float, measure: str) -> str:
    if measure.startswith("n_"):
        return f"{value:,.0f}"
    return f"{value:.2f}".replace("-", "\u2212")


def name_matrix(ax: Axes, names: list[str], lang: Lang, room: float) -> None:
    """Write the names beside the rows, in ``room`` points, and each once more on the diagonal."""
    n, body, lines = len(names), now().body, 2 if now().height is None else 1
    ax.set_xlim((n - 0.5, -0.5) if lang == "ar" else (-0.5, n - 0.5))
    ax.set_ylim(n - 0.5, -0.5)
    ax.set_xticks([])
    ax.set_yticks(
        range(1, n), [fit(name, room, body, lines=lines) for name in names[1:]], color=INK, fontsize=body
    )
    ax.tick_params(axis="y", length=0, pad=5)
    if lang == "ar":
        ax.yaxis.tick_right()
    for text in ax.get_yticklabels():
        text.set_multialignment("left" if lang == "ar" else "right")
    ax.spines[:].set_visible(False)
    for k, name in enumerate(names[:-1]):
        _diagonal(ax, name, k, lang, room)


def _diagonal(ax: Axes, name: str, k: int, lang: Lang, room: float) -> None:
    """Write a name from its diagonal cell on, into the empty half."""
    forward = -1 if lang == "ar" else 1
    ax.annotate(
        fit(name, room, now().body, lines=1),
        (k - 0.4, k + 0.3),
        (0, 0),
        textcoords="offset points",
        ha="left" if forward == 1 else "right",
        va="baseline",
        fontsize=now().body,
        color=INK,
        annotation_clip=False,
    )


def _notes(pairs: pl.DataFrame, order: list[str], lang: Lang) -> list[str]:
    total, of = largest(pairs, "n_total"), len({*pairs["topic_a"], *pairs["topic_b"]})
    return [
        word("n", lang, f"{total:,}") if total else "",
        shown_note(len(order), of, lang),
    ]
