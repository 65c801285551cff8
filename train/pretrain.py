#!/usr/bin/env python3
"""Teaches the network's body English before it sees a treebank: one word in five of plain text is hidden, and guessed
(Devlin et al. 2019) from both sides. Writes a checkpoint that train.py starts from. See README.md beside this file."""

from __future__ import annotations

import argparse
import json
import math
import time


import numpy as np
import torch

import data
import fused
from model import Guesser
from vocabulary import Encoder, unit_vectors

END = 0xFFFFFFFF
ALWAYS = 2000  # the most frequent words are candidates in every step
DRAWN = 3000   # so many others are drawn
CAPITALS = 0.03  # share of sentences read in capitals


def case_of(form):
    if form.islower() or not any(c.isalpha() for c in form):
        return 0 if form.islower() else 3
    if form.isupper() and len(form) > 1:
        return 2
    return 1 if form[0].isupper() else 3


def sentences_of(ids):
    """(begin, end) of each sentence in the array of ids."""
    ends = np.flatnonzero(ids == END)
    begins = np.concatenate([[0], ends[:-1] + 1])
    return begins, ends


def batches(begins, ends, rng, words, chunk=60000):
    """Batches of about `words` words, sentences of like length together, in random order."""
    order = rng.permutation(len(begins))
    for at in range(0, len(order), chunk):
        some = order[at:at + chunk]
        length = (ends - begins)[some]
        some = some[np.argsort(length, kind="stable")]
        length = (ends - begins)[some]
        groups, start = [], 0
        for i in range(len(some)):
            if length[i] * (i + 1 - start) > words and i > start:
                groups.append(some[start:i])
                start = i
        groups.append(some[start:])
        rng.shuffle(groups)
        yield from groups


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--corpus", required=True, help="path of text_corpus's output, without .ids")
    p.add_argument("--vectors", required=True)
    p.add_argument("--build", default="/tmp/dragoman-train")
    p.add_argument("--out", required=True)
    p.add_argument("--words", type=float, default=20e6, help="so many words of text are read")
    p.add_argument("--batch", type=int, default=6000)
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--dim", type=int, default=256)
    p.add_argument("--hidden", type=int, default=160)
    p.add_argument("--blocks", default="cssss")
    p.add_argument("--trained-words", type=int, default=30000)
    p.add_argument("--vocabulary", type=int, default=80000)
    a = p.parse_args()

    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    fused.load(a.build)
    native = data.Native(a.build)
    vectors = data.read_vectors(a.vectors, a.vocabulary)
    forms, counts = [], []
    for line in open(a.corpus + ".forms", encoding="utf-8"):
        form, n = line.rstrip("\n").split("\t")
        forms.append(form)
        counts.append(int(n))
    counts = np.array(counts, np.int64)
    ids = np.fromfile(a.corpus + ".ids", np.uint32)
    begins, ends = sentences_of(ids)

    hashes = native.features(forms)[0]
    total = {}
    for h, n in zip(hashes.tolist(), counts.tolist()):
        total[h] = total.get(h, 0) + n
    trained = sorted(total, key=lambda h: (-total[h], h))[:a.trained_words]
    index = {h: i for i, h in enumerate(trained)}
    c = dict(dim=a.dim, hidden=a.hidden, blocks=a.blocks, dropout=0.0, word_dropout=0.0, words=len(trained), word_dim=64,
             prefix_dim=32, suffix_dim=64, shape_dim=16, profile_dim=16, affix_rows=8192, shape_rows=1024, profiles=21)
    encoder = Encoder(native, vectors, index, c)
    vec, word, affix, profile = (torch.from_numpy(x).to(device) for x in encoder(forms))
    capitals = torch.from_numpy(encoder([f.upper() for f in forms])[2]).to(device)
    case = torch.tensor([case_of(f) for f in forms], device=device)
    rate = torch.full((len(trained),), DRAWN / (len(trained) - ALWAYS))
    rate[:ALWAYS] = 1.0
    net = Guesser(c, torch.from_numpy(unit_vectors(vectors)), rate.log()).to(device)
    net.train()
    optimizer = torch.optim.Adam(net.parameters(), lr=a.lr, betas=(0.9, 0.98), fused=True)
    generator = torch.Generator().manual_seed(a.seed)

    started, done, step, shown = time.time(), 0, 0, []
    while done < a.words:
        for group in batches(begins, ends, rng, a.batch):
            length = (ends - begins)[group]
            T, B = int(length.max()), len(group)
            at = begins[group][None, :] + np.arange(T)[:, None]
            inside = np.arange(T)[:, None] < length[None, :]
            form = torch.from_numpy(np.where(inside, ids[np.minimum(at, len(ids) - 1)], 0).astype(np.int64))
            mask = torch.from_numpy(inside)
            guess = (torch.rand(form.shape, generator=generator) < 0.2) & mask
            gold = form
            swap = guess & (torch.rand(form.shape, generator=generator) < 0.12)
            shown_form = torch.where(swap, form.flatten()[torch.randint(form.numel(), form.shape, generator=generator)], form)
            keep = guess & ~swap & (torch.rand(form.shape, generator=generator) < 0.1)
            hidden = (guess & ~swap & ~keep).to(device)
            f = shown_form.to(device)
            loud = (torch.rand(B, generator=generator) < CAPITALS).to(device)  # headlines
            spelling = affix[f]
            if loud.any():
                spelling[:, loud] = capitals[f[:, loud]]
            x = net(vec[f], word[f], spelling, profile[f], mask.unsqueeze(-1).float().to(device), hidden)
            flat = gold.flatten().to(device)
            where = guess.flatten().nonzero()[:, 0].to(device)
            target = word[flat[where]]
            known = target < len(trained)
            where, target = where[known], target[known]
            drawn = torch.from_numpy(rng.choice(len(trained) - ALWAYS, DRAWN, replace=False) + ALWAYS)
            candidates = torch.cat([torch.arange(ALWAYS), drawn]).to(device)
            l_word, l_case = net.loss(x, where, target, case[flat[where]], candidates)
            optimizer.zero_grad()
            (l_word + 0.3 * l_case).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            rate_now = min(1.0, (step + 1) / 200) * (0.05 + 0.95 * (0.5 + 0.5 * math.cos(math.pi * min(1.0, done / a.words))))
            for g in optimizer.param_groups:
                g["lr"] = a.lr * rate_now
            optimizer.step()
            step += 1
            done += int(length.sum())
            shown.append((l_word.item(), l_case.item()))
            if step % 100 == 0:
                w, k = np.mean(shown[-100:], 0)
                print(f"{step} {done / 1e6:.2f}M words {time.time() - started:.0f}s guess {w:.3f} case {k:.3f}", flush=True)
            if step % 1000 == 0 or done >= a.words:
                torch.save({"config": c, "trained": trained, "weights": net.state_dict()}, a.out)
            if done >= a.words:
                break
    with open(a.out + ".log.json", "w", encoding="utf-8") as f:
        json.dump({"steps": step, "words": done, "seconds": time.time() - started, "guess": float(np.mean([s[0] for s in shown[-200:]]))}, f)


if __name__ == "__main__":
    main()
