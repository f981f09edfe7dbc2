"""The page about exports: its example runs, and its table names the files that are written."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from analysis.export import FORMATS, export

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", PAGE, re.MULTILINE))


def test_example_prints_what_the_page_says(sample, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/processed").symlink_to(sample)
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    said: list[str] = []
    example = doctest.DocTestParser().get_doctest(text, {}, "exports.md", "exports.md", None)
    assert doctest.DocTestRunner().run(example, out=said.append).failed == 0, "".join(said)


def test_table_has_a_row_for_each_format():
    assert list(ROWS) == list(FORMATS)


@pytest.mark.parametrize("kind", FORMATS)
def test_table_names_the_files_of_the_format(folder, kind):
    named = set(re.findall(r"`([\w.]+)`", ROWS[kind]))
    written = {name for name, _ in export(folder, kind)}
    assert named <= written
    assert "one" in ROWS[kind] or named == written
