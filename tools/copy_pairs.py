#!/usr/bin/env python3
"""Make labelled pairs of reports for measuring how well copies are told from reports on the same thing.

usage: copy_pairs.py --shared DIR [--count 2000] [--seed 1] > pairs.jsonl
Each line: {"pair", "kind", "copy": true or false, "half": 0 or 1, "a": report, "b": report}. A half has pairs of its own
documents only (sha1 of the document's id), so that thresholds chosen on one can be measured on the other.

Copies are made from news texts by what outlets do to a wire: new headlines, agency credits and standing text, cuts from the
end, two wires in one report, light edits without paraphrase (typos, numbers, other words, sentences dropped and moved,
punctuation, case). Reports that are none: the nearest neighbours in one corpus by TF-IDF, other texts with the same background
paragraph, quotation or standing text, reports from one template. Pairs of different documents of which more than
MOST_IN_COMMON of one, in runs of eight words, stands in the other are left out: they are true copies in the corpora.
"""
import argparse
import collections
import gzip
import hashlib
import json
import lzma
import math
import pathlib
import random
import re
import sys

MOST_IN_COMMON = 0.15
LEAST_WORDS = 110
AGENCIES = ["Reuters", "AFP", "AP", "TASS", "Xinhua", "SANA", "dpa", "EFE", "ANSA", "Anadolu"]
OUTLETS = ["Daily Courier", "The Harbour Ledger", "Plaza Gazette", "Morning Post", "Northern Star", "Levant Times", "City Herald"]
PLACES = ["BEIRUT", "WASHINGTON", "GENEVA", "MOSCOW", "DAMASCUS", "ANKARA", "NEW YORK", "LONDON", "AMMAN", "PARIS"]
NAMES = ["Anna Reyes", "John Poe", "Karim Haddad", "Maria Lind", "Tom Barrow", "Leyla Aksoy"]
MONTHS = "January February March April May June July August September October November December".split()
STANDING = [
    "{o} is an independent newspaper that has reported from the region since 1952. Its journalism is paid for by readers. Subscribe to our "
    "daily letter for the most important stories of the morning, or write to the editors with corrections and remarks.",
    "Follow {o} on all channels for news around the clock. Copyright {y} {o}. All rights reserved. This material may not be published, "
    "broadcast, rewritten or redistributed without the written consent of the publisher.",
    "Read more from {o}: our correspondents in forty countries explain what is behind the news. Download our application and never miss a "
    "story again. Terms and conditions apply.",
]
SWAPS = [("said", "stated"), ("told", "informed"), ("killed", "slain"), ("attack", "assault"), ("big", "large"), ("also", "moreover"),
         ("near", "close to"), ("children", "kids"), ("began", "started"), ("help", "aid"), ("about", "around"), ("people", "persons"),
         ("but", "however"), ("after", "following"), ("town", "city"), ("group", "organisation"), ("troops", "soldiers"), ("war", "conflict"),
         ("government", "authorities"), ("leader", "chief"), ("president", "head of state"), ("percent", "per cent"), ("show", "reveal"),
         ("many", "numerous"), ("before", "ahead of"), ("because", "since"), ("area", "region"), ("would", "will"), ("campaign", "drive")]

FILLERS = "now also then new former local some several major early late other once still again today reportedly already largely".split()


# ---- corpora ----

def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))


def sentences_of(paragraph: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", paragraph) if s]


def paragraphs_of(text: str) -> list[str]:
    parts = [p.strip() for p in re.split(r"\n\s*\n|\n", text) if p.strip()]
    if len(parts) > 2:
        return parts
    sentences = [s for p in parts for s in sentences_of(p)]
    return [" ".join(sentences[i:i + 2]) for i in range(0, len(sentences), 2)]


def lines(path: pathlib.Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def without_head(text: str, title: str) -> str:
    """FA-KES and PolNeAR texts open with a date and the title."""
    text = re.sub(r"^\w{3} \d{1,2} \w{3} \d{4}\s+", "", text)
    return text[len(title):].lstrip(". \n") if title and text.startswith(title) else text


def documents(shared: pathlib.Path) -> list[dict]:
    data, out = shared / "data", []

    def add(corpus, ident, title, text, date):
        body = without_head(text, title)
        if len(words_of(body)) >= LEAST_WORDS:
            out.append({"id": f"{corpus}/{ident}", "corpus": corpus, "title": title, "paragraphs": paragraphs_of(body), "date": date})

    for name in ("fa-kes", "guardian-sdf"):
        for d in lines(data / f"news-syria/{name}.dev.jsonl.gz"):
            add(name, d["id"], d.get("title", ""), d["text"], d.get("date", ""))
    for part in ("train", "dev"):
        for d in lines(data / f"attribution-polnear/{part}.jsonl.gz"):
            add("polnear", d["id"], d.get("title", ""), d["text"], d.get("date", ""))
    for ident, page in json.loads((data / "articles-html/ground-truth.json").read_text()).items():
        add("articles", ident, "", page["articleBody"], "")
    samples = pathlib.Path(__file__).resolve().parent.parent / "samples"
    for row in (samples / "index.tsv").read_text().splitlines()[1:]:
        file, date, _, title, note = row.split("\t")
        if note.startswith("original"):
            add("samples", file, title, (samples / file).read_text(), date)
    with lzma.open(data / "text/wikipedia-00.txt.xz", "rt", encoding="utf-8") as file:
        pages = file.read(6_000_000).split("\n\n")
    for number, page in enumerate(pages[:2500]):
        add("wikipedia", number, "", page, "")
    return out


def half_of(doc: dict) -> int:
    return int(hashlib.sha1(doc["id"].encode()).hexdigest(), 16) % 2


def text_of(doc: dict) -> str:
    return "\n\n".join(doc["paragraphs"])


def runs(text: str, length: int = 8) -> set:
    words = words_of(text)
    return {tuple(words[i:i + length]) for i in range(len(words) - length + 1)}


def in_common(a: str, b: str) -> float:
    x, y = runs(a), runs(b)
    return len(x & y) / max(1, min(len(x), len(y)))


# ---- what outlets do to a wire ----

class Desk:
    def __init__(self, rng: random.Random, docs: list[dict]):
        self.rng, self.docs = rng, docs

    def typo(self, word: str) -> str:
        if len(word) < 4:
            return word
        at = self.rng.randrange(1, len(word) - 1)
        return self.rng.choice([word[:at] + word[at + 1:], word[:at] + word[at + 1] + word[at] + word[at + 2:], word[:at] + word[at] + word[at:]])

    def edit_words(self, paragraphs: list[str], share: float) -> list[str]:
        swaps = dict(SWAPS)

        def change(match):
            word = match.group(0)
            if word.isdigit():
                return str(int(word) + self.rng.randint(1, 9)) if self.rng.random() < 0.3 else word
            if word.lower() in swaps and self.rng.random() < 10 * share:
                return swaps[word.lower()]
            luck = self.rng.random() / share
            if luck < 0.5:
                return self.typo(word)
            if luck < 0.75:
                return f"{self.rng.choice(FILLERS)} {word}"
            return self.rng.choice(FILLERS) if luck < 1 else word
        return [re.sub(r"\w+", change, p) for p in paragraphs]

    def edit_sentences(self, paragraphs: list[str], share: float) -> list[str]:
        out = []
        for p in paragraphs:
            kept = [s for s in sentences_of(p) if self.rng.random() > share]
            if len(kept) > 1 and self.rng.random() < share:
                i = self.rng.randrange(len(kept) - 1)
                kept[i], kept[i + 1] = kept[i + 1], kept[i]
            if kept:
                out.append(" ".join(kept))
        if len(out) > 3 and self.rng.random() < 0.5:
            i = self.rng.randrange(1, len(out) - 1)
            out[i], out[i + 1] = out[i + 1], out[i]
        return out or paragraphs

    def edit_marks(self, paragraphs: list[str]) -> list[str]:
        rules = [lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'"), lambda t: t.replace(",", ""), lambda t: t.replace("'", "").replace("’", ""),
                 lambda t: t.replace(" - ", " – ").replace("—", " - "), str.upper, lambda t: t.replace("-", " ")]
        for rule in self.rng.sample(rules, 2):
            paragraphs = [rule(p) if rule is not str.upper or self.rng.random() < 0.2 else p for p in paragraphs]
        return paragraphs

    def cut(self, paragraphs: list[str], low=0.15, high=0.8) -> list[str]:
        """Leading paragraphs, of 40 words at least."""
        words, kept = sum(len(words_of(p)) for p in paragraphs), []
        most = max(40, words * self.rng.uniform(low, high))
        for p in paragraphs:
            kept.append(p)
            if sum(len(words_of(k)) for k in kept) >= most:
                break
        return kept

    def headline(self, doc: dict) -> str:
        words = self.rng.choice(doc["paragraphs"]).split()
        return " ".join(w.strip(".,\"“”") for w in words[:self.rng.randint(5, 9)])

    def report(self, doc: dict, paragraphs: list[str], dress: bool = True) -> dict:
        """As an outlet prints it: headline, dateline, credits and standing text, or some of them."""
        rng, outlet, paragraphs = self.rng, self.rng.choice(OUTLETS), list(paragraphs)
        title = self.headline(doc) if dress else doc["title"]
        if dress:
            agency, name = rng.choice(AGENCIES), rng.choice(NAMES)
            if rng.random() < 0.5:
                paragraphs[0] = f"{rng.choice(PLACES)} ({agency}) {rng.choice(['-', '—'])} {paragraphs[0]}"
            if rng.random() < 0.3:
                paragraphs.insert(0, f"By {name}")
            if rng.random() < 0.3:
                paragraphs.append(rng.choice([f"(Reporting by {name}; Editing by {rng.choice(NAMES)})", f"Source: {agency}", f"-- {agency}", f"({agency})"]))
            if rng.random() < 0.3:
                paragraphs.append(rng.choice(STANDING).format(o=outlet, y=rng.randint(2012, 2019)))
            if rng.random() < 0.3:
                paragraphs.insert(0, title)
        return {"id": "", "title": title, "text": "\n\n".join(paragraphs), "date": doc["date"], "outlet": outlet}

    # Each gives the two reports of a pair.

    def reheaded(self, doc):
        return self.report(doc, doc["paragraphs"], False), self.report(doc, doc["paragraphs"])

    def cut_copy(self, doc):
        return self.report(doc, doc["paragraphs"]), self.report(doc, self.cut(doc["paragraphs"]))

    def merged(self, doc):
        other = self.rng.choice(self.docs)
        mine, theirs = self.cut(doc["paragraphs"], 0.45, 1), self.cut(other["paragraphs"], 0.3, 0.8)
        both = mine + theirs if self.rng.random() < 0.5 else theirs + mine
        return self.report(doc, doc["paragraphs"]), self.report(doc, both)

    def edited(self, doc):
        paragraphs = self.edit_words(doc["paragraphs"], self.rng.uniform(0.01, 0.1))
        return self.report(doc, doc["paragraphs"]), self.report(doc, self.edit_marks(self.edit_sentences(paragraphs, self.rng.uniform(0.05, 0.3))))

    def extended(self, doc):
        own = [p for p in self.rng.choice(self.docs)["paragraphs"] if len(p.split()) > 15][:self.rng.randint(1, 2)]
        return self.report(doc, doc["paragraphs"]), self.report(doc, self.cut(doc["paragraphs"], 0.5, 1) + own)

    def reworked(self, doc):
        paragraphs = self.cut(self.edit_sentences(self.edit_words(doc["paragraphs"], self.rng.uniform(0.01, 0.06)), 0.1), 0.3, 1)
        return self.report(doc, doc["paragraphs"]), self.report(doc, self.edit_marks(paragraphs))


# ---- reports that are no copies ----

class Neighbours:
    """The nearest documents of the same corpus by TF-IDF."""

    def __init__(self, docs: list[dict]):
        self.docs, frequency = docs, collections.Counter()
        bags = [collections.Counter(words_of(text_of(d))) for d in docs]
        for bag in bags:
            frequency.update(bag.keys())
        self.vectors, self.postings = [], collections.defaultdict(list)
        for i, bag in enumerate(bags):
            vector = {w: (1 + math.log(n)) * math.log(len(docs) / frequency[w]) for w, n in bag.items() if 1 < frequency[w] < len(docs) / 3}
            norm = math.sqrt(sum(v * v for v in vector.values())) or 1
            self.vectors.append({w: v / norm for w, v in vector.items()})
            for w, v in self.vectors[i].items():
                self.postings[w].append((i, v))

    def of(self, i: int, most: int = 8) -> list[int]:
        scores = collections.Counter()
        for w, v in self.vectors[i].items():
            for j, other in self.postings[w]:
                if j != i:
                    scores[j] += v * other
        return [j for j, _ in sorted(scores.items(), key=lambda x: (-x[1], x[0]))[:most]]


def market(rng: random.Random) -> list[str]:
    index = rng.choice(["CAC 40", "DAX", "FTSE 100", "Dow Jones industrial average", "Nikkei 225", "IBEX 35"])
    number, percent, verb = lambda: f"{rng.randint(2, 19)},{rng.randint(100, 999)}.{rng.randint(10, 99)}", lambda: f"{rng.randint(0, 3)}.{rng.randint(1, 9)}", \
        lambda: rng.choice(["closed higher", "closed lower", "ended flat", "fell", "rose", "edged up", "slipped"])
    firms = rng.sample(["Airbus", "Total", "Siemens", "BP", "Nokia", "Renault", "Shell", "Allianz", "Toyota", "Sony", "Boeing", "Apple", "Santander"], 5)
    day = rng.choice("Monday Tuesday Wednesday Thursday Friday".split())
    return [f"Shares {verb()} on {day}, with the {index} {rng.choice(['gaining', 'losing'])} {percent()} percent to {number()} points.",
            f"{firms[0]} was the biggest gainer, up {percent()} percent, followed by {firms[1]}, which added {percent()} percent.",
            f"{firms[2]} lost {percent()} percent and {firms[3]} {percent()} percent after results that {rng.choice(['disappointed', 'surprised', 'reassured'])} investors.",
            f"The euro {verb()} against the dollar at 1.{rng.randint(1000, 1900)}, from 1.{rng.randint(1000, 1900)} late on {rng.choice(['Monday', 'Thursday', 'Friday'])}.",
            f"Brent crude for {rng.choice(MONTHS)} delivery stood at ${rng.randint(30, 120)}.{rng.randint(10, 99)} a barrel, {rng.choice(['up', 'down'])} {rng.randint(1, 99)} cents.",
            f"Analysts at {rng.choice(['Natixis', 'Barclays', 'ING', 'UBS'])} said that investors were waiting for {rng.choice(['the meeting of the central bank', 'data on jobs', 'the vote in parliament', 'talks on tariffs'])}.",
            f"{firms[4]} {verb()} by {percent()} percent in heavy trade. Volume was {rng.randint(2, 9)}.{rng.randint(1, 9)} billion."]


def weather(rng: random.Random) -> list[str]:
    cities = rng.sample(["Madrid", "Lyon", "Hamburg", "Oslo", "Cairo", "Athens", "Dublin", "Vienna", "Riga", "Porto", "Tunis", "Lima"], 6)
    sky = lambda: rng.choice(["sunny", "mostly cloudy", "rain in the afternoon", "scattered showers", "thunderstorms", "fog at first, then clear"])
    low = rng.randint(-5, 15)
    return [f"{cities[0]}: {sky()}, with a high of {low + rng.randint(5, 15)} degrees and a low of {low} degrees. Winds from the {rng.choice(['north', 'south', 'east', 'west'])} at {rng.randint(5, 60)} kilometres an hour.",
            *[f"In {c} the day will be {sky()}, with temperatures between {low + rng.randint(0, 4)} and {low + rng.randint(5, 15)} degrees." for c in cities[1:4]],
            f"The outlook for {rng.choice(['the weekend', 'the coming days', 'Thursday'])}: {sky()} in {cities[4]} and {sky()} in {cities[5]}.",
            f"Sunrise is at {rng.randint(5, 8)}.{rng.randint(10, 59)}, sunset at {rng.randint(16, 21)}.{rng.randint(10, 59)}. The chance of rain is {rng.randint(1, 9)}0 percent."]


def situation(rng: random.Random) -> list[str]:
    place = lambda: rng.choice(["Aleppo", "Idlib", "Homs", "Daraa", "Hama", "Raqqa", "Deir al-Zor", "Latakia", "Douma", "Afrin"])
    n = lambda: rng.randint(2, 40)
    return [f"Over the past 24 hours, {n()} violations of the ceasefire were recorded in {place()}, {n()} in {place()} and {n()} in {place()}.",
            f"Russian officers held talks with representatives of {n()} settlements in the province of {place()}.",
            f"The number of armed groups that have declared their adherence to the ceasefire rose to {rng.randint(60, 220)}.",
            f"{n()} humanitarian actions were carried out: {n()}00 residents of {place()} received {n()} tonnes of food.",
            f"Doctors gave medical aid to {n()}{n()} civilians. In {place()}, sappers cleared {n()} hectares and {n()} buildings.",
            f"The centre for reconciliation made {n()} calls to the commanders of formations in {place()} and {place()}."]


class Others:
    def __init__(self, rng: random.Random, docs: list[dict], desk: Desk):
        self.rng, self.docs, self.desk, self.neighbours = rng, docs, desk, {}
        for corpus in sorted({d["corpus"] for d in docs}):
            self.neighbours[corpus] = Neighbours([d for d in docs if d["corpus"] == corpus])

    def near(self, doc: dict, most: int = 8) -> dict:
        of = self.neighbours[doc["corpus"]]
        found = [of.docs[i] for i in of.of(next(i for i, d in enumerate(of.docs) if d["id"] == doc["id"]), most)]
        found = [d for d in found if in_common(text_of(d), text_of(doc)) <= MOST_IN_COMMON]
        return self.rng.choice(found or [d for d in self.docs if d["corpus"] != doc["corpus"]])

    def same_topic(self, doc):
        return self.desk.report(doc, doc["paragraphs"]), self.desk.report(*[(o := self.near(doc, 3)), o["paragraphs"]])

    def with_common(self, doc, passage, at):
        """Two near documents with one passage in both: at most three tenths of either."""
        other = self.near(doc)
        common = passage(0.43 * min(len(words_of(text_of(d))) for d in (doc, other)))
        out = []
        for d in (doc, other):
            paragraphs, place = list(d["paragraphs"]), at(len(d["paragraphs"]))
            paragraphs.insert(place, common)
            out.append(self.desk.report(d, paragraphs))
        return tuple(out)

    def passage(self, low, high):
        return self.rng.choice([p for d in self.rng.sample(self.docs, 60) for p in d["paragraphs"] if low <= len(p.split()) <= high])

    def background(self, doc):
        return self.with_common(doc, lambda limit: self.passage(20, min(120, limit)), lambda n: self.rng.randint(max(1, n // 2), n))

    def quotation(self, doc):
        def quoted(limit):
            words = re.sub("[\"“”]", "", self.passage(20, min(80, limit)))
            return f"“{words}” {self.rng.choice(NAMES)} said."
        return self.with_common(doc, quoted, lambda n: self.rng.randint(min(1, n), max(1, n - 1)))

    def standing(self, doc):
        text = self.rng.choice(STANDING).format(o=self.rng.choice(OUTLETS), y=2016)
        return self.with_common(doc, lambda limit: text, lambda n: n)

    def template(self, doc):
        make = self.rng.choice([market, weather, situation])
        return tuple(self.desk.report({**doc, "paragraphs": (p := make(self.rng))}, p) for _ in range(2))


def pairs_of_half(half: int, docs: list[dict], count: int, rng: random.Random):
    news = [d for d in docs if d["corpus"] != "wikipedia"]
    desk = Desk(rng, news)
    others = Others(rng, docs, desk)
    copies = [("reheaded", desk.reheaded), ("cut", desk.cut_copy), ("merged", desk.merged), ("edited", desk.edited), ("extended", desk.extended), ("reworked", desk.reworked)]
    none = [("same topic", others.same_topic), ("background", others.background), ("quotation", others.quotation), ("standing text", others.standing), ("template", others.template)]
    for makers, is_copy in ((copies, True), (none, False)):
        made = 0
        while made < count // 2:
            kind, make = makers[made % len(makers)]
            doc = rng.choice(news if is_copy or rng.random() < 0.8 else docs)
            a, b = make(doc)
            yield {"kind": kind, "copy": is_copy, "half": half, "a": a, "b": b}
            made += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not (options.shared / "data").is_dir():
        print(f"skipped: no data sets in {options.shared}", file=sys.stderr)
        return 0
    docs = documents(options.shared)
    number = 0
    for half in (0, 1):
        mine = [d for d in docs if half_of(d) == half]
        for pair in pairs_of_half(half, mine, options.count // 2, random.Random(f"{options.seed}/{half}")):
            number += 1
            pair["a"]["id"], pair["b"]["id"] = f"{number}a", f"{number}b"
            print(json.dumps({"pair": number, **pair}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
