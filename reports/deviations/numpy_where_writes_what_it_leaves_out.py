"""NumPy, greater(x, y, out=x, where=…): the elements that the mask leaves out are written all the same.

The reference of ufuncs says of where=: "Elsewhere, the out array will retain its original value." That holds unless the
output is both of another dtype than the result and in the memory of an operand. Then the result is made in a temporary
array of the result's dtype, which is filled from the output, converted, and written back as a whole: what the mask
leaves out went through a conversion and back.

Runs on: numpy@2.4.6
"""
import numpy as np

nowhere = np.array([False, False, False])

x = np.array([7.5, 1.0, 2.0])
np.greater(x[::-1], x, out=x, where=nowhere)
print("greater(x[::-1], x, out=x, where=nowhere)   x is now", x)
assert x.tolist() == [1.0, 1.0, 1.0]

x = np.array([7.5, 1.0, 2.0])
np.greater(x[::-1].copy(), x.copy(), out=x, where=nowhere)
print("the same of copies                          x is now", x)
assert x.tolist() == [7.5, 1.0, 2.0]

# Integers that do not fit.
x = np.ones(6, dtype="uint8")
y = x.view("int16")[1:]
np.multiply(x[4:2:-1], 85, out=y, where=nowhere[:2])
print("multiply(x[4:2:-1], 85, out=y, where=…)     y is now", y)
assert y.tolist() == [1, 1]

# With one dtype for all, nothing happens.
x = np.array([7.5, 1.0, 2.0])
np.add(x[::-1], x, out=x, where=nowhere)
assert x.tolist() == [7.5, 1.0, 2.0]
