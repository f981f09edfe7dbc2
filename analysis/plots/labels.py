"""What to hand to matplotlib so that a right-to-left label reads right, whatever its version.

From 3.11 on matplotlib shapes and orders text itself and only needs to be told the base direction; before, it
draws one isolated glyph a character from left to right, so the text has to come joined and ordered. Which of
the two holds is measured in matplotlib's own font engine, never read from a version number.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Literal

from analysis.plots.marks import MARKS_FAMILY, placed, tell_apart

Base = Literal["R", "L"]

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010d00-\U00010eff\U0001e800-\U0001eeff]"
)
# RLE and LRE; never closed: PDF and PDI print as a visible space in matplotlib 3.11's PDF output
_EMBED = {"R": "\u202b", "L": "\u202a"}
_DIRECTION: dict[int, str | None] = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
_BLANK = dict.fromkeys((*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
_HALF = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character, which no font engine takes
_NORMAL = _DIRECTION | _BLANK | _HALF
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc]")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060])
_MARK = "\u034f"  # invisible and non-spacing: it follows its bracket to whichever side that is read from
# At one height it is drawn through the alef; on the letter before, as also written, it is free.
_TANWIN_ON_ALEF = re.compile("\u0627\u064b")
_RESHAPER_SETTINGS = {
    "delete_harakat": False,
    "support_zwj": True,
    "use_unshaped_instead_of_isolated": True,
    "ARABIC LIGATURE ALLAH": False,  # U+FDF2 is drawn with its own vowels, and wider than its neighbours
}


def label(text: str, *, base: Base = "R") -> str:
    r"""Return what to hand to matplotlib so that ``text`` is drawn as an Arabic reader expects it.

    Call it once, on the logical string, at the place where the string meets matplotlib. The result is for
    drawing only: labelled again, it is mirrored on matplotlib before 3.11. Break long text into lines before,
    with newlines: ``wrap=True`` breaks lines wrongly. Before 3.11, vowel marks stand at their right height
    in the style of this package (``style``, ``use_style``) and at one height in any other.

    Args:
        text: a label in logical order, of one or more lines, in any mix of scripts.
        base: the side each line is read from: ``R``, or ``L`` for a sentence of a language written from the
            left with Arabic names in it.

    Returns:
        The same label for matplotlib's ``Text``: dollar signs escaped (two of them would start mathtext),
        control characters as blanks, and each line that holds right-to-left letters laid out from the right.

    >>> label("Reuters 2024")
    'Reuters 2024'
    >>> label("5$ to 10$")
    '5\\$ to 10\\$'
    """
    lay_out = _embed if matplotlib_shapes() else _reorder
    lines = _normal(text).split("\n")
    return "\n".join(lay_out(line, base) if is_right_to_left(line) else line for line in lines).replace(
        "$", r"\$"
    )


def is_right_to_left(text: str) -> bool:
    """Return whether a text holds a letter that is read from the right."""
    return bool(_RIGHT_TO_LEFT.search(text))


@lru_cache(maxsize=1)
def matplotlib_shapes() -> bool:
    """Return whether matplotlib joins Arabic itself: lam-alef is then narrower than lam and alef apart."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    font = FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf")

    def width(text: str) -> int:
        font.set_text(text)
        return int(font.get_width_height()[0])

    return width("\u0644\u0627") < width("\u0644") + width("\u0627")


def _normal(text: str) -> str:
    """Return the text without direction marks, control characters and presentation forms."""
    text = text.replace("\r\n", "\n").translate(_NORMAL)
    return _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _embed(line: str, base: Base) -> str:
    return _EMBED[base] + line


def _reorder(line: str, base: Base) -> str:
    """Return the line joined, in visual order, brackets mirrored where they are read from the right."""
    from bidi import get_display

    placing = _places_marks()
    line = tell_apart(line) if placing else _TANWIN_ON_ALEF.sub("\u064b\u0627", line)
    marked = _brackets().sub(rf"\g<0>{_MARK}", _reshaper().reshape(line))
    ordered = _brackets_marked().sub(_mirror, get_display(marked, base_dir=base)).translate(_INVISIBLE)
    return placed(ordered) if placing else ordered


def _places_marks() -> bool:
    """Return whether the font of vowel marks is among those that matplotlib draws with at the moment."""
    from matplotlib import rcParams

    return MARKS_FAMILY in rcParams["font.family"]


def _mirror(found: re.Match[str]) -> str:
    """Return a bracket with its mark: mirrored when the mark, which follows it, stands to its left."""
    from bidi.mirror import MIRRORED

    return MIRRORED[found[1]] if found[1] else found[2]


@lru_cache(maxsize=1)
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper(configuration=_RESHAPER_SETTINGS)


@lru_cache(maxsize=1)
def _brackets() -> re.Pattern[str]:
    from bidi.mirror import MIRRORED

    return re.compile("[" + re.escape("".join(MIRRORED)) + "]")


@lru_cache(maxsize=1)
def _brackets_marked() -> re.Pattern[str]:
    one = _brackets().pattern
    return re.compile(f"{_MARK}({one})|({one}){_MARK}")
