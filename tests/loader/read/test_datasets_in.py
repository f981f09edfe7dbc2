"""Folders as the Hugging Face `datasets` library and its hub lay them out: rows are pages, the rest not."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from analysis.loader.read.raw import RawPage, read_raw

ROWS = {
    "title": ["قمة عربية في بغداد", "أمطار على الساحل", "سباق للخيل"],
    "text": ["بدأت القمة.", "هطلت أمطار.", "فاز حصان."],
    "tags": [["بغداد"], [], None],
}
TABLE = pa.table(ROWS)


def stream(path: Path) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, TABLE.schema) as writer:
        writer.write_table(TABLE, max_chunksize=2)


def hub(folder: Path) -> None:
    """As on the hub: Parquet shards, a card, one description."""
    (folder / "data").mkdir(parents=True)
    pa.parquet.write_table(TABLE, folder / "data/train-00000-of-00001.parquet")
    (folder / "README.md").write_text("---\nlanguage: ar\n---\n# A set", encoding="utf-8")
    (folder / "dataset_infos.json").write_text("{}", encoding="utf-8")


def saved(folder: Path) -> None:
    """As `save_to_disk` writes a set of splits: Arrow streams and two descriptions beside each."""
    (folder / "train").mkdir(parents=True)
    (folder / "dataset_dict.json").write_text('{"splits": ["train"]}', encoding="utf-8")
    for name in ("dataset_info.json", "state.json"):
        (folder / "train" / name).write_text(json.dumps({"_split": "train"}), encoding="utf-8")
    stream(folder / "train/data-00000-of-00001.arrow")


@pytest.mark.parametrize("lay_out", [hub, saved])
def test_the_rows_of_a_dataset_folder_are_pages_and_nothing_else_is(lay_out, tmp_path):
    lay_out(tmp_path / "set")
    found = list(read_raw([tmp_path / "set"]))
    assert all(isinstance(one, RawPage) for one in found), found
    assert [one.fields["title"] for one in found] == ROWS["title"]
    assert [one.raw_path.rpartition("#")[2] for one in found] == ["1", "2", "3"]


def test_arrow_files_with_a_footer_are_read_too(tmp_path):
    pa.feather.write_feather(TABLE, tmp_path / "a.feather", compression="uncompressed")
    assert [one.fields["title"] for one in read_raw([tmp_path])] == ROWS["title"]


def test_state_json_elsewhere_is_raw_data(tmp_path):
    row = {"title": "خبر", "body": "نص الخبر"}
    (tmp_path / "state.json").write_text(json.dumps([row]), encoding="utf-8")
    assert [one.fields["title"] for one in read_raw([tmp_path])] == ["خبر"]


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff\x10\x00", b"ARROW1\x00\x00cut", bytes(200)])
def test_damaged_arrow_files_are_findings(content, tmp_path):
    (tmp_path / "a.arrow").write_bytes(content)
    assert [one.issue for one in read_raw([tmp_path])] == ["malformed"]
