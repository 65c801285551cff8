"""Figures of records: a timeline, a map, a network. Needs matplotlib; the network networkx too.

Each function takes records, or rows of Store.events(), and returns a matplotlib.axes.Axes (network
also the networkx.DiGraph), so that everything about it can still be changed.
"""

from __future__ import annotations

import collections
import datetime
from collections.abc import Iterable
from typing import Any

from ._dragoman import Record
from .errors import InputTypeError

__all__ = ["map", "network", "rows", "timeline"]

_COLOURS = {
    "verbal cooperation": "#56b4e9",
    "material cooperation": "#0072b2",
    "verbal conflict": "#e69f00",
    "material conflict": "#d55e00",
}
_UNKNOWN = "#999999"


def rows(data: Iterable[Any]) -> list[dict[str, Any]]:
    """One dict an event, with day, type, quad, actors, recipients, place, lat, lon; from records or rows."""
    out: list[dict[str, Any]] = []
    for item in [data] if isinstance(data, Record) else data:
        if isinstance(item, Record):
            out.extend(_of_record(item))
        elif isinstance(item, dict):
            out.append(_of_row(item))
        else:
            raise InputTypeError("BadArgument", f"expected records or rows, got {type(item).__name__}")
    return out


def _of_record(record: Record) -> Iterable[dict[str, Any]]:
    for event in record.events:
        place = record.place(event.place) if event.place else None
        names = {
            side: [actor.name for actor in (record.actor(key) for key in ids) if actor is not None and actor.name]
            for side, ids in (("actors", event.actors), ("recipients", event.recipients))
        }
        yield {
            "day": _day(event.date) or _day(record.published),
            "type": event.type,
            "quad": event.quad,
            "place": place.name if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            **names,
        }


def _of_row(row: dict[str, Any]) -> dict[str, Any]:
    out = {key: row.get(key) for key in ("type", "quad", "place", "lat", "lon")}
    out["day"] = _day(row.get("day") or row.get("date"))
    for side in ("actors", "recipients"):
        out[side] = row.get(side) or []
    return out


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(9, 4), layout="constrained")[1]


def timeline(data: Iterable[Any], *, ax: Any = None, by: str = "month") -> Any:
    """Events by day, week, month or year, stacked by quad class."""
    ax = _axes(ax)
    counts: dict[str, collections.Counter[datetime.date]] = collections.defaultdict(collections.Counter)
    for row in rows(data):
        if row["day"] is not None:
            counts[row["quad"] or "unknown"][_first_day(row["day"], by)] += 1
    days = sorted({day for counter in counts.values() for day in counter})
    bottom = [0] * len(days)
    width = {"day": 0.9, "week": 6, "month": 25, "year": 330}[by]
    for quad in [*_COLOURS, "unknown"]:
        heights = [counts[quad][day] for day in days] if quad in counts else []
        if heights:
            ax.bar(days, heights, width=width, bottom=bottom, label=quad, color=_COLOURS.get(quad, _UNKNOWN))
            bottom = [low + height for low, height in zip(bottom, heights)]
    ax.set_ylabel(f"events a {by}")
    if counts:
        ax.legend(frameon=False)
    return ax


def _first_day(day: datetime.date, by: str) -> datetime.date:
    if by == "day":
        return day
    if by == "week":
        return day - datetime.timedelta(days=day.weekday())
    if by == "month":
        return day.replace(day=1)
    if by == "year":
        return day.replace(month=1, day=1)
    raise ValueError(f"by={by!r}: expected day, week, month or year")


def map(data: Iterable[Any], *, ax: Any = None, labels: int = 12) -> Any:  # noqa: A001 - what it is
    """Where events took place: a dot for each place, its size by events; the largest are named."""
    ax = _axes(ax)
    places: collections.Counter[tuple[float, float, str]] = collections.Counter(
        (row["lon"], row["lat"], row["place"] or "") for row in rows(data) if row["lon"] is not None
    )
    for (lon, lat, name), count in places.items():
        ax.scatter(lon, lat, s=12 + 8 * count, color="#0072b2", alpha=0.6, linewidths=0)
    for (lon, lat, name), _ in places.most_common(labels):
        ax.annotate(name, (lon, lat), xytext=(4, 4), textcoords="offset points", fontsize=8)
    ax.set_xlabel("longitude")
    ax.set_ylabel("latitude")
    ax.set_aspect("equal", adjustable="datalim")
    return ax


def graph(data: Iterable[Any], *, types: Iterable[str] | None = None) -> Any:
    """Who acts on whom, as a networkx.DiGraph whose edges have `weight`, the number of events."""
    import networkx

    wanted = None if types is None else set(types)
    made = networkx.DiGraph()
    for row in rows(data):
        if wanted is not None and row["type"] not in wanted:
            continue
        for actor in row["actors"]:
            for recipient in row["recipients"]:
                weight = made.edges[actor, recipient]["weight"] if made.has_edge(actor, recipient) else 0
                made.add_edge(actor, recipient, weight=weight + 1)
    return made


def network(data: Iterable[Any], *, types: Iterable[str] | None = None, most: int = 30, ax: Any = None) -> Any:
    """Who acts on whom: the actors with most events; for example types=["CONSULT"] for who meets whom."""
    import networkx

    ax = _axes(ax)
    whole = graph(data, types=types)
    degrees = dict(whole.degree(weight="weight"))
    shown = whole.subgraph(sorted(degrees, key=lambda name: (-degrees[name], name))[:most])
    where = networkx.spring_layout(shown, seed=1)
    networkx.draw_networkx_edges(
        shown, where, ax=ax, edge_color="#999999", width=[0.5 + 0.5 * w for _, _, w in shown.edges(data="weight")]
    )
    networkx.draw_networkx_nodes(shown, where, ax=ax, node_size=[30 + 15 * degrees[n] for n in shown], node_color="#56b4e9")
    networkx.draw_networkx_labels(shown, where, ax=ax, font_size=8)
    ax.set_axis_off()
    return ax
