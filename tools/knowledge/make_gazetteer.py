#!/usr/bin/env python3
"""Makes knowledge/gazetteer.tsv.gz and knowledge/divisions.tsv.gz from GeoNames tables (CC BY 4.0).

Usage: make_gazetteer.py GAZETTEER_FOLDER KNOWLEDGE_FOLDER
The folder holds cities15000.zip, admin1CodesASCII.txt, admin2Codes.txt.gz and countryInfo.txt.

Kept of the alternative names: Latin script, as a reader of English news may meet them. Left out are airport
codes, lower-case romanisations (pinyin syllables) and letter-by-letter transliterations ("Ehndzhordani").
Divisions have no coordinates in these tables: theirs are the mean of the cities inside, weighted by
population, and the row says so ("derived"); a division without such a city keeps empty coordinates.
"""

import gzip
import io
import re
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

LATIN = re.compile(r"^[A-Za-z\u00C0-\u024F\u1E00-\u1EFF'’ʻʿʾ`.,\- ()/]+$")
BAD = re.compile(r"Eh[a-z]|'j|j'|''|[a-z]'[a-z]+'|jj|dzhk|[()]")
MAX_ALTERNATES = 14


def keep(name: str) -> bool:
    if len(name) < 3 or not LATIN.match(name) or BAD.search(name):
        return False
    if name.isupper() and len(name) <= 4:
        return False
    return name[0].isupper() or name[:3] in ("al-", "el-", "'s-", "el ", "al ")


def key(name: str) -> str:
    import unicodedata
    folded = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in folded if c.isalnum() and c.isascii())


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    iso3, countries = {}, []
    for line in (source / "countryInfo.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            f = line.split("\t")
            iso3[f[0]] = {"XKX": "KOS"}.get(f[1], f[1])
            countries.append((iso3[f[0]], f[4], f[16], f[7]))

    with zipfile.ZipFile(source / "cities15000.zip") as z:
        lines = io.TextIOWrapper(z.open("cities15000.txt"), encoding="utf-8").read().splitlines()
    rows, inside1, inside2 = [], defaultdict(list), defaultdict(list)
    for line in lines:
        f = line.split("\t")
        gid, name, ascii_name, alternates, lat, lon, _, code, cc, _, a1, a2, _, _, population = f[:15]
        if cc not in iso3:
            continue
        seen, kept = {key(name)}, []
        for alt in [ascii_name, *sorted(alternates.split(","), key=lambda s: (not s.isascii(), len(s), s))]:
            if alt and keep(alt) and key(alt) and key(alt) not in seen:
                seen.add(key(alt))
                kept.append(alt)
        population = int(population or 0)
        place = (float(lat), float(lon), max(population, 1))
        inside1[f"{cc}.{a1}"].append(place)
        inside2[f"{cc}.{a1}.{a2}"].append(place)
        rows.append((iso3[cc], int(gid), name, "|".join(kept[:MAX_ALTERNATES]), f"{float(lat):.4f}", f"{float(lon):.4f}",
                     code, f"{cc}.{a1}", population))
    rows.sort()

    def centre(places):
        if not places:
            return "", "", 0
        weight = sum(p[2] for p in places)
        return (f"{sum(p[0] * p[2] for p in places) / weight:.3f}", f"{sum(p[1] * p[2] for p in places) / weight:.3f}",
                sum(p[2] for p in places))

    head = "# origin: GeoNames (https://www.geonames.org), CC BY 4.0; table of 2026-03\n# made by: tools/knowledge/make_gazetteer.py\n"
    out = [head + "# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation"]
    out += ["\t".join(map(str, (r[1], r[2], r[3], r[4], r[5], r[6], r[0], r[7], r[8]))) for r in rows]
    write(target / "gazetteer.tsv.gz", out)

    out = [head + "# coordinates: derived, mean of the cities inside\n# table: divisions\n"
           "code\tgeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tpopulation"]
    n1 = n2 = 0
    for line in (source / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        code, name, ascii_name, gid = line.split("\t")
        cc = code.split(".")[0]
        if cc not in iso3:
            continue
        lat, lon, population = centre(inside1.get(code))
        alias = ascii_name if key(ascii_name) != key(name) else ""
        out.append("\t".join(map(str, (code, gid, name, alias, lat, lon, "ADM1", iso3[cc], population))))
        n1 += 1
    with gzip.open(source / "admin2Codes.txt.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            code, name, ascii_name, gid = line.rstrip("\n").split("\t")
            cc = code.split(".")[0]
            if cc not in iso3 or code not in inside2 or not LATIN.match(name):
                continue
            lat, lon, population = centre(inside2[code])
            out.append("\t".join(map(str, (code, gid, name, "", lat, lon, "ADM2", iso3[cc], population))))
            n2 += 1
    write(target / "divisions.tsv.gz", out)
    print(f"{len(rows)} places, {sum(bool(r[3]) and r[3].count('|') + 1 for r in rows)} alternative names, "
          f"{n1} first-level and {n2} second-level divisions")


def write(path: Path, lines: list[str]) -> None:
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as stream:
        stream.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
