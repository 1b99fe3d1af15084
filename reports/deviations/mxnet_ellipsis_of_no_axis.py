"""MXNet, x[...] of an array without axes is an IndexError, read or written.

Documented: mxnet.np.ndarray.__getitem__, "For basic indexing, i.e., if key consists only of integers, slice, Ellipsis
(...) and None, a mutable view is returned". With one axis or more it is. So `z[...] = x + y`, which writes into an array
of any shape, does not write into one of shape ().

Runs on: mxnet@1.9.1
"""
import mxnet as mx

mx.npx.set_np()


def read(x):
    return x[...]


def write(x):
    x[...] = 7


for act in (read, write):
    act(mx.np.array([5, 6]))
    try:
        act(mx.np.array(5))
    except IndexError as error:
        print("%s: IndexError: %s" % (act.__name__, error))
    else:
        raise AssertionError("no error")
x = mx.np.array(5)
x[()] = 7
assert x[()].item() == 7
