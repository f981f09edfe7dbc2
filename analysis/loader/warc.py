"""Web archives (WARC and WET, as Common Crawl gives them) as raw input: a record is a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.errors import InputError, MissingExtraError
from analysis.loader.decode import decode
from analysis.loader.files import MAX_PAGE_BYTES
from analysis.loader.raw_page import RawFault, RawIssue, RawPage

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = ("text/html", "application/xhtml+xml")


def read_warc(stream: BinaryIO, shown: str) -> Iterator[RawPage | RawIssue]:
    """Yield each answer of a WARC file as a page of markup, each text of a WET file as a dump.

    The day of the crawl is no publication date and is not kept. Requests and notes about the crawl are not
    pages and are passed over; an answer that is no page (an image, a redirection) is a finding.

    Args:
        stream: the file's bytes, unzipped.
        shown: the path that raw paths begin with; record N (from 1, answers and texts alone) is ``shown#N``.

    Raises:
        MissingExtraError: fastwarc is not installed.
        RawFault: the file breaks off or is no WARC file.
    """
    number = 0
    for record in _records(stream):
        number += 1
        try:
            yield _page(record, f"{shown}#{number}")
        except RawFault as fault:
            yield RawIssue(f"{shown}#{number}", fault.issue, str(fault))
        except InputError as error:
            yield RawIssue(f"{shown}#{number}", "binary", str(error))
    if not number:
        raise RawFault("empty", "the archive holds no answer and no text.")


def _records(stream: BinaryIO) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtraError(
            "reading WARC needs the package fastwarc; install it with: pip install 'wusum[warc]'."
        ) from error
    kinds = WarcRecordType.response | WarcRecordType.conversion
    try:
        yield from ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="all")
    except RawFault:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise RawFault("truncated", f"the archive cannot be read further: {error}.") from error


def _page(record: Any, where: str) -> RawPage:
    kind = "html" if record.is_http else "dump"
    if record.is_http:
        _check_answer(record)
    data = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        raise RawFault("too_large", f"one page has more than {MAX_PAGE_BYTES // 2**20} MB.")
    if not data.strip():
        raise RawFault("empty", "the record holds no text.")
    decoded = decode(data)
    url = record.headers.get("WARC-Target-URI")
    return RawPage(where, kind, decoded.text, {"url": url} if url else {}, decoded.repairs)


def _check_answer(record: Any) -> None:
    status, content = record.http_headers.status_code, record.http_content_type or ""
    if status != 200 or not content.lower().startswith(_MARKUP):
        raise RawFault("not_a_page", f"the server answered {status} with '{content}', expected 200 with text/html.")
