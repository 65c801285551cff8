#!/usr/bin/env python3
"""The SHA-256 of all records of two corpora, held against tests/expectations/corpus_hash.json.

`samples` are the reports of this repository; `news` are 2,000 texts of shared/data beside it, where that is there.
A change that is not meant to change records must leave both as they are; one that is meant to runs

    tools/corpus_hash.py --dragoman build/release/dragoman --update
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = pathlib.Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
COMMITTED = ROOT / "tests" / "expectations" / "corpus_hash.json"
REPORTS = 2000


def news() -> list[bytes] | None:
    """2,000 lines of JSONL: the news of shared/data/news-syria, then articles of shared/data/text."""
    folder = SHARED / "data"
    files = sorted(folder.glob("news-syria/*.jsonl.gz"))
    texts = sorted(folder.glob("text/*.txt.xz"))
    if not files or not texts:
        return None
    lines: list[bytes] = []
    for file in files:
        with gzip.open(file, "rb") as stream:
            lines += [line for line in stream if line.strip()]
    paragraphs: list[str] = []
    with lzma.open(texts[0], "rt", encoding="utf-8") as stream:
        for paragraph in stream:
            if len(lines) >= REPORTS:
                break
            paragraphs.append(paragraph.strip())
            if sum(map(len, paragraphs)) > 1800:
                report = {"id": f"text-{len(lines)}", "text": "\n\n".join(filter(None, paragraphs)), "date": "2016-05-01"}
                lines.append(json.dumps(report).encode() + b"\n")
                paragraphs = []
    return lines[:REPORTS]


def records(dragoman: str, corpus: str, threads: int = 2, kernels: str | None = None) -> str | None:
    """The hash of the records of a corpus; None where the corpus is not there."""
    command = [os.path.abspath(dragoman), "read", "--format", "jsonl", "--store", "none", "--threads", str(threads)]
    stdin = b""
    if corpus == "samples":
        command.append("samples")
    else:
        lines = news()
        if lines is None:
            return None
        command += ["--input", "jsonl", "-"]
        stdin = b"".join(lines)
    env = dict(os.environ, XDG_CONFIG_HOME="/nonexistent")  # no tables of the user's own
    if kernels:
        env["DRAGOMAN_KERNELS"] = kernels
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, env=env, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode()[-2000:])
    return hashlib.sha256(done.stdout).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dragoman", default="build/release/dragoman")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    committed = json.loads(COMMITTED.read_text()) if COMMITTED.exists() else {}
    found = {corpus: records(args.dragoman, corpus) or committed.get(corpus) for corpus in ("samples", "news")}
    print(json.dumps(found, indent=2))
    if args.update:
        COMMITTED.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if args.update or found == committed else 1


if __name__ == "__main__":
    sys.exit(main())
