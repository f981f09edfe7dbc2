from __future__ import annotations


def read_feed(data, shown):
    yield from ()
