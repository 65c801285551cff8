"""From what Python programs hold reports in to what the engine reads: one JSON object each."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Union

from .errors import InputError, InputTypeError

FIELDS = ("text", "date", "title", "outlet", "id", "html", "url")

#: A text, or a mapping with the keys of FIELDS (or those that were named instead).
ReportLike = Union[str, Mapping[str, Any]]


def is_missing(value: Any) -> bool:
    """None, NaN, NaT, pandas.NA: no value, in the ways that Python has of saying so."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NaTType", "NAType")


def _type_name(value: Any) -> str:
    return type(value).__name__


def _text_of(value: Any, field: str, where: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise InputTypeError(
            "BadArgument",
            f"field '{field}' is {_type_name(value)}, expected str: decode it first, value.decode('utf-8')",
            where,
        )
    raise InputTypeError("BadArgument", f"field '{field}' is {_type_name(value)}, expected str", where)


def _date_of(value: Any, field: str, where: str) -> str:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if _type_name(value) == "datetime64":
        return str(value)[:19]
    return _text_of(value, field, where)


def _id_of(value: Any, field: str, where: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if hasattr(value, "__index__"):  # a number of numpy
        return str(value.__index__())
    return _text_of(value, field, where)


_CONVERT = {"date": _date_of, "id": _id_of}


def to_line(report: Mapping[str, Any], names: Mapping[str, str], where: str) -> tuple[str, str, bool]:
    """The JSON line of a report, where it is, and whether it has an id of its own."""
    out = {}
    for field in FIELDS:
        name = names.get(field, field)
        value = report.get(name)
        if is_missing(value):
            continue
        out[field] = _CONVERT.get(field, _text_of)(value, name, where)
    if "text" not in out and "html" not in out:
        raise _without_text(report, names, where)
    if "text" in out and not out["text"].strip():
        raise InputError("EmptyInput", f"field '{names.get('text', 'text')}' holds no text", where)
    line = json.dumps(out, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            "BadEncoding",
            f"U+{ord(error.object[error.start]):04X} is half of a surrogate pair; decode with "
            "errors='replace'",
            where,
        ) from None
    return line, f"{where} (id '{out['id']}')" if "id" in out else where, "id" in out


def _without_text(report: Mapping[str, Any], names: Mapping[str, str], where: str) -> InputError:
    name = names.get("text", "text")
    if name in report:
        shown = "None" if report[name] is None else str(report[name])
        return InputError("MissingField", f"field '{name}' is {shown}, expected a text", where)
    there = ", ".join(repr(key) for key in list(report)[:20])
    return InputError("MissingField", f"no field '{name}'; there are {there or 'none'}", where)


def check_names(names: Mapping[str, str]) -> None:
    """Whether the keywords of read_many name fields, and name them by strings."""
    for field, name in names.items():
        if field not in FIELDS:
            raise InputError("BadArgument", f"no field '{field}'; there are {', '.join(FIELDS)}", field)
        if not isinstance(name, str):
            raise InputTypeError("BadArgument", f"the name of a field is a str, not {_type_name(name)}", field)


def rows_of(reports: Any, names: Mapping[str, str]) -> Iterator[ReportLike]:
    """The reports of an iterable or of a data frame (pandas, polars, pyarrow), one by one."""
    if isinstance(reports, (str, bytes, Mapping)):
        raise InputTypeError(
            "BadArgument", f"expected many reports, got one {_type_name(reports)}; use read(), or put it in a list"
        )
    if hasattr(reports, "iter_rows"):  # polars
        _check_columns(list(reports.columns), names)
        return reports.iter_rows(named=True)
    if hasattr(reports, "columns") and hasattr(reports, "to_dict"):  # pandas
        _check_columns(list(reports.columns), names)
        return _pandas_rows(reports, names)
    if hasattr(reports, "to_batches"):  # pyarrow
        _check_columns(list(reports.schema.names), names)
        return (row for batch in reports.to_batches() for row in batch.to_pylist())
    if not isinstance(reports, Iterable):
        raise InputTypeError("BadArgument", f"expected an iterable of reports, got {_type_name(reports)}")
    return iter(reports)


def _pandas_rows(frame: Any, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    columns = [name for name in (names.get(field, field) for field in FIELDS) if name in frame.columns]
    for values in zip(*(frame[name] for name in columns)):
        yield dict(zip(columns, values))


def _check_columns(columns: list[Any], names: Mapping[str, str]) -> None:
    wanted = dict(names)
    if "html" not in names:
        wanted.setdefault("text", "text")
    for field, name in wanted.items():
        if name not in columns:
            there = ", ".join(map(repr, columns[:20]))
            raise InputError("MissingField", f"no column '{name}' for the {field}; there are {there}")
