"""The teaching notebook: thin, stripped, in two languages, and it shows on the sample what it says."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from analysis.report.notebooks import execute, lesson_files, notebook_files, title_of

FILE = Path(__file__).parents[2] / "notebooks/10_traps.ipynb"
CELLS = nbformat.read(FILE, as_version=4).cells


def test_lessons_are_no_chapters_of_a_report():
    assert [file.stem for file in lesson_files()] == ["10_traps"]
    assert not set(lesson_files()) & set(notebook_files())


def test_it_is_committed_without_output_and_with_ids_by_position():
    assert [c["id"] for c in CELLS] == [f"10-{i:02d}" for i in range(len(CELLS))]
    assert all((c.outputs, c.execution_count) == ([], None) for c in CELLS if c.cell_type == "code")


def test_it_asks_first_stays_thin_and_says_everything_twice():
    assert title_of(nbformat.read(FILE, as_version=4)).endswith("؟")
    code = "\n".join(c.source for c in CELLS if c.cell_type == "code")
    assert not re.search(r"^\s*(def|class|for|while) ", code, re.MULTILINE)
    prose = [c.metadata["tags"] for c in CELLS if c.cell_type == "markdown"]
    assert prose == [["ar"], ["en"]] * (len(prose) // 2)
    heads = [re.findall(r"^#+", c.source, re.MULTILINE)[:1] for c in CELLS if c.cell_type == "markdown"]
    assert heads[::2] == heads[1::2]


@pytest.fixture(scope="module", params=["ar", "en"])
def shown(request, sample):
    """What the cells print in one language, after the heading they stand under."""
    notebook = execute(FILE, sample, request.param, lambda step, done, total: None)
    parts, head = {}, ""
    for cell in notebook.cells:
        if match := re.search(r"^## (\d)", cell.source, re.MULTILINE):
            head = match[1]
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            parts.setdefault(head, []).append(data.get("text/html") or next(iter(data.values()), ""))
    return parts


@pytest.mark.xdist_group("sample")
@pytest.mark.parametrize(
    ("trap", "words"),
    [
        ("2", ["الدروس", "غزيرة", "لبن", "اشنطن"]),
        ("4", ["2024-02-09", "2024-08-02", "1446-05-09", "2025-01-05", "2001-09-03", "None"]),
        ("7", ["1.35", "0.94", "0.7"]),
    ],
)
def test_a_trap_shows_what_its_text_says(trap, words, shown):
    text = " ".join(shown[trap])
    assert [word for word in words if word not in text] == []


@pytest.mark.xdist_group("sample")
def test_every_trap_shows_something(shown):
    assert set(shown) >= set("1234567")


@pytest.mark.xdist_group("sample")
def test_nearly_half_of_the_numeric_dates_are_misread(shown):
    read, wrong = map(int, re.findall(r">(\d+)<", shown["4"][0]))
    assert 0.4 < wrong / read < 0.6
