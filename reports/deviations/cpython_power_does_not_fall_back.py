"""Python reference 3.3.8: if an in-place method "returns NotImplemented, the augmented assignment falls back to the normal methods".

CPython 2.7 and 3.6 to 3.9 raise for **=, and for no other operator. Mended in 3.10 (python/cpython#82483).

Runs on: cpython@2.7 cpython@3.6 cpython@3.7 cpython@3.8 cpython@3.9
"""


class Declines(object):
    def __iadd__(self, other):
        return NotImplemented

    def __add__(self, other):
        return "added"

    def __ipow__(self, other):
        return NotImplemented

    def __pow__(self, other):
        return "raised to a power"


x = Declines()
x += 1
assert x == "added"
x = Declines()
try:
    x **= 1
except TypeError as error:
    print("x **= 1: TypeError: %s" % error)
else:
    raise AssertionError("x **= 1 gives %r" % (x,))
