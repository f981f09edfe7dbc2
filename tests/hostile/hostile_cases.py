"""Files that strangers may send, each the shortest form of one hazard; what a build tells of its files."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import polars as pl

from analysis.loader.corpus import Cut

STEERING = "\x1b]0;title\x07\x1b[2J\x1b[31m\u202e\u2066\u200f\x9b1m\r\x08"
"""What could rename a window, wipe or colour a screen, turn text round, or write over a line."""

GOOD = "عنوان خبر عن روسيا وإيران\nتاريخ النشر: {}\nنص الخبر رقم {} كاملا في جملة عن الاتفاق.\nالوسوم: {}\n"


def page(date: str = "3 أكتوبر 2024", number: int = 1, tags: str = "روسيا، إيران") -> bytes:
    return GOOD.format(date, number, tags).encode("utf-8", "surrogatepass")


def bomb(size: int = 40 * 2**20) -> bytes:
    """Gzip data that grows a thousandfold."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(size // 2**20)), packer.flush()])


HTML = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
RSS = "<rss version='2.0'><channel><title>x</title><item><title>{}</title></item></channel></rss>"
LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{('&' + a + ';') * 10}'>" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)

CASES: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n" * 100,
    "nul.txt": b"\0" * 5000,
    "nul_inside.txt": page().replace(b" ", b"\0", 3),
    "binary.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "binary": b"\x7fELF" + bytes(range(256)) * 40,
    "binary.html": b"%PDF-1.7\n" + bytes(range(255, -1, -1)) * 40,
    "one_line.txt": ("كلمة طويلة، " * 90_000).encode()[: 2**20],
    "one_word.txt": ("ا" * 2**19).encode(),
    "spaces.txt": b"x" + b" " * 2**20 + b"y",
    "marks.txt": ("ب" + "\u064b" * 200_000).encode(),
    "ascii_art.txt": b"=" * 2**20,
    "bidi.txt": page(tags=f"\u202eروسيا\u202c، {STEERING}، إيران"),
    "surrogate_bytes.txt": page(tags="\ud800، \udfff، روسيا"),
    "cut_utf8.txt": page()[:-3],
    "latin.txt": page()[:40] + b"\xff\xfe\xfd" + page()[40:],
    "tags.txt": page(tags="، ".join(f"وسم{n}" for n in range(20_000))),
    "tags_without_commas.txt": page(tags=" ".join(f"وسم{n % 700}" for n in range(100_000))),
    "old.txt": page("3 أكتوبر 1823"),
    "late.txt": page("31 ديسمبر 2099"),
    "no_day.txt": page("31 فبراير 0000"),
    "far.txt": page("99999999999999999999/12/1"),
    "unknown.docx": b"PK\x03\x04",
    "empty.jsonl": b"",
    "cut.jsonl": '{"title": "خبر عن غزة", "body": "نص"}\n{"title": "خ'.encode(),
    "deep.json": b"[" * 200_000,
    "deep.jsonl": b'{"title":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}\n",
    "deep_cell.jsonl": b'{"title": "x", "tags": ' + b"[" * 900 + b"]" * 900 + b"}\n",
    "scalars.json": b'[1, null, true, 2.5, "x", [], {}]',
    "number.json": b"1e999",
    "long_number.json": b'[{"title": "x", "body": "y", "published": ' + b"9" * 5000 + b"}]",
    "surrogates.jsonl": b'{"title": "\\ud800 x", "body": "\\udfff y", "tags": ["\\udead", "\\u0000"]}\n',
    "twice.jsonl": b'{"title": "a", "title": "b", "body": "c"}\n' * 2,
    "types.jsonl": b'{"title": {"x": [1]}, "body": 7, "tags": {"a": null}, "published": -1e300, "url": []}\n',
    "nulls.jsonl": b'{"title": null, "body": null, "tags": null}\n' * 3,
    "dates.jsonl": b'{"title": "x", "body": "y", "published": "1850-01-01"}\n'
    b'{"title": "x2", "body": "y", "published": "2099-12-31"}\n'
    b'{"title": "x3", "body": "y", "published": 253402300800000000}\n',
    "twice.csv": "title,title,body\nأ,ب,ت\n".encode(),
    "quotes.csv": b'title,body\n"never closed,' + b"x" * 10_000,
    "ragged.csv": b"title,body\n1\n1,2,3\n,\n",
    "columns.csv": (",".join(f"c{n}" for n in range(10_000)) + "\n" + "," * 9_999 + "\n").encode(),
    "no_columns.csv": b"\n\n\n",
    "nul.csv": b"title,body\n\0,\0\n",
    "long_cell.csv": b"title,body\nx," + b"y" * 2**20 + b"\n",
    "not.parquet": b"PAR1" + bytes(100) + b"PAR1",
    "cut.parquet": b"PAR1",
    "zeros.pq": bytes(1000),
    "script.html": HTML.format(f"<script>alert(1)</script>{STEERING}", "نص عن روسيا " * 40).encode(),
    "open_tags.html": b"<html><body>" + b"<div>" * 50_000,
    "controls.html": HTML.format("خبر &#1;&#x1F;", "نص &#2 عن روسيا &#65535; " * 40).encode(),
    "nested.html": b"<html><body>" + b"<b><i>" * 30_000 + "نص".encode() + b"</i></b>" * 30_000,
    "attributes.html": b"<html><body><p " + b"a='1' " * 50_000 + b">x</p>",
    "many_attributes.html": b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(60_000)) + b">x</p>",
    "json_ld.html": b"<html><head><script type='application/ld+json'>"
    + b"[" * 100_000
    + b"</script></head><body>x",
    "digits.html": HTML.format(f"خبر &#{'1' * 5000};", f"نص &amp;#{'2' * 5000}; عن روسيا " * 40).encode(),
    "comment.html": b"<html><!--" + b"-" * 2**19,
    "laughs.xml": (LAUGHS + "]><rss><channel><item><title>&h;</title></item></channel></rss>").encode(),
    "file.xml": b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title>"
    b"</item></channel></rss>",
    "cut.rss": RSS.format("خبر عن روسيا").encode()[:-20],
    "empty.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "entry.rss": RSS.format(f"خبر &lt;script&gt; {'x' * 100_000}").encode(),
    "cut.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>",
    "negative.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
    "huge.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nx",
    "digits.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nx",
    "garbage.wet": b"\r\n" * 10_000,
    "bomb.txt.gz": bomb(),
    "bomb.jsonl.gz": bomb(),
    "bomb.csv.gz": bomb(),
    "cut.txt.gz": gzip.compress(page() * 50, mtime=0)[:60],
    "not.txt.gz": b"not gzip at all",
    "empty.txt.gz": gzip.compress(b"", mtime=0),
    "twice.txt.gz": gzip.compress(gzip.compress(page(), mtime=0), mtime=0),
    "خبر عربي.txt": page(number=2),
    "line\nend.txt": page(number=3),
    f"steer{STEERING.replace('/', '')}.txt": page(number=4),
    "#hash#1.txt": page(number=5),
    "-option.txt": page(number=6),
    "glob[*].txt": page(number=7),
    "'quote\" $(id) `id`;&|.txt": page(number=8),
    "x" * 250 + ".txt": page(number=9),
}
BYTES_NAME = b"not \xff utf-8.txt"


def write(folder: Path, cases: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in cases.items():
        (folder / name).write_bytes(data)
    return folder


def told(parts: Cut) -> set[str]:
    """Raw paths of which an article or a finding tells."""
    return set(parts.articles["raw_path"]) | set(parts.page_issues["raw_path"])


def accounted(out: Path) -> set[str]:
    """The same for a build, and the files whose rows they are."""
    frames = [
        pl.read_parquet(out / f"{name}.parquet") for name in ("articles", "article_tags", "page_issues")
    ]
    paths = told(Cut(*frames))
    return paths | {path.rpartition("#")[0] for path in paths}


def inputs(out: Path) -> set[str]:
    return set(pl.read_parquet(out / "inputs.parquet")["raw_path"])
