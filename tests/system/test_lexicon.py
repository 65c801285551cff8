"""Event patterns from outside: the import of PETRARCH's, --lexicon, diff, and explain of an event."""

from __future__ import annotations

import json
import subprocess
import unittest

from support import DragomanTest

VERBS = """# a dictionary of our own in PETRARCH's form
&AID_
+RELIEF
+FOOD
+SUPPLIES

--- SEND [---] ---
SEND {SENDS SENT SENDING}
DISPATCH
- * &AID TO + [073]  # SEND
- * OBSERVERS [074]
- WILL * &AID [0331]

--- SHELL [190] ---
SHELL
POUND
- * FIELD [---]

~ a (b . SHELL) SEND = a b 112
"""


class LexiconTest(DragomanTest):
    def lexicon_import(self, text: str = VERBS) -> subprocess.CompletedProcess[str]:
        self.write("small.verbs.txt", text)
        return self.dragoman("lexicon", "import", "small.verbs.txt", "--output", "theirs")

    def read(self, *options: str) -> dict:
        self.write("report.txt")
        done = self.dragoman("read", "report.txt", "--format", "jsonl", "--store", "none", *options)
        self.check(done, 0)
        return json.loads(done.stdout)

    def keep(self, *options: str) -> None:
        self.write("report.txt")
        self.check(self.dragoman("read", "report.txt", "--format", "none", "--store", "s.db", *options), 0)


class TestImport(LexiconTest):
    def test_patterns_and_what_was_left_out(self) -> None:
        self.check(self.lexicon_import(), 1, "9 imported", "1 left out: a modal", "left-out.tsv")
        patterns = (self.folder / "theirs" / "small.verbs.events").read_text()
        self.assertIn("group small.verbs:10 AID 073 context=human_security\n"
                      "  verb send, dispatch | obj:@small.verbs.aid recipient=to  # - * &AID TO + [073]\n", patterns)
        left_out = (self.folder / "theirs" / "left-out.tsv").read_text().splitlines()
        self.assertEqual([line.split("\t")[0] for line in left_out if line[0] != "#"], ["small.verbs.txt:12"])

    def test_nothing_that_can_be_used(self) -> None:
        self.check(self.lexicon_import("--- X [---] ---\nX\n- NOTHING\n"), 1)
        self.check(self.dragoman("lexicon", "import", "missing.txt", "--output", "theirs"), 2, "missing.txt")
        self.write("binary.txt", b"--- A\0\0\0\0")
        self.check(self.dragoman("lexicon", "import", "binary.txt", "--output", "theirs"), 2, "NotText")
        self.write("plain", "")
        self.check(self.dragoman("lexicon", "import", "small.verbs.txt", "--output", "plain/sub"), 2, "plain/sub")


class TestChoice(LexiconTest):
    def test_ours_theirs_and_both(self) -> None:
        self.lexicon_import()
        rules = {}
        versions = set()
        for choice in ("ours", "theirs", "ours,theirs", "theirs,ours", "theirs/small.verbs.events"):
            record = self.read("--lexicon", choice)
            rules[choice] = {event["rule"] for event in record["events"]}
            versions.add(record["versions"]["lexicon"])
        self.assertEqual(len(versions), 4)  # a folder of one file, and that file, are the same
        self.assertFalse(any("small.verbs" in rule for rule in rules["ours"]))
        self.assertTrue(rules["theirs"])
        self.assertTrue(all(rule.startswith("small.verbs:") for rule in rules["theirs"]), rules["theirs"])
        self.assertTrue(rules["ours,theirs"] & rules["ours"])

    def test_code_takes_them_too(self) -> None:
        self.lexicon_import()
        text = "Sudan sent food to Kenya."
        self.write("pairs.jsonl", json.dumps({"id": "1", "text": text, "source": [0, 5], "target": [19, 24]}) + "\n")
        done = self.dragoman("code", "pairs.jsonl", "--lexicon", "theirs")
        self.check(done, 0)
        self.assertEqual(json.loads(done.stdout)["rule"].split("/")[0], "small.verbs:10")

    def test_what_cannot_be_used(self) -> None:
        self.write("report.txt")
        self.write("bad.events", "group a ASSAULT 190\n  verb *\n")
        for choice, word in (("nowhere", "nowhere"), ("ours,", "--lexicon"), ("bad.events", "bad.events:2:8")):
            self.check(self.dragoman("read", "report.txt", "--store", "none", "--lexicon", choice), 2, word)


class TestExamples(LexiconTest):
    GOOD = 'group a REJECT 120\n  verb naysay\n  example "Chad naysaid a proposal by Libya." REJECT TCD\n'

    def test_all_come_out(self) -> None:
        self.write("my.events", self.GOOD)
        done = self.dragoman("lexicon", "test", "my.events")
        self.check(done, 0)
        self.assertEqual(done.stdout, "1 passed, 0 failed, 0 known failures\n")

    def test_failures_are_listed(self) -> None:
        self.write("my.events", self.GOOD + '  example "Chad naysaid a proposal by Libya." none\n'
                   '  example! "Rain fell in Chad." none\n  example! "Rain fell in Chad." AID\n')
        done = self.dragoman("lexicon", "test", "my.events")
        self.check(done, 1)
        for words in ("my.events:4: Chad", "  expected none\n  found    REJECT:- TCD", "a/naysay", "my.events:5: Rain",
                      "1 passed, 2 failed, 1 known failures"):
            self.assertIn(words, done.stdout)

    def test_json(self) -> None:
        self.write("my.events", self.GOOD)
        *examples, counts = map(json.loads, self.dragoman("lexicon", "test", "my.events", "--json").stdout.splitlines())
        self.assertEqual(counts, {"passed": 1, "failed": 0, "known_failures": 0})
        self.assertEqual([(one["line"], one["group"], one["passed"]) for one in examples], [(3, "a", True)])
        self.assertEqual(examples[0]["found"][0]["rule"], "a/naysay")

    def test_what_cannot_be_used(self) -> None:
        self.write("bad.events", 'group a REJECT 120\n  example "Chad naysaid." REJCT\n')
        self.check(self.dragoman("lexicon", "test", "bad.events"), 2, "bad.events:2:27")
        self.check(self.dragoman("lexicon", "test", "none.events"), 2, "none.events")


class TestDiff(LexiconTest):
    def test_same_and_different(self) -> None:
        self.lexicon_import()
        self.keep()
        same = self.dragoman("diff", "--lexicon", "ours", "ours", "s.db")
        self.check(same, 0)
        self.assertIn("0 events added, 0 removed, 0 changed", same.stdout)
        text = self.dragoman("diff", "--lexicon", "ours", "theirs", "s.db")
        self.check(text, 1)
        self.assertIn("why ", text.stdout)
        self.assertIn("theirs/small.verbs.events:", text.stdout)
        done = self.dragoman("diff", "--lexicon", "ours", "theirs", "s.db", "--json")
        self.check(done, 1)
        *changes, summary = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(summary["reports"], 1)
        counts = {kind: sum(change["change"] == kind for change in changes) for kind in ("added", "removed", "changed")}
        self.assertEqual({kind: summary["summary"][kind] for kind in counts}, counts)
        self.assertEqual(sum(sum(numbers.values()) for numbers in summary["types"].values()), len(changes))
        for change in changes:
            self.assertTrue(change["why"])
            self.assertEqual("old" in change, change["change"] != "added")
            self.assertEqual("new" in change, change["change"] != "removed")
            self.assertEqual(bool(change.get("fields")), change["change"] == "changed")

    def test_any_number_of_threads(self) -> None:
        self.lexicon_import()
        self.write_jsonl("many.jsonl", 30)
        self.check(self.dragoman("read", "many.jsonl", "--format", "none", "--store", "s.db"), 0)
        outputs = {self.dragoman("diff", "--lexicon", "ours", "theirs,ours", "s.db", "--json", "--threads", n).stdout
                   for n in ("1", "4")}
        self.assertEqual(len(outputs), 1)

    def test_usage(self) -> None:
        self.check(self.dragoman("diff", "--lexicon", "ours", "ours", "none.db"), 2, "none.db")
        self.check(self.dragoman("diff", "--lexicon", "ours"), 2)
        self.keep()
        self.check(self.dragoman("diff", "--lexicon", "ours", "nowhere", "s.db"), 2, "nowhere")


class TestExplain(LexiconTest):
    def test_an_event(self) -> None:
        self.keep()
        record = json.loads(self.dragoman("export", "--format", "jsonl", "--what", "records", "--store", "s.db").stdout)
        event = record["events"][0]
        text = self.dragoman("explain", record["id"], event["id"], "--store", "s.db")
        self.check(text, 0)
        for word in ("pattern: lexicons/events/", "factuality", "tree:", "by slot"):
            self.assertIn(word, text.stdout)
        done = self.dragoman("explain", record["id"], event["id"], "--store", "s.db", "--format", "jsonl")
        (explained,) = [json.loads(line) for line in done.stdout.splitlines()]
        told = explained["event"]
        name, line = told["pattern"].rsplit(":", 1)
        self.assertTrue(name.startswith("lexicons/events/"))
        self.assertIn(told["tree"][0]["form"], record["text"])
        self.assertTrue(told["line"])
        self.assertTrue(any(filler["actors"] for filler in told["fillers"]))

    def test_an_event_of_other_patterns(self) -> None:
        self.lexicon_import()
        self.keep("--lexicon", "theirs")
        ours = self.dragoman("explain", "report.txt", "e1", "--store", "s.db")
        self.check(ours, 0)
        self.assertIn("with the patterns at hand", ours.stdout)
        theirs = self.dragoman("explain", "report.txt", "e1", "--store", "s.db", "--lexicon", "theirs")
        self.check(theirs, 0)
        self.assertIn("theirs/small.verbs.events:", theirs.stdout)
        self.assertIn("# ", theirs.stdout)  # the line it was imported from


class TestTutorial(LexiconTest):
    """The steps of docs/formats/patterns.md."""

    SENTENCES = ("NAIROBI, May 4, 2015 (Meridian Wire) - Kenya has mothballed its embassy in Somalia, two diplomats said on "
                 "Monday.\n\nEthiopia mothballed three old tanks.\n")

    def events(self, patterns: str) -> list[list[str]]:
        self.write("r.txt", self.SENTENCES)
        self.write("my.events", patterns)
        self.check(self.dragoman("read", "r.txt", "--store", "t.db", "--format", "none", "--lexicon", "ours,my.events"), 0)
        rows = self.dragoman("events", "--store", "t.db", "--format", "jsonl").stdout.splitlines()
        return [[row["type"], *row.get("actors", []), *row.get("recipients", [])] for row in map(json.loads, rows)]

    def test_from_a_missed_sentence_to_a_pattern(self) -> None:
        group = "group embassies SANCTION:withdraw 161 context=diplomatic\n"
        self.assertEqual(self.events("# nothing yet\n"), [])
        self.assertEqual(self.events(group + "  verb mothball\n"), [["SANCTION", "Kenya"], ["SANCTION", "Ethiopia"]])
        mission = "set mission: embassy, consulate, mission\n" + group + "  verb mothball | obj:@mission"
        self.assertEqual(self.events(mission + "\n"), [["SANCTION", "Kenya"]])
        self.assertEqual(self.events(mission + " recipient=obj.in,obj.to\n"), [["SANCTION", "Kenya", "Somalia"]])
        told = self.dragoman("explain", "r.txt", "e1", "--store", "t.db", "--lexicon", "ours,my.events").stdout
        for words in ("my.events:3: verb mothball | obj:@mission", "condition obj:@mission: \u201cembassy\u201d",
                      "recipient by slot obj.in: \u201cSomalia\u201d = Somalia"):
            self.assertIn(words, told)
        self.assertIn("embassies/mothball is not in the old lexicon",
                      self.dragoman("diff", "--lexicon", "ours", "ours,my.events", "t.db").stdout)


if __name__ == "__main__":
    unittest.main()
