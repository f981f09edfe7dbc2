"""An executed notebook as the body of a page: prose, then code folded away, then its table or figure."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from analysis.report.phrases import words
from analysis.report.pictures import smaller

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.plots.words import Lang

# Scrolling boxes can be reached with the keyboard, and say what they hold: the heading they stand under.
CELLS = """{%- extends 'basic/index.html.j2' -%}
{%- block input_group -%}{% if cell.source.strip() %}
<details class="code"><summary>{{ resources.code }}</summary>
<div class="highlight-box" dir="ltr" role="group" tabindex="0" aria-label="{{ resources.code }}">
{{ cell.source | highlight_code(metadata=cell.metadata) }}</div>
</details>{% endif %}{%- endblock input_group -%}
{%- block output_area_prompt -%}{%- endblock output_area_prompt -%}
{%- block data_html scoped -%}
{%- if output.metadata.widget -%}{{ super() }}{%- else -%}
<div class="box" role="group" tabindex="0" aria-label="{{ cell.metadata.under | escape }}">{{ super() }}</div>
{%- endif -%}
{%- endblock data_html -%}
{%- block data_png scoped -%}
<figure class="box figure-box" role="group" tabindex="0" aria-label="{{ cell.metadata.under | escape }}">
{%- set narrow = output.data[resources.narrow] %}{% if narrow %}
<picture><source media="(max-width: 36rem)" srcset="data:image/png;base64,{{ narrow }}">
<img alt="{{ output.metadata['image/png'].alt | escape }}" width="{{ output.metadata['image/png'].width }}"
src="data:image/png;base64,{{ output.data['image/png'] }}"></picture>
{%- else %}{{ super() }}{% endif %}</figure>
{%- endblock data_png -%}
"""


WIDGET = "application/vnd.jupyter.widget-view+json"


def is_interactive(notebook: NotebookNode) -> bool:
    """Return whether a cell of an executed notebook shows widgets."""
    return bool(_widgets(notebook))


def _widgets(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for output in _outputs(notebook) if WIDGET in output.get("data", {})]


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def body_of(notebook: NotebookNode, lang: Lang, widget: str = "") -> str:
    """Return an executed notebook as HTML without a page around it.

    Args:
        notebook: executed; its cells learn which heading they stand under.
        lang: ``ar`` or ``en``.
        widget: HTML in the place of widgets, which need a running kernel.
    """
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter

    from analysis.plots.shown import NARROW

    _name_outputs(notebook)
    for output in _outputs(notebook):
        for kind in {"image/png", NARROW} & set(output.get("data", {})):
            png = smaller(base64.b64decode(output.data[kind]))
            output.data[kind] = base64.b64encode(png).decode("ascii")
    for output in _widgets(notebook):
        output.data, output.metadata = {"text/html": widget}, {"widget": True}
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"cells.html.j2": CELLS})], template_file="cells.html.j2"
    )
    exporter.anchor_link_text = ""
    body, _ = exporter.from_notebook_node(notebook, resources={"code": words(lang)["code"], "narrow": NARROW})
    return body


def _name_outputs(notebook: NotebookNode) -> None:
    under = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#+ (.+)$", cell.source, re.MULTILINE)
            under = headings[-1] if headings else under
        cell.metadata["under"] = under
