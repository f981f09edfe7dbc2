"""Paths that lead nowhere, places that cannot be written, manifests that are spoiled: one clear line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hostile_cases import BYTES_NAME, STEERING, page, write

from analysis.__main__ import main

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
