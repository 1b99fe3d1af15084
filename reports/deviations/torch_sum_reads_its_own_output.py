"""PyTorch, torch.sum(x, dim=0, out=x[0]): the first row counts as zero.

Documented: Out Notes, "passing out= tensors with the correct shape is numerically equivalent to performing the
operation and 'safe copying' its results". The output is cleared before the sum is made, and it is part of what is
summed.

Runs on: torch@2.15.0
"""
import torch

x = torch.tensor([[1, 2], [3, 4]])
expected = torch.sum(x, dim=0)
torch.sum(x, dim=0, out=x[0])
print("x[0] is", x[0].tolist(), "and the sum was", expected.tolist())
assert (x[0].tolist(), expected.tolist()) == ([3, 4], [4, 6])
