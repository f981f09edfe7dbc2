"""Raw files in S3, on a server of this machine; needs s3fs and moto: `make test-s3`."""

from __future__ import annotations

from itertools import count

import polars as pl
import pytest
from engine_pages import digest, write_pages

from analysis.engine.build import build
from analysis.engine.local import Local
from analysis.engine.verify import verify
from analysis.errors import AnalysisError

s3fs = pytest.importorskip("s3fs", reason="no s3fs here: make test-s3 installs it")
server_of = pytest.importorskip("moto.server", reason="no moto here: make test-s3 installs it")

NUMBERS = count()


@pytest.fixture
def server(monkeypatch):
    """A server that this process and its workers take for S3."""
    running = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "made-up")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    yield running
    running.stop()


@pytest.fixture
def bucket(server, tmp_path):
    """The address of a bucket with 12 pages under ``raw``; the server forgets nothing between tests."""
    place = f"corpus-{next(NUMBERS)}"
    store = s3fs.S3FileSystem()
    store.mkdir(place)
    store.put(str(write_pages(tmp_path / "raw", 12)), f"{place}/raw", recursive=True)
    return f"s3://{place}/raw"


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_pages_of_s3_give_the_tables_of_local_pages(bucket, tmp_path, engine):
    from analysis.engine.cluster import Cluster

    running = Cluster(jobs=2) if engine == "dask" else Local(2)
    out = build([bucket], tmp_path / "out", engine=running).folder
    expected = build([tmp_path / "raw"], tmp_path / "expected").folder
    for name in ("articles", "article_tags", "measures"):
        one, other = (pl.read_parquet(place / f"{name}.parquet") for place in (out, expected))
        assert one.drop("raw_path", strict=False).equals(other.drop("raw_path", strict=False))
    assert not build([bucket], tmp_path / "out").fresh
    s3fs.S3FileSystem().pipe(f"{bucket}/new.txt", "خبر عن حديقة\nنص الخبر هنا.\n".encode())
    assert verify(out).differences == (f"{bucket}/new.txt: new since the build",)
    build([bucket], out)
    assert digest(out) == digest(build([bucket], tmp_path / "full").folder)


def test_a_server_that_went_away_is_one_line(bucket, server, tmp_path):
    server.stop()
    with pytest.raises(AnalysisError, match="the store cannot be listed: EndpointConn") as told:
        build([bucket], tmp_path / "out")
    assert "\n" not in str(told.value)
