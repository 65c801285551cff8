#!/usr/bin/env python3
"""Fits how sure the model may say it is, and puts that into the model file (section `calibration`).

usage: calibrate.py --data DIR --model FILE --dragoman PROGRAM --resources DIR [--out FILE]

Two numbers each for tag, arc and name turn a raw probability into the share that is right (Platt 1999), fitted by
least log loss on EWT dev; names on the UNER documents that train.py holds out. The script puts FILE without an old
calibration into RESOURCES/models, where PROGRAM finds it: let RESOURCES be a scratch copy. Prints the expected
calibration error in 15 bins before and after, also on EWT test and GUM test.
"""
import argparse
import gzip
import json
import math
import os
import struct
import subprocess
import tempfile

import data
import writer


def read_sections(path):
    raw = open(path, "rb").read()
    out = []
    for i in range(struct.unpack_from("<I", raw, 32)[0]):
        name, at, size, rows, columns = struct.unpack_from("<24sQQII", raw, 64 + 48 * i)
        out.append((name.rstrip(b"\0").decode(), raw[at:at + size], (rows, columns)))
    return [s for s in out if s[0] != "calibration"]


def put(path, sections, lines):
    text = "".join(lines).encode()
    part = path + ".part"
    writer.write_sections(part, sections + ([("calibration", text, (1, len(text)))] if text else []))
    os.replace(part, path)


def parse(program, resources, path):
    done = subprocess.run([program, "parse", "--resources", resources, "--input", "conllu", "--format", "json", path],
                          stdout=subprocess.PIPE, check=True)
    return [s for line in done.stdout.decode().splitlines() for s in json.loads(line)["sentences"]]


def pairs(program, resources, folder, treebank):
    """[(probability, right)] of tags and of arcs."""
    with tempfile.TemporaryDirectory() as temporary:
        path = os.path.join(temporary, "gold.conllu")
        with open(path, "wb") as out:
            out.write(gzip.open(os.path.join(folder, "treebanks", treebank)).read())
        gold = data.read_conllu(path)
        parsed = parse(program, resources, path)
    tags, arcs = [], []
    for g, s in zip(gold, parsed):
        assert g.forms == [t["form"] for t in s["tokens"]]
        for tag, head, t in zip(g.tags, g.heads, s["tokens"]):
            tags.append((t["tag_confidence"], tag.split("\t")[0] == t["upos"]))
            arcs.append((t["arc_confidence"], head == (0 if t["head"] is None else t["head"] + 1)))
    return tags, arcs


def name_pairs(program, resources, sentences):
    with tempfile.TemporaryDirectory() as temporary:
        path = os.path.join(temporary, "names.conllu")
        with open(path, "w", encoding="utf-8") as out:
            for s in sentences:
                for i, form in enumerate(s.forms, 1):
                    out.write(f"{i}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n")
                out.write("\n")
        parsed = parse(program, resources, path)
    out = []
    for g, s in zip(sentences, parsed):
        gold = set(data.name_spans(g.names))
        for n in s["names"]:
            if n["type"] in ("PER", "ORG", "LOC"):
                out.append((n["confidence"], (n["tokens"][0], n["tokens"][1] - 1, n["type"]) in gold))
    return out


def calibrated(p, slope, offset):
    p = min(max(p, 0.00005), 0.99995)
    return 1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + offset)))


def fit(answers):
    """Slope and offset by Newton's method on the log loss."""
    points = [(math.log(q / (1 - q)), right) for q, right in ((min(max(p, 0.00005), 0.99995), r) for p, r in answers)]
    slope, offset = 1.0, 0.0
    for _ in range(30):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, right in points:
            q = 1 / (1 + math.exp(-(slope * x + offset)))
            w = q * (1 - q)
            g0 += (q - right) * x
            g1 += q - right
            h00 += w * x * x
            h01 += w * x
            h11 += w
        det = h00 * h11 - h01 * h01
        if abs(det) < 1e-9:
            break
        short = lambda step: max(-0.2, min(0.2, step))  # whole steps overshoot where most answers are nearly sure
        slope -= short((h11 * g0 - h01 * g1) / det)
        offset -= short((h00 * g1 - h01 * g0) / det)
    return round(slope, 3), round(offset, 3)


def error(answers):
    bins = [[0, 0.0] for _ in range(15)]
    for p, right in answers:
        at = bins[min(14, int(p * 15))]
        at[0] += 1
        at[1] += p - right
    return sum(abs(b[1]) for b in bins) / max(1, len(answers))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--dragoman", required=True)
    parser.add_argument("--resources", required=True)
    parser.add_argument("--out", default="")
    args = parser.parse_args()
    sections = read_sections(args.model)
    put(os.path.join(args.resources, "models", "english.dgm"), sections, [])

    tags, arcs = pairs(args.dragoman, args.resources, args.data, "ewt-dev.conllu.gz")
    uner = data.read_iob2(os.path.join(args.data, "ner", "uner-ewt-dev.iob2"))
    held_out = data.held_documents(uner)
    names = name_pairs(args.dragoman, args.resources, [s for s in uner if s.doc in held_out])
    tests = {n: pairs(args.dragoman, args.resources, args.data, n + ".conllu.gz") for n in ("ewt-test", "gum-test")}
    lines = []
    for what, answers in (("tag", tags), ("arc", arcs), ("name", names)):
        slope, offset = fit(answers)
        lines.append(f"{what} {slope} {offset}\n")
        after = lambda some: error([(calibrated(p, slope, offset), r) for p, r in some])
        shown = [f"fitted on {len(answers)}: {error(answers):.4f} -> {after(answers):.4f}"]
        for name, (t, a) in tests.items():
            if what != "name":
                some = t if what == "tag" else a
                shown.append(f"{name}: {error(some):.4f} -> {after(some):.4f}")
        print(f"{what} {slope} {offset}; error " + "; ".join(shown), flush=True)
    put(args.out or args.model, sections, lines)


if __name__ == "__main__":
    main()
