"""Web archives with damage, zip, tables, other languages, and going on after an earlier run."""

from __future__ import annotations

import gzip
import io
import json
import unittest
import zipfile

from support import REPORT, DragomanTest

PAGE = """<html><head><title>Talks resume in Oslo</title><meta property="og:site_name" content="Meridian Wire"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks resume in Oslo</h1>
<p>OSLO, March 3 (Meridian Wire) - The government of Sudan and the rebels resumed talks on Monday, Norway's foreign ministry
said in a statement.</p><p>The two sides agreed to release {count} prisoners within two weeks, a mediator said, and will meet
again in April.</p></article></body></html>"""

FRENCH = ("Le président de la République a annoncé lundi soir que les négociations de paix avec les rebelles reprendraient "
          "à Genève la semaine prochaine, selon un communiqué publié par le ministère des Affaires étrangères.")


def warc_record(kind: str, uri: str, body: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2016-03-03T10:00:00Z\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n").encode()
    return gzip.compress(head + http + b"\r\n\r\n")


class ContainersTest(DragomanTest):
    def records(self, *args: str, status: int = 0) -> tuple[list[dict], str]:
        done = self.dragoman("read", *args, "--format", "jsonl", "--store", "none")
        self.assertEqual(done.returncode, status, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    def test_a_web_archive_goes_on_behind_a_broken_member(self) -> None:
        first = warc_record("response", "http://a.example/1", PAGE.format(count=40))
        last = warc_record("response", "http://a.example/2", PAGE.format(count=50))
        request = warc_record("request", "http://a.example/1", "")
        name = self.write("news.warc.gz", first + request + first[:200] + last)
        records, told = self.records(name, status=1)
        self.assertEqual([r["title"] for r in records], ["Talks resume in Oslo"] * 2)
        self.assertIn("50 prisoners", records[1]["text"])
        self.assertIn(f"{name}@{len(first) + len(request)}", told)
        self.assertIn("WARC request", told)

    def test_the_language_is_that_of_the_text(self) -> None:
        records, _ = self.records(self.write("page.html", PAGE.format(count=40).replace("<html>", '<html lang="fr">')))
        self.assertEqual(records[0]["language"], "en")
        self.assertNotIn("language", records[0]["page"]["sources"])

    def test_members_of_a_zip(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a/page.html", PAGE.format(count=40))
            archive.writestr("b/report.txt", REPORT)
        records, _ = self.records(self.write("reports.zip", packed.getvalue()))
        self.assertEqual([r["uri"] for r in records], ["reports.zip!a/page.html", "reports.zip!b/report.txt"])

    def test_a_table_with_line_breaks_in_its_fields(self) -> None:
        text = REPORT.replace('"', '""')
        records, _ = self.records(self.write("t.csv", f'id,date,text\n7,2015-05-04,"{text}"\n'))
        self.assertEqual([(r["uri"], r["published"]) for r in records], [("7", "2015-05-04")])

    def test_other_languages_are_kept_and_not_coded(self) -> None:
        name = self.write("two.jsonl", json.dumps({"id": "f", "text": FRENCH}) + "\n" + json.dumps({"id": "e", "text": REPORT}) + "\n")
        records, told = self.records(name, "--summary", "json")
        self.assertEqual([r["language"] for r in records], ["fr", "en"])
        self.assertEqual(records[0].get("events", []), [])
        self.assertTrue(records[1]["events"])
        summary = json.loads(told.splitlines()[-1])
        self.assertEqual((summary["read"], summary["coded"], summary["not_coded"]), (2, 1, {"fr": 1}))

    def test_resume_reads_nothing_twice(self) -> None:
        name = self.write_jsonl("many.jsonl", 20)
        self.check(self.dragoman("read", name, "--format", "none"), 0)
        again = self.dragoman("read", name, "--format", "none", "--resume", "--summary", "json")
        self.check(again, 0)
        summary = json.loads(again.stderr.splitlines()[-1])
        self.assertEqual((summary["read"], summary["skipped"]), (0, 20))
        self.write_jsonl(name, 22)  # written on: read anew
        more = self.dragoman("read", name, "--format", "none", "--resume", "--summary", "json")
        self.assertEqual(json.loads(more.stderr.splitlines()[-1])["read"], 22)


if __name__ == "__main__":
    unittest.main()
