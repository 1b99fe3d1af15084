"""The driver of array-api-strict, which has what the array API standard requires and nothing else."""
import sys

import ibid_core
from ibid_text import FUNCTIONS_OF_ONE, FUNCTIONS_OF_TWO, OWN, device_parameter, dtype_parameter

channel = ibid_core.take_channel()
try:
    import array_api_strict as xp
    import numpy as np
    import ibid_numpy
except ImportError as failure:
    sys.exit("array_api_strict_driver: this Python cannot import array-api-strict (%s); "
             "ibid setup array-api-strict makes one that can" % failure)

OPERATIONS = {
    "array": "xp.asarray({data}, dtype={dtype}, copy=True)",
    "zeros": "xp.zeros({shape}, dtype={dtype})",
    "ones": "xp.ones({shape}, dtype={dtype})",
    "full": "xp.full({shape}, {value}, dtype={dtype})",
    "arange": "xp.arange({start}, {stop}, {step}, dtype={dtype})",
    "zeros_like": "xp.zeros_like({x}, dtype={dtype})",
    "asarray": "xp.asarray({x}, dtype={dtype}, copy={copy})",
    "bits": OWN,
    "place_numpy": OWN,
    ".real": "xp.real({self})",
    ".imag": "xp.imag({self})",
    ".dtype": "dtype_name({self})",
    ".copy": "xp.asarray({self}, copy=True)",
    ".reshape": "xp.reshape({self}, {shape}, copy={copy})",
    ".flatten": "xp.reshape({self}, (-1,), copy=True)",
    ".astype": "xp.astype({self}, {dtype}, copy={copy})",
    "permute_dims": "xp.permute_dims({x}, {axes})",
    "broadcast_to": "xp.broadcast_to({x}, {shape})",
    "broadcast_arrays": "xp.broadcast_arrays({x}, {y})",
    "expand_dims": "xp.expand_dims({x}, axis={axis!})",
    "squeeze": "xp.squeeze({x}, axis={axis!})",
    "flip": "xp.flip({x}, axis={axis})",
    "diagonal": "xp.linalg.diagonal({x})",
    "sum": "xp.sum({x}, axis={axis})",
    ".accumulate": {"add": "xp.cumulative_sum({x})", "multiply": "xp.cumulative_prod({x})"},
    "matmul": "xp.matmul({x}, {y})",
    "to_numpy": "np.from_dlpack({x})",
    "from_numpy": "xp.from_dlpack({x})",
    "dlpack_capsule": "{x}.__dlpack__(stream={stream})",
    "numpy_from_dlpack": "np.from_dlpack({x}, copy={copy})",
    "to_device": "{x}.to_device({device})",
    "from_dlpack": "xp.from_dlpack({x}, copy={copy}, device={device})",
}
OPERATIONS.update((name, OWN) for name in (".T", ".shape", ".size", ".ndim", ".setflags"))
OPERATIONS.update((name, "xp.%s({x}, {y})" % name) for name in FUNCTIONS_OF_TWO if hasattr(xp, name))
OPERATIONS.update((name, "xp.%s({x})" % name) for name in FUNCTIONS_OF_ONE if hasattr(xp, name))
OPERATIONS.update({"power": "xp.pow({x}, {y})", "absolute": "xp.abs({x})"})

# array-api-strict has devices that are no hardware, so that programs can be tried on several.
DEVICES = {"cpu": 'xp.Device("CPU_DEVICE")', "cpu:1": 'xp.Device("device1")'}

STANDARD = "the array API standard has no "
REASONS = {
    "as_strided": STANDARD + "strides",
    "place": STANDARD + "way to say where memory lies",
    ".strides": STANDARD + "strides",
    ".base": STANDARD + "base",
    ".writeable": STANDARD + "read-only arrays",
    ".item": STANDARD + "item; int(x) and float(x) take arrays without dimensions",
    ".tolist": STANDARD + "tolist",
    ".view": STANDARD + "views as another dtype",
    ".ravel": STANDARD + "ravel; reshape(x, (-1,)) does not put the elements next to each other",
    ".fill": STANDARD + "fill",
    ".resize": STANDARD + "resize",
    ".at": STANDARD + "at",
    "shares_memory": STANDARD + "function that tells whether arrays share memory",
    "may_share_memory": STANDARD + "function that tells whether arrays may share memory",
    "address": STANDARD + "addresses",
    "allocated": STANDARD + "count of memory",
    "synchronize": STANDARD + "background computation to wait for",
    "stream": STANDARD + "function that makes a stream",
    "use_stream": STANDARD + "stream in use; what takes one takes it as an argument",
    "requires_grad": STANDARD + "derivatives",
    "detach": STANDARD + "derivatives",
    "backward": STANDARD + "derivatives",
    "version": STANDARD + "count of writes",
    "from_capsule": STANDARD + "function of a capsule; from_dlpack takes what has a method __dlpack__",
    "donated": STANDARD + "function that takes an array's memory",
    ".grad": STANDARD + "derivatives",
    ".data": STANDARD + "derivatives",
}

ERRORS = [
    ("TypeError", "cannot be type promoted", "casting"),
    ("TypeError", "can only be promoted with", "casting"),
    ("TypeError", "Cannot cast", "casting"),
    (None, "read-only", "readonly"),
    ("AxisError", "", "index"),
    ("ValueError", "could not be broadcast", "shape"),
    ("ValueError", "could not broadcast", "shape"),
    ("ValueError", "cannot reshape", "shape"),
    ("ValueError", "inhomogeneous shape", "shape"),
    ("ValueError", "size not equal to one", "shape"),
    ("ValueError", "size equal to one", "shape"),
    ("ValueError", "requires x to have 2 dimensions", "shape"),
    ("ValueError", "Unsupported device", "device"),
    ("IndexError", "is not supported", "unsupported"),
]


def dtype_name(x):
    return str(x.dtype).replace("array_api_strict.", "")


def is_dtype(name):
    return name in ibid_numpy.DTYPES and hasattr(xp, name)


def as_numpy(x):
    return np.asarray(x.to_device(xp.Device("CPU_DEVICE")))


@ibid_numpy.bits_also_of
def bits(x, k):
    return xp.asarray(ibid_numpy.bits(as_numpy(x), k), device=x.device)


def describe_array(x):
    return ibid_numpy.describe_array(as_numpy(x))


if __name__ == "__main__":
    ibid_core.serve(channel, ibid_core.Implementation(
        name="array-api-strict", version=xp.__version__, title="The array API standard", operations=OPERATIONS,
        reasons=REASONS, parameters={"dtype": dtype_parameter("the array API standard", is_dtype, "xp."),
                    "device": device_parameter("array-api-strict", DEVICES)},
        names={"xp": xp, "np": np, "dtype_name": dtype_name, "bits": bits, "place_numpy": ibid_numpy.place}, errors=ERRORS,
        describers=[(type(xp.asarray(0)), describe_array)] + ibid_numpy.DESCRIBERS))
