"""PyTorch, a write to one element of an expanded tensor: eager writes it, torch.compile fails.

Documented: Tensor Views, "if you edit the tensor in the view, it will be reflected in the base tensor as well", and
torch.compile, which is to keep what a program means. Traced, the write is made functional and copied back as a
whole, which an expanded tensor does not take.

Runs on: torch@2.15.0
"""
import torch


def write(b):
    b[1, 2] = 30


x = torch.tensor([1, 2, 3])
write(torch.broadcast_to(x, (2, 3)))
print("eager: x is now", x)
assert x.tolist() == [1, 2, 30]

y = torch.tensor([1, 2, 3])
try:
    torch.compile(write, backend="aot_eager")(torch.broadcast_to(y, (2, 3)))
except RuntimeError as error:
    print("traced:", [line for line in str(error).splitlines() if "single memory location" in line][0])
else:
    raise AssertionError("no error")
assert y.tolist() == [1, 2, 3]
