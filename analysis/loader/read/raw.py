"""Raw files of every format -> raw pages and findings, one at a time, in a stable order."""

from __future__ import annotations

import errno
import zlib
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.read.feeds import read_feed
from analysis.loader.read.files import Share, list_raw, open_raw, read_page_bytes
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage, is_markup, shown_path
from analysis.loader.read.store import at_hand
from analysis.loader.read.tables_in import read_table
from analysis.loader.read.warc import read_warc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from analysis.loader.read.raw_page import Kind


OF_THE_MACHINE = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.ENOSPC, errno.EDQUOT)
"""Refusals that say nothing of the file: written down as a finding they would last until it changes."""

MAX_BARREN = 1_000_000
"""Findings with no page between them after which a file is left; 0.1 MB of gzip may hold 12 million rows."""


def read_raw(
    paths: Sequence[str | Path], *, mapping: Mapping[str, str] | None = None
) -> Iterator[RawPage | RawIssue]:
    """Yield every page under ``paths``, and a finding for every file or row that gives none.

    Args:
        paths: files, folders (searched to any depth) and globs, mixed; ``.gz`` of all of them too.
        mapping: for tables, field -> column, as in ``--map title=headline``.

    Raises:
        InputError: a path does not exist, or the mapping names a column that a table does not have.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     list(read_raw([folder]))
    []
    """
    for path in list_raw(paths):
        with at_hand([Share(path)]) as shares:
            yield from read_file(shares[0], mapping=mapping)


def read_file(file: str | Share, mapping: Mapping[str, str] | None = None) -> Iterator[RawPage | RawIssue]:
    """Yield the pages of one raw file, as `read_raw` does.

    Args:
        file: one of `list_raw`, or one of its `shares`, each of which tells what is wrong with the whole.
        mapping: for tables, field -> column.

    Raises:
        InputError: as `read_raw`; also when this machine has no room, memory or handles to read it with.
    """
    share = Share(file) if isinstance(file, str) else file
    shown = shown_path(share.path)
    try:
        yield from _while_fruitful(_read(share, shown, mapping))
    except RawFault as fault:
        yield RawIssue(shown, fault.issue, str(fault))
    except FileNotFoundError:
        yield RawIssue(
            shown, "vanished", "the file is gone since the folder was listed, or is a link to nothing."
        )
    except (EOFError, zlib.error) as error:
        yield RawIssue(shown, "truncated", f"the gzip data breaks off: {error}.")
    except OSError as error:
        if error.errno in OF_THE_MACHINE:
            raise InputError(
                f"{shown}: could not be read now ({error.strerror}); nothing was built. "
                "Make room on this machine and build again."
            ) from error
        issue = "symlink_loop" if error.errno == errno.ELOOP else "unreadable"
        yield RawIssue(shown, issue, f"the file cannot be read: {error.strerror or error}.")
    except InputError:
        raise  # what the user asked for cannot be, whatever file is read
    except Exception as error:  # whatever a file does to a reader, it must not stop the corpus
        yield RawIssue(shown, "page_fault", f"reading failed: {type(error).__name__}. Please report it.")


def _while_fruitful(found: Iterator[RawPage | RawIssue]) -> Iterator[RawPage | RawIssue]:
    barren = 0
    for one in found:
        yield one
        barren = barren + 1 if isinstance(one, RawIssue) else 0
        if barren == MAX_BARREN:
            raise RawFault(
                "too_large", f"{barren:,} rows one after the other give no page; the rest was not read."
            )


def _read(share: Share, shown: str, mapping: Mapping[str, str] | None) -> Iterator[RawPage | RawIssue]:
    if share.fault:
        raise RawFault(*share.fault)
    with open_raw(share.copy or share.path, share.path) as (form, stream):
        if form in ("dump", "html"):
            yield _page(stream, form, shown)
        elif form == "feed":
            yield from read_feed(read_page_bytes(stream), shown)
        elif form == "warc":
            yield from read_warc(stream, shown)
        else:
            yield from read_table(stream, form, shown, mapping, (share.number, share.of))


def _page(stream: BinaryIO, form: str, shown: str) -> RawPage:
    data = read_page_bytes(stream)
    try:
        decoded = decode(data)
    except InputError as error:
        raise RawFault("binary", str(error)) from error
    if not any(map(str.isalnum, decoded.text)):  # marks of direction and joiners are no white space
        raise RawFault("empty", "the file holds neither a letter nor a digit.")
    kind: Kind = "html" if form == "html" or is_markup(decoded.text) else "dump"
    return RawPage(shown, kind, decoded.text, repairs=tuple(decoded.repairs))
