#!/usr/bin/env python3
"""Trains the scorer of sentence ends (src/language/ends.h) and puts it into a model file.

usage: splitter.py --data DIR --model IN --out OUT [--wiki text.txt] [--build DIR] [--epochs N] [--seed N]

Learns from the raw text of EWT train (paragraphs behind `# newpar`; the sentences of one joined by a space) and, so that
edited prose stays as the rules cut it, from Wikipedia paragraphs with the rules' own answers. The other sections of
the model file are carried over byte by byte.
"""
import argparse
import ctypes
import os
import random
import struct

import numpy as np
import torch

import data
import writer

WIDTH, FEATURES, ROWS = 16, 48, 1 << 14
ROW_STEP, CLIP, OUT_STEP = 1 / 32, 4.0, 1 / 64  # units of a row, clip of the hidden units, unit of the output weights


def paragraphs(path):
    """[(text, [end of each sentence in characters])] for each paragraph of a treebank."""
    out, text, ends, new = [], "", [], True
    for line in data.open_text(path):
        line = line.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")):
            new = True
        elif line.startswith("# text = "):
            if new and text:
                out.append((text, ends))
                text, ends = "", []
            new = False
            text += (" " if text else "") + line[len("# text = "):]
            ends.append(len(text))
    out.append((text, ends))
    return out


class Gaps:
    def __init__(self, native):
        self.lib = native.lib
        self.lib.dragoman_gaps.restype = ctypes.c_int64
        self.lib.dragoman_gap_features.restype = ctypes.c_int64

    def read(self, text, ends):
        """(features uint32 [n, FEATURES], is an end uint8 [n], sentence ends the rules put wrongly for sure).

        `ends` None: the rules' own answers stand for the truth.
        """
        raw = text.encode("utf-8", "surrogatepass")
        n = len(raw) + 1
        begin, end, ruled = np.empty(n, np.uint32), np.empty(n, np.uint32), np.empty(n, np.uint8)
        ptr = lambda a: a.ctypes.data_as(ctypes.c_void_p)
        size = ctypes.c_int64(len(raw))
        words = self.lib.dragoman_gaps(raw, size, ptr(begin), ptr(end), ptr(ruled))
        end, ruled = end[:words], ruled[:words]
        if ends is None:
            gold = (ruled & 1).astype(np.uint8)
        else:
            marks = {len(text[:e].encode("utf-8", "surrogatepass")) for e in ends}
            gold = np.array([e in marks for e in end.tolist()], np.uint8)
        gap, features = np.empty(words, np.uint32), np.empty((words, FEATURES), np.uint32)
        count = self.lib.dragoman_gap_features(raw, size, ptr(gold), ptr(gap), ptr(features))
        sure = (ruled & 2) != 0
        return features[:count], gold[gap[:count]], int((sure & ((ruled & 1) != gold)).sum())


def augmented(text, ends, rng):
    """Another way of writing the same paragraph: no capitals, or (rarely) all capitals."""
    r = rng.random()
    other = text.lower() if r < 0.04 else text.upper() if r < 0.06 else text
    return (other, ends) if len(other) == len(text) else (text, ends)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.rows = torch.nn.EmbeddingBag(ROWS, WIDTH, mode="sum")
        torch.nn.init.normal_(self.rows.weight, std=0.05)
        self.bias = torch.nn.Parameter(torch.full((WIDTH,), 0.5))
        self.out = torch.nn.Linear(WIDTH, 1)

    def forward(self, features, keep=None):
        hidden = self.rows(features, per_sample_weights=keep) + self.bias
        return self.out(hidden.clamp(0, CLIP))[:, 0]


def integers(net):
    rows = np.clip(np.round(net.rows.weight.detach().numpy() / ROW_STEP), -127, 127).astype(np.int8)
    bias = np.round(net.bias.detach().numpy() / ROW_STEP).astype("<i4")
    out = np.round(net.out.weight.detach().numpy()[0] / OUT_STEP)
    last = np.round(net.out.bias.detach().numpy() / OUT_STEP / ROW_STEP)
    return rows, bias, np.concatenate([out, [CLIP / ROW_STEP], last]).astype("<i4")


def score(ints, features):
    rows, bias, out = ints
    hidden = rows.astype(np.int32)[features % ROWS].sum(1) + bias
    return np.clip(hidden, 0, out[WIDTH]) @ out[:WIDTH] + out[WIDTH + 1]


def f1(answer, gold):
    right = int((answer & gold).sum())
    return 2 * right / max(1, int(answer.sum() + gold.sum()))


def put_into_model(source, target, ints):
    raw = open(source, "rb").read()
    sections = []
    for i in range(struct.unpack_from("<I", raw, 32)[0]):
        name, at, size, rows, columns = struct.unpack_from("<24sQQII", raw, 64 + 48 * i)
        name = name.rstrip(b"\0").decode()
        if not name.startswith("split."):
            sections.append((name, raw[at:at + size], (rows, columns)))
    rows, bias, out = ints
    sections.append(("split.rows", rows.tobytes(), rows.shape))
    sections.append(("split.bias", bias.tobytes(), (1, len(bias))))
    sections.append(("split.output", out.tobytes(), (1, len(out))))
    writer.write_sections(target, sections)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--wiki", default="")
    parser.add_argument("--wiki-paragraphs", type=int, default=1500)
    parser.add_argument("--build", default="/tmp/dragoman-train")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--drop", type=float, default=0.35)
    parser.add_argument("--decay", type=float, default=1e-5)
    parser.add_argument("--seed", type=int, default=20160323)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng = random.Random(args.seed)
    gaps = Gaps(data.Native(args.build))
    folder = os.path.join(args.data, "treebanks")

    read = []
    for text, ends in paragraphs(os.path.join(folder, "ewt-train.conllu.gz")):
        read.append((*gaps.read(text, ends)[:2], 1.0))
        other = augmented(text, ends, rng)
        if other[0] != text:
            read.append((*gaps.read(*other)[:2], 0.5))
    if args.wiki:
        with open(args.wiki, encoding="utf-8") as lines:
            wiki = [line.strip() for _, line in zip(range(40 * args.wiki_paragraphs), lines)]
        wiki = [text for text in wiki if 80 < len(text) < 1500]
        rng.shuffle(wiki)
        for text in wiki[:args.wiki_paragraphs]:
            read.append((*gaps.read(text, None)[:2], 0.5))
    features = torch.from_numpy((np.concatenate([r[0] for r in read]) % ROWS).astype(np.int64))
    gold = torch.from_numpy(np.concatenate([r[1] for r in read]).astype(np.float32))
    weight = torch.from_numpy(np.concatenate([np.full(len(r[1]), r[2], np.float32) for r in read]))
    print(f"{len(gold)} gaps, {int(gold.sum())} ends", flush=True)
    dev = [gaps.read(text, ends) for text, ends in paragraphs(os.path.join(folder, "ewt-dev.conllu.gz"))]
    dev_features, dev_gold = np.concatenate([d[0] for d in dev]), np.concatenate([d[1] for d in dev])
    print(f"dev: {len(dev_gold)} open gaps, {int(dev_gold.sum())} ends; decided wrongly by rule: {sum(d[2] for d in dev)}", flush=True)

    net = Net()
    batch, total = 1024, args.epochs * (len(gold) // 1024 + 1)
    adam = torch.optim.AdamW(net.parameters(), lr=5e-3, weight_decay=0.0)
    step, average, averaged = 0, None, 0
    for epoch in range(args.epochs):
        order, losses = torch.randperm(len(gold)), 0.0
        for at in range(0, len(gold), batch):
            pick = order[at:at + batch]
            for group in adam.param_groups:
                group["lr"] = 5e-3 * max(0.02, 1 - step / total)
            keep = (torch.rand(len(pick), FEATURES) >= args.drop).float() / (1 - args.drop)
            logit = net(features[pick], keep)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logit, gold[pick], weight[pick])
            loss = loss + args.decay * (net.rows.weight ** 2).sum()
            adam.zero_grad()
            loss.backward()
            adam.step()
            with torch.no_grad():
                net.rows.weight.clamp_(-127 * ROW_STEP, 127 * ROW_STEP)
            losses += loss.item()
            step += 1
        answer = score(integers(net), dev_features) > 0
        print(f"epoch {epoch + 1}: loss {losses * batch / len(gold):.4f}, dev open gaps F1 {f1(answer, dev_gold == 1):.4f}", flush=True)
    put_into_model(args.model, args.out, integers(net))


if __name__ == "__main__":
    main()
