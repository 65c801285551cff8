"""Records as Arrow, pandas, Polars and Parquet: the same values, whole, without copying."""

import json

import pytest

import dragoman

pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def records(engine, reports):
    return list(engine.read_many(reports))


def _plain(value):
    """A value of Arrow as the JSON of a record has it: spans as lists, nothing unknown."""
    if isinstance(value, dict):
        if set(value) == {"begin", "end"}:
            return [value["begin"], value["end"]]
        return {key: _plain(inner) for key, inner in value.items() if not _is_unknown(inner)}
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and set(value[0]) == {"key", "value"}:
            return {pair["key"]: pair["value"] for pair in value}
        return [_plain(inner) for inner in value]
    return value


def _is_unknown(value):
    return value is None or value == [] or value is False


def _known(value):
    """JSON without empty lists, which Arrow does not tell from absent ones."""
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items() if not _is_unknown(inner)}
    return [_known(inner) for inner in value] if isinstance(value, list) else value


def test_the_table_says_what_the_json_says(records):
    rows = dragoman.to_arrow(records).to_pylist()
    assert len(rows) == len(records)
    for row, record in zip(rows, records):
        assert _plain(row) == _known(json.loads(record.json()))


@pytest.mark.parametrize("table", [name for name in dragoman.TABLES if name != "records"])
def test_tables_of_entries(records, table):
    found = dragoman.to_arrow(records, table)
    assert found.column_names[:4] == ["report", "uri", "outlet", "published"]
    expected = [(record, entry) for record in records for entry in json.loads(record.json())[table]]
    assert found.num_rows == len(expected)
    for row, (record, entry) in zip(found.to_pylist(), expected):
        assert row.pop("report") == record.id and row.pop("uri") == record.uri
        assert row.pop("outlet") == record.outlet and row.pop("published") == record.published
        assert _plain(row) == _known(entry)


def test_many_batches_are_one_table(records):
    many = records * 50
    found = dragoman.to_arrow(many, "events")
    assert found.num_rows == 50 * sum(len(record.events) for record in records)
    assert found.column("report").num_chunks > 1
    found.validate(full=True)
    dragoman.to_arrow(many).validate(full=True)


def test_the_table_outlives_the_records(engine):
    import gc

    table = dragoman.to_arrow([engine.read("They met in Geneva on Tuesday.", date="2016-03-03")])
    gc.collect()
    assert table.column("published").to_pylist() == ["2016-03-03"]


def test_columns_are_described(records):
    schema = dragoman.to_arrow(records, "events").schema
    for field in schema:
        assert field.metadata and field.metadata[b"description"], field.name


def test_pandas_and_polars(records):
    pandas = pytest.importorskip("pandas")
    frame = dragoman.to_pandas(records, "events")
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["type"]) == [event.type for record in records for event in record.events]
    polars = pytest.importorskip("polars")
    other = dragoman.to_polars(records, "events")
    assert isinstance(other, polars.DataFrame)
    assert other["type"].to_list() == list(frame["type"])
    assert dragoman.to_polars(records, "records").height == len(records)


def test_no_records_have_columns_too():
    assert dragoman.to_arrow([], "events").num_rows == 0
    assert "type" in dragoman.to_pandas([], "events").columns
    assert len(dragoman.columns([], "actors")) == 0


def test_parquet(records, tmp_path):
    import pyarrow.parquet

    rows = dragoman.write_parquet(iter(records), tmp_path / "events.parquet", "events", chunk=7)
    table = pyarrow.parquet.read_table(tmp_path / "events.parquet")
    assert table.num_rows == rows == sum(len(record.events) for record in records)
    assert table.equals(dragoman.to_arrow(records, "events").combine_chunks()) or table.to_pylist() == dragoman.to_arrow(records, "events").to_pylist()
    assert table.schema.field("type").metadata[b"description"]


def test_what_is_no_record_and_no_table(records):
    with pytest.raises(dragoman.InputError, match="item 2"):
        dragoman.to_arrow([records[0], "x"])
    with pytest.raises(dragoman.InputError, match="no table 'event'.*events"):
        dragoman.to_arrow(records, "event")
