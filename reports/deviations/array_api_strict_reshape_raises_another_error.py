"""Python array API standard 2024.12, reshape, copy=False: "If copy=False and a copy would be necessary, a ValueError
should be raised."

array-api-strict raises an AttributeError. For an array without elements it raises as well, where nothing had to
be copied.

Runs on: array-api-strict@2.6.1
"""
import array_api_strict as xp

x = xp.asarray([[1, 2, 3], [4, 5, 6]])
for title, array, shape in (("of a transpose", x.T, (6,)), ("of no element", xp.zeros((2, 0)), (0,))):
    try:
        xp.reshape(array, shape, copy=False)
    except AttributeError as error:
        print("%s: AttributeError: %s" % (title, error))
    else:
        raise AssertionError(title)
