"""Notebooks: highlighted HTML, short texts, figures."""

import re

import pytest

import dragoman


@pytest.fixture(scope="module")
def records(engine, reports):
    return list(engine.read_many(reports))


def test_the_html_shows_the_whole_text_with_marks(engine):
    record = engine.read("MOSCOW, March 3 (Reuters) - Lavrov met <b>Kerry</b> & others in Geneva.", title='A "title" <x>', date="2016-03-03")
    shown = record._repr_html_()
    assert "<b>Kerry" not in shown and "<x>" not in shown
    assert "&lt;b&gt;" in shown
    body = shown.split('white-space:pre-wrap">')[1].split("</div>")[0]
    import html

    assert html.unescape(re.sub(r"<[^>]*>", "", body)) == record.text
    assert "CONSULT" in shown


def test_every_record_can_be_shown(records):
    for record in records:
        assert record._repr_html_().startswith("<div")


def test_entries_have_a_short_text(records):
    event = records[0].events[0]
    assert repr(event).startswith(f"Event(id='{event.id}', type='{event.type}'")
    assert len(repr(records[0])) < 1500
    assert repr(records[0]).startswith("Record(id=")


def test_figures(records, tmp_path):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    pytest.importorskip("networkx")
    from dragoman import plot

    for by in ("day", "week", "month", "year"):
        axes = plot.timeline(records, by=by)
    total = sum(bar.get_height() for bar in axes.patches)
    assert total == sum(1 for row in plot.rows(records) if row["day"])
    assert plot.map(records).collections
    graph = plot.graph(records, types=["CONSULT"])
    assert graph.number_of_edges() > 0
    assert plot.network(records, most=10).figure is not None
    axes.figure.savefig(tmp_path / "a.png")
    assert plot.timeline([]) is not None and plot.map([]) is not None
    with pytest.raises(dragoman.InputTypeError):
        plot.timeline([5])
    with pytest.raises(ValueError, match="decade"):
        plot.timeline(records, by="decade")
