"""`wusum figure`: every name draws, every kind is written, every fault is one line."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from analysis.errors import InputError
from analysis.plots.names import BY_TOPIC, FIGURES
from analysis.plots.sizes import SIZES
from analysis.report.drawings import DRAW
from analysis.report.figures import write_figure

pytestmark = pytest.mark.xdist_group("sample")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_of_the_list_is_drawn(name, sample, tmp_path):
    assert write_figure(name, sample, tmp_path / "new" / "f.png").read_bytes().startswith(b"\x89PNG")


def test_every_figure_that_is_named_can_be_drawn():
    assert list(DRAW) == list(FIGURES)
    assert {*BY_TOPIC} <= {*FIGURES}


@pytest.mark.parametrize("size", SIZES)
def test_a_figure_comes_in_the_size_asked_for(size, sample, tmp_path):
    from PIL import Image

    file = write_figure("topics", sample, tmp_path / "f.png", size=size)
    width, height = Image.open(file).size
    assert (width, height if size == "card" else None) == {
        "column": (700, None),
        "page": (1260, None),
        "card": (1200, 630),
    }[size]


@pytest.mark.parametrize("name", BY_TOPIC)
def test_topics_can_be_chosen(name, sample, tmp_path):
    chosen = ["gaza", "iran"] if name in ("matrix", "panels", "ranks", "shares") else ["gaza"]
    drawn = write_figure(name, sample, tmp_path / "f.svg", topics=chosen).read_bytes()
    assert drawn != write_figure(name, sample, tmp_path / "all.svg").read_bytes()


def test_title_and_source_line_are_the_users(sample, tmp_path):
    from matplotlib.figure import Figure

    from analysis.report.figure_tables import Wanted

    figure = DRAW["topics"](Wanted(sample, "en", (), "my archive", "My title")).figure
    assert isinstance(figure, Figure)
    assert figure.get_label().startswith("My title. ")
    assert figure.get_label().endswith("Source: my archive")


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("topics", {"topics": ["gaza"]}, "figure 'topics' takes no topics; context, matrix"),
        ("shares", {"topics": ["mars"]}, r"no topic 'mars' in .*It has elections, gaza"),
        ("shares", {"size": "poster"}, "size 'poster': expected one of column, page, card"),
    ],
)
def test_a_wrong_choice_says_which_are_right(name, options, message, sample, tmp_path):
    with pytest.raises(InputError, match=message):
        write_figure(name, sample, tmp_path / "f.png", **options)


@pytest.mark.parametrize("name", FIGURES)
def test_a_build_of_one_page_is_drawn_or_said_to_have_nothing(name, one_page, tmp_path):
    assert write_figure(name, one_page, tmp_path / "f.png").is_file()


@pytest.fixture(scope="module")
def one_page(root, tmp_path_factory):
    """A build of one page: one period, one source, hardly a topic."""
    from analysis.engine.build import build

    page = sorted((root / "data/raw").rglob("*.txt"))[0]
    return build([page], tmp_path_factory.mktemp("one"), jobs=1).folder


def test_figures_are_the_same_bytes_in_another_process(sample, tmp_path):
    code = (
        "import sys, zlib; from pathlib import Path; from analysis.report.figures import write_figure\n"
        "for n, kind in (('network', 'svg'), ('themes', 'pdf'), ('sets', 'png')):\n"
        "    file = write_figure(n, sys.argv[1], Path(sys.argv[2]) / f'{n}.{kind}')\n"
        "    print(n, kind, zlib.crc32(file.read_bytes()))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(sample), str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("PNG", b"\x89PNG")])
def test_the_ending_says_which_kind(kind, start, sample, tmp_path):
    assert write_figure("topics", sample, tmp_path / f"f.{kind}").read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("pie", "f.png", "no figure 'pie'. Choose one of artefact"),
        ("topics", "f.doc", "expected one of png, svg, pdf"),
        ("topics", "f", "expected one of png, svg, pdf"),
    ],
)
def test_a_wrong_word_says_which_are_right(name, file, message, sample, tmp_path):
    with pytest.raises(InputError, match=message):
        write_figure(name, sample, tmp_path / file)


def test_a_place_that_cannot_be_written_is_one_line(sample, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"cannot write .*Choose another --out"):
        write_figure("topics", sample, tmp_path / "file" / "f.png")
