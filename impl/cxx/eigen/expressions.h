/* From an operand to Eigen's expression for it, which is given to a function: one type for each form. */
#ifndef IBID_CXX_EIGEN_EXPRESSIONS_H
#define IBID_CXX_EIGEN_EXPRESSIONS_H

#include "kernels.h"

namespace ibid
{

inline bool is_all(const Extent &extent, Eigen::Index length)
{
    return extent.start == 0 && extent.count == length && extent.step == 1;
}

inline auto sequence(const Extent &extent)
{
    return Eigen::seqN(extent.start, extent.count, extent.step);
}

/* Eigen 3.4's x(seqN(…)) cannot be transposed or reshaped: it says that it has direct access, and has no data(). */
template <class E> inline constexpr bool is_sequenced = false;
template <class X, class R, class C> inline constexpr bool is_sequenced<Eigen::IndexedView<X, R, C>> = true;
template <class E> inline constexpr bool is_transposed = false;
template <class X> inline constexpr bool is_transposed<Eigen::Transpose<X>> = true;

[[noreturn]] inline void no_steps(const char *what)
{
    throw Unsupported(std::string("x(seqN(start, size, step)) has no ") + what + " in Eigen 3.4");
}

[[noreturn]] inline void no_mixture()
{
    throw Unsupported("Eigen has no operator for an array with one axis and one with two: that is rowwise() or "
                      "colwise()");
}

template <class T, class F> void with_vector(Vector<T> &x, const Geometry &geometry, F act)
{
    const Extent &rows = geometry.rows;
    if (is_all(rows, x.size())) {
        act(x);
    } else if (rows.step == 1) {
        auto expression = x.segment(rows.start, rows.count);
        act(expression);
    } else {
        auto expression = x(sequence(rows));
        act(expression);
    }
}

template <class T, class F> void with_line(Matrix<T> &x, const Geometry &geometry, F act)
{
    const bool is_row = geometry.form == Form::row;
    const Extent &along = is_row ? geometry.columns : geometry.rows, &at = is_row ? geometry.rows : geometry.columns;
    if (along.step != 1)
        throw Unsupported("steps along a row or a column of a matrix are left out");
    if (is_row) {
        auto expression = x.row(at.start).segment(along.start, along.count);
        act(expression);
    } else {
        auto expression = x.col(at.start).segment(along.start, along.count);
        act(expression);
    }
}

template <class T, class F> void with_matrix(Matrix<T> &x, const Geometry &geometry, F act)
{
    const Extent &rows = geometry.rows, &columns = geometry.columns;
    if (is_all(rows, x.rows()) && is_all(columns, x.cols())) {
        act(x);
    } else if (rows.step == 1 && columns.step == 1) {
        auto expression = x.block(rows.start, columns.start, rows.count, columns.count);
        act(expression);
    } else {
        auto expression = x(sequence(rows), sequence(columns));
        act(expression);
    }
}

/* With or without a transpose around it. */
template <class T, class F> void with_two_axes(Matrix<T> &x, const Geometry &geometry, F act)
{
    with_matrix(x, geometry, [&](auto &plain) {
        if constexpr (is_sequenced<std::decay_t<decltype(plain)>>) {
            if (geometry.form == Form::transposed)
                no_steps("transpose()");
            act(plain);
        } else if (geometry.form == Form::transposed) {
            auto expression = plain.transpose();
            act(expression);
        } else {
            act(plain);
        }
    });
}

inline bool is_line_form(const Geometry &geometry)
{
    return geometry.form == Form::row || geometry.form == Form::column;
}

/* Every form but the reshaped ones. */
template <class T, class F> void with_unreshaped(const Operand &x, F act)
{
    if (Vector<T> *vector = std::get_if<Vector<T>>(x.owner)) {
        with_vector(*vector, x.geometry, act);
        return;
    }
    Matrix<T> &matrix = std::get<Matrix<T>>(*x.owner);
    if (is_line_form(x.geometry))
        with_line(matrix, x.geometry, act);
    else
        with_two_axes(matrix, x.geometry, act);
}

/*
 * A matrix, whole rows of it (which Eigen goes through as one line, not row by row: it shows where rows
 * overlap) or a block of it.
 */
template <class T, class F> void with_block(Matrix<T> &x, const Geometry &geometry, F act)
{
    const Extent &rows = geometry.rows, &columns = geometry.columns;
    if (rows.step != 1 || columns.step != 1)
        throw Unsupported("steps in a matrix, together with another view of it, are left out");
    if (is_all(rows, x.rows()) && is_all(columns, x.cols())) {
        act(x);
    } else if (is_all(columns, x.cols()) && geometry.form == Form::matrix) {
        auto expression = x.middleRows(rows.start, rows.count);
        act(expression);
    } else {
        auto expression = x.block(rows.start, columns.start, rows.count, columns.count);
        act(expression);
    }
}

template <class E> inline constexpr bool is_rows = false;
template <class X, int R, int C> inline constexpr bool is_rows<Eigen::Block<X, R, C, true>> = true;

/* Two of one owner, neither reshaped and the first not transposed: each pair is a type of its own to compile. */
template <class T, class F> void with_both(const Operand &x, const Operand &y, F act)
{
    if (Vector<T> *vector = std::get_if<Vector<T>>(x.owner)) {
        with_vector(*vector, x.geometry,
                    [&](auto &left) { with_vector(*vector, y.geometry, [&](auto &right) { act(left, right); }); });
        return;
    }
    Matrix<T> &matrix = std::get<Matrix<T>>(*x.owner);
    if (is_line_form(x.geometry) != is_line_form(y.geometry))
        no_mixture();
    if (is_line_form(x.geometry))
        with_line(matrix, x.geometry,
                  [&](auto &left) { with_line(matrix, y.geometry, [&](auto &right) { act(left, right); }); });
    else
        with_block(matrix, x.geometry, [&](auto &left) {
            with_block(matrix, y.geometry, [&](auto &right) {
                if constexpr (is_rows<std::decay_t<decltype(right)>>) {
                    act(left, right);
                } else if (y.geometry.form == Form::transposed) {
                    auto turned = right.transpose();
                    act(left, turned);
                } else {
                    act(left, right);
                }
            });
        });
}

template <class T, class F> void with_expression(const Operand &x, F act)
{
    if (x.geometry.reshaped_rows < 0) {
        with_unreshaped<T>(x, act);
        return;
    }
    with_unreshaped<T>(x, [&](auto &plain) {
        if constexpr (is_sequenced<std::decay_t<decltype(plain)>>) {
            no_steps("reshaped()");
        } else if (x.geometry.reshaped_columns < 0) {
            auto expression = plain.template reshaped<Eigen::RowMajor>();
            act(expression);
        } else {
            auto expression =
                plain.template reshaped<Eigen::RowMajor>(x.geometry.reshaped_rows, x.geometry.reshaped_columns);
            act(expression);
        }
    });
}

template <class E> inline constexpr bool is_line = std::decay_t<E>::IsVectorAtCompileTime != 0;
template <class E> inline constexpr bool is_row = std::decay_t<E>::RowsAtCompileTime == 1;

/* y laid out as x is, so that a row and a column can stand in one expression: as Eigen's users write it. */
template <class X, class Y, class F> void aligned(Y &y, F act)
{
    if constexpr (is_line<X> != is_line<Y>) {
        no_mixture();
    } else if constexpr (is_sequenced<std::decay_t<X>> && is_transposed<std::decay_t<Y>>) {
        no_steps("assignment from transpose()");
    } else if constexpr (is_line<X> && is_row<X> != is_row<Y>) {
        auto turned = y.transpose();
        act(turned);
    } else {
        act(y);
    }
}

} // namespace ibid

#endif
