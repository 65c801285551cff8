"""A store on a PostgreSQL server gives the same answers as a file. Starts a throw-away server."""

from __future__ import annotations

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import time
import unittest

from support import SAMPLES, DragomanTest

PROGRAMS = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=pathlib.Path("/none/initdb")).parent

ASKED = (["events"], ["events", "--actor", "farc"], ["events", "--country", "Cuba"], ["events", "--search", "ceasefire hav*"],
         ["events", "--type", "AGREE", "--limit", "5"], ["events", "--since", "2016-03", "--until", "2016-04", "--format", "jsonl"],
         ["quotes"], ["quotes", "--speaker", "calle"], ["quotes", "--about", "Colombia"], ["quotes", "--about", "\"peace deal\""],
         ["quotes", "--source-type", "anonymous"], ["actors", "--limit", "0"], ["actors", "--actor", "santos"],
         ["actors", "--country", "COL"], ["summary"], ["export", "--format", "csv", "--what", "events"],
         ["export", "--format", "jsonl", "--what", "records"])


class Server:
    """In a folder of its own, reached by a Unix socket alone."""

    def __init__(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
        self.user: dict[str, int] = {}
        if os.geteuid() == 0:  # initdb refuses root
            other = pwd.getpwnam("nobody")
            os.chown(self.folder, other.pw_uid, other.pw_gid)
            self.user = {"user": other.pw_uid, "group": other.pw_gid}
        self.run("initdb", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.process = subprocess.Popen(
            [PROGRAMS / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=", "-c",
             "fsync=off"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", extra_groups=[], **self.user)
        while subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", self.folder]).returncode != 0:
            time.sleep(0.05)
        self.address = f"postgresql:///postgres?user=dragoman&host={self.folder}"

    def run(self, program: str, *options: str) -> None:
        subprocess.run([PROGRAMS / program, "-D", self.folder / "data", *options], check=True, capture_output=True, cwd="/",
                       **({"extra_groups": []} if self.user else {}), **self.user)

    def stop(self) -> None:
        self.process.send_signal(3)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


@unittest.skipUnless((PROGRAMS / "initdb").exists(), "no PostgreSQL server is installed (Debian's package postgresql)")
class ServerTest(DragomanTest):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def test_the_same_answers_as_from_a_file(self) -> None:
        stores = ("s.db", self.server.address)
        for store in stores:
            self.check(self.dragoman("read", str(SAMPLES), "--format", "none", "--store", store), 0, "50 new")
        self.check(self.dragoman("read", str(SAMPLES), "--format", "none", "--store", self.server.address), 0,
                   "0 new, 0 replaced, 50 already there")
        self.same_answers(stores)
        for store in stores:
            self.check(self.dragoman("recode", "--all", "--store", store), 0)
            self.check(self.dragoman("forget", "--yes", "--before", "2015", "--store", store), 0)
        self.same_answers(stores)

    def same_answers(self, stores: tuple[str, str]) -> None:
        for asked in ASKED:
            with self.subTest(" ".join(asked)):
                one, other = (self.dragoman(*asked, "--store", store) for store in stores)
                self.check(one, 0)
                self.check(other, 0)
                self.assertEqual(one.stdout, other.stdout)


if __name__ == "__main__":
    unittest.main()
