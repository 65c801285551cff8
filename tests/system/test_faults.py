"""A store that is killed, written by two, full or read-only: nothing lost, nothing twice. tools/fault_test.py does it
for longer."""

from __future__ import annotations

import json
import os
import pathlib
import random
import resource
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

import faults
from support import NOBODY, PROGRAM, DragomanTest

PROGRAM_PATH = str(pathlib.Path(PROGRAM).resolve())
ROUNDS = 2
REPORTS = 150


class KillTest(DragomanTest):
    def test_killed_at_random_moments_nothing_is_lost_or_doubled(self) -> None:
        faults.own_environment(self.folder)
        rng = random.Random(int(os.environ.get("DRAGOMAN_SEED", "8")))
        for scenario in faults.scenarios(PROGRAM_PATH, self.folder / "kill", REPORTS):
            with self.subTest(scenario.name):
                for _ in range(ROUNDS):
                    scenario.one_round(rng)


class FailingCallsTest(DragomanTest):
    @unittest.skipUnless(os.environ.get("DRAGOMAN_FAILING_CALLS"), "DRAGOMAN_FAILING_CALLS does not name the library")
    def test_system_calls_that_fail_lose_and_double_nothing(self) -> None:
        faults.own_environment(self.folder)
        rng = random.Random(int(os.environ.get("DRAGOMAN_SEED", "11")))
        for scenario in faults.scenarios(PROGRAM_PATH, self.folder / "calls", REPORTS):
            with self.subTest(scenario.name):
                for _ in range(6):
                    scenario.one_failing_call(os.environ["DRAGOMAN_FAILING_CALLS"], rng)


class SharedTest(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        faults.own_environment(self.folder)
        self.corpus = faults.reports(REPORTS)

    def write_corpus(self, name: str, reports: list[dict]) -> str:
        return self.write(name, "\n".join(json.dumps(report) for report in reports) + "\n")

    def expected(self) -> dict[str, list[tuple]]:
        self.check(self.dragoman("read", self.write_corpus("all.jsonl", self.corpus), "--store", "whole.db",
                                 "--format", "none"), 0)
        return faults.dump(self.folder / "whole.db", but=("inputs",))

    def test_two_programs_write_one_store(self) -> None:
        expected = self.expected()
        half = len(self.corpus) // 2
        files = [self.write_corpus("one.jsonl", self.corpus[:half + 20]),
                 self.write_corpus("two.jsonl", list(reversed(self.corpus[half - 20:])))]
        runs = [subprocess.Popen([PROGRAM_PATH, "read", file, "--store", "s.db", "--format", "none"], cwd=self.folder,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for file in files]
        for run in runs:
            self.assertEqual(run.wait(timeout=300), 0)
        self.assertEqual(faults.differences(expected, faults.dump(self.folder / "s.db", but=("inputs",))), "")

    def test_a_full_disk_loses_nothing_that_was_committed(self) -> None:
        expected = self.expected()
        size = (self.folder / "whole.db").stat().st_size

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

        # restore_signals=False: SIGXFSZ stays ignored, so that writing fails as on a full disk
        run = subprocess.run([PROGRAM_PATH, "read", "all.jsonl", "--store", "s.db", "--format", "none"],
                             cwd=self.folder, capture_output=True, preexec_fn=limit, restore_signals=False, timeout=300)
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertIn(b"[NotWritable]", run.stderr)
        self.assertIn(b"run the same command again", run.stderr)
        kept = faults.dump(self.folder / "s.db", but=("inputs",))
        self.assertLess(len(kept["reports"]), len(expected["reports"]))
        self.check(self.dragoman("read", "all.jsonl", "--store", "s.db", "--format", "none"), 0)
        self.assertEqual(faults.differences(expected, faults.dump(self.folder / "s.db", but=("inputs",))), "")

    def test_a_locked_store_is_waited_for(self) -> None:
        expected = self.expected()
        self.check(self.dragoman("read", "all.jsonl", "--store", "s.db", "--format", "none"), 0)
        other = sqlite3.connect(self.folder / "s.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(1.0, lambda: other.execute("COMMIT"))
        release.start()
        began = time.monotonic()
        self.check(self.dragoman("recode", "--all", "--store", "s.db"), 0)
        self.assertGreater(time.monotonic() - began, 0.8)
        release.join()
        other.close()
        self.assertEqual(faults.differences(expected, faults.dump(self.folder / "s.db", but=("inputs",))), "")

    @unittest.skipUnless(os.geteuid() == 0, "only root can run the program as another user")
    def test_a_read_only_store_is_left_alone(self) -> None:
        self.expected()
        before = (self.folder / "whole.db").read_bytes()
        os.chmod(self.folder, 0o755)
        for command in (["recode"], ["forget", "--yes", "--outlet", "Paper 3"]):
            self.check(self.dragoman(*command, "--store", "whole.db", user=NOBODY), 2, "[NotWritable]")
        self.assertEqual((self.folder / "whole.db").read_bytes(), before)


if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    unittest.main()
