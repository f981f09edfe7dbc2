"""Words in context: mentions under each other, the term in the middle, as figure and as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import lay_out, need, new_axes, no_data, set_text, shown_note, source_note
from analysis.plots.html_table import ShownTable, column_names
from analysis.plots.labels import label
from analysis.plots.rows import row_height, rows_for
from analysis.plots.sizes import now
from analysis.plots.style import GREY, INK, NAME_COLOURS, style
from analysis.plots.text import fit_word, text_width
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST = 160  # signs on one side of a term that are looked at; a page has room for 70
COLUMNS = ("left", "keyword", "right")


def draw_context(
    concordance: pl.DataFrame,
    *,
    lang: Lang = "ar",
    topic: str = "",
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw mentions in their context, one a row: the term in the middle, the text before it at its right.

    The text is Arabic whatever the language of the figure's own words.

    Args:
        concordance: the table of ``concordance``, best with a ``width`` of 120.
        lang: language of the words of the figure.
        topic: shown name of the topic, for the title.
        most: how many rows, from all over the table.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> lines = pl.DataFrame({"left": ["وصل الوفد إلى"], "keyword": ["غزة"], "right": ["أمس"]})
    >>> draw_context(lines, lang="en").figure.get_label().split(". ")[0]
    'In context'
    """
    need(concordance, COLUMNS, "draw_context")
    top = _spread(concordance, rows_for(most))
    heading = title or (word("context of", lang, topic) if topic else word("context", lang))
    with style():
        ax = ax or new_axes(1.1 + row_height() * max(top.height, 3))
        if top.is_empty():
            return no_data(ax, lang, heading)
        ax.set_ylim(top.height - 0.4, -0.6)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
        notes = [
            word("n mentions", lang, f"{concordance.height:,}"),
            shown_note(top.height, concordance.height, lang),
            source_note(source, lang),
        ]
        set_text(ax, heading, word("context sub", lang), notes, lang)
        _draw(ax, top, lay_out(ax))
    return ax


def _spread(rows: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return at most so many rows from all over the table, in their order."""
    if rows.height <= most:
        return rows
    return rows[[k * rows.height // most for k in range(most)]]


def _draw(ax: Axes, top: pl.DataFrame, width: float) -> None:
    size = now().small
    dated = "published" in top.columns and top["published"].null_count() < top.height and not now().column
    margin = text_width("2024-12-30", size) + 10 if dated else 0.0
    ax.set_xlim(0, width)
    middle = margin + (width - margin) / 2
    for row, (before, term, after) in enumerate(top.select(COLUMNS).iter_rows()):
        if row % 2 == 0:
            ax.axhspan(row - 0.5, row + 0.5, facecolor="#f6f6f6", zorder=0)
        term = _cut(term, (width - margin) * 0.3, bold=True)
        half = text_width(term, size, bold=True) / 2
        room = (width - margin) / 2 - half - 4
        _write(ax, middle, row, term, "center", colour=NAME_COLOURS[1], bold=True)
        _write(ax, middle + half + _gap(before[-1:]), row, _cut(before, room, from_end=True), "left")
        _write(ax, middle - half - _gap(after[:1]), row, _cut(after, room), "right")
    for row, day in enumerate(top["published"] if dated else []):
        _write(ax, 0, row, str(day or ""), "left", colour=GREY)


def _gap(neighbour: str) -> float:
    """Return the points between the term and its neighbour: a blank, or next to nothing before a comma."""
    return 0.6 if neighbour.strip() else 2.5


def _write(
    ax: Axes, x: float, row: int, text: str, side: str, *, colour: str = INK, bold: bool = False
) -> None:
    ax.text(
        x,
        row,
        label(text),
        ha=side,
        va="center",
        fontsize=now().small,
        color=colour,
        fontweight="bold" if bold else "normal",
    ).set_in_layout(False)


def _cut(text: str, room: float, *, from_end: bool = False, bold: bool = False) -> str:
    """Return as many whole words as fit, the last ones with ``from_end``; a word alone is cut itself."""
    near = text[-LONGEST:] if from_end else text[:LONGEST]
    turn = -1 if from_end else 1
    kept: list[str] = []
    for one in near.split()[::turn]:
        if text_width(" ".join([*kept, one][::turn]), now().small, bold) > room:
            break
        kept.append(one)
    if not kept and near.strip() and not from_end:
        return fit_word(near.split()[0], room, now().small, bold)
    return " ".join(kept[::turn])


def context_table(concordance: pl.DataFrame, *, lang: Lang = "ar", rows: int = 30) -> ShownTable:
    """Return mentions in their context as a table for display, the term in the middle of each row.

    The table runs from right to left whatever the language of its head, because its text does.

    Args:
        concordance: the table of ``concordance``; its first ``rows`` rows are shown.
        lang: language of the column names.
        rows: rows shown at most; a last line says how many there are.

    Raises:
        TableError: a column is missing.

    >>> frame = pl.DataFrame({"left": ["وصل إلى"], "keyword": ["طهران"], "right": ["<b>أمس"]})
    >>> "<bdi>&lt;b&gt;أمس</bdi>" in context_table(frame)._repr_html_()
    True
    """
    need(concordance, COLUMNS, "context_table")
    names, top = column_names(lang), concordance.head(rows)
    dated = ["published"] if "published" in top.columns else []
    head = "".join(f'<th scope="col">{escape(str(names[c]))}</th>' for c in (*COLUMNS, *dated))
    body = "".join(_html_row(row) for row in top.select(*COLUMNS, *dated).iter_rows())
    rest = concordance.height - top.height
    more = names["more"].format(n=f"{rest:,}")
    foot = f'<tfoot><tr><td colspan="{3 + len(dated)}">{more}</td></tr></tfoot>' if rest else ""
    html = (
        f'<table dir="rtl" class="context"><thead><tr>{head}</tr></thead>{foot}<tbody>{body}</tbody></table>'
    )
    return ShownTable(html, str(top))


def _html_row(row: tuple) -> str:
    before, term, after, *day = row
    sides = (
        f'<td style="text-align:end"><bdi>{escape(before or "")}</bdi></td>',
        f'<td style="text-align:center"><strong><bdi>{escape(term or "")}</bdi></strong></td>',
        f'<td style="text-align:start"><bdi>{escape(after or "")}</bdi></td>',
        *(f'<td dir="ltr">{one or "–"}</td>' for one in day),
    )
    return f"<tr>{''.join(sides)}</tr>"
