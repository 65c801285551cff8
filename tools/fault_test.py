#!/usr/bin/env python3
"""Disturbs ingest, recode, forget and migration of a store at random moments, N times, and compares the rows each time
with those of an undisturbed run.

usage: fault_test.py kills N [--dragoman PROGRAM] [--reports COUNT] [--seed SEED]
       fault_test.py calls N [--library build/release/libfailing_calls.so] ...

`kills` kills the program; `calls` lets system calls fail: no space, broken device, too many files, short reads and
writes. Prints counts by command; exit status 1 with the first rows that differ. The folder of work stays behind then.
"""
from __future__ import annotations

import argparse
import pathlib
import random
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "system"))
import faults  # noqa: E402


def done(scenario: faults.Scenario, what: str) -> int:
    return scenario.kills if what == "kills" else scenario.injected


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("kills", "calls"))
    options.add_argument("count", type=int, metavar="N")
    options.add_argument("--dragoman", default="build/release/dragoman")
    options.add_argument("--library", default=str(ROOT / "build" / "release" / "libfailing_calls.so"))
    options.add_argument("--reports", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-faults-"))
    faults.own_environment(folder)
    rng = random.Random(chosen.seed)
    scenarios = faults.scenarios(str(pathlib.Path(chosen.dragoman).resolve()), folder, chosen.reports)
    rounds = 0
    while sum(done(scenario, chosen.what) for scenario in scenarios) < chosen.count:
        # The one that was disturbed least, so that quick commands get their share.
        scenario = min(scenarios, key=lambda one: done(one, chosen.what))
        try:
            if chosen.what == "kills":
                scenario.one_round(rng)
            else:
                scenario.one_failing_call(chosen.library, rng)
        except AssertionError as wrong:
            print(f"fault_test: seed {chosen.seed}, round {rounds}: {wrong}\n  left in {folder}", file=sys.stderr)
            return 1
        rounds += 1
        if rounds % 20 == 0:
            print(f"{sum(done(one, chosen.what) for one in scenarios)} {chosen.what} in {rounds} rounds so far", file=sys.stderr, flush=True)
    for scenario in scenarios:
        told = (f"{scenario.kills:5} kills, {scenario.late:4} came too late" if chosen.what == "kills" else
                f"{scenario.injected:5} calls failed, {scenario.ended_early:4} of them ended the program with a message")
        print(f"{scenario.name:<12} {told}, {scenario.seconds:.2f} s undisturbed")
    total = sum(done(one, chosen.what) for one in scenarios)
    print(f"{'all':<12} {total:5} {chosen.what} in {rounds} rounds; rows as undisturbed each time")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
