"""How many articles each day has, a square a day, the weeks of a year side by side."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import figure_of, lay_out, need, new_axes, no_data, set_text, source_note
from analysis.plots.key import draw_key
from analysis.plots.labels import label
from analysis.plots.periods import empty_years
from analysis.plots.sizes import now
from analysis.plots.style import GREY, INK, PAPER, SEQUENTIAL, style
from analysis.plots.text import text_width
from analysis.plots.words import MONTHS, WEEKDAYS, Lang, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

WEEKS, BLOCK = 53, 9.2  # columns of a year; rows a year takes, with its months above
FIRST_DAY = {"ar": 6, "en": 1}  # ISO weekday on which a printed week begins, as CLDR has it: Saturday, Monday
COLOURS = (PAPER, *SEQUENTIAL[1:])
NICE = (1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 2000, 5000, 10000)


def draw_calendar(
    articles: pl.DataFrame,
    *,
    lang: Lang = "ar",
    most: int = 10,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many articles were published each day, from the first day of the corpus to the last.

    Args:
        articles: the corpus: ``published``; articles without a date, or with a date that names no day
            (``published_precision``), are counted in the notes.
        lang: language of the words of the figure.
        most: how many years, the last ones; a year without articles takes no room and is named in the notes.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> articles = pl.DataFrame({"published": [date(2024, 1, 5)]})
    >>> draw_calendar(articles, lang="en").figure.get_label().split(". ")[0]
    'Articles of each day'
    """
    need(articles, ("published",), "draw_calendar")
    counts = _daily(articles)
    titles = title or word("calendar", lang), word("calendar sub", lang)
    years = sorted({day.year for day in counts})
    drawn = years[-now().fits(BLOCK * _cell(), most) :]
    with style():
        ax = ax or new_axes(1.45 + BLOCK * _cell() * max(len(drawn), 1))
        if not counts:
            return no_data(ax, lang, titles[0])
        classes = _classes([n for day, n in counts.items() if day.year in drawn])
        span = (max(min(counts), date(drawn[0], 1, 1)), max(counts))
        for block, year in enumerate(drawn):
            _draw_year(ax, year, block, counts, classes, span, lang)
        _face(ax, drawn, lang)
        names = [
            word("none", lang),
            *(f"{a:,}–{b - 1:,}" if b - a > 1 else f"{a:,}" for a, b in pairwise(classes)),
            f"{classes[-1]:,}+",
        ]
        below = draw_key(
            ax, [(colour, "", name) for colour, name in zip(COLOURS, names, strict=False)], lang, edge=GREY
        )
        undated = articles.height - sum(counts.values())
        notes = [
            word("n", lang, f"{sum(n for day, n in counts.items() if day.year in drawn):,}"),
            word("undated", lang, f"{undated:,}") if undated else "",
            empty_years(drawn, lang),
            word("shown years", lang, len(drawn), len(years)) if len(drawn) < len(years) else "",
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang, below=below)
        _name_months(ax, drawn, lang)
    return ax


def _cell() -> float:
    """Return the height of a day in inches: as wide as it is high."""
    return now().width * 0.82 / WEEKS


def _daily(articles: pl.DataFrame) -> dict[date, int]:
    """Return the number of articles of each day that has any."""
    known = articles.filter(pl.col("published").is_not_null())
    if "published_precision" in articles.columns:
        known = known.filter(pl.col("published_precision").fill_null("day").is_in(["month", "year"]).not_())
    counted = known.group_by("published").agg(n=pl.len()).sort("published")
    return dict(counted.iter_rows())


def _classes(counts: Sequence[int]) -> list[int]:
    """Return the lower bounds of up to four classes that hold about as many days each, at round numbers."""
    ordered = sorted(counts)
    marks = [ordered[len(ordered) * k // 4] for k in (1, 2, 3)]
    bounds = [1, *(max((n for n in NICE if n <= mark), default=1) for mark in marks)]
    return sorted({*bounds})


def _place(day: date, lang: Lang) -> tuple[int, int]:
    """Return the column and row of a day in the block of its year."""
    first = date(day.year, 1, 1)
    shift = (first.isoweekday() - FIRST_DAY[lang]) % 7
    return ((day - first).days + shift) // 7, (day.isoweekday() - FIRST_DAY[lang]) % 7


def _draw_year(
    ax: Axes,
    year: int,
    block: int,
    counts: Mapping[date, int],
    classes: Sequence[int],
    span: tuple[date, date],
    lang: Lang,
) -> None:
    from matplotlib.collections import PolyCollection

    first, last = max(span[0], date(year, 1, 1)), min(span[1], date(year, 12, 31))
    squares, faces = [], []
    for k in range((last - first).days + 1):
        day = first + timedelta(days=k)
        x, row = _place(day, lang)
        y = block * BLOCK + row
        squares.append([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)])
        n = counts.get(day, 0)
        faces.append(COLOURS[sum(n >= bound for bound in classes)])
    ax.add_collection(PolyCollection(squares, facecolors=faces, edgecolors="#d0d0d0", linewidths=0.25))
    for month in range(2, 13):
        if first < date(year, month, 1) <= last:
            x, y = _place(date(year, month, 1), lang)
            top = block * BLOCK
            ax.plot([x, x, x + 1, x + 1], [top + 7, top + y, top + y, top], color=INK, linewidth=0.6)


def _face(ax: Axes, years: Sequence[int], lang: Lang) -> None:
    """Name the years on the side where reading begins, and three weekdays on the other."""
    ax.set_xlim(-0.2, WEEKS + 1.2)
    ax.set_ylim(len(years) * BLOCK - 2, -1.9)
    ax.spines[:].set_visible(False)
    ax.set_xticks([])
    tops = [block * BLOCK for block in range(len(years))]
    ax.set_yticks([top + 3.5 for top in tops], [str(year) for year in years], color=INK, fontsize=now().body)
    ax.tick_params(axis="y", length=0, pad=2)
    if lang == "ar":
        ax.yaxis.tick_right()
    for tick in ax.get_yticklabels():
        tick.set_fontweight("bold")
    for top in tops:
        for row in (0, 3, 6):
            ax.annotate(
                label(WEEKDAYS[lang][(FIRST_DAY[lang] - 1 + row) % 7]),
                (0 if lang == "ar" else 1, top + row + 0.5),
                (-2 if lang == "ar" else 2, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                ha="right" if lang == "ar" else "left",
                va="center",
                fontsize=now().small - 1,
                color=GREY,
            )


def _name_months(ax: Axes, years: Sequence[int], lang: Lang) -> None:
    """Name the months above each year, all of them or every second, third or sixth."""
    room = lay_out(ax) / (WEEKS + 1.4) * WEEKS / 12
    small = now().small
    widest = max(text_width(name, small) for name in MONTHS[lang]) + 3
    step = next((s for s in (1, 2, 3, 6) if s * room >= widest), 12)
    for block, year in enumerate(years):
        for month in range(1, 13, step):
            x, _ = _place(date(year, month, 15), lang)
            ax.text(
                x + 0.5 if step == 1 else _place(date(year, month, 7), lang)[0],
                block * BLOCK - 0.5,
                label(MONTHS[lang][month - 1]),
                ha="center" if step == 1 else "left",
                va="bottom",
                fontsize=small,
                color=GREY,
            ).set_in_layout(False)
    figure_of(ax)
