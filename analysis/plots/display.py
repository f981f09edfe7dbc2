"""From a drawn figure to what a notebook shows: PNG bytes, and words for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.style import render
from analysis.plots.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.plots.shown import ShownFigure

PIXELS_AN_INCH = 116
"""Shown width: a figure of 6.3 inches fills the text column of the report."""


def show(
    drawn: Axes | Figure,
    facts: pl.DataFrame | None = None,
    *,
    lang: str = "ar",
    labels: Mapping[str, str] | None = None,
) -> ShownFigure:
    """Return a figure for display in a notebook, with words for those who cannot see it.

    Beside it goes the same figure in the width of a column, which a report shows on phones; not where the
    figure was changed by hand after it was drawn.

    Args:
        drawn: what a function of this room returned.
        facts: what it shows, the rows that matter first; they are told after the figure's title and notes.
        lang: ``ar`` or ``en``, the language of the words.
        labels: shown names of topics.
    """
    from analysis.plots.again import narrow_png
    from analysis.plots.shown import ShownFigure

    figure = whole(drawn)
    narrow = narrow_png(figure)
    said = "" if facts is None else told(facts, lang=lang, labels=labels)
    words = ". ".join(part for part in (str(figure.get_label()), said) if part)
    width = round(figure.get_figwidth() * PIXELS_AN_INCH)
    return ShownFigure(figure_png(drawn), narrow, width=width, alt=words)


def figure_png(drawn: Axes | Figure) -> bytes:
    """Return a figure as PNG bytes, the same bytes on every run.

    Args:
        drawn: what a function of this room returned.
    """
    return render(whole(drawn), "png")


def whole(drawn: Axes | Figure) -> Figure:
    """Return the figure that axes stand on; a figure is its own."""
    return drawn.figure.figure  # get_figure(root=True) came with matplotlib 3.10
