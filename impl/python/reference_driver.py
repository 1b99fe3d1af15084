"""The driver of the reference as a Python module, with NumPy beside it: for what crosses between libraries."""
import sys

import ibid_core
from ibid_text import FUNCTIONS_OF_ONE, FUNCTIONS_OF_TWO, OWN, device_parameter, dtype_parameter

channel = ibid_core.take_channel()
try:
    import ibid_reference as ref
    import numpy as np
except ImportError as failure:
    sys.exit("reference_driver: this Python cannot import the reference and NumPy (%s); ibid setup reference-python makes "
             "one that can" % failure)

import ibid_numpy  # it needs NumPy
import ibid_values

OPERATIONS = {
    "array": "ref.array({data}, dtype={dtype}, order={order}, copy={copy})",
    "zeros": "ref.zeros({shape}, dtype={dtype})",
    "ones": "ref.ones({shape}, dtype={dtype})",
    "full": "ref.full({shape}, {value}, dtype={dtype})",
    "arange": "ref.arange({start}, {stop}, {step}, dtype={dtype})",
    "zeros_like": "ref.zeros_like({x}, dtype={dtype})",
    "asarray": "ref.asarray({x}, dtype={dtype}, copy={copy})",
    "as_strided": "ref.as_strided({x}, {shape}, {strides}, offset={offset})",
    "place": "ref.place({data}, {dtype}, align={align}, offset={offset})",
    "place_numpy": OWN,
    "bits": OWN,
    "permute_dims": "ref.permute_dims({x}, {axes})",
    "broadcast_to": "ref.broadcast_to({x}, {shape})",
    "broadcast_arrays": "ref.broadcast_arrays({x}, {y})",
    "expand_dims": "ref.expand_dims({x}, {axis})",
    "squeeze": "ref.squeeze({x}, axis={axis})",
    "flip": "ref.flip({x}, axis={axis})",
    "diagonal": "ref.diagonal({x})",
    "sum": "ref.sum({x}, axis={axis}, out={out})",
    ".accumulate": "{self}.accumulate({x}, out={out})",
    ".at": "{self}.at({x}, {index}, {y})",
    "matmul": "ref.matmul({x}, {y}, out={out})",
    "set_at": "ref.set_at({x}, {index}, {y})",
    "added_at": "ref.added_at({x}, {index}, {y})",
    "shares_memory": "ref.shares_memory({x}, {y})",
    "may_share_memory": "ref.may_share_memory({x}, {y})",
    "allocated": "ref.allocated()",
    "address": "ref.address({x})",
    "to_numpy": "np.asarray({x})",
    "from_numpy": "ref.from_buffer({x})",
    "from_dlpack": "ref.from_dlpack({x}, copy={copy}, device={device})",
    "numpy_from_dlpack": "np.from_dlpack({x}, copy={copy})",
    "dlpack_capsule": "{x}.__dlpack__(stream={stream})",
    "from_capsule": "ref.from_capsule({capsule})",
}
OPERATIONS.update((name, OWN) for name in (
    ".T", ".real", ".imag", ".shape", ".strides", ".dtype", ".size", ".ndim", ".base", ".writeable", ".item", ".tolist",
    ".copy", ".view", ".reshape", ".ravel", ".flatten", ".astype", ".fill", ".resize", ".setflags"))
OPERATIONS.update((name, "ref.%s({x}, {y}, out={out}, where={where})" % name) for name in FUNCTIONS_OF_TWO)
OPERATIONS.update((name, "ref.%s({x}, out={out}, where={where})" % name) for name in FUNCTIONS_OF_ONE)

REASONS = {
    "to_device": "the reference's module has arrays in the CPU's memory only",
    "synchronize": "the reference does not compute in the background",
    "stream": "the reference's module has arrays in the CPU's memory only",
    "use_stream": "the reference's module has arrays in the CPU's memory only",
    "requires_grad": "the reference does not differentiate",
    "detach": "the reference does not differentiate",
    "backward": "the reference does not differentiate",
    "version": "the reference does not count writes",
    "donated": "the reference's functions take no array's memory; an output is given by out=",
    ".grad": "the reference does not differentiate",
    ".data": "the reference does not differentiate",
}

ERRORS = [
    ("ShapeError", "", "shape"),
    ("CastingError", "", "casting"),
    ("ReadOnlyError", "", "readonly"),
    ("ImmutableError", "", "immutable"),
    ("OverlapError", "", "overlap"),
    ("DeviceError", "", "device"),
    # NumPy's.
    (None, "read-only", "readonly"),
    (None, "cannot set WRITEABLE flag", "readonly"),
    ("ValueError", "could not broadcast", "shape"),
]

KNOWN_DTYPES = frozenset(ibid_numpy.DTYPES) - {"float16"}


def describe_array(x):
    return ibid_values.array_of_bytes(x.dtype, x.shape, memoryview(x).tobytes())


def describe_scalar(x):
    return dict(ibid_values.LEAVES[type(x.item())](x.item()), dtype=x.dtype)


if __name__ == "__main__":
    ibid_core.serve(channel, ibid_core.Implementation(
        name="reference-python", version=ref.__version__, title="the reference", operations=OPERATIONS, reasons=REASONS,
        parameters={"dtype": dtype_parameter("the reference", lambda name: name in KNOWN_DTYPES),
                    "device": device_parameter("the reference", {"cpu": '"cpu"'})},
        names={"ref": ref, "np": np, "place_numpy": ibid_numpy.place, "bits": ibid_numpy.bits_also_of(ref.bits)},
        errors=ERRORS,
        describers=[(ref.Array, describe_array), (ref.Scalar, describe_scalar)] + ibid_numpy.DESCRIBERS))
