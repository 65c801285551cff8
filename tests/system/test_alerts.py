"""Alerts from outside: asked after reading, told in the desk, by webhook and by mail; each thing once."""

from __future__ import annotations

import base64
import email
import hashlib
import hmac
import http.server
import json
import socketserver
import threading
import time
import unittest

from support import DragomanTest
from test_serve import JSON, ServeTest

FIRST = "NAIROBI, May 4, 2015 (Meridian Wire) - Kenya attacked Somali rebels in Garissa on Monday."
AGAIN = "MOMBASA, May 5, 2015 (Plaza Gazette) - Kenya attacked the Somali rebels in Garissa on Monday, police said."
OTHER = "NAIROBI, May 9, 2015 (Meridian Wire) - Chad attacked Libyan troops in Sabha on Friday."


class Hook(http.server.ThreadingHTTPServer):
    """Keeps what is posted; answers with the statuses in `answers`, then 204."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook.Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.got.append((dict(self.headers), body))
            self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server of the plainest kind. `refuse`: addresses that it does not take."""

    daemon_threads = True

    def __init__(self, refuse: tuple[str, ...] = ()) -> None:
        super().__init__(("127.0.0.1", 0), Mailbox.Handler)
        self.mails: list[tuple[str, bytes]] = []
        self.logins: list[bytes] = []
        self.refuse = refuse
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            self.say("220 here")
            to = ""
            for raw in self.rfile:
                line = raw.decode().strip()
                verb = line[:4].upper()
                if verb == "EHLO":
                    self.say("250-here")
                    self.say("250 AUTH PLAIN")
                elif verb == "AUTH":
                    token = line.split()[2:]
                    if not token:
                        self.say("334 ")
                        token = [self.rfile.readline().decode().strip()]
                    self.server.logins.append(base64.b64decode(token[0]))
                    self.say("235 yes")
                elif verb == "RCPT":
                    to = line.split("<")[1].split(">")[0]
                    self.say("550 nobody" if to in self.server.refuse else "250 yes")
                elif verb == "DATA":
                    self.say("354 go on")
                    data = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        data += part
                    self.server.mails.append((to, data))
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")


def receivers(test: unittest.TestCase) -> tuple[Hook, Mailbox]:
    hook, box = Hook(), Mailbox(("gone@example.org",))
    for server in (hook, box):
        test.addCleanup(server.server_close)
        test.addCleanup(server.shutdown)
    return hook, box


class TestCommands(DragomanTest):
    def says(self, done, status: int, *words: str) -> None:
        """The status, and words that one of the two outputs must hold."""
        self.assertEqual(done.returncode, status, done.stderr)
        for word in words:
            self.assertIn(word, done.stdout + done.stderr)

    def setUp(self) -> None:
        super().setUp()
        self.hook, self.box = receivers(self)
        self.settings()
        self.read("before.txt", "KAMPALA, May 1, 2015 (Meridian Wire) - Uganda attacked Congolese rebels in Goma on Friday.")

    def settings(self, private: str = "true") -> None:
        self.write("alerts.toml", f'[webhook]\nsecret = "hush"\nallow_private = {private}\n'
                                  f'[smtp]\nurl = "{self.box.url}"\nfrom = "desk@example.org"\n'
                                  'user = "desk"\npassword = "hush-hush"\ntls = false\n')

    def read(self, name: str, text: str):
        done = self.dragoman("read", self.write(name, text), "--format", "none")
        self.says(done, 0)
        return done

    def add(self, *args: str) -> None:
        self.says(self.dragoman("alerts", "add", *args), 0)

    def told(self) -> list[dict]:
        done = self.dragoman("alerts", "told", "--format", "jsonl")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_a_happening_is_told_once_by_every_way(self) -> None:
        self.add("attacks", "--type", "ASSAULT", "--webhook", self.hook.url, "--email", "ana@example.org")
        done = self.read("r1.txt", FIRST)
        self.assertIn("1 alerts", done.stderr)
        self.assertEqual([row["report"] for row in self.told()], [json.loads(self.hook.got[0][1])["told"][0]["report"]])
        headers, body = self.hook.got[0]
        signed = hmac.new(b"hush", headers["X-Dragoman-Time"].encode() + b"." + body, hashlib.sha256).hexdigest()
        self.assertEqual(headers["X-Dragoman-Signature"], "sha256=" + signed)
        self.assertIn("Kenya -> Somali rebels", json.loads(body)["told"][0]["text"])
        to, mail = self.box.mails[0]
        message = email.message_from_bytes(mail)
        self.assertEqual((to, message["To"]), ("ana@example.org", "<ana@example.org>"))
        self.assertIn("Kenya -> Somali rebels", message.get_payload(decode=True).decode())
        self.assertEqual(self.box.logins, [b"\0desk\0hush-hush"])
        self.read("r2.txt", AGAIN)  # the same happening in another outlet
        self.says(self.dragoman("alerts", "run"), 0, "0 notifications, 0 messages sent")
        self.assertEqual((len(self.hook.got), len(self.box.mails)), (1, 1))
        self.read("r3.txt", OTHER)
        self.assertEqual((len(self.hook.got), len(self.box.mails), len(self.told())), (2, 2, 2))

    def test_who_cannot_be_reached_is_tried_again_and_who_took_it_is_not(self) -> None:
        self.add("attacks", "--type", "ASSAULT", "--webhook", self.hook.url, "--email", "ana@example.org",
                 "--email", "gone@example.org")
        self.hook.answers = [500]
        self.read("r1.txt", FIRST)
        self.assertEqual((len(self.hook.got), len(self.box.mails)), (1, 1))
        rows = self.rows()["outbox"]
        self.assertEqual(sorted(row[4] for row in rows), ["sent", "waiting", "waiting"])
        self.says(self.dragoman("alerts", "run"), 0, "0 messages sent")  # not yet due
        self.make_due()
        self.says(self.dragoman("alerts", "run"), 1, "1 messages sent, 1 not taken")
        first, second = (headers["X-Dragoman-Delivery"] for headers, _ in self.hook.got)
        self.assertEqual(first, second)
        for _ in range(10):
            self.make_due()
            self.dragoman("alerts", "run")
        self.assertEqual((len(self.hook.got), len(self.box.mails)), (2, 1))
        states = {(row[2], row[3]): (row[4], row[5]) for row in self.rows()["outbox"]}
        self.assertEqual(states["email", "gone@example.org"], ("failed", 8))

    def make_due(self) -> None:
        import sqlite3
        with sqlite3.connect(self.folder / "dragoman.db") as store:
            store.execute("UPDATE outbox SET due = '2000-01-01T00:00:00Z' WHERE state = 'waiting'")
        store.close()

    def test_the_guard_and_the_secrets(self) -> None:
        self.settings(private="false")
        self.add("attacks", "--type", "ASSAULT", "--webhook", self.hook.url)
        self.read("r1.txt", FIRST)
        self.assertEqual(self.hook.got, [])
        self.assertIn("not public", self.rows()["outbox"][0][8])
        for file in self.folder.iterdir():
            if file.name != "alerts.toml" and file.is_file():
                self.assertNotIn(b"hush", file.read_bytes(), file.name)

    def test_preview_and_upkeep(self) -> None:
        self.read("r1.txt", FIRST)
        self.read("r2.txt", AGAIN)
        self.read("r3.txt", OTHER)
        preview = self.dragoman("alerts", "add", "x", "--type", "ASSAULT", "--preview", "--today", "2015-05-10",
                                "--past", "7", "--format", "jsonl")
        self.says(preview, 0)
        self.assertEqual([json.loads(line)["day"] for line in preview.stdout.splitlines()], ["2015-05-04", "2015-05-09"])
        self.says(preview, 0)
        self.assertIn("2 notifications in the 7 days", preview.stderr)
        self.assertEqual(self.count("alerts"), 0)
        self.add("Kenya and Somalia", "--party", "Kenya", "--party", "Somali", "--outlets", "2")
        self.says(self.dragoman("alerts", "list"), 0, "Kenya and Somalia", "2 outlets")
        self.says(self.dragoman("alerts", "preview", "Kenya and Somalia", "--today", "2015-05-10"), 0)
        self.says(self.dragoman("alerts", "pause", "Kenya and Somalia"), 0)
        self.says(self.dragoman("alerts", "list"), 0, "paused")
        self.says(self.dragoman("alerts", "remove", "Kenya and Somalia"), 0)
        self.says(self.dragoman("alerts", "remove", "Kenya and Somalia"), 2, "no alert")
        self.says(self.dragoman("alerts", "add", "x", "--type", "RIOT"), 2, "RIOT")
        self.says(self.dragoman("alerts", "add", "x", "--webhook", "file:///etc/passwd"), 2, "https://")
        self.write("alerts.toml", "[smtp]\nport = 25\n")
        self.says(self.dragoman("alerts", "run"), 2, "smtp.port")


class TestOverHttp(ServeTest):
    def post(self, path: str, body: dict | None = None):
        data = json.dumps(body).encode() if body is not None else None
        return self.ask(path, "POST", data, Content_Type=JSON) if data else self.ask(path, "POST")

    def wait_for(self, path: str, key: str, value: object) -> dict:
        for _ in range(200):
            answer = self.ask(path)
            if answer.status == 200 and answer.json()[key] == value:
                return answer.json()
            time.sleep(0.1)
        self.fail(f"{key} of {path} did not become {value}: {answer.body!r}")

    def test_from_the_rule_to_the_webhook_and_the_desk(self) -> None:
        hook, _ = receivers(self)
        (self.folder / "alerts.toml").write_text("[webhook]\nallow_private = true\n")
        self.serve("--rate", "0")
        rule = {"name": "attacks", "kind": "events", "query": {"types": ["ASSAULT"], "actor": "Kenya"},
                "channels": {"webhook": hook.url}}
        for _ in range(100):  # what is derived is made first
            tried = self.post("/api/v1/alerts/preview?days=366&today=2016-06-30", rule)
            if tried.status != 503:
                break
            time.sleep(0.1)
        self.assertEqual(tried.status, 200, tried.body)
        kept = self.post("/api/v1/alerts", rule)
        self.assertEqual(kept.status, 201, kept.body)
        alert = kept.json()["id"]
        posted = self.ask("/api/v1/reports?date=2015-05-04", "POST", FIRST.encode(), Content_Type="text/plain")
        self.assertEqual(posted.status, 201, posted.body)
        told = self.wait_for("/api/v1/notifications", "unread", 1)["items"][0]
        self.assertEqual((told["alert"], told["told"][0]["report"]), (alert, posted.json()["reports"][0]["id"]))
        for _ in range(100):
            if hook.got:
                break
            time.sleep(0.1)
        self.assertEqual(json.loads(hook.got[0][1])["id"], told["id"])
        self.assertEqual(self.post(f"/api/v1/notifications/{told['id']}/read").json(), {"unread": 0})
        self.assertEqual(self.items("/api/v1/notifications?unread=true"), [])
        self.assertFalse(self.items("/api/v1/notifications")[0]["unread"])
        self.assertEqual(self.ask(f"/api/v1/alerts/{alert}", "DELETE").status, 200)
        self.check_problem(self.ask(f"/api/v1/alerts/{alert}"), 404, "no alert")

    def test_what_means_nothing(self) -> None:
        self.serve("--rate", "0")
        for body, words in (({"name": "x", "kind": "tides"}, "kind"), ({"kind": "events"}, "needs a name"),
                            ({"name": "x", "kind": "events", "query": {"x": 1}}, "no key"), ([], "an object")):
            with self.subTest(body=body):
                answer = self.post("/api/v1/alerts/preview", body)
                while answer.status == 503:
                    time.sleep(0.1)
                    answer = self.post("/api/v1/alerts/preview", body)
                self.check_problem(answer, 400, words)
        self.check_problem(self.ask("/api/v1/alerts/nothing/preview?days=0"), 400, "days")
        self.check_problem(self.post("/api/v1/notifications/nothing/read"), 404, "no notification")


if __name__ == "__main__":
    unittest.main()
