"""Fonts, colours and settings that every figure relies on."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import combinations, pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font

from analysis.errors import AnalysisError
from analysis.plots.labels import matplotlib_shapes
from analysis.plots.marks import CLUSTERS, LETTERS, MARKS_FAMILY, code_of
from analysis.plots.style import (
    FALLBACK,
    FONT_FAMILY,
    FONT_FILE,
    NAME_COLOURS,
    PALETTE,
    font_families,
    style,
    use_style,
)
from analysis.plots.words import WORDS, month_name, percent, word

NEWS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگکیـ،؛؟٪٠١٢٣٤٥٦٧٨٩%$()[]«»–—…·←→−AZaz09éü€"


def test_bundled_font_holds_what_news_labels_need() -> None:
    for path in FONT_FILE.parent.glob("WusumSans-*.ttf"):
        held = FT2Font(str(path)).get_charmap()
        assert [letter for letter in NEWS if ord(letter) not in held] == []


def test_bundled_fonts_are_small_and_carry_their_licence() -> None:
    files = list(FONT_FILE.parent.glob("*.ttf"))
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) < 350_000
    assert "SIL OPEN FONT LICENSE" in (FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera Fonts Copyright" in (FONT_FILE.parent / "LICENSE_DEJAVU").read_text("utf-8")


def test_reserved_names_of_the_originals_are_not_used() -> None:
    names = {FT2Font(str(path)).family_name for path in FONT_FILE.parent.glob("*.ttf")}
    assert names == {FONT_FAMILY, MARKS_FAMILY}
    assert not any(word in name for name in names for word in ("Plex", "Vera", "Bitstream", "Arev"))


def test_font_of_marks_has_a_glyph_for_each_cluster_on_each_form() -> None:
    for path in FONT_FILE.parent.glob("WusumMarks-*.ttf"):
        held = FT2Font(str(path)).get_charmap()
        assert {code_of(ord(letter), cluster) for letter in LETTERS for cluster in CLUSTERS} <= set(held)
        assert code_of(0xFEFC, "\u0651\u064e", on_alef=True) in held


def test_bundled_font_comes_first_where_matplotlib_shapes() -> None:
    families = font_families()
    before = [FALLBACK, FONT_FAMILY, MARKS_FAMILY]
    assert families == ([FONT_FAMILY, FALLBACK] if matplotlib_shapes() else before)
    assert all(findfont(family, fallback_to_default=False) for family in families)


def test_style_ends_with_its_block_and_use_style_stays() -> None:
    before = mpl.rcParams["svg.hashsalt"]
    with style():
        assert mpl.rcParams["svg.hashsalt"] == "wusum"
    assert mpl.rcParams["svg.hashsalt"] == before
    with mpl.rc_context():
        use_style()
        assert mpl.rcParams["font.family"] == font_families()


def _lightness(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16


def test_colours_climb_in_lightness_so_that_grey_print_tells_them_apart() -> None:
    steps = [_lightness(colour) for colour in PALETTE]
    assert steps == sorted(steps)
    assert min(b - a for a, b in pairwise(steps)) >= 4


# Machado, Oliveira and Fernandes (2009), severity 1.
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


@pytest.mark.parametrize("matrix", BLINDNESS.values(), ids=BLINDNESS)
def test_colours_differ_for_colour_blind_readers(matrix) -> None:
    seen = [np.array(matrix) @ to_rgb(colour) for colour in PALETTE]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 0.12


def test_names_are_readable_on_white() -> None:
    luminance = [((_lightness(colour) + 16) / 116) ** 3 for colour in NAME_COLOURS]
    assert min(1.05 / (y + 0.05) for y in luminance) >= 4.5


@pytest.mark.parametrize(("lang", "shown"), [("ar", "يناير 2024"), ("en", "Jan 2024")])
def test_month_is_named_with_latin_digits(lang, shown: str) -> None:
    assert month_name(date(2024, 1, 31), lang) == shown


def test_every_word_takes_the_same_values_in_both_languages() -> None:
    assert [
        key for key, (arabic, english) in WORDS.items() if arabic.count("{}") != english.count("{}")
    ] == []


def test_percent_is_rounded_to_its_digits() -> None:
    assert (percent(0.125), percent(0.125, 1)) == ("12%", "12.5%")


def test_word_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(AnalysisError, match="lang 'fr'"):
        word("no data", "fr")  # type: ignore[arg-type]


def test_importing_the_room_loads_no_matplotlib_and_no_polars() -> None:
    code = "import sys, analysis.plots.labels; sys.exit(bool({'matplotlib', 'polars'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
