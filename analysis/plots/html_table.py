"""Tables for notebooks and reports: Arabic cells right to left, numbers left to right, everything escaped."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

TOPIC_COLUMNS = ("topic", "topic_a", "topic_b")
P_VALUES = ("p", "q", "disparity")
SMALLEST_P = 0.001


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as a notebook shows it; the frame is not changed."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def table(
    frame: pl.DataFrame, *, lang: str = "ar", labels: Mapping[str, str] | None = None, rows: int = 30
) -> ShownTable:
    """Return a frame for display, its first ``rows`` rows.

    Args:
        frame: any table of this package.
        lang: ``ar`` or ``en``, the language of the column names.
        labels: shown names of topics, by topic; other values stand as they are.
        rows: rows shown at most; a last line says how many there are.

    >>> import polars as pl
    >>> frame = pl.DataFrame({"topic": ["gaza"], "n_articles": [1200]})
    >>> table(frame, labels={"gaza": "غزة"})._repr_html_()[-60:]
    '>غزة</bdi></td><td dir="ltr">1,200</td></tr></tbody></table>'
    """
    names, shown = column_names(lang), frame.head(rows)
    known = {"zone": names["zones"], "cause": names["causes"], **dict.fromkeys(TOPIC_COLUMNS, labels or {})}
    head = "".join(f'<th scope="col">{escape(str(names.get(c, c)))}</th>' for c in shown.columns)
    body = "".join(
        "<tr>" + "".join(_cell(v, c, known.get(c, {}), names) for c, v in row.items()) + "</tr>"
        for row in shown.iter_rows(named=True)
    )
    rest = frame.height - shown.height
    foot = (
        f'<tfoot><tr><td colspan="{frame.width}">{names["more"].format(n=f"{rest:,}")}</td></tr></tfoot>'
        if rest
        else f'<tfoot><tr><td colspan="{max(frame.width, 1)}">{names["no_rows"]}</td></tr></tfoot>'
        if not frame.height
        else ""
    )
    direction = "rtl" if lang == "ar" else "ltr"
    html = f'<table dir="{direction}"><thead><tr>{head}</tr></thead>{foot}<tbody>{body}</tbody></table>'
    return ShownTable(html, str(shown))


@cache
def column_names(lang: str) -> dict[str, Any]:
    """Return the shown name of every column of the package's tables, in one language."""
    return tomllib.loads((files("analysis.plots") / "columns.toml").read_text(encoding="utf-8"))[lang]


def _cell(value: object, column: str, labels: Mapping[str, str], names: Mapping[str, Any]) -> str:
    if value is None:
        return "<td>–</td>"
    if column in P_VALUES and isinstance(value, float) and value < SMALLEST_P:
        return f'<td dir="ltr">&lt; {SMALLEST_P}</td>'
    if isinstance(value, bool):
        return f"<td>{names['yes' if value else 'no']}</td>"
    if isinstance(value, int | float | date):
        return f'<td dir="ltr">{number(value)}</td>'
    return f"<td><bdi>{escape(labels.get(str(value), str(value)))}</bdi></td>"


def number(value: float | date) -> str:
    """Return a number as tables print it: thousands apart, three leading digits of a small one."""
    if isinstance(value, bool | date):
        return str(value)
    value += 0  # -0.0 is 0
    return (
        f"{value:,}" if isinstance(value, int) else _leading(value) if abs(value) < 1000 else f"{value:,.0f}"
    )


def _leading(value: float) -> str:
    """Return three leading digits without an exponent, which few readers know."""
    text = f"{value:.3g}"
    return f"{Decimal(text):f}" if "e" in text else text
