#!/usr/bin/env python3
"""Plain text of the news articles in the data folder, a paragraph a line, for unlabelled training. Usage: news_text.py DATA OUT"""

from __future__ import annotations

import gzip
import json
import os
import sys

SETS = ["attribution-polnear/train.jsonl.gz", "news-syria/fa-kes.dev.jsonl.gz", "news-syria/guardian-sdf.dev.jsonl.gz"]


def main() -> int:
    data, out = sys.argv[1:3]
    with open(out, "w", encoding="utf-8") as to:
        for name in SETS:
            with gzip.open(os.path.join(data, name), "rt", encoding="utf-8") as lines:
                for line in lines:
                    for paragraph in json.loads(line)["text"].split("\n"):
                        to.write(paragraph.strip() + "\n")
                    to.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
