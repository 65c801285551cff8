#!/usr/bin/env python3
"""A larger, slower reader of who says what, from which the network's attribution head learns more than gold tells.

    teacher.py train --encoder DIR --data DATA --wiki-names FILE --build BUILD --out teacher.pt
    teacher.py label --encoder DIR --data DATA --text TEXT --build BUILD --teacher teacher.pt --out said.jsonl.gz

Its body is MiniLM (six layers of 384; Wang et al. 2020), pre-trained by others and licensed Apache-2.0, to which it adds how
words are capitalised. It is trained on PolNeAR's training part (but for the articles held back) and, beside that, on
names. `label` writes windows with its shares for news and for paragraphs of TEXT with reporting words. Only these labels
go on, no weight of the teacher. DIR holds all-minilm-l6-v2.onnx and all-minilm-l6-v2-tokenizer.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import re
import time

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import nn

import attribution_data
import data
import name_data
import train
import wiki_names
from attribution_data import LABELS, ROLES, Window

WIDTH, HEADS, LAYERS = 384, 12, 6
BEGIN, END, UNKNOWN = 101, 102, 100  # pieces of the tokenizer
LONGEST, PIECES_OF_WORD = 512, 8
CONTEXT = 220  # pieces read at once
BATCH = 2048   # pieces
WIKIPEDIA_WORDS = 900000
REPORTING = re.compile(
    r"""\b(said|says|told|stated|claimed|claims|argued|argues|according[ ]to|announced|added|insisted|denied|warned|accused
    |criticized|criticised|urged|called[ ]for|believes?|vowed|pledged|reported[ ]that|expressed|condemned|rejected|promised|demanded
    |asked|suggested|acknowledged|admitted|explained|described|praised|supports?|opposed)\b|[“"]""", re.X)
POLITICS = re.compile(
    r"""\b(ministers?|presidents?|government|parliament|police|officials?|party|army|military|forces|UN|U\.N\.|United[ ]Nations
    |spokes\w+|leaders?|elections?|treaty|peace|war|attacks?|ambassador|troops|rebels?|sanctions?|court|senator|congress|council
    |embassy|journalists?|newspaper|protest\w*|Reuters|BBC|CNN)\b""", re.X)


class Encoder:
    """The weights of the ONNX file by their names in the original model, and its word pieces."""

    def __init__(self, folder):
        graph = onnx.load(os.path.join(folder, "all-minilm-l6-v2.onnx")).graph
        self.values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        for node in graph.node:  # matrices have lost their names, the products have not
            if node.op_type == "MatMul":
                for name in node.input:
                    if name in self.values:
                        self.values[node.name.strip("/").replace("/MatMul", ".weight").replace("/", ".")] = self.values[name].T
        self.pieces = Tokenizer.from_file(os.path.join(folder, "all-minilm-l6-v2-tokenizer.json"))
        self.pieces.no_padding()
        self.pieces.no_truncation()
        self.known = {}

    def tensor(self, name):
        return torch.tensor(np.ascontiguousarray(self.values[name]))

    def word(self, form):
        """(pieces, kind of capitals)"""
        if form not in self.known:
            ids = self.pieces.encode(form, add_special_tokens=False).ids or [UNKNOWN]
            self.known[form] = ids[:PIECES_OF_WORD], capitals(form)
        return self.known[form]

    def size(self, forms):
        return sum(len(self.word(f)[0]) for f in forms)

    def batch(self, texts):
        """texts: lists of forms -> ids, capitals, mask [B, P]; place of each word's first piece [B, W]"""
        rows = []
        for forms in texts:
            ids, kinds, place = [BEGIN], [0], []
            for form in forms:
                pieces, kind = self.word(form)
                place.append(min(len(ids), LONGEST - 1))
                ids += pieces
                kinds += [kind] * len(pieces)
            rows.append((ids[:LONGEST - 1] + [END], kinds[:LONGEST - 1] + [0], place))
        P, W = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
        ids, kinds = np.zeros((len(rows), P), np.int64), np.zeros((len(rows), P), np.int64)
        mask, place = np.zeros((len(rows), P), bool), np.zeros((len(rows), W), np.int64)
        for b, (i, k, p) in enumerate(rows):
            ids[b, :len(i)], kinds[b, :len(k)], mask[b, :len(i)], place[b, :len(p)] = i, k, True, p
        return tuple(map(torch.from_numpy, (ids, kinds, mask, place)))


def capitals(form):
    if not any(c.isalpha() for c in form):
        return 5 if form.isdigit() else 6
    if form.islower():
        return 1
    if form.isupper() and len(form) > 1:
        return 3
    return 2 if form[0].isupper() and (len(form) == 1 or form[1:].islower()) else 4


def take(module, encoder, name):
    with torch.no_grad():
        module.weight.copy_(encoder.tensor(name + ".weight"))
        module.bias.copy_(encoder.tensor(name + ".bias"))
    return module


class Layer(nn.Module):
    def __init__(self, encoder, i):
        super().__init__()
        at = f"encoder.layer.{i}."
        linear = lambda name, rows, columns: take(nn.Linear(columns, rows), encoder, at + name)
        norm = lambda name: take(nn.LayerNorm(WIDTH, eps=1e-12), encoder, at + name)
        self.query, self.key, self.value = (linear("attention.self." + k, WIDTH, WIDTH) for k in ("query", "key", "value"))
        self.out, self.out_norm = linear("attention.output.dense", WIDTH, WIDTH), norm("attention.output.LayerNorm")
        self.wide, self.narrow = linear("intermediate.dense", 4 * WIDTH, WIDTH), linear("output.dense", WIDTH, 4 * WIDTH)
        self.norm, self.drop = norm("output.LayerNorm"), nn.Dropout(0.1)

    def forward(self, x, bias):
        split = lambda y: y.view(*y.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)
        a = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=bias)
        x = self.out_norm(x + self.drop(self.out(a.transpose(1, 2).reshape(x.shape))))
        return self.norm(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class Teacher(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(encoder.tensor("embeddings.word_embeddings.weight"), freeze=False)
        self.place = nn.Parameter(encoder.tensor("embeddings.position_embeddings.weight")
                                  + encoder.tensor("embeddings.token_type_embeddings.weight")[0])
        self.capitals = nn.Embedding(7, WIDTH)
        nn.init.zeros_(self.capitals.weight)
        self.norm, self.drop = take(nn.LayerNorm(WIDTH, eps=1e-12), encoder, "embeddings.LayerNorm"), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(encoder, i) for i in range(LAYERS))
        self.said = nn.Linear(WIDTH, len(ROLES) * LABELS)
        self.name = nn.Linear(WIDTH, len(data.NAME_LABELS))

    def forward(self, ids, kinds, mask, place):
        """-> logits of attribution [B, W, 9] and of names [B, W, labels]"""
        x = self.drop(self.norm(self.word(ids) + self.place[:ids.shape[1]] + self.capitals(kinds)))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x.gather(1, place[..., None].expand(-1, -1, WIDTH)))
        return self.said(x), self.name(x)

    def groups(self):
        """Weights by how fast they learn."""
        rate = lambda name: 1e-3 if name.startswith(("said", "name", "capitals")) else 1e-4 if name.startswith("word") else 1.5e-4
        return [{"params": [p], "rate": rate(name)} for name, p in self.named_parameters()]


def cut(encoder, sentences, rng=None):
    """Runs (first, end) of sentences that fit in CONTEXT; with rng the first run's length is drawn."""
    limit = rng.randint(CONTEXT // 3, CONTEXT) if rng else CONTEXT
    out, first, size = [], 0, 0
    for i, forms in enumerate(sentences):
        n = encoder.size(forms)
        if i > first and size + n > limit:
            out.append((first, i))
            first, size, limit = i, 0, CONTEXT
        size += n
    return out + [(first, len(sentences))] if sentences else out


def grouped(encoder, items, limit, rng=None):
    """Batches of items (forms, ...) of like length, about `limit` pieces each, padding counted."""
    length = [encoder.size(x[0]) + 2 for x in items]
    out, group, most = [], [], 0
    for i in sorted(range(len(items)), key=lambda i: length[i] + (rng.random() * 6 if rng else 0)):
        if group and max(most, length[i]) * (len(group) + 1) > limit:
            out.append(group)
            group, most = [], 0
        group.append(items[i])
        most = max(most, length[i])
    if group:
        out.append(group)
    if rng:
        rng.shuffle(out)
    return out


def shorter(encoder, windows, rng=None):
    """The windows' sentences with their targets, in runs that the teacher reads at once."""
    out = []
    for w in windows:
        ends = np.cumsum([0] + [len(s) for s in w.sentences])
        for first, end in cut(encoder, w.sentences, rng):
            out.append(([f for s in w.sentences[first:end] for f in s], w.target[ends[first]:ends[end]]))
    return out


def said_loss(logits, group):
    target = np.full((*logits.shape[:2], len(ROLES)), -1, np.int64)
    for b, (forms, t) in enumerate(group):
        target[b, :len(forms)] = t.reshape(-1, len(ROLES), LABELS).argmax(-1)
    return F.cross_entropy(logits.reshape(-1, LABELS), torch.from_numpy(target).reshape(-1), ignore_index=-1)


def name_loss(logits, group, misc):
    B, W = logits.shape[:2]
    gold, weight, open_misc = np.zeros((B, W), np.int64), np.zeros((B, W), np.float32), np.zeros((B, W), bool)
    for b, (forms, s) in enumerate(group):
        gold[b, :len(forms)] = [data.NAME_LABELS.index(t) for t in s.names[:len(forms)]]
        weight[b, :len(forms)], open_misc[b] = s.weight, not s.has_misc
    gold, weight = torch.from_numpy(gold), torch.from_numpy(weight)
    lp = F.log_softmax(logits, -1)
    picked = lp.gather(-1, gold[..., None])[..., 0]
    picked = torch.where((gold == 0) & torch.from_numpy(open_misc), torch.logsumexp(lp[..., misc], -1), picked)
    return -2 * (picked * weight).sum() / weight.sum()


@torch.no_grad()
def shares(net, encoder, texts):
    """texts: lists of sentences -> target arrays, one for each sentence of each text."""
    net.eval()
    out = [[None] * len(sentences) for sentences in texts]
    items = [([f for s in sentences[first:end] for f in s], t, first, end)
             for t, sentences in enumerate(texts) for first, end in cut(encoder, sentences)]
    for group in grouped(encoder, items, 2 * BATCH):
        logits = net(*encoder.batch([x[0] for x in group]))[0]
        for b, (forms, t, first, end) in enumerate(group):
            p = F.softmax(logits[b, :len(forms)].view(-1, len(ROLES), LABELS), -1).reshape(len(forms), -1).numpy()
            at = 0
            for i in range(first, end):
                out[t][i] = p[at:at + len(texts[t][i])]
                at += len(texts[t][i])
    net.train()
    return out


def run_training(a, encoder, native):
    rng = random.Random(a.seed)
    windows = attribution_data.polnear(a.data, native, "train")
    dev = attribution_data.polnear(a.data, native, "dev")
    uner, held, gold, silver, rule = train.load_names(a, native)
    gum = name_data.gum(a.data, "train")
    lists = wiki_names.name_lists(a.data)
    lists = {k: [[w[0] for g in native.sentences(n) for w in g] for n in v] for k, v in lists.items()}
    misc = torch.tensor([i for i, n in enumerate(data.NAME_LABELS) if n == "O" or n.endswith("MISC")])
    net = Teacher(encoder)
    optimizer = torch.optim.AdamW(net.groups(), lr=1e-4, weight_decay=0.01, fused=True)
    started, steps = time.time(), 0
    for epoch in range(a.epochs):
        rng.shuffle(silver)
        rng.shuffle(rule)
        named = [data.substitute(s, lists, rng) for s in uner * 3 + gold + gum + silver[:700] + rule[:2000]]
        work = [(True, g) for g in grouped(encoder, shorter(encoder, windows, rng), BATCH, rng)]
        work += [(False, g) for g in grouped(encoder, [(data.augment(s, rng), s) for s in named], BATCH, rng)]
        rng.shuffle(work)
        for i, (is_said, group) in enumerate(work):
            progress = (epoch + i / len(work)) / a.epochs
            for g in optimizer.param_groups:
                g["lr"] = g["rate"] * min(1, (steps + 1) / 150) * (1.01 - progress)
            said, name = net(*encoder.batch([x[0] for x in group]))
            loss = said_loss(said, group) if is_said else name_loss(name, group, misc)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            steps += 1
        found = [np.concatenate(x) for x in shares(net, encoder, [w.sentences for w in dev])]
        print(f"epoch {epoch} {time.time() - started:.0f}s attribution {attribution_data.scores(found, dev)}", flush=True)
    torch.save(net.state_dict(), a.out)


def unlabelled(a):
    """News articles, then paragraphs of the text that report what politicians say, in a drawn order."""
    for part in ("fa-kes", "guardian-sdf"):
        for line in gzip.open(os.path.join(a.data, "news-syria", part + ".dev.jsonl.gz"), "rt", encoding="utf-8"):
            yield json.loads(line)["text"]
    found = []
    for line in open(a.text, encoding="utf-8"):
        line = line.strip()
        words = len(line.split())
        reporting = len(REPORTING.findall(line))
        if 25 <= words <= 250 and reporting >= 2 and reporting > 0.025 * words and len(POLITICS.findall(line)) >= 2:
            found.append(line)
    random.Random(a.seed).shuffle(found)
    words = 0
    for line in found:
        if words > WIKIPEDIA_WORDS:
            break
        words += len(line.split())
        yield line


def run_labelling(a, encoder, native):
    net = Teacher(encoder)
    net.load_state_dict(torch.load(a.teacher))
    texts = [[[w[0] for w in group] for group in native.sentences(text)] for text in unlabelled(a)]
    windows = [Window(*w) for sentences, targets in zip(texts, shares(net, encoder, texts))
               for w in attribution_data.cut(sentences, targets)]
    attribution_data.write(a.out, windows)
    print(len(windows), "windows,", sum(len(w) for w in windows), "words", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("mode", choices=["train", "label"])
    p.add_argument("--encoder", required=True, help="folder with the ONNX file and its tokenizer")
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--wiki-names", help="file written by wiki_names.py")
    p.add_argument("--text", help="plain text, a paragraph a line")
    p.add_argument("--teacher", help="file written by `train`")
    p.add_argument("--build", default="/tmp/dragoman-train")
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=2)
    p.add_argument("--fold", type=int, default=0, help="as of train.py")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    native = data.Native(a.build)
    encoder = Encoder(a.encoder)
    (run_training if a.mode == "train" else run_labelling)(a, encoder, native)


if __name__ == "__main__":
    main()
