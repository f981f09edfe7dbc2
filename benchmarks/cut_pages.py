"""Page dumps cut one by one with ``parse_page``, on so many cores; each page alone, nothing is held.

``python benchmarks/cut_pages.py FOLDER --jobs 2`` is one whole process; it prints how many pages it cut.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from analysis import parse_page
from analysis.loader.read import list_raw, read_file

PIECE = 250
"""Files that a core is given at a time."""


def cut(files: Sequence[str]) -> int:
    """Read and cut some dumps; return how many pages they hold."""
    texts = (raw.text for file in files for raw in read_file(file))
    return sum(1 for _ in map(parse_page, texts))


def main() -> None:
    """Cut all dumps of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    files = list_raw([args.folder])
    pieces = (files[at : at + PIECE] for at in range(0, len(files), PIECE))
    with get_context("spawn").Pool(args.jobs) as pool:
        print(sum(pool.imap_unordered(cut, pieces)), "pages")


if __name__ == "__main__":
    main()
