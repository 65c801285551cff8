#!/usr/bin/env python3
"""Engine.read_many against the command: processor time over the same reports, by turns.

usage: read_many.py DRAGOMAN [--threads N] [--copies N] [--rounds N]    (PYTHONPATH=build/release/python)

Prints the throughput of the package as a share of the command's (both write JSON Lines), by processor time without
loading (measured on one report and taken off), and what it takes to make an Arrow table of 10,000 records.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "samples"
READ = """
import json, sys, dragoman
engine = dragoman.Engine()
with open(sys.argv[1], encoding="utf-8") as file, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in engine.read_many(map(json.loads, file), format="json", threads=int(sys.argv[3])):
        out.write(line + "\\n")
"""


def seconds(command: list[str]) -> float:
    """Processor time of a child."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_reports(path: pathlib.Path, copies: int) -> int:
    count = 0
    with open(path, "w", encoding="utf-8") as file:
        for number in range(copies):
            for sample in sorted(SAMPLES.glob("*.txt")):
                text = f"{sample.read_text(encoding='utf-8')}\n\nIssue {number}."
                file.write(json.dumps({"id": f"{number}-{sample.name}", "text": text}) + "\n")
                count += 1
    return count


def compare(options: argparse.Namespace, folder: pathlib.Path) -> None:
    count, path, one = write_reports(folder / "in.jsonl", options.copies), folder / "in.jsonl", folder / "one.jsonl"
    with open(path, encoding="utf-8") as file:
        one.write_text(file.readline(), encoding="utf-8")
    out, threads = str(folder / "out.jsonl"), str(options.threads)
    ratios = []
    for _ in range(options.rounds):
        cost = {}
        for name, given in (("load", one), ("read", path)):
            cost["cli", name] = seconds([options.dragoman, "read", str(given), "--store", "none", "--format", "jsonl", "--threads", threads])
            cost["python", name] = seconds([sys.executable, "-c", READ, str(given), out, threads])
        cli, python = (cost[who, "read"] - cost[who, "load"] for who in ("cli", "python"))
        ratios.append(cli / python)
        print(f"cli {1000 * cli / count:.2f} ms a report, python {1000 * python / count:.2f} ms: {100 * cli / python:.1f} %", flush=True)
    print(f"read_many, {threads} threads, {count} reports: median {100 * statistics.median(ratios):.1f} % of the command's throughput")


def convert() -> None:
    import dragoman

    engine = dragoman.Engine()
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    records = [record for record in engine.read_many(texts)]
    many = (records * (10_000 // len(records) + 1))[:10_000]
    for table in ("records", "events"):
        best, processor = 1e9, 1e9
        for _ in range(5):
            begun, used = time.perf_counter(), time.process_time()
            rows = dragoman.to_arrow(many, table).num_rows
            best, processor = min(best, time.perf_counter() - begun), min(processor, time.process_time() - used)
        print(f"to_arrow, {len(many)} records to {table}: {rows} rows in {best:.3f} s ({processor:.3f} s of processor time)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dragoman")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(options, pathlib.Path(folder))
    convert()
    return 0


if __name__ == "__main__":
    sys.exit(main())
