"""The multi-task network. src/language/network.cc computes the same function with 8-bit weights.

words -> [vector | word | prefixes | suffixes | shape | profile] -> norm, linear
      -> conv block, then scan blocks (bidirectional forget-gate recurrence, all matrix work outside it)
      -> norm -> one linear layer for all heads: tag | lemma | name | arc_dep | arc_head | rel_dep | rel_head
Every matrix reads a normalised, clipped input, so that the engine can quantise it with one fixed step.
Batches are [time, batch, channels].
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

CLIP = 4.0
DISTANCES = 16  # relative positions -16..16 get their own arc score


class Scan(torch.autograd.Function):
    """h[t] = f[t] h[t-1] + (1 - f[t]) c[t] along the first axis; the second half of the channels runs backward."""

    @staticmethod
    def forward(ctx, f, c):
        h = (1 - f) * c
        T, H = h.shape[0], h.shape[-1] // 2
        ahead, back, fa, fb = h[..., :H], h[..., H:], f[..., :H], f[..., H:]
        for t in range(1, T):
            ahead[t].addcmul_(fa[t], ahead[t - 1])
            back[T - 1 - t].addcmul_(fb[T - 1 - t], back[T - t])
        ctx.save_for_backward(f, c, h)
        return h

    @staticmethod
    def backward(ctx, grad):
        f, c, h = ctx.saved_tensors
        T, H = h.shape[0], h.shape[-1] // 2
        g = grad.clone()
        ga, gb, fa, fb = g[..., :H], g[..., H:], f[..., :H], f[..., H:]
        for t in range(T - 1, 0, -1):
            ga[t - 1].addcmul_(fa[t], ga[t])
            gb[T - t].addcmul_(fb[T - 1 - t], gb[T - 1 - t])
        before = torch.zeros_like(h)
        before[1:, ..., :H] = h[:-1, ..., :H]
        before[:-1, ..., H:] = h[1:, ..., H:]
        return (before - c) * g, (1 - f) * g


class FakeQuant(torch.autograd.Function):
    """Weights as the engine will store them: 7 bits and a scale per row; the gradient passes through."""

    @staticmethod
    def forward(ctx, w):
        step = w.abs().amax(1, keepdim=True).clamp_min(1e-8) / 63
        return torch.round(w / step) * step

    @staticmethod
    def backward(ctx, grad):
        return grad


def norm(x):
    return F.layer_norm(x, x.shape[-1:], eps=1e-5).clamp(-CLIP, CLIP)


class Dropout(nn.Module):
    """One mask for all words of a sentence: cheaper, and better for recurrence (Gal and Ghahramani, 2016)."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or not self.p:
            return x
        keep = (torch.rand((1,) + x.shape[1:], device=x.device) >= self.p).to(x.dtype)
        return x * (keep / (1 - self.p))


class QLinear(nn.Linear):
    quantise = False

    def split(self, x, sizes):
        """Groups of output rows, each by a product of its own (torch's cat and split are slow on a CPU)."""
        w = FakeQuant.apply(self.weight) if QLinear.quantise else self.weight
        out, at = [], 0
        for n in sizes:
            out.append(F.linear(x, w[at:at + n], self.bias[at:at + n]))
            at += n
        return out

    def forward(self, x):
        w = FakeQuant.apply(self.weight) if QLinear.quantise else self.weight
        return F.linear(x, w, self.bias)


class Conv(nn.Module):
    """Gated convolution over three words; the engine reads the three rows as one long one."""

    def __init__(self, dim, dropout):
        super().__init__()
        self.linear = QLinear(3 * dim, 2 * dim)
        self.dropout = Dropout(dropout)

    def half(self, y, w, b, d):
        z = F.linear(y, w[:, d:2 * d], b)
        z[1:] += F.linear(y[:-1], w[:, :d])
        z[:-1] += F.linear(y[1:], w[:, 2 * d:])
        return z

    def forward(self, x, mask):
        y = self.dropout(norm(x)) * mask
        d = x.shape[-1]
        w = FakeQuant.apply(self.linear.weight) if QLinear.quantise else self.linear.weight
        a = self.half(y, w[:d], self.linear.bias[:d], d)
        return x + a * torch.sigmoid(self.half(y, w[d:], self.linear.bias[d:], d))


class BiScan(nn.Module):
    def __init__(self, dim, hidden, dropout):
        super().__init__()
        self.hidden = hidden
        self.inner = QLinear(dim, 6 * hidden)  # rows: c ahead | c back | f f | o o
        self.outer = QLinear(2 * hidden, dim)
        self.dropout = Dropout(dropout)
        with torch.no_grad():  # remember by default, at many time scales
            self.inner.bias[2 * hidden:4 * hidden] = torch.linspace(-1, 3, hidden).repeat(2)

    def forward(self, x, mask):
        c, f, o = self.inner.split(self.dropout(norm(x)), [2 * self.hidden] * 3)
        h = Scan.apply(torch.sigmoid(f) * mask, c * mask)
        return x + self.outer(self.dropout(norm(h * torch.sigmoid(o))))


class Network(nn.Module):
    def __init__(self, c, vectors):
        """c: sizes (dict); vectors: float tensor [rows, dims], fixed; its last row is for unknown words."""
        super().__init__()
        self.c = c
        self.register_buffer("vectors", vectors)
        self.word = nn.Embedding(c["words"] + 1, c["word_dim"])  # last row: not among the trained words
        self.prefix = nn.Embedding(c["affix_rows"], c["prefix_dim"])
        self.suffix = nn.Embedding(c["affix_rows"], c["suffix_dim"])
        self.shape = nn.Embedding(c["shape_rows"], c["shape_dim"])
        self.profile = nn.Embedding(c["profiles"], c["profile_dim"])
        for e in (self.word, self.prefix, self.suffix, self.shape, self.profile):
            nn.init.normal_(e.weight, std=0.3)
        width = vectors.shape[1] + c["word_dim"] + c["prefix_dim"] + c["suffix_dim"] + c["shape_dim"] + c["profile_dim"]
        self.input = QLinear(width, c["dim"])
        drop = c["dropout"]
        self.blocks = nn.ModuleList(
            [Conv(c["dim"], drop) if k == "c" else BiScan(c["dim"], c["hidden"], drop) for k in c["blocks"]])
        A, R = c["arc_dim"], c["rel_dim"]
        self.sizes = [c["tags"], c["lemmas"], c["names"], A, A, R, R]
        self.heads = QLinear(c["dim"], sum(self.sizes))
        self.root_arc = nn.Parameter(torch.randn(A) * 0.1)
        self.root_rel = nn.Parameter(torch.randn(R) * 0.1)
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCES + 1, A))
        self.rel = nn.Linear(R, c["rels"])
        self.dropout = Dropout(drop)
        self.feature_dropout = Dropout(0.15)
        self.word_dropout = c.get("word_dropout", 0.15)

    def encode(self, vec, word, affix, profile, mask):
        """Index tensors [T, B]; affix [T, B, 8]; mask [T, B, 1]. Returns the heads' outputs, split."""
        v, w = self.vectors[vec], self.word(word)
        p = self.profile(profile)
        if self.training and self.word_dropout:
            keep = (torch.rand(word.shape, device=w.device) >= self.word_dropout).unsqueeze(-1).to(w.dtype)
            w = w * keep + self.word.weight[-1] * (1 - keep)
            hard = (torch.rand(word.shape, device=w.device) >= self.word_dropout * 0.5).unsqueeze(-1).to(w.dtype)
            v = v * hard
            w = w * hard + self.word.weight[-1] * (1 - hard)
            p = p * hard + self.profile.weight[0] * (1 - hard)
        parts = [v, w, self.prefix(affix[..., 0:3]).sum(2), self.suffix(affix[..., 3:7]).sum(2),
                 self.shape(affix[..., 7]), p]
        e, at = v.new_empty(v.shape[:2] + (self.input.in_features,)), 0
        for part in parts:
            e[..., at:at + part.shape[-1]] = part
            at += part.shape[-1]
        x = self.input(self.feature_dropout(norm(e)))
        for block in self.blocks:
            x = block(x, mask)
        return self.heads.split(self.dropout(norm(x)), self.sizes)

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
