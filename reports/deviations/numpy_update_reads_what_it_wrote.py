"""NumPy, x[1:] += x[:-1]: running sums instead of the sums of neighbours.

NumPy 1.13.0 release notes, Ufunc behavior for overlapping inputs: "Operations where ufunc input and output operands
have memory overlap now defined to be the same as for equivalent operations where there is no memory overlap." Until then
the answer depended on sizes and layouts (numpy/numpy#1683, since 2009): that is why it counts as a defect, and no choice.

Runs on: numpy@1.12.1
"""
import numpy as np

x = np.array([1, 2, 3, 4])
x[1:] += x[:-1]
print("x[1:] += x[:-1]            x is now", x)
assert x.tolist() == [1, 3, 6, 10]

x = np.array([1, 2, 3, 4])
x[1:] += x[:-1].copy()
print("x[1:] += x[:-1].copy()     x is now", x)
assert x.tolist() == [1, 3, 5, 7]

# One statement, two answers: of which elements depends on the dtype.
x = np.ones(100)
x[1:] += x[:-1]
y = np.ones(100, dtype="int64")
y[1:] += y[:-1]
print("of 99 sums of ones, 2 are: %d of floats, %d of integers" % ((x[1:] == 2).sum(), (y[1:] == 2).sum()))
assert ((x[1:] == 2).sum(), (y[1:] == 2).sum()) == (50, 1)

# x += x.T is right for small matrices and wrong for larger ones.
wrong = []
for n in (10, 100, 1000):
    x = np.arange(float(n * n)).reshape(n, n)
    expected = x + x.T
    x += x.T
    wrong.append(int((x != expected).sum()))
print("x += x.T: wrong elements of 10, 100 and 1000 rows:", wrong)
assert wrong[0] == 0 and wrong[2] > 0
