"""One sound file of every format that is read, and what can happen to the bytes of any file."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable

import polars as pl

N = 12
TITLES = [f"خبر رقم {n} عن روسيا وإيران" for n in range(N)]
BODIES = [f"نص الخبر رقم {n} كاملا في جملة عن الاتفاق بين البلدين." for n in range(N)]
ROWS = [
    {"title": title, "body": body, "published": f"2024-10-{n + 1:02}", "tags": "روسيا، إيران"}
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True))
]
PAGE = f"{TITLES[0]}\nتاريخ النشر: 3 أكتوبر 2024\n{BODIES[0]}\nالوسوم: روسيا، إيران\n"
HTML = f"<!doctype html><html><title>{TITLES[0]}</title><body><h1>{TITLES[0]}</h1><p>{BODIES[0]}</p>"


def table(delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def parquet() -> bytes:
    out = io.BytesIO()
    pl.DataFrame(ROWS).write_parquet(out, row_group_size=4)
    return out.getvalue()


def feed(item: str, around: str) -> bytes:
    items = "".join(item.format(title=t, body=b) for t, b in zip(TITLES, BODIES, strict=True))
    return ("<?xml version='1.0' encoding='utf-8'?>" + around.format(items)).encode()


def archive(kind: str, content_type: str, page: bytes) -> bytes:
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(page)}",
    )
    head = "\r\n".join(lines) + "\r\n\r\n"
    return (head.encode() + page + b"\r\n\r\n") * N


SOUND: dict[str, bytes] = {
    "page.txt": PAGE.encode(),
    "page.html": HTML.encode(),
    "rows.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode(),
    "rows.json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "rows.csv": table(","),
    "rows.tsv": table("\t"),
    "rows.parquet": parquet(),
    "feed.rss": feed(
        "<item><title>{title}</title><description>{body}</description></item>",
        "<rss version='2.0'><channel><title>x</title>{}</channel></rss>",
    ),
    "feed.atom": feed(
        "<entry><title>{title}</title><content>{body}</content></entry>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>",
    ),
    "web.warc": archive(
        "response", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML.encode()
    ),
    "web.wet": archive("conversion", "text/plain", PAGE.encode()),
}
SOUND |= {f"{name}.gz": gzip.compress(data, mtime=0) for name, data in SOUND.items()}


def flipped(data: bytes) -> bytes:
    spoiled, rng = bytearray(data), random.Random(8)
    for _ in range(20):
        spoiled[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def inside(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Change what a gzip holds, not the gzip."""
    if not name.endswith(".gz"):
        return change
    return lambda data: gzip.compress(change(gzip.decompress(data)), mtime=0)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing left": lambda data: b"",
    "one byte": lambda data: data[:1],
    "half": lambda data: data[: len(data) // 2],
    "all but the end": lambda data: data[:-3],
    "end only": lambda data: data[len(data) // 2 :],
    "NUL in front": lambda data: bytes(64) + data,
    "NUL behind": lambda data: data + bytes(64),
    "twice": lambda data: data * 2,
    "backwards": lambda data: data[::-1],
    "bits flipped": flipped,
    "noise": lambda data: random.Random(8).randbytes(4_000),
    "white space": lambda data: b" \n\t" * 500,
}
"""What happens to the bytes of a file."""

REWRITES: dict[str, Callable[[bytes], bytes]] = {
    "another encoding": lambda data: data.decode("utf-8", "replace").encode("cp1256", "replace"),
    "wide characters": lambda data: data.decode("utf-8", "replace").encode("utf-16"),
    "mark of UTF-8": lambda data: b"\xef\xbb\xbf" + data,
    "old line ends": lambda data: data.replace(b"\n", b"\r"),
    "lone surrogates": lambda data: data.replace("روسيا".encode(), b"\xed\xa0\x80\xed\xbf\xbf"),
    "bidi overrides": lambda data: data.replace("روسيا".encode(), "\u202e\u2066روسيا".encode()),
    "NUL within": lambda data: data.replace(b" ", b"\0"),
    "escapes": lambda data: data.replace("روسيا".encode(), b"\x1b[2J\x9b1m"),
    "quotes": lambda data: data.replace("روسيا".encode(), b'"\'"<>&\\'),
    "days out of reach": lambda data: data.replace(b"2024", b"0000").replace(b"10-", b"99-"),
    "days of long ago": lambda data: data.replace(b"2024", b"1823"),
    "days to come": lambda data: data.replace(b"2024", b"9999"),
}
"""What happens to the text of a file."""
