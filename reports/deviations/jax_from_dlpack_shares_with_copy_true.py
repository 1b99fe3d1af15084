"""jax.numpy.from_dlpack, copy: "If copy=True then a copy is always performed, even if unpacked onto the same device."

It is not where the memory begins at a multiple of 64 bytes: a later write to the NumPy array, or to whatever else
exported it, changes the array that JAX calls immutable.

Runs on: jax@0.10.2
"""
import jax.numpy as jnp
import numpy as np


def shares(offset):
    memory = np.zeros(256, np.uint8)
    start = -memory.ctypes.data % 64 + offset
    array = np.ndarray((3,), np.float32, memory, start)
    copied = jnp.from_dlpack(array, copy=True).block_until_ready()
    array[0] = 10
    return float(copied[0]) == 10


for bytes_from_64 in (0, 16):
    print("offset %2d: %s" % (bytes_from_64, "shared" if shares(bytes_from_64) else "copied"))
assert shares(0) and not shares(16)

x = jnp.ones(3)
own = jnp.from_dlpack(x, copy=True)
assert own.unsafe_buffer_pointer() == x.unsafe_buffer_pointer()
