"""A measure of places for tools/measure.py beside what score_places.py gives: the areas that places are put in.

areas  over gold toponyms with a country that overlap a place of the record, one to one:
       country           share with the right country, of those where the record has coordinates
       country_any       the same, of all where the record has a country (also without coordinates)
       admin1            share with the right first-level division, of those where gold and record (with coordinates) have one
"""
import csv
import pathlib
import unicodedata

COUNTRIES = pathlib.Path(__file__).resolve().parent.parent / "knowledge" / "countries.tsv"


def key(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in folded if c.isalnum() and c.isascii())


def codes_of_names() -> dict[str, str]:
    with COUNTRIES.open(encoding="utf-8") as table:
        rows = csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return {key(name): row["country"] for row in rows for name in [*row["aliases"].split("|"), row["name"]] if name}


def share(pairs: list[tuple[str, str]]) -> dict:
    hit = sum(a == b for a, b in pairs)
    return {"correct": hit, "gold": len(pairs), "share": round(hit / len(pairs), 4) if pairs else 0.0}


def areas(gold: list[dict], system: list[dict], scorelib) -> dict:
    """`scorelib` is the scorers' module: it aligns texts and matches spans."""
    codes, found = codes_of_names(), {"country": [], "country_any": [], "admin1": []}
    records = {r["uri"].rsplit("#", 1)[-1]: r for r in system}
    for g in gold:
        record = records.get(str(g["id"]))
        if record is None:
            continue
        offsets = scorelib.Offsets(g["text"], {"text": record["text"], "_at": g["id"]})
        if not offsets.usable:
            continue
        places = [(offsets.span(p["begin"], p["end"]), p) for p in record["places"]]
        places = [(span, p) for span, p in places if span]
        matched = scorelib.match_overlapping([(t["begin"], t["end"]) for t in g["toponyms"]], [span for span, _ in places])
        for i, j in matched:
            toponym, place = g["toponyms"][i], places[j][1]
            country = codes.get(key(toponym.get("country") or ""))
            if not country or not place.get("country"):
                continue
            found["country_any"].append((country, place["country"]))
            if place.get("lat") is not None:
                found["country"].append((country, place["country"]))
                if toponym.get("admin1") and place.get("admin1"):
                    found["admin1"].append((key(toponym["admin1"]), key(place["admin1"])))
    return {name: share(pairs) for name, pairs in found.items()}
