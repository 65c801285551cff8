"""The container of the model file (docs/formats/model.md): named sections behind a header with a checksum."""

from __future__ import annotations

import struct

import numpy as np

ALIGN = 64


def checksum(raw):
    """Four interleaved FNV-1a sums over 64-bit words, then folded; cheap enough to check at every load."""
    raw = raw + b"\0" * (-len(raw) % 32)
    words = np.frombuffer(raw, "<u8").reshape(-1, 4)
    lanes = np.full(4, 14695981039346656037, np.uint64)
    prime = np.uint64(1099511628211)
    with np.errstate(over="ignore"):
        for row in words:
            lanes = (lanes ^ row) * prime
            lanes ^= lanes >> np.uint64(29)
        total = np.uint64(14695981039346656037)
        for lane in lanes:
            total = (total ^ lane) * prime
            total ^= total >> np.uint64(29)
    return int(total)


def write_sections(path, sections):
    """The container around (name, bytes, (rows, columns))."""
    head, entry_size = 64, 48
    offset = (head + entry_size * len(sections) + ALIGN - 1) // ALIGN * ALIGN
    table, body, at = b"", b"", offset
    parts = []
    for name, raw, shape in sections:
        table += struct.pack("<24sQQII", name.encode(), at, len(raw), shape[0], shape[1])
        raw += b"\0" * (-len(raw) % ALIGN)
        parts.append(raw)
        at += len(raw)
    table += b"\0" * (offset - head - len(table))
    body = table + b"".join(parts)
    header = struct.pack("<8sIIQQI", b"DRAGOMDL", 1, 0x01020304, head + len(body), checksum(body), len(sections))
    with open(path, "wb") as f:
        f.write(header + b"\0" * (head - len(header)) + body)


def read_sections(path):
    """[(name, bytes, (rows, columns))] in the order of the file."""
    with open(path, "rb") as f:
        raw = f.read()
    out = []
    for i in range(struct.unpack_from("<I", raw, 32)[0]):
        name, at, size, rows, columns = struct.unpack_from("<24sQQII", raw, 64 + 48 * i)
        out.append((name.rstrip(b"\0").decode(), raw[at:at + size], (rows, columns)))
    return out


def replace_sections(source, target, prefix, sections):
    """Writes `source` to `target` with `sections` in the place of all whose names begin with `prefix`."""
    kept = [s for s in read_sections(source) if not s[0].startswith(prefix)]
    write_sections(target, kept + sections)
