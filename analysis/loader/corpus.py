"""Raw pages -> the tables ``articles``, ``article_tags`` and ``page_issues``.

Two passes over the same files: the first learns what pages teach about each other (``Evidence``), the
second cuts each page with that knowledge. Both run over chunks of files, so that an engine can spread them.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import polars as pl

from analysis.arabic.fold import fold
from analysis.loader.dates import parse_date
from analysis.loader.decode import clean
from analysis.loader.html import parse_html
from analysis.loader.page import Outline, Page, finish, page_outline
from analysis.loader.read import RawIssue, RawPage, read_file
from analysis.loader.tags.evidence import TagEvidence, TagRecord
from analysis.loader.zones.repeats import LineEvidence
from analysis.tables import ARTICLE_TAGS, ARTICLES, PAGE_ISSUES, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

HARMLESS = ("bom", "line-ends")
"""Repairs that every text editor makes; no finding about the page."""

MOST_TAGS = 500
"""Tags of one page and zone that are kept: pairs grow with their square, and no newsroom gives so many."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The three tables of some raw files, as frames; ``articles`` has no ``story_id`` yet (all null)."""

    articles: pl.DataFrame
    article_tags: pl.DataFrame
    page_issues: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Evidence:
    """What pages teach about each other: ``tags`` about tag lines, ``lines`` about repeated lines."""

    tags: TagEvidence
    lines: LineEvidence

    def merge(self, other: Evidence) -> Evidence:
        """Return what both have learned; the order does not matter."""
        return Evidence(self.tags.merge(other.tags), self.lines.merge(other.lines))


def learn(paths: Sequence[str], mapping: Mapping[str, str] | None = None) -> Evidence:
    """Return what the dumps among ``paths`` teach about tags and lines.

    Args:
        paths: raw files.
        mapping: column mapping for table files.
    """
    pages: list[tuple[int, tuple[int, ...]]] = []
    tags = TagEvidence.learn(_records(paths, mapping, pages))
    return Evidence(tags, LineEvidence.learn(pages))


def cut(paths: Sequence[str], evidence: Evidence | None, mapping: Mapping[str, str] | None = None) -> Cut:
    """Cut every page of ``paths`` into its rows of the three tables.

    Args:
        paths: raw files.
        evidence: what other pages teach, from :func:`learn`; None treats each page alone.
        mapping: column mapping for table files.
    """
    articles: list[dict[str, object]] = []
    tags: list[dict[str, object]] = []
    issues: list[dict[str, str]] = []
    for raw in _read(paths, mapping):
        if isinstance(raw, RawIssue):
            issues.append({"raw_path": raw.raw_path, "issue": raw.issue, "detail": raw.detail})
            continue
        try:
            page = _page(raw, evidence)
        except Exception as fault:  # whatever a page does to us, it must not stop the corpus
            detail = f"the page could not be cut: {type(fault).__name__}. Please report it."
            issues.append({"raw_path": raw.raw_path, "issue": "page_fault", "detail": detail})
            continue
        article_id = _content_id(raw)
        articles.append(_article(raw, page, article_id))
        tags += _tag_rows(page, article_id)
        issues += _issue_rows(raw, page)
    return Cut(_frame(articles, ARTICLES), _frame(tags, ARTICLE_TAGS), _frame(issues, PAGE_ISSUES))


def merge(cuts: Iterable[Cut]) -> Cut:
    """Join the parts of a corpus: an article once, whatever part it came from, all rows in a stable order.

    A page that stands a second time in the corpus is no second article; it is recorded in ``page_issues``.
    """
    parts = list(cuts)
    articles = pl.concat([ARTICLES.empty(), *(p.articles for p in parts)]).sort("raw_path", "article_id")
    first = articles.unique("article_id", keep="first", maintain_order=True)
    tags = pl.concat([ARTICLE_TAGS.empty(), *(p.article_tags for p in parts)])
    issues = pl.concat([PAGE_ISSUES.empty(), *(p.page_issues for p in parts), _duplicates(articles, first)])
    return Cut(
        first.sort("article_id"),
        tags.unique(list(ARTICLE_TAGS.key)).sort(ARTICLE_TAGS.key),
        issues.group_by("raw_path", "issue")
        .agg(pl.col("detail").sort().str.join("; "))
        .sort("raw_path", "issue"),
    )


def _duplicates(articles: pl.DataFrame, first: pl.DataFrame) -> pl.DataFrame:
    """One row a page that repeats another page's text."""
    again = articles.join(first, on=["article_id", "raw_path"], how="anti").join(
        first.select("article_id", original="raw_path"), on="article_id"
    )
    return again.select(
        "raw_path",
        issue=pl.lit("duplicate"),
        detail=pl.format("the same text as {}; counted once", "original"),
    )


def _read(paths: Sequence[str], mapping: Mapping[str, str] | None) -> Iterator[RawPage | RawIssue]:
    for path in paths:
        yield from read_file(path, mapping)


def _records(
    paths: Sequence[str], mapping: Mapping[str, str] | None, pages: list[tuple[int, tuple[int, ...]]]
) -> Iterator[TagRecord]:
    """Yield the tag lines of the dumps, and add the lines of each to ``pages``."""
    for raw in _read(paths, mapping):
        if isinstance(raw, RawPage) and raw.kind == "dump":
            with suppress(Exception):  # `cut` meets the same page again, and writes the fault down
                outline = page_outline(raw.text)
                pages.append(outline.lines)
                if outline.tag_line:
                    yield _tag_record(outline)


def _tag_record(outline: Outline) -> TagRecord:
    return TagRecord(
        source=outline.source,
        week=outline.week,
        running_text=outline.running_text,
        line=outline.tag_line,
        before_source=outline.before_source,
    )


def _page(raw: RawPage, evidence: Evidence | None) -> Page:
    if raw.kind == "html":
        return parse_html(raw.text, url=_text(raw, "url"))
    if raw.kind == "dump":
        if evidence is None:
            return finish(page_outline(raw.text))
        return finish(page_outline(raw.text, lines=evidence.lines), evidence.tags)
    return _record_page(raw)


def _record_page(raw: RawPage) -> Page:
    """Return the page that a row with columns of its own says it is."""
    published_raw = _text(raw, "published")
    published = parse_date(published_raw or "")
    tags = raw.fields.get("tags") or ()
    return Page(
        title=clean(_text(raw, "title") or ""),
        published=published.value,
        published_raw=published_raw,
        published_precision=published.precision or "",
        source=clean(_text(raw, "source") or "") or None,
        url=_text(raw, "url"),
        body=clean(raw.text),
        tags=tuple(dict.fromkeys(clean(str(t)) for t in tags if str(t).strip())),  # type: ignore[attr-defined]
        site_tags=(),
        related_title=None,
        related_body=None,
        zones=(),
        issues=(),
    )


def _article(raw: RawPage, page: Page, article_id: str) -> dict[str, object]:
    url = page.url or _text(raw, "url")
    return {
        "article_id": article_id,
        "raw_path": raw.raw_path,
        "source_id": _text(raw, "source_id"),
        "source": page.source or _text(raw, "source") or _host(url),
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


def _tag_rows(page: Page, article_id: str) -> Iterator[dict[str, object]]:
    for zone, tags in (("tags", page.tags), ("site_tags", page.site_tags)):
        for position, tag in enumerate(tags[:MOST_TAGS]):
            yield {
                "article_id": article_id,
                "zone": zone,
                "position": position,
                "tag": tag,
                "tag_key": tag_key(tag),
            }


def tag_key(tag: str) -> str:
    """Return the key under which spellings of one tag meet.

    >>> tag_key("#الحرب_على_غزّة") == tag_key("الحرب على غزه")
    True
    """
    return fold(tag.replace("_", " ").replace("#", " "))


def _issue_rows(raw: RawPage, page: Page) -> Iterator[dict[str, str]]:
    found = [*((name, "repaired when read") for name in raw.repairs if name not in HARMLESS), *page.issues]
    found += (
        [] if page.published else [("no_date", f"no publication date read from '{page.published_raw or ''}'")]
    )
    n_tags = max(len(page.tags), len(page.site_tags))
    found += [("many_tags", f"{n_tags} tags; the first {MOST_TAGS} were kept")] if n_tags > MOST_TAGS else []
    found += [] if page.body or page.title else [("no_text", "neither title nor body found")]
    return ({"raw_path": raw.raw_path, "issue": name, "detail": detail} for name, detail in found)


def _content_id(raw: RawPage) -> str:
    """Hash what the page says, not where it lay: the same page has one id on every machine."""
    parts = [raw.text] + [f"{k}\x1f{raw.fields[k]}" for k in sorted(raw.fields)]
    return hashlib.blake2b("\x1e".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _text(raw: RawPage, name: str) -> str | None:
    value = raw.fields.get(name)
    return None if value is None or value == "" else str(value)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _frame(rows: list[dict[str, object]] | list[dict[str, str]], table: Table) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(table.columns)) if rows else table.empty()
