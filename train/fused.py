"""Autograd functions over train/fused.cc, with plain PyTorch where a tensor is on a GPU."""

from __future__ import annotations

import ctypes
import os
import subprocess

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
_library = None


def load(build_dir):
    """Compiles the library on first use, and tells malloc to keep what PyTorch frees: fresh pages cost a third of a step."""
    global _library
    libc = ctypes.CDLL(None)
    libc.mallopt(-4, 0)  # M_MMAP_MAX: large blocks come from the heap too
    libc.mallopt(-1, 2**31 - 1)  # M_TRIM_THRESHOLD
    os.makedirs(build_dir, exist_ok=True)
    path = os.path.join(build_dir, "libdragoman_fused.so")
    subprocess.check_call(["g++", "-std=c++20", "-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC",
                           "-mprefer-vector-width=512", "-o", path, os.path.join(HERE, "fused.cc")])
    _library = ctypes.CDLL(path)


def _call(name, *args):
    out = []
    for a in args:
        if a is None:
            out.append(ctypes.c_void_p(0))
        elif isinstance(a, torch.Tensor):
            assert a.is_contiguous() and a.dtype == torch.float32
            out.append(ctypes.c_void_p(a.data_ptr()))
        elif isinstance(a, float):
            out.append(ctypes.c_float(a))
        else:
            out.append(ctypes.c_int64(a))
    getattr(_library, name)(*out)


class Norm(torch.autograd.Function):
    """Layer norm without weights, clipped, times a dropout mask [B, D] (or None)."""

    @staticmethod
    def forward(ctx, x, keep, clip):
        x = x.contiguous()
        T, B, D = x.shape
        out, save = torch.empty_like(x), x.new_empty(T, B, 2)
        _call("dragoman_norm", x, keep, T, B, D, clip, out, save)
        ctx.save_for_backward(x, save, *([] if keep is None else [keep]))
        ctx.clip = clip
        return out

    @staticmethod
    def backward(ctx, grad):
        x, save, *keep = ctx.saved_tensors
        out = torch.empty_like(x)
        _call("dragoman_norm_backward", grad.contiguous(), x, save, keep[0] if keep else None, *x.shape, ctx.clip, out)
        return out, None, None


class Gate(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, a, g):
        out = torch.empty_like(x)
        D = x.shape[-1]
        _call("dragoman_gate", x.contiguous(), a, g, x.numel() // D, D, out)
        ctx.save_for_backward(a, g)
        return out

    @staticmethod
    def backward(ctx, grad):
        a, g = ctx.saved_tensors
        da, dg = torch.empty_like(a), torch.empty_like(a)
        D = a.shape[-1]
        _call("dragoman_gate_backward", grad.contiguous(), a, g, a.numel() // D, D, da, dg)
        return grad, da, dg


class Scan(torch.autograd.Function):
    """(c, f, o) [T, B, 2 hidden] before their sigmoids, mask [T, B, 1] -> h * sigmoid(o)."""

    @staticmethod
    def forward(ctx, c, f, o, mask):
        T, B, H2 = c.shape
        h, out = torch.empty_like(c), torch.empty_like(c)
        _call("dragoman_scan", c, f, o, mask, T, B, H2, h, out)
        ctx.save_for_backward(c, f, o, h, mask)
        return out

    @staticmethod
    def backward(ctx, grad):
        c, f, o, h, mask = ctx.saved_tensors
        dc, df, do = torch.empty_like(c), torch.empty_like(c), torch.empty_like(c)
        _call("dragoman_scan_backward", grad.contiguous(), c, f, o, h, mask, *c.shape, dc, df, do)
        return dc, df, do, None


def norm(x, keep, clip):
    if x.is_cuda:
        y = F.layer_norm(x, x.shape[-1:], eps=1e-5).clamp(-clip, clip)
        return y if keep is None else y * keep
    return Norm.apply(x, keep, clip)


def gate(x, a, g):
    return x + a * torch.sigmoid(g) if x.is_cuda else Gate.apply(x, a, g)


def scan(c, f, o, mask):
    if not c.is_cuda:
        return Scan.apply(c, f, o, mask)
    forget, value = torch.sigmoid(f) * mask, c * mask
    H, T = c.shape[-1] // 2, c.shape[0]
    inputs = (1 - forget) * value
    ahead, back = [inputs[0, :, :H]], [inputs[T - 1, :, H:]]
    for t in range(1, T):
        ahead.append(torch.addcmul(inputs[t, :, :H], forget[t, :, :H], ahead[-1]))
        back.append(torch.addcmul(inputs[T - 1 - t, :, H:], forget[T - 1 - t, :, H:], back[-1]))
    h = torch.cat([torch.stack(ahead), torch.stack(back[::-1])], -1)
    return h * torch.sigmoid(o)
