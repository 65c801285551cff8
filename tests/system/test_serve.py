"""The server from outside: its answers held against its description, and what bad clients come to."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import jsonschema

from support import PROGRAM, REPORT, SAMPLES, DragomanTest

JSON = "application/json"
PROBLEM = "application/problem+json"


class Answer:
    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    def json(self) -> dict:
        return json.loads(self.body)


class ServeTest(DragomanTest):
    """One store of the sample reports for the class; servers of its copies, stopped behind each test."""

    samples: pathlib.Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.samples = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-serve-"))
        cls.addClassCleanup(shutil.rmtree, cls.samples, ignore_errors=True)
        done = subprocess.run([PROGRAM, "read", str(SAMPLES), "--format", "none", "--store",
                               str(cls.samples / "s.db")], capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr

    def setUp(self) -> None:
        super().setUp()
        for file in self.samples.iterdir():
            shutil.copy(file, self.folder)
        self.port = 0

    def serve(self, *options: str) -> subprocess.Popen:
        server = subprocess.Popen([PROGRAM, "serve", "--store", "s.db", "--port", "0", *options], cwd=self.folder,
                                  stderr=subprocess.PIPE, text=True, env={**os.environ, **self.own_folders()})
        self.addCleanup(self.end, server)
        line = server.stderr.readline()
        found = re.search(r":(\d+)/api/v1/", line)
        assert found, line
        self.port = int(found.group(1))
        return server

    def end(self, server: subprocess.Popen) -> None:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
        server.stderr.close()

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, timeout: float = 60,
            **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def raw(self, data: bytes, timeout: float = 30) -> bytes:
        """All that comes back for these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as client:
            try:
                client.sendall(data)
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # refused while it was sent
            out = b""
            try:
                while block := client.recv(65536):
                    out += block
            except ConnectionResetError:
                pass
            return out

    def check_problem(self, answer: Answer, status: int, words: str = "") -> None:
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.type, PROBLEM)
        problem = answer.json()
        self.assertEqual(problem["status"], status)
        self.assertGreater(len(problem["detail"]), 10)
        self.assertIn(words, problem["detail"])
        self.assertTrue(answer.headers["X-Request-Id"])

    def items(self, path: str) -> list[dict]:
        answer = self.ask(path)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()["items"]


class TestContract(ServeTest):
    """Every operation, against what openapi.json says of it."""

    EXAMPLES = {"/api/v1/events": "?type=CONSULT&since=2012&confidence=0.1", "/api/v1/series": "?by=week",
                "/api/v1/statements": "?about=Havana", "/api/v1/reports": "?search=talks", "/api/v1/actors": "?limit=5",
                "/api/v1/search": "?search=FARC&limit=3", "/api/v1/network": "?since=2012&limit=20",
                "/api/v1/processes": "?kind=talks&q=Havana&sort=changed", "/api/v1/processes/{id}": "?as_of=2015-01-01",
                "/api/v1/happenings": "?min_reports=2&actor=FARC&type=AGREE", "/api/v1/stories": "?min_reports=2&type=AGREE",
                "/api/v1/pledges": "?today=2016-04-10&due_only=true", "/api/v1/pledges/{id}": "?today=2017-01-01",
                "/api/v1/alarms": "?today=2016-04-10", "/api/v1/brief": "?date=2016-03-24&days=7",
                "/api/v1/reports/{id}/tree": "?sentence=0"}

    def setUp(self) -> None:
        super().setUp()
        self.serve("--rate", "0")
        self.description = self.ask("/api/v1/openapi.json").json()

    def check_against(self, answer: Answer, operation: dict) -> None:
        said = operation["responses"][str(answer.status)]
        if "$ref" in said:
            said = self.description["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
        schema = said["content"][answer.type]["schema"]
        if answer.type.endswith("json"):
            resolver = jsonschema.RefResolver.from_schema(self.description)
            jsonschema.Draft202012Validator(schema, resolver=resolver).validate(answer.json())

    def correct(self, report: str) -> str:
        body = {"report": report, "entry": "a1", "field": "role", "verdict": "correct", "value": "envoy"}
        answer = self.ask("/api/v1/corrections", "POST", json.dumps(body).encode(), Content_Type=JSON)
        self.assertEqual(answer.status, 201, answer.body)
        self.check_against(answer, self.description["paths"]["/api/v1/corrections"]["post"])
        return answer.json()["corrections"][0]["id"]

    def alert(self) -> str:
        body = {"name": "talks", "kind": "events", "query": {"types": ["CONSULT"]}, "channels": {"email": ["a@example.org"]}}
        answer = self.ask("/api/v1/alerts", "POST", json.dumps(body).encode(), Content_Type=JSON)
        self.assertEqual(answer.status, 201, answer.body)
        self.check_against(answer, self.description["paths"]["/api/v1/alerts"]["post"])
        return answer.json()["id"]

    def test_every_get(self) -> None:
        # An id for each kind of thing that has a page of its own: of the first in its list.
        ids = {kind: urllib.parse.quote(self.items(f"/api/v1/{kind}?limit=1")[0][key], safe="")
               for kind, key in (("reports", "id"), ("actors", "key"), ("processes", "id"), ("happenings", "id"),
                                 ("stories", "id"), ("pledges", "id"))}
        asked = 0
        ids["corrections"] = self.correct(ids["reports"])
        ids["alerts"] = self.alert()
        for path, operations in self.description["paths"].items():
            if "get" not in operations or path == "/api/v1/changes":
                continue
            real = re.sub(r"\{(id|key)\}", lambda _: ids[path.split("/")[3]], path)
            real = real.replace("{form}", "golden").replace("/explain", "/explain?entry=a1")
            for target in (real, real + self.EXAMPLES.get(path, "")):
                with self.subTest(target=target):
                    answer = self.ask(target)
                    self.assertEqual(answer.status, 200, answer.body)
                    self.check_against(answer, operations["get"])
                    asked += 1
            with self.subTest(path=path, wrong=True):
                if path not in ("/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"):
                    answer = self.ask(real + ("&" if "?" in real else "?") + "nothing=1")
                    self.check_problem(answer, 400, "no parameter 'nothing'")
                    self.check_against(answer, operations["get"])
        self.assertGreater(asked, 50)

    def test_every_parameter_with_values_of_all_kinds(self) -> None:
        """No value of any parameter is a 5xx, and each answer is one that is described."""
        values = ["", "x", "0", "-1", "1e9", "2016-02-30", "' OR 1=1 --", '"', "*", "a NEAR/2 b", "\u0130\u00df\U0001f600",
                  "%", "%00", "<script>", "{}", "A" * 511, "A" * 600, "null", "day", "csv"]
        for path, operations in self.description["paths"].items():
            if "get" not in operations or "{" in path or path == "/api/v1/changes":
                continue
            for parameter in operations["get"]["parameters"]:
                if "$ref" in parameter:
                    parameter = self.description["components"]["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
                for value in values:
                    target = path + "?" + urllib.parse.urlencode({parameter["name"]: value})
                    with self.subTest(target=target):
                        answer = self.ask(target)
                        self.assertIn(answer.status, (200, 400), answer.body)
                        if parameter["name"] != "fields":  # which leaves out what is asked for
                            self.check_against(answer, operations["get"])

    def test_post_and_its_errors(self) -> None:
        operation = self.description["paths"]["/api/v1/reports"]["post"]
        answer = self.ask("/api/v1/reports?date=2015-05-04", "POST", REPORT.encode(), Content_Type="text/plain")
        self.assertEqual(answer.status, 201, answer.body)
        self.check_against(answer, operation)
        for status, body, headers in ((400, b"", {"Content_Type": "text/plain"}),
                                      (400, b"x", {"Content_Type": "image/png"}),
                                      (400, b"{", {"Content_Type": JSON})):
            answer = self.ask("/api/v1/reports", "POST", body, **headers)
            self.check_problem(answer, status)
            self.check_against(answer, operation)


class TestLists(ServeTest):
    def setUp(self) -> None:
        super().setUp()
        self.serve("--rate", "0")

    def test_pages_join_to_the_whole(self) -> None:
        for resource, total in (("events", "events"), ("statements", "statements"), ("reports", "reports")):
            whole = self.ask("/api/v1/summary").json()[total]
            seen, target = [], f"/api/v1/{resource}?limit=37"
            while target:
                page = self.ask(target).json()
                seen += [(item["id"], item.get("report", {}).get("id")) for item in page["items"]]
                target = f"/api/v1/{resource}?limit=37&cursor={page['next']}" if "next" in page else ""
            self.assertEqual(len(seen), whole)
            self.assertEqual(len(set(seen)), whole)

    def test_the_same_as_the_command(self) -> None:
        """A list as CSV has the rows of `dragoman export`."""
        ours = self.ask("/api/v1/events?limit=500&format=csv").body.decode().splitlines()
        theirs = self.dragoman("export", "--store", "s.db", "--format", "csv", "--what", "events").stdout.splitlines()
        self.assertEqual(ours[0], theirs[0])
        self.assertEqual(sorted(ours), sorted(theirs))

    def test_formats_and_fields(self) -> None:
        page = self.ask("/api/v1/statements?limit=2", Accept="text/csv")
        self.assertEqual(page.type, "text/csv")
        self.assertTrue(page.headers["X-Next-Cursor"])
        self.assertEqual(self.ask("/api/v1/events?format=csv&fields=day,type&limit=1").body.splitlines()[0], b"day,type")
        self.assertEqual(set(self.items("/api/v1/events?fields=type,id&limit=1")[0]), {"id", "type"})
        self.check_problem(self.ask("/api/v1/events?fields=typ"), 400, "one of id, report")

    def settled(self, path: str) -> Answer:
        """The answer once its tag stands: what is derived is brought up to date behind the first ones."""
        seen, since = self.ask(path), time.monotonic()
        while time.monotonic() - since < 2:
            time.sleep(0.25)
            now = self.ask(path)
            if now.headers["ETag"] != seen.headers["ETag"]:
                seen, since = now, time.monotonic()
        return seen

    def test_tags_compression_and_heads(self) -> None:
        plain = self.settled("/api/v1/events")
        packed = self.ask("/api/v1/events", Accept_Encoding="gzip")
        self.assertEqual(packed.headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertNotEqual(packed.headers["ETag"], plain.headers["ETag"])
        for tag in (plain.headers["ETag"], packed.headers["ETag"], '"x", ' + plain.headers["ETag"]):
            again = self.ask("/api/v1/events", If_None_Match=tag)
            self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.ask("/api/v1/events?limit=3", If_None_Match=plain.headers["ETag"]).status, 200)
        head = self.ask("/api/v1/events", "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(int(head.headers["Content-Length"]), len(plain.body))
        self.ask("/api/v1/reports", "POST", REPORT.encode(), Content_Type="text/plain")
        self.assertEqual(self.ask("/api/v1/events", If_None_Match=plain.headers["ETag"]).status, 200)

    def test_what_another_program_reads_comes_in(self) -> None:
        before = self.ask("/api/v1/summary").json()["reports"]
        self.write("report.txt")
        self.check(self.dragoman("read", "report.txt", "--format", "none", "--store", "s.db"), 0)
        deadline = time.monotonic() + 10
        while self.ask("/api/v1/summary").json()["reports"] == before and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(self.ask("/api/v1/summary").json()["reports"], before + 1)

    def test_facets_are_of_what_matches(self) -> None:
        found = self.ask("/api/v1/search?search=Havana&limit=100").json()
        self.assertEqual(found["total"], len(found["items"]))
        self.assertEqual(sum(day["count"] for day in found["facets"]["days"]), found["total"])
        outlet = found["facets"]["outlets"][0]
        only = self.ask("/api/v1/search?" + urllib.parse.urlencode({"search": "Havana", "outlet": outlet["value"]}))
        self.assertEqual(only.json()["total"], outlet["count"])


class TestPosting(ServeTest):
    def post(self, body: bytes | str, kind: str, query: str = "", **headers: str) -> Answer:
        data = body if isinstance(body, bytes) else body.encode()
        return self.ask("/api/v1/reports" + query, "POST", data, Content_Type=kind, **headers)

    def test_kinds(self) -> None:
        self.serve()
        page = "<html><head><title>T</title></head><body><article>" + \
            "".join(f"<p>{line}</p>" for line in REPORT.splitlines() if line) + "</article></body></html>"
        lines = "\n".join(json.dumps({"id": f"r{i}", "text": REPORT + f"\nNumber {i}."}) for i in range(3))
        for body, kind, query, many in ((REPORT, "text/plain", "?name=a.txt&outlet=Wire&date=2015-05-04", 1),
                                        (page, "text/html; charset=utf-8", "", 1), (lines, "application/x-ndjson", "", 3),
                                        (gzip.compress((REPORT + "Packed.").encode()), "application/gzip",
                                         "?name=b.txt.gz", 1),
                                        ((REPORT + "By name.").encode(), "application/octet-stream", "?name=c.txt", 1)):
            answer = self.post(body, kind, query)
            self.assertEqual(answer.status, 201, answer.body)
            self.assertEqual(len(answer.json()["reports"]), many, answer.body)
            for report in answer.json()["reports"]:
                self.assertEqual(self.ask(f"/api/v1/reports/{report['id']}/record").status, 200)
                self.assertNotIn("/tmp", report["uri"])
        again = self.post(REPORT, "text/plain", "?name=a.txt&outlet=Wire&date=2015-05-04").json()
        self.assertEqual((again["added"], again["unchanged"]), (0, 1))

    def test_scripts_stay_text(self) -> None:
        self.serve()
        evil = REPORT.replace("Minister sees", "<script>alert(1)</script> Minister sees") + \
            "\n<img src=x onerror=alert(2)> \u202e said the minister. =HYPERLINK(\"http://x\")\n"
        report = self.post(evil, "text/plain", "?outlet=%3Cb%3EWire%3C/b%3E").json()["reports"][0]
        for path in ("", "/record", "/text"):
            answer = self.ask(f"/api/v1/reports/{report['id']}{path}")
            self.assertIn(answer.type, (JSON, "text/plain"))
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.assertIn(b"<script>alert(1)</script>", self.ask(f"/api/v1/reports/{report['id']}/text").body)
        self.assertEqual(self.ask(f"/api/v1/reports/{report['id']}").json()["outlet"], "<b>Wire</b>")

    def test_names_lead_nowhere(self) -> None:
        self.serve()
        for name in ("../../../../etc/passwd", "/etc/cron.d/x.txt", "a/../../b.txt", "..", ".", "x." + "y" * 400):
            answer = self.post(REPORT, "text/plain", "?" + urllib.parse.urlencode({"name": name}))
            self.assertIn(answer.status, (201, 400), answer.body)
        self.assertFalse((self.folder / "b.txt").exists())
        self.check_problem(self.post(b"\x00\x01\x02\xff" * 100, "application/octet-stream"), 400)

    def test_limits(self) -> None:
        self.serve("--max-upload", "100KB")
        self.check_problem(self.post("x" * 200_000, "text/plain"), 413)
        chunked = b"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" \
                  b"Transfer-Encoding: chunked\r\n\r\n" + b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
        self.assertIn(b" 413 ", self.raw(chunked + (b"8000\r\n" + b"x" * 0x8000 + b"\r\n") * 4).splitlines()[0])
        lines = "\n".join(json.dumps({"id": f"r{i}", "text": "No."}) for i in range(1200))
        self.check_problem(self.post(lines, "application/x-ndjson"), 413, "1000")
        self.assertEqual(self.ask("/readyz").status, 200)

    def test_what_was_changed_is_noted(self) -> None:
        self.serve()
        report = self.post(REPORT, "text/plain").json()["reports"][0]["id"]
        log = [json.loads(line) for line in (self.folder / "s.db.audit.jsonl").read_text().splitlines()]
        self.assertEqual([line["action"] for line in log], ["reports.post", "reports.posted"])
        self.assertEqual(log[1]["reports"], [report])
        self.assertEqual(self.items("/api/v1/audit"), log)
        self.assertEqual((self.folder / "s.db.audit.jsonl").stat().st_mode & 0o77, 0)

    def test_read_only(self) -> None:
        self.serve("--read-only")
        self.check_problem(self.post(REPORT, "text/plain"), 405, "GET")
        self.assertEqual(len(self.items("/api/v1/reports?limit=5")), 5)


class TestWhoIsLetIn(ServeTest):
    def token(self, name: str, *options: str) -> dict[str, str]:
        done = self.dragoman("token", name, "--tokens", "tokens.tsv", *options)
        self.check(done, 0, "shown once")
        return {"Authorization": "Bearer " + done.stdout.strip()}

    def test_tokens_and_roles(self) -> None:
        reader, writer = self.token("reader"), self.token("writer", "--role", "write")
        admin, old = self.token("boss", "--role", "admin"), self.token("old", "--expires", "2020-01-01")
        self.assertEqual((self.folder / "tokens.tsv").stat().st_mode & 0o77, 0)
        self.serve("--tokens", "tokens.tsv", "--rate", "0")
        self.assertEqual(self.ask("/healthz").status, 200)
        for headers, words in (({}, "Bearer"), (old, "expired"), ({"Authorization": "Bearer x"}, "not known"),
                               ({"Authorization": "Basic eDp5"}, "Bearer")):
            answer = self.ask("/api/v1/events", **headers)
            self.check_problem(answer, 401, words)
            self.assertIn("Bearer", answer.headers["WWW-Authenticate"])
            self.check_problem(self.ask("/metrics", **headers), 401)
            self.check_problem(self.ask("/no/such/path", **headers), 401)
        self.assertEqual(self.ask("/api/v1/events", **reader).status, 200)
        post = {"method": "POST", "body": REPORT.encode(), "Content_Type": "text/plain"}
        self.check_problem(self.ask("/api/v1/reports", **post, **reader), 403, "write")
        self.assertEqual(self.ask("/api/v1/reports", **post, **writer).status, 201)
        self.check_problem(self.ask("/api/v1/audit", **writer), 403)
        self.assertEqual(self.ask("/api/v1/audit", **admin).json()["items"][0]["caller"], "writer")
        # Taken out of the file, a token ends without a restart.
        lines = (self.folder / "tokens.tsv").read_text().splitlines(keepends=True)
        (self.folder / "tokens.tsv").write_text("".join(line for line in lines if not line.startswith("reader")))
        deadline = time.monotonic() + 10
        while self.ask("/api/v1/events", **reader).status == 200 and time.monotonic() < deadline:
            time.sleep(0.1)
        self.check_problem(self.ask("/api/v1/events", **reader), 401)

    def test_a_body_is_refused_before_it_is_read(self) -> None:
        self.token("writer", "--role", "write")
        self.serve("--tokens", "tokens.tsv")
        head = b"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" \
               b"Content-Length: 10000000\r\nExpect: 100-continue\r\n\r\n"
        self.assertTrue(self.raw(head).startswith(b"HTTP/1.1 401 "))

    def test_hosts_and_origins(self) -> None:
        self.serve("--allow-host", "desk.example")
        self.assertEqual(self.ask("/api/v1/summary", Host="desk.example").status, 200)
        self.check_problem(self.ask("/api/v1/summary", Host="evil.example"), 421, "--allow-host")
        self.assertTrue(self.raw(b"GET /api/v1/summary HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400 "))
        self.check_problem(self.ask("/api/v1/summary", Origin="http://evil.example"), 403)
        self.check_problem(self.ask("/api/v1/reports", "POST", REPORT.encode(), Content_Type="text/plain",
                                    Origin="http://evil.example"), 403)
        answer = self.ask("/api/v1/events", "OPTIONS", Access_Control_Request_Method="GET")
        self.check_problem(answer, 405)
        self.assertFalse([name for name in answer.headers if name.lower().startswith("access-control")])

    def test_rates(self) -> None:
        self.serve("--rate", "0.01", "--burst", "5")
        statuses = [self.ask("/api/v1/openapi.json").status for _ in range(7)]
        self.assertEqual(statuses, [200] * 5 + [429] * 2)
        answer = self.ask("/api/v1/openapi.json")
        self.check_problem(answer, 429, "wait")
        self.assertGreaterEqual(int(answer.headers["Retry-After"]), 1)

    def test_other_machines_need_tokens(self) -> None:
        self.check(self.dragoman("serve", "--store", "s.db", "--host", "0.0.0.0", "--port", "0"), 2, "--tokens")
        self.write("tokens.tsv", "a\troot\tx\tnever\n")
        self.check(self.dragoman("serve", "--store", "s.db", "--tokens", "tokens.tsv", "--port", "0"), 2,
                   "tokens.tsv:1:3")


class TestBadClients(ServeTest):
    """Each gets a 4xx, and the others do not notice."""

    def setUp(self) -> None:
        super().setUp()
        self.serve("--rate", "0")

    def tearDown(self) -> None:
        self.assertEqual(self.ask("/readyz").status, 200)
        self.assertEqual(len(self.items("/api/v1/events?limit=3")), 3)

    def test_addresses_and_methods(self) -> None:
        for path in ("/etc/passwd", "/api/v1", "/api/v1/nothing", "/api/v1/reports/x/y/z"):
            self.check_problem(self.ask(path), 404)
        for path in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/v1/reports/..%2f..%2fetc", "/a%00b", "/%ff",
                     "/api//v1", "/api/v1/events?x=%zz"):
            self.assertIn(self.ask(path).status, (400, 404), path)
        self.check_problem(self.ask("/api/v1/reports/..%2F..%2Fetc%2Fpasswd/record"), 404)
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            answer = self.ask("/api/v1/events", method)
            self.check_problem(answer, 405, "GET")
            self.assertEqual(answer.headers["Allow"], "GET, HEAD")
        self.check_problem(self.ask("/api/v1/events", "GET", b"body"), 400, "no body")
        self.check_problem(self.ask("/mcp"), 405)

    def test_queries_are_words(self) -> None:
        for value in ("'; DROP TABLE reports; --", '" OR "1"="1', "a AND", "NEAR(a b)", "title:x", "{a b}:c", "^a", "a*b*",
                      "(((((", "\uffff", "-" * 300, "* * *"):
            for name in ("search", "actor", "country", "kb", "outlet"):
                with self.subTest(name=name, value=value):
                    answer = self.ask("/api/v1/events?" + urllib.parse.urlencode({name: value}))
                    self.assertIn(answer.status, (200, 400), answer.body)
        self.assertEqual(self.ask("/api/v1/summary").json()["reports"], 50)

    def test_cursors(self) -> None:
        good = self.ask("/api/v1/events?limit=2").json()["next"]
        for cursor in ("x", good[:-1], good + "A", "A" * 3000, "../..", good[::-1], "%00"):
            self.check_problem(self.ask("/api/v1/events?cursor=" + cursor), 400)
        self.check_problem(self.ask("/api/v1/events?type=AID&cursor=" + good), 400, "cursor")
        self.check_problem(self.ask("/api/v1/statements?cursor=" + good), 400, "cursor")

    def test_what_is_no_http(self) -> None:
        line = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
        for data, status in ((b"\x16\x03\x01\x02\x00\x01\x00" * 20, b"400"), (b"GET\r\n\r\n", b"400"),
                             (b"GET /healthz HTTP/9.9\r\n\r\n", b"400 505"), (b"GET /healthz HTTP/1.0\r\n\r\n", b"505"),
                             (line + b"X: " + b"y" * 30_000 + b"\r\n\r\n", b"431"),
                             (line + b"".join(b"X-%d: y\r\n" % i for i in range(5000)) + b"\r\n", b"431"),
                             (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n", b"431"),
                             (line + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
                             (line + b"Content-Length: -1\r\n\r\n", b"400"),
                             (line + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
                             (line + b"Host: evil.example\r\n\r\n", b"400 421"), (b" " * 20_000, b"400 431")):
            with self.subTest(data=data[:60]):
                self.assertIn(self.raw(data).split(b" ", 2)[1], status.split())

    def test_requests_in_a_row_on_one_connection(self) -> None:
        one = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answer = self.raw(one * 50 + one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        self.assertEqual(answer.count(b"HTTP/1.1 200 OK"), 51)

    def test_slow_clients_are_dropped(self) -> None:
        slow = [socket.create_connection(("127.0.0.1", self.port), timeout=30) for _ in range(200)]
        for client in slow:
            client.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: loc")
        start = time.monotonic()
        for _ in range(20):
            self.assertEqual(self.ask("/api/v1/events", timeout=10).status, 200)
        while time.monotonic() - start < 8:
            for client in slow:  # a byte now and then does not help
                try:
                    client.sendall(b"a")
                except OSError:
                    pass
            time.sleep(1)
        for client in slow:
            try:
                client.settimeout(20)
                self.assertEqual(client.recv(100), b"")
            except ConnectionResetError:
                pass
            client.close()
        self.assertLess(time.monotonic() - start, 25)

    def test_clients_that_leave(self) -> None:
        for _ in range(100):
            with socket.create_connection(("127.0.0.1", self.port)) as client:
                client.sendall(b"GET /api/v1/search HTTP/1.1\r\nHost: localhost\r\n\r\n")


class TestOverload(ServeTest):
    def test_connections_over_the_limit(self) -> None:
        self.serve("--max-connections", "5", "--rate", "0")
        held = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(5)]
        time.sleep(0.3)
        answer = self.ask("/healthz")
        self.check_problem_body(answer)
        for client in held:
            client.close()
        time.sleep(0.3)
        self.assertEqual(self.ask("/healthz").status, 200)

    def check_problem_body(self, answer: Answer) -> None:
        self.assertEqual((answer.status, answer.type), (503, PROBLEM))
        self.assertTrue(answer.headers["Retry-After"])


class TestChanges(ServeTest):
    def stream(self, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", "/api/v1/changes", headers={n.replace("_", "-"): v for n, v in headers.items()})
        return connection.getresponse()

    def event(self, stream: http.client.HTTPResponse, name: str) -> dict[str, str]:
        """The next event of this name."""
        while True:
            fields: dict[str, str] = {}
            while line := stream.readline().decode().rstrip("\n"):
                key, _, value = line.partition(": ")
                fields[key] = value
            if fields.get("event") == name:
                return fields

    def post(self, text: str) -> str:
        answer = self.ask("/api/v1/reports", "POST", text.encode(), Content_Type="text/plain")
        return answer.json()["reports"][0]["id"]

    def test_what_is_new_and_what_was_missed(self) -> None:
        self.serve()
        first = self.stream()
        self.assertEqual(first.headers.get_content_type(), "text/event-stream")
        report = self.post(REPORT)
        event = self.event(first, "report")
        self.assertEqual(json.loads(event["data"])["id"], report)
        self.event(first, "store")
        second = self.post(REPORT + "\nMore.\n")
        again = self.stream(Last_Event_ID=event["id"])
        self.assertEqual(json.loads(self.event(again, "report")["data"])["id"], second)
        for wrong in ("x", "-1", "99999999999999999999999", "999999"):
            self.assertEqual(self.stream(Last_Event_ID=wrong).status, 200)
        self.assertIn(b"dragoman_streams 6", self.ask("/metrics").body)

    def test_streams_over_the_limit(self) -> None:
        self.serve("--max-streams", "2")
        held = [self.stream(), self.stream()]
        self.assertEqual(self.stream().status, 503)
        self.assertEqual([stream.status for stream in held], [200, 200])

    def test_an_orderly_end(self) -> None:
        for number, status in ((signal.SIGTERM, 0), (signal.SIGINT, 130)):
            server = self.serve()
            stream = self.stream()
            start = time.monotonic()
            server.send_signal(number)
            self.assertEqual(server.wait(20), status)
            self.assertLess(time.monotonic() - start, 4)
            stream.close()


class TestMcp(ServeTest):
    def test_over_standard_input(self) -> None:
        asked = [{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18"}},
                 {"jsonrpc": "2.0", "method": "notifications/initialized"},
                 {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
                 {"jsonrpc": "2.0", "id": 3, "method": "tools/call",
                  "params": {"name": "quotes", "arguments": {"speaker": "Santos", "limit": 3}}}]
        lines = "".join(json.dumps(message) + "\n" for message in asked) + "{\n\n"
        done = self.dragoman("mcp", "--store", "s.db", stdin=lines.encode())
        self.check(done, 0)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [1, 2, 3, None])
        self.assertEqual(answers[3]["error"]["code"], -32700)
        # Every citation leads to the words.
        quotes = answers[2]["result"]["structuredContent"]["statements"]
        self.assertTrue(quotes)
        records = self.dragoman("export", "--store", "s.db", "--format", "jsonl", "--what", "records").stdout
        texts = {record["id"]: record["text"] for record in map(json.loads, records.splitlines())}
        for quote in quotes:
            begin, end = quote["spans"]["content"][0]
            words = " ".join(texts[quote["report"]["id"]][begin:end].split("\n"))
            self.assertTrue(quote["content"].startswith(words[:20]), quote)

    def test_over_http(self) -> None:
        self.serve()
        meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities": {}}
        message = {"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": meta}}
        headers = {"Content_Type": JSON, "MCP_Protocol_Version": "2026-07-28", "Mcp_Method": "server/discover"}
        answer = self.ask("/mcp", "POST", json.dumps(message).encode(), **headers)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertIn("2026-07-28", answer.json()["result"]["supportedVersions"])
        self.assertEqual(self.ask("/mcp", "POST", b"x" * 300_000, Content_Type=JSON).status, 413)


if __name__ == "__main__":
    unittest.main()
