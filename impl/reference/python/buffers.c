/* Python's buffer protocol (PEP 3118), both ways. */
#include "wrapper.h"

#include <string.h>

#include "foreign.h"
#include "on_device.h"

/* The native letters of the struct module, with Z for complex as PEP 3118 has it. int64 is NumPy's when it is a long. */
static const char *const formats[KERNEL_DTYPE_COUNT] = {
    [KERNEL_BOOL] = "?",    [KERNEL_INT8] = "b",    [KERNEL_INT16] = "h",      [KERNEL_INT32] = "i",
    [KERNEL_INT64] = sizeof(long) == 8 ? "l" : "q", [KERNEL_UINT8] = "B",      [KERNEL_UINT16] = "H",
    [KERNEL_UINT32] = "I",  [KERNEL_UINT64] = sizeof(long) == 8 ? "L" : "Q",   [KERNEL_FLOAT32] = "f",
    [KERNEL_FLOAT64] = "d", [KERNEL_COMPLEX64] = "Zf", [KERNEL_COMPLEX128] = "Zd",
};

/* What a view needs as long as it lives: the array, which is not resized meanwhile, and its shape of now. */
struct view {
    reference array;
    Py_ssize_t shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES];
};

static int refuse(const char *why)
{
    PyErr_SetString(PyExc_BufferError, why);
    return -1;
}

static int check_request(const struct array *x, int flags)
{
    bool by_rows = is_contiguous(x, ORDER_C), by_columns = is_contiguous(x, ORDER_F);
    if (is_on_device(x))
        return refuse("the array is on a device: to_device(x, \"cpu\") takes it to where Python can look");
    if ((flags & PyBUF_WRITABLE) != 0 && !x->writeable)
        return refuse("the array is read-only");
    if ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS && !by_rows)
        return refuse("the elements do not stand together by rows");
    if ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS && !by_columns)
        return refuse("the elements do not stand together by columns");
    if ((flags & PyBUF_ANY_CONTIGUOUS) == PyBUF_ANY_CONTIGUOUS && !by_rows && !by_columns)
        return refuse("the elements do not stand together");
    if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !by_rows)
        return refuse("without strides, elements have to stand together by rows");
    return 0;
}

static int get_buffer(PyObject *self, Py_buffer *buffer, int flags)
{
    struct array *x = array_of(borrowed(((struct wrapper *)self)->object));
    buffer->obj = NULL;
    if (check_request(x, flags) < 0)
        return -1;
    struct view *view = PyMem_Malloc(sizeof *view);
    if (view == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    view->array = retain(object_of(x));
    for (size_t i = 0; i < x->axes; i++) {
        view->shape[i] = (Py_ssize_t)x->shape[i];
        view->strides_bytes[i] = (Py_ssize_t)x->strides_bytes[i];
    }
    *buffer = (Py_buffer){
        .buf = x->first,
        .obj = Py_NewRef(self),
        .len = (Py_ssize_t)(x->element_count * x->dtype->item_bytes),
        .itemsize = (Py_ssize_t)x->dtype->item_bytes,
        .readonly = !x->writeable,
        .ndim = (int)x->axes,
        .format = (flags & PyBUF_FORMAT) != 0 ? (char *)formats[x->dtype->number] : NULL,
        .shape = (flags & PyBUF_ND) != 0 ? view->shape : NULL,
        .strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? view->strides_bytes : NULL,
        .internal = view,
    };
    return 0;
}

static void release_buffer(PyObject *self, Py_buffer *buffer)
{
    (void)self;
    struct view *view = buffer->internal;
    release(the_instance, view->array);
    PyMem_Free(view);
}

PyBufferProcs array_as_buffer = {get_buffer, release_buffer};

/* Of another's buffer */

static const struct dtype *dtype_of_letters(const char *letters, size_t item_bytes)
{
    static const char signs[] = "bhilq", naturals[] = "BHILQ", floats[] = "fd";
    const char *name = NULL;
    char text[16];
    if (strcmp(letters, "?") == 0)
        return item_bytes == 1 ? dtype_named("bool") : NULL;
    if (letters[0] == 'Z' && letters[1] != '\0' && strchr(floats, letters[1]) != NULL && letters[2] == '\0')
        name = "complex";
    else if (letters[0] == '\0' || letters[1] != '\0')
        return NULL;
    else
        name = strchr(signs, letters[0]) != NULL      ? "int"
               : strchr(naturals, letters[0]) != NULL ? "uint"
               : strchr(floats, letters[0]) != NULL   ? "float"
                                                      : NULL;
    if (name == NULL)
        return NULL;
    snprintf(text, sizeof text, "%s%zu", name, item_bytes * 8);
    return dtype_named(text);
}

/* A format of none is that of bytes. Bytes in the other order are no elements of the reference's. */
static const struct dtype *dtype_of_buffer(const Py_buffer *buffer)
{
    const char *format = buffer->format == NULL ? "B" : buffer->format;
    const char *other_order = PY_BIG_ENDIAN ? "<" : ">!";
    if (format[0] != '\0' && strchr(other_order, format[0]) != NULL)
        return NULL;
    if (format[0] != '\0' && strchr("@=<>", format[0]) != NULL)
        format++;
    return dtype_of_letters(format, (size_t)buffer->itemsize);
}

static void give_buffer_back(void *owner)
{
    PyBuffer_Release(owner);
    PyMem_Free(owner);
}

static reference over(Py_buffer *buffer)
{
    int64_t shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES];
    const struct dtype *dtype = dtype_of_buffer(buffer);
    if (dtype == NULL || buffer->suboffsets != NULL || buffer->ndim > MAXIMUM_AXES) {
        PyErr_Format(PyExc_BufferError, "the reference has no arrays of the format '%s' with %d axes",
                     buffer->format == NULL ? "B" : buffer->format, buffer->ndim);
        return NULL;
    }
    for (int i = 0; i < buffer->ndim; i++) {
        shape[i] = buffer->shape[i];
        strides_bytes[i] = buffer->strides[i];
    }
    struct foreign foreign = {
        .dtype = dtype,
        .first = buffer->buf,
        .axes = buffer->ndim,
        .shape = shape,
        .strides_bytes = strides_bytes,
        .writeable = !buffer->readonly,
        .give_back = give_buffer_back,
        .owner = buffer,
    };
    reference made = array_of_foreign(the_instance, &foreign, false);
    if (made == NULL)
        raise_failure();
    return made;
}

reference array_over_buffer(PyObject *object)
{
    Py_buffer *buffer = PyMem_Malloc(sizeof *buffer);
    if (buffer == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (PyObject_GetBuffer(object, buffer, PyBUF_FULL_RO) < 0) {
        PyMem_Free(buffer);
        return NULL;
    }
    reference made = over(buffer);
    if (made == NULL)
        give_buffer_back(buffer);
    return made;
}

PyObject *from_buffer(PyObject *module, PyObject *object)
{
    (void)module;
    reference made = array_over_buffer(object);
    return made == NULL ? NULL : wrap(made);
}
