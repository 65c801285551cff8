#!/usr/bin/env python3
"""Makes the fill tables of office holders from fact sources.

Usage: make_officials.py COUNTRIES_TSV LEADERS_CSV FOREIGN_CSV INTERNATIONAL_CSV PHOENIX_ACTORS_GZ KNOWLEDGE_FOLDER
  LEADERS_CSV, FOREIGN_CSV, INTERNATIONAL_CSV   Wikidata (CC0) by every-politician-scrapers/world, 2021-2022
  PHOENIX_ACTORS_GZ    Phoenix.Countries.actors.txt.gz (MIT, Open Event Data Alliance; January 2014)
Writes officials-wikidata.tsv and officials-phoenix.tsv.

The Wikidata tables hold holders as of 2021-22: an open term may have ended since. Foreign ministers have a
start only; the end is left open. Phoenix tells dates and sector, not the office.
"""

import csv
import gzip
import re
import sys
from pathlib import Path

SECTORS = set("GOV LEG JUD MIL COP SPY PTY REB UAF AGR BUS CVL EDU ELI JRN MED OPP REL".split())
FIRST_YEAR = 1990


def countries(path: str) -> dict[str, str]:
    names: dict[str, str] = {}
    lines = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    head = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(head, line.split("\t")))
        if row["note"] == "former state":
            continue
        for name in [row["name"], *row["aliases"].split("|")]:
            names.setdefault(name.lower(), row["country"])
    names.update({"people's republic of china": "CHN", "republic of the congo": "COG", "palestine": "PSE", "bahamas": "BHS",
                  "state of palestine": "PSE", "st kitts and nevis": "KNA", "kingdom of the netherlands": "NLD",
                  "sahrawi arab democratic republic": "ESH", "federated states of micronesia": "FSM", "artsakh": "ARM"})
    return names


def main() -> None:
    names = countries(sys.argv[1])
    lookup = lambda name: names.get(name.lower()) or names.get(name.lower().removeprefix("the "))
    rows, skipped = [], set()

    def role_of(label: str) -> str:
        low = label.lower()
        for words, role in (("prime minister", "prime minister"), ("premier", "prime minister"), ("chancellor", "chancellor"),
                            ("taoiseach", "prime minister"), ("vice president", "vice president"), ("supreme leader", "supreme leader"),
                            ("minister of state of monaco", "prime minister"), ("executive yuan", "prime minister"),
                            ("president", "president"), ("monarch", "monarch"), ("king of", "king"), ("queen", "queen"),
                            ("emir", "emir"), ("sultan", "sultan"), ("pope", "pope"), ("prince", "prince"),
                            ("governor-general", "governor general"), ("agong", "king"), ("federal council", "federal councillor"),
                            ("captain regent", "captain regent"), ("ngwenyama", "king"), ("emperor", "emperor"),
                            ("presidential council", "chairman of the presidential council"), ("military leader", "military leader")):
            if words in low:
                return "prime minister" if "executive yuan" in low else role
        return ""

    for r in csv.DictReader(open(sys.argv[2], encoding="utf-8")):
        code = lookup(r["country"])
        role = role_of(r["positionLabel"])
        if not code or not role or " " not in r["officeholderLabel"] and role not in ("pope", "king", "emperor", "sultan"):
            skipped.add(r["country"])
            continue
        rows.append((r["officeholderLabel"], code, "GOV", role, "", r["start_year"], r["end_year"]))
    for r in csv.DictReader(open(sys.argv[3], encoding="utf-8")):
        code = lookup(r["countryLabel"])
        if not code or " " not in r["name"] or not r["start"]:
            continue
        rows.append((r["name"], code, "GOV", "foreign minister", "", r["start"], ""))
    for r in csv.DictReader(open(sys.argv[4], encoding="utf-8")):
        position = r["position"]
        m = re.match(r"(?:(\w[\w -]*?) of the )(.*)$", position)
        if not m or "Judge" in position or not re.match(r"[A-Z][\w.’' -]+$", r["person"].split(",")[0]):
            continue
        org = {"United Nations": "UN"}.get(m.group(2), m.group(2))
        role = m.group(1).lower().replace("-general", " general")
        rows.append((r["person"].split(",")[0], "UNO" if "United Nations" in position or "Court of Justice" in position else "IGO",
                     "JUD" if "Court" in position else "GOV", role, org, r["start"], r["end"]))
    head = "# table: entities\n# kind: person\n# fill: yes\n"
    out = Path(sys.argv[6])
    with open(out / "officials-wikidata.tsv", "w", encoding="utf-8") as f:
        f.write("# Heads of state and government of this century, foreign ministers of 2022, heads of international bodies.\n"
                "# origin: Wikidata (CC0) by every-politician-scrapers/world and world-leaders-2021\n"
                "# made by: tools/knowledge/make_officials.py\n" + head + "name\tcountry\tsector\trole\torg\tfrom\tto\n")
        for row in sorted(set(rows), key=lambda r: (r[1], r[3], r[5], r[0])):
            if row[5] and row[6] and row[6] < row[5][:len(row[6])]:
                continue
            f.write("\t".join(row) + "\n")

    def full(text: str, end: bool) -> str | None:
        text = text.strip()
        if len(text) == 6:
            year = int(text[:2])
            text = ("20" if year < 30 else "19") + text
        if len(text) != 8 or not text.isdigit():
            return None
        year, month, day = text[:4], text[4:6], text[6:]
        if not "01" <= month <= "12":
            return year
        return f"{year}-{month}" if not "01" <= day <= "31" else f"{year}-{month}-{day}"

    valid = set(names.values())
    terms: list[tuple] = []
    forms: list[str] = []
    fresh = True

    def person_name(raw: str) -> str | None:
        words = raw.strip().strip("_").replace("_", " ").split()
        if not 2 <= len(words) <= 4 or not re.match(r"^[A-Z' .-]+$", " ".join(words)):
            return None
        if set(words) & {"OF", "THE", "PRESIDENT", "MINISTER", "KING", "PARTY", "GENERAL", "LEADER", "GOVERNMENT", "PRIME", "AND", "FOR",
                         "CHIEF", "HEAD", "ARMY", "MINISTRY", "STATE", "COUNCIL", "PRINCE", "QUEEN", "DE_FACTO", "RULER", "AMBASSADOR",
                         "SECRETARY", "SENATOR", "FOREIGN", "FORMER", "LT", "GEN", "COL", "CAPTAIN", "ACTING", "DR", "MR", "COURT",
                         "GOVERNOR", "VICE", "OFFICIAL", "MILITARY", "BLOC", "UNION", "NATIONAL"} or len(words[-1]) < 3:
            return None
        particles = {"AL", "BIN", "IBN", "DE", "DA", "DOS", "VAN", "VON", "DER", "DEL", "EL", "DI", "UL", "UD"}
        nice = [w.lower() if w in particles and i else re.sub(r"[A-Z]+", lambda m: m.group()[0] + m.group()[1:].lower(), w)
                for i, w in enumerate(words)]
        name = " ".join(nice)
        name = re.sub(r"\b(al|el) (\w)", lambda m: f"{m.group(1)}-{m.group(2)}", name)
        return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m.group(1).upper(), name)

    with gzip.open(sys.argv[5], "rt", encoding="utf-8", errors="replace") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if re.match(r"^\+?[A-Z]", line):
                if not line.startswith("+") or not fresh:
                    if not line.startswith("+"):
                        forms = []
                name = person_name(re.split(r"[;#\[]", line.lstrip("+"))[0])
                if name:
                    forms.append(name)
                fresh = True
                continue
            m = re.match(r"^\s*\[([A-Z]{3})([A-Z]{3,6})\s+(?:(\d{6,8})\s*-\s*(\d{6,8})|>\s*(\d{6,8}))\]", line)
            if not m or not forms or m.group(1) not in valid or m.group(2)[:3] not in SECTORS:
                continue
            sector = m.group(2)[:3]
            begin = full(m.group(3) or m.group(5), False)
            end = full(m.group(4), True) if m.group(4) else ""
            if begin is None or end is None or (end and (int(end[:4]) < FIRST_YEAR or end < begin)):
                continue
            if not end and int(begin[:4]) < 1995 or sector == "ELI":
                continue
            terms.append((forms[0], "|".join(dict.fromkeys(forms[1:5])), m.group(1), sector, begin, end))
    with open(out / "officials-phoenix.tsv", "w", encoding="utf-8") as f:
        f.write("# Politicians and officials with dates; the source tells no office. Open terms were open in January 2014.\n"
                "# origin: Phoenix.Countries.actors (MIT, Open Event Data Alliance)\n"
                "# made by: tools/knowledge/make_officials.py\n" + head + "# surnames: no\nname\taliases\tcountry\tsector\tfrom\tto\n")
        for row in sorted(set(terms), key=lambda t: (t[2], t[0], t[4])):
            f.write("\t".join(row) + "\n")
    print(len(rows), len(set(terms)), "left out:", sorted(skipped), file=sys.stderr)


if __name__ == "__main__":
    main()
