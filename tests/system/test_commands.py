"""What each command prints, and what read leaves in the store."""

from __future__ import annotations

import csv
import io
import json
import os
import pathlib
import pty
import re
import signal
import sqlite3
import subprocess
import time
import unittest

from support import PROGRAM, REPORT, SAMPLES, DragomanTest, records_of

class HelpTest(DragomanTest):
    def test_every_command_has_help_with_two_examples(self) -> None:
        commands = re.findall(r"(?m)^  ([a-z]+) +[A-Z]", self.dragoman("--help").stdout)
        self.assertGreater(len(commands), 30)
        for command in commands:
            done = self.dragoman(command, "--help")
            self.check(done, 0)
            self.assertEqual(done.stdout.split("Examples:")[1].count(f"  dragoman {command}"), 2, command)


class CodeTest(DragomanTest):
    TEXT = "Kenya condemned the raid by Somalia. On Monday Kenya sent wheat to Uganda."

    def pair(self, ident: str, source: str, target: str) -> str:
        span = lambda words: [self.TEXT.rindex(words), self.TEXT.rindex(words) + len(words)]
        return json.dumps({"id": ident, "text": self.TEXT, "source": span(source), "target": span(target)})

    def test_what_one_marked_party_does_to_another(self) -> None:
        first = json.dumps({"id": "1", "text": self.TEXT, "source": [0, 5], "target": [28, 35]})
        done = self.dragoman("code", self.write("pairs.jsonl", first + "\n" + self.pair("2", "Kenya", "Uganda")))
        self.check(done, 0)
        coded = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([(c["id"], c["type"]) for c in coded], [("1", "ACCUSE"), ("2", "AID")])
        begin, end = coded[0]["trigger"][0]
        self.assertEqual(self.TEXT[begin:end], "condemned")

    def test_broken_pairs_are_named_and_the_others_coded(self) -> None:
        outside = json.dumps({"id": "x", "text": "Kenya spoke.", "source": [0, 5], "target": [6, 99]})
        done = self.dragoman("code", self.write("pairs.jsonl", "\n".join([outside, "{", self.pair("2", "Kenya", "Uganda")])))
        self.check(done, 1, "pairs.jsonl:1", "[BadFormat]", "pairs.jsonl:2", "[BadJson]", "2 of 3 inputs rejected")
        self.assertEqual(len(done.stdout.splitlines()), 1)


class ExtractTest(DragomanTest):
    PARAGRAPH = ("NAIROBI, May 4 (Reuters) - Foreign Minister Ruth Amondi met Sudanese officials on Monday and said that her "
                 "government would send 40 observers to the border by June 1.")
    PAGE = ("<!doctype html><html lang=en><head><title>Talks on the border | Wire</title>"
            "<meta property='article:published_time' content='2015-05-04T10:00:00Z'></head><body>"
            "<nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Talks on the border</h1>"
            f"<p>{PARAGRAPH}</p><p>The ambassador denied that his army had shelled the town, and left for Juba in the evening.</p>"
            "</article><footer>All rights reserved</footer></body></html>")
    LIST = "<body>" + "<p><a href=/x>One more headline that leads to a page</a></p>" * 30

    def test_text_is_the_article_alone(self) -> None:
        done = self.dragoman("extract", self.write("page.html", self.PAGE))
        self.check(done, 0)
        self.assertTrue(done.stdout.startswith(self.PARAGRAPH))
        for foreign in ("Home", "rights", "<p>"):
            self.assertNotIn(foreign, done.stdout)

    def test_json_has_the_source_of_each_value_and_the_way_back(self) -> None:
        done = self.dragoman("extract", "--format", "json", "-", stdin=self.PAGE.encode())
        self.check(done, 0)
        article = json.loads(done.stdout)
        self.assertEqual(article["published"], {"value": "2015-05-04T10:00:00Z", "source": "meta article:published_time"})
        self.assertEqual(article["title"], {"value": "Talks on the border", "source": "page h1"})
        self.assertEqual(article["agency"]["value"], "Reuters")
        first = article["paragraphs"][0]
        begin, end = first["span"]
        self.assertEqual(article["text"][begin:end], self.PARAGRAPH)
        self.assertEqual(first["node"], "/html/body/article/p")
        self.assertEqual(self.PAGE.encode()[first["byte"]:][:7], b"NAIROBI")

    def test_pages_without_an_article_are_named_and_the_others_printed(self) -> None:
        self.write("pages/a.html", self.PAGE)
        self.write("pages/b.htm", self.LIST)
        done = self.dragoman("extract", "--format", "jsonl", "pages")
        self.check(done, 1, "pages/b.htm", "words are links", "[EmptyInput]")
        self.assertEqual(len(done.stdout.splitlines()), 1)

    def test_a_page_over_the_limit_is_refused(self) -> None:
        done = self.dragoman("extract", "--max-size", "1kb", self.write("big.html", self.PAGE + "x" * 9000))
        self.check(done, 2, "big.html", "over the limit", "[TooLarge]")

    def test_read_keeps_where_a_page_states_what(self) -> None:
        self.write("page.html", self.PAGE)
        done = self.dragoman("read", "page.html", "--format", "jsonl", "--store", "none")
        self.check(done, 0)
        record = records_of(done)[0]
        self.assertEqual(record["page"]["sources"]["title"], "page h1")
        self.assertEqual(record["published"], "2015-05-04T10:00:00Z")
        begin, end = record["page"]["paragraphs"][0]["span"]
        self.assertEqual(record["text"][begin:end], self.PARAGRAPH)


class ReadTest(DragomanTest):
    def test_jsonl_is_one_record_a_line_and_nothing_else(self) -> None:
        done = self.dragoman("read", str(SAMPLES), "--format", "jsonl", "--store", "none")
        self.check(done, 0)
        records = records_of(done)
        self.assertEqual(len(records), len(list(SAMPLES.glob("[0-9]*.txt"))))
        self.assertEqual(os.listdir(self.folder), [])  # --store none leaves nothing behind
        for record in records:
            for part in ("id", "uri", "text", "mentions", "actors", "times", "places", "statements", "events", "versions"):
                self.assertIn(part, record)

    def test_one_thread_and_two_give_the_same_bytes(self) -> None:
        one, two = (self.dragoman("read", str(SAMPLES), "--format", "jsonl", "--store", "none", "--threads", n).stdout
                    for n in ("1", "2"))
        self.assertEqual(one, two)

    def test_brief(self) -> None:
        done = self.dragoman("read", self.write("report.txt"), "--store", "none")
        self.check(done, 0)
        self.assertIn("Minister sees progress in border talks", done.stdout)
        self.assertIn("Ruth Amondi", done.stdout)
        self.assertIn("Nairobi", done.stdout)
        self.assertIn("2015-05-04", done.stdout)
        self.assertNotIn("\x1b", done.stdout)

    def test_standard_input_and_options(self) -> None:
        done = self.dragoman("read", "-", "--format", "jsonl", "--store", "none", "--date", "2015-05-05", "--outlet", "Ledger",
                             stdin=b"The minister arrived in Juba on Monday.")
        (record,) = records_of(done)
        self.assertEqual((record["published"], record["outlet"]), ("2015-05-05", "Ledger"))

    def test_jsonl_input_with_other_keys(self) -> None:
        line = {"key": "k-1", "body": REPORT, "meta": {"day": "2015-05-06"}, "head": "A title", "paper": "Ledger"}
        done = self.dragoman("read", "--input", "jsonl", "-", "--format", "jsonl", "--store", "none", "--id-field", "key",
                             "--text-field", "body", "--date-field", "meta.day", "--title-field", "head", "--outlet-field",
                             "paper", stdin=json.dumps(line).encode())
        (record,) = records_of(done)
        self.assertEqual((record["uri"], record["published"], record["title"], record["outlet"]),
                         ("k-1", "2015-05-06", "A title", "Ledger"))

    def test_reading_twice_gives_the_same_store(self) -> None:
        self.check(self.dragoman("read", str(SAMPLES), "--format", "none"), 0, "50 new")
        once = self.rows()
        self.check(self.dragoman("read", str(SAMPLES), "--format", "none", "--threads", "1"), 0, "0 new", "50 already there")
        self.assertEqual(self.rows(), once)

    def test_the_same_text_in_two_files_is_one_report_with_two_sources(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), self.write("b.txt"), "--format", "none"), 0)
        self.assertEqual((self.count("reports"), self.count("sources")), (1, 2))

    def test_two_programs_fill_one_store_at_once(self) -> None:
        self.write_jsonl("a.jsonl", 150)
        runs = [subprocess.Popen([PROGRAM, "read", "a.jsonl", "--format", "none"], cwd=self.folder,
                                 stderr=subprocess.PIPE) for _ in range(2)]
        for run in runs:
            _, errors = run.communicate(timeout=120)
            self.assertEqual(run.returncode, 0, errors)
        self.assertEqual((self.count("reports"), self.count("sources")), (150, 150))

    def start_and_wait_for_rows(self, *args: str) -> subprocess.Popen[bytes]:
        """A run that has committed something and is still busy."""
        run = subprocess.Popen([PROGRAM, "read", *args], cwd=self.folder, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        until = time.monotonic() + 60
        while time.monotonic() < until and run.poll() is None:
            time.sleep(0.01)
            try:
                if self.stored() > 0:
                    return run
            except sqlite3.OperationalError:
                pass  # not made yet
        run.kill()
        self.fail(f"nothing was committed: {run.communicate()[1].decode()}")

    def stored(self) -> int:
        with sqlite3.connect(f"file:{self.folder / 'dragoman.db'}?mode=ro", uri=True) as db:
            (count,) = db.execute("SELECT count(*) FROM reports").fetchone()
        db.close()
        return count

    def test_kill_in_the_middle_then_the_same_command_again(self) -> None:
        self.write_jsonl("a.jsonl", 2000)
        run = self.start_and_wait_for_rows("a.jsonl", "--format", "none")
        run.kill()
        run.communicate()
        self.assertEqual(run.returncode, -signal.SIGKILL)
        self.assertLess(self.stored(), 2000)
        self.check(self.dragoman("read", "a.jsonl", "--format", "none"), 0, "already there")
        finished = self.rows()
        self.check(self.dragoman("read", "a.jsonl", "--format", "none", "--store", "whole.db"), 0, "2000 new")
        self.assertEqual(finished, self.rows("whole.db"))

    def test_interrupt_commits_what_was_read(self) -> None:
        self.write_jsonl("a.jsonl", 4000)
        run = self.start_and_wait_for_rows("a.jsonl", "--format", "none")
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=30)
        self.assertEqual(run.returncode, 128 + signal.SIGINT, errors)
        (read,) = re.findall(rb"interrupted; (\d+) reports were read and stored", errors)
        self.assertEqual(self.stored(), int(read))

    def test_interrupt_while_reports_are_compared(self) -> None:
        count = 1900
        self.write_jsonl("a.jsonl", count)
        self.check(self.dragoman("read", "a.jsonl", "--format", "none", "--store", "whole.db"), 0)
        run = self.start_and_wait_for_rows("a.jsonl", "--format", "none")
        while run.poll() is None and self.stored() < count:
            time.sleep(0.01)
        run.send_signal(signal.SIGTERM)
        sent = time.monotonic()
        _, errors = run.communicate(timeout=30)
        self.assertEqual(run.returncode, 128 + signal.SIGTERM, errors)
        self.assertLess(time.monotonic() - sent, 5)  # a fraction of a second on a machine of its own
        left = sum(self.count(table) for table in ("copy_dirty", "happening_waiting", "story_changes"))
        self.assertGreater(left, 0)
        self.check(self.dragoman("happenings", "--limit", "1"), 0)  # does what was left
        self.assertEqual(self.rows(), self.rows("whole.db"))

    def wait_until_caught(self, run: subprocess.Popen[bytes], number: int) -> None:
        """Until the program looks after this signal itself; how long it takes to load depends on the machine."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            status = pathlib.Path(f"/proc/{run.pid}/status").read_text()
            if int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16) >> (number - 1) & 1:
                return
            time.sleep(0.05)
        self.fail("the signal was not caught in time")

    def test_interrupt_while_waiting_for_standard_input(self) -> None:
        run = subprocess.Popen([PROGRAM, "read", "--input", "jsonl", "-", "--format", "none"], cwd=self.folder,
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        run.stdin.write(json.dumps({"id": "r", "text": REPORT}).encode() + b"\n")
        run.stdin.flush()
        self.wait_until_caught(run, signal.SIGTERM)
        run.send_signal(signal.SIGTERM)
        _, errors = run.communicate(timeout=30)
        self.assertEqual(run.returncode, 128 + signal.SIGTERM, errors)

    def test_head_ends_it_quietly(self) -> None:
        for command in (f"{PROGRAM} read {SAMPLES} --format jsonl --store none", f"{PROGRAM} read {SAMPLES}",
                        f"{PROGRAM} export --what records --format jsonl", f"{PROGRAM} events --limit 0"):
            run = subprocess.Popen(["bash", "-c", f"{command} | head -n 1; exit ${{PIPESTATUS[0]}}"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
            try:
                out, errors = run.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                os.killpg(run.pid, signal.SIGKILL)
                raise
            self.assertIn(run.returncode, (0, 128 + signal.SIGPIPE), errors)
            self.assertEqual(out.count(b"\n"), 1, errors)
            self.assertNotIn(b"NotWritable", errors)

    def test_full_disk_on_standard_output(self) -> None:
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "read", self.write("a.txt"), "--format", "jsonl", "--store", "none"],
                                  cwd=self.folder, stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"[NotWritable]", done.stderr)


class StoredTest(DragomanTest):
    """Commands over a store of the samples."""

    def setUp(self) -> None:
        super().setUp()
        self.check(self.dragoman("read", str(SAMPLES), "--format", "none"), 0)

    def test_lists_in_three_forms(self) -> None:
        for command in ("events", "quotes", "actors"):
            table = self.dragoman(command)
            self.check(table, 0)
            lines = table.stdout.splitlines()
            self.assertTrue(1 < len(lines) <= 51, command)
            self.assertTrue(lines[0].isupper())
            jsonl = records_of(self.dragoman(command, "--format", "jsonl"))
            rows = list(csv.DictReader(io.StringIO(self.dragoman(command, "--format", "csv").stdout)))
            self.assertEqual(len(jsonl), len(rows))
            self.assertGreater(len(rows), 50)
            for one, other in zip(jsonl, rows):
                self.assertLessEqual(set(one), set(other))
            self.assertEqual(len(records_of(self.dragoman(command, "--format", "jsonl", "--limit", "3"))), 3)

    def test_filters(self) -> None:
        events = records_of(self.dragoman("events", "--type", "agree", "--since", "2016", "--until", "2016-08", "--format", "jsonl"))
        self.assertTrue(events)
        for event in events:
            self.assertEqual(event["type"], "AGREE")
            self.assertRegex(event["day"], r"^2016-0[1-8]")
        quotes = records_of(self.dragoman("quotes", "--speaker", "calle", "--format", "jsonl"))
        self.assertTrue(quotes)
        self.assertTrue(all("Calle" in quote["speaker"] for quote in quotes))
        actors = records_of(self.dragoman("actors", "--country", "Colombia", "--type", "person", "--format", "jsonl"))
        self.assertTrue(actors)
        self.assertTrue(all(actor["country"] == "COL" and actor["kind"] == "person" for actor in actors))
        self.check(self.dragoman("events", "--actor", "nobody of that name"), 0, "nothing in the store matches")

    def test_show(self) -> None:
        event = records_of(self.dragoman("events", "--format", "jsonl", "--limit", "1"))[0]
        by_id = self.dragoman("show", event["report"])
        self.check(by_id, 0)
        self.assertIn(f"[{event['id']}]", by_id.stdout)
        self.assertIn(event["trigger"].split()[0], by_id.stdout)
        self.assertEqual(self.dragoman("show", event["report"][:8]).stdout, by_id.stdout)
        self.assertEqual(self.dragoman("show", event["uri"]).stdout, by_id.stdout)
        (record,) = records_of(self.dragoman("show", event["report"], "--format", "jsonl"))
        self.assertEqual(record["id"], event["report"])
        self.check(self.dragoman("show", "ffffffff"), 2, "ffffffff", "[NotFound]")

    def test_copies(self) -> None:
        text = self.dragoman("copies", str(SAMPLES / "04-courier-truce-copy.txt"))
        self.check(text, 0)
        for words in ("2 reports by 2 outlets, 1 independent origin", "copy of ", "100 % of it stands there", "headline: "):
            self.assertIn(words, text.stdout)
        (story,) = records_of(self.dragoman("copies", str(SAMPLES / "29-handshake.txt"), "--format", "json"))
        self.assertEqual((story["reports"], story["outlets"], story["origins"]), (3, 3, 1))
        self.assertEqual({copy["source"] for copy in story["copies"]}, {story["asked"]})
        self.assertTrue(any(change["kind"] == "cut" for copy in story["copies"] for change in copy["changes"]))
        self.check(self.dragoman("copies", "ffffffff"), 2, "ffffffff", "[NotFound]")

    def test_explain(self) -> None:
        (event, *_) = records_of(self.dragoman("events", "--actor", "FARC", "--format", "jsonl"))
        explained = self.dragoman("explain", event["report"], "FARC")
        self.check(explained, 0)
        self.assertIn("knowledge/groups.tsv:", explained.stdout)
        (record,) = records_of(self.dragoman("show", event["report"], "--format", "jsonl"))
        actor = record["actors"][0]["id"]
        (itself, *mentions) = records_of(self.dragoman("explain", event["report"], actor, "--format", "jsonl"))
        self.assertEqual((itself["layer"], itself["id"]), ("actor", actor))
        self.assertEqual(len(mentions), sum(m.get("actor") == actor for m in record["mentions"]))
        self.check(self.dragoman("explain", event["report"], "no such words"), 2, "no such words", "[BadArgument]")
        self.check(self.dragoman("explain", event["report"], "5:999999"), 2, "5:999999", "[BadArgument]")

    def on_terminal(self, *args: str, **env: str) -> str:
        """What the program writes to a terminal of 60 columns."""
        parent, child = pty.openpty()
        env = {**{key: value for key, value in os.environ.items() if key != "NO_COLOR"}, "TERM": "xterm", "COLUMNS": "60", **env}
        run = subprocess.Popen([PROGRAM, *args], cwd=self.folder, stdout=child, stderr=subprocess.DEVNULL, env=env)
        os.close(child)
        out = b""
        try:
            while chunk := os.read(parent, 65536):
                out += chunk
        except OSError:  # Linux: the other side is closed
            pass
        os.close(parent)
        run.wait(timeout=30)
        return out.decode()

    def test_colours_on_a_terminal_only_and_not_when_unwanted(self) -> None:
        uri = records_of(self.dragoman("events", "--format", "jsonl", "--limit", "1"))[0]["uri"]
        for args in (("show", uri), ("events",), ("quotes",), ("actors",)):
            coloured = self.on_terminal(*args)
            plain = self.on_terminal(*args, NO_COLOR="1")
            self.assertIn("\x1b[", coloured)
            self.assertNotIn("\x1b", plain)
            self.assertNotIn("\x1b", self.dragoman(*args).stdout)
            self.assertEqual(re.sub("\x1b\\[[0-9;]*m", "", coloured), plain)
            if args[0] != "show":
                self.assertLessEqual(max(len(line) for line in plain.splitlines()), 100)

    def test_summary_and_doctor(self) -> None:
        summary = self.dragoman("summary")
        self.check(summary, 0)
        self.assertIn("50 from 50 sources", summary.stdout)
        doctor = self.dragoman("doctor")
        self.check(doctor, 0)
        self.assertTrue(all(line.startswith("ok") for line in doctor.stdout.splitlines()), doctor.stdout)
        self.assertIn("50 reports", doctor.stdout)

    def test_export(self) -> None:
        records = records_of(self.dragoman("export", "--format", "jsonl", "--what", "records"))
        self.assertEqual(len(records), 50)
        for what in ("events", "statements", "actors", "records"):
            self.check(self.dragoman("export", "--format", "csv", "--what", what, "-o", f"{what}.csv"), 0)
            with (self.folder / f"{what}.csv").open(newline="") as file:
                self.assertTrue(list(csv.DictReader(file)))
        self.assertEqual(sum(len(record["events"]) for record in records),
                         len(self.dragoman("export", "--format", "jsonl").stdout.splitlines()))
        self.check(self.dragoman("export", "--format", "csv", "-o", "missing/x.csv"), 2, "missing/x.csv", "[NotWritable]")

    def test_csv_is_safe_in_a_spreadsheet(self) -> None:
        self.check(self.dragoman("read", self.write("a.txt"), "--store", "evil.db", "--format", "none", "--outlet",
                                 '=HYPERLINK("http://x","y")'), 0)
        for row in csv.DictReader(io.StringIO(self.dragoman("export", "--format", "csv", "--store", "evil.db").stdout)):
            self.assertEqual(row["outlet"], '\'=HYPERLINK("http://x","y")')
            self.assertRegex(row["score"], r"^-?[0-9.]+$")


class ParseTest(DragomanTest):
    def test_text_in_conllu_out_and_in_again(self) -> None:
        done = self.dragoman("parse", self.write("a.txt", "The minister left Juba. She did not return."))
        self.check(done, 0)
        sentences = [s for s in done.stdout.split("\n\n") if s.strip()]
        self.assertEqual(len(sentences), 2)
        words = [line.split("\t") for line in done.stdout.splitlines() if re.match(r"\d+\t", line)]
        self.assertTrue(all(len(word) == 10 for word in words))
        self.assertEqual(sum(word[6] == "0" for word in words), 2)  # one root each
        # Wrong tags in, same tokens, our tags out.
        spoiled = re.sub(r"(?m)^(\d+\t[^\t]+)\t.*$", r"\1\t_\tX\t_\t_\t0\troot\t_\t_", done.stdout)
        again = self.dragoman("parse", "--input", "conllu", self.write("a.conllu", spoiled))
        self.check(again, 0)
        forms = lambda text: re.findall(r"(?m)^\d+\t([^\t]+)", text)
        self.assertEqual(forms(again.stdout), forms(done.stdout))
        self.assertNotIn("\tX\t_\t_\t0\troot", again.stdout)

    def test_json_and_drawn_trees(self) -> None:
        path = self.write("a.txt", "The minister left Juba. She did not return.")
        done = self.dragoman("parse", "--format", "json", path)
        self.check(done, 0)
        parsed = json.loads(done.stdout)
        self.assertEqual(len(parsed["sentences"]), 2)
        for sentence in parsed["sentences"]:
            self.assertEqual(sum(token["head"] is None for token in sentence["tokens"]), 1)
            for token in sentence["tokens"]:
                self.assertEqual(parsed["text"][token["begin"]:token["end"]], token["form"])
        drawn = self.dragoman("parse", "--format", "tree", path)
        self.check(drawn, 0)
        for sentence in parsed["sentences"]:
            for token in sentence["tokens"]:
                self.assertIn(token["form"], drawn.stdout)
        self.check(self.dragoman("parse", "--format", "pdf", path), 2, "pdf")

    def test_bad_conllu_names_its_line(self) -> None:
        self.check(self.dragoman("parse", "--input", "conllu", self.write("a.conllu", "1\tonly three\tcolumns\n")), 2,
                   "a.conllu", "1", "[BadFormat]")
        self.check(self.dragoman("parse", "nowhere.txt"), 2, "nowhere.txt", "[NotFound]")
        self.check(self.dragoman("parse", self.write("b.txt", b"\x00\x01\x02" * 100)), 2, "b.txt", "[NotText]")


class VersionTest(DragomanTest):
    def test_version_of_the_program(self) -> None:
        done = self.dragoman("--version")
        self.check(done, 0)
        self.assertRegex(done.stdout, r"^dragoman [0-9.]+\n$")

    def test_version_names_all_parts(self) -> None:
        done = self.dragoman("version")
        self.check(done, 0)
        for part in ("dragoman", "model", "lexicon", "knowledge"):
            self.assertRegex(done.stdout, rf"(?m)^{part} +\S+$")


if __name__ == "__main__":
    unittest.main()
