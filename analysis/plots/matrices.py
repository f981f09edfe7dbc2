"""The same matrix twice, without and with the site's tags: what a page widget makes of co-occurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    largest,
    need,
    new_axes,
    new_figure,
    no_data,
    reading_side,
    set_figure_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.cells import draw_cells
from analysis.plots.pairs import CELL, TINY, cells_for, cells_of, in_order, largest_pairs, name_matrix
from analysis.plots.sizes import now
from analysis.plots.style import INK, style
from analysis.plots.text import fit
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = ("topic_a", "topic_b", "n_ab", "n_ab_site_tags")
NAME_SHARE = 0.3  # of a panel's width that a name may take


def draw_pair_matrices(
    artefact: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 12,
    source: str = "",
    title: str | None = None,
) -> Figure:
    """Draw how many articles name both topics of a pair, without the site's tags and with them.

    Both halves have one order of topics and one scale of colours. In a column the second stands below.

    Args:
        artefact: the table of ``artefact``.
        lang: language of the words of the figure; in Arabic the first matrix stands at the right.
        labels: from topic to shown name.
        most: how many topics, those that stand with others most often.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.

    Returns:
        The figure, of two axes.

    Raises:
        TableError: a column is missing.

    >>> from analysis.aggregate.artefact import artefact
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> draw_pair_matrices(artefact(mentions, articles).collect(), lang="en").get_label().split(". ")[0]
    "What the site's tags add"
    """
    need(artefact, COLUMNS, "draw_pair_matrices")
    heading = title or word("matrices", lang)
    size = now()
    panel = size.width if size.column else size.width / 2
    with style():
        counted = largest_pairs(
            artefact,
            cells_for(most, panel, largest(artefact, "n_ab_site_tags"), head=0.7),
            by="n_ab_site_tags",
        )
        order = in_order(counted.with_columns(n_ab="n_ab_site_tags"))
        if len(order) < 2:
            return figure_of(no_data(new_axes(), lang, heading))
        high = 0.45 + CELL * size.scale * max(len(order) - 1, 3)
        figure = new_figure(0.8 + high * (2 if size.column else 1))
        axes = figure.subplots(2, 1) if size.column else figure.subplots(1, 2)
        panels = axes if size.column or lang == "en" else axes[::-1]
        most_seen = largest(counted, "n_ab_site_tags")
        for ax, measure in zip(panels, ("n_ab", "n_ab_site_tags"), strict=True):
            small = min(size.small, TINY if len(order) > 7 or size.column else 9)
            draw_cells(ax, cells_of(counted, measure, order), lambda n: f"{n:,.0f}", small, most=most_seen)
            name_matrix(ax, [shown(topic, labels) for topic in order], lang, panel * 72 * NAME_SHARE)
            words = fit(
                word(f"matrix {measure}", lang, f"{(artefact[measure] > 0).sum():,}"),
                panel * 72 * (1 - NAME_SHARE) - 8,
                size.body,
                bold=True,
            )
            ax.set_title(words, loc=reading_side(lang), fontsize=size.body, color=INK, pad=3)
        total, of = largest(artefact, "n_total"), len({*artefact["topic_a"], *artefact["topic_b"]})
        notes = [word("n", lang, f"{total:,}") if total else "", shown_note(len(order), of, lang)]
        set_figure_text(figure, heading, word("n_ab", lang), [*notes, source_note(source, lang)], lang)
    return figure
