#!/usr/bin/env python3
"""Check the process files and the ledger of a store against a list of facts that a reader made.

usage: check_files.py EXPECTATIONS --store STORE [--dragoman PROGRAM] [--verbose]

A fact names sections ("roles", "rounds", "agenda", "outcomes", "incidents", "pledges", "timeline", "places",
"state") of `dragoman file NAME --format json`, or the ledger (`dragoman ledger --format jsonl --status all`). It
is met when one entry of such a section holds all its words, in any of its fields, and its keys have the values
asked for (both regular expressions). `date` is met by any of an entry's date, begin, end, since, when, day.
Prints each fact that is not met and the share of those that are.
"""
import argparse
import json
import re
import subprocess
import sys

DATES = ("date", "begin", "end", "since", "when", "day", "first_day")


def run(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"check_files: {' '.join(arguments)}: {done.stderr.strip()}", file=sys.stderr)
        return ""
    return done.stdout


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def entries(file: dict, section: str) -> list:
    found = file.get(section, [])
    return found if isinstance(found, list) else [found]


def value_matches(entry: dict, key: str, pattern: str) -> bool:
    names = DATES if key == "date" else (key,)
    return any(re.search(pattern, json.dumps(entry[name], ensure_ascii=False)) for name in names if name in entry)


def meets(entry, fact: dict) -> bool:
    text = json.dumps(entry, ensure_ascii=False)
    if not all(re.search(words, text) for words in fact.get("words", [])):
        return False
    keys = fact.get("keys", {})
    return not keys or (isinstance(entry, dict) and all(value_matches(entry, k, v) for k, v in keys.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("expectations")
    parser.add_argument("--store", required=True)
    parser.add_argument("--dragoman", default="build/release/dragoman")
    parser.add_argument("--verbose", action="store_true", help="also print the facts that are met")
    options = parser.parse_args()
    with open(options.expectations, encoding="utf-8") as file:
        expected = json.load(file)
    program, store = options.dragoman, ["--store", options.store]
    listed = lines(run(program, "files", *store, "--format", "jsonl"))
    files = {row["id"]: json.loads(run(program, "file", row["id"], *store, "--format", "json") or "{}")
             for row in listed}
    talks = json.loads(run(program, "file", expected["file"], *store, "--format", "json") or "{}")
    ledger = {"pledges": lines(run(program, "ledger", *store, "--format", "jsonl", "--status", "all", "--today",
                                   expected["today"]))}
    places = {"talks": [talks], "any": [talks, ledger, *files.values()], "ledger": [ledger],
              "ceasefire": [talks] + [file for file in files.values() if file.get("kind") == "ceasefire"]}
    met = 0
    for fact in expected["facts"]:
        good = any(meets(entry, fact) for file in places[fact["in"]] for section in fact["sections"]
                   for entry in entries(file, section))
        met += good
        if not good or options.verbose:
            print(f"{'met ' if good else 'miss'} {fact['id']}: {fact['fact']}")
    print(f"{met} of {len(expected['facts'])} facts met ({100 * met / len(expected['facts']):.1f} %)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
