"""Networks as XML, for Gephi and others: GEXF 1.3 with intervals of time, and GraphML."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import polars as pl

from analysis import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from analysis.export.network import Network

    Period = tuple[date, date, int]

_IN_PERIOD = "n_articles_in_period"
_GEXF_TYPES = {pl.String: "string", pl.UInt32: "integer"}
_GRAPHML_TYPES = {pl.String: "string", pl.UInt32: "int"}


def gexf(network: Network) -> Iterator[tuple[str, bytes]]:
    """Yield a network as GEXF 1.3, dynamic when its articles have dates.

    Weights and ``n_articles`` are those of the whole corpus; nodes and edges have a spell, and the attribute
    ``n_articles_in_period``, for each period (both days included) that has them.
    Source: https://gexf.net/dynamics.html.
    """
    dynamic = network.node_periods.height > 0
    root = Xml.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    Xml.SubElement(Xml.SubElement(root, "meta"), "creator").text = f"wusum {__version__}"
    modes = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = Xml.SubElement(
        root, "graph", {"defaultedgetype": "undirected", **(modes if dynamic else {"mode": "static"})}
    )
    attributes = network.nodes.columns[2:]
    static = {name: _GEXF_TYPES[network.nodes.schema[name].base_type()] for name in attributes}
    _gexf_attributes(graph, "node", "static", static)
    if dynamic:
        _gexf_attributes(graph, "node", "dynamic", {_IN_PERIOD: "integer"})
        _gexf_attributes(graph, "edge", "dynamic", {_IN_PERIOD: "integer"})
    _gexf_nodes(graph, network, attributes)
    _gexf_edges(graph, network)
    yield f"{network.name}.gexf", _bytes(root)


def _gexf_attributes(graph: Xml.Element, of: str, mode: str, types: dict[str, str]) -> None:
    listed = Xml.SubElement(graph, "attributes", {"class": of, "mode": mode})
    for name, type_ in types.items():
        Xml.SubElement(listed, "attribute", id=name, title=name, type=type_)


def _gexf_nodes(graph: Xml.Element, network: Network, attributes: list[str]) -> None:
    periods = _by_key(network.node_periods)
    nodes = Xml.SubElement(graph, "nodes")
    for row in network.nodes.iter_rows(named=True):
        node = Xml.SubElement(nodes, "node", id=row["id"], label=row["label"])
        values = Xml.SubElement(node, "attvalues")
        for name in attributes:
            if row[name] is not None:
                Xml.SubElement(values, "attvalue", {"for": name, "value": str(row[name])})
        _gexf_spells(node, values, periods.get((row["id"],), []))


def _gexf_edges(graph: Xml.Element, network: Network) -> None:
    periods = _by_key(network.edge_periods)
    edges = Xml.SubElement(graph, "edges")
    for a, b, weight in network.edges.iter_rows():
        edge = Xml.SubElement(edges, "edge", source=a, target=b, weight=str(weight))
        if (a, b) in periods:
            _gexf_spells(edge, Xml.SubElement(edge, "attvalues"), periods[a, b])


def _gexf_spells(parent: Xml.Element, values: Xml.Element, periods: list[Period]) -> None:
    if not periods:
        return
    spells = Xml.SubElement(parent, "spells")
    for start, end, n_articles in periods:
        days = {"start": start.isoformat(), "end": end.isoformat()}
        Xml.SubElement(values, "attvalue", {"for": _IN_PERIOD, "value": str(n_articles), **days})
        Xml.SubElement(spells, "spell", days)


def graphml(network: Network) -> Iterator[tuple[str, bytes]]:
    """Yield a network as GraphML; counts are those of the whole corpus.

    GraphML knows no time: the counts of the periods (both days included) are a text in Gephi's notation of
    dynamic values, ``n_articles_in_period``: ``<[2024-01-01, 2024-01-31, 3]; ...>``.
    Source: http://graphml.graphdrawing.org/specification.html.
    """
    nodes, edges = _by_key(network.node_periods), _by_key(network.edge_periods)
    root = Xml.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    attributes = network.nodes.columns[1:]
    for name in attributes:
        type_ = _GRAPHML_TYPES[network.nodes.schema[name].base_type()]
        Xml.SubElement(root, "key", {"id": name, "for": "node", "attr.name": name, "attr.type": type_})
    Xml.SubElement(root, "key", {"id": "weight", "for": "edge", "attr.name": "weight", "attr.type": "double"})
    for of, periods in (("node", nodes), ("edge", edges)):
        if periods:
            named = {"attr.name": _IN_PERIOD, "attr.type": "string"}
            Xml.SubElement(root, "key", {"id": f"{of}_periods", "for": of, **named})
    graph = Xml.SubElement(root, "graph", id=network.name, edgedefault="undirected")
    for row in network.nodes.iter_rows(named=True):
        node = Xml.SubElement(graph, "node", id=row["id"])
        for name in attributes:
            if row[name] is not None:
                Xml.SubElement(node, "data", key=name).text = str(row[name])
        _graphml_periods(node, "node_periods", nodes.get((row["id"],), []))
    for a, b, weight in network.edges.iter_rows():
        edge = Xml.SubElement(graph, "edge", source=a, target=b)
        Xml.SubElement(edge, "data", key="weight").text = str(weight)
        _graphml_periods(edge, "edge_periods", edges.get((a, b), []))
    yield f"{network.name}.graphml", _bytes(root)


def _graphml_periods(parent: Xml.Element, key: str, periods: list[Period]) -> None:
    if periods:
        values = "; ".join(f"[{start}, {end}, {n}]" for start, end, n in periods)
        Xml.SubElement(parent, "data", key=key).text = f"<{values}>"


def _by_key(periods: pl.DataFrame) -> dict[tuple[str, ...], list[Period]]:
    found: dict[tuple[str, ...], list[Period]] = defaultdict(list)
    for *key, start, end, n_articles in periods.iter_rows():
        found[tuple(key)].append((start, end, n_articles))
    return found


def _bytes(root: Xml.Element) -> bytes:
    Xml.indent(root)
    return Xml.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
