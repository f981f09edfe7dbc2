"""No text makes a regular expression, or the work around it, grow faster than the text.

Each expression of the package searches texts made to slow it down (see `fuzz_pumps`). What slows it down goes
through every door that takes text, and must take no more there than its size asks for: an expression may be
slow on its own when it is never let loose on such a text. The long run is
``WUSUM_LINEAR=1 pytest -s tests/fuzz/test_linear.py``: every text through every door, 2,000 signs long, the
slowest ten of each door at 6,000 and 24,000, and the slowest of all at 250,000 and 1,000,000.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from fuzz_pumps import pumps_of

from analysis.arabic.fold import fold
from analysis.errors import AnalysisError
from analysis.loader.dates import parse_date
from analysis.loader.decode import clean, decode
from analysis.loader.html import parse_html
from analysis.loader.page import parse_page
from analysis.loader.read.columns import Columns
from analysis.plots import label

LONG = bool(os.environ.get("WUSUM_LINEAR"))
SIZE, GROWN = 6_000, 4
SLOW = 0.005
"""Seconds in which an expression searches 5,000 signs unless it is superlinear; most take a hundredth."""

PACKAGE = Path(__file__).parents[2] / "analysis"
HEAD = "عنوان خبر عن روسيا\nتاريخ النشر: 3 أكتوبر 2024\nنص الخبر كاملا في جملة عن الاتفاق.\n"
LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":%s,"keywords":%s}</script>'


def as_lines(text: str) -> str:
    return text if "\n" in text else "\n".join(text[at : at + 60] for at in range(0, len(text), 60))


def html(text: str) -> str:
    quoted = text.replace("'", "")
    return (
        f"<title>{text}</title><meta name='date' content='{quoted}'><h1>x</h1><p class='{quoted}'>{text}</p>"
    )


def cell(text: str) -> object:
    columns = Columns({"title": "t", "body": "t", "published": "t", "tags": "t"})
    return columns.page("x#1", {"t": text}), columns.page("x#1", {"t": f"[{text}]"})


DOORS: dict[str, Callable[[str], object]] = {
    "a page": parse_page,
    "lines of a page": lambda text: parse_page(as_lines(text)),
    "body": lambda text: parse_page(f"{HEAD}{text}\nالوسوم: روسيا، إيران\n"),
    "tag line": lambda text: parse_page(f"{HEAD}المصدر: وكالة\nالوسوم: {text}\n"),
    "markup": lambda text: parse_html(html(text)),
    "JSON-LD": lambda text: parse_html(
        LD % (json.dumps(text), json.dumps(text)) + f"<script>{text}</script>"
    ),
    "date": lambda text: parse_date(f"1 {text}", reference="2024-11-05"),
    "bytes": lambda text: clean(decode(text.encode("utf-8", "surrogatepass")).text),
    "cell of a table": cell,
    "key": fold,
    "label": lambda text: label(text[:2_000]),
}


def made_of(pump: tuple[str, str], size: int) -> str:
    before, turn = pump
    return (before + turn * (size // len(turn) + 1))[:size]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the time that a text takes; one that is refused counts too."""
    start = time.process_time()
    with suppress(AnalysisError):
        work(text)
    return time.process_time() - start


def is_slow(search: Callable[[str], object], pump: tuple[str, str]) -> bool:
    """Search longer and longer texts, so that an expression whose time doubles with each sign ends too."""
    return any(seconds(search, made_of(pump, size)) > SLOW for size in (20, 200, 1_000, 5_000))


def is_linear(door: Callable[[str], object], pump: tuple[str, str]) -> bool:
    """A busy machine may slow one measurement down; work that is not linear is slow in all three."""
    small, large = made_of(pump, SIZE), made_of(pump, SIZE * GROWN)
    return any(seconds(door, large) < 2 * GROWN * max(seconds(door, small), 0.005) for _ in range(3))


@pytest.fixture(scope="module")
def expressions() -> list[tuple[re.Pattern[str], list[tuple[str, str]]]]:
    script = Path(__file__).parent / "fuzz_pumps.py"
    made = subprocess.run([sys.executable, script], capture_output=True, check=True, text=True)
    return [
        (re.compile(pattern, flags), [(before, turn) for before, turn in pumps])
        for pattern, flags, pumps in json.loads(made.stdout)
    ]


@pytest.fixture(scope="module")
def suspects(expressions) -> list[tuple[str, str]]:
    if LONG:
        return list(dict.fromkeys(pump for _, pumps in expressions for pump in pumps))
    slow = [pump for found, pumps in expressions for pump in pumps if is_slow(found.search, pump)]
    return list(dict.fromkeys(slow))


def test_every_expression_of_the_package_is_looked_at(expressions):
    written = sum(file.read_text(encoding="utf-8").count("re.compile(") for file in PACKAGE.rglob("*.py"))
    assert len(expressions) > 0.9 * written
    assert sum(len(pumps) for _, pumps in expressions) > 5 * len(expressions)


@pytest.mark.parametrize(("pattern", "turn"), [("(?:a+)+b", "a"), (r"\s+x", " "), ("(?:a|a)*b", "a")])
def test_a_slow_expression_would_be_found(pattern, turn):
    search = re.compile(pattern).search
    pumps = [pump for pump in pumps_of(pattern, 0) if pump[1] == turn]
    assert [pump for pump in pumps if is_slow(search, pump)]
    assert [sign for sign in (20, 24) if seconds(search, turn * sign) > 0.1] or not is_linear(
        search, ("", turn)
    )


@pytest.mark.parametrize("name", DOORS)
def test_time_grows_no_faster_than_the_text(name, suspects):
    door = DOORS[name]
    door("x")
    slowest = by_time(door, suspects)[:10] if LONG else suspects
    assert [pump for pump in slowest if not is_linear(door, pump)] == []
    for pump in slowest[:1] if LONG else ():
        part, whole = (seconds(door, made_of(pump, size)) for size in (250_000, 1_000_000))
        print(f"\n{name}, {ascii(pump)[:60]}: {part:.2f} s for 0.25 MB, {whole:.2f} s for 1 MB", flush=True)
        assert whole < 2 * GROWN * max(part, 0.1)


def by_time(door: Callable[[str], object], pumps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    took = [(seconds(door, made_of(pump, 2_000)), pump) for pump in pumps]
    return [pump for _, pump in sorted(took, reverse=True)]
