"""Horizontal bars that start where reading starts: from the right in Arabic, with their names beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.canvas import figure_of, reading_side
from analysis.plots.labels import label
from analysis.plots.sizes import now
from analysis.plots.style import GREY, INK, PALETTE
from analysis.plots.text import fit, text_width
from analysis.plots.words import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

ROW = 0.27  # inches a bar takes on a page
NAME_SHARE = 0.36  # of the figure's width that names may take
PART_STYLES = ((PALETTE[0], ""), ("#d98c7d", "////"), ("#e3c9a0", "...."))


def height_of(names: Sequence[str], width: float) -> float:
    """Return the height in inches of a figure with a bar a name, higher where names take more lines."""
    most = max((name_of(name, width)[0].count("\n") for name in names), default=0)
    return 1.3 + max(len(names), 3) * row_height() * (1, 1.3, 1.8)[most]


def row_height() -> float:
    """Return the inches that a bar takes."""
    return ROW * now().scale


def rows_for(wanted: int, head: float = 0.0) -> int:
    """Return how many bars the figure has room for, under ``head`` inches of its own."""
    return now().fits(row_height(), wanted + round(head / row_height())) - round(head / row_height())


def name_of(name: str, width: float) -> tuple[str, float]:
    """Return the name of a bar as it fits beside it, and its size: a long one is small, in up to three."""
    room = width * 72 * NAME_SHARE
    if text_width(" ".join(name.split()[:40]), now().body) <= room:
        return fit(name, room, now().body), now().body
    return fit(name, room, now().small, lines=3), now().small


def draw_bars(
    ax: Axes, names: Sequence[str], parts: Sequence[Sequence[float]], ends: Sequence[str], lang: Lang
) -> None:
    """Draw one bar a name, top down, of one or more parts end to end, with a text at its end.

    Args:
        ax: axes to draw on.
        names: names in logical order.
        parts: for each kind of part, its length in every bar.
        ends: the text at the end of every bar.
        lang: in Arabic bars grow from the right.
    """
    rows = range(len(names))
    reach = [0.0] * len(names)
    for (colour, hatch), lengths in zip(PART_STYLES, parts, strict=False):
        ax.barh(rows, lengths, 0.68, reach, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
        reach = [a + b for a, b in zip(reach, lengths, strict=True)]
    side, other = reading_side(lang), "left" if lang == "en" else "right"
    for row, end, text in zip(rows, reach, ends, strict=True):
        ax.annotate(
            label(text),
            (end, row),
            (-4 if lang == "ar" else 4, 0),
            textcoords="offset points",
            ha=other,
            va="center",
            fontsize=now().small,
            color=INK,
        )
    width = figure_of(ax).get_figwidth()
    drawn = [name_of(name, width) for name in names]
    ax.set_yticks(rows, [text for text, _ in drawn], color=INK)
    ax.set_ylim(len(names) - 0.4, -0.6)
    _face(ax, side, max(reach, default=1.0) or 1.0)
    for tick, (_, size) in zip(ax.get_yticklabels(), drawn, strict=True):
        tick.set(fontsize=size, multialignment="left" if lang == "ar" else "right")


def _face(ax: Axes, side: str, longest: float) -> None:
    """Turn the axes to the reading side; lengths are printed at the bars, so the scale itself is left off."""
    ax.set_xlim(0, longest * 1.02)
    ax.set_xticks([])
    for name in ax.spines:
        ax.spines[name].set_visible(name == side)
    ax.spines[side].set_color(GREY)
    if side == "right":
        ax.invert_xaxis()
        ax.yaxis.tick_right()
    ax.tick_params(axis="y", length=0, pad=6)
