"""The store: records kept in SQLite or PostgreSQL, and the questions of the command line."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from . import _dragoman
from .errors import InputError, InputTypeError

__all__ = ["Rows", "Store"]

_FILTER = ("actor", "country", "type", "since", "until", "search", "limit")


class Rows(list):
    """Rows of a store: dicts with the keys of the command's JSON Lines; unknown values are absent."""

    def to_pandas(self) -> Any:
        """A pandas.DataFrame, a row each."""
        import pandas

        return pandas.DataFrame(list(self))

    def to_polars(self) -> Any:
        """A polars.DataFrame, a row each."""
        import polars

        return polars.DataFrame(list(self), infer_schema_length=None)

    def to_arrow(self) -> Any:
        """A pyarrow.Table, a row each."""
        import pyarrow

        keys = dict.fromkeys(key for row in self for key in row)
        return pyarrow.table({key: [row.get(key) for row in self] for key in keys})


class Store:
    """A store: a file, or postgresql://user@host/database.

    The questions take the filters of the command: actor, country, type, since, until, search, limit.

    Args:
        path: where it lies. With mode "w" a missing file is made.
        mode: "r", or "w" to put records too.
        processes: the user's file of processes; processes.toml beside the store by default.
    """

    def __init__(self, path: str | os.PathLike[str], mode: Literal["r", "w"] = "r", *, processes: str = "") -> None:
        if mode not in ("r", "w"):
            raise InputError("BadArgument", f"no mode '{mode}'; there are r and w", "mode")
        self.path = os.fspath(path)
        self._store = _dragoman.Store(self.path, mode == "w", processes)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<dragoman.Store {self.path}>"

    def close(self) -> None:
        """Closes it; what was put since the last commit of a batch is dropped."""
        self._store.close()

    # ---- writing ----

    def add(self, records: _dragoman.Record | Iterable[_dragoman.Record]) -> dict[str, int]:
        """Puts records, commits, and brings what follows from many reports up to date.

        Returns how many were added, replaced, unchanged, and kept away as they had been forgotten.
        """
        for record in [records] if isinstance(records, _dragoman.Record) else records:
            if not isinstance(record, _dragoman.Record):
                raise InputTypeError("BadArgument", f"not a Record: {type(record).__name__}")
            self._store.put(record)
        return self._store.commit()

    # ---- reading ----

    def record(self, key: str) -> _dragoman.Record:
        """The record with this id, first digits of it, or uri."""
        return self._store.record(key)

    def records(self, **filters: Any) -> Iterator[_dragoman.Record]:
        """The records that match, by date of publication and id."""
        return (_dragoman.Record.from_json(line) for line in self._store.rows("records", _given(filters)))

    def events(self, **filters: Any) -> Rows:
        """`dragoman events`: who did what to whom."""
        return _rows(self._store.rows("events", _given(filters)))

    def quotes(self, **filters: Any) -> Rows:
        """`dragoman quotes`: who said what; also speaker, about, source_type."""
        return _rows(self._store.rows("statements", _given(filters, "speaker", "about", "source_type")))

    def actors(self, **filters: Any) -> Rows:
        """`dragoman actors`: who is named, most mentions first."""
        return _rows(self._store.rows("actors", _given(filters)))

    def summary(self) -> dict[str, Any]:
        """`dragoman summary`: what the store holds."""
        return self._store.summary()

    def happenings(self, **filters: Any) -> Rows:
        """`dragoman happenings`: what happened, once for all reports of it; also as_of, min_reports."""
        return _rows(self._store.happenings(_given(filters, "as_of", "min_reports")))

    def stories(self, **filters: Any) -> Rows:
        """`dragoman stories`: reports on one matter; also min_reports."""
        return _rows(self._store.stories(_given(filters, "min_reports")))

    def copies(self, report: str) -> dict[str, Any]:
        """`dragoman copies`: the family of a report, its origins, and what each copy changed."""
        return json.loads(self._store.copies(report))

    def files(self, **filters: Any) -> Rows:
        """`dragoman files`: processes; filters kind, country, party, name, since, limit."""
        return _rows(self._store.files(_given(filters, "kind", "party", "name")))

    def file(self, name: str, *, as_of: str = "") -> dict[str, Any]:
        """`dragoman file`: the file of one process."""
        return json.loads(self._store.file(name, as_of))

    def ledger(self, *, today: str | datetime.date | None = None, **filters: Any) -> Rows:
        """`dragoman ledger`: pledges and what became of them; filters by, to, about, status, limit."""
        day = today if today is not None else datetime.date.today()
        given = _given(filters, "by", "to", "about", "status")
        given["today"] = day.isoformat() if isinstance(day, datetime.date) else day
        return _rows(self._store.ledger(given))

    def brief(
        self,
        date: str | datetime.date,
        *,
        days: int = 1,
        about: str = "",
        format: Literal["markdown", "text", "html", "json"] = "markdown",  # noqa: A002
    ) -> Any:
        """`dragoman brief`: the daily brief, as a str; as a dict with format "json"."""
        day = date.isoformat() if isinstance(date, datetime.date) else date
        text = self._store.brief(day, days, about, format)
        return json.loads(text) if format == "json" else text


def _rows(lines: list[str]) -> Rows:
    return Rows(map(json.loads, lines))


def _given(filters: dict[str, Any], *more: str) -> dict[str, Any]:
    """The filters, dates as text; InputError for one that there is not."""
    out = {}
    for name, value in filters.items():
        if name not in _FILTER and name not in more:
            known = ", ".join((*_FILTER, *more))
            raise InputError("BadArgument", f"no filter '{name}'; there are {known}", name)
        if isinstance(value, datetime.date):
            value = value.isoformat()
        number = name in ("limit", "min_reports")
        if value is not None and not isinstance(value, int if number else str):
            expected = "int" if number else "str"
            raise InputTypeError("BadArgument", f"filter '{name}' is {type(value).__name__}, expected {expected}", name)
        out[name] = value
    return out
