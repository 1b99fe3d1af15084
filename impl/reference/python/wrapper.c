#include "wrapper.h"

#include "ibid/plugin.h"
#include "number.h"
#include "sequence.h"
#include "text.h"

ibid_instance *the_instance;

static const struct ibid_plugin *plugin;
static PyObject *wrappers; /* from the address of an object to that of its wrapper, as integers */
static PyObject *errors[IBID_ERROR_OTHER + 1];

static bool add_error(PyObject *module, enum ibid_error_kind kind, const char *name, PyObject *base)
{
    errors[kind] = PyErr_NewException(name, base, NULL);
    return errors[kind] != NULL && PyModule_AddObjectRef(module, strchr(name, '.') + 1, errors[kind]) == 0;
}

static bool add_errors(PyObject *module)
{
    errors[IBID_ERROR_TYPE] = PyExc_TypeError;
    errors[IBID_ERROR_VALUE] = PyExc_ValueError;
    errors[IBID_ERROR_INDEX] = PyExc_IndexError;
    errors[IBID_ERROR_OVERFLOW] = PyExc_OverflowError;
    errors[IBID_ERROR_ZERO] = PyExc_ZeroDivisionError;
    errors[IBID_ERROR_NAME] = PyExc_NameError;
    errors[IBID_ERROR_ATTRIBUTE] = PyExc_AttributeError;
    errors[IBID_ERROR_BUFFER] = PyExc_BufferError;
    errors[IBID_ERROR_MEMORY] = PyExc_MemoryError;
    errors[IBID_ERROR_UNSUPPORTED] = PyExc_NotImplementedError;
    return add_error(module, IBID_ERROR_SHAPE, "ibid_reference.ShapeError", PyExc_ValueError) &&
           add_error(module, IBID_ERROR_CASTING, "ibid_reference.CastingError", PyExc_TypeError) &&
           add_error(module, IBID_ERROR_READONLY, "ibid_reference.ReadOnlyError", PyExc_ValueError) &&
           add_error(module, IBID_ERROR_IMMUTABLE, "ibid_reference.ImmutableError", PyExc_TypeError) &&
           add_error(module, IBID_ERROR_OVERLAP, "ibid_reference.OverlapError", PyExc_ValueError) &&
           add_error(module, IBID_ERROR_DEVICE, "ibid_reference.DeviceError", PyExc_BufferError);
}

bool open_instance(PyObject *module)
{
    struct ibid_failure failure;
    plugin = ibid_plugin();
    wrappers = PyDict_New();
    if (wrappers == NULL || !add_errors(module))
        return false;
    if (plugin->open(NULL, 0, &the_instance, &failure) == IBID_OK)
        return true;
    PyErr_SetString(PyExc_ImportError, failure.message);
    return false;
}

PyObject *raise_failure(void)
{
    PyObject *class = errors[the_instance->failure.kind];
    PyErr_SetString(class != NULL ? class : PyExc_RuntimeError, the_instance->failure.message);
    return NULL;
}

/* The wrapper that an object has; NULL, without an error, if it has none. */
static PyObject *known_wrapper(PyObject *address)
{
    PyObject *known = PyDict_GetItemWithError(wrappers, address);
    return known == NULL ? NULL : Py_NewRef((PyObject *)PyLong_AsVoidPtr(known));
}

static PyObject *wrap_new(reference object, PyTypeObject *type, PyObject *address)
{
    struct wrapper *made = (struct wrapper *)type->tp_alloc(type, 0);
    PyObject *own_address = made == NULL ? NULL : PyLong_FromVoidPtr(made);
    if (own_address == NULL || PyDict_SetItem(wrappers, address, own_address) < 0) {
        Py_XDECREF(made);
        Py_XDECREF(own_address);
        release(the_instance, object);
        return NULL;
    }
    Py_DECREF(own_address);
    made->object = object;
    struct array *x = array_of(borrowed(object));
    if (x != NULL && x->base != NULL && (made->base = wrap(retain(borrowed(x->base)))) == NULL)
        Py_CLEAR(made);
    return (PyObject *)made;
}

static PyObject *wrap_identical(reference object, PyTypeObject *type)
{
    PyObject *address = PyLong_FromVoidPtr(object);
    if (address == NULL) {
        release(the_instance, object);
        return NULL;
    }
    PyObject *known = known_wrapper(address);
    if (known != NULL)
        release(the_instance, object);
    else if (!PyErr_Occurred())
        known = wrap_new(object, type, address);
    Py_DECREF(address);
    return known;
}

static PyObject *wrap_items(const struct object *sequence)
{
    Py_ssize_t count = (Py_ssize_t)item_count(sequence);
    bool is_list = sequence->kind == OBJECT_LIST;
    PyObject *made = is_list ? PyList_New(count) : PyTuple_New(count);
    for (Py_ssize_t i = 0; i < count && made != NULL; i++) {
        PyObject *item = wrap(retain(item_at(sequence, (size_t)i)));
        if (item == NULL)
            Py_CLEAR(made);
        else if (is_list)
            PyList_SET_ITEM(made, i, item);
        else
            PyTuple_SET_ITEM(made, i, item);
    }
    return made;
}

static PyObject *wrap_number(const struct number *x)
{
    switch (x->head.kind) {
    case OBJECT_BOOL:
        return PyBool_FromLong(x->value.integer != 0);
    case OBJECT_INT:
        return x->value.class == CLASS_UNSIGNED ? PyLong_FromUnsignedLongLong(x->value.natural)
                                                : PyLong_FromLongLong(x->value.integer);
    case OBJECT_FLOAT:
        return PyFloat_FromDouble(x->value.real);
    default:
        return PyComplex_FromDoubles(x->value.real, x->value.imaginary);
    }
}

static PyObject *by_value(const struct object *object)
{
    switch (object->kind) {
    case OBJECT_NONE:
        return Py_NewRef(Py_None);
    case OBJECT_ELLIPSIS:
        return Py_NewRef(Py_Ellipsis);
    case OBJECT_STR:
        return PyUnicode_FromString(characters_of(object));
    case OBJECT_LIST:
    case OBJECT_TUPLE:
        return wrap_items(object);
    default:
        if (is_number(object))
            return wrap_number((const struct number *)object);
        return PyErr_Format(PyExc_NotImplementedError, "a '%s' of the reference has no counterpart in Python",
                            type_name(object));
    }
}

PyObject *wrap(reference object)
{
    if (object == NULL)
        return raise_failure();
    if (has_dtype(borrowed(object)))
        return wrap_identical(object, array_of(borrowed(object)) != NULL ? &array_type : &scalar_type);
    PyObject *made = by_value(borrowed(object));
    release(the_instance, object);
    return made;
}

enum crossing { CROSSED, STRANGER, FAILED };

/* An object as the reference's. A stranger is what the reference has no object for: no error is set then. */
static enum crossing unwrap(PyObject *object, reference *result);

static enum crossing crossed(reference made, reference *result)
{
    *result = made;
    if (made != NULL)
        return CROSSED;
    raise_failure();
    return FAILED;
}

static enum crossing append(reference list, PyObject *item)
{
    reference unwrapped;
    enum crossing crossing = unwrap(item, &unwrapped);
    if (crossing != CROSSED || list_append_new(the_instance, borrowed(list), unwrapped))
        return crossing;
    raise_failure();
    return FAILED;
}

/* Deep nesting is refused as Python refuses it. */
static enum crossing unwrap_items(PyObject *sequence, enum object_kind kind, reference *result)
{
    if (Py_EnterRecursiveCall(" while a list was taken"))
        return FAILED;
    reference list = sequence_new(the_instance, OBJECT_LIST, NULL, 0);
    enum crossing crossing = crossed(list, result);
    for (Py_ssize_t i = 0; crossing == CROSSED && i < PySequence_Fast_GET_SIZE(sequence); i++)
        crossing = append(list, PySequence_Fast_GET_ITEM(sequence, i));
    if (crossing == CROSSED && kind == OBJECT_TUPLE)
        crossing = crossed(sequence_new(the_instance, kind, items_in(borrowed(list)), item_count(borrowed(list))),
                           result);
    if (crossing != CROSSED || kind == OBJECT_TUPLE)
        release(the_instance, list);
    if (crossing != CROSSED)
        *result = NULL;
    Py_LeaveRecursiveCall();
    return crossing;
}

static enum crossing unwrap_integer(PyObject *object, reference *result)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    return crossed(overflow != 0 ? lacks(the_instance, "integers beyond 64 bits") : integer_new(the_instance, value),
                   result);
}

static enum crossing unwrap_slice(PySliceObject *slice, reference *result)
{
    PyObject *parts[] = {slice->start, slice->stop, slice->step};
    reference unwrapped[3] = {NULL, NULL, NULL};
    enum crossing crossing = CROSSED;
    for (size_t i = 0; i < 3 && crossing == CROSSED; i++)
        crossing = unwrap(parts[i], &unwrapped[i]);
    if (crossing == CROSSED)
        crossing = crossed(slice_new(the_instance, borrowed(unwrapped[0]), borrowed(unwrapped[1]),
                                     borrowed(unwrapped[2])), result);
    for (size_t i = 0; i < 3; i++)
        release(the_instance, unwrapped[i]);
    return crossing;
}

static enum crossing unwrap_text(PyObject *object, reference *result)
{
    Py_ssize_t bytes;
    const char *characters = PyUnicode_AsUTF8AndSize(object, &bytes);
    return characters == NULL ? FAILED
                              : crossed(text_new(the_instance, OBJECT_STR, characters, (size_t)bytes), result);
}

static enum crossing unwrap_range(PyObject *object, reference *result)
{
    PyObject *items = PySequence_List(object);
    enum crossing crossing = items == NULL ? FAILED : unwrap_items(items, OBJECT_LIST, result);
    Py_XDECREF(items);
    return crossing;
}

static bool is_wrapper(PyObject *object)
{
    return Py_IS_TYPE(object, &array_type) || Py_IS_TYPE(object, &scalar_type);
}

static enum crossing unwrap(PyObject *object, reference *result)
{
    *result = NULL;
    if (is_wrapper(object))
        return crossed(retain(borrowed(((struct wrapper *)object)->object)), result);
    if (Py_IS_TYPE(object, &function_type)) {
        const char *name = function_name(object);
        return crossed(text_new(the_instance, OBJECT_FUNCTION, name, strlen(name)), result);
    }
    if (object == Py_None)
        return crossed(none(the_instance), result);
    if (object == Py_Ellipsis)
        return crossed(ellipsis(the_instance), result);
    if (PyBool_Check(object))
        return crossed(bool_of(the_instance, object == Py_True), result);
    if (PyLong_Check(object))
        return unwrap_integer(object, result);
    if (PyFloat_Check(object))
        return crossed(float_new(the_instance, PyFloat_AS_DOUBLE(object)), result);
    if (PyComplex_Check(object))
        return crossed(complex_new(the_instance, PyComplex_RealAsDouble(object), PyComplex_ImagAsDouble(object)), result);
    if (PyUnicode_Check(object))
        return unwrap_text(object, result);
    if (PySlice_Check(object))
        return unwrap_slice((PySliceObject *)object, result);
    if (PyList_Check(object) || PyTuple_Check(object))
        return unwrap_items(object, PyList_Check(object) ? OBJECT_LIST : OBJECT_TUPLE, result);
    if (PyRange_Check(object))
        return unwrap_range(object, result);
    if (!PyObject_CheckBuffer(object))
        return STRANGER;
    *result = array_over_buffer(object);
    return *result != NULL ? CROSSED : FAILED;
}

struct array *array_in_wrapper(PyObject *object)
{
    if (Py_IS_TYPE(object, &array_type))
        return array_of(borrowed(((struct wrapper *)object)->object));
    PyErr_Format(PyExc_TypeError, "an Array is needed, not '%s'", Py_TYPE(object)->tp_name);
    return NULL;
}

enum { MOST_ARGUMENTS = 16 };

/* An argument: what Python has a wrapper of is kept by that during a call, and a reference more would stop a resize. */
static enum crossing open_argument(PyObject *argument, reference *object)
{
    if (!is_wrapper(argument))
        return unwrap(argument, object);
    *object = ((struct wrapper *)argument)->object;
    return CROSSED;
}

static void close_argument(PyObject *argument, reference object)
{
    if (!is_wrapper(argument))
        release(the_instance, object);
}

static PyObject *refuse_stranger(PyObject *stranger, bool declines)
{
    if (declines)
        return Py_NewRef(Py_NotImplemented);
    return PyErr_Format(PyExc_TypeError, "the reference takes no '%s'", Py_TYPE(stranger)->tp_name);
}

static PyObject *call(enum ibid_operation operation, const reference *objects, size_t count, PyObject *names)
{
    ibid_handle arguments[MOST_ARGUMENTS], result;
    struct ibid_keyword keywords[MOST_ARGUMENTS];
    size_t named = names == NULL ? 0 : (size_t)PyTuple_GET_SIZE(names);
    for (size_t i = 0; i < count; i++)
        arguments[i] = (ibid_handle)(uintptr_t)objects[i];
    for (size_t i = 0; i < named; i++) {
        keywords[i].name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(names, (Py_ssize_t)i));
        keywords[i].value = (ibid_handle)(uintptr_t)objects[count + i];
        if (keywords[i].name == NULL)
            return NULL;
    }
    if (plugin->call(the_instance, operation, arguments, count, keywords, named, &result) != IBID_OK)
        return raise_failure();
    return wrap((reference)(uintptr_t)result);
}

PyObject *perform(enum ibid_operation operation, PyObject *const *arguments, size_t count, PyObject *names,
                  bool declines)
{
    reference objects[MOST_ARGUMENTS] = {NULL};
    size_t all = count + (names == NULL ? 0 : (size_t)PyTuple_GET_SIZE(names)), crossed_over = 0;
    enum crossing crossing = CROSSED;
    PyObject *result = NULL;
    if (all > MOST_ARGUMENTS)
        return PyErr_Format(PyExc_TypeError, "no operation takes %zu arguments", all);
    while (crossed_over < all && crossing == CROSSED) {
        crossing = open_argument(arguments[crossed_over], &objects[crossed_over]);
        crossed_over++;
    }
    if (crossing == CROSSED)
        result = call(operation, objects, count, names);
    else if (crossing == STRANGER)
        result = refuse_stranger(arguments[crossed_over - 1], declines);
    for (size_t i = 0; i < crossed_over; i++)
        close_argument(arguments[i], objects[i]);
    return result;
}

static void forget(reference object)
{
    PyObject *address = PyLong_FromVoidPtr(object);
    if (address == NULL || PyDict_DelItem(wrappers, address) < 0)
        PyErr_Clear();
    Py_XDECREF(address);
}

/* An error that is on its way stays: a wrapper may well end because of one. */
void wrapper_dealloc(PyObject *self)
{
    struct wrapper *wrapper = (struct wrapper *)self;
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (wrapper->watches != NULL)
        PyObject_ClearWeakRefs(self);
    if (wrapper->object != NULL)
        forget(wrapper->object);
    release(the_instance, wrapper->object);
    Py_XDECREF(wrapper->base);
    Py_TYPE(self)->tp_free(self);
    PyErr_Restore(type, value, trace);
}
