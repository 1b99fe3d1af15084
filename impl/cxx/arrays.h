/*
 * What a library of arrays gives to its plugin. Each library defines Array and Selection in its
 * array.h and these functions, which execute everything with the library's own types.
 */
#ifndef IBID_CXX_ARRAYS_H
#define IBID_CXX_ARRAYS_H

#include "call.h"

namespace ibid
{

extern const char *const library_name, *const library_version;

/* The kind of an exception that the library threw. */
ibid_error_kind kind_of(const std::exception &error);
/* The C++ type of an array, for people, which tells all types apart. */
std::string array_type(const Array &array);
/* Whether the array is a view of something inside the object. */
bool views(const Array &array, const Value *object);
/* Whether a variable takes a value of another type, as a view takes an array's elements. */
bool assigns(const Value &variable, const Value &value);
/* Whether an array stands there, not one element of an array. */
inline bool is_array(const Place &place)
{
    return get<Array>(whole(place)) != nullptr && !(place.selection && selects_one(*place.selection));
}
/* Of the functions and methods that array_call performs. */
bool array_supports(ibid_operation operation);

/* An element, or several, of the array at a place: the value that a new variable gets from x[1:3]. */
Value load_selection(const Place &place);
/* The value that a variable gets from the expression: as load(); throws Unsupported for a view of a temporary. */
Value kept(const Place &place);
/* x = value, for an array variable. */
void assign_array(Place &variable, const Place &value);
/* What x[index] refers to. */
Place array_item(const Place &x, const Value &index);
void assign_item(const Place &x, const Value &index, const Place &value);
/* x OP= y: into the elements of x, which is an array or a selection of one. */
void update_array(ibid_operation operation, const Place &x, const Place &y);
/* An operator or a function of the table that stands for one (F_ADD is ADD), at least one array among its operands. */
Place array_operator(ibid_operation operation, const Place &x, const Place *y);
/* z = value for add(x, y, out=z): an array variable, or a selection of one. */
void assign_output(const Place &target, const Place &value);

/* array(data, dtype) */
Place make_array(const Call &call);
/* zeros, ones and full: an array of the shape, a length or a tuple of them, filled with the value. */
Place make_filled(const Value &shape, const std::string &dtype, const Value &value);
/* arange: count elements, from start on, each step more than the one before. */
Place make_range(std::int64_t start, std::int64_t step, std::int64_t count, const std::string &dtype);
/* Everything else: functions and methods that take an array. */
Place array_call(const Call &call);
/* Into elements.bytes: C order, without gaps; dtype is static. Also of the array's own scalars. */
struct Elements {
    const char *dtype;
    std::vector<std::int64_t> shape;
    std::vector<unsigned char> bytes;
};

void read_array(const Array &array, Elements &elements);

} // namespace ibid

#endif
