"""What the server says over many reports: the same as the commands, with words behind every claim, page by page."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import threading
import time
import unittest
import urllib.parse

from support import REPORT
from test_serve import JSON, ServeTest
from web_server import WebServer, page

TODAY = "2016-04-10"


class KnowledgeTest(ServeTest):
    def get(self, path: str, **query: str | int) -> dict:
        answer = self.ask("/api/v1/" + path + ("?" + urllib.parse.urlencode(query) if query else ""))
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def all_of(self, path: str, **query: str | int) -> list[dict]:
        """Page after page."""
        out, cursor = [], {}
        while True:
            found = self.get(path, **query, **cursor)
            out += found["items"]
            if "next" not in found:
                return out
            cursor = {"cursor": found["next"]}

    def wait_for(self, path: str, status: int = 200, seconds: float = 30):
        deadline = time.monotonic() + seconds
        while (answer := self.ask(path)).status != status and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(answer.status, status, answer.body)
        return answer


class TestTheSameAsTheCommands(KnowledgeTest):
    def setUp(self) -> None:
        super().setUp()
        self.serve("--rate", "0")

    def command(self, *arguments: str) -> str:
        done = self.dragoman(*arguments, "--store", "s.db")
        self.check(done, 0)
        return done.stdout

    def test_lists(self) -> None:
        for path, command in (("processes?limit=500", ("files",)), ("happenings?limit=500", ("happenings",)),
                              ("stories?limit=500", ("stories",)), (f"pledges?limit=500&today={TODAY}", ("ledger", "--today", TODAY)),
                              (f"alarms?today={TODAY}", ("alarms", "--today", TODAY))):
            with self.subTest(path=path):
                ours = list(csv.reader(io.StringIO(self.ask(f"/api/v1/{path}", Accept="text/csv").body.decode())))
                theirs = list(csv.reader(io.StringIO(self.command(*command, "--format", "csv"))))
                if path.startswith("processes"):  # one column more
                    self.assertEqual(ours[0].pop(), "origins")
                    for row in ours[1:]:
                        row.pop()
                self.assertEqual(ours[0], theirs[0])
                self.assertEqual(sorted(ours[:500]), sorted(theirs[:1] + theirs[-499:] if len(theirs) > 500 else theirs))

    def test_pages(self) -> None:
        brief = self.get("brief", date="2016-03-24", days=7)
        self.assertEqual(brief, json.loads(self.command("brief", "--date", "2016-03-24", "--days", "7", "--format", "json")))
        process = self.get("processes", q="Havana")["items"][0]["id"]
        for kind, name in (("text/plain", "text"), ("text/markdown", "markdown"), ("text/html", "html")):
            for path, command in ((f"processes/{process}", ("file", process)),
                                  ("brief?date=2016-03-24&days=7", ("brief", "--date", "2016-03-24", "--days", "7"))):
                answer = self.ask(f"/api/v1/{path}", Accept=kind)
                self.assertEqual((answer.status, answer.type), (200, kind))
                self.assertEqual(answer.body.decode(), self.command(*command, "--format", name))
                self.assertNotIn("script-src", answer.headers["Content-Security-Policy"])
        self.check_problem(self.ask(f"/api/v1/processes/{process}?format=pdf"), 400, "json, text, markdown, html")


class TestClaims(KnowledgeTest):
    def setUp(self) -> None:
        super().setUp()
        self.serve("--rate", "0")
        self.texts: dict[str, str] = {}

    def words(self, report: str, spans: list[list[int]]) -> str:
        if report not in self.texts:
            self.texts[report] = self.ask(f"/api/v1/reports/{report}/text").body.decode()
        return " ".join(" ".join(self.texts[report][begin:end] for begin, end in spans).split())

    def receipts(self, part) -> list[dict]:
        """Everything in an answer that names a report and words in it."""
        if isinstance(part, list):
            return [one for item in part for one in self.receipts(item)]
        if not isinstance(part, dict):
            return []
        own = [part] if "report" in part and ("span" in part or "spans" in part) else []
        return own + [one for value in part.values() for one in self.receipts(value)]

    def test_every_claim_leads_to_its_words(self) -> None:
        process = self.get("processes", q="Havana")["items"][0]["id"]
        happening = next(h["id"] for h in self.all_of("happenings", min_reports=3))
        for path, query in ((f"processes/{process}", {}), ("processes", {}), (f"happenings/{happening}", {}),
                            ("pledges", {"today": TODAY, "limit": 200}), ("alarms", {"today": TODAY}),
                            ("brief", {"date": "2016-03-24", "days": 30})):
            found = self.receipts(self.get(path, **query))
            self.assertGreater(len(found), 1, path)
            for one in found:
                with self.subTest(path=path, one=one):
                    spans = one["spans"] if "spans" in one else [one["span"]]
                    self.assertTrue(spans)
                    said = one.get("words") or one.get("what")
                    self.assertTrue(said)
                    if spans == [[0, 0]]:  # a headline, which need not stand in the text
                        self.assertEqual(said, self.get(f"reports/{one['report']}")["title"])
                        continue
                    # The beginning: words may be put together from several places.
                    start = " ".join(said.split())[:15]
                    self.assertIn(start, self.words(one["report"], spans) + self.words(one["report"], [[0, 10**6]]))
                    self.assertTrue(self.words(one["report"], spans))

    def test_pages_join_to_the_whole(self) -> None:
        for path, query in (("processes", {}), ("processes", {"sort": "changed"}), ("happenings", {}),
                            ("happenings", {"actor": "FARC"}), ("happenings", {"type": "AGREE", "since": "2014"}),
                            ("happenings", {"as_of": "2014-06-01"}), ("stories", {}), ("stories", {"country": "COL"}),
                            ("pledges", {"today": TODAY}), ("pledges", {"today": TODAY, "due_only": "true"})):
            with self.subTest(path=path, query=query):
                whole = [item["id"] for item in self.get(path, limit=500, **query)["items"]]
                self.assertGreater(len(whole), 3)
                paged = [item["id"] for item in self.all_of(path, limit=3, **query)]
                self.assertEqual(paged[:500], whole)
                self.assertEqual(len(set(paged)), len(paged))

    def test_filters(self) -> None:
        self.assertTrue(all(item["kind"] == "ceasefire" for item in self.get("processes", kind="ceasefire")["items"]))
        for item in self.get("happenings", type="AGREE", since="2015", until="2015-12")["items"]:
            self.assertEqual(item["type"], "AGREE")
            self.assertGreaterEqual(item["last_day"], "2015")
            self.assertLessEqual(item["first_day"][:4], "2015")
        overdue = self.get("pledges", status="overdue", today=TODAY)["items"]
        self.assertTrue(overdue)
        self.assertTrue(all(item["due_day"] < TODAY for item in overdue))
        early = self.get("pledges", today="2013-01-01", limit=500)["items"]
        self.assertTrue(all(item["given"] <= "2013-01-01" for item in early))
        self.assertEqual(self.ask(f"/api/v1/pledges/{overdue[0]['id']}?today=2001-01-01").status, 404)

    def test_what_was_known_then(self) -> None:
        happening = next(h for h in self.all_of("happenings", min_reports=2))
        whole = self.get(f"happenings/{happening['id']}")
        clocks = [event["published"] for event in whole["events"]]
        self.assertEqual(clocks, sorted(clocks))
        self.assertTrue(all(event["learned"] for event in whole["events"]))
        first = clocks[0][:10]
        then = self.get(f"happenings/{happening['id']}", as_of=first)
        self.assertEqual(len(then["events"]), len([clock for clock in clocks if clock[:10] <= first]))
        self.assertEqual(self.ask(f"/api/v1/happenings/{happening['id']}?as_of=1999-01-01").status, 404)
        self.assertEqual(self.get("happenings", as_of="1999-01-01")["items"], [])
        self.assertEqual(self.get("happenings", as_of="1999-01-01", clock="learned")["items"], [])

    def test_copies_and_who_else_reports(self) -> None:
        copies = [self.get(f"reports/{item['id']}/copies") for item in self.all_of("reports", limit=500)]
        family = next(found for found in copies if found["copies"])
        self.assertGreater(family["reports"], family["origins"])
        change = family["copies"][0]["changes"][0]
        side = change.get("copy") or change.get("source")
        if side:
            self.assertTrue(side["words"])
        event = next(e for e in self.all_of("events", reported="true", limit=100) if e["reported"]["reports"] > 1)
        self.assertEqual(self.get(f"happenings/{event['reported']['happening']}")["origins"], event["reported"]["origins"])
        said = [s["reported"] for s in self.all_of("statements", reported="true", limit=100)]
        self.assertGreater(max(one["reports"] for one in said), 1)
        self.assertTrue(all(one["origins"] <= one["reports"] for one in said))
        self.assertNotIn("reported", self.get("events", limit=1)["items"][0])

    def test_trees(self) -> None:
        report = self.items("/api/v1/reports?limit=1")[0]["id"]
        whole = self.get(f"reports/{report}/tree")
        for i, sentence in enumerate(whole["sentences"]):
            self.assertEqual(sentence["sentence"], i)
            self.assertEqual(self.words(report, [[sentence["begin"], sentence["end"]]]), " ".join(sentence["text"].split()))
            self.assertEqual(len([token for token in sentence["tokens"] if token["head"] is None]), 1)
        second = whole["sentences"][1]
        self.assertEqual(self.get(f"reports/{report}/tree", sentence=1)["sentences"], [second])
        self.assertEqual(self.get(f"reports/{report}/tree", at=second["begin"])["sentences"], [second])
        self.check_problem(self.ask(f"/api/v1/reports/{report}/tree?sentence=5000"), 404, "sentences")
        self.check_problem(self.ask("/api/v1/reports/0000000000000000/tree"), 404)

    def test_bad_ids(self) -> None:
        for kind in ("processes", "happenings", "stories", "pledges"):
            for name in ("..%2F..%2Fetc%2Fpasswd", "%27%20OR%201=1", "0000", "%3Cscript%3E", "x" * 300, "%25", "_" * 16,
                         "%F0%9F%98%80"):
                answer = self.ask(f"/api/v1/{kind}/{name}")
                self.assertIn(answer.status, (400, 404), answer.body[:300])
                self.check_problem(answer, answer.status)
        for path in ("processes?since=2016-02-30", "pledges?today=yesterday", "alarms?today=", "brief?date=2016", "brief?days=0",
                     "happenings?as_of=2016-13-01", "pledges?status=lost", "happenings?min_reports=0", "pledges?due_days=-1",
                     "events?reported=yes", "processes?cursor=x", "happenings?type=MEET", "stories?search=%22*"):
            self.check_problem(self.ask("/api/v1/" + path), 400)
        good = self.get("happenings", limit=2)["next"]
        self.check_problem(self.ask("/api/v1/stories?cursor=" + good), 400, "cursor")


class TestKeepingUp(KnowledgeTest):
    """What is derived follows the reports."""

    def unmake(self) -> None:
        with sqlite3.connect(self.folder / "s.db") as store:
            store.execute("DELETE FROM layers")

    def test_posted_reports_are_in_it(self) -> None:
        self.serve()
        text = "Gov't and rebels resume talks\nOSLO, June 3 - The government of Norway said on Friday that the Tolima talks " \
               "between the government of Colombia and the ELN will open in Oslo on June 20, 2016.\n"
        answer = self.ask("/api/v1/reports?date=2016-06-03&outlet=Wire", "POST", text.encode(), Content_Type="text/plain")
        self.assertEqual(answer.status, 201, answer.body)
        report = answer.json()["reports"][0]["id"]
        self.assertEqual(self.get(f"stories/{report}")["reports"][-1]["id"], report)
        days = self.get("brief", date="2016-06-03")
        self.assertEqual(days["reports"], 1)

    def test_at_the_start(self) -> None:
        self.unmake()
        self.serve("--rate", "0")
        self.assertEqual(self.ask("/api/v1/summary").status, 200)  # nobody waits for it
        self.assertEqual(json.loads(self.wait_for("/api/v1/processes?q=Havana").body)["items"][0]["kind"], "talks")

    def test_never_on_a_server_that_only_reads(self) -> None:
        self.unmake()
        self.serve("--read-only", "--rate", "0")
        for path in ("processes", "happenings/abcd", "stories", "pledges", "alarms", "brief", "events?reported=true"):
            answer = self.ask("/api/v1/" + path)
            self.check_problem(answer, 503, "has not been made")
            self.assertTrue(answer.headers["Retry-After"])
        self.assertEqual(self.ask("/api/v1/events").status, 200)

    def test_behind_another_program(self) -> None:
        self.serve("--rate", "0")
        process = self.get("processes", q="Havana")["items"][0]
        with sqlite3.connect(self.folder / "s.db") as store:  # as a program leaves it that was killed before its refresh
            store.execute("UPDATE dossiers SET reports = -1, state = 'old' WHERE id = ?", (process["id"],))
        deadline = time.monotonic() + 30
        while self.get("processes", q="Havana")["items"][0] != process and time.monotonic() < deadline:
            time.sleep(0.3)
        self.assertEqual(self.get("processes", q="Havana")["items"][0], process)


class TestAddresses(KnowledgeTest):
    """Posted addresses are fetched, and lead nowhere that their sender may not go."""

    LIST = "text/uri-list"

    def setUp(self) -> None:
        super().setUp()
        self.web = WebServer()
        self.addCleanup(self.web.close)
        body = "".join(f"<p>{line}</p>" for line in REPORT.splitlines() if line)
        self.web.answers["/news.html"] = page("Minister sees envoy", body)

    def post(self, *addresses: str, **headers: str):
        return self.ask("/api/v1/reports", "POST", "\n".join(addresses).encode(), Content_Type=self.LIST, **headers)

    def test_none_of_this_machine_or_its_network(self) -> None:
        self.serve("--rate", "0")
        port = self.web.url("/").split(":")[2].rstrip("/")
        for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0.0.0.0",
                     "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1", "192.168.0.1", "[fd00::1]", "100.64.0.1"):
            with self.subTest(host=host):
                answer = self.post(f"http://{host}:{port}/news.html")
                self.check_problem(answer, 400)
                self.assertNotIn(b"envoy", answer.body)
        for address in ("file:///etc/passwd", "ftp://example.org/a", "gopher://127.0.0.1:70/", "//example.org/", "news.html",
                        "http://user:secret@example.org/", "http://user@example.org/", "http:///", "javascript:alert(1)"):
            with self.subTest(address=address):
                answer = self.post(address)
                self.check_problem(answer, 400)
                self.assertNotIn(b"secret", answer.body)
        self.assertEqual(self.web.asked, [])
        self.check_problem(self.post(*(f"http://example.org/{i}" for i in range(11))), 400, "10 addresses")
        self.check_problem(self.post("# nothing but a comment", ""), 400, "no address")
        self.assertEqual(self.ask("/api/v1/summary").json()["reports"], 50)

    def test_are_read(self) -> None:
        self.serve("--allow-private", "--rate", "0")
        self.web.answers["/gone.html"] = lambda handler: handler.send_error(404)
        answer = self.post("# two", self.web.url("/news.html"), self.web.url("/gone.html"))
        self.assertEqual(answer.status, 201, answer.body)
        found = answer.json()
        self.assertEqual([report["uri"] for report in found["reports"]], [self.web.url("/news.html")])
        self.assertEqual(len(found["rejected"]), 1)
        self.assertIn("gone.html", found["rejected"][0]["where"])
        log = [json.loads(line) for line in (self.folder / "s.db.audit.jsonl").read_text().splitlines()]
        self.assertEqual(log[0]["addresses"], [self.web.url("/news.html"), self.web.url("/gone.html")])
        self.check_problem(self.post(self.web.url("/gone.html")), 400, "404")

    def test_with_the_role_only(self) -> None:
        done = self.dragoman("token", "reader", "--tokens", "tokens.tsv")
        self.serve("--allow-private", "--tokens", "tokens.tsv")
        address = self.web.url("/news.html")
        self.check_problem(self.post(address), 401)
        self.check_problem(self.post(address, Authorization="Bearer " + done.stdout.strip()), 403, "write")
        self.assertEqual(self.web.asked, [])

    def test_a_slow_site_holds_up_nobody_else(self) -> None:
        self.serve("--allow-private", "--rate", "0")
        self.web.answers["/slow.html"] = lambda handler: time.sleep(4)
        waiting = threading.Thread(target=self.post, args=(self.web.url("/slow.html"),))
        waiting.start()
        time.sleep(0.5)
        start = time.monotonic()
        answer = self.ask("/api/v1/reports", "POST", REPORT.encode(), Content_Type="text/plain")
        self.assertEqual(answer.status, 201)
        self.assertLess(time.monotonic() - start, 3.5)
        waiting.join()


class TestTools(KnowledgeTest):
    def call(self, tool: str, **arguments: str | int) -> dict:
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}
        answer = self.ask("/mcp", "POST", json.dumps(message).encode(), Content_Type=JSON)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()["result"]

    def test_over_many_reports(self) -> None:
        self.serve("--rate", "0")
        listed = self.call("processes", name="Havana")["structuredContent"]["processes"]
        self.assertEqual(listed[0]["kind"], "talks")
        file = self.call("process", id=listed[0]["id"])
        self.assertFalse(file["isError"])
        self.assertEqual(file["structuredContent"]["id"], listed[0]["id"])
        self.assertIn(listed[0]["name"], file["content"][0]["text"])
        cited = file["structuredContent"]["state"]["evidence"][0]
        self.assertIn(f"[{cited['report']} {cited['span'][0]}-{cited['span'][1]}]", file["content"][0]["text"])
        ledger = self.call("ledger", by="FARC", today=TODAY)
        self.assertTrue(ledger["structuredContent"]["pledges"])
        self.assertRegex(ledger["content"][0]["text"], r"\[[0-9a-f]{16} c\d+ \d+-\d+\]")
        wrong = self.call("process", id="no such talks at all")
        self.assertTrue(wrong["isError"])


if __name__ == "__main__":
    unittest.main()
