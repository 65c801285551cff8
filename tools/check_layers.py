#!/usr/bin/env python3
"""Hold the #include lines of src/ against the USES lists of dragoman_module() and the order of rooms.

usage: check_layers.py [SOURCE_DIR]
A file of room R may include headers of R and of the rooms that R's CMakeLists.txt names in USES, and each of
those must stand above R in src/README.md's list. Test files may also include tests/support. Exit status 1 lists each breach.
"""
import pathlib
import re
import sys

ORDER = ("core fetch intake feeds language knowledge entities times places speech events pledges processes record "
         "corrections store stories dossiers ledger brief exports claims alerts pipeline watch explain serve cli").split()
ABOVE_ANYWAY = {"times": {"entities"}}  # entities read times; see docs/decisions.md on the stage order


def uses(cmake: str) -> dict[str, list[str]]:
    found = {}
    for room, body in re.findall(r"dragoman_module\(\s*(\w+)(.*?)\)", cmake, re.S):
        match = re.search(r"\bUSES\b(.*?)(?=\b(?:SOURCES|LIBS|TESTS)\b|$)", body, re.S)
        found[room] = match.group(1).split() if match else []
    return found


def main(argv: list[str]) -> int:
    root = pathlib.Path(argv[1] if len(argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    breaches = []
    rooms = {}
    for file in sorted((root / "src").glob("*/CMakeLists.txt")):
        rooms.update(uses(file.read_text()))
    for room in rooms:
        if room not in ORDER:
            breaches.append(f"src/{room}: not in the order of rooms in tools/check_layers.py")
    for room, used in sorted(rooms.items()):
        for other in used:
            if room in ORDER and other in ORDER and ORDER.index(other) >= ORDER.index(room) \
                    and room not in ABOVE_ANYWAY.get(other, set()):
                breaches.append(f"src/{room}/CMakeLists.txt: uses {other}, which is not above it")
        for source in sorted((root / "src" / room).rglob("*")):
            if source.suffix not in (".cc", ".h"):
                continue
            for number, line in enumerate(source.read_text().splitlines(), 1):
                match = re.match(r'#include "(\w+)/', line)
                if not match or match.group(1) in (room, "dragoman"):
                    continue
                other = match.group(1)
                if other in ORDER and other not in used:
                    breaches.append(f"{source.relative_to(root)}:{number}: includes {other}, not in USES")
    for breach in breaches:
        print(breach)
    print(f"{len(rooms)} rooms, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
