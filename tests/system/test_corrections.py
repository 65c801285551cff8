"""Corrections from outside: made, applied, taken back, shared, turned into lines, by command and over HTTP."""

from __future__ import annotations

import json
import unittest

from support import DragomanTest, records_of
from test_serve import JSON, ServeTest

REPORT = "Kenya attacked Somali rebels in Garissa on Monday, Ana Reyes said. Reyes left for Nairobi on Tuesday."


class TestCommands(DragomanTest):
    def says(self, done, status: int, *words: str) -> None:
        """The status, and words that one of the two outputs must hold."""
        self.assertEqual(done.returncode, status, done.stderr)
        for word in words:
            self.assertIn(word, done.stdout + done.stderr)

    def setUp(self) -> None:
        super().setUp()
        self.write("r.txt", REPORT)
        self.says(self.dragoman("read", "r.txt", "--date", "2015-05-04", "--format", "none"), 0)
        self.record = self.shown()
        self.event = next(e for e in self.record["events"] if e["type"] == "ASSAULT")

    def shown(self, *options: str) -> dict:
        return records_of(self.dragoman("show", "r.txt", "--format", "jsonl", *options))[0]

    def correct(self, *args: str) -> str:
        done = self.dragoman("correct", "r.txt", *args, "--by", "ana")
        self.says(done, 0)
        return done.stdout.split()[0]

    def test_a_type_is_corrected_and_taken_back(self) -> None:
        correction = self.correct(self.event["id"], "--type", "PROTEST", "--because", "they marched")
        listed = self.dragoman("events", "--type", "PROTEST", "--format", "jsonl")
        self.says(listed, 0, '"type":"PROTEST"', "corrected/type")
        self.says(self.dragoman("show", "r.txt"), 0, "corrected by ana", "they marched", "the machine:", "ASSAULT")
        self.says(self.dragoman("explain", "r.txt", self.event["id"]), 0, "corrected by ana", "pattern:")
        self.assertEqual(self.shown("--machine"), self.record)
        self.assertEqual(self.shown()["corrections"][0]["id"], correction)
        self.says(self.dragoman("happenings", "--format", "jsonl"), 0, '"type":"PROTEST"')
        self.says(self.dragoman("correct", "--withdraw", correction[:6], "--by", "ben", "--because", "no"), 0)
        self.assertNotIn("PROTEST", self.dragoman("events", "--format", "jsonl").stdout)
        self.says(self.dragoman("corrections", "--log"), 0, "made", "withdrawn", "ben")
        self.says(self.dragoman("correct", "--withdraw", correction), 2, "was withdrawn by ben")

    def test_corrections_survive_recode(self) -> None:
        self.correct(self.event["id"], "--realis", "denied", "--because", "Nairobi says no")
        self.says(self.dragoman("recode", "--all"), 0)
        self.says(self.dragoman("events", "--type", "ASSAULT", "--format", "jsonl"), 0, '"factuality":"denied"')
        self.says(self.dragoman("corrections", "--format", "jsonl"), 0, '"state":"applied"')
        other = self.write("other.events", "group quiet CONSULT 040\n  verb telephone\n")  # knows no attacks
        self.says(self.dragoman("recode", "--lexicon", other), 0)
        self.says(self.dragoman("corrections", "--state", "orphaned"), 0, "Nairobi says no")
        self.says(self.dragoman("recode"), 0)
        self.says(self.dragoman("corrections", "--format", "jsonl"), 0, '"state":"applied"')

    def test_actors_are_merged_split_and_named(self) -> None:
        reyes = next(a["id"] for a in self.record["actors"] if a["name"] == "Ana Reyes")
        kenya = next(a["id"] for a in self.record["actors"] if a["name"] == "Kenya")
        self.correct(reyes, "--same-as", kenya, "--because", "she speaks for it")
        self.assertNotIn("Ana Reyes", [a["name"] for a in self.shown()["actors"]])
        at = REPORT.rindex("Reyes")
        self.correct(f"{at}:{at + 5}", "--actor", '{"name":"Alejandro Reyes","kind":"person"}', "--because", "another")
        self.assertIn("Alejandro Reyes", [a["name"] for a in self.shown()["actors"]])
        self.correct(self.event["id"], "--recipients", "country/ethiopia", "--because", "the rebels are from there")
        self.says(self.dragoman("events", "--actor", "Ethiopia", "--type", "ASSAULT"), 0, "Ethiopia")

    def test_teams_share_them(self) -> None:
        self.correct(self.event["id"], "--reject", "--because", "none took place")
        self.says(self.dragoman("corrections", "--export", "ours.jsonl"), 0)
        self.says(self.dragoman("read", "r.txt", "--date", "2015-05-04", "--format", "none", "--store", "theirs.db"), 0)
        self.says(self.dragoman("corrections", "--import", "ours.jsonl", "--store", "theirs.db"), 0, "1 added")
        self.says(self.dragoman("corrections", "--import", "ours.jsonl", "--store", "theirs.db"), 0, "1 known")
        self.assertNotIn("ASSAULT", self.dragoman("events", "--store", "theirs.db").stdout)
        self.says(self.dragoman("read", self.write("other.txt", "Chad and Libya signed a treaty."), "--format", "none",
                                 "--store", "third.db"), 0)
        self.says(self.dragoman("corrections", "--import", "ours.jsonl", "--store", "third.db"), 1, "1 left out")
        self.write("bad.jsonl", '{"report":"x"}\n')
        self.says(self.dragoman("corrections", "--import", "bad.jsonl"), 2, "bad.jsonl:1")

    def test_lines_that_last(self) -> None:
        correction = self.correct(self.event["id"], "--type", "COERCE", "--because", "they were arrested")
        line = self.dragoman("correction", correction, "--as", "lexicon")
        self.says(line, 0, 'example "Kenya attacked')
        self.write("my.events", line.stdout)
        tested = self.dragoman("lexicon", "test", "my.events")  # the machine does not know better yet
        self.says(tested, 1, "expected COERCE")
        case = self.dragoman("correction", correction, "--as", "golden")
        self.says(case, 0, "# why: they were arrested", "event COERCE occurred")
        self.says(self.dragoman("correction", correction, "--as", "knowledge"), 2, "no part of it")
        reyes = next(a["id"] for a in self.record["actors"] if a["name"] == "Ana Reyes")
        other = self.correct(reyes, "--same-as", '{"name":"Ana Maria Reyes","kind":"person","country":"COL"}',
                             "--because", "her full name")
        table = self.dragoman("correction", other, "--as", "knowledge")
        self.says(table, 0, "Ana Maria Reyes")
        self.write("names.tsv", table.stdout)
        self.says(self.dragoman("kb", "check", "names.tsv"), 0)
        self.says(self.dragoman("kb", "show", "Ana Reyes", "--knowledge", "names.tsv"), 0, "Ana Maria Reyes")

    def test_what_cannot_be(self) -> None:
        event = self.event["id"]
        for args, words in (((event, "--type", "PROTEST"), "say why"), ((event,), "say what"),
                            (("e99", "--reject", "--because", "x"), "no entry 'e99'"),
                            ((event, "--type", "RIOT", "--because", "x"), "expected one of the labels"),
                            ((event, "--date", "soon", "--because", "x"), "expected a date"),
                            ((event, "--actors", "nobody/here", "--because", "x"), "expected an actor"),
                            ((event, "--place", "Xyzzy", "--because", "x"), "expected a place"),
                            ((event, "--set", "colour=red", "--because", "x"), "no field")):
            with self.subTest(args=args):
                self.says(self.dragoman("correct", "r.txt", *args, "--by", "ana"), 2, words)
        self.assertEqual(self.count("corrections"), 0)

    def test_are_forgotten_with_the_report(self) -> None:
        self.correct(self.event["id"], "--type", "PROTEST", "--because", "xylophonist")
        self.says(self.dragoman("forget", "r.txt", "--yes"), 0)
        self.assertEqual(self.count("corrections"), 0)
        self.assertNotIn(b"xylophonist", (self.folder / "dragoman.db").read_bytes())


class TestOverHttp(ServeTest):
    def post(self, *corrections: dict, **headers: str):
        body = json.dumps({"corrections": corrections} if len(corrections) > 1 else corrections[0])
        return self.ask("/api/v1/corrections", "POST", body.encode(), Content_Type=JSON, **headers)

    def setUp(self) -> None:
        super().setUp()
        self.serve("--rate", "0")
        self.event = self.items("/api/v1/events?type=CONSULT&limit=1")[0]
        self.report = self.event["report"]["id"]

    def said(self, **more: str) -> dict:
        return {"report": self.report, "entry": self.event["id"], **more}

    def test_made_seen_explained_and_withdrawn(self) -> None:
        changed = self.said(field="type", verdict="correct", value="AID", reason="bread", author="ana")
        answer = self.post(changed)
        self.assertEqual(answer.status, 201, answer.body)
        correction = answer.json()["corrections"][0]
        self.assertEqual((correction["state"], correction["author"], correction["machine"]), ("applied", "ana", "CONSULT"))
        event = next(e for e in self.items(f"/api/v1/events?report={self.report}") if e["id"] == self.event["id"])
        self.assertEqual(event["type"], "AID")
        record = self.ask(f"/api/v1/reports/{self.report}/record")
        self.assertEqual(record.json()["corrections"][0]["id"], correction["id"])
        machine = self.ask(f"/api/v1/reports/{self.report}/record?machine=true").json()
        self.assertNotIn("corrections", machine)
        explained = self.ask(f"/api/v1/reports/{self.report}/explain?entry={self.event['id']}").json()["explanations"]
        self.assertEqual(explained[0]["corrections"][0]["reason"], "bread")
        self.assertIn("pattern", explained[0]["event"])
        self.assertEqual([c["id"] for c in self.items(f"/api/v1/corrections?report={self.report}")], [correction["id"]])
        line = self.ask(f"/api/v1/corrections/{correction['id']}/as/knowledge").json()
        self.assertFalse(line["possible"])
        self.assertIn("no part", line["why_not"])
        answer = self.ask(f"/api/v1/corrections/{correction['id']}?reason=no&author=ben", "DELETE")
        self.assertEqual(answer.json()["state"], "withdrawn")
        self.assertEqual([a["act"] for a in self.ask(f"/api/v1/corrections/{correction['id']}").json()["history"]],
                         ["made", "withdrawn"])
        self.check_problem(self.ask(f"/api/v1/corrections/{correction['id']}", "DELETE"), 400, "was withdrawn")
        self.assertEqual(self.ask(f"/api/v1/reports/{self.report}/record").json()["events"], machine["events"])

    def test_a_batch_is_kept_whole_or_not_at_all(self) -> None:
        good = [self.said(field=field, verdict="accept") for field in ("type", "actors", "date")]
        answer = self.post(*good)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual({c["state"] for c in answer.json()["corrections"]}, {"agreed"})
        self.check_problem(self.post(self.said(verdict="reject"), self.said(verdict="maybe")), 400, "correction 2")
        self.assertEqual(len(self.items("/api/v1/corrections")), 3)

    def test_who_may_and_what_may_not(self) -> None:
        for body, words in ((b"[]", "JSON object"), (b"{", "JSON object"), (b'{"corrections":[]}', "from 1 to 500"),
                            (b'{"report":"x","entry":"e1","verdict":"reject"}', "no report"),
                            (b'{"report":7,"entry":"e1","verdict":"reject"}', "is to be a text"),
                            (b'{"reports":"x"}', "no key")):
            with self.subTest(body=body):
                answer = self.ask("/api/v1/corrections", "POST", body, Content_Type=JSON)
                self.check_problem(answer, 404 if words == "no report" else 400, words)
        self.check_problem(self.ask("/api/v1/corrections/nothing"), 404)
        self.check_problem(self.ask("/api/v1/corrections/nothing/as/poem"), 404)
        self.check_problem(self.ask(f"/api/v1/reports/{self.report}/explain"), 400, "entry: expected")

    def test_tokens_say_who(self) -> None:
        token = self.dragoman("token", "desk", "--role", "write", "--tokens", "t.tsv").stdout.strip()
        reader = self.dragoman("token", "guest", "--tokens", "t.tsv").stdout.strip()
        self.serve("--rate", "0", "--tokens", "t.tsv")
        changed = self.said(verdict="accept", author="somebody else")
        self.assertEqual(self.post(changed, Authorization=f"Bearer {reader}").status, 403)
        answer = self.post(changed, Authorization=f"Bearer {token}")
        self.assertEqual(answer.json()["corrections"][0]["author"], "desk")
        log = (self.folder / "s.db.audit.jsonl").read_text()
        self.assertIn("corrections.post", log)
        self.assertNotIn("somebody else", log)


if __name__ == "__main__":
    unittest.main()
