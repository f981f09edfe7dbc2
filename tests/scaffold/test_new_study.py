"""`wusum new`: a folder in which everything has its place and `make` runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis import __version__, read_topics
from analysis.errors import InputError
from analysis.report.notebooks import lesson_files, notebook_files
from analysis.scaffold import FILES, new_study, sample_pages


def test_everything_has_its_place(tmp_path):
    written = new_study(tmp_path / "study")
    assert {f.relative_to(tmp_path / "study").as_posix() for f in written} == {
        *FILES.values(),
        *(f"notebooks/{file.name}" for file in (*notebook_files(), *lesson_files())),
    }
    assert (tmp_path / "study/data/raw").is_dir()
    assert [p.name for p in tmp_path.iterdir()] == ["study"]


def test_its_files_name_this_version_and_hold_no_placeholder(tmp_path):
    new_study(tmp_path / "study")
    texts = [(tmp_path / "study" / goal).read_text(encoding="utf-8") for goal in FILES.values()]
    assert not any("@" in text for text in texts)
    assert f"wusum=={__version__}" in (tmp_path / "study/environment.yml").read_text(encoding="utf-8")


def test_its_dictionary_can_be_read_as_it_is_and_with_the_example_topic(tmp_path):
    new_study(tmp_path)
    file = tmp_path / "topics.toml"
    assert [t.topic for t in read_topics(file)] == ["russia", "iran", "gaza", "elections"]
    lines = file.read_text(encoding="utf-8").splitlines()
    start = lines.index("# [bees]")
    example = [line.removeprefix("# ") if i >= start else line for i, line in enumerate(lines)]
    file.write_text("\n".join(example), encoding="utf-8")
    assert [t.topic for t in read_topics(file)][-1] == "bees"


def test_its_notebooks_find_its_tables(tmp_path):
    new_study(tmp_path / "study")
    for file in (tmp_path / "study/notebooks").glob("*.ipynb"):
        cells = nbformat.read(file, as_version=4).cells
        assert any('DATA = "../data/processed"' in cell.source for cell in cells), file.name


def test_make_builds_tables_from_the_pages_that_are_put_in(tmp_path):
    new_study(tmp_path / "study")
    for page in sample_pages()[:3]:
        shutil.copy(page, tmp_path / "study/data/raw")
    wusum = f"WUSUM={sys.executable} -m analysis"
    for _ in range(2):
        done = subprocess.run(
            ["make", "tables", wusum], cwd=tmp_path / "study", capture_output=True, text=True, env=os.environ
        )
        assert done.returncode == 0, done.stderr
    assert "nothing new to do" in done.stdout


@pytest.mark.parametrize("what", ["a file in it", "a file of that name"])
def test_what_is_there_is_never_touched(what, tmp_path):
    place = tmp_path / "study"
    if what == "a file in it":
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    else:
        place.write_text("mine")
    before = sorted(p.name for p in tmp_path.rglob("*"))
    with pytest.raises(InputError, match="something is there already"):
        new_study(place)
    assert sorted(p.name for p in tmp_path.rglob("*")) == before


def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy", full)
    with pytest.raises(InputError, match=r"cannot be made \(No space left"):
        new_study(tmp_path / "study")
    assert list(tmp_path.iterdir()) == []


def test_the_sample_brings_its_own_account_of_itself(tmp_path):
    new_study(tmp_path / "study", sample=True)
    raw = tmp_path / "study/data/raw"
    assert "made sample corpus" in (raw / "README.md").read_text(encoding="utf-8")
    assert len(list(raw.glob("*.txt"))) == len(sample_pages()) - 1
    assert isinstance(sample_pages()[0], Path)
