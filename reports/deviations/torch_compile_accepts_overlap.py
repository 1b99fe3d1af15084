"""PyTorch, x[1:] += x[:-1]: eager raises, torch.compile computes as if the operands had been copied first.

Documented: nowhere; ATen/MemoryOverlap.h refuses partial overlap, and torch.compile makes the update functional, so
that the check never sees operands that overlap.

Runs on: torch@2.15.0
"""
import torch


def update(x):
    x[1:] += x[:-1]


x = torch.tensor([1, 2, 3, 4])
try:
    update(x)
except RuntimeError as error:
    print("eager:", str(error).splitlines()[0])
else:
    raise AssertionError("no error")

torch.compile(update, backend="aot_eager")(x)
print("traced: x is now", x)
assert x.tolist() == [1, 3, 5, 7]
