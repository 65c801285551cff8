"""Input that is made to hurt: it costs a message, never the program, and nothing else is lost."""

from __future__ import annotations

import gzip
import io
import json
import unittest
import zipfile

from support import REPORT, DragomanTest
from test_containers import PAGE


def record(kind: str, body: bytes, *, length: int | None = None, media_type: str = "application/http") -> bytes:
    return (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: {media_type}\r\n"
            f"Content-Length: {len(body) if length is None else length}\r\n\r\n").encode() + body + b"\r\n\r\n"


def response(page: str, status: str = "200 OK", **headers: str) -> bytes:
    fields = {"Content-Type": "text/html; charset=utf-8", **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n{page}".encode()


class HostileInputTest(DragomanTest):
    def read(self, name: str, status: int) -> tuple[list[dict], str]:
        done = self.dragoman("read", name, "--format", "jsonl", "--store", "none")
        self.assertEqual(done.returncode, status, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    def test_nested_tags(self) -> None:
        page = PAGE.format(count=40).replace("<body>", "<body>" + "<div>" * 10_000)
        records, _ = self.read(self.write("deep.html", page), 0)
        self.assertIn("40 prisoners", records[0]["text"])

    def test_nested_json(self) -> None:
        self.write("deep.jsonl", '{"text": ' + "[" * 100_000 + "\n" + json.dumps({"id": "b", "text": REPORT}) + "\n")
        records, told = self.read("deep.jsonl", 1)
        self.assertEqual([r["uri"] for r in records], ["b"])
        self.assertIn("deep.jsonl:1", told)

    def test_a_page_of_300_mb_names_the_limit_of_pages(self) -> None:
        with open(self.folder / "huge.html", "wb") as out:
            out.write(b"<html><body><p>x")
            out.truncate(300_000_000)
        records, told = self.read("huge.html", 2)
        self.assertEqual(records, [])
        self.assertIn(f"over the limit of {8 * 2 * 1024 * 1024} bytes", told)

    def test_a_text_over_the_limit_names_the_limit_of_texts(self) -> None:
        self.write("two.jsonl", json.dumps({"id": "a", "text": "Talks. " * 400_000}) + "\n" + json.dumps({"id": "b", "text": REPORT}) + "\n")
        records, told = self.read("two.jsonl", 1)
        self.assertEqual([r["uri"] for r in records], ["b"])
        self.assertIn(f"over the limit of {2 * 1024 * 1024} bytes", told)

    def test_bombs(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", REPORT)
            archive.writestr("bomb.jsonl", b"\n" * 100_000_000)
        records, told = self.read(self.write("bomb.zip", packed.getvalue()), 1)
        self.assertEqual([r["uri"] for r in records], ["bomb.zip!a.txt"])
        self.assertIn("bomb.zip: expands more than 200-fold", told)

    def test_a_bomb_in_a_body_of_a_web_archive(self) -> None:
        bomb = gzip.compress(b"<p>" + b" " * 50_000_000)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
        self.write("a.warc", record("response", head + bomb) + record("response", response(PAGE.format(count=40))))
        records, told = self.read("a.warc", 1)
        self.assertEqual(len(records), 1)
        self.assertIn("a.warc@0", told)

    def test_wrong_lengths_in_a_web_archive(self) -> None:
        pages = [response(PAGE.format(count=count)) for count in (10, 20, 30, 40, 50)]
        self.write("a.warc", record("response", pages[0], length=100) + record("response", pages[1]) +
                   record("response", pages[2], length=len(pages[2]) + 200) + record("response", pages[3]) +
                   record("response", pages[3], length=10**18) + record("response", pages[4]) +
                   record("response", pages[4], length=-1))
        records, told = self.read("a.warc", 1)
        self.assertEqual([c for c in (10, 20, 30, 40, 50) if any(f"{c} prisoners" in r["text"] for r in records)], [20, 40, 50])
        self.assertEqual(told.count("a.warc@"), 4, told)

    def test_records_of_every_type(self) -> None:
        page = PAGE.format(count=40)
        kinds = ["warcinfo", "request", "metadata", "revisit", "continuation", "anything", ""]
        parts = [record(kind, response(page)) for kind in kinds]
        parts += [record("response", response(page, status)) for status in
                  ("301 Moved", "204 No Content", "404 Not Found", "500 Internal Server Error")]
        parts += [record("response", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
                  record("response", b"\x16\x03\x01 no HTTP at all"), record("response", b""),
                  record("response", response("", Content_Encoding="br") + b"\x0b\x02\x80\x00\xff\x03"),
                  record("resource", page.encode(), media_type="text/html"),
                  record("conversion", REPORT.encode(), media_type="text/plain"),
                  record("response", response(page))]
        self.write("all.warc", b"".join(parts))
        records, told = self.read("all.warc", 1)
        self.assertEqual(len(records), 3, told)
        for words in ("WARC request", "WARC revisit", "response with status 404", "of type image/png"):
            self.assertIn(words, told)
        self.assertEqual(told.count("all.warc@"), 3, told)

    def test_dates_that_cannot_be(self) -> None:
        lines = [json.dumps({"id": str(i), "text": REPORT.replace(", 2015", ""), "date": date})
                 for i, date in enumerate(["1970-01-01T00:00:00Z", "2099-05-01", "2015-05-04"])]
        records, told = self.read(self.write("d.jsonl", "\n".join(lines)), 0)
        self.assertEqual([r.get("published", "") for r in records], ["", "", "2015-05-04"])
        self.assertEqual(told.count("a date that no report has"), 2, told)


if __name__ == "__main__":
    unittest.main()
