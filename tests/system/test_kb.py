"""dragoman kb, and reading with tables of one's own over the knowledge base."""

from __future__ import annotations

import gzip
import json
import unittest

from support import DragomanTest, records_of

ENTITIES = "# table: entities\nkind\tname\taliases\tcountry\tsector\trole\tfrom\tto\n"
TEXT = """Talks in the valley

NAIROBI, April 2, 2026 (Meridian Wire) - Foreign Minister Wanjiku Mbathi met leaders of the Blue Lake Guard in the
village of Upper Mokowe on Thursday and said that a truce would hold.
"""
PLACES = "# table: places\nname\tlat\tlon\tfeature\tcountry\tpopulation\nUpper Mokowe\t-2.23\t40.85\tPPL\tKEN\t300\n"


class KbTest(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        self.env: dict[str, str] = {}

    def kb(self, *args: str):
        return self.dragoman("kb", *args, env=self.env)

    def read(self, *args: str):
        self.write("report.txt", TEXT)
        return self.dragoman("read", "report.txt", "--format", "jsonl", "--store", "none", *args, env=self.env)


class OverlayTest(KbTest):
    def test_overlay_names_actor_and_place_and_changes_the_version(self) -> None:
        (plain,) = records_of(self.read())
        self.write("my.tsv", ENTITIES + "person\tWanjiku Mbathi\t\tKEN\tGOV\tforeign minister\t2026-03\t\n"
                                        "group\tBlue Lake Guard\tBLG\tKEN\tREB\n")
        self.write("places/villages.tsv", PLACES)
        done = self.read("--knowledge", "my.tsv", "--knowledge", "places")
        self.check(done, 0)
        (record,) = records_of(done)
        actors = {actor["name"]: actor for actor in record["actors"]}
        self.assertEqual(actors["Wanjiku Mbathi"]["code"], "KENGOV")
        self.assertEqual(actors["Blue Lake Guard"]["code"], "KENREB")
        self.assertIn("alias@my.tsv:4", actors["Blue Lake Guard"]["rule"])
        self.assertIn("term@my.tsv:3", actors["Wanjiku Mbathi"]["rule"])
        village = [place for place in record["places"] if place["name"] == "Upper Mokowe"]
        self.assertEqual([(place["country"], place["lat"]) for place in village], [("KEN", -2.23)])
        self.assertTrue(record["versions"]["knowledge"].startswith(plain["versions"]["knowledge"] + "+"))
        self.assertNotIn("lat", next(place for place in plain["places"] if place["name"] == "Upper Mokowe"))

    def test_explain_knows_the_overlay(self) -> None:
        self.write("report.txt", TEXT)
        self.write("my.tsv", ENTITIES + "group\tBlue Lake Guard\tBLG\tKEN\tREB\n")
        self.check(self.dragoman("read", "report.txt", "--format", "none", "--knowledge", "my.tsv", env=self.env), 0)
        done = self.dragoman("explain", "report.txt", "Blue Lake Guard", "--knowledge", "my.tsv", env=self.env)
        self.check(done, 0)
        self.assertIn("alias@my.tsv:3", done.stdout)
        self.assertNotIn("was made with knowledge base", done.stdout)

    def test_users_folder_and_environment(self) -> None:
        self.write("config/dragoman/knowledge/mine.tsv", ENTITIES + "group\tBlue Lake Guard\tBLG\tKEN\tREB\n")
        (record,) = records_of(self.read())
        self.assertIn("alias@mine.tsv:3", json.dumps(record["actors"]))
        self.env["DRAGOMAN_KNOWLEDGE"] = ""
        (record,) = records_of(self.read())
        self.assertNotIn("mine.tsv", json.dumps(record))
        self.write("other.tsv", ENTITIES + "group\tBlue Lake Guard\tBLG\tKEN\tUAF\n")
        self.env["DRAGOMAN_KNOWLEDGE"] = str(self.folder / "other.tsv")
        (record,) = records_of(self.read())
        self.assertIn("alias@other.tsv:3", json.dumps(record["actors"]))

    def test_broken_overlay_stops_before_anything_is_read(self) -> None:
        self.write("bad.tsv", ENTITIES + "group\tBlue Lake Guard\t\tQQQ\ngroup\tHill Guard\t\tKEN\tREB\n")
        for path, words in (("bad.tsv", "bad.tsv:3:24"), ("missing.tsv", "missing.tsv")):
            done = self.read("--knowledge", path)
            self.check(done, 2, words)
            self.assertEqual(done.stdout, "")
        done = self.read("--knowledge", "bad.tsv", "--knowledge", "missing.tsv", "--lenient")
        self.check(done, 0, "bad.tsv:3:24", "missing.tsv")
        self.assertEqual(len(records_of(done)), 1)

    def test_version_and_doctor_tell_of_overlays(self) -> None:
        self.write("my.tsv", ENTITIES + "group\tBlue Lake Guard\tBLG\tKEN\tREB\n")
        self.assertIn("+", self.dragoman("version", "--knowledge", "my.tsv", env=self.env).stdout)
        done = self.dragoman("doctor", "--knowledge", "my.tsv", env=self.env)
        self.check(done, 0)
        self.assertIn("my.tsv", done.stdout)
        self.write("my.tsv", "no table")
        done = self.dragoman("doctor", "--knowledge", "my.tsv", env=self.env)
        self.check(done, 2)
        self.assertIn("cure: mend the row", done.stdout)


class CheckTest(KbTest):
    def test_good_table(self) -> None:
        self.write("good.tsv", ENTITIES + "group\tBlue Lake Guard\tBLG\tKEN\tREB\n")
        done = self.kb("check", "good.tsv")
        self.check(done, 0, "1 rows that can be used")
        self.assertEqual(done.stdout, "")

    def test_every_finding_with_its_place(self) -> None:
        self.write("bad.tsv", ENTITIES + "group\tA Front\tB Front\tKEN\tREB\n"
                                         "group\tB Front\tA Front\tKEN\tREB\n"
                                         "group\tC Front\t\tKEN\tREB\n"
                                         "group\tC Front\t\tKEN\tREB\n"
                                         "tribe\tD\n"
                                         "person\tE Lee\t\tKEN\tGOV\tpresident\t2050\t2060\n"
                                         "person\tF Moe\t\tKEN\tGOV\tpresident\t2052\t2062\n"
                                         "person\tG Noe\t\tKEN\tMAG\tpresident\t1950\n"
                                         "person\tH Poe\t\tKEN\tGOV\tpresident\t1950\t1949\n"
                                         "person\tI Roe\t\tKEN\tGOV\tpresident\t5.5.1950\n")
        self.write("binary.tsv", b"\x7fELF\0\1")
        self.write("empty.tsv", b"")
        self.write("cut.tsv.gz", gzip.compress(ENTITIES.encode() * 50)[:-9])
        files = ("bad.tsv", "binary.tsv", "empty.tsv", "cut.tsv.gz")
        done = self.kb("check", *files)
        self.check(done, 1)
        for words in ("bad.tsv:3:1: doubtful: a cycle of aliases", "bad.tsv:6:7: broken: \"group/c-front\"",
                      "bad.tsv:7:1: broken: \"tribe\"", "bad.tsv:9:1: doubtful: \"F Moe\"", "bad.tsv:10:19: broken: \"MAG\"",
                      "bad.tsv:11:38: broken: ends before", "bad.tsv:12:33: broken: \"5.5.1950\"", "binary.tsv:1:5: broken",
                      "empty.tsv:1:1: broken", "cut.tsv.gz: broken"):
            self.assertIn(words, done.stdout)
        found = [json.loads(line) for line in self.kb("check", *files, "--format", "jsonl").stdout.splitlines()]
        self.assertEqual(len(found), len(done.stdout.splitlines()))
        cycle = next(each for each in found if "cycle" in each["message"])
        self.assertEqual((cycle["file"], cycle["line"], cycle["column"], cycle["kind"]), ("bad.tsv", 3, 1, "doubtful"))
        self.check(self.kb("check", "bad.tsv", "--lenient"), 1, "5 rows of bad.tsv")

    def test_usage(self) -> None:
        self.check(self.kb("check", "missing.tsv"), 2, "missing.tsv")
        self.check(self.kb("check", "."), 2, "no *.tsv")
        self.check(self.kb(), 2)

    def test_shipped_tables_have_no_broken_row(self) -> None:
        done = self.kb("check")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertNotIn(": broken:", done.stdout)


class AddTest(KbTest):
    def test_a_person_for_the_next_report(self) -> None:
        done = self.kb("add", "person", "Wanjiku Mbathi", "--country", "Kenya", "--sector", "GOV", "--role", "foreign minister",
                       "--from", "2026-03", "--alias", "W. Mbathi")
        self.check(done, 0)
        self.assertTrue(done.stdout.endswith("config/dragoman/knowledge/entries.tsv:4\n"), done.stdout)
        self.check(self.kb("add", "place", "Upper Mokowe", "--country", "KEN", "--lat=-2.23", "--lon", "40.85",
                           "--feature", "PPL"), 0)
        (record,) = records_of(self.read())
        self.assertIn("term@entries.tsv:4", json.dumps(record["actors"]))
        self.assertEqual([place.get("lat") for place in record["places"] if place["name"] == "Upper Mokowe"], [-2.23])
        again = self.kb("add", "person", "Wanjiku Mbathi", "--country", "KEN", "--role", "foreign minister", "--from", "2026-04")
        self.check(again, 2, "there already", "entries.tsv:4", "--force")

    def test_what_is_refused_leaves_the_table_alone(self) -> None:
        self.check(self.kb("add", "group", "Hamas"), 2, "there already", "knowledge/")
        self.check(self.kb("add", "group", "Blue Lake Guard", "--country", "Atlantis"), 2, "Atlantis")
        self.check(self.kb("add", "tribe", "Blue Lake Guard"), 2)
        self.check(self.kb("add", "role", "minister"), 2, "there already")
        self.assertFalse((self.folder / "config").exists())
        self.check(self.kb("add", "role", "lake warden", "--sector", "GOV", "--file", "roles.tsv"), 0)
        self.assertIn("lake warden", self.dragoman("kb", "show", "lake warden", "--knowledge", "roles.tsv", env=self.env).stdout)


class ShowTest(KbTest):
    def test_readings_on_a_date(self) -> None:
        done = self.kb("show", "Sergey Lavrov", "--date", "2016-03-23")
        self.check(done, 0)
        self.assertIn("RUSGOV", done.stdout)
        self.assertRegex(done.stdout, r"then +2004-03.*foreign minister +knowledge/officials\.tsv:\d+")
        found = [json.loads(line) for line in self.kb("show", "Damascus", "--format", "jsonl").stdout.splitlines()]
        self.assertIn("country", [each["reading"] for each in found])
        self.assertIn("place", [each["reading"] for each in found])
        self.check(self.kb("show", "Zzyzx Qwrt"), 0, "no name")
        self.check(self.kb("show", "Lavrov", "--date", "soon"), 2, "expected a date")


class ImportTest(KbTest):
    def test_imported_villages_resolve(self) -> None:
        row = "9900001\tUpper Mokowe\tUpper Mokowe\tMokowe Juu\t-2.23\t40.85\tP\tPPL\tKE\t\t21\t\t\t\t300\t\t10\tAfrica/Nairobi\t2020-01-01\n"
        self.write("KE.txt", row + row.replace("9900001", "9900002").replace("Upper", "Lower")[:40])
        done = self.kb("import", "geonames", "KE.txt", "-o", "villages.tsv")
        self.check(done, 1, "KE.txt:2", "cut short", "2 read, 1 rows written")
        (record,) = records_of(self.read("--knowledge", "villages.tsv"))
        village = [place for place in record["places"] if place["name"] == "Upper Mokowe"]
        self.assertEqual([(place["country"], place["geonames"]) for place in village], [("KEN", 9900001)])

    def test_csv_and_petrarch(self) -> None:
        self.write("cabinet.csv", "Minister,Office\nWanjiku Mbathi,foreign minister\n")
        self.check(self.kb("import", "csv", "cabinet.csv", "--map", "name=Minister", "--map", "role=Office", "--set", "kind=person",
                           "--set", "country=KEN", "--set", "sector=GOV", "--set", "from=2026-03", "-o", "cabinet.tsv"), 0,
                   "1 read, 1 rows written")
        self.check(self.kb("check", "cabinet.tsv"), 0)
        self.write("x.actors.txt", "BLUE_LAKE_GUARD_\n+BLG_\n\t[KENREB]\n")
        self.check(self.kb("import", "petrarch", "x.actors.txt", "-o", "actors.tsv"), 0, "1 rows written")
        self.write("x.agents.txt", "LAKE_WARDEN [~GOV]\n")
        self.check(self.kb("import", "petrarch", "x.agents.txt", "-o", "agents.tsv"), 0, "1 rows written")
        self.write("odd.agents.txt", "LAKE_WARDEN [~GOV]\nODDITY [~ZZZ]\nENVOY\n")
        self.check(self.kb("import", "petrarch", "odd.agents.txt", "-o", "odd.tsv", "--left-out", "left.tsv"), 1)
        left = [line.split("\t")[0] for line in (self.folder / "left.tsv").read_text().splitlines()[1:]]
        self.assertEqual(sorted(left), ["odd.agents.txt:2", "odd.agents.txt:3"])
        (record,) = records_of(self.read("--knowledge", "cabinet.tsv", "--knowledge", "actors.tsv", "--knowledge", "agents.tsv"))
        self.assertIn("alias@actors.tsv:7", json.dumps(record["actors"]))
        self.check(self.kb("import", "csv", "cabinet.csv", "--map", "name", "-o", "x.tsv"), 2, "COLUMN=VALUE")
        self.check(self.kb("import", "csv", "missing.csv", "-o", "x.tsv"), 2, "missing.csv")
        self.check(self.kb("import", "csv", "cabinet.csv", "--map", "name=Minister", "-o", "no/such/folder.tsv"), 2)


if __name__ == "__main__":
    unittest.main()
