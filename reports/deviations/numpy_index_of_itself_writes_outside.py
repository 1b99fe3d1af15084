"""NumPy below 2.3, x[x] = 7: indices that the assignment has just written are followed, and bytes outside of x written.

NumPy's guide "Indexing on ndarrays" says that an index out of range is an IndexError, and of assignment that values are
put where the indices say. All indices are looked at before the first element is written, and read again while elements
are: where x is its own index, what has been written is an index by then, which nobody has looked at. In a program of its
own that is somebody else's memory: one of ibid's cases ended in a crash of the next collection of garbage.
NumPy's issue 26844 is about what such an assignment gives, and was mended in 2.3.

Runs on: numpy@2.0.2 numpy@1.26.4 numpy@1.13.3 numpy@1.12.1
"""
import numpy as np

memory = np.zeros(10, dtype="int64")
x = memory[:3]  # so that what lies behind x can be shown
x[:] = [1, 2, 0]
x[x] = 7
print("x = memory[:3]; x[:] = [1, 2, 0]; x[x] = 7    memory is now", memory)
assert memory.tolist() == [7, 7, 0, 0, 0, 0, 0, 7, 0, 0]

memory = np.zeros(13, dtype="int64")
x = memory[:4]
x[:] = [1, 2, 0, 5]
x[x[:3]] += 10
print("x = memory[:4]; x[:] = [1, 2, 0, 5]; x[x[:3]] += 10    memory is now", memory)
assert memory.tolist() == [11, 12, 0, 5] + 8 * [0] + [10]

y = np.array([1, 2, 0])
y[y.copy()] = 7
print("y = array([1, 2, 0]); y[y.copy()] = 7         y is now", y)
assert y.tolist() == [7, 7, 7]
