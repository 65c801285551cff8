"""How a record looks: in a notebook with its text highlighted, and as a line for a prompt."""

from __future__ import annotations

import html
from typing import Any

# The palette of Okabe and Ito, which readers with colour blindness can tell apart.
_STYLES = {
    "conflict": "background:#f6d5c3",
    "cooperation": "background:#cfe8f3",
    "speech": "background:#fbf3cf",
    "cue": "text-decoration:underline",
    "place": "border-bottom:2px solid #009e73",
    "actor": "font-weight:600",
}
_MOST_SHOWN = 60


def html_of(record: Any) -> str:
    """The record as HTML: its head, the text with marks, and its events and statements in tables."""
    head = " · ".join(html.escape(part) for part in (record.outlet, record.published, record.id) if part)
    title = html.escape(record.title or "")
    legend = " ".join(f'<span style="{style}">{name}</span>' for name, style in _STYLES.items())
    return (
        f'<div style="max-width:60em"><h4 style="margin:0">{title}</h4><small>{head}</small>'
        f'<p style="font-size:80%">{legend}</p>'
        f'<div style="white-space:pre-wrap">{_marked(record)}</div>'
        f"{_events(record)}{_statements(record)}</div>"
    )


def _spans(record: Any) -> list[tuple[int, int, str, str]]:
    """Begin, end, style and explanation of each mark; the shortest last, so that it is seen."""
    marks = []
    for place in record.places:
        marks.append((place.begin, place.end, "place", f"{place.name}, {place.country or ''}"))
    for mention in record.mentions:
        actor = record.actor(mention.actor) if mention.actor and mention.kind == "name" else None
        if actor is not None:
            marks.append((mention.begin, mention.end, "actor", f"{actor.name} {actor.code or ''}"))
    for statement in record.statements:
        why = f"{statement.id} {statement.kind}"
        marks += [(begin, end, "speech", why) for begin, end in statement.content]
        marks += [(begin, end, "cue", why) for begin, end in statement.cue]
    for event in record.events:
        style = "conflict" if (event.quad or "").endswith("conflict") else "cooperation"
        why = f"{event.id} {event.type} {event.factuality}: {event.rule}"
        marks += [(begin, end, style, why) for begin, end in event.trigger]
    return sorted(marks, key=lambda mark: mark[0] - mark[1])


def _marked(record: Any) -> str:
    """The text, cut wherever a mark begins or ends."""
    marks = _spans(record)
    cuts = sorted({0, len(record.text), *(at for begin, end, _, _ in marks for at in (begin, end))})
    text, out = record.text, []
    for begin, end in zip(cuts, cuts[1:]):
        over = [mark for mark in marks if mark[0] <= begin and end <= mark[1]]
        piece = html.escape(text[begin:end])
        if over:
            styles = ";".join(dict.fromkeys(_STYLES[style] for _, _, style, _ in over))
            why = html.escape("; ".join(dict.fromkeys(why for _, _, _, why in over)), quote=True)
            piece = f'<span style="{styles}" title="{why}">{piece}</span>'
        out.append(piece)
    return "".join(out)


def _names(record: Any, ids: list[str]) -> str:
    return ", ".join(actor.name for actor in map(record.actor, ids) if actor is not None and actor.name)


def _table(heading: str, columns: list[str], rows: list[list[str | None]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{html.escape(cell or "")}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    return f"<h5>{heading}</h5><table><tr>{head}</tr>{body}</table>"


def _events(record: Any) -> str:
    rows = []
    for event in record.events:
        place = record.place(event.place) if event.place else None
        rows.append([
            event.id, event.type, event.mode, _names(record, event.actors), _names(record, event.recipients),
            event.date, place.name if place else None, event.factuality,
        ])
    return _table("Events", ["", "type", "mode", "actors", "recipients", "date", "place", "factuality"], rows)


def _statements(record: Any) -> str:
    rows = []
    for statement in record.statements:
        speaker = record.actor(statement.speaker) if statement.speaker else None
        who = speaker.name if speaker else record.words(statement.source)
        rows.append([statement.id, who, record.words(statement.cue), record.words(statement.content)])
    return _table("Statements", ["", "who", "cue", "what"], rows)


def repr_of(entry: Any) -> str:
    """Event(id='e1', type='CONSULT', ...): what is known of an entry, long values cut."""
    shown = []
    for name in type(entry).__match_args__:
        value = getattr(entry, name)
        if value is None or value == [] or value is False:
            continue
        if isinstance(value, list) and value and not isinstance(value[0], (str, tuple)):
            text = f"<{len(value)}>"
        else:
            text = repr(value)
        shown.append(f"{name}={text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + '…'}")
    return f"{type(entry).__name__}({', '.join(shown)})"
