from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import igraph
import networkx as nx
import pytest
from export_tables import HOSTILE, pairs, tags, topic_counts, write
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.export.graph_xml import gexf, graphml
from analysis.export.network import tag_network, topic_network

READERS = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


@pytest.fixture(params=READERS)
def read(request, save):
    """Export in one of the XML formats and read it back with networkx: one graph by name."""
    return lambda folder, name, **options: READERS[request.param](
        save(folder, request.param, **options) / f"{name}.{request.param}"
    )


def test_topics_come_back_with_labels_counts_and_weights(folder, read):
    graph = read(folder, "topics")
    assert not graph.is_directed()
    assert sorted(graph.edges(data="weight")) == [("gaza", "iran", 3.0), ("iran", "russia", 1.0)]
    assert dict(graph.nodes(data="label")) == {"gaza": "غزة", "iran": "إيران", "russia": "روسيا"}
    assert dict(graph.nodes(data="label_en"))["iran"] == "Iran"
    assert dict(graph.nodes(data="n_articles")) == {"gaza": 5, "iran": 9, "russia": 7}


def test_tags_come_back_as_printed(folder, read):
    graph = read(folder, "tags")
    assert dict(graph.nodes(data="label"))["غزه"] == "غزة"
    assert graph.edges["الامم المتحده", "غزه"]["weight"] == 2.0


def test_labels_follow_the_language(folder, read):
    assert dict(read(folder, "topics", lang="en").nodes(data="label"))["gaza"] == "Gaza"


def test_hostile_text_comes_back_as_text(hostile, read):
    graph = read(hostile, "tags")
    labels = {node[:2]: label for node, label in graph.nodes(data="label")}
    assert graph.number_of_nodes() == len(HOSTILE)
    assert graph.number_of_edges() == len(HOSTILE) - 1
    assert labels["08"] == HOSTILE[8]
    assert labels["09"] == HOSTILE[9]
    assert labels["14"] == HOSTILE[14]


def test_topic_without_labels_comes_back_by_its_name(tmp_path, read):
    graph = read(write(tmp_path, topic_counts=topic_counts([(None, "water", 3)])), "topics")
    assert dict(graph.nodes(data=True)) == {"water": {"label": "water", "n_articles": 3}}


GEXF = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


@pytest.mark.parametrize("tables", ["folder", "hostile", "sample"])
def test_gexf_keeps_its_schema(tables, request, save):
    for file in save(request.getfixturevalue(tables), "gexf").iterdir():
        assert GEXF.validate(etree.parse(file)), GEXF.error_log


@pytest.mark.parametrize(
    ("good", "bad"), [('start="2024', 'start="when'), ("<nodes>", "<nodes><x/>"), ('mode="dynamic"', "")]
)
def test_the_schema_refuses_what_gexf_does_not_know(good, bad, folder, save):
    text = (save(folder, "gexf") / "topics.gexf").read_bytes()
    assert good.encode() in text
    assert not GEXF.validate(etree.fromstring(text.replace(good.encode(), bad.encode(), 1)))


@pytest.mark.parametrize(
    ("kind", "file", "label"), [("graphml", "topics.graphml", "label"), ("pajek", "topics.net", "name")]
)
def test_igraph_reads_labels_and_weights(kind, file, label, folder, save):
    graph = igraph.Graph.Read(str(save(folder, kind) / file), format=kind)
    names = graph.vs[label]
    ties = {frozenset(names[v] for v in edge.tuple): edge["weight"] for edge in graph.es}
    assert ties == {frozenset(("غزة", "إيران")): 3.0, frozenset(("إيران", "روسيا")): 1.0}


def test_empty_tables_give_files_that_can_be_read(tmp_path, read):
    assert read(write(tmp_path), "tags").number_of_nodes() == 0


def test_no_document_type_or_entity_is_declared(hostile, save):
    for kind in READERS:
        for file in save(hostile, kind).iterdir():
            document = etree.fromstring(file.read_bytes())
            assert document.getroottree().docinfo.doctype == ""
            assert not list(document.iter("{*}script"))


def test_gexf_has_a_spell_and_a_count_for_each_period_that_has_articles(folder, save):
    graph = nx.read_gexf(save(folder, "gexf") / "topics.gexf")
    assert graph.graph["mode"] == "dynamic"
    iran, edge = graph.nodes["iran"], graph.edges["gaza", "iran"]
    assert iran["spells"] == [("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")]
    assert [value for value, *_ in iran["n_articles_in_period"]] == [5, 3]
    assert edge["n_articles_in_period"] == [(2, "2024-01-01", "2024-01-31")]


def test_graphml_tells_the_counts_of_the_periods_as_gephi_writes_them(folder, save):
    graph = nx.read_graphml(save(folder, "graphml") / "topics.graphml")
    spells = "<[2024-01-01, 2024-01-31, 5]; [2024-02-01, 2024-02-29, 3]>"
    assert graph.nodes["iran"]["n_articles_in_period"] == spells
    assert graph.edges["gaza", "iran"]["n_articles_in_period"] == "<[2024-01-01, 2024-01-31, 2]>"
    assert b"in_period" not in (save(folder, "graphml") / "tags.graphml").read_bytes()


def test_gexf_without_dates_is_static(folder, save):
    root = etree.parse(save(folder, "gexf") / "tags.gexf").getroot()
    assert root[1].get("mode") == "static"
    assert not list(root.iter("{*}spell", "{*}spells"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=2, max_size=5, unique=True))
def test_any_text_gives_files_with_as_many_nodes(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("any")
    names = sorted(name.encode("utf-8", "ignore").decode() + str(i) for i, name in enumerate(names))
    chain = [(None, a, b, 1, 1, 1) for a, b in pairwise(names)]
    write(folder, article_tags=tags([("1", "tags", n, n) for n in names]), tag_pairs=pairs("tag", chain))
    network = tag_network(folder)
    for writer in (gexf, graphml):
        ((_, data),) = writer(network)
        root = etree.fromstring(data)
        assert [n.get("id") for n in root.iter("{*}node")] == network.nodes["id"].to_list()


def test_sample_is_read_back_whole(sample, read):
    graph = read(sample, "topics")
    expected = topic_network(sample)
    assert graph.number_of_edges() == expected.edges.height
    assert set(dict(graph.nodes(data="label")).values()) == set(expected.nodes["label"])
