"""How many bytes NumPy's arrays were given: a memory handler (NEP 49) that counts and passes on.

NumPy asks a handler for the memory of every array. This one asks the handler that was there before, so that arrays
lie where they always do, and adds up what was asked for. Freeing goes straight to that handler: an array may outlive
the counting. It is set around the programs that ask for the count, and only there.
"""
import ctypes

import numpy as np

SET_HANDLER, GET_HANDLER = 304, 305  # in the table of NumPy's C API, since 1.22
API = getattr(np, "_core", None) or np.core
# Since 1.22 it is there under this name.
AVAILABLE = tuple([int(part) for part in np.__version__.split(".")[:2]]) >= (1, 22) and hasattr(ctypes, "pythonapi")


def handler_type(function_type):
    """PyDataMem_Handler, with functions of a type of ctypes'; free is passed on as it is."""
    pointer, size = ctypes.c_void_p, ctypes.c_size_t
    fields = [("name", ctypes.c_char * 127), ("version", ctypes.c_uint8), ("context", pointer),
              ("malloc", function_type(pointer, pointer, size)), ("calloc", function_type(pointer, pointer, size, size)),
              ("realloc", function_type(pointer, pointer, pointer, size)), ("free", pointer)]
    return type("Handler", (ctypes.Structure,), {"_fields_": fields})


# NumPy's own functions are called with the lock of the interpreter held, as NumPy calls them: from a certain size on
# its calloc lets go of it, and aborts if it is gone already. The counting ones take it where they do not have it.
CountingHandler, PassedOnHandler = handler_type(ctypes.CFUNCTYPE), handler_type(ctypes.PYFUNCTYPE)


def function_of_api(number, *types):
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    table = ctypes.cast(pointer(API._multiarray_umath._ARRAY_API, None), ctypes.POINTER(ctypes.c_void_p))
    return ctypes.PYFUNCTYPE(*types)(table[number])


class Counter(object):
    """Counts between start() and stop(); allocated() is the bytes so far, of all arrays since the first start."""

    def __init__(self):
        self.bytes = 0
        self.capsule = None
        self.before = None

    def prepare(self):
        """The handler as a capsule. Arrays refer to it as long as they live, so it is made once and never goes."""
        self.set_handler = function_of_api(SET_HANDLER, ctypes.py_object, ctypes.py_object)
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        default = function_of_api(GET_HANDLER, ctypes.py_object)()
        passed_on = ctypes.cast(pointer(default, b"mem_handler"), ctypes.POINTER(PassedOnHandler)).contents

        def malloc(context, size):
            self.bytes += size
            return passed_on.malloc(context, size)

        def calloc(context, count, size):
            self.bytes += count * size
            return passed_on.calloc(context, count, size)

        def realloc(context, old, size):
            self.bytes += size
            return passed_on.realloc(context, old, size)

        types = dict(CountingHandler._fields_)
        self.handler = CountingHandler(b"ibid", 1, passed_on.context, types["malloc"](malloc), types["calloc"](calloc),
                                       types["realloc"](realloc), passed_on.free)
        new = ctypes.pythonapi.PyCapsule_New
        new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
        self.capsule = new(ctypes.addressof(self.handler), b"mem_handler", None)

    def start(self):
        if self.capsule is None:
            self.prepare()
        self.before = self.set_handler(self.capsule)

    def stop(self):
        self.set_handler(self.before)

    def allocated(self):
        return self.bytes
