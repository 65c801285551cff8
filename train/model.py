"""The multi-task network. src/language/network.cc computes the same function with 8-bit weights.

words -> [vector | word | prefixes | suffixes | shape | profile] -> norm, linear
      -> a conv block, then scan blocks (bidirectional forget-gate recurrence, all matrix work outside it)
      -> norm -> one linear layer for all heads: tag | lemma | name | arc_dep | arc_head | rel_dep | rel_head
Every matrix reads a normalised, clipped input, so that the engine can quantise it with one fixed step.
Batches are [time, batch, channels]. `Body` is the part up to the blocks' output: pretrain.py teaches it to guess
hidden words of plain text, train.py puts the heads on it.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

import fused

CLIP = 4.0
DISTANCES = 16  # relative positions -16..16 get their own arc score


class FakeQuant(torch.autograd.Function):
    """Weights as the engine will store them: 7 bits and a scale per row; the gradient passes through."""

    @staticmethod
    def forward(ctx, w):
        step = w.abs().amax(1, keepdim=True).clamp_min(1e-8) / 63
        return torch.round(w / step) * step

    @staticmethod
    def backward(ctx, grad):
        return grad


class NormDropout(nn.Module):
    """Norm, clip, dropout: one mask for all words of a sentence, cheaper and better for recurrence
    (Gal and Ghahramani, 2016)."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        keep = None
        if self.training and self.p:
            keep = (torch.rand(x.shape[1:], device=x.device) >= self.p).to(x.dtype) / (1 - self.p)
        return fused.norm(x, keep, CLIP)


class QLinear(nn.Linear):
    quantise = False

    def rows(self):
        return FakeQuant.apply(self.weight) if QLinear.quantise else self.weight

    def split(self, x, sizes):
        """Groups of output rows, each by a product of its own (torch's cat and split are slow on a CPU)."""
        w = self.rows()
        out, at = [], 0
        for n in sizes:
            out.append(F.linear(x, w[at:at + n], self.bias[at:at + n]))
            at += n
        return out

    def forward(self, x):
        return F.linear(x, self.rows(), self.bias)


class Conv(nn.Module):
    """Gated convolution over three words; the engine reads the three rows as one long one."""

    def __init__(self, dim, dropout):
        super().__init__()
        self.linear = QLinear(3 * dim, 2 * dim)
        self.norm = NormDropout(dropout)

    @staticmethod
    def half(y, w, b, d):
        z = F.linear(y, w[:, d:2 * d], b)
        z[1:] += F.linear(y[:-1], w[:, :d])
        z[:-1] += F.linear(y[1:], w[:, 2 * d:])
        return z

    def forward(self, x, mask):
        y = self.norm(x) * mask
        d = x.shape[-1]
        w, b = self.linear.rows(), self.linear.bias
        return fused.gate(x, self.half(y, w[:d], b[:d], d), self.half(y, w[d:], b[d:], d))


class BiScan(nn.Module):
    def __init__(self, dim, hidden, dropout):
        super().__init__()
        self.hidden = hidden
        self.inner = QLinear(dim, 6 * hidden)  # rows: c ahead | c back | f f | o o
        self.outer = QLinear(2 * hidden, dim)
        self.norm = NormDropout(dropout)
        self.inner_norm = NormDropout(dropout)
        with torch.no_grad():  # remember by default, at many time scales
            self.inner.bias[2 * hidden:4 * hidden] = torch.linspace(-1, 3, hidden).repeat(2)

    def forward(self, x, mask):
        c, f, o = self.inner.split(self.norm(x), [2 * self.hidden] * 3)
        return x + self.outer(self.inner_norm(fused.scan(c, f, o, mask)))


class Body(nn.Module):
    def __init__(self, c, vectors):
        """c: sizes (dict); vectors: float tensor [rows, dims], fixed; its last row is for unknown words."""
        super().__init__()
        self.c = c
        self.register_buffer("vectors", vectors, persistent=False)
        self.word = nn.Embedding(c["words"] + 1, c["word_dim"])  # last row: not among the trained words
        self.prefix = nn.EmbeddingBag(c["affix_rows"], c["prefix_dim"], mode="sum")
        self.suffix = nn.EmbeddingBag(c["affix_rows"], c["suffix_dim"], mode="sum")
        self.shape = nn.Embedding(c["shape_rows"], c["shape_dim"])
        self.profile = nn.Embedding(c["profiles"], c["profile_dim"])
        for e in (self.word, self.prefix, self.suffix, self.shape, self.profile):
            nn.init.normal_(e.weight, std=0.3)
        width = vectors.shape[1] + c["word_dim"] + c["prefix_dim"] + c["suffix_dim"] + c["shape_dim"] + c["profile_dim"]
        self.input = QLinear(width, c["dim"])
        drop = c["dropout"]
        self.blocks = nn.ModuleList(
            [Conv(c["dim"], drop) if k == "c" else BiScan(c["dim"], c["hidden"], drop) for k in c["blocks"]])
        self.feature_norm = NormDropout(0.6 * drop)
        self.word_dropout = c.get("word_dropout", 0.15)

    def forward(self, vec, word, affix, profile, mask, hidden=None):
        """Index tensors [T, B]; affix [T, B, 8]; mask [T, B, 1]; hidden [T, B] bool: words the reader may not see.
        Returns [T, B, dim]."""
        T, B = word.shape
        v, w, p = self.vectors[vec], self.word(word), self.profile(profile)
        if self.training and self.word_dropout:
            keep = (torch.rand(word.shape, device=w.device) >= self.word_dropout).unsqueeze(-1).to(w.dtype)
            hard = (torch.rand(word.shape, device=w.device) >= self.word_dropout * 0.5).unsqueeze(-1).to(w.dtype)
            v = v * hard
            w = w * (keep * hard) + self.word.weight[-1] * (1 - keep * hard)
            p = p * hard + self.profile.weight[0] * (1 - hard)
        bag = lambda table, a: table(a.reshape(T * B, -1)).view(T, B, -1)
        parts = [v, w, bag(self.prefix, affix[..., 0:3]), bag(self.suffix, affix[..., 3:7]), self.shape(affix[..., 7]), p]
        e, at = v.new_empty(v.shape[:2] + (self.input.in_features,)), 0
        for part in parts:
            e[..., at:at + part.shape[-1]] = part
            at += part.shape[-1]
        if hidden is not None:
            e = e.masked_fill(hidden.unsqueeze(-1), 0.0)
        x = self.input(self.feature_norm(e))
        for block in self.blocks:
            x = block(x, mask)
        return x


class Attribution(nn.Module):
    """Who says what: a recurrence over all words of a window, from sentence to sentence."""

    ANSWERS = 9  # source, cue, content: outside, inside, first

    def __init__(self, dim, hidden, dropout):
        super().__init__()
        self.hidden = hidden
        self.inner = QLinear(dim, 6 * hidden)
        self.outer = QLinear(2 * hidden, self.ANSWERS)
        self.norm = NormDropout(dropout)
        with torch.no_grad():
            self.inner.bias[2 * hidden:4 * hidden] = torch.linspace(-1, 3, hidden).repeat(2)

    def forward(self, x, mask):
        """x [W, B, dim], normalised."""
        c, f, o = self.inner.split(x, [2 * self.hidden] * 3)
        return self.outer(self.norm(fused.scan(c, f, o, mask)))


class Network(Body):
    def __init__(self, c, vectors):
        super().__init__(c, vectors)
        A, R = c["arc_dim"], c["rel_dim"]
        self.sizes = [c["tags"], c["lemmas"], c["names"], A, A, R, R]
        self.heads = QLinear(c["dim"], sum(self.sizes))
        self.root_arc = nn.Parameter(torch.randn(A) * 0.1)
        self.root_rel = nn.Parameter(torch.randn(R) * 0.1)
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCES + 1, A))
        self.rel = nn.Linear(R, c["rels"])
        self.head_norm = NormDropout(c["dropout"])
        self.attribution = Attribution(c["dim"], c["attribution_hidden"], c["dropout"])

    def encode(self, vec, word, affix, profile, mask):
        """Inputs as of Body. Returns the heads' outputs, split."""
        return self.heads.split(self.head_norm(self(vec, word, affix, profile, mask)), self.sizes)

    def attribute(self, vec, word, affix, profile, mask, place):
        """Windows of several sentences with a masked row between them. place [W, B]: the row of each word of a window,
        or of any masked row. Returns logits [W, B, 9]."""
        x = self.head_norm(self(vec, word, affix, profile, mask))
        at = place[..., None]
        return self.attribution(x.gather(0, at.expand(-1, -1, x.shape[-1])), mask.gather(0, at))

    def arc_scores(self, dep, head):
        """[T, B, A] twice -> [B, T, T + 1]: for each dependent, scores of the root (0) and of each word."""
        T, B, A = dep.shape
        dep = dep.transpose(0, 1)
        head = torch.cat([self.root_arc.expand(1, B, A), head]).transpose(0, 1)
        s = torch.bmm(dep, head.transpose(1, 2))
        near = dep @ self.distance.t()  # [B, T, 2D+1]
        at = torch.arange(T, device=dep.device)
        gap = (at[None, :] - at[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES  # head minus dependent
        near = near.gather(2, gap.expand(B, T, T))
        s = torch.cat([s[..., :1], s[..., 1:] + near], -1)
        return s * (A ** -0.5)

    def rel_scores(self, d, h):
        return self.rel(F.relu(d + h + d * h))


class Guesser(Body):
    """The body with what pre-training needs: the hidden word's normal form, and how it is capitalised."""

    CASES = 4

    def __init__(self, c, vectors, log_rank_rate):
        """log_rank_rate: float tensor [words]: log of the chance that a word is among a step's candidates."""
        super().__init__(c, vectors)
        self.out_norm = NormDropout(0.0)
        self.query = nn.Linear(c["dim"], c["dim"])
        self.case = nn.Linear(c["dim"], self.CASES)
        self.target = nn.Embedding(c["words"], c["dim"])
        self.target_bias = nn.Parameter(torch.zeros(c["words"]))
        nn.init.normal_(self.target.weight, std=0.05)
        self.register_buffer("log_rate", log_rank_rate, persistent=False)

    def loss(self, x, at, word, case, candidates):
        """x [T, B, dim]; at [n]: positions in the flattened x; word [n] (>= 0), case [n]; candidates [m].
        Cross-entropy over the candidates, each weighed by how rarely it is drawn (importance sampling)."""
        h = self.out_norm(x)
        h = h.reshape(-1, h.shape[-1])[at]
        q = self.query(h)
        m, both = len(candidates), torch.cat([candidates, word])  # one lookup: the gradient is a whole table
        w, b = self.target(both), self.target_bias[both]
        s = q @ w[:m].t() + (b[:m] - self.log_rate[candidates])
        s = s.masked_fill(candidates[None, :] == word[:, None], -1e4)
        own = (q * w[m:]).sum(-1) + b[m:]
        guess = (torch.logsumexp(torch.cat([s, own[:, None]], 1), 1) - own).mean()
        return guess, F.cross_entropy(self.case(h), case)
