"""Hand the tables over to other tools: network programs, spreadsheets, data archives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = {
    "gexf": "networks with a timeline, for Gephi",
    "graphml": "networks for igraph, Cytoscape, yEd, NetworkX",
    "pajek": "networks for Pajek",
    "vosviewer": "networks for VOSviewer and VOSviewer Online",
    "csv": "one file a table, for anything",
    "xlsx": "one sheet a table, for Excel and LibreOffice",
    "parquet": "one file a table, as built, for pandas, R, DuckDB",
    "datapackage": "CSV with a Frictionless descriptor, for an archive",
    "rocrate": "tables with a record of the run, for an archive or a reviewer",
}
"""What ``wusum export --format`` takes, and for whom each is."""


def export(
    tables: str | Path, kind: str, *, lang: str = "ar", bom: bool = False, min_weight: int = 1
) -> Iterator[tuple[str, bytes]]:
    """Yield the files, one name and its bytes at a time, that carry a build's tables to another tool.

    The same tables give the same bytes. Nothing is written here: the caller does that.

    Args:
        tables: folder that ``wusum build`` filled.
        kind: one of ``FORMATS``.
        lang: ``ar`` or ``en``, the language of topic labels in networks and the direction of sheets.
        bom: start CSV files with a byte order mark, without which Excel misreads Arabic.
        min_weight: leave edges with fewer articles out of networks.

    Returns:
        File names without a folder, each with its content.

    Raises:
        InputError: ``kind`` or ``lang`` is unknown, or ``tables`` is not a folder of tables.
        TableError: a table does not keep its contract, or does not fit into the format.

    >>> [name for name, _ in export("no such folder", "gexf")]
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: no such folder: no topic_pairs.parquet there. Expected a folder that \
`wusum build` filled.
    """
    if kind not in FORMATS:
        raise InputError(f"format '{kind}': expected one of {', '.join(FORMATS)}.")
    if lang not in ("ar", "en"):
        raise InputError(f"language '{lang}': expected ar or en.")
    folder = Path(tables)
    if kind == "csv":
        from analysis.export.sheets import csv_files

        return csv_files(folder, bom=bom)
    if kind == "xlsx":
        from analysis.export.sheets import xlsx_file

        return xlsx_file(folder, lang=lang)
    if kind == "datapackage":
        from analysis.export.datapackage import datapackage

        return datapackage(folder)
    if kind == "parquet":
        from analysis.export.read import parquet_files

        return parquet_files(folder)
    if kind == "rocrate":
        from analysis.export.rocrate import rocrate

        return rocrate(folder)
    return _networks(folder, kind, lang, min_weight)


def _networks(folder: Path, kind: str, lang: str, min_weight: int) -> Iterator[tuple[str, bytes]]:
    from analysis.export import graph_text, graph_xml
    from analysis.export.network import tag_network, topic_network

    writers = {
        "gexf": graph_xml.gexf,
        "graphml": graph_xml.graphml,
        "pajek": graph_text.pajek,
        "vosviewer": graph_text.vosviewer,
    }
    yield from writers[kind](topic_network(folder, lang=lang, min_weight=min_weight))
    yield from writers[kind](tag_network(folder, min_weight=min_weight))
