"""jax.numpy.array, copy: "specify whether to force a copy of the input. Default: True." It is made later, in the background.

So a NumPy array that is written right after jnp.array(a, copy=True) can show in the "copy": seen with a million
elements that do not begin at a multiple of 64 bytes, in one try of five or more often; never after
block_until_ready(). That b = jnp.array(a); a[0] = 24 must not change b was the reason for jax-ml/jax#899.

Runs on: jax@0.10.2
"""
import jax.numpy as jnp
import numpy as np

ELEMENTS, TRIES = 1000000, 400


def beginning_at(offset):
    memory = np.zeros(4 * ELEMENTS + 128, np.uint8)
    start = -memory.__array_interface__["data"][0] % 64 + offset
    return np.ndarray(ELEMENTS, np.float32, memory, start)


def shows_a_later_write(wait):
    array = beginning_at(16)
    array[...] = 1
    copy = jnp.array(array, copy=True)
    if wait:
        copy.block_until_ready()
    array[...] = 10
    return bool((np.asarray(copy) != 1).any())


late = tried = 0
while late == 0 and tried < TRIES:
    tried += 1
    late += shows_a_later_write(wait=False)
print("the copy shows a later write: after %d tries" % tried if late else "never, in %d tries" % tried)
waited = sum(shows_a_later_write(wait=True) for _ in range(20))
print("after block_until_ready(): %d of 20" % waited)
assert late and not waited
