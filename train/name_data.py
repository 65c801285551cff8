"""More training sentences for names: GUM's entities and re3d, brought to the labels of the name corpora.

    gum(root, "train" | "dev" | "test")       the free genres of GUM, cut and labelled by hand
    re3d(root, native, folds=(k, n))          re3d without part k of n; held=True gives that part instead
    name_data.py ROOT [--show N] [--seed S]   counts, and N random sentences of each

Both give `data.Sentence` with BIOES labels PER, ORG, LOC, NORP, MISC after the guidelines of Universal NER: names
alone, without articles, titles ("President", "Mr.") and the possessive 's; the outermost name wins; nationalities are
NORP.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
from collections import Counter
from dataclasses import dataclass, field

import data
import wiki_names
from data import Sentence

RE3D_REFUSED = ("bbc",)

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC", "abstract": "MISC"}
TITLES = wiki_names.TITLES | set(
    """Mr Mrs Ms Miss Prof. Prof Professor Sir Madam Dame Rev Reverend Saint-Father Father Sister Brother Uncle Aunt
    Representative Rep. Rep Senators Presidents Ministers Attorney Solicitor Commander Lt. Lt Sgt. Sergeant Cpl.
    Capt. Col. Maj. Brig. Brigadier Marshal Sheikh Sheik Imam Ayatollah Mullah Rabbi Premier First Interim Acting
    Former Special Envoy Spokesman Spokeswoman Spokesperson Commissioner Director Director-General Coach Detective
    Officer Inspector Counsel Justices Mother Grandma Grandpa Honorable Honourable Majesty Highness Excellency
    Hon. Speaker Her His Your Mom Dad Mama Papa Private Pvt. Air Under-Secretary Undersecretary Assistant
    Permanent Secretary-General Executive Baroness Baron Earl Viscount Crown Emir Sultan Shah Tsar Czar Kaiser
    Lords Congresswoman Councillor Councilman Principal Dean Provost Mister Doctor Administrator""".split())
# What stands between the words of one name.
INNER = set("""of the and for on de la le du des del della di da von van der den bin ibn al el - – & 's ’s ' ’ .
    / to in y e at d' do dos ed 'n'""".split())
PRONOUNS = set("i he she it we they you us him her them this that these those who his our their my your its".split())
# Capitalised, they are still no names.
COMMON = set("""state states nation government city group assembly judiciary country company party court
    university college department island place street board committee commission council ministry school
    hospital church bank office house administration union center centre county province district region village
    town road avenue river lake park museum republic kingdom world earth god lord library team club association
    agency army navy police force forces parliament opposition regime coalition embassy section part internet
    web north south east west northern southern eastern western mankind humanity individual act bill war treaty""".split())
OFFICES = set("""State Defense Defence Treasury Commerce Health Education Energy Labor Agriculture
    Transportation Interior Justice Staff Commons Police""".split())
PARTISANS = {"democrat", "democrats", "republican", "republicans", "tory", "tories"}
ALWAYS = dict.fromkeys("U.S. US U.K. UK USA U.S.A.".split(), "LOC")
ALWAYS |= dict.fromkeys("EU UN U.N. NATO ISIL ISIS Daesh".split(), "ORG")
TWO_WORD_NORP = {tuple(x.split()) for x in """south african | south korean | north korean | saudi arabian | sri
    lankan | costa rican | puerto rican | south sudanese | new zealander | south africans | south koreans |
    north koreans | northern irish | african american | african americans | native american | native americans |
    latin american | north american | south american""".split("|")}
TIME_WORDS = {w.lower() for w in wiki_names.PLAIN} | set("""mon tue wed thu fri sat sun jan feb aug sept sep oct nov dec
    am pm ad bc bce ce christmas easter""".split())
DROPPED_RELS = set("""appos conj cc acl acl:relcl parataxis det cop advcl nsubj list dep discourse advmod
    det:predet orphan vocative reparandum aux nmod:unmarked obl""".split())

# "(5-person-giv:act-...(7-place-...)5)": openings, openings that close at once, closings.
BRACKETS = re.compile(r"(\()([^()]+)(\))?|([^()]+)\)")
NUMBERED = re.compile(r"(Figure|Table|Section|Chapter|Equation|Article|Exhibit|Step|Day|Year|Page|Part|Listing|[A-Z])$")


@dataclass
class GumSentence:
    doc: str
    forms: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 0-based, -1 is the root
    rels: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int, str, str]] = field(default_factory=list)  # first, last, entity type, Wikipedia title


def capital(word: str) -> bool:
    """Begins a name: "Assad", "e-Bay" by its second part, "iPhone"."""
    return word[:1].isupper() or bool(re.match(r"[a-z]{1,2}[-]?[A-Z]", word))


def read_gum(path: str) -> list[GumSentence]:
    """The sentences of the free genres with all their mentions. Mentions that leave their sentence are dropped."""
    out: list[GumSentence] = []
    doc, genre = "", ""
    s = GumSentence("")
    open_mentions: list[tuple[str, int, str, str]] = []
    for line in data.open_text(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            doc = line.split("=")[1].strip()
            genre = doc.split("_")[1]
        elif not line:
            if s.forms and genre in data.FREE_GUM:
                out.append(s)
            s, open_mentions = GumSentence(""), []
        elif line[0] != "#":
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            s.doc = doc
            at = len(s.forms)
            s.forms.append(c[1])
            s.upos.append(c[3])
            s.xpos.append(c[4])
            s.heads.append(int(c[6]) - 1)
            s.rels.append(c[7])
            misc = dict(x.split("=", 1) for x in c[9].split("|") if "=" in x)
            for opened, body, closed_at_once, closing in BRACKETS.findall(misc.get("Entity", "")):
                if opened:
                    f = body.split("-", 7)
                    identity = f[7] if len(f) > 7 else ""
                    if closed_at_once:
                        s.mentions.append((at, at, f[1], identity))
                    else:
                        open_mentions.append((f[0], at, f[1], identity))
                else:
                    for k in range(len(open_mentions) - 1, -1, -1):
                        if open_mentions[k][0] == closing:
                            _, first, kind, identity = open_mentions.pop(k)
                            s.mentions.append((first, at, kind, identity))
                            break
    if s.forms and genre in data.FREE_GUM:
        out.append(s)
    return out


def role_words() -> set[str]:
    """Nouns for roles: "Petitioner" names nobody."""
    phrases = {r["phrase"].lower() for r in wiki_names.table("roles.tsv") + wiki_names.table("roles-plover.tsv")}
    others = "petitioner respondent manager protector mp mps counsel author chair participant"
    return phrases | {w.lower() for w in TITLES} | set(others.split())


def country_names() -> set[str]:
    out = set()
    for r in wiki_names.table("countries.tsv"):
        out.add(r.get("name", "").lower())
        out |= {x.lower() for x in wiki_names.split_cell(r.get("aliases", "")) if len(x) > 2}
    return out


ROLES, COUNTRIES, NORP = role_words(), country_names(), wiki_names.norp_words()


def names_something(word: str) -> bool:
    """A capital that is not explained by a title, a people, a weekday or a common noun."""
    return capital(word) and word not in TITLES and word.lower() not in NORP | TIME_WORDS | COMMON


def mark_peoples(sentences: list[Sentence]) -> None:
    """NORP where no other name is; two words of one people become one name."""
    data.mark_norp(sentences, NORP | PARTISANS)
    for s in sentences:
        spans = data.name_spans(s.names)
        taken = {i for b, e, _ in spans for i in range(b, e + 1)}
        for k, (b, e, kind) in enumerate(spans):
            if kind == "NORP" and b == e and b and (s.forms[b - 1].lower(), s.forms[b].lower()) in TWO_WORD_NORP:
                if b - 1 not in taken:
                    spans[k] = (b - 1, e, kind)
                elif (b - 1, b - 1, "NORP") in spans:
                    spans[spans.index((b - 1, b - 1, "NORP"))] = (b, e, "")
                    spans[k] = (b - 1, e, kind)
        spans += [(i, i, ALWAYS[w]) for i, w in enumerate(s.forms) if w in ALWAYS and i not in taken]
        s.names = data.bioes([x for x in spans if x[2]], len(s.forms))


def outermost(found: set[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for b, e, kind in sorted(found, key=lambda x: (x[0] - x[1], x[0], x[2] == "MISC", x[2])):
        if not any(b <= y and x <= e for x, y, _ in spans):
            spans.append((b, e, kind))
    return spans


def settled(words: list[str], kind: str) -> str | None:
    """The type of a name by its words, None if they are no name."""
    low = [w.lower() for w in words]
    if words[0] == "Operation":
        return "MISC"
    if len(words) == 1 and words[0] in ALWAYS:
        return ALWAYS[words[0]]
    if " ".join(low) in COUNTRIES:
        return "LOC"
    if all(w in PRONOUNS or w in NORP for w in low):
        return None if low[0] in PRONOUNS else "NORP"
    if len(low) == 1 and (low[0] in COMMON or low[0] in PRONOUNS):
        return None
    role = all(w in ROLES for w in low) or len(low) > 1 and low[-1] in ROLES
    if kind == "NORP" or kind == "PER" and (role or "of" in low or "for" in low):
        return None
    return kind


def trimmed(forms: list[str], first: int, last: int, kind: str) -> tuple[int, int] | None:
    """The name within a run of words: no articles, titles, possessive marks; None if nothing is left."""
    if kind == "PER":
        for i in range(last, first - 1, -1):
            if forms[i] in TITLES and i < last:
                first = i + 1
                if forms[first].lower() in ("of", "for"):  # "Secretary of State Reyes", but "President of Peru"
                    first += 2 if forms[first + 1] == "the" else 1
                    if first > last or forms[first] not in OFFICES:
                        return None
                    while first <= last and forms[first] in OFFICES:
                        first += 1
                break
    while first <= last and (not capital(forms[first]) or forms[first] in ("The", "A", "An")) and not (
            forms[first].lower() in ("al", "el", "de", "von", "van", "bin") and first < last):
        if any(c.isdigit() for c in forms[first]) and kind != "PER" and first < last:
            break
        first += 1
    while last >= first and (forms[last] in INNER or not any(c.isalnum() for c in forms[last])) and not (
            forms[last] == "." and len(forms[last - 1]) <= 3):
        last -= 1
    words = forms[first:last + 1]
    if all(w in TITLES or w.lower() in TIME_WORDS or w in INNER or w.isdigit() for w in words):
        return None
    return first, last


def gum_name(s: GumSentence, first: int, last: int, kind: str) -> tuple[int, int] | None:
    """The words of the mention that belong to its head's name."""
    inside = range(first, last + 1)
    heads = [i for i in inside if s.heads[i] not in inside]
    if len(heads) != 1:
        return None
    head = heads[0]
    keep = {head}
    grown = True
    while grown:
        grown = False
        for i in inside:
            if i in keep or s.heads[i] not in keep:
                continue
            rel, up = s.rels[i], s.heads[i]
            if rel in DROPPED_RELS and (up == head or rel not in ("conj", "cc", "det")):
                # "Department of Science and Technology" keeps its conjunct, "Ford and Chrysler" does not.
                continue
            if rel == "nmod:poss" and not capital(s.forms[i]):
                continue
            cases = {s.forms[k].lower() for k in inside if s.heads[k] == i and s.rels[k] == "case"}
            if rel == "nmod" and not (capital(s.forms[i]) and cases & {"of", "for", "on", "to", "de"}):
                continue
            keep.add(i)
            grown = True

    def fits(i: int) -> bool:
        w = s.forms[i]
        return i in keep and (capital(w) or w.lower() in INNER or w.isdigit() or s.upos[i] == "PROPN")

    b = e = head
    while b - 1 >= first and fits(b - 1):
        b -= 1
    while e + 1 <= last and fits(e + 1):
        e += 1
    return trimmed(s.forms, b, e, kind)


def gum(root: str, part: str) -> list[Sentence]:
    """GUM's `part` (train, dev or test), free genres. MISC is marked: events, works, products with proper names."""
    out: list[Sentence] = []
    for s in read_gum(os.path.join(root, "treebanks", f"gum-{part}.conllu.gz")):
        n = len(s.forms)
        found: set[tuple[int, int, str]] = set()
        words = [w for w in s.forms if w[0].isalpha()]
        long = [w for w in words if len(w) > 3]
        shouted = n > 2 and sum(w.isupper() for w in words) > 0.6 * len(words)
        titled = n > 5 and sum(capital(w) for w in long) > 0.7 * len(long)
        for first, last, entity, identity in s.mentions:
            if entity not in KINDS:
                continue
            kind = KINDS[entity]
            inside = range(first, last + 1)
            heads = [i for i in inside if s.heads[i] not in inside]
            if len(heads) != 1 or not capital(s.forms[heads[0]]):
                continue
            head = heads[0]
            if s.upos[head] not in ("PROPN", "NOUN", "ADJ", "NUM", "X"):
                continue
            proper = s.upos[head] == "PROPN"
            if not proper and (not identity or head == 0 or titled or shouted or kind == "PER"):
                continue
            span = gum_name(s, first, last, kind)
            if not span:
                continue
            b, e = span
            words = s.forms[b:e + 1]
            if kind == "PER" and s.xpos[head] == "NNPS" and b <= head <= e and not s.forms[head].isupper() and not any(
                    s.rels[i] == "flat" and s.heads[i] == head for i in inside):
                found.add((head, head, "NORP"))  # "Australians", "Senate Democrats"
                continue
            settled_kind = settled(words, kind)
            if not settled_kind:
                continue
            kind = settled_kind
            if kind == "MISC" and (len(words) == 1 and (words[0].isupper() or not identity)):
                continue  # "DNA", "English", "Table"
            if kind == "MISC" and NUMBERED.match(words[0]):
                continue
            found.add((b, e, kind))
        spans = outermost(found)
        covered = {i for b, e, _ in spans for i in range(b, e + 1)}
        loose = [w for i, w in enumerate(s.forms) if s.upos[i] == "PROPN" and i not in covered and names_something(w)]
        weight = 1.0 if not loose else 0.5
        out.append(Sentence(s.forms, names=data.bioes(spans, n), has_misc=True, weight=weight, doc=s.doc))
    mark_peoples(out)
    return out


RE3D_KINDS = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}


def fold_of(document: str, n: int) -> int:
    return int(hashlib.sha1(document.encode()).hexdigest(), 16) // 10 % n


def re3d(root: str, native: data.Native, folds: tuple[int, int] | None = None, held: bool = False,
         weight: float = 0.6) -> list[Sentence]:
    """re3d's names. The crowd marked nominals too and overlooked some names, so the weight is below one.

    folds   (k, n) leaves out the documents of part k of n, by a hash of their id; with `held` gives only those
    """
    out: list[Sentence] = []
    for line in open(os.path.join(root, "re3d", "documents.jsonl"), encoding="utf-8"):
        r = json.loads(line)
        if any(x in r["source"].lower() for x in RE3D_REFUSED):
            continue
        if folds and (fold_of(r["id"], folds[1]) == folds[0]) != held:
            continue
        for group in native.sentences(r["text"]):
            begin, end = group[0][1], group[-1][2]
            forms = [g[0] for g in group]
            found: set[tuple[int, int, str]] = set()
            for x in r["entities"]:
                kind = RE3D_KINDS.get(x["type"])
                if not kind or x["begin"] < begin or x["end"] > end:
                    continue
                inside = [i for i, t in enumerate(group) if t[1] < x["end"] and t[2] > x["begin"]]
                span = trimmed(forms, inside[0], inside[-1], kind) if inside else None
                if not span:
                    continue
                b, e = span
                words = forms[b:e + 1]
                if not all(capital(w) or w.lower() in INNER or w.isdigit() for w in words) or "Citizen" in words:
                    continue
                kind = settled(words, kind)
                if kind:
                    found.add((b, e, kind))
            out.append(Sentence(forms, names=data.bioes(outermost(found), len(forms)), weight=weight, doc=r["id"]))
    again(out)
    mark_peoples(out)
    for s in out:
        loose = [w for i, w in enumerate(s.forms) if i and s.names[i] == "O" and names_something(w)
                 and len(w) > 1 and s.forms[i - 1] not in ".“\"‘:"]
        if loose:
            s.weight = weight / 2
    return out


def again(sentences: list[Sentence]) -> None:
    """A name that the crowd marked somewhere is a name wherever its words stand; countries are so anyway."""
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for s in sentences:
        for b, e, kind in data.name_spans(s.names):
            kinds.setdefault(tuple(s.forms[b:e + 1]), Counter())[kind] += 1
    known = {k: c.most_common(1)[0][0] for k, c in kinds.items() if len(k) > 1 or len(k[0]) > 2}
    longest = max((len(k) for k in known), default=1)
    for s in sentences:
        found = set(data.name_spans(s.names))
        for b in range(len(s.forms)):
            for e in range(min(len(s.forms), b + longest) - 1, b - 1, -1):
                words = s.forms[b:e + 1]
                kind = known.get(tuple(words)) or ("LOC" if " ".join(words).lower() in COUNTRIES else None)
                if kind and capital(s.forms[b]):
                    found.add((b, e, kind))
                    break
        s.names = data.bioes(outermost(found), len(s.forms))


def shown(s: Sentence) -> str:
    words, at = [], 0
    for b, e, kind in sorted(data.name_spans(s.names)):
        words += s.forms[at:b] + [f"[{kind} {' '.join(s.forms[b:e + 1])}]"]
        at = e + 1
    return f"{s.weight:.1f} " + " ".join(words + s.forms[at:])


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("root", help="folder with treebanks/ and re3d/")
    p.add_argument("--build", default="/tmp/dragoman-train", help="scratch folder for the compiled splitter")
    p.add_argument("--show", type=int, default=0, help="print so many random sentences of each source")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    rng = random.Random(a.seed)
    sources = [("gum train", gum(a.root, "train")), ("gum dev", gum(a.root, "dev")), ("gum test", gum(a.root, "test")),
               ("re3d", re3d(a.root, data.Native(a.build)))]
    for name, sentences in sources:
        kinds = Counter(k for s in sentences for _, _, k in data.name_spans(s.names))
        doubtful = sum(s.weight < max(x.weight for x in sentences) for s in sentences)
        documents = len({s.doc for s in sentences})
        print(f"{name}: {documents} documents, {len(sentences)} sentences ({doubtful} doubtful), {dict(kinds)}")
        named = [s for s in sentences if any(x != "O" for x in s.names)]
        for s in rng.sample(named, min(a.show, len(named))):
            print("   ", shown(s))


if __name__ == "__main__":
    main()
