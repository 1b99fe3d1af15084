/* Programs on Eigen's arrays, without ibid: compiled with the options of the plugin. */
#include <Eigen/Core>
#include <string>

template <class T> void append(std::string &text, const Eigen::DenseBase<T> &array);

#include "programs.h"

template <class E> void append(std::string &text, const Eigen::DenseBase<E> &array)
{
    const bool one_axis = E::ColsAtCompileTime == 1;
    text += '[';
    for (Eigen::Index i = 0; i < array.rows(); i++) {
        text += i > 0 ? ", " : "";
        text += one_axis ? "" : "[";
        for (Eigen::Index k = 0; k < array.cols(); k++) {
            text += k > 0 ? ", " : "";
            append(text, array.derived()(i, k));
        }
        text += one_axis ? "" : "]";
    }
    text += ']';
}

using Eigen::Dynamic;
using Eigen::RowMajor;
using Eigen::seqN;
using Integers = Eigen::Array<std::int64_t, Dynamic, 1>;
using Matrix = Eigen::Array<std::int64_t, Dynamic, Dynamic, RowMajor>;

static Integers integers(std::initializer_list<std::int64_t> items)
{
    Integers x(static_cast<Eigen::Index>(items.size()));
    std::copy(items.begin(), items.end(), x.data());
    return x;
}

static Matrix matrix(Eigen::Index rows, Eigen::Index columns)
{
    Matrix x(rows, columns);
    for (Eigen::Index i = 0; i < x.size(); i++)
        x.data()[i] = i + 1;
    return x;
}

static void views()
{
    {
        auto x = integers({1, 2, 3, 4});
        auto y = x;
        auto v = x.segment(1, 2);
        x += 10;
        v(0) = 7;
        Program("x = array([1, 2, 3, 4]); y = x; v = x[1:3]; x += 10; v[0] = 7; same = y is x")
            .show("x", x)
            .show("y", y)
            .show("v", Integers(v))
            .show("same", &y == &x);
    }
    {
        auto x = integers({1, 2, 3, 4});
        auto v = x.segment(1, 2);
        v = v + 10;
        Program("x = array([1, 2, 3, 4]); v = x[1:3]; v = v + 10").show("x", x).show("v", Integers(v));
    }
    {
        auto x = integers({1, 2, 3, 4});
        auto v = x.segment(1, 2);
        x = x + x;
        Program("x = array([1, 2, 3, 4]); v = x[1:3]; x = x + x").show("x", x).show("v", Integers(v));
    }
    {
        auto x = integers({1, 2, 3, 4});
        Integers y = x(seqN(0, 2, 2));
        x(seqN(3, 4, -1)) = Integers(x);
        Program("x = array([1, 2, 3, 4]); y = x[::2].copy(); x[::-1] = x.copy()").show("x", x).show("y", y);
    }
    {
        auto x = matrix(2, 3);
        auto t = x.transpose();
        auto r = x.row(1);
        auto c = x.col(2);
        t(2, 0) = 30;
        r(0) = 40;
        c += 100;
        Program("x = array([[1, 2, 3], [4, 5, 6]]); t = x.T; r = x[1]; c = x[:, 2]; t[2, 0] = 30; r[0] = 40; c += 100")
            .show("x", x)
            .show("t", Matrix(t))
            .show("r", Integers(r))
            .show("c", Integers(c));
    }
    {
        auto x = matrix(2, 3);
        auto y = x.reshaped<RowMajor>(3, 2);
        auto z = x.transpose().reshaped<RowMajor>();
        Integers f = x.reshaped<RowMajor>();
        y(2, 0) = 50;
        z(1) = 60;
        Program("x = array([[1, 2, 3], [4, 5, 6]]); y = x.reshape((3, 2)); z = x.T.ravel(); f = x.flatten(); "
                "y[2, 0] = 50; z[1] = 60")
            .show("x", x)
            .show("y", Matrix(y))
            .show("z", Integers(z))
            .show("f", f);
    }
    {
        auto x = integers({1, 2, 3});
        x += 1.5;
        x(0) = 2.7;
        Program("x = array([1, 2, 3]); x += 1.5; x[0] = 2.7").show("x", x);
    }
    {
        auto x = integers({1, 2, 3});
        Integers z(0);
        z = x + x;
        Program("x = array([1, 2, 3]); z = zeros(0, dtype='int64'); add(x, x, out=z)").show("z", z);
    }
}

/* What overlapping operands give depends on the type and the number of elements: packets are read before they are
 * written. */
template <class T> static void overlaps(const std::string &dtype)
{
    using Vector = Eigen::Array<T, Dynamic, 1>;
    for (Eigen::Index n : {2, 4, 5, 8, 9, 13, 16, 17, 33, 100}) {
        const std::string ones = "x = ones(" + std::to_string(n) + ", dtype='" + dtype + "'); ";
        const Vector one = Vector::Ones(n);
        Vector x = one;
        x.tail(n - 1) += x.head(n - 1);
        Program(ones + "x[1:] += x[:-1]").show("x", x);
        x = one;
        x.head(n - 1) += x.tail(n - 1);
        Program(ones + "x[:-1] += x[1:]").show("x", x);
        x = one;
        x.segment(1, n - 1) = x.segment(1, n - 1) + x.segment(0, n - 1);
        Program(ones + "x[1:] = x[1:] + x[:-1]").show("x", x);
        x = one;
        auto v = x.tail(n - 1);
        v = v + x.head(n - 1);
        Program(ones + "v = x[1:]; v = v + x[:-1]").show("x", x);
        x = one;
        x.tail(n - 1) -= x.head(n - 1);
        Program(ones + "x[1:] -= x[:-1]").show("x", x);
        x = one;
        x += x(seqN(n - 1, n, -1));
        Program(ones + "x += x[::-1]").show("x", x);
        x = one;
        x += x;
        x.tail(n - 1) = x.head(n - 1);
        Program(ones + "x += x; x[1:] = x[:-1]").show("x", x);
    }
}

/* Whole rows, and columns. */
template <class T> static void matrix_overlaps(const std::string &dtype)
{
    using Rows = Eigen::Array<T, Dynamic, Dynamic, RowMajor>;
    for (Eigen::Index rows : {2, 3, 5, 6})
        for (Eigen::Index columns : {2, 3, 4, 7}) {
            const std::string ones =
                "x = ones((" + std::to_string(rows) + ", " + std::to_string(columns) + "), dtype='" + dtype + "'); ";
            const Rows one = Rows::Ones(rows, columns);
            Rows x = one;
            x.bottomRows(rows - 1) += x.topRows(rows - 1);
            Program(ones + "x[1:] += x[:-1]").show("x", x);
            x = one;
            x.rightCols(columns - 1) += x.leftCols(columns - 1);
            Program(ones + "x[:, 1:] += x[:, :-1]").show("x", x);
            for (Eigen::Index i = 0; i < x.size(); i++)
                x.data()[i] = static_cast<T>(i);
            x.bottomRightCorner(rows - 1, columns - 1) = x.topLeftCorner(rows - 1, columns - 1);
            Program("y = arange(" + std::to_string(rows * columns) + ", dtype='" + dtype + "'); x = y.reshape((" +
                    std::to_string(rows) + ", " + std::to_string(columns) + ")).copy(); x[1:, 1:] = x[:-1, :-1]")
                .show("x", x);
            x = one;
            x.row(1) += x.row(0);
            x.col(1) += x.col(0);
            Program(ones + "x[1] += x[0]; x[:, 1] += x[:, 0]").show("x", x);
        }
}

int main()
{
    views();
    overlaps<std::int32_t>("int32");
    overlaps<std::int64_t>("int64");
    overlaps<float>("float32");
    overlaps<double>("float64");
    matrix_overlaps<std::int32_t>("int32");
    matrix_overlaps<float>("float32");
    matrix_overlaps<double>("float64");
}
