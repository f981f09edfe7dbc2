"""What the documents say runs: code blocks, commands, targets, links, and the README's figure."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import _parser
from analysis.report.figures import write_figure

pytestmark = pytest.mark.xdist_group("sample")

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in DOCS}
ELSEWHERE = {"docs/method.md", "docs/exports.md"}  # tests of their own run their examples
PYTHON = [
    pytest.param(code, id=f"{name}-{n}")
    for name, text in TEXTS.items()
    if name not in ELSEWHERE
    for n, code in enumerate(re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
]


@pytest.mark.parametrize("code", PYTHON)
def test_python_block_runs(code, root):
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", TEXTS)
def test_commands_and_targets_exist(name, root):
    commands = set(re.findall(r"^wusum ([a-z]+)|`wusum ([a-z]+)", TEXTS[name], re.MULTILINE))
    known = next(a.choices for a in _parser()._actions if a.choices and "build" in a.choices)
    assert {one for pair in commands for one in pair if one} <= set(known)
    targets = set(re.findall(r"^(?:    )?make ([a-z]+)|`make ([a-z]+)", TEXTS[name], re.MULTILINE))
    rules = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {one for pair in targets for one in pair if one} <= rules


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name, root):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXTS[name])
    assert [link for link in links if not ((root / name).parent / link).exists()] == []


def test_the_figure_of_the_readme_is_what_its_command_draws(sample, root, tmp_path):
    name, lang = re.search(
        r"<!-- wusum figure (\w+) data/processed(?: --lang (\w+))? --out", TEXTS["README.md"]
    ).groups()
    drawn = write_figure(name, sample, tmp_path / "figure.png", lang=lang or "ar")
    assert drawn.read_bytes() == (root / "docs/artefact.png").read_bytes()
