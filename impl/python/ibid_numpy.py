"""What drivers do with NumPy's arrays: NumPy's own, and those whose library hands out NumPy arrays."""
import numpy as np

import ibid_values

DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32",
          "float64", "complex64", "complex128")
# From NumPy 2.1 on it can be told to copy.
FROM_DLPACK = "np.from_dlpack({x}, copy={copy})" if tuple([int(part) for part in np.__version__.split(".")[:2]]) >= (2, 1) \
    else "np.from_dlpack({x})"


def name_of(dtype):
    """What the protocol calls it; None if it has no name for it, as for fields with gaps between them."""
    if dtype.name in DTYPES:
        return dtype.name
    fields = [(name, dtype.fields[name][0].name) for name in dtype.names or ()]
    known = all(of_field in DTYPES for _, of_field in fields)
    return ",".join(["%s:%s" % field for field in fields]) if fields and known and np.dtype(fields) == dtype else None


def elements(shape, dtype, k):
    """What bits(x, k) holds for an x of that shape and dtype: a NumPy array that may be read-only."""
    data = ibid_values.bits_of(int(np.prod(shape)), ibid_values.second_value(dtype.name, dtype.itemsize), k)
    return np.frombuffer(data, dtype).reshape(shape) if data else np.zeros(shape, dtype)


def bits(x, k):
    if name_of(x.dtype) is None:
        raise TypeError("bits(x, k) takes an array of booleans or numbers, not of %s" % x.dtype.name)
    return elements(x.shape, x.dtype, k).copy()


def bits_also_of(own):
    """bits for a library whose programs have NumPy's arrays as well; own(x, k) is bits of the library's."""
    def bits_of_either(x, k):
        return bits(x, k) if isinstance(x, (np.ndarray, np.generic)) else own(x, k)
    return bits_of_either


def place(data, dtype, align=64, offset=4):
    """A new array whose first byte is `offset` bytes from a multiple of `align`."""
    data = np.array(data, dtype=dtype)
    memory = np.zeros(data.nbytes + align + offset, np.uint8)
    start = -memory.__array_interface__["data"][0] % align + offset
    placed = np.ndarray(data.shape, data.dtype, memory, start)
    placed[...] = data
    return placed


names_of_dtypes = {}  # to the name, and to the little-endian dtype where bytes have to be swapped


def describe_array(x):
    dtype = x.dtype
    known = names_of_dtypes.get(dtype)
    if known is None:
        little = dtype.newbyteorder("<")
        name = name_of(little)
        if name is None:
            return {"kind": "other", "type": "%s of %s" % (type(x).__name__, dtype.name)}
        known = names_of_dtypes[dtype] = (name, None if little == dtype else little)
    name, swapped = known
    if swapped is not None:
        x = x.astype(swapped)
    return ibid_values.array_of_bytes(name, x.shape, x.tobytes())


def describe_scalar(x):
    name = x.dtype.name
    if name not in DTYPES:
        return {"kind": "other", "type": type(x).__name__}
    described = ibid_values.LEAVES[type(x.item())](x.item())
    return dict(described, dtype=name)


DESCRIBERS = [(np.ndarray, describe_array), (np.generic, describe_scalar)]
