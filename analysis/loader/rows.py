"""A page -> its rows in ``articles``, ``article_tags`` and ``page_issues``."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from analysis.arabic.fold import fold
from analysis.loader.dates import parse_date
from analysis.loader.decode import clean
from analysis.loader.page import LONGEST, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from analysis.loader.read import RawPage

HARMLESS = ("bom", "line-ends")
"""Repairs that every text editor makes; no finding about the page."""

MOST_TAGS = 500
"""Tags of one page and zone that are kept: pairs grow with their square, and no newsroom gives so many."""


def record_page(raw: RawPage) -> Page:
    """Return the page that a row with columns of its own says it is."""
    published_raw = said(raw, "published")
    published = parse_date(published_raw or "")
    tags = raw.fields.get("tags") or ()
    return Page(
        title=clean(said(raw, "title") or ""),
        published=published.value,
        published_raw=published_raw,
        published_precision=published.precision or "",
        source=clean(said(raw, "source") or "") or None,
        url=said(raw, "url"),
        body=clean(raw.text),
        tags=tuple(dict.fromkeys(clean(str(t)) for t in tags if str(t).strip())),  # type: ignore[attr-defined]
        site_tags=(),
        related_title=None,
        related_body=None,
        zones=(),
        issues=(),
    )


def article(raw: RawPage, page: Page, article_id: str) -> dict[str, object]:
    """Return the row of ``articles``; its story is not known yet."""
    url = page.url or said(raw, "url")
    return {
        "article_id": article_id,
        "raw_path": raw.raw_path,
        "source_id": said(raw, "source_id"),
        "source": page.source or said(raw, "source") or _host(url),
        "url": url,
        "title": page.title or None,
        "body": page.body or None,
        "published": _placeable(page.published, page.published_precision),
        "published_raw": page.published_raw,
        "published_precision": page.published_precision or None,
        "n_words": len(page.body.split()),
        "story_id": None,
        "related_title": page.related_title,
        "related_body": page.related_body,
    }


def _placeable(day: date | None, precision: str | None) -> date | None:
    """A year alone has no place on a monthly calendar: 1 January would be invented."""
    return None if precision == "year" else day


def tag_rows(page: Page, article_id: str) -> Iterator[dict[str, object]]:
    """Yield the rows of ``article_tags``, `MOST_TAGS` of a zone at most."""
    for zone, tags in (("tags", page.tags), ("site_tags", page.site_tags)):
        for position, tag in enumerate(tags[:MOST_TAGS]):
            yield {
                "article_id": article_id,
                "zone": zone,
                "position": position,
                "tag": tag,
                "tag_key": _known_key(tag) if len(tag) <= LONGEST else tag_key(tag),
            }


def tag_key(tag: str) -> str:
    """Return the key under which spellings of one tag meet.

    >>> tag_key("#الحرب_على_غزّة") == tag_key("الحرب على غزه")
    True
    """
    return fold(tag.replace("_", " ").replace("#", " "))


_known_key = lru_cache(maxsize=1 << 14)(tag_key)


def issue_rows(raw: RawPage, page: Page) -> Iterator[dict[str, str]]:
    """Return the rows of ``page_issues``."""
    found = [*((name, "repaired when read") for name in raw.repairs if name not in HARMLESS), *page.issues]
    from_ = f" read from '{page.published_raw}'" if page.published_raw else ""
    found += [] if page.published else [("no_date", f"no publication date{from_}")]
    n_tags = max(len(page.tags), len(page.site_tags))
    found += [("many_tags", f"{n_tags} tags; the first {MOST_TAGS} were kept")] if n_tags > MOST_TAGS else []
    found += [] if page.body or page.title else [("no_text", "neither title nor body found")]
    return ({"raw_path": raw.raw_path, "issue": name, "detail": detail} for name, detail in found)


def content_id(raw: RawPage) -> str:
    """Hash what the page says, not where it lay: the same page has one id on every machine."""
    parts = [raw.text] + [f"{k}\x1f{raw.fields[k]}" for k in sorted(raw.fields)]
    return hashlib.blake2b("\x1e".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def said(raw: RawPage, name: str) -> str | None:
    """Return what a row says in one of its fields; None when it does not."""
    value = raw.fields.get(name)
    return None if value is None or value == "" else str(value)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
