"""A plugin in this process, through include/ibid/plugin.h by ctypes: just what the benchmarks need of it."""
import ctypes as c
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NONE, BOOL, INT, FLOAT, STR, ELLIPSIS = 0, 1, 2, 3, 5, 9


def operations():
    """The numbers of the operations, by identifier."""
    with open(os.path.join(ROOT, "include", "ibid", "operations.def")) as file:
        return dict((name, int(number))
                    for number, name in re.findall(r"^IBID_OPERATION\((\d+), (\w+),", file.read(), re.M))


class Failure(c.Structure):
    _fields_ = [("kind", c.c_int), ("message", c.c_char_p)]


class Value(c.Structure):
    _fields_ = [("kind", c.c_int), ("truth", c.c_int), ("real", c.c_double), ("imaginary", c.c_double),
                ("text", c.c_char_p), ("dtype", c.c_char_p), ("dimensions", c.c_size_t),
                ("shape", c.POINTER(c.c_int64)), ("elements", c.c_void_p), ("elements_bytes", c.c_size_t),
                ("items", c.POINTER(c.c_uint64)), ("item_count", c.c_size_t)]


class Plugin(c.Structure):
    _fields_ = [
        ("abi_version", c.c_uint32), ("struct_bytes", c.c_uint32), ("name", c.c_char_p), ("version", c.c_char_p),
        ("supports", c.CFUNCTYPE(c.c_int, c.c_int)),
        ("open", c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_size_t, c.POINTER(c.c_void_p), c.POINTER(Failure))),
        ("close", c.CFUNCTYPE(None, c.c_void_p)),
        ("make", c.CFUNCTYPE(c.c_int, c.c_void_p, c.POINTER(Value), c.POINTER(c.c_uint64))),
        ("call", c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int, c.POINTER(c.c_uint64), c.c_size_t, c.c_void_p, c.c_size_t,
                             c.POINTER(c.c_uint64))),
        ("bind", c.c_void_p), ("read", c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_uint64, c.POINTER(Value))),
        ("identity", c.c_void_p), ("drop", c.CFUNCTYPE(None, c.c_void_p, c.c_uint64)),
        ("last_error", c.CFUNCTYPE(Failure, c.c_void_p)),
    ]


class Instance:
    """An instance; every handle that it gives lives until close."""

    def __init__(self, path):
        library = c.CDLL(path)
        library.ibid_plugin.restype = c.POINTER(Plugin)
        self.plugin = library.ibid_plugin()
        self.functions = self.plugin.contents
        self.numbers = operations()
        self.instance = c.c_void_p()
        self.handles = []
        failure = Failure()
        if self.functions.open(None, 0, c.byref(self.instance), c.byref(failure)) != 0:
            raise RuntimeError(failure.message.decode())

    def _given(self, status, handle):
        if status != 0:
            raise RuntimeError(self.functions.last_error(self.instance).message.decode())
        self.handles.append(handle.value)
        return handle.value

    def make(self, constant):
        value = Value()
        if constant is None:
            value.kind = NONE
        elif constant is Ellipsis:
            value.kind = ELLIPSIS
        elif isinstance(constant, int):
            value.kind, value.text = INT, str(constant).encode()
        elif isinstance(constant, float):
            value.kind, value.real = FLOAT, constant
        else:
            value.kind, value.text = STR, constant.encode()
        handle = c.c_uint64()
        return self._given(self.functions.make(self.instance, c.byref(value), c.byref(handle)), handle)

    def call(self, identifier, *arguments):
        handles = (c.c_uint64 * max(1, len(arguments)))(*arguments)
        handle = c.c_uint64()
        return self._given(self.functions.call(self.instance, self.numbers[identifier], handles, len(arguments), None,
                                               0, c.byref(handle)), handle)

    def tuple(self, *integers):
        return self.call("MAKE_TUPLE", *[self.make(integer) for integer in integers])

    def slice(self, start, stop, step):
        return self.call("MAKE_SLICE", self.make(start), self.make(stop), self.make(step))

    def integer(self, handle):
        value = Value()
        self.functions.read(self.instance, handle, c.byref(value))
        return int(value.text)

    def forget(self):
        """Gives back every handle."""
        for handle in self.handles:
            self.functions.drop(self.instance, handle)
        self.handles = []

    def close(self):
        self.forget()
        self.functions.close(self.instance)
