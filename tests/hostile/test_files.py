"""Hostile files: every command ends with a result or one clear line, and every raw file is accounted for."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hostile_cases import BYTES_NAME, CASES, accounted, inputs, page, told, write

from analysis.__main__ import main
from analysis.engine.manifest import file_hash
from analysis.export import FORMATS
from analysis.loader.corpus import cut, learn
from analysis.loader.read import read_file


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
    (raw / "kernel.txt").symlink_to("/proc/kmsg")  # reading it waits for ever
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


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_a_file_of_the_system_is_not_read(tmp_path):
    (tmp_path / "a.txt").symlink_to("/proc/self/stat")
    assert [one.issue for one in read_file(str(tmp_path / "a.txt"))] == ["not_a_file"]
    assert file_hash(tmp_path / "a.txt") is None


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
