/* The module ibid_reference: the reference's arrays in Python, beside NumPy and all that know DLPack or buffers. */
#include "wrapper.h"

#include "ibid/plugin.h"
#include "vocabulary.h"

/* Of the instance, for tests of what is given back: objects, and bytes. */
static PyObject *alive(PyObject *module, PyObject *nothing)
{
    (void)module, (void)nothing;
    return Py_BuildValue("(nn)", (Py_ssize_t)the_instance->live_objects, (Py_ssize_t)the_instance->live_bytes);
}

/* failing(n): the n-th allocation from now on fails, and no other; 0 for none. Returns how many there were. */
static PyObject *failing(PyObject *module, PyObject *number)
{
    (void)module;
    size_t wanted = PyLong_AsSize_t(number), before = the_instance->allocations;
    if (wanted == (size_t)-1 && PyErr_Occurred())
        return NULL;
    the_instance->failing_allocation = wanted == 0 ? 0 : before + wanted;
    return PyLong_FromSize_t(before);
}

static PyMethodDef methods[] = {
    {"from_dlpack", (PyCFunction)(void (*)(void))from_dlpack, METH_VARARGS | METH_KEYWORDS,
     "from_dlpack(x, /, *, device=None, copy=None): an Array of whatever has __dlpack__."},
    {"from_capsule", from_capsule, METH_O, "from_capsule(c): an Array of a DLPack capsule, which is consumed."},
    {"from_buffer", from_buffer, METH_O, "from_buffer(b): an Array over the memory of whatever has the buffer protocol."},
    {"alive", alive, METH_NOARGS, "alive(): how many objects and bytes of the reference are in use."},
    {"failing", failing, METH_O, "failing(n): let the n-th allocation from now on fail; 0 for none."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "ibid_reference",
    .m_doc = "The reference implementation of ibid.",
    .m_size = -1,
    .m_methods = methods,
};

/* Functions of arrays; those of Python itself, and of devices, are not the module's. */
static bool is_of_module(int operation)
{
    return (operation >= 200 && operation < 700) || operation == IBID_OP_ALLOCATED || operation == IBID_OP_ADDRESS;
}

static bool add_function(PyObject *module, enum ibid_operation operation, const char *name)
{
    if (!is_of_module(operation) || !operation_supported(operation))
        return true;
    PyObject *function = function_new(operation, name);
    bool added = function != NULL && PyModule_AddObjectRef(module, name, function) == 0;
    Py_XDECREF(function);
    return added;
}

static bool add_functions(PyObject *module)
{
    bool added = true;
#define ADD_SYNTAX(identifier, name)
#define ADD_OPERATOR(identifier, name)
#define ADD_UPDATE(identifier, name)
#define ADD_METHOD(identifier, name)
#define ADD_ATTRIBUTE(identifier, name)
#define ADD_FUNCTION(identifier, name) added = added && add_function(module, IBID_OP_##identifier, name);
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) ADD_##form(identifier, name)
#include "ibid/operations.def"
#undef IBID_OPERATION
    return added;
}

static bool add_types(PyObject *module)
{
    fill_array_tables();
    return PyType_Ready(&function_type) == 0 && PyModule_AddType(module, &array_type) == 0 &&
           PyModule_AddType(module, &scalar_type) == 0;
}

/* Python says so itself from 3.9 on. */
__attribute__((visibility("default"))) PyMODINIT_FUNC PyInit_ibid_reference(void);
PyMODINIT_FUNC PyInit_ibid_reference(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && open_instance(module) && add_types(module) && add_functions(module) &&
        PyModule_AddStringConstant(module, "__version__", IBID_VERSION) == 0)
        return module;
    Py_XDECREF(module);
    return NULL;
}
