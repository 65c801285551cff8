"""recode, forget and migrate: what keeps a store in order."""

from __future__ import annotations

import json
import sqlite3
import unittest

import faults
from support import DragomanTest

ONE_PATTERN = "group x THREATEN 130\n  verb send\n"


class RecodeTest(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("a.jsonl", "\n".join(json.dumps(report) for report in faults.reports(20)) + "\n")
        self.check(self.dragoman("read", "a.jsonl", "--format", "none"), 0)
        self.whole = self.rows()

    def recode(self, *options: str) -> dict:
        done = self.dragoman("recode", "--summary", "json", *options)
        self.check(done, 0)
        return json.loads(done.stdout)

    def test_the_same_versions_are_left_alone(self) -> None:
        self.assertEqual(self.recode()["read"], 0)
        self.assertEqual(self.rows(), self.whole)

    def test_all_reads_again_and_changes_nothing(self) -> None:
        told = self.recode("--all")
        self.assertEqual((told["read"], told["changed"], told["failed"], told["whole"]),
                         (self.count("reports"), 0, 0, True))
        self.assertEqual(self.rows(), self.whole)

    def test_other_patterns_and_back_with_the_difference(self) -> None:
        self.write("one.events", ONE_PATTERN)
        before = self.count("events")
        told = self.recode("--lexicon", "one.events")
        self.assertEqual(told["read"], self.count("reports"))
        kinds = told["events"]["kinds"]
        self.assertEqual(before + kinds.get("added", 0) - kinds.get("removed", 0), self.count("events"))
        self.assertGreater(kinds["removed"], 0)
        self.assertEqual(told["statements"]["kinds"], {})
        self.assertEqual({event[3] for event in self.rows()["events"]}, {"THREATEN"})
        back = self.dragoman("recode")
        self.check(back, 0)
        self.assertRegex(back.stdout, rf"events +{kinds['removed']} added")
        self.assertEqual(self.rows(), self.whole)

    def test_a_record_that_cannot_be_read_stays_and_is_told(self) -> None:
        with sqlite3.connect(self.folder / "dragoman.db") as db:
            db.execute("UPDATE reports SET record = '{}' WHERE number = 1")
        db.close()
        self.check(self.dragoman("recode", "--all"), 1, "1 reports could not be read again")


class ForgetTest(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("a.txt", faults.reports(1)[0]["text"].replace("case 0", "a quandary"))
        self.write("b.txt", faults.reports(2)[-1]["text"])
        self.check(self.dragoman("read", "a.txt", "b.txt", "--format", "none"), 0)

    def test_first_it_only_lists(self) -> None:
        before = self.rows()
        done = self.dragoman("forget", "a.txt")
        self.check(done, 0, "1 sources would be forgotten; --yes does it")
        self.assertIn("a.txt", done.stdout)
        self.assertEqual(self.rows(), before)

    def test_then_no_word_is_left_and_reading_does_not_bring_it_back(self) -> None:
        self.assertTrue(b"quandary" in self.files())
        (ident,) = [row[0] for row in self.rows()["sources"] if row[1] == "a.txt"]
        self.check(self.dragoman("forget", "a.txt", "--yes"), 0, "1 sources forgotten, and 1 reports")
        self.assertEqual([words for words in (b"quandary", b"a.txt") if words in self.files()], [])
        self.check(self.dragoman("read", "a.txt", "--format", "none"), 0, "1 stay away, as they were forgotten")
        self.assertEqual(self.count("reports"), 1)
        self.check(self.dragoman("forget", "--allow", ident), 0, "may be read again")
        self.check(self.dragoman("read", "a.txt", "--format", "none"), 0, "1 new")

    def files(self) -> bytes:
        return b"".join(file.read_bytes() for file in self.folder.glob("dragoman.db*"))

    def test_what_cannot_be_meant(self) -> None:
        self.check(self.dragoman("forget"), 2, "BadArgument")
        self.check(self.dragoman("forget", "c.txt"), 2, "NotFound")
        self.check(self.dragoman("forget", "--before", "soon"), 2, "BadArgument")
        self.check(self.dragoman("forget", "--allow", "0123456789abcdef"), 2, "NotFound")


class MigrateTest(DragomanTest):
    def test_back_and_forth(self) -> None:
        self.write("a.txt")
        self.check(self.dragoman("read", "a.txt", "--format", "none"), 0)
        before = self.rows()
        self.check(self.dragoman("migrate", "--to", "4"), 0, "schema 4, was")
        with sqlite3.connect(self.folder / "dragoman.db") as db:
            self.assertEqual(db.execute("PRAGMA user_version").fetchone(), (4,))
        db.close()
        self.check(self.dragoman("migrate"), 0, "was 4")
        self.assertEqual(self.rows(), before)

    def test_what_is_no_schema_or_no_store(self) -> None:
        self.check(self.dragoman("migrate"), 2, "NotFound")
        self.write("a.txt")
        self.check(self.dragoman("read", "a.txt", "--format", "none"), 0)
        self.check(self.dragoman("migrate", "--to", "99"), 2, "BadArgument")
        self.check(self.dragoman("read", "a.txt", "--store", "postgresql://nobody:secret@localhost:1/none"), 2,
                   "NotWritable", "no connection to the server", "postgresql://nobody@localhost:1/none")


if __name__ == "__main__":
    unittest.main()
