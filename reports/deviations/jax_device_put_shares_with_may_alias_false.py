"""jax.device_put, may_alias: "If False, x will be copied."

A NumPy array whose memory begins at a multiple of 64 bytes is shared all the same: a later write to it changes the array
that JAX calls immutable (jax-ml/jax#37830).

Runs on: jax@0.10.2
"""
import jax
import numpy as np


def changes(offset, **keywords):
    memory = np.zeros(256, np.uint8)
    start = -memory.ctypes.data % 64 + offset
    array = np.ndarray((4,), np.float32, memory, start)
    on_device = jax.device_put(array, **keywords).block_until_ready()
    array[0] = 10
    return float(on_device[0]) == 10


for bytes_from_64 in (0, 16):
    print("offset %2d: %s" % (bytes_from_64, "shared" if changes(bytes_from_64, may_alias=False) else "copied"))
assert changes(0, may_alias=False) and not changes(16, may_alias=False)
assert changes(0) and not changes(16)
