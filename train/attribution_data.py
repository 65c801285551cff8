"""Windows of news text with who says what: PolNeAR's attributions as labels of words, for the attribution head.

    polnear(root, native, "train" | "dev")    windows of whole sentences of one article, up to WINDOW words
    read(path)                                windows that a teacher has labelled (`write` wrote them)

A word has a label for each role (source, cue, content): outside, inside, or first of a span. Targets are shares, so
that a teacher's doubt can be kept.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from dataclasses import dataclass

import numpy as np

ROLES = ("source", "cue", "content")
OUTSIDE, INSIDE, FIRST = 0, 1, 2
LABELS = 3
HELD_OF = 10
WINDOW = 384  # words; src/language/network.cc reads as many at once
QUOTES = {"“": ('"', "«", "‘"), "”": ('"', "»", "’"), '"': ('"',)}


@dataclass
class Window:
    sentences: list[list[str]]
    target: np.ndarray  # float32 [words, roles x labels]
    weight: float = 1.0

    def __len__(self):
        return len(self.target)


def cut(sentences, targets, limit=WINDOW):
    """Consecutive sentences while they fit."""
    group, rows, words = [], [], 0
    for forms, target in zip(sentences, targets):
        if group and words + len(forms) > limit:
            yield group, np.concatenate(rows)
            group, rows, words = [], [], 0
        group.append(forms)
        rows.append(target)
        words += len(forms)
    if group:
        yield group, np.concatenate(rows)


def polnear(root, native, part):
    """Of the training part, one article in ten is held back: speech/train_speech learns there how far to trust the head."""
    out = []
    for number, line in enumerate(gzip.open(os.path.join(root, "attribution-polnear", part + ".jsonl.gz"), "rt", encoding="utf-8")):
        if part == "train" and number % HELD_OF == 0:
            continue
        article = json.loads(line)
        text = article["text"]
        inside = np.zeros((len(text) + 1, len(ROLES)), bool)
        first = inside.copy()
        for a in article["attributions"]:
            for r, role in enumerate(ROLES):
                for i, (b, e) in enumerate(sorted(a[role])):
                    inside[b:e, r] = True
                    first[b, r] |= i == 0
        sentences, targets = [], []
        for group in native.sentences(text):
            target = np.zeros((len(group), len(ROLES) * LABELS), np.float32)
            for i, (_, b, e) in enumerate(group):
                for r in range(len(ROLES)):
                    label = FIRST if first[b:e, r].any() else INSIDE if inside[b:e, r].any() else OUTSIDE
                    target[i, r * LABELS + label] = 1
            sentences.append([form for form, _, _ in group])
            targets.append(target)
        out += [Window(*w) for w in cut(sentences, targets)]
    return out


def requoted(sentences, rng: random.Random):
    """Now and then another style of quotation marks, one for the whole window."""
    if rng.random() > 0.15:
        return sentences
    style = rng.randrange(3)
    swap = {k: v[min(style, len(v) - 1)] for k, v in QUOTES.items()}
    return [[swap.get(form, form) for form in forms] for forms in sentences]


def write(path, windows):
    """Shares as bytes, 255 for 1."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for w in windows:
            shares = np.round(w.target * 255).astype(np.uint8)
            out.write(json.dumps([w.sentences, shares.tobytes().hex()], ensure_ascii=False) + "\n")


def read(path, weight=1.0):
    out = []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        sentences, shares = json.loads(line)
        target = np.frombuffer(bytes.fromhex(shares), np.uint8).reshape(-1, len(ROLES) * LABELS)
        out.append(Window(sentences, target.astype(np.float32) / 255, weight))
    return out


def scores(predicted, windows):
    """Words of each role: F1, in percent. predicted: [words, roles x labels] for each window."""
    both, said, gold = np.zeros(3), np.zeros(3), np.zeros(3)
    for p, w in zip(predicted, windows):
        a = p.reshape(-1, len(ROLES), LABELS).argmax(-1) != OUTSIDE
        b = w.target.reshape(-1, len(ROLES), LABELS).argmax(-1) != OUTSIDE
        both, said, gold = both + (a & b).sum(0), said + a.sum(0), gold + b.sum(0)
    return {r: round(float(200 * x / max(1, s + g)), 1) for r, x, s, g in zip(ROLES, both, said, gold)}
