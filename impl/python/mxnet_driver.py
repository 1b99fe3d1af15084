"""The driver of MXNet's NumPy interface (mx.np), on the CPU.

MXNet computes in the background, and raises an operation's error where its result is waited for. Its
engine "NaiveEngine", meant for debugging, computes at once: so an error belongs to its statement.
"""
import os
import sys

import ibid_core
from ibid_text import FUNCTIONS_OF_ONE, FUNCTIONS_OF_TWO, OWN, device_parameter, dtype_parameter

channel = ibid_core.take_channel()
os.environ.setdefault("MXNET_ENGINE_TYPE", "NaiveEngine")
try:
    import mxnet as mx
    import numpy as onp
    import ibid_numpy
except ImportError as failure:
    sys.exit("mxnet_driver: this Python cannot import MXNet (%s); ibid setup mxnet makes one that can" % failure)
from mxnet import np, npx

npx.set_np()

OPERATIONS = {
    "array": "np.array({data}, dtype={dtype})",
    "zeros": "np.zeros({shape}, dtype={dtype})",
    "ones": "np.ones({shape}, dtype={dtype})",
    "full": "np.full({shape}, {value}, dtype={dtype})",
    "arange": "np.arange({start}, {stop}, {step}, dtype={dtype})",
    "zeros_like": "np.zeros_like({x}, dtype={dtype})",
    "bits": OWN,
    "place_numpy": OWN,
    ".dtype": "{self}.dtype.name",
    ".reshape": "{self}.reshape({shape})",
    ".ravel": "np.ravel({self})",
    "permute_dims": "np.transpose({x}, {axes})",
    "broadcast_to": "np.broadcast_to({x}, {shape})",
    "broadcast_arrays": "np.broadcast_arrays({x}, {y})",
    "expand_dims": "np.expand_dims({x}, {axis})",
    "squeeze": "np.squeeze({x}, {axis})",
    "flip": "np.flip({x}, {axis})",
    "diagonal": "np.diagonal({x})",
    "sum": "np.sum({x}, axis={axis}, out={out})",
    ".accumulate": {"add": "np.cumsum({x}, out={out})"},
    "matmul": "np.matmul({x}, {y}, out={out})",
    "shares_memory": "np.shares_memory({x}, {y})",
    "may_share_memory": "np.may_share_memory({x}, {y})",
    "to_numpy": "{x}.asnumpy()",
    "from_numpy": "mx.nd.from_numpy({x}).as_np_ndarray()",
    "to_device": "{x}.as_in_ctx({device})",
    "dlpack_capsule": "{x}.to_dlpack_for_write()",
    "from_capsule": "mx.nd.from_dlpack({capsule}).as_np_ndarray()",
    "synchronize": "npx.waitall()",
    "detach": "{x}.detach()",
}
OPERATIONS.update((name, OWN) for name in (
    ".T", ".shape", ".size", ".ndim", ".item", ".tolist", ".copy", ".flatten", ".astype", ".setflags"))
OPERATIONS.update((name, "np.%s({x}, {y}, out={out})" % name) for name in FUNCTIONS_OF_TWO if hasattr(np, name))
OPERATIONS.update((name, "np.%s({x}, out={out})" % name) for name in FUNCTIONS_OF_ONE)

NO_STRIDES = "MXNet's arrays have no strides"
REASONS = {
    "as_strided": NO_STRIDES,
    "place": "MXNet decides where the memory of its arrays lies",
    "asarray": "MXNet has no asarray; np.array always makes another array",
    ".real": "MXNet has no complex numbers",
    ".imag": "MXNet has no complex numbers",
    ".strides": NO_STRIDES,
    ".base": "MXNet's arrays have no base",
    ".writeable": "MXNet has no read-only arrays",
    ".view": "MXNet's arrays have no view as another dtype",
    ".fill": "MXNet's arrays have no fill",
    ".resize": "MXNet's arrays have no resize",
    ".at": "MXNet's functions have no at",
    "floor_divide": "MXNet has no floor division",
    "from_dlpack": "mx.nd.from_dlpack takes a capsule, and nothing that has __dlpack__",
    "numpy_from_dlpack": "MXNet's arrays have no __dlpack__",
    "stream": "MXNet decides itself what runs on which stream",
    "use_stream": "MXNet decides itself what runs on which stream",
    "donated": "MXNet's functions take no array's memory; an output is given by out=",
    "requires_grad": "MXNet records only within a block, with autograd.record()",
    "backward": "MXNet differentiates what was recorded in a block, with autograd.record()",
    ".grad": "MXNet differentiates what was recorded in a block, with autograd.record()",
    ".data": "MXNet's arrays have no data; detach() gives the elements",
    "address": "mx.np does not tell addresses",
    "allocated": "MXNet does not tell how much memory its arrays take on the CPU",
    "version": "MXNet does not count writes",
}

ERRORS = [
    ("TypeError", "unsupported operand type(s) for //: 'ndarray'", "unsupported"),
    ("TypeError", "unsupported operand type(s) for //=: 'ndarray'", "unsupported"),
    ("MXNetError", "-th output: expected [", "shape"),
    ("MXNetError", "Incompatible attr", "casting"),
    ("MXNetError", "Type inconsistent", "casting"),
    ("MXNetError", "data type do not match", "casting"),
    ("MXNetError", "Only supports integer types", "type"),
    ("MXNetError", "Shape inconsistent", "shape"),
    ("MXNetError", "Cannot reshape", "shape"),
    ("MXNetError", "broadcast", "shape"),
    ("MXNetError", "size=", "shape"),
    ("MXNetError", "axis", "index"),
    ("MXNetError", "is out of bound", "index"),
    ("MXNetError", "NumpyShape", "shape"),
    ("MXNetError", "Inconsistent shape", "shape"),
    ("ValueError", "could not be broadcast", "shape"),
    ("ValueError", "could not broadcast", "shape"),
    ("ValueError", "ncompatible shape", "shape"),
    ("ValueError", "cannot reshape", "shape"),
    ("ValueError", "inhomogeneous shape", "shape"),
    ("ValueError", "setting an array element with a sequence", "shape"),
    # Of the arrays that asnumpy gives.
    ("TypeError", "Cannot cast", "casting"),
    ("ValueError", "read-only", "readonly"),
]

# Memory of its own for each, whatever the machine has.
DEVICES = {"cpu": "mx.cpu()", "cpu:1": "mx.cpu(1)"}
DTYPES = ("bool", "int8", "int32", "int64", "uint8", "float16", "float32", "float64")


@ibid_numpy.bits_also_of
def bits(x, k):
    return np.array(ibid_numpy.elements(x.shape, onp.dtype(x.dtype), k), dtype=x.dtype, ctx=x.ctx)


def describe_array(x):
    return ibid_numpy.describe_array(x.asnumpy())


if __name__ == "__main__":
    ibid_core.serve(channel, ibid_core.Implementation(
        name="mxnet", version=mx.__version__, title="MXNet", operations=OPERATIONS, reasons=REASONS,
        parameters={"dtype": dtype_parameter("MXNet", DTYPES.__contains__), "device": device_parameter("MXNet", DEVICES)},
        names={"mx": mx, "np": np, "npx": npx, "bits": bits, "place_numpy": ibid_numpy.place}, errors=ERRORS,
        describers=[(np.ndarray, describe_array)] + ibid_numpy.DESCRIBERS))
