"""The same reports give the same bytes: on every set of instructions, with any number of threads, and as committed."""

from __future__ import annotations

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))

import corpus_hash  # noqa: E402
from support import PROGRAM, DragomanTest  # noqa: E402

HINT = "records changed; if that is meant: tools/corpus_hash.py --update"


class Determinism(DragomanTest):
    def setUp(self) -> None:
        super().setUp()
        self.committed = json.loads(corpus_hash.COMMITTED.read_text())

    def test_any_number_of_threads(self) -> None:
        for threads in (1, 2, 5, 8):
            self.assertEqual(corpus_hash.records(PROGRAM, "samples", threads), self.committed["samples"], f"{threads} threads: {HINT}")

    def test_every_set_of_instructions(self) -> None:
        tried = []
        for kernels in ("plain", "avx2", "avxvnni", "avx512", "neon"):
            if f"{kernels} kernels" not in self.dragoman("doctor", env={"DRAGOMAN_KERNELS": kernels}).stdout:
                continue  # this processor has others
            tried.append(kernels)
            self.assertEqual(corpus_hash.records(PROGRAM, "samples", 2, kernels), self.committed["samples"], f"{kernels}: {HINT}")
        self.assertIn("plain", tried)

    def test_two_thousand_reports(self) -> None:
        found = corpus_hash.records(PROGRAM, "news")
        if found is None:
            self.skipTest("the texts of shared/data are not beside the repository")
        self.assertEqual(found, self.committed["news"], HINT)


if __name__ == "__main__":
    unittest.main()
