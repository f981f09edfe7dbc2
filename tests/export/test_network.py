from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from export_tables import DEC, FEB, HOSTILE, JAN, pairs, tags, topic_counts, write

from analysis.errors import TableError
from analysis.export.network import tag_network, topic_network


def test_weights_add_up_over_periods_and_undated_articles(folder):
    network = topic_network(folder)
    assert network.edges.rows() == [("gaza", "iran", 3), ("iran", "russia", 1)]
    assert dict(network.nodes.select("id", "n_articles").iter_rows()) == {"gaza": 5, "iran": 9, "russia": 7}


@pytest.mark.parametrize(("lang", "label"), [("ar", "غزة"), ("en", "Gaza")])
def test_topics_are_labelled_in_the_language_asked_for(folder, lang, label):
    nodes = topic_network(folder, lang=lang).nodes
    assert nodes.row(0, named=True) == {
        "id": "gaza",
        "label": label,
        "n_articles": 5,
        "label_ar": "غزة",
        "label_en": "Gaza",
    }


def test_topic_that_the_manifest_does_not_name_is_labelled_by_its_name(tmp_path):
    write(tmp_path, topic_counts=topic_counts([(JAN, "water", 3)]))
    nodes = topic_network(tmp_path).nodes
    assert nodes.select("id", "label", "n_articles").rows() == [("water", "water", 3)]


def test_periods_run_to_their_last_day_and_leave_out_what_has_no_article(folder):
    network = topic_network(folder)
    assert network.edge_periods.rows() == [
        ("gaza", "iran", JAN, date(2024, 1, 31), 2),
        ("iran", "russia", FEB, date(2024, 2, 29), 1),
    ]
    assert network.node_periods.filter(id="gaza").rows() == [("gaza", JAN, date(2024, 1, 31), 4)]


@pytest.mark.parametrize(
    ("starts", "last_day"),
    [
        ([date(2024, 2, 5), date(2024, 2, 6)], date(2024, 2, 6)),
        ([date(2024, 2, 5), date(2024, 2, 12), date(2024, 2, 19)], date(2024, 2, 25)),
        ([DEC, JAN, FEB], date(2024, 2, 29)),
        ([date(2023, 10, 1), JAN], date(2024, 3, 31)),
        ([date(2023, 1, 1), JAN], date(2024, 12, 31)),
        ([JAN], date(2024, 1, 31)),
    ],
    ids=["days", "weeks", "months", "quarters", "years", "one period"],
)
def test_length_of_a_period_is_read_from_the_calendar(tmp_path, starts, last_day):
    rows = [(start, "gaza", "iran", 1, 1, 1) for start in starts]
    counts = [(start, topic, 1) for start in starts for topic in ("gaza", "iran")]
    write(tmp_path, topic_pairs=pairs("topic", rows), topic_counts=topic_counts(counts))
    assert topic_network(tmp_path).edge_periods["end"].to_list()[-1] == last_day


def test_tags_are_labelled_as_most_often_printed_in_the_articles_own_line(folder):
    nodes = tag_network(folder).nodes
    assert nodes.rows() == [("الامم المتحده", "الأمم المتحدة", 2), ("رفح", "رفح", 1), ("غزه", "غزة", 3)]


def test_equally_common_prints_give_the_same_label_in_any_order_of_rows(tmp_path):
    printed = [
        ("1", "tags", "أب", "اب"),
        ("2", "tags", "اب", "اب"),
        ("1", "tags", "ج", "ج"),
        ("2", "tags", "ج", "ج"),
    ]
    both = pairs("tag", [(None, "اب", "ج", 2, 2, 2)])
    labels = set()
    for rows in (printed, printed[::-1]):
        labels.add(tag_network(write(tmp_path, article_tags=tags(rows), tag_pairs=both)).nodes["label"][0])
    assert len(labels) == 1


def test_min_weight_leaves_out_edges_and_the_tags_that_only_they_had(folder):
    network = tag_network(folder, min_weight=2)
    assert network.edges.rows() == [("الامم المتحده", "غزه", 2)]
    assert network.nodes["id"].to_list() == ["الامم المتحده", "غزه"]
    assert topic_network(folder, min_weight=2).nodes.height == 3


def test_labels_are_one_line_without_what_cannot_be_shown(hostile):
    network = tag_network(hostile)
    labels = network.nodes["label"].to_list()
    assert len(labels) == len(HOSTILE) == len(set(labels))
    assert not any(set(label) & set("\n\r\t\x00\x1b\x0b\ufffe\uffff\u2028\u202e") for label in labels)
    assert {"خانه\u200cها", "سطر ثان ثالث وعمود", "مقلوب", "_x0041_"} <= set(labels)


def test_keys_that_differ_only_in_what_cannot_be_shown_stay_two_nodes(tmp_path):
    rows = [("1", "tags", "نفط", "نفط"), ("1", "tags", "نفط\x00", "نفط\x00")]
    both = pairs("tag", [(None, "نفط", "نفط\x00", 1, 1, 1)])
    network = tag_network(write(tmp_path, article_tags=tags(rows), tag_pairs=both))
    assert network.nodes["id"].to_list() == ["نفط", "نفط (2)"]
    assert network.nodes["label"].to_list() == ["نفط", "نفط (2)"]
    assert network.edges.rows() == [("نفط", "نفط (2)", 1)]


def test_a_number_after_a_label_gives_no_other_node_its_label(tmp_path):
    names = {"1": "نفط", "2": "نفط", "3": "نفط (2)", "4": "نفط (2)"}
    rows = [(article, "tags", label, key) for key, label in names.items() for article in "12"]
    links = [(None, a, b, 2, 2, 2) for a, b in ("12", "13", "14")]
    network = tag_network(write(tmp_path, article_tags=tags(rows), tag_pairs=pairs("tag", links)))
    assert network.nodes["label"].to_list() == ["نفط", "نفط (3)", "نفط (2)", "نفط (2) (2)"]


def test_a_topic_without_any_other_has_its_periods(tmp_path):
    network = topic_network(write(tmp_path, topic_counts=topic_counts([(JAN, "gaza", 3), (FEB, "gaza", 0)])))
    assert network.node_periods.rows() == [("gaza", JAN, date(2024, 1, 31), 3)]


def test_pairs_of_a_topic_that_is_not_counted_are_refused(tmp_path):
    write(tmp_path, topic_pairs=pairs("topic", [(JAN, "gaza", "water", 1, 1, 1)]))
    with pytest.raises(TableError) as error:
        topic_network(tmp_path)
    assert str(error.value) == "pairs of topics: 'gaza' is counted in no article. Run `wusum build` again."


def test_tables_without_rows_give_a_network_without_nodes(tmp_path):
    write(tmp_path)
    for network in (topic_network(tmp_path), tag_network(tmp_path)):
        assert (network.nodes.height, network.edges.height) == (0, 0)


def test_network_of_the_sample_counts_what_the_tables_count(sample):
    network = topic_network(sample)
    pairs_ = pl.read_parquet(sample / "topic_pairs.parquet")
    assert network.edges["weight"].sum() == pairs_["n_ab"].sum()
    dated = pairs_.filter(pl.col("period").is_not_null())
    assert network.edge_periods["n_articles"].sum() == dated["n_ab"].sum()
    assert tag_network(sample).nodes.height > 10
