#!/usr/bin/env python3
"""Kills ingest, recode, forget and migration of a store at random moments, N times, and compares the rows each time
with those of an undisturbed run.

usage: kill_test.py N [--dragoman PROGRAM] [--reports COUNT] [--seed SEED]

Prints the kills by command; exit status 1 with the first rows that differ. The folder of work stays behind then.
"""
from __future__ import annotations

import argparse
import pathlib
import random
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "system"))
import faults  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kills", type=int, metavar="N")
    options.add_argument("--dragoman", default="build/release/dragoman")
    options.add_argument("--reports", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-kill-"))
    faults.own_environment(folder)
    rng = random.Random(chosen.seed)
    scenarios = faults.scenarios(str(pathlib.Path(chosen.dragoman).resolve()), folder, chosen.reports)
    rounds = 0
    while sum(scenario.kills for scenario in scenarios) < chosen.kills:
        # The one that was killed least, so that quick commands get their share.
        scenario = min(scenarios, key=lambda one: one.kills)
        try:
            scenario.one_round(rng)
        except AssertionError as wrong:
            print(f"kill_test: seed {chosen.seed}, round {rounds}: {wrong}\n  left in {folder}", file=sys.stderr)
            return 1
        rounds += 1
        if rounds % 20 == 0:
            print(f"{sum(one.kills for one in scenarios)} kills in {rounds} rounds so far", file=sys.stderr, flush=True)
    for scenario in scenarios:
        print(f"{scenario.name:<12} {scenario.kills:5} kills, {scenario.late:4} came too late, "
              f"{scenario.seconds:.2f} s undisturbed")
    print(f"{'all':<12} {sum(one.kills for one in scenarios):5} kills in {rounds} rounds; rows as undisturbed each time")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
