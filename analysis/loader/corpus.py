"""Raw pages -> the tables ``articles``, ``article_tags`` and ``page_issues``.

Two steps, both over chunks that an engine can spread. The first reads every page once: rows and markup
are cut there and then, dumps are parted into pieces, and what they teach about each other is noted.
The second cuts the dumps with the evidence of all of them.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

import polars as pl

from analysis.errors import AnalysisError
from analysis.loader.answers import blocks_frame, told_frame
from analysis.loader.brief import Outlines
from analysis.loader.evidence import Evidence, all_evidence
from analysis.loader.html import parse_html
from analysis.loader.lessons import Lesson, least_depth, lessons_frame
from analysis.loader.page import Page, finish
from analysis.loader.read import RawIssue, RawPage, read_file
from analysis.loader.rows import article, content_id, issue_rows, record_page, said, tag_rows
from analysis.loader.tags.asked import LINE, Asked
from analysis.loader.zones.lines import Piece
from analysis.loader.zones.outline import Pieces, outline_of, page_pieces
from analysis.tables import ARTICLE_TAGS, ARTICLES, PAGE_ISSUES, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analysis.loader.answers import Answers
    from analysis.loader.brief import Known
    from analysis.loader.read import Share

BATCH = 2_000
"""Pages of one draft: what of a long table is in memory at a time."""

MACHINE = (ImportError, MemoryError, OSError)
"""Faults of the machine, whatever the page: a package or a file of this package that is gone, no memory."""

PAGE = ["raw_path", "article_id"]
"""What tells the rows of two pages apart, even where one text stands on both."""

PAGES = Table(
    "pages",
    "one dump, parted into pieces and not yet cut",
    ("raw_path",),
    dict.fromkeys(
        ("raw_path", "article_id", "source_id", "source", "url", "repairs", "text", "pieces"), pl.String
    ),
)
"""The pieces and the repairs are JSON."""

SETTLED = dict.fromkeys((*PAGE, "repairs"), pl.String)
"""One row is a dump; all that decides its rows but what other pages teach."""

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FIELDS = attrgetter(*Piece.__slots__)


@dataclass(frozen=True, slots=True)
class Cut:
    """The three tables of some raw files, as frames; ``articles`` has no ``story_id`` yet (all null)."""

    articles: pl.DataFrame
    article_tags: pl.DataFrame
    page_issues: pl.DataFrame

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield the name and the rows of each."""
        return ((name, getattr(self, name)) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Draft:
    """Some raw pages, read once.

    Attributes:
        cut: the rows that need nothing of other pages.
        pages: `PAGES`, the dumps that wait for it.
        lessons: what these dumps teach, see `lessons_frame`.
    """

    cut: Cut
    pages: pl.DataFrame
    lessons: pl.DataFrame


def draft(
    paths: Sequence[str | Share], mapping: Mapping[str, str] | None = None, floor: int = 0
) -> Iterator[Draft]:
    """Yield the pages of ``paths``, up to `BATCH` at a time; at least one draft.

    Args:
        paths: raw files, or shares of them.
        mapping: column mapping for table files.
        floor: depth of the pages whose lines and running text are learned from at least.
    """
    rows, held = _Rows(floor), 0
    for raw in chain.from_iterable(read_file(path, mapping) for path in paths):
        if held == BATCH:
            yield rows.draft()
            rows, held = _Rows(floor), 0
        rows.take(raw)
        held += 1
    yield rows.draft()


@dataclass(frozen=True, slots=True)
class Settled:
    """Some dumps, cut with what all dumps teach.

    Attributes:
        cut: their rows.
        told: what they asked of all dumps, see `told_frame`.
        briefs: `BRIEFS`, their outlines.
        blocks: `BLOCKS`, the blocks of sites that they print.
    """

    cut: Cut
    told: pl.DataFrame
    briefs: pl.DataFrame
    blocks: pl.DataFrame


def settle(pages: pl.DataFrame, answers: Answers | None, known: Mapping[str, Known] | None = None) -> Settled:
    """Cut dumps with what all dumps teach.

    Args:
        pages: `PAGES`, from `draft`.
        answers: None treats each page alone.
        known: by ``raw_path`` the dumps of which only tag lines are cut; their text and pieces may be null.
    """
    rows, told, outlines = _Rows(), [], Outlines(known or {})
    for row in pages.iter_rows(named=True):
        fields = {name: row[name] for name in ("source_id", "source", "url")}
        raw = RawPage(row["raw_path"], "dump", "", fields, tuple(json.loads(row["repairs"])))
        asked = Asked()
        rows.cut(raw, row["article_id"], partial(_finished, row, answers, asked, outlines))
        told.append((raw.raw_path, asked))
    asked_of = told_frame(told), outlines.briefs(), blocks_frame(asked for _, asked in told)
    return Settled(rows.draft().cut, *asked_of)


def learn(paths: Sequence[str], mapping: Mapping[str, str] | None = None) -> Evidence:
    """Return what the dumps among ``paths`` teach about tags and lines.

    Args:
        paths: raw files.
        mapping: column mapping for table files.
    """
    return evidence_of(list(draft(paths, mapping)))


def evidence_of(drafts: Sequence[Draft]) -> Evidence:
    """Return what the dumps of some drafts teach; the order does not matter."""
    article_ids = pl.concat([PAGES.empty(), *(one.pages for one in drafts)])["article_id"]
    return all_evidence((one.lessons for one in drafts), least_depth(article_ids))


def cut(paths: Sequence[str], evidence: Evidence | None, mapping: Mapping[str, str] | None = None) -> Cut:
    """Cut every page of ``paths`` into its rows of the three tables.

    Args:
        paths: raw files.
        evidence: what other pages teach, from :func:`learn`; None treats each page alone.
        mapping: column mapping for table files.
    """
    answers = evidence.answers() if evidence else None
    parts = [part for one in draft(paths, mapping) for part in (one.cut, settle(one.pages, answers).cut)]
    frames = ([getattr(part, name) for part in parts] for name in Cut.__slots__)
    return Cut(*map(pl.concat, frames))


class _Rows:
    """Rows of the tables while pages are read or cut."""

    def __init__(self, floor: int = 0) -> None:
        self.floor = floor
        self.articles: list[dict[str, object]] = []
        self.tags: list[dict[str, object]] = []
        self.issues: list[dict[str, str]] = []
        self.pages: list[dict[str, object]] = []
        self.lessons: list[Lesson] = []

    def take(self, raw: RawPage | RawIssue) -> None:
        """Cut a row or a page of markup; part a dump, and note what it teaches."""
        if isinstance(raw, RawIssue):
            self.issues.append({"raw_path": raw.raw_path, "issue": raw.issue, "detail": raw.detail})
        elif raw.kind == "dump":
            self._part(raw)
        else:
            self.cut(raw, content_id(raw), lambda: _page(raw))

    def cut(self, raw: RawPage, article_id: str, page_of: Callable[[], Page]) -> None:
        """Add the rows of a page; whatever it does to us, it must not stop the corpus.

        Raises:
            AnalysisError: it was not the page but the machine, and every page would end as this one.
        """
        try:
            page = page_of()
        except MACHINE as fault:
            raise _stop(raw, fault) from fault
        except Exception as fault:
            self._fault(raw, fault)
            return
        self.articles.append(article(raw, page, article_id))
        self.tags += tag_rows(page, article_id)
        self.issues += issue_rows(raw, page)

    def _part(self, raw: RawPage) -> None:
        try:
            parted = page_pieces(raw.text)
        except MACHINE as fault:
            raise _stop(raw, fault) from fault
        except Exception as fault:
            self._fault(raw, fault)
            return
        article_id = content_id(raw)
        self.pages.append(_page_row(raw, article_id, parted))
        with suppress(Exception):  # `settle` meets the same page again, and writes the fault down
            self.lessons.append(Lesson.of(article_id, outline_of(parted), self.floor))

    def _fault(self, raw: RawPage, fault: Exception) -> None:
        detail = f"the page could not be cut: {type(fault).__name__}. Please report it."
        self.issues.append({"raw_path": raw.raw_path, "issue": "page_fault", "detail": detail})

    def draft(self) -> Draft:
        """Return the rows as frames."""
        done = Cut(
            _frame(self.articles, ARTICLES), _frame(self.tags, ARTICLE_TAGS), _frame(self.issues, PAGE_ISSUES)
        )
        return Draft(done, _frame(self.pages, PAGES), lessons_frame(self.lessons))


def _stop(raw: RawPage, fault: BaseException) -> AnalysisError:
    reason = " ".join(str(fault).split()) or "no reason given"
    return AnalysisError(
        f"{raw.raw_path}: this machine could not cut it ({type(fault).__name__}: {reason}). "
        "Install wusum anew, or free memory, and run again: finished parts are kept."
    )


def _page_row(raw: RawPage, article_id: str, parted: Pieces) -> dict[str, object]:
    pieces = list(map(_FIELDS, parted.found))
    return {
        "raw_path": raw.raw_path,
        "article_id": article_id,
        **{name: said(raw, name) for name in ("source_id", "source", "url")},
        "repairs": json.dumps(raw.repairs),
        "text": parted.text,
        "pieces": _written(pieces),
    }


def _finished(row: Mapping[str, str], answers: Answers | None, asked: Asked, outlines: Outlines) -> Page:
    tags, lines = answers.for_page(asked) if answers else (None, None)
    return finish(outlines.of(row, lines, asked.told[LINE]), tags, zones=False)


def repeated(pages: pl.DataFrame) -> pl.DataFrame:
    """Return a finding for each page that repeats another page's text.

    Args:
        pages: `PAGE` of all articles.
    """
    first = pages.sort(PAGE).unique("article_id", keep="first", maintain_order=True)
    again = pages.join(first, on=PAGE, how="anti")
    told = again.join(first.select("article_id", original="raw_path"), on="article_id")
    detail = pl.format("the same text as {}; counted once", "original")
    return told.select("raw_path", issue=pl.lit("duplicate"), detail=detail)


def merge_tags(tags: pl.DataFrame) -> pl.DataFrame:
    """Return the tags of all parts, each once, in the order of their key."""
    return tags.unique(list(ARTICLE_TAGS.key)).sort(ARTICLE_TAGS.key)


def merge_issues(issues: pl.DataFrame) -> pl.DataFrame:
    """Return the findings of all parts, in the order of their key; those of one kind about a file are one."""
    joined = issues.group_by(PAGE_ISSUES.key).agg(pl.col("detail").unique().sort().str.join("; "))
    return joined.sort(PAGE_ISSUES.key)


def _page(raw: RawPage) -> Page:
    return parse_html(raw.text, url=said(raw, "url")) if raw.kind == "html" else record_page(raw)


def _frame(rows: list[dict[str, object]] | list[dict[str, str]], table: Table) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(table.columns)) if rows else table.empty()
