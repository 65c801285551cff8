#!/usr/bin/env python3
"""Makes the table of known lemmas (src/language/lemma.h) and puts it into a model file.

usage: lemmas.py --data DIR --model IN --out OUT [--build DIR]

For each form with its tag in EWT train and in the genres of GUM train that may be shared freely: the edit script to the
lemma, where the treebanks agree on it. EWT counts thrice, since the two differ in some conventions. Forms in lower case answer
for all ways of writing but those that are listed as they stand. The other sections are carried over byte by byte.
"""
import argparse
import ctypes
import os
from collections import Counter, defaultdict

import numpy as np

import data
from container import replace_sections

AGREED = 0.9  # share of the commonest lemma below which the network, which sees the context, answers


def read_words(path, share=lambda document: True):
    """(form, UPOS tab XPOS, lemma) of each word but typing errors and parts of words."""
    wanted = True
    for line in data.open_text(path):
        if line.startswith("# newdoc id = "):
            wanted = share(line[len("# newdoc id = "):].strip())
        elif wanted and line[:1].isdigit():
            c = line.split("\t")
            if c[0].isdigit() and c[2] != "_" and c[4] not in ("GW", "AFX"):
                yield c[1], f"{c[3]}\t{c[4]}", c[2]


def scripts_of(counts):
    """{key: script} from {key: {script: count}} where one of the scripts prevails."""
    out = {}
    for key, scripts in counts.items():
        script, most = max(scripts.items(), key=lambda item: (item[1], item[0]))
        if most >= AGREED * sum(scripts.values()):
            out[key] = script
    return out


def keys_of(native, pairs, exact):
    def joined(texts):
        raw = [t.encode("utf-8", "surrogatepass") for t in texts]
        offset = np.zeros(len(raw) + 1, np.int64)
        np.cumsum([len(r) for r in raw], out=offset[1:])
        return b"".join(raw), offset

    forms, form_at = joined([p[0] for p in pairs])
    tags, tag_at = joined([p[1] for p in pairs])
    key = np.empty(len(pairs), np.uint32)
    pointer = lambda a: a.ctypes.data_as(ctypes.c_void_p)
    native.lib.dragoman_lemma_keys(forms, pointer(form_at), tags, pointer(tag_at), ctypes.c_int64(len(pairs)),
                                   ctypes.c_uint8(exact), pointer(key))
    return key.tolist()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--build", default="/tmp/dragoman-train")
    args = parser.parse_args()
    folder = os.path.join(args.data, "treebanks")
    native = data.Native(args.build)

    exact, lower = defaultdict(Counter), defaultdict(Counter)
    for name, share, weight in (("ewt-train", lambda document: True, 3), ("gum-train", data.gum_may_be_shared, 1)):
        for form, tag, lemma in read_words(os.path.join(folder, name + ".conllu.gz"), share):
            script = data.lemma_script(form, lemma)
            exact[form, tag][script] += weight
            if not tag.startswith("PROPN"):
                lower[form.lower(), tag][script] += weight
    lower = scripts_of(lower)
    # As it stands a form is listed only where its lower case would not give the same.
    exact = {key: script for key, script in scripts_of(exact).items() if lower.get((key[0].lower(), key[1])) != script}

    scripts = sorted(set(lower.values()) | set(exact.values()))
    number = {script: i for i, script in enumerate(scripts)}
    entries = {}
    for table, as_written in ((lower, 0), (exact, 1)):
        pairs = list(table)
        for pair, key in zip(pairs, keys_of(native, pairs, as_written)):
            entries[key] = number[table[pair]]
    size = 1
    while size < 1.5 * len(entries):
        size *= 2
    keys, values = np.zeros(size, "<u4"), np.zeros(size, "<u2")
    for key, value in entries.items():
        at = key & (size - 1)
        while keys[at]:
            at = (at + 1) & (size - 1)
        keys[at], values[at] = key, value
    text = "".join(script + "\n" for script in scripts).encode("utf-8")
    print(f"{len(entries)} forms with a tag ({len(exact)} as written), {len(scripts)} scripts, {size * 6 + len(text)} bytes", flush=True)
    replace_sections(args.model, args.out, "lemma.", [("lemma.key", keys.tobytes(), (1, size)), ("lemma.value", values.tobytes(), (1, size)),
                                                      ("lemma.scripts", text, (1, len(text)))])


if __name__ == "__main__":
    main()
