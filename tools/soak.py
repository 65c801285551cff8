#!/usr/bin/env python3
"""Feeds one `dragoman read` with ever new reports for a long time and watches its memory.

usage: soak.py MINUTES [--dragoman PROGRAM] [--rate REPORTS_PER_SECOND] [--store none|FILE]

Prints resident memory by tenths of the time (the first tenth, in which caches fill, stands apart), and its growth from
the second tenth to the last; exit status 1 where that is more than 2 %.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "system"))
import faults  # noqa: E402


def resident_megabytes(pid: int) -> float:
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def feed(process: subprocess.Popen[bytes], until: float, rate: float, fed: list[int]) -> None:
    """A thousand sample-like reports and the samples themselves, each time with another number and day."""
    texts = [path.read_text() for path in sorted((ROOT / "samples").glob("[0-9]*.txt"))]
    began, number = time.monotonic(), 0
    while time.monotonic() < until:
        for report in faults.reports(200, seed=number):
            text = texts[number % len(texts)] if number % 3 == 0 else report["text"]
            day = f"{2012 + number // 20000 % 12}-{1 + number // 1500 % 12:02}-{1 + number // 50 % 28:02}"
            line = {"id": f"s{number}", "text": f"{text}\nCase number {number}.\n", "outlet": report["outlet"], "date": day}
            process.stdin.write(json.dumps(line).encode() + b"\n")
            number += 1
            fed[0] = number
            ahead = number / rate - (time.monotonic() - began)
            if ahead > 0.2:
                process.stdin.flush()
                time.sleep(ahead)
            if time.monotonic() >= until:
                break
    process.stdin.close()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("minutes", type=float)
    options.add_argument("--dragoman", default="build/release/dragoman")
    options.add_argument("--rate", type=float, default=1e9)
    options.add_argument("--store")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="dragoman-soak-") as folder:
        store = chosen.store or str(pathlib.Path(folder) / "soak.db")
        process = subprocess.Popen([str(pathlib.Path(chosen.dragoman).resolve()), "read", "-", "--input", "jsonl", "--format", "none",
                                    "--threads", "1", "--store", store], stdin=subprocess.PIPE)
        began, fed = time.monotonic(), [0]
        until = began + 60 * chosen.minutes
        feeder = threading.Thread(target=feed, args=(process, until, chosen.rate, fed), daemon=True)
        feeder.start()
        samples: list[tuple[float, float]] = []
        while process.poll() is None and time.monotonic() < until:
            samples.append((time.monotonic() - began, resident_megabytes(process.pid)))
            time.sleep(min(5, 0.6 * chosen.minutes))
        feeder.join()
        status = process.wait()
        tenths = [[mb for at, mb in samples if int(at * 10 / (60 * chosen.minutes)) == i] for i in range(10)]
        medians = [statistics.median(tenth) for tenth in tenths if tenth]
        growth = 100 * (medians[-1] / medians[1] - 1)
        print("resident MB by tenths: " + " ".join(f"{mb:.1f}" for mb in medians))
        print(f"{fed[0]} reports in {chosen.minutes:g} minutes, exit status {status}; growth {growth:+.2f} %")
        return 0 if status == 0 and growth <= 2 else 1


if __name__ == "__main__":
    sys.exit(main())
