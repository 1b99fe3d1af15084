"""Python reference 3.4.8 (2.7), object.__radd__: "only called if the left operand does not support the corresponding
operation and the operands are of different types".

Jython calls it for operands of one type as well. CPython and PyPy raise TypeError.

Runs on: jython@2.7.4
"""


class Declines(object):
    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return "reflected"


assert Declines() + Declines() == "reflected"
print("x + y, both of one type whose __add__ declines: y.__radd__(x) was called")
