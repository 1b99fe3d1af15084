"""The module ibid_reference against producers and consumers that keep to nothing: deleters are called once, and no
error leaves anything behind. The other side is made of ctypes, and needs no library.
"""
import ctypes
import gc
import threading
import unittest
import weakref

import ibid_reference as ref

CPU, CUDA = 1, 2
INT, FLOAT, BFLOAT = 0, 2, 4
READ_ONLY, IS_COPIED = 1, 2
DELETER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Tensor(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("device", ctypes.c_int32), ("number", ctypes.c_int32),
                ("axes", ctypes.c_int32), ("code", ctypes.c_uint8), ("bits", ctypes.c_uint8), ("lanes", ctypes.c_uint16),
                ("shape", ctypes.c_void_p), ("strides", ctypes.c_void_p), ("offset", ctypes.c_uint64)]


class Legacy(ctypes.Structure):
    _fields_ = [("tensor", Tensor), ("context", ctypes.c_void_p), ("deleter", DELETER)]


class Versioned(ctypes.Structure):
    _fields_ = [("major", ctypes.c_uint32), ("minor", ctypes.c_uint32), ("context", ctypes.c_void_p),
                ("deleter", DELETER), ("flags", ctypes.c_uint64), ("tensor", Tensor)]


def function(name, result, *arguments):
    found = getattr(ctypes.pythonapi, name)
    found.restype, found.argtypes = result, arguments
    return found


new_capsule = function("PyCapsule_New", ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
pointer_of = function("PyCapsule_GetPointer", ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)
name_of = function("PyCapsule_GetName", ctypes.c_char_p, ctypes.py_object)
rename = function("PyCapsule_SetName", ctypes.c_int, ctypes.py_object, ctypes.c_char_p)
# Without the interpreter's lock, as a library's own thread calls it.
WITHOUT_LOCK = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Producer(object):
    """Six int32 of its own, of shape (2, 3); counts how often they are given back. Keywords change the tensor."""

    def __init__(self, legacy=False, flags=0, major=1, **changes):
        self.deleted = 0
        self.memory = (ctypes.c_int32 * 6)(*range(6))
        self.shape = (ctypes.c_int64 * 40)(2, 3, *[1] * 38)
        self.strides = (ctypes.c_int64 * 40)(3, 1, *[1] * 38)
        tensor = Tensor(ctypes.addressof(self.memory), CPU, 0, 2, INT, 32, 1, ctypes.addressof(self.shape),
                        ctypes.addressof(self.strides), 0)
        for name, value in changes.items():
            setattr(tensor, name, value)
        self.deleter = DELETER(self.count)
        self.name = b"dltensor" if legacy else b"dltensor_versioned"
        self.managed = (Legacy(tensor, None, self.deleter) if legacy
                        else Versioned(major, 0, None, self.deleter, flags, tensor))

    def count(self, managed):
        self.deleted += 1

    def capsule(self):
        return new_capsule(ctypes.addressof(self.managed), self.name, None)

    def __dlpack__(self, **keywords):
        return self.capsule()

    def __dlpack_device__(self):
        return CPU, 0


MALFORMED = [
    (ValueError, {"axes": -1}), (ValueError, {"axes": 33}), (BufferError, {"shape": None}),
    (BufferError, {"data": None}), (BufferError, {"code": 77}), (BufferError, {"bits": 7}), (BufferError, {"lanes": 2}), (BufferError, {"lanes": 0}),
    (BufferError, {"code": BFLOAT, "bits": 16}), (BufferError, {"code": FLOAT, "bits": 16}),
    (ref.DeviceError, {"device": CUDA}), (BufferError, {"offset": 2 ** 64 - 1}),
]


class ModuleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """What the reference keeps one of each is there before anything is counted."""
        x = ref.array([1])
        for number in range(-5, 257):
            x[0] = number
        x[...], x[()], x == x, (x == x)[0], (x != x)[0]
        for write in (True, False):
            x.setflags(write=write)

    def setUp(self):
        gc.collect()
        self.before = ref.alive()

    def tearDown(self):
        gc.collect()
        self.assertEqual(ref.alive(), self.before, "something of the reference is left")

    def test_malformed_tensors_are_refused_and_stay_their_owners(self):
        for legacy in (False, True):
            for copy in (None, True, False):
                for error, change in MALFORMED:
                    with self.subTest(legacy=legacy, copy=copy, **change):
                        producer = Producer(legacy=legacy, **change)
                        with self.assertRaises(error):
                            ref.from_dlpack(producer, copy=copy)
                        self.assertEqual(producer.deleted, 0)

    def test_a_refused_capsule_is_not_consumed(self):
        capsule = Producer(code=77).capsule()
        for _ in range(2):
            with self.assertRaisesRegex(BufferError, "code 77"):
                ref.from_capsule(capsule)
            self.assertEqual(name_of(capsule), b"dltensor_versioned")

    def test_lengths_and_strides(self):
        for error, shape, strides in ((ref.ShapeError, (-1, 3), (3, 1)), (ValueError, (2 ** 62, 2 ** 62), (3, 1)),
                                      (ValueError, (2 ** 62, 0), (0, 0)), (BufferError, (2, 3), (2 ** 62, 1)),
                                      (BufferError, (2, 3), (-2 ** 62, 1)), (BufferError, (2, 3), (2 ** 61 - 1,) * 2)):
            with self.subTest(shape=shape, strides=strides):
                producer = Producer()
                producer.shape[:2], producer.strides[:2] = shape, strides
                with self.assertRaises(error):
                    ref.from_dlpack(producer)
                self.assertEqual(producer.deleted, 0)

    def test_another_major_version(self):
        producer = Producer(major=2, shape=8)
        with self.assertRaisesRegex(BufferError, "2.0"):
            ref.from_dlpack(producer)
        self.assertEqual(producer.deleted, 0)

    def test_the_memory_is_given_back_once(self):
        for legacy in (False, True):
            for copy in (None, False, True):
                with self.subTest(legacy=legacy, copy=copy):
                    producer = Producer(legacy=legacy)
                    x = ref.from_dlpack(producer, copy=copy)
                    self.assertEqual(x.tolist(), [[0, 1, 2], [3, 4, 5]])
                    self.assertEqual(producer.deleted, 1 if copy else 0)
                    view = x.T[1:]
                    del x
                    gc.collect()
                    self.assertEqual(producer.deleted, 1 if copy else 0)
                    if legacy and not copy:  # it cannot say that it may be written
                        with self.assertRaises(ref.ReadOnlyError):
                            view += 10
                    else:
                        view += 10
                    written = not legacy and not copy
                    self.assertEqual(list(producer.memory), [0, 11, 12, 3, 14, 15] if written else [0, 1, 2, 3, 4, 5])
                    del view
                    gc.collect()
                    self.assertEqual(producer.deleted, 1)

    def test_what_the_producer_copied_is_not_copied_again(self):
        producer = Producer(flags=IS_COPIED)
        x = ref.from_dlpack(producer, copy=True)
        x[0, 0] = 10
        self.assertEqual(producer.memory[0], 10)

    def test_read_only(self):
        x = ref.from_dlpack(Producer(flags=READ_ONLY))
        with self.assertRaises(ref.ReadOnlyError):
            x += 1
        with self.assertRaises(ref.ReadOnlyError):
            x.setflags(write=True)
        with self.assertRaises(BufferError):
            x.__dlpack__()
        with self.assertRaises(ValueError):
            x.resize((3,))

    def test_a_capsule_is_consumed_once(self):
        for legacy in (False, True):
            producer = Producer(legacy=legacy)
            capsule = producer.capsule()
            x = ref.from_capsule(capsule)
            self.assertEqual(name_of(capsule), b"used_" + producer.name)
            with self.assertRaisesRegex(BufferError, "consumed"):
                ref.from_capsule(capsule)
            x += 1
            self.assertEqual(producer.memory[2], 3)
            del x
            self.assertEqual(producer.deleted, 1)

    def test_what_is_no_capsule(self):
        for wrong in (3, None, "dltensor"):
            with self.assertRaises(TypeError):
                ref.from_capsule(wrong)
        other = (ctypes.c_int * 1)()
        name = b"something else"
        with self.assertRaisesRegex(BufferError, "no capsule of DLPack"):
            ref.from_capsule(new_capsule(ctypes.addressof(other), name, None))

    def test_producers_that_raise(self):
        class Raising(object):
            def __dlpack__(self, **keywords):
                raise KeyError("mine")

        class Older(Producer):
            def __dlpack__(self):
                return self.capsule()
        with self.assertRaisesRegex(KeyError, "mine"):
            ref.from_dlpack(Raising())
        older = Older(legacy=True)
        self.assertEqual(ref.from_dlpack(older, copy=True).shape, (2, 3))
        self.assertEqual(older.deleted, 1)

    def test_every_allocation_fails_in_turn(self):
        def take(**keywords):
            producer = Producer()
            try:
                ref.from_dlpack(producer, **keywords)
            except MemoryError:
                self.assertEqual(producer.deleted, 0, "the tensor is still its owner's")
                raise
            self.assertEqual(producer.deleted, 1)
        x = ref.array([1, 2, 3])
        for attempt in (take, lambda: take(copy=True), x.__dlpack__, lambda: x.__dlpack__(copy=True),
                        lambda: x.__dlpack__(max_version=(1, 0))):
            failures = 0
            while True:
                gc.collect()
                before = ref.alive()
                ref.failing(failures + 1)
                try:
                    attempt()
                    break
                except MemoryError:
                    failures += 1
                finally:
                    ref.failing(0)
                self.assertEqual(ref.alive(), before)
            self.assertGreater(failures, 0)
        del x

    def test_a_capsule_that_nobody_consumes_gives_the_array_back(self):
        for version in (None, (1, 0)):
            x = ref.array([1, 2, 3])
            watch = weakref.ref(x)
            capsule = x.__dlpack__(max_version=version)
            del x
            self.assertIsNotNone(watch())
            del capsule
            self.assertIsNone(watch())

    def test_a_consumer_deletes_in_a_thread_without_the_lock(self):
        x = ref.array([1, 2, 3])
        watch = weakref.ref(x)
        capsule = x.__dlpack__(max_version=(1, 0))
        name = b"used_dltensor_versioned"
        address = pointer_of(capsule, b"dltensor_versioned")
        rename(capsule, name)
        tensor = Versioned.from_address(address)
        self.assertEqual((tensor.major, tensor.flags, tensor.tensor.axes), (1, 0, 1))
        delete = WITHOUT_LOCK(ctypes.cast(tensor.deleter, ctypes.c_void_p).value)
        del x, capsule
        self.assertIsNotNone(watch())
        thread = threading.Thread(target=delete, args=(address,))
        thread.start()
        thread.join()
        self.assertIsNone(watch())

    def test_the_device_of_from_dlpack(self):
        x = ref.array([1, 2, 3])
        for device in (None, "cpu", (CPU, 0)):
            self.assertTrue(ref.shares_memory(ref.from_dlpack(x, device=device, copy=False), x))
        for error, device in ((BufferError, "cuda"), (BufferError, (CUDA, 0)), (TypeError, 1)):
            with self.assertRaises(error):
                ref.from_dlpack(x, device=device)

    def test_keywords_of_dlpack(self):
        x = ref.array([1, 2, 3])
        self.assertEqual(x.__dlpack_device__(), (CPU, 0))
        self.assertEqual(name_of(x.__dlpack__()), b"dltensor")
        self.assertEqual(name_of(x.__dlpack__(max_version=(0, 8))), b"dltensor")
        capsule = x.__dlpack__(max_version=(3, 1), dl_device=(CPU, 0), stream=None)
        self.assertEqual(name_of(capsule), b"dltensor_versioned")
        for copy, flags in ((None, 0), (False, 0), (True, IS_COPIED)):
            capsule = x.__dlpack__(max_version=(1, 0), copy=copy)
            self.assertEqual(Versioned.from_address(pointer_of(capsule, b"dltensor_versioned")).flags, flags)
        for error, keywords in ((ValueError, {"stream": 1}), (BufferError, {"dl_device": (CUDA, 0)}),
                                (TypeError, {"copy": 1}), (TypeError, {"max_version": 1}),
                                (TypeError, {"dl_device": "cpu"}), (TypeError, {"nothing": 1})):
            with self.assertRaises(error):
                x.__dlpack__(**keywords)

    def test_a_copy_for_the_consumer_is_its_own(self):
        x = ref.array([1, 2, 3])
        x.setflags(write=False)
        y = ref.from_capsule(x.__dlpack__(copy=True))
        y[0] = 10
        self.assertEqual((x.tolist(), y.tolist()), ([1, 2, 3], [10, 2, 3]))

    def test_a_buffer_locks_the_size(self):
        x = ref.array([1, 2, 3])
        m = memoryview(x)
        with self.assertRaises(ValueError):
            x.resize((6,))
        x.shape = (3, 1)
        self.assertEqual((m.shape, m.tolist()), ((3,), [1, 2, 3]))
        m.release()
        x.resize((6,))
        self.assertEqual(x.tolist(), [1, 2, 3, 0, 0, 0])

    def test_what_a_buffer_says_of_itself(self):
        x = ref.arange(6).reshape((2, 3))
        elements = ctypes.c_int64 * 6
        elements.from_buffer(x)[1] = 10
        with self.assertRaisesRegex(TypeError, "contiguous"):
            elements.from_buffer(x.T)
        self.assertEqual(memoryview(x.T).tolist(), [[0, 3], [10, 4], [2, 5]])
        x.setflags(write=False)
        self.assertTrue(memoryview(x).readonly)
        with self.assertRaisesRegex(TypeError, "not writable"):
            elements.from_buffer(x)
        with self.assertRaises(BufferError):
            ref.from_buffer(memoryview(bytes(6)).cast("c"))
        with self.assertRaises(TypeError):
            ref.from_buffer(3)

    def test_a_foreign_buffer_is_given_back(self):
        memory = bytearray(b"abcdef")
        x = ref.from_buffer(memory)
        view = x[::2]
        del x
        with self.assertRaises(BufferError):
            memory.append(1)
        view[1] = ord("x")
        del view
        memory.append(1)
        self.assertEqual(memory, b"abxdef\1")
        with self.assertRaises(ref.ReadOnlyError):
            ref.from_buffer(b"abc")[0] = 1

    def test_two_arrays_over_the_same_foreign_memory_know_it(self):
        memory = bytearray(range(8))
        x, y = ref.from_buffer(memory), ref.from_buffer(memory)
        self.assertTrue(ref.shares_memory(x, y[3:]))
        self.assertFalse(ref.shares_memory(x[:3], y[3:]))
        x[1:] += y[:-1]
        self.assertEqual(list(memory), [0, 1, 3, 5, 7, 9, 11, 13], "as if copied first")

    def test_identity(self):
        x = ref.array([1, 2, 3])
        y = x
        y += 1
        self.assertIs(y, x)
        self.assertIs(x[1:].base, x)
        self.assertIs(ref.asarray(x), x)
        self.assertIsNot(x[...], x)


if __name__ == "__main__":
    unittest.main()
