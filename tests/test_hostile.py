"""Hostile input: every command ends with a result or one clear line, and every raw file is accounted for."""

from __future__ import annotations

import errno
import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest

from analysis.__main__ import main
from analysis.export import FORMATS
from analysis.loader.corpus import Cut, cut, learn

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


@pytest.fixture
def lines(capsys) -> Callable[[], tuple[str, str]]:
    """What a command printed: nothing in it can steer a terminal, and no traceback."""

    def read() -> tuple[str, str]:
        out, err = capsys.readouterr()
        for sign in set(out + err) - set("\n\u2066\u2067\u2068\u2069\u200e"):
            assert sign.isprintable(), f"{sign!r} reached the terminal"
        assert "Traceback" not in out + err
        return out, err

    return read


@pytest.mark.parametrize("name", CASES, ids=[ascii(name)[1:30] for name in CASES])
def test_one_hostile_file_is_accounted_for(name, tmp_path, lines):
    raw = str(write(tmp_path, {name: CASES[name]}) / name)
    parts = cut([raw], learn([raw]))
    assert raw in {path.rpartition("#")[0] if path != raw else raw for path in told(parts)}
    assert main(["explain", raw]) in (0, 2)
    lines()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """All hostile files in one folder, with everything a folder can hold that is no file."""
    raw = write(tmp_path_factory.mktemp("hostile") / "raw", CASES)
    with suppress(OSError):  # some file systems take no such name
        (raw / os.fsdecode(BYTES_NAME)).write_bytes(page(number=10))
    (raw / "loop.txt").symlink_to(raw / "loop.txt")
    (raw / "nowhere.txt").symlink_to(raw / "missing.txt")
    (raw / "self").symlink_to(raw)
    (raw / "folder.txt").mkdir()
    (raw / "folder.txt/inner.txt").write_bytes(page(number=11))
    os.mkfifo(raw / "pipe.txt")
    return raw


@pytest.fixture(scope="module")
def built(corpus) -> Path:
    command = [sys.executable, "-m", "analysis", "build", str(corpus), "--out", str(corpus.parent / "out")]
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    return corpus.parent / "out"


def test_every_file_of_a_hostile_corpus_is_an_article_or_a_finding(corpus, built):
    assert inputs(built) - accounted(built) == set()
    assert len(inputs(built)) >= len(CASES) + 5
    assert len({p.name for p in corpus.iterdir()} - {Path(p).parts[-1] for p in inputs(built)}) <= 3


def test_a_good_page_among_hostile_ones_is_cut_as_ever(built):
    articles = pl.read_parquet(built / "articles.parquet").filter(pl.col("raw_path").str.contains("خبر عربي"))
    assert articles["published"].cast(pl.String).to_list() == ["2024-10-03"]
    assert articles["title"].to_list() == ["عنوان خبر عن روسيا وإيران"]


def test_no_page_is_too_hostile_to_be_cut(built):
    assert "page_fault" not in set(pl.read_parquet(built / "page_issues.parquet")["issue"])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_hostile_corpus_is_exported(built, kind, tmp_path, lines):
    assert main(["export", str(built), "--format", kind, "--out", str(tmp_path)]) == 0
    lines()


@pytest.mark.parametrize("name", ["coverage", "tags"])  # the two that draw words of the pages
def test_a_hostile_corpus_has_figures(name, built, tmp_path, lines):
    assert main(["figure", name, str(built), "--out", str(tmp_path / "figure.png")]) == 0
    lines()


def test_a_hostile_corpus_verifies(built, lines):
    assert main(["verify", str(built)]) == 0
    lines()


RAW_REFUSED = ["missing", "missing/*.txt", "", "x" * 5000, STEERING, "\udcff", "~root/nothing"]


@pytest.mark.parametrize("raw", RAW_REFUSED, ids=[ascii(raw)[1:20] for raw in RAW_REFUSED])
@pytest.mark.parametrize("command", ["build", "explain", "verify", "report", "export", "figure"])
def test_paths_that_lead_nowhere_are_one_line(raw, command, tmp_path, monkeypatch, lines):
    monkeypatch.chdir(tmp_path)
    words = {
        "build": [raw, "--out", "out"],
        "explain": [raw],
        "verify": [raw],
        "report": [raw, "--out", "out"],
        "export": [raw, "--format", "csv"],
        "figure": ["topics", raw, "--out", "x.png"],
    }
    assert main([command, *words[command]]) == 2
    out, err = lines()
    assert (out, err.count("\n"), err.startswith("wusum: ")) == ("", 1, True)


@pytest.mark.parametrize("out", ["x" * 300, "file/below", STEERING + "/" + "y" * 300])
@pytest.mark.parametrize("command", ["build", "report", "export", "figure"])
def test_places_that_cannot_be_written_are_one_line(out, command, tmp_path, sample, monkeypatch, lines):
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("x")
    Path("page.txt").write_bytes(page())
    words = {
        "build": ["page.txt", "--out", out, "--jobs", "1"],
        "report": [str(sample), "--out", out],
        "export": [str(sample), "--format", "gexf", "--out", out],
        "figure": ["topics", str(sample), "--out", out + ".png"],
    }
    if command == "report":  # the notebooks are not what is tested here
        monkeypatch.setattr("analysis.report.make.notebook_files", lambda folder: [])
    assert main([command, *words[command]]) == 2
    err = lines()[1]
    assert (err.count("\n"), err.startswith("wusum: ")) == (1, True)


def refuse(number: int) -> Callable[..., object]:
    def act(*args: object, **kwargs: object) -> object:
        raise OSError(number, os.strerror(number))

    return act


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOENT, errno.ELOOP, errno.EMFILE])
def test_a_file_that_cannot_be_read_is_a_finding(number, tmp_path, monkeypatch, lines):
    raw = write(tmp_path / "raw", {"a.txt": page(number=1), "b.txt": page(number=2)})
    real = Path.open

    def act(path, *args, **kwargs):
        return refuse(number)() if path.name == "a.txt" else real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", act)
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    monkeypatch.undo()
    assert inputs(tmp_path / "out") <= accounted(tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 1


def test_a_file_that_vanishes_before_it_is_read_is_a_finding(tmp_path, monkeypatch, lines):
    raw = write(tmp_path / "raw", {"a.txt": page(number=1), "b.txt": page(number=2)})
    from analysis.engine import stages

    def draft(*args, **kwargs):
        (raw / "a.txt").unlink()
        return real(*args, **kwargs)

    real = stages.draft
    monkeypatch.setattr(stages, "draft", draft)
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    assert inputs(tmp_path / "out") <= accounted(tmp_path / "out")


def test_a_reader_that_fails_stops_no_corpus(tmp_path, monkeypatch, lines):
    raw = write(tmp_path / "raw", {"a.jsonl": b'{"title": "x"}\n', "b.txt": page(number=2)})
    monkeypatch.setattr("analysis.loader.read.raw.read_table", lambda *a: 1 / 0)
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    issues = pl.read_parquet(tmp_path / "out/page_issues.parquet").filter(issue="page_fault")
    assert issues["detail"].to_list() == ["reading failed: ZeroDivisionError. Please report it."]
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 1


def test_a_note_beside_the_pages_that_cannot_be_read_is_passed_over(tmp_path, lines):
    raw = write(tmp_path / "raw", {"a.txt": page()})
    (raw / "README.md").symlink_to(raw / "README.md")
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_one_line(tmp_path, lines):
    (tmp_path / "out").mkdir(mode=0o500)
    write(tmp_path / "raw", {"a.txt": page()})
    assert main(["build", str(tmp_path / "raw"), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 2
    assert lines()[1].count("\n") == 1


MANIFESTS = ["", "{", "[]", "{}", '{"tables": 1, "raw": 2}', "[" * 100_000, '{"dictionary": {"topics": [1]}}']


@pytest.mark.parametrize("text", MANIFESTS, ids=range(len(MANIFESTS)))
@pytest.mark.parametrize("command", ["verify", "report", "export", "figure"])
def test_a_spoiled_manifest_is_one_line(text, command, tmp_path, sample, monkeypatch, lines):
    spoiled = tmp_path / "tables"
    spoiled.mkdir()
    for file in sample.glob("*.parquet"):
        (spoiled / file.name).symlink_to(file)
    (spoiled / "manifest.json").write_text(text)
    words = {
        "verify": [],
        "report": ["--out", str(tmp_path / "out")],
        "export": ["--format", "gexf", "--out", str(tmp_path / "out")],
        "figure": [],
    }
    monkeypatch.setattr("analysis.report.make.notebook_files", lambda folder: [])
    figure = ["figure", "topics", str(spoiled), "--out", str(tmp_path / "x.png")]
    assert main(figure if command == "figure" else [command, str(spoiled), *words[command]]) == 2
    assert lines()[1].count("\n") == 1


def test_a_manifest_names_raw_files_of_any_name(tmp_path, lines):
    name = os.fsdecode(BYTES_NAME)
    raw = write(tmp_path / "raw", {name: page()})
    assert main(["build", str(raw / name), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["raw"] == [str(raw / name)]
    assert main(["verify", str(tmp_path / "out")]) == 0
    lines()
