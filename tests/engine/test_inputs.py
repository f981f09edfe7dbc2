"""Raw files are hashed once: a build hashes what changed, and what may have changed, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import polars as pl
import pytest
from engine_pages import digest, write_pages

from analysis.engine import build as building
from analysis.engine import inputs, reading
from analysis.engine.build import build
from analysis.engine.inputs import LATEST, STAGE, read_inputs, remember
from analysis.engine.manifest import file_hash
from analysis.engine.parts import NAME, Parts
from analysis.engine.verify import verify


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Names of the raw files that are hashed to know them; what is read is hashed once more as it is read."""
    names: list[str] = []

    def noting(path: str) -> str | None:
        names.append(Path(path).name)
        return file_hash(path)

    monkeypatch.setattr(inputs, "file_hash", noting)
    monkeypatch.setattr(reading, "hash_again", file_hash)
    return names


@pytest.fixture
def later(monkeypatch) -> None:
    """Let files that were just written have stood for an hour."""
    now = time.time_ns
    monkeypatch.setattr(inputs.time, "time_ns", lambda: now() + 3600 * 10**9)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere every file is hashed")
@pytest.mark.usefixtures("later")
def test_a_build_hashes_only_what_is_new_or_changed(tmp_path, hashed):
    raw = write_pages(tmp_path / "raw", 6)
    build([raw], tmp_path / "out")
    assert len(hashed) == 6
    hashed.clear()
    build([raw], tmp_path / "out")
    assert hashed == []
    (raw / "new.txt").write_text("خبر عن حديقة\nنص الخبر هنا.\n", encoding="utf-8")
    (raw / "001.txt").touch()
    build([raw], tmp_path / "out")
    assert hashed == ["001.txt", "new.txt"]
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("how", ["written over", "put in its place"])
def test_another_file_of_the_same_size_and_time_is_seen(tmp_path, hashed, how):
    raw = write_pages(tmp_path / "raw", 3)
    build([raw], tmp_path / "out")
    old, text = raw / "001.txt", (raw / "001.txt").read_bytes()
    other = old if how == "written over" else raw / "other"
    stood = old.stat()
    other.write_bytes(text.replace("ا".encode(), "و".encode()))
    os.utime(other, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    other.replace(old)
    assert (old.stat().st_size, old.stat().st_mtime_ns) == (stood.st_size, stood.st_mtime_ns)
    hashed.clear()
    build([raw], tmp_path / "out")
    assert "001.txt" in hashed
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)
    assert not verify(tmp_path / "out").differences


def test_what_changed_a_moment_ago_is_hashed_again(tmp_path, hashed):
    raw = write_pages(tmp_path / "raw", 3)
    build([raw], tmp_path / "out")
    hashed.clear()
    build([raw], tmp_path / "out")
    assert len(hashed) == 3


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("harm", ["gone", "cut off", "another's", "no table"])
def test_what_was_seen_is_hashed_again_when_its_part_is_spoiled(tmp_path, hashed, harm):
    raw = write_pages(tmp_path / "raw", 3)
    build([raw], tmp_path / "out")
    (file,) = (tmp_path / "out" / NAME).glob(f"*/{STAGE}/*/seen-*.parquet")
    if harm == "gone":
        file.unlink()
    elif harm == "another's":
        pl.read_parquet(file).with_columns(sha256=pl.lit("0" * 64)).write_parquet(file)
    else:
        file.write_bytes(file.read_bytes()[:99] if harm == "cut off" else b"no table")
    hashed.clear()
    (raw / "new.txt").write_text("خبر عن حديقة\nنص الخبر هنا.\n", encoding="utf-8")
    build([raw], tmp_path / "out")
    assert len(hashed) == 4
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


@pytest.mark.usefixtures("later")
def test_other_code_hashes_all_again(tmp_path, hashed, monkeypatch):
    raw = write_pages(tmp_path / "raw", 3)
    build([raw], tmp_path / "out")
    hashed.clear()
    monkeypatch.setattr(building, "code_hash", lambda: "other")
    build([raw], tmp_path / "out")
    assert len(hashed) == 3


def test_a_time_that_no_column_holds_is_no_fault(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("نص", encoding="utf-8")
    os.utime(file, ns=(LATEST + 10**10, LATEST + 10**10))
    seen = read_inputs([str(file)])
    assert seen["sha256"].to_list() == [file_hash(file)]
    parts = Parts(tmp_path / "parts")
    assert parts.frame([remember(parts, seen)], "seen", inputs.SEEN).is_empty()


def test_a_time_before_all_that_a_column_holds_is_no_fault(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text("نص", encoding="utf-8")
    early = os.stat_result(file.stat()[:10], {"st_mtime_ns": -(10**20), "st_ctime_ns": -(10**20)})
    monkeypatch.setattr(os, "stat", lambda *words, **options: early)
    assert read_inputs([str(file)])["changed"].to_list() == [-LATEST]


def test_what_is_no_regular_file_has_nulls(tmp_path):
    seen = read_inputs([str(tmp_path / "gone.txt"), str(tmp_path)])
    assert seen.select("n_bytes", "sha256").null_count().row(0) == (2, 2)
