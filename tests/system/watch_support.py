"""What the tests of `dragoman watch` share: a server, lists of feeds, rounds."""

from __future__ import annotations

import datetime
import json
import os
import time

from support import DragomanTest
from web_server import WebServer, page, send

os.environ["no_proxy"] = "127.0.0.1,localhost"  # whatever proxy this machine uses

LONG = ("<p>OSLO, March 3 (Meridian Wire) - The government of Sudan and the rebels resumed talks on Monday, Norway's foreign "
        "ministry said in a statement.</p><p>The two sides agreed to release {count} prisoners within two weeks, a mediator "
        "said, and will meet again in April.</p>"
        + "<p>Foreign Minister Ruth Amondi told reporters that her government would send observers to the border by June, and "
          "that aid for the displaced would be delivered through the crossing at Renk as soon as the roads are dry.</p>" * 5)

FETCH = """[fetch]
allow_private = true
host_spacing = "0s"
host_connections = 4
connect_timeout = "2s"
timeout = "4s"
low_speed = 100
low_speed_time = "1s"
max_bytes = "1MB"
"""


def rss(*items: str) -> str:
    return ('<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f'<title>World feed</title><link>/</link>{"".join(items)}</channel></rss>')


def item(link: str, title: str = "Talks resume in Oslo", text: str = "Talks resumed.", date: str = "Mon, 03 Mar 2025 10:00:00 GMT",
         full: str = "") -> str:
    content = f"<content:encoded><![CDATA[{full}]]></content:encoded>" if full else ""
    return (f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate>"
            f"<description><![CDATA[{text}]]></description>{content}</item>")


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def from_utc(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class WatchTest(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        self.server = WebServer()
        self.addCleanup(self.server.close)

    def list_feeds(self, *paths: str, more: str = "", fetch: str = FETCH, name: str = "feeds.toml") -> str:
        feeds = "".join(f'[[feed]]\nurl = "{p if "://" in p else self.server.url(p)}"\n' for p in paths)
        return self.write(name, fetch + feeds + more)

    def watch(self, *args: str, status: int = 0, env: dict[str, str] | None = None) -> tuple[list[dict], str]:
        """One round; the records that arrived, and stderr."""
        done = self.dragoman("watch", "feeds.toml", "--once", "--format", "jsonl", *args, env=env, timeout=60)
        self.assertEqual(done.returncode, status, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    def status(self) -> list[dict]:
        done = self.dragoman("watch", "feeds.toml", "--status", "--format", "jsonl")
        self.check(done, 0)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def serve_feed(self, path: str, *items: str, **headers: str) -> None:
        self.server.answers[path] = lambda h: send(h, rss(*items), kind="application/rss+xml", **headers)

    def served_page(self, path: str, title: str = "Talks resume in Oslo", count: int = 40, head: str = "") -> str:
        self.server.answers[path] = page(title, LONG.format(count=count), head)
        return self.server.url(path)

    def check_failing(self, path: str, *words: str, fetch: str = FETCH) -> str:
        """The feed at `path` fails with these words, while the one beside it is read."""
        link = self.served_page("/good")
        self.serve_feed("/good.xml", item(link))
        self.list_feeds(path, "/good.xml", fetch=fetch)
        begun = time.monotonic()
        records, told = self.watch(status=1)
        self.assertLess(time.monotonic() - begun, 30)
        self.assertEqual([r["uri"] for r in records], [link], told)
        row = self.status()[0]
        self.assertEqual((row["state"], row["failures"]), ("failing", 1))
        for word in words:
            self.assertIn(word, row["error"])
        self.assertGreater(from_utc(row["next_due"]), now() + datetime.timedelta(minutes=25))
        return told
