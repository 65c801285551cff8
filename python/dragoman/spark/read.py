"""Reports in a data frame to records in a data frame."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..engine import Engine, Reading
from ..errors import DragomanError, InputError
from ..inputs import FIELDS, check_names

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SCHEMA", "entries", "read_reports", "read_warc"]

_HEAD = ("id", "uri", "outlet", "title", "published", "language", "record")
_ERROR = ("error_code", "error_where", "error_message")
#: Columns of records: head of the record, `day` of publication, the record as the line that
#: `dragoman read --format jsonl` prints, and of a report that could not be read, why.
SCHEMA = ", ".join(f"{name} string" for name in ("day", *_HEAD, *_ERROR))
_BATCH_ROWS = 256

_engines: dict[tuple[Any, ...], Engine] = {}


def worker_engine(options: Mapping[str, Any]) -> Engine:
    """The engine of this process, loaded at the first call."""
    key = (os.getpid(), repr(sorted(options.items())))
    if key not in _engines:
        _engines.clear()
        _engines[key] = Engine(**options)
    return _engines[key]


def read_reports(
    frame: DataFrame, *, engine: Mapping[str, Any] | None = None, **names: str
) -> DataFrame:
    """Reads each row of a data frame as a report; a row of SCHEMA for each, in the same partition.

    Args:
        frame: with a column text, and any of date, title, outlet, id, html, url.
        engine: options of dragoman.Engine, used on every worker.
        names: columns that are named otherwise: text="body", date="published_at".
    """
    check_names(names)
    columns = {field: names.get(field, field) for field in FIELDS}
    _check_columns(frame, columns, names)
    there = {field: name for field, name in columns.items() if name in frame.columns}
    narrow = frame.select(*(frame[f"`{name}`"].alias(field) for field, name in there.items()))
    options = dict(engine or {})

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        rows = _with_ids(row for batch in batches for row in batch.to_pylist())
        yield from _record_batches(lambda rows_: worker_engine(options).read_many(rows_, **_READ), rows)

    return narrow.mapInArrow(read, SCHEMA)


_READ = {"threads": 1, "window": 64, "on_error": "yield", "format": "row"}


def _check_columns(frame: DataFrame, columns: Mapping[str, str], names: Mapping[str, str]) -> None:
    there = ", ".join(frame.columns)
    for field in names:
        if columns[field] not in frame.columns:
            raise InputError("MissingField", f"no column '{columns[field]}' for the {field}; there are {there}")
    if columns["text"] not in frame.columns and columns["html"] not in frame.columns:
        raise InputError("MissingField", f"no column '{columns['text']}' for the text; there are {there}")


def _with_ids(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in rows:
        yield str(row.get("id") or ""), row


def _record_batches(
    begin: Callable[[Iterator[dict[str, Any]]], Reading], rows: Iterator[tuple[str, dict[str, Any]]]
) -> Iterator[pyarrow.RecordBatch]:
    """Batches of SCHEMA. The ids of rows are kept aside, for those that cannot be read."""
    ids: list[str] = []

    def remember() -> Iterator[dict[str, Any]]:
        for key, row in rows:
            ids.append(key)
            yield row

    made: list[tuple[str | None, ...]] = []
    with begin(remember()) as reading:
        for at, found in enumerate(reading):
            made.append(_row(found, ids[at]))
            ids[at] = ""
            if len(made) == _BATCH_ROWS:
                yield _batch(made)
                made = []
    yield _batch(made)


def _row(found: Any, key: str) -> tuple[str | None, ...]:
    if isinstance(found, DragomanError):
        head = (None, key or None, None, None, None, None, None)
        return (None, *head, found.code, found.where, found.message)
    head = tuple(value or None for value in found)
    return ((found[4] or "")[:10] or None, *head, None, None, None)


def _batch(rows: Sequence[tuple[str | None, ...]]) -> pyarrow.RecordBatch:
    import pyarrow

    names = ("day", *_HEAD, *_ERROR)
    columns = list(zip(*rows)) or [()] * len(names)
    return pyarrow.RecordBatch.from_arrays(
        [pyarrow.array(column, pyarrow.string()) for column in columns], names=list(names)
    )


def read_warc(
    spark: SparkSession, paths: Iterable[str], *, engine: Mapping[str, Any] | None = None, date: str = "", outlet: str = ""
) -> DataFrame:
    """Reads web archives, or any other files that `dragoman read` takes; a task for each path.

    The paths are opened by the workers: a file system that all of them see. Memory does not grow
    with the files.
    """
    options = dict(engine or {})
    listed = list(paths)
    frame = spark.createDataFrame([(path,) for path in listed], "path string").repartition(max(1, len(listed)), "path")

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for path in batch.column("path").to_pylist():
                made: list[tuple[str | None, ...]] = []
                reading = worker_engine(options).read_files(path, date=date, outlet=outlet, **_READ)
                with reading:
                    for found in reading:
                        made.append(_row(found, path))
                        if len(made) == _BATCH_ROWS:
                            yield _batch(made)
                            made = []
                yield _batch(made)

    return frame.mapInArrow(read, SCHEMA)


def entries(records: DataFrame, table: str = "events") -> DataFrame:
    """The events, statements, ... of records, a row each; the columns of dragoman.to_arrow."""
    from pyspark.sql.pandas.types import from_arrow_schema

    from .. import _dragoman, to_arrow

    schema = from_arrow_schema(to_arrow([], table).schema)

    def unfold(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            lines = batch.column("record").to_pylist()
            made = to_arrow([_dragoman.Record.from_json(line) for line in lines if line], table)
            yield from made.to_batches()

    return records.select("record").mapInArrow(unfold, schema)
