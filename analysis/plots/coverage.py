"""What the corpus covers: articles of each source in each month, with the months that are missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import figure_of, lay_out, need, new_axes, no_data, set_text, source_note
from analysis.plots.cells import draw_cells
from analysis.plots.periods import empty_years, set_period_ticks
from analysis.plots.rows import height_of, names_of, rows_for
from analysis.plots.sizes import now
from analysis.plots.style import INK, style
from analysis.plots.text import text_width
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from analysis.plots.cells import Place

NAME_WIDTH = 0.7  # of the room that names of bars have
MONTHS_AN_INCH = 4.7  # of width; more are drawn as years


def draw_coverage(
    articles: pl.DataFrame,
    *,
    lang: Lang = "ar",
    most: int = 12,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many articles each source has in each month (in each year, where months are too many).

    Args:
        articles: the corpus: ``source`` and ``published``; articles without a date are counted in the notes.
        lang: language of the words of the figure.
        most: how many sources have a row of their own; the others share the last.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> articles = pl.DataFrame({"source": ["Agency"], "published": [date(2024, 1, 5)]})
    >>> draw_coverage(articles, lang="en").figure.get_label().split(". ")[0]
    'Coverage: articles of each source'
    """
    need(articles, ("source", "published"), "draw_coverage")
    named = articles.select("published", source=pl.col("source").fill_null(word("unknown source", lang)))
    dated = named.filter(pl.col("published").is_not_null())
    with style():
        if dated.is_empty():
            return no_data(ax or new_axes(), lang, title or word("coverage", lang))
        unit, periods = _calendar(dated)
        rows = _by_size(dated)
        most = rows_for(most)
        if len(rows) > most:
            dated, rows = _gathered(dated, rows[: most - 1], word("others", lang, len(rows) - most + 1))
        ax = ax or new_axes(0.25 + height_of(rows, now().width * NAME_WIDTH))
        size = min(now().small, 9.0 if len(periods) <= 14 and not now().column else 5.5)
        cells = _cells(dated, unit, periods, rows)
        _name(ax, rows, periods, lang)
        known = [n for (_, row), n in cells.items() if n is not None and (row < most - 1 or len(rows) < most)]
        widest = max(text_width(f"{n:,}", size) for n in cells.values() if n is not None)
        upright = widest + 2 > lay_out(ax) / len(periods)
        draw_cells(ax, cells, lambda n: f"{n:,.0f}", size, most=max(known), upright=upright)
        notes = [
            word("n", lang, f"{dated.height:,}"),
            _undated(articles, lang),
            empty_years([day.year for day in periods], lang) if unit == "year" else "",
            source_note(source, lang),
        ]
        subtitle = word("coverage sub", lang, word(unit, lang))
        set_text(ax, title or word("coverage", lang), subtitle, notes, lang)
        set_period_ticks(ax, periods, range(len(periods)), lang, lay_out(ax))
    return ax


def _calendar(dated: pl.DataFrame) -> tuple[str, list[date]]:
    """Return the unit of a column and the first day of each, from the first article to the last."""
    days = dated["published"].sort()
    first, last = days[0], days[-1]
    months = pl.date_range(first.replace(day=1), last, "1mo", eager=True).to_list()
    if len(months) <= now().width * MONTHS_AN_INCH:
        return "month", months
    return "year", days.dt.truncate("1y").unique().sort().to_list()


def _gathered(dated: pl.DataFrame, keep: list[str], others: str) -> tuple[pl.DataFrame, list[str]]:
    """Return the articles with all sources but those to keep under one name, and the names of the rows."""
    source = pl.when(pl.col("source").is_in(keep)).then("source").otherwise(pl.lit(others))
    return dated.with_columns(source=source), [*keep, others]


def _by_size(dated: pl.DataFrame) -> list[str]:
    sizes = dated.group_by("source").agg(n=pl.len()).sort(["n", "source"], descending=[True, False])
    return sizes["source"].to_list()


def _cells(
    dated: pl.DataFrame, unit: str, periods: Sequence[date], rows: Sequence[str]
) -> dict[Place, float | None]:
    every = "1y" if unit == "year" else "1mo"
    sizes = dated.group_by("source", period=pl.col("published").dt.truncate(every)).agg(n=pl.len())
    found = {(day, name): n for name, day, n in sizes.select("source", "period", "n").iter_rows()}
    return {(x, y): found.get((day, name)) for x, day in enumerate(periods) for y, name in enumerate(rows)}


def _name(ax: Axes, rows: Sequence[str], periods: Sequence[date], lang: Lang) -> None:
    ax.set_xlim(-0.5, len(periods) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    drawn, size = names_of(rows, figure_of(ax).get_figwidth() * NAME_WIDTH)
    ax.set_yticks(range(len(rows)), drawn, color=INK)
    if lang == "ar":
        ax.yaxis.tick_right()
    for tick in ax.get_yticklabels():
        tick.set(fontsize=size, multialignment="left" if lang == "ar" else "right")
    ax.tick_params(axis="y", length=0)
    ax.spines[:].set_visible(False)


def _undated(articles: pl.DataFrame, lang: Lang) -> str:
    n = articles["published"].null_count()
    return word("undated", lang, f"{n:,}") if n else ""
