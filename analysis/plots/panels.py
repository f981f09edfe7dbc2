"""The share of each topic in a small panel of its own, all on the same scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    need,
    new_axes,
    new_figure,
    no_data,
    reading_side,
    set_figure_text,
    shown,
    source_note,
)
from analysis.plots.lines import draw_line, draw_time_axes, name_periods
from analysis.plots.periods import name_gaps
from analysis.plots.shares import COLUMNS, by_size, calendar, count_notes, line_of, shown_note
from analysis.plots.sizes import now
from analysis.plots.style import style
from analysis.plots.text import fit
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


PANEL = 1.35  # inches a panel is high
COLUMNS_OF = {True: 2, False: 3}  # in a column, and wider


def draw_share_panels(
    topic_counts: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    topics: Sequence[str] | None = None,
    columns: int | None = None,
    source: str = "",
    title: str | None = None,
) -> Figure:
    """Draw one small panel a topic, on the same scale, the topics named most first in reading order.

    Args:
        topic_counts: the table of ``count_topics``.
        lang: language of the words of the figure; in Arabic the first panel stands at the right.
        labels: from topic to shown name.
        topics: which topics; None takes all.
        columns: panels side by side; None takes as many as the width has room for.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.

    Returns:
        The figure.

    Raises:
        TableError: a column is missing.
    """
    need(topic_counts, COLUMNS, "draw_share_panels")
    with style():
        dated = topic_counts.filter(pl.col("period").is_not_null()).sort("period", "topic")
        chosen = list(topics) if topics is not None else by_size(dated)
        if dated.is_empty() or not chosen:
            return figure_of(no_data(new_axes(), lang))
        of = dated["topic"].n_unique()
        columns = min(columns or COLUMNS_OF[now().column], len(chosen))
        chosen = chosen[: columns * now().fits(PANEL * 0.7, len(chosen))]
        figure = new_figure(0.9 + PANEL * -(-len(chosen) // columns))
        _draw_panels(_grid(figure, len(chosen), columns, lang), dated, chosen, labels, lang)
        notes = [
            *count_notes(topic_counts, lang),
            shown_note(len(chosen), of, lang),
            source_note(source, lang),
        ]
        set_figure_text(figure, title or word("shares", lang), word("shares sub", lang), notes, lang)
    return figure


def _grid(figure: Figure, n: int, columns: int, lang: Lang) -> list[Axes]:
    """Return ``n`` axes in reading order, with months under the lowest and percent beside the leftmost."""
    rows = -(-n // columns)
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    panels = [ax for row in grid for ax in (row[::-1] if lang == "ar" else row)]
    for ax in panels[n:]:
        ax.remove()
    leftmost = [min(k + columns, n) - 1 if lang == "ar" else k for k in range(0, n, columns)]
    for k, ax in enumerate(panels[:n]):
        ax.tick_params(which="both", labelbottom=k + columns >= n, labelleft=k in leftmost)
    return panels[:n]


def _draw_panels(
    panels: Sequence[Axes], dated: pl.DataFrame, chosen: Sequence[str], labels: Labels | None, lang: Lang
) -> None:
    periods, totals = calendar(dated)
    lines = [line_of(dated, topic, shown(topic, labels)) for topic in chosen]
    room = figure_of(panels[0]).get_figwidth() * 60 / len({ax.get_position().x0 for ax in panels})
    for ax, line in zip(panels, lines, strict=True):
        draw_line(ax, line, periods, 0)
        draw_time_axes(ax, lines, periods, totals)
        ax.set_title(
            fit(line.name, room, now().body, bold=True), loc=reading_side(lang), fontsize=now().body, pad=5
        )
    name_gaps(panels[0], periods, totals, lang)
    name_periods(panels, periods, lang)
