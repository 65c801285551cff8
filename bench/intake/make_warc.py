#!/usr/bin/env python3
"""Writes a large web archive from a folder of pages, repeated with changes, to see what memory and time reading it takes.

  bench/intake/make_warc.py PAGES OUT.warc --bytes 2000000000
  /usr/bin/time -v dragoman read OUT.warc --store none --format none

Each page is a response between a request and a metadata record, as crawlers write them. One response in a thousand has a wrong
Content-Length, so that reading has to find its way back. OUT.warc.gz is written with one member a record.
"""

from __future__ import annotations

import argparse
import gzip
import pathlib
import re
import sys


def record(kind: str, uri: str, media_type: str, block: bytes, length: int | None = None) -> bytes:
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2016-03-03T10:00:00Z\r\n"
            f"Content-Type: {media_type}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def changed(page: bytes, number: int) -> bytes:
    """The page with a number at the end of its first paragraphs, so that no two texts are the same."""
    return re.sub(rb"</p>", b" (%d)</p>" % number, page, count=8)


def records(pages: list[bytes], number: int) -> list[bytes]:
    uri = f"https://news.example/{number}"
    page = changed(pages[number % len(pages)], number)
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(page), page)
    wrong = len(response) + 4711 if number % 1000 == 999 else None
    return [record("request", uri, "application/http; msgtype=request", b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"),
            record("response", uri, "application/http; msgtype=response", response, wrong),
            record("metadata", uri, "application/warc-fields", b"fetchTimeMs: 12\r\n")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--bytes", type=int, default=2_000_000_000)
    options = parser.parse_args()
    pages = [path.read_bytes() for path in sorted(options.pages.glob("*.html"))]
    if not pages:
        print(f"{options.pages}: no *.html there", file=sys.stderr)
        return 2
    written = number = 0
    with options.out.open("wb") as out:
        while written < options.bytes:
            for part in records(pages, number):
                written += out.write(gzip.compress(part, 1) if options.out.suffix == ".gz" else part)
            number += 1
    print(f"{options.out}: {written} bytes, {number} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
