"""How a raw page was cut, as text for a terminal: every zone with its span, the reason, and how it begins."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.html import parse_html
from analysis.loader.page import parse_page
from analysis.loader.read.files import format_of
from analysis.loader.read.raw_page import RawFault, is_markup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from analysis.loader.page import Page
    from analysis.loader.tags.evidence import TagEvidence
    from analysis.loader.zones import Zone

PREVIEW = 60
"""Characters of a zone that are shown; a terminal line of 120 holds them beside span, name and reason."""

REASON = 40

_MARKUP = "markup: each field is read from elements of the page, and has no span"

_WHITE = re.compile(r"\s+")
_LTR, _ISOLATE, _POP = "\u200e", "\u2068", "\u2069"


def explain(page: str | Path, *, evidence: TagEvidence | None = None, reference: date | None = None) -> str:
    """Return how one raw page is cut: each zone with its span and the reason, and proof that nothing is lost.

    A page with markup is read from its elements as `wusum build` reads it, and has no zones.

    Args:
        page: the text of a page, or the path of a raw file.
        evidence: what the tag lines of other pages teach, as for `parse_page`.
        reference: the day relative dates count from, as for `parse_page`.

    Returns:
        Lines for a terminal. The page's own text stands last on its line, isolated from the direction of the
        rest, without control characters; the last line counts the characters that the zones cover.

    Raises:
        InputError: the file cannot be read, is not text or holds many pages.

    >>> print(explain("وزير يزور القاهرة اليوم\\nنص الخبر كاملا هنا.").splitlines()[-1])
    43 of 43 characters in 2 zones
    """
    text = _read(page) if isinstance(page, Path) else page
    if is_markup(text) or (isinstance(page, Path) and _form(page) == "html"):
        cut = parse_html(text, reference=reference)
        return "\n".join(
            [*_facts(cut), f"{'body':<10} {_shown(cut.body, 2 * PREVIEW)}", *_issues(cut), "", _MARKUP]
        )
    cut = parse_page(text, evidence=evidence, reference=reference)
    width = len(str(len(text)))
    lines = [*_facts(cut), "", *(_line(zone, text, width) for zone in cut.zones), *_issues(cut)]
    return "\n".join([*lines, "", _proof(cut, text)])


def explain_record(file: Path) -> dict[str, Any]:
    """Return how one raw file is cut, for a program: the fields of `Page`, each zone as a dictionary.

    Args:
        file: a raw page.

    Raises:
        InputError: the file cannot be read, is not text or holds many pages.
    """
    text = _read(file)
    return asdict(parse_html(text) if _form(file) == "html" else parse_page(text))


def _form(path: Path) -> str:
    try:
        return format_of(str(path))[0]
    except RawFault:
        return "dump"


def _read(path: Path) -> str:
    if path.is_file() and (form := _form(path)) not in ("dump", "html"):
        raise InputError(
            f"{path}: is read as {form}, a page a row. Explain shows the cut of one page; "
            "what each row gave stands in the table articles, by its raw_path."
        )
    try:
        return decode(path.read_bytes()).text
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Give a file of raw text.") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _facts(page: Page) -> Iterator[str]:
    day = page.published.isoformat() if page.published else "unknown"
    yield f"published  {day}" + (f"  ({page.published_precision})" if page.published else "")
    for name, value in (
        ("source", page.source or ""),
        ("title", page.title),
        ("tags", " | ".join(page.tags)),
        ("site tags", " | ".join(page.site_tags)),
        ("related", page.related_title or ""),
    ):
        if value:
            yield f"{name:<10} {_shown(value, 2 * PREVIEW)}"


def _line(zone: Zone, text: str, width: int) -> str:
    span = f"{zone.start:>{width}}-{zone.end:<{width}}"
    reason = _inert(zone.reason)
    reason = reason if len(reason) <= REASON else reason[: REASON - 1] + "…"
    start = text[zone.start : min(zone.end, zone.start + 4 * PREVIEW)]
    gap = " " * (REASON - len(reason))
    return f"{span} {zone.name:<9} {_ISOLATE}{reason}{_POP}{gap} {_shown(start, PREVIEW)}"


def _shown(text: str, limit: int) -> str:
    """Return the start of a page's text on one line, isolated so that it cannot turn its neighbours round."""
    flat = _inert(_WHITE.sub(" ", text).strip())
    return f"{_LTR}{_ISOLATE}{flat if len(flat) <= limit else flat[: limit - 1] + '…'}{_POP}"


def _inert(text: str) -> str:
    """Return text with everything that could steer a terminal made visible or taken out."""
    return "".join(sign if sign.isprintable() else _symbol(sign) for sign in text)


def _symbol(sign: str) -> str:
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "" if 0x200B <= code <= 0x206F or code == 0xFEFF else "\ufffd"


def _issues(page: Page) -> Iterator[str]:
    if page.issues:
        yield ""
    for issue, detail in page.issues:
        yield f"issue: {issue}: {_shown(detail, PREVIEW)}"


def _proof(page: Page, text: str) -> str:
    covered = sum(zone.end - zone.start for zone in page.zones)
    return f"{covered:,} of {len(text):,} characters in {len(page.zones):,} zones"
