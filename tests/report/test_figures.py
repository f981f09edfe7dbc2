"""`wusum figure`: every name draws, every kind is written, every fault is one line."""

from __future__ import annotations

import pytest

from analysis.errors import InputError
from analysis.plots.names import FIGURES
from analysis.report.figures import write_figure

pytestmark = pytest.mark.xdist_group("sample")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_of_the_list_is_drawn(name, sample, tmp_path):
    assert write_figure(name, sample, tmp_path / "new" / "f.png").read_bytes().startswith(b"\x89PNG")


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
