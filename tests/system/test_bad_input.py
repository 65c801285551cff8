"""Every bad input: a message that names it, the right exit status, nothing else harmed."""

from __future__ import annotations

import gzip
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

from support import NOBODY, PROGRAM, REPORT, DragomanTest, records_of

READ = ("read", "--store", "none", "--format", "jsonl")


class InputTest(DragomanTest):
    def test_missing_path(self) -> None:
        self.check(self.dragoman(*READ, "nowhere.txt"), 2, "nowhere.txt", "[NotFound]", "1 of 1 inputs rejected")

    def test_others_are_still_read(self) -> None:
        done = self.dragoman(*READ, "nowhere.txt", self.write("good.txt"), self.write("empty.txt", ""))
        self.check(done, 1, "nowhere.txt", "[NotFound]", "empty.txt", "[EmptyInput]", "2 of 3 inputs rejected")
        self.assertEqual([record["uri"] for record in records_of(done)], ["good.txt"])

    def test_empty_file(self) -> None:
        for content in (b"", b" \n\t\n", b"\xef\xbb\xbf"):
            self.check(self.dragoman(*READ, self.write("empty.txt", content)), 2, "empty.txt", "[EmptyInput]")

    def test_empty_standard_input(self) -> None:
        self.check(self.dragoman(*READ, "-"), 2, "[EmptyInput]")

    def test_binary(self) -> None:
        pdf = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8
        for content in (pdf, b"\x7fELF" + bytes(2000), bytes(range(256)) * 20):
            self.check(self.dragoman(*READ, self.write("binary.txt", content)), 2, "binary.txt", "[NotText]")

    def test_invalid_utf8_is_rejected_or_read_as_another_charset(self) -> None:
        report = REPORT.encode()
        for bad in (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80\x80"):
            done = self.dragoman(*READ, self.write("bad.txt", report[:200] + bad + report[200:]))
            self.assertIn(done.returncode, (0, 2), done.stderr)
            if done.returncode == 0:
                self.assertTrue(records_of(done)[0]["text"])
            else:
                self.assertIn("bad.txt", done.stderr)

    def test_unreadable_file(self) -> None:
        path = self.write("secret.txt")
        (self.folder / path).chmod(0)
        user = None
        if os.geteuid() == 0:  # root reads everything; ask as somebody else
            self.folder.chmod(0o755)
            user = NOBODY
            try:
                if self.dragoman("version", user=user).returncode != 0:
                    self.skipTest("the program cannot be run by another user here")
            except PermissionError:
                self.skipTest("the program cannot be run by another user here")
        self.check(self.dragoman(*READ, path, user=user), 2, "secret.txt", "[NotReadable]")

    def test_folder_without_reports(self) -> None:
        self.write("folder/picture.png", b"\x89PNG")
        self.check(self.dragoman(*READ, "folder"), 2, "folder", "[EmptyInput]")

    def test_too_large(self) -> None:
        path = self.write("long.txt", REPORT * 40)
        self.check(self.dragoman(*READ, "--max-size", "4KB", path), 2, "long.txt", "[TooLarge]")
        self.check(self.dragoman(*READ, "--max-size", "1MB", path), 0)

    def test_broken_gzip(self) -> None:
        whole = gzip.compress(json.dumps({"text": REPORT}).encode() * 50)
        self.check(self.dragoman(*READ, self.write("reports.jsonl.gz", whole[: len(whole) // 2])), 2, "reports.jsonl.gz")

    def test_jsonl_line_that_is_not_json(self) -> None:
        lines = [json.dumps({"text": REPORT}), '{"text": "cut', json.dumps({"text": REPORT + "More."}), "[1]"]
        done = self.dragoman(*READ, self.write("reports.jsonl", "\n".join(lines)))
        self.check(done, 1, "reports.jsonl:2", "reports.jsonl:4", "[BadJson]", "2 of 4 inputs rejected")
        self.assertEqual(len(records_of(done)), 2)

    def test_jsonl_line_without_the_field(self) -> None:
        lines = [json.dumps({"text": REPORT}), json.dumps({"body": REPORT}), json.dumps({"text": 7})]
        path = self.write("reports.jsonl", "\n".join(lines))
        self.check(self.dragoman(*READ, path), 1, "reports.jsonl:2", "reports.jsonl:3", "[MissingField]", "text")
        self.check(self.dragoman(*READ, "--text-field", "body", path), 1, "reports.jsonl:1", "reports.jsonl:3", "body")

    def test_control_characters_of_a_name_do_not_reach_the_terminal(self) -> None:
        done = self.dragoman(*READ, "evil\x1b[2J.txt")
        self.check(done, 2, "evil")
        self.assertNotIn("\x1b", done.stderr)


class UsageTest(DragomanTest):
    def test_wrong_usage(self) -> None:
        for args in ((), ("fly",), ("read",), ("read", "--fly", "x"), ("read", "--format", "xml", "x"), ("show",),
                     ("read", "--threads", "-1", "x"), ("export",), ("export", "--format", "xml"),
                     ("events", "--limit", "-3"), ("parse", "--input", "pdf", "x")):
            done = self.dragoman(*args)
            self.assertEqual(done.returncode, 2, args)
            self.assertTrue(done.stderr, args)
            self.assertEqual(os.listdir(self.folder), [])

    def test_values_that_cannot_be_used(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), "--store", "none", "--date", "soon"), 2, "--date", "soon")
        self.check(self.dragoman("read", "a.txt", "--format", "none"), 0)
        self.check(self.dragoman("events", "--type", "DANCE"), 2, "--type", "CONSULT")
        self.check(self.dragoman("events", "--since", "lately"), 2, "--since", "2016-03-23")
        self.check(self.dragoman("quotes", "--search", "--", "--"), 2)
        self.check(self.dragoman("export", "--format", "csv", "--speaker", "x"), 2, "--what statements")
        self.check(self.dragoman("export", "--format", "csv", "--what", "records", "--type", "AID"), 2, "--type")


class StandardStreamTest(DragomanTest):
    def shell(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["sh", "-c", command, "sh", PROGRAM], stdin=subprocess.DEVNULL, capture_output=True,
                              cwd=self.folder, timeout=120, text=True)

    def test_output_that_cannot_be_written(self) -> None:
        self.write("a.txt")
        for command in ("version", "--help", "read --help", "read a.txt --store none", "parse a.txt", "doctor"):
            for target in ("> /dev/full", ">&-"):
                self.check(self.shell(f'"$1" {command} {target}'), 2, "standard output", "[NotWritable]")

    def test_closed_streams_are_not_mistaken_for_files(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), "--format", "none"), 0)
        self.check(self.dragoman("export", "--format", "jsonl", "--output", "whole.jsonl"), 0)
        self.shell('"$1" read nowhere.txt a.txt <&- >&- 2>&-')
        done = self.shell('"$1" export --format jsonl --output closed.jsonl <&- >&- 2>&-')
        self.assertEqual(done.returncode, 0)
        self.assertEqual((self.folder / "closed.jsonl").read_bytes(), (self.folder / "whole.jsonl").read_bytes())
        self.assertEqual(self.count("reports"), 1)


class StoreTest(DragomanTest):
    def refused(self, store: str, code: str, *, reads: bool = True) -> None:
        """Writing fails and nothing is read; reading fails; without a store all is well."""
        report = self.write("report.txt")
        before = (self.folder / store).read_bytes() if (self.folder / store).is_file() else None
        done = self.dragoman("read", report, "--store", store)
        self.check(done, 2, store, f"[{code}]", "--store none")
        self.assertEqual(done.stdout, "")
        if reads:
            for command in (("events",), ("show", "1234"), ("summary",), ("export", "--format", "csv")):
                self.check(self.dragoman(*command, "--store", store), 2, store, f"[{code}]")
            self.check(self.dragoman("doctor", "--store", store), 2)
        self.check(self.dragoman("read", report, "--store", "none"), 0)
        if before is not None:
            self.assertEqual((self.folder / store).read_bytes(), before)

    def test_text_file(self) -> None:
        self.refused(self.write("notes.db", "These are my notes, and not a store. " * 40), "BadStore")

    def test_database_of_another_program(self) -> None:
        with sqlite3.connect(self.folder / "other.db") as db:
            db.execute("CREATE TABLE bookmarks (url TEXT)")
        db.close()
        self.refused("other.db", "BadStore")

    def test_store_of_a_newer_program(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), "--store", "new.db", "--format", "none"), 0)
        with sqlite3.connect(self.folder / "new.db") as db:
            db.execute("PRAGMA user_version = 9999")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        self.refused("new.db", "StoreTooNew")

    def test_damaged_store(self) -> None:
        self.check(self.dragoman("read", self.write_jsonl("a.jsonl", 30), "--format", "none"), 0)
        path = self.folder / "dragoman.db"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
        self.check(self.dragoman("export", "--format", "jsonl", "--what", "records"), 2, "[BadStore]")
        done = self.dragoman("doctor")
        self.check(done, 2)
        self.assertIn("FAIL", done.stdout)
        self.assertIn("cure:", done.stdout)

    def test_no_store_to_read(self) -> None:
        for command in (("events",), ("quotes",), ("actors",), ("summary",), ("show", "x"), ("export", "--format", "csv")):
            self.check(self.dragoman(*command), 2, "dragoman.db", "[NotFound]", "dragoman read")
        self.assertEqual(os.listdir(self.folder), [])

    def test_folder_is_missing(self) -> None:
        self.refused("missing/a.db", "NotWritable", reads=False)

    def test_folder_in_place_of_the_file(self) -> None:
        (self.folder / "a.db").mkdir()
        self.refused("a.db", "NotWritable", reads=False)

    def test_locked_by_another_program(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), "--format", "none"), 0)
        db = sqlite3.connect(self.folder / "dragoman.db", isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        self.check(self.dragoman("events"), 0)  # reading goes on beside a writer
        self.check(self.dragoman("read", "a.txt"), 2, "locked", "[NotWritable]")
        db.close()

    def test_read_only_folder(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), "--format", "none", "--store", "shut/a.db")
                   if (self.folder / "shut").mkdir() is None else None, 0)
        (self.folder / "shut" / "a.db").chmod(0o444)
        (self.folder / "shut").chmod(0o555)
        self.addCleanup((self.folder / "shut").chmod, 0o755)
        user = None
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            user = NOBODY
            try:
                if self.dragoman("version", user=user).returncode != 0:
                    self.skipTest("the program cannot be run by another user here")
            except PermissionError:
                self.skipTest("the program cannot be run by another user here")
        self.check(self.dragoman("read", "a.txt", "--store", "shut/a.db", user=user), 2, "shut/a.db", "[NotWritable]")
        self.check(self.dragoman("read", "a.txt", "--store", "shut/b.db", user=user), 2, "shut/b.db", "[NotWritable]")
        self.check(self.dragoman("summary", "--store", "shut/a.db", user=user), 0)  # reading needs no right to write


class ResourceTest(DragomanTest):
    def resources(self) -> pathlib.Path:
        """A copy of the program's resource folder that a test may spoil."""
        source = pathlib.Path(PROGRAM).resolve().parent / "share/dragoman"
        if not source.is_dir():
            self.skipTest(f"no resource folder beside the program ({source})")
        target = self.folder / "resources"
        shutil.copytree(source, target)
        return target

    def run_with(self, resources: pathlib.Path, status: int, *words: str) -> None:
        done = self.dragoman("read", self.write("a.txt"), "--store", "none", "--resources", str(resources))
        self.check(done, status, *words)
        done = self.dragoman("doctor", "--resources", str(resources))
        self.assertEqual(done.returncode, status, done.stdout)
        self.assertEqual("cure:" in done.stdout, status != 0)

    def test_whole_copy_works(self) -> None:
        self.run_with(self.resources(), 0)

    def test_truncated_or_changed_model(self) -> None:
        resources = self.resources()
        model = next((resources / "models").glob("*.dgm"))
        whole = model.read_bytes()
        for spoiled in (b"", whole[:7], whole[:1000], whole[: len(whole) // 2], whole[:-1],
                        whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1:]):
            model.write_bytes(spoiled)
            self.run_with(resources, 2, model.name, "[BadModel]")
        model.unlink()
        self.run_with(resources, 2, model.name, "[NotFound]")

    def test_truncated_knowledge_base(self) -> None:
        resources = self.resources()
        base = resources / "knowledge.kb"
        base.write_bytes(base.read_bytes()[:5000])
        self.run_with(resources, 2, "knowledge.kb", "[BadKnowledge]")

    def test_lexicon_with_a_mistake_names_line_and_column(self) -> None:
        resources = self.resources()
        lexicon = resources / "lexicons/times/words.tsv"
        lines = lexicon.read_text().count("\n") + 1
        with lexicon.open("a") as file:
            file.write("nonsense\tnonsense\tnonsense\tnonsense\n")
        self.run_with(resources, 2, f"words.tsv:{lines}:", "[BadFormat]")

    def test_language_lexicon(self) -> None:
        resources = self.resources()
        lexicon = resources / "lexicons/language/english.tsv"
        lines = lexicon.read_text().count("\n") + 1
        with lexicon.open("a") as file:
            file.write("title\tgen Sen\n")
        self.run_with(resources, 2, f"english.tsv:{lines}:11", "[BadFormat]")
        lexicon.unlink()
        self.run_with(resources, 2, "english.tsv", "[NotFound]")
        done = self.dragoman("parse", self.write("a.txt"), "--resources", str(resources))
        self.check(done, 2, "english.tsv", "[NotFound]")

    def test_no_resources(self) -> None:
        self.run_with(self.folder / "nowhere", 2, "nowhere", "[NotFound]")


if __name__ == "__main__":
    unittest.main()
