"""Engine.read, and the record that it gives."""

import datetime
import inspect
import json
import keyword
import pickle
import threading

import pytest

import dragoman
from dragoman import _dragoman

TEXT = "MOSCOW, March 3 (Reuters) - Russian Foreign Minister Sergei Lavrov met his Turkish counterpart in Moscow on Tuesday. \"We agreed on a truce,\" Lavrov said."


def test_the_record_has_typed_attributes(engine):
    record = engine.read(TEXT, date="2016-03-03", outlet="Gazette", id="x1")
    assert record.outlet == "Gazette"
    assert record.uri == "x1"
    assert record.published == "2016-03-03"
    assert record.dateline.place == "Moscow"
    assert record.agency == "Reuters"
    consult = next(event for event in record.events if event.type == "CONSULT")
    assert record.actor(consult.actors[0]).name == "Sergei Lavrov"
    assert consult.date == "2016-03-01"
    assert record.words(consult.trigger) == "met"
    assert record.text[slice(*consult.trigger[0])] == "met"
    assert record.place(consult.place).country == "RUS"
    statement = record.statements[0]
    assert record.words(statement.content) == '"We agreed on a truce,"' or "truce" in record.words(statement.content)
    assert statement.chain[0] == "Gazette"
    assert len(statement.chain) == len(statement.chain_spans) == len(statement.chain_kinds)


def test_what_is_unknown_is_none(engine):
    record = engine.read("Nobody left.")
    assert record.uri is None and record.published is None and record.page is None and record.dateline is None
    assert record.events == [] or all(event.date is None for event in record.events)
    for place in engine.read("He is in Atlantis.").places:
        assert place.geonames is None or place.geonames > 0


def test_attributes_are_the_keys_of_the_json(engine, reports):
    for report in reports[:10]:
        record = engine.read(report["text"], date=report["date"])
        _same(json.loads(record.json()), record)


def _same(value, attribute):
    """Whether an attribute says what the JSON says."""
    if isinstance(value, dict) and not isinstance(attribute, dict):
        for key, inner in value.items():
            _same(inner, getattr(attribute, _attribute_of(key)))
        absent = set(type(attribute).__match_args__) - {_attribute_of(key) for key in value}
        for key in absent:
            assert getattr(attribute, key) in (None, [], {}, False), key
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        assert len(value) == len(attribute)
        for inner, other in zip(value, attribute):
            _same(inner, other)
    elif isinstance(value, list):
        assert value == [list(entry) if isinstance(entry, tuple) else entry for entry in attribute]
    else:
        assert value == attribute


def _attribute_of(key):
    return key + "_" if keyword.iskeyword(key) else key


def test_every_class_and_field_is_described():
    classes = [c for _, c in inspect.getmembers(_dragoman, inspect.isclass) if hasattr(c, "__match_args__")]
    assert len(classes) == 22
    for cls in classes:
        assert cls.__doc__, cls
        for field in cls.__match_args__:
            assert getattr(cls, field).__doc__, f"{cls.__name__}.{field}"
    for name in dragoman.__all__:
        value = getattr(dragoman, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name


def test_a_part_keeps_its_record_alive(engine):
    event = engine.read(TEXT).events[0]
    import gc

    gc.collect()
    assert event.type == "CONSULT"


def test_the_record_goes_through_json_and_pickle(engine):
    record = engine.read(TEXT, id=7)
    assert record.uri == "7"
    assert dragoman.Record.from_json(record.json()) == record
    assert pickle.loads(pickle.dumps(record)).json() == record.json()
    assert len({record, dragoman.Record.from_json(record.json())}) == 1
    assert record != "x"


def test_the_engine_can_be_pickled(engine):
    again = pickle.loads(pickle.dumps(engine))
    assert again.read(TEXT).json() == engine.read(TEXT).json()
    assert again.versions.model == engine.versions.model


def test_dates_may_be_objects(engine):
    expected = engine.read(TEXT, date="2016-03-03").json()
    assert engine.read(TEXT, date=datetime.date(2016, 3, 3)).json() == expected
    assert engine.read(TEXT, date=datetime.datetime(2016, 3, 3, 12)).published == "2016-03-03T12:00:00"


def test_what_is_no_date_is_remarked_upon(engine):
    with pytest.warns(dragoman.ReportWarning, match="soon"):
        assert engine.read("Nobody left.", date="soon").published is None


def test_threads_share_an_engine(engine, reports):
    expected = [engine.read(r["text"]).json() for r in reports[:8]]
    found = [[] for _ in range(4)]

    def work(out):
        out.extend(engine.read(r["text"]).json() for r in reports[:8])

    threads = [threading.Thread(target=work, args=(out,)) for out in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(out == expected for out in found)


def test_pages_and_their_articles(engine):
    page = "<html><head><title>Talks resume</title></head><body><article><h1>Talks resume</h1>" + "".join(
        f"<p>The foreign ministers of both countries met again in Geneva on day {n} of the talks.</p>" for n in range(6)
    ) + "</article></body></html>"
    found = engine.extract(page, url="https://example.org/a")
    assert "met again in Geneva" in found["text"]
    assert engine.extract(page.encode("utf-16"))["text"] == found["text"]
    record = engine.read(html=page, url="https://example.org/a")
    assert record.title == "Talks resume" and record.page.paragraphs


def test_parse_gives_trees(engine, cli, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Nobody left. They met.")
    assert engine.parse("Nobody left. They met.") == cli("parse", path).decode()
    assert engine.parse("Nobody left.", format="json")["sentences"][0]["tokens"][0]["form"] == "Nobody"


def test_code_says_what_one_party_does_to_the_other(engine):
    text = "Russia bombed Syria."
    coded = engine.code(text, (0, 6), (14, 19))
    assert coded["type"] == "ASSAULT"
    with pytest.raises(dragoman.InputError) as failed:
        engine.code(text, (0, 6), (14, 1900))
    assert failed.value.code == "BadFormat"
