"""Two measures of actors for tools/measure.py, over gold sets that hold no actors of their own.

found_countries  events-gsr: share of the gold's codes of source and target that are the country (IGO counts as one) of some
                 actor of the record
fitting_actors   re3d: share of Person and Organisation mentions that get an actor which fits: a mention overlaps, has an actor,
                 and the actor's name has a word or the initials of the gold text, or was found by an alias in the knowledge base
                 or as the holder of the role; for gold without a name (pronouns and nominals) the actor's kind must fit.
"""
import re

PRONOUNS = {"i", "me", "my", "we", "us", "our", "he", "him", "his", "she", "her", "they", "them", "their", "it", "its", "who", "you", "your"}
KINDS = {"Person": {"person", "group", "organisation"}, "Organisation": {"organisation", "group", "country"}}


def share(hit: int, gold: int) -> dict:
    return {"correct": hit, "gold": gold, "share": round(hit / gold, 4) if gold else 0.0}


def by_id(records: list[dict]) -> dict[str, dict]:
    return {r["uri"]: r for r in records}


def found_countries(gold: list[dict], system: list[dict]) -> dict:
    records, hit, total, missed = by_id(system), 0, 0, []
    for g in gold:
        actors = records.get(g["id"], {}).get("actors", [])
        have = {a.get("country") or a.get("code", "")[:3] for a in actors}
        for event in g["events"]:
            for code in [*event["source"], *event["target"]]:
                total += 1
                if code in have:
                    hit += 1
                else:
                    missed.append(f"{g['id']} {code}")
    return {**share(hit, total), "missed": missed}


def words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 2 and w not in ("the", "and", "for")}


def initials(text: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", text) if w[0].isupper()).lower()


def kind_of(text: str) -> str:
    """How a gold mention names somebody. A capital at the beginning of a sentence makes no name of "The group"."""
    if text.lower() in PRONOUNS:
        return "pronouns"
    return "names" if any(c.isupper() for c in re.sub(r"^(The|An?|This|These|That|All|Both|One) ", "", text)) else "nominals"


def fits(entity: dict, mention: dict, actor: dict) -> bool:
    text, name = entity["text"], actor["name"]
    if kind_of(text) != "names":
        return actor["kind"] in KINDS[entity["type"]]
    if words(text) & words(name):
        return True
    letters = re.sub(r"\W", "", text).lower()
    if letters.startswith(initials(name)[:3]) and len(initials(name)) > 1:
        return True
    if initials(text) and re.sub(r"\W", "", name).lower().startswith(initials(text)):
        return True
    rule = mention.get("rule", "")
    return "@knowledge/" in rule or rule.startswith(("role: ", "apposition"))


def fitting_actors(gold: list[dict], system: list[dict], offsets) -> dict:
    """offsets: scorelib.Offsets of the scorers, which carries a span of a record over to the gold text."""
    records = by_id(system)
    counts = {kind: [0, 0] for kind in ("names", "nominals", "pronouns")}
    for g in gold:
        record = records.get(g["id"], {})
        actors = {a["id"]: a for a in record.get("actors", [])}
        if record and (to_gold := offsets(g["text"], {**record, "_at": g["id"]})).usable:
            mentions = [(span, m) for m in record["mentions"] if (span := to_gold.span(m["begin"], m["end"]))]
        else:
            mentions = []
        for entity in g["entities"]:
            if entity["type"] not in KINDS:
                continue
            kind = kind_of(entity["text"])
            counts[kind][1] += 1
            counts[kind][0] += any(
                begin < entity["end"] and entity["begin"] < end and m.get("actor") in actors and
                fits(entity, m, actors[m["actor"]]) for (begin, end), m in mentions)
    hit, total = (sum(c[i] for c in counts.values()) for i in (0, 1))
    return {**share(hit, total), **{kind: share(*c) for kind, c in counts.items()}}
