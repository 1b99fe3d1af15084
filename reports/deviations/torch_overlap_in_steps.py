"""PyTorch, x[::2] += x[:3] and x[::2] = x[:3]: wrong numbers, where x[1:] += x[:-1] is an error.

No document says that an update may read what it has written. ATen/MemoryOverlap.h refuses overlap that it can prove,
and lets pass what is too hard for it: whatever is not dense.

Runs on: torch@2.15.0
"""
import torch

x = torch.tensor([1, 2, 3, 4])
try:
    x[1:] += x[:-1]
except RuntimeError as error:
    print("x[1:] += x[:-1]:", str(error).splitlines()[0])
else:
    raise AssertionError("no error")

x = torch.tensor([1, 2, 3, 4, 5, 6])
x[::2] += x[:3]
print("x[::2] += x[:3]: x is now", x)
assert x.tolist() == [2, 2, 5, 4, 10, 6]  # of copied operands: 8 in the place of 10

x = torch.tensor([1, 2, 3, 4, 5, 6])
x[::2] = x[:3]
print("x[::2] = x[:3]: x is now", x)
assert x.tolist() == [1, 2, 2, 4, 2, 6]  # of a copied source: 3 in the place of the second 2
