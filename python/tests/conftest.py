"""What the tests share: one engine, the sample reports, the command."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest

import dragoman

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="session")
def engine():
    with dragoman.Engine() as loaded:
        yield loaded


@pytest.fixture(scope="session")
def reports():
    """The sample reports as dicts, with ids."""
    with open(SAMPLES / "index.tsv", encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        known = {row["file"]: row for row in rows}
    out = []
    for path in sorted(SAMPLES.glob("*.txt")):
        row = known.get(path.name, {})
        out.append({
            "id": path.name,
            "text": path.read_text(encoding="utf-8"),
            "date": row.get("published") or None,
            "outlet": row.get("outlet") or None,
        })
    return out


@pytest.fixture(scope="session")
def cli():
    """The dragoman command; skips where there is none."""
    path = os.environ.get("DRAGOMAN_CLI")
    if not path or not os.path.exists(path):
        pytest.skip("no dragoman command; DRAGOMAN_CLI names it")

    def run(*arguments, stdin=None):
        done = subprocess.run([path, *map(str, arguments)], input=stdin, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout

    return run


@pytest.fixture(scope="session")
def lines(cli, reports, tmp_path_factory):
    """What `dragoman read --format jsonl` prints of the sample reports."""
    path = write_jsonl(tmp_path_factory.mktemp("in") / "reports.jsonl", reports)
    return cli("read", path, "--format", "jsonl", "--store", "none").decode("utf-8").splitlines()


def write_jsonl(path, reports):
    with open(path, "w", encoding="utf-8") as file:
        for report in reports:
            file.write(json.dumps({k: v for k, v in report.items() if v is not None}, ensure_ascii=False) + "\n")
    return path
