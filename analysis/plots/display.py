"""From a drawn figure to what a notebook shows: PNG bytes, and words for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.style import render

if TYPE_CHECKING:
    from IPython.display import Image
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PIXELS_AN_INCH = 116
"""Shown width: a figure of 6.3 inches fills the text column of the report."""


def show(drawn: Axes | Figure, alt: str | None = None) -> Image:
    """Return a figure for display in a notebook, with a text alternative.

    Args:
        drawn: what a function of this room returned.
        alt: words in place of the picture; None takes the figure's own title and notes.
    """
    from IPython.display import Image

    figure = whole(drawn)
    words = alt if alt is not None else str(figure.get_label())
    width = round(figure.get_figwidth() * PIXELS_AN_INCH)
    return Image(figure_png(drawn), format="png", width=width, metadata={"alt": words})


def figure_png(drawn: Axes | Figure) -> bytes:
    """Return a figure as PNG bytes, the same bytes on every run.

    Args:
        drawn: what a function of this room returned.
    """
    return render(whole(drawn), "png")


def whole(drawn: Axes | Figure) -> Figure:
    """Return the figure that axes stand on; a figure is its own."""
    return drawn.figure.figure  # get_figure(root=True) came with matplotlib 3.10
