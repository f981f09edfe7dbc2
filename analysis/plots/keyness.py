"""What one part of a corpus is about and another is not, as stems from a middle line."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    largest,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.rows import height_of, name_rows, rows_for, value_axis, write_ends
from analysis.plots.sizes import now
from analysis.plots.style import FALL, RISE, style
from analysis.plots.text import fit
from analysis.plots.words import Lang, percent, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TIMES = (1.1, 1.25, 1.5, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
COLUMNS = ("log_ratio", "lrc", "n_target", "n_total_target", "n_reference", "n_total_reference")


def draw_keyness(
    keyness: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    sides: tuple[str, str] | None = None,
    most: int = 20,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many times as often one side names each topic or tag as the other, in doublings.

    The thin stem is the ratio itself, the thick one what remains of it at its cautious bound (``lrc``).

    Args:
        keyness: the table of ``keyness`` (of topics, tags or phrases).
        lang: language of the words of the figure; in Arabic values grow from the right.
        labels: from topic to shown name.
        sides: what to call target and reference.
        most: how many rows, half of them the most key of each side.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from analysis.aggregate.keyness import keyness
    >>> target, reference = (pl.LazyFrame({"article_id": ids}) for ids in (["1", "2"], ["3", "4"]))
    >>> named = pl.LazyFrame({"article_id": ["1", "2", "3"], "topic": ["gaza", "gaza", "iran"]})
    >>> draw_keyness(keyness(named, target, reference).collect(), lang="en").figure.get_label().split(". ")[0]
    'What sets each side apart'
    """
    key = next((name for name in ("topic", "tag", "tag_key", "phrase") if name in keyness.columns), "topic")
    need(keyness, (key, *COLUMNS), "draw_keyness")
    found = (
        keyness.cast({"log_ratio": pl.Float64, "lrc": pl.Float64})
        .drop_nulls("log_ratio")
        .filter(pl.col("log_ratio") != 0)
    )
    top = _most_key(found.filter(_is_told()), key, rows_for(most, head=0.3))
    called = sides or (word("target", lang), word("reference", lang))
    titles = title or word("keyness", lang), word("keyness sub", lang)
    with style():
        names = [shown(name, labels) for name in top[key]]
        ax = ax or new_axes(height_of(names, now().width) + 0.55)
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        _draw(ax, top)
        name_rows(ax, names, lang)
        value_axis(ax, _times, ticks=_round_times(max(map(abs, ax.get_xlim()))))
        write_ends(ax, [_printed(row, lang) for row in top.select(COLUMNS[2:]).iter_rows()], lang)
        above = _name_sides(ax, called, lang)
        n = (f"{largest(top, f'n_total_{side}'):,}" for side in ("target", "reference"))
        notes = [
            word("n of sides", lang, *(value for pair in zip(called, n, strict=True) for value in pair)),
            word("thick stem", lang) if (top["lrc"].fill_null(0) != 0).any() else "",
            shown_note(top.height, found.height, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang, above=above)
    return ax


def _is_told() -> pl.Expr:
    """Tell whether the side that names it more often is the one that the ratio points to.

    The half article that `log_ratio` adds weighs more on a small side, and can turn few against none round.
    """
    target, reference = (pl.col(f"n_{side}") / pl.col(f"n_total_{side}") for side in ("target", "reference"))
    return (target - reference) * pl.col("log_ratio") > 0


def _most_key(found: pl.DataFrame, key: str, most: int) -> pl.DataFrame:
    """Return the rows that stand out most on either side, from the target's most key to the reference's."""
    weight = pl.col("lrc").abs()
    halves = []
    for sign, n in ((1, most - most // 2), (-1, most // 2)):
        side = found.filter(pl.col("log_ratio") * sign > 0)
        halves.append(
            side.sort(weight, pl.col("log_ratio").abs(), key, descending=[True, True, False]).head(n)
        )
    return pl.concat(halves).sort("lrc", "log_ratio", key, descending=[True, True, False], nulls_last=True)


def _draw(ax: Axes, top: pl.DataFrame) -> None:
    reach = 0.0
    for row, (ratio, bound) in enumerate(top.select("log_ratio", pl.col("lrc").fill_null(0.0)).iter_rows()):
        colour = RISE if ratio > 0 else FALL
        ax.plot((0, ratio), (row, row), color=colour, linewidth=1, solid_capstyle="butt")
        ax.plot((0, bound), (row, row), color=colour, linewidth=4, solid_capstyle="butt")
        ax.plot(ratio, row, "o" if ratio > 0 else "D", color=colour, markersize=5 if ratio > 0 else 4.4)
        reach = max(reach, abs(ratio))
    low = min(0.0, *top["log_ratio"]) if top.height > 1 else min(0.0, top["log_ratio"][0])
    high = max(0.0, *top["log_ratio"]) if top.height > 1 else max(0.0, top["log_ratio"][0])
    ax.set_xlim(low - 0.06 * reach, high + 0.06 * reach)


def _round_times(reach: float) -> list[float]:
    """Return the doublings of round multiples, on both sides of 0 and not too near each other."""
    ticks = [0.0]
    for times in TIMES:
        if log2(times) - ticks[-1] >= reach * (0.36 if now().column else 0.24):
            ticks.append(log2(times))
    return sorted({*ticks, *(-tick for tick in ticks)})


def _times(doublings: float) -> str:
    """Return how many times as often so many doublings are."""
    times = 2 ** abs(doublings)
    return f"×{times:.3g}" if doublings else "1"


def _printed(row: tuple[int, int, int, int], lang: Lang) -> str:
    """Return both shares, each on the side where its stems stand."""
    k, n, k2, n2 = row
    shares = percent(k / n, 1), percent(k2 / n2, 1)
    return " | ".join(shares if lang == "ar" else shares[::-1])


def _name_sides(ax: Axes, sides: tuple[str, str], lang: Lang) -> float:
    """Write above the stems which side each direction belongs to, and return the points this takes."""
    lines = 1
    room = figure_of(ax).get_figwidth() * 72 * 0.26
    for side, sign, colour in zip(sides, (1, -1), (RISE, FALL), strict=True):
        name = fit(side, room, now().small, bold=True)
        lines = max(lines, 1 + name.count("\n"))
        outwards = (sign == 1) == (lang == "en")
        ax.annotate(
            name,
            (0, 1),
            (6 if outwards else -6, 2),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="left" if outwards else "right",
            va="bottom",
            fontsize=now().small,
            fontweight="bold",
            color=colour,
        )
    return now().small * 1.5 * lines + 2
