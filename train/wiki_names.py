#!/usr/bin/env python3
"""Makes training sentences for names from plain Wikipedia text and the repository's knowledge tables.

A sentence is kept only if every capitalised word in it is explained: by a table (countries, places, groups,
organisations, parties, media, office holders), by a page that defines the name ("X is a town in ..."), or by a plain
pattern (a known first name and a surname; "... University"). Usage: wiki_names.py TEXT OUT.jsonl
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict

import data

KNOWLEDGE = os.path.join(data.HERE, "..", "knowledge")

LOC_NOUNS = set("""town city village municipality river lake mountain island islands county district province
    state country region commune neighborhood suburb borough parish peninsula bay sea valley settlement capital
    census-designated hamlet archipelago strait territory republic oblast prefecture township creek glacier""".split())
ORG_NOUNS = set("""company corporation organization organisation party band club university college agency
    newspaper airline bank magazine union label institute movement militia ministry league association
    federation broadcaster manufacturer retailer team group orchestra consortium charity conglomerate publisher
    brewery""".split())
PER_NOUNS = set("""actor actress politician player footballer singer writer author king queen president general
    scientist physicist poet novelist journalist composer painter philosopher lawyer businessman bishop soldier
    officer economist historian director musician wrestler swimmer cricketer boxer cyclist mathematician chemist
    engineer architect diplomat emperor pope saint theologian judge astronaut coach guitarist drummer rapper
    producer cartoonist explorer admiral rower athlete model comedian biologist inventor statesman sculptor
    activist skater pianist""".split())
ORG_ENDS = set("""Party University Corporation Ministry Committee Council Organization Organisation Front
    Movement Army Union Bank Company League Association Institute Agency Commission Forces Force Court Congress
    Parliament Senate Foundation Federation College Inc. Ltd. Corp. Records Airlines Department Club FC F.C.
    Group Navy Police Assembly School Authority Guard Brigade Society Orchestra Times Post Holdings Limited plc
    PLC LLC GmbH Ltd Inc Corp Co. Motors Pictures Entertainment Studios Productions Systems Technologies
    Software Press Publishing Books News Herald Tribune Journal Gazette Telegraph Radio Television Network
    Broadcasting Airways Railways Rovers Wanderers Athletic Hotspur Bureau Institution Trust Fund Alliance
    Coalition Academy Seminary Service Services Administration Guild Choir Ballet Philharmonic Symphony
    Newspapers Magazine Industries Enterprises Partners Brigades Corps Regiment Battalion Division Squadron
    Legion Militia Guards Directorate Secretariat Tribunal Cabinet Conference Yankees Mets Dodgers Giants Cubs
    Braves Orioles Phillies Astros Mariners Royals Patriots Cowboys Packers Steelers Broncos Seahawks Raiders
    Dolphins Eagles Redskins Vikings Lakers Celtics Knicks Bulls Rockets Warriors Spurs Pistons Rangers Bruins
    Canadiens Penguins Flyers Oilers Flames""".split())
LOC_ENDS = set("""River Lake Mountain Mountains Island Islands County Province Valley Sea Ocean City Bay
    Peninsula District Desert Canyon Beach Hills Street Avenue Road Bridge Airport Stadium Park Square Castle
    Station Hotel Hospital Strait Dam Highway Cemetery Cathedral Palace Tower Forest Falls Canal Harbour
    Harbor""".split())
# A run of capitals that ends so is a name, but of none of the three types.
OTHER_ENDS = set("""Award Awards Prize Cup War Act Treaty Agreement Championship Championships Games Festival
    Medal Revolution Battle Accord Accords Convention Constitution Bill Order Cross Trophy Series Tour
    Tournament Olympics Bowl Crisis Affair""".split())
# "Ministry of Finance", "Bank of Peru": the head says what the whole is.
ORG_HEADS = set("""University Ministry Department Bank Church House Board Council Institute College Academy
    Society Association Federation Court School Bureau Office Union League Party Army Chamber Committee
    Organization Organisation Commission Confederation Company Community Congress Front Movement Brotherhood
    Order Agency Authority Faculty Corporation""".split())
LOC_HEADS = set("Gulf Bay Isle Isles Strait Sea Republic Kingdom Province Lake Cape Port".split())
KNOWN_ACRONYMS = set("""UN EU NATO IMF WHO OPEC BBC CNN FBI CIA NASA UNESCO UNICEF ASEAN ICC WTO OSCE IAEA NBC
    CBS ABC ESPN HBO IBM NBA NFL MLB NHL FIFA UEFA ANC PLO PKK IRA KGB NSA UNHCR""".split())
LOCATIVE = {"in", "at", "near", "from", "to", "of", "around", "outside", "across", "throughout"}
TITLES = set("""President Prime Minister Sir Dr. Mr. Mrs. Ms. Dr Professor King Queen Prince Princess Bishop
    Saint Pope General Gen. Colonel Captain Senator Sen. Governor Gov. Chancellor Secretary Foreign Defense
    Defence Emperor Lord Lady Major Lieutenant Admiral Archbishop Cardinal Duke Judge Justice Chairman Mayor
    Chief Ambassador Vice Deputy Rev. St. Count Congressman""".split())
PLAIN = set("""January February March April May June July August September October November December Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday I AD BC DNA TV CEO Internet""".split())
INNER = {"-", "al", "bin", "ibn", "de", "van", "von", "el", "del", "da", "di", "der", "la", "'", "’"}
DEFINITION = re.compile(
    r"^(?:The )?((?:[A-Z][\w.'’-]*|of|de|la|von|van|al|the|and|&)"
    r"(?: (?:[A-Z][\w.'’-]*|of|de|la|von|van|al|the|and|&)){0,5}),?"
    r" (\([^)]{0,120}\) )?(?:is|was|are|were) (?:a|an|the|one of the) ((?:[\w-]+ ){0,7}[\w-]+)")


def table(name):
    path = os.path.join(KNOWLEDGE, name)
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and line[0] != "#"]
    head = rows[0]
    return [dict(zip(head, r + [""] * (len(head) - len(r)))) for r in rows[1:]]


def split_cell(cell):
    return [x.lstrip("=").strip() for x in cell.split("|") if x.strip()]


def name_lists(root):
    """Type -> names, from the repository's tables and the data folder's lists of office holders."""
    out = defaultdict(list)
    for t in ("groups.tsv", "organisations.tsv", "parties.tsv", "media.tsv"):
        for r in table(t):
            for n in [r.get("name", "")] + split_cell(r.get("aliases", "")):
                if len(n) > 1 and n[0].isupper() or n.startswith("al-"):
                    out["ORG"].append(n)
    for t in ("countries.tsv", "regions.tsv"):
        for r in table(t):
            for n in [r.get("name", "")] + split_cell(r.get("aliases", "")) + split_cell(r.get("capital", "")):
                if len(n) > 2 and n[0].isupper():
                    out["LOC"].append(n)
    with open(os.path.join(root, "countries", "admin1.json"), encoding="utf-8") as f:
        out["LOC"] += [r["name"] for r in json.load(f) if r["name"][:1].isupper() and len(r["name"]) > 3]
    import io
    import zipfile
    with zipfile.ZipFile(os.path.join(root, "gazetteer", "cities15000.zip")) as z:
        with z.open(z.namelist()[0]) as f:
            for line in io.TextIOWrapper(f, "utf-8"):
                c = line.split("\t")
                if int(c[14] or 0) > 60000 and c[1][:1].isupper() and len(c[1]) > 3:
                    out["LOC"].append(c[1])
    for file, column in (("leaders-21st-century.csv", "officeholderLabel"), ("foreign-ministers.csv", "name"),
                         ("international-offices.csv", "person")):
        with open(os.path.join(root, "offices", file), encoding="utf-8") as f:
            for r in csv.DictReader(f):
                n = (r.get(column) or "").strip()
                if " " in n and n[0].isupper():
                    out["PER"].append(n)
    return {k: sorted(set(v)) for k, v in out.items()}


def norp_words():
    out = set()
    for r in table("peoples.tsv") + table("regions.tsv") + table("countries.tsv"):
        for key in ("adjectives", "adjective", "demonyms", "demonym", "plurals", "plural"):
            for w in split_cell(r.get(key, "")):
                # "US" and "UK" stand as adjectives in the table; as names they are places.
                if len(w) > 3 and w[0].isupper() and w[1:].islower() and w.isalpha():
                    out.add(w.lower())
    return out


def titled(line):
    """Pages open with their title in capitals: "GORDON BANKS (born ..." -> "Gordon Banks (born ..."."""
    m = re.match(r"[A-Z][A-Z.'’\- ]{3,}(?=,? [(a-z])", line[:120])
    if not m:
        return line
    words = [w if len(w) < 3 else w.title() for w in m.group().split()]
    small = {"Of": "of", "The": "the", "And": "and"}
    return " ".join(words[:1] + [small.get(w, w) for w in words[1:]]) + line[m.end():]


def main():
    text_path, out_path = sys.argv[1:3]
    root = sys.argv[3] if len(sys.argv) > 3 else "../shared/data"
    limit = int(sys.argv[4]) if len(sys.argv) > 4 else 200000
    native = data.Native("/tmp/dragoman-train")
    norp = norp_words()
    lists = name_lists(root)
    print({k: len(v) for k, v in lists.items()}, len(norp), file=sys.stderr)
    kinds = defaultdict(set)
    for kind, names in lists.items():
        for n in names:
            kinds[n].add(kind)
    first_names = Counter(n.split()[0] for n in lists["PER"])
    defined = Counter()
    paragraphs = []
    with open(text_path, encoding="utf-8") as f:
        for number, line in enumerate(f):
            if number >= limit * 3:
                break
            m = DEFINITION.match(titled(line))
            if m:
                name, bracket, rest = m.group(1), m.group(2) or "", m.group(3).split()
                kind = None
                for w in rest:
                    kind = "LOC" if w in LOC_NOUNS else "ORG" if w in ORG_NOUNS else "PER" if w in PER_NOUNS else None
                    if kind or w in ("in", "of", "by", "that", "which", "from"):
                        break
                if "born" in bracket or (re.search(r"\d{4}\s*–", bracket) and kind != "ORG"):
                    kind = "PER"
                words = name.split()
                if kind and len(name) > 3 and words[-1][0].isupper() and not (kind == "PER" and len(words) < 2):
                    if not name.isupper() and not (len(words) == 1 and kind == "ORG"):
                        defined[kind] += 1
                        kinds[name].add(kind)
                        if kind == "PER":
                            first_names[words[0]] += 1
            if number < limit:
                paragraphs.append(line)
    first = {w for w, n in first_names.items() if n >= 2 and len(w) > 2 and w[0].isupper()}
    print(defined, len(kinds), "names,", len(first), "first names", file=sys.stderr)
    small = Counter()
    for p in paragraphs[:40000]:
        small.update(w for w in p.split() if w.islower())
    small = {w for w, n in small.items() if n >= 20}
    # A lone word that some table calls a town is one here only if the text mostly puts it where places stand:
    # "in Gilbert" is rare beside "Gilbert argued".
    lone = {n for n, k in kinds.items() if " " not in n and k == {"LOC"}}
    located: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for p in paragraphs[:120000]:
        before = ""
        for w in p.split():
            bare = w.strip(".,;:()\"'").removesuffix("'s")
            if bare in lone:
                seen[bare] += 1
                located[bare] += before in LOCATIVE
            before = w
    doubtful = {n for n in lone if located[n] < 0.4 * seen[n] or seen[n] < 3}
    countries = {r["name"] for r in table("countries.tsv")}
    trie = {}
    for n, k in kinds.items():
        if n.lower() in small or n.lower() in norp or (n in doubtful and n not in countries):
            continue
        if n.isupper() and len(n) <= 4 and k == {"ORG"} and n not in KNOWN_ACRONYMS:
            continue
        groups = native.sentences(n)
        key = tuple(w[0] for g in groups for w in g)
        if len(key) <= 8:
            trie.setdefault(key, set()).update(k)
    prefixes = {key[:i] for key in trie for i in range(1, len(key))}

    def capital(w):
        return w[0].isupper() and w[0].isalpha()

    def joins(w):  # "Science and Technology", but "University of Lima and University of ..."
        return capital(w) and w not in ORG_HEADS

    def ends_of(i, n, words):
        """Behind "Ministry of": the end of the complement ("Foreign Affairs and Trade"), or i without one."""
        j = i + 1 if i < n and words[i] == "the" else i
        k = j
        while k < n and (capital(words[k]) or (words[k] == "and" and j < k < n - 1 and joins(words[k + 1]))):
            k += 1
        return k if k > j else i

    def explain(words, surnames, acronyms):
        n, i, spans = len(words), 0, []
        while i < n:
            w = words[i]
            if not capital(w):
                if w[0].isupper() or (w.startswith("al") and tuple(words[i:i + 2]) in prefixes):
                    pass
                else:
                    i += 1
                    continue
            best, j = 0, 1
            while i + j <= n and j <= 8:
                key = tuple(words[i:i + j])
                if key in trie:
                    best = j
                if key not in prefixes:
                    break
                j += 1
            run = i
            while run < n and (capital(words[run]) or (
                    words[run] in INNER and i < run < n - 1 and capital(words[run + 1]))):
                run += 1
            if best and i + best >= run:
                k = trie[tuple(words[i:i + best])]
                if len(k) > 1 or (i == 0 and best == 1 and len(w) < 4):
                    return None
                spans.append((i, i + best - 1, next(iter(k))))
                i += best
                continue
            if run + 1 < n and words[run] == "of" and words[run - 1] in ORG_HEADS | LOC_HEADS:
                end = ends_of(run + 1, n, words)
                if end > run + 1:
                    kind = "ORG" if words[run - 1] in ORG_HEADS else "LOC"
                    first_word = i + 1 if w == "The" and run > i + 1 else i
                    if words[first_word].lower() in norp and run == first_word + 1 or w in TITLES:
                        return None
                    spans.append((first_word, end - 1, kind))
                    i = end
                    continue
            if w in acronyms:
                spans.append((i, i, "ORG"))
                i += 1
                continue
            bracketed = 2 <= i < n - 1 and words[i - 1] == "(" and words[i + 1] == ")"
            if bracketed and w.isupper() and w.isalpha() and 2 <= len(w) <= 6:
                # "Peruvian Miners Union (PMU)"
                if spans and spans[-1][1] == i - 2 and spans[-1][2] == "ORG" and words[spans[-1][0]][0] == w[0]:
                    spans.append((i, i, "ORG"))
                    acronyms.add(w)
                    i += 1
                    continue
            if w.lower() in norp and run > i + 1 and words[run - 1] in ORG_ENDS and words[i + 1] not in TITLES:
                spans.append((i, run - 1, "ORG"))
                i = run
                continue
            if w.lower() in norp and (i > 0 or run > i + 1):
                i += 1
                continue
            if w in PLAIN or (w in TITLES):
                i += 1
                continue
            if i == 0 and w.lower() in small and not (w in first and run > 1):
                i += 1
                continue
            if run == i:
                i += 1
                continue
            length = run - i
            if length == 1:
                if w in surnames:
                    spans.append((i, i, "PER"))
                    i += 1
                    continue
                return None
            if words[run - 1] in OTHER_ENDS:
                i = run  # no name of these types; corpora without MISC take O and MISC as equally right
                continue
            if words[run - 1] in ORG_ENDS:
                spans.append((i, run - 1, "ORG"))
            elif words[run - 1] in LOC_ENDS:
                spans.append((i, run - 1, "LOC"))
            elif w in first and length <= 4 and words[run - 1].lower() not in small:
                spans.append((i, run - 1, "PER"))
                surnames.add(words[run - 1])
            else:
                return None
            i = run
        return spans

    rng, out, surnames, acronyms = random.Random(3), [], set(), set()
    for p in paragraphs:
        if p[:5].isupper():
            surnames, acronyms = set(), set()
        for group in native.sentences(p):
            words = [g[0] for g in group]
            if not 6 <= len(words) <= 50 or words[-1] != "." or words[0][0].islower():
                continue
            spans = explain(words, surnames, acronyms)
            if spans:
                kinds_here = {s[2] for s in spans}
                if kinds_here == {"LOC"} and rng.random() > 0.25:
                    continue
                out.append({"words": words, "spans": spans})
    rng.shuffle(out)
    print(len(out), "sentences,", Counter(s[2] for o in out for s in o["spans"]), file=sys.stderr)
    with open(out_path, "w", encoding="utf-8") as f:
        for o in out[:40000]:
            f.write(json.dumps(o, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
