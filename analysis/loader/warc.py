from __future__ import annotations


def read_warc(stream, shown):
    yield from ()
