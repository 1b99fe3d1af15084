"""Reading the values of names: docs/driver-protocol.md, "Values".

Reading changes nothing and keeps nothing: only numbers and text leave this file.
"""
import base64
import sys

NONE = {"kind": "none"}
TEXT = type(u"")


def describe_none(value):
    return NONE


def describe_bool(value):
    return {"kind": "bool", "value": "True" if value else "False"}


def describe_int(value):
    return {"kind": "int", "value": str(int(value))}


def describe_float(value):
    return {"kind": "float", "value": float(value).hex()}


def describe_complex(value):
    return {"kind": "complex", "value": [value.real.hex(), value.imag.hex()]}


def describe_text(value):
    return {"kind": "str", "value": value}


def describe_bytes_of_python_2(value):
    return {"kind": "str", "value": value.decode("utf-8", "replace")}


def describe_other(value):
    return {"kind": "other", "type": type(value).__name__}


def array_of_bytes(dtype, shape, data):
    """What the protocol says of an array: data are its elements in C order, little-endian."""
    return {"kind": "array", "dtype": dtype, "shape": [int(length) for length in shape],
            "bytes": base64.b64encode(data).decode("ascii")}


def bits_of(count, second, k):
    """The bytes of bits(x, k): `count` elements, each zero or the bytes `second`."""
    if k < 0:
        return second * count
    if count >> k == 0:
        return b"\0" * (len(second) * count)
    run = 1 << k
    period = b"\0" * (len(second) * run) + second * run
    return (period * (count // (2 * run) + 1))[:count * len(second)]


def second_value(dtype, size):
    """The second value of bits for elements of `size` bytes of the dtype of that name."""
    return b"\1" if dtype == "bool" else bytes(bytearray(range(0x31, 0x31 + size)))


LEAVES = {type(None): describe_none, bool: describe_bool, int: describe_int, float: describe_float,
          complex: describe_complex, TEXT: describe_text}
if sys.version_info[0] == 2:
    LEAVES[long] = describe_int  # noqa: F821 (Python 2)
    if str is not TEXT:  # in IronPython it is
        LEAVES[str] = describe_bytes_of_python_2


class Reader(object):
    """Reads values by a table from class to a function that describes an instance.

    The implementation's own classes come first, since NumPy's float64 is a float as well.
    """

    def __init__(self, describers):
        self.describers = list(describers) + [(base, LEAVES[base]) for base in LEAVES]
        self.by_class = dict(LEAVES)
        self.by_class.update(describers)
        self.by_class[list] = list
        self.by_class[tuple] = tuple

    def describer(self, value):
        """The function that describes value; the class list or tuple for a container."""
        kind = type(value)
        if issubclass(kind, (list, tuple)):
            found = list if issubclass(kind, list) else tuple
        else:
            found = describe_other
            for base, describe in self.describers:
                if isinstance(value, base):
                    found = describe
                    break
        if len(self.by_class) < 1000:  # a program could make classes without end
            self.by_class[kind] = found
        return found

    def read(self, values, names):
        """The answer to a read step, for those of `names` that are bound in the dictionary `values`."""
        numbers, objects, found = {}, [], {}
        for name in names:
            if name in values:
                found[name] = self.number(values[name], numbers, objects)
        return {"names": found, "objects": objects}

    def number(self, value, numbers, objects):
        """The number of value, which is described on first sight, with its items depth first."""
        number = numbers.get(id(value))
        if number is not None:
            return number
        open_containers = []
        first = len(objects)
        self.meet(value, numbers, objects, open_containers)
        while open_containers:
            iterator, items = open_containers[-1]
            for item in iterator:
                number = numbers.get(id(item))
                if number is not None:
                    items.append(number)
                    continue
                items.append(len(objects))
                if self.meet(item, numbers, objects, open_containers):
                    break
            else:
                open_containers.pop()
        return first

    def meet(self, value, numbers, objects, open_containers):
        """Gives value the next number and describes it. True for a container, whose items come next."""
        numbers[id(value)] = len(objects)
        describe = self.by_class.get(type(value)) or self.describer(value)
        if describe is list or describe is tuple:
            items = []
            objects.append({"kind": describe.__name__, "items": items})
            # The items as they are stored, whatever a subclass makes of them.
            open_containers.append((describe.__iter__(value), items))
            return True
        objects.append(describe(value))
        return False
