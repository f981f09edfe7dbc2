"""Notebooks are thin, stripped, stable, and run from top to bottom; a failing one says so in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import nbformat
import pytest

from analysis.errors import InputError
from analysis.report import explore, report
from analysis.report.notebooks import (
    RIGHT_TO_LEFT,
    execute,
    lesson_files,
    notebook_files,
    prepare,
    run,
    title_of,
)

FILES = notebook_files()


def read(file):
    return nbformat.read(file, as_version=4)


def test_notebooks_are_numbered_in_the_order_of_the_report():
    assert [f.stem for f in FILES][:4] == ["01_corpus", "02_topics", "03_cooccurrence", "04_trends"]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_notebook_is_committed_without_output_and_with_ids_by_position(file):
    cells = read(file).cells
    assert [c["id"] for c in cells] == [f"{file.stem[:2]}-{i:02d}" for i in range(len(cells))]
    code = [c for c in cells if c.cell_type == "code"]
    assert [(c.outputs, c.execution_count) for c in code] == [([], None)] * len(code)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_notebook_asks_its_question_first_and_stays_thin(file):
    cells = read(file).cells
    assert title_of(nbformat.v4.new_notebook(cells=cells[:1])).endswith("؟")
    code = "\n".join(c.source for c in cells if c.cell_type == "code")
    assert not re.search(r"^\s*(def|class|for|while) ", code, re.MULTILINE)
    assert sum("parameters" in c.metadata.get("tags", []) for c in cells) == 1


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_both_editions_have_the_same_prose_cells(file):
    prose = [c.metadata["tags"] for c in read(file).cells if c.cell_type == "markdown"]
    assert prose == [["ar"], ["en"]] * (len(prose) // 2)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_edition_holds_one_language(lang):
    notebook = prepare(read(FILES[0]), lang)
    tags = {tag for c in notebook.cells for tag in c.metadata.get("tags", [])}
    assert tags == {lang, "parameters"}
    assert f'LANG = "{lang}"' in "".join(c.source for c in notebook.cells)


@pytest.mark.parametrize("file", [*FILES, *lesson_files()], ids=lambda f: f.stem)
def test_arabic_prose_stands_right_to_left_in_jupyter_and_unwrapped_in_a_report(file):
    first, last = RIGHT_TO_LEFT
    prose = [c.source for c in read(file).cells if "ar" in c.metadata.get("tags", [])]
    assert prose
    assert all(source.startswith(first) and source.endswith(last) for source in prose)
    assert not any("<div" in c.source for c in prepare(read(file), "ar").cells if c.cell_type == "markdown")


def test_title_is_the_first_heading():
    assert title_of(prepare(read(FILES[0]), "en")).startswith("What is in this corpus")
    assert title_of(nbformat.v4.new_notebook()) == "wusum"


def test_a_failing_cell_is_one_clear_line(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("raise ValueError('no\\nway')")])
    with pytest.raises(InputError, match=r"failed on the tables of .*: ValueError: no") as error:
        run(notebook, tmp_path)
    assert "\n" not in str(error.value)


ASKED = """
import os, signal, sys
from pathlib import Path
import nbformat
from analysis.report.notebooks import run
code = f"import os, signal, time; os.kill({os.getpid()}, signal.SIGINT); time.sleep(60)"
try:
    run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), Path(sys.argv[1]))
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_in_a_cell_is_no_fault_of_the_notebook(tmp_path):
    words = [sys.executable, "-c", ASKED, str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=50)
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")


def test_a_language_that_there_is_not_is_refused_before_anything_runs(sample, tmp_path):
    for call in (lambda: report(sample, tmp_path / "out", lang="fr"), lambda: explore(sample, lang="fr")):
        with pytest.raises(InputError, match="lang 'fr': expected ar or en"):
            call()
    assert not (tmp_path / "out").exists()


def test_progress_is_told_for_every_cell(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"{i}") for i in range(3)])
    nbformat.write(notebook, tmp_path / "n.ipynb")
    told = []
    execute(tmp_path / "n.ipynb", tmp_path, "ar", lambda *step: told.append(step))
    assert told[-1] == ("n", 3, 3)


def test_notebooks_of_ones_own_are_the_chapters(tmp_path):
    for name in ("02_b.ipynb", "01_a.ipynb", "10_lesson.ipynb", "draft.ipynb"):
        nbformat.write(nbformat.v4.new_notebook(), tmp_path / name)
    assert [file.stem for file in notebook_files(tmp_path)] == ["01_a", "02_b"]
    with pytest.raises(InputError, match="no chapter there"):
        notebook_files(tmp_path / "none")


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_figure_of_a_chapter_names_its_source(file):
    code = "\n".join(c.source for c in read(file).cells if c.cell_type == "code")
    calls = re.findall(r"draw_\w+\(.*?lang=LANG\s*\)", code, re.DOTALL)
    assert len(calls) == len(re.findall(r"draw_\w+\(", code))
    assert all("source=source" in call for call in calls)
