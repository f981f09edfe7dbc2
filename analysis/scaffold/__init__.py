"""A study of one's own: a folder with a place for everything, in which `make` runs."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from analysis import __version__
from analysis.errors import InputError
from analysis.report.notebooks import lesson_files, notebook_files

FILES = {
    "README.md": "README.md",
    "Makefile": "Makefile",
    "environment.yml": "environment.yml",
    "topics.toml": "topics.toml",
    "gitignore": ".gitignore",
    "processed.md": "data/processed/README.md",
}
"""Each file of ``files`` here, and where it goes in a study."""


def new_study(folder: str | Path, *, sample: bool = False) -> list[Path]:
    """Make a folder for a study: raw data, tables, notebooks, dictionary, Makefile, environment.

    Args:
        folder: must not exist, or be empty.
        sample: put the made sample corpus into ``data/raw``, to see everything run.

    Returns:
        The files that were written, without the pages of the sample.

    Raises:
        InputError: the folder holds something already, or cannot be written.
    """
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise InputError(f"{folder}: something is there already. Name a folder that does not exist.")
    try:
        place.absolute().parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{place.name}.", dir=place.absolute().parent))
        try:
            written = _fill(draft, sample)
            draft.chmod(0o755)
            draft.replace(place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made ({error.strerror}). Name another folder.") from error
    return [place / file.relative_to(draft) for file in written]


def sample_pages() -> list[Path]:
    """Return the pages of the made sample corpus: the checkout's ``data/raw``, or the installed copy.

    >>> len(sample_pages()) > 100
    True
    """
    package = Path(__file__).parents[1]
    for folder in (package.parent / "data" / "raw", package / "sample"):
        if found := sorted(folder.glob("*.txt")):
            return [*found, folder / "README.md"]
    raise InputError(
        f"no sample corpus beside {package}: the installation is incomplete. Install wusum again."
    )


def _fill(draft: Path, sample: bool) -> list[Path]:
    source, written = Path(__file__).parent / "files", []
    for name, goal in FILES.items():
        (draft / goal).parent.mkdir(parents=True, exist_ok=True)
        text = (source / name).read_text(encoding="utf-8").replace("@VERSION@", __version__)
        (draft / goal).write_text(text, encoding="utf-8")
        written.append(draft / goal)
    for empty in ("data/raw", "notebooks"):
        (draft / empty).mkdir()
    written += [Path(shutil.copy(file, draft / "notebooks")) for file in (*notebook_files(), *lesson_files())]
    for page in sample_pages() if sample else ():
        shutil.copy(page, draft / "data/raw")
    return written
