"""Formats of other programs, out and in again: profiles of `export`, and `import` of claims."""

from __future__ import annotations

import csv
import io
import json
import unittest

from support import SAMPLES, DragomanTest

TABLES = {  # profile -> delimiter, first name of its header, columns
    "gdelt2-events": ("\t", "", 61),
    "gdelt2-mentions": ("\t", "", 16),
    "polecat": ("\t", "Event ID", 40),
    "acled-like": (",", "event_id_cnty", 31),
}


class Profiles(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        self.store = "havana.db"
        self.run_well("read", str(SAMPLES), "--store", self.store, "--format", "none")

    def run_well(self, *args: str):
        done = self.dragoman(*args)
        self.check(done, 0)
        return done

    def export(self, profile: str, *options: str) -> str:
        return self.run_well("export", "--store", self.store, "--profile", profile, *options).stdout

    def test_tables_have_as_many_columns_as_their_originals(self) -> None:
        for profile, (delimiter, header, columns) in TABLES.items():
            rows = list(csv.reader(io.StringIO(self.export(profile)), delimiter=delimiter))
            self.assertGreater(len(rows), 10, profile)
            self.assertEqual({len(row) for row in rows}, {columns}, profile)
            self.assertEqual(rows[0][0] == header, header != "", profile)

    def test_json_profiles_are_json_line_by_line(self) -> None:
        for profile in ("plover", "web-annotation", "ftm", "ninjs"):
            lines = self.export(profile).splitlines()
            self.assertGreater(len(lines), 10, profile)
            for line in lines:
                json.loads(line)

    def test_excel_gets_a_byte_order_mark_when_asked(self) -> None:
        self.assertTrue(self.export("acled-like", "--bom").startswith("\ufeff"))
        self.assertFalse(self.export("acled-like").startswith("\ufeff"))

    def test_what_is_exported_comes_back_as_claims_and_changes_nothing_else(self) -> None:
        before = self.dragoman("events", "--store", self.store, "--format", "jsonl", "--limit", "0").stdout
        for profile, name in (("gdelt2-events", "gdelt.tsv"), ("polecat", "polecat.tsv")):
            self.write(name, self.export(profile))
            told = self.run_well("import", name, "--profile", profile, "--store", self.store).stderr
            self.assertRegex(told, r"\d+ rows new, 0 replaced, 0 refused")
            again = self.run_well("import", name, "--profile", profile, "--store", self.store).stderr
            self.assertRegex(again, r" 0 rows new, \d+ replaced, 0 refused")
        self.assertEqual(self.dragoman("events", "--store", self.store, "--format", "jsonl", "--limit", "0").stdout, before)
        page = self.run_well("file", "Havana talks", "--store", self.store).stdout
        self.assertIn("Claims of other data sets, not of reports read here", page)
        for dataset in ("gdelt2-events", "polecat"):
            self.assertRegex(self.run_well("claims", "--forget", dataset, "--store", self.store).stdout, r"^[1-9]\d* claims")
        self.assertNotIn("Claims of", self.run_well("file", "Havana talks", "--store", self.store).stdout)

    def test_broken_rows_are_refused_and_the_others_read(self) -> None:
        self.write("acled.csv", "event_id_cnty,event_date,sub_event_type,country\n"
                                "SYR1,2016-06-17,Armed clash,Syria\nSYR2,some day,Armed clash,Syria\n,2016-06-17,Armed clash,Syria\n")
        done = self.dragoman("import", "acled.csv", "--profile", "acled", "--store", self.store)
        self.check(done, 1, "acled.csv:3", "acled.csv:4", "1 rows new, 0 replaced, 2 refused")
        (row,) = self.run_well("claims", "--format", "jsonl", "--store", self.store).stdout.splitlines()
        self.assertEqual(json.loads(row)["country"], "SYR")

    def test_an_unknown_profile_names_those_that_there_are(self) -> None:
        done = self.dragoman("import", "x.csv", "--profile", "nothing", "--store", self.store)
        self.check(done, 2, "acled, gdelt2-events, polecat")


if __name__ == "__main__":
    unittest.main()
