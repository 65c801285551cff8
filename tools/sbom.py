#!/usr/bin/env python3
"""A software bill of materials (CycloneDX 1.5, JSON): what the program links, as installed here, and what is kept in the tree.

    tools/sbom.py --dragoman build/release/dragoman > sbom.json

Packages come from dpkg: each library that the dynamic linker loads is looked up by the package that owns it.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def libraries(program: str) -> list[str]:
    """Files that the dynamic linker loads for the program."""
    return sorted(set(re.findall(r"=> (/\S+)", output("ldd", program))))


# Compiled in from headers alone, so that the linker knows nothing of them.
HEADERS = ("libboost1.74-dev", "nlohmann-json3-dev", "libcli11-dev")


def owner(file: str) -> tuple[str, str] | None:
    """Package and version, as "libicu72", "72.1-3"; None for a file that no package owns."""
    real = os.path.realpath(file)
    for path in dict.fromkeys((real, real.removeprefix("/usr"), "/usr" + real, file)):
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            package = found.stdout.split(": ")[0].split(",")[0]
            return package.split(":")[0], output("dpkg-query", "-W", "-f=${Version}", package)
    return None


def kept_in_tree() -> list[tuple[str, str, str]]:
    """Folder, version and licence of what third_party holds, as docs/dependencies.md names them."""
    text = (ROOT / "docs" / "dependencies.md").read_text()
    return re.findall(r"third_party/(\w+) \(([\w.]+), ([\w. -]+)\)", text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dragoman", default="build/release/dragoman")
    args = parser.parse_args()
    version = output(args.dragoman, "--version").split()[-1]
    packages = sorted({found for file in libraries(args.dragoman) if (found := owner(file))}
                      | {(name, output("dpkg-query", "-W", "-f=${Version}", name)) for name in HEADERS})
    components = [{"type": "library", "name": name, "version": number, "purl": f"pkg:deb/debian/{name}@{number}"}
                  for name, number in packages]
    components += [{"type": "library", "name": name, "version": number, "licenses": [{"expression": licence.replace("Apache 2.0", "Apache-2.0")}]}
                   for name, number, licence in kept_in_tree()]
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    for path, package in sorted(lock.get("packages", {}).items()):
        if path and not package.get("dev"):
            name = path.split("node_modules/")[-1]
            components.append({"type": "library", "name": name, "version": package["version"], "purl": f"pkg:npm/{name}@{package['version']}"})
    json.dump({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
               "metadata": {"component": {"type": "application", "name": "dragoman", "version": version}},
               "components": components}, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
