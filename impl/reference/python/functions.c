/* The functions of the vocabulary, by name, as values: add(x, y), add.accumulate(x). */
#include "wrapper.h"

#include "ibid/plugin.h"

struct function {
    PyObject_HEAD
    enum ibid_operation operation;
    const char *name;
};

PyObject *function_new(enum ibid_operation operation, const char *name)
{
    struct function *made = (struct function *)function_type.tp_alloc(&function_type, 0);
    if (made != NULL) {
        made->operation = operation;
        made->name = name;
    }
    return (PyObject *)made;
}

const char *function_name(PyObject *function)
{
    return ((struct function *)function)->name;
}

enum { MOST = 8 };

/* `first` is the receiver, or NULL. */
static PyObject *call_with(enum ibid_operation operation, PyObject *first, PyObject *arguments, PyObject *keywords)
{
    PyObject *all[MOST + 1], *names = NULL, *key, *value;
    size_t count = 0;
    Py_ssize_t named = keywords == NULL ? 0 : PyDict_GET_SIZE(keywords), at = 0, i = 0;
    if (PyTuple_GET_SIZE(arguments) + named > MOST)
        return PyErr_Format(PyExc_TypeError, "no function takes %zd arguments", PyTuple_GET_SIZE(arguments) + named);
    if (first != NULL)
        all[count++] = first;
    for (Py_ssize_t j = 0; j < PyTuple_GET_SIZE(arguments); j++)
        all[count++] = PyTuple_GET_ITEM(arguments, j);
    if (named > 0 && (names = PyTuple_New(named)) == NULL)
        return NULL;
    while (named > 0 && PyDict_Next(keywords, &at, &key, &value)) {
        all[count + (size_t)i] = value;
        PyTuple_SET_ITEM(names, i++, Py_NewRef(key));
    }
    PyObject *result = perform(operation, all, count, names, false);
    Py_XDECREF(names);
    return result;
}

static PyObject *function_call(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    return call_with(((struct function *)self)->operation, NULL, arguments, keywords);
}

static PyObject *accumulate(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    return call_with(IBID_OP_ACCUMULATE, self, arguments, keywords);
}

static PyObject *at_index(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    return call_with(IBID_OP_AT, self, arguments, keywords);
}

static PyObject *represent(PyObject *self)
{
    return PyUnicode_FromFormat("ibid_reference.%s", function_name(self));
}

static PyMethodDef methods[] = {
    {"accumulate", (PyCFunction)(void (*)(void))accumulate, METH_VARARGS | METH_KEYWORDS, NULL},
    {"at", (PyCFunction)(void (*)(void))at_index, METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject function_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "ibid_reference.Function",
    .tp_doc = "A function of ibid's vocabulary.",
    .tp_basicsize = sizeof(struct function),
    .tp_repr = represent,
    .tp_call = function_call,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = methods,
};
