"""Web archives (WARC and WET, as Common Crawl and wget write them) as raw input: a record is a page.

The format is ISO 28500: records of header lines and a stated number of bytes. It is read here without a
package of its own, because those at hand abort the process on damaged archives.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, BinaryIO

from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.read.files import CHUNK, MAX_PAGE_BYTES
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Record = tuple[Mapping[str, str], bytes | RawFault]

_PAGES = ("response", "conversion", "resource")
_MARKUP = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain", *_MARKUP)
_LINE, _LINES = 2**16, 500
_CHUNK_HEAD = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def read_warc(stream: BinaryIO, shown: str) -> Iterator[RawPage | RawIssue]:
    """Yield each answer of a WARC file as a page of markup, each text of a WET file as a dump.

    The day of the crawl is no publication date and is not kept. Requests and notes about the crawl are not
    pages and are passed over; an answer that is no page (an image, a redirection) is a finding.

    Args:
        stream: the file's bytes, unzipped.
        shown: the path that raw paths begin with; record N (from 1, pages alone) is ``shown#N``.

    Raises:
        RawFault: the file breaks off or is no WARC file; the records before are given.
    """
    number = 0
    for headers, content in _records(stream):
        if headers.get("warc-type") not in _PAGES:
            continue
        number += 1
        where = f"{shown}#{number}"
        try:
            yield _page(where, headers, content)
        except RawFault as fault:
            yield RawIssue(where, fault.issue, str(fault))
        except InputError as error:
            yield RawIssue(where, "binary", str(error))
    if not number:
        raise RawFault("empty", "the archive holds no page.")


def _records(stream: BinaryIO) -> Iterator[Record]:
    """Yield the headers and the content of each record; a fault stands for content that is too large."""
    while line := stream.readline(_LINE):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise RawFault("malformed", f"a WARC record begins with 'WARC/1.0', this with {line[:20]!r}.")
        headers = _headers(_header_lines(stream))
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 20):
            raise RawFault(
                "malformed", f"a WARC record states its Content-Length, this says '{length[:20]}'."
            )
        yield headers, _content(stream, int(length))


def _header_lines(stream: BinaryIO) -> Iterator[bytes]:
    for _ in range(_LINES):
        line = stream.readline(_LINE)
        if not line:
            raise RawFault("truncated", "the archive ends inside the headers of a record.")
        if not line.strip():
            return
        yield line
    raise RawFault("malformed", f"a record has more than {_LINES} lines of headers.")


def _headers(lines: Iterator[bytes]) -> dict[str, str]:
    pairs = (line.decode("utf-8", "replace").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _content(stream: BinaryIO, length: int) -> bytes | RawFault:
    kept = stream.read(min(length, MAX_PAGE_BYTES))
    left = length - len(kept)
    while left and (more := stream.read(min(left, CHUNK))):
        left -= len(more)
    if left:
        raise RawFault("truncated", f"the archive ends {left} bytes before its last record does.")
    if length > MAX_PAGE_BYTES:
        return RawFault("too_large", f"one page has more than {MAX_PAGE_BYTES // 2**20} MB.")
    return kept


def _page(where: str, headers: Mapping[str, str], content: bytes | RawFault) -> RawPage:
    if isinstance(content, RawFault):
        raise content
    kind = headers.get("content-type", "").lower()
    if kind.startswith("application/http"):
        kind, content = _answer(content)
    if not kind.startswith(_TEXT):
        raise RawFault("not_a_page", f"the record holds '{kind[:60]}', expected text/html or text/plain.")
    if not content.strip():
        raise RawFault("empty", "the record holds no text.")
    decoded = decode(content)
    url = headers.get("warc-target-uri", "").strip("<>")
    return RawPage(
        where,
        "html" if kind.startswith(_MARKUP) else "dump",
        decoded.text,
        {"url": url} if url else {},
        tuple(decoded.repairs),
    )


def _answer(content: bytes) -> tuple[str, bytes]:
    """Return the media type and the page of an answer of a web server."""
    head, _, page = content.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = _headers(iter(lines))
    code = status.split(b" ")[1:2]
    if code != [b"200"]:
        raise RawFault("not_a_page", f"the server answered {status[:40].decode('latin-1')!r}, expected 200.")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        page = _unchunked(page)
    return headers.get("content-type", "text/html").lower(), _unzipped(
        page, headers.get("content-encoding", "")
    )


def _unchunked(page: bytes) -> bytes:
    """Join the pieces of an answer; one that says so but is joined already is given as it is."""
    pieces, position = [], 0
    while found := _CHUNK_HEAD.match(page, position):
        size = int(found[1], 16)
        pieces.append(page[found.end() : found.end() + size])
        position = found.end() + size
        if not size:
            break
    return b"".join(pieces) if pieces else page


def _unzipped(page: bytes, encoding: str) -> bytes:
    """Unzip an answer within bounds; archives keep the header of answers that they unzipped."""
    if encoding.lower() in ("br", "zstd") and not page.lstrip()[:1] == b"<":
        raise RawFault("not_a_page", f"the page is compressed as '{encoding}', which is not read.")
    if page[:2] != b"\x1f\x8b":
        return page
    try:
        whole = zlib.decompressobj(wbits=47).decompress(page, MAX_PAGE_BYTES + 1)
    except zlib.error as error:
        raise RawFault("truncated", f"the page's gzip data breaks off: {error}.") from error
    if len(whole) > MAX_PAGE_BYTES:
        raise RawFault("too_large", f"one page unzips to more than {MAX_PAGE_BYTES // 2**20} MB.")
    return whole
