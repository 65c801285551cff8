#!/usr/bin/env python3
"""Trains the scorer of sentence ends (src/language/ends.h) and puts it into a model file.

usage: splitter.py --data DIR --model IN --out OUT [--wiki text.txt] [--build DIR] [--epochs N] [--nets N] [--seed N]

Learns from the raw text of EWT train and of GUM train (the genres whose texts may be shared freely; paragraphs behind
`# newpar`, the sentences of one joined by a space) and, so that edited prose stays as the rules cut it, from Wikipedia
paragraphs with the rules' own answers. Several nets, alike but for their seed, are joined to one. The other sections of the
model file are carried over byte by byte. Needs g++ and numpy; a minute on one core.
"""
import argparse
import ctypes
import os
import random
import subprocess

import numpy as np

import data
from container import replace_sections

WIDTH, FEATURES, ROWS, KINDS = 16, 58, 1 << 16, 1 << 15
ROW_STEP, CLIP, OUT_STEP = 1 / 32, 4.0, 1 / 64  # units of a row, clip of the hidden units, unit of the output weights


def paragraphs(path, share=lambda document: True):
    """[(text, [end of each sentence in characters])] for each paragraph of a treebank's documents that `share` allows."""
    out, text, ends, new, wanted = [], "", [], True, True
    for line in data.open_text(path):
        line = line.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")):
            new = True
            if line.startswith("# newdoc id = "):
                wanted_next = share(line[len("# newdoc id = "):])
                if text and wanted:
                    out.append((text, ends))
                text, ends, wanted = "", [], wanted_next
        elif line.startswith("# text = "):
            if new and text:
                if wanted:
                    out.append((text, ends))
                text, ends = "", []
            new = False
            text += (" " if text else "") + line[len("# text = "):]
            ends.append(len(text))
    if text and wanted:
        out.append((text, ends))
    return out


def pointer(array):
    return None if array is None else array.ctypes.data_as(ctypes.c_void_p)


class Gaps:
    def __init__(self, native, build):
        self.lib = native.lib
        for name in ("dragoman_gaps", "dragoman_gap_features", "dragoman_split_scored"):
            getattr(self.lib, name).restype = ctypes.c_int64
        path = os.path.join(build, "libdragoman_ends.so")
        subprocess.check_call(["g++", "-std=c++20", "-O3", "-fno-math-errno", "-fno-trapping-math", "-march=x86-64-v3", "-shared",
                               "-fPIC", "-o", path, os.path.join(data.HERE, "ends.cc")])
        self.trainer = ctypes.CDLL(path)
        self.trainer.dragoman_train_ends.restype = ctypes.c_double

    def read(self, text, ends):
        """(rows uint32 [n, FEATURES], is an end uint8 [n], kind uint32 [n]) of the gaps that the rules leave open.

        `ends` None: the rules' own answers stand for the truth.
        """
        raw = text.encode("utf-8", "surrogatepass")
        n = len(raw) + 1
        begin, end, ruled = np.empty(n, np.uint32), np.empty(n, np.uint32), np.empty(n, np.uint8)
        size = ctypes.c_int64(len(raw))
        words = self.lib.dragoman_gaps(raw, size, pointer(begin), pointer(end), pointer(ruled))
        end, ruled = end[:words], ruled[:words]
        if ends is None:
            gold = (ruled & 1).astype(np.uint8)
        else:
            marks = {len(text[:e].encode("utf-8", "surrogatepass")) for e in ends}
            gold = np.array([e in marks for e in end.tolist()], np.uint8)
        gap, kind = np.empty(words, np.uint32), np.empty(words, np.uint32)
        features = np.empty((words, FEATURES), np.uint32)
        count = self.lib.dragoman_gap_features(raw, size, pointer(gold), pointer(gap), pointer(kind), pointer(features))
        return features[:count] % ROWS, gold[gap[:count]], kind[:count]

    def train(self, features, gold, weight, epochs, rate, drop, decay, seed):
        rows, bias, output = (np.empty(s, np.float32) for s in ((ROWS, WIDTH), WIDTH, WIDTH + 1))
        loss = self.trainer.dragoman_train_ends(
            pointer(features), ctypes.c_int64(len(features)), ctypes.c_int64(FEATURES), pointer(gold), pointer(weight),
            ctypes.c_int64(ROWS), ctypes.c_int64(epochs), ctypes.c_float(rate), ctypes.c_float(drop), ctypes.c_float(decay),
            ctypes.c_float(CLIP), ctypes.c_float(127 * ROW_STEP), ctypes.c_uint64(seed), pointer(rows), pointer(bias), pointer(output))
        return rows, bias, output, loss

    def sentences(self, text, ints, gate):
        """{(first byte, byte behind the last)} of each sentence as the engine cuts a text with this scorer."""
        raw = text.encode("utf-8", "surrogatepass")
        n = len(raw) + 1
        rows, bias, output = ints
        begin, end, last = np.empty(n, np.uint32), np.empty(n, np.uint32), np.empty(n, np.uint8)
        count = self.lib.dragoman_split_scored(
            raw, ctypes.c_int64(len(raw)), pointer(rows), ctypes.c_int64(ROWS), pointer(bias), pointer(output),
            ctypes.c_int64(rows.shape[1]), ctypes.c_int64(FEATURES), pointer(gate), pointer(begin), pointer(end), pointer(last))
        stops = np.nonzero(last[:count] & 1)[0]
        starts = np.concatenate([[0], stops[:-1] + 1])
        return set(zip(begin[starts].tolist(), end[stops].tolist()))


def augmented(text, ends, rng):
    """Another way of writing the same paragraph: no capitals, or (rarely) all capitals."""
    r = rng.random()
    other = text.lower() if r < 0.04 else text.upper() if r < 0.06 else text
    return (other, ends) if len(other) == len(text) else (text, ends)


def gate_of(kind, gold):
    """Bits of the kinds of gaps that are scored: all but those that hardly ever are an end.

    A kind is the paragraph's manner (32) with the shapes on both sides (1024); where a kind is rare, what is known of its
    shapes in any paragraph helps.
    """
    ends, seen = (np.bincount(kind[pick], minlength=KINDS) for pick in (gold == 1, gold >= 0))
    shape_ends, shape_seen = ends.reshape(-1, 1024).sum(0), seen.reshape(-1, 1024).sum(0)
    shape_rate = (shape_ends + 1) / (shape_seen + 50)
    rate = (ends.reshape(-1, 1024) + 20 * shape_rate) / (seen.reshape(-1, 1024) + 20)
    return np.packbits((rate.reshape(-1) >= 0.0008), bitorder="little")


def integers(nets):
    """The nets side by side, in the units of the engine."""
    rows = np.concatenate([np.clip(np.round(n[0] / ROW_STEP), -127, 127) for n in nets], 1).astype(np.int8)
    bias = np.concatenate([np.round(n[1] / ROW_STEP) for n in nets]).astype("<i4")
    weights = np.concatenate([np.round(n[2][:WIDTH] / OUT_STEP) for n in nets])
    last = sum(np.round(n[2][WIDTH] / OUT_STEP / ROW_STEP) for n in nets)
    output = np.concatenate([weights, [CLIP / ROW_STEP, last, FEATURES]]).astype("<i4")
    return np.ascontiguousarray(rows), bias, output


def sentence_f1(gaps, paragraphs_of, ints, gate):
    """F1 of whole sentences of a treebank's raw text."""
    text, gold, at = [], set(), 0
    for paragraph, ends in paragraphs_of:
        start = 0
        for end in ends:
            begin = at + len(paragraph[:start].encode())
            gold.add((begin, at + len(paragraph[:end].encode())))
            start = end + 1
        text.append(paragraph)
        at += len(paragraph.encode()) + 2
    system = gaps.sentences("\n\n".join(text) + "\n", ints, gate)
    return 2 * len(gold & system) / (len(gold) + len(system))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--wiki", default="")
    parser.add_argument("--wiki-paragraphs", type=int, default=1500)
    parser.add_argument("--gum-weight", type=float, default=0.5)
    parser.add_argument("--build", default="/tmp/dragoman-train")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--nets", type=int, default=2)
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--drop", type=float, default=0.35)
    parser.add_argument("--decay", type=float, default=4e-6)
    parser.add_argument("--seed", type=int, default=20160323)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    gaps = Gaps(data.Native(args.build), args.build)
    folder = os.path.join(args.data, "treebanks")

    read = []
    for text, ends in paragraphs(os.path.join(folder, "ewt-train.conllu.gz")):
        read.append((*gaps.read(text, ends), 1.0))
        other = augmented(text, ends, rng)
        if other[0] != text:
            read.append((*gaps.read(*other), 0.5))
    if args.gum_weight > 0:
        for text, ends in paragraphs(os.path.join(folder, "gum-train.conllu.gz"), data.gum_may_be_shared):
            read.append((*gaps.read(text, ends), args.gum_weight))
    if args.wiki:
        with open(args.wiki, encoding="utf-8") as lines:
            wiki = [line.strip() for _, line in zip(range(40 * args.wiki_paragraphs), lines)]
        wiki = [text for text in wiki if 80 < len(text) < 1500]
        rng.shuffle(wiki)
        for text in wiki[:args.wiki_paragraphs]:
            read.append((*gaps.read(text, None), 0.5))
    gold, kind = np.concatenate([r[1] for r in read]), np.concatenate([r[2] for r in read])
    gate = gate_of(kind & (KINDS - 1), gold)
    worth = np.unpackbits(gate, bitorder="little")[kind & (KINDS - 1)].astype(bool) | (kind >> 31 == 1)
    features = np.ascontiguousarray(np.concatenate([r[0] for r in read])[worth])
    weight = np.concatenate([np.full(len(r[1]), r[3], np.float32) for r in read])[worth]
    print(f"{len(gold)} gaps, {int(gold.sum())} ends; the gate lets {int(worth.sum())} pass and {int(gold[worth].sum())} ends", flush=True)
    gold = np.ascontiguousarray(gold[worth])

    dev = {name: paragraphs(os.path.join(folder, name + "-dev.conllu.gz")) for name in ("ewt", "gum")}
    nets = []
    for n in range(args.nets):
        net = gaps.train(features, gold, weight, args.epochs, args.rate, args.drop, args.decay, args.seed + n)
        nets.append(net)
        figures = [f"{name} dev {sentence_f1(gaps, dev[name], integers(some), gate):.4f}" for name in dev for some in ([net], nets)]
        print(f"net {n + 1}: loss {net[3]:.4f}; sentences F1 alone, and joined with those before: " + ", ".join(figures), flush=True)
    rows, bias, output = integers(nets)
    replace_sections(args.model, args.out, "split.",
                     [("split.rows", rows.tobytes(), rows.shape), ("split.bias", bias.tobytes(), (1, len(bias))),
                      ("split.output", output.tobytes(), (1, len(output))), ("split.gate", gate.tobytes(), (1, len(gate)))])


if __name__ == "__main__":
    main()
