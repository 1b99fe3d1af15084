"""NumPy, x[::2] = x[:3]: the last element is read after the same assignment has written it.

No document says what an assignment does whose source and target overlap; that a source is read as it was is how NumPy
mended its issues 10353 and 26844, and what its own test_overlapping_assignments asks for (an ibid SHOULD:
array.overlap.assignment). In one dimension the elements are walked backwards if the target starts behind the source,
and forwards else: where both start together and the target has the larger step, neither is right.

Runs on: numpy@2.4.6 numpy@1.12.1
"""
import numpy as np

x = np.array([1, 2, 3, 4, 5, 6])
x[::2] = x[:3]
print("x[::2] = x[:3]          x is now", x)
assert x.tolist() == [1, 2, 2, 4, 2, 6]

y = np.array([1, 2, 3, 4, 5, 6])
y[::2] = y[:3].copy()
print("x[::2] = x[:3].copy()   x is now", y)
assert y.tolist() == [1, 2, 2, 4, 3, 6]

z = np.array([1, 2, 3, 4, 5, 6])
np.copyto(z[::2], z[:3])
assert z.tolist() == [1, 2, 2, 4, 2, 6]

# Both steps are positive, the target starts first, and overtakes: backwards would have been right.
x = np.array([1, 2, 3, 4, 5, 6, 7])
x[::3] = x[1:4]
print("x[::3] = x[1:4]         x is now", x)
assert x.tolist() == [2, 2, 3, 3, 5, 6, 3]

# Elements of other sizes: whichever end the walk starts from.
x = np.array([65537, 131074, 196611, 262148], dtype="int32")
x[...] = x.view("int16")[:4]
print('x[...] = x.view("int16")[:4] x is now', x)
assert x.tolist() != [1, 1, 2, 2]

# A mask that is a view of what it selects from.
x = np.array([True, False, True, True])
x[x[::-1]] = False
print("x[x[::-1]] = False      x is now", x)
assert x.tolist() == [False, False, True, True]
