"""MXNet, x[[0, 3]] = 0 of three elements: no error, and what lies behind the array in memory is written.

Documented: mxnet.np.ndarray.__setitem__, "supports advanced indexing as defined in the NumPy advanced indexing
documentation", which says: "It is an error to have index values out of bounds". Reading x[[0, 3]] raises an IndexError.

Runs on: mxnet@1.9.1
"""
import mxnet as mx

mx.npx.set_np()

for index in ([0, 3], mx.np.array([0, 3], dtype="int64")):
    owner = mx.np.array([1, 2, 3, 4, 5, 6])
    x = owner[:3]
    x[index] = 0
    print("x is now %s, and what lies behind it %s" % (x.tolist(), owner[3:].tolist()))
    assert owner.tolist() == [0, 2, 3, 0, 5, 6]

try:
    x[[0, 3]].wait_to_read()
except IndexError as error:
    print("reading: IndexError:", str(error).splitlines()[-1])
else:
    raise AssertionError("no error")
