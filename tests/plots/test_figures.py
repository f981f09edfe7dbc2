"""Every figure, in both languages: right labels, nothing over anything or cut off, the same bytes."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from arabic_reshaper import reshape
from bidi import get_display
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import features
from plots_examples import figures
from plots_picture import ARABIC, judge_label

import analysis.plots
from analysis.plots import render, size
from analysis.plots.labels import Base, label, matplotlib_shapes
from analysis.plots.style import style

OLD = Path(__file__).parents[2] / ".venv" / "mpl310"
BEFORE = "WUSUM_OLD_MATPLOTLIB" in os.environ
# English has the same words in the same places as Arabic, so one size is enough there.
ALL = [
    (lang, name, kind)
    for lang in ("ar", "en")
    for name in figures(lang)
    for kind in ("page", "column", "card")
    if kind == "page" or (lang == "ar" and not BEFORE)
    if not (BEFORE and (lang == "en" or "many" in name))
    if not (lang == "en" and ("many" in name or "hostile" in name))
    if kind != "column" or "many" in name or "hostile" in name  # what is harder to fit
]
ON_BOTH = "drawn_right or marks or fonts or judge or stands_over or runs_off or no_font_has"
LOGICAL: dict[str, str] = {}


def _remembering(text: str, base: Base = "R") -> str:
    LOGICAL[label(text, base=base)] = text
    return label(text, base=base)


def _draw_with(label_of: Callable[..., str], lang: str, name: str, kind: str = "page") -> Figure:
    """Draw a figure whose texts all went through ``label_of``, laid out."""
    with pytest.MonkeyPatch.context() as patch:
        for module in pkgutil.iter_modules(analysis.plots.__path__, "analysis.plots."):
            if hasattr(importlib.import_module(module.name), "label") and not module.name.endswith(".labels"):
                patch.setattr(f"{module.name}.label", label_of)
        with size(kind), style():
            figure = _figure(figures(lang)[name]())
            figure.draw_without_rendering()
    return figure


@pytest.fixture(scope="module")
def drawn() -> Callable[..., Figure]:
    """Draws a figure once, remembering the logical string of every label."""

    @cache
    def draw(lang: str, name: str, kind: str = "page") -> Figure:
        return _draw_with(_remembering, lang, name, kind)

    return draw


def _figure(result: Any) -> Figure:
    return result if isinstance(result, Figure) else result.figure


def _texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow without raqm: no reference")
@pytest.mark.parametrize(
    "name", [name for lang, name, kind in ALL if (lang, kind) == ("ar", "page") and "hostile" not in name]
)
def test_every_arabic_label_is_drawn_right(drawn, name: str) -> None:
    assert _wrong(drawn("ar", name)) == []


def _wrong(figure: Figure) -> list[tuple[str, str]]:
    """Return the Arabic labels of a figure that are not drawn as they should be, and how they read."""
    seen = {(text.get_text(), text.get_fontproperties()) for text in _texts(figure)}
    return [
        (LOGICAL[handed], verdict.reading)
        for handed, font in sorted(seen, key=lambda pair: pair[0])
        if ARABIC.search(handed)
        for verdict in _judged(LOGICAL[handed], handed, font)
        if not verdict.right
    ]


FAULTS: dict[str, Callable[[str], str]] = {
    "mirrored": lambda text: label("\n".join(line[::-1] for line in text.split("\n"))),
    "letters apart": lambda text: label(re.sub("(?<=[\u0621-\u064a])(?=[\u0621-\u064a])", "\u200c", text)),
    "raw where matplotlib does not shape, twice ordered where it does": lambda text: (
        "\n".join(get_display(reshape(line), base_dir="R") for line in text.split("\n"))
        if matplotlib_shapes()
        else text
    ),
    "a letter that no font has": lambda text: label(text + "\u6f22"),
}


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow without raqm: no reference")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.filterwarnings("default:Glyph .* missing from:UserWarning")
def test_judge_sees_a_fault_in_every_label_of_a_figure(fault: Callable[[str], str]) -> None:
    def faulty(text: str, base: Base = "R") -> str:
        LOGICAL[fault(text)] = text
        return fault(text)

    figure = _draw_with(faulty, "ar", "topics")
    arabic = {LOGICAL[t] for text in _texts(figure) if ARABIC.search(t := text.get_text())}
    assert len(arabic) > 10
    assert {logical for logical, _ in _wrong(figure)} == arabic


def test_a_figure_that_is_cut_is_seen(drawn) -> None:
    figure = drawn("ar", "tags")
    figure.set_layout_engine("none")
    figure.set_figwidth(figure.get_figwidth() * 0.9)
    assert _cut(figure) != []


_VERDICTS: dict[tuple[str, str], list] = {}


def _judged(logical: str, handed: str, font) -> list:
    key = (handed, str(font.get_weight()))
    if key not in _VERDICTS:
        _VERDICTS[key] = judge_label(logical, handed, font)
    return _VERDICTS[key]


@pytest.mark.parametrize(("lang", "name", "kind"), ALL)
def test_no_text_stands_over_another_or_runs_off_the_figure(drawn, lang: str, name: str, kind: str) -> None:
    figure = drawn(lang, name, kind)
    assert (_over(figure), _cut(figure)) == ([], [])


def test_texts_that_do_stand_over_each_other_and_run_off_are_seen() -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "first")
    figure.text(0.51, 0.5, "second")
    figure.text(0.98, 0.1, "third")
    assert _over(figure) == [("first", "second")]
    assert _cut(figure) == ["third"]


def _over(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes share more than half a pixel each way."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in _texts(figure)]
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if _shared(one, two) > 0.5]


def _shared(a, b) -> float:
    """Return the smaller side, in pixels, of what two boxes share."""
    return min(min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0))


def _cut(figure: Figure) -> list[str]:
    """Return the texts that reach beyond the figure."""
    page, boxes = figure.bbox, [(text.get_text(), text.get_window_extent()) for text in _texts(figure)]
    return [
        name
        for name, box in boxes
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1
    ]


@pytest.mark.parametrize(
    ("name", "kind"), [("shares", "svg"), ("matrix", "png"), ("artefact", "svg"), ("coverage", "pdf")]
)
def test_a_figure_drawn_twice_is_the_same_bytes(name: str, kind: str) -> None:
    first, second = (render(_figure(figures("ar")[name]()), kind) for _ in range(2))
    assert first == second


def test_a_figure_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys, zlib; sys.path.insert(0, sys.argv[1]); from plots_examples import figures;"
        "from analysis.plots import render; print(zlib.crc32(render(figures('ar')['artefact']().figure)))"
    )
    hashes = {
        _run(["-c", code, str(Path(__file__).parent)], PYTHONHASHSEED=seed).stdout for seed in ("1", "2")
    }
    assert len(hashes) == 1


def _run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.skipif(BEFORE, reason="this is the run on the old matplotlib")
def test_labels_and_figures_are_right_on_matplotlib_before_it_shaped() -> None:
    if not OLD.is_dir():
        pytest.skip("no matplotlib 3.10 in .venv/mpl310; `make test` puts it there")
    files = [str(Path(__file__).with_name(name)) for name in ("test_labels.py", "test_figures.py")]
    options = [
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        "-k",
        ON_BOTH,
    ]
    try:
        _run(["-m", "pytest", *options, *files], PYTHONPATH=str(OLD), WUSUM_OLD_MATPLOTLIB="1")
    except subprocess.CalledProcessError as error:
        pytest.fail(error.stdout[-4000:])
