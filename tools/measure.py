#!/usr/bin/env python3
"""Run the accuracy measurements of docs/measurements.md.

usage: measure.py [--dragoman PROGRAM] [--shared DIR] [NAME ...]
  NAME      one or more of the measurements below (default: all)
  --shared  folder with data/ and score/ (default: ../shared beside the repository)
Prints one line per measurement: its name, then the scorer's closing JSON. Exit status 2 when data are missing.
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import actor_scores
import place_scores
import quotation_scores

ROOT = pathlib.Path(__file__).resolve().parent.parent

# name -> (scorer, gold file under data/, options of `dragoman read`, options of the scorer)
READ = {
    "events-gsr": ("score_events.py", "events-gsr/dev.jsonl", ["--date-field", "none"], []),
    "events-synthetic": ("score_events.py", "events-synthetic/dev.jsonl.gz", ["--date-field", "none"], []),
    "events-synthetic-text": ("score_events.py", "events-synthetic/dev.jsonl.gz", ["--date-field", "none"], []),
    "polnear": ("score_attributions.py", "attribution-polnear/dev.jsonl.gz", ["--outlet-field", "publisher"], []),
    "times": ("score_times.py", "times-timebank/dev.jsonl", ["--date-field", "dct"], []),
    "places-lgl": ("score_places.py", "places/lgl.dev.jsonl", [], []),
    "places-trnews": ("score_places.py", "places/tr-news.dev.jsonl", [], []),
    "re3d": ("score_entities.py", "re3d/documents.jsonl", [], ["--kinds", "name,nominal"]),
    "re3d-held": ("score_entities.py", "re3d/documents.jsonl", [], ["--kinds", "name,nominal"]),
    "names-held": ("score_entities.py", "ner/uner-ewt-dev.jsonl", [], []),
}
# name -> (measure of actors, gold file under data/, options of `dragoman read`)
ACTORS = {
    "actors-gsr": (actor_scores.found_countries, "events-gsr/dev.jsonl", ["--date-field", "none"]),
    "actors-re3d": (actor_scores.fitting_actors, "re3d/documents.jsonl", []),
}
# name -> gold file under data/
AREAS = {
    "areas-lgl": "places/lgl.dev.jsonl",
    "areas-trnews": "places/tr-news.dev.jsonl",
}
# name -> file under data/
QUOTATIONS = {
    "quotations": "attribution-polnear/dev.jsonl.gz",
    "speakers-guardian": "news-syria/guardian-sdf.dev.jsonl.gz",
    "speakers-fakes": "news-syria/fa-kes.dev.jsonl.gz",
}
# Measurements whose headline is read as the first paragraph; it is what the label was given to. The headlines are
# templates, for which these names stand in.
HEADED = {"events-synthetic": {"{country_1}": "Kenya", "{country_2}": "Uganda", "{country_3}": "Tanzania", "{city}": "Nairobi"}}
# Measurements of what training leaves out, because the network learns from the rest of the set.
HELD = {
    "re3d-held": lambda records: {r["id"] for r in records if int(hashlib.sha1(r["id"].encode()).hexdigest(), 16) // 10 % 2 == 0},
    "names-held": lambda records: held_documents(records),
}
# name -> (gold CoNLL-U under data/, from gold tokens?)
PARSE = {
    "ewt-test-gold": ("treebanks/ewt-test.conllu.gz", True),
    "ewt-test-raw": ("treebanks/ewt-test.conllu.gz", False),
    "ewt-dev-raw": ("treebanks/ewt-dev.conllu.gz", False),
    "gum-test-gold": ("treebanks/gum-test.conllu.gz", True),
    "gum-test-raw": ("treebanks/gum-test.conllu.gz", False),
}


def held_documents(records: list[dict]) -> set[str]:
    """Ids of the sentences of the fifth of documents that train/data.py holds out."""
    documents = sorted({r["doc"] for r in records})
    random.Random(5).shuffle(documents)
    held = set(documents[: len(documents) // 5])
    return {r["id"] for r in records if r["doc"] in held}


def last_json(output: str) -> str:
    return output.strip().split("\n")[-1]


def unpacked(path: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    if path.suffix != ".gz":
        return path
    target = folder / path.stem
    with gzip.open(path, "rb") as packed:
        target.write_bytes(packed.read())
    return target


def raw_text(conllu: pathlib.Path) -> str:
    """The text behind a treebank: sentences joined by spaces, documents and paragraphs by a blank line."""
    parts, between = [], ""
    for line in conllu.read_text(encoding="utf-8").split("\n"):
        if line.startswith(("# newdoc", "# newpar")):
            between = "\n\n"
        elif line.startswith("# text = "):
            parts.append((between if parts else "") + line[len("# text = "):])
            between = " "
    return "".join(parts) + "\n"


def records_of(path: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_reports(args, gold: pathlib.Path, options: list[str], folder: pathlib.Path) -> pathlib.Path:
    system = folder / "system.jsonl"
    with system.open("wb") as out:
        subprocess.run([args.dragoman, "read", "--input", "jsonl", "--format", "jsonl", "--store", "none",
                        *options, str(gold)], stdout=out, stderr=subprocess.DEVNULL, check=False)
    return system


def measure_actors(args, name: str, folder: pathlib.Path) -> str:
    measure, gold, options = ACTORS[name]
    gold_path = args.shared / "data" / gold
    records = records_of(gold_path), records_of(read_reports(args, gold_path, options, folder))
    if measure is actor_scores.fitting_actors:
        return json.dumps(measure(*records, scorelib_of(args).Offsets))
    return json.dumps(measure(*records))


def scorelib_of(args):
    sys.path.append(str(args.shared / "score"))
    import scorelib  # only there where the scorers are
    return scorelib


def measure_areas(args, name: str, folder: pathlib.Path) -> str:
    gold_path = args.shared / "data" / AREAS[name]
    system = records_of(read_reports(args, gold_path, [], folder))
    return json.dumps(place_scores.areas(records_of(gold_path), system, scorelib_of(args)))


def measure_quotations(args, name: str, folder: pathlib.Path) -> str:
    reports = unpacked(args.shared / "data" / QUOTATIONS[name], folder)
    system = records_of(read_reports(args, reports, ["--outlet-field", "publisher"], folder))
    if name != "quotations":
        return json.dumps(quotation_scores.known_speakers(system))
    scorelib_of(args)
    import score_attributions
    return json.dumps(quotation_scores.found_quotations(records_of(reports), system, score_attributions))


def headed(gold: pathlib.Path, names: dict, folder: pathlib.Path) -> pathlib.Path:
    out = folder / "headed.jsonl"
    with out.open("w", encoding="utf-8") as file:
        for record in records_of(unpacked(gold, folder)):
            title = record["title"]
            for placeholder, name in names.items():
                title = title.replace(placeholder, name)
            file.write(json.dumps({"id": record["id"], "text": f"{title}\n\n{record['text']}"}) + "\n")
    return out


def measure_read(args, name: str, folder: pathlib.Path) -> str:
    scorer, gold, read_options, score_options = READ[name]
    gold_path = args.shared / "data" / gold
    reports = headed(gold_path, HEADED[name], folder) if name in HEADED else gold_path
    system = read_reports(args, reports, read_options, folder)
    if name in HELD:
        records = records_of(gold_path)
        ids = folder / f"{name}.ids"
        ids.write_text("".join(i + "\n" for i in sorted(HELD[name](records))), encoding="utf-8")
        score_options = [*score_options, "--ids", str(ids)]
    scored = subprocess.run([sys.executable, str(args.shared / "score" / scorer), *score_options, str(gold_path),
                             str(system)], capture_output=True, text=True, check=False)
    return last_json(scored.stdout or scored.stderr)


def measure_parse(args, name: str, folder: pathlib.Path) -> str:
    gold, from_tokens = PARSE[name]
    gold_path = unpacked(args.shared / "data" / gold, folder)
    if from_tokens:
        command = [args.dragoman, "parse", "--input", "conllu", str(gold_path)]
    else:
        text = folder / f"{name}.txt"
        text.write_text(raw_text(gold_path), encoding="utf-8")
        command = [args.dragoman, "parse", str(text)]
    system = folder / f"{name}.conllu"
    with system.open("wb") as out:
        subprocess.run(command, stdout=out, check=False)
    scored = subprocess.run([sys.executable, str(args.shared / "score" / "score_parse.py"),
                             *([] if from_tokens else ["--raw"]), str(gold_path), str(system)], capture_output=True, text=True, check=False)
    return last_json(scored.stdout or scored.stderr)


def measure_examples(args, folder: pathlib.Path) -> str:
    record = folder / "wire.jsonl"
    examples = args.shared / "examples"
    with record.open("wb") as out:
        subprocess.run([args.dragoman, "read", "--format", "jsonl", "--store", "none",
                        str(examples / "wire-report.txt")], stdout=out, check=False)
    wire = subprocess.run([sys.executable, str(args.shared / "score" / "check_report.py"),
                           str(examples / "wire-report.expected.json"), str(record)],
                          capture_output=True, text=True, check=False)
    many = subprocess.run([sys.executable, str(args.shared / "score" / "check_reports.py"), args.dragoman, "read",
                           "--format", "jsonl", "--store", "none"], capture_output=True, text=True, check=False)
    return json.dumps({"wire": json.loads(last_json(wire.stdout)), "reports": json.loads(last_json(many.stdout))})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dragoman", default=str(ROOT / "build/release/dragoman"))
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    if not (args.shared / "data").is_dir():
        print(f"measure: no data in {args.shared}", file=sys.stderr)
        return 2
    known = [*READ, *ACTORS, *AREAS, *QUOTATIONS, *PARSE, "examples"]
    for name in args.names or known:
        if name not in known:
            print(f"measure: no measurement '{name}'; there are: {', '.join(known)}", file=sys.stderr)
            return 2
        with tempfile.TemporaryDirectory() as folder:
            where = pathlib.Path(folder)
            result = (measure_examples(args, where) if name == "examples" else
                      measure_read(args, name, where) if name in READ else
                      measure_actors(args, name, where) if name in ACTORS else
                      measure_areas(args, name, where) if name in AREAS else
                      measure_quotations(args, name, where) if name in QUOTATIONS else measure_parse(args, name, where))
        print(f"{name:16s}{result}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
