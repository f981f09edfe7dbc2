"""Shares over time as lines with their bands, named at their ends instead of in a legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analysis.plots.canvas import figure_of, lay_out
from analysis.plots.periods import margins, mark_gaps, set_period_ticks
from analysis.plots.sizes import now
from analysis.plots.style import DASHES, NAME_COLOURS, PALETTE, PAPER
from analysis.plots.text import fit
from analysis.plots.words import Lang, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars as pl
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

NAME_SHARE = 0.25  # of the width that a name beside the axes may take


BESIDE = 8.0  # points between the axes and a name

LINES_HIGH = 3.5  # inches a figure of lines is high


@dataclass(frozen=True, slots=True)
class Line:
    """One line of shares between 0 and 1, with its interval; NaN where nothing was published."""

    name: str
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def end(self) -> int:
        """Place of the last period that has a share."""
        known = np.flatnonzero(~np.isnan(self.share))
        return int(known[-1]) if len(known) else 0


class Name(NamedTuple):
    """The name of a line beside the axes, and the end of the line."""

    text: Annotation
    end: tuple[float, float]


def draw_line(ax: Axes, line: Line, periods: Sequence[date], place: int) -> None:
    """Draw one line and its band in the colour and dash of its place."""
    colour = PALETTE[place % len(PALETTE)]
    days = range(len(periods))
    ax.fill_between(days, line.low, line.high, color=colour, alpha=0.14, linewidth=0)
    ax.plot(days, line.share, color=colour, linestyle=DASHES[place % len(DASHES)], linewidth=1.5)
    alone = lonely(line.share)
    ax.plot(days, alone, "o", color=colour, markersize=3)
    ax.vlines(
        days, line.low, np.where(np.isnan(alone), np.nan, line.high), color=colour, alpha=0.3, linewidth=3
    )


def thicken(ax: Axes, line: Line, periods: Sequence[date], place: int, stretch: tuple[date, date]) -> None:
    """Draw a line thick from the first to the last period of a stretch; one period alone is a thick point."""
    inside = [stretch[0] <= day <= stretch[1] for day in periods]
    share = [s if within else float("nan") for s, within in zip(line.share, inside, strict=True)]
    look: dict[str, Any] = {"color": PALETTE[place % len(PALETTE)], "alpha": 0.55}
    ax.plot(range(len(periods)), share, linewidth=4.5, **look)
    ax.plot(range(len(periods)), lonely(share), "o", markersize=7, **look)


def mark_bursts(ax: Axes, line: Line, periods: Sequence[date], place: int, bursts: pl.DataFrame) -> None:
    """Draw the line thick over each burst of its topic: rows with ``start`` and ``end``."""
    for stretch in bursts.select("start", "end").iter_rows():
        thicken(ax, line, periods, place, stretch)


def mark_changes(ax: Axes, line: Line, periods: Sequence[date], place: int, changes: pl.DataFrame) -> None:
    """Draw a triangle, up or down, where each level begins: rows with ``period`` and ``difference``."""
    at = {day: k for k, day in enumerate(periods)}
    for day, difference in changes.select("period", "difference").iter_rows():
        if day in at and not np.isnan(height := line.share[at[day]]):
            ax.plot(
                at[day],
                height,
                "^" if difference > 0 else "v",
                color=PALETTE[place % len(PALETTE)],
                markersize=8,
                markeredgecolor=PAPER,
                markeredgewidth=0.8,
                zorder=4,
            )


def lonely(share: Sequence[float]) -> np.ndarray:
    """Return the shares without a neighbour, which no line would show, and NaN elsewhere."""
    values = np.array(share, dtype=float)
    known = ~np.isnan(values)
    beside = np.r_[False, known[:-1]] | np.r_[known[1:], False]
    return np.where(known & ~beside, values, np.nan)


def draw_time_axes(
    ax: Axes,
    lines: Sequence[Line],
    periods: Sequence[date],
    totals: Sequence[int],
    beside: Sequence[float] = (),
) -> None:
    """Set months below, percent at the side, from 0 to above all bounds and shares; hatch the gaps."""
    drawn = [*beside, *(high for line in lines for high in line.high)]
    top = max((share for share in drawn if share == share), default=1.0)
    ax.set_ylim(0, top * 1.06 or 1.0)
    ax.set_xlim(*margins(periods))
    set_percent_ticks(ax, top)
    ax.grid(axis="y")
    mark_gaps(ax, totals)


def set_percent_ticks(ax: Axes, top: float) -> None:
    """Set four or so round percentages."""
    from matplotlib.ticker import MaxNLocator

    ticks = [
        t
        for t in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, top or 1.0)
        if 0 <= t <= (top or 1.0) * 1.06
    ]
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    digits = 0 if step >= 0.01 else 1 if step >= 0.001 else 2
    ax.set_yticks(ticks, [percent(t, digits) for t in ticks], fontsize=now().small)


def name_periods(axes: Sequence[Axes], periods: Sequence[date], lang: Lang) -> None:
    """Name the periods below each of the axes, as many as there is room for once the figure is laid out."""
    for ax in axes:
        ax.set_xticks([])
    width = lay_out(axes[0])
    for ax in axes:
        set_period_ticks(ax, periods, range(len(periods)), lang, width)


def name_lines(ax: Axes, lines: Sequence[Line]) -> list[Name]:
    """Write the name of each line beside the axes, which make room for it; `spread_names` sets them apart.

    A name tied to the end of its line would leave the picture where the line ends early, as one point does.
    """
    room = figure_of(ax).get_figwidth() * 72 * NAME_SHARE
    return [
        Name(_name(ax, fit(line.name, room, now().body, bold=True), end[1], k), end)
        for k, line in enumerate(lines)
        if line.share and not np.isnan((end := (line.end, line.share[line.end]))[1])
    ]


def _name(ax: Axes, text: str, height: float, place: int) -> Annotation:
    return ax.annotate(
        text,
        (1, height),
        (BESIDE, 0),
        xycoords=ax.get_yaxis_transform(),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=now().body,
        fontweight="bold",
        color=NAME_COLOURS[place % len(NAME_COLOURS)],
        annotation_clip=False,
    )


def spread_names(ax: Axes, names: Sequence[Name]) -> None:
    """Move the names apart up and down by as little as possible, with a thin line back to the end."""
    lay_out(ax)
    scale = 72 / figure_of(ax).dpi
    box = ax.get_window_extent()
    wanted = [float(ax.transData.transform(end)[1]) * scale for _, end in names]
    heights = [max(name.get_window_extent().height * scale, now().body * 1.35) for name, _ in names]
    places = spread(wanted, heights, box.y0 * scale, box.y1 * scale)
    for (name, end), y, place in zip(names, wanted, places, strict=True):
        name.set_position((BESIDE, place - y))
        x = float(ax.transData.transform(end)[0]) * scale
        _lead(ax, name.get_color(), end, (box.x1 * scale - x + BESIDE - 2, place - y))


def _lead(ax: Axes, colour: Any, end: tuple[float, float], to: tuple[float, float]) -> None:
    ax.annotate(
        "",
        end,
        to,
        textcoords="offset points",
        arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2},
        annotation_clip=False,
    )


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return places near ``wanted``, in the same order, so that boxes of these heights do not overlap.

    Boxes that touch form a block that stands where its members would on average; blocks are merged until none
    overlap (pool adjacent violators, which is least squares). Blocks stay between ``low`` and ``high`` when
    they fit there.

    >>> spread([5.0, 5.0], [2.0, 2.0], 0.0, 10.0)
    [4.0, 6.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    blocks: list[tuple[list[int], float, float]] = []  # members, middle, height
    for i in order:
        block = _kept(([i], wanted[i], heights[i]), low, high)
        while blocks and blocks[-1][1] + blocks[-1][2] / 2 > block[1] - block[2] / 2:
            block = _kept(_merged(blocks.pop(), block, wanted, heights), low, high)
        blocks.append(block)
    places = [0.0] * len(wanted)
    for members, middle, height in blocks:
        edge = middle - height / 2
        for i in members:
            places[i] = edge + heights[i] / 2
            edge += heights[i]
    return places


def _merged(
    a: tuple[list[int], float, float],
    b: tuple[list[int], float, float],
    wanted: Sequence[float],
    heights: Sequence[float],
) -> tuple[list[int], float, float]:
    members, edge, shifts = a[0] + b[0], 0.0, 0.0
    for i in members:
        shifts += wanted[i] - (edge + heights[i] / 2)
        edge += heights[i]
    return members, shifts / len(members) + edge / 2, edge


def _kept(block: tuple[list[int], float, float], low: float, high: float) -> tuple[list[int], float, float]:
    """Return the block moved between the bounds."""
    members, middle, height = block
    return members, max(min(middle, high - height / 2), low + height / 2), height
