#!/usr/bin/env python3
"""Trains the language model and writes the file that the engine maps. See README.md beside this file."""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from collections import Counter

if "avx512bw" in open("/proc/cpuinfo").read():  # OpenBLAS of Debian 12 does not know newer processors
    os.environ.setdefault("OPENBLAS_CORETYPE", "SKYLAKEX")

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np
import torch
import torch.nn.functional as F

import data
import wiki_names
from data import Sentence
from model import Network, QLinear
from writer import read_weights, write_model

PAD = -100


class Encoder:
    """Words -> index arrays, as the engine does it."""

    def __init__(self, native, vectors, words, c):
        self.native, self.c = native, c
        self.vocab = {int(h): i for i, h in enumerate(vectors["hash"])}
        self.trained = words
        self.profile = np.concatenate([profiles(vectors), [0]]).astype(np.int64)
        self.unknown = len(vectors)

    def __call__(self, forms):
        word, affix = self.native.features(forms)
        ids = [self.vocab.get(h, self.unknown) for h in word.tolist()]
        trained = [self.trained.get(h, len(self.trained)) for h in word.tolist()]
        vec = np.array(ids, np.int64)
        affix = affix.astype(np.int64)
        affix[:, :7] %= self.c["affix_rows"]
        affix[:, 7] %= self.c["shape_rows"]
        return vec, np.array(trained, np.int64), affix, self.profile[vec]


def profiles(vectors):
    """1..20: four classes of frequency times five of capitalisation inside sentences; 0 is unknown."""
    freq = np.searchsorted([100, 1000, 20000], vectors["count"], side="right")
    cap = np.searchsorted([20, 200, 800, 980], vectors["capital"], side="right")
    return 1 + freq * 5 + cap


class Labels:
    def __init__(self, items, least=1):
        n = Counter(items)
        self.list = [k for k, v in sorted(n.items(), key=lambda kv: (-kv[1], kv[0])) if v >= least]
        self.index = {k: i for i, k in enumerate(self.list)}

    def get(self, k):
        return self.index.get(k, PAD)


class Batcher:
    def __init__(self, encoder, labels, device):
        self.encoder, self.labels, self.device = encoder, labels, device
        self.name_index = {n: i for i, n in enumerate(data.NAME_LABELS)}

    def epoch(self, sentences, rng, size, augmenting):
        """Yields batches of about `size` words, in random order, sentences of like length together."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].forms) + rng.random() * 4)
        forms = [data.augment(s, rng) if augmenting else s.forms for s in sentences]
        flat = self.encoder([f for fs in forms for f in fs])
        starts = np.cumsum([0] + [len(fs) for fs in forms])
        groups, group, most = [], [], 0
        for i in order:
            longest = max(most, len(forms[i]))
            if group and longest * (len(group) + 1) > size:
                groups.append(group)
                group, longest = [], len(forms[i])
            group.append(i)
            most = longest
        if group:
            groups.append(group)
        if augmenting:
            rng.shuffle(groups)
        for g in groups:
            yield self.batch([sentences[i] for i in g], [forms[i] for i in g],
                             [[a[starts[i]:starts[i + 1]] for a in flat] for i in g])

    def batch(self, sentences, forms, arrays):
        T, B = max(len(f) for f in forms), len(forms)
        vec = np.full((T, B), self.encoder.unknown, np.int64)
        word = np.full((T, B), len(self.encoder.trained), np.int64)
        affix = np.zeros((T, B, 8), np.int64)
        profile = np.zeros((T, B), np.int64)
        mask = np.zeros((T, B, 1), np.float32)
        out = {k: np.full((T, B), PAD, np.int64) for k in ("tag", "lemma", "head", "rel", "name")}
        weight, misc = np.ones((T, B), np.float32), np.zeros((T, B), bool)
        for b, s in enumerate(sentences):
            n = len(forms[b])
            vec[:n, b], word[:n, b], affix[:n, b], profile[:n, b] = arrays[b]
            mask[:n, b] = 1
            if s.heads:
                out["tag"][:n, b] = [self.labels["tag"].get(t) for t in s.tags[:n]]
                out["head"][:n, b] = s.heads[:n]
                out["rel"][:n, b] = [self.labels["rel"].get(r) for r in s.rels[:n]]
                out["lemma"][:n, b] = [self.labels["lemma"].get(data.lemma_script(f, l))
                                       for f, l in zip(forms[b], s.lemmas)]
            if s.names:
                out["name"][:n, b] = [self.name_index[t] for t in s.names[:n]]
                weight[:n, b] = s.weight
                misc[:n, b] = not s.has_misc
        t = lambda a: torch.from_numpy(a).to(self.device)
        return {"x": (t(vec), t(word), t(affix), t(profile), t(mask)), "weight": t(weight), "open_misc": t(misc),
                "lengths": [len(f) for f in forms], "sentences": sentences, **{k: t(v) for k, v in out.items()}}


def tree_loss(net, b, heads):
    tag, lemma, _, ad, ah, rd, rh = heads
    T, B = b["tag"].shape
    loss = F.cross_entropy(tag.reshape(T * B, -1), b["tag"].reshape(-1), ignore_index=PAD)
    loss = loss + 0.4 * F.cross_entropy(lemma.reshape(T * B, -1), b["lemma"].reshape(-1), ignore_index=PAD)
    s = net.arc_scores(ad, ah)
    mask = b["x"][4][..., 0].t()  # [B, T]
    s = s.masked_fill(torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None, :] == 0, -1e4)
    s = s.masked_fill(F.pad(torch.eye(T, device=s.device), (1, 0))[None] > 0, -1e4)
    gold = b["head"].t()
    loss = loss + F.cross_entropy(s.reshape(B * T, -1), gold.reshape(-1), ignore_index=PAD)
    R = rd.shape[-1]
    rh = torch.cat([net.root_rel.expand(1, B, R), rh]).transpose(0, 1)
    chosen = rh.gather(1, gold.clamp_min(0)[..., None].expand(B, T, R))
    rel = net.rel_scores(rd.transpose(0, 1), chosen)
    return loss + F.cross_entropy(rel.reshape(B * T, -1), b["rel"].t().reshape(-1), ignore_index=PAD)


def name_loss(b, logits, misc_labels):
    lp = F.log_softmax(logits, -1)
    gold = b["name"]
    picked = lp.gather(-1, gold.clamp_min(0)[..., None])[..., 0]
    # Where a corpus does not mark MISC, an O may hide one: both answers are right there.
    either = torch.logsumexp(lp[..., misc_labels], -1)
    picked = torch.where((gold == 0) & b["open_misc"], either, picked)
    w = b["weight"] * (gold >= 0)
    return -(picked * w).sum() / w.sum().clamp_min(1)


def greedy_tree(score):
    """Maximum spanning tree with one root (Chu-Liu/Edmonds). score [n, n + 1]; returns heads, 0 is the root."""
    n = score.shape[0]
    s = np.full((n + 1, n + 1), -1e9)
    s[1:] = score
    np.fill_diagonal(s, -1e9)
    heads = s[1:].argmax(1)
    if (heads == 0).sum() == 1 and is_tree(heads):
        return heads
    best, best_total = None, -1e18
    roots = np.argsort(-s[1:, 0])[: max(1, min(n, 5))]
    for r in roots:
        m = s.copy()
        m[1:, 0] = -1e9
        m[r + 1, :] = -1e9
        m[r + 1, 0] = s[r + 1, 0]
        h = edmonds(m)
        total = m[np.arange(1, n + 1), h[1:]].sum()
        if total > best_total:
            best, best_total = h[1:], total
    return best


def is_tree(heads):
    for i in range(len(heads)):
        k, steps = i, 0
        while heads[k]:
            k = heads[k] - 1
            steps += 1
            if steps > len(heads):
                return False
    return True


def edmonds(s):
    n = s.shape[0]
    h = s.argmax(1)
    h[0] = 0
    seen = np.zeros(n, int)
    for i in range(1, n):
        path, k = [], i
        while k and seen[k] == 0:
            seen[k] = i
            path.append(k)
            k = h[k]
        if k and seen[k] == i:
            cycle = path[path.index(k):]
            break
    else:
        return h
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    gain = s[cycle] - s[cycle, h[cycle]][:, None]
    enter = gain.argmax(0)
    m = np.full((len(rest) + 1, len(rest) + 1), -1e9)
    m[:-1, :-1] = s[np.ix_(rest, rest)]
    m[-1, :-1] = gain[:, rest].max(0)
    leave = s[np.ix_(rest, cycle)]
    m[:-1, -1] = leave.max(1)
    m[-1, -1] = -1e9
    hh = edmonds(m)
    out = h.copy()
    for a, i in enumerate(rest):
        if i:
            out[i] = rest[hh[a]] if hh[a] < len(rest) else cycle[leave[a].argmax()]
    top = rest[hh[-1]]
    out[cycle[enter[top]]] = top
    return out


@torch.no_grad()
def evaluate(net, batcher, sentences):
    net.eval()
    n = hit = Counter()
    hit = Counter()
    n = 0
    for b in batcher.epoch(sentences, random.Random(0), 4000, False):
        tag, lemma, _, ad, ah, rd, rh = net.encode(*b["x"])
        s = net.arc_scores(ad, ah).cpu().numpy()
        tag = tag.argmax(-1).cpu()
        lemma = lemma.argmax(-1).cpu()
        for i, sent in enumerate(b["sentences"]):
            m = b["lengths"][i]
            heads = greedy_tree(s[i, :m, :m + 1])
            h = torch.cat([net.root_rel[None], rh[:m, i]])[torch.as_tensor(heads.copy())]
            rel = net.rel_scores(rd[:m, i], h).argmax(-1).cpu()
            for k in range(m):
                n += 1
                t = batcher.labels["tag"].list[tag[k, i]].split("\t")
                g = sent.tags[k].split("\t")
                hit["upos"] += t[0] == g[0]
                hit["feats"] += t[2] == g[2]
                script = batcher.labels["lemma"].list[lemma[k, i]]
                hit["lemma"] += script == data.lemma_script(sent.forms[k], sent.lemmas[k]) or sent.lemmas[k] == "_"
                ok = heads[k] == sent.heads[k]
                hit["uas"] += ok
                hit["las"] += ok and batcher.labels["rel"].list[rel[k]].split(":")[0] == sent.rels[k].split(":")[0]
    net.train()
    return {k: round(100 * v / n, 2) for k, v in hit.items()}


@torch.no_grad()
def evaluate_names(net, batcher, sentences):
    """Exact-match F1 over PER, ORG, LOC; labels chosen one by one, then read as spans."""
    net.eval()
    tp = fp = fn = 0
    keep = {"PER", "ORG", "LOC"}
    for b in batcher.epoch(sentences, random.Random(0), 4000, False):
        name = net.encode(*b["x"])[2].argmax(-1).cpu().numpy()
        for i, sent in enumerate(b["sentences"]):
            got = {x for x in data.name_spans([data.NAME_LABELS[k] for k in name[: b["lengths"][i], i]]) if x[2] in keep}
            gold = {x for x in data.name_spans(sent.names) if x[2] in keep}
            tp, fp, fn = tp + len(got & gold), fp + len(got - gold), fn + len(gold - got)
    net.train()
    return round(200 * tp / max(1, 2 * tp + fp + fn), 2)


def load_names(a, native):
    """(UNER without the held-out fifth, the held-out fifth, Wikigold, PolNeAR silver, Wikipedia by rule)"""
    ner = os.path.join(a.data, "ner")
    words = wiki_names.norp_words()
    uner = data.read_iob2(os.path.join(ner, "uner-ewt-dev.iob2"))
    docs = sorted({s.doc for s in uner})
    random.Random(5).shuffle(docs)
    held = set(docs[: len(docs) // 5])
    wiki = data.read_names_jsonl(native, os.path.join(ner, "wikigold.dev.jsonl"), has_misc=True)
    silver = data.read_names_jsonl(native, os.path.join(ner, "polnear-silver.jsonl.gz"), weight=0.5)
    rule = []
    for line in open(a.wiki_names, encoding="utf-8"):
        r = json.loads(line)
        rule.append(Sentence(r["words"], names=data.bioes(r["spans"], len(r["words"])), weight=0.5))
    for group in (uner, wiki, silver, rule):
        data.mark_norp(group, words)
    return ([s for s in uner if s.doc not in held], [s for s in uner if s.doc in held], wiki, silver, rule)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", default="../shared/data", help="folder with treebanks/, ner/, countries/, text/")
    p.add_argument("--vectors", required=True, help="file written by word_vectors")
    p.add_argument("--wiki-names", required=True, help="file written by wiki_names.py")
    p.add_argument("--out", default="models/english.dgm")
    p.add_argument("--build", default="/tmp/dragoman-train")
    p.add_argument("--epochs", type=int, default=30)
    p.add_argument("--minutes", type=float, default=0, help="shorten the schedule to end in this time")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=20160323)
    p.add_argument("--batch", type=int, default=2500)
    p.add_argument("--lr", type=float, default=2.5e-3)
    p.add_argument("--dim", type=int, default=256)
    p.add_argument("--hidden", type=int, default=160)
    p.add_argument("--blocks", default="csss")
    p.add_argument("--dropout", type=float, default=0.25)
    p.add_argument("--vocabulary", type=int, default=80000)
    p.add_argument("--init", help="checkpoint.pt or model file of an earlier run with the same labels, to go on from")
    p.add_argument("--all-names", action="store_true", help="train on the held-out fifth of UNER too")
    a = p.parse_args()

    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    native = data.Native(a.build)

    bank = os.path.join(a.data, "treebanks")
    train = data.read_conllu(os.path.join(bank, "ewt-train.conllu.gz"))
    dev = data.read_conllu(os.path.join(bank, "ewt-dev.conllu.gz"))
    test = data.read_conllu(os.path.join(bank, "ewt-test.conllu.gz"))
    uner, held, wiki, silver, rule = load_names(a, native)
    lists = wiki_names.name_lists(a.data)
    lists = {k: [[w[0] for g in native.sentences(n) for w in g] for n in v] for k, v in lists.items()}
    if a.all_names:
        uner = uner + held
    print(len(train), "trees;", len(uner), "+", len(wiki), "+", len(silver), "+", len(rule), "sentences with names;", len(held), "held",
          flush=True)

    vectors = data.read_vectors(a.vectors, a.vocabulary)
    labels = {
        "tag": Labels([t for s in train for t in s.tags]),
        "rel": Labels([r for s in train for r in s.rels]),
        "lemma": Labels([x for s in train for f, l in zip(s.forms, s.lemmas) if (x := data.lemma_script(f, l))], 2),
    }
    forms = [f for s in train for f in s.forms]
    hashes = native.features(forms)[0].tolist()
    frequent = Labels(hashes, 2)
    c = dict(dim=a.dim, hidden=a.hidden, blocks=a.blocks, dropout=a.dropout, words=len(frequent.list), word_dim=64,
             prefix_dim=32, suffix_dim=64, shape_dim=16, profile_dim=16, affix_rows=8192, shape_rows=1024, profiles=21,
             tags=len(labels["tag"].list), lemmas=len(labels["lemma"].list), rels=len(labels["rel"].list),
             names=len(data.NAME_LABELS), arc_dim=128, rel_dim=96)
    print(c, flush=True)
    encoder = Encoder(native, vectors, frequent.index, c)
    batcher = Batcher(encoder, labels, device)
    v = np.array(vectors["v"])
    v /= np.linalg.norm(v, axis=1, keepdims=True) / math.sqrt(v.shape[1])
    step = np.abs(v).max(1, keepdims=True) / 127
    v = np.round(v / step) * step
    v = torch.from_numpy(np.concatenate([v, np.zeros((1, v.shape[1]))]).astype(np.float32))
    net = Network(c, v).to(device)
    if a.init:
        if a.init.endswith(".dgm"):
            read_weights(a.init, net)
        else:
            net.load_state_dict(torch.load(a.init, map_location=device)["weights"])
    misc = torch.tensor([i for i, n in enumerate(data.NAME_LABELS) if n == "O" or n.endswith("MISC")], device=device)

    average = {k: t.detach().clone() for k, t in net.named_parameters()}
    optimizer = torch.optim.Adam(net.parameters(), lr=a.lr, betas=(0.9, 0.98))
    started, steps_done = time.time(), 0
    if a.init:
        print("begin: dev", evaluate(net, batcher, dev), "names", evaluate_names(net, batcher, held), flush=True)
    for epoch in range(a.epochs):
        rng.shuffle(silver)
        rng.shuffle(rule)
        named = [data.substitute(s, lists, rng) for s in uner * 2 + wiki + silver[:900] + rule[:2000]]
        trees = [("tree", b) for b in batcher.epoch(train, rng, a.batch, True)]
        names = [("name", b) for b in batcher.epoch(named, rng, a.batch, True)]
        work = trees + names
        rng.shuffle(work)
        total = Counter()
        for i, (kind, b) in enumerate(work):
            progress = (epoch + i / len(work)) / a.epochs
            if a.minutes:
                progress = max(progress, (time.time() - started) / (60 * a.minutes))
            if progress >= 1:
                break
            warm = min(1.0, (steps_done + 1) / 300)
            for g in optimizer.param_groups:
                g["lr"] = a.lr * warm * (0.5 + 0.5 * math.cos(math.pi * progress)) + 1e-5
            QLinear.quantise = progress > 0.75
            heads = net.encode(*b["x"])
            loss = tree_loss(net, b, heads) if kind == "tree" else 1.0 * name_loss(b, heads[2], misc)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            steps_done += 1
            decay = min(0.998, (1 + steps_done) / (10 + steps_done))
            with torch.no_grad():
                for k, t in net.named_parameters():
                    average[k].mul_(decay).add_(t, alpha=1 - decay)
            total[kind] += loss.item()
            total["n" + kind] += 1
        last = progress >= 1 or epoch == a.epochs - 1
        line = f"epoch {epoch} {time.time() - started:.0f}s tree {total['tree'] / max(1, total['ntree']):.3f} name {total['name'] / max(1, total['nname']):.3f}"
        if epoch % 4 == 3 or last:
            keep = {k: t.detach().clone() for k, t in net.named_parameters()}
            with torch.no_grad():
                for k, t in net.named_parameters():
                    t.copy_(average[k])
            line += f" dev {evaluate(net, batcher, dev)} names {evaluate_names(net, batcher, held)}"
            torch.save({"config": c, "weights": net.state_dict()}, os.path.join(a.build, "checkpoint.pt"))
            write_model(a.out, net, labels, vectors, frequent.list, encoder.profile)
            if last:
                line += f" test {evaluate(net, batcher, test)}"
            with torch.no_grad():
                for k, t in net.named_parameters():
                    t.copy_(keep[k])
        print(line, flush=True)
        if last:
            break


if __name__ == "__main__":
    main()
