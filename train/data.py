"""Reads treebanks and name corpora, and turns words into the engine's feature hashes."""

from __future__ import annotations

import ctypes
import gzip
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
NAME_TYPES = ["PER", "ORG", "LOC", "NORP", "MISC"]
NAME_LABELS = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BIES"]


@dataclass
class Sentence:
    forms: list[str]
    tags: list[str] = field(default_factory=list)  # UPOS \t XPOS \t FEATS
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 0 is the root, as in CoNLL-U
    rels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # BIOES
    has_misc: bool = False  # the corpus marks MISC: an O is then really none
    weight: float = 1.0
    doc: str = ""


def open_text(path):
    if path.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


def read_conllu(path, wanted_document=None):
    """wanted_document: says of a document's id whether it is read; all are without it."""
    out, s, wanted = [], Sentence([]), True
    for line in open_text(path):
        line = line.rstrip("\n")
        if wanted_document and line.startswith("# newdoc id"):
            wanted = wanted_document(line.split("=")[-1].strip())
        if not line:
            if s.forms and wanted:
                out.append(s)
            s = Sentence([])
        elif line[0] != "#":
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            s.forms.append(sys.intern(c[1]))
            s.lemmas.append(sys.intern(c[2]))
            s.tags.append(sys.intern("\t".join((c[3], c[4], c[5]))))
            s.heads.append(int(c[6]))
            s.rels.append(sys.intern(c[7]))
    if s.forms and wanted:
        out.append(s)
    return out


# Genres of GUM whose texts, not only their annotations, may be used and shared freely; the others are licensed for
# non-commercial use. Documents are named GUM_genre_title.
FREE_GUM = {"news", "interview", "bio", "voyage", "academic", "textbook", "vlog", "speech", "conversation", "court"}


def gum_may_be_shared(document):
    return document.startswith("GUM_") and document.split("_")[1] in FREE_GUM


def lemma_script(form, lemma):
    """An edit from form to lemma: `case cut add`, or `= lemma` where nothing is shared.

    case: l all lower, k as it stands, t first letter upper and the rest lower. `cut` letters leave
    the end, then `add` is put there.
    """
    if lemma == "_":
        return None
    low = form.lower()
    options = []
    for case, base in (("l", low), ("k", form), ("t", form[:1].upper() + low[1:])):
        n = 0
        while n < len(base) and n < len(lemma) and base[n] == lemma[n]:
            n += 1
        if n == len(base) and n == len(lemma):
            return f"{case} 0 "
        if n > 0:
            options.append((len(base) - n + len(lemma) - n, case, len(base) - n, lemma[n:]))
    if not options or min(options)[0] > 7:
        return "= 0 " + lemma
    options.sort(key=lambda o: (o[0], "lkt".index(o[1])))
    _, case, cut, add = options[0]
    return f"{case} {cut} {add}"


def bioes(spans, n):
    tags = ["O"] * n
    for first, last, kind in spans:
        if first == last:
            tags[first] = "S-" + kind
        else:
            tags[first], tags[last] = "B-" + kind, "E-" + kind
            for i in range(first + 1, last):
                tags[i] = "I-" + kind
    return tags


def name_spans(tags):
    """BIO or BIOES tags as (first, last, type)."""
    spans, start = [], None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and (t == "O" or t[0] in "BS" or t[2:] != tags[start][2:]):
            spans.append((start, i - 1, tags[start][2:]))
            start = None
        if t != "O" and start is None:
            start = i
    return spans


def read_iob2(path):
    out, forms, tags, doc = [], [], [], ""

    def close():
        if forms:
            spans = [s for s in name_spans(tags) if s[2] in NAME_TYPES]
            out.append(Sentence(list(forms), names=bioes(spans, len(forms)), doc=doc))
        forms.clear()
        tags.clear()

    for line in open_text(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            doc = line.split("=")[-1].strip()
        if not line:
            close()
        elif line[0] != "#":
            c = line.split("\t")
            forms.append(c[1])
            tags.append(c[2])
    close()
    return out


def held_documents(sentences, fold=0):
    """The fifth of a corpus's documents that is kept out of training, to measure and calibrate on."""
    docs = sorted({s.doc for s in sentences})
    random.Random(5).shuffle(docs)
    n = len(docs)
    return set(docs[fold * n // 5:(fold + 1) * n // 5])


def with_entities(tokens, entities, has_misc, weight, doc):
    spans = []
    for e in entities:
        kind = e["type"]
        if kind not in NAME_TYPES:
            continue
        inside = [i for i, t in enumerate(tokens) if t[1] < e["end"] and t[2] > e["begin"]]
        if inside and not any(a <= inside[-1] and inside[0] <= b for a, b, _ in spans):
            spans.append((inside[0], inside[-1], kind))
    return Sentence([t[0] for t in tokens], names=bioes(spans, len(tokens)), has_misc=has_misc, weight=weight, doc=doc)


def read_names_jsonl(native, path, has_misc=False, weight=1.0):
    """One sentence or one article a line, cut as the engine cuts them."""
    out = []
    for line in open_text(path):
        r = json.loads(line)
        for group in native.sentences(r["text"]):
            b, e = group[0][1], group[-1][2]
            inside = [x for x in r["entities"] if x["begin"] >= b and x["end"] <= e]
            out.append(with_entities(group, inside, has_misc, weight, r.get("doc", r["id"])))
    return out


def mark_norp(sentences, words):
    """Nationality and group words outside other names become NORP; corpora here leave them out or call them MISC."""
    for s in sentences:
        spans = name_spans(s.names)
        kept = [x for x in spans if not (x[2] == "MISC" and all(s.forms[i].lower() in words for i in range(x[0], x[1] + 1)))]
        taken = {i for a, b, _ in kept for i in range(a, b + 1)}
        for i, form in enumerate(s.forms):
            if i not in taken and form[:1].isupper() and form.lower() in words:
                kept.append((i, i, "NORP"))
        s.names = bioes(kept, len(s.forms))


def substitute(s: Sentence, lists, rng: random.Random, share=0.2):
    """Now and then puts another name of the same type in a name's place, so that contexts are learnt, not names."""
    if rng.random() > 0.6:
        return s
    forms, names, at = [], [], 0
    for first, last, kind in name_spans(s.names):
        forms += s.forms[at:first]
        names += s.names[at:first]
        new = s.forms[first:last + 1]
        if kind in lists and rng.random() < share / 0.6 * 1.5:
            pick = rng.choice(lists[kind])
            if kind == "PER" and last == first:
                pick = pick[-1:]
            if new[0].islower():
                pick = [w.lower() for w in pick]
            new = pick
        forms += new
        names += bioes([(0, len(new) - 1, kind)], len(new))
        at = last + 1
    return Sentence(forms + s.forms[at:], names=names + s.names[at:], has_misc=s.has_misc, weight=s.weight, doc=s.doc)


class Native:
    """The engine's C++ feature code, compiled on first use."""

    def __init__(self, build_dir):
        os.makedirs(build_dir, exist_ok=True)
        lib = os.path.join(build_dir, "libdragoman_train.so")
        src = os.path.join(HERE, "..", "src")
        files = [os.path.join(HERE, "native.cc")]
        files += [os.path.join(src, "language", name + ".cc") for name in ("word_features", "split", "ends", "lexicon")]
        files += [os.path.join(src, "core", name + ".cc") for name in ("check", "error", "mapped_file", "tsv", "utf8")]
        subprocess.check_call(["g++", "-std=c++20", "-O2", "-shared", "-fPIC", "-I", src,
                               "-I", os.path.join(HERE, "..", "include"), "-o", lib] + files)
        self.lib = ctypes.CDLL(lib)
        self.lib.dragoman_split.restype = ctypes.c_int64
        self.lib.dragoman_open.restype = ctypes.c_char_p
        lexicon = os.path.join(HERE, "..", "lexicons", "language", "english.tsv")
        if wrong := self.lib.dragoman_open(os.fsencode(lexicon)):
            raise RuntimeError(wrong.decode())

    def sentences(self, text):
        """The engine's sentences of a text: lists of (form, begin, end), offsets in characters."""
        raw = text.encode("utf-8", "surrogatepass")
        begin, end = np.empty(len(raw) + 1, np.uint32), np.empty(len(raw) + 1, np.uint32)
        last = np.empty(len(raw) + 1, np.uint8)
        ptr = lambda a: a.ctypes.data_as(ctypes.c_void_p)
        n = self.lib.dragoman_split(raw, ctypes.c_int64(len(raw)), ptr(begin), ptr(end), ptr(last))
        if len(raw) == len(text):
            char = range(len(raw) + 1)
        else:  # byte -> character
            is_start = (np.frombuffer(raw, np.uint8) & 0xC0) != 0x80
            char = np.concatenate([[0], np.cumsum(is_start)])
            char = np.where(np.append(is_start, True), char, char - 1).tolist()
        out, group = [], []
        for b, e, l in zip(begin[:n].tolist(), end[:n].tolist(), last[:n].tolist()):
            group.append((text[char[b]:char[e]], char[b], char[e]))
            if l:
                out.append(group)
                group = []
        return out

    def features(self, forms):
        """(uint64[n] word hashes, uint32[n, 8] affix and shape hashes)"""
        raw = [f.encode("utf-8", "surrogatepass") for f in forms]
        offset = np.zeros(len(raw) + 1, np.int64)
        np.cumsum([len(r) for r in raw], out=offset[1:])
        word, affix = np.empty(len(raw), np.uint64), np.empty((len(raw), 8), np.uint32)
        ptr = lambda a: a.ctypes.data_as(ctypes.c_void_p)
        self.lib.dragoman_features(b"".join(raw), ptr(offset), ctypes.c_int64(len(raw)), ptr(word), ptr(affix))
        return word, affix


def read_vectors(path, limit):
    with open(path, "rb") as f:
        assert f.read(8) == b"DGVEC1\0\0"
        n, d = np.frombuffer(f.read(8), "<u4")
        row = np.dtype([("hash", "<u8"), ("count", "<u4"), ("capital", "<u4"), ("v", "<f4", (d,))])
        return np.frombuffer(f.read(), row)[:limit]


def augment(s: Sentence, rng: random.Random):
    """Now and then: all capitals, title case, lower case, or no final stop. News has headlines; EWT has few."""
    r = rng.random()
    forms = s.forms
    if r < 0.025:
        forms = [f.upper() for f in forms]
    elif r < 0.055:
        forms = [f[:1].upper() + f[1:] for f in forms]
    elif r < 0.075:
        forms = [f.lower() for f in forms]
    n = len(forms)
    if n > 3 and rng.random() < 0.08 and forms[-1] in ".!?" and (not s.heads or (n not in s.heads and s.heads[-1])):
        n -= 1
    return forms[:n]
