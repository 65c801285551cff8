"""Records as tables: Arrow, and through it pandas and Polars.

The columns are built once, by the engine, and handed over by the Arrow C stream interface without
copying. `table` says what a row is: a report ("records", its entries as lists of structs), or one of
its "mentions", "actors", "times", "places", "statements", "events", "pledges", "fates" or
"processes", behind the columns report, uri, outlet and published.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import _dragoman

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["TABLES", "columns", "to_arrow", "to_pandas", "to_polars", "write_parquet"]

TABLES = (
    "records",
    "mentions",
    "actors",
    "times",
    "places",
    "statements",
    "events",
    "pledges",
    "fates",
    "processes",
)


def columns(records: _dragoman.Record | Iterable[_dragoman.Record], table: str = "records") -> _dragoman.Table:
    """The columns, for any program that takes `__arrow_c_stream__`; needs no other package."""
    listed = [records] if isinstance(records, _dragoman.Record) else list(records)
    return _dragoman.to_table(listed, table)


def to_arrow(records: _dragoman.Record | Iterable[_dragoman.Record], table: str = "records") -> pyarrow.Table:
    """A pyarrow.Table. The description of each column is in its metadata."""
    import pyarrow

    return pyarrow.table(columns(records, table))


def to_pandas(
    records: _dragoman.Record | Iterable[_dragoman.Record], table: str = "events", **options: Any
) -> pandas.DataFrame:
    """A pandas.DataFrame; `options` as for pyarrow.Table.to_pandas."""
    return to_arrow(records, table).to_pandas(**options)


def to_polars(records: _dragoman.Record | Iterable[_dragoman.Record], table: str = "events") -> polars.DataFrame:
    """A polars.DataFrame."""
    import polars

    return polars.DataFrame(columns(records, table))


def write_parquet(
    records: Iterable[_dragoman.Record], path: Any, table: str = "records", *, chunk: int = 10_000, **options: Any
) -> int:
    """Writes a Parquet file, chunk by chunk, so that `records` may be as many as there are; how many rows.

    `options` as for pyarrow.parquet.ParquetWriter; compression is zstd unless they say otherwise.
    """
    import itertools

    import pyarrow.parquet

    options.setdefault("compression", "zstd")
    rows = 0
    stream = iter(records)
    with pyarrow.parquet.ParquetWriter(path, to_arrow([], table).schema, **options) as writer:
        while part := list(itertools.islice(stream, chunk)):
            made = to_arrow(part, table)
            writer.write_table(made)
            rows += made.num_rows
    return rows
