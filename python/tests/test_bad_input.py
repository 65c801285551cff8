"""What is no report, no option, no engine: exceptions that say what and where, and no crash."""

import math

import pytest

import dragoman

BAD_TEXTS = [
    (None, "MissingField", dragoman.InputError),
    (math.nan, "MissingField", dragoman.InputError),
    (b"They met.", "BadArgument", dragoman.InputTypeError),
    (bytearray(b"x"), "BadArgument", dragoman.InputTypeError),
    (5, "BadArgument", dragoman.InputTypeError),
    (["They met."], "BadArgument", dragoman.InputTypeError),
    ("", "EmptyInput", dragoman.InputError),
    (" \n\t", "EmptyInput", dragoman.InputError),
    ("half a pair \ud800 here", "BadEncoding", dragoman.InputError),
]


@pytest.mark.parametrize(("text", "code", "kind"), BAD_TEXTS)
def test_what_is_no_text(engine, text, code, kind):
    with pytest.raises(kind) as failed:
        engine.read(text)
    assert failed.value.code == code
    assert failed.value.message and failed.value.where
    with pytest.raises(kind):
        next(engine.read_many([{"text": text}]))


@pytest.mark.parametrize("value", [b"2016-03-03", 20160303, ["2016"], object()])
def test_what_is_no_date(engine, value):
    with pytest.raises(dragoman.InputTypeError, match="date"):
        engine.read("They met.", date=value)


@pytest.mark.parametrize("field", ["title", "outlet", "id"])
def test_other_fields_are_checked_too(engine, field):
    with pytest.raises(dragoman.InputTypeError, match=field):
        engine.read("They met.", **{field: b"x"})
    for missing in (None, math.nan):
        assert engine.read("They met.", **{field: missing}).text == "They met."


def test_missing_values_of_pandas(engine):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({
        "text": ["They met.", None, math.nan, pandas.NA],
        "date": [pandas.Timestamp("2016-03-03"), pandas.NaT, pandas.NaT, pandas.NaT],
        "outlet": ["Gazette", pandas.NA, None, math.nan],
    })
    found = list(engine.read_many(frame, on_error="yield"))
    assert found[0].published == "2016-03-03T00:00:00"
    assert [error.code for error in found[1:]] == ["MissingField"] * 3
    assert [error.where for error in found[1:]] == ["item 2", "item 3", "item 4"]


def test_wrong_column_names(engine):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"body": ["They met."], "day": ["2016-03-03"]})
    with pytest.raises(dragoman.InputError, match="no column 'text'.*'body', 'day'"):
        engine.read_many(frame)
    with pytest.raises(dragoman.InputError, match="no column 'published' for the date"):
        engine.read_many(frame, text="body", date="published")
    with pytest.raises(dragoman.InputError, match="no field 'body'"):
        engine.read_many(frame, body="text")
    with pytest.raises(dragoman.InputError, match="no field 'text'; there are 'body'"):
        next(engine.read_many([{"body": "They met."}]))


def test_a_column_of_mixed_types(engine):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": pandas.Series(["They met.", 5, b"x", "They left.", 1.5], dtype=object)})
    found = list(engine.read_many(frame, on_error="yield"))
    assert [type(x).__name__ for x in found] == [
        "Record", "InputTypeError", "InputTypeError", "Record", "InputTypeError",
    ]
    assert "is int" in str(found[1]) and "is bytes" in str(found[2]) and "is float" in str(found[4])


@pytest.mark.parametrize("reports", ["They met.", b"x", {"text": "They met."}, 5, None])
def test_one_report_is_not_many(engine, reports):
    with pytest.raises(dragoman.InputTypeError):
        engine.read_many(reports)


@pytest.mark.parametrize("options", [
    {"threads": 0}, {"threads": -1}, {"threads": "2"}, {"threads": True}, {"threads": 5000},
    {"window": 0}, {"window": 1.5}, {"on_error": "ignore"}, {"format": "xml"},
])
def test_options_that_cannot_be_used(engine, options):
    with pytest.raises(dragoman.InputError):
        engine.read_many(["They met."], **options)


def test_a_closed_engine(reports):
    engine = dragoman.Engine()
    reading = engine.read_many(reports, threads=1)
    next(reading)
    engine.close()
    engine.close()
    assert engine.closed and "closed" in repr(engine)
    assert next(reading).id  # what was begun goes on
    reading.close()
    for call in (
        lambda: engine.read("They met."),
        lambda: engine.read_many(["They met."]),
        lambda: engine.read_files("."),
        lambda: engine.parse("They met."),
        lambda: engine.extract("<p>x</p>"),
        lambda: engine.code("A met B.", (0, 1), (6, 7)),
        lambda: engine.versions,
    ):
        with pytest.raises(dragoman.InputError, match="closed"):
            call()


def test_resources_that_are_not_there(tmp_path):
    with pytest.raises(dragoman.NotFoundError) as failed:
        dragoman.Engine(tmp_path)
    assert failed.value.code == "NotFound"
    broken = tmp_path / "x.events"
    broken.write_text("no pattern at all {")
    with pytest.raises(dragoman.InputError) as failed:
        dragoman.Engine(lexicon=["ours", broken])
    assert "x.events" in failed.value.where


def test_files_that_are_not_there(engine, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("They met.")
    paths = [tmp_path / "none.txt", tmp_path / "empty.txt", tmp_path / "good.txt"]
    found = list(engine.read_files(paths, on_error="yield"))
    assert [getattr(x, "code", "Record") for x in found] == ["NotFound", "EmptyInput", "Record"]
    assert "none.txt" in found[0].where


def test_records_are_made_of_records_only():
    for line in ("", "{}", "[]", '{"id": 5}'):
        with pytest.raises(dragoman.DragomanError):
            dragoman.Record.from_json(line)
    with pytest.raises(TypeError):
        dragoman.Record()


def test_exceptions_can_be_pickled():
    import pickle

    error = pickle.loads(pickle.dumps(dragoman.InputError("EmptyInput", "holds no text", "item 3")))
    assert str(error) == "item 3: holds no text [EmptyInput]"
    assert isinstance(error, ValueError)
