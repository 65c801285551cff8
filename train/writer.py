"""Writes the model file that docs/formats/model.md describes."""

from __future__ import annotations


import numpy as np

import data
from container import write_sections
from model import CLIP, DISTANCES

STEP = CLIP / 127  # one step of the quantised inputs of every matrix


def pack_linear(sections, name, layer):
    """7-bit rows, packed [rows/16][columns/4][16][4] so that four columns of sixteen rows are one load."""
    w = layer.weight.detach().cpu().numpy().astype(np.float64)
    bias = layer.bias.detach().cpu().numpy().astype(np.float32)
    rows, cols = w.shape
    scale = np.maximum(np.abs(w).max(1, keepdims=True), 1e-8) / 63
    q = np.zeros(((rows + 15) // 16 * 16, (cols + 3) // 4 * 4), np.int8)
    q[:rows, :cols] = np.round(w / scale)
    blocks = q.reshape(q.shape[0] // 16, 16, q.shape[1] // 4, 4).transpose(0, 2, 1, 3)
    pad = q.shape[0] - rows
    sections.append((name + ".weight", np.ascontiguousarray(blocks).tobytes(), q.shape))
    sections.append((name + ".scale", np.pad((scale[:, 0] * STEP).astype("<f4"), (0, pad)).tobytes(), (1, q.shape[0])))
    sections.append((name + ".bias", np.pad(bias.astype("<f4"), (0, pad)).tobytes(), (1, q.shape[0])))


def pack_table(sections, name, table):
    t = table.astype(np.float64)
    scale = np.maximum(np.abs(t).max(1), 1e-8) / 127
    sections.append((name, np.round(t / scale[:, None]).astype(np.int8).tobytes(), t.shape))
    sections.append((name + ".scale", scale.astype("<f4").tobytes(), (1, t.shape[0])))


def hash_table(keys):
    """Open addressing, linear probing from key's low bits; 0 marks an empty slot (no word hashes to it)."""
    size = 1
    while size < 2 * len(keys):
        size *= 2
    slots, values = [0] * size, [0] * size
    for i, k in enumerate(keys):
        at = k & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at], values[at] = k, i
    return np.array(slots, "<u8"), np.array(values, "<u4")


def write_model(path, net, labels, vectors, trained, profile):
    sections = []
    c = net.c
    numbers = {"dim": c["dim"], "hidden": c["hidden"], "blocks": c["blocks"], "arc_dim": c["arc_dim"],
               "rel_dim": c["rel_dim"], "distances": DISTANCES, "clip": CLIP, "language": "en"}
    text = lambda s: (s.encode("utf-8"), (1, len(s.encode("utf-8"))))
    sections.append(("config", *text("".join(f"{k} {v}\n" for k, v in numbers.items()))))
    sections.append(("labels.tag", *text("".join(t + "\n" for t in labels["tag"].list))))
    sections.append(("labels.deprel", *text("".join(t + "\n" for t in labels["rel"].list))))
    sections.append(("labels.lemma", *text("".join(t + "\n" for t in labels["lemma"].list))))
    sections.append(("labels.name", *text("".join(t + "\n" for t in data.NAME_LABELS))))

    # One vocabulary for both tables: words with a vector, then trained words without one.
    known = [int(h) for h in vectors["hash"]]
    index = {h: i for i, h in enumerate(known)}
    extra = [h for h in trained if h not in index]
    keys = known + extra
    word_row = {h: i for i, h in enumerate(trained)}
    slots, values = hash_table(keys)
    sections.append(("vocabulary.hash", slots.tobytes(), (1, len(slots))))
    sections.append(("vocabulary.entry", values.tobytes(), (1, len(values))))
    unknown_vector, unknown_word = len(known), len(trained)
    entry = np.zeros((len(keys) + 1, 3), "<u4")  # vector row, word row, profile; the last entry is for unknown words
    for i, h in enumerate(keys):
        v = i if i < len(known) else unknown_vector
        entry[i] = (v, word_row.get(h, unknown_word), profile[v])
    entry[-1] = (unknown_vector, unknown_word, profile[unknown_vector])
    sections.append(("vocabulary.rows", entry.tobytes(), entry.shape))

    get = lambda t: t.detach().cpu().numpy()
    pack_table(sections, "vector", get(net.vectors))
    pack_table(sections, "word", get(net.word.weight))
    pack_table(sections, "prefix", get(net.prefix.weight))
    pack_table(sections, "suffix", get(net.suffix.weight))
    pack_table(sections, "shape", get(net.shape.weight))
    pack_table(sections, "profile", get(net.profile.weight))
    pack_linear(sections, "input", net.input)
    for i, (kind, block) in enumerate(zip(c["blocks"], net.blocks)):
        if kind == "c":
            pack_linear(sections, f"block{i}", block.linear)
        else:
            pack_linear(sections, f"block{i}.inner", block.inner)
            pack_linear(sections, f"block{i}.outer", block.outer)
    pack_linear(sections, "heads", net.heads)
    f4 = lambda t: get(t).astype("<f4")
    sections.append(("arc.root", f4(net.root_arc).tobytes(), (1, c["arc_dim"])))
    sections.append(("arc.distance", f4(net.distance).tobytes(), tuple(net.distance.shape)))
    sections.append(("rel.root", f4(net.root_rel).tobytes(), (1, c["rel_dim"])))
    rel = np.ascontiguousarray(f4(net.rel.weight).T)  # [rel_dim][labels]
    sections.append(("rel.weight", rel.tobytes(), rel.shape))
    sections.append(("rel.bias", f4(net.rel.bias).tobytes(), (1, c["rels"])))

    pack_linear(sections, "attribution.inner", net.attribution.inner)
    pack_linear(sections, "attribution.outer", net.attribution.outer)

    write_sections(path, sections)
