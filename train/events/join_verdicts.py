#!/usr/bin/env python3
"""Joins train/events/verdicts.tsv with the texts that it judges, for `train_events fit|folds verdicts`.

    join_verdicts.py DATA > verdicts.jsonl        DATA is the data folder that docs/measurements.md describes

verdicts.tsv holds no text: a corpus, the report's id in it, the code point where the trigger begins, the PLOVER type,
and whether type and parties are right, judged by eye. Prints {"id", "text", "title", "date", "verdicts"} a line.
"""
import collections
import gzip
import json
import pathlib
import sys

CORPORA = {
    "fa-kes": "news-syria/fa-kes.dev.jsonl.gz",
    "guardian-sdf": "news-syria/guardian-sdf.dev.jsonl.gz",
    "polnear": "attribution-polnear/dev.jsonl.gz",
    "timebank": "times-timebank/dev.jsonl",
    "tr-news": "places/tr-news.dev.jsonl",
    "lgl": "places/lgl.dev.jsonl",
    "re3d": "re3d/documents.jsonl",
}


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    verdicts = collections.defaultdict(list)
    for line in open(pathlib.Path(__file__).with_name("verdicts.tsv"), encoding="utf-8"):
        if line.startswith("#"):
            continue
        corpus, uri, begin, kind, verdict = line.rstrip("\n").split("\t")
        verdicts[corpus, uri].append({"begin": int(begin), "type": kind, "right": verdict == "right"})
    for corpus, path in CORPORA.items():
        file = pathlib.Path(sys.argv[1]) / path
        opened = gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else open(file, encoding="utf-8")
        for line in opened:
            report = json.loads(line)
            if (corpus, report["id"]) in verdicts:
                print(json.dumps({"id": report["id"], "text": report["text"], "title": report.get("title", ""),
                                  "date": report.get("date") or report.get("dct") or "",
                                  "verdicts": verdicts[corpus, report["id"]]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
