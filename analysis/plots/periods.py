"""Periods on a time axis: how long one is, which are named, where nothing was published."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analysis.plots.labels import label
from analysis.plots.sizes import now
from analysis.plots.style import GREY
from analysis.plots.text import text_width
from analysis.plots.words import MONTHS, Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

_UNITS = ((300, "year"), (80, "quarter"), (27, "month"), (6, "week"), (0, "day"))
LONG, LEFT = 6, 2  # periods of a gap that is long, and those left of it at either end
_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


def unit_of(periods: Sequence[date]) -> str:
    """Return how long a period is: ``day``, ``week``, ``month``, ``quarter`` or ``year``.

    >>> unit_of([date(2024, 1, 1), date(2024, 2, 1)])
    'month'
    """
    if len(periods) < 2:
        return "month"
    shortest = min((b - a).days for a, b in pairwise(periods))
    return next(unit for days, unit in _UNITS if shortest >= days)


def period_name(day: date, unit: str, lang: Lang) -> str:
    """Return how a tick names a period: the year, the quarter, the month, or day and month.

    >>> period_name(date(2024, 5, 6), "week", "en")
    '6 May'
    """
    if unit == "year":
        return str(day.year)
    if unit == "quarter":
        return word("quarter name", lang, (day.month + 2) // 3)
    name = MONTHS[lang][day.month - 1]
    return f"{day.day} {name}" if unit in ("week", "day") else name


def tick_periods(periods: Sequence[date], room: int) -> list[int]:
    """Return the places of at most ``room`` evenly spaced periods, on Januaries where months are counted.

    >>> tick_periods([date(2023, m, 1) for m in range(1, 13)], 4)
    [0, 3, 6, 9]
    """
    n = len(periods)
    step = next((s for s in _STEPS if -(-n // s) <= max(room, 1)), n)
    months = unit_of(periods) == "month" and 12 % min(step, 12) == 0
    first = next(
        (i for i in range(min(step, n)) if not months or (periods[i].month - 1) % min(step, 12) == 0), 0
    )
    return list(range(first, n, step))


def set_period_ticks(
    ax: Axes, periods: Sequence[date], at: Sequence[float], lang: Lang, width: float, unit: str = ""
) -> None:
    """Name as many periods as stand apart in ``width`` points under the axes, and below, each new year."""
    unit, small = unit or unit_of(periods), now().small
    names = [period_name(day, unit, lang) for day in periods]
    widest = max(text_width(name, small) for name in [*names, "2024"])
    chosen = tick_periods(periods, int(width // (widest + 9)))
    look: Any = {"fontsize": small, "color": GREY}
    ax.set_xticks([at[i] for i in chosen], [label(names[i]) for i in chosen], **look)
    ax.tick_params(axis="x", pad=small * 1.35)
    # Aligned at their tops, names with a high letter would hang lower than others.
    for tick in ax.get_xticklabels():
        tick.set_verticalalignment("baseline")
    if unit == "year":
        return
    years = {periods[i].year: at[i] for i in reversed(chosen)}
    ax.xaxis.remove_overlapping_locs = False
    ax.set_xticks(list(years.values()), [str(year) for year in years], minor=True, **look)
    ax.tick_params(axis="x", which="minor", length=0, pad=small * 2.4)


def gaps(totals: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of periods without any article, as the places of their first and last one.

    >>> gaps([5, 0, 0, 7, 0])
    [(1, 2), (4, 4)]
    """
    runs: list[tuple[int, int]] = []
    for place, total in enumerate(totals):
        if total:
            continue
        joined = bool(runs) and runs[-1][1] == place - 1
        runs = [*runs[:-1], (runs[-1][0], place)] if joined else [*runs, (place, place)]
    return runs


def shortened(totals: Sequence[int]) -> list[int]:
    """Return the places of the periods that are drawn: of a long gap only its ends.

    A gap of more than a quarter of the calendar would leave no room for what was published.

    >>> shortened([5, *[0] * 20, 7])
    [0, 1, 2, 19, 20, 21]
    """
    long = [run for run in gaps(totals) if run[1] - run[0] >= max(LONG, len(totals) // 4)]
    dropped = {place for first, last in long for place in range(first + LEFT, last - LEFT + 1)}
    return [place for place in range(len(totals)) if place not in dropped]


def empty_years(years: Sequence[int], lang: Lang) -> str:
    """Return the note of the years without articles between the first and the last, or nothing.

    >>> empty_years([2018, 2020, 2024], "en")
    'years without articles: 2019, 2021–2023'
    """
    runs = [(a + 1, b - 1) for a, b in pairwise(years) if b - a > 1]
    names = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return word("empty years", lang, ("، " if lang == "ar" else ", ").join(names)) if names else ""


def mark_gaps(ax: Axes, totals: Sequence[int]) -> None:
    """Hatch the stretches without any article."""
    for first, last in gaps(totals):
        ax.axvspan(
            first - 0.5,
            last + 0.5,
            facecolor="#f5f5f5",
            edgecolor="#bfbfbf",
            hatch="////",
            linewidth=0,
            zorder=0.5,
        )


def name_gaps(ax: Axes, periods: Sequence[date], totals: Sequence[int], lang: Lang) -> None:
    """Say in words, upright in the widest hatched stretch and in each with room, that nothing is there."""
    high = ax.get_window_extent().height * 72 / ax.figure.dpi * 0.9
    for first, last in _with_room(ax, gaps(totals)):
        name = _gap_name(periods, first, last, lang)
        fits = text_width(name, now().small) <= high
        ax.annotate(
            label(name if fits else word("no articles", lang)),
            ((first + last) / 2, 0.97),
            xycoords=("data", "axes fraction"),
            rotation=90,
            ha="center",
            va="top",
            fontsize=now().small,
            color=GREY,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
        )


def _gap_name(periods: Sequence[date], first: int, last: int, lang: Lang) -> str:
    """Return the words of a gap; one that is drawn shortened has its years."""
    name, years = word("no articles", lang), f"{periods[first].year}–{periods[last].year}"
    longest = max((b - a).days for a, b in pairwise(periods[first : last + 1])) if last > first else 0
    usual = min((b - a).days for a, b in pairwise(periods))
    return f"{name} {years}" if longest > 2 * usual else name


def _with_room(ax: Axes, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs that a line of small text fits in, and the widest in any case."""
    width = ax.get_window_extent().width * 72 / ax.figure.dpi
    first, last = ax.get_xlim()
    widest = max((b - a + 1 for a, b in runs), default=0)
    least = min(1.7 * now().small * (last - first) / width, widest)
    return [(a, b) for a, b in runs if b - a + 1 >= least]


def margins(periods: Sequence[date]) -> tuple[float, float]:
    """Return the ends of a time axis on which each period stands at its place in the calendar."""
    pad = max(0.1, len(periods) / 60)
    return -pad, len(periods) - 1 + pad
