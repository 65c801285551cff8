#!/usr/bin/env python3
"""Trains the language model and writes the file that the engine maps. See README.md beside this file."""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

import attribution_data
import data
import fused
import name_data
import wiki_names
from data import Sentence
from model import Network, QLinear
from vocabulary import Encoder, unit_vectors
from writer import write_model

PAD = -100


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


    def windows(self, windows, rng, size, augmenting):
        """Yields batches of windows of about `size` words in all, in random order."""
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]) + rng.random() * 20)
        groups, group = [], []
        for i in order:
            if group and len(windows[i]) * (len(group) + 1) > size:
                groups.append(group)
                group = []
            group.append(i)
        if group:
            groups.append(group)
        if augmenting:
            rng.shuffle(groups)
        for g in groups:
            yield self.window_batch([windows[i] for i in g], rng if augmenting else None)

    def window_batch(self, windows, rng):
        texts = [attribution_data.requoted(w.sentences, rng) if rng else w.sentences for w in windows]
        arrays = self.encoder([f for sentences in texts for forms in sentences for f in forms])
        T = max(len(w) + len(w.sentences) for w in windows)
        W, B = max(len(w) for w in windows), len(windows)
        vec = np.full((T, B), self.encoder.unknown, np.int64)
        word = np.full((T, B), len(self.encoder.trained), np.int64)
        affix = np.zeros((T, B, 8), np.int64)
        profile = np.zeros((T, B), np.int64)
        mask = np.zeros((T, B, 1), np.float32)
        place = np.full((W, B), T - 1, np.int64)  # the last row is nobody's: each sentence is followed by an empty row
        target = np.zeros((W, B, attribution_data.LABELS * len(attribution_data.ROLES)), np.float32)
        at = 0
        for b, w in enumerate(windows):
            lengths = [len(forms) for forms in w.sentences]
            rows = np.concatenate([np.arange(n) for n in lengths]) + np.repeat(
                np.cumsum([0] + [n + 1 for n in lengths[:-1]]), lengths)
            n = len(rows)
            vec[rows, b], word[rows, b], affix[rows, b], profile[rows, b] = (a[at:at + n] for a in arrays)
            mask[rows, b] = 1
            place[:n, b] = rows
            target[:n, b] = w.target * w.weight
            at += n
        t = lambda a: torch.from_numpy(a).to(self.device)
        return {"x": (t(vec), t(word), t(affix), t(profile), t(mask)), "place": t(place), "target": t(target), "windows": windows}


def attribution_loss(net, b):
    logits = net.attribute(*b["x"], b["place"])
    lp = F.log_softmax(logits.view(*logits.shape[:2], -1, attribution_data.LABELS), -1)
    target = b["target"].view(lp.shape)
    return -(target * lp).sum() / b["x"][4].sum()


def cross_entropy(scores, gold, words):
    """Summed over what is labelled, over a batch's words: a batch with few trees counts little."""
    return F.cross_entropy(scores, gold, ignore_index=PAD, reduction="sum") / words


def tree_loss(net, b, heads):
    tag, lemma, _, ad, ah, rd, rh = heads
    T, B = b["tag"].shape
    words = b["x"][4].sum()
    loss = cross_entropy(tag.reshape(T * B, -1), b["tag"].reshape(-1), words)
    loss = loss + 0.4 * cross_entropy(lemma.reshape(T * B, -1), b["lemma"].reshape(-1), words)
    s = net.arc_scores(ad, ah)
    mask = b["x"][4][..., 0].t()  # [B, T]
    s = s.masked_fill(torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None, :] == 0, -1e4)
    s = s.masked_fill(F.pad(torch.eye(T, device=s.device), (1, 0))[None] > 0, -1e4)
    gold = b["head"].t()
    loss = loss + cross_entropy(s.reshape(B * T, -1), gold.reshape(-1), words)
    R = rd.shape[-1]
    rh = torch.cat([net.root_rel.expand(1, B, R), rh]).transpose(0, 1)
    chosen = rh.gather(1, gold.clamp_min(0)[..., None].expand(B, T, R))
    rel = net.rel_scores(rd.transpose(0, 1), chosen)
    return loss + cross_entropy(rel.reshape(B * T, -1), b["rel"].t().reshape(-1), words)


def name_loss(b, logits, misc_labels):
    lp = F.log_softmax(logits, -1)
    gold = b["name"]
    picked = lp.gather(-1, gold.clamp_min(0)[..., None])[..., 0]
    # Where a corpus does not mark MISC, an O may hide one: both answers are right there.
    either = torch.logsumexp(lp[..., misc_labels], -1)
    picked = torch.where((gold == 0) & b["open_misc"], either, picked)
    w = b["weight"] * (gold >= 0)
    return -(picked * w).sum() / b["x"][4].sum()


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
    return {k: round(float(100 * v / n), 2) for k, v in hit.items()}


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


@torch.no_grad()
def evaluate_attribution(net, batcher, windows):
    net.eval()
    found, order = [], []
    for b in batcher.windows(windows, random.Random(0), 4000, False):
        logits = net.attribute(*b["x"], b["place"]).cpu().numpy()
        found += [logits[:len(w), i] for i, w in enumerate(b["windows"])]
        order += b["windows"]
    net.train()
    return attribution_data.scores(found, order)


def load_names(a, native):
    """(UNER without the held-out fifth, the held-out fifth, other gold, PolNeAR silver, Wikipedia by rule)"""
    ner = os.path.join(a.data, "ner")
    words = wiki_names.norp_words()
    uner = data.read_iob2(os.path.join(ner, "uner-ewt-dev.iob2"))
    held = data.held_documents(uner, a.fold)
    gold = data.read_names_jsonl(native, os.path.join(ner, "wikigold.dev.jsonl"), has_misc=True)
    gold += name_data.re3d(a.data, native, folds=(0, 2))  # the other half measures
    silver = data.read_names_jsonl(native, os.path.join(ner, "polnear-silver.jsonl.gz"), weight=0.5)
    rule = []
    for line in open(a.wiki_names, encoding="utf-8"):
        r = json.loads(line)
        rule.append(Sentence(r["words"], names=data.bioes(r["spans"], len(r["words"])), weight=0.5))
    for group in (uner, gold, silver, rule):
        data.mark_norp(group, words)
    return ([s for s in uner if s.doc not in held], [s for s in uner if s.doc in held], gold, silver, rule)


def load_gum(a, part, ewt):
    """The free genres of GUM (CC BY, CC BY-SA and public domain texts): trees and names. Its tags are kept only where
    they follow EWT's conventions, judged by what EWT gives the same word and Penn tag."""
    seen, known = {}, set()
    for s in ewt:
        for f, t in zip(s.forms, s.tags):
            known.add(t)
            seen.setdefault((f.lower(), t.split("\t")[1]), Counter())[t] += 1
    trees = data.read_conllu(os.path.join(a.data, "treebanks", f"gum-{part}.conllu.gz"), data.gum_may_be_shared)
    names = {" ".join(s.forms): s for s in name_data.gum(a.data, part)}
    for s in trees:
        for i, t in enumerate(s.tags):
            n = seen.get((s.forms[i].lower(), t.split("\t")[1]))
            if not (n[t] >= 0.05 * sum(n.values()) if n else t in known and t.split("\t")[0] not in ("ADV", "PRON", "DET", "X")):
                s.tags[i] = ""
        s.rels = ["" if r == "dep" else r for r in s.rels]
        same = names.get(" ".join(s.forms))
        if same:
            s.names, s.has_misc, s.weight = same.names, same.has_misc, same.weight
    return trees


def some(sentences, words, rng):
    """Sentences drawn at random, about so many words of them."""
    out = []
    while words > 0:
        out.append(rng.choice(sentences))
        words -= len(out[-1].forms)
    return out


def some_windows(windows, words, rng):
    out = []
    while words > 0:
        out.append(rng.choice(windows))
        words -= len(out[-1])
    return out


def parameter_groups(net, lr, body_rate):
    """The body was pre-trained and learns more slowly than the heads."""
    heads = ("heads.", "root_", "distance", "rel.", "attribution.")
    own = [p for k, p in net.named_parameters() if k.startswith(heads)]
    body = [p for k, p in net.named_parameters() if not k.startswith(heads)]
    return [{"params": own, "rate": lr}, {"params": body, "rate": lr * body_rate}]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", default="../shared/data", help="folder with treebanks/, ner/, countries/, text/")
    p.add_argument("--vectors", required=True, help="file written by word_vectors")
    p.add_argument("--wiki-names", required=True, help="file written by wiki_names.py")
    p.add_argument("--pretrained", required=True, help="checkpoint written by pretrain.py, or by this program to go on from")
    p.add_argument("--mean-with", help="begin with the mean of these weights and the checkpoint's, where both have them")
    p.add_argument("--scratch", action="store_true", help="take only sizes and words from the checkpoint, no weights (to measure what it gives)")
    p.add_argument("--out", default="models/english.dgm")
    p.add_argument("--build", default="/tmp/dragoman-train")
    p.add_argument("--epochs", type=int, default=25)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=20160323)
    p.add_argument("--batch", type=int, default=2500)
    p.add_argument("--lr", type=float, default=2.5e-3)
    p.add_argument("--body-rate", type=float, default=0.6, help="learning rate of the pre-trained part, against the heads'")
    p.add_argument("--dropout", type=float, default=0.25)
    p.add_argument("--parsed", help="CoNLL-U that an earlier model made of plain text, to learn from beside the treebanks")
    p.add_argument("--parsed-words", type=int, default=300000, help="so many words of it an epoch")
    p.add_argument("--attributed", nargs="*", default=[], help="learn who says what too, from gold and from windows that a teacher has labelled (attribution_data.py)")
    p.add_argument("--attributed-words", type=int, default=600000, help="so many words of them an epoch")
    p.add_argument("--attribution-weight", type=float, default=1.0)
    p.add_argument("--name-weight", type=float, default=3.0, help="weight of the loss of names; few words are names")
    p.add_argument("--vocabulary", type=int, default=80000)
    p.add_argument("--no-gum", action="store_true")
    p.add_argument("--fold", type=int, default=0, help="which fifth of UNER's documents is held out of training")
    p.add_argument("--all-names", action="store_true", help="train on the held-out fifth of UNER too")
    a = p.parse_args()

    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    fused.load(a.build)
    native = data.Native(a.build)

    bank = os.path.join(a.data, "treebanks")
    train = data.read_conllu(os.path.join(bank, "ewt-train.conllu.gz"))
    dev = data.read_conllu(os.path.join(bank, "ewt-dev.conllu.gz"))
    test = data.read_conllu(os.path.join(bank, "ewt-test.conllu.gz"))
    gum = [] if a.no_gum else load_gum(a, "train", train)
    gum_dev = data.read_conllu(os.path.join(bank, "gum-dev.conllu.gz"))
    uner, held, gold, silver, rule = load_names(a, native)
    lists = wiki_names.name_lists(a.data)
    lists = {k: [[w[0] for g in native.sentences(n) for w in g] for n in v] for k, v in lists.items()}
    if a.all_names:
        uner = uner + held
    parsed = [s for s in data.read_conllu(a.parsed) if 4 <= len(s.forms) <= 60] if a.parsed else []
    said, said_dev = ([attribution_data.polnear(a.data, native, part) for part in ("train", "dev")] if a.attributed else ([], []))
    said_more = [w for path in a.attributed for w in attribution_data.read(path)]
    print(len(said), "+", len(said_more), "windows of attributions")
    print(len(train), "+", len(gum), "+", len(parsed), "trees;", len(uner), "+", len(gold), "+", len(silver), "+", len(rule),
          "sentences with names;", len(held), "held", flush=True)

    vectors = data.read_vectors(a.vectors, a.vocabulary)
    labels = {
        "tag": Labels([t for s in train for t in s.tags]),
        "rel": Labels([r for s in train for r in s.rels]),
        "lemma": Labels([x for s in train for f, l in zip(s.forms, s.lemmas) if (x := data.lemma_script(f, l))], 2),
    }
    start = torch.load(a.pretrained, map_location=device, weights_only=False)
    c = start["config"] | dict(dropout=a.dropout, word_dropout=0.15, tags=len(labels["tag"].list), lemmas=len(labels["lemma"].list),
                               rels=len(labels["rel"].list), names=len(data.NAME_LABELS), arc_dim=128, rel_dim=96, attribution_hidden=64)
    print(c, flush=True)
    encoder = Encoder(native, vectors, {h: i for i, h in enumerate(start["trained"])}, c)
    batcher = Batcher(encoder, labels, device)
    net = Network(c, torch.from_numpy(unit_vectors(vectors))).to(device)
    if not a.scratch:
        own = net.state_dict()
        weights = {k: v for k, v in start["weights"].items() if k in own}
        if a.mean_with:
            other = torch.load(a.mean_with, map_location=device, weights_only=False)["weights"]
            weights = {k: (v + other[k]) / 2 if k in other else v for k, v in weights.items()}
        net.load_state_dict(own | weights)
    misc = torch.tensor([i for i, n in enumerate(data.NAME_LABELS) if n == "O" or n.endswith("MISC")], device=device)

    average = {k: t.detach().clone() for k, t in net.named_parameters()}
    groups = parameter_groups(net, a.lr, 1.0 if a.scratch else a.body_rate)
    optimizer = torch.optim.Adam(groups, lr=a.lr, betas=(0.9, 0.98), fused=True)
    started, steps_done = time.time(), 0
    for epoch in range(a.epochs):
        rng.shuffle(silver)
        rng.shuffle(rule)
        named = [data.substitute(s, lists, rng) for s in uner * 4 + gold + silver[:900] + rule[:2500]]
        work = list(batcher.epoch(train + gum + named + (some(parsed, a.parsed_words, rng) if parsed else []), rng, a.batch, True))
        more = some_windows(said_more, a.attributed_words, rng) if said_more else []
        if said:
            work += list(batcher.windows(said + more, rng, a.batch, True))
            rng.shuffle(work)
        total, steps = Counter(), Counter()
        for i, b in enumerate(work):
            progress = (epoch + i / len(work)) / a.epochs
            warm = min(1.0, (steps_done + 1) / 300)
            for g in optimizer.param_groups:
                g["lr"] = g["rate"] * (warm * (0.5 + 0.5 * math.cos(math.pi * progress)) + 0.004)
            QLinear.quantise = progress > 0.75
            if "windows" in b:
                losses = {"attribution": a.attribution_weight * attribution_loss(net, b)}
            else:
                heads = net.encode(*b["x"])
                losses = {"tree": tree_loss(net, b, heads), "name": a.name_weight * name_loss(b, heads[2], misc)}
            optimizer.zero_grad()
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            steps_done += 1
            decay = min(0.998, (1 + steps_done) / (10 + steps_done))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.values()), [t for _, t in net.named_parameters()], 1 - decay)
            for k, v in losses.items():
                total[k] += v.item()
                steps[k] += 1
        last = epoch == a.epochs - 1
        line = f"epoch {epoch} {time.time() - started:.0f}s " + " ".join(f"{k} {total[k] / steps[k]:.3f}" for k in total)
        if epoch % 5 == 4 or last:
            keep = {k: t.detach().clone() for k, t in net.named_parameters()}
            with torch.no_grad():
                for k, t in net.named_parameters():
                    t.copy_(average[k])
            line += f" dev {evaluate(net, batcher, dev)} gum dev {evaluate(net, batcher, gum_dev)} names {evaluate_names(net, batcher, held)}"
            if said:
                line += f" attribution {evaluate_attribution(net, batcher, said_dev)}"
            torch.save({"config": c, "trained": start["trained"], "weights": net.state_dict()}, a.out + ".pt")
            write_model(a.out, net, labels, vectors, start["trained"], encoder.profile)
            if last:
                line += f" test {evaluate(net, batcher, test)}"
            with torch.no_grad():
                for k, t in net.named_parameters():
                    t.copy_(keep[k])
        print(line, flush=True)


if __name__ == "__main__":
    main()
