"""jax.numpy.asarray, copy=False: "If False, then error if a copy is necessary." It copies, without an error.

Runs on: jax@0.10.2
"""
import jax.numpy as jnp
import numpy as np

x = jnp.array([1, 2, 3], dtype="int32")
other_dtype = jnp.asarray(x, dtype="float32", copy=False)
of_a_list = jnp.asarray([1, 2, 3], copy=False)
wider = np.arange(3, dtype="int64")
narrowed = jnp.asarray(wider, copy=False)

print("another dtype:", other_dtype.dtype, "at another address:",
      other_dtype.unsafe_buffer_pointer() != x.unsafe_buffer_pointer())
print("of a list:", of_a_list)
print("of int64:", narrowed.dtype)
assert other_dtype.unsafe_buffer_pointer() != x.unsafe_buffer_pointer()
assert narrowed.dtype != wider.dtype
