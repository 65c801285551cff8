"""The package itself: stubs, names, what it costs to import."""

import ast
import subprocess
import sys
from pathlib import Path

import dragoman


def test_the_stub_has_every_class_and_property():
    stub = Path(dragoman._dragoman.__file__).parent / "_dragoman.pyi"
    classes = {node.name: node for node in ast.parse(stub.read_text()).body if isinstance(node, ast.ClassDef)}
    for name in ("Record", "Event", "Statement", "Engine", "Store", "Table"):
        assert name in classes
    typed = {f.name: ast.unparse(f.returns) for f in classes["Event"].body if isinstance(f, ast.FunctionDef)}
    assert typed["date"] == "str | None"
    assert typed["trigger"] == "list[tuple[int, int]]"
    assert typed["dead"] == "Count | None"


def test_importing_needs_nothing_else():
    code = "import sys, dragoman; print([m for m in ('pyarrow', 'pandas', 'polars', 'numpy', 'matplotlib', 'pyspark') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "[]\n"
