/* Arrays and scalars with a dtype: Python's operators, indexing and conversions, and the vocabulary's methods. */
#include "wrapper.h"

#include "ibid/plugin.h"
#include "number.h"
#include "refusal.h"

/* Operators: the first argument may be of either side. */

#define BINARY(name, operation)                                                                                        \
    static PyObject *name(PyObject *x, PyObject *y)                                                                    \
    {                                                                                                                  \
        return perform(operation, (PyObject *[]){x, y}, 2, NULL, true);                                                \
    }
#define POWER(name, operation)                                                                                         \
    static PyObject *name(PyObject *x, PyObject *y, PyObject *modulus)                                                 \
    {                                                                                                                  \
        if (modulus != Py_None)                                                                                        \
            return Py_NewRef(Py_NotImplemented);                                                                       \
        return perform(operation, (PyObject *[]){x, y}, 2, NULL, true);                                                \
    }
#define UNARY(name, operation)                                                                                         \
    static PyObject *name(PyObject *x)                                                                                 \
    {                                                                                                                  \
        return perform(operation, &x, 1, NULL, false);                                                                 \
    }

BINARY(add, IBID_OP_ADD)
BINARY(subtract, IBID_OP_SUBTRACT)
BINARY(multiply, IBID_OP_MULTIPLY)
BINARY(divide, IBID_OP_DIVIDE)
BINARY(floor_divide, IBID_OP_FLOOR_DIVIDE)
BINARY(remainder_of, IBID_OP_REMAINDER)
BINARY(bitwise_and, IBID_OP_BITWISE_AND)
BINARY(bitwise_or, IBID_OP_BITWISE_OR)
BINARY(bitwise_xor, IBID_OP_BITWISE_XOR)
BINARY(shift_left, IBID_OP_SHIFT_LEFT)
BINARY(shift_right, IBID_OP_SHIFT_RIGHT)
BINARY(update_add, IBID_OP_UPDATE_ADD)
BINARY(update_subtract, IBID_OP_UPDATE_SUBTRACT)
BINARY(update_multiply, IBID_OP_UPDATE_MULTIPLY)
BINARY(update_divide, IBID_OP_UPDATE_DIVIDE)
BINARY(update_floor_divide, IBID_OP_UPDATE_FLOOR_DIVIDE)
BINARY(update_remainder, IBID_OP_UPDATE_REMAINDER)
BINARY(update_and, IBID_OP_UPDATE_AND)
BINARY(update_or, IBID_OP_UPDATE_OR)
BINARY(update_xor, IBID_OP_UPDATE_XOR)
BINARY(update_shift_left, IBID_OP_UPDATE_SHIFT_LEFT)
BINARY(update_shift_right, IBID_OP_UPDATE_SHIFT_RIGHT)
BINARY(matrix_multiply, IBID_OP_MATMUL)
POWER(power, IBID_OP_POWER)
POWER(update_power, IBID_OP_UPDATE_POWER)
UNARY(negative, IBID_OP_UNARY_MINUS)
UNARY(positive, IBID_OP_UNARY_PLUS)
UNARY(invert, IBID_OP_INVERT)
UNARY(absolute, IBID_OP_F_ABSOLUTE)
UNARY(as_integer, IBID_OP_INT)
UNARY(as_float, IBID_OP_FLOAT)

/* Only what has no axes and holds an integer is an index. */
static PyObject *as_index(PyObject *self)
{
    int64_t index;
    if (index_of(borrowed(((struct wrapper *)self)->object), &index))
        return PyLong_FromLongLong(index);
    PyErr_SetString(PyExc_TypeError, "only integers without axes can be an index");
    return NULL;
}

static int truth_of(PyObject *answer)
{
    int truth = answer == NULL ? -1 : PyObject_IsTrue(answer);
    Py_XDECREF(answer);
    return truth;
}

static int is_true(PyObject *self)
{
    return truth_of(perform(IBID_OP_BOOL, &self, 1, NULL, false));
}

static PyNumberMethods as_number = {
    .nb_add = add,
    .nb_subtract = subtract,
    .nb_multiply = multiply,
    .nb_remainder = remainder_of,
    .nb_power = power,
    .nb_negative = negative,
    .nb_positive = positive,
    .nb_absolute = absolute,
    .nb_bool = is_true,
    .nb_invert = invert,
    .nb_lshift = shift_left,
    .nb_rshift = shift_right,
    .nb_and = bitwise_and,
    .nb_xor = bitwise_xor,
    .nb_or = bitwise_or,
    .nb_int = as_integer,
    .nb_float = as_float,
    .nb_inplace_add = update_add,
    .nb_inplace_subtract = update_subtract,
    .nb_inplace_multiply = update_multiply,
    .nb_inplace_remainder = update_remainder,
    .nb_inplace_power = update_power,
    .nb_inplace_lshift = update_shift_left,
    .nb_inplace_rshift = update_shift_right,
    .nb_inplace_and = update_and,
    .nb_inplace_xor = update_xor,
    .nb_inplace_or = update_or,
    .nb_floor_divide = floor_divide,
    .nb_true_divide = divide,
    .nb_inplace_floor_divide = update_floor_divide,
    .nb_inplace_true_divide = update_divide,
    .nb_index = as_index,
    .nb_matrix_multiply = matrix_multiply,
};

static PyObject *compare(PyObject *x, PyObject *y, int operator)
{
    static const enum ibid_operation operations[] = {
        [Py_LT] = IBID_OP_LESS,      [Py_LE] = IBID_OP_LESS_EQUAL, [Py_EQ] = IBID_OP_EQUAL,
        [Py_NE] = IBID_OP_NOT_EQUAL, [Py_GT] = IBID_OP_GREATER,    [Py_GE] = IBID_OP_GREATER_EQUAL,
    };
    return perform(operations[operator], (PyObject *[]){x, y}, 2, NULL, true);
}

/* Indexing */

static Py_ssize_t length(PyObject *self)
{
    PyObject *found = perform(IBID_OP_LEN, &self, 1, NULL, false);
    Py_ssize_t count = found == NULL ? -1 : PyLong_AsSsize_t(found);
    Py_XDECREF(found);
    return count;
}

static PyObject *get_item(PyObject *self, PyObject *index)
{
    return perform(IBID_OP_GET_ITEM, (PyObject *[]){self, index}, 2, NULL, false);
}

static int set_item(PyObject *self, PyObject *index, PyObject *value)
{
    PyObject *done = value == NULL ? perform(IBID_OP_DELETE_ITEM, (PyObject *[]){self, index}, 2, NULL, false)
                                   : perform(IBID_OP_SET_ITEM, (PyObject *[]){self, index, value}, 3, NULL, false);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

static PyObject *get_at(PyObject *self, Py_ssize_t position)
{
    PyObject *index = PyLong_FromSsize_t(position);
    PyObject *item = index == NULL ? NULL : get_item(self, index);
    Py_XDECREF(index);
    return item;
}

static int contains(PyObject *self, PyObject *item)
{
    return truth_of(perform(IBID_OP_IN, (PyObject *[]){item, self}, 2, NULL, false));
}

static PyObject *iterate(PyObject *self)
{
    if (length(self) < 0)
        return NULL;
    return PySeqIter_New(self);
}

static PyMappingMethods as_mapping = {.mp_length = length, .mp_subscript = get_item, .mp_ass_subscript = set_item};
static PySequenceMethods as_sequence = {.sq_length = length, .sq_item = get_at, .sq_contains = contains};
/* Without a length a scalar is no sequence; it still refuses to be indexed as the reference does. */
static PyMappingMethods scalar_as_mapping = {.mp_subscript = get_item, .mp_ass_subscript = set_item};

/* Methods and attributes, of the vocabulary */

static bool is_of_arrays(int operation)
{
    return operation >= 300 && operation < 500;
}

#define DEFINE_SYNTAX(identifier)
#define DEFINE_OPERATOR(identifier)
#define DEFINE_UPDATE(identifier)
#define DEFINE_FUNCTION(identifier)
#define DEFINE_ATTRIBUTE(identifier)
#define DEFINE_METHOD(identifier)                                                                                      \
    static PyObject *method_##identifier(PyObject *self, PyObject *const *arguments, Py_ssize_t count,                 \
                                         PyObject *names)                                                              \
    {                                                                                                                  \
        return call_method(IBID_OP_##identifier, self, arguments, count, names);                                       \
    }
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) DEFINE_##form(identifier)

/* Other names of Python's would look at memory that the array has no more, and the reference sees none of them. */
static bool may_be_resized(PyObject *self)
{
    enum { OF_ONE_NAME_AND_THE_CALL = 2 };
    if (Py_REFCNT(self) <= OF_ONE_NAME_AND_THE_CALL && ((struct wrapper *)self)->watches == NULL)
        return true;
    PyErr_SetString(PyExc_ValueError,
                    "cannot resize an array that something else refers to: another name, a view or a watch");
    return false;
}

static PyObject *call_method(enum ibid_operation operation, PyObject *self, PyObject *const *arguments, Py_ssize_t count,
                             PyObject *names)
{
    enum { MOST = 8 };
    PyObject *all[MOST + 1] = {self};
    Py_ssize_t given = count + (names == NULL ? 0 : PyTuple_GET_SIZE(names));
    if (given > MOST)
        return PyErr_Format(PyExc_TypeError, "no method takes %zd arguments", given);
    if (operation == IBID_OP_RESIZE && !may_be_resized(self))
        return NULL;
    for (Py_ssize_t i = 0; i < given; i++)
        all[i + 1] = arguments[i];
    return perform(operation, all, (size_t)count + 1, names, false);
}

#include "ibid/operations.def"
#undef IBID_OPERATION

static PyObject *get_attribute(PyObject *self, void *operation)
{
    return perform((enum ibid_operation)(uintptr_t)operation, &self, 1, NULL, false);
}

/* Without the dot in front. */
static const char *attribute_name(enum ibid_operation operation)
{
    return operation_name(operation) + 1;
}

static int set_attribute(PyObject *self, PyObject *value, void *operation)
{
    PyObject *name = PyUnicode_FromString(attribute_name((enum ibid_operation)(uintptr_t)operation));
    if (name == NULL || value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "attributes of arrays cannot be deleted");
        Py_XDECREF(name);
        return -1;
    }
    PyObject *done = perform(IBID_OP_SET_ATTRIBUTE, (PyObject *[]){self, name, value}, 3, NULL, false);
    Py_DECREF(name);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* Methods of Python's */

static PyObject *copy(PyObject *self, PyObject *nothing)
{
    (void)nothing;
    return perform(IBID_OP_COPY, &self, 1, NULL, false);
}

static PyObject *deepcopy(PyObject *self, PyObject *memo)
{
    (void)memo;
    return perform(IBID_OP_DEEPCOPY, &self, 1, NULL, false);
}

static PyObject *as_complex(PyObject *self, PyObject *nothing)
{
    (void)nothing;
    return perform(IBID_OP_COMPLEX, &self, 1, NULL, false);
}

static PyObject *set_flags(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"write", NULL};
    PyObject *write = Py_None;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|O:setflags", names, &write))
        return NULL;
    if (write != Py_None && set_attribute(self, write, (void *)(uintptr_t)IBID_OP_WRITEABLE) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static Py_hash_t hash(PyObject *self)
{
    PyObject *item = perform(IBID_OP_ITEM, &self, 1, NULL, false);
    Py_hash_t found = item == NULL ? -1 : PyObject_Hash(item);
    Py_XDECREF(item);
    return found;
}

static PyObject *represent(PyObject *self)
{
    PyObject *items = perform(IBID_OP_TOLIST, &self, 1, NULL, false);
    PyObject *dtype = perform(IBID_OP_DTYPE, &self, 1, NULL, false);
    PyObject *text = items == NULL || dtype == NULL
                         ? NULL
                         : PyUnicode_FromFormat("%s(%R, dtype=%R)", Py_TYPE(self)->tp_name, items, dtype);
    Py_XDECREF(items);
    Py_XDECREF(dtype);
    return text;
}

static PyMethodDef array_methods[64] = {
    {"__copy__", copy, METH_NOARGS, NULL},
    {"__deepcopy__", deepcopy, METH_O, NULL},
    {"__complex__", as_complex, METH_NOARGS, NULL},
    {"setflags", (PyCFunction)(void (*)(void))set_flags, METH_VARARGS | METH_KEYWORDS, NULL},
    {"__dlpack__", (PyCFunction)(void (*)(void))array_dlpack, METH_VARARGS | METH_KEYWORDS, NULL},
    {"__dlpack_device__", array_dlpack_device, METH_NOARGS, NULL},
};
static PyMethodDef scalar_methods[64] = {
    {"__copy__", copy, METH_NOARGS, NULL},
    {"__deepcopy__", deepcopy, METH_O, NULL},
    {"__complex__", as_complex, METH_NOARGS, NULL},
};
static PyGetSetDef attributes[32];

static size_t method_count(const PyMethodDef *methods)
{
    size_t count = 0;
    while (methods[count].ml_name != NULL)
        count++;
    return count;
}

static void add_method(PyMethodDef *methods, enum ibid_operation operation, const char *name,
                       _PyCFunctionFastWithKeywords method)
{
    if (is_of_arrays(operation))
        methods[method_count(methods)] =
            (PyMethodDef){name, (PyCFunction)(void (*)(void))method, METH_FASTCALL | METH_KEYWORDS, NULL};
}

static void add_attribute(enum ibid_operation operation, const char *name)
{
    size_t count = 0;
    while (attributes[count].name != NULL)
        count++;
    if (is_of_arrays(operation))
        attributes[count] =
            (PyGetSetDef){name, get_attribute, set_attribute, NULL, (void *)(uintptr_t)operation};
}

/* All of the vocabulary's methods and attributes of arrays, into the tables. */
void fill_array_tables(void)
{
#undef DEFINE_ATTRIBUTE
#undef DEFINE_METHOD
#define DEFINE_ATTRIBUTE(identifier) add_attribute(IBID_OP_##identifier, attribute_name(IBID_OP_##identifier));
#define DEFINE_METHOD(identifier)                                                                                      \
    add_method(array_methods, IBID_OP_##identifier, attribute_name(IBID_OP_##identifier), method_##identifier);        \
    add_method(scalar_methods, IBID_OP_##identifier, attribute_name(IBID_OP_##identifier), method_##identifier);
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) DEFINE_##form(identifier)
#include "ibid/operations.def"
#undef IBID_OPERATION
}

PyTypeObject array_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "ibid_reference.Array",
    .tp_doc = "An array of the reference.",
    .tp_basicsize = sizeof(struct wrapper),
    .tp_dealloc = wrapper_dealloc,
    .tp_repr = represent,
    .tp_as_number = &as_number,
    .tp_as_sequence = &as_sequence,
    .tp_as_mapping = &as_mapping,
    .tp_as_buffer = &array_as_buffer,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_richcompare = compare,
    .tp_weaklistoffset = offsetof(struct wrapper, watches),
    .tp_iter = iterate,
    .tp_methods = array_methods,
    .tp_getset = attributes,
};

PyTypeObject scalar_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "ibid_reference.Scalar",
    .tp_doc = "A number with a dtype of the reference.",
    .tp_basicsize = sizeof(struct wrapper),
    .tp_dealloc = wrapper_dealloc,
    .tp_repr = represent,
    .tp_as_number = &as_number,
    .tp_as_mapping = &scalar_as_mapping,
    .tp_hash = hash,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_richcompare = compare,
    .tp_weaklistoffset = offsetof(struct wrapper, watches),
    .tp_methods = scalar_methods,
    .tp_getset = attributes,
};
