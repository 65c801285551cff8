"""Faults of a store: programs killed at random moments, system calls that fail, two writers, a full disk.

A Scenario prepares a store, runs a command to its end undisturbed, and remembers the rows. Then the same command is
killed at a random moment, or one of its system calls fails, again and again; then it is run to its end, and must leave
the same rows. Used by test_faults.py, for seconds, and by tools/fault_test.py, for as long as one likes.
"""

from __future__ import annotations

import errno
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "src" / "store" / "migrations"
PLACES = ("Nairobi", "Havana", "Oslo", "Geneva", "Damascus", "Aleppo", "Ankara", "Cairo", "Kampala", "Juba")
NAMES = ("Ruth Amondi", "Sergey Lavrov", "Ana Reyes", "John Kerry", "Humberto Calle", "Staffan Mistura")
ACTS = ("met Sudanese officials", "condemned the raid by Somalia", "signed an agreement with Colombia",
        "accused Syria of shelling the town", "sent aid to Uganda", "rejected the offer of the rebels")


def reports(count: int, seed: int = 1) -> list[dict]:
    """Short reports; every seventh text stands at two uris."""
    rng = random.Random(seed)
    out = []
    for i in range(count):
        name, place, act = rng.choice(NAMES), rng.choice(PLACES), rng.choice(ACTS)
        day = f"2016-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        text = (f"{place.upper()}, March 4 (Meridian Wire) - Foreign Minister {name} {act} on Monday, case {i}.\n\n"
                f"\"We will send {i + 2} observers to {rng.choice(PLACES)},\" {name.split()[-1]} told reporters. "
                f"A spokesman denied that report {i} was true.\n")
        out.append({"id": f"r{i}", "text": text, "outlet": f"Paper {i % 5}", "date": day, "title": f"Report {i}"})
        if i % 7 == 0:
            out.append(dict(out[-1], id=f"copy{i}", outlet="Copyist", date=f"2016-12-{rng.randrange(1, 29):02}"))
    return out


def dump(path: pathlib.Path, but: tuple[str, ...] = ()) -> dict[str, list[tuple]]:
    """Every row of every table but inner ones, without what tells of arrival. Raises where the
    file or an index of words is damaged."""
    db = sqlite3.connect(path)
    try:
        verdict = db.execute("PRAGMA integrity_check").fetchone()
        assert verdict == ("ok",), verdict
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("report_search", "statement_search", "name_search"):
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        db.rollback()
        rows: dict[str, list[tuple]] = {}
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                                   "AND name NOT LIKE '%_search%' ORDER BY name").fetchall():
            if table in but:
                continue
            columns = [name for (_, name, *_) in db.execute(f"PRAGMA table_info({table})")
                       if (table, name) not in (("reports", "number"), ("reports", "learned"))]
            listed = ", ".join(f'"{name}"' for name in columns)
            rows[table] = sorted(db.execute(f"SELECT {listed} FROM {table}").fetchall(), key=repr)
        for index, table in (("report_search", "reports"), ("statement_search", "statements")):
            counts = [db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in (index, table)]
            assert counts[0] == counts[1], (index, counts)
        return rows
    finally:
        db.close()


def differences(one: dict[str, list[tuple]], other: dict[str, list[tuple]]) -> str:
    """The first rows that only one of them has; empty when they are the same."""
    for table in sorted(one.keys() | other.keys()):
        missing, more = set(one.get(table, [])), set(other.get(table, []))
        if len(one.get(table, [])) != len(other.get(table, [])) or missing != more:
            return f"{table}: missing {sorted(missing - more, key=repr)[:2]}, too many {sorted(more - missing, key=repr)[:2]}"
    return ""


# What a call on a file can meet: out of space, a broken device, too many open files, no memory, not allowed; 0: it
# does a part only (tests/support/failing_calls.c).
ERRORS = {"open": (errno.EMFILE, errno.EIO, errno.EACCES, errno.ENOSPC), "read": (errno.EIO, 0),
          "write": (errno.ENOSPC, errno.EIO, 0), "sync": (errno.EIO, errno.ENOSPC), "truncate": (errno.EIO,),
          "map": (errno.ENOMEM,), "unlink": (errno.EIO, errno.EACCES)}


class Scenario:
    """One command on one store. `before` stands for the store that it begins with; None: no file."""

    def __init__(self, name: str, program: str, folder: pathlib.Path, command: list[str],
                 before: pathlib.Path | None, expected: dict[str, list[tuple]] | None = None) -> None:
        self.name, self.program, self.folder, self.command, self.before = name, program, folder, command, before
        self.store = folder / "s.db"
        self.kills = self.late = 0
        self.injected = self.ended_early = 0
        self.calls: dict[str, int] = {}
        self.restore()
        began = time.monotonic()
        self.run_to_end()
        self.seconds = time.monotonic() - began
        self.expected = dump(self.store)
        if expected is not None:
            told = differences(expected, self.expected)
            assert not told, f"{name}: undisturbed, yet {told}"

    def restore(self) -> None:
        for file in self.folder.glob("s.db*"):
            file.unlink()
        if self.before is not None:
            shutil.copy(self.before, self.store)

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([self.program, *self.command, "--store", str(self.store)], cwd=self.folder,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run_to_end(self) -> None:
        done = subprocess.run([self.program, *self.command, "--store", str(self.store)], cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
        assert done.returncode == 0, f"{self.name}: {done.stderr.decode()}"

    def one_round(self, rng: random.Random) -> None:
        """Some kills, then to the end; raises where the rows are others than undisturbed."""
        self.restore()
        while True:
            process = self.start()
            try:
                process.wait(timeout=rng.uniform(0, self.seconds * 1.1))
                self.late += 1
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                self.kills += 1
            if rng.random() < 0.5:
                break
        self.finish("killed")

    def finish(self, what: str) -> None:
        """The store that was left is whole, and the same command makes it complete."""
        if self.store.exists() and self.store.stat().st_size > 0:
            db = sqlite3.connect(self.store)
            verdict = db.execute("PRAGMA integrity_check").fetchone()
            db.close()
            assert verdict == ("ok",), (self.name, what, verdict)
        self.run_to_end()
        told = differences(self.expected, dump(self.store))
        assert not told, f"{self.name}, {what}: {told}"

    def run_with(self, library: str, **wishes: str) -> subprocess.CompletedProcess[bytes]:
        """The command under tests/support/failing_calls.c."""
        return subprocess.run([self.program, *self.command, "--store", str(self.store)], cwd=self.folder, timeout=120,
                              stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, "LD_PRELOAD": library, **wishes})

    def one_failing_call(self, library: str, rng: random.Random) -> None:
        """One call fails, or all of its name from one on; the program says so or copes, and never crashes."""
        if not self.calls:
            self.restore()
            log = self.folder / "calls.log"
            self.run_with(library, FAILING_CALLS_LOG=str(log))
            self.calls = {name: int(count) for name, count in (line.split() for line in log.read_text().splitlines())}
        self.restore()
        name = rng.choice([name for name, count in self.calls.items() if count > 0])
        wish = f"{name}:{rng.randint(1, self.calls[name])}:{rng.choice(ERRORS[name])}{rng.choice(('', ':on'))}"
        try:
            done = self.run_with(library, FAILING_CALL=wish)
        except subprocess.TimeoutExpired as late:
            raise AssertionError((self.name, wish, "does not end")) from late
        self.injected += 1
        assert done.returncode in (0, 1, 2), (self.name, wish, done.returncode, done.stderr[-500:])
        if done.returncode != 0:
            self.ended_early += 1
            assert done.stderr, (self.name, wish, "says nothing")
        self.finish(wish)


def scenarios(program: str, folder: pathlib.Path, count: int) -> list[Scenario]:
    """Ingest, recode, forget, migration."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / "corpus.jsonl"
    corpus.write_text("\n".join(json.dumps(report) for report in reports(count)) + "\n")
    other = folder / "other.events"
    other.write_text("# no pattern of ours: what it codes, recode replaces\n")
    read = ["read", str(corpus), "--format", "none"]
    ingest = Scenario("ingest", program, folder, read, None)
    whole = folder / "whole.db"
    keep(ingest.store, whole)
    subprocess.run([program, *read, "--lexicon", str(other), "--store", str(folder / "s2.db")], cwd=folder, check=True,
                   capture_output=True)
    stale = folder / "stale.db"
    keep(folder / "s2.db", stale)
    out = [ingest,
           Scenario("recode", program, folder, ["recode"], stale, ingest.expected),
           Scenario("forget", program, folder, ["forget", "--yes", "--outlet", "Paper 3", "--before", "2016-11"], whole)]
    for version in (1, 4):
        old = folder / f"schema{version}.db"
        keep(whole, old)
        subprocess.run([program, "migrate", "--to", str(version), "--store", old], check=True, capture_output=True)
        out.append(Scenario(f"migration {version}", program, folder, ["summary"], old))
    return out


def keep(store: pathlib.Path, copy: pathlib.Path) -> None:
    """A copy without a -wal file beside it."""
    with sqlite3.connect(store) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    shutil.copy(store, copy)


def own_environment(folder: pathlib.Path) -> None:
    """So that no table of the user's is read."""
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
