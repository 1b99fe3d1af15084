"""PyTorch, x.numpy() of a tensor that requires gradients: eager refuses it, torch.compile gives an array over its memory.

Documented: torch.Tensor.numpy, "If force is False (the default), the conversion is performed only if the tensor is on
the CPU, does not require grad, …". A write to the array that torch.compile gives changes a leaf without being counted,
and so the derivative that is computed afterwards is wrong, without an error.

Runs on: torch@2.15.0
"""
import torch


def export(x):
    return x.numpy()


x = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    export(x)
except RuntimeError as error:
    print("eager:", error)
else:
    raise AssertionError("no error")

y = (x * x).sum()
array = torch.compile(export, backend="aot_eager")(x)
array[0] = 10
print("traced: x is now %s, after %d counted writes" % (x.tolist(), x._version))
assert x.tolist() == [10, 2] and x._version == 0
y.backward()
print("the derivative of %g is %s" % (y.item(), x.grad.tolist()))
assert (y.item(), x.grad.tolist()) == (5, [20, 4])
