"""Finished parts of a build, kept beside its tables: what a killed or a later build need not do again.

A part is a folder of tables that covers some items (raw files, or other parts). It is there whole or not at
all, and its name is a hash of its items, so whoever makes it, and however often, it is the same part.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import polars as pl

from analysis.engine.manifest import file_hash
from analysis.engine.write import flush, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analysis.tables import Table

NAME = ".parts"
"""The folder of all parts, inside that of the tables."""

ITEMS = "items"

SUMS = "sha256"
"""The hash of each table of a part: one that a disk or a hand has spoiled is made again."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one way to build: one code, one mapping.

    Attributes:
        root: their folder; on a cluster every machine sees it under this path.
    """

    root: Path

    def write(self, stage: str, items: Iterable[str], tables: Iterable[tuple[str, pl.DataFrame]]) -> str:
        """Write one part and return its name; a part that is there already is left as it is.

        Args:
            stage: a word for what is done.
            items: what the part covers; looked at after the tables.
            tables: names and rows, the same name as often as rows come; empty ones are left out.
        """
        draft = self.root / f".{stage}-{uuid4().hex}"
        draft.mkdir(parents=True)
        try:
            self._fill(draft, tables)
            covered = sorted(items)
            self._fill(draft, [(ITEMS, pl.DataFrame({"item": covered}, schema={"item": pl.String}))])
            (draft / SUMS).write_text(_sums(draft), encoding="utf-8")
            flush(draft / SUMS)
            name = f"{stage}/{digest(covered)}"
            (self.root / stage).mkdir(exist_ok=True)
            _move(draft, self.root / name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return name

    def note(self, stage: str, table: str, frame: pl.DataFrame) -> str:
        """Write one table as a part that covers nothing but its own rows; return the part's name."""
        named = hashlib.sha256(frame.write_ipc(None).getvalue()).hexdigest()
        return self.write(stage, [named], [(table, frame)])

    def _fill(self, draft: Path, tables: Iterable[tuple[str, pl.DataFrame]]) -> None:
        numbers: Counter[str] = Counter()
        for table, frame in tables:
            if frame.height:
                file = draft / f"{table}-{numbers[table]:05}.parquet"
                write_table(file, frame)
                flush(file)
                numbers[table] += 1
        flush(draft)

    def files(self, names: Iterable[str], table: str) -> list[str]:
        """Return the files of one table in some parts, in the order of the parts."""
        return [str(file) for name in names for file in sorted((self.root / name).glob(f"{table}-*.parquet"))]

    def hashes(self, names: Iterable[str], table: str) -> dict[str, str]:
        """Return the files of one table in some parts -> the hash of each."""
        found: dict[str, str] = {}
        for name in names:
            listed = (self.root / name / SUMS).read_text(encoding="utf-8").splitlines()
            told = (line.split(" ", 1) for line in listed)
            found |= {
                str(self.root / name / file): sha256 for sha256, file in told if file.startswith(f"{table}-")
            }
        return found

    def table(self, names: Iterable[str], table: Table) -> pl.DataFrame:
        """Return all rows of one table in some parts."""
        return self.frame(names, table.name, table.columns)

    def frame(self, names: Iterable[str], table: str, schema: Mapping[str, Any]) -> pl.DataFrame:
        """Return all rows of what is no table of the package, but one of parts only."""
        files = self.files(names, table)
        return pl.read_parquet(files, glob=False) if files else pl.DataFrame(schema=schema)

    def labelled(
        self, names: Iterable[str], table: str, schema: Mapping[str, Any], among: pl.Series | None = None
    ) -> pl.DataFrame:
        """Return as `frame`, and for each row the ``part`` where it stands.

        Args:
            names, table, schema: as for `frame`.
            among: of a column that names it, the values that rows must have; None for all rows.
        """
        files = {file: name for name in names for file in self.files([name], table)}
        if not files:
            return pl.DataFrame(schema={**schema, "part": pl.String})
        rows = pl.scan_parquet(list(files), glob=False, include_file_paths="part")
        if among is not None:
            rows = rows.filter(among_these(among))
        return rows.collect().with_columns(pl.col("part").replace_strict(files, return_dtype=pl.String))

    def items(self, name: str) -> list[str]:
        """Return what a part covers."""
        return self.frame([name], ITEMS, {"item": pl.String})["item"].to_list()

    def name_of(self, file: str) -> str:
        """Return the part that holds a file."""
        return Path(file).parent.relative_to(self.root).as_posix()

    def whole(self, stages: str) -> list[str]:
        """Return all parts of the stages whose names begin so; one that is spoiled is taken away.

        Args:
            stages: the beginning of their names.
        """
        found = [stage for stage in self._folders(self.root) if stage.name.startswith(stages)]
        return sorted(
            f"{stage.name}/{place.name}"
            for stage in found
            for place in self._folders(stage)
            if _is_whole(place)
        )

    def finished(self, stages: str, items: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the parts that cover none but some of ``items``, and the items none covers.

        Args:
            stages: as for `whole`; where parts of two cover one item, the first in order does.
            items: what is wanted.
        """
        files = {file: name for name in self.whole(stages) for file in self.files([name], ITEMS)}
        if not files:
            return [], list(items)
        listed = pl.read_parquet(list(files), include_file_paths="file", glob=False)
        wanted = pl.Series(items, dtype=pl.String)
        whole = listed.filter(pl.col("item").is_in(wanted.implode()).all().over("file")).sort("file", "item")
        mine = whole.unique("item", keep="first", maintain_order=True)
        kept = mine.group_by("file").len().join(whole.group_by("file").len(), on=["file", "len"])
        covered = set(whole.join(kept, on="file", how="semi")["item"])
        return sorted(files[f] for f in kept["file"]), [item for item in items if item not in covered]

    def drop(self, names: Iterable[str]) -> None:
        """Take some parts away."""
        for name in names:
            shutil.rmtree(self.root / name, ignore_errors=True)

    def keep(self, names: Iterable[str]) -> None:
        """Take away every part but these, of every way to build, and what killed processes left.

        Args:
            names: parts of a finished build.
        """
        kept = {self.root / name for name in names}
        for place in self._folders(self.root.parent):
            if place != self.root:
                shutil.rmtree(place, ignore_errors=True)
        for stage in self._folders(self.root):
            for place in self._folders(stage) if stage.name[0] != "." else ():
                if place not in kept:
                    shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):  # not empty: it holds parts that are kept
                stage.rmdir()
            if stage.name[0] == ".":
                shutil.rmtree(stage, ignore_errors=True)

    def _folders(self, place: Path) -> list[Path]:
        return [Path(entry) for entry in os.scandir(place) if entry.is_dir()] if place.is_dir() else []


def among_these(values: pl.Series) -> pl.Expr:
    """Return whether a column has one of some values; rows that are read so take half the time of a join."""
    return pl.col(values.name).is_in(values.implode())


def _sums(part: Path) -> str:
    return "".join(f"{file_hash(file)} {file.name}\n" for file in sorted(part.glob("*.parquet")))


def _is_whole(part: Path) -> bool:
    """Tell whether a part holds just what was written; take it away when it does not."""
    with suppress(OSError, UnicodeDecodeError):
        if (part / SUMS).read_text(encoding="utf-8") == _sums(part):
            return True
    shutil.rmtree(part, ignore_errors=True)
    return False


def _move(draft: Path, place: Path) -> None:
    """Put a part in its place, unless another process has put the same one there meanwhile."""
    try:
        draft.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def digest(items: Iterable[str]) -> str:
    """Return one hash of some texts, whatever their order.

    >>> digest(["a", "b"]) == digest(["b", "a"])
    True
    """
    return hashlib.blake2b("\0".join(sorted(items)).encode("utf-8", "replace"), digest_size=16).hexdigest()
