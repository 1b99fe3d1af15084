/*
 * The reference's objects as Python's. A module has one instance. Python's own numbers, strings, lists and tuples cross as
 * what they are, by value; an array, a scalar with a dtype and a function of the vocabulary are objects of this module.
 * While Python has an object for an array it is the only one: `is` tells what it tells in the reference.
 */
#ifndef IBID_REFERENCE_PYTHON_WRAPPER_H
#define IBID_REFERENCE_PYTHON_WRAPPER_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "array.h"
#include "older_python.h"

struct wrapper {
    PyObject_HEAD
    reference object;
    PyObject *base;    /* the wrapper of a view's base, which lives as long; or NULL */
    PyObject *watches; /* Python's weak references */
};

/* CPython loads a module once in a process: this is its instance, and what it keeps. */
extern ibid_instance *the_instance;
extern PyTypeObject array_type, scalar_type, function_type;

/* The instance, the dictionary of wrappers and the classes of errors, which become the module's. */
bool open_instance(PyObject *module);

/* array_type.c: the tables of methods and attributes, before the types are made ready. */
void fill_array_tables(void);

/* Both types of wrappers end so. */
void wrapper_dealloc(PyObject *self);

/* Takes the reference over. NULL, with Python's error set, for NULL: what the instance says went wrong. */
PyObject *wrap(reference object);
/* Python's error from the instance's. Returns NULL. */
PyObject *raise_failure(void);

/* The array of a wrapper; NULL, with TypeError, for anything else. */
struct array *array_in_wrapper(PyObject *object);

/*
 * Performs an operation on `count` arguments and those of `names`, a tuple or NULL, which follow them. NotImplemented for
 * a stranger among them where `declines`, else TypeError.
 */
PyObject *perform(enum ibid_operation operation, PyObject *const *arguments, size_t count, PyObject *names,
                  bool declines);

/* functions.c: a function of the vocabulary, of that number. */
PyObject *function_new(enum ibid_operation operation, const char *name);
const char *function_name(PyObject *function);

/* buffers.c: the buffer protocol. */
extern PyBufferProcs array_as_buffer;
/* An array over the memory of whatever has the buffer protocol. */
PyObject *from_buffer(PyObject *module, PyObject *object);
reference array_over_buffer(PyObject *object);

/* capsules.c: DLPack. */
PyObject *array_dlpack(PyObject *self, PyObject *arguments, PyObject *keywords);
PyObject *array_dlpack_device(PyObject *self, PyObject *nothing);
PyObject *from_dlpack(PyObject *module, PyObject *arguments, PyObject *keywords);
PyObject *from_capsule(PyObject *module, PyObject *capsule);

#endif
