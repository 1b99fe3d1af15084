"""What the two drivers of TensorFlow share: tensors and variables are made differently, and used alike."""
import os
import sys

# TensorFlow reads these when it is imported. What the user has set stays.
for setting, value in (
        ("TF_CPP_MIN_LOG_LEVEL", "3"),      # errors of C++ code come as exceptions
        ("TF_ENABLE_ONEDNN_OPTS", "0"),     # it announces itself whatever the level; it serves matrix products
        ("CUDA_VISIBLE_DEVICES", "-1"),     # on the CPU
        ("TF_NUM_INTRAOP_THREADS", "1"),    # ibid starts a driver for each processor
        ("TF_NUM_INTEROP_THREADS", "1"),
        ("OMP_NUM_THREADS", "1")):
    os.environ.setdefault(setting, value)
try:
    import tensorflow as tf
    import numpy as np
except ImportError as failure:
    sys.exit("this Python cannot import TensorFlow (%s); 'ibid setup tensorflow' makes one that can" % failure)

import ibid_core
import ibid_numpy
import ibid_traced
import ibid_values
from ibid_text import OWN, Unsupported, dtype_parameter, flip_along_axes

DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "bfloat16",
          "float32", "float64", "complex64", "complex128")
FUNCTIONS = {
    "add": "tf.add", "subtract": "tf.subtract", "multiply": "tf.multiply", "divide": "tf.divide",
    "floor_divide": "tf.math.floordiv", "remainder": "tf.math.floormod", "power": "tf.pow", "maximum": "tf.maximum",
    "minimum": "tf.minimum", "equal": "tf.equal", "not_equal": "tf.not_equal", "less": "tf.less",
    "less_equal": "tf.less_equal", "greater": "tf.greater", "greater_equal": "tf.greater_equal",
}
FUNCTIONS_OF_ONE = {"negative": "tf.negative", "absolute": "tf.abs", "sqrt": "tf.sqrt", "exp": "tf.exp",
                    "log": "tf.math.log", "sin": "tf.sin", "cos": "tf.cos"}


dtype_text = dtype_parameter("TensorFlow", lambda name: isinstance(getattr(tf, name, None), tf.DType), "tf.",
                             "ibid.dtype(%s)")


def asarray(call):
    """tf.convert_to_tensor refuses a tensor of another dtype; tf.cast would round Python's numbers to float32 first."""
    dtype = call.argument(1, "dtype")
    if len(call.arguments) > 2 or "copy" in call.keywords:
        raise Unsupported("op asarray", "TensorFlow's conversions have no argument copy")
    x = call.write(call.arguments[0])
    if dtype is None:
        return "tf.convert_to_tensor(%s)" % x
    return "tf.experimental.numpy.asarray(%s, dtype=%s)" % (x, dtype_text(dtype, call.write(dtype)))


OPERATIONS = {
    "asarray": asarray,
    "bits": "bits({x}, {k})",
    "place_numpy": OWN,
    ".T": "tf.transpose({self})",
    ".real": "tf.math.real({self})",
    ".imag": "tf.math.imag({self})",
    ".shape": "tuple({self}.shape)",
    ".dtype": "{self}.dtype.name",
    ".size": "int(tf.size({self}))",
    ".ndim": "len({self}.shape)",
    ".item": "{self}.numpy().item()",
    ".tolist": "{self}.numpy().tolist()",
    ".view": "tf.bitcast({self}, {dtype!})",
    ".reshape": "tf.reshape({self}, {shape})",
    ".ravel": "tf.reshape({self}, [-1])",
    ".astype": "tf.cast({self}, {dtype})",
    "permute_dims": "tf.transpose({x}, {axes:perm})",
    "broadcast_to": "tf.broadcast_to({x}, {shape})",
    "expand_dims": "tf.expand_dims({x}, {axis})",
    "squeeze": "tf.squeeze({x}, {axis})",
    "flip": flip_along_axes("tf.reverse", "[%s]"),
    "diagonal": "tf.linalg.diag_part({x})",
    "sum": "tf.reduce_sum({x}, axis={axis})",
    ".accumulate": {"add": "tf.cumsum({x})", "multiply": "tf.math.cumprod({x})"},
    "matmul": "tf.linalg.matmul({x}, {y})",
    "set_at": "tf.tensor_scatter_nd_update({x}, {index}[:,None], {y})",
    "added_at": "tf.tensor_scatter_nd_add({x}, {index}[:,None], {y})",
    "to_numpy": "{x}.numpy()",
    ".setflags": OWN,
    "detach": "tf.stop_gradient({x})",
}
OPERATIONS.update((name, native + "({x}, {y})") for name, native in FUNCTIONS.items())
OPERATIONS.update((name, native + "({x})") for name, native in FUNCTIONS_OF_ONE.items())

REASONS = {
    "as_strided": "TensorFlow's tensors have no strides",
    "place": "TensorFlow chooses where the memory of a tensor starts",
    ".strides": "TensorFlow's tensors have no strides",
    ".base": "a tensor does not tell whose memory it uses",
    ".writeable": "TensorFlow has no flag for it: tensors are immutable, variables are not",
    "broadcast_arrays": "TensorFlow broadcasts to a shape, with tf.broadcast_to",
    ".flatten": "TensorFlow's tf.reshape does not say whether it copies, and nothing else makes one axis",
    ".resize": "the shape of a tensor or a variable is fixed",
    ".at": "TensorFlow's functions have no at",
    "shares_memory": "TensorFlow does not tell whether tensors share memory",
    "may_share_memory": "TensorFlow does not tell whether tensors may share memory",
    "to_device": "TensorFlow has it only as a block, with tf.device(...)",
    "synchronize": "TensorFlow executes eagerly and waits, unless told otherwise",
    "stream": "TensorFlow decides itself what runs on which stream",
    "use_stream": "TensorFlow decides itself what runs on which stream",
    "requires_grad": "TensorFlow records only within a block, with tf.GradientTape()",
    "backward": "TensorFlow differentiates what was recorded in a block, with tf.GradientTape()",
    "version": "TensorFlow does not count writes",
    "donated": "TensorFlow's functions take no tensor's memory",
    ".grad": "TensorFlow differentiates what was recorded in a block, with tf.GradientTape()",
    ".data": "TensorFlow's tensors have no data; tf.stop_gradient gives the elements",
    "allocated": "TensorFlow does not tell how much memory its tensors take on the CPU",
}

ERRORS = [
    ("AttributeError", "object has no attribute 'assign'", "immutable"),  # what a mask selects is a tensor
    ("TypeError", "'ResourceVariable' object does not support item assignment", "unsupported"),  # x[i] += y
    ("ValueError", "read-only", "readonly"),  # of NumPy's arrays
    ("RuntimeError", "with `tf.Variable`s is not supported", "attribute"),
    ("InvalidArgumentError", "was expected to be a", "casting"),
    ("TypeError", "to EagerTensor of dtype", "casting"),
    ("TypeError", "must have the same dtype", "casting"),
    ("ValueError", "Tensor conversion requested dtype", "casting"),
    ("ValueError", "Incompatible type conversion requested", "casting"),
    ("InvalidArgumentError", "Value for attr", "type"),
    ("InvalidArgumentError", "out of bounds", "index"),
    ("InvalidArgumentError", "Index out of range", "index"),
    ("InvalidArgumentError", "is not in [0, ", "index"),
    ("InvalidArgumentError", "Tried to expand dim index", "index"),
    ("InvalidArgumentError", "nteger division by zero", "zero"),
    ("InvalidArgumentError", "ncompatible shapes", "shape"),
    ("InvalidArgumentError", "broadcastable shapes", "shape"),
    ("InvalidArgumentError", "Cannot broadcast input shape", "shape"),
    ("InvalidArgumentError", "but the requested shape", "shape"),
    ("InvalidArgumentError", "should match", "shape"),
    ("InvalidArgumentError", "Can not squeeze dim", "shape"),
    ("InvalidArgumentError", "transpose expects a vector of size", "shape"),
    ("InvalidArgumentError", "Cannot bitcast from", "shape"),
    ("InvalidArgumentError", "must be >= 0", "shape"),
    ("InvalidArgumentError", "", "value"),
    ("ValueError", "Shape mismatch", "shape"),
    ("ValueError", "non-rectangular Python sequence", "shape"),
    ("ValueError", "out-of-range integer", "overflow"),
    ("UnimplementedError", "", "unsupported"),
    ("NotFoundError", "Could not find device for node", "unsupported"),
    ("ResourceExhaustedError", "", "memory"),
]


TRACER = ibid_traced.Tracer(tf.function, lambda value: isinstance(value, (tf.Tensor, tf.Variable)), [
    ("OperatorNotAllowedInGraphError", ""), ("AttributeError", "object has no attribute 'numpy'"),
    ("AttributeError", "'SymbolicTensor' object has no attribute '__dlpack__'"),
    ("NotImplementedError", "numpy() is only available when eager execution is enabled"),
    ("ValueError", "singleton tf.Variables"), ("TypeError", "to be a supported type"),
    ("TypeError", "'SymbolicTensor'"),
])


class Ibid(object):
    """What native text calls by the name ibid, where TensorFlow has no word of its own."""

    @staticmethod
    def dtype(name):
        return tf.as_dtype(name)


def shape_text(node, text):
    """One length is a shape in the notation; TensorFlow wants a tuple."""
    return "(%s,)" % text if node is not None and ("int" in node or node.get("op") == "unary -") else text


@ibid_numpy.bits_also_of
def bits(x, k):
    if x.dtype.name not in DTYPES:
        raise TypeError("bits(x, k) takes an array of booleans or numbers, not of %s" % x.dtype.name)
    return tf.constant(ibid_numpy.elements(tuple(x.shape), np.dtype(x.dtype.as_numpy_dtype), k))


def describe(x):
    """A tensor or a variable."""
    name = x.dtype.name
    if name not in DTYPES or not hasattr(x, "numpy"):
        return {"kind": "other", "type": "%s of %s" % (type(x).__name__, name)}
    return ibid_values.array_of_bytes(name, x.shape, x.numpy().tobytes())


def serve(channel, name, title, operations, reasons, **names):
    """Serves with the operations that make what the driver is about, and those that both have."""
    ibid_core.serve(channel, ibid_core.Implementation(
        name=name, version=tf.__version__, title=title, operations=dict(OPERATIONS, **operations),
        reasons=dict(REASONS, **reasons), parameters={"dtype": dtype_text, "shape": shape_text},
        names=dict(names, tf=tf, np=np, ibid=Ibid, bits=bits, place_numpy=ibid_numpy.place), errors=ERRORS,
        describers=[(tf.Tensor, describe), (tf.Variable, describe)] + ibid_numpy.DESCRIBERS,
        tracer=TRACER))
