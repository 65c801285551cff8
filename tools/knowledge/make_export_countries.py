#!/usr/bin/env python3
"""Write lexicons/exports/countries.tsv: how other formats call a country.

usage: make_export_countries.py COUNTRY_INFO COUNTRIES_JSON > lexicons/exports/countries.tsv
  COUNTRY_INFO    GeoNames countryInfo.txt (CC BY 4.0)
  COUNTRIES_JSON  mledoze/countries (ODbL 1.0)
"""
import json
import sys

HEAD = """\
# How other formats call a country: read by src/exports.
#
# Columns, separated by tabs:
#   code     ISO 3166-1 alpha-3, as in records
#   iso2     ISO 3166-1 alpha-2
#   numeric  ISO 3166-1 numeric
#   fips     FIPS 10-4, as in GDELT; may be empty
#   name     English short name
#   region   UN subregion
#
# origin: GeoNames countryInfo (CC BY 4.0); mledoze/countries (ODbL 1.0)
# made by: tools/knowledge/make_export_countries.py
"""

KOSOVO = {"XKX": "KOS", "UNK": "KOS"}  # as records have it


def main(argv: list[str]) -> int:
    with open(argv[2], encoding="utf-8") as file:
        more = {KOSOVO.get(row["cca3"], row["cca3"]): row for row in json.load(file)}
    rows = []
    with open(argv[1], encoding="utf-8") as file:
        for line in file:
            if line.startswith(("#", "ISO\t")) or not line.strip():
                continue
            iso2, code, numeric, fips, name = line.split("\t")[:5]
            code, numeric = KOSOVO.get(code, code), numeric.replace("0", "") and numeric
            other = more.get(code, {})
            rows.append([code, iso2, numeric, fips, other.get("common", name), other.get("subregion", "")])
    sys.stdout.write(HEAD + "\n".join("\t".join(row) for row in sorted(rows)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
