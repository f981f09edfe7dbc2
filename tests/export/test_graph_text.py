from __future__ import annotations

import csv
import json

import networkx as nx
import pytest
from export_tables import HOSTILE, pairs, tags, write

from analysis.export.network import tag_network


def test_pajek_network_comes_back_with_labels_and_weights(folder, save):
    graph = nx.read_pajek(save(folder, "pajek") / "topics.net")
    edges = {frozenset((a, b)): weight for a, b, weight in graph.edges(data="weight")}
    assert edges == {frozenset(("غزة", "إيران")): 3.0, frozenset(("إيران", "روسيا")): 1.0}


def test_pajek_file_starts_with_the_mark_that_pajek_needs_for_arabic(folder, save):
    lines = (save(folder, "pajek") / "tags.net").read_bytes().split(b"\n")
    assert lines[0] == b"\xef\xbb\xbf*Network tags"
    assert lines[1] == b"*Vertices 3"


def test_hostile_labels_do_not_break_a_pajek_line(hostile, save):
    graph = nx.read_pajek(save(hostile, "pajek") / "tags.net")
    assert graph.number_of_nodes() == len(HOSTILE)
    assert graph.number_of_edges() == len(HOSTILE) - 1
    assert "قال ''نعم''، ثم 'لا' /" in graph


def test_labels_that_differ_in_what_pajek_cannot_hold_stay_two_vertices(tmp_path, save):
    rows = [("1", "tags", text, text) for text in ('حي "أ"', "حي ''أ''", "حي")]
    links = [(None, 'حي "أ"', "حي ''أ''", 1, 1, 1), (None, "حي", 'حي "أ"', 1, 1, 1)]
    out = save(write(tmp_path, article_tags=tags(rows), tag_pairs=pairs("tag", links)), "pajek")
    graph = nx.read_pajek(out / "tags.net")
    assert sorted(graph) == ["حي", "حي ''أ''", "حي ''أ'' (2)"]


def test_pajek_vector_and_partition_have_a_line_for_each_node(tmp_path, save):
    names = ["ا", "ب", "ج", "د", "ه"]
    rows = [
        (str(i), "tags", n, n) for n, count in zip(names, (1, 2, 3, 4, 5), strict=True) for i in range(count)
    ]
    links = [(None, a, b, 1, 1, 1) for a, b in ("اب", "جد", "ده")]
    out = save(write(tmp_path, article_tags=tags(rows), tag_pairs=pairs("tag", links)), "pajek")
    assert (out / "tags.vec").read_text().split() == ["*Vertices", "5", "1", "2", "3", "4", "5"]
    assert (out / "tags.clu").read_text().split() == ["*Vertices", "5", "2", "2", "1", "1", "1"]


def test_vosviewer_map_and_network_files_name_the_same_items(folder, save):
    out = save(folder, "vosviewer")
    with (out / "topics_map.txt").open(encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file, delimiter="\t"))
    assert [(i["id"], i["label"], i["weight<Articles>"]) for i in items] == [
        ("1", "غزة", "5"),
        ("2", "إيران", "9"),
        ("3", "روسيا", "7"),
    ]
    assert (out / "topics_network.txt").read_text() == "1\t2\t3\n2\t3\t1\n"


def test_vosviewer_json_holds_the_same_network(folder, save):
    network = json.loads((save(folder, "vosviewer") / "topics.json").read_text(encoding="utf-8"))["network"]
    assert network["items"][0] == {"id": 1, "label": "غزة", "weights": {"Articles": 5}}
    assert network["links"] == [
        {"source_id": 1, "target_id": 2, "strength": 3},
        {"source_id": 2, "target_id": 3, "strength": 1},
    ]


def test_hostile_labels_do_not_break_a_vosviewer_line(hostile, save):
    with (save(hostile, "vosviewer") / "tags_map.txt").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert {len(row) for row in rows} == {3}
    assert [row[1] for row in rows[1:]] == tag_network(hostile).nodes["label"].to_list()


@pytest.mark.parametrize("kind", ["pajek", "vosviewer"])
def test_empty_tables_give_files_without_nodes(tmp_path, save, kind):
    out = save(write(tmp_path), kind)
    assert len(list(out.iterdir())) == 6
    if kind == "pajek":
        assert nx.read_pajek(out / "tags.net").number_of_nodes() == 0
