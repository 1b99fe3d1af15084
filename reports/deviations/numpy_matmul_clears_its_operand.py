"""NumPy, matmul(x, y, out=x): the product of zeros.

numpy.matmul is a ufunc since NumPy 1.16.0, and what its reference says of ufuncs holds for it: "Operations where ufunc
input and output operands have memory overlap are defined to be the same as for equivalent operations where there is no
memory overlap." Before, the output was cleared, and then read as an operand.

Runs on: numpy@1.12.1
"""
import numpy as np

x = np.array([[1, 2], [3, 4]])
np.matmul(x, x.copy(), out=x)
print("matmul(x, y, out=x)         x is now", x.tolist())
assert x.tolist() == [[0, 0], [0, 0]]

x = np.array([[1, 2], [3, 4]])
z = np.zeros((2, 2), dtype=x.dtype)
np.matmul(x, x.copy(), out=z)
print("matmul(x, y, out=z)         z is now", z.tolist())
assert z.tolist() == [[7, 10], [15, 22]]
