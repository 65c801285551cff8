"""What the system tests share: a fresh folder per test, the program, reports to read."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import faults

PROGRAM = os.environ.get("DRAGOMAN", "build/release/dragoman")
SAMPLES = pathlib.Path(os.environ.get("DRAGOMAN_SAMPLES", "samples"))
NOBODY = 65534

REPORT = """Minister sees progress in border talks

NAIROBI, May 4, 2015 (Meridian Wire) - Foreign Minister Ruth Amondi met Sudanese officials on Monday and said that
her government would send 40 observers to the border by June 1.

"We are ready to help both sides," she told reporters. Sudan's ambassador denied that his army had shelled the town.
"""


class DragomanTest(unittest.TestCase):
    """Each test runs in an empty folder of its own; `dragoman()` runs the program there."""

    def setUp(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def dragoman(self, *args: str, stdin: bytes = b"", user: int | None = None, env: dict[str, str] | None = None,
                 timeout: float = 120) -> subprocess.CompletedProcess[str]:
        extra = {"user": user, "group": user, "extra_groups": []} if user is not None else {}
        done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, cwd=self.folder, timeout=timeout,
                              env={**os.environ, **self.own_folders(), **(env or {})}, **extra)
        # Whatever went in, what comes out is UTF-8.
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def own_folders(self) -> dict[str, str]:
        """So that no table of the user who runs the tests is read, and none is written."""
        return {"XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_CACHE_HOME": str(self.folder / "cache")}

    def write(self, name: str, content: str | bytes = REPORT) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def write_jsonl(self, name: str, reports: int) -> str:
        """So many different reports."""
        lines = [json.dumps({"id": f"r{i}", "text": REPORT.replace("40 observers", f"{i + 2} observers"),
                             "outlet": "Meridian Wire", "date": "2015-05-04"}) for i in range(reports)]
        return self.write(name, "\n".join(lines) + "\n")

    def check(self, done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
        """The status, and words that stderr must hold."""
        self.assertEqual(done.returncode, status, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def rows(self, store: str = "dragoman.db") -> dict[str, list[tuple]]:
        """Every row of every table but the inner ones of the text index; the file and its indices are whole."""
        return faults.dump(self.folder / store)

    def count(self, table: str, store: str = "dragoman.db") -> int:
        return len(self.rows(store)[table])


def records_of(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]
