#!/usr/bin/env python3
"""Precision, recall and F1 of copies over the pairs of tools/copy_pairs.py, by kind and by half.

usage: copy_scores.py --shared DIR --measure build/release/measure_copies [--count 2000] [--seed 1] [--errors]
A pair counts as found when a store would compare the two (their fingerprints) and calls one a copy. Thresholds were chosen on
half 0; half 1 is the figure. --errors lists the pairs that come out wrong.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys


def f1_of(rows: list[dict]) -> str:
    right = sum(r["copy"] and r["answer"] for r in rows)
    found, given = sum(r["copy"] for r in rows), sum(r["answer"] for r in rows)
    precision, recall = right / max(1, given), right / max(1, found)
    return f"precision {precision:.4f}  recall {recall:.4f}  F1 {2 * right / max(1, found + given):.4f}  ({len(rows)} pairs)"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--measure", required=True)
    parser.add_argument("--count", default="2000")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not (options.shared / "data").is_dir():
        print(f"skipped: no data sets in {options.shared}")
        return 0
    maker = pathlib.Path(__file__).with_name("copy_pairs.py")
    pairs = subprocess.run([sys.executable, maker, "--shared", options.shared, "--count", options.count, "--seed", options.seed], check=True, capture_output=True).stdout
    rows = [json.loads(line) for line in subprocess.run([options.measure], input=pairs, check=True, capture_output=True).stdout.splitlines()]
    for row in rows:
        row["answer"] = row.get("found", False) and row["decided"]
    for half in (0, 1):
        print(f"half {half}: {f1_of([r for r in rows if r['half'] == half])}")
        kinds = collections.defaultdict(list)
        for row in rows:
            if row["half"] == half:
                kinds[row["copy"], row["kind"]].append(row["answer"] == row["copy"])
        for (copy, kind), right in sorted(kinds.items(), reverse=True):
            print(f"  {'copies' if copy else 'others'}  {kind:14} {sum(right)} of {len(right)} right")
    if options.errors:
        for row in rows:
            if row["answer"] != row["copy"]:
                print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
