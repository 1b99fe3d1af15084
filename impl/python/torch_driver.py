"""The driver of PyTorch, eager, on the CPU."""
import inspect
import os
import sys

import ibid_core
import ibid_traced
import ibid_values
from ibid_text import FUNCTIONS_OF_ONE, OWN, Unsupported, device_parameter, dtype_parameter, flip_along_axes

channel = ibid_core.take_channel()
try:
    import numpy as np
    import torch
    import ibid_numpy
    import ibid_torch_memory
except ImportError as failure:
    sys.exit("torch_driver: this Python cannot import PyTorch (%s); ibid setup torch makes one that can" % failure)

FUNCTIONS_OF_TWO = {
    "add": "add", "subtract": "subtract", "multiply": "multiply", "divide": "divide", "floor_divide": "floor_divide",
    "remainder": "remainder", "power": "pow", "maximum": "maximum", "minimum": "minimum", "equal": "eq",
    "not_equal": "ne", "less": "lt", "less_equal": "le", "greater": "gt", "greater_equal": "ge",
}


def reshape(call):
    """PyTorch has a method of its own for the shape that must not be copied into."""
    x, shape, copy = call.receiver(call.arguments[0]), call.write(call.argument(1, "shape")), call.argument(2, "copy")
    if copy is None:
        return "%s.reshape(%s)" % (x, shape)
    if copy != {"bool": False}:
        raise Unsupported("op .reshape", "PyTorch's reshape cannot be told to copy")
    return "%s.view(%s)" % (x, shape)


OPERATIONS = {
    "array": "torch.tensor({data}, dtype={dtype})",
    "zeros": "torch.zeros({shape}, dtype={dtype})",
    "ones": "torch.ones({shape}, dtype={dtype})",
    "full": "torch.full({shape}, {value}, dtype={dtype})",
    "arange": "torch.arange({start}, {stop:end}, {step}, dtype={dtype})",
    "zeros_like": "torch.zeros_like({x}, dtype={dtype})",
    "asarray": "torch.asarray({x}, dtype={dtype}, copy={copy})",
    "as_strided": OWN,
    "place": OWN,
    "place_numpy": OWN,
    "bits": OWN,
    ".strides": "ibid.strides({self})",
    ".dtype": "ibid.dtype_name({self})",
    ".size": "{self}.numel()",
    ".base": "{self}._base",
    ".copy": "{self}.clone()",
    ".view": "{self}.view({dtype!})",
    ".astype": "{self}.to({dtype}, copy={copy})",
    ".fill": "{self}.fill_({value})",
    ".resize": "{self}.resize_({shape})",
    ".reshape": reshape,
    "permute_dims": "torch.permute({x}, {axes})",
    "broadcast_to": "torch.broadcast_to({x}, {shape})",
    "broadcast_arrays": "torch.broadcast_tensors({x}, {y})",
    "expand_dims": "torch.unsqueeze({x}, {axis:dim})",
    "squeeze": "torch.squeeze({x}, {axis:dim})",
    "flip": flip_along_axes("torch.flip", "(%s,)"),
    "diagonal": "torch.diagonal({x})",
    "sum": "torch.sum({x}, dim={axis}, out={out})",
    ".accumulate": {"add": "torch.cumsum({x}, 0, out={out})", "multiply": "torch.cumprod({x}, 0, out={out})"},
    "matmul": "torch.matmul({x}, {y}, out={out})",
    "set_at": "torch.index_put({x}, [{index}], {y})",
    "added_at": "torch.index_put({x}, [{index}], {y}, accumulate=True)",
    "to_numpy": "{x}.numpy()",
    "from_numpy": "torch.from_numpy({x})",
    "to_device": "{x}.to({device}, non_blocking={wait})",
    "from_dlpack": "torch.from_dlpack({x}, copy={copy}, device={device})",
    "dlpack_capsule": "{x}.__dlpack__(stream={stream})",
    "from_capsule": "torch.from_dlpack({capsule})",
    "numpy_from_dlpack": ibid_numpy.FROM_DLPACK,
    "address": "{x}.data_ptr()",
    "allocated": OWN,
    "requires_grad": "{x}.requires_grad_()",
    "detach": "{x}.detach()",
    "backward": "{y}.backward()",
    "version": "{x}._version",
}
OPERATIONS.update((name, OWN) for name in (
    ".T", ".real", ".imag", ".shape", ".ndim", ".item", ".tolist", ".ravel", ".flatten",
    ".setflags", ".grad", ".data"))
OPERATIONS.update((name, "torch.%s({x}, {y}, out={out})" % native) for name, native in FUNCTIONS_OF_TWO.items())
OPERATIONS.update((name, "torch.%s({x}, out={out})" % name) for name in FUNCTIONS_OF_ONE)
if hasattr(torch, "cpu") and hasattr(torch.cpu, "synchronize"):
    OPERATIONS["synchronize"] = "torch.cpu.synchronize()"
try:
    inspect.signature(torch.from_dlpack).parameters["copy"]
except (KeyError, ValueError):
    OPERATIONS["from_dlpack"] = "torch.from_dlpack({x})"

REASONS = {
    ".writeable": "PyTorch has no read-only tensors",
    ".at": "PyTorch's functions have no at",
    "shares_memory": "PyTorch does not tell whether tensors share memory",
    "may_share_memory": "PyTorch does not tell whether tensors may share memory",
    "donated": "PyTorch's functions take no tensor's memory; those that update in place are spelled so",
    "stream": "PyTorch has streams on accelerators, and none on the CPU",
    "use_stream": "PyTorch has streams on accelerators, and none on the CPU",
}

ERRORS = [
    # What torch.compile says of errors that it met while it traced.
    ("TorchRuntimeError", "Promotion of", "casting"),
    ("TorchRuntimeError", "attempting to expand", "shape"),
    ("TorchRuntimeError", "Attempting to broadcast", "shape"),
    ("TorchRuntimeError", "got TypeError", "type"),
    ("TorchRuntimeError", "got ValueError", "value"),
    ("TorchRuntimeError", "got IndexError", "index"),
    ("RuntimeError", "refer to a single memory location", "overlap"),
    ("RuntimeError", "refers to a single memory location", "overlap"),
    ("RuntimeError", "memory overlap", "overlap"),
    ("RuntimeError", "can't be cast", "casting"),
    ("RuntimeError", "without overflow", "overflow"),
    ("RuntimeError", "verflow when unpacking", "overflow"),
    ("RuntimeError", "ZeroDivisionError", "zero"),
    ("RuntimeError", "a leaf Variable that requires grad", "autograd"),
    ("RuntimeError", "does not require grad", "autograd"),
    ("RuntimeError", "function that returns multiple views", "autograd"),
    ("RuntimeError", "modified by an inplace operation", "autograd"),
    ("RuntimeError", "backward through the graph a second time", "autograd"),
    ("RuntimeError", "requires grad", "autograd"),
    ("RuntimeError", "require grad", "autograd"),
    ("RuntimeError", "Trying to resize storage that is not resizable", "buffer"),
    ("RuntimeError", "The size of tensor a", "shape"),
    ("RuntimeError", "is invalid for input of size", "shape"),
    ("RuntimeError", "expanded size of the tensor", "shape"),
    ("RuntimeError", "doesn't match the broadcast shape", "shape"),
    ("RuntimeError", "shape mismatch", "shape"),
    ("RuntimeError", "size mismatch", "shape"),
    ("RuntimeError", "view size is not compatible", "shape"),
    ("RuntimeError", "(different element sizes)", "shape"),
    ("RuntimeError", "number of sizes provided", "shape"),
    ("RuntimeError", "number of dimensions in the tensor input does not match", "shape"),
    ("ValueError", "expected sequence of length", "shape"),
    ("IndexError", "shape mismatch", "shape"),
    ("RuntimeError", "cannot be converted to Scalar", "value"),
    ("RuntimeError", "is ambiguous", "value"),
    ("RuntimeError", "Integers to negative integer powers", "value"),
    ("RuntimeError", "out of bounds for storage", "value"),
    ("RuntimeError", "on a bool tensor is not supported", "type"),
    ("RuntimeError", "with two bool tensors is not supported", "type"),
    ("RuntimeError", "with a bool tensor is not supported", "type"),
    ("RuntimeError", "only Tensors of floating point", "type"),
    ("RuntimeError", "not implemented for", "unsupported"),
    ("RuntimeError", "is not implemented", "unsupported"),
    ("RuntimeError", "not enough memory", "memory"),
    ("RuntimeError", "can't allocate memory", "memory"),
    # Of the arrays that NumPy makes of PyTorch's.
    ("ValueError", "read-only", "readonly"),
    (None, "CUDA", "device"),
    ("RuntimeError", "on the same device", "device"),
    ("RuntimeError", "device type", "device"),
]

NAMES_OF_DTYPES = dict((getattr(torch, name), name) for name in (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "bfloat16", "float32",
    "float64", "complex64", "complex128") if hasattr(torch, name))


# Dynamo and AOTAutograd, where statements are traced and made functional; the code generator of the default
# backend takes seconds for each. What the user has set wins.
TRACER = None if not hasattr(torch, "compile") else ibid_traced.Tracer(
    lambda function: torch.compile(function, backend=os.environ.get("IBID_TORCH_BACKEND", "aot_eager")),
    lambda value: isinstance(value, torch.Tensor), [("TorchRuntimeError", "Cannot access data pointer of Tensor")])


DEVICES = {"cpu": '"cpu"'}
if torch.cuda.is_available():
    DEVICES["cuda"] = '"cuda"'


def is_tensor_on_cpu(x):
    return x.layout is torch.strided and x.device.type == "cpu" and x.dtype in NAMES_OF_DTYPES


class Ibid(object):
    """What native text calls by the name ibid, where PyTorch has no word of its own."""

    @staticmethod
    def dtype(name):
        return getattr(torch, name) if isinstance(name, str) else name

    @staticmethod
    def dtype_name(x):
        return str(x.dtype).replace("torch.", "")

    @staticmethod
    def strides(x):
        return tuple([stride * x.element_size() for stride in x.stride()]) if isinstance(x, torch.Tensor) else x.strides


def is_dtype(name):
    return isinstance(getattr(torch, name, None), torch.dtype)


def non_blocking(node, text):
    """wait=, which PyTorch asks for the other way round."""
    return str(not node["bool"]) if "bool" in node else "not " + text


def shape_text(node, text):
    """One length is a shape in the notation; most of PyTorch's functions want a tuple."""
    return "(%s,)" % text if node is not None and "int" in node else text


def as_strided(x, shape, strides, offset=0):
    shape = shape if isinstance(shape, tuple) else (shape,)
    strides = strides if isinstance(strides, tuple) else (strides,)
    return torch.as_strided(x, shape, strides, x.storage_offset() + offset)


def place(data, dtype, align=64, offset=4):
    data = torch.tensor(data, dtype=Ibid.dtype(dtype))
    memory = bytearray(data.numel() * data.element_size() + align + offset)
    start = -torch.frombuffer(memory, dtype=torch.uint8).data_ptr() % align + offset
    if data.numel() == 0:
        return data
    placed = torch.frombuffer(memory, dtype=data.dtype, count=data.numel(), offset=start).reshape(data.shape)
    placed.copy_(data)
    return placed


@ibid_numpy.bits_also_of
def bits(x, k):
    count = x.numel()
    if count == 0:
        return torch.zeros(x.shape, dtype=x.dtype, device=x.device)
    second = ibid_values.second_value(NAMES_OF_DTYPES[x.dtype], x.element_size())
    data = bytearray(ibid_values.bits_of(count, second, k))
    return torch.frombuffer(data, dtype=x.dtype).reshape(x.shape).to(x.device)


def describe_tensor(x):
    if not is_tensor_on_cpu(x):
        return {"kind": "other", "type": "%s of %s on %s" % (type(x).__name__, x.dtype, x.device)}
    flat = x.detach().resolve_conj().resolve_neg().reshape(-1)
    if flat.stride() != (1,):  # a single one counts as contiguous, and is refused as bytes all the same
        flat = flat.clone(memory_format=torch.contiguous_format)
    return ibid_values.array_of_bytes(
        NAMES_OF_DTYPES[x.dtype], x.shape, flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b"")


if __name__ == "__main__":
    counter = ibid_torch_memory.Counter()
    ibid_core.serve(channel, ibid_core.Implementation(
        name="torch", version=torch.__version__, title="PyTorch", operations=OPERATIONS, reasons=REASONS,
        parameters={"dtype": dtype_parameter("PyTorch", is_dtype, "torch.", "ibid.dtype(%s)"), "shape": shape_text,
                    "device": device_parameter("PyTorch", DEVICES), "wait": non_blocking},
        names={"np": np, "torch": torch, "ibid": Ibid, "as_strided": as_strided, "place": place, "bits": bits,
               "place_numpy": ibid_numpy.place, "allocated": counter.allocated},
        errors=ERRORS, describers=[(torch.Tensor, describe_tensor)] + ibid_numpy.DESCRIBERS, tracer=TRACER,
        around=[("allocated()", counter)]))
