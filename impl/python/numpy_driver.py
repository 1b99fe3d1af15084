"""The driver of NumPy, 1.12 and later."""
import sys

import ibid_core
from ibid_text import FUNCTIONS_OF_ONE, FUNCTIONS_OF_TWO, OWN, Unsupported, device_parameter, dtype_parameter

channel = ibid_core.take_channel()
try:
    import numpy as np
except ImportError as failure:
    sys.exit("numpy_driver: this Python cannot import NumPy (%s); ibid setup numpy makes one that can" % failure)

import ibid_numpy  # they need NumPy
import ibid_numpy_memory

VERSION = tuple([int(part) for part in np.__version__.split(".")[:2]])

OPERATIONS = {
    "array": "np.array({data}, dtype={dtype}, order={order}, copy={copy})",
    "zeros": "np.zeros({shape}, dtype={dtype})",
    "ones": "np.ones({shape}, dtype={dtype})",
    "full": "np.full({shape}, {value}, dtype={dtype})",
    "arange": "np.arange({start}, {stop}, {step}, dtype={dtype})",
    "zeros_like": "np.zeros_like({x}, dtype={dtype})",
    "asarray": "np.asarray({x}, dtype={dtype})",
    "as_strided": OWN,
    "place": OWN,
    "place_numpy": OWN,
    "bits": OWN,
    ".dtype": "{self}.dtype.name",
    ".writeable": "{self}.flags.writeable",
    "permute_dims": "np.transpose({x}, {axes})",
    "broadcast_to": "np.broadcast_to({x}, {shape})",
    "broadcast_arrays": "np.broadcast_arrays({x}, {y})",
    "expand_dims": "np.expand_dims({x}, {axis})",
    "squeeze": "np.squeeze({x}, {axis})",
    "flip": "np.flip({x}, {axis})" if VERSION >= (1, 15) else "np.flip({x}, {axis!})",
    "diagonal": "np.diagonal({x})",
    "sum": "np.sum({x}, axis={axis}, out={out})",
    ".accumulate": "{self}.accumulate({x}, out={out})",
    ".at": "{self}.at({x}, {index}, {y})",
    "matmul": "np.matmul({x}, {y}, out={out})",
    "shares_memory": "np.shares_memory({x}, {y})",
    "may_share_memory": "np.may_share_memory({x}, {y})",
    "to_numpy": "np.asarray({x})",
    "from_numpy": "np.asarray({x})",
    "address": "{x}.__array_interface__[\"data\"][0]",
}
OPERATIONS.update((name, OWN) for name in (
    ".T", ".real", ".imag", ".shape", ".strides", ".size", ".ndim", ".base", ".item", ".tolist", ".copy", ".view",
    ".ravel", ".flatten", ".astype", ".fill", ".resize", ".setflags"))
OPERATIONS.update((name, "np.%s({x}, {y}, out={out}, where={where})" % name) for name in FUNCTIONS_OF_TWO)
OPERATIONS.update((name, "np.%s({x}, out={out}, where={where})" % name) for name in FUNCTIONS_OF_ONE)
if sys.version_info[0] < 3:
    # Python 2's NumPy divides integers to integers under the name that the notation has for true division.
    OPERATIONS["divide"] = "np.true_divide({x}, {y}, out={out}, where={where})"
if hasattr(np, "permute_dims"):
    OPERATIONS["permute_dims"] = "np.permute_dims({x}, {axes})"
OPERATIONS[".reshape"] = "{self}.reshape({shape}, copy={copy})" if VERSION >= (2, 1) else "{self}.reshape({shape})"
if VERSION >= (2, 0):
    OPERATIONS["asarray"] = "np.asarray({x}, dtype={dtype}, copy={copy})"
if ibid_numpy_memory.AVAILABLE:
    OPERATIONS["allocated"] = OWN
if hasattr(np.ndarray, "to_device"):
    OPERATIONS["to_device"] = "{x}.to_device({device})"
if hasattr(np, "from_dlpack"):
    OPERATIONS["numpy_from_dlpack"] = ibid_numpy.FROM_DLPACK
    OPERATIONS["from_dlpack"] = ("np.from_dlpack({x}, copy={copy}, device={device})" if VERSION >= (2, 1)
                                 else ibid_numpy.FROM_DLPACK)
    OPERATIONS["dlpack_capsule"] = "{x}.__dlpack__(stream={stream})"

REASONS = {
    "synchronize": "NumPy does not compute in the background",
    "stream": "NumPy does not compute in the background",
    "use_stream": "NumPy does not compute in the background",
    "requires_grad": "NumPy does not differentiate",
    "detach": "NumPy does not differentiate",
    "backward": "NumPy does not differentiate",
    "version": "NumPy does not count writes",
    "from_capsule": "np.from_dlpack takes what has a method __dlpack__, and no capsule",
    "donated": "NumPy's functions take no array's memory; an output is given by out=",
    ".grad": "NumPy does not differentiate",
    ".data": "in NumPy that is the memory, not an array",
    "allocated": "NumPy has handlers that see how much memory its arrays take from 1.22 on",
}

ERRORS = [
    ("TypeError", "Cannot cast", "casting"),
    (None, "read-only", "readonly"),
    (None, "cannot set WRITEABLE flag", "readonly"),
    ("AxisError", "", "index"),
    ("ValueError", "could not be broadcast", "shape"),
    ("ValueError", "could not broadcast", "shape"),
    ("ValueError", "cannot broadcast", "shape"),
    ("ValueError", "non-broadcastable", "shape"),
    ("ValueError", "doesn't match the broadcast shape", "shape"),
    ("ValueError", "array is not broadcastable to correct shape", "shape"),
    ("ValueError", "has the wrong number of dimensions", "shape"),
    ("ValueError", "mismatch in its core dimension", "shape"),
    ("ValueError", "cannot reshape", "shape"),
    ("ValueError", "inhomogeneous shape", "shape"),
    ("ValueError", "axes don't match", "shape"),
    ("ValueError", "size equal to one", "shape"),
    ("ValueError", "negative dimensions", "shape"),
    ("ValueError", "total size of new array must be unchanged", "shape"),
    ("ValueError", "new type not compatible with array", "shape"),
    ("AttributeError", "ncompatible shape", "shape"),
]

named_dtype = dtype_parameter("NumPy", lambda name: name != "bfloat16")


def dtype_or_fields(node, text):
    """A dtype with fields is a list of pairs."""
    if node is None or ":" not in node.get("str", ""):
        return named_dtype(node, text)
    return "[%s]" % ", ".join(['("%s", "%s")' % tuple(field.split(":", 1)) for field in node["str"].split(",")])


def as_strided(x, shape, strides, offset=0):
    """A view of x's elements within the memory of the array that owns them; nothing outside can be reached."""
    shape = shape if isinstance(shape, tuple) else (shape,)
    strides = strides if isinstance(strides, tuple) else (strides,)
    owner = x
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    flat = owner if owner.flags.c_contiguous else owner.T
    if not flat.flags.c_contiguous:
        raise Unsupported("op as_strided", "the memory of this array is not one block")
    start = x.__array_interface__["data"][0] - flat.__array_interface__["data"][0]
    view = np.ndarray(shape, x.dtype, flat, start + offset * x.itemsize,
                      tuple([stride * x.itemsize for stride in strides]))
    if not x.flags.writeable:
        view.flags.writeable = False
    return view


if __name__ == "__main__":
    counter = ibid_numpy_memory.Counter()
    ibid_core.serve(channel, ibid_core.Implementation(
        name="numpy", version=np.__version__, title="NumPy", operations=OPERATIONS, reasons=REASONS,
        parameters={"dtype": dtype_or_fields,
                    "device": device_parameter("NumPy", {"cpu": '"cpu"'})},
        names={"np": np, "as_strided": as_strided, "place": ibid_numpy.place, "place_numpy": ibid_numpy.place,
               "bits": ibid_numpy.bits, "allocated": counter.allocated},
        errors=ERRORS, describers=ibid_numpy.DESCRIBERS, around=[("allocated()", counter)] if ibid_numpy_memory.AVAILABLE else [],
        # Before 2.3 x[x] = 7 and x[x[:3]] += 10 go by indices that they have just written, without a look at whether these
        # are within the array. Under valgrind no other program of the spec writes where it may not.
        apart=["x[x"] if VERSION < (2, 3) else []))
