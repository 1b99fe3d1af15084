/* DLPack in Python: __dlpack__, from_dlpack and the capsules between them. */
#include "wrapper.h"

#include "dlpack.h"

/* What keeps an export's wrapper, and the interpreter's lock while the export is given back: see struct dlpack_guard. */
struct keeper {
    PyObject *wrapper;
    bool entered;
    PyGILState_STATE lock;
};

/* After its end the interpreter has no lock to take, and its memory goes with the process. */
static bool enter(void *of)
{
    struct keeper *keeper = of;
    if (!Py_IsInitialized())
        return false;
    keeper->lock = PyGILState_Ensure();
    keeper->entered = true;
    return true;
}

static void leave(void *of)
{
    struct keeper keeper = *(struct keeper *)of;
    PyMem_Free(of);
    Py_XDECREF(keeper.wrapper);
    if (keeper.entered)
        PyGILState_Release(keeper.lock);
}

static bool guard_of(PyObject *wrapper, struct dlpack_guard *guard)
{
    struct keeper *keeper = PyMem_Malloc(sizeof *keeper);
    if (keeper == NULL)
        return PyErr_NoMemory() != NULL;
    *keeper = (struct keeper){.wrapper = Py_NewRef(wrapper)};
    *guard = (struct dlpack_guard){enter, leave, keeper};
    return true;
}

/* Of a capsule that nobody consumed: the error that may be on its way stays. */
static void delete_legacy(PyObject *capsule)
{
    if (!PyCapsule_IsValid(capsule, DLPACK_CAPSULE_LEGACY))
        return;
    struct dlpack_managed *managed = PyCapsule_GetPointer(capsule, DLPACK_CAPSULE_LEGACY);
    managed->deleter(managed);
}

static void delete_versioned(PyObject *capsule)
{
    if (!PyCapsule_IsValid(capsule, DLPACK_CAPSULE_VERSIONED))
        return;
    struct dlpack_managed_versioned *managed = PyCapsule_GetPointer(capsule, DLPACK_CAPSULE_VERSIONED);
    managed->deleter(managed);
}

static PyObject *export_legacy(struct array *x, struct dlpack_guard guard)
{
    struct dlpack_managed *managed = dlpack_export_legacy(the_instance, x, guard);
    if (managed == NULL)
        return raise_failure();
    PyObject *capsule = PyCapsule_New(managed, DLPACK_CAPSULE_LEGACY, delete_legacy);
    if (capsule == NULL)
        managed->deleter(managed);
    return capsule;
}

static PyObject *export_versioned(struct array *x, uint64_t flags, struct dlpack_guard guard)
{
    struct dlpack_managed_versioned *managed = dlpack_export(the_instance, x, flags, guard);
    if (managed == NULL)
        return raise_failure();
    PyObject *capsule = PyCapsule_New(managed, DLPACK_CAPSULE_VERSIONED, delete_versioned);
    if (capsule == NULL)
        managed->deleter(managed);
    return capsule;
}

static PyObject *export(PyObject *wrapper, bool is_copy, bool versioned)
{
    struct array *x = array_in_wrapper(wrapper);
    struct dlpack_guard guard;
    if (!guard_of(wrapper, &guard))
        return NULL;
    return versioned ? export_versioned(x, is_copy ? DLPACK_FLAG_IS_COPIED : 0, guard) : export_legacy(x, guard);
}

static PyObject *export_copy(PyObject *self, bool versioned)
{
    PyObject *copy = wrap(array_copy(the_instance, array_in_wrapper(self), ORDER_KEEP));
    PyObject *capsule = copy == NULL ? NULL : export(copy, true, versioned);
    Py_XDECREF(copy);
    return capsule;
}

/* (major, minor), or None for those who knew no versions. */
static bool read_version(PyObject *given, int *major)
{
    int minor;
    *major = 0;
    return given == Py_None || (PyTuple_Check(given) && PyArg_ParseTuple(given, "ii:max_version", major, &minor)) ||
           (PyErr_Occurred() == NULL && PyErr_Format(PyExc_TypeError, "max_version is a tuple of two integers") != NULL);
}

/* A device as __dlpack_device__ gives it. */
static bool read_device(PyObject *given)
{
    int kind, number;
    if (given == Py_None)
        return true;
    if (!PyTuple_Check(given))
        return PyErr_Format(PyExc_TypeError, "a device of DLPack is a tuple of two integers") != NULL;
    if (!PyArg_ParseTuple(given, "ii:dl_device", &kind, &number))
        return false;
    if (kind == DLPACK_DEVICE_CPU)
        return true;
    return PyErr_Format(PyExc_BufferError, "the array is in the memory of the CPU, device (%d, 0)", DLPACK_DEVICE_CPU) !=
           NULL;
}

/* Likewise, or by its name. */
static bool read_device_name(PyObject *given)
{
    if (!PyUnicode_Check(given))
        return read_device(given);
    return PyUnicode_CompareWithASCIIString(given, "cpu") == 0 ||
           PyErr_Format(PyExc_BufferError, "there is no device '%U': there is 'cpu'", given) != NULL;
}

static bool read_copy(PyObject *given)
{
    return given == Py_None || PyBool_Check(given) ||
           PyErr_Format(PyExc_TypeError, "copy is None, True or False") != NULL;
}

PyObject *array_dlpack(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"stream", "max_version", "dl_device", "copy", NULL};
    PyObject *stream = Py_None, *version = Py_None, *device = Py_None, *copy = Py_None;
    int major;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|$OOOO:__dlpack__", names, &stream, &version, &device,
                                     &copy) ||
        !read_version(version, &major) || !read_device(device) || !read_copy(copy))
        return NULL;
    if (stream != Py_None)
        return PyErr_Format(PyExc_ValueError, "in the memory of the CPU there are no streams: stream is None");
    if (copy == Py_True)
        return export_copy(self, major >= DLPACK_MAJOR_VERSION);
    return export(self, false, major >= DLPACK_MAJOR_VERSION);
}

PyObject *array_dlpack_device(PyObject *self, PyObject *nothing)
{
    (void)self, (void)nothing;
    return Py_BuildValue("(ii)", DLPACK_DEVICE_CPU, 0);
}

/* The two kinds of capsule: what they are called before and after, and who takes what is in them. */

static reference import_legacy(void *managed, bool may_be_read_only, bool copy)
{
    return dlpack_import_legacy(the_instance, managed, !may_be_read_only, copy);
}

/* What the producer copied for this consumer is nobody else's. */
static reference import_versioned(void *managed, bool may_be_read_only, bool copy)
{
    (void)may_be_read_only; /* its flags say so */
    bool is_copied = (((struct dlpack_managed_versioned *)managed)->flags & DLPACK_FLAG_IS_COPIED) != 0;
    return dlpack_import(the_instance, managed, copy && !is_copied);
}

static const struct {
    const char *name, *used;
    reference (*import)(void *managed, bool may_be_read_only, bool copy);
} kinds[] = {
    {DLPACK_CAPSULE_VERSIONED, DLPACK_CAPSULE_VERSIONED_USED, import_versioned},
    {DLPACK_CAPSULE_LEGACY, DLPACK_CAPSULE_LEGACY_USED, import_legacy},
};

/* Renamed first: what runs when a copy gives the memory back must not find it consumable. */
static PyObject *consume_as(size_t kind, PyObject *capsule, bool may_be_read_only, bool copy)
{
    void *managed = PyCapsule_GetPointer(capsule, kinds[kind].name);
    if (managed == NULL || PyCapsule_SetName(capsule, kinds[kind].used) < 0)
        return NULL;
    reference made = kinds[kind].import(managed, may_be_read_only, copy);
    if (made == NULL && PyCapsule_SetName(capsule, kinds[kind].name) < 0)
        return NULL;
    return wrap(made);
}

static PyObject *consume(PyObject *capsule, bool may_be_read_only, bool copy)
{
    if (!PyCapsule_CheckExact(capsule))
        return PyErr_Format(PyExc_TypeError, "a capsule of DLPack is needed, not '%s'", Py_TYPE(capsule)->tp_name);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (PyCapsule_IsValid(capsule, kinds[i].name))
            return consume_as(i, capsule, may_be_read_only, copy);
        if (PyCapsule_IsValid(capsule, kinds[i].used))
            return PyErr_Format(PyExc_BufferError, "this capsule was consumed, which it can be once");
    }
    return PyErr_Format(PyExc_BufferError, "this is no capsule of DLPack");
}

/* Whoever makes a capsule by hand has asked for one that can be written, or knows better. */
PyObject *from_capsule(PyObject *module, PyObject *capsule)
{
    (void)module;
    return consume(capsule, false, false);
}

/* Asks as the standard says since 2023.12, and those who do not know its keywords as it was before. */
static PyObject *ask(PyObject *producer, PyObject *copy)
{
    PyObject *method = PyObject_GetAttrString(producer, "__dlpack__");
    if (method == NULL)
        return NULL;
    PyObject *nothing = PyTuple_New(0);
    PyObject *keywords = Py_BuildValue("{s:(ii)}", "max_version", DLPACK_MAJOR_VERSION, DLPACK_MINOR_VERSION);
    PyObject *capsule = NULL;
    if (nothing != NULL && keywords != NULL &&
        (copy == Py_None || PyDict_SetItemString(keywords, "copy", copy) == 0))
        capsule = PyObject_Call(method, nothing, keywords);
    if (capsule == NULL && nothing != NULL && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        capsule = PyObject_Call(method, nothing, NULL);
    }
    Py_XDECREF(keywords);
    Py_XDECREF(nothing);
    Py_DECREF(method);
    return capsule;
}

PyObject *from_dlpack(PyObject *module, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"", "device", "copy", NULL};
    PyObject *producer, *device = Py_None, *copy = Py_None;
    (void)module;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "O|$OO:from_dlpack", names, &producer, &device, &copy) ||
        !read_device_name(device) || !read_copy(copy))
        return NULL;
    PyObject *capsule = ask(producer, copy);
    /* Asked for a version that has flags, JAX and TensorFlow answer without: their arrays must not be written. */
    PyObject *made = capsule == NULL ? NULL : consume(capsule, true, copy == Py_True);
    Py_XDECREF(capsule);
    return made;
}
