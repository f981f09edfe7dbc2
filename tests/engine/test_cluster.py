"""A cluster gives the tables of this machine, row for row, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from engine_pages import digest, write_pages

from analysis.engine import reading, spread
from analysis.engine.build import build
from analysis.engine.cluster import Cluster
from analysis.errors import AnalysisError, InputError

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    with Cluster(jobs=2) as running:
        yield running


@pytest.fixture
def raw(tmp_path) -> Path:
    raw = write_pages(tmp_path / "raw", 30)
    (raw / "again.txt").write_bytes((raw / "003.txt").read_bytes())
    (raw / "table.jsonl").write_text('{"title": "خبر عن روسيا", "body": "نص عن إيران"}\n{"', encoding="utf-8")
    return raw


class Held:
    """An engine that is running already, as a build takes it."""

    def __init__(self, cluster: Cluster, before: int = 0) -> None:
        self.cluster, self.before = cluster, before

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def check(self, paths):
        self.cluster.check(paths)

    def spread(self, work, pieces):
        for n, result in enumerate(self.cluster.spread(work, pieces)):
            if n == self.before:
                self.kill_one()
            yield result

    def kill_one(self):
        pass


class Deadly(Held):
    def kill_one(self):
        pids = self.cluster.client.run(os.getpid)
        os.kill(pids[sorted(pids)[0]], signal.SIGKILL)


@pytest.mark.parametrize("engine", [Held, Deadly], ids=["undisturbed", "a worker killed in each stage"])
def test_tables_are_those_of_this_machine(raw, tmp_path, monkeypatch, cluster, engine):
    monkeypatch.setattr(spread, "FILES", 5)
    here = digest(build([raw], tmp_path / "here").folder)
    there = digest(build([raw], tmp_path / "there", engine=engine(cluster)).folder)
    assert there == here


def test_parts_made_by_a_cluster_serve_this_machine(raw, tmp_path, monkeypatch, cluster):
    build([raw], tmp_path / "out", engine=Held(cluster))
    (tmp_path / "out" / "manifest.json").unlink()
    monkeypatch.setattr(reading, "draft", lambda *args: 1 / 0)
    assert build([raw], tmp_path / "out").fresh


def test_results_come_in_the_order_of_the_pieces(cluster):
    assert list(cluster.spread(len, ["a" * n for n in range(300)])) == list(range(300))


def test_what_a_worker_does_not_see_is_one_clear_line(tmp_path, cluster):
    with pytest.raises(InputError, match=r"worker tcp://.* does not see .*gone"):
        cluster.check([tmp_path / "gone"])


def test_a_relative_path_is_refused_by_a_running_cluster(cluster):
    named = Cluster(cluster.client.scheduler.address)
    with named, pytest.raises(InputError, match=r"raw: workers of a cluster need whole paths"):
        named.check(["raw"])


def test_no_scheduler_is_one_clear_line(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("timed out")

    monkeypatch.setattr("distributed.Client", refuse)
    with (
        pytest.raises(InputError, match="no Dask scheduler answers at tcp://gone:1"),
        Cluster("tcp://gone:1"),
    ):
        pass


def test_without_dask_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(AnalysisError, match=r"pip install 'wusum\[dask\]'"), Cluster():
        pass
