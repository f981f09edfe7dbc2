"""What the documents say runs: code blocks, commands, targets, links; what the code writes is up to date."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from pathlib import Path

import pytest

from analysis.__main__ import _parser, main
from analysis.report.figures import write_figure

pytestmark = pytest.mark.xdist_group("sample")

ROOT = Path(__file__).parent.parent
DOCS = [*sorted(ROOT.glob("README*.md")), ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in DOCS}
# Tests of their own run the examples of these.
ELSEWHERE = {"docs/exports.md", *(name for name in TEXTS if name.startswith("docs/method"))}
TRANSLATED = {
    "README.ar.md": "README.md",
    "docs/tutorial.ar.md": "docs/tutorial.md",
}  # the same code, run once
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```", re.DOTALL | re.MULTILINE)
STANDS_FOR = {"RAW": "raw", "RAW...": "raw", "DIR": "data/processed", "NAME": "pairs", "FOLDER": "study"}
FILES = {"figure": "figure.png", "sample": "sample.csv", "explain": "data/raw/135_widget.txt"}
"""What a placeholder in capitals stands for when the tests run a command."""

SLOW = {"report"}
"""Commands whose words are checked here and whose work tests of their own run."""


@pytest.fixture
def desk(sample, tmp_path, monkeypatch):
    """A folder as a reader's checkout after `make report`: raw pages, tables, and six pages in `raw`."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/raw").symlink_to(ROOT / "data/raw")
    shutil.copytree(sample, tmp_path / "data/processed")
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("*.py", "*.png"))
    (tmp_path / "raw").mkdir()
    for page in sorted((ROOT / "data/raw").glob("*.txt"))[:6]:
        shutil.copy(page, tmp_path / "raw")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words_of(line: str) -> list[str]:
    """Return the words of a command line, placeholders filled in."""
    words = shlex.split(line, comments=True)
    file = FILES.get(words[1], "file")
    alone = (
        ["--jobs", "1"] if words[1] == "build" and "--jobs" not in words else []
    )  # starting workers takes longer
    return [*(STANDS_FOR.get(word, file if word == "FILE" else word) for word in words[1:]), *alone]


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in ELSEWHERE | TRANSLATED.keys()])
def test_blocks_run_from_the_first_to_the_last(name, desk):
    for kind, block in BLOCK.findall(TEXTS[name]):
        if kind == "python":
            exec(compile(block, name, "exec"), {"__name__": "__main__"})
            continue
        for line in (line for line in block.splitlines() if line.startswith("wusum ")):
            words = words_of(line)
            _parser().parse_args(words)
            if words[0] not in SLOW:
                assert main(words) in (0, 1), line


def code_of(name: str) -> list[str]:
    """Return the code of a page without comments and languages."""
    return [re.sub(r" --lang \w+|\s*#.*", "", block) for _, block in BLOCK.findall(TEXTS[name])]


@pytest.mark.parametrize(("name", "original"), TRANSLATED.items())
def test_a_translation_has_the_code_and_the_headings_of_its_original(name, original):
    assert code_of(name) == code_of(original)
    levels = [re.findall(r"^#+(?= )", TEXTS[one], re.MULTILINE) for one in (name, original)]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("name", TEXTS)
def test_commands_options_and_targets_exist(name):
    inline = re.findall(r"`([^`\n]+)`", TEXTS[name])
    indented = re.findall(r"^    (make [a-z]+)", TEXTS[name], re.MULTILINE)
    text = "\n".join(
        [*inline, *indented, *(block for kind, block in BLOCK.findall(TEXTS[name]) if kind == "sh")]
    )
    known = next(a.choices for a in _parser()._actions if a.choices and "build" in a.choices)
    for command, rest in re.findall(r"^wusum ([a-z]+)([^\n#]*)", text, re.MULTILINE):
        assert command in known, command
        options = {o for action in known[command]._actions for o in action.option_strings}
        assert set(re.findall(r"(?<!\w)--[a-z-]+", rest)) <= options, rest
    targets = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets <= rules


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name):
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", TEXTS[name])
    for link, anchor in links:
        target = (ROOT / name).parent / link if link else ROOT / name
        assert target.exists(), link
        if anchor:
            heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, (
                anchor
            )


@pytest.mark.parametrize("page", ["tables", "command"])
def test_pages_that_the_code_writes_are_up_to_date(page):
    written = runpy.run_path(str(ROOT / "docs/generate.py"))[f"{page}_page"]()
    assert TEXTS[f"docs/{page}.md"] == written, "run `make docs`"


@pytest.mark.parametrize("name", [n for n in TEXTS if "<!-- wusum figure" in TEXTS[n]])
def test_a_figure_is_what_the_command_beside_it_draws(name, sample, tmp_path):
    for figure, lang, file in re.findall(
        r"<!-- wusum figure (\w+) data/processed(?: --lang (\w+))? --out (\S+) -->", TEXTS[name]
    ):
        drawn = write_figure(figure, sample, tmp_path / Path(file).name, lang=lang or "ar")
        assert drawn.read_bytes() == (ROOT / file).read_bytes(), f"{file}: run `make docs`"
