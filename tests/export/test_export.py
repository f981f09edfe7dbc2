from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from export_tables import write

from analysis.errors import InputError, TableError
from analysis.export import FORMATS, export

HASHES = """
import hashlib, sys
from analysis.export import FORMATS, export
for kind in FORMATS:
    for name, data in export(sys.argv[1], kind):
        print(kind, name, hashlib.sha256(data).hexdigest())
"""


@pytest.mark.parametrize("kind", FORMATS)
def test_file_names_are_plain_and_hold_bytes(folder, kind):
    files = dict(export(folder, kind))
    assert files
    assert all(Path(name).name == name and data for name, data in files.items())


def test_networks_come_as_topics_and_tags(folder):
    assert [name for name, _ in export(folder, "gexf")] == ["topics.gexf", "tags.gexf"]


def test_same_tables_give_the_same_bytes_in_another_process_with_another_hash_seed(sample):
    runs = [
        subprocess.run(
            [sys.executable, "-c", HASHES, str(sample)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") > len(FORMATS)


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("dot", {}, "format 'dot': expected one of " + ", ".join(FORMATS) + "."),
        ("csv", {"lang": "fr"}, "language 'fr': expected ar or en."),
    ],
)
def test_unknown_choice_is_refused_at_once(folder, kind, options, message):
    with pytest.raises(InputError) as error:
        export(folder, kind, **options)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("kind", "missing", "message"),
    [
        ("csv", "*", "{0}: no tables there. Expected a folder that `wusum build` filled."),
        (
            "gexf",
            "tag_pairs.parquet",
            "{0}: no tag_pairs.parquet there. Expected a folder that `wusum build` filled.",
        ),
        ("datapackage", "manifest.json", "{0}/manifest.json: no readable manifest. Run `wusum build` again."),
    ],
)
def test_missing_file_is_one_clear_line(folder, kind, missing, message):
    for file in folder.glob(missing):
        file.unlink()
    with pytest.raises(InputError) as error:
        list(export(folder, kind))
    assert str(error.value) == message.format(folder)


@pytest.mark.parametrize("content", [b"", b"PAR1 cut", b"\x00" * 100])
def test_damaged_table_is_one_clear_line(folder, content):
    file = folder / "articles.parquet"
    file.write_bytes(content)
    with pytest.raises(InputError) as error:
        list(export(folder, "xlsx"))
    assert str(error.value) == f"{file}: not a readable parquet table. Run `wusum build` again."


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "\udcff", '{"dictionary": []}', '{"dictionary": {"topics": {"gaza": 1}}}']
)
def test_damaged_manifest_is_one_clear_line(folder, content):
    (folder / "manifest.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=r"manifest\.json: "):
        list(export(folder, "gexf"))


def test_table_that_breaks_its_contract_is_refused(folder):
    import polars as pl

    pl.DataFrame({"period": [1]}).write_parquet(folder / "topic_pairs.parquet")
    with pytest.raises(TableError, match="column 'period' is Int64, expected Date"):
        list(export(folder, "gexf"))


def test_folder_whose_name_looks_like_a_pattern_is_read(tmp_path):
    folder = tmp_path / "خبر [2024]*"
    folder.mkdir()
    assert dict(export(write(folder), "graphml"))


def test_parquet_is_the_table_as_built_for_any_arrow_reader(folder, save):
    from pyarrow.parquet import read_table

    out = save(folder, "parquet")
    for file in folder.glob("*.parquet"):
        assert (out / file.name).read_bytes() == file.read_bytes()
    tags = read_table(out / "article_tags.parquet").to_pylist()
    assert tags[0]["tag"] == "غزّة"
