"""Requests made up from the server's own description (schemathesis), each answer held against it.

Needs schemathesis, which tools/fuzz_api.sh puts into a virtual environment of its own and names in SCHEMATHESIS;
skipped without it. FUZZ_EXAMPLES: so many requests for each operation beyond those that cover its parameters.
"""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from support import PROGRAM
from test_serve import ServeTest

USUAL = pathlib.Path(PROGRAM).parent.parent / "fuzz-api" / "bin" / "schemathesis"
SCHEMATHESIS = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis") or (str(USUAL) if USUAL.exists() else "")
EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "4")

# Not: that every request allowed by the description is taken. Words, days and types of events are looked at more
# closely than a schema can say.
CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
          "response_schema_conformance,negative_data_rejection,unsupported_method,allow_header_conformance,ignored_auth")


@unittest.skipUnless(SCHEMATHESIS, "schemathesis is not there; tools/fuzz_api.sh installs it")
class TestMadeUpRequests(ServeTest):
    def fuzz(self, *options: str) -> str:
        done = subprocess.run(
            [SCHEMATHESIS, "run", f"http://127.0.0.1:{self.port}/api/v1/openapi.json", "--exclude-path", "/api/v1/changes",
             "--phases", "coverage,fuzzing", "--max-examples", EXAMPLES, "--checks", CHECKS, "--request-timeout", "60",
             "--suppress-health-check", "all", "--continue-on-failure", "--no-color", "--seed",
             os.environ.get("FUZZ_SEED", "1"), *options],
            cwd=self.folder, capture_output=True, text=True, timeout=3000)
        self.assertEqual(done.returncode, 0, done.stdout[-20_000:] + done.stderr[-2_000:])
        found = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
        self.assertTrue(found, done.stdout[-3_000:])
        print(found.group(0))
        return done.stdout

    def test_all(self) -> None:
        self.serve("--rate", "0")
        self.fuzz()
        self.assertEqual(self.ask("/readyz").status, 200)

    def test_with_a_token(self) -> None:
        """Without the token nobody gets an answer."""
        done = self.dragoman("token", "boss", "--role", "admin", "--tokens", "tokens.tsv")
        self.serve("--rate", "0", "--tokens", "tokens.tsv")
        self.fuzz("--header", "Authorization: Bearer " + done.stdout.strip(), "--include-operation-id", "listProcesses")


if __name__ == "__main__":
    unittest.main()
