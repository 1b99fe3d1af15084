"""The driver of JAX, on the CPU, outside jit."""
import inspect
import sys

import ibid_core
import ibid_traced
import ibid_values
from ibid_text import FUNCTIONS_OF_ONE, FUNCTIONS_OF_TWO, OWN, device_parameter, dtype_parameter

channel = ibid_core.take_channel()
try:
    import jax
    import jax.numpy as jnp
    import numpy as np
    import ibid_numpy
except ImportError as failure:
    sys.exit("jax_driver: this Python cannot import JAX (%s); ibid setup jax makes one that can" % failure)

# More than one where XLA_FLAGS has --xla_force_host_platform_device_count.
DEVICES = dict(("cpu" if k == 0 else "cpu:%d" % k, 'jax.devices("cpu")[%d]' % k)
               for k in range(len(jax.devices("cpu"))))
UFUNCS = tuple([name for name in FUNCTIONS_OF_TWO if hasattr(getattr(jnp, name), "accumulate")])
DTYPES = ibid_numpy.DTYPES + ("bfloat16",)

device = device_parameter("JAX", DEVICES)


def to_device(call):
    """device_put returns at once, whatever is said: who wants to wait says so of its result."""
    target, wait = call.arguments[1], call.argument(2, "wait")
    put = "jax.device_put(%s, %s)" % (call.write(call.arguments[0]), device(target, call.write(target)))
    return "jax.block_until_ready(%s)" % put if wait == {"bool": True} else put


OPERATIONS = {
    "array": "jnp.array({data}, dtype={dtype}, order={order}, copy={copy})",
    "zeros": "jnp.zeros({shape}, dtype={dtype})",
    "ones": "jnp.ones({shape}, dtype={dtype})",
    "full": "jnp.full({shape}, {value}, dtype={dtype})",
    "arange": "jnp.arange({start}, {stop}, {step}, dtype={dtype})",
    "zeros_like": "jnp.zeros_like({x}, dtype={dtype})",
    "asarray": "jnp.asarray({x}, dtype={dtype}, copy={copy})",
    "bits": OWN,
    "place_numpy": OWN,
    ".dtype": "{self}.dtype.name",
    ".reshape": "{self}.reshape({shape})",
    "permute_dims": "jnp.permute_dims({x}, {axes})",
    "broadcast_to": "jnp.broadcast_to({x}, {shape})",
    "broadcast_arrays": "jnp.broadcast_arrays({x}, {y})",
    "expand_dims": "jnp.expand_dims({x}, {axis})",
    "squeeze": "jnp.squeeze({x}, {axis})",
    "flip": "jnp.flip({x}, {axis})",
    "diagonal": "jnp.diagonal({x})",
    "sum": "jnp.sum({x}, axis={axis}, out={out})",
    ".accumulate": "{self}.accumulate({x}, out={out})",
    ".at": "{self}.at({x}, {index}, {y})",
    "matmul": "jnp.matmul({x}, {y})",
    "set_at": "{x}.at[{index}].set({y})",
    "added_at": "{x}.at[{index}].add({y})",
    "to_numpy": "np.asarray({x})",
    "from_numpy": "jnp.asarray({x})",
    "to_device": to_device,
    "from_dlpack": "jnp.from_dlpack({x}, copy={copy}, device={device})",
    "dlpack_capsule": "{x}.__dlpack__(stream={stream})",
    "numpy_from_dlpack": ibid_numpy.FROM_DLPACK,
    "donated": "jax.jit(lambda x: x, donate_argnums=0)({x})",
    "synchronize": "jax.effects_barrier()",
    "address": "{x}.unsafe_buffer_pointer()",
}
# What older versions than the newest lack.
if not hasattr(jnp, "permute_dims"):
    OPERATIONS["permute_dims"] = "jnp.transpose({x}, {axes})"
if "copy" not in inspect.signature(jnp.asarray).parameters:
    OPERATIONS["asarray"] = "jnp.asarray({x}, dtype={dtype})"
if "copy" not in inspect.signature(jnp.from_dlpack).parameters:
    OPERATIONS["from_dlpack"] = "jnp.from_dlpack({x})"
OPERATIONS.update((name, OWN) for name in (
    ".T", ".real", ".imag", ".shape", ".size", ".ndim", ".item", ".tolist", ".copy", ".view", ".ravel",
    ".flatten", ".astype", ".setflags"))
if "copy" not in inspect.signature(jnp.zeros(0).astype).parameters:
    OPERATIONS[".astype"] = "{self}.astype({dtype})"
# Functions that are no ufuncs of JAX have neither out nor where.
OPERATIONS.update((name, "jnp.%s({x}, {y}, out={out}, where={where})" % name if name in UFUNCS
                   else "jnp.%s({x}, {y})" % name) for name in FUNCTIONS_OF_TWO)
OPERATIONS.update((name, "jnp.%s({x})" % name) for name in FUNCTIONS_OF_ONE)

IMMUTABLE = "JAX arrays are immutable"
REASONS = {
    "as_strided": "JAX arrays have no strides",
    "place": "JAX decides where the memory of its arrays lies",
    ".strides": "JAX arrays have no strides",
    ".base": "JAX arrays have no base",
    ".writeable": IMMUTABLE,
    ".fill": IMMUTABLE + " and have no fill",
    ".resize": IMMUTABLE + " and have no resize",
    "shares_memory": "JAX does not tell whether arrays share memory",
    "may_share_memory": "JAX does not tell whether arrays may share memory",
    "allocated": "JAX does not tell how much memory its arrays take on the CPU",
    "requires_grad": "JAX differentiates functions, not arrays",
    "detach": "JAX differentiates functions, not arrays",
    "backward": "JAX differentiates functions, not arrays",
    "version": IMMUTABLE + " and count no writes",
    "stream": "JAX computes in the background in an order of its own, and has no streams",
    "use_stream": "JAX computes in the background in an order of its own, and has no streams",
    "from_capsule": "jax.numpy.from_dlpack takes what has a method __dlpack__, and no capsule",
    ".grad": "JAX differentiates functions, not arrays",
    ".data": "JAX differentiates functions, not arrays",
}

ERRORS = [
    ("TypeError", "JAX arrays are immutable", "immutable"),
    ("RuntimeError", "Array has been deleted", "deleted"),
    ("RuntimeError", "has been donated", "deleted"),
    ("ValueError", "uffer has been deleted or donated", "deleted"),
    ("NotImplementedError", "", "unsupported"),
    ("TypeError", "cannot reshape", "shape"),
    ("TypeError", "incompatible shapes", "shape"),
    ("ValueError", "ncompatible shapes", "shape"),
    ("ValueError", "Incompatible types for broadcasting", "shape"),
    ("ValueError", "size not equal to one", "shape"),
    ("ValueError", "inhomogeneous shape", "shape"),
    ("TypeError", "Shapes must be", "shape"),
    ("TypeError", "negative powers", "value"),
    ("IndexError", "", "index"),
    # Of the arrays that NumPy makes from JAX's.
    ("ValueError", "read-only", "readonly"),
    ("ValueError", "cannot set WRITEABLE flag", "readonly"),
    ("TypeError", "Cannot cast", "casting"),
    ("ValueError", "could not be broadcast", "shape"),
    ("ValueError", "could not broadcast", "shape"),
]


TRACER = ibid_traced.Tracer(jax.jit, lambda value: isinstance(value, jax.Array), [
    ("ConcretizationTypeError", ""), ("TracerArrayConversionError", ""), ("NonConcreteBooleanIndexError", ""),
    ("TypeError", "not a valid JAX type"), ("TypeError", "must have __dlpack__ and __dlpack_device__"),
])


@ibid_numpy.bits_also_of
def bits(x, k):
    return jnp.asarray(ibid_numpy.elements(x.shape, x.dtype, k))


def describe_array(x):
    if isinstance(x, jax.core.Tracer):  # which a traced function left in a list
        return {"kind": "other", "type": "tracer"}
    if x.dtype.name not in DTYPES:
        return {"kind": "other", "type": "%s of %s" % (type(x).__name__, x.dtype.name)}
    if x.is_deleted():
        return {"kind": "other", "type": "deleted array"}
    return ibid_values.array_of_bytes(x.dtype.name, x.shape, np.asarray(x).tobytes())


if __name__ == "__main__":
    ibid_core.serve(channel, ibid_core.Implementation(
        name="jax", version=jax.__version__, title="JAX", operations=OPERATIONS, reasons=REASONS,
        parameters={"dtype": dtype_parameter("JAX", DTYPES.__contains__), "device": device},
        names={"jax": jax, "jnp": jnp, "np": np, "bits": bits, "place_numpy": ibid_numpy.place}, errors=ERRORS,
        describers=[(jax.Array, describe_array)] + ibid_numpy.DESCRIBERS, tracer=TRACER))
