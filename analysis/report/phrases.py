"""Numbers inside sentences: Arabic counts nouns in four ways, and signs must not change sides."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from analysis.plots.words import Lang
    from analysis.report.findings import Finding

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
SMALLEST_Q = 0.001


@cache
def need_lang(lang: str) -> None:
    """Raise ``InputError`` when a report does not speak a language."""
    if lang not in ("ar", "en"):
        raise InputError(f"lang '{lang}': expected ar or en.")


def words(lang: Lang) -> dict[str, Any]:
    """Return the report's fixed phrases in one language.

    >>> words("en")["chapters"]
    'Chapters'
    """
    return tomllib.loads((files("analysis.report") / "templates" / "words.toml").read_text("utf-8"))[lang]


def counted(n: int, noun: str, lang: Lang) -> str:
    """Return a number with its noun, as it stands after a preposition.

    Args:
        n: how many.
        noun: a key of ``nouns`` in words.toml, whose forms are those of Unicode CLDR in its order.
        lang: ``ar`` or ``en``.

    >>> [counted(n, "articles", "ar") for n in (1, 2, 7, 37, 100)]
    ['مقال واحد', 'مقالين', '7 مقالات', '37 مقالا', '100 مقال']
    """
    forms = words(lang)["nouns"][noun]
    return forms[_plural(n) if lang == "ar" else int(n != 1)].format(f"{n:,}")


def _plural(n: int) -> int:
    """Return which form an Arabic noun takes: one, two, few, many, other (CLDR, with zero as other)."""
    if n in (1, 2):
        return n - 1
    return 2 if 3 <= n % 100 <= 10 else 3 if n % 100 >= 11 else 4


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign where it belongs.

    >>> points(0.0414).strip(LEFT_TO_RIGHT + END)
    '+4.1'
    """
    return f"{LEFT_TO_RIGHT}{difference * 100:+.1f}{END}".replace("-", "\u2212")


def share(value: float) -> str:
    """Return a share between 0 and 1 in percent.

    >>> share(0.1251), share(1.0)
    ('12.5%', '100%')
    """
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def times(value: float) -> str:
    """Return a ratio with two leading digits.

    >>> times(5.234), times(31.7)
    ('5.2', '32')
    """
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def small(q: float | None) -> str:
    """Return a q value as an equation; those too small to matter as a bound.

    >>> small(0.0123).strip(LEFT_TO_RIGHT + END)
    'q = 0.012'
    """
    told = f"q < {SMALLEST_Q}" if q is not None and q < SMALLEST_Q else f"q = {1.0 if q is None else q:.2g}"
    return f"{LEFT_TO_RIGHT}{told}{END}"


def day(value: date | None, lang: Lang) -> str:
    """Return a date in words: digits and dashes change places inside a sentence that runs right to left."""
    from analysis.plots.words import month_name

    return f"{value.day} {month_name(value, lang)}" if value else ""


def span(first: date, last: date, lang: Lang) -> str:
    """Return two months, or one, in words.

    >>> from datetime import date
    >>> span(date(2024, 1, 1), date(2024, 3, 1), "en")
    'Jan 2024 to Mar 2024'
    """
    from analysis.plots.words import month_name

    names = month_name(first, lang), month_name(last, lang)
    return names[0] if first == last else words(lang)["span"].format(*names)


def tell(finding: Finding, labels: dict[str, str], lang: Lang) -> dict[str, str]:
    """Return ``head``, ``stat``, ``unit`` and ``text`` of a finding.

    Args:
        finding: one of :func:`analysis.report.findings.findings`.
        labels: shown names of topics.
        lang: ``ar`` or ``en``.
    """
    phrases = words(lang)["findings"][_phrase(finding)]
    values = _shown(finding, labels, lang)
    return {part: text.format(**values) for part, text in phrases.items()}


def _phrase(finding: Finding) -> str:
    """Return which phrases fit: a rise is not told like a fall, nor a finding like its absence."""
    if not finding.sure:
        return f"no_{finding.kind}" if finding.values.get("n_tests", 1) else f"untested_{finding.kind}"
    if finding.kind == "change":
        return "rise" if finding.values["difference"] > 0 else "fall"
    return finding.kind


def _shown(finding: Finding, labels: dict[str, str], lang: Lang) -> dict[str, str]:
    """Return every number of a finding as its sentence prints it."""
    v = finding.values
    shown = {name: labels.get(v[name], v[name]) for name in ("topic", "topic_a", "topic_b") if name in v}
    if "n_tests" in v:
        shown["topics"] = counted(v["n_tests"], "topics", lang)
        shown["pairs"] = counted(v["n_tests"], "pairs", lang)
    if "q" in v:
        shown["q"] = small(v["q"])
    return shown | (_NUMBERS[finding.kind](v, lang) if finding.sure else {})


def _change(v: Any, lang: Lang) -> dict[str, str]:
    return {
        "share_before": share(v["share_before"]),
        "share_after": share(v["share_after"]),
        "span_before": span(v["before"][0], v["before"][1], lang),
        "span_after": span(v["after"][0], v["after"][1], lang),
        "difference": points(v["difference"]),
        "low": points(v["difference_low"]),
        "high": points(v["difference_high"]),
    }


def _pair(v: Any, lang: Lang) -> dict[str, str]:
    return {
        "stories": counted(v["n_ab"], "stories", lang),
        "total": f"{v['n_total']:,}",
        "expected": times(v["expected"]),
        "lift": times(v["lift"]),
        "low": times(v["lift_low"]),
        "high": times(v["lift_high"]),
    }


def _artefact(v: Any, lang: Lang) -> dict[str, str]:
    return {
        "page": counted(v["n_ab_page"], "articles", lang),
        "own": counted(v["n_ab"], "articles", lang) if v["n_ab"] else words(lang)["none"],
        "made": share(v["artefact_share"]),
        "low": share(v["low"]),
        "high": share(v["high"]),
        "own_pairs": counted(v["own_pairs"], "pairs", lang) if v["own_pairs"] else words(lang)["none"],
        "page_pairs": counted(v["page_pairs"], "pairs", lang),
    }


def _burst(v: Any, lang: Lang) -> dict[str, str]:
    return {
        "span": span(v["start"], v["end"], lang),
        "share": share(v["share"]),
        "base": share(v["base_share"]),
        "times": times(v["share"] / v["base_share"]),
        "n": f"{v['n_articles']:,}",
        "articles": counted(v["n_total"], "articles", lang),
        "low": share(v["low"]),
        "high": share(v["high"]),
    }


_NUMBERS = {"change": _change, "pair": _pair, "artefact": _artefact, "burst": _burst}
