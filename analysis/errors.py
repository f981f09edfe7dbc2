"""What can go wrong, in one clear line: what, where, what was expected, what to do."""

from __future__ import annotations


class AnalysisError(Exception):
    """Base of every error this package raises on purpose; the command prints it as one line."""


class InputError(AnalysisError):
    """A raw file, folder or table cannot be read as what it was given as."""


class DictionaryError(AnalysisError):
    """A topics or sources file says something that cannot hold."""


class TableError(AnalysisError):
    """A table does not have the columns, types or key that its contract names."""
