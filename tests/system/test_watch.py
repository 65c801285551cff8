"""`dragoman watch`: feeds, folders, the list, and how it ends. Trouble with servers is in test_watch_trouble.py."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import unittest

from support import PROGRAM, REPORT
from watch_support import FETCH, LONG, WatchTest, from_utc, item, now, rss
from web_server import Handler, page, send


class FeedsTest(WatchTest):
    def test_feeds_of_all_four_kinds(self) -> None:
        links = [self.served_page(f"/{kind}", f"Talks by {kind}", 40 + i) for i, kind in enumerate(["rss", "rdf", "atom", "json"])]
        self.serve_feed("/rss.xml", item(links[0]))
        self.server.answers["/rdf.xml"] = lambda h: send(
            h, f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
               f'<channel rdf:about="x"><title>R</title></channel><item rdf:about="{links[1]}"><title>Two</title><link>{links[1]}</link>'
               f"</item></rdf:RDF>", kind="text/xml")
        self.server.answers["/atom.xml"] = lambda h: send(
            h, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>tag:1</id><title>Three</title>'
               f'<link href="/atom"/><updated>2025-03-03T10:00:00Z</updated></entry></feed>', kind="application/atom+xml")
        self.server.answers["/feed.json"] = lambda h: send(
            h, json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
                {"id": "4", "url": links[3], "title": "Four", "date_published": "2025-03-03T10:00:00Z"}]}), kind="application/feed+json")
        self.list_feeds("/rss.xml", "/rdf.xml", "/atom.xml", "/feed.json")
        records, _ = self.watch()
        self.assertEqual(sorted(r["uri"] for r in records), sorted(links))
        by_uri = {r["uri"]: r for r in records}
        self.assertEqual(by_uri[links[0]]["title"], "Talks by rss")
        self.assertEqual(by_uri[links[0]]["published"], "2025-03-03T10:00:00Z")  # by the feed
        self.assertEqual(by_uri[links[2]]["published"], "2025-03-03T10:00:00Z")
        self.assertIn("43 prisoners", by_uri[links[3]]["text"])
        self.assertEqual([row["state"] for row in self.status()], ["ok"] * 4)

    def test_nothing_is_fetched_or_read_twice(self) -> None:
        link = self.served_page("/a")
        self.serve_feed("/f.xml", item(link))
        self.list_feeds("/f.xml")
        self.assertEqual(len(self.watch()[0]), 1)
        before = self.rows()["reports"]
        self.assertEqual(len(self.watch()[0]), 0)  # not due
        self.assertEqual(self.server.times_asked("/f.xml"), 1)
        self.assertEqual(len(self.watch("--now")[0]), 0)
        self.assertEqual((self.server.times_asked("/f.xml"), self.server.times_asked("/a")), (2, 1))
        self.assertEqual(self.rows()["reports"], before)

    def test_an_unchanged_feed_is_not_sent_again(self) -> None:
        link = self.served_page("/a")

        def feed(h: Handler) -> None:
            if h.headers.get("If-None-Match") == '"v1"':
                h.send_response(304)
                h.end_headers()
            else:
                send(h, rss(item(link)), ETag='"v1"', Last_Modified="Mon, 03 Mar 2025 10:00:00 GMT")

        self.server.answers["/f.xml"] = feed
        self.list_feeds("/f.xml")
        self.watch()
        told = self.watch("--now")[1]
        self.assertIn("1 unchanged", told)
        self.assertEqual(self.server.last_headers("/f.xml")["If-Modified-Since"], "Mon, 03 Mar 2025 10:00:00 GMT")
        self.assertEqual(self.status()[0]["state"], "ok")

    def test_the_feed_itself_where_it_holds_the_whole_text(self) -> None:
        self.serve_feed("/f.xml", item(self.server.url("/a"), full=LONG.format(count=41)))
        self.list_feeds("/f.xml")
        records, _ = self.watch()
        self.assertIn("41 prisoners", records[0]["text"])
        self.assertEqual((records[0]["title"], records[0]["outlet"]), ("Talks resume in Oslo", "World feed"))
        self.assertNotIn("page", records[0])
        self.assertEqual(self.server.times_asked("/a"), 0)

    def test_full_text_never_and_always(self) -> None:
        link = self.served_page("/a")
        self.serve_feed("/never.xml", item(self.server.url("/b")))
        self.serve_feed("/always.xml", item(link, full=LONG.format(count=41)))
        self.list_feeds(more=f'[[feed]]\nurl = "{self.server.url("/never.xml")}"\nfull_text = "never"\noutlet = "Courier"\n'
                             f'[[feed]]\nurl = "{self.server.url("/always.xml")}"\nfull_text = "always"\n')
        records = {r["uri"]: r for r in self.watch()[0]}
        never = records[self.server.url("/b")]
        self.assertEqual((never["text"], never["outlet"]), ("Talks resumed.", "Courier"))
        self.assertIn("40 prisoners", records[link]["text"])
        self.assertEqual(self.server.times_asked("/b"), 0)

    def test_an_edit_becomes_a_revision(self) -> None:
        link = self.served_page("/a", count=40)
        self.serve_feed("/f.xml", item(link, text="First."))
        self.list_feeds("/f.xml")
        first = self.watch()[0][0]
        self.served_page("/a", count=44)
        self.serve_feed("/f.xml", item(link, text="Second."))
        second = self.watch("--now")[0][0]
        self.assertNotEqual(first["id"], second["id"])
        self.serve_feed("/f.xml", item(link, text="Only the teaser is another."))
        self.assertEqual(self.watch("--now")[0], [])
        rows = self.rows()
        self.assertEqual([(r[0], r[1], r[2]) for r in rows["revisions"]], [(link, 1, first["id"]), (link, 2, second["id"])])
        self.assertEqual(len(rows["reports"]), 2)
        shown = self.dragoman("show", link)
        self.check(shown, 0)
        self.assertIn("44 prisoners", shown.stdout)
        self.assertIn("revision 2 of 2", shown.stdout)

    def test_the_same_article_in_two_feeds_is_fetched_once(self) -> None:
        link = self.served_page("/a")
        self.serve_feed("/f.xml", item(link))
        self.serve_feed("/g.xml", item(link, text="Another teaser."))
        self.list_feeds("/f.xml", "/g.xml")
        self.assertEqual(len(self.watch()[0]), 1)
        self.assertEqual(len(self.watch("--now")[0]), 0)
        self.assertEqual(self.server.times_asked("/a"), 1)

    def test_entries_that_share_a_link_or_have_none(self) -> None:
        a, b = (LONG.format(count=n) for n in (51, 52))
        self.server.answers["/f.xml"] = rss(
            f"<item><guid isPermaLink='false'>1</guid><link>/</link><title>A</title><description><![CDATA[{a}]]></description></item>",
            f"<item><guid isPermaLink='false'>2</guid><link>/</link><title>B</title><description><![CDATA[{b}]]></description></item>",
            "<item><title>Alone</title><description>A short note of the editors on the talks in Oslo.</description></item>")
        self.list_feeds("/f.xml")
        self.assertEqual(len(self.watch()[0]), 3)
        self.assertEqual(self.watch("--now")[0], [])

    def test_dates_that_cannot_be_are_no_dates(self) -> None:
        links = [self.served_page("/a", "A", 41), self.served_page("/b", "B", 42),
                 self.served_page("/c", "C", 43, '<meta property="article:published_time" content="2048-01-01T00:00:00Z">')]
        self.serve_feed("/f.xml", item(links[0], date="Thu, 01 Jan 2099 00:00:00 GMT"),
                        item(links[1], date="Thu, 01 Jan 1970 00:00:00 GMT"), item(links[2]))
        self.list_feeds("/f.xml")
        records, told = self.watch()
        published = {r["uri"]: r.get("published") for r in records}
        self.assertEqual(published, {links[0]: None, links[1]: None, links[2]: "2025-03-03T10:00:00Z"})
        for year in ("2099", "1970", "2048"):
            self.assertIn(f"published on {year}-01-01", told)

    def test_a_page_that_fails_for_now_is_tried_again_then_the_teaser_is_read(self) -> None:
        self.server.answers["/a"] = lambda h: send(h, "busy", 503)
        self.serve_feed("/f.xml", item(self.server.url("/a"), text="Only the teaser."), ETag='"v1"')
        self.list_feeds("/f.xml")
        self.assertEqual(self.watch()[0], [])
        self.assertEqual(self.watch("--now")[0], [])
        self.assertNotIn("If-None-Match", self.server.last_headers("/f.xml"))  # it must come whole
        records, told = self.watch("--now")
        self.assertEqual([r["text"] for r in records], ["Only the teaser."])
        self.assertIn("only what the feed holds", told)
        self.assertEqual(self.watch("--now")[0], [])
        self.assertEqual(self.server.times_asked("/a"), 3)

    def test_a_host_that_wants_to_be_left_alone_costs_no_tries(self) -> None:
        self.server.answers["/a"] = lambda h: send(h, "busy", 429, Retry_After="7200")
        self.served_page("/b")
        self.serve_feed("/f.xml", item(self.server.url("/a")), item(self.server.url("/b")))
        self.list_feeds("/f.xml", fetch=FETCH.replace("host_connections = 4", "host_connections = 1"))
        self.assertEqual(self.watch()[0], [])
        self.assertEqual(self.server.times_asked("/b"), 0)
        self.assertEqual(sorted(row[4:6] for row in self.rows()["feed_entries"]), [("waiting", 0), ("waiting", 1)])
        due = from_utc(self.status()[0]["next_due"])
        self.assertAlmostEqual((due - now()).total_seconds(), 7200, delta=120)

    def test_a_page_that_comes_back_is_read(self) -> None:
        self.server.answers["/a"] = lambda h: send(h, "busy", 503)
        self.serve_feed("/f.xml", item(self.server.url("/a")))
        self.list_feeds("/f.xml")
        self.assertEqual(self.watch()[0], [])
        self.served_page("/a")
        self.assertIn("40 prisoners", self.watch("--now")[0][0]["text"])

    def test_a_feed_that_moved_for_good(self) -> None:
        link = self.served_page("/a")
        self.server.answers["/old.xml"] = lambda h: send(h, "", 301, Location="/new.xml")
        self.serve_feed("/new.xml", item(link))
        self.list_feeds("/old.xml")
        self.assertEqual(len(self.watch()[0]), 1)
        self.watch("--now")
        self.assertEqual((self.server.times_asked("/old.xml"), self.server.times_asked("/new.xml")), (1, 2))
        self.assertEqual(self.status()[0]["address"], self.server.url("/new.xml"))

    def test_robots_txt_is_heeded(self) -> None:
        self.server.answers["/robots.txt"] = "User-agent: dragoman\nDisallow: /closed\n\nUser-agent: *\nDisallow: /\n"
        self.served_page("/closed/a")
        link = self.served_page("/open/b")
        self.serve_feed("/f.xml", item(self.server.url("/closed/a"), text="The teaser of a."), item(link))
        self.serve_feed("/closed/g.xml", item(link))
        self.list_feeds("/f.xml", "/closed/g.xml")
        records, told = self.watch(status=1)
        self.assertEqual(sorted(r["text"][:9] for r in records), ["OSLO, Mar", "The tease"])
        self.assertIn("robots.txt", told)
        self.assertEqual([p for p in self.server.asked if p.startswith("/closed")], [])
        self.assertEqual(self.server.times_asked("/robots.txt"), 1)

    def test_wrong_content_types(self) -> None:
        html = page("Talks", LONG.format(count=40))
        self.server.answers["/a"] = lambda h: send(h, html, kind="application/octet-stream")
        self.server.answers["/b"] = lambda h: send(h, b"%PDF-1.4 ...", kind="application/pdf")
        self.server.answers["/c"] = lambda h: send(h, b"\x89PNG\r\n\x1a\n\0\0\0", kind="text/html")
        self.server.answers["/f.xml"] = lambda h: send(
            h, rss(*(item(self.server.url(p), text=f"Teaser of {p}.") for p in ("/a", "/b", "/c"))), kind="text/plain")
        self.list_feeds("/f.xml")
        records, told = self.watch()
        self.assertEqual(sorted(r["text"][:12] for r in records), ["OSLO, March ", "Teaser of /b", "Teaser of /c"])
        self.assertIn("application/pdf", told)

    def test_broken_xml_is_read_as_far_as_it_is_certain(self) -> None:
        full = LONG.format(count=40)
        whole = rss(item(self.server.url("/a"), full=full), item(self.server.url("/b"), full=full))
        self.server.answers["/f.xml"] = whole[:whole.rindex("prisoners")]
        self.list_feeds("/f.xml")
        records, told = self.watch()
        self.assertEqual([r["uri"] for r in records], [self.server.url("/a")])
        self.assertIn("cut off", told)


class EndsTest(WatchTest):
    def start(self, *args: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([PROGRAM, "watch", "feeds.toml", *args], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**os.environ, **self.own_folders()})
        self.addCleanup(lambda: (process.kill(), process.communicate()))
        return process

    def wait_for(self, what, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "it did not come")
            time.sleep(0.05)

    def slow_feed(self, entries: int) -> list[str]:
        """Pages that take a quarter of a second each."""
        links = []
        for i in range(entries):
            text = page(f"Talks {i}", LONG.format(count=60 + i))
            self.server.answers[f"/p{i}"] = lambda h, t=text: (time.sleep(0.25), send(h, t))
            links.append(self.server.url(f"/p{i}"))
        self.serve_feed("/f.xml", *(item(link) for link in links))
        self.list_feeds("/f.xml", fetch=FETCH.replace("host_connections = 4", "host_connections = 1"))
        return links

    def test_a_kill_loses_nothing_that_was_told_and_reads_nothing_twice(self) -> None:
        links = self.slow_feed(8)
        process = self.start("--once", "--format", "jsonl")
        told = [json.loads(process.stdout.readline())["uri"] for _ in range(3)]
        process.kill()
        process.wait()
        stored = {row[1] for row in self.rows()["sources"]}
        self.assertLessEqual(set(told), stored)
        done_before = {path for path in stored}
        again = {r["uri"] for r in self.watch()[0]}
        self.assertEqual(again, set(links) - done_before)
        self.assertEqual(self.count("reports"), 8)
        for link in told:
            self.assertEqual(self.server.times_asked(link.removeprefix(self.server.base)), 1)

    def test_signals_end_it_cleanly(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number):
                self.slow_feed(40)
                store = f"{number}.db"
                process = self.start("--store", store, "--format", "jsonl")
                first = json.loads(process.stdout.readline())["uri"]
                process.send_signal(number)
                out, err = process.communicate(timeout=20)
                self.assertEqual(process.returncode, 0, err)
                told = {first} | {json.loads(line)["uri"] for line in out.splitlines()}
                self.assertEqual({row[1] for row in self.rows(store)["sources"]}, told)
                self.assertLess(len(told), 40)

    def test_it_goes_on_until_it_is_told_to_end(self) -> None:
        link = self.served_page("/a")
        self.serve_feed("/f.xml")
        self.list_feeds(more=f'[[feed]]\nurl = "{self.server.url("/f.xml")}"\ninterval = "1s"\n')
        process = self.start("--format", "jsonl")
        self.wait_for(lambda: self.server.times_asked("/f.xml") >= 2)
        self.serve_feed("/f.xml", item(link))
        self.assertEqual(json.loads(process.stdout.readline())["uri"], link)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 0)


class FoldersTest(WatchTest):
    def list_folder(self) -> None:
        self.write("feeds.toml", '[[folder]]\npath = "inbox"\noutlet = "Courier"\nsettle = "1s"\n')

    def age(self, name: str) -> None:
        long_ago = time.time() - 60
        os.utime(self.folder / name, (long_ago, long_ago))

    def test_new_files_are_read_once(self) -> None:
        self.write("inbox/a.txt", "The talks in Oslo ended without an agreement on Monday.")
        self.write_jsonl("inbox/deep/b.jsonl", 3)
        self.write("inbox/.hidden.txt")
        self.write("inbox/c.txt.part")
        self.age("inbox/deep/b.jsonl")  # the other one is waited for
        self.list_folder()
        records, _ = self.watch()
        self.assertEqual(len(records), 4)
        self.assertIn("Courier", {r["outlet"] for r in records})
        self.assertEqual(self.watch()[0], [])
        self.write("inbox/a.txt", "The talks in Oslo ended with an agreement on Tuesday.")
        self.age("inbox/a.txt")
        self.assertEqual([r["text"][-20:] for r in self.watch()[0]], ["agreement on Tuesday"[-19:] + "."])

    def test_a_file_that_grows_is_left_alone(self) -> None:
        self.list_folder()
        self.write("inbox/a.jsonl", "")
        path = self.folder / "inbox/a.jsonl"
        process = subprocess.Popen([PROGRAM, "watch", "feeds.toml", "--once", "--format", "jsonl"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **self.own_folders()})
        with path.open("a") as file:
            while process.poll() is None:
                file.write(json.dumps({"text": REPORT}) + "\n")
                file.flush()
                time.sleep(0.1)
        out, err = process.communicate()
        self.assertEqual((process.returncode, out), (0, b""), err)
        self.assertIn(b"still grow", err)

    def test_a_folder_that_is_not_there(self) -> None:
        self.list_folder()
        told = self.watch(status=1)[1]
        self.assertIn("cannot list the folder", told)

    def test_a_bad_file_is_listed_and_the_others_are_read(self) -> None:
        self.write("inbox/a.jsonl", '{"text": 7}\nnonsense\n' + json.dumps({"text": REPORT}) + "\n")
        self.age("inbox/a.jsonl")
        self.list_folder()
        records, told = self.watch(status=1)
        self.assertEqual(len(records), 1)
        self.assertIn("inbox/a.jsonl:2", told)


class ListTest(WatchTest):
    def refused(self, text: str, *words: str) -> None:
        self.write("feeds.toml", text)
        self.check(self.dragoman("watch", "feeds.toml", "--once"), 2, *words)
        self.assertFalse((self.folder / "dragoman.db").exists())

    def test_errors_have_their_place(self) -> None:
        self.refused('[[feed]]\nurl = "http://a.example/"\ninterva = "1h"\n', "feeds.toml:3:1", "unknown key 'interva'", "interval")
        self.refused('[[feed]]\nurl = "ftp://a.example/"\n', "feeds.toml:2:7", "http")
        self.refused('[[feed]]\noutlet = "A"\n', "feeds.toml:1:1", "needs a url")
        self.refused('[watch]\ninterval = "soon"\n', "feeds.toml:2:12", "30m")
        self.refused('[[feed]]\nurl = "http://a.example/"\n[[feed]]\nurl = "http://a.example/"\n', "feeds.toml:4:7", "already")
        self.refused('[[feed]]\nurl = http\n', "feeds.toml:2:7")
        self.refused('[feed]\nurl = "http://a.example/"\n', "[[feed]]")
        self.refused("", "no [[feed]]")
        self.check(self.dragoman("watch", "none.toml"), 2, "NotFound")

    def test_opml_is_imported_once(self) -> None:
        self.write("list.opml", '<opml><body><outline text="News"><outline text="A &amp; &quot;B&quot;" xmlUrl="http://a.example/f"/>'
                                '<outline text="C" xmlUrl="http://c.example/f"/><outline xmlUrl="gopher://d"/></outline></body></opml>')
        self.write("feeds.toml", '# mine\n[[feed]]\nurl = "http://c.example/f"')
        done = self.dragoman("watch", "feeds.toml", "--import-opml", "list.opml")
        self.check(done, 0, "1 of 3 feeds added", "gopher")
        text = (self.folder / "feeds.toml").read_text()
        self.assertTrue(text.startswith('# mine\n[[feed]]\nurl = "http://c.example/f"\n\n[[feed]]\nurl = "http://a.example/f"\n'), text)
        self.check(self.dragoman("watch", "feeds.toml", "--import-opml", "list.opml"), 0, "0 of 3")
        self.check(self.dragoman("watch", "new.toml", "--import-opml", "list.opml"), 0, "2 of 3")
        self.check(self.dragoman("watch", "feeds.toml", "--import-opml", "feeds.toml"), 2, "no XML")

    def test_status_of_feeds_that_were_never_asked(self) -> None:
        self.list_feeds("/f.xml")
        self.check(self.dragoman("watch", "feeds.toml", "--status"), 2, "no store")
        self.write("inbox/a.txt")
        self.dragoman("read", "inbox/a.txt")
        done = self.dragoman("watch", "feeds.toml", "--status")
        self.check(done, 0)
        self.assertIn("new", done.stdout)


if __name__ == "__main__":
    unittest.main()
