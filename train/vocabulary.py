"""Words -> the index arrays that the network reads, as the engine makes them."""

from __future__ import annotations

import math

import numpy as np


def profiles(vectors):
    """1..20: four classes of frequency times five of capitalisation inside sentences; 0 is unknown."""
    freq = np.searchsorted([100, 1000, 20000], vectors["count"], side="right")
    cap = np.searchsorted([20, 200, 800, 980], vectors["capital"], side="right")
    return 1 + freq * 5 + cap


def unit_vectors(vectors):
    """float32 [words + 1, dims]: vectors of one length, in the 8 bits that the engine keeps; zeros for unknown words."""
    v = np.array(vectors["v"])
    v /= np.linalg.norm(v, axis=1, keepdims=True) / math.sqrt(v.shape[1])
    step = np.abs(v).max(1, keepdims=True) / 127
    v = np.round(v / step) * step
    return np.concatenate([v, np.zeros((1, v.shape[1]))]).astype(np.float32)


class Encoder:
    def __init__(self, native, vectors, trained, c):
        """trained: hash of a word's normal form -> row of the trained table."""
        self.native, self.c, self.trained = native, c, trained
        self.vocab = {int(h): i for i, h in enumerate(vectors["hash"])}
        self.profile = np.concatenate([profiles(vectors), [0]]).astype(np.int64)
        self.unknown = len(vectors)

    def __call__(self, forms):
        """(vector rows, word rows, affix and shape rows [n, 8], profiles) of a list of forms."""
        word, affix = self.native.features(forms)
        ids = [self.vocab.get(h, self.unknown) for h in word.tolist()]
        trained = [self.trained.get(h, len(self.trained)) for h in word.tolist()]
        vec = np.array(ids, np.int64)
        affix = affix.astype(np.int64)
        affix[:, :7] %= self.c["affix_rows"]
        affix[:, 7] %= self.c["shape_rows"]
        return vec, np.array(trained, np.int64), affix, self.profile[vec]
