"""Python library reference, memoryview.release: "a bytearray would temporarily forbid resizing".

PyPy 7.3.11 resizes it, and the view changes its length. Not in PyPy's list of differences; reworked since
(pypy/pypy#5444).

Runs on: pypy@3
"""
b = bytearray(b"abc")
view = memoryview(b)
try:
    b.append(100)
except BufferError as error:
    raise AssertionError("BufferError: %s" % error)
print("the view of 3 bytes has now", len(view))
assert len(view) == 4
