"""Rows of a chart: a name beside each on the side where reading begins, values that grow from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.canvas import figure_of, reading_side
from analysis.plots.labels import Base, label
from analysis.plots.sizes import now
from analysis.plots.style import GREY, INK
from analysis.plots.text import fit, text_width
from analysis.plots.words import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

ROW = 0.27  # inches a row takes on a page
NAME_SHARE = 0.36  # of the figure's width that names may take


def row_height() -> float:
    """Return the inches that a row takes."""
    return ROW * now().scale


def height_of(names: Sequence[str], width: float) -> float:
    """Return the height in inches of a figure with a row a name, higher where names take more lines."""
    most = max((name.count("\n") for name in names_of(names, width)[0]), default=0)
    return 1.3 + max(len(names), 3) * row_height() * (1, 1.35, 1.95)[most]


def rows_for(wanted: int, head: float = 0.0) -> int:
    """Return how many rows the figure has room for, under ``head`` inches of its own."""
    above = round(head / row_height())
    return max(1, now().fits(row_height(), wanted + above) - above)


def names_of(names: Sequence[str], width: float, base: Base = "R") -> tuple[list[str], float]:
    """Return the names of rows as they fit beside them, and their size: all are small where one is long."""
    room, size = width * 72 * NAME_SHARE, now()
    if all(text_width(" ".join(name.split()[:40]), size.body) <= room for name in names):
        return [fit(name, room, size.body, base=base) for name in names], size.body
    lines = 3 if size.height is None else 1
    return [fit(name, room, size.small, lines=lines, base=base) for name in names], size.small


def name_rows(ax: Axes, names: Sequence[str], lang: Lang, base: Base = "R") -> None:
    """Write the names beside the rows, from the top down; values grow from the side of the names.

    Names are read from the right where they hold Arabic, unless they are sentences of another ``base``.
    """
    side = reading_side(lang)
    drawn, size = names_of(names, figure_of(ax).get_figwidth(), base)
    ax.set_yticks(range(len(names)), drawn, color=INK)
    ax.set_ylim(len(names) - 0.4, -0.6)
    for spine in ax.spines:
        ax.spines[spine].set_visible(spine == side)
    ax.spines[side].set_color(GREY)
    if side == "right":
        ax.yaxis.tick_right()
        ax.set_xlim(*sorted(ax.get_xlim(), reverse=True))
    ax.tick_params(axis="y", length=0, pad=6)
    for tick in ax.get_yticklabels():
        tick.set(fontsize=size, multialignment="left" if lang == "ar" else "right")


def write_ends(ax: Axes, ends: Sequence[str], lang: Lang) -> None:
    """Write a text at the far end of each row, all in one column."""
    far = 0 if lang == "ar" else 1  # of the axes, whichever way values grow
    for row, text in enumerate(ends):
        ax.annotate(
            label(text),
            (far, row),
            (-6 if lang == "ar" else 6, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right" if lang == "ar" else "left",
            va="center",
            fontsize=now().small,
            color=INK,
        )


def value_axis(
    ax: Axes,
    printed: Callable[[float], str],
    zero: float | None = 0.0,
    ticks: Sequence[float] | None = None,
) -> None:
    """Print round values (or ``ticks``) under the rows, a faint line at each, a dark one at ``zero``."""
    from matplotlib.ticker import MaxNLocator

    low, high = sorted(ax.get_xlim())
    if ticks is None:
        ticks = [float(tick) for tick in MaxNLocator(3 if now().column else 5).tick_values(low, high)]
    inside = [tick for tick in ticks if low <= tick <= high]
    ax.set_xticks(inside, [label(printed(tick)) for tick in inside], fontsize=now().small, color=GREY)
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x")
    if zero is not None and low <= zero <= high:
        ax.axvline(zero, color=GREY, linewidth=0.8, zorder=0.9)
