/*
 * What is executed on elements of one type. An operand is an array that owns its elements and the
 * geometry of the view of it; every function makes Eigen's own expressions of them and leaves the rest,
 * such as the order of reads and writes, to Eigen.
 */
#ifndef IBID_CXX_EIGEN_KERNELS_H
#define IBID_CXX_EIGEN_KERNELS_H

#include "elements.h"

namespace ibid
{

struct Operand {
    Array *owner; /* not a View */
    Geometry geometry;
};

template <class T> struct Kernels {
    /* Makes the expression, for Eigen's assertions on it. */
    static void make(const Operand &x);
    /* The elements as an array of their own: a Vector or a Matrix. */
    static Array evaluated(const Operand &x);
    static T element(const Operand &x, std::ptrdiff_t row, std::ptrdiff_t column);
    static void set_element(const Operand &x, std::ptrdiff_t row, std::ptrdiff_t column, T value);
    static void update_element(ibid_operation update, const Operand &x, std::ptrdiff_t row, std::ptrdiff_t column,
                               T value);
    static T sum(const Operand &x);
    /* x = value and x OP= value, for one value. */
    static void assign_number(const Operand &x, T value);
    static void update_number(ibid_operation update, const Operand &x, T value);
    /* x = y and x OP= y, where y is an array with elements of its own. */
    static void assign_array(const Operand &x, const Array &y);
    static void update_array(ibid_operation update, const Operand &x, const Array &y);
    /* The same where x and y look at one owner: nothing is evaluated in between. Throws Unsupported for forms left out.
     */
    static void assign_view(const Operand &x, const Operand &y);
    static void update_view(ibid_operation update, const Operand &x, const Operand &y);
    /* z = x OP y, likewise, where at least one of x and y looks at z's owner. */
    static void assign_operation(ibid_operation operation, const Operand &z, const Operand &x, const Operand &y);
};

} // namespace ibid

#endif
