"""Dragoman: reads news reports and keeps who did or said what to whom, when, where, on whose word.

    import dragoman

    engine = dragoman.Engine()
    record = engine.read("MOSCOW, March 3 (Reuters) - Russia and Turkey signed ...", date="2016-03-03")
    for event in record.events:
        print(event.type, event.date, record.words(event.evidence))

    frame = dragoman.to_pandas(engine.read_many(texts), "events")
"""

from __future__ import annotations

from ._dragoman import (
    About,
    Act,
    Actor,
    AgendaItem,
    Count,
    Dateline,
    Event,
    Fate,
    Furniture,
    Mention,
    Page,
    Paragraph,
    Place,
    Pledge,
    Process,
    ProcessAct,
    ProcessQualifier,
    ProcessRole,
    Record,
    Statement,
    Table,
    Time,
    Versions,
)
from .arrow import TABLES, columns, to_arrow, to_pandas, to_polars, write_parquet
from .engine import Engine, Reading, resources_folder
from .errors import (
    DragomanError,
    InputError,
    InputTypeError,
    NotFoundError,
    ReportWarning,
    StoreError,
)
from .store import Rows, Store

__version__ = "0.1.0"

__all__ = [
    "About",
    "Act",
    "Actor",
    "AgendaItem",
    "Count",
    "Dateline",
    "DragomanError",
    "Engine",
    "Event",
    "Fate",
    "Furniture",
    "InputError",
    "InputTypeError",
    "Mention",
    "NotFoundError",
    "Page",
    "Paragraph",
    "Place",
    "Pledge",
    "Process",
    "ProcessAct",
    "ProcessQualifier",
    "ProcessRole",
    "Reading",
    "Record",
    "ReportWarning",
    "Rows",
    "Statement",
    "Store",
    "StoreError",
    "TABLES",
    "Table",
    "Time",
    "Versions",
    "columns",
    "resources_folder",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "write_parquet",
]
