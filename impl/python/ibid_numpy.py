"""What drivers do with NumPy's arrays: NumPy's own, and those whose library hands out NumPy arrays."""
import numpy as np

import ibid_values

DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32",
          "float64", "complex64", "complex128")


def elements(shape, dtype, k):
    """What bits(x, k) holds for an x of that shape and dtype: a NumPy array that may be read-only."""
    data = ibid_values.bits_of(int(np.prod(shape)), ibid_values.second_value(dtype.name, dtype.itemsize), k)
    return np.frombuffer(data, dtype).reshape(shape) if data else np.zeros(shape, dtype)


def bits(x, k):
    if x.dtype.name not in DTYPES:
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
        if dtype.name not in DTYPES:
            return {"kind": "other", "type": "%s of %s" % (type(x).__name__, dtype.name)}
        little = dtype.newbyteorder("<")
        known = names_of_dtypes[dtype] = (dtype.name, None if little == dtype else little)
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
