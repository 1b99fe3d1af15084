"""PyTorch, x += y of floats and complex numbers: eager refuses it, torch.compile drops the imaginary parts.

Documented: Tensor Attributes, torch.dtype, "A non-complex output tensor cannot accept a complex tensor", with
float_tensor *= complex_float_tensor as an example of what is disallowed. Traced, the update becomes x.copy_(x + y),
and copy_ converts whatever it is given, with a warning at most.

Runs on: torch@2.15.0
"""
import warnings

import torch

warnings.simplefilter("ignore")


def update(x, y):
    x += y


y = torch.tensor([1j, 2 + 2j])
for dtype in (torch.float32, torch.int64):
    x = torch.tensor([1, 2], dtype=dtype)
    try:
        update(x, y)
    except RuntimeError as error:
        print("eager:", error)
    else:
        raise AssertionError("no error")
    assert x.tolist() == [1, 2]
    torch.compile(update, backend="aot_eager")(x, y)
    print("traced: x is now", x.tolist())
    assert x.tolist() == [1, 4]
