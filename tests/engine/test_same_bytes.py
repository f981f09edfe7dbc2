"""The same input gives the same bytes, however it was named, read and spread over processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from engine_pages import digest, write_pages

from analysis.engine import build as module
from analysis.engine.build import build

BUILD = """
import sys
from analysis.engine import build, spread
spread.FILES = int(sys.argv[3])
build.build(sys.argv[4:], sys.argv[1], jobs=int(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Three kinds of files, one page that stands twice, one that is damaged."""
    raw = write_pages(tmp_path_factory.mktemp("same") / "raw", 24)
    (raw / "again.txt").write_bytes((raw / "003.txt").read_bytes())
    (raw / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (raw / "table.jsonl").write_text('{"title": "خبر عن روسيا", "body": "نص عن إيران"}\n{"', encoding="utf-8")
    return raw


@pytest.fixture(scope="module")
def expected(corpus) -> dict[str, bytes]:
    return digest(build([corpus], corpus.parent / "expected", jobs=1).folder)


@pytest.mark.parametrize(("jobs", "size", "seed"), [(1, 200, "0"), (2, 5, "1"), (2, 7, "random")])
def test_hash_seed_workers_and_pieces_change_no_byte(corpus, expected, tmp_path, jobs, size, seed):
    command = [sys.executable, "-c", BUILD, str(tmp_path), str(jobs), str(size), str(corpus)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert digest(tmp_path) == expected


@pytest.mark.parametrize(
    "order",
    [
        lambda files: files[::-1],
        lambda files: [*files[9:], *files[:9], files[0]],
        lambda files: ["[!b]*", "*"],
    ],
    ids=["backwards", "one twice", "overlapping globs"],
)
def test_the_order_of_raw_changes_no_byte(corpus, expected, tmp_path, order):
    names = sorted(p.name for p in corpus.iterdir())
    raw = [str(corpus / name) for name in order(names)]
    found = digest(build(raw, tmp_path / "one", jobs=1).folder)
    assert found == digest(build(sorted(raw), tmp_path / "other", jobs=1).folder)
    assert {n: b for n, b in found.items() if n != module.NAME} == {
        n: b for n, b in expected.items() if n != module.NAME
    }


def test_tables_inside_the_raw_folder_are_not_read_as_pages(tmp_path):
    raw = write_pages(tmp_path / "raw", 4)
    first = digest(build([raw], raw, jobs=1).folder)
    (raw / "export/csv").mkdir(parents=True)
    (raw / "export/csv/articles.csv").write_text("title,body\nعنوان,نص\n", encoding="utf-8")
    assert not build([raw], raw, jobs=1).fresh
    (raw / module.NAME).unlink()
    build([raw], raw, jobs=1)
    assert {name: (raw / name).read_bytes() for name in first} == first
