"""One producer by one consumer, for measure.py: a JSON object a line."""
import ctypes
import gc
import json
import sys

VALUES = [1.0, 2.0, 3.0, 4.0]
OFFSETS = (0, 4, 16, 32, 64)


class Tensor(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("device", ctypes.c_int32 * 2), ("axes", ctypes.c_int32), ("dtype", ctypes.c_uint32),
                ("shape", ctypes.c_void_p), ("strides", ctypes.c_void_p), ("offset", ctypes.c_uint64)]


class Legacy(ctypes.Structure):
    _fields_ = [("tensor", Tensor), ("context", ctypes.c_void_p), ("deleter", ctypes.c_void_p)]


class Versioned(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32 * 2), ("context", ctypes.c_void_p), ("deleter", ctypes.c_void_p)]


DELETER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
POINTER = ctypes.pythonapi.PyCapsule_GetPointer
POINTER.restype, POINTER.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
NAME = ctypes.pythonapi.PyCapsule_GetName
NAME.restype, NAME.argtypes = ctypes.c_char_p, [ctypes.py_object]


class Counted(object):
    """A producer whose tensors count how often they are deleted, and are deleted once all the same."""
    kept = []  # functions that C calls

    def __init__(self, producer):
        self.producer, self.count = producer, [0]

    def __dlpack__(self, **keywords):
        capsule = capsule_of(self.producer, keywords)
        name = NAME(capsule)
        kind = {b"dltensor": Legacy, b"dltensor_versioned": Versioned}[name]
        managed, count = kind.from_address(POINTER(capsule, name)), self.count
        original = DELETER(managed.deleter)

        def delete(address):
            count[0] += 1
            if count[0] == 1:
                original(address)
        hook = DELETER(delete)
        Counted.kept.append(hook)
        managed.deleter = ctypes.cast(hook, ctypes.c_void_p).value
        return capsule

    def __dlpack_device__(self):
        return (1, 0)


def capsule_of(producer, keywords):
    if hasattr(producer, "__dlpack__"):
        return producer.__dlpack__(**keywords)
    if keywords.get("copy"):
        raise BufferError("no copy is made here")
    return producer.to_dlpack_for_write()  # MXNet


def aligned_slice(make, address, offset):
    """Elements at that offset from a multiple of 128, so that 64 is another than 0, of a larger array of float32."""
    whole = make(64)
    first = (-address(whole) % 128 + offset) // 4
    return whole[first:first + 4]


class Numpy(object):
    def __init__(self):
        import numpy
        self.np, self.version = numpy, numpy.__version__

    def make(self, offset):
        x = aligned_slice(lambda n: self.np.zeros(n, "float32"), self.address, offset)
        x[...] = VALUES
        return x

    def make_read_only(self):
        x = self.make(0)
        x.flags.writeable = False
        return x

    def address(self, x):
        return x.__array_interface__["data"][0]

    def read(self, x):
        return [float(each) for each in self.np.array(x)]

    def write(self, x):
        x[0] = 99.0

    def from_dlpack(self, x, copy):
        return self.np.from_dlpack(x) if copy is None else self.np.from_dlpack(x, copy=copy)

    def from_interface(self, x):
        y = self.np.asarray(x)
        if y.dtype != self.np.float32:
            raise TypeError("numpy.asarray makes an array of the dtype %s, of shape %s" % (y.dtype, y.shape))
        return y


class Reference(object):
    def __init__(self):
        import ibid_reference
        self.ref, self.version = ibid_reference, ibid_reference.__version__

    def make(self, offset):
        return self.ref.place(VALUES, "float32", align=128, offset=offset)

    def make_read_only(self):
        x = self.make(0)
        x.setflags(write=False)
        return x

    def address(self, x):
        return self.ref.address(x)

    def read(self, x):
        return x.tolist()

    def write(self, x):
        x[0] = 99.0

    def from_dlpack(self, x, copy):
        return self.ref.from_dlpack(x, copy=copy)

    def from_interface(self, x):
        return self.ref.from_buffer(x)


class Torch(object):
    def __init__(self):
        import torch
        self.torch, self.version = torch, torch.__version__

    def make(self, offset):
        x = aligned_slice(lambda n: self.torch.zeros(n, dtype=self.torch.float32), self.address, offset)
        x[...] = self.torch.tensor(VALUES)
        return x

    def address(self, x):
        return x.data_ptr()

    def read(self, x):
        return x.tolist()

    def write(self, x):
        x[0] = 99.0

    def from_dlpack(self, x, copy):
        return self.torch.from_dlpack(x) if copy is None else self.torch.from_dlpack(x, copy=copy)

    def from_interface(self, x):
        return self.torch.asarray(x)


class Jax(object):
    def __init__(self):
        import jax
        import numpy
        self.jax, self.np, self.version = jax, numpy, jax.__version__

    def make(self, offset):
        if offset != 0:
            return None
        x = self.jax.numpy.arange(1, 5, dtype="float32")
        return x.block_until_ready() if self.address(x) % 64 == 0 else None

    def address(self, x):
        return x.unsafe_buffer_pointer()

    def read(self, x):
        return [float(each) for each in self.np.asarray(x)]

    def write(self, x):
        raise TypeError("immutable")

    def from_dlpack(self, x, copy):
        return self.jax.numpy.from_dlpack(x, copy=copy)

    def from_interface(self, x):
        return self.jax.numpy.asarray(x)


class TensorFlow(object):
    def __init__(self):
        import numpy
        import tensorflow
        self.tf, self.np, self.version = tensorflow, numpy, tensorflow.__version__

    def make(self, offset):
        x = self.tf.constant(VALUES, dtype="float32") + 0.0
        return x if self.address(x) % 64 == offset else None

    def address(self, x):
        return self.np.frombuffer(memoryview(x), "float32").__array_interface__["data"][0]

    def read(self, x):
        return [float(each) for each in x.numpy()]

    def write(self, x):
        raise TypeError("immutable")

    def from_dlpack(self, x, copy):
        return self.tf.experimental.dlpack.from_dlpack(x.__dlpack__(**({} if copy is None else {"copy": copy})))

    def from_interface(self, x):
        return self.tf.convert_to_tensor(x)


class Mxnet(object):
    def __init__(self):
        import numpy
        numpy.bool = bool  # MXNet 1.9 asks for it
        import mxnet
        self.mx, self.version = mxnet, mxnet.__version__

    def make(self, offset):
        x = self.mx.np.array(VALUES, dtype="float32")
        x.wait_to_read()
        return x if self.address(x) % 64 == offset else None

    def address(self, x):
        pointer = ctypes.c_void_p()
        self.mx.base.check_call(self.mx.base._LIB.MXNDArrayGetData(x.handle, ctypes.byref(pointer)))
        return pointer.value

    def read(self, x):
        return [float(each) for each in x.asnumpy()]

    def write(self, x):
        x[0] = 99.0
        x.wait_to_read()

    def from_dlpack(self, x, copy):
        if copy is not None:
            raise TypeError("mx.nd.from_dlpack has no argument copy")
        return self.mx.nd.from_dlpack(x.__dlpack__()).as_np_ndarray()

    def from_interface(self, x):
        return self.mx.np.array(x)


LIBRARIES = {"numpy": Numpy, "reference": Reference, "torch": Torch, "jax": Jax, "tensorflow": TensorFlow, "mxnet": Mxnet}


def poke(address, value):
    ctypes.c_float.from_address(address).value = value


def take(consumer, x, route, copy):
    return consumer.from_dlpack(x, copy) if route == "dlpack" else consumer.from_interface(x)


def measure(producer, consumer, make, route, copy):
    """The fields of a line; None where the producer has no such memory."""
    x = make()
    if x is None:
        return None
    counted = Counted(x) if route == "dlpack" else None
    try:
        y = take(consumer, counted or x, route, copy)
    except Exception as error:
        return {"outcome": "error", "error": "%s: %s" % (type(error).__name__, str(error).split("\n")[0])}
    found = {}
    if consumer.read(y) != VALUES:
        found["wrong"] = consumer.read(y)
    address = producer.address(x)
    poke(address + 4, 55.0)
    shares = consumer.read(y)[1] == 55.0
    poke(address + 4, VALUES[1])
    found["outcome"] = "shares" if shares else "copies"
    try:
        consumer.write(y)
        found["writable"] = True
        found["reaches"] = ctypes.c_float.from_address(address).value == 99.0
    except Exception:
        found["writable"] = False
    expected = consumer.read(y)
    if counted is not None:
        counted.producer, count = None, counted.count
    del x, counted
    gc.collect()
    churn = [make() for _ in range(8)]
    for each in churn:
        if each is not None:
            poke(producer.address(each), -1.0)
    found["survives"] = consumer.read(y) == expected
    if route == "dlpack" and shares:
        found["early"] = count[0]
    del y
    gc.collect()
    if route == "dlpack":
        found["deleted"] = count[0]
    return found


def main(names):
    producer, consumer = LIBRARIES[names[0]](), LIBRARIES[names[1]]()
    versions = {names[0]: producer.version, names[1]: consumer.version}
    sources = [("writable", offset, lambda offset=offset: producer.make(offset)) for offset in OFFSETS]
    if hasattr(producer, "make_read_only"):
        sources.append(("read-only", 0, producer.make_read_only))
    for source, offset, make in sources:
        for route, copy in (("dlpack", None), ("dlpack", True), ("dlpack", False), ("interface", None)):
            found = measure(producer, consumer, make, route, copy)
            if found is not None:
                line = dict(found, producer=names[0], consumer=names[1], source=source, offset=offset, route=route,
                            copy=copy, versions=versions)
                sys.stdout.write(json.dumps(line, sort_keys=True) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
