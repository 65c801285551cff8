#!/usr/bin/env python3
"""Makes knowledge/countries.tsv: names, codes, people and capitals of the countries.

Usage: make_countries.py COUNTRIES_JSON COUNTRY_INFO COUNTRY_WORDS > knowledge/countries.tsv
  COUNTRIES_JSON  mledoze/countries (ODbL 1.0): names, codes, demonyms, capitals, coordinates, regions
  COUNTRY_INFO    countryInfo.txt of GeoNames (CC BY 4.0): GeoNames ids and populations
  COUNTRY_WORDS   tools/knowledge/country_words.tsv: usage of the press, where the rule fails
"""

import json
import sys
from pathlib import Path

HISTORICAL = """\
Soviet Union	RUS	USSR|U.S.S.R.|Union of Soviet Socialist Republics	Soviet		Soviets		1922-12-30	1991-12-26
East Germany	DEU	German Democratic Republic|GDR|DDR	East German	East German	East Germans	East Berlin	1949-10-07	1990-10-03
Czechoslovakia	CZE	Czechoslovak Republic|Czechoslovak Socialist Republic	Czechoslovak|Czechoslovakian	Czechoslovak	Czechoslovaks		1918-10-28	1992-12-31
Yugoslavia	SRB	Federal Republic of Yugoslavia|FRY|Socialist Federal Republic of Yugoslavia|former Yugoslavia|rump Yugoslavia	Yugoslav|Yugoslavian	Yugoslav	Yugoslavs		1918-12-01	2003-02-04
Serbia and Montenegro	SRB	Serbia-Montenegro	Serbian-Montenegrin				2003-02-04	2006-06-05
South Vietnam	VNM	Republic of Vietnam	South Vietnamese	South Vietnamese		Saigon	1955	1975-04-30
Biafra	NGA	Republic of Biafra	Biafran	Biafran	Biafrans		1967-05-30	1970-01-15
"""


def plural(word: str) -> str:
    return "" if word.endswith(("ese", "ss", "ish", "ch", "sh", "ois", "x", "s")) else word + "s"


def main() -> None:
    countries = json.load(open(sys.argv[1], encoding="utf-8"))
    info = {}
    for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            f = line.split("\t")
            info[f[0]] = (f[16], f[7])
    words = {}
    for line in Path(sys.argv[3]).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            f = (line.split("\t") + [""] * 7)[:7]
            words[f[0]] = f

    print("# Countries: names, codes, people, capitals.\n"
          "# origin: mledoze/countries (ODbL 1.0); GeoNames countryInfo (CC BY 4.0); public knowledge (country_words.tsv)\n"
          "# made by: tools/knowledge/make_countries.py\n"
          "# A former state carries the code of the state that took its seat: Soviet Union RUS, Yugoslavia SRB.\n"
          "# table: entities\n# kind: country")
    print("kind\tname\tcountry\tiso2\taliases\tadjectives\tdemonyms\tplurals\tcapitals\tlat\tlon\tnote\tgeonameid\tpopulation\tfrom\tto")
    for c in sorted(countries, key=lambda c: {"UNK": "KOS"}.get(c["cca3"], c["cca3"])):
        code = {"UNK": "KOS"}.get(c["cca3"], c["cca3"])
        _, name, aliases, adjectives, demonyms, plurals, capitals = words.get(code, [""] * 7)
        names = [name or c["common"], c["common"], c["official"], *aliases.split("|")]
        seen, kept = {names[0]}, []
        for n in names:
            if n and n not in seen:
                seen.add(n)
                kept.append(n.removeprefix("the ") if n.startswith("the ") and n[4].isupper() else n)
        kept = [n for n in dict.fromkeys(kept) if n != names[0] and n[0].isupper()]
        base = [d.strip() for d in (c["demonyms"].get("m") or "").split(",") if d.strip()]
        adj = adjectives.split("|") if adjectives else base
        dem = demonyms.split("|") if demonyms else [a for a in adj if a not in ("U.S.", "US")]
        plu = plurals.split("|") if plurals else [p for p in map(plural, dem) if p]
        cap = capitals.split("|") if capitals else c["capital"]
        adj, dem, plu, cap = (["" if x == "-" else x for x in xs] for xs in (adj, dem, plu, cap))
        gid, population = info.get({"KOS": "XK"}.get(code, c["cca2"]), ("", ""))
        lat, lon = (c["latlng"] + ["", ""])[:2]
        join = lambda xs: "|".join(x for x in xs if x)
        print("\t".join(map(str, ("country", names[0], code, {"KOS": "XK"}.get(code, c["cca2"]), join(kept), join(adj),
                                  join(dem), join(plu), join(cap), lat, lon, "; ".join(x for x in (c["subregion"] or c["region"],) if x),
                                  gid, population if population != "0" else "", "", ""))))
    for line in HISTORICAL.splitlines():
        name, code, aliases, adj, dem, plu, cap, begin, end = line.split("\t")
        print("\t".join(("country", name, code, "", aliases, adj, dem, plu, cap, "", "", "former state", "", "", begin, end)))


if __name__ == "__main__":
    main()
