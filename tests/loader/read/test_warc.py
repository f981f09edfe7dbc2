"""Web archives: answers and texts as pages, damage as findings."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from analysis.loader.read import warc
from analysis.loader.read.raw import RawIssue, RawPage, read_file

MARKUP = "<html><title>قمة بغداد</title><p>نص الخبر".encode()
TEXT = "قمة بغداد\nنص الخبر\n".encode()


def record(
    kind: str, content: bytes, media: str = "application/http; msgtype=response", **headers: str
) -> bytes:
    """Return one record as a crawler writes it."""
    lines = {"WARC-Type": kind, "WARC-Target-URI": "https://nahr.example/1",
             "WARC-Date": "2025-01-02T03:04:05Z",
             "Content-Type": media, "Content-Length": str(len(content)), **headers}  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + content + b"\r\n\r\n"


def answer(
    page: bytes = MARKUP, status: str = "200 OK", media: str = "text/html; charset=utf-8", extra: str = ""
) -> bytes:
    """Return what a web server answered."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}\r\n".encode() + page


def chunked(page: bytes, size: int = 7) -> bytes:
    pieces = [page[i : i + size] for i in range(0, len(page), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def read(folder: Path, data: bytes, name: str = "a.warc") -> list[RawPage | RawIssue]:
    (folder / name).write_bytes(data)
    return list(read_file(str(folder / name)))


BESIDE = record("warcinfo", b"software: x\r\n", "application/warc-fields") + record(
    "request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"
)
SOUND = {
    "plain": answer(),
    "chunked": answer(chunked(MARKUP), extra="Transfer-Encoding: chunked\r\n"),
    "said to be chunked and is not": answer(extra="Transfer-Encoding: chunked\r\n"),
    "gzip": answer(gzip.compress(MARKUP), extra="Content-Encoding: gzip\r\n"),
    "chunked gzip": answer(
        chunked(gzip.compress(MARKUP)), extra="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    ),
    "said to be gzip and is not": answer(extra="Content-Encoding: gzip\r\n"),
    "windows-1256": answer(MARKUP.decode().encode("cp1256"), media="text/html"),
}


@pytest.mark.parametrize("content", SOUND.values(), ids=SOUND)
def test_answer_is_a_page_of_markup(tmp_path: Path, content: bytes) -> None:
    (page,) = read(tmp_path, BESIDE + record("response", content))
    assert isinstance(page, RawPage)
    assert (page.kind, page.text) == ("html", MARKUP.decode())
    assert page.raw_path.endswith("a.warc#1")
    assert page.fields == {"url": "https://nahr.example/1"}


@pytest.mark.parametrize("name", ["a.wet", "a.warc.wet", "a.wet.gz", "one_member_a_record.wet.gz"])
def test_text_of_a_wet_file_is_a_dump(tmp_path: Path, name: str) -> None:
    parts = [BESIDE, record("conversion", TEXT, "text/plain"), record("conversion", TEXT, "text/plain")]
    data = b"".join(map(gzip.compress, parts)) if name.endswith(".gz") else b"".join(parts)
    found = read(tmp_path, data, name)
    assert [(page.kind, page.text) for page in found if isinstance(page, RawPage)] == [
        ("dump", TEXT.decode())
    ] * 2
    assert [page.raw_path.rpartition("#")[2] for page in found] == ["1", "2"]


GOOD = record("response", answer())
BAD = [
    ("missing page", record("response", answer(status="404 Not Found")), [("#1", "not_a_page")]),
    (
        "redirection",
        record("response", answer(b"", "301 Moved", extra="Location: /x\r\n")),
        [("#1", "not_a_page")],
    ),
    ("image", record("response", answer(b"\x89PNG", media="image/png")), [("#1", "not_a_page")]),
    (
        "brotli",
        record("response", answer(b"\x1b\x03", extra="Content-Encoding: br\r\n")),
        [("#1", "not_a_page")],
    ),
    (
        "binary said to be text",
        record("response", answer(b"\xff\xd8\xff\xe0" + bytes(99))),
        [("#1", "binary")],
    ),
    ("empty page", record("response", answer(b"")), [("#1", "empty")]),
    ("broken gzip", record("response", answer(b"\x1f\x8bxxxxxxxxxx")), [("#1", "truncated")]),
    ("no answer at all", record("response", b"junk"), [("#1", "not_a_page")]),
    ("cut in the page", GOOD[:-20], [("", "truncated")]),
    ("cut in the headers", GOOD[:40], [("", "truncated")]),
    ("no length", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", [("", "malformed")]),
    ("negative length", GOOD.replace(b"Content-Length: ", b"Content-Length: -", 1), [("", "malformed")]),
    ("junk", b"junk " * 100, [("", "malformed")]),
    ("junk behind a record", GOOD + b"junk", [("", "malformed")]),
    ("endless headers", b"WARC/1.0\r\n" + b"a: b\r\n" * 10_000, [("", "malformed")]),
    ("notes alone", BESIDE, [("", "empty")]),
    ("nothing", b"", [("", "empty")]),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_damage_is_a_finding(tmp_path: Path, data: bytes, expected: list[tuple[str, str]]) -> None:
    found = read(tmp_path, data)
    issues = [(r.raw_path.rpartition("a.warc")[2], r.issue) for r in found if isinstance(r, RawIssue)]
    assert issues == expected


def test_record_behind_a_bad_one_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, record("response", answer(status="500 Oops")) + GOOD)
    assert [type(r) for r in found] == [RawIssue, RawPage]


def test_gigantic_record_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 1_000)
    found = read(tmp_path, record("response", answer(b"<p>" + b"x" * 5_000)) + GOOD)
    assert [getattr(r, "issue", "page") for r in found] == ["too_large", "page"]


def test_bomb_inside_an_answer_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 100_000)
    bomb = answer(gzip.compress(b"x" * 10**7), extra="Content-Encoding: gzip\r\n")
    found = read(tmp_path, record("response", bomb))
    assert [getattr(r, "issue", "page") for r in found] == ["too_large"]
