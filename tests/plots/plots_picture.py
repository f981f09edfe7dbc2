"""A judge of pictures: is this drawing of a label the Arabic that was meant?

The reference is Pillow's raqm, another shaping and ordering engine than matplotlib's. It draws the logical
string in the same font file. What matplotlib drew is compared with it and with pictures of the usual faults.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

import numpy as np
from arabic_reshaper import ArabicReshaper
from bidi import get_display
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from analysis.plots.style import style

HEIGHT, SIZE = 48, 64
ALIKE = 0.88  # right labels: 0.96 and more on matplotlib 3.10 and 3.11; the nearest fault: 0.77
STRETCH = 0.09  # by how much widths may differ; hinting and presentation forms take up to 0.05
ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_BASIC, _RAQM = ImageFont.Layout.BASIC, ImageFont.Layout.RAQM


@dataclass(frozen=True)
class Verdict:
    """How a drawing was judged: the likeliest reading, and how alike it is to each."""

    reading: str
    likeness: dict[str, float]

    @property
    def right(self) -> bool:
        return self.reading == "right"


def judge(drawn: np.ndarray, logical: str, font: str) -> Verdict:
    """Return what the ink of one line most looks like."""
    likeness = {name: alike(drawn, picture) for name, picture in readings(logical, font).items()}
    best = max(likeness, key=lambda name: (likeness[name], name == "right"))
    if likeness["right"] >= likeness[best] - 0.005:
        best = "right"
    return Verdict(best if likeness[best] >= ALIKE else "unknown", likeness)


def readings(logical: str, font: str) -> dict[str, np.ndarray]:
    """Return pictures of one line drawn right and drawn wrong in each usual way."""
    if not ARABIC.search(logical):
        return {"right": pillow_line(logical, font, _RAQM, None)}
    joined = ArabicReshaper({"delete_harakat": False}).reshape(logical)
    return {
        "right": pillow_line(logical, font, _RAQM, "rtl"),
        "left to right": pillow_line(logical, font, _RAQM, "ltr"),
        "reversed": pillow_line(get_display(joined, base_dir="R"), font, _RAQM, None),
        "unshaped": pillow_line(logical, font, _BASIC, None),
        "disconnected": pillow_line(get_display(logical, base_dir="R"), font, _BASIC, None),
    }


def pillow_line(text: str, font: str, engine: ImageFont.Layout, direction: str | None) -> np.ndarray:
    """Return the ink of one line as Pillow draws it."""
    face = ImageFont.truetype(font, SIZE, layout_engine=engine)
    options = {"direction": direction} if direction else {}
    x0, y0, x1, y1 = face.getbbox(text, **options)
    image = Image.new("L", (int(x1 - x0) + 40, int(y1 - y0) + 40), 0)
    ImageDraw.Draw(image).text((20 - x0, 20 - y0), text, font=face, fill=255, **options)
    return ink(np.asarray(image))


def matplotlib_line(text: str, font: FontProperties) -> np.ndarray:
    """Return the ink of one line as matplotlib draws it."""
    figure = Figure(figsize=(max(3.0, 0.5 * len(text) + 2), 2), dpi=100)
    canvas = FigureCanvasAgg(figure)
    big = font.copy()
    big.set_size(SIZE * 0.72)
    figure.text(0.5, 0.5, text, fontproperties=big, ha="center", va="center")
    with style():
        canvas.draw()
    return ink(255 - np.asarray(canvas.buffer_rgba())[..., 0])


def artist_line(text: Text) -> np.ndarray:
    """Return the ink of a text where it stands, turned back to level, without its neighbours."""
    figure = text.get_figure()
    width, height = figure.bbox.size
    renderer = RendererAgg(width, height, figure.dpi)
    text.set_bbox(None)
    text.set_clip_on(False)
    Text.draw(text, renderer)  # of an annotation: not its arrow
    drawn = np.asarray(renderer.buffer_rgba())[..., 3]
    turned = Image.fromarray(drawn).rotate(-text.get_rotation(), Image.Resampling.BICUBIC, expand=True)
    return ink(np.asarray(turned))


def ink(image: np.ndarray) -> np.ndarray:
    """Return the part of a picture (255 is ink) that is not empty."""
    rows, columns = np.flatnonzero((image > 60).any(1)), np.flatnonzero((image > 60).any(0))
    if not len(rows):
        return np.zeros((1, 1), np.uint8)
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def alike(a: np.ndarray, b: np.ndarray) -> float:
    """Return the correlation of two pictures of one height; 0 when one is much wider."""
    widths = [max(1, round(image.shape[1] * HEIGHT / image.shape[0])) for image in (a, b)]
    if abs(widths[0] / widths[1] - 1) > STRETCH:
        return 0.0
    first, second = (_blurred(image, widths[0]) for image in (a, b))
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


def _blurred(image: np.ndarray, width: int) -> np.ndarray:
    scaled = Image.fromarray(image.astype(np.uint8)).resize((width, HEIGHT), Image.Resampling.LANCZOS)
    return np.asarray(scaled.filter(ImageFilter.GaussianBlur(1.2)), float)


def judge_label(logical: str, handed: str, font: FontProperties) -> list[Verdict]:
    """Judge each line of a label that was handed to matplotlib; a missing glyph is read as tofu."""
    path = findfont(font, fallback_to_default=False)
    verdicts = []
    for want, given in zip(logical.split("\n"), handed.split("\n"), strict=True):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            drawn = matplotlib_line(given, font)
        missing = any("missing from" in str(warning.message) for warning in caught)
        verdicts.append(Verdict("tofu", {}) if missing else judge(drawn, want, path))
    return verdicts
