"""`dragoman watch` against a server that misbehaves on purpose: nothing hangs, nothing else is lost."""

from __future__ import annotations

import gzip
import json
import time
import unittest

from watch_support import FETCH, LONG, WatchTest, from_utc, item, now, rss
from web_server import CERTIFICATE, Handler, WebServer, page, send


class TroubleTest(WatchTest):
    """Each against a good feed beside it, which must be read."""

    def test_a_feed_that_never_ends(self) -> None:
        def endless(h: Handler) -> None:
            h.send_response(200)
            h.end_headers()
            while True:
                h.wfile.write(b"<item>" * 10000)

        self.server.answers["/f.xml"] = endless
        self.check_failing("/f.xml", "over the limit of 1048576 bytes [TooLarge]")

    def test_one_byte_a_second(self) -> None:
        def drip(h: Handler) -> None:
            h.send_response(200)
            h.end_headers()
            for _ in range(60):
                h.wfile.write(b"<")
                h.wfile.flush()
                time.sleep(1)

        self.server.answers["/f.xml"] = drip
        self.check_failing("/f.xml", "slower than 100 bytes/s", "[Unreachable]")

    def test_no_answer_at_all(self) -> None:
        self.server.answers["/f.xml"] = lambda h: time.sleep(20)
        self.check_failing("/f.xml", "[Unreachable]")

    def test_redirects_in_a_circle(self) -> None:
        self.server.answers["/f.xml"] = lambda h: send(h, "", 302, Location="/g.xml")
        self.server.answers["/g.xml"] = lambda h: send(h, "", 302, Location="/f.xml")
        self.check_failing("/f.xml", "circle", "[BadResponse]")

    def test_redirects_without_end(self) -> None:
        for i in range(30):
            self.server.answers[f"/r{i}"] = lambda h, i=i: send(h, "", 302, Location=f"/r{i + 1}")
        self.check_failing("/r0", "over 8 redirects")

    def test_a_redirect_to_a_file(self) -> None:
        self.server.answers["/f.xml"] = lambda h: send(h, "", 302, Location="file:///etc/passwd")
        self.check_failing("/f.xml", "only http and https")

    def test_broken_chunks(self) -> None:
        def chunks(h: Handler) -> None:
            h.send_response(200)
            h.send_header("Transfer-Encoding", "chunked")
            h.end_headers()
            h.wfile.write(b"5\r\n<rss>\r\nzz\r\n")
            h.close_connection = True

        self.server.answers["/f.xml"] = chunks
        self.check_failing("/f.xml", "transfer:", "[BadResponse]")

    def test_an_answer_that_breaks_off(self) -> None:
        def short(h: Handler) -> None:
            h.send_response(200)
            h.send_header("Content-Length", "5000")
            h.end_headers()
            h.wfile.write(rss().encode())
            h.close_connection = True

        self.server.answers["/f.xml"] = short
        self.check_failing("/f.xml", "transfer:", "[BadResponse]")

    def test_broken_gzip(self) -> None:
        data = gzip.compress(rss().encode() * 20)
        broken = data[:20] + bytes(b ^ 0xFF for b in data[20:40]) + data[40:]
        self.server.answers["/f.xml"] = lambda h: send(h, broken, Content_Encoding="gzip")
        self.check_failing("/f.xml", "[BadResponse]")

    def test_a_bomb_in_gzip(self) -> None:
        bomb = gzip.compress(b"\0" * (200 << 20))  # 200 KB on the wire
        self.server.answers["/f.xml"] = lambda h: send(h, bomb, Content_Encoding="gzip")
        self.check_failing("/f.xml", "over the limit of 1048576 bytes [TooLarge]")

    def test_a_page_of_300_mb(self) -> None:
        sent = []

        def huge(h: Handler) -> None:
            h.send_response(200)
            h.send_header("Content-Type", "text/html")
            h.end_headers()  # no length: it must be noticed on the way
            block = b"<p>talks</p>" * 8192
            for _ in range(300 * (1 << 20) // len(block)):
                h.wfile.write(block)
                sent.append(len(block))

        self.server.answers["/a"] = huge
        self.serve_feed("/f.xml", item(self.server.url("/a"), text="The teaser."))
        self.list_feeds("/f.xml")
        records, told = self.watch()
        self.assertEqual([r["text"] for r in records], ["The teaser."])
        self.assertIn("TooLarge", told)
        self.assertLess(sum(sent), 30 << 20)

    def test_a_certificate_that_nobody_signed(self) -> None:
        secure = WebServer(tls=True)
        self.addCleanup(secure.close)
        secure.answers["/f.xml"] = rss()
        self.check_failing(secure.url("/f.xml"), "TLS:", "[Unreachable]")
        self.assertEqual(secure.asked, [])

    def test_certificates_of_ones_own(self) -> None:
        secure = WebServer(tls=True)
        self.addCleanup(secure.close)
        secure.answers["/f.xml"] = rss(item(secure.url("/a"), full=LONG.format(count=40)))
        pem = self.write("own.pem", CERTIFICATE.read_bytes())
        self.list_feeds(secure.url("/f.xml"), fetch=FETCH + f'ca_file = "{self.folder / pem}"\n')
        self.assertEqual(len(self.watch()[0]), 1)

    def test_no_such_host(self) -> None:
        self.check_failing("http://no-such-host.invalid/f.xml", "[Unreachable]")

    def test_a_closed_port(self) -> None:
        closed = WebServer()
        closed.close()
        self.check_failing(closed.url("/f.xml"), "connection:", "[Unreachable]")

    def test_a_web_page_in_the_place_of_a_feed(self) -> None:
        self.server.answers["/f.xml"] = page("W", "<p>x</p>", '<link rel="alternate" type="application/rss+xml" href="/real.xml">')
        self.check_failing("/f.xml", "it names this one: " + self.server.url("/real.xml"))

    def test_entities_are_refused(self) -> None:
        self.server.answers["/f.xml"] = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<item><title>&x;</title></item>")
        self.check_failing("/f.xml", "entities", "[BadFormat]")

    def test_retry_after_is_honoured(self) -> None:
        for status in (429, 503):
            with self.subTest(status=status):
                self.server.answers["/f.xml"] = lambda h, s=status: send(h, "", s, Retry_After="7200")
                self.list_feeds("/f.xml")
                self.watch("--store", f"{status}.db", status=1)
                done = self.dragoman("watch", "feeds.toml", "--status", "--format", "jsonl", "--store", f"{status}.db")
                due = from_utc(json.loads(done.stdout)["next_due"])
                self.assertAlmostEqual((due - now()).total_seconds(), 7200, delta=120)

    def test_a_feed_that_fails_is_asked_ever_less_often(self) -> None:
        self.list_feeds("/missing.xml", more="")
        waits = []
        for _ in range(4):
            self.watch("--now", status=1)
            waits.append(round((from_utc(self.status()[0]["next_due"]) - now()).total_seconds() / 1800))
        self.assertEqual(waits, [1, 2, 4, 8])
        self.assertEqual(self.status()[0]["failures"], 4)
        self.serve_feed("/missing.xml")
        self.watch("--now")
        self.assertEqual((self.status()[0]["state"], self.status()[0]["failures"]), ("ok", 0))

    def test_a_feed_that_is_gone_is_dead(self) -> None:
        self.server.answers["/f.xml"] = lambda h: send(h, "", 410)
        self.list_feeds("/f.xml")
        self.watch(status=1)
        row = self.status()[0]
        self.assertEqual((row["state"], row.get("next_due")), ("dead", None))
        self.watch()
        self.assertEqual(self.server.times_asked("/f.xml"), 1)
        self.serve_feed("/f.xml", item(self.served_page("/a")))
        self.assertEqual(len(self.watch("--now")[0]), 1)
        self.assertEqual(self.status()[0]["state"], "ok")


class GuardTest(WatchTest):
    GUARDED = FETCH.replace("allow_private = true\n", "")

    def test_this_machine_is_not_asked(self) -> None:
        self.serve_feed("/f.xml")
        name = self.server.url("/f.xml").replace("127.0.0.1", "localhost")
        self.list_feeds("/f.xml", name, fetch=self.GUARDED)
        told = self.watch(status=1)[1]
        self.assertEqual(told.count(", loopback)"), 2, told)
        self.assertEqual(self.server.asked, [])
        self.watch("--allow-private", "--now")

    def test_redirects_to_the_metadata_of_a_cloud(self) -> None:
        # The server stands in for the internet: all is asked through it as a proxy.
        for host, path in (("news.example", "/f.xml"), ("local.example", "/g.xml")):
            target = "http://169.254.169.254/latest/meta-data" if host == "news.example" else "http://localhost:1/"
            self.server.answers[f"http://{host}{path}"] = lambda h, t=target: send(h, "", 302, Location=t)
        self.list_feeds("http://news.example/f.xml", "http://local.example/g.xml", fetch=self.GUARDED)
        told = self.watch(status=1, env={"http_proxy": self.server.base, "no_proxy": ""})[1]
        self.assertIn("169.254.169.254, link-local", told)
        self.assertIn("localhost, loopback", told)
        self.assertFalse([p for p in self.server.asked if "169.254" in p or "localhost" in p])

    def test_addresses_as_inputs_of_read_and_extract(self) -> None:
        link = self.served_page("/a")
        for command in (["extract"], ["read", "--store", "none", "--format", "jsonl"]):
            refused = self.dragoman(*command, link)
            self.check(refused, 2, "not public", "NotAllowed")
            done = self.dragoman(*command, link, "--allow-private")
            self.check(done, 0)
            self.assertIn("40 prisoners", done.stdout)
        self.server.answers["/robots.txt"] = "User-agent: *\nDisallow: /a\n"
        self.check(self.dragoman("extract", link, "--allow-private"), 2, "robots.txt")
        self.check(self.dragoman("extract", link, "--allow-private", "--ignore-robots"), 0)
        mixed = self.dragoman("extract", self.write("p.txt"), self.server.url("/none"), "--allow-private", "--ignore-robots")
        self.check(mixed, 1, "HTTP status 404")


if __name__ == "__main__":
    unittest.main()
