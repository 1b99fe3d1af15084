"""PyTorch, tensor[indices] = values with one index out of range: IndexError, and the elements before it are written.

No document says so, or otherwise; NumPy checks all indices before it writes (an ibid SHOULD: array.index.all_or_none).

Runs on: torch@2.15.0
"""
import torch

x = torch.tensor([1, 2, 3])
try:
    x[[0, 3]] = 0
except IndexError as error:
    print("IndexError:", error)
else:
    raise AssertionError("no error")
print("x is now", x)
assert x.tolist() == [0, 2, 3]
