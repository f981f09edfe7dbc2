"""Networks as text: Pajek's network, partition and vector, and VOSviewer's map, network and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.export.network import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analysis.export.network import Network

BOM = "\ufeff"


def pajek(network: Network) -> Iterator[tuple[str, bytes]]:
    """Yield a network as Pajek's ``.net``, its connected parts as ``.clu``, its article counts as ``.vec``.

    Pajek reads UTF-8 only behind a byte order mark (http://mrvar2.fdv.si/pajek/Unicode-Pajek.htm); networkx
    reads past it because ``*Network`` stands on the first line. Labels cannot hold ``"`` or a backslash:
    they become ``''`` and ``/``.
    """
    edges = list(_numbered(network))
    vertices = f"*Vertices {network.nodes.height}"
    labels = distinct(text.replace("\\", "/").replace('"', "''") for text in network.nodes["label"])
    net = [
        f"*Network {network.name}",
        vertices,
        *(f'{number} "{label}"' for number, label in enumerate(labels, 1)),
        "*Edges",
        *(f"{a} {b} {weight}" for a, b, weight in edges),
    ]
    parts = _parts(network.nodes.height, edges)
    yield f"{network.name}.net", _lines(net, BOM)
    yield f"{network.name}.clu", _lines([vertices, *map(str, parts)])
    yield f"{network.name}.vec", _lines([vertices, *map(str, network.nodes["n_articles"])])


def vosviewer(network: Network) -> Iterator[tuple[str, bytes]]:
    """Yield a network as VOSviewer's map and network files, and as the JSON that VOSviewer Online reads too.

    Positions and clusters are left to VOSviewer. Source: the VOSviewer manual, "File types".
    """
    edges = list(_numbered(network))
    items = list(enumerate(network.nodes.select("label", "n_articles").iter_rows(), 1))
    content = {
        "network": {
            "items": [{"id": i, "label": label, "weights": {"Articles": n}} for i, (label, n) in items],
            "links": [{"source_id": a, "target_id": b, "strength": weight} for a, b, weight in edges],
        },
        "config": {"terminology": {"link_strength": "Articles with both"}},
    }
    rows = [("id", "label", "weight<Articles>"), *((i, label, n) for i, (label, n) in items)]
    yield f"{network.name}_map.txt", _tabs(rows)
    yield f"{network.name}_network.txt", _tabs(edges)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    yield f"{network.name}.json", text.encode() + b"\n"


def _numbered(network: Network) -> Iterator[tuple[int, int, int]]:
    """Yield the edges with nodes as numbers from 1, in the order of the nodes."""
    number = {node: i for i, node in enumerate(network.nodes["id"], 1)}
    for a, b, weight in network.edges.iter_rows():
        yield number[a], number[b], weight


def _parts(n_nodes: int, edges: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return for each node the number of its connected part, 1 for the largest (of equals, the first)."""
    if n_nodes == 0:
        return []
    ends = np.array([edge[:2] for edge in edges], dtype=np.int64).reshape(-1, 2) - 1
    matrix = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n_nodes, n_nodes))
    part = connected_components(matrix.tocsr(), directed=False)[1]
    _, first, size = np.unique(part, return_index=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(1, len(size) + 1)
    return rank[part].tolist()


def _lines(lines: Iterable[str], start: str = "") -> bytes:
    return (start + "\n".join(lines) + "\n").encode()


def _tabs(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
