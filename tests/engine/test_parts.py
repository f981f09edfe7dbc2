"""Finished parts are not made again, and what is made of old and new ones has the bytes of a full build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from engine_pages import digest, write_pages

from analysis.engine import reading, spread, stages
from analysis.engine.build import build
from analysis.engine.parts import NAME, Parts
from analysis.loader.read import Share

SIZE = 7


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(spread, "FILES", SIZE)


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """Names of the files that were read, as they are read."""
    names: list[str] = []
    draft = reading.draft

    def noting(files: Sequence[Share], *how: object):
        names.extend(Path(file.path).name for file in files)
        return draft(files, *how)

    monkeypatch.setattr(reading, "draft", noting)
    return names


@pytest.fixture
def raw(tmp_path) -> Path:
    return write_pages(tmp_path / "raw", 30)


def parts(out: Path, stage: str = "read-00") -> list[Path]:
    return sorted(out.glob(f"{NAME}/*/{stage}*/*"))


def full(raw: Path, tmp_path: Path) -> dict[str, bytes]:
    return digest(build([raw], tmp_path / "full").folder)


def test_a_build_that_broke_off_goes_on_from_its_finished_parts(raw, tmp_path, read, monkeypatch):
    settle, left = stages.settle, iter(range(2))
    monkeypatch.setattr(stages, "settle", lambda *args: next(left) is None or settle(*args))
    with pytest.raises(RuntimeError):
        build([raw], tmp_path / "out")
    assert (len(parts(tmp_path / "out")), len(parts(tmp_path / "out", "cut"))) == (5, 2)
    monkeypatch.setattr(stages, "settle", settle)
    read.clear()
    out = build([raw], tmp_path / "out").folder
    assert read == []
    assert digest(out) == full(raw, tmp_path)


def test_a_new_page_is_the_only_one_that_is_read(raw, tmp_path, read):
    out = build([raw], tmp_path / "out").folder
    read.clear()
    (raw / "017b.txt").write_text("خبر جديد عن روسيا\nنص جديد قصير عن إيران في المدينة.\n", encoding="utf-8")
    build([raw], out)
    assert read == ["017b.txt"]
    assert digest(out) == full(raw, tmp_path)


@pytest.mark.parametrize("change", ["changed", "gone", "renamed"])
def test_a_page_that_changed_takes_its_neighbours_with_it_and_no_other(raw, tmp_path, read, change):
    out = build([raw], tmp_path / "out").folder
    read.clear()
    page = raw / "001.txt"
    if change == "changed":
        page.write_text("خبر آخر عن روسيا\nنص جديد قصير عن إيران في المدينة.\n", encoding="utf-8")
    elif change == "gone":
        page.unlink()
    else:
        page.rename(raw / "zz.txt")
    build([raw], out)
    assert len(read) == SIZE - (change == "gone")
    assert digest(out) == full(raw, tmp_path)


def test_parts_that_no_page_needs_any_more_are_cleared(raw, tmp_path):
    out = build([raw], tmp_path / "out").folder
    draft = next(out.glob(f"{NAME}/*")) / ".read-0-0"
    draft.mkdir()
    (out / NAME / "another code" / "read" / "x").mkdir(parents=True)
    for n in range(29, 0, -1):
        (raw / f"{n:03}.txt").unlink()
    build([raw], out)
    assert len(parts(out)) == 1
    assert len(list((out / NAME).iterdir())) == 1
    assert not draft.exists()


def test_another_dictionary_reads_no_page_again(raw, tmp_path, read):
    out = build([raw], tmp_path / "out").folder
    read.clear()
    (tmp_path / "topics.toml").write_text('on = ["russia"]\n', encoding="utf-8")
    assert build([raw], out, topics=tmp_path / "topics.toml").fresh
    assert read == []


def test_another_mapping_reads_every_page_again(raw, tmp_path, read):
    out = build([raw], tmp_path / "out").folder
    read.clear()
    build([raw], out, mapping={"title": "headline"})
    assert len(read) == 30


def test_a_file_that_cannot_be_read_is_looked_at_by_every_build(raw, tmp_path, read):
    (raw / "later.txt").symlink_to(tmp_path / "not yet there")
    out = build([raw], tmp_path / "out").folder
    assert pl.read_parquet(out / "page_issues.parquet")["issue"].to_list().count("vanished") == 1
    read.clear()
    (tmp_path / "not yet there").write_bytes((raw / "001.txt").read_bytes().replace("اتفاق".encode(), b""))
    build([raw], out)
    assert "later.txt" in read
    assert digest(out) == full(raw, tmp_path)


def test_a_file_that_vanished_before_it_was_read_is_read_when_it_is_back(raw, tmp_path, read, monkeypatch):
    page, draft = raw / "001.txt", reading.draft
    text = page.read_bytes()
    monkeypatch.setattr(reading, "draft", lambda *args: page.unlink(missing_ok=True) or draft(*args))
    out = build([raw], tmp_path / "out").folder
    monkeypatch.setattr(reading, "draft", draft)
    page.write_bytes(text)
    (raw / "new.txt").write_bytes(text)
    build([raw], out)
    assert digest(out) == full(raw, tmp_path)


def test_a_long_table_is_read_in_batches_into_one_part(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.loader.corpus.BATCH", 4)
    rows = [f'{{"title": "خبر {n} عن روسيا", "body": "نص عن إيران {n}"}}\n' for n in range(11)]
    (tmp_path / "table.jsonl").write_text("".join(rows), encoding="utf-8")
    out = build([tmp_path / "table.jsonl"], tmp_path / "out").folder
    stages = {part.name.partition("-")[0] for part in parts(out)[0].parent.parent.iterdir()}
    assert stages == {"hashed", "proved", "read", "sketch", "topics"}
    assert len(list(parts(out)[0].glob("articles-*.parquet"))) == 3
    assert pl.read_parquet(out / "articles.parquet").height == 11


LONG = {
    "whole.parquet": ("write_parquet", None),
    "cut_off.parquet": ("write_parquet", -40),
    "whole.jsonl": ("write_ndjson", None),
    "cut_off.jsonl": ("write_ndjson", -40),
    "whole.csv": ("write_csv", None),
    "cut_off.csv": ("write_csv", -40),
}


@pytest.mark.parametrize(
    ("name", "jobs"), [*((n, 1) for n in LONG), ("cut_off.parquet", 2), ("whole.csv", 2)]
)
def test_a_long_table_is_read_in_shares_and_no_byte_changes(tmp_path, monkeypatch, name, jobs):
    rows = {
        "title": [f"خبر {n} عن روسيا" for n in range(11)],
        "body": [f'نص "عن\nإيران" {n}' for n in range(11)],
    }
    file = tmp_path / "raw" / name
    file.parent.mkdir()
    write, damage = LONG[name]
    getattr(pl.DataFrame(rows), write)(file)
    file.write_bytes(file.read_bytes()[:damage])
    expected = digest(build([file], tmp_path / "expected").folder)
    monkeypatch.setattr("analysis.loader.read.text_shares.BLOCK", 1)
    monkeypatch.setattr("analysis.loader.read.files.SHARE_BYTES", file.stat().st_size // 3)
    monkeypatch.setattr(spread, "FILES", 1)
    out = build([file], tmp_path / "out", jobs=jobs).folder
    assert len(parts(out)) == 3
    assert digest(out) == expected


def test_a_part_made_twice_at_once_is_one_part(tmp_path):
    rows = pl.DataFrame({"x": [1]})
    parts = Parts(tmp_path / "one")

    def slow():
        parts.write("stage", ["a"], [("table", rows)])
        yield "table", rows

    name = parts.write("stage", ["a"], slow())
    assert parts.finished("stage", ["a", "b"]) == ([name], ["b"])
    assert [p.name for p in (tmp_path / "one").iterdir()] == ["stage"]


def test_of_parts_that_cover_one_item_twice_one_is_taken(tmp_path):
    parts = Parts(tmp_path / "one")
    names = [parts.write("stage", items, []) for items in (["a", "b"], ["b", "c"])]
    done, missing = parts.finished("stage", ["a", "b", "c"])
    assert len(done) == len(missing) == 1
    assert done[0] in names
