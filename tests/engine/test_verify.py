"""A result is looked at again: whatever changed since the build is named."""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from engine_pages import write_pages

from analysis.__main__ import main
from analysis.engine.build import build
from analysis.engine.verify import SHOWN, verify
from analysis.errors import InputError


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("built")
    build([write_pages(base / "raw", 6)], base / "out", jobs=1)
    return base


@pytest.fixture
def copy(built, tmp_path, monkeypatch) -> Path:
    """A copy of the corpus and its tables to spoil; the manifest names ``raw`` as seen from here."""
    base = shutil.copytree(built, tmp_path / "copy")
    monkeypatch.chdir(base)
    build(["raw"], "out", jobs=1)
    return base


def test_an_untouched_result_has_no_differences(copy):
    assert verify("out") == verify(copy / "out")
    assert (verify("out").differences, verify("out").notes) == ((), ())


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda: Path("out/measures.parquet").unlink(), "measures.parquet: missing"),
        (lambda: Path("out/articles.parquet").write_bytes(b"PAR1"), "articles.parquet: not as it was built"),
        (lambda: Path("out/inputs.parquet").write_bytes(b""), "inputs.parquet: not as it was built"),
        (lambda: Path("out/older.parquet").write_bytes(b""), "older.parquet: not of this build"),
        (lambda: Path("raw/001.txt").write_text("x"), "raw/001.txt: changed since the build"),
        (lambda: Path("raw/001.txt").unlink(), "raw/001.txt: gone since the build"),
        (lambda: Path("raw/more.txt").write_text("x"), "raw/more.txt: new since the build"),
        (lambda: Path("raw/000.txt").rename("raw/0.txt"), "raw/0.txt: new since the build"),
    ],
)
def test_a_change_is_named(copy, spoil, line, capsys):
    spoil()
    assert line in verify("out").differences
    assert main(["verify", "out"]) == 1
    assert line in capsys.readouterr().out.splitlines()


def rewrite(**changes: object) -> None:
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    Path("out/manifest.json").write_text(json.dumps(manifest | changes), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda: rewrite(rows={}), "manifest.json: other numbers of rows than in the tables"),
        (lambda: rewrite(inputs={}), "manifest.json: other inputs than in inputs.parquet"),
        (lambda: rewrite(dictionary={"topics": {}}), "topics.toml: not as it was built"),
        (lambda: Path("out/topics.toml").write_text('on = ["gaza"]'), "topics.toml: not as it was built"),
        (lambda: Path("out/topics.toml").unlink(), "topics.toml: not as it was built"),
        (lambda: Path("out/topics.toml").write_bytes(b"\xff["), "topics.toml: not as it was built"),
    ],
)
def test_what_the_manifest_says_is_looked_at_too(copy, spoil, line):
    spoil()
    assert verify("out").differences == (line,)


@pytest.mark.parametrize("raw", [[1], [None], [["x"]]])
def test_a_manifest_that_names_no_raw_files_is_one_clear_line(copy, raw):
    rewrite(raw=raw)
    with pytest.raises(InputError, match=r"no readable manifest\.json"):
        verify("out")


def test_a_table_that_cannot_be_read_is_a_difference_though_it_has_its_hash(copy):
    Path("out/inputs.parquet").write_bytes(b"PAR1")
    tables = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))["tables"]
    rewrite(tables={**tables, "inputs": sha256(b"PAR1").hexdigest()})
    assert "cannot be read" in verify("out").differences[0]


def test_raw_files_that_are_elsewhere_are_a_note(copy, monkeypatch, capsys):
    monkeypatch.chdir(copy.parent)
    assert main(["verify", "copy/out"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "note: the raw files are not where they were; only the tables were looked at",
        "copy/out: no differences",
    ]


def test_other_code_is_a_note(copy, monkeypatch):
    monkeypatch.setattr("analysis.engine.verify.code_hash", lambda: "other")
    assert "other code than this" in verify("out").notes[0]
    assert verify("out").differences == ()


def test_a_corpus_that_moved_names_its_first_files(copy):
    for n in range(SHOWN + 5):
        Path(f"raw/new{n:02}.txt").write_text(str(n))
    assert len(verify("out").differences) == SHOWN + 1
    assert verify("out").differences[-1] == "and 5 more raw files"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"tables": []}', "[" * 100_000, "\udcff"])
def test_a_folder_without_a_whole_build_is_one_clear_line(tmp_path, text):
    (tmp_path / "manifest.json").write_bytes(os.fsencode(text))
    with pytest.raises(InputError, match=r"no readable manifest\.json.* run `wusum build RAW"):
        verify(tmp_path)


def test_tables_beside_another_manifest_are_built_again(copy):
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    Path("out/measures.parquet").write_bytes(Path("out/artefact.parquet").read_bytes())
    again = build(["raw"], "out", jobs=1)
    assert again.fresh
    assert json.loads(Path("out/manifest.json").read_text(encoding="utf-8")) == manifest
    assert verify("out").differences == ()
