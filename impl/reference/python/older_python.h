/* What Python before 3.10 lacks of its C API, by the same names: so the module is there for MXNet, whose last Python is 3.8. */
#ifndef IBID_REFERENCE_PYTHON_OLDER_PYTHON_H
#define IBID_REFERENCE_PYTHON_OLDER_PYTHON_H

#include <string.h>

#if PY_VERSION_HEX < 0x030a0000
static inline PyObject *Py_NewRef(PyObject *object)
{
    Py_INCREF(object);
    return object;
}

static inline int PyModule_AddObjectRef(PyObject *module, const char *name, PyObject *value)
{
    Py_XINCREF(value); /* which PyModule_AddObject takes over where it succeeds */
    if (PyModule_AddObject(module, name, value) == 0)
        return 0;
    Py_XDECREF(value);
    return -1;
}
#endif

#if PY_VERSION_HEX < 0x03090000
#define Py_IS_TYPE(object, type) (Py_TYPE(object) == (type))

static inline int PyModule_AddType(PyObject *module, PyTypeObject *type)
{
    const char *dot = strrchr(type->tp_name, '.');
    return PyType_Ready(type) < 0
               ? -1
               : PyModule_AddObjectRef(module, dot == NULL ? type->tp_name : dot + 1, (PyObject *)type);
}
#endif

#endif
