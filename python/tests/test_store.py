"""The store: what the package writes and asks, and what the command does."""

import json

import pytest

import dragoman


@pytest.fixture(scope="module")
def path(engine, reports, tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "dragoman.db"
    with dragoman.Store(path, "w") as store:
        counts = store.add(engine.read_many(reports))
        assert counts == {"added": len(reports), "replaced": 0, "unchanged": 0, "forgotten": 0}
        assert store.add(engine.read_many(reports))["unchanged"] == len(reports)
    return path


@pytest.fixture(scope="module")
def store(path):
    with dragoman.Store(path) as opened:
        yield opened


def _printed(cli, command, path, *options):
    out = cli(command, "--store", path, "--format", "jsonl", *options).decode().splitlines()
    return [json.loads(line) for line in out]


@pytest.mark.parametrize(("method", "command"), [
    ("events", "events"), ("quotes", "quotes"), ("actors", "actors"),
    ("happenings", "happenings"), ("stories", "stories"), ("files", "files"),
])
def test_questions_are_answered_as_by_the_command(store, path, cli, method, command):
    rows = getattr(store, method)()
    assert rows and rows == _printed(cli, command, path)


def test_filters(store, path, cli):
    rows = store.events(actor="FARC", type="ASSAULT", since="2015", limit=3)
    assert 0 < len(rows) <= 3
    assert rows == _printed(cli, "events", path, "--actor", "FARC", "--type", "ASSAULT", "--since", "2015", "--limit", "3")
    assert store.quotes(speaker="Santos") == _printed(cli, "quotes", path, "--speaker", "Santos")
    assert store.ledger(today="2016-06-01") == _printed(cli, "ledger", path, "--today", "2016-06-01")


def test_single_things(store, path, cli, lines):
    record = store.record("01-santos-announces-talks.txt")
    assert record.json() in lines
    assert sorted(r.json() for r in store.records()) == sorted(lines)
    copy = store.record("12-courier-drugs-copy.txt")
    assert store.copies(copy.id) == json.loads(cli("copies", copy.id, "--store", path, "--format", "json"))
    name = store.files()[0]["name"]
    assert store.file(name) == json.loads(cli("file", name, "--store", path, "--format", "json"))
    assert store.brief("2016-09-26") == cli("brief", "--store", path, "--date", "2016-09-26").decode()
    assert store.brief("2016-09-26", format="json")["date"] == "2016-09-26"
    assert store.summary()["reports"] == len(lines)


def test_rows_become_frames(store):
    pandas = pytest.importorskip("pandas")
    rows = store.events(limit=5)
    assert isinstance(rows.to_pandas(), pandas.DataFrame) and len(rows.to_pandas()) == 5
    pytest.importorskip("polars")
    assert rows.to_polars().height == 5
    pytest.importorskip("pyarrow")
    assert rows.to_arrow().num_rows == 5


def test_what_cannot_be_asked(store, tmp_path):
    with pytest.raises(dragoman.InputError, match="no filter 'colour'; there are actor"):
        store.events(colour="red")
    with pytest.raises(dragoman.InputTypeError, match="limit"):
        store.events(limit="3")
    with pytest.raises(dragoman.NotFoundError):
        store.record("ffffffffffffffff")
    with pytest.raises(dragoman.NotFoundError):
        dragoman.Store(tmp_path / "none.db")
    (tmp_path / "x.db").write_text("no database")
    with pytest.raises(dragoman.StoreError) as failed:
        dragoman.Store(tmp_path / "x.db")
    assert failed.value.code == "BadStore"
    with pytest.raises(dragoman.InputError):
        dragoman.Store(tmp_path / "x.db", "a")
    with dragoman.Store(tmp_path / "new.db", "w") as new:
        with pytest.raises(dragoman.InputTypeError):
            new.add(["x"])
        new.close()
        with pytest.raises(dragoman.InputError, match="closed"):
            new.events()
